/* bantin pdf: the bulletin for print, or with --png a picture of each of its pages. */
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

static void make_pictures(const bt_run *run, const bt_task *task, const bt_report *report, bt_outbox *outbox, bt_diags *diags)
{
	g_autoptr(GPtrArray) pictures = bt_report_pictures(report, &run->options, diags);
	for (guint i = 0; pictures && i < pictures->len; i++) {
		g_autofree char *path = bt_task_path_n(task, ".png", i + 1);
		bt_outbox_put(outbox, path, pictures->pdata[i]);
	}
	bt_cli_put_explanation(run, report, outbox, diags);
}

void bt_cmd_pdf(bt_cli *cli)
{
	static const char *const pdf[] = {".pdf", NULL}, *const png[] = {"-1.png", NULL};
	bool pictures = cli->value[BT_OPT_PNG] != NULL;
	const char *const *suffixes = pictures ? png : pdf;
	bt_run run = {.cli = cli, .make = pictures ? make_pictures : make};
	if (pictures && !bt_numbered_ok(cli))
		return;
	bt_tasks *tasks = bt_run_options(cli, &run.options) ? bt_tasks_new(cli, suffixes, false) : NULL;
	if (tasks)
		bt_run_all(&run, tasks);
	bt_tasks_free(tasks);
}
