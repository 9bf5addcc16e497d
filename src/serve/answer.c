/* One connection: a request, judged; a file of the site, or one of the preview's own addresses below ".bantin/". */
#include "serve/http.h"
#include "serve/preview.h"

#include <string.h>

#define IDLE_SECONDS 10
#define FILE_MAX (256 * 1024 * 1024)

struct answer {
	bt_preview *preview;
	GOutputStream *out;
	bt_http_request request;
};

static bool put(GOutputStream *out, const char *data, gsize len) { return g_output_stream_write_all(out, data, len, NULL, NULL, NULL); }

static void reply(struct answer *a, int status, const char *type, const char *body, gsize len)
{
	g_autoptr(GString) head = g_string_new(NULL);
	bt_http_head(head, status, type, (gint64)len);
	if (put(a->out, head->str, head->len) && !a->request.head)
		put(a->out, body, len);
}

static void reply_string(struct answer *a, int status, const char *type, const GString *body) { reply(a, status, type, body->str, body->len); }

static void refuse(struct answer *a, int status)
{
	g_autofree char *text = g_strdup_printf("%d\n", status);
	reply(a, status, "text/plain; charset=utf-8", text, strlen(text));
}

/* ------------------------------------------------------------------ the site's files */

/* Asked before a page is read, so that a page never counts as newer than it is. */
static guint builds_of(bt_preview *preview)
{
	g_mutex_lock(&preview->mutex);
	guint builds = preview->builds;
	g_mutex_unlock(&preview->mutex);
	return builds;
}

static void answer_file(struct answer *a)
{
	guint build = builds_of(a->preview);
	const char *path = *a->request.path ? a->request.path : "index.html";
	g_autofree char *name = g_str_has_suffix(path, "/") ? g_strconcat(path, "index.html", NULL) : g_strdup(path);
	g_autoptr(bt_diags) unsaid = bt_diags_new(BT_LANG_EN);
	g_autoptr(GBytes) bytes = bt_read_beneath(a->preview->site, name, FILE_MAX, unsaid);
	g_autoptr(GBytes) missing = bytes ? NULL : bt_read_beneath(a->preview->site, "404.html", FILE_MAX, unsaid);
	const char *type = bt_http_type(bytes ? name : "404.html");
	g_autoptr(GString) page = g_string_new(NULL);
	if (bytes && !g_str_has_prefix(type, "text/html")) {
		gsize len;
		const char *data = g_bytes_get_data(bytes, &len);
		reply(a, 200, type, data, len);
		return;
	}
	if (bytes || missing)
		bt_preview_page(bytes ? bytes : missing, build, page);
	else
		bt_preview_waiting(build, page);
	reply_string(a, bytes ? 200 : 404, "text/html; charset=utf-8", page);
}

/* ------------------------------------------------------------------ the preview's own addresses */

static void answer_script(struct answer *a)
{
	gsize len;
	const char *data = g_bytes_get_data(a->preview->script, &len);
	reply(a, 200, bt_http_type(".js"), data, len);
}

static void answer_messages(struct answer *a)
{
	g_autoptr(GString) out = g_string_new(NULL);
	bt_preview_messages(a->preview, out);
	reply_string(a, 200, "application/json", out);
}

/* Waits until another build than `seen` is finished, or a while. The number of the last one; false once the preview ends. */
static bool await_build(bt_preview *preview, guint seen, guint *builds)
{
	gint64 until = g_get_monotonic_time() + IDLE_SECONDS / 2 * G_USEC_PER_SEC;
	g_mutex_lock(&preview->mutex);
	while (preview->builds == seen && !preview->ending && g_cond_wait_until(&preview->changed, &preview->mutex, until))
		;
	*builds = preview->builds;
	bool ending = preview->ending;
	g_mutex_unlock(&preview->mutex);
	return !ending;
}

/* Keeps the connection; writes the number of the last build at once and after each build (server-sent events). */
static void answer_events(struct answer *a)
{
	guint builds = builds_of(a->preview), seen = builds;
	g_autoptr(GString) out = g_string_new(NULL);
	bt_http_head(out, 200, "text/event-stream", -1);
	if (!a->request.head)
		g_string_append_printf(out, "retry: 1000\ndata: %u\n\n", builds);
	while (put(a->out, out->str, out->len) && !a->request.head && await_build(a->preview, seen, &builds)) {
		g_string_assign(out, ":\n\n"); /* a remark shows whether anybody listens */
		if (builds != seen)
			g_string_printf(out, "data: %u\n\n", builds);
		seen = builds;
	}
}

/* A report's text, for the line that a message names. */
static void answer_source(struct answer *a)
{
	g_autofree char *file = bt_http_query(&a->request, "file");
	g_autoptr(bt_diags) unsaid = bt_diags_new(BT_LANG_EN);
	bool text = file && (g_str_has_suffix(file, ".txt") || g_str_has_suffix(file, ".md") || g_str_has_suffix(file, ".markdown"));
	const char *folder = a->preview->options->folder;
	const char *below = text && g_str_has_prefix(file, folder) ? file + strlen(folder) + strspn(file + strlen(folder), "/") : file;
	bool hidden = text && (below[0] == '.' || strstr(below, "/.")); /* no report is */
	g_autoptr(GBytes) bytes = text && !hidden ? bt_read_beneath(folder, below, BT_MAX_REPORT_BYTES, unsaid) : NULL;
	gsize len = 0;
	const char *data = bytes ? g_bytes_get_data(bytes, &len) : "";
	reply(a, bytes ? 200 : 404, "text/plain; charset=utf-8", data, len);
}

/* The figures of the article at ?page=2024/a.html, each with its sentence. */
static void answer_figures(struct answer *a)
{
	guint build = builds_of(a->preview);
	g_autofree char *page = bt_http_query(&a->request, "page");
	g_autoptr(bt_diags) unsaid = bt_diags_new(BT_LANG_EN);
	g_autofree char *csv = page && g_str_has_suffix(page, ".html") ? g_strdup_printf("%.*s.csv", (int)(strlen(page) - 5), page) : NULL;
	g_autoptr(GBytes) table = csv ? bt_read_beneath(a->preview->site, csv, FILE_MAX, unsaid) : NULL;
	if (!table) {
		refuse(a, 404);
		return;
	}
	g_autoptr(GString) out = g_string_new(NULL);
	bt_preview_figures(table, csv, build, a->preview->options->lang, out);
	reply_string(a, 200, "text/html; charset=utf-8", out);
}

static void answer_own(struct answer *a)
{
	static const struct {
		const char *path;
		void (*answer)(struct answer *a);
	} own[] = {
		{".bantin/preview.js", answer_script}, {".bantin/events", answer_events},   {".bantin/messages", answer_messages},
		{".bantin/source", answer_source},     {".bantin/figures", answer_figures},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(own); i++)
		if (strcmp(a->request.path, own[i].path) == 0) {
			own[i].answer(a);
			return;
		}
	refuse(a, 404);
}

/* ------------------------------------------------------------------ the connection */

/* Up to the empty line. False: the peer hung up, idled, or sent too much (then `head` is as long as allowed). */
static bool read_head(GInputStream *in, GString *head)
{
	char block[4096];
	while (!strstr(head->str, "\r\n\r\n")) {
		gssize n = head->len < BT_HTTP_HEAD_MAX ? g_input_stream_read(in, block, sizeof block, NULL, NULL) : 0;
		if (n <= 0)
			return false;
		g_string_append_len(head, block, n);
	}
	return true;
}

/* Closing with bytes unread would take the answer from the peer (RFC 9112, 9.6): lets it finish first, within limits. */
static void hang_up(GSocketConnection *connection)
{
	char block[4096];
	GInputStream *in = g_io_stream_get_input_stream(G_IO_STREAM(connection));
	g_socket_shutdown(g_socket_connection_get_socket(connection), FALSE, TRUE, NULL);
	for (int i = 0; i < BT_HTTP_HEAD_MAX && g_input_stream_read(in, block, sizeof block, NULL, NULL) > 0; i++)
		;
}

void bt_preview_answer(bt_preview *preview, GSocketConnection *connection)
{
	g_socket_set_timeout(g_socket_connection_get_socket(connection), IDLE_SECONDS);
	struct answer a = {.preview = preview, .out = g_io_stream_get_output_stream(G_IO_STREAM(connection))};
	g_autoptr(GString) head = g_string_new(NULL);
	if (!read_head(g_io_stream_get_input_stream(G_IO_STREAM(connection)), head)) {
		if (head->len >= BT_HTTP_HEAD_MAX) {
			refuse(&a, 431);
			hang_up(connection);
		}
		return;
	}
	a.request = bt_http_read(head->str, head->len, preview->port);
	if (a.request.status != 200) {
		refuse(&a, a.request.status);
		hang_up(connection);
	} else if (g_str_has_prefix(a.request.path, ".bantin"))
		answer_own(&a);
	else
		answer_file(&a);
	bt_http_clear(&a.request);
}
