/* The folder of an office (product.md section 5): bantin.ini, its reports and what stands beside them, its own
 * templates. A folder without bantin.ini works too. Finds and names; reads no report. */
#ifndef BT_PROJECT_PROJECT_H
#define BT_PROJECT_PROJECT_H

#include "doc/doc.h"

typedef struct {
	const char *path;   /* to open: "hop/reports/a.txt" */
	const char *below;  /* the project's name of it: "reports/a.txt" */
	const char *review; /* path of the clerk's table beside it, or NULL */
	gint64 size, mtime, review_size, review_mtime; /* bytes, nanoseconds */
} bt_source;

/* Where the clerk's table of the report at that path stands: "REPORT.figures.csv" for "REPORT.txt". Caller frees. */
char *bt_review_path(const char *report);

/* The reports (*.txt, *.md, *.markdown) below `folder`, sorted by their paths; hidden files, linked folders and the folders
 * named in `but` (NULL at the end; NULL: none) right below it are passed over. `below` is the path below `folder`. An array of
 * bt_source, strings in the arena; caller unrefs. NULL after a message: a folder cannot be read, so nobody knows what is in it. */
GArray *bt_sources_below(const char *folder, const char *const *but, bt_arena *arena, bt_diags *diags);

typedef struct {
	bt_arena *arena;
	const char *folder;  /* as given */
	const char *ini;     /* path of bantin.ini, or NULL */
	const char *office[BT_OFFICE_KEYS]; /* NULL: not stated */
	GBytes *logo;        /* the office's, or NULL: none that can be used; owned */
	GArray *sources;     /* bt_source, sorted by `below` (strcmp) */
} bt_project;

/* Scans `folder`: reports below reports/ when that stands, else below the folder (never public/, archive/, templates/, hidden
 * ones). NULL after a message. The caller owns it. */
bt_project *bt_project_open(const char *folder, bt_diags *diags);
void bt_project_free(bt_project *project); /* NULL allowed */
/* A template: the office's own templates/NAME, else the one that came with the program. `shown` becomes the name
 * for messages (in the arena). NULL after a message; caller owns. */
GBytes *bt_project_template(bt_project *project, const char *name, const char **shown, bt_diags *diags);
/* A list in bantin.ini, "A; B; C": trimmed, without empty ones, NULL at the end. Caller frees with g_strfreev. */
char **bt_project_list(const bt_project *project, bt_office_key key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_project, bt_project_free)

#endif
