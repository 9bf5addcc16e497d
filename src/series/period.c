/* Periods as reports write them ("quý I/2031", "3 tháng đầu năm", "cùng kỳ"), from words to a place on an axis
 * and back. The only reader of periods of the program. What is not understood is no period: nothing is
 * guessed. Knows nothing of figures. */
#include "series/series.h"

#include <string.h>

#define WORDS_MOST 8 /* words of one period: "tính đến hết 9 tháng đầu năm 2031" */

struct word {
	const char *s;
	int number; /* -1: none */
};

/* Of four digits at most; -1: another word. */
static int number_in(const char *from, const char *end)
{
	int n = 0;
	for (const char *p = from; p < end; p++) {
		if (!g_ascii_isdigit(*p) || p - from >= 4)
			return -1;
		n = n * 10 + (*p - '0');
	}
	return n;
}

/* Letters and digits without marks, one word each. `folded` is cut up. */
static GArray *words_of(char *folded)
{
	GArray *words = g_array_sized_new(FALSE, FALSE, sizeof(struct word), 2 * WORDS_MOST);
	for (char *p = folded; *p;) {
		char *from = p;
		while (g_ascii_isalnum(*p))
			p++;
		if (p == from) {
			*p++ = '\0';
			continue;
		}
		struct word w = {from, number_in(from, p)};
		bool more = *p != '\0';
		*p = '\0';
		g_array_append_val(words, w);
		p += more;
	}
	return words;
}

static int one_of(const char *word, const char *const *names)
{
	for (int i = 0; names[i]; i++)
		if (strcmp(word, names[i]) == 0)
			return i + 1;
	return 0;
}

static int quarter_of(const struct word *w)
{
	static const char *const romans[] = {"i", "ii", "iii", "iv", NULL};
	return w->number >= 1 && w->number <= 4 ? w->number : one_of(w->s, romans);
}

static int months_of(const struct word *w)
{
	static const char *const names[] = {"mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi", NULL};
	return w->number >= 1 && w->number <= 12 ? w->number : w->number < 0 ? one_of(w->s, names) : 0;
}

/* "Q1" */
static int short_quarter(const struct word *w) { return w->s[0] == 'q' && w->s[1] >= '1' && w->s[1] <= '4' && !w->s[2] ? w->s[1] - '0' : 0; }

struct parsed {
	int months; /* "6 tháng" */
	int month, quarter, year;
	bool first, last, half, whole; /* "đầu năm", "cuối năm", "nửa", "năm" or "cả năm" */
	bool spelt; /* "sáu tháng": without marks also "sau tháng" and "năm, tháng", unless đầu or cuối follows */
};

/* Takes the words at `w`; returns how many, 0: not of a period. */
static int take(const struct word *w, int n, struct parsed *p)
{
	static const char *const fillers[] = {"trong", "cua", "thuoc", NULL};
	const char *next = n > 1 ? w[1].s : "";
	if ((strcmp(w->s, "quy") == 0 || strcmp(w->s, "qui") == 0) && n > 1 && quarter_of(&w[1]) && !p->quarter) {
		p->quarter = quarter_of(&w[1]);
		return 2;
	}
	if (short_quarter(w) && !p->quarter) {
		p->quarter = short_quarter(w);
		return 1;
	}
	if (months_of(w) && strcmp(next, "thang") == 0 && !p->months) {
		p->months = months_of(w);
		p->spelt = w->number < 0;
		return 2;
	}
	if (strcmp(w->s, "thang") == 0 && n > 1 && w[1].number >= 1 && w[1].number <= 12 && !p->month) {
		p->month = w[1].number;
		return 2;
	}
	if (w->number >= 1900 && w->number <= 2199 && (!p->year || p->year == w->number)) {
		p->year = w->number;
		return 1;
	}
	bool *flag = strcmp(w->s, "dau") == 0 ? &p->first : strcmp(w->s, "cuoi") == 0 ? &p->last : strcmp(w->s, "nua") == 0 ? &p->half
		: strcmp(w->s, "nam") == 0 || strcmp(w->s, "ca") == 0 ? &p->whole : NULL;
	if (flag)
		*flag = true;
	return flag || one_of(w->s, fillers) ? 1 : 0;
}

/* "N tháng" with its end of the year. Without "đầu", "cuối" or a year "3 tháng" may be any three months; six and nine
 * are what reports are made of. */
static bt_period of_months(const struct parsed *p)
{
	bt_period none = {0}, period = {.year = p->year};
	int n = p->half ? 6 : p->months;
	if (p->last && p->first)
		return none;
	if (!p->first && !p->last && (p->spelt || (!p->year && n != 6 && n != 9 && n != 12)))
		return none;
	if (n == 12 || n == 9)
		period.kind = n == 12 ? BT_PERIOD_YEAR : p->last ? BT_PERIOD_NONE : BT_PERIOD_NINE;
	else if (n == 6 || n == 3) {
		period.kind = n == 6 ? BT_PERIOD_HALF : BT_PERIOD_QUARTER;
		period.number = !p->last ? 1 : n == 6 ? 2 : 4;
	} else if (n == 1 || p->last) {
		period.kind = n == 1 ? BT_PERIOD_MONTH : BT_PERIOD_NONE;
		period.number = p->last ? 12 : 1;
	} else {
		period.kind = BT_PERIOD_MONTHS;
		period.number = n;
	}
	return period.kind == BT_PERIOD_NONE ? none : period;
}

static bt_period period_of(const struct parsed *p)
{
	int stated = (p->months > 0) + (p->month > 0) + (p->quarter > 0) + p->half;
	if (stated > 1 || (stated == 0 && (p->first || p->last)) || ((p->quarter || p->month) && (p->first || p->last)))
		return (bt_period){0};
	if (p->quarter)
		return (bt_period){.kind = BT_PERIOD_QUARTER, .year = p->year, .number = p->quarter};
	if (p->month)
		return (bt_period){.kind = BT_PERIOD_MONTH, .year = p->year, .number = p->month};
	if (p->months || p->half)
		return of_months(p);
	if (p->year)
		return (bt_period){.kind = BT_PERIOD_YEAR, .year = p->year};
	return (bt_period){0};
}

static bt_period read_words(const struct word *words, int n)
{
	struct parsed p = {0};
	bool whole_year = n == 2 && strcmp(words[0].s, "ca") == 0 && strcmp(words[1].s, "nam") == 0;
	if (whole_year)
		return (bt_period){.kind = BT_PERIOD_YEAR};
	for (int i = 0, k; i < n; i += k) {
		k = take(&words[i], n - i, &p);
		if (k == 0)
			return (bt_period){0};
	}
	return period_of(&p);
}

bt_period bt_period_read(const char *words)
{
	g_autofree char *folded = bt_fold(words);
	g_autoptr(GArray) list = words_of(folded);
	return read_words((struct word *)(void *)list->data, (int)list->len);
}

/* Words that a period can begin with; most of a text are others. */
static bool begins(const struct word *w)
{
	static const char *const firsts[] = {"quy", "qui", "thang", "nam", "nua", "ca", NULL};
	return w->number >= 0 || months_of(w) || short_quarter(w) || one_of(w->s, firsts);
}

bt_period bt_period_find(const char *text)
{
	g_autofree char *folded = bt_fold(text);
	g_autoptr(GArray) list = words_of(folded);
	const struct word *words = (struct word *)(void *)list->data;
	bt_period year = {0};
	for (guint i = 0; i < list->len; i++) {
		for (guint n = begins(&words[i]) ? MIN(WORDS_MOST, list->len - i) : 0; n > 0; n--) {
			bt_period period = read_words(words + i, (int)n);
			if (period.kind == BT_PERIOD_YEAR && year.kind == BT_PERIOD_NONE)
				year = period;
			if (period.kind != BT_PERIOD_NONE && period.kind != BT_PERIOD_YEAR)
				return period;
		}
	}
	return year;
}

/* ---- on the axis of time */

static bool months(bt_period period, int *from, int *to)
{
	int start = period.year * 12, n = period.number;
	switch (period.kind) {
	case BT_PERIOD_NONE:
		return false;
	case BT_PERIOD_MONTH:
		*from = start + n - 1;
		*to = start + n;
		return true;
	case BT_PERIOD_QUARTER:
		*from = start + 3 * n - 3;
		*to = start + 3 * n;
		return true;
	case BT_PERIOD_MONTHS:
		*from = start;
		*to = start + n;
		return true;
	case BT_PERIOD_HALF:
		*from = start + 6 * n - 6;
		*to = start + 6 * n;
		return true;
	case BT_PERIOD_NINE:
		*from = start;
		*to = start + 9;
		return true;
	case BT_PERIOD_YEAR:
		*from = start;
		*to = start + 12;
		return true;
	}
	return false;
}

bool bt_period_place(bt_period period, double *from, double *to)
{
	int first, end;
	if (!months(period, &first, &end))
		return false;
	*from = first;
	*to = end;
	return true;
}

int bt_period_compare(bt_period a, bt_period b)
{
	int from_a = -1, from_b = -1, to_a = -1, to_b = -1;
	months(a, &from_a, &to_a);
	months(b, &from_b, &to_b);
	if (from_a != from_b)
		return from_a < from_b ? -1 : 1;
	if (to_a != to_b)
		return to_a < to_b ? -1 : 1;
	return a.running - b.running;
}

/* Year and month (from 0) of an ISO day. */
static bool day_of(const char *iso, int *year, int *month)
{
	gint64 y, m;
	g_autofree char *head = iso && strlen(iso) >= 7 && iso[4] == '-' ? g_strndup(iso, 7) : NULL;
	if (!head)
		return false;
	head[4] = '\0';
	if (!g_ascii_string_to_signed(head, 10, 1, 9999, &y, NULL) || !g_ascii_string_to_signed(head + 5, 10, 1, 12, &m, NULL))
		return false;
	*year = (int)y;
	*month = (int)m - 1;
	return true;
}

static int in_year(bt_period_kind kind)
{
	return kind == BT_PERIOD_MONTH ? 12 : kind == BT_PERIOD_QUARTER ? 4 : kind == BT_PERIOD_HALF ? 2 : 0;
}

static bt_period period_before(bt_period period)
{
	int most = in_year(period.kind);
	if (period.year == 0)
		return (bt_period){0};
	if (most && --period.number > 0)
		return period;
	period.year--;
	if (most)
		period.number = most;
	return period;
}

bt_period bt_period_after(bt_period period)
{
	int most = in_year(period.kind);
	if (period.year == 0)
		return (bt_period){0};
	if (most && ++period.number <= most)
		return period;
	period.year++;
	if (most)
		period.number = 1;
	return period;
}

/* ---- in a report */

#define AHEAD 2 /* months by which a report may come before the end of its period: "ước 6 tháng" in May */
#define LATE 3  /* and after it, when the year has changed since: "quý IV" in January */

/* Told in the month `now`, can it be the period's of that year? A period to come is told of before the one long past. */
static bool told_of(bt_period period, int now)
{
	int from, to;
	months(period, &from, &to);
	bool of_the_year = period.kind != BT_PERIOD_MONTH && period.kind != BT_PERIOD_QUARTER && period.number != 2;
	return from <= now && to - now <= AHEAD && (of_the_year || now - to < from + 12 - now);
}

static bool within(bt_period inner, bt_period outer)
{
	int from, to, first, end;
	return months(inner, &from, &to) && months(outer, &first, &end) && from >= first && to <= end;
}

/* The year that is not stated: the one in the report's own period; else that of the day, or the year before when the
 * period has ended just now. NONE: neither fits. */
static bt_period with_year(bt_period period, bt_period report, const char *date)
{
	int from, to, year, month, now;
	if (period.year || period.kind == BT_PERIOD_NONE)
		return period;
	period.year = report.year;
	if (report.year && within(period, report))
		return period;
	if (day_of(date, &year, &month))
		now = year * 12 + month;
	else if (report.year && months(report, &from, &to))
		now = to - 1;
	else
		return (bt_period){0};
	period.year = now / 12;
	if (told_of(period, now))
		return period;
	period.year--;
	months(period, &from, &to);
	return now - to <= LATE ? period : (bt_period){0};
}

static bt_period a_year_before(bt_period period)
{
	if (period.year == 0)
		return (bt_period){0};
	period.year--;
	return period;
}

/* Words that count from the report's period. */
enum relative { REL_NONE, REL_SAME, REL_YEAR_BEFORE, REL_BEFORE, REL_QUARTER_BEFORE, REL_MONTH_BEFORE, REL_LAST_YEAR, REL_SAME_OF_YEAR };

static enum relative relative_of(const char *key)
{
	static const struct { const char *words; enum relative meaning; } table[] = {
		{"cung ky", REL_YEAR_BEFORE}, {"cung ky nam truoc", REL_YEAR_BEFORE}, {"cung ky nam ngoai", REL_YEAR_BEFORE}, {"cung ky nam qua", REL_YEAR_BEFORE},
		{"cung thoi diem nam truoc", REL_YEAR_BEFORE}, {"cung thoi diem nam ngoai", REL_YEAR_BEFORE},
		{"nam truoc", REL_LAST_YEAR}, {"nam ngoai", REL_LAST_YEAR}, {"nam qua", REL_LAST_YEAR},
		{"quy truoc", REL_QUARTER_BEFORE}, {"thang truoc", REL_MONTH_BEFORE}, {"ky truoc", REL_BEFORE},
		{"ky nay", REL_SAME}, {"ky bao cao", REL_SAME}, {"trong ky", REL_SAME}, {"den nay", REL_SAME}, {"tinh den nay", REL_SAME}, {"hien nay", REL_SAME},
		{"hien tai", REL_SAME}, {"cuoi ky", REL_SAME}, {"den cuoi ky", REL_SAME}, {"tinh den cuoi ky", REL_SAME}, {"het ky", REL_SAME},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
		if (strcmp(key, table[i].words) == 0)
			return table[i].meaning;
	return g_str_has_prefix(key, "cung ky ") ? REL_SAME_OF_YEAR : REL_NONE;
}

/* "cuối quý", "trong quý", "quý này" in a report of a quarter; so of months and years. */
static bool names_own(const char *key, bt_period_kind kind)
{
	static const char *const frames[] = {"cuoi", "den cuoi", "tinh den cuoi", "het", "den het", "tinh den het", "trong", NULL};
	const char *noun = kind == BT_PERIOD_MONTH ? "thang" : kind == BT_PERIOD_QUARTER ? "quy" : kind == BT_PERIOD_YEAR ? "nam" : NULL;
	if (!noun)
		return false;
	gsize len = strlen(noun), all = strlen(key);
	if (g_str_has_prefix(key, noun) && strcmp(key + len, " nay") == 0)
		return true;
	if (all <= len + 1 || strcmp(key + all - len, noun) != 0 || key[all - len - 1] != ' ')
		return false;
	g_autofree char *frame = g_strndup(key, all - len - 1);
	return one_of(frame, frames) > 0;
}

static char *plain_words(const char *words)
{
	g_autofree char *folded = bt_fold(words);
	g_autoptr(GArray) list = words_of(folded);
	GString *key = g_string_new(NULL);
	for (guint i = 0; i < list->len; i++)
		g_string_append_printf(key, "%s%s", i ? " " : "", g_array_index(list, struct word, i).s);
	return g_string_free(key, FALSE);
}

bt_period bt_period_resolve(const char *words, bt_period report, const char *date)
{
	bt_period period = with_year(bt_period_read(words), report, date), none = {0};
	if (period.kind != BT_PERIOD_NONE)
		return period;
	g_autofree char *key = plain_words(words);
	report = with_year(report, none, date);
	if (names_own(key, report.kind))
		return report;
	switch (relative_of(key)) {
	case REL_SAME:
		return report;
	case REL_YEAR_BEFORE:
		return a_year_before(report);
	case REL_BEFORE:
		return period_before(report);
	case REL_QUARTER_BEFORE:
		return report.kind == BT_PERIOD_QUARTER ? period_before(report) : none;
	case REL_MONTH_BEFORE:
		return report.kind == BT_PERIOD_MONTH ? period_before(report) : none;
	case REL_LAST_YEAR:
		return report.year ? (bt_period){.kind = BT_PERIOD_YEAR, .year = report.year - 1} : none;
	case REL_SAME_OF_YEAR: {
		bt_period other = bt_period_read(key + strlen("cung ky "));
		if (other.kind != BT_PERIOD_YEAR || !report.year)
			return other.year ? other : none;
		report.year = other.year;
		return report;
	}
	case REL_NONE:
		break;
	}
	return none;
}

/* ---- in words */

static void put_vietnamese(GString *out, bt_period period)
{
	static const char *const romans[] = {"I", "II", "III", "IV"};
	const char *apart = " ";
	switch (period.kind) {
	case BT_PERIOD_NONE:
		return;
	case BT_PERIOD_MONTH:
		g_string_append(out, "Tháng ");
		bt_put_int(out, period.number);
		apart = "/";
		break;
	case BT_PERIOD_QUARTER:
		g_string_append(out, "Quý ");
		g_string_append(out, romans[period.number - 1]);
		apart = "/";
		break;
	case BT_PERIOD_MONTHS:
	case BT_PERIOD_NINE:
		bt_put_int(out, period.kind == BT_PERIOD_NINE ? 9 : period.number);
		g_string_append(out, " tháng đầu năm");
		break;
	case BT_PERIOD_HALF:
		g_string_append(out, period.number == 1 ? "6 tháng đầu năm" : "6 tháng cuối năm");
		break;
	case BT_PERIOD_YEAR:
		g_string_append(out, period.year ? "Năm" : "Cả năm");
		break;
	}
	if (period.year) {
		g_string_append(out, apart);
		bt_put_int(out, period.year);
	}
	if (period.running)
		g_string_append(out, " (lũy kế)");
}

static void put_english(GString *out, bt_period period)
{
	static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"};
	switch (period.kind) {
	case BT_PERIOD_NONE:
		return;
	case BT_PERIOD_MONTH:
		g_string_append(out, months[period.number - 1]);
		break;
	case BT_PERIOD_QUARTER:
		g_string_append_c(out, 'Q');
		bt_put_int(out, period.number);
		break;
	case BT_PERIOD_MONTHS:
	case BT_PERIOD_NINE:
		g_string_append(out, "January to ");
		g_string_append(out, months[(period.kind == BT_PERIOD_NINE ? 9 : period.number) - 1]);
		break;
	case BT_PERIOD_HALF:
		g_string_append(out, period.number == 1 ? "First half" : "Second half");
		break;
	case BT_PERIOD_YEAR:
		g_string_append(out, period.year ? "" : "Whole year");
		break;
	}
	if (period.year) {
		g_string_append(out, out->len ? " " : "");
		bt_put_int(out, period.year);
	}
	if (period.running)
		g_string_append(out, " (running total)");
}

char *bt_period_words(bt_period period, bt_lang lang)
{
	GString *out = g_string_new(NULL);
	if (lang == BT_LANG_VI)
		put_vietnamese(out, period);
	else
		put_english(out, period);
	return g_string_free(out, FALSE);
}
