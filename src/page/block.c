/* One block of the tree after another, as slabs. Knows what each kind of block looks like in a column;
 * knows neither pages nor files. */
#include "page/layout.h"

#include <string.h>

#define INDENT BT_PT(14)
#define DEEPEST_INDENT 4 /* levels; deeper ones are not set narrower */

static bt_len half_line(const bt_flow *flow) { return flow->pages->grid / 2; }

static void gap(bt_flow *flow, bt_len before) { flow->before = MAX(flow->before, before); }

/* A block that is one paragraph of a given look. */
static void set_block(bt_flow *flow, const bt_node *block, bt_type type, bt_tag tag, bt_set_style style)
{
	int element = bt_element_new(flow->pages, tag, flow->element);
	const bt_para *para = bt_para_of(flow->pages, block, type, element);
	bt_flow_para(flow, para, element, style);
}

/* Text as the style wants it: first line, both edges, what stands in the margins beside it. */
static void set_body(bt_flow *flow, const bt_node *block, bt_type type, bt_tag tag, bt_set_style style)
{
	bt_pages *pages = flow->pages;
	int element = bt_element_new(pages, tag, flow->element);
	bt_para *para = bt_para_of(pages, block, type, element);
	guint first = pages->slabs->len;
	if (pages->blocks)
		g_hash_table_insert(pages->blocks, (gpointer)block, GINT_TO_POINTER(element + 1));
	bt_len indent = BT_PT(pages->theme->layout.indent) + flow->lead_in;
	if (bt_para_longest(para) <= flow->width - indent)
		para->indent = indent;
	flow->lead_in = 0;
	if (pages->theme->layout.justified && tag == BT_TAG_P)
		style.fit = BT_JUSTIFIED;
	bt_flow_para(flow, para, element, style);
	bt_flow_margin(flow, block, first);
}

/* ---- headings: H2 for the level of the first one and those above it, no level skipped */

static int last_heading_tag(const bt_pages *pages)
{
	for (guint i = pages->elements->len; i-- > 0;) {
		bt_tag tag = g_array_index(pages->elements, bt_element, i).tag;
		if (tag >= BT_TAG_H1 && tag <= BT_TAG_H6)
			return tag;
	}
	return BT_TAG_H1;
}

static void flow_heading(bt_flow *flow, const bt_node *heading)
{
	bt_pages *pages = flow->pages;
	g_autoptr(bt_arena) scratch = bt_arena_new();
	int rank = MAX(heading->u.heading.level - pages->top_level, 0);
	bt_type type = rank == 0 ? BT_TYPE_H2 : BT_TYPE_H3;
	int tag = MIN(MIN((int)pages->headline + 1 + rank, last_heading_tag(pages) + 1), BT_TAG_H6);
	int element = bt_element_new(pages, (bt_tag)tag, flow->element);
	bt_element_at(pages, element)->info.title = bt_arena_strdup(pages->arena, bt_node_text(heading, scratch));
	bt_para *para = bt_para_of(pages, heading, type, element);
	gap(flow, pages->grid);
	guint first = pages->slabs->len;
	para->indent = MIN(BT_PT(pages->theme->layout.indent), flow->width - bt_para_longest(para));
	bt_flow_para(flow, para, element, (bt_set_style){.what = "heading", .keep = true, .together = true, .fit = BT_RAGGED});
	if (rank == 0 && pages->theme->layout.heading_rule && first < pages->slabs->len) {
		bt_box rule = {.kind = BT_BOX_RECT, .element = BT_ARTIFACT, .x = flow->x, .width = flow->width,
			       .height = BT_PT(0.75), .colour = BT_COLOUR_BRAND};
		bt_slab_insert(pages, first, rule);
	}
	flow->before = rank == 0 ? half_line(flow) : 0;
	pages->after_heading = true;
	bt_section section = {heading, element, first};
	g_array_append_val(pages->sections, section);
}

/* ---- lists */

/* The author's own numbering; a dot for dashes and stars. */
static const char *marker_shown(const bt_pages *pages, const char *marker)
{
	if (pages->theme->layout.run_in_lists && marker && *marker)
		return marker;
	if (!marker || !*marker)
		return "•";
	return strchr("-*+", marker[0]) && !marker[1] ? "•" : marker;
}

static void flow_item(bt_flow *flow, const bt_node *item, int list, bool tight)
{
	bt_pages *pages = flow->pages;
	int element = bt_element_new(pages, BT_TAG_LI, list), label = bt_element_new(pages, BT_TAG_LBL, element);
	bt_para *marker = bt_para_words(pages, marker_shown(pages, item->u.item.marker), BT_TYPE_BODY);
	bool run_in = pages->theme->layout.run_in_lists;
	bt_len indent = run_in ? 0 : MAX(INDENT, bt_para_width(marker) + BT_PT(4)), at = run_in ? BT_PT(pages->theme->layout.indent) : 0;
	if (flow->width < pages->column / 2)
		indent = 0;
	bt_flow inner = *flow;
	inner.lead_in = run_in ? bt_para_width(marker) + BT_PT(4) : 0;
	inner.element = bt_element_new(pages, BT_TAG_LBODY, element);
	inner.x += indent;
	inner.width -= indent;
	inner.tight = tight;
	guint first = pages->slabs->len;
	bt_flow_blocks(&inner, item);
	flow->before = inner.before;
	if (first == pages->slabs->len)
		bt_slab_open(&inner, "line")->height = pages->grid;
	bt_slab *slab = &g_array_index(pages->slabs, bt_slab, first);
	if ((indent == 0 && !run_in) || slab->n == 0 || g_array_index(pages->boxes, bt_box, slab->first).kind != BT_BOX_LINE)
		return;
	bt_line line = {0, (guint32)marker->text->len, bt_para_width(marker)};
	bt_box box = {.kind = BT_BOX_LINE, .element = label, .x = flow->x + at, .y = bt_baseline(pages->theme, BT_TYPE_BODY),
		      .width = line.width, .height = bt_leading(pages->theme, BT_TYPE_BODY), .para = marker, .to = line.to,
		      .colour = BT_COLOUR_INK};
	bt_slab_insert(pages, first, box);
}

static void flow_list(bt_flow *flow, const bt_node *list)
{
	bt_pages *pages = flow->pages;
	int element = bt_element_new(pages, BT_TAG_L, flow->element);
	bt_element_at(pages, element)->info.list_label = list->u.list.ordered ? "Decimal" : "Disc";
	gap(flow, flow->tight || pages->after_heading ? 0 : half_line(flow));
	for (const bt_node *item = list->first; item; item = item->next) {
		if (item->kind != BT_ITEM)
			continue;
		flow_item(flow, item, element, list->u.list.tight);
		gap(flow, list->u.list.tight ? 0 : half_line(flow));
	}
}

/* ---- the rest */

static void flow_blockquote(bt_flow *flow, const bt_node *quote)
{
	bt_flow inner = *flow;
	bt_len indent = flow->width < flow->pages->column / 2 ? 0 : INDENT;
	inner.element = bt_element_new(flow->pages, BT_TAG_BLOCKQUOTE, flow->element);
	inner.rule_x = flow->x;
	inner.x += indent;
	inner.width -= indent;
	bt_flow_blocks(&inner, quote);
	flow->before = half_line(flow);
}

static void flow_code(bt_flow *flow, const bt_node *code)
{
	bt_pages *pages = flow->pages;
	int element = bt_element_new(pages, BT_TAG_P, flow->element);
	bt_para *para = bt_para_new(pages, BT_TYPE_CODE);
	para->block = code;
	para->counted = true;
	for (const bt_node *n = code->first; n; n = n->next) {
		if (n->kind != BT_TEXT)
			continue;
		const char *text = n->u.text.text, *end = text + n->u.text.len;
		while (text < end) {
			const char *stop = memchr(text, '\n', (gsize)(end - text));
			bt_para_add(para, text, (stop ? stop : end) - text, bt_ink_of(pages, BT_TYPE_CODE));
			if (stop && stop + 1 < end)
				bt_para_newline(para);
			text = stop ? stop + 1 : end;
		}
	}
	bt_para_shape(pages, para);
	bt_flow inner = *flow;
	inner.rule_x = flow->x;
	inner.x += BT_PT(8);
	inner.width -= BT_PT(8);
	bt_flow_para(&inner, para, element, (bt_set_style){.what = "code"});
	flow->before = half_line(flow);
}

static void flow_break(bt_flow *flow)
{
	bt_pages *pages = flow->pages;
	gap(flow, pages->grid / 2);
	bt_slab *slab = bt_slab_open(flow, "break");
	slab->height = pages->grid;
	bt_rule_add(pages, BT_ARTIFACT, flow->x + flow->width / 3, pages->grid / 2, flow->width / 3, 0.5, BT_COLOUR_RULE);
	flow->before = pages->grid / 2;
}

void bt_flow_gap(bt_flow *flow, const char *text)
{
	bt_pages *pages = flow->pages;
	int element = bt_element_new(pages, BT_TAG_P, flow->element);
	bt_ink ink = bt_ink_of(pages, BT_TYPE_CAPTION);
	bt_para *para = bt_para_new(pages, BT_TYPE_CAPTION);
	ink.colour = BT_COLOUR_BRAND;
	bt_para_add(para, text, -1, ink);
	bt_para_shape(pages, para);
	g_autoptr(GArray) lines = bt_para_break(pages, para, flow->width - 2 * INDENT, BT_RAGGED);
	bt_slab *slab = bt_slab_open(flow, "gap");
	slab->height = MAX(6, (int)lines->len + 2) * pages->grid;
	slab->flags |= BT_KEEP;
	bt_len height = slab->height - pages->grid / 2;
	bt_rule_add(pages, BT_ARTIFACT, flow->x, 0, flow->width, (double)height / PANGO_SCALE, BT_COLOUR_TINT);
	bt_len y = (height - (bt_len)lines->len * pages->grid) / 2;
	for (guint i = 0; i < lines->len; i++) {
		bt_line line = g_array_index(lines, bt_line, i);
		bt_line_add(pages, para, line, element, flow->x + (flow->width - line.width) / 2, y + (bt_len)i * pages->grid);
	}
}

/* "Trong đó:" stays with what it announces. */
static bool announces(const bt_node *block)
{
	const bt_node *last = block->last;
	while (last && last->kind != BT_TEXT)
		last = last->last ? last->last : last->prev;
	if (!last || !block->next || block->next->kind == BT_HEADING)
		return false;
	gsize len = last->u.text.len;
	while (len > 0 && last->u.text.text[len - 1] == ' ')
		len--;
	return len > 0 && last->u.text.text[len - 1] == ':';
}

static void flow_paragraph(bt_flow *flow, const bt_node *block)
{
	if (block == flow->pages->lead)
		return;
	gap(flow, flow->pages->after_heading || flow->tight ? 0 : BT_PT(flow->pages->theme->layout.paragraph_gap));
	set_body(flow, block, BT_TYPE_BODY, BT_TAG_P, (bt_set_style){.what = "line", .keep = announces(block)});
}

/* Captions whose picture was lost, credits, source lines: small, where the author placed them. */
static void flow_small(bt_flow *flow, const bt_node *block)
{
	guint first = flow->pages->slabs->len;
	gap(flow, half_line(flow));
	set_block(flow, block, BT_TYPE_CAPTION, BT_TAG_P, (bt_set_style){.what = bt_kind_name(block->kind), .together = true});
	bt_pad_to_grid(flow->pages, first);
}

static void flow_title(bt_flow *flow, const bt_node *block)
{
	if (block == flow->pages->title)
		return;
	gap(flow, half_line(flow));
	set_block(flow, block, BT_TYPE_H3, BT_TAG_P, (bt_set_style){.what = "title", .keep = true, .together = true});
}

static void flow_byline(bt_flow *flow, const bt_node *block)
{
	gap(flow, half_line(flow));
	/* A name never stands alone at the top of a page. */
	if (flow->pages->slabs->len > 0)
		g_array_index(flow->pages->slabs, bt_slab, flow->pages->slabs->len - 1).flags |= BT_KEEP;
	set_block(flow, block, BT_TYPE_BYLINE, BT_TAG_P, (bt_set_style){.what = "byline", .align = BT_ALIGN_RIGHT, .together = true});
}

/* The author's own chart stands in its block's place; without one the rows are shown. */
static bool drawn_as_chart(const bt_flow *flow, const bt_node *block)
{
	const bt_charts *charts = flow->pages->content->charts;
	for (guint i = 0; charts && i < charts->charts->len; i++) {
		const bt_chart *chart = charts->charts->pdata[i];
		if (chart->author && chart->after == block)
			return true;
	}
	return false;
}

/* An end mark on a line of its own, in styles that print it. */
static void flow_end_mark(bt_flow *flow, const bt_node *node)
{
	bt_pages *pages = flow->pages;
	if (!pages->theme->layout.end_mark || node->u.omitted.why != BT_OMIT_END_MARK)
		return;
	const char *text = bt_arena_strndup(pages->arena, pages->content->doc->source + node->span.off, node->span.len);
	int element = bt_element_new(pages, BT_TAG_P, flow->element);
	bt_flow_para(flow, bt_para_words(pages, text, BT_TYPE_BODY), element, (bt_set_style){.what = "end-mark", .align = BT_ALIGN_RIGHT});
}

static void flow_block(bt_flow *flow, const bt_node *block)
{
	switch (block->kind) {
	case BT_TITLE: flow_title(flow, block); break;
	case BT_HEADING: flow_heading(flow, block); return;
	case BT_PARAGRAPH: flow_paragraph(flow, block); break;
	case BT_LIST: flow_list(flow, block); break;
	case BT_BLOCKQUOTE: flow_blockquote(flow, block); break;
	case BT_CAPTION:
	case BT_CREDIT:
	case BT_SOURCE_LINE: flow_small(flow, block); break;
	case BT_BYLINE: flow_byline(flow, block); break;
	case BT_CHART_BLOCK:
	case BT_FIGURES_BLOCK:
	case BT_TABLE:
		if (!drawn_as_chart(flow, block))
			bt_flow_table(flow, block);
		break;
	case BT_CODE_BLOCK: flow_code(flow, block); break;
	case BT_PHOTO: bt_flow_photo(flow, NULL, block); break;
	case BT_BREAK: flow_break(flow); break;
	case BT_FOOTNOTE: return; /* at the end, by number */
	case BT_OMITTED: flow_end_mark(flow, block); return;
	/* What is no block of its own. */
	case BT_DOCUMENT:
	case BT_ITEM:
	case BT_ROW:
	case BT_CELL:
	case BT_TEXT:
	case BT_EMPHASIS:
	case BT_STRONG:
	case BT_CODE:
	case BT_LINK:
	case BT_QUOTE:
	case BT_LINE_BREAK:
	case BT_FOOTNOTE_REF:
	case BT_KIND_COUNT: return;
	}
	flow->pages->after_heading = false;
}

static bool stands_in(const bt_node *node, const bt_node *block)
{
	while (node && node != block)
		node = node->parent;
	return node != NULL;
}

/* Charts come after the block of the report, whole, that states their figures. */
static void flow_charts_after(bt_flow *flow, const bt_node *block)
{
	const bt_charts *charts = flow->pages->content->charts;
	for (guint i = 0; charts && i < charts->charts->len; i++) {
		const bt_chart *chart = charts->charts->pdata[i];
		if (stands_in(chart->after, block))
			bt_flow_chart(flow, chart);
	}
}

void bt_flow_blocks(bt_flow *flow, const bt_node *parent)
{
	const bt_pages *pages = flow->pages;
	bool whole = parent->kind == BT_DOCUMENT;
	for (const bt_node *block = whole && pages->body ? pages->body : parent->first; block && !(whole && block == pages->tail); block = block->next) {
		flow_block(flow, block);
		if (parent->kind != BT_DOCUMENT)
			continue;
		flow_charts_after(flow, block);
		bt_flow_pull_quote(flow, block);
	}
}
