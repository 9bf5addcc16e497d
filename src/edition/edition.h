/* What a quarterly edition is made of: articles in sections, trends, the words of cover and colophon. Both print and
 * web renderers read it. Knows no layout and no file. */
#ifndef BT_EDITION_EDITION_H
#define BT_EDITION_EDITION_H

#include "chart/chart.h"
#include "series/series.h"
#include "theme/theme.h"

#define BT_EDITION_PAGES 64 /* the most a licensed bulletin may have (vietnamese.md section 13) */
#define BT_EDITION_SECTION "Tin tức" /* of reports that name none */

typedef struct {
	const char *path; /* of the report below the project */
	const char *slug; /* ASCII, unique in the edition: anchors, file names */
	const bt_doc *doc;
	const bt_figures *figures;
	const bt_charts *charts;
} bt_article;

typedef struct {
	const char *name;    /* as the office orders them */
	GPtrArray *articles; /* bt_article *, by date, then title (bt_collate) */
} bt_edition_section;

/* One indicator's trend: the periods up to this edition's. */
typedef struct {
	const bt_indicator *indicator;
	const bt_chart *chart; /* line or columns over periods; NULL: a table row only */
} bt_trend;

/* A line of the colophon, in the order of the profile ([colophon] of templates/edition/theme.ini). */
typedef struct {
	const char *key;   /* "licence" */
	const char *words; /* "Giấy phép xuất bản" */
	const char *text;  /* NULL: missing, printed as [CẦN BỔ SUNG: words] */
	bool whole;        /* the text says the words itself: "Giấy phép xuất bản bản tin số 12/GP-XBBT …" */
} bt_colophon_line;

/* Whoever makes one fills the fields up to `correction` (strings in the arena, or longer lived), then calls the functions
 * below in this order. */
typedef struct {
	bt_arena *arena;
	const char *id;       /* "2024-Q1" or "2024-Q1-r2" */
	int year, quarter;
	int number, running;  /* "Số 3 (27)": in the year, in all; 0: not known */
	int revision;         /* 1, 2 … */
	const char *office[BT_OFFICE_KEYS]; /* bantin.ini; NULL: not stated */
	const char *name, *issuer, *place;  /* from it; NULL: not stated */
	GBytes *logo;         /* PNG or JPEG, lent; NULL: none */
	const char *date;     /* of issue, ISO; NULL: not known */
	const char *correction; /* what a revision corrects, in the clerk's words; NULL: first */
	bool final;           /* refuse what is not complete */
	GArray *sections;     /* bt_edition_section */
	GArray *trends;       /* bt_trend */
	const bt_series *series; /* that the trends are of; NULL: none */
	GArray *colophon;     /* bt_colophon_line */
} bt_edition;

bt_edition *bt_edition_new(void);           /* empty; the caller owns it */
void bt_edition_free(bt_edition *edition);  /* NULL allowed; not the reports, nor the series */
/* One more report. `path` is copied, the rest lent for the edition's life. */
void bt_edition_add(bt_edition *edition, const char *path, const bt_doc *doc, const bt_figures *figures, const bt_charts *charts);
/* Sections in the office's order (`order` ends with NULL, may be NULL), the others after them by name; articles by
 * date and title; slugs. */
void bt_edition_arrange(bt_edition *edition, const char *const *order);
/* trends.c: those of the series that a report of this edition goes on with, from at least two periods. The series is lent. */
void bt_edition_trends(bt_edition *edition, const bt_series *series);
/* colophon.c: the lines that the profile asks for, with what the office and the issue state. */
void bt_edition_profile(bt_edition *edition, const bt_theme *theme);
bool bt_edition_complete(const bt_edition *edition); /* no line of the colophon is missing */

/* "Số 3 (27), Quý III/2024" as far as known. In the arena. */
const char *bt_edition_issue_line(const bt_edition *edition);
/* "BẢN TIN Lụa Giang": `word` is the theme's masthead, said once. In the arena. */
const char *bt_edition_name(const bt_edition *edition, const char *word);
/* The articles of all sections in order (bt_article *). Caller unrefs. */
GPtrArray *bt_edition_articles(const bt_edition *edition);
/* The article that states the fact, when it is one of this edition's; else NULL. */
const bt_article *bt_edition_source(const bt_edition *edition, const bt_fact *fact);
/* Paragraph number `no` (bt_paragraph_no) of a report; NULL: there is none. */
const bt_node *bt_article_paragraph(const bt_article *article, int no);
/* Its headline: the field, else the title in the text; NULL: none. In the arena. */
const char *bt_article_title(const bt_edition *edition, const bt_article *article);


/* ---- the key figures in words; strings in the arena */
bool bt_edition_has_figures(const bt_edition *edition); /* there are any to print */
/* The first cards (bt_card *) of an article whose figures no trend has. Caller unrefs. */
GPtrArray *bt_edition_new_cards(const bt_edition *edition, const bt_article *article);
const char *bt_fact_words(const bt_edition *edition, const bt_fact *fact, const char *unit); /* "ước 1.234,5"; its unit when that is not `unit` */
const char *bt_card_words(const bt_edition *edition, const bt_card *card); /* "ước 1.234,5 tỷ đồng" */
const char *bt_trend_about(const bt_edition *edition, const bt_trend *trend); /* "Xã Lụa Giang · đơn vị tính: tỷ đồng" */
const char *bt_capital_words(const bt_edition *edition, const char *words);
/* "Cần đối chiếu: báo cáo nêu tăng 14,5%, còn hai mức …" */
const char *bt_contradiction_words(const bt_edition *edition, const bt_indicator *indicator, const bt_contradiction *contradiction);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_edition, bt_edition_free)

#endif
