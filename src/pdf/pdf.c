/* From pages to the bytes of a PDF: draws with cairo into memory, has it finished by qpdf. */
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

static bt_file_info info_of(const bt_content *content, const GString *csv, bt_arena *arena)
{
	const bt_doc *doc = content->doc;
	const bt_field *field = doc->meta.field;
	const char *date = field[BT_META_DATE].text, *title = content->alone ? content->alone->title : field[BT_META_TITLE].text;
	return (bt_file_info){
		.title = title ? title : "[CẦN BỔ SUNG: tiêu đề]",
		.author = doc->meta.authors->len ? join(doc->meta.authors, arena) : field[BT_META_ISSUER].text,
		.subject = content->alone ? content->alone->subtitle : field[BT_META_LEAD].text ? field[BT_META_LEAD].text : field[BT_META_SECTION].text,
		.keywords = join(doc->meta.tags, arena),
		.date = bt_arena_printf(arena, "%.10sT00:00:00+07:00", date && strlen(date) >= 10 ? date : NO_DATE),
		.part = content->bare ? 2 : 3,
		.source_name = attachment_name(doc, doc->markdown ? ".md" : ".txt", arena),
		.data_name = attachment_name(doc, ".figures.csv", arena),
		.source = doc->source,
		.source_len = doc->len,
		.data = csv->str,
		.data_len = csv->len,
	};
}

GBytes *bt_pdf_write(const bt_pages *pages, const bt_content *content, const bt_theme *theme, bt_diags *diags)
{
	g_autoptr(bt_arena) arena = bt_arena_new();
	g_autoptr(GString) csv = g_string_new(NULL);
	g_autofree char *fault = NULL;
	bt_record record;
	GBytes *bytes = NULL;
	if (content->figures)
		bt_figures_csv(content->figures, content->doc, ';', csv);
	bt_file_info info = info_of(content, csv, arena);
	GByteArray *drawn = draw(pages, theme, &record, info.date, &fault);
	if (drawn) {
		bytes = bt_finish(&record, drawn, &info, &fault);
		g_byte_array_unref(drawn);
	}
	bt_record_clear(&record);
	if (!bytes)
		bt_say(diags, BT_D_PDF_BROKEN, BT_NO_SPAN, fault, NULL);
	return bytes;
}
