/* The archive: editions as BagIt bags that only grow, their checks, and an index that can be rebuilt from them.
 * The folders are the truth (product.md section 4, reliability.md G1). */
#ifndef BT_ARCHIVE_ARCHIVE_H
#define BT_ARCHIVE_ARCHIVE_H

#include "edition/edition.h"
#include "job/job.h"
#include "report/record.h"

/* ---- bag.c: RFC 8493 */

/* A file of a bag's payload. */
typedef struct {
	const char *name; /* below data/ */
	GBytes *bytes;
} bt_bag_file;

typedef struct {
	const char *id;       /* "2024-Q1-r2" */
	int year, quarter, revision;
	const char *info;     /* lines of bag-info.txt, without Payload-Oxum and Bagging-Date */
	const char *date;     /* Bagging-Date, ISO */
	GArray *files;        /* bt_bag_file */
} bt_bag;

/* Stores the bag as archive/2024/q1 (q1-r2 …): built hidden, synced, renamed in one step under the archive's lock. Refuses
 * to overwrite. False after a message. */
bool bt_bag_store(const char *archive, const bt_bag *bag, bt_diags *diags);

#endif
