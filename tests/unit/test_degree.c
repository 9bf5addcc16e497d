/* What is printed of a figure keeps the author's word of degree: "gần 4 tỷ" never becomes "dưới 4 tỷ", "tăng hơn 8%" never "tăng 8%". */
#include "figure/figure.h"
#include "read/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static const struct {
	const char *text, *value, *change, *target; /* of the first figure; NULL: not stated */
} cases[] = {
	{"Quỹ khuyến học vận động được gần 4 tỷ đồng.", "gần 4", NULL, NULL},
	{"Quỹ khuyến học vận động được dưới 4 tỷ đồng.", "dưới 4", NULL, NULL},
	{"Doanh thu du lịch đạt trên 12,5 tỷ đồng.", "trên 12,5", NULL, NULL},
	{"Doanh thu du lịch đạt hơn 12,5 tỷ đồng.", "hơn 12,5", NULL, NULL},
	{"Hơn 2.500 hộ dân được dùng nước sạch.", "hơn 2.500", NULL, NULL},
	{"Doanh thu du lịch ước đạt hơn 12,5 tỷ đồng.", "ước hơn 12,5", NULL, NULL},
	{"Doanh thu du lịch ước đạt 12,5 tỷ đồng.", "ước 12,5", NULL, NULL},
	{"Sản lượng chè không dưới 300 tấn.", "không dưới 300", NULL, NULL},
	{"Sản lượng chè đạt xấp xỉ 300 tấn.", "xấp xỉ 300", NULL, NULL},
	{"Sản lượng chè đạt 300 tấn.", "300", NULL, NULL},
	{"Thu phí đạt 45 tỷ đồng, tăng hơn 8% so với cùng kỳ.", "45", "tăng hơn 8% so với cùng kỳ", NULL},
	{"Thu phí đạt 45 tỷ đồng, tăng trên 8% so với cùng kỳ.", "45", "tăng trên 8% so với cùng kỳ", NULL},
	{"Thu phí đạt 45 tỷ đồng, giảm gần 8% so với cùng kỳ.", "45", "giảm gần 8% so với cùng kỳ", NULL},
	{"Thu phí đạt 45 tỷ đồng, cao hơn 8% so với cùng kỳ.", "45", "tăng 8% so với cùng kỳ", NULL}, /* "hơn" compares */
	{"Thu phí đạt 45 tỷ đồng, đạt hơn 96% kế hoạch.", "45", NULL, "đạt hơn 96% kế hoạch"},
	{"Thu phí đạt 45 tỷ đồng, vượt gần 6% kế hoạch.", "45", NULL, "vượt gần 6% kế hoạch"},
	{"Có 10 xã đạt chuẩn, đạt tỷ lệ 57,14%.", "10", NULL, "đạt 57,14%"}, /* of what, nobody says */
};

static bool same(const char *is, const char *wanted, const char *text, const char *what)
{
	if (g_strcmp0(is, wanted) != 0)
		print_error("%s\n  %s: «%s», wanted «%s»\n", text, what, is ? is : "nothing", wanted ? wanted : "nothing");
	return g_strcmp0(is, wanted) == 0;
}

static void author_s_word(void **state)
{
	(void)state;
	const char *const given[BT_META_FIELDS] = {0};
	bool all = true;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_VI);
		g_autoptr(GBytes) bytes = g_bytes_new_static(cases[i].text, strlen(cases[i].text));
		g_autoptr(bt_doc) doc = bt_read(bytes, "test.txt", given, diags);
		g_autoptr(bt_figures) figures = bt_figures_read(doc, diags);
		g_autoptr(bt_arena) arena = bt_arena_new();
		assert_int_equal(bt_figures_count(figures), 1);
		const bt_figure *f = bt_figures_at(figures, 0);
		all &= same(bt_value_words(&f->value, f->qualifier, arena), cases[i].value, cases[i].text, "value");
		all &= same(bt_change_words(f, arena), cases[i].change, cases[i].text, "change");
		all &= same(bt_target_words(f, arena), cases[i].target, cases[i].text, "target");
	}
	assert_true(all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(author_s_word)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
