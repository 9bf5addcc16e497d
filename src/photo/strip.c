/* A JPEG without what the camera wrote into it: its parts are copied but for metadata, its pixels stay as they are. What stands
 * after the end of the picture (films, previews) is dropped. */
#include "photo/inner.h"

#include <string.h>

#define END_OF_IMAGE 0xD9
#define START_OF_SCAN 0xDA

static bool is_profile(const guint8 *data, gsize n) { return n >= 12 && memcmp(data, "ICC_PROFILE", 12) == 0; }

/* The tables that decode the picture, and how its colours are meant: JFIF, profile, Adobe's mark. */
static bool wanted(guint8 marker, const guint8 *data, gsize n)
{
	if (marker == 0xFE) /* comment */
		return false;
	if (marker < 0xE0 || marker > 0xEF)
		return true;
	return (marker == 0xE0 && n >= 5 && memcmp(data, "JFIF", 5) == 0) || (marker == 0xE2 && is_profile(data, n)) || marker == 0xEE;
}

/* Past the coded rows: to the next marker that is no stuffing and no restart. */
static gsize past_scan(const guint8 *p, gsize len, gsize at)
{
	while (at + 1 < len && (p[at] != 0xFF || p[at + 1] == 0 || (p[at + 1] >= 0xD0 && p[at + 1] <= 0xD7) || p[at + 1] == 0xFF))
		at++;
	return at;
}

GBytes *bt_jpeg_strip(GBytes *bytes)
{
	gsize len;
	const guint8 *p = g_bytes_get_data(bytes, &len);
	g_autoptr(GByteArray) out = g_byte_array_sized_new((guint)len);
	g_byte_array_append(out, p, 2);
	for (gsize at = 2; at + 2 <= len && p[at] == 0xFF;) {
		guint8 marker = p[at + 1];
		if (marker == 0xFF) {
			at++;
			continue;
		}
		if (marker == END_OF_IMAGE) {
			g_byte_array_append(out, p + at, 2);
			return g_byte_array_free_to_bytes(g_steal_pointer(&out));
		}
		gsize size = at + 4 <= len ? (gsize)p[at + 2] << 8 | p[at + 3] : 0, from = at;
		if (size < 2 || at + 2 + size > len)
			return NULL;
		bool keep = wanted(marker, p + at + 4, size - 2);
		at += 2 + size;
		if (marker == START_OF_SCAN)
			at = past_scan(p, len, at);
		if (keep)
			g_byte_array_append(out, p + from, (guint)(at - from));
	}
	return NULL;
}
