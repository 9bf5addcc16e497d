/* Private to serve/: what a browser asks for, judged (reliability.md G2), and the head of an answer. Knows no sockets. */
#ifndef BT_SERVE_HTTP_H
#define BT_SERVE_HTTP_H

#include <glib.h>
#include <stdbool.h>

#define BT_HTTP_HEAD_MAX 16384 /* bytes of a request */

typedef struct {
	int status;  /* 200; else the request is refused with it */
	bool head;   /* HEAD: the answer has no body */
	char *path;  /* below the site's top, percent codes resolved: "2024/a.html"; "" is the top */
	char *query; /* as sent, or NULL */
} bt_http_request;

/* Judge the head of a request, as a server on `port`. Only GET and HEAD, only for this host, no way out of the site: dot
 * names and backslashes are refused, but for the preview's own ".bantin/". The caller clears it. */
bt_http_request bt_http_read(const char *head, gsize len, guint16 port);
void bt_http_clear(bt_http_request *request);
/* The value of a name in a query, percent codes resolved; NULL: not there. Caller frees. */
char *bt_http_query(const bt_http_request *request, const char *name);
/* Status line and fields; `length` -1: a stream. Appended to `out`. */
void bt_http_head(GString *out, int status, const char *type, gint64 length);
const char *bt_http_type(const char *path); /* by suffix: "text/html; charset=utf-8" */

#endif
