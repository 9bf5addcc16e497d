/* From bytes to tree: decoding, front matter, plain text and Markdown, tidy passes.
 * vietnamese.md sections 1, 2, 7, 9, 10, 12; product.md section 2. */
#ifndef BT_READ_READ_H
#define BT_READ_READ_H

#include "doc/doc.h"

/* Given fields (NULL: none) win over the front matter. `name` tells Markdown by .md or .markdown.
 * NULL after an error. The caller owns the tree, which passes bt_doc_check. */
bt_doc *bt_read(GBytes *bytes, const char *name, const char *const given[BT_META_FIELDS], bt_diags *diags);

/* The same, stopping after the tidy pass `until`, to see what each pass does. NULL: all. */
bt_doc *bt_read_until(GBytes *bytes, const char *name, const char *const given[BT_META_FIELDS], const char *until, bt_diags *diags);
const char *bt_pass_name(guint i); /* in their order; NULL after the last */

/* A date in any spelling of vietnamese.md section 7, or ISO, to ISO (in the arena); NULL: none. */
const char *bt_date_iso(const char *text, bt_arena *arena);

#endif
