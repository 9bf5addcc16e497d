/* Draws laid-out pages with cairo and finishes the file with qpdf: structure, metadata, output
 * intent. Same input, same bytes. Writes no file: the bytes go back to the caller. */
#ifndef BT_PDF_PDF_H
#define BT_PDF_PDF_H

#include "page/page.h"

/* NULL after an error. The caller owns the bytes. */
GBytes *bt_pdf_write(const bt_pages *pages, const bt_content *content, const bt_theme *theme, bt_diags *diags);

/* Each page as the bytes of a PNG (GBytes) of `dpi` dots an inch. NULL after an error; caller frees. */
GPtrArray *bt_png_write(const bt_pages *pages, double dpi, bt_diags *diags);
/* The page of a chart as an SVG that stands alone; `title` and `desc` say what it shows. */
GBytes *bt_svg_write(const bt_pages *pages, const char *title, const char *desc);

/* The print engine as one table. Pango, cairo and qpdf take three times as long to load as the rest
 * of the program takes to make a page, so they live in a module of their own (bantin-print.so: the
 * folders page and pdf) that report/print.c opens when pages are asked for. */
typedef struct {
	bt_pages *(*layout)(const bt_content *content, const bt_theme *theme, bt_diags *diags);
	bt_pages *(*chart)(const bt_content *content, const bt_theme *theme, const bt_chart *chart, bt_diags *diags);
	void (*free)(bt_pages *pages);
	int (*count)(const bt_pages *pages);
	void (*dump)(const bt_pages *pages, GString *out);
	GBytes *(*write)(const bt_pages *pages, const bt_content *content, const bt_theme *theme, bt_diags *diags);
	GPtrArray *(*pictures)(const bt_pages *pages, double dpi, bt_diags *diags);
	GBytes *(*svg)(const bt_pages *pages, const char *title, const char *desc);
} bt_print_engine;

extern const bt_print_engine bt_print_engine_table;

#endif
