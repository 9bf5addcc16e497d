/* The key-figure cards over the whole width: label, value with unit, note; lines aligned across a
 * row. Knows the grid of design.md section 5; the words are chart/'s. */
#include "page/layout.h"

/* Cards across, by number of cards: the widest grid first, then narrower ones for what does not fit.
 * Never 3 + 1. */
static const int across[][3] = {[0] = {0}, [1] = {1}, [2] = {2, 1}, [3] = {3, 1}, [4] = {2, 1}, [5] = {3, 1}, [6] = {3, 2, 1}};

enum { LABEL, VALUE, NOTE, PARTS };

typedef struct {
	const bt_para *para[PARTS];
	GArray *lines[PARTS]; /* bt_line */
	int element[PARTS];
} cell;

static const bt_type types[PARTS] = {[LABEL] = BT_TYPE_CARD_LABEL, [VALUE] = BT_TYPE_CARD_VALUE, [NOTE] = BT_TYPE_CARD_LABEL};

/* "ước 1.234,5 tỷ đồng": the digits large, the words small, "%" closed up and large. */
static const bt_para *value_para(bt_pages *pages, const bt_card *card)
{
	bt_para *para = bt_para_new(pages, BT_TYPE_CARD_VALUE);
	bt_ink large = bt_ink_of(pages, BT_TYPE_CARD_VALUE), small = bt_ink_of(pages, BT_TYPE_CARD_UNIT);
	if (card->qualifier) {
		bt_para_add(para, card->qualifier, -1, small);
		bt_para_add(para, " ", -1, small);
	}
	bt_para_add(para, card->value, -1, large);
	if (card->unit && card->unit[0] == '%') {
		bt_para_add(para, "%", -1, large);
		bt_para_add(para, card->unit + 1, -1, small);
	} else if (card->unit) {
		bt_para_add(para, " ", -1, small);
		bt_para_add(para, card->unit, -1, small);
	}
	bt_para_shape(pages, para);
	return para;
}

static bt_len card_width(const bt_flow *flow, int columns)
{
	return (flow->width - (columns - 1) * flow->pages->gutter) / columns;
}

/* Values stay on one line. */
static bool fits(bt_flow *flow, const GArray *cards, int n, int columns)
{
	for (int i = 0; i < n; i++) {
		const bt_para *value = value_para(flow->pages, &g_array_index(cards, bt_card, i));
		if (bt_para_width(value) > card_width(flow, columns))
			return false;
	}
	return true;
}

static cell cell_new(bt_flow *flow, const bt_card *card, bt_len width)
{
	bt_pages *pages = flow->pages;
	cell c = {.para = {[LABEL] = bt_para_words(pages, card->label, BT_TYPE_CARD_LABEL), [VALUE] = value_para(pages, card),
			   [NOTE] = card->note ? bt_para_words(pages, card->note, BT_TYPE_CARD_LABEL) : NULL}};
	for (int i = 0; i < PARTS; i++) {
		if (!c.para[i])
			continue;
		c.lines[i] = bt_para_break(pages, c.para[i], width, BT_RAGGED);
		c.element[i] = bt_element_new(pages, BT_TAG_P, flow->element);
	}
	return c;
}

static guint most_lines(const cell *cells, int n, int part)
{
	guint most = 0;
	for (int i = 0; i < n; i++)
		if (cells[i].lines[part])
			most = MAX(most, cells[i].lines[part]->len);
	return most;
}

/* One row as one slab, a hairline above it. */
static void flow_row(bt_flow *flow, const bt_card *cards, int n, int columns, bool last)
{
	bt_pages *pages = flow->pages;
	bt_len gutter = pages->gutter, width = card_width(flow, columns);
	cell *cells = g_new0(cell, n);
	for (int i = 0; i < n; i++)
		cells[i] = cell_new(flow, &cards[i], width);
	bt_slab_open(flow, "cards")->flags |= BT_KEEP;
	guint slab = pages->slabs->len - 1;
	bt_len y = pages->grid / 2;
	bt_rule_add(pages, BT_ARTIFACT, 0, 0, flow->width, 0.5, BT_COLOUR_RULE);
	for (int part = 0; part < PARTS; part++) {
		bt_len leading = bt_leading(pages->theme, types[part]);
		for (int i = 0; i < n; i++)
			for (guint l = 0; cells[i].lines[part] && l < cells[i].lines[part]->len; l++)
				bt_line_add(pages, cells[i].para[part], g_array_index(cells[i].lines[part], bt_line, l), cells[i].element[part],
					    i * (width + gutter), y + (bt_len)l * leading);
		y += (bt_len)most_lines(cells, n, part) * leading;
	}
	y += pages->grid / 2;
	if (last)
		bt_rule_add(pages, BT_ARTIFACT, 0, y, flow->width, 0.5, BT_COLOUR_RULE);
	g_array_index(pages->slabs, bt_slab, slab).height = y;
	for (int i = 0; i < n; i++)
		for (int part = 0; part < PARTS; part++)
			if (cells[i].lines[part])
				g_array_unref(cells[i].lines[part]);
	g_free(cells);
}

void bt_flow_cards(bt_flow *flow)
{
	const bt_charts *charts = flow->pages->content->charts;
	int n = charts ? (int)MIN(charts->cards->len, G_N_ELEMENTS(across) - 1) : 0;
	if (flow->pages->cards_most > 0)
		n = MIN(n, flow->pages->cards_most);
	if (n == 0)
		return;
	int columns = across[n][0];
	for (gsize i = 1; i < G_N_ELEMENTS(across[n]) && across[n][i] && !fits(flow, charts->cards, n, columns); i++)
		columns = across[n][i];
	bt_flow inner = *flow;
	inner.element = bt_element_new(flow->pages, BT_TAG_SECT, flow->element);
	inner.before = flow->pages->grid / 2;
	for (int i = 0; i < n; i += columns)
		flow_row(&inner, &g_array_index(charts->cards, bt_card, i), MIN(columns, n - i), columns, i + columns >= n);
	bt_slab *last = &g_array_index(flow->pages->slabs, bt_slab, flow->pages->slabs->len - 1);
	last->height += flow->pages->grid / 2;
	last->flags = (last->flags & ~(guint)BT_KEEP) | BT_GRID;
}
