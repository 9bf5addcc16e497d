/* Private to site/: the passes of a build. A pass is made of batches, the jobs of its workers: so large that pipes and forks cost
 * little, so small that the workers end together. Knows workers and messages, nothing of what a pass makes. */
#ifndef BT_SITE_BATCH_H
#define BT_SITE_BATCH_H

#include "site/build.h"

typedef struct bt_batch bt_batch;

typedef struct {
	/* In a worker. False after a message: the batch has failed. */
	bool (*make)(const bt_batch *batch, bt_outbox *outbox, bt_diags *diags);
	/* In the parent, what bt_batch_put was given, in order. False after a message: it cannot be kept. */
	bool (*take)(bt_batch *batch, char kind, int number, const char *text, GBytes *bytes);
	/* In the parent, after each batch, while the workers go on. NULL: nothing. */
	void (*after)(bt_batch *batch);
	/* A batch failed, or its worker died; its messages are not yet said. True: the build goes on without. NULL: never. */
	bool (*lost)(bt_batch *batch);
} bt_pass;

/* What the batches of all passes have first. */
struct bt_batch {
	const bt_pass *pass;
	bt_build *build;
	bt_diags *diags; /* of its own */
	bool whole;      /* all of it was made */
	bool failed;     /* something could not be kept */
};

/* A batch of `size` bytes, zero but for its bt_batch. Batches are kept in arrays of bt_batches_new. */
gpointer bt_batch_new(gsize size, const bt_pass *pass, bt_build *build);
GPtrArray *bt_batches_new(void); /* caller unrefs */

/* In a worker: hand something to the parent. */
void bt_batch_put(bt_outbox *outbox, char kind, int number, const char *text, GBytes *bytes);

/* Runs the batches, and hands on what they said, each message once. False: something is missing. */
bool bt_batches_run(const GPtrArray *batches);
void bt_batch_say(const bt_batch *batch); /* in `lost`: what it said */

#endif
