/* Picture headers: kind by content, size, limits; nothing is believed that the bytes do not hold. */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#define PNG_HEAD "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
#define PNG(width, height) PNG_HEAD width height "\x08\x02\0\0\0\0\0\0\0"
#define JPEG(size) "\xFF\xD8\xFF\xE0\0\x04" "ab" "\xFF\xFF\xC2\0\x11\x08" size "\x03" "0123456789"

static void headers(void **state)
{
	(void)state;
	static const struct { const char *bytes; gsize len; bool good; bt_picture_kind kind; guint width, height; } cases[] = {
#define C(bytes) bytes, sizeof(bytes) - 1
		{C(PNG("\0\0\x02\x80", "\0\0\x01\xE0")), true, BT_PICTURE_PNG, 640, 480},
		{C(JPEG("\x01\xE0\x02\x80")), true, BT_PICTURE_JPEG, 640, 480},
		{C(PNG("\0\0\0\0", "\0\0\x01\xE0")), false, 0, 0, 0},
		{C(PNG("\0\x01\0\0", "\0\0\0\x01")), false, 0, 0, 0},
		{C(PNG("\0\0\x7F\xFF", "\0\0\x7F\xFF")), false, 0, 0, 0},
		{C(PNG_HEAD "\0\0"), false, 0, 0, 0},
		{C("\xFF\xD8\xFF\xE0\0\0" "ababababab"), false, 0, 0, 0},
		{C("\xFF\xD8\xFF\xE0\xFF\xFF" "ab"), false, 0, 0, 0},
		{C("GIF89a and so on and so forth until the end"), false, 0, 0, 0},
		{C("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x\"/>"), false, 0, 0, 0},
		{C(""), false, 0, 0, 0},
#undef C
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GBytes) bytes = g_bytes_new(cases[i].bytes, cases[i].len);
		bt_picture picture;
		assert_int_equal(bt_picture_read(bytes, &picture), cases[i].good);
		if (!cases[i].good)
			continue;
		assert_int_equal(picture.kind, cases[i].kind);
		assert_int_equal(picture.width, cases[i].width);
		assert_int_equal(picture.height, cases[i].height);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(headers)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
