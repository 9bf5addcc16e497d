/* Private to html/: templates are well-formed pages with {{name}} in text and attributes, and three
 * attributes: data-each="list" repeats the element, data-if="name" keeps it when the name says
 * something, data-put="name" fills it with ready markup. A wrong name is an error. */
#ifndef BT_HTML_TEMPLATE_H
#define BT_HTML_TEMPLATE_H

#include "base/base.h"

/* Names and what they stand for. A name must be set to be known, if only to NULL. */
typedef struct bt_values bt_values;

bt_values *bt_values_new(void); /* the caller owns it, and it owns its lists */
void bt_values_free(bt_values *values); /* NULL allowed */
void bt_values_text(bt_values *values, const char *name, const char *text);   /* copied; escaped where it stands */
void bt_values_markup(bt_values *values, const char *name, GString *markup);  /* taken over; only for data-put */
/* A further item of the list `name`; lent. With no item yet, name it by bt_values_list. */
bt_values *bt_values_item(bt_values *values, const char *name);
void bt_values_list(bt_values *values, const char *name);

/* The template's bytes filled with `values`, as HTML, appended to `out`. False after a message. `file`
 * names the template in messages. */
bool bt_template_fill(GBytes *bytes, const char *file, const bt_values *values, bt_diags *diags, GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_values, bt_values_free)

#endif
