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
	BT_PERIOD_MONTHS, /* January to the month `number`, where no other kind names it: "4 tháng đầu năm" */
	BT_PERIOD_HALF,
	BT_PERIOD_NINE, /* January to September */
	BT_PERIOD_YEAR,
} bt_period_kind;

typedef struct {
	bt_period_kind kind;
	int year;     /* 0: not stated */
	int number;   /* month 1 to 12, quarter 1 to 4, half 1 or 2, months 2 to 11; else 0 */
	bool running; /* a total up to the end of the period ("lũy kế"): not of the period alone, never mixed with one that is */
} bt_period;

/* period.c: "quý I/2024", "3 tháng đầu năm 2024" (a quarter), "6 tháng đầu năm", "9 tháng", "năm 2024", "tháng 3/2024".
 * NONE when it is not understood: nothing is guessed. */
bt_period bt_period_read(const char *words);
/* The first period named in running text, a year only when there is no shorter one: "Kinh tế quý I/2024 …". */
bt_period bt_period_find(const char *text);
/* What the words mean in a report about `report` (may be NONE) of the day `date` (ISO, may be NULL): a missing year is
 * that of the report's period when it lies in it, else of the day, or the year before when it has just ended; "cùng kỳ", "quý trước", "năm trước", "đến cuối kỳ" are counted from the
 * report's. NONE when the kind or the year stays open. */
bt_period bt_period_resolve(const char *words, bt_period report, const char *date);
bt_period bt_period_after(bt_period period);                       /* the one after */
int bt_period_compare(bt_period a, bt_period b);                   /* by start, then by length; strcmp-like */
bool bt_period_place(bt_period period, double *from, double *to);  /* months since year 0; false: no place on an axis */
char *bt_period_words(bt_period period, bt_lang lang);             /* "Quý I/2024", "6 tháng đầu năm 2024"; caller frees */

/* What a series keeps of one figure: one stated value, and where it is stated. Strings are lent from what
 * made the fact (an arena, a record). */
typedef struct {
	const char *owner;   /* whose figure, by bt_series_owner; "" when not known */
	const char *label;   /* as printed (label_long, else label) */
	const char *context; /* head of its list, or the total it is a part of; NULL: none */
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

/* owner.c: whose figure it is. An office that leads a place ("Đảng ủy xã X", "UBND xã X", "Huyện ủy Y") stands for the place;
 * "toàn xã", "xã" or no entity for that of the issuer. Others (a school, the police, a union) stay themselves. Lent or in
 * the arena; "" when nothing is known. */
const char *bt_series_owner(const char *entity, const char *issuer, bt_arena *arena);
/* The whole name of a body that `text` names, of which `entity` is the beginning: "Trường Tiểu" of "Trường Tiểu học Mỹ Lộc". */
const char *bt_series_full_name(const char *entity, const char *text, bt_arena *arena);

/* key.c: the label by which facts join, in one spelling (hoà = hòa, tỉ = tỷ): without tổng, số, ước, "trên địa bàn …", the
 * owner's own name …; nouns of measure stay, and so do tones: dừa, dưa and dứa are three crops. In the arena. */
const char *bt_series_key(const char *label, const char *context, const char *owner, bt_arena *arena);
/* unit.c: the dimension of a unit ("đồng" of "tỷ đồng", "%"), and its power of ten: 9. In the arena. */
const char *bt_unit_dimension(const char *unit, int *power, bt_arena *arena);
/* The value in the dimension's own unit, exactly: 12,5 tỷ đồng is 12500000000. False: too long a number. */
bool bt_fact_num(const bt_fact *fact, bt_num *num);

/* rules.c: the office's own joins and splits, from indicators.ini beside bantin.ini; lines of five groups, each for one owner
 * when its name follows ("[gộp: xã Lúa Giang]"):
 *   [gộp] or [join]    other name = indicator
 *   [tách] or [split]  name as printed: an indicator of its own, though its key is another's; "= new name" may follow
 *   [tên] or [name]    indicator = name to be shown
 *   [đơn vị] or [owner]  other name of an owner = owner
 *   [cuối kỳ] or [stock]  indicator: its values stand at the end of their period ("còn 40 hộ nghèo"), so 6 tháng is quý II
 * "#" or ";" opens a remark. What is not understood is warned of at its line. */
typedef struct bt_series_rules bt_series_rules;
bt_series_rules *bt_series_rules_read(GBytes *bytes, const char *name, bt_diags *diags); /* NULL after a message (not UTF-8) */
void bt_series_rules_free(bt_series_rules *rules);                                       /* NULL allowed */

/* How a value came to its indicator. */
typedef enum {
	BT_JOIN_LABEL, /* the same label, in one spelling */
	BT_JOIN_KEY,   /* the same without tổng, số, ước … */
	BT_JOIN_RULE,  /* a line of indicators.ini */
} bt_join;

/* One stated value of an indicator in a period. */
typedef struct {
	bt_period period;
	const bt_fact *fact;
	const bt_fact *others[3]; /* other sources that state another value for the period; NULL: none */
	int n_others;             /* of all there are */
	bt_join join;
	const char *rule;         /* BT_JOIN_RULE: the line, "thu NSNN = thu ngân sách"; else NULL */
} bt_point;

/* A stated level and a stated growth that contradict each other. */
typedef struct {
	int from, to;        /* indices of points */
	const char *stated;  /* "tăng 14,5% so với cùng kỳ" */
	const char *implied; /* what the two levels give: "tăng 9,8%" (do bản tin tính) */
} bt_contradiction;

typedef struct {
	const char *id;        /* ASCII slug, unique among the joined: "xa-lua-giang-thu-ngan-sach-quy" */
	const char *owner, *label, *key, *unit, *dimension; /* label and unit: of the latest point */
	bt_period_kind kind;   /* of all its points */
	int months;            /* BT_PERIOD_MONTHS: how many; else 0 */
	bool running;          /* totals up to the end of each period */
	GArray *points;        /* bt_point, by period */
	GArray *contradictions; /* bt_contradiction */
} bt_indicator;

typedef struct {
	bt_arena *arena;
	GPtrArray *indicators; /* bt_indicator *, by owner (bt_collate), label, kind */
	GHashTable *used;      /* the rules that met a figure; private */
} bt_series;

/* Joins facts (bt_fact *, lent, must live longer). Left out: planned values, doubtful ones (below BT_CONFIDENT), ranges, lone
 * changes, labels that are a bare measure ("sản lượng" of which crop?), those without a period of a known year, and editions that a later revision replaces. Of one period and
 * value stated in several reports the latest report stands. Cost n log n. Never NULL; the caller owns it. `rules` may be
 * NULL. */
bt_series *bt_series_join(const GPtrArray *facts, const bt_series_rules *rules);
void bt_series_free(bt_series *series); /* NULL allowed */
/* Files what a reader should know: contradictions, periods with two values, names of the rules that no figure has. The
 * messages are about the reports and about indicators.ini. */
void bt_series_say(const bt_series *series, const bt_series_rules *rules, bt_diags *diags);
/* The indicators whose label matches the words: those that have it exactly (or as key or id), else folded, else with all
 * words in any order. Caller unrefs. */
GPtrArray *bt_series_find(const bt_series *series, const char *words);
/* One row a point, and one for each other value of it: owner, indicator, unit, period, value, qualifier, change, target, report,
 * paragraph, sentence, edition. */
void bt_series_csv(const bt_series *series, char separator, GString *out);
/* The same of some indicators (bt_indicator *). */
void bt_indicators_csv(const GPtrArray *indicators, char separator, GString *out);
void bt_indicators_explain(const GPtrArray *indicators, bt_lang lang, GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_series, bt_series_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_series_rules, bt_series_rules_free)

#endif
