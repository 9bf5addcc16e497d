/* The web page of a report: article, key figures, charts as SVG with real text and a data table,
 * from a template (templates/). No request leaves the page; no script. design.md 6, 10, 11. */
#ifndef BT_HTML_HTML_H
#define BT_HTML_HTML_H

#include "chart/chart.h"

typedef struct {
	bool self_contained;   /* CSS and fonts inside; else links to the assets below */
	const char *pdf_name;  /* "Tải PDF" link, or NULL */
	const char *csv_name;  /* figures CSV link, or NULL */
} bt_html_options;

/* The page's bytes; NULL after an error. The caller owns them. */
GBytes *bt_html_write(const bt_doc *doc, const bt_charts *charts, const bt_html_options *options, bt_diags *diags);

/* Files that a page without self_contained needs beside it: name below the page's folder
 * ("bantin-assets/style.css") and content. Called once for each. */
typedef void (*bt_asset_sink)(void *data, const char *name, GBytes *bytes);
bool bt_html_assets(bt_asset_sink sink, void *data, bt_diags *diags);

#endif
