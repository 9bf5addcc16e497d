/* From an edition to its files: profile, what is missing, pages, PDF with all that goes in, booklet, page. Strings the stages
 * together; knows no stage's inside. */
#include "report/edition.h"

#include "html/html.h"
#include "report/print.h"

#include <string.h>

#define STYLE "edition"

struct bt_edition_print {
	const bt_edition *edition;
	const bt_print_engine *engine;
	bt_theme *theme;
	bt_pages *pages;
	bool bare;
};

/* Where the clerk gives what a line of the profile asks for. Caller frees. */
static char *where_to_state(const char *key, bt_lang lang)
{
	if (strcmp(key, "number") == 0 || strcmp(key, "date") == 0)
		return g_strdup_printf("«--%s»", key);
	return g_strdup_printf(lang == BT_LANG_VI ? "dòng «%s = …» ở mục [bulletin] trong bantin.ini" : "«%s = …» under [bulletin] in bantin.ini", key);
}

/* Each line that the colophon lacks is asked for. False: nothing final can be made. */
static bool ask_for_missing(const bt_edition *edition, bt_diags *diags)
{
	for (guint i = 0; i < edition->colophon->len; i++) {
		const bt_colophon_line *line = &g_array_index(edition->colophon, bt_colophon_line, i);
		g_autofree char *where = line->text ? NULL : where_to_state(line->key, bt_diags_lang(diags));
		if (where)
			bt_say(diags, edition->final ? BT_D_EDITION_FINAL : BT_D_EDITION_NEEDED, BT_NO_SPAN, line->words, where, NULL);
	}
	return !edition->final || bt_edition_complete(edition);
}

static void say_pages(const bt_edition_print *print, bt_diags *diags)
{
	g_autofree char *pages = g_strdup_printf("%d", bt_edition_page_count(print)), *most = g_strdup_printf("%d", BT_EDITION_PAGES);
	if (bt_edition_page_count(print) > BT_EDITION_PAGES)
		bt_say(diags, BT_D_EDITION_PAGES, BT_NO_SPAN, pages, most, NULL);
}

bt_edition_print *bt_edition_layout(bt_edition *edition, const bt_edition_options *options, bt_diags *diags)
{
	g_autoptr(bt_edition_print) print = g_new0(bt_edition_print, 1);
	print->edition = edition;
	print->bare = options->bare;
	print->theme = bt_theme_load_sheet(STYLE, options->sheet, diags);
	if (!print->theme)
		return NULL;
	bt_edition_profile(edition, print->theme);
	bt_diags_about(diags, edition->id, NULL, 0);
	if (!ask_for_missing(edition, diags))
		return NULL;
	print->engine = bt_print_open(diags);
	if (print->engine)
		print->pages = print->engine->edition(edition, print->theme, options->booklet, diags);
	if (!print->pages)
		return NULL;
	say_pages(print, diags);
	return g_steal_pointer(&print);
}

void bt_edition_print_free(bt_edition_print *print)
{
	if (!print)
		return;
	if (print->pages)
		print->engine->free(print->pages);
	bt_theme_free(print->theme);
	g_free(print);
}

int bt_edition_page_count(const bt_edition_print *print) { return print->engine->count(print->pages); }

int bt_edition_page_of(const bt_edition_print *print, guint i) { return print->engine->article(print->pages, i); }

/* ---- what goes into the PDF */

/* Text and figures of each report, under the article's name. The CSV's bytes are kept in `owned`. */
static void add_reports(const bt_edition *edition, GArray *files, GPtrArray *owned)
{
	g_autoptr(GPtrArray) articles = bt_edition_articles(edition);
	for (guint i = 0; i < articles->len; i++) {
		const bt_article *article = articles->pdata[i];
		const bt_doc *doc = article->doc;
		const char *title = bt_article_title(edition, article);
		GString *csv = g_string_new(NULL);
		if (article->figures)
			bt_figures_csv(article->figures, doc, ';', csv);
		GBytes *bytes = g_string_free_to_bytes(csv);
		g_ptr_array_add(owned, bytes);
		bt_attachment text = {bt_arena_printf(edition->arena, "%s%s", article->slug, doc->markdown ? ".md" : ".txt"), doc->markdown ? "text/markdown" : "text/plain",
				      "Source", bt_arena_printf(edition->arena, "Văn bản gốc: %s", title ? title : article->path), doc->source, doc->len};
		bt_attachment data = {bt_arena_printf(edition->arena, "%s.figures.csv", article->slug), "text/csv", "Data",
				      bt_arena_printf(edition->arena, "Số liệu: %s", title ? title : article->path), NULL, 0};
		data.data = g_bytes_get_data(bytes, &data.len);
		g_array_append_val(files, text);
		g_array_append_val(files, data);
	}
}

GBytes *bt_edition_pdf(const bt_edition_print *print, const GArray *files, bt_diags *diags)
{
	g_autoptr(GArray) all = g_array_new(FALSE, TRUE, sizeof(bt_attachment));
	g_autoptr(GPtrArray) owned = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	add_reports(print->edition, all, owned);
	for (guint i = 0; files && i < files->len; i++) {
		const bt_edition_file *file = &g_array_index(files, bt_edition_file, i);
		bt_attachment a = {file->name, file->type, file->relation, file->desc, NULL, 0};
		a.data = g_bytes_get_data(file->bytes, &a.len);
		g_array_append_val(all, a);
	}
	return print->engine->write_edition(print->pages, print->edition, print->theme, (const bt_attachment *)(void *)all->data, all->len, print->bare, diags);
}

GBytes *bt_edition_booklet(const bt_edition_print *print, bt_diags *diags)
{
	return print->engine->booklet(print->pages, print->edition, print->theme, diags);
}

GPtrArray *bt_edition_attached(GBytes *pdf, bt_diags *diags)
{
	const bt_print_engine *engine = bt_print_open(diags);
	return engine ? engine->attached(pdf) : NULL;
}


void bt_edition_dump(const bt_edition_print *print, GString *out) { print->engine->dump(print->pages, out); }

GBytes *bt_edition_html(bt_edition *edition, bt_edition_templates templates, void *data, const char *pdf_name, bt_diags *diags)
{
	g_autoptr(bt_theme) theme = edition->colophon->len ? NULL : bt_theme_load(STYLE, diags);
	if (theme)
		bt_edition_profile(edition, theme);
	return bt_html_edition(edition, templates, data, pdf_name, diags);
}
