/* bantin new: a folder to start from, copied from the example office that comes with the program; or one of the
 * built-in templates. Never overwrites. */
#include "cli/cli.h"

#include <string.h>

#define EXAMPLE "examples/office"

/* Regular files below a folder, as names below it, sorted. */
static void list_below(const char *top, const char *below, GPtrArray *names)
{
	g_autofree char *folder = g_build_filename(top, below, NULL);
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;
	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *inner = *below ? g_build_filename(below, name, NULL) : g_strdup(name), *path = g_build_filename(top, inner, NULL);
		if (g_file_test(path, G_FILE_TEST_IS_DIR))
			list_below(top, inner, names);
		else if (name[0] != '.')
			g_ptr_array_add(names, g_steal_pointer(&inner));
	}
}

static int by_name(gconstpointer a, gconstpointer b) { return strcmp(*(char *const *)a, *(char *const *)b); }

/* The names of the files of a folder that came with the program. Caller unrefs. */
static GPtrArray *files_of(const char *data)
{
	g_autofree char *top = bt_data_path(data);
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	list_below(top, "", names);
	g_ptr_array_sort(names, by_name);
	return names;
}

static bool is_free(const char *path, bool folder, bt_diags *diags)
{
	g_autoptr(GDir) dir = folder ? g_dir_open(path, 0, NULL) : NULL;
	bool empty = dir && !g_dir_read_name(dir);
	if (empty || !g_file_test(path, G_FILE_TEST_EXISTS))
		return true;
	bt_diags_about(diags, path, NULL, 0);
	bt_say(diags, BT_D_NEW_THERE, BT_NO_SPAN, NULL);
	return false;
}

/* Files of the program's folder `data`, to be copied below `to`. */
struct copying {
	const char *data, *to;
	const GPtrArray *names;
};

static void copy(void *data, bt_outbox *outbox, bt_diags *diags)
{
	const struct copying *copying = data;
	for (guint i = 0; i < copying->names->len; i++) {
		g_autofree char *from = g_build_filename(copying->data, copying->names->pdata[i], NULL);
		g_autofree char *path = g_build_filename(copying->to, copying->names->pdata[i], NULL);
		g_autoptr(GBytes) bytes = bt_data_read(from, diags);
		if (bytes)
			bt_outbox_put(outbox, path, bytes);
	}
}

/* All of them or none; folders missing below `top` are made. */
static void copy_all(struct copying *copying, const char *top, bt_diags *diags)
{
	bt_job job = {.work = copy, .data = copying, .diags = diags, .folder = top};
	bt_jobs_run(&job, 1, 1, NULL, NULL);
}

static void copy_example(const char *to, bt_diags *diags)
{
	g_autoptr(GPtrArray) names = files_of(EXAMPLE);
	struct copying copying = {EXAMPLE, to, names};
	if (is_free(to, true, diags))
		copy_all(&copying, g_path_is_absolute(to) ? "/" : ".", diags);
}

static void copy_template(const char *name, const char *folder, bt_diags *diags)
{
	g_autoptr(GPtrArray) names = files_of("templates");
	guint at;
	if (!g_ptr_array_find_with_equal_func(names, name, g_str_equal, &at)) {
		g_ptr_array_add(names, NULL);
		g_autofree char *known = g_strjoinv(", ", (char **)names->pdata);
		bt_say(diags, BT_D_NEW_TEMPLATE, BT_NO_SPAN, name, known, NULL);
		return;
	}
	g_autofree char *to = g_build_filename(folder, "templates", NULL), *path = g_build_filename(to, name, NULL);
	g_ptr_array_set_size(names, 0);
	g_ptr_array_add(names, g_strdup(name));
	struct copying copying = {"templates", to, names};
	if (is_free(path, false, diags))
		copy_all(&copying, folder, diags);
}

void bt_cmd_new(bt_cli *cli)
{
	const char *template = cli->value[BT_OPT_TEMPLATE], *folder = template && cli->operands->len <= 1 ? "." : NULL;
	if (cli->operands->len > 0 || !template)
		folder = bt_cli_folder(cli);
	if (folder && template)
		copy_template(template, folder, cli->diags);
	else if (folder)
		copy_example(folder, cli->diags);
}
