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

/* What stands at the top of page 1. */
typedef enum {
	BT_HEAD_MASTHEAD, /* the bulletin's name in large letters */
	BT_HEAD_ISSUER,   /* who issues it, small */
	BT_HEAD_STATE,    /* national name and motto */
	BT_HEAD_PARTY,    /* the Party's name */
} bt_head;

/* Where the number of a page stands. */
typedef enum {
	BT_FOLIO_OUTER,      /* "Trang 2/4" at the outer side of the foot */
	BT_FOLIO_TOP_CENTRE, /* "2" above the text, from page 2 on */
	BT_FOLIO_NONE,
} bt_folio;

/* Which parts a print has and how its paragraphs look: [layout]. */
typedef struct {
	bt_head head;
	bt_folio folio;
	bool digest;            /* chosen sentences by part, instead of the whole text */
	int contents_from;      /* pages from which a report has contents and running section heads; 0: never */
	const char *contents_title;
	int headline_lines;     /* the largest headline that has at most so many lines */
	int pages;              /* at most so many, by choosing fewer sentences; 0: any number */
	bool front_photos;      /* those of the front matter */
	bool cards, charts, pull_quote, lede, running_head, imprint;
	bool end_mark;          /* "./." is printed where the author wrote it */
	bool justified;         /* then a space is between these two, in em; a line that would need more stays ragged */
	double narrowest_space, widest_space;
	double indent;          /* of a paragraph's first line, points */
	double paragraph_gap;   /* points */
	bool run_in_lists;      /* items set as paragraphs that begin with their mark */
	bool heading_rule;
	bool bold_topics;       /* the first words of a paragraph that opens a topic stand out */
	bool paragraph_numbers; /* in the left margin */
	double note_width, note_gap; /* strip of notes right of the last column, points; 0: none */
} bt_layout;

/* A line that the colophon of an edition has: [colophon], key = words; optional. */
typedef struct {
	const char *key;   /* "licence" */
	const char *words; /* "Giấy phép xuất bản" */
	bool optional;     /* left out when nothing is stated */
} bt_profile_line;

typedef struct bt_theme {
	bt_arena *arena;
	const char *name;
	const char *masthead;                   /* the bulletin's name: "BẢN TIN" */
	const char *about[2];                   /* one line of help, by bt_lang */
	const char *const *sheets;              /* other sheets it has, "19x27"; NULL-terminated */
	bt_layout layout;
	double page_width, page_height;         /* points */
	double left, right, top, bottom;        /* margins, points */
	int columns;
	double gutter;
	double grid;                            /* baseline grid, points */
	bt_typeface type[BT_TYPE_COUNT];
	bt_rgb colour[BT_COLOUR_COUNT];
	const bt_profile_line *colophon;        /* in its order; ends with a NULL key; NULL: none */
	const char *const *fonts;               /* files below fonts/, NULL-terminated, sorted */
} bt_theme;

/* The style `name` (a folder of templates/). NULL after a message: DATA_MISSING, or DATA_BROKEN
 * naming the key that is unknown, missing or not understood. A theme.ini that names a `base` says only what
 * differs from that style. The caller owns it. */
bt_theme *bt_theme_load(const char *name, bt_diags *diags);
/* On another sheet of paper, a group [sheet NAME] of the theme.ini; NULL: its own. An unknown one is
 * BT_D_USAGE_VALUE, naming those there are. */
bt_theme *bt_theme_load_sheet(const char *name, const char *sheet, bt_diags *diags);
/* All styles in the order of their names, NULL-terminated; caller frees with g_strfreev. NULL: no templates. */
char **bt_theme_names(void);
/* The same from the text of a theme.ini; `file` names it in messages. */
bt_theme *bt_theme_parse(const char *file, const char *ini, gsize len, bt_diags *diags);
void bt_theme_free(bt_theme *theme); /* NULL allowed */

/* ---- contrast.c */
/* Warns of each pair of the style's colours that cannot be read: BT_D_THEME_CONTRAST, naming `file`. Every style that
 * is loaded by its name is judged so. */
void bt_theme_lint(const bt_theme *theme, const char *file, bt_diags *diags);
/* The office's own colours, "brand:#7A1F1F, link:#12436D", over those of `colours` (BT_COLOUR_COUNT of them). What
 * is no colour, or spoils the contrast of a pair, is left as it was after BT_D_THEME_COLOUR. `where` is the place of the
 * list in what the messages are about, or BT_NO_SPAN. `diags` NULL: nothing is said. */
void bt_theme_recolour(bt_rgb *colours, const char *list, bt_span where, bt_diags *diags);
double bt_contrast(bt_rgb a, bt_rgb b); /* WCAG: 1 to 21 */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_theme, bt_theme_free)

#endif
