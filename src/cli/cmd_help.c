/* bantin help: the commands, one command, and the tables of keys and limits. */
#include "cli/cli.h"

#include "theme/theme.h"

#include <string.h>

#define COLUMN 28 /* where explanations start */

static void append_padded(GString *out, const char *term, const char *text)
{
	gsize letters = bt_text_letters(term, strlen(term));
	g_string_append_printf(out, "  %s", term);
	if (letters + 2 >= COLUMN) {
		g_string_append_c(out, '\n');
		letters = 0;
		g_string_append(out, "  ");
	}
	for (; letters + 2 < COLUMN; letters++)
		g_string_append_c(out, ' ');
	g_string_append_printf(out, "%s\n", text);
}

static char *command_line(const bt_command_row *row)
{
	return g_strdup_printf("bantin %s%s%s", strcmp(row->name, "make") == 0 ? "" : row->name,
			       strcmp(row->name, "make") == 0 ? "" : " ", row->operands);
}

static void help_text(bt_lang lang, GString *out)
{
	g_string_append(out, lang == BT_LANG_VI ? "bantin: biến báo cáo thành bản tin PDF, trang HTML và bảng số liệu\n\nCách dùng:\n"
						 : "bantin: makes reports into a bulletin (PDF), a web page and a table of figures\n\nUsage:\n");
	for (bt_command c = 0; c < BT_CMD_COUNT; c++) {
		g_autofree char *line = command_line(bt_command_at(c));
		append_padded(out, line, bt_command_at(c)->text[lang]);
	}
	g_string_append(out, lang == BT_LANG_VI ? "\nTùy chọn của từng lệnh: bantin help LỆNH\n" : "\nOptions of a command: bantin help COMMAND\n");
	g_string_append(out, lang == BT_LANG_VI ? "Mã trả về: 0 xong; 1 có cảnh báo (--strict); 2 sai cách dùng; 3 báo cáo không dùng được; 4 không ghi được\n"
						 : "Exit status: 0 done; 1 warnings (--strict); 2 usage; 3 a report cannot be used; 4 an output cannot be written\n");
}

void bt_help_command(bt_command command, bt_lang lang, GString *out)
{
	const bt_command_row *row = bt_command_at(command);
	g_autofree char *line = command_line(row);
	g_string_append_printf(out, "%s\n  %s\n\n", line, row->text[lang]);
	for (bt_option o = 0; o < BT_OPT_COUNT; o++) {
		const bt_option_row *option = bt_option_at(o);
		if (!bt_option_fits(o, command))
			continue;
		g_autofree char *letter = option->letter ? g_strdup_printf("-%c, ", option->letter) : g_strdup("    ");
		g_autofree char *argument = option->argument ? g_strdup_printf("=%s", option->values ? option->values : option->argument) : g_strdup("");
		g_autofree char *term = g_strdup_printf("%s--%s%s", letter, option->name, argument);
		append_padded(out, term, option->text[lang]);
	}
}

static void help_limits(bt_lang lang, GString *out)
{
	gsize n;
	const bt_limit *limits = bt_limits(&n);
	for (gsize i = 0; i < n; i++)
		g_string_append_printf(out, "%12" G_GINT64_FORMAT "  %s\n", limits[i].value, limits[i].text[lang]);
}

static void help_styles(bt_cli *cli, GString *out)
{
	g_auto(GStrv) names = bt_theme_names();
	for (char **name = names; name && *name; name++) {
		g_autoptr(bt_theme) theme = bt_theme_load(*name, cli->diags);
		if (theme)
			append_padded(out, *name, theme->about[bt_diags_lang(cli->diags)]);
	}
}

static bool help_topic(bt_cli *cli, const char *topic, GString *out)
{
	bt_lang lang = bt_diags_lang(cli->diags);
	const char *names[BT_CMD_COUNT + 4] = {"limits", "keys", "styles"};
	if (strcmp(topic, "limits") == 0)
		help_limits(lang, out);
	else if (strcmp(topic, "keys") == 0)
		bt_help_keys(lang, out);
	else if (strcmp(topic, "styles") == 0)
		help_styles(cli, out);
	else {
		for (bt_command c = 0; c < BT_CMD_COUNT; c++) {
			names[3 + c] = bt_command_at(c)->name;
			if (strcmp(names[3 + c], topic) == 0) {
				bt_help_command(c, lang, out);
				return true;
			}
		}
		const char *near = bt_nearest(topic, names);
		bt_say(cli->diags, near ? BT_D_USAGE_COMMAND_NEAR : BT_D_USAGE_COMMAND, BT_NO_SPAN, topic, near, NULL);
		return false;
	}
	return true;
}

/* Also for `bantin COMMAND --help`. */
void bt_cmd_help(bt_cli *cli)
{
	bt_lang lang = bt_diags_lang(cli->diags);
	g_autoptr(GString) out = g_string_new(NULL);
	if (cli->value[BT_OPT_MAN])
		bt_help_man(out);
	else if (cli->value[BT_OPT_COMPLETION])
		bt_help_completion(out);
	else if (cli->command != BT_CMD_HELP && cli->command != BT_CMD_MAKE)
		bt_help_command(cli->command, lang, out);
	else if (cli->command == BT_CMD_HELP && cli->operands->len > 0) {
		if (!help_topic(cli, cli->operands->pdata[0], out))
			return;
	} else
		help_text(lang, out);
	g_autoptr(GBytes) bytes = g_bytes_new(out->str, out->len);
	bt_publish("-", bytes, cli->diags);
}
