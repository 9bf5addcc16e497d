/* The hash of hash.h: multiply, shift, multiply (the finish is that of MurmurHash3, public domain). */
#include "base/hash.h"

#include <string.h>

#define ODD G_GUINT64_CONSTANT(0x9e3779b97f4a7c15)

static guint64 step(guint64 hash, guint64 word)
{
	hash = (hash ^ word) * ODD;
	return hash ^ hash >> 32;
}

guint64 bt_hash(guint64 hash, const void *data, gsize len)
{
	const guint8 *p = data;
	guint64 word = 0;
	hash = step(hash ^ ODD, len);
	for (; len >= 8; p += 8, len -= 8) {
		memcpy(&word, p, 8);
		hash = step(hash, word);
	}
	word = 0;
	if (len)
		memcpy(&word, p, len);
	hash = step(hash, word);
	hash = (hash ^ hash >> 33) * G_GUINT64_CONSTANT(0xff51afd7ed558ccd);
	hash ^= hash >> 33;
	return hash ? hash : 1;
}

guint64 bt_hash_text(guint64 hash, const char *text) { return text ? bt_hash(hash, text, strlen(text)) : bt_hash_int(hash, -1); }
guint64 bt_hash_int(guint64 hash, gint64 n) { return bt_hash(hash, &n, sizeof n); }
guint bt_hash_key(gconstpointer text) { return (guint)bt_hash_text(0, text); }
