/* The structure tree: one object an element, the marks of each page as its leaves, links with their
 * annotations, and the way back from marks to elements. */
#include "pdf/finish.h"

#include <string.h>

static const bt_element_record *element_at(const bt_structure *s, guint i) { return &g_array_index(s->record->elements, bt_element_record, i); }
static const bt_mark_record *mark_at(const bt_structure *s, int i) { return &g_array_index(s->record->marks, bt_mark_record, i); }
static const bt_link_record *link_at(const bt_structure *s, int i) { return &g_array_index(s->record->links, bt_link_record, i); }
static const bt_page_record *page_at(const bt_structure *s, int i) { return &g_array_index(s->record->pages, bt_page_record, i); }

/* Page of the element's first mark or link; -1: it has none of its own. */
static int home_page(const bt_structure *s, const bt_element_record *element)
{
	for (const bt_kid *kid = NULL; (kid = bt_next_kid(s->record, element, kid));)
		if (kid->kind == BT_KID_MARK)
			return mark_at(s, kid->index)->page;
	return -1;
}

static void put_kids(const bt_structure *s, const bt_element_record *element, int home, GString *out)
{
	g_string_append(out, "/K[");
	for (const bt_kid *kid = NULL; (kid = bt_next_kid(s->record, element, kid));) {
		switch (kid->kind) {
		case BT_KID_ELEMENT:
			bt_pdf_ref(out, s->element_id[kid->index]);
			break;
		case BT_KID_MARK: {
			const bt_mark_record *mark = mark_at(s, kid->index);
			if (mark->page != home) {
				g_string_append_printf(out, "<</Type/MCR/Pg %d 0 R/MCID %d>>", s->page_id[mark->page], mark->mcid);
			} else {
				bt_pdf_int(out, mark->mcid);
				g_string_append_c(out, ' ');
			}
			break;
		}
		case BT_KID_LINK:
			g_string_append_printf(out, "<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>", s->page_id[link_at(s, kid->index)->page],
					       s->link_id[kid->index]);
			break;
		}
	}
	g_string_append_c(out, ']');
}

static void put_box(const bt_structure *s, const bt_tag_info *info, int page, GString *out)
{
	double height = page_at(s, MAX(page, 0))->height;
	g_string_append(out, "/A<</O/Layout/Placement/Block/BBox[");
	bt_pdf_number(out, info->x);
	bt_pdf_number(out, height - info->y - info->height);
	bt_pdf_number(out, info->x + info->width);
	bt_pdf_number(out, height - info->y);
	g_string_append(out, "]>>");
}

static void put_cell(const bt_element_record *element, GString *out)
{
	const bt_tag_info *info = &element->info;
	if (element->tag != BT_TAG_TH && info->col_span <= 1 && info->row_span <= 1)
		return;
	g_string_append(out, "/A<</O/Table");
	if (element->tag == BT_TAG_TH)
		g_string_append_printf(out, "/Scope/%s", info->row_scope ? "Row" : "Column");
	if (info->col_span > 1)
		g_string_append_printf(out, "/ColSpan %d", info->col_span);
	if (info->row_span > 1)
		g_string_append_printf(out, "/RowSpan %d", info->row_span);
	g_string_append(out, ">>");
}

static void put_attributes(const bt_structure *s, const bt_element_record *element, int home, GString *out)
{
	const bt_tag_info *info = &element->info;
	if (info->alt) {
		g_string_append(out, "/Alt");
		bt_pdf_text(out, info->alt);
	}
	if (info->id) {
		g_string_append(out, "/ID");
		bt_pdf_text(out, info->id);
	}
	if (info->lang) {
		g_string_append(out, "/Lang");
		bt_pdf_text(out, info->lang);
	}
	if (element->tag == BT_TAG_FIGURE)
		put_box(s, info, home, out);
	if (element->tag == BT_TAG_TH || element->tag == BT_TAG_TD)
		put_cell(element, out);
	if (element->tag == BT_TAG_L && info->list_label)
		g_string_append_printf(out, "/A<</O/List/ListNumbering/%s>>", info->list_label);
}

static void write_element(bt_structure *s, guint i, GString *out)
{
	const bt_element_record *element = element_at(s, i);
	int home = home_page(s, element);
	g_string_printf(out, "<</Type/StructElem/S/%s/P %d 0 R", bt_tag_name(element->tag),
			element->parent < 0 ? s->tree_id : s->element_id[element->parent]);
	if (home >= 0)
		g_string_append_printf(out, "/Pg %d 0 R", s->page_id[home]);
	put_attributes(s, element, home, out);
	put_kids(s, element, home, out);
	g_string_append(out, ">>");
	bt_fill(s->file, s->element_id[i], out->str);
}

/* ---- links */

/* Only ASCII stands in a URI; the rest is percent-encoded. */
static void put_uri(GString *out, const char *url)
{
	g_autofree char *escaped = g_uri_escape_string(url, ":/?#[]@!$&'()*+,;=%~", FALSE);
	bt_pdf_text(out, escaped);
}

static void write_link(bt_structure *s, int i, GString *out)
{
	const bt_link_record *link = link_at(s, i);
	const bt_tag_info *info = &element_at(s, (guint)link->element)->info;
	double height = page_at(s, link->page)->height;
	g_string_assign(out, "<</Type/Annot/Subtype/Link/Border[0 0 0]/F 4/Rect[");
	bt_pdf_number(out, link->x);
	bt_pdf_number(out, height - link->y - link->height);
	bt_pdf_number(out, link->x + link->width);
	bt_pdf_number(out, height - link->y);
	g_string_append(out, "]/Contents");
	bt_pdf_text(out, info->alt && *info->alt ? info->alt : info->url);
	if (info->target > 0) {
		bt_put_destination(s, element_at(s, (guint)info->target - 1), out);
	} else {
		g_string_append(out, "/A<</Type/Action/S/URI/URI");
		put_uri(out, info->url);
		g_string_append(out, ">>");
	}
	g_string_append_printf(out, "/StructParent %u>>", s->record->pages->len + (guint)i);
	bt_fill(s->file, s->link_id[i], out->str);
}

/* ---- from marks back to elements */

/* Marks are recorded page by page: `from` walks along. */
static void put_page_parents(const bt_structure *s, int page, guint *from, GString *out)
{
	g_string_append_printf(out, "%d[", page);
	for (; *from < s->record->marks->len && mark_at(s, (int)*from)->page == page; ++*from)
		bt_pdf_ref(out, s->element_id[mark_at(s, (int)*from)->element]);
	g_string_append_c(out, ']');
}

static int write_parent_tree(bt_structure *s)
{
	g_autoptr(GString) out = g_string_new("<</Nums[");
	guint from = 0;
	for (int i = 0; i < (int)s->record->pages->len; i++)
		put_page_parents(s, i, &from, out);
	for (int i = 0; i < (int)s->record->links->len; i++)
		g_string_append_printf(out, "%u %d 0 R ", s->record->pages->len + (guint)i, s->element_id[link_at(s, i)->element]);
	g_string_append(out, "]>>");
	return bt_put(s->file, out->str);
}

static void write_link_lists(bt_structure *s)
{
	g_autoptr(GString) out = g_string_new(NULL);
	guint link = 0;
	for (int i = 0; i < (int)s->record->pages->len; i++) {
		g_string_assign(out, "[");
		for (; link < s->record->links->len && link_at(s, (int)link)->page == i; link++)
			bt_pdf_ref(out, s->link_id[link]);
		g_string_append_c(out, ']');
		s->links_of_page[i] = out->len > 2 ? bt_put(s->file, out->str) : 0;
	}
}

/* Notes by their names, which rise in the order of the document. */
static void put_names(const bt_structure *s, GString *out)
{
	gsize start = out->len;
	for (guint i = 0; i < s->record->elements->len; i++) {
		const char *id = element_at(s, i)->info.id;
		if (!id)
			continue;
		if (out->len == start)
			g_string_append(out, "/IDTree<</Names[");
		bt_pdf_text(out, id);
		g_string_append_printf(out, "%d 0 R ", s->element_id[i]);
	}
	if (out->len > start)
		g_string_append(out, "]>>");
}

void bt_structure_write(bt_structure *s)
{
	guint elements = s->record->elements->len, links = s->record->links->len;
	g_autoptr(GString) out = g_string_new(NULL);
	s->element_id = g_new0(int, elements);
	s->link_id = g_new0(int, links);
	s->links_of_page = g_new0(int, s->record->pages->len);
	s->tree_id = bt_reserve(s->file);
	for (guint i = 0; i < elements; i++)
		s->element_id[i] = bt_reserve(s->file);
	for (guint i = 0; i < links; i++)
		s->link_id[i] = bt_reserve(s->file);
	for (guint i = 0; i < elements; i++)
		write_element(s, i, out);
	for (guint i = 0; i < links; i++)
		write_link(s, (int)i, out);
	write_link_lists(s);
	int parents = write_parent_tree(s);
	g_string_printf(out, "<</Type/StructTreeRoot/K[%d 0 R]/ParentTree %d 0 R/ParentTreeNextKey %u", s->element_id[0], parents,
			s->record->pages->len + links);
	put_names(s, out);
	g_string_append(out, ">>");
	bt_fill(s->file, s->tree_id, out->str);
}

void bt_structure_clear(bt_structure *s)
{
	g_free(s->element_id);
	g_free(s->link_id);
	g_free(s->links_of_page);
}
