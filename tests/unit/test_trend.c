/* Trends: which form an indicator takes over its periods, what the words say, and where the scene puts values, gaps and
 * periods. All figures are invented. */
#include "chart/pick.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

struct stated {
	const char *period, *digits, *unit;
	bt_qualifier qualifier;
};

struct kit {
	bt_arena *arena;
	GPtrArray *facts;
	bt_series *series;
};

static bt_value value_of(const char *digits)
{
	bt_value v = {.stated = true, .digits = digits};
	bt_num_shape shape;
	assert_true(bt_num_parse(digits, strlen(digits), &v.num, &shape) > 0);
	return v;
}

static void add(struct kit *kit, const char *label, const struct stated *s, int n)
{
	for (int i = 0; i < n; i++) {
		bt_fact *f = bt_arena_new0(kit->arena, bt_fact, 1);
		*f = (bt_fact){.owner = "xã Lúa Giang", .label = label, .value = value_of(s[i].digits), .unit = s[i].unit, .qualifier = s[i].qualifier, .kind = BT_AMOUNT, .period = bt_period_read(s[i].period),
			.permille = 1000, .report = bt_arena_printf(kit->arena, "%d.txt", i), .date = bt_arena_printf(kit->arena, "2031-%02d-05", i + 1), .paragraph = 2, .sentence = "…"};
		g_ptr_array_add(kit->facts, f);
	}
}

static struct kit kit_new(void) { return (struct kit){bt_arena_new(), g_ptr_array_new(), NULL}; }

static const bt_indicator *join(struct kit *kit)
{
	kit->series = bt_series_join(kit->facts, NULL);
	assert_true(kit->series->indicators->len > 0);
	return kit->series->indicators->pdata[0];
}

static void release(struct kit *kit)
{
	bt_series_free(kit->series);
	g_ptr_array_unref(kit->facts);
	bt_arena_free(kit->arena);
}

static double plain_measure(void *data, bt_role role, double size, const char *text)
{
	(void)data;
	(void)role;
	return size * 0.5 * (double)bt_text_letters(text, strlen(text));
}

static const bt_scene_style print_style = {.width = 231, .text = 8.5, .axis = 8, .leading = 1.42, .bar = 14.2, .track = 14.2, .bullet_bar = 6.3, .row = 45.4, .overshoot = 2.4, .line = 2, .dot = 2.7, .plot = 120};
static const bt_scene_style web_style = {.width = 280, .fluid = true, .text = 15, .axis = 14, .leading = 1.42, .bar = 18, .track = 18, .bullet_bar = 8, .row = 58, .overshoot = 3, .line = 2.5, .dot = 3.5, .plot = 180};

/* The item of a text; NULL: not drawn. */
static const bt_item *text_item(const bt_scene *scene, const char *text)
{
	for (guint i = 0; i < scene->items->len; i++) {
		const bt_item *item = &g_array_index(scene->items, bt_item, i);
		if (item->kind == BT_ITEM_TEXT && strcmp(item->text, text) == 0)
			return item;
	}
	return NULL;
}

static int count(const bt_scene *scene, bt_item_kind kind)
{
	int n = 0;
	for (guint i = 0; i < scene->items->len; i++)
		n += g_array_index(scene->items, bt_item, i).kind == kind;
	return n;
}

#define SHAPE(chart, style) bt_chart_shape((chart), (style), plain_measure, NULL)

static void two_periods(void **state)
{
	(void)state;
	struct kit kit = kit_new();
	/* the same quarter a year apart: nothing is missing between */
	add(&kit, "tổng thu ngân sách", (struct stated[]){{"quý I/2030", "10,9", "tỷ đồng", BT_EXACT}, {"quý I/2031", "12.500", "triệu đồng", BT_ESTIMATED}}, 2);
	bt_chart *chart = bt_trend_chart(join(&kit), kit.arena);
	assert_non_null(chart);
	assert_int_equal(chart->form, BT_FORM_COLUMNS);
	assert_int_equal(chart->n_marks, 2);
	assert_string_equal(chart->title, "Tổng thu ngân sách tăng từ 10,9 tỷ đồng (quý I/2030) lên ước 12.500 triệu đồng (quý I/2031)");
	assert_string_equal(chart->subtitle, "Xã Lúa Giang; đơn vị tính: triệu đồng; quý I/2030 – quý I/2031");
	assert_string_equal(chart->source, "Nguồn: báo cáo ngày 05/01/2031 (đoạn 2), 05/02/2031 (đoạn 2)");
	assert_string_equal(chart->desc, "Biểu đồ cột theo kỳ: quý I/2030: 10,9 tỷ đồng; quý I/2031: ước 12.500 triệu đồng.");
	/* placed on one axis exactly, printed as written */
	assert_int_equal(bt_num_cmp(chart->marks[0].num, (bt_num){10900, 0}), 0);
	g_autoptr(bt_scene) scene = SHAPE(chart, &print_style);
	assert_non_null(text_item(scene, "10,9 tỷ đồng"));
	assert_non_null(text_item(scene, "ước 12.500"));
	release(&kit);
}

static void gaps(void **state)
{
	(void)state;
	struct kit kit = kit_new();
	add(&kit, "đàn bò", (struct stated[]){{"quý I/2030", "1.260", "con", BT_EXACT}, {"quý II/2030", "1.284", "con", BT_EXACT}, {"quý I/2031", "1.302", "con", BT_EXACT}, {"quý II/2031", "1.310", "con", BT_EXACT}}, 4);
	bt_chart *chart = bt_trend_chart(join(&kit), kit.arena);
	assert_int_equal(chart->form, BT_FORM_LINE);
	assert_int_equal(chart->n_marks, 6);
	assert_true(chart->marks[2].missing && chart->marks[3].missing);
	assert_string_equal(chart->marks[2].text, "không nêu");
	const bt_scene_style *styles[] = {&print_style, &web_style};
	for (gsize i = 0; i < G_N_ELEMENTS(styles); i++) {
		g_autoptr(bt_scene) scene = SHAPE(chart, styles[i]);
		assert_non_null(scene);
		assert_int_equal(count(scene, BT_ITEM_POLYLINE), 2); /* cut at the gap */
		assert_int_equal(count(scene, BT_ITEM_DOT), 4);
		const bt_item *gap = text_item(scene, "không nêu"), *first = text_item(scene, "1.260"), *last = text_item(scene, "1.310");
		assert_non_null(gap);
		assert_true(gap->x1.fraction > first->x1.fraction && gap->x1.fraction < last->x1.fraction);
	}
	bt_chart_table table = bt_chart_table_of(chart, kit.arena);
	assert_int_equal(table.rows, 6);
	assert_string_equal(table.cells[2 * table.columns + 1], "không nêu");
	release(&kit);
}

static void columns_with_gap(void **state)
{
	(void)state;
	struct kit kit = kit_new();
	add(&kit, "tỷ lệ bao phủ bảo hiểm y tế", (struct stated[]){{"quý I/2031", "93,1", "%", BT_EXACT}, {"quý III/2031", "94,6", "%", BT_EXACT}, {"quý IV/2031", "94,6", "%", BT_EXACT}}, 3);
	bt_chart *chart = bt_trend_chart(join(&kit), kit.arena);
	assert_int_equal(chart->form, BT_FORM_COLUMNS);
	assert_int_equal(chart->n_marks, 4);
	g_autoptr(bt_scene) scene = SHAPE(chart, &print_style);
	assert_int_equal(count(scene, BT_ITEM_RECT), 3);
	assert_non_null(text_item(scene, "không nêu"));
	assert_non_null(text_item(scene, "Quý II/2031"));
	release(&kit);
}

/* Years are a year apart on the axis wherever they stand in the list; a lone value is no trend; a fall is a fall. */
static void spacing(void **state)
{
	(void)state;
	struct kit kit = kit_new();
	add(&kit, "hộ nghèo", (struct stated[]){{"năm 2026", "90", "hộ", BT_EXACT}, {"năm 2027", "70", "hộ", BT_EXACT}, {"năm 2030", "40", "hộ", BT_EXACT}, {"năm 2031", "27", "hộ", BT_EXACT}}, 4);
	bt_chart *chart = bt_trend_chart(join(&kit), kit.arena);
	assert_string_equal(chart->title, "Hộ nghèo giảm từ 90 hộ (năm 2026) xuống 27 hộ (năm 2031)");
	g_autoptr(bt_scene) scene = SHAPE(chart, &print_style);
	double x[4];
	int n = 0;
	for (guint i = 0; i < scene->items->len; i++) {
		const bt_item *item = &g_array_index(scene->items, bt_item, i);
		if (item->kind == BT_ITEM_DOT && n < 4)
			x[n++] = item->x1.fraction;
	}
	assert_int_equal(n, 4);
	assert_true(ABS((x[2] - x[1]) - 3 * (x[1] - x[0])) < 0.001);
	release(&kit);
	kit = kit_new();
	add(&kit, "hộ nghèo", (struct stated[]){{"năm 2026", "90", "hộ", BT_EXACT}}, 1);
	assert_null(bt_trend_chart(join(&kit), kit.arena));
	release(&kit);
}

static void two_sources(void **state)
{
	(void)state;
	struct kit kit = kit_new();
	add(&kit, "hộ kinh doanh", (struct stated[]){{"quý I/2031", "1.250", "hộ", BT_EXACT}, {"quý I/2031", "1.270", "hộ", BT_EXACT}, {"quý II/2031", "1.300", "hộ", BT_EXACT}}, 3);
	bt_chart *chart = bt_trend_chart(join(&kit), kit.arena);
	assert_string_equal(chart->marks[0].text, "1.270 hộ");
	assert_string_equal(chart->marks[0].note, "nguồn khác: 1.250 hộ");
	assert_non_null(strstr(chart->desc, "quý I/2031: 1.270 hộ (nguồn khác: 1.250 hộ)"));
	assert_non_null(strstr(chart->source, "; quý I/2031 có nguồn khác: 1.250 hộ"));
	g_autoptr(bt_scene) scene = SHAPE(chart, &print_style);
	assert_int_equal(count(scene, BT_ITEM_DOT), 1); /* both are shown */
	assert_non_null(text_item(scene, "1.250"));
	release(&kit);
	/* of several indicators the source line would not say which one is meant */
	kit = kit_new();
	add(&kit, "hộ kinh doanh", (struct stated[]){{"quý I/2031", "1.250", "hộ", BT_EXACT}, {"quý I/2031", "1.270", "hộ", BT_EXACT}, {"quý II/2031", "1.300", "hộ", BT_EXACT}}, 3);
	add(&kit, "hộ nghèo", (struct stated[]){{"quý I/2031", "27", "hộ", BT_EXACT}, {"quý II/2031", "25", "hộ", BT_EXACT}}, 2);
	join(&kit);
	chart = bt_trend_multiples(kit.series->indicators, kit.arena);
	assert_non_null(strstr(chart->source, "; 1 giá trị có nguồn khác, ghi ở bảng"));
	assert_null(strstr(chart->source, "1.250"));
	release(&kit);
}

static void multiples(void **state)
{
	(void)state;
	struct kit kit = kit_new();
	add(&kit, "tổng thu ngân sách", (struct stated[]){{"quý I/2031", "11,2", "tỷ đồng", BT_EXACT}, {"quý III/2031", "13,1", "tỷ đồng", BT_EXACT}, {"quý IV/2031", "15,4", "tỷ đồng", BT_EXACT}}, 3);
	add(&kit, "kết nạp đảng viên", (struct stated[]){{"quý II/2031", "9", "đảng viên", BT_EXACT}, {"quý III/2031", "8", "đảng viên", BT_EXACT}}, 2);
	add(&kit, "hộ nghèo", (struct stated[]){{"quý IV/2031", "27", "hộ", BT_EXACT}}, 1);
	join(&kit);
	bt_chart *chart = bt_trend_multiples(kit.series->indicators, kit.arena);
	assert_non_null(chart);
	assert_int_equal(chart->form, BT_FORM_MULTIPLES);
	assert_int_equal(chart->n_series, 2);
	assert_string_equal(chart->title, "Xã Lúa Giang: 2 chỉ tiêu qua các kỳ, quý I/2031 – quý IV/2031");
	g_autoptr(bt_scene) scene = SHAPE(chart, &print_style);
	assert_non_null(scene);
	/* one axis of periods: quý III stands at one place in both */
	const bt_item *budget = text_item(scene, "13,1"), *party = text_item(scene, "8");
	assert_true(budget && party && budget->x1.fraction == party->x1.fraction);
	assert_non_null(text_item(scene, "Tổng thu ngân sách (tỷ đồng)"));
	bt_chart_table table = bt_chart_table_of(chart, kit.arena);
	assert_int_equal(table.rows, 4);
	assert_string_equal(table.cells[1], "không nêu");
	release(&kit);
}

/* Charts side by side: all on the longest axis, each with its own values; what a short one lacks is a gap. */
static void beside(void **state)
{
	(void)state;
	struct kit kit = kit_new();
	add(&kit, "tổng thu ngân sách", (struct stated[]){{"quý I/2031", "11,2", "tỷ đồng", BT_EXACT}, {"quý III/2031", "13,1", "tỷ đồng", BT_EXACT}, {"quý II/2032", "15,4", "tỷ đồng", BT_EXACT}}, 3);
	add(&kit, "kết nạp đảng viên", (struct stated[]){{"quý III/2031", "9", "đảng viên", BT_EXACT}, {"quý IV/2031", "8", "đảng viên", BT_EXACT}}, 2);
	join(&kit);
	assert_int_equal(kit.series->indicators->len, 2);
	for (guint i = 0; i < 2; i++) {
		bt_chart *chart = bt_trend_beside(kit.series->indicators->pdata[i], kit.series->indicators, kit.arena);
		assert_int_equal(chart->n_marks, 6);
		assert_int_equal(chart->form, BT_FORM_LINE);
		g_autoptr(bt_scene) print = SHAPE(chart, &print_style), web = SHAPE(chart, &web_style);
		assert_non_null(print);
		assert_non_null(web);
	}
	release(&kit);
}

/* Sixty months with values of any height: every label is where no other is, at both widths; the axis is not crowded. */
static void many(void **state)
{
	(void)state;
	struct kit kit = kit_new();
	guint32 random = 7;
	for (int i = 0; i < 60; i++) {
		random = random * 1664525 + 1013904223;
		struct stated s = {bt_arena_printf(kit.arena, "tháng %d/%d", i % 12 + 1, 2027 + i / 12), bt_arena_printf(kit.arena, "%u,%u", 900 + (random >> 16) % 300, (random >> 9) % 10), "tấn", BT_EXACT};
		if (i % 7 != 2)
			add(&kit, "sản lượng cá", &s, 1);
	}
	bt_chart *chart = bt_trend_chart(join(&kit), kit.arena);
	assert_int_equal(chart->form, BT_FORM_LINE);
	assert_int_equal(chart->n_marks, 40);
	assert_non_null(strstr(chart->subtitle, "tháng 9/2028 – tháng 12/2031"));
	/* nobody listens to forty values */
	assert_true(g_str_has_prefix(chart->desc, "Biểu đồ đường theo kỳ: từ ") && strstr(chart->desc, "(tháng 12/2031); các kỳ khác ghi ở bảng."));
	assert_null(strstr(chart->desc, "tháng 3/2030"));
	g_autoptr(bt_scene) print = SHAPE(chart, &print_style), web = SHAPE(chart, &web_style);
	assert_non_null(print);
	assert_non_null(web);
	/* on a screen the ends and extremes have their values, of the others those that no line runs through */
	int printed = 0, shown = 0;
	const bt_mark *high = &chart->marks[0];
	for (int i = 0; i < chart->n_marks; i++) {
		printed += text_item(print, bt_bare_value(&chart->marks[i], chart->unit, kit.arena)) != NULL;
		shown += text_item(web, bt_bare_value(&chart->marks[i], chart->unit, kit.arena)) != NULL;
		high = !chart->marks[i].missing && bt_num_cmp(chart->marks[i].num, high->num) > 0 ? &chart->marks[i] : high;
	}
	assert_true(shown > 4 && shown < printed);
	assert_non_null(text_item(web, bt_bare_value(high, chart->unit, kit.arena)));
	release(&kit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_periods), cmocka_unit_test(gaps), cmocka_unit_test(columns_with_gap), cmocka_unit_test(spacing), cmocka_unit_test(two_sources),
		cmocka_unit_test(multiples), cmocka_unit_test(beside), cmocka_unit_test(many),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
