/* The man page and the completions, made from the option and command tables; the keys of the front matter. */
#include "cli/cli.h"

#include "bantin.h"

#include <string.h>

/* The keys of product.md section 2, as `bantin help keys` shows them. */
static const struct {
	const char *vi, *en, *text[2]; /* by bt_lang */
} keys[] = {
	{"tiêu đề", "title", {"title; without it the output is a draft", "tiêu đề; thiếu thì bản in là bản nháp"}},
	{"tóm tắt", "lead", {"lead", "đoạn tóm tắt"}},
	{"ngày", "date", {"date; without it the output is a draft", "ngày; thiếu thì bản in là bản nháp"}},
	{"nơi", "place", {"place", "nơi"}},
	{"cơ quan", "issuer", {"issuing office; without it the output is a draft", "cơ quan ban hành; thiếu thì bản in là bản nháp"}},
	{"chuyên mục", "section", {"section", "chuyên mục"}},
	{"kỳ", "period", {"period of the report", "kỳ báo cáo"}},
	{"tác giả", "author", {"author; may be repeated", "tác giả; ghi được nhiều dòng"}},
	{"ảnh", "photo", {"photo: path | caption | credit | text for the blind; may be repeated", "ảnh: đường dẫn | chú thích | nguồn | lời tả; ghi được nhiều dòng"}},
	{"từ khóa", "tags", {"keywords", "từ khóa"}},
	{"trạng thái", "status", {"draft or final", "draft (bản nháp) hoặc final (chính thức)"}},
	{"số", "number", {"number of the issue", "số"}},
	{"số liệu", "figures", {"off: no figures are read", "off: không đọc số liệu"}},
};

void bt_help_keys(bt_lang lang, GString *out)
{
	g_string_append(out, lang == BT_LANG_VI ? "Phần đầu báo cáo: các dòng «khóa: giá trị» giữa hai dòng «---»\n\n"
						 : "Front matter: lines «key: value» between two lines «---» at the top\n\n");
	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
		const char *first = lang == BT_LANG_VI ? keys[i].vi : keys[i].en, *second = lang == BT_LANG_VI ? keys[i].en : keys[i].vi;
		g_autofree char *both = g_strdup_printf("%s, %s", first, second);
		g_string_append_printf(out, "  %s%*s%s\n", both, (int)MAX(2, 24 - (int)bt_text_letters(both, strlen(both))), "", keys[i].text[lang]);
	}
}

/* roff: a dash is "\-", a backslash "\e", and no line may begin with a dot or a quote. */
static void append_roff(GString *out, const char *s)
{
	for (const char *p = s; *p; p++) {
		if (*p == '-')
			g_string_append(out, "\\-");
		else if (*p == '\\')
			g_string_append(out, "\\e");
		else if ((*p == '.' || *p == '\'') && (p == s || p[-1] == '\n'))
			g_string_append_printf(out, "\\&%c", *p);
		else
			g_string_append_c(out, *p);
	}
}

static void man_options(GString *out)
{
	for (bt_option o = 0; o < BT_OPT_COUNT; o++) {
		const bt_option_row *row = bt_option_at(o);
		g_string_append(out, ".TP\n");
		if (row->letter)
			g_string_append_printf(out, "\\fB\\-%c\\fR, ", row->letter);
		g_string_append(out, "\\fB\\-\\-");
		append_roff(out, row->name);
		g_string_append(out, "\\fR");
		if (row->argument) {
			g_string_append(out, "=\\fI");
			append_roff(out, row->values ? row->values : row->argument);
			g_string_append(out, "\\fR");
		}
		g_string_append_c(out, '\n');
		append_roff(out, row->text[BT_LANG_EN]);
		g_string_append(out, " (");
		for (bt_command c = 0, first = 1; c < BT_CMD_COUNT; c++)
			if (bt_option_fits(o, c)) {
				g_string_append_printf(out, "%s%s", first ? "" : ", ", bt_command_at(c)->name);
				first = 0;
			}
		g_string_append(out, ").\n");
	}
}

void bt_help_man(GString *out)
{
	g_string_append(out, ".TH BANTIN 1 \"\" \"bantin " BANTIN_VERSION "\" \"User Commands\"\n"
			     ".SH NAME\nbantin \\- bulletins, web pages and figures from reports of Vietnamese meetings\n.SH SYNOPSIS\n");
	for (bt_command c = 0; c < BT_CMD_COUNT; c++) {
		const bt_command_row *row = bt_command_at(c);
		g_string_append_printf(out, "%s\\fBbantin%s%s\\fR [\\fIOPTION\\fR]... \\fI", c ? ".br\n" : "", c == BT_CMD_MAKE ? "" : " ", c == BT_CMD_MAKE ? "" : row->name);
		append_roff(out, row->operands);
		g_string_append(out, "\\fR\n");
	}
	g_string_append(out, ".SH DESCRIPTION\nReads a report as plain text or Markdown and never alters a figure or a sentence of it.\n.SH COMMANDS\n");
	for (bt_command c = 0; c < BT_CMD_COUNT; c++) {
		g_string_append_printf(out, ".TP\n\\fB%s\\fR\n", bt_command_at(c)->name);
		append_roff(out, bt_command_at(c)->text[BT_LANG_EN]);
		g_string_append_c(out, '\n');
	}
	g_string_append(out, ".SH OPTIONS\n");
	man_options(out);
	g_string_append(out, ".SH EXIT STATUS\n0 done; 1 warnings under \\fB\\-\\-strict\\fR; 2 wrong usage; 3 a report cannot be used; 4 an output cannot be written.\n"
			     ".SH ENVIRONMENT\n\\fBLC_ALL\\fR, \\fBLC_MESSAGES\\fR, \\fBLANG\\fR: messages are Vietnamese when it begins with vi.\n"
			     "\\fBBANTIN_DATA\\fR: the folder that holds templates and fonts.\n");
}

/* What may follow an option: the values of all commands' options of its name, once. */
static void complete_values(bt_option o, GString *out)
{
	const char *name = bt_option_at(o)->name;
	for (bt_option other = 0; other < o; other++)
		if (strcmp(bt_option_at(other)->name, name) == 0)
			return;
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(g_free);
	for (bt_option other = o; other < BT_OPT_COUNT; other++) {
		const char *values = strcmp(bt_option_at(other)->name, name) == 0 ? bt_option_at(other)->values : NULL;
		g_auto(GStrv) list = g_strsplit(values ? values : "", "|", -1);
		for (char **value = list; *value; value++)
			if (!g_ptr_array_find_with_equal_func(all, *value, g_str_equal, NULL))
				g_ptr_array_add(all, g_strdup(*value));
	}
	g_ptr_array_add(all, NULL);
	g_autofree char *words = g_strjoinv(" ", (char **)all->pdata);
	g_string_append_printf(out, "    --%s) COMPREPLY=($(compgen -W '%s' -- \"$cur\")); return;;\n", name, words);
}

void bt_help_completion(GString *out)
{
	g_string_append(out, "# bash completion for bantin\n_bantin() {\n  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words=\n  case $prev in\n");
	for (bt_option o = 0; o < BT_OPT_COUNT; o++)
		if (bt_option_at(o)->values)
			complete_values(o, out);
	g_string_append(out, "  esac\n  if [[ $cur == -* ]]; then\n    case ${COMP_WORDS[1]} in\n");
	for (int c = BT_CMD_COUNT - 1; c >= 0; c--) {
		g_string_append_printf(out, "      %s) words='", c == BT_CMD_MAKE ? "*" : bt_command_at((bt_command)c)->name);
		for (bt_option o = 0; o < BT_OPT_COUNT; o++)
			if (bt_option_fits(o, (bt_command)c))
				g_string_append_printf(out, "--%s ", bt_option_at(o)->name);
		g_string_append(out, "';;\n");
	}
	g_string_append(out, "    esac\n  elif [ \"$COMP_CWORD\" -eq 1 ]; then\n    words='");
	for (bt_command c = BT_CMD_MAKE + 1; c < BT_CMD_COUNT; c++)
		g_string_append_printf(out, "%s ", bt_command_at(c)->name);
	g_string_append(out, "'\n  fi\n  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\") $(compgen -f -- \"$cur\"))\n}\ncomplete -o filenames -F _bantin bantin\n");
}
