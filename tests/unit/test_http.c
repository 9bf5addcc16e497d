/* What the preview lets a browser ask for (reliability.md G2): this host only, GET and HEAD, nothing outside the site. */
#include "serve/http.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka.h wants the four headers above first */
#include <cmocka.h>

static int status_of(const char *line, const char *fields)
{
	g_autofree char *head = g_strdup_printf("%s\r\n%s\r\n", line, fields);
	bt_http_request request = bt_http_read(head, strlen(head), 8080);
	int status = request.status;
	bt_http_clear(&request);
	return status;
}

#define OURS "Host: localhost:8080\r\n"

static void test_requests(void **state)
{
	(void)state;
	static const struct {
		const char *line, *fields;
		int status;
	} cases[] = {
		{"GET / HTTP/1.1", OURS, 200},
		{"GET /2024/%C4%91%E1%BA%A1t.html?x=1 HTTP/1.1", "host: 127.0.0.1:8080\r\n", 200},
		{"HEAD /feed.xml HTTP/1.0", "Host: [::1]:8080\r\n", 200},
		{"GET / HTTP/1.1", "Host: evil.example:8080\r\n", 421},
		{"GET / HTTP/1.1", "Host: localhost:9090\r\n", 421},
		{"GET / HTTP/1.1", "", 421},
		{"POST / HTTP/1.1", OURS, 405},
		{"GET /../bantin.ini HTTP/1.1", OURS, 404},
		{"GET /a/%2e%2e/%2e%2e/etc/passwd HTTP/1.1", OURS, 404},
		{"GET /..%5c..%5cx HTTP/1.1", OURS, 404},
		{"GET /.git/config HTTP/1.1", OURS, 404},
		{"GET /a/.an HTTP/1.1", OURS, 404},
		{"GET //etc/passwd HTTP/1.1", OURS, 404},
		{"GET /%00 HTTP/1.1", OURS, 400},
		{"GET /%zz HTTP/1.1", OURS, 400},
		{"GET http://localhost:8080/ HTTP/1.1", OURS, 400},
		{"GET /", OURS, 400},
		{"GET / HTTP/1.1 more", OURS, 400},
		{"GET /.bantin/events HTTP/1.1", OURS, 200},
		{"GET /x/.bantin/events HTTP/1.1", OURS, 404},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		int status = status_of(cases[i].line, cases[i].fields);
		if (status != cases[i].status)
			print_error("%s gave %d\n", cases[i].line, status);
		assert_int_equal(status, cases[i].status);
	}
}

static void test_parts(void **state)
{
	(void)state;
	static const char head[] = "GET /2024/%C4%91%E1%BA%A1t.html?page=a%2Fb&x=%C3%AA HTTP/1.1\r\n" OURS "\r\n";
	bt_http_request request = bt_http_read(head, strlen(head), 8080);
	assert_string_equal(request.path, "2024/đạt.html");
	g_autofree char *page = bt_http_query(&request, "page"), *x = bt_http_query(&request, "x"), *none = bt_http_query(&request, "pag");
	assert_string_equal(page, "a/b");
	assert_string_equal(x, "ê");
	assert_null(none);
	bt_http_clear(&request);
	static const char nul[] = "GET / HTTP/1.1\r\nHost: localhost:8080\0\r\n\r\n";
	bt_http_request broken = bt_http_read(nul, sizeof nul - 1, 8080);
	assert_int_equal(broken.status, 400);
	bt_http_clear(&broken);
}

static void test_heads(void **state)
{
	(void)state;
	g_autoptr(GString) out = g_string_new(NULL);
	bt_http_head(out, 200, bt_http_type("a/b.html"), 12);
	assert_non_null(strstr(out->str, "Content-Type: text/html; charset=utf-8\r\nContent-Length: 12\r\n"));
	assert_non_null(strstr(out->str, "X-Content-Type-Options: nosniff\r\n"));
	assert_null(strstr(out->str, "Access-Control"));
	assert_true(g_str_has_suffix(out->str, "\r\n\r\n"));
	assert_string_equal(bt_http_type("x.unknown"), "application/octet-stream");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_requests), cmocka_unit_test(test_parts), cmocka_unit_test(test_heads)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
