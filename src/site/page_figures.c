/* "Số liệu": the indicators that reports of several periods state. The front names the units whose figures there are; each has
 * a page with small multiples, tables whose every value leads to the paragraph that states it, and a CSV. */
#include "site/frame.h"

#include <string.h>

#define IN_A_CHART 6     /* indicators, one below the other on one axis of periods */
#define CONTENTS_FROM 4  /* indicators that make a list of contents useful */
#define ROWS_MOST 12     /* periods in the table of an indicator, the newest; its chart and the CSV go further back */
#define NOTES_MOST 3     /* contradictions told of an indicator, the newest; bantin check tells all */
#define UNSTATED "không nêu"

/* ------------------------------------------------------------------ the front */

/* "12 chỉ tiêu, từ quý I/2024 đến 6 tháng đầu năm 2025." */
static const char *summary_of(const bt_owner *owner, bt_arena *arena)
{
	char *from = bt_arena_strdup(arena, owner->from), *to = bt_arena_strdup(arena, owner->to);
	*from = g_ascii_tolower(*from);
	*to = g_ascii_tolower(*to);
	return bt_arena_printf(arena, "%u chỉ tiêu, từ %s đến %s.", owner->indicators, from, to);
}

static void set_owner(bt_values *values, const bt_frame *frame, const bt_owner *owner)
{
	bt_values *item = bt_values_item(values, "owners");
	bt_values_held(item, "name", bt_capital(owner->name, frame->arena));
	bt_values_text(item, "href", bt_frame_link(frame, bt_arena_concat(frame->arena, owner->stem, ".html", NULL)));
	bt_values_text(item, "csv", bt_frame_link(frame, bt_arena_concat(frame->arena, owner->stem, ".csv", NULL)));
	bt_values_text(item, "summary", summary_of(owner, frame->arena));
	for (const char *const *label = owner->labels; label && *label; label++)
		bt_values_held(bt_values_item(item, "labels"), "text", *label);
}

GBytes *bt_site_figures_front(const bt_plan *plan, bt_diags *diags)
{
	bt_frame frame;
	bt_frame_begin(&frame, plan, BT_SITE_FIGURES, "Số liệu", false);
	g_autoptr(bt_values) values = bt_values_new(frame.values);
	bt_frame_describe(&frame, "Các chỉ tiêu được nêu trong nhiều kỳ báo cáo, xếp theo đơn vị.");
	bt_frame_step(&frame, "Trang chủ", BT_SITE_FRONT);
	bt_frame_step(&frame, "Số liệu", NULL);
	for (guint i = 0; i < plan->owners->len; i++)
		set_owner(values, &frame, plan->owners->pdata[i]);
	GBytes *page = bt_frame_page(&frame, "site/figures.html", values, diags);
	bt_frame_release(&frame);
	return page;
}

/* ------------------------------------------------------------------ one unit */

/* How the page names an article: worked out once for all values that lead to it. */
struct cited {
	const char *link, *words; /* "../2024/ten-bai.html", "bài ngày 05/4/2024"; NULL: not yet named */
};

struct page {
	const bt_frame *frame;
	bt_values *values;
	struct cited *cited; /* by article */
	GString *scratch;
};

static const bt_point *point_at(const bt_indicator *one, guint i) { return &g_array_index(one->points, bt_point, i); }

static const char *period_words(bt_period period, bt_arena *arena)
{
	g_autofree char *words = bt_period_words(period, BT_LANG_VI);
	return bt_arena_strdup(arena, words);
}

/* "ước 12,5 tỷ đồng", as the report has it. */
static const char *value_words(const bt_fact *fact, bt_arena *arena)
{
	const char *space = fact->unit && fact->unit[0] != '%' ? " " : "";
	return bt_arena_concat(arena, bt_value_words(&fact->value, fact->qualifier, arena), space, fact->unit ? fact->unit : "", NULL);
}

static struct cited cite(const bt_frame *frame, const bt_planned *planned)
{
	const char *day = bt_frame_day(frame, planned->head->date);
	return (struct cited){.link = bt_frame_link(frame, bt_arena_concat(frame->arena, planned->stem, ".html", NULL)), .words = day ? bt_arena_concat(frame->arena, "bài ngày ", day, NULL) : "bài không ghi ngày"};
}

/* `text`, with the paragraph's number after `joint` when it is known. */
static const char *at_paragraph(const struct page *page, const char *text, const char *joint, int paragraph)
{
	g_string_assign(page->scratch, text);
	if (paragraph > 0) {
		g_string_append(page->scratch, joint);
		bt_put_int(page->scratch, paragraph);
	}
	return page->scratch->str;
}

/* The article that states a fact, at its paragraph: "bài ngày 05/4/2024, đoạn 2". */
static void add_source(bt_values *row, const struct page *page, const bt_fact *fact, bool other)
{
	const bt_plan *plan = page->frame->plan;
	int article = (int)GPOINTER_TO_UINT(g_hash_table_lookup(plan->by_path, fact->report)) - 1;
	if (article < 0)
		return;
	struct cited *cited = &page->cited[article];
	if (!cited->link)
		*cited = cite(page->frame, &g_array_index(plan->articles, bt_planned, article));
	bt_values *item = bt_values_item(row, "sources");
	bt_values_text(item, "href", at_paragraph(page, cited->link, "#doan-", fact->paragraph));
	bt_values_text(item, "text", at_paragraph(page, cited->words, ", đoạn ", fact->paragraph));
	bt_values_text(item, "other", other ? value_words(fact, page->frame->arena) : NULL);
}

static const char *change_words(const bt_fact *fact, bt_arena *arena)
{
	bt_figure figure = {.unit = fact->unit, .change = fact->change, .kind = fact->kind};
	return bt_change_words(&figure, arena);
}

static const char *target_words(const bt_fact *fact, bt_arena *arena)
{
	bt_figure figure = {.unit = fact->unit, .target = fact->target, .kind = fact->kind};
	return bt_target_words(&figure, arena);
}

static const char *stated(const char *words) { return words ? words : UNSTATED; }

static void set_row(bt_values *values, const struct page *page, const bt_point *point, bool changes, bool targets)
{
	bt_arena *arena = page->frame->arena;
	bt_values *row = bt_values_item(values, "rows");
	bt_values_held(row, "period", period_words(point->period, arena));
	bt_values_held(row, "value", value_words(point->fact, arena));
	if (changes)
		bt_values_held(row, "change", stated(change_words(point->fact, arena)));
	if (targets)
		bt_values_held(row, "target", stated(target_words(point->fact, arena)));
	add_source(row, page, point->fact, false);
	for (gsize i = 0; i < G_N_ELEMENTS(point->others) && point->others[i]; i++)
		add_source(row, page, point->others[i], true);
}

static void set_notes(bt_values *values, const struct page *page, const bt_indicator *one)
{
	bt_arena *arena = page->frame->arena;
	guint n = one->contradictions->len;
	for (guint i = n > NOTES_MOST ? n - NOTES_MOST : 0; i < n; i++) {
		const bt_contradiction *c = &g_array_index(one->contradictions, bt_contradiction, i);
		const char *text = bt_arena_printf(arena, "%s: bài nêu %s, còn hai mức đã nêu cho thấy %s (do bản tin tính).", period_words(point_at(one, (guint)c->to)->period, arena),
						   c->stated, c->implied);
		bt_values_held(bt_values_item(values, "notes"), "text", text);
	}
}

static void set_indicator(bt_values *group, const struct page *page, const bt_indicator *one)
{
	bt_arena *arena = page->frame->arena;
	bt_values *item = bt_values_item(group, "indicators"), *entry = bt_values_item(page->values, "contents");
	const char *first = bt_capital(one->label, arena), *label = one->unit ? bt_arena_concat(arena, first, " (", one->unit, ")", NULL) : first;
	bool changes = false, targets = false;
	for (guint i = one->points->len > ROWS_MOST ? one->points->len - ROWS_MOST : 0; i < one->points->len; i++) {
		changes |= point_at(one, i)->fact->change.stated;
		targets |= point_at(one, i)->fact->target.stated;
	}
	bt_values_text(item, "id", one->id);
	bt_values_held(item, "label", label);
	bt_values_text(item, "changes", changes ? "1" : NULL);
	bt_values_text(item, "targets", targets ? "1" : NULL);
	guint oldest = one->points->len > ROWS_MOST ? one->points->len - ROWS_MOST : 0;
	for (guint i = one->points->len; i-- > oldest;) /* the newest first */
		set_row(item, page, point_at(one, i), changes, targets);
	set_notes(item, page, one);
	if (oldest)
		bt_values_held(bt_values_item(item, "notes"), "text", bt_arena_printf(arena, "Còn %u kỳ trước đó, có trong tệp CSV.", oldest));
	bt_values_text(entry, "href", bt_arena_concat(arena, "#", one->id, NULL));
	bt_values_held(entry, "text", label);
}

/* ---- groups: one kind of period, one dimension of units */

static const char *kind_words(const bt_indicator *one, bt_arena *arena)
{
	switch (one->kind) {
	case BT_PERIOD_NONE: return "Không rõ kỳ";
	case BT_PERIOD_MONTH: return "Theo tháng";
	case BT_PERIOD_QUARTER: return "Theo quý";
	case BT_PERIOD_MONTHS: return bt_arena_printf(arena, "%d tháng đầu năm", one->months);
	case BT_PERIOD_HALF: return "6 tháng";
	case BT_PERIOD_NINE: return "9 tháng đầu năm";
	case BT_PERIOD_YEAR: return "Cả năm";
	}
	return "";
}

static int by_group(const void *a, const void *b)
{
	const bt_indicator *x = *(bt_indicator *const *)a, *y = *(bt_indicator *const *)b;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->months != y->months)
		return x->months < y->months ? -1 : 1;
	if (x->running != y->running)
		return x->running ? 1 : -1;
	int order = g_strcmp0(x->dimension, y->dimension);
	order = order ? order : bt_collate(x->label, y->label);
	return order ? order : strcmp(x->id, y->id);
}

static bool same_group(const bt_indicator *x, const bt_indicator *y)
{
	return x->kind == y->kind && x->months == y->months && x->running == y->running && g_strcmp0(x->dimension, y->dimension) == 0;
}

static void set_charts(bt_values *group, const bt_frame *frame, const GPtrArray *all, guint from, guint to)
{
	for (guint i = from; i < to; i += IN_A_CHART) {
		g_autoptr(GPtrArray) some = g_ptr_array_new();
		for (guint k = i; k < to && k < i + IN_A_CHART; k++)
			g_ptr_array_add(some, all->pdata[k]);
		const bt_chart *chart = bt_trend_multiples(some, frame->arena);
		if (!chart)
			continue;
		GString *drawn = g_string_new(NULL);
		bt_html_chart(chart, true, drawn);
		bt_values_markup(bt_values_item(group, "charts"), "chart", drawn);
	}
}

static void set_group(const struct page *page, const GPtrArray *all, guint from, guint to)
{
	const bt_frame *frame = page->frame;
	const bt_indicator *one = all->pdata[from];
	bt_values *group = bt_values_item(page->values, "groups");
	const char *unit = one->dimension && *one->dimension ? bt_arena_concat(frame->arena, ", đơn vị tính: ", one->dimension, NULL) : "";
	bt_values_text(group, "id", bt_arena_printf(frame->arena, "nhom-%u", from + 1));
	bt_values_held(group, "heading", bt_arena_concat(frame->arena, kind_words(one, frame->arena), one->running ? ", cộng dồn" : "", unit, NULL));
	set_charts(group, frame, all, from, to);
	for (guint i = from; i < to; i++)
		set_indicator(group, page, all->pdata[i]);
}

/* Those of two periods or more; the others are in the CSV. */
static GPtrArray *followed(const bt_series *series)
{
	GPtrArray *some = g_ptr_array_new();
	for (guint i = 0; i < series->indicators->len; i++) {
		bt_indicator *one = series->indicators->pdata[i];
		if (one->points->len > 1)
			g_ptr_array_add(some, one);
	}
	g_ptr_array_sort(some, by_group);
	return some;
}

static void set_figures(bt_values *values, const bt_frame *frame, const bt_series *series)
{
	g_autoptr(GPtrArray) some = followed(series);
	g_autoptr(GString) scratch = g_string_new(NULL);
	const struct page page = {frame, values, bt_arena_new0(frame->arena, struct cited, frame->plan->articles->len), scratch};
	for (guint from = 0, to; from < some->len; from = to) {
		for (to = from + 1; to < some->len && same_group(some->pdata[from], some->pdata[to]); to++)
			;
		set_group(&page, some, from, to);
	}
	guint single = series->indicators->len - some->len;
	bt_values_text(values, "single", single ? bt_arena_printf(frame->arena, "Còn %u chỉ tiêu mới nêu ở một kỳ, có trong tệp CSV.", single) : NULL);
	if (some->len < CONTENTS_FROM)
		bt_values_text(values, "contents", NULL);
}

GBytes *bt_site_figures_page(const bt_plan *plan, const bt_series *series, const bt_owner *owner, bt_diags *diags)
{
	g_autofree char *address = g_strconcat(owner->stem, ".html", NULL), *title = g_strdup_printf("Số liệu: %s", owner->name);
	bt_frame frame;
	bt_frame_begin(&frame, plan, address, title, false);
	g_autoptr(bt_values) values = bt_values_new(frame.values);
	const char *summary = summary_of(owner, frame.arena);
	bt_frame_describe(&frame, bt_arena_concat(frame.arena, title, ": ", summary, NULL));
	bt_frame_step(&frame, "Trang chủ", BT_SITE_FRONT);
	bt_frame_step(&frame, "Số liệu", BT_SITE_FIGURES);
	bt_frame_step(&frame, bt_capital(owner->name, frame.arena), NULL);
	bt_values_held(values, "owner", bt_capital(owner->name, frame.arena));
	bt_values_text(values, "summary", summary);
	bt_values_text(values, "csv", bt_frame_link(&frame, bt_arena_concat(frame.arena, owner->stem, ".csv", NULL)));
	set_figures(values, &frame, series);
	GBytes *page = bt_frame_page(&frame, "site/owner.html", values, diags);
	bt_frame_release(&frame);
	return page;
}
