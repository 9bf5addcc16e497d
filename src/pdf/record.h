/* Private to pdf/: what was drawn, as the finishing needs to know it. cairo's own structure tree cannot
 * carry what PDF/UA asks for (../shared/pdf.md section 2), so cairo only stamps numbered marks into the pages, in
 * the order of drawing, and this list says what each stamp belongs to. */
#ifndef BT_PDF_RECORD_H
#define BT_PDF_RECORD_H

#include "pdf/pdf.h"

#include <cairo.h>

typedef struct {
	int page;    /* from 0 */
	int mcid;    /* number of the stamp on its page */
	int element; /* -1: artifact */
	double top;  /* of its first line, points from the top of the page; < 0: no text */
} bt_mark_record;

/* A child of an element: another element, a mark or a link annotation. */
typedef struct {
	enum { BT_KID_ELEMENT, BT_KID_MARK, BT_KID_LINK } kind;
	int index;
	int next; /* kid of the same element, or -1 */
} bt_kid;

typedef struct {
	bt_tag tag;
	int parent; /* or -1 */
	bt_tag_info info; /* texts lent by the pages */
	int first_kid, last_kid; /* in the record's kids, or -1 */
	bool attached; /* stands among its parent's kids */
} bt_element_record;

typedef struct {
	int page, element;
	double x, y, width, height; /* points from the top left */
} bt_link_record;

typedef struct {
	double width, height;
	int marks; /* stamps on it */
} bt_page_record;

typedef struct {
	bt_canvas canvas; /* first: is cast from it */
	cairo_surface_t *surface;
	cairo_t *cr;
	GArray *elements; /* bt_element_record */
	GArray *kids;     /* bt_kid, of all elements */
	GArray *marks;    /* bt_mark_record */
	GArray *links;    /* bt_link_record */
	GArray *pages;    /* bt_page_record */
	int open;         /* innermost open element, or -1 */
	bool marking;
	GHashTable *jpegs; /* bt_image -> cairo_surface_t, owned: each is embedded once */
} bt_record;

/* The kids of an element, one after the other; begin with NULL. NULL: there are no more. */
const bt_kid *bt_next_kid(const bt_record *record, const bt_element_record *element, const bt_kid *before);

/* A canvas that draws to `surface` (lent) and takes notes. Release with bt_record_clear. */
void bt_record_init(bt_record *record, cairo_surface_t *surface);
void bt_record_clear(bt_record *record);

/* ---- finish.c */
typedef struct {
	const char *title, *author, *subject, *keywords; /* NULL: none */
	const char *date;      /* "2024-04-05T00:00:00+07:00": creation and change */
	int part;              /* of PDF/A: 3 with attachments, 2 without */
	const bt_attachment *files; /* when part is 3; names unique */
	guint n_files;
} bt_file_info;

/* cairo's file with structure, metadata, output intent, outline and attachments. NULL: `fault` says why;
 * caller frees it. */
GBytes *bt_finish(const bt_record *record, const GByteArray *drawn, const bt_file_info *info, char **fault);

GString *bt_xmp(const bt_file_info *info);
GByteArray *bt_srgb_profile(void);

#endif
