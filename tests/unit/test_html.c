/* The page: hostile text stays text, every word arrives, tokens have enough contrast, templates say
 * what is wrong. All texts are invented. */
#include "figure/figure.h"
#include "html/html.h"
#include "read/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>

struct page {
	bt_diags *diags;
	bt_doc *doc;
	bt_figures *figures;
	bt_charts *charts;
	char *html; /* NULL: failed */
};

static struct page page_with_lead(const char *text, const char *title, const char *lead, bool inside)
{
	struct page p = {.diags = bt_diags_new(BT_LANG_EN)};
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
	const char *given[BT_META_FIELDS] = {[BT_META_TITLE] = title, [BT_META_LEAD] = lead};
	p.doc = bt_read(bytes, "thu.txt", given, p.diags);
	assert_non_null(p.doc);
	p.figures = bt_figures_read(p.doc, p.diags);
	p.charts = bt_charts_pick(p.doc, p.figures);
	bt_html_options options = {.self_contained = inside, .pdf_name = "báo cáo \"1\".pdf"};
	g_autoptr(GBytes) html = bt_html_write(p.doc, p.charts, &options, p.diags);
	assert_non_null(html);
	p.html = g_strndup(g_bytes_get_data(html, NULL), g_bytes_get_size(html));
	return p;
}

static struct page page_of(const char *text, const char *title, bool inside) { return page_with_lead(text, title, NULL, inside); }

static void release(struct page *p)
{
	g_free(p->html);
	bt_charts_free(p->charts);
	bt_figures_free(p->figures);
	bt_doc_free(p->doc);
	bt_diags_free(p->diags);
}

static gsize count(const char *text, const char *what)
{
	gsize n = 0;
	for (const char *p = text; (p = strstr(p, what)); p += strlen(what))
		n++;
	return n;
}

/* The page with its tags and entities undone, white space and joints as in the source. */
static char *words_of(const char *html)
{
	const char *body = strstr(html, "<body>");
	GString *out = g_string_new(NULL);
	for (const char *p = body; *p;) {
		if (*p == '<')
			p = strchr(p, '>') + 1;
		else if (g_str_has_prefix(p, "\u00A0")) {
			g_string_append_c(out, ' ');
			p += 2;
		} else
			g_string_append_c(out, *p++);
	}
	g_string_replace(out, "&lt;", "<", 0);
	g_string_replace(out, "&gt;", ">", 0);
	g_string_replace(out, "&quot;", "\"", 0);
	g_string_replace(out, "&amp;", "&", 0);
	return g_string_free(out, FALSE);
}

static void hostile_text(void **state)
{
	(void)state;
	static const char *const lines[] = {
		"Kết quả <script>alert(1)</script> được công bố tại hội nghị của huyện.", "Đoạn này có ]]> và --> rồi <!-- chú thích --> ở giữa câu văn.",
		"Mẫu {{title}} và {{style}} cùng ${x} <% y %> {% z %} là chữ thường trong báo cáo.", "Dấu \" và ' và & và &amp; và &lt; cứ giữ nguyên như vậy nhé.",
		"</article></main></body> không kết thúc trang, <img src=x onerror=alert(1)> cũng thế.",
	};
	g_autofree char *text = g_strjoin("\n\n", lines[0], lines[1], lines[2], lines[3], lines[4], NULL);
	struct page p = page_with_lead(text, "Tiêu đề \" onload=\"x\" </title><script>", "Tóm \" onload=\"x\" tắt", true);
	g_autofree char *words = words_of(p.html);
	for (gsize i = 0; i < G_N_ELEMENTS(lines); i++)
		assert_non_null(strstr(words, lines[i]));
	assert_null(strstr(p.html, "<script"));
	assert_null(strstr(p.html, "<img"));
	assert_non_null(strstr(p.html, "content=\"Tóm &quot; onload=&quot;x&quot; tắt\""));
	assert_int_equal(count(p.html, "<title>"), 1);
	assert_int_equal(count(p.html, "</article>"), 1);
	assert_int_equal(count(p.html, "<h1"), 1);
	assert_non_null(strstr(p.html, "href=\"b%C3%A1o%20c%C3%A1o%20%221%22.pdf\""));
	release(&p);
}

/* What may not stand in a URL is coded; what is coded already stays. */
static void urls(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"https://vi.example/a?b=1&c=\"2\"", "https://vi.example/a?b=1&amp;c=%222%22"}, {"/a b", "/a%20b"}, {"a%20b%", "a%20b%25"},
		{"https://[2001:db8::1]:80/[x]#a#b", "https://[2001:db8::1]:80/%5Bx%5D#a%23b"}, {"tài-liệu.html", "tài-liệu.html"}, {"a\\b^`{|}<>", "a%5Cb%5E%60%7B%7C%7D%3C%3E"},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GString) out = g_string_new(NULL);
		bt_esc_url(out, cases[i][0]);
		assert_string_equal(out->str, cases[i][1]);
	}
}

/* Nothing in a page asks another place for anything, and a policy forbids it. */
static void nothing_external(void **state)
{
	(void)state;
	for (int inside = 0; inside < 2; inside++) {
		struct page p = page_of("Hội nghị nghe báo cáo và thảo luận sôi nổi về nhiệm vụ năm tới.", "Hội nghị", inside);
		assert_non_null(strstr(p.html, "default-src 'none'"));
		assert_null(strstr(p.html, "http:"));
		assert_null(strstr(p.html, "https:"));
		assert_null(strstr(p.html, "@import"));
		assert_int_equal(count(p.html, "<link"), inside ? 1 : 2); /* an icon that asks for nothing, and the sheet */
		assert_int_equal(count(p.html, "<style"), inside ? 1 : 0);
		assert_true(strlen(p.html) < 150000);
		release(&p);
	}
}

static void draft_asks(void **state)
{
	(void)state;
	struct page p = page_of("Hội nghị nghe báo cáo và thảo luận sôi nổi về nhiệm vụ năm tới.", NULL, false);
	assert_non_null(strstr(p.html, "[CẦN BỔ SUNG: tiêu đề]"));
	assert_non_null(strstr(p.html, "[CẦN BỔ SUNG: ngày]"));
	assert_non_null(strstr(p.html, "[CẦN BỔ SUNG: cơ quan]"));
	assert_non_null(strstr(p.html, "BẢN NHÁP"));
	release(&p);
}

/* h1 is the title; the text's own headings begin at h2 and never skip a level. */
static void headings_step(void **state)
{
	(void)state;
	struct page p = page_of("I. KẾT QUẢ ĐẠT ĐƯỢC\n\n1. Về kinh tế\n\nKinh tế của huyện tiếp tục ổn định và phát triển khá toàn diện.\n\nII. NHIỆM VỤ THỜI GIAN TỚI\n\nTiếp tục thực hiện tốt các nhiệm vụ đã đề ra từ đầu năm.\n", "Hội nghị", false);
	int last = 1;
	for (const char *h = p.html; (h = strstr(h, "<h")); h++) {
		if (!g_ascii_isdigit(h[2]))
			continue;
		int level = h[2] - '0';
		assert_true(level <= last + 1);
		assert_true(level > 1 || last == 1);
		last = level;
	}
	assert_true(last >= 2);
	release(&p);
}

/* No-break places hold in the page and vanish when it is copied as words. */
static void held_together(void **state)
{
	(void)state;
	struct page p = page_of("Theo Nghị quyết số 07/NQ-HĐND, huyện thu 1.234,5 tỷ đồng trong quý I năm 2031 theo dự toán.", "Thu", false);
	assert_non_null(strstr(p.html, "1.234,5\u00A0tỷ\u00A0đồng"));
	assert_non_null(strstr(p.html, "<span class=\"nb\">số\u00A007/NQ-HĐND,</span>"));
	g_autofree char *words = words_of(p.html);
	assert_non_null(strstr(words, "Theo Nghị quyết số 07/NQ-HĐND, huyện thu 1.234,5 tỷ đồng trong quý I năm 2031"));
	release(&p);
}

static void charts_in_page(void **state)
{
	(void)state;
	struct page p = page_of("Thu ngân sách nhà nước đạt 402,5 tỷ đồng, đạt 31,2% so với dự toán năm là 1.290 tỷ đồng. Giải ngân vốn đầu tư công đạt 28,64%.\n\nHội nghị kết thúc lúc chiều muộn cùng ngày.\n", "Thu", false);
	const char *figure = strstr(p.html, "<figure");
	assert_non_null(figure);
	assert_true(figure < strstr(p.html, "Hội nghị kết thúc"));
	assert_non_null(strstr(figure, "role=\"img\""));
	assert_non_null(strstr(figure, "aria-labelledby=\"bieu-do-1-t bieu-do-1-d\""));
	assert_non_null(strstr(figure, "<summary>Xem số liệu dạng bảng</summary>"));
	assert_null(strstr(figure, "<svg class=\"scene\" viewBox"));
	assert_non_null(strstr(figure, ">31,2%</text>"));
	assert_null(strstr(p.html, "nan"));
	assert_null(strstr(p.html, "\"inf"));
	release(&p);
}

/* ---- templates */

static const bt_name test_names[] = {
	{"frame", "name", BT_NAME_TEXT, ""}, {"frame", "nothing", BT_NAME_TEXT, ""}, {"frame", "bold", BT_NAME_MARKUP, ""}, {"frame", "items", BT_NAME_LIST, ""},
	{"frame/items", "own", BT_NAME_TEXT, ""}, {"frame", "none", BT_NAME_LIST, ""}, {"frame/none", "inner", BT_NAME_TEXT, ""}, {NULL, NULL, BT_NAME_TEXT, NULL},
};

static bool fill(const char *text, bt_diags *diags, GString *out)
{
	g_autoptr(bt_values) v = bt_values_new(NULL);
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
	g_autoptr(bt_template) template = bt_template_read(bytes, "mẫu.html", "mẫu.html", test_names, diags);
	bt_values_text(v, "name", "A & \"B\" {{other}}");
	bt_values_text(v, "nothing", NULL);
	bt_values_markup(v, "bold", g_string_new("<b>x</b>"));
	bt_values_text(bt_values_item(v, "items"), "own", "1");
	bt_values_text(bt_values_item(v, "items"), "own", "2");
	if (template)
		bt_template_fill(template, v, out);
	return template != NULL;
}

static void templates(void **state)
{
	(void)state;
	static const struct { const char *template, *html; } cases[] = {
		{"<p title=\"{{name}}\">{{ name }}!</p>", "<p title=\"A &amp; &quot;B&quot; {{other}}\">A &amp; \"B\" {{other}}!</p>"},
		{"<ul><li data-each=\"items\">{{own}}</li></ul>", "<ul><li>1</li><li>2</li></ul>"},
		{"<p><i data-if=\"nothing\">x</i><i data-if=\"name\">y</i></p>", "<p><i>y</i></p>"},
		{"<p data-put=\"bold\">old</p>", "<p><b>x</b></p>"},
		{"<p><br/><!-- gone -->a &lt; b</p>", "<p><br>a &lt; b</p>"},
		{"<script></script>", "<script></script>"},
		{"<style>p > a { color: red }</style>", "<style>p > a { color: red }</style>"},
		{"<p data-each=\"none\">{{inner}}</p>", ""},
		{"<ul data-if=\"items\"><li data-each=\"items\" data-if=\"own\" class=\"{{own}}\">{{name}}</li></ul>",
		 "<ul><li class=\"1\">A &amp; \"B\" {{other}}</li><li class=\"2\">A &amp; \"B\" {{other}}</li></ul>"},
		{"<html><head data-put=\"bold\"/></html>", "<!DOCTYPE html>\n<html><head><b>x</b></head></html>"},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
		g_autoptr(GString) out = g_string_new(NULL);
		g_autofree char *wanted = g_strdup_printf("%s\n", cases[i].html);
		assert_true(fill(cases[i].template, diags, out));
		assert_string_equal(out->str, wanted);
	}
}

static void wrong_templates(void **state)
{
	(void)state;
	static const struct { const char *template, *message; } cases[] = {
		{"<p>\n<b>{{nmae}}</b></p>", "mẫu.html:2:6: error: the template uses an unknown name «nmae»; known names: name, nothing ["},
		{"<p data-if=\"x\"/>", "mẫu.html:1:13: error: the template uses an unknown name «x»; known names: bold, items, name, none, nothing ["},
		{"<p data-put=\"name\"/>", "unknown name «name»; known names: bold ["},
		{"<p data-each=\"name\"/>", "unknown name «name»; known names: items, none ["},
		{"<p>{{bold}}</p>", "unknown name «bold»"},
		{"<ul><li data-each=\"items\">{{name}}{{their}}</li></ul>", "known names: name, nothing, own ["},
		{"<p><b></p>", "mẫu.html:1"},
		{"<p>\n\n<i data-each=\"none\">\n<b data-if=\"nothing\">{{iner}}</b></i></p>", "unknown name «iner»; known names: inner, name, nothing ["},
		{"<p title=\"{{name}\">x</p>", "cannot use «{{» here: «{{» has no «}}»"},
		{"<p data-fi=\"name\">x</p>", "cannot use «data-fi» here: did you mean data-each, data-if or data-put?"},
		{"<script>var a = '{{name}}';</script>", "no name may stand within <script>"},
		{"<br data-put=\"bold\"/>", "an element like this holds nothing"},
		{"<!DOCTYPE p [<!ENTITY e SYSTEM \"/etc/hostname\">]><p>&e;</p>", ""},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
		g_autoptr(GString) out = g_string_new(NULL);
		bool done = fill(cases[i].template, diags, out);
		g_autofree char *text = bt_diags_text(diags, false, false);
		if (*cases[i].message)
			assert_false(done);
		if (!strstr(text, cases[i].message))
			print_error("%s\nwanted: %s\n", text, cases[i].message);
		assert_non_null(strstr(text, cases[i].message));
	}
}

/* ---- contrast of the tokens, both schemes (axe cannot judge text in SVG) */

static double channel(const char *hex)
{
	double v = (double)(g_ascii_xdigit_value(hex[0]) * 16 + g_ascii_xdigit_value(hex[1])) / 255;
	return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

static double luminance(const char *hex) { return 0.2126 * channel(hex + 1) + 0.7152 * channel(hex + 3) + 0.0722 * channel(hex + 5); }

/* The value of a token after `from` in the sheet. */
static const char *token(const char *from, const char *name)
{
	g_autofree char *key = g_strdup_printf("--%s: #", name);
	const char *at = strstr(from, key);
	assert_non_null(at);
	return at + strlen(key) - 1;
}

/* Every token that text or a mark wears, on every ground it stands on; text of drawings (labels, values, ticks) is ink, ink-2
 * and chart-1 on paper. */
static const struct {
	const char *mark, *ground;
	double least;
} token_pairs[] = {
	{"ink", "paper", 4.5}, {"ink-2", "paper", 4.5}, {"brand", "paper", 4.5}, {"link", "paper", 4.5}, {"ink", "tint", 4.5}, {"brand", "tint", 4.5}, {"chart-1", "paper", 4.5},
	{"chart-2", "paper", 3}, {"chart-3", "paper", 3}, {"chart-4", "paper", 3}, {"context", "paper", 3}, {"chart-1", "track", 3}, {"ink", "track", 3},
};

static double ratio_of(const char *one, const char *two)
{
	double a = luminance(one), b = luminance(two);
	return (MAX(a, b) + 0.05) / (MIN(a, b) + 0.05);
}

/* The value of a token in the rules of `from`, or of the scheme they stand over. */
static const char *token_over(const char *from, const char *under, const char *name)
{
	const char *end = strchr(from, '}');
	g_autofree char *key = g_strdup_printf("--%s:", name), *rules = g_strndup(from, (gsize)(end - from));
	const char *at = strstr(rules, key);
	return at ? strchr(from + (at - rules), '#') : token(under, name);
}

static void judge(const char *what, const char *over, const char *under)
{
	for (gsize i = 0; i < G_N_ELEMENTS(token_pairs); i++) {
		double ratio = ratio_of(token_over(over, under, token_pairs[i].mark), token_over(over, under, token_pairs[i].ground));
		if (ratio < token_pairs[i].least)
			print_error("%s: %s on %s is %.2f, needs %.1f\n", what, token_pairs[i].mark, token_pairs[i].ground, ratio, token_pairs[i].least);
		assert_true(ratio >= token_pairs[i].least);
	}
}

static void contrast(void **state)
{
	(void)state;
	g_autofree char *css = NULL;
	assert_true(g_file_get_contents("templates/style.css", &css, NULL, NULL));
	const char *light = strstr(css, ":root"), *dark = strstr(css, "prefers-color-scheme: dark");
	judge("dang, light", light, light);
	judge("dang, dark", dark, dark);
	judge("nha-nuoc, light", strstr(light, ".nha-nuoc"), light);
	judge("nha-nuoc, dark", strstr(dark, ".nha-nuoc"), dark);
}

/* Whatever colours an office asks for, what comes of them can be read in light and in the dark. */
static void own_colours(void **state)
{
	(void)state;
	static const char *const lists[] = {
		"brand:#1B5E20", "brand:#000000, link:#3B0066", "chart-1:#004D40; chart-2:#B26A00", "brand:#FFF176", "brand:#767676, ink:#333333", "tint:#EFEFEF, context:#6A6A6A, chart-4:#5D4037",
	};
	g_autofree char *css = NULL;
	assert_true(g_file_get_contents("templates/style.css", &css, NULL, NULL));
	const char *schemes[] = {strstr(css, ":root"), strstr(css, "prefers-color-scheme: dark")};
	for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
		for (int state_body = 0; state_body < 2; state_body++) {
			const char *office[BT_OFFICE_KEYS] = {[BT_OFFICE_COLOURS] = lists[i], [BT_OFFICE_THEME] = state_body ? "nha-nuoc" : "dang"};
			g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
			g_autoptr(bt_look) look = bt_look_open(NULL, NULL, office, NULL, diags);
			g_autoptr(bt_values) values = bt_values_new(NULL);
			bt_look_frame(look, values, "", false);
			static const bt_name names[] = {{"frame", "own-style", BT_NAME_MARKUP, ""}, {NULL, NULL, BT_NAME_TEXT, NULL}};
			g_autoptr(GBytes) text = g_bytes_new_static("<p data-put=\"own-style\"></p>", 29);
			g_autoptr(bt_template) template = bt_template_read(text, "x", "x", names, diags);
			g_autoptr(GString) own = g_string_new(NULL);
			bt_template_fill(template, values, own);
			const char *light = strstr(own->str, ":root{"), *dark = strstr(own->str, "dark){:root{");
			if (light && light != dark)
				judge(lists[i], light, schemes[0]);
			if (dark)
				judge(lists[i], dark + strlen("dark){"), schemes[1]);
			assert_true(i == 3 || light);
		}
}

/* ---- assets */

static void see_asset(void *data, const char *name, GBytes *bytes)
{
	GString *seen = data;
	assert_true(g_bytes_get_size(bytes) > 100);
	g_string_append_printf(seen, "%s\n", name);
}

/* Each font that the sheet names is there, with its licence. */
static void assets(void **state)
{
	(void)state;
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(GString) seen = g_string_new(NULL);
	assert_true(bt_html_assets(NULL, see_asset, seen, diags));
	assert_non_null(strstr(seen->str, "bantin-assets/style.css\n"));
	assert_non_null(strstr(seen->str, "bantin-assets/OFL.txt\n"));
	assert_int_equal(count(seen->str, ".woff2\n"), 5);
}

static void test_topics_stand_out(void **state)
{
	(void)state;
	struct page p = page_of("Về kinh tế - xã hội, thu ngân sách đạt 12 tỷ đồng và các chỉ tiêu khác đều ổn định so với đầu năm.\n", "Tin", true);
	assert_non_null(strstr(p.html, "<b>Về kinh tế\u00A0- xã hội</b>, thu ngân sách"));
	release(&p);
}

int main(void)
{
	g_setenv("BANTIN_DATA", ".", FALSE);
	bt_data_init();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hostile_text), cmocka_unit_test(urls), cmocka_unit_test(nothing_external), cmocka_unit_test(draft_asks), cmocka_unit_test(headings_step),
		cmocka_unit_test(held_together), cmocka_unit_test(charts_in_page), cmocka_unit_test(templates), cmocka_unit_test(wrong_templates),
		cmocka_unit_test(contrast), cmocka_unit_test(own_colours), cmocka_unit_test(assets),
		cmocka_unit_test(test_topics_stand_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
