/* Looks at the bytes of pictures: what they are, how large, whether they can be used. JPEG is not decoded,
 * only its markers are walked; PNG is decoded once the header is within the limits. */
#include "page/layout.h"

#include <string.h>

typedef struct {
	const guint8 *data;
	gsize len, at;
} reading;

void bt_image_free(gpointer p)
{
	bt_image *image = p;
	if (!image)
		return;
	if (image->decoded)
		cairo_surface_destroy(image->decoded);
	if (image->jpeg)
		g_bytes_unref(image->jpeg);
	g_free(image);
}

static bool within_limits(guint32 width, guint32 height)
{
	return width > 0 && height > 0 && width <= BT_MAX_PHOTO_SIDE && height <= BT_MAX_PHOTO_SIDE &&
	       (guint64)width * height <= BT_MAX_PHOTO_PIXELS;
}

/* ---- JPEG */

static bool is_frame(int marker) { return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC; }

/* The next marker with a length; its data begin at r->at, `n` bytes. -1: there is none. */
static int next_segment(reading *r, gsize *n)
{
	while (r->at + 4 <= r->len && r->data[r->at] == 0xFF) {
		int marker = r->data[r->at + 1];
		if (marker == 0xFF) {
			r->at++;
			continue;
		}
		gsize size = (gsize)r->data[r->at + 2] << 8 | r->data[r->at + 3];
		if (size < 2 || r->at + 2 + size > r->len)
			return -1;
		r->at += 4;
		*n = size - 2;
		return marker;
	}
	return -1;
}

cairo_matrix_t bt_image_upright(const bt_image *image, double width, double height)
{
	/* across = a·u + b·v + c, down = d·u + e·v + f, with u, v across and down the stored picture */
	static const double turns[9][6] = {
		[1] = {1, 0, 0, 0, 1, 0}, [2] = {-1, 0, 1, 0, 1, 0}, [3] = {-1, 0, 1, 0, -1, 1}, [4] = {1, 0, 0, 0, -1, 1},
		[5] = {0, 1, 0, 1, 0, 0}, [6] = {0, -1, 1, 1, 0, 0}, [7] = {0, -1, 1, -1, 0, 1}, [8] = {0, 1, 0, -1, 0, 1},
	};
	const double *t = turns[image->orientation];
	cairo_matrix_t m = {.xx = t[0] * width, .xy = t[1] * width, .x0 = t[2] * width, .yx = t[3] * height, .yy = t[4] * height, .y0 = t[5] * height};
	return m;
}

static bool read_jpeg(reading *r, bt_image *image, bt_picture_problem *fault)
{
	gsize n;
	*fault = BT_PICTURE_BROKEN;
	r->at = 2;
	for (int marker; (marker = next_segment(r, &n)) >= 0; r->at += n) {
		const guint8 *d = r->data + r->at;
		if (is_frame(marker) && n >= 6) {
			image->height = d[1] << 8 | d[2];
			image->width = d[3] << 8 | d[4];
			image->components = d[5];
		}
		if (marker == 0xE1 && image->orientation == 1)
			image->orientation = bt_exif_orientation(d, n);
		if (marker == 0xDA)
			break;
	}
	if (image->orientation > 4) {
		int across = image->width;
		image->width = image->height;
		image->height = across;
	}
	if (image->components == 4)
		*fault = BT_PICTURE_CMYK;
	else if (image->components && !within_limits((guint32)image->width, (guint32)image->height))
		*fault = BT_PICTURE_TOO_LARGE;
	else
		return (image->components == 1 || image->components == 3) && memmem(r->data + r->at, r->len - r->at, "\xFF\xD9", 2);
	return false;
}

/* ---- PNG */

static cairo_status_t feed(void *closure, unsigned char *data, unsigned n)
{
	reading *r = closure;
	if (n > r->len - r->at)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(data, r->data + r->at, n);
	r->at += n;
	return CAIRO_STATUS_SUCCESS;
}

static guint32 read32(const guint8 *p) { return (guint32)p[0] << 24 | (guint32)p[1] << 16 | (guint32)p[2] << 8 | p[3]; }

static bool read_png(reading *r, bt_image *image, bt_picture_problem *fault)
{
	*fault = BT_PICTURE_BROKEN;
	if (r->len < 24 || memcmp(r->data + 12, "IHDR", 4) != 0)
		return false;
	guint32 width = read32(r->data + 16), height = read32(r->data + 20);
	if (!within_limits(width, height)) {
		*fault = BT_PICTURE_TOO_LARGE;
		return false;
	}
	image->decoded = cairo_image_surface_create_from_png_stream(feed, r);
	image->width = (int)width;
	image->height = (int)height;
	return cairo_surface_status(image->decoded) == CAIRO_STATUS_SUCCESS;
}

bt_image *bt_image_open(GBytes *bytes, bt_lang lang, const char **fault)
{
	reading r = {0};
	bt_picture_problem what = BT_PICTURE_UNKNOWN;
	bool ok = false;
	bt_image *image = g_new0(bt_image, 1);
	image->orientation = 1;
	r.data = g_bytes_get_data(bytes, &r.len);
	if (r.len > 8 && memcmp(r.data, "\x89PNG\r\n\x1A\n", 8) == 0) {
		ok = read_png(&r, image, &what);
	} else if (r.len > 4 && memcmp(r.data, "\xFF\xD8\xFF", 3) == 0) {
		ok = read_jpeg(&r, image, &what);
		image->jpeg = ok ? g_bytes_ref(bytes) : NULL;
	}
	if (ok)
		return image;
	bt_image_free(image);
	*fault = bt_picture_words(what, lang);
	return NULL;
}
