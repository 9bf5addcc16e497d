/* The passes of batch.h: jobs out, what they made back, messages handed on. */
#include "site/batch.h"

#define END 'E' /* the kind that ends a whole batch; passes use others */

gpointer bt_batch_new(gsize size, const bt_pass *pass, bt_build *build)
{
	bt_batch *batch = g_malloc0(size);
	*batch = (bt_batch){.pass = pass, .build = build, .diags = bt_diags_new(bt_diags_lang(build->diags))};
	return batch;
}

static void free_batch(gpointer p)
{
	bt_batch *batch = p;
	bt_diags_free(batch->diags);
	g_free(batch);
}

GPtrArray *bt_batches_new(void) { return g_ptr_array_new_with_free_func(free_batch); }

/* ------------------------------------------------------------------ in the worker */

void bt_batch_put(bt_outbox *outbox, char kind, int number, const char *text, GBytes *bytes)
{
	g_autofree char *name = g_strdup_printf("%c%d %s", kind, number, text);
	bt_outbox_put(outbox, name, bytes);
}

static void work(void *data, bt_outbox *outbox, bt_diags *diags)
{
	const bt_batch *batch = data;
	g_autoptr(GBytes) nothing = g_bytes_new_static("", 0);
	if (batch->pass->make(batch, outbox, diags))
		bt_batch_put(outbox, END, 0, "", nothing);
}

/* ------------------------------------------------------------------ in the parent */

static void take(void *data, const char *name, GBytes *bytes)
{
	bt_batch *batch = data;
	char *text;
	int number = (int)g_ascii_strtoll(name + 1, &text, 10);
	if (*name == END)
		batch->whole = true;
	else
		batch->failed |= !batch->pass->take(batch, *name, number, text + (*text == ' '), bytes);
}

static void after(void *data, const bt_job *job, gsize i)
{
	(void)data;
	(void)i;
	bt_batch *batch = job->data;
	if (batch->pass->after)
		batch->pass->after(batch);
}

/* What is wrong with a template each worker finds for itself. */
static bool is_new(bt_build *build, const bt_diag *d)
{
	guint64 hash = bt_hash_text(bt_hash_text(bt_hash_int(bt_hash_int(d->code, d->line), d->column), d->file), d->text);
	return g_hash_table_add(build->said, (gpointer)(guintptr)hash);
}

void bt_batch_say(const bt_batch *batch)
{
	for (guint i = 0; i < bt_diags_count(batch->diags); i++)
		if (is_new(batch->build, bt_diags_at(batch->diags, i)))
			bt_diags_add(batch->build->diags, bt_diags_at(batch->diags, i));
}

static bool settle(bt_batch *batch)
{
	bool going_on = batch->whole;
	if (!batch->whole && batch->pass->lost)
		going_on = batch->pass->lost(batch);
	else
		bt_batch_say(batch);
	return going_on && !batch->failed;
}

bool bt_batches_run(const GPtrArray *batches)
{
	g_autofree bt_job *jobs = g_new0(bt_job, batches->len + 1);
	bool done = true;
	for (guint i = 0; i < batches->len; i++) {
		bt_batch *batch = batches->pdata[i];
		jobs[i] = (bt_job){.work = work, .data = batch, .diags = batch->diags, .take = take};
	}
	if (batches->len)
		bt_jobs_run(jobs, batches->len, ((bt_batch *)batches->pdata[0])->build->options->parallel, after, NULL);
	for (guint i = 0; i < batches->len; i++)
		done &= settle(batches->pdata[i]);
	return done;
}
