/* A booklet: the pages of an edition two on a landscape side, in the order for folding and stapling. Drawn once more by cairo,
 * without marks: a file for the printer. Knows where each page goes, nothing of what is on it. */
#include "pdf/pdf.h"

#include "pdf/record.h"

#include <cairo-pdf.h>

/* Sheet s of n/4 has, outside, the pages n-2s and 1+2s; inside 2+2s and n-1-2s. */
void bt_booklet_order(guint n, guint *pairs)
{
	for (guint s = 0; s < n / 4; s++) {
		guint *p = pairs + 4 * s;
		p[0] = n - 1 - 2 * s;
		p[1] = 2 * s;
		p[2] = 2 * s + 1;
		p[3] = n - 2 - 2 * s;
	}
}

static cairo_status_t collect(void *closure, const unsigned char *data, unsigned length)
{
	g_byte_array_append(closure, data, length);
	return CAIRO_STATUS_SUCCESS;
}

/* What is drawn belongs to nothing; a page changes where it is drawn. */
typedef struct {
	bt_record record; /* first: is cast from it */
	bt_canvas_class class;
} booklet;

static void nothing(bt_canvas *canvas) { (void)canvas; }

static void no_page(bt_canvas *canvas, double width, double height, const char *label) { (void)canvas, (void)width, (void)height, (void)label; }

static void begin_mark(bt_canvas *canvas, int element)
{
	bt_record *r = (bt_record *)canvas;
	bt_mark_record mark = {0, 0, element, -1};
	r->marking = true;
	g_array_set_size(r->marks, 0);
	g_array_append_val(r->marks, mark);
}

static void begin_artifact(bt_canvas *canvas) { begin_mark(canvas, -1); }

static void no_link(bt_canvas *canvas, int element, double x, double y, double width, double height)
{
	(void)canvas, (void)element, (void)x, (void)y, (void)width, (void)height;
}

static void put_page(booklet *b, const bt_pages *pages, guint page, double x)
{
	cairo_save(b->record.cr);
	cairo_translate(b->record.cr, x, 0);
	bt_page_draw(pages, &b->record.canvas, page);
	cairo_restore(b->record.cr);
}

GBytes *bt_pdf_booklet(const bt_pages *pages, const bt_edition *edition, const bt_theme *theme, bt_diags *diags)
{
	guint n = (guint)bt_pages_count(pages);
	GByteArray *drawn = g_byte_array_new();
	g_autofree guint *pairs = g_new0(guint, n + 4);
	double width = theme->page_width;
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(collect, drawn, 2 * width, theme->page_height);
	g_autofree char *date = g_strdup_printf("%sT00:00:00+07:00", edition->date ? edition->date : "2000-01-01");
	cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date);
	g_autofree char *title = g_strdup_printf("%s, %s", bt_edition_name(edition, theme->masthead), bt_edition_issue_line(edition));
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title);
	booklet b;
	bt_record_init(&b.record, surface);
	b.class = *b.record.canvas.class;
	b.class.page = no_page;
	b.class.begin_mark = begin_mark;
	b.class.begin_artifact = begin_artifact;
	b.class.end_mark = nothing;
	b.class.link = no_link;
	b.record.canvas.class = &b.class;
	bt_booklet_order(n, pairs);
	for (guint i = 0; i + 1 < n / 4 * 4; i += 2) {
		put_page(&b, pages, pairs[i], 0);
		put_page(&b, pages, pairs[i + 1], width);
		cairo_show_page(b.record.cr);
	}
	cairo_surface_finish(surface);
	cairo_status_t status = cairo_status(b.record.cr) ? cairo_status(b.record.cr) : cairo_surface_status(surface);
	bt_record_clear(&b.record);
	cairo_surface_destroy(surface);
	if (status == CAIRO_STATUS_SUCCESS)
		return g_byte_array_free_to_bytes(drawn);
	bt_say(diags, BT_D_PDF_BROKEN, BT_NO_SPAN, cairo_status_to_string(status), NULL);
	g_byte_array_unref(drawn);
	return NULL;
}
