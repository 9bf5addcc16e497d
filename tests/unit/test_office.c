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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_unknown_key_names_the_known),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_nearest_file),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
