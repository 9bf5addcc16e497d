/* The preview: a small web server on 127.0.0.1 that shows a project's site, builds it again when a file changes and
 * tells the open pages. Reads the finished site and messages; builds nothing itself: it runs `bantin site`. */
#ifndef BT_SERVE_SERVE_H
#define BT_SERVE_SERVE_H

#include "base/base.h"

typedef struct {
	const char *folder; /* of the project */
	guint16 port;       /* 0: any that is free */
	bt_lang lang;
	/* Told once the server answers. */
	void (*ready)(void *data, const char *address);
	void *data;
} bt_serve_options;

/* Serves until SIGINT, SIGTERM or SIGHUP. False after a message (the port is taken …). */
typedef struct {
	bool (*run)(const bt_serve_options *options, bt_diags *diags);
} bt_serve_engine;

/* GIO takes a millisecond to load, so the preview is a module (base/module.h: bantin-serve.so). */
extern const bt_serve_engine bt_serve_engine_table;

#endif
