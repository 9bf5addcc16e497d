/* The figures of a document: every block that holds text goes through the stages in order, then the
 * checks run over all. Knows which blocks state figures and what one block hands to the next. */
#include "figure/figure.h"
#include "figure/attach.h"
#include "figure/check.h"
#include "figure/grid.h"
#include "figure/review.h"

#include <string.h>

static bool states_figures(const bt_node *block)
{
	switch (block->kind) {
	case BT_PARAGRAPH:
	case BT_CAPTION:
		return true;
	case BT_CELL: /* tables have their own reader */
	case BT_TITLE:
	case BT_HEADING:
	case BT_CREDIT:
	case BT_SOURCE_LINE:
	case BT_BYLINE:
	case BT_CODE_BLOCK:
	case BT_PHOTO:
	case BT_FOOTNOTE:
	case BT_DOCUMENT:
	case BT_LIST:
	case BT_ITEM:
	case BT_BLOCKQUOTE:
	case BT_TABLE:
	case BT_ROW:
	case BT_CHART_BLOCK:
	case BT_FIGURES_BLOCK:
	case BT_BREAK:
	case BT_OMITTED:
	case BT_TEXT:
	case BT_EMPHASIS:
	case BT_STRONG:
	case BT_CODE:
	case BT_LINK:
	case BT_QUOTE:
	case BT_LINE_BREAK:
	case BT_FOOTNOTE_REF:
	case BT_KIND_COUNT:
		return false;
	}
	return false;
}

static void run_stages(bt_passage *p)
{
	bt_stage_tokens(p);
	bt_stage_mask(p);
	bt_stage_quantities(p);
	bt_stage_clauses(p);
}

/* A period that may own figures: months, quarters, years, seasons; not a day. */
static bool spans_time(const bt_passage *p, const bt_item *item)
{
	int end;
	for (int t = item->from; t < item->to; t++)
		if (BT_TOKEN(p, t)->kind == BT_TOK_WORD && bt_match(p, t, BT_W(SPAN), &end) && !bt_match(p, t, BT_W(DAY), &end))
			return true;
	return false;
}

static bool is_roman(const char *word) { return word[strspn(word, "IVXL")] == '\0'; }

/* The period as written; in a heading of capitals, in small letters: "9 tháng đầu năm 2031". */
static const char *period_text(const bt_passage *p, const bt_item *item)
{
	const char *text = bt_tokens_text(p, item->from, item->to);
	for (int t = item->from; t < item->to; t++)
		if (BT_TOKEN(p, t)->kind == BT_TOK_WORD && !BT_TOKEN(p, t)->capitals)
			return text;
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	for (char **w = words; *w; w++)
		if (!is_roman(*w)) {
			char *low = g_utf8_strdown(*w, -1);
			g_free(*w);
			*w = low;
		}
	g_autofree char *joined = g_strjoinv(" ", words);
	return bt_arena_strdup(p->arena, joined);
}

void bt_frame_take(const bt_passage *p, bt_story *story, int from, int to, bool heading)
{
	for (int i = from; i < to; i++) {
		bool opens = heading || i == from || bt_item_is(p, i - 1, BT_W(STOP) | BT_W(COLON)) ||
			     (bt_item_is(p, i - 1, BT_W(FRAME)) && !bt_item_is(p, i - 1, BT_W(VERSUS)) && (i == from + 1 || bt_item_is(p, i - 2, BT_W(STOP) | BT_W(COLON) | BT_W(COMMA))));
		if (!bt_item_is(p, i, BT_W(PERIOD)) || !opens || !spans_time(p, BT_ITEM(p, i)))
			continue;
		if (heading || bt_item_find(p, i + 1, to, BT_BREAKS) < to) {
			story->period = period_text(p, BT_ITEM(p, i));
			return;
		}
	}
}

/* A block that is only "X:" heads what follows; a heading does too, and may open an outlook. */
static int last_level(const bt_figures *out)
{
	int i = (int)out->items->len - 1;
	while (i >= 0 && !g_array_index(out->items, bt_figure, i).value.stated)
		i--;
	return i;
}

/* "Phương hướng, nhiệm vụ …" opens plans; "Kết quả thực hiện nhiệm vụ" does not. */
static bool opens_outlook(const bt_passage *p)
{
	int n = (int)p->items->len;
	if (bt_item_find(p, 0, n, BT_W(OUTLOOK)) == n)
		return false;
	g_autofree char *key = bt_spelling_key(bt_tokens_text(p, 0, (int)p->tokens->len), -1);
	static const char *const results[] = {"kết quả", "tình hình", "thực hiện", "đánh giá", "hoàn thành", "tổng kết", "sơ kết"};
	for (gsize i = 0; i < G_N_ELEMENTS(results); i++)
		if (strstr(key, results[i]) && !strstr(key, "phương hướng"))
			return false;
	return true;
}

static bool take_head(bt_passage *p, const bt_figures *out, bt_story *story, bool heading)
{
	int n = (int)p->items->len;
	if (bt_node_depth(p->block) <= story->head_depth) {
		story->head = NULL;
		story->head_estimated = false;
		story->part = -1;
	}
	if (p->block->kind == BT_HEADING)
		story->outlook = opens_outlook(p);
	bool colon = n > 0 && bt_item_is(p, n - 1, BT_W(COLON));
	if (heading || !colon || p->quantities->len)
		return heading;
	bool parts = n == 2 && bt_item_is(p, 0, BT_W(PARTS));
	bt_label label = bt_label_subject(p, 0, n - 1, 0);
	story->head = parts ? story->head : label.text;
	story->topic = parts ? story->topic : bt_names_topic(p, 0, n - 1);
	story->head_depth = bt_node_depth(p->block);
	story->part = parts ? last_level(out) : -1;
	if (parts)
		return true;
	story->head_estimated = false;
	for (int i = 0; i < n; i++)
		story->head_estimated = story->head_estimated || (bt_item_is(p, i, BT_W(QUAL)) && BT_ITEM(p, i)->word->qual == BT_ESTIMATED);
	return true;
}

static void read_block(bt_passage *p, bt_figures *out, bt_story *story, GArray *memos, const bt_doc *doc)
{
	bool heading = p->block->kind == BT_HEADING || p->block->kind == BT_TITLE;
	p->flat = bt_flatten(p->block, doc->source, p->arena);
	run_stages(p);
	if (heading) {
		story->period = story->report_period;
		bt_frame_take(p, story, 0, (int)p->items->len, true);
		if (p->block->kind == BT_TITLE)
			story->report_period = story->period;
	}
	if (take_head(p, out, story, heading) || (!states_figures(p->block)))
		return;
	story->entity = NULL;
	g_array_set_size(memos, 0);
	bt_scan scan = {.p = p, .out = out, .story = story, .memos = memos, .cur = -1, .before = -1, };
	scan.block_first = scan.window = scan.sentence_first = out->items->len;
	bt_attach_block(&scan);
}

static bool wants_figures(const bt_doc *doc)
{
	const char *off = doc->meta.field[BT_META_FIGURES].text;
	return !off || (g_ascii_strcasecmp(off, "off") != 0 && strcmp(off, "không") != 0);
}

static void free_notes(bt_figures *figures)
{
	for (guint i = 0; i < figures->items->len; i++) {
		GPtrArray *notes = g_array_index(figures->items, bt_figure, i).notes;
		if (notes)
			g_ptr_array_free(notes, TRUE);
	}
}

void bt_figures_free(bt_figures *figures)
{
	if (!figures)
		return;
	free_notes(figures);
	bt_review_free(figures->review);
	g_array_free(figures->items, TRUE);
	bt_arena_free(figures->arena);
	g_free(figures);
}

static bool too_many(const bt_figures *figures, bt_diags *diags)
{
	if (figures->items->len <= BT_MAX_FIGURES)
		return false;
	g_autofree char *limit = g_strdup_printf("%d", (int)BT_MAX_FIGURES);
	const bt_figure *first = bt_figures_at(figures, BT_MAX_FIGURES);
	bt_say(diags, BT_D_FIGURE_TOO_MANY, first->span, limit, NULL);
	return true;
}

static bt_figures *extract(const bt_doc *doc, bt_diags *diags)
{
	bt_figures *figures = g_new0(bt_figures, 1);
	figures->arena = bt_arena_new();
	figures->items = g_array_new(FALSE, TRUE, sizeof(bt_figure));
	if (!wants_figures(doc))
		return figures;
	bt_syllables_begin();
	g_autoptr(GArray) tokens = g_array_new(FALSE, FALSE, sizeof(bt_token));
	g_autoptr(GArray) quantities = g_array_new(FALSE, TRUE, sizeof(bt_quantity));
	g_autoptr(GArray) items = g_array_new(FALSE, FALSE, sizeof(bt_item));
	g_autoptr(GArray) memos = g_array_new(FALSE, TRUE, sizeof(struct bt_memo));
	bt_passage p = {figures->arena, NULL, {0}, tokens, quantities, items, diags};
	bt_story story = {.part = -1, .period = doc->meta.field[BT_META_PERIOD].text, .report_period = doc->meta.field[BT_META_PERIOD].text, .diags = diags};
	for (const bt_node *n = bt_node_next(doc->root, doc->root); n; n = bt_node_next(n, doc->root)) {
		p.block = n;
		if (bt_kind_class(n->kind) == BT_CLASS_TEXT)
			read_block(&p, figures, &story, memos, doc);
		else if (n->kind == BT_TABLE || n->kind == BT_FIGURES_BLOCK)
			bt_grid_read(&p, figures, &story, n, doc);
		if (too_many(figures, diags)) {
			bt_figures_free(figures);
			return NULL;
		}
	}
	return figures;
}

bt_figures *bt_figures_read(const bt_doc *doc, bt_diags *diags)
{
	bt_figures *figures = extract(doc, diags);
	if (figures)
		bt_figures_check(figures, doc, diags);
	return figures;
}

bt_figures *bt_figures_reviewed(const bt_doc *doc, const char *name, GBytes *table, bool add, bt_diags *diags)
{
	bt_figures *figures = extract(doc, diags);
	if (figures && wants_figures(doc) && !bt_review_apply(figures, doc, name, table, add, diags))
		g_clear_pointer(&figures, bt_figures_free);
	if (figures)
		bt_figures_check(figures, doc, diags);
	return figures;
}

guint bt_figures_count(const bt_figures *figures) { return figures->items->len; }

const bt_figure *bt_figures_at(const bt_figures *figures, guint i) { return &g_array_index(figures->items, bt_figure, i); }
