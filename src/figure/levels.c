/* Levels: "X đạt N", "có N X", and what a level takes from its sentence: unit, period, parent. */
#include "figure/attach.h"

bool bt_estimated_before(const bt_scan *s, const bt_place *place)
{
	int from = bt_item_find_last(s->p, s->pos, place->chain, BT_W(SEMI) | BT_W(STOP)) + 1;
	for (int i = MAX(from, s->pos); i < place->chain; i++)
		if (bt_item_is(s->p, i, BT_W(QUAL)) && BT_ITEM(s->p, i)->word->qual == BT_ESTIMATED)
			return true;
	return s->story->head_estimated;
}

/* "(năm 2030 đạt 71%)", "(cùng kỳ 310)": the other period of a bracket. */
const char *bt_other_period(bt_scan *s, const bt_place *place)
{
	int depth = bt_scan_depth(s, place);
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
	int depth = bt_scan_depth(s, place);
	int from = bt_label_start(s->p, s->pos, place->chain, depth);
	int action = bt_action_start(s->p, from, place->chain);
	int measure = bt_item_find(s->p, from, place->chain, BT_W(MEASURE) | BT_W(RATE));
	if (measure < action || (place->verbs & BT_W(HAVE))) {
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
	const bt_quantity *q = bt_scan_quantity(s, place);
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
	const bt_quantity *change = bt_scan_quantity(s, &other);
	if (other.role == BT_IS_CHANGE && change->unit && !bt_is_percent(change) && !bt_items_name(s->p, place->item + 1, other.chain, 0))
		f->unit = change->unit;
	if (!f->unit)
		bt_factor_add(s->p, f, "no unit", 600);
}

/* "… 12 lớp cho 360 lao động", "trong đó 45 đơn": counted by itself, not by the verb. */
static bool another_of_list(const bt_scan *s, const bt_place *place)
{
	bool joined = s->pos < place->chain && bt_item_is(s->p, s->pos, BT_W(PREP) | BT_W(CONN) | BT_W(PARTS) | BT_W(COMMA) | BT_W(OF)) &&
		      bt_item_is(s->p, place->chain - 1, BT_W(PARTS) | BT_W(OF));
	return s->cur >= 0 && (joined || (place->chain < place->item && bt_item_is(s->p, place->chain, BT_W(CONN) | BT_W(HAVE) | BT_W(PARTS))));
}

bt_label bt_level_label(bt_scan *s, const bt_place *place)
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
	int depth = bt_scan_depth(s, place);
	if (depth > 0 && s->depth > 0 && s->opened[MIN(s->depth, BT_BRACKETS) - 1] >= 0)
		f->parent = s->opened[MIN(s->depth, BT_BRACKETS) - 1];
	else
		f->parent = s->part;
	const bt_figure *whole = bt_scan_at(s, f->parent);
	const bt_quantity *q = bt_scan_quantity(s, place);
	if (whole && (!whole->value.stated || (q->unit && g_strcmp0(whole->unit, f->unit) != 0)))
		f->parent = -1;
}

static bool sex_label(const bt_scan *s, const bt_place *place)
{
	int name = bt_item_find(s->p, s->pos, place->chain, BT_W(SEX));
	return name < place->chain && !bt_items_name(s->p, s->pos, name, bt_scan_depth(s, place)) && !bt_items_name(s->p, name + 1, place->chain, bt_scan_depth(s, place));
}

/* A bare number counts something only if its name says so: "Số hộ: 45", "nữ 12", not "Formosa 2". */
static bool counts_nothing(const bt_scan *s, const bt_figure *f, const bt_place *place, const bt_label *label)
{
	int end;
	if (f->unit || f->parent >= 0 || place->verbs || bt_scan_quantity(s, place)->open_money)
		return false;
	return !label->text || !bt_match(s->p, label->from, BT_W(MEASURE) | BT_W(TOTAL) | BT_W(RATE) | BT_W(SEX), &end);
}

/* "không còn xã dưới 10 tiêu chí": it says that there are none. */
static bool denied(const bt_scan *s, const bt_place *place)
{
	int from = bt_segment_start(s->p, s->pos, place->chain, bt_scan_depth(s, place));
	int a = from < place->item ? BT_ITEM(s->p, from)->from : 0, b = BT_ITEM(s->p, place->item)->from;
	for (int i = a; i + 1 < b; i++)
		if (bt_token_is(BT_TOKEN(s->p, i), "không") && (bt_token_is(BT_TOKEN(s->p, i + 1), "có") || bt_token_is(BT_TOKEN(s->p, i + 1), "còn")))
			return true;
	return false;
}

void bt_put_level(bt_scan *s, const bt_place *place)
{
	if (denied(s, place)) {
		bt_advance(s, place);
		return;
	}
	bt_figure *cur = bt_scan_at(s, s->cur);
	bool bare = !bt_names_own(s, place);
	const char *period = bt_other_period(s, place);
	if (cur && bare && !cur->value.stated && cur->change.stated && (place->verbs & (BT_W(LEVEL) | BT_W(TO))) &&
	    (!bt_is_percent(bt_scan_quantity(s, place)) || (place->verbs & BT_W(TO)))) {
		bt_scan_value(s, cur, place); /* "tăng 4% so với cùng kỳ, đạt 310 tấn" */
		bt_grow_span(s, cur, place);
		bt_advance(s, place);
		return;
	}
	bt_label label = period && bare && cur ? bt_scan_label_of(s, s->cur, "label of the bracket's head", 900) : bt_level_label(s, place);
	int whole = sex_label(s, place) ? (s->cur >= 0 ? s->cur : s->before) : -1;
	if (whole >= 0 && bt_scan_at(s, whole)->parent >= 0)
		whole = bt_scan_at(s, whole)->parent;
	bool estimated = bt_estimated_before(s, place);
	if (!another_of_list(s, place) && s->part < 0)
		remember_verb(s, place);
	bt_figure *f = bt_scan_new(s, place, &label);
	bt_scan_value(s, f, place);
	if (!bt_scan_quantity(s, place)->qualified && estimated)
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
	bt_advance(s, place);
}
