/* Sets a report: text and charts to lines, boxes, columns and pages, measured by Pango; and hands
 * them to a canvas in reading order. Knows no file format. Lengths in Pango units. */
#ifndef BT_PAGE_PAGE_H
#define BT_PAGE_PAGE_H

#include "chart/chart.h"
#include "digest/digest.h"
#include "edition/edition.h"
#include "page/canvas.h"
#include "theme/theme.h"

/* All that a renderer reads. */
typedef struct {
	const bt_doc *doc;
	const bt_figures *figures;
	const bt_charts *charts;
	const bt_digest *digest; /* what a style with `content = digest` prints; else NULL */
	bool final;              /* nothing may be missing */
	bool bare;               /* PDF/A-2a: nothing is attached; else PDF/A-3a */
	const bt_chart *alone;   /* the one chart that the file shows: its title is the file's; or NULL */
} bt_content;

typedef struct bt_pages bt_pages;

/* Lay the whole report out. NULL after an error (a letter without glyph, a broken font file).
 * Every word of the tree is on the pages or BT_D_PAGE_LOST is filed. The caller owns the pages. */
bt_pages *bt_pages_layout(const bt_content *content, const bt_theme *theme, bt_diags *diags);
/* One chart alone on a page of its size. */
bt_pages *bt_pages_chart(const bt_content *content, const bt_theme *theme, const bt_chart *chart, bt_diags *diags);
/* A whole edition: cover with contents, sections with their articles, key figures, colophon. `booklet`: a multiple of four pages.
 * The edition must live as long as the pages. */
bt_pages *bt_pages_edition(const bt_edition *edition, const bt_theme *theme, bool booklet, bt_diags *diags);
/* The page, from 1, on which article `i` of an edition begins. */
int bt_pages_article(const bt_pages *pages, guint i);
void bt_pages_free(bt_pages *pages); /* NULL allowed */
int bt_pages_count(const bt_pages *pages);
/* One page, from 0, on a canvas that has no structure. */
void bt_page_draw(const bt_pages *pages, bt_canvas *canvas, guint page);
/* Draw all pages on `canvas`, in reading order, everything inside a mark. */
void bt_pages_draw(const bt_pages *pages, bt_canvas *canvas);
void bt_pages_dump(const bt_pages *pages, GString *out); /* one line a box or line: `bantin dump pages` */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_pages, bt_pages_free)

#endif
