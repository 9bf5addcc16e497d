/* What stands beside a paragraph: its number on the left, what it is about on the right. Both repeat what the
 * text or its order says, so they are artifacts. Every line of a note stands on a line of its paragraph, so
 * a note can neither run into another nor over a page. */
#include "page/layout.h"

#include "digest/digest.h"

#include <string.h>

static const bt_para *small(bt_pages *pages, const char *text, int weight)
{
	bt_para *para = bt_para_new(pages, BT_TYPE_NOTE);
	bt_ink ink = bt_ink_of(pages, BT_TYPE_NOTE);
	ink.weight = weight;
	bt_para_add(para, text, -1, ink);
	bt_para_shape(pages, para);
	return para;
}

/* A line of small type on the baseline of the paragraph's line in slab `slab`. */
static void put_beside(bt_flow *flow, const bt_para *para, bt_line line, guint slab, bt_len x)
{
	bt_pages *pages = flow->pages;
	bt_box box = {.kind = BT_BOX_LINE, .element = BT_ARTIFACT, .x = x, .y = bt_baseline(pages->theme, BT_TYPE_BODY), .width = line.width,
		      .height = bt_leading(pages->theme, para->type), .para = para, .from = line.from, .to = line.to,
		      .colour = pages->theme->type[para->type].colour};
	bt_slab_insert(pages, slab, box);
}

/* The numbers of bt_digest_paragraph, counted on from the block asked for last. */
static int paragraph_number(bt_pages *pages, const bt_node *block)
{
	const bt_node *root = pages->content->doc->root, *b = pages->numbered ? pages->numbered : root;
	int n = pages->number;
	while ((b = bt_block_next(b, root)) && b != block)
		n += b->kind == BT_PARAGRAPH;
	if (!b)
		return bt_digest_paragraph(pages->content->doc, block);
	pages->numbered = block;
	pages->number = n + (block->kind == BT_PARAGRAPH);
	return pages->number;
}

static void put_number(bt_flow *flow, const bt_node *block, guint first)
{
	bt_pages *pages = flow->pages;
	if (block->kind != BT_PARAGRAPH)
		return;
	int number = paragraph_number(pages, block);
	g_autofree char *text = g_strdup_printf("%d", number);
	const bt_para *para = small(pages, text, 400);
	bt_line line = {0, (guint32)para->text->len, bt_para_width(para)};
	put_beside(flow, para, line, first, -line.width - pages->grid / 2);
}

/* "Về kinh tế - xã hội" beside the paragraph that opens so. One that does not fit beside it is left out. */
static void put_topic(bt_flow *flow, const bt_node *block, guint first)
{
	bt_pages *pages = flow->pages;
	const char *topic = bt_topic_words(block);
	if (!topic)
		return;
	const bt_para *para = small(pages, topic, 0);
	g_autoptr(GArray) lines = bt_para_break(pages, para, pages->note, BT_RAGGED);
	if (bt_para_longest(para) > pages->note || first + lines->len > pages->slabs->len)
		return;
	for (guint i = 0; i < lines->len; i++)
		put_beside(flow, para, g_array_index(lines, bt_line, i), first + i, pages->width - pages->note);
}

void bt_flow_margin(bt_flow *flow, const bt_node *block, guint first)
{
	bt_pages *pages = flow->pages;
	if (first >= pages->slabs->len || (flow->flags & BT_SPAN))
		return;
	if (pages->theme->layout.paragraph_numbers)
		put_number(flow, block, first);
	if (pages->note > 0)
		put_topic(flow, block, first);
}
