/* Private to pdf/: the file while it is being finished. New objects are written as PDF syntax behind cairo's bytes,
 * as an incremental update; then qpdf reads the whole and writes it anew. (qpdf's C interface parses
 * no references, and building them call by call costs more than the rest.) */
#ifndef BT_PDF_FINISH_H
#define BT_PDF_FINISH_H

#include "pdf/record.h"

#include <qpdf/qpdf-c.h>

typedef struct {
	qpdf_data q;     /* the file with the update; NULL while objects are written */
	const bt_record *record;
	const bt_file_info *info;
	GByteArray *bytes; /* cairo's, then ours */
	GArray *offsets; /* gsize: of our objects in `bytes`, 0 while only reserved */
	int first_id;    /* of our objects */
	int pages_id;    /* of the page tree */
	int info_id, catalog_id;
	int *page_id;    /* object number of each page */
	int *element_id; /* of each structure element */
	int *link_id;    /* of each link annotation */
	int *links_of_page; /* array of annotations, 0: none */
	int tree_id;     /* StructTreeRoot */
} bt_file;

int bt_reserve(bt_file *file);                            /* a new object's number; fill it later */
void bt_fill(bt_file *file, int id, const char *syntax);  /* what it is */
int bt_put(bt_file *file, const char *syntax);            /* both at once */
int bt_put_stream(bt_file *file, const char *keys, const void *data, gsize len); /* keys without << >> */
void bt_pdf_text(GString *out, const char *utf8);         /* a text string: ASCII or UTF-16 */
void bt_pdf_number(GString *out, double number);          /* two decimals, in any locale */

void bt_write_structure(bt_file *file); /* structure.c: elements, parent tree, annotations */
void bt_write_outline(bt_file *file, GString *catalog); /* outline.c: appends its key to the catalog's keys */
/* outline.c: where a heading's first line begins, as the key /Dest. */
void bt_put_destination(const bt_file *file, const bt_element_record *element, GString *out);
bool bt_rename_artifacts(bt_file *file);                /* artifacts.c: false when marks and stamps differ */

#endif
