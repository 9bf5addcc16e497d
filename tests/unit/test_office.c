/* bantin.ini: keys, Unicode form, the nearest file, messages. */
#include "doc/doc.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>
/* cmocka.h wants the four headers above first */
#include <cmocka.h>

static bt_doc *with_office(const char *ini, bt_diags *diags, bool *ok)
{
	bt_doc *doc = bt_doc_new("a.txt", "x", 1);
	g_autoptr(GBytes) bytes = g_bytes_new(ini, strlen(ini));
	*ok = bt_office_read(doc, bytes, diags);
	return doc;
}

static void test_keys(void **state)
{
	(void)state;
	bool ok;
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(bt_doc) doc = with_office("# lời giải thích\n[bulletin]\nname = Sông Lam \nissuer=UBND xã A\n[site]\ntheme=dang\n", diags, &ok);
	assert_true(ok);
	assert_string_equal(doc->office[BT_OFFICE_NAME], "Sông Lam");
	assert_string_equal(doc->office[BT_OFFICE_THEME], "dang");
	assert_null(doc->office[BT_OFFICE_PRINTER]);
	/* the issuer stands in for the one the report does not state */
	assert_string_equal(doc->meta.field[BT_META_ISSUER].text, "UBND xã A");
	assert_int_equal(bt_diags_count(diags), 0);
}

static void test_unknown_key_names_the_known(void **state)
{
	(void)state;
	bool ok;
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(bt_doc) doc = with_office("[bulletin]\nnaem = X\n", diags, &ok);
	assert_true(ok);
	assert_int_equal(bt_diags_count(diags), 1);
	assert_int_equal(bt_diags_at(diags, 0)->code, BT_D_OFFICE_KEY);
	assert_non_null(strstr(bt_diags_at(diags, 0)->text, "name, issuer"));
}

static void test_broken(void **state)
{
	(void)state;
	bool ok;
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(bt_doc) doc = with_office("no group\n", diags, &ok);
	assert_false(ok);
	assert_int_equal(bt_diags_exit(diags, false), BT_EXIT_INPUT);
}

static void test_nearest_file(void **state)
{
	(void)state;
	g_autofree char *dir = g_dir_make_tmp("bantin-XXXXXX", NULL);
	g_autofree char *reports = g_build_filename(dir, "reports", "2026", NULL);
	g_autofree char *ini = g_build_filename(dir, "bantin.ini", NULL);
	g_autofree char *report = g_build_filename(reports, "a.txt", NULL);
	assert_int_equal(g_mkdir_with_parents(reports, 0777), 0);
	g_autofree char *none = bt_office_find(report);
	assert_null(none);
	assert_true(g_file_set_contents(ini, "", 0, NULL));
	g_autofree char *found = bt_office_find(report);
	assert_string_equal(found, ini);
	g_autofree char *above = g_path_get_dirname(reports);
	g_unlink(ini);
	g_rmdir(reports);
	g_rmdir(above);
	g_rmdir(dir);
}

static bt_doc *with_logo(const char *dir, const char *ini, bt_diags *diags)
{
	bool ok;
	bt_doc *doc = with_office(ini, diags, &ok);
	doc->logo = bt_office_logo(doc->office, dir, BT_NO_SPAN, diags);
	return doc;
}

static void test_logo(void **state)
{
	(void)state;
	static const char png[] = "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\2\0\0\0\1\10\6\0\0\0\xF4\x22\x7F\x8A";
	g_autofree char *dir = g_dir_make_tmp("bantin-XXXXXX", NULL);
	g_autofree char *file = g_build_filename(dir, "dau.png", NULL);
	assert_true(g_file_set_contents(file, png, sizeof png - 1, NULL));
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(bt_arena) arena = bt_arena_new();
	g_autoptr(bt_doc) doc = with_logo(dir, "[bulletin]\nissuer=UBND xã Bến Đò\n[theme]\nlogo=dau.png\n", diags);
	assert_non_null(doc->logo);
	assert_string_equal(bt_office_logo_words(doc, arena), "Biểu trưng của UBND xã Bến Đò");
	assert_int_equal(bt_diags_count(diags), 0);
	/* refused, each with its reason; the report goes on without */
	static const char *const refused[][2] = {{"dau.svg", "save it as PNG"}, {"khong-co.png", "no such file"}, {"../dau.png", "no such file"}, {"bantin.ini", "PNG or JPEG"}};
	g_autofree char *ini = g_build_filename(dir, "bantin.ini", NULL);
	assert_true(g_file_set_contents(ini, "[theme]\n", -1, NULL));
	for (guint i = 0; i < G_N_ELEMENTS(refused); i++) {
		g_autofree char *text = g_strdup_printf("[theme]\nlogo=%s\n", refused[i][0]);
		g_autoptr(bt_doc) other = with_logo(dir, text, diags);
		assert_null(other->logo);
		assert_int_equal(bt_diags_count(diags), i + 1);
		assert_int_equal(bt_diags_at(diags, i)->code, BT_D_OFFICE_LOGO);
		assert_non_null(strstr(bt_diags_at(diags, i)->text, refused[i][1]));
	}
	g_unlink(file);
	g_unlink(ini);
	g_rmdir(dir);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_unknown_key_names_the_known),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_nearest_file),
		cmocka_unit_test(test_logo),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
