/* Private to job/: the two trees of a swap and what is known of them from the run before. */
#ifndef BT_JOB_SWAP_TREE_H
#define BT_JOB_SWAP_TREE_H

#include "job/swap.h"

/* How the spare's folder differs from the live one, while its time is the one that is known. The numbers stand in indexes. */
typedef enum {
	BT_SPARE_UNKNOWN = 0, /* look */
	BT_SPARE_SAME = 1,
	BT_SPARE_LATE = 2,    /* it lacks the newest bytes of our files marked so */
} bt_spare_state;

/* A folder of the live tree, whoever made it. Its time of change tells whether names in it came or went. */
typedef struct {
	const char *path;   /* below the top; "" is the top */
	gint64 live, spare; /* nanoseconds; 0: not to be trusted */
	gint64 seen;        /* what `live` was when this run looked */
	bool recent;        /* it had changed so shortly before that more may have come unseen */
	bt_spare_state state;
	bool gone;
} bt_swap_folder;

/* A file written by us. */
typedef struct {
	const char *path;
	guint64 hash; /* of the path */
	guint64 key;  /* 0: must be made again */
	guint number; /* among the files */
	bool there;   /* in the live tree */
	bool late;    /* the spare has what it was before */
	bool wanted, fresh; /* in the new generation; with new bytes in the spare */
} bt_swap_file;

/* What both trees hold. `folders` are in an order that has each after the one that holds it. */
typedef struct {
	bt_arena *arena;                  /* of folders, files and their paths */
	GBytes *bytes;                    /* paths are lent from it, or NULL */
	GPtrArray *folders, *files;       /* bt_swap_folder *, bt_swap_file * */
	GHashTable *by_folder;            /* from the path */
	bt_swap_file **slots;             /* the files by the hash of their paths; NULL: free */
	gsize room;                       /* slots, a power of two */
	guint next;                       /* the file after the one that was found last: mostly the one that is asked for next */
	bool lost;                        /* files of ours are not there, or not known to be what they were */
	guint64 live_inode;               /* of the tree that this tells of; 0: unknown */
	GBytes *notes;
} bt_swap_index;

bt_swap_index *bt_swap_index_new(void);
void bt_swap_index_free(bt_swap_index *index); /* NULL allowed */
bt_swap_folder *bt_swap_index_folder(bt_swap_index *index, const char *path); /* found or added */
bt_swap_file *bt_swap_index_file(bt_swap_index *index, const char *path);     /* found or added */
bt_swap_file *bt_swap_index_find(bt_swap_index *index, const char *path); /* NULL: not ours */
/* As bytes and back; NULL when they are not whole. */
GBytes *bt_swap_index_pack(const bt_swap_index *index);
bt_swap_index *bt_swap_index_unpack(GBytes *bytes);

/* What changed in the live tree since the index was written: files of ours that are gone, folders that came and went. */
void bt_swap_scan(bt_swap_index *index, int live);
/* Makes the spare's names and files those of the live tree. False: errno tells; *at is the path, lent. */
bool bt_swap_mirror(bt_swap_index *index, int live, int spare, const char **at);
/* After the exchange: what others put into the old tree since it was scanned is put into the live one. */
void bt_swap_rescue(bt_swap_index *index, int old, int live);
/* A folder below `top`, through no link; made when `make`. -1: errno tells. */
int bt_swap_enter(int top, const char *path, bool make);
guint bt_swap_entries(int folder, guint most); /* files and folders below it, counted up to `most` */
bool bt_swap_remove_all(int folder, const char *name); /* a file, or a folder with all in it */
gint64 bt_swap_changed(int folder);                    /* time of change, nanoseconds; 0: unknown */

#endif
