/* Builds the site anew by the program itself (`bantin site`), in a process of its own, when a file of the project has
 * changed; keeps its messages. Runs in the main thread. */
#include "serve/preview.h"

#include <signal.h>
#include <string.h>

#define SETTLE_MS 150 /* editors write a file in several steps */
#define FOLDER_DEPTH 32

/* ------------------------------------------------------------------ watching */

static gboolean on_settled(gpointer data)
{
	bt_preview *preview = data;
	preview->settle = 0;
	bt_preview_build(preview);
	return G_SOURCE_REMOVE;
}

static bool is_hidden(GFile *file)
{
	g_autofree char *name = file ? g_file_get_basename(file) : NULL;
	return !name || name[0] == '.' || g_str_has_suffix(name, "~");
}

static void on_change(GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer data)
{
	(void)monitor;
	(void)event;
	bt_preview *preview = data;
	if (is_hidden(file) && is_hidden(other))
		return;
	if (preview->settle)
		g_source_remove(preview->settle);
	preview->settle = g_timeout_add(SETTLE_MS, on_settled, preview);
}

/* Folders are watched one by one, but for those that bantin writes. */
static void watch_below(bt_preview *preview, const char *folder, int depth)
{
	g_autoptr(GFile) file = g_file_new_for_path(folder);
	GFileMonitor *monitor = g_file_monitor_directory(file, G_FILE_MONITOR_NONE, NULL, NULL);
	if (monitor) {
		g_signal_connect(monitor, "changed", G_CALLBACK(on_change), preview);
		g_ptr_array_add(preview->monitors, monitor);
	}
	g_autoptr(GDir) dir = depth < FOLDER_DEPTH ? g_dir_open(folder, 0, NULL) : NULL;
	const char *name;
	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *path = g_build_filename(folder, name, NULL);
		bool ours = depth == 0 && (strcmp(name, "public") == 0 || strcmp(name, "archive") == 0);
		if (name[0] != '.' && !ours && !g_file_test(path, G_FILE_TEST_IS_SYMLINK) && g_file_test(path, G_FILE_TEST_IS_DIR))
			watch_below(preview, path, depth + 1);
	}
}

static void watch(bt_preview *preview)
{
	g_ptr_array_set_size(preview->monitors, 0);
	watch_below(preview, preview->options->folder, 0);
}

/* ------------------------------------------------------------------ building */

static void take_result(bt_preview *preview, char *messages)
{
	g_mutex_lock(&preview->mutex);
	g_free(preview->messages);
	preview->messages = messages;
	preview->builds++;
	g_cond_broadcast(&preview->changed);
	g_mutex_unlock(&preview->mutex);
}

static void on_built(GObject *process, GAsyncResult *result, gpointer data)
{
	bt_preview *preview = data;
	char *messages = NULL;
	g_subprocess_communicate_utf8_finish(G_SUBPROCESS(process), result, NULL, &messages, NULL);
	take_result(preview, messages ? messages : g_strdup(""));
	g_clear_object(&preview->process);
	if (preview->again)
		bt_preview_build(preview);
}

/* Folders are watched before they are read: what changes after that is seen by the next build. */
void bt_preview_build(bt_preview *preview)
{
	preview->again = preview->process != NULL;
	if (preview->process)
		return;
	watch(preview);
	g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
	const char *lang = preview->options->lang == BT_LANG_VI ? "vi" : "en";
	const char *const arguments[] = {program, "site", preview->options->folder, "-o", preview->site, "--drafts", "--no-pdf", "--messages", "json", "--lang", lang, NULL};
	if (program)
		preview->process = g_subprocess_newv(arguments, G_SUBPROCESS_FLAGS_STDERR_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE, NULL);
	if (preview->process)
		g_subprocess_communicate_utf8_async(preview->process, NULL, NULL, on_built, preview);
}

void bt_preview_stop(bt_preview *preview)
{
	if (!preview->process)
		return;
	g_subprocess_send_signal(preview->process, SIGTERM);
	g_subprocess_wait(preview->process, NULL, NULL);
}
