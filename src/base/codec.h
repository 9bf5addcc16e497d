/* Values as bytes and back, for caches and for what workers hand to the parent: one function names the fields of a thing in
 * order, and both writes and reads it. Only for this machine and this version: who stores such bytes stores the
 * version beside them. */
#ifndef BT_BASE_CODEC_H
#define BT_BASE_CODEC_H

#include "base/arena.h"

#include <stdbool.h>

typedef struct {
	GString *out;            /* NULL: reading */
	const char *at, *end;    /* reading: what is left */
	bt_arena *arena;         /* reading: of arrays */
	bool failed;             /* reading: these are no such bytes; what follows is zero */
} bt_codec;

/* Read what is not there as zero, "" or NULL, and set `failed`. */
void bt_code_bool(bt_codec *codec, bool *value);
void bt_code_int(bt_codec *codec, int *value);
void bt_code_int64(bt_codec *codec, gint64 *value);
/* NULL is kept. Reading: lent from the bytes, which must live as long as the text is used. */
void bt_code_text(bt_codec *codec, const char **text);
/* The same, in an array whose items often have the text of the item before (NULL: none): that takes no room. */
void bt_code_text_after(bt_codec *codec, const char **text, const char *before);
/* The length of an array whose items take at least `least` bytes each: hostile lengths fail instead of taking memory.
 * Reading: `*items` becomes zeroed room for them, of `size` bytes each. */
void bt_code_array(bt_codec *codec, void *items, guint *n, gsize size, gsize least);
/* Texts with NULL at the end. */
void bt_code_texts(bt_codec *codec, const char *const **texts);

/* An enum of few values. */
#define bt_code_enum(codec, field)            \
	do {                                  \
		int number = (int)*(field);   \
		bt_code_int(codec, &number);  \
		*(field) = number;            \
	} while (0)

#endif
