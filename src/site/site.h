/* The static site of a project: what to make, in which order, what changed. Strings no stages of a report
 * together (src/report does), draws nothing. */
#ifndef BT_SITE_SITE_H
#define BT_SITE_SITE_H

#include "job/job.h"
#include "report/report.h"

typedef struct {
	const char *folder;  /* of the project */
	const char *output;  /* "public" */
	const char *today;   /* ISO: reports dated later are held back */
	guint parallel;
	bool drafts;         /* publish drafts, too (a preview) */
	bool pdf;            /* make each article's PDF */
	bool check_only;     /* everything but the last step */
	/* A line about progress, or NULL. */
	void (*progress)(void *data, guint done, guint all);
	void *progress_data;
} bt_site_options;

typedef struct {
	guint reports, left_out, written, removed; /* reports read of the project; files */
} bt_site_count;

/* Builds what changed and swaps it in whole. False: nothing was swapped in (a message says why). A report that cannot be
 * read is an error message and is left out; the others are published. */
bool bt_site_build(const bt_site_options *options, bt_diags *diags, bt_site_count *count);

#endif
