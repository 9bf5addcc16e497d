/* Changes: "tăng P% so với B", "bằng P% cùng kỳ", "từ A lên B", "còn N". */
#include "figure/attach.h"

static void put_lone_change(bt_scan *s, const bt_place *place, const bt_label *label)
{
	bool estimated = bt_estimated_before(s, place);
	bt_figure *f = bt_scan_new(s, place, label);
	f->change = bt_scan_change(s, place);
	f->qualifier = estimated ? BT_ESTIMATED : bt_scan_quantity(s, place)->qualifier;
	s->cur = s->changed = bt_scan_index(s, f);
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
	const bt_quantity *q = bt_scan_quantity(s, place);
	if (to < 0 || bt_is_percent(q) || q->unit_class == BT_U_TIMES || !q->unit || fits_change(s, to, q, place) > 1)
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

bool bt_waits_for_change(const bt_scan *s, const bt_place *place)
{
	const bt_quantity *q = bt_scan_quantity(s, place);
	for (guint i = MAX(s->window, s->block_first); i < s->out->items->len; i++)
		if (fits_change(s, (int)i, q, place))
			return true;
	return false;
}

/* A base at the end of a list of changes holds for all of the list. */
static void share_base(bt_scan *s, const char *base)
{
	for (guint i = MAX(s->window, s->block_first); i < s->out->items->len; i++) {
		bt_change *c = &bt_scan_at(s, (int)i)->change;
		if (c->stated && c->value.stated && !c->base)
			c->base = base;
	}
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
	const bt_figure *earlier = bt_scan_at(s, s->changed);
	if (c.base && s->last == BT_IS_CHANGE && earlier && s->listed) /* "giảm 5 vụ, 3 người chết so với cùng kỳ" */
		share_base(s, c.base);
	s->changed = to;
	bt_grow_span(s, f, place);
	if (to != s->cur && s->cur >= 0)
		bt_factor_add(s->p, f, "attached across a clause", 900);
}

/* "33% về doanh thu", "gấp 2 lần lợi nhuận so với B": the name stands after the number. */
static bool named_after(const bt_scan *s, const bt_place *place)
{
	bool about = bt_item_is(s->p, place->name_from, BT_W(ABOUT));
	return place->name_from < place->name_to && bt_items_name(s->p, place->name_from, place->name_to, bt_scan_depth(s, place)) &&
	       (about || place->base_from < place->base_to);
}

void bt_put_change(bt_scan *s, const bt_place *place)
{
	if (place->left_from < place->left_to && place->chain == s->first) {
		s->left_from = place->left_from;
		s->left_to = place->left_to;
	}
	bool own = bt_names_own(s, place), after = named_after(s, place);
	int depth = bt_scan_depth(s, place), to = -1;
	const char *period = bt_other_period(s, place);
	bt_label label = {.span = BT_NO_SPAN, .permille = 1000};
	if (after && (!own || bt_item_is(s->p, place->name_from, BT_W(ABOUT)))) {
		to = bt_find_named(s, place->name_from, place->name_to, true);
		label = bt_label_subject(s->p, place->name_from + bt_item_is(s->p, place->name_from, BT_W(ABOUT)), place->name_to, depth);
	} else if (own) {
		int start = bt_clause_start(s->p, s->own_from, s->own_to, depth);
		to = bt_find_named(s, start, s->own_to, s->left_from < s->left_to);
		label = bt_label_subject(s->p, s->own_from, s->own_to, depth);
	} else {
		to = owner_by_unit(s, bt_owner(s), place);
		if (to < 0 && place->name_from < place->name_to) /* "đã giảm 3,5% hộ nghèo" */
			label = bt_label_subject(s->p, place->name_from, place->name_to, depth);
	}
	if (to >= 0 && period && !own) {
		label = bt_scan_label_of(s, to, "label of the bracket's head", 900);
		put_lone_change(s, place, &label);
		bt_scan_at(s, s->cur)->period = period;
	} else if (to >= 0)
		attach_change(s, to, place);
	else if (label.text || s->story->head)
		put_lone_change(s, place, &label);
	bt_advance(s, place);
}

/* "bằng 94% so với cùng kỳ": a change stated as a level. */
void bt_put_change_level(bt_scan *s, const bt_place *place)
{
	bool own = bt_names_own(s, place);
	bt_label label = {.span = BT_NO_SPAN};
	int to = own ? -1 : bt_owner(s);
	bt_change c = bt_scan_change(s, place);
	bt_num hundred = {100, 0}, difference;
	c.level = c.value;
	int order = bt_num_cmp(c.value.num, hundred);
	c.direction = order > 0 ? BT_UP : order < 0 ? BT_DOWN : BT_FLAT;
	if (bt_num_sub(order < 0 ? hundred : c.value.num, order < 0 ? c.value.num : hundred, &difference)) {
		g_autofree char *digits = bt_num_vietnamese(difference);
		c.value = (bt_value){.stated = true, .num = difference, .digits = bt_arena_strdup(s->p->arena, digits), .span = c.level.span};
	}
	bt_figure *f = bt_scan_at(s, to);
	if (!f || f->change.stated) {
		label = f ? bt_scan_label_of(s, to, "label carried over", 900) : bt_label_subject(s->p, s->own_from, s->own_to, bt_scan_depth(s, place));
		f = bt_scan_new(s, place, &label);
		if (to < 0)
			s->cur = bt_scan_index(s, f);
	}
	if (!c.base)
		c.base = s->level_base;
	s->level_base = c.base;
	f->change = c;
	bt_grow_span(s, f, place);
	bt_advance(s, place);
}

/* "tăng 3%, bằng 120 ha": the same change again, or a level. */
void bt_put_same_change(bt_scan *s, const bt_place *place)
{
	bt_figure *cur = bt_scan_at(s, s->cur);
	bool again = cur && cur->change.stated && s->last == BT_IS_CHANGE && !bt_names_own(s, place);
	if (!again) {
		bt_put_level(s, place);
		return;
	}
	if (!cur->change.base)
		cur->change.base = bt_scan_change(s, place).base;
	bt_advance(s, place);
	s->last = BT_IS_CHANGE;
}

/* ---- before and after */

void bt_put_from(bt_scan *s, const bt_place *place)
{
	s->from = bt_scan_quantity(s, place)->value;
	s->from_pos = s->pos;
	s->from_chain = place->chain;
	s->from_item = place->item;
	bt_advance(s, place);
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
void bt_put_new_level(bt_scan *s, const bt_place *place)
{
	const bt_quantity *q = bt_scan_quantity(s, place);
	bt_classes moves = place->verbs & (BT_W(UP) | BT_W(DOWN));
	int start = bt_clause_start(s->p, s->pos, place->chain, bt_scan_depth(s, place));
	while (start < place->chain && bt_item_is(s->p, start, BT_W(AUX) | BT_W(CONN) | BT_W(GOAL) | BT_W(MARK)))
		start++;
	if (!moves && start < place->chain) /* "giảm tỷ lệ hộ nghèo còn N" */
		moves = BT_ITEM(s->p, start)->classes & (BT_W(UP) | BT_W(DOWN));
	bool bare = !bt_names_own(s, place);
	bt_figure *cur = bt_scan_at(s, bare && !s->from.stated ? counted_before(s, q) : s->cur);
	bool joined = bt_item_find(s->p, s->pos, place->chain, BT_W(COMMA) | BT_W(SEMI)) == place->chain; /* not "…, còn 2 đơn" */
	if (cur && bare && joined && !s->from.stated && cur->value.stated && !cur->change.stated && same_unit(q, cur) && !moves) {
		cur->change = (bt_change){.stated = true, .direction = direction(cur->value.num, q->value.num), .from = cur->value};
		cur->value = q->value;
		bt_grow_span(s, cur, place);
		bt_advance(s, place);
		return;
	}
	if (!s->from.stated && !moves) {
		bt_put_level(s, place);
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
	bool own = bt_names_own(s, &label_at);
	bt_label label = !own && bt_owner(s) >= 0 ? bt_scan_label_of(s, bt_owner(s), "label carried over", 800) : bt_level_label(s, &label_at);
	s->pos = pos;
	bt_figure *f = bt_scan_new(s, place, &label);
	bt_scan_value(s, f, place);
	f->change = (bt_change){.stated = true, .from = before, .base = bt_scan_change(s, place).base};
	f->change.direction = before.stated ? direction(before.num, q->value.num) : moves & BT_W(DOWN) ? BT_DOWN : BT_UP;
	s->cur = bt_scan_index(s, f);
	bt_advance(s, place);
}
