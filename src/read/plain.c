/* Plain text to paragraphs, tables and rules below the root. Knows lines and blanks; what a
 * paragraph is (title, item, caption …) is found by the passes. */
#include "read/inner.h"

#include <string.h>

/* A line of nothing but dashes, stars, underscores or equal signs (three or more of one). */
static char rule_char(const char *s, gsize len)
{
	gsize n = 0;
	for (gsize i = 0; i < len; i++) {
		if (s[i] == ' ' || s[i] == '\t')
			continue;
		if (s[i] != s[0] || !strchr("-*_=~", s[i]))
			return 0;
		n++;
	}
	return n >= 3 ? s[0] : 0;
}

static void add_rule(bt_doc *doc, const bt_textline *line)
{
	bt_span span = {line->off, line->len};
	if (rule_char(doc->source + line->off, line->len) == '*')
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
		if (line[i].len && rule_char(doc->source + line[i].off, line[i].len)) {
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
