/* Adds elements, slabs and boxes to the pages being made. Knows nothing of kinds of content. */
#include "page/layout.h"

int bt_element_new(bt_pages *pages, bt_tag tag, int parent)
{
	bt_element element = {.tag = tag, .parent = parent};
	g_array_append_val(pages->elements, element);
	return (int)pages->elements->len - 1;
}

bt_element *bt_element_at(bt_pages *pages, int element) { return &g_array_index(pages->elements, bt_element, element); }

bt_slab *bt_slab_open(bt_flow *flow, const char *what)
{
	bt_pages *pages = flow->pages;
	bt_slab slab = {.what = what, .before = flow->before, .first = pages->boxes->len, .flags = flow->flags, .header = -1, .figure = -1};
	flow->before = 0;
	g_array_append_val(pages->slabs, slab);
	return &g_array_index(pages->slabs, bt_slab, pages->slabs->len - 1);
}

bt_box *bt_box_add(bt_pages *pages, bt_box_kind kind, int element)
{
	bt_box box = {.kind = kind, .element = element};
	g_array_append_val(pages->boxes, box);
	g_array_index(pages->slabs, bt_slab, pages->slabs->len - 1).n++;
	return &g_array_index(pages->boxes, bt_box, pages->boxes->len - 1);
}

void bt_slab_insert(bt_pages *pages, guint slab, bt_box box)
{
	bt_slab *s = &g_array_index(pages->slabs, bt_slab, slab);
	g_array_insert_val(pages->boxes, s->first, box);
	s->n++;
	for (guint i = slab + 1; i < pages->slabs->len; i++)
		g_array_index(pages->slabs, bt_slab, i).first++;
}

void bt_rule_add(bt_pages *pages, int element, bt_len x, bt_len y, bt_len width, double points, bt_colour colour)
{
	bt_box *box = bt_box_add(pages, BT_BOX_RECT, element);
	box->x = x;
	box->y = y;
	box->width = width;
	box->height = BT_PT(points);
	box->colour = colour;
}

bt_len bt_leading(const bt_theme *theme, bt_type type) { return BT_PT(theme->type[type].leading); }

/* Capitals stand in the middle of the line box, with room above for two marks and below for a descender. */
bt_len bt_baseline(const bt_theme *theme, bt_type type)
{
	return BT_PT(theme->type[type].leading / 2 + theme->type[type].size * 0.33);
}

void bt_line_add(bt_pages *pages, const bt_para *para, bt_line line, int element, bt_len x, bt_len y)
{
	bt_box *box = bt_box_add(pages, BT_BOX_LINE, element);
	box->x = x;
	box->y = y + bt_baseline(pages->theme, para->type);
	box->width = line.width;
	box->height = bt_leading(pages->theme, para->type);
	box->para = para;
	box->from = line.from;
	box->to = line.to;
	box->colour = pages->theme->type[para->type].colour;
}

void bt_pad_to_grid(bt_pages *pages, guint first)
{
	bt_len used = 0, step = pages->grid / 2;
	for (guint i = first; i < pages->slabs->len; i++)
		used += g_array_index(pages->slabs, bt_slab, i).height;
	if (first < pages->slabs->len && used % step != 0)
		g_array_index(pages->slabs, bt_slab, pages->slabs->len - 1).height += step - used % step;
}

static bt_len align_in(bt_align align, bt_len room, bt_len width)
{
	if (align == BT_ALIGN_RIGHT)
		return room - width;
	return align == BT_ALIGN_CENTRE ? (room - width) / 2 : 0;
}

/* Two lines at least before a break and after it. */
static bool keep_line(guint i, guint n, bt_set_style style)
{
	if (i + 1 == n)
		return style.keep;
	return style.together || i == 0 || i + 2 == n;
}

static bool is_forced(const bt_para *para, guint32 at)
{
	for (guint i = 0; i < para->forced->len; i++)
		if (g_array_index(para->forced, guint32, i) == at)
			return true;
	return false;
}

void bt_flow_para(bt_flow *flow, const bt_para *para, int element, bt_set_style style)
{
	bt_pages *pages = flow->pages;
	g_autoptr(GArray) lines = bt_para_break(pages, para, flow->width, style.fit);
	bt_len leading = bt_leading(pages->theme, para->type);
	for (guint i = 0; i < lines->len; i++) {
		bt_line line = g_array_index(lines, bt_line, i);
		bt_len above = flow->before;
		bt_slab *slab = bt_slab_open(flow, style.what);
		slab->height = leading;
		if (keep_line(i, lines->len, style))
			slab->flags |= BT_KEEP;
		if (i > 0)
			slab->flags |= BT_REST;
		if (flow->rule_x >= 0)
			bt_rule_add(pages, BT_ARTIFACT, flow->rule_x, i ? -above : 0, BT_PT(1.5), (double)(leading + (i ? above : 0)) / PANGO_SCALE, BT_COLOUR_BRAND);
		bt_len indent = i == 0 ? para->indent : 0, room = flow->width - indent;
		bt_line_add(pages, para, line, element, flow->x + indent + align_in(style.align, room, line.width), 0);
		if (style.fit == BT_JUSTIFIED) {
			bt_box *box = &g_array_index(pages->boxes, bt_box, pages->boxes->len - 1);
			box->stretch = bt_line_stretch(pages, para, line, room, i + 1 == lines->len || is_forced(para, line.to));
			box->width += box->stretch;
		}
	}
}
