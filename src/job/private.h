/* Private to job/: the frames between worker and parent, staged outputs, process set-up. */
#ifndef BT_JOB_PRIVATE_H
#define BT_JOB_PRIVATE_H

#include "job/job.h"

/* A frame is its type, the payload's length (guint32, this machine's order) and the payload. */
enum {
	BT_FRAME_MESSAGE = 'M', /* code, level, line, column as guint32, then "file\0text\0" */
	BT_FRAME_OUTPUT = 'O',  /* "path\0", then the bytes */
	BT_FRAME_FATAL = 'F',   /* why a library ended the worker */
	BT_FRAME_END = 'E',     /* the job is finished */
};
#define BT_FRAME_HEAD 5

/* How a worker says by its exit status why it ended. */
enum { BT_WORKER_BUG = 112, BT_WORKER_MEMORY = 113 };

/* The life of a worker: reads job numbers from `commands`, answers on `results`. Never returns. */
G_GNUC_NORETURN void bt_worker_live(bt_job *jobs, int commands, int results, pid_t parent);
/* The first `len` bytes of a file of our own. NULL: they are not there, or cannot be read. Caller owns. */
GBytes *bt_read_own(int fd, gsize len);
bool bt_write_all(int fd, const void *data, gsize len); /* false: errno tells */

/* Landlock and seccomp, as far as the kernel has them: no writing, no sockets. */
void bt_sandbox(void);

/* Ends the process; the parent of a worker learns why. Asks for no memory itself. */
G_GNUC_NORETURN void bt_out_of_memory(void);

void bt_heap_init(void); /* memory.c */

/* From now on libraries' fatal messages go to `results` as a frame and end the process. */
void bt_log_to(int results);

/* An output on its way: staged whole and synced, or written directly (devices, standard output). */
typedef struct bt_staged bt_staged;
bt_staged *bt_stage(const char *path, const char *folder, GBytes *bytes, bt_diags *diags); /* NULL after a message */
bool bt_staged_commit(bt_staged *staged, bt_diags *diags); /* its name lasts once the folder is synced: */
bool bt_sync_folder(bt_diags *diags); /* after the last one; folders before are synced by the next folder's first commit */
void bt_staged_free(bt_staged *staged); /* drops what was not committed; NULL allowed */

#endif
