/* The inlines of a block as one shaped paragraph: faces, links. Keeps every letter; adds none. */
#include "page/layout.h"

#include <string.h>

static bt_ink ink_under(const bt_node *node, bt_ink ink)
{
	if (node->kind == BT_EMPHASIS)
		ink.italic = !ink.italic;
	if (node->kind == BT_STRONG)
		ink.weight = 700;
	return ink;
}

static bt_ink open_link(bt_pages *pages, const bt_node *node, int parent, bt_ink ink)
{
	if (!node->u.link.url)
		return ink;
	g_autoptr(bt_arena) scratch = bt_arena_new();
	ink.element = bt_element_new(pages, BT_TAG_LINK, parent);
	bt_element *element = bt_element_at(pages, ink.element);
	element->info.url = node->u.link.url;
	element->info.alt = bt_arena_strdup(pages->arena, bt_node_text(node, scratch));
	ink.colour = BT_COLOUR_LINK;
	ink.underline = true;
	return ink;
}

/* The first words of a paragraph that opens a topic stand out, unless they only join it to what was said
 * before ("Cùng với đó"). */
const char *bt_topic_words(const bt_node *block)
{
	if (block->kind != BT_PARAGRAPH || block->u.paragraph.role != BT_PAR_OPENING || !block->u.paragraph.topic)
		return NULL;
	const char *topic = block->u.paragraph.topic;
	return g_str_has_suffix(topic, " đó") || g_str_has_suffix(topic, " này") ? NULL : topic;
}

static gsize topic_length(const bt_node *block, bt_arena *scratch)
{
	const char *topic = bt_topic_words(block);
	return topic && g_str_has_prefix(bt_node_text(block, scratch), topic) ? strlen(topic) : 0;
}

static void add_text(bt_para *para, const bt_node *text, gsize topic, bt_ink ink)
{
	gsize at = para->text->len, len = text->u.text.len;
	gsize strong = topic > at ? MIN(topic - at, len) : 0;
	bt_ink bold = ink;
	bold.weight = 600;
	bt_para_add(para, text->u.text.text, (gssize)strong, bold);
	bt_para_add(para, text->u.text.text + strong, (gssize)(len - strong), ink);
}

static void add_end_mark(const bt_pages *pages, bt_para *para, const bt_node *n, bt_ink ink)
{
	if (pages->theme->layout.end_mark && n->u.omitted.why == BT_OMIT_END_MARK)
		bt_para_add(para, pages->content->doc->source + n->span.off, n->span.len, ink);
}

/* Inlines nest at most BT_MAX_NESTING deep. */
static void add_inlines(bt_pages *pages, bt_para *para, const bt_node *node, int element, gsize topic, bt_ink ink)
{
	for (const bt_node *n = node->first; n; n = n->next) {
		if (n->kind == BT_TEXT)
			add_text(para, n, topic, ink);
		else if (n->kind == BT_OMITTED)
			add_end_mark(pages, para, n, ink);
		else if (n->kind == BT_LINE_BREAK)
			bt_para_newline(para);
		else if (n->kind == BT_LINK)
			add_inlines(pages, para, n, element, topic, open_link(pages, n, element, ink));
		else if (n->kind == BT_FOOTNOTE_REF)
			bt_note_mark(pages, para, n, element, ink);
		else
			add_inlines(pages, para, n, element, topic, ink_under(n, ink));
	}
}

void bt_para_inlines(bt_pages *pages, bt_para *para, const bt_node *block, int element, int weight)
{
	g_autoptr(bt_arena) scratch = bt_arena_new();
	bt_ink ink = bt_ink_of(pages, para->type);
	ink.weight = weight;
	add_inlines(pages, para, block, element, pages->theme->layout.bold_topics ? topic_length(block, scratch) : 0, ink);
	bt_para_shape(pages, para);
}

bt_para *bt_para_of(bt_pages *pages, const bt_node *block, bt_type type, int element)
{
	bt_para *para = bt_para_new(pages, type);
	para->block = block;
	para->counted = true;
	bt_para_inlines(pages, para, block, element, 0);
	return para;
}

bt_para *bt_para_words(bt_pages *pages, const char *text, bt_type type)
{
	bt_para *para = bt_para_new(pages, type);
	bt_para_add(para, text, -1, bt_ink_of(pages, type));
	bt_para_shape(pages, para);
	return para;
}
