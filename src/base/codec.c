/* Values as bytes: fixed-width numbers, texts with their length and a NUL. Knows no meaning. */
#include "base/codec.h"

#include "base/write.h"

#include <string.h>

static inline void code_bytes(bt_codec *codec, void *value, gsize size)
{
	if (codec->out) {
		bt_append_len(codec->out, value, size);
	} else if (codec->failed || (gsize)(codec->end - codec->at) < size) {
		codec->failed = true;
		memset(value, 0, size);
	} else {
		memcpy(value, codec->at, size);
		codec->at += size;
	}
}

void bt_code_bool(bt_codec *codec, bool *value)
{
	guint8 byte = codec->out ? *value : false; /* read from, it holds nothing yet */
	code_bytes(codec, &byte, 1);
	*value = byte != 0;
}

void bt_code_int(bt_codec *codec, int *value) { code_bytes(codec, value, sizeof *value); }

void bt_code_int64(bt_codec *codec, gint64 *value) { code_bytes(codec, value, sizeof *value); }

#define NO_TEXT (-1)
#define SAME_TEXT (-2)

void bt_code_text(bt_codec *codec, const char **text) { bt_code_text_after(codec, text, NULL); }

void bt_code_text_after(bt_codec *codec, const char **text, const char *before)
{
	int len = NO_TEXT;
	if (codec->out && *text)
		len = before && strcmp(*text, before) == 0 ? SAME_TEXT : (int)strlen(*text);
	bt_code_int(codec, &len);
	if (codec->out) {
		if (len >= 0)
			bt_append_len(codec->out, *text, (gsize)len + 1);
		return;
	}
	*text = len == SAME_TEXT ? before : NULL;
	if (codec->failed || len == NO_TEXT || (len == SAME_TEXT && before))
		return;
	codec->failed = len < 0 || codec->end - codec->at <= len || codec->at[len] != 0;
	if (codec->failed)
		return;
	*text = codec->at;
	codec->at += len + 1;
}

static const guint64 nothing[16]; /* an array of no items, and the zero at its end */

void bt_code_array(bt_codec *codec, void *items, guint *n, gsize size, gsize least)
{
	int count = (int)*n;
	bt_code_int(codec, &count);
	if (codec->out)
		return;
	codec->failed |= count < 0 || (gsize)count > (gsize)(codec->end - codec->at) / MAX(least, 1);
	*n = codec->failed ? 0 : (guint)count;
	*(const void **)items = *n || size > sizeof nothing ? bt_arena_alloc(codec->arena, size * (*n + 1)) : nothing;
}

void bt_code_texts(bt_codec *codec, const char *const **texts)
{
	const char **items = (const char **)*texts;
	guint n = codec->out && items ? g_strv_length((char **)items) : 0;
	bt_code_array(codec, &items, &n, sizeof *items, sizeof(int));
	for (guint i = 0; i < n; i++) {
		bt_code_text(codec, &items[i]);
		if (!items[i])
			items[i] = "";
	}
	*texts = items;
}
