/* From pages to the bytes of a PDF: draws with cairo into memory, then finishes what cairo wrote. */
#include "pdf/pdf.h"

#include "pdf/record.h"

#include <cairo-pdf.h>
#include <string.h>

#define NO_DATE "2000-01-01" /* of a draft without a date: no clock may reach the file */

static cairo_status_t collect(void *closure, const unsigned char *data, unsigned length)
{
	g_byte_array_append(closure, data, length);
	return CAIRO_STATUS_SUCCESS;
}

/* Draws all pages; the record then knows what each mark is. NULL: cairo failed, `fault` says how. */
static GByteArray *draw(const bt_pages *pages, const bt_theme *theme, bt_record *record, const char *date, char **fault)
{
	GByteArray *drawn = g_byte_array_new();
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(collect, drawn, theme->page_width, theme->page_height);
	cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
	bt_record_init(record, surface);
	bt_pages_draw(pages, &record->canvas);
	cairo_surface_finish(surface);
	cairo_status_t status = cairo_status(record->cr) ? cairo_status(record->cr) : cairo_surface_status(surface);
	cairo_surface_destroy(surface);
	if (status == CAIRO_STATUS_SUCCESS)
		return drawn;
	*fault = g_strdup(cairo_status_to_string(status));
	g_byte_array_unref(drawn);
	return NULL;
}

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

/* cairo's drawing, finished. NULL after a message. */
static GBytes *write_with(const bt_pages *pages, const bt_theme *theme, const bt_file_info *info, bt_diags *diags)
{
	g_autofree char *fault = NULL;
	bt_record record;
	GBytes *bytes = NULL;
	GByteArray *drawn = draw(pages, theme, &record, info->date, &fault);
	if (drawn) {
		bytes = bt_finish(&record, drawn, info, &fault);
		g_byte_array_unref(drawn);
	}
	bt_record_clear(&record);
	if (!bytes)
		bt_say(diags, BT_D_PDF_BROKEN, BT_NO_SPAN, fault, NULL);
	return bytes;
}

GBytes *bt_pdf_write(const bt_pages *pages, const bt_content *content, const bt_theme *theme, bt_diags *diags)
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
	return write_with(pages, theme, &info, diags);
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
	return write_with(pages, theme, &info, diags);
}
