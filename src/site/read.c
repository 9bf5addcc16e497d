/* The first pass of a build: workers read the reports that changed and make of each all that depends on it alone. The parent
 * keeps what they hand over and parses no report. */
#include "site/batch.h"

#include <string.h>

#define BATCH 12 /* reports of a job: pipes and forks then cost little, and a dead worker little work */

/* Some reports, or (n = 0) what all pages share. */
struct batch {
	bt_batch batch;
	const int *reports; /* indices in cache->reports */
	guint n;
};

/* What is handed over, with the report's index in cache->reports; what a report has told goes last. */
enum { FILE_SHOWN = 'F', PARTS = 'M', CSV = 'C', PDF = 'P', RECORD = 'R', TOLD = 'T' };
#define NO_REPORT (-1)

/* What travels beside the pieces themselves. */
struct told {
	gint64 content;
	const char *const *photo_paths, *const *owners, *const *links, *const *files;
	const bt_said *said;
	guint n_said;
};

static void code_told(bt_codec *codec, struct told *told)
{
	bt_code_int64(codec, &told->content);
	bt_code_texts(codec, &told->photo_paths);
	bt_code_texts(codec, &told->owners);
	bt_code_texts(codec, &told->links);
	bt_code_texts(codec, &told->files);
	bt_cache_code_said(codec, &told->said, &told->n_said);
}

/* ------------------------------------------------------------------ in the worker */

/* What is wrong with the settings is the parent's to say: it has read them itself. */
static bool about_report(const bt_build *build, const bt_diag *d) { return !build->project->ini || g_strcmp0(d->file, build->project->ini) != 0; }

static void pass_on(const bt_build *build, const bt_diags *own, bt_diags *diags)
{
	for (guint i = 0; i < bt_diags_count(own); i++)
		if (about_report(build, bt_diags_at(own, i)))
			bt_diags_add(diags, bt_diags_at(own, i));
}

/* The name of a file of the project without its folder, which may be named in another way next time: "./reports/a.txt". */
static const char *below_project(const bt_build *build, const char *file, bt_arena *arena)
{
	gsize len = strlen(build->project->folder);
	bool below = file && strncmp(file, build->project->folder, len) == 0 && file[len] == '/';
	return below ? bt_arena_concat(arena, ".", file + len, NULL) : file;
}

/* The same, to be kept. Lent from `own` and the arena. */
static GArray *said_of(const bt_build *build, const bt_diags *own, bt_arena *arena)
{
	GArray *said = g_array_new(FALSE, FALSE, sizeof(bt_said));
	for (guint i = 0; i < bt_diags_count(own); i++) {
		const bt_diag *d = bt_diags_at(own, i);
		const bt_said one = {(int)d->code, (int)d->level, (int)d->line, (int)d->column, below_project(build, d->file, arena), d->text};
		if (about_report(build, d))
			g_array_append_val(said, one);
	}
	return said;
}

static bt_report_options options_for(const bt_build *build, const bt_source *source)
{
	const bt_project *project = build->project;
	return (bt_report_options){.office = project->ini, .settings = project->office, .logo = project->logo, .review = source->review};
}

/* Reads a report; *content becomes the hash of its bytes and the clerk's table's. NULL after a message. */
static bt_report *read_report(const bt_build *build, const bt_source *source, gint64 *content, bt_diags *diags)
{
	bt_report_options options = options_for(build, source);
	bt_diags_about(diags, source->path, NULL, 0);
	g_autoptr(GBytes) bytes = bt_read_all(source->path, BT_MAX_REPORT_BYTES, diags);
	if (!bytes)
		return NULL;
	*content = (gint64)bt_build_content(source, bytes);
	return bt_report_read(bytes, source->path, &options, diags);
}

static void add_once(GPtrArray *texts, const char *text)
{
	for (guint i = 0; i < texts->len; i++)
		if (strcmp(texts->pdata[i], text) == 0)
			return;
	g_ptr_array_add(texts, (gpointer)text);
}

static GPtrArray *photo_paths(const bt_doc *doc)
{
	GPtrArray *paths = g_ptr_array_new();
	for (guint i = 0; i < doc->meta.photos->len; i++) {
		const char *path = g_array_index(doc->meta.photos, bt_photo, i).path;
		if (path)
			add_once(paths, path);
	}
	for (const bt_node *n = doc->root; n; n = bt_node_next(n, doc->root))
		if (n->kind == BT_PHOTO && n->u.photo.path)
			add_once(paths, n->u.photo.path);
	g_ptr_array_add(paths, NULL);
	return paths;
}

/* Whose figures can stand in a series: stated, sure, with a period. */
static GPtrArray *owners_of(const bt_record *record)
{
	GPtrArray *owners = g_ptr_array_new();
	for (guint i = 0; i < record->n_facts; i++) {
		const bt_fact *fact = &record->facts[i];
		if (fact->owner && *fact->owner && !fact->planned && fact->permille >= BT_CONFIDENT && fact->period.kind != BT_PERIOD_NONE)
			add_once(owners, fact->owner);
	}
	g_ptr_array_add(owners, NULL);
	return owners;
}

struct files {
	bt_outbox *outbox;
	int report;
	GPtrArray *addresses; /* char *, owned; NULL: they are not wanted */
};

static void put_file(void *data, const char *address, GBytes *bytes)
{
	struct files *files = data;
	if (!files->addresses)
		return;
	g_ptr_array_add(files->addresses, g_strdup(address));
	bt_batch_put(files->outbox, FILE_SHOWN, files->report, address, bytes);
}

/* What is told of it goes last: a report without that failed. */
static void put_record(const bt_report *report, const bt_known *known, GBytes *parts, gint64 content, struct files *files, const GArray *said)
{
	g_autoptr(bt_record) record = bt_record_lent(report, known->below);
	g_autoptr(GPtrArray) photos = photo_paths(report->doc), owners = owners_of(record), links = bt_links_of(parts);
	g_ptr_array_add(links, NULL);
	g_ptr_array_add(files->addresses, NULL);
	struct told told = {content, (void *)photos->pdata, (void *)owners->pdata, (void *)links->pdata, (void *)files->addresses->pdata,
			    (const bt_said *)(void *)said->data, said->len};
	bt_codec codec = {.out = g_string_new(NULL)};
	code_told(&codec, &told);
	bt_cache_code_head(&codec, record);
	g_autoptr(GBytes) bytes = g_string_free_to_bytes(codec.out), packed = bt_record_pack(record);
	bt_batch_put(files->outbox, RECORD, files->report, "", packed);
	bt_batch_put(files->outbox, TOLD, files->report, "", bytes);
}

static void make_report(const bt_build *build, int index, bt_outbox *outbox, bt_diags *diags)
{
	const bt_known *known = build->cache->reports->pdata[index];
	const bt_source *source = known->source;
	bt_report_options options = options_for(build, source);
	gint64 content = 0;
	bt_report *report = read_report(build, source, &content, diags);
	g_autoptr(GPtrArray) addresses = g_ptr_array_new_with_free_func(g_free);
	struct files files = {outbox, index, addresses};
	g_autoptr(GBytes) parts = report ? bt_site_article_parts(build->project, report, put_file, &files, diags) : NULL;
	g_autoptr(GBytes) pdf = parts && build->options->pdf ? bt_report_pdf(report, &options, diags) : NULL;
	if (parts && (pdf || !build->options->pdf)) {
		g_autoptr(GBytes) csv = bt_report_csv(report, &options);
		g_autoptr(bt_arena) scratch = bt_arena_new();
		g_autoptr(GArray) said = said_of(build, diags, scratch);
		bt_batch_put(outbox, PARTS, index, "", parts);
		bt_batch_put(outbox, CSV, index, "", csv);
		if (pdf)
			bt_batch_put(outbox, PDF, index, "", pdf);
		put_record(report, known, parts, content, &files, said);
	}
	bt_report_free(report);
}

static void put_asset(void *data, const char *address, GBytes *bytes)
{
	bt_batch_put(data, FILE_SHOWN, NO_REPORT, address, bytes);
}

static bool make(const bt_batch *data, bt_outbox *outbox, bt_diags *diags)
{
	const struct batch *batch = (const struct batch *)data;
	for (guint i = 0; i < batch->n; i++) {
		g_autoptr(bt_diags) own = bt_diags_new(bt_diags_lang(diags));
		make_report(data->build, batch->reports[i], outbox, own);
		pass_on(data->build, own, diags);
	}
	return batch->n || bt_site_assets(data->build->project, put_asset, outbox, diags);
}

GBytes *bt_build_parts(const bt_build *build, const bt_known *known, bt_diags *diags)
{
	gint64 content;
	struct files files = {NULL, 0, NULL};
	g_autoptr(bt_diags) own = bt_diags_new(bt_diags_lang(diags));
	bt_report *report = read_report(build, known->source, &content, own);
	GBytes *parts = report ? bt_site_article_parts(build->project, report, put_file, &files, own) : NULL;
	bt_report_free(report);
	if (!parts) /* warnings were said when the report was new */
		pass_on(build, own, diags);
	return parts;
}

/* ------------------------------------------------------------------ in the parent */

static void add_asset(bt_build *build, const char *address)
{
	const char *const *assets = build->cache->assets;
	guint n = assets ? g_strv_length((char **)(gpointer)assets) : 0;
	const char **more = bt_arena_new0(build->cache->arena, const char *, n + 2);
	for (guint i = 0; i < n; i++)
		more[i] = assets[i];
	more[n] = bt_arena_strdup(build->cache->arena, address);
	build->cache->assets = more;
}

/* A photo; of no report: what all pages share. */
static bool take_file(bt_build *build, const bt_known *known, const char *address, GBytes *bytes)
{
	if (!known)
		add_asset(build, address);
	if (g_hash_table_contains(build->files, address))
		return true;
	bt_piece *piece = g_new0(bt_piece, 1);
	g_hash_table_insert(build->files, g_strdup(address), piece);
	return bt_store_add(build->pieces, bytes, piece, build->diags);
}

static const char *const *copy_texts(const char *const *texts, bt_arena *arena)
{
	guint n = g_strv_length((char **)texts);
	const char **copy = bt_arena_new0(arena, const char *, n + 1);
	for (guint i = 0; i < n; i++)
		copy[i] = bt_arena_strdup(arena, texts[i]);
	return copy;
}

static void copy_said(bt_known *known, const struct told *told, bt_arena *arena)
{
	bt_said *copy = bt_arena_new0(arena, bt_said, told->n_said + 1);
	for (guint i = 0; i < told->n_said; i++) {
		copy[i] = told->said[i];
		copy[i].file = bt_arena_strdup(arena, copy[i].file);
		copy[i].text = bt_arena_strdup(arena, copy[i].text);
	}
	known->said = copy;
	known->n_said = told->n_said;
}

static void take_told(bt_build *build, bt_known *known, GBytes *bytes)
{
	gsize len;
	const char *data = g_bytes_get_data(bytes, &len);
	g_autoptr(bt_arena) scratch = bt_arena_new();
	bt_codec codec = {.at = data, .end = data + len, .arena = scratch};
	struct told told = {0};
	bt_record head = {0};
	code_told(&codec, &told);
	bt_cache_code_head(&codec, &head);
	if (codec.failed)
		return;
	bt_arena *arena = build->cache->arena;
	known->content = (guint64)told.content;
	known->told = (bt_piece){0};
	known->photo_paths = copy_texts(told.photo_paths, arena);
	known->owners = copy_texts(told.owners, arena);
	known->links = copy_texts(told.links, arena);
	known->files = copy_texts(told.files, arena);
	copy_said(known, &told, arena);
	known->photos = bt_build_photos(known->source, known);
	known->head = bt_cache_head(&head, arena);
	known->head_hash = bt_head_hash(&known->head);
	known->key = bt_hash_int(bt_hash_int(build->recipe, (gint64)known->content), (gint64)known->photos);
}

static bool take_record(bt_build *build, bt_known *known, GBytes *bytes)
{
	build->cache->waste += known->record.len;
	return bt_store_add(build->records, bytes, &known->record, build->diags);
}

static bool take(bt_batch *batch, char kind, int number, const char *text, GBytes *bytes)
{
	bt_build *build = batch->build;
	bt_known *known = number >= 0 && number < (int)build->cache->reports->len ? build->cache->reports->pdata[number] : NULL;
	if (kind == FILE_SHOWN)
		return take_file(build, known, text, bytes);
	if (!known)
		return true;
	switch (kind) {
	case PARTS: return bt_store_add(build->pieces, bytes, &known->parts, build->diags);
	case CSV: return bt_store_add(build->pieces, bytes, &known->csv, build->diags);
	case PDF: return bt_store_add(build->pieces, bytes, &known->pdf, build->diags);
	case RECORD: return take_record(build, known, bytes);
	case TOLD: take_told(build, known, bytes); break;
	}
	return true;
}

/* A report that is tried again is not yet done. */
static void progress(bt_batch *data)
{
	bt_build *build = data->build;
	const struct batch *batch = (const struct batch *)data;
	build->done += data->whole || batch->n == 1 ? batch->n : 0;
	if (build->options->progress)
		build->options->progress(build->options->progress_data, build->done, build->all);
}

static bool try_singly(bt_batch *batch);

static const bt_pass pass = {.make = make, .take = take, .after = progress, .lost = try_singly};

/* What is said of one report alone is said with its name, also when its worker died. */
static void add_batch(GPtrArray *batches, bt_build *build, const int *reports, guint n)
{
	struct batch *batch = bt_batch_new(sizeof *batch, &pass, build);
	batch->reports = reports;
	batch->n = n;
	if (n == 1)
		bt_diags_about(batch->batch.diags, ((const bt_known *)build->cache->reports->pdata[*reports])->source->path, NULL, 0);
	g_ptr_array_add(batches, batch);
}

/* A worker that died took its whole batch along: each of these reports is tried alone, so that only the bad one is lost. */
static bool try_singly(bt_batch *data)
{
	const struct batch *batch = (const struct batch *)data;
	g_autoptr(GPtrArray) singles = bt_batches_new();
	if (batch->n <= 1) {
		bt_batch_say(data);
		return batch->n == 1;
	}
	for (guint i = 0; i < batch->n; i++)
		add_batch(singles, data->build, batch->reports + i, 1);
	return bt_batches_run(singles);
}

bool bt_build_read(bt_build *build, const GArray *changed, bool assets)
{
	g_autoptr(GPtrArray) batches = bt_batches_new();
	for (guint from = 0; from < changed->len; from += BATCH)
		add_batch(batches, build, &g_array_index(changed, int, from), MIN(BATCH, changed->len - from));
	if (assets) {
		build->cache->assets = NULL;
		add_batch(batches, build, NULL, 0);
	}
	build->all = changed->len;
	return bt_batches_run(batches);
}
