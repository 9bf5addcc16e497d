/* Phrases about figures in the author's digits, for cards, charts and tables. */
#include "figure/figure.h"

const char *bt_value_said(const bt_value *value, bt_qualifier qualifier)
{
	static const char *const words[] = {
		[BT_EXACT] = "", [BT_ABOUT] = "khoảng", [BT_OVER] = "hơn", [BT_UNDER] = "gần",
		[BT_ESTIMATED] = "ước", [BT_AT_LEAST] = "ít nhất", [BT_AT_MOST] = "không quá",
	};
	return value->said ? value->said : words[qualifier];
}

const char *bt_value_words(const bt_value *value, bt_qualifier qualifier, bt_arena *arena)
{
	const char *said = bt_value_said(value, qualifier);
	return bt_arena_concat(arena, said, *said ? " " : "", value->digits, NULL);
}

/* "14,53%", "hơn 40 hộ", "6,5 - 7%". */
static const char *amount(const bt_value *value, const bt_value *high, const char *unit, bt_arena *arena)
{
	const char *gap = unit && unit[0] != '%' && bt_char_at(unit) != 0x2030 ? " " : "";
	const char *dash = high && high->stated ? " - " : "", *to = high && high->stated ? high->digits : "";
	return bt_arena_concat(arena, bt_value_words(value, BT_EXACT, arena), dash, to, gap, unit ? unit : "", NULL);
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
		return with_base(bt_arena_printf(arena, "bằng %s%%", bt_value_words(&c->level, BT_EXACT, arena)), c->base, arena);
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
	const char *base = t->base ? t->base : "", *space = t->base ? " " : "", *words;
	if (t->exceeds.stated)
		words = bt_arena_concat(arena, "vượt ", amount(&t->exceeds, NULL, t->unit && !t->percent.stated ? t->unit : "%", arena), space, base, NULL);
	else if (t->percent.stated)
		words = bt_arena_concat(arena, "đạt ", bt_value_words(&t->percent, BT_EXACT, arena), "%", space, base, NULL);
	else if (t->value.stated)
		return figure->kind == BT_RATIO ? bt_arena_printf(arena, "trên tổng số %s", amount(&t->value, NULL, t->unit, arena)) :
						  bt_arena_printf(arena, "%s %s", t->base ? t->base : "kế hoạch", amount(&t->value, NULL, t->unit, arena));
	else
		return NULL;
	return t->value.stated ? bt_arena_printf(arena, "%s (%s)", words, amount(&t->value, NULL, t->unit, arena)) : words;
}
