/* What the passes ask of a block: its words in the source, their spelling key. */
#include "read/inner.h"

#include <string.h>

bt_piece bt_piece_of(const bt_doc *doc, const bt_node *block)
{
	const char *s = doc->source + block->span.off, *end = s + block->span.len;
	while (s < end && (bt_is_space(bt_char_at(s)) || bt_is_invisible(bt_char_at(s))))
		s = g_utf8_next_char(s);
	return (bt_piece){s, (gsize)(end - s)};
}

gsize bt_piece_letters(bt_piece piece) { return bt_text_letters(piece.s, piece.len); }

bool bt_piece_longer(bt_piece piece, gsize letters) { return bt_text_longer(piece.s, piece.len, letters); }

char *bt_piece_key(bt_piece piece, gsize max, bt_arena *arena)
{
	gsize n = piece.len;
	if (n > max) {
		n = max;
		while (n > 0 && ((guchar)piece.s[n] & 0xC0) == 0x80)
			n--;
	}
	return bt_spelling_key_in(arena, piece.s, (gssize)n);
}

bool bt_is_body(const bt_node *block)
{
	return block->kind == BT_PARAGRAPH && block->u.paragraph.role == BT_PAR_BODY;
}

const bt_node *bt_block_before(const bt_node *n)
{
	do
		n = n->prev;
	while (n && n->kind == BT_OMITTED);
	return n;
}

const bt_node *bt_block_after(const bt_node *n)
{
	do
		n = n->next;
	while (n && n->kind == BT_OMITTED);
	return n;
}

bt_node *bt_last_block(const bt_doc *doc)
{
	bt_node *n = doc->root->last;
	while (n && (n->kind == BT_FOOTNOTE || n->kind == BT_OMITTED))
		n = n->prev;
	return n;
}

bool bt_follows_lead(const bt_node *n)
{
	const bt_node *before = bt_block_before(n);
	return before && before->kind == BT_PARAGRAPH && before->u.paragraph.role == BT_PAR_LEAD;
}

void bt_join_next(bt_doc *doc, bt_node *block)
{
	bt_node *next = block->next;
	bt_span span = bt_span_join(block->span, next->span);
	bt_node_unlink(next);
	while (block->first)
		bt_node_unlink(block->first);
	block->span = span;
	bt_text_append(doc, block, span);
}
