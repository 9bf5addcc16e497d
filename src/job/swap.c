/* One generation of a folder after the other: lock, repair, new files into the spare, exchange. Knows no content. */
#include "job/swap_tree.h"

#include "job/private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Names in a folder that changed less than this before it was looked at may come or go unseen: clocks of file systems tick
 * every few milliseconds. */
#define TICK (G_GINT64_CONSTANT(20) * 1000000)
/* When more files than this changed, the spare is brought up to date by the run that changed them, not by the next one. */
#define MANY 64

struct bt_swap {
	char *shown;          /* as the user gave it */
	char *parent, *name;  /* of the live tree: a folder that is there, a name in it */
	char *beside;         /* path of the hidden folder */
	int at, hidden, lock; /* parent, hidden folder, lock */
	int live, spare;      /* trees; -1: none yet */
	gint64 opened;        /* time on the file system's clock, nanoseconds */
	bt_swap_index *index;
	bool made;            /* the hidden folder is this run's, and nothing was committed */
	bool begun;           /* the spare is being changed */
	bool changed;         /* the new generation differs from the live tree */
	int last;             /* folder of the last file put, open; -1: none */
	char *last_path;
	bt_swap_count count;
};

static void close_one(int fd)
{
	if (fd >= 0)
		close(fd);
}

static bool say(const bt_swap *swap, const char *path, int error, bt_diags *diags)
{
	g_autofree char *shown = path && *path ? g_strconcat(swap->shown, "/", path, NULL) : g_strdup(swap->shown);
	bt_say(diags, BT_D_OUTPUT_WRITE, BT_NO_SPAN, shown, bt_error_text(error, bt_diags_lang(diags)), NULL);
	return false;
}

/* ------------------------------------------------------------------ opening */

/* The real place of the folder, which need not be there yet; its parent must. */
static bool resolve(bt_swap *swap, const char *path)
{
	g_autofree char *whole = g_canonicalize_filename(path, NULL);
	char *real = realpath(whole, NULL);
	if (!real && errno != ENOENT)
		return false;
	swap->parent = g_path_get_dirname(real ? real : whole);
	swap->name = g_path_get_basename(real ? real : whole);
	free(real);
	swap->at = open(swap->parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return swap->at >= 0;
}

/* Waits for another run. */
static bool lock_hidden(bt_swap *swap, const char *name)
{
	bool made = mkdirat(swap->at, name, 0777) == 0;
	if (!made && errno != EEXIST)
		return false;
	swap->made |= made;
	swap->hidden = openat(swap->at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (swap->hidden >= 0)
		swap->lock = openat(swap->hidden, "lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (swap->lock < 0)
		return false;
	while (flock(swap->lock, LOCK_EX) != 0)
		if (errno != EINTR)
			return false;
	return true;
}

/* A first run that failed takes its hidden folder away again, while others may wait for the lock in it. */
static bool open_hidden(bt_swap *swap)
{
	struct stat st;
	g_autofree char *name = g_strdup_printf(".%s.bantin", swap->name);
	swap->beside = g_build_filename(swap->parent, name, NULL);
	for (int tries = 0; tries < 100; tries++) {
		bool locked = lock_hidden(swap, name);
		if (locked ? fstat(swap->lock, &st) != 0 || st.st_nlink > 0 : errno != ENOENT) {
			swap->made &= locked && faccessat(swap->hidden, "index", F_OK, AT_SYMLINK_NOFOLLOW) != 0; /* another run was first */
			return locked;
		}
		close_one(swap->lock);
		close_one(swap->hidden);
		swap->lock = swap->hidden = -1;
	}
	return false;
}

/* The time now, as this file system stamps its files. */
static gint64 stamp(const bt_swap *swap) { return futimens(swap->lock, NULL) == 0 ? bt_swap_changed(swap->lock) : 0; }

static guint64 inode_of(int at, const char *name)
{
	struct stat st;
	return fstatat(at, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode) ? st.st_ino : 0;
}

static bt_swap_index *read_index(const bt_swap *swap, const char *name)
{
	struct stat st;
	int fd = openat(swap->hidden, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	g_autoptr(GBytes) bytes = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) ? bt_read_own(fd, (gsize)st.st_size) : NULL;
	if (fd >= 0)
		close(fd);
	return bytes ? bt_swap_index_unpack(bytes) : NULL;
}

/* A run that was killed amid the exchange of systems that cannot exchange in one step: finish it. (Without the old tree at
 * hand it was a first generation, of which nobody knows whether the disk has it all.) */
static void finish_exchange(bt_swap *swap, guint64 inode)
{
	if (inode_of(swap->hidden, "spare.old") == 0)
		return;
	if (inode_of(swap->at, swap->name) == 0 && inode && inode_of(swap->hidden, "spare") == inode)
		renameat(swap->hidden, "spare", swap->at, swap->name);
	if (inode_of(swap->hidden, "spare") == 0)
		renameat(swap->hidden, "spare.old", swap->hidden, "spare");
}

static void distrust_spare(bt_swap_index *index)
{
	for (guint i = 0; i < index->folders->len; i++)
		((bt_swap_folder *)index->folders->pdata[i])->state = BT_SPARE_UNKNOWN;
}

/* index.next is there while the spare is being changed; once it is whole and names the live tree, the exchange was done. */
static void recover(bt_swap *swap)
{
	bool torn = faccessat(swap->hidden, "index.next", F_OK, AT_SYMLINK_NOFOLLOW) == 0;
	if (torn) {
		bt_swap_index *next = read_index(swap, "index.next");
		finish_exchange(swap, next ? next->live_inode : 0);
		if (next && next->live_inode == inode_of(swap->at, swap->name) && renameat(swap->hidden, "index.next", swap->hidden, "index") == 0)
			torn = false;
		bt_swap_index_free(next);
	}
	swap->index = read_index(swap, "index");
	if (!swap->index)
		swap->index = bt_swap_index_new();
	guint64 live = inode_of(swap->at, swap->name);
	bool known = live && live == swap->index->live_inode;
	if (torn || !known)
		distrust_spare(swap->index);
	for (guint i = 0; !known && i < swap->index->files->len; i++)
		((bt_swap_file *)swap->index->files->pdata[i])->key = 0; /* a copy of the tree, or none */
	for (guint i = 0; !known && i < swap->index->folders->len; i++)
		((bt_swap_folder *)swap->index->folders->pdata[i])->live = 0;
	swap->index->live_inode = live;
	swap->index->lost = !known;
}

static bool open_live(bt_swap *swap, bt_diags *diags)
{
	struct stat parent, st;
	if (fstatat(swap->at, swap->name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return errno == ENOENT || say(swap, NULL, errno, diags);
	swap->live = openat(swap->at, swap->name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (swap->live < 0)
		return say(swap, NULL, errno, diags);
	if (fstat(swap->at, &parent) == 0 && parent.st_dev != st.st_dev) {
		bt_say(diags, BT_D_SWAP_MOUNT, BT_NO_SPAN, swap->shown, NULL);
		return false;
	}
	return true;
}

/* A first build goes into a new folder, or one with a few files of the office's own: a home or a system's folder named by
 * mistake is not linked over and exchanged. */
static bool is_ours(const bt_swap *swap, bt_diags *diags)
{
	bool first = swap->live >= 0 && swap->index->files->len == 0;
	if (!first || bt_swap_entries(swap->live, BT_MAX_FOREIGN_FILES + 1) <= BT_MAX_FOREIGN_FILES)
		return true;
	g_autofree char *most = g_strdup_printf("%d", BT_MAX_FOREIGN_FILES);
	bt_say(diags, BT_D_SWAP_FULL, BT_NO_SPAN, swap->shown, most, NULL);
	return false;
}

bt_swap *bt_swap_open(const char *path, bt_diags *diags)
{
	g_autoptr(bt_swap) swap = g_new0(bt_swap, 1);
	*swap = (bt_swap){.shown = g_strdup(path), .at = -1, .hidden = -1, .lock = -1, .live = -1, .spare = -1, .last = -1};
	if (!resolve(swap, path) || !open_hidden(swap)) {
		say(swap, NULL, errno, diags);
		return NULL;
	}
	swap->opened = stamp(swap);
	recover(swap);
	if (!open_live(swap, diags) || !is_ours(swap, diags))
		return NULL;
	if (swap->live >= 0)
		bt_swap_scan(swap->index, swap->live);
	else
		for (guint i = 0; i < swap->index->files->len; i++)
			((bt_swap_file *)swap->index->files->pdata[i])->there = false;
	return g_steal_pointer(&swap);
}

/* The hidden folder, of which nothing came. Who waits for the lock sees that it is gone. */
static void take_away(const bt_swap *swap)
{
	g_autofree char *name = g_path_get_basename(swap->beside);
	bt_swap_remove_all(swap->at, name);
}

void bt_swap_free(bt_swap *swap)
{
	if (!swap)
		return;
	close_one(swap->last);
	close_one(swap->spare);
	close_one(swap->live);
	if (swap->made)
		take_away(swap);
	close_one(swap->lock);
	close_one(swap->hidden);
	close_one(swap->at);
	bt_swap_index_free(swap->index);
	g_free(swap->last_path);
	g_free(swap->beside);
	g_free(swap->parent);
	g_free(swap->name);
	g_free(swap->shown);
	g_free(swap);
}

const char *bt_swap_beside(const bt_swap *swap) { return swap->beside; }
GBytes *bt_swap_notes(const bt_swap *swap) { return swap->index->notes; }

/* ------------------------------------------------------------------ the new generation */

gint64 bt_swap_time(const bt_swap *swap) { return swap->opened - TICK; }

bool bt_swap_whole(const bt_swap *swap) { return !swap->index->lost; }

bool bt_swap_there(const bt_swap *swap, const char *path, guint64 key)
{
	const bt_swap_file *file = bt_swap_index_find(swap->index, path);
	return file && file->there && file->key == key;
}

bool bt_swap_keep(bt_swap *swap, const char *path, guint64 key)
{
	bt_swap_file *file = bt_swap_index_find(swap->index, path);
	if (!file || !file->there || file->key != key)
		return false;
	file->wanted = true;
	return true;
}

/* What changed just before it was looked at is looked at again next time. */
static void mark_recent(bt_swap *swap)
{
	for (guint i = 0; i < swap->index->folders->len; i++) {
		bt_swap_folder *folder = swap->index->folders->pdata[i];
		folder->recent = folder->live >= swap->opened - TICK;
	}
}

/* From now on the spare is not to be trusted until the exchange is done. */
static bool begin(bt_swap *swap, bt_diags *diags)
{
	const char *at = NULL;
	if (swap->begun)
		return true;
	int mark = openat(swap->hidden, "index.next", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
	close_one(mark);
	if (mark < 0 || (mkdirat(swap->hidden, "spare", 0777) != 0 && errno != EEXIST))
		return say(swap, NULL, errno, diags);
	swap->spare = openat(swap->hidden, "spare", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (swap->spare < 0)
		return say(swap, NULL, errno, diags);
	if (swap->live >= 0 && !bt_swap_mirror(swap->index, swap->live, swap->spare, &at))
		return say(swap, at, errno, diags);
	if (swap->live < 0) { /* a first generation that was killed, or a live tree that somebody took away */
		bt_swap_index *index = swap->index;
		close_one(swap->spare);
		if (!bt_swap_remove_all(swap->hidden, "spare") || mkdirat(swap->hidden, "spare", 0777) != 0)
			return say(swap, NULL, errno, diags);
		swap->spare = openat(swap->hidden, "spare", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		for (guint i = 0; i < index->folders->len; i++)
			((bt_swap_folder *)index->folders->pdata[i])->gone = true;
	}
	swap->begun = swap->spare >= 0;
	return swap->begun || say(swap, NULL, errno, diags);
}

/* Whether the file `name` in the folder holds just these bytes. */
static bool holds(int folder, const char *name, GBytes *bytes)
{
	struct stat st;
	gsize len, done = 0;
	const char *data = g_bytes_get_data(bytes, &len);
	int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	bool same = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (guint64)st.st_size == len;
	while (same && done < len) {
		char block[65536];
		gssize n = read(fd, block, MIN(sizeof block, len - done));
		same = n > 0 && memcmp(block, data + done, (gsize)n) == 0;
		done += same ? (gsize)n : 0;
	}
	close_one(fd);
	return same;
}

/* One of the folder's files is written anew. That the folder differs from the live one its time may not tell: it may be that of a tick
 * of the clock ago, when the folder was made the same. */
static void note_folder(bt_swap *swap, const char *path)
{
	bt_swap_folder *folder = bt_swap_index_folder(swap->index, path);
	folder->gone = false;
	folder->state = folder->state == BT_SPARE_SAME ? BT_SPARE_LATE : folder->state;
}

/* A folder of the new generation, and those that hold it, before it; `path` is changed and changed back. What holds a new one has
 * another name in it. */
static void note_folders(bt_swap *swap, char *path)
{
	bt_swap_folder *above = bt_swap_index_folder(swap->index, "");
	above->gone = false;
	for (char *end = *path ? path : NULL; end;) {
		end = strchr(end + 1, '/');
		if (end)
			*end = 0;
		bt_swap_folder *folder = bt_swap_index_folder(swap->index, path);
		if (folder->gone || folder->state == BT_SPARE_UNKNOWN)
			above->state = BT_SPARE_UNKNOWN;
		folder->gone = false;
		above = folder;
		if (end)
			*end = '/';
	}
	note_folder(swap, path);
}

/* The folder of a file in the spare, open, made when missing; kept open for the next file. */
static int folder_for(bt_swap *swap, const char *path, const char **name)
{
	const char *slash = strrchr(path, '/');
	g_autofree char *folder = slash ? g_strndup(path, (gsize)(slash - path)) : g_strdup("");
	*name = slash ? slash + 1 : path;
	if (swap->last >= 0 && strcmp(swap->last_path, folder) == 0)
		return swap->last;
	close_one(swap->last);
	swap->last = bt_swap_enter(swap->spare, folder, true);
	g_free(swap->last_path);
	swap->last_path = g_strdup(folder);
	if (swap->last >= 0)
		note_folders(swap, folder);
	return swap->last;
}

/* 1: written; 0: somebody else's file is in the way; -1: errno tells. */
static int write_file(int folder, const char *name, bool ours, GBytes *bytes)
{
	gsize len;
	const void *data = g_bytes_get_data(bytes, &len);
	if (ours && unlinkat(folder, name, 0) != 0 && errno != ENOENT)
		return -1;
	int fd = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (fd < 0)
		return errno == EEXIST ? 0 : -1;
	bool done = bt_write_all(fd, data, len);
	int error = errno;
	if (close(fd) != 0 && done) {
		error = errno;
		done = false;
	}
	errno = error;
	return done ? 1 : -1;
}

static void note_file(bt_swap *swap, const char *path, guint64 key, bool fresh)
{
	bt_swap_file *file = bt_swap_index_file(swap->index, path);
	file->key = key;
	file->wanted = true;
	file->fresh = fresh;
	swap->changed |= fresh;
	swap->count.written += fresh;
}

static bool in_the_way(const bt_swap *swap, const char *path, bt_diags *diags)
{
	g_autofree char *shown = g_strconcat(swap->shown, "/", path, NULL);
	bt_say(diags, BT_D_SWAP_FOREIGN, BT_NO_SPAN, shown, NULL);
	return true;
}

bool bt_swap_put(bt_swap *swap, const char *path, guint64 key, GBytes *bytes, bt_diags *diags)
{
	const char *name;
	const bt_swap_file *file = bt_swap_index_find(swap->index, path);
	bool ours = file && (file->there || file->fresh);
	if (ours && !file->fresh && holds(swap->live, path, bytes)) {
		note_file(swap, path, key, false);
		return true;
	}
	if (!begin(swap, diags))
		return false;
	int folder = folder_for(swap, path, &name);
	if (folder < 0 && (errno == ENOTDIR || errno == ELOOP))
		return in_the_way(swap, path, diags);
	int done = folder < 0 ? -1 : write_file(folder, name, ours, bytes);
	if (done < 0)
		return say(swap, path, errno, diags);
	if (done == 0 && !holds(folder, name, bytes))
		return in_the_way(swap, path, diags);
	note_file(swap, path, key, done > 0);
	return true;
}

GBytes *bt_swap_read(const bt_swap *swap, const char *path)
{
	const bt_swap_file *file = bt_swap_index_find(swap->index, path);
	if (!file || !file->wanted)
		return NULL;
	g_autoptr(bt_diags) unheard = bt_diags_new(BT_LANG_EN);
	g_autofree char *whole = file->fresh ? g_build_filename(swap->beside, "spare", path, NULL) : g_build_filename(swap->parent, swap->name, path, NULL);
	return bt_read_all(whole, G_MAXUINT32, unheard);
}

/* ------------------------------------------------------------------ committing */

/* Files that nobody asked for, and folders that become empty by that. */
static bool remove_unwanted(bt_swap *swap, bt_diags *diags)
{
	for (guint i = 0; i < swap->index->files->len; i++) {
		const bt_swap_file *file = swap->index->files->pdata[i];
		if (file->wanted || !file->there)
			continue;
		if (!begin(swap, diags))
			return false;
		if (unlinkat(swap->spare, file->path, 0) != 0 && errno != ENOENT)
			return say(swap, file->path, errno, diags);
		swap->changed = true;
		swap->count.removed++;
		g_autofree char *folder = g_path_get_dirname(file->path);
		while (strcmp(folder, ".") != 0 && unlinkat(swap->spare, folder, AT_REMOVEDIR) == 0) {
			bt_swap_index_folder(swap->index, folder)->gone = true;
			char *up = g_path_get_dirname(folder);
			g_free(folder);
			folder = up;
		}
		bt_swap_index_folder(swap->index, strcmp(folder, ".") == 0 ? "" : folder)->state = BT_SPARE_UNKNOWN;
	}
	return true;
}

static bool write_index(const bt_swap *swap, const char *name)
{
	g_autoptr(GBytes) bytes = bt_swap_index_pack(swap->index);
	gsize len;
	const void *data = g_bytes_get_data(bytes, &len);
	int fd = openat(swap->hidden, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
	bool done = fd >= 0 && bt_write_all(fd, data, len);
	int error = errno;
	if (fd >= 0 && close(fd) != 0 && done) {
		error = errno;
		done = false;
	}
	errno = error;
	return done;
}

/* The folder's time, which any later change will change. The clock of a file system ticks every few milliseconds, so one of just now is
 * set back. 0: it cannot be told. */
static gint64 sure_time(int folder, gint64 now)
{
	gint64 time = bt_swap_changed(folder), before = now - TICK - 1, second = G_GINT64_CONSTANT(1000000000);
	if (time < now - TICK)
		return time;
	const struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, {before / second, before % second}};
	time = futimens(folder, times) == 0 ? bt_swap_changed(folder) : 0;
	return time < now - TICK ? time : 0;
}

/* The index after the exchange: what was the spare is the live tree. */
static void turn_index(bt_swap *swap)
{
	gint64 now = stamp(swap);
	for (guint i = 0; i < swap->index->folders->len; i++) {
		bt_swap_folder *folder = swap->index->folders->pdata[i];
		int fd = folder->gone ? -1 : bt_swap_enter(swap->spare, folder->path, false);
		if (folder->state == BT_SPARE_SAME && (fd < 0 || bt_swap_changed(fd) != folder->spare))
			folder->state = BT_SPARE_UNKNOWN; /* somebody put something there since it was made the same */
		folder->spare = folder->recent ? 0 : folder->live;
		folder->seen = folder->live;
		folder->live = fd < 0 ? 0 : sure_time(fd, now);
		close_one(fd);
	}
	for (guint i = 0; i < swap->index->files->len; i++) {
		bt_swap_file *file = swap->index->files->pdata[i];
		file->late = file->fresh;
	}
	struct stat st;
	swap->index->live_inode = fstat(swap->spare, &st) == 0 ? st.st_ino : 0;
}

/* In one step where the system can do that; else in two, which the next run finishes if it must. */
static bool exchange(bt_swap *swap)
{
	if (swap->live < 0)
		return renameat2(swap->hidden, "spare", swap->at, swap->name, RENAME_NOREPLACE) == 0;
	if (renameat2(swap->hidden, "spare", swap->at, swap->name, RENAME_EXCHANGE) == 0)
		return true;
	if (errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP)
		return false;
	return renameat(swap->at, swap->name, swap->hidden, "spare.old") == 0 && renameat(swap->hidden, "spare", swap->at, swap->name) == 0 &&
	       renameat(swap->hidden, "spare.old", swap->hidden, "spare") == 0;
}

/* What others put into the old live tree while we worked is put into the new one, and the spare is made the same. */
static void settle(bt_swap *swap)
{
	const char *at;
	int live = swap->spare;
	swap->spare = swap->live;
	swap->live = live;
	if (swap->spare >= 0)
		bt_swap_rescue(swap->index, swap->spare, swap->live);
	if (swap->count.written <= MANY)
		return;
	if (swap->spare < 0 && mkdirat(swap->hidden, "spare", 0777) == 0)
		swap->spare = openat(swap->hidden, "spare", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	/* "index" is older than what now happens to the spare: were this run killed, folders would be found changed. */
	if (swap->spare >= 0 && bt_swap_mirror(swap->index, swap->live, swap->spare, &at) && write_index(swap, "index.new"))
		renameat(swap->hidden, "index.new", swap->hidden, "index");
}

static bool same_notes(const bt_swap *swap, GBytes *notes)
{
	return swap->index->notes == notes || (swap->index->notes && notes && g_bytes_equal(swap->index->notes, notes));
}

/* Nothing changed in the tree: only what we know of it. */
static bool commit_index(bt_swap *swap, bt_diags *diags)
{
	for (guint i = 0; i < swap->index->folders->len; i++) {
		bt_swap_folder *folder = swap->index->folders->pdata[i];
		if (folder->recent)
			folder->live = 0;
	}
	swap->made = false;
	if (write_index(swap, "index.new") && renameat(swap->hidden, "index.new", swap->hidden, "index") == 0 &&
	    (unlinkat(swap->hidden, "index.next", 0) == 0 || errno == ENOENT))
		return true;
	return say(swap, NULL, errno, diags);
}

bool bt_swap_commit(bt_swap *swap, GBytes *notes, bt_swap_count *count, bt_diags *diags)
{
	bool known = same_notes(swap, notes);
	mark_recent(swap);
	if (!remove_unwanted(swap, diags) || (swap->live < 0 && !begin(swap, diags)))
		return false;
	if (swap->index->notes)
		g_bytes_unref(swap->index->notes);
	swap->index->notes = notes ? g_bytes_ref(notes) : NULL;
	*count = swap->count;
	if (!swap->changed && swap->live >= 0)
		return (known && !swap->begun && swap->index->live_inode) || commit_index(swap, diags);
	turn_index(swap);
	if (!write_index(swap, "index.next") || syncfs(swap->hidden) != 0 || !exchange(swap))
		return say(swap, NULL, errno, diags);
	swap->made = false;
	if (renameat(swap->hidden, "index.next", swap->hidden, "index") != 0)
		return say(swap, NULL, errno, diags);
	settle(swap);
	return true;
}
