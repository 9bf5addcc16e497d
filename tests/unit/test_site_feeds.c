/* Feeds, sitemap and the search page's data of a small plan: the whole text, addresses, names that stay. */
#include "site/plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka.h wants the four headers above first */
#include <cmocka.h>

static const char *const no_names[] = {NULL};
static const char *const tags[] = {"thủy lợi", NULL};
static const bt_passage passages[] = {
	{BT_PARAGRAPH, 1, "Xã nạo vét 12 km mương."}, {BT_HEADING, 0, "Việc tới"}, {BT_PARAGRAPH, 2, "Sửa cống Đồng Lau; diện tích < 5 ha."},
};

struct small {
	bt_project project;
	bt_record record;
	bt_planned planned;
	bt_list list;
	bt_plan plan;
};

static void make(struct small *s, const char *base_url)
{
	*s = (struct small){.record = {.path = "reports/muong.txt", .title = "Nạo vét mương & cống", .lead = "Xong trước vụ.", .summary = "Xong trước vụ.", .date = "2024-04-05",
				       .section = "Tin tức", .authors = no_names, .tags = tags, .passages = passages, .n_passages = 3}};
	s->project.office[BT_OFFICE_NAME] = "Lụa Giang";
	s->project.office[BT_OFFICE_ISSUER] = "Đảng ủy xã Lụa Giang";
	s->planned = (bt_planned){.head = &s->record, .stem = "2024/nao-vet-muong-cong"};
	s->list = (bt_list){.kind = BT_LIST_QUARTER, .name = "Quý II/2024", .address = "2024/quy-2.html"};
	s->plan = (bt_plan){.project = &s->project, .base_url = base_url, .articles = g_array_new(FALSE, TRUE, sizeof(bt_planned)), .lists = g_ptr_array_new()};
	int first = 0;
	s->list.articles = g_array_new(FALSE, TRUE, sizeof(int));
	g_array_append_val(s->list.articles, first);
	g_array_append_val(s->plan.articles, s->planned);
	g_ptr_array_add(s->plan.lists, &s->list);
}

static void clear(struct small *s)
{
	g_array_unref(s->list.articles);
	g_array_unref(s->plan.articles);
	g_ptr_array_unref(s->plan.lists);
}

typedef GBytes *(*feed)(const bt_plan *plan, const bt_record *const *full, guint n, bt_diags *diags);

static char *text_of(GBytes *bytes)
{
	char *text = bytes ? g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes)) : NULL;
	g_clear_pointer(&bytes, g_bytes_unref);
	return text;
}

static char *feed_of(feed write, const char *base_url, const char *path)
{
	struct small s;
	make(&s, base_url);
	s.record.path = path;
	const bt_record *full[] = {&s.record};
	char *text = text_of(write(&s.plan, full, 1, NULL));
	clear(&s);
	return text;
}

static void test_atom_has_the_whole_text(void **state)
{
	(void)state;
	g_autofree char *atom = feed_of(bt_site_atom, "https://luagiang.example", "a.txt");
	assert_non_null(strstr(atom, "<title>Nạo vét mương &amp; cống</title>"));
	assert_non_null(strstr(atom, "href=\"https://luagiang.example/2024/nao-vet-muong-cong.html\""));
	assert_non_null(strstr(atom, "<updated>2024-04-05T00:00:00+07:00</updated>"));
	assert_non_null(strstr(atom, "&lt;h2&gt;Việc tới&lt;/h2&gt;&lt;p&gt;Sửa cống Đồng Lau; diện tích &amp;lt; 5 ha.&lt;/p&gt;"));
	assert_non_null(strstr(atom, "<name>Đảng ủy xã Lụa Giang</name>"));
}

/* A reader program knows an article by its id: the host and the title may change, another report has another. */
static void test_ids_stay(void **state)
{
	(void)state;
	g_autofree char *here = feed_of(bt_site_atom, "https://luagiang.example", "a.txt"), *moved = feed_of(bt_site_atom, NULL, "a.txt");
	g_autofree char *other = feed_of(bt_site_atom, NULL, "b.txt");
	const char *id = strstr(strstr(here, "<entry>"), "<id>urn:uuid:");
	assert_non_null(id);
	g_autofree char *whole = g_strndup(id, strlen("<id>urn:uuid:01234567-0123-5123-8123-0123456789ab</id>"));
	assert_true(g_str_has_suffix(whole, "</id>"));
	assert_non_null(strstr(moved, whole));
	assert_null(strstr(other, whole));
}

static void test_rss_and_sitemap_want_an_address(void **state)
{
	(void)state;
	g_autofree char *rss = feed_of(bt_site_rss, "https://luagiang.example", "a.txt"), *none = feed_of(bt_site_rss, NULL, "a.txt");
	assert_null(none);
	assert_non_null(strstr(rss, "<pubDate>Fri, 05 Apr 2024 00:00:00 +0700</pubDate>"));
	assert_non_null(strstr(rss, "<link>https://luagiang.example/2024/nao-vet-muong-cong.html</link>"));
	struct small s;
	make(&s, "https://luagiang.example");
	g_autofree char *map = text_of(bt_site_sitemap(&s.plan, NULL)), *robots = text_of(bt_site_robots(&s.plan, NULL));
	assert_non_null(strstr(map, "<loc>https://luagiang.example/2024/nao-vet-muong-cong.html</loc><lastmod>2024-04-05</lastmod>"));
	assert_non_null(strstr(map, "<loc>https://luagiang.example/2024/quy-2.html</loc>"));
	assert_non_null(strstr(robots, "Sitemap: https://luagiang.example/sitemap.xml"));
	s.plan.base_url = NULL;
	assert_null(bt_site_sitemap(&s.plan, NULL));
	clear(&s);
}

static void test_json_feed(void **state)
{
	(void)state;
	g_autofree char *json = feed_of(bt_site_json_feed, NULL, "a.txt");
	assert_non_null(strstr(json, "\"url\": \"2024/nao-vet-muong-cong.html\""));
	assert_non_null(strstr(json, "\"tags\": [\"thủy lợi\"]"));
	assert_null(strstr(json, "home_page_url"));
}

static void test_search_part(void **state)
{
	(void)state;
	struct small s;
	make(&s, NULL);
	const bt_record *full[] = {&s.record};
	g_autofree char *part = text_of(bt_site_search_part(&s.plan, &s.list, full, NULL));
	assert_string_equal(part, "bantinSearch([\n{\"page\":\"2024/nao-vet-muong-cong.html\",\"title\":\"Nạo vét mương & cống\",\"date\":\"2024-04-05\","
				  "\"section\":\"Tin tức\",\"text\":[[0,\"Xong trước vụ.\"],[0,\"thủy lợi\"],[1,\"Xã nạo vét 12 km mương.\"],[0,\"Việc tới\"],"
				  "[2,\"Sửa cống Đồng Lau; diện tích < 5 ha.\"]]}\n]);\n");
	clear(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_atom_has_the_whole_text), cmocka_unit_test(test_ids_stay), cmocka_unit_test(test_rss_and_sitemap_want_an_address),
		cmocka_unit_test(test_json_feed), cmocka_unit_test(test_search_part),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
