/* Templates and what is said of them: each one that comes with the program can be read, each name they may use is set by the
 * code and told in templates/README.md (BT_ACCEPT=1 writes the tables there anew). */
#include "html/html.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka.h wants the four headers above first */
#include <cmocka.h>

#define README "templates/README.md"
#define TABLES "\n### Mọi trang\n"

static const char *kind_words(bt_name_kind kind)
{
	switch (kind) {
	case BT_NAME_TEXT: return "chữ";
	case BT_NAME_MARKUP: return "HTML";
	case BT_NAME_LIST: return "danh sách";
	}
	return NULL;
}

/* The template a scope is of: all of it but the lists. */
static char *template_of(const char *scope)
{
	const char *end = strstr(scope, ".html");
	return end ? g_strndup(scope, (gsize)(end + 5 - scope)) : g_strdup("frame");
}

static void put_heading(const char *scope, GString *out)
{
	g_autofree char *template = template_of(scope);
	bool frame = strcmp(template, "frame") == 0;
	g_autofree char *whose = frame ? g_strdup("mọi trang") : g_strdup_printf("`%s`", template);
	gsize len = strlen(template);
	if (!scope[len]) {
		g_string_append_printf(out, "\n### %s\n", frame ? "Mọi trang" : whose);
	} else {
		g_auto(GStrv) lists = g_strsplit(scope + len + 1, "/", -1);
		g_autofree char *path = g_strjoinv(" › ", lists);
		g_string_append_printf(out, "\n### Mỗi mục của `%s` trong %s\n", path, whose);
	}
	g_string_append(out, "\n| tên | loại | là gì |\n|---|---|---|\n");
}

static void put_scope(const char *scope, GString *out)
{
	put_heading(scope, out);
	for (const bt_name *n = bt_names; n->scope; n++)
		if (strcmp(n->scope, scope) == 0)
			g_string_append_printf(out, "| `%s` | %s | %s |\n", n->name, kind_words(n->kind), n->about);
}

static bool is_first(const bt_name *name)
{
	for (const bt_name *n = bt_names; n < name; n++)
		if (strcmp(n->scope, name->scope) == 0)
			return false;
	return true;
}

static void test_readme_tells_all_names(void **state)
{
	(void)state;
	g_autoptr(GString) tables = g_string_new(NULL);
	g_autofree char *readme = NULL;
	assert_true(g_file_get_contents(README, &readme, NULL, NULL));
	for (const bt_name *n = bt_names; n->scope; n++)
		if (is_first(n))
			put_scope(n->scope, tables);
	char *start = strstr(readme, TABLES);
	assert_non_null(start);
	if (g_getenv("BT_ACCEPT") && strcmp(start, tables->str) != 0) {
		g_autofree char *whole = g_strdup_printf("%.*s%s", (int)(start - readme), readme, tables->str);
		assert_true(g_file_set_contents(README, whole, -1, NULL));
		return;
	}
	if (strcmp(start, tables->str) != 0)
		print_error("%s does not tell the names of src/html/names.def; BT_ACCEPT=1 build/normal/unit/test_templates writes them\n", README);
	assert_string_equal(start, tables->str);
}

/* ---- the code and the table */

static GString *sources(void)
{
	static const char *const folders[] = {"src/html", "src/site", "src/edition"};
	GString *all = g_string_new(NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(folders); i++) {
		g_autoptr(GDir) dir = g_dir_open(folders[i], 0, NULL);
		assert_non_null(dir);
		for (const char *name; (name = g_dir_read_name(dir));) {
			g_autofree char *path = g_build_filename(folders[i], name, NULL), *text = NULL;
			if (g_str_has_suffix(name, ".c") && g_file_get_contents(path, &text, NULL, NULL))
				g_string_append(all, text);
		}
	}
	return all;
}

static void test_code_sets_all_names(void **state)
{
	(void)state;
	g_autoptr(GString) code = sources();
	for (const bt_name *n = bt_names; n->scope; n++) {
		g_autofree char *quoted = g_strdup_printf("\"%s\"", n->name);
		if (!strstr(code->str, quoted))
			print_error("nobody sets «%s» of %s\n", n->name, n->scope);
		assert_non_null(strstr(code->str, quoted));
	}
}

static void test_code_sets_no_others(void **state)
{
	(void)state;
	g_autoptr(GString) code = sources();
	g_autoptr(GRegex) call = g_regex_new("bt_values_(text|markup|held|lent|item)\\([a-z>.-]+, \"([a-z-]+)\"", 0, 0, NULL);
	g_autoptr(GMatchInfo) found = NULL;
	int n_found = 0;
	for (g_regex_match(call, code->str, 0, &found); g_match_info_matches(found); g_match_info_next(found, NULL)) {
		g_autofree char *name = g_match_info_fetch(found, 2);
		const bt_name *n = bt_names;
		while (n->scope && strcmp(n->name, name) != 0)
			n++;
		if (!n->scope)
			print_error("«%s» is set but not in src/html/names.def\n", name);
		assert_non_null(n->scope);
		n_found++;
	}
	assert_true(n_found > 50);
}

/* ---- the templates themselves */

static void read_below(const char *folder, const char *below, int *n)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	assert_non_null(dir);
	for (const char *file; (file = g_dir_read_name(dir));) {
		g_autofree char *path = g_build_filename(folder, file, NULL), *name = g_strconcat(below, file, NULL), *text = NULL;
		if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
			g_autofree char *deeper = g_strconcat(name, "/", NULL);
			read_below(path, deeper, n);
		} else if (g_str_has_suffix(file, ".html") && g_file_get_contents(path, &text, NULL, NULL)) {
			g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
			g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
			g_autoptr(bt_template) template = bt_template_read(bytes, name, path, bt_names, diags);
			g_autofree char *said = bt_diags_text(diags, false, false);
			if (!template)
				print_error("%s\n", said);
			assert_non_null(template);
			(*n)++;
		}
	}
}

static void test_templates_can_be_read(void **state)
{
	(void)state;
	int n = 0;
	read_below("templates", "", &n);
	assert_true(n >= 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_readme_tells_all_names), cmocka_unit_test(test_code_sets_all_names), cmocka_unit_test(test_code_sets_no_others),
		cmocka_unit_test(test_templates_can_be_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
