/* A project's folder: which files are reports, whose sidecars, whose templates. And values as bytes. */
#include "project/project.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>
/* cmocka.h wants the four headers above first */
#include <cmocka.h>

static void put(const char *dir, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(dir, name, NULL), *folder = g_path_get_dirname(path);
	assert_int_equal(g_mkdir_with_parents(folder, 0777), 0);
	assert_true(g_file_set_contents(path, text, -1, NULL));
}

/* A new folder with these files. Caller frees. */
static char *folder_with(const char *const *names)
{
	char *dir = g_dir_make_tmp("bantin-project-XXXXXX", NULL);
	for (; *names; names++)
		put(dir, *names, "x");
	return dir;
}

static void remove_all(char *dir)
{
	g_autoptr(GDir) list = g_dir_open(dir, 0, NULL);
	const char *name;
	while (list && (name = g_dir_read_name(list))) {
		g_autofree char *path = g_build_filename(dir, name, NULL);
		if (g_file_test(path, G_FILE_TEST_IS_DIR))
			remove_all(path);
		g_remove(path);
	}
	g_rmdir(dir);
}

static char *sources_of(const bt_project *project)
{
	GString *out = g_string_new(NULL);
	for (guint i = 0; i < project->sources->len; i++) {
		const bt_source *s = &g_array_index(project->sources, bt_source, i);
		g_string_append_printf(out, "%s%s ", s->below, s->review ? "+" : "");
	}
	return g_string_free(out, FALSE);
}

static void test_reports_of_a_plain_folder(void **state)
{
	(void)state;
	static const char *const names[] = {"thang-2.txt", "thang-2.figures.csv", "sub/a.md", "public/x.txt", "archive/y.txt", ".an/z.txt", "ghi-chu.doc", NULL};
	g_autofree char *dir = folder_with(names);
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(bt_project) project = bt_project_open(dir, diags);
	g_autofree char *found = sources_of(project);
	assert_string_equal(found, "sub/a.md thang-2.txt+ ");
	assert_null(project->ini);
	remove_all(dir);
}

static void test_reports_folder_and_settings(void **state)
{
	(void)state;
	static const char *const names[] = {"reports/b.txt", "reports/a.txt", "reports/public/c.txt", "README.md", NULL};
	g_autofree char *dir = folder_with(names), *slashed = g_strconcat(dir, "/", NULL);
	put(dir, "bantin.ini", "[bulletin]\nname = Sông Lam\nsections = Tin tức; ; Chỉ đạo, điều hành \n");
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(bt_project) project = bt_project_open(slashed, diags);
	g_autofree char *found = sources_of(project);
	assert_string_equal(found, "reports/a.txt reports/b.txt reports/public/c.txt ");
	assert_string_equal(project->office[BT_OFFICE_NAME], "Sông Lam");
	g_auto(GStrv) sections = bt_project_list(project, BT_OFFICE_SECTIONS);
	assert_int_equal(g_strv_length(sections), 2);
	assert_string_equal(sections[1], "Chỉ đạo, điều hành");
	assert_int_equal(bt_diags_count(diags), 0);
	remove_all(dir);
}

static void test_own_template_first(void **state)
{
	(void)state;
	static const char *const names[] = {"a.txt", "templates/article.html", NULL};
	g_autofree char *dir = folder_with(names);
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(bt_project) project = bt_project_open(dir, diags);
	const char *shown;
	g_autoptr(GBytes) own = bt_project_template(project, "article.html", &shown, diags);
	assert_int_equal(g_bytes_get_size(own), 1);
	assert_true(g_str_has_prefix(shown, dir));
	g_autoptr(GBytes) built_in = bt_project_template(project, "style.css", &shown, diags);
	assert_true(g_bytes_get_size(built_in) > 1000);
	assert_string_equal(shown, "templates/style.css");
	remove_all(dir);
}

static void test_missing_folder_is_said(void **state)
{
	(void)state;
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	assert_null(bt_project_open("/nowhere/at/all", diags));
	assert_true(bt_diags_failed(diags));
}

static void code_things(bt_codec *codec, bool *yes, int *number, gint64 *large, const char **text, const char **none, const char *const **names)
{
	bt_code_bool(codec, yes);
	bt_code_int(codec, number);
	bt_code_int64(codec, large);
	bt_code_text(codec, text);
	bt_code_text(codec, none);
	bt_code_texts(codec, names);
}

/* Every shorter copy of the bytes is refused, none is read beyond its end. */
static void test_values_come_back_from_bytes(void **state)
{
	(void)state;
	const char *const list[] = {"Bình", "", "Ấn", NULL};
	const char *const *names = list;
	bool yes = true;
	int number = -7;
	gint64 large = G_MAXINT64;
	const char *text = "đạt 26,7 %", *none = NULL;
	bt_codec out = {.out = g_string_new(NULL)};
	code_things(&out, &yes, &number, &large, &text, &none, &names);
	g_autoptr(bt_arena) arena = bt_arena_new();
	for (gsize len = 0; len <= out.out->len; len++) {
		g_autofree char *copy = g_memdup2(out.out->str, len);
		bt_codec in = {.at = copy, .end = copy + len, .arena = arena};
		bool y;
		int n;
		gint64 l;
		const char *t, *o;
		const char *const *ns;
		code_things(&in, &y, &n, &l, &t, &o, &ns);
		assert_int_equal(in.failed, len < out.out->len);
		if (in.failed)
			continue;
		assert_true(y && n == -7 && l == G_MAXINT64 && !o);
		assert_string_equal(t, text);
		assert_string_equal(ns[2], "Ấn");
		assert_null(ns[3]);
	}
	g_string_free(out.out, TRUE);
}

int main(void)
{
	bt_data_init();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reports_of_a_plain_folder),
		cmocka_unit_test(test_reports_folder_and_settings),
		cmocka_unit_test(test_own_template_first),
		cmocka_unit_test(test_missing_folder_is_said),
		cmocka_unit_test(test_values_come_back_from_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
