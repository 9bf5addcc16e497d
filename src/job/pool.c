/* The parent's side: starts workers, hands out jobs, drains answers, turns a dead worker into a message,
 * publishes in order. Does none of the work itself. */
#include "job/private.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

bt_job_limits bt_job_limits_now = {.memory_mb = BT_MAX_JOB_MEMORY_MB, .seconds = BT_MAX_JOB_SECONDS, .output_mb = BT_MAX_OUTPUT_MB};

#define PARALLEL_MAX 64
#define JOBS_A_WORKER 256 /* then a fresh one, so that nothing piles up; starting one costs as much as four pages */

#define ROOM (1 << 20) /* bytes of answers on their way */
#define READ_MOST (ROOM / 4)

struct worker {
	pid_t pid; /* 0: none */
	int commands, results;
	gssize job; /* in hand; -1: none */
	int jobs_given;
	gint64 deadline; /* microseconds, monotonic */
	GByteArray *answer;
	gsize parsed; /* bytes of whole frames in `answer` */
	bool ended;   /* its END frame is there */
};

struct pool {
	bt_job *jobs;
	gsize n, next, published;
	GBytes **answer; /* of finished jobs that wait for their turn; in order */
	bool *finished;
	guint longest;   /* of the answers so far, in bytes: the next one will hardly grow */
	struct worker worker[PARALLEL_MAX];
	guint parallel;
	bt_job_done done;
	void *data;
};

/* ------------------------------------------------------------------ starting and ending workers */

static void release_worker(struct worker *w)
{
	close(w->commands);
	close(w->results);
	g_byte_array_unref(w->answer);
	*w = (struct worker){.job = -1};
}

static int reap(struct worker *w)
{
	int status = 0;
	pid_t got;
	do
		got = waitpid(w->pid, &status, 0);
	while (got < 0 && errno == EINTR);
	return got < 0 ? 0 : status;
}

/* In the child: the ends of pipes that are the parent's or other workers'. */
static void close_parents_ends(const struct pool *pool, const int commands[2], const int results[2])
{
	close(commands[1]);
	close(results[0]);
	for (guint i = 0; i < pool->parallel; i++)
		if (pool->worker[i].pid) {
			if (pool->worker[i].commands >= 0)
				close(pool->worker[i].commands);
			close(pool->worker[i].results);
		}
}

static bool start_worker(struct pool *pool, struct worker *w, bt_diags *diags)
{
	int commands[2] = {-1, -1}, results[2] = {-1, -1};
	pid_t parent = getpid(), pid = -1;
	if (pipe2(commands, O_CLOEXEC) == 0 && pipe2(results, O_CLOEXEC) == 0)
		pid = fork();
	if (pid == 0) {
		close_parents_ends(pool, commands, results);
		bt_worker_live(pool->jobs, commands[0], results[1], parent);
	}
	if (pid < 0) {
		bt_say(diags, BT_D_JOB_SETUP, BT_NO_SPAN, bt_error_text(errno, bt_diags_lang(diags)), NULL);
		for (int i = 0; i < 2; i++) {
			if (commands[i] >= 0)
				close(commands[i]);
			if (results[i] >= 0)
				close(results[i]);
		}
		return false;
	}
	close(commands[0]);
	close(results[1]);
	fcntl(results[0], F_SETPIPE_SZ, ROOM); /* as much as may be had: the worker goes on while we publish */
	*w = (struct worker){.pid = pid, .commands = commands[1], .results = results[0], .job = -1, .answer = g_byte_array_new()};
	return true;
}

/* A worker without a job: the end of its commands tells it to go. */
static void dismiss(struct worker *w)
{
	if (w->commands >= 0)
		close(w->commands);
	w->commands = -1;
}

static void see_off(struct worker *w)
{
	dismiss(w);
	int status = reap(w);
	close(w->results);
	g_byte_array_unref(w->answer);
	*w = (struct worker){.job = -1};
#ifdef __SANITIZE_ADDRESS__
	if (status != 0)
		_exit(99); /* leaks were reported */
#endif
	(void)status;
}

/* ------------------------------------------------------------------ frames */

struct frame {
	char type;
	const guint8 *payload;
	gsize len;
};

/* The frame at `off`; false when it is not whole. */
static bool frame_at(const guint8 *data, gsize len, gsize off, struct frame *frame)
{
	guint32 n;
	if (len - off < BT_FRAME_HEAD)
		return false;
	memcpy(&n, data + off + 1, sizeof n);
	if (len - off - BT_FRAME_HEAD < n)
		return false;
	*frame = (struct frame){(char)data[off], data + off + BT_FRAME_HEAD, n};
	return true;
}

static void take_message(const struct frame *frame, bt_diags *diags)
{
	guint32 numbers[4];
	if (frame->len < sizeof numbers + 2 || frame->payload[frame->len - 1] != 0)
		return;
	memcpy(numbers, frame->payload, sizeof numbers);
	char *file = (char *)frame->payload + sizeof numbers;
	gsize rest = frame->len - sizeof numbers, file_len = strnlen(file, rest) + 1;
	if (file_len >= rest || numbers[0] >= BT_D_COUNT || numbers[1] > BT_FATAL)
		return;
	const bt_diag d = {.code = (bt_code)numbers[0], .level = (bt_level)numbers[1], .line = numbers[2], .column = numbers[3],
			   .file = *file ? file : NULL, .text = file + file_len};
	bt_diags_add(diags, &d);
}

/* Calls `each` for every output of an answer until one is refused. */
static bool each_output(GBytes *answer, bool (*each)(void *data, const char *name, GBytes *bytes), void *data)
{
	gsize len;
	const guint8 *at = g_bytes_get_data(answer, &len);
	struct frame frame;
	for (gsize off = 0; frame_at(at, len, off, &frame); off += BT_FRAME_HEAD + frame.len) {
		gsize name = frame.type == BT_FRAME_OUTPUT ? strnlen((const char *)frame.payload, frame.len) + 1 : frame.len + 1;
		if (name > frame.len)
			continue;
		g_autoptr(GBytes) bytes = g_bytes_new_from_bytes(answer, (gsize)(frame.payload - at) + name, frame.len - name);
		if (!each(data, (const char *)frame.payload, bytes))
			return false;
	}
	return true;
}

static bool take_output(void *data, const char *name, GBytes *bytes)
{
	const bt_job *job = data;
	job->take(job->data, name, bytes);
	return true;
}

struct staging {
	const bt_job *job;
	GPtrArray *staged; /* bt_staged */
};

static bool stage_output(void *data, const char *name, GBytes *bytes)
{
	struct staging *staging = data;
	bt_staged *s = bt_stage(name, staging->job->folder, bytes, staging->job->diags);
	if (s)
		g_ptr_array_add(staging->staged, s);
	return s != NULL;
}

static GPtrArray *stage_outputs(GBytes *answer, const bt_job *job)
{
	g_autoptr(GPtrArray) staged = g_ptr_array_new_with_free_func((GDestroyNotify)bt_staged_free);
	struct staging staging = {job, staged};
	return each_output(answer, stage_output, &staging) ? g_steal_pointer(&staged) : NULL;
}

/* Takes over a finished job's messages; publishes its outputs, all or none. */
static bool publish(GBytes *answer, bt_job *job)
{
	gsize len;
	const guint8 *data = g_bytes_get_data(answer, &len);
	struct frame frame;
	for (gsize off = 0; frame_at(data, len, off, &frame); off += BT_FRAME_HEAD + frame.len)
		if (frame.type == BT_FRAME_MESSAGE)
			take_message(&frame, job->diags);
	if (job->take)
		each_output(answer, take_output, job);
	if (bt_diags_failed(job->diags))
		return false;
	if (job->take)
		return true;
	g_autoptr(GPtrArray) staged = stage_outputs(answer, job);
	bool ok = staged != NULL;
	for (guint i = 0; ok && i < staged->len; i++)
		ok = bt_staged_commit(staged->pdata[i], job->diags);
	return ok;
}

/* Time that a slow reader of our output takes is not the workers': they may be waiting for us. */
static void publish_in_order(struct pool *pool)
{
	gint64 start = g_get_monotonic_time();
	while (pool->published < pool->n && pool->finished[pool->published]) {
		gsize i = pool->published++;
		bt_job *job = &pool->jobs[i];
		GBytes *answer = pool->answer[i];
		job->done = answer && publish(answer, job);
		if (pool->published == pool->n)
			job->done &= bt_sync_folder(job->diags);
		g_clear_pointer(&pool->answer[i], g_bytes_unref);
		if (pool->done)
			pool->done(pool->data, job, i);
	}
	for (guint i = 0; i < pool->parallel; i++)
		pool->worker[i].deadline += g_get_monotonic_time() - start;
}

/* ------------------------------------------------------------------ one worker's news */

/* The job in hand is over. `answer` NULL: it failed and a message says so. */
static void finish(struct pool *pool, struct worker *w, GBytes *answer)
{
	pool->answer[w->job] = answer;
	pool->finished[w->job] = true;
	w->job = -1;
}

static void say_death(const struct worker *w, int status, bt_diags *diags)
{
	bool vi = bt_diags_lang(diags) == BT_LANG_VI;
	struct frame frame = {0};
	g_autofree char *why = NULL;
	char number[16];
	for (gsize off = 0; frame_at(w->answer->data, w->answer->len, off, &frame); off += BT_FRAME_HEAD + frame.len)
		if (frame.type == BT_FRAME_FATAL)
			why = g_strndup((const char *)frame.payload, frame.len);
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) {
		g_snprintf(number, sizeof number, "%u", bt_job_limits_now.seconds);
		bt_say(diags, BT_D_JOB_TIME, BT_NO_SPAN, number, NULL);
		return;
	}
	if (WIFEXITED(status) && WEXITSTATUS(status) == BT_WORKER_MEMORY) {
		g_snprintf(number, sizeof number, "%u MiB", bt_job_limits_now.memory_mb);
		bt_say(diags, BT_D_JOB_MEMORY, BT_NO_SPAN, number, NULL);
		return;
	}
	const char *name = WIFSIGNALED(status) ? sigabbrev_np(WTERMSIG(status)) : NULL;
	if (!why && name)
		why = g_strdup_printf(vi ? "tín hiệu SIG%s" : "signal SIG%s", name);
	if (!why)
		why = g_strdup_printf(vi ? "mã thoát %d" : "exit status %d", WIFEXITED(status) ? WEXITSTATUS(status) : status);
	bt_say(diags, BT_D_JOB_DIED, BT_NO_SPAN, why, NULL);
}

/* The worker closed its pipe. */
static void on_death(struct pool *pool, struct worker *w)
{
	int status = reap(w);
	if (w->job >= 0) {
		say_death(w, status, pool->jobs[w->job].diags);
		finish(pool, w, NULL);
	}
	release_worker(w);
}

static void on_late(struct pool *pool, struct worker *w)
{
	char seconds[16];
	g_snprintf(seconds, sizeof seconds, "%u", bt_job_limits_now.seconds);
	kill(w->pid, SIGKILL);
	reap(w);
	bt_say(pool->jobs[w->job].diags, BT_D_JOB_TIME, BT_NO_SPAN, seconds, NULL);
	finish(pool, w, NULL);
	release_worker(w);
}

/* More than any honest answer: the outputs' limit, and room for messages. */
static gsize answer_max(void) { return ((gsize)bt_job_limits_now.output_mb + 64) << 20; }

/* Reads what there is to the end of the answer, for which room is made. As `read`. */
static gssize read_on(struct worker *w)
{
	guint len = w->answer->len;
	g_byte_array_set_size(w->answer, len + READ_MOST);
	gssize n = read(w->results, w->answer->data + len, READ_MOST);
	g_byte_array_set_size(w->answer, len + (guint)MAX(n, 0));
	return n;
}

static void on_bytes(struct pool *pool, struct worker *w)
{
	struct frame frame;
	gssize n = read_on(w);
	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (n <= 0) {
		on_death(pool, w);
		return;
	}
	if (w->job < 0 || w->answer->len > answer_max()) {
		kill(w->pid, SIGKILL);
		return;
	}
	for (; frame_at(w->answer->data, w->answer->len, w->parsed, &frame); w->parsed += BT_FRAME_HEAD + frame.len)
		w->ended |= frame.type == BT_FRAME_END;
	if (!w->ended)
		return;
	pool->longest = MAX(pool->longest, w->answer->len);
	finish(pool, w, g_byte_array_free_to_bytes(w->answer));
	w->answer = g_byte_array_sized_new(pool->longest + READ_MOST);
	w->parsed = 0;
	w->ended = false;
}

/* ------------------------------------------------------------------ the loop */

/* Not further ahead of the next to be published than this, so that answers do not pile up. */
static bool may_give(const struct pool *pool) { return pool->next < pool->n && pool->next < pool->published + 4 * (gsize)pool->parallel; }

static void give(struct pool *pool, struct worker *w)
{
	guint32 i = (guint32)pool->next;
	if (w->pid && w->jobs_given >= JOBS_A_WORKER)
		see_off(w);
	if (!w->pid && !start_worker(pool, w, pool->jobs[i].diags)) {
		pool->finished[pool->next++] = true;
		return;
	}
	w->job = (gssize)pool->next++;
	w->jobs_given++;
	w->deadline = g_get_monotonic_time() + (gint64)bt_job_limits_now.seconds * G_USEC_PER_SEC;
	if (!bt_write_all(w->commands, &i, sizeof i)) /* it never hears of the job; its end shows in its results */
		kill(w->pid, SIGKILL);
}

/* Who gets nothing more goes at once: taking a process down takes a while, and the others still work. */
static void give_all(struct pool *pool)
{
	for (guint i = 0; i < pool->parallel; i++) {
		struct worker *w = &pool->worker[i];
		if (w->job < 0 && may_give(pool))
			give(pool, w);
		else if (w->job < 0 && w->pid && pool->next == pool->n)
			dismiss(w);
	}
}

static int wait_time(const struct pool *pool)
{
	gint64 first = G_MAXINT64;
	for (guint i = 0; i < pool->parallel; i++)
		if (pool->worker[i].pid && pool->worker[i].job >= 0)
			first = MIN(first, pool->worker[i].deadline);
	gint64 left = (first - g_get_monotonic_time()) / 1000 + 1;
	return (int)CLAMP(left, 0, G_MAXINT / 2);
}

static void wait_for_news(struct pool *pool)
{
	struct pollfd fds[PARALLEL_MAX];
	struct worker *who[PARALLEL_MAX];
	nfds_t n = 0;
	for (guint i = 0; i < pool->parallel; i++)
		if (pool->worker[i].pid && pool->worker[i].job >= 0) {
			fds[n] = (struct pollfd){.fd = pool->worker[i].results, .events = POLLIN};
			who[n++] = &pool->worker[i];
		}
	if (n == 0)
		return;
	int ready = poll(fds, n, wait_time(pool));
	gint64 now = g_get_monotonic_time();
	for (nfds_t i = 0; i < n; i++) {
		if (ready > 0 && fds[i].revents)
			on_bytes(pool, who[i]);
		else if (now >= who[i]->deadline)
			on_late(pool, who[i]);
	}
}

bool bt_jobs_run(bt_job *jobs, gsize n, guint parallel, bt_job_done done, void *data)
{
	struct pool pool = {.jobs = jobs, .n = n, .done = done, .data = data};
	pool.parallel = (guint)CLAMP(MIN(parallel, n), 1, PARALLEL_MAX);
	pool.answer = g_new0(GBytes *, n + 1);
	pool.finished = g_new0(bool, n + 1);
	for (guint i = 0; i < PARALLEL_MAX; i++)
		pool.worker[i].job = -1;
	bool all = true;
	while (pool.published < n) {
		give_all(&pool);
		wait_for_news(&pool);
		give_all(&pool); /* publishing takes a while: nobody waits for it */
		publish_in_order(&pool);
	}
	for (guint i = 0; i < pool.parallel; i++)
		if (pool.worker[i].pid)
			see_off(&pool.worker[i]);
	for (gsize i = 0; i < n; i++)
		all &= jobs[i].done;
	g_free(pool.answer);
	g_free(pool.finished);
	return all;
}

bool bt_job_run(bt_work work, void *data, bt_diags *diags)
{
	bt_job job = {.work = work, .data = data, .diags = diags};
	return bt_jobs_run(&job, 1, 1, NULL, NULL);
}
