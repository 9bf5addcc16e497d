/* Which number an edition gets: what the clerk says, else the one after the edition before. Reads bag-info.txt of
 * stored editions. */
#include "archive/make.h"

#include <string.h>

static int info_number(const bt_shelved *edition, const char *label)
{
	g_autofree char *text = bt_bag_info(edition, label);
	guint64 n = 0;
	return text && g_ascii_string_to_unsigned(text, 10, 1, G_MAXINT, &n, NULL) ? (int)n : 0;
}

int bt_shelved_number(const bt_shelved *edition) { return info_number(edition, "Bantin-Number"); }
int bt_shelved_running(const bt_shelved *edition) { return info_number(edition, "Bantin-Running"); }

/* "3", "3 (27)". */
static bool read_numbers(const char *words, int *number, int *running)
{
	char *end;
	guint64 n = g_ascii_strtoull(words, &end, 10), r = 0;
	if (end == words || n == 0 || n > 9999)
		return false;
	end += strspn(end, " ");
	if (*end == '(') {
		const char *start = end + 1;
		r = g_ascii_strtoull(start, &end, 10);
		if (end == start || r == 0 || r > 99999 || *end++ != ')')
			return false;
	}
	*number = (int)n;
	*running = (int)r;
	return *end == 0;
}

/* The latest edition before the quarter, and whether there are later ones. */
static const bt_shelved *before(const bt_shelf *shelf, bt_issue issue, bool *later)
{
	const bt_shelved *last = NULL;
	*later = false;
	for (guint i = 0; i < shelf->editions->len; i++) {
		const bt_shelved *e = &g_array_index(shelf->editions, bt_shelved, i);
		int order = (e->issue.year - issue.year) * 4 + e->issue.quarter - issue.quarter;
		*later |= order > 0;
		if (order < 0 && !e->superseded)
			last = e;
	}
	return last;
}

/* What cannot be read would make a wrong number. */
static bool readable(const bt_shelved *edition, bt_diags *diags)
{
	g_autofree char *shown = edition ? g_build_filename(edition->folder, "bag-info.txt", NULL) : NULL;
	bt_diags_about(diags, shown, NULL, 0);
	g_autoptr(GBytes) bytes = edition ? bt_read_beneath(edition->folder, "bag-info.txt", 1024 * 1024, diags) : NULL;
	bt_diags_about(diags, NULL, NULL, 0);
	return !edition || bytes;
}

bool bt_issue_number(const bt_shelf *shelf, bt_issue issue, const char *given, int *number, int *running, bt_diags *diags)
{
	bool later;
	bt_issue any = {issue.year, issue.quarter, 0};
	const bt_shelved *last = before(shelf, issue, &later), *same = bt_shelf_find(shelf, any);
	*number = *running = 0;
	if (given && !read_numbers(given, number, running)) {
		bt_say(diags, BT_D_USAGE_VALUE, BT_NO_SPAN, "--number", given, "3, 3 (27)", NULL);
		return false;
	}
	if (!readable(same ? same : last, diags))
		return false;
	if (same) { /* a correction keeps what it corrects */
		*number = *number ? *number : bt_shelved_number(same);
		*running = *running ? *running : bt_shelved_running(same);
		return true;
	}
	bool follows = last && last->issue.year == issue.year && bt_shelved_number(last);
	if (!*number)
		*number = follows ? bt_shelved_number(last) + 1 : issue.quarter == 1 ? 1 : 0;
	if (!*running && !later && last && bt_shelved_running(last))
		*running = bt_shelved_running(last) + 1;
	if (!*number)
		bt_say(diags, BT_D_EDITION_NUMBER, BT_NO_SPAN, NULL);
	return true;
}
