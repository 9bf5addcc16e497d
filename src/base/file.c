/* Opens and reads whole files; finds the program's own. Writes nothing. */
#include "base/base.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char *file_kind(mode_t mode, bt_lang lang)
{
	bool vi = lang == BT_LANG_VI;
	if (S_ISDIR(mode))
		return vi ? "thư mục" : "folder";
	if (S_ISFIFO(mode))
		return vi ? "ống dẫn" : "pipe";
	if (S_ISSOCK(mode))
		return vi ? "ổ cắm mạng" : "socket";
	return vi ? "thiết bị" : "device";
}

void bt_say_too_large(gsize limit, bt_diags *diags)
{
	g_autofree char *size = g_format_size_full(limit, G_FORMAT_SIZE_IEC_UNITS);
	bt_say(diags, BT_D_INPUT_TOO_LARGE, BT_NO_SPAN, size, NULL);
}

/* Everything from `fd`, at most `limit` bytes. */
static GBytes *drain(int fd, gsize limit, gsize expected, bt_diags *diags)
{
	GByteArray *bytes = g_byte_array_new();
	for (gsize len = 0;;) {
		g_byte_array_set_size(bytes, (guint)(len + (expected && len <= expected ? expected + 1 - len : 65536)));
		gssize n = read(fd, bytes->data + len, bytes->len - len);
		if (n < 0 && errno == EINTR)
			continue;
		len += n > 0 ? (gsize)n : 0;
		g_byte_array_set_size(bytes, (guint)len);
		if (n == 0)
			return g_byte_array_free_to_bytes(bytes);
		if (n < 0)
			bt_say(diags, BT_D_INPUT_UNREADABLE, BT_NO_SPAN, bt_error_text(errno, bt_diags_lang(diags)), NULL);
		else if (len > limit)
			bt_say_too_large(limit, diags);
		if (n < 0 || len > limit) {
			g_byte_array_unref(bytes);
			return NULL;
		}
	}
}

/* Takes over `fd`. */
static GBytes *read_regular(int fd, gsize limit, bt_diags *diags)
{
	struct stat st;
	GBytes *bytes = NULL;
	if (fd < 0)
		bt_say(diags, errno == ENOENT || errno == ENOTDIR ? BT_D_INPUT_MISSING : BT_D_INPUT_UNREADABLE, BT_NO_SPAN, bt_error_text(errno, bt_diags_lang(diags)), NULL);
	else if (fstat(fd, &st) != 0)
		bt_say(diags, BT_D_INPUT_UNREADABLE, BT_NO_SPAN, bt_error_text(errno, bt_diags_lang(diags)), NULL);
	else if (!S_ISREG(st.st_mode))
		bt_say(diags, BT_D_INPUT_NOT_REGULAR, BT_NO_SPAN, file_kind(st.st_mode, bt_diags_lang(diags)), NULL);
	else if ((guint64)st.st_size > limit)
		bt_say_too_large(limit, diags);
	else
		bytes = drain(fd, limit, (gsize)st.st_size, diags);
	if (fd >= 0)
		close(fd);
	return bytes;
}

GBytes *bt_read_all(const char *path, gsize limit, bt_diags *diags)
{
	if (strcmp(path, "-") == 0)
		return drain(STDIN_FILENO, limit, 0, diags);
	return read_regular(open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY), limit, diags);
}

/* Step by step and through no link: where the kernel has no openat2 (before 5.6, or kept from us by a container). */
static int open_steps(int top, const char *name)
{
	g_auto(GStrv) steps = g_strsplit(name, "/", -1);
	int fd = top;
	for (char **step = steps; fd >= 0 && *step; step++) {
		bool last = !step[1];
		if (strcmp(*step, ".") == 0 || (!**step && !last))
			continue;
		int next = -1;
		errno = EXDEV; /* as openat2 says of ".." */
		if (strcmp(*step, "..") != 0 && **step)
			next = openat(fd, *step, O_NOFOLLOW | O_CLOEXEC | (last ? O_RDONLY | O_NONBLOCK | O_NOCTTY : O_PATH | O_DIRECTORY));
		int error = errno;
		if (fd != top)
			close(fd);
		errno = error;
		fd = next;
	}
	return fd == top ? -1 : fd;
}

static int open_beneath(int top, const char *name)
{
	struct open_how how = {.flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY,
			       .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS};
	int fd = (int)syscall(SYS_openat2, top, name, &how, sizeof how);
	return fd < 0 && (errno == ENOSYS || errno == EPERM) && name[0] != '/' ? open_steps(top, name) : fd;
}

GBytes *bt_read_beneath(const char *dir, const char *name, gsize limit, bt_diags *diags)
{
	int dirfd = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
	int fd = dirfd < 0 ? -1 : open_beneath(dirfd, name);
	int error = errno;
	if (dirfd >= 0)
		close(dirfd);
	errno = error;
	return read_regular(fd, limit, diags);
}

static char *data_dir;

static bool holds_data(const char *dir)
{
	g_autofree char *theme = g_build_filename(dir, "templates", "bulletin", "theme.ini", NULL);
	return g_file_test(theme, G_FILE_TEST_IS_REGULAR);
}

void bt_data_init(void)
{
	static const char *const places[] = {"../share/bantin", "..", "../..", "../../.."};
	const char *named = g_getenv("BANTIN_DATA");
	if (data_dir)
		return;
	if (named && *named) {
		data_dir = g_strdup(named);
		return;
	}
	g_autofree char *exe = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *bin = exe ? g_path_get_dirname(exe) : NULL;
	for (gsize i = 0; bin && i < G_N_ELEMENTS(places); i++) {
		g_autofree char *joined = g_build_filename(bin, places[i], NULL);
		g_autofree char *dir = g_canonicalize_filename(joined, NULL);
		if (holds_data(dir)) {
			data_dir = g_steal_pointer(&dir);
			return;
		}
	}
}

char *bt_data_path(const char *name) { return g_build_filename(data_dir ? data_dir : "", name, NULL); }

/* What came with the program does not change while it runs: each file is read once in a process. */
GBytes *bt_data_read(const char *name, bt_diags *diags)
{
	static GHashTable *kept;
	if (!kept)
		kept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
	GBytes *bytes = g_hash_table_lookup(kept, name);
	if (bytes)
		return g_bytes_ref(bytes);
	g_autofree char *path = bt_data_path(name);
	char *text;
	gsize len;
	if (!data_dir || !g_file_get_contents(path, &text, &len, NULL)) {
		bt_say(diags, BT_D_DATA_MISSING, BT_NO_SPAN, name, NULL);
		return NULL;
	}
	bytes = g_bytes_new_take(text, len);
	g_hash_table_insert(kept, g_strdup(name), bytes);
	return g_bytes_ref(bytes);
}
