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
	bt_values_text(item, "href", bt_frame_link(frame, bt_arena_printf(frame->arena, "%s.html", owner->stem)));
	bt_values_text(item, "csv", bt_frame_link(frame, bt_arena_printf(frame->arena, "%s.csv", owner->stem)));
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
	return bt_arena_printf(arena, "%s%s%s%s", bt_qualifier_words(fact->qualifier), fact->value.digits, space, fact->unit ? fact->unit : "");
}

/* The article that states a fact, at its paragraph: "bài ngày 05/4/2024, đoạn 2". */
static void add_source(bt_values *row, const bt_frame *frame, const bt_fact *fact, bool other)
{
	int article = (int)GPOINTER_TO_UINT(g_hash_table_lookup(frame->plan->by_path, fact->report)) - 1;
	if (article < 0)
		return;
	const bt_planned *planned = &g_array_index(frame->plan->articles, bt_planned, article);
	const char *page = bt_frame_link(frame, bt_arena_printf(frame->arena, "%s.html", planned->stem));
	const char *day = bt_frame_day(frame, planned->head->date), *words = day ? bt_arena_printf(frame->arena, "bài ngày %s", day) : "bài không ghi ngày";
	bt_values *item = bt_values_item(row, "sources");
	bt_values_text(item, "href", fact->paragraph > 0 ? bt_arena_printf(frame->arena, "%s#doan-%d", page, fact->paragraph) : page);
	bt_values_text(item, "text", fact->paragraph > 0 ? bt_arena_printf(frame->arena, "%s, đoạn %d", words, fact->paragraph) : words);
	bt_values_text(item, "other", other ? value_words(fact, frame->arena) : NULL);
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

static void set_row(bt_values *values, const bt_frame *frame, const bt_point *point, bool changes, bool targets)
{
	bt_values *row = bt_values_item(values, "rows");
	bt_values_held(row, "period", period_words(point->period, frame->arena));
	bt_values_held(row, "value", value_words(point->fact, frame->arena));
	if (changes)
		bt_values_held(row, "change", stated(change_words(point->fact, frame->arena)));
	if (targets)
		bt_values_held(row, "target", stated(target_words(point->fact, frame->arena)));
	add_source(row, frame, point->fact, false);
	for (gsize i = 0; i < G_N_ELEMENTS(point->others) && point->others[i]; i++)
		add_source(row, frame, point->others[i], true);
}

static void set_notes(bt_values *values, const bt_frame *frame, const bt_indicator *one)
{
	guint n = one->contradictions->len;
	for (guint i = n > NOTES_MOST ? n - NOTES_MOST : 0; i < n; i++) {
		const bt_contradiction *c = &g_array_index(one->contradictions, bt_contradiction, i);
		const char *text = bt_arena_printf(frame->arena, "%s: bài nêu %s, còn hai mức đã nêu cho thấy %s (do bản tin tính).", period_words(point_at(one, (guint)c->to)->period, frame->arena),
						   c->stated, c->implied);
		bt_values_held(bt_values_item(values, "notes"), "text", text);
	}
}

static void set_indicator(bt_values *group, bt_values *page, const bt_frame *frame, const bt_indicator *one)
{
	bt_values *item = bt_values_item(group, "indicators"), *entry = bt_values_item(page, "contents");
	const char *first = bt_capital(one->label, frame->arena), *label = one->unit ? bt_arena_printf(frame->arena, "%s (%s)", first, one->unit) : first;
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
		set_row(item, frame, point_at(one, i), changes, targets);
	set_notes(item, frame, one);
	if (oldest)
		bt_values_held(bt_values_item(item, "notes"), "text", bt_arena_printf(frame->arena, "Còn %u kỳ trước đó, có trong tệp CSV.", oldest));
	bt_values_text(entry, "href", bt_arena_printf(frame->arena, "#%s", one->id));
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
		bt_html_chart(chart, drawn);
		bt_values_markup(bt_values_item(group, "charts"), "chart", drawn);
	}
}

static void set_group(bt_values *values, const bt_frame *frame, const GPtrArray *all, guint from, guint to)
{
	const bt_indicator *one = all->pdata[from];
	bt_values *group = bt_values_item(values, "groups");
	const char *unit = one->dimension && *one->dimension ? bt_arena_printf(frame->arena, ", đơn vị tính: %s", one->dimension) : "";
	bt_values_text(group, "id", bt_arena_printf(frame->arena, "nhom-%u", from + 1));
	bt_values_held(group, "heading", bt_arena_printf(frame->arena, "%s%s%s", kind_words(one, frame->arena), one->running ? ", cộng dồn" : "", unit));
	set_charts(group, frame, all, from, to);
	for (guint i = from; i < to; i++)
		set_indicator(group, values, frame, all->pdata[i]);
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
	for (guint from = 0, to; from < some->len; from = to) {
		for (to = from + 1; to < some->len && same_group(some->pdata[from], some->pdata[to]); to++)
			;
		set_group(values, frame, some, from, to);
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
	bt_frame_describe(&frame, bt_arena_printf(frame.arena, "%s: %s", title, summary));
	bt_frame_step(&frame, "Trang chủ", BT_SITE_FRONT);
	bt_frame_step(&frame, "Số liệu", BT_SITE_FIGURES);
	bt_frame_step(&frame, bt_capital(owner->name, frame.arena), NULL);
	bt_values_held(values, "owner", bt_capital(owner->name, frame.arena));
	bt_values_text(values, "summary", summary);
	bt_values_text(values, "csv", bt_frame_link(&frame, bt_arena_printf(frame.arena, "%s.csv", owner->stem)));
	set_figures(values, &frame, series);
	GBytes *page = bt_frame_page(&frame, "site/owner.html", values, diags);
	bt_frame_release(&frame);
	return page;
}
