/* Indicators over periods: the figures of many reports, joined by owner, folded label and unit dimension
 * (figures.md section 7). Cumulative periods never mix with single ones; nothing is differenced, filled in
 * or rescaled. Knows no files, no pages. */
#ifndef BT_SERIES_SERIES_H
#define BT_SERIES_SERIES_H

#include "figure/figure.h"

/* Kinds of periods that are never mixed in one series. A half is of January to June, or July to December. */
typedef enum {
	BT_PERIOD_NONE, /* not stated, or not understood */
	BT_PERIOD_MONTH,
	BT_PERIOD_QUARTER,
	BT_PERIOD_HALF,
	BT_PERIOD_NINE, /* January to September */
	BT_PERIOD_YEAR,
} bt_period_kind;

typedef struct {
	bt_period_kind kind;
	int year;   /* 0: not stated */
	int number; /* month 1 to 12, quarter 1 to 4, half 1 or 2; else 0 */
} bt_period;

/* period.c: "quý I/2024", "3 tháng đầu năm 2024" (a quarter), "6 tháng đầu năm", "9 tháng", "năm 2024", "tháng 3/2024".
 * NONE when it is not understood: nothing is guessed. */
bt_period bt_period_read(const char *words);
bt_period bt_period_of_date(const char *iso, bt_period_kind kind); /* the one that holds the day */
int bt_period_compare(bt_period a, bt_period b);                   /* by start, then by length; strcmp-like */
bool bt_period_place(bt_period period, double *from, double *to);  /* months since year 0; false: no place on an axis */
char *bt_period_words(bt_period period, bt_lang lang);             /* "Quý I/2024", "6 tháng đầu năm 2024"; caller frees */

/* What a series keeps of one figure: one stated value, and where it is stated. Strings are lent from what
 * made the fact (an arena, a record). */
typedef struct {
	const char *owner;   /* whose figure: the entity, else the issuer; "" when neither is known */
	const char *label;   /* as printed (label_long, else label) */
	const char *context; /* head of its list, or NULL */
	bt_value value, value_high; /* not stated: a lone change or attainment */
	const char *unit;    /* as written, or NULL */
	bt_qualifier qualifier;
	bt_figure_kind kind;
	bool planned;
	bt_change change;
	bt_target target;
	bt_period period;
	const char *period_words; /* as written, or NULL */
	int permille;             /* confidence */
	const char *report;       /* path of the report below the project */
	const char *date;         /* of the report, ISO, or NULL */
	int paragraph;            /* bt_paragraph_no */
	const char *sentence;     /* that states it, whole */
	const char *edition;      /* "2024-Q1-r2", or NULL: not from an archive */
} bt_fact;

/* fact.c: the facts of one report, in the order of its figures (bt_fact), strings in `arena` or lent from doc and
 * figures. The period is the figure's own; else the report's (front matter, then title). Its year, when it
 * states none, is that of the report's date. `report` is the path to be kept. Caller unrefs. */
GArray *bt_facts_of(const bt_doc *doc, const bt_figures *figures, const char *report, bt_arena *arena);

/* key.c: the folded label by which facts join: without tổng, số, ước, "trên địa bàn …", the owner's own name …; nouns of
 * measure stay. In the arena. */
const char *bt_series_key(const char *label, const char *context, const char *owner, bt_arena *arena);
/* unit.c: the dimension of a unit ("đồng" of "tỷ đồng", "%"), and its power of ten: 9. In the arena. */
const char *bt_unit_dimension(const char *unit, int *power, bt_arena *arena);

/* The office's own joins and splits, from indicators.ini beside bantin.ini. */
typedef struct bt_series_rules bt_series_rules;
bt_series_rules *bt_series_rules_read(GBytes *bytes, const char *name, bt_diags *diags); /* NULL after a message */
void bt_series_rules_free(bt_series_rules *rules);                                       /* NULL allowed */

/* One stated value of an indicator in a period. */
typedef struct {
	bt_period period;
	const bt_fact *fact;
	const bt_fact *others[3]; /* other sources that state another value for the period; NULL: none */
	const char *why;          /* how it came to this indicator: "cùng tên", "gộp theo indicators.ini: …" */
} bt_point;

/* A stated level and a stated growth that contradict each other. */
typedef struct {
	int from, to;        /* indices of points */
	const char *stated;  /* "tăng 14,5 %" */
	const char *implied; /* what the two levels give, "tăng 9,8 %" (do bản tin tính) */
} bt_contradiction;

typedef struct {
	const char *id;        /* ASCII slug, unique among the joined: "dang-uy-xa-lua-giang-thu-ngan-sach-quy" */
	const char *owner, *label, *key, *unit, *dimension; /* label and unit: of the latest point */
	bt_period_kind kind;   /* of all its points */
	GArray *points;        /* bt_point, by period */
	GArray *contradictions; /* bt_contradiction */
} bt_indicator;

typedef struct {
	bt_arena *arena;
	GPtrArray *indicators; /* bt_indicator *, by owner (bt_collate), label, kind */
} bt_series;

/* Joins facts (bt_fact *, lent, must live longer). Planned values, doubtful ones (below BT_CONFIDENT) and those
 * without a period are left out. Of one period and value stated in several reports the latest report
 * stands. Cost n log n. Never NULL; the caller owns it. `rules` may be NULL. */
bt_series *bt_series_join(const GPtrArray *facts, const bt_series_rules *rules);
void bt_series_free(bt_series *series); /* NULL allowed */
/* For --why: each indicator, each point, how it was joined. */
void bt_series_explain(const bt_series *series, bt_lang lang, GString *out);
/* The indicators whose label matches the words: exact, then folded, then all words in any order. Caller unrefs. */
GPtrArray *bt_series_find(const bt_series *series, const char *words);
/* One row a point: owner, indicator, unit, period, value, qualifier, change, target, report, paragraph, sentence, edition. */
void bt_series_csv(const bt_series *series, char separator, GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_series, bt_series_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_series_rules, bt_series_rules_free)

#endif
