/* Draws laid-out pages into a PDF with all it needs: structure, metadata, output
 * intent. Same input, same bytes. Writes no file: the bytes go back to the caller. */
#ifndef BT_PDF_PDF_H
#define BT_PDF_PDF_H

#include "page/page.h"

/* A file in the file. All lent. */
typedef struct {
	const char *name;     /* ASCII, without a path */
	const char *type;     /* MIME: "text/csv" */
	const char *relation; /* AFRelationship: "Source", "Data", "Supplement" */
	const char *desc;
	const void *data;
	gsize len;
} bt_attachment;

/* NULL after an error. The caller owns the bytes. */
GBytes *bt_pdf_write(const bt_pages *pages, const bt_content *content, bt_diags *diags);

/* The pages of an edition, with `files` inside unless `bare`. */
GBytes *bt_pdf_edition(const bt_pages *pages, const bt_edition *edition, const bt_theme *theme, const bt_attachment *files, guint n, bool bare, bt_diags *diags);
/* booklet.c: the same pages two on a landscape side, in the order in which sheets folded together are stapled. For the
 * printer: neither tagged nor PDF/A. */
GBytes *bt_pdf_booklet(const bt_pages *pages, const bt_edition *edition, const bt_theme *theme, bt_diags *diags);
/* Which page stands where: `sides` pairs (left, right) of pages from 0, front, back, front …, for `n` pages, a multiple of 4. */
void bt_booklet_order(guint n, guint *pairs);

/* attached.c: the files in a PDF of ours (GBytes), as they were before; NULL: it is damaged, or none of ours. Caller unrefs. */
GPtrArray *bt_pdf_attached(GBytes *pdf);

/* Each page as the bytes of a PNG (GBytes) of `dpi` dots an inch. NULL after an error; caller frees. */
GPtrArray *bt_png_write(const bt_pages *pages, double dpi, bt_diags *diags);
/* The page of a chart as an SVG that stands alone; `title` and `desc` say what it shows. */
GBytes *bt_svg_write(const bt_pages *pages, const char *title, const char *desc);

/* The print engine as one table. Pango and cairo take three times as long to load as the rest
 * of the program takes to make a page, so they live in a module of their own (bantin-print.so: the
 * folders page and pdf) that report/print.c opens when pages are asked for. */
typedef struct {
	bt_pages *(*layout)(const bt_content *content, const bt_theme *theme, bt_diags *diags);
	bt_pages *(*chart)(const bt_content *content, const bt_theme *theme, const bt_chart *chart, bt_diags *diags);
	void (*free)(bt_pages *pages);
	int (*count)(const bt_pages *pages);
	void (*dump)(const bt_pages *pages, GString *out);
	GBytes *(*write)(const bt_pages *pages, const bt_content *content, bt_diags *diags);
	bt_pages *(*edition)(const bt_edition *edition, const bt_theme *theme, bool booklet, bt_diags *diags);
	int (*article)(const bt_pages *pages, guint i);
	GBytes *(*write_edition)(const bt_pages *pages, const bt_edition *edition, const bt_theme *theme, const bt_attachment *files, guint n, bool bare, bt_diags *diags);
	GBytes *(*booklet)(const bt_pages *pages, const bt_edition *edition, const bt_theme *theme, bt_diags *diags);
	GPtrArray *(*attached)(GBytes *pdf);
	GPtrArray *(*pictures)(const bt_pages *pages, double dpi, bt_diags *diags);
	GBytes *(*svg)(const bt_pages *pages, const char *title, const char *desc);
} bt_print_engine;

extern const bt_print_engine bt_print_engine_table;

#endif
