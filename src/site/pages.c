/* The last pass of a build: workers make the pages whose keys changed, check their links, and the parent puts them into the new
 * generation. What did not change is not even read. */
#include "site/build.h"

#include <string.h>

#define BATCH_WEIGHT 64 /* of the units of a job, an article being 4 */

struct batch {
	bt_build *build;
	const bt_unit *units;
	guint n, weight;
	bool alive;  /* all its pages were made */
	bool failed; /* one could not be written */
	bt_diags *diags;
};

bt_record *bt_build_record(const bt_build *build, const bt_known *known)
{
	g_autoptr(GBytes) bytes = bt_store_read(build->records, known->record);
	return bytes ? bt_record_unpack(bytes) : NULL;
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

/* The full records of articles by their numbers. NULL after a message: the store lacks one. */
static GPtrArray *records_of(const bt_build *build, const int *articles, guint n, bt_diags *diags)
{
	g_autoptr(GPtrArray) records = g_ptr_array_new_full(n, (GDestroyNotify)bt_record_free);
	for (guint i = 0; i < n; i++) {
		const bt_planned *article = &g_array_index(build->plan->articles, bt_planned, articles[i]);
		bt_record *record = bt_build_record(build, article->known);
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

static void put(bt_outbox *outbox, const char *kind, const char *text, GBytes *bytes)
{
	g_autofree char *name = g_strconcat(kind, text, NULL);
	bt_outbox_put(outbox, name, bytes);
}

static void check_links(const bt_build *build, const bt_unit *unit, GBytes *page, bt_outbox *outbox, bt_diags *diags)
{
	const bt_link_check check = {&build->addresses, unit->address};
	g_autoptr(GPtrArray) elsewhere = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GBytes) nothing = g_bytes_new_static("", 0);
	bt_links_check(&check, page, elsewhere, diags);
	for (guint i = 0; i < elsewhere->len; i++)
		put(outbox, "L", elsewhere->pdata[i], nothing);
}

/* The name of an output is its kind (P: a page, L: a link to a place elsewhere, E: the end) and, of a page, the number of its unit. */
static void work(void *data, bt_outbox *outbox, bt_diags *diags)
{
	const struct batch *batch = data;
	bt_build *build = batch->build;
	g_autoptr(GBytes) nothing = g_bytes_new_static("", 0);
	if (!build->plan->look)
		build->plan->look = bt_site_look(build->project, diags);
	for (guint i = 0; build->plan->look && i < batch->n; i++) {
		const bt_unit *unit = &batch->units[i];
		g_autofree char *number = g_strdup_printf("%u", i);
		bt_diags_about(diags, unit->address, NULL, 0);
		g_autoptr(GBytes) bytes = make(build, unit, diags);
		if (!bytes)
			return; /* without its end the batch failed: no site lacks a page */
		if (g_str_has_suffix(unit->address, ".html"))
			check_links(build, unit, bytes, outbox, diags);
		put(outbox, "P", number, bytes);
	}
	put(outbox, "E", "", nothing);
}

/* ------------------------------------------------------------------ in the parent */

static void take(void *data, const char *name, GBytes *bytes)
{
	struct batch *batch = data;
	const bt_unit *unit;
	switch (*name) {
	case 'P':
		unit = &batch->units[CLAMP(g_ascii_strtoll(name + 1, NULL, 10), 0, batch->n - 1)];
		batch->failed |= !bt_build_put(batch->build, unit->address, unit->key, bytes);
		break;
	case 'L':
		g_ptr_array_add(batch->build->elsewhere, g_strdup(name + 1));
		break;
	case 'E':
		batch->alive = true;
		break;
	}
}

/* Units that are not there as they should be, each job about as long as the others. The caller frees both. */
static GArray *batches_of(bt_build *build, GArray *dirty)
{
	GArray *batches = g_array_new(FALSE, TRUE, sizeof(struct batch));
	for (guint i = 0; i < build->units->len; i++) {
		const bt_unit *unit = &g_array_index(build->units, bt_unit, i);
		if (!build->swap || !bt_swap_keep(build->swap, unit->address, unit->key))
			g_array_append_val(dirty, *unit);
	}
	for (guint i = 0; i < dirty->len; i++) {
		const bt_unit *unit = &g_array_index(dirty, bt_unit, i);
		struct batch *last = batches->len ? &g_array_index(batches, struct batch, batches->len - 1) : NULL;
		if (last && last->weight + unit->weight <= BATCH_WEIGHT) {
			last->n++;
			last->weight += unit->weight;
		} else {
			const struct batch batch = {.build = build, .units = unit, .n = 1, .weight = unit->weight, .diags = bt_diags_new(bt_diags_lang(build->diags))};
			g_array_append_val(batches, batch);
		}
	}
	return batches;
}

static bool make_pages(bt_build *build)
{
	g_autoptr(GArray) dirty = g_array_new(FALSE, FALSE, sizeof(bt_unit)), batches = batches_of(build, dirty);
	g_autofree bt_job *jobs = g_new0(bt_job, batches->len + 1);
	bool done = true;
	for (guint i = 0; i < batches->len; i++) {
		struct batch *batch = &g_array_index(batches, struct batch, i);
		jobs[i] = (bt_job){.work = work, .data = batch, .diags = batch->diags, .take = take};
	}
	if (batches->len)
		bt_jobs_run(jobs, batches->len, build->options->parallel, NULL, NULL);
	for (guint i = 0; i < batches->len; i++) {
		const struct batch *batch = &g_array_index(batches, struct batch, i);
		for (guint k = 0; k < bt_diags_count(batch->diags); k++)
			bt_diags_add(build->diags, bt_diags_at(batch->diags, k));
		done &= batch->alive && !batch->failed;
		bt_diags_free(batch->diags);
	}
	return done;
}

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

static bool put_pieces(bt_build *build)
{
	bool done = true;
	for (guint i = 0; done && i < build->plan->articles->len; i++) {
		const bt_known *known = g_array_index(build->plan->articles, bt_planned, i).known;
		done = put_piece(build, known->stem, ".csv", known->key, known->csv);
		if (build->options->pdf)
			done = done && put_piece(build, known->stem, ".pdf", known->key, known->pdf);
		for (const char *const *file = known->files; done && *file; file++)
			done = put_file(build, *file, bt_hash_text(0, *file));
	}
	for (const char *const *asset = build->cache->assets; done && asset && *asset; asset++)
		done = put_file(build, *asset, build->recipe);
	return done;
}

bool bt_build_pages(bt_build *build)
{
	return (!build->swap || put_pieces(build)) && make_pages(build);
}
