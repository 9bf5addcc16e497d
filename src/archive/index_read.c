/* Asks the index: opened for reading only, never written. Part of the module (index.h). */
#include "archive/fact.h"
#include "archive/index.h"

#include <sqlite3.h>
#include <string.h>

struct bt_index {
	sqlite3 *db;
	GBytes *bytes; /* what it lies in, or NULL */
	GHashTable *superseded; /* gint64: rows of editions that a later revision replaces */
};

GBytes *bt_index_make(const bt_shelf *shelf, GBytes *old, bt_diags *diags); /* index_make.c */

/* ------------------------------------------------------------------ opening */

static bool open_file(bt_index *index, const char *path)
{
	g_autofree char *whole = g_canonicalize_filename(path, NULL), *escaped = g_uri_escape_string(whole, "/", FALSE);
	g_autofree char *uri = g_strconcat("file:", escaped, "?immutable=1", NULL);
	return sqlite3_open_v2(uri, &index->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL) == SQLITE_OK;
}

static bool open_bytes(bt_index *index, GBytes *bytes)
{
	gsize len;
	unsigned char *data = (unsigned char *)g_bytes_get_data(bytes, &len);
	index->bytes = g_bytes_ref(bytes);
	return sqlite3_open(":memory:", &index->db) == SQLITE_OK &&
	       sqlite3_deserialize(index->db, "main", data, (sqlite3_int64)len, (sqlite3_int64)len, SQLITE_DESERIALIZE_READONLY) == SQLITE_OK;
}

static const bt_shelved *on_shelf(const bt_shelf *shelf, gint64 row, const char *seal)
{
	for (guint i = 0; i < shelf->editions->len; i++) {
		const bt_shelved *e = &g_array_index(shelf->editions, bt_shelved, i);
		if (BT_INDEX_BASE(e->issue) == row)
			return g_strcmp0(e->seal, seal) == 0 ? e : NULL;
	}
	return NULL;
}

/* The index holds the shelf's editions, each with its seal, and no other; one that was just made may lack damaged ones. */
static bool is_of(bt_index *index, const bt_shelf *shelf)
{
	sqlite3_stmt *stmt = NULL;
	guint n = 0;
	bool fits = sqlite3_prepare_v2(index->db, "PRAGMA user_version", -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW &&
		    sqlite3_column_int(stmt, 0) == BT_INDEX_VERSION;
	sqlite3_finalize(stmt);
	stmt = NULL;
	fits = fits && sqlite3_prepare_v2(index->db, "SELECT id, seal FROM editions", -1, &stmt, NULL) == SQLITE_OK;
	while (fits && sqlite3_step(stmt) == SQLITE_ROW) {
		const bt_shelved *e = on_shelf(shelf, sqlite3_column_int64(stmt, 0), (const char *)sqlite3_column_text(stmt, 1));
		fits = e != NULL;
		n++;
		if (e && e->superseded) {
			gint64 *row = g_new(gint64, 1);
			*row = sqlite3_column_int64(stmt, 0);
			g_hash_table_add(index->superseded, row);
		}
	}
	sqlite3_finalize(stmt);
	return fits && (index->bytes || n == shelf->editions->len);
}

static void index_close(bt_index *index)
{
	if (!index)
		return;
	sqlite3_close(index->db);
	g_clear_pointer(&index->bytes, g_bytes_unref);
	g_hash_table_unref(index->superseded);
	g_free(index);
}

static bt_index *index_open(const char *path, GBytes *bytes, const bt_shelf *shelf)
{
	bt_index *index = g_new0(bt_index, 1);
	index->superseded = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	if ((bytes ? open_bytes(index, bytes) : open_file(index, path)) && is_of(index, shelf))
		return index;
	index_close(index);
	return NULL;
}

/* ------------------------------------------------------------------ searching */

static const char *column(sqlite3_stmt *stmt, int i, bt_arena *arena) { return bt_arena_strdup(arena, (const char *)sqlite3_column_text(stmt, i)); }

static bool is_superseded(const bt_index *index, gint64 row)
{
	gint64 edition = row >> 24 << 24;
	return g_hash_table_contains(index->superseded, &edition);
}

struct stage {
	const char *question;
	bool heading, exact;
};

#define PASSAGE_SQL \
	"SELECT e.name, r.path, r.title, r.date, r.page, p.paragraph, p.text, e.correction FROM passages p " \
	"JOIN reports r ON r.id=p.report JOIN editions e ON e.id=r.edition WHERE p.id=?"
#define TITLE_SQL \
	"SELECT e.name, r.path, r.title, r.date, r.page, 0, r.title, e.correction FROM reports r JOIN editions e ON e.id=r.edition WHERE r.id=?"

static void take_hit(sqlite3_stmt *place, gint64 row, const struct stage *stage, GArray *hits, bt_arena *arena)
{
	sqlite3_bind_int64(place, 1, row);
	if (sqlite3_step(place) == SQLITE_ROW) {
		bt_hit hit = {
			.edition = column(place, 0, arena), .report = column(place, 1, arena), .title = column(place, 2, arena), .date = column(place, 3, arena),
			.page = sqlite3_column_int(place, 4), .paragraph = sqlite3_column_int(place, 5), .text = column(place, 6, arena),
			.correction = column(place, 7, arena), .heading = stage->heading, .exact = stage->exact,
		};
		g_array_append_val(hits, hit);
	}
	sqlite3_reset(place);
}

/* Rows come newest first, without sorting. */
static void run_stage(bt_index *index, const struct stage *stage, GHashTable *seen, guint limit, GArray *hits, bt_arena *arena)
{
	sqlite3_stmt *ask = NULL, *place = NULL;
	const char *sql = stage->heading ? "SELECT rowid FROM titles WHERE titles MATCH ? ORDER BY rowid DESC" : "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC";
	if (!stage->question || hits->len >= limit || sqlite3_prepare_v2(index->db, sql, -1, &ask, NULL) != SQLITE_OK)
		return;
	sqlite3_bind_text(ask, 1, stage->question, -1, SQLITE_STATIC);
	bool ready = sqlite3_prepare_v2(index->db, stage->heading ? TITLE_SQL : PASSAGE_SQL, -1, &place, NULL) == SQLITE_OK;
	while (ready && hits->len < limit && sqlite3_step(ask) == SQLITE_ROW) {
		gint64 row = sqlite3_column_int64(ask, 0), name = row * 2 + stage->heading;
		if (is_superseded(index, row) || g_hash_table_contains(seen, &name))
			continue;
		gint64 *key = g_new(gint64, 1);
		*key = name;
		g_hash_table_add(seen, key);
		take_hit(place, row, stage, hits, arena);
	}
	sqlite3_finalize(ask);
	sqlite3_finalize(place);
}

static GArray *index_search(bt_index *index, const bt_query *query, guint limit, bt_arena *arena)
{
	const struct stage stages[] = {
		{query->exact_phrase, true, true}, {query->exact, true, true}, {query->exact_phrase, false, true}, {query->exact, false, true},
		{query->folded_phrase, true, false}, {query->folded, true, false}, {query->folded_phrase, false, false}, {query->folded, false, false},
	};
	GArray *hits = g_array_new(FALSE, TRUE, sizeof(bt_hit));
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(stages); i++)
		run_stage(index, &stages[i], seen, limit, hits, arena);
	return hits;
}

/* ------------------------------------------------------------------ facts */

/* The next field of a cell, which index_make.c wrote; it moves on. NULL: not stated. */
static const char *next_field(const char **at, const char *end)
{
	const char *field = *at, *stop = field < end ? memchr(field, 0, (gsize)(end - field)) : NULL;
	if (!stop)
		return NULL;
	*at = stop + 1;
	return stop > field ? field : NULL;
}

/* The text is copied once; the fields lie in it. */
static bool read_fields(sqlite3_stmt *row, int i, bt_fact *fact, bt_arena *arena)
{
	gsize len = (gsize)sqlite3_column_bytes(row, i);
	const char *blob = sqlite3_column_blob(row, i);
	const char *at = bt_arena_strndup(arena, blob ? blob : "", len), *end = at + len;
	for (guint k = 0; k < bt_fact_n_fields; k++) {
		const char *value = next_field(&at, end);
		const char *decimal = bt_fact_fields[k].type == BT_FIELD_VALUE ? next_field(&at, end) : NULL;
		if (!bt_fact_set(fact, &bt_fact_fields[k], value, decimal))
			return false;
	}
	fact->owner = fact->owner ? fact->owner : "";
	return true;
}

/* Facts come report by report: what is said of a report is read once. */
struct place {
	sqlite3_stmt *stmt;
	gint64 report;
	const char *edition, *path, *date;
};

static void find_place(struct place *place, gint64 report, bt_arena *arena)
{
	if (place->report == report)
		return;
	place->report = report;
	sqlite3_bind_int64(place->stmt, 1, report);
	if (sqlite3_step(place->stmt) == SQLITE_ROW) {
		place->edition = column(place->stmt, 0, arena);
		place->path = column(place->stmt, 1, arena);
		place->date = column(place->stmt, 2, arena);
	}
	sqlite3_reset(place->stmt);
}

#define FACTS_SQL "SELECT id, report, fields FROM facts "
#define FACTS_OF "WHERE indicator IN (SELECT indicator FROM labels WHERE id IN (SELECT rowid FROM label_words WHERE label_words MATCH ?)) "

static GPtrArray *index_facts(bt_index *index, const char *question, bt_arena *arena)
{
	GPtrArray *facts = g_ptr_array_new();
	sqlite3_stmt *stmt = NULL;
	struct place place = {.report = -1};
	bool ready = sqlite3_prepare_v2(index->db, question ? FACTS_SQL FACTS_OF "ORDER BY id" : FACTS_SQL "ORDER BY id", -1, &stmt, NULL) == SQLITE_OK &&
		     sqlite3_prepare_v2(index->db, "SELECT e.name, r.path, r.date FROM reports r JOIN editions e ON e.id=r.edition WHERE r.id=?", -1, &place.stmt, NULL) == SQLITE_OK;
	if (ready && question)
		sqlite3_bind_text(stmt, 1, question, -1, SQLITE_STATIC);
	while (ready && sqlite3_step(stmt) == SQLITE_ROW) {
		bt_fact *fact = is_superseded(index, sqlite3_column_int64(stmt, 0)) ? NULL : bt_arena_new0(arena, bt_fact, 1);
		if (!fact || !read_fields(stmt, 2, fact, arena))
			continue;
		find_place(&place, sqlite3_column_int64(stmt, 1), arena);
		fact->edition = place.edition;
		fact->report = place.path;
		fact->date = place.date;
		g_ptr_array_add(facts, fact);
	}
	sqlite3_finalize(place.stmt);
	sqlite3_finalize(stmt);
	return facts;
}

const bt_index_engine bt_index_engine_table = {
	.make = bt_index_make,
	.open = index_open,
	.close = index_close,
	.search = index_search,
	.facts = index_facts,
};
