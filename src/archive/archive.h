/* The archive: editions as BagIt bags that only grow, their checks, and an index that can be rebuilt from them.
 * The folders are the truth (product.md section 4, reliability.md G1). */
#ifndef BT_ARCHIVE_ARCHIVE_H
#define BT_ARCHIVE_ARCHIVE_H

#include "edition/edition.h"
#include "job/job.h"
#include "project/project.h"
#include "report/report.h"

/* ---- shelf.c: which editions there are */

/* Which edition is meant. */
typedef struct {
	int year, quarter; /* quarter 1 to 4 */
	int revision;      /* from 1; 0: the latest there is */
} bt_issue;

/* "2024-Q1", "2024-q1-r2", "2024/q1": false when it is none of these. */
bool bt_issue_read(const char *words, bt_issue *issue);
char *bt_issue_id(bt_issue issue);     /* "2024-Q1", "2024-Q1-r2"; caller frees */
char *bt_issue_folder(bt_issue issue); /* "2024/q1", "2024/q1-r2"; caller frees */

/* An edition's folder in an archive. */
typedef struct {
	bt_issue issue;
	const char *id;     /* "2024-Q1-r2" */
	const char *below;  /* "2024/q1-r2" */
	const char *folder; /* path to open */
	const char *seal;   /* SHA-256 of its tagmanifest-sha256.txt, in hexadecimal: changes when anything in the bag is
			       changed properly; NULL: that file cannot be read */
	bool superseded;    /* a later revision is there */
} bt_shelved;

typedef struct {
	bt_arena *arena;
	const char *path;
	GArray *editions;  /* bt_shelved, by year, quarter, revision */
	GPtrArray *strays; /* const char *: paths in the archive that are no part of it */
} bt_shelf;

/* Lists the folders of the archive. NULL after a message: it is missing, or cannot be listed to its end. The caller owns it. */
bt_shelf *bt_shelf_open(const char *archive, bt_diags *diags);
void bt_shelf_free(bt_shelf *shelf); /* NULL allowed */
/* Lent; NULL: not there. */
const bt_shelved *bt_shelf_find(const bt_shelf *shelf, bt_issue issue);

/* ---- stored.c, stored_read.c: edition.xml, what is kept of an edition for machines */

typedef struct {
	const char *section; /* its name */
	const char *slug;
	const char *sha256;  /* of its source, in hexadecimal */
	int page;            /* in edition.pdf, from 1; 0: not known */
	const bt_record *record; /* its facts name the edition */
} bt_stored_article;

typedef struct {
	bt_arena *arena;
	bt_issue issue;
	const char *id;
	int number, running; /* 0: not known */
	const char *corrects, *correction; /* id of the edition that a revision corrects, and what; NULL: first */
	const char *name, *issuer, *place, *date; /* NULL: not known; date ISO */
	int pages;           /* of edition.pdf; 0: not known */
	bool final, imported; /* imported: made before bantin, its text was taken over */
	GArray *colophon;    /* bt_colophon_line */
	GArray *articles;    /* bt_stored_article, in the order of the edition */
} bt_stored;

bt_stored *bt_stored_new(void); /* empty; the caller owns it */
void bt_stored_free(bt_stored *stored); /* NULL allowed */
void bt_stored_xml(const bt_stored *stored, GString *out); /* valid against templates/edition.rng; appended */
/* The records sidecar: the document fields of Circular 05/2025/TT-BNV as far as they are known. Appended. */
void bt_stored_records(const bt_stored *stored, GString *out);
/* All figures with the place of each: CSV (its head first, once), and JSON objects separated by commas. Appended. */
void bt_stored_csv_head(char separator, GString *out);
void bt_stored_csv(const bt_stored *stored, char separator, GString *out);
void bt_stored_json(const bt_stored *stored, GString *out);
/* The reverse of bt_stored_xml, in a worker (libxml2). NULL after BAG_XML. The caller owns it. */
bt_stored *bt_stored_read(GBytes *bytes, bt_diags *diags);
/* Checks the bytes of an edition.xml against templates/edition.rng, in a worker. False after BAG_XML. */
bool bt_stored_valid(GBytes *bytes, bt_diags *diags);
/* data/edition.xml of an edition, if it is whole by the bag's manifest. NULL after a message. */
bt_stored *bt_stored_open(const bt_shelved *edition, bt_diags *diags);

/* ---- bag.c: RFC 8493 */

typedef struct {
	bt_issue issue;
	const char *organization; /* or NULL */
	const char *title;        /* one line that says what it is */
	const char *date;         /* Bagging-Date, ISO; NULL: not known */
	const char *corrects, *correction; /* or NULL */
	bool imported;
	guint number, running, articles, figures, pages; /* for lists; 0: not known */
	GArray *files;            /* bt_tree_file: the payload, paths below data/ */
} bt_bag;

bt_bag *bt_bag_new(void); /* the caller owns it */
void bt_bag_free(bt_bag *bag); /* NULL allowed */
/* Adds a file of the payload; the name is copied, the bytes are shared. */
void bt_bag_add(bt_bag *bag, const char *name, GBytes *bytes);
/* Stores the bag as archive/2024/q1 (q1-r2 …), by bt_publish_tree: the caller holds the lock. False after a message. */
bool bt_bag_store(const char *archive, const bt_bag *bag, bt_diags *diags);

/* A line of a manifest. */
typedef struct {
	const char *hash, *path;
} bt_manifest_line;
/* The lines of a manifest in the bag's folder (bt_manifest_line, in the arena), as written. NULL after a message. Caller unrefs. */
GArray *bt_manifest_read(const char *folder, const char *name, bt_arena *arena, bt_diags *diags);
/* A field of bag-info.txt: NULL when there is none. Caller frees. */
char *bt_bag_info(const bt_shelved *edition, const char *label);
/* The inputs of an edition (data/reports/…, data/bantin.ini, data/indicators.ini) that are not the same in a stored bag and in
 * `files` (bt_tree_file): names, sorted. `also`: one more input, or NULL. NULL after a message. Caller unrefs. */
GPtrArray *bt_bag_changed_inputs(const bt_shelved *edition, const GArray *files, const char *also, bt_diags *diags);

/* ---- make.c: an edition from a project's reports to its place in the archive */

typedef struct {
	const char *folder;     /* of the project */
	const char *archive;    /* NULL: the folder archive in it */
	bt_issue issue;
	const char *number;     /* "3", "3 (27)"; NULL: the next one */
	const char *date;       /* of issue, ISO; NULL: that of the latest report */
	const char *correction; /* what is corrected: makes a revision; NULL: none */
	const char *sheet;      /* "A4"; NULL: 19 x 27 cm */
	const char *booklet;    /* path for the pages in the order for stapling; NULL: not wanted */
	bool final;             /* refuse what is not complete */
	guint parallel;
} bt_make_options;

/* Makes the edition and stores it; an edition that is there with the same inputs is left as it is. What happened is said
 * as a note. False after an error: then the archive is as it was. */
bool bt_edition_make(const bt_make_options *options, bt_diags *diags);

/* ---- add.c: editions made before bantin */

typedef struct {
	const char *archive;
	bt_issue issue;
	const char *const *files; /* one PDF, and the texts (*.txt, *.md) of what is in it */
	guint n_files;
	const char *number, *date, *correction; /* as bt_make_options */
} bt_add_options;

/* Stores them, marked as imported. False after an error. */
bool bt_archive_add(const bt_add_options *options, bt_diags *diags);

/* ---- verify.c */

/* One thing that is wrong with a bag. */
typedef enum { BT_FAULT_MISSING, BT_FAULT_CHANGED, BT_FAULT_EXTRA, BT_FAULT_BROKEN } bt_fault_kind;
typedef struct {
	bt_fault_kind kind;
	const char *path; /* below the edition's folder */
	const char *what; /* of a broken file: in the messages' language; else NULL */
} bt_fault;

typedef struct {
	bt_arena *arena;
	GArray *faults; /* bt_fault */
	guint files;
	guint64 bytes;  /* read */
} bt_verdict;

/* Reads every file of the bag and compares it with the manifests, edition.xml with its schema and its sources, the
 * files attached to edition.pdf with those beside it. In a worker. The caller owns it. */
bt_verdict *bt_bag_verify(const bt_shelved *edition, bt_lang lang);
void bt_verdict_free(bt_verdict *verdict); /* NULL allowed */

/* ---- ask.c: what is in the archive, by its index; made anew from the folders when it is missing or not of them */

typedef struct {
	const bt_shelf *shelf;
	const char *words;
	bt_lang lang;
	guint limit;        /* of search: hits */
	bool bold;          /* of search: mark words as a terminal does */
	bool why;           /* of series: how values were joined, instead of a table */
	const char *rules;  /* of series: path of indicators.ini; NULL: none */
	const char *svg, *pdf, *csv; /* of series: files to write; NULL: not wanted */
	char separator;
} bt_asking;

/* What is to be printed is appended to `out`. False after an error. */
bool bt_archive_search(const bt_asking *asking, GString *out, bt_diags *diags);
bool bt_archive_series(const bt_asking *asking, GString *out, bt_diags *diags);
/* Brings the index up to date: what is new is added, or (`anew`) all is made again; that it cannot be written is an error
 * only then. */
bool bt_archive_index(const bt_shelf *shelf, bool anew, bt_diags *diags);
/* An archive is many reports: more room for its workers than for one of them. */
void bt_archive_limits(void);

/* ---- print.c: for people, appended to `out` */

/* One line an edition, the latest revision of each first named; the others as corrected. */
void bt_archive_list(const bt_shelf *shelf, bt_lang lang, GString *out);
/* Head, contents, colophon and files of an edition, in a worker. False after a message. */
bool bt_archive_show(const bt_shelf *shelf, const bt_shelved *edition, bt_lang lang, bt_diags *diags, GString *out);
/* What was found in one edition: a line for each fault, or one that all is well. */
void bt_archive_verdict(const bt_shelved *edition, const bt_verdict *verdict, bt_lang lang, GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_shelf, bt_shelf_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_stored, bt_stored_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_bag, bt_bag_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_verdict, bt_verdict_free)

#endif
