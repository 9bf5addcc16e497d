/* Photos for the web: upright as the camera was held, no larger than asked, the place and time of the camera gone, the same bytes
 * twice; a broken one is refused. Pictures are drawn here: red left of blue, above both a green band. */
#include "photo/photo.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
/* these want the headers above first */
#include <cmocka.h>
#include <jpeglib.h>
#include <png.h>

#define WIDTH 480
#define HEIGHT 240
#define SECRET "GPS 16.46N 107.59E"

static void pixel(guint x, guint y, guint8 *rgb)
{
	bool green = y < HEIGHT / 4, left = x < WIDTH / 2;
	rgb[0] = !green && left ? 250 : 5;
	rgb[1] = green ? 250 : 5;
	rgb[2] = !green && !left ? 250 : 5;
}

/* Metadata of a camera: Exif with the orientation and the place, a comment. */
static void put_metadata(struct jpeg_compress_struct *info, int orientation)
{
	guint8 exif[64] = "Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0";
	exif[25] = (guint8)orientation;
	memcpy(exif + 34, SECRET, sizeof SECRET);
	jpeg_write_marker(info, JPEG_APP0 + 1, exif, sizeof exif);
	jpeg_write_marker(info, JPEG_APP0 + 2, (const guint8 *)"ICC_PROFILE\0\1\1profile", 21);
	jpeg_write_marker(info, JPEG_COM, (const guint8 *)SECRET, sizeof SECRET);
}

static GBytes *make_jpeg(int orientation, bool progressive)
{
	struct jpeg_compress_struct info;
	struct jpeg_error_mgr error;
	unsigned char *bytes = NULL;
	unsigned long len = 0;
	info.err = jpeg_std_error(&error);
	jpeg_create_compress(&info);
	jpeg_mem_dest(&info, &bytes, &len);
	info.image_width = WIDTH;
	info.image_height = HEIGHT;
	info.input_components = 3;
	info.in_color_space = JCS_RGB;
	jpeg_set_defaults(&info);
	if (progressive)
		jpeg_simple_progression(&info);
	jpeg_start_compress(&info, TRUE);
	put_metadata(&info, orientation);
	for (guint y = 0; y < HEIGHT; y++) {
		guint8 row[WIDTH * 3];
		JSAMPROW rows = row;
		for (guint x = 0; x < WIDTH; x++)
			pixel(x, y, row + 3 * x);
		jpeg_write_scanlines(&info, &rows, 1);
	}
	jpeg_finish_compress(&info);
	jpeg_destroy_compress(&info);
	GString *out = g_string_new_len((char *)bytes, (gssize)len);
	g_string_append(out, "a film that the phone put behind the picture, " SECRET);
	free(bytes);
	return g_string_free_to_bytes(out);
}

typedef struct {
	guint width, height;
	guint8 *data;
} shown;

static shown show_jpeg(GBytes *bytes)
{
	struct jpeg_decompress_struct info;
	struct jpeg_error_mgr error;
	gsize len;
	const guint8 *data = g_bytes_get_data(bytes, &len);
	info.err = jpeg_std_error(&error);
	jpeg_create_decompress(&info);
	jpeg_mem_src(&info, data, len);
	jpeg_read_header(&info, TRUE);
	info.out_color_space = JCS_RGB;
	jpeg_start_decompress(&info);
	shown s = {info.output_width, info.output_height, g_malloc((gsize)info.output_width * info.output_height * 3)};
	while (info.output_scanline < info.output_height) {
		JSAMPROW row = s.data + (gsize)info.output_scanline * s.width * 3;
		jpeg_read_scanlines(&info, &row, 1);
	}
	jpeg_finish_decompress(&info);
	jpeg_destroy_decompress(&info);
	return s;
}

/* 'r', 'g' or 'b': the colour at a place given in eighths. */
static char colour_at(const shown *s, int across, int down)
{
	const guint8 *p = s->data + ((gsize)(s->height * (guint)down / 8) * s->width + s->width * (guint)across / 8) * 3;
	return p[0] > 150 ? 'r' : p[1] > 150 ? 'g' : p[2] > 150 ? 'b' : '?';
}

static bool holds(GBytes *bytes, const char *text)
{
	gsize len;
	const char *data = g_bytes_get_data(bytes, &len);
	return memmem(data, len, text, strlen(text)) != NULL;
}

/* Each orientation that a camera writes comes out turned: the band, and the two fields beside it from left to right or from
 * top to bottom. */
static void test_upright(void **state)
{
	(void)state;
	static const struct {
		int x, y;          /* the middle of the band, in eighths */
		int x1, y1, x2, y2; /* two fields */
		const char *fields;
	} seen[] = {
		[1] = {4, 0, 1, 6, 6, 6, "rb"}, [2] = {4, 0, 1, 6, 6, 6, "br"}, [3] = {4, 7, 1, 1, 6, 1, "br"}, [4] = {4, 7, 1, 1, 6, 1, "rb"},
		[5] = {0, 4, 6, 1, 6, 6, "rb"}, [6] = {7, 4, 1, 1, 1, 6, "rb"}, [7] = {7, 4, 1, 1, 1, 6, "br"}, [8] = {0, 4, 6, 1, 6, 6, "br"},
	};
	for (int orientation = 1; orientation <= 8; orientation++) {
		bt_picture_problem problem;
		g_autoptr(GBytes) bytes = make_jpeg(orientation, false);
		g_autoptr(GBytes) web = bt_photo_web(bytes, 120, &problem);
		assert_non_null(web);
		shown s = show_jpeg(web);
		assert_int_equal(s.width, 120);
		assert_int_equal(s.height, orientation > 4 ? 240 : 60);
		assert_int_equal(colour_at(&s, seen[orientation].x, seen[orientation].y), 'g');
		assert_int_equal(colour_at(&s, seen[orientation].x1, seen[orientation].y1), seen[orientation].fields[0]);
		assert_int_equal(colour_at(&s, seen[orientation].x2, seen[orientation].y2), seen[orientation].fields[1]);
		assert_false(holds(web, SECRET));
		assert_true(holds(web, "ICC_PROFILE"));
		g_free(s.data);
	}
}

/* A photo that is small enough keeps its pixels and loses what the camera wrote. */
static void test_stripped(void **state)
{
	(void)state;
	for (int progressive = 0; progressive < 2; progressive++) {
		bt_picture_problem problem;
		g_autoptr(GBytes) bytes = make_jpeg(1, progressive);
		g_autoptr(GBytes) web = bt_photo_web(bytes, 1600, &problem);
		assert_non_null(web);
		assert_false(holds(web, SECRET));
		assert_false(holds(web, "Exif"));
		assert_true(holds(web, "ICC_PROFILE"));
		shown before = show_jpeg(bytes), after = show_jpeg(web);
		assert_int_equal(after.width, WIDTH);
		assert_memory_equal(before.data, after.data, (gsize)WIDTH * HEIGHT * 3);
		g_free(before.data);
		g_free(after.data);
	}
}

static void test_same_bytes(void **state)
{
	(void)state;
	bt_picture_problem problem;
	g_autoptr(GBytes) bytes = make_jpeg(6, true);
	g_autoptr(GBytes) one = bt_photo_web(bytes, 100, &problem), two = bt_photo_web(bytes, 100, &problem);
	assert_true(g_bytes_equal(one, two));
}

/* ---- PNG */

static void collect(png_structp png, png_bytep data, size_t n) { g_byte_array_append(png_get_io_ptr(png), data, (guint)n); }

static void flush(png_structp png) { (void)png; }

/* Clear on its right half: to be seen on white. */
static GBytes *make_png(int interlace)
{
	GByteArray *out = g_byte_array_new();
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
	png_infop info = png_create_info_struct(png);
	png_text text = {.compression = PNG_TEXT_COMPRESSION_NONE, .key = (char *)"Comment", .text = (char *)SECRET, .text_length = strlen(SECRET)};
	png_set_write_fn(png, out, collect, flush);
	png_set_IHDR(png, info, WIDTH, HEIGHT, 8, PNG_COLOR_TYPE_RGBA, interlace, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	png_set_text(png, info, &text, 1);
	png_write_info(png, info);
	g_autofree guint8 *all = g_malloc((gsize)WIDTH * HEIGHT * 4);
	png_bytep rows[HEIGHT];
	for (guint y = 0; y < HEIGHT; y++) {
		rows[y] = all + (gsize)y * WIDTH * 4;
		for (guint x = 0; x < WIDTH; x++) {
			pixel(x, y, rows[y] + 4 * x);
			rows[y][4 * x + 3] = x < WIDTH / 2 ? 255 : 0;
		}
	}
	png_write_image(png, rows);
	png_write_end(png, info);
	png_destroy_write_struct(&png, &info);
	return g_byte_array_free_to_bytes(out);
}

static void test_png(void **state)
{
	(void)state;
	static const int interlaces[] = {PNG_INTERLACE_NONE, PNG_INTERLACE_ADAM7};
	for (gsize i = 0; i < G_N_ELEMENTS(interlaces); i++) {
		bt_picture_problem problem;
		g_autoptr(GBytes) bytes = make_png(interlaces[i]);
		g_autoptr(GBytes) web = bt_photo_web(bytes, 96, &problem);
		assert_non_null(web);
		assert_false(holds(web, SECRET));
		png_image image = {.version = PNG_IMAGE_VERSION};
		assert_true(png_image_begin_read_from_memory(&image, g_bytes_get_data(web, NULL), g_bytes_get_size(web)));
		assert_int_equal(image.width, 96);
		assert_int_equal(image.height, 48);
		image.format = PNG_FORMAT_RGB;
		g_autofree guint8 *data = g_malloc(PNG_IMAGE_SIZE(image));
		assert_true(png_image_finish_read(&image, NULL, data, 0, NULL));
		shown s = {96, 48, data};
		assert_int_equal(colour_at(&s, 1, 6), 'r');
		assert_int_equal(colour_at(&s, 1, 0), 'g');
		const guint8 *clear = data + ((gsize)40 * 96 + 80) * 3;
		assert_true(clear[0] > 250 && clear[1] > 250 && clear[2] > 250);
	}
}

/* Cut anywhere, changed anywhere: an answer or a refusal, never a crash. */
static void test_broken(void **state)
{
	(void)state;
	GBytes *whole[] = {make_jpeg(6, true), make_jpeg(1, false), make_png(PNG_INTERLACE_ADAM7)};
	for (gsize k = 0; k < G_N_ELEMENTS(whole); k++) {
		gsize len = g_bytes_get_size(whole[k]);
		guint32 seed = 7;
		for (int i = 0; i < 60; i++) {
			bt_picture_problem problem;
			g_autofree guint8 *data = g_memdup2(g_bytes_get_data(whole[k], NULL), len);
			gsize cut = i % 2 ? len : len * (gsize)i / 60;
			for (int n = 0; i % 2 && n < 8; n++) {
				seed = seed * 1664525 + 1013904223;
				data[20 + seed % (len - 20)] ^= (guint8)(seed >> 24);
			}
			g_autoptr(GBytes) bytes = g_bytes_new(data, cut);
			g_autoptr(GBytes) web = bt_photo_web(bytes, 64, &problem);
			if (web)
				assert_false(holds(web, SECRET));
		}
		g_bytes_unref(whole[k]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_upright), cmocka_unit_test(test_stripped), cmocka_unit_test(test_same_bytes), cmocka_unit_test(test_png), cmocka_unit_test(test_broken)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
