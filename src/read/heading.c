/* Finds headings: numbered ones outside in (Phần, Chương, A, I, 1, 1.1), lines in capitals, and
 * short lines that head what follows. Knows nothing of lists but that equal markers in a row are
 * one. */
#include "read/inner.h"

#include <string.h>

#define HEADING_LETTERS 200 /* numbered or in capitals */
#define LINE_LETTERS 90	    /* unnumbered: "Nuôi trồng khởi sắc" */
#define BODY_LETTERS 120
#define SIGNED_LETTERS 80 /* who signs needs fewer */

/* Ranks outside in; what does not occur takes no level. */
enum rank { RANK_PART, RANK_CHAPTER, RANK_SECTION, RANK_ARTICLE, RANK_UPPER, RANK_CAPITALS, RANK_ROMAN, RANK_NUMBER, RANK_NUMBER2, RANK_NUMBER3, RANK_LINE, RANK_COUNT, RANK_NONE };

static enum rank rank_of_mark(bt_mark mark)
{
	static const enum rank ranks[BT_MARK_COUNT] = {
		[BT_MARK_NONE] = RANK_NONE,	  [BT_MARK_PART] = RANK_PART,	    [BT_MARK_CHAPTER] = RANK_CHAPTER,
		[BT_MARK_SECTION] = RANK_SECTION, [BT_MARK_ARTICLE] = RANK_ARTICLE, [BT_MARK_ANNEX] = RANK_PART,
		[BT_MARK_UPPER] = RANK_UPPER,	  [BT_MARK_ROMAN] = RANK_ROMAN,	    [BT_MARK_NUMBER] = RANK_NUMBER,
		[BT_MARK_NUMBER2] = RANK_NUMBER2, [BT_MARK_NUMBER3] = RANK_NUMBER3, [BT_MARK_LOWER] = RANK_NONE,
		[BT_MARK_PAREN] = RANK_NONE,	  [BT_MARK_DASH] = RANK_NONE,	    [BT_MARK_PLUS] = RANK_NONE,
		[BT_MARK_STAR] = RANK_NONE,	  [BT_MARK_BULLET] = RANK_NONE,
	};
	return ranks[mark];
}

static bt_marker marker_of(const bt_doc *doc, const bt_node *n)
{
	static const bt_marker none = {BT_MARK_NONE, 0, 0, 0};
	if (!n || n->kind != BT_PARAGRAPH)
		return none;
	bt_piece piece = bt_piece_of(doc, n);
	return bt_marker_parse(piece.s, piece.len);
}

/* "B." is a heading only after "A.", "II." after "I." or as the first of an excerpt; a lone "C." in
 * front of a name is not. The last number of each rank is kept in `last`. */
static bool in_order(enum rank rank, bt_marker m, const int last[RANK_COUNT])
{
	if (rank != RANK_UPPER && rank != RANK_ROMAN)
		return true;
	return m.number == 1 || m.number == last[rank] + 1 || (rank == RANK_ROMAN && m.len > 2);
}

/* A capital letter may be the next of A. B. C. or a Roman numeral. */
static bt_marker settle_letter(bt_marker m, bt_piece piece, const int last[RANK_COUNT])
{
	int letter = piece.s[0] - 'A' + 1;
	if (m.kind == BT_MARK_ROMAN && m.len == 2 && letter > 1 && last[RANK_UPPER] == letter - 1 && last[RANK_ROMAN] != m.number - 1)
		return (bt_marker){BT_MARK_UPPER, m.len, m.text, letter};
	return m;
}

static enum rank numbered(bt_doc *doc, const bt_node *n, bt_marker m, const int last[RANK_COUNT])
{
	bt_piece piece = bt_piece_of(doc, n);
	enum rank rank = rank_of_mark(m.kind);
	if (rank == RANK_NONE || bt_piece_longer(piece, HEADING_LETTERS) || !in_order(rank, m, last))
		return RANK_NONE;
	char stop = bt_last_stop(piece.s, piece.len);
	bool alone = m.text >= piece.len;
	if (rank <= RANK_ARTICLE)
		return alone || stop == 0 || stop == ':' || (stop == '.' && bt_sentences(piece.s + m.text, piece.len - m.text) < 2) ? rank : RANK_NONE;
	bool capitals = bt_all_capitals(piece.s + m.text, piece.len - m.text);
	if (!capitals && (stop == ';' || stop == ',' || (stop == '.' && rank >= RANK_NUMBER)))
		return RANK_NONE;
	if (capitals || rank < RANK_NUMBER)
		return rank;
	/* Equal markers in a row are a list; the last heading of a text has nothing below it. */
	const bt_node *next = bt_block_after(n);
	return next && marker_of(doc, next).kind != m.kind ? rank : RANK_NONE;
}

static bool heads_body(bt_doc *doc, const bt_node *n)
{
	const bt_node *next = bt_block_after(n);
	if (!next || (next->kind != BT_PARAGRAPH && next->kind != BT_TABLE))
		return false;
	bt_piece piece = bt_piece_of(doc, next);
	return next->kind == BT_TABLE || bt_piece_longer(piece, BODY_LETTERS - 1) || marker_of(doc, next).kind != BT_MARK_NONE;
}

/* Without a number: capitals, or a short line that is no sentence and no caption. The line right
 * after the lead names its picture as a rule, so it is left to the caption pass. */
static enum rank unnumbered(bt_reading *r, const bt_node *n, bool signs)
{
	bt_piece piece = bt_piece_of(r->doc, n);
	char stop = bt_last_stop(piece.s, piece.len);
	bool capitals = bt_all_capitals(piece.s, piece.len) && memchr(piece.s, ' ', piece.len);
	if ((stop && !capitals) || !bt_piece_longer(piece, 3) || bt_piece_longer(piece, HEADING_LETTERS) || memchr(piece.s, '|', piece.len))
		return RANK_NONE;
	if (capitals)
		return stop == ';' || stop == ',' || signs ? RANK_NONE : RANK_CAPITALS;
	if (bt_piece_longer(piece, LINE_LETTERS) || bt_has_digit(piece.s, piece.len) || bt_follows_lead(n) || bt_ends_in_credit(piece) || !heads_body(r->doc, n))
		return RANK_NONE;
	const char *key = bt_piece_key(piece, LINE_LETTERS * 4, r->scratch);
	bool upper = bt_is_upper(bt_char_at(piece.s));
	return upper && !bt_caption_like(key) ? RANK_LINE : RANK_NONE;
}

/* The last block that is body; lines in capitals after it sign the paper ("TM. BAN THƯỜNG VỤ"). */
static const bt_node *last_body(const bt_doc *doc)
{
	const bt_node *n = doc->root->last;
	for (; n; n = n->prev)
		if (n->kind == BT_TABLE || (n->kind == BT_PARAGRAPH && (bt_piece_longer(bt_piece_of(doc, n), SIGNED_LETTERS - 1) || marker_of(doc, n).kind != BT_MARK_NONE)))
			return n;
	return NULL;
}

/* Capitals without a number after numbered headings stand beside the outermost of them. */
static enum rank beside_numbered(const bool used[RANK_COUNT])
{
	static const enum rank outer[] = {RANK_PART, RANK_CHAPTER, RANK_UPPER, RANK_ROMAN};
	for (gsize i = 0; !used[RANK_CAPITALS] && i < G_N_ELEMENTS(outer); i++)
		if (used[outer[i]])
			return outer[i];
	return RANK_CAPITALS;
}

/* "Chương I" and, on the next line, its name. */
static bool names_division(bt_reading *r, const bt_node *n)
{
	if (!n || !bt_is_body(n) || marker_of(r->doc, n).kind != BT_MARK_NONE)
		return false;
	bt_piece piece = bt_piece_of(r->doc, n);
	return !bt_piece_longer(piece, HEADING_LETTERS) && !bt_last_stop(piece.s, piece.len) && n->next;
}

/* What stands above the title is the letter head. */
static bt_node *after_title(const bt_doc *doc)
{
	for (bt_node *n = doc->root->first; n; n = n->next)
		if (n->kind == BT_TITLE)
			return n->next;
	return doc->root->first;
}

void bt_pass_heading(bt_reading *r)
{
	const bt_node *body_end = last_body(r->doc);
	bool signs = false;
	int last[RANK_COUNT] = {0}, level[RANK_COUNT] = {0};
	bool used[RANK_COUNT] = {false};
	for (bt_node *n = after_title(r->doc); n; n = n->next) {
		signs |= n->prev && n->prev == body_end;
		if (!bt_is_body(n))
			continue;
		bt_piece piece = bt_piece_of(r->doc, n);
		bt_marker m = settle_letter(marker_of(r->doc, n), piece, last);
		enum rank rank = m.kind != BT_MARK_NONE ? numbered(r->doc, n, m, last) : unnumbered(r, n, signs);
		if (rank == RANK_NONE)
			continue;
		if (rank <= RANK_ARTICLE && m.text >= piece.len && names_division(r, n->next))
			bt_join_next(r->doc, n);
		if (rank == RANK_CAPITALS)
			rank = beside_numbered(used);
		else
			last[rank] = m.number;
		used[rank] = true;
		n->kind = BT_HEADING;
		n->u.heading.level = (int)rank;
	}
	for (int rank = 0, next = 2; rank < RANK_COUNT; rank++)
		if (used[rank])
			level[rank] = MIN(next, 6), next++;
	for (bt_node *n = r->doc->root->first; n; n = n->next)
		if (n->kind == BT_HEADING)
			n->u.heading.level = level[n->u.heading.level];
}
