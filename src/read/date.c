/* Dates as Vietnamese offices write them, to ISO. Always day first; the year is four digits.
 * Knows no clock. */
#include "read/inner.h"

#include <string.h>

static bool date_exists(int y, int m, int d)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	if (y < 1000 || m < 1 || m > 12 || d < 1)
		return false;
	bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
	return d <= days[m - 1] + (m == 2 && leap);
}

/* Up to max digits at *p. */
static bool digits(const char **p, int max, int *n, int *count)
{
	*n = *count = 0;
	while (g_ascii_isdigit(**p) && *count < max) {
		*n = *n * 10 + (*(*p)++ - '0');
		++*count;
	}
	return *count > 0 && !g_ascii_isdigit(**p);
}

static void skip(const char **p, const char *words)
{
	while (**p == ' ')
		++*p;
	gsize n = bt_key_begins(*p, words);
	*p += n;
	while (**p == ' ')
		++*p;
}

/* "ngày 04 tháng 7 năm 2030" in folded letters. */
static bool in_words(const char *p, int *y, int *m, int *d)
{
	int count;
	skip(&p, "ngay");
	if (!digits(&p, 2, d, &count))
		return false;
	skip(&p, "");
	gsize n = bt_key_begins(p, "thang");
	if (!n)
		return false;
	p += n;
	skip(&p, "");
	if (!digits(&p, 2, m, &count))
		return false;
	skip(&p, "nam");
	if (!digits(&p, 4, y, &count) || count != 4)
		return false;
	skip(&p, "");
	return !*p;
}

/* 04/7/2030, 4-7-2030, 4.7.2030 or 2030-07-04. */
static bool in_digits(const char *p, int *y, int *m, int *d)
{
	int first, second, third, n1, n2, n3;
	if (!digits(&p, 4, &first, &n1) || !*p || !strchr("/-.", *p))
		return false;
	char mark = *p++;
	if (!digits(&p, 2, &second, &n2) || *p++ != mark || !digits(&p, 4, &third, &n3))
		return false;
	skip(&p, "");
	if (*p)
		return false;
	*m = second;
	*y = n1 == 4 ? first : third;
	*d = n1 == 4 ? third : first;
	return n1 == 4 ? n3 <= 2 : n1 <= 2 && n3 == 4;
}

const char *bt_date_iso(const char *text, bt_arena *arena)
{
	int y, m, d;
	g_autofree char *folded = bt_fold(text);
	/* A dateline's place goes before: "Hà Nội, ngày …". */
	const char *comma = strrchr(folded, ','), *p = comma ? comma + 1 : folded;
	skip(&p, "sang;trua;chieu;toi;hom");
	skip(&p, "ngay");
	if (!in_words(p, &y, &m, &d) && !in_digits(p, &y, &m, &d))
		return NULL;
	return date_exists(y, m, d) ? bt_arena_printf(arena, "%04d-%02d-%02d", y, m, d) : NULL;
}
