/* bantin version. */
#include "cli/cli.h"

#include "bantin.h"

void bt_cmd_version(bt_cli *cli)
{
	static const char text[] = "bantin " BANTIN_VERSION "\n";
	g_autoptr(GBytes) bytes = g_bytes_new_static(text, sizeof text - 1);
	bt_publish("-", bytes, cli->diags);
}
