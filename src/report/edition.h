/* An edition as files: the one way from a bt_edition to its pages. The archive calls this; edition/ says what an
 * edition is made of. */
#ifndef BT_REPORT_EDITION_H
#define BT_REPORT_EDITION_H

#include "edition/edition.h"

typedef struct {
	const char *sheet; /* "A4"; NULL: 19 x 27 cm */
	bool booklet;      /* as many pages as can be stapled: a multiple of 4 */
	bool bare;         /* PDF/A-2a, without attachments */
} bt_edition_options;

/* A file in the PDF, beside each report's text (Source) and figures (Data), which are always there. */
typedef struct {
	const char *name; /* ASCII, unique: "edition.xml" */
	const char *type; /* MIME: "application/xml" */
	const char *relation; /* AFRelationship: "Source", "Data", "Supplement" */
	const char *desc;
	GBytes *bytes;
} bt_edition_file;

/* The pages of an edition, laid out. They point into the edition. */
typedef struct bt_edition_print bt_edition_print;

/* Reads the profile (style "edition"), says what the colophon lacks, and lays all out. NULL after an error: a final edition that is
 * not complete, a letter without glyph. More than BT_EDITION_PAGES pages is a warning. The caller owns it. */
bt_edition_print *bt_edition_layout(bt_edition *edition, const bt_edition_options *options, bt_diags *diags);
void bt_edition_print_free(bt_edition_print *print); /* NULL allowed */
int bt_edition_page_count(const bt_edition_print *print);
/* The page, from 1, on which article `i` of bt_edition_articles begins. */
int bt_edition_page_of(const bt_edition_print *print, guint i);

/* Output bytes, owned by the caller; NULL after an error. */
/* PDF/A-3a and PDF/UA-1. `files` (bt_edition_file) may be NULL. */
GBytes *bt_edition_pdf(const bt_edition_print *print, const GArray *files, bt_diags *diags);
/* The same pages, two on a side of a landscape sheet, in the order for stapling: for the printer, not for the archive (it is
 * neither tagged nor PDF/A). Of pages laid out as a booklet. */
GBytes *bt_edition_booklet(const bt_edition_print *print, bt_diags *diags);
/* The files attached to the PDF of an edition (GBytes), to be compared with what they were made of. NULL: damaged, or the print
 * module is missing (then after a message). Caller unrefs. */
GPtrArray *bt_edition_attached(GBytes *pdf, bt_diags *diags);
/* Pages as PNG (GBytes) of `dpi` dots an inch; the layout as text. */
void bt_edition_dump(const bt_edition_print *print, GString *out);
/* The bytes of a template ("edition/page.html"), as bt_look_source of html/html.h; *shown becomes its name in messages. */
typedef GBytes *(*bt_edition_templates)(void *data, const char *name, const char **shown, bt_diags *diags);
/* One page that needs nothing beside it. `templates` NULL: the program's own. `pdf_name`: of the PDF beside it, or NULL. */
GBytes *bt_edition_html(bt_edition *edition, bt_edition_templates templates, void *data, const char *pdf_name, bt_diags *diags);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_edition_print, bt_edition_print_free)

#endif
