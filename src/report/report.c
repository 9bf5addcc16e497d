/* One report through all stages, in this order and nowhere else: read, ask for what is missing,
 * figures, charts; then a document for print or the web, or a table. Knows no stage's inside. */
#include "report/report.h"

#include "html/html.h"
#include "read/read.h"
#include "report/print.h"

#include <string.h>

/* What an official output needs, and where the clerk can give it. */
static const struct {
	bt_meta_key key;
	const char *name[2]; /* by bt_lang */
	const char *line;    /* key in the front matter */
	const char *option;
} needed[] = {
	{BT_META_TITLE, {"title", "tiêu đề"}, "tiêu đề", "--title"},
	{BT_META_DATE, {"date", "ngày"}, "ngày", "--date"},
	{BT_META_ISSUER, {"issuer", "cơ quan"}, "cơ quan", "--issuer"},
};

/* Says what is missing; false when the clerk asked for a final output and something is. */
static bool ask_for_missing(const bt_doc *doc, bool final, bt_diags *diags)
{
	bool complete = true;
	for (gsize i = 0; i < G_N_ELEMENTS(needed); i++) {
		if (doc->meta.field[needed[i].key].text)
			continue;
		complete = false;
		bt_say(diags, final ? BT_D_META_FINAL : BT_D_META_NEEDED, BT_NO_SPAN,
		       needed[i].name[bt_diags_lang(diags)], needed[i].line, needed[i].option, NULL);
	}
	return complete || !final;
}

/* A final output has all its photos. What only decoding shows is found when the pages are set. */
static bool photo_there(const bt_doc *doc, const char *path, bt_span span, bt_diags *diags)
{
	g_autoptr(GBytes) bytes = bt_doc_photo(doc, path);
	bt_picture picture;
	if (bytes && bt_picture_read(bytes, &picture))
		return true;
	bt_lang lang = bt_diags_lang(diags);
	bt_say(diags, BT_D_PHOTO_FINAL, span, path ? path : "", bytes ? bt_picture_fault(lang) : lang == BT_LANG_VI ? "không có tệp" : "no such file", NULL);
	return false;
}

static bool photos_there(const bt_doc *doc, bt_diags *diags)
{
	bool all = true;
	for (guint i = 0; i < doc->meta.photos->len; i++) {
		const bt_photo *photo = &g_array_index(doc->meta.photos, bt_photo, i);
		all &= photo_there(doc, photo->path, photo->span, diags);
	}
	for (const bt_node *n = doc->root; n; n = bt_node_next(n, doc->root))
		if (n->kind == BT_PHOTO)
			all &= photo_there(doc, n->u.photo.path, n->span, diags);
	return all;
}

/* The office's own colours that the style cannot use, with their line in bantin.ini. */
static bool judge_colours(const bt_doc *doc, const char *path, GBytes *bytes, const char *style, bt_diags *diags)
{
	const char *list = doc->office[BT_OFFICE_COLOURS];
	if (!list)
		return true;
	g_autoptr(bt_theme) theme = bt_theme_load_sheet(style ? style : "bulletin", NULL, diags);
	if (!theme)
		return false;
	gsize len;
	const char *text = g_bytes_get_data(bytes, &len), *at = g_strstr_len(text, (gssize)len, list);
	bt_diags_about(diags, path, text, len);
	bt_theme_recolour(theme->colour, list, at ? (bt_span){(guint32)(at - text), (guint32)strlen(list)} : BT_NO_SPAN, diags);
	bt_diags_about(diags, path, NULL, 0);
	return true;
}

/* The office's file is named in messages about it, the report again afterwards. */
static bool read_office(bt_doc *doc, const bt_report_options *options, bt_diags *diags)
{
	bt_diags_about(diags, options->office, NULL, 0);
	g_autoptr(GBytes) bytes = bt_read_all(options->office, BT_MAX_REPORT_BYTES, diags);
	if (!bytes || !bt_office_read(doc, bytes, diags))
		return false;
	g_autofree char *dir = g_path_get_dirname(options->office);
	doc->logo = bt_office_logo(doc->office, dir, BT_NO_SPAN, diags);
	return judge_colours(doc, options->office, bytes, options->style, diags);
}

/* The office's own words for figures, from the file that bantin.ini names. */
static bool read_lexicon(const bt_doc *doc, const char *office, bt_diags *diags)
{
	bt_figures_lexicon(NULL, 0, diags);
	const char *name = doc->office[BT_OFFICE_LEXICON];
	if (!office || !name)
		return true;
	g_autofree char *dir = g_path_get_dirname(office);
	g_autofree char *path = g_build_filename(dir, name, NULL);
	bt_diags_about(diags, path, NULL, 0);
	g_autoptr(GBytes) bytes = bt_read_beneath(dir, name, BT_MAX_REPORT_BYTES, diags);
	if (!bytes)
		return false;
	gsize len;
	const char *text = g_bytes_get_data(bytes, &len);
	g_autofree char *nfc = g_utf8_normalize(text ? text : "", (gssize)len, G_NORMALIZE_NFC);
	if (!nfc) {
		bt_say(diags, BT_D_OFFICE_BROKEN, BT_NO_SPAN, "UTF-8", NULL);
		return false;
	}
	bt_diags_about(diags, path, nfc, strlen(nfc));
	bt_figures_lexicon(nfc, strlen(nfc), diags);
	return true;
}

/* Names given on the command line stand instead of the front matter's. */
static void give_names(bt_doc *doc, GPtrArray *names, const char *const *given)
{
	if (!given || !*given)
		return;
	g_ptr_array_set_size(names, 0);
	for (; *given; given++) {
		g_autofree char *nfc = g_utf8_normalize(*given, -1, G_NORMALIZE_NFC);
		g_ptr_array_add(names, bt_arena_strdup(doc->arena, nfc));
	}
}

/* The figures as the text states them, or as the clerk's table has them. */
static bt_figures *read_figures(const bt_doc *doc, const bt_report_options *options, bt_diags *diags)
{
	if (!options->review)
		return bt_figures_read(doc, diags);
	bt_diags_about(diags, options->review, NULL, 0);
	g_autoptr(GBytes) table = bt_read_all(options->review, BT_MAX_REPORT_BYTES, diags);
	bt_diags_about(diags, doc->name, doc->source, doc->len);
	return table ? bt_figures_reviewed(doc, options->review, table, options->review_adds, diags) : NULL;
}

/* The tree with what the options and the office add. NULL after an error. */
static bt_doc *read_doc(GBytes *bytes, const char *name, const bt_report_options *options, bt_diags *diags)
{
	bt_diags_about(diags, name, NULL, 0);
	g_autoptr(bt_doc) doc = bt_read(bytes, name, options->field, diags);
	if (!doc)
		return NULL;
	give_names(doc, doc->meta.authors, options->authors);
	give_names(doc, doc->meta.tags, options->tags);
	if (options->settings)
		bt_office_give(doc, options->settings, options->logo);
	else if (options->office && !read_office(doc, options, diags))
		return NULL;
	bt_diags_about(diags, name, doc->source, doc->len);
	return g_steal_pointer(&doc);
}

bt_report *bt_report_head(GBytes *bytes, const char *name, const bt_report_options *options, bt_diags *diags)
{
	bt_doc *doc = read_doc(bytes, name, options, diags);
	if (!doc)
		return NULL;
	bt_report *report = g_new0(bt_report, 1);
	report->doc = doc;
	return report;
}

bt_report *bt_report_read(GBytes *bytes, const char *name, const bt_report_options *options, bt_diags *diags)
{
	g_autoptr(bt_report) report = bt_report_head(bytes, name, options, diags);
	if (!report || !read_lexicon(report->doc, options->office, diags))
		return NULL;
	bt_diags_about(diags, name, report->doc->source, report->doc->len);
	if (!ask_for_missing(report->doc, options->final, diags) || (options->final && !photos_there(report->doc, diags)))
		return NULL;
	bt_doc_lint(report->doc, diags);
	report->figures = read_figures(report->doc, options, diags);
	if (!report->figures)
		return NULL;
	report->charts = bt_charts_pick(report->doc, report->figures);
	return g_steal_pointer(&report);
}

void bt_report_free(bt_report *report)
{
	if (!report)
		return;
	bt_charts_free(report->charts);
	bt_figures_free(report->figures);
	bt_doc_free(report->doc);
	g_free(report);
}

/* The laid-out pages of a report and what they were made with. */
struct print {
	const bt_print_engine *engine;
	bt_theme *theme;
	bt_digest *digest; /* NULL: the style prints the whole report */
	bt_charts bare;    /* the cards without the charts, when there is no room for these; charts NULL: not used */
	bt_content content;
	bt_pages *pages;   /* NULL: failed */
};

/* Charts go when no choice of sentences leaves room for them: then all sentences are tried again. False: there are none. */
static bool drop_charts(struct print *print)
{
	const bt_content *content = &print->content;
	if (!content->charts || content->charts->charts->len == 0)
		return false;
	print->bare = *content->charts;
	print->bare.charts = g_ptr_array_new();
	print->content.charts = &print->bare;
	bt_digest_free(print->digest);
	print->digest = bt_digest_read(content->doc, content->figures, 0);
	print->content.digest = print->digest;
	return true;
}

#define FEWEST_LETTERS 600 /* of a digest that is made smaller to fit its pages */

/* Fewer sentences until they fit the pages the style allows. What is said about tries that were given up
 * is dropped. */
static void fit_digest(struct print *print, const bt_doc *doc, bt_diags *diags)
{
	int budget = 0;
	for (;;) {
		g_autoptr(bt_diags) said = bt_diags_new(bt_diags_lang(diags));
		bt_diags_about(said, doc->name, doc->source, doc->len);
		print->pages = print->engine->layout(&print->content, print->theme, said);
		bool fits = !print->pages || print->engine->count(print->pages) <= print->theme->layout.pages;
		budget = print->digest->letters * 7 / 8;
		if (!fits && budget < FEWEST_LETTERS && drop_charts(print)) {
			print->engine->free(print->pages);
			continue;
		}
		if (fits || budget < FEWEST_LETTERS) {
			for (guint i = 0; i < bt_diags_count(said); i++)
				bt_diags_add(diags, bt_diags_at(said, i));
			return;
		}
		print->engine->free(print->pages);
		bt_digest_fit(print->digest, budget);
	}
}

/* In place: content points into what print owns. */
static void lay_out(struct print *print, const bt_report *report, const bt_report_options *options, bt_diags *diags)
{
	*print = (struct print){.content = {report->doc, report->figures, report->charts, NULL, options->final, options->bare}};
	print->theme = bt_theme_load_sheet(options->style ? options->style : "bulletin", options->sheet, diags);
	if (print->theme)
		print->engine = bt_print_open(diags);
	if (!print->engine)
		return;
	if (!print->theme->layout.digest) {
		print->pages = print->engine->layout(&print->content, print->theme, diags);
		return;
	}
	print->digest = bt_digest_read(report->doc, report->figures, 0);
	print->content.digest = print->digest;
	fit_digest(print, report->doc, diags);
}

static void release(struct print *print)
{
	if (print->pages)
		print->engine->free(print->pages);
	bt_digest_free(print->digest);
	if (print->bare.charts)
		g_ptr_array_free(print->bare.charts, TRUE);
	bt_theme_free(print->theme);
}

GBytes *bt_report_pdf(const bt_report *report, const bt_report_options *options, bt_diags *diags)
{
	GBytes *pdf = NULL;
	struct print print;
	lay_out(&print, report, options, diags);
	if (print.pages)
		pdf = print.engine->write(print.pages, &print.content, diags);
	release(&print);
	return pdf;
}

#define PREVIEW_DPI 100

static double dpi_of(const bt_report_options *options) { return options->dpi > 0 ? options->dpi : PREVIEW_DPI; }

GPtrArray *bt_report_pictures(const bt_report *report, const bt_report_options *options, bt_diags *diags)
{
	GPtrArray *pictures = NULL;
	struct print print;
	lay_out(&print, report, options, diags);
	if (print.pages)
		pictures = print.engine->pictures(print.pages, dpi_of(options), diags);
	release(&print);
	return pictures;
}

static GBytes *first_picture(const struct print *print, double dpi, bt_diags *diags)
{
	g_autoptr(GPtrArray) pictures = print->engine->pictures(print->pages, dpi, diags);
	return pictures && pictures->len ? g_bytes_ref(pictures->pdata[0]) : NULL;
}

static GBytes *draw_alone(struct print *print, bt_chart_format format, const bt_report_options *options, bt_diags *diags)
{
	const bt_chart *chart = print->content.alone;
	GBytes *bytes = NULL;
	print->theme = bt_theme_load_sheet(options->style ? options->style : "bulletin", options->sheet, diags);
	if (print->theme)
		print->engine = bt_print_open(diags);
	if (print->engine)
		print->pages = print->engine->chart(&print->content, print->theme, chart, diags);
	if (print->pages) {
		switch (format) {
		case BT_CHART_SVG: bytes = print->engine->svg(print->pages, chart->title, chart->desc); break;
		case BT_CHART_PNG: bytes = first_picture(print, dpi_of(options), diags); break;
		case BT_CHART_PDF: bytes = print->engine->write(print->pages, &print->content, diags); break;
		}
	}
	release(print);
	return bytes;
}

GBytes *bt_report_chart(const bt_report *report, guint i, bt_chart_format format, const bt_report_options *options, bt_diags *diags)
{
	struct print print = {.content = {.doc = report->doc, .figures = report->figures, .charts = report->charts, .final = options->final, .alone = report->charts->charts->pdata[i]}};
	return draw_alone(&print, format, options, diags);
}

GBytes *bt_chart_draw(const bt_chart *chart, const bt_doc *about, bt_chart_format format, const bt_report_options *options, bt_diags *diags)
{
	g_autoptr(bt_doc) nothing = bt_doc_new(chart->id, "", 0);
	struct print print = {.content = {.doc = about ? about : nothing, .bare = true, .alone = chart}};
	return draw_alone(&print, format, options, diags);
}

GBytes *bt_report_html(const bt_report *report, const bt_report_options *options, const char *pdf_name,
		       const char *csv_name, bt_diags *diags)
{
	bt_html_options html = {.self_contained = options->self_contained, .pdf_name = pdf_name, .csv_name = csv_name};
	return bt_html_write(report->doc, report->charts, &html, diags);
}

GBytes *bt_report_csv(const bt_report *report, const bt_report_options *options)
{
	GString *out = g_string_new(NULL);
	bt_figures_csv(report->figures, report->doc, options->csv_separator ? options->csv_separator : ';', out);
	return g_string_free_to_bytes(out);
}

/* The table is the clerk's: its words are Vietnamese in any locale. */
GBytes *bt_report_review(const bt_report *report, const bt_report_options *options, bt_review_count *count)
{
	g_autoptr(bt_arena) scratch = bt_arena_new();
	guint n = bt_figures_count(report->figures);
	const char **drawn = bt_charts_drawn(report->charts, report->figures, BT_LANG_VI, scratch);
	bt_review_told *told = bt_arena_new0(scratch, bt_review_told, n + 1);
	for (guint i = 0; i < n; i++)
		told[i] = (bt_review_told){drawn[i], bt_figure_unfit(bt_figures_at(report->figures, i)) == BT_FIT};
	GString *out = g_string_new(NULL);
	*count = bt_review_write(report->figures, report->doc, told, options->csv_separator, out);
	return g_string_free_to_bytes(out);
}

/* The scenes of all charts at the width of a print column, measured without fonts, so that a
 * golden does not change with the fonts. */
static double plain_measure(void *data, bt_role role, double size, const char *text)
{
	(void)data;
	(void)role;
	return size * 0.5 * (double)bt_text_letters(text, strlen(text));
}

static void dump_scenes(const bt_charts *charts, GString *out)
{
	static const bt_scene_style style = {.width = 231, .text = 8.5, .axis = 8, .leading = 1.42, .bar = 14.2, .track = 14.2,
		.bullet_bar = 6.3, .row = 45.4, .overshoot = 2.4, .line = 2, .dot = 2.7, .plot = 120};
	for (guint i = 0; i < charts->charts->len; i++) {
		const bt_chart *chart = charts->charts->pdata[i];
		g_string_append_printf(out, "chart %s %s\n", chart->id, bt_form_name(chart->form));
		g_autoptr(bt_scene) scene = bt_chart_shape(chart, &style, plain_measure, NULL);
		if (scene)
			bt_scene_dump(scene, out);
	}
}

static void dump_text(const bt_doc *doc, GString *out)
{
	g_autoptr(bt_arena) scratch = bt_arena_new();
	for (bt_node *n = bt_block_next(doc->root, doc->root); n; n = bt_block_next(n, doc->root))
		if (bt_kind_class(n->parent->kind) == BT_CLASS_BOX) /* a photo amid words is among them */
			g_string_append_printf(out, "%s\n", bt_node_text(n, scratch));
}

static bool dump_pages(const bt_report *report, const bt_report_options *options, bt_diags *diags, GString *out)
{
	struct print print;
	lay_out(&print, report, options, diags);
	bool done = print.pages != NULL;
	if (done)
		print.engine->dump(print.pages, out);
	release(&print);
	return done;
}

/* What the summary prints, as it was made to fit its pages. */
static bool dump_digest(const bt_report *report, const bt_report_options *options, bt_diags *diags, GString *out)
{
	bt_report_options summary = *options;
	summary.style = options->style ? options->style : "summary";
	struct print print;
	lay_out(&print, report, &summary, diags);
	bool done = print.pages != NULL;
	if (done && !print.digest) /* a style that prints the whole report */
		print.digest = bt_digest_read(report->doc, report->figures, 0);
	if (done)
		bt_digest_dump(print.digest, bt_diags_lang(diags), options->why, out);
	release(&print);
	return done;
}

GBytes *bt_report_dump(const bt_report *report, bt_dump what, const bt_report_options *options, bt_diags *diags)
{
	g_autoptr(GString) out = g_string_new(NULL);
	switch (what) {
	case BT_DUMP_TREE:
		bt_dump_tree(report->doc, out);
		break;
	case BT_DUMP_XML:
		bt_dump_xml(report->doc, out);
		break;
	case BT_DUMP_FIGURES:
		bt_figures_json(report->figures, out);
		break;
	case BT_DUMP_SCENE:
		dump_scenes(report->charts, out);
		break;
	case BT_DUMP_PAGES:
		if (!dump_pages(report, options, diags, out))
			return NULL;
		break;
	case BT_DUMP_TEXT:
		dump_text(report->doc, out);
		break;
	case BT_DUMP_DIGEST:
		if (!dump_digest(report, options, diags, out))
			return NULL;
		break;
	}
	return g_string_free_to_bytes(g_steal_pointer(&out));
}

void bt_report_figures(const bt_report *report, bt_lang lang, int width, bool why, bool explain, GString *out)
{
	bt_figures_table(report->figures, report->doc, lang, width, why, out);
	if (explain)
		bt_charts_explain(report->charts, report->figures, lang, out);
}
