/* Requests and heads of HTTP/1.1 (RFC 9112), as much as a preview needs. */
#include "serve/http.h"

#include <string.h>

/* The value of a field of the head, trimmed. Caller frees; NULL: not there. */
static char *field(char **lines, const char *name)
{
	gsize n = strlen(name);
	for (char **line = lines; *line; line++)
		if (g_ascii_strncasecmp(*line, name, n) == 0 && (*line)[n] == ':')
			return g_strstrip(g_strdup(*line + n + 1));
	return NULL;
}

/* A page elsewhere that names this address by another host (DNS rebinding) is refused. */
static bool own_host(const char *host, guint16 port)
{
	static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
	for (gsize i = 0; host && i < G_N_ELEMENTS(names); i++) {
		g_autofree char *wanted = g_strdup_printf("%s:%u", names[i], port);
		if (g_ascii_strcasecmp(host, wanted) == 0 || (port == 80 && g_ascii_strcasecmp(host, names[i]) == 0))
			return true;
	}
	return false;
}

static bool safe_path(const char *path)
{
	if (strchr(path, '\\') || !g_utf8_validate(path, -1, NULL))
		return false;
	g_auto(GStrv) parts = g_strsplit(path, "/", -1);
	for (char **part = parts; *part; part++)
		if (**part == '.' && !(part == parts && strcmp(*part, ".bantin") == 0))
			return false;
	return path[0] != '/';
}

/* "/2024/a.html?x=1" to path and query. */
static int take_target(bt_http_request *request, const char *target)
{
	if (target[0] != '/')
		return 400;
	const char *mark = strchr(target, '?');
	g_autofree char *coded = mark ? g_strndup(target + 1, (gsize)(mark - target - 1)) : g_strdup(target + 1);
	request->query = mark ? g_strdup(mark + 1) : NULL;
	request->path = g_uri_unescape_string(coded, NULL);
	if (!request->path)
		return 400;
	return safe_path(request->path) ? 200 : 404;
}

bt_http_request bt_http_read(const char *head, gsize len, guint16 port)
{
	bt_http_request request = {.status = 400};
	if (memchr(head, 0, len))
		return request;
	g_autofree char *text = g_strndup(head, len);
	g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
	g_auto(GStrv) words = g_strsplit(lines[0] ? lines[0] : "", " ", 4);
	if (g_strv_length(words) != 3 || !g_str_has_prefix(words[2], "HTTP/1."))
		return request;
	g_autofree char *host = field(lines + 1, "Host");
	request.head = strcmp(words[0], "HEAD") == 0;
	if (!own_host(host, port))
		request.status = 421;
	else if (!request.head && strcmp(words[0], "GET") != 0)
		request.status = 405;
	else
		request.status = take_target(&request, words[1]);
	return request;
}

void bt_http_clear(bt_http_request *request)
{
	g_clear_pointer(&request->path, g_free);
	g_clear_pointer(&request->query, g_free);
}

char *bt_http_query(const bt_http_request *request, const char *name)
{
	g_auto(GStrv) parts = g_strsplit(request->query ? request->query : "", "&", -1);
	gsize n = strlen(name);
	for (char **part = parts; *part; part++)
		if (strncmp(*part, name, n) == 0 && (*part)[n] == '=')
			return g_uri_unescape_string(*part + n + 1, NULL);
	return NULL;
}

static const char *reason(int status)
{
	static const struct {
		int status;
		const char *reason;
	} reasons[] = {{200, "OK"}, {400, "Bad Request"}, {404, "Not Found"}, {405, "Method Not Allowed"}, {421, "Misdirected Request"}, {431, "Request Header Fields Too Large"}};
	for (gsize i = 0; i < G_N_ELEMENTS(reasons); i++)
		if (reasons[i].status == status)
			return reasons[i].reason;
	return "Error";
}

void bt_http_head(GString *out, int status, const char *type, gint64 length)
{
	g_string_append_printf(out, "HTTP/1.1 %d %s\r\nContent-Type: %s\r\n", status, reason(status), type);
	if (length >= 0)
		g_string_append_printf(out, "Content-Length: %" G_GINT64_FORMAT "\r\n", length);
	if (status == 405)
		g_string_append(out, "Allow: GET, HEAD\r\n");
	g_string_append(out, "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"
			     "Cross-Origin-Resource-Policy: same-origin\r\nConnection: close\r\n\r\n");
}

const char *bt_http_type(const char *path)
{
	static const struct {
		const char *suffix, *type;
	} types[] = {
		{".html", "text/html; charset=utf-8"}, {".css", "text/css; charset=utf-8"}, {".js", "text/javascript; charset=utf-8"},
		{".xml", "application/xml"}, {".json", "application/json"}, {".csv", "text/csv; charset=utf-8"}, {".txt", "text/plain; charset=utf-8"},
		{".pdf", "application/pdf"}, {".png", "image/png"}, {".jpg", "image/jpeg"}, {".svg", "image/svg+xml"}, {".woff2", "font/woff2"},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(types); i++)
		if (g_str_has_suffix(path, types[i].suffix))
			return types[i].type;
	return "application/octet-stream";
}
