/* The whole of a report from tree to places, and the proof that nothing was lost. Strings the parts
 * of this folder together; draws nothing. */
#include "page/layout.h"

#include <string.h>

void bt_pages_turn(bt_pages *pages, const bt_content *content)
{
	pages->own = *content;
	if (!pages->theme->layout.charts)
		pages->own.charts = NULL;
	pages->content = &pages->own;
	pages->title = pages->lead = pages->quote = pages->quote_after = pages->body = pages->tail = pages->numbered = NULL;
	pages->letterhead = pages->after_heading = false;
	pages->top_level = pages->number = 0;
}

bt_pages *bt_pages_new(const bt_content *content, const bt_theme *theme, bt_diags *diags)
{
	bt_pages *pages = g_new0(bt_pages, 1);
	pages->theme = theme;
	pages->diags = diags;
	pages->headline = BT_TAG_H1;
	bt_pages_turn(pages, content);
	pages->arena = bt_arena_new();
	pages->boxes = g_array_new(FALSE, TRUE, sizeof(bt_box));
	pages->slabs = g_array_new(FALSE, TRUE, sizeof(bt_slab));
	pages->elements = g_array_new(FALSE, TRUE, sizeof(bt_element));
	pages->sections = g_array_new(FALSE, FALSE, sizeof(bt_section));
	pages->entries = bt_entries_new();
	pages->marks = bt_marks_new();
	pages->shaped = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, bt_shaped_free);
	pages->used_fonts = g_hash_table_new_full(NULL, NULL, g_object_unref, NULL);
	pages->looks = g_hash_table_new(NULL, NULL);
	pages->images = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, bt_image_free);
	pages->sheets = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
	const char *office = content->doc->office[BT_OFFICE_THEME];
	memcpy(pages->colour, theme->colour, sizeof pages->colour);
	if (g_strcmp0(office, "nha-nuoc") == 0)
		pages->colour[BT_COLOUR_BRAND] = theme->colour[BT_COLOUR_BRAND_STATE];
	if (content->doc->office[BT_OFFICE_COLOURS])
		bt_theme_recolour(pages->colour, content->doc->office[BT_OFFICE_COLOURS], BT_NO_SPAN, NULL); /* said by the report */
	pages->grid = BT_PT(theme->grid);
	pages->left = BT_PT(theme->left);
	pages->top = BT_PT(theme->top);
	pages->width = BT_PT(theme->page_width - theme->left - theme->right);
	pages->height = BT_PT(theme->page_height - theme->top - theme->bottom) / pages->grid * pages->grid;
	pages->gutter = BT_PT(theme->gutter);
	pages->note = BT_PT(theme->layout.note_width);
	pages->note_gap = BT_PT(theme->layout.note_gap);
	pages->page_width = theme->page_width;
	pages->page_height = theme->page_height;
	pages->column = (pages->width - pages->note - pages->note_gap - (theme->columns - 1) * pages->gutter) / theme->columns;
	return pages;
}

void bt_pages_free(bt_pages *pages)
{
	if (!pages)
		return;
	if (pages->paras)
		g_ptr_array_free(pages->paras, TRUE);
	g_array_free(pages->boxes, TRUE);
	g_array_free(pages->slabs, TRUE);
	g_array_free(pages->elements, TRUE);
	g_array_free(pages->sections, TRUE);
	g_array_free(pages->entries, TRUE);
	g_array_free(pages->marks, TRUE);
	g_hash_table_destroy(pages->shaped);
	g_hash_table_destroy(pages->used_fonts);
	g_hash_table_destroy(pages->looks);
	g_ptr_array_free(pages->sheets, TRUE);
	bt_fonts_free(pages->fonts);
	g_hash_table_destroy(pages->images);
	bt_image_free(pages->logo);
	if (pages->blocks)
		g_hash_table_destroy(pages->blocks);
	bt_edition_set_free(pages->set);
	bt_arena_free(pages->arena);
	g_free(pages);
}

int bt_pages_count(const bt_pages *pages) { return (int)pages->sheets->len; }

/* ---- every word is on the pages (reliability.md E4) */

static gsize count_bytes(const char *s, gsize len)
{
	gsize n = 0;
	for (gsize i = 0; i < len; i++)
		n += s[i] != ' ' && s[i] != '\n' && s[i] != '\t';
	return n;
}

/* Of a line, without marks of notes. */
static gsize count_letters(const bt_box *box)
{
	const bt_para *para = box->para;
	gsize n = count_bytes(para->text->str + box->from, box->to - box->from);
	for (guint i = 0; para->marked && i < para->stretches->len; i++) {
		const bt_stretch *s = &g_array_index(para->stretches, bt_stretch, i);
		guint32 from = MAX(s->from, box->from), to = MIN(s->to, box->to);
		if (s->ink.mark && from < to)
			n -= count_bytes(para->text->str + from, to - from);
	}
	return n;
}

/* Bytes of each block's letters that stand on a page, repetitions aside. */
GHashTable *bt_words_placed(const bt_pages *pages)
{
	GHashTable *placed = g_hash_table_new(NULL, NULL);
	for (guint i = 0; i < pages->sheets->len; i++) {
		const GArray *sheet = pages->sheets->pdata[i];
		for (guint j = 0; j < sheet->len; j++) {
			const bt_place *place = &g_array_index(sheet, bt_place, j);
			const bt_slab *slab = &g_array_index(pages->slabs, bt_slab, place->slab);
			for (guint k = 0; !place->repeated && k < slab->n; k++) {
				const bt_box *box = &g_array_index(pages->boxes, bt_box, slab->first + k);
				if (box->kind != BT_BOX_LINE || !box->para->counted)
					continue;
				gsize n = count_letters(box);
				n += GPOINTER_TO_SIZE(g_hash_table_lookup(placed, box->para->block));
				g_hash_table_insert(placed, (gpointer)box->para->block, GSIZE_TO_POINTER(n));
			}
		}
	}
	return placed;
}

static bool shown_otherwise(const bt_pages *pages, const bt_node *block)
{
	const bt_charts *charts = pages->content->charts;
	for (const bt_node *n = block; n; n = n->parent)
		for (guint i = 0; charts && n->kind == BT_CHART_BLOCK && i < charts->charts->len; i++) {
			const bt_chart *chart = charts->charts->pdata[i];
			if (chart->author && chart->after == n)
				return true;
		}
	return false;
}

static void check_block(bt_pages *pages, const bt_node *block, GHashTable *placed)
{
	gsize want = 0, got = GPOINTER_TO_SIZE(g_hash_table_lookup(placed, block));
	for (const bt_node *n = block; n; n = bt_node_next(n, block))
		if (n->kind == BT_TEXT)
			want += count_bytes(n->u.text.text, n->u.text.len);
		else if (n->kind == BT_OMITTED && n->u.omitted.why == BT_OMIT_END_MARK && pages->theme->layout.end_mark)
			want += count_bytes(pages->content->doc->source + n->span.off, n->span.len);
	if (want == got || shown_otherwise(pages, block))
		return;
	g_autoptr(bt_arena) scratch = bt_arena_new();
	const char *text = bt_node_text(block, scratch);
	g_autofree char *words = g_utf8_substring(text, 0, MIN(g_utf8_strlen(text, -1), 60));
	bt_say(pages->diags, BT_D_PAGE_LOST, block->span, words, NULL);
	pages->failed = true;
}

void bt_words_check(bt_pages *pages, GHashTable *placed)
{
	const bt_node *root = pages->content->doc->root;
	for (const bt_node *n = bt_block_next(root, root); n; n = bt_block_next(n, root))
		if (bt_kind_class(n->parent->kind) == BT_CLASS_BOX) /* a photo amid words is counted with them */
			check_block(pages, n, placed);
}

static void check_words(bt_pages *pages)
{
	GHashTable *placed = bt_words_placed(pages);
	bt_words_check(pages, placed);
	g_hash_table_destroy(placed);
}

/* ---- the parts in order */

void bt_flow_photos(bt_flow *flow)
{
	const GArray *photos = flow->pages->content->doc->meta.photos;
	for (guint i = 0; i < photos->len; i++)
		bt_flow_photo(flow, &g_array_index(photos, bt_photo, i), NULL);
}

static void flow_all(bt_pages *pages)
{
	const bt_layout *layout = &pages->theme->layout;
	int document = bt_element_new(pages, BT_TAG_DOCUMENT, -1);
	bt_flow wide = {.pages = pages, .width = pages->width, .element = document, .flags = BT_SPAN, .rule_x = -1};
	bt_flow text = {.pages = pages, .width = pages->column, .element = document, .rule_x = -1};
	bt_head_choose(pages);
	bool paper = bt_paper_choose(pages);
	if (pages->failed)
		return;
	if (layout->pull_quote)
		bt_quote_choose(pages);
	if (paper)
		bt_flow_paper_head(&wide);
	else
		bt_flow_masthead(&wide);
	if (layout->cards)
		bt_flow_cards(&wide);
	bt_flow contents = wide;
	contents.width -= pages->note + pages->note_gap;
	bool failed = pages->failed; /* a paper goes on, to say all that it lacks */
	bt_flow_contents(&contents);
	if (pages->failed && !failed)
		return;
	if (pages->content->digest) {
		bt_flow_digest(&text);
	} else {
		if (layout->front_photos)
			bt_flow_photos(&text);
		bt_flow_blocks(&text, pages->content->doc->root);
		bt_flow_notes(&text);
	}
	wide.before = pages->grid;
	if (paper) {
		/* What stands in a paper stays before its signature. */
		for (guint i = 0; i < pages->slabs->len; i++)
			g_array_index(pages->slabs, bt_slab, i).flags &= ~(guint)BT_FLOAT;
		bt_flow_paper_end(&text);
	}
	if (layout->imprint)
		bt_flow_imprint(&wide);
}

bt_pages *bt_pages_done(bt_pages *pages)
{
	pages->content = NULL;
	pages->diags = NULL;
	if (!pages->failed)
		return pages;
	bt_pages_free(pages);
	return NULL;
}

#define CHART_MARGIN BT_PT(12)

/* The slabs below each other on one page that is as high as they are. */
static void fill_one(bt_pages *pages)
{
	GArray *sheet = g_array_new(FALSE, FALSE, sizeof(bt_place));
	bt_len y = CHART_MARGIN;
	for (guint i = 0; i < pages->slabs->len; i++) {
		const bt_slab *slab = &g_array_index(pages->slabs, bt_slab, i);
		bt_place place = {i, CHART_MARGIN, y + (i > 0 ? slab->before : 0), false};
		g_array_append_val(sheet, place);
		y = place.y + slab->height;
	}
	g_ptr_array_add(pages->sheets, sheet);
	pages->page_width = (double)(pages->column + 2 * CHART_MARGIN) / PANGO_SCALE;
	pages->page_height = (double)(y + CHART_MARGIN) / PANGO_SCALE;
}

bt_pages *bt_pages_chart(const bt_content *content, const bt_theme *theme, const bt_chart *chart, bt_diags *diags)
{
	bt_pages *pages = bt_pages_new(content, theme, diags);
	pages->note = 0;
	pages->fonts = bt_fonts_open(theme, diags);
	pages->failed = pages->fonts == NULL;
	if (!pages->failed) {
		int document = bt_element_new(pages, BT_TAG_DOCUMENT, -1);
		bt_flow flow = {.pages = pages, .width = pages->column, .element = document, .rule_x = -1};
		bt_flow_chart(&flow, chart);
		fill_one(pages);
	}
	return bt_pages_done(pages);
}

/* A second time with the contents, when there is that much to find. */
static void fill_sheets(bt_pages *pages)
{
	bt_pages_fill(pages);
	if (!bt_contents_wanted(pages))
		return;
	g_ptr_array_set_size(pages->sheets, 0);
	pages->contents.printed = true;
	bt_pages_fill(pages);
	bt_contents_number(pages);
}

bt_pages *bt_pages_layout(const bt_content *content, const bt_theme *theme, bt_diags *diags)
{
	bt_pages *pages = bt_pages_new(content, theme, diags);
	pages->fonts = bt_fonts_open(theme, diags);
	pages->failed = pages->fonts == NULL;
	if (!pages->failed)
		flow_all(pages);
	if (!pages->failed) {
		fill_sheets(pages);
		bt_furnish(pages);
		if (!pages->content->digest)
			check_words(pages);
	}
	return bt_pages_done(pages);
}
