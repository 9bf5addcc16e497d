/* The clerk's review: rows of REPORT.figures.csv that stand for the figures found. Private to src/figure; its
 * parts: columns and cells (review_cells.c), where numbers stand in the text (review_text.c), which row is
 * which figure (review.c), writing the table (review_write.c). */
#ifndef BT_FIGURE_REVIEW_H
#define BT_FIGURE_REVIEW_H

#include "figure/figure.h"

typedef enum {
#define C(id, kind, header) BT_REV_##id,
#include "figure/review.def"
#undef C
	BT_REV_COUNT
} bt_review_column;

typedef enum {
	BT_REV_TEXT,
	BT_REV_DIGITS, /* a number in the author's digits */
	BT_REV_CHOICE, /* one of few words */
	BT_REV_INFO,   /* written for the clerk, not read: except the sentence, by which a row is found again */
} bt_review_kind;

typedef struct {
	const char *header;
	bt_review_kind kind;
} bt_review_head;

const bt_review_head *bt_review_head_at(bt_review_column column);

typedef enum {
	BT_ROW_USED,    /* .figure is its figure */
	BT_ROW_DROPPED, /* dùng = không */
	BT_ROW_STALE,   /* its digits are not in the text */
	BT_ROW_FAULTY,  /* a cell is not understood, or it repeats another row */
} bt_review_state;

/* A row of the table; cells are trimmed, "" where empty. */
typedef struct {
	const char *cell[BT_REV_COUNT];
	bt_span span[BT_REV_COUNT]; /* in the table; of the row where there is no cell */
	guint line;                 /* in the table's rows */
	bt_review_state state;
	int found;                  /* index of the extracted figure it stands for, or -1 */
	int figure;                 /* index among the figures that are used, or -1 */
	const char *sentence;       /* key of its sentence: see bt_review_key */
} bt_review_row;

typedef struct bt_review {
	bt_arena *arena;
	const char *name;
	bt_csv *csv;       /* the table as it is */
	GArray *rows;      /* bt_review_row */
	int column[BT_REV_COUNT]; /* in the table, or -1 */
	int *origin;       /* by used figure: its row, or -1 */
} bt_review;

/* ---- review.c */
/* Puts the rows of `table` in the place of the extracted figures; `add`: figures without a row stay. False after a
 * message. */
bool bt_review_apply(bt_figures *figures, const bt_doc *doc, const char *name, GBytes *table, bool add, bt_diags *diags);

/* ---- review_cells.c */
/* The table's rows; NULL after a message. */
bt_review *bt_review_read(GBytes *bytes, const char *name, bt_arena *arena, bt_diags *diags);
void bt_review_free(bt_review *review); /* NULL allowed */
/* What the program would write for the figure: TEXT, DIGITS and CHOICE columns but "dùng" and "vẽ"; "" where empty. */
void bt_review_cells(const bt_figure *f, const char *cells[BT_REV_COUNT], bt_arena *arena);
bool bt_review_same_number(const char *a, const char *b); /* two cells state the same number */
/* False after a message: a CHOICE that is not understood, a number that is none, no number at all. */
bool bt_review_row_ok(const bt_review_row *row, bt_diags *diags);
/* The first column with a number, in the order of what a figure is: value, change, target. */
bt_review_column bt_review_primary(const char *const cell[BT_REV_COUNT]);
bool bt_review_no(const char *cell);  /* "không" */

/* A number of the row where it stands in the report; false: not there. */
typedef bool (*bt_review_finder)(void *data, const char *cell, bt_value *value);
/* Makes `f` what the row says: cells that differ from `was` (what the program would write for `f`). Returns
 * BT_REV_COUNT, or the column whose number `find` has not found. */
bt_review_column bt_review_take(bt_figure *f, const bt_review_row *row, const char *const was[BT_REV_COUNT], bt_review_finder find, void *data, bt_arena *arena);

/* ---- review_text.c: numbers and sentences of the report's text */
typedef struct bt_review_text bt_review_text;
bt_review_text *bt_review_text_new(const bt_doc *doc, bt_arena *arena);
void bt_review_text_free(bt_review_text *text); /* NULL allowed */

typedef struct {
	const bt_node *block; /* NULL: nowhere */
	bt_span sentence;
	int number;           /* in the block, from 1 */
} bt_review_place;

/* The sentence that holds the number `cell` and most words of `words` (the row's sentence as it was, or its label);
 * `close`: half of them at least. */
bt_review_place bt_review_text_place(bt_review_text *text, const char *cell, const char *words, bool close);
/* The number `cell` in the text, nearest to the place; `near`: only in its block. */
bool bt_review_text_value(bt_review_text *text, const bt_review_place *place, bool near, const char *cell, bt_value *value);
/* A sentence on or about that line that holds half of the words; off BT_NOWHERE: none. */
bt_span bt_review_text_like(bt_review_text *text, const char *words, guint line);
/* The words of a figure's sentence as they are read, without Markdown's marks; cells of a table between "|". Ask in
 * the order of the text. In the arena. */
typedef struct {
	const bt_doc *doc;
	bt_arena *arena;
	bt_span last;      /* answered last; start with BT_NO_SPAN */
	const char *text;
	const bt_node *root, *at; /* where the next one may be */
} bt_review_reader;
const char *bt_review_sentence(bt_review_reader *reader, const bt_figure *f);
/* A sentence without its white space runs, for comparing. In the arena. */
const char *bt_review_key(const char *sentence, gsize len, bt_arena *arena);

#endif
