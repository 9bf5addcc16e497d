/* The contents of a long report: where each heading stands, and which one each page is under. They are set with the
 * rest, but printed only when the pages turn out to be many. Knows headings and pages, no file format. */
#include "page/layout.h"

#define FEWEST 3        /* headings that are worth a list */
#define MOST_WITH_SUB 90 /* entries; with more, headings of the second level are left out */
#define NUMBER_ROOM BT_PT(36)
#define INDENT BT_PT(14)

/* One entry of the list. */
typedef struct {
	const bt_node *heading;
	guint slab;
	int link;
} entry;

static int rank_of(const bt_pages *pages, const bt_node *heading) { return MAX(heading->u.heading.level - pages->top_level, 0); }

static bool is_listed(const bt_pages *pages, const bt_node *n, int deepest)
{
	return n->kind == BT_HEADING && n != pages->title && rank_of(pages, n) <= deepest;
}

static guint count_listed(const bt_pages *pages, int deepest)
{
	const bt_node *root = pages->content->doc->root;
	guint n = 0;
	for (const bt_node *h = root; h; h = bt_node_next(h, root))
		n += is_listed(pages, h, deepest);
	return n;
}

void bt_leader_add(bt_flow *flow, bt_len from, bt_len y)
{
	bt_pages *pages = flow->pages;
	bt_len to = flow->width - NUMBER_ROOM + INDENT / 2;
	if (to - from < INDENT)
		return;
	double *xy = bt_arena_new0(pages->arena, double, 4);
	xy[0] = (double)from / PANGO_SCALE;
	xy[2] = (double)to / PANGO_SCALE;
	xy[1] = xy[3] = (double)y / PANGO_SCALE;
	bt_box *box = bt_box_add(pages, BT_BOX_STROKE, BT_ARTIFACT);
	box->points = xy;
	box->n_points = 2;
	box->height = BT_PT(0.5);
	box->colour = BT_COLOUR_RULE;
	box->dashed = true;
}

/* The line without a paragraph is the number's, which comes when the pages are known. */
static void add_entry(bt_flow *flow, const bt_node *heading, int toc)
{
	bt_pages *pages = flow->pages;
	g_autoptr(bt_arena) scratch = bt_arena_new();
	int rank = rank_of(pages, heading), item = bt_element_new(pages, BT_TAG_TOCI, toc);
	int reference = bt_element_new(pages, BT_TAG_REFERENCE, item);
	entry e = {heading, pages->slabs->len, bt_element_new(pages, BT_TAG_LINK, reference)};
	g_array_append_val(pages->entries, e);
	bt_para *para = bt_para_new(pages, BT_TYPE_BODY);
	bt_ink ink = bt_ink_of(pages, BT_TYPE_BODY);
	ink.element = e.link;
	ink.weight = rank == 0 ? 600 : 0;
	para->block = heading; /* for messages; not counted, it stands elsewhere */
	bt_para_add(para, bt_node_text(heading, scratch), -1, ink);
	if (!bt_para_shape(pages, para))
		return;
	bt_len x = rank * INDENT, leading = bt_leading(pages->theme, BT_TYPE_BODY), y = 0, end = x;
	g_autoptr(GArray) lines = bt_para_break(pages, para, flow->width - x - NUMBER_ROOM, BT_RAGGED);
	flow->before = rank == 0 ? pages->grid / 2 : 0;
	bt_slab_open(flow, "contents");
	for (guint i = 0; i < lines->len; i++, y += leading) {
		bt_line line = g_array_index(lines, bt_line, i);
		bt_line_add(pages, para, line, reference, x, y);
		end = x + line.width + BT_PT(5);
	}
	bt_box_add(pages, BT_BOX_LINE, reference)->y = y - leading + bt_baseline(pages->theme, BT_TYPE_BODY);
	bt_leader_add(flow, end, y - leading + bt_baseline(pages->theme, BT_TYPE_BODY));
	g_array_index(pages->slabs, bt_slab, e.slab).height = y;
}

void bt_flow_contents(bt_flow *flow)
{
	bt_pages *pages = flow->pages;
	const bt_node *root = pages->content->doc->root;
	int deepest = count_listed(pages, 1) > MOST_WITH_SUB ? 0 : 1;
	pages->contents.first = pages->contents.end = pages->slabs->len;
	pages->contents.first_element = pages->contents.end_element = (int)pages->elements->len;
	if (pages->theme->layout.contents_from == 0 || count_listed(pages, deepest) < FEWEST)
		return;
	bt_flow inner = *flow;
	inner.before = pages->grid;
	int head = bt_element_new(pages, BT_TAG_H2, flow->element);
	bt_element_at(pages, head)->info.title = pages->theme->layout.contents_title;
	bt_flow_para(&inner, bt_para_words(pages, pages->theme->layout.contents_title, BT_TYPE_H2), head,
		     (bt_set_style){.what = "contents-head", .keep = true, .together = true});
	int toc = bt_element_new(pages, BT_TAG_TOC, flow->element);
	for (const bt_node *n = root; n && !pages->failed; n = bt_node_next(n, root))
		if (is_listed(pages, n, deepest))
			add_entry(&inner, n, toc);
	pages->contents.end = pages->slabs->len;
	pages->contents.end_element = (int)pages->elements->len;
}

/* Each entry's heading was set, in the same order. */
static bool all_set(const bt_pages *pages)
{
	guint s = 0;
	for (guint i = 0; i < pages->entries->len; i++, s++) {
		const bt_node *heading = g_array_index(pages->entries, entry, i).heading;
		while (s < pages->sections->len && g_array_index(pages->sections, bt_section, s).heading != heading)
			s++;
	}
	return s <= pages->sections->len;
}

bool bt_contents_wanted(const bt_pages *pages)
{
	int from = pages->theme->layout.contents_from;
	return from > 0 && pages->entries->len > 0 && pages->sheets->len >= (guint)from && all_set(pages);
}

void bt_put_page_number(bt_pages *pages, const bt_page_ref *ref, guint page)
{
	const bt_slab *slab = &g_array_index(pages->slabs, bt_slab, ref->slab);
	bt_para *para = bt_para_new(pages, ref->type);
	bt_ink ink = bt_ink_of(pages, ref->type);
	g_autofree char *words = g_strdup_printf("%u", page);
	ink.element = ref->link;
	bt_para_add(para, words, -1, ink);
	bt_para_shape(pages, para);
	for (guint k = 0; k < slab->n; k++) {
		bt_box *box = &g_array_index(pages->boxes, bt_box, slab->first + k);
		if (box->kind != BT_BOX_LINE || box->para)
			continue;
		box->para = para;
		box->to = (guint32)para->text->len;
		box->width = bt_para_width(para);
		box->x = ref->right - box->width;
		box->height = bt_leading(pages->theme, ref->type);
		box->colour = pages->theme->type[ref->type].colour;
	}
	bt_tag_info *info = &bt_element_at(pages, ref->link)->info;
	info->alt = bt_arena_printf(pages->arena, "%s, trang %u", ref->alt, page);
	info->target = ref->target + 1;
}

static void put_entry_number(bt_pages *pages, const entry *e, int target, guint page)
{
	g_autoptr(bt_arena) scratch = bt_arena_new();
	const bt_page_ref ref = {.slab = e->slab, .type = BT_TYPE_BODY, .link = e->link, .right = pages->width - pages->note - pages->note_gap,
				 .alt = bt_node_text(e->heading, scratch), .target = target};
	bt_put_page_number(pages, &ref, page);
}

guint *bt_sheets_of(const bt_pages *pages)
{
	guint *sheet_of = g_new0(guint, pages->slabs->len);
	for (guint i = pages->sheets->len; i-- > 0;) {
		const GArray *sheet = pages->sheets->pdata[i];
		for (guint j = 0; j < sheet->len; j++)
			if (!g_array_index(sheet, bt_place, j).repeated)
				sheet_of[g_array_index(sheet, bt_place, j).slab] = i;
	}
	return sheet_of;
}

/* For each page the first main heading on it, or the one that it goes on with. */
static void name_sheets(bt_pages *pages, const guint *sheet_of)
{
	pages->running = bt_arena_new0(pages->arena, const char *, pages->sheets->len);
	for (guint i = 0; i < pages->sections->len; i++) {
		const bt_section *s = &g_array_index(pages->sections, bt_section, i);
		if (rank_of(pages, s->heading) == 0 && !pages->running[sheet_of[s->slab]])
			pages->running[sheet_of[s->slab]] = bt_element_at(pages, s->element)->info.title;
	}
	const char *last = NULL;
	guint s = 0;
	for (guint i = 0; i < pages->sheets->len; i++) {
		if (!pages->running[i])
			pages->running[i] = last;
		for (; s < pages->sections->len && sheet_of[g_array_index(pages->sections, bt_section, s).slab] <= i; s++)
			if (rank_of(pages, g_array_index(pages->sections, bt_section, s).heading) == 0)
				last = bt_element_at(pages, g_array_index(pages->sections, bt_section, s).element)->info.title;
	}
}

void bt_contents_number(bt_pages *pages)
{
	g_autofree guint *sheet_of = bt_sheets_of(pages);
	guint s = 0;
	for (guint i = 0; i < pages->entries->len; i++, s++) {
		const entry *e = &g_array_index(pages->entries, entry, i);
		while (g_array_index(pages->sections, bt_section, s).heading != e->heading)
			s++;
		const bt_section *section = &g_array_index(pages->sections, bt_section, s);
		put_entry_number(pages, e, section->element, sheet_of[section->slab] + 1);
	}
	name_sheets(pages, sheet_of);
}

GArray *bt_entries_new(void) { return g_array_new(FALSE, FALSE, sizeof(entry)); }
