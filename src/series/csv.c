/* Indicators as a table for people and programs: one row a stated value. */
#include "series/series.h"

static void row(GString *out, char separator, const char *const *cells, gsize n)
{
	for (gsize i = 0; i < n; i++) {
		if (i)
			g_string_append_c(out, separator);
		bt_csv_field(out, cells[i], separator);
	}
	g_string_append(out, "\r\n");
}

static void fact_row(GString *out, char separator, const bt_indicator *one, bt_period at, const bt_fact *fact, bool other)
{
	g_autoptr(bt_arena) arena = bt_arena_new();
	bt_figure figure = {.unit = fact->unit, .change = fact->change, .target = fact->target, .kind = fact->kind};
	g_autofree char *period = bt_period_words(at, BT_LANG_VI), *paragraph = fact->paragraph ? g_strdup_printf("%d", fact->paragraph) : NULL;
	const char *const cells[] = {
		one->owner, one->label, fact->unit, period, fact->value.digits, bt_qualifier_name(fact->qualifier), bt_change_words(&figure, arena), bt_target_words(&figure, arena),
		other ? "nguồn khác" : NULL, fact->label, fact->report, paragraph, fact->sentence, fact->edition,
	};
	row(out, separator, cells, G_N_ELEMENTS(cells));
}

void bt_indicators_csv(const GPtrArray *indicators, char separator, GString *out)
{
	static const char *const heads[] = {
		"đơn vị báo cáo", "chỉ tiêu", "đơn vị", "kỳ", "giá trị", "mức độ", "thay đổi", "so với kế hoạch", "ghi chú", "tên trong báo cáo", "báo cáo", "đoạn", "câu", "số bản tin",
	};
	row(out, separator, heads, G_N_ELEMENTS(heads));
	for (guint i = 0; i < indicators->len; i++) {
		const bt_indicator *one = indicators->pdata[i];
		for (guint k = 0; k < one->points->len; k++) {
			const bt_point *point = &g_array_index(one->points, bt_point, k);
			fact_row(out, separator, one, point->period, point->fact, false);
			for (int o = 0; o < (int)G_N_ELEMENTS(point->others) && point->others[o]; o++)
				fact_row(out, separator, one, point->period, point->others[o], true);
		}
	}
}

void bt_series_csv(const bt_series *series, char separator, GString *out) { bt_indicators_csv(series->indicators, separator, out); }
