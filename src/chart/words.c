/* The words of a chart: title, subtitle, source, description and data table, in natural Vietnamese
 * with the author's digits. Works out nothing but which mark is the highest. */
#include "chart/pick.h"

#include <string.h>

#define TITLE_LETTERS 110

const char *bt_capital(const char *s, bt_arena *arena)
{
	if (!s || !*s)
		return s;
	char first[8] = {0};
	g_unichar_to_utf8(g_unichar_toupper(bt_char_at(s)), first);
	return bt_arena_concat(arena, first, g_utf8_next_char(s), NULL);
}

const char *bt_value_text(const char *words, const char *unit, bt_arena *arena)
{
	bool closed = unit && (unit[0] == '%' || g_str_has_prefix(unit, "‰"));
	return bt_arena_concat(arena, words, unit && !closed ? " " : "", unit ? unit : "", NULL);
}

/* Names of bodies keep their capital inside a sentence; so does an abbreviation, and what a second
 * capital or a number follows ("Quận 3", "Hồ Chí Minh"). */
static bool keeps_capital(const char *label)
{
	static const char *const names[] = {"Đảng ", "Quận ủy", "Thành ủy", "Tỉnh ủy", "Huyện ủy", "Ủy ban", "Hội đồng", "Mặt trận", "Nhà nước", "Nhân dân", "Ban ", "Quốc hội"};
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		if (g_str_has_prefix(label, names[i]))
			return true;
	gunichar second = bt_char_at(g_utf8_next_char(label));
	const char *space = strchr(label, ' ');
	gunichar next = space ? bt_char_at(space + 1) : 0;
	return bt_is_upper(second) || bt_is_upper(next) || g_unichar_isdigit(next);
}

const char *bt_inside(const char *label, bt_arena *arena)
{
	char first[8] = {0};
	if (!*label || keeps_capital(label))
		return label;
	g_unichar_to_utf8(bt_to_lower(bt_char_at(label)), first);
	return bt_arena_concat(arena, first, g_utf8_next_char(label), NULL);
}

static int highest(const bt_mark *marks, int n)
{
	int best = 0;
	for (int i = 1; i < n; i++)
		if (bt_num_cmp(marks[i].num, marks[best].num) > 0)
			best = i;
	return best;
}

/* "tăng hơn 14,53%" of a change's "hơn +14,53%". */
static const char *moved(const bt_mark *mark, bt_arena *arena)
{
	static const char *const signs[] = {"\u2212", "+", "-"};
	const char *text = mark->text, *sign = NULL, *rest = text;
	for (gsize i = 0; i < G_N_ELEMENTS(signs) && !sign; i++)
		if ((sign = strstr(text, signs[i])))
			rest = sign + strlen(signs[i]);
	const char *said = sign ? bt_arena_strndup(arena, text, (gsize)(sign - text)) : "";
	return bt_arena_printf(arena, "%s %s%s", mark->num.mant < 0 ? "giảm" : "tăng", said, rest);
}

/* What one mark says, in words. */
static const char *clause(bt_group_kind kind, const bt_mark *mark, bt_arena *arena)
{
	switch (kind) {
	case BT_GROUP_ATTAINMENT:
		return bt_arena_printf(arena, "%s đạt %s%s%s", mark->label, mark->text, mark->base ? " " : "", mark->base ? mark->base : "");
	case BT_GROUP_CHANGE:
		return bt_arena_printf(arena, "%s %s", mark->label, moved(mark, arena));
	case BT_GROUP_SHARE:
		return bt_arena_printf(arena, "%s chiếm %s", mark->label, mark->text);
	case BT_GROUP_SERIES:
		return bt_arena_printf(arena, "%s: %s", mark->period ? mark->period : mark->label, mark->text);
	case BT_GROUP_LEVEL:
	case BT_GROUP_KINDS:
		break;
	}
	return bt_arena_printf(arena, "%s: %s", mark->label, mark->text);
}

/* The mark a title names: the highest; where all fall, the deepest fall. */
static int foremost(bt_group_kind kind, const bt_mark *marks, int n)
{
	int best = highest(marks, n);
	if (kind != BT_GROUP_CHANGE || marks[best].num.mant >= 0)
		return best;
	for (int i = 0; i < n; i++)
		if (bt_num_cmp(marks[i].num, marks[best].num) < 0)
			best = i;
	return best;
}

static const char *superlative(bt_group_kind kind, const bt_mark *top)
{
	if (kind == BT_GROUP_CHANGE)
		return top->num.mant < 0 ? "mức giảm nhiều nhất" : "mức tăng cao nhất";
	return "cao nhất";
}

static const char *series_title(const bt_chart *chart, const bt_group *group, bt_arena *arena)
{
	const bt_mark *first = &chart->marks[0], *last = &chart->marks[chart->n_marks - 1];
	if (chart->n_series < 2)
		return bt_arena_printf(arena, "%s: từ %s (%s) đến %s (%s)", bt_capital(group->subject, arena), first->text, first->period, last->text, last->period);
	g_autoptr(GString) names = g_string_new(bt_capital(chart->series[0], arena));
	for (int i = 1; i < chart->n_series; i++)
		g_string_append_printf(names, "%s%s", i + 1 < chart->n_series ? ", " : " và ", bt_inside(chart->series[i], arena));
	return bt_arena_printf(arena, "%s, từ %s đến %s", names->str, first->period, last->period);
}

static const char *title(const bt_chart *chart, const bt_group *group, bt_arena *arena)
{
	const bt_mark *marks = chart->marks;
	if (group->title)
		return group->title;
	if (group->kind == BT_GROUP_SERIES)
		return series_title(chart, group, arena);
	const bt_mark *top = &marks[foremost(group->kind, marks, chart->n_marks)];
	if (group->subject && (group->kind == BT_GROUP_ATTAINMENT || group->kind == BT_GROUP_CHANGE))
		return bt_arena_printf(arena, "%s: %s, %s", bt_capital(group->subject, arena), bt_inside(clause(group->kind, top, arena), arena), superlative(group->kind, top));
	if (group->subject)
		return bt_arena_printf(arena, "%s: %s %s, %s", bt_capital(group->subject, arena), bt_inside(top->label, arena), group->kind == BT_GROUP_SHARE ? "chiếm nhiều nhất" : "cao nhất", top->text);
	const char *all = clause(group->kind, &marks[0], arena);
	if (chart->n_marks == 2)
		all = bt_arena_printf(arena, "%s; %s", all, bt_inside(clause(group->kind, &marks[1], arena), arena));
	if (chart->n_marks <= 2 && bt_text_letters(all, strlen(all)) <= TITLE_LETTERS)
		return all;
	return bt_arena_printf(arena, "%s, %s trong %d chỉ tiêu", clause(group->kind, top, arena), superlative(group->kind, top), chart->n_marks);
}

static bool same_base(const bt_chart *chart)
{
	for (int i = 0; i < chart->n_marks; i++)
		if (g_strcmp0(chart->marks[i].base, chart->marks[0].base) != 0)
			return false;
	return chart->marks[0].base != NULL;
}

static const char *measure(const bt_chart *chart, const bt_group *group, bt_arena *arena)
{
	if (group->author && group->subject && chart->n_series < 2)
		return bt_capital(group->subject, arena);
	switch (group->kind) {
	case BT_GROUP_ATTAINMENT:
		return same_base(chart) ? bt_arena_printf(arena, "Mức thực hiện so với %s", chart->marks[0].base) : "Mức thực hiện so với kế hoạch";
	case BT_GROUP_CHANGE:
		return group->base ? bt_arena_printf(arena, "Tăng, giảm so với %s", group->base) : "Tăng, giảm";
	case BT_GROUP_SHARE:
		return "Tỷ trọng";
	case BT_GROUP_LEVEL:
	case BT_GROUP_SERIES:
	case BT_GROUP_KINDS:
		break;
	}
	return group->subject && chart->n_series < 2 ? bt_capital(group->subject, arena) : "Giá trị";
}

static const char *subtitle(const bt_chart *chart, const bt_group *group, const bt_doc *doc, bt_arena *arena)
{
	const char *period = group->period;
	if (!period && group->kind != BT_GROUP_SERIES && !group->author)
		period = doc->meta.field[BT_META_PERIOD].text;
	if (group->heads)
		return group->heads;
	bool named = group->kind == BT_GROUP_ATTAINMENT || group->kind == BT_GROUP_CHANGE;
	g_autoptr(GString) out = g_string_new(named ? chart->measure : "");
	if (chart->unit)
		g_string_append_printf(out, "%sđơn vị tính: %s", out->len ? "; " : "", chart->unit);
	if (period)
		g_string_append_printf(out, "%s%s", out->len ? "; " : "", period);
	return out->len ? bt_capital(out->str, arena) : NULL;
}

static const char *source(const bt_chart *chart, const bt_group *group, const bt_doc *doc, const bt_figures *figures, bt_arena *arena)
{
	const char *issuer = doc->meta.field[BT_META_ISSUER].text;
	g_autoptr(GString) out = g_string_new("Nguồn: báo cáo");
	if (issuer)
		g_string_append_printf(out, " của %s", issuer);
	if (group->author)
		return bt_arena_strdup(arena, out->str);
	int last = 0, n = 0;
	for (int i = 0; i < chart->n_marks; i++) {
		const bt_node *block = bt_figures_at(figures, (guint)chart->marks[i].figure)->block;
		int number = block->kind == BT_TITLE || block->kind == BT_HEADING ? 0 : bt_paragraph_no(doc, block);
		if (number == 0 || number == last)
			continue;
		g_string_append_printf(out, n++ ? ", %d" : ", đoạn %d", number);
		last = number;
	}
	return bt_arena_strdup(arena, out->str);
}

static const char *description(const bt_chart *chart, const bt_group *group, bt_arena *arena)
{
	static const char *const forms[] = {
#define F(form, name, vi, en) [BT_FORM_##form] = vi,
#include "chart/forms.def"
#undef F
	};
	g_autoptr(GString) out = g_string_new("Biểu đồ ");
	g_string_append(out, forms[chart->form]);
	for (int i = 0; i < chart->n_marks; i++) {
		const bt_mark *m = &chart->marks[i];
		bool opens = chart->n_series > 1 && (i == 0 || m->series != m[-1].series);
		g_string_append(out, i ? "; " : ": ");
		if (opens)
			g_string_append_printf(out, "%s: ", chart->series[m->series]);
		g_string_append(out, bt_inside(clause(group->kind, m, arena), arena));
		if (m->target_text)
			g_string_append_printf(out, " (%s)", m->target_text);
	}
	g_string_append_c(out, '.');
	return bt_arena_strdup(arena, out->str);
}

void bt_chart_words(bt_chart *chart, const bt_group *group, const bt_doc *doc, const bt_figures *figures, bt_arena *arena)
{
	bool by_period = group->kind == BT_GROUP_SERIES;
	chart->rows_are = group->rows_are ? group->rows_are : by_period ? "Kỳ" : "Chỉ tiêu";
	chart->measure = measure(chart, group, arena);
	chart->title = title(chart, group, arena);
	chart->subtitle = subtitle(chart, group, doc, arena);
	chart->source = source(chart, group, doc, figures, arena);
	chart->desc = description(chart, group, arena);
}

/* ---- the data table */

#define UNSTATED "không nêu"

const char *bt_bare_value(const bt_mark *mark, const char *unit, bt_arena *arena)
{
	if (!unit || !g_str_has_suffix(mark->text, unit))
		return mark->text;
	gsize len = strlen(mark->text) - strlen(unit);
	while (len && mark->text[len - 1] == ' ')
		len--;
	return len ? bt_arena_strndup(arena, mark->text, len) : mark->text;
}

enum column { COLUMN_LABEL, COLUMN_PERIOD, COLUMN_VALUE, COLUMN_BASE, COLUMN_TARGET, COLUMN_LEVEL, COLUMN_NOTE, COLUMNS };

static const char *cell(enum column column, const bt_chart *chart, const bt_mark *mark, bt_arena *arena)
{
	switch (column) {
	case COLUMN_LABEL:
		return mark->label;
	case COLUMN_PERIOD:
		return mark->period;
	case COLUMN_VALUE:
		return bt_bare_value(mark, chart->unit, arena);
	case COLUMN_BASE:
		return mark->base;
	case COLUMN_TARGET:
		return mark->target_text;
	case COLUMN_LEVEL:
		return mark->level;
	case COLUMN_NOTE:
		return mark->note;
	case COLUMNS:
		break;
	}
	return NULL;
}

/* One row a mark; a column that no mark fills is left out. */
static bt_chart_table rows_of_marks(const bt_chart *chart, bt_arena *arena)
{
	const char *const heads[COLUMNS] = {
		[COLUMN_LABEL] = chart->rows_are, [COLUMN_PERIOD] = chart->form == BT_FORM_COLUMNS || chart->form == BT_FORM_LINE ? chart->rows_are : "Kỳ", [COLUMN_BASE] = "So với", [COLUMN_TARGET] = "Kế hoạch", [COLUMN_LEVEL] = "Giá trị", [COLUMN_NOTE] = "Ghi chú",
		[COLUMN_VALUE] = chart->unit ? bt_arena_printf(arena, "%s (%s)", chart->measure, chart->unit) : chart->measure,
	};
	bool by_period = chart->form == BT_FORM_COLUMNS || chart->form == BT_FORM_LINE;
	bool used[COLUMNS] = {[COLUMN_VALUE] = true};
	int columns = 0;
	for (int i = 0; i < chart->n_marks; i++)
		for (enum column c = 0; c < COLUMNS; c++)
			used[c] |= cell(c, chart, &chart->marks[i], arena) != NULL && !(by_period && c == COLUMN_LABEL) &&
				   !(!by_period && c == COLUMN_PERIOD && g_strcmp0(chart->marks[i].period, chart->period) == 0);
	for (enum column c = 0; c < COLUMNS; c++)
		columns += used[c];
	const char **header = bt_arena_new0(arena, const char *, columns);
	const char **cells = bt_arena_new0(arena, const char *, columns * chart->n_marks);
	int at = 0;
	for (enum column c = 0; c < COLUMNS; c++) {
		if (!used[c])
			continue;
		header[at] = heads[c];
		for (int i = 0; i < chart->n_marks; i++) {
			const char *text = cell(c, chart, &chart->marks[i], arena);
			cells[i * columns + at] = text && *text ? text : UNSTATED;
		}
		at++;
	}
	return (bt_chart_table){columns, chart->n_marks, header, cells};
}

/* One row a period (or category), one column a series. */
static bt_chart_table rows_of_periods(const bt_chart *chart, bt_arena *arena)
{
	int columns = chart->n_series + 1, rows = 0;
	g_autoptr(GHashTable) row_of = g_hash_table_new(g_str_hash, g_str_equal); /* period -> row + 1 */
	const char **cells = bt_arena_new0(arena, const char *, columns * chart->n_marks);
	const char **header = bt_arena_new0(arena, const char *, columns);
	header[0] = chart->rows_are;
	for (int i = 0; i < chart->n_series; i++)
		header[i + 1] = bt_capital(chart->series[i], arena);
	for (int i = 0; i < chart->n_marks; i++) {
		const bt_mark *m = &chart->marks[i];
		int row = GPOINTER_TO_INT(g_hash_table_lookup(row_of, m->period)) - 1;
		if (row < 0) {
			row = rows++;
			g_hash_table_insert(row_of, (gpointer)m->period, GINT_TO_POINTER(rows));
			cells[row * columns] = m->period;
			for (int c = 1; c < columns; c++)
				cells[row * columns + c] = UNSTATED;
		}
		cells[row * columns + m->series + 1] = m->note ? bt_arena_printf(arena, "%s (%s)", m->text, m->note) : m->text;
	}
	return (bt_chart_table){columns, rows, header, cells};
}

bt_chart_table bt_chart_table_of(const bt_chart *chart, bt_arena *arena)
{
	return chart->n_series > 1 ? rows_of_periods(chart, arena) : rows_of_marks(chart, arena);
}

bool bt_mark_time(const char *period, double *month)
{
	double from, to;
	if (!bt_period_place(bt_period_read(period), &from, &to))
		return false;
	*month = (from + to) / 2;
	return true;
}
