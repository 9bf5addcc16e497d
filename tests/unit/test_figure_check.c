/* Each check of stated numbers: a report that makes it speak and one that must not. */
#include "figure/figure.h"
#include "read/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static const struct {
	bt_code code;
	const char *fires, *silent;
} cases[] = {
	{BT_D_FIGURE_ATTAINMENT, "Thu phí đạt 45 tỷ đồng, đạt 96% so với dự toán là 50 tỷ đồng.", "Thu phí đạt 45 tỷ đồng, đạt 90% so với dự toán là 50 tỷ đồng."},
	{BT_D_FIGURE_ATTAINMENT, "Đã có 45/60 hộ đăng ký, đạt 85%.", "Đã có 46/60 hộ đăng ký, đạt 76,6%."}, /* cut off, not rounded */
	{BT_D_FIGURE_SUM, "Xã có 14 chi bộ (9 chi bộ thôn, 6 chi bộ cơ quan).", "Xã có 14 chi bộ (9 chi bộ thôn, 5 chi bộ cơ quan)."},
	{BT_D_FIGURE_SUM, "Công đoàn có 76 đoàn viên (nam 30, nữ 41).", "Xã có 45 cán bộ, trong đó 30 đảng viên, 12 cán bộ nữ."},
	{BT_D_FIGURE_PARTS, "Đảng bộ có 212 đảng viên, trong đó 256 đảng viên nữ.", "Đảng bộ có 312 đảng viên, trong đó 156 đảng viên nữ."},
	{BT_D_FIGURE_SHARES, "Nông nghiệp chiếm 31,2%, công nghiệp chiếm 38,5%, dịch vụ chiếm 33,1%.", "Nông nghiệp chiếm 31,2%, công nghiệp chiếm 38,5%, dịch vụ chiếm 30,3%."},
	{BT_D_FIGURE_CHANGE, "Số xã đạt chuẩn tăng từ 11 xã lên 16 xã, tăng 7 xã.", "Số xã đạt chuẩn tăng từ 11 xã lên 16 xã, tăng 5 xã."},
	{BT_D_FIGURE_CHANGE, "Số lượt khách tăng từ 200 lượt lên 500 lượt, gấp 3 lần.", "Số lượt khách tăng từ 200 lượt lên 500 lượt, gấp 2,5 lần."},
	{BT_D_FIGURE_SHARES, "Nông nghiệp đóng góp 21,2%, công nghiệp đóng góp 45,5%, dịch vụ đóng góp 36,1%.", "Nông nghiệp đóng góp 21,2%, công nghiệp đóng góp 42,7%, dịch vụ đóng góp 36,1%."},
	{BT_D_FIGURE_TWICE, "Theo Cục Thống kê, sản lượng lúa đạt 5.210 tấn. Theo Phòng Kinh tế, sản lượng lúa đạt 5.350 tấn.", "Theo Cục Thống kê, sản lượng lúa đạt 5.210 tấn. Theo Phòng Kinh tế, sản lượng ngô đạt 5.350 tấn."},
	{BT_D_FIGURE_POINTS, "Tỷ lệ hộ nghèo là 3,1%, giảm 1,1% so với năm trước.", "Tỷ lệ hộ nghèo là 3,1%, giảm 1,1 điểm phần trăm so với năm trước."},
	{BT_D_FIGURE_DERIVED, "Diện tích lúa 100 ha, năng suất 60 tạ/ha, sản lượng 700 tấn.", "Diện tích lúa 100 ha, năng suất 60 tạ/ha, sản lượng 600 tấn."},
	{BT_D_FIGURE_TWICE, "Sản lượng chè búp tươi đạt 4.850 tấn.\n\nHội nghị thống nhất đánh giá: sản lượng chè búp tươi đạt 4.580 tấn.",
	 "Sản lượng chè búp tươi đạt 4,85 nghìn tấn.\n\nHội nghị thống nhất đánh giá: sản lượng chè búp tươi đạt 4,9 nghìn tấn."},
	{BT_D_FIGURE_UNLIKELY, "Thu phí đạt 45 tỷ đồng, đạt 960% dự toán.", "Thu phí đạt 45 tỷ đồng, đạt 196% dự toán."},
	{BT_D_FIGURE_UNLIKELY, "Tỷ lệ trẻ đến trường đạt 198%.", "Tỷ lệ trẻ đến trường đạt 98%."},
	{BT_D_FIGURE_REPEATED, "Đàn lợn của xã có 2.450 con. Đàn lợn của xã có 2.450 con.", "Đàn lợn của xã có 2.450 con. Đàn bò của xã có 2.450 con."},
	{BT_D_FIGURE_UNIT, "Tổng số là 15 tỷ.", "Doanh thu là 15 tỷ."},
	{BT_D_FIGURE_FOREIGN_DECIMAL, "Tỷ lệ tiêm chủng đạt 97.5%.", "Tỷ lệ tiêm chủng đạt 97,5%."},
	{BT_D_FIGURE_FOREIGN_GROUPING, "Tổng chi 1,234,567 đồng.", "Tổng chi 1.234.567 đồng."},
	{BT_D_FIGURE_AMBIGUOUS, "Tổng vốn đạt 2,345 tỷ đồng.", "Tổng vốn đạt 2,35 tỷ đồng."},
};

static int said(const char *text, bt_code code)
{
	const char *const given[BT_META_FIELDS] = {0};
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_VI);
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
	g_autoptr(bt_doc) doc = bt_read(bytes, "test.txt", given, diags);
	assert_non_null(doc);
	bt_diags_about(diags, "test.txt", doc->source, doc->len);
	g_autoptr(bt_figures) figures = bt_figures_read(doc, diags);
	int n = 0;
	for (guint i = 0; i < bt_diags_count(diags); i++)
		if (bt_diags_at(diags, i)->code == code) {
			assert_true(bt_diags_at(diags, i)->line > 0);
			n++;
		}
	return n;
}

static void each_check(void **state)
{
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		if (said(cases[i].fires, cases[i].code) != 1)
			fail_msg("%s should be said once of: %s", bt_code_name(cases[i].code), cases[i].fires);
		if (said(cases[i].silent, cases[i].code) != 0)
			fail_msg("%s should not be said of: %s", bt_code_name(cases[i].code), cases[i].silent);
	}
}

/* A repeated sentence counts once. */
static void repeated_once(void **state)
{
	(void)state;
	const char *const given[BT_META_FIELDS] = {0};
	const char text[] = "Đàn lợn của xã có 2.450 con. Đàn lợn của xã có 2.450 con.";
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_VI);
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
	g_autoptr(bt_doc) doc = bt_read(bytes, "test.txt", given, diags);
	g_autoptr(bt_figures) figures = bt_figures_read(doc, diags);
	assert_int_equal(bt_figures_count(figures), 1);
}

/* More figures than the limit are an error, not a crash. */
static void too_many(void **state)
{
	(void)state;
	const char *const given[BT_META_FIELDS] = {0};
	GString *text = g_string_new(NULL);
	for (int i = 0; i <= BT_MAX_FIGURES; i++)
		g_string_append(text, "Đàn lợn 45 con; ");
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_VI);
	g_autoptr(GBytes) bytes = g_string_free_to_bytes(text);
	g_autoptr(bt_doc) doc = bt_read(bytes, "test.txt", given, diags);
	assert_null(bt_figures_read(doc, diags));
	assert_true(bt_diags_failed(diags));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_check), cmocka_unit_test(repeated_once), cmocka_unit_test(too_many)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
