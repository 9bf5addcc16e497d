/* Breaks a shaped paragraph into lines by total fit: the sum of squares of what lines leave free is
 * least. Knows segments and widths only. Work grows with the paragraph times the segments of a line. */
#include "page/layout.h"

#define NEVER G_MAXINT64
#define LINE_COST 2000000 /* of one more line: as much as twice an empty one */

/* Segments as they may be broken at a given width. */
typedef struct {
	guint32 end;
	bt_len ink, width;
	bool forced;
} piece;

static void say_overflow(bt_pages *pages, const bt_para *para, guint32 from, guint32 to)
{
	g_autofree char *words = g_strndup(para->text->str + from, MIN(to - from, 60));
	g_autofree char *valid = g_utf8_make_valid(g_strstrip(words), -1);
	bt_say(pages->diags, BT_D_PAGE_OVERFLOW, para->block ? para->block->span : BT_NO_SPAN, valid, NULL);
}

static void put(GArray *out, guint32 end, bt_len ink, bt_len width, bool forced)
{
	piece p = {end, ink, width, forced};
	g_array_append_val(out, p);
}

/* A word wider than the line is cut between letters. */
static void cut_word(bt_pages *pages, const bt_para *para, guint32 from, const bt_segment *s, bt_len room, GArray *out)
{
	const char *text = para->text->str;
	bt_len width = 0;
	guint32 start = from;
	say_overflow(pages, para, from, s->end);
	for (guint32 at = from; at < s->end;) {
		guint32 next = (guint32)(g_utf8_next_char(text + at) - text);
		while (next < s->end && g_unichar_ismark(g_utf8_get_char(text + next)))
			next = (guint32)(g_utf8_next_char(text + next) - text);
		bt_len advance = bt_para_advance(para, at, next);
		if (width + advance > room && at > start && text[at] != ' ') {
			put(out, at, width, width, false);
			start = at;
			width = 0;
		}
		width += advance;
		at = next;
	}
	put(out, s->end, MIN(width, room), width, s->forced);
}

/* Segments [a, b) that should stay together but are wider than the line. */
static void open_range(bt_pages *pages, const bt_para *para, guint a, guint b, bt_len room, GArray *out)
{
	const bt_segment *s = (const bt_segment *)para->segments->data;
	guint banned = 0;
	for (guint i = a; i + 1 < b; i++)
		banned += s[i].banned && !s[i].lone;
	if (banned > 0)
		say_overflow(pages, para, a ? s[a - 1].end : 0, s[b - 1].end);
	for (guint i = a; i < b; i++) {
		if (s[i].ink > room)
			cut_word(pages, para, i ? s[i - 1].end : 0, &s[i], room, out);
		else
			put(out, s[i].end, s[i].ink, s[i].width, s[i].forced);
	}
}

/* Joins what should stay together. */
static GArray *pieces_of(bt_pages *pages, const bt_para *para, bt_len room)
{
	GArray *out = g_array_sized_new(FALSE, FALSE, sizeof(piece), para->segments->len);
	const bt_segment *s = (const bt_segment *)para->segments->data;
	guint n = para->segments->len;
	for (guint a = 0, b; a < n; a = b) {
		bt_len width = 0, ink = 0;
		for (b = a; b < n; b++) {
			ink = width + s[b].ink;
			width += s[b].width;
			if (!(s[b].banned || s[b].lone) || s[b].forced) {
				b++;
				break;
			}
		}
		if (ink > room)
			open_range(pages, para, a, b, room, out);
		else
			put(out, s[b - 1].end, ink, width, s[b - 1].forced);
	}
	return out;
}

typedef struct {
	gint64 cost;
	guint from; /* first piece of the line that ends here */
} ending;

/* Parts per thousand of the line that stay free, squared. */
static gint64 line_cost(bt_len ink, bt_len room, bool last, bt_fit fit)
{
	gint64 slack = (gint64)(room - ink) * 1000 / room;
	if (fit == BT_BALANCED)
		return slack * slack;
	if (last)
		return slack > 850 ? (slack - 850) * 1000 : 0;
	return slack * slack;
}

/* best[j]: the cheapest way to set the pieces before j. */
static void find_endings(const piece *p, guint n, bt_len room, bt_len indent, bt_fit fit, ending *best)
{
	best[0] = (ending){0, 0};
	for (guint j = 1; j <= n; j++) {
		bt_len width = 0;
		best[j] = (ending){NEVER, j - 1};
		for (guint i = j; i-- > 0;) {
			if (i + 1 < j && p[i].forced)
				break;
			width += i + 1 == j ? p[i].ink : p[i].width;
			bt_len used = width + (i == 0 ? indent : 0);
			if (used > room && i + 1 < j)
				break;
			if (best[i].cost == NEVER)
				continue;
			bool last = j == n || p[j - 1].forced;
			gint64 cost = best[i].cost + LINE_COST + line_cost(MIN(used, room), room, last, fit);
			if (cost < best[j].cost)
				best[j] = (ending){cost, i};
		}
	}
}

GArray *bt_para_break(bt_pages *pages, const bt_para *para, bt_len width, bt_fit fit)
{
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(bt_line));
	bt_len room = MAX(width, PANGO_SCALE);
	g_autoptr(GArray) array = pieces_of(pages, para, room);
	const piece *p = (const piece *)array->data;
	guint n = array->len;
	ending *best = g_new(ending, n + 1);
	find_endings(p, n, room, para->indent, fit, best);
	for (guint j = n; j > 0; j = best[j].from) {
		guint i = best[j].from;
		bt_line line = {i ? p[i - 1].end : 0, p[j - 1].end, p[j - 1].ink};
		for (guint k = i; k + 1 < j; k++)
			line.width += p[k].width;
		g_array_append_val(lines, line);
	}
	g_free(best);
	for (guint a = 0, b = lines->len; a + 1 < b; a++) {
		b--;
		bt_line swap = g_array_index(lines, bt_line, a);
		g_array_index(lines, bt_line, a) = g_array_index(lines, bt_line, b);
		g_array_index(lines, bt_line, b) = swap;
	}
	return lines;
}
