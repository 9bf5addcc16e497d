/* Joins facts to indicators: the same owner, key, dimension and kind of period. Two values for one period are both kept.
 * Works out no value and fills no gap. */
#include "series/join.h"

#include <string.h>

#define RULES_DEEP 8 /* "A = B", "B = C" … */

/* Nouns that measure something else each time: alone they name no indicator ("sản lượng" of which crop?). */
static const char *const bare[] = {
	"sản lượng", "năng suất", "diện tích", "giá trị", "giá trị sản xuất", "kinh phí", "tổng số", "số lượng", "tỷ lệ", "tỷ trọng", "cơ cấu", "tiền", "số tiền", "tổng số tiền", "trị giá", "mức", "bình quân",
	"quy mô", "đàn", "công suất", "chiều dài", "khối lượng", "vốn", "thu", "chi", "doanh thu", "lợi nhuận", "nữ", "nam", "trẻ em", "người", "hộ", "vụ", "trường hợp", "lượt", "đúng hạn", "mới", NULL,
};

/* What the label of a fact comes to; worked out once for each owner, label and list head. */
struct naming {
	const char *owner, *owner_key; /* as shown; in one spelling */
	const char *key;
	guint subject; /* number of owner_key and key */
	const bt_rule *rule;
	bt_join join;
	bool stock; /* its values stand at the end of the period */
	bool bare;
};

struct entry {
	const bt_fact *fact;
	bt_period period;
	const struct naming *naming;
	guint order;
};

struct builder {
	guint subject;
	const char *dimension; /* one pointer a dimension */
	bt_period_kind kind;
	int months;
	bool running;
	const struct naming *naming;
	GArray *entries;
};

struct joining {
	bt_series *series;
	const bt_series_rules *rules;
	GHashTable *namings;   /* bt_fact (owner, label, context) -> struct naming * */
	GHashTable *subjects;  /* owner and key -> number */
	GHashTable *units;     /* unit -> dimension */
	GHashTable *names;     /* dimension -> itself */
	GHashTable *builders;  /* struct builder -> itself */
	GHashTable *revisions; /* "2024-Q1" -> the last revision */
	GHashTable *bases;     /* of bt_contradictions_find */
	GPtrArray *all;        /* struct builder * */
};

static guint text_hash(const char *s) { return s ? g_str_hash(s) : 0; }

static guint naming_hash(gconstpointer p)
{
	const bt_fact *f = p;
	return (text_hash(f->owner) * 31 + text_hash(f->label)) * 31 + text_hash(f->context);
}

static gboolean naming_equal(gconstpointer a, gconstpointer b)
{
	const bt_fact *x = a, *y = b;
	return g_strcmp0(x->label, y->label) == 0 && g_strcmp0(x->owner, y->owner) == 0 && g_strcmp0(x->context, y->context) == 0;
}

static guint builder_hash(gconstpointer p)
{
	const struct builder *b = p;
	return ((b->subject * 31 + text_hash(b->dimension)) * 31 + (guint)b->kind) * 31 + (guint)b->months * 2 + b->running;
}

static gboolean builder_equal(gconstpointer a, gconstpointer b)
{
	const struct builder *x = a, *y = b;
	return x->subject == y->subject && x->dimension == y->dimension && x->kind == y->kind && x->months == y->months && x->running == y->running;
}

/* ---- revisions of editions */

static int revision_of(const char *edition, char **base)
{
	const char *r = strstr(edition, "-r");
	gint64 n = 1;
	*base = g_strndup(edition, r ? (gsize)(r - edition) : strlen(edition));
	if (r)
		g_ascii_string_to_signed(r + 2, 10, 1, G_MAXINT, &n, NULL);
	return (int)n;
}

static void note_revision(struct joining *j, const bt_fact *fact)
{
	if (!fact->edition)
		return;
	g_autofree char *base = NULL;
	int n = revision_of(fact->edition, &base);
	if (n > GPOINTER_TO_INT(g_hash_table_lookup(j->revisions, base)))
		g_hash_table_replace(j->revisions, g_steal_pointer(&base), GINT_TO_POINTER(n));
}

static bool replaced(const struct joining *j, const bt_fact *fact)
{
	if (!fact->edition)
		return false;
	g_autofree char *base = NULL;
	int n = revision_of(fact->edition, &base);
	return n < GPOINTER_TO_INT(g_hash_table_lookup(j->revisions, base));
}

/* ---- which indicator */

static bool usable(const bt_fact *f)
{
	return f->value.stated && !f->value_high.stated && !f->planned && f->permille >= BT_CONFIDENT && f->label && f->period.kind != BT_PERIOD_NONE && f->period.year;
}

static const bt_rule *rule_for(const struct joining *j, bt_rule_kind kind, const char *owner, const char *key)
{
	const bt_rule *rule = bt_rule_find(j->rules, kind, owner, key);
	if (rule)
		g_hash_table_add(j->series->used, (gpointer)rule);
	return rule;
}

static void find_key(const struct joining *j, struct naming *n, const bt_fact *fact)
{
	bt_arena *arena = j->series->arena;
	g_autofree char *plain = bt_plain_words(fact->label);
	const bt_rule *split = rule_for(j, BT_RULE_SPLIT, n->owner_key, plain);
	n->join = BT_JOIN_KEY;
	n->key = bt_series_key(fact->label, fact->context, n->owner, arena);
	if (split) {
		n->key = split->to_key ? split->to_key : bt_arena_printf(arena, "%s =", plain); /* no key has a sign */
		n->rule = split;
	}
	for (int i = 0; i < RULES_DEEP; i++) {
		const bt_rule *rule = rule_for(j, BT_RULE_JOIN, n->owner_key, n->key);
		if (!rule || strcmp(rule->to_key, n->key) == 0)
			break;
		n->rule = rule;
		n->key = rule->to_key;
	}
	if (n->rule)
		n->join = BT_JOIN_RULE;
	n->stock = rule_for(j, BT_RULE_STOCK, n->owner_key, n->key) != NULL;
}

static guint subject_of(struct joining *j, const struct naming *n)
{
	g_autofree char *id = g_strconcat(n->owner_key, "\x1f", n->key, NULL);
	guint number = GPOINTER_TO_UINT(g_hash_table_lookup(j->subjects, id));
	if (!number) {
		number = g_hash_table_size(j->subjects) + 1;
		g_hash_table_insert(j->subjects, g_steal_pointer(&id), GUINT_TO_POINTER(number));
	}
	return number;
}

static const struct naming *naming_of(struct joining *j, const bt_fact *fact)
{
	bt_arena *arena = j->series->arena;
	struct naming *n = g_hash_table_lookup(j->namings, fact);
	if (n)
		return n;
	n = bt_arena_new0(arena, struct naming, 1);
	const char *owner = fact->owner ? fact->owner : "";
	g_autofree char *plain = bt_plain_words(owner);
	const bt_rule *other = rule_for(j, BT_RULE_OWNER, "", plain);
	n->owner = other ? other->to_key : owner;
	g_autofree char *key = bt_spelling_key(n->owner, -1);
	n->owner_key = bt_arena_strdup(arena, key);
	find_key(j, n, fact);
	n->bare = !n->rule && g_strv_contains(bare, n->key);
	n->subject = subject_of(j, n);
	g_hash_table_insert(j->namings, (gpointer)fact, n);
	return n;
}

/* A share of a plan that was met is no share of a whole. */
static const char *dimension_of(struct joining *j, const bt_fact *fact)
{
	const char *unit = fact->unit ? fact->unit : "", *dimension = g_hash_table_lookup(j->units, unit);
	int power;
	if (!dimension) {
		const char *fresh = bt_unit_dimension(fact->unit, &power, j->series->arena);
		dimension = g_hash_table_lookup(j->names, fresh);
		if (!dimension) {
			dimension = fresh;
			g_hash_table_add(j->names, (gpointer)fresh);
		}
		g_hash_table_insert(j->units, (gpointer)unit, (gpointer)dimension);
	}
	static const char of_plan[] = "% kế hoạch";
	bool attainment = fact->kind == BT_RATE && fact->target.stated && fact->target.percent.stated && bt_num_cmp(fact->target.percent.num, fact->value.num) == 0;
	return attainment ? of_plan : dimension;
}

/* The quarter at whose end a stock stands; where no quarter ends, the month. */
static bt_period at_end(bt_period period)
{
	double from, to;
	if (!bt_period_place(period, &from, &to))
		return period;
	int end = (int)to - period.year * 12;
	return end % 3 == 0 ? (bt_period){BT_PERIOD_QUARTER, period.year, end / 3, false} : (bt_period){BT_PERIOD_MONTH, period.year, end, false};
}

static void add(struct joining *j, const bt_fact *fact, guint order)
{
	const struct naming *n = naming_of(j, fact);
	if (n->bare)
		return;
	bt_period period = n->stock ? at_end(fact->period) : fact->period;
	struct builder like = {.subject = n->subject, .dimension = dimension_of(j, fact), .kind = period.kind, .months = period.kind == BT_PERIOD_MONTHS ? period.number : 0, .running = period.running, .naming = n};
	struct builder *b = g_hash_table_lookup(j->builders, &like);
	if (!b) {
		b = bt_arena_new0(j->series->arena, struct builder, 1);
		*b = like;
		b->entries = g_array_new(FALSE, FALSE, sizeof(struct entry));
		g_hash_table_add(j->builders, b);
		g_ptr_array_add(j->all, b);
	}
	struct entry entry = {fact, period, n, order};
	g_array_append_val(b->entries, entry);
}

/* ---- points */

static int exactness(const bt_fact *f)
{
	return (f->qualifier == BT_EXACT ? 4 : f->qualifier == BT_ESTIMATED ? 2 : 0) + (f->change.stated ? 1 : 0);
}

/* By period; of one period the latest report first, in it the most exact statement. */
static int by_standing(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	const bt_fact *f = x->fact, *g = y->fact;
	int order = bt_period_compare(x->period, y->period);
	if (!order)
		order = g_strcmp0(g->date, f->date);
	if (!order)
		order = g_strcmp0(g->edition, f->edition);
	if (!order)
		order = g_strcmp0(f->report, g->report);
	if (!order)
		order = exactness(g) - exactness(f);
	if (!order)
		order = g->value.num.scale - f->value.num.scale;
	return order ? order : (x->order > y->order) - (x->order < y->order);
}

static void add_other(bt_point *point, const bt_fact *fact)
{
	if (bt_facts_agree(point->fact, fact))
		return;
	for (int i = 0; i < (int)G_N_ELEMENTS(point->others) && point->others[i]; i++)
		if (bt_facts_agree(point->others[i], fact))
			return;
	if (point->n_others < (int)G_N_ELEMENTS(point->others))
		point->others[point->n_others] = fact;
	point->n_others++;
}

static void make_points(bt_indicator *indicator, struct builder *b)
{
	g_array_sort(b->entries, by_standing);
	for (guint i = 0; i < b->entries->len; i++) {
		const struct entry *e = &g_array_index(b->entries, struct entry, i);
		bt_point *last = indicator->points->len ? &g_array_index(indicator->points, bt_point, indicator->points->len - 1) : NULL;
		if (last && bt_period_compare(last->period, e->period) == 0) {
			add_other(last, e->fact);
			continue;
		}
		bt_point point = {.period = e->period, .fact = e->fact, .join = e->naming->join, .rule = e->naming->rule ? e->naming->rule->words : NULL};
		g_array_append_val(indicator->points, point);
	}
}

/* The label alone, or with the head of its list: "cam (cây ăn quả)". */
static const char *label_of(const bt_fact *fact, bt_arena *arena)
{
	return fact->context && !strstr(fact->label, fact->context) ? bt_arena_printf(arena, "%s (%s)", fact->label, fact->context) : fact->label;
}

/* Points whose label is the shown one, in one spelling, joined by it alone. */
static void settle_joins(bt_indicator *indicator, const bt_fact *shown)
{
	g_autofree char *label = bt_plain_words(shown->label);
	const char *same = shown->label;
	for (guint i = 0; i < indicator->points->len; i++) {
		bt_point *point = &g_array_index(indicator->points, bt_point, i);
		if (point->join != BT_JOIN_KEY)
			continue;
		bool alike = strcmp(point->fact->label, same) == 0;
		if (!alike) {
			g_autofree char *own = bt_plain_words(point->fact->label);
			alike = strcmp(own, label) == 0;
		}
		point->join = alike ? BT_JOIN_LABEL : BT_JOIN_KEY;
	}
}

static bt_indicator *indicator_of(struct joining *j, struct builder *b)
{
	bt_arena *arena = j->series->arena;
	bt_indicator *indicator = bt_arena_new0(arena, bt_indicator, 1);
	indicator->points = g_array_sized_new(FALSE, TRUE, sizeof(bt_point), MIN(b->entries->len, 64));
	indicator->contradictions = g_array_new(FALSE, TRUE, sizeof(bt_contradiction));
	make_points(indicator, b);
	const bt_point *end = &g_array_index(indicator->points, bt_point, indicator->points->len - 1);
	const bt_fact *last = end->fact;
	const bt_rule *name = rule_for(j, BT_RULE_NAME, b->naming->owner_key, b->naming->key);
	const bt_rule *rule = b->naming->rule;
	indicator->owner = b->naming->owner;
	indicator->key = b->naming->key;
	indicator->label = name ? name->to : rule && rule->kind == BT_RULE_SPLIT && rule->to ? rule->to : label_of(last, arena);
	indicator->unit = last->unit;
	indicator->dimension = b->dimension;
	indicator->kind = end->period.kind;
	indicator->months = end->period.kind == BT_PERIOD_MONTHS ? end->period.number : 0;
	indicator->running = end->period.running;
	settle_joins(indicator, last);
	bt_contradictions_find(indicator, j->bases, arena);
	return indicator;
}

/* ---- order and names */

static int by_collation(const void *a, const void *b) { return bt_collate(*(const char *const *)a, *(const char *const *)b); }

/* The place of each name among all: names are compared once, not with each indicator that has them. */
static GHashTable *ranks_of(const bt_series *series, bool owners)
{
	GHashTable *ranks = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	for (guint i = 0; i < series->indicators->len; i++) {
		const bt_indicator *one = series->indicators->pdata[i];
		const char *name = owners ? one->owner : one->label;
		if (g_hash_table_add(ranks, (gpointer)name))
			g_ptr_array_add(names, (gpointer)name);
	}
	g_ptr_array_sort(names, by_collation);
	for (guint i = 0; i < names->len; i++)
		g_hash_table_insert(ranks, names->pdata[i], GUINT_TO_POINTER(i));
	return ranks;
}

struct ranked {
	bt_indicator *indicator;
	guint owner, label;
};

static int by_name(const void *a, const void *b)
{
	const struct ranked *r = a, *t = b;
	const bt_indicator *x = r->indicator, *y = t->indicator;
	if (r->owner != t->owner)
		return r->owner < t->owner ? -1 : 1;
	if (r->label != t->label)
		return r->label < t->label ? -1 : 1;
	int order = (int)x->kind - (int)y->kind;
	if (!order)
		order = x->months - y->months;
	if (!order)
		order = x->running - y->running;
	if (!order)
		order = strcmp(x->key, y->key);
	return order ? order : strcmp(x->dimension, y->dimension);
}

static void sort_by_name(bt_series *series)
{
	g_autoptr(GHashTable) owners = ranks_of(series, true), labels = ranks_of(series, false);
	g_autoptr(GArray) order = g_array_new(FALSE, FALSE, sizeof(struct ranked));
	for (guint i = 0; i < series->indicators->len; i++) {
		bt_indicator *one = series->indicators->pdata[i];
		struct ranked r = {one, GPOINTER_TO_UINT(g_hash_table_lookup(owners, one->owner)), GPOINTER_TO_UINT(g_hash_table_lookup(labels, one->label))};
		g_array_append_val(order, r);
	}
	g_array_sort(order, by_name);
	for (guint i = 0; i < order->len; i++)
		series->indicators->pdata[i] = g_array_index(order, struct ranked, i).indicator;
}

/* "xa-lua-giang-thu-ngan-sach-quy": of the key, so that it stays when a label changes a little. */
static void name_ids(bt_series *series)
{
	static const char *const kinds[] = {[BT_PERIOD_NONE] = "", [BT_PERIOD_MONTH] = "thang", [BT_PERIOD_QUARTER] = "quy", [BT_PERIOD_MONTHS] = "thang dau nam", [BT_PERIOD_HALF] = "nua nam", [BT_PERIOD_NINE] = "9 thang", [BT_PERIOD_YEAR] = "nam"};
	g_autoptr(GHashTable) taken = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < series->indicators->len; i++) {
		bt_indicator *one = series->indicators->pdata[i];
		g_autofree char *months = one->months ? g_strdup_printf("%d ", one->months) : g_strdup("");
		g_autofree char *words = g_strdup_printf("%s %s %s%s%s", one->owner, one->key, months, kinds[one->kind], one->running ? " luy ke" : "");
		g_autofree char *slug = bt_slug(words, 120);
		one->id = bt_arena_strdup(series->arena, slug);
		for (int n = 2; !g_hash_table_add(taken, (gpointer)one->id); n++)
			one->id = bt_arena_printf(series->arena, "%s-%d", slug, n);
	}
}

static void indicator_free(gpointer data)
{
	bt_indicator *one = data;
	g_array_unref(one->points);
	g_array_unref(one->contradictions);
}

bt_series *bt_series_join(const GPtrArray *facts, const bt_series_rules *rules)
{
	bt_series *series = g_new0(bt_series, 1);
	series->arena = bt_arena_new();
	series->indicators = g_ptr_array_new_with_free_func(indicator_free);
	series->used = g_hash_table_new(g_direct_hash, g_direct_equal);
	g_autoptr(GHashTable) namings = g_hash_table_new(naming_hash, naming_equal), subjects = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) units = g_hash_table_new(g_str_hash, g_str_equal), names = g_hash_table_new(g_str_hash, g_str_equal), builders = g_hash_table_new(builder_hash, builder_equal);
	g_autoptr(GHashTable) revisions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL), bases = bt_contradiction_bases();
	g_autoptr(GPtrArray) all = g_ptr_array_new();
	struct joining j = {series, rules, namings, subjects, units, names, builders, revisions, bases, all};
	for (guint i = 0; i < facts->len; i++)
		note_revision(&j, facts->pdata[i]);
	for (guint i = 0; i < facts->len; i++)
		if (usable(facts->pdata[i]) && !replaced(&j, facts->pdata[i]))
			add(&j, facts->pdata[i], i);
	for (guint i = 0; i < all->len; i++) {
		struct builder *b = all->pdata[i];
		g_ptr_array_add(series->indicators, indicator_of(&j, b));
		g_array_unref(b->entries);
	}
	sort_by_name(series);
	name_ids(series);
	return series;
}

void bt_series_free(bt_series *series)
{
	if (!series)
		return;
	g_ptr_array_unref(series->indicators);
	g_hash_table_unref(series->used);
	bt_arena_free(series->arena);
	g_free(series);
}
