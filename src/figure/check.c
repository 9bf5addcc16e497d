#include "figure/check.h"
void bt_figures_check(bt_figures *figures, const bt_doc *doc, bt_diags *diags) { (void)figures; (void)doc; (void)diags; }
