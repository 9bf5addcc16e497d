#include "figure/grid.h"
void bt_grid_read(bt_passage *p, bt_figures *out, bt_story *story, const bt_node *table, const bt_doc *doc) { (void)p;(void)out;(void)story;(void)table;(void)doc; }
