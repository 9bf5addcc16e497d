/* Plans: "đạt P% kế hoạch", "vượt P%", "(kế hoạch N)", and shares of what stands before. */
#include "figure/attach.h"

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
	return from < to ? bt_items_text(p, from, to, bt_scan_depth(s, place)) : NULL;
}

static bool attach_target(bt_scan *s, int to, const bt_place *place, bool exceeds)
{
	const bt_quantity *q = bt_scan_quantity(s, place);
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
	if (exceeds && bt_is_percent(q) && bt_num_add(q->value.num, hundred, &sum)) {
		g_autofree char *digits = bt_num_vietnamese(sum);
		f->target.percent = (bt_value){.stated = true, .num = sum, .digits = bt_arena_strdup(s->p->arena, digits), .span = q->value.span, .said = q->value.said};
	} else if (exceeds && !bt_is_percent(q))
		f->target.unit = q->unit;
	bt_grow_span(s, f, place);
	return true;
}

void bt_put_target(bt_scan *s, const bt_place *place)
{
	bool exceeds = place->role == BT_IS_EXCEED, own = bt_names_own(s, place);
	int to = own ? -1 : bt_owner(s);
	if (own || !attach_target(s, to, place, exceeds)) {
		bt_label label = to >= 0 && !own ? bt_scan_label_of(s, to, "label carried over", 900) :
						   bt_label_subject(s->p, s->own_from, s->own_to, bt_scan_depth(s, place));
		bool estimated = bt_estimated_before(s, place);
		bt_figure *f = bt_scan_new(s, place, &label);
		if (!exceeds)
			bt_scan_value(s, f, place);
		if (estimated && f->qualifier == BT_EXACT)
			f->qualifier = BT_ESTIMATED;
		attach_target(s, bt_scan_index(s, f), place, exceeds);
		if (to < 0)
			s->cur = bt_scan_index(s, f);
	}
	bt_advance(s, place);
}

/* "120 em (tỷ lệ 25%)": the word alone names nothing. */
static bool only_rate(const bt_scan *s, const bt_place *place)
{
	int start = bt_segment_start(s->p, s->pos, place->chain, bt_scan_depth(s, place));
	return place->chain == start + 1 && bt_item_is(s->p, start, BT_W(RATE)) && BT_ITEM(s->p, start)->to - BT_ITEM(s->p, start)->from == 2;
}

bool bt_put_bare_rate(bt_scan *s, const bt_place *place)
{
	const bt_figure *cur = bt_scan_at(s, s->cur);
	if (!cur || !cur->value.stated || !bt_is_percent(bt_scan_quantity(s, place)) || !only_rate(s, place) || cur->kind == BT_RATE)
		return false;
	bt_put_share(s, place);
	return true;
}

void bt_put_share(bt_scan *s, const bt_place *place)
{
	bool own = !only_rate(s, place) && bt_names_own(s, place);
	bt_figure *cur = bt_scan_at(s, own ? -1 : bt_owner(s));
	if (!cur) {
		bt_put_level(s, place);
		return;
	}
	if (cur->kind == BT_RATIO && !cur->target.percent.stated) {
		attach_target(s, bt_scan_index(s, cur), place, false);
		cur->target.base = NULL;
		bt_advance(s, place);
		return;
	}
	bt_label label = bt_scan_label_of(s, bt_scan_index(s, cur), "share of what stands before", 900);
	bt_figure *f = bt_scan_new(s, place, &label);
	bt_scan_value(s, f, place);
	f->label_long = label.text ? bt_arena_printf(s->p->arena, "tỷ lệ %s", label.text) : NULL;
	s->cur = bt_scan_index(s, f);
	bt_advance(s, place);
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
void bt_put_attain(bt_scan *s, const bt_place *place)
{
	bool own = bt_names_own(s, place);
	bt_figure *cur = bt_scan_at(s, own ? -1 : bt_owner(s));
	if (s->level_base && (place->verbs & BT_W(EQUAL)))
		bt_put_change_level(s, place);
	else if (!cur || !cur->value.stated || (cur->kind == BT_RATE && !(cur->unit && cur->unit[0] != '%')) || bt_other_period(s, place))
		bt_put_level(s, place);
	else if (cur->kind != BT_RATIO && in_list(s, place, cur))
		bt_put_share(s, place);
	else
		bt_put_target(s, place);
}

/* "(kế hoạch 1.685 tỷ đồng)", "… dự toán năm là 5.208 tỷ đồng": the plan of the level before. */
bool bt_put_target_value(bt_scan *s, const bt_place *place)
{
	bt_figure *cur = bt_scan_at(s, s->cur);
	const bt_quantity *q = bt_scan_quantity(s, place);
	if (!cur || !cur->value.stated || cur->target.value.stated || place->role != BT_IS_LEVEL || (bt_is_percent(q) && g_strcmp0(q->unit, cur->unit) != 0))
		return false;
	int depth = bt_scan_depth(s, place), start = bt_segment_start(s->p, s->pos, place->chain, depth);
	int plan = bt_item_find(s->p, start, place->chain, BT_W(PLAN));
	bool stated = plan < place->chain && !bt_items_name(s->p, start, plan, depth);
	for (int i = plan + 1; i < place->chain && stated; i++)
		stated = bt_item_is(s->p, i, BT_W(PLAN_MOD) | BT_W(PLAN) | BT_W(PERIOD) | BT_W(AUX) | BT_W(COPULA) | BT_W(ACTOR) | BT_W(BASE));
	bool bracketed = bt_item_is(s->p, s->pos - 1, BT_W(OPEN)) && q->unit && !q->ratio;
	bool follows = s->last_plan && place->chain == s->pos && ((place->verbs & BT_W(COPULA)) || bracketed) && (s->last == BT_IS_TARGET || s->last == BT_IS_EXCEED || s->last == BT_IS_ATTAIN);
	if (!stated && !follows)
		return false;
	bool shorter = q->unit && cur->unit && g_str_has_prefix(cur->unit, q->unit); /* triệu đồng of triệu đồng/người */
	if (q->unit && !shorter && g_strcmp0(q->unit, cur->unit) != 0 && !(q->unit_class == BT_U_MONEY && cur->kind == BT_AMOUNT) && !(cur->kind == BT_COUNT && q->unit_class >= BT_U_PEOPLE))
		return false;
	cur->target.stated = true;
	cur->target.value = q->value;
	cur->target.unit = q->unit ? q->unit : cur->unit;
	if (stated && !cur->target.base)
		cur->target.base = bt_items_text(s->p, plan, bt_item_find(s->p, plan, place->chain, BT_W(COPULA)), depth);
	bt_grow_span(s, cur, place);
	bt_advance(s, place);
	return true;
}
