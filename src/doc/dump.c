/* The tree as lines for people and goldens: kind, properties, span, text. Knows no output format. */
#include "doc/doc.h"
#include "doc/names.h"

#include <string.h>

const char *const bt_omission_names[] = {
	[BT_OMIT_FRONT_MATTER] = "front-matter", [BT_OMIT_MARKUP] = "markup", [BT_OMIT_END_MARK] = "end-mark",
	[BT_OMIT_RULE] = "rule",		 [BT_OMIT_RAW] = "raw",
};

const char *const bt_role_names[] = {[BT_PAR_BODY] = "body", [BT_PAR_LEAD] = "lead", [BT_PAR_OPENING] = "opening"};

const char *const bt_align_names[] = {
	[BT_ALIGN_NONE] = "none", [BT_ALIGN_LEFT] = "left", [BT_ALIGN_CENTRE] = "centre", [BT_ALIGN_RIGHT] = "right",
};

const char *const bt_meta_names[] = {
	[BT_META_TITLE] = "title",   [BT_META_LEAD] = "lead",	  [BT_META_DATE] = "date",     [BT_META_PLACE] = "place",
	[BT_META_ISSUER] = "issuer", [BT_META_SECTION] = "section", [BT_META_PERIOD] = "period", [BT_META_NUMBER] = "number",
	[BT_META_STATUS] = "status", [BT_META_FIGURES] = "figures",
};
G_STATIC_ASSERT(G_N_ELEMENTS(bt_meta_names) == BT_META_FIELDS);

static void quoted(GString *out, const char *name, const char *text)
{
	if (!text)
		return;
	g_string_append_printf(out, " %s ", name);
	bt_json_string(out, text);
}

static void properties(GString *out, const bt_node *n)
{
	switch (n->kind) {
	case BT_HEADING:
		g_string_append_printf(out, " %d", n->u.heading.level);
		break;
	case BT_PARAGRAPH:
		if (n->u.paragraph.role != BT_PAR_BODY)
			g_string_append_printf(out, " %s", bt_role_names[n->u.paragraph.role]);
		quoted(out, "topic", n->u.paragraph.topic);
		break;
	case BT_LIST:
		g_string_append(out, n->u.list.ordered ? " ordered" : " bullets");
		if (n->u.list.ordered)
			g_string_append_printf(out, " from %d", n->u.list.start);
		if (n->u.list.tight)
			g_string_append(out, " tight");
		break;
	case BT_ITEM:
		quoted(out, "marker", n->u.item.marker);
		break;
	case BT_TABLE:
		g_string_append_printf(out, " columns %d", n->u.table.columns);
		break;
	case BT_ROW:
		g_string_append(out, n->u.row.header ? " header" : "");
		break;
	case BT_CELL:
		if (n->u.cell.align != BT_ALIGN_NONE)
			g_string_append_printf(out, " %s", bt_align_names[n->u.cell.align]);
		break;
	case BT_CODE_BLOCK:
	case BT_CHART_BLOCK:
	case BT_FIGURES_BLOCK:
		quoted(out, "info", n->u.code.info);
		break;
	case BT_PHOTO:
		quoted(out, "path", n->u.photo.path);
		quoted(out, "caption", n->u.photo.caption);
		quoted(out, "credit", n->u.photo.credit);
		break;
	case BT_LINK:
		quoted(out, "to", n->u.link.url ? n->u.link.url : "");
		break;
	case BT_FOOTNOTE:
		g_string_append_printf(out, " %d", n->u.note.number);
		break;
	case BT_FOOTNOTE_REF:
		g_string_append_printf(out, " to %d", n->u.note_ref.note->u.note.number);
		break;
	case BT_QUOTE:
		quoted(out, "speaker", n->u.quote.speaker);
		break;
	case BT_OMITTED:
		g_string_append_printf(out, " %s", bt_omission_names[n->u.omitted.why]);
		break;
	case BT_TEXT:
		g_string_append_c(out, ' ');
		bt_json_string(out, n->u.text.text);
		break;
	case BT_DOCUMENT:
	case BT_TITLE:
	case BT_BLOCKQUOTE:
	case BT_CAPTION:
	case BT_CREDIT:
	case BT_SOURCE_LINE:
	case BT_BYLINE:
	case BT_BREAK:
	case BT_EMPHASIS:
	case BT_STRONG:
	case BT_CODE:
	case BT_LINE_BREAK:
	case BT_KIND_COUNT:
		break;
	}
}

static void dump_meta(const bt_doc *doc, GString *out)
{
	const bt_meta *m = &doc->meta;
	for (int i = 0; i < BT_META_FIELDS; i++) {
		if (!m->field[i].text)
			continue;
		g_string_append_printf(out, "meta %s ", bt_meta_names[i]);
		bt_json_string(out, m->field[i].text);
		g_string_append_c(out, '\n');
	}
	for (guint i = 0; i < m->authors->len; i++) {
		g_string_append(out, "meta author ");
		bt_json_string(out, m->authors->pdata[i]);
		g_string_append_c(out, '\n');
	}
	for (guint i = 0; i < m->tags->len; i++) {
		g_string_append(out, "meta tag ");
		bt_json_string(out, m->tags->pdata[i]);
		g_string_append_c(out, '\n');
	}
	for (guint i = 0; i < m->photos->len; i++) {
		const bt_photo *p = &g_array_index(m->photos, bt_photo, i);
		g_string_append(out, "meta photo");
		quoted(out, "path", p->path);
		quoted(out, "caption", p->caption);
		quoted(out, "credit", p->credit);
		quoted(out, "alt", p->alt);
		g_string_append_c(out, '\n');
	}
}

void bt_dump_tree(const bt_doc *doc, GString *out)
{
	dump_meta(doc, out);
	int depth = 0;
	for (const bt_node *n = doc->root; n;) {
		for (int i = 0; i < depth; i++)
			g_string_append(out, "  ");
		g_string_append_printf(out, "%s %u+%u", bt_kind_name(n->kind), n->span.off, n->span.len);
		properties(out, n);
		g_string_append_c(out, '\n');
		if (n->first) {
			n = n->first;
			depth++;
			continue;
		}
		while (n != doc->root && !n->next) {
			n = n->parent;
			depth--;
		}
		n = n == doc->root ? NULL : n->next;
	}
}
