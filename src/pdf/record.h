/* Private to pdf/: the structure of what is drawn, as the file will tell it. Marks are numbered page by page in the order of
 * drawing; each belongs to an element of the tree. Page furniture has none. Knows no PDF syntax. */
#ifndef BT_PDF_RECORD_H
#define BT_PDF_RECORD_H

#include "pdf/pdf.h"

typedef struct {
	int page;    /* from 0 */
	int mcid;    /* number of the mark on its page */
	int element;
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
	int marks; /* on it */
} bt_page_record;

typedef struct {
	GArray *elements; /* bt_element_record */
	GArray *kids;     /* bt_kid, of all elements */
	GArray *marks;    /* bt_mark_record */
	GArray *links;    /* bt_link_record */
	GArray *pages;    /* bt_page_record */
	int open;         /* innermost open element, or -1 */
	bool marking;     /* a mark or an artifact is open … */
	int mark;         /* … and this is the mark; -1: an artifact */
} bt_record;

/* The kids of an element, one after the other; begin with NULL. NULL: there are no more. */
const bt_kid *bt_next_kid(const bt_record *record, const bt_element_record *element, const bt_kid *before);

void bt_record_init(bt_record *record); /* release with bt_record_clear */
void bt_record_clear(bt_record *record);
int bt_record_open(bt_record *record, bt_tag tag, const bt_tag_info *info); /* number of the element */
void bt_record_close(bt_record *record, int element);
void bt_record_page(bt_record *record, double width, double height);
int bt_record_begin(bt_record *record, int element); /* on the last page: the number of the mark there; element -1: an artifact, -1 */
void bt_record_end(bt_record *record);
void bt_record_text(bt_record *record, double y); /* a line of text in what is open */
void bt_record_link(bt_record *record, int element, double x, double y, double width, double height);

/* ---- finish.c */
typedef struct {
	const char *title, *author, *subject, *keywords; /* NULL: none */
	const char *date;      /* "2024-04-05T00:00:00+07:00": creation and change */
	int part;              /* of PDF/A: 3 with attachments, 2 without */
	const bt_attachment *files; /* when part is 3; names unique */
	guint n_files;
} bt_file_info;

GString *bt_xmp(const bt_file_info *info);
GByteArray *bt_srgb_profile(void);

#endif
