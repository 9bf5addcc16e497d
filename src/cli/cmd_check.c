/* bantin check: messages only; of a project's folder also what its site would have. */
#include "cli/cli.h"

static void make(const bt_run *run, const bt_task *task, const bt_report *report, bt_outbox *outbox, bt_diags *diags)
{
	(void)task;
	bt_cli_put_explanation(run, report, outbox, diags);
}

/* A folder with settings or reports/: all of its site is made, and thrown away. What is asked of the reports alone is
 * answered from them alone. */
static bool is_project(const bt_cli *cli)
{
	const char *folder = cli->operands->len == 1 ? cli->operands->pdata[0] : NULL;
	if (!folder || cli->value[BT_OPT_FINAL] || cli->value[BT_OPT_EXPLAIN])
		return false;
	g_autofree char *ini = g_build_filename(folder, "bantin.ini", NULL), *reports = g_build_filename(folder, "reports", NULL);
	return g_file_test(ini, G_FILE_TEST_IS_REGULAR) || g_file_test(reports, G_FILE_TEST_IS_DIR);
}

void bt_cmd_check(bt_cli *cli)
{
	if (is_project(cli)) {
		bt_cli_site(cli, cli->operands->pdata[0], true);
		return;
	}
	static const char *const suffixes[] = {NULL};
	bt_run run = {.cli = cli, .make = make};
	bt_tasks *tasks = bt_run_options(cli, &run.options) ? bt_tasks_new(cli, suffixes, true) : NULL;
	if (tasks)
		bt_run_all(&run, tasks);
	bt_tasks_free(tasks);
}
