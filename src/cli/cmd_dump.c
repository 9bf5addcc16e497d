/* bantin dump: what the stages made of a report, as text. */
#include "cli/cli.h"

#include <string.h>

static const char *const kinds[] = {
	[BT_DUMP_TREE] = "tree", [BT_DUMP_XML] = "xml", [BT_DUMP_FIGURES] = "figures",
	[BT_DUMP_SCENE] = "scene", [BT_DUMP_PAGES] = "pages", [BT_DUMP_TEXT] = "text",
	[BT_DUMP_DIGEST] = "digest",
};

static void make(const bt_run *run, const bt_task *task, const bt_report *report, bt_outbox *outbox, bt_diags *diags)
{
	g_autofree char *path = bt_task_path(task, ".dump");
	g_autoptr(GBytes) text = bt_report_dump(report, run->dump, &run->options, diags);
	if (text)
		bt_outbox_put(outbox, path, text);
}

static bool take_kind(bt_cli *cli, bt_dump *kind)
{
	static const char list[] = "tree, xml, figures, scene, pages, text, digest";
	const char *given = cli->operands->len ? cli->operands->pdata[0] : NULL;
	for (gsize i = 0; given && i < G_N_ELEMENTS(kinds); i++)
		if (strcmp(kinds[i], given) == 0) {
			*kind = (bt_dump)i;
			g_ptr_array_remove_index(cli->operands, 0);
			return true;
		}
	if (given)
		bt_say(cli->diags, BT_D_USAGE_VALUE, BT_NO_SPAN, "dump", given, list, NULL);
	else
		bt_say(cli->diags, BT_D_USAGE_MISSING, BT_NO_SPAN, list, "dump", NULL);
	return false;
}

void bt_cmd_dump(bt_cli *cli)
{
	static const char *const suffixes[] = {".dump", NULL};
	bt_run run = {.cli = cli, .make = make};
	if (!take_kind(cli, &run.dump) || !bt_run_options(cli, &run.options))
		return;
	if (cli->operands->len > 1) {
		bt_say(cli->diags, BT_D_USAGE_EXTRA, BT_NO_SPAN, cli->operands->pdata[1], "dump", NULL);
		return;
	}
	bt_tasks *tasks = bt_tasks_new(cli, suffixes, true);
	if (tasks)
		bt_run_all(&run, tasks);
	bt_tasks_free(tasks);
}
