/* The web page of a report: article, key figures, charts as SVG with real text and a data table,
 * from a template (templates/). No request leaves the page; no script. design.md 6, 10, 11. */
#ifndef BT_HTML_HTML_H
#define BT_HTML_HTML_H

#include "chart/chart.h"
#include "edition/edition.h"
#include "html/template.h"

/* look.c: what all pages of one office share: its templates and its style sheet, read once. */
typedef struct bt_look bt_look;

/* The bytes of a template or style sheet ("article.html", "site/list.html"); *shown becomes its name in messages, lent. NULL
 * after a message; caller owns. */
typedef GBytes *(*bt_look_source)(void *data, const char *name, const char **shown, bt_diags *diags);

/* `source` NULL: the program's own templates. `office` (BT_OFFICE_KEYS, lent): theme and colours. `logo`: a PNG or JPEG that is a
 * file of the assets, or NULL. NULL after a message; the caller owns it. */
bt_look *bt_look_open(bt_look_source source, void *data, const char *const *office, GBytes *logo, bt_diags *diags);
void bt_look_free(bt_look *look); /* NULL allowed */
/* A template, checked (template.h). NULL after a message, which is filed once. Lent. */
const bt_template *bt_look_template(bt_look *look, const char *name, bt_diags *diags);
/* bt_values_held of a text that many pages show (a title, the office's name) and that lives as long as the look: worked out once. */
void bt_look_held(bt_look *look, bt_values *values, const char *name, const char *text);
/* After bt_look_frame: the data block for search engines (taken over; of bt_json_script), which the policy names by its hash. */
void bt_look_data(const bt_look *look, bt_values *values, GString *json);
/* After bt_look_frame, for a page that is shown at addresses unknown: its style is within it, with the system's fonts, and no logo. */
void bt_look_plain(const bt_look *look, bt_values *values);
const char *bt_look_logo(const bt_look *look); /* "bantin-assets/logo-….png", or NULL */
/* Sets what the head of a page needs: class, policy, style sheet, logo. `root`: from the page to the folder of bantin-assets, ""
 * or "../". `scripts`: the page runs scripts of the site (search). */
void bt_look_frame(const bt_look *look, bt_values *values, const char *root, bool scripts);

/* A photo of the report as its page shows it. */
typedef struct {
	const char *src;    /* relative link, or a data: URL */
	const char *srcset; /* or NULL */
	guint width, height;
} bt_web_photo;

/* The photo at that path of the report as a page shows it, its texts lent until the page is made. False after a
 * message: it cannot be used, its place stays open. */
typedef bool (*bt_photo_source)(void *data, const char *path, bt_span span, bt_web_photo *photo, bt_diags *diags);

typedef struct {
	bool self_contained;   /* CSS and fonts inside; else links to the assets below */
	const char *pdf_name;  /* "Tải PDF" link, or NULL */
	const char *csv_name;  /* figures CSV link, or NULL */
} bt_html_options;

/* The bytes of a page that stands alone; NULL after an error. The caller owns them. Paragraph n of the report
 * (bt_paragraph_no) has the id "doan-n". */
GBytes *bt_html_write(const bt_doc *doc, const bt_charts *charts, const bt_html_options *options, bt_diags *diags);

/* All that article.html says of the report, as bytes for bt_values_unpack; links, tags, colophon are for the caller to add. `photo` NULL:
 * photos stand within the page. The caller owns them. */
GBytes *bt_html_parts(const bt_doc *doc, const bt_charts *charts, bt_photo_source photo, void *data, bt_diags *diags);

/* An <img>; `later`: fetched when it comes near. */
void bt_html_image(const bt_web_photo *photo, const char *alt, bool later, GString *out);
/* A figure of the page's charts and the key-figure cards alone, for other pages. Appended to `out`. `brief`: on a page of dozens of
 * charts what is alike says so once: marks and texts in groups, a table of numbers by its class (site/style.css). */
void bt_html_chart(const bt_chart *chart, bool brief, GString *out);
bool bt_html_drawing(const bt_chart *chart, GString *out); /* its <svg> alone; false: it cannot be drawn */
void bt_html_cards(const bt_card *cards, guint n, GString *out); /* the <div>s within <dl class="cards nN"> */
/* Text with its no-break places held, escaped. */
void bt_html_held(const char *text, GString *out);
char *bt_html_date(const char *iso); /* "ngày 5 tháng 4 năm 2031"; what is no date stays. Caller frees. */

/* edition.c: the page of an edition with all inside, its profile read (bt_edition_profile). `source` gives edition/page.html and
 * edition/style.css; NULL: the program's own. `pdf_name`: of the PDF beside it, or NULL. NULL after an error; the caller owns
 * it. Paragraph n of an article has the id "SLUG-doan-n". */
GBytes *bt_html_edition(const bt_edition *edition, bt_look_source source, void *data, const char *pdf_name, bt_diags *diags);

/* Files that a page without self_contained needs beside it: name below the page's folder
 * ("bantin-assets/style.css") and content. Called once for each. */
typedef void (*bt_asset_sink)(void *data, const char *name, GBytes *bytes);
/* `look` NULL: the program's own. */
bool bt_html_assets(bt_look *look, bt_asset_sink sink, void *data, bt_diags *diags);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_look, bt_look_free)

#endif
