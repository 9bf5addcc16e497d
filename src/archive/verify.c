/* Whether a bag is as it was stored: every file against the manifests, the numbers of bag-info.txt, edition.xml against its
 * schema and its sources. Names each fault; mends nothing. Runs in workers. */
#include "archive/archive.h"

#include "read/read.h"
#include "report/edition.h"

#include <string.h>
#include <sys/stat.h>

#define FILE_BYTES (1024 * 1024 * 1024)
#define DEPTH_MAX 64
#define MANIFEST "manifest-sha256.txt"
#define TAG_MANIFEST "tagmanifest-sha256.txt"

struct checking {
	const bt_shelved *edition;
	bt_verdict *verdict;
	bt_diags *diags;     /* of this bag: why a file cannot be read */
	GHashTable *listed;  /* path to bt_manifest_line: of both manifests */
	GHashTable *seen;    /* paths in the folder */
	GHashTable *changed; /* paths whose bytes are not those listed */
};

void bt_verdict_free(bt_verdict *verdict)
{
	if (!verdict)
		return;
	g_array_unref(verdict->faults);
	bt_arena_free(verdict->arena);
	g_free(verdict);
}

static void fault(struct checking *c, bt_fault_kind kind, const char *path, const char *what)
{
	bt_arena *arena = c->verdict->arena;
	bt_fault f = {kind, bt_arena_strdup(arena, path), bt_arena_strdup(arena, what)};
	g_array_append_val(c->verdict->faults, f);
}

/* The message filed last, for a fault; then it counts as said. */
static const char *last_said(const struct checking *c)
{
	guint n = bt_diags_count(c->diags);
	return n ? bt_diags_at(c->diags, n - 1)->text : NULL;
}

/* ------------------------------------------------------------------ files */

/* All names below the folder: files to `seen`, what is neither file nor folder as a fault. */
static void walk(struct checking *c, const char *below, int depth)
{
	g_autofree char *path = g_build_filename(c->edition->folder, below, NULL);
	g_autoptr(GDir) dir = depth > DEPTH_MAX ? NULL : g_dir_open(path, 0, NULL);
	const char *name;
	bool empty = true;
	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *inner = *below ? g_strdup_printf("%s/%s", below, name) : g_strdup(name);
		g_autofree char *whole = g_build_filename(c->edition->folder, inner, NULL);
		struct stat st;
		empty = false;
		if (lstat(whole, &st) != 0)
			continue;
		if (S_ISDIR(st.st_mode))
			walk(c, inner, depth + 1);
		else
			g_hash_table_add(c->seen, g_steal_pointer(&inner));
	}
	if (empty && *below)
		fault(c, BT_FAULT_EXTRA, below, NULL);
}

static bool is_regular(const struct checking *c, const char *path)
{
	g_autofree char *whole = g_build_filename(c->edition->folder, path, NULL);
	struct stat st;
	return lstat(whole, &st) == 0 && S_ISREG(st.st_mode);
}

static void check_line(struct checking *c, const bt_manifest_line *line)
{
	if (!g_hash_table_contains(c->seen, line->path)) {
		fault(c, BT_FAULT_MISSING, line->path, NULL);
		return;
	}
	g_autoptr(GBytes) bytes = is_regular(c, line->path) ? bt_read_beneath(c->edition->folder, line->path, FILE_BYTES, c->diags) : NULL;
	g_autofree char *hash = bytes ? g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes) : NULL;
	c->verdict->files++;
	c->verdict->bytes += bytes ? g_bytes_get_size(bytes) : 0;
	if (hash && strcmp(hash, line->hash) == 0)
		return;
	g_hash_table_add(c->changed, (gpointer)line->path);
	fault(c, BT_FAULT_CHANGED, line->path, NULL);
}

/* The lines of one manifest. False when it cannot be used at all. */
static bool check_manifest(struct checking *c, const char *name)
{
	g_autoptr(GArray) lines = bt_manifest_read(c->edition->folder, name, c->verdict->arena, c->diags);
	if (!lines) {
		bool there = g_hash_table_contains(c->seen, name);
		fault(c, there ? BT_FAULT_BROKEN : BT_FAULT_MISSING, name, there ? last_said(c) : NULL);
		return false;
	}
	for (guint i = 0; i < lines->len; i++) {
		bt_manifest_line *line = bt_arena_new0(c->verdict->arena, bt_manifest_line, 1);
		*line = g_array_index(lines, bt_manifest_line, i);
		g_hash_table_insert(c->listed, (gpointer)line->path, line);
		check_line(c, line);
	}
	return true;
}

static int by_text(gconstpointer a, gconstpointer b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void check_extra(struct checking *c)
{
	g_autoptr(GPtrArray) extra = g_ptr_array_new();
	GHashTableIter iter;
	gpointer path;
	g_hash_table_iter_init(&iter, c->seen);
	while (g_hash_table_iter_next(&iter, &path, NULL))
		if (!g_hash_table_contains(c->listed, path) && strcmp(path, TAG_MANIFEST) != 0)
			g_ptr_array_add(extra, path);
	g_ptr_array_sort(extra, by_text);
	for (guint i = 0; i < extra->len; i++)
		fault(c, BT_FAULT_EXTRA, extra->pdata[i], NULL);
}

/* ------------------------------------------------------------------ bagit.txt, bag-info.txt */

#define TAG_BYTES (1024 * 1024)

static char *tag_text(struct checking *c, const char *name)
{
	g_autoptr(GBytes) bytes = g_hash_table_contains(c->seen, name) ? bt_read_beneath(c->edition->folder, name, TAG_BYTES, c->diags) : NULL;
	gsize len;
	const char *text = bytes ? g_bytes_get_data(bytes, &len) : NULL;
	return bytes ? g_strndup(text ? text : "", g_bytes_get_size(bytes)) : NULL;
}

/* The bytes and files of the payload, as "Payload-Oxum" counts them. */
static void count_payload(const struct checking *c, guint64 *bytes, guint *files)
{
	GHashTableIter iter;
	gpointer path;
	*bytes = 0;
	*files = 0;
	g_hash_table_iter_init(&iter, c->seen);
	while (g_hash_table_iter_next(&iter, &path, NULL)) {
		g_autofree char *whole = g_build_filename(c->edition->folder, path, NULL);
		struct stat st;
		if (!g_str_has_prefix(path, "data/") || lstat(whole, &st) != 0)
			continue;
		*bytes += (guint64)st.st_size;
		++*files;
	}
}

static void check_tags(struct checking *c)
{
	g_autofree char *bagit = tag_text(c, "bagit.txt"), *info = tag_text(c, "bag-info.txt");
	if (bagit && !g_str_has_prefix(bagit, "BagIt-Version: "))
		fault(c, BT_FAULT_BROKEN, "bagit.txt", "BagIt-Version");
	const char *oxum = info ? strstr(info, "Payload-Oxum: ") : NULL;
	guint64 bytes;
	guint files;
	if (!oxum)
		return;
	count_payload(c, &bytes, &files);
	g_autofree char *counted = g_strdup_printf("Payload-Oxum: %" G_GUINT64_FORMAT ".%u", bytes, files);
	gsize n = strcspn(oxum, "\r\n");
	if (strlen(counted) != n || strncmp(counted, oxum, n) != 0)
		fault(c, BT_FAULT_BROKEN, "bag-info.txt", counted);
}

/* ------------------------------------------------------------------ edition.xml */

#define XML_PATH "data/edition.xml"

/* What edition.xml says of its sources is what is beside it. */
static void check_sources(struct checking *c, const bt_stored *stored)
{
	for (guint i = 0; i < stored->articles->len; i++) {
		const bt_stored_article *article = &g_array_index(stored->articles, bt_stored_article, i);
		g_autofree char *path = g_strconcat("data/", article->record->path, NULL);
		const bt_manifest_line *line = g_hash_table_lookup(c->listed, path);
		if (!line || strcmp(line->hash, article->sha256) != 0)
			fault(c, BT_FAULT_BROKEN, XML_PATH, path);
	}
}

/* NULL when it cannot be used; then a fault says so. */
static bt_stored *check_edition(struct checking *c)
{
	if (!g_hash_table_contains(c->listed, XML_PATH)) {
		if (!g_hash_table_contains(c->seen, XML_PATH))
			fault(c, BT_FAULT_MISSING, XML_PATH, NULL);
		return NULL;
	}
	if (!g_hash_table_contains(c->seen, XML_PATH) || g_hash_table_contains(c->changed, XML_PATH))
		return NULL;
	g_autoptr(GBytes) bytes = bt_read_beneath(c->edition->folder, XML_PATH, FILE_BYTES, c->diags);
	bool valid = bytes && bt_stored_valid(bytes, c->diags);
	g_autoptr(bt_stored) stored = valid ? bt_stored_open(c->edition, c->diags) : NULL;
	if (!stored)
		fault(c, BT_FAULT_BROKEN, XML_PATH, last_said(c));
	return g_steal_pointer(&stored);
}

/* ------------------------------------------------------------------ edition.pdf */

#define PDF_PATH "data/edition.pdf"

static GBytes *read_file(struct checking *c, const char *path) { return bt_read_beneath(c->edition->folder, path, FILE_BYTES, c->diags); }

/* What a report's attachment holds: its text as it was read, UTF-8 with plain line ends. */
static char *hash_of_text(struct checking *c, const char *path)
{
	const char *given[BT_META_FIELDS] = {0};
	g_autoptr(GBytes) bytes = read_file(c, path);
	g_autoptr(bt_doc) doc = bytes ? bt_read(bytes, path, given, c->diags) : NULL;
	return doc ? g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guint8 *)doc->source, doc->len) : NULL;
}

/* The SHA-256 of what is attached to the PDF, as keys. NULL: the PDF cannot be read. */
static GHashTable *attached_hashes(struct checking *c)
{
	g_autoptr(GBytes) pdf = read_file(c, PDF_PATH);
	g_autoptr(GPtrArray) files = pdf ? bt_edition_attached(pdf, c->diags) : NULL;
	GHashTable *hashes = files ? g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL) : NULL;
	for (guint i = 0; files && i < files->len; i++)
		g_hash_table_add(hashes, g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, files->pdata[i]));
	return hashes;
}

/* One file that is to be attached as it lies in the bag. */
static void expect(struct checking *c, GHashTable *attached, GHashTable *met, const char *path, const char *hash)
{
	const bt_manifest_line *line = g_hash_table_lookup(c->listed, path);
	const char *wanted = hash ? hash : line ? line->hash : NULL;
	if (!wanted || g_hash_table_contains(c->changed, path))
		return;
	if (!g_hash_table_contains(attached, wanted))
		fault(c, BT_FAULT_BROKEN, PDF_PATH, path);
	g_hash_table_add(met, g_strdup(wanted)); /* two reports may have the same table */
}

/* What is attached to the PDF is what lies beside it, all of it and nothing else. */
static void check_attached(struct checking *c, const bt_stored *stored)
{
	if (stored->imported || !g_hash_table_contains(c->listed, PDF_PATH) || !g_hash_table_contains(c->seen, PDF_PATH) || g_hash_table_contains(c->changed, PDF_PATH))
		return;
	guint said = bt_diags_count(c->diags);
	g_autoptr(GHashTable) attached = attached_hashes(c);
	if (!attached) {
		fault(c, BT_FAULT_BROKEN, PDF_PATH, bt_diags_count(c->diags) > said ? last_said(c) : "PDF");
		return;
	}
	g_autoptr(GHashTable) met = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	expect(c, attached, met, XML_PATH, NULL);
	expect(c, attached, met, "data/figures.csv", NULL);
	for (guint i = 0; i < stored->articles->len; i++) {
		const bt_stored_article *article = &g_array_index(stored->articles, bt_stored_article, i);
		g_autofree char *source = g_strconcat("data/", article->record->path, NULL), *hash = hash_of_text(c, source);
		g_autofree char *figures = g_strdup_printf("data/figures/%s.figures.csv", article->slug);
		expect(c, attached, met, source, hash);
		expect(c, attached, met, figures, NULL);
	}
	GHashTableIter iter;
	gpointer hash_of_one;
	bool strange = false;
	g_hash_table_iter_init(&iter, attached);
	while (g_hash_table_iter_next(&iter, &hash_of_one, NULL))
		strange |= !g_hash_table_contains(met, hash_of_one);
	if (strange)
		fault(c, BT_FAULT_BROKEN, PDF_PATH, bt_diags_lang(c->diags) == BT_LANG_VI ? "có tệp đính kèm lạ" : "a strange file is attached");
}

bt_verdict *bt_bag_verify(const bt_shelved *edition, bt_lang lang)
{
	g_autoptr(bt_diags) diags = bt_diags_new(lang);
	struct checking c = {.edition = edition, .diags = diags};
	c.verdict = g_new0(bt_verdict, 1);
	c.verdict->arena = bt_arena_new();
	c.verdict->faults = g_array_new(FALSE, TRUE, sizeof(bt_fault));
	c.listed = g_hash_table_new(g_str_hash, g_str_equal);
	c.seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	c.changed = g_hash_table_new(g_str_hash, g_str_equal);
	walk(&c, "", 0);
	bool tags = check_manifest(&c, TAG_MANIFEST), payload = check_manifest(&c, MANIFEST);
	if (tags && payload)
		check_extra(&c);
	check_tags(&c);
	g_autoptr(bt_stored) stored = payload ? check_edition(&c) : NULL;
	if (stored) {
		check_sources(&c, stored);
		check_attached(&c, stored);
	}
	g_hash_table_unref(c.changed);
	g_hash_table_unref(c.seen);
	g_hash_table_unref(c.listed);
	return c.verdict;
}
