/* What each page is made from, as one number: a page whose number is the same is the same page. When a maker of pages begins to
 * use something new of the plan, its key here must know of it; tests/suites/site.sh compares updates with whole builds. */
#include "site/build.h"

#include <glib/gstdio.h>
#include <string.h>

/* ------------------------------------------------------------------ reports */

guint64 bt_build_content(const bt_source *source, GBytes *report)
{
	gsize len;
	const void *data = g_bytes_get_data(report, &len);
	guint64 hash = bt_hash(0, data, len);
	g_autoptr(bt_diags) unheard = bt_diags_new(BT_LANG_EN);
	g_autoptr(GBytes) table = source->review ? bt_read_all(source->review, BT_MAX_REPORT_BYTES, unheard) : NULL;
	if (!table)
		return bt_hash_int(hash, -1);
	data = g_bytes_get_data(table, &len);
	return bt_hash(hash, data, len);
}

guint64 bt_build_photos(const bt_source *source, const bt_known *known)
{
	guint64 hash = 1;
	for (const char *const *path = known->photo_paths; path && *path; path++)
		hash = bt_hash_int(hash, (gint64)bt_doc_photo_stamp(source->path, *path));
	return hash;
}

static guint64 hash_texts(guint64 hash, const char *const *texts)
{
	for (; texts && *texts; texts++)
		hash = bt_hash_text(hash, *texts);
	return bt_hash_int(hash, 0);
}

guint64 bt_head_hash(const bt_record *head)
{
	const char *const texts[] = {head->path, head->title, head->lead, head->date, head->place, head->issuer, head->section, head->period, head->number, head->summary};
	guint64 hash = head->draft ? 2 : 1;
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		hash = bt_hash_text(hash, texts[i]);
	return hash_texts(hash_texts(hash, head->authors), head->tags);
}

/* ------------------------------------------------------------------ how pages are made */

/* A file by its size and time: reading fonts and templates on every run would cost more than making the page. */
static guint64 hash_file(guint64 hash, const char *path)
{
	GStatBuf st;
	const char *slash = strrchr(path, '/'); /* the same folder may be named in several ways */
	hash = bt_hash_text(hash, slash ? slash + 1 : path);
	if (g_stat(path, &st) != 0)
		return bt_hash_int(hash, -1);
	hash = bt_hash_int(bt_hash_int(hash, st.st_size), st.st_mtim.tv_sec);
	return bt_hash_int(hash, st.st_mtim.tv_nsec);
}

static int by_text(gconstpointer a, gconstpointer b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static guint64 hash_folder(guint64 hash, const char *path, int depth)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GDir) dir = depth < 4 ? g_dir_open(path, 0, NULL) : NULL;
	const char *name;
	while (dir && (name = g_dir_read_name(dir)))
		g_ptr_array_add(names, g_build_filename(path, name, NULL));
	g_ptr_array_sort(names, by_text);
	for (guint i = 0; i < names->len; i++) {
		bool folder = g_file_test(names->pdata[i], G_FILE_TEST_IS_DIR);
		hash = folder ? hash_folder(hash, names->pdata[i], depth + 1) : hash_file(hash, names->pdata[i]);
	}
	return hash;
}

/* A file of the office that bantin.ini names, beneath its folder. */
static guint64 hash_own(const bt_build *build, guint64 hash, const char *name)
{
	g_autofree char *path = name ? g_build_filename(build->project->folder, name, NULL) : NULL;
	return path ? hash_file(hash, path) : bt_hash_int(hash, 0);
}

guint64 bt_build_recipe(const bt_build *build)
{
	const bt_project *project = build->project;
	g_autofree char *templates = bt_data_path("templates"), *fonts = bt_data_path("fonts"), *own = g_build_filename(project->folder, "templates", NULL);
	guint64 hash = hash_file(1, "/proc/self/exe");
	hash = hash_folder(hash, templates, 0);
	hash = hash_folder(hash, fonts, 0);
	hash = hash_folder(hash, own, 0);
	hash = project->ini ? hash_file(hash, project->ini) : hash;
	hash = hash_own(build, hash, project->office[BT_OFFICE_LEXICON]);
	hash = hash_own(build, hash, project->office[BT_OFFICE_LOGO]);
	return bt_hash_int(hash, build->options->pdf);
}

/* ------------------------------------------------------------------ what all pages show */

static guint64 hash_lists(guint64 hash, const GPtrArray *lists)
{
	for (guint i = 0; i < lists->len; i++) {
		const bt_list *list = lists->pdata[i];
		hash = bt_hash_int(hash, (gint64)list->hash);
	}
	return bt_hash_int(hash, lists->len);
}

guint64 bt_build_site_key(const bt_build *build, bool figures)
{
	return bt_hash_int(hash_lists(build->recipe, build->plan->sections), figures);
}

static guint64 hash_owners(const bt_build *build)
{
	guint64 hash = build->site;
	for (guint i = 0; i < build->plan->owners->len; i++) {
		const bt_owner *owner = build->plan->owners->pdata[i];
		hash = bt_hash_text(bt_hash_text(bt_hash_int(hash, owner->indicators), owner->name), owner->stem);
		hash = hash_texts(bt_hash_text(bt_hash_text(hash, owner->from), owner->to), owner->labels);
	}
	return hash;
}

static const bt_planned *article_at(const bt_plan *plan, int i) { return &g_array_index(plan->articles, bt_planned, i); }

/* What other pages show of an article. */
static guint64 mention_of(const bt_planned *article)
{
	guint64 hash = bt_hash_int(article->known->stem_hash, (gint64)article->known->head_hash);
	return article->section ? bt_hash_int(hash, (gint64)article->section->hash) : hash;
}

static guint64 hash_mention(guint64 hash, const bt_build *build, int i)
{
	return bt_hash_int(hash, i < 0 ? -1 : (gint64)build->mentions[i]);
}

static guint64 article_key(const bt_build *build, int i)
{
	const bt_planned *article = article_at(build->plan, i);
	guint64 hash = hash_mention(bt_hash_int(build->site, (gint64)article->known->key), build, i);
	hash = hash_mention(hash_mention(hash, build, article->newer), build, article->older);
	for (gsize k = 0; k < G_N_ELEMENTS(article->related); k++)
		hash = hash_mention(hash, build, article->related[k]);
	for (const bt_list *const *tag = article->tags; *tag; tag++)
		hash = bt_hash_int(hash, (gint64)(*tag)->hash);
	return article->quarter ? bt_hash_int(hash, (gint64)article->quarter->hash) : hash;
}

/* How many articles a list has, with those of its parts. */
static guint64 hash_size(guint64 hash, const bt_list *list)
{
	hash = bt_hash_int(bt_hash_int(hash, (gint64)list->hash), list->articles->len);
	for (guint i = 0; i < list->parts->len; i++)
		hash = hash_size(hash, list->parts->pdata[i]);
	return hash;
}

static guint64 hash_sizes(guint64 hash, const GPtrArray *lists)
{
	for (guint i = 0; i < lists->len; i++)
		hash = hash_size(hash, lists->pdata[i]);
	return hash;
}

static guint64 list_key(const bt_build *build, const bt_list *list)
{
	const bt_plan *plan = build->plan;
	guint64 hash = hash_size(bt_hash_int(build->site, list->kind), list);
	for (guint i = 0; i < list->articles->len; i++)
		hash = hash_mention(hash, build, g_array_index(list->articles, int, i));
	if (list->whole)
		hash = bt_hash_int(hash, (gint64)list->whole->hash);
	if (list->kind != BT_LIST_FRONT)
		return hash;
	if (list->articles->len) /* the lead shows its photo and key figures */
		hash = bt_hash_int(hash, (gint64)article_at(plan, g_array_index(list->articles, int, 0))->known->key);
	return hash_sizes(hash_sizes(hash_sizes(hash, plan->sections), plan->tags), plan->years);
}

/* The whole text of some articles. */
static guint64 hash_full(const bt_build *build, guint64 hash, guint from, guint n)
{
	for (guint i = from; i < from + n; i++)
		hash = bt_hash_int(hash_mention(hash, build, (int)i), (gint64)article_at(build->plan, (int)i)->known->key);
	return hash;
}

static guint64 hash_quarter(const bt_build *build, const bt_list *quarter)
{
	guint n = quarter->articles->len;
	return hash_full(build, build->recipe, n ? (guint)g_array_index(quarter->articles, int, 0) : 0, n);
}

/* All addresses, as a map of the site lists them. */
static guint64 hash_map(const bt_build *build)
{
	guint64 hash = hash_lists(build->recipe, build->plan->lists);
	for (guint i = 0; i < build->plan->articles->len; i++) {
		const bt_planned *article = article_at(build->plan, (int)i);
		hash = bt_hash_text(bt_hash_int(hash, (gint64)article->known->stem_hash), article->head->date);
	}
	return hash;
}

/* ------------------------------------------------------------------ the units */

static void add_address(bt_build *build, const char *address) { bt_addresses_add(&build->addresses, address); }

static void add_unit(bt_build *build, bt_unit_kind kind, guint index, const char *address, guint64 key, guint weight)
{
	const bt_unit unit = {kind, index, address, key ? key : 1, weight};
	g_array_append_val(build->units, unit);
	add_address(build, address);
}

static void add_articles(bt_build *build)
{
	bt_arena *arena = build->plan->arena;
	for (guint i = 0; i < build->plan->articles->len; i++) {
		const bt_planned *article = article_at(build->plan, (int)i);
		add_unit(build, BT_UNIT_ARTICLE, i, bt_arena_concat(arena, article->stem, ".html", NULL), article_key(build, (int)i), 4);
		add_address(build, bt_arena_concat(arena, article->stem, ".csv", NULL));
		if (build->options->pdf)
			add_address(build, bt_arena_concat(arena, article->stem, ".pdf", NULL));
		for (const char *const *file = article->known->files; *file; file++)
			add_address(build, *file);
	}
}

static void add_lists(bt_build *build)
{
	const bt_plan *plan = build->plan;
	guint n = plan->lists->len;
	for (guint i = 0; i < n; i++) {
		const bt_list *list = plan->lists->pdata[i];
		add_unit(build, BT_UNIT_LIST, i, list->address, list_key(build, list), 2 + list->articles->len / 8);
		if (list->kind == BT_LIST_QUARTER)
			add_unit(build, BT_UNIT_SEARCH_PART, i, bt_site_search_address(list, plan->arena), hash_quarter(build, list),
				 2 + list->articles->len);
	}
	guint64 search = build->site; /* its page names its parts */
	for (guint i = 0; i < n; i++) {
		const bt_list *list = plan->lists->pdata[i];
		if (list->kind == BT_LIST_QUARTER)
			search = bt_hash_int(bt_hash_text(search, list->address), list->articles->len);
	}
	add_unit(build, BT_UNIT_SEARCH, 0, BT_SITE_SEARCH, search, 4);
}

void bt_build_units(bt_build *build)
{
	const bt_plan *plan = build->plan;
	build->site = bt_build_site_key(build, plan->owners->len > 0);
	build->mentions = bt_arena_new0(plan->arena, guint64, plan->articles->len + 1);
	for (guint i = 0; i < plan->articles->len; i++)
		build->mentions[i] = mention_of(article_at(plan, (int)i));
	add_articles(build);
	add_lists(build);
	for (guint i = 0; i < plan->moved->len; i++) {
		const bt_moved *moved = &g_array_index(plan->moved, bt_moved, i);
		const bt_known *known = moved->known;
		add_unit(build, BT_UNIT_MOVED, i, moved->from, bt_hash_text(bt_hash_int(build->site, (gint64)known->head_hash), moved->to), 2);
	}
	guint n = MIN(plan->articles->len, BT_FEED_LENGTH);
	guint64 feed = hash_full(build, build->recipe, 0, n);
	add_unit(build, BT_UNIT_MISSING, 0, BT_SITE_MISSING, build->site, 2);
	add_unit(build, BT_UNIT_ATOM, 0, BT_SITE_ATOM, feed, 20);
	add_unit(build, BT_UNIT_JSON_FEED, 0, BT_SITE_JSON_FEED, feed, 20);
	add_unit(build, BT_UNIT_ROBOTS, 0, "robots.txt", build->recipe, 1);
	if (plan->base_url) {
		add_unit(build, BT_UNIT_RSS, 0, BT_SITE_RSS, feed, 10);
		add_unit(build, BT_UNIT_SITEMAP, 0, "sitemap.xml", hash_map(build), 2 + plan->articles->len / 100);
	}
	if (plan->owners->len)
		add_unit(build, BT_UNIT_FIGURES, 0, BT_SITE_FIGURES, hash_owners(build), 2 + plan->owners->len / 8);
	for (guint i = 0; i < plan->owners->len; i++) {
		const bt_owner *owner = plan->owners->pdata[i];
		add_address(build, bt_arena_printf(plan->arena, "%s.html", owner->stem));
		add_address(build, bt_arena_printf(plan->arena, "%s.csv", owner->stem));
	}
	for (const char *const *asset = build->cache->assets; asset && *asset; asset++)
		add_address(build, *asset);
}
