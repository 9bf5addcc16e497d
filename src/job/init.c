/* Sets the process up so that no input, signal or library acts on the terminal or kills us by surprise.
 * Knows nothing of jobs. */
#include "job/private.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static int log_fd = -1; /* in a worker: where its frames go */

/* Descriptors 0-2 that the caller closed: opened the wrong way round, so that using them is an error
 * and no output file can get their number (reliability.md B5). */
static void open_standard(void)
{
	for (int fd = 0; fd < 3; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) < 0)
			_exit(BT_EXIT_OUTPUT);
}

static void say_fatal(const char *text)
{
	if (log_fd >= 0) {
		guint32 len = (guint32)MIN(strlen(text), 400);
		char frame[BT_FRAME_HEAD + 400] = {BT_FRAME_FATAL};
		memcpy(frame + 1, &len, sizeof len);
		memcpy(frame + BT_FRAME_HEAD, text, len);
		bt_write_all(log_fd, frame, BT_FRAME_HEAD + len);
		return;
	}
	static const char head[] = "bantin: fatal: ";
	bt_write_all(STDERR_FILENO, head, sizeof head - 1);
	bt_write_all(STDERR_FILENO, text, strlen(text));
	bt_write_all(STDERR_FILENO, "\n", 1);
}

void bt_out_of_memory(void)
{
	say_fatal("out of memory");
	_exit(log_fd < 0 ? BT_EXIT_OUTPUT : BT_WORKER_MEMORY);
}

/* A "critical" message is a bug whose output cannot be trusted. Warnings are dropped: what matters of
 * them (a missing glyph, a broken font) is checked by the callers. */
static void on_log(const char *domain, GLogLevelFlags level, const char *text, void *data)
{
	(void)data;
	if (!(level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_FLAG_FATAL)))
		return;
	if (text && strstr(text, "failed to allocate"))
		bt_out_of_memory();
	char line[400];
	g_snprintf(line, sizeof line, "%s: %s", domain ? domain : "bantin", text ? text : "?");
	say_fatal(line);
	_exit(log_fd < 0 ? BT_EXIT_OUTPUT : BT_WORKER_BUG);
}

static GLogWriterOutput on_structured(GLogLevelFlags level, const GLogField *fields, gsize n, void *data)
{
	const char *text = NULL, *domain = NULL;
	for (gsize i = 0; i < n; i++) {
		if (strcmp(fields[i].key, "MESSAGE") == 0)
			text = fields[i].value;
		else if (strcmp(fields[i].key, "GLIB_DOMAIN") == 0)
			domain = fields[i].value;
	}
	on_log(domain, level, text, data);
	return G_LOG_WRITER_HANDLED;
}

static void unsaid(const char *text) { (void)text; }

void bt_log_to(int results)
{
	log_fd = results;
	g_log_set_default_handler(on_log, NULL);
	g_set_printerr_handler(unsaid);
}

void bt_job_init(void)
{
	open_standard();
	bt_heap_init();
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	g_log_set_writer_func(on_structured, NULL, NULL);
	bt_log_to(-1);
}
