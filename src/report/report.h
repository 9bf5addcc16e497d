/* One report through all stages: open, tree, figures, charts, then PDF, page or table. The command
 * line, the site, the archive and the fuzzers call this; none strings the stages together itself. */
#ifndef BT_REPORT_REPORT_H
#define BT_REPORT_REPORT_H

#include "chart/chart.h"
#include "report/record.h"

/* Options of the command line that speak about a report; NULL: not given. They win over the front
 * matter. */
typedef struct {
	const char *field[BT_META_FIELDS]; /* --title, --date, … by bt_meta_key */
	const char *const *authors;        /* --author, --tag, NULL at the end; NULL: none given */
	const char *const *tags;
	const char *sheet;                 /* of the style: "19x27"; NULL: its own */
	const char *style;                 /* folder of templates/; NULL: "bulletin" */
	const char *office;                /* path of the office's bantin.ini; NULL: none */
	const char *const *settings;       /* what it says, by bt_office_key, read and judged once for many reports; NULL: it is read now */
	GBytes *logo;                      /* with `settings`: the office's, or NULL */
	const char *review;                /* path of the clerk's table of figures; NULL: none */
	bool review_adds;                  /* figures without a row stay: the table is to be written */
	double dpi;                        /* of pictures; 0: 100 */
	bool final;                        /* refuse what would be a draft */
	bool bare;                         /* PDF/A-2a, without attachments */
	bool why;                          /* of the dump of a digest: reasons, and what was left out */
	bool self_contained;
	char csv_separator;                /* 0: ';' */
} bt_report_options;

struct bt_report {
	bt_doc *doc;
	bt_figures *figures;
	bt_charts *charts;
};

/* Read `bytes` (the file `name`; its suffix tells Markdown) through all stages. NULL after an error. The caller owns it. */
bt_report *bt_report_read(GBytes *bytes, const char *name, const bt_report_options *options, bt_diags *diags);
/* The same without figures and charts (NULL): who, when, what; nothing is said of what is missing. */
bt_report *bt_report_head(GBytes *bytes, const char *name, const bt_report_options *options, bt_diags *diags);
void bt_report_free(bt_report *report); /* NULL allowed */

/* The clerk's table, of a report read with `review_adds`. The caller owns it. */
GBytes *bt_report_review(const bt_report *report, const bt_report_options *options, bt_review_count *count);

/* The figures as a table for people, and what was decided about charts. Appended to `out`. */
void bt_report_figures(const bt_report *report, bt_lang lang, int width, bool why, bool explain, GString *out);

/* Output bytes, owned by the caller; NULL after an error. */
GBytes *bt_report_pdf(const bt_report *report, const bt_report_options *options, bt_diags *diags);
/* The pages as pictures: an array of the GBytes of PNGs. NULL after an error; caller frees. */
GPtrArray *bt_report_pictures(const bt_report *report, const bt_report_options *options, bt_diags *diags);
/* Chart number `i` of report->charts alone. */
typedef enum { BT_CHART_SVG, BT_CHART_PNG, BT_CHART_PDF } bt_chart_format;
GBytes *bt_report_chart(const bt_report *report, guint i, bt_chart_format format, const bt_report_options *options, bt_diags *diags);
/* A chart of no report, as a trend over many (chart/trend.c). `about`: whose issuer, date and colours the file has; NULL: none.
 * A PDF has nothing attached. */
GBytes *bt_chart_draw(const bt_chart *chart, const bt_doc *about, bt_chart_format format, const bt_report_options *options, bt_diags *diags);
GBytes *bt_report_html(const bt_report *report, const bt_report_options *options, const char *pdf_name, const char *csv_name, bt_diags *diags);
GBytes *bt_report_csv(const bt_report *report, const bt_report_options *options);

typedef enum { BT_DUMP_TREE, BT_DUMP_XML, BT_DUMP_FIGURES, BT_DUMP_SCENE, BT_DUMP_PAGES, BT_DUMP_TEXT, BT_DUMP_DIGEST } bt_dump;
GBytes *bt_report_dump(const bt_report *report, bt_dump what, const bt_report_options *options, bt_diags *diags);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_report, bt_report_free)

#endif
