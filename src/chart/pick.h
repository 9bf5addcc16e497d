/* Private to chart/: groups of figures on their way to a chart. */
#ifndef BT_CHART_PICK_H
#define BT_CHART_PICK_H

#include "chart/chart.h"

/* What the marks of a group have in common. */
typedef enum {
	BT_GROUP_ATTAINMENT, /* per cent of a plan */
	BT_GROUP_CHANGE,     /* changes against one base */
	BT_GROUP_LEVEL,      /* levels of one kind in one unit: parts of a total, owners of an indicator */
	BT_GROUP_SHARE,      /* the same in per cent */
	BT_GROUP_SERIES,     /* one indicator over periods; several series: BT_GROUP_SERIES too */
	BT_GROUP_KINDS,
} bt_group_kind;

/* What is alike in all marks of a group of figures; "" where it does not matter. */
typedef struct {
	const char *what;  /* horizon of the plan, base of the comparison, or indicator, in one spelling */
	const char *unit, *whose;
	int number;        /* of the figure that is the total, or of the kind of period */
} bt_group_key;

typedef struct {
	bt_group_kind kind;
	int section;        /* number of the heading or topic opening above; from 0 */
	bt_group_key key;
	guint64 hash;       /* of kind and key */
	const char *unit, *base, *subject; /* as written; subject: the common indicator, or NULL */
	const char *period; /* as written, of all marks; NULL: not stated */
	GArray *marks;      /* bt_mark */
	GPtrArray *series;  /* const char *, names */
	const bt_node *after;
	const bt_node *author; /* the CHART_BLOCK, or NULL */
	bt_form asked;      /* of the author; BT_FORM_NONE: free */
	const char *title;  /* of the author, or NULL */
	const char *heads;  /* the author's header row as a phrase, or NULL */
	const char *rows_are; /* the head of the author's first column, or NULL */
} bt_group;

/* group.c: all groups of the document in the order of their first figure. Owned by the caller (free
 * with bt_groups_free); texts in `arena`. */
GPtrArray *bt_groups_read(const bt_doc *doc, const bt_figures *figures, bt_arena *arena);
/* author.c: the author's own chart; NULL when it holds no number. */
bt_group *bt_group_author(const bt_node *block, bt_arena *arena);
bt_group *bt_group_new(bt_group_kind kind);
void bt_group_free(bt_group *group);

/* A figure that may be shown as a card or a mark: named, sure, a result, not a part, no check fired. */
bool bt_figure_usable(const bt_figure *figure);

/* words.c: texts of a chart from its group, in the arena. */
void bt_chart_words(bt_chart *chart, const bt_group *group, const bt_doc *doc, const bt_figures *figures, bt_arena *arena);
const char *bt_inside(const char *label, bt_arena *arena);  /* a label inside a sentence: small first letter, unless a name */
/* "hơn 1.200 người"; "%" closed up. */
const char *bt_value_text(const char *words, const char *unit, bt_arena *arena);

/* The value without `unit`, where the head of its column or the subtitle names it. */
const char *bt_bare_value(const bt_mark *mark, const char *unit, bt_arena *arena);

/* The middle of a period as written, in months; without a year, of year 0. False: not understood. */
bool bt_mark_time(const char *period, double *month);

#endif
