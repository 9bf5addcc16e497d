/* Templates are well-formed pages with {{name}} in text and attributes, and three attributes:
 * data-each="list" repeats the element, data-if="name" keeps it when the name says something,
 * data-put="name" fills it with ready markup. All names a template may use are known beforehand (names.def): a
 * wrong one is an error when the template is read, shown or not. Part of html.h. */
#ifndef BT_HTML_TEMPLATE_H
#define BT_HTML_TEMPLATE_H

#include "base/base.h"

/* ---- values */

/* Names and what they stand for; a name set again has its last value. Names are string constants, lent. */
typedef struct bt_values bt_values;

bt_values *bt_values_new(const bt_values *outer); /* `outer`: asked for names not here; lent, or NULL. The caller owns it, and it owns its lists */
void bt_values_free(bt_values *values); /* NULL allowed */
void bt_values_text(bt_values *values, const char *name, const char *text);   /* copied; escaped where it stands; NULL: says nothing */
void bt_values_markup(bt_values *values, const char *name, GString *markup);  /* taken over; only for data-put; NULL: says nothing */
void bt_values_lent(bt_values *values, const char *name, const char *markup, gsize len); /* markup that lives as long */
void bt_values_held(bt_values *values, const char *name, const char *text);   /* as markup, its no-break places held (bt_html_held) */
bt_values *bt_values_item(bt_values *values, const char *name); /* a further item of the list `name`; lent */

/* From the bytes of bt_html_parts; NULL: not such bytes. As bt_values_new. */
bt_values *bt_values_unpack(GBytes *bytes, const bt_values *outer);

/* ---- templates */

typedef enum { BT_NAME_TEXT, BT_NAME_MARKUP, BT_NAME_LIST } bt_name_kind;

/* A name that templates may use. `scope`: the template ("article.html"), "frame" for all of them, or where a list's items
 * are, "article.html/tags". */
typedef struct {
	const char *scope, *name;
	bt_name_kind kind;
	const char *about; /* for templates/README.md, Vietnamese */
} bt_name;

extern const bt_name bt_names[]; /* names.c, from names.def; ends with a NULL scope */

typedef struct bt_template bt_template;

/* The template `name` from its bytes, its names checked against `names` (bt_names but in tests). `shown` is its name in
 * messages: "templates/article.html". NULL after a message with file, line and the known names. Caller owns it. */
bt_template *bt_template_read(GBytes *bytes, const char *name, const char *shown, const bt_name *names, bt_diags *diags);
void bt_template_free(bt_template *template); /* NULL allowed */
/* Filled with `values`, as HTML, appended to `out`; one whose root is html begins with a doctype. A name that has no value says nothing. */
void bt_template_fill(const bt_template *template, const bt_values *values, GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_values, bt_values_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_template, bt_template_free)

#endif
