/* What a report lacks for readers who hear it or jump about in it: a level of heading skipped, a table without names
 * of columns, a link without words, a photo without words. One walk over the finished tree, before anything is drawn.
 * Says where it stands and what to write; changes nothing. Knows the tree; must not know how it is drawn. */
#include "doc/doc.h"

struct lint {
	const bt_doc *doc;
	bt_diags *diags;
	bt_arena *scratch;
	int level; /* of the heading before; 0: none */
};

/* Where people see the node begin: after the blanks before it, and at its markup when that stands outside, as the
 * empty header of a table does. */
static bt_span visible(const struct lint *l, const bt_node *node)
{
	const char *source = l->doc->source;
	gsize from = node->span.off, to = MAX(bt_span_end(node->span), from);
	for (const bt_node *n = node->prev; n && n->kind == BT_OMITTED; n = n->prev) {
		gsize end = bt_span_end(n->span), blanks = 0, lines = 0;
		for (; end + blanks < from && g_ascii_isspace(source[end + blanks]); blanks++)
			lines += source[end + blanks] == '\n';
		if (end + blanks < from || lines > 1)
			break;
		from = n->span.off;
	}
	while (from < l->doc->len && bt_is_space(g_utf8_get_char(source + from)))
		from = (gsize)(g_utf8_next_char(source + from) - source);
	return (bt_span){(guint32)from, (guint32)(MAX(to, from) - from)};
}

static bool wordless(struct lint *l, const bt_node *node)
{
	for (const char *p = bt_node_text(node, l->scratch); *p; p = g_utf8_next_char(p))
		if (!bt_is_space(g_utf8_get_char(p)))
			return false;
	return true;
}

/* In plain text levels are worked out by the reader, in Markdown the author writes them. */
static void lint_heading(struct lint *l, const bt_node *heading)
{
	int level = heading->kind == BT_TITLE ? 1 : heading->u.heading.level;
	if (l->doc->markdown && l->level && level > l->level + 1) {
		g_autofree char *is = g_strnfill((gsize)level, '#'), *wanted = g_strnfill((gsize)l->level + 1, '#');
		bt_say(l->diags, BT_D_HEADING_GAP, visible(l, heading), is, wanted, NULL);
	}
	l->level = level;
}

/* The first cell of the header may be empty: it stands over the names of the rows. */
static void lint_table(struct lint *l, const bt_node *table)
{
	const bt_node *header = table->first;
	while (header && header->kind != BT_ROW)
		header = header->next;
	bool named = false;
	int column = 0, unnamed = 0;
	for (const bt_node *cell = header ? header->first : NULL; cell; cell = cell->next) {
		if (cell->kind != BT_CELL)
			continue;
		column++;
		if (!wordless(l, cell))
			named = true;
		else if (column > 1 && !unnamed)
			unnamed = column;
	}
	if (!header || !header->u.row.header || !named) {
		bt_say(l->diags, BT_D_TABLE_HEADER, visible(l, table), NULL);
	} else if (unnamed) {
		g_autofree char *number = g_strdup_printf("%d", unnamed);
		bt_say(l->diags, BT_D_TABLE_COLUMN, visible(l, header), number, NULL);
	}
}

static void lint_photo(struct lint *l, const char *path, const char *alt, const char *caption, bt_span span)
{
	if (!(alt && *alt) && !(caption && *caption))
		bt_say(l->diags, BT_D_PHOTO_ALT, span, path ? path : "", NULL);
}

static void lint_node(struct lint *l, const bt_node *n)
{
	switch (n->kind) {
	case BT_TITLE:
	case BT_HEADING: lint_heading(l, n); break;
	case BT_TABLE: lint_table(l, n); break;
	case BT_LINK:
		if (wordless(l, n))
			bt_say(l->diags, BT_D_LINK_EMPTY, visible(l, n), n->u.link.url ? n->u.link.url : "", NULL);
		break;
	case BT_PHOTO:
		lint_photo(l, n->u.photo.path, wordless(l, n) ? NULL : bt_node_text(n, l->scratch), n->u.photo.caption, visible(l, n));
		break;
	case BT_DOCUMENT:
	case BT_PARAGRAPH:
	case BT_LIST:
	case BT_ITEM:
	case BT_BLOCKQUOTE:
	case BT_CAPTION:
	case BT_CREDIT:
	case BT_SOURCE_LINE:
	case BT_BYLINE:
	case BT_ROW:
	case BT_CELL:
	case BT_CODE_BLOCK:
	case BT_CHART_BLOCK:
	case BT_FIGURES_BLOCK:
	case BT_BREAK:
	case BT_OMITTED:
	case BT_TEXT:
	case BT_EMPHASIS:
	case BT_STRONG:
	case BT_CODE:
	case BT_QUOTE:
	case BT_LINE_BREAK:
	case BT_FOOTNOTE:
	case BT_FOOTNOTE_REF:
	case BT_KIND_COUNT: break;
	}
}

void bt_doc_lint(const bt_doc *doc, bt_diags *diags)
{
	g_autoptr(bt_arena) scratch = bt_arena_new();
	struct lint l = {.doc = doc, .diags = diags, .scratch = scratch, .level = doc->meta.field[BT_META_TITLE].text ? 1 : 0};
	for (guint i = 0; i < doc->meta.photos->len; i++) {
		const bt_photo *photo = &g_array_index(doc->meta.photos, bt_photo, i);
		lint_photo(&l, photo->path, photo->alt, photo->caption, photo->span);
	}
	for (const bt_node *n = doc->root; n; n = bt_node_next(n, doc->root))
		lint_node(&l, n);
}
