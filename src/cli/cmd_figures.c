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

void bt_cmd_figures(bt_cli *cli)
{
	const char *const suffixes[] = {suffix_of(cli), NULL};
	bool table = !format_is(cli, "json") && !format_is(cli, "csv");
	bool single = cli->operands->len == 1 && !g_file_test(cli->operands->pdata[0], G_FILE_TEST_IS_DIR);
	bt_run run = {.cli = cli, .make = make, .width = terminal_width()};
	if (!bt_run_options(cli, &run.options))
		return;
	bt_tasks *tasks = bt_tasks_new(cli, suffixes, table || single);
	if (tasks)
		bt_run_all(&run, tasks);
	bt_tasks_free(tasks);
}
