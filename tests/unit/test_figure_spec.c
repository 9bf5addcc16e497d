/* Runs the examples of tests/spec: a fenced block "ví dụ" holds a report, a line "--", and the
 * figures it states, one JSON object a line. Only the keys given must match; their number must.
 * Without arguments it is one test; with --suite it prints each failure and "N passed, N failed". */
#include "figure/figure.h"
#include "read/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

static const char *json_value(const bt_value *v, bt_arena *arena)
{
	g_autofree char *text = v->stated ? bt_num_json(v->num) : NULL;
	return text ? bt_arena_strdup(arena, text) : "null";
}

static const char *or_null(const char *s) { return s ? s : "null"; }

/* What figure `f` has at "change.value" and so on, as text; NULL: no such key. */
static const char *actual(const bt_figure *f, const char *path, bt_arena *arena)
{
	const struct { const char *path; const bt_value *value; } numbers[] = {
		{"value", &f->value}, {"value_high", &f->value_high}, {"change.value", &f->change.value},
		{"change.value_high", &f->change.value_high}, {"change.level", &f->change.level}, {"change.from", &f->change.from},
		{"target.percent", &f->target.percent}, {"target.value", &f->target.value}, {"target.exceeds", &f->target.exceeds},
	};
	const char *direction = f->change.stated ? bt_direction_name(f->change.direction) : NULL;
	const struct { const char *path, *text; } texts[] = {
		{"label", f->label}, {"unit", f->unit}, {"qualifier", bt_qualifier_name(f->qualifier)}, {"period", f->period},
		{"kind", bt_figure_kind_name(f->kind)}, {"entity", f->entity}, {"context", f->context}, {"change.direction", direction},
		{"change.unit", f->change.unit}, {"change.base", f->change.base}, {"target.unit", f->target.unit}, {"target.base", f->target.base},
		{"digits", f->value.digits}, {"planned", f->planned ? "true" : "false"}, {"drawable", f->drawable ? "true" : "false"},
		{"change", f->change.stated ? "{" : NULL}, {"target", f->target.stated ? "{" : NULL},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++)
		if (strcmp(numbers[i].path, path) == 0)
			return json_value(numbers[i].value, arena);
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		if (strcmp(texts[i].path, path) == 0)
			return or_null(texts[i].text);
	if (strcmp(path, "parent") == 0)
		return f->parent < 0 ? "null" : bt_arena_printf(arena, "%d", f->parent);
	if (strcmp(path, "confidence") == 0)
		return f->permille >= BT_CONFIDENT ? "sure" : f->permille < BT_DOUBTFUL ? "doubtful" : "middling";
	if (strcmp(path, "note") == 0)
		return f->notes && f->notes->len ? f->notes->pdata[0] : "null";
	return NULL;
}

/* ---- the expected object, read while it is compared */

struct want {
	const char *p;
	const bt_figure *figure;
	bt_arena *arena;
	GString *wrong;
};

static void blanks(struct want *w)
{
	while (*w->p == ' ' || *w->p == ',')
		w->p++;
}

static const char *string(struct want *w)
{
	GString *out = g_string_new(NULL);
	for (w->p++; *w->p && *w->p != '"'; w->p++) {
		if (*w->p == '\\')
			w->p++;
		g_string_append_c(out, *w->p);
	}
	w->p += *w->p == '"';
	const char *text = bt_arena_strdup(w->arena, out->str);
	g_string_free(out, TRUE);
	return text;
}

static bool agree(const char *want, const char *have)
{
	g_autofree char *a = bt_spelling_key(want, -1), *b = bt_spelling_key(have, -1);
	return strcmp(a, b) == 0;
}

static void compare(struct want *w, const char *path, const char *value)
{
	const char *have = actual(w->figure, path, w->arena);
	if (!have || !agree(value, have))
		g_string_append_printf(w->wrong, "    %s: %s, not %s\n", path, have ? have : "(no such key)", value);
}

static void object(struct want *w, const char *prefix)
{
	for (w->p++, blanks(w); *w->p == '"'; blanks(w)) {
		const char *path = bt_arena_printf(w->arena, "%s%s", prefix, string(w));
		blanks(w);
		w->p += *w->p == ':';
		blanks(w);
		if (*w->p == '{') {
			object(w, bt_arena_printf(w->arena, "%s.", path));
			continue;
		}
		const char *value;
		if (*w->p == '"') {
			value = string(w);
		} else {
			gsize len = strcspn(w->p, ",} ");
			value = bt_arena_strndup(w->arena, w->p, len);
			w->p += len;
		}
		compare(w, path, value);
	}
	if (*w->p == '}')
		w->p++;
	else
		g_string_append_printf(w->wrong, "    cannot read: %s\n", w->p);
}

/* ---- one example */

static bt_figures *figures_of(const char *text, bt_doc **doc, bt_diags *diags)
{
	const char *const given[BT_META_FIELDS] = {0};
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
	*doc = bt_read(bytes, "spec.md", given, diags);
	return *doc ? bt_figures_read(*doc, diags) : NULL;
}

/* What is wrong with the example, "" when nothing. The caller frees. */
static char *run(const char *text, char **wanted, bt_arena *arena)
{
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(bt_doc) doc = NULL;
	g_autoptr(bt_figures) figures = figures_of(text, &doc, diags);
	GString *wrong = g_string_new(NULL);
	guint n = 0;
	for (char **line = wanted; figures && *line; line++) {
		if (**line != '{')
			continue;
		if (n < bt_figures_count(figures)) {
			struct want w = {*line, bt_figures_at(figures, n), arena, wrong};
			gsize before = wrong->len;
			object(&w, "");
			if (wrong->len > before)
				g_string_append_printf(wrong, "    for %s\n", *line);
		}
		n++;
	}
	guint have = figures ? bt_figures_count(figures) : 0;
	if (n != have || !figures) {
		g_string_append_printf(wrong, "    %u figures, not %u\n", have, n);
		for (guint i = 0; i < have; i++) {
			const bt_figure *f = bt_figures_at(figures, i);
			const char *change = f->change.value.stated ? f->change.value.digits : f->change.from.stated ? f->change.from.digits : "-";
			g_string_append_printf(wrong, "      %s: %s %s (%s)\n", or_null(f->label), f->value.stated ? f->value.digits : "-", or_null(f->unit), change);
		}
	}
	return g_string_free(wrong, FALSE);
}

static int passed, failed;

static void example(const char *file, int line, const char *body, bool loud)
{
	g_autoptr(bt_arena) arena = bt_arena_new();
	const char *dash = strstr(body, "\n--\n");
	g_autofree char *text = g_strndup(body, dash ? (gsize)(dash - body) + 1 : strlen(body));
	g_auto(GStrv) wanted = g_strsplit(dash ? dash + 4 : "", "\n", -1);
	g_autofree char *wrong = run(text, wanted, arena);
	if (!wrong[0]) {
		passed++;
		return;
	}
	failed++;
	if (loud)
		printf("FAIL %s:%d\n  %s%s", file, line, text, wrong);
}

static void run_file(const char *path, bool loud)
{
	g_autofree char *content = NULL;
	if (!g_file_get_contents(path, &content, NULL, NULL))
		return;
	g_auto(GStrv) lines = g_strsplit(content, "\n", -1);
	GString *body = NULL;
	int start = 0;
	for (int i = 0; lines[i]; i++) {
		if (!body && strcmp(lines[i], "```ví dụ") == 0) {
			body = g_string_new(NULL);
			start = i + 1;
		} else if (body && strcmp(lines[i], "```") == 0) {
			example(path, start, body->str, loud);
			g_string_free(body, TRUE);
			body = NULL;
		} else if (body) {
			g_string_append_printf(body, "%s\n", lines[i]);
		}
	}
	if (body) {
		printf("FAIL %s:%d: block is not closed\n", path, start);
		failed++;
		g_string_free(body, TRUE);
	}
}

static void run_folder(bool loud)
{
	GDir *dir = g_dir_open("tests/spec", 0, NULL);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	for (const char *name; dir && (name = g_dir_read_name(dir));)
		if (g_str_has_suffix(name, ".md"))
			g_ptr_array_add(names, g_build_filename("tests/spec", name, NULL));
	g_ptr_array_sort(names, (GCompareFunc)(void *)g_strcmp0);
	if (dir)
		g_dir_close(dir);
	for (guint i = 0; i < names->len; i++)
		run_file(names->pdata[i], loud);
}

static void all_examples(void **state)
{
	(void)state;
	run_folder(false);
	assert_true(passed > 0);
	assert_int_equal(failed, 0);
}

int main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "--suite") == 0) {
		if (argc > 2)
			run_file(argv[2], true);
		else
			run_folder(true);
		printf("%d passed, %d failed\n", passed, failed);
		return failed != 0;
	}
	const struct CMUnitTest tests[] = {cmocka_unit_test(all_examples)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
