/* Footnotes: the mark at their place in the text, and at the end of the report what they say, small, numbered, each
 * leading back to its place. Knows no page: a list at the end holds in any style and however columns are cut. */
#include "page/layout.h"

#define MARK_GAP BT_PT(4) /* between a note's number and its words */

/* A mark in the text that was set. */
typedef struct {
	const bt_node *note;
	int element, nth;
} mark;

GArray *bt_marks_new(void) { return g_array_new(FALSE, FALSE, sizeof(mark)); }

static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};

/* "¹²", so that copied figures and marks stay apart; "[12]" in a face that has no such digits. */
static const char *mark_words(const bt_pages *pages, bt_type type, int number)
{
	g_autofree char *digits = g_strdup_printf("%d", number);
	g_autoptr(GString) out = g_string_new(NULL);
	PangoFont *font = pango_context_load_font(pages->fonts->context, pages->fonts->face[type]);
	bool whole = font != NULL;
	for (const char *p = digits; *p && whole; p++) {
		whole = pango_font_has_char(font, g_utf8_get_char(raised[*p - '0']));
		g_string_append(out, raised[*p - '0']);
	}
	if (font)
		g_object_unref(font);
	return whole ? bt_arena_strdup(pages->arena, out->str) : bt_arena_printf(pages->arena, "[%d]", number);
}

void bt_note_mark(bt_pages *pages, bt_para *para, const bt_node *ref, int parent, bt_ink ink)
{
	const bt_node *note = ref->u.note_ref.note;
	int reference = bt_element_new(pages, BT_TAG_REFERENCE, parent);
	mark m = {note, bt_element_new(pages, BT_TAG_LINK, reference), ref->u.note_ref.nth};
	bt_element_at(pages, m.element)->info.alt = bt_arena_printf(pages->arena, "Ghi chú %d", note->u.note.number);
	g_array_append_val(pages->marks, m);
	ink.element = m.element;
	ink.mark = true;
	ink.underline = false;
	bt_para_add(para, mark_words(pages, para->type, note->u.note.number), -1, ink);
	para->marked = true;
}

/* A note and its elements once it is set. */
typedef struct {
	bool marked; /* its mark was set: else it may stand where the style prints none, or in a chart */
	int number, words;
} ends;

/* Both ways: from each place to the note's words, from its number to its first place. Notes may lead to notes, so all
 * are set before. */
static void link_notes(bt_pages *pages, const ends *set)
{
	for (guint i = 0; i < pages->marks->len; i++) {
		const mark *m = &g_array_index(pages->marks, mark, i);
		const ends *e = &set[m->note->u.note.number - 1];
		bt_element_at(pages, m->element)->info.target = e->words + 1;
		if (e->marked && m->nth == 1)
			bt_element_at(pages, e->number)->info.target = m->element + 1;
	}
}

static void flow_note(bt_flow *flow, const bt_node *note, ends *e)
{
	bt_pages *pages = flow->pages;
	int n = note->u.note.number, element = bt_element_new(pages, BT_TAG_NOTE, flow->element);
	bt_element_at(pages, element)->info.id = bt_arena_printf(pages->arena, "ghi-chu-%05u", ++pages->notes);
	int label = bt_element_new(pages, BT_TAG_LBL, element), link = label;
	if (e->marked) {
		link = bt_element_new(pages, BT_TAG_LINK, label);
		bt_element_at(pages, link)->info.alt = bt_arena_printf(pages->arena, "Về chỗ dẫn ghi chú %d", n);
	}
	bt_para *number = bt_para_new(pages, BT_TYPE_CAPTION);
	bt_ink ink = bt_ink_of(pages, BT_TYPE_CAPTION);
	ink.element = link == label ? BT_ARTIFACT : link; /* else as the box: the label's */
	bt_para_add(number, bt_arena_printf(pages->arena, "%d.", n), -1, ink);
	bt_para_shape(pages, number);
	bt_flow inner = *flow;
	bt_len indent = bt_para_width(number) + MARK_GAP;
	inner.x += indent;
	inner.width -= indent;
	guint first = pages->slabs->len;
	int words = bt_element_new(pages, BT_TAG_P, element);
	bt_flow_para(&inner, bt_para_of(pages, note, BT_TYPE_CAPTION, words), words, (bt_set_style){.what = "note"});
	if (first == pages->slabs->len)
		bt_slab_open(&inner, "note")->height = bt_leading(pages->theme, BT_TYPE_CAPTION);
	bt_box box = {.kind = BT_BOX_LINE, .element = label, .x = flow->x, .y = bt_baseline(pages->theme, BT_TYPE_CAPTION),
		      .width = bt_para_width(number), .height = bt_leading(pages->theme, BT_TYPE_CAPTION), .para = number,
		      .to = (guint32)number->text->len, .colour = pages->theme->type[BT_TYPE_CAPTION].colour};
	bt_slab_insert(pages, first, box);
	bt_pad_to_grid(pages, first);
	e->number = link;
	e->words = words;
}

void bt_flow_notes(bt_flow *flow)
{
	bt_pages *pages = flow->pages;
	g_autoptr(GPtrArray) notes = bt_footnotes(pages->content->doc);
	if (notes->len == 0)
		return;
	int title = bt_element_new(pages, BT_TAG_P, flow->element);
	flow->before = pages->grid;
	guint first = pages->slabs->len;
	bt_flow_para(flow, bt_para_words(pages, "Ghi chú", BT_TYPE_CHART_TITLE), title, (bt_set_style){.what = "notes-head", .keep = true, .together = true});
	bt_box rule = {.kind = BT_BOX_RECT, .element = BT_ARTIFACT, .x = flow->x, .width = flow->width / 3, .height = BT_PT(0.5), .colour = BT_COLOUR_INK_2};
	bt_slab_insert(pages, first, rule);
	bt_pad_to_grid(pages, first);
	ends *set = bt_arena_new0(pages->arena, ends, notes->len);
	for (guint i = 0; i < pages->marks->len; i++) {
		const mark *m = &g_array_index(pages->marks, mark, i);
		set[m->note->u.note.number - 1].marked |= m->nth == 1;
	}
	for (guint i = 0; i < notes->len; i++)
		flow_note(flow, notes->pdata[i], &set[i]);
	link_notes(pages, set);
	g_array_set_size(pages->marks, 0);
	flow->before = pages->grid / 2;
}
