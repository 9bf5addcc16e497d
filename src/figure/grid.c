/* Tables and "số liệu" blocks: what each column holds is told by its header; the first column of
 * words is the label; a row gives one figure for each column of values, with its unit and period.
 * Knows headers and cells, no sentences. */
#include "figure/grid.h"

#include <string.h>

typedef enum { COL_SKIP, COL_LABEL, COL_UNIT, COL_PERIOD, COL_VALUE, COL_PLAN, COL_PERCENT, COL_CHANGE, COL_LEVEL } column_kind;

/* Whole headers, as spelling keys. */
static const struct {
	column_kind kind;
	const char *words;
} headers[] = {
	{COL_SKIP, "|stt|tt|số tt|số thứ tự|ghi chú|nguồn|ghi chú thêm|no|#|"},
	{COL_LABEL, "|chỉ tiêu|chỉ số|nội dung|tên|tên chỉ tiêu|danh mục|hạng mục|lĩnh vực|tên đơn vị|ngành|địa phương|"},
	{COL_UNIT, "|đvt|đơn vị tính|đơn vị|đ.v.t|"},
	{COL_PERIOD, "|kỳ|thời gian|thời điểm|kỳ báo cáo|"},
	{COL_VALUE, "|giá trị|số lượng|kết quả|thực hiện|số liệu|tổng số|"},
};

typedef struct {
	column_kind kind;
	const char *unit, *period, *base; /* or NULL */
	const char *name;                 /* of the column, NULL: none of its own */
} column;

#define COLUMNS_MOST 128

typedef struct {
	bt_scan scan;
	const bt_doc *doc;
	const char *unit; /* of the whole table: "Đơn vị tính: ha" above it */
	column columns[COLUMNS_MOST];
	int n;
} grid;

static void load(bt_passage *p, const bt_node *cell, const bt_doc *doc)
{
	p->block = cell;
	p->flat = bt_flatten(cell, doc->source, p->arena);
	bt_stage_tokens(p);
	bt_stage_mask(p);
	bt_stage_quantities(p);
	bt_stage_clauses(p);
}

static const char *cell_text(const bt_passage *p) { return bt_tokens_text(p, 0, (int)p->tokens->len); }

/* The unit of the lexicon inside brackets, "(tỷ đồng)"; NULL: none. */
static const char *bracket_unit(bt_passage *p, int *open)
{
	int n = (int)p->tokens->len;
	for (int i = 0; i < n; i++) {
		if (BT_TOKEN(p, i)->mark != '(')
			continue;
		int end = n;
		for (int j = i + 1; j < n; j++)
			if (BT_TOKEN(p, j)->mark == ')')
				end = MIN(end, j);
		int unit_end;
		if (i + 1 < end && bt_match(p, i + 1, BT_W(UNIT) | BT_W(SCALE), &unit_end)) {
			*open = i;
			return bt_tokens_text(p, i + 1, end);
		}
	}
	return NULL;
}

static bool known_header(const char *text, column *c)
{
	g_autofree char *key = bt_spelling_key(text, -1);
	g_autofree char *quoted = g_strdup_printf("|%s|", g_strstrip(key));
	for (gsize i = 0; i < G_N_ELEMENTS(headers); i++)
		if (strstr(headers[i].words, quoted)) {
			c->kind = headers[i].kind;
			return true;
		}
	return false;
}

static bool has_percent(const bt_passage *p)
{
	for (guint i = 0; i < p->tokens->len; i++)
		if (BT_TOKEN(p, i)->mark == '%')
			return true;
	return false;
}

static bool has_word(const bt_passage *p, const char *key)
{
	for (guint i = 0; i < p->tokens->len; i++)
		if (bt_token_is(BT_TOKEN(p, i), key))
			return true;
	return false;
}

static const char *base_of(bt_passage *p, int n)
{
	int versus = bt_item_find(p, 0, n, BT_W(VERSUS)), from = versus < n ? versus + 1 : bt_item_find(p, 0, n, BT_W(PLAN) | BT_W(BASE));
	int to = bt_item_find(p, from, n, BT_W(OPEN));
	return from < to ? bt_items_text(p, from, to, 0) : NULL;
}

static column read_header(bt_passage *p, const bt_node *cell, const bt_doc *doc)
{
	column c = {.kind = COL_VALUE};
	load(p, cell, doc);
	int n = (int)p->items->len, open = (int)p->tokens->len;
	c.unit = bracket_unit(p, &open);
	const char *name = bt_tokens_text(p, 0, open);
	if (known_header(name, &c))
		return c;
	bool rate = has_percent(p) || bt_item_find(p, 0, n, BT_W(RATE)) < n;
	bool plan = bt_item_find(p, 0, n, BT_W(PLAN)) < n, moves = has_word(p, "tăng") || has_word(p, "giảm");
	bool versus = bt_item_find(p, 0, n, BT_W(VERSUS)) < n;
	int period = bt_item_find(p, 0, n, BT_W(PERIOD) | BT_W(BASE));
	if (moves || (versus && !plan))
		c.kind = moves ? COL_CHANGE : COL_LEVEL;
	else if (plan || (versus && rate))
		c.kind = rate || versus ? COL_PERCENT : COL_PLAN;
	else if (rate && bt_item_find(p, 0, n, BT_W(LEVEL) | BT_W(RATE)) < n)
		c.kind = COL_PERCENT;
	c.base = c.kind == COL_VALUE ? NULL : base_of(p, n);
	if (period < n && c.kind == COL_VALUE)
		c.period = bt_items_text(p, period, period + 1, 0);
	if (c.kind == COL_VALUE && !c.period && !(bt_item_find(p, 0, n, BT_W(LEVEL)) < n))
		c.name = name;
	return c;
}

/* A cell that is one number: sign, number, unit. False: words, or a dash for "none". */
static bool cell_number(bt_passage *p, bt_quantity *q, bool *negative)
{
	int i = 0, n = (int)p->tokens->len;
	*negative = n > 1 && BT_TOKEN(p, 0)->mark == '-';
	if (n > 1 && (BT_TOKEN(p, 0)->mark == '-' || BT_TOKEN(p, 0)->mark == '+'))
		i = 1;
	if (i >= n || BT_TOKEN(p, i)->kind != BT_TOK_NUMBER)
		return false;
	for (int t = 0; t < n; t++)
		BT_TOKEN(p, t)->mask = BT_MASK_NONE; /* "2031" is a value here */
	bt_stage_quantities(p);
	if (p->quantities->len == 0)
		return false;
	*q = *BT_QUANTITY(p, 0);
	return q->from == i && q->to == n;
}

static const bt_node *cell_at(const bt_node *row, int i)
{
	for (const bt_node *cell = row->first; cell; cell = cell->next)
		if (cell->kind == BT_CELL && i-- == 0)
			return cell;
	return NULL;
}

static int cells_of(const bt_node *row)
{
	int n = 0;
	for (const bt_node *cell = row->first; cell; cell = cell->next)
		n += cell->kind == BT_CELL;
	return MIN(n, COLUMNS_MOST);
}

static bool row_has_numbers(grid *g, const bt_node *row)
{
	bt_quantity q;
	bool negative;
	for (int i = 0; i < cells_of(row); i++) {
		load(g->scan.p, cell_at(row, i), g->doc);
		if (cell_number(g->scan.p, &q, &negative))
			return true;
	}
	return false;
}

static void read_columns(grid *g, const bt_node *row)
{
	g->n = cells_of(row);
	bool label = false;
	for (int i = 0; i < g->n; i++) {
		g->columns[i] = read_header(g->scan.p, cell_at(row, i), g->doc);
		label = label || g->columns[i].kind == COL_LABEL;
	}
	for (int i = 0; i < g->n && !label; i++)
		if (g->columns[i].kind != COL_SKIP && g->columns[i].kind != COL_UNIT) {
			g->columns[i] = (column){.kind = COL_LABEL};
			label = true;
		}
}

/* What a row states before its numbers. */
typedef struct {
	bt_label label;
	const char *unit, *period;
} row_head;

static row_head read_row_head(grid *g, const bt_node *row)
{
	row_head head = {.label = {.span = BT_NO_SPAN, .permille = 1000, .rule = "table"}};
	bt_passage *p = g->scan.p;
	for (int i = 0; i < g->n; i++) {
		const bt_node *cell = cell_at(row, i);
		column_kind kind = g->columns[i].kind;
		if (!cell || (kind != COL_LABEL && kind != COL_UNIT && kind != COL_PERIOD))
			continue;
		load(p, cell, g->doc);
		int open = (int)p->tokens->len, from = 0;
		const char *unit = kind == COL_LABEL ? bracket_unit(p, &open) : NULL;
		while (from < open && (BT_TOKEN(p, from)->mask == BT_MASK_MARKER || BT_TOKEN(p, from)->mark))
			from++;
		if (kind == COL_LABEL && !head.label.text && from < open) {
			head.label.text = bt_tokens_text(p, from, open);
			head.label.span = bt_tokens_span(p, from, open);
			head.unit = unit ? unit : head.unit;
		} else if (kind == COL_UNIT && cell_text(p)[0]) {
			head.unit = cell_text(p);
		} else if (kind == COL_PERIOD && cell_text(p)[0]) {
			head.period = cell_text(p);
		}
	}
	return head;
}

static bt_figure_kind kind_of_unit(grid *g, const char *unit)
{
	bt_passage *p = g->scan.p;
	if (!unit)
		return BT_COUNT;
	if (strchr(unit, '%') || strchr(unit, '/'))
		return BT_RATE;
	g_autofree char *with_number = g_strdup_printf("1 %s", unit);
	bt_flat flat = {.text = with_number, .len = strlen(with_number)};
	p->flat = flat;
	bt_stage_tokens(p);
	int end;
	const bt_word *scale = bt_match(p, 1, BT_W(SCALE), &end);
	const bt_word *word = bt_match(p, scale ? end : 1, BT_W(UNIT), &end);
	return word && word->unit <= BT_U_MEASURE && word->unit ? word->unit == BT_U_MONEY || word->unit == BT_U_MEASURE ? BT_AMOUNT : BT_RATE : BT_COUNT;
}

static bt_figure *new_figure(grid *g, const bt_node *cell, const bt_quantity *q, const column *c, const row_head *head)
{
	bt_scan *s = &g->scan;
	bt_figure fresh = {.parent = -1, .permille = 1000, .drawable = true, .block = cell, .rule = "table"};
	g_array_append_val(s->out->items, fresh);
	bt_figure *f = &g_array_index(s->out->items, bt_figure, s->out->items->len - 1);
	f->label = head->label.text;
	f->label_span = head->label.text ? head->label.span : BT_NO_SPAN;
	f->label_long = c->name && head->label.text ? bt_arena_printf(s->p->arena, "%s, %s", head->label.text, c->name) : NULL;
	f->value = q->value;
	f->value_high = q->high;
	f->qualifier = q->qualifier;
	f->unit = q->unit ? q->unit : head->unit ? head->unit : c->unit ? c->unit : g->unit;
	f->period = c->period ? c->period : head->period ? head->period : s->story->period;
	f->context = c->name ? c->name : s->story->topic ? NULL : s->story->head;
	f->planned = s->story->outlook;
	f->span = f->sentence = cell->parent->span;
	f->sentence_no = 1;
	f->kind = kind_of_unit(g, f->unit);
	if (!f->label)
		bt_factor_add(s->p, f, "no label", 500);
	if (!f->unit)
		bt_factor_add(s->p, f, "no unit", 600);
	return f;
}

static void put_change(bt_figure *f, const bt_quantity *q, const column *c, bool negative)
{
	f->change = (bt_change){.stated = true, .direction = negative ? BT_DOWN : BT_UP, .value = q->value, .base = c->base};
	f->change.unit = q->unit ? q->unit : c->unit ? c->unit : "%";
}

static void put_level(bt_arena *arena, bt_figure *f, const bt_quantity *q, const column *c)
{
	bt_num hundred = {100, 0}, difference;
	int order = bt_num_cmp(q->value.num, hundred);
	f->change = (bt_change){.stated = true, .direction = order > 0 ? BT_UP : order < 0 ? BT_DOWN : BT_FLAT, .level = q->value, .unit = "%", .base = c->base};
	if (bt_num_sub(order < 0 ? hundred : q->value.num, order < 0 ? q->value.num : hundred, &difference)) {
		g_autofree char *digits = bt_num_vietnamese(difference);
		f->change.value = (bt_value){.stated = true, .num = difference, .digits = bt_arena_strdup(arena, digits), .span = q->value.span};
	}
}

static void put_target(bt_figure *f, const bt_quantity *q, const column *c)
{
	f->target.stated = true;
	if (c->kind == COL_PERCENT) {
		f->target.percent = q->value;
	} else {
		f->target.value = q->value;
		f->target.unit = f->unit;
	}
	if (c->base && !f->target.base)
		f->target.base = c->base;
}

static int values_of(const grid *g, int from)
{
	int found = -1;
	for (int i = 0; i < g->n; i++)
		if (g->columns[i].kind == COL_VALUE && (found < 0 || i <= from))
			found = i;
	return found;
}

static void read_row(grid *g, const bt_node *row)
{
	int made[COLUMNS_MOST], first = (int)g->scan.out->items->len;
	bt_quantity found[COLUMNS_MOST];
	bool stated[COLUMNS_MOST] = {false}, negative[COLUMNS_MOST] = {false};
	row_head head = read_row_head(g, row);
	for (int i = 0; i < g->n; i++) {
		const bt_node *cell = cell_at(row, i);
		made[i] = -1;
		if (!cell || g->columns[i].kind < COL_VALUE)
			continue;
		load(g->scan.p, cell, g->doc);
		stated[i] = cell_number(g->scan.p, &found[i], &negative[i]);
		if (stated[i] && g->columns[i].kind == COL_VALUE) {
			new_figure(g, cell, &found[i], &g->columns[i], &head);
			made[i] = (int)g->scan.out->items->len - 1;
		}
	}
	for (int i = 0; i < g->n; i++) {
		int value = values_of(g, i);
		if (!stated[i] || g->columns[i].kind == COL_VALUE || value < 0 || made[value] < first)
			continue;
		bt_figure *f = bt_scan_at(&g->scan, made[value]);
		if (g->columns[i].kind == COL_CHANGE)
			put_change(f, &found[i], &g->columns[i], negative[i]);
		else if (g->columns[i].kind == COL_LEVEL)
			put_level(g->scan.p->arena, f, &found[i], &g->columns[i]);
		else
			put_target(f, &found[i], &g->columns[i]);
	}
}

void bt_grid_read(bt_passage *p, bt_figures *out, bt_story *story, const bt_node *table, const bt_doc *doc)
{
	grid g = {.doc = doc, .scan = {.p = p, .out = out, .story = story}};
	bool headed = false;
	for (const bt_node *row = table->first; row; row = row->next) {
		if (row->kind != BT_ROW)
			continue;
		if (!headed && (row->u.row.header || !row_has_numbers(&g, row))) {
			read_columns(&g, row);
			headed = true;
		} else if (headed) {
			read_row(&g, row);
		}
	}
}
