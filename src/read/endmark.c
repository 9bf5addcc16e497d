/* Finds the sign that ends a report: ./. and its like (vietnamese.md section 10). A full stop that
 * ends the last sentence stays text; the sign itself becomes an OMITTED leaf. */
#include "read/inner.h"

#include <string.h>

static const char *back_blanks(const char *s, const char *end)
{
	while (end > s) {
		const char *p = g_utf8_prev_char(end);
		gunichar c = bt_char_at(p);
		if (!bt_is_space(c) && !bt_is_invisible(c))
			break;
		end = p;
	}
	return end;
}

/* Where the sign begins in s[0..len), and its end without blanks; NULL: there is none. */
static const char *find_mark(const char *s, gsize len, const char **end)
{
	const char *p = *end = back_blanks(s, s + len);
	int after = 0, before = 0;
	while (p > s && p[-1] == '.' && after < 3)
		p--, after++;
	if (after < 1 || after > 2 || p == s || p[-1] != '/')
		return NULL;
	const char *slash = --p;
	p = back_blanks(s, p);
	while (p > s && p[-1] == '.' && before < 3)
		p--, before++;
	if (!before) {
		/* "4/." may be a broken date; a sign stands after a word or alone. */
		p = slash;
		if (p > s && g_ascii_isdigit(p[-1]))
			return NULL;
		return p;
	}
	const char *word = p;
	if (word == s || bt_is_space(bt_char_at(g_utf8_prev_char(word))))
		return p;
	/* The first dot ends the sentence, unless something else has. */
	return bt_ends_sentence(s, (gsize)(word - s)) ? p : p + 1;
}

static bt_node *last_text(bt_node *block)
{
	bt_node *n = block;
	while (n->last)
		n = n->last;
	return n->kind == BT_TEXT ? n : NULL;
}

/* Cut the sign off the leaf. A block of nothing else becomes an OMITTED node itself. */
static bool cut_mark(bt_doc *doc, bt_node *block)
{
	bt_node *leaf = last_text(block);
	if (!leaf || bt_kind_class(block->kind) == BT_CLASS_LEAF || block->kind == BT_CODE_BLOCK)
		return false;
	const char *s = doc->source + leaf->span.off, *end;
	const char *mark = find_mark(s, leaf->span.len, &end);
	if (!mark)
		return false;
	bt_span text = {leaf->span.off, (guint32)(back_blanks(s, mark) - s)};
	bt_span span = {(guint32)(mark - doc->source), (guint32)(end - mark)};
	bt_node *parent = leaf->parent;
	bool alone = text.len == 0 && leaf == block->first && leaf == block->last && block->parent == doc->root;
	bt_node_unlink(leaf);
	if (text.len)
		bt_text_append(doc, parent, text);
	bt_node *node = bt_node_new(doc, BT_OMITTED, span);
	node->u.omitted.why = BT_OMIT_END_MARK;
	if (alone) {
		bt_node_insert_before(block, node);
		bt_node_unlink(block);
	} else {
		bt_node_append(parent, node);
	}
	return true;
}

#define LAST_BLOCKS 6 /* byline, credits, source and recipients may follow the sign */

void bt_pass_endmark(bt_reading *r)
{
	bt_node *n = bt_last_block(r->doc);
	for (int i = 0; n && i < LAST_BLOCKS; i++, n = n->prev)
		if (cut_mark(r->doc, n))
			return;
}
