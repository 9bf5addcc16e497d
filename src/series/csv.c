/* Indicators as a table for people and programs: one row a stated value. */
#include "series/series.h"

static void cells(GString *out, char separator, const char *const *texts, gsize n)
{
	for (gsize i = 0; i < n; i++) {
		if (i)
			g_string_append_c(out, separator);
		bt_csv_field(out, texts[i], separator);
	}
}

/* `first`: the cells that all rows of the indicator begin with. */
static void fact_row(GString *out, char separator, const GString *first, const char *period, const bt_fact *fact, bool other, bt_arena *arena)
{
	bt_figure figure = {.unit = fact->unit, .change = fact->change, .target = fact->target, .kind = fact->kind};
	const char *const before[] = {
		fact->unit, period, fact->value.digits, bt_qualifier_name(fact->qualifier), bt_change_words(&figure, arena), bt_target_words(&figure, arena),
		other ? "nguồn khác" : NULL, fact->label, fact->report,
	};
	const char *const after[] = {fact->sentence, fact->edition};
	g_string_append_len(out, first->str, (gssize)first->len);
	g_string_append_c(out, separator);
	cells(out, separator, before, G_N_ELEMENTS(before));
	g_string_append_c(out, separator);
	if (fact->paragraph)
		bt_put_int(out, fact->paragraph);
	g_string_append_c(out, separator);
	cells(out, separator, after, G_N_ELEMENTS(after));
	g_string_append(out, "\r\n");
}

static void indicator_rows(GString *out, char separator, const bt_indicator *one)
{
	g_autoptr(bt_arena) arena = bt_arena_new();
	g_autoptr(GString) first = g_string_new(NULL);
	const char *const texts[] = {one->owner, one->label};
	cells(first, separator, texts, G_N_ELEMENTS(texts));
	for (guint i = 0; i < one->points->len; i++) {
		const bt_point *point = &g_array_index(one->points, bt_point, i);
		g_autofree char *period = bt_period_words(point->period, BT_LANG_VI);
		fact_row(out, separator, first, period, point->fact, false, arena);
		for (int o = 0; o < (int)G_N_ELEMENTS(point->others) && point->others[o]; o++)
			fact_row(out, separator, first, period, point->others[o], true, arena);
	}
}

void bt_indicators_csv(const GPtrArray *indicators, char separator, GString *out)
{
	static const char *const heads[] = {
		"đơn vị báo cáo", "chỉ tiêu", "đơn vị", "kỳ", "giá trị", "mức độ", "thay đổi", "so với kế hoạch", "ghi chú", "tên trong báo cáo", "báo cáo", "đoạn", "câu", "số bản tin",
	};
	cells(out, separator, heads, G_N_ELEMENTS(heads));
	g_string_append(out, "\r\n");
	for (guint i = 0; i < indicators->len; i++)
		indicator_rows(out, separator, indicators->pdata[i]);
}

void bt_series_csv(const bt_series *series, char separator, GString *out) { bt_indicators_csv(series->indicators, separator, out); }
