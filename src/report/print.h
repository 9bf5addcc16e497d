/* Private to report/: the print engine, opened on first use. */
#ifndef BT_REPORT_PRINT_H
#define BT_REPORT_PRINT_H

#include "pdf/pdf.h"

/* Lent, for the life of the process; NULL after BT_D_DATA_MISSING. */
const bt_print_engine *bt_print_open(bt_diags *diags);

#endif
