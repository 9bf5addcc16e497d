/* A folder of many files that changes as one (reliability.md B, product.md section 4): readers see all of the old files or all
 * of the new ones, whatever happens to the program. Knows files and what they were made from (a key), nothing of what
 * is in them.
 *
 * Beside the folder "public" stands ".public.bantin", on the same file system, with the lock, the index of the files written
 * here and "spare", the tree of one generation before. An update brings the spare up to date (hard links to the files of
 * the live tree), writes what is new, then exchanges the two in one step of the kernel. What others put into the live folder
 * is never changed: it is linked over like the rest. A run that was killed left a spare that cannot be trusted; the
 * next one compares it with the live tree, file by file, and repairs it. */
#ifndef BT_JOB_SWAP_H
#define BT_JOB_SWAP_H

#include "base/base.h"

typedef struct bt_swap bt_swap;

/* Opens the folder `path`, which need not be there, waiting for another run that writes there. NULL after a message. The caller owns it. */
bt_swap *bt_swap_open(const char *path, bt_diags *diags);
void bt_swap_free(bt_swap *swap); /* without commit the live folder stays as it is; NULL allowed */

/* The hidden folder, where the caller may keep files of its own; names that begin with "index", "lock" and "spare" are taken. Lent. */
const char *bt_swap_beside(const bt_swap *swap);
/* The bytes given to the commit that made the live tree; NULL: none. Lent. */
GBytes *bt_swap_notes(const bt_swap *swap);

/* Whether the file is there, made from what `key` stands for. */
bool bt_swap_there(const bt_swap *swap, const char *path, guint64 key);
/* All files of the last commit are there, so that each is made from what it was then. */
bool bt_swap_whole(const bt_swap *swap);
/* The time at the opening, on the clock that stamps files (nanoseconds): what changed later may change unseen. */
gint64 bt_swap_time(const bt_swap *swap);

/* The file `path` below the folder shall be there, made from what `key` (not 0) stands for. True: it is, and stays. False: it
 * must be given by bt_swap_put. Files that were not asked for are gone after the commit. */
bool bt_swap_keep(bt_swap *swap, const char *path, guint64 key);
/* A file of the new generation. Bytes that are there already are not written again. When somebody else's file of that name is in
 * the way, it stays, and a message tells. False after a message: it cannot be written, so there is nothing to commit. */
bool bt_swap_put(bt_swap *swap, const char *path, guint64 key, GBytes *bytes, bt_diags *diags);
/* The bytes of a file as it will be after the commit; NULL: there is none. The caller owns them. */
GBytes *bt_swap_read(const bt_swap *swap, const char *path);

typedef struct {
	guint written, removed;
} bt_swap_count;

/* Puts the new generation in place. False after a message: the old one is there, whole. */
bool bt_swap_commit(bt_swap *swap, GBytes *notes, bt_swap_count *count, bt_diags *diags);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_swap, bt_swap_free)

#endif
