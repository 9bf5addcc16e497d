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
	int spaces; /* inside it */
} piece;

static void say_overflow(bt_pages *pages, const bt_para *para, guint32 from, guint32 to)
{
	g_autofree char *words = g_strndup(para->text->str + from, MIN(to - from, 60));
	g_autofree char *valid = g_utf8_make_valid(g_strstrip(words), -1);
	bt_say(pages->diags, BT_D_PAGE_OVERFLOW, para->block ? para->block->span : BT_NO_SPAN, valid, NULL);
}

static void put(GArray *out, guint32 end, bt_len ink, bt_len width, bool forced)
{
	piece p = {end, ink, width, forced, 0};
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
		while (next < s->end && bt_is_mark(bt_char_at(text + next)))
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

int bt_spaces_in(const bt_para *para, guint32 from, guint32 to)
{
	const char *text = para->text->str;
	int n = 0;
	while (to > from && text[to - 1] == ' ')
		to--;
	for (guint32 i = from; i < to; i++)
		n += text[i] == ' ';
	return n;
}

/* How a paragraph is to be fitted. */
typedef struct {
	bt_len room, indent;
	bt_fit fit;
	bt_len gain, loss; /* the most a space of a justified line may gain and lose */
} fitting;

static bt_len space_of(const bt_para *para)
{
	for (guint i = 0; i < para->segments->len; i++) {
		const bt_segment *s = &g_array_index(para->segments, bt_segment, i);
		if (s->width > s->ink)
			return s->width - s->ink;
	}
	return 0;
}

static fitting fitting_of(const bt_pages *pages, const bt_para *para, bt_len room, bt_fit fit)
{
	const bt_layout *layout = &pages->theme->layout;
	double em = pages->theme->type[para->type].size;
	bt_len space = space_of(para);
	return (fitting){.room = room, .indent = para->indent, .fit = fit, .gain = MAX(BT_PT(layout->widest_space * em) - space, 1),
			 .loss = MAX(space - BT_PT(layout->narrowest_space * em), 0)};
}

bt_len bt_line_stretch(const bt_pages *pages, const bt_para *para, bt_line line, bt_len room, bool last)
{
	fitting f = fitting_of(pages, para, room, BT_JUSTIFIED);
	bt_len free_width = room - line.width;
	int spaces = bt_spaces_in(para, line.from, line.to);
	if (free_width < 0)
		return MAX(free_width, -spaces * f.loss);
	return last || spaces == 0 || free_width / spaces > f.gain ? 0 : free_width;
}

typedef struct {
	gint64 cost;
	guint from; /* first piece of the line that ends here */
} ending;

#define TOO_LOOSE 100000000 /* such a line is taken only where there is no other way */

/* Cubes of what a space gains or loses, in hundredths of the most it may. */
static gint64 justified_cost(const fitting *f, bt_len used, int spaces, bool last)
{
	bt_len free_width = f->room - used;
	if (last && free_width >= 0)
		return free_width > f->room / 20 * 17 ? 20000 : 0;
	gint64 most = (gint64)MAX(spaces, 1) * (free_width < 0 ? f->loss : f->gain);
	gint64 part = MIN(ABS((gint64)free_width) * 100 / MAX(most, 1), 1000);
	return part * part * part / 10 + (part > 100 ? TOO_LOOSE + part * 10000 : 0) + 2000;
}

/* Parts per thousand of the line that stay free, squared. */
static gint64 line_cost(const fitting *f, bt_len used, int spaces, bool last)
{
	if (f->fit == BT_JUSTIFIED)
		return justified_cost(f, used, spaces, last);
	gint64 slack = (gint64)(f->room - MIN(used, f->room)) * 1000 / f->room;
	if (f->fit != BT_BALANCED && last)
		return LINE_COST + (slack > 850 ? (slack - 850) * 1000 : 0);
	return LINE_COST + slack * slack;
}

/* best[j]: the cheapest way to set the pieces before j. */
static void find_endings(const piece *p, guint n, const fitting *f, ending *best)
{
	best[0] = (ending){0, 0};
	for (guint j = 1; j <= n; j++) {
		bt_len width = 0;
		int spaces = 0;
		best[j] = (ending){NEVER, j - 1};
		for (guint i = j; i-- > 0;) {
			if (i + 1 < j && p[i].forced)
				break;
			width += i + 1 == j ? p[i].ink : p[i].width;
			spaces += p[i].spaces + (i + 1 < j && p[i].width > p[i].ink);
			bt_len used = width + (i == 0 ? f->indent : 0), give = f->fit == BT_JUSTIFIED ? spaces * f->loss : 0;
			if (used > f->room + give && i + 1 < j)
				break;
			if (best[i].cost == NEVER)
				continue;
			gint64 cost = best[i].cost + line_cost(f, used, spaces, j == n || p[j - 1].forced);
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
	piece *p = (piece *)array->data;
	guint n = array->len;
	for (guint i = 0; fit == BT_JUSTIFIED && i < n; i++)
		p[i].spaces = bt_spaces_in(para, i ? p[i - 1].end : 0, p[i].end);
	ending *best = g_new(ending, n + 1);
	fitting f = fitting_of(pages, para, room, fit);
	find_endings(p, n, &f, best);
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
