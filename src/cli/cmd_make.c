/* Plain `bantin REPORT…`: PDF, page and figures of each report, beside it or in the folder of -o. */
#include "cli/cli.h"

static void make(const bt_run *run, const bt_task *task, const bt_report *report, bt_outbox *outbox, bt_diags *diags)
{
	g_autofree char *pdf_path = bt_task_path(task, ".pdf"), *page_path = bt_task_path(task, ".html"), *csv_path = bt_task_path(task, ".csv");
	g_autofree char *pdf_name = g_path_get_basename(pdf_path), *csv_name = g_path_get_basename(csv_path);
	g_autoptr(GBytes) pdf = bt_report_pdf(report, &run->options, diags);
	g_autoptr(GBytes) csv = bt_report_csv(report, &run->options);
	if (!pdf || !csv)
		return;
	bt_outbox_put(outbox, pdf_path, pdf);
	bt_outbox_put(outbox, csv_path, csv);
	bt_put_page(run, report, page_path, pdf_name, csv_name, outbox, diags);
	bt_cli_put_explanation(run, report, outbox, diags);
}

void bt_cmd_make(bt_cli *cli)
{
	static const char *const suffixes[] = {".pdf", ".html", ".csv", NULL};
	bt_run run = {.cli = cli, .make = make};
	bt_tasks *tasks = bt_run_options(cli, &run.options) ? bt_tasks_new(cli, suffixes, false) : NULL;
	if (tasks)
		bt_run_all(&run, tasks);
	bt_tasks_free(tasks);
}
