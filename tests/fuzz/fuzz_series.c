/* libFuzzer target: any text as the reports of an office and as its indicators.ini. Points stand by period, each once; ids are
 * unique; what a chart prints is what a report states; a second join gives the same. */
#include "chart/chart.h"
#include "read/read.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define REPORTS 3

struct office {
	bt_doc *docs[REPORTS];
	bt_figures *figures[REPORTS];
	GArray *lists[REPORTS];
	GPtrArray *facts;
	bt_arena *arena;
	bt_diags *diags;
};

static void read_office(struct office *office, const uint8_t *data, size_t size)
{
	static const char *const heads[REPORTS][2] = {{"2031-04-05", "quý I/2031"}, {"2031-07-05", "quý II/2031"}, {"2031-10-05", NULL}};
	office->facts = g_ptr_array_new();
	office->arena = bt_arena_new();
	office->diags = bt_diags_new(BT_LANG_VI);
	g_autoptr(GBytes) bytes = g_bytes_new(data, size);
	for (int i = 0; i < REPORTS; i++) {
		const char *const given[BT_META_FIELDS] = {[BT_META_TITLE] = "Tin hoạt động", [BT_META_DATE] = heads[i][0], [BT_META_PERIOD] = heads[i][1], [BT_META_ISSUER] = "Đảng ủy xã Lúa Giang"};
		office->docs[i] = bt_read(bytes, "a.txt", given, office->diags);
		office->figures[i] = office->docs[i] ? bt_figures_read(office->docs[i], office->diags) : NULL;
		office->lists[i] = office->figures[i] ? bt_facts_of(office->docs[i], office->figures[i], bt_arena_printf(office->arena, "%d.txt", i), office->arena) : NULL;
		for (guint k = 0; office->lists[i] && k < office->lists[i]->len; k++)
			g_ptr_array_add(office->facts, &g_array_index(office->lists[i], bt_fact, k));
	}
}

static void release(struct office *office)
{
	for (int i = 0; i < REPORTS; i++) {
		g_clear_pointer(&office->lists[i], g_array_unref);
		bt_figures_free(office->figures[i]);
		bt_doc_free(office->docs[i]);
	}
	g_ptr_array_unref(office->facts);
	bt_arena_free(office->arena);
	bt_diags_free(office->diags);
}

static double plain_measure(void *data, bt_role role, double size, const char *text)
{
	(void)data;
	(void)role;
	return size * 0.5 * (double)bt_text_letters(text, strlen(text));
}

static void check_chart(const bt_indicator *one, bt_arena *arena)
{
	static const bt_scene_style style = {.width = 231, .text = 8.5, .axis = 8, .leading = 1.42, .bar = 14.2, .track = 14.2, .bullet_bar = 6.3, .row = 45.4, .overshoot = 2.4, .line = 2, .dot = 2.7, .plot = 120};
	bt_chart *chart = bt_trend_chart(one, arena);
	if (!chart)
		return;
	for (int i = 0; i < chart->n_marks; i++) {
		bool stated = chart->marks[i].missing;
		for (guint k = 0; k < one->points->len && !stated; k++)
			stated = strstr(chart->marks[i].text, g_array_index(one->points, bt_point, k).fact->value.digits) != NULL;
		if (!stated)
			abort();
	}
	g_autoptr(bt_scene) scene = bt_chart_shape(chart, &style, plain_measure, NULL);
	bt_chart_table table = bt_chart_table_of(chart, arena);
	if (table.rows != chart->n_marks)
		abort();
}

static char *check(const struct office *office, const bt_series_rules *rules)
{
	g_autoptr(bt_series) series = bt_series_join(office->facts, rules);
	g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < series->indicators->len; i++) {
		const bt_indicator *one = series->indicators->pdata[i];
		if (!g_hash_table_add(ids, (gpointer)one->id) || !one->points->len)
			abort();
		for (guint k = 1; k < one->points->len; k++)
			if (bt_period_compare(g_array_index(one->points, bt_point, k - 1).period, g_array_index(one->points, bt_point, k).period) >= 0)
				abort();
		check_chart(one, office->arena);
	}
	bt_trend_multiples(series->indicators, office->arena);
	bt_series_say(series, rules, office->diags);
	GString *out = g_string_new(NULL);
	bt_indicators_explain(series->indicators, BT_LANG_VI, out);
	bt_series_csv(series, ';', out);
	if (!g_utf8_validate(out->str, (gssize)out->len, NULL))
		abort();
	return g_string_free(out, FALSE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct office office;
	read_office(&office, data, size);
	g_autofree char *first = check(&office, NULL), *second = check(&office, NULL);
	if (strcmp(first, second) != 0)
		abort();
	g_autoptr(GBytes) bytes = g_bytes_new(data, size);
	g_autoptr(bt_series_rules) rules = bt_series_rules_read(bytes, "indicators.ini", office.diags);
	g_autofree char *ruled = check(&office, rules);
	g_autofree char *text = g_strndup((const char *)data, size);
	if (g_utf8_validate(text, -1, NULL)) {
		bt_period found = bt_period_find(text);
		g_autofree char *words = bt_period_words(found, BT_LANG_VI);
		if (found.kind != BT_PERIOD_NONE && bt_period_compare(bt_period_read(words), found) != 0)
			abort(); /* its own words mean the same */
	}
	release(&office);
	return 0;
}
