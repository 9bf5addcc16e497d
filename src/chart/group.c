/* Gathers figures into groups whose marks may share an axis: same measure, unit, basis of
 * comparison, and for levels the same total or indicator (design.md section 8, rule 1). Decides
 * nothing about forms. */
#include "chart/pick.h"

#include <string.h>

/* Checks that make a figure unfit to be drawn: the report contradicts itself or may be misread. */
static const bt_code disqualifying[] = {BT_D_FIGURE_ATTAINMENT, BT_D_FIGURE_SUM, BT_D_FIGURE_TWICE, BT_D_FIGURE_AMBIGUOUS, BT_D_FIGURE_UNLIKELY};

/* A rate whose label begins like this, after a head of the second list, says how much of a plan is done. */
static const char *const progress[] = {"giải ngân", "tiến độ", "hoàn thành", "thực hiện"};
static const char *const heads[] = {"tỷ lệ ", "kết quả ", "mức ", "công tác ", "tổng ", "lũy kế ", "khối lượng "};

static bool noted(const bt_figure *figure)
{
	for (guint i = 0; figure->notes && i < figure->notes->len; i++)
		for (gsize j = 0; j < G_N_ELEMENTS(disqualifying); j++)
			if (strcmp(figure->notes->pdata[i], bt_code_name(disqualifying[j])) == 0)
				return true;
	return false;
}

bt_unfit bt_figure_unfit(const bt_figure *figure)
{
	if (figure->planned)
		return BT_UNFIT_PLANNED;
	if (!figure->label || !*figure->label || figure->permille < BT_CONFIDENT)
		return BT_UNFIT_DOUBT;
	if (noted(figure) && !figure->confirmed)
		return BT_UNFIT_CHECK;
	return figure->drawable ? BT_FIT : BT_UNFIT_ASKED;
}

static bool sure(const bt_figure *figure) { return bt_figure_unfit(figure) == BT_FIT; }

bool bt_figure_usable(const bt_figure *figure) { return sure(figure) && figure->parent < 0; }

static bool per_cent(const char *unit) { return unit && strcmp(unit, "%") == 0; }

static bool says_progress(const char *key)
{
	for (gsize i = 0; i < G_N_ELEMENTS(heads); i++)
		if (g_str_has_prefix(key, heads[i]))
			key += strlen(heads[i]);
	for (gsize i = 0; i < G_N_ELEMENTS(progress); i++) {
		gsize n = strlen(progress[i]);
		if (g_str_has_prefix(key, progress[i]) && (key[n] == ' ' || !key[n]))
			return true;
	}
	return false;
}

/* The per cent of the plan that was met, stated or by the kind of label ("giải ngân …"); NULL: none. */
static const bt_value *attainment(const bt_figure *f)
{
	if (f->target.stated)
		return f->target.percent.stated && !f->target.exceeds.stated ? &f->target.percent : NULL;
	bool lone = per_cent(f->unit) && f->value.stated && !f->value_high.stated && !f->change.stated;
	return lone && f->key && says_progress(f->key) ? &f->value : NULL;
}

bt_group *bt_group_new(bt_group_kind kind)
{
	bt_group *group = g_new0(bt_group, 1);
	group->kind = kind;
	group->marks = g_array_new(FALSE, TRUE, sizeof(bt_mark));
	group->series = g_ptr_array_new();
	return group;
}

void bt_group_free(bt_group *group)
{
	if (!group)
		return;
	g_array_unref(group->marks);
	g_ptr_array_unref(group->series);
	g_free(group);
}

/* A year's plan and a quarter's are not the same basis. */
static const char *horizon(const char *base)
{
	static const char *const words[][2] = {{"nhiệm kỳ", "term"}, {"giai đoạn", "term"}, {"quý", "quarter"}, {"tháng", "month"}, {"năm", "year"}};
	if (!base)
		return "";
	g_autofree char *key = bt_spelling_key(base, -1);
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		if (strstr(key, words[i][0]))
			return words[i][1];
	return "";
}

/* "cùng kỳ", "cùng kỳ năm trước", "cùng kỳ năm 2030" are one basis. */
static const char *base_key(const char *base, bt_arena *arena)
{
	const char *key = bt_spelling_key_in(arena, base, -1);
	return g_str_has_prefix(key, "cùng kỳ") ? "cùng kỳ" : key;
}

/* A mark as it was said: a figure said twice is one mark, in whatever section. */
struct said {
	const bt_group *group;
	const char *label, *period, *text; /* the label in one spelling */
};

struct gathering {
	bt_arena *arena;
	const bt_figures *figures;
	GPtrArray *groups;
	GHashTable *by_key; /* bt_group */
	GHashTable *seen;   /* struct said */
	const char *words;  /* of the period read last, and what they mean */
	bt_period period;
};

static bool same_key(const bt_group *a, const bt_group *b)
{
	const bt_group_key *x = &a->key, *y = &b->key;
	return a->kind == b->kind && x->number == y->number && strcmp(x->what, y->what) == 0 && strcmp(x->unit, y->unit) == 0 && strcmp(x->whose, y->whose) == 0;
}

static guint hash_group(gconstpointer p) { return (guint)bt_hash_int(((const bt_group *)p)->hash, ((const bt_group *)p)->section); }

static gboolean same_group(gconstpointer a, gconstpointer b)
{
	return ((const bt_group *)a)->section == ((const bt_group *)b)->section && same_key(a, b);
}

static guint hash_said(gconstpointer p)
{
	const struct said *said = p;
	return (guint)bt_hash_text(bt_hash_text(bt_hash_text(said->group->hash, said->label), said->period), said->text);
}

static gboolean same_said(gconstpointer a, gconstpointer b)
{
	const struct said *x = a, *y = b;
	return (x->group == y->group || same_key(x->group, y->group)) && strcmp(x->label, y->label) == 0 && strcmp(x->period, y->period) == 0 && strcmp(x->text, y->text) == 0;
}

static bt_group *group_for(struct gathering *g, bt_group_kind kind, int section, bt_group_key key)
{
	guint64 hash = bt_hash_int(0, (gint64)kind << 32 | (guint32)key.number);
	hash = bt_hash_text(bt_hash_text(bt_hash_text(hash, key.what), key.unit), key.whose);
	bt_group *group = g_hash_table_lookup(g->by_key, &(bt_group){.kind = kind, .section = section, .key = key, .hash = hash});
	if (!group) {
		group = bt_group_new(kind);
		group->section = section;
		group->key = key;
		group->hash = hash;
		g_ptr_array_add(g->groups, group);
		g_hash_table_add(g->by_key, group);
	}
	return group;
}

/* `label` is the mark's in one spelling. */
static void add_mark(struct gathering *g, bt_group *group, const bt_mark *mark, const char *label)
{
	struct said *said = bt_arena_new0(g->arena, struct said, 1);
	*said = (struct said){group, label, mark->period ? mark->period : "", mark->text};
	if (g_hash_table_add(g->seen, said))
		g_array_append_vals(group->marks, mark, 1);
}

static bt_mark mark_of(struct gathering *g, int index, const bt_figure *f)
{
	return (bt_mark){.figure = index, .label = bt_capital(f->label, g->arena), .period = f->period};
}

static const char *level_text(struct gathering *g, const bt_figure *f)
{
	if (!f->value.stated || f->value_high.stated)
		return NULL;
	return bt_value_text(bt_value_words(&f->value, f->qualifier, g->arena), f->unit, g->arena);
}

static void add_attainment(struct gathering *g, int index, const bt_figure *f, int section)
{
	const bt_value *percent = sure(f) ? attainment(f) : NULL;
	if (!percent)
		return;
	bt_group *group = group_for(g, BT_GROUP_ATTAINMENT, section, (bt_group_key){horizon(f->target.base), "", "", 0});
	bt_mark mark = mark_of(g, index, f);
	mark.num = percent->num;
	bt_qualifier qualifier = percent == &f->value ? f->qualifier : BT_EXACT;
	mark.text = bt_value_text(bt_value_words(percent, qualifier, g->arena), "%", g->arena);
	mark.base = f->target.base;
	if (percent != &f->value)
		mark.level = level_text(g, f);
	if (f->target.value.stated) {
		mark.target_text = bt_value_text(bt_value_words(&f->target.value, BT_EXACT, g->arena), f->target.unit ? f->target.unit : f->unit, g->arena);
	}
	group->unit = "%";
	if (!group->base)
		group->base = f->target.base;
	add_mark(g, group, &mark, f->key);
}

static void add_change(struct gathering *g, int index, const bt_figure *f, int section)
{
	const bt_change *c = &f->change;
	if (!c->stated || !c->value.stated || c->value_high.stated || c->level.stated || !c->base || !sure(f) || c->direction == BT_FLAT)
		return;
	if (!c->unit || (!per_cent(c->unit) && !strstr(c->unit, "điểm")))
		return;
	bt_group *group = group_for(g, BT_GROUP_CHANGE, section, (bt_group_key){base_key(c->base, g->arena), c->unit, "", 0});
	bool down = c->direction == BT_DOWN;
	bt_mark mark = mark_of(g, index, f);
	mark.num = down ? bt_num_neg(c->value.num) : c->value.num;
	const char *said = bt_value_said(&c->value, BT_EXACT);
	const char *digits = bt_arena_concat(g->arena, said, *said ? " " : "", down ? "\u2212" : "+", c->value.digits, NULL);
	mark.text = bt_value_text(digits, c->unit, g->arena);
	mark.base = c->base;
	mark.level = level_text(g, f);
	group->unit = c->unit;
	group->base = c->base;
	add_mark(g, group, &mark, f->key);
}

/* Levels share an axis only when they are parts of one total, or one indicator of several owners. */
static void add_level(struct gathering *g, int index, const bt_figure *f, int section)
{
	if (!f->value.stated || f->value_high.stated || !f->unit || !sure(f) || attainment(f) == &f->value || f->kind == BT_RATIO)
		return;
	bool part = f->parent >= 0;
	if (!part && !f->entity)
		return;
	bt_group_key key = {part ? "" : f->key, f->unit, "", f->parent};
	bt_group *group = group_for(g, per_cent(f->unit) ? BT_GROUP_SHARE : BT_GROUP_LEVEL, section, key);
	bt_mark mark = mark_of(g, index, f);
	if (!part)
		mark.label = bt_capital(f->entity, g->arena);
	mark.num = f->value.num;
	mark.text = level_text(g, f);
	group->unit = f->unit;
	group->subject = part ? bt_figures_at(g->figures, (guint)f->parent)->label : f->label;
	add_mark(g, group, &mark, part ? f->key : bt_spelling_key_in(g->arena, f->entity, -1));
}

/* Figures one after the other have one period. */
static bt_period period_of(struct gathering *g, const char *words)
{
	if (words != g->words)
		g->period = bt_period_read(words);
	g->words = words;
	return g->period;
}

static void add_series(struct gathering *g, int index, const bt_figure *f, int section)
{
	if (!f->value.stated || f->value_high.stated || !f->period || !bt_figure_usable(f) || attainment(f) == &f->value)
		return;
	bt_period period = period_of(g, f->period);
	if (period.kind == BT_PERIOD_NONE)
		return;
	int length = period.kind == BT_PERIOD_MONTHS ? -period.number : (int)period.kind;
	bt_group *group = group_for(g, BT_GROUP_SERIES, section, (bt_group_key){f->key, f->unit ? f->unit : "", f->entity ? f->entity : "", length});
	bt_mark mark = mark_of(g, index, f);
	mark.num = f->value.num;
	mark.text = level_text(g, f);
	group->unit = f->unit;
	group->subject = f->label;
	add_mark(g, group, &mark, f->key);
}

/* The period most marks state; marks of another one leave the group. Silence joins the majority. */
static void settle_period(bt_group *group)
{
	const char *best = NULL;
	guint best_count = 0;
	for (guint i = 0; i < group->marks->len; i++) {
		const char *period = g_array_index(group->marks, bt_mark, i).period;
		guint count = 0;
		for (guint j = 0; period && j < group->marks->len && j < 64; j++)
			count += g_strcmp0(g_array_index(group->marks, bt_mark, j).period, period) == 0;
		if (count > best_count) {
			best = period;
			best_count = count;
		}
		if (i >= 64)
			break;
	}
	group->period = best;
	guint kept = 0;
	for (guint i = 0; i < group->marks->len; i++) {
		bt_mark mark = g_array_index(group->marks, bt_mark, i);
		if (!mark.period || g_strcmp0(mark.period, best) == 0)
			g_array_index(group->marks, bt_mark, kept++) = mark;
	}
	g_array_set_size(group->marks, kept);
}

struct placed {
	double month;
	guint nth; /* as it was said: marks of one time stay in that order */
	bt_mark mark;
};

static int by_place(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	return x->month != y->month ? (x->month > y->month) - (x->month < y->month) : (x->nth > y->nth) - (x->nth < y->nth);
}

/* In the order of time. */
static void sort_series(bt_group *group)
{
	guint n = group->marks->len;
	if (n < 2)
		return;
	bt_mark *marks = (bt_mark *)(void *)group->marks->data;
	g_autofree struct placed *all = g_new0(struct placed, n);
	for (guint i = 0; i < n; i++) {
		all[i].nth = i;
		all[i].mark = marks[i];
		if (i > 0 && marks[i].period == marks[i - 1].period)
			all[i].month = all[i - 1].month;
		else
			bt_mark_time(marks[i].period, &all[i].month);
	}
	qsort(all, n, sizeof *all, by_place);
	for (guint i = 0; i < n; i++)
		marks[i] = all[i].mark;
}

/* The last of the blocks that state the marks. */
static void settle_place(bt_group *group, const bt_figures *figures)
{
	for (guint i = 0; i < group->marks->len; i++) {
		const bt_mark *mark = &g_array_index(group->marks, bt_mark, i);
		const bt_node *block = bt_figures_at(figures, (guint)mark->figure)->block;
		if (!group->after || block->span.off > group->after->span.off)
			group->after = block;
	}
}

/* The total or list head a mark belongs to; NULL: it stands for itself. */
static const char *owner_of(const bt_mark *mark, const bt_figures *figures)
{
	const bt_figure *f = bt_figures_at(figures, (guint)mark->figure);
	return f->parent >= 0 ? bt_figures_at(figures, (guint)f->parent)->label : f->context;
}

/* "tổng diện tích" is not what a part of it is measured by: "diện tích" is. */
static const char *without_total(const char *label)
{
	return g_str_has_prefix(label, "tổng ") ? label + strlen("tổng ") : label;
}

/* Labels must tell the marks apart: one owner of all is the chart's subject, several stand behind the
 * labels; then whose figure it is. */
static void settle_names(bt_group *group, const bt_figures *figures, bt_arena *arena)
{
	g_autoptr(GHashTable) labels = g_hash_table_new(g_str_hash, g_str_equal);
	const char *first = owner_of(&g_array_index(group->marks, bt_mark, 0), figures);
	bool one = group->subject != NULL || (first && group->marks->len > 1);
	for (guint i = 0; i < group->marks->len && !group->subject; i++)
		one &= g_strcmp0(owner_of(&g_array_index(group->marks, bt_mark, i), figures), first) == 0;
	if (one && !group->subject)
		group->subject = first;
	for (guint i = 0; i < group->marks->len; i++) {
		bt_mark *m = &g_array_index(group->marks, bt_mark, i);
		const bt_figure *f = bt_figures_at(figures, (guint)m->figure);
		const char *owner = owner_of(m, figures);
		if (f->label_long && !one)
			m->label = bt_capital(f->label_long, arena);
		else if (owner && !one)
			m->label = bt_arena_printf(arena, "%s (%s)", m->label, without_total(bt_inside(owner, arena)));
		if (!g_hash_table_add(labels, (gpointer)m->label) && f->entity && !strstr(m->label, f->entity))
			m->label = bt_arena_printf(arena, "%s (%s)", m->label, f->entity);
	}
}

/* Attainments without a stated base join the largest group of their section. Groups stand in the
 * order of sections. */
static void join_unstated_base(GPtrArray *groups)
{
	for (guint i = 0; i < groups->len; i++) {
		bt_group *from = groups->pdata[i], *best = NULL;
		if (from->kind != BT_GROUP_ATTAINMENT || *from->key.what)
			continue;
		guint j = i;
		while (j > 0 && ((bt_group *)groups->pdata[j - 1])->section == from->section)
			j--;
		for (; j < groups->len && ((bt_group *)groups->pdata[j])->section == from->section; j++) {
			bt_group *to = groups->pdata[j];
			if (to != from && to->kind == from->kind && (!best || to->marks->len > best->marks->len))
				best = to;
		}
		if (!best)
			continue;
		g_array_append_vals(best->marks, from->marks->data, from->marks->len);
		g_array_set_size(from->marks, 0);
	}
}

static int by_figure(const void *a, const void *b) { return ((const bt_mark *)a)->figure - ((const bt_mark *)b)->figure; }

static guint hash_basis(gconstpointer group) { return (guint)((const bt_group *)group)->hash; }
static gboolean same_basis(gconstpointer a, gconstpointer b) { return same_key(a, b); }

/* A lone mark of one section and a lone mark of another on the same basis make one chart, in the
 * later section. */
static void join_lone_marks(GPtrArray *groups)
{
	g_autoptr(GHashTable) lone = g_hash_table_new(hash_basis, same_basis);
	for (guint i = 0; i < groups->len; i++) {
		bt_group *group = groups->pdata[i];
		if ((group->kind != BT_GROUP_ATTAINMENT && group->kind != BT_GROUP_CHANGE) || group->marks->len != 1)
			continue;
		bt_group *first = g_hash_table_lookup(lone, group);
		if (!first) {
			g_hash_table_add(lone, group);
			continue;
		}
		g_array_append_vals(first->marks, group->marks->data, 1);
		g_array_set_size(group->marks, 0);
		first->section = group->section;
	}
}

/* The periods of a series as a key: series over the same periods may be drawn together. */
static char *periods_key(const bt_group *group)
{
	GString *key = g_string_new(NULL);
	for (guint i = 0; i < group->marks->len; i++) {
		double from = 0, to = 0;
		bt_period_place(bt_period_read(g_array_index(group->marks, bt_mark, i).period), &from, &to);
		g_string_append_printf(key, "%d-%d ", (int)from, (int)to);
	}
	return g_string_free(key, FALSE);
}

#define SERIES_TOGETHER 4

/* Two to four series over the same three or more periods become one group. */
static void join_series(GPtrArray *groups)
{
	g_autoptr(GHashTable) first = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < groups->len; i++) {
		bt_group *group = groups->pdata[i];
		if (group->kind != BT_GROUP_SERIES || group->marks->len < 3)
			continue;
		g_autofree char *key = periods_key(group);
		bt_group *to = g_hash_table_lookup(first, key);
		if (!to || to->series->len == SERIES_TOGETHER) {
			g_ptr_array_add(group->series, (gpointer)group->subject);
			g_hash_table_replace(first, g_steal_pointer(&key), group);
			continue;
		}
		for (guint k = 0; k < group->marks->len; k++)
			g_array_index(group->marks, bt_mark, k).series = (int)to->series->len;
		g_ptr_array_add(to->series, (gpointer)group->subject);
		if (g_strcmp0(to->unit, group->unit) != 0)
			to->unit = NULL;
		g_array_append_vals(to->marks, group->marks->data, group->marks->len);
		g_array_set_size(group->marks, 0);
	}
}

static int section_of(const bt_node *block, const bt_node **at, int *section, const bt_doc *doc)
{
	for (;;) {
		const bt_node *next = bt_block_next(*at, doc->root);
		if (!next || next->span.off > block->span.off)
			return *section;
		*at = next;
		if (next->kind == BT_HEADING || (next->kind == BT_PARAGRAPH && next->u.paragraph.role == BT_PAR_OPENING))
			++*section;
	}
}

static void finish(struct gathering *g, bt_group *group)
{
	if (group->kind != BT_GROUP_SERIES) {
		if (group->marks->len > 1)
			g_array_sort(group->marks, by_figure);
		settle_period(group);
		settle_names(group, g->figures, g->arena);
	}
	settle_place(group, g->figures);
}

GPtrArray *bt_groups_read(const bt_doc *doc, const bt_figures *figures, bt_arena *arena)
{
	g_autoptr(GHashTable) by_key = g_hash_table_new(hash_group, same_group), seen = g_hash_table_new(hash_said, same_said);
	g_autoptr(GPtrArray) all = g_ptr_array_new();
	struct gathering g = {.arena = arena, .figures = figures, .groups = all, .by_key = by_key, .seen = seen};
	const bt_node *at = doc->root;
	int section = 0;
	for (guint i = 0; i < bt_figures_count(figures); i++) {
		const bt_figure *f = bt_figures_at(figures, i);
		int number = section_of(f->block, &at, &section, doc);
		add_attainment(&g, (int)i, f, number);
		add_change(&g, (int)i, f, number);
		add_level(&g, (int)i, f, number);
	}
	join_unstated_base(all);
	join_lone_marks(all);
	for (guint i = 0; i < bt_figures_count(figures); i++)
		add_series(&g, (int)i, bt_figures_at(figures, i), G_MAXINT);
	for (guint i = 0; i < all->len; i++) {
		bt_group *group = all->pdata[i];
		if (group->kind == BT_GROUP_SERIES)
			sort_series(group);
	}
	join_series(all);
	GPtrArray *groups = g_ptr_array_new_with_free_func((GDestroyNotify)bt_group_free);
	for (guint i = 0; i < all->len; i++) {
		bt_group *group = all->pdata[i];
		if (group->marks->len) {
			finish(&g, group);
			g_ptr_array_add(groups, group);
		} else {
			bt_group_free(group);
		}
	}
	return groups;
}
