/* Where lines may end: what is asked word by word is what Pango says of the whole text. */
#include "page/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka.h wants the four headers above first */
#include <cmocka.h>

static const char *const words[] = {
	"xã", "Đường", "2026", "12,5", "1.234,56", "12,5%", "%", "15/7/2026", "QĐ-UBND", "45/NQ-HĐND", "-", "–", "—", "a–b", "5-7", "-3", "+3", "±2", "/", "và/hoặc",
	"xã.", "xã,", "xã;", "xã:", "xã!", "xã?", "xã…", "...", "…", ".", ",", ":", ";", "!", "?", "a.b", "a.5", "5.a", "a,b", "a:b", "a..", "5..7", "1,", "x.,",
	"(xã", "xã)", "(xã)", "(", ")", "[a]", "]", "{", "}", "“xã", "xã”", "“", "”", "\"", "\"xã\"", "'", "‘xã’", "«xã»", "«", "»",
	"50°C", "m²", "m³", "km²", "§", "§2", "№", "&", "a&b", "@", "#", "*", "**", "=", "<", ">", "|", "_", "a_b", "$5", "5$", "đồng/kg", "1\u00A0000", "\u00A0", "a\u00A0b",
	"https://lua-giang.example/bao-cao?nam=2026&quy=1", "a@b.vn", "x\u0301", "\u0301", "(\u0301", "5\u0301", "×", "÷", "3×4", "\u200B", "a\u200Bb", "\u2060", "\u00AD", "a\u00ADb", "\u2028", "a\u2028",
	"•", "·", "→", "≥", "≥5", "ﬁ", "漢", "字。", "한국", "עברית", "🙂", "1️⃣", "a\u2003b", "\u2003", "1)", "a)", "1.", "I.", "%)", "5%.", "”.", ").", "),",
};

static void compare(const char *text)
{
	gsize len = strlen(text);
	bool ends[1024] = {false};
	int n = (int)g_utf8_strlen(text, -1) + 1, i = 0;
	g_autofree PangoLogAttr *attrs = g_new0(PangoLogAttr, n);
	assert_true(len < G_N_ELEMENTS(ends));
	bt_line_ends(text, len, ends);
	pango_get_log_attrs(text, (int)len, -1, pango_language_from_string("vi"), attrs, n);
	for (const char *p = text; *p; p = g_utf8_next_char(p), i++)
		if (p > text && ends[p - text] != attrs[i].is_line_break)
			fail_msg("«%s», byte %d: %d, Pango says %d", text, (int)(p - text), ends[p - text], attrs[i].is_line_break);
}

/* Each word before and behind each other. */
static void test_pairs(void **state)
{
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		for (gsize j = 0; j < G_N_ELEMENTS(words); j++) {
			g_autofree char *pair = g_strconcat(words[i], " ", words[j], NULL);
			compare(pair);
		}
}

/* Longer texts, one space or several, at the ends too. */
static void test_texts(void **state)
{
	(void)state;
	guint32 seed = 2463534242u;
	for (int round = 0; round < 3000; round++) {
		g_autoptr(GString) text = g_string_new(NULL);
		for (int k = 0; k < 10; k++) {
			seed ^= seed << 13;
			seed ^= seed >> 17;
			seed ^= seed << 5;
			for (guint s = 0; s < 1 + (seed >> 28 == 7); s++)
				g_string_append_c(text, ' ');
			g_string_append(text, words[seed % G_N_ELEMENTS(words)]);
		}
		g_string_append(text, round % 3 ? "" : "  ");
		compare(round % 2 ? text->str : text->str + 1);
	}
	compare("");
	compare(" ");
	compare("   ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_pairs), cmocka_unit_test(test_texts)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
