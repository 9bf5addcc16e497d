/* Fifth stage: the words just left and just right of a quantity, and the role they give it. Knows the
 * verbs of level and change; attaches nothing. */
#include "figure/roles.h"

typedef enum { UNIT_ANY, UNIT_PERCENT, UNIT_TIMES, UNIT_AMOUNT } unit_group;

static const struct {
	const char *name;
	bt_classes any, none; /* any 0: whatever the verbs */
	unit_group unit;
	bt_right right;
	bt_figure_role role;
} table[] = {
#define W(class) BT_W(class)
#define R(name, any, none, unit, right, role) {name, any, none, UNIT_##unit, BT_RIGHT_##right, BT_IS_##role},
#include "figure/roles.def"
#undef R
#undef W
};

#define ROLE_VERBS (BT_W(LEVEL) | BT_W(COPULA) | BT_W(HAVE) | BT_W(UP) | BT_W(DOWN) | BT_W(TO) | BT_W(FROM) | \
	BT_W(EQUAL) | BT_W(EXCEED) | BT_W(TIMES) | BT_W(SHARE) | BT_W(RESPECT) | BT_W(CUMUL) | BT_W(GOAL) | BT_W(COLON))
#define LIGHT (BT_W(ADV) | BT_W(AUX))
#define CHANGES (BT_W(UP) | BT_W(DOWN))

int bt_item_find(const bt_passage *p, int from, int end, bt_classes classes)
{
	while (from < end && !bt_item_is(p, from, classes))
		from++;
	return from;
}

int bt_item_find_last(const bt_passage *p, int from, int end, bt_classes classes)
{
	int i = end - 1;
	while (i >= from && !bt_item_is(p, i, classes))
		i--;
	return i;
}

static bool is_percent(const bt_quantity *q)
{
	return q->unit_class == BT_U_PERCENT || q->unit_class == BT_U_PERMILLE || q->unit_class == BT_U_POINT;
}

/* The chain of verbs, qualifiers and light words that ends just before `item`, not before `from`.
 * Light words count only with a verb or qualifier left of them. */
static void read_chain(bt_passage *p, bt_place *place, int from)
{
	bt_quantity *q = BT_QUANTITY(p, BT_ITEM(p, place->item)->quantity);
	place->chain = place->item;
	place->action = -1;
	for (int i = place->item - 1; i >= from; i--) {
		const bt_item *item = BT_ITEM(p, i);
		bool share_of_amount = (item->classes & BT_W(SHARE)) && (item->classes & BT_W(ACTION)) && !is_percent(q);
		bool verb = (item->classes & ROLE_VERBS) && !share_of_amount, qual = item->classes & BT_W(QUAL);
		if (qual && !q->qualified && !(verb && place->chain < place->item && !(item->classes & BT_W(EXCEED)) && item->word->qual != BT_ESTIMATED)) {
			q->qualifier = (bt_qualifier)item->word->qual;
			q->qualified = true;
		}
		if (verb || qual) {
			bt_classes seen = item->classes & ROLE_VERBS;
			place->verbs |= seen & BT_W(COLON) ? (seen | BT_W(COPULA)) : seen;
			place->chain = i;
			if ((item->classes & BT_W(ACTION)) && place->action < 0)
				place->action = i;
			if (item->classes & BT_W(COLON))
				break;
		} else if ((item->classes & BT_W(RATE)) && place->chain == i + 1 && i > from && bt_item_is(p, i - 1, BT_W(LEVEL) | BT_W(SHARE) | BT_W(COPULA))) {
			place->chain = i; /* "đạt tỷ lệ P%" */
		} else if (!(item->classes & LIGHT)) {
			break;
		}
	}
	if (bt_item_is(p, place->chain - 1, BT_W(COLON)) && place->chain == place->item)
		place->verbs |= BT_W(COPULA);
}

/* "so với cùng kỳ giảm N", "tăng so với cùng kỳ N", "tăng so với mức … là N". */
static void read_left_base(bt_passage *p, bt_place *place, int from)
{
	int segment = bt_item_find_last(p, from, place->chain, BT_BREAKS | BT_W(QUANTITY)) + 1;
	int versus = bt_item_find_last(p, segment, place->chain, BT_W(VERSUS));
	place->left_from = place->left_to = 0;
	int last = place->chain - 1;
	while (last >= segment && bt_item_is(p, last, BT_W(BASE) | BT_W(PERIOD)))
		last--;
	if (versus < segment && last < place->chain - 1 && last >= segment && bt_item_is(p, last, CHANGES) && !(place->verbs & CHANGES)) {
		place->verbs |= BT_ITEM(p, last)->classes & CHANGES; /* "cao hơn năm ngoái N" */
		place->left_from = last + 1;
		place->left_to = place->chain;
		place->chain = last;
		return;
	}
	if (versus < segment || versus + 1 >= place->chain)
		return;
	int change = versus - 1;
	while (change >= segment && bt_item_is(p, change, LIGHT))
		change--;
	if (bt_item_is(p, change, CHANGES) && change >= segment && !(place->verbs & CHANGES)) {
		bt_classes verb = BT_ITEM(p, change)->classes & CHANGES;
		place->stated_from = place->verbs & BT_W(COPULA);
		place->verbs = verb;
		place->left_from = versus + 1;
		place->left_to = place->chain;
		place->chain = change;
		return;
	}
	if (place->verbs & (CHANGES | BT_W(EQUAL) | BT_W(TIMES) | BT_W(LEVEL))) {
		int end = bt_item_find(p, versus + 2, place->chain, BT_W(CONN) | BT_W(MEASURE) | BT_W(ACTOR) | BT_W(RATE) | BT_W(ACTION));
		place->left_from = versus + 1;
		place->left_to = end;
		if (end == place->chain)
			place->chain = versus;
	}
}

/* Units joined to the one counted: "vụ, việc", "huyện, thành phố". */
static int skip_unit_list(const bt_passage *p, const bt_quantity *q, int i, int end)
{
	while (i + 2 <= end && bt_item_is(p, i, BT_W(COMMA)) && bt_item_is(p, i + 1, BT_W(UNIT)) && q->unit &&
	       BT_ITEM(p, i + 1)->word->unit >= BT_U_PEOPLE && q->unit_class >= BT_U_PEOPLE &&
	       (BT_ITEM(p, i + 1)->word->unit == BT_U_PEOPLE) == (q->unit_class == BT_U_PEOPLE) && !bt_item_is(p, i + 2, BT_W(QUANTITY)))
		i += 2;
	return i;
}

/* Where the words of the quantity end when another one follows in the same segment. */
static int split_before(bt_passage *p, const bt_place *place, int from, int next)
{
	const bt_quantity *q = BT_QUANTITY(p, BT_ITEM(p, place->item)->quantity);
	bt_place other = {.item = next};
	read_chain(p, &other, from);
	if (!q->unit && !bt_item_is(p, from, BT_W(VERSUS) | BT_W(PLAN) | BT_W(BASE)))
		return MIN(from, other.chain);
	int conn = bt_item_find(p, from, other.chain, BT_W(CONN) | BT_W(MEASURE) | BT_W(SEX));
	while (conn < other.chain && !bt_item_is(p, conn, BT_W(CONN)) && bt_item_is(p, conn - 1, BT_W(ABOUT)))
		conn = bt_item_find(p, conn + 1, other.chain, BT_W(CONN) | BT_W(MEASURE) | BT_W(SEX));
	if (conn < other.chain)
		return conn;
	if (bt_item_is(p, other.chain, BT_W(COLON))) {
		int unit = bt_item_find(p, from + 1, other.chain, BT_W(UNIT));
		return unit < other.chain ? unit : other.chain;
	}
	while (other.chain > from && bt_item_is(p, other.chain - 1, BT_W(PREP) | BT_W(OF) | BT_W(ABOUT) | BT_W(CONN)))
		other.chain--;
	return other.chain;
}

static bool slash(const bt_passage *p, int i)
{
	return bt_item_is(p, i, BT_W(MARK)) && BT_TOKEN(p, BT_ITEM(p, i)->from)->mark == '/';
}

static void read_tail(bt_passage *p, bt_place *place, int end)
{
	const bt_quantity *q = BT_QUANTITY(p, BT_ITEM(p, place->item)->quantity);
	int from = skip_unit_list(p, q, place->item + 1, end);
	int stop = from;
	while (stop < end && !bt_item_is(p, stop, BT_W(QUANTITY)) && !slash(p, stop)) {
		bool listed = is_percent(q) && bt_item_is(p, stop, BT_W(COMMA)) && bt_item_is(p, stop - 1, BT_W(UNIT)) && bt_item_is(p, stop + 1, BT_W(UNIT)) &&
			      stop + 2 < end && !bt_item_is(p, stop + 2, BT_BREAKS | BT_W(QUANTITY) | BT_W(LEVEL)); /* "100% xã, phường đã …" */
		if (bt_item_is(p, stop, BT_BREAKS) && !listed)
			break;
		stop++;
	}
	if (stop + 1 < end && bt_item_is(p, stop, BT_W(COLON)) && bt_item_is(p, stop + 1, BT_W(QUANTITY)))
		stop++; /* "64 Nữ: 51" */
	if (stop < end && bt_item_is(p, stop, BT_W(QUANTITY)))
		stop = split_before(p, place, from, stop);
	place->tail = stop;
}

static bool plan_of_another_period(const bt_passage *p, int from, int to)
{
	for (int i = from; i < to; i++) {
		if (bt_item_is(p, i, BT_W(BASE)) && i > from)
			return true;
		if (bt_item_is(p, i, BT_W(PERIOD)))
			return true;
	}
	return false;
}

/* What follows the unit: "so với B", "kế hoạch …", "của X", or a noun phrase. */
static void read_right(bt_passage *p, bt_place *place)
{
	int i = place->item + 1, to = place->tail;
	place->base_from = place->base_to = to;
	place->name_from = place->name_to = i;
	place->right = BT_RIGHT_ANYTHING;
	while (i < to && bt_item_is(p, i, BT_W(AUX)) && !bt_item_is(p, i, BT_W(PLAN)))
		i++;
	int versus = bt_item_find(p, i, to, BT_W(VERSUS));
	int of = i < to && bt_item_is(p, i, BT_W(OF)) && !bt_item_is(p, i, BT_W(VERSUS)) ? i + 1 : i;
	int start = versus < to ? versus + 1 : bt_item_is(p, of, BT_W(PLAN) | BT_W(BASE)) ? of : to;
	if (versus < to)
		place->name_to = versus;
	else if (start == to)
		place->name_to = to;
	if (start >= to)
		return;
	place->base_from = start;
	int cut = bt_item_find(p, start + 1, to, BT_W(LOCATIVE));
	place->base_to = cut;
	int plan = bt_item_find(p, start, cut, BT_W(PLAN));
	place->right = plan < cut ? BT_RIGHT_PLAN : BT_RIGHT_BASE;
	place->earlier_plan = plan < cut && plan_of_another_period(p, plan, cut);
	if (place->earlier_plan && (place->verbs & (CHANGES | BT_W(TIMES))))
		place->right = BT_RIGHT_BASE;
}

/* "từ A … còn B": the next quantity of the segment has a verb of arrival. */
static bool goes_to(bt_passage *p, const bt_place *place, int end)
{
	int next = bt_item_find(p, place->item + 1, end, BT_W(QUANTITY) | BT_W(SEMI) | BT_W(STOP) | BT_W(OPEN));
	if (next < end && bt_item_is(p, next, BT_W(OPEN))) { /* "từ 320 hộ (4,2%) xuống còn" */
		next = bt_item_find(p, next, end, BT_W(CLOSE) | BT_W(SEMI));
		next = bt_item_find(p, next, end, BT_W(QUANTITY) | BT_W(SEMI) | BT_W(STOP) | BT_W(OPEN));
	}
	if (next >= end || !bt_item_is(p, next, BT_W(QUANTITY)))
		return false;
	bt_place other = {.item = next};
	read_chain(p, &other, bt_item_find_last(p, place->item, next, BT_W(QUANTITY) | BT_W(CLOSE)) + 1);
	const bt_quantity *a = BT_QUANTITY(p, BT_ITEM(p, place->item)->quantity), *b = BT_QUANTITY(p, BT_ITEM(p, next)->quantity);
	bool arrives = (other.verbs & BT_W(TO)) || bt_item_is(p, next - 1, BT_W(PREP) | BT_W(ADV));
	return arrives && (!a->unit || a->unit_class == b->unit_class);
}

static bool unit_fits(unit_group group, const bt_quantity *q)
{
	bool percent = is_percent(q);
	switch (group) {
	case UNIT_ANY: return true;
	case UNIT_PERCENT: return percent;
	case UNIT_TIMES: return q->unit_class == BT_U_TIMES;
	case UNIT_AMOUNT: return !percent && q->unit_class != BT_U_TIMES;
	}
	return false;
}

/* "từ 30 hộ nghèo trở lên". */
static void read_at_least(bt_passage *p, const bt_place *place)
{
	bt_quantity *q = BT_QUANTITY(p, BT_ITEM(p, place->item)->quantity);
	for (int i = place->item + 1; i < place->tail && (place->verbs & BT_W(FROM)); i++)
		if (bt_item_is(p, i, BT_W(UPWARDS))) {
			q->qualifier = BT_AT_LEAST;
			q->qualified = true;
		}
}

bt_place bt_place_read(bt_passage *p, int item, int from, int end)
{
	bt_place place = {.item = item};
	bt_quantity *q = BT_QUANTITY(p, BT_ITEM(p, item)->quantity);
	read_chain(p, &place, from);
	q->value.said = bt_degree_before(p, &place);
	read_tail(p, &place, end);
	read_right(p, &place);
	read_left_base(p, &place, from);
	read_at_least(p, &place);
	bool goes = goes_to(p, &place, end);
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		bool verbs = (!table[i].any || (place.verbs & table[i].any)) && !(place.verbs & table[i].none);
		bool right = table[i].right == BT_RIGHT_ANYTHING || (table[i].right == BT_RIGHT_GOES_TO ? goes : place.right == table[i].right);
		if (!verbs || !right || !unit_fits(table[i].unit, q))
			continue;
		if (q->ratio && (table[i].role == BT_IS_EXCEED || table[i].role == BT_IS_CHANGE))
			continue; /* "vượt 18/20 chỉ tiêu" */
		place.role = table[i].role;
		place.rule = table[i].name;
		break;
	}
	return place;
}
