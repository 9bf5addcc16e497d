/* The key figures of an edition: each indicator over the periods that were stated, drawn small, with a table that says for each
 * value where it is stated. Never fills a gap. Knows nothing of how indicators were joined. */
#include "page/layout.h"

/* Columns of the table, in hundredths of its width. */
enum { PERIOD, VALUE, SOURCE, PAGE, COLUMNS };
static const int shares[COLUMNS] = {[PERIOD] = 32, [VALUE] = 27, [SOURCE] = 30, [PAGE] = 11};

#define PAD BT_PT(2.5)

static bt_len left_of(const bt_flow *flow, int column)
{
	bt_len x = 0;
	for (int c = 0; c < column; c++)
		x += flow->width / 100 * shares[c];
	return x;
}

static bt_len width_of(const bt_flow *flow, int column) { return flow->width / 100 * shares[column] - BT_PT(4); }

/* A cell of the open slab. Returns its height. */
static bt_len put_cell(bt_flow *flow, int row, int column, const char *text, bool header, int link)
{
	bt_pages *pages = flow->pages;
	int element = bt_element_new(pages, header ? BT_TAG_TH : BT_TAG_TD, row);
	bt_para *para = bt_para_new(pages, BT_TYPE_TABLE);
	bt_ink ink = bt_ink_of(pages, BT_TYPE_TABLE);
	ink.weight = header ? 700 : 0;
	ink.element = link;
	bt_para_add(para, text, -1, ink);
	bt_para_shape(pages, para);
	bt_len room = width_of(flow, column), y = PAD;
	g_autoptr(GArray) lines = bt_para_break(pages, para, room, BT_RAGGED);
	for (guint i = 0; i < lines->len; i++, y += bt_leading(pages->theme, BT_TYPE_TABLE)) {
		bt_line line = g_array_index(lines, bt_line, i);
		bool right = column == VALUE || column == PAGE;
		bt_line_add(pages, para, line, element, flow->x + left_of(flow, column) + (right ? room - line.width : 0), y);
	}
	return y + PAD;
}

static void close_row(bt_flow *flow, guint slab, bt_len height, bool header)
{
	bt_rule_add(flow->pages, BT_ARTIFACT, flow->x, height - BT_PT(0.5), flow->width, header ? 0.75 : 0.5, header ? BT_COLOUR_INK_2 : BT_COLOUR_RULE);
	g_array_index(flow->pages->slabs, bt_slab, slab).height = height;
}

static void put_header(bt_flow *flow, int table, const char *unit)
{
	bt_pages *pages = flow->pages;
	const char *const words[COLUMNS] = {[PERIOD] = "Kỳ", [VALUE] = unit ? bt_arena_printf(pages->arena, "Giá trị (%s)", unit) : "Giá trị",
					    [SOURCE] = "Nguồn", [PAGE] = "Trang"};
	int row = bt_element_new(pages, BT_TAG_TR, table);
	bt_slab_open(flow, "table-head")->flags |= BT_KEEP;
	guint slab = pages->slabs->len - 1;
	bt_len height = 0;
	for (int c = 0; c < COLUMNS; c++) {
		bt_len cell = put_cell(flow, row, c, words[c], true, BT_ARTIFACT);
		height = MAX(height, cell);
	}
	close_row(flow, slab, height, true);
}

/* "ước 1.234,5": as it was written. */
static const char *value_words(bt_pages *pages, const bt_fact *fact, const char *unit)
{
	const char *more = g_strcmp0(fact->unit, unit) == 0 || !fact->unit ? "" : fact->unit;
	const char *high = fact->value_high.stated ? fact->value_high.digits : NULL;
	return bt_arena_printf(pages->arena, "%s%s%s%s%s%s", bt_qualifier_words(fact->qualifier), fact->value.digits, high ? " - " : "", high ? high : "",
			       *more && *more != '%' ? " " : "", more);
}

/* Where the fact stands: in this edition a link to its paragraph, with the page; else which edition had it. */
static bt_len put_source(bt_flow *flow, int row, const bt_fact *fact)
{
	bt_pages *pages = flow->pages;
	const bt_article *article = bt_edition_source(pages->set->edition, fact);
	const bt_node *block = article ? bt_article_paragraph(article, fact->paragraph) : NULL;
	int target = block ? GPOINTER_TO_INT(g_hash_table_lookup(pages->blocks, block)) - 1 : -1;
	if (target < 0) {
		const char *where = fact->edition ? bt_arena_printf(pages->arena, "%s, đoạn %d", fact->edition, fact->paragraph)
						  : bt_arena_printf(pages->arena, "%s, đoạn %d", fact->report, fact->paragraph);
		bt_len height = put_cell(flow, row, SOURCE, where, false, BT_ARTIFACT);
		put_cell(flow, row, PAGE, "", false, BT_ARTIFACT);
		return height;
	}
	const char *title = bt_article_title(pages->set->edition, article);
	bt_len height = put_cell(flow, row, SOURCE, bt_arena_printf(pages->arena, "số này, đoạn %d", fact->paragraph), false, BT_ARTIFACT);
	int cell = bt_element_new(pages, BT_TAG_TD, row);
	bt_page_ref ref = {.slab = pages->slabs->len - 1, .type = BT_TYPE_TABLE, .link = bt_element_new(pages, BT_TAG_LINK, cell), .target = target,
			   .right = flow->x + left_of(flow, PAGE) + width_of(flow, PAGE), .alt = bt_arena_printf(pages->arena, "%s, đoạn %d", title ? title : "", fact->paragraph)};
	bt_box_add(pages, BT_BOX_LINE, cell)->y = PAD + bt_baseline(pages->theme, BT_TYPE_TABLE);
	g_array_append_val(pages->set->refs, ref);
	return height;
}

static void put_fact(bt_flow *flow, int table, const char *period, const bt_fact *fact, const char *unit)
{
	bt_pages *pages = flow->pages;
	int row = bt_element_new(pages, BT_TAG_TR, table);
	bt_slab_open(flow, "row")->flags |= BT_KEEP;
	guint slab = pages->slabs->len - 1;
	bt_len height = put_cell(flow, row, PERIOD, period, false, BT_ARTIFACT), cell = put_cell(flow, row, VALUE, value_words(pages, fact, unit), false, BT_ARTIFACT);
	height = MAX(height, cell);
	cell = put_source(flow, row, fact);
	close_row(flow, slab, MAX(height, cell), false);
}

static void put_points(bt_flow *flow, const bt_indicator *indicator)
{
	bt_pages *pages = flow->pages;
	int table = bt_element_new(pages, BT_TAG_TABLE, flow->element);
	put_header(flow, table, indicator->unit);
	for (guint i = 0; i < indicator->points->len; i++) {
		const bt_point *point = &g_array_index(indicator->points, bt_point, i);
		const char *period = point->fact->period_words ? point->fact->period_words : "không nêu";
		put_fact(flow, table, period, point->fact, indicator->unit);
		for (gsize k = 0; k < G_N_ELEMENTS(point->others) && point->others[k]; k++)
			put_fact(flow, table, bt_arena_printf(pages->arena, "%s (nguồn khác)", period), point->others[k], indicator->unit);
	}
}

/* What contradicts itself is said, not mended. */
static void put_contradictions(bt_flow *flow, const bt_indicator *indicator)
{
	bt_pages *pages = flow->pages;
	for (guint i = 0; i < indicator->contradictions->len; i++) {
		const bt_contradiction *c = &g_array_index(indicator->contradictions, bt_contradiction, i);
		const char *from = g_array_index(indicator->points, bt_point, c->from).fact->period_words, *to = g_array_index(indicator->points, bt_point, c->to).fact->period_words;
		flow->before = BT_PT(3);
		bt_flow_words(flow, bt_arena_printf(pages->arena, "Cần đối chiếu: báo cáo nêu %s, còn hai mức %s và %s cho thấy %s (do bản tin tính).", c->stated, from, to, c->implied),
			      BT_TYPE_CAPTION, BT_TAG_P, (bt_set_style){.what = "contradiction", .together = true});
	}
}

static void flow_trend(bt_flow *flow, const bt_trend *trend)
{
	bt_pages *pages = flow->pages;
	bt_flow inner = *flow;
	inner.element = bt_element_new(pages, BT_TAG_SECT, flow->element);
	inner.before = pages->grid;
	guint first = pages->slabs->len;
	if (trend->chart) {
		bt_flow_chart(&inner, trend->chart);
		for (guint i = first; i < pages->slabs->len; i++)
			g_array_index(pages->slabs, bt_slab, i).flags = (g_array_index(pages->slabs, bt_slab, i).flags & ~(guint)BT_FLOAT) | BT_KEEP;
	} else {
		bt_flow_words(&inner, trend->indicator->label, BT_TYPE_CHART_TITLE, BT_TAG_P, (bt_set_style){.what = "trend", .keep = true, .together = true});
	}
	if (trend->indicator->owner && *trend->indicator->owner)
		bt_flow_words(&inner, trend->indicator->owner, BT_TYPE_CAPTION, BT_TAG_P, (bt_set_style){.what = "owner", .keep = true, .together = true});
	inner.before = BT_PT(2);
	put_points(&inner, trend->indicator);
	g_array_index(pages->slabs, bt_slab, pages->slabs->len - 1).flags &= ~(guint)BT_KEEP;
	put_contradictions(&inner, trend->indicator);
	flow->before = pages->grid;
}

void bt_flow_keyfigures(bt_flow *flow)
{
	bt_pages *pages = flow->pages;
	bt_flow text = {.pages = pages, .width = pages->column, .element = flow->element, .rule_x = -1};
	for (guint i = 0; i < pages->set->edition->trends->len; i++)
		flow_trend(&text, &g_array_index(pages->set->edition->trends, bt_trend, i));
}
