/* What is kept of a report: head, passages, facts, cards; the same after packing; nothing read beyond its end. */
#include "report/report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka.h wants the four headers above first */
#include <cmocka.h>

static const char text[] = "---\ntiêu đề: Xã Đồng Lau họp quý I\nngày: 28/3/2024\ncơ quan: UBND xã Đồng Lau\ntừ khóa: thủy lợi\n---\n"
			   "Sáng 28/3, xã Đồng Lau họp đánh giá quý I năm 2024.\n\n"
			   "## Kết quả\n\nQuý I/2024 thu ngân sách đạt 12,5 tỷ đồng, tăng 4,2% so với cùng kỳ.\n\n"
			   "| Thôn | Hộ |\n|---|---|\n| Thượng | 120 |\n\nThôn Hạ nạo vét 3 km mương.\n";

static bt_record *record_of(bool head)
{
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
	bt_report_options options = {0};
	g_autoptr(bt_report) report = bt_report_read(bytes, "a.md", &options, diags);
	assert_non_null(report);
	return bt_record_of(report, "reports/a.md", head);
}

static void test_what_is_kept(void **state)
{
	(void)state;
	g_autoptr(bt_record) record = record_of(false);
	assert_string_equal(record->path, "reports/a.md");
	assert_string_equal(record->title, "Xã Đồng Lau họp quý I");
	assert_string_equal(record->date, "2024-03-28");
	assert_string_equal(record->tags[0], "thủy lợi");
	assert_null(record->tags[1]);
	assert_false(record->draft);
	assert_int_equal(record->n_passages, 6);
	assert_int_equal(record->passages[0].number, 1);
	assert_int_equal(record->passages[1].kind, BT_HEADING);
	assert_string_equal(record->passages[3].text, "Thôn; Hộ");
	assert_string_equal(record->passages[4].text, "Thượng; 120");
	assert_int_equal(record->passages[5].number, 3);
	assert_true(record->n_facts >= 2);
	const bt_fact *fact = &record->facts[0];
	assert_string_equal(fact->value.digits, "12,5");
	assert_int_equal(fact->period.kind, BT_PERIOD_QUARTER);
	assert_int_equal(fact->period.year, 2024);
	assert_int_equal(fact->paragraph, 2);
	assert_string_equal(fact->sentence, "Quý I/2024 thu ngân sách đạt 12,5 tỷ đồng, tăng 4,2% so với cùng kỳ");
	assert_string_equal(fact->report, "reports/a.md");
	assert_true(record->n_cards >= 1);
}

static void test_head_only(void **state)
{
	(void)state;
	g_autoptr(bt_record) record = record_of(true);
	assert_string_equal(record->section ? record->section : "", "");
	assert_int_equal(record->n_passages + record->n_facts + record->n_cards, 0);
	assert_string_equal(record->issuer, "UBND xã Đồng Lau");
}

static void test_packing(void **state)
{
	(void)state;
	g_autoptr(bt_record) record = record_of(false);
	g_autoptr(GBytes) bytes = bt_record_pack(record);
	g_autoptr(bt_record) again = bt_record_unpack(bytes, true);
	g_autoptr(GBytes) twice = bt_record_pack(again);
	assert_true(g_bytes_equal(bytes, twice));
	g_autoptr(bt_record) told = bt_record_unpack(bytes, false);
	assert_int_equal(told->n_passages, record->n_passages);
	assert_string_equal(told->passages[0].text, record->passages[0].text);
	assert_int_equal(told->n_facts, 0);
	gsize len = g_bytes_get_size(bytes);
	for (gsize n = 0; n < len; n++) {
		g_autoptr(GBytes) shorter = g_bytes_new(g_bytes_get_data(bytes, NULL), n);
		assert_null(bt_record_unpack(shorter, true));
	}
}

int main(void)
{
	bt_data_init();
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_what_is_kept), cmocka_unit_test(test_head_only), cmocka_unit_test(test_packing)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
