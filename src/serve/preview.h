/* Private to serve/: what the threads of a preview share, and its parts. */
#ifndef BT_SERVE_PREVIEW_H
#define BT_SERVE_PREVIEW_H

#include "serve/serve.h"

#include <gio/gio.h>

typedef struct {
	const bt_serve_options *options;
	guint16 port;
	char *temp;   /* a folder of our own */
	char *site;   /* the built site, in it */
	GBytes *script; /* of every page */
	GMainLoop *loop;
	GPtrArray *monitors; /* GFileMonitor, of the main thread */
	GSubprocess *process; /* the build that runs; NULL: none */
	bool again;           /* something changed meanwhile */
	guint settle; /* source: a change is awaited to be over; 0: none */

	GMutex mutex; /* of what follows */
	GCond changed;
	guint builds;    /* finished so far */
	char *messages;  /* of the last one: lines of JSON */
	bool ending;
} bt_preview;

/* build.c: in the main thread. Builds now and after each change. */
void bt_preview_build(bt_preview *preview);
void bt_preview_stop(bt_preview *preview); /* ends the build that runs, waits until it has */

/* answer.c: in a connection's thread. */
void bt_preview_answer(bt_preview *preview, GSocketConnection *connection);

/* show.c: pages as the preview shows them. All append to `out`. */
/* `build` is the number of the build that a page is from, or of an older one: its script loads it again when another is told. */
void bt_preview_page(GBytes *page, guint build, GString *out); /* with the preview's script */
void bt_preview_waiting(guint build, GString *out);            /* there is no site yet */
void bt_preview_figures(GBytes *csv, const char *name, guint build, bt_lang lang, GString *out); /* a figures CSV as a page */
void bt_preview_messages(bt_preview *preview, GString *out);   /* as JSON */

#endif
