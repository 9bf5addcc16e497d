/* Whether stated values and stated growth agree (figures.md section 9). Exact decimals only; corrects nothing. */
#include "series/join.h"

#include <string.h>

static bt_num absolute(bt_num a) { return a.mant < 0 ? bt_num_neg(a) : a; }

/* One unit of the last printed digit, in the unit of the dimension; of round numbers that are "hơn" or "gần", one unit of the
 * last digit that is no nought. False: does not fit. */
static bool last_digit(const bt_fact *f, bool past_noughts, bt_num *unit)
{
	bt_fact one = *f;
	one.value.num.mant = 1;
	for (gint64 m = f->value.num.mant; past_noughts && m && m % 10 == 0; m /= 10)
		one.value.num.mant *= 10;
	return bt_fact_num(&one, unit);
}

static bool loose(const bt_fact *f) { return f->qualifier != BT_EXACT && f->qualifier != BT_ESTIMATED; }

bool bt_facts_agree(const bt_fact *first, const bt_fact *second)
{
	bt_fact a = *first, b = *second;
	bt_num x, y, one, other, difference;
	if (g_strcmp0(a.unit, b.unit) == 0)
		a.unit = b.unit = NULL; /* compared as printed */
	if (!bt_fact_num(&a, &x) || !bt_fact_num(&b, &y) || !last_digit(&a, loose(&a), &one) || !last_digit(&b, loose(&b), &other) || !bt_num_sub(x, y, &difference))
		return false;
	if (difference.mant == 0)
		return true;
	if (!loose(&a) && !loose(&b) && bt_num_cmp(one, other) == 0)
		return false; /* as exact as each other */
	return bt_num_cmp(absolute(difference), bt_num_cmp(one, other) > 0 ? one : other) <= 0;
}

/* What the printed digits may hide of now / before x 100: result x (half digit / now + half digit / before); counts are exact. */
static bool slack(const bt_fact *now, const bt_fact *before, bt_num ratio, bt_num *sum)
{
	const bt_fact *facts[] = {now, before};
	for (gsize i = 0; i < G_N_ELEMENTS(facts); i++) {
		bt_num value, unit, part;
		if (facts[i]->kind == BT_COUNT && facts[i]->value.num.scale == 0 && !loose(facts[i]))
			continue;
		if (!bt_fact_num(facts[i], &value) || !last_digit(facts[i], loose(facts[i]), &unit))
			return false;
		if (value.mant == 0 || !bt_num_mul(unit, ratio, &part) || !bt_num_div(part, value, 4, &part) || !bt_num_div(part, (bt_num){loose(facts[i]) ? 1 : 2, 0}, 4, &part) || !bt_num_add(*sum, part, sum))
			return false;
	}
	return true;
}

/* What the two levels give in the unit of the stated change, signed, and how far off it may be. */
struct implied {
	bt_num growth, limit;
};

static bool per_cent(const bt_fact *now, const bt_fact *before, bt_num x, bt_num y, struct implied *out)
{
	bt_num ratio, hundred = {100, 0};
	if (y.mant <= 0 || !bt_num_mul(x, hundred, &ratio) || !bt_num_div(ratio, y, 4, &ratio) || !bt_num_sub(ratio, hundred, &out->growth))
		return false;
	out->limit = (bt_num){1, now->change.value.num.scale}; /* some authors truncate */
	return slack(now, before, ratio, &out->limit);
}

static bool times(const bt_fact *now, const bt_fact *before, bt_num x, bt_num y, struct implied *out)
{
	if (y.mant <= 0 || !bt_num_div(x, y, 4, &out->growth))
		return false;
	out->limit = now->change.value.num.scale ? (bt_num){1, now->change.value.num.scale} : (bt_num){2, 1};
	return slack(now, before, out->growth, &out->limit);
}

static bool difference(const bt_fact *now, const bt_fact *before, bt_num x, bt_num y, struct implied *out)
{
	bt_num one, other;
	if (!bt_num_sub(x, y, &out->growth) || !last_digit(now, loose(now), &one) || !last_digit(before, loose(before), &other))
		return false;
	bool exact = now->kind == BT_COUNT && before->kind == BT_COUNT && !loose(now) && !loose(before);
	out->limit = exact ? (bt_num){0, 0} : bt_num_cmp(one, other) > 0 ? one : other;
	return true;
}

/* The stated change, signed, in the same unit as what is implied. */
static bool stated_growth(const bt_fact *now, bt_num *growth)
{
	bt_fact change = *now;
	change.value = now->change.value;
	change.unit = now->change.unit;
	if (!bt_fact_num(&change, growth))
		return false;
	if (now->change.direction == BT_DOWN)
		*growth = bt_num_neg(*growth);
	return true;
}

enum verdict { CANNOT_TELL, AGREES, CONTRADICTS };

static bool near(bt_num a, bt_num b, bt_num limit)
{
	bt_num gap;
	return bt_num_sub(a, b, &gap) && bt_num_cmp(absolute(gap), limit) <= 0;
}

static enum verdict judge(const bt_fact *now, const bt_fact *before, struct implied *out)
{
	g_autoptr(bt_arena) arena = bt_arena_new();
	bt_num x, y, stated;
	int power;
	const char *unit = bt_unit_dimension(now->change.unit, &power, arena), *own = bt_unit_dimension(now->unit, &power, arena);
	struct implied points;
	if (!bt_fact_num(now, &x) || !bt_fact_num(before, &y) || !stated_growth(now, &stated))
		return CANNOT_TELL;
	bool rate = strcmp(own, "%") == 0;
	if (strcmp(unit, "%") == 0) {
		if (rate && difference(now, before, x, y, &points) && near(points.growth, stated, points.limit))
			return AGREES; /* points called per cent */
		if (!per_cent(now, before, x, y, out))
			return CANNOT_TELL;
	} else if (strcmp(unit, "lần") == 0) {
		if (!times(now, before, x, y, out) || now->change.direction != BT_UP)
			return CANNOT_TELL;
	} else if (strcmp(unit, own) == 0 || (rate && strcmp(unit, "điểm phần trăm") == 0)) {
		if (!difference(now, before, x, y, out))
			return CANNOT_TELL;
	} else {
		return CANNOT_TELL;
	}
	return near(out->growth, stated, out->limit) ? AGREES : CONTRADICTS;
}

/* "tăng 9,8%", to as many decimals as the stated change. */
static const char *in_words(const bt_fact *now, const struct implied *what, bt_arena *arena)
{
	const char *unit = now->change.unit;
	bt_num shown, one = {1, 0};
	int power;
	bt_unit_dimension(unit, &power, arena);
	for (int i = 0; i < power; i++)
		if (!bt_num_mul(one, (bt_num){10, 0}, &one))
			return NULL;
	if (!bt_num_div(absolute(what->growth), one, MAX(now->change.value.num.scale, 1), &shown))
		return NULL;
	for (; shown.scale > now->change.value.num.scale && shown.mant % 10 == 0; shown.scale--)
		shown.mant /= 10;
	g_autofree char *digits = bt_num_vietnamese(shown);
	const char *verb = strcmp(unit, "lần") == 0 ? "gấp" : what->growth.mant < 0 ? "giảm" : "tăng";
	return bt_arena_printf(arena, "%s %s%s%s", verb, digits, *unit == '%' ? "" : " ", unit);
}

static const char *stated_words(const bt_fact *fact, bt_arena *arena)
{
	bt_figure figure = {.unit = fact->unit, .change = fact->change};
	return bt_change_words(&figure, arena);
}

/* Points stand by period. -1: none. */
static int find_point(const bt_indicator *indicator, bt_period period)
{
	int low = 0, high = (int)indicator->points->len - 1;
	while (low <= high && period.kind == indicator->kind) {
		int middle = (low + high) / 2, order = bt_period_compare(g_array_index(indicator->points, bt_point, middle).period, period);
		if (order == 0)
			return middle;
		low = order < 0 ? middle + 1 : low;
		high = order > 0 ? middle - 1 : high;
	}
	return -1;
}

/* A base in a period, on a day: what it comes to is the same for every indicator. */
struct base {
	const char *words, *date;
	bt_period period, before;
};

static guint base_hash(gconstpointer p)
{
	const struct base *b = p;
	return ((g_str_hash(b->words) * 31 + (b->date ? g_str_hash(b->date) : 0)) * 31 + (guint)b->period.kind) * 31 + (guint)(b->period.year * 16 + b->period.number);
}

static gboolean base_equal(gconstpointer a, gconstpointer b)
{
	const struct base *x = a, *y = b;
	return x->period.kind == y->period.kind && x->period.year == y->period.year && x->period.number == y->period.number && strcmp(x->words, y->words) == 0 && g_strcmp0(x->date, y->date) == 0;
}

GHashTable *bt_contradiction_bases(void) { return g_hash_table_new_full(base_hash, base_equal, g_free, NULL); }

static bt_period before_of(GHashTable *bases, const char *words, bt_period period, const char *date)
{
	struct base like = {words, date, period, {0}}, *base = g_hash_table_lookup(bases, &like);
	if (!base) {
		base = g_new(struct base, 1);
		*base = like;
		base->before = bt_period_resolve(words, period, date);
		g_hash_table_add(bases, base);
	}
	bt_period before = base->before;
	before.running = period.running;
	return before;
}

static void check(bt_indicator *indicator, int to, GHashTable *bases, bt_arena *arena)
{
	const bt_point *point = &g_array_index(indicator->points, bt_point, to);
	const bt_fact *now = point->fact;
	const bt_change *change = &now->change;
	if (!change->stated || !change->value.stated || change->value_high.stated || !change->base || !change->unit)
		return;
	int from = find_point(indicator, before_of(bases, change->base, point->period, now->date));
	if (from < 0 || from == to)
		return;
	const bt_point *other = &g_array_index(indicator->points, bt_point, from);
	struct implied implied = {0}, unused;
	enum verdict verdict = judge(now, other->fact, &implied);
	for (int i = 0; i < MIN(other->n_others, (int)G_N_ELEMENTS(other->others)) && verdict == CONTRADICTS; i++)
		verdict = judge(now, other->others[i], &unused) == AGREES ? AGREES : verdict;
	bt_contradiction found = {from, to, stated_words(now, arena), verdict == CONTRADICTS ? in_words(now, &implied, arena) : NULL};
	if (found.implied)
		g_array_append_val(indicator->contradictions, found);
}

void bt_contradictions_find(bt_indicator *indicator, GHashTable *bases, bt_arena *arena)
{
	for (guint i = 0; i < indicator->points->len && indicator->points->len > 1; i++)
		check(indicator, (int)i, bases, arena);
}
