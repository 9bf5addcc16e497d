/* Publishes a folder of finished files whole or not at all: written in a hidden folder, synced, renamed in one
 * step; and the lock under which that is done. Knows no content. */
#include "job/private.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCK_NAME ".lock"
#define HIDDEN_HEAD ".bantin-"
#define HIDDEN_TAIL ".tmp"
#define DEPTH_MAX 64

/* ------------------------------------------------------------------ the lock */

/* Whoever holds the lock may remove what it finds hidden: no other run is writing. */
int bt_folder_lock(const char *folder, guint seconds, bt_diags *diags)
{
	g_autofree char *path = g_build_filename(folder, LOCK_NAME, NULL);
	if (mkdir(folder, 0777) != 0 && errno != EEXIST) {
		bt_say(diags, BT_D_TREE_WRITE, BT_NO_SPAN, folder, bt_error_text(errno, bt_diags_lang(diags)), NULL);
		return -1;
	}
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);
	if (fd < 0) {
		bt_say(diags, BT_D_TREE_WRITE, BT_NO_SPAN, folder, bt_error_text(errno, bt_diags_lang(diags)), NULL);
		return -1;
	}
	for (guint tries = 0; flock(fd, LOCK_EX | LOCK_NB) != 0; tries++) {
		if ((errno == EWOULDBLOCK || errno == EINTR) && tries < seconds * 20) {
			g_usleep(G_USEC_PER_SEC / 20);
			continue;
		}
		bt_say(diags, BT_D_TREE_BUSY, BT_NO_SPAN, folder, NULL);
		close(fd);
		return -1;
	}
	return fd;
}

void bt_folder_unlock(int lock)
{
	if (lock >= 0)
		close(lock);
}

/* ------------------------------------------------------------------ removing */

static bool is_hidden_name(const char *name) { return g_str_has_prefix(name, HIDDEN_HEAD) && g_str_has_suffix(name, HIDDEN_TAIL); }

/* The folder `name` in `at` with all that is in it. Links are removed, not followed. */
static void remove_folder(int at, const char *name, int depth)
{
	int fd = depth > DEPTH_MAX ? -1 : openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	for (struct dirent *e; dir && (e = readdir(dir));) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		if (unlinkat(fd, e->d_name, 0) != 0 && (errno == EISDIR || errno == EPERM))
			remove_folder(fd, e->d_name, depth + 1);
	}
	if (dir)
		closedir(dir);
	unlinkat(at, name, AT_REMOVEDIR);
}

/* Hidden folders that a killed run left. */
static void clear_stale_folders(int top)
{
	int fd = openat(top, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	for (struct dirent *e; dir && (e = readdir(dir));) {
		struct stat st;
		if (is_hidden_name(e->d_name) && fstatat(fd, e->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(st.st_mode))
			g_ptr_array_add(names, g_strdup(e->d_name));
	}
	if (dir)
		closedir(dir);
	for (guint i = 0; i < names->len; i++)
		remove_folder(top, names->pdata[i], 0);
}

/* ------------------------------------------------------------------ writing */

/* SIGTERM and its like wait while a folder is being made; they are looked for between files. */
static void hold_signals(sigset_t *before)
{
	sigset_t held;
	sigemptyset(&held);
	sigaddset(&held, SIGTERM);
	sigaddset(&held, SIGINT);
	sigaddset(&held, SIGHUP);
	sigprocmask(SIG_BLOCK, &held, before);
}

static bool told_to_stop(void)
{
	sigset_t pending;
	return sigpending(&pending) == 0 && (sigismember(&pending, SIGTERM) > 0 || sigismember(&pending, SIGINT) > 0 || sigismember(&pending, SIGHUP) > 0);
}

static bool sync_folder(int fd) { return fsync(fd) == 0 || errno == EINVAL; }

static bool is_name(const char *part) { return *part && strcmp(part, ".") != 0 && strcmp(part, "..") != 0; }

static bool is_path(const char *path)
{
	g_auto(GStrv) parts = g_strsplit(path, "/", -1);
	bool good = true;
	for (char **part = parts; *part; part++)
		good &= is_name(*part);
	return good;
}

/* The folder that is to hold the file `path`, made where it is missing. -1: errno tells. The caller closes it; `base` is lent
 * from `path`. */
static int enter_folder(int root, const char *path, const char **base)
{
	g_auto(GStrv) parts = g_strsplit(path, "/", -1);
	guint n = g_strv_length(parts);
	int at = is_path(path) ? openat(root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	if (!is_path(path))
		errno = EINVAL;
	for (guint i = 0; at >= 0 && i + 1 < n; i++) {
		int next = -1;
		if (mkdirat(at, parts[i], 0777) == 0 || errno == EEXIST)
			next = openat(at, parts[i], O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		int error = errno;
		close(at);
		errno = error;
		at = next;
	}
	*base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
	return at;
}

static bool write_file(int root, const bt_tree_file *file)
{
	const char *base;
	gsize len;
	const void *data = g_bytes_get_data(file->bytes, &len);
	int at = enter_folder(root, file->path, &base);
	int fd = at < 0 ? -1 : openat(at, base, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
	bool ok = fd >= 0 && bt_write_all(fd, data, len) && (fsync(fd) == 0 || errno == EINVAL);
	int error = errno;
	if (fd >= 0 && close(fd) != 0 && ok) {
		error = errno;
		ok = false;
	}
	if (at >= 0)
		close(at);
	errno = error;
	return ok;
}

/* The folder and all below it, so that their names are safe, too. */
static bool sync_folders(int at, int depth)
{
	bool ok = depth <= DEPTH_MAX;
	int fd = openat(at, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	for (struct dirent *e; ok && dir && (e = readdir(dir));) {
		struct stat st;
		if (!is_name(e->d_name) || fstatat(fd, e->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISDIR(st.st_mode))
			continue;
		int below = openat(fd, e->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		ok = below >= 0 && sync_folders(below, depth + 1);
		if (below >= 0)
			close(below);
	}
	ok = ok && dir && sync_folder(fd);
	int error = errno;
	if (dir)
		closedir(dir);
	errno = error;
	return ok;
}

/* A hidden folder in `top`. -1: errno tells. */
static int make_hidden(int top, char name[40])
{
	for (int i = 0; i < 100; i++) {
		guint64 random = 0;
		if (getrandom(&random, sizeof random, GRND_NONBLOCK) != (gssize)sizeof random)
			random = (guint64)getpid() << 32 ^ (guint64)g_get_monotonic_time();
		g_snprintf(name, 40, HIDDEN_HEAD "%016" G_GINT64_MODIFIER "x" HIDDEN_TAIL, random);
		if (mkdirat(top, name, 0777) == 0)
			return openat(top, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (errno != EEXIST)
			break;
	}
	name[0] = 0;
	return -1;
}

/* Never over what is there. Where the file system cannot promise that, the lock does. */
static bool rename_new(int from, const char *old, int to, const char *name)
{
	struct stat st;
	if (renameat2(from, old, to, name, RENAME_NOREPLACE) == 0)
		return true;
	if (errno != EINVAL && errno != ENOSYS)
		return false;
	if (fstatat(to, name, &st, AT_SYMLINK_NOFOLLOW) == 0) {
		errno = EEXIST;
		return false;
	}
	return renameat(from, old, to, name) == 0;
}

static bool give_name(int top, const char *hidden, const char *below)
{
	const char *base;
	int at = enter_folder(top, below, &base);
	bool ok = at >= 0 && rename_new(top, hidden, at, base) && sync_folder(at) && sync_folder(top);
	int error = errno;
	if (at >= 0)
		close(at);
	if (!ok && strchr(below, '/')) { /* a folder made for it goes again, unless others are in it */
		g_autofree char *folder = g_path_get_dirname(below);
		unlinkat(top, folder, AT_REMOVEDIR);
	}
	errno = error;
	return ok;
}

static bool write_files(int root, const bt_tree_file *files, gsize n)
{
	for (gsize i = 0; i < n; i++) {
		if (told_to_stop()) {
			errno = EINTR;
			return false;
		}
		if (!write_file(root, &files[i]))
			return false;
	}
	return sync_folders(root, 0);
}

bool bt_publish_tree(const char *top, const char *below, const bt_tree_file *files, gsize n, bt_diags *diags)
{
	char hidden[40] = "";
	sigset_t before;
	g_autofree char *shown = g_build_filename(top, below, NULL);
	int at = open(top, O_RDONLY | O_DIRECTORY | O_CLOEXEC), root = -1;
	bool ok = at >= 0;
	if (ok) {
		clear_stale_folders(at);
		hold_signals(&before);
		root = make_hidden(at, hidden);
		ok = root >= 0 && write_files(root, files, n) && give_name(at, hidden, below);
	}
	int error = errno;
	if (root >= 0)
		close(root);
	if (!ok && hidden[0])
		remove_folder(at, hidden, 0);
	if (at >= 0) {
		close(at);
		sigprocmask(SIG_SETMASK, &before, NULL);
	}
	if (!ok)
		bt_say(diags, error == EEXIST ? BT_D_TREE_EXISTS : BT_D_TREE_WRITE, BT_NO_SPAN, shown, bt_error_text(error, bt_diags_lang(diags)), NULL);
	return ok;
}
