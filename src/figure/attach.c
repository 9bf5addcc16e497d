/* Sixth stage: attachment (figures.md section 6). Scans a sentence left to right with a register, the
 * last level; a change or target whose clause names nothing else belongs to it. */
#include "figure/attach.h"

static bool percent(const bt_quantity *q)
{
	return q->unit_class == BT_U_PERCENT || q->unit_class == BT_U_PERMILLE || q->unit_class == BT_U_POINT;
}

static const bt_quantity *quantity(const bt_scan *s, const bt_place *place)
{
	return BT_QUANTITY(s->p, BT_ITEM(s->p, place->item)->quantity);
}

static int depth_of(const bt_scan *s, const bt_place *place) { return BT_ITEM(s->p, place->item)->depth; }

/* Words between what is consumed and the quantity that name something of their own. */
static bool names_own(bt_scan *s, const bt_place *place)
{
	bt_passage *p = s->p;
	int depth = depth_of(s, place), from = s->pos;
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
static int find_named(const bt_scan *s, int from, int to, bool loose)
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
static int owner(const bt_scan *s)
{
	if (s->cur >= 0)
		return s->cur;
	if (s->left_from < s->left_to && s->window < s->sentence_first)
		return (int)s->window;
	return s->pos == s->first || s->left_from < s->left_to ? s->before : -1;
}

static void advance(bt_scan *s, const bt_place *place)
{
	s->pos = place->tail;
	s->last = place->role;
	s->last_verbs = place->verbs;
	s->last_plan = place->right == BT_RIGHT_PLAN;
}

static void grow_span(bt_scan *s, bt_figure *f, const bt_place *place)
{
	bt_passage *p = s->p;
	f->span = bt_span_join(f->span, bt_tokens_span(p, BT_ITEM(p, place->chain)->from, BT_ITEM(p, MAX(place->tail - 1, place->item))->to));
}

/* ---- levels */

static bool estimated_before(const bt_scan *s, const bt_place *place)
{
	int from = bt_item_find_last(s->p, s->pos, place->chain, BT_W(SEMI) | BT_W(STOP)) + 1;
	for (int i = MAX(from, s->pos); i < place->chain; i++)
		if (bt_item_is(s->p, i, BT_W(QUAL)) && BT_ITEM(s->p, i)->word->qual == BT_ESTIMATED)
			return true;
	return s->story->head_estimated;
}

/* "(năm 2030 đạt 71%)", "(cùng kỳ 310)": the other period of a bracket. */
static const char *other_period(bt_scan *s, const bt_place *place)
{
	int depth = depth_of(s, place);
	if (depth == 0)
		return NULL;
	int open = bt_item_find_last(s->p, s->pos, place->chain, BT_W(OPEN) | BT_W(SEMI) | BT_W(COMMA)) + 1;
	for (int i = MAX(open, s->pos); i < place->chain; i++)
		if (bt_item_is(s->p, i, BT_W(PERIOD) | BT_W(BASE)) && !bt_item_is(s->p, i - 1, BT_W(VERSUS)))
			return bt_items_text(s->p, i, i + 1, depth);
	return NULL;
}

static void remember_verb(bt_scan *s, const bt_place *place)
{
	int depth = depth_of(s, place);
	int from = bt_label_start(s->p, s->pos, place->chain, depth);
	int action = bt_action_start(s->p, from, place->chain);
	int measure = bt_item_find(s->p, from, place->chain, BT_W(MEASURE) | BT_W(RATE));
	if (measure < action) {
		s->verb_from = s->verb_to = 0;
	} else if (action < place->chain) {
		s->verb_from = action;
		s->verb_to = place->chain;
	} else if (bt_items_name(s->p, from, place->chain, depth)) {
		s->verb_from = s->verb_to = 0;
	}
}

/* A number without a noun takes the unit of its parent, or of the change that follows it. */
static void elided_unit(bt_scan *s, bt_figure *f, const bt_place *place)
{
	const bt_quantity *q = quantity(s, place);
	if (q->unit || q->open_money)
		return;
	const bt_figure *parent = bt_scan_at(s, f->parent);
	if (parent && parent->kind != BT_RATE && parent->unit) {
		f->unit = parent->unit;
		bt_factor_add(s->p, f, "unit of the total", 900);
		return;
	}
	int next = bt_item_find(s->p, place->item + 1, s->end, BT_W(QUANTITY) | BT_W(SEMI) | BT_W(STOP));
	bt_place other = {.role = BT_IS_LEVEL, .item = place->item};
	if (next < s->end && bt_item_is(s->p, next, BT_W(QUANTITY)))
		other = bt_place_read(s->p, next, place->item + 1, s->end);
	const bt_quantity *change = quantity(s, &other);
	if (other.role == BT_IS_CHANGE && change->unit && !percent(change) && !bt_items_name(s->p, place->item + 1, other.chain, 0))
		f->unit = change->unit;
	if (!f->unit)
		bt_factor_add(s->p, f, "no unit", 600);
}

/* "… 12 lớp cho 360 lao động", "trong đó 45 đơn": counted by itself, not by the verb. */
static bool another_of_list(const bt_scan *s, const bt_place *place)
{
	bool joined = s->pos < place->chain && bt_item_is(s->p, s->pos, BT_W(PREP) | BT_W(CONN) | BT_W(PARTS) | BT_W(COMMA)) &&
		      bt_item_is(s->p, place->chain - 1, BT_W(PARTS) | BT_W(OF));
	return s->cur >= 0 && (joined || (place->chain < place->item && bt_item_is(s->p, place->chain, BT_W(CONN) | BT_W(HAVE) | BT_W(PARTS))));
}

static bt_label level_label(bt_scan *s, const bt_place *place)
{
	bool another = another_of_list(s, place);
	bt_label label = bt_label_level(s->p, s->pos, place, another ? 0 : s->verb_from, another ? 0 : s->verb_to);
	bool cumulative = (place->verbs & BT_W(CUMUL)) || bt_item_find(s->p, s->pos, place->chain, BT_W(CUMUL)) < place->chain;
	if (s->cur >= 0 && !label.text)
		return bt_scan_label_of(s, s->cur, "label carried over", 700 + 200 * cumulative);
	return label;
}

static void parts_of(bt_scan *s, bt_figure *f, const bt_place *place)
{
	int depth = depth_of(s, place);
	if (depth > 0 && s->depth > 0 && s->opened[MIN(s->depth, BT_BRACKETS) - 1] >= 0)
		f->parent = s->opened[MIN(s->depth, BT_BRACKETS) - 1];
	else
		f->parent = s->part;
	const bt_figure *whole = bt_scan_at(s, f->parent);
	const bt_quantity *q = quantity(s, place);
	if (whole && (!whole->value.stated || (q->unit && g_strcmp0(whole->unit, f->unit) != 0)))
		f->parent = -1;
}

static bool sex_label(const bt_scan *s, const bt_place *place)
{
	int name = bt_item_find(s->p, s->pos, place->chain, BT_W(SEX));
	return name < place->chain && !bt_items_name(s->p, s->pos, name, depth_of(s, place)) && !bt_items_name(s->p, name + 1, place->chain, depth_of(s, place));
}

/* A bare number counts something only if its name says so: "Số hộ: 45", "nữ 12", not "Formosa 2". */
static bool counts_nothing(const bt_scan *s, const bt_figure *f, const bt_place *place, const bt_label *label)
{
	int end;
	if (f->unit || f->parent >= 0 || place->verbs || quantity(s, place)->open_money)
		return false;
	return !label->text || !bt_match(s->p, label->from, BT_W(MEASURE) | BT_W(TOTAL) | BT_W(RATE) | BT_W(SEX), &end);
}

static void put_level(bt_scan *s, const bt_place *place)
{
	bt_figure *cur = bt_scan_at(s, s->cur);
	bool bare = !names_own(s, place);
	const char *period = other_period(s, place);
	if (cur && bare && !cur->value.stated && cur->change.stated && (place->verbs & BT_W(LEVEL)) && !percent(quantity(s, place))) {
		bt_scan_value(s, cur, place); /* "tăng 4% so với cùng kỳ, đạt 310 tấn" */
		grow_span(s, cur, place);
		advance(s, place);
		return;
	}
	bt_label label = period && bare && cur ? bt_scan_label_of(s, s->cur, "label of the bracket's head", 900) : level_label(s, place);
	int whole = sex_label(s, place) ? (s->cur >= 0 ? s->cur : s->before) : -1;
	if (whole >= 0 && bt_scan_at(s, whole)->parent >= 0)
		whole = bt_scan_at(s, whole)->parent;
	bool estimated = estimated_before(s, place);
	if (!another_of_list(s, place) && s->part < 0)
		remember_verb(s, place);
	bt_figure *f = bt_scan_new(s, place, &label);
	bt_scan_value(s, f, place);
	if (!quantity(s, place)->qualified && estimated)
		f->qualifier = BT_ESTIMATED;
	if (!place->verbs && !(label.rule && g_str_has_prefix(label.rule, "verb")))
		bt_factor_add(s->p, f, "no verb before the number", 850);
	if (period)
		f->period = period;
	else
		parts_of(s, f, place);
	if (whole >= 0 && f->parent < 0)
		f->parent = whole;
	elided_unit(s, f, place);
	if (counts_nothing(s, f, place, &label))
		g_array_set_size(s->out->items, s->out->items->len - 1);
	else
		s->cur = bt_scan_index(s, f);
	advance(s, place);
}

/* ---- changes */

static void put_lone_change(bt_scan *s, const bt_place *place, const bt_label *label)
{
	bool estimated = estimated_before(s, place);
	bt_figure *f = bt_scan_new(s, place, label);
	f->change = bt_scan_change(s, place);
	f->qualifier = estimated ? BT_ESTIMATED : quantity(s, place)->qualifier;
	s->cur = bt_scan_index(s, f);
}

static bool same_base(const char *a, const char *b) { return !a || !b || g_strcmp0(a, b) == 0; }

/* How well figure `f` fits a change of so many `q`: 0 not at all. What follows the unit may name it:
 * "giảm 2 người chết". */
static int fits_change(const bt_scan *s, int i, const bt_quantity *q, const bt_place *place)
{
	const bt_figure *f = bt_scan_at(s, i);
	bool money = q->unit_class == BT_U_MONEY && f->kind == BT_AMOUNT && f->unit && g_str_has_suffix(f->unit, "đồng");
	if (!f->value.stated || f->change.stated || !(money || g_strcmp0(f->unit, q->unit) == 0))
		return 0;
	if (place->name_from >= place->name_to || (guint)i < s->block_first)
		return 1;
	const struct bt_memo *memo = &g_array_index(s->memos, struct bt_memo, (guint)i - s->block_first);
	int a = BT_ITEM(s->p, place->name_from)->from, b = BT_ITEM(s->p, place->name_to - 1)->to;
	return bt_labels_agree(s->p, a, b, memo->from, memo->to) ? 2 : 1;
}

/* The owner of a change in a unit of its own must be counted in that unit. */
static int owner_by_unit(const bt_scan *s, int to, const bt_place *place)
{
	const bt_quantity *q = quantity(s, place);
	if (to < 0 || percent(q) || q->unit_class == BT_U_TIMES || !q->unit || fits_change(s, to, q, place) > 1)
		return to;
	const bt_figure *f = bt_scan_at(s, to);
	int best = f->unit && f->value.stated && !fits_change(s, to, q, place) ? 0 : 1, found = to;
	for (int i = (int)s->out->items->len - 1; i >= (int)MAX(s->window, s->block_first); i--) {
		int fit = fits_change(s, i, q, place);
		if (fit > best || (fit == best && fit == 1 && i < found && s->left_from < s->left_to && found != to)) {
			best = fit;
			found = i;
		}
	}
	return found;
}

static void attach_change(bt_scan *s, int to, const bt_place *place)
{
	bt_figure *f = bt_scan_at(s, to);
	bt_change c = bt_scan_change(s, place);
	if (place->stated_from) {
		c.from = c.value;
		c.value = c.value_high = (bt_value){0};
		c.unit = NULL;
	}
	if (f->change.stated && f->change.value.stated && same_base(f->change.base, c.base) && g_strcmp0(f->change.unit, c.unit) != 0) {
		if (!f->change.base)
			f->change.base = c.base;
		return; /* one change in two units */
	}
	if (f->change.stated && (f->change.value.stated || f->change.level.stated)) {
		bt_label label = bt_scan_label_of(s, to, "label carried over", 900);
		put_lone_change(s, place, &label);
		s->cur = to;
		return;
	}
	if (f->change.stated && f->change.from.stated)
		c.from = f->change.from;
	f->change = c;
	grow_span(s, f, place);
	if (to != s->cur && s->cur >= 0)
		bt_factor_add(s->p, f, "attached across a clause", 900);
}

/* "33% về doanh thu", "gấp 2 lần lợi nhuận so với B": the name stands after the number. */
static bool named_after(const bt_scan *s, const bt_place *place)
{
	bool about = bt_item_is(s->p, place->name_from, BT_W(ABOUT));
	return place->name_from < place->name_to && bt_items_name(s->p, place->name_from, place->name_to, depth_of(s, place)) &&
	       (about || place->base_from < place->base_to);
}

static void put_change(bt_scan *s, const bt_place *place)
{
	if (place->left_from < place->left_to && place->chain == s->first) {
		s->left_from = place->left_from;
		s->left_to = place->left_to;
	}
	bool own = names_own(s, place), after = named_after(s, place);
	int depth = depth_of(s, place), to = -1;
	const char *period = other_period(s, place);
	bt_label label = {.span = BT_NO_SPAN, .permille = 1000};
	if (after && (!own || bt_item_is(s->p, place->name_from, BT_W(ABOUT)))) {
		to = find_named(s, place->name_from, place->name_to, true);
		label = bt_label_subject(s->p, place->name_from + bt_item_is(s->p, place->name_from, BT_W(ABOUT)), place->name_to, depth);
	} else if (own) {
		int start = bt_clause_start(s->p, s->own_from, s->own_to, depth);
		to = find_named(s, start, s->own_to, s->left_from < s->left_to);
		label = bt_label_subject(s->p, s->own_from, s->own_to, depth);
	} else {
		to = owner_by_unit(s, owner(s), place);
	}
	if (to >= 0 && period && !own) {
		label = bt_scan_label_of(s, to, "label of the bracket's head", 900);
		put_lone_change(s, place, &label);
		bt_scan_at(s, s->cur)->period = period;
	} else if (to >= 0)
		attach_change(s, to, place);
	else if (label.text || s->story->head)
		put_lone_change(s, place, &label);
	advance(s, place);
}

/* "bằng 94% so với cùng kỳ": a change stated as a level. */
static void put_change_level(bt_scan *s, const bt_place *place)
{
	bool own = names_own(s, place);
	bt_label label = {.span = BT_NO_SPAN};
	int to = own ? -1 : owner(s);
	bt_change c = bt_scan_change(s, place);
	bt_num hundred = {100, 0}, difference;
	c.level = c.value;
	int order = bt_num_cmp(c.value.num, hundred);
	c.direction = order > 0 ? BT_UP : order < 0 ? BT_DOWN : BT_FLAT;
	if (bt_num_sub(order < 0 ? hundred : c.value.num, order < 0 ? c.value.num : hundred, &difference)) {
		g_autofree char *digits = bt_num_vietnamese(difference);
		c.value = (bt_value){true, difference, bt_arena_strdup(s->p->arena, digits), c.level.span};
	}
	bt_figure *f = bt_scan_at(s, to);
	if (!f || f->change.stated) {
		label = f ? bt_scan_label_of(s, to, "label carried over", 900) : bt_label_subject(s->p, s->own_from, s->own_to, depth_of(s, place));
		f = bt_scan_new(s, place, &label);
		if (to < 0)
			s->cur = bt_scan_index(s, f);
	}
	if (!c.base)
		c.base = s->level_base;
	s->level_base = c.base;
	f->change = c;
	grow_span(s, f, place);
	advance(s, place);
}

/* "tăng 3%, bằng 120 ha": the same change again, or a level. */
static void put_same_change(bt_scan *s, const bt_place *place)
{
	bt_figure *cur = bt_scan_at(s, s->cur);
	bool again = cur && cur->change.stated && s->last == BT_IS_CHANGE && !names_own(s, place);
	if (!again) {
		put_level(s, place);
		return;
	}
	if (!cur->change.base)
		cur->change.base = bt_scan_change(s, place).base;
	advance(s, place);
	s->last = BT_IS_CHANGE;
}

/* ---- targets */

static const char *plan_text(bt_scan *s, const bt_place *place)
{
	bt_passage *p = s->p;
	int from = place->base_from, to = place->base_to;
	if (from >= to) {
		from = place->item + 1;
		to = place->tail;
		while (from < to && bt_item_is(p, from, BT_W(OF) | BT_W(PREP)))
			from++;
	}
	while (to > from && bt_item_is(p, to - 1, BT_W(CONN) | BT_W(COMMA) | BT_W(COPULA)))
		to--;
	return from < to ? bt_items_text(p, from, to, depth_of(s, place)) : NULL;
}

static bool attach_target(bt_scan *s, int to, const bt_place *place, bool exceeds)
{
	const bt_quantity *q = quantity(s, place);
	bt_figure *f = bt_scan_at(s, to);
	if (!f || f->target.percent.stated || f->target.exceeds.stated)
		return false;
	f->target.stated = true;
	if (!f->target.base)
		f->target.base = plan_text(s, place);
	if (exceeds)
		f->target.exceeds = q->value;
	if (!exceeds)
		f->target.percent = q->value;
	bt_num hundred = {100, 0}, sum;
	if (exceeds && percent(q) && bt_num_add(q->value.num, hundred, &sum)) {
		g_autofree char *digits = bt_num_vietnamese(sum);
		f->target.percent = (bt_value){true, sum, bt_arena_strdup(s->p->arena, digits), q->value.span};
	} else if (exceeds && !percent(q))
		f->target.unit = q->unit;
	grow_span(s, f, place);
	return true;
}

static void put_target(bt_scan *s, const bt_place *place)
{
	bool exceeds = place->role == BT_IS_EXCEED, own = names_own(s, place);
	int to = own ? -1 : owner(s);
	if (own || !attach_target(s, to, place, exceeds)) {
		bt_label label = to >= 0 && !own ? bt_scan_label_of(s, to, "label carried over", 900) :
						   bt_label_subject(s->p, s->own_from, s->own_to, depth_of(s, place));
		bool estimated = estimated_before(s, place);
		bt_figure *f = bt_scan_new(s, place, &label);
		if (!exceeds)
			bt_scan_value(s, f, place);
		if (estimated && f->qualifier == BT_EXACT)
			f->qualifier = BT_ESTIMATED;
		attach_target(s, bt_scan_index(s, f), place, exceeds);
		if (to < 0)
			s->cur = bt_scan_index(s, f);
	}
	advance(s, place);
}

static void put_share(bt_scan *s, const bt_place *place)
{
	bool own = names_own(s, place);
	bt_figure *cur = bt_scan_at(s, own ? -1 : owner(s));
	if (!cur) {
		put_level(s, place);
		return;
	}
	if (cur->kind == BT_RATIO && !cur->target.percent.stated) {
		attach_target(s, bt_scan_index(s, cur), place, false);
		cur->target.base = NULL;
		advance(s, place);
		return;
	}
	bt_label label = bt_scan_label_of(s, bt_scan_index(s, cur), "share of what stands before", 900);
	bt_figure *f = bt_scan_new(s, place, &label);
	bt_scan_value(s, f, place);
	f->label_long = label.text ? bt_arena_printf(s->p->arena, "tỷ lệ %s", label.text) : NULL;
	s->cur = bt_scan_index(s, f);
	advance(s, place);
}

/* One of several counts of a kind, apart by semicolons: what it "đạt" is its share. */
static bool in_list(const bt_scan *s, const bt_place *place, const bt_figure *cur)
{
	const bt_figure *before = s->cur > (int)s->sentence_first ? bt_scan_at(s, s->cur - 1) : NULL;
	if (before && before->value.stated && before->kind == BT_RATE && s->last != BT_IS_CHANGE && s->cur - 1 > (int)s->sentence_first)
		return true;
	int semi = bt_item_find(s->p, place->tail, s->end, BT_W(SEMI) | BT_W(QUANTITY));
	if (semi >= s->end || !bt_item_is(s->p, semi, BT_W(SEMI)))
		return false;
	int next = bt_item_find(s->p, semi, s->end, BT_W(QUANTITY));
	const bt_quantity *q = next < s->end ? BT_QUANTITY(s->p, BT_ITEM(s->p, next)->quantity) : NULL;
	return q && q->unit && cur->kind == BT_COUNT && (g_strcmp0(q->unit, cur->unit) == 0 || q->unit_class == BT_U_PEOPLE) && next - semi == 1;
}

/* "đạt P%" without a plan word. */
static void put_attain(bt_scan *s, const bt_place *place)
{
	bool own = names_own(s, place);
	bt_figure *cur = bt_scan_at(s, own ? -1 : owner(s));
	if (s->level_base && (place->verbs & BT_W(EQUAL)))
		put_change_level(s, place);
	else if (!cur || !cur->value.stated || (cur->kind == BT_RATE && !(cur->unit && cur->unit[0] != '%')) || other_period(s, place))
		put_level(s, place);
	else if (cur->kind != BT_RATIO && in_list(s, place, cur))
		put_share(s, place);
	else
		put_target(s, place);
}

/* "(kế hoạch 1.685 tỷ đồng)", "… dự toán năm là 5.208 tỷ đồng": the plan of the level before. */
static bool put_target_value(bt_scan *s, const bt_place *place)
{
	bt_figure *cur = bt_scan_at(s, s->cur);
	const bt_quantity *q = quantity(s, place);
	if (!cur || !cur->value.stated || cur->target.value.stated || percent(q) || place->role != BT_IS_LEVEL)
		return false;
	int depth = depth_of(s, place), start = bt_segment_start(s->p, s->pos, place->chain, depth);
	int plan = bt_item_find(s->p, start, place->chain, BT_W(PLAN));
	bool stated = plan < place->chain && !bt_items_name(s->p, start, plan, depth);
	for (int i = plan + 1; i < place->chain && stated; i++)
		stated = bt_item_is(s->p, i, BT_W(PLAN_MOD) | BT_W(PLAN) | BT_W(PERIOD) | BT_W(AUX) | BT_W(COPULA) | BT_W(ACTOR) | BT_W(BASE));
	bool bracketed = bt_item_is(s->p, s->pos - 1, BT_W(OPEN)) && q->unit && !q->ratio;
	bool follows = s->last_plan && place->chain == s->pos && ((place->verbs & BT_W(COPULA)) || bracketed) && (s->last == BT_IS_TARGET || s->last == BT_IS_EXCEED || s->last == BT_IS_ATTAIN);
	if (!stated && !follows)
		return false;
	if (q->unit && g_strcmp0(q->unit, cur->unit) != 0 && !(q->unit_class == BT_U_MONEY && cur->kind == BT_AMOUNT) && !(cur->kind == BT_COUNT && q->unit_class >= BT_U_PEOPLE))
		return false;
	cur->target.stated = true;
	cur->target.value = q->value;
	cur->target.unit = q->unit ? q->unit : cur->unit;
	if (stated && !cur->target.base)
		cur->target.base = bt_items_text(s->p, plan, bt_item_find(s->p, plan, place->chain, BT_W(COPULA)), depth);
	grow_span(s, cur, place);
	advance(s, place);
	return true;
}

/* ---- before and after */

static void put_from(bt_scan *s, const bt_place *place)
{
	s->from = quantity(s, place)->value;
	s->from_pos = s->pos;
	s->from_chain = place->chain;
	s->from_item = place->item;
	advance(s, place);
	s->pos = place->item + 1;
}

static bt_direction direction(bt_num before, bt_num after)
{
	int order = bt_num_cmp(after, before);
	return order > 0 ? BT_UP : order < 0 ? BT_DOWN : BT_FLAT;
}

static bool same_unit(const bt_quantity *q, const bt_figure *f) { return !q->unit || g_strcmp0(q->unit, f->unit) == 0 || (f->unit && g_str_has_prefix(q->unit, f->unit)); }

/* The last level of the sentence in the same unit: "30 tổ với 410 hộ thành 12 tổ". */
static int counted_before(const bt_scan *s, const bt_quantity *q)
{
	for (int i = (int)s->out->items->len - 1; i >= (int)s->sentence_first; i--)
		if (bt_scan_at(s, i)->value.stated && same_unit(q, bt_scan_at(s, i)))
			return i;
	return s->cur;
}

/* "tăng lên N", "còn N", "từ A lên B", "sáp nhập A thành B". */
static void put_new_level(bt_scan *s, const bt_place *place)
{
	const bt_quantity *q = quantity(s, place);
	bool bare = !names_own(s, place);
	bt_figure *cur = bt_scan_at(s, bare && !s->from.stated ? counted_before(s, q) : s->cur);
	if (cur && bare && !s->from.stated && cur->value.stated && !cur->change.stated && same_unit(q, cur) && !(place->verbs & (BT_W(UP) | BT_W(DOWN)))) {
		cur->change = (bt_change){.stated = true, .direction = direction(cur->value.num, q->value.num), .from = cur->value};
		cur->value = q->value;
		grow_span(s, cur, place);
		advance(s, place);
		return;
	}
	if (!s->from.stated && !(place->verbs & (BT_W(UP) | BT_W(DOWN)))) {
		put_level(s, place);
		return;
	}
	bt_value before = s->from;
	bt_place label_at = *place;
	int pos = s->pos;
	if (before.stated) {
		label_at.chain = s->from_chain;
		s->pos = s->from_pos;
		label_at.verbs |= BT_W(LEVEL);
		s->from = (bt_value){0};
	}
	bool own = names_own(s, &label_at);
	bt_label label = !own && owner(s) >= 0 ? bt_scan_label_of(s, owner(s), "label carried over", 800) : level_label(s, &label_at);
	s->pos = pos;
	bt_figure *f = bt_scan_new(s, place, &label);
	bt_scan_value(s, f, place);
	f->change = (bt_change){.stated = true, .from = before, .base = bt_scan_change(s, place).base};
	f->change.direction = before.stated ? direction(before.num, q->value.num) : place->verbs & BT_W(DOWN) ? BT_DOWN : BT_UP;
	s->cur = bt_scan_index(s, f);
	advance(s, place);
}

/* ---- numbers inside names */

/* "Tổng số tiêu chí của 12 xã là 205": the 12 belongs to the label. */
static bool inside_label(bt_scan *s, const bt_place *place)
{
	bt_passage *p = s->p;
	const bt_quantity *q = quantity(s, place);
	bool per_one = q->value.num.mant == 1 && q->value.num.scale == 0 && bt_item_is(p, place->chain, BT_W(OF)); /* "giá trị trên 1 ha" */
	if (place->role != BT_IS_LEVEL || (place->verbs & ~BT_W(COLON)) || percent(q) || (!per_one && !bt_item_is(p, place->chain - 1, BT_W(OF))) || place->chain <= s->pos ||
	    !bt_items_name(p, s->pos, place->chain, depth_of(s, place)))
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
	const bt_quantity *q = quantity(s, place);
	bool counted = cur && (cur->kind == BT_COUNT || cur->kind == BT_RATIO) && s->last == BT_IS_LEVEL && bt_item_is(s->p, s->pos - 1, BT_W(QUANTITY)) == (s->pos == place->chain);
	if (!counted || s->pos != place->chain || place->role != BT_IS_LEVEL || !(place->verbs & BT_W(LEVEL)) || percent(q) || !q->unit || q->unit_class < BT_U_BODY)
		return false;
	const bt_quantity *whose = BT_QUANTITY(s->p, BT_ITEM(s->p, s->pos - 1)->quantity);
	if (whose->unit_class != BT_U_BODY && whose->unit_class != BT_U_PEOPLE)
		return false;
	cur->label = bt_arena_printf(s->p->arena, "%s %s", cur->label ? cur->label : "", bt_items_text(s->p, place->chain, place->tail, depth_of(s, place)));
	advance(s, place);
	s->last = BT_IS_LEVEL;
	return true;
}

/* "18 đảng viên, đạt 120% chỉ tiêu (18/15 đồng chí)": the same count with its plan. */
static bool ratio_in_brackets(bt_scan *s, const bt_place *place)
{
	const bt_quantity *q = quantity(s, place);
	bt_figure *cur = bt_scan_at(s, s->cur);
	if (!cur || !q->ratio || place->chain != s->pos || !bt_item_is(s->p, s->pos - 1, BT_W(OPEN)) || !cur->value.stated ||
	    bt_num_cmp(cur->value.num, q->value.num) != 0 || cur->target.value.stated)
		return false;
	cur->target.stated = true;
	cur->target.value = q->whole;
	cur->target.unit = cur->unit;
	advance(s, place);
	return true;
}

/* A bare percentage in brackets after a change is the same change again; after a count its share. */
static bool bare_in_brackets(bt_scan *s, const bt_place *place)
{
	const bt_quantity *q = quantity(s, place);
	if (!percent(q) || place->verbs || s->cur < 0 || place->chain != s->pos || !bt_item_is(s->p, s->pos - 1, BT_W(OPEN)))
		return false;
	if (s->last == BT_IS_CHANGE) {
		advance(s, place);
		s->last = BT_IS_CHANGE;
		return true;
	}
	if (bt_items_name(s->p, place->item + 1, place->tail, depth_of(s, place)) || place->right == BT_RIGHT_PLAN)
		return false;
	put_share(s, place);
	return true;
}

static void put_quantity(bt_scan *s, int item)
{
	bt_place place = bt_place_read(s->p, item, s->pos, s->end);
	const bt_quantity *q = quantity(s, &place);
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
	if (inside_label(s, &place) || reached_by_counted(s, &place) || put_target_value(s, &place) || bare_in_brackets(s, &place) || ratio_in_brackets(s, &place))
		return;
	if ((place.verbs & BT_W(RESPECT)) && bt_attach_respect(s, &place))
		return;
	bool again = s->last == BT_IS_CHANGE && place.role == BT_IS_LEVEL && percent(q) && !place.verbs &&
		     bt_item_is(s->p, place.chain - 1, BT_W(CONN)) && place.chain == s->pos + 1 &&
		     (place.right == BT_RIGHT_BASE || bt_item_is(s->p, place.name_from, BT_W(ABOUT)));
	if (again) { /* "tăng 5% về số hộ và 7% về số vốn" */
		place.role = BT_IS_CHANGE;
		place.verbs = s->last_verbs;
	}
	switch (place.role) {
	case BT_IS_LEVEL: put_level(s, &place); break;
	case BT_IS_NEW_LEVEL: put_new_level(s, &place); break;
	case BT_IS_CHANGE: put_change(s, &place); break;
	case BT_IS_CHANGE_LEVEL: put_change_level(s, &place); break;
	case BT_IS_SAME_CHANGE: put_same_change(s, &place); break;
	case BT_IS_TARGET:
	case BT_IS_EXCEED: put_target(s, &place); break;
	case BT_IS_ATTAIN: put_attain(s, &place); break;
	case BT_IS_SHARE: put_share(s, &place); break;
	case BT_IS_FROM: put_from(s, &place); break;
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
	bt_figure *cur = bt_scan_at(s, s->cur);
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
	if (from < s->pos || !bt_items_name(s->p, colon + 1, next, depth) || bt_item_find(s->p, from, colon, BT_W(QUANTITY)) < colon)
		return;
	bt_label head = bt_label_subject(s->p, from, colon, depth);
	if (head.text && bt_label_syllables(head.text) <= 8)
		s->context = head.text;
}

static void attach_sentence(bt_scan *s)
{
	s->before = s->cur;
	s->cur = -1;
	s->part = s->story->part;
	s->window = s->sentence_first;
	s->sentence_first = s->out->items->len;
	s->pos = s->first;
	s->verb_from = s->verb_to = s->left_from = s->left_to = s->depth = 0;
	s->from = (bt_value){0};
	s->last = BT_IS_LEVEL;
	s->last_plan = false;
	if (!bt_item_is(s->p, s->first, BT_W(PARTS)))
		s->level_base = NULL;
	take_entity(s);
	for (int i = s->first; i < s->end; i++) {
		if (bt_item_is(s->p, i, BT_W(OPEN) | BT_W(CLOSE)))
			bracket(s, bt_item_is(s->p, i, BT_W(OPEN)), i);
		if (bt_item_is(s->p, i, BT_W(OPEN)) && s->cur >= 0 && s->pos == i)
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

void bt_attach_block(bt_scan *s)
{
	int n = (int)s->p->items->len;
	s->sentence_no = 0;
	for (int i = 0; i < n;) {
		int stop = bt_item_find(s->p, i, n, BT_W(STOP));
		s->first = i;
		s->end = stop;
		s->sentence_no++;
		if (stop > i)
			attach_sentence(s);
		i = stop + 1;
	}
}
