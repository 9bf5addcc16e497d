/* Charts: which figures become cards and charts (a table of cases, one must-rule or penalty each),
 * what the words say, and that no two texts of a scene touch. All figures are invented. */
#include "chart/chart.h"
#include "chart/pick.h"
#include "read/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

/* A figure as a test states it; what is not given is not stated. */
struct stated {
	const char *label, *value, *unit, *period;
	const char *change, *base;             /* "+4,5" or "-4,5" per cent, or with change_unit */
	const char *percent, *plan, *plan_base; /* attainment */
	const char *entity, *context;
	int part_of;                            /* 1 + index of the total */
	int paragraph;                          /* from 0 */
	int permille;                           /* 0: 900 */
	bool planned, undrawable;
	const char *note, *high;
};

struct kit {
	bt_diags *diags;
	bt_doc *doc;
	bt_figures figures;
	bt_charts *charts;
};

static bt_value value_of(const char *digits)
{
	bt_value v = {.digits = digits};
	bt_num_shape shape;
	v.stated = digits && bt_num_parse(digits, strlen(digits), &v.num, &shape) > 0;
	return v;
}

static const bt_node *paragraph(const bt_doc *doc, int n)
{
	for (const bt_node *b = bt_block_next(doc->root, doc->root); b; b = bt_block_next(b, doc->root))
		if (b->kind == BT_PARAGRAPH && n-- == 0)
			return b;
	return NULL;
}

static void add(struct kit *kit, const struct stated *s)
{
	bt_figure f = {.label = s->label, .value = value_of(s->value), .value_high = value_of(s->high), .unit = s->unit, .period = s->period, .entity = s->entity, .context = s->context,
		.planned = s->planned, .drawable = !s->undrawable, .parent = s->part_of - 1, .permille = s->permille ? s->permille : 900,
		.kind = s->unit && strcmp(s->unit, "%") == 0 ? BT_RATE : BT_AMOUNT, .block = paragraph(kit->doc, s->paragraph)};
	f.key = s->label ? bt_spelling_key_in(kit->figures.arena, s->label, -1) : NULL;
	if (s->change)
		f.change = (bt_change){.stated = true, .direction = *s->change == '-' ? BT_DOWN : BT_UP, .value = value_of(s->change + 1), .unit = "%", .base = s->base};
	if (s->percent)
		f.target = (bt_target){.stated = true, .percent = value_of(s->percent), .value = value_of(s->plan), .unit = s->unit, .base = s->plan_base};
	if (s->note) {
		f.notes = g_ptr_array_new();
		g_ptr_array_add(f.notes, (gpointer)s->note);
	}
	g_array_append_val(kit->figures.items, f);
}

static struct kit kit_of(const char *text, const struct stated *stated, gsize n)
{
	struct kit kit = {.diags = bt_diags_new(BT_LANG_EN)};
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
	const char *given[BT_META_FIELDS] = {0};
	kit.doc = bt_read(bytes, "thu.txt", given, kit.diags);
	assert_non_null(kit.doc);
	kit.figures.arena = bt_arena_new();
	kit.figures.items = g_array_new(FALSE, TRUE, sizeof(bt_figure));
	for (gsize i = 0; i < n; i++)
		add(&kit, &stated[i]);
	kit.charts = bt_charts_pick(kit.doc, &kit.figures);
	return kit;
}

static void release(struct kit *kit)
{
	bt_charts_free(kit->charts);
	for (guint i = 0; i < kit->figures.items->len; i++) {
		GPtrArray *notes = g_array_index(kit->figures.items, bt_figure, i).notes;
		if (notes)
			g_ptr_array_unref(notes);
	}
	g_array_unref(kit->figures.items);
	bt_arena_free(kit->figures.arena);
	bt_doc_free(kit->doc);
	bt_diags_free(kit->diags);
}

/* "4 cards: bullet 2, change-bars 2" */
static char *outcome(const bt_charts *charts)
{
	GString *out = g_string_new(NULL);
	g_string_append_printf(out, "%u cards:", charts->cards->len);
	for (guint i = 0; i < charts->charts->len; i++) {
		const bt_chart *c = charts->charts->pdata[i];
		g_string_append_printf(out, "%s %s %d", i ? "," : "", bt_form_name(c->form), c->n_marks);
	}
	return g_string_free(out, FALSE);
}

#define TEXT "Mở đầu hội nghị, đại biểu nghe báo cáo về tình hình sản xuất của huyện trong quý vừa qua.\n\nCác chỉ tiêu đều tăng khá so với năm trước và so với kế hoạch đề ra.\n\nHuyện tiếp tục giữ nhịp độ này trong những tháng còn lại của năm nay.\n"

static void four_figures(void **state)
{
	(void)state;
	static const struct stated figures[] = {
		{.label = "Tổng mức bán lẻ", .value = "8.412,6", .unit = "tỷ đồng", .change = "+11,42", .base = "cùng kỳ"},
		{.label = "hợp tác xã thành lập mới", .value = "27", .unit = "hợp tác xã", .change = "+42,1", .base = "cùng kỳ năm trước"},
		{.label = "Thu ngân sách", .value = "402,5", .unit = "tỷ đồng", .percent = "31,2", .plan = "1.290", .plan_base = "dự toán năm"},
		{.label = "Giải ngân vốn đầu tư công", .value = "28,64", .unit = "%"},
	};
	struct kit kit = kit_of(TEXT, figures, G_N_ELEMENTS(figures));
	g_autofree char *got = outcome(kit.charts);
	assert_string_equal(got, "4 cards: bullet 2, change-bars 2");
	const bt_chart *bullet = kit.charts->charts->pdata[0], *bars = kit.charts->charts->pdata[1];
	assert_string_equal(bullet->title, "Thu ngân sách đạt 31,2% dự toán năm; giải ngân vốn đầu tư công đạt 28,64%");
	assert_string_equal(bars->title, "Hợp tác xã thành lập mới tăng 42,1%; tổng mức bán lẻ tăng 11,42%");
	assert_string_equal(bars->marks[0].text, "+42,1%");
	assert_string_equal(bars->subtitle, "Tăng, giảm so với cùng kỳ năm trước; đơn vị tính: %");
	assert_string_equal(bullet->source, "Nguồn: báo cáo, đoạn 1");
	assert_ptr_equal(bullet->after, paragraph(kit.doc, 0));
	release(&kit);
}

static void choices(void **state)
{
	(void)state;
	static const struct {
		const char *why;
		struct stated figures[8];
		const char *outcome;
	} cases[] = {
		{"a level alone is a card", {{.label = "Sản lượng lúa", .value = "41", .unit = "nghìn tấn", .change = "+3", .base = "cùng kỳ"}}, "1 cards:"},
		{"unlike things in one unit are not ranked", {{.label = "Thu", .value = "90", .unit = "tỷ đồng"}, {.label = "Dư nợ", .value = "70", .unit = "tỷ đồng"}}, "2 cards:"},
		{"other base, other axis", {{.label = "Dệt may", .value = "9", .unit = "tấn", .change = "+3", .base = "cùng kỳ"}, {.label = "Da giày", .value = "8", .unit = "tấn", .change = "+4", .base = "quý trước"}}, "2 cards:"},
		{"unknown base is not drawn", {{.label = "Dệt may", .value = "9", .unit = "tấn", .change = "+3"}, {.label = "Da giày", .value = "8", .unit = "tấn", .change = "+4"}}, "2 cards:"},
		{"falls beside rises", {{.label = "Dệt may", .value = "9", .unit = "tấn", .change = "-3", .base = "cùng kỳ"}, {.label = "Da giày", .value = "8", .unit = "tấn", .change = "+4", .base = "cùng kỳ"}}, "2 cards: change-bars 2"},
		{"a goal is no result", {{.label = "Thu ngân sách", .value = "50", .unit = "tỷ đồng", .percent = "40", .plan_base = "kế hoạch năm", .planned = true}}, "0 cards:"},
		{"a doubtful figure is not shown", {{.label = "Thu ngân sách", .value = "50", .unit = "tỷ đồng", .percent = "40", .plan_base = "kế hoạch năm", .permille = 790}}, "0 cards:"},
		{"the clerk said no chart", {{.label = "Thu ngân sách", .value = "50", .unit = "tỷ đồng", .percent = "40", .plan_base = "kế hoạch năm", .undrawable = true}}, "0 cards:"},
		{"figures that contradict are not drawn", {{.label = "Thu ngân sách", .value = "50", .unit = "tỷ đồng", .percent = "40", .plan = "900", .plan_base = "kế hoạch năm", .note = "figure-attainment"}}, "0 cards:"},
		{"a share of people is no attainment", {{.label = "Hộ dùng nước sạch", .value = "91", .unit = "%"}}, "1 cards:"},
		{"one attainment is a bullet", {{.label = "Tiến độ gieo cấy", .value = "64,5", .unit = "%"}}, "1 cards: bullet 1"},
		{"year and quarter plans apart", {{.label = "Thu", .value = "5", .unit = "tỷ đồng", .percent = "40", .plan_base = "kế hoạch năm"}, {.label = "Chi", .value = "4", .unit = "tỷ đồng", .percent = "95", .plan_base = "kế hoạch quý"}}, "2 cards: bullet 1"},
		{"parts of a total", {{.label = "Diện tích gieo trồng", .value = "900", .unit = "ha"}, {.label = "lúa", .value = "600", .unit = "ha", .part_of = 1}, {.label = "ngô", .value = "300", .unit = "ha", .part_of = 1}}, "1 cards: bars 2"},
		{"too small a part makes a table", {{.label = "Vốn", .value = "900", .unit = "tỷ đồng"}, {.label = "xã", .value = "895", .unit = "tỷ đồng", .part_of = 1}, {.label = "dân", .value = "4", .unit = "tỷ đồng", .part_of = 1}, {.label = "khác", .value = "1", .unit = "tỷ đồng", .part_of = 1}}, "1 cards: table 3"},
		{"owners of one indicator", {{.label = "Hộ nghèo", .value = "41", .unit = "hộ", .entity = "Xã An Thạnh"}, {.label = "Hộ nghèo", .value = "29", .unit = "hộ", .entity = "Xã Bình Khê"}}, "1 cards: bars 2"},
		{"two marks of one name", {{.label = "Vụ lúa", .value = "41", .unit = "ha", .change = "+4", .base = "cùng kỳ"}, {.label = "Vụ lúa", .value = "29", .unit = "ha", .change = "+7", .base = "cùng kỳ"}}, "1 cards:"},
		{"shares that add to 100", {{.label = "Cơ cấu kinh tế", .value = "1", .unit = "bảng"}, {.label = "nông nghiệp", .value = "31,5", .unit = "%", .part_of = 1}, {.label = "công nghiệp", .value = "38,2", .unit = "%", .part_of = 1}, {.label = "dịch vụ", .value = "30,3", .unit = "%", .part_of = 1}}, "1 cards: stack 3"},
		{"shares that do not add up", {{.label = "Cơ cấu kinh tế", .value = "1", .unit = "bảng"}, {.label = "nông nghiệp", .value = "31,5", .unit = "%", .part_of = 1}, {.label = "công nghiệp", .value = "38,2", .unit = "%", .part_of = 1}}, "1 cards: bars 2"},
		{"two periods are columns", {{.label = "Khách du lịch", .value = "41", .unit = "nghìn lượt", .period = "quý I/2031"}, {.label = "Khách du lịch", .value = "52", .unit = "nghìn lượt", .period = "quý II/2031"}}, "1 cards: columns 2"},
		{"four periods are a line", {{.label = "Khách du lịch", .value = "41", .unit = "nghìn lượt", .period = "quý I/2031"}, {.label = "Khách du lịch", .value = "52", .unit = "nghìn lượt", .period = "quý II/2031"}, {.label = "Khách du lịch", .value = "60", .unit = "nghìn lượt", .period = "quý III/2031"}, {.label = "Khách du lịch", .value = "38", .unit = "nghìn lượt", .period = "quý IV/2031"}}, "1 cards: line 4"},
		{"two values for one period contradict", {{.label = "Khách du lịch", .value = "41", .unit = "nghìn lượt", .period = "quý I/2031"}, {.label = "Khách du lịch", .value = "52", .unit = "nghìn lượt", .period = "quý I/2031"}}, "1 cards:"},
		{"nine months and a quarter never mix", {{.label = "Khách du lịch", .value = "41", .unit = "nghìn lượt", .period = "quý I/2031"}, {.label = "Khách du lịch", .value = "52", .unit = "nghìn lượt", .period = "9 tháng đầu năm 2031"}}, "1 cards:"},
		{"series in one unit", {{.label = "Sinh", .value = "41", .unit = "người", .period = "năm 2031"}, {.label = "Sinh", .value = "42", .unit = "người", .period = "năm 2032"}, {.label = "Sinh", .value = "44", .unit = "người", .period = "năm 2033"}, {.label = "Tử", .value = "21", .unit = "người", .period = "năm 2031"}, {.label = "Tử", .value = "24", .unit = "người", .period = "năm 2032"}, {.label = "Tử", .value = "22", .unit = "người", .period = "năm 2033"}}, "2 cards: lines 6"},
		{"series in two units", {{.label = "Sinh", .value = "41", .unit = "người", .period = "năm 2031"}, {.label = "Sinh", .value = "42", .unit = "người", .period = "năm 2032"}, {.label = "Sinh", .value = "44", .unit = "người", .period = "năm 2033"}, {.label = "Thu", .value = "21", .unit = "tỷ đồng", .period = "năm 2031"}, {.label = "Thu", .value = "24", .unit = "tỷ đồng", .period = "năm 2032"}, {.label = "Thu", .value = "22", .unit = "tỷ đồng", .period = "năm 2033"}}, "2 cards: multiples 6"},
		{"said twice, drawn once", {{.label = "Thu", .value = "5", .unit = "tỷ đồng", .change = "+4", .base = "cùng kỳ"}, {.label = "thu", .value = "5", .unit = "tỷ đồng", .change = "+4", .base = "cùng kỳ", .paragraph = 1}}, "1 cards:"},
		{"other periods, other axis", {{.label = "Thu", .value = "5", .unit = "tỷ đồng", .change = "+4", .base = "cùng kỳ", .period = "quý I"}, {.label = "Chi", .value = "6", .unit = "tỷ đồng", .change = "+7", .base = "cùng kỳ", .period = "quý II"}}, "2 cards:"},
		{"a range is no bar", {{.label = "Giá heo", .value = "60", .high = "62", .unit = "nghìn đồng/kg"}}, "1 cards:"},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		gsize n = 0;
		while (n < G_N_ELEMENTS(cases[i].figures) && cases[i].figures[n].label)
			n++;
		struct kit kit = kit_of(TEXT, cases[i].figures, n);
		g_autofree char *got = outcome(kit.charts);
		if (strcmp(got, cases[i].outcome) != 0)
			print_error("%s\n", cases[i].why);
		assert_string_equal(got, cases[i].outcome);
		release(&kit);
	}
}

/* "số liệu: off" in the front matter turns both off. */
static void turned_off(void **state)
{
	(void)state;
	static const struct stated figures[] = {{.label = "Tiến độ gieo cấy", .value = "64,5", .unit = "%"}};
	struct kit kit = kit_of("---\nsố liệu: off\n---\n" TEXT, figures, 1);
	g_autofree char *got = outcome(kit.charts);
	assert_string_equal(got, "0 cards:");
	release(&kit);
}

static void explains(void **state)
{
	(void)state;
	static const struct stated figures[] = {{.label = "Tiến độ gieo cấy", .value = "64,5", .unit = "%"}};
	struct kit kit = kit_of(TEXT, figures, 1);
	g_autoptr(GString) out = g_string_new(NULL);
	bt_charts_explain(kit.charts, &kit.figures, BT_LANG_EN, out);
	assert_non_null(strstr(out->str, "group 1: bullet rows against the plan (attainment-bullet, penalty 5)"));
	release(&kit);
}

/* A number without a name, as the extractor leaves doubtful ones, is passed over. */
static void nameless(void **state)
{
	(void)state;
	static const struct stated figures[] = {{.value = "64,5", .unit = "%"}, {.label = "", .value = "5", .unit = "ha", .change = "+4", .base = "cùng kỳ"}};
	struct kit kit = kit_of(TEXT, figures, 2);
	g_autofree char *got = outcome(kit.charts);
	assert_string_equal(got, "0 cards:");
	release(&kit);
}

/* At most three charts, and no more than six cards whatever is stated. */
static void limits(void **state)
{
	(void)state;
	struct stated figures[60];
	char labels[60][40], entities[60][40];
	memset(figures, 0, sizeof figures);
	for (int i = 0; i < 60; i++) {
		g_snprintf(labels[i], sizeof labels[i], "Chỉ tiêu số %d", i / 3);
		g_snprintf(entities[i], sizeof entities[i], "Xã %d", i % 3);
		figures[i] = (struct stated){.label = labels[i], .value = "15", .unit = "hộ", .entity = entities[i], .paragraph = i % 3, .change = "+4", .base = "cùng kỳ"};
	}
	struct kit kit = kit_of(TEXT, figures, 60);
	assert_int_equal(kit.charts->cards->len, 6);
	assert_in_range(kit.charts->charts->len, 1, 3);
	release(&kit);
}

static double half(void *data, bt_role role, double size, const char *text)
{
	(void)data;
	(void)role;
	return size * 0.5 * (double)bt_text_letters(text, strlen(text));
}

static const bt_scene_style phone = {.width = 280, .fluid = true, .text = 15, .axis = 14, .leading = 1.42, .bar = 18, .track = 18, .bullet_bar = 8, .row = 58, .overshoot = 3, .line = 2.5, .dot = 3.5, .plot = 180};

/* Long names wrap above their bars; the value never leaves the figure. */
static void long_labels(void **state)
{
	(void)state;
	static const struct stated figures[] = {
		{.label = "Tổng giá trị sản xuất công nghiệp, tiểu thủ công nghiệp, xây dựng và các ngành nghề nông thôn trên địa bàn", .value = "9", .unit = "tỷ đồng", .change = "+103,25", .base = "cùng kỳ"},
		{.label = "Số hộ gia đình, cá nhân kinh doanh dịch vụ lưu trú, ăn uống, lữ hành được cấp đăng ký mới", .value = "8", .unit = "hộ", .change = "-98,75", .base = "cùng kỳ"},
	};
	struct kit kit = kit_of(TEXT, figures, 2);
	g_autoptr(bt_scene) scene = bt_chart_shape(kit.charts->charts->pdata[0], &phone, half, NULL);
	assert_non_null(scene);
	for (guint i = 0; i < scene->items->len; i++) {
		const bt_item *item = &g_array_index(scene->items, bt_item, i);
		double x = item->x1.fraction * 280 + item->x1.offset;
		assert_true(x >= -0.5 && x <= 280.5);
		assert_true(item->y1 <= scene->height + 0.5);
	}
	release(&kit);
}

/* One word wider than the figure: no scene, so the caller prints the table. */
static void impossible_label(void **state)
{
	(void)state;
	char word[200];
	memset(word, 'a', sizeof word - 1);
	word[sizeof word - 1] = 0;
	struct stated figures[] = {{.label = word, .value = "64,5", .unit = "tấn", .percent = "40", .plan_base = "kế hoạch năm"}};
	struct kit kit = kit_of(TEXT, figures, 1);
	assert_int_equal(kit.charts->charts->len, 1);
	assert_null(bt_chart_shape(kit.charts->charts->pdata[0], &phone, half, NULL));
	release(&kit);
}

/* The table has each value as stated, its unit in the head, and no empty cell. */
static void data_table(void **state)
{
	(void)state;
	static const struct stated figures[] = {
		{.label = "Thu ngân sách", .value = "402,5", .unit = "tỷ đồng", .percent = "31,2", .plan = "1.290", .plan_base = "dự toán năm"},
		{.label = "Giải ngân vốn đầu tư công", .value = "28,64", .unit = "%"},
	};
	static const char *const cells[] = {"Thu ngân sách", "31,2", "dự toán năm", "1.290 tỷ đồng", "402,5 tỷ đồng", "Giải ngân vốn đầu tư công", "28,64", "không nêu", "không nêu", "không nêu"};
	struct kit kit = kit_of(TEXT, figures, 2);
	bt_chart_table table = bt_chart_table_of(kit.charts->charts->pdata[0], kit.charts->arena);
	assert_int_equal(table.columns, 5);
	assert_int_equal(table.rows, 2);
	assert_string_equal(table.header[1], "Mức thực hiện so với kế hoạch (%)");
	for (gsize i = 0; i < G_N_ELEMENTS(cells); i++)
		assert_string_equal(table.cells[i], cells[i]);
	release(&kit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(four_figures), cmocka_unit_test(choices), cmocka_unit_test(turned_off), cmocka_unit_test(explains), cmocka_unit_test(limits), cmocka_unit_test(nameless),
		cmocka_unit_test(long_labels), cmocka_unit_test(impossible_label), cmocka_unit_test(data_table),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
