/* PNG in and out by libpng: rows are read one by one (all at once when they are interlaced), laid on white where they are
 * clear, and written anew with the colours' profile. */
#include "photo/inner.h"

#include <png.h>
#include <setjmp.h>
#include <string.h>

typedef struct {
	const guint8 *at, *end;
} source;

static void on_error(png_structp png, png_const_charp what)
{
	(void)what;
	png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp what)
{
	(void)png;
	(void)what;
}

static void feed(png_structp png, png_bytep to, size_t n)
{
	source *s = png_get_io_ptr(png);
	if (n > (size_t)(s->end - s->at))
		png_error(png, "short");
	memcpy(to, s->at, n);
	s->at += n;
}

static void collect(png_structp png, png_bytep data, size_t n) { g_byte_array_append(png_get_io_ptr(png), data, (guint)n); }

static void flush(png_structp png) { (void)png; }

typedef struct {
	png_structp png;
	png_infop info;
	bt_scaler scaler;
	guint8 *rows;      /* one, or all of an interlaced picture */
	png_bytep *places; /* of the rows of an interlaced picture */
} decoder;

/* Everything becomes 8 bits of red, green, blue on white. */
static void set_transforms(decoder *d)
{
	png_color_16 white = {.red = 0xFF, .green = 0xFF, .blue = 0xFF, .gray = 0xFF};
	png_set_expand(d->png);
	png_set_strip_16(d->png);
	png_set_gray_to_rgb(d->png);
	if ((png_get_color_type(d->png, d->info) & PNG_COLOR_MASK_ALPHA) || png_get_valid(d->png, d->info, PNG_INFO_tRNS))
		png_set_background(d->png, &white, PNG_BACKGROUND_GAMMA_SCREEN, 0, 1);
}

static bool read_rows(decoder *d, guint most)
{
	guint width, height;
	if (setjmp(png_jmpbuf(d->png)))
		return false;
	png_read_info(d->png, d->info);
	guint from_width = png_get_image_width(d->png, d->info), from_height = png_get_image_height(d->png, d->info);
	bt_stored_size(from_width, from_height, 1, most, &width, &height);
	set_transforms(d);
	int passes = png_set_interlace_handling(d->png);
	png_read_update_info(d->png, d->info);
	gsize stride = png_get_rowbytes(d->png, d->info);
	if (stride != (gsize)from_width * BT_CHANNELS)
		return false;
	bt_scaler_init(&d->scaler, from_width, from_height, width, height);
	d->rows = g_malloc(passes > 1 ? stride * from_height : stride);
	if (passes > 1) {
		d->places = g_new(png_bytep, from_height);
		for (guint y = 0; y < from_height; y++)
			d->places[y] = d->rows + y * stride;
		png_read_image(d->png, d->places);
	}
	for (guint y = 0; y < from_height; y++) {
		if (passes == 1)
			png_read_row(d->png, d->rows, NULL);
		bt_scaler_row(&d->scaler, passes > 1 ? d->places[y] : d->rows);
	}
	return true;
}

static bool write_rows(png_structp png, png_infop info, const bt_pixels *pixels, png_structp from, png_infop from_info)
{
	png_charp name;
	png_bytep profile;
	png_uint_32 n;
	int method;
	if (setjmp(png_jmpbuf(png)))
		return false;
	png_set_IHDR(png, info, pixels->width, pixels->height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	if (png_get_iCCP(from, from_info, &name, &method, &profile, &n))
		png_set_iCCP(png, info, name, method, profile, n);
	png_write_info(png, info);
	for (guint y = 0; y < pixels->height; y++)
		png_write_row(png, pixels->data + (gsize)y * pixels->width * BT_CHANNELS);
	png_write_end(png, info);
	return true;
}

static GBytes *encode(const bt_pixels *pixels, png_structp from, png_infop from_info)
{
	g_autoptr(GByteArray) out = g_byte_array_new();
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, on_error, on_warning);
	png_infop info = png ? png_create_info_struct(png) : NULL;
	bool done = false;
	if (info) {
		png_set_write_fn(png, out, collect, flush);
		done = write_rows(png, info, pixels, from, from_info);
	}
	png_destroy_write_struct(&png, &info);
	return done ? g_byte_array_free_to_bytes(g_steal_pointer(&out)) : NULL;
}

GBytes *bt_png_web(GBytes *bytes, guint most, bt_picture_problem *problem)
{
	gsize len;
	const guint8 *data = g_bytes_get_data(bytes, &len);
	source from = {data, data + len};
	decoder *d = g_new0(decoder, 1);
	GBytes *out = NULL;
	*problem = BT_PICTURE_BROKEN;
	d->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, on_error, on_warning);
	d->info = d->png ? png_create_info_struct(d->png) : NULL;
	if (d->info) {
		png_set_read_fn(d->png, &from, feed);
		png_set_user_limits(d->png, BT_MAX_PHOTO_SIDE, BT_MAX_PHOTO_SIDE);
		bool read = read_rows(d, most);
		bt_pixels pixels = bt_scaler_finish(&d->scaler);
		out = read ? encode(&pixels, d->png, d->info) : NULL;
		g_free(pixels.data);
	}
	png_destroy_read_struct(&d->png, &d->info, NULL);
	g_free(d->rows);
	g_free(d->places);
	g_free(d);
	return out;
}
