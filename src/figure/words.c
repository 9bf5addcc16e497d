/* Phrases about figures in the author's digits, for cards, charts and tables. */
#include "figure/figure.h"

static const char *const qualifier_words[] = {
	[BT_EXACT] = "", [BT_ABOUT] = "khoảng ", [BT_OVER] = "hơn ", [BT_UNDER] = "dưới ",
	[BT_ESTIMATED] = "ước ", [BT_AT_LEAST] = "ít nhất ", [BT_AT_MOST] = "không quá ",
};

const char *bt_qualifier_words(bt_qualifier q) { return qualifier_words[q]; }

/* "14,53%", "40 hộ", "6,5 - 7%". */
static const char *amount(const bt_value *value, const bt_value *high, const char *unit, bt_arena *arena)
{
	const char *gap = unit && unit[0] != '%' && bt_char_at(unit) != 0x2030 ? " " : "";
	const char *dash = high && high->stated ? " - " : "", *to = high && high->stated ? high->digits : "";
	return bt_arena_concat(arena, value->digits, dash, to, gap, unit ? unit : "", NULL);
}

static const char *with_base(const char *words, const char *base, bt_arena *arena)
{
	return base ? bt_arena_printf(arena, "%s so với %s", words, base) : words;
}

const char *bt_change_words(const bt_figure *figure, bt_arena *arena)
{
	static const char *const verbs[] = {[BT_UP] = "tăng", [BT_DOWN] = "giảm", [BT_FLAT] = "bằng"};
	const bt_change *c = &figure->change;
	if (!c->stated)
		return NULL;
	if (c->level.stated)
		return with_base(bt_arena_printf(arena, "bằng %s%%", c->level.digits), c->base, arena);
	if (c->direction == BT_FLAT)
		return c->base ? bt_arena_printf(arena, "bằng %s", c->base) : "không đổi";
	const char *verb = verbs[c->direction];
	if (c->value.stated && g_strcmp0(c->unit, "lần") == 0 && c->direction == BT_UP)
		verb = "gấp";
	if (c->value.stated)
		return with_base(bt_arena_printf(arena, "%s %s", verb, amount(&c->value, &c->value_high, c->unit, arena)), c->base, arena);
	if (c->from.stated)
		return bt_arena_printf(arena, "%s từ %s", verb, amount(&c->from, NULL, figure->unit, arena));
	return with_base(verb, c->base, arena);
}

const char *bt_target_words(const bt_figure *figure, bt_arena *arena)
{
	const bt_target *t = &figure->target;
	if (!t->stated)
		return NULL;
	const char *base = t->base ? t->base : "kế hoạch", *words;
	if (t->exceeds.stated)
		words = bt_arena_printf(arena, "vượt %s %s", amount(&t->exceeds, NULL, t->unit && !t->percent.stated ? t->unit : "%", arena), base);
	else if (t->percent.stated)
		words = t->base || !t->value.stated ? bt_arena_printf(arena, "đạt %s%% %s", t->percent.digits, base) : bt_arena_printf(arena, "đạt %s%%", t->percent.digits);
	else if (t->value.stated)
		return figure->kind == BT_RATIO ? bt_arena_printf(arena, "trên tổng số %s", amount(&t->value, NULL, t->unit, arena)) :
						  bt_arena_printf(arena, "%s %s", base, amount(&t->value, NULL, t->unit, arena));
	else
		return NULL;
	return t->value.stated ? bt_arena_printf(arena, "%s (%s)", words, amount(&t->value, NULL, t->unit, arena)) : words;
}
