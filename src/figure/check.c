/* Ninth stage: stated numbers against each other (figures.md section 9). Exact decimals only; warns
 * with the place, never corrects. Each check is a row of the table at the end. */
#include "figure/check.h"

#include <string.h>

typedef struct {
	bt_figures *figures;
	const bt_doc *doc;
	bt_diags *diags;
} checker;

static bt_figure *at(const checker *c, guint i) { return &g_array_index(c->figures->items, bt_figure, i); }

static void note(bt_figure *f, bt_code code)
{
	if (!f->notes)
		f->notes = g_ptr_array_new();
	g_ptr_array_add(f->notes, (gpointer)bt_code_name(code));
}

static bt_num absolute(bt_num a) { return a.mant < 0 ? bt_num_neg(a) : a; }

/* One unit of the last printed digit. */
static bt_num last_digit(bt_num a) { return (bt_num){1, a.scale}; }

/* |a - b| <= limit. */
static bool within(bt_num a, bt_num b, bt_num limit)
{
	bt_num difference;
	return bt_num_sub(a, b, &difference) && bt_num_cmp(absolute(difference), limit) <= 0;
}

/* a / b as a percentage with two decimals more than `like`. */
static bool percentage(bt_num a, bt_num b, bt_num like, bt_num *result)
{
	bt_num hundred = {100, 0}, scaled;
	return bt_num_mul(a, hundred, &scaled) && bt_num_div(scaled, b, like.scale + 2, result);
}

/* What rounding of the printed digits can do to a / b x 100: result x (half digit / a + half digit / b). */
static bt_num rounding(bt_num a, bt_num b, bt_num result)
{
	bt_num sum = {0, 0};
	const bt_num numbers[] = {a, b};
	for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++) {
		bt_num half = {5, (gint8)(numbers[i].scale + 1)}, part;
		if (numbers[i].scale == 0 && numbers[i].mant < 10000)
			continue; /* a count is exact */
		if (numbers[i].mant && bt_num_mul(half, result, &part) && bt_num_div(part, numbers[i], result.scale + 2, &part))
			bt_num_add(sum, part, &sum);
	}
	return sum;
}

static bool loose(const bt_figure *f) { return f->qualifier != BT_EXACT && f->qualifier != BT_ESTIMATED; }

static bool same_text(const char *a, const char *b) { return g_strcmp0(a, b) == 0; }

/* N / target x 100 = percent. */
static void check_attainment(checker *c)
{
	for (guint i = 0; i < c->figures->items->len; i++) {
		bt_figure *f = at(c, i);
		const bt_target *t = &f->target;
		bt_num result, limit;
		bool all = f->value.stated && t->value.stated && t->percent.stated && same_text(t->unit, f->unit);
		if (!all || !percentage(f->value.num, t->value.num, t->percent.num, &result))
			continue;
		limit = last_digit(t->percent.num); /* some authors truncate */
		bt_num_add(limit, rounding(f->value.num, t->value.num, result), &limit);
		bt_num one_percent = {1, 0};
		if (loose(f))
			bt_num_add(limit, one_percent, &limit);
		if (within(result, t->percent.num, limit))
			continue;
		bt_num shown;
		bt_num_div(result, (bt_num){1, 0}, t->percent.num.scale, &shown);
		g_autofree char *text = bt_num_vietnamese(shown);
		note(f, BT_D_FIGURE_ATTAINMENT);
		bt_say(c->diags, BT_D_FIGURE_ATTAINMENT, t->percent.span, f->value.digits, t->value.digits, text, t->percent.digits, NULL);
	}
}

/* The text between the total and its last part names a choice ("trong đó") or goes on ("…"). */
static bool open_list(const checker *c, const bt_figure *whole, const bt_figure *last)
{
	guint32 from = bt_span_end(whole->value.span), to = MIN(bt_span_end(last->span) + 4, (guint32)c->doc->len);
	while (to > from && to < c->doc->len && (c->doc->source[to] & 0xC0) == 0x80) /* not amid a letter */
		to--;
	if (to <= from)
		return true;
	g_autofree char *text = g_strndup(c->doc->source + from, to - from);
	g_autofree char *key = bt_spelling_key(text, -1);
	return strstr(key, "trong đó") || strstr(key, "…") || strstr(key, "...") || strstr(key, "nhất là") || strstr(key, "chủ yếu") || strstr(key, "trong số");
}

struct sum {
	bt_num total;
	guint n, last;
	bool loose, fits;
};

static struct sum parts_of(const checker *c, guint whole)
{
	struct sum sum = {{0, 0}, 0, whole, loose(at(c, whole)), true};
	guint end = MIN(c->figures->items->len, whole + 100);
	for (guint i = whole + 1; i < end; i++) {
		const bt_figure *part = at(c, i);
		if (part->parent != (int)whole || part->kind == BT_RATE)
			continue;
		sum.fits = sum.fits && part->value.stated && same_text(part->unit, at(c, whole)->unit) && part->block == at(c, whole)->block;
		sum.loose = sum.loose || loose(part);
		sum.n++;
		sum.last = i;
		if (sum.fits)
			bt_num_add(sum.total, part->value.num, &sum.total);
	}
	return sum;
}

/* total = sum of its parts, when the list is complete. */
static void check_sum(checker *c)
{
	for (guint i = 0; i < c->figures->items->len; i++) {
		bt_figure *whole = at(c, i);
		struct sum sum = parts_of(c, i);
		if (!whole->value.stated || sum.n < 2 || !sum.fits || open_list(c, whole, at(c, sum.last)))
			continue;
		bt_num limit = {whole->value.num.scale ? sum.n : 0, whole->value.num.scale}, percent;
		if (sum.loose && bt_num_div(whole->value.num, (bt_num){100, 0}, whole->value.num.scale + 2, &percent))
			bt_num_add(limit, percent, &limit);
		if (within(sum.total, whole->value.num, limit))
			continue;
		g_autofree char *text = bt_num_vietnamese(sum.total);
		note(whole, BT_D_FIGURE_SUM);
		bt_say(c->diags, BT_D_FIGURE_SUM, whole->value.span, text, whole->value.digits, NULL);
	}
}

/* A part is never more than its total. */
static void check_parts(checker *c)
{
	for (guint i = 0; i < c->figures->items->len; i++) {
		bt_figure *part = at(c, i);
		const bt_figure *whole = part->parent >= 0 ? at(c, (guint)part->parent) : NULL;
		if (!whole || !part->value.stated || !whole->value.stated || !same_text(part->unit, whole->unit) || part->kind == BT_RATE)
			continue;
		if (bt_num_cmp(part->value.num, whole->value.num) <= 0)
			continue;
		note(part, BT_D_FIGURE_PARTS);
		bt_say(c->diags, BT_D_FIGURE_PARTS, part->value.span, part->value.digits, whole->value.digits, NULL);
	}
}

static bool is_share(const bt_figure *f) { return f->value.stated && same_text(f->unit, "%") && same_text(f->rule, "chiếm P%"); }

/* Shares that one sentence gives of one whole add to 100. */
static void check_shares(checker *c)
{
	guint n = c->figures->items->len;
	for (guint i = 0; i < n;) {
		bt_num sum = {0, 0};
		guint j = i;
		for (; j < n && is_share(at(c, j)) && at(c, j)->sentence.off == at(c, i)->sentence.off; j++)
			bt_num_add(sum, at(c, j)->value.num, &sum);
		bt_num near = {5, 0}, limit = {2, 1}, hundred = {100, 0};
		if (j - i >= 3 && within(sum, hundred, near) && !within(sum, hundred, limit)) {
			g_autofree char *text = bt_num_vietnamese(sum);
			note(at(c, i), BT_D_FIGURE_SHARES);
			bt_say(c->diags, BT_D_FIGURE_SHARES, at(c, i)->sentence, text, NULL);
		}
		i = MAX(j, i + 1);
	}
}

/* "từ A lên B, tăng C": B - A = C, or C per cent of A, or K times. */
static bool change_fits(const bt_figure *f)
{
	const bt_change *g = &f->change;
	bt_num difference, percent, limit = last_digit(g->value.num), tenth = {1, 1};
	if (bt_num_cmp(limit, tenth) < 0)
		limit = tenth;
	if (!bt_num_sub(f->value.num, g->from.num, &difference))
		return true;
	difference = absolute(difference);
	bool times = same_text(g->unit, "lần");
	if (times)
		return !bt_num_div(f->value.num, g->from.num, g->value.num.scale + 2, &percent) || within(percent, g->value.num, g->value.num.scale ? limit : (bt_num){2, 1});
	if (within(difference, g->value.num, limit))
		return true;
	return same_text(g->unit, "%") && percentage(difference, g->from.num, g->value.num, &percent) && within(percent, g->value.num, limit);
}

static void check_change(checker *c)
{
	for (guint i = 0; i < c->figures->items->len; i++) {
		bt_figure *f = at(c, i);
		const bt_change *g = &f->change;
		bool both = f->value.stated && g->from.stated && g->value.stated;
		bt_num difference;
		if (!both || change_fits(f) || !bt_num_sub(f->value.num, g->from.num, &difference))
			continue;
		if (same_text(g->unit, "lần"))
			bt_num_div(f->value.num, g->from.num, 1, &difference);
		g_autofree char *text = bt_num_vietnamese(absolute(difference));
		note(f, BT_D_FIGURE_CHANGE);
		bt_say(c->diags, BT_D_FIGURE_CHANGE, g->value.span, g->from.digits, f->value.digits, text, g->value.digits, NULL);
	}
}

/* "tỷ lệ … giảm 1,1%": points or per cent? */
static void check_points(checker *c)
{
	for (guint i = 0; i < c->figures->items->len; i++) {
		bt_figure *f = at(c, i);
		if (f->kind != BT_RATE || !f->value.stated || !same_text(f->unit, "%") || !f->change.value.stated || !same_text(f->change.unit, "%") || f->change.level.stated)
			continue;
		note(f, BT_D_FIGURE_POINTS);
		g_autofree char *text = g_strdup_printf("%s%%", f->change.value.digits);
		bt_say(c->diags, BT_D_FIGURE_POINTS, f->change.value.span, text, NULL);
	}
}

/* sản lượng (tấn) / diện tích (ha) = năng suất (tạ/ha), side by side in one sentence; 2 %. */
static void check_derived(checker *c)
{
	for (guint i = 0; i + 2 < c->figures->items->len; i++) {
		const bt_figure *area = NULL, *mass = NULL;
		bt_figure *rate = NULL;
		for (guint j = i; j < i + 3; j++) {
			bt_figure *f = at(c, j);
			if (!f->value.stated || f->sentence.off != at(c, i)->sentence.off || f->block != at(c, i)->block)
				break;
			area = same_text(f->unit, "ha") ? f : area;
			mass = same_text(f->unit, "tấn") ? f : mass;
			rate = same_text(f->unit, "tạ/ha") ? f : rate;
		}
		bt_num ten = {10, 0}, result, limit;
		if (!area || !mass || !rate || !bt_num_mul(mass->value.num, ten, &result) || !bt_num_div(result, area->value.num, rate->value.num.scale + 1, &result))
			continue;
		if (!bt_num_div(rate->value.num, (bt_num){50, 0}, rate->value.num.scale + 2, &limit) || within(result, rate->value.num, limit))
			continue;
		g_autofree char *text = bt_num_vietnamese(result);
		note(rate, BT_D_FIGURE_DERIVED);
		bt_say(c->diags, BT_D_FIGURE_DERIVED, rate->value.span, mass->value.digits, area->value.digits, text, rate->value.digits, NULL);
	}
}

static bool round_alike(bt_num a, bt_num b)
{
	bt_num less = a.scale < b.scale ? a : b, more = a.scale < b.scale ? b : a;
	return within(less, more, last_digit(less));
}

/* "Theo Cục Thống kê, …": the body named is where the number comes from, not whose it is. */
static bool has_source(const checker *c, const bt_figure *f)
{
	return bt_span_stated(f->sentence) && g_str_has_prefix(c->doc->source + f->sentence.off, "Theo ");
}

/* One indicator of one period: texts that are not NULL, and the figure that states it. */
struct indicator {
	const char *text[5]; /* its name without "tổng", "số"; unit, period, owner, context */
	bool planned;
	guint figure;
};

static const char *bare_name(const char *name)
{
	static const char *const drop[] = {"tổng ", "số ", "số lượng "};
	for (gsize i = 0; i < G_N_ELEMENTS(drop); i++)
		if (g_str_has_prefix(name, drop[i]))
			name += strlen(drop[i]);
	return name;
}

static guint hash_indicator(gconstpointer p)
{
	const struct indicator *indicator = p;
	guint64 hash = indicator->planned;
	for (gsize i = 0; i < G_N_ELEMENTS(indicator->text); i++)
		hash = bt_hash_text(hash, indicator->text[i]);
	return (guint)hash;
}

static gboolean same_indicator(gconstpointer a, gconstpointer b)
{
	const struct indicator *x = a, *y = b;
	bool same = x->planned == y->planned;
	for (gsize i = 0; i < G_N_ELEMENTS(x->text) && same; i++)
		same = strcmp(x->text[i], y->text[i]) == 0;
	return same;
}

static struct indicator indicator_of(const checker *c, guint i)
{
	const bt_figure *f = at(c, i);
	const char *owner = f->entity && !has_source(c, f) ? f->entity : "";
	return (struct indicator){{bare_name(f->key), f->unit ? f->unit : "", f->period ? f->period : "", owner, f->context ? f->context : ""}, f->planned, i};
}

static bool telling(const bt_figure *f)
{
	const char *space = f->label ? strchr(f->label, ' ') : NULL;
	return f->value.stated && f->permille >= BT_CONFIDENT && space && strchr(space + 1, ' ') && f->kind != BT_RATIO;
}

/* One indicator of one period, stated twice or by two sources with other digits. */
static void check_twice(checker *c)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(hash_indicator, same_indicator);
	g_autofree struct indicator *all = g_new(struct indicator, c->figures->items->len);
	for (guint i = 0; i < c->figures->items->len; i++) {
		bt_figure *f = at(c, i);
		if (!telling(f))
			continue;
		all[i] = indicator_of(c, i);
		const struct indicator *first = g_hash_table_lookup(seen, &all[i]);
		if (!first) {
			g_hash_table_add(seen, &all[i]);
			continue;
		}
		const bt_figure *before = at(c, first->figure);
		bt_num double_it, half;
		bool near = bt_num_mul(before->value.num, (bt_num){15, 1}, &double_it) && bt_num_cmp(f->value.num, double_it) < 0 &&
			    bt_num_mul(f->value.num, (bt_num){15, 1}, &half) && bt_num_cmp(before->value.num, half) < 0;
		if (!near || before->sentence.off == f->sentence.off || round_alike(f->value.num, before->value.num))
			continue;
		note(f, BT_D_FIGURE_TWICE);
		bt_say(c->diags, BT_D_FIGURE_TWICE, f->value.span, f->label, before->value.digits, f->value.digits, NULL);
	}
}

static void remove_figure(checker *c, guint gone)
{
	if (at(c, gone)->notes)
		g_ptr_array_free(at(c, gone)->notes, TRUE);
	g_array_remove_index(c->figures->items, gone);
	for (guint i = 0; i < c->figures->items->len; i++) {
		bt_figure *f = at(c, i);
		if (f->parent == (int)gone)
			f->parent = -1;
		else if (f->parent > (int)gone)
			f->parent--;
	}
}

/* A verb of change or a plan without its number states nothing. */
static void drop_empty(checker *c)
{
	for (guint i = 0; i < c->figures->items->len;) {
		const bt_figure *f = at(c, i);
		bool change = f->change.stated && (f->change.value.stated || f->change.from.stated || f->change.level.stated);
		bool target = f->target.percent.stated || f->target.exceeds.stated || f->target.value.stated;
		if (f->value.stated || change || target)
			i++;
		else
			remove_figure(c, i);
	}
}

/* The same sentence printed twice in a row: the second is dropped. */
static void check_repeated(checker *c)
{
	for (guint i = 1; i < c->figures->items->len; i++) {
		bt_span a = at(c, i - 1)->sentence, b = at(c, i)->sentence;
		bool same = a.off != b.off && a.len == b.len && b.len > 20 && b.off - bt_span_end(a) < 4 && b.off > a.off &&
			    memcmp(c->doc->source + a.off, c->doc->source + b.off, a.len) == 0;
		if (!same)
			continue;
		note(at(c, i - 1), BT_D_FIGURE_REPEATED);
		bt_say(c->diags, BT_D_FIGURE_REPEATED, b, NULL);
		while (i < c->figures->items->len && at(c, i)->sentence.off == b.off)
			remove_figure(c, i);
	}
}

static void unlikely(checker *c, bt_figure *f, const bt_value *value, const char *unit)
{
	g_autofree char *text = g_strdup_printf("%s%s", value->digits, unit);
	note(f, BT_D_FIGURE_UNLIKELY);
	bt_say(c->diags, BT_D_FIGURE_UNLIKELY, value->span, text, NULL);
}

/* Attainment above 300 %, change above 500 %, a share above 100 %. */
static void check_unlikely(checker *c)
{
	bt_num most_target = {300, 0}, most_change = {500, 0}, whole = {100, 0};
	for (guint i = 0; i < c->figures->items->len; i++) {
		bt_figure *f = at(c, i);
		if (f->target.percent.stated && bt_num_cmp(f->target.percent.num, most_target) > 0)
			unlikely(c, f, &f->target.percent, "%");
		if (f->change.value.stated && same_text(f->change.unit, "%") && bt_num_cmp(f->change.value.num, most_change) > 0)
			unlikely(c, f, &f->change.value, "%");
		bool part = is_share(f) || (f->key && (g_str_has_prefix(f->key, "tỷ lệ") || g_str_has_prefix(f->key, "tỷ trọng")));
		if (part && f->value.stated && same_text(f->unit, "%") && !f->target.percent.stated && bt_num_cmp(f->value.num, whole) > 0)
			unlikely(c, f, &f->value, "%");
	}
}

void bt_figures_check(bt_figures *figures, const bt_doc *doc, bt_diags *diags)
{
	static void (*const checks[])(checker *) = {
		drop_empty, check_repeated, check_attainment, check_sum, check_parts, check_shares, check_change, check_points, check_derived, check_twice, check_unlikely,
	};
	checker c = {figures, doc, diags};
	for (guint i = 0; i < figures->items->len; i++)
		at(&c, i)->key = at(&c, i)->label ? bt_spelling_key_in(figures->arena, at(&c, i)->label, -1) : NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(checks); i++)
		checks[i](&c);
}
