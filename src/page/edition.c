/* The whole of an edition: cover, sections with their articles, key figures, colophon; each article is set as the report
 * it is. Numbers the pages once they are known. Knows the order of the parts, not how they look. */
#include "page/layout.h"

#include <string.h>

/* Least part of a page, in hundredths, on which the key figures, a section or a further article may begin. */
#define FIGURES_ROOM 70
#define SECTION_ROOM 40
#define ARTICLE_ROOM 30
#define LONG_FROM 2400 /* bytes of a report: a shorter one has no pull quote beside others, and one row of cards */
#define CARDS_OF_SMALL 3
#define LEAST_TEXT 5 /* lines in each column, of an article whose head begins on a page */

void bt_edition_set_free(bt_edition_set *set)
{
	if (!set)
		return;
	bt_doc_free(set->front);
	g_array_unref(set->articles);
	g_array_unref(set->refs);
	g_free(set);
}

/* What an edition states where a report has its front matter: furniture and cover read it there. */
static bt_doc *front_new(const bt_edition *edition, const bt_theme *theme)
{
	bt_doc *doc = bt_doc_new(edition->id ? edition->id : "edition", "", 0);
	const char *issue = bt_edition_issue_line(edition), *name = bt_edition_name(edition, theme->masthead);
	memcpy(doc->office, edition->office, sizeof doc->office);
	doc->office[BT_OFFICE_NAME] = edition->name;
	doc->meta.field[BT_META_TITLE].text = *issue ? bt_arena_printf(doc->arena, "%s, %s", name, issue) : bt_arena_strdup(doc->arena, name);
	doc->meta.field[BT_META_NUMBER].text = *issue ? issue : NULL;
	doc->meta.field[BT_META_DATE].text = edition->date;
	doc->meta.field[BT_META_ISSUER].text = edition->issuer;
	doc->meta.field[BT_META_PLACE].text = edition->place;
	doc->meta.field[BT_META_STATUS].text = bt_edition_complete(edition) ? "final" : "draft";
	doc->logo = edition->logo ? g_bytes_ref(edition->logo) : NULL;
	return doc;
}

static void turn_to_front(bt_pages *pages)
{
	const bt_doc *doc = pages->set->front;
	bt_content front = {.doc = doc, .final = pages->set->edition->final};
	bt_pages_turn(pages, &front);
	bt_diags_about(pages->diags, doc->name, NULL, 0);
}

static void turn_to(bt_pages *pages, const bt_article *article)
{
	const bt_doc *doc = article->doc;
	bt_content content = {.doc = doc, .figures = article->figures, .charts = article->charts, .final = pages->set->edition->final};
	bt_pages_turn(pages, &content);
	bt_diags_about(pages->diags, doc->name, doc->source, doc->len);
}

const bt_image *bt_edition_photo(bt_pages *pages, const bt_article *article, const bt_photo *photo)
{
	turn_to(pages, article);
	const bt_image *image = bt_photo_open(pages, photo->path, photo->span);
	turn_to_front(pages);
	return image;
}

int bt_flow_words(bt_flow *flow, const char *text, bt_type type, bt_tag tag, bt_set_style style)
{
	int element = bt_element_new(flow->pages, tag, flow->element);
	bt_flow_para(flow, bt_para_words(flow->pages, text, type), element, style);
	return element;
}

/* ---- articles */

static int headline_after(const bt_pages *pages, int element)
{
	for (guint i = (guint)element; i < pages->elements->len; i++)
		if (g_array_index(pages->elements, bt_element, i).tag == pages->headline)
			return (int)i;
	return element;
}

/* Who reports, when that is not who issues the edition. */
static const char *kicker_of(const bt_pages *pages)
{
	const char *issuer = pages->content->doc->meta.field[BT_META_ISSUER].text;
	return g_strcmp0(issuer, pages->set->edition->issuer) == 0 ? NULL : issuer;
}

/* A hairline parts an article from the one above it. */
static void open_article(bt_flow *flow)
{
	bt_pages *pages = flow->pages;
	flow->before = pages->grid;
	bt_slab *slab = bt_slab_open(flow, "article");
	slab->flags |= BT_KEEP;
	slab->height = pages->grid;
	slab->room = pages->height / 100 * ARTICLE_ROOM;
	bt_rule_add(pages, BT_ARTIFACT, 0, 0, flow->width, 0.75, BT_COLOUR_BRAND);
}

/* The head of an article from slab `first` on, and some lines of its text, stand on one page. */
static void want_room(bt_pages *pages, guint first)
{
	bt_len height = LEAST_TEXT * pages->grid;
	for (guint i = first; i < pages->slabs->len; i++) {
		const bt_slab *slab = &g_array_index(pages->slabs, bt_slab, i);
		height += slab->before + slab->height;
	}
	bt_slab *slab = &g_array_index(pages->slabs, bt_slab, first);
	if (slab->room > 0)
		slab->room = MAX(slab->room, MIN(height, pages->height));
}

/* `slab`: that of the section's opening, when the article is its first; else G_MAXUINT. */
static void flow_article(bt_flow *flow, guint section, const bt_article *article, guint slab)
{
	bt_pages *pages = flow->pages;
	const bt_layout *layout = &pages->theme->layout;
	turn_to(pages, article);
	int element = bt_element_new(pages, BT_TAG_ART, flow->element);
	bool first = slab != G_MAXUINT;
	bt_set_article set = {article, section, 0, pages->slabs->len, 0};
	bt_flow wide = *flow, text = {.pages = pages, .width = pages->column, .element = element, .rule_x = -1};
	wide.element = element;
	bt_head_choose(pages);
	bool small = article->doc->len < LONG_FROM;
	pages->cards_most = small ? CARDS_OF_SMALL : 0;
	if (layout->pull_quote && !small)
		bt_quote_choose(pages);
	if (!first)
		open_article(&wide);
	bt_flow_head(&wide, kicker_of(pages));
	if (layout->cards)
		bt_flow_cards(&wide);
	want_room(pages, first ? slab : set.slab);
	if (layout->front_photos)
		bt_flow_photos(&text);
	bt_flow_blocks(&text, article->doc->root);
	bt_flow_notes(&text);
	set.element = headline_after(pages, element);
	g_hash_table_insert(pages->blocks, article->doc->root, GINT_TO_POINTER(set.element + 1));
	g_array_append_val(pages->set->articles, set);
}

/* The name of a section over the whole width, between two rules, where `room` hundredths of a page are left. Returns its
 * heading. */
static int open_section(bt_flow *flow, const char *name, int room)
{
	bt_pages *pages = flow->pages;
	int element = bt_element_new(pages, BT_TAG_H2, flow->element);
	bt_element_at(pages, element)->info.title = bt_arena_strdup(pages->arena, name);
	flow->before = 2 * pages->grid;
	bt_slab *slab = bt_slab_open(flow, "section");
	guint index = pages->slabs->len - 1;
	slab->flags |= BT_KEEP | BT_GRID;
	slab->room = room < 100 ? pages->height / 100 * room : pages->height;
	const bt_para *para = bt_para_words(pages, name, BT_TYPE_SECTION);
	g_autoptr(GArray) lines = bt_para_break(pages, para, flow->width, BT_BALANCED);
	bt_len y = BT_PT(4);
	bt_rule_add(pages, BT_ARTIFACT, 0, 0, flow->width, 2, BT_COLOUR_BRAND);
	for (guint i = 0; i < lines->len; i++, y += bt_leading(pages->theme, BT_TYPE_SECTION))
		bt_line_add(pages, para, g_array_index(lines, bt_line, i), element, 0, y);
	bt_rule_add(pages, BT_ARTIFACT, 0, y + BT_PT(2), flow->width, 1, BT_COLOUR_GOLD);
	g_array_index(pages->slabs, bt_slab, index).height = y + BT_PT(3);
	flow->before = pages->grid;
	return element;
}

static void flow_section(bt_flow *flow, guint i)
{
	bt_pages *pages = flow->pages;
	const bt_edition_section *section = &g_array_index(pages->set->edition->sections, bt_edition_section, i);
	bt_flow inner = *flow;
	inner.element = bt_element_new(pages, BT_TAG_SECT, flow->element);
	guint opening = pages->slabs->len;
	open_section(&inner, section->name, i == 0 ? 100 : SECTION_ROOM);
	for (guint k = 0; k < section->articles->len && !pages->failed; k++)
		flow_article(&inner, i, section->articles->pdata[k], k == 0 ? opening : G_MAXUINT);
	turn_to_front(pages);
}

static void flow_figures(bt_flow *flow)
{
	bt_pages *pages = flow->pages;
	bt_flow inner = *flow;
	if (!bt_edition_has_figures(pages->set->edition))
		return;
	inner.element = bt_element_new(pages, BT_TAG_SECT, flow->element);
	pages->set->figures_slab = pages->slabs->len;
	pages->set->figures = open_section(&inner, "Số liệu nổi bật", FIGURES_ROOM);
	bt_flow_keyfigures(&inner);
}

/* The cover repeats the headlines: a letter that no font has is to be found in the report, not in the edition. */
static void check_headlines(bt_pages *pages)
{
	g_autoptr(GPtrArray) articles = bt_edition_articles(pages->set->edition);
	for (guint i = 0; i < articles->len && !pages->failed; i++) {
		const bt_article *article = articles->pdata[i];
		const char *title = bt_article_title(pages->set->edition, article);
		turn_to(pages, article);
		if (title)
			bt_para_words(pages, title, BT_TYPE_BODY);
	}
	turn_to_front(pages);
}

static void flow_all(bt_pages *pages)
{
	check_headlines(pages);
	if (pages->failed)
		return;
	bt_flow flow = {.pages = pages, .width = pages->width, .flags = BT_SPAN, .rule_x = -1};
	flow.element = bt_element_new(pages, BT_TAG_DOCUMENT, -1);
	bt_flow_cover(&flow);
	for (guint i = 0; i < pages->set->edition->sections->len && !pages->failed; i++)
		flow_section(&flow, i);
	if (pages->failed)
		return;
	flow_figures(&flow);
	pages->set->colophon_slab = pages->slabs->len;
	flow.before = pages->grid;
	bt_flow_colophon(&flow);
}

/* ---- pages */

/* As many pages as can be stapled: the colophon goes to the back of the cover, and what is left before it stays blank. */
static void pad_sheets(bt_pages *pages)
{
	guint missing = (4 - pages->sheets->len % 4) % 4;
	if (missing == 0)
		return;
	GArray *last = pages->sheets->pdata[pages->sheets->len - 1], *back = g_array_new(FALSE, FALSE, sizeof(bt_place));
	for (guint i = last->len; i-- > 0;)
		if (g_array_index(last, bt_place, i).slab >= pages->set->colophon_slab) {
			g_array_prepend_val(back, g_array_index(last, bt_place, i));
			g_array_remove_index(last, i);
		}
	if (last->len == 0)
		missing++, g_ptr_array_set_size(pages->sheets, (int)pages->sheets->len - 1);
	for (; missing > 1; missing--)
		g_ptr_array_add(pages->sheets, g_array_new(FALSE, FALSE, sizeof(bt_place)));
	g_ptr_array_add(pages->sheets, back);
}

/* Running heads: the section that a page begins in, or the first that begins on it. */
static void name_sheets(bt_pages *pages, const guint *sheet_of)
{
	const bt_edition_set *set = pages->set;
	guint n = pages->sheets->len;
	pages->running = bt_arena_new0(pages->arena, const char *, n);
	for (guint i = set->articles->len; i-- > 0;) {
		bt_set_article *article = &g_array_index(set->articles, bt_set_article, i);
		article->sheet = sheet_of[article->slab];
		pages->running[article->sheet] = g_array_index(set->edition->sections, bt_edition_section, article->section).name;
	}
	if (set->figures >= 0)
		pages->running[sheet_of[set->figures_slab]] = bt_element_at(pages, set->figures)->info.title;
	guint last = sheet_of[set->colophon_slab];
	bool back = last > 0 && ((const GArray *)pages->sheets->pdata[last])->len == 1; /* of the cover: it is of no section */
	for (guint i = 1; i + back < n; i++)
		if (!pages->running[i])
			pages->running[i] = pages->running[i - 1];
}

static void number_pages(bt_pages *pages)
{
	g_autofree guint *sheet_of = bt_sheets_of(pages);
	name_sheets(pages, sheet_of);
	bt_number_refs(pages, sheet_of);
}

static void check_all(bt_pages *pages)
{
	GHashTable *placed = bt_words_placed(pages);
	for (guint i = 0; i < pages->set->articles->len; i++) {
		turn_to(pages, g_array_index(pages->set->articles, bt_set_article, i).article);
		bt_words_check(pages, placed);
	}
	turn_to_front(pages);
	g_hash_table_destroy(placed);
}

bt_pages *bt_pages_edition(const bt_edition *edition, const bt_theme *theme, bool booklet, bt_diags *diags)
{
	bt_edition_set *set = g_new0(bt_edition_set, 1);
	*set = (bt_edition_set){edition, front_new(edition, theme), g_array_new(FALSE, FALSE, sizeof(bt_set_article)),
				g_array_new(FALSE, FALSE, sizeof(bt_page_ref)), -1, 0, 0};
	bt_content front = {.doc = set->front, .final = edition->final};
	bt_pages *pages = bt_pages_new(&front, theme, diags);
	pages->set = set;
	pages->headline = BT_TAG_H3;
	pages->blocks = g_hash_table_new(NULL, NULL);
	pages->fonts = bt_fonts_open(theme, diags);
	pages->failed = pages->fonts == NULL;
	if (!pages->failed)
		flow_all(pages);
	if (!pages->failed) {
		bt_pages_fill(pages);
		if (booklet)
			pad_sheets(pages);
		number_pages(pages);
		turn_to_front(pages);
		bt_furnish(pages);
		check_all(pages);
	}
	return bt_pages_done(pages);
}

int bt_pages_article(const bt_pages *pages, guint i) { return (int)g_array_index(pages->set->articles, bt_set_article, i).sheet + 1; }
