/* What the files of this folder share: names of tokens, and how a colour is written. Private. */
#ifndef BT_THEME_INNER_H
#define BT_THEME_INNER_H

#include "theme/theme.h"

extern const char *const bt_type_keys[];   /* theme.c, by bt_type */
extern const char *const bt_colour_keys[]; /* contrast.c, by bt_colour */

bool bt_colour_named(const char *name, bt_colour *colour);
bool bt_colour_read(const char *text, bt_rgb *colour); /* "#9B1C1F" */

#endif
