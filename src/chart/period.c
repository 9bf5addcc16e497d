/* Places a period as written ("quý I/2031", "6 tháng đầu năm 2031") on a time axis. Knows nothing of
 * figures. A period that is not understood is not placed: nothing is guessed. */
#include "chart/pick.h"

#include <string.h>

static int roman_quarter(const char *word)
{
	static const char *const quarters[] = {"i", "ii", "iii", "iv"};
	for (int i = 0; i < 4; i++)
		if (strcmp(word, quarters[i]) == 0 || (word[0] == '1' + i && !word[1]))
			return i + 1;
	return 0;
}

static int small_number(const char *word)
{
	gint64 n = 0;
	return *word && g_ascii_string_to_signed(word, 10, 0, 9999, &n, NULL) ? (int)n : -1;
}

struct parsed {
	int months;  /* "6 tháng" */
	int month, quarter, year;
	bool last;   /* "cuối năm" */
};

static bool parse(char **words, struct parsed *p)
{
	for (int i = 0; words[i]; i++) {
		const char *w = words[i], *next = words[i + 1] ? words[i + 1] : "";
		int n = small_number(w);
		if (strcmp(w, "quy") == 0 && roman_quarter(next)) {
			p->quarter = roman_quarter(next);
			i++;
		} else if (n > 0 && n <= 12 && strcmp(next, "thang") == 0 && p->months == 0) {
			p->months = n;
			i++;
		} else if (strcmp(w, "thang") == 0 && small_number(next) > 0 && small_number(next) <= 12) {
			p->month = small_number(next);
			i++;
		} else if (n >= 1900 && n <= 2199) {
			p->year = n;
		} else if (strcmp(w, "cuoi") == 0) {
			p->last = true;
		} else if (strcmp(w, "dau") && strcmp(w, "nam") && strcmp(w, "ca") && strcmp(w, "trong") && *w) {
			return false;
		}
	}
	return true;
}

bool bt_period_place(const char *period, bt_period_kind *kind, double *month)
{
	g_autofree char *folded = bt_fold(period);
	for (char *c = folded; *c; c++)
		if (*c == '/' || *c == '-')
			*c = ' ';
	g_auto(GStrv) words = g_strsplit(folded, " ", -1);
	struct parsed p = {0};
	if (!parse(words, &p))
		return false;
	double start = p.year * 12.0;
	int stated = (p.months > 0) + (p.month > 0) + (p.quarter > 0);
	if (stated > 1)
		return false;
	if (p.quarter) {
		*kind = BT_PERIOD_QUARTER;
		*month = start + (p.quarter - 1) * 3 + 1.5;
	} else if (p.month) {
		*kind = BT_PERIOD_MONTH;
		*month = start + p.month - 0.5;
	} else if (p.months) {
		*kind = BT_PERIOD_PART;
		*month = start + (p.last ? 12 - p.months / 2.0 : p.months / 2.0);
	} else if (p.year) {
		*kind = BT_PERIOD_YEAR;
		*month = start + 6;
	} else {
		return false;
	}
	return true;
}
