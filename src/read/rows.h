/* Parts of Markdown that are read beside the parser: pipe tables and fenced blocks, footnotes; and the limits checked before the
 * parser runs. Private to read/. */
#ifndef BT_READ_ROWS_H
#define BT_READ_ROWS_H

#include "read/inner.h"

/* Set doc, quotes, semicolons; the rest is 0. */
typedef struct {
	bt_doc *doc;
	guint quotes;    /* block quotes around */
	bool semicolons; /* cells are parted by ";", not "|" */
	guint columns;   /* the most cells of a row so far */
	GArray *align;   /* bt_align by column, of a pipe table; unref it */
} bt_rows;

/* Is the second line a delimiter row (|---|:-:|) that fits the first? Takes its alignments. */
bool bt_rows_rule(bt_rows *rows, gsize head, gsize head_end, gsize rule, gsize rule_end);
/* A ROW of CELLs with their spans, no text in them yet. NULL for a blank line. */
bt_node *bt_rows_line(bt_rows *rows, bt_node *table, gsize from, gsize end);

/* What a fenced block is by its info string: CHART_BLOCK, FIGURES_BLOCK or CODE_BLOCK. */
bt_kind bt_rows_kind(const char *info);

/* ---- footnote.c
 * The parser takes "[^1]: word" for the definition of a link. A copy of the text in which it cannot, of the same length;
 * NULL: there is nothing of the kind. Caller frees. Restore each string of the parser with bt_notes_shown. */
char *bt_notes_hidden(const char *text, gsize len);
bool bt_notes_shown(char *literal); /* in place; true when something was changed */
/* "[^x]: words" at the start of a line of a paragraph becomes a NOTE, "[^x]" in the text a NOTE_REF. */
void bt_read_notes(bt_doc *doc, bt_diags *diags);

/* False after a message: nesting or brackets that would cost the parser too much. */
bool bt_rows_limits(const bt_doc *doc, gsize body, bt_diags *diags);

#endif
