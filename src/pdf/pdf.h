/* Draws laid-out pages with cairo and finishes the file with qpdf: structure, metadata, output
 * intent. Same input, same bytes. Writes no file: the bytes go back to the caller. */
#ifndef BT_PDF_PDF_H
#define BT_PDF_PDF_H

#include "page/page.h"

/* NULL after an error. The caller owns the bytes. */
GBytes *bt_pdf_write(const bt_pages *pages, const bt_content *content, const bt_theme *theme, bt_diags *diags);

#endif
