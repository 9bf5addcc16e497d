/* The program: language, command line, command, messages, exit status. Does nothing itself. */
#include "cli/cli.h"

#include <string.h>
#include <unistd.h>

static void print_messages(const bt_cli *cli)
{
	const char *form = cli->value[BT_OPT_MESSAGES];
	g_autofree char *text = bt_diags_text(cli->diags, form && strcmp(form, "json") == 0, cli->value[BT_OPT_QUIET] != NULL);
	for (gsize off = 0, len = strlen(text); off < len;) {
		gssize n = write(STDERR_FILENO, text + off, len - off);
		if (n <= 0)
			return; /* nowhere left to say it; the exit status still tells */
		off += (gsize)n;
	}
}

int main(int argc, char **argv)
{
	bt_job_init();
	bt_data_init();
	bt_cli cli = {.diags = bt_diags_new(bt_cli_lang(argc, argv))};
	if (bt_cli_parse(&cli, argc, argv)) {
		if (cli.value[BT_OPT_VERSION])
			bt_cmd_version(&cli);
		else if (cli.value[BT_OPT_HELP])
			bt_cmd_help(&cli);
		else
			bt_command_at(cli.command)->run(&cli);
	}
	bt_exit status = bt_diags_exit(cli.diags, cli.value[BT_OPT_STRICT] != NULL);
	print_messages(&cli);
	bt_diags_free(cli.diags);
	bt_cli_clear(&cli);
	return status;
}
