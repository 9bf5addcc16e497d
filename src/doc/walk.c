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

struct flattening {
	bt_arena *arena;
	bt_flat_run *runs;
	gsize n, room;
};

/* The byte `at` of the text stands at `from` in the source. */
static void place(struct flattening *f, gsize at, gsize from)
{
	const bt_flat_run *last = f->n ? &f->runs[f->n - 1] : NULL;
	if (last && last->from + (at - last->at) == from)
		return;
	if (f->n == f->room) {
		f->room = f->room * 2 + 4;
		bt_flat_run *more = bt_arena_new0(f->arena, bt_flat_run, f->room);
		if (f->n)
			memcpy(more, f->runs, f->n * sizeof *more);
		f->runs = more;
	}
	f->runs[f->n++] = (bt_flat_run){(guint32)at, (guint32)from};
}

/* The places of a TEXT leaf that begins at `base`: a space of the text stands for a run of white space in the source; what the
 * text skips there (markup, invisible marks) is passed over. */
static void place_leaf(struct flattening *f, gsize base, const bt_node *leaf, const char *source)
{
	gsize at = leaf->span.off, end = bt_span_end(leaf->span), len = leaf->u.text.len;
	const char *text = leaf->u.text.text;
	if (len == leaf->span.len && memcmp(text, source + at, len) == 0) {
		place(f, base, at);
		return;
	}
	for (gsize i = 0; i < len; i++) {
		if (at < end && text[i] == source[at] && text[i] != ' ') {
			place(f, base + i, at++);
			continue;
		}
		bool space = text[i] == ' ';
		if (space)
			at = find_space(source, at, end);
		while (!space && at < end && source[at] != text[i])
			at++;
		place(f, base + i, MIN(at, end));
		at = space ? skip_spaces(source, at, end) : at + 1;
	}
}

bt_flat bt_flatten(const bt_node *block, const char *source, bt_arena *arena)
{
	gsize len = 0;
	for (const bt_node *n = block; n; n = bt_node_next(n, block))
		len += n->kind == BT_TEXT ? n->u.text.len : n->kind == BT_LINE_BREAK;
	char *text = bt_arena_new0(arena, char, len + 1);
	struct flattening f = {.arena = arena};
	gsize at = 0;
	for (const bt_node *n = block; n; n = bt_node_next(n, block)) {
		if (n->kind == BT_LINE_BREAK) {
			place(&f, at, n->span.off);
			text[at++] = '\n';
		}
		if (n->kind != BT_TEXT || n->u.text.len == 0)
			continue;
		memcpy(text + at, n->u.text.text, n->u.text.len);
		place_leaf(&f, at, n, source);
		at += n->u.text.len;
	}
	place(&f, len, bt_span_end(block->span));
	return (bt_flat){text, len, f.runs, f.n};
}

/* The number of the last run for which `before` says so of `what`; -1: none. Runs stand in order by both their places. */
static gssize last_run(const bt_flat *flat, bool (*before)(const bt_flat_run *run, gsize what), gsize what)
{
	gsize low = 0, high = flat->n_runs;
	while (low < high) {
		gsize middle = low + (high - low) / 2;
		if (before(&flat->runs[middle], what))
			low = middle + 1;
		else
			high = middle;
	}
	return (gssize)low - 1;
}

static bool begins_by(const bt_flat_run *run, gsize at) { return run->at <= at; }
static bool stands_before(const bt_flat_run *run, gsize off) { return run->from < off; }

static guint32 origin(const bt_flat *flat, gsize at)
{
	const bt_flat_run *run = &flat->runs[last_run(flat, begins_by, at)];
	return run->from + (guint32)(at - run->at);
}

gsize bt_flat_at(const bt_flat *flat, guint32 off)
{
	gssize i = last_run(flat, stands_before, off);
	if (i < 0)
		return 0;
	const bt_flat_run *run = &flat->runs[i];
	gsize end = (gsize)i + 1 < flat->n_runs ? run[1].at : flat->len;
	return MIN(run->at + (gsize)(off - run->from), end);
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
	guint32 off = origin(flat, from);
	if (to <= from)
		return (bt_span){off, 0};
	return (bt_span){off, origin(flat, to - 1) + 1 - off};
}
