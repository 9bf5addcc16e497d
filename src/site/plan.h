/* Private to site/: the plan of a site, made from the heads of all reports before any page is: which pages there are, their
 * addresses, who stands beside whom. All addresses are relative to the site's top, "2024/ten-bai.html". */
#ifndef BT_SITE_PLAN_H
#define BT_SITE_PLAN_H

#include "html/html.h"
#include "project/project.h"
#include "report/report.h"

typedef struct bt_list bt_list;
typedef struct bt_known bt_known; /* cache.h */

/* Addresses of the pages there is one of. */
#define BT_SITE_FRONT "index.html"
#define BT_SITE_MISSING "404.html"
#define BT_SITE_FIGURES "so-lieu.html"
#define BT_SITE_SEARCH "tim-kiem.html"
#define BT_SITE_SCRIPT "tim-kiem/tim-kiem.js" /* of the search page */
#define BT_SITE_ATOM "atom.xml"
#define BT_SITE_JSON_FEED "feed.json"
#define BT_SITE_RSS "rss.xml" /* only with base_url */

typedef struct {
	const bt_record *head;  /* of bt_record_of(…, head): no passages, no facts */
	const char *stem;       /* "2024/ten-bai": address without suffix; ".html", ".csv", ".pdf" */
	const bt_known *known;  /* what the build knows of it */
	const bt_list *section, *quarter; /* or NULL */
	const bt_list *const *tags;       /* NULL at the end */
	int year;               /* 0: no date */
	int newer, older;       /* indices of the neighbours in time, or -1 */
	int related[3];         /* shared tags, then section, then nearness in time; -1: none */
} bt_planned;

typedef enum { BT_LIST_FRONT, BT_LIST_SECTION, BT_LIST_TAG, BT_LIST_YEAR, BT_LIST_QUARTER } bt_list_kind;

/* A page that lists articles. The newest ones are on it; older ones on a page a year ("chuyen-muc/tin-tuc-2023.html"), which
 * are lists of their own with `whole` set, so that no page grows without end and old pages stay as they are. */
struct bt_list {
	bt_list_kind kind;
	const char *name;    /* as people read it: "Tin tức", "Quý I/2024", "2024" */
	const char *address; /* "chuyen-muc/tin-tuc.html" */
	int year, quarter;   /* or 0 */
	const bt_list *whole; /* NULL, or the list this is a year's part of */
	GArray *articles;    /* int, newest first: those on this page */
	GPtrArray *parts;    /* bt_list *, newest year first: the pages a year of this list; quarters of a year */
	guint64 hash;        /* of its name and address */
	guint next;          /* while the related are looked for: the place in `articles` of the next one */
};

/* An address that moved when a title changed: a page that points to the new one. */
typedef struct {
	const char *from, *to;
	const bt_known *known; /* the article */
} bt_moved;

/* Whose figures have a page of their own. What the front of the figures tells of it is kept, so that one changed report does not
 * join the facts of all others again. */
typedef struct {
	const char *name;
	const char *stem;        /* "so-lieu/xa-lua-giang": ".html", ".csv" */
	guint indicators;        /* that have points in two periods or more */
	const char *from, *to;   /* first and last period, in words */
	const char *const *labels; /* of those with the most points, BT_OWNER_LABELS at most, NULL at the end */
} bt_owner;
#define BT_OWNER_LABELS 6

typedef struct {
	bt_arena *arena;
	bt_project *project;   /* lent */
	bt_look *look;         /* bt_site_look, opened in the process that makes pages; NULL elsewhere */
	const bt_record *lead; /* full record of the newest article, for the front page's photo and cards; NULL elsewhere */
	GHashTable *by_path;   /* path of a report (bt_record.path) to its index + 1 (GUINT_TO_POINTER): of those whose facts are joined (bt_plan_note_path) */
	const char *base_url;  /* without slash at the end; NULL: not known */
	GArray *articles;      /* bt_planned, newest first; then by title (bt_collate), path */
	GPtrArray *lists;      /* bt_list *, all */
	const bt_list *front;
	GPtrArray *sections, *tags, *years; /* bt_list *: in the office's order, by name (bt_collate), newest first */
	GArray *moved;         /* bt_moved */
	GPtrArray *owners;     /* bt_owner *, by name: whose figures have pages */
	bool pdf;              /* articles have a PDF */
} bt_plan;

/* ---- the makers of pages, each in its own file; all run in workers. NULL after an error; caller owns.
 * `full`: records with passages, photos, cards where a page needs them, without facts, by article index. */

/* A report is read once, so an article is made in two steps. First, before there is a plan, its parts: all that depends on
 * the report and the office alone (body, cards, charts, photos as markup; packed as bytes, caller owns). Files that
 * the page shows (photos in their sizes) go to `put`; their addresses hold a hash of the content ("anh/0f3a…-960.jpg"), since
 * nobody knows yet where the page will stand: it will be one folder below the top, so links to them begin with "../". */
typedef void (*bt_site_put)(void *data, const char *address, GBytes *bytes);
GBytes *bt_site_article_parts(bt_project *project, const bt_report *report, bt_site_put put, void *data, bt_diags *diags);
/* Then the page, from the parts and the plan: addresses, neighbours, related, navigation. */
GBytes *bt_site_article_page(const bt_plan *plan, int article, GBytes *parts, bt_diags *diags);
/* frame.c: the look of the office's pages: its own templates and colours. NULL after a message; caller owns (bt_look_free). */
bt_look *bt_site_look(bt_project *project, bt_diags *diags);
/* What all pages share: style sheet in the office's colours, fonts, logo, the search's script. */
bool bt_site_assets(bt_project *project, bt_site_put put, void *data, bt_diags *diags);
GBytes *bt_site_list_page(const bt_plan *plan, const bt_list *list, bt_diags *diags);
GBytes *bt_site_missing_page(const bt_plan *plan, bt_diags *diags); /* 404.html */
GBytes *bt_site_moved_page(const bt_plan *plan, const bt_moved *moved, bt_diags *diags);
/* "so-lieu.html", from plan->owners; and the page of one owner, whose indicators are all of `series` (its CSV is bt_series_csv). */
GBytes *bt_site_figures_front(const bt_plan *plan, bt_diags *diags);
GBytes *bt_site_figures_page(const bt_plan *plan, const bt_series *series, const bt_owner *owner, bt_diags *diags);
GBytes *bt_site_search_page(const bt_plan *plan, bt_diags *diags); /* "tim-kiem.html" */
/* The address of a quarter's data: "tim-kiem/2024-q1.js". In the arena. */
const char *bt_site_search_address(const bt_list *quarter, bt_arena *arena);
/* The text of the articles of one quarter for the search page: "tim-kiem/2024-q1.js". `full` by position in list->articles. */
GBytes *bt_site_search_part(const bt_plan *plan, const bt_list *quarter, const bt_record *const *full, bt_diags *diags);
/* Feeds of the newest articles (BT_FEED_LENGTH at most), whose full records are given in order. */
#define BT_FEED_LENGTH 20
GBytes *bt_site_atom(const bt_plan *plan, const bt_record *const *full, guint n, bt_diags *diags);
GBytes *bt_site_json_feed(const bt_plan *plan, const bt_record *const *full, guint n, bt_diags *diags);
GBytes *bt_site_rss(const bt_plan *plan, const bt_record *const *full, guint n, bt_diags *diags);
GBytes *bt_site_sitemap(const bt_plan *plan, bt_diags *diags); /* NULL without a message when base_url is not known */
GBytes *bt_site_robots(const bt_plan *plan, bt_diags *diags);

#endif
