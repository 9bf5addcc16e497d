/* What a quarterly edition is made of: articles in sections, trends, the words of cover and colophon. Both print and
 * web renderers read it. Knows no layout and no file. */
#ifndef BT_EDITION_EDITION_H
#define BT_EDITION_EDITION_H

#include "chart/chart.h"
#include "series/series.h"

typedef struct {
	const char *path; /* of the report below the project */
	const char *slug; /* ASCII, unique in the edition: anchors, file names */
	const bt_doc *doc;
	const bt_figures *figures;
	const bt_charts *charts;
} bt_article;

typedef struct {
	const char *name;    /* as the office orders them; "Tin tức" style default for reports without one */
	GPtrArray *articles; /* bt_article *, by date, then title (bt_collate) */
} bt_edition_section;

/* One indicator's trend: the periods up to this edition's. */
typedef struct {
	const bt_indicator *indicator;
	const bt_chart *chart; /* line or columns over periods; NULL: a table row only */
} bt_trend;

/* A line of the colophon, in the order of the profile (templates/edition/theme.ini). */
typedef struct {
	const char *words; /* "Giấy phép xuất bản" */
	const char *text;  /* NULL: missing, printed as [CẦN BỔ SUNG: words] */
} bt_colophon_line;

typedef struct {
	bt_arena *arena;
	const char *id;       /* "2024-Q1" or "2024-Q1-r2" */
	int year, quarter;
	int number, running;  /* "Số 3 (27)": in the year, in all; 0: not known */
	int revision;         /* 1, 2 … */
	const char *correction; /* what a revision corrects, in the clerk's words; NULL: first */
	const char *name, *issuer, *place, *logo; /* logo: path or NULL */
	const char *date;     /* of issue, ISO */
	GArray *sections;     /* bt_edition_section */
	GArray *trends;       /* bt_trend */
	const bt_series *series; /* that the trends are of */
	GArray *colophon;     /* bt_colophon_line */
	bool final;
} bt_edition;

/* "Số 3 (27), Quý III/2024" as far as known. In the arena. */
const char *bt_edition_issue_line(const bt_edition *edition);
/* The articles of all sections in order (bt_article *). Caller unrefs. */
GPtrArray *bt_edition_articles(const bt_edition *edition);

#endif
