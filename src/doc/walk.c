/* Walks the tree without recursion, and flattens a block's inlines to one string with places. */
#include "doc/doc.h"

#include <string.h>

bt_node *bt_node_next(const bt_node *node, const bt_node *root)
{
	if (node->first)
		return node->first;
	while (node != root && !node->next)
		node = node->parent;
	return node == root ? NULL : node->next;
}

bt_node *bt_block_next(const bt_node *node, const bt_node *root)
{
	bt_node *n = bt_node_next(node, root);
	while (n && bt_kind_class(n->kind) != BT_CLASS_TEXT)
		n = bt_node_next(n, root);
	return n;
}

int bt_node_depth(const bt_node *node)
{
	int depth = 0;
	while ((node = node->parent))
		depth++;
	return depth;
}

const bt_node *bt_doc_opening(const bt_doc *doc)
{
	const bt_node *first = NULL;
	for (const bt_node *n = doc->root->first; n; n = n->next) {
		if (n->kind == BT_PARAGRAPH && n->u.paragraph.role == BT_PAR_LEAD)
			return n;
		if (n->kind == BT_PARAGRAPH && !first)
			first = n;
	}
	return first;
}

int bt_paragraph_no(const bt_doc *doc, const bt_node *block)
{
	int n = 0;
	for (const bt_node *b = bt_block_next(doc->root, doc->root); b; b = bt_block_next(b, doc->root)) {
		n += b->kind == BT_PARAGRAPH;
		if (b == block)
			return n;
	}
	return 0;
}

static gint by_number(gconstpointer a, gconstpointer b)
{
	const bt_node *const *x = a, *const *y = b;
	return (*x)->u.note.number - (*y)->u.note.number;
}

GPtrArray *bt_footnotes(const bt_doc *doc)
{
	GPtrArray *notes = g_ptr_array_new();
	for (bt_node *n = doc->root; n; n = bt_node_next(n, doc->root))
		if (n->kind == BT_FOOTNOTE)
			g_ptr_array_add(notes, n);
	g_ptr_array_sort(notes, by_number);
	return notes;
}

static gsize find_space(const char *source, gsize at, gsize end)
{
	while (at < end && !bt_is_space(bt_char_at(source + at)))
		at = (gsize)(g_utf8_next_char(source + at) - source);
	return at;
}

static gsize skip_spaces(const char *source, gsize at, gsize end)
{
	while (at < end && bt_is_space(bt_char_at(source + at)))
		at = (gsize)(g_utf8_next_char(source + at) - source);
	return at;
}

/* The source offset of each byte of a TEXT leaf: a space of the text stands for a run of white
 * space in the source; what the text skips there (markup, invisible marks) is passed over. */
static void place_leaf(const bt_node *leaf, const char *source, guint32 *origin)
{
	gsize at = leaf->span.off, end = bt_span_end(leaf->span);
	for (gsize i = 0; i < leaf->u.text.len; i++) {
		char c = leaf->u.text.text[i];
		if (at < end && source[at] == c && c != ' ') {
			origin[i] = (guint32)at++;
			continue;
		}
		if (c == ' ') {
			at = find_space(source, at, end);
			origin[i] = (guint32)at;
			at = skip_spaces(source, at, end);
			continue;
		}
		while (at < end && source[at] != c)
			at++;
		origin[i] = (guint32)MIN(at, end);
		at++;
	}
}

bt_flat bt_flatten(const bt_node *block, const char *source, bt_arena *arena)
{
	gsize len = 0;
	for (const bt_node *n = block; n; n = bt_node_next(n, block))
		len += n->kind == BT_TEXT ? n->u.text.len : n->kind == BT_LINE_BREAK;
	char *text = bt_arena_new0(arena, char, len + 1);
	guint32 *origin = bt_arena_new0(arena, guint32, len + 1);
	gsize at = 0;
	for (const bt_node *n = block; n; n = bt_node_next(n, block)) {
		if (n->kind == BT_LINE_BREAK) {
			text[at] = '\n';
			origin[at++] = n->span.off;
		}
		if (n->kind != BT_TEXT)
			continue;
		memcpy(text + at, n->u.text.text, n->u.text.len);
		place_leaf(n, source, origin + at);
		at += n->u.text.len;
	}
	origin[len] = bt_span_end(block->span);
	return (bt_flat){text, len, origin};
}

const char *bt_node_text(const bt_node *node, bt_arena *arena)
{
	g_autoptr(GString) text = g_string_new(NULL);
	for (const bt_node *n = node; n; n = bt_node_next(n, node)) {
		if (n->kind == BT_TEXT)
			g_string_append_len(text, n->u.text.text, (gssize)n->u.text.len);
		if (n->kind == BT_LINE_BREAK)
			g_string_append_c(text, '\n');
	}
	return bt_arena_strndup(arena, text->str, text->len);
}

bt_span bt_flat_span(const bt_flat *flat, gsize from, gsize to)
{
	guint32 off = flat->origin[from];
	if (to <= from)
		return (bt_span){off, 0};
	guint32 last = flat->origin[to - 1];
	return (bt_span){off, last + 1 - off};
}
