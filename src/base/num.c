/* Exact decimals: parse, compare, calculate in 128 bits, print. Knows no units and no words. */
#include "base/base.h"

#include <string.h>

__extension__ typedef __int128 wide;

static bool fits(wide v) { return v <= G_MAXINT64 && v >= G_MININT64; }

static wide power10(int n)
{
	wide p = 1;
	while (n-- > 0)
		p *= 10;
	return p;
}

/* Runs of digits and the separators between them: at most 8 runs. */
struct runs {
	int n, digits;
	gsize len[8];
	char sep[8]; /* sep[i] stands before run i; sep[0] is 0 */
};

static gsize scan_runs(const char *s, gsize len, struct runs *r)
{
	gsize i = 0;
	*r = (struct runs){0};
	for (;;) {
		gsize start = i;
		while (i < len && g_ascii_isdigit(s[i]))
			i++;
		r->len[r->n++] = i - start;
		r->digits += (int)(i - start);
		bool more = i + 1 < len && (s[i] == '.' || s[i] == ',') && g_ascii_isdigit(s[i + 1]);
		if (!more || r->n == (int)G_N_ELEMENTS(r->len))
			return i;
		r->sep[r->n] = s[i++];
	}
}

static bool grouped(const struct runs *r, int from, int to)
{
	if (r->len[from] > 3)
		return false;
	for (int i = from + 1; i <= to; i++)
		if (r->len[i] != 3)
			return false;
	return true;
}

/* Which shape the runs have and how many decimals; false: none. */
static bool shape_of(const struct runs *r, bt_num_shape *shape, gsize *decimals)
{
	*decimals = 0;
	int last = r->n - 1;
	if (r->n == 1)
		return *shape = BT_SHAPE_PLAIN, true;
	for (int i = 2; i < last; i++)
		if (r->sep[i] != r->sep[1])
			return false;
	bool one_kind = r->sep[last] == r->sep[1];
	if (r->n == 2 && r->sep[1] == ',') {
		bool three = r->len[1] == 3 && r->len[0] <= 3;
		*decimals = r->len[1];
		return *shape = three ? BT_SHAPE_AMBIGUOUS : BT_SHAPE_DECIMAL, true;
	}
	if (r->n == 2 && r->len[1] != 3) {
		*decimals = r->len[1];
		return *shape = BT_SHAPE_FOREIGN_DECIMAL, r->len[1] <= 2 || r->len[0] == 1;
	}
	if (one_kind && grouped(r, 0, last))
		return *shape = r->sep[1] == '.' ? BT_SHAPE_GROUPED : BT_SHAPE_FOREIGN_GROUPED, true;
	if (!one_kind && grouped(r, 0, last - 1)) {
		*decimals = r->len[last];
		return *shape = r->sep[1] == '.' ? BT_SHAPE_GROUPED : BT_SHAPE_FOREIGN_GROUPED, true;
	}
	return false;
}

gsize bt_num_parse(const char *s, gsize len, bt_num *num, bt_num_shape *shape)
{
	if (len == 0 || !g_ascii_isdigit(s[0]))
		return 0;
	struct runs r;
	gsize used = scan_runs(s, len, &r), decimals;
	if (r.digits > BT_NUM_DIGITS || !shape_of(&r, shape, &decimals))
		return 0;
	gint64 mant = 0;
	for (gsize i = 0; i < used; i++)
		if (g_ascii_isdigit(s[i]))
			mant = mant * 10 + (s[i] - '0');
	*num = (bt_num){mant, (gint8)decimals};
	return used;
}

static void align(bt_num a, bt_num b, wide *x, wide *y, int *scale)
{
	*scale = MAX(a.scale, b.scale);
	*x = (wide)a.mant * power10(*scale - a.scale);
	*y = (wide)b.mant * power10(*scale - b.scale);
}

static bool narrow(wide v, int scale, bt_num *out)
{
	while (scale > 0 && (!fits(v) || scale > BT_NUM_DIGITS) && v % 10 == 0) {
		v /= 10;
		scale--;
	}
	if (!fits(v) || scale > BT_NUM_DIGITS)
		return false;
	*out = (bt_num){(gint64)v, (gint8)scale};
	return true;
}

int bt_num_cmp(bt_num a, bt_num b)
{
	wide x, y;
	int scale;
	align(a, b, &x, &y, &scale);
	return (x > y) - (x < y);
}

bool bt_num_add(bt_num a, bt_num b, bt_num *sum)
{
	wide x, y;
	int scale;
	align(a, b, &x, &y, &scale);
	return narrow(x + y, scale, sum);
}

bt_num bt_num_neg(bt_num a) { return (bt_num){-a.mant, a.scale}; }

bool bt_num_sub(bt_num a, bt_num b, bt_num *difference)
{
	return bt_num_add(a, bt_num_neg(b), difference);
}

bool bt_num_mul(bt_num a, bt_num b, bt_num *product)
{
	return narrow((wide)a.mant * b.mant, a.scale + b.scale, product);
}

bool bt_num_div(bt_num a, bt_num b, int scale, bt_num *quotient)
{
	int shift = scale + b.scale - a.scale;
	if (b.mant == 0 || ABS(shift) > BT_NUM_DIGITS)
		return false;
	wide x = a.mant, y = b.mant;
	if (shift >= 0)
		x *= power10(shift);
	else
		y *= power10(-shift);
	bool negative = (x < 0) != (y < 0);
	x = x < 0 ? -x : x;
	y = y < 0 ? -y : y;
	wide q = (2 * x + y) / (2 * y); /* half up, away from zero */
	return narrow(negative ? -q : q, scale, quotient);
}

double bt_num_ratio(bt_num a, bt_num b)
{
	if (b.mant == 0)
		return 0;
	return (double)a.mant / (double)b.mant * ((double)power10(b.scale) / (double)power10(a.scale));
}

static char *print_num(bt_num a, const char *point, const char *group)
{
	guint64 rest = a.mant < 0 ? (guint64)(-(a.mant + 1)) + 1 : (guint64)a.mant;
	int scale = MAX(a.scale, 0);
	char digits[G_MAXINT8 + 24], *first = digits + sizeof digits;
	for (int n = 0; rest || n <= scale; n++, rest /= 10)
		*--first = (char)('0' + rest % 10);
	const char *end = digits + sizeof digits, *whole = end - scale;
	GString *out = g_string_new(a.mant < 0 ? "-" : "");
	for (const char *p = first; p < whole; p++) {
		if (p > first && (whole - p) % 3 == 0)
			g_string_append(out, group);
		g_string_append_c(out, *p);
	}
	if (scale > 0) {
		g_string_append(out, point);
		g_string_append_len(out, whole, end - whole);
	}
	return g_string_free(out, FALSE);
}

char *bt_num_json(bt_num a) { return print_num(a, ".", ""); }

char *bt_num_vietnamese(bt_num a) { return print_num(a, ",", "."); }
