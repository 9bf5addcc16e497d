/* Exact decimals: what is a number, what it is worth, and that no digit is lost. */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka.h wants the four headers above first */
#include <cmocka.h>

#include <string.h>

static void test_parse(void **state)
{
	(void)state;
	static const struct { const char *in; gsize used; gint64 mant; int scale; bt_num_shape shape; } cases[] = {
		{"534", 3, 534, 0, BT_SHAPE_PLAIN}, {"0", 1, 0, 0, BT_SHAPE_PLAIN}, {"1.234", 5, 1234, 0, BT_SHAPE_GROUPED},
		{"1.390,9 tỷ", 7, 13909, 1, BT_SHAPE_GROUPED}, {"12,5%", 4, 125, 1, BT_SHAPE_DECIMAL}, {"0,05", 4, 5, 2, BT_SHAPE_DECIMAL},
		{"12,50", 5, 1250, 2, BT_SHAPE_DECIMAL}, {"26.7", 4, 267, 1, BT_SHAPE_FOREIGN_DECIMAL}, {"1,234,567", 9, 1234567, 0, BT_SHAPE_FOREIGN_GROUPED},
		{"1,234.5", 7, 12345, 1, BT_SHAPE_FOREIGN_GROUPED}, {"2,345", 5, 2345, 3, BT_SHAPE_AMBIGUOUS}, {"1.234.567,89.", 12, 123456789, 2, BT_SHAPE_GROUPED},
		{"15,", 2, 15, 0, BT_SHAPE_PLAIN}, {"15.", 2, 15, 0, BT_SHAPE_PLAIN}, {"007", 3, 7, 0, BT_SHAPE_PLAIN},
		{"999999999999999999", 18, G_GINT64_CONSTANT(999999999999999999), 0, BT_SHAPE_PLAIN},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		bt_num num = {-1, -1};
		bt_num_shape shape;
		gsize used = bt_num_parse(cases[i].in, strlen(cases[i].in), &num, &shape);
		if (used != cases[i].used || num.mant != cases[i].mant || num.scale != cases[i].scale || shape != cases[i].shape)
			fail_msg("%s: used %zu, %" G_GINT64_FORMAT "e-%d, shape %d", cases[i].in, used, num.mant, num.scale, shape);
	}
}

static void test_no_number(void **state)
{
	(void)state;
	static const char *const cases[] = {"", "x", "-5", ".5", ",5", "1.23.4", "1.234,567.8", "1234567890123456789", "1234.567.890", "٣"};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		bt_num num;
		bt_num_shape shape;
		if (bt_num_parse(cases[i], strlen(cases[i]), &num, &shape) != 0)
			fail_msg("«%s» read as a number", cases[i]);
	}
	bt_num num;
	bt_num_shape shape;
	assert_int_equal(bt_num_parse("123", 2, &num, &shape), 2); /* no look beyond the length */
	assert_int_equal(num.mant, 12);
}

static void test_arithmetic(void **state)
{
	(void)state;
	bt_num a = {13909, 1}, b = {5208, 0}, out;
	assert_true(bt_num_div(a, b, 3, &out));
	assert_int_equal(out.mant, 267);
	assert_true(bt_num_div((bt_num){-1, 0}, (bt_num){3, 0}, 4, &out));
	assert_int_equal(out.mant, -3333);
	assert_true(bt_num_div((bt_num){5, 1}, (bt_num){1, 0}, 0, &out)); /* half away from zero */
	assert_int_equal(out.mant, 1);
	assert_false(bt_num_div(a, (bt_num){0, 5}, 2, &out));
	assert_true(bt_num_add((bt_num){1, 1}, (bt_num){2, 2}, &out)); /* 0,1 + 0,02 */
	assert_int_equal(bt_num_cmp(out, (bt_num){12, 2}), 0);
	assert_true(bt_num_sub((bt_num){1, 0}, (bt_num){15, 1}, &out));
	assert_int_equal(bt_num_cmp(out, (bt_num){-5, 1}), 0);
	assert_true(bt_num_mul((bt_num){25, 1}, (bt_num){4, 0}, &out));
	assert_int_equal(bt_num_cmp(out, (bt_num){10, 0}), 0);
	bt_num big = {G_GINT64_CONSTANT(999999999999999999), 0};
	assert_false(bt_num_mul(big, big, &out));
	assert_int_equal(bt_num_cmp((bt_num){10, 1}, (bt_num){1, 0}), 0);
	assert_true(bt_num_cmp(big, (bt_num){1, 18}) > 0);
}

static void test_printing(void **state)
{
	(void)state;
	static const struct { bt_num num; const char *json, *vietnamese; } cases[] = {
		{{13909, 1}, "1390.9", "1.390,9"}, {{5, 2}, "0.05", "0,05"}, {{-1234567, 0}, "-1234567", "-1.234.567"}, {{0, 0}, "0", "0"},
		{{1250, 2}, "12.50", "12,50"}, {{G_MININT64, 0}, "-9223372036854775808", "-9.223.372.036.854.775.808"},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *json = bt_num_json(cases[i].num), *vietnamese = bt_num_vietnamese(cases[i].num);
		assert_string_equal(json, cases[i].json);
		assert_string_equal(vietnamese, cases[i].vietnamese);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_parse), cmocka_unit_test(test_no_number), cmocka_unit_test(test_arithmetic), cmocka_unit_test(test_printing)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
