/* "lần lượt", "tương ứng": k names or k bases before, k numbers after, paired in order. When the counts
 * differ each number stands unlabelled, at low confidence. figures.md section 6, rule 6. */
#include "figure/attach.h"

enum { MOST = 12 };

struct names {
	int n;
	int from[MOST], to[MOST]; /* items */
};

/* The quantities that follow one another with only "," and "và" between. */
static int quantities(const bt_scan *s, int item, int *found)
{
	int n = 0;
	for (int i = item; i < s->end && n < MOST; i++) {
		if (!bt_item_is(s->p, i, BT_W(QUANTITY)))
			break;
		found[n++] = i;
		while (i + 1 < s->end && bt_item_is(s->p, i + 1, BT_W(COMMA) | BT_W(CONN)) && !bt_item_is(s->p, i + 1, BT_W(QUANTITY)))
			i++;
	}
	return n;
}

/* The names in [from, to), apart at items of the classes `at`. */
static struct names split(const bt_passage *p, int from, int to, bt_classes at)
{
	struct names names = {0};
	for (int i = from, start = from; i <= to && names.n < MOST; i++) {
		if (i < to && !bt_item_is(p, i, at))
			continue;
		if (bt_items_name(p, start, i, BT_ITEM(p, from)->depth)) {
			names.from[names.n] = start;
			names.to[names.n++] = i;
		}
		start = i + 1;
	}
	return names;
}

/* Bases before the chain: "so với quý trước và so với kế hoạch, X lần lượt …". */
static struct names bases(const bt_passage *p, int from, int to)
{
	struct names found = {0};
	for (int i = from; i < to && found.n < MOST; i++) {
		if (!bt_item_is(p, i, BT_W(VERSUS)))
			continue;
		int end = bt_item_find(p, i + 1, to, BT_W(COMMA) | BT_W(CONN) | BT_W(VERSUS));
		found.from[found.n] = i + 1;
		found.to[found.n++] = end;
		i = end - 1;
	}
	return found;
}

static void put_one(bt_scan *s, const bt_place *first, int item, const bt_label *label, const char *base)
{
	bt_place place = bt_place_read(s->p, item, s->pos, s->end);
	place.rule = "lần lượt";
	bool change = first->verbs & (BT_W(UP) | BT_W(DOWN) | BT_W(TIMES));
	place.verbs = first->verbs;
	bt_figure *f = bt_scan_new(s, &place, label);
	if (change) {
		f->change = bt_scan_change(s, &place);
		if (base)
			f->change.base = base;
	} else {
		bt_scan_value(s, f, &place);
	}
	if (!label->text)
		bt_factor_add(s->p, f, "lần lượt with other counts", 600);
	s->cur = bt_scan_index(s, f);
}

/* The base after the last number holds for all. */
static void share_base(bt_scan *s, int first)
{
	const bt_figure *last = bt_scan_at(s, s->cur);
	for (int i = first; i < s->cur; i++) {
		bt_figure *f = bt_scan_at(s, i);
		if (f->change.stated && !f->change.base)
			f->change.base = last->change.base;
		if (!f->unit && f->value.stated)
			f->unit = last->unit;
		if (f->change.stated && !f->change.unit)
			f->change.unit = last->change.unit;
	}
}

/* "doanh thu A, lợi nhuận B, lần lượt tăng P% và Q%": the k levels before. */
static bool pair_with_levels(bt_scan *s, const bt_place *place, const int *items, int k)
{
	int from = (int)s->out->items->len - k;
	if (from < (int)s->sentence_first || !(place->verbs & (BT_W(UP) | BT_W(DOWN) | BT_W(TIMES))))
		return false;
	for (int i = from; i < from + k; i++)
		if (!bt_scan_at(s, i)->value.stated || bt_scan_at(s, i)->change.stated)
			return false;
	const char *base = NULL;
	int tail = s->pos;
	for (int i = k - 1; i >= 0; i--) {
		bt_place one = bt_place_read(s->p, items[i], s->pos, s->end);
		one.verbs = place->verbs;
		bt_figure *f = bt_scan_at(s, from + i);
		f->change = bt_scan_change(s, &one);
		base = f->change.base ? f->change.base : base;
		f->change.base = base;
		tail = MAX(tail, one.tail);
	}
	s->pos = tail;
	s->last = BT_IS_CHANGE;
	return true;
}

bool bt_attach_respect(bt_scan *s, const bt_place *place)
{
	bt_passage *p = s->p;
	int items[MOST], k = quantities(s, place->item, items);
	if (k < 2)
		return false;
	int depth = BT_ITEM(p, place->item)->depth;
	int from = s->pos;
	int hard = bt_item_find_last(p, from, place->chain, BT_W(SEMI) | BT_W(STOP) | BT_W(COLON));
	from = hard >= from ? hard + 1 : from;
	struct names versus = bases(p, from, place->chain);
	int subject_from = versus.n ? bt_item_find(p, versus.to[versus.n - 1], place->chain, BT_W(COMMA)) : from;
	struct names names = split(p, subject_from, place->chain, BT_W(COMMA) | BT_W(CONN) | BT_W(SEMI));
	if (names.n > k) /* "thu thuế và thu phí, lệ phí" */
		names = split(p, subject_from, place->chain, BT_W(CONN));
	if (names.n == 0 && versus.n == 0 && pair_with_levels(s, place, items, k))
		return true;
	bool by_base = versus.n == k;
	int first = (int)s->out->items->len;
	for (int i = 0; i < k; i++) {
		bt_label label = {.span = BT_NO_SPAN, .permille = 1000};
		const char *base = by_base ? bt_items_text(p, versus.from[i], versus.to[i], depth) : NULL;
		if (by_base)
			label = bt_label_subject(p, subject_from, place->chain, depth);
		else if (names.n == k)
			label = bt_label_subject(p, names.from[i], names.to[i], depth);
		put_one(s, place, items[i], &label, base);
	}
	share_base(s, first);
	bt_place last = bt_place_read(p, items[k - 1], s->pos, s->end);
	s->pos = last.tail;
	s->last = BT_IS_CHANGE;
	return true;
}
