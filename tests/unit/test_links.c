/* Links of finished pages: which lead to something, from where they stand, in whatever way an author wrote them. */
#include "site/build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka.h wants the four headers above first */
#include <cmocka.h>

static const char *const addresses[] = {"index.html", "2024/index.html", "2024/hop-thon.html", "2024/a&b.html", "chuyen-muc/tin-tuc.html"};

static bt_addresses make_site(void)
{
	bt_addresses site = {0};
	for (gsize i = 0; i < G_N_ELEMENTS(addresses); i++)
		bt_addresses_add(&site, addresses[i]);
	return site;
}

static void test_paths(void **state)
{
	(void)state;
	static const struct {
		const char *link;
		bool good;
	} links[] = {
		{"hop-thon.html", true}, {"./hop-thon.html", true}, {"../2024/hop-thon.html", true}, {"../index.html", true}, {"../", true}, {"./", true},
		{"..//chuyen-muc/./tin-tuc.html", true}, {"hop-thon.html?in=1", true}, {"hop-thon.html#doan-2", true}, {"?in=1", true}, {"h%6fp-thon.html", true},
		{"a&amp;b.html", true}, {"a%26b.html", true}, {"#", true}, {"https://example.org/la", true}, {"//example.org/la", true}, {"tel:0234", true},
		{"la.html", false}, {"../hop-thon.html", false}, {"../../index.html", false}, {"/index.html", false}, {"..", false}, {"hop-thon", false},
		{"hop-thon.html/", false}, {"hop%zzthon.html", false}, {"#doan-2", false},
	};
	bt_addresses site = make_site();
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	const bt_link_check check = {&site, "2024/nao-vet.html"};
	for (gsize i = 0; i < G_N_ELEMENTS(links); i++)
		if (bt_links_check_one(&check, links[i].link, diags) != links[i].good)
			fail_msg("«%s» should be %s", links[i].link, links[i].good ? "good" : "broken");
	bt_addresses_clear(&site);
}

static void test_page(void **state)
{
	(void)state;
	static const char page[] = "<p id=\"doan-1\">x = 1, y=\"2, <a href=\"#doan-1\">trên</a> <a class=\"k\" href=\"hop-thon.html#doan-3\">bài</a>"
				   "<img src=\"../anh/mat.jpg\" alt=\"Ảnh\"> <a data-href=\"la.html\" href=\"#doan-9\">dưới</a></p>";
	bt_addresses site = make_site();
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(GBytes) bytes = g_bytes_new_static(page, strlen(page));
	g_autoptr(GPtrArray) elsewhere = g_ptr_array_new_with_free_func(g_free), links = bt_links_of(bytes);
	const bt_link_check check = {&site, "2024/nao-vet.html"};
	assert_false(bt_links_check(&check, bytes, elsewhere, diags));
	assert_int_equal(bt_diags_count(diags), 2);
	assert_non_null(strstr(bt_diags_at(diags, 0)->text, "../anh/mat.jpg"));
	assert_non_null(strstr(bt_diags_at(diags, 1)->text, "#doan-9"));
	assert_string_equal(bt_diags_at(diags, 0)->file, "2024/nao-vet.html");
	assert_int_equal(elsewhere->len, 1);
	assert_string_equal(elsewhere->pdata[0], "2024/nao-vet.html\n2024/hop-thon.html#doan-3");
	assert_int_equal(links->len, 1);
	assert_string_equal(links->pdata[0], "hop-thon.html#doan-3");
	bt_addresses_clear(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_paths), cmocka_unit_test(test_page)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
