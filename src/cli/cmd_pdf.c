/* bantin pdf: the bulletin for print. */
#include "cli/cli.h"

static void make(const bt_run *run, const bt_task *task, const bt_report *report, bt_outbox *outbox, bt_diags *diags)
{
	g_autofree char *path = bt_task_path(task, ".pdf");
	g_autoptr(GBytes) pdf = bt_report_pdf(report, &run->options, diags);
	if (!pdf)
		return;
	bt_outbox_put(outbox, path, pdf);
	bt_cli_put_explanation(run, report, outbox, diags);
}

void bt_cmd_pdf(bt_cli *cli)
{
	static const char *const suffixes[] = {".pdf", NULL};
	bt_run run = {.cli = cli, .make = make};
	bt_tasks *tasks = bt_run_options(cli, &run.options) ? bt_tasks_new(cli, suffixes, false) : NULL;
	if (tasks)
		bt_run_all(&run, tasks);
	bt_tasks_free(tasks);
}
