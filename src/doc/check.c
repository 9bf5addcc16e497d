/* Judges a tree: links, nesting, spans, and that no letter of the source is lost or doubled.
 * Knows kinds by their class only. One walk, no recursion, linear. */
#include "doc/doc.h"

#include <string.h>

struct check {
	const bt_doc *doc;
	bt_diags *diags;
	gsize covered; /* each visible code point before this is in a leaf */
	bool good;
};

static void broken(struct check *c, const bt_node *n, const char *what)
{
	if (c->good) {
		g_autofree char *text = g_strdup_printf("%s: %s", n ? bt_kind_name(n->kind) : "tree", what);
		bt_say(c->diags, BT_D_TREE_BROKEN, n ? n->span : BT_NO_SPAN, text, NULL);
	}
	c->good = false;
}

static void check_links(struct check *c, const bt_node *n)
{
	bool good = (!n->first || (n->first->parent == n && !n->first->prev)) && (!n->last || !n->last->next) &&
		    !n->first == !n->last && (!n->next || (n->next->prev == n && n->next->parent == n->parent));
	if (!good)
		broken(c, n, "links");
}

/* May a node stand below its parent? OMITTED may stand everywhere. */
static bool nests(const bt_node *parent, const bt_node *n)
{
	if (n->kind == BT_OMITTED)
		return bt_kind_class(parent->kind) != BT_CLASS_LEAF;
	if ((n->kind == BT_ITEM) != (parent->kind == BT_LIST) || (n->kind == BT_CELL) != (parent->kind == BT_ROW))
		return false;
	bool rows = parent->kind == BT_TABLE || parent->kind == BT_CHART_BLOCK || parent->kind == BT_FIGURES_BLOCK;
	if ((n->kind == BT_ROW) != rows)
		return false;
	bool inline_leaf = n->kind == BT_TEXT || n->kind == BT_LINE_BREAK;
	bool is_inline = inline_leaf || bt_kind_class(n->kind) == BT_CLASS_SPAN;
	bt_class class = bt_kind_class(parent->kind);
	if (class == BT_CLASS_LEAF || n->kind == BT_DOCUMENT)
		return false;
	/* A photo may stand in a sentence. */
	if (class != BT_CLASS_BOX)
		return is_inline || n->kind == BT_PHOTO;
	return !is_inline;
}

static gunichar next_visible(const char **p, const char *end)
{
	while (*p < end) {
		gunichar c = bt_take_char(p);
		if (!bt_is_space(c) && !bt_is_invisible(c))
			return c;
	}
	return 0;
}

/* How many bytes at the start of both are the same, up to the last whole code point. */
static gsize same_bytes(const char *s, const char *s_end, const char *t, const char *t_end)
{
	gsize n = 0, most = (gsize)MIN(s_end - s, t_end - t);
	while (n < most && s[n] == t[n])
		n++;
	while (n > 0 && n < most && ((guchar)s[n] & 0xC0) == 0x80)
		n--;
	return n;
}

/* The visible code points of the text are those of its span; a character reference of Markdown
 * ("&amp;") stands alone in its leaf. */
static bool quotes(const bt_doc *doc, const bt_node *n)
{
	const char *s = doc->source + n->span.off, *s_end = s + n->span.len;
	const char *t = n->u.text.text, *t_end = t + n->u.text.len;
	if (doc->markdown && n->span.len > 2 && *s == '&' && s_end[-1] == ';' && n->u.text.len <= 8)
		return true;
	for (;;) {
		gsize same = same_bytes(s, s_end, t, t_end);
		s += same;
		t += same;
		gunichar a = next_visible(&s, s_end), b = next_visible(&t, t_end);
		if (a != b)
			return false;
		if (!a)
			return true;
	}
}

/* The source between leaves is white space. */
static bool only_blank(const bt_doc *doc, gsize from, gsize to)
{
	const char *p = doc->source + from;
	return next_visible(&p, doc->source + to) == 0;
}

static void check_leaf(struct check *c, const bt_node *n)
{
	if (n->kind != BT_TEXT && n->kind != BT_OMITTED)
		return;
	if (n->span.off < c->covered) {
		broken(c, n, "source used twice or out of order");
		return;
	}
	if (!only_blank(c->doc, c->covered, n->span.off))
		broken(c, n, "source lost before this");
	if (n->kind == BT_TEXT && !quotes(c->doc, n))
		broken(c, n, "text differs from the source");
	c->covered = bt_span_end(n->span);
}

bool bt_doc_check(const bt_doc *doc, bt_diags *diags)
{
	struct check c = {doc, diags, 0, true};
	for (const bt_node *n = doc->root; n && c.good; n = bt_node_next(n, doc->root)) {
		check_links(&c, n);
		const bt_node *parent = n->parent;
		gsize end = (gsize)n->span.off + n->span.len;
		if (!parent ? n != doc->root || end > doc->len : n->span.off < parent->span.off || end > bt_span_end(parent->span))
			broken(&c, n, "span outside its parent");
		else if (parent && !nests(parent, n))
			broken(&c, n, "not allowed here");
		else
			check_leaf(&c, n);
	}
	if (c.good && !only_blank(doc, c.covered, doc->len))
		broken(&c, NULL, "source lost at the end");
	return c.good;
}
