/* The command line: what is understood, what is refused and how; where outputs go. */
#include "cli/cli.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka.h wants the four headers above first */
#include <cmocka.h>

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Parses a line of words; the caller clears. */
static bool parse(bt_cli *cli, const char *line, char ***words)
{
	*words = g_strsplit(line, " ", -1);
	*cli = (bt_cli){.diags = bt_diags_new(BT_LANG_EN)};
	return bt_cli_parse(cli, (int)g_strv_length(*words), *words);
}

static void clear(bt_cli *cli, char **words)
{
	bt_cli_clear(cli);
	bt_diags_free(cli->diags);
	g_strfreev(words);
}

static void test_understood(void **state)
{
	(void)state;
	static const struct { const char *line; bt_command command; bt_option option; const char *value; guint operands; } cases[] = {
		{"bantin pdf a.txt", BT_CMD_PDF, BT_OPT_OUTPUT, NULL, 1},
		{"bantin pdf a.txt -o b.pdf", BT_CMD_PDF, BT_OPT_OUTPUT, "b.pdf", 1},
		{"bantin pdf -ob.pdf a.txt", BT_CMD_PDF, BT_OPT_OUTPUT, "b.pdf", 1},
		{"bantin pdf --output=b.pdf a.txt", BT_CMD_PDF, BT_OPT_OUTPUT, "b.pdf", 1},
		{"bantin pdf --output= a.txt", BT_CMD_PDF, BT_OPT_OUTPUT, "", 1},
		{"bantin --date 2024-04-05 pdf a.txt", BT_CMD_PDF, BT_OPT_DATE, "2024-04-05", 1},
		{"bantin -o out pdf a.txt", BT_CMD_PDF, BT_OPT_OUTPUT, "out", 1},
		{"bantin pdf -qo b.pdf a.txt", BT_CMD_PDF, BT_OPT_OUTPUT, "b.pdf", 1},
		{"bantin pdf -qo b.pdf a.txt", BT_CMD_PDF, BT_OPT_QUIET, "", 1},
		{"bantin pdf --titl=x a.txt", BT_CMD_PDF, BT_OPT_TITLE, "x", 1},
		{"bantin pdf - -o -", BT_CMD_PDF, BT_OPT_OUTPUT, "-", 1},
		{"bantin html -- -x.txt --final", BT_CMD_HTML, BT_OPT_FINAL, NULL, 2},
		{"bantin a.txt b.txt", BT_CMD_MAKE, BT_OPT_OUTPUT, NULL, 2},
		{"bantin -- pdf", BT_CMD_MAKE, BT_OPT_OUTPUT, NULL, 1},
		{"bantin figures --format=json --separator ; a.txt", BT_CMD_FIGURES, BT_OPT_SEPARATOR, ";", 1},
		{"bantin check --final --final a.txt", BT_CMD_CHECK, BT_OPT_FINAL, "", 1},
		{"bantin pdf --style a --style b a.txt", BT_CMD_PDF, BT_OPT_STYLE, "b", 1},
		{"bantin", BT_CMD_HELP, BT_OPT_HELP, NULL, 0},
		{"bantin --version", BT_CMD_MAKE, BT_OPT_VERSION, "", 0},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		bt_cli cli;
		char **words;
		if (!parse(&cli, cases[i].line, &words))
			fail_msg("refused: %s", cases[i].line);
		assert_int_equal(cli.command, cases[i].command);
		assert_int_equal(cli.operands->len, cases[i].operands);
		if (cases[i].value)
			assert_string_equal(cli.value[cases[i].option], cases[i].value);
		else
			assert_null(cli.value[cases[i].option]);
		clear(&cli, words);
	}
}

static void test_refused(void **state)
{
	(void)state;
	static const struct { const char *line, *message; } cases[] = {
		{"bantin pfd a.txt", "no command «pfd»; did you mean «pdf»?"},
		{"bantin xyzzy", "no command «xyzzy»; see «bantin help»"},
		{"bantin pdf --tilte=x a.txt", "unknown option «--tilte»; did you mean «--title»?"},
		{"bantin pdf --zzzzzz a.txt", "unknown option «--zzzzzz»; see «bantin help pdf»"},
		{"bantin pdf -z a.txt", "unknown option «-z»; see «bantin help pdf»"},
		{"bantin pdf --s a.txt", "unknown option «--s»; see «bantin help pdf»"},
		{"bantin html --style=x a.txt", "command «html» has no option «--style»; see «bantin help html»"},
		{"bantin pdf --final=yes a.txt", "option «--final» takes no value"},
		{"bantin pdf a.txt --title", "missing --title TEXT; see «bantin help pdf»"},
		{"bantin pdf a.txt -o", "missing -o PATH; see «bantin help pdf»"},
		{"bantin figures --format=xml a.txt", "option «--format» does not take «xml»; use: table|json|csv"},
		{"bantin pdf --lang fr a.txt", "option «--lang» does not take «fr»; use: vi|en"},
		{"bantin pdf --title=\xFF a.txt", "option «--title» does not take «\\xFF»; use: UTF-8"},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		bt_cli cli;
		char **words;
		if (parse(&cli, cases[i].line, &words))
			fail_msg("taken: %s", cases[i].line);
		assert_string_equal(bt_diags_at(cli.diags, 0)->text, cases[i].message);
		assert_int_equal(bt_diags_exit(cli.diags, false), BT_EXIT_USAGE);
		clear(&cli, words);
	}
}

static void test_language(void **state)
{
	(void)state;
	static const struct { const char *all, *messages, *lang, *line; bt_lang expected; } cases[] = {
		{"", "", "vi_VN.UTF-8", "bantin", BT_LANG_VI}, {"", "", "", "bantin", BT_LANG_EN}, {"C", "", "vi_VN", "bantin", BT_LANG_EN},
		{"", "vi", "C", "bantin", BT_LANG_VI}, {"C", "C", "C", "bantin pdf --lang vi", BT_LANG_VI}, {"vi", "", "", "bantin --lang=en pdf", BT_LANG_EN},
		{"", "", "", "bantin -- --lang=vi", BT_LANG_EN},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_auto(GStrv) words = g_strsplit(cases[i].line, " ", -1);
		g_setenv("LC_ALL", cases[i].all, TRUE);
		g_setenv("LC_MESSAGES", cases[i].messages, TRUE);
		g_setenv("LANG", cases[i].lang, TRUE);
		assert_int_equal(bt_cli_lang((int)g_strv_length(words), words), cases[i].expected);
	}
	g_setenv("LC_ALL", "C.UTF-8", TRUE);
}

/* ------------------------------------------------------------------ where outputs go */

static int set_up(void **state)
{
	static const char *const folders[] = {"in", "in/sub", "in/.hidden", "empty", "out"};
	static const char *const files[] = {"a.txt", "b.md", "in/x.txt", "in/sub/x.md", "in/sub/no.csv", "in/.hidden/y.txt", "same.txt", "same.md"};
	char *dir = g_dir_make_tmp("bantin-cli-XXXXXX", NULL);
	*state = dir;
	if (!dir || chdir(dir) != 0)
		return -1;
	for (gsize i = 0; i < G_N_ELEMENTS(folders); i++)
		if (mkdir(folders[i], 0777) != 0)
			return -1;
	for (gsize i = 0; i < G_N_ELEMENTS(files); i++)
		if (!g_file_set_contents(files[i], "x", 1, NULL))
			return -1;
	return 0;
}

static int tear_down(void **state)
{
	static const char *const names[] = {"a.txt", "b.md", "in/x.txt", "in/sub/x.md", "in/sub/no.csv", "in/.hidden/y.txt", "same.txt", "same.md", "in/.hidden", "in/sub", "in", "empty", "out"};
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		g_remove(names[i]);
	g_rmdir(*state);
	g_free(*state);
	return 0;
}

/* "input>output …" of a command line, or the first message. Caller frees. */
static char *placed(const char *line)
{
	static const char *const one[] = {".pdf", NULL}, *const three[] = {".pdf", ".html", ".csv", NULL};
	bt_cli cli;
	char **words;
	GString *out = g_string_new(NULL);
	assert_true(parse(&cli, line, &words));
	bt_tasks *tasks = bt_tasks_new(&cli, cli.command == BT_CMD_MAKE ? three : one, cli.command == BT_CMD_FIGURES);
	for (guint i = 0; tasks && i < tasks->tasks->len; i++) {
		const bt_task *task = &g_array_index(tasks->tasks, bt_task, i);
		g_autofree char *path = bt_task_path(task, ".pdf");
		g_string_append_printf(out, "%s%s>%s", i ? " " : "", task->input, path);
	}
	if (bt_diags_count(cli.diags))
		g_string_append(out, bt_code_name(bt_diags_at(cli.diags, 0)->code));
	bt_tasks_free(tasks);
	clear(&cli, words);
	return g_string_free(out, FALSE);
}

static void test_places(void **state)
{
	(void)state;
	static const struct { const char *line, *places; } cases[] = {
		{"bantin pdf a.txt", "a.txt>a.pdf"},
		{"bantin pdf a.txt -o b.pdf", "a.txt>b.pdf"},
		{"bantin pdf a.txt -o out", "a.txt>out/a.pdf"},
		{"bantin pdf a.txt -o new/", "a.txt>new/a.pdf"},
		{"bantin pdf a.txt -o -", "a.txt>-"},
		{"bantin figures a.txt", "a.txt>-"},
		{"bantin pdf a.txt b.md -o new", "a.txt>new/a.pdf b.md>new/b.pdf"},
		{"bantin pdf a.txt b.md", "usage-missing"},
		{"bantin pdf a.txt b.md -o a.txt", "usage-many"},
		{"bantin pdf a.txt b.md -o -", "usage-many"},
		{"bantin pdf in -o out", "in/sub/x.md>out/sub/x.pdf in/x.txt>out/x.pdf"},
		{"bantin pdf in/ -o out", "in/sub/x.md>out/sub/x.pdf in/x.txt>out/x.pdf"},
		{"bantin pdf empty -o out", "input-none"},
		{"bantin pdf same.txt same.md -o out", "usage-twice"},
		{"bantin pdf a.txt -o a.txt", "input-same"},
		{"bantin pdf a.txt -o ./in/../a.txt", "input-same"},
		{"bantin pdf", "usage-missing"},
		{"bantin a.txt b.md", "a.txt>a.pdf b.md>b.pdf"},
		{"bantin a.txt -o out", "a.txt>out/a.pdf"},
		{"bantin a.txt -o new", "a.txt>new/a.pdf"},
		{"bantin a.txt -o b.md", "usage-many"},
		{"bantin in/sub/../x.txt", "in/sub/../x.txt>in/sub/../x.pdf"},
		{"bantin pdf a.txt b.md -o out --title=x", "usage-one"},
		{"bantin pdf gone.txt", "gone.txt>gone.pdf"}, /* the worker says that it is missing */
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *places = placed(cases[i].line);
		assert_string_equal(places, cases[i].places);
	}
}

/* ------------------------------------------------------------------ help from the tables */

static void test_help_is_whole(void **state)
{
	(void)state;
	g_autoptr(GString) man = g_string_new(NULL), completion = g_string_new(NULL);
	bt_help_man(man);
	bt_help_completion(completion);
	for (bt_option o = 0; o < BT_OPT_COUNT; o++) {
		const bt_option_row *row = bt_option_at(o);
		g_autofree char *dashed = g_strdup_printf("--%s", row->name);
		assert_true(row->commands != 0);
		assert_non_null(strstr(completion->str, dashed));
		for (bt_option other = o + 1; other < BT_OPT_COUNT; other++) {
			if (row->commands & bt_option_at(other)->commands)
				assert_string_not_equal(row->name, bt_option_at(other)->name);
			assert_true(!row->letter || row->letter != bt_option_at(other)->letter);
		}
	}
	/* --format of several commands in one place, each value once */
	assert_non_null(strstr(completion->str, "    --format) COMPREPLY=($(compgen -W 'svg png pdf csv json table' "));
	assert_null(strstr(strstr(completion->str, "--format)") + 1, "--format)"));
	for (bt_command c = 0; c < BT_CMD_COUNT; c++)
		for (int lang = 0; lang < 2; lang++) {
			g_autoptr(GString) help = g_string_new(NULL);
			bt_help_command(c, (bt_lang)lang, help);
			assert_non_null(strstr(help->str, bt_command_at(c)->text[lang]));
			assert_non_null(strstr(help->str, "--lang=vi|en"));
			assert_true(g_utf8_validate(help->str, -1, NULL));
		}
	assert_true(g_str_has_prefix(man->str, ".TH BANTIN 1"));
	assert_null(strstr(man->str, "\n'"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_understood), cmocka_unit_test(test_refused), cmocka_unit_test(test_language),
		cmocka_unit_test_setup_teardown(test_places, set_up, tear_down), cmocka_unit_test(test_help_is_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
