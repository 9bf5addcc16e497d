/* Sixth stage: attachment (figures.md section 6). Scans a sentence left to right with a register, the
 * last level; a change or target whose clause names nothing else belongs to it. */
#include "figure/attach.h"

bool bt_is_percent(const bt_quantity *q)
{
	return q->unit_class == BT_U_PERCENT || q->unit_class == BT_U_PERMILLE || q->unit_class == BT_U_POINT;
}

const bt_quantity *bt_scan_quantity(const bt_scan *s, const bt_place *place)
{
	return BT_QUANTITY(s->p, BT_ITEM(s->p, place->item)->quantity);
}

int bt_scan_depth(const bt_scan *s, const bt_place *place) { return BT_ITEM(s->p, place->item)->depth; }

/* Words between what is consumed and the quantity that name something of their own. */
bool bt_names_own(bt_scan *s, const bt_place *place)
{
	bt_passage *p = s->p;
	int depth = bt_scan_depth(s, place), from = s->pos;
	int hard = bt_item_find_last(p, from, place->chain, BT_W(SEMI) | BT_W(STOP) | BT_W(COLON));
	while (hard >= from && BT_ITEM(p, hard)->depth != depth)
		hard = bt_item_find_last(p, from, hard, BT_W(SEMI) | BT_W(STOP) | BT_W(COLON));
	bool first = s->pos == s->first;
	int start = hard >= from ? hard + 1 : first ? from : bt_segment_start(p, from, place->chain, depth);
	s->own_from = s->pos;
	s->own_to = place->chain;
	int versus = bt_item_find_last(p, start, place->chain, BT_W(VERSUS));
	if (versus < start) {
		int segment = bt_segment_start(p, start, place->chain, depth);
		if (segment > start && !bt_items_name(p, segment, place->chain, depth)) /* "X tăng khá, tăng 5%" */
			s->own_to = segment - 1;
		return bt_items_name(p, start, place->chain, depth);
	}
	int end = bt_item_find(p, versus + 2, place->chain, BT_W(COMMA) | BT_W(CONN) | BT_W(MEASURE) | BT_W(RATE) | BT_W(ACTION) | BT_W(ACTOR));
	s->left_from = versus + 1;
	s->left_to = end;
	if (bt_items_name(p, end, place->chain, depth)) {
		s->own_from = end;
		return true;
	}
	s->own_to = versus;
	return bt_items_name(p, start, versus, depth);
}

/* The figure of the window whose label the items [from, to) repeat; -1: none. */
int bt_find_named(const bt_scan *s, int from, int to, bool loose)
{
	const bt_passage *p = s->p;
	while (from < to && bt_item_is(p, from, BT_W(ABOUT) | BT_W(CONN) | BT_W(COMMA) | BT_W(PARTS) | BT_W(AUX)))
		from++;
	while (to > from && bt_item_is(p, to - 1, BT_W(CONN) | BT_W(COMMA) | BT_W(AUX) | BT_W(PREP)))
		to--;
	if (to - from > 1 && bt_item_is(p, from, BT_W(MEASURE)) && BT_ITEM(p, from)->to - BT_ITEM(p, from)->from == 1 && bt_item_is(p, from, BT_W(NAME)))
		from++; /* "về số hộ" */
	if (from >= to)
		return -1;
	int a = BT_ITEM(p, from)->from, b = BT_ITEM(p, to - 1)->to;
	for (guint i = MAX(s->window, s->block_first); i < s->out->items->len; i++) {
		const struct bt_memo *memo = &g_array_index(s->memos, struct bt_memo, i - s->block_first);
		const bt_figure *f = bt_scan_at(s, (int)i);
		bool same = bt_labels_agree(p, a, b, memo->from, memo->to) && (loose || b - a == memo->to - memo->from);
		if (same && f->value.stated && !f->change.stated)
			return (int)i;
	}
	return -1;
}

/* The figure a bare change or target belongs to: cur; at the start of a sentence that of the one before. */
int bt_owner(const bt_scan *s)
{
	if (s->cur >= 0)
		return s->cur;
	if (s->left_from < s->left_to && s->window < s->sentence_first)
		return (int)s->window;
	return s->pos == s->first || s->left_from < s->left_to ? s->before : -1;
}

void bt_advance(bt_scan *s, const bt_place *place)
{
	s->pos = place->tail;
	s->last = place->role;
	s->last_verbs = place->verbs;
	s->last_plan = place->right == BT_RIGHT_PLAN;
}

void bt_grow_span(bt_scan *s, bt_figure *f, const bt_place *place)
{
	int segment = bt_segment_start(s->p, s->pos, place->chain, bt_scan_depth(s, place));
	if (segment > s->pos && bt_items_name(s->p, s->pos, segment, bt_scan_depth(s, place)))
		bt_factor_add(s->p, f, "words between", 780);
	bt_passage *p = s->p;
	f->span = bt_span_join(f->span, bt_tokens_span(p, BT_ITEM(p, place->chain)->from, BT_ITEM(p, MAX(place->tail - 1, place->item))->to));
}

/* ---- numbers inside names */

/* "Tổng số tiêu chí của 12 xã là 205": the 12 belongs to the label. */
static bool inside_label(bt_scan *s, const bt_place *place)
{
	bt_passage *p = s->p;
	const bt_quantity *q = bt_scan_quantity(s, place);
	bool per_one = q->value.num.mant == 1 && q->value.num.scale == 0 && bt_item_is(p, place->chain, BT_W(OF)); /* "giá trị trên 1 ha" */
	bool through = bt_item_is(p, place->chain - 1, BT_W(PREP) | BT_W(OF)) && bt_item_is(p, bt_label_start(p, s->pos, place->chain, bt_scan_depth(s, place)), BT_W(MEASURE) | BT_W(TOTAL) | BT_W(RATE));
	if (place->role != BT_IS_LEVEL || (place->verbs & ~BT_W(COLON)) || bt_is_percent(q) || (!per_one && !through) || place->chain <= s->pos ||
	    !bt_items_name(p, s->pos, place->chain, bt_scan_depth(s, place)))
		return false;
	int next = bt_item_find(p, place->item + 1, s->end, BT_BREAKS | BT_W(QUANTITY));
	if (next >= s->end || !bt_item_is(p, next, BT_W(QUANTITY)))
		return false;
	bt_place other = bt_place_read(p, next, place->item + 1, s->end);
	return other.verbs & (BT_W(LEVEL) | BT_W(COPULA) | BT_W(UP) | BT_W(DOWN));
}

/* "9 xã đạt 19/19 tiêu chí": what the bodies reached belongs to their name. */
static bool reached_by_counted(bt_scan *s, const bt_place *place)
{
	bt_figure *cur = bt_scan_at(s, s->cur);
	const bt_quantity *q = bt_scan_quantity(s, place);
	bool share = cur && cur->kind == BT_RATE && g_strcmp0(cur->unit, "%") == 0 && s->last == BT_IS_LEVEL && s->pos == place->chain && bt_item_is(s->p, s->pos - 1, BT_W(UNIT) | BT_W(WORD)) &&
		     (place->verbs & BT_W(LEVEL)) && q->unit_class >= BT_U_THING; /* "85% hộ đạt 8 tiêu chí" */
	if (share) {
		cur->label = bt_arena_printf(s->p->arena, "%s %s", cur->label ? cur->label : "", bt_items_text(s->p, place->chain, place->tail, bt_scan_depth(s, place)));
		bt_advance(s, place);
		return true;
	}
	bool counted = cur && (cur->kind == BT_COUNT || cur->kind == BT_RATIO) && s->last == BT_IS_LEVEL && bt_item_is(s->p, s->pos - 1, BT_W(QUANTITY)) == (s->pos == place->chain);
	if (!counted || s->pos != place->chain || place->role != BT_IS_LEVEL || !(place->verbs & BT_W(LEVEL)) || bt_is_percent(q) || !q->unit || q->unit_class < BT_U_BODY)
		return false;
	const bt_quantity *whose = BT_QUANTITY(s->p, BT_ITEM(s->p, s->pos - 1)->quantity);
	if (whose->unit_class != BT_U_BODY && whose->unit_class != BT_U_PEOPLE)
		return false;
	cur->label = bt_arena_printf(s->p->arena, "%s %s", cur->label ? cur->label : "", bt_items_text(s->p, place->chain, place->tail, bt_scan_depth(s, place)));
	bt_advance(s, place);
	s->last = BT_IS_LEVEL;
	return true;
}

/* "18 đảng viên, đạt 120% chỉ tiêu (18/15 đồng chí)": the same count with its plan. */
static bool ratio_in_brackets(bt_scan *s, const bt_place *place)
{
	const bt_quantity *q = bt_scan_quantity(s, place);
	bt_figure *cur = bt_scan_at(s, s->cur);
	if (!cur || !q->ratio || place->chain != s->pos || !bt_item_is(s->p, s->pos - 1, BT_W(OPEN)) || !cur->value.stated ||
	    bt_num_cmp(cur->value.num, q->value.num) != 0 || cur->target.value.stated)
		return false;
	cur->target.stated = true;
	cur->target.value = q->whole;
	cur->target.unit = cur->unit;
	bt_advance(s, place);
	return true;
}

/* "… gồm 14 xã, 3 phường": what it concerns, not what was reached. */
static bool bodies_concerned(bt_scan *s, const bt_place *place)
{
	static const char *const places[] = {"xã", "phường", "thị trấn", "huyện", "quận", "thị xã", "thành phố", "tỉnh", "thôn", "ấp", "khu phố"};
	const bt_quantity *q = bt_scan_quantity(s, place);
	bool body = q->unit_class == BT_U_BODY && !q->ratio && q->noun >= 0, administrative = false;
	for (gsize i = 0; i < G_N_ELEMENTS(places) && body; i++)
		administrative = administrative || bt_token_is(BT_TOKEN(s->p, q->noun), places[i]);
	if (q->unit_to - q->noun == 2 && body) { /* thị trấn, khu phố, … */
		g_autofree char *key = bt_spelling_key(q->unit, -1);
		administrative = g_strv_contains((const gchar *const[]){"thị trấn", "thị xã", "thành phố", "khu phố", NULL}, key);
	}
	bool bare = place->tail == place->item + 1 && place->role == BT_IS_LEVEL;
	bool listed = s->concerned && place->chain <= s->pos + 1 && !(place->verbs & ~BT_W(COPULA));
	bool within = bt_item_is(s->p, place->chain, BT_W(PARTS)) && (place->verbs & BT_W(COPULA));
	if (!administrative || !bare || s->cur >= 0 || !(within || listed))
		return false;
	s->concerned = true;
	bt_advance(s, place);
	return true;
}

/* "cao hơn bình quân cả nước (60%)": the level of another. */
static bool level_of_another(bt_scan *s, const bt_place *place)
{
	int open = bt_item_find_last(s->p, s->pos, place->chain, BT_W(OPEN));
	if (bt_scan_depth(s, place) == 0 || open < s->pos || open + 1 < place->chain)
		return false;
	int segment = bt_item_find_last(s->p, s->pos, open, BT_W(COMMA) | BT_W(SEMI) | BT_W(QUANTITY)) + 1;
	if (!bt_item_is(s->p, open - 1, BT_W(BASE)) || bt_item_find(s->p, MAX(segment, s->pos), open, BT_W(UP) | BT_W(DOWN)) == open)
		return false;
	bt_advance(s, place);
	return true;
}

/* The sign of "(-9,1%)", "(+5%)"; 0: none. */
static char signed_in_brackets(const bt_scan *s, const bt_place *place)
{
	if (place->chain != s->pos + 1 || !bt_item_is(s->p, s->pos, BT_W(MARK)))
		return 0;
	char mark = BT_TOKEN(s->p, BT_ITEM(s->p, s->pos)->from)->mark;
	return mark == '-' || mark == '+' ? mark : 0;
}

/* A bare percentage in brackets after a change is the same change again; after a count its share. */
static bool bare_in_brackets(bt_scan *s, const bt_place *place)
{
	const bt_quantity *q = bt_scan_quantity(s, place);
	char sign = signed_in_brackets(s, place);
	if (!bt_is_percent(q) || place->verbs || (s->cur < 0 && s->changed < 0) || (!sign && place->chain != s->pos) || !bt_item_is(s->p, s->pos - 1, BT_W(OPEN)))
		return false;
	if (s->last == BT_IS_CHANGE) {
		bt_advance(s, place);
		s->last = BT_IS_CHANGE;
		return true;
	}
	if (sign) { /* "50 tỷ đồng (+12%)" */
		bt_place change = *place;
		change.role = BT_IS_CHANGE;
		change.verbs = sign == '-' ? BT_W(DOWN) : BT_W(UP);
		change.rule = "(+P%)";
		bt_put_change(s, &change);
		return true;
	}
	if (s->cur < 0 || bt_items_name(s->p, place->item + 1, place->tail, bt_scan_depth(s, place)) || place->right == BT_RIGHT_PLAN)
		return false;
	bt_put_share(s, place);
	return true;
}

static void put_quantity(bt_scan *s, int item)
{
	if (s->from.stated && BT_ITEM(s->p, item)->depth > BT_ITEM(s->p, s->from_item)->depth)
		return; /* "từ 320 hộ (4,2%) xuống còn": the bracket is the old level's */
	bt_place place = bt_place_read(s->p, item, s->pos, s->end);
	const bt_quantity *q = bt_scan_quantity(s, &place);
	bool dangling = !q->unit && !q->open_money && bt_item_is(s->p, item - 1, BT_W(MARK)) && BT_TOKEN(s->p, BT_ITEM(s->p, item - 1)->from)->mark == '/';
	if (dangling) { /* "1.877,4 ha/253": it counts nothing */
		s->pos = item + 1;
		return;
	}
	int semi = bt_item_find(s->p, s->pos, place.chain, BT_W(SEMI));
	if (semi < place.chain && bt_item_is(s->p, semi + 1, BT_W(AUX) | BT_W(ACTION)))
		s->part = -1;
	if (bt_item_find(s->p, s->pos, item, BT_W(PARTS)) < item)
		s->verb_from = s->verb_to = 0, s->part = s->cur >= 0 ? s->cur : s->window < s->sentence_first ? (int)s->window : -1;
	if (level_of_another(s, &place) || bodies_concerned(s, &place) || inside_label(s, &place) || reached_by_counted(s, &place) || bt_put_target_value(s, &place) || bare_in_brackets(s, &place) || ratio_in_brackets(s, &place))
		return;
	if ((place.verbs & BT_W(RESPECT)) && bt_attach_respect(s, &place))
		return;
	bool again = s->last == BT_IS_CHANGE && place.role == BT_IS_LEVEL && bt_is_percent(q) && !place.verbs &&
		     bt_item_is(s->p, place.chain - 1, BT_W(CONN)) && place.chain == s->pos + 1 &&
		     (place.right == BT_RIGHT_BASE || bt_item_is(s->p, place.name_from, BT_W(ABOUT)));
	bool listed = s->last == BT_IS_CHANGE && place.role == BT_IS_LEVEL && !place.verbs && place.chain == s->pos + 1 && bt_item_is(s->p, s->pos, BT_W(COMMA) | BT_W(CONN)) &&
		      q->unit_class >= BT_U_PEOPLE && bt_waits_for_change(s, &place);
	s->listed = listed;
	if (again || listed) { /* "giảm 5 vụ, 3 người chết"; "tăng 5% về số hộ và 7% về số vốn" */
		place.role = BT_IS_CHANGE;
		place.verbs = s->last_verbs;
	}
	if (place.role == BT_IS_LEVEL && bt_put_bare_rate(s, &place))
		return;
	switch (place.role) {
	case BT_IS_LEVEL: bt_put_level(s, &place); break;
	case BT_IS_NEW_LEVEL: bt_put_new_level(s, &place); break;
	case BT_IS_CHANGE: bt_put_change(s, &place); break;
	case BT_IS_CHANGE_LEVEL: bt_put_change_level(s, &place); break;
	case BT_IS_SAME_CHANGE: bt_put_same_change(s, &place); break;
	case BT_IS_TARGET:
	case BT_IS_EXCEED: bt_put_target(s, &place); break;
	case BT_IS_ATTAIN: bt_put_attain(s, &place); break;
	case BT_IS_SHARE: bt_put_share(s, &place); break;
	case BT_IS_FROM: bt_put_from(s, &place); break;
	}
}

/* "bằng cùng kỳ", "tương đương so với năm trước": no number, no change. */
static void put_flat(bt_scan *s, int item)
{
	bt_figure *cur = bt_scan_at(s, s->cur);
	int stop = bt_item_find(s->p, item + 1, s->end, BT_BREAKS | BT_W(QUANTITY));
	bool numbered = stop < s->end && bt_item_is(s->p, stop, BT_W(QUANTITY));
	int base = item + 1 + bt_item_is(s->p, item + 1, BT_W(VERSUS));
	bool near = bt_item_is(s->p, base, BT_W(BASE)) || (bt_item_is(s->p, base, BT_W(PERIOD)) && bt_item_is(s->p, base - 1, BT_W(VERSUS)));
	if (!cur || cur->change.stated || numbered || !near || bt_items_name(s->p, s->pos, item, BT_ITEM(s->p, item)->depth))
		return;
	cur->change = (bt_change){.stated = true, .direction = BT_FLAT, .base = bt_items_text(s->p, base, stop, BT_ITEM(s->p, item)->depth)};
	s->pos = stop;
}

static void bracket(bt_scan *s, bool open, int item)
{
	if (open) {
		if (s->depth < BT_BRACKETS)
			s->opened[s->depth] = s->cur;
		s->depth++;
		return;
	}
	if (s->depth == 0)
		return;
	s->depth--;
	if (s->depth < BT_BRACKETS && s->opened[s->depth] >= 0)
		s->cur = s->opened[s->depth];
	if (s->pos > s->first && bt_item_find(s->p, s->pos, item, BT_W(OPEN)) == item)
		s->pos = item + 1;
	bt_figure *cur = bt_scan_at(s, s->changed);
	if (s->pos == item + 1 && bt_item_is(s->p, s->pos, BT_W(VERSUS)) && cur && cur->change.stated && !cur->change.base) {
		int end = bt_item_find(s->p, s->pos, s->end, BT_BREAKS | BT_W(QUANTITY) | BT_W(CONN)); /* "tăng 3% (bằng 60 ha) so với B" */
		cur->change.base = bt_items_text(s->p, s->pos + 1, end, BT_ITEM(s->p, item)->depth);
		s->pos = end;
	}
}

/* A body named as the subject owns the figures of its paragraph: "Phường A …", "UBND xã B …". */
static void take_entity(bt_scan *s)
{
	bt_passage *p = s->p;
	int i = s->first;
	while (i < s->end && bt_item_is(p, i, BT_W(CONN) | BT_W(MARK) | BT_W(FRAME) | BT_W(COMMA)) && !bt_item_is(p, i, BT_W(ACTOR)))
		i++;
	int start = i;
	while (i < s->end && bt_item_is(p, i, BT_W(ACTOR)) && !bt_item_is(p, i, BT_W(AUX)))
		i++;
	int proper = i;
	while (i < s->end && (bt_item_is(p, i, BT_W(MASKED)) || (BT_TOKEN(p, BT_ITEM(p, i)->from)->capital && !bt_item_is(p, i, BT_BREAKS | BT_W(QUANTITY) | BT_W(MARK)))))
		i++;
	bool masked_alone = start == proper && i > start && bt_item_is(p, start, BT_W(MASKED));
	if (i > proper && (proper > start || masked_alone))
		s->story->entity = bt_items_text(p, start, i, BT_ITEM(p, start)->depth);
}

/* "Mầm non: số lớp 12 lớp": what stands before a colon, when names follow it. */
static void take_context(bt_scan *s, int colon)
{
	int next = bt_item_find(s->p, colon + 1, s->end, BT_BREAKS | BT_W(QUANTITY));
	int from = bt_item_find_last(s->p, s->pos, colon, BT_W(SEMI) | BT_W(STOP) | BT_W(QUANTITY)) + 1;
	int depth = BT_ITEM(s->p, colon)->depth;
	if (from < s->pos || !bt_items_name(s->p, colon + 1, next, depth) || bt_item_find(s->p, from, colon, BT_W(QUANTITY) | BT_W(REPORT)) < colon)
		return; /* "Hội nghị đánh giá:" heads no list */
	bt_label head = bt_label_subject(s->p, from, colon, depth);
	if (bt_names_topic(s->p, from, colon))
		return;
	if (head.text && bt_label_syllables(head.text) <= 8)
		s->context = head.text;
}

static void attach_sentence(bt_scan *s)
{
	s->before = s->cur;
	s->cur = s->changed = -1;
	s->part = s->story->part;
	s->window = s->sentence_first;
	s->sentence_first = s->out->items->len;
	s->pos = s->first;
	s->verb_from = s->verb_to = s->left_from = s->left_to = s->depth = 0;
	s->from = (bt_value){0};
	s->last = BT_IS_LEVEL;
	s->last_plan = s->concerned = false;
	if (!bt_item_is(s->p, s->first, BT_W(PARTS)))
		s->level_base = NULL;
	take_entity(s);
	for (int i = s->first; i < s->end; i++) {
		if (bt_item_is(s->p, i, BT_W(OPEN) | BT_W(CLOSE)))
			bracket(s, bt_item_is(s->p, i, BT_W(OPEN)), i);
		if (bt_item_is(s->p, i, BT_W(OPEN)) && (s->cur >= 0 || s->changed >= 0) && s->pos == i)
			s->pos = i + 1;
		if (bt_item_is(s->p, i, BT_W(COLON)))
			take_context(s, i);
		if (bt_item_is(s->p, i, BT_W(SEMI)) && !bt_item_is(s->p, i + 1, BT_W(QUANTITY)))
			s->verb_from = s->verb_to = 0;
		if (bt_item_is(s->p, i, BT_W(QUANTITY)) && i >= s->pos)
			put_quantity(s, i);
		else if (bt_item_is(s->p, i, BT_W(FLAT)) && i >= s->pos)
			put_flat(s, i);
	}
	if (s->cur < 0)
		s->cur = s->sentence_first < s->out->items->len ? (int)s->out->items->len - 1 : -1;
}

#define SENTENCE_MOST 4096 /* items; a longer one is read in pieces, so that cost stays linear */

void bt_attach_block(bt_scan *s)
{
	int n = (int)s->p->items->len;
	s->sentence_no = 0;
	for (int i = 0; i < n;) {
		int stop = bt_item_find(s->p, i, MIN(n, i + SENTENCE_MOST), BT_W(STOP));
		s->first = i;
		s->end = stop;
		s->sentence_no++;
		if (stop > i && s->out->items->len <= BT_MAX_FIGURES) {
			bt_frame_take(s->p, s->story, i, MIN(n, stop + 1), false);
			attach_sentence(s);
		}
		i = bt_item_is(s->p, stop, BT_W(STOP)) ? stop + 1 : MAX(stop, i + 1);
	}
}
