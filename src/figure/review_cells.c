/* The columns of the clerk's table: cells to rows, figures to cells and cells to figures. Knows words and numbers
 * of single rows, nothing of the report's text. */
#include "figure/review.h"

#include <string.h>

static const bt_review_head heads[] = {
#define C(id, kind, header) [BT_REV_##id] = {header, BT_REV_##kind},
#include "figure/review.def"
#undef C
};
G_STATIC_ASSERT(G_N_ELEMENTS(heads) == BT_REV_COUNT);

const bt_review_head *bt_review_head_at(bt_review_column column) { return &heads[column]; }

/* Words of the CHOICE columns; the first of a value is what we write. "|" between spellings, folded. */
static const struct {
	const char *write, *read;
} qualifiers[] = {
	[BT_EXACT] = {"", "|dung|chinh xac|"},
	[BT_ABOUT] = {"khoảng", "|khoang|chung|xap xi|tuong duong|vao khoang|khoang chung|do|co|uoc khoang|uoc chung|"},
	[BT_OVER] = {"hơn", "|hon|tren|qua|uoc hon|uoc tren|"},
	[BT_UNDER] = {"gần", "|gan|duoi|chua den|chua toi|chua day|non|ngot|uoc gan|uoc duoi|"},
	[BT_ESTIMATED] = {"ước", "|uoc|uoc dat|"},
	[BT_AT_LEAST] = {"ít nhất", "|it nhat|toi thieu|khong duoi|"},
	[BT_AT_MOST] = {"không quá", "|khong qua|toi da|nhieu nhat|khong vuot qua|"},
}, directions[] = {
	[BT_UP] = {"tăng", "|tang|"}, [BT_DOWN] = {"giảm", "|giam|"}, [BT_FLAT] = {"không đổi", "|khong doi|bang|giu nguyen|"},
};

static bool among(const char *spellings, const char *cell)
{
	g_autofree char *folded = bt_fold(cell);
	g_autofree char *word = g_strdup_printf("|%s|", g_strstrip(folded));
	return strstr(spellings, word) != NULL;
}

bool bt_review_no(const char *cell) { return among("|khong|ko|k|no|n|0|false|", cell); }

static bool says_yes(const char *cell) { return among("|co|c|x|yes|y|1|true|", cell); }

static int qualifier_of(const char *cell)
{
	for (int q = 0; q < (int)G_N_ELEMENTS(qualifiers); q++)
		if (among(qualifiers[q].read, cell))
			return q;
	return *cell ? -1 : BT_EXACT;
}

/* The author's word where it can be read again, else the class's. */
static const char *qualifier_cell(const bt_figure *f)
{
	const char *said = f->value.said;
	return said && among(qualifiers[f->qualifier].read, said) ? said : qualifiers[f->qualifier].write;
}

/* The class's own word is no edit of the author's: older tables have it. */
static bool same_qualifier(const char *is, const char *was)
{
	int q = qualifier_of(is);
	return q == qualifier_of(was) && (strcmp(is, was) == 0 || q < 0 || !*was || strcmp(is, qualifiers[q].write) == 0);
}

static int direction_of(const char *cell)
{
	for (int d = 0; d < (int)G_N_ELEMENTS(directions); d++)
		if (among(directions[d].read, cell))
			return d;
	return -1;
}

static bool number_of(const char *cell, bt_num *num)
{
	bt_num_shape shape;
	gsize used = bt_num_parse(cell, strlen(cell), num, &shape);
	return used && (!cell[used] || strcmp(cell + used, "%") == 0 || strcmp(cell + used, " %") == 0);
}

bool bt_review_same_number(const char *a, const char *b)
{
	bt_num x, y;
	return strcmp(a, b) == 0 || (number_of(a, &x) && number_of(b, &y) && bt_num_cmp(x, y) == 0);
}

/* ------------------------------------------------------------------ the table to rows */

/* White space at both ends goes; so does the apostrophe that keeps a spreadsheet from calculating (review_write.c). */
static const char *trimmed(const char *text, bt_arena *arena)
{
	char *copy = bt_arena_strdup(arena, text);
	const char *start = copy;
	gsize len;
	while (*start && bt_is_space(bt_char_at(start)))
		start = g_utf8_next_char(start);
	for (len = strlen(start); len > 0; len = (gsize)(g_utf8_prev_char(start + len) - start))
		if (!bt_is_space(bt_char_at(g_utf8_prev_char(start + len))))
			break;
	((char *)start)[len] = 0;
	return start[0] == '\'' && start[1] && strchr("=+-@", start[1]) ? start + 1 : start;
}

static int column_named(const char *header)
{
	g_autofree char *folded = bt_fold(header);
	for (int c = 0; c < BT_REV_COUNT; c++) {
		g_autofree char *name = bt_fold(heads[c].header);
		if (strcmp(g_strstrip(folded), name) == 0)
			return c;
	}
	return -1;
}

/* Which column of the table is which of ours; a clerk's own columns are left alone. False after a message. */
static bool read_header(bt_review *review, bt_diags *diags)
{
	static const bt_review_column needed[] = {BT_REV_USE, BT_REV_LABEL, BT_REV_VALUE, BT_REV_SENTENCE};
	const char *names[BT_REV_COUNT + 1] = {0};
	for (int c = 0; c < BT_REV_COUNT; c++) {
		review->column[c] = -1;
		names[c] = heads[c].header;
	}
	for (guint i = 0; review->csv->rows->len && i < bt_csv_row_at(review->csv, 0)->n; i++) {
		const bt_csv_cell *cell = bt_csv_cell_at(review->csv, 0, i);
		const char *text = trimmed(cell->text, review->arena), *near;
		int c = column_named(text);
		if (c >= 0 && review->column[c] < 0)
			review->column[c] = (int)i;
		else if (*text && (near = bt_nearest(text, names)))
			bt_say(diags, BT_D_REVIEW_COLUMN, cell->span, text, near, NULL);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(needed); i++)
		if (review->column[needed[i]] < 0) {
			bt_say(diags, BT_D_REVIEW_HEADER, (bt_span){0, 0}, heads[needed[i]].header, NULL);
			return false;
		}
	return true;
}

static bool too_wide(const bt_review *review, guint line, bt_diags *diags)
{
	for (guint i = bt_csv_row_at(review->csv, 0)->n; i < bt_csv_row_at(review->csv, line)->n; i++) {
		const bt_csv_cell *cell = bt_csv_cell_at(review->csv, line, i);
		if (!*trimmed(cell->text, review->arena))
			continue;
		bt_say(diags, BT_D_REVIEW_WIDE, cell->span, cell->text, NULL);
		return true;
	}
	return false;
}

static void read_row(bt_review *review, guint line, bt_diags *diags)
{
	bt_review_row row = {.line = line, .found = -1, .figure = -1, .state = BT_ROW_STALE};
	bt_span whole = bt_csv_row_at(review->csv, line)->span;
	for (int c = 0; c < BT_REV_COUNT; c++) {
		const bt_csv_cell *cell = review->column[c] < 0 ? NULL : bt_csv_cell_at(review->csv, line, (guint)review->column[c]);
		row.cell[c] = cell ? trimmed(cell->text, review->arena) : "";
		row.span[c] = cell ? cell->span : whole;
	}
	row.sentence = bt_review_key(row.cell[BT_REV_SENTENCE], strlen(row.cell[BT_REV_SENTENCE]), review->arena);
	if (too_wide(review, line, diags))
		row.state = BT_ROW_FAULTY;
	g_array_append_val(review->rows, row);
}

bt_review *bt_review_read(GBytes *bytes, const char *name, bt_arena *arena, bt_diags *diags)
{
	bt_csv *csv = bt_csv_read(bytes, name, diags);
	if (!csv)
		return NULL;
	bt_review *review = g_new0(bt_review, 1);
	review->arena = arena;
	review->name = bt_arena_strdup(arena, name);
	review->csv = csv;
	review->rows = g_array_new(FALSE, TRUE, sizeof(bt_review_row));
	bool ok = read_header(review, diags);
	if (ok && csv->rows->len > BT_MAX_FIGURES + 1) {
		g_autofree char *limit = g_strdup_printf("%d", (int)BT_MAX_FIGURES);
		bt_say(diags, BT_D_FIGURE_TOO_MANY, bt_csv_row_at(csv, BT_MAX_FIGURES + 1)->span, limit, NULL);
		ok = false;
	}
	for (guint line = 1; ok && line < csv->rows->len; line++)
		read_row(review, line, diags);
	if (ok)
		return review;
	bt_diags_about(diags, name, NULL, 0);
	bt_review_free(review);
	return NULL;
}

void bt_review_free(bt_review *review)
{
	if (!review)
		return;
	bt_csv_free(review->csv);
	g_array_free(review->rows, TRUE);
	g_free(review);
}

/* ------------------------------------------------------------------ judging a row */

bt_review_column bt_review_primary(const char *const cell[BT_REV_COUNT])
{
	static const bt_review_column order[] = {BT_REV_VALUE, BT_REV_CHANGE, BT_REV_CHANGE_LEVEL, BT_REV_CHANGE_FROM, BT_REV_PERCENT, BT_REV_EXCEEDS, BT_REV_TARGET};
	for (gsize i = 0; i < G_N_ELEMENTS(order); i++)
		if (*cell[order[i]])
			return order[i];
	return BT_REV_COUNT;
}

static bool say_choice(const bt_review_row *row, bt_review_column c, const char *words, bt_diags *diags)
{
	bt_say(diags, BT_D_REVIEW_CHOICE, row->span[c], heads[c].header, row->cell[c], words, NULL);
	return false;
}

static bool yes_or_no(const bt_review_row *row, bt_review_column c, bt_diags *diags)
{
	const char *cell = row->cell[c];
	return !*cell || says_yes(cell) || bt_review_no(cell) || say_choice(row, c, "có, không", diags);
}

bool bt_review_row_ok(const bt_review_row *row, bt_diags *diags)
{
	bool changes = *row->cell[BT_REV_CHANGE] || *row->cell[BT_REV_CHANGE_FROM] || *row->cell[BT_REV_DIRECTION];
	if (!yes_or_no(row, BT_REV_USE, diags) || !yes_or_no(row, BT_REV_DRAW, diags) || !yes_or_no(row, BT_REV_PLANNED, diags))
		return false;
	if (bt_review_no(row->cell[BT_REV_USE]))
		return true;
	if (qualifier_of(row->cell[BT_REV_QUALIFIER]) < 0)
		return say_choice(row, BT_REV_QUALIFIER, "khoảng, hơn, gần, ước, ít nhất, không quá", diags);
	if (changes && direction_of(row->cell[BT_REV_DIRECTION]) < 0)
		return say_choice(row, BT_REV_DIRECTION, "tăng, giảm, không đổi", diags);
	if (bt_review_primary(row->cell) < BT_REV_COUNT)
		return true;
	bt_say(diags, BT_D_REVIEW_EMPTY, row->span[BT_REV_VALUE], NULL);
	return false;
}

/* ------------------------------------------------------------------ a figure to cells */

static const char *digits(const bt_value *value) { return value->stated ? value->digits : ""; }

static const char *text(const char *s) { return s ? s : ""; }

void bt_review_cells(const bt_figure *f, const char *cells[BT_REV_COUNT], bt_arena *arena)
{
	const bt_change *c = &f->change;
	const bt_target *t = &f->target;
	for (int i = 0; i < BT_REV_COUNT; i++)
		cells[i] = "";
	cells[BT_REV_LABEL] = text(f->label);
	cells[BT_REV_VALUE] = digits(&f->value);
	cells[BT_REV_VALUE_HIGH] = digits(&f->value_high);
	cells[BT_REV_UNIT] = text(f->unit);
	cells[BT_REV_QUALIFIER] = qualifier_cell(f);
	cells[BT_REV_PERIOD] = text(f->period);
	if (c->stated) {
		cells[BT_REV_DIRECTION] = directions[c->direction].write;
		cells[BT_REV_CHANGE] = c->level.stated ? "" : digits(&c->value); /* worked out from the level */
		cells[BT_REV_CHANGE_HIGH] = digits(&c->value_high);
		cells[BT_REV_CHANGE_UNIT] = text(c->unit);
		cells[BT_REV_CHANGE_BASE] = text(c->base);
		cells[BT_REV_CHANGE_LEVEL] = digits(&c->level);
		cells[BT_REV_CHANGE_FROM] = digits(&c->from);
	}
	if (t->stated) {
		cells[BT_REV_PERCENT] = t->exceeds.stated ? "" : digits(&t->percent);
		cells[BT_REV_EXCEEDS] = digits(&t->exceeds);
		cells[BT_REV_TARGET] = digits(&t->value);
		cells[BT_REV_TARGET_UNIT] = text(t->unit);
		cells[BT_REV_TARGET_BASE] = text(t->base);
	}
	cells[BT_REV_PLANNED] = f->planned ? "có" : "";
	cells[BT_REV_ENTITY] = text(f->entity);
	cells[BT_REV_CONTEXT] = text(f->context);
	for (int i = 0; i < BT_REV_COUNT; i++)
		cells[i] = trimmed(cells[i], arena);
}

/* ------------------------------------------------------------------ cells to a figure */

struct taking {
	bt_figure *f;
	const bt_figure *before; /* as the program read it */
	const bt_review_row *row;
	const char *const *was;
	bt_review_finder find;
	void *data;
	bt_arena *arena;
	bt_review_column missing;
	bool edited;
};

static bool same_cell(const struct taking *k, bt_review_column c)
{
	const char *a = k->row->cell[c], *b = k->was[c];
	switch (heads[c].kind) {
	case BT_REV_TEXT:
		return strcmp(a, b) == 0;
	case BT_REV_DIGITS:
		return bt_review_same_number(a, b);
	case BT_REV_CHOICE:
		if (c == BT_REV_QUALIFIER)
			return same_qualifier(a, b);
		if (c == BT_REV_DIRECTION)
			return direction_of(a) == direction_of(b);
		return says_yes(a) == says_yes(b);
	case BT_REV_INFO:
		return true;
	}
	return true;
}

static const char *word(struct taking *k, bt_review_column c, const char *old)
{
	if (same_cell(k, c))
		return old;
	k->edited = true;
	return *k->row->cell[c] ? bt_arena_strdup(k->arena, k->row->cell[c]) : NULL;
}

/* The number of a cell: one that the program read in this statement, or the same in the text about it. */
static bt_value number(struct taking *k, bt_review_column c, bt_value old)
{
	const bt_figure *b = k->before;
	const bt_value known[] = {b->value, b->value_high, b->change.value, b->change.value_high, b->change.from, b->change.level, b->target.percent, b->target.exceeds, b->target.value};
	const char *cell = k->row->cell[c];
	bt_value value = {0};
	if (same_cell(k, c) && (*cell || !old.stated))
		return old;
	k->edited = true;
	if (!*cell)
		return value;
	for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
		if (known[i].stated && bt_review_same_number(cell, known[i].digits))
			return known[i];
	if (!k->find(k->data, cell, &value) && k->missing == BT_REV_COUNT)
		k->missing = c;
	return value;
}

static bool all_same(const struct taking *k, bt_review_column from, bt_review_column to)
{
	for (bt_review_column c = from; c <= to; c++)
		if (!same_cell(k, c))
			return false;
	return true;
}

static bool all_empty(const struct taking *k, bt_review_column from, bt_review_column to)
{
	for (bt_review_column c = from; c <= to; c++)
		if (*k->row->cell[c])
			return false;
	return true;
}

/* "bằng 94%": 6 down, as the program itself would say. */
static void work_out_change(bt_change *c, bt_arena *arena)
{
	const bt_num hundred = {100, 0};
	bt_num difference;
	int order = bt_num_cmp(c->level.num, hundred);
	c->direction = order < 0 ? BT_DOWN : order > 0 ? BT_UP : BT_FLAT;
	if (!(order < 0 ? bt_num_sub(hundred, c->level.num, &difference) : bt_num_sub(c->level.num, hundred, &difference)))
		return;
	g_autofree char *shown = bt_num_vietnamese(difference);
	c->value = (bt_value){.stated = true, .num = difference, .digits = bt_arena_strdup(arena, shown), .span = c->level.span};
}

static void take_change(struct taking *k)
{
	bt_change *c = &k->f->change, old = *c;
	if (all_same(k, BT_REV_DIRECTION, BT_REV_CHANGE_FROM))
		return;
	*c = (bt_change){0};
	k->edited = true;
	if (all_empty(k, BT_REV_DIRECTION, BT_REV_CHANGE) && all_empty(k, BT_REV_CHANGE_LEVEL, BT_REV_CHANGE_FROM))
		return;
	c->stated = true;
	c->direction = (bt_direction)MAX(direction_of(k->row->cell[BT_REV_DIRECTION]), 0);
	c->value = number(k, BT_REV_CHANGE, old.level.stated ? (bt_value){0} : old.value);
	c->value_high = number(k, BT_REV_CHANGE_HIGH, old.value_high);
	c->unit = word(k, BT_REV_CHANGE_UNIT, old.unit);
	c->base = word(k, BT_REV_CHANGE_BASE, old.base);
	c->level = number(k, BT_REV_CHANGE_LEVEL, old.level);
	c->from = number(k, BT_REV_CHANGE_FROM, old.from);
	if (c->level.stated && !c->value.stated)
		work_out_change(c, k->arena);
}

static void take_target(struct taking *k)
{
	bt_target *t = &k->f->target, old = *t;
	const bt_num hundred = {100, 0};
	bt_num sum;
	if (all_same(k, BT_REV_PERCENT, BT_REV_TARGET_BASE))
		return;
	*t = (bt_target){0};
	k->edited = true;
	if (all_empty(k, BT_REV_PERCENT, BT_REV_TARGET))
		return;
	t->stated = true;
	t->percent = number(k, BT_REV_PERCENT, old.exceeds.stated ? (bt_value){0} : old.percent);
	t->exceeds = number(k, BT_REV_EXCEEDS, old.exceeds);
	t->value = number(k, BT_REV_TARGET, old.value);
	t->unit = word(k, BT_REV_TARGET_UNIT, old.unit);
	t->base = word(k, BT_REV_TARGET_BASE, old.base);
	if (t->exceeds.stated && !t->percent.stated && bt_num_add(t->exceeds.num, hundred, &sum)) {
		g_autofree char *shown = bt_num_vietnamese(sum);
		t->percent = (bt_value){.stated = true, .num = sum, .digits = bt_arena_strdup(k->arena, shown), .span = t->exceeds.span, .said = t->exceeds.said};
	}
}

static bt_figure_kind kind_of(const bt_figure *f)
{
	static const char *const rates[] = {"%", "‰", "phần trăm", "điểm phần trăm", "điểm %", "lần"};
	if (!f->unit)
		return f->value.stated ? BT_COUNT : BT_RATE;
	for (gsize i = 0; i < G_N_ELEMENTS(rates); i++)
		if (strcmp(f->unit, rates[i]) == 0)
			return BT_RATE;
	return strstr(f->unit, "đồng") || strstr(f->unit, "USD") || f->value.num.scale > 0 ? BT_AMOUNT : BT_COUNT;
}

/* "có" is the clerk's word against doubts; "không" needs no reason. What has no name cannot be drawn. */
static void take_choices(struct taking *k)
{
	bt_figure *f = k->f;
	f->value.said = k->before->value.said;
	if (!same_cell(k, BT_REV_QUALIFIER)) {
		f->qualifier = (bt_qualifier)qualifier_of(k->row->cell[BT_REV_QUALIFIER]);
		f->value.said = f->qualifier == BT_EXACT ? NULL : bt_arena_strdup(k->arena, k->row->cell[BT_REV_QUALIFIER]);
		k->edited = true;
	}
	if (!same_cell(k, BT_REV_PLANNED)) {
		f->planned = !f->planned;
		k->edited = true;
	}
	f->drawable = f->label && !bt_review_no(k->row->cell[BT_REV_DRAW]);
	f->confirmed = f->label && says_yes(k->row->cell[BT_REV_DRAW]);
}

bt_review_column bt_review_take(bt_figure *f, const bt_review_row *row, const char *const was[BT_REV_COUNT], bt_review_finder find, void *data, bt_arena *arena)
{
	static const char rule[] = "clerk's row";
	const bt_figure before = *f;
	struct taking k = {f, &before, row, was, find, data, arena, BT_REV_COUNT, false};
	f->label = word(&k, BT_REV_LABEL, f->label);
	f->value = number(&k, BT_REV_VALUE, f->value);
	f->value_high = number(&k, BT_REV_VALUE_HIGH, f->value_high);
	f->unit = word(&k, BT_REV_UNIT, f->unit);
	f->period = word(&k, BT_REV_PERIOD, f->period);
	f->entity = word(&k, BT_REV_ENTITY, f->entity);
	f->context = word(&k, BT_REV_CONTEXT, f->context);
	take_change(&k);
	take_target(&k);
	take_choices(&k);
	if (f->label != before.label)
		f->label_span = BT_NO_SPAN;
	if (f->label != before.label || f->context != before.context)
		f->label_long = NULL;
	if (f->unit != before.unit || !bt_span_stated(before.span))
		f->kind = kind_of(f);
	if (k.edited)
		f->rule = rule;
	if (f->confirmed && f->permille < BT_CONFIDENT) {
		bt_factor *factor = bt_arena_new0(arena, bt_factor, 1);
		*factor = (bt_factor){rule, 1000};
		f->factors = factor;
		f->n_factors = 1;
		f->permille = 1000;
	}
	return k.missing;
}
