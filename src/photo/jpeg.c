/* JPEG in and out by libjpeg-turbo: decoded near the size that is wanted, written anew at quality 85 with the colours'
 * profile. Its errors jump; nothing that they leave behind is lost. */
#include "photo/inner.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* jpeglib.h wants the headers above first */
#include <jpeglib.h>

#define QUALITY 85
#define PROFILE_MARKER (JPEG_APP0 + 2)
#define PROFILE_BYTES_MAX 65533

typedef struct {
	struct jpeg_error_mgr manager; /* first: is cast from it */
	jmp_buf out;
} escape;

static void on_error(j_common_ptr info) { longjmp(((escape *)info->err)->out, 1); }

static void on_message(j_common_ptr info) { (void)info; }

static void set_escape(escape *e)
{
	jpeg_std_error(&e->manager);
	e->manager.error_exit = on_error;
	e->manager.output_message = on_message;
}

/* ---- in */

typedef struct {
	struct jpeg_decompress_struct info;
	escape error;
	bt_scaler scaler;
	guint8 *row;
} decoder;

/* The largest reduction that the decoder does for nothing and that is still as wide as wanted. */
static void choose_scale(struct jpeg_decompress_struct *info, guint width)
{
	info->scale_num = 1;
	for (info->scale_denom = 8; info->scale_denom > 1 && (info->image_width + info->scale_denom - 1) / info->scale_denom < width; info->scale_denom /= 2)
		;
}

static bool read_rows(decoder *d, const bt_picture *picture, guint most, bt_picture_problem *problem)
{
	guint width, height;
	if (setjmp(d->error.out))
		return false;
	jpeg_read_header(&d->info, TRUE);
	if (d->info.num_components > 3) {
		*problem = BT_PICTURE_CMYK;
		return false;
	}
	bt_stored_size(d->info.image_width, d->info.image_height, picture->orientation, most, &width, &height);
	d->info.out_color_space = JCS_RGB;
	d->info.dct_method = JDCT_ISLOW;
	choose_scale(&d->info, width);
	jpeg_start_decompress(&d->info);
	d->row = g_malloc((gsize)d->info.output_width * BT_CHANNELS);
	bt_scaler_init(&d->scaler, d->info.output_width, d->info.output_height, MIN(width, d->info.output_width), MIN(height, d->info.output_height));
	while (d->info.output_scanline < d->info.output_height) {
		JSAMPROW row = d->row;
		jpeg_read_scanlines(&d->info, &row, 1);
		bt_scaler_row(&d->scaler, d->row);
	}
	return true; /* not finished: that would drop the profile */
}

/* ---- out */

typedef struct {
	struct jpeg_compress_struct info;
	escape error;
	unsigned char *bytes; /* of malloc, as the library has it */
	unsigned long len;
} encoder;

static bool write_rows(encoder *e, const bt_pixels *pixels, jpeg_saved_marker_ptr markers)
{
	if (setjmp(e->error.out))
		return false;
	jpeg_mem_dest(&e->info, &e->bytes, &e->len);
	e->info.image_width = pixels->width;
	e->info.image_height = pixels->height;
	e->info.input_components = BT_CHANNELS;
	e->info.in_color_space = JCS_RGB;
	jpeg_set_defaults(&e->info);
	jpeg_set_quality(&e->info, QUALITY, TRUE);
	e->info.optimize_coding = TRUE;
	e->info.dct_method = JDCT_ISLOW;
	jpeg_start_compress(&e->info, TRUE);
	for (jpeg_saved_marker_ptr m = markers; m; m = m->next)
		if (m->data_length >= 12 && m->data_length <= PROFILE_BYTES_MAX && memcmp(m->data, "ICC_PROFILE", 12) == 0)
			jpeg_write_marker(&e->info, PROFILE_MARKER, m->data, m->data_length);
	while (e->info.next_scanline < e->info.image_height) {
		JSAMPROW row = pixels->data + (gsize)e->info.next_scanline * pixels->width * BT_CHANNELS;
		jpeg_write_scanlines(&e->info, &row, 1);
	}
	jpeg_finish_compress(&e->info);
	return true;
}

static GBytes *encode(const bt_pixels *pixels, jpeg_saved_marker_ptr markers)
{
	encoder *e = g_new0(encoder, 1);
	set_escape(&e->error);
	e->info.err = &e->error.manager;
	jpeg_create_compress(&e->info);
	GBytes *out = write_rows(e, pixels, markers) ? g_bytes_new(e->bytes, e->len) : NULL;
	jpeg_destroy_compress(&e->info);
	free(e->bytes);
	g_free(e);
	return out;
}

GBytes *bt_jpeg_web(GBytes *bytes, const bt_picture *picture, guint most, bt_picture_problem *problem)
{
	gsize len;
	const guint8 *data = g_bytes_get_data(bytes, &len);
	decoder *d = g_new0(decoder, 1); /* not on the stack, which a jump may leave in any state */
	GBytes *out = NULL;
	set_escape(&d->error);
	d->info.err = &d->error.manager;
	jpeg_create_decompress(&d->info);
	jpeg_mem_src(&d->info, data, len);
	jpeg_save_markers(&d->info, PROFILE_MARKER, 0xFFFF);
	bool read = read_rows(d, picture, most, problem);
	bt_pixels pixels = bt_scaler_finish(&d->scaler);
	if (read) {
		pixels = bt_pixels_upright(pixels, picture->orientation);
		out = encode(&pixels, d->info.marker_list);
	}
	g_free(pixels.data);
	g_free(d->row);
	jpeg_destroy_decompress(&d->info);
	g_free(d);
	return out;
}
