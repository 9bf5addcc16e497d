/* Questions to an archive: words, indicators, all figures. The index answers in a worker; when it is missing or not of these
 * editions it is made anew from the folders on the way, and kept. */
#include "archive/index.h"

#include "report/report.h"

#include <string.h>

#define INDEX_FILE "index.db"
#define INDEX_BYTES ((gsize)2 * 1024 * 1024 * 1024 - 1)

static const bt_index_engine *index_module(bt_diags *diags)
{
	static const bt_index_engine *engine;
	if (!engine)
		engine = bt_module_table("bantin-index.so", "bt_index_engine_table", diags);
	return engine;
}

void bt_archive_limits(void)
{
	bt_job_limits_now.memory_mb = MAX(bt_job_limits_now.memory_mb, BT_MAX_EDITION_MEMORY_MB);
	bt_job_limits_now.output_mb = MAX(bt_job_limits_now.output_mb, BT_MAX_EDITION_OUTPUT_MB);
	bt_job_limits_now.seconds = MAX(bt_job_limits_now.seconds, BT_MAX_EDITION_SECONDS);
}

/* ------------------------------------------------------------------ one question, in a worker and around it */

struct question {
	const bt_asking *asking;
	void (*answer)(struct question *q, bt_outbox *outbox, bt_diags *diags);
	const bt_index_engine *engine; /* in the worker */
	bt_index *index;
	bt_arena *arena;
	GString *out;    /* in the parent: what is printed */
	GBytes *made;    /* an index that was made on the way; NULL: there was one */
	GPtrArray *files; /* path, bytes, path, bytes … */
};

static char *index_path(const bt_shelf *shelf) { return g_build_filename(shelf->path, INDEX_FILE, NULL); }

/* What stands there may be added to, when it can be read. */
static GBytes *old_index(const char *path)
{
	g_autoptr(bt_diags) unsaid = bt_diags_new(BT_LANG_EN);
	return g_file_test(path, G_FILE_TEST_IS_REGULAR) ? bt_read_all(path, INDEX_BYTES, unsaid) : NULL;
}

static void put_index(bt_outbox *outbox, GBytes *bytes) { bt_outbox_put(outbox, INDEX_FILE, bytes); }

static void question_work(void *data, bt_outbox *outbox, bt_diags *diags)
{
	struct question *q = data;
	const bt_shelf *shelf = q->asking->shelf;
	g_autofree char *path = index_path(shelf);
	q->engine = index_module(diags);
	q->index = q->engine ? q->engine->open(path, NULL, shelf) : NULL;
	if (q->engine && !q->index) {
		g_autoptr(GBytes) old = old_index(path);
		g_autoptr(GBytes) made = q->engine->make(shelf, old, diags);
		q->index = made ? q->engine->open(NULL, made, shelf) : NULL;
		if (q->index)
			put_index(outbox, made);
	}
	if (!q->index)
		return;
	q->arena = bt_arena_new();
	q->answer(q, outbox, diags);
	q->engine->close(q->index);
	bt_arena_free(q->arena);
}

static void take_answer(void *data, const char *name, GBytes *bytes)
{
	struct question *q = data;
	gsize len;
	const char *text = g_bytes_get_data(bytes, &len);
	if (strcmp(name, "-") == 0)
		g_string_append_len(q->out, text, (gssize)len);
	else if (strcmp(name, INDEX_FILE) == 0)
		q->made = g_bytes_ref(bytes);
	else {
		g_ptr_array_add(q->files, g_strdup(name));
		g_ptr_array_add(q->files, g_bytes_ref(bytes));
	}
}

/* The answer does not depend on it: an archive that cannot be written in is only slower. */
static void keep_index(const bt_shelf *shelf, GBytes *bytes, bt_diags *diags)
{
	g_autofree char *path = index_path(shelf);
	g_autoptr(bt_diags) said = bt_diags_new(bt_diags_lang(diags));
	if (!bt_publish(path, bytes, said))
		bt_say(diags, BT_D_INDEX_UNWRITTEN, BT_NO_SPAN, path, NULL);
}

static bool ask(struct question *q, GString *out, bt_diags *diags)
{
	bt_job job = {.work = question_work, .data = q, .diags = diags, .take = take_answer};
	q->out = out;
	q->files = g_ptr_array_new();
	bt_archive_limits();
	bool ok = bt_jobs_run(&job, 1, 1, NULL, NULL);
	if (q->made)
		keep_index(q->asking->shelf, q->made, diags);
	for (guint i = 0; i < q->files->len; i += 2) {
		g_autofree char *path = q->files->pdata[i];
		g_autoptr(GBytes) bytes = q->files->pdata[i + 1];
		ok = ok && bt_publish(path, bytes, diags);
	}
	g_clear_pointer(&q->made, g_bytes_unref);
	g_ptr_array_unref(q->files);
	return ok;
}

static void put_text(bt_outbox *outbox, const char *name, GString *text)
{
	g_autoptr(GBytes) bytes = g_string_free_to_bytes(text);
	bt_outbox_put(outbox, name, bytes);
}

/* ------------------------------------------------------------------ search */

/* Who types without accents means any. */
static bool has_accents(const char *words)
{
	g_autofree char *spelt = bt_spelling_key(words, -1), *folded = bt_fold(spelt);
	return strcmp(spelt, folded) != 0;
}

static void put_place(const bt_hit *hit, bool accents, bt_lang lang, GString *out)
{
	bool vi = lang == BT_LANG_VI;
	g_string_append(out, hit->edition);
	if (hit->correction)
		g_string_append(out, vi ? " (bản đính chính)" : " (corrected)");
	if (hit->page)
		g_string_append_printf(out, vi ? ", trang %d" : ", page %d", hit->page);
	if (hit->paragraph)
		g_string_append_printf(out, vi ? ", đoạn %d" : ", paragraph %d", hit->paragraph);
	g_string_append_printf(out, ", %s", hit->report);
	if (!hit->exact && accents)
		g_string_append(out, vi ? " (khác dấu)" : " (other accents)");
	g_string_append_c(out, '\n');
}

static void answer_search(struct question *q, bt_outbox *outbox, bt_diags *diags)
{
	const bt_asking *a = q->asking;
	bool vi = a->lang == BT_LANG_VI;
	g_autoptr(bt_query) query = bt_query_read(a->words);
	g_autoptr(GArray) hits = query ? q->engine->search(q->index, query, a->limit + 1, q->arena) : NULL;
	GString *out = g_string_new(NULL);
	bool accents = has_accents(a->words);
	for (guint i = 0; hits && i < hits->len && i < a->limit; i++) {
		const bt_hit *hit = &g_array_index(hits, bt_hit, i);
		put_place(hit, accents, a->lang, out);
		if (!hit->heading)
			g_string_append_printf(out, "  %s\n", hit->title ? hit->title : "");
		g_string_append(out, hit->heading ? "  " : "    ");
		bt_query_snippet(query, hit->text ? hit->text : "", a->bold, out);
		g_string_append_c(out, '\n');
	}
	if (!hits || hits->len == 0)
		g_string_append(out, vi ? "Không tìm thấy.\n" : "Nothing was found.\n");
	else if (hits->len > a->limit)
		g_string_append_printf(out, vi ? "… còn nữa; xem thêm bằng --limit %u\n" : "… there is more; see it with --limit %u\n", a->limit * 5);
	put_text(outbox, "-", out);
	(void)diags;
}

bool bt_archive_search(const bt_asking *asking, GString *out, bt_diags *diags)
{
	struct question q = {.asking = asking, .answer = answer_search};
	return ask(&q, out, diags);
}

/* ------------------------------------------------------------------ series */

static const char *value_words(const bt_fact *fact, bt_arena *arena)
{
	bool spaced = fact->unit && *fact->unit != '%';
	return bt_arena_printf(arena, "%s%s%s", bt_value_words(&fact->value, fact->qualifier, arena), spaced ? " " : "", fact->unit ? fact->unit : "");
}

/* What the report says beside the value: "tăng 6,5% so với cùng kỳ; đạt 48,2% dự toán năm". */
static const char *more_words(const bt_fact *fact, bt_arena *arena)
{
	bt_figure figure = {.unit = fact->unit, .change = fact->change, .target = fact->target, .kind = fact->kind};
	const char *change = bt_change_words(&figure, arena), *target = bt_target_words(&figure, arena);
	return change && target ? bt_arena_printf(arena, "%s; %s", change, target) : change ? change : target ? target : "";
}

static void put_padded(GString *out, const char *text, gsize width)
{
	g_string_append(out, text);
	for (gsize n = bt_text_letters(text, strlen(text)); n < width; n++)
		g_string_append_c(out, ' ');
}

static void put_row(const bt_fact *fact, const char *period, const gsize widths[3], bt_lang lang, bt_arena *arena, GString *out)
{
	const char *cells[] = {period, value_words(fact, arena), more_words(fact, arena)};
	g_string_append(out, "  ");
	for (int i = 0; i < 3; i++)
		put_padded(out, cells[i], widths[i] ? widths[i] + 2 : 0);
	g_string_append_printf(out, "%s%s%s", fact->edition ? fact->edition : "", fact->edition ? ", " : "", fact->report);
	if (fact->paragraph)
		g_string_append_printf(out, lang == BT_LANG_VI ? ", đoạn %d" : ", paragraph %d", fact->paragraph);
	g_string_append_c(out, '\n');
}

static void widen(gsize widths[3], const bt_fact *fact, const char *period, bt_arena *arena)
{
	const char *cells[] = {period, value_words(fact, arena), more_words(fact, arena)};
	for (int i = 0; i < 3; i++)
		widths[i] = MAX(widths[i], bt_text_letters(cells[i], strlen(cells[i])));
}

static void put_contradictions(const bt_indicator *one, bt_lang lang, GString *out)
{
	for (guint i = 0; i < one->contradictions->len; i++) {
		const bt_contradiction *c = &g_array_index(one->contradictions, bt_contradiction, i);
		g_autofree char *period = bt_period_words(g_array_index(one->points, bt_point, c->to).period, lang);
		g_string_append_printf(out, lang == BT_LANG_VI ? "  ! %s: báo cáo ghi %s, hai mức nêu trên cho %s\n" : "  ! %s: the report states %s, the two levels give %s\n",
				       period, c->stated, c->implied);
	}
}

/* ", theo quý": indicators of one name differ in their periods. */
static void put_kind(const bt_indicator *one, bt_lang lang, GString *out)
{
	bool vi = lang == BT_LANG_VI;
	switch (one->kind) {
	case BT_PERIOD_MONTH: g_string_append(out, vi ? ", theo tháng" : ", by month"); break;
	case BT_PERIOD_QUARTER: g_string_append(out, vi ? ", theo quý" : ", by quarter"); break;
	case BT_PERIOD_MONTHS: g_string_append_printf(out, vi ? ", %d tháng đầu năm" : ", first %d months", one->months); break;
	case BT_PERIOD_HALF: g_string_append(out, vi ? ", theo nửa năm" : ", by half-year"); break;
	case BT_PERIOD_NINE: g_string_append(out, vi ? ", 9 tháng đầu năm" : ", first nine months"); break;
	case BT_PERIOD_YEAR: g_string_append(out, vi ? ", theo năm" : ", by year"); break;
	case BT_PERIOD_NONE: break;
	}
	if (one->running)
		g_string_append(out, vi ? ", lũy kế" : ", running total");
}

static void put_table(const bt_indicator *one, bt_lang lang, GString *out)
{
	g_autoptr(bt_arena) scratch = bt_arena_new();
	gsize widths[3] = {0};
	g_string_append_printf(out, "%s%s%s%s%s%s", one->label, one->unit ? " (" : "", one->unit ? one->unit : "", one->unit ? ")" : "", *one->owner ? ", " : "", one->owner);
	put_kind(one, lang, out);
	g_string_append_c(out, '\n');
	for (int pass = 0; pass < 2; pass++)
		for (guint i = 0; i < one->points->len; i++) {
			const bt_point *point = &g_array_index(one->points, bt_point, i);
			g_autofree char *period = bt_period_words(point->period, lang);
			const char *other = lang == BT_LANG_VI ? "  nguồn khác" : "  another source";
			if (pass == 0)
				widen(widths, point->fact, period, scratch);
			else
				put_row(point->fact, period, widths, lang, scratch, out);
			for (int k = 0; k < (int)G_N_ELEMENTS(point->others) && point->others[k]; k++)
				if (pass == 0)
					widen(widths, point->others[k], other, scratch);
				else
					put_row(point->others[k], other, widths, lang, scratch, out);
		}
	put_contradictions(one, lang, out);
}

/* The chart of what was found, as the picture `format`, to the file `path`. */
static void put_chart(struct question *q, const GPtrArray *found, const char *path, bt_chart_format format, bt_outbox *outbox, bt_diags *diags)
{
	bt_report_options options = {0};
	bt_chart *chart = found->len == 1 ? bt_trend_chart(found->pdata[0], q->arena) : bt_trend_multiples(found, q->arena);
	if (!chart) {
		bt_say(diags, BT_D_SERIES_UNDRAWN, BT_NO_SPAN, q->asking->words, NULL);
		return;
	}
	g_autoptr(GBytes) bytes = bt_chart_draw(chart, NULL, format, &options, diags);
	if (bytes)
		bt_outbox_put(outbox, path, bytes);
}

static void put_files(struct question *q, const GPtrArray *found, bt_outbox *outbox, bt_diags *diags)
{
	const bt_asking *a = q->asking;
	if (a->svg)
		put_chart(q, found, a->svg, BT_CHART_SVG, outbox, diags);
	if (a->pdf)
		put_chart(q, found, a->pdf, BT_CHART_PDF, outbox, diags);
	if (!a->csv)
		return;
	GString *csv = g_string_new("\xEF\xBB\xBF"); /* so that a spreadsheet reads the accents */
	bt_indicators_csv(found, a->separator, csv);
	put_text(outbox, a->csv, csv);
}

static void put_found(struct question *q, const GPtrArray *found, bt_outbox *outbox, bt_diags *diags)
{
	const bt_asking *a = q->asking;
	GString *out = g_string_new(NULL);
	if (found->len == 0)
		g_string_append(out, a->lang == BT_LANG_VI ? "Không có chỉ tiêu nào như vậy.\n" : "There is no such indicator.\n");
	else if (a->why)
		bt_indicators_explain(found, a->lang, out);
	else
		for (guint i = 0; i < found->len; i++) {
			g_string_append(out, i ? "\n" : "");
			put_table(found->pdata[i], a->lang, out);
		}
	put_text(outbox, "-", out);
	if (found->len)
		put_files(q, found, outbox, diags);
}

/* ---- which facts may be meant: those that answer to the words, and those that the office's rules may join with them */

static bool share_a_word(const char *a, const char *b)
{
	g_autofree char *x = bt_slug(a, G_MAXINT), *y = bt_slug(b, G_MAXINT);
	g_auto(GStrv) mine = g_strsplit(x, "-", -1), theirs = g_strsplit(y, "-", -1);
	for (char **word = mine; *word; word++)
		if (**word && g_strv_contains((const char *const *)theirs, *word))
			return true;
	return false;
}

static bool has_text(const GPtrArray *texts, const char *text)
{
	for (guint i = 0; i < texts->len; i++)
		if (strcmp(texts->pdata[i], text) == 0)
			return true;
	return false;
}

/* Both sides of the lines "name = other name" that have to do with the words, and of those with these, until there is no
 * more. */
static void add_joined(GPtrArray *texts, const char *rules)
{
	g_auto(GStrv) lines = g_strsplit_set(rules, "\r\n", -1);
	guint before;
	do {
		before = texts->len;
		for (char **line = lines; *line; line++) {
			g_auto(GStrv) sides = g_strsplit(*line, "=", 2);
			bool pair = sides[0] && sides[1] && **line != '#' && **line != ';';
			bool near = pair && (share_a_word(sides[0], texts->pdata[0]) || share_a_word(sides[1], texts->pdata[0]));
			if (!pair || !(near || has_text(texts, g_strstrip(sides[0])) || has_text(texts, g_strstrip(sides[1]))))
				continue;
			for (int i = 0; i < 2; i++)
				if (!has_text(texts, g_strstrip(sides[i])))
					g_ptr_array_add(texts, g_strdup(sides[i]));
		}
	} while (texts->len > before);
}

/* NULL: there is no word to ask for. In the arena. */
static const char *facts_question(const char *words, const char *rules, bt_arena *arena)
{
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GString) question = g_string_new(NULL);
	g_ptr_array_add(texts, g_strdup(words));
	if (rules)
		add_joined(texts, rules);
	for (guint i = 0; i < texts->len; i++) {
		g_autoptr(bt_query) query = bt_query_read(texts->pdata[i]);
		if (query)
			g_string_append_printf(question, "%s%s", question->len ? " OR " : "", query->folded);
	}
	return question->len ? bt_arena_strdup(arena, question->str) : NULL;
}

/* The rules of the office, when there are any: false after an error. */
static bool read_rules(const bt_asking *a, bt_series_rules **rules, char **text, bt_diags *diags)
{
	g_autoptr(GBytes) bytes = a->rules ? bt_read_all(a->rules, BT_MAX_REPORT_BYTES, diags) : NULL;
	gsize len = 0;
	const char *data = bytes ? g_bytes_get_data(bytes, &len) : NULL;
	*rules = bytes ? bt_series_rules_read(bytes, a->rules, diags) : NULL;
	*text = *rules ? g_utf8_make_valid(data ? data : "", (gssize)len) : NULL;
	return !a->rules || *rules;
}

static void answer_series(struct question *q, bt_outbox *outbox, bt_diags *diags)
{
	const bt_asking *a = q->asking;
	g_autoptr(bt_series_rules) rules = NULL;
	g_autofree char *text = NULL;
	if (!read_rules(a, &rules, &text, diags))
		return;
	g_autoptr(GPtrArray) facts = q->engine->facts(q->index, facts_question(a->words, text, q->arena), q->arena);
	if (facts->len == 0) { /* an indicator's id has words that no label has */
		g_ptr_array_unref(facts);
		facts = q->engine->facts(q->index, NULL, q->arena);
	}
	g_autoptr(bt_series) series = bt_series_join(facts, rules);
	g_autoptr(GPtrArray) found = bt_series_find(series, a->words);
	put_found(q, found, outbox, diags);
}

bool bt_archive_series(const bt_asking *asking, GString *out, bt_diags *diags)
{
	struct question q = {.asking = asking, .answer = answer_series};
	return ask(&q, out, diags);
}

/* ------------------------------------------------------------------ reindex */

struct making {
	const bt_shelf *shelf;
	bool anew;
	GBytes *bytes;
};

static void make_work(void *data, bt_outbox *outbox, bt_diags *diags)
{
	const struct making *m = data;
	const bt_index_engine *engine = index_module(diags);
	g_autofree char *path = index_path(m->shelf);
	g_autoptr(GBytes) old = m->anew ? NULL : old_index(path);
	g_autoptr(GBytes) bytes = engine ? engine->make(m->shelf, old, diags) : NULL;
	if (bytes)
		put_index(outbox, bytes);
}

static void take_index(void *data, const char *name, GBytes *bytes)
{
	struct making *m = data;
	(void)name;
	m->bytes = g_bytes_ref(bytes);
}

bool bt_archive_index(const bt_shelf *shelf, bool anew, bt_diags *diags)
{
	struct making m = {shelf, anew, NULL};
	g_autofree char *path = index_path(shelf);
	bt_job job = {.work = make_work, .data = &m, .diags = diags, .take = take_index};
	bt_archive_limits();
	bool ok = bt_jobs_run(&job, 1, 1, NULL, NULL) && m.bytes;
	if (ok && anew)
		ok = bt_publish(path, m.bytes, diags);
	else if (ok)
		keep_index(shelf, m.bytes, diags);
	g_clear_pointer(&m.bytes, g_bytes_unref);
	return ok;
}
