/* Finds who wrote the report: the last lines, when they are names and nothing else. */
#include "read/inner.h"

#include <string.h>

#define NAME_LETTERS 60
#define BLOCKS_BACK 12
#define BODY_LETTERS 60 /* something must have been written before */

/* Capitalised syllables or initials, parted by blanks, dots, commas, dashes; "và" may join two. */
static bool is_names(bt_piece piece)
{
	guint words = 0, initials = 0;
	bool start = true;
	if (piece.len < 2 || bt_piece_longer(piece, NAME_LETTERS))
		return false;
	for (const char *p = piece.s, *end = p + piece.len; p < end; p = g_utf8_next_char(p)) {
		gunichar c = bt_char_at(p);
		if (bt_is_alpha(c)) {
			bool joins = start && end - p > 4 && strncmp(p, "và ", strlen("và ")) == 0;
			if (joins) {
				p += strlen("v");
				start = false;
				continue;
			}
			if (start && !bt_is_upper(c))
				return false;
			words += start;
			start = false;
		} else if (bt_is_space(c) || c == '.' || c == ',' || c == '-' || c == 0x2013 || c == '&') {
			initials += c == '.' && !start;
			start = true;
		} else if (!bt_is_invisible(c) && c != '(' && c != ')') {
			return false;
		}
	}
	char last = piece.s[piece.len - 1];
	if (last == ',' || last == '-')
		return false;
	/* A lone dot at the end is a sentence's, unless every word is an initial. */
	if (last == '.' && initials < words)
		return false;
	return words >= 2 && words <= 8;
}

/* One capitalised word signs only as the very last line. */
static bool is_pen_name(bt_piece piece)
{
	if (!bt_piece_longer(piece, 1) || bt_piece_longer(piece, 12) || bt_last_stop(piece.s, piece.len))
		return false;
	for (const char *p = piece.s, *end = p + piece.len; p < end; p = g_utf8_next_char(p)) {
		gunichar c = bt_char_at(p);
		if (!bt_is_alpha(c) || (p == piece.s && !bt_is_upper(c)))
			return false;
	}
	return true;
}

static bool body_before(const bt_doc *doc, const bt_node *n)
{
	for (int i = 0; (n = n->prev) && i < BLOCKS_BACK; i++)
		if (bt_piece_longer(bt_piece_of(doc, n), BODY_LETTERS - 1))
			return true;
	return false;
}

#define BYLINES_MAX 3

void bt_pass_byline(bt_reading *r)
{
	int found = 0;
	bool last = true;
	for (bt_node *n = bt_last_block(r->doc); n && found < BYLINES_MAX; n = n->prev) {
		if (n->kind == BT_OMITTED || n->kind == BT_CREDIT || n->kind == BT_SOURCE_LINE)
			continue;
		if (!bt_is_body(n))
			return;
		bt_piece piece = bt_piece_of(r->doc, n);
		bool name = is_names(piece) || (last && is_pen_name(piece));
		if (!name || !body_before(r->doc, n))
			return;
		n->kind = BT_BYLINE;
		found++;
		last = false;
	}
}
