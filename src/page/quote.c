/* The pull quote: one strong quotation, whole, with its speaker, repeated large beside the text. It repeats
 * what the text says, so it is an artifact. Never altered, never cut. */
#include "page/layout.h"

#define SHORTEST 60 /* letters */
#define LONGEST 300
#define BEST 150

/* Quotations inside others are titles and slogans, not what somebody said. */
static bool is_inner(const bt_node *quote)
{
	for (const bt_node *n = quote->parent; n; n = n->parent)
		if (n->kind == BT_QUOTE)
			return true;
	return false;
}

static const bt_node *top_block(const bt_node *node, const bt_node *root)
{
	while (node->parent != root)
		node = node->parent;
	return node;
}

static bool is_text(const bt_node *block) { return block->kind == BT_PARAGRAPH; }

/* Away from the words it repeats: two paragraphs before, else after them. */
static const bt_node *place_for(const bt_pages *pages, const bt_node *holder)
{
	const bt_node *place = holder;
	for (int back = 0; place && back < 3;) {
		place = place->prev;
		if (place && is_text(place) && place != pages->lead)
			back++;
	}
	return place ? place : holder->next && is_text(holder->next) ? holder->next : NULL;
}

void bt_quote_choose(bt_pages *pages)
{
	const bt_node *root = pages->content->doc->root;
	const char *source = pages->content->doc->source;
	int best = G_MAXINT;
	for (const bt_node *n = root; n; n = bt_node_next(n, root)) {
		if (n->kind != BT_QUOTE || !n->u.quote.speaker || is_inner(n))
			continue;
		int letters = (int)bt_text_letters(source + n->span.off, n->span.len), off = ABS(letters - BEST);
		const bt_node *place = place_for(pages, top_block(n, root));
		if (letters < SHORTEST || letters > LONGEST || off >= best || !place)
			continue;
		best = off;
		pages->quote = n;
		pages->quote_after = place;
	}
}

static bt_len add_lines(bt_flow *flow, const bt_para *para, bt_len y)
{
	bt_pages *pages = flow->pages;
	g_autoptr(GArray) lines = bt_para_break(pages, para, flow->width, BT_RAGGED);
	for (guint i = 0; i < lines->len; i++, y += bt_leading(pages->theme, para->type))
		bt_line_add(pages, para, g_array_index(lines, bt_line, i), BT_ARTIFACT, flow->x, y);
	return y;
}

void bt_flow_pull_quote(bt_flow *flow, const bt_node *after)
{
	bt_pages *pages = flow->pages;
	if (!pages->quote || pages->quote_after != after)
		return;
	g_autoptr(bt_arena) scratch = bt_arena_new();
	bt_flow inner = *flow;
	inner.before = pages->grid;
	bt_slab_open(&inner, "pull-quote")->flags |= BT_FLOAT;
	guint slab = pages->slabs->len - 1;
	bt_rule_add(pages, BT_ARTIFACT, flow->x, 0, flow->width / 6, 2, BT_COLOUR_BRAND);
	bt_len y = add_lines(&inner, bt_para_words(pages, bt_node_text(pages->quote, scratch), BT_TYPE_PULL_QUOTE), pages->grid / 2);
	y = add_lines(&inner, bt_para_words(pages, pages->quote->u.quote.speaker, BT_TYPE_CAPTION), y + BT_PT(3));
	bt_len half = pages->grid / 2;
	g_array_index(pages->slabs, bt_slab, slab).height = (y + half - 1) / half * half;
}
