/* Makes the index from the bags: a database in memory, handed back as bytes, so that SQLite never writes a file.
 * Part of the module (index.h). */
#include "archive/fact.h"
#include "archive/index.h"

#include <sqlite3.h>
#include <string.h>

static const char schema[] =
	"CREATE TABLE editions(id INTEGER PRIMARY KEY, name TEXT UNIQUE, seal TEXT, year INT, quarter INT, revision INT, date TEXT, correction TEXT, imported INT);"
	"CREATE TABLE reports(id INTEGER PRIMARY KEY, edition INT, path TEXT, title TEXT, date TEXT, issuer TEXT, section TEXT, page INT);"
	"CREATE TABLE passages(id INTEGER PRIMARY KEY, report INT, paragraph INT, text TEXT);"
	"CREATE VIRTUAL TABLE titles USING fts5(exact, folded, content='', tokenize='unicode61 remove_diacritics 0');"
	"CREATE VIRTUAL TABLE words USING fts5(exact, folded, content='', tokenize='unicode61 remove_diacritics 0');"
	"CREATE TABLE facts(id INTEGER PRIMARY KEY, report INT, indicator INT, fields BLOB);"
	"CREATE INDEX facts_of ON facts(indicator);"
	"CREATE TABLE indicators(id INTEGER PRIMARY KEY, owner TEXT, key TEXT, dimension TEXT, UNIQUE(owner, key, dimension));"
	"CREATE TABLE labels(id INTEGER PRIMARY KEY, indicator INT, text TEXT, UNIQUE(indicator, text));"
	"CREATE VIRTUAL TABLE label_words USING fts5(folded, content='', tokenize='unicode61 remove_diacritics 0');";

struct maker {
	sqlite3 *db;
	sqlite3_stmt *edition, *report, *passage, *title, *words, *find_indicator, *indicator, *find_label, *label, *label_words, *fact;
	bt_diags *diags;
	gint64 n_passages; /* of the edition in hand */
	gint64 n_reports, n_facts;
};

/* The first failure is said; then nothing more is done. */
static bool ok(struct maker *m, int result)
{
	if (result == SQLITE_OK || result == SQLITE_DONE || result == SQLITE_ROW)
		return true;
	bt_say(m->diags, BT_D_INDEX_FAILED, BT_NO_SPAN, sqlite3_errmsg(m->db), NULL);
	return false;
}

static bool exec(struct maker *m, const char *sql) { return ok(m, sqlite3_exec(m->db, sql, NULL, NULL, NULL)); }

static bool prepare(struct maker *m)
{
	const struct {
		sqlite3_stmt **stmt;
		const char *sql;
	} all[] = {
		{&m->edition, "INSERT INTO editions VALUES(?,?,?,?,?,?,?,?,?)"},
		{&m->report, "INSERT INTO reports VALUES(?,?,?,?,?,?,?,?)"},
		{&m->passage, "INSERT INTO passages VALUES(?,?,?,?)"},
		{&m->title, "INSERT INTO titles(rowid, exact, folded) VALUES(?,?,?)"},
		{&m->words, "INSERT INTO words(rowid, exact, folded) VALUES(?,?,?)"},
		{&m->find_indicator, "SELECT id FROM indicators WHERE owner=? AND key=? AND dimension=?"},
		{&m->indicator, "INSERT INTO indicators(owner, key, dimension) VALUES(?,?,?)"},
		{&m->find_label, "SELECT id FROM labels WHERE indicator=? AND text=?"},
		{&m->label, "INSERT INTO labels(indicator, text) VALUES(?,?)"},
		{&m->label_words, "INSERT INTO label_words(rowid, folded) VALUES(?,?)"},
		{&m->fact, "INSERT INTO facts VALUES(?,?,?,?)"},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
		if (!ok(m, sqlite3_prepare_v2(m->db, all[i].sql, -1, all[i].stmt, NULL)))
			return false;
	return true;
}

static void release(struct maker *m)
{
	sqlite3_stmt *all[] = {m->edition, m->report, m->passage, m->title, m->words, m->find_indicator, m->indicator, m->find_label, m->label, m->label_words, m->fact};
	for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
		sqlite3_finalize(all[i]);
	sqlite3_close(m->db);
}

static void text(sqlite3_stmt *stmt, int i, const char *value) { sqlite3_bind_text(stmt, i, value, -1, SQLITE_TRANSIENT); }

static bool run(struct maker *m, sqlite3_stmt *stmt)
{
	bool done = ok(m, sqlite3_step(stmt));
	sqlite3_reset(stmt);
	return done;
}

/* ------------------------------------------------------------------ rows */

/* A text for the full text: as it is spelt, and without accents. */
static bool add_words(struct maker *m, sqlite3_stmt *stmt, gint64 row, const char *value)
{
	g_autofree char *exact = bt_spelling_key(value, -1), *folded = bt_fold(exact);
	sqlite3_bind_int64(stmt, 1, row);
	text(stmt, 2, exact);
	text(stmt, 3, folded);
	return run(m, stmt);
}

static bool add_passage(struct maker *m, gint64 base, gint64 report, int paragraph, const char *value)
{
	gint64 row = base + m->n_passages++;
	sqlite3_bind_int64(m->passage, 1, row);
	sqlite3_bind_int64(m->passage, 2, report);
	sqlite3_bind_int(m->passage, 3, paragraph);
	text(m->passage, 4, value);
	return run(m, m->passage) && add_words(m, m->words, row, value);
}

/* The row that a SELECT of an id finds, else the one that an INSERT makes. -1 after a message. Both are bound. */
static gint64 find_or_add(struct maker *m, sqlite3_stmt *find, sqlite3_stmt *add, bool *added)
{
	int result = sqlite3_step(find);
	gint64 id = result == SQLITE_ROW ? sqlite3_column_int64(find, 0) : -1;
	sqlite3_reset(find);
	*added = id < 0;
	if (id >= 0)
		return id;
	return ok(m, result) && run(m, add) ? sqlite3_last_insert_rowid(m->db) : -1;
}

/* What the fact is joined with: owner, key and dimension, as the series do. */
static gint64 indicator_of(struct maker *m, const bt_fact *fact, bt_arena *arena)
{
	int power;
	bool added;
	const char *key = fact->label ? bt_series_key(fact->label, fact->context, fact->owner, arena) : "";
	const char *dimension = fact->unit ? bt_unit_dimension(fact->unit, &power, arena) : "";
	g_autofree char *owner = bt_spelling_key(fact->owner, -1), *labels = g_strdup_printf("%s %s %s", fact->label ? fact->label : "", key, fact->owner);
	g_autofree char *folded = bt_fold(labels);
	sqlite3_stmt *both[] = {m->find_indicator, m->indicator};
	for (int i = 0; i < 2; i++) {
		text(both[i], 1, owner);
		text(both[i], 2, key);
		text(both[i], 3, dimension ? dimension : "");
	}
	gint64 indicator = find_or_add(m, m->find_indicator, m->indicator, &added);
	sqlite3_stmt *labelled[] = {m->find_label, m->label};
	for (int i = 0; i < 2; i++) {
		sqlite3_bind_int64(labelled[i], 1, indicator);
		text(labelled[i], 2, folded);
	}
	gint64 label = indicator < 0 ? -1 : find_or_add(m, m->find_label, m->label, &added);
	if (label < 0 || !added)
		return label < 0 ? -1 : indicator;
	sqlite3_bind_int64(m->label_words, 1, label);
	text(m->label_words, 2, folded);
	return run(m, m->label_words) ? indicator : -1;
}

/* The fields of fact.def one after the other, each ended by a NUL, a decimal after each value; what is not stated is empty. One
 * cell instead of forty is read ten times as fast. */
static void put_field(GString *out, const char *value) { g_string_append_len(out, value ? value : "", (gssize)(value ? strlen(value) : 0) + 1); }

static bool add_fact(struct maker *m, gint64 base, gint64 report, const bt_fact *fact)
{
	g_autoptr(bt_arena) scratch = bt_arena_new();
	g_autoptr(GString) fields = g_string_new(NULL);
	gint64 indicator = indicator_of(m, fact, scratch);
	if (indicator < 0)
		return false;
	for (guint i = 0; i < bt_fact_n_fields; i++) {
		put_field(fields, bt_fact_text(fact, &bt_fact_fields[i], scratch));
		if (bt_fact_fields[i].type == BT_FIELD_VALUE)
			put_field(fields, bt_fact_decimal(fact, &bt_fact_fields[i], scratch));
	}
	sqlite3_bind_int64(m->fact, 1, base + m->n_facts++);
	sqlite3_bind_int64(m->fact, 2, report);
	sqlite3_bind_int64(m->fact, 3, indicator);
	sqlite3_bind_blob(m->fact, 4, fields->str, (int)fields->len, SQLITE_TRANSIENT);
	return run(m, m->fact);
}

static bool add_article(struct maker *m, gint64 base, const bt_stored_article *article)
{
	const bt_record *r = article->record;
	gint64 row = base + m->n_reports++;
	const char *const texts[] = {r->path, r->title, r->date, r->issuer, article->section};
	sqlite3_bind_int64(m->report, 1, row);
	sqlite3_bind_int64(m->report, 2, base);
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		text(m->report, 3 + (int)i, texts[i]);
	sqlite3_bind_int(m->report, 8, article->page);
	bool done = run(m, m->report) && (!r->title || add_words(m, m->title, row, r->title)) && (!r->lead || add_passage(m, base, row, 0, r->lead));
	for (guint i = 0; done && i < r->n_passages; i++)
		done = r->passages[i].kind == BT_TITLE || add_passage(m, base, row, r->passages[i].number, r->passages[i].text);
	for (guint i = 0; done && i < r->n_facts; i++)
		done = add_fact(m, base, row, &r->facts[i]);
	return done;
}

static bool add_edition(struct maker *m, const bt_shelved *edition, const bt_stored *stored)
{
	gint64 base = BT_INDEX_BASE(edition->issue);
	m->n_passages = m->n_reports = m->n_facts = 0;
	sqlite3_bind_int64(m->edition, 1, base);
	text(m->edition, 2, edition->id);
	text(m->edition, 3, edition->seal);
	sqlite3_bind_int(m->edition, 4, edition->issue.year);
	sqlite3_bind_int(m->edition, 5, edition->issue.quarter);
	sqlite3_bind_int(m->edition, 6, edition->issue.revision);
	text(m->edition, 7, stored->date);
	text(m->edition, 8, stored->correction);
	sqlite3_bind_int(m->edition, 9, stored->imported);
	bool done = run(m, m->edition);
	for (guint i = 0; done && i < stored->articles->len; i++)
		done = add_article(m, base, &g_array_index(stored->articles, bt_stored_article, i));
	return done;
}

/* ------------------------------------------------------------------ the whole */

/* Whether the edition stands in the database already, as it is on the shelf. */
static bool has_edition(struct maker *m, const bt_shelved *edition)
{
	sqlite3_stmt *find = NULL;
	bool has = false;
	if (sqlite3_prepare_v2(m->db, "SELECT seal FROM editions WHERE id=?", -1, &find, NULL) == SQLITE_OK) {
		sqlite3_bind_int64(find, 1, BT_INDEX_BASE(edition->issue));
		has = sqlite3_step(find) == SQLITE_ROW && g_strcmp0((const char *)sqlite3_column_text(find, 0), edition->seal) == 0;
	}
	sqlite3_finalize(find);
	return has;
}

static gint64 number_of(struct maker *m, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	gint64 n = -1;
	if (sqlite3_prepare_v2(m->db, sql, -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW)
		n = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return n;
}

/* Old bytes are added to when all they hold is on the shelf as it was. */
static bool take_old(struct maker *m, const bt_shelf *shelf, GBytes *old)
{
	gsize len;
	const void *data = old ? g_bytes_get_data(old, &len) : NULL;
	if (!data || sqlite3_open(":memory:", &m->db) != SQLITE_OK)
		return false;
	void *copy = sqlite3_malloc64(len);
	if (!copy)
		return false;
	memcpy(copy, data, len);
	gint64 found = 0;
	if (sqlite3_deserialize(m->db, "main", copy, (sqlite3_int64)len, (sqlite3_int64)len, SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE) != SQLITE_OK ||
	    number_of(m, "PRAGMA user_version") != BT_INDEX_VERSION)
		return false;
	for (guint i = 0; i < shelf->editions->len; i++)
		found += has_edition(m, &g_array_index(shelf->editions, bt_shelved, i));
	return found == number_of(m, "SELECT count(*) FROM editions");
}

static bool open_new(struct maker *m)
{
	g_autofree char *version = g_strdup_printf("PRAGMA user_version=%d", BT_INDEX_VERSION);
	sqlite3_close(m->db);
	m->db = NULL;
	return ok(m, sqlite3_open(":memory:", &m->db)) && exec(m, schema) && exec(m, version);
}

static GBytes *bytes_of(struct maker *m)
{
	sqlite3_int64 size = 0;
	unsigned char *data = sqlite3_serialize(m->db, "main", &size, 0);
	if (!data) {
		bt_say(m->diags, BT_D_INDEX_FAILED, BT_NO_SPAN, "sqlite3_serialize", NULL);
		return NULL;
	}
	return g_bytes_new_with_free_func(data, (gsize)size, sqlite3_free, data);
}

/* A damaged edition is named and left out: it is looked at again each time until it is whole. */
static bool add_from_shelf(struct maker *m, const bt_shelved *edition)
{
	g_autoptr(bt_diags) said = bt_diags_new(bt_diags_lang(m->diags));
	g_autoptr(bt_stored) stored = bt_stored_open(edition, said);
	if (stored)
		return add_edition(m, edition, stored);
	bt_diags_about(m->diags, edition->folder, NULL, 0);
	bt_say(m->diags, BT_D_INDEX_SKIPPED, BT_NO_SPAN, edition->id, NULL);
	bt_diags_about(m->diags, NULL, NULL, 0);
	return true;
}

GBytes *bt_index_make(const bt_shelf *shelf, GBytes *old, bt_diags *diags);
GBytes *bt_index_make(const bt_shelf *shelf, GBytes *old, bt_diags *diags)
{
	struct maker m = {.diags = diags};
	GBytes *bytes = NULL;
	bool done = take_old(&m, shelf, old) || open_new(&m);
	done = done && exec(&m, "BEGIN") && prepare(&m);
	for (guint i = 0; done && i < shelf->editions->len; i++) {
		const bt_shelved *edition = &g_array_index(shelf->editions, bt_shelved, i);
		done = has_edition(&m, edition) || add_from_shelf(&m, edition);
	}
	if (done && exec(&m, "COMMIT"))
		bytes = bytes_of(&m);
	release(&m);
	return bytes;
}
