/* Supervisor and worker (reliability.md A, B, F1): the work runs in a forked child with limits that can
 * write nothing; the parent takes over its messages and finished bytes and publishes them whole.
 * A dead worker becomes a message. Knows nothing of reports. Fork before any heavy library starts. */
#ifndef BT_JOB_JOB_H
#define BT_JOB_JOB_H

#include "base/base.h"

typedef struct bt_outbox bt_outbox;

/* In the worker: hand the finished bytes of the file `path` ("-": standard output) to the parent.
 * Nothing is published before the work has returned without an error. */
void bt_outbox_put(bt_outbox *outbox, const char *path, GBytes *bytes);

/* The work: files messages to `diags`, outputs to `outbox`. An error filed means: publish nothing. */
typedef void (*bt_work)(void *data, bt_outbox *outbox, bt_diags *diags);

/* Run `work` in a worker, take over its messages, publish its outputs atomically. True when the
 * work succeeded and every output is in place. */
bool bt_job_run(bt_work work, void *data, bt_diags *diags);

/* Write `bytes` to `path` whole or not at all (reliability.md B1-B5); "-" is standard output; devices
 * and pipes are written to directly. False after BT_D_OUTPUT_WRITE. */
bool bt_publish(const char *path, GBytes *bytes, bt_diags *diags);

/* Before anything else in main: descriptors 0-2 open, SIGPIPE and SIGXFSZ ignored, clean-up of
 * temporary files on SIGTERM, SIGINT, SIGHUP. */
void bt_job_init(void);

#endif
