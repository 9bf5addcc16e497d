/* The head of page 1 over the whole width: masthead, kicker, headline, lede, place and date. Knows which
 * fields stand where and what is printed when one is missing; never makes up a field. */
#include "page/layout.h"

#include <string.h>

#define LONGEST_LEDE 620 /* letters: more is a paragraph of the text, not a lede */

const char *bt_missing(bt_pages *pages, const char *field)
{
	return bt_arena_printf(pages->arena, "[CẦN BỔ SUNG: %s]", field);
}

/* A name that says "bản tin" itself needs no more. */
const char *bt_bulletin_name(const bt_pages *pages)
{
	const char *word = pages->theme->masthead, *name = pages->content->doc->office[BT_OFFICE_NAME];
	if (!name || pages->theme->layout.head != BT_HEAD_MASTHEAD)
		return word;
	g_autofree char *folded_word = bt_fold(word), *folded = bt_fold(name);
	return g_str_has_prefix(folded, folded_word) ? name : bt_arena_printf(pages->arena, "%s %s", word, name);
}

static const char *field_text(const bt_pages *pages, bt_meta_key key) { return pages->content->doc->meta.field[key].text; }

/* "2024-04-05" as running text; a date that is not of that shape as it stands. */
const char *bt_date_words(const bt_pages *pages, const char *iso)
{
	if (strlen(iso) != 10 || iso[4] != '-' || iso[7] != '-')
		return iso;
	const char *month = iso[5] == '0' ? iso + 6 : iso + 5, *day = iso[8] == '0' ? iso + 9 : iso + 8;
	return bt_arena_printf(pages->arena, "ngày %s tháng %.*s năm %.4s", day, (int)(iso + 7 - month), month, iso);
}

const char *bt_issue_line(const bt_pages *pages, bool with_date)
{
	const char *number = field_text(pages, BT_META_NUMBER), *period = field_text(pages, BT_META_PERIOD);
	const char *date = with_date ? field_text(pages, BT_META_DATE) : NULL;
	g_autoptr(GString) out = g_string_new(NULL);
	if (number)
		g_string_append_printf(out, g_ascii_isdigit(number[0]) ? "Số %s" : "%s", number);
	if (period)
		g_string_append_printf(out, "%s%s", out->len ? " · " : "", period);
	if (date)
		g_string_append_printf(out, "%s%s", out->len ? " · " : "", bt_date_words(pages, date));
	return out->len ? bt_arena_strdup(pages->arena, out->str) : NULL;
}

/* Only captions and what is not printed may stand before a lead or title that goes to the head. */
static bool leads(const bt_node *node)
{
	for (const bt_node *n = node->prev; n; n = n->prev)
		if (n->kind != BT_TITLE && n->kind != BT_OMITTED)
			return false;
	return true;
}

void bt_head_choose(bt_pages *pages)
{
	const bt_doc *doc = pages->content->doc;
	g_autoptr(bt_arena) scratch = bt_arena_new();
	const char *given = field_text(pages, BT_META_TITLE);
	for (const bt_node *n = doc->root->first; n; n = n->next) {
		if (n->kind == BT_TITLE && !pages->title && (!given || strcmp(bt_node_text(n, scratch), given) == 0))
			pages->title = n;
		if (pages->theme->layout.lede && n->kind == BT_PARAGRAPH && n->u.paragraph.role == BT_PAR_LEAD && !pages->lead && !field_text(pages, BT_META_LEAD) &&
		    leads(n) && bt_text_letters(doc->source + n->span.off, n->span.len) <= LONGEST_LEDE)
			pages->lead = n;
	}
	for (const bt_node *n = doc->root; n && pages->top_level == 0; n = bt_node_next(n, doc->root))
		if (n->kind == BT_HEADING)
			pages->top_level = n->u.heading.level;
}

/* Issuing body and issue line, right aligned in what the name leaves free. */
static bt_len add_issue(bt_flow *flow, bt_len room)
{
	bt_pages *pages = flow->pages;
	const char *issuer = field_text(pages, BT_META_ISSUER), *issue = bt_issue_line(pages, true), *date = field_text(pages, BT_META_DATE);
	bt_colour quiet = pages->theme->type[BT_TYPE_ISSUE].colour;
	const bt_para *paras[3] = {
		bt_para_in(pages, issuer ? issuer : bt_missing(pages, "cơ quan"), BT_TYPE_ISSUE, 700, issuer ? BT_COLOUR_INK : BT_COLOUR_BRAND),
		issue ? bt_para_in(pages, issue, BT_TYPE_ISSUE, 0, quiet) : NULL,
	};
	const char *without_date = bt_issue_line(pages, false);
	if (paras[1] && bt_para_width(paras[1]) > room && without_date && date) {
		paras[1] = bt_para_in(pages, without_date, BT_TYPE_ISSUE, 0, quiet);
		paras[2] = bt_para_in(pages, bt_date_words(pages, date), BT_TYPE_ISSUE, 0, quiet);
	}
	bt_len leading = bt_leading(pages->theme, BT_TYPE_ISSUE), y = 0;
	for (gsize i = 0; i < G_N_ELEMENTS(paras); i++) {
		if (!paras[i])
			continue;
		int element = bt_element_new(pages, BT_TAG_P, flow->element);
		g_autoptr(GArray) lines = bt_para_break(pages, paras[i], room, BT_BALANCED);
		for (guint j = 0; j < lines->len; j++, y += leading) {
			bt_line line = g_array_index(lines, bt_line, j);
			bt_line_add(pages, paras[i], line, element, flow->width - line.width, y);
		}
	}
	return y;
}

/* Moves the last `n` boxes of the page down. */
static void lower_boxes(bt_pages *pages, guint n, bt_len by)
{
	for (guint i = pages->boxes->len - n; i < pages->boxes->len; i++)
		g_array_index(pages->boxes, bt_box, i).y += by;
}

#define LOGO_HEIGHT BT_PT(14 * 72 / 25.4)
#define LOGO_WIDTH BT_PT(40 * 72 / 25.4) /* at most */
#define LOGO_GAP BT_PT(10)
#define ISSUE_WIDTH BT_PT(115) /* "ngày 19 tháng 5 năm 2026" */

/* The office's logo left of the name, in the open masthead slab. Returns the width it takes; 0: there is none. */
bt_len bt_logo_add(bt_flow *flow)
{
	bt_pages *pages = flow->pages;
	const bt_doc *doc = pages->content->doc;
	const char *fault = NULL;
	pages->logo = doc->logo ? bt_image_open(doc->logo, bt_diags_lang(pages->diags), &fault) : NULL;
	if (fault)
		bt_say(pages->diags, BT_D_OFFICE_LOGO, BT_NO_SPAN, doc->office[BT_OFFICE_LOGO], fault, NULL);
	if (!pages->logo)
		return 0;
	int figure = bt_element_new(pages, BT_TAG_FIGURE, flow->element);
	gint64 width = (gint64)LOGO_HEIGHT * pages->logo->width / pages->logo->height, height = LOGO_HEIGHT;
	if (width > LOGO_WIDTH) {
		height = MAX((gint64)LOGO_WIDTH * pages->logo->height / pages->logo->width, PANGO_SCALE);
		width = LOGO_WIDTH;
	}
	bt_box *box = bt_box_add(pages, BT_BOX_IMAGE, figure);
	box->image = pages->logo;
	box->width = MAX((bt_len)width, PANGO_SCALE);
	box->height = (bt_len)height;
	bt_tag_info *info = &bt_element_at(pages, figure)->info;
	info->alt = bt_office_logo_words(doc, pages->arena);
	info->width = (double)box->width / PANGO_SCALE;
	info->height = (double)box->height / PANGO_SCALE;
	g_array_index(pages->slabs, bt_slab, pages->slabs->len - 1).figure = figure;
	return box->width + LOGO_GAP;
}

/* Logo and name stand in the middle of each other. Returns how far the name goes down. */
static bt_len centre_logo(bt_pages *pages, guint first, bt_len name)
{
	bt_box *box = &g_array_index(pages->boxes, bt_box, first);
	bt_tag_info *info = &bt_element_at(pages, box->element)->info;
	box->y = MAX((name - box->height) / 2, 0);
	info->y = (double)box->y / PANGO_SCALE;
	return MAX((box->height - name) / 2, 0);
}

/* How wide the name may be: on one line when that leaves the lines of the issue room for a date, else three fifths. */
static bt_len name_room(bt_flow *flow, const bt_para *name, bt_len logo)
{
	bt_len left = flow->width - logo - bt_para_width(name) - 2 * flow->pages->grid;
	return left >= ISSUE_WIDTH ? bt_para_width(name) : MIN(flow->width * 3 / 5, flow->width * 3 / 4 - logo);
}

static void flow_name(bt_flow *flow)
{
	bt_pages *pages = flow->pages;
	const bt_theme *theme = pages->theme;
	bt_slab *slab = bt_slab_open(flow, "masthead");
	guint index = pages->slabs->len - 1;
	slab->flags |= BT_KEEP;
	guint first = pages->boxes->len;
	bt_len logo = bt_logo_add(flow);
	int element = bt_element_new(pages, BT_TAG_P, flow->element);
	const bt_para *name = bt_para_words(pages, bt_bulletin_name(pages), BT_TYPE_MASTHEAD);
	g_autoptr(GArray) lines = bt_para_break(pages, name, name_room(flow, name, logo), BT_BALANCED);
	bt_len widest = 0, leading = bt_leading(theme, BT_TYPE_MASTHEAD);
	bt_len y = logo > 0 ? centre_logo(pages, first, (bt_len)lines->len * leading) : 0;
	for (guint i = 0; i < lines->len; i++, y += leading) {
		bt_line line = g_array_index(lines, bt_line, i);
		widest = MAX(widest, line.width);
		bt_line_add(pages, name, line, element, logo, y);
	}
	guint before = pages->boxes->len;
	bt_len issue = add_issue(flow, flow->width - logo - widest - 2 * pages->grid);
	/* The last issue line stands on the name's baseline. */
	bt_len down = y - leading + bt_baseline(theme, BT_TYPE_MASTHEAD) - (issue - bt_leading(theme, BT_TYPE_ISSUE) + bt_baseline(theme, BT_TYPE_ISSUE));
	lower_boxes(pages, pages->boxes->len - before, MAX(down, 0));
	y = MAX(y, issue + MAX(down, 0));
	bt_rule_add(pages, BT_ARTIFACT, 0, y, flow->width, 2, BT_COLOUR_BRAND);
	bt_rule_add(pages, BT_ARTIFACT, 0, y + BT_PT(3.5), flow->width, 1, BT_COLOUR_GOLD);
	g_array_index(pages->slabs, bt_slab, index).height = (y + BT_PT(5) + pages->grid - 1) / pages->grid * pages->grid;
}

static void flow_words(bt_flow *flow, const bt_para *para, bt_tag tag, const char *what, bt_fit fit)
{
	int element = bt_element_new(flow->pages, tag, flow->element);
	bt_flow_para(flow, para, element, (bt_set_style){.what = what, .keep = true, .together = true, .fit = fit});
}

static guint count_lines(bt_pages *pages, const bt_para *para, bt_len width)
{
	g_autoptr(GArray) lines = bt_para_break(pages, para, width, BT_BALANCED);
	return lines->len;
}

/* The largest of three sizes in which the headline has no more lines than the style wants. */
static void flow_headline(bt_flow *flow)
{
	static const bt_type sizes[] = {BT_TYPE_HEADLINE, BT_TYPE_HEADLINE_2, BT_TYPE_HEADLINE_3};
	bt_pages *pages = flow->pages;
	const char *given = field_text(pages, BT_META_TITLE);
	int element = bt_element_new(pages, pages->headline, flow->element);
	const bt_para *para = NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
		if (pages->title)
			para = bt_para_of(pages, pages->title, sizes[i], element);
		else if (given)
			para = bt_para_words(pages, given, sizes[i]);
		else
			para = bt_para_in(pages, bt_missing(pages, "tiêu đề"), sizes[i], 0, BT_COLOUR_BRAND);
		if (count_lines(pages, para, flow->width) <= (guint)pages->theme->layout.headline_lines)
			break;
	}
	bt_element_at(pages, element)->info.title = bt_arena_strdup(pages->arena, para->text->str);
	bt_flow_para(flow, para, element, (bt_set_style){.what = "headline", .keep = true, .together = true, .fit = BT_BALANCED});
}

static void flow_lede(bt_flow *flow)
{
	bt_pages *pages = flow->pages;
	const char *given = field_text(pages, BT_META_LEAD);
	flow->before = pages->grid / 2;
	if (pages->lead) {
		int element = bt_element_new(pages, BT_TAG_P, flow->element);
		const bt_para *para = bt_para_of(pages, pages->lead, BT_TYPE_LEDE, element);
		if (pages->blocks)
			g_hash_table_insert(pages->blocks, (gpointer)pages->lead, GINT_TO_POINTER(element + 1));
		bt_flow_para(flow, para, element, (bt_set_style){.what = "lede", .keep = true, .together = true});
	} else if (given) {
		flow_words(flow, bt_para_words(pages, given, BT_TYPE_LEDE), BT_TAG_P, "lede", BT_RAGGED);
	}
	flow->before = pages->grid / 2;
}

/* Authors, place and date on one line. */
static void flow_dateline(bt_flow *flow)
{
	bt_pages *pages = flow->pages;
	const bt_meta *meta = &pages->content->doc->meta;
	const char *place = field_text(pages, BT_META_PLACE), *date = field_text(pages, BT_META_DATE);
	bt_ink ink = bt_ink_of(pages, BT_TYPE_ISSUE), bold = ink, missing = ink;
	bt_para *para = bt_para_new(pages, BT_TYPE_ISSUE);
	bold.weight = 700;
	missing.colour = BT_COLOUR_BRAND;
	for (guint i = 0; i < meta->authors->len; i++) {
		bt_para_add(para, i ? ", " : "", -1, bold);
		bt_para_add(para, meta->authors->pdata[i], -1, bold);
	}
	if (para->text->len > 0)
		bt_para_add(para, " · ", -1, ink);
	if (place)
		bt_para_add(para, bt_arena_printf(pages->arena, "%s, ", place), -1, ink);
	bt_para_add(para, date ? bt_date_words(pages, date) : bt_missing(pages, "ngày"), -1, date ? ink : missing);
	bt_para_shape(pages, para);
	flow_words(flow, para, BT_TAG_P, "dateline", BT_RAGGED);
}

void bt_flow_head(bt_flow *flow, const char *kicker)
{
	bt_pages *pages = flow->pages;
	if (kicker && pages->theme->layout.lede)
		flow_words(flow, bt_para_words(pages, kicker, BT_TYPE_KICKER), BT_TAG_P, "kicker", BT_RAGGED);
	flow_headline(flow);
	if (pages->theme->layout.lede)
		flow_lede(flow);
	if (pages->content->digest)
		bt_flow_facts(flow);
	else
		flow_dateline(flow);
	bt_slab *last = &g_array_index(pages->slabs, bt_slab, pages->slabs->len - 1);
	last->height += pages->grid / 2;
	last->flags |= BT_GRID;
}

void bt_flow_masthead(bt_flow *flow)
{
	flow_name(flow);
	flow->before = flow->pages->grid / 2;
	bt_flow_head(flow, field_text(flow->pages, BT_META_SECTION));
}
