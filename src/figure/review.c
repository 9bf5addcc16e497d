/* Which row of the clerk's table is which figure of the report, and what the figures are then: rows replace what
 * the program found. A row is known by its sentence; when the sentence has changed, by its digits; when no figure
 * was found there, its digits must stand in the text. Knows rows and figures; cells are review_cells.c's. */
#include "figure/review.h"

#include <string.h>

typedef struct {
	const bt_doc *doc;
	bt_figures *figures; /* as extracted */
	bt_review *review;
	bt_diags *diags;
	bt_arena *arena;
	bt_review_text *text;    /* made when first asked for */
	const char *(*was)[BT_REV_COUNT]; /* by extracted figure: its cells; behind the last empty ones */
	const char **sentence;   /* by extracted figure: its key */
	bool *taken;             /* by extracted figure: a row stands for it */
	GHashTable *by_sentence; /* key to GArray of int */
	GHashTable *by_label;    /* label to GArray of int */
	GHashTable *by_place;    /* offset + 1 of the number it is about, to the first figure there */
	GArray *added;           /* struct addition */
} merge;

struct addition {
	bt_figure figure;
	guint row;
};

static bt_review_row *row_at(const merge *m, guint i) { return &g_array_index(m->review->rows, bt_review_row, i); }

static const bt_figure *found_at(const merge *m, int i) { return bt_figures_at(m->figures, (guint)i); }

/* ------------------------------------------------------------------ which row is which figure */

static void list_add(GHashTable *lists, const char *key, int i)
{
	GArray *list = g_hash_table_lookup(lists, key);
	if (!list) {
		list = g_array_new(FALSE, FALSE, sizeof(int));
		g_hash_table_insert(lists, (gpointer)key, list);
	}
	g_array_append_val(list, i);
}

/* The number that a figure is about. */
static const bt_value *primary_of(const bt_figure *f)
{
	const bt_value *const order[] = {&f->value, &f->change.value, &f->target.percent};
	for (gsize i = 0; i < G_N_ELEMENTS(order); i++)
		if (order[i]->stated)
			return order[i];
	return NULL;
}

static void index_figures(merge *m)
{
	guint n = bt_figures_count(m->figures);
	bt_review_reader reader = {.doc = m->doc, .arena = m->arena, .last = BT_NO_SPAN};
	m->by_place = g_hash_table_new(NULL, NULL);
	m->was = bt_arena_alloc(m->arena, sizeof *m->was * (n + 1));
	m->sentence = bt_arena_new0(m->arena, const char *, n + 1);
	m->taken = bt_arena_new0(m->arena, bool, n + 1);
	m->by_sentence = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref);
	m->by_label = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref);
	for (guint i = 0; i < n; i++) {
		const bt_figure *f = bt_figures_at(m->figures, i);
		bt_review_cells(f, m->was[i], m->arena);
		m->sentence[i] = bt_review_sentence(&reader, f);
		const bt_value *primary = primary_of(f);
		if (primary && !g_hash_table_contains(m->by_place, GUINT_TO_POINTER(primary->span.off + 1)))
			g_hash_table_insert(m->by_place, GUINT_TO_POINTER(primary->span.off + 1), GUINT_TO_POINTER(i));
		list_add(m->by_sentence, m->sentence[i], (int)i);
		list_add(m->by_label, m->was[i][BT_REV_LABEL], (int)i);
	}
	for (int c = 0; c < BT_REV_COUNT; c++)
		m->was[n][c] = "";
}

static bool same_primary(const merge *m, const bt_review_row *row, int i)
{
	bt_review_column a = bt_review_primary(row->cell), b = bt_review_primary(m->was[i]);
	return a == b && a < BT_REV_COUNT && bt_review_same_number(row->cell[a], m->was[i][b]);
}

static bool same_label(const merge *m, const bt_review_row *row, int i) { return strcmp(row->cell[BT_REV_LABEL], m->was[i][BT_REV_LABEL]) == 0; }

static bool same_cells(const merge *m, const bt_review_row *row, int i)
{
	for (int c = BT_REV_LABEL; c <= BT_REV_CONTEXT; c++) {
		bool equal = bt_review_head_at(c)->kind == BT_REV_DIGITS ? bt_review_same_number(row->cell[c], m->was[i][c]) : strcmp(row->cell[c], m->was[i][c]) == 0;
		if (!equal)
			return false;
	}
	return true;
}

static bool same_number_and_label(const merge *m, const bt_review_row *row, int i) { return same_primary(m, row, i) && same_label(m, row, i); }

static bool any(const merge *m, const bt_review_row *row, int i)
{
	(void)m;
	(void)row;
	(void)i;
	return true;
}

/* The surest first: later passes take what is left. */
static bool (*const passes[])(const merge *, const bt_review_row *, int) = {same_cells, same_number_and_label, same_primary, same_label, any};

static void match_in_sentence(merge *m, bt_review_row *row, gsize pass)
{
	const GArray *list = g_hash_table_lookup(m->by_sentence, row->sentence);
	for (guint k = 0; list && *row->sentence && k < list->len; k++) {
		int i = g_array_index(list, int, k);
		if (m->taken[i] || !passes[pass](m, row, i))
			continue;
		row->found = i;
		m->taken[i] = true;
		return;
	}
}

/* The sentence is not in the report any more: by label and digits. */
static void match_elsewhere(merge *m, bt_review_row *row)
{
	const GArray *list = g_hash_table_lookup(m->by_label, row->cell[BT_REV_LABEL]);
	if (*row->sentence && g_hash_table_contains(m->by_sentence, row->sentence))
		return;
	for (guint k = 0; list && k < list->len; k++) {
		int i = g_array_index(list, int, k);
		if (m->taken[i] || !same_primary(m, row, i))
			continue;
		row->found = i;
		m->taken[i] = true;
		return;
	}
}

/* All that a row says, without its number and what is only told. */
static char *content(const bt_review_row *row)
{
	GString *all = g_string_new(row->sentence);
	for (int c = 0; c < BT_REV_COUNT; c++)
		if (bt_review_head_at(c)->kind != BT_REV_INFO || c == BT_REV_LINE)
			g_string_append_printf(all, "\x1f%s", row->cell[c]);
	return g_string_free(all, FALSE);
}

/* A copy of a row is no second figure: only the first of equal rows may stand for another figure than its own. */
static void find_copies(merge *m)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint r = 0; r < m->review->rows->len; r++) {
		bt_review_row *row = row_at(m, r);
		char *key = content(row);
		guint first = GPOINTER_TO_UINT(g_hash_table_lookup(seen, key));
		if (!first) {
			g_hash_table_insert(seen, key, GUINT_TO_POINTER(r + 1));
			continue;
		}
		g_free(key);
		if (row->found >= 0 || row->state == BT_ROW_FAULTY)
			continue;
		guint line, column;
		bt_line_column(m->review->csv->source, m->review->csv->len, bt_csv_row_at(m->review->csv, row_at(m, first - 1)->line)->span.off, &line, &column);
		g_autofree char *number = g_strdup_printf("%u", line);
		bt_say(m->diags, BT_D_REVIEW_TWICE, row->span[BT_REV_LABEL], number, NULL);
		row->state = BT_ROW_FAULTY;
	}
}

static void match_rows(merge *m)
{
	for (gsize pass = 0; pass < G_N_ELEMENTS(passes); pass++) {
		for (guint r = 0; r < m->review->rows->len; r++)
			if (row_at(m, r)->found < 0 && row_at(m, r)->state != BT_ROW_FAULTY)
				match_in_sentence(m, row_at(m, r), pass);
		if (pass == 0)
			find_copies(m);
	}
	for (guint r = 0; r < m->review->rows->len; r++)
		if (row_at(m, r)->found < 0 && row_at(m, r)->state != BT_ROW_FAULTY)
			match_elsewhere(m, row_at(m, r));
}

/* ------------------------------------------------------------------ what a row makes */

typedef struct {
	merge *m;
	bt_review_place place;
	bool near;
} search;

static bt_review_text *text_of(merge *m)
{
	if (!m->text)
		m->text = bt_review_text_new(m->doc, m->arena);
	return m->text;
}

static bool find_number(void *data, const char *cell, bt_value *value)
{
	search *s = data;
	return bt_review_text_value(text_of(s->m), &s->place, s->near, cell, value);
}

/* "câu ở dòng 12", "câu trước ở dòng 12": where the clerk may look. */
static char *whereabouts(merge *m, const bt_review_row *row, bt_review_column c)
{
	bool vi = bt_diags_lang(m->diags) == BT_LANG_VI;
	gint64 before = g_ascii_strtoll(row->cell[BT_REV_LINE], NULL, 10);
	bt_span span = row->found >= 0 ? found_at(m, row->found)->span : BT_NO_SPAN;
	guint line, column;
	if (before < 0 || before > (gint64)m->doc->len)
		before = 0;
	if (!bt_span_stated(span) && *row->sentence)
		span = bt_review_text_like(text_of(m), row->sentence, (guint)before);
	if (bt_span_stated(span)) {
		bt_line_column(m->doc->source, m->doc->len, span.off, &line, &column);
		const char *now = row->found >= 0 ? m->was[row->found][c] : "";
		if (*now)
			return g_strdup_printf(vi ? "câu ở dòng %u ghi «%s»" : "the sentence on line %u has «%s»", line, now);
		return g_strdup_printf(vi ? "câu ở dòng %u" : "the sentence is on line %u", line);
	}
	if (before)
		return g_strdup_printf(vi ? "câu trước ở dòng %u, nay không thấy" : "the sentence was on line %u and is gone", (guint)before);
	return g_strdup(vi ? "không rõ câu nào" : "no sentence is given");
}

static void say_stale(merge *m, const bt_review_row *row, bt_review_column c)
{
	const char *header = bt_review_head_at(c)->header;
	if (!g_ascii_isdigit(row->cell[c][0])) {
		bt_say(m->diags, BT_D_REVIEW_NUMBER, row->span[c], header, row->cell[c], NULL);
		return;
	}
	g_autofree char *where = whereabouts(m, row, c);
	bt_say(m->diags, BT_D_REVIEW_STALE, row->span[c], header, row->cell[c], where, NULL);
}

/* The row of a figure that the program found. */
static bool take_found(merge *m, bt_review_row *row, bt_figure *f)
{
	const bt_figure *found = found_at(m, row->found);
	bool moved = strcmp(row->sentence, m->sentence[row->found]) != 0;
	search s = {m, {found->block, found->sentence, found->sentence_no}, moved && *row->sentence};
	*f = *found;
	bt_review_column missing = bt_review_take(f, row, m->was[row->found], find_number, &s, m->arena);
	if (missing < BT_REV_COUNT)
		say_stale(m, row, missing);
	return missing == BT_REV_COUNT;
}

/* Where a row stands whose figure the program did not find. */
static bt_review_place place_of(merge *m, const bt_review_row *row, bt_review_column primary)
{
	bool stated = *row->sentence;
	return bt_review_text_place(text_of(m), row->cell[primary], stated ? row->sentence : row->cell[BT_REV_LABEL], stated);
}

/* The row's number is that of a figure without a row: then it stands for that one. */
static bool same_place(merge *m, bt_review_row *row, const search *s, bt_review_column primary)
{
	bt_value value;
	gpointer i;
	bool found = s->place.block && bt_review_text_value(text_of(m), &s->place, s->near, row->cell[primary], &value) &&
		     g_hash_table_lookup_extended(m->by_place, GUINT_TO_POINTER(value.span.off + 1), NULL, &i) && !m->taken[GPOINTER_TO_UINT(i)];
	if (!found)
		return false;
	row->found = GPOINTER_TO_INT(i);
	m->taken[row->found] = true;
	return true;
}

static bool take_added(merge *m, guint r, bt_figure *figures)
{
	bt_review_row *row = row_at(m, r);
	bt_review_column primary = bt_review_primary(row->cell), missing = primary;
	search s = {m, place_of(m, row, primary), false};
	if (same_place(m, row, &s, primary))
		return take_found(m, row, &figures[row->found]);
	struct addition a = {{.parent = -1, .drawable = true, .span = BT_NO_SPAN, .label_span = BT_NO_SPAN}, r};
	if (s.place.block) {
		s.near = *row->sentence && !g_hash_table_contains(m->by_sentence, row->sentence);
		missing = bt_review_take(&a.figure, row, m->was[bt_figures_count(m->figures)], find_number, &s, m->arena);
	}
	if (missing < BT_REV_COUNT) {
		say_stale(m, row, missing);
		return false;
	}
	a.figure.permille = 1000;
	a.figure.block = s.place.block;
	a.figure.span = a.figure.sentence = s.place.sentence;
	a.figure.sentence_no = s.place.number;
	g_array_append_val(m->added, a);
	return true;
}

/* Settles the state of a row; `f` (by extracted figure) is what it makes of one. */
static void take_row(merge *m, guint r, bt_figure *figures)
{
	bt_review_row *row = row_at(m, r);
	if (row->state == BT_ROW_FAULTY)
		return;
	if (!bt_review_row_ok(row, m->diags))
		row->state = BT_ROW_FAULTY;
	else if (bt_review_no(row->cell[BT_REV_USE]))
		row->state = BT_ROW_DROPPED;
	else if (row->found >= 0 ? take_found(m, row, &figures[row->found]) : take_added(m, r, figures))
		row->state = BT_ROW_USED;
}

/* ------------------------------------------------------------------ the figures that are then */

static int by_place(gconstpointer a, gconstpointer b)
{
	const struct addition *x = a, *y = b;
	if (x->figure.span.off != y->figure.span.off)
		return x->figure.span.off < y->figure.span.off ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

static void put(merge *m, GArray *items, const bt_figure *f, int row)
{
	m->review->origin[items->len] = row;
	if (row >= 0)
		row_at(m, (guint)row)->figure = (int)items->len;
	g_array_append_val(items, *f);
}

static void put_added(merge *m, GArray *items, guint *next, guint32 before)
{
	for (; *next < m->added->len; ++*next) {
		const struct addition *a = &g_array_index(m->added, struct addition, *next);
		if (a->figure.span.off >= before)
			return;
		put(m, items, &a->figure, (int)a->row);
	}
}

/* Replaces the extracted figures, in the order of the text; indices of totals follow. */
static void replace(merge *m, bt_figure *figures, bool add)
{
	guint n = bt_figures_count(m->figures), next = 0;
	GArray *items = g_array_new(FALSE, TRUE, sizeof(bt_figure));
	int *row_of = bt_arena_new0(m->arena, int, n + 1), *now = bt_arena_new0(m->arena, int, n + 1);
	m->review->origin = bt_arena_new0(m->arena, int, n + m->added->len + 1);
	for (guint r = 0; r < m->review->rows->len; r++)
		if (row_at(m, r)->state == BT_ROW_USED && row_at(m, r)->found >= 0)
			row_of[row_at(m, r)->found] = (int)r + 1;
	g_array_sort(m->added, by_place);
	for (guint i = 0; i < n; i++) {
		bool used = row_of[i] || (add && !m->taken[i]);
		now[i] = -1;
		if (!used) {
			g_clear_pointer(&g_array_index(m->figures->items, bt_figure, i).notes, g_ptr_array_unref);
			continue;
		}
		put_added(m, items, &next, found_at(m, (int)i)->span.off);
		now[i] = (int)items->len;
		put(m, items, row_of[i] ? &figures[i] : found_at(m, (int)i), row_of[i] - 1);
	}
	put_added(m, items, &next, G_MAXUINT32);
	for (guint i = 0; i < items->len; i++) {
		int *parent = &g_array_index(items, bt_figure, i).parent;
		*parent = *parent >= 0 ? now[*parent] : -1;
	}
	g_array_free(m->figures->items, TRUE);
	m->figures->items = items;
}

/* Figures without a row are not used: the clerk removed the row, or the text is newer than the table. */
static void say_missing(const merge *m)
{
	const bt_figure *first = NULL;
	guint n = 0;
	for (guint i = 0; i < bt_figures_count(m->figures); i++) {
		if (m->taken[i])
			continue;
		first = first ? first : bt_figures_at(m->figures, i);
		n++;
	}
	if (!n)
		return;
	g_autofree char *count = g_strdup_printf("%u", n), *table = g_path_get_basename(m->review->name);
	bt_say(m->diags, BT_D_REVIEW_MISSING, first->span, count, table, NULL);
}

static void clear(merge *m)
{
	bt_review_text_free(m->text);
	g_hash_table_unref(m->by_sentence);
	g_hash_table_unref(m->by_label);
	g_hash_table_unref(m->by_place);
	g_array_free(m->added, TRUE);
}

bool bt_review_apply(bt_figures *figures, const bt_doc *doc, const char *name, GBytes *table, bool add, bt_diags *diags)
{
	merge m = {.doc = doc, .figures = figures, .diags = diags, .arena = figures->arena};
	m.review = figures->review = bt_review_read(table, name, figures->arena, diags);
	if (!m.review) {
		bt_diags_about(diags, doc->name, doc->source, doc->len);
		return false;
	}
	m.added = g_array_new(FALSE, TRUE, sizeof(struct addition));
	index_figures(&m);
	match_rows(&m);
	bt_figure *made = g_new0(bt_figure, bt_figures_count(figures) + 1);
	for (guint r = 0; r < m.review->rows->len; r++)
		take_row(&m, r, made);
	bt_diags_about(diags, doc->name, doc->source, doc->len);
	if (!add)
		say_missing(&m);
	replace(&m, made, add);
	g_free(made);
	clear(&m);
	return true;
}
