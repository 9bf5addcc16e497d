/* bantin serve: the preview. */
#include "cli/cli.h"

#include "serve/serve.h"

#include <string.h>
#include <unistd.h>

#define PORT 8080

static void say_ready(void *data, const char *address)
{
	bool vi = *(const bt_lang *)data == BT_LANG_VI;
	g_autofree char *text = g_strdup_printf(vi ? "Mở %s trong trình duyệt; bấm Ctrl+C để dừng.\n" : "Open %s in a browser; Ctrl+C ends it.\n", address);
	if (write(STDOUT_FILENO, text, strlen(text)) < 0)
		return; /* the server answers all the same */
}

static bool port_of(bt_cli *cli, guint16 *port)
{
	const char *given = cli->value[BT_OPT_PORT];
	guint64 n = PORT;
	if (!given || g_ascii_string_to_unsigned(given, 10, 0, G_MAXUINT16, &n, NULL)) {
		*port = (guint16)n;
		return true;
	}
	bt_say(cli->diags, BT_D_USAGE_VALUE, BT_NO_SPAN, "--port", given, "0 - 65535", NULL);
	return false;
}

void bt_cmd_serve(bt_cli *cli)
{
	bt_lang lang = bt_diags_lang(cli->diags);
	bt_serve_options options = {.lang = lang, .ready = say_ready, .data = &lang};
	if (!port_of(cli, &options.port) || !(options.folder = bt_cli_folder(cli)))
		return;
	if (!g_file_test(options.folder, G_FILE_TEST_IS_DIR)) {
		bt_diags_about(cli->diags, options.folder, NULL, 0);
		bt_say(cli->diags, BT_D_PROJECT_MISSING, BT_NO_SPAN, NULL);
		return;
	}
	const bt_serve_engine *engine = bt_module_table("bantin-serve.so", "bt_serve_engine_table", cli->diags);
	if (engine)
		engine->run(&options, cli->diags);
}
