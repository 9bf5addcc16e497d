/* Checks of stated numbers against each other (figures.md section 9): warns, never corrects. */
#ifndef BT_FIGURE_CHECK_H
#define BT_FIGURE_CHECK_H

#include "figure/figure.h"

void bt_figures_check(bt_figures *figures, const bt_doc *doc, bt_diags *diags);

#endif
