/* Plain text to paragraphs, tables and rules below the root. Knows lines and blanks; what a
 * paragraph is (title, item, caption …) is found by the passes. */
#include "read/inner.h"

#include <string.h>

static bool ornament(gunichar c)
{
	return c == '-' || c == '*' || c == '_' || c == '=' || c == '~' || c == '#' || c == 0x2013 || c == 0x2014 || c == 0x2500 || bt_is_space(c);
}

/* A line of nothing but dashes, stars, underscores …, or such a line around "o0o". */
static bool is_rule(const char *s, gsize len)
{
	const char *p = s, *end = s + len;
	while (p < end && ornament(bt_char_at(p)))
		p = g_utf8_next_char(p);
	const char *middle = p;
	while (p < end && middle > s && memchr("oO0", *p, 3))
		p++;
	if (p - middle != 0 && p - middle != 3)
		return false;
	while (p < end && ornament(bt_char_at(p)))
		p = g_utf8_next_char(p);
	return p == end && (p - middle != 3 || middle == end || !g_ascii_isalnum(end[-1]));
}

static void add_rule(bt_doc *doc, const bt_textline *line)
{
	bt_span span = {line->off, line->len};
	if (line->len >= 3 && doc->source[line->off] == '*')
		bt_node_append_new(doc, doc->root, BT_BREAK, (bt_span){line->off, 0});
	bt_node *node = bt_node_append_new(doc, doc->root, BT_OMITTED, span);
	node->u.omitted.why = BT_OMIT_RULE;
}

static void add_paragraph(bt_doc *doc, const bt_textline *first, const bt_textline *last)
{
	bt_span span = {first->off, last->off + last->len - first->off};
	bt_node *node = bt_node_append_new(doc, doc->root, BT_PARAGRAPH, span);
	bt_text_append(doc, node, span);
}

bool bt_read_plain(bt_doc *doc, gsize body, bt_diags *diags)
{
	g_autoptr(GArray) lines = bt_split_lines(doc->source, body, doc->len);
	bt_join_lines(doc->source, lines);
	const bt_textline *line = (const bt_textline *)(void *)lines->data;
	bool failed = false;
	for (guint i = 0; i < lines->len && !failed;) {
		guint n = 1;
		if (line[i].len && is_rule(doc->source + line[i].off, line[i].len)) {
			add_rule(doc, &line[i]);
		} else if (line[i].len) {
			n = bt_plain_table(doc, line + i, lines->len - i, diags, &failed);
			if (n == 0) {
				n = 1;
				while (i + n < lines->len && line[i + n].joined)
					n++;
				add_paragraph(doc, &line[i], &line[i + n - 1]);
			}
		}
		i += n;
	}
	return !failed;
}
