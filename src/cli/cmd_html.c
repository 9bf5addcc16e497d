/* bantin html: the web page. */
#include "cli/cli.h"

static void make(const bt_run *run, const bt_task *task, const bt_report *report, bt_outbox *outbox, bt_diags *diags)
{
	g_autofree char *path = bt_task_path(task, ".html");
	bt_put_page(run, report, path, NULL, NULL, outbox, diags);
	bt_cli_put_explanation(run, report, outbox, diags);
}

void bt_cmd_html(bt_cli *cli)
{
	static const char *const suffixes[] = {".html", NULL};
	bt_run run = {.cli = cli, .make = make};
	bt_tasks *tasks = bt_run_options(cli, &run.options) ? bt_tasks_new(cli, suffixes, false) : NULL;
	if (tasks)
		bt_run_all(&run, tasks);
	bt_tasks_free(tasks);
}
