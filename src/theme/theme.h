/* Looks as data: fonts, sizes, colours, page geometry, read from templates/<style>/theme.ini. A
 * look is a file, never a constant in code. design.md sections 2 to 5. */
#ifndef BT_THEME_THEME_H
#define BT_THEME_THEME_H

#include "base/base.h"

typedef enum {
#define R(role, key) BT_TYPE_##role,
#include "theme/types.def"
#undef R
	BT_TYPE_COUNT
} bt_type;

typedef enum {
#define C(colour, key) BT_COLOUR_##colour,
#include "theme/colours.def"
#undef C
	BT_COLOUR_COUNT
} bt_colour;

typedef struct {
	const char *family; /* "Source Serif 4" */
	int weight;         /* 400, 600, 700 */
	bool italic;
	double size, leading; /* points */
	bt_colour colour;
} bt_typeface;

typedef struct {
	double red, green, blue; /* 0 to 1 */
} bt_rgb;

typedef struct bt_theme {
	bt_arena *arena;
	const char *name;
	const char *masthead;                   /* the bulletin's name: "BẢN TIN" */
	double page_width, page_height;         /* points */
	double left, right, top, bottom;        /* margins, points */
	int columns;
	double gutter;
	double grid;                            /* baseline grid, points */
	bt_typeface type[BT_TYPE_COUNT];
	bt_rgb colour[BT_COLOUR_COUNT];
	const char *const *fonts;               /* files below fonts/, NULL-terminated, sorted */
} bt_theme;

/* The style `name` (a folder of templates/). NULL after a message: DATA_MISSING, or DATA_BROKEN
 * naming the key that is unknown, missing or not understood. The caller owns it. */
bt_theme *bt_theme_load(const char *name, bt_diags *diags);
/* The same from the text of a theme.ini; `file` names it in messages. */
bt_theme *bt_theme_parse(const char *file, const char *ini, gsize len, bt_diags *diags);
void bt_theme_free(bt_theme *theme); /* NULL allowed */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_theme, bt_theme_free)

#endif
