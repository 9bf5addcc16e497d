/* The cairo canvas: draws to a PDF surface and notes which element each mark belongs to. Nothing may
 * be drawn outside a mark; that is asserted. Knows no PDF syntax. */
#include "pdf/record.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

static bt_record *record_of(bt_canvas *canvas) { return (bt_record *)canvas; }

static bt_element_record *element_at(bt_record *r, int i) { return &g_array_index(r->elements, bt_element_record, i); }

static void add_kid(bt_record *r, int element, int kind, int index)
{
	bt_kid kid = {.kind = kind, .index = index, .next = -1};
	bt_element_record *parent = element_at(r, element);
	int number = (int)r->kids->len;
	if (parent->last_kid >= 0)
		g_array_index(r->kids, bt_kid, parent->last_kid).next = number;
	else
		parent->first_kid = number;
	parent->last_kid = number;
	g_array_append_val(r->kids, kid);
}

const bt_kid *bt_next_kid(const bt_record *record, const bt_element_record *element, const bt_kid *before)
{
	int i = before ? before->next : element->first_kid;
	return i < 0 ? NULL : &g_array_index(record->kids, bt_kid, i);
}

static int canvas_open(bt_canvas *canvas, bt_tag tag, const bt_tag_info *info)
{
	bt_record *r = record_of(canvas);
	bt_element_record element = {.tag = tag, .parent = r->open, .info = *info, .first_kid = -1, .last_kid = -1};
	int number = (int)r->elements->len;
	/* A link stands among the words of its paragraph: it is attached when it is drawn. */
	element.attached = tag != BT_TAG_LINK;
	g_array_append_val(r->elements, element);
	if (element.attached && element.parent >= 0)
		add_kid(r, element.parent, BT_KID_ELEMENT, number);
	r->open = number;
	return number;
}

static void canvas_close(bt_canvas *canvas, int element)
{
	bt_record *r = record_of(canvas);
	g_assert(r->open == element);
	r->open = element_at(r, element)->parent;
}

static void canvas_page(bt_canvas *canvas, double width, double height, const char *label)
{
	bt_record *r = record_of(canvas);
	bt_page_record page = {width, height, 0};
	(void)label;
	g_assert(!r->marking);
	if (r->pages->len > 0)
		cairo_show_page(r->cr);
	cairo_pdf_surface_set_size(r->surface, width, height);
	g_array_append_val(r->pages, page);
}

static void begin(bt_record *r, int element)
{
	bt_page_record *page = &g_array_index(r->pages, bt_page_record, r->pages->len - 1);
	bt_mark_record mark = {(int)r->pages->len - 1, page->marks++, element, -1};
	g_assert(!r->marking);
	r->marking = true;
	g_array_append_val(r->marks, mark);
	cairo_tag_begin(r->cr, element < 0 ? "Private" : "Span", NULL);
}

static void canvas_begin_mark(bt_canvas *canvas, int number)
{
	bt_record *r = record_of(canvas);
	bt_element_record *element = element_at(r, number);
	if (!element->attached && element->parent >= 0) {
		element->attached = true;
		add_kid(r, element->parent, BT_KID_ELEMENT, number);
	}
	add_kid(r, number, BT_KID_MARK, (int)r->marks->len);
	begin(r, number);
}

static void canvas_begin_artifact(bt_canvas *canvas) { begin(record_of(canvas), -1); }

static void canvas_end_mark(bt_canvas *canvas)
{
	bt_record *r = record_of(canvas);
	const bt_mark_record *mark = &g_array_index(r->marks, bt_mark_record, r->marks->len - 1);
	g_assert(r->marking);
	r->marking = false;
	cairo_tag_end(r->cr, mark->element < 0 ? "Private" : "Span");
}

static void set_colour(bt_record *r, bt_rgb colour) { cairo_set_source_rgb(r->cr, colour.red, colour.green, colour.blue); }

/* Letters and glyphs of one cluster belong together in the text that readers copy. */
static int fill_clusters(const bt_glyphs *g, cairo_text_cluster_t *clusters)
{
	int n = 0;
	for (int i = 0; i < g->n;) {
		int start = g->clusters[i] - g->base, j = i + 1;
		while (j < g->n && g->clusters[j] == g->clusters[i])
			j++;
		int end = j < g->n ? g->clusters[j] - g->base : g->len;
		clusters[n++] = (cairo_text_cluster_t){.num_bytes = end - start, .num_glyphs = j - i};
		i = j;
	}
	return n;
}

static void canvas_glyphs(bt_canvas *canvas, const bt_glyphs *g, double x, double y, bt_rgb colour)
{
	bt_record *r = record_of(canvas);
	bt_mark_record *mark = &g_array_index(r->marks, bt_mark_record, r->marks->len - 1);
	cairo_glyph_t *glyphs = g_new(cairo_glyph_t, g->n);
	cairo_text_cluster_t *clusters = g_new(cairo_text_cluster_t, g->n);
	g_assert(r->marking);
	int n = 0, at = 0;
	for (int i = 0; i < g->n; i++) {
		const PangoGlyphInfo *info = &g->glyphs[i];
		if (info->glyph != PANGO_GLYPH_EMPTY)
			glyphs[n++] = (cairo_glyph_t){info->glyph, x + (double)(at + info->geometry.x_offset) / PANGO_SCALE,
						      y + (double)info->geometry.y_offset / PANGO_SCALE};
		at += info->geometry.width;
	}
	set_colour(r, colour);
	cairo_set_scaled_font(r->cr, pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(g->font)));
	if (n == g->n)
		cairo_show_text_glyphs(r->cr, g->text, g->len, glyphs, n, clusters, fill_clusters(g, clusters), 0);
	else
		cairo_show_glyphs(r->cr, glyphs, n);
	if (mark->top < 0)
		mark->top = y;
	g_free(glyphs);
	g_free(clusters);
}

static void canvas_rect(bt_canvas *canvas, double x, double y, double width, double height, bt_rgb fill)
{
	bt_record *r = record_of(canvas);
	g_assert(r->marking);
	set_colour(r, fill);
	cairo_rectangle(r->cr, x, y, width, height);
	cairo_fill(r->cr);
}

static void canvas_stroke(bt_canvas *canvas, const double *xy, int n, double width, bt_rgb colour, bool dashed)
{
	bt_record *r = record_of(canvas);
	const double dash[] = {3 * width, 2 * width};
	g_assert(r->marking);
	set_colour(r, colour);
	cairo_set_line_width(r->cr, width);
	cairo_set_dash(r->cr, dash, dashed ? 2 : 0, 0);
	for (int i = 0; i < n; i++)
		cairo_line_to(r->cr, xy[2 * i], xy[2 * i + 1]);
	cairo_stroke(r->cr);
}

static void canvas_dot(bt_canvas *canvas, double x, double y, double radius, bt_rgb fill)
{
	bt_record *r = record_of(canvas);
	g_assert(r->marking);
	set_colour(r, fill);
	cairo_arc(r->cr, x, y, radius, 0, 2 * G_PI);
	cairo_fill(r->cr);
}

/* A surface of one point that carries the JPEG's bytes: cairo puts them into the file as they are and reads
 * only their header. */
static cairo_surface_t *jpeg_surface(bt_record *r, const bt_image *image)
{
	cairo_surface_t *surface = g_hash_table_lookup(r->jpegs, image);
	if (surface)
		return surface;
	gsize len;
	const unsigned char *data = g_bytes_get_data(image->jpeg, &len);
	surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1);
	cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_JPEG, data, len, (cairo_destroy_func_t)g_bytes_unref, g_bytes_ref(image->jpeg));
	g_hash_table_insert(r->jpegs, (gpointer)image, surface);
	return surface;
}

static void canvas_image(bt_canvas *canvas, const bt_image *image, double x, double y, double width, double height)
{
	bt_record *r = record_of(canvas);
	g_assert(r->marking);
	cairo_surface_t *surface = image->jpeg ? jpeg_surface(r, image) : image->decoded;
	cairo_save(r->cr);
	cairo_translate(r->cr, x, y);
	cairo_matrix_t upright = bt_image_upright(image, width, height);
	cairo_transform(r->cr, &upright);
	cairo_scale(r->cr, 1.0 / (image->jpeg ? 1 : image->width), 1.0 / (image->jpeg ? 1 : image->height));
	cairo_set_source_surface(r->cr, surface, 0, 0);
	cairo_pattern_set_filter(cairo_get_source(r->cr), CAIRO_FILTER_FAST); /* PDF/A allows no interpolation */
	/* not cairo_paint: on an untouched page it drops what was recorded before, the mark's beginning too */
	cairo_rectangle(r->cr, 0, 0, image->jpeg ? 1 : image->width, image->jpeg ? 1 : image->height);
	cairo_fill(r->cr);
	cairo_restore(r->cr);
}

static void canvas_link(bt_canvas *canvas, int element, double x, double y, double width, double height)
{
	bt_record *r = record_of(canvas);
	bt_link_record link = {(int)r->pages->len - 1, element, x, y, width, height};
	add_kid(r, element, BT_KID_LINK, (int)r->links->len);
	g_array_append_val(r->links, link);
}

static const bt_canvas_class class = {
	.open = canvas_open,
	.close = canvas_close,
	.page = canvas_page,
	.begin_mark = canvas_begin_mark,
	.begin_artifact = canvas_begin_artifact,
	.end_mark = canvas_end_mark,
	.glyphs = canvas_glyphs,
	.rect = canvas_rect,
	.stroke = canvas_stroke,
	.dot = canvas_dot,
	.image = canvas_image,
	.link = canvas_link,
};

void bt_record_init(bt_record *r, cairo_surface_t *surface)
{
	*r = (bt_record){.canvas = {&class}, .surface = surface, .open = -1};
	r->cr = cairo_create(surface);
	r->jpegs = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)cairo_surface_destroy);
	r->elements = g_array_new(FALSE, FALSE, sizeof(bt_element_record));
	r->kids = g_array_new(FALSE, FALSE, sizeof(bt_kid));
	r->marks = g_array_new(FALSE, FALSE, sizeof(bt_mark_record));
	r->links = g_array_new(FALSE, FALSE, sizeof(bt_link_record));
	r->pages = g_array_new(FALSE, FALSE, sizeof(bt_page_record));
}

void bt_record_clear(bt_record *r)
{
	cairo_destroy(r->cr);
	g_hash_table_destroy(r->jpegs);
	g_array_free(r->elements, TRUE);
	g_array_free(r->kids, TRUE);
	g_array_free(r->marks, TRUE);
	g_array_free(r->links, TRUE);
	g_array_free(r->pages, TRUE);
}
