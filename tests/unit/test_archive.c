/* The archive's parts: names of issues, what is kept of a fact, folders published whole, words to look for. */
#include "archive/archive.h"
#include "archive/fact.h"
#include "archive/index.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka.h wants the four headers above first */
#include <cmocka.h>

#include <string.h>

static void test_issues(void **state)
{
	static const struct {
		const char *words;
		bool fits;
		int year, quarter, revision;
		const char *id, *folder;
	} rows[] = {
		{"2024-Q1", true, 2024, 1, 0, "2024-Q1", "2024/q1"}, {"2024/q4-r2", true, 2024, 4, 2, "2024-Q4-r2", "2024/q4-r2"},
		{"2024-q3-R12", true, 2024, 3, 12, "2024-Q3-r12", "2024/q3-r12"}, {"2024-Q1-r1", true, 2024, 1, 1, "2024-Q1", "2024/q1"},
		{"2024-Q5", false, 0, 0, 0, NULL, NULL}, {"2024-Q0", false, 0, 0, 0, NULL, NULL}, {"24-Q1", false, 0, 0, 0, NULL, NULL},
		{"2024-Q1-r0", false, 0, 0, 0, NULL, NULL}, {"2024-Q1-r02", false, 0, 0, 0, NULL, NULL}, {"2024-Q1x", false, 0, 0, 0, NULL, NULL},
		{"2024-Q", false, 0, 0, 0, NULL, NULL}, {"", false, 0, 0, 0, NULL, NULL}, {"0000-Q1", false, 0, 0, 0, NULL, NULL},
	};
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		bt_issue issue;
		assert_int_equal(bt_issue_read(rows[i].words, &issue), rows[i].fits);
		if (!rows[i].fits)
			continue;
		g_autofree char *id = bt_issue_id(issue), *folder = bt_issue_folder(issue);
		assert_int_equal(issue.year, rows[i].year);
		assert_int_equal(issue.quarter, rows[i].quarter);
		assert_int_equal(issue.revision, rows[i].revision);
		assert_string_equal(id, rows[i].id);
		assert_string_equal(folder, rows[i].folder);
	}
}

static bt_value value(const char *said, const char *digits, gint64 mant, int scale)
{
	return (bt_value){.stated = true, .digits = digits, .num = {mant, (gint8)scale}, .span = BT_NO_SPAN, .said = said};
}

/* Every field says something, and something that XML has to escape. */
static bt_fact full_fact(void)
{
	bt_fact fact = {
		.owner = "xã Suối Trầm", .label = "thu «ngân sách» & <phí>", .context = "trong đó", .value = value("không quá", "1.390,90", 139090, 2), .value_high = value(NULL, "1.400", 1400, 0),
		.unit = "tỷ đồng", .qualifier = BT_AT_MOST, .kind = BT_RATIO, .planned = true, .period_words = "lũy kế 4 tháng", .permille = 950, .paragraph = 7,
		.sentence = "Thu\t«ngân sách» & <phí>\nđạt \"1.390,90\" tỷ đồng", .period = {BT_PERIOD_MONTHS, 2031, 4, true},
		.change = {.stated = true, .direction = BT_FLAT, .value = value("hơn", "0,5", 5, 1), .value_high = value(NULL, "0,05", 5, 2), .level = value("gần", "94", 94, 0), .from = value(NULL, "-3", -3, 0), .unit = "%", .base = "cùng kỳ"},
		.target = {.stated = true, .percent = value("trên", "48,2", 482, 1), .exceeds = value("gần", "7", 7, 0), .value = value("khoảng", "1.685", 1685, 0), .unit = "tỷ đồng", .base = "dự toán năm"},
	};
	return fact;
}

static void same_fact(const bt_fact *a, const bt_fact *b)
{
	g_autoptr(bt_arena) arena = bt_arena_new();
	for (guint i = 0; i < bt_fact_n_fields; i++) {
		const char *x = bt_fact_text(a, &bt_fact_fields[i], arena), *y = bt_fact_text(b, &bt_fact_fields[i], arena);
		const char *p = bt_fact_decimal(a, &bt_fact_fields[i], arena), *q = bt_fact_decimal(b, &bt_fact_fields[i], arena);
		if (g_strcmp0(x, y) != 0 || g_strcmp0(p, q) != 0)
			fail_msg("%s: «%s» (%s) and «%s» (%s)", bt_fact_fields[i].name, x, p, y, q);
	}
}

/* An edition of one report with these facts. */
static bt_stored *stored_with(const bt_fact *facts, guint n, bt_record *record)
{
	static const bt_passage passages[] = {{BT_HEADING, 0, "I. Thu < chi"}, {BT_PARAGRAPH, 1, "Thu\tđạt & vượt"}};
	static const bt_record_photo photos[] = {{.path = "a b.jpg", .caption = "\"Suối\"", .width = 8, .height = 9, .hash = "00"}};
	static const char *const tags[] = {"văn hóa", "bản", NULL};
	bt_stored *stored = bt_stored_new();
	*record = (bt_record){.path = "reports/a.txt", .title = "Thu & chi", .date = "2031-03-28", .tags = tags, .passages = passages, .n_passages = 2, .photos = photos, .n_photos = 1, .facts = facts, .n_facts = n};
	stored->issue = (bt_issue){2031, 1, 2};
	stored->id = "2031-Q1-r2";
	stored->number = 3;
	stored->corrects = "2031-Q1";
	stored->correction = "sửa <số>";
	bt_colophon_line line = {.key = "licence", .words = "Giấy phép", .text = NULL};
	g_array_append_val(stored->colophon, line);
	bt_stored_article article = {.section = "Tin \"tức\"", .slug = "a", .sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", .page = 2, .record = record};
	g_array_append_val(stored->articles, article);
	return stored;
}

static void test_stored(void **state)
{
	const bt_fact facts[] = {full_fact(), {.owner = "", .label = "rừng", .value = value(NULL, "36", 36, 0), .kind = BT_COUNT}};
	bt_record record;
	g_autoptr(bt_stored) stored = stored_with(facts, 2, &record), back = NULL;
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	(void)state;
	GString *xml = g_string_new(NULL);
	bt_stored_xml(stored, xml);
	g_autoptr(GBytes) bytes = g_bytes_new(xml->str, xml->len);
	assert_true(bt_stored_valid(bytes, diags));
	back = bt_stored_read(bytes, diags);
	assert_non_null(back);
	const bt_stored_article *article = &g_array_index(back->articles, bt_stored_article, 0);
	same_fact(&facts[0], &article->record->facts[0]);
	same_fact(&facts[1], &article->record->facts[1]);
	assert_string_equal(article->record->facts[0].edition, "2031-Q1-r2");
	assert_string_equal(article->record->passages[1].text, "Thu\tđạt & vượt");
	assert_int_equal(article->record->passages[0].kind, BT_HEADING);
	assert_string_equal(article->record->tags[1], "bản");
	assert_string_equal(back->correction, "sửa <số>");
	assert_null(g_array_index(back->colophon, bt_colophon_line, 0).text);
	GString *again = g_string_new(NULL);
	bt_stored_xml(back, again);
	assert_string_equal(xml->str, again->str); /* nothing is lost on the way */
	g_string_free(again, TRUE);
	g_string_free(xml, TRUE);
}

static void test_refused_xml(void **state)
{
	static const char *const rows[] = {
		"", "<edition/>", "<!DOCTYPE e [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><edition xmlns=\"urn:bantin:edition:1\" id=\"2031-Q1\" year=\"2031\" quarter=\"1\" revision=\"1\"/>",
		"<edition xmlns=\"urn:bantin:edition:1\" id=\"2031-Q2\" year=\"2031\" quarter=\"1\" revision=\"1\"/>",
		"<edition xmlns=\"urn:bantin:edition:1\" id=\"2031-Q1\" year=\"2031\" quarter=\"1\" revision=\"1\"><articles><article/></articles></edition>",
		"<edition xmlns=\"urn:bantin:edition:1\" id=\"2031-Q1\" year=\"2031\" quarter=\"1\" revision=\"1\"><articles><article path=\"a\" sha256=\"b\"><figures><figure><value decimal=\"1.2.3\">1</value></figure></figures></article></articles></edition>",
	};
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
		g_autoptr(GBytes) bytes = g_bytes_new(rows[i], strlen(rows[i]));
		assert_null(bt_stored_read(bytes, diags));
		assert_true(bt_diags_failed(diags));
	}
}

/* ------------------------------------------------------------------ folders */

static char *folder;

static int set_up(void **state)
{
	(void)state;
	folder = g_dir_make_tmp("bantin-archive-XXXXXX", NULL);
	return folder ? 0 : -1;
}

static void remove_all(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;
	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *inner = g_build_filename(path, name, NULL);
		remove_all(inner);
	}
	g_remove(path);
}

static int tear_down(void **state)
{
	(void)state;
	remove_all(folder);
	g_clear_pointer(&folder, g_free);
	return 0;
}

static bool there(const char *below)
{
	g_autofree char *path = g_build_filename(folder, below, NULL);
	return g_file_test(path, G_FILE_TEST_EXISTS);
}

static guint names_in(const char *path)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	guint n = 0;
	while (dir && g_dir_read_name(dir))
		n++;
	return n;
}

static void test_tree(void **state)
{
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(GBytes) bytes = g_bytes_new("suối", strlen("suối"));
	const bt_tree_file files[] = {{"data/a.txt", bytes}, {"data/b/c.txt", bytes}, {"x", bytes}};
	const bt_tree_file outside[] = {{"a", bytes}, {"../b", bytes}};
	(void)state;
	assert_true(bt_publish_tree(folder, "2031/q1", files, 3, diags));
	assert_true(there("2031/q1/data/b/c.txt"));
	assert_false(bt_publish_tree(folder, "2031/q1", files, 1, diags)); /* never over what is there */
	assert_true(there("2031/q1/x"));
	assert_false(bt_publish_tree(folder, "2031/q2", outside, 2, diags));
	assert_false(there("2031/q2"));
	assert_false(there("b"));
	assert_false(bt_publish_tree(folder, "2032/../../q3", files, 1, diags));
	assert_int_equal(names_in(folder), 1); /* nothing hidden is left */
}

static void test_stale(void **state)
{
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(GBytes) bytes = g_bytes_new("x", 1);
	const bt_tree_file file = {"x", bytes};
	g_autofree char *stale = g_build_filename(folder, ".bantin-0123456789abcdef.tmp/data", NULL), *own = g_build_filename(folder, ".ghi-chu", NULL);
	(void)state;
	assert_int_equal(g_mkdir_with_parents(stale, 0777), 0);
	assert_int_equal(g_mkdir_with_parents(own, 0777), 0);
	assert_true(bt_publish_tree(folder, "q1", &file, 1, diags));
	assert_false(there(".bantin-0123456789abcdef.tmp"));
	assert_true(there(".ghi-chu"));
}

static void test_lock(void **state)
{
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	(void)state;
	int lock = bt_folder_lock(folder, 0, diags);
	assert_true(lock >= 0);
	assert_int_equal(bt_folder_lock(folder, 0, diags), -1);
	assert_string_equal(bt_code_name(bt_diags_at(diags, 0)->code), "tree-busy");
	bt_folder_unlock(lock);
	lock = bt_folder_lock(folder, 0, diags);
	assert_true(lock >= 0);
	bt_folder_unlock(lock);
}

/* Names that a manifest cannot hold as "sha256sum -c" reads them. */
static void test_bag_names(void **state)
{
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(GBytes) bytes = g_bytes_new("x", 1);
	g_autoptr(bt_bag) bag = bt_bag_new();
	(void)state;
	bag->issue = (bt_issue){2031, 1, 1};
	bt_bag_add(bag, "reports/tăng 15%.txt", bytes);
	assert_false(bt_bag_store(folder, bag, diags));
	assert_string_equal(bt_code_name(bt_diags_at(diags, 0)->code), "bag-name");
	assert_int_equal(names_in(folder), 0);
}

/* ------------------------------------------------------------------ words */

static void test_queries(void **state)
{
	static const struct {
		const char *words, *exact, *folded_phrase;
	} rows[] = {
		{"Thu ngân sách", "{exact} : (\"thu\" AND \"ngân\" AND \"sách\")", "{folded} : (\"thu ngan sach\")"},
		{"“đường hoa” thôn", "{exact} : (\"đường hoa\" AND \"thôn\")", "{folded} : (\"duong hoa thon\")"},
		{"98/2023/QH15", "{exact} : (\"98/2023/qh15\")", NULL},
		{"hoà \" - ", "{exact} : (\"hòa\")", NULL},
	};
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(bt_query) query = bt_query_read(rows[i].words);
		assert_non_null(query);
		assert_string_equal(query->exact, rows[i].exact);
		if (rows[i].folded_phrase)
			assert_string_equal(query->folded_phrase, rows[i].folded_phrase);
		else
			assert_null(query->folded_phrase);
	}
	assert_null(bt_query_read("  \"- / %\" "));
	assert_null(bt_query_read("\xFF"));
}

static void test_snippets(void **state)
{
	g_autoptr(bt_query) query = bt_query_read("suoi tram");
	GString *out = g_string_new(NULL), *longer = g_string_new(NULL);
	(void)state;
	bt_query_snippet(query, "Xã Suối Trầm, bên suối.", false, out);
	assert_string_equal(out->str, "Xã [Suối Trầm], bên suối.");
	g_string_truncate(out, 0);
	for (int i = 0; i < 100; i++)
		g_string_append(longer, "một hai ba ");
	g_string_append(longer, "Suối\033 Trầm");
	bt_query_snippet(query, longer->str, false, out);
	assert_true(g_str_has_prefix(out->str, "… "));
	assert_non_null(strstr(out->str, "[Suối  Trầm]")); /* and no control reaches a terminal */
	assert_true(out->len < 400);
	g_string_free(out, TRUE);
	g_string_free(longer, TRUE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_issues),
		cmocka_unit_test(test_stored),
		cmocka_unit_test(test_refused_xml),
		cmocka_unit_test_setup_teardown(test_tree, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_stale, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_lock, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_bag_names, set_up, tear_down),
		cmocka_unit_test(test_queries),
		cmocka_unit_test(test_snippets),
	};
	bt_data_init();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
