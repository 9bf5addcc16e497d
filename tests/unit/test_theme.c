/* theme.ini: every key wanted, none unknown, numbers and colours as written. */
#include "theme/theme.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka.h wants the four headers above first */
#include <cmocka.h>

static char *shipped; /* the text of templates/bulletin/theme.ini */

static int load(void **state)
{
	(void)state;
	bt_data_init();
	g_autofree char *path = bt_data_path("templates/bulletin/theme.ini");
	return g_file_get_contents(path, &shipped, NULL, NULL) ? 0 : -1;
}

static int unload(void **state)
{
	(void)state;
	g_free(shipped);
	return 0;
}

static char *replaced(const char *from, const char *to)
{
	g_auto(GStrv) parts = g_strsplit(shipped, from, 2);
	assert_int_equal(g_strv_length(parts), 2);
	return g_strjoinv(to, parts);
}

/* What is said about the shipped theme with one change. */
static void refused(const char *from, const char *to, const char *named)
{
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autofree char *ini = replaced(from, to);
	g_autoptr(bt_theme) theme = bt_theme_parse("theme.ini", ini, strlen(ini), diags);
	assert_null(theme);
	assert_int_equal(bt_diags_count(diags), 1);
	assert_int_equal(bt_diags_at(diags, 0)->code, BT_D_DATA_BROKEN);
	if (!strstr(bt_diags_at(diags, 0)->text, named))
		fail_msg("\"%s\" does not name \"%s\"", bt_diags_at(diags, 0)->text, named);
}

static void test_shipped(void **state)
{
	(void)state;
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(bt_theme) theme = bt_theme_load("bulletin", diags);
	assert_non_null(theme);
	assert_int_equal(bt_diags_count(diags), 0);
	assert_int_equal(theme->columns, 2);
	assert_true(theme->page_width > 595 && theme->page_width < 596);
	assert_string_equal(theme->type[BT_TYPE_BODY].family, "Source Serif 4");
	assert_true(theme->type[BT_TYPE_LEDE].size == 12.5 && theme->type[BT_TYPE_LEDE].leading == 17.5);
	assert_true(theme->colour[BT_COLOUR_PAPER].green == 1 && theme->colour[BT_COLOUR_BRAND].red > 0.6);
	for (int i = 1; theme->fonts[i]; i++)
		assert_true(strcmp(theme->fonts[i - 1], theme->fonts[i]) < 0);
}

/* Stacked accents need 1.26 em from the top of a capital to a descender (fonts/README.md). */
static void test_leading_holds_stacked_accents(void **state)
{
	(void)state;
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(bt_theme) theme = bt_theme_load("bulletin", diags);
	for (int i = 0; i < BT_TYPE_COUNT; i++) {
		assert_true(theme->type[i].leading / theme->type[i].size >= 1.30);
		assert_true(theme->type[i].size >= 8);
	}
}

/* Every shipped style can be read; one that cannot is named with the pair, be it a token or a role of type. */
static void test_contrast(void **state)
{
	(void)state;
	static const struct {
		const char *from, *to, *said;
	} spoiled[] = {
		{"ink-2 = #555B61", "ink-2 = #8A9096", "«ink-2» on «paper» has a contrast of 3.2:1, 4.5:1 is needed"},
		{"chart-2 = #C77D0A", "chart-2 = #F2C14E", "«chart-2» on «paper» has a contrast of 1.6:1, 3.0:1"},
		{"tint = #F6F3EE", "tint = #303030", "«ink» on «tint»"},
		{"caption = Source Sans 3; 400; 8.5/11.5; ink-2", "caption = Source Sans 3; 400; 8.5/11.5; context", "«caption» on «paper» has a contrast of 3.6:1, 4.5:1"},
	};
	assert_true(bt_contrast((bt_rgb){0, 0, 0}, (bt_rgb){1, 1, 1}) > 20.9);
	g_auto(GStrv) names = bt_theme_names();
	for (char **name = names; *name; name++) {
		g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
		g_autoptr(bt_theme) theme = bt_theme_load(*name, diags);
		assert_non_null(theme);
		assert_int_equal(bt_diags_count(diags), 0);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(spoiled); i++) {
		g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
		g_autofree char *ini = replaced(spoiled[i].from, spoiled[i].to);
		g_autoptr(bt_theme) theme = bt_theme_parse("theme.ini", ini, strlen(ini), diags);
		assert_non_null(theme);
		bt_theme_lint(theme, "theme.ini", diags);
		assert_in_range(bt_diags_count(diags), 1, 3); /* a ground may spoil several pairs */
		assert_int_equal(bt_diags_at(diags, 0)->code, BT_D_THEME_CONTRAST);
		if (!strstr(bt_diags_at(diags, 0)->text, spoiled[i].said))
			fail_msg("\"%s\" does not say \"%s\"", bt_diags_at(diags, 0)->text, spoiled[i].said);
	}
}

/* An office's colour is taken when it can be read, and left with a message when not. */
static void test_recolour(void **state)
{
	(void)state;
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(bt_theme) theme = bt_theme_load("bulletin", diags);
	double red = theme->colour[BT_COLOUR_BRAND].red, blue = theme->colour[BT_COLOUR_LINK].blue;
	bt_theme_recolour(theme->colour, "brand: #004400, link:#FFFF00; nothing:#000000,ink:black", BT_NO_SPAN, diags);
	assert_true(theme->colour[BT_COLOUR_BRAND].red == 0 && red > 0);
	assert_true(theme->colour[BT_COLOUR_LINK].blue == blue);
	assert_int_equal(bt_diags_count(diags), 3);
	assert_non_null(strstr(bt_diags_at(diags, 0)->text, "contrast with «paper» is 1.0:1, 4.5:1 is needed"));
	assert_non_null(strstr(bt_diags_at(diags, 1)->text, "no such name"));
	assert_non_null(strstr(bt_diags_at(diags, 2)->text, "#9B1C1F"));
}

static void test_refusals(void **state)
{
	(void)state;
	refused("columns = 2", "columns = 2\ncolums = 3", "colums");
	refused("width = 210", "", "width");
	refused("gold = #F2C14E", "gold = #F2C14", "gold");
	refused("grid = 14", "grid = 1,4", "grid");
	refused("body = Source Serif 4; 400; 10/14; ink", "body = Source Serif 4; 400; 10/14; inky", "body");
	refused("body = Source Serif 4; 400; 10/14; ink", "body = Source Serif 4; 400; 10/9; ink", "body");
	refused("[colour]", "[extra]\nx = 1\n[colour]", "extra");
	refused("columns = 2", "columns = 40", "page");
	refused("files = SourceSans3-Bold.ttf", "files = ../../etc/x.ttf", "fonts");
}

static void test_missing_style(void **state)
{
	(void)state;
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	assert_null(bt_theme_load("no-such-style", diags));
	assert_int_equal(bt_diags_at(diags, 0)->code, BT_D_DATA_MISSING);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shipped), cmocka_unit_test(test_leading_holds_stacked_accents), cmocka_unit_test(test_contrast), cmocka_unit_test(test_recolour),
		cmocka_unit_test(test_refusals), cmocka_unit_test(test_missing_style),
	};
	return cmocka_run_group_tests(tests, load, unload);
}
