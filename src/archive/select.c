/* Which reports of a project belong to a quarter: their heads are read in workers, and the date decides. */
#include "archive/make.h"

#include <string.h>

struct heading {
	const bt_project *project;
	const bt_source *source;
	GBytes *record; /* set in the parent */
};

/* Messages about reports of other quarters would only hide those that matter: they are said when pages are made. */
static void head_work(void *data, bt_outbox *outbox, bt_diags *diags)
{
	const struct heading *h = data;
	g_autoptr(bt_diags) quiet = bt_diags_new(bt_diags_lang(diags));
	bt_report_options options = {.office = h->project->ini};
	bt_diags_about(quiet, h->source->path, NULL, 0);
	g_autoptr(GBytes) bytes = bt_read_all(h->source->path, BT_MAX_REPORT_BYTES, quiet);
	g_autoptr(bt_report) report = bytes ? bt_report_head(bytes, h->source->path, &options, quiet) : NULL;
	for (guint i = 0; !report && i < bt_diags_count(quiet); i++)
		bt_diags_add(diags, bt_diags_at(quiet, i));
	if (!report)
		return;
	g_autoptr(bt_record) record = bt_record_of(report, h->source->below, true);
	g_autoptr(GBytes) packed = bt_record_pack(record);
	bt_outbox_put(outbox, "head", packed);
}

static void take_head(void *data, const char *name, GBytes *bytes)
{
	struct heading *h = data;
	(void)name;
	h->record = g_bytes_ref(bytes);
}

static bool in_quarter(const char *iso, bt_issue issue)
{
	int year = (int)g_ascii_strtoull(iso, NULL, 10), month = strlen(iso) >= 7 ? (int)g_ascii_strtoull(iso + 5, NULL, 10) : 0;
	return year == issue.year && (month + 2) / 3 == issue.quarter;
}

static void say_about(const struct heading *h, bt_code code, const char *id, bt_diags *diags)
{
	bt_diags_about(diags, h->source->path, NULL, 0);
	bt_say(diags, code, BT_NO_SPAN, id, NULL);
	bt_diags_about(diags, NULL, NULL, 0);
}

static void judge(const struct heading *h, bt_issue issue, GArray *selected, bt_arena *arena, bt_diags *diags)
{
	g_autofree char *id = bt_issue_id((bt_issue){issue.year, issue.quarter, 1});
	g_autoptr(bt_record) head = h->record ? bt_record_unpack(h->record, true) : NULL;
	if (!head)
		return;
	if (!head->date)
		say_about(h, BT_D_EDITION_UNDATED, id, diags);
	else if (in_quarter(head->date, issue) && head->draft)
		say_about(h, BT_D_EDITION_DRAFT, id, diags);
	else if (in_quarter(head->date, issue)) {
		bt_selected s = {h->source, bt_arena_strdup(arena, head->date)};
		g_array_append_val(selected, s);
	}
}

static int by_date(gconstpointer a, gconstpointer b)
{
	const bt_selected *x = a, *y = b;
	int order = strcmp(x->date, y->date);
	return order ? order : strcmp(x->source->below, y->source->below);
}

GArray *bt_select(const bt_project *project, bt_issue issue, guint parallel, bt_arena *arena, bt_diags *diags)
{
	guint n = project->sources->len;
	bt_job *jobs = g_new0(bt_job, n + 1);
	struct heading *heads = g_new0(struct heading, n + 1);
	for (guint i = 0; i < n; i++) {
		heads[i] = (struct heading){.project = project, .source = &g_array_index(project->sources, bt_source, i)};
		jobs[i] = (bt_job){.work = head_work, .data = &heads[i], .diags = bt_diags_new(bt_diags_lang(diags)), .take = take_head};
		bt_diags_about(jobs[i].diags, heads[i].source->path, NULL, 0);
	}
	bool all = bt_jobs_run(jobs, n, parallel, NULL, NULL);
	GArray *selected = g_array_new(FALSE, TRUE, sizeof(bt_selected));
	for (guint i = 0; i < n; i++) {
		for (guint k = 0; k < bt_diags_count(jobs[i].diags); k++)
			bt_diags_add(diags, bt_diags_at(jobs[i].diags, k));
		judge(&heads[i], issue, selected, arena, diags);
		bt_diags_free(jobs[i].diags);
		g_clear_pointer(&heads[i].record, g_bytes_unref);
	}
	g_free(jobs);
	g_free(heads);
	g_array_sort(selected, by_date);
	if (!all) /* what cannot be read may belong to this quarter */
		g_clear_pointer(&selected, g_array_unref);
	return selected;
}
