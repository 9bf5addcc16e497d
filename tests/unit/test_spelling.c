/* Spelling keys keep each tone: dot below with circumflex or breve composes only in canonical order. */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>


static void keys(void **state)
{
	(void)state;
	static const struct { const char *text, *key; } cases[] = {
		{"Doanh nghiệp", "doanh nghiệp"}, {"HỘ DÂN", "hộ dân"}, {"mặt trận", "mặt trận"}, {"Cục Thuế", "cục thuế"},
		{"hoà", "hòa"}, {"uỷ viên", "ủy viên"}, {"tỉ đồng", "tỷ đồng"}, {"quí", "quý"}, {"ngửa", "ngửa"},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *key = bt_spelling_key(cases[i].text, -1);
		assert_string_equal(key, cases[i].key);
	}
}

/* Every toned vowel is its own key: no two letters fall together, none changes but y and i. */
static void all_letters(void **state)
{
	(void)state;
	for (gunichar c = 0xE0; c < 0x1EFF; c++) {
		if (!g_unichar_islower(c) || (c > 0x1B0 && c < 0x1EA0) || g_unichar_type(c) == G_UNICODE_UNASSIGNED)
			continue;
		char letter[8] = {0};
		g_unichar_to_utf8(c, letter);
		g_autofree char *key = bt_spelling_key(letter, -1);
		assert_string_equal(key, letter);
	}
}

/* A letter is what GLib says it is, the first time and from the table. */
static void letters_as_glib(void **state)
{
	(void)state;
	for (int time = 0; time < 2; time++)
		for (gunichar c = 1; c < 0x3000; c++) {
			char bytes[8] = {0}, *end = bt_put_char(bytes, c);
			assert_int_equal(end - bytes, g_unichar_to_utf8(c, NULL));
			assert_int_equal(bt_char_at(bytes), c);
			bool same = bt_is_upper(c) == !!g_unichar_isupper(c) && bt_is_lower(c) == !!g_unichar_islower(c) && bt_is_alpha(c) == !!g_unichar_isalpha(c) &&
				    bt_is_alnum(c) == !!g_unichar_isalnum(c) && bt_is_mark(c) == !!g_unichar_ismark(c) && bt_to_lower(c) == g_unichar_tolower(c);
			if (!same)
				fail_msg("U+%04X", c);
		}
	static const char *const far[] = {"\U0001F600", "\uFEFF", "中"};
	for (gsize i = 0; i < G_N_ELEMENTS(far); i++)
		assert_int_equal(bt_char_at(far[i]), g_utf8_get_char(far[i]));
}

/* The table that the search page's script is held to, too. */
static void folds_as_the_table_says(void **state)
{
	(void)state;
	g_autofree char *table = NULL;
	assert_true(g_file_get_contents("tests/fold.tsv", &table, NULL, NULL));
	g_auto(GStrv) lines = g_strsplit(table, "\n", -1);
	for (char **line = lines; *line; line++) {
		char *fold = **line != '#' ? strchr(*line, '\t') : NULL;
		if (!fold)
			continue;
		*fold++ = 0;
		g_autofree char *ours = bt_fold(*line);
		assert_string_equal(ours, fold);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(keys), cmocka_unit_test(all_letters), cmocka_unit_test(letters_as_glib), cmocka_unit_test(folds_as_the_table_says)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
