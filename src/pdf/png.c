/* Pages as pictures: the same drawing as the PDF's, on a surface of pixels, one PNG a page. Knows how a JPEG becomes
 * pixels, which the PDF never needs. */
#include "pdf/pdf.h"

#include "pdf/record.h"

#include <setjmp.h>
#include <stdio.h>
/* jpeglib.h wants the header above first */
#include <jpeglib.h>
#include <math.h>

typedef struct {
	bt_record record; /* first: is cast from it */
	bt_canvas_class class;
	double scale; /* pixels a point */
	GPtrArray *out; /* GBytes */
	cairo_surface_t *surface;
	bool failed;
} picture;

static cairo_status_t collect(void *closure, const unsigned char *data, unsigned length)
{
	g_byte_array_append(closure, data, length);
	return CAIRO_STATUS_SUCCESS;
}

static void finish_page(picture *p)
{
	if (p->record.pages->len == 0)
		return;
	GByteArray *bytes = g_byte_array_new();
	p->failed |= cairo_status(p->record.cr) != CAIRO_STATUS_SUCCESS ||
		     cairo_surface_write_to_png_stream(p->surface, collect, bytes) != CAIRO_STATUS_SUCCESS;
	g_ptr_array_add(p->out, g_byte_array_free_to_bytes(bytes));
}

static void start_surface(picture *p, int width, int height)
{
	if (p->surface) {
		cairo_destroy(p->record.cr);
		cairo_surface_destroy(p->surface);
	}
	p->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
	p->record.cr = cairo_create(p->surface);
}

static void picture_page(bt_canvas *canvas, double width, double height, const char *label)
{
	picture *p = (picture *)canvas;
	bt_page_record page = {width, height, 0};
	(void)label;
	finish_page(p);
	start_surface(p, (int)ceil(width * p->scale), (int)ceil(height * p->scale));
	cairo_set_source_rgb(p->record.cr, 1, 1, 1);
	cairo_paint(p->record.cr);
	cairo_scale(p->record.cr, p->scale, p->scale);
	g_array_append_val(p->record.pages, page);
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
	cairo_t *cr = p->record.cr;
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

GPtrArray *bt_png_write(const bt_pages *pages, double dpi, bt_diags *diags)
{
	picture p = {.scale = dpi / 72, .out = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref)};
	cairo_surface_t *none = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1);
	bt_record_init(&p.record, none);
	cairo_destroy(p.record.cr);
	start_surface(&p, 1, 1);
	p.class = *p.record.canvas.class;
	p.class.page = picture_page;
	p.class.image = picture_image;
	p.record.canvas.class = &p.class;
	bt_pages_draw(pages, &p.record.canvas);
	finish_page(&p);
	bt_record_clear(&p.record);
	cairo_surface_destroy(p.surface);
	cairo_surface_destroy(none);
	if (!p.failed)
		return p.out;
	bt_say(diags, BT_D_PDF_BROKEN, BT_NO_SPAN, "cairo", NULL);
	g_ptr_array_unref(p.out);
	return NULL;
}
