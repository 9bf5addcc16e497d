/* The words of the report that a figure quotes, without markup. */
#ifndef BT_FIGURE_QUOTE_H
#define BT_FIGURE_QUOTE_H

#include "figure/figure.h"

/* Remembers the block and what was quoted last: figures come in the order of the text, several of a sentence. Start with {doc, arena}. */
typedef struct {
	const bt_doc *doc;
	bt_arena *arena;
	const bt_node *block;
	bt_flat flat;
	const bt_node *of; /* of the words quoted last */
	bt_span span;
	const char *text;
} bt_quoter;

/* The text at `span` of the figure's block; NULL when the span is not stated. In the arena. */
const char *bt_figure_quote(bt_quoter *quoter, const bt_figure *figure, bt_span span);

#endif
