/* The index of a swap as bytes: a head, tables of numbers, one block of names. Read on every run, so it is made to be taken
 * over without parsing; a sum tells when a disk gave back something else. */
#include "job/swap_tree.h"

#include <string.h>

#define MAGIC G_GUINT64_CONSTANT(0x31304e544e424254) /* changes with the format */

struct head {
	guint64 magic, sum; /* of all that follows the head */
	guint64 live_inode;
	guint32 n_folders, n_files, names, notes; /* counts; bytes */
};

struct folder_row {
	gint64 live, spare;
	guint32 name, state;
};

struct file_row {
	guint64 key;
	guint32 name, late;
};

bt_swap_index *bt_swap_index_new(void)
{
	bt_swap_index *index = g_new0(bt_swap_index, 1);
	index->arena = bt_arena_new();
	index->folders = g_ptr_array_new();
	index->files = g_ptr_array_new();
	index->by_folder = g_hash_table_new(bt_hash_key, g_str_equal);
	return index;
}

void bt_swap_index_free(bt_swap_index *index)
{
	if (!index)
		return;
	g_hash_table_unref(index->by_folder);
	g_ptr_array_unref(index->folders);
	g_ptr_array_unref(index->files);
	g_free(index->slots);
	bt_arena_free(index->arena);
	if (index->notes)
		g_bytes_unref(index->notes);
	if (index->bytes)
		g_bytes_unref(index->bytes);
	g_free(index);
}

/* `path` lives as long as the index. */
static bt_swap_folder *add_folder(bt_swap_index *index, const char *path)
{
	bt_swap_folder *folder = bt_arena_new0(index->arena, bt_swap_folder, 1);
	folder->path = path;
	g_ptr_array_add(index->folders, folder);
	g_hash_table_insert(index->by_folder, (gpointer)path, folder);
	return folder;
}

bt_swap_folder *bt_swap_index_folder(bt_swap_index *index, const char *path)
{
	bt_swap_folder *folder = g_hash_table_lookup(index->by_folder, path);
	return folder ? folder : add_folder(index, bt_arena_strdup(index->arena, path));
}

/* ------------------------------------------------------------------ files by their paths */

/* The slot of the file, or the free one where it belongs. There are twice as many slots as files. */
static bt_swap_file **slot_of(const bt_swap_index *index, const char *path, guint64 hash)
{
	gsize i = (gsize)hash & (index->room - 1);
	while (index->slots[i] && (index->slots[i]->hash != hash || strcmp(index->slots[i]->path, path) != 0))
		i = (i + 1) & (index->room - 1);
	return &index->slots[i];
}

static void reserve(bt_swap_index *index, gsize files)
{
	if (index->room >= 2 * files)
		return;
	g_free(index->slots);
	for (index->room = MAX(index->room, 256); index->room < 2 * files;)
		index->room *= 2;
	index->slots = g_new0(bt_swap_file *, index->room);
	for (guint i = 0; i < index->files->len; i++) {
		bt_swap_file *file = index->files->pdata[i];
		*slot_of(index, file->path, file->hash) = file;
	}
}

/* Into its free slot; `path` lives as long as the index. */
static bt_swap_file *add_file(bt_swap_index *index, bt_swap_file **slot, const char *path, guint64 hash)
{
	bt_swap_file *file = *slot = bt_arena_new0(index->arena, bt_swap_file, 1);
	file->path = path;
	file->hash = hash;
	file->number = index->files->len;
	g_ptr_array_add(index->files, file);
	return file;
}

/* Files are asked for in the order in which they were made, by and large: most need no search. */
bt_swap_file *bt_swap_index_find(bt_swap_index *index, const char *path)
{
	bt_swap_file *file = index->next < index->files->len ? index->files->pdata[index->next] : NULL;
	if (!file || strcmp(file->path, path) != 0)
		file = index->room ? *slot_of(index, path, bt_hash_text(0, path)) : NULL;
	if (file)
		index->next = file->number + 1;
	return file;
}

bt_swap_file *bt_swap_index_file(bt_swap_index *index, const char *path)
{
	reserve(index, index->files->len + 1);
	guint64 hash = bt_hash_text(0, path);
	bt_swap_file **slot = slot_of(index, path, hash);
	return *slot ? *slot : add_file(index, slot, bt_arena_strdup(index->arena, path), hash);
}

/* ------------------------------------------------------------------ as bytes */

static guint32 put_name(GByteArray *names, const char *name)
{
	guint32 at = names->len;
	g_byte_array_append(names, (const guint8 *)name, (guint)strlen(name) + 1);
	return at;
}

GBytes *bt_swap_index_pack(const bt_swap_index *index)
{
	g_autoptr(GByteArray) names = g_byte_array_sized_new(index->files->len * 96);
	struct head head = {.magic = MAGIC, .live_inode = index->live_inode};
	gsize len = index->notes ? g_bytes_get_size(index->notes) : 0;
	GByteArray *out = g_byte_array_sized_new((guint)(sizeof head + index->files->len * (sizeof(struct file_row) + 96) + len));
	g_byte_array_append(out, (const guint8 *)&head, sizeof head);
	for (guint i = 0; i < index->folders->len; i++) {
		const bt_swap_folder *folder = index->folders->pdata[i];
		if (folder->gone)
			continue;
		const struct folder_row row = {folder->live, folder->spare, put_name(names, folder->path), folder->state};
		g_byte_array_append(out, (const guint8 *)&row, sizeof row);
		head.n_folders++;
	}
	for (guint i = 0; i < index->files->len; i++) {
		const bt_swap_file *file = index->files->pdata[i];
		if (!file->wanted)
			continue;
		const struct file_row row = {file->key, put_name(names, file->path), file->late};
		g_byte_array_append(out, (const guint8 *)&row, sizeof row);
		head.n_files++;
	}
	head.names = names->len;
	g_byte_array_append(out, names->data, names->len);
	const void *notes = index->notes ? g_bytes_get_data(index->notes, &len) : NULL;
	head.notes = (guint32)len;
	if (len)
		g_byte_array_append(out, notes, (guint)len);
	head.sum = bt_hash(0, out->data + sizeof head, out->len - sizeof head);
	memcpy(out->data, &head, sizeof head);
	return g_byte_array_free_to_bytes(out);
}

static bool whole(const guint8 *data, gsize len, struct head *head)
{
	if (len < sizeof *head)
		return false;
	memcpy(head, data, sizeof *head);
	guint64 all = (guint64)sizeof *head + (guint64)head->n_folders * sizeof(struct folder_row) + (guint64)head->n_files * sizeof(struct file_row) +
		      head->names + head->notes;
	return head->magic == MAGIC && all == len && head->sum == bt_hash(0, data + sizeof *head, len - sizeof *head);
}

bt_swap_index *bt_swap_index_unpack(GBytes *bytes)
{
	gsize len;
	const guint8 *data = g_bytes_get_data(bytes, &len), *p = data + sizeof(struct head);
	struct head head;
	if (!whole(data, len, &head))
		return NULL;
	bt_swap_index *index = bt_swap_index_new();
	const char *names = (const char *)data + len - head.notes - head.names;
	index->bytes = g_bytes_ref(bytes);
	reserve(index, head.n_files + 64);
	index->live_inode = head.live_inode;
	for (guint32 i = 0; i < head.n_folders; i++, p += sizeof(struct folder_row)) {
		struct folder_row row;
		memcpy(&row, p, sizeof row);
		bt_swap_folder *folder = add_folder(index, names + row.name);
		folder->live = row.live;
		folder->spare = row.spare;
		folder->state = row.state == BT_SPARE_SAME || row.state == BT_SPARE_LATE ? row.state : BT_SPARE_UNKNOWN;
	}
	for (guint32 i = 0; i < head.n_files; i++, p += sizeof(struct file_row)) {
		struct file_row row;
		memcpy(&row, p, sizeof row);
		guint64 hash = bt_hash_text(0, names + row.name);
		bt_swap_file *file = add_file(index, slot_of(index, names + row.name, hash), names + row.name, hash);
		file->key = row.key;
		file->there = true;
		file->late = row.late != 0;
	}
	if (head.notes)
		index->notes = g_bytes_new_from_bytes(bytes, len - head.notes, head.notes);
	return index;
}
