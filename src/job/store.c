/* The store of store.h: one file, written at its end. */
#include "job/store.h"

#include "job/private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct bt_store {
	char *shown;
	int fd;
	guint64 len;
	bool own; /* nobody else can have touched it: hashes would tell nothing */
};

static bt_store *say(bt_store *store, int error, bt_diags *diags)
{
	bt_say(diags, BT_D_OUTPUT_WRITE, BT_NO_SPAN, store->shown, bt_error_text(error, bt_diags_lang(diags)), NULL);
	bt_store_free(store);
	return NULL;
}

bt_store *bt_store_open(const char *path, guint64 len, bt_diags *diags)
{
	bt_store *store = g_new0(bt_store, 1);
	struct stat st;
	*store = (bt_store){.shown = g_strdup(path), .fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666)};
	if (store->fd < 0 || fstat(store->fd, &st) != 0 || (st.st_size > (off_t)len && ftruncate(store->fd, (off_t)len) != 0))
		return say(store, errno, diags);
	store->len = MIN(len, (guint64)st.st_size);
	return store;
}

bt_store *bt_store_temporary(const char *folder, bt_diags *diags)
{
	bt_store *store = g_new0(bt_store, 1);
	*store = (bt_store){.shown = g_strdup(folder ? folder : "memory"), .fd = -1, .own = true};
	if (folder)
		store->fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (store->fd < 0)
		store->fd = memfd_create("bantin", MFD_CLOEXEC);
	return store->fd < 0 ? say(store, errno, diags) : store;
}

void bt_store_free(bt_store *store)
{
	if (!store)
		return;
	if (store->fd >= 0)
		close(store->fd);
	g_free(store->shown);
	g_free(store);
}

void bt_store_remove(const char *path) { unlink(path); }

bool bt_store_add(bt_store *store, GBytes *bytes, bt_piece *piece, bt_diags *diags)
{
	gsize len;
	const char *data = g_bytes_get_data(bytes, &len);
	*piece = (bt_piece){store->len, store->own ? 0 : bt_hash(0, data, len), (guint32)len};
	for (gsize done = 0; done < len;) {
		gssize n = pwrite(store->fd, data + done, len - done, (off_t)(store->len + done));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			bt_say(diags, BT_D_OUTPUT_WRITE, BT_NO_SPAN, store->shown, bt_error_text(n == 0 ? EIO : errno, bt_diags_lang(diags)), NULL);
			return false;
		}
		done += (gsize)n;
	}
	store->len += len;
	return true;
}

/* NULL: that many bytes are not there. The caller frees them. */
static char *read_at(int fd, guint64 at, gsize len)
{
	g_autofree char *data = g_malloc(len);
	for (gsize done = 0; done < len;) {
		gssize n = pread(fd, data + done, len - done, (off_t)(at + done));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return NULL;
		done += (gsize)n;
	}
	return g_steal_pointer(&data);
}

GBytes *bt_store_read(const bt_store *store, bt_piece piece)
{
	g_autofree char *data = piece.len && piece.at + piece.len <= store->len ? read_at(store->fd, piece.at, piece.len) : NULL;
	return data && (store->own || bt_hash(0, data, piece.len) == piece.hash) ? g_bytes_new_take(g_steal_pointer(&data), piece.len) : NULL;
}

GBytes *bt_read_own(int fd, gsize len)
{
	struct stat st;
	char *data = len && fstat(fd, &st) == 0 && (guint64)st.st_size >= len ? read_at(fd, 0, len) : NULL;
	return data ? g_bytes_new_take(data, len) : NULL;
}

GBytes *bt_store_read_all(const bt_store *store) { return bt_read_own(store->fd, store->len); }

guint64 bt_store_length(const bt_store *store) { return store->len; }
