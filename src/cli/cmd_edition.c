/* bantin edition: the bulletin of a quarter, into the archive. */
#include "cli/cli.h"

#include "archive/archive.h"
#include "theme/theme.h"

bool bt_cli_issue_date(bt_cli *cli, bt_arena *arena, const char **iso)
{
	const char *given = cli->value[BT_OPT_DATE];
	*iso = given ? bt_cli_date(given, arena) : NULL;
	if (!given || *iso)
		return true;
	bt_say(cli->diags, BT_D_USAGE_VALUE, BT_NO_SPAN, "--date", given, "2024-04-05, 5/4/2024", NULL);
	return false;
}

static bool read_issue(bt_cli *cli, bt_issue *issue)
{
	bool vi = bt_diags_lang(cli->diags) == BT_LANG_VI;
	const char *given = cli->operands->len ? cli->operands->pdata[0] : NULL;
	if (!given) {
		bt_say(cli->diags, BT_D_USAGE_MISSING, BT_NO_SPAN, vi ? "quý, ví dụ 2024-Q1" : "the quarter, as 2024-Q1", "edition", NULL);
		return false;
	}
	if (!bt_issue_read(given, issue) || issue->revision) {
		bt_say(cli->diags, BT_D_USAGE_QUARTER, BT_NO_SPAN, given, NULL);
		return false;
	}
	if (cli->operands->len <= 2)
		return true;
	bt_say(cli->diags, BT_D_USAGE_EXTRA, BT_NO_SPAN, cli->operands->pdata[2], "edition", NULL);
	return false;
}

/* It is printed on the cover: words are wanted. */
static bool correction_ok(bt_cli *cli)
{
	g_autofree char *words = g_strdup(cli->value[BT_OPT_CORRECT]);
	if (!words || *g_strstrip(words))
		return true;
	bool vi = bt_diags_lang(cli->diags) == BT_LANG_VI;
	bt_say(cli->diags, BT_D_USAGE_VALUE, BT_NO_SPAN, "--correct", words, vi ? "«nội dung đính chính»" : "what is corrected, in words", NULL);
	return false;
}

static bool sheet_ok(bt_cli *cli)
{
	if (!cli->value[BT_OPT_SHEET])
		return true;
	g_autoptr(bt_theme) theme = bt_theme_load_sheet("edition", cli->value[BT_OPT_SHEET], cli->diags);
	return theme != NULL;
}

void bt_cmd_edition(bt_cli *cli)
{
	g_autoptr(bt_arena) scratch = bt_arena_new();
	bt_make_options options = {
		.folder = cli->operands->len > 1 ? cli->operands->pdata[1] : ".",
		.archive = cli->value[BT_OPT_ARCHIVE],
		.number = cli->value[BT_OPT_NUMBER],
		.correction = cli->value[BT_OPT_CORRECT],
		.sheet = cli->value[BT_OPT_SHEET],
		.booklet = cli->value[BT_OPT_BOOKLET],
		.final = cli->value[BT_OPT_FINAL] != NULL,
	};
	if (read_issue(cli, &options.issue) && correction_ok(cli) && bt_cli_issue_date(cli, scratch, &options.date) && sheet_ok(cli) && bt_cli_parallel(cli, &options.parallel))
		bt_edition_make(&options, cli->diags);
}
