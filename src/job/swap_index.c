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
	guint32 name, same;
};

struct file_row {
	guint64 key;
	guint32 name, unused;
};

bt_swap_index *bt_swap_index_new(void)
{
	bt_swap_index *index = g_new0(bt_swap_index, 1);
	index->names = g_string_chunk_new(65536);
	index->folders = g_ptr_array_new_with_free_func(g_free);
	index->files = g_ptr_array_new_with_free_func(g_free);
	index->by_folder = g_hash_table_new(bt_hash_key, g_str_equal);
	index->by_path = g_hash_table_new(bt_hash_key, g_str_equal);
	return index;
}

void bt_swap_index_free(bt_swap_index *index)
{
	if (!index)
		return;
	g_hash_table_unref(index->by_folder);
	g_hash_table_unref(index->by_path);
	g_ptr_array_unref(index->folders);
	g_ptr_array_unref(index->files);
	g_string_chunk_free(index->names);
	if (index->notes)
		g_bytes_unref(index->notes);
	g_free(index);
}

bt_swap_folder *bt_swap_index_folder(bt_swap_index *index, const char *path)
{
	bt_swap_folder *folder = g_hash_table_lookup(index->by_folder, path);
	if (folder)
		return folder;
	folder = g_new0(bt_swap_folder, 1);
	folder->path = g_string_chunk_insert(index->names, path);
	g_ptr_array_add(index->folders, folder);
	g_hash_table_insert(index->by_folder, (gpointer)folder->path, folder);
	return folder;
}

bt_swap_file *bt_swap_index_file(bt_swap_index *index, const char *path)
{
	bt_swap_file *file = g_hash_table_lookup(index->by_path, path);
	if (file)
		return file;
	file = g_new0(bt_swap_file, 1);
	file->path = g_string_chunk_insert(index->names, path);
	g_ptr_array_add(index->files, file);
	g_hash_table_insert(index->by_path, (gpointer)file->path, file);
	return file;
}

static guint32 put_name(GByteArray *names, const char *name)
{
	guint32 at = names->len;
	g_byte_array_append(names, (const guint8 *)name, (guint)strlen(name) + 1);
	return at;
}

GBytes *bt_swap_index_pack(const bt_swap_index *index)
{
	g_autoptr(GByteArray) names = g_byte_array_new();
	struct head head = {.magic = MAGIC, .live_inode = index->live_inode};
	GByteArray *out = g_byte_array_sized_new((guint)(sizeof head + index->files->len * 64));
	g_byte_array_append(out, (const guint8 *)&head, sizeof head);
	for (guint i = 0; i < index->folders->len; i++) {
		const bt_swap_folder *folder = index->folders->pdata[i];
		if (folder->gone)
			continue;
		const struct folder_row row = {folder->live, folder->spare, put_name(names, folder->path), folder->same};
		g_byte_array_append(out, (const guint8 *)&row, sizeof row);
		head.n_folders++;
	}
	for (guint i = 0; i < index->files->len; i++) {
		const bt_swap_file *file = index->files->pdata[i];
		if (!file->wanted)
			continue;
		const struct file_row row = {file->key, put_name(names, file->path), 0};
		g_byte_array_append(out, (const guint8 *)&row, sizeof row);
		head.n_files++;
	}
	head.names = names->len;
	g_byte_array_append(out, names->data, names->len);
	gsize len = 0;
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
	index->live_inode = head.live_inode;
	for (guint32 i = 0; i < head.n_folders; i++, p += sizeof(struct folder_row)) {
		struct folder_row row;
		memcpy(&row, p, sizeof row);
		bt_swap_folder *folder = bt_swap_index_folder(index, names + row.name);
		folder->live = row.live;
		folder->spare = row.spare;
		folder->same = row.same != 0;
	}
	for (guint32 i = 0; i < head.n_files; i++, p += sizeof(struct file_row)) {
		struct file_row row;
		memcpy(&row, p, sizeof row);
		bt_swap_file *file = bt_swap_index_file(index, names + row.name);
		file->key = row.key;
		file->there = true;
	}
	if (head.notes)
		index->notes = g_bytes_new_from_bytes(bytes, len - head.notes, head.notes);
	return index;
}
