/* A file of pieces that only grows: what a build keeps for the next one, or for its own workers. Knows no content; who wants
 * a piece again remembers its place. A worker may read the pieces that were there when it was forked. */
#ifndef BT_JOB_STORE_H
#define BT_JOB_STORE_H

#include "base/base.h"

typedef struct bt_store bt_store;

/* Where a piece stands. The hash tells a piece from what a disk or another program made of it. */
typedef struct {
	guint64 at, hash;
	guint32 len; /* 0: none */
} bt_piece;

/* The file `path`, of which the first `len` bytes count: what comes after them is what a killed run left; bt_store_length tells when there
 * are fewer. NULL after a message.
 * Nobody else may write to it meanwhile. The caller owns it. */
bt_store *bt_store_open(const char *path, guint64 len, bt_diags *diags);
/* One without a name that is gone with the program: in the folder, or, with NULL, in memory. */
bt_store *bt_store_temporary(const char *folder, bt_diags *diags);
void bt_store_free(bt_store *store); /* NULL allowed */

void bt_store_remove(const char *path); /* one that is not open; none there is fine */

bool bt_store_add(bt_store *store, GBytes *bytes, bt_piece *piece, bt_diags *diags); /* false after a message */
GBytes *bt_store_read(const bt_store *store, bt_piece piece); /* NULL: it is not there, whole. The caller owns it */
GBytes *bt_store_read_all(const bt_store *store); /* as it stands; NULL: it is empty, or cannot be read. The caller owns it */
guint64 bt_store_length(const bt_store *store);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_store, bt_store_free)

#endif
