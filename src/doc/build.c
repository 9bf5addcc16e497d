/* Makes documents and nodes, links them. Knows no syntax. */
#include "doc/doc.h"

#include <string.h>

static const struct {
	const char *name;
	bt_class class;
} kinds[] = {
#define K(kind, name, class) [BT_##kind] = {name, BT_CLASS_##class},
#include "doc/kinds.def"
#undef K
};
G_STATIC_ASSERT(G_N_ELEMENTS(kinds) == BT_KIND_COUNT);

const char *bt_kind_name(bt_kind kind) { return kinds[kind].name; }

bt_class bt_kind_class(bt_kind kind) { return kinds[kind].class; }

bt_doc *bt_doc_new(const char *name, const char *source, gsize len)
{
	bt_doc *doc = g_new0(bt_doc, 1);
	doc->arena = bt_arena_new();
	doc->name = bt_arena_strdup(doc->arena, name);
	doc->source = bt_arena_strndup(doc->arena, source, len);
	doc->len = len;
	doc->root = bt_node_new(doc, BT_DOCUMENT, (bt_span){0, (guint32)len});
	doc->meta.authors = g_ptr_array_new();
	doc->meta.tags = g_ptr_array_new();
	doc->meta.photos = g_array_new(FALSE, TRUE, sizeof(bt_photo));
	for (int i = 0; i < BT_META_FIELDS; i++)
		doc->meta.field[i].span = BT_NO_SPAN;
	return doc;
}

void bt_doc_free(bt_doc *doc)
{
	if (!doc)
		return;
	g_ptr_array_free(doc->meta.authors, TRUE);
	g_ptr_array_free(doc->meta.tags, TRUE);
	g_array_free(doc->meta.photos, TRUE);
	if (doc->logo)
		g_bytes_unref(doc->logo);
	bt_arena_free(doc->arena);
	g_free(doc);
}

bt_node *bt_node_new(bt_doc *doc, bt_kind kind, bt_span span)
{
	bt_node *node = bt_arena_new0(doc->arena, bt_node, 1);
	node->kind = kind;
	node->span = span;
	return node;
}

void bt_node_append(bt_node *parent, bt_node *child)
{
	child->parent = parent;
	child->prev = parent->last;
	child->next = NULL;
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
}

void bt_node_insert_before(bt_node *sibling, bt_node *node)
{
	node->parent = sibling->parent;
	node->prev = sibling->prev;
	node->next = sibling;
	if (sibling->prev)
		sibling->prev->next = node;
	else
		sibling->parent->first = node;
	sibling->prev = node;
}

void bt_node_unlink(bt_node *node)
{
	bt_node *parent = node->parent;
	if (node->prev)
		node->prev->next = node->next;
	else if (parent)
		parent->first = node->next;
	if (node->next)
		node->next->prev = node->prev;
	else if (parent)
		parent->last = node->prev;
	node->parent = node->prev = node->next = NULL;
}

bt_node *bt_node_append_new(bt_doc *doc, bt_node *parent, bt_kind kind, bt_span span)
{
	bt_node *node = bt_node_new(doc, kind, span);
	bt_node_append(parent, node);
	return node;
}

bt_node *bt_text_append(bt_doc *doc, bt_node *parent, bt_span span)
{
	bt_node *node = bt_node_append_new(doc, parent, BT_TEXT, span);
	/* Runs of letters are copied whole; the text is never longer than its source. */
	g_autofree char *text = g_malloc(span.len + 1);
	char *out = text;
	for (const char *p = doc->source + span.off, *end = p + span.len; p < end;) {
		const char *from = p, *next = p;
		gunichar c = 0;
		for (; p < end; p = next) {
			c = bt_take_char(&next);
			if (c <= ' ' || (c >= 0x80 && (bt_is_space(c) || bt_is_invisible(c))))
				break;
		}
		memcpy(out, from, (gsize)(p - from));
		out += p - from;
		if (p == end)
			break;
		if (bt_is_space(c) && (out == text || out[-1] != ' '))
			*out++ = ' ';
		p = next;
	}
	node->u.text.len = (gsize)(out - text);
	node->u.text.text = bt_arena_strndup(doc->arena, text, node->u.text.len);
	return node;
}

bool bt_doc_draft(const bt_doc *doc)
{
	const bt_field *f = doc->meta.field;
	return !f[BT_META_TITLE].text || !f[BT_META_DATE].text || !f[BT_META_ISSUER].text ||
	       g_strcmp0(f[BT_META_STATUS].text, "draft") == 0;
}
