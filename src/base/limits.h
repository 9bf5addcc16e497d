/* Limits on inputs (limits.def) as constants BT_MAX_… */
#ifndef BT_BASE_LIMITS_H
#define BT_BASE_LIMITS_H

#include <glib.h>

enum {
#define L(name, value, vi, en) BT_MAX_##name = (value),
#include "base/limits.def"
#undef L
};

typedef struct {
	const char *name;
	gint64 value;
	const char *text[2]; /* by bt_lang */
} bt_limit;

const bt_limit *bt_limits(gsize *n); /* lent, in the order of limits.def */

#endif
