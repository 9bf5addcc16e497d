/* bantin site: the news site of a folder of reports; and bantin check of such a folder, which writes nothing. */
#include "cli/cli.h"

#include "site/site.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* On a terminal only, on the one line that the messages will follow. */
static void show_progress(void *data, guint done, guint all)
{
	char line[80];
	(void)data;
	int n = g_snprintf(line, sizeof line, "\r[%u/%u] …%s", done, all, done == all ? "\r\033[K" : "");
	if (write(STDERR_FILENO, line, (gsize)n) < 0)
		return; /* nobody watches */
}

static void show_end(const bt_cli *cli, const bt_site_options *options, const bt_site_count *count)
{
	bool vi = bt_diags_lang(cli->diags) == BT_LANG_VI;
	guint published = count->reports - count->left_out;
	g_autofree char *text = g_strdup_printf(vi ? "%s: %u bài; ghi %u tệp, bỏ %u tệp\n" : "%s: %u articles; %u files written, %u removed\n",
						options->output, published, count->written, count->removed);
	if (write(STDOUT_FILENO, text, strlen(text)) < 0)
		return;
}

/* The day it is: --today; SOURCE_DATE_EPOCH, so that a build can be repeated; else the clock. What is dated later
 * is held back. NULL after a usage message. Caller frees. */
static char *day_of(bt_cli *cli)
{
	const char *given = cli->value[BT_OPT_TODAY], *epoch = g_getenv("SOURCE_DATE_EPOCH");
	g_autoptr(bt_arena) scratch = bt_arena_new();
	gint64 seconds;
	if (given) {
		const char *iso = bt_cli_date(given, scratch);
		if (!iso)
			bt_say(cli->diags, BT_D_USAGE_VALUE, BT_NO_SPAN, "--today", given, "2024-04-05, 5/4/2024", NULL);
		return g_strdup(iso);
	}
	if (!epoch || !g_ascii_string_to_signed(epoch, 10, 0, G_MAXINT32 * G_GINT64_CONSTANT(64), &seconds, NULL))
		seconds = g_get_real_time() / G_USEC_PER_SEC;
	g_autoptr(GTimeZone) vietnam = g_time_zone_new_offset(7 * 3600);
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(seconds), here = g_date_time_to_timezone(utc, vietnam);
	return g_strdup_printf("%04d-%02d-%02d", g_date_time_get_year(here), g_date_time_get_month(here), g_date_time_get_day_of_month(here));
}

/* Where a folder is, or will be once it is made, with a slash at the end; NULL: nowhere. Caller frees. */
static char *place_of(const char *folder)
{
	char *there = realpath(folder, NULL);
	g_autofree char *up = g_path_get_dirname(folder), *name = g_path_get_basename(folder);
	char *above = there ? NULL : realpath(up, NULL);
	g_autofree char *plain = there ? g_strdup(there) : above ? g_build_filename(above, name, NULL) : NULL;
	char *place = !plain || g_str_has_suffix(plain, "/") ? g_strdup(plain) : g_strconcat(plain, "/", NULL);
	free(there);
	free(above);
	return place;
}

/* The output must not hold the project: all of it would change places. Nor may it stand among what the office writes, or
 * what is kept for good. */
static bool apart(bt_cli *cli, const char *folder, const char *output)
{
	static const char *const kept[] = {"reports", "archive", "templates"};
	g_autofree char *inner = place_of(folder), *outer = place_of(output);
	if (!inner || !outer)
		return true; /* said when it is opened */
	if (g_str_has_prefix(inner, outer)) {
		bt_say(cli->diags, BT_D_SITE_WITHIN, BT_NO_SPAN, output, NULL);
		return false;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(kept); i++) {
		g_autofree char *own = g_build_filename(inner, kept[i], "/", NULL);
		if (g_str_has_prefix(outer, own)) {
			bt_say(cli->diags, BT_D_SITE_OWN, BT_NO_SPAN, output, kept[i], NULL);
			return false;
		}
	}
	return true;
}

void bt_cli_site(bt_cli *cli, const char *folder, bool check_only)
{
	bt_site_options options = {.folder = folder, .check_only = check_only};
	bt_site_count count = {0};
	g_autofree char *beside = g_build_filename(folder, "public", NULL), *today = day_of(cli);
	bool quiet = cli->value[BT_OPT_QUIET] != NULL;
	options.output = cli->value[BT_OPT_OUTPUT] ? cli->value[BT_OPT_OUTPUT] : beside;
	options.today = today;
	options.drafts = cli->value[BT_OPT_DRAFTS] != NULL;
	options.pdf = !cli->value[BT_OPT_NO_PDF] && !check_only;
	options.progress = !quiet && isatty(STDERR_FILENO) ? show_progress : NULL;
	if (!today || !bt_cli_parallel(cli, &options.parallel) || !apart(cli, folder, options.output))
		return;
	if (bt_site_build(&options, cli->diags, &count) && !quiet && !check_only && isatty(STDOUT_FILENO))
		show_end(cli, &options, &count);
}

void bt_cmd_site(bt_cli *cli)
{
	const char *folder = bt_cli_folder(cli);
	if (folder)
		bt_cli_site(cli, folder, false);
}
