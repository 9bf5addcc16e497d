/* Headers of PNG and JPEG files. Trusts no length in them. */
#include "base/base.h"

#include <string.h>

static guint be16(const guint8 *p) { return (guint)p[0] << 8 | p[1]; }
static guint be32(const guint8 *p) { return (guint)p[0] << 24 | (guint)p[1] << 16 | (guint)p[2] << 8 | p[3]; }

static bool read_png(const guint8 *p, gsize len, bt_picture *picture)
{
	if (len < 33 || memcmp(p, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) != 0)
		return false;
	*picture = (bt_picture){BT_PICTURE_PNG, be32(p + 16), be32(p + 20)};
	return true;
}

/* The first frame header (SOF0 to SOF15 but the tables among them) states the size. */
static bool read_jpeg(const guint8 *p, gsize len, bt_picture *picture)
{
	if (len < 4 || p[0] != 0xFF || p[1] != 0xD8)
		return false;
	for (gsize at = 2; at + 9 < len;) {
		if (p[at] != 0xFF)
			return false;
		guint8 marker = p[at + 1];
		if (marker == 0xFF) {
			at++;
			continue;
		}
		if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
			*picture = (bt_picture){BT_PICTURE_JPEG, be16(p + at + 7), be16(p + at + 5)};
			return true;
		}
		guint size = be16(p + at + 2);
		if (size < 2)
			return false;
		at += 2 + size;
	}
	return false;
}

bool bt_picture_read(GBytes *bytes, bt_picture *picture)
{
	gsize len;
	const guint8 *p = g_bytes_get_data(bytes, &len);
	if (!p || (!read_png(p, len, picture) && !read_jpeg(p, len, picture)))
		return false;
	guint64 pixels = (guint64)picture->width * picture->height;
	return pixels > 0 && picture->width <= BT_MAX_PHOTO_SIDE && picture->height <= BT_MAX_PHOTO_SIDE && pixels <= BT_MAX_PHOTO_PIXELS;
}

const char *bt_picture_type(bt_picture_kind kind)
{
	switch (kind) {
	case BT_PICTURE_PNG:
		return "image/png";
	case BT_PICTURE_JPEG:
		return "image/jpeg";
	}
	return NULL;
}

const char *bt_picture_fault(bt_lang lang)
{
	static const char *const words[] = {[BT_LANG_EN] = "no usable PNG or JPEG", [BT_LANG_VI] = "không phải PNG hay JPEG dùng được"};
	return words[lang];
}
