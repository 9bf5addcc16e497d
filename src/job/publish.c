/* Writes finished bytes to files, whole or not at all (reliability.md B1-B5): an unnamed or hidden
 * file beside the target, written, synced, then given the target's name. Knows no content. */
#include "job/private.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEMP_HEAD ".bantin-"
#define TEMP_TAIL ".tmp"
#define TEMP_LEN (sizeof TEMP_HEAD - 1 + 16 + sizeof TEMP_TAIL - 1)

struct bt_staged {
	char *shown;           /* the path as asked for, in messages */
	char *base;            /* the file's name in its folder */
	int folder, fd;        /* -1: written directly already */
	char temp[TEMP_LEN + 1]; /* "": unnamed */
};

/* ------------------------------------------------------------------ the hidden name */

/* What the signal handler removes. One at a time has a name: staged files are unnamed where the file
 * system can do that, and the handler is held back while a name is being exchanged. */
static volatile sig_atomic_t temp_shown;
static int temp_folder;
static char temp_name[TEMP_LEN + 1];

static void on_signal(int number)
{
	if (temp_shown)
		unlinkat(temp_folder, temp_name, 0);
	signal(number, SIG_DFL);
	raise(number);
}

static void guard_signals(void)
{
	static const int numbers[] = {SIGTERM, SIGINT, SIGHUP};
	static bool guarded;
	for (gsize i = 0; !guarded && i < G_N_ELEMENTS(numbers); i++) {
		struct sigaction now, ours = {.sa_handler = on_signal, .sa_flags = SA_NODEFER};
		if (sigaction(numbers[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN) /* nohup stays nohup */
			sigaction(numbers[i], &ours, NULL);
	}
	guarded = true;
}

static void hold_signals(sigset_t *before)
{
	sigset_t held;
	sigemptyset(&held);
	sigaddset(&held, SIGTERM);
	sigaddset(&held, SIGINT);
	sigaddset(&held, SIGHUP);
	sigprocmask(SIG_BLOCK, &held, before);
}

static void new_temp_name(char name[TEMP_LEN + 1])
{
	guint64 random = 0;
	if (getrandom(&random, sizeof random, GRND_NONBLOCK) != (gssize)sizeof random)
		random = (guint64)getpid() << 32 ^ (guint64)g_get_monotonic_time();
	g_snprintf(name, TEMP_LEN + 1, TEMP_HEAD "%016" G_GINT64_MODIFIER "x" TEMP_TAIL, random);
}

static bool is_temp_name(const char *name)
{
	return strlen(name) == TEMP_LEN && g_str_has_prefix(name, TEMP_HEAD) && g_str_has_suffix(name, TEMP_TAIL);
}

/* Hidden files that a killed run left: theirs is not locked any more. Once a folder and run. */
static void clear_stale(int folder)
{
	static dev_t last_device;
	static ino_t last_inode;
	struct stat st;
	if (fstat(folder, &st) != 0 || (st.st_dev == last_device && st.st_ino == last_inode))
		return;
	last_device = st.st_dev;
	last_inode = st.st_ino;
	int own = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = own < 0 ? NULL : fdopendir(own);
	for (struct dirent *e; dir && (e = readdir(dir));) {
		int fd = is_temp_name(e->d_name) ? openat(folder, e->d_name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) : -1;
		if (fd < 0)
			continue;
		if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && flock(fd, LOCK_EX | LOCK_NB) == 0)
			unlinkat(folder, e->d_name, 0);
		close(fd);
	}
	if (dir)
		closedir(dir);
}

/* ------------------------------------------------------------------ staging */

static bool say_failure(const char *path, int error, bt_diags *diags)
{
	bt_say(diags, BT_D_OUTPUT_WRITE, BT_NO_SPAN, path, bt_error_text(error, bt_diags_lang(diags)), NULL);
	return false;
}

/* A file without a name, where the file system can; else one with a hidden name, locked. */
static int open_temp(bt_staged *s)
{
	int fd = access("/proc/self/fd", X_OK) == 0 ? openat(s->folder, ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666) : -1;
	if (fd >= 0) {
		flock(fd, LOCK_EX | LOCK_NB);
		return fd;
	}
	for (int i = 0; i < 100; i++) {
		struct stat st;
		sigset_t before;
		new_temp_name(s->temp);
		hold_signals(&before);
		fd = openat(s->folder, s->temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
		if (fd >= 0 && !temp_shown) {
			memcpy(temp_name, s->temp, sizeof temp_name);
			temp_folder = s->folder;
			temp_shown = 1;
		}
		sigprocmask(SIG_SETMASK, &before, NULL);
		if (fd < 0 && errno == EEXIST)
			continue;
		/* Another run may have cleared it before it was locked. */
		if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) != 0 || fstat(fd, &st) != 0 || st.st_nlink > 0)
			break;
		close(fd);
	}
	if (fd < 0)
		s->temp[0] = 0;
	return fd;
}

static bool fill(int fd, GBytes *bytes)
{
	gsize len;
	const void *data = g_bytes_get_data(bytes, &len);
	return bt_write_all(fd, data, len);
}

/* Devices, pipes and standard output. */
static bool write_directly(const char *path, GBytes *bytes, bt_diags *diags)
{
	bool standard = strcmp(path, "-") == 0;
	int fd = standard ? dup(STDOUT_FILENO) : open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	bool ok = fd >= 0 && fill(fd, bytes);
	int error = errno;
	if (fd >= 0 && close(fd) != 0 && ok) {
		error = errno;
		ok = false;
	}
	if (!ok)
		bt_say(diags, BT_D_OUTPUT_DIRECT, BT_NO_SPAN, path, bt_error_text(error, bt_diags_lang(diags)), NULL);
	return ok;
}

/* What stands for an open descriptor is written through it, never renamed over. */
static bool is_descriptor(const char *path)
{
	return strcmp(path, "-") == 0 || g_str_has_prefix(path, "/dev/fd/") || g_str_has_prefix(path, "/proc/") ||
	       strcmp(path, "/dev/stdout") == 0 || strcmp(path, "/dev/stderr") == 0;
}

/* The folders of `path` that are missing strictly beneath `top`; all that is relative is beneath ".". */
static void make_folders(const char *path, const char *top)
{
	gsize n = strcmp(top, ".") == 0 && path[0] != '/' ? 0 : strlen(top);
	if (strncmp(path, top, n) != 0)
		return;
	g_autofree char *copy = g_strdup(path);
	for (char *slash = strchr(copy + n + (copy[n] == '/'), '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = 0;
		mkdir(copy, 0777);
		*slash = '/';
	}
}

/* The real file to replace: links are followed. NULL: errno tells. */
static char *resolve(const char *path, struct stat *st, bool *exists)
{
	*exists = stat(path, st) == 0;
	if (*exists)
		return realpath(path, NULL);
	struct stat link;
	if (errno == ENOENT && lstat(path, &link) != 0 && errno == ENOENT)
		return strdup(path);
	return NULL;
}

static bool stage_file(bt_staged *s, const char *target, GBytes *bytes)
{
	g_autofree char *folder = g_path_get_dirname(target);
	s->base = g_path_get_basename(target);
	s->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (s->folder < 0 && errno == EACCES) /* a folder may be written in and not listed */
		s->folder = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (s->folder < 0)
		return false;
	clear_stale(s->folder);
	s->fd = open_temp(s);
	return s->fd >= 0 && fill(s->fd, bytes) && (fsync(s->fd) == 0 || errno == EINVAL);
}

bt_staged *bt_stage(const char *path, const char *folder, GBytes *bytes, bt_diags *diags)
{
	struct stat st;
	bool exists, ok = false;
	bt_staged *s = g_new0(bt_staged, 1);
	*s = (bt_staged){.shown = g_strdup(path), .folder = -1, .fd = -1};
	guard_signals();
	if (folder)
		make_folders(path, folder);
	char *target = is_descriptor(path) ? NULL : resolve(path, &st, &exists);
	if (is_descriptor(path) || (target && exists && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode)))
		ok = write_directly(path, bytes, diags);
	else if (!target)
		say_failure(path, errno, diags);
	else if (exists && S_ISDIR(st.st_mode))
		say_failure(path, EISDIR, diags);
	else if (exists && faccessat(AT_FDCWD, target, W_OK, AT_EACCESS) != 0)
		say_failure(path, errno, diags);
	else
		ok = stage_file(s, target, bytes) || say_failure(path, errno, diags);
	free(target);
	if (ok)
		return s;
	bt_staged_free(s);
	return NULL;
}

/* ------------------------------------------------------------------ committing */

/* Gives an unnamed file a name. */
static bool name_file(bt_staged *s, const char *name)
{
	char link[40];
	g_snprintf(link, sizeof link, "/proc/self/fd/%d", s->fd);
	return linkat(AT_FDCWD, link, s->folder, name, AT_SYMLINK_FOLLOW) == 0;
}

/* With signals held: nothing can stop us between the hidden name and the target's. */
static bool exchange(bt_staged *s)
{
	if (!s->temp[0]) {
		if (name_file(s, s->base))
			return true;
		if (errno != EEXIST)
			return false;
		new_temp_name(s->temp);
		if (!name_file(s, s->temp)) {
			s->temp[0] = 0;
			return false;
		}
	}
	if (renameat(s->folder, s->temp, s->folder, s->base) != 0)
		return false;
	s->temp[0] = 0;
	return true;
}

static void drop_temp(bt_staged *s)
{
	if (s->temp[0])
		unlinkat(s->folder, s->temp, 0);
	if (temp_shown && temp_folder == s->folder)
		temp_shown = 0;
}

/* The folder in which files have got their names and which is not synced yet; files of one folder share that. */
static struct {
	int fd;
	char *shown; /* the last of the files */
} named = {.fd = -1};

bool bt_sync_folder(bt_diags *diags)
{
	if (named.fd < 0)
		return true;
	bool ok = fsync(named.fd) == 0 || errno == EINVAL || errno == EBADF;
	if (!ok)
		say_failure(named.shown, errno, diags);
	close(named.fd);
	named.fd = -1;
	g_clear_pointer(&named.shown, g_free);
	return ok;
}

static bool same_folder(int a, int b)
{
	struct stat x, y;
	return a >= 0 && fstat(a, &x) == 0 && fstat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* Takes over the folder's descriptor. */
static bool sync_folder_later(bt_staged *s, bt_diags *diags)
{
	bool ok = same_folder(named.fd, s->folder) || bt_sync_folder(diags);
	if (named.fd >= 0)
		close(named.fd);
	named.fd = s->folder;
	s->folder = -1;
	g_free(named.shown);
	named.shown = g_strdup(s->shown);
	return ok;
}

bool bt_staged_commit(bt_staged *s, bt_diags *diags)
{
	sigset_t before;
	if (s->fd < 0)
		return true;
	hold_signals(&before);
	bool ok = exchange(s);
	int error = errno;
	drop_temp(s);
	s->temp[0] = 0;
	sigprocmask(SIG_SETMASK, &before, NULL);
	if (close(s->fd) != 0 && ok) {
		error = errno;
		ok = false;
	}
	s->fd = -1;
	return ok ? sync_folder_later(s, diags) : say_failure(s->shown, error, diags);
}

void bt_staged_free(bt_staged *s)
{
	if (!s)
		return;
	drop_temp(s);
	if (s->fd >= 0)
		close(s->fd);
	if (s->folder >= 0)
		close(s->folder);
	g_free(s->shown);
	g_free(s->base);
	g_free(s);
}

bool bt_publish(const char *path, GBytes *bytes, bt_diags *diags)
{
	bt_staged *staged = bt_stage(path, NULL, bytes, diags);
	bool ok = staged && bt_staged_commit(staged, diags) && bt_sync_folder(diags);
	bt_staged_free(staged);
	return ok;
}
