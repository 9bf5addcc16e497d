/* The last pass of a build: workers make the pages whose keys changed, check their links, and the parent puts them into the new
 * generation. What did not change is not even read. */
#include "site/batch.h"

#include <string.h>

#define BATCH_WEIGHT 64 /* of the units of a job, an article being 4 */

struct batch {
	bt_batch batch;
	const bt_unit *units;
	guint n, weight;
	guint articles; /* whose files are to be in place after it, the newest first */
};

/* What is handed over: a page, with the number of its unit in the batch; a link to a place elsewhere. */
enum { PAGE = 'P', LINK = 'L' };

bt_record *bt_build_record(const bt_build *build, const bt_known *known, bool facts)
{
	g_autoptr(GBytes) bytes = bt_store_read(build->records, known->record);
	return bytes ? bt_record_unpack(bytes, facts) : NULL;
}

bool bt_build_put(bt_build *build, const char *address, guint64 key, GBytes *bytes)
{
	if (build->swap)
		return bt_swap_put(build->swap, address, key, bytes, build->diags);
	bt_piece *piece = g_new0(bt_piece, 1);
	g_hash_table_insert(build->files, g_strdup(address), piece);
	return bt_store_add(build->pieces, bytes, piece, build->diags);
}

/* ------------------------------------------------------------------ in the worker */

/* The full records of articles by their numbers, without facts. NULL after a message: the store lacks one. */
static GPtrArray *records_of(const bt_build *build, const int *articles, guint n, bt_diags *diags)
{
	g_autoptr(GPtrArray) records = g_ptr_array_new_full(n, (GDestroyNotify)bt_record_free);
	for (guint i = 0; i < n; i++) {
		const bt_planned *article = &g_array_index(build->plan->articles, bt_planned, articles[i]);
		bt_record *record = bt_build_record(build, article->known, false);
		if (!record) {
			bt_say(diags, BT_D_SITE_CACHE, BT_NO_SPAN, NULL);
			return NULL;
		}
		g_ptr_array_add(records, record);
	}
	return g_steal_pointer(&records);
}

static GBytes *make_search_part(const bt_build *build, const bt_list *quarter, bt_diags *diags)
{
	g_autoptr(GPtrArray) full = records_of(build, (const int *)(void *)quarter->articles->data, quarter->articles->len, diags);
	return full ? bt_site_search_part(build->plan, quarter, (const bt_record *const *)full->pdata, diags) : NULL;
}

static GBytes *make_feed(const bt_build *build, bt_unit_kind kind, bt_diags *diags)
{
	int newest[BT_FEED_LENGTH];
	guint n = MIN(build->plan->articles->len, BT_FEED_LENGTH);
	for (guint i = 0; i < n; i++)
		newest[i] = (int)i;
	g_autoptr(GPtrArray) full = records_of(build, newest, n, diags);
	const bt_record *const *records = full ? (const bt_record *const *)full->pdata : NULL;
	if (!full)
		return NULL;
	return kind == BT_UNIT_ATOM	   ? bt_site_atom(build->plan, records, n, diags)
	       : kind == BT_UNIT_JSON_FEED ? bt_site_json_feed(build->plan, records, n, diags)
					   : bt_site_rss(build->plan, records, n, diags);
}

static GBytes *make_list(const bt_build *build, const bt_list *list, bt_diags *diags)
{
	bt_plan *plan = build->plan;
	if (list->kind != BT_LIST_FRONT || !list->articles->len)
		return bt_site_list_page(plan, list, diags);
	g_autoptr(GPtrArray) newest = records_of(build, (const int *)(void *)list->articles->data, 1, diags);
	plan->lead = newest ? newest->pdata[0] : NULL;
	GBytes *page = newest ? bt_site_list_page(plan, list, diags) : NULL;
	plan->lead = NULL;
	return page;
}

static GBytes *make_article(const bt_build *build, guint index, bt_diags *diags)
{
	const bt_known *known = g_array_index(build->plan->articles, bt_planned, index).known;
	g_autoptr(GBytes) parts = known->parts.len ? bt_store_read(build->pieces, known->parts) : bt_build_parts(build, known, diags);
	return parts ? bt_site_article_page(build->plan, (int)index, parts, diags) : NULL;
}

static GBytes *make(const bt_build *build, const bt_unit *unit, bt_diags *diags)
{
	const bt_plan *plan = build->plan;
	switch (unit->kind) {
	case BT_UNIT_ARTICLE: return make_article(build, unit->index, diags);
	case BT_UNIT_LIST: return make_list(build, plan->lists->pdata[unit->index], diags);
	case BT_UNIT_MOVED: return bt_site_moved_page(plan, &g_array_index(plan->moved, bt_moved, unit->index), diags);
	case BT_UNIT_MISSING: return bt_site_missing_page(plan, diags);
	case BT_UNIT_SEARCH: return bt_site_search_page(plan, diags);
	case BT_UNIT_SEARCH_PART: return make_search_part(build, plan->lists->pdata[unit->index], diags);
	case BT_UNIT_FIGURES: return bt_site_figures_front(plan, diags);
	case BT_UNIT_ATOM:
	case BT_UNIT_JSON_FEED:
	case BT_UNIT_RSS: return make_feed(build, unit->kind, diags);
	case BT_UNIT_SITEMAP: return bt_site_sitemap(plan, diags);
	case BT_UNIT_ROBOTS: return bt_site_robots(plan, diags);
	}
	return NULL;
}

static void check_links(const bt_build *build, const bt_unit *unit, GBytes *page, bt_outbox *outbox, bt_diags *diags)
{
	const bt_link_check check = {&build->addresses, unit->address};
	g_autoptr(GPtrArray) elsewhere = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GBytes) nothing = g_bytes_new_static("", 0);
	bt_links_check(&check, page, elsewhere, diags);
	for (guint i = 0; i < elsewhere->len; i++)
		bt_batch_put(outbox, LINK, 0, elsewhere->pdata[i], nothing);
}

static bool make_units(const bt_batch *data, bt_outbox *outbox, bt_diags *diags)
{
	const struct batch *batch = (const struct batch *)data;
	bt_build *build = data->build;
	if (!build->plan->look)
		build->plan->look = bt_site_look(build->project, diags);
	for (guint i = 0; build->plan->look && i < batch->n; i++) {
		const bt_unit *unit = &batch->units[i];
		bt_diags_about(diags, unit->address, NULL, 0);
		g_autoptr(GBytes) bytes = make(build, unit, diags);
		if (!bytes)
			return false; /* no site lacks a page */
		if (g_str_has_suffix(unit->address, ".html"))
			check_links(build, unit, bytes, outbox, diags);
		bt_batch_put(outbox, PAGE, (int)i, "", bytes);
	}
	return build->plan->look != NULL;
}

/* ------------------------------------------------------------------ in the parent */

/* CSV and PDF of each article, and the photos: as the report has them, under the article's address. */
static bool put_piece(bt_build *build, const char *stem, const char *suffix, guint64 key, bt_piece piece)
{
	g_autofree char *address = g_strconcat(stem, suffix, NULL);
	if (build->swap && bt_swap_keep(build->swap, address, key))
		return true;
	g_autoptr(GBytes) bytes = bt_store_read(build->pieces, piece);
	if (!bytes)
		bt_say(build->diags, BT_D_SITE_CACHE, BT_NO_SPAN, NULL);
	return bytes && bt_build_put(build, address, key, bytes);
}

static bool put_file(bt_build *build, const char *address, guint64 key)
{
	const bt_piece *piece = g_hash_table_lookup(build->files, address);
	return put_piece(build, address, "", key, piece ? *piece : (bt_piece){0});
}

/* Those of the articles up to `end` that are not yet in place. */
static bool put_articles(bt_build *build, guint end)
{
	bool done = true;
	for (; done && build->placed < end; build->placed++) {
		const bt_known *known = g_array_index(build->plan->articles, bt_planned, build->placed).known;
		done = put_piece(build, known->stem, ".csv", known->key, known->csv);
		if (build->options->pdf)
			done = done && put_piece(build, known->stem, ".pdf", known->key, known->pdf);
		for (const char *const *file = known->files; done && *file; file++)
			done = put_file(build, *file, bt_hash_text(0, *file));
	}
	return done;
}

static bool put_assets(bt_build *build)
{
	bool done = true;
	for (const char *const *asset = build->cache->assets; done && asset && *asset; asset++)
		done = put_file(build, *asset, build->recipe);
	return done;
}

/* ------------------------------------------------------------------ the pass */

static bool take(bt_batch *data, char kind, int number, const char *text, GBytes *bytes)
{
	const struct batch *batch = (const struct batch *)data;
	if (kind == LINK) {
		g_ptr_array_add(data->build->elsewhere, g_strdup(text));
		return true;
	}
	const bt_unit *unit = &batch->units[CLAMP(number, 0, (int)batch->n - 1)];
	return bt_build_put(data->build, unit->address, unit->key, bytes);
}

/* The parent writes some of what the reports gave while the workers make the next pages. */
static void put_some(bt_batch *batch)
{
	if (batch->build->swap)
		batch->failed |= !put_articles(batch->build, ((struct batch *)batch)->articles);
}

static const bt_pass pass = {.make = make_units, .take = take, .after = put_some};

/* Units that are not there as they should be; caller unrefs. */
static GArray *dirty_units(bt_build *build)
{
	GArray *dirty = g_array_new(FALSE, FALSE, sizeof(bt_unit));
	for (guint i = 0; i < build->units->len; i++) {
		const bt_unit *unit = &g_array_index(build->units, bt_unit, i);
		if (!build->swap || !bt_swap_keep(build->swap, unit->address, unit->key))
			g_array_append_val(dirty, *unit);
	}
	return dirty;
}

/* Each about as long as the others. Lent from the units; caller unrefs. */
static GPtrArray *batches_of(bt_build *build, const GArray *units)
{
	GPtrArray *batches = bt_batches_new();
	struct batch *last = NULL;
	for (guint i = 0; i < units->len; i++) {
		const bt_unit *unit = &g_array_index(units, bt_unit, i);
		if (!last || last->weight + unit->weight > BATCH_WEIGHT) {
			last = bt_batch_new(sizeof *last, &pass, build);
			last->units = unit;
			g_ptr_array_add(batches, last);
		}
		last->n++;
		last->weight += unit->weight;
	}
	for (guint i = 0; i < batches->len; i++)
		((struct batch *)batches->pdata[i])->articles = build->plan->articles->len * (i + 1) / batches->len;
	return batches;
}

bool bt_build_pages(bt_build *build)
{
	g_autoptr(GArray) dirty = dirty_units(build);
	g_autoptr(GPtrArray) batches = batches_of(build, dirty);
	bool done = bt_batches_run(batches);
	return !build->swap ? done : done && put_articles(build, build->plan->articles->len) && put_assets(build);
}
