/* Pages of a small site: what a reader follows from page to page, what machines read, and that a text of a report stays text
 * in all of it. Texts are invented. */
#include "html/html.h"
#include "site/plan.h"

#include "small_site.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka.h wants the four headers above first */
#include <cmocka.h>

static char *text_of(GBytes *bytes)
{
	char *text = bytes ? g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes)) : NULL;
	g_clear_pointer(&bytes, g_bytes_unref);
	return text;
}

static gsize count(const char *text, const char *what)
{
	gsize n = 0;
	for (const char *p = text; (p = strstr(p, what)); p += strlen(what))
		n++;
	return n;
}

static void wants(const char *page, const char *what)
{
	if (!page || !strstr(page, what))
		print_error("not in the page: %s\n%s\n", what, page ? page : "(no page)");
	assert_non_null(page);
	assert_non_null(strstr(page, what));
}

static void test_article_leads_on(void **state)
{
	(void)state;
	g_autoptr(small_site) s = small_site_new("https://luagiang.example");
	g_autofree char *page = text_of(small_site_article(s, 1));
	wants(page, "<link rel=\"canonical\" href=\"https://luagiang.example/2024/nao-vet-muong.html\">");
	wants(page, "<li><a href=\"../index.html\">Trang chủ</a></li>");
	wants(page, "<li><a href=\"../chuyen-muc/tin-tuc.html\">Tin tức</a></li>");
	wants(page, "<a href=\"nao-vet-muong.csv\" download=\"\">");
	wants(page, "<a href=\"nao-vet-muong.pdf\">In bài</a>");
	wants(page, "<a href=\"../tu-khoa/thuy-loi.html\">thủy lợi</a>");
	wants(page, "rel=\"next\" href=\"../2024/hop-hdnd.html\"");
	wants(page, "rel=\"prev\" href=\"../2023/tong-ket.html\"");
	wants(page, "Tin liên quan");
	wants(page, "<meta name=\"description\" content=\"Xong trước vụ hè thu.\">");
	wants(page, "<p id=\"doan-2\"");
	wants(page, "Cơ quan chủ quản: <span>Huyện ủy Sông Lụa</span>");
	wants(page, "<a href=\"tel:02343123456\">");
	assert_int_equal(count(page, "<h1"), 1);
	assert_int_equal(count(page, "<main"), 1);
	assert_null(strstr(page, "<header class=\"masthead\""));
}

/* What a clerk may type into a title never ends the data block, and stays what it was. */
static void test_machines_read_the_title(void **state)
{
	(void)state;
	g_autoptr(small_site) s = small_site_new("https://luagiang.example");
	g_autofree char *page = text_of(small_site_article(s, 2));
	wants(page, "\"headline\":\"Tổng kết \\u003c/script\\u003e \\u0026 \\\"biểu dương\\\" {{title}}\"");
	wants(page, "<meta property=\"og:title\" content=\"Tổng kết &lt;/script&gt; &amp; &quot;biểu dương&quot; {{title}}\">");
	wants(page, "\"datePublished\":\"2023-12-28\"");
	wants(page, "\"publisher\":{\"@type\":\"Organization\",\"name\":\"Đảng ủy xã Lụa Giang\"}");
	assert_int_equal(count(page, "</script>"), 1);
}

/* Without base-url nothing points at a host, and nothing else is missing. */
static void test_no_host_is_invented(void **state)
{
	(void)state;
	g_autoptr(small_site) s = small_site_new(NULL);
	g_autofree char *page = text_of(small_site_article(s, 1)), *front = text_of(bt_site_list_page(&s->plan, s->plan.front, s->diags));
	assert_null(strstr(page, "canonical"));
	assert_null(strstr(page, "og:url"));
	assert_null(strstr(page, "https://luagiang"));
	assert_null(strstr(front, "https://luagiang"));
	wants(page, "\"@type\":\"NewsArticle\"");
}

static void test_front_shows_the_newest(void **state)
{
	(void)state;
	g_autoptr(small_site) s = small_site_new("https://luagiang.example");
	g_autofree char *page = text_of(bt_site_list_page(&s->plan, s->plan.front, s->diags));
	wants(page, "<h1 class=\"unseen\">Bản tin Lụa Giang</h1>");
	wants(page, "<h2 id=\"bai-moi-nhat\"><a href=\"2024/hop-hdnd.html\">Họp HĐND xã</a></h2>");
	wants(page, "ngày\u00A05 tháng\u00A04 năm\u00A02024");
	wants(page, "<dl class=\"cards n1\"");
	wants(page, "srcset=\"anh/0123456789abcdef-640.jpg 640w, anh/0123456789abcdef-1600.jpg 1600w\"");
	wants(page, "<a href=\"index.html\" aria-current=\"page\">Trang chủ</a>");
	wants(page, "<a href=\"tu-khoa/thuy-loi.html\">thủy lợi</a> <span class=\"count\">(2 bài)</span>");
	assert_null(strstr(page, "class=\"trail\""));
	assert_int_equal(count(page, "href=\"2024/hop-hdnd.html\""), 1);
	assert_int_equal(count(page, "<h1"), 1);
}

static void test_a_list_says_what_it_holds(void **state)
{
	(void)state;
	g_autoptr(small_site) s = small_site_new(NULL);
	g_autofree char *tag = text_of(bt_site_list_page(&s->plan, s->plan.tags->pdata[0], s->diags));
	wants(tag, "<p class=\"kicker\">Từ khóa</p>");
	wants(tag, "<h1 class=\"seen\">thủy lợi</h1>");
	wants(tag, "2 bài, từ 28/12/2023 đến 02/3/2024");
	wants(tag, "<time datetime=\"2024-03-02\"><span class=\"nb\">02/3/2024</span></time>");
	wants(tag, "<span aria-current=\"page\">thủy lợi</span>");
	g_autofree char *section = text_of(bt_site_list_page(&s->plan, s->plan.sections->pdata[0], s->diags));
	wants(section, "<a href=\"../chuyen-muc/tin-tuc.html\" aria-current=\"page\">Tin tức</a>");
	assert_int_equal(count(section, "chuyen-muc/tin-tuc.html"), 1); /* not again at each article */
}

/* A server shows it anywhere: nothing in it is relative, and it asks for nothing. */
static void test_missing_page_stands_anywhere(void **state)
{
	(void)state;
	g_autoptr(small_site) s = small_site_new("https://luagiang.example");
	g_autofree char *page = text_of(bt_site_missing_page(&s->plan, s->diags));
	wants(page, "<a href=\"https://luagiang.example/index.html\">Về trang chủ</a>");
	wants(page, "noindex");
	wants(page, "<style nonce=");
	assert_null(strstr(page, "rel=\"stylesheet\""));
	assert_null(strstr(page, "woff2"));
	assert_null(strstr(page, "href=\"index.html\""));
	assert_null(strstr(page, "<img"));
}

static void test_moved_page_points_on(void **state)
{
	(void)state;
	g_autoptr(small_site) s = small_site_new("https://luagiang.example");
	bt_moved moved = {.from = "2024/nao-vet.html", .to = "2024/nao-vet-muong.html"};
	g_autofree char *page = text_of(bt_site_moved_page(&s->plan, &moved, s->diags));
	wants(page, "<link rel=\"canonical\" href=\"https://luagiang.example/2024/nao-vet-muong.html\">");
	wants(page, "Bài đã chuyển đến: <a href=\"../2024/nao-vet-muong.html\">Nạo vét mương</a>");
	assert_null(strstr(page, "http-equiv=\"refresh\""));
}

/* ---- figures */

static bt_fact fact_of(const char *label, const char *digits, const char *unit, int quarter, int article, int paragraph)
{
	bt_fact fact = {.owner = "xã Lụa Giang", .label = label, .unit = unit, .kind = BT_AMOUNT, .permille = 950, .period = {BT_PERIOD_QUARTER, 2024, quarter, false},
			.report = small_site_articles[article].stem, .date = small_site_articles[article].date, .paragraph = paragraph, .sentence = "Câu nêu số."};
	bt_num_shape shape;
	fact.value.stated = bt_num_parse(digits, strlen(digits), &fact.value.num, &shape) > 0;
	fact.value.digits = digits;
	return fact;
}

static char *figures_of(small_site *s, bt_fact *facts, guint n)
{
	static const char *const labels[] = {"Tổng thu ngân sách", NULL};
	bt_owner owner = {"Xã Lụa Giang", "so-lieu/xa-lua-giang", 2, "Quý I/2024", "Quý II/2024", labels};
	g_autoptr(GPtrArray) list = g_ptr_array_new();
	for (guint i = 0; i < n; i++)
		g_ptr_array_add(list, &facts[i]);
	g_ptr_array_add(s->plan.owners, &owner);
	g_autoptr(bt_series) series = bt_series_join(list, NULL);
	char *page = text_of(bt_site_figures_page(&s->plan, series, &owner, s->diags));
	g_ptr_array_set_size(s->plan.owners, 0);
	return page;
}

/* Each value stands as its report has it and leads to its paragraph; what one period alone states is counted, not shown. */
static void test_figures_lead_to_their_paragraphs(void **state)
{
	(void)state;
	g_autoptr(small_site) s = small_site_new(NULL);
	bt_fact facts[] = {
		fact_of("Tổng thu ngân sách", "12,5", "tỷ đồng", 1, 1, 2), fact_of("Tổng thu ngân sách", "13,75", "tỷ đồng", 2, 0, 1), fact_of("Tổng thu ngân sách", "13,9", "tỷ đồng", 2, 1, 4),
		fact_of("Giải ngân vốn đầu tư", "4.012,0", "triệu đồng", 1, 1, 3), fact_of("Giải ngân vốn đầu tư", "4,6", "tỷ đồng", 2, 0, 3), fact_of("Mương nạo vét", "12", "km", 1, 1, 1),
	};
	facts[1].change = (bt_change){.stated = true, .direction = BT_UP, .value = {true, {10, 0}, "10", BT_NO_SPAN}, .unit = "%", .base = "quý trước"};
	g_autofree char *page = figures_of(s, facts, G_N_ELEMENTS(facts));
	wants(page, "<a href=\"../2024/hop-hdnd.html#doan-1\">bài ngày 05/4/2024, đoạn 1</a>");
	wants(page, "<a href=\"../2024/nao-vet-muong.html#doan-2\">bài ngày 02/3/2024, đoạn 2</a>");
	wants(page, "nguồn khác nêu 13,9 tỷ đồng: ");
	wants(page, "4.012,0\u00A0triệu\u00A0đồng");
	wants(page, "tăng 10% so với quý trước");
	wants(page, "không nêu");
	wants(page, "Còn 1 chỉ tiêu mới nêu ở một kỳ");
	wants(page, "Số liệu</a></li>");
	assert_int_equal(count(page, "<svg class=\"scene\""), 1); /* two indicators of one unit share a chart */
	assert_int_equal(count(page, "<h1"), 1);
	assert_null(strstr(page, "<td></td>"));
}

/* A line with a gap is one path, dots of a colour are one group below which the series' own stand, and the table says once that its
 * cells are numbers: a page of dozens of charts stays light. */
static void test_figures_say_once_what_is_alike(void **state)
{
	(void)state;
	g_autoptr(small_site) s = small_site_new(NULL);
	static const char *const digits[] = {"11,2", "12,5", "13,1", "13,9"}; /* quarters I and II of two years */
	bt_fact facts[9];
	for (int i = 0; i < 4; i++) {
		facts[i] = fact_of("Tổng thu ngân sách", digits[i], "tỷ đồng", 1 + i % 2, i % 2, i + 1);
		facts[i + 4] = fact_of("Chi ngân sách", digits[3 - i], "tỷ đồng", 1 + i % 2, i % 2, i + 1);
		facts[i].period.year = facts[i + 4].period.year = 2023 + i / 2;
	}
	facts[8] = fact_of("Tổng thu ngân sách", "12,9", "tỷ đồng", 2, 1, 9);
	g_autofree char *page = figures_of(s, facts, G_N_ELEMENTS(facts));
	assert_int_equal(count(page, "<svg class=\"scene\""), 1);
	assert_int_equal(count(page, "<path vector-effect=\"non-scaling-stroke\" class=\"line\" d=\"M"), 2);
	assert_int_equal(count(page, "<polyline"), 0);
	const char *path = strstr(page, "d=\"M"), *gap = strchr(path + 4, 'M');
	assert_true(gap && gap < strchr(path + 4, '"'));
	assert_int_equal(count(page, "<g class=\"dot\">"), 2);
	assert_int_equal(count(page, "<g class=\"dot s1\">"), 1);
	assert_int_equal(count(page, "<circle cx="), 9);
	wants(page, "<g text-anchor=\"middle\">");
	wants(page, "<table class=\"numbers\">");
	wants(page, "<td>13,9\u00A0tỷ\u00A0đồng (nguồn khác: 12,9\u00A0tỷ\u00A0đồng)</td>");
}

int main(void)
{
	g_setenv("BANTIN_DATA", ".", FALSE);
	bt_data_init();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_article_leads_on), cmocka_unit_test(test_machines_read_the_title), cmocka_unit_test(test_no_host_is_invented),
		cmocka_unit_test(test_front_shows_the_newest), cmocka_unit_test(test_a_list_says_what_it_holds), cmocka_unit_test(test_missing_page_stands_anywhere),
		cmocka_unit_test(test_moved_page_points_on), cmocka_unit_test(test_figures_lead_to_their_paragraphs),
		cmocka_unit_test(test_figures_say_once_what_is_alike),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
