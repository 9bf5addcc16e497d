/* The two trees of a swap on the disk: what came and went in the live one, and making the spare equal to it by hard links.
 * A file is the same when it is the same inode; where there are no hard links, when size and time agree. */
#include "job/swap_tree.h"

#include "job/private.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct entry {
	char *name;
	guint64 inode;
	bool folder;
};

static void free_entry(gpointer p)
{
	struct entry *entry = p;
	g_free(entry->name);
	g_free(entry);
}

/* The names in a folder, by name. NULL: errno tells. The caller unrefs. */
static GHashTable *entries_of(int folder)
{
	int own = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = own < 0 ? NULL : fdopendir(own);
	if (!dir) {
		if (own >= 0)
			close(own);
		return NULL;
	}
	GHashTable *entries = g_hash_table_new_full(bt_hash_key, g_str_equal, NULL, free_entry);
	for (struct dirent *e; (e = readdir(dir));) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		struct entry *entry = g_new0(struct entry, 1);
		struct stat st;
		*entry = (struct entry){g_strdup(e->d_name), e->d_ino, e->d_type == DT_DIR};
		if (e->d_type == DT_UNKNOWN && fstatat(folder, e->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0)
			entry->folder = S_ISDIR(st.st_mode);
		g_hash_table_insert(entries, entry->name, entry);
	}
	closedir(dir);
	return entries;
}

int bt_swap_enter(int top, const char *path, bool make)
{
	int at = openat(top, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	g_auto(GStrv) parts = g_strsplit(path, "/", -1);
	for (char **part = parts; at >= 0 && *part; part++) {
		if (!**part)
			continue;
		if (make && mkdirat(at, *part, 0777) != 0 && errno != EEXIST) {
			int error = errno;
			close(at);
			errno = error;
			return -1;
		}
		int next = openat(at, *part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), error = errno;
		close(at);
		errno = error;
		at = next;
	}
	return at;
}

gint64 bt_swap_changed(int folder)
{
	struct stat st;
	return fstat(folder, &st) == 0 ? (gint64)st.st_mtim.tv_sec * G_GINT64_CONSTANT(1000000000) + st.st_mtim.tv_nsec : 0;
}

guint bt_swap_entries(int folder, guint most)
{
	guint n = 0;
	int own = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = own < 0 ? NULL : fdopendir(own);
	for (struct dirent *e; dir && n < most && (e = readdir(dir));) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		n++;
		int below = openat(folder, e->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (below >= 0) {
			n += bt_swap_entries(below, most - n);
			close(below);
		}
	}
	if (dir)
		closedir(dir);
	return n;
}

/* Deep trees are not ours; a folder's depth bounds the recursion. */
bool bt_swap_remove_all(int folder, const char *name)
{
	if (unlinkat(folder, name, 0) == 0 || errno == ENOENT)
		return true;
	if (errno != EISDIR && errno != EPERM)
		return false;
	int inside = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	g_autoptr(GHashTable) entries = inside < 0 ? NULL : entries_of(inside);
	GHashTableIter iter;
	gpointer key;
	bool done = entries != NULL;
	if (entries)
		g_hash_table_iter_init(&iter, entries);
	while (done && g_hash_table_iter_next(&iter, &key, NULL))
		done = bt_swap_remove_all(inside, key);
	if (inside >= 0)
		close(inside);
	return done && unlinkat(folder, name, AT_REMOVEDIR) == 0;
}

/* ------------------------------------------------------------------ scanning the live tree */

static char *joined(const char *folder, const char *name) { return *folder ? g_strconcat(folder, "/", name, NULL) : g_strdup(name); }

/* New folders come to the end of the list and are scanned in their turn. */
static void note_folders(bt_swap_index *index, const char *path, GHashTable *entries)
{
	GHashTableIter iter;
	gpointer value;
	g_hash_table_iter_init(&iter, entries);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct entry *entry = value;
		if (!entry->folder)
			continue;
		g_autofree char *below = joined(path, entry->name);
		bt_swap_index_folder(index, below)->gone = false;
	}
}

static void scan_folder(bt_swap_index *index, bt_swap_folder *folder, int fd, GHashTable *changed)
{
	g_autoptr(GHashTable) entries = entries_of(fd);
	folder->state = BT_SPARE_UNKNOWN;
	if (!entries)
		return;
	note_folders(index, folder->path, entries);
	g_hash_table_insert(changed, (gpointer)folder->path, g_steal_pointer(&entries));
}

/* Files of ours in changed folders: still there? Files of one folder mostly follow each other. */
static void check_files(bt_swap_index *index, GHashTable *changed)
{
	g_autofree char *folder = NULL;
	gsize n = 0;
	const bt_swap_folder *known = NULL;
	GHashTable *entries = NULL;
	for (guint i = 0; i < index->files->len; i++) {
		bt_swap_file *file = index->files->pdata[i];
		const char *slash = strrchr(file->path, '/');
		gsize len = slash ? (gsize)(slash - file->path) : 0;
		if (!folder || len != n || strncmp(file->path, folder, n) != 0) {
			g_free(folder);
			folder = g_strndup(file->path, len);
			n = len;
			known = g_hash_table_lookup(index->by_folder, folder);
			entries = g_hash_table_lookup(changed, folder);
		}
		const struct entry *entry = entries ? g_hash_table_lookup(entries, slash ? slash + 1 : file->path) : NULL;
		if (!known || known->gone || (entries && (!entry || entry->folder))) {
			file->key = 0;
			file->there = false;
			index->lost = true;
		}
	}
}

void bt_swap_scan(bt_swap_index *index, int live)
{
	g_autoptr(GHashTable) changed = g_hash_table_new_full(bt_hash_key, g_str_equal, NULL, (GDestroyNotify)g_hash_table_unref);
	bt_swap_index_folder(index, "");
	guint gone = 0;
	for (guint i = 0; i < index->folders->len; i++) {
		bt_swap_folder *folder = index->folders->pdata[i];
		int fd = bt_swap_enter(live, folder->path, false);
		folder->gone = fd < 0;
		gone += folder->gone;
		gint64 now = fd < 0 ? 0 : bt_swap_changed(fd);
		if (fd >= 0 && (now == 0 || now != folder->live)) {
			scan_folder(index, folder, fd, changed);
			folder->live = now;
		}
		if (fd >= 0)
			close(fd);
	}
	if (gone || g_hash_table_size(changed))
		check_files(index, changed);
}

/* ------------------------------------------------------------------ the spare */

static bool copy_bytes(int from, int to)
{
	char block[65536];
	for (;;) {
		gssize n = read(from, block, sizeof block);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0;
		if (!bt_write_all(to, block, (gsize)n))
			return false;
	}
}

/* For file systems without hard links: the same bytes, mode and times. */
static bool copy_file(int live, int spare, const char *name)
{
	struct stat st;
	int from = openat(live, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	int to = from >= 0 && fstat(from, &st) == 0 && S_ISREG(st.st_mode) ? openat(spare, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, st.st_mode & 0777) : -1;
	bool done = to >= 0 && copy_bytes(from, to) && futimens(to, (const struct timespec[2]){st.st_atim, st.st_mtim}) == 0;
	int error = errno;
	if (from >= 0)
		close(from);
	if (to >= 0 && close(to) != 0)
		done = false;
	errno = error;
	return done;
}

static bool link_file(int live, int spare, const char *name)
{
	if (linkat(live, name, spare, name, 0) == 0)
		return true;
	bool possible = errno == EPERM || errno == EMLINK || errno == EOPNOTSUPP || errno == ENOSYS;
	return possible && copy_file(live, spare, name);
}

static bool same_file(int live, int spare, const struct entry *a, const struct entry *b)
{
	struct stat one, other;
	if (a->folder != b->folder)
		return false;
	if (a->folder || a->inode == b->inode)
		return true;
	return fstatat(live, a->name, &one, AT_SYMLINK_NOFOLLOW) == 0 && fstatat(spare, b->name, &other, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(one.st_mode) &&
	       S_ISREG(other.st_mode) && one.st_size == other.st_size && one.st_mtim.tv_sec == other.st_mtim.tv_sec && one.st_mtim.tv_nsec == other.st_mtim.tv_nsec;
}

static bool make_folder(int live, int spare, const char *name)
{
	struct stat st;
	if (fstatat(live, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return errno == ENOENT;
	return mkdirat(spare, name, 0700) == 0 && fchmodat(spare, name, st.st_mode & 07777, 0) == 0;
}

/* Names that the spare has too many, then those it lacks. A name that vanishes from the live folder meanwhile is nobody's loss. */
static bool mirror_entries(int live, int spare, GHashTable *have, GHashTable *old)
{
	GHashTableIter iter;
	gpointer value;
	g_hash_table_iter_init(&iter, old);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct entry *entry = value, *wanted = g_hash_table_lookup(have, entry->name);
		if (wanted && same_file(live, spare, wanted, entry))
			g_hash_table_remove(have, entry->name);
		else if (!bt_swap_remove_all(spare, entry->name))
			return false;
	}
	g_hash_table_iter_init(&iter, have);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct entry *entry = value;
		bool done = entry->folder ? make_folder(live, spare, entry->name) : link_file(live, spare, entry->name);
		if (!done && errno != ENOENT)
			return false;
	}
	return true;
}

/* The top has the mode of the live one. */
static bool mirror_folder(const bt_swap_folder *folder, int live, int spare)
{
	struct stat st;
	g_autoptr(GHashTable) have = entries_of(live), old = entries_of(spare);
	if (!have || !old || (!*folder->path && fstat(live, &st) == 0 && fchmod(spare, st.st_mode & 07777) != 0))
		return false;
	return mirror_entries(live, spare, have, old);
}

/* The name of a file that is in just that folder; NULL: it is not. */
static const char *name_in(const char *path, const char *folder)
{
	gsize n = strlen(folder);
	const char *name = n == 0 ? path : strncmp(path, folder, n) == 0 && path[n] == '/' ? path + n + 1 : NULL;
	return name && !strchr(name, '/') ? name : NULL;
}

/* The newest bytes of the folder's files that lack them. False: something is in the way. */
static bool bring_late(const GPtrArray *late, const char *folder, int live, int spare)
{
	for (guint i = 0; i < late->len; i++) {
		const char *name = name_in(((const bt_swap_file *)late->pdata[i])->path, folder);
		if (name && ((unlinkat(spare, name, 0) != 0 && errno != ENOENT) || (!link_file(live, spare, name) && errno != ENOENT)))
			return false;
	}
	return true;
}

static bool bring_up(bt_swap_folder *folder, const GPtrArray *late, int top, int spare)
{
	bool told = folder->spare && folder->spare == bt_swap_changed(spare);
	if (told && folder->state == BT_SPARE_SAME)
		return true;
	int live = bt_swap_enter(top, folder->path, false);
	bool done = live >= 0 && ((told && folder->state == BT_SPARE_LATE && bring_late(late, folder->path, live, spare)) || mirror_folder(folder, live, spare));
	int error = errno;
	folder->state = done ? BT_SPARE_SAME : BT_SPARE_UNKNOWN;
	folder->spare = bt_swap_changed(spare);
	if (live >= 0)
		close(live);
	errno = error;
	return done;
}

static GPtrArray *late_files(const bt_swap_index *index)
{
	GPtrArray *late = g_ptr_array_new();
	for (guint i = 0; i < index->files->len; i++)
		if (((const bt_swap_file *)index->files->pdata[i])->late)
			g_ptr_array_add(late, index->files->pdata[i]);
	return late;
}

bool bt_swap_mirror(bt_swap_index *index, int live, int spare, const char **at)
{
	g_autoptr(GPtrArray) late = late_files(index);
	for (guint i = 0; i < index->folders->len; i++) {
		bt_swap_folder *folder = index->folders->pdata[i];
		if (folder->gone)
			continue;
		*at = folder->path;
		int other = bt_swap_enter(spare, folder->path, false);
		bool done = other >= 0 && bring_up(folder, late, live, other);
		int error = errno;
		if (other >= 0)
			close(other);
		errno = error;
		if (!done)
			return false;
	}
	for (guint i = 0; i < late->len; i++)
		((bt_swap_file *)late->pdata[i])->late = false;
	return true;
}

/* ------------------------------------------------------------------ what came in between */

static bool is_ours(bt_swap_index *index, const char *path)
{
	return bt_swap_index_find(index, path) || g_hash_table_contains(index->by_folder, path);
}

/* The live folder is entered, and made if it must be, only when there is something to bring. */
static void rescue_folder(bt_swap_index *index, const char *path, int old, int top)
{
	g_autoptr(GHashTable) entries = entries_of(old);
	GHashTableIter iter;
	gpointer value;
	int live = -1;
	if (!entries)
		return;
	g_hash_table_iter_init(&iter, entries);
	while (g_hash_table_iter_next(&iter, NULL, &value)) {
		const struct entry *entry = value;
		g_autofree char *below = joined(path, entry->name);
		if (is_ours(index, below))
			continue;
		if (entry->folder) {
			int inside = openat(old, entry->name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
			if (inside >= 0) {
				rescue_folder(index, below, inside, top);
				close(inside);
			}
			continue;
		}
		if (live < 0)
			live = bt_swap_enter(top, path, true);
		if (live >= 0)
			link_file(old, live, entry->name); /* one that is there stays */
	}
	if (live >= 0)
		close(live);
}

void bt_swap_rescue(bt_swap_index *index, int old, int live)
{
	for (guint i = 0; i < index->folders->len; i++) {
		const bt_swap_folder *folder = index->folders->pdata[i];
		int from = bt_swap_enter(old, folder->path, false);
		if (from >= 0 && (folder->recent || folder->seen != bt_swap_changed(from)))
			rescue_folder(index, folder->path, from, live);
		if (from >= 0)
			close(from);
	}
}
