/* The life of a preview: its folder, its port, its end. */
#include "serve/preview.h"

#include <ftw.h>
#include <glib-unix.h>
#include <glib/gstdio.h>

#define CONNECTIONS_MAX 64 /* each open page holds one */

static gboolean on_connection(GThreadedSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
	(void)service;
	(void)source;
	bt_preview_answer(data, connection);
	return TRUE;
}

static gboolean on_end(gpointer data)
{
	bt_preview *preview = data;
	g_mutex_lock(&preview->mutex);
	preview->ending = true;
	g_cond_broadcast(&preview->changed);
	g_mutex_unlock(&preview->mutex);
	g_main_loop_quit(preview->loop);
	return G_SOURCE_CONTINUE;
}

static bool listen_here(bt_preview *preview, GSocketService *service, bt_diags *diags)
{
	g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback(G_SOCKET_FAMILY_IPV4);
	g_autoptr(GSocketAddress) wanted = g_inet_socket_address_new(loopback, preview->options->port), got = NULL;
	g_autoptr(GError) error = NULL;
	if (!g_socket_listener_add_address(G_SOCKET_LISTENER(service), wanted, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &got, &error)) {
		g_autofree char *port = g_strdup_printf("%u", preview->options->port);
		bt_say(diags, BT_D_SERVE_PORT, BT_NO_SPAN, port, NULL);
		return false;
	}
	preview->port = g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(got));
	return true;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *where)
{
	(void)st;
	(void)type;
	(void)where;
	return g_remove(path);
}

static void serve(bt_preview *preview, GSocketService *service)
{
	static const int ends[] = {SIGINT, SIGTERM, SIGHUP};
	for (gsize i = 0; i < G_N_ELEMENTS(ends); i++)
		g_unix_signal_add(ends[i], on_end, preview);
	g_signal_connect(service, "run", G_CALLBACK(on_connection), preview);
	g_socket_service_start(service);
	bt_preview_build(preview);
	g_autofree char *address = g_strdup_printf("http://127.0.0.1:%u/", preview->port);
	preview->options->ready(preview->options->data, address);
	g_main_loop_run(preview->loop);
	g_socket_service_stop(service);
	g_socket_listener_close(G_SOCKET_LISTENER(service));
	bt_preview_stop(preview);
}

static bool run(const bt_serve_options *options, bt_diags *diags)
{
	/* threads of open connections may look at it until the process ends, right after: it is never freed */
	static bt_preview preview;
	preview.options = options;
	preview.messages = g_strdup("");
	g_autoptr(GSocketService) service = g_threaded_socket_service_new(CONNECTIONS_MAX);
	preview.script = bt_data_read("templates/site/preview.js", diags);
	if (!preview.script || !listen_here(&preview, service, diags))
		return false;
	g_autoptr(GError) error = NULL;
	preview.temp = g_dir_make_tmp("bantin-preview-XXXXXX", &error);
	if (!preview.temp) {
		bt_say(diags, BT_D_OUTPUT_WRITE, BT_NO_SPAN, g_get_tmp_dir(), error->message, NULL);
		return false;
	}
	preview.site = g_build_filename(preview.temp, "public", NULL);
	preview.monitors = g_ptr_array_new_with_free_func(g_object_unref);
	preview.loop = g_main_loop_new(NULL, FALSE);
	serve(&preview, service);
	nftw(preview.temp, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	return true;
}

const bt_serve_engine bt_serve_engine_table = {.run = run};
