/* Opens the print module (pdf/pdf.h says why it is one). */
#include "report/print.h"

const bt_print_engine *bt_print_open(bt_diags *diags)
{
	static const bt_print_engine *engine;
	if (!engine)
		engine = bt_module_table("bantin-print.so", "bt_print_engine_table", diags);
	return engine;
}
