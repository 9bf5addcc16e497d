/* Parts of the program that are loaded when they are wanted (bantin-print.so …): their libraries take longer to load
 * than the rest of the program takes to make a page. Knows where they lie, not what they do. */
#ifndef BT_BASE_MODULE_H
#define BT_BASE_MODULE_H

#include "base/diag.h"

/* The table of functions `table` of the module `file`, for the life of the process. A program that links the part itself (tests,
 * fuzzers) has the table already. NULL after BT_D_DATA_MISSING. Lent. */
const void *bt_module_table(const char *file, const char *table, bt_diags *diags);

#endif
