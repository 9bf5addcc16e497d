/* Private to archive/: the index of an archive, one SQLite file made from the edition.xml of all bags and never from
 * anything else; and what is asked of it. SQLite takes a millisecond to load, so the part that uses it is a module,
 * bantin-index.so (index_make.c, index_read.c), opened when it is wanted. */
#ifndef BT_ARCHIVE_INDEX_H
#define BT_ARCHIVE_INDEX_H

#include "archive/archive.h"

/* ---- query.c: words to look for */

typedef struct {
	bt_arena *arena;
	GPtrArray *terms; /* const char *: a word, or a phrase that was quoted */
	/* What to ask of the full text, the nearest first; NULL: not worth asking. Phrase: all terms in a row. */
	const char *exact_phrase, *exact, *folded_phrase, *folded;
} bt_query;

/* NULL: there is no letter or digit in it. The caller owns it. */
bt_query *bt_query_read(const char *words);
void bt_query_free(bt_query *query); /* NULL allowed */
/* The passage cut down to what is around the terms, these marked; appended. `bold`: as terminals show it, else in brackets. */
void bt_query_snippet(const bt_query *query, const char *text, bool bold, GString *out);

/* ---- the module */

/* A place that holds the words. Strings in the arena given. */
typedef struct {
	const char *edition, *report, *title, *date; /* date ISO or NULL */
	int page, paragraph; /* 0: none */
	bool heading;        /* it is the title itself */
	bool exact;          /* with its accents as asked */
	const char *correction; /* what the edition corrects; NULL: a first edition */
	const char *text;
} bt_hit;

typedef struct bt_index bt_index;

typedef struct {
	/* The index of the shelf's editions as the bytes of a database. `old`: such bytes that may be added to; NULL: none. Editions
	 * that are damaged are warned of and left out. NULL after a message. The caller owns it. */
	GBytes *(*make)(const bt_shelf *shelf, GBytes *old, bt_diags *diags);
	/* The index at `path`, or in `bytes`; NULL when there is none or it is not of just these editions. */
	bt_index *(*open)(const char *path, GBytes *bytes, const bt_shelf *shelf);
	void (*close)(bt_index *index); /* NULL allowed */
	/* The nearest `limit` hits (bt_hit): titles, then texts; exact ones first; newest first. Superseded editions are passed
	 * over. Caller unrefs. */
	GArray *(*search)(bt_index *index, const bt_query *query, guint limit, bt_arena *arena);
	/* The facts (bt_fact *, in the arena) of every indicator one of whose labels answers the question (bt_query.folded, or
	 * several with OR between them); NULL: all facts. Superseded editions are passed over. Caller unrefs. */
	GPtrArray *(*facts)(bt_index *index, const char *question, bt_arena *arena);
} bt_index_engine;

extern const bt_index_engine bt_index_engine_table;

/* What both files of the module need: how rows are numbered. */
#define BT_INDEX_VERSION 3
/* The first row of an edition: rows come in the order of issues, whatever the order they were added in. */
#define BT_INDEX_BASE(issue) (((gint64)((issue).year * 4 + (issue).quarter) * 256 + (issue).revision) << 24)

G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_query, bt_query_free)

#endif
