/* Takes an edition made before bantin into the archive: its PDF as it is and its texts, which are read as reports are, so that
 * words and figures are found. Marked as imported. */
#include "archive/make.h"

#include <string.h>

#define LOCK_SECONDS 300
#define FILE_BYTES (256 * 1024 * 1024)

struct adding {
	const bt_add_options *options;
	bt_shelf *shelf;
	const bt_shelved *there;
	bt_issue issue;
	int number, running;
	char *office; /* path of bantin.ini, or NULL */
	bt_arena *arena;
	bt_bag *bag;
};

/* ------------------------------------------------------------------ in the worker */

static bool is_pdf(const char *path) { return g_str_has_suffix(path, ".pdf") || g_str_has_suffix(path, ".PDF"); }

static const char *base_of(const char *path) { return strrchr(path, '/') ? strrchr(path, '/') + 1 : path; }

static bool put_pdf(const char *path, bt_outbox *outbox, bt_diags *diags)
{
	g_autoptr(GBytes) bytes = bt_read_all(path, FILE_BYTES, diags);
	gsize len = 0;
	const char *data = bytes ? g_bytes_get_data(bytes, &len) : NULL;
	if (!bytes)
		return false;
	if (len < 5 || memcmp(data, "%PDF-", 5) != 0) {
		bt_say(diags, BT_D_ADD_PDF, BT_NO_SPAN, NULL);
		return false;
	}
	bt_outbox_put(outbox, "edition.pdf", bytes);
	return true;
}

/* The record's strings live in `records`. */
static bool add_text(const struct adding *a, const char *path, bt_stored *stored, GPtrArray *records, bt_outbox *outbox, bt_diags *diags)
{
	bt_report_options options = {.office = a->office};
	g_autofree char *name = g_strconcat("reports/", base_of(path), NULL);
	g_autoptr(GBytes) bytes = bt_read_all(path, BT_MAX_REPORT_BYTES, diags);
	g_autoptr(bt_report) report = bytes ? bt_report_read(bytes, path, &options, diags) : NULL;
	if (!report)
		return false;
	if (!stored->issuer)
		stored->issuer = bt_arena_strdup(stored->arena, report->doc->office[BT_OFFICE_ISSUER]);
	if (!stored->name)
		stored->name = bt_arena_strdup(stored->arena, report->doc->office[BT_OFFICE_NAME]);
	g_autofree char *hash = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
	bt_stored_article article = {.sha256 = bt_arena_strdup(stored->arena, hash), .record = bt_record_of(report, name, false)};
	g_ptr_array_add(records, (gpointer)article.record);
	article.section = article.record->section;
	g_array_append_val(stored->articles, article);
	bt_outbox_put(outbox, name, bytes);
	return true;
}

static void put_text(bt_outbox *outbox, const char *name, GString *text)
{
	g_autoptr(GBytes) bytes = g_string_free_to_bytes(text);
	bt_outbox_put(outbox, name, bytes);
}

static void put_stored(const bt_stored *stored, bt_outbox *outbox)
{
	GString *xml = g_string_new(NULL), *records = g_string_new(NULL), *csv = g_string_new(NULL), *issuer = g_string_new(stored->issuer);
	bt_stored_xml(stored, xml);
	bt_stored_records(stored, records);
	bt_stored_csv_head(';', csv);
	bt_stored_csv(stored, ';', csv);
	put_text(outbox, "edition.xml", xml);
	put_text(outbox, "records.xml", records);
	put_text(outbox, "figures.csv", csv);
	put_text(outbox, "!issuer", issuer);
}

static void add_work(void *data, bt_outbox *outbox, bt_diags *diags)
{
	const struct adding *a = data;
	const bt_add_options *o = a->options;
	g_autoptr(bt_stored) stored = bt_stored_new();
	g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func((GDestroyNotify)bt_record_free);
	g_autofree char *id = bt_issue_id(a->issue);
	bool ok = true;
	stored->id = id;
	stored->issue = a->issue;
	stored->number = a->number;
	stored->running = a->running;
	stored->date = o->date;
	stored->imported = true;
	stored->corrects = a->there ? a->there->id : NULL;
	stored->correction = a->there ? o->correction : NULL;
	for (guint i = 0; i < o->n_files && ok; i++) {
		bt_diags_about(diags, o->files[i], NULL, 0);
		ok = is_pdf(o->files[i]) ? put_pdf(o->files[i], outbox, diags) : add_text(a, o->files[i], stored, records, outbox, diags);
	}
	if (ok)
		put_stored(stored, outbox);
}

/* ------------------------------------------------------------------ in the parent */

static void take_file(void *data, const char *name, GBytes *bytes)
{
	struct adding *a = data;
	gsize len;
	const char *text = g_bytes_get_data(bytes, &len);
	if (strcmp(name, "!issuer") == 0)
		a->bag->organization = bt_arena_strndup(a->arena, text ? text : "", len);
	else
		bt_bag_add(a->bag, name, bytes);
}

/* One PDF, texts of different names. */
static bool files_fit(const bt_add_options *o, bt_diags *diags)
{
	g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
	guint pdfs = 0;
	for (guint i = 0; i < o->n_files; i++) {
		pdfs += is_pdf(o->files[i]);
		if (g_hash_table_add(names, (gpointer)base_of(o->files[i])))
			continue;
		bt_say(diags, BT_D_ADD_NAMES, BT_NO_SPAN, base_of(o->files[i]), NULL);
		return false;
	}
	if (pdfs != 1)
		bt_say(diags, BT_D_ADD_FILES, BT_NO_SPAN, NULL);
	else if (o->n_files == 1)
		bt_say(diags, BT_D_ADD_NO_TEXT, BT_NO_SPAN, NULL);
	return pdfs == 1;
}

/* Nothing new, or something that only a correction may bring. */
static bool may_store(struct adding *a, bool *same, bt_diags *diags)
{
	*same = false;
	if (!a->there)
		return true;
	g_autoptr(GPtrArray) changed = bt_bag_changed_inputs(a->there, a->bag->files, "data/edition.pdf", diags);
	if (!changed)
		return false;
	bt_diags_about(diags, NULL, NULL, 0);
	*same = changed->len == 0;
	if (*same)
		bt_say(diags, BT_D_EDITION_SAME, BT_NO_SPAN, a->there->id, NULL);
	if (*same || a->options->correction)
		return true;
	g_ptr_array_add(changed, NULL);
	g_autofree char *names = g_strjoinv(", ", (char **)changed->pdata);
	bt_say(diags, BT_D_EDITION_CHANGED, BT_NO_SPAN, a->there->id, names, NULL);
	return false;
}

static bool store(struct adding *a, bt_diags *diags)
{
	const bt_add_options *o = a->options;
	g_autofree char *id = bt_issue_id(a->issue), *below = bt_issue_folder(a->issue), *folder = g_build_filename(o->archive, below, NULL);
	g_autofree char *articles = g_strdup_printf("%u", o->n_files - 1);
	static const char *const roman[] = {"I", "II", "III", "IV"};
	GString *title = g_string_new(NULL);
	if (a->number)
		g_string_append_printf(title, a->running ? "Số %d (%d), " : "Số %d, ", a->number, a->running);
	g_string_append_printf(title, "Quý %s/%d", roman[a->issue.quarter - 1], a->issue.year);
	a->bag->issue = a->issue;
	a->bag->title = bt_arena_strdup(a->arena, title->str);
	a->bag->date = o->date;
	a->bag->imported = true;
	a->bag->corrects = a->there ? a->there->id : NULL;
	a->bag->correction = a->there ? o->correction : NULL;
	a->bag->number = (guint)a->number;
	a->bag->running = (guint)a->running;
	a->bag->articles = o->n_files - 1;
	g_string_free(title, TRUE);
	if (!bt_bag_store(o->archive, a->bag, diags))
		return false;
	bt_say(diags, BT_D_ADD_STORED, BT_NO_SPAN, id, articles, folder, NULL);
	g_autoptr(bt_shelf) shelf = bt_shelf_open(o->archive, diags);
	return shelf && bt_archive_index(shelf, false, diags);
}

static bool add_locked(struct adding *a, bt_diags *diags)
{
	bt_issue any = {a->options->issue.year, a->options->issue.quarter, 0};
	bt_job job = {.work = add_work, .data = a, .diags = diags, .take = take_file};
	bool same;
	a->shelf = bt_shelf_open(a->options->archive, diags);
	if (!a->shelf)
		return false;
	a->there = bt_shelf_find(a->shelf, any);
	a->issue = any;
	a->issue.revision = a->there ? a->there->issue.revision + (a->options->correction != NULL) : 1;
	if (!bt_issue_number(a->shelf, a->issue, a->options->number, &a->number, &a->running, diags))
		return false;
	bt_archive_limits();
	if (!bt_jobs_run(&job, 1, 1, NULL, NULL))
		return false;
	bt_diags_about(diags, NULL, NULL, 0);
	return may_store(a, &same, diags) && (same || store(a, diags));
}

bool bt_archive_add(const bt_add_options *options, bt_diags *diags)
{
	struct adding a = {.options = options};
	if (!files_fit(options, diags))
		return false;
	g_autofree char *near = g_build_filename(options->archive, "x", NULL);
	int lock = bt_folder_lock(options->archive, LOCK_SECONDS, diags);
	a.office = bt_office_find(near);
	a.arena = bt_arena_new();
	a.bag = bt_bag_new();
	bool ok = lock >= 0 && add_locked(&a, diags);
	bt_folder_unlock(lock);
	bt_shelf_free(a.shelf);
	bt_bag_free(a.bag);
	bt_arena_free(a.arena);
	g_free(a.office);
	return ok;
}
