/* Makes figures for the scan: values, units, kinds, periods, factors. Decides no attachment. */
#include "figure/attach.h"

#include <string.h>

bt_figure *bt_scan_at(const bt_scan *s, int i)
{
	return i < 0 ? NULL : &g_array_index(s->out->items, bt_figure, (guint)i);
}

int bt_scan_index(const bt_scan *s, const bt_figure *figure)
{
	return (int)(figure - &g_array_index(s->out->items, bt_figure, 0));
}

void bt_factor_add(bt_passage *p, bt_figure *f, const char *name, int permille)
{
	if (permille >= 1000)
		return;
	bt_factor *more = bt_arena_new0(p->arena, bt_factor, f->n_factors + 1);
	for (int i = 0; i < f->n_factors; i++)
		more[i] = f->factors[i];
	more[f->n_factors++] = (bt_factor){name, permille};
	f->factors = more;
	f->permille = (f->permille * permille + 500) / 1000;
}

static void note(bt_figure *f, bt_code code)
{
	if (!f->notes)
		f->notes = g_ptr_array_new();
	for (guint i = 0; i < f->notes->len; i++)
		if (f->notes->pdata[i] == (gpointer)bt_code_name(code))
			return;
	g_ptr_array_add(f->notes, (gpointer)bt_code_name(code));
}

static bt_figure_kind kind_of(const bt_quantity *q)
{
	if (q->ratio)
		return BT_RATIO;
	if (q->open_money)
		return BT_AMOUNT;
	bool per = q->unit && q->noun >= 0 && strchr(q->unit, '/') && !g_str_has_prefix(q->unit, "đ/c") && !g_str_has_prefix(q->unit, "Đ/c");
	if (per)
		return BT_RATE;
	switch ((bt_unit_class)q->unit_class) {
	case BT_U_MONEY:
	case BT_U_MEASURE:
		return BT_AMOUNT;
	case BT_U_PERCENT:
	case BT_U_PERMILLE:
	case BT_U_POINT:
	case BT_U_TIMES:
	case BT_U_SCORE:
		return BT_RATE;
	case BT_U_NONE:
	case BT_U_PEOPLE:
	case BT_U_BODY:
	case BT_U_THING:
	case BT_U_ACT:
	case BT_U_SHORT:
	case BT_U_OPEN:
	case BT_U_COUNT:
		return BT_COUNT;
	}
	return BT_COUNT;
}

/* A word of money stands in the sentence, alone or inside a longer one ("tổng nguồn vốn"). */
static bool about_money(const bt_scan *s)
{
	int end;
	for (int t = BT_ITEM(s->p, s->first)->from; t < BT_ITEM(s->p, s->end - 1)->to; t++)
		if (bt_match(s->p, t, BT_W(MONEY), &end))
			return true;
	return false;
}

/* A scale word without its noun: money if money is in the sentence. */
static const char *unit_of(bt_scan *s, bt_figure *f, const bt_quantity *q)
{
	if (!q->open_money)
		return q->unit;
	if (about_money(s))
		return bt_arena_printf(s->p->arena, "%s đồng", q->unit);
	bt_factor_add(s->p, f, "scale without a unit", 600);
	note(f, BT_D_FIGURE_UNIT);
	bt_say(s->story->diags, BT_D_FIGURE_UNIT, q->value.span, q->value.digits, NULL);
	return NULL;
}

static void unit_factor(bt_passage *p, bt_figure *f, const bt_quantity *q)
{
	if (q->open_money)
		return;
	if (q->unit && q->unit_class == BT_U_OPEN)
		bt_factor_add(p, f, "unit not in the lexicon", 780);
	if (q->words)
		bt_factor_add(p, f, "number in words", 600);
}

static void say_shape(bt_scan *s, bt_figure *f, const bt_quantity *q)
{
	if (q->shape == BT_SHAPE_FOREIGN_DECIMAL) {
		bt_say(s->story->diags, BT_D_FIGURE_FOREIGN_DECIMAL, q->value.span, q->value.digits, NULL);
		note(f, BT_D_FIGURE_FOREIGN_DECIMAL);
	} else if (q->shape == BT_SHAPE_FOREIGN_GROUPED) {
		g_autofree char *value = bt_num_vietnamese(q->value.num);
		bt_say(s->story->diags, BT_D_FIGURE_FOREIGN_GROUPING, q->value.span, q->value.digits, value, NULL);
		note(f, BT_D_FIGURE_FOREIGN_GROUPING);
	} else if (q->shape == BT_SHAPE_AMBIGUOUS) {
		bt_num other = q->value.num;
		other.scale = 0;
		g_autofree char *value = bt_num_vietnamese(q->value.num), *whole = bt_num_vietnamese(other);
		bt_say(s->story->diags, BT_D_FIGURE_AMBIGUOUS, q->value.span, q->value.digits, value, whole, NULL);
		note(f, BT_D_FIGURE_AMBIGUOUS);
		bt_factor_add(s->p, f, "ambiguous number", 600);
	}
}

void bt_scan_value(bt_scan *s, bt_figure *f, const bt_place *place)
{
	const bt_quantity *q = BT_QUANTITY(s->p, BT_ITEM(s->p, place->item)->quantity);
	f->value = q->value;
	f->value_high = q->high;
	f->unit = unit_of(s, f, q);
	f->kind = kind_of(q);
	f->qualifier = q->qualifier;
	if (q->ratio)
		f->target = (bt_target){.stated = true, .value = q->whole, .unit = q->whole_unit ? q->whole_unit : f->unit};
	unit_factor(s->p, f, q);
	say_shape(s, f, q);
}

static void take_label(bt_scan *s, bt_figure *f, const bt_label *label)
{
	guint i = (guint)bt_scan_index(s, f) - s->block_first;
	if (i >= s->memos->len)
		g_array_set_size(s->memos, i + 1);
	g_array_index(s->memos, struct bt_memo, i) = (struct bt_memo){label->from, label->to};
	f->label = label->text;
	f->label_span = label->text ? label->span : BT_NO_SPAN;
	f->context = s->context ? s->context : s->story->topic ? NULL : s->story->head;
	if (!label->text && s->story->head) {
		f->label = s->story->head;
		bt_factor_add(s->p, f, "label from the head of the list", 800);
	} else if (!label->text) {
		bt_factor_add(s->p, f, "no label", 500);
	} else {
		bt_factor_add(s->p, f, label->rule, label->permille);
		if (bt_label_syllables(label->text) > 14)
			bt_factor_add(s->p, f, "long label", 600);
	}
}

bt_label bt_scan_label_of(const bt_scan *s, int figure, const char *rule, int permille)
{
	const bt_figure *f = bt_scan_at(s, figure);
	const struct bt_memo *memo = (guint)figure >= s->block_first ? &g_array_index(s->memos, struct bt_memo, (guint)figure - s->block_first) : NULL;
	return (bt_label){f->label, f->label_span, rule, permille, memo ? memo->from : 0, memo ? memo->to : 0};
}

/* A period that may own a figure: not a day, not a base ("so với năm 2016"). */
static const char *period_in(bt_passage *p, int from, int to, int depth)
{
	for (int i = to - 1; i >= from; i--) {
		if (!bt_item_is(p, i, BT_W(PERIOD)) || BT_ITEM(p, i)->depth > depth)
			continue;
		int versus = bt_item_find_last(p, from, i, BT_W(VERSUS));
		bool base = versus >= from && bt_item_find(p, versus, i, BT_BREAKS | BT_W(QUANTITY)) == i;
		if (!base)
			return bt_items_text(p, i, i + 1, BT_ITEM(p, i)->depth);
	}
	return NULL;
}

/* "Đại hội đề ra 12 chỉ tiêu: …": what follows the colon is to be reached. */
static bool sets_out(const bt_scan *s, int colon)
{
	int from = BT_ITEM(s->p, s->first)->from, to = colon >= s->first ? BT_ITEM(s->p, colon)->from : from;
	for (int t = from; t + 1 < to; t++)
		if (bt_token_is(BT_TOKEN(s->p, t + 1), "ra") && (bt_token_is(BT_TOKEN(s->p, t), "đề") || bt_token_is(BT_TOKEN(s->p, t), "đặt")))
			return true;
	return false;
}

/* One of the words, each of one or two syllables, at token `t`. */
static bool says(const bt_passage *p, int t, const char *const (*words)[2], gsize n)
{
	for (gsize i = 0; i < n; i++)
		if (bt_token_is(BT_TOKEN(p, t), words[i][0]) && (!words[i][1] || bt_token_is(BT_TOKEN(p, t + 1), words[i][1])))
			return true;
	return false;
}

/* "Ông Lộc giao Phòng Kinh tế chuẩn bị giống cho 358 ha": somebody asks a body for what is still to be done. "Công an đề nghị
 * truy tố 3 bị can" and "giao đất cho 12 hộ" are deeds. */
static bool asked_for(const bt_scan *s, const bt_place *place)
{
	static const char *const people[][2] = {{"ông", NULL}, {"bà", NULL}, {"anh", NULL}, {"chị", NULL}, {"đồng", "chí"}};
	static const char *const verbs[][2] = {{"đề", "nghị"}, {"yêu", "cầu"}, {"kiến", "nghị"}, {"chỉ", "đạo"}, {"giao", NULL}};
	static const char *const tells[][2] = {{"cho", "biết"}, {"cho", "hay"}};
	const bt_passage *p = s->p;
	bool person = false, asks = false;
	for (int i = s->first; i < place->item; i++) {
		int from = BT_ITEM(p, i)->from, last = BT_ITEM(p, i)->to - 1;
		bool next = i + 1 < place->item && (bt_item_is(p, i + 1, BT_W(ACTOR)) || BT_TOKEN(p, BT_ITEM(p, i + 1)->from)->capital);
		for (int t = from; t <= last; t++) {
			person = person || says(p, t, people, G_N_ELEMENTS(people));
			asks = asks || (person && next && says(p, t, verbs, G_N_ELEMENTS(verbs)));
			asks = asks && !says(p, t, tells, G_N_ELEMENTS(tells));
		}
	}
	return asks;
}

/* A goal holds to the end of its sentence, but for a clause that says what is done already. */
static bool planned(const bt_scan *s, const bt_place *place)
{
	if (s->story->outlook || asked_for(s, place))
		return true;
	const bt_passage *p = s->p;
	int goal = bt_item_find(p, s->first, place->item, BT_W(GOAL));
	if (goal == place->item)
		return sets_out(s, bt_item_find_last(p, s->first, place->chain, BT_W(COLON)));
	int semi = bt_item_find_last(p, goal, place->chain, BT_W(SEMI));
	for (int i = MAX(semi, goal); i < place->item; i++)
		for (int t = BT_ITEM(p, i)->from; semi > goal && t < BT_ITEM(p, i)->to; t++)
			if (bt_token_is(BT_TOKEN(p, t), "đã"))
				return false;
	return true;
}

bt_figure *bt_scan_new(bt_scan *s, const bt_place *place, const bt_label *label)
{
	bt_passage *p = s->p;
	bt_figure fresh = {.parent = -1, .permille = 1000, .drawable = true, .block = p->block, .kind = BT_RATE};
	fresh.entity = s->story->entity;
	fresh.rule = place->rule;
	fresh.sentence_no = s->sentence_no;
	fresh.sentence = bt_tokens_span(p, BT_ITEM(p, s->first)->from, BT_ITEM(p, s->end - 1)->to);
	fresh.span = bt_tokens_span(p, BT_ITEM(p, place->chain)->from, BT_ITEM(p, MAX(place->tail - 1, place->item))->to);
	fresh.period = period_in(p, s->first, place->tail, BT_ITEM(p, place->item)->depth);
	if (!fresh.period)
		fresh.period = s->story->period;
	fresh.planned = planned(s, place);
	g_array_append_val(s->out->items, fresh);
	bt_figure *f = &g_array_index(s->out->items, bt_figure, s->out->items->len - 1);
	take_label(s, f, label);
	return f;
}

static const char *base_text(bt_scan *s, int from, int to)
{
	bt_passage *p = s->p;
	while (to > from && bt_item_is(p, to - 1, BT_W(CONN) | BT_W(COMMA) | BT_W(COPULA) | BT_W(AUX) | BT_W(MARK)) && !bt_item_is(p, to - 1, BT_W(BASE) | BT_W(PLAN)))
		to--;
	return from < to ? bt_items_text(p, from, to, BT_ITEM(p, from)->depth) : NULL;
}

bt_change bt_scan_change(bt_scan *s, const bt_place *place)
{
	const bt_quantity *q = BT_QUANTITY(s->p, BT_ITEM(s->p, place->item)->quantity);
	bt_change c = {.stated = true, .value = q->value, .value_high = q->high};
	bool down = (place->verbs & BT_W(DOWN)) && !(place->verbs & BT_W(UP));
	c.direction = down ? BT_DOWN : BT_UP;
	c.unit = q->open_money ? bt_arena_printf(s->p->arena, "%s đồng", q->unit) : q->unit;
	if (!c.unit && (place->verbs & BT_W(TIMES)))
		c.unit = "lần";
	c.base = base_text(s, place->base_from, place->base_to);
	if (!c.base && place->left_from < place->left_to)
		c.base = base_text(s, place->left_from, place->left_to);
	if (!c.base && s->left_from < s->left_to)
		c.base = base_text(s, s->left_from, s->left_to);
	return c;
}
