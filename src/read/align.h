/* From what the Markdown parser read back to the source. Private to read/. */
#ifndef BT_READ_ALIGN_H
#define BT_READ_ALIGN_H

#include "read/inner.h"

/* A cursor in one block of the source. Set doc, parent, at, end, quotes, decode; the rest is 0. */
typedef struct {
	bt_doc *doc;
	bt_node *parent; /* where leaves are appended */
	gsize at, end;
	guint quotes;                         /* block quotes around: ">" at the start of its lines */
	char *(*decode)(const char *reference); /* "&amp;" to "&"; caller frees */
	gsize from, to;                       /* the text being gathered */
	bool lost; /* the letters were not found: the block's own leaves are no good */
} bt_aligner;

/* Past the lines that define links at the start of a paragraph: they are not in its text. */
gsize bt_align_definitions(const bt_aligner *start);
void bt_align_flush(bt_aligner *a); /* make a leaf of what was gathered */
void bt_align_text(bt_aligner *a, const char *literal, gsize len);
void bt_align_verbatim(bt_aligner *a, const char *literal, gsize len); /* no escapes */
void bt_align_code(bt_aligner *a, const char *literal, gsize len);     /* with its backticks */
void bt_align_skip(bt_aligner *a, const char *marks, guint n);         /* n of these marks are markup */
void bt_align_skip_blanks(bt_aligner *a);
void bt_align_line_end(bt_aligner *a, bool hard);
void bt_align_link_end(bt_aligner *a); /* ](…), ][…] or ] */

/* What no leaf holds becomes OMITTED markup; then every node spans what it holds. */
void bt_align_fill(bt_doc *doc, gsize body);

#endif
