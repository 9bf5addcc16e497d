/* Where a line of Vietnamese may not break although Unicode would allow it: "123,4 tỷ đồng",
 * "12-NQ/TW", "2025 - 2030", "quý I", "ông Trần Văn Bình". vietnamese.md section 11. */
#ifndef BT_BASE_NOBREAK_H
#define BT_BASE_NOBREAK_H

#include <glib.h>

typedef struct {
	gsize from, to; /* bytes [from, to) of the text */
} bt_range;

typedef void (*bt_range_put)(void *data, bt_range range);

/* The stretches of text[0..len) inside which no line may end, one after the other; each shorter than a narrow column.
 * `text` is UTF-8 in NFC. */
void bt_nobreak_each(const char *text, gsize len, bt_range_put put, void *data);
/* Append them to `ranges`, of bt_range. */
void bt_nobreak_ranges(const char *text, gsize len, GArray *ranges);

#endif
