/* Private to archive/: the steps of making an edition. */
#ifndef BT_ARCHIVE_MAKE_H
#define BT_ARCHIVE_MAKE_H

#include "archive/archive.h"

/* ---- select.c: the reports of a quarter */

typedef struct {
	const bt_source *source;
	const char *date; /* ISO */
} bt_selected;

/* The project's reports of the quarter, by date, then path (bt_selected, strings in the arena). Drafts and those without a date
 * are left out with a message each. NULL after an error. Caller unrefs. */
GArray *bt_select(const bt_project *project, bt_issue issue, guint parallel, bt_arena *arena, bt_diags *diags);

/* ---- issue.c */
int bt_shelved_number(const bt_shelved *edition); /* in its year; 0: not known */
int bt_shelved_running(const bt_shelved *edition);
/* The numbers of an edition to be made: `given` ("3", "3 (27)"; may be NULL), else the ones after the edition before; 0:
 * not known. False after a usage message. */
bool bt_issue_number(const bt_shelf *shelf, bt_issue issue, const char *given, int *number, int *running, bt_diags *diags);

#endif
