/* Reads the command line by the two tables. Knows no command's work. */
#include "cli/cli.h"

#include <string.h>
#include <sys/stat.h>

#define ON(id) (1u << BT_CMD_##id)

static const bt_command_row commands[] = {
#define C(id, cname, cargs, vi, en) [BT_CMD_##id] = {.name = #cname, .operands = cargs, .text = {[BT_LANG_EN] = en, [BT_LANG_VI] = vi}, .run = bt_cmd_##cname},
#include "cli/commands.def"
#undef C
};
G_STATIC_ASSERT(G_N_ELEMENTS(commands) == BT_CMD_COUNT);

static const bt_option_row options[] = {
#define O(id, oname, oletter, oargument, ovalues, ocommands, vi, en) \
	[BT_OPT_##id] = {.name = oname, .letter = oletter, .argument = oargument, .values = ovalues, .commands = ocommands, .text = {[BT_LANG_EN] = en, [BT_LANG_VI] = vi}},
#include "cli/options.def"
#undef O
};
G_STATIC_ASSERT(G_N_ELEMENTS(options) == BT_OPT_COUNT);

const bt_command_row *bt_command_at(bt_command command) { return &commands[command]; }

const bt_option_row *bt_option_at(bt_option option) { return &options[option]; }

bool bt_option_fits(bt_option option, bt_command command) { return options[option].commands & 1u << command; }

bt_lang bt_cli_lang(int argc, char **argv)
{
	static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	const char *named = NULL;
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (g_str_has_prefix(argv[i], "--lang="))
			named = argv[i] + 7;
		else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
			named = argv[i + 1];
	}
	for (gsize i = 0; !named && i < G_N_ELEMENTS(variables); i++) {
		const char *value = g_getenv(variables[i]);
		named = value && *value ? value : NULL;
	}
	return named && g_str_has_prefix(named, "vi") ? BT_LANG_VI : BT_LANG_EN;
}

/* ------------------------------------------------------------------ usage messages */

static const char *near_option(const char *name, bt_command command)
{
	const char *names[BT_OPT_COUNT + 1] = {0};
	gsize n = 0;
	for (bt_option o = 0; o < BT_OPT_COUNT; o++)
		if (bt_option_fits(o, command))
			names[n++] = options[o].name;
	return bt_nearest(name, names);
}

static bool say_unknown(bt_cli *cli, const char *shown, const char *name)
{
	const char *near = name ? near_option(name, cli->command) : NULL;
	g_autofree char *dashed = near ? g_strdup_printf("--%s", near) : NULL;
	if (near)
		bt_say(cli->diags, BT_D_USAGE_OPTION_NEAR, BT_NO_SPAN, shown, dashed, NULL);
	else
		bt_say(cli->diags, BT_D_USAGE_OPTION, BT_NO_SPAN, shown, commands[cli->command].name, NULL);
	return false;
}

static bool allowed(const char *values, const char *value)
{
	g_auto(GStrv) list = g_strsplit(values, "|", -1);
	return g_strv_contains((const char *const *)list, value);
}

/* ------------------------------------------------------------------ options */

/* Files the option; `value` NULL: a flag. */
static bool take(bt_cli *cli, bt_option o, const char *shown, const char *value)
{
	const bt_option_row *row = &options[o];
	if (!bt_option_fits(o, cli->command)) {
		bt_say(cli->diags, BT_D_USAGE_OPTION_ELSEWHERE, BT_NO_SPAN, shown, commands[cli->command].name, NULL);
		return false;
	}
	if (row->values && !allowed(row->values, value)) {
		bt_say(cli->diags, BT_D_USAGE_VALUE, BT_NO_SPAN, shown, value, row->values, NULL);
		return false;
	}
	if (value && !g_utf8_validate(value, -1, NULL) && o != BT_OPT_OUTPUT) {
		bt_say(cli->diags, BT_D_USAGE_VALUE, BT_NO_SPAN, shown, value, "UTF-8", NULL);
		return false;
	}
	if (o == BT_OPT_AUTHOR)
		g_ptr_array_add(cli->authors, (gpointer)value);
	if (o == BT_OPT_TAG)
		g_ptr_array_add(cli->tags, (gpointer)value);
	cli->value[o] = value ? value : "";
	return true;
}

static bool say_missing(bt_cli *cli, const char *shown, const bt_option_row *row)
{
	g_autofree char *what = g_strdup_printf("%s %s", shown, row->argument);
	bt_say(cli->diags, BT_D_USAGE_MISSING, BT_NO_SPAN, what, commands[cli->command].name, NULL);
	return false;
}

/* "--name", "--name=value"; the value may be the next argument. A whole name or a beginning that only
 * one of the command's options has. */
static bool long_option(bt_cli *cli, int argc, char **argv, int *i)
{
	const char *arg = argv[*i] + 2, *equals = strchr(arg, '=');
	g_autofree char *name = equals ? g_strndup(arg, (gsize)(equals - arg)) : g_strdup(arg);
	g_autofree char *shown = g_strdup_printf("--%s", name);
	int found = -1, starts = 0;
	bool exact = false; /* options of different commands may share a name */
	for (int o = 0; o < BT_OPT_COUNT; o++) {
		if (strcmp(options[o].name, name) == 0) {
			found = o;
			starts = 1;
			exact = true;
			if (bt_option_fits((bt_option)o, cli->command))
				break;
		} else if (!exact && *name && bt_option_fits((bt_option)o, cli->command) && g_str_has_prefix(options[o].name, name)) {
			found = o;
			starts++;
		}
	}
	if (starts != 1)
		return say_unknown(cli, shown, name);
	const bt_option_row *row = &options[found];
	if (!row->argument && equals) {
		bt_say(cli->diags, BT_D_USAGE_OPTION_PLAIN, BT_NO_SPAN, shown, NULL);
		return false;
	}
	if (row->argument && !equals && *i + 1 >= argc)
		return say_missing(cli, shown, row);
	const char *value = !row->argument ? NULL : equals ? equals + 1 : argv[++*i];
	return take(cli, (bt_option)found, shown, value);
}

/* "-q", "-oFILE", "-o FILE", several flags in one. */
static bool short_options(bt_cli *cli, int argc, char **argv, int *i)
{
	for (const char *p = argv[*i] + 1; *p; p++) {
		const char shown[] = {'-', *p, 0};
		int o = 0;
		while (o < BT_OPT_COUNT && options[o].letter != *p)
			o++;
		if (o == BT_OPT_COUNT)
			return say_unknown(cli, (guchar)*p < 0x80 ? shown : argv[*i], NULL);
		if (!options[o].argument) {
			if (!take(cli, (bt_option)o, shown, NULL))
				return false;
			continue;
		}
		if (!p[1] && *i + 1 >= argc)
			return say_missing(cli, shown, &options[o]);
		return take(cli, (bt_option)o, shown, p[1] ? p + 1 : argv[++*i]);
	}
	return true;
}

/* ------------------------------------------------------------------ the command */

/* A first word that is no command is a report, if it could be one. */
static bool names_report(const char *word)
{
	struct stat st;
	return strpbrk(word, "./") || strcmp(word, "-") == 0 || stat(word, &st) == 0;
}

static bool find_command(bt_cli *cli, const char *word)
{
	const char *names[BT_CMD_COUNT + 1] = {0};
	for (bt_command c = BT_CMD_MAKE + 1; c < BT_CMD_COUNT; c++) {
		names[c - 1] = commands[c].name;
		if (strcmp(commands[c].name, word) == 0) {
			cli->command = c;
			return true;
		}
	}
	if (names_report(word))
		return true;
	const char *near = bt_nearest(word, names);
	if (near)
		bt_say(cli->diags, BT_D_USAGE_COMMAND_NEAR, BT_NO_SPAN, word, near, NULL);
	else
		bt_say(cli->diags, BT_D_USAGE_COMMAND, BT_NO_SPAN, word, NULL);
	return false;
}

/* Where the command stands: the first argument that is neither an option nor an option's value. */
static int command_index(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		if (argv[i][0] != '-' || !argv[i][1])
			return i;
		if (strcmp(argv[i], "--") == 0)
			return argc;
		for (int o = 0; o < BT_OPT_COUNT; o++) {
			bool is_long = argv[i][1] == '-' && strcmp(argv[i] + 2, options[o].name) == 0;
			bool is_short = argv[i][1] == options[o].letter && options[o].letter && !argv[i][2];
			if (options[o].argument && (is_long || is_short))
				i++;
		}
	}
	return argc;
}

bool bt_cli_parse(bt_cli *cli, int argc, char **argv)
{
	int at = command_index(argc, argv);
	bool ok = true, only_operands = false;
	cli->authors = g_ptr_array_new();
	cli->tags = g_ptr_array_new();
	cli->operands = g_ptr_array_new();
	cli->command = argc == 1 ? BT_CMD_HELP : BT_CMD_MAKE;
	if (at < argc && !find_command(cli, argv[at]))
		return false;
	for (int i = 1; i < argc; i++) {
		if (i == at && cli->command != BT_CMD_MAKE)
			continue;
		if (only_operands || argv[i][0] != '-' || !argv[i][1])
			g_ptr_array_add(cli->operands, argv[i]);
		else if (strcmp(argv[i], "--") == 0)
			only_operands = true;
		else if (argv[i][1] == '-')
			ok &= long_option(cli, argc, argv, &i);
		else
			ok &= short_options(cli, argc, argv, &i);
	}
	g_ptr_array_add(cli->authors, NULL);
	g_ptr_array_add(cli->tags, NULL);
	return ok;
}

void bt_cli_clear(bt_cli *cli)
{
	g_clear_pointer(&cli->authors, g_ptr_array_unref);
	g_clear_pointer(&cli->tags, g_ptr_array_unref);
	g_clear_pointer(&cli->operands, g_ptr_array_unref);
}
