/* Tables: widths of columns from what their cells need, one slab a row, the header repeated where a
 * table goes on in another column. A table too wide for the page is set cell below cell. Rows come from the
 * tree or from a chart that cannot be drawn. */
#include "page/layout.h"

#include <string.h>

#define GAP BT_PT(8)   /* between columns */
#define PAD BT_PT(3.5) /* above and below a row's lines */

typedef struct {
	const bt_para *para; /* NULL: no such cell in the row */
	int element;
	bt_align align;
} table_cell;

typedef struct {
	bt_pages *pages;
	int columns, rows;
	table_cell *cells; /* rows * columns */
	bool *header;      /* by row */
	int *row_element;
	bt_len *least, *natural, *width; /* by column */
} table;

static table table_new(bt_pages *pages, int columns, int rows)
{
	table t = {.pages = pages, .columns = columns, .rows = rows};
	t.cells = bt_arena_new0(pages->arena, table_cell, columns * rows);
	t.header = bt_arena_new0(pages->arena, bool, rows);
	t.row_element = bt_arena_new0(pages->arena, int, rows);
	t.least = bt_arena_new0(pages->arena, bt_len, columns);
	t.natural = bt_arena_new0(pages->arena, bt_len, columns);
	t.width = bt_arena_new0(pages->arena, bt_len, columns);
	return t;
}

static table_cell *cell_at(const table *t, int row, int column) { return &t->cells[row * t->columns + column]; }

static void open_cell(table *t, int row, int column, bool header)
{
	cell_at(t, row, column)->element = bt_element_new(t->pages, header ? BT_TAG_TH : BT_TAG_TD, t->row_element[row]);
}

/* ---- from the tree */

static const bt_para *cell_para(bt_pages *pages, const bt_node *cell, bool header, int element)
{
	bt_para *para = bt_para_new(pages, BT_TYPE_TABLE);
	para->block = cell;
	para->counted = true;
	bt_para_inlines(pages, para, cell, element, header ? 700 : 0);
	return para;
}

static void count_node(const bt_node *node, int *columns, int *rows)
{
	*columns = 1;
	*rows = 0;
	for (const bt_node *row = node->first; row; row = row->next) {
		int n = 0;
		if (row->kind != BT_ROW)
			continue;
		for (const bt_node *cell = row->first; cell; cell = cell->next)
			n += cell->kind == BT_CELL;
		*columns = MAX(*columns, n);
		++*rows;
	}
}

static void read_row(table *t, const bt_node *row, int r, int element)
{
	int c = 0;
	t->header[r] = row->u.row.header;
	t->row_element[r] = bt_element_new(t->pages, BT_TAG_TR, element);
	for (const bt_node *cell = row->first; cell; cell = cell->next) {
		if (cell->kind != BT_CELL)
			continue;
		open_cell(t, r, c, t->header[r]);
		table_cell *to = cell_at(t, r, c++);
		to->align = cell->u.cell.align;
		to->para = cell_para(t->pages, cell, t->header[r], to->element);
	}
	for (; c < t->columns; c++)
		open_cell(t, r, c, t->header[r]);
}

/* ---- widths */

static bool is_number(const bt_para *para)
{
	const char *s = para->text->str;
	bool digits = false;
	for (; *s; s = g_utf8_next_char(s)) {
		digits |= g_ascii_isdigit(*s);
		if (!g_ascii_isdigit(*s) && !g_utf8_strchr(" .,%+-~/()≈−–±", -1, bt_char_at(s)))
			return false;
	}
	return digits;
}

/* Columns of numbers go to the right, when the author has not said. */
static void align_column(table *t, int column)
{
	int numbers = 0, others = 0;
	for (int r = 0; r < t->rows; r++) {
		const table_cell *cell = cell_at(t, r, column);
		if (!cell->para || cell->para->text->len == 0 || t->header[r])
			continue;
		if (cell->align != BT_ALIGN_NONE)
			return;
		*(is_number(cell->para) ? &numbers : &others) += 1;
	}
	if (numbers == 0 || others > 0)
		return;
	for (int r = 0; r < t->rows; r++)
		cell_at(t, r, column)->align = BT_ALIGN_RIGHT;
}

static void measure_columns(table *t)
{
	for (int c = 0; c < t->columns; c++) {
		for (int r = 0; r < t->rows; r++) {
			const bt_para *para = cell_at(t, r, c)->para;
			if (!para)
				continue;
			t->least[c] = MAX(t->least[c], bt_para_longest(para));
			t->natural[c] = MAX(t->natural[c], bt_para_width(para));
		}
		t->least[c] += PANGO_SCALE / 4;
		t->natural[c] += PANGO_SCALE / 4;
		align_column(t, c);
	}
}

static gint64 sum(const bt_len *lengths, int n)
{
	gint64 total = 0;
	for (int i = 0; i < n; i++)
		total += lengths[i];
	return total;
}

/* What is free beyond the least widths goes to columns in proportion to what they lack. False: even the
 * least widths do not fit. */
static bool share_width(table *t, bt_len room)
{
	gint64 free_room = room - (gint64)(t->columns - 1) * GAP - sum(t->least, t->columns);
	gint64 lacking = sum(t->natural, t->columns) - sum(t->least, t->columns);
	if (free_room < 0)
		return false;
	for (int c = 0; c < t->columns; c++) {
		gint64 lack = t->natural[c] - t->least[c];
		t->width[c] = t->least[c] + (bt_len)(lacking > free_room ? lack * free_room / lacking : lack);
	}
	for (int c = 0; c < t->columns && lacking < free_room; c++)
		t->width[c] += (bt_len)((free_room - lacking) / t->columns);
	return true;
}

/* ---- slabs */

static bt_len add_cell(const table *t, const bt_flow *flow, const table_cell *cell, bt_len x, bt_len width)
{
	bt_len leading = bt_leading(t->pages->theme, BT_TYPE_TABLE);
	if (!cell->para)
		return 0;
	g_autoptr(GArray) lines = bt_para_break(t->pages, cell->para, width, BT_RAGGED);
	for (guint i = 0; i < lines->len; i++) {
		bt_line line = g_array_index(lines, bt_line, i);
		bt_len free_room = width - line.width;
		bt_len in = cell->align == BT_ALIGN_RIGHT ? free_room : cell->align == BT_ALIGN_CENTRE ? free_room / 2 : 0;
		bt_line_add(t->pages, cell->para, line, cell->element, flow->x + x + in, PAD + (bt_len)i * leading);
	}
	return (bt_len)lines->len * leading;
}

static void flow_row(bt_flow *flow, const table *t, int r, int header_slab)
{
	bt_pages *pages = t->pages;
	bt_slab *slab = bt_slab_open(flow, t->header[r] ? "table-head" : "row");
	guint index = pages->slabs->len - 1;
	slab->header = header_slab;
	bool starts = r == 0 || t->header[r] || (r == 1 && t->header[0]);
	if (starts && r + 1 < t->rows)
		slab->flags |= BT_KEEP;
	bt_len height = bt_leading(pages->theme, BT_TYPE_TABLE), x = 0;
	for (int c = 0; c < t->columns; x += t->width[c++] + GAP) {
		bt_len cell = add_cell(t, flow, cell_at(t, r, c), x, t->width[c]);
		height = MAX(height, cell);
	}
	height += 2 * PAD;
	bt_rule_add(pages, BT_ARTIFACT, flow->x, height - BT_PT(0.5), flow->width, t->header[r] ? 0.75 : 0.5,
		    t->header[r] ? BT_COLOUR_INK_2 : BT_COLOUR_RULE);
	g_array_index(pages->slabs, bt_slab, index).height = height;
}

static void flow_rows(bt_flow *flow, const table *t)
{
	int header = -1;
	for (int r = 0; r < t->rows; r++) {
		flow_row(flow, t, r, header);
		if (r == 0 && t->header[0])
			header = (int)t->pages->slabs->len - 1;
	}
}

static bool too_high(const table *t)
{
	bt_len most = t->pages->height / 2;
	for (int r = 0; r < t->rows; r++)
		for (int c = 0; c < t->columns; c++) {
			const bt_para *para = cell_at(t, r, c)->para;
			gint64 lines = para ? 2 * (gint64)bt_para_width(para) / t->width[c] + 1 : 0;
			if (lines * bt_leading(t->pages->theme, BT_TYPE_TABLE) > most)
				return true;
		}
	return false;
}

/* Each cell a paragraph, for tables that no page can hold side by side. */
static void flow_stacked(bt_flow *flow, const table *t)
{
	for (int r = 0; r < t->rows; r++) {
		for (int c = 0; c < t->columns; c++) {
			const table_cell *cell = cell_at(t, r, c);
			if (cell->para && cell->para->text->len > 0)
				bt_flow_para(flow, cell->para, cell->element, (bt_set_style){.what = "cell"});
		}
		flow->before = t->pages->grid / 2;
	}
}

#define LEAD_IN 2 /* lines at most of a paragraph that stands above a wide table and not in the columns before it */

/* A short paragraph that announces the table ("… như sau:") stands right above it, at its left: in columns a chart that
 * waits could part them. Returns the first slab of it, or the end. */
static guint widen_lead_in(bt_pages *pages)
{
	guint end = pages->slabs->len, first = end;
	bool goes_on = true;
	while (first > 0 && goes_on && end - first < LEAD_IN) {
		const bt_slab *slab = &g_array_index(pages->slabs, bt_slab, first - 1);
		if (slab->flags & BT_SPAN || !(slab->flags & BT_KEEP) || strcmp(slab->what, "line") != 0)
			break;
		goes_on = slab->flags & BT_REST;
		first--;
	}
	if (goes_on)
		return end;
	for (guint i = first; i < end; i++)
		g_array_index(pages->slabs, bt_slab, i).flags |= BT_SPAN;
	return first;
}

/* A heading goes over the whole width with the table below it. */
static void widen_heading(bt_pages *pages, guint end)
{
	for (guint i = end; i-- > 0;) {
		bt_slab *slab = &g_array_index(pages->slabs, bt_slab, i);
		if (slab->flags & BT_SPAN || strcmp(slab->what, "heading") != 0)
			return;
		slab->flags |= BT_SPAN;
		for (guint k = 0; k < slab->n; k++) {
			bt_box *box = &g_array_index(pages->boxes, bt_box, slab->first + k);
			if (box->kind == BT_BOX_RECT)
				box->width = pages->width;
		}
	}
}

static void flow_table(bt_flow *flow, table *t)
{
	bt_pages *pages = t->pages;
	bt_flow inner = *flow;
	measure_columns(t);
	gint64 gaps = (gint64)(t->columns - 1) * GAP;
	bool narrow = sum(t->natural, t->columns) + gaps <= flow->width || (t->columns <= 2 && sum(t->least, t->columns) + gaps <= flow->width);
	if (!narrow && flow->width == pages->column && !(flow->flags & BT_SPAN)) {
		inner.flags |= BT_SPAN;
		inner.width = pages->width;
		widen_heading(pages, widen_lead_in(pages));
	}
	inner.before = pages->after_heading ? pages->grid / 2 : pages->grid;
	if (share_width(t, inner.width) && !too_high(t))
		flow_rows(&inner, t);
	else
		flow_stacked(flow, t);
	if (inner.flags & BT_SPAN) {
		bt_slab *last = &g_array_index(pages->slabs, bt_slab, pages->slabs->len - 1);
		last->flags |= BT_GRID;
		last->height += pages->grid;
	}
	flow->before = pages->grid;
}

void bt_flow_table(bt_flow *flow, const bt_node *node)
{
	bt_pages *pages = flow->pages;
	int columns, rows, r = 0;
	count_node(node, &columns, &rows);
	if (rows == 0)
		return;
	int element = bt_element_new(pages, BT_TAG_TABLE, flow->element);
	table t = table_new(pages, columns, rows);
	for (const bt_node *row = node->first; row; row = row->next)
		if (row->kind == BT_ROW)
			read_row(&t, row, r++, element);
	flow_table(flow, &t);
}

/* ---- from a chart */

static void put_words(table *t, int row, int column, const char *text, bool header)
{
	bt_para *para = bt_para_new(t->pages, BT_TYPE_TABLE);
	bt_ink ink = bt_ink_of(t->pages, BT_TYPE_TABLE);
	ink.weight = header ? 700 : 0;
	bt_para_add(para, text ? text : "", -1, ink);
	bt_para_shape(t->pages, para);
	open_cell(t, row, column, header);
	cell_at(t, row, column)->para = para;
}

static void flow_title(bt_flow *flow, const char *text, bt_type type, bool keep)
{
	if (!text || !*text)
		return;
	int element = bt_element_new(flow->pages, BT_TAG_P, flow->element);
	bt_flow_para(flow, bt_para_words(flow->pages, text, type), element,
		     (bt_set_style){.what = "table-title", .keep = keep, .together = true});
}

void bt_flow_chart_table(bt_flow *flow, const bt_chart *chart)
{
	bt_pages *pages = flow->pages;
	bt_chart_table from = bt_chart_table_of(chart, pages->arena);
	bt_flow inner = *flow;
	inner.before = pages->grid;
	inner.element = bt_element_new(pages, BT_TAG_SECT, flow->element);
	flow_title(&inner, chart->title, BT_TYPE_CHART_TITLE, true);
	flow_title(&inner, chart->subtitle, BT_TYPE_CAPTION, true);
	int element = bt_element_new(pages, BT_TAG_TABLE, inner.element);
	table t = table_new(pages, from.columns, from.rows + 1);
	for (int r = 0; r <= from.rows; r++) {
		t.header[r] = r == 0;
		t.row_element[r] = bt_element_new(pages, BT_TAG_TR, element);
		for (int c = 0; c < from.columns; c++)
			put_words(&t, r, c, r == 0 ? from.header[c] : from.cells[(r - 1) * from.columns + c], r == 0);
	}
	flow_table(&inner, &t);
	inner.before = 0;
	flow_title(&inner, chart->source, BT_TYPE_CAPTION, false);
	flow->before = pages->grid;
}
