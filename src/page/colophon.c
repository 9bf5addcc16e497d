/* The colophon of an edition at the foot of its last page: each line that the profile asks for, what is missing asked for in its
 * place. Knows no key of the profile. */
#include "page/layout.h"

typedef struct {
	const bt_para *para;
	GArray *lines; /* bt_line */
	int element;
} entry;

static const bt_para *entry_para(bt_pages *pages, const bt_colophon_line *line)
{
	bt_para *para = bt_para_new(pages, BT_TYPE_COLOPHON);
	bt_ink ink = bt_ink_of(pages, BT_TYPE_COLOPHON), label = ink, missing = ink;
	label.weight = 600;
	missing.colour = BT_COLOUR_BRAND;
	if (!line->whole)
		bt_para_add(para, bt_arena_printf(pages->arena, "%s: ", line->words), -1, label);
	if (line->text)
		bt_para_add(para, line->text, -1, ink);
	else
		bt_para_add(para, bt_missing(pages, line->words), -1, missing);
	bt_para_shape(pages, para);
	return para;
}

static bt_len height_of(const bt_pages *pages, const entry *entries, guint from, guint to)
{
	bt_len height = 0;
	for (guint i = from; i < to; i++)
		height += (bt_len)entries[i].lines->len * bt_leading(pages->theme, BT_TYPE_COLOPHON);
	return height;
}

static void put_entries(bt_flow *flow, const entry *entries, guint from, guint to, bt_len x, bt_len y)
{
	for (guint i = from; i < to; i++)
		for (guint l = 0; l < entries[i].lines->len; l++, y += bt_leading(flow->pages->theme, BT_TYPE_COLOPHON))
			bt_line_add(flow->pages, entries[i].para, g_array_index(entries[i].lines, bt_line, l), entries[i].element, x, y);
}

void bt_flow_colophon(bt_flow *flow)
{
	bt_pages *pages = flow->pages;
	const GArray *lines = pages->set->edition->colophon;
	guint n = lines->len, half = 0;
	bt_flow inner = *flow;
	inner.element = bt_element_new(pages, BT_TAG_SECT, flow->element);
	g_autofree entry *entries = g_new0(entry, n);
	bt_len width = (flow->width - pages->gutter) / 2, y = pages->grid / 2;
	for (guint i = 0; i < n; i++) {
		entries[i].para = entry_para(pages, &g_array_index(lines, bt_colophon_line, i));
		entries[i].lines = bt_para_break(pages, entries[i].para, width, BT_RAGGED);
		entries[i].element = bt_element_new(pages, BT_TAG_P, inner.element);
	}
	while (half < n && 2 * height_of(pages, entries, 0, half) < height_of(pages, entries, 0, n))
		half++;
	bt_slab_open(&inner, "colophon")->flags |= BT_FOOT;
	guint slab = pages->slabs->len - 1;
	bt_rule_add(pages, BT_ARTIFACT, 0, 0, flow->width, 2, BT_COLOUR_BRAND);
	bt_rule_add(pages, BT_ARTIFACT, 0, BT_PT(3.5), flow->width, 1, BT_COLOUR_GOLD);
	y += BT_PT(4);
	put_entries(&inner, entries, 0, half, 0, y);
	put_entries(&inner, entries, half, n, width + pages->gutter, y);
	g_array_index(pages->slabs, bt_slab, slab).height = y + MAX(height_of(pages, entries, 0, half), height_of(pages, entries, half, n));
	for (guint i = 0; i < n; i++)
		g_array_unref(entries[i].lines);
}
