/* bantin archive: what an archive holds, whether it is sound, what is in it. One verb, one function; the work is done in
 * workers, this prints. */
#include "cli/cli.h"

#include "archive/archive.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What a verb works with. */
struct call {
	bt_cli *cli;
	bt_lang lang;
	const char *archive; /* path */
	GPtrArray *words;    /* operands that are not the archive, NULL at the end; lent */
	bt_shelf *shelf;     /* NULL for verbs that make one */
};

typedef struct {
	const char *name;
	int least, most; /* words; most -1: any number */
	const char *wanted[2]; /* when words are missing, by bt_lang */
	void (*run)(struct call *call);
} bt_verb;

static bool is_folder(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* Hands `text` to standard output; taken over. */
static void print(const struct call *call, GString *text)
{
	g_autoptr(GBytes) bytes = g_string_free_to_bytes(text);
	if (g_bytes_get_size(bytes) > 0)
		bt_publish("-", bytes, call->cli->diags);
}

static void keep_text(void *data, const char *name, GBytes *bytes)
{
	GString *out = *(GString **)data;
	gsize len;
	const char *text = g_bytes_get_data(bytes, &len);
	(void)name;
	g_string_append_len(out, text, (gssize)len);
}

/* ------------------------------------------------------------------ list, show */

static void run_list(struct call *call)
{
	GString *out = g_string_new(NULL);
	bt_archive_list(call->shelf, call->lang, out);
	print(call, out);
}

struct showing {
	GString *out; /* first: see keep_text */
	const struct call *call;
	const bt_shelved *edition;
};

static void show_work(void *data, bt_outbox *outbox, bt_diags *diags)
{
	const struct showing *showing = data;
	GString *out = g_string_new(NULL);
	bt_archive_show(showing->call->shelf, showing->edition, showing->call->lang, diags, out);
	bt_cli_put_text(outbox, "-", out);
}

static void run_show(struct call *call)
{
	bt_issue issue;
	const char *id = call->words->pdata[0];
	const bt_shelved *edition = bt_issue_read(id, &issue) ? bt_shelf_find(call->shelf, issue) : NULL;
	if (!edition) {
		bt_say(call->cli->diags, BT_D_ARCHIVE_NONE, BT_NO_SPAN, id, NULL);
		return;
	}
	struct showing showing = {g_string_new(NULL), call, edition};
	bt_job job = {.work = show_work, .data = &showing, .diags = call->cli->diags, .take = keep_text};
	bt_jobs_run(&job, 1, 1, NULL, NULL);
	print(call, showing.out);
}

/* ------------------------------------------------------------------ verify */

struct verifying {
	GString *out; /* first: see keep_text */
	const bt_shelved *edition;
	bt_lang lang;
};

/* A bag with faults is told on standard output, line by line, and as one error. */
static void verify_work(void *data, bt_outbox *outbox, bt_diags *diags)
{
	const struct verifying *v = data;
	g_autoptr(bt_verdict) verdict = bt_bag_verify(v->edition, v->lang);
	GString *out = g_string_new(verdict->faults->len ? "!" : "=");
	bt_archive_verdict(v->edition, verdict, v->lang, out);
	bt_cli_put_text(outbox, "-", out);
	(void)diags;
}

/* Strays are no part of any bag, yet they do not belong there. */
static void put_strays(const struct call *call, GString *out)
{
	for (guint i = 0; i < call->shelf->strays->len; i++)
		g_string_append_printf(out, call->lang == BT_LANG_VI ? "%-11s  thừa: %s\n" : "%-11s  extra: %s\n", "-", (const char *)call->shelf->strays->pdata[i]);
	if (call->shelf->strays->len)
		bt_say(call->cli->diags, BT_D_ARCHIVE_STRAYS, BT_NO_SPAN, call->shelf->strays->pdata[0], NULL);
}

/* The editions that are meant: those named, else all (bt_shelved *). NULL after a message. Caller unrefs. */
static GPtrArray *chosen(struct call *call)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new();
	for (guint i = 0; call->words->len == 0 && i < call->shelf->editions->len; i++)
		g_ptr_array_add(list, &g_array_index(call->shelf->editions, bt_shelved, i));
	for (guint i = 0; i < call->words->len; i++) {
		bt_issue issue;
		const char *id = call->words->pdata[i];
		const bt_shelved *edition = bt_issue_read(id, &issue) ? bt_shelf_find(call->shelf, issue) : NULL;
		if (!edition) {
			bt_say(call->cli->diags, BT_D_ARCHIVE_NONE, BT_NO_SPAN, id, NULL);
			return NULL;
		}
		g_ptr_array_add(list, (gpointer)edition);
	}
	return g_steal_pointer(&list);
}

static void run_verify(struct call *call)
{
	guint parallel;
	g_autoptr(GPtrArray) editions = bt_cli_parallel(call->cli, &parallel) ? chosen(call) : NULL;
	if (!editions)
		return;
	guint n = editions->len, faulty = 0;
	bt_job *jobs = g_new0(bt_job, n + 1);
	struct verifying *work = g_new0(struct verifying, n + 1);
	for (guint i = 0; i < n; i++) {
		const bt_shelved *edition = editions->pdata[i];
		work[i] = (struct verifying){g_string_new(NULL), edition, call->lang};
		jobs[i] = (bt_job){.work = verify_work, .data = &work[i], .diags = bt_diags_new(call->lang), .take = keep_text};
		bt_diags_about(jobs[i].diags, edition->folder, NULL, 0);
	}
	bt_jobs_run(jobs, n, parallel, NULL, NULL);
	GString *out = g_string_new(NULL);
	for (guint i = 0; i < n; i++) {
		bool sound = work[i].out->str[0] == '=';
		if (!sound)
			bt_say(jobs[i].diags, BT_D_BAG_FAULTY, BT_NO_SPAN, work[i].edition->id, NULL);
		faulty += !sound;
		g_string_append(out, work[i].out->len ? work[i].out->str + 1 : "");
		for (guint k = 0; k < bt_diags_count(jobs[i].diags); k++)
			bt_diags_add(call->cli->diags, bt_diags_at(jobs[i].diags, k));
		bt_diags_free(jobs[i].diags);
		g_string_free(work[i].out, TRUE);
	}
	if (call->words->len == 0)
		put_strays(call, out);
	print(call, out);
	g_free(jobs);
	g_free(work);
}

/* ------------------------------------------------------------------ search, series, export, reindex */

#define SEARCH_LIMIT 20

/* The words as one line. Caller frees. */
static char *joined(const struct call *call)
{
	g_ptr_array_add(call->words, NULL);
	char *words = g_strjoinv(" ", (char **)call->words->pdata);
	g_ptr_array_set_size(call->words, (int)call->words->len - 1);
	return words;
}

static bool read_limit(const struct call *call, guint *limit)
{
	const char *given = call->cli->value[BT_OPT_LIMIT];
	guint64 n = SEARCH_LIMIT;
	bool ok = !given || g_ascii_string_to_unsigned(given, 10, 1, 100000, &n, NULL);
	if (!ok)
		bt_say(call->cli->diags, BT_D_USAGE_VALUE, BT_NO_SPAN, "--limit", given, "1 - 100000", NULL);
	*limit = (guint)n;
	return ok;
}

static char separator_of(const struct call *call)
{
	const char *given = call->cli->value[BT_OPT_SEPARATOR];
	return !given ? ';' : strcmp(given, "tab") == 0 ? '\t' : given[0];
}

static void run_search(struct call *call)
{
	g_autofree char *words = joined(call);
	bt_asking asking = {.shelf = call->shelf, .words = words, .lang = call->lang, .bold = isatty(STDOUT_FILENO) == 1};
	GString *out = g_string_new(NULL);
	if (read_limit(call, &asking.limit))
		bt_archive_search(&asking, out, call->cli->diags);
	print(call, out);
}

/* The office's own joins stand beside the archive. */
static void run_series(struct call *call)
{
	bt_cli *cli = call->cli;
	g_autofree char *words = joined(call), *rules = g_build_filename(call->archive, "..", "indicators.ini", NULL);
	bt_asking asking = {
		.shelf = call->shelf, .words = words, .lang = call->lang, .why = cli->value[BT_OPT_WHY] != NULL,
		.rules = g_file_test(rules, G_FILE_TEST_IS_REGULAR) ? rules : NULL, .separator = separator_of(call),
		.svg = cli->value[BT_OPT_SVG], .pdf = cli->value[BT_OPT_TO_PDF], .csv = cli->value[BT_OPT_CSV],
	};
	GString *out = g_string_new(NULL);
	bt_archive_series(&asking, out, cli->diags);
	print(call, out);
}

static void export_work(void *data, bt_outbox *outbox, bt_diags *diags)
{
	const struct showing *showing = data;
	const char *format = showing->call->cli->value[BT_OPT_EXPORT];
	g_autoptr(bt_stored) stored = bt_stored_open(showing->edition, diags);
	GString *out = g_string_new(NULL);
	if (stored && g_strcmp0(format, "json") == 0)
		bt_stored_json(stored, out);
	else if (stored)
		bt_stored_csv(stored, separator_of(showing->call), out);
	bt_cli_put_text(outbox, "-", out);
}

/* The figures of the latest revision of each edition. */
static void run_export(struct call *call)
{
	const GArray *all = call->shelf->editions;
	bool json = g_strcmp0(call->cli->value[BT_OPT_EXPORT], "json") == 0, first = true;
	const char *path = call->cli->value[BT_OPT_OUTPUT];
	GString *out = g_string_new(json ? "{\"figures\":[\n" : NULL);
	if (!json)
		bt_stored_csv_head(separator_of(call), out);
	for (guint i = 0; i < all->len; i++) {
		struct showing showing = {g_string_new(NULL), call, &g_array_index(all, bt_shelved, i)};
		bt_job job = {.work = export_work, .data = &showing, .diags = call->cli->diags, .take = keep_text};
		if (!showing.edition->superseded)
			bt_jobs_run(&job, 1, 1, NULL, NULL);
		if (json && showing.out->len)
			g_string_append(out, first ? "" : ",\n");
		first = first && showing.out->len == 0;
		g_string_append_len(out, showing.out->str, (gssize)showing.out->len);
		g_string_free(showing.out, TRUE);
	}
	g_string_append(out, json ? "\n]}\n" : "");
	g_autoptr(GBytes) bytes = g_string_free_to_bytes(out);
	if (!bt_diags_failed(call->cli->diags))
		bt_publish(path ? path : "-", bytes, call->cli->diags);
}

static void run_reindex(struct call *call) { bt_archive_index(call->shelf, true, call->cli->diags); }

/* ------------------------------------------------------------------ add */

static void run_add(struct call *call)
{
	bt_cli *cli = call->cli;
	g_autoptr(bt_arena) scratch = bt_arena_new();
	bt_add_options options = {
		.archive = call->archive, .files = (const char *const *)call->words->pdata + 1, .n_files = call->words->len - 1,
		.number = cli->value[BT_OPT_NUMBER], .correction = cli->value[BT_OPT_CORRECT],
	};
	if (!bt_issue_read(call->words->pdata[0], &options.issue) || options.issue.revision)
		bt_say(cli->diags, BT_D_USAGE_QUARTER, BT_NO_SPAN, call->words->pdata[0], NULL);
	else if (bt_cli_issue_date(cli, scratch, &options.date))
		bt_archive_add(&options, cli->diags);
}

/* ------------------------------------------------------------------ the verbs */

static const bt_verb verbs[] = {
	{"list", 0, 0, {NULL, NULL}, run_list},
	{"show", 1, 1, {"the edition, as 2024-Q1", "số nào, ví dụ 2024-Q1"}, run_show},
	{"verify", 0, -1, {NULL, NULL}, run_verify},
	{"search", 1, -1, {"the words to look for", "từ cần tìm"}, run_search},
	{"series", 1, -1, {"the indicator's name", "tên chỉ tiêu"}, run_series},
	{"export", 0, 0, {NULL, NULL}, run_export},
	{"reindex", 0, 0, {NULL, NULL}, run_reindex},
	{"add", 2, -1, {"the quarter, the PDF and the texts", "quý, tệp PDF và các tệp văn bản"}, run_add},
};

/* Where the archive is: --archive, else the last operand when it is a folder (an archive, or a project that has one), else
 * ./archive. */
static const char *find_archive(struct call *call, const bt_verb *verb)
{
	const char *given = call->cli->value[BT_OPT_ARCHIVE];
	guint n = call->words->len;
	const char *last = n > (guint)verb->least ? call->words->pdata[n - 1] : NULL;
	bt_issue issue;
	if (!given && last && !bt_issue_read(last, &issue) && (is_folder(last) || (verb->most == 0 && n == 1))) {
		given = last;
		g_ptr_array_set_size(call->words, (int)n - 1);
	}
	return given ? given : is_folder("archive") ? "archive" : ".";
}

static const bt_verb *verb_named(const char *name)
{
	for (gsize i = 0; name && i < G_N_ELEMENTS(verbs); i++)
		if (strcmp(verbs[i].name, name) == 0)
			return &verbs[i];
	return NULL;
}

static void say_verbs(bt_cli *cli, const char *given)
{
	g_autoptr(GString) names = g_string_new(NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++)
		g_string_append_printf(names, "%s%s", i ? ", " : "", verbs[i].name);
	if (given)
		bt_say(cli->diags, BT_D_USAGE_VERB, BT_NO_SPAN, given, names->str, NULL);
	else
		bt_say(cli->diags, BT_D_USAGE_MISSING, BT_NO_SPAN, names->str, "archive", NULL);
}

static bool words_fit(struct call *call, const bt_verb *verb)
{
	if (call->words->len < (guint)verb->least) {
		bt_say(call->cli->diags, BT_D_USAGE_MISSING, BT_NO_SPAN, verb->wanted[call->lang], "archive", NULL);
		return false;
	}
	if (verb->most < 0 || call->words->len <= (guint)verb->most)
		return true;
	bt_say(call->cli->diags, BT_D_USAGE_EXTRA, BT_NO_SPAN, call->words->pdata[verb->most], "archive", NULL);
	return false;
}

void bt_cmd_archive(bt_cli *cli)
{
	const char *name = cli->operands->len ? cli->operands->pdata[0] : NULL;
	const bt_verb *verb = verb_named(name);
	if (!verb) {
		say_verbs(cli, name);
		return;
	}
	struct call call = {.cli = cli, .lang = bt_diags_lang(cli->diags), .words = g_ptr_array_new()};
	for (guint i = 1; i < cli->operands->len; i++)
		g_ptr_array_add(call.words, cli->operands->pdata[i]);
	const char *archive = find_archive(&call, verb);
	g_autofree char *inner = g_build_filename(archive, "archive", NULL);
	call.archive = is_folder(inner) ? inner : archive;
	bt_archive_limits();
	if (words_fit(&call, verb) && verb->run == run_add)
		run_add(&call);
	else if (words_fit(&call, verb)) {
		call.shelf = bt_shelf_open(call.archive, cli->diags);
		if (call.shelf)
			verb->run(&call);
		bt_shelf_free(call.shelf);
	}
	g_ptr_array_unref(call.words);
}
