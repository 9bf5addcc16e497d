/* The author's own chart: a fenced block of rows `label;value;…` under a header row. The words
 * after "biểu đồ" or "chart" may name the form; a title may follow a colon. Nothing is rounded:
 * each cell is printed as it stands. */
#include "chart/pick.h"

#include <string.h>

/* Words that name a form in the info string, longest first. Folded, so both spellings match. */
static const struct {
	const char *words;
	bt_form form;
} asked_forms[] = {
	{"nhieu duong", BT_FORM_LINES}, {"duong", BT_FORM_LINE}, {"line", BT_FORM_LINE}, {"tien do", BT_FORM_BULLET}, {"bullet", BT_FORM_BULLET},
	{"cot ngang", BT_FORM_BARS}, {"thanh", BT_FORM_BARS}, {"bars", BT_FORM_BARS}, {"cot chong", BT_FORM_STACK}, {"co cau", BT_FORM_STACK},
	{"stack", BT_FORM_STACK}, {"cot", BT_FORM_COLUMNS}, {"columns", BT_FORM_COLUMNS}, {"tang giam", BT_FORM_CHANGE_BARS},
	{"change", BT_FORM_CHANGE_BARS}, {"bang", BT_FORM_TABLE}, {"table", BT_FORM_TABLE},
};

static bt_form asked_form(const char *info)
{
	g_autofree char *folded = bt_fold(info);
	char *colon = strchr(folded, ':');
	if (colon)
		*colon = 0;
	for (gsize i = 0; i < G_N_ELEMENTS(asked_forms); i++)
		if (strstr(folded, asked_forms[i].words))
			return asked_forms[i].form;
	return BT_FORM_NONE;
}

static const char *stripped(const bt_node *cell, bt_arena *arena)
{
	g_autofree char *text = g_strdup(bt_node_text(cell, arena));
	return bt_arena_strdup(arena, g_strstrip(text));
}

/* The number at the start of a cell, after a sign or not; what follows is its unit. */
static bool read_number(const char *text, bt_num *num, const char **unit)
{
	bool down = g_str_has_prefix(text, "\u2212") || *text == '-';
	bt_num_shape shape;
	text += g_str_has_prefix(text, "\u2212") ? strlen("\u2212") : *text == '-' || *text == '+';
	gsize n = bt_num_parse(text, strlen(text), num, &shape);
	if (!n || shape == BT_SHAPE_AMBIGUOUS)
		return false;
	if (down)
		*num = bt_num_neg(*num);
	for (text += n; *text == ' ';)
		text++;
	*unit = *text ? text : NULL;
	return true;
}

/* "Số hộ (hộ)": the unit in brackets at the end of a column's head. */
static const char *unit_of_head(const char *head, bt_arena *arena)
{
	const char *open = strrchr(head, '(');
	gsize n = strlen(head);
	return open && n && head[n - 1] == ')' ? bt_arena_strndup(arena, open + 1, (gsize)(head + n - 1 - (open + 1))) : NULL;
}

static const char *name_of_head(const char *head, bt_arena *arena)
{
	const char *open = unit_of_head(head, arena) ? strrchr(head, '(') : NULL;
	g_autofree char *name = open ? g_strndup(head, (gsize)(open - head)) : g_strdup(head);
	return bt_arena_strdup(arena, g_strstrip(name));
}

struct reading {
	bt_group *group;
	bt_arena *arena;
	GPtrArray *heads; /* const char * */
	const char *unit; /* of all columns; NULL: they differ */
	bool units_differ, numbers, periods;
};

static void read_cell(struct reading *r, const char *label, guint column, const char *text)
{
	const char *head = column < r->heads->len ? r->heads->pdata[column] : "";
	const char *unit = NULL, *head_unit = unit_of_head(head, r->arena);
	bt_mark mark = {.figure = -1, .label = label, .period = label, .series = (int)column - 1};
	if (!read_number(text, &mark.num, &unit)) {
		r->numbers &= !*text;
		return;
	}
	unit = unit ? unit : head_unit;
	mark.text = unit && !g_str_has_suffix(text, unit) ? bt_value_text(text, unit, r->arena) : text;
	if (r->group->marks->len && g_strcmp0(unit, r->unit) != 0)
		r->units_differ = true;
	r->unit = unit;
	g_array_append_val(r->group->marks, mark);
}

static void read_row(struct reading *r, const bt_node *row, bool header)
{
	guint column = 0;
	const char *label = "";
	double month;
	for (const bt_node *cell = row->first; cell; cell = cell->next) {
		if (cell->kind != BT_CELL)
			continue;
		const char *text = stripped(cell, r->arena);
		if (header)
			g_ptr_array_add(r->heads, (gpointer)text);
		else if (column == 0)
			label = text;
		else
			read_cell(r, label, column, text);
		column++;
	}
	if (!header)
		r->periods &= bt_mark_time(label, &month);
}

static int by_series(const void *a, const void *b)
{
	const bt_mark *x = a, *y = b;
	double i = 0, j = 0;
	if (x->series != y->series)
		return x->series - y->series;
	bt_mark_time(x->period, &i);
	bt_mark_time(y->period, &j);
	return (i > j) - (i < j);
}

/* "Đàn bò (con), đàn dê (con) theo kỳ": each word of the header row. */
static const char *heads_phrase(const struct reading *r)
{
	g_autoptr(GString) out = g_string_new(NULL);
	for (guint i = 1; i < r->heads->len; i++)
		g_string_append_printf(out, "%s%s", i > 1 ? ", " : "", bt_inside(r->heads->pdata[i], r->arena));
	if (r->heads->len && *(const char *)r->heads->pdata[0])
		g_string_append_printf(out, "%stheo %s", out->len ? " " : "", bt_inside(r->heads->pdata[0], r->arena));
	return out->len ? bt_capital(bt_arena_strdup(r->arena, out->str), r->arena) : NULL;
}

static void settle(struct reading *r, const bt_node *block)
{
	bt_group *group = r->group;
	const char *info = block->u.code.info ? block->u.code.info : "";
	const char *colon = strchr(info, ':');
	group->asked = asked_form(info);
	group->author = group->after = block;
	group->heads = heads_phrase(r);
	group->rows_are = r->heads->len && *(const char *)r->heads->pdata[0] ? r->heads->pdata[0] : NULL;
	group->unit = r->units_differ ? NULL : r->unit;
	group->subject = r->heads->len > 1 ? name_of_head(r->heads->pdata[1], r->arena) : NULL;
	if (colon) {
		g_autofree char *title = g_strdup(colon + 1);
		if (*g_strstrip(title))
			group->title = bt_arena_strdup(r->arena, title);
	}
	if (r->heads->len > 2 || r->periods) {
		group->kind = BT_GROUP_SERIES;
		for (guint i = 1; i < r->heads->len; i++)
			g_ptr_array_add(group->series, (gpointer)name_of_head(r->heads->pdata[i], r->arena));
		if (r->periods)
			g_array_sort(group->marks, by_series);
		return;
	}
	bool per_cent = group->unit && strcmp(group->unit, "%") == 0;
	group->kind = group->asked == BT_FORM_BULLET && per_cent ? BT_GROUP_ATTAINMENT
		: group->asked == BT_FORM_CHANGE_BARS ? BT_GROUP_CHANGE : per_cent ? BT_GROUP_SHARE : BT_GROUP_LEVEL;
	for (guint i = 0; i < group->marks->len; i++)
		g_array_index(group->marks, bt_mark, i).period = NULL;
}

bt_group *bt_group_author(const bt_node *block, bt_arena *arena)
{
	g_autoptr(GPtrArray) heads = g_ptr_array_new();
	struct reading r = {bt_group_new(BT_GROUP_LEVEL), arena, heads, NULL, false, true, true};
	bool header = true;
	for (const bt_node *row = block->first; row; row = row->next) {
		if (row->kind != BT_ROW)
			continue;
		read_row(&r, row, header);
		header = false;
	}
	if (!r.group->marks->len || !r.numbers) {
		bt_group_free(r.group);
		return NULL;
	}
	settle(&r, block);
	return r.group;
}
