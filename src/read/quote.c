/* Puts quotations in QUOTE spans, marks and all: “ ”, « », straight ". The same marks nest inside
 * themselves. Depth is tracked, nothing is balanced by force: a closing mark without an open one is
 * text, and the end of a block closes what is open (vietnamese.md section 10). */
#include "read/inner.h"

#include <string.h>

#define DEPTH_MAX 16 /* deeper marks are text */

enum { OPEN = 1, CLOSE = 2 };

struct open {
	bt_node *node;
	gunichar closes; /* the mark that closes it */
};

struct scan {
	bt_doc *doc;
	bt_node *container;
	struct open open[DEPTH_MAX];
	int depth;
	gunichar before; /* the code point before the one looked at; 0 at the start */
};

static bt_node *current(const struct scan *s) { return s->depth ? s->open[s->depth - 1].node : s->container; }

static int find_open(const struct scan *s, gunichar mark)
{
	for (int i = s->depth - 1; i >= 0; i--)
		if (s->open[i].closes == mark)
			return i;
	return -1;
}

static bool ends_word(gunichar c)
{
	return c == 0 || bt_is_space(c) || (g_unichar_ispunct(c) && c != 0x201C && c != '(' && c != 0xAB);
}

/* What a mark does here: OPEN, CLOSE or 0. `next` is the code point after it, 0 at the end. */
static int role(const struct scan *s, gunichar c, gunichar next)
{
	if (c == 0x201C || c == 0xAB)
		return OPEN;
	if (c == 0x201D || c == 0xBB)
		return find_open(s, c) >= 0 ? CLOSE : 0;
	if (c != '"')
		return 0;
	bool begins = s->before == 0 || bt_is_space(s->before) || s->before == '(' || s->before == 0x201C || s->before == 0xAB || s->before == '"';
	if (find_open(s, c) >= 0 && ends_word(next))
		return CLOSE;
	return begins && next && !bt_is_space(next) ? OPEN : 0;
}

static void put_text(struct scan *s, gsize from, gsize to)
{
	if (to > from)
		bt_text_append(s->doc, current(s), (bt_span){(guint32)from, (guint32)(to - from)});
}

static void finish(struct scan *s, int to_depth)
{
	while (s->depth > to_depth) {
		bt_node *node = s->open[--s->depth].node;
		if (node->last)
			node->span = bt_span_join(node->span, node->last->span);
	}
}

static void scan_leaf(struct scan *s, const bt_node *leaf)
{
	const char *source = s->doc->source;
	gsize from = leaf->span.off, end = bt_span_end(leaf->span);
	for (gsize at = from, next_at; at < end; at = next_at) {
		gunichar c = bt_char_at(source + at);
		next_at = (gsize)(g_utf8_next_char(source + at) - source);
		gunichar next = next_at < end ? bt_char_at(source + next_at) : 0;
		int what = role(s, c, next);
		if (what == OPEN && s->depth < DEPTH_MAX) {
			put_text(s, from, at);
			bt_node *quote = bt_node_append_new(s->doc, current(s), BT_QUOTE, (bt_span){(guint32)at, 0});
			s->open[s->depth++] = (struct open){quote, c == 0x201C ? 0x201D : c == 0xAB ? 0xBB : '"'};
			from = at;
		} else if (what == CLOSE) {
			put_text(s, from, next_at);
			finish(s, find_open(s, c));
			from = next_at;
		}
		s->before = c;
	}
	put_text(s, from, end);
}

static bool has_marks(const bt_doc *doc, const bt_node *leaf)
{
	const char *s = doc->source + leaf->span.off;
	return memchr(s, '"', leaf->span.len) || memchr(s, 0xE2, leaf->span.len) || memchr(s, 0xC2, leaf->span.len);
}

/* A character reference ("&quot;") is no text that can be cut. */
static bool is_reference(const bt_doc *doc, const bt_node *leaf)
{
	const char *s = doc->source + leaf->span.off;
	return doc->markdown && leaf->span.len > 2 && s[0] == '&' && s[leaf->span.len - 1] == ';';
}

static void scan_children(bt_doc *doc, bt_node *container)
{
	bool any = false;
	for (const bt_node *n = container->first; n && !any; n = n->next)
		any = n->kind == BT_TEXT && has_marks(doc, n);
	if (!any)
		return;
	struct scan s = {.doc = doc, .container = container};
	bt_node *n = container->first;
	container->first = container->last = NULL;
	for (bt_node *next; n; n = next) {
		next = n->next;
		n->parent = n->prev = n->next = NULL;
		if (n->kind == BT_TEXT && !is_reference(doc, n))
			scan_leaf(&s, n);
		else
			bt_node_append(current(&s), n);
	}
	finish(&s, 0);
}

void bt_pass_quote(bt_reading *r)
{
	for (bt_node *n = r->doc->root; n; n = bt_node_next(n, r->doc->root)) {
		bt_class class = bt_kind_class(n->kind);
		bool holds_text = class == BT_CLASS_TEXT || class == BT_CLASS_SPAN;
		if (holds_text && n->kind != BT_CODE_BLOCK && n->kind != BT_CODE && n->kind != BT_QUOTE)
			scan_children(r->doc, n);
	}
}
