/* Chooses: key-figure cards, and the form of each group of figures. A table of rules gives for
 * each kind of group the forms that may be drawn (must-rules of design.md section 8) and
 * what speaks against them (penalties.def); the lowest sum wins. Draws nothing, words nothing. */
#include "chart/pick.h"

#include <string.h>

#define CARDS 6
#define CHARTS 3
#define NOTHING 20 /* so much against it: no chart */
#define BARS_MOST 12
#define TABLE_MOST 40
#define HARDLY_SEEN 0.012 /* of the longest bar: under 1 mm in a column */

enum penalty {
#define P(code, points, vi, en) PENALTY_##code = (points),
#include "chart/penalties.def"
#undef P
};

static const char *const form_names[BT_FORM_COUNT] = {
#define F(form, name, vi, en) [BT_FORM_##form] = name,
#include "chart/forms.def"
#undef F
};

const char *bt_form_name(bt_form form) { return form_names[form]; }

static const bt_mark *mark_at(const bt_group *group, guint i) { return &g_array_index(group->marks, bt_mark, i); }

/* ---- must-rules: whether a form may be drawn at all */

static bool any(const bt_group *group)
{
	(void)group;
	return true;
}

static bool none_negative(const bt_group *group)
{
	bool above = false;
	for (guint i = 0; i < group->marks->len; i++) {
		if (mark_at(group, i)->num.mant < 0)
			return false;
		above |= mark_at(group, i)->num.mant > 0;
	}
	return above;
}

static bool adds_to_hundred(const bt_group *group)
{
	bt_num sum = {0, 0};
	for (guint i = 0; i < group->marks->len; i++)
		if (!bt_num_add(sum, mark_at(group, i)->num, &sum))
			return false;
	return none_negative(group) && bt_num_cmp(sum, (bt_num){995, 1}) >= 0 && bt_num_cmp(sum, (bt_num){1005, 1}) <= 0;
}

/* Each period once, and placed: a contradiction or a guess is not drawn. */
static bool one_a_period(const bt_group *group)
{
	double last = 0;
	for (guint i = 0; i < group->marks->len; i++) {
		double month;
		const bt_mark *mark = mark_at(group, i);
		if (!mark->period || !bt_mark_time(mark->period, &month))
			return false;
		if (i > 0 && mark->series == mark[-1].series && month <= last)
			return false;
		last = month;
	}
	return true;
}

/* Two marks of one name cannot be told apart. Periods tell the marks of a series apart. */
static bool names_apart(const bt_group *group)
{
	if (group->kind == BT_GROUP_SERIES || group->marks->len < 2)
		return true;
	g_autoptr(GHashTable) names = g_hash_table_new(bt_hash_key, g_str_equal);
	for (guint i = 0; i < group->marks->len; i++)
		if (!g_hash_table_add(names, (gpointer)mark_at(group, i)->label))
			return false;
	return true;
}

static bool one_series(const bt_group *group) { return group->series->len < 2 && one_a_period(group); }
static bool one_series_from_zero(const bt_group *group) { return one_series(group) && none_negative(group); }
static bool series_one_unit(const bt_group *group) { return group->series->len > 1 && group->unit && one_a_period(group); }
static bool series_units(const bt_group *group) { return group->series->len > 1 && !group->unit && one_a_period(group) && none_negative(group); }

/* ---- the table of rules */

struct rule {
	const char *name;
	bt_group_kind kind;
	bt_form form;
	guint least, most; /* marks */
	bool (*must)(const bt_group *group);
	const char *vi, *en;
};

static const struct rule rules[] = {
	{"attainment-bullet", BT_GROUP_ATTAINMENT, BT_FORM_BULLET, 1, BARS_MOST, none_negative,
	 "mức đạt kế hoạch (%) đặt trên cùng trục 0–100%", "attainments of a plan (%) share one axis from 0 to 100%"},
	{"attainment-table", BT_GROUP_ATTAINMENT, BT_FORM_TABLE, BARS_MOST + 1, TABLE_MOST, any, "quá nhiều mức đạt cho một hình", "too many attainments for a picture"},
	{"change-bars", BT_GROUP_CHANGE, BT_FORM_CHANGE_BARS, 2, BARS_MOST, any,
	 "từ hai mức tăng, giảm so với cùng một mốc", "two or more changes against the same base"},
	{"change-table", BT_GROUP_CHANGE, BT_FORM_TABLE, BARS_MOST + 1, TABLE_MOST, any, "quá nhiều mức tăng, giảm cho một hình", "too many changes for a picture"},
	{"level-bars", BT_GROUP_LEVEL, BT_FORM_BARS, 2, BARS_MOST, none_negative,
	 "các phần của một tổng hoặc một chỉ tiêu của nhiều đơn vị, cùng đơn vị tính", "parts of a total, or one indicator of several owners, in one unit"},
	{"level-table", BT_GROUP_LEVEL, BT_FORM_TABLE, 3, TABLE_MOST, any, "chênh lệch quá lớn hoặc quá nhiều cho một hình", "too uneven or too many for a picture"},
	{"share-stack", BT_GROUP_SHARE, BT_FORM_STACK, 2, 5, adds_to_hundred, "các phần cộng lại bằng 100%", "shares that add to 100%"},
	{"share-bars", BT_GROUP_SHARE, BT_FORM_BARS, 2, BARS_MOST, none_negative, "tỷ lệ của nhiều phần hoặc nhiều đơn vị", "rates of several parts or owners"},
	{"share-table", BT_GROUP_SHARE, BT_FORM_TABLE, BARS_MOST + 1, TABLE_MOST, any, "quá nhiều tỷ lệ cho một hình", "too many rates for a picture"},
	{"series-columns", BT_GROUP_SERIES, BT_FORM_COLUMNS, 2, BARS_MOST, one_series_from_zero, "một chỉ tiêu qua hai, ba kỳ", "one indicator over two or three periods"},
	{"series-line", BT_GROUP_SERIES, BT_FORM_LINE, 3, TABLE_MOST, one_series, "một chỉ tiêu qua bốn kỳ trở lên", "one indicator over four or more periods"},
	{"series-lines", BT_GROUP_SERIES, BT_FORM_LINES, 6, 4 * TABLE_MOST, series_one_unit, "vài chỉ tiêu cùng đơn vị tính qua các kỳ", "several indicators in one unit over periods"},
	{"series-multiples", BT_GROUP_SERIES, BT_FORM_MULTIPLES, 6, 4 * BARS_MOST, series_units, "vài chỉ tiêu khác đơn vị tính qua các kỳ", "several indicators in several units over periods"},
};

/* ---- penalties */

static double evenness(const bt_group *group)
{
	bt_num least = mark_at(group, 0)->num, most = least;
	for (guint i = 1; i < group->marks->len; i++) {
		bt_num n = mark_at(group, i)->num;
		least = bt_num_cmp(n, least) < 0 ? n : least;
		most = bt_num_cmp(n, most) > 0 ? n : most;
	}
	return bt_num_ratio(least, most);
}

static int marks_penalty(const bt_group *group)
{
	guint n = group->marks->len;
	int sum = n == 1 ? PENALTY_LONE_MARK : n > 5 ? (int)(n - 5) * PENALTY_EACH_MARK : 0;
	for (guint i = 0; i < n; i++) {
		const bt_mark *mark = mark_at(group, i);
		if (bt_text_letters(mark->label, strlen(mark->label)) > 60)
			sum += PENALTY_LONG_LABEL;
		if (group->kind == BT_GROUP_ATTAINMENT && !mark->base)
			sum += PENALTY_NO_BASE;
	}
	return sum;
}

static int penalty(const bt_group *group, bt_form form)
{
	guint n = group->marks->len / MAX(1, group->series->len);
	int sum = group->period || group->kind == BT_GROUP_SERIES ? 0 : PENALTY_NO_PERIOD;
	switch (form) {
	case BT_FORM_BARS:
		sum += marks_penalty(group) + (evenness(group) < HARDLY_SEEN ? PENALTY_WIDE_RANGE : 0);
		if (group->kind == BT_GROUP_SHARE && adds_to_hundred(group))
			sum += PENALTY_PARTS_APART;
		break;
	case BT_FORM_BULLET:
	case BT_FORM_CHANGE_BARS:
	case BT_FORM_STACK:
		sum += marks_penalty(group);
		break;
	case BT_FORM_COLUMNS:
		sum += n > 3 ? PENALTY_COLUMNS_MANY : 0;
		break;
	case BT_FORM_LINE:
	case BT_FORM_LINES:
		sum += n < 4 && form == BT_FORM_LINE ? PENALTY_LINE_FEW : 0;
		break;
	case BT_FORM_TABLE:
		sum += PENALTY_WORDS;
		break;
	case BT_FORM_MULTIPLES:
	case BT_FORM_NONE:
	case BT_FORM_CARD:
	case BT_FORM_COUNT:
		break;
	}
	return sum;
}

/* The admissible rule with the lowest sum; NULL: none. */
static const struct rule *best_rule(const bt_group *group, bt_form asked, int *sum)
{
	const struct rule *best = NULL;
	if (!names_apart(group))
		return NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(rules); i++) {
		const struct rule *r = &rules[i];
		if (r->kind != group->kind || group->marks->len < r->least || group->marks->len > r->most || !r->must(group))
			continue;
		if (asked != BT_FORM_NONE && r->form != asked)
			continue;
		int p = penalty(group, r->form);
		if ((!best || p < *sum) && (p < NOTHING || asked != BT_FORM_NONE)) {
			best = r;
			*sum = p;
		}
	}
	return best;
}

/* ---- charts */

static int falling(const void *a, const void *b)
{
	const bt_mark *x = a, *y = b;
	int order = bt_num_cmp(y->num, x->num);
	return order ? order : x->figure - y->figure;
}

struct picking {
	const bt_doc *doc;
	const bt_figures *figures;
	bt_charts *charts;
};

static bt_chart *chart_new(struct picking *p, const bt_group *group, bt_form form)
{
	bt_arena *arena = p->charts->arena;
	bt_chart *chart = bt_arena_new0(arena, bt_chart, 1);
	guint n = group->marks->len;
	bt_mark *marks = bt_arena_new0(arena, bt_mark, n);
	memcpy(marks, group->marks->data, n * sizeof(bt_mark));
	if (form == BT_FORM_BARS || form == BT_FORM_CHANGE_BARS)
		qsort(marks, n, sizeof(bt_mark), falling);
	const char **series = bt_arena_new0(arena, const char *, MAX(1, group->series->len));
	series[0] = group->subject ? group->subject : "";
	for (guint i = 0; i < group->series->len; i++)
		series[i] = group->series->pdata[i];
	*chart = (bt_chart){.form = form, .unit = group->unit, .period = group->period, .series = series, .n_series = (int)MAX(1, group->series->len),
		.marks = marks, .n_marks = (int)n, .after = group->after, .author = group->author != NULL};
	bt_chart_words(chart, group, p->doc, p->figures, arena);
	return chart;
}

/* A group with its verdict, before the article's limits are applied. */
struct candidate {
	const bt_group *group;
	const struct rule *rule;
	int penalty, worth;
	bool drawn;
};

/* What a chart is worth: stated facts it covers, a plan, a comparison. */
static int worth(const bt_group *group, int sum)
{
	int facts = (int)MIN(group->marks->len, 8);
	int more = group->kind == BT_GROUP_ATTAINMENT ? 3 : group->kind == BT_GROUP_CHANGE ? 2 : group->kind == BT_GROUP_SERIES ? 4 : 1;
	return facts * 2 + more - sum / 2;
}

static int most_worth_first(const void *a, const void *b)
{
	const struct candidate *x = *(struct candidate *const *)a, *y = *(struct candidate *const *)b;
	if (x->worth != y->worth)
		return y->worth - x->worth;
	return x < y ? -1 : x > y;
}

/* At most one chart of a measure in a section, and three of the report's figures in an article. */
static void apply_limits(GArray *candidates)
{
	g_autoptr(GPtrArray) order = g_ptr_array_new();
	g_autoptr(GHashTable) taken = g_hash_table_new(g_direct_hash, g_direct_equal);
	for (guint i = 0; i < candidates->len; i++)
		if (g_array_index(candidates, struct candidate, i).rule)
			g_ptr_array_add(order, &g_array_index(candidates, struct candidate, i));
	g_ptr_array_sort(order, most_worth_first);
	int drawn = 0;
	for (guint i = 0; i < order->len && drawn < CHARTS; i++) {
		struct candidate *c = order->pdata[i];
		int place = c->group->section == G_MAXINT ? 0 : c->group->section + 1;
		if (g_hash_table_add(taken, GINT_TO_POINTER(place * BT_GROUP_KINDS + (int)c->group->kind))) {
			c->drawn = true;
			drawn++;
		}
	}
}

static void put_choice(struct picking *p, const struct candidate *c, const bt_chart *chart)
{
	bt_choice choice = {.figures = g_array_new(FALSE, FALSE, sizeof(int)), .form = chart ? chart->form : BT_FORM_NONE, .chart = chart, .penalty = c->penalty};
	for (guint i = 0; i < c->group->marks->len; i++)
		g_array_append_val(choice.figures, mark_at(c->group, i)->figure);
	choice.rule = c->rule ? c->rule->name : "must-rules";
	choice.vi = c->rule ? c->rule->vi : "không dạng nào hợp quy tắc";
	choice.en = c->rule ? c->rule->en : "no form keeps the rules";
	if (c->rule && !chart) {
		choice.rule = "limit";
		choice.vi = "đã đủ ba biểu đồ, hoặc mục này đã có biểu đồ cùng loại";
		choice.en = "three charts already, or one of this kind in this section";
	}
	g_array_append_val(p->charts->choices, choice);
}

static void pick_from_figures(struct picking *p, GPtrArray *drawn)
{
	g_autoptr(GPtrArray) groups = bt_groups_read(p->doc, p->figures, p->charts->arena);
	g_autoptr(GArray) candidates = g_array_new(FALSE, TRUE, sizeof(struct candidate));
	for (guint i = 0; i < groups->len; i++) {
		struct candidate c = {.group = groups->pdata[i]};
		c.rule = best_rule(c.group, BT_FORM_NONE, &c.penalty);
		c.worth = worth(c.group, c.penalty);
		if (c.rule || c.group->marks->len > 1)
			g_array_append_val(candidates, c);
	}
	apply_limits(candidates);
	for (guint i = 0; i < candidates->len; i++) {
		const struct candidate *c = &g_array_index(candidates, struct candidate, i);
		bt_chart *chart = c->drawn ? chart_new(p, c->group, c->rule->form) : NULL;
		if (chart)
			g_ptr_array_add(drawn, chart);
		put_choice(p, c, chart);
	}
}

/* The author's own charts stand whatever the limits; a form that breaks a rule gives way. */
static void pick_from_author(struct picking *p, GPtrArray *drawn)
{
	for (const bt_node *n = p->doc->root; n; n = bt_node_next(n, p->doc->root)) {
		if (n->kind != BT_CHART_BLOCK)
			continue;
		bt_group *group = bt_group_author(n, p->charts->arena);
		if (!group)
			continue;
		struct candidate c = {.group = group};
		c.rule = best_rule(group, group->asked, &c.penalty);
		if (!c.rule)
			c.rule = best_rule(group, BT_FORM_NONE, &c.penalty);
		bt_chart *chart = chart_new(p, group, c.rule ? c.rule->form : BT_FORM_TABLE);
		g_ptr_array_add(drawn, chart);
		put_choice(p, &c, chart);
		bt_group_free(group);
	}
}

static int by_place_in_text(const void *a, const void *b)
{
	const bt_chart *x = *(bt_chart *const *)a, *y = *(bt_chart *const *)b;
	if (x->after->span.off != y->after->span.off)
		return x->after->span.off < y->after->span.off ? -1 : 1;
	return x->form != y->form ? (int)x->form - (int)y->form : x->marks[0].figure - y->marks[0].figure;
}

/* ---- cards */

static int card_worth(const bt_figure *f)
{
	int named = (f->label && strchr(f->label, ' ')) || f->label_long || f->context ? 0 : -2;
	return named + (f->target.stated ? 3 : 0) + (f->change.stated ? 2 : 0) + (f->kind == BT_AMOUNT ? 2 : 0) + (f->value.stated ? 1 : 0) + (f->kind == BT_COUNT ? 1 : 0);
}

/* "tăng 14,53% so với cùng kỳ; đạt 26,7% dự toán năm (5.208 tỷ đồng)" */
static const char *card_note(const bt_figure *f, bool lone_attainment, bt_arena *arena)
{
	const char *change = f->value.stated ? bt_change_words(f, arena) : NULL;
	const char *target = lone_attainment ? NULL : bt_target_words(f, arena);
	if (lone_attainment && f->target.base)
		target = bt_arena_printf(arena, "so với %s", f->target.base);
	if (change && target)
		return bt_arena_printf(arena, "%s; %s", change, target);
	return change ? change : target;
}

/* A label of one syllable says too little alone. */
static const char *card_label(const bt_figure *f, bt_arena *arena)
{
	if (strchr(f->label, ' ') || (!f->label_long && !f->context))
		return bt_capital(f->label, arena);
	if (f->label_long)
		return bt_capital(f->label_long, arena);
	return bt_arena_printf(arena, "%s (%s)", bt_capital(f->label, arena), bt_inside(f->context, arena));
}

static bool card_of(const bt_figure *f, int index, bt_arena *arena, bt_card *card)
{
	const char *said = bt_value_said(&f->value, f->qualifier);
	*card = (bt_card){.figure = index, .label = card_label(f, arena), .unit = f->unit};
	if (f->value.stated) {
		card->qualifier = *said ? said : NULL;
		card->value = f->value_high.stated ? bt_arena_printf(arena, "%s - %s", f->value.digits, f->value_high.digits) : f->value.digits;
		card->note = card_note(f, f->target.stated && f->target.percent.stated && bt_num_cmp(f->target.percent.num, f->value.num) == 0 && f->unit && *f->unit == '%', arena);
		return true;
	}
	if (f->change.stated && f->change.value.stated && f->change.direction != BT_FLAT) {
		card->qualifier = f->change.direction == BT_DOWN ? "giảm" : "tăng";
		if (f->change.value.said)
			card->qualifier = bt_arena_concat(arena, card->qualifier, " ", f->change.value.said, NULL);
		card->value = f->change.value.digits;
		card->unit = f->change.unit;
		card->note = f->change.base ? bt_arena_printf(arena, "so với %s", f->change.base) : NULL;
		return true;
	}
	return false;
}

struct ranked {
	bt_card card;
	int worth;
};

static int best_card_first(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	return x->worth != y->worth ? y->worth - x->worth : x->card.figure - y->card.figure;
}

static int card_by_figure(const void *a, const void *b) { return ((const bt_card *)a)->figure - ((const bt_card *)b)->figure; }

/* The six worth most, one a label. */
static void pick_cards(struct picking *p)
{
	bt_arena *arena = p->charts->arena;
	g_autoptr(GArray) all = g_array_new(FALSE, TRUE, sizeof(struct ranked));
	g_autoptr(GHashTable) seen = g_hash_table_new(bt_hash_key, g_str_equal);
	for (guint i = 0; i < bt_figures_count(p->figures); i++) {
		const bt_figure *f = bt_figures_at(p->figures, i);
		struct ranked r = {0};
		if (!bt_figure_usable(f) || !card_of(f, (int)i, arena, &r.card))
			continue;
		r.worth = card_worth(f);
		g_array_append_val(all, r);
	}
	g_array_sort(all, best_card_first);
	for (guint i = 0; i < all->len && p->charts->cards->len < CARDS; i++) {
		bt_card *card = &g_array_index(all, struct ranked, i).card;
		if (g_hash_table_add(seen, bt_spelling_key_in(arena, card->label, -1)))
			g_array_append_val(p->charts->cards, *card);
	}
	g_array_sort(p->charts->cards, card_by_figure);
}

/* ---- */

static bool turned_off(const bt_doc *doc)
{
	return g_strcmp0(doc->meta.field[BT_META_FIGURES].text, "off") == 0;
}

static void clear_choice(void *choice) { g_array_unref(((bt_choice *)choice)->figures); }

bt_charts *bt_charts_pick(const bt_doc *doc, const bt_figures *figures)
{
	bt_charts *charts = g_new0(bt_charts, 1);
	charts->arena = bt_arena_new();
	charts->cards = g_array_new(FALSE, TRUE, sizeof(bt_card));
	charts->charts = g_ptr_array_new();
	charts->choices = g_array_new(FALSE, TRUE, sizeof(bt_choice));
	g_array_set_clear_func(charts->choices, clear_choice);
	struct picking p = {doc, figures, charts};
	if (!turned_off(doc)) {
		pick_cards(&p);
		pick_from_figures(&p, charts->charts);
	}
	pick_from_author(&p, charts->charts);
	g_ptr_array_sort(charts->charts, by_place_in_text);
	for (guint i = 0; i < charts->charts->len; i++)
		((bt_chart *)charts->charts->pdata[i])->id = bt_arena_printf(charts->arena, "bieu-do-%u", i + 1);
	return charts;
}

void bt_charts_free(bt_charts *charts)
{
	if (!charts)
		return;
	g_array_unref(charts->cards);
	g_array_unref(charts->choices);
	g_ptr_array_unref(charts->charts);
	bt_arena_free(charts->arena);
	g_free(charts);
}
