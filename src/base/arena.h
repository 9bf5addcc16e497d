/* Memory that dies together. A document owns one arena; a stage may own a scratch arena.
 * Never put a Pango, cairo or libxml2 object in one, nor a pointer into a shorter-lived arena. */
#ifndef BT_BASE_ARENA_H
#define BT_BASE_ARENA_H

#include <glib.h>

typedef struct bt_arena bt_arena;

bt_arena *bt_arena_new(void);       /* caller owns; release with bt_arena_free */
void bt_arena_free(bt_arena *arena); /* NULL allowed */

/* Zeroed memory, aligned for any type, lent until the arena is freed. Never NULL. */
void *bt_arena_alloc(bt_arena *arena, gsize size);
char *bt_arena_strndup(bt_arena *arena, const char *s, gsize len); /* NUL-terminated copy */
char *bt_arena_strdup(bt_arena *arena, const char *s);             /* NULL gives NULL */
char *bt_arena_concat(bt_arena *arena, const char *first, ...) G_GNUC_NULL_TERMINATED; /* the texts, NULL at the end */
char *bt_arena_printf(bt_arena *arena, const char *format, ...) G_GNUC_PRINTF(2, 3);

#define bt_arena_new0(arena, type, n) ((type *)bt_arena_alloc((arena), sizeof(type) * (gsize)(n)))

G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_arena, bt_arena_free)

#endif
