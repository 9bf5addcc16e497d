/* Which reports the operands mean, and where each one's outputs go: one rule for all commands. Reads
 * folders' lists and standard input, no report. */
#include "cli/cli.h"

#include <string.h>
#include <sys/stat.h>

static void clear_task(gpointer p)
{
	bt_task *task = p;
	g_free(task->input);
	g_clear_pointer(&task->bytes, g_bytes_unref);
	g_free(task->stem);
	g_free(task->output);
	g_free(task->folder);
}

void bt_tasks_free(bt_tasks *tasks)
{
	if (!tasks)
		return;
	g_array_unref(tasks->tasks);
	g_free(tasks);
}

/* ------------------------------------------------------------------ inputs */

/* "thang-3" of "reports/thang-3.txt". */
static char *stem_of(const char *path)
{
	char *stem = g_strdup(path);
	const char *base = strrchr(stem, '/') ? strrchr(stem, '/') + 1 : stem;
	char *dot = strrchr(base, '.');
	if (dot && dot > base)
		*dot = 0;
	return stem;
}

static bool is_folder(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* A report to be read; `below` is its name in an output folder, without suffix. */
struct input {
	char *path, *below;
};

static void clear_input(gpointer p)
{
	struct input *in = p;
	g_free(in->path);
	g_free(in->below);
}

static void add_input(GArray *inputs, const char *path, const char *below)
{
	struct input in = {g_strdup(path), stem_of(below)};
	g_array_append_val(inputs, in);
}

static void add_folder(bt_cli *cli, GArray *inputs, const char *folder)
{
	g_autoptr(bt_arena) scratch = bt_arena_new();
	g_autoptr(GArray) found = bt_sources_below(folder, NULL, scratch, cli->diags);
	if (found && found->len == 0) {
		bt_diags_about(cli->diags, folder, NULL, 0);
		bt_say(cli->diags, BT_D_INPUT_NONE, BT_NO_SPAN, NULL);
	}
	bt_diags_about(cli->diags, NULL, NULL, 0);
	for (guint i = 0; found && i < found->len; i++) {
		const bt_source *source = &g_array_index(found, bt_source, i);
		add_input(inputs, source->path, source->below);
	}
}

/* All reports of the operands; `several`: an output must be a folder. */
static GArray *inputs_of(bt_cli *cli, bool *several)
{
	GArray *inputs = g_array_new(FALSE, TRUE, sizeof(struct input));
	g_array_set_clear_func(inputs, clear_input);
	*several = cli->operands->len > 1;
	for (guint i = 0; i < cli->operands->len; i++) {
		const char *path = cli->operands->pdata[i];
		const char *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
		if (strcmp(path, "-") == 0)
			add_input(inputs, path, "bantin");
		else if (is_folder(path)) {
			*several = true;
			add_folder(cli, inputs, path);
		} else
			add_input(inputs, path, base);
	}
	return inputs;
}

/* ------------------------------------------------------------------ outputs */

/* What tells one regular file from all others, whatever its name; NULL: there is none. Caller frees. */
static char *file_key(const char *path)
{
	struct stat st;
	bool regular = strcmp(path, "-") != 0 && stat(path, &st) == 0 && S_ISREG(st.st_mode);
	return regular ? g_strdup_printf("%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT, (guint64)st.st_dev, (guint64)st.st_ino) : NULL;
}

/* The reports, and the tables of figures that clerks have corrected: file_key to the report's name. */
static GHashTable *files_read(GArray *tasks)
{
	GHashTable *files = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint k = 0; k < tasks->len; k++) {
		char *input = g_array_index(tasks, bt_task, k).input;
		g_autofree char *table = bt_review_path(input);
		const char *const paths[] = {input, table};
		for (gsize i = 0; i < G_N_ELEMENTS(paths); i++) {
			char *key = file_key(paths[i]);
			if (key)
				g_hash_table_replace(files, key, input);
		}
	}
	return files;
}

/* The folder that holds the last name of `path`: "" when it has none. */
static char *folder_of(const char *path)
{
	g_autofree char *trimmed = g_strdup(path);
	for (gsize n = strlen(trimmed); n > 1 && trimmed[n - 1] == '/'; n--)
		trimmed[n - 1] = 0;
	char *slash = strrchr(trimmed, '/');
	return g_strndup(trimmed, slash ? (gsize)(slash - trimmed) + (slash == trimmed) : 0);
}

/* Where one report's outputs go. */
static bt_task place(const struct input *in, const char *out, bool several, bool standard)
{
	bt_task task = {.input = g_strdup(in->path)};
	bool into = out && (several || is_folder(out) || g_str_has_suffix(out, "/"));
	if (into)
		task.stem = g_build_filename(out, in->below, NULL);
	else if (out)
		task.output = g_strdup(out);
	else if (strcmp(in->path, "-") != 0 && !standard)
		task.stem = stem_of(in->path);
	task.folder = folder_of(out ? out : in->path);
	return task;
}

/* No output may be an input of this run, nor another report's output. */
static bool outputs_differ(bt_cli *cli, GArray *tasks, const char *const *suffixes)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL), files = files_read(tasks);
	bool ok = true;
	for (guint i = 0; i < tasks->len; i++) {
		const bt_task *task = &g_array_index(tasks, bt_task, i);
		for (const char *const *suffix = suffixes; *suffix; suffix++) {
			char *path = bt_task_path(task, *suffix);
			const bt_task *other = strcmp(path, "-") != 0 ? g_hash_table_lookup(seen, path) : NULL;
			if (other) {
				bt_say(cli->diags, BT_D_USAGE_TWICE, BT_NO_SPAN, path, other->input, task->input, NULL);
				ok = false;
			}
			g_autofree char *key = file_key(path);
			const char *input = key ? g_hash_table_lookup(files, key) : NULL;
			if (input) {
				bt_diags_about(cli->diags, input, NULL, 0);
				bt_say(cli->diags, BT_D_INPUT_SAME, BT_NO_SPAN, NULL);
				bt_diags_about(cli->diags, NULL, NULL, 0);
				ok = false;
			}
			g_hash_table_insert(seen, path, (gpointer)task);
		}
	}
	return ok;
}

/* Standard input is read here, before the worker's clock runs. */
static bool read_standard(bt_cli *cli, GArray *tasks)
{
	int times = 0;
	for (guint i = 0; i < tasks->len; i++) {
		bt_task *task = &g_array_index(tasks, bt_task, i);
		if (strcmp(task->input, "-") != 0)
			continue;
		if (times++ > 0) {
			bt_say(cli->diags, BT_D_USAGE_EXTRA, BT_NO_SPAN, "-", bt_command_at(cli->command)->name, NULL);
			return false;
		}
		bt_diags_about(cli->diags, "-", NULL, 0);
		task->bytes = bt_read_all("-", BT_MAX_REPORT_BYTES, cli->diags);
		bt_diags_about(cli->diags, NULL, NULL, 0);
		if (!task->bytes)
			return false;
	}
	return true;
}

static bool say_missing(bt_cli *cli, const char *en, const char *vi)
{
	bt_say(cli->diags, BT_D_USAGE_MISSING, BT_NO_SPAN, bt_diags_lang(cli->diags) == BT_LANG_VI ? vi : en, bt_command_at(cli->command)->name, NULL);
	return false;
}

const char *bt_cli_folder(bt_cli *cli)
{
	if (cli->operands->len == 0)
		say_missing(cli, "the folder", "tên thư mục");
	else if (cli->operands->len > 1)
		bt_say(cli->diags, BT_D_USAGE_EXTRA, BT_NO_SPAN, cli->operands->pdata[1], bt_command_at(cli->command)->name, NULL);
	return cli->operands->len == 1 ? cli->operands->pdata[0] : NULL;
}

/* Texts that can be true of one report only. */
static bool fields_fit(bt_cli *cli, guint reports)
{
	static const bt_option single[] = {BT_OPT_TITLE, BT_OPT_LEAD};
	for (gsize i = 0; reports > 1 && i < G_N_ELEMENTS(single); i++)
		if (cli->value[single[i]]) {
			g_autofree char *shown = g_strdup_printf("--%s", bt_option_at(single[i])->name);
			bt_say(cli->diags, BT_D_USAGE_ONE, BT_NO_SPAN, shown, NULL);
			return false;
		}
	return true;
}

static bool output_fits(bt_cli *cli, bool several, bool standard, bool many_files)
{
	const char *out = cli->value[BT_OPT_OUTPUT];
	struct stat st;
	if (out && (several || many_files) && (strcmp(out, "-") == 0 || (stat(out, &st) == 0 && !S_ISDIR(st.st_mode)))) {
		bt_say(cli->diags, BT_D_USAGE_MANY, BT_NO_SPAN, out, NULL);
		return false;
	}
	if (!out && several && !many_files && !standard)
		return say_missing(cli, "-o FOLDER for several reports", "-o THƯ_MỤC cho nhiều báo cáo");
	for (guint i = 0; !out && many_files && i < cli->operands->len; i++)
		if (strcmp(cli->operands->pdata[i], "-") == 0)
			return say_missing(cli, "-o FOLDER for standard input", "-o THƯ_MỤC khi đọc đầu vào chuẩn");
	return true;
}

bool bt_numbered_ok(bt_cli *cli)
{
	const char *out = cli->value[BT_OPT_OUTPUT];
	bool standard = out ? strcmp(out, "-") == 0 : cli->operands->len == 1 && strcmp(cli->operands->pdata[0], "-") == 0;
	return !standard || say_missing(cli, "-o NAME or FOLDER for several pictures", "-o TÊN hoặc THƯ_MỤC cho nhiều ảnh");
}

bt_tasks *bt_tasks_new(bt_cli *cli, const char *const *suffixes, bool standard)
{
	const char *out = cli->value[BT_OPT_OUTPUT];
	bool several, many_files = suffixes[0] && suffixes[1];
	if (cli->operands->len == 0) {
		say_missing(cli, "the report", "tên báo cáo");
		return NULL;
	}
	g_autoptr(GArray) inputs = inputs_of(cli, &several);
	if (!output_fits(cli, several, standard, many_files) || !fields_fit(cli, inputs->len))
		return NULL;
	bt_tasks *tasks = g_new0(bt_tasks, 1);
	tasks->tasks = g_array_new(FALSE, TRUE, sizeof(bt_task));
	g_array_set_clear_func(tasks->tasks, clear_task);
	for (guint i = 0; i < inputs->len; i++) {
		bt_task task = place(&g_array_index(inputs, struct input, i), out, several || many_files, standard);
		g_array_append_val(tasks->tasks, task);
	}
	if (outputs_differ(cli, tasks->tasks, suffixes) && read_standard(cli, tasks->tasks))
		return tasks;
	bt_tasks_free(tasks);
	return NULL;
}
