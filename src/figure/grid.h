/* Figures of tables: the header row gives unit and period, the first column the label. */
#ifndef BT_FIGURE_GRID_H
#define BT_FIGURE_GRID_H

#include "figure/attach.h"

/* Reads a TABLE or FIGURES_BLOCK node; appends to `out`. */
void bt_grid_read(bt_passage *p, bt_figures *out, bt_story *story, const bt_node *table, const bt_doc *doc);

#endif
