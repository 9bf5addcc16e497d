/* Headers of PNG and JPEG files, and the way a camera was held (Exif). Trusts no length in them. */
#include "base/base.h"

#include <string.h>

static guint be16(const guint8 *p) { return (guint)p[0] << 8 | p[1]; }
static guint be32(const guint8 *p) { return (guint)p[0] << 24 | (guint)p[1] << 16 | (guint)p[2] << 8 | p[3]; }

static bool read_png(const guint8 *p, gsize len, bt_picture *picture)
{
	if (len < 33 || memcmp(p, "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16) != 0)
		return false;
	*picture = (bt_picture){BT_PICTURE_PNG, be32(p + 16), be32(p + 20), 1};
	return true;
}

/* ---- Exif: tag 0x0112 of the first directory */

#define ORIENTATION_TAG 0x0112
#define ENTRY_BYTES 12

typedef struct {
	const guint8 *data;
	gsize len;
	bool little;
} tiff;

/* An unsigned of `n` bytes; 0 outside the data. */
static guint32 tiff_number(const tiff *t, gsize at, gsize n)
{
	guint32 value = 0;
	if (at > t->len || n > t->len - at)
		return 0;
	for (gsize i = 0; i < n; i++)
		value = value << 8 | t->data[at + (t->little ? n - 1 - i : i)];
	return value;
}

int bt_exif_orientation(const guint8 *data, gsize len)
{
	if (len < 14 || memcmp(data, "Exif\0\0", 6) != 0)
		return 1;
	tiff t = {data + 6, len - 6, data[6] == 'I'};
	gsize directory = tiff_number(&t, 4, 4);
	guint32 entries = tiff_number(&t, directory, 2);
	for (guint32 i = 0; i < entries; i++) {
		gsize entry = directory + 2 + (gsize)i * ENTRY_BYTES;
		if (tiff_number(&t, entry, 2) != ORIENTATION_TAG)
			continue;
		guint32 value = tiff_number(&t, entry + 8, 2);
		return value >= 1 && value <= 8 ? (int)value : 1;
	}
	return 1;
}

/* The first frame header (SOF0 to SOF15 but the tables among them) states the size. */
static bool read_jpeg(const guint8 *p, gsize len, bt_picture *picture)
{
	int orientation = 1;
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
			guint across = be16(p + at + 7), down = be16(p + at + 5);
			*picture = (bt_picture){BT_PICTURE_JPEG, orientation > 4 ? down : across, orientation > 4 ? across : down, orientation};
			return true;
		}
		guint size = be16(p + at + 2);
		if (size < 2)
			return false;
		if (marker == 0xE1 && orientation == 1 && at + 2 + size <= len)
			orientation = bt_exif_orientation(p + at + 4, size - 2);
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

const char *bt_picture_words(bt_picture_problem problem, bt_lang lang)
{
	static const char *const words[][2] = {
		[BT_PICTURE_TOO_LARGE] = {[BT_LANG_EN] = "too many pixels", [BT_LANG_VI] = "quá nhiều điểm ảnh"},
		[BT_PICTURE_BROKEN] = {[BT_LANG_EN] = "the file is broken", [BT_LANG_VI] = "tệp hỏng"},
		[BT_PICTURE_CMYK] = {[BT_LANG_EN] = "CMYK colours; save it as RGB", [BT_LANG_VI] = "màu CMYK; hãy lưu lại thành RGB"},
		[BT_PICTURE_UNKNOWN] = {[BT_LANG_EN] = "neither JPEG nor PNG", [BT_LANG_VI] = "không phải JPEG hay PNG"},
	};
	return words[problem][lang];
}
