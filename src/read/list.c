/* Gathers neighbouring paragraphs with markers into lists; another kind of marker begins a list
 * inside the last item. The marker leaves the text (it is drawn from .item.marker). */
#include "read/inner.h"

#include <string.h>

#define DEPTH_MAX 6 /* as many kinds of marker as reports use */

struct level {
	bt_mark kind;
	bt_node *list;
};

struct stack {
	struct level level[DEPTH_MAX];
	int n;
};

static bool listed(bt_mark kind)
{
	return kind >= BT_MARK_UPPER;
}

static bool is_ordered(bt_mark kind) { return kind < BT_MARK_DASH; }

/* Where the paragraph goes: the list of its kind, a new one inside, or a new one at the root. */
static bt_node *find_list(bt_doc *doc, struct stack *s, bt_marker m, bt_node *before)
{
	for (int i = s->n - 1; i >= 0; i--)
		if (s->level[i].kind == m.kind && (m.number != 1 || !is_ordered(m.kind) || i == 0)) {
			s->n = i + 1;
			return s->level[i].list;
		}
	bt_node *list = bt_node_new(doc, BT_LIST, before->span);
	list->u.list.ordered = is_ordered(m.kind);
	list->u.list.start = MAX(m.number, 1);
	list->u.list.tight = true;
	if (s->n == DEPTH_MAX)
		s->n--;
	if (s->n == 0)
		bt_node_insert_before(before, list);
	else
		bt_node_append(s->level[s->n - 1].list->last, list);
	s->level[s->n++] = (struct level){m.kind, list};
	return list;
}

static void widen(bt_node *n, bt_span span, const bt_node *root)
{
	for (; n && n != root; n = n->parent)
		n->span = bt_span_join(n->span, span);
}

static void add_item(bt_doc *doc, struct stack *s, bt_node *par, bt_marker m)
{
	bt_piece piece = bt_piece_of(doc, par);
	guint32 off = (guint32)(piece.s - doc->source);
	bt_node *list = find_list(doc, s, m, par);
	bt_node *item = bt_node_append_new(doc, list, BT_ITEM, par->span);
	item->u.item.marker = bt_arena_strndup(doc->arena, piece.s, m.len);
	bt_node *mark = bt_node_append_new(doc, item, BT_OMITTED, (bt_span){off, m.len});
	mark->u.omitted.why = BT_OMIT_MARKUP;
	guint32 end = bt_span_end(par->span);
	bt_node *rest = par->first;
	bt_node_unlink(par);
	bt_node_append(item, par);
	/* The text leaf begins after the marker; what follows it (an end mark) stays. */
	bt_span leaf = {off + m.text, bt_span_end(rest->span) - (off + m.text)};
	bt_node *text = bt_text_append(doc, par, leaf);
	bt_node_unlink(text);
	bt_node_insert_before(rest, text);
	bt_node_unlink(rest);
	par->span = (bt_span){leaf.off, end - leaf.off};
	widen(item, par->span, doc->root);
}

/* "Trong đó:" between items belongs to the item before it. */
static bool introduces(bt_reading *r, const bt_node *n, bt_mark current)
{
	if (!bt_is_body(n) || !n->next || !bt_is_body(n->next))
		return false;
	bt_piece piece = bt_piece_of(r->doc, n), next = bt_piece_of(r->doc, n->next);
	if (bt_piece_longer(piece, 40) || bt_last_stop(piece.s, piece.len) != ':')
		return false;
	const char *key = bt_piece_key(piece, 120, r->scratch);
	bt_mark kind = bt_marker_parse(next.s, next.len).kind;
	return listed(kind) && kind != current && bt_key_begins(key, "trong đó;cụ thể;gồm;bao gồm;chia ra;trong số đó;cụ thể như sau");
}

static bool take(bt_reading *r, struct stack *s, bt_node *n)
{
	bt_doc *doc = r->doc;
	bt_piece piece = bt_piece_of(doc, n);
	bt_marker m = bt_is_body(n) && n->first && n->first->kind == BT_TEXT ? bt_marker_parse(piece.s, piece.len) : (bt_marker){BT_MARK_NONE, 0, 0, 0};
	bool whole = n->first && bt_span_end(n->first->span) > (guint32)(piece.s - doc->source) + m.text;
	if (listed(m.kind) && whole) {
		add_item(doc, s, n, m);
		return true;
	}
	if (s->n == 0 || n->kind == BT_OMITTED || !introduces(r, n, s->level[s->n - 1].kind))
		return false;
	bt_node *item = s->level[s->n - 1].list->last;
	bt_node_unlink(n);
	bt_node_append(item, n);
	widen(item, n->span, doc->root);
	return true;
}

void bt_pass_list(bt_reading *r)
{
	struct stack s = {.n = 0};
	for (bt_node *n = r->doc->root->first, *next; n; n = next) {
		next = n->next;
		if (!take(r, &s, n))
			s.n = 0;
	}
}
