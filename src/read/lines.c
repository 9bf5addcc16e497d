/* The lines of plain text, and which of them a word processor or mailer has hard-wrapped.
 * Pasted texts have one paragraph a line; wrapped ones betray themselves by how their lines end:
 * the next word would not have fitted, and sentences run on in lower case. */
#include "read/inner.h"

#include <string.h>

#define WRAP_WIDTH_MAX 200 /* a line longer than this was not wrapped by hand or mailer */

static bool blank_char(gunichar c) { return bt_is_space(c) || bt_is_invisible(c); }

static bt_textline measure(const char *source, gsize from, gsize to)
{
	const char *p = source + from, *end = source + to;
	bt_textline line = {0};
	while (p < end && blank_char(bt_char_at(p))) {
		line.indent += *p == '\t' ? 8 - line.indent % 8 : !bt_is_invisible(bt_char_at(p));
		p = g_utf8_next_char(p);
	}
	while (end > p) {
		const char *last = g_utf8_prev_char(end);
		if (!blank_char(bt_char_at(last)))
			break;
		end = last;
	}
	line.off = (guint32)(p - source);
	line.len = (guint32)(end - p);
	line.letters = bt_text_longer(p, line.len, WRAP_WIDTH_MAX) ? WRAP_WIDTH_MAX + 1 : (guint32)bt_text_letters(p, line.len);
	return line;
}

GArray *bt_split_lines(const char *source, gsize from, gsize len)
{
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(bt_textline));
	while (from < len) {
		const char *nl = memchr(source + from, '\n', len - from);
		gsize to = nl ? (gsize)(nl - source) : len;
		bt_textline line = measure(source, from, to);
		g_array_append_val(lines, line);
		from = to + 1;
	}
	return lines;
}

static gsize first_word(const char *s, gsize len)
{
	const char *p = s, *end = s + len;
	gsize n = 0;
	for (; p < end && !bt_is_space(bt_char_at(p)); p = g_utf8_next_char(p))
		n += !bt_is_mark(bt_char_at(p));
	return n;
}

struct profile {
	bool wrapped;
	guint width; /* letters of the longest line that has a neighbour */
};

#define WRAP_PAIRS_MIN 3
#define WRAP_SLACK 6
#define CAPITALS_WRAP 28 /* shorter lines in capitals stand for themselves: offices, who signs */

static bool lower_start(const char *s) { return bt_is_lower(bt_char_at(s)); }

static bool begins_low(const char *s) { return g_ascii_isdigit(*s) || lower_start(s); }

static bool is_full(const char *source, const bt_textline *a, const bt_textline *b, guint width)
{
	return a->letters + 1 + first_word(source + b->off, b->len) > width;
}

static bool runs_on(const char *s, gsize len)
{
	char stop = bt_last_stop(s, len);
	return !stop || stop == ',';
}

/* Lines are wrapped when many of them end where the sentence does not, because the next word would
 * not fit or goes on in lower case. */
static struct profile take_profile(const char *source, const GArray *lines)
{
	guint pairs = 0, signs = 0, width = 0;
	for (guint i = 0; i + 1 < lines->len; i++) {
		const bt_textline *a = &g_array_index(lines, bt_textline, i), *b = a + 1;
		if (a->len && b->len)
			width = MAX(width, MAX(a->letters, b->letters));
	}
	for (guint i = 0; i + 1 < lines->len && width <= WRAP_WIDTH_MAX; i++) {
		const bt_textline *a = &g_array_index(lines, bt_textline, i), *b = a + 1;
		if (!a->len || !b->len || bt_marker_parse(source + b->off, b->len).kind != BT_MARK_NONE)
			continue;
		pairs++;
		signs += runs_on(source + a->off, a->len) && (lower_start(source + b->off) || is_full(source, a, b, width));
	}
	return (struct profile){pairs >= WRAP_PAIRS_MIN && width <= WRAP_WIDTH_MAX && signs * 5 >= pairs * 2, width};
}

/* Columns are for the eye: a line with a tab or two "|" inside stands for itself. */
static bool in_columns(const char *s, gsize len)
{
	const char *bar = memchr(s, '|', len);
	return memchr(s, '\t', len) || (bar && memchr(bar + 1, '|', len - (gsize)(bar + 1 - s)));
}

static bool continues(const char *source, const bt_textline *a, const bt_textline *b, struct profile profile)
{
	const char *s = source + a->off, *t = source + b->off;
	if (in_columns(s, a->len) || in_columns(t, b->len))
		return false;
	bool caps = bt_all_capitals(s, a->len);
	bt_marker marker = bt_marker_parse(t, b->len);
	if (caps)
		return a->letters >= CAPITALS_WRAP && marker.kind == BT_MARK_NONE && bt_all_capitals(t, b->len) && !bt_last_stop(s, a->len) && b->letters > 3 &&
		       a->letters + b->letters < WRAP_WIDTH_MAX;
	char stop = bt_last_stop(s, a->len);
	bool run_on = !stop || stop == ',';
	bool full = profile.wrapped && is_full(source, a, b, profile.width);
	/* A dash or a number that happens to begin a wrapped line. */
	if (marker.kind != BT_MARK_NONE)
		return profile.wrapped && is_full(source, a, b, profile.width - WRAP_SLACK) && run_on && begins_low(t + MIN(marker.text, b->len));
	if (run_on && lower_start(t))
		return true;
	if (!profile.wrapped)
		return false;
	if (run_on && g_ascii_isdigit(*t))
		return true;
	return full && b->indent <= a->indent && (run_on || stop == ':' || !bt_all_capitals(t, b->len));
}

void bt_join_lines(const char *source, GArray *lines)
{
	struct profile profile = take_profile(source, lines);
	for (guint i = 0; i + 1 < lines->len; i++) {
		bt_textline *a = &g_array_index(lines, bt_textline, i), *b = a + 1;
		b->joined = a->len && b->len && continues(source, a, b, profile);
	}
}
