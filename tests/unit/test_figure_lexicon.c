/* The words an office adds to the lexicon: they count, they end with the report, what is not understood
 * is named with its line. */
#include "figure/figure.h"
#include "read/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static const char words[] = "# từ của xã\nđơn vị: gùi | sọt\nverb: phát quang\n\nloại lạ: a | b\nabbreviation: KTV\n";

static char *first(const char *report)
{
	const char *const given[BT_META_FIELDS] = {0};
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(GBytes) bytes = g_bytes_new(report, strlen(report));
	g_autoptr(bt_doc) doc = bt_read(bytes, "test.txt", given, diags);
	g_autoptr(bt_figures) figures = bt_figures_read(doc, diags);
	assert_true(bt_figures_count(figures) > 0);
	const bt_figure *f = bt_figures_at(figures, 0);
	return g_strdup_printf("%s|%s|%d", f->label ? f->label : "", f->unit ? f->unit : "", f->permille >= BT_CONFIDENT);
}

static void added_words(void **state)
{
	(void)state;
	static const char *const cases[][3] = {
		/* report, without the words, with them */
		{"Xã thu hoạch 12,5 gùi ngô.", "thu hoạch gùi ngô||0", "thu hoạch ngô|gùi|1"},
		{"Thôn phát quang 45 sọt cỏ.", "phát quang sọt cỏ|sọt|0", "phát quang cỏ|sọt|1"},
		{"Trung tâm có 14 KTV lành nghề.", "KTV lành nghề|KTV|0", "KTV lành nghề|KTV|1"},
	};
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		bt_figures_lexicon(NULL, 0, diags);
		g_autofree char *without = first(cases[i][0]);
		bt_figures_lexicon(words, strlen(words), diags);
		g_autofree char *with = first(cases[i][0]);
		assert_string_equal(without, cases[i][1]);
		assert_string_equal(with, cases[i][2]);
	}
	bt_figures_lexicon(NULL, 0, diags);
}

static void unknown_class(void **state)
{
	(void)state;
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_VI);
	bt_diags_about(diags, "tu.txt", words, strlen(words));
	bt_figures_lexicon(words, strlen(words), diags);
	assert_int_equal(bt_diags_count(diags), 1);
	assert_int_equal(bt_diags_at(diags, 0)->code, BT_D_FIGURE_LEXICON);
	assert_int_equal(bt_diags_at(diags, 0)->line, 5);
	assert_non_null(strstr(bt_diags_at(diags, 0)->text, "loại lạ"));
	bt_figures_lexicon(NULL, 0, diags);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(added_words), cmocka_unit_test(unknown_class)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
