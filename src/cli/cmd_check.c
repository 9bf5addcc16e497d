/* bantin check: messages only. */
#include "cli/cli.h"

static void make(const bt_run *run, const bt_task *task, const bt_report *report, bt_outbox *outbox, bt_diags *diags)
{
	(void)task;
	bt_cli_put_explanation(run, report, outbox, diags);
}

void bt_cmd_check(bt_cli *cli)
{
	static const char *const suffixes[] = {NULL};
	bt_run run = {.cli = cli, .make = make};
	bt_tasks *tasks = bt_run_options(cli, &run.options) ? bt_tasks_new(cli, suffixes, true) : NULL;
	if (tasks)
		bt_run_all(&run, tasks);
	bt_tasks_free(tasks);
}
