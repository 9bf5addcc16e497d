/* Which figures become key-figure cards and which become charts (pick.c: must-rules, then the
 * lowest sum of penalties), and the geometry of a chart as a scene (shape.c). Draws nothing.
 * design.md sections 5, 8, 9, 10. */
#ifndef BT_CHART_CHART_H
#define BT_CHART_CHART_H

#include "figure/figure.h"
#include "series/series.h"

typedef enum {
#define F(form, name, vi, en) BT_FORM_##form,
#include "chart/forms.def"
#undef F
	BT_FORM_COUNT
} bt_form;

/* What another source states for the same mark. */
typedef struct {
	bt_num num;
	const char *text;
} bt_other;

typedef struct {
	int figure;        /* index into the figures, or -1 for an author's own row */
	const char *label; /* beside the mark */
	const char *period; /* category of a column or a line's point, or NULL */
	int series;        /* 0 … */
	bt_num num;        /* what is drawn */
	const char *text;  /* value as printed, in the author's digits with sign and unit: "+73,3%" */
	bool target_stated;
	bt_num target;     /* a second mark on the row, in the same unit */
	const char *target_text;
	const char *base;  /* what it is measured against: "dự toán năm", "cùng kỳ"; or NULL */
	const char *level; /* a change's level as printed, "123,4 tỷ đồng"; or NULL */
	const char *note;  /* what else is stated of the period: "nguồn khác: 1.250 hộ"; or NULL */
	bt_other others[3]; /* the same, drawn as dots beside the value */
	int n_others;
	bool missing;      /* nobody states the period: a gap, `text` says so and `num` is nothing */
} bt_mark;

typedef struct bt_chart {
	bt_form form;
	const char *id;       /* unique in the document, ASCII: "bieu-do-1" */
	const char *title;    /* what it shows, as a sentence from the facts */
	const char *subtitle; /* measure, unit, period */
	const char *source;   /* "Nguồn: …, đoạn 2" */
	const char *desc;     /* the same facts in a sentence: alternative text */
	const char *unit;
	const char *period;   /* of all marks, as written; or NULL */
	const char *const *series; /* names, n_series */
	int n_series;
	const bt_mark *marks;
	int n_marks;
	const bt_node *after; /* the block after which it stands */
	const char *rows_are; /* head of the first column of the table: "Chỉ tiêu", "Kỳ" or the author's own */
	const char *measure;  /* head of the value column: "Mức thực hiện", "Tăng, giảm" */
	bool author;          /* from a CHART_BLOCK: it stands in that block's place */
} bt_chart;

typedef struct {
	int figure;
	const char *label;     /* first letter a capital */
	const char *qualifier; /* "ước", "hơn", "tăng": small, before the value; NULL: none */
	const char *value;     /* the author's digits */
	const char *unit;      /* closed up when it begins with "%"; NULL: none */
	const char *note;      /* NULL: none */
} bt_card;

/* What was decided for one group of figures, for --explain and --why. */
typedef struct {
	GArray *figures;   /* int */
	bt_form form;      /* BT_FORM_NONE: not drawn */
	const char *rule;  /* the row of the table that decided */
	const char *vi, *en; /* that rule in words */
	int penalty;       /* sum of penalties.def; 0 when a must-rule decided */
	const bt_chart *chart; /* or NULL */
} bt_choice;

typedef struct {
	bt_arena *arena;
	GArray *cards;     /* bt_card, at most 6 */
	GPtrArray *charts; /* bt_chart *, in document order: the author's own, and at most 3 of figures */
	GArray *choices;   /* bt_choice */
} bt_charts;

/* trend.c: the chart of an indicator over its periods: columns up to three stated ones, from four a line; periods without
 * a value stand as gaps. Only stated values, placed in the unit of the latest and printed as written. NULL: fewer than two
 * periods, or nothing to draw (below nought). Everything in `arena` or lent from the indicator. */
bt_chart *bt_trend_chart(const bt_indicator *indicator, bt_arena *arena);
/* The same on the axis of periods of all `others` (bt_indicator *, of the same kind, itself among them): for charts that stand
 * side by side. */
bt_chart *bt_trend_beside(const bt_indicator *indicator, const GPtrArray *others, bt_arena *arena);
/* Small multiples: indicators (bt_indicator *) of one kind of period, one below the other on one axis of periods, each with
 * its own values. NULL: none has two periods. */
bt_chart *bt_trend_multiples(const GPtrArray *indicators, bt_arena *arena);

/* Never NULL. Points into `doc` and `figures`. */
bt_charts *bt_charts_pick(const bt_doc *doc, const bt_figures *figures);
void bt_charts_free(bt_charts *charts); /* NULL allowed */
void bt_charts_explain(const bt_charts *charts, const bt_figures *figures, bt_lang lang, GString *out);
const char *bt_form_name(bt_form form);
const char *bt_capital(const char *s, bt_arena *arena); /* first letter a capital; in the arena */

/* Why a figure may not be drawn at all: the clerk said so, a goal, not sure, it failed a check. */
typedef enum { BT_FIT, BT_UNFIT_ASKED, BT_UNFIT_PLANNED, BT_UNFIT_DOUBT, BT_UNFIT_CHECK } bt_unfit;
bt_unfit bt_figure_unfit(const bt_figure *figure);
/* For each figure in a few words what is drawn of it, or why nothing is. In the arena. */
const char **bt_charts_drawn(const bt_charts *charts, const bt_figures *figures, bt_lang lang, bt_arena *arena);

/* The data table of a chart: header row and one row a mark; cells never empty ("không nêu"). */
typedef struct {
	int columns, rows; /* rows without the header */
	const char *const *header;
	const char *const *cells; /* rows * columns */
} bt_chart_table;
bt_chart_table bt_chart_table_of(const bt_chart *chart, bt_arena *arena);

/* ---- the scene */

typedef enum {
	BT_ROLE_BAR, BT_ROLE_TRACK, BT_ROLE_TARGET, BT_ROLE_AXIS, BT_ROLE_ZERO, BT_ROLE_GRID, BT_ROLE_TICK,
	BT_ROLE_LABEL, BT_ROLE_VALUE, BT_ROLE_NOTE, BT_ROLE_LINE, BT_ROLE_DOT, BT_ROLE_HATCH, BT_ROLE_COUNT,
} bt_role;

typedef enum { BT_ITEM_RECT, BT_ITEM_LINE, BT_ITEM_POLYLINE, BT_ITEM_DOT, BT_ITEM_TEXT } bt_item_kind;
typedef enum { BT_START, BT_MIDDLE, BT_END } bt_anchor;

/* Across: `fraction` of the width plus `offset`; so one scene fits any width of a web page. Down
 * and offsets: in the style's unit (px on the web, points in print). */
typedef struct {
	double fraction, offset;
} bt_x;

typedef struct {
	bt_item_kind kind;
	bt_role role;
	int series;
	bt_x x1, x2;      /* a rectangle's or line's ends; a text's anchor is x1 */
	double y1, y2;    /* a text's baseline is y1; a dot's radius is y2 */
	const char *text;
	bt_anchor anchor;
	const bt_x *xs;   /* polyline */
	const double *ys;
	int n;
} bt_item;

typedef struct {
	double height;
	GArray *items; /* bt_item, in drawing order */
	bt_arena *arena;
} bt_scene;

/* Sizes of marks and type, in one unit; from the theme (print) or the page's CSS (web). */
typedef struct {
	double width;      /* print: the width; web: the narrowest that must hold every label */
	bool fluid;        /* web: stretches beyond `width` */
	double text, axis; /* type sizes of labels and values; of axis ticks and notes */
	double leading;    /* line height as a multiple of the size */
	double bar, track, bullet_bar, row, overshoot, line, dot, plot; /* design.md section 10 */
} bt_scene_style;

/* The advance of `text` set in the type of `role` at `size`, in the same unit as `size`. */
typedef double (*bt_measure)(void *data, bt_role role, double size, const char *text);

/* NULL when the labels cannot be placed without touching (then the form below is tried by the
 * caller: a table). The caller owns the scene. */
bt_scene *bt_chart_shape(const bt_chart *chart, const bt_scene_style *style, bt_measure measure, void *data);
void bt_scene_free(bt_scene *scene); /* NULL allowed */
void bt_scene_dump(const bt_scene *scene, GString *out); /* one line an item */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_charts, bt_charts_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_scene, bt_scene_free)

#endif
