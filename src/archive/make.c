/* An edition from a project's reports to its place in the archive: reports of the quarter, pages, what machines read, the
 * bag, the index. The parent decides and stores; one worker reads, lays out and hands back every file. */
#include "archive/make.h"

#include "report/edition.h"

#include <string.h>

#define LOCK_SECONDS 300 /* an edition takes seconds; several may wait for one another */

struct making {
	const bt_make_options *options;
	const char *archive;
	bt_project *project;
	bt_shelf *shelf;
	const bt_shelved *there; /* the latest revision of the same quarter; NULL: none */
	GArray *selected;        /* bt_selected */
	bt_issue issue;          /* with the revision to be made */
	int number, running;
	const char *date;
	bt_arena *arena;
	bt_bag *bag;             /* filled from what the worker hands over */
	GBytes *booklet;
	bool same;               /* the worker found nothing new */
};

/* ------------------------------------------------------------------ in the worker */

/* What the worker keeps while it makes an edition. */
struct press {
	const struct making *making;
	bt_outbox *outbox;
	bt_diags *diags;
	bt_edition *edition;
	bt_stored *stored;
	GPtrArray *reports;  /* bt_report */
	GPtrArray *records;  /* bt_record, by report */
	GPtrArray *sources;  /* char *: SHA-256 of each report's source */
	GPtrArray *earlier;  /* bt_stored */
	GPtrArray *facts;    /* bt_fact */
	GArray *inputs;      /* bt_tree_file */
	bt_series *series;
	bt_edition_print *print;
};

static void clear_input(gpointer p)
{
	bt_tree_file *file = p;
	g_free((char *)file->path);
	g_bytes_unref(file->bytes);
}

static void press_open(struct press *p, const struct making *making, bt_outbox *outbox, bt_diags *diags)
{
	*p = (struct press){.making = making, .outbox = outbox, .diags = diags};
	p->edition = bt_edition_new();
	p->stored = bt_stored_new();
	p->reports = g_ptr_array_new_with_free_func((GDestroyNotify)bt_report_free);
	p->records = g_ptr_array_new_with_free_func((GDestroyNotify)bt_record_free);
	p->sources = g_ptr_array_new_with_free_func(g_free);
	p->earlier = g_ptr_array_new_with_free_func((GDestroyNotify)bt_stored_free);
	p->facts = g_ptr_array_new();
	p->inputs = g_array_new(FALSE, TRUE, sizeof(bt_tree_file));
	g_array_set_clear_func(p->inputs, clear_input);
}

static void press_close(struct press *p)
{
	bt_edition_print_free(p->print);
	bt_edition_free(p->edition);
	bt_series_free(p->series);
	g_array_unref(p->inputs);
	g_ptr_array_unref(p->facts);
	g_ptr_array_unref(p->earlier);
	g_ptr_array_unref(p->sources);
	g_ptr_array_unref(p->records);
	g_ptr_array_unref(p->reports);
	bt_stored_free(p->stored);
}

/* ---- inputs */

static void add_input(struct press *p, const char *name, GBytes *bytes)
{
	bt_tree_file file = {g_strdup(name), g_bytes_ref(bytes)};
	g_array_append_val(p->inputs, file);
}

static bool has_input(const struct press *p, const char *name)
{
	for (guint i = 0; i < p->inputs->len; i++)
		if (strcmp(g_array_index(p->inputs, bt_tree_file, i).path, name) == 0)
			return true;
	return false;
}

/* The name of a project's file in the bag: always below reports/. Caller frees. */
static char *stored_name(const char *below) { return g_str_has_prefix(below, "reports/") ? g_strdup(below) : g_strconcat("reports/", below, NULL); }

static bool add_file(struct press *p, const char *path, const char *name)
{
	bt_diags_about(p->diags, path, NULL, 0);
	g_autoptr(GBytes) bytes = bt_read_all(path, BT_MAX_REPORT_BYTES, p->diags);
	if (bytes)
		add_input(p, name, bytes);
	return bytes != NULL;
}

/* A photo as it was, where the report finds it: beside it, or in its folder photos. */
static void add_photo(struct press *p, const bt_doc *doc, const char *report, const char *path)
{
	g_autoptr(GBytes) bytes = bt_doc_photo(doc, path);
	g_autofree char *dir = g_path_get_dirname(report), *plain = g_uri_unescape_string(path, NULL), *there = g_path_get_dirname(doc->name);
	const char *name = plain ? plain : path;
	g_autofree char *beside = g_build_filename(there, name, NULL);
	const char *folder = g_file_test(beside, G_FILE_TEST_EXISTS) ? "." : "photos";
	g_autofree char *joined = g_build_filename("/", dir, folder, name, NULL), *whole = g_canonicalize_filename(joined, "/");
	if (bytes && g_str_has_prefix(whole, "/reports/") && !has_input(p, whole + 1))
		add_input(p, whole + 1, bytes);
}

static void add_photos(struct press *p, const bt_doc *doc, const char *report)
{
	for (guint i = 0; i < doc->meta.photos->len; i++)
		add_photo(p, doc, report, g_array_index(doc->meta.photos, bt_photo, i).path);
	for (const bt_node *n = doc->root; n; n = bt_node_next(n, doc->root))
		if (n->kind == BT_PHOTO && n->u.photo.path)
			add_photo(p, doc, report, n->u.photo.path);
}

static bool read_report(struct press *p, const bt_source *source)
{
	g_autofree char *name = stored_name(source->below), *review_name = bt_review_path(name);
	bt_report_options options = {.office = p->making->project->ini, .review = source->review, .final = p->making->options->final};
	bt_diags_about(p->diags, source->path, NULL, 0);
	g_autoptr(GBytes) bytes = bt_read_all(source->path, BT_MAX_REPORT_BYTES, p->diags);
	bt_report *report = bytes ? bt_report_read(bytes, source->path, &options, p->diags) : NULL;
	if (!report)
		return false;
	g_ptr_array_add(p->reports, report);
	g_ptr_array_add(p->records, bt_record_of(report, name, false));
	g_ptr_array_add(p->sources, g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes));
	add_input(p, name, bytes);
	add_photos(p, report->doc, name);
	bt_edition_add(p->edition, name, report->doc, report->figures, report->charts);
	return !source->review || add_file(p, source->review, review_name);
}

/* Reports, what stands beside them, and the office's settings. */
static bool read_inputs(struct press *p)
{
	const struct making *m = p->making;
	g_autofree char *indicators = g_build_filename(m->project->folder, "indicators.ini", NULL);
	if (m->project->ini && !add_file(p, m->project->ini, "bantin.ini"))
		return false;
	if (g_file_test(indicators, G_FILE_TEST_IS_REGULAR) && !add_file(p, indicators, "indicators.ini"))
		return false;
	for (guint i = 0; i < m->selected->len; i++)
		if (!read_report(p, g_array_index(m->selected, bt_selected, i).source))
			return false;
	bt_diags_about(p->diags, NULL, NULL, 0);
	return true;
}

/* An edition that is there: false when this one would be the same, or may not be made. */
static bool is_new(struct press *p)
{
	const struct making *m = p->making;
	if (!m->there)
		return true;
	g_autoptr(GPtrArray) changed = bt_bag_changed_inputs(m->there, p->inputs, NULL, p->diags);
	if (!changed)
		return false;
	if (m->options->number && (m->number != bt_shelved_number(m->there) || m->running != bt_shelved_running(m->there)))
		g_ptr_array_add(changed, g_strdup("--number"));
	g_autofree char *date = bt_bag_info(m->there, "Bagging-Date");
	if (m->options->date && g_strcmp0(m->options->date, date) != 0)
		g_ptr_array_add(changed, g_strdup("--date"));
	g_autofree char *corrected = bt_bag_info(m->there, "Bantin-Correction");
	if (m->options->correction && (changed->len > 0 || g_strcmp0(corrected, m->options->correction) != 0))
		return true;
	g_ptr_array_add(changed, NULL);
	g_autofree char *names = g_strjoinv(", ", (char **)changed->pdata);
	if (*names) {
		bt_diags_about(p->diags, NULL, NULL, 0);
		bt_say(p->diags, BT_D_EDITION_CHANGED, BT_NO_SPAN, m->there->id, names, NULL);
		return false;
	}
	g_autoptr(GBytes) nothing = g_bytes_new(NULL, 0);
	bt_outbox_put(p->outbox, "=", nothing);
	return m->options->booklet != NULL;
}

/* ---- the edition */

static void set_head(struct press *p)
{
	const struct making *m = p->making;
	bt_edition *e = p->edition;
	g_autofree char *id = bt_issue_id(m->issue);
	for (int i = 0; i < BT_OFFICE_KEYS; i++)
		e->office[i] = m->project->office[i];
	e->id = bt_arena_strdup(e->arena, id);
	e->year = m->issue.year;
	e->quarter = m->issue.quarter;
	e->revision = m->issue.revision;
	e->number = m->number;
	e->running = m->running;
	e->name = e->office[BT_OFFICE_NAME];
	e->issuer = e->office[BT_OFFICE_ISSUER];
	e->place = e->office[BT_OFFICE_PLACE];
	e->date = m->date;
	e->correction = m->options->correction;
	e->final = m->options->final;
	const char *logo = e->office[BT_OFFICE_LOGO];
	g_autoptr(bt_diags) unsaid = bt_diags_new(BT_LANG_EN);
	e->logo = logo ? bt_read_beneath(m->project->folder, logo, BT_MAX_PHOTO_BYTES, unsaid) : NULL;
}

static bool is_earlier(const bt_shelved *e, bt_issue issue) { return !e->superseded && (e->issue.year - issue.year) * 4 + e->issue.quarter - issue.quarter < 0; }

static void add_facts(struct press *p, const bt_record *record)
{
	for (guint i = 0; i < record->n_facts; i++)
		g_ptr_array_add(p->facts, (gpointer)&record->facts[i]);
}

/* Facts of the earlier editions and of this one. A damaged earlier edition stops the run: its trends would be wrong. */
static bool gather_facts(struct press *p)
{
	const bt_shelf *shelf = p->making->shelf;
	for (guint i = 0; i < shelf->editions->len; i++) {
		const bt_shelved *e = &g_array_index(shelf->editions, bt_shelved, i);
		bt_stored *stored = is_earlier(e, p->making->issue) ? bt_stored_open(e, p->diags) : NULL;
		if (!stored && is_earlier(e, p->making->issue))
			return false;
		if (!stored)
			continue;
		g_ptr_array_add(p->earlier, stored);
		for (guint k = 0; k < stored->articles->len; k++)
			add_facts(p, g_array_index(stored->articles, bt_stored_article, k).record);
	}
	for (guint i = 0; i < p->records->len; i++)
		add_facts(p, p->records->pdata[i]);
	bt_diags_about(p->diags, NULL, NULL, 0);
	return true;
}

static bool join_series(struct press *p)
{
	g_autofree char *path = g_build_filename(p->making->project->folder, "indicators.ini", NULL);
	bt_series_rules *rules = NULL;
	for (guint i = 0; i < p->inputs->len; i++) {
		const bt_tree_file *file = &g_array_index(p->inputs, bt_tree_file, i);
		if (strcmp(file->path, "indicators.ini") != 0)
			continue;
		rules = bt_series_rules_read(file->bytes, path, p->diags);
		if (!rules)
			return false;
	}
	p->series = bt_series_join(p->facts, rules);
	bt_series_rules_free(rules);
	return true;
}

/* ---- what is kept for machines */

/* The record made of an article of the edition, and the hash of its source. */
static guint index_of(const struct press *p, const bt_article *article)
{
	for (guint i = 0; i < p->records->len; i++)
		if (strcmp(((const bt_record *)p->records->pdata[i])->path, article->path) == 0)
			return i;
	return 0;
}

static void fill_articles(struct press *p)
{
	guint number = 0;
	for (guint s = 0; s < p->edition->sections->len; s++) {
		const bt_edition_section *section = &g_array_index(p->edition->sections, bt_edition_section, s);
		for (guint a = 0; a < section->articles->len; a++) {
			const bt_article *article = section->articles->pdata[a];
			guint i = index_of(p, article);
			bt_stored_article kept = {.section = section->name, .slug = article->slug, .sha256 = p->sources->pdata[i],
						  .page = bt_edition_page_of(p->print, number++), .record = p->records->pdata[i]};
			g_array_append_val(p->stored->articles, kept);
		}
	}
}

static void fill_stored(struct press *p)
{
	const struct making *m = p->making;
	const bt_edition *e = p->edition;
	bt_stored *s = p->stored;
	s->issue = m->issue;
	s->id = e->id;
	s->number = e->number;
	s->running = e->running;
	s->corrects = m->there && m->options->correction ? m->there->id : NULL;
	s->correction = e->correction;
	s->name = e->name;
	s->issuer = e->issuer;
	s->place = e->place;
	s->date = e->date;
	s->pages = bt_edition_page_count(p->print);
	s->final = e->final;
	g_array_append_vals(s->colophon, e->colophon->data, e->colophon->len);
	fill_articles(p);
}

static GBytes *put_text(struct press *p, const char *name, GString *text)
{
	GBytes *bytes = g_string_free_to_bytes(text);
	bt_outbox_put(p->outbox, name, bytes);
	return bytes;
}

/* A small text: a file, or for the parent's bag-info.txt ("!NAME"). */
static void put_info(struct press *p, const char *name, const char *value)
{
	g_autoptr(GBytes) bytes = put_text(p, name, g_string_new(value));
	(void)bytes;
}

/* The figures of each article as they are attached to the PDF. */
static void put_article_figures(struct press *p)
{
	g_autoptr(GPtrArray) articles = bt_edition_articles(p->edition);
	for (guint i = 0; i < articles->len; i++) {
		const bt_article *article = articles->pdata[i];
		g_autofree char *name = g_strdup_printf("figures/%s.figures.csv", article->slug);
		GString *csv = g_string_new(NULL);
		bt_figures_csv(article->figures, article->doc, ';', csv);
		put_info(p, name, csv->str);
		g_string_free(csv, TRUE);
	}
}

static void put_counts(struct press *p)
{
	guint figures = 0;
	for (guint i = 0; i < p->records->len; i++)
		figures += ((const bt_record *)p->records->pdata[i])->n_facts;
	g_autofree char *articles = g_strdup_printf("%u", p->records->len), *all = g_strdup_printf("%u", figures);
	g_autofree char *pages = g_strdup_printf("%d", p->stored->pages);
	put_info(p, "!articles", articles);
	put_info(p, "!figures", all);
	put_info(p, "!pages", pages);
	put_info(p, "!title", bt_edition_issue_line(p->edition));
}

static GBytes *office_template(void *data, const char *name, const char **shown, bt_diags *diags) { return bt_project_template(data, name, shown, diags); }

/* The files of the edition: what names a file of the bag is handed over under that name. */
static void put_files(struct press *p)
{
	GString *xml = g_string_new(NULL), *records = g_string_new(NULL), *csv = g_string_new(NULL);
	g_autoptr(GArray) attached = g_array_new(FALSE, TRUE, sizeof(bt_edition_file));
	bt_stored_xml(p->stored, xml);
	bt_stored_records(p->stored, records);
	bt_stored_csv_head(';', csv);
	bt_stored_csv(p->stored, ';', csv);
	g_autoptr(GBytes) xml_bytes = put_text(p, "edition.xml", xml);
	g_autoptr(GBytes) csv_bytes = put_text(p, "figures.csv", csv);
	g_autoptr(GBytes) records_bytes = put_text(p, "records.xml", records);
	const bt_edition_file files[] = {
		{"edition.xml", "application/xml", "Data", "Nội dung và số liệu của bản tin, cho máy đọc", xml_bytes},
		{"figures-all.csv", "text/csv", "Data", "Mọi số liệu của bản tin", csv_bytes},
	};
	g_array_append_vals(attached, files, G_N_ELEMENTS(files));
	g_autoptr(GBytes) pdf = bt_edition_pdf(p->print, attached, p->diags);
	g_autoptr(GBytes) html = pdf ? bt_edition_html(p->edition, office_template, p->making->project, "edition.pdf", p->diags) : NULL;
	g_autoptr(GBytes) booklet = html && p->making->options->booklet ? bt_edition_booklet(p->print, p->diags) : NULL;
	if (!html)
		return;
	bt_outbox_put(p->outbox, "edition.pdf", pdf);
	bt_outbox_put(p->outbox, "edition.html", html);
	for (guint i = 0; i < p->inputs->len; i++) {
		const bt_tree_file *file = &g_array_index(p->inputs, bt_tree_file, i);
		bt_outbox_put(p->outbox, file->path, file->bytes);
	}
	if (booklet)
		bt_outbox_put(p->outbox, "!booklet", booklet);
	put_article_figures(p);
	put_counts(p);
}

static void make_work(void *data, bt_outbox *outbox, bt_diags *diags)
{
	const struct making *m = data;
	struct press p;
	press_open(&p, m, outbox, diags);
	g_auto(GStrv) order = bt_project_list(m->project, BT_OFFICE_SECTIONS);
	const bt_edition_options layout = {.sheet = m->options->sheet, .booklet = m->options->booklet != NULL};
	if (read_inputs(&p) && is_new(&p)) {
		set_head(&p);
		bt_edition_arrange(p.edition, (const char *const *)order);
		if (gather_facts(&p) && join_series(&p)) {
			bt_edition_trends(p.edition, p.series);
			p.print = bt_edition_layout(p.edition, &layout, diags);
		}
		if (p.print) {
			fill_stored(&p);
			put_files(&p);
		}
	}
	GBytes *logo = p.edition->logo;
	press_close(&p);
	g_clear_pointer(&logo, g_bytes_unref);
}

/* ------------------------------------------------------------------ in the parent */

static guint number_in(GBytes *bytes)
{
	gsize len;
	const char *data = g_bytes_get_data(bytes, &len);
	g_autofree char *text = g_strndup(data ? data : "", len);
	return (guint)g_ascii_strtoull(text, NULL, 10);
}

static void take_file(void *data, const char *name, GBytes *bytes)
{
	struct making *m = data;
	gsize len;
	const char *text = g_bytes_get_data(bytes, &len);
	if (strcmp(name, "=") == 0)
		m->same = true;
	else if (strcmp(name, "!articles") == 0)
		m->bag->articles = number_in(bytes);
	else if (strcmp(name, "!figures") == 0)
		m->bag->figures = number_in(bytes);
	else if (strcmp(name, "!pages") == 0)
		m->bag->pages = number_in(bytes);
	else if (strcmp(name, "!title") == 0)
		m->bag->title = bt_arena_strndup(m->arena, text ? text : "", len);
	else if (strcmp(name, "!booklet") == 0)
		m->booklet = g_bytes_ref(bytes);
	else
		bt_bag_add(m->bag, name, bytes);
}

static void fill_bag(struct making *m)
{
	m->bag->issue = m->issue;
	m->bag->organization = m->project->office[BT_OFFICE_ISSUER];
	m->bag->date = m->date;
	m->bag->corrects = m->there && m->options->correction ? m->there->id : NULL;
	m->bag->correction = m->options->correction;
	m->bag->number = (guint)m->number;
	m->bag->running = (guint)m->running;
}

static bool store(struct making *m, bt_diags *diags)
{
	g_autofree char *below = bt_issue_folder(m->issue), *folder = g_build_filename(m->archive, below, NULL);
	g_autofree char *id = bt_issue_id(m->issue), *articles = g_strdup_printf("%u", m->bag->articles), *pages = g_strdup_printf("%u", m->bag->pages);
	fill_bag(m);
	if (!bt_bag_store(m->archive, m->bag, diags))
		return false;
	g_autoptr(bt_shelf) shelf = bt_shelf_open(m->archive, diags);
	if (shelf)
		bt_archive_index(shelf, false, diags);
	bt_say(diags, BT_D_EDITION_STORED, BT_NO_SPAN, id, articles, pages, folder, NULL);
	return true;
}

/* Which revision this is to be. False after a message. */
static bool choose_revision(struct making *m, bt_diags *diags)
{
	bt_issue any = {m->issue.year, m->issue.quarter, 0};
	g_autofree char *id = bt_issue_id(any);
	m->there = bt_shelf_find(m->shelf, any);
	m->issue.revision = m->there ? m->there->issue.revision + (m->options->correction != NULL) : 1;
	if (m->there || !m->options->correction)
		return true;
	bt_say(diags, BT_D_EDITION_FIRST, BT_NO_SPAN, id, NULL);
	return false;
}

static bool choose_reports(struct making *m, bt_diags *diags)
{
	m->selected = bt_select(m->project, m->issue, m->options->parallel, m->arena, diags);
	if (!m->selected)
		return false;
	if (m->selected->len == 0) {
		g_autofree char *id = bt_issue_id(m->issue);
		bt_say(diags, BT_D_EDITION_EMPTY, BT_NO_SPAN, id, NULL);
		return false;
	}
	m->date = m->options->date ? m->options->date : g_array_index(m->selected, bt_selected, m->selected->len - 1).date;
	return true;
}

static bool make_locked(struct making *m, bt_diags *diags)
{
	bt_job job = {.work = make_work, .data = m, .diags = diags, .take = take_file};
	m->shelf = bt_shelf_open(m->archive, diags);
	if (!m->shelf || !choose_revision(m, diags) || !bt_issue_number(m->shelf, m->issue, m->options->number, &m->number, &m->running, diags))
		return false;
	bt_archive_limits();
	if (!bt_jobs_run(&job, 1, 1, NULL, NULL))
		return false;
	if (m->same)
		bt_say(diags, BT_D_EDITION_SAME, BT_NO_SPAN, m->there->id, NULL);
	else if (!store(m, diags))
		return false;
	return !m->booklet || bt_publish(m->options->booklet, m->booklet, diags);
}

bool bt_edition_make(const bt_make_options *options, bt_diags *diags)
{
	g_autofree char *inner = g_build_filename(options->folder, "archive", NULL);
	struct making m = {.options = options, .archive = options->archive ? options->archive : inner, .issue = options->issue};
	m.project = bt_project_open(options->folder, diags);
	bt_diags_about(diags, NULL, NULL, 0);
	if (!m.project)
		return false;
	m.arena = bt_arena_new();
	m.bag = bt_bag_new();
	/* Without reports there is nothing to lock, nor a folder to make. */
	int lock = choose_reports(&m, diags) ? bt_folder_lock(m.archive, LOCK_SECONDS, diags) : -1;
	bool ok = lock >= 0 && make_locked(&m, diags);
	bt_folder_unlock(lock);
	g_clear_pointer(&m.booklet, g_bytes_unref);
	if (m.selected)
		g_array_unref(m.selected);
	bt_shelf_free(m.shelf);
	bt_bag_free(m.bag);
	bt_arena_free(m.arena);
	bt_project_free(m.project);
	return ok;
}
