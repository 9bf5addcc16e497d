/* Runs the reports of a command line through workers: options to a report's options, one job a report,
 * messages together. Knows no output format. */
#include "cli/cli.h"

#include "read/read.h"
#include "theme/theme.h"

#include <string.h>
#include <unistd.h>

/* ------------------------------------------------------------------ options */

static const bt_option fields[BT_META_FIELDS] = {
	[BT_META_TITLE] = BT_OPT_TITLE,     [BT_META_LEAD] = BT_OPT_LEAD,       [BT_META_DATE] = BT_OPT_DATE,
	[BT_META_PLACE] = BT_OPT_PLACE,     [BT_META_ISSUER] = BT_OPT_ISSUER,   [BT_META_SECTION] = BT_OPT_SECTION,
	[BT_META_PERIOD] = BT_OPT_PERIOD,   [BT_META_NUMBER] = BT_OPT_NUMBER,
	[BT_META_STATUS] = BT_OPT_COUNT,    [BT_META_FIGURES] = BT_OPT_COUNT, /* no option */
};

const char *bt_cli_date(const char *text, bt_arena *arena) { return bt_date_iso(text, arena); }

static bool date_ok(bt_cli *cli)
{
	const char *date = cli->value[BT_OPT_DATE];
	g_autoptr(bt_arena) scratch = bt_arena_new();
	if (!date || bt_date_iso(date, scratch))
		return true;
	bt_say(cli->diags, BT_D_USAGE_VALUE, BT_NO_SPAN, "--date", date, "2024-04-05, 5/4/2024", NULL);
	return false;
}

/* A style is a folder of templates/ with a theme.ini, a sheet a group of that file. */
static bool style_ok(bt_cli *cli)
{
	const char *style = cli->value[BT_OPT_STYLE], *sheet = cli->value[BT_OPT_SHEET];
	g_auto(GStrv) names = style ? bt_theme_names() : NULL;
	if (names && !g_strv_contains((const char *const *)names, style)) {
		g_autofree char *list = g_strjoinv(", ", names);
		bt_say(cli->diags, BT_D_USAGE_VALUE, BT_NO_SPAN, "--style", style, list, NULL);
		return false;
	}
	if (!sheet)
		return true;
	g_autoptr(bt_theme) theme = bt_theme_load_sheet(style ? style : "bulletin", sheet, cli->diags);
	return theme != NULL;
}

bool bt_run_options(bt_cli *cli, bt_report_options *options)
{
	const char *separator = cli->value[BT_OPT_SEPARATOR];
	*options = (bt_report_options){
		.authors = (const char *const *)cli->authors->pdata,
		.tags = (const char *const *)cli->tags->pdata,
		.style = cli->value[BT_OPT_STYLE],
		.dpi = cli->value[BT_OPT_DPI] ? g_ascii_strtoull(cli->value[BT_OPT_DPI], NULL, 10) : 0,
		.sheet = cli->value[BT_OPT_SHEET],
		.final = cli->value[BT_OPT_FINAL] != NULL,
		.bare = g_strcmp0(cli->value[BT_OPT_PDFA], "2a") == 0,
		.why = cli->value[BT_OPT_WHY] != NULL,
		.self_contained = cli->value[BT_OPT_SELF_CONTAINED] != NULL,
		.csv_separator = !separator ? 0 : strcmp(separator, "tab") == 0 ? '\t' : separator[0],
	};
	for (int f = 0; f < BT_META_FIELDS; f++)
		options->field[f] = fields[f] < BT_OPT_COUNT ? cli->value[fields[f]] : NULL;
	return date_ok(cli) && style_ok(cli);
}

bool bt_cli_parallel(bt_cli *cli, guint *parallel)
{
	const char *given = cli->value[BT_OPT_JOBS];
	guint64 n = 0;
	*parallel = g_get_num_processors();
	if (!given)
		return true;
	if (g_ascii_string_to_unsigned(given, 10, 1, 64, &n, NULL)) {
		*parallel = (guint)n;
		return true;
	}
	bt_say(cli->diags, BT_D_USAGE_VALUE, BT_NO_SPAN, "-j", given, "1 - 64", NULL);
	return false;
}

/* ------------------------------------------------------------------ in the worker */

char *bt_task_path(const bt_task *task, const char *suffix)
{
	if (task->output)
		return g_strdup(task->output);
	return task->stem ? g_strconcat(task->stem, suffix, NULL) : g_strdup("-");
}

/* A file the user named gets the number before its suffix. */
char *bt_task_path_n(const bt_task *task, const char *suffix, guint n)
{
	if (!task->output)
		return task->stem ? g_strdup_printf("%s-%u%s", task->stem, n, suffix) : g_strdup("-");
	if (strcmp(task->output, "-") == 0)
		return g_strdup("-");
	const char *name = strrchr(task->output, '/'), *dot = strrchr(task->output, '.');
	gsize stem = dot && dot > (name ? name + 1 : task->output) ? (gsize)(dot - task->output) : strlen(task->output);
	return g_strdup_printf("%.*s-%u%s", (int)stem, task->output, n, stem < strlen(task->output) ? dot : suffix);
}

void bt_cli_put_text(bt_outbox *outbox, const char *path, GString *text)
{
	g_autoptr(GBytes) bytes = g_string_free_to_bytes(text);
	bt_outbox_put(outbox, path, bytes);
}

void bt_cli_put_explanation(const bt_run *run, const bt_report *report, bt_outbox *outbox, bt_diags *diags)
{
	if (!run->cli->value[BT_OPT_EXPLAIN])
		return;
	GString *out = g_string_new(NULL);
	bt_charts_explain(report->charts, report->figures, bt_diags_lang(diags), out);
	bt_cli_put_text(outbox, "-", out);
}

struct piece {
	const bt_run *run;
	const bt_task *task;
};

static void work(void *data, bt_outbox *outbox, bt_diags *diags)
{
	const struct piece *piece = data;
	const bt_task *task = piece->task;
	bt_run run = *piece->run;
	g_autofree char *office = bt_office_find(task->input);
	run.options.office = office;
	g_autofree char *review = strcmp(task->input, "-") != 0 ? bt_review_path(task->input) : NULL;
	if (review && g_file_test(review, G_FILE_TEST_EXISTS))
		run.options.review = review;
	bt_diags_about(diags, task->input, NULL, 0);
	g_autoptr(GBytes) bytes = task->bytes ? g_bytes_ref(task->bytes) : bt_read_all(task->input, BT_MAX_REPORT_BYTES, diags);
	if (!bytes)
		return;
	g_autoptr(bt_report) report = bt_report_read(bytes, task->input, &run.options, diags);
	if (report)
		run.make(&run, task, report, outbox, diags);
}

/* ------------------------------------------------------------------ in the parent */

struct progress {
	bt_cli *cli;
	gsize n;
	bool shown;
};

static void on_done(void *data, const bt_job *job, gsize i)
{
	struct progress *progress = data;
	for (guint k = 0; k < bt_diags_count(job->diags); k++)
		bt_diags_add(progress->cli->diags, bt_diags_at(job->diags, k));
	if (!progress->shown)
		return;
	char line[64];
	int len = g_snprintf(line, sizeof line, "\r[%zu/%zu]%s", i + 1, progress->n, i + 1 == progress->n ? "\r\033[K" : " …");
	if (write(STDERR_FILENO, line, (gsize)len) < 0)
		progress->shown = false;
}

void bt_run_all(bt_run *run, bt_tasks *tasks)
{
	guint n = tasks->tasks->len, parallel;
	if (!bt_cli_parallel(run->cli, &parallel))
		return;
	bt_job *jobs = g_new0(bt_job, n + 1);
	struct piece *pieces = g_new0(struct piece, n + 1);
	struct progress progress = {.cli = run->cli, .n = n, .shown = n > 1 && !run->cli->value[BT_OPT_QUIET] && isatty(STDERR_FILENO)};
	for (guint i = 0; i < n; i++) {
		const bt_task *task = &g_array_index(tasks->tasks, bt_task, i);
		pieces[i] = (struct piece){run, task};
		jobs[i] = (bt_job){.work = work, .data = &pieces[i], .diags = bt_diags_new(bt_diags_lang(run->cli->diags)), .folder = task->folder};
		bt_diags_about(jobs[i].diags, task->input, NULL, 0);
	}
	bt_jobs_run(jobs, n, parallel, on_done, &progress);
	for (guint i = 0; i < n; i++)
		bt_diags_free(jobs[i].diags);
	g_free(jobs);
	g_free(pieces);
}
