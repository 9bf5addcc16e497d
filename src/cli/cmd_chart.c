/* bantin chart: each chart of a report as a file of its own, for slides and letters. */
#include "cli/cli.h"

#include <string.h>

static const char *const names[] = {[BT_CHART_SVG] = "svg", [BT_CHART_PNG] = "png", [BT_CHART_PDF] = "pdf"};

static bt_chart_format format_of(const bt_cli *cli)
{
	const char *given = cli->value[BT_OPT_DRAWING];
	for (gsize i = 0; given && i < G_N_ELEMENTS(names); i++)
		if (strcmp(names[i], given) == 0)
			return (bt_chart_format)i;
	return BT_CHART_SVG;
}

static void make(const bt_run *run, const bt_task *task, const bt_report *report, bt_outbox *outbox, bt_diags *diags)
{
	bt_chart_format format = format_of(run->cli);
	g_autofree char *suffix = g_strconcat(".", names[format], NULL);
	if (report->charts->charts->len == 0)
		bt_say(diags, BT_D_CHART_NONE, BT_NO_SPAN, NULL);
	for (guint i = 0; i < report->charts->charts->len; i++) {
		g_autofree char *path = bt_task_path_n(task, suffix, i + 1);
		g_autoptr(GBytes) bytes = bt_report_chart(report, i, format, &run->options, diags);
		if (!bytes)
			return;
		bt_outbox_put(outbox, path, bytes);
	}
}

void bt_cmd_chart(bt_cli *cli)
{
	g_autofree char *suffix = g_strdup_printf("-1.%s", names[format_of(cli)]);
	const char *const suffixes[] = {suffix, NULL};
	bt_run run = {.cli = cli, .make = make};
	if (!bt_numbered_ok(cli))
		return;
	bt_tasks *tasks = bt_run_options(cli, &run.options) ? bt_tasks_new(cli, suffixes, false) : NULL;
	if (tasks)
		bt_run_all(&run, tasks);
	bt_tasks_free(tasks);
}
