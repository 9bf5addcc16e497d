/* A build from one end to the other: what changed, reading it, the plan, the pages, the exchange. Knows the order, not the steps. */
#include "site/build.h"

#include <string.h>

/* ------------------------------------------------------------------ what changed */

/* A report still is what the last build knew. */
static bool unchanged(const bt_build *build, const bt_source *source, const bt_known *old)
{
	if (!old->key || build->cache->recipe != build->old->recipe || (old->n_said && build->cache->lang != build->old->lang))
		return false;
	bool same = old->mtime && old->size == source->size && old->mtime == source->mtime && old->review_size == source->review_size &&
		    old->review_mtime == source->review_mtime;
	if (!same) { /* touched, or fetched again: its bytes tell */
		g_autoptr(bt_diags) unheard = bt_diags_new(BT_LANG_EN);
		g_autoptr(GBytes) bytes = bt_read_all(source->path, BT_MAX_REPORT_BYTES, unheard);
		same = bytes && bt_build_content(source, bytes) == old->content;
	}
	return same && bt_build_photos(source, old) == old->photos;
}

static bool file_there(const bt_build *build, const bt_known *known, const char *suffix)
{
	g_autofree char *address = g_strconcat(known->stem, suffix, NULL);
	return bt_swap_there(build->swap, address, known->key);
}

/* What only reading the report gives is in the live tree. */
static bool all_there(const bt_build *build, const bt_known *known)
{
	if (known->order >= 0 && bt_swap_whole(build->swap))
		return true; /* as the last build left it */
	if (!known->stem || !file_there(build, known, ".csv") || (build->options->pdf && !file_there(build, known, ".pdf")))
		return false;
	for (const char *const *file = known->files; *file; file++)
		if (!bt_swap_there(build->swap, *file, bt_hash_text(0, *file)))
			return false;
	return true;
}

/* Times that may still change unseen are not trusted. */
static gint64 trusted(const bt_build *build, gint64 mtime) { return build->swap && mtime < bt_swap_time(build->swap) ? mtime : 0; }

/* What was wrong with a report still is. */
static void say_again(const bt_known *known, const char *folder, bt_diags *diags)
{
	for (guint i = 0; i < known->n_said; i++) {
		const bt_said *said = &known->said[i];
		bool below = said->file && g_str_has_prefix(said->file, "./");
		g_autofree char *file = below ? g_strconcat(folder, said->file + 1, NULL) : g_strdup(said->file);
		const bt_diag d = {.code = (bt_code)said->code, .level = (bt_level)said->level, .line = (guint)said->line, .column = (guint)said->column,
				   .file = file, .text = (char *)said->text};
		bt_diags_add(diags, &d);
	}
}

/* The report `below` in a cache, at *next or after it; *next goes on to the first that is not before it. NULL: not known. */
static bt_known *find_from(const bt_cache *cache, guint *next, const char *below)
{
	for (; *next < cache->reports->len; ++*next) {
		bt_known *known = cache->reports->pdata[*next];
		int order = strcmp(known->below, below);
		if (order >= 0)
			return order == 0 ? known : NULL;
	}
	return NULL;
}

/* What is known of a report now: what the last build knew, when it is the same; of another, where it stood. */
static bt_known *known_now(const bt_build *build, const bt_source *source, bt_known *old, bool same)
{
	bt_known *known = same ? old : bt_arena_new0(build->cache->arena, bt_known, 1);
	if (!same)
		known->order = -1;
	if (!same && old) {
		known->stem = old->stem;
		known->stem_hash = old->stem_hash;
		known->record = old->record;
		known->order = old->order;
	}
	known->source = source;
	known->below = source->below;
	known->size = source->size;
	known->mtime = trusted(build, source->mtime);
	known->review_size = source->review_size;
	known->review_mtime = trusted(build, source->review_mtime);
	known->settled = same;
	return known;
}

/* The reports of the project, with what is known of them; numbers of those to be read. Caller unrefs. */
static GArray *compare(bt_build *build)
{
	GArray *changed = g_array_new(FALSE, FALSE, sizeof(int));
	bt_cache *cache = build->cache;
	guint next = 0; /* of the last build's reports; both are sorted */
	for (guint i = 0; i < build->project->sources->len; i++) {
		const bt_source *source = &g_array_index(build->project->sources, bt_source, i);
		bt_known *old = find_from(build->old, &next, source->below);
		bool same = old && unchanged(build, source, old);
		bt_known *known = known_now(build, source, old, same);
		g_ptr_array_add(cache->reports, known);
		if (same && (!bt_plan_chosen(known, build->options) || all_there(build, known))) {
			say_again(known, build->project->folder, build->diags);
			continue;
		}
		known->settled = same && known->stem;
		int index = (int)i;
		g_array_append_val(changed, index);
	}
	return changed;
}

static bool assets_there(const bt_build *build)
{
	if (!build->swap || build->cache->recipe != build->old->recipe || !build->old->assets || !*build->old->assets)
		return false;
	for (const char *const *asset = build->old->assets; *asset; asset++)
		if (!bt_swap_there(build->swap, *asset, build->recipe))
			return false;
	return true;
}

/* ------------------------------------------------------------------ opening */

/* The stores that are kept: "records" and "told". */
static char *store_path(const bt_build *build, const char *name, int number)
{
	g_autofree char *numbered = g_strdup_printf("%s-%d", name, number & 1);
	return g_build_filename(bt_swap_beside(build->swap), numbered, NULL);
}

static bt_store *open_store(const bt_build *build, const char *name, int number, guint64 len)
{
	g_autofree char *path = store_path(build, name, number);
	return bt_store_open(path, len, build->diags);
}

/* What the last build knew, if its stores have it all. */
static void trust_stores(bt_build *build)
{
	if (bt_store_length(build->records) >= build->old->store && bt_cache_read_told(build->old, build->told))
		return;
	int number = build->old->number;
	bt_cache_free(build->old);
	build->old = bt_cache_new();
	build->old->number = number;
}

static bool open_stores(bt_build *build)
{
	if (!build->swap) {
		build->records = bt_store_temporary(NULL, build->diags);
		build->pieces = bt_store_temporary(NULL, build->diags);
		return build->records && build->pieces;
	}
	build->records = open_store(build, "records", build->old->number, build->old->store);
	build->told = open_store(build, "told", build->old->number, build->old->told);
	build->pieces = bt_store_temporary(bt_swap_beside(build->swap), build->diags);
	if (build->records && build->told)
		trust_stores(build);
	return build->records && build->told && build->pieces;
}

static bool open_build(bt_build *build)
{
	const bt_site_options *options = build->options;
	build->project = bt_project_open(options->folder, build->diags);
	if (!build->project)
		return false;
	if (!build->project->sources->len) {
		bt_diags_about(build->diags, options->folder, NULL, 0);
		bt_say(build->diags, BT_D_INPUT_NONE, BT_NO_SPAN, NULL);
		return false;
	}
	bt_diags_about(build->diags, NULL, NULL, 0);
	build->swap = options->check_only ? NULL : bt_swap_open(options->output, build->diags);
	if (!build->swap && !options->check_only)
		return false;
	build->old = bt_cache_unpack(build->swap ? bt_swap_notes(build->swap) : NULL);
	if (!open_stores(build))
		return false;
	build->cache = bt_cache_new();
	build->cache->waste = build->old->waste;
	build->cache->number = build->old->number;
	build->cache->lang = (int)bt_diags_lang(build->diags);
	build->cache->assets = build->old->assets;
	g_array_append_vals(build->cache->formers, build->old->formers->data, build->old->formers->len);
	build->recipe = build->cache->recipe = bt_build_recipe(build);
	build->files = g_hash_table_new_full(bt_hash_key, g_str_equal, g_free, g_free);
	build->units = g_array_new(FALSE, FALSE, sizeof(bt_unit));
	build->elsewhere = g_ptr_array_new_with_free_func(g_free);
	build->unchecked = g_ptr_array_new_with_free_func(g_free);
	build->said = g_hash_table_new(NULL, NULL);
	return true;
}

static void close_build(bt_build *build)
{
	bt_plan_free(build->plan);
	if (build->files)
		g_hash_table_unref(build->files);
	bt_addresses_clear(&build->addresses);
	if (build->units)
		g_array_unref(build->units);
	if (build->elsewhere)
		g_ptr_array_unref(build->elsewhere);
	if (build->unchecked)
		g_ptr_array_unref(build->unchecked);
	if (build->said)
		g_hash_table_unref(build->said);
	bt_store_free(build->records);
	bt_store_free(build->told);
	bt_store_free(build->pieces);
	bt_swap_free(build->swap);
	bt_cache_free(build->cache);
	bt_cache_free(build->old);
	bt_project_free(build->project);
}

/* ------------------------------------------------------------------ links that no page's maker could judge */

static GBytes *finished(const bt_build *build, const char *address)
{
	if (build->swap)
		return bt_swap_read(build->swap, address);
	const bt_piece *piece = g_hash_table_lookup(build->files, address);
	return piece ? bt_store_read(build->pieces, *piece) : NULL;
}

/* Pages of figures were made before the addresses of all owners were known. Nobody but us writes their links, and there are tens
 * of thousands: they are judged when that is what is asked for. */
static void check_unchecked(const bt_build *build)
{
	for (guint i = 0; build->options->check_only && i < build->unchecked->len; i++) {
		const bt_link_check check = {&build->addresses, build->unchecked->pdata[i]};
		g_autoptr(GBytes) page = g_str_has_suffix(check.address, ".html") ? finished(build, check.address) : NULL;
		if (page)
			bt_links_check(&check, page, build->elsewhere, build->diags);
	}
}

static int by_target(gconstpointer a, gconstpointer b)
{
	const char *one = *(char *const *)a, *other = *(char *const *)b;
	int order = strcmp(strchr(one, '\n'), strchr(other, '\n'));
	return order ? order : strcmp(one, other);
}

/* Links to places in other pages: "page\naddress#place". Each of these pages is read once. */
static void check_places(const bt_build *build)
{
	g_autofree char *last = NULL;
	g_autoptr(GBytes) target = NULL;
	g_ptr_array_sort(build->elsewhere, by_target);
	for (guint i = 0; i < build->elsewhere->len; i++) {
		g_autofree char *page = g_strdup(build->elsewhere->pdata[i]);
		char *address = strchr(page, '\n'), *place = strrchr(page, '#');
		*address++ = 0;
		g_autofree char *link = g_strdup(address);
		*place++ = 0;
		if (g_strcmp0(last, address) != 0) {
			g_free(last);
			last = g_strdup(address);
			g_clear_pointer(&target, g_bytes_unref);
			target = finished(build, address);
		}
		if (target && bt_links_place(target, place))
			continue;
		bt_diags_about(build->diags, page, NULL, 0);
		bt_say(build->diags, BT_D_SITE_LINK, BT_NO_SPAN, link, NULL);
	}
}

/* Links that authors wrote in pages that stay as they are: the other end may be gone. */
static void check_kept(const bt_build *build)
{
	for (guint i = 0; i < build->plan->articles->len; i++) {
		const bt_planned *article = &g_array_index(build->plan->articles, bt_planned, i);
		if (article->known->parts.len || !*article->known->links)
			continue;
		g_autofree char *address = g_strconcat(article->stem, ".html", NULL);
		const bt_link_check check = {&build->addresses, address};
		for (const char *const *link = article->known->links; *link; link++)
			bt_links_check_one(&check, *link, build->diags);
	}
}

/* ------------------------------------------------------------------ the end */

#define WASTE_MIN (1 << 20)

/* What removed reports leave. */
static guint64 waste_of_removed(const bt_build *build)
{
	guint64 waste = 0;
	guint next = 0;
	for (guint i = 0; i < build->old->reports->len; i++) {
		const bt_known *old = build->old->reports->pdata[i];
		if (!find_from(build->cache, &next, old->below))
			waste += old->record.len;
	}
	return waste;
}

static bool move_records(bt_build *build, bt_store *to)
{
	bt_cache *cache = build->cache;
	bool done = to != NULL;
	for (guint i = 0; done && i < cache->reports->len; i++) {
		bt_known *known = cache->reports->pdata[i];
		g_autoptr(GBytes) bytes = known->key ? bt_store_read(build->records, known->record) : NULL;
		done = !known->key || (bytes && bt_store_add(to, bytes, &known->record, build->diags));
		known->told.len = 0; /* the new store shall have it, too */
	}
	return done;
}

/* When most of the stores is of reports as they were once, the rest moves to new files. */
static bool compact(bt_build *build)
{
	bt_cache *cache = build->cache;
	cache->waste += waste_of_removed(build);
	if (cache->waste < WASTE_MIN || cache->waste < bt_store_length(build->records) / 2)
		return true;
	bt_store *records = open_store(build, "records", cache->number + 1, 0), *told = open_store(build, "told", cache->number + 1, 0);
	if (!told || !move_records(build, records)) {
		bt_store_free(records);
		bt_store_free(told);
		return false;
	}
	bt_store_free(build->records);
	bt_store_free(build->told);
	build->records = records;
	build->told = told;
	cache->number++;
	cache->waste = 0;
	return true;
}

static void remove_store(const bt_build *build, const char *name)
{
	g_autofree char *former = store_path(build, name, build->cache->number + 1);
	bt_store_remove(former);
}

static bool commit(bt_build *build)
{
	bt_swap_count count = {0};
	if (!build->swap)
		return true;
	if (!compact(build))
		return false;
	build->cache->store = bt_store_length(build->records);
	g_autoptr(GBytes) notes = bt_cache_pack(build->cache, build->told, build->diags);
	g_clear_pointer(&build->pieces, bt_store_free); /* no disk needs to hear of them */
	bt_diags_about(build->diags, NULL, NULL, 0);
	if (!notes || !bt_swap_commit(build->swap, notes, &count, build->diags))
		return false;
	remove_store(build, "records");
	remove_store(build, "told");
	build->count.written = count.written;
	build->count.removed = count.removed;
	return true;
}

static bool run(bt_build *build)
{
	if (!open_build(build))
		return false;
	g_autoptr(GArray) changed = compare(build);
	if (!bt_build_read(build, changed, !assets_there(build)))
		return false;
	build->plan = bt_plan_make(build->project, build->cache, build->options, build->diags);
	if (!bt_build_owners(build))
		return false;
	bt_build_units(build);
	if (!bt_build_pages(build))
		return false;
	check_unchecked(build);
	check_places(build);
	check_kept(build);
	return commit(build);
}

bool bt_site_build(const bt_site_options *options, bt_diags *diags, bt_site_count *count)
{
	bt_build build = {.options = options, .diags = diags};
	bool done = run(&build);
	if (done) {
		build.count.reports = build.cache->reports->len;
		build.count.left_out = build.count.reports - build.plan->articles->len;
	}
	*count = build.count;
	close_build(&build);
	return done;
}
