/* Series: periods, owners, keys and units as reports write them, and what several reports come to when they are joined.
 * All reports are invented. */
#include "read/read.h"
#include "series/series.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

/* ---- words */

static void assert_period(bt_period got, bt_period_kind kind, int year, int number)
{
	assert_int_equal(got.kind, kind);
	assert_int_equal(got.year, year);
	assert_int_equal(got.number, number);
}

static void periods_read(void **state)
{
	(void)state;
	static const struct { const char *words; bt_period_kind kind; int year, number; double from, to; } cases[] = {
		{"quý I/2031", BT_PERIOD_QUARTER, 2031, 1, 24372, 24375}, {"quý 3 năm 2031", BT_PERIOD_QUARTER, 2031, 3, 24378, 24381}, {"quí IV", BT_PERIOD_QUARTER, 0, 4, 9, 12}, {"2031-Q2", BT_PERIOD_QUARTER, 2031, 2, 24375, 24378},
		{"3 tháng đầu năm 2031", BT_PERIOD_QUARTER, 2031, 1, 24372, 24375}, {"3 tháng cuối năm", BT_PERIOD_QUARTER, 0, 4, 9, 12},
		{"03 tháng đầu năm", BT_PERIOD_QUARTER, 0, 1, 0, 3}, {"tháng 5/2031", BT_PERIOD_MONTH, 2031, 5, 24376, 24377}, {"tháng 12-2031", BT_PERIOD_MONTH, 2031, 12, 24383, 24384},
		{"6 tháng đầu năm 2031", BT_PERIOD_HALF, 2031, 1, 24372, 24378}, {"sáu tháng đầu năm", BT_PERIOD_HALF, 0, 1, 0, 6}, {"6 tháng cuối năm", BT_PERIOD_HALF, 0, 2, 6, 12},
		{"nửa đầu năm 2031", BT_PERIOD_HALF, 2031, 1, 24372, 24378}, {"9 tháng", BT_PERIOD_NINE, 0, 0, 0, 9}, {"9 tháng năm 2031", BT_PERIOD_NINE, 2031, 0, 24372, 24381},
		{"4 tháng đầu năm 2031", BT_PERIOD_MONTHS, 2031, 4, 24372, 24376}, {"năm 2031", BT_PERIOD_YEAR, 2031, 0, 24372, 24384}, {"cả năm", BT_PERIOD_YEAR, 0, 0, 0, 12},
		{"12 tháng năm 2031", BT_PERIOD_YEAR, 2031, 0, 24372, 24384}, {"Quý I năm\u00A02031", BT_PERIOD_QUARTER, 2031, 1, 24372, 24375},
	};
	static const char *const none[] = {"cùng kỳ", "vụ xuân 2031", "", "3 tháng", "sau tháng 3", "đầu năm 2031", "cuối năm 2030", "năm học 2030-2031", "năm", "quý I, II", "quý 5", "tháng 13", "6 tháng qua", "nhiệm kỳ 2025 - 2030"};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		double from, to;
		bt_period p = bt_period_read(cases[i].words);
		assert_period(p, cases[i].kind, cases[i].year, cases[i].number);
		assert_true(bt_period_place(p, &from, &to));
		assert_true(from == cases[i].from && to == cases[i].to);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(none); i++)
		assert_int_equal(bt_period_read(none[i]).kind, BT_PERIOD_NONE);
	assert_period(bt_period_find("Kinh tế - xã hội quý I năm 2031: nhiều điểm sáng"), BT_PERIOD_QUARTER, 2031, 1);
	assert_period(bt_period_find("Báo cáo kết quả 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2031"), BT_PERIOD_HALF, 0, 1);
	assert_period(bt_period_find("Tổng kết công tác năm 2031"), BT_PERIOD_YEAR, 2031, 0);
	assert_int_equal(bt_period_find("Hội nghị sau tháng hành động vì trẻ em").kind, BT_PERIOD_NONE);
}

static void periods_resolved(void **state)
{
	(void)state;
	bt_period quarter = {BT_PERIOD_QUARTER, 2031, 1, false}, year = {BT_PERIOD_YEAR, 2031, 0, false}, none = {0};
	assert_period(bt_period_resolve("quý I", none, "2031-04-05"), BT_PERIOD_QUARTER, 2031, 1);
	assert_period(bt_period_resolve("quý IV", none, "2031-01-10"), BT_PERIOD_QUARTER, 2030, 4); /* told in January */
	assert_period(bt_period_resolve("quý I", year, "2031-12-19"), BT_PERIOD_QUARTER, 2031, 1);
	assert_int_equal(bt_period_resolve("tháng 7", none, "2031-06-27").kind, BT_PERIOD_NONE); /* to come, and not of last year */
	assert_int_equal(bt_period_resolve("quý I", none, "2031-12-19").kind, BT_PERIOD_NONE);
	assert_period(bt_period_resolve("quý II", none, "2031-10-03"), BT_PERIOD_QUARTER, 2031, 2);
	assert_period(bt_period_resolve("6 tháng đầu năm", none, "2031-05-25"), BT_PERIOD_HALF, 2031, 1);
	assert_period(bt_period_resolve("6 tháng đầu năm", none, "2031-12-19"), BT_PERIOD_HALF, 2031, 1);
	assert_period(bt_period_resolve("cả năm", none, "2031-12-19"), BT_PERIOD_YEAR, 2031, 0);
	assert_period(bt_period_resolve("cả năm", none, "2032-01-19"), BT_PERIOD_YEAR, 2031, 0);
	assert_int_equal(bt_period_resolve("cả năm", none, "2031-07-19").kind, BT_PERIOD_NONE);
	assert_period(bt_period_resolve("tháng 3", quarter, NULL), BT_PERIOD_MONTH, 2031, 3);
	assert_int_equal(bt_period_resolve("tháng 3", none, NULL).kind, BT_PERIOD_NONE); /* of which year? */
	assert_period(bt_period_resolve("cùng kỳ", quarter, NULL), BT_PERIOD_QUARTER, 2030, 1);
	assert_period(bt_period_resolve("cùng kỳ năm trước", quarter, NULL), BT_PERIOD_QUARTER, 2030, 1);
	assert_period(bt_period_resolve("cùng kỳ năm 2029", quarter, NULL), BT_PERIOD_QUARTER, 2029, 1);
	assert_period(bt_period_resolve("quý trước", quarter, NULL), BT_PERIOD_QUARTER, 2030, 4);
	assert_int_equal(bt_period_resolve("quý trước", year, NULL).kind, BT_PERIOD_NONE);
	assert_period(bt_period_resolve("năm trước", year, NULL), BT_PERIOD_YEAR, 2030, 0);
	assert_period(bt_period_resolve("tính đến cuối quý", quarter, NULL), BT_PERIOD_QUARTER, 2031, 1);
	assert_int_equal(bt_period_resolve("cùng kỳ", none, "2031-04-05").kind, BT_PERIOD_NONE);
	static const char *const longer[] = {"giai đoạn 2031-2035", "nhiệm kỳ 2030 - 2035", "từ tháng 10/2030 đến tháng 9/2031", "từ năm 2029 đến năm 2031"};
	for (gsize i = 0; i < G_N_ELEMENTS(longer); i++) /* no single month or year of theirs */
		assert_int_equal(bt_period_resolve(longer[i], none, "2031-04-05").kind, BT_PERIOD_NONE);
	assert_int_equal(bt_period_resolve("đầu năm", quarter, "2031-04-05").kind, BT_PERIOD_NONE);
	assert_true(bt_period_compare(quarter, year) < 0);
	g_autofree char *vi = bt_period_words(quarter, BT_LANG_VI), *en = bt_period_words((bt_period){BT_PERIOD_NINE, 2031, 0, true}, BT_LANG_EN);
	assert_string_equal(vi, "Quý I/2031");
	assert_string_equal(en, "January to September 2031 (running total)");
}

static void owners(void **state)
{
	(void)state;
	static const char *const cases[][3] = {
		{NULL, "Đảng ủy xã Lúa Giang", "xã Lúa Giang"}, {"UBND xã Lúa Giang", NULL, "xã Lúa Giang"}, {"Xã Lúa Giang", NULL, "xã Lúa Giang"},
		{"toàn xã", "Đảng ủy xã Lúa Giang", "xã Lúa Giang"}, {"Ban Thường vụ Đảng ủy xã Lúa Giang", NULL, "xã Lúa Giang"}, {"Đảng bộ xã Lúa Giang khóa XII", NULL, "xã Lúa Giang"},
		{"Huyện ủy Tân Hòa", NULL, "huyện Tân Hòa"}, {"Quận ủy 3", NULL, "quận 3"}, {"Đảng ủy - UBND phường 5", NULL, "phường 5"}, {"Đảng ủy, HĐND, UBND xã Lúa Giang", NULL, "xã Lúa Giang"}, {"Đảng ủy xã Lúa Giang, huyện Tân Hòa", NULL, "xã Lúa Giang"},
		{"Công an xã Lúa Giang", "Đảng ủy xã Lúa Giang", "Công an xã Lúa Giang"}, {"Hội Nông dân xã Lúa Giang", NULL, "Hội Nông dân xã Lúa Giang"},
		{"Trường Mầm non Sao Mai", "Đảng ủy xã Lúa Giang", "Trường Mầm non Sao Mai"}, {"xã Lúa Giang và xã Tân An", NULL, "xã Lúa Giang và xã Tân An"},
		{NULL, NULL, ""}, {"UBND tỉnh", "Sở Công Thương", "Sở Công Thương"},
	};
	g_autoptr(bt_arena) arena = bt_arena_new();
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_string_equal(bt_series_owner(cases[i][0], cases[i][1], arena), cases[i][2]);
}

static void full_names(void **state)
{
	(void)state;
	static const char *const cases[][3] = {
		{"Trường Tiểu", "Trường Tiểu học Mỹ Lộc huy động 420 học sinh", "Trường Tiểu học Mỹ Lộc"}, {"Phòng Kinh", "Theo Phòng Kinh tế, tổng thu", "Phòng Kinh tế"},
		{"Phòng Văn", "Phòng Văn hóa và Thông tin tổ chức 3 buổi", "Phòng Văn hóa và Thông tin"}, {"Hội Nông", "Hội Nông dân xã Mỹ Lộc kết nạp", "Hội Nông dân xã Mỹ Lộc"},
		{"Trường Mầm", "Trường Mầm non Sao Mai, Trường Mầm non Hoa Hồng", "Trường Mầm non Sao Mai"}, {"xã Mỹ Lộc", "xã Mỹ Lộc và xã Tân An", "xã Mỹ Lộc"},
		{"Công an xã Mỹ Lộc", "Công an xã Mỹ Lộc xử lý 14 vụ", "Công an xã Mỹ Lộc"}, {"Phòng Kinh", "phòng ban khác", "Phòng Kinh"},
	};
	g_autoptr(bt_arena) arena = bt_arena_new();
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_string_equal(bt_series_full_name(cases[i][0], cases[i][1], arena), cases[i][2]);
}

static void keys(void **state)
{
	(void)state;
	static const char *const alike[][2] = {
		{"Tổng thu ngân sách nhà nước trên địa bàn xã", "thu ngân sách"}, {"thu NSNN", "thu ngân sách"}, {"Số hộ nghèo", "hộ nghèo"}, {"tổng số lượng hồ sơ", "hồ sơ"},
		{"tỉ lệ hộ dùng nước sạch", "tỷ lệ hộ dùng nước sạch"}, {"Tổng diện tích lúa của xã Lúa Giang", "diện tích lúa"}, {"xã hoà giải", "xã hòa giải"}, {"dư nợ ước đạt", "dư nợ"},
		{"người tham gia bảo hiểm y tế (BHYT)", "số người tham gia BHYT"},
	};
	static const char *const apart[][2] = {
		{"diện tích dừa", "diện tích dứa"}, {"thu ngân sách", "chi ngân sách"}, {"tổng công ty", "công ty"}, {"số dư", "dư"}, {"thu ngân sách trên địa bàn thôn 3", "thu ngân sách"},
		{"doanh nghiệp nhà nước", "doanh nghiệp"}, {"thu ngân sách xã", "thu ngân sách"},
	};
	g_autoptr(bt_arena) arena = bt_arena_new();
	for (gsize i = 0; i < G_N_ELEMENTS(alike); i++)
		assert_string_equal(bt_series_key(alike[i][0], NULL, "xã Lúa Giang", arena), bt_series_key(alike[i][1], NULL, "xã Lúa Giang", arena));
	for (gsize i = 0; i < G_N_ELEMENTS(apart); i++)
		assert_string_not_equal(bt_series_key(apart[i][0], NULL, "xã Lúa Giang", arena), bt_series_key(apart[i][1], NULL, "xã Lúa Giang", arena));
	assert_string_equal(bt_series_key("cam", "cây ăn quả", NULL, arena), "cây ăn quả cam"); /* the head of its list stays */
	assert_string_not_equal(bt_series_key("cam", "cây ăn quả", NULL, arena), bt_series_key("cam", NULL, NULL, arena));
	assert_string_equal(bt_series_key("Tổng số", NULL, NULL, arena), "tổng số"); /* not to nothing */
}

static void units(void **state)
{
	(void)state;
	static const struct { const char *unit, *dimension; int power; } cases[] = {
		{"tỷ đồng", "đồng", 9}, {"tỉ đồng", "đồng", 9}, {"triệu đồng", "đồng", 6}, {"ngàn đồng", "đồng", 3}, {"nghìn tỷ đồng", "đồng", 12}, {"tỷ", "đồng", 9}, {"đ", "đồng", 0},
		{"triệu đồng/người/năm", "đồng/người/năm", 6}, {"nghìn tấn", "tấn", 3}, {"kg", "tấn", -3}, {"tạ/ha", "tấn/ha", -1}, {"%", "%", 0}, {"điểm phần trăm", "điểm phần trăm", 0},
		{"hộ dân", "hộ", 0}, {"km", "m", 3}, {"lượt khách", "lượt", 0}, {"trường", "trường", 0}, {NULL, "", 0}, {"", "", 0},
	};
	g_autoptr(bt_arena) arena = bt_arena_new();
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		int power = -99;
		assert_string_equal(bt_unit_dimension(cases[i].unit, &power, arena), cases[i].dimension);
		assert_int_equal(power, cases[i].power);
	}
	bt_fact tonnes = {.value = {.stated = true, .num = {125, 1}}, .unit = "tỷ đồng"};
	bt_num num;
	assert_true(bt_fact_num(&tonnes, &num));
	assert_int_equal(bt_num_cmp(num, (bt_num){12500000000, 0}), 0);
}

/* ---- reports */

struct kit {
	bt_diags *diags;
	bt_arena *arena;
	GPtrArray *docs, *figures, *lists, *facts;
	bt_series *series;
};

static struct kit kit_new(void)
{
	return (struct kit){bt_diags_new(BT_LANG_VI), bt_arena_new(), g_ptr_array_new_with_free_func((GDestroyNotify)bt_doc_free), g_ptr_array_new_with_free_func((GDestroyNotify)bt_figures_free),
		g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref), g_ptr_array_new(), NULL};
}

/* The facts of one more report: name, front matter, text. */
static GArray *report(struct kit *kit, const char *name, const char *date, const char *period, const char *text)
{
	g_autofree char *all = g_strdup_printf("---\ntiêu đề: Tin hoạt động\ncơ quan: Đảng ủy xã Lúa Giang\nngày: %s\nkỳ: %s\n---\n%s\n", date, period, text);
	g_autoptr(GBytes) bytes = g_bytes_new(all, strlen(all));
	bt_doc *doc = bt_read(bytes, name, NULL, kit->diags);
	assert_non_null(doc);
	bt_figures *figures = bt_figures_read(doc, kit->diags);
	GArray *facts = bt_facts_of(doc, figures, name, kit->arena);
	g_ptr_array_add(kit->docs, doc);
	g_ptr_array_add(kit->figures, figures);
	g_ptr_array_add(kit->lists, facts);
	return facts;
}

static const bt_indicator *join(struct kit *kit, const bt_series_rules *rules, const char *words)
{
	g_ptr_array_set_size(kit->facts, 0);
	for (guint i = 0; i < kit->lists->len; i++) {
		GArray *list = kit->lists->pdata[i];
		for (guint k = 0; k < list->len; k++)
			g_ptr_array_add(kit->facts, &g_array_index(list, bt_fact, k));
	}
	bt_series_free(kit->series);
	kit->series = bt_series_join(kit->facts, rules);
	g_autoptr(GPtrArray) found = bt_series_find(kit->series, words);
	return found->len ? found->pdata[0] : NULL;
}

static void release(struct kit *kit)
{
	bt_series_free(kit->series);
	g_ptr_array_unref(kit->facts);
	g_ptr_array_unref(kit->lists);
	g_ptr_array_unref(kit->figures);
	g_ptr_array_unref(kit->docs);
	bt_arena_free(kit->arena);
	bt_diags_free(kit->diags);
}

static const bt_point *point(const bt_indicator *one, guint i)
{
	assert_true(i < one->points->len);
	return &g_array_index(one->points, bt_point, i);
}

static void quarters_join(void **state)
{
	(void)state;
	struct kit kit = kit_new();
	report(&kit, "q2.txt", "2031-07-04", "quý II/2031", "Tổng thu ngân sách nhà nước trên địa bàn xã đạt 14,2 tỷ đồng.");
	report(&kit, "q1.txt", "2031-04-03", "quý I/2031", "Thu ngân sách ước đạt 12.500 triệu đồng, tăng 14,7% so với cùng kỳ năm trước (cùng kỳ đạt 10,9 tỷ đồng).");
	report(&kit, "h1.txt", "2031-07-10", "6 tháng đầu năm 2031", "Thu ngân sách 6 tháng đạt 26,7 tỷ đồng.");
	const bt_indicator *one = join(&kit, NULL, "xa-lua-giang-thu-ngan-sach-quy");
	assert_non_null(one);
	g_autoptr(GPtrArray) found = bt_series_find(kit.series, "THU NGAN SACH"), other = bt_series_find(kit.series, "ngân sách xã Lúa Giang"), none = bt_series_find(kit.series, "chi ngân sách");
	assert_int_equal(found->len, 2); /* quarters, and the half apart */
	assert_int_equal(other->len, 2);
	assert_int_equal(none->len, 0);
	assert_int_equal(one->kind, BT_PERIOD_QUARTER);
	assert_string_equal(one->owner, "xã Lúa Giang");
	assert_int_equal(one->points->len, 3);
	assert_period(point(one, 0)->period, BT_PERIOD_QUARTER, 2030, 1);
	assert_string_equal(point(one, 0)->fact->value.digits, "10,9");
	assert_string_equal(point(one, 1)->fact->value.digits, "12.500"); /* as the report writes it */
	assert_string_equal(point(one, 2)->fact->value.digits, "14,2");
	assert_int_equal(point(one, 2)->join, BT_JOIN_LABEL);
	assert_int_equal(point(one, 1)->join, BT_JOIN_KEY);
	assert_string_equal(one->label, "Tổng thu ngân sách nhà nước");
	assert_string_equal(one->id, "xa-lua-giang-thu-ngan-sach-quy");
	assert_int_equal(one->contradictions->len, 0); /* 10,9 to 12,5 is 14,68 % */
	release(&kit);
}

/* What adds up never mixes with what is of the period alone; what only stands belongs to the report's period. */
static void running_and_stock(void **state)
{
	(void)state;
	struct kit kit = kit_new();
	GArray *facts = report(&kit, "q3.txt", "2031-10-03", "quý III/2031", "Trong quý, toàn xã trồng mới 9 ha rừng, lũy kế 70 ha.\n\nTính đến cuối quý, toàn xã hiện có 1.250 hộ kinh doanh.\n\nĐến hết quý III, thu ngân sách đạt 38,4 tỷ đồng.\n\nLũy kế 9 tháng, chi ngân sách 30 tỷ đồng.");
	static const struct { const char *digits; bt_period_kind kind; bool running; } wanted[] = {
		{"9", BT_PERIOD_QUARTER, false}, {"70", BT_PERIOD_QUARTER, true}, {"1.250", BT_PERIOD_QUARTER, false}, {"38,4", BT_PERIOD_QUARTER, true}, {"30", BT_PERIOD_NINE, false},
	};
	GArray *more = report(&kit, "q3b.txt", "2031-10-03", "quý III/2031", "Từ đầu năm đến nay, Hội trao 12 căn nhà, tặng 45 suất học bổng.\n\nTrong quý, Hội tặng 9 suất học bổng.");
	assert_true(g_array_index(more, bt_fact, 0).period.running && g_array_index(more, bt_fact, 1).period.running);
	assert_false(g_array_index(more, bt_fact, 2).period.running);
	GArray *first = report(&kit, "q1.txt", "2031-04-03", "quý I/2031", "Từ đầu năm đến nay, Hội trao 3 căn nhà.");
	assert_false(g_array_index(first, bt_fact, 0).period.running); /* the quarter itself */
	GArray *whole = report(&kit, "q3c.txt", "2031-10-03", "quý III/2031", "Tính từ đầu năm đến hết quý III, thu ngân sách đạt 36 tỷ đồng.");
	assert_period(g_array_index(whole, bt_fact, 0).period, BT_PERIOD_NINE, 2031, 0);
	assert_int_equal(facts->len, G_N_ELEMENTS(wanted));
	for (guint i = 0; i < facts->len; i++) {
		const bt_fact *f = &g_array_index(facts, bt_fact, i);
		assert_string_equal(f->value.digits, wanted[i].digits);
		assert_int_equal(f->period.kind, wanted[i].kind);
		assert_int_equal(f->period.running, wanted[i].running);
	}
	release(&kit);
}

static void whose_and_what(void **state)
{
	(void)state;
	struct kit kit = kit_new();
	GArray *facts = report(&kit, "a.txt", "2031-09-28", "9 tháng năm 2031", "Thu ngân sách đạt 36,5 tỷ đồng. Riêng quý III thu 12,1 tỷ đồng.\n\nTrường Tiểu học Mỹ Lộc huy động 420 học sinh. Toàn xã có 52 hộ nghèo.");
	static const struct { const char *owner, *label, *digits; } wanted[] = {
		{"xã Lúa Giang", "Thu ngân sách", "36,5"}, {"xã Lúa Giang", "Thu ngân sách", "12,1"}, {"Trường Tiểu học Mỹ Lộc", "huy động học sinh", "420"}, {"xã Lúa Giang", "hộ nghèo", "52"},
	};
	assert_int_equal(facts->len, G_N_ELEMENTS(wanted));
	for (guint i = 0; i < facts->len; i++) {
		const bt_fact *f = &g_array_index(facts, bt_fact, i);
		assert_string_equal(f->value.digits, wanted[i].digits);
		assert_string_equal(f->owner, wanted[i].owner);
		assert_string_equal(f->label, wanted[i].label);
	}
	assert_period(g_array_index(facts, bt_fact, 1).period, BT_PERIOD_QUARTER, 2031, 3);
	release(&kit);
}

static void nothing_guessed(void **state)
{
	(void)state;
	struct kit kit = kit_new();
	report(&kit, "a.txt", "2031-04-03", "hội nghị thường kỳ", "Vụ xuân năm nay, diện tích lúa đạt 310 ha.\n\nPhấn đấu quý II/2031 trồng 5 ha rừng.");
	join(&kit, NULL, "lúa");
	assert_int_equal(kit.series->indicators->len, 0);
	release(&kit);
}

static void sources_and_growth(void **state)
{
	(void)state;
	struct kit kit = kit_new();
	report(&kit, "1.txt", "2031-04-03", "quý I/2031", "Số hộ kinh doanh là 1.250 hộ.");
	report(&kit, "2.txt", "2031-04-20", "quý I/2031", "Theo Phòng Kinh tế, số hộ kinh doanh là 1.270 hộ."); /* a source, not an owner */
	report(&kit, "3.txt", "2031-07-03", "quý II/2031", "Số hộ kinh doanh là 1.300 hộ, tăng 14% so với quý trước.");
	report(&kit, "4.txt", "2031-10-03", "quý III/2031", "Số hộ kinh doanh là 1.365 hộ, tăng 5% so với quý trước.");
	const bt_indicator *one = join(&kit, NULL, "hộ kinh doanh");
	assert_int_equal(one->points->len, 3);
	assert_string_equal(point(one, 0)->fact->value.digits, "1.270"); /* the later report stands */
	assert_string_equal(point(one, 0)->others[0]->value.digits, "1.250");
	assert_int_equal(point(one, 0)->n_others, 1);
	assert_int_equal(one->contradictions->len, 1);
	const bt_contradiction *c = &g_array_index(one->contradictions, bt_contradiction, 0);
	assert_int_equal(c->to, 1);
	assert_string_equal(c->stated, "tăng 14% so với quý trước");
	assert_string_equal(c->implied, "tăng 2,4%");
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_VI);
	bt_series_say(kit.series, NULL, diags);
	g_autofree char *text = bt_diags_text(diags, false, false);
	assert_non_null(strstr(text, "2.txt: cảnh báo: «Số hộ kinh doanh», Quý I/2031: ở đây ghi 1.270 hộ, báo cáo «1.txt» ghi 1.250 hộ"));
	assert_non_null(strstr(text, "3.txt: cảnh báo: «Số hộ kinh doanh»: từ 1.270 hộ đến 1.300 hộ là tăng 2,4%, báo cáo ghi «tăng 14% so với quý trước»"));
	release(&kit);
}

static void rounding_is_no_contradiction(void **state)
{
	(void)state;
	struct kit kit = kit_new();
	report(&kit, "1.txt", "2031-04-03", "quý I/2031", "Thu ngân sách đạt hơn 12 tỷ đồng.\n\nTrong quý, thu ngân sách đạt 12,48 tỷ đồng, tăng 4% so với cùng kỳ năm trước (cùng kỳ đạt 12 tỷ đồng).");
	report(&kit, "2.txt", "2031-07-03", "quý II/2031", "Thu ngân sách đạt 13 tỷ đồng (quý I/2031 đạt 12,5 tỷ đồng). Tỷ lệ hộ nghèo còn 3,1%, giảm 0,4% so với quý trước (quý I/2031: 3,5%).");
	const bt_indicator *one = join(&kit, NULL, "thu ngân sách");
	assert_int_equal(one->points->len, 3);
	assert_int_equal(point(one, 1)->n_others, 0);
	assert_int_equal(one->contradictions->len, 0);
	const bt_indicator *rate = join(&kit, NULL, "tỷ lệ hộ nghèo");
	assert_int_equal(rate->points->len, 2);
	assert_int_equal(rate->contradictions->len, 0); /* points called per cent */
	release(&kit);
}

/* A later revision of an edition takes the place of the first. */
static void revisions(void **state)
{
	(void)state;
	struct kit kit = kit_new();
	GArray *first = report(&kit, "1.txt", "2031-04-03", "quý I/2031", "Thu ngân sách đạt 12,5 tỷ đồng. Số hộ nghèo là 45 hộ.");
	GArray *second = report(&kit, "1.txt", "2031-04-03", "quý I/2031", "Thu ngân sách đạt 11,5 tỷ đồng.");
	for (guint i = 0; i < first->len; i++)
		g_array_index(first, bt_fact, i).edition = "2031-Q1";
	for (guint i = 0; i < second->len; i++)
		g_array_index(second, bt_fact, i).edition = "2031-Q1-r2";
	const bt_indicator *one = join(&kit, NULL, "thu ngân sách");
	assert_int_equal(one->points->len, 1);
	assert_string_equal(point(one, 0)->fact->value.digits, "11,5");
	assert_string_equal(point(one, 0)->fact->edition, "2031-Q1-r2");
	assert_int_equal(point(one, 0)->n_others, 0);
	assert_int_equal(kit.series->indicators->len, 1);
	release(&kit);
}

static bt_series_rules *rules_of(const char *text, bt_diags *diags)
{
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
	return bt_series_rules_read(bytes, "indicators.ini", diags);
}

static void office_rules(void **state)
{
	(void)state;
	struct kit kit = kit_new();
	report(&kit, "1.txt", "2031-04-03", "quý I/2031", "Số hộ nghèo là 45 hộ. Tổng thu học phí 120 triệu đồng.");
	report(&kit, "2.txt", "2031-07-03", "quý II/2031", "Số hộ nghèo theo chuẩn mới là 40 hộ. Thu học phí 130 triệu đồng.");
	g_autoptr(bt_series_rules) rules = rules_of("# của xã\n[gộp]\nhộ nghèo theo chuẩn mới = hộ nghèo\nthu hoc phi = học phí\n[tách]\nTổng thu học phí\n[tên]\nhộ nghèo = Hộ nghèo toàn xã\n[ghép]\na = b\n[gộp]\nmột dòng\n", kit.diags);
	assert_non_null(rules);
	const bt_indicator *one = join(&kit, rules, "Hộ nghèo toàn xã");
	assert_int_equal(one->points->len, 2);
	assert_int_equal(point(one, 1)->join, BT_JOIN_RULE);
	assert_string_equal(point(one, 1)->rule, "hộ nghèo theo chuẩn mới = hộ nghèo");
	const bt_indicator *fee = join(&kit, rules, "thu học phí");
	assert_int_equal(fee->points->len, 1); /* split */
	bt_series_say(kit.series, rules, kit.diags);
	g_autofree char *text = bt_diags_text(kit.diags, false, false);
	assert_non_null(strstr(text, "indicators.ini:4:1: cảnh báo: không báo cáo nào có «thu hoc phi»; có phải «Thu học phí»?"));
	assert_non_null(strstr(text, "indicators.ini:9:1: cảnh báo: không biết nhóm «[ghép]»"));
	assert_non_null(strstr(text, "indicators.ini:12:1: cảnh báo: không dùng dòng «một dòng»"));
	g_autoptr(GString) why = g_string_new(NULL);
	bt_indicators_explain(kit.series->indicators, BT_LANG_VI, why);
	assert_non_null(strstr(why->str, "theo indicators.ini: hộ nghèo theo chuẩn mới = hộ nghèo"));
	release(&kit);
}

/* What stands at the end of a period is of the quarter that ends with it, when the office says so. */
static void stocks(void **state)
{
	(void)state;
	struct kit kit = kit_new();
	report(&kit, "1.txt", "2031-04-03", "quý I/2031", "Toàn xã còn 45 hộ nghèo.");
	report(&kit, "2.txt", "2031-07-03", "6 tháng đầu năm 2031", "Toàn xã còn 40 hộ nghèo.");
	report(&kit, "4.txt", "2031-12-20", "năm 2031", "Toàn xã còn 27 hộ nghèo.");
	const bt_indicator *apart = join(&kit, NULL, "hộ nghèo");
	assert_int_equal(apart->points->len, 1);
	g_autoptr(bt_series_rules) rules = rules_of("[cuối kỳ]\nSố hộ nghèo\n", kit.diags);
	const bt_indicator *one = join(&kit, rules, "hộ nghèo");
	assert_int_equal(one->points->len, 3);
	assert_period(point(one, 1)->period, BT_PERIOD_QUARTER, 2031, 2);
	assert_period(point(one, 2)->period, BT_PERIOD_QUARTER, 2031, 4);
	release(&kit);
}

static void table(void **state)
{
	(void)state;
	struct kit kit = kit_new();
	report(&kit, "1.txt", "2031-04-03", "quý I/2031", "Số hộ nghèo là 45 hộ.");
	join(&kit, NULL, "hộ nghèo");
	g_autoptr(GString) out = g_string_new(NULL);
	bt_series_csv(kit.series, ';', out);
	assert_non_null(strstr(out->str, "\r\nxã Lúa Giang;Số hộ nghèo;hộ;Quý I/2031;45;exact;;;;Số hộ nghèo;1.txt;1;Số hộ nghèo là 45 hộ;\r\n"));
	release(&kit);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(periods_read), cmocka_unit_test(periods_resolved), cmocka_unit_test(owners), cmocka_unit_test(full_names), cmocka_unit_test(keys), cmocka_unit_test(units),
		cmocka_unit_test(quarters_join), cmocka_unit_test(running_and_stock), cmocka_unit_test(whose_and_what), cmocka_unit_test(nothing_guessed), cmocka_unit_test(sources_and_growth),
		cmocka_unit_test(rounding_is_no_contradiction), cmocka_unit_test(revisions), cmocka_unit_test(office_rules), cmocka_unit_test(stocks), cmocka_unit_test(table),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
