/* Pages as pictures: the same drawing as the PDF's, on a surface of pixels, one PNG a page. Knows how a JPEG becomes
 * pixels, which the PDF never needs. */
#include "pdf/pdf.h"


#include <setjmp.h>
#include <stdio.h>
/* jpeglib.h wants the header above first */
#include <jpeglib.h>
#include <math.h>
#include <pango/pangocairo.h>

typedef struct {
	bt_canvas canvas; /* first: is cast from it */
	cairo_surface_t *surface; /* of the page being drawn, or NULL */
	cairo_t *cr;
	double scale; /* pixels a point */
	GPtrArray *out; /* GBytes */
	int elements;
	bool failed;
} picture;

static cairo_status_t collect(void *closure, const unsigned char *data, unsigned length)
{
	g_byte_array_append(closure, data, length);
	return CAIRO_STATUS_SUCCESS;
}

static void finish_page(picture *p)
{
	if (!p->surface)
		return;
	GByteArray *bytes = g_byte_array_new();
	p->failed |= cairo_status(p->cr) != CAIRO_STATUS_SUCCESS || cairo_surface_write_to_png_stream(p->surface, collect, bytes) != CAIRO_STATUS_SUCCESS;
	g_ptr_array_add(p->out, g_byte_array_free_to_bytes(bytes));
	cairo_destroy(p->cr);
	cairo_surface_destroy(p->surface);
}

static void picture_page(bt_canvas *canvas, double width, double height, const char *label)
{
	picture *p = (picture *)canvas;
	(void)label;
	finish_page(p);
	p->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)ceil(width * p->scale), (int)ceil(height * p->scale));
	p->cr = cairo_create(p->surface);
	cairo_set_source_rgb(p->cr, 1, 1, 1);
	cairo_paint(p->cr);
	cairo_scale(p->cr, p->scale, p->scale);
}

static void set_colour(picture *p, bt_rgb colour) { cairo_set_source_rgb(p->cr, colour.red, colour.green, colour.blue); }

static void picture_glyphs(bt_canvas *canvas, const bt_glyphs *g, double x, double y, bt_rgb colour)
{
	picture *p = (picture *)canvas;
	g_autofree cairo_glyph_t *glyphs = g_new(cairo_glyph_t, g->n);
	int n = 0, at = 0;
	for (int i = 0; i < g->n; i++) {
		const PangoGlyphInfo *info = &g->glyphs[i];
		if (info->glyph != PANGO_GLYPH_EMPTY)
			glyphs[n++] = (cairo_glyph_t){info->glyph, x + (double)(at + info->geometry.x_offset) / PANGO_SCALE,
						      y + (double)info->geometry.y_offset / PANGO_SCALE};
		at += info->geometry.width;
	}
	set_colour(p, colour);
	cairo_set_scaled_font(p->cr, pango_cairo_font_get_scaled_font(PANGO_CAIRO_FONT(g->font)));
	cairo_show_glyphs(p->cr, glyphs, n);
}

static void picture_rect(bt_canvas *canvas, double x, double y, double width, double height, bt_rgb fill)
{
	picture *p = (picture *)canvas;
	set_colour(p, fill);
	cairo_rectangle(p->cr, x, y, width, height);
	cairo_fill(p->cr);
}

static void picture_stroke(bt_canvas *canvas, const double *xy, int n, double width, bt_rgb colour, bool dashed)
{
	picture *p = (picture *)canvas;
	const double dash[] = {3 * width, 2 * width};
	set_colour(p, colour);
	cairo_set_line_width(p->cr, width);
	cairo_set_dash(p->cr, dash, dashed ? 2 : 0, 0);
	for (int i = 0; i < n; i++)
		cairo_line_to(p->cr, xy[2 * i], xy[2 * i + 1]);
	cairo_stroke(p->cr);
}

static void picture_dot(bt_canvas *canvas, double x, double y, double radius, bt_rgb fill)
{
	picture *p = (picture *)canvas;
	set_colour(p, fill);
	cairo_arc(p->cr, x, y, radius, 0, 2 * G_PI);
	cairo_fill(p->cr);
}

/* ---- JPEG */

typedef struct {
	struct jpeg_error_mgr manager; /* first: is cast from it */
	jmp_buf out;
} jpeg_escape;

static void on_jpeg_error(j_common_ptr info) { longjmp(((jpeg_escape *)info->err)->out, 1); }

static void on_jpeg_message(j_common_ptr info) { (void)info; }

static void read_rows(struct jpeg_decompress_struct *info, cairo_surface_t *surface, guint8 *row)
{
	guint8 *data = cairo_image_surface_get_data(surface);
	int stride = cairo_image_surface_get_stride(surface);
	cairo_surface_flush(surface);
	while (info->output_scanline < info->output_height) {
		guint32 *to = (guint32 *)(void *)(data + (gsize)info->output_scanline * (gsize)stride);
		jpeg_read_scanlines(info, &row, 1);
		for (guint x = 0; x < info->output_width; x++)
			to[x] = (guint32)row[3 * x] << 16 | (guint32)row[3 * x + 1] << 8 | row[3 * x + 2];
	}
	cairo_surface_mark_dirty(surface);
}

/* Not much larger than `wanted` pixels wide. NULL: broken. The caller owns it. */
static cairo_surface_t *decode(GBytes *bytes, double wanted)
{
	struct jpeg_decompress_struct info;
	jpeg_escape escape;
	cairo_surface_t *volatile surface = NULL;
	guint8 *volatile row = NULL;
	gsize len;
	const guint8 *data = g_bytes_get_data(bytes, &len);
	info.err = jpeg_std_error(&escape.manager);
	escape.manager.error_exit = on_jpeg_error;
	escape.manager.output_message = on_jpeg_message;
	jpeg_create_decompress(&info);
	if (setjmp(escape.out)) {
		g_clear_pointer(&surface, cairo_surface_destroy);
	} else {
		jpeg_mem_src(&info, data, len);
		jpeg_read_header(&info, TRUE);
		info.out_color_space = JCS_RGB;
		info.scale_num = 1;
		for (info.scale_denom = 8; info.scale_denom > 1 && (double)info.image_width / info.scale_denom < wanted; info.scale_denom /= 2)
			;
		jpeg_start_decompress(&info);
		row = g_malloc((gsize)info.output_width * 3);
		surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)info.output_width, (int)info.output_height);
		if (cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS)
			read_rows(&info, surface, row);
		jpeg_finish_decompress(&info);
	}
	jpeg_destroy_decompress(&info);
	g_free(row);
	return surface;
}

static void picture_image(bt_canvas *canvas, const bt_image *image, double x, double y, double width, double height)
{
	picture *p = (picture *)canvas;
	cairo_t *cr = p->cr;
	cairo_surface_t *surface = image->jpeg ? decode(image->jpeg, (image->orientation > 4 ? height : width) * p->scale) : cairo_surface_reference(image->decoded);
	if (!surface)
		return;
	cairo_save(cr);
	cairo_translate(cr, x, y);
	cairo_matrix_t upright = bt_image_upright(image, width, height);
	cairo_transform(cr, &upright);
	cairo_scale(cr, 1.0 / cairo_image_surface_get_width(surface), 1.0 / cairo_image_surface_get_height(surface));
	cairo_set_source_surface(cr, surface, 0, 0);
	cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_GOOD);
	cairo_paint(cr);
	cairo_restore(cr);
	cairo_surface_destroy(surface);
}

/* ---- structure, which a picture has not */

static int picture_open(bt_canvas *canvas, bt_tag tag, const bt_tag_info *info)
{
	(void)tag, (void)info;
	return ((picture *)canvas)->elements++;
}

static void picture_element(bt_canvas *canvas, int element) { (void)canvas, (void)element; }

static void picture_nothing(bt_canvas *canvas) { (void)canvas; }

static void picture_link(bt_canvas *canvas, int element, double x, double y, double width, double height)
{
	(void)canvas, (void)element, (void)x, (void)y, (void)width, (void)height;
}

static const bt_canvas_class class = {
	.open = picture_open,
	.close = picture_element,
	.page = picture_page,
	.begin_mark = picture_element,
	.begin_artifact = picture_nothing,
	.end_mark = picture_nothing,
	.glyphs = picture_glyphs,
	.rect = picture_rect,
	.stroke = picture_stroke,
	.dot = picture_dot,
	.image = picture_image,
	.link = picture_link,
};

GPtrArray *bt_png_write(const bt_pages *pages, double dpi, bt_diags *diags)
{
	picture p = {.canvas = {&class}, .scale = dpi / 72, .out = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref)};
	bt_pages_draw(pages, &p.canvas);
	finish_page(&p);
	if (!p.failed)
		return p.out;
	bt_say(diags, BT_D_PDF_BROKEN, BT_NO_SPAN, "cairo", NULL);
	g_ptr_array_unref(p.out);
	return NULL;
}
