/* A 64-bit hash that tells whether something changed: eight bytes at a time, every bit spreads. The same on any machine and in
 * any version of GLib. No defence against people who choose the bytes. */
#ifndef BT_BASE_HASH_H
#define BT_BASE_HASH_H

#include <glib.h>

/* Each takes the hash so far, 0 to begin with, and gives the next; never 0. */
guint64 bt_hash(guint64 hash, const void *data, gsize len);
guint64 bt_hash_text(guint64 hash, const char *text); /* NULL and "" differ */
guint64 bt_hash_int(guint64 hash, gint64 n);

/* For a GHashTable of long texts, with g_str_equal. */
guint bt_hash_key(gconstpointer text);

#endif
