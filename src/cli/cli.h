/* Private to cli/: the parsed command line, the two tables, what the commands share. */
#ifndef BT_CLI_CLI_H
#define BT_CLI_CLI_H

#include "job/job.h"
#include "project/project.h"
#include "report/report.h"

typedef enum {
#define C(id, name, operands, vi, en) BT_CMD_##id,
#include "cli/commands.def"
#undef C
	BT_CMD_COUNT
} bt_command;

typedef enum {
#define O(id, ...) BT_OPT_##id,
#include "cli/options.def"
#undef O
	BT_OPT_COUNT
} bt_option;

typedef struct {
	bt_command command;
	const char *value[BT_OPT_COUNT]; /* the last given, "" for a flag; NULL: not given */
	GPtrArray *authors, *tags;       /* const char *, lent from argv, NULL at the end */
	GPtrArray *operands;             /* const char *, lent from argv */
	bt_diags *diags;                 /* of the whole run */
} bt_cli;

typedef struct {
	const char *name;
	const char *operands;
	const char *text[2]; /* by bt_lang */
	void (*run)(bt_cli *cli);
} bt_command_row;

typedef struct {
	const char *name;
	char letter; /* 0: none */
	const char *argument, *values; /* NULL: a flag; anything goes */
	guint32 commands; /* bit 1 << bt_command */
	const char *text[2];
} bt_option_row;

const bt_command_row *bt_command_at(bt_command command);
const bt_option_row *bt_option_at(bt_option option);
bool bt_option_fits(bt_option option, bt_command command);

/* Messages' language: --lang anywhere on the line, else the environment. */
bt_lang bt_cli_lang(int argc, char **argv);

/* Read the command line; false after a usage message. `cli->diags` is there already; the caller
 * releases the arrays with bt_cli_clear. */
bool bt_cli_parse(bt_cli *cli, int argc, char **argv);
void bt_cli_clear(bt_cli *cli);

/* ---- outputs.c: the reports named by the operands, and where each one's outputs go */
typedef struct {
	char *input;     /* as the user gave it, or found below a folder; "-" */
	GBytes *bytes;   /* of standard input, read before; else NULL */
	char *stem;      /* output path without suffix; NULL: standard output */
	char *output;    /* the whole output path when the user named it; else NULL */
	char *folder;    /* see bt_job.folder */
} bt_task;

typedef struct {
	GArray *tasks; /* bt_task */
} bt_tasks;

/* `suffixes` are the outputs' of one report (".pdf", NULL); with several, -o is a folder. `standard`: without -o
 * they go to standard output. NULL when nothing can be done; the messages tell. */
bt_tasks *bt_tasks_new(bt_cli *cli, const char *const *suffixes, bool standard);
/* False after a message: several numbered outputs cannot all go to standard output. */
bool bt_numbered_ok(bt_cli *cli);
void bt_tasks_free(bt_tasks *tasks);
/* The only operand, a project's folder; NULL after a message. Lent. */
const char *bt_cli_folder(bt_cli *cli);

/* ---- run.c: the commands that read reports */
typedef struct bt_run bt_run;
struct bt_run {
	bt_cli *cli;
	bt_report_options options;
	bt_dump dump; /* of the command dump */
	int width;    /* of the command figures: columns */
	/* In the worker: makes the outputs of one report; false after an error. */
	void (*make)(const bt_run *run, const bt_task *task, const bt_report *report, bt_outbox *outbox, bt_diags *diags);
};

/* Reads every report in a worker and calls run->make on it. Prints nothing: the messages are in cli->diags. */
void bt_run_all(bt_run *run, bt_tasks *tasks);
bool bt_cli_parallel(bt_cli *cli, guint *parallel); /* -j, else the cores; false after a usage message */
const char *bt_cli_date(const char *text, bt_arena *arena); /* ISO, in the arena; NULL: no date */
bool bt_run_options(bt_cli *cli, bt_report_options *options); /* false after a usage message */
bool bt_cli_parallel(bt_cli *cli, guint *parallel); /* -j, else the processors; false after a usage message */
/* cmd_edition.c: --date as ISO, in the arena; NULL: not given. False after a usage message. */
bool bt_cli_issue_date(bt_cli *cli, bt_arena *arena, const char **iso);
/* The path of one of several outputs of a report: NAME-2.png for 2. "-" for standard output; caller frees. */
char *bt_task_path_n(const bt_task *task, const char *suffix, guint n);
char *bt_task_path(const bt_task *task, const char *suffix); /* "-" for standard output; caller frees */
/* With --explain: why these charts, on standard output. */
void bt_cli_put_explanation(const bt_run *run, const bt_report *report, bt_outbox *outbox, bt_diags *diags);
/* page.c: the page at `path` and the files it needs beside it; `pdf` and `csv` are names to link to, or NULL. */
void bt_put_page(const bt_run *run, const bt_report *report, const char *path, const char *pdf, const char *csv,
		 bt_outbox *outbox, bt_diags *diags);
void bt_cli_put_text(bt_outbox *outbox, const char *path, GString *text); /* takes `text` over */

/* ---- cmd_site.c: the site of a project's folder; or all of it without writing. */
void bt_cli_site(bt_cli *cli, const char *folder, bool check_only);

/* ---- what help prints */
void bt_help_command(bt_command command, bt_lang lang, GString *out);
void bt_help_keys(bt_lang lang, GString *out);
void bt_help_man(GString *out);
void bt_help_completion(GString *out);

#define C(id, name, operands, vi, en) void bt_cmd_##name(bt_cli *cli);
#include "cli/commands.def"
#undef C

#endif
