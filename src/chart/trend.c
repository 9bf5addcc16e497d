/* An indicator over its periods as a chart: marks for stated values, gaps where nobody states one, and the words around
 * them. Knows series; chooses columns or a line; draws nothing and works out no value. */
#include "chart/pick.h"

#include <string.h>

#define COLUMNS_MOST 3 /* stated periods of columns; from one more on: a line */
#define SLOTS_BESIDE 4  /* of columns among charts with one axis, in a narrow column of print */
#define SLOTS_COLUMNS 8 /* periods with their gaps that columns still show */
#define SLOTS_MOST 40   /* of a line; older ones are left out and the subtitle says from when */
#define SOURCES_MOST 4  /* reports named one by one */
#define UNSTATED "không nêu"

/* Periods from the first shown one to the last, in even steps. */
struct slots {
	bt_period first, last;
	bool by_year; /* always the same quarter, half or month: a year apart */
	int n;
	const char **words; /* of each */
};

static const bt_point *point_at(const bt_indicator *one, guint i) { return &g_array_index(one->points, bt_point, i); }

static bt_period step(const struct slots *slots, bt_period period)
{
	if (!slots->by_year)
		return bt_period_after(period);
	period.year++;
	return period;
}

static int count(const struct slots *slots)
{
	int n = 1;
	for (bt_period p = slots->first; bt_period_compare(p, slots->last) < 0 && n <= SLOTS_MOST * 12; p = step(slots, p))
		n++;
	return n;
}

static const char *period_text(bt_period period, bt_arena *arena)
{
	period.running = false; /* the subtitle says it once */
	g_autofree char *words = bt_period_words(period, BT_LANG_VI);
	return bt_arena_strdup(arena, words);
}

/* The periods of all indicators: the last ones when there are too many. */
static struct slots slots_of(const GPtrArray *indicators, bt_arena *arena)
{
	struct slots slots = {.by_year = true};
	bool any = false;
	for (guint k = 0; k < indicators->len; k++) {
		const bt_indicator *one = indicators->pdata[k];
		for (guint i = 0; i < one->points->len; i++) {
			bt_period p = point_at(one, i)->period;
			slots.by_year &= !any || p.number == slots.first.number;
			slots.first = !any || bt_period_compare(p, slots.first) < 0 ? p : slots.first;
			slots.last = !any || bt_period_compare(p, slots.last) > 0 ? p : slots.last;
			any = true;
		}
	}
	for (slots.n = count(&slots); slots.n > SLOTS_MOST; slots.n--)
		slots.first = step(&slots, slots.first);
	slots.words = bt_arena_new0(arena, const char *, slots.n);
	bt_period period = slots.first;
	for (int i = 0; i < slots.n; i++, period = step(&slots, period))
		slots.words[i] = period_text(period, arena);
	return slots;
}

/* The value in the unit of the axis, exactly. */
static bool num_in(const bt_fact *fact, const char *unit, bt_num *num, bt_arena *arena)
{
	int own = 0, power = 0;
	if (g_strcmp0(fact->unit, unit) != 0) {
		bt_unit_dimension(fact->unit, &own, arena);
		bt_unit_dimension(unit, &power, arena);
	}
	*num = fact->value.num;
	int scale = num->scale - (own - power);
	for (; scale < 0; scale++)
		if (!bt_num_mul(*num, (bt_num){10, 0}, num))
			return false;
	for (; scale > 0 && num->mant % 10 == 0; scale--)
		num->mant /= 10;
	num->scale = (gint8)MIN(scale, BT_NUM_DIGITS);
	return scale <= BT_NUM_DIGITS;
}

static const char *value_text(const bt_fact *fact, bt_arena *arena)
{
	return bt_value_text(bt_value_words(&fact->value, fact->qualifier, arena), fact->unit, arena);
}

/* "quý I/2031" inside a sentence. */
static void add_small(GString *out, const char *period)
{
	g_string_append_unichar(out, bt_to_lower(bt_char_at(period)));
	g_string_append(out, g_utf8_next_char(period));
}

static const char *small(const char *period, bt_arena *arena)
{
	g_autoptr(GString) out = g_string_new(NULL);
	add_small(out, period);
	return bt_arena_strdup(arena, out->str);
}

static const char *other_values(const bt_point *point, bt_arena *arena)
{
	if (!point->others[0])
		return NULL;
	g_autoptr(GString) out = g_string_new("nguồn khác: ");
	for (int i = 0; i < (int)G_N_ELEMENTS(point->others) && point->others[i]; i++) {
		g_string_append(out, i ? "; " : "");
		g_string_append(out, value_text(point->others[i], arena));
	}
	return bt_arena_strdup(arena, out->str);
}

/* One mark a slot. False: a value that cannot be placed. */
static bool put_marks(const bt_indicator *one, const struct slots *slots, int series, bt_mark *marks, bt_arena *arena)
{
	int i = 0;
	guint at = 0;
	while (at < one->points->len && bt_period_compare(point_at(one, at)->period, slots->first) < 0)
		at++;
	for (bt_period p = slots->first; i < slots->n; p = step(slots, p), i++) {
		const bt_point *point = at < one->points->len && bt_period_compare(point_at(one, at)->period, p) == 0 ? point_at(one, at) : NULL;
		marks[i] = (bt_mark){.figure = -1, .label = slots->words[i], .period = slots->words[i], .series = series, .text = UNSTATED, .missing = true};
		if (!point)
			continue;
		at++;
		marks[i].missing = false;
		marks[i].text = value_text(point->fact, arena);
		marks[i].note = other_values(point, arena);
		if (!num_in(point->fact, one->unit, &marks[i].num, arena))
			return false;
		for (int o = 0; o < (int)G_N_ELEMENTS(point->others) && point->others[o]; o++) {
			bt_other other = {.text = value_text(point->others[o], arena)};
			if (num_in(point->others[o], one->unit, &other.num, arena) && other.num.mant >= 0)
				marks[i].others[marks[i].n_others++] = other;
		}
	}
	return true;
}

/* ---- words */

#define HEARD_MOST 24 /* values of a description */

/* "Tổng thu ngân sách tăng từ 11,2 tỷ đồng (quý I/2031) lên 12,6 tỷ đồng (quý II/2031)": what two stated values show. */
static const char *title_of(const bt_indicator *one, const bt_mark *first, const bt_mark *last, bt_arena *arena)
{
	int order = bt_num_cmp(last->num, first->num);
	const char *label = bt_capital(one->label, arena), *from = small(first->period, arena), *to = small(last->period, arena);
	if (order == 0)
		return bt_arena_printf(arena, "%s: %s và %s cùng là %s", label, from, to, last->text);
	return bt_arena_printf(arena, "%s %s từ %s (%s) %s %s (%s)", label, order > 0 ? "tăng" : "giảm", first->text, from, order > 0 ? "lên" : "xuống", last->text, to);
}

static const char *range_words(const struct slots *slots, bt_arena *arena)
{
	const char *from = small(period_text(slots->first, arena), arena), *to = small(period_text(slots->last, arena), arena);
	const char *words = bt_arena_printf(arena, "%s – %s", from, to);
	return slots->first.running ? bt_arena_printf(arena, "%s, lũy kế đến cuối mỗi kỳ", words) : words;
}

static const char *subtitle_of(const bt_indicator *one, const char *unit, const struct slots *slots, bt_arena *arena)
{
	g_autoptr(GString) out = g_string_new(*one->owner ? bt_capital(one->owner, arena) : NULL);
	if (unit)
		g_string_append_printf(out, "%s%s: %s", out->len ? "; " : "", out->len ? "đơn vị tính" : "Đơn vị tính", unit);
	g_string_append_printf(out, "%s%s", out->len ? "; " : "", range_words(slots, arena));
	return bt_arena_strdup(arena, out->str);
}

/* "27/3/2031" of an ISO day: noughts before days below 10 and months 1 and 2 (vietnamese.md section 7). */
static const char *day_words(const char *iso, bt_arena *arena)
{
	if (!iso || strlen(iso) < 10)
		return NULL;
	const char *month = iso[5] == '0' && iso[6] > '2' ? iso + 6 : iso + 5;
	return bt_arena_printf(arena, "%.2s/%.*s/%.4s", iso + 8, (int)(iso + 7 - month), month, iso);
}

static int by_date(const void *a, const void *b)
{
	const bt_fact *x = *(const bt_fact *const *)a, *y = *(const bt_fact *const *)b;
	int order = g_strcmp0(x->date, y->date);
	return order ? order : g_strcmp0(x->report, y->report);
}

/* The facts of the chart. */
static GPtrArray *facts_of(const GPtrArray *indicators, const struct slots *slots)
{
	GPtrArray *facts = g_ptr_array_new();
	for (guint k = 0; k < indicators->len; k++)
		for (guint i = 0; i < ((bt_indicator *)indicators->pdata[k])->points->len; i++)
			if (bt_period_compare(point_at(indicators->pdata[k], i)->period, slots->first) >= 0)
				g_ptr_array_add(facts, (gpointer)point_at(indicators->pdata[k], i)->fact);
	return facts;
}

/* The first fact of each report, by the reports' dates. */
static GPtrArray *firsts_of(const GPtrArray *facts)
{
	GPtrArray *firsts = g_ptr_array_new();
	g_autoptr(GHashTable) reports = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < facts->len; i++) {
		const char *report = ((const bt_fact *)facts->pdata[i])->report;
		if (g_hash_table_add(reports, (gpointer)(report ? report : "")))
			g_ptr_array_add(firsts, facts->pdata[i]);
	}
	g_ptr_array_sort(firsts, by_date);
	return firsts;
}

/* " (đoạn 2, 3)": those of the report, each once. */
static void add_paragraphs(GString *out, const GPtrArray *facts, const char *report)
{
	g_autoptr(GHashTable) told = g_hash_table_new(NULL, NULL);
	for (guint i = 0; i < facts->len; i++) {
		const bt_fact *fact = facts->pdata[i];
		if (fact->paragraph > 0 && g_strcmp0(fact->report, report) == 0 && g_hash_table_add(told, GINT_TO_POINTER(fact->paragraph)))
			g_string_append_printf(out, "%s%d", g_hash_table_size(told) > 1 ? ", " : " (đoạn ", fact->paragraph);
	}
	if (g_hash_table_size(told))
		g_string_append_c(out, ')');
}

/* "Nguồn: báo cáo ngày 27/3/2031 (đoạn 2), 26/9/2031 (đoạn 2, 3)". */
static const char *reports_of(const GPtrArray *indicators, const struct slots *slots, bt_arena *arena)
{
	g_autoptr(GPtrArray) facts = facts_of(indicators, slots), firsts = firsts_of(facts);
	const bt_fact *first = firsts->pdata[0], *last = firsts->pdata[firsts->len - 1];
	const char *from = day_words(first->date, arena), *to = day_words(last->date, arena);
	if (!from || !to)
		return firsts->len == 1 ? "Nguồn: một báo cáo" : bt_arena_printf(arena, "Nguồn: %u báo cáo", firsts->len);
	if (firsts->len > SOURCES_MOST)
		return bt_arena_printf(arena, "Nguồn: %u báo cáo từ ngày %s đến ngày %s", firsts->len, from, to);
	g_autoptr(GString) out = g_string_new("Nguồn: báo cáo ngày ");
	for (guint i = 0; i < firsts->len; i++) {
		const bt_fact *fact = firsts->pdata[i];
		g_string_append_printf(out, "%s%s", i ? ", " : "", day_words(fact->date, arena));
		add_paragraphs(out, facts, fact->report);
	}
	return bt_arena_strdup(arena, out->str);
}

/* What other reports state for a period: of several indicators only how much, since the table names each. */
static void add_others(GString *out, const bt_mark *marks, int n, bool one)
{
	int more = 0;
	for (int i = 0; i < n; i++) {
		if (!marks[i].note)
			continue;
		more++;
		if (!one)
			continue;
		g_string_append(out, "; ");
		add_small(out, marks[i].period);
		g_string_append(out, " có ");
		g_string_append(out, marks[i].note);
	}
	if (!one && more)
		g_string_append_printf(out, "; %d giá trị có nguồn khác, ghi ở bảng", more);
}

static const char *source_of(const GPtrArray *indicators, const struct slots *slots, const bt_mark *marks, int n, bt_arena *arena)
{
	g_autoptr(GString) out = g_string_new(reports_of(indicators, slots, arena));
	add_others(out, marks, n, indicators->len == 1);
	return bt_arena_strdup(arena, out->str);
}

static const bt_mark *last_stated(const bt_mark *marks, int n)
{
	while (n > 1 && marks[n - 1].missing)
		n--;
	return &marks[n - 1];
}

static const bt_mark *first_stated(const bt_mark *marks, int n)
{
	int i = 0;
	while (i < n - 1 && marks[i].missing)
		i++;
	return &marks[i];
}

static void add_mark(GString *out, const bt_mark *m)
{
	add_small(out, m->period);
	g_string_append(out, ": ");
	g_string_append(out, m->text);
	if (m->note) {
		g_string_append(out, " (");
		g_string_append(out, m->note);
		g_string_append_c(out, ')');
	}
}

/* "từ 11,2 tỷ đồng (quý I/2031) đến 15,4 tỷ đồng (quý IV/2038)" */
static void add_ends(GString *out, const bt_mark *marks, int n)
{
	const bt_mark *ends[] = {first_stated(marks, n), last_stated(marks, n)};
	for (int i = 0; i < 2; i++) {
		g_string_append(out, i ? " đến " : "từ ");
		g_string_append(out, ends[i]->text);
		g_string_append(out, " (");
		add_small(out, ends[i]->period);
		g_string_append_c(out, ')');
	}
}

/* A description is heard in one go: of many values it tells where each series begins and ends, and that the table has the rest. */
static const char *desc_of(const bt_chart *chart, bt_arena *arena)
{
	bool all = chart->n_marks <= HEARD_MOST;
	g_autoptr(GString) out = g_string_new("Biểu đồ ");
	g_string_append(out, chart->form == BT_FORM_COLUMNS ? "cột theo kỳ" : chart->form == BT_FORM_LINE ? "đường theo kỳ" : "nhỏ cùng trục thời gian");
	for (int from = 0, to; from < chart->n_marks; from = to) {
		const bt_mark *first = &chart->marks[from];
		for (to = from + 1; to < chart->n_marks && chart->marks[to].series == first->series; to++)
			;
		g_string_append(out, from ? "; " : ": ");
		if (chart->n_series > 1)
			g_string_append_printf(out, "%s: ", bt_inside(chart->series[first->series], arena));
		if (!all)
			add_ends(out, first, to - from);
		for (int i = from; all && i < to; i++) {
			g_string_append(out, i > from ? "; " : "");
			add_mark(out, &chart->marks[i]);
		}
	}
	g_string_append(out, all ? "." : "; các kỳ khác ghi ở bảng.");
	return bt_arena_strdup(arena, out->str);
}

/* ---- charts */

static int stated(const bt_mark *marks, int n)
{
	int all = 0;
	for (int i = 0; i < n; i++)
		all += !marks[i].missing;
	return all;
}

static bool above_zero(const bt_mark *marks, int n)
{
	bool above = false;
	for (int i = 0; i < n; i++) {
		if (!marks[i].missing && marks[i].num.mant < 0)
			return false;
		above |= !marks[i].missing && marks[i].num.mant > 0;
	}
	return above;
}

/* The marks of the indicator over the periods; NULL: fewer than two are stated, or nothing can be drawn. */
static bt_mark *marks_over(const bt_indicator *indicator, const struct slots *slots, bt_arena *arena)
{
	bt_mark *marks = bt_arena_new0(arena, bt_mark, slots->n);
	if (indicator->points->len < 2 || !put_marks(indicator, slots, 0, marks, arena) || !above_zero(marks, slots->n))
		return NULL;
	return stated(marks, slots->n) < 2 ? NULL : marks;
}

/* Columns over at most `most` periods, else a line. */
static bt_chart *chart_over(const bt_indicator *indicator, struct slots slots, const bt_mark *marks, int most, bt_arena *arena)
{
	g_autoptr(GPtrArray) alone = g_ptr_array_new();
	g_ptr_array_add(alone, (gpointer)indicator);
	int n = stated(marks, slots.n);
	const char **names = bt_arena_new0(arena, const char *, 1);
	names[0] = bt_capital(indicator->label, arena);
	bt_chart *chart = bt_arena_new0(arena, bt_chart, 1);
	*chart = (bt_chart){
		.form = n <= COLUMNS_MOST && slots.n <= most ? BT_FORM_COLUMNS : BT_FORM_LINE, .id = bt_arena_printf(arena, "bieu-do-%s", indicator->id),
		.title = title_of(indicator, first_stated(marks, slots.n), last_stated(marks, slots.n), arena), .subtitle = subtitle_of(indicator, indicator->unit, &slots, arena),
		.source = source_of(alone, &slots, marks, slots.n, arena), .unit = indicator->unit, .series = names, .n_series = 1, .marks = marks, .n_marks = slots.n, .rows_are = "Kỳ", .measure = names[0],
	};
	chart->desc = desc_of(chart, arena);
	return chart;
}

bt_chart *bt_trend_chart(const bt_indicator *indicator, bt_arena *arena)
{
	g_autoptr(GPtrArray) alone = g_ptr_array_new();
	g_ptr_array_add(alone, (gpointer)indicator);
	struct slots slots = slots_of(alone, arena);
	const bt_mark *marks = marks_over(indicator, &slots, arena);
	if (!marks)
		return NULL;
	slots.first = point_at(indicator, indicator->points->len - (guint)stated(marks, slots.n))->period;
	marks += slots.n - count(&slots);
	slots.n = count(&slots);
	return chart_over(indicator, slots, marks, SLOTS_COLUMNS, arena);
}

bt_chart *bt_trend_beside(const bt_indicator *indicator, const GPtrArray *others, bt_arena *arena)
{
	struct slots slots = slots_of(others, arena);
	const bt_mark *marks = marks_over(indicator, &slots, arena);
	return marks ? chart_over(indicator, slots, marks, SLOTS_BESIDE, arena) : NULL;
}

/* "Tổng thu ngân sách (tỷ đồng)" */
static const char *panel_name(const bt_indicator *one, bt_arena *arena)
{
	const char *label = bt_capital(one->label, arena);
	return one->unit ? bt_arena_printf(arena, "%s (%s)", label, one->unit) : label;
}

static const char *panels_title(const GPtrArray *some, const struct slots *slots, bt_arena *arena)
{
	const bt_indicator *first = some->pdata[0];
	bool one_owner = *first->owner != '\0';
	for (guint i = 1; i < some->len; i++)
		one_owner &= strcmp(((bt_indicator *)some->pdata[i])->owner, first->owner) == 0;
	return bt_arena_printf(arena, "%s%s%u chỉ tiêu qua các kỳ, %s", one_owner ? bt_capital(first->owner, arena) : "", one_owner ? ": " : "", some->len, range_words(slots, arena));
}

bt_chart *bt_trend_multiples(const GPtrArray *indicators, bt_arena *arena)
{
	g_autoptr(GPtrArray) some = g_ptr_array_new();
	for (guint i = 0; i < indicators->len; i++)
		if (((bt_indicator *)indicators->pdata[i])->points->len > 1)
			g_ptr_array_add(some, indicators->pdata[i]);
	if (some->len < 2)
		return some->len ? bt_trend_chart(some->pdata[0], arena) : NULL;
	struct slots slots = slots_of(some, arena);
	bt_mark *marks = bt_arena_new0(arena, bt_mark, slots.n * (int)some->len);
	const char **names = bt_arena_new0(arena, const char *, some->len);
	for (guint i = 0; i < some->len; i++) {
		bt_mark *own = marks + slots.n * (int)i;
		names[i] = panel_name(some->pdata[i], arena);
		if (!put_marks(some->pdata[i], &slots, (int)i, own, arena) || !above_zero(own, slots.n))
			return NULL;
	}
	bt_chart *chart = bt_arena_new0(arena, bt_chart, 1);
	*chart = (bt_chart){
		.form = BT_FORM_MULTIPLES, .id = bt_arena_printf(arena, "bieu-do-%s-va-cac-chi-tieu", ((bt_indicator *)some->pdata[0])->id), .title = panels_title(some, &slots, arena),
		.subtitle = "Mỗi chỉ tiêu một trục riêng, cùng các kỳ", .source = source_of(some, &slots, marks, slots.n * (int)some->len, arena), .series = names, .n_series = (int)some->len, .marks = marks,
		.n_marks = slots.n * (int)some->len, .rows_are = "Kỳ", .measure = "Giá trị",
	};
	chart->desc = desc_of(chart, arena);
	return chart;
}
