/* The table of limits for people. */
#include "base/base.h"

const bt_limit *bt_limits(gsize *n)
{
	static const bt_limit limits[] = {
#define L(name, value, vi, en) {#name, (value), {[BT_LANG_EN] = en, [BT_LANG_VI] = vi}},
#include "base/limits.def"
#undef L
	};
	*n = G_N_ELEMENTS(limits);
	return limits;
}
