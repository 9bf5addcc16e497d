/* Quotes a report by a span of its source: markup left out, white space as single blanks. */
#include "figure/quote.h"

const char *bt_figure_quote(bt_quoter *quoter, const bt_figure *figure, bt_span span)
{
	if (!bt_span_stated(span))
		return NULL;
	if (quoter->text && quoter->of == figure->block && quoter->span.off == span.off && quoter->span.len == span.len)
		return quoter->text;
	char *text;
	if (figure->block->kind == BT_CELL) { /* a table's row is quoted as it stands */
		text = bt_arena_strndup(quoter->arena, quoter->doc->source + span.off, span.len);
	} else {
		if (quoter->block != figure->block)
			quoter->flat = bt_flatten(figure->block, quoter->doc->source, quoter->arena);
		quoter->block = figure->block;
		gsize from = bt_flat_at(&quoter->flat, span.off), to = bt_flat_at(&quoter->flat, bt_span_end(span));
		text = bt_arena_strndup(quoter->arena, quoter->flat.text + from, to - from);
	}
	for (char *c = text; *c; c++)
		if (*c == '\n' || *c == '\t')
			*c = ' ';
	quoter->of = figure->block;
	quoter->span = span;
	return quoter->text = text;
}
