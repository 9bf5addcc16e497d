/* Supervisor and workers (reliability.md A, B, F1): the work runs in forked children with limits that
 * can write nothing; the parent takes over their messages and finished bytes and publishes them whole.
 * A dead worker becomes a message. Knows nothing of reports. Fork before any heavy library starts. */
#ifndef BT_JOB_JOB_H
#define BT_JOB_JOB_H

#include "base/base.h"

typedef struct bt_outbox bt_outbox;

/* In the worker: hand the finished bytes of the file `path` ("-": standard output) to the parent.
 * Nothing is published before the work has returned without an error (but see bt_job.take). */
void bt_outbox_put(bt_outbox *outbox, const char *path, GBytes *bytes);

/* The work: files messages to `diags`, outputs to `outbox`. An error filed means: publish nothing. */
typedef void (*bt_work)(void *data, bt_outbox *outbox, bt_diags *diags);

/* One piece of work. All is lent; `diags` takes over the worker's messages. */
typedef struct {
	bt_work work;
	void *data;
	bt_diags *diags;
	const char *folder; /* folders missing strictly beneath it are made for outputs; NULL: none */
	/* NULL: outputs are published. Else they are handed to it instead, in the parent, `data` being the job's; also after an
	 * error message, since one of several pieces may fail: what was put is good. */
	void (*take)(void *data, const char *name, GBytes *bytes);
	bool done;          /* set: the work succeeded and every output is in place */
} bt_job;

/* Called in the order of the jobs, when a job's outputs are in place or it has failed. */
typedef void (*bt_job_done)(void *data, const bt_job *job, gsize i);

/* Run all `jobs` with at most `parallel` workers at a time; results are published in order. `done` may
 * be NULL. True when every job is done. */
bool bt_jobs_run(bt_job *jobs, gsize n, guint parallel, bt_job_done done, void *data);

/* The same for one piece of work. */
bool bt_job_run(bt_work work, void *data, bt_diags *diags);

/* Write `bytes` to `path` whole or not at all (reliability.md B1-B5); "-" is standard output; devices
 * and pipes are written to directly. False after a message. */
bool bt_publish(const char *path, GBytes *bytes, bt_diags *diags);

/* ---- tree.c: folders published whole */

/* A file of a folder: its path below that, and its bytes. */
typedef struct {
	const char *path;
	GBytes *bytes;
} bt_tree_file;

/* Makes the folder `top`/`below` of these files, whole or not at all, never over one that is there: written to a hidden
 * folder in `top`, each file and folder synced, renamed in one step. What a killed run left hidden is removed first, so
 * the caller holds bt_folder_lock on `top`. False after TREE_EXISTS or TREE_WRITE, with nothing left. */
bool bt_publish_tree(const char *top, const char *below, const bt_tree_file *files, gsize n, bt_diags *diags);

/* The lock on writing to a folder, made when missing; waits `seconds` for another run. -1 after a message. The lock ends with
 * the process, or by bt_folder_unlock (-1 allowed). */
int bt_folder_lock(const char *folder, guint seconds, bt_diags *diags);
void bt_folder_unlock(int lock);

/* Before anything else in main: descriptors 0-2 open, SIGPIPE and SIGXFSZ ignored, clean-up of
 * temporary files on SIGTERM, SIGINT, SIGHUP, libraries' own messages kept from the terminal. */
void bt_job_init(void);

/* The limits on one job; limits.def unless a test narrows them. */
typedef struct {
	guint memory_mb, seconds, output_mb;
} bt_job_limits;
extern bt_job_limits bt_job_limits_now;

#endif
