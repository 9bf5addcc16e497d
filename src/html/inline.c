/* Inlines of the tree as markup. Stretches that must not be broken get no-break spaces; words that
 * browsers would break at "/" or "-" stand in a span, so that copied text stays clean. */
#include "html/private.h"

#include <string.h>

#define NBSP "\u00A0"

/* Ranges of one block's text and how far they are used up. */
struct held {
	GArray *ranges;
	guint next;
	gsize at; /* of the leaf being written, in the block's text */
};

static bool has_joint(const char *text, gsize len)
{
	for (gsize i = 1; i + 1 < len; i++)
		if (text[i] == '/' || text[i] == '-' || (guchar)text[i] == 0xE2)
			return true;
	return false;
}

static void put_range(const char *text, gsize len, GString *out)
{
	bool joint = has_joint(text, len);
	if (joint)
		bt_append(out, "<span class=\"nb\">");
	for (const char *end = text + len; text < end;) {
		const char *space = memchr(text, ' ', (gsize)(end - text)), *stop = space ? space : end;
		bt_esc_text_len(out, text, (gsize)(stop - text));
		if (space)
			bt_append(out, NBSP);
		text = stop + (space != NULL);
	}
	if (joint)
		bt_append(out, "</span>");
}

/* text[0..len) stands at held->at of the block; writes it, its ranges held together. */
static void put_leaf(struct held *held, const char *text, gsize len, GString *out)
{
	gsize done = 0, base = held->at;
	while (held->next < held->ranges->len) {
		bt_range r = g_array_index(held->ranges, bt_range, held->next);
		if (r.from >= base + len)
			break;
		gsize from = r.from > base ? r.from - base : 0, to = MIN(r.to - base, len);
		bt_esc_text_len(out, text + done, from - done);
		put_range(text + from, to - from, out);
		done = to;
		if (r.to > base + len)
			break;
		held->next++;
	}
	bt_esc_text_len(out, text + done, len - done);
	held->at += len;
}

/* A text that is no block of the report, and how far it is written. */
struct writing {
	const char *text;
	gsize done;
	GString *out;
};

static void write_range(void *data, bt_range range)
{
	struct writing *w = data;
	bt_esc_text_len(w->out, w->text + w->done, range.from - w->done);
	put_range(w->text + range.from, range.to - range.from, w->out);
	w->done = range.to;
}

void bt_html_held(const char *text, GString *out)
{
	if (!strpbrk(text, " /-\xE2")) { /* nowhere could a line end: most cells of a table */
		bt_esc_text(out, text);
		return;
	}
	struct writing w = {text, 0, out};
	gsize len = strlen(text);
	bt_nobreak_each(text, len, write_range, &w);
	bt_esc_text_len(out, text + w.done, len - w.done);
}

/* In brackets, so that a copied figure does not grow by the mark's digit. */
static void put_mark(const bt_page_parts *parts, const bt_node *ref, GString *out)
{
	int number = ref->u.note_ref.note->u.note.number;
	g_string_append_printf(out, "<sup class=\"mark\"><a id=\"%sdan-%d-%d\" href=\"#%sghi-chu-%d\" role=\"doc-noteref\">[%d]</a></sup>", parts->prefix, number,
			       ref->u.note_ref.nth, parts->prefix, number, number);
}

static void put_open(const bt_page_parts *parts, const bt_node *node, GString *out)
{
	if (node->kind == BT_EMPHASIS)
		bt_append(out, "<em>");
	else if (node->kind == BT_STRONG)
		bt_append(out, "<strong>");
	else if (node->kind == BT_CODE)
		bt_append(out, "<code>");
	else if (node->kind == BT_LINE_BREAK)
		bt_append(out, "<br>");
	else if (node->kind == BT_FOOTNOTE_REF)
		put_mark(parts, node, out);
	else if (node->kind == BT_LINK && node->u.link.url && bt_url_ok(node->u.link.url)) {
		bt_append(out, "<a href=\"");
		bt_esc_url(out, node->u.link.url);
		bt_append(out, "\">");
	}
}

static void put_close(const bt_node *node, GString *out)
{
	if (node->kind == BT_EMPHASIS)
		bt_append(out, "</em>");
	else if (node->kind == BT_STRONG)
		bt_append(out, "</strong>");
	else if (node->kind == BT_CODE)
		bt_append(out, "</code>");
	else if (node->kind == BT_LINK && node->u.link.url && bt_url_ok(node->u.link.url))
		bt_append(out, "</a>");
}

/* A leaf of text; the words that open a topic ("Về kinh tế - xã hội") stand out as in print. */
static void put_text(struct held *held, const bt_node *leaf, GString *out)
{
	const bt_node *block = leaf->parent;
	const char *text = leaf->u.text.text;
	const char *topic = block->kind == BT_PARAGRAPH && !leaf->prev ? block->u.paragraph.topic : NULL;
	gsize opening = topic && g_str_has_prefix(text, topic) ? strlen(topic) : 0;
	if (opening) {
		bt_append(out, "<b>");
		put_leaf(held, text, opening, out);
		bt_append(out, "</b>");
	}
	put_leaf(held, text + opening, leaf->u.text.len - opening, out);
}

void bt_put_inlines(const bt_page_parts *parts, const bt_node *block, GString *out)
{
	const char *text = bt_node_text(block, parts->arena);
	g_autoptr(GArray) ranges = g_array_new(FALSE, FALSE, sizeof(bt_range));
	if (block->kind != BT_CODE_BLOCK)
		bt_nobreak_ranges(text, strlen(text), ranges);
	struct held held = {ranges, 0, 0};
	const bt_node *n = block->first;
	while (n) {
		if (n->kind == BT_PHOTO) { /* stands after the block */
			held.at += strlen(bt_node_text(n, parts->arena));
			while (held.next < ranges->len && g_array_index(ranges, bt_range, held.next).to <= held.at)
				held.next++;
		} else
			put_open(parts, n, out);
		if (n->kind == BT_TEXT)
			put_text(&held, n, out);
		held.at += n->kind == BT_LINE_BREAK;
		if (n->first && n->kind != BT_PHOTO) {
			n = n->first;
			continue;
		}
		put_close(n, out);
		while (!n->next && n->parent != block) {
			n = n->parent;
			put_close(n, out);
		}
		n = n->next;
	}
}
