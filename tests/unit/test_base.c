/* The doors of base/ that everything goes through: escaping, links, files, messages, names, memory. */
#include "base/base.h"

#include <math.h>

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka.h wants the four headers above first */
#include <cmocka.h>

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* ------------------------------------------------------------------ write.c */

static void test_escaping(void **state)
{
	(void)state;
	static const struct { void (*escape)(GString *, const char *); const char *in, *out; } cases[] = {
		{bt_esc_text, "a < b & \"c\" > d", "a &lt; b &amp; \"c\" &gt; d"},
		{bt_esc_text, "", ""},
		{bt_esc_text, NULL, ""},
		{bt_esc_text, "]]> &amp; {{tên}}", "]]&gt; &amp;amp; {{tên}}"},
		{bt_esc_attr, "\" onload=\"x", "&quot; onload=&quot;x"},
		{bt_esc_attr, "<Đất & Nước>", "&lt;Đất &amp; Nước&gt;"},
		{bt_json_string, "a\"b\\c\nd\te\x01", "\"a\\\"b\\\\c\\nd\\u0009e\\u0001\""},
		{bt_json_string, NULL, "null"},
		{bt_json_script, "</script> & “\u2028”\u2029", "\"\\u003c/script\\u003e \\u0026 “\\u2028”\\u2029\""},
		{bt_json_string, "Ủy ban", "\"Ủy ban\""},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GString) out = g_string_new(NULL);
		cases[i].escape(out, cases[i].in);
		assert_string_equal(out->str, cases[i].out);
	}
}

static void test_numbers(void **state)
{
	(void)state;
	static const struct { double length; const char *out; } lengths[] = {
		{0, "0"}, {-0.0, "0"}, {0.004, "0"}, {-0.004, "0"}, {0.09, "0.09"}, {-0.09, "-0.09"}, {0.1, "0.1"}, {-12.5, "-12.5"}, {100.999, "101"}, {33.333, "33.33"}, {1e13, "0"}, {NAN, "0"},
	};
	static const struct { gint64 n; const char *out; } whole[] = {{0, "0"}, {-7, "-7"}, {1000, "1000"}, {G_MAXINT64, "9223372036854775807"}, {G_MININT64, "-9223372036854775808"}};
	g_autoptr(GString) out = g_string_new(NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++) {
		bt_put_length(g_string_truncate(out, 0), lengths[i].length);
		assert_string_equal(out->str, lengths[i].out);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(whole); i++) {
		bt_put_int(g_string_truncate(out, 0), whole[i].n);
		assert_string_equal(out->str, whole[i].out);
	}
}

static void test_csv(void **state)
{
	(void)state;
	static const struct { const char *in; char separator; const char *out; } cases[] = {
		{"thu ngân sách", ';', "thu ngân sách"}, {"a;b", ';', "\"a;b\""}, {"a;b", ',', "a;b"}, {"1,5", ',', "\"1,5\""},
		{"nói \"được\"", ';', "\"nói \"\"được\"\"\""}, {"hai\ndòng", ';', "\"hai\ndòng\""}, {" đầu", ';', "\" đầu\""},
		{"", ';', ""}, {NULL, ';', ""}, {"a\tb", '\t', "\"a\tb\""},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GString) out = g_string_new(NULL);
		bt_csv_field(out, cases[i].in, cases[i].separator);
		assert_string_equal(out->str, cases[i].out);
	}
}

static void test_links(void **state)
{
	(void)state;
	static const char *const good[] = {"http://a.example/", "HTTPS://a.example/x?y=1#z", "mailto:vp@xa.example", "tel:+84123", "#muc-1", "trang/hai.html",
					   "?a:b", "a/b:c", "./x"};
	static const char *const bad[] = {"javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:x", "java\nscript:x", "java\tscript:x", "\x01javascript:x",
					  "java\xE2\x80\x8Bscript:x", "data:text/html,x", "file:///etc/passwd", "vbscript:x", "//evil.example/", "\\\\evil\\x",
					  "ftp://a.example/", "blob:x"};
	for (gsize i = 0; i < G_N_ELEMENTS(good); i++)
		if (!bt_url_ok(good[i]))
			fail_msg("refused: %s", good[i]);
	for (gsize i = 0; i < G_N_ELEMENTS(bad); i++)
		if (bt_url_ok(bad[i]))
			fail_msg("let through: %s", bad[i]);
}

/* ------------------------------------------------------------------ file.c */

static const char *refusal(const char *path, gsize limit)
{
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(GBytes) bytes = bt_read_all(path, limit, diags);
	return bytes ? "read" : bt_code_name(bt_diags_at(diags, 0)->code);
}

static void test_reading(void **state)
{
	(void)state;
	g_autofree char *dir = g_dir_make_tmp("bantin-base-XXXXXX", NULL);
	assert_int_equal(chdir(dir), 0);
	assert_true(g_file_set_contents("four", "abcd", 4, NULL));
	assert_true(g_file_set_contents("none", "", 0, NULL));
	assert_int_equal(mkfifo("pipe", 0600), 0);
	assert_int_equal(symlink("four", "link"), 0);
	assert_int_equal(symlink("loop", "loop"), 0);
	assert_string_equal(refusal("four", 4), "read");
	assert_string_equal(refusal("four", 3), "input-too-large");
	assert_string_equal(refusal("none", 4), "read");
	assert_string_equal(refusal("link", 4), "read");
	assert_string_equal(refusal("loop", 4), "input-unreadable");
	assert_string_equal(refusal("pipe", 4), "input-not-regular");
	assert_string_equal(refusal(".", 4), "input-not-regular");
	assert_string_equal(refusal("/dev/zero", 4), "input-not-regular");
	assert_string_equal(refusal("no", 4), "input-missing");
	assert_string_equal(refusal("four/x", 4), "input-missing");
	assert_string_equal(refusal("", 4), "input-missing");
	static const char *const names[] = {"four", "none", "pipe", "link", "loop"};
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		g_remove(names[i]);
	assert_int_equal(chdir("/"), 0);
	g_rmdir(dir);
}

static void test_beneath(void **state)
{
	(void)state;
	if (syscall(SYS_openat2, -1, "", NULL, 0) < 0 && errno == ENOSYS)
		skip(); /* an old kernel, or valgrind: photos are refused there */
	g_autofree char *dir = g_dir_make_tmp("bantin-base-XXXXXX", NULL), *in = g_build_filename(dir, "in", NULL), *out = g_build_filename(dir, "out", NULL);
	g_autofree char *inside = g_build_filename(in, "a", NULL), *outside = g_build_filename(out, "b", NULL), *link = g_build_filename(in, "l", NULL);
	assert_int_equal(mkdir(in, 0700) | mkdir(out, 0700), 0);
	assert_true(g_file_set_contents(inside, "a", 1, NULL) && g_file_set_contents(outside, "b", 1, NULL));
	assert_int_equal(symlink("../out/b", link), 0);
	static const struct { const char *name; bool ok; } cases[] = {{"a", true}, {"./a", true}, {"../out/b", false}, {"l", false}, {"/etc/passwd", false}, {"no", false}, {"..", false}};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
		g_autoptr(GBytes) bytes = bt_read_beneath(in, cases[i].name, 10, diags);
		assert_int_equal(bytes != NULL, cases[i].ok);
		assert_int_equal(bt_diags_count(diags), !cases[i].ok);
	}
	g_remove(link), g_remove(inside), g_remove(outside), g_rmdir(in), g_rmdir(out), g_rmdir(dir);
}

/* ------------------------------------------------------------------ diag.c */

static void test_place_counts_letters(void **state)
{
	(void)state;
	static const char source[] = "Đảng ủy\nxã e\xCC\x82\xCC\x81m đềm\n";
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_VI);
	bt_diags_about(diags, "báo cáo.txt", source, strlen(source));
	bt_say(diags, BT_D_META_UNKNOWN, (bt_span){(guint32)(strstr(source, "đềm") - source), 2}, "x", "y", NULL);
	g_autofree char *text = bt_diags_text(diags, false, false);
	assert_string_equal(text, "báo cáo.txt:2:7: cảnh báo: không biết khóa «x»; có phải «y»? [meta-unknown]\n");
}

static void test_controls_are_shown(void **state)
{
	(void)state;
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	bt_diags_about(diags, "a\x1b[31m\n.txt", NULL, 0);
	bt_say(diags, BT_D_META_LINE, BT_NO_SPAN, "x\xE2\x80\xAEy\xC2\x9Bz\xFF%1", NULL);
	g_autofree char *text = bt_diags_text(diags, false, false);
	assert_string_equal(text, "a\\x1B[31m\\x0A.txt: warning: line «x\\u{202E}y\\u{9B}z\\xFF%1» is not used; write it as «key: value» [meta-line]\n");
}

static void test_alike_and_much(void **state)
{
	(void)state;
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autofree char *much = g_strnfill(5000, 'x');
	for (int i = 0; i < 100; i++) { /* each twice: the same is told once */
		g_autofree char *url = g_strdup_printf("ftp://xã-%d", i / 2);
		bt_say(diags, BT_D_READ_URL, BT_NO_SPAN, url, NULL);
	}
	g_autofree char *text = bt_diags_text(diags, false, false);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	assert_int_equal(g_strv_length(lines), 22); /* 20, the count, the empty end */
	assert_string_equal(lines[20], "bantin: 30 more messages");
	for (bt_code code = 0; code < BT_D_COUNT; code++)
		for (int i = 0; i < 20; i++) {
			much[0] = (char)('a' + i);
			bt_say(diags, code, BT_NO_SPAN, much, much, much, NULL);
		}
	g_autofree char *all = bt_diags_text(diags, false, false);
	assert_true(strlen(all) < 65536 + 5000 * 3);
}

static void test_exit_and_quiet(void **state)
{
	(void)state;
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	assert_int_equal(bt_diags_exit(diags, true), BT_EXIT_OK);
	bt_say(diags, BT_D_READ_RAW_HTML, BT_NO_SPAN, NULL);
	assert_int_equal(bt_diags_exit(diags, false), BT_EXIT_OK);
	assert_int_equal(bt_diags_exit(diags, true), BT_EXIT_STRICT);
	assert_false(bt_diags_failed(diags));
	bt_say(diags, BT_D_OUTPUT_WRITE, BT_NO_SPAN, "x", "y", NULL);
	bt_say(diags, BT_D_READ_EMPTY, BT_NO_SPAN, NULL);
	assert_int_equal(bt_diags_exit(diags, false), BT_EXIT_OUTPUT);
	g_autofree char *quiet = bt_diags_text(diags, false, true);
	assert_null(strstr(quiet, "warning"));
	g_autofree char *json = bt_diags_text(diags, true, true);
	assert_true(g_str_has_prefix(json, "{\"file\":null,\"line\":0,\"column\":0,\"level\":\"error\",\"code\":\"output-write\",\"text\":\"cannot write «x»: y; "));
}

/* Both texts of a row name the same arguments, begin small and end without a full stop. */
static void test_rows(void **state)
{
	(void)state;
	static const char *const texts[][2] = {
#define D(code, name, level, exit, vi, en) {vi, en},
#include "base/diag.def"
#undef D
	};
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		for (int k = 0; k < 2; k++) {
			const char *text = texts[i][k], *twin = texts[i][!k];
			assert_false(g_unichar_isupper(g_utf8_get_char(text)) && !g_str_has_prefix(text, "HTML"));
			assert_false(g_str_has_suffix(text, "."));
			for (char n = '1'; n <= '9'; n++) {
				const char mark[] = {'%', n, 0};
				if ((strstr(text, mark) != NULL) != (strstr(twin, mark) != NULL))
					fail_msg("%s only in: %s", mark, text);
			}
		}
}

/* ------------------------------------------------------------------ text.c, nearest.c */

static void test_collation(void **state)
{
	(void)state;
	static const char *const ordered[] = {"an", "an ninh", "ăn", "âm", "ba", "đa", "e", "ê", "ma", "Ma", "ma túy", "mà", "mả", "mã", "má", "mạ", "mai", "mặt trận", "o", "ô", "ơ", "u", "ư", "y"};
	for (gsize i = 0; i < G_N_ELEMENTS(ordered); i++)
		for (gsize j = 0; j < G_N_ELEMENTS(ordered); j++) {
			int d = bt_collate(ordered[i], ordered[j]), expected = (i > j) - (i < j);
			if ((d > 0) - (d < 0) != expected)
				fail_msg("«%s» and «%s»: %d", ordered[i], ordered[j], d);
		}
}

static void test_names_by_given_name(void **state)
{
	(void)state;
	static const char *const ordered[] = {"Lê An", "Trần Thị An", "Nguyễn Văn Ân", "Trần Thị Bình", "Bạch Đức", "Vũ Minh Hà", "Anh Hạ", "Minh"};
	for (gsize i = 0; i + 1 < G_N_ELEMENTS(ordered); i++)
		if (bt_collate_names(ordered[i], ordered[i + 1]) >= 0 || bt_collate_names(ordered[i + 1], ordered[i]) <= 0)
			fail_msg("«%s» and «%s»", ordered[i], ordered[i + 1]);
}

static void test_slugs_and_folds(void **state)
{
	(void)state;
	static const struct { const char *in; gsize max; const char *slug; } cases[] = {
		{"Đảng bộ xã Lụa Giang", 80, "dang-bo-xa-lua-giang"}, {"đạt 26,7%", 80, "dat-26-7"}, {"  --  ", 80, ""},
		{"kinh tế quý hai", 12, "kinh-te-quy"}, {"motdaikhongcach", 5, "motda"}, {"Ưu tiên số 1!", 80, "uu-tien-so-1"},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *slug = bt_slug(cases[i].in, cases[i].max);
		assert_string_equal(slug, cases[i].slug);
	}
	g_autofree char *nfc = bt_fold("Quận Ủy ĐẮK"), *nfd = bt_fold("Qua\xCC\xA3\xCC\x82n U\xCC\x89y ĐA\xCC\x86\xCC\x81K");
	assert_string_equal(nfc, "quan uy dak");
	assert_string_equal(nfd, nfc);
}

static void test_nearest(void **state)
{
	(void)state;
	static const char *const names[] = {"tiêu đề", "tóm tắt", "ngày", "nơi", "cơ quan", NULL};
	assert_string_equal(bt_nearest("tieu de", names), "tiêu đề");
	assert_string_equal(bt_nearest("ngày", names), "ngày");
	assert_string_equal(bt_nearest("co quna", names), "cơ quan");
	assert_null(bt_nearest("hoàn toàn khác", names));
	g_autofree char *much = g_strnfill(100000, 'n');
	assert_null(bt_nearest(much, names));
}

/* ------------------------------------------------------------------ arena.c */

static void test_arena(void **state)
{
	(void)state;
	g_autoptr(bt_arena) arena = bt_arena_new();
	char *before = bt_arena_strdup(arena, "giữ nguyên");
	for (gsize size = 0; size < 300000; size = size * 2 + 1) {
		char *p = bt_arena_alloc(arena, size);
		assert_int_equal((gsize)p % sizeof(long double), 0);
		for (gsize i = 0; i < size; i++)
			assert_int_equal(p[i], 0);
		memset(p, 'x', size);
	}
	assert_string_equal(before, "giữ nguyên");
	assert_null(bt_arena_strdup(arena, NULL));
	assert_string_equal(bt_arena_strndup(arena, "abcdef", 3), "abc");
	assert_string_equal(bt_arena_printf(arena, "%d%s", 7, "x"), "7x");
}

/* Counting on gives the same lines as counting from the start, in any order. */
static void test_lines(void **state)
{
	(void)state;
	static const char text[] = "Một\nHai\n\nBốn";
	static const gsize offsets[] = {0, 3, 5, 5, 9, 100, 4, 10};
	bt_line_counter lines = {text, strlen(text), 0, 0};
	for (gsize i = 0; i < G_N_ELEMENTS(offsets); i++) {
		guint line, column;
		bt_line_column(text, strlen(text), offsets[i], &line, &column);
		assert_int_equal(bt_line_count(&lines, offsets[i]), line);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines), cmocka_unit_test(test_escaping), cmocka_unit_test(test_numbers), cmocka_unit_test(test_csv), cmocka_unit_test(test_links), cmocka_unit_test(test_reading), cmocka_unit_test(test_beneath),
		cmocka_unit_test(test_place_counts_letters), cmocka_unit_test(test_controls_are_shown), cmocka_unit_test(test_alike_and_much),
		cmocka_unit_test(test_exit_and_quiet), cmocka_unit_test(test_rows), cmocka_unit_test(test_collation), cmocka_unit_test(test_names_by_given_name), cmocka_unit_test(test_slugs_and_folds),
		cmocka_unit_test(test_nearest), cmocka_unit_test(test_arena),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
