/* Stated numbers: from the running prose of a report to figures with value, unit, qualifier,
 * period, change, target, label and owner. Never alters, rounds or rescales a number.
 * The grammar is ../shared/figures.md; its stages are the files of this folder. */
#ifndef BT_FIGURE_FIGURE_H
#define BT_FIGURE_FIGURE_H

#include "doc/doc.h"

typedef enum { BT_EXACT, BT_ABOUT, BT_OVER, BT_UNDER, BT_ESTIMATED, BT_AT_LEAST, BT_AT_MOST } bt_qualifier;
typedef enum { BT_UP, BT_DOWN, BT_FLAT } bt_direction;
typedef enum { BT_AMOUNT, BT_COUNT, BT_RATE, BT_RATIO } bt_figure_kind;

/* A number as stated. `digits` are the author's own, and so is `said`, the word of degree before them, for every place that shows it. */
typedef struct {
	bool stated;
	bt_num num;
	const char *digits; /* "1.390,9" */
	bt_span span;       /* of the digits in the source */
	const char *said;   /* "gần", "không dưới", "ước hơn"; NULL: none stands right before the digits */
} bt_value;

typedef struct {
	bool stated;
	bt_direction direction;
	bt_value value, value_high, level, from;
	const char *unit; /* %, điểm phần trăm, lần, or the figure's own unit */
	const char *base; /* "cùng kỳ" */
} bt_change;

typedef struct {
	bool stated;
	bt_value percent, exceeds, value;
	const char *unit, *base; /* base: "dự toán năm" */
} bt_target;

/* A factor of the confidence, for --why: name and per mille. */
typedef struct {
	const char *name;
	int permille;
} bt_factor;

typedef struct {
	const char *label;      /* shortest noun phrase naming what is measured; NULL: none found, and then in doubt */
	const char *key;        /* the label in one spelling; NULL: no label */
	const char *label_long; /* with an elided head or list head; NULL: as label */
	const char *context;    /* head of the list it stands in, or NULL */
	const char *entity;     /* whose figure, or NULL */
	bt_value value, value_high; /* not stated: a lone change or attainment */
	const char *unit;       /* as written, or NULL */
	bt_qualifier qualifier;
	const char *period;     /* as written, or NULL */
	bt_change change;
	bt_target target;
	bt_figure_kind kind;
	bool planned;           /* a goal, not a result */
	int parent;             /* index of the total this is a part of, or -1 */
	int permille;           /* confidence, 0 to 1000 */
	const bt_factor *factors; /* named factors it is a product of */
	int n_factors;
	GPtrArray *notes;       /* const char *: bt_code_name of the checks that fired, or NULL */
	const char *rule;       /* name of the rule that found it */
	const bt_node *block;   /* the block that states it */
	bt_span span, label_span; /* of the whole statement; of the label */
	bt_span sentence;       /* in the source */
	int sentence_no;        /* from 1, in the block */
	bool drawable;          /* false: the author or clerk said "no chart" */
	bool confirmed;         /* the clerk said "chart": doubts and checks do not speak against it */
} bt_figure;

typedef struct {
	bt_arena *arena;
	GArray *items; /* bt_figure, in the order of the text */
	struct bt_review *review; /* the clerk's rows that made them; NULL: none */
} bt_figures;

#define BT_CONFIDENT 800 /* per mille: from here a figure may be drawn */
#define BT_DOUBTFUL 600  /* below: marked "cần kiểm tra" */

/* All figures of the document, checked (warnings filed to `diags`). NULL only after an error (too
 * many). The caller owns them; they point into `doc`, which must live longer. */
bt_figures *bt_figures_read(const bt_doc *doc, bt_diags *diags);
/* The same with the rows of the clerk's table (REPORT.figures.csv; `name` for messages) in the place of what was
 * found. `add`: figures without a row stay, for writing the table anew. NULL after an error in the table, too. */
bt_figures *bt_figures_reviewed(const bt_doc *doc, const char *name, GBytes *table, bool add, bt_diags *diags);
void bt_figures_free(bt_figures *figures); /* NULL allowed */
guint bt_figures_count(const bt_figures *figures);
const bt_figure *bt_figures_at(const bt_figures *figures, guint i); /* lent */

/* The words of an office's own file, for the figures read after this call; NULL: none, the program's own
 * words alone. One line a class: "đơn vị: suất cơm | gùi", "#" opens a remark. What is not understood
 * is warned of at its line; `diags` is about the file then. */
void bt_figures_lexicon(const char *text, gsize len, bt_diags *diags);

/* ---- output, appended to `out` */
void bt_figures_json(const bt_figures *figures, GString *out); /* {"figures":[…]}, figures.md section 1 */
void bt_figures_csv(const bt_figures *figures, const bt_doc *doc, char separator, GString *out);
/* For people, on a terminal of `width` columns. `why`: sentence, rule and factors too. */
void bt_figures_table(const bt_figures *figures, const bt_doc *doc, bt_lang lang, int width, bool why, GString *out);

/* What the table tells the clerk of a figure, from those who draw. */
typedef struct {
	const char *drawn; /* "thẻ số liệu, thanh ngang", or why nothing is */
	bool fit;          /* may be drawn */
} bt_review_told;
typedef struct {
	guint kept, added; /* rows */
} bt_review_count;
/* The clerk's table: the rows there are (of bt_figures_reviewed) and one for each figure without. `told` by figure;
 * separator 0: as the table has it, or ";". */
bt_review_count bt_review_write(const bt_figures *figures, const bt_doc *doc, const bt_review_told *told, char separator, GString *out);

const char *bt_qualifier_name(bt_qualifier q); /* "estimated" */
const char *bt_direction_name(bt_direction d); /* "up" */
const char *bt_figure_kind_name(bt_figure_kind k); /* "amount" */
/* What stands before the digits in running text: the author's word, else that of the class (a heading said "ước"): "gần", "ước"; "": nothing. */
const char *bt_value_said(const bt_value *value, bt_qualifier qualifier);
/* The same with the digits: "gần 4". In the arena. */
const char *bt_value_words(const bt_value *value, bt_qualifier qualifier, bt_arena *arena);
/* "tăng 14,53% so với cùng kỳ"; "đạt 26,7% dự toán năm (5.208 tỷ đồng)". In the author's digits;
 * NULL when not stated. In the arena. */
const char *bt_change_words(const bt_figure *figure, bt_arena *arena);
const char *bt_target_words(const bt_figure *figure, bt_arena *arena);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_figures, bt_figures_free)

#endif
