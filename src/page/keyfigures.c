/* The key figures of an edition: each indicator over the periods that were stated, drawn small, with a table that says for each
 * value where it is stated. Never fills a gap. Knows nothing of how indicators were joined. */
#include "page/layout.h"

enum { FIRST, VALUE, MORE, PAGE, COLUMNS };

static const char *const over_periods[COLUMNS] = {"Kỳ", "Giá trị", "Nguồn", "Trang"}, *const of_this[COLUMNS] = {"Chỉ tiêu", "Giá trị", NULL, "Trang"};

#define SMALL_PLOT 66 /* points: small multiples */
#define PAD BT_PT(1.5)
#define GAP BT_PT(8)
#define PAGE_DIGITS "888"

/* A table being made: its rows are gathered, then set in columns as wide as they need to be. */
typedef struct {
	const bt_para *para[COLUMNS]; /* PAGE: NULL when the number comes later */
	int element[COLUMNS];
	bool header;
	const bt_node *block; /* whose page it is; NULL: none of this edition */
	const char *alt;
} table_row;

typedef struct {
	bt_flow *flow;
	GArray *rows; /* table_row */
	int element;
	bt_len width[COLUMNS];
	bool notes; /* what is in the third column stands below the first */
} table;

/* A few words that stay on one line. */
static const char *held(bt_pages *pages, const char *words)
{
	g_auto(GStrv) parts = g_strsplit(words, " ", -1);
	g_autofree char *joined = g_strjoinv("\u00A0", parts);
	return bt_arena_strdup(pages->arena, joined);
}

static table open_table(bt_flow *flow, bool notes)
{
	return (table){.flow = flow, .notes = notes, .rows = g_array_new(FALSE, TRUE, sizeof(table_row)), .element = bt_element_new(flow->pages, BT_TAG_TABLE, flow->element)};
}

/* `note`: on a line of its own below, or NULL. */
static const bt_para *cell_para(bt_pages *pages, const char *text, const char *note, bool header)
{
	bt_para *para = bt_para_new(pages, BT_TYPE_TABLE);
	bt_ink ink = bt_ink_of(pages, BT_TYPE_TABLE);
	ink.weight = header ? 700 : 0;
	bt_para_add(para, text, -1, ink);
	if (note) {
		bt_para_newline(para);
		ink.colour = BT_COLOUR_INK_2;
		bt_para_add(para, note, -1, ink);
	}
	bt_para_shape(pages, para);
	return para;
}

static void put_row(table *t, const char *const words[COLUMNS], bool header, const bt_node *block, const char *alt)
{
	bt_pages *pages = t->flow->pages;
	while (block && !g_hash_table_contains(pages->blocks, block))
		block = block->parent; /* of a table, a caption: the article itself */
	table_row row = {.header = header, .block = block, .alt = alt};
	int tr = bt_element_new(pages, BT_TAG_TR, t->element);
	for (int c = 0; c < COLUMNS; c++) {
		if (c == MORE && t->notes)
			continue;
		row.element[c] = bt_element_new(pages, header ? BT_TAG_TH : BT_TAG_TD, tr);
		if (c < PAGE || !row.block)
			row.para[c] = cell_para(pages, words[c] ? words[c] : "–", c == FIRST && t->notes ? words[MORE] : NULL, header);
		else
			row.element[c] = bt_element_new(pages, BT_TAG_LINK, row.element[c]);
	}
	g_array_append_val(t->rows, row);
}

/* Each column gets what its longest word needs; what is left goes to those that lack most. */
static void share_width(table *t)
{
	bt_len least[COLUMNS], natural[COLUMNS], room = t->flow->width - (COLUMNS - 1 - t->notes) * GAP;
	gint64 lacking = 0;
	bt_len page = bt_para_width(cell_para(t->flow->pages, PAGE_DIGITS, NULL, false));
	for (int c = 0; c < COLUMNS; c++) {
		least[c] = natural[c] = c == PAGE ? page : 0;
		for (guint i = 0; i < t->rows->len; i++) {
			const bt_para *para = g_array_index(t->rows, table_row, i).para[c];
			bt_len longest = para ? bt_para_longest(para) : 0, whole = para ? bt_para_width(para) : 0;
			if (c != FIRST && whole <= t->flow->width * 2 / 5)
				longest = whole; /* values and places stay on one line */
			least[c] = MAX(least[c], longest + PANGO_SCALE / 4);
			natural[c] = MAX(natural[c], MIN(whole, t->flow->width * 2 / 5) + PANGO_SCALE / 4);
		}
		natural[c] = MAX(natural[c], least[c]);
		room -= least[c];
		lacking += natural[c] - least[c];
	}
	for (int c = 0; c < COLUMNS; c++)
		t->width[c] = least[c] + (bt_len)(lacking > 0 && room > 0 ? (gint64)(natural[c] - least[c]) * MIN(room, lacking) / lacking : 0);
	if (room > lacking)
		t->width[FIRST] += room - (bt_len)lacking;
}

static bt_len put_cell(const table *t, const table_row *row, int c, bt_len x)
{
	bt_pages *pages = t->flow->pages;
	bt_len y = PAD;
	g_autoptr(GArray) lines = bt_para_break(pages, row->para[c], t->width[c], BT_RAGGED);
	for (guint i = 0; i < lines->len; i++, y += bt_leading(pages->theme, BT_TYPE_TABLE)) {
		bt_line line = g_array_index(lines, bt_line, i);
		bool right = c == VALUE || c == PAGE;
		bt_line_add(pages, row->para[c], line, row->element[c], x + (right ? t->width[c] - line.width : 0), y);
	}
	return y + PAD;
}

/* The page of a block that was set, as a link: the number comes when the pages are known. */
static void put_page(const table *t, const table_row *row, bt_len right)
{
	bt_pages *pages = t->flow->pages;
	bt_page_ref ref = {.slab = pages->slabs->len - 1, .type = BT_TYPE_TABLE, .link = row->element[PAGE], .right = right, .alt = row->alt,
			   .target = GPOINTER_TO_INT(g_hash_table_lookup(pages->blocks, row->block)) - 1};
	bt_box_add(pages, BT_BOX_LINE, row->element[PAGE])->y = PAD + bt_baseline(pages->theme, BT_TYPE_TABLE);
	g_array_append_val(pages->set->refs, ref);
}

static void set_row(const table *t, const table_row *row, bool last)
{
	bt_flow *flow = t->flow;
	bt_pages *pages = flow->pages;
	bt_slab_open(flow, row->header ? "table-head" : "row")->flags |= last ? 0 : BT_KEEP;
	guint slab = pages->slabs->len - 1;
	bt_len height = 0, x = flow->x;
	for (int c = 0; c < COLUMNS; x += t->width[c++] + GAP) {
		if (c == MORE && t->notes)
			c++;
		bt_len cell = row->para[c] ? put_cell(t, row, c, x) : 0;
		height = MAX(height, cell);
		if (!row->para[c])
			put_page(t, row, x + t->width[c]);
	}
	bt_rule_add(pages, BT_ARTIFACT, flow->x, height - BT_PT(0.5), flow->width, row->header ? 0.75 : 0.5, row->header ? BT_COLOUR_INK_2 : BT_COLOUR_RULE);
	g_array_index(pages->slabs, bt_slab, slab).height = height;
}

static void close_table(table *t)
{
	share_width(t);
	for (guint i = 0; i < t->rows->len; i++)
		set_row(t, &g_array_index(t->rows, table_row, i), i + 1 == t->rows->len);
	g_array_unref(t->rows);
}

/* ---- over periods */

static const char *alt_words(const bt_pages *pages, const bt_article *article, int paragraph)
{
	const char *title = bt_article_title(pages->set->edition, article);
	return bt_arena_printf(pages->arena, "%s, đoạn %d", title ? title : "", paragraph);
}

/* A value, and where it stands: in this edition the paragraph with its page, a link; else which edition had it. */
static void put_fact(table *t, const char *period, const bt_fact *fact, const char *unit)
{
	bt_pages *pages = t->flow->pages;
	const bt_article *article = bt_edition_source(pages->set->edition, fact);
	const char *where = article ? "số này" : fact->edition ? fact->edition : fact->report;
	const char *const words[COLUMNS] = {period, bt_fact_words(pages->set->edition, fact, unit), bt_arena_printf(pages->arena, "%s, đoạn\u00A0%d", where, fact->paragraph)};
	put_row(t, words, false, article ? bt_article_paragraph(article, fact->paragraph) : NULL, article ? alt_words(pages, article, fact->paragraph) : NULL);
}

static void put_points(bt_flow *flow, const bt_indicator *indicator)
{
	bt_pages *pages = flow->pages;
	table t = open_table(flow, false);
	put_row(&t, over_periods, true, NULL, NULL);
	for (guint i = 0; i < indicator->points->len; i++) {
		const bt_point *point = &g_array_index(indicator->points, bt_point, i);
		g_autofree char *words = bt_period_words(point->period, BT_LANG_VI);
		const char *period = held(pages, words);
		put_fact(&t, period, point->fact, indicator->unit);
		for (gsize k = 0; k < G_N_ELEMENTS(point->others) && point->others[k]; k++)
			put_fact(&t, bt_arena_printf(pages->arena, "%s (nguồn khác)", period), point->others[k], indicator->unit);
	}
	close_table(&t);
}

/* What contradicts itself is said, not mended. */
static void put_contradictions(bt_flow *flow, const bt_indicator *indicator)
{
	bt_pages *pages = flow->pages;
	for (guint i = 0; i < indicator->contradictions->len; i++) {
		const bt_contradiction *c = &g_array_index(indicator->contradictions, bt_contradiction, i);
		flow->before = BT_PT(3);
		bt_flow_words(flow, bt_contradiction_words(pages->set->edition, indicator, c),
			      BT_TYPE_CAPTION, BT_TAG_P, (bt_set_style){.what = "contradiction", .together = true});
	}
}

static void flow_trend(bt_flow *flow, const bt_trend *trend)
{
	bt_pages *pages = flow->pages;
	const char *about = bt_trend_about(pages->set->edition, trend);
	bt_flow inner = *flow;
	inner.element = bt_element_new(pages, BT_TAG_SECT, flow->element);
	inner.before = pages->grid;
	guint first = pages->slabs->len;
	pages->plot = SMALL_PLOT;
	bool drawn = trend->chart && bt_chart_fits(&inner, trend->chart);
	if (drawn) {
		bt_chart bare = *trend->chart; /* its sources stand in the table */
		bare.source = NULL;
		bt_flow_chart(&inner, &bare);
		for (guint i = first; i < pages->slabs->len; i++)
			g_array_index(pages->slabs, bt_slab, i).flags = (g_array_index(pages->slabs, bt_slab, i).flags & ~(guint)BT_FLOAT) | BT_KEEP;
	} else {
		bt_flow_words(&inner, bt_capital_words(pages->set->edition, trend->indicator->label), BT_TYPE_CHART_TITLE, BT_TAG_P, (bt_set_style){.what = "trend", .keep = true, .together = true});
	}
	pages->plot = 0;
	if (*about && !drawn)
		bt_flow_words(&inner, about, BT_TYPE_CAPTION, BT_TAG_P, (bt_set_style){.what = "owner", .keep = true, .together = true});
	inner.before = BT_PT(2);
	put_points(&inner, trend->indicator);
	put_contradictions(&inner, trend->indicator);
	flow->before = pages->grid;
}

/* ---- figures of this edition that no earlier one had */

static void put_card(table *t, const bt_article *article, const bt_card *card)
{
	bt_pages *pages = t->flow->pages;
	const bt_node *block = bt_figures_at(article->figures, (guint)card->figure)->block;
	const char *const words[COLUMNS] = {card->label, bt_card_words(pages->set->edition, card), card->note};
	put_row(t, words, false, block, alt_words(pages, article, bt_paragraph_no(article->doc, block)));
}

static void flow_new(bt_flow *flow, const bt_article *article)
{
	bt_pages *pages = flow->pages;
	g_autoptr(GPtrArray) cards = bt_edition_new_cards(pages->set->edition, article);
	const char *title = bt_article_title(pages->set->edition, article);
	if (cards->len == 0)
		return;
	bt_flow inner = *flow;
	inner.element = bt_element_new(pages, BT_TAG_SECT, flow->element);
	inner.before = pages->grid;
	bt_flow_words(&inner, title ? title : bt_missing(pages, "tiêu đề"), BT_TYPE_CHART_TITLE, BT_TAG_P, (bt_set_style){.what = "trend", .keep = true, .together = true});
	table t = open_table(&inner, true);
	put_row(&t, of_this, true, NULL, NULL);
	for (guint i = 0; i < cards->len; i++)
		put_card(&t, article, cards->pdata[i]);
	close_table(&t);
	flow->before = pages->grid;
}

static void put_subtitle(bt_flow *flow, const char *text)
{
	guint slab = flow->pages->slabs->len;
	int element = bt_flow_words(flow, text, BT_TYPE_H2, BT_TAG_H3, (bt_set_style){.what = "heading", .keep = true, .together = true});
	bt_element_at(flow->pages, element)->info.title = text;
	if (!flow->pages->failed) /* which leaves no line */
		g_array_index(flow->pages->slabs, bt_slab, slab).room = 12 * flow->pages->grid;
}

void bt_flow_keyfigures(bt_flow *flow)
{
	bt_pages *pages = flow->pages;
	const bt_edition *edition = pages->set->edition;
	g_autoptr(GPtrArray) articles = bt_edition_articles(edition);
	bt_flow text = {.pages = pages, .width = pages->column, .element = flow->element, .rule_x = -1}, wide = *flow;
	if (edition->trends->len > 0)
		put_subtitle(&wide, "Qua các kỳ");
	for (guint i = 0; i < edition->trends->len; i++)
		flow_trend(&text, &g_array_index(edition->trends, bt_trend, i));
	wide.before = 2 * pages->grid;
	put_subtitle(&wide, edition->trends->len > 0 ? "Số liệu khác trong số này" : "Số liệu trong số này");
	text.before = 0;
	for (guint i = 0; i < articles->len; i++)
		flow_new(&text, articles->pdata[i]);
}
