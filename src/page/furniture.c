/* What stands in the margins of every page and at the end: running head, folio, draft mark, imprint.
 * All artifacts, but for the imprint. */
#include "page/layout.h"

#include <string.h>

static bt_line whole(const bt_para *para) { return (bt_line){0, (guint32)para->text->len, bt_para_width(para)}; }

/* The bulletin's name and issue, as the running head and the imprint give them. */
static const char *bulletin_words(const bt_pages *pages)
{
	const char *issue = bt_issue_line(pages, false), *issuer = pages->content->doc->meta.field[BT_META_ISSUER].text;
	const char *name = bt_bulletin_name(pages), *more = issue ? issue : issuer;
	if (pages->theme->layout.head != BT_HEAD_MASTHEAD && issuer)
		more = issuer;
	return more ? bt_arena_printf(pages->arena, "%s · %s", name, more) : name;
}

/* Cut with an ellipsis to fit; furniture never wraps. */
static const bt_para *fitted(bt_pages *pages, const char *text, bt_len room, bool alarm)
{
	bt_len width = 0;
	g_autofree char *cut = g_strdup(text);
	for (;;) {
		bt_para *para = bt_para_new(pages, BT_TYPE_FOLIO);
		bt_ink ink = bt_ink_of(pages, BT_TYPE_FOLIO);
		if (alarm) {
			ink.weight = 700;
			ink.colour = BT_COLOUR_BRAND;
		}
		bt_para_add(para, cut, -1, ink);
		bt_para_shape(pages, para);
		width = bt_para_width(para);
		glong letters = g_utf8_strlen(cut, -1);
		if (width <= room || letters < 4)
			return para;
		glong keep = MAX(letters * (room / 64) / MAX(width / 64, 1) - 2, 1);
		g_autofree char *head = g_utf8_substring(cut, 0, MIN(keep, letters - 2));
		g_strchomp(head);
		g_free(cut);
		cut = g_strconcat(head, "…", NULL);
	}
}

/* A slab for the margin of one page. */
static guint margin_slab(bt_pages *pages, const char *what, bt_len height)
{
	bt_flow flow = {.pages = pages, .width = pages->width, .flags = BT_SPAN, .rule_x = -1};
	bt_slab_open(&flow, what)->height = height;
	return pages->slabs->len - 1;
}

static void put(bt_pages *pages, guint sheet, guint slab, bt_len y)
{
	bt_place place = {slab, pages->left, y, false};
	g_array_append_val((GArray *)pages->sheets->pdata[sheet], place);
}

static void add_text(bt_pages *pages, const bt_para *para, bt_align align)
{
	bt_line line = whole(para);
	bt_len x = align == BT_ALIGN_LEFT ? 0 : pages->width - line.width;
	bt_line_add(pages, para, line, BT_ARTIFACT, align == BT_ALIGN_CENTRE ? x / 2 : x, 0);
}

/* Of an edition with a long name the number comes first: it is not what is cut off. */
static const char *head_words(bt_pages *pages, bt_len room)
{
	const char *whole = bulletin_words(pages), *issue = bt_issue_line(pages, false);
	if (!pages->set || !issue || bt_para_width(bt_para_words(pages, whole, BT_TYPE_FOLIO)) <= room)
		return whole;
	return bt_arena_printf(pages->arena, "%s · %s", issue, bt_bulletin_name(pages));
}

static void running_head(bt_pages *pages, guint sheet, bool draft)
{
	const char *section = pages->running && pages->running[sheet] ? pages->running[sheet] : pages->content->doc->meta.field[BT_META_SECTION].text;
	bt_len height = bt_leading(pages->theme, BT_TYPE_FOLIO) + BT_PT(2);
	guint slab = margin_slab(pages, "running-head", height);
	if (sheet > 0 && pages->theme->layout.running_head) {
		add_text(pages, fitted(pages, head_words(pages, pages->width * 2 / 5), pages->width * 2 / 5, false), BT_ALIGN_LEFT);
		if (section)
			add_text(pages, fitted(pages, section, pages->width * 2 / 5, false), BT_ALIGN_RIGHT);
		bt_rule_add(pages, BT_ARTIFACT, 0, height, pages->width, 0.5, BT_COLOUR_RULE);
	}
	if (draft)
		add_text(pages, fitted(pages, "BẢN NHÁP", pages->width / 5, true), pages->theme->layout.folio == BT_FOLIO_TOP_CENTRE ? BT_ALIGN_LEFT : BT_ALIGN_CENTRE);
	put(pages, sheet, slab, pages->top - height - pages->grid * 3 / 4);
}

static void top_folio(bt_pages *pages, guint sheet)
{
	bt_len height = bt_leading(pages->theme, BT_TYPE_FOLIO);
	guint slab = margin_slab(pages, "folio", height);
	g_autofree char *words = g_strdup_printf("%u", sheet + 1);
	add_text(pages, fitted(pages, words, pages->width, false), BT_ALIGN_CENTRE);
	put(pages, sheet, slab, pages->top - height - pages->grid / 2);
}

/* Outer bottom: right on odd pages, left on even ones. */
static void folio(bt_pages *pages, guint sheet)
{
	bt_folio where = pages->theme->layout.folio;
	if (where == BT_FOLIO_NONE || (pages->set && sheet == 0) || (where == BT_FOLIO_TOP_CENTRE && sheet == 0))
		return;
	if (where == BT_FOLIO_TOP_CENTRE) {
		top_folio(pages, sheet);
		return;
	}
	g_autofree char *words = g_strdup_printf("Trang %u/%u", sheet + 1, pages->sheets->len);
	guint slab = margin_slab(pages, "folio", bt_leading(pages->theme, BT_TYPE_FOLIO));
	add_text(pages, fitted(pages, words, pages->width, false), sheet % 2 == 0 ? BT_ALIGN_RIGHT : BT_ALIGN_LEFT);
	put(pages, sheet, slab, pages->top + pages->height + pages->grid);
}

/* The back of an edition's cover, which holds the colophon alone. */
static bool is_back(const bt_pages *pages, guint sheet)
{
	const GArray *places = pages->sheets->pdata[sheet];
	return pages->set && sheet + 1 == pages->sheets->len && places->len == 1 && g_array_index(places, bt_place, 0).slab >= pages->set->colophon_slab;
}

void bt_furnish(bt_pages *pages)
{
	bool draft = bt_doc_draft(pages->content->doc);
	for (guint i = 0; i < pages->sheets->len; i++) {
		const GArray *sheet = pages->sheets->pdata[i];
		if (sheet->len == 0) /* left blank */
			continue;
		if (is_back(pages, i) ? draft : (i > 0 && pages->theme->layout.running_head) || draft)
			running_head(pages, i, draft);
		folio(pages, i);
	}
}

/* What the office states in bantin.ini, as a colophon gives it; %s is the value. */
static const struct {
	bt_office_key key;
	const char *format;
} colophon[] = {
	{BT_OFFICE_RESPONSIBLE, "Chịu trách nhiệm xuất bản: %s"}, {BT_OFFICE_LICENCE, "%s"}, {BT_OFFICE_PERIODICITY, "Kỳ hạn: %s"},
	{BT_OFFICE_COPIES, "Số lượng: %s bản"}, {BT_OFFICE_FORMAT, "Khổ %s"}, {BT_OFFICE_PRINTER, "In tại %s"},
};

static void join(GString *out, const char *text)
{
	if (text)
		g_string_append_printf(out, "%s%s", out->len ? " · " : "", text);
}

static const char *office_words(const bt_pages *pages)
{
	g_autoptr(GString) out = g_string_new(NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(colophon); i++) {
		const char *value = pages->content->doc->office[colophon[i].key];
		const char *mark = strstr(colophon[i].format, "%s");
		g_autofree char *line = value ? g_strdup_printf("%.*s%s%s", (int)(mark - colophon[i].format), colophon[i].format, value, mark + 2) : NULL;
		join(out, line);
	}
	return bt_arena_strdup(pages->arena, out->str);
}

static bt_len add_paragraph(bt_flow *flow, const char *text, bt_len y)
{
	bt_pages *pages = flow->pages;
	if (!*text)
		return y;
	int element = bt_element_new(pages, BT_TAG_P, flow->element);
	const bt_para *para = bt_para_words(pages, text, BT_TYPE_FOLIO);
	g_autoptr(GArray) lines = bt_para_break(pages, para, flow->width, BT_RAGGED);
	for (guint i = 0; i < lines->len; i++, y += bt_leading(pages->theme, BT_TYPE_FOLIO))
		bt_line_add(pages, para, g_array_index(lines, bt_line, i), element, 0, y);
	return y;
}

void bt_flow_imprint(bt_flow *flow)
{
	bt_pages *pages = flow->pages;
	const bt_field *field = pages->content->doc->meta.field;
	g_autoptr(GString) words = g_string_new(bt_bulletin_name(pages));
	join(words, field[BT_META_ISSUER].text);
	join(words, field[BT_META_PLACE].text);
	join(words, bt_issue_line(pages, true));
	flow->before = pages->grid;
	bt_slab_open(flow, "imprint")->flags |= BT_FOOT;
	guint slab = pages->slabs->len - 1;
	bt_rule_add(pages, BT_ARTIFACT, 0, 0, flow->width, 0.5, BT_COLOUR_RULE);
	bt_len y = add_paragraph(flow, words->str, pages->grid / 2);
	y = add_paragraph(flow, office_words(pages), y);
	g_array_index(pages->slabs, bt_slab, slab).height = y;
}
