/* The drawing interface between pages and files: one table of calls. It knows structure (elements
 * of a tagged PDF), artifacts (page furniture) and marks from the start: nothing may be drawn outside
 * a mark. Back ends: pdf/ (cairo + qpdf), a trace for tests, PNG previews. ../shared/pdf.md section 3. */
#ifndef BT_PAGE_CANVAS_H
#define BT_PAGE_CANVAS_H

#include "theme/theme.h"

#include <pango/pango.h>

/* Structure elements, as ISO 32000-1 names them. */
typedef enum {
#define T(tag, name) BT_TAG_##tag,
#include "page/tags.def"
#undef T
	BT_TAG_COUNT
} bt_tag;

typedef struct {
	const char *alt;       /* FIGURE: alternative text */
	const char *lang;      /* NULL: as the document */
	const char *url;       /* LINK */
	const char *title;     /* headings: outline entry */
	const char *list_label; /* numbering of a list, or NULL */
	bool header;           /* TH: Scope */
	bool row_scope;
	int col_span, row_span;
	double x, y, width, height; /* FIGURE: bounding box on its page, points from the top left */
} bt_tag_info;

typedef struct bt_canvas bt_canvas;

/* Lengths in points from the top left corner of the page. An element lives across pages: `open` it
 * once, `resume` it on later pages; marks name the innermost resumed element. */
typedef struct {
	void (*page)(bt_canvas *canvas, double width, double height, const char *label);
	int (*open)(bt_canvas *canvas, bt_tag tag, const bt_tag_info *info); /* returns its number */
	void (*close)(bt_canvas *canvas, int element);
	void (*begin_mark)(bt_canvas *canvas, int element); /* what follows belongs to the element */
	void (*begin_artifact)(bt_canvas *canvas);
	void (*end_mark)(bt_canvas *canvas);
	/* One line of text: the runs of a laid-out line with its baseline at (x, y). `text` is the
	 * layout's text; a space at the line's end is drawn with its own glyph. */
	void (*line)(bt_canvas *canvas, PangoLayoutLine *line, double x, double y, bt_rgb colour);
	void (*rect)(bt_canvas *canvas, double x, double y, double width, double height, bt_rgb fill);
	void (*stroke)(bt_canvas *canvas, const double *xy, int n_points, double width, bt_rgb colour, bool dashed);
	void (*dot)(bt_canvas *canvas, double x, double y, double radius, bt_rgb fill);
	void (*image)(bt_canvas *canvas, GBytes *bytes, double x, double y, double width, double height);
} bt_canvas_class;

struct bt_canvas {
	const bt_canvas_class *class;
};

#endif
