/* The drawing interface between pages and files: one table of calls. It knows structure (elements
 * of a tagged PDF), artifacts (page furniture) and marks from the start: nothing may be drawn outside
 * a mark. Back ends: pdf/canvas.c, PNG previews (cairo), charts as SVG. ../shared/pdf.md section 3. */
#ifndef BT_PAGE_CANVAS_H
#define BT_PAGE_CANVAS_H

#include "theme/theme.h"

#include <cairo.h>
#include <pango/pango.h>

/* Structure elements, as ISO 32000-1 names them. */
typedef enum {
#define T(tag, name) BT_TAG_##tag,
#include "page/tags.def"
#undef T
	BT_TAG_COUNT
} bt_tag;

const char *bt_tag_name(bt_tag tag); /* "P" */

typedef struct {
	const char *alt;       /* FIGURE: alternative text */
	const char *lang;      /* NULL: as the document */
	const char *url;       /* LINK, unless it has a target */
	int target;            /* LINK: number of the element it leads to, from 1; 0: none */
	const char *id;        /* NOTE: its name in the file, unlike any other */
	const char *title;     /* headings: outline entry */
	const char *list_label; /* numbering of a list, or NULL */
	bool row_scope;        /* TH: heads its row, not its column */
	int col_span, row_span; /* TH, TD: 0 is 1 */
	double x, y, width, height; /* FIGURE: bounding box on its page, points from the top left */
} bt_tag_info;

/* Glyphs of one face, left to right, as Pango shaped them. All lent for the call. */
typedef struct {
	PangoFont *font;
	const char *text; /* what they stand for, UTF-8 */
	int len;          /* bytes */
	const PangoGlyphInfo *glyphs;
	const int *clusters; /* for each glyph: byte offset of its letter, counted from `base` */
	int base;
	int n;
} bt_glyphs;

/* A picture that has been looked at: JPEG bytes as they came, or decoded. */
typedef struct {
	GBytes *jpeg;             /* NULL: decoded */
	cairo_surface_t *decoded; /* NULL: JPEG */
	int width, height;        /* pixels, as it is to be seen */
	int components;           /* of a JPEG's colour: 1 or 3 */
	int orientation;          /* how it is stored, as Exif counts: 1 upright … 8; 5 to 8 lie on their side */
} bt_image;

/* From the unit square of the stored picture to a box of that size at the origin, in which it is seen upright. */
cairo_matrix_t bt_image_upright(const bt_image *image, double width, double height);

typedef struct bt_canvas bt_canvas;

/* Lengths in points from the top left corner of the page. The whole tree is opened and closed once, in
 * the order of the document, before the first page; marks then name elements in the order of drawing, so
 * an element may have marks on several pages. */
typedef struct {
	int (*open)(bt_canvas *canvas, bt_tag tag, const bt_tag_info *info); /* returns its number, from 0 */
	void (*close)(bt_canvas *canvas, int element);
	void (*page)(bt_canvas *canvas, double width, double height, const char *label);
	void (*begin_mark)(bt_canvas *canvas, int element); /* what follows belongs to the element */
	void (*begin_artifact)(bt_canvas *canvas);
	void (*end_mark)(bt_canvas *canvas);
	/* Glyphs with their origin at (x, y); a space at a line's end is among them. */
	void (*glyphs)(bt_canvas *canvas, const bt_glyphs *glyphs, double x, double y, bt_rgb colour);
	void (*rect)(bt_canvas *canvas, double x, double y, double width, double height, bt_rgb fill);
	void (*stroke)(bt_canvas *canvas, const double *xy, int n_points, double width, bt_rgb colour, bool dashed);
	void (*dot)(bt_canvas *canvas, double x, double y, double radius, bt_rgb fill);
	void (*image)(bt_canvas *canvas, const bt_image *image, double x, double y, double width, double height);
	/* Where a LINK element can be clicked on this page. */
	void (*link)(bt_canvas *canvas, int element, double x, double y, double width, double height);
} bt_canvas_class;

struct bt_canvas {
	const bt_canvas_class *class;
};

#endif
