/* No-break ranges: each text is written with _ for a held space and ~ after a held joint. */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

/* The text with "_" for spaces inside ranges and "~" after "/", "-", "–" inside ranges. */
static char *shown(const char *text)
{
	g_autoptr(GArray) ranges = g_array_new(FALSE, FALSE, sizeof(bt_range));
	bt_nobreak_ranges(text, strlen(text), ranges);
	GString *out = g_string_new(NULL);
	for (const char *p = text; *p; p = g_utf8_next_char(p)) {
		gsize at = (gsize)(p - text), next = (gsize)(g_utf8_next_char(p) - text);
		bool in = false, more = false;
		for (guint i = 0; i < ranges->len; i++) {
			bt_range r = g_array_index(ranges, bt_range, i);
			in |= at >= r.from && at < r.to;
			more |= at >= r.from && next < r.to;
		}
		gunichar c = g_utf8_get_char(p);
		g_string_append_unichar(out, in && c == ' ' ? '_' : c);
		if (more && (c == '/' || c == '-' || c == 0x2013) && p[1] != ' ')
			g_string_append_c(out, '~');
	}
	return g_string_free(out, FALSE);
}

static void strip(const char *held, char *plain)
{
	for (; *held; held++)
		if (*held != '~')
			*plain++ = *held == '_' ? ' ' : *held;
	*plain = 0;
}

static void holds(void **state)
{
	(void)state;
	static const char *const cases[] = {
		"Thu đạt 1.234,5_tỷ_đồng, tăng 12,5% so cùng kỳ",
		"có 320_doanh_nghiệp mới và 45_hộ nghèo",
		"tăng 26.7_% so với năm trước",
		"Nghị quyết số_12/~2030/~QH16 và số_07/~NQ-~HĐND",
		"Kế hoạch 12-~NQ/~TW, T/~M Ban Thường vụ",
		"nhiệm kỳ_2025_-_2030 của Đảng bộ",
		"kinh tế_- xã hội và kinh tế_– xã hội",
		"trong quý_I năm_2030, khóa_XII, Điều_5",
		"từ quý_I/~2030 đến quý_IV/~2030",
		"sáng ngày_4/~7, tại Quận_3, TP_Hồ_Chí_Minh",
		"ngày_5 tháng_4 năm_2030",
		"ông_Trần_Văn_Bình và bà_Lê_Thị_Hoa phát biểu",
		"Chủ tịch Nguyễn_Thị_Mai đề nghị",
		"TP._Thủ_Đức có 15/~17_chỉ_tiêu",
		"mục tiêu”_– đồng chí Phạm_Văn_An nhấn mạnh.",
		"ngành Lao động-~Thương binh, Sở Văn hóa-_Thông tin, phòng Covid-~19",
		"6_tháng đầu năm và trong 3_năm",
		"khoảng 3,2_nghìn_tỷ_đồng",
		"2_triệu 350_nghìn_lượt",
		"tổ chức 14_buổi tuyên truyền, lập 4_tổ hợp tác",
		"gồm 12 và 15, đạt 320 trong năm_2030",
		"họp\u00A0ngày_5\u2009(sáng), theo «kỳ_2030_-_2035…»\u3000gồm “9_người”",
		"https://vi.example/a-b/c-d",
		"Ban Chấp hành Đảng bộ huyện",
		"tự do-~dân chủ",
		"",
		"   ",
		"5",
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		char plain[256];
		strip(cases[i], plain);
		g_autofree char *got = shown(plain);
		assert_string_equal(got, cases[i]);
	}
}

/* A long run of capitals, dashes and numbers never becomes one unbreakable line. */
static void stays_short(void **state)
{
	(void)state;
	g_autoptr(GString) text = g_string_new(NULL);
	for (int i = 0; i < 3000; i++)
		g_string_append(text, i % 3 ? "Nguyễn " : "2030 - ");
	g_autoptr(GArray) ranges = g_array_new(FALSE, FALSE, sizeof(bt_range));
	bt_nobreak_ranges(text->str, text->len, ranges);
	gsize end = 0;
	for (guint i = 0; i < ranges->len; i++) {
		bt_range r = g_array_index(ranges, bt_range, i);
		assert_true(r.from >= end && r.to > r.from && r.to <= text->len);
		assert_true(bt_text_letters(text->str + r.from, r.to - r.from) <= 36);
		end = r.to;
	}
	assert_true(ranges->len > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(holds), cmocka_unit_test(stays_short)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
