/* Messages: one list of everything that can go wrong (diag.def), one sink per input, one way to
 * file a message: bt_say. Files and texts of users never act on a terminal: controls are escaped.
 * Whoever fails says so here and then returns false or NULL. */
#ifndef BT_BASE_DIAG_H
#define BT_BASE_DIAG_H

#include "base/span.h"

typedef enum { BT_NOTE, BT_WARNING, BT_ERROR, BT_FATAL } bt_level;
typedef enum { BT_LANG_EN, BT_LANG_VI } bt_lang;

/* Exit statuses (product.md section 6). */
typedef enum { BT_EXIT_OK = 0, BT_EXIT_STRICT = 1, BT_EXIT_USAGE = 2, BT_EXIT_INPUT = 3, BT_EXIT_OUTPUT = 4 } bt_exit;

typedef enum {
#define D(code, name, level, exit, vi, en) BT_D_##code,
#include "base/diag.def"
#undef D
	BT_D_COUNT
} bt_code;

/* A filed message, its place worked out, its text in the sink's language. */
typedef struct {
	bt_code code;
	bt_level level;
	char *file;            /* as the user gave it, escaped; NULL: none */
	guint line, column;    /* from 1; 0: none. Columns count letters. */
	char *text;
} bt_diag;

typedef struct bt_diags bt_diags;

bt_diags *bt_diags_new(bt_lang lang); /* caller owns */
void bt_diags_free(bt_diags *diags);  /* NULL allowed */

/* What the spans of the next messages point into. `file` may be NULL. `source` is lent until the
 * next call and may be NULL (then spans give no place). */
void bt_diags_about(bt_diags *diags, const char *file, const char *source, gsize len);
/* The text of the file that messages are about already; not copied. NULL: messages have no place. */
void bt_diags_source(bt_diags *diags, const char *source, gsize len);

/* File message `code` at `span`, with the string arguments %1, %2 … of its text, NULL at the end. */
void bt_say(bt_diags *diags, bt_code code, bt_span span, ...) G_GNUC_NULL_TERMINATED;

/* A limit was passed: message `code` with the number as %1. */
void bt_say_limit(bt_diags *diags, bt_code code, bt_span span, guint limit);

/* Take over a message that another process filed (job/). `diag` is copied. */
void bt_diags_add(bt_diags *diags, const bt_diag *diag);

guint bt_diags_count(const bt_diags *diags);
const bt_diag *bt_diags_at(const bt_diags *diags, guint i); /* lent */
bt_exit bt_diags_exit(const bt_diags *diags, bool strict);  /* the worst status of all filed */
bool bt_diags_failed(const bt_diags *diags);                /* an error or worse was filed */

/* Line and column (from 1, in letters) of a byte offset. */
void bt_line_column(const char *source, gsize len, gsize off, guint *line, guint *column);

/* The lines of many offsets that mostly grow, without counting from the start each time. Begins as {source, len}. */
typedef struct {
	const char *source;
	gsize len;
	gsize off; /* counted up to here */
	guint line;
} bt_line_counter;
guint bt_line_count(bt_line_counter *counter, gsize off); /* from 1 */

const char *bt_code_name(bt_code code);    /* "read-not-utf8" */
bt_lang bt_diags_lang(const bt_diags *diags);

/* One line each, as product.md section 6; alike messages 20 at most, then a count; 64 KB in all.
 * `json`: one object a line instead. Caller frees. */
char *bt_diags_text(const bt_diags *diags, bool json, bool quiet);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_diags, bt_diags_free)

#endif
