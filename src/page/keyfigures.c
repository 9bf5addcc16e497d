/* The key figures of an edition: each indicator over the periods that were stated, drawn small, with a table that says for each
 * value where it is stated. Never fills a gap. Knows nothing of how indicators were joined. */
#include "page/layout.h"

/* Columns of the tables, in hundredths of their width. */
enum { FIRST, VALUE, MORE, PAGE, COLUMNS };

typedef struct {
	const char *words[COLUMNS]; /* of its header */
	int shares[COLUMNS];
} table_kind;

static const table_kind over_periods = {{"Kỳ", "Giá trị", "Nguồn", "Trang"}, {26, 25, 34, 15}}, of_this = {{"Chỉ tiêu", "Giá trị", "So sánh", "Trang"}, {34, 25, 28, 13}};

#define PAD BT_PT(2.5)
#define GAP BT_PT(7)

/* A table being set, row by row. */
typedef struct {
	bt_flow *flow;
	const table_kind *kind;
	int element, row; /* TABLE; TR of the open slab */
	guint slab;
	bt_len height;
} table;

static bt_len left_of(const table *t, int column)
{
	bt_len x = 0;
	for (int c = 0; c < column; c++)
		x += t->flow->width / 100 * t->kind->shares[c];
	return x;
}

static bt_len width_of(const table *t, int column) { return t->flow->width / 100 * t->kind->shares[column] - GAP; }

static void open_row(table *t, const char *what)
{
	bt_pages *pages = t->flow->pages;
	t->row = bt_element_new(pages, BT_TAG_TR, t->element);
	bt_slab_open(t->flow, what)->flags |= BT_KEEP;
	t->slab = pages->slabs->len - 1;
	t->height = 0;
}

static void close_row(table *t, bool header)
{
	bt_rule_add(t->flow->pages, BT_ARTIFACT, t->flow->x, t->height - BT_PT(0.5), t->flow->width, header ? 0.75 : 0.5, header ? BT_COLOUR_INK_2 : BT_COLOUR_RULE);
	g_array_index(t->flow->pages->slabs, bt_slab, t->slab).height = t->height;
}

static void put_cell(table *t, int column, const char *text, bool header)
{
	bt_flow *flow = t->flow;
	bt_pages *pages = flow->pages;
	int element = bt_element_new(pages, header ? BT_TAG_TH : BT_TAG_TD, t->row);
	bt_para *para = bt_para_new(pages, BT_TYPE_TABLE);
	bt_ink ink = bt_ink_of(pages, BT_TYPE_TABLE);
	ink.weight = header ? 700 : 0;
	bt_para_add(para, text, -1, ink);
	bt_para_shape(pages, para);
	bt_len room = width_of(t, column), y = PAD;
	g_autoptr(GArray) lines = bt_para_break(pages, para, room, BT_RAGGED);
	for (guint i = 0; i < lines->len; i++, y += bt_leading(pages->theme, BT_TYPE_TABLE)) {
		bt_line line = g_array_index(lines, bt_line, i);
		bool right = column == VALUE || column == PAGE;
		bt_line_add(pages, para, line, element, flow->x + left_of(t, column) + (right ? room - line.width : 0), y);
	}
	t->height = MAX(t->height, y + PAD);
}

/* The page of a block that was set, as a link: the number comes when the pages are known. */
static void put_page(table *t, const bt_node *block, const char *alt)
{
	bt_pages *pages = t->flow->pages;
	int target = block ? GPOINTER_TO_INT(g_hash_table_lookup(pages->blocks, block)) - 1 : -1;
	if (target < 0) {
		put_cell(t, PAGE, "", false);
		return;
	}
	int cell = bt_element_new(pages, BT_TAG_TD, t->row);
	bt_page_ref ref = {.slab = t->slab, .type = BT_TYPE_TABLE, .link = bt_element_new(pages, BT_TAG_LINK, cell), .target = target,
			   .right = t->flow->x + left_of(t, PAGE) + width_of(t, PAGE), .alt = alt};
	bt_box_add(pages, BT_BOX_LINE, cell)->y = PAD + bt_baseline(pages->theme, BT_TYPE_TABLE);
	g_array_append_val(pages->set->refs, ref);
}

static table open_table(bt_flow *flow, const table_kind *kind, const char *unit)
{
	table t = {.flow = flow, .kind = kind, .element = bt_element_new(flow->pages, BT_TAG_TABLE, flow->element)};
	open_row(&t, "table-head");
	for (int c = 0; c < COLUMNS; c++)
		put_cell(&t, c, c == VALUE && unit ? bt_arena_printf(flow->pages->arena, "%s (%s)", kind->words[c], unit) : kind->words[c], true);
	close_row(&t, true);
	return t;
}

/* ---- over periods */

/* "ước 1.234,5": as it was written. */
static const char *value_words(bt_pages *pages, const bt_fact *fact, const char *unit)
{
	const char *more = g_strcmp0(fact->unit, unit) == 0 || !fact->unit ? "" : fact->unit;
	const char *high = fact->value_high.stated ? fact->value_high.digits : NULL;
	return bt_arena_printf(pages->arena, "%s%s%s%s%s%s", bt_qualifier_words(fact->qualifier), fact->value.digits, high ? " - " : "", high ? high : "",
			       *more && *more != '%' ? " " : "", more);
}

/* Where the fact stands: in this edition a link to its paragraph, with the page; else which edition had it. */
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
	open_row(t, "row");
	put_cell(t, FIRST, period, false);
	put_cell(t, VALUE, value_words(pages, fact, unit), false);
	put_cell(t, MORE, bt_arena_printf(pages->arena, "%s, đoạn %d", where, fact->paragraph), false);
	put_page(t, article ? bt_article_paragraph(article, fact->paragraph) : NULL, article ? alt_words(pages, article, fact->paragraph) : NULL);
	close_row(t, false);
}

static void put_points(bt_flow *flow, const bt_indicator *indicator)
{
	table t = open_table(flow, &over_periods, indicator->unit);
	for (guint i = 0; i < indicator->points->len; i++) {
		const bt_point *point = &g_array_index(indicator->points, bt_point, i);
		g_autofree char *period = bt_period_words(point->period, BT_LANG_VI);
		put_fact(&t, period, point->fact, indicator->unit);
		for (gsize k = 0; k < G_N_ELEMENTS(point->others) && point->others[k]; k++)
			put_fact(&t, bt_arena_printf(flow->pages->arena, "%s (nguồn khác)", period), point->others[k], indicator->unit);
	}
}

/* What contradicts itself is said, not mended. */
static void put_contradictions(bt_flow *flow, const bt_indicator *indicator)
{
	bt_pages *pages = flow->pages;
	for (guint i = 0; i < indicator->contradictions->len; i++) {
		const bt_contradiction *c = &g_array_index(indicator->contradictions, bt_contradiction, i);
		g_autofree char *from = bt_period_words(g_array_index(indicator->points, bt_point, c->from).period, BT_LANG_VI);
		g_autofree char *to = bt_period_words(g_array_index(indicator->points, bt_point, c->to).period, BT_LANG_VI);
		flow->before = BT_PT(3);
		bt_flow_words(flow, bt_arena_printf(pages->arena, "Cần đối chiếu: báo cáo nêu %s, còn hai mức %s và %s cho thấy %s (do bản tin tính).", c->stated, from, to, c->implied),
			      BT_TYPE_CAPTION, BT_TAG_P, (bt_set_style){.what = "contradiction", .together = true});
	}
}

static const char *capital(bt_pages *pages, const char *s)
{
	char first[8] = {0};
	first[g_unichar_to_utf8(g_unichar_toupper(g_utf8_get_char(s)), first)] = '\0';
	return bt_arena_printf(pages->arena, "%s%s", first, *s ? g_utf8_next_char(s) : "");
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
		bt_flow_words(&inner, capital(pages, trend->indicator->label), BT_TYPE_CHART_TITLE, BT_TAG_P, (bt_set_style){.what = "trend", .keep = true, .together = true});
	}
	if (trend->indicator->owner && *trend->indicator->owner)
		bt_flow_words(&inner, trend->indicator->owner, BT_TYPE_CAPTION, BT_TAG_P, (bt_set_style){.what = "owner", .keep = true, .together = true});
	inner.before = BT_PT(2);
	put_points(&inner, trend->indicator);
	g_array_index(pages->slabs, bt_slab, pages->slabs->len - 1).flags &= ~(guint)BT_KEEP;
	put_contradictions(&inner, trend->indicator);
	flow->before = pages->grid;
}

/* ---- figures of this edition that no earlier one had */

/* A trend has it already. */
static bool is_followed(const bt_edition *edition, const bt_article *article, const bt_figure *figure)
{
	for (guint i = 0; i < edition->trends->len; i++) {
		const GArray *points = g_array_index(edition->trends, bt_trend, i).indicator->points;
		for (guint k = points->len; k-- > 0;) {
			const bt_fact *fact = g_array_index(points, bt_point, k).fact;
			if (bt_edition_source(edition, fact) == article && g_strcmp0(fact->value.digits, figure->value.digits) == 0 && g_strcmp0(fact->unit, figure->unit) == 0)
				return true;
		}
	}
	return false;
}

/* The cards of an article that tell something new. Caller unrefs. */
static GPtrArray *new_cards(const bt_edition *edition, const bt_article *article)
{
	GPtrArray *cards = g_ptr_array_new();
	for (guint i = 0; article->charts && i < article->charts->cards->len; i++) {
		bt_card *card = &g_array_index(article->charts->cards, bt_card, i);
		const bt_figure *figure = card->figure >= 0 && article->figures ? bt_figures_at(article->figures, (guint)card->figure) : NULL;
		if (figure && !is_followed(edition, article, figure))
			g_ptr_array_add(cards, card);
	}
	return cards;
}

static const char *card_value(bt_pages *pages, const bt_card *card)
{
	return bt_arena_printf(pages->arena, "%s%s%s%s%s", card->qualifier ? card->qualifier : "", card->qualifier ? " " : "", card->value,
			       card->unit && card->unit[0] != '%' ? " " : "", card->unit ? card->unit : "");
}

static void put_card(table *t, const bt_article *article, const bt_card *card)
{
	bt_pages *pages = t->flow->pages;
	const bt_node *block = bt_figures_at(article->figures, (guint)card->figure)->block;
	open_row(t, "row");
	put_cell(t, FIRST, card->label, false);
	put_cell(t, VALUE, card_value(pages, card), false);
	put_cell(t, MORE, card->note ? card->note : "", false);
	put_page(t, block, alt_words(pages, article, bt_paragraph_no(article->doc, block)));
	close_row(t, false);
}

static void flow_new(bt_flow *flow, const bt_article *article)
{
	bt_pages *pages = flow->pages;
	g_autoptr(GPtrArray) cards = new_cards(pages->set->edition, article);
	const char *title = bt_article_title(pages->set->edition, article);
	if (cards->len == 0)
		return;
	bt_flow inner = *flow;
	inner.element = bt_element_new(pages, BT_TAG_SECT, flow->element);
	inner.before = pages->grid;
	bt_flow_words(&inner, title ? title : bt_missing(pages, "tiêu đề"), BT_TYPE_CHART_TITLE, BT_TAG_P, (bt_set_style){.what = "trend", .keep = true, .together = true});
	table t = open_table(&inner, &of_this, NULL);
	for (guint i = 0; i < cards->len; i++)
		put_card(&t, article, cards->pdata[i]);
	g_array_index(pages->slabs, bt_slab, pages->slabs->len - 1).flags &= ~(guint)BT_KEEP;
	flow->before = pages->grid;
}

bool bt_keyfigures_wanted(const bt_pages *pages)
{
	g_autoptr(GPtrArray) articles = bt_edition_articles(pages->set->edition);
	bool any = pages->set->edition->trends->len > 0;
	for (guint i = 0; i < articles->len && !any; i++) {
		const bt_article *article = articles->pdata[i];
		any = article->charts && article->charts->cards->len > 0;
	}
	return any;
}

static void put_subtitle(bt_flow *flow, const char *text)
{
	guint slab = flow->pages->slabs->len;
	int element = bt_flow_words(flow, text, BT_TYPE_H2, BT_TAG_H3, (bt_set_style){.what = "heading", .keep = true, .together = true});
	bt_element_at(flow->pages, element)->info.title = text;
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
