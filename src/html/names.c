/* The table of the names that templates may use. */
#include "html/html.h"

const bt_name bt_names[] = {
#define N(scope, name, kind, about) {scope, name, BT_NAME_##kind, about},
#include "html/names.def"
#undef N
	{NULL, NULL, BT_NAME_TEXT, NULL},
};
