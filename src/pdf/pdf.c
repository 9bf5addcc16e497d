/* From pages to the bytes of a PDF: draws them, then adds what the file says of them. */
#include "pdf/finish.h"

#include <string.h>

#define NO_DATE "2000-01-01" /* of a draft without a date: no clock may reach the file */

static const char *join(const GPtrArray *strings, bt_arena *arena)
{
	g_autoptr(GString) out = g_string_new(NULL);
	for (guint i = 0; i < strings->len; i++)
		g_string_append_printf(out, "%s%s", i ? ", " : "", (const char *)strings->pdata[i]);
	return out->len ? bt_arena_strdup(arena, out->str) : NULL;
}

/* The name of an attachment: ASCII, without the path. */
static const char *attachment_name(const bt_doc *doc, const char *suffix, bt_arena *arena)
{
	g_autofree char *base = g_path_get_basename(doc->name ? doc->name : "-");
	char *dot = strrchr(base, '.');
	if (dot && dot > base)
		*dot = '\0';
	g_autofree char *slug = bt_slug(base, 80);
	return bt_arena_printf(arena, "%s%s", *slug ? slug : "bao-cao", suffix);
}

static const char *date_of(const char *iso, bt_arena *arena)
{
	return bt_arena_printf(arena, "%.10sT00:00:00+07:00", iso && strlen(iso) >= 10 ? iso : NO_DATE);
}

static bt_file_info info_of(const bt_content *content, bt_arena *arena)
{
	const bt_doc *doc = content->doc;
	const bt_field *field = doc->meta.field;
	const char *title = content->alone ? content->alone->title : field[BT_META_TITLE].text;
	return (bt_file_info){
		.title = title ? title : "[CẦN BỔ SUNG: tiêu đề]",
		.author = doc->meta.authors->len ? join(doc->meta.authors, arena) : field[BT_META_ISSUER].text,
		.subject = content->alone ? content->alone->subtitle : field[BT_META_LEAD].text ? field[BT_META_LEAD].text : field[BT_META_SECTION].text,
		.keywords = join(doc->meta.tags, arena),
		.date = date_of(field[BT_META_DATE].text, arena),
		.part = content->bare ? 2 : 3,
	};
}

/* NULL after a message. */
static GBytes *write_with(const bt_pages *pages, const bt_file_info *info, bt_diags *diags)
{
	g_autofree char *unfit = NULL;
	bt_file file;
	bt_record record;
	bt_file_init(&file);
	bt_record_init(&record);
	bt_drawing *drawing = bt_drawing_new(&file, &record);
	bt_pages_draw(pages, bt_drawing_canvas(drawing));
	GBytes *bytes = bt_finish(&file, drawing, &record, info, &unfit);
	bt_drawing_free(drawing);
	bt_record_clear(&record);
	bt_file_clear(&file);
	if (!bytes)
		bt_say(diags, BT_D_PDF_FONT, BT_NO_SPAN, unfit, NULL);
	return bytes;
}

GBytes *bt_pdf_write(const bt_pages *pages, const bt_content *content, bt_diags *diags)
{
	g_autoptr(bt_arena) arena = bt_arena_new();
	g_autoptr(GString) csv = g_string_new(NULL);
	const bt_doc *doc = content->doc;
	if (content->figures)
		bt_figures_csv(content->figures, doc, ';', csv);
	const bt_attachment files[] = {
		{attachment_name(doc, doc->markdown ? ".md" : ".txt", arena), doc->markdown ? "text/markdown" : "text/plain", "Source", "Văn bản gốc", doc->source, doc->len},
		{attachment_name(doc, ".figures.csv", arena), "text/csv", "Data", "Số liệu trong báo cáo", csv->str, csv->len},
	};
	bt_file_info info = info_of(content, arena);
	info.files = files;
	info.n_files = G_N_ELEMENTS(files);
	return write_with(pages, &info, diags);
}

GBytes *bt_pdf_edition(const bt_pages *pages, const bt_edition *edition, const bt_theme *theme, const bt_attachment *files, guint n, bool bare, bt_diags *diags)
{
	g_autoptr(bt_arena) arena = bt_arena_new();
	const char *issue = bt_edition_issue_line(edition), *name = bt_edition_name(edition, theme->masthead);
	bt_file_info info = {
		.title = *issue ? bt_arena_printf(arena, "%s, %s", name, issue) : name,
		.author = edition->issuer,
		.subject = edition->correction,
		.date = date_of(edition->date, arena),
		.part = bare ? 2 : 3,
		.files = files,
		.n_files = n,
	};
	return write_with(pages, &info, diags);
}
