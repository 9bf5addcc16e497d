/* The tree as XML, valid against templates/report.rng: kinds, properties, spans, meta, and every
 * letter of the source (what is left out too). Control-free; the same bytes for the same tree. */
#include "doc/doc.h"
#include "doc/names.h"

static void attribute(GString *out, const char *name, const char *value)
{
	if (!value)
		return;
	g_string_append_printf(out, " %s=\"", name);
	bt_esc_attr(out, value);
	g_string_append_c(out, '"');
}

static void number(GString *out, const char *name, gint64 value)
{
	g_string_append_printf(out, " %s=\"%" G_GINT64_FORMAT "\"", name, value);
}

static void attributes(GString *out, const bt_node *n)
{
	switch (n->kind) {
	case BT_HEADING:
		number(out, "level", n->u.heading.level);
		break;
	case BT_PARAGRAPH:
		attribute(out, "role", bt_role_names[n->u.paragraph.role]);
		attribute(out, "topic", n->u.paragraph.topic);
		break;
	case BT_LIST:
		attribute(out, "ordered", n->u.list.ordered ? "true" : "false");
		if (n->u.list.ordered)
			number(out, "start", n->u.list.start);
		attribute(out, "tight", n->u.list.tight ? "true" : "false");
		break;
	case BT_ITEM:
		attribute(out, "marker", n->u.item.marker);
		break;
	case BT_TABLE:
		number(out, "columns", n->u.table.columns);
		break;
	case BT_ROW:
		attribute(out, "header", n->u.row.header ? "true" : "false");
		break;
	case BT_CELL:
		attribute(out, "align", bt_align_names[n->u.cell.align]);
		break;
	case BT_CODE_BLOCK:
	case BT_CHART_BLOCK:
	case BT_FIGURES_BLOCK:
		attribute(out, "info", n->u.code.info);
		break;
	case BT_PHOTO:
		attribute(out, "path", n->u.photo.path);
		attribute(out, "caption", n->u.photo.caption);
		attribute(out, "credit", n->u.photo.credit);
		break;
	case BT_LINK:
		attribute(out, "url", n->u.link.url);
		break;
	case BT_FOOTNOTE:
		number(out, "number", n->u.note.number);
		break;
	case BT_FOOTNOTE_REF:
		number(out, "to", n->u.note_ref.note->u.note.number);
		break;
	case BT_QUOTE:
		attribute(out, "speaker", n->u.quote.speaker);
		break;
	case BT_OMITTED:
		attribute(out, "why", bt_omission_names[n->u.omitted.why]);
		break;
	case BT_DOCUMENT:
	case BT_TITLE:
	case BT_BLOCKQUOTE:
	case BT_CAPTION:
	case BT_CREDIT:
	case BT_SOURCE_LINE:
	case BT_BYLINE:
	case BT_BREAK:
	case BT_TEXT:
	case BT_EMPHASIS:
	case BT_STRONG:
	case BT_CODE:
	case BT_LINE_BREAK:
	case BT_KIND_COUNT:
		break;
	}
}

static void element(GString *out, const char *name, const char *text)
{
	g_string_append_printf(out, "<%s>", name);
	bt_esc_text(out, text);
	g_string_append_printf(out, "</%s>\n", name);
}

static void write_meta(const bt_doc *doc, GString *out)
{
	const bt_meta *m = &doc->meta;
	g_string_append(out, "<meta>\n");
	for (int i = 0; i < BT_META_FIELDS; i++)
		if (m->field[i].text)
			element(out, bt_meta_names[i], m->field[i].text);
	for (guint i = 0; i < m->authors->len; i++)
		element(out, "author", m->authors->pdata[i]);
	for (guint i = 0; i < m->tags->len; i++)
		element(out, "tag", m->tags->pdata[i]);
	for (guint i = 0; i < m->photos->len; i++) {
		const bt_photo *p = &g_array_index(m->photos, bt_photo, i);
		g_string_append(out, "<photo");
		attribute(out, "path", p->path);
		attribute(out, "caption", p->caption);
		attribute(out, "credit", p->credit);
		attribute(out, "alt", p->alt);
		g_string_append(out, "/>\n");
	}
	g_string_append(out, "</meta>\n");
}

/* Inside a block that holds text, white space counts, so only boxes break the line. */
static bool breaks_line(const bt_node *n) { return bt_kind_class(n->kind) == BT_CLASS_BOX; }

static void open_node(const bt_doc *doc, const bt_node *n, GString *out)
{
	g_string_append_printf(out, "<%s off=\"%u\" len=\"%u\"", bt_kind_name(n->kind), n->span.off, n->span.len);
	attributes(out, n);
	g_string_append_c(out, '>');
	if (n->kind == BT_TEXT) {
		bt_esc_text(out, n->u.text.text);
	} else if (n->kind == BT_OMITTED) {
		g_autofree char *source = g_strndup(doc->source + n->span.off, n->span.len);
		bt_esc_text(out, source);
	} else if (breaks_line(n)) {
		g_string_append_c(out, '\n');
	}
}

static void close_node(const bt_node *n, GString *out)
{
	g_string_append_printf(out, "</%s>", bt_kind_name(n->kind));
	if (!n->parent || breaks_line(n->parent))
		g_string_append_c(out, '\n');
}

void bt_dump_xml(const bt_doc *doc, GString *out)
{
	g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<report xmlns=\"urn:bantin:report:1\" xml:lang=\"vi\"");
	attribute(out, "syntax", doc->markdown ? "markdown" : "plain");
	g_string_append(out, ">\n");
	write_meta(doc, out);
	for (const bt_node *n = doc->root; n;) {
		open_node(doc, n, out);
		if (n->first) {
			n = n->first;
			continue;
		}
		close_node(n, out);
		while (n != doc->root && !n->next) {
			n = n->parent;
			close_node(n, out);
		}
		n = n == doc->root ? NULL : n->next;
	}
	g_string_append(out, "</report>\n");
}
