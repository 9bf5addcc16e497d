/* The cover of an edition: masthead, what a correction corrects, and the contents. Their page numbers come when the pages are
 * known. Knows what a cover says, not what stands inside. */
#include "page/layout.h"

#include <string.h>

#define NUMBER_ROOM BT_PT(30)
#define HIGHEST BT_PT(110 * 72 / 25.4) /* the cover's picture */
#define LOWEST BT_PT(45 * 72 / 25.4)
#define LONGEST_LEAD 260 /* letters of a lead that stands under its headline */

/* ---- masthead */

static bt_len put_lines(bt_flow *flow, const bt_para *para, int element, bt_len x, bt_len width, bt_align align, bt_len y)
{
	bt_pages *pages = flow->pages;
	bool display = para->type == BT_TYPE_COVER || para->type == BT_TYPE_SECTION;
	g_autoptr(GArray) lines = bt_para_break(pages, para, width, display ? BT_BALANCED : BT_RAGGED);
	for (guint i = 0; i < lines->len; i++, y += bt_leading(pages->theme, para->type)) {
		bt_line line = g_array_index(lines, bt_line, i);
		bt_line_add(pages, para, line, element, x + (align == BT_ALIGN_RIGHT ? width - line.width : 0), y);
	}
	return y;
}

/* "BẢN TIN" above the name, both one heading; a name that says it itself stands alone. */
static bt_len put_name(bt_flow *flow, bt_len x)
{
	bt_pages *pages = flow->pages;
	const bt_edition *edition = pages->set->edition;
	const char *word = pages->theme->masthead, *whole = bt_edition_name(edition, word);
	int element = bt_element_new(pages, BT_TAG_H1, flow->element);
	bt_element_at(pages, element)->info.title = pages->set->front->meta.field[BT_META_TITLE].text;
	bt_len y = 0;
	if (edition->name && whole != edition->name) {
		y = put_lines(flow, bt_para_in(pages, bt_arena_printf(pages->arena, "%s ", word), BT_TYPE_SECTION, 0, BT_COLOUR_BRAND), element, x, flow->width - x, BT_ALIGN_LEFT, 0);
		whole = edition->name;
	}
	return put_lines(flow, bt_para_words(pages, whole, BT_TYPE_COVER), element, x, flow->width - x, BT_ALIGN_LEFT, y);
}

/* Number and period left, issuer and date right. What is missing is asked for in its place. */
static bt_len put_issue(bt_flow *flow, bt_len y)
{
	bt_pages *pages = flow->pages;
	const bt_edition *edition = pages->set->edition;
	const char *issue = bt_edition_issue_line(edition);
	bool known = edition->number > 0;
	bt_len half = flow->width / 2 - pages->gutter, left, right;
	int element = bt_element_new(pages, BT_TAG_P, flow->element);
	const char *words = known ? issue : bt_arena_printf(pages->arena, "%s%s%s", bt_missing(pages, "số"), *issue ? ", " : "", issue);
	left = put_lines(flow, bt_para_in(pages, words, BT_TYPE_COVER_LINE, 0, known ? BT_COLOUR_INK : BT_COLOUR_BRAND), element, 0, half, BT_ALIGN_LEFT, y);
	element = bt_element_new(pages, BT_TAG_P, flow->element);
	right = put_lines(flow, bt_para_in(pages, edition->issuer ? edition->issuer : bt_missing(pages, "cơ quan"), BT_TYPE_ISSUE, 700,
			  edition->issuer ? BT_COLOUR_INK : BT_COLOUR_BRAND), element, flow->width - half, half, BT_ALIGN_RIGHT, y + BT_PT(2));
	element = bt_element_new(pages, BT_TAG_P, flow->element);
	const char *date = edition->date ? bt_date_words(pages, edition->date) : bt_missing(pages, "ngày");
	const char *line = edition->place && edition->date ? bt_arena_printf(pages->arena, "%s, %s", edition->place, date) : date;
	right = put_lines(flow, bt_para_in(pages, line, BT_TYPE_ISSUE, 0, edition->date ? BT_COLOUR_INK_2 : BT_COLOUR_BRAND), element, flow->width - half, half, BT_ALIGN_RIGHT, right);
	return MAX(left, right);
}

static void flow_masthead(bt_flow *flow)
{
	bt_pages *pages = flow->pages;
	bt_slab_open(flow, "cover")->flags |= BT_KEEP | BT_GRID;
	guint slab = pages->slabs->len - 1;
	bt_len logo = bt_logo_add(flow), y = put_name(flow, logo);
	if (logo > 0)
		y = MAX(y, pages->logo ? g_array_index(pages->boxes, bt_box, g_array_index(pages->slabs, bt_slab, slab).first).height : 0);
	y += BT_PT(4);
	bt_rule_add(pages, BT_ARTIFACT, 0, y, flow->width, 3, BT_COLOUR_BRAND);
	bt_rule_add(pages, BT_ARTIFACT, 0, y + BT_PT(5), flow->width, 1, BT_COLOUR_GOLD);
	y = put_issue(flow, y + BT_PT(10));
	g_array_index(pages->slabs, bt_slab, slab).height = y;
	flow->before = pages->grid;
}

/* A revision says so, with the clerk's words. */
static void flow_correction(bt_flow *flow)
{
	bt_pages *pages = flow->pages;
	const bt_edition *edition = pages->set->edition;
	if (edition->revision < 2 && !edition->correction)
		return;
	bt_slab_open(flow, "correction")->flags |= BT_KEEP | BT_GRID;
	guint slab = pages->slabs->len - 1;
	int element = bt_element_new(pages, BT_TAG_P, flow->element);
	bt_len inset = BT_PT(10), y = BT_PT(7);
	bt_box *ground = bt_box_add(pages, BT_BOX_RECT, BT_ARTIFACT);
	guint ground_at = pages->boxes->len - 1;
	*ground = (bt_box){.kind = BT_BOX_RECT, .element = BT_ARTIFACT, .width = flow->width, .colour = BT_COLOUR_TINT};
	y = put_lines(flow, bt_para_in(pages, bt_arena_printf(pages->arena, "ĐÍNH CHÍNH (lần %d) ", MAX(edition->revision - 1, 1)), BT_TYPE_COVER_LINE, 700, BT_COLOUR_BRAND),
		      element, inset, flow->width - 2 * inset, BT_ALIGN_LEFT, y);
	if (edition->correction) {
		element = bt_element_new(pages, BT_TAG_P, flow->element);
		y = put_lines(flow, bt_para_words(pages, edition->correction, BT_TYPE_BODY), element, inset, flow->width - 2 * inset, BT_ALIGN_LEFT, y);
	}
	y += BT_PT(7);
	g_array_index(pages->boxes, bt_box, ground_at).height = y;
	bt_rule_add(pages, BT_ARTIFACT, 0, 0, BT_PT(3), (double)y / PANGO_SCALE, BT_COLOUR_BRAND);
	g_array_index(pages->slabs, bt_slab, slab).height = y;
	flow->before = pages->grid;
}

/* ---- contents */

static const char *title_words(bt_pages *pages, const bt_article *article)
{
	const char *title = bt_article_title(pages->set->edition, article);
	return title ? title : bt_missing(pages, "tiêu đề");
}

/* How the contents are set: large and with leads when there is room, closer together when they would not fit the cover. */
typedef enum { LARGE, WITH_LEADS, PLAIN, CLOSE, LOOKS } contents_look;

static const struct {
	bt_type title, lead;
	bool leads;
	double gap, section_gap; /* points */
} looks[LOOKS] = {
	[LARGE] = {BT_TYPE_H2, BT_TYPE_BODY, true, 10, 18}, [WITH_LEADS] = {BT_TYPE_CONTENTS, BT_TYPE_CAPTION, true, 7, 14},
	[PLAIN] = {BT_TYPE_CONTENTS, BT_TYPE_CAPTION, false, 7, 14}, [CLOSE] = {BT_TYPE_BODY, BT_TYPE_CAPTION, false, 1, 7},
};

/* A headline with its page: a link, all of it. The number comes later. */
static void add_entry(bt_flow *flow, const char *title, contents_look look, int toc, const char *lead)
{
	bt_type type = looks[look].title;
	bt_pages *pages = flow->pages;
	int item = bt_element_new(pages, BT_TAG_TOCI, toc), reference = bt_element_new(pages, BT_TAG_REFERENCE, item);
	bt_page_ref ref = {.slab = pages->slabs->len, .type = type, .link = bt_element_new(pages, BT_TAG_LINK, reference), .right = flow->width, .alt = title};
	g_array_append_val(pages->set->refs, ref);
	bt_para *para = bt_para_new(pages, type);
	bt_ink ink = bt_ink_of(pages, type);
	ink.element = ref.link;
	bt_para_add(para, title, -1, ink);
	bt_para_shape(pages, para);
	g_autoptr(GArray) lines = bt_para_break(pages, para, flow->width - NUMBER_ROOM, BT_RAGGED);
	bt_len y = 0, leading = bt_leading(pages->theme, type), end = 0;
	bt_slab_open(flow, "contents");
	for (guint i = 0; i < lines->len; i++, y += leading) {
		bt_line line = g_array_index(lines, bt_line, i);
		bt_line_add(pages, para, line, reference, 0, y);
		end = line.width + BT_PT(5);
	}
	bt_len baseline = y - leading + bt_baseline(pages->theme, type);
	bt_box_add(pages, BT_BOX_LINE, reference)->y = baseline;
	bt_leader_add(flow, end, baseline);
	if (lead) {
		int element = bt_element_new(pages, BT_TAG_P, item);
		y = put_lines(flow, bt_para_words(pages, lead, looks[look].lead), element, 0, flow->width - 2 * NUMBER_ROOM, BT_ALIGN_LEFT, y + BT_PT(1));
	}
	g_array_index(pages->slabs, bt_slab, ref.slab).height = y;
	flow->before = BT_PT(looks[look].gap);
}

/* The lead, whole, as a field states it or the text opens; a long one is for the article alone. */
static const char *lead_words(const bt_edition *edition, const bt_article *article)
{
	const char *lead = article->doc->meta.field[BT_META_LEAD].text;
	for (const bt_node *n = article->doc->root->first; n && !lead; n = n->next)
		if (n->kind == BT_PARAGRAPH && n->u.paragraph.role == BT_PAR_LEAD)
			lead = bt_node_text(n, edition->arena);
	return lead && bt_text_letters(lead, strlen(lead)) <= LONGEST_LEAD ? lead : NULL;
}

static void add_section(bt_flow *flow, const bt_edition_section *section, int toc, contents_look look)
{
	bt_pages *pages = flow->pages;
	int item = bt_element_new(pages, BT_TAG_TOCI, toc);
	bt_flow inner = *flow;
	inner.element = item;
	inner.before = BT_PT(looks[look].section_gap);
	bt_flow_words(&inner, section->name, BT_TYPE_KICKER, BT_TAG_P, (bt_set_style){.what = "contents-section", .keep = true, .together = true});
	int below = bt_element_new(pages, BT_TAG_TOC, item);
	for (guint i = 0; i < section->articles->len; i++) {
		const bt_article *article = section->articles->pdata[i];
		add_entry(&inner, title_words(pages, article), look, below, looks[look].leads ? lead_words(pages->set->edition, article) : NULL);
	}
	flow->before = inner.before;
}

/* What the contents take, roughly. */
static bt_len contents_height(const bt_pages *pages, contents_look look)
{
	const bt_edition *edition = pages->set->edition;
	bt_len used = 5 * pages->grid;
	bt_len lead_line = bt_leading(pages->theme, looks[look].lead), line = bt_leading(pages->theme, looks[look].title);
	for (guint i = 0; i < edition->sections->len; i++) {
		const bt_edition_section *section = &g_array_index(edition->sections, bt_edition_section, i);
		used += BT_PT(looks[look].section_gap) + pages->grid;
		for (guint k = 0; k < section->articles->len; k++) {
			const char *title = bt_article_title(edition, section->articles->pdata[k]);
			const char *lead = looks[look].leads ? lead_words(edition, section->articles->pdata[k]) : NULL;
			used += line * (1 + (title ? (bt_len)bt_text_letters(title, strlen(title)) / 56 : 0)) + BT_PT(looks[look].gap);
			used += lead ? lead_line * (1 + (bt_len)bt_text_letters(lead, strlen(lead)) / 70) : 0;
		}
	}
	return used;
}

static void flow_contents(bt_flow *flow, bt_len used)
{
	bt_pages *pages = flow->pages;
	const bt_edition *edition = pages->set->edition;
	const char *title = pages->theme->layout.contents_title;
	contents_look look = LARGE;
	while (look < CLOSE && used + contents_height(pages, look) >= pages->height)
		look++;
	int head = bt_flow_words(flow, title, BT_TYPE_H2, BT_TAG_H2, (bt_set_style){.what = "contents-head", .keep = true, .together = true});
	bt_element_at(pages, head)->info.title = title;
	int toc = bt_element_new(pages, BT_TAG_TOC, flow->element);
	for (guint i = 0; i < edition->sections->len; i++)
		add_section(flow, &g_array_index(edition->sections, bt_edition_section, i), toc, look);
	if (bt_edition_has_figures(pages->set->edition)) {
		flow->before = pages->grid;
		add_entry(flow, "Số liệu nổi bật", look, toc, NULL);
	}
}

/* ---- the picture */

/* The first photo of the edition's reports that can be used stands on the cover when there is room. */
static const bt_image *find_photo(bt_pages *pages, const bt_photo **photo, const bt_article **article)
{
	g_autoptr(GPtrArray) all = bt_edition_articles(pages->set->edition);
	for (guint i = 0; i < all->len; i++) {
		const GArray *photos = ((const bt_article *)all->pdata[i])->doc->meta.photos;
		for (guint k = 0; k < photos->len; k++) {
			*article = all->pdata[i];
			*photo = &g_array_index(photos, bt_photo, k);
			const bt_image *image = bt_edition_photo(pages, *article, *photo);
			if (image && image->width >= image->height)
				return image;
		}
	}
	return NULL;
}

/* The photo over the whole width, cut off nowhere, its caption below. */
static void flow_picture(bt_flow *flow, bt_len room)
{
	bt_pages *pages = flow->pages;
	const bt_photo *photo;
	const bt_article *article;
	const bt_image *image = find_photo(pages, &photo, &article);
	bt_len height = image ? (bt_len)((gint64)flow->width * image->height / image->width) : 0, caption = 3 * bt_leading(pages->theme, BT_TYPE_CAPTION);
	bt_len width = flow->width, most = MIN(room - caption, HIGHEST);
	if (!image || most < LOWEST)
		return;
	if (height > most) {
		width = (bt_len)((gint64)width * most / height);
		height = most;
	}
	int figure = bt_element_new(pages, BT_TAG_FIGURE, flow->element);
	bt_slab_open(flow, "cover-photo")->flags |= BT_KEEP | BT_GRID;
	guint slab = pages->slabs->len - 1;
	g_array_index(pages->slabs, bt_slab, slab).figure = figure;
	bt_box *box = bt_box_add(pages, BT_BOX_IMAGE, figure);
	box->image = image;
	box->width = width;
	box->height = height;
	bt_tag_info *info = &bt_element_at(pages, figure)->info;
	info->alt = photo->alt ? photo->alt : photo->caption ? photo->caption : title_words(pages, article);
	info->width = (double)width / PANGO_SCALE;
	info->height = (double)height / PANGO_SCALE;
	bt_len y = height + BT_PT(4);
	if (photo->caption) {
		int element = bt_element_new(pages, BT_TAG_P, flow->element);
		y = put_lines(flow, bt_para_words(pages, photo->caption, BT_TYPE_CAPTION), element, 0, flow->width, BT_ALIGN_LEFT, y);
	}
	g_array_index(pages->slabs, bt_slab, slab).height = y;
	flow->before = 2 * pages->grid;
}

static bt_len height_since(const bt_pages *pages, guint first)
{
	bt_len height = 0;
	for (guint i = first; i < pages->slabs->len; i++)
		height += g_array_index(pages->slabs, bt_slab, i).height + g_array_index(pages->slabs, bt_slab, i).before;
	return height;
}

void bt_flow_cover(bt_flow *flow)
{
	bt_pages *pages = flow->pages;
	bt_flow inner = *flow;
	inner.element = bt_element_new(pages, BT_TAG_SECT, flow->element);
	flow_masthead(&inner);
	flow_correction(&inner);
	inner.before = pages->grid;
	flow_picture(&inner, pages->height - height_since(pages, 0) - contents_height(pages, PLAIN));
	inner.before = MAX(inner.before, 2 * pages->grid);
	flow_contents(&inner, height_since(pages, 0));
}

/* ---- page numbers */

/* The entries of the contents stand in the order of the articles; the last leads to the key figures. */
static void aim_contents(bt_pages *pages)
{
	const bt_edition_set *set = pages->set;
	for (guint i = 0; i < set->articles->len; i++) {
		const bt_set_article *article = &g_array_index(set->articles, bt_set_article, i);
		bt_page_ref *ref = &g_array_index(set->refs, bt_page_ref, i);
		ref->target = article->element;
	}
	if (set->figures < 0)
		return;
	g_array_index(set->refs, bt_page_ref, set->articles->len).target = set->figures;
}

/* The sheet on which each element begins. Caller frees. */
static guint *sheets_of_elements(const bt_pages *pages, const guint *sheet_of)
{
	guint *found = g_new0(guint, pages->elements->len);
	for (guint i = pages->slabs->len; i-- > 0;) {
		const bt_slab *slab = &g_array_index(pages->slabs, bt_slab, i);
		for (guint k = 0; k < slab->n; k++) {
			const bt_box *box = &g_array_index(pages->boxes, bt_box, slab->first + k);
			if (box->element != BT_ARTIFACT)
				found[box->element] = sheet_of[i];
		}
	}
	return found;
}

void bt_number_refs(bt_pages *pages, const guint *sheet_of)
{
	g_autofree guint *sheet = sheets_of_elements(pages, sheet_of);
	aim_contents(pages);
	for (guint i = 0; i < pages->set->refs->len; i++) {
		const bt_page_ref *ref = &g_array_index(pages->set->refs, bt_page_ref, i);
		bt_put_page_number(pages, ref, sheet[ref->target] + 1);
	}
}
