/* The one door to each output syntax: JSON strings, CSV fields, XML/HTML text and attributes,
 * URLs. All append to a GString and take UTF-8. */
#ifndef BT_BASE_WRITE_H
#define BT_BASE_WRITE_H

#include <glib.h>
#include <stdbool.h>
#include <string.h>

/* What g_string_append_len and g_string_append do, in place while there is room, as GLib itself does since 2.76. */
static inline void bt_append_len(GString *out, const char *s, gsize len)
{
	if (len >= out->allocated_len - out->len) {
		g_string_append_len(out, s, (gssize)len);
		return;
	}
	memcpy(out->str + out->len, s, len);
	out->len += len;
	out->str[out->len] = '\0';
}

static inline void bt_append(GString *out, const char *s) { bt_append_len(out, s, strlen(s)); }
void bt_append_all(GString *out, const char *first, ...) G_GNUC_NULL_TERMINATED; /* the texts, NULL at the end */

void bt_json_string(GString *out, const char *s); /* quoted and escaped; NULL gives null */
void bt_json_script(GString *out, const char *s); /* the same, safe within <script type="application/ld+json"> */
void bt_csv_field(GString *out, const char *s, char separator); /* quoted where needed; NULL: empty */
void bt_esc_text(GString *out, const char *s);    /* & < > for XML and HTML text */
void bt_esc_attr(GString *out, const char *s);    /* and " for a double-quoted attribute */
void bt_esc_text_len(GString *out, const char *s, gsize len); /* the same of s[0..len) */
void bt_esc_attr_len(GString *out, const char *s, gsize len);

/* A link that bt_url_ok allowed, for a double-quoted attribute: what may not stand in a URL is percent-coded. */
void bt_esc_url(GString *out, const char *url);

void bt_put_int(GString *out, gint64 n); /* in decimal */
/* A length with at most two decimals, locale independent; what is no number is 0. For SVG and dumps. */
void bt_put_length(GString *out, double length);

/* A link that may stand in a page: http, https, mailto, tel, relative or fragment, judged after
 * controls and blanks are removed. */
bool bt_url_ok(const char *url);

#endif
