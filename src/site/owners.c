/* The pass of a build between plan and pages: the figures of each owner are joined to indicators, and the pages of those that
 * have some over several periods are made. An owner whose reports did not change keeps its page without being joined again. */
#include "site/batch.h"

#include <string.h>

#define BATCH_REPORTS 48 /* of the groups of a job */
#define RULES "indicators.ini"

/* Figures that are joined together: those of one owner; or, where the office has rules by which owners are one, all. */
struct group {
	const char *name; /* of the owner; "" for all */
	const char *stem; /* of its page; NULL for all */
	guint64 key;      /* until all articles are there: of these */
	GArray *articles; /* int */
};

struct batch {
	bt_batch batch;
	struct group *const *groups;
	guint n, reports;
};

/* What is handed over, with the number of its group in the batch: the page or CSV of an owner, then the owner. */
enum { PAGE = 'P', OWNER = 'O' };

/* ------------------------------------------------------------------ in the worker */

static bt_series_rules *read_rules(const bt_build *build, bt_diags *diags)
{
	g_autofree char *path = g_build_filename(build->project->folder, RULES, NULL);
	if (!g_file_test(path, G_FILE_TEST_EXISTS))
		return NULL;
	bt_diags_about(diags, path, NULL, 0);
	g_autoptr(GBytes) bytes = bt_read_all(path, BT_MAX_REPORT_BYTES, diags);
	return bytes ? bt_series_rules_read(bytes, path, diags) : NULL;
}

/* The facts of a group, lent from the records, which are added to `records`. */
static GPtrArray *facts_of(const bt_build *build, const struct group *group, GPtrArray *records)
{
	GPtrArray *facts = g_ptr_array_new();
	g_autofree char *wanted = *group->name ? bt_spelling_key(group->name, -1) : NULL;
	for (guint i = 0; i < group->articles->len; i++) {
		int article = g_array_index(group->articles, int, i);
		bt_record *record = bt_build_record(build, g_array_index(build->plan->articles, bt_planned, article).known, true);
		if (!record)
			continue;
		g_ptr_array_add(records, record);
		bt_plan_note_path(build->plan, article);
		for (guint k = 0; k < record->n_facts; k++) {
			const bt_fact *fact = &record->facts[k];
			g_autofree char *own = wanted && fact->owner && strcmp(fact->owner, group->name) != 0 ? bt_spelling_key(fact->owner, -1) : NULL;
			if (!wanted || (fact->owner && (!own || strcmp(own, wanted) == 0)))
				g_ptr_array_add(facts, (gpointer)fact);
		}
	}
	return facts;
}

static int by_points(gconstpointer a, gconstpointer b)
{
	const bt_indicator *one = *(bt_indicator *const *)a, *other = *(bt_indicator *const *)b;
	if (one->points->len != other->points->len)
		return one->points->len > other->points->len ? -1 : 1;
	return strcmp(one->id, other->id);
}

/* What the front of the figures tells of an owner. False: nothing of it has two periods. */
static bool sum_up(bt_owner *owner, const bt_series *series, bt_arena *arena)
{
	g_autoptr(GPtrArray) several = g_ptr_array_new();
	const bt_point *first = NULL, *last = NULL;
	for (guint i = 0; i < series->indicators->len; i++) {
		bt_indicator *indicator = series->indicators->pdata[i];
		const bt_point *points = (const bt_point *)(void *)indicator->points->data;
		if (indicator->points->len < 2)
			continue;
		g_ptr_array_add(several, indicator);
		const bt_point *end = &points[indicator->points->len - 1];
		first = !first || bt_period_compare(points->period, first->period) < 0 ? points : first;
		last = !last || bt_period_compare(end->period, last->period) > 0 ? end : last;
	}
	if (!several->len)
		return false;
	g_ptr_array_sort(several, by_points);
	guint n = MIN(several->len, BT_OWNER_LABELS);
	const char **labels = bt_arena_new0(arena, const char *, n + 1);
	for (guint i = 0; i < n; i++)
		labels[i] = ((const bt_indicator *)several->pdata[i])->label;
	g_autofree char *from = bt_period_words(first->period, BT_LANG_VI), *to = bt_period_words(last->period, BT_LANG_VI);
	owner->indicators = several->len;
	owner->labels = labels;
	owner->from = bt_arena_strdup(arena, from);
	owner->to = bt_arena_strdup(arena, to);
	return true;
}

static void put_owner(const bt_owner *owner, guint group, bt_outbox *outbox)
{
	bt_codec codec = {.out = g_string_new(NULL)};
	bt_known_owner known = {.owner = *owner};
	bt_cache_code_owner(&codec, &known);
	g_autoptr(GBytes) bytes = g_string_free_to_bytes(codec.out);
	bt_batch_put(outbox, OWNER, (int)group, "", bytes);
}

/* The page and CSV of one owner; `series` has its indicators only. */
static void make_owner(const bt_build *build, bt_owner *owner, const bt_series *series, guint group, bt_outbox *outbox, bt_diags *diags)
{
	g_autoptr(bt_arena) arena = bt_arena_new();
	bt_plan *plan = build->plan;
	if (!sum_up(owner, series, arena))
		return;
	g_ptr_array_add(plan->owners, owner); /* so that its own page's menu names the figures */
	g_autofree char *page = g_strconcat(owner->stem, ".html", NULL), *table = g_strconcat(owner->stem, ".csv", NULL);
	g_autoptr(GBytes) bytes = bt_site_figures_page(plan, series, owner, diags);
	g_ptr_array_set_size(plan->owners, (int)plan->owners->len - 1);
	if (!bytes)
		return;
	GString *csv = g_string_new("\xef\xbb\xbf");
	bt_series_csv(series, ';', csv);
	g_autoptr(GBytes) rows = g_string_free_to_bytes(csv);
	bt_batch_put(outbox, PAGE, (int)group, page, bytes);
	bt_batch_put(outbox, PAGE, (int)group, table, rows);
	put_owner(owner, group, outbox);
}

/* All owners of a series, which come one after the other. */
static void make_owners(const bt_build *build, const bt_series *series, guint group, bt_outbox *outbox, bt_diags *diags)
{
	g_autoptr(GHashTable) stems = g_hash_table_new_full(bt_hash_key, g_str_equal, g_free, NULL);
	for (guint from = 0, to; from < series->indicators->len; from = to) {
		const bt_indicator *first = series->indicators->pdata[from];
		g_autoptr(GPtrArray) own = g_ptr_array_new();
		for (to = from; to < series->indicators->len && strcmp(((bt_indicator *)series->indicators->pdata[to])->owner, first->owner) == 0; to++)
			g_ptr_array_add(own, series->indicators->pdata[to]);
		g_autofree char *slug = bt_slug(first->owner, 80), *stem = g_strdup_printf("so-lieu/%s", *slug ? slug : "khac");
		for (int n = 2; g_hash_table_contains(stems, stem); n++) {
			g_free(stem);
			stem = g_strdup_printf("so-lieu/%s-%d", slug, n);
		}
		g_hash_table_add(stems, g_strdup(stem));
		bt_series view = *series;
		view.indicators = own;
		bt_owner owner = {.name = first->owner, .stem = stem};
		if (*first->owner)
			make_owner(build, &owner, &view, group, outbox, diags);
	}
}

static void make_group(const bt_build *build, const struct group *group, guint index, const bt_series_rules *rules, bt_outbox *outbox, bt_diags *diags)
{
	g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func((GDestroyNotify)bt_record_free), facts = facts_of(build, group, records);
	g_autoptr(bt_series) series = bt_series_join(facts, rules);
	if (build->options->check_only)
		bt_series_say(series, rules, diags);
	if (!group->stem) {
		make_owners(build, series, index, outbox, diags);
		return;
	}
	bt_owner owner = {.name = group->name, .stem = group->stem};
	make_owner(build, &owner, series, index, outbox, diags);
}

static bool make(const bt_batch *data, bt_outbox *outbox, bt_diags *diags)
{
	const struct batch *batch = (const struct batch *)data;
	bt_build *build = data->build;
	g_autoptr(bt_series_rules) rules = read_rules(build, diags);
	if (!build->plan->look)
		build->plan->look = bt_site_look(build->project, diags);
	for (guint i = 0; build->plan->look && i < batch->n; i++)
		make_group(build, batch->groups[i], i, rules, outbox, diags);
	return build->plan->look != NULL;
}

/* ------------------------------------------------------------------ in the parent */

static void keep_owner(bt_build *build, const struct group *group, const bt_owner *owner)
{
	const bt_known_owner known = {.group = group->name, .key = group->key, .page = owner != NULL, .owner = owner ? *owner : (bt_owner){0}};
	g_array_append_val(build->cache->owners, known);
}

static void take_owner(bt_build *build, const struct group *group, GBytes *bytes)
{
	gsize len;
	const char *data = g_bytes_get_data(bytes, &len);
	bt_arena *arena = build->cache->arena;
	char *copy = bt_arena_alloc(arena, len + 1);
	memcpy(copy, data, len);
	bt_codec codec = {.at = copy, .end = copy + len, .arena = arena};
	bt_known_owner known = {0};
	bt_cache_code_owner(&codec, &known);
	if (!codec.failed)
		keep_owner(build, group, &known.owner);
}

static bool take(bt_batch *data, char kind, int number, const char *text, GBytes *bytes)
{
	const struct batch *batch = (const struct batch *)data;
	bt_build *build = data->build;
	const struct group *group = batch->groups[CLAMP(number, 0, (int)batch->n - 1)];
	if (kind == OWNER) {
		take_owner(build, group, bytes);
		return true;
	}
	g_ptr_array_add(build->unchecked, g_strdup(text));
	return bt_build_put(build, text, group->key, bytes);
}

static const bt_pass pass = {.make = make, .take = take};

/* ------------------------------------------------------------------ the groups */

static void free_group(gpointer p)
{
	struct group *group = p;
	g_array_unref(group->articles);
	g_free(group);
}

static struct group *new_group(bt_build *build, const char *name)
{
	struct group *group = g_new0(struct group, 1);
	group->name = bt_arena_strdup(build->cache->arena, name);
	group->articles = g_array_new(FALSE, FALSE, sizeof(int));
	return group;
}

/* They come in order; one that is the group's already is passed over. */
static void add_article(const bt_build *build, struct group *group, int article)
{
	const bt_planned *planned = &g_array_index(build->plan->articles, bt_planned, article);
	guint n = group->articles->len;
	if (n && g_array_index(group->articles, int, n - 1) == article)
		return;
	g_array_append_val(group->articles, article);
	group->key = bt_hash_int(bt_hash_int(group->key, (gint64)planned->known->key), (gint64)planned->known->stem_hash);
}

/* Groups by owner, in one spelling; the newest report's is shown. */
static GPtrArray *groups_by_owner(bt_build *build)
{
	GPtrArray *groups = g_ptr_array_new_with_free_func(free_group);
	g_autoptr(GHashTable) by_text = g_hash_table_new(bt_hash_key, g_str_equal);
	g_autoptr(GHashTable) by_key = g_hash_table_new_full(bt_hash_key, g_str_equal, g_free, NULL);
	for (guint i = 0; i < build->plan->articles->len; i++) {
		const bt_known *known = g_array_index(build->plan->articles, bt_planned, i).known;
		for (const char *const *owner = known->owners; *owner; owner++) {
			struct group *group = g_hash_table_lookup(by_text, *owner);
			if (!group) {
				char *key = bt_spelling_key(*owner, -1);
				group = g_hash_table_lookup(by_key, key);
				if (!group)
					g_ptr_array_add(groups, group = new_group(build, *owner));
				g_hash_table_replace(by_key, key, group);
				g_hash_table_insert(by_text, (gpointer)*owner, group);
			}
			add_article(build, group, (int)i);
		}
	}
	return groups;
}

static GPtrArray *one_group(bt_build *build)
{
	GPtrArray *groups = g_ptr_array_new_with_free_func(free_group);
	struct group *all = new_group(build, "");
	for (int i = 0; i < (int)build->plan->articles->len; i++)
		add_article(build, all, i);
	g_ptr_array_add(groups, all);
	return groups;
}

static int by_name(gconstpointer a, gconstpointer b)
{
	const struct group *one = *(struct group *const *)a, *other = *(struct group *const *)b;
	int order = bt_collate(one->name, other->name);
	return order ? order : strcmp(one->name, other->name);
}

static void give_stems(bt_build *build, const GPtrArray *groups)
{
	g_autoptr(GHashTable) taken = g_hash_table_new(bt_hash_key, g_str_equal);
	bt_arena *arena = build->cache->arena;
	for (guint i = 0; i < groups->len; i++) {
		struct group *group = groups->pdata[i];
		g_autofree char *slug = *group->name ? bt_slug(group->name, 80) : NULL;
		if (!slug)
			continue;
		const char *wanted = bt_arena_printf(arena, "so-lieu/%s", *slug ? slug : "khac");
		group->stem = wanted;
		for (int n = 2; g_hash_table_contains(taken, group->stem); n++)
			group->stem = bt_arena_printf(arena, "%s-%d", wanted, n);
		g_hash_table_add(taken, (gpointer)group->stem);
	}
}

/* Where each group's rows begin in what the last build found; 1 more, so that 0 is none. The caller unrefs. */
static GHashTable *old_groups(const bt_build *build)
{
	GHashTable *rows = g_hash_table_new(bt_hash_key, g_str_equal);
	for (guint i = build->old->owners->len; i-- > 0;)
		g_hash_table_insert(rows, (gpointer)g_array_index(build->old->owners, bt_known_owner, i).group, GUINT_TO_POINTER(i + 1));
	return rows;
}

static bool pages_there(const bt_build *build, const bt_known_owner *old)
{
	g_autofree char *page = g_strconcat(old->owner.stem, ".html", NULL), *table = g_strconcat(old->owner.stem, ".csv", NULL);
	return bt_swap_there(build->swap, page, old->key) && bt_swap_there(build->swap, table, old->key);
}

static void keep_pages(bt_build *build, const bt_known_owner *old)
{
	g_autofree char *page = g_strconcat(old->owner.stem, ".html", NULL), *table = g_strconcat(old->owner.stem, ".csv", NULL);
	bt_swap_keep(build->swap, page, old->key);
	bt_swap_keep(build->swap, table, old->key);
}

/* What the last build found, if it still holds. The rows of a group follow each other. */
static bool reuse(bt_build *build, const struct group *group, GHashTable *rows)
{
	const bt_known_owner *old = (const bt_known_owner *)(void *)build->old->owners->data;
	guint from = GPOINTER_TO_UINT(g_hash_table_lookup(rows, group->name)), to = from;
	if (!from--)
		return false;
	for (to = from; to < build->old->owners->len && strcmp(old[to].group, group->name) == 0; to++)
		if (old[to].key != group->key || (old[to].page && !pages_there(build, &old[to])))
			return false;
	for (guint i = from; i < to; i++)
		if (old[i].page)
			keep_pages(build, &old[i]);
	g_array_append_vals(build->cache->owners, &old[from], to - from);
	return true;
}

static guint64 rules_hash(const bt_build *build, bool *there)
{
	g_autofree char *path = g_build_filename(build->project->folder, RULES, NULL);
	g_autoptr(bt_diags) unheard = bt_diags_new(BT_LANG_EN);
	g_autoptr(GBytes) bytes = g_file_test(path, G_FILE_TEST_EXISTS) ? bt_read_all(path, BT_MAX_REPORT_BYTES, unheard) : NULL;
	gsize len = 0;
	const void *data = bytes ? g_bytes_get_data(bytes, &len) : NULL;
	*there = bytes != NULL;
	return bytes ? bt_hash(2, data, len) : 1;
}

/* Lent from `dirty`; caller unrefs. */
static GPtrArray *batches_of(bt_build *build, const GPtrArray *dirty)
{
	GPtrArray *batches = bt_batches_new();
	struct batch *last = NULL;
	for (guint i = 0; i < dirty->len; i++) {
		const struct group *group = dirty->pdata[i];
		if (!last || last->reports + group->articles->len > BATCH_REPORTS) {
			last = bt_batch_new(sizeof *last, &pass, build);
			last->groups = (struct group *const *)(void *)&dirty->pdata[i];
			g_ptr_array_add(batches, last);
		}
		last->n++;
		last->reports += group->articles->len;
	}
	return batches;
}

static int by_owner(gconstpointer a, gconstpointer b)
{
	const bt_owner *one = *(bt_owner *const *)a, *other = *(bt_owner *const *)b;
	int order = bt_collate(one->name, other->name);
	return order ? order : strcmp(one->stem, other->stem);
}

/* The plan's owners; groups without a page are remembered, too, so that they are not joined again. */
static void note_owners(bt_build *build, const GPtrArray *dirty)
{
	GArray *owners = build->cache->owners;
	g_autoptr(GHashTable) told = g_hash_table_new(bt_hash_key, g_str_equal);
	for (guint i = 0; i < owners->len; i++)
		g_hash_table_add(told, (gpointer)g_array_index(owners, bt_known_owner, i).group);
	for (guint i = 0; i < dirty->len; i++) {
		const struct group *group = dirty->pdata[i];
		if (!g_hash_table_contains(told, group->name))
			keep_owner(build, group, NULL);
	}
	for (guint i = 0; i < owners->len; i++) {
		bt_known_owner *known = &g_array_index(owners, bt_known_owner, i);
		if (known->page)
			g_ptr_array_add(build->plan->owners, &known->owner);
	}
	g_ptr_array_sort(build->plan->owners, by_owner);
}

bool bt_build_owners(bt_build *build)
{
	bool ruled;
	guint64 site = bt_hash_int(rules_hash(build, &ruled), (gint64)bt_build_site_key(build, true));
	g_autoptr(GPtrArray) groups = ruled ? one_group(build) : groups_by_owner(build), dirty = g_ptr_array_new();
	g_autoptr(GHashTable) rows = old_groups(build);
	g_ptr_array_sort(groups, by_name);
	give_stems(build, groups);
	for (guint i = 0; i < groups->len; i++) {
		struct group *group = groups->pdata[i];
		if (group->articles->len < 2)
			continue;
		group->key = bt_hash_text(bt_hash_text(bt_hash_int(site, (gint64)group->key), group->name), group->stem);
		if (!build->swap || !reuse(build, group, rows))
			g_ptr_array_add(dirty, group);
	}
	g_autoptr(GPtrArray) batches = batches_of(build, dirty);
	bool done = bt_batches_run(batches);
	note_owners(build, dirty);
	return done;
}
