/* An edition as a bag (RFC 8493): payload, manifests, bag-info.txt, so that "sha256sum -c" checks it without us.
 * Knows no edition's inside. */
#include "archive/archive.h"
#include "bantin.h"

#include <string.h>

#define MANIFEST "manifest-sha256.txt"
#define TAG_MANIFEST "tagmanifest-sha256.txt"
#define INFO_BYTES (1024 * 1024)
#define MANIFEST_BYTES (64 * 1024 * 1024)

static void clear_file(gpointer p)
{
	bt_tree_file *file = p;
	g_free((char *)file->path);
	g_bytes_unref(file->bytes);
}

static GArray *files_new(void)
{
	GArray *files = g_array_new(FALSE, TRUE, sizeof(bt_tree_file));
	g_array_set_clear_func(files, clear_file);
	return files;
}

bt_bag *bt_bag_new(void)
{
	bt_bag *bag = g_new0(bt_bag, 1);
	bag->files = files_new();
	return bag;
}

void bt_bag_free(bt_bag *bag)
{
	if (!bag)
		return;
	g_array_unref(bag->files);
	g_free(bag);
}

void bt_bag_add(bt_bag *bag, const char *name, GBytes *bytes)
{
	bt_tree_file file = {g_strdup(name), g_bytes_ref(bytes)};
	g_array_append_val(bag->files, file);
}

/* ------------------------------------------------------------------ writing */

static int by_path(gconstpointer a, gconstpointer b) { return strcmp(((const bt_tree_file *)a)->path, ((const bt_tree_file *)b)->path); }

/* Adds the file `name` made of `text`, taken over. */
static void add_text(GArray *files, const char *name, GString *text)
{
	bt_tree_file file = {g_strdup(name), g_string_free_to_bytes(text)};
	g_array_append_val(files, file);
}

/* The lines of a manifest of these files. */
static GString *manifest_of(const GArray *files)
{
	GString *out = g_string_new(NULL);
	for (guint i = 0; i < files->len; i++) {
		const bt_tree_file *file = &g_array_index(files, bt_tree_file, i);
		g_autofree char *hash = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, file->bytes);
		g_string_append_printf(out, "%s  %s\n", hash, file->path);
	}
	return out;
}

/* A field is one line. */
static void field(GString *out, const char *label, const char *value)
{
	if (!value || !*value)
		return;
	g_autofree char *line = g_strdelimit(g_strdup(value), "\r\n\t", ' ');
	g_string_append_printf(out, "%s: %s\n", label, g_strstrip(line));
}

static void count(GString *out, const char *label, guint n)
{
	if (n)
		g_string_append_printf(out, "%s: %u\n", label, n);
}

static GString *info_of(const bt_bag *bag)
{
	GString *out = g_string_new(NULL);
	guint64 bytes = 0;
	g_autofree char *id = bt_issue_id(bag->issue);
	for (guint i = 0; i < bag->files->len; i++)
		bytes += g_bytes_get_size(g_array_index(bag->files, bt_tree_file, i).bytes);
	field(out, "Source-Organization", bag->organization);
	field(out, "External-Description", bag->title);
	field(out, "External-Identifier", id);
	field(out, "Bagging-Date", bag->date);
	g_string_append_printf(out, "Payload-Oxum: %" G_GUINT64_FORMAT ".%u\n", bytes, bag->files->len);
	field(out, "Bag-Software-Agent", "bantin " BANTIN_VERSION);
	field(out, "Bantin-Corrects", bag->corrects);
	field(out, "Bantin-Correction", bag->correction);
	field(out, "Bantin-Imported", bag->imported ? "yes" : NULL);
	count(out, "Bantin-Number", bag->number);
	count(out, "Bantin-Running", bag->running);
	count(out, "Bantin-Articles", bag->articles);
	count(out, "Bantin-Figures", bag->figures);
	count(out, "Bantin-Pages", bag->pages);
	return out;
}

/* Names that a manifest writes otherwise than "sha256sum -c" reads them cannot be kept (RFC 8493 section 2.1.3). */
static bool names_fit(const bt_bag *bag, bt_diags *diags)
{
	bool fit = true;
	for (guint i = 0; i < bag->files->len; i++) {
		const char *path = g_array_index(bag->files, bt_tree_file, i).path;
		if (!strpbrk(path, "%\\\r\n"))
			continue;
		bt_say(diags, BT_D_BAG_NAME, BT_NO_SPAN, path, NULL);
		fit = false;
	}
	return fit;
}

bool bt_bag_store(const char *archive, const bt_bag *bag, bt_diags *diags)
{
	g_autoptr(GArray) payload = files_new(), tags = files_new(), all = g_array_new(FALSE, TRUE, sizeof(bt_tree_file));
	g_autofree char *below = bt_issue_folder(bag->issue);
	if (!names_fit(bag, diags))
		return false;
	for (guint i = 0; i < bag->files->len; i++) {
		const bt_tree_file *given = &g_array_index(bag->files, bt_tree_file, i);
		bt_tree_file file = {g_strconcat("data/", given->path, NULL), g_bytes_ref(given->bytes)};
		g_array_append_val(payload, file);
	}
	g_array_sort(payload, by_path);
	add_text(tags, "bag-info.txt", info_of(bag));
	add_text(tags, "bagit.txt", g_string_new("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"));
	add_text(tags, MANIFEST, manifest_of(payload));
	add_text(tags, TAG_MANIFEST, manifest_of(tags));
	g_array_append_vals(all, payload->data, payload->len);
	g_array_append_vals(all, tags->data, tags->len);
	return bt_publish_tree(archive, below, &g_array_index(all, bt_tree_file, 0), all->len, diags);
}

/* ------------------------------------------------------------------ reading */

/* "HASH  PATH": false when the line is not that. */
static bool read_line(char *line, bt_manifest_line *read)
{
	gsize n = strspn(line, "0123456789abcdefABCDEF");
	char *path = line + n;
	if (n != 64 || (*path != ' ' && *path != '\t'))
		return false;
	path += strspn(path, " \t");
	if (*path == '*')
		path++;
	line[n] = 0;
	for (char *c = line; *c; c++)
		*c = g_ascii_tolower(*c);
	*read = (bt_manifest_line){line, path};
	return *path != 0;
}

GArray *bt_manifest_read(const char *folder, const char *name, bt_arena *arena, bt_diags *diags)
{
	g_autofree char *shown = g_build_filename(folder, name, NULL);
	bt_diags_about(diags, shown, NULL, 0);
	g_autoptr(GBytes) bytes = bt_read_beneath(folder, name, MANIFEST_BYTES, diags);
	if (!bytes)
		return NULL;
	gsize len;
	const char *text = g_bytes_get_data(bytes, &len);
	g_autoptr(GArray) lines = g_array_new(FALSE, TRUE, sizeof(bt_manifest_line));
	guint number = 0;
	for (const char *at = text, *end = text + len; at < end; number++) {
		const char *stop = memchr(at, '\n', (gsize)(end - at));
		gsize n = (gsize)((stop ? stop : end) - at);
		char *line = bt_arena_strndup(arena, at, n);
		bt_manifest_line read;
		if (n > 0 && line[n - 1] == '\r')
			line[n - 1] = 0;
		if (*line && !read_line(line, &read)) {
			g_autofree char *shown_line = g_strdup_printf("%u", number + 1);
			bt_say(diags, BT_D_BAG_MANIFEST, BT_NO_SPAN, shown_line, NULL);
			return NULL;
		}
		if (*line)
			g_array_append_val(lines, read);
		at += n + 1;
	}
	return g_steal_pointer(&lines);
}

char *bt_bag_info(const bt_shelved *edition, const char *label)
{
	g_autoptr(bt_diags) unsaid = bt_diags_new(BT_LANG_EN);
	g_autoptr(GBytes) bytes = bt_read_beneath(edition->folder, "bag-info.txt", INFO_BYTES, unsaid);
	gsize len = 0, n = strlen(label);
	const char *data = bytes ? g_bytes_get_data(bytes, &len) : NULL;
	g_autofree char *text = g_strndup(data ? data : "", len);
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	for (char **line = lines; *line; line++)
		if (strncmp(*line, label, n) == 0 && (*line)[n] == ':')
			return g_strdup(g_strstrip(*line + n + 1));
	return NULL;
}

static bool is_input(const char *path, const char *also)
{
	return g_strcmp0(path, also) == 0 || g_str_has_prefix(path, "data/reports/") || strcmp(path, "data/bantin.ini") == 0 || strcmp(path, "data/indicators.ini") == 0;
}

static int by_text(gconstpointer a, gconstpointer b) { return strcmp(*(char *const *)a, *(char *const *)b); }

GPtrArray *bt_bag_changed_inputs(const bt_shelved *edition, const GArray *files, const char *also, bt_diags *diags)
{
	g_autoptr(bt_arena) scratch = bt_arena_new();
	g_autoptr(GHashTable) stored = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GArray) lines = bt_manifest_read(edition->folder, MANIFEST, scratch, diags);
	if (!lines)
		return NULL;
	for (guint i = 0; i < lines->len; i++) {
		const bt_manifest_line *line = &g_array_index(lines, bt_manifest_line, i);
		if (is_input(line->path, also))
			g_hash_table_insert(stored, (gpointer)line->path, (gpointer)line->hash);
	}
	GPtrArray *changed = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < files->len; i++) {
		const bt_tree_file *file = &g_array_index(files, bt_tree_file, i);
		g_autofree char *path = g_strconcat("data/", file->path, NULL), *hash = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, file->bytes);
		if (!is_input(path, also))
			continue;
		const char *was = g_hash_table_lookup(stored, path);
		if (!was || strcmp(was, hash) != 0)
			g_ptr_array_add(changed, g_strdup(file->path));
		g_hash_table_remove(stored, path);
	}
	GHashTableIter iter;
	gpointer path;
	g_hash_table_iter_init(&iter, stored);
	while (g_hash_table_iter_next(&iter, &path, NULL))
		g_ptr_array_add(changed, g_strdup((const char *)path + strlen("data/")));
	g_ptr_array_sort(changed, by_text);
	return changed;
}
