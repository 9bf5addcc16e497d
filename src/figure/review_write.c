/* Writes the clerk's table: what the clerk wrote stays as it is, what is only told is told anew, figures without a
 * row get one after the row of the figure before them. A byte-order mark first: without it Excel takes the file
 * for another encoding. */
#include "figure/review.h"

#include <string.h>

typedef struct {
	const bt_figures *figures;
	const bt_doc *doc;
	const bt_review_told *told;
	const bt_review *review; /* NULL: none yet */
	char separator;
	guint columns;   /* of the table that is there */
	GString *out;
	bt_arena *arena; /* scratch */
	bt_review_reader reader;
	bt_line_counter lines;
	guint ordinal;
	bt_review_count count;
} writer;

/* A spreadsheet takes what begins like this for a formula; an apostrophe makes it text. */
static void put_cell(writer *w, const char *cell, bool first)
{
	if (!first)
		g_string_append_c(w->out, w->separator);
	const char *shown = *cell && strchr("=+-@", *cell) ? bt_arena_printf(w->arena, "'%s", cell) : cell;
	bt_csv_field(w->out, shown, w->separator);
}

/* A clerk's own columns stand behind ours, then the cells that were too many in a row: they are told again. */
static bool own_column(const bt_review *review, guint i)
{
	for (int c = 0; c < BT_REV_COUNT; c++)
		if (review->column[c] == (int)i)
			return false;
	return true;
}

static void put_own(writer *w, int line)
{
	for (guint i = 0; w->review && i < w->columns; i++) {
		const bt_csv_cell *cell = line < 0 ? NULL : bt_csv_cell_at(w->review->csv, (guint)line, i);
		if (own_column(w->review, i))
			put_cell(w, cell ? cell->text : "", false);
	}
	for (guint i = w->columns; line > 0 && i < bt_csv_row_at(w->review->csv, (guint)line)->n; i++)
		put_cell(w, bt_csv_cell_at(w->review->csv, (guint)line, i)->text, false);
}

static void put_row(writer *w, const char *const cells[BT_REV_COUNT], int line)
{
	for (int c = 0; c < BT_REV_COUNT; c++)
		put_cell(w, cells[c], c == 0);
	put_own(w, line);
	g_string_append(w->out, "\r\n");
}

static void tell(writer *w, const bt_figure *f, guint i, const char *cells[BT_REV_COUNT])
{
	if (bt_span_stated(f->span))
		cells[BT_REV_LINE] = bt_arena_printf(w->arena, "%u", bt_line_count(&w->lines, f->span.off));
	if (bt_span_stated(f->sentence))
		cells[BT_REV_SENTENCE] = bt_review_sentence(&w->reader, f);
	cells[BT_REV_CONFIDENCE] = bt_arena_printf(w->arena, "%d%%%s", (f->permille + 5) / 10, f->permille < BT_DOUBTFUL ? ", cần kiểm tra" : "");
	cells[BT_REV_DRAWN] = w->told[i].drawn;
}

static void put_ordinal(writer *w, const char *cells[BT_REV_COUNT]) { cells[BT_REV_ORDINAL] = bt_arena_printf(w->arena, "%u", ++w->ordinal); }

/* A figure that has no row yet. */
static void put_figure(writer *w, guint i)
{
	const char *cells[BT_REV_COUNT];
	const bt_figure *f = bt_figures_at(w->figures, i);
	bt_review_cells(f, cells, w->arena);
	put_ordinal(w, cells);
	cells[BT_REV_USE] = "có";
	cells[BT_REV_DRAW] = w->told[i].fit ? "có" : "không";
	tell(w, f, i, cells);
	put_row(w, cells, -1);
	w->count.added++;
}

static void put_kept(writer *w, const bt_review_row *row)
{
	const char *cells[BT_REV_COUNT];
	memcpy(cells, row->cell, sizeof cells);
	put_ordinal(w, cells);
	switch (row->state) {
	case BT_ROW_USED:
		tell(w, bt_figures_at(w->figures, (guint)row->figure), (guint)row->figure, cells);
		break;
	case BT_ROW_DROPPED:
		cells[BT_REV_DRAWN] = "không dùng";
		break;
	case BT_ROW_STALE:
		cells[BT_REV_DRAWN] = "không dùng: không thấy số này trong báo cáo";
		break;
	case BT_ROW_FAULTY:
		cells[BT_REV_DRAWN] = "không dùng: dòng có lỗi";
		break;
	}
	put_row(w, cells, (int)row->line);
	w->count.kept++;
}

static void put_header(writer *w)
{
	const char *cells[BT_REV_COUNT];
	for (int c = 0; c < BT_REV_COUNT; c++)
		cells[c] = bt_review_head_at((bt_review_column)c)->header;
	put_row(w, cells, 0);
}

bt_review_count bt_review_write(const bt_figures *figures, const bt_doc *doc, const bt_review_told *told, char separator, GString *out)
{
	g_autoptr(bt_arena) scratch = bt_arena_new();
	writer w = {.figures = figures, .doc = doc, .told = told, .review = figures->review, .out = out, .arena = scratch,
		.reader = {.doc = doc, .arena = scratch, .last = BT_NO_SPAN}, .lines = {doc->source, doc->len, 0, 0}};
	guint n = bt_figures_count(figures), rows = w.review ? w.review->rows->len : 0, i = 0;
	w.columns = w.review ? bt_csv_row_at(w.review->csv, 0)->n : 0;
	w.separator = separator ? separator : w.review ? w.review->csv->separator : ';';
	g_string_append(out, "\xEF\xBB\xBF");
	put_header(&w);
	for (; i < n && (!w.review || w.review->origin[i] < 0); i++)
		put_figure(&w, i);
	for (guint r = 0; r < rows; r++) {
		const bt_review_row *row = &g_array_index(w.review->rows, bt_review_row, r);
		put_kept(&w, row);
		if (row->figure < 0)
			continue;
		for (i = (guint)row->figure + 1; i < n && w.review->origin[i] < 0; i++)
			put_figure(&w, i);
	}
	return w.count;
}
