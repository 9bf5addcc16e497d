/* bantin figures: the stated figures as a table for people, JSON or CSV. */
#include "cli/cli.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define WIDTH 100 /* columns, where there is no terminal */

static int terminal_width(void)
{
	struct winsize size;
	return isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 40 ? size.ws_col : WIDTH;
}

static bool format_is(const bt_cli *cli, const char *name) { return cli->value[BT_OPT_FORMAT] && strcmp(cli->value[BT_OPT_FORMAT], name) == 0; }

static const char *suffix_of(const bt_cli *cli) { return format_is(cli, "json") ? ".json" : format_is(cli, "csv") ? ".csv" : ".figures"; }

static void make(const bt_run *run, const bt_task *task, const bt_report *report, bt_outbox *outbox, bt_diags *diags)
{
	const bt_cli *cli = run->cli;
	g_autofree char *path = bt_task_path(task, suffix_of(cli));
	GString *out = g_string_new(NULL);
	if (format_is(cli, "json"))
		bt_figures_json(report->figures, out);
	else if (format_is(cli, "csv"))
		bt_figures_csv(report->figures, report->doc, run->options.csv_separator ? run->options.csv_separator : ';', out);
	else {
		if (strcmp(path, "-") == 0 && cli->operands->len > 1)
			g_string_append_printf(out, "== %s\n", task->input);
		bt_report_figures(report, bt_diags_lang(diags), run->width, cli->value[BT_OPT_WHY] != NULL, cli->value[BT_OPT_EXPLAIN] != NULL, out);
	}
	bt_cli_put_text(outbox, path, out);
}

/* The clerk's table beside the report. Rows that stand there already stay. */
static void write_review(const bt_run *run, const bt_task *task, const bt_report *report, bt_outbox *outbox, bt_diags *diags)
{
	bt_review_count count;
	g_autofree char *path = bt_review_path(task->input);
	g_autoptr(GBytes) table = bt_report_review(report, &run->options, &count);
	g_autofree char *kept = g_strdup_printf("%u", count.kept), *added = g_strdup_printf("%u", count.added);
	bt_say(diags, BT_D_REVIEW_WRITTEN, BT_NO_SPAN, path, kept, added, NULL);
	bt_outbox_put(outbox, path, table);
}

static bool refuse(bt_cli *cli, const char *word)
{
	bt_say(cli->diags, BT_D_USAGE_EXTRA, BT_NO_SPAN, word, "figures --write", NULL);
	return false;
}

/* The tables stand beside the reports, one for each: nothing else can be asked for. */
static bool write_fits(bt_cli *cli, const bt_tasks *tasks)
{
	static const bt_option others[] = {BT_OPT_OUTPUT, BT_OPT_FORMAT, BT_OPT_WHY, BT_OPT_EXPLAIN};
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(others); i++) {
		g_autofree char *word = g_strdup_printf("--%s", bt_option_at(others[i])->name);
		if (cli->value[others[i]])
			return refuse(cli, word);
	}
	for (guint i = 0; i < tasks->tasks->len; i++) {
		const bt_task *task = &g_array_index(tasks->tasks, bt_task, i);
		char *path = bt_review_path(task->input);
		const char *other = g_hash_table_lookup(seen, path);
		if (strcmp(task->input, "-") == 0) {
			g_free(path);
			return refuse(cli, "-");
		}
		if (other)
			bt_say(cli->diags, BT_D_USAGE_TWICE, BT_NO_SPAN, path, other, task->input, NULL);
		g_hash_table_replace(seen, path, task->input);
		if (other)
			return false;
	}
	return true;
}

void bt_cmd_figures(bt_cli *cli)
{
	const char *const suffixes[] = {suffix_of(cli), NULL};
	bool table = !format_is(cli, "json") && !format_is(cli, "csv");
	bool single = cli->operands->len == 1 && !g_file_test(cli->operands->pdata[0], G_FILE_TEST_IS_DIR);
	bt_run run = {.cli = cli, .make = make, .width = terminal_width()};
	if (!bt_run_options(cli, &run.options))
		return;
	bool write = cli->value[BT_OPT_WRITE] != NULL;
	run.options.review_adds = write;
	if (write)
		run.make = write_review;
	bt_tasks *tasks = bt_tasks_new(cli, suffixes, table || single || write);
	if (tasks && (!write || write_fits(cli, tasks)))
		bt_run_all(&run, tasks);
	bt_tasks_free(tasks);
}
