/* The child's side: limits, one job after the other, frames to the parent. Writes no file, and
 * publishes nothing. */
#include "job/private.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

/* Small frames wait for each other, so that a page with its messages is one write. */
struct bt_outbox {
	int fd;
	guint64 sent;
	GByteArray *waiting;
};

#define WAITING_MOST 65536

bool bt_write_all(int fd, const void *data, gsize len)
{
	const char *p = data;
	while (len > 0) {
		gssize n = write(fd, p, MIN(len, (gsize)1 << 30));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			errno = n == 0 ? EIO : errno;
			return false;
		}
		p += n;
		len -= (gsize)n;
	}
	return true;
}

/* A parent that is gone or hangs up leaves nothing to do. */
static void flush(bt_outbox *outbox)
{
	if (!bt_write_all(outbox->fd, outbox->waiting->data, outbox->waiting->len))
		_exit(BT_WORKER_BUG);
	g_byte_array_set_size(outbox->waiting, 0);
}

static void send_bytes(bt_outbox *outbox, const void *data, gsize len)
{
	if (outbox->waiting->len + len > WAITING_MOST)
		flush(outbox);
	if (len <= WAITING_MOST)
		g_byte_array_append(outbox->waiting, data, (guint)len);
	else if (!bt_write_all(outbox->fd, data, len))
		_exit(BT_WORKER_BUG);
}

static void send_head(bt_outbox *outbox, char type, gsize len)
{
	char head[BT_FRAME_HEAD] = {type};
	guint32 n = (guint32)len;
	memcpy(head + 1, &n, sizeof n);
	send_bytes(outbox, head, sizeof head);
}

void bt_outbox_put(bt_outbox *outbox, const char *path, GBytes *bytes)
{
	gsize len, name = strlen(path) + 1;
	const void *data = g_bytes_get_data(bytes, &len);
	outbox->sent += len;
	if (outbox->sent > (guint64)bt_job_limits_now.output_mb << 20)
		g_error("an output of more than %u MiB", bt_job_limits_now.output_mb);
	send_head(outbox, BT_FRAME_OUTPUT, name + len);
	send_bytes(outbox, path, name);
	send_bytes(outbox, data, len);
}

static void send_message(bt_outbox *outbox, const bt_diag *d)
{
	const guint32 numbers[4] = {(guint32)d->code, (guint32)d->level, d->line, d->column};
	const char *file = d->file ? d->file : "";
	gsize file_len = strlen(file) + 1, text_len = strlen(d->text) + 1;
	send_head(outbox, BT_FRAME_MESSAGE, sizeof numbers + file_len + text_len);
	send_bytes(outbox, numbers, sizeof numbers);
	send_bytes(outbox, file, file_len);
	send_bytes(outbox, d->text, text_len);
}

/* Never above what the caller of the program allowed. */
static void limit(int what, rlim_t value)
{
	struct rlimit now;
	if (getrlimit(what, &now) != 0)
		return;
	now.rlim_cur = MIN(value, now.rlim_max);
	if (what == RLIMIT_CPU && now.rlim_cur > 1 && now.rlim_cur == now.rlim_max)
		now.rlim_cur--; /* at the hard limit the kernel kills without telling why */
	setrlimit(what, &now);
}

/* Processor time for one more job: what is used already, and the limit. */
static void limit_seconds(void)
{
	struct rusage used;
	if (getrusage(RUSAGE_SELF, &used) == 0)
		limit(RLIMIT_CPU, (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + 1 + bt_job_limits_now.seconds);
}

static void confine(int results, pid_t parent)
{
	static const int restored[] = {SIGTERM, SIGINT, SIGHUP, SIGXCPU};
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(BT_WORKER_BUG);
	for (gsize i = 0; i < G_N_ELEMENTS(restored); i++)
		if (signal(restored[i], SIG_DFL) == SIG_IGN && restored[i] != SIGXCPU)
			signal(restored[i], SIG_IGN); /* nohup stays nohup */
	bt_log_to(results);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_FSIZE, 0);
#ifndef __SANITIZE_ADDRESS__ /* its shadow is larger than any limit, and it reports on descriptor 2 */
	limit(RLIMIT_AS, (rlim_t)bt_job_limits_now.memory_mb << 20);
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (null >= 0) {
		dup2(null, STDOUT_FILENO);
		dup2(null, STDERR_FILENO);
		close(null);
	}
#endif
	bt_sandbox();
}

static bool next_job(int commands, guint32 *i)
{
	gssize n;
	do
		n = read(commands, i, sizeof *i);
	while (n < 0 && errno == EINTR);
	return n == (gssize)sizeof *i;
}

void bt_worker_live(bt_job *jobs, int commands, int results, pid_t parent)
{
	guint32 i;
	bt_outbox outbox = {.fd = results, .waiting = g_byte_array_sized_new(WAITING_MOST)};
	confine(results, parent);
	while (next_job(commands, &i)) {
		bt_job *job = &jobs[i];
		guint said = bt_diags_count(job->diags);
		limit_seconds();
		outbox.sent = 0;
		job->work(job->data, &outbox, job->diags);
		for (; said < bt_diags_count(job->diags); said++)
			send_message(&outbox, bt_diags_at(job->diags, said));
		send_head(&outbox, BT_FRAME_END, 0);
		flush(&outbox);
	}
	g_byte_array_unref(outbox.waiting);
#ifdef __SANITIZE_ADDRESS__
	exit(0); /* with the search for leaks */
#else
	_exit(0);
#endif
}
