/* The structure tree: one object an element, the marks of each page as its leaves, links with their
 * annotations, and the way back from marks to elements. */
#include "pdf/finish.h"

#include <string.h>

static const bt_element_record *element_at(const bt_file *file, guint i) { return &g_array_index(file->record->elements, bt_element_record, i); }
static const bt_mark_record *mark_at(const bt_file *file, int i) { return &g_array_index(file->record->marks, bt_mark_record, i); }
static const bt_link_record *link_at(const bt_file *file, int i) { return &g_array_index(file->record->links, bt_link_record, i); }
static const bt_page_record *page_at(const bt_file *file, int i) { return &g_array_index(file->record->pages, bt_page_record, i); }

/* Page of the element's first mark or link; -1: it has none of its own. */
static int home_page(const bt_file *file, const bt_element_record *element)
{
	for (const bt_kid *kid = NULL; (kid = bt_next_kid(file->record, element, kid));)
		if (kid->kind == BT_KID_MARK)
			return mark_at(file, kid->index)->page;
	return -1;
}

static void put_kids(const bt_file *file, const bt_element_record *element, int home, GString *out)
{
	g_string_append(out, "/K[");
	for (const bt_kid *kid = NULL; (kid = bt_next_kid(file->record, element, kid));) {
		switch (kid->kind) {
		case BT_KID_ELEMENT:
			g_string_append_printf(out, "%d 0 R ", file->element_id[kid->index]);
			break;
		case BT_KID_MARK: {
			const bt_mark_record *mark = mark_at(file, kid->index);
			if (mark->page == home)
				g_string_append_printf(out, "%d ", mark->mcid);
			else
				g_string_append_printf(out, "<</Type/MCR/Pg %d 0 R/MCID %d>>", file->page_id[mark->page], mark->mcid);
			break;
		}
		case BT_KID_LINK:
			g_string_append_printf(out, "<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>", file->page_id[link_at(file, kid->index)->page],
					       file->link_id[kid->index]);
			break;
		}
	}
	g_string_append_c(out, ']');
}

static void put_box(const bt_file *file, const bt_tag_info *info, int page, GString *out)
{
	double height = page_at(file, MAX(page, 0))->height;
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

static void put_attributes(const bt_file *file, const bt_element_record *element, int home, GString *out)
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
		put_box(file, info, home, out);
	if (element->tag == BT_TAG_TH || element->tag == BT_TAG_TD)
		put_cell(element, out);
	if (element->tag == BT_TAG_L && info->list_label)
		g_string_append_printf(out, "/A<</O/List/ListNumbering/%s>>", info->list_label);
}

static void write_element(bt_file *file, guint i, GString *out)
{
	const bt_element_record *element = element_at(file, i);
	int home = home_page(file, element);
	g_string_printf(out, "<</Type/StructElem/S/%s/P %d 0 R", bt_tag_name(element->tag),
			element->parent < 0 ? file->tree_id : file->element_id[element->parent]);
	if (home >= 0)
		g_string_append_printf(out, "/Pg %d 0 R", file->page_id[home]);
	put_attributes(file, element, home, out);
	put_kids(file, element, home, out);
	g_string_append(out, ">>");
	bt_fill(file, file->element_id[i], out->str);
}

/* ---- links */

/* Only ASCII stands in a URI; the rest is percent-encoded. */
static void put_uri(GString *out, const char *url)
{
	g_autofree char *escaped = g_uri_escape_string(url, ":/?#[]@!$&'()*+,;=%~", FALSE);
	bt_pdf_text(out, escaped);
}

static void write_link(bt_file *file, int i, GString *out)
{
	const bt_link_record *link = link_at(file, i);
	const bt_tag_info *info = &element_at(file, (guint)link->element)->info;
	double height = page_at(file, link->page)->height;
	g_string_assign(out, "<</Type/Annot/Subtype/Link/Border[0 0 0]/F 4/Rect[");
	bt_pdf_number(out, link->x);
	bt_pdf_number(out, height - link->y - link->height);
	bt_pdf_number(out, link->x + link->width);
	bt_pdf_number(out, height - link->y);
	g_string_append(out, "]/Contents");
	bt_pdf_text(out, info->alt && *info->alt ? info->alt : info->url);
	if (info->target > 0) {
		bt_put_destination(file, element_at(file, (guint)info->target - 1), out);
	} else {
		g_string_append(out, "/A<</Type/Action/S/URI/URI");
		put_uri(out, info->url);
		g_string_append(out, ">>");
	}
	g_string_append_printf(out, "/StructParent %u>>", file->record->pages->len + (guint)i);
	bt_fill(file, file->link_id[i], out->str);
}

/* ---- from marks back to elements */

/* Marks are recorded page by page: `from` walks along. */
static void put_page_parents(const bt_file *file, int page, guint *from, GString *out)
{
	g_string_append_printf(out, "%d[", page);
	for (; *from < file->record->marks->len && mark_at(file, (int)*from)->page == page; ++*from) {
		int element = mark_at(file, (int)*from)->element;
		if (element < 0)
			g_string_append(out, "null ");
		else
			g_string_append_printf(out, "%d 0 R ", file->element_id[element]);
	}
	g_string_append_c(out, ']');
}

static int write_parent_tree(bt_file *file)
{
	g_autoptr(GString) out = g_string_new("<</Nums[");
	guint from = 0;
	for (int i = 0; i < (int)file->record->pages->len; i++)
		put_page_parents(file, i, &from, out);
	for (int i = 0; i < (int)file->record->links->len; i++)
		g_string_append_printf(out, "%u %d 0 R ", file->record->pages->len + (guint)i, file->element_id[link_at(file, i)->element]);
	g_string_append(out, "]>>");
	return bt_put(file, out->str);
}

static void write_link_lists(bt_file *file)
{
	g_autoptr(GString) out = g_string_new(NULL);
	guint link = 0;
	for (int i = 0; i < (int)file->record->pages->len; i++) {
		g_string_assign(out, "[");
		for (; link < file->record->links->len && link_at(file, (int)link)->page == i; link++)
			g_string_append_printf(out, "%d 0 R ", file->link_id[link]);
		g_string_append_c(out, ']');
		file->links_of_page[i] = out->len > 2 ? bt_put(file, out->str) : 0;
	}
}

/* Notes by their names, which rise in the order of the document. */
static void put_names(const bt_file *file, GString *out)
{
	gsize start = out->len;
	for (guint i = 0; i < file->record->elements->len; i++) {
		const char *id = element_at(file, i)->info.id;
		if (!id)
			continue;
		if (out->len == start)
			g_string_append(out, "/IDTree<</Names[");
		bt_pdf_text(out, id);
		g_string_append_printf(out, "%d 0 R ", file->element_id[i]);
	}
	if (out->len > start)
		g_string_append(out, "]>>");
}

void bt_write_structure(bt_file *file)
{
	guint elements = file->record->elements->len, links = file->record->links->len;
	g_autoptr(GString) out = g_string_new(NULL);
	file->element_id = g_new0(int, elements);
	file->link_id = g_new0(int, links);
	file->links_of_page = g_new0(int, file->record->pages->len);
	file->tree_id = bt_reserve(file);
	for (guint i = 0; i < elements; i++)
		file->element_id[i] = bt_reserve(file);
	for (guint i = 0; i < links; i++)
		file->link_id[i] = bt_reserve(file);
	for (guint i = 0; i < elements; i++)
		write_element(file, i, out);
	for (guint i = 0; i < links; i++)
		write_link(file, (int)i, out);
	write_link_lists(file);
	int parents = write_parent_tree(file);
	g_string_printf(out, "<</Type/StructTreeRoot/K[%d 0 R]/ParentTree %d 0 R/ParentTreeNextKey %u", file->element_id[0], parents,
			file->record->pages->len + links);
	put_names(file, out);
	g_string_append(out, ">>");
	bt_fill(file, file->tree_id, out->str);
}
