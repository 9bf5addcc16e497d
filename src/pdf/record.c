/* Takes notes of the structure while pages are drawn: elements, their marks and links in the order in which readers meet
 * them. Draws nothing. */
#include "pdf/record.h"

static bt_element_record *element_at(bt_record *r, int i) { return &g_array_index(r->elements, bt_element_record, i); }

static void add_kid(bt_record *r, int element, int kind, int index)
{
	bt_kid kid = {.kind = kind, .index = index, .next = -1};
	bt_element_record *parent = element_at(r, element);
	int number = (int)r->kids->len;
	if (parent->last_kid >= 0)
		g_array_index(r->kids, bt_kid, parent->last_kid).next = number;
	else
		parent->first_kid = number;
	parent->last_kid = number;
	g_array_append_val(r->kids, kid);
}

const bt_kid *bt_next_kid(const bt_record *record, const bt_element_record *element, const bt_kid *before)
{
	int i = before ? before->next : element->first_kid;
	return i < 0 ? NULL : &g_array_index(record->kids, bt_kid, i);
}

int bt_record_open(bt_record *r, bt_tag tag, const bt_tag_info *info)
{
	bt_element_record element = {.tag = tag, .parent = r->open, .info = *info, .first_kid = -1, .last_kid = -1};
	int number = (int)r->elements->len;
	/* A link stands among the words of its paragraph: it is attached when it is drawn. */
	element.attached = tag != BT_TAG_LINK;
	g_array_append_val(r->elements, element);
	if (element.attached && element.parent >= 0)
		add_kid(r, element.parent, BT_KID_ELEMENT, number);
	r->open = number;
	return number;
}

void bt_record_close(bt_record *r, int element)
{
	g_assert(r->open == element);
	r->open = element_at(r, element)->parent;
}

void bt_record_page(bt_record *r, double width, double height)
{
	bt_page_record page = {width, height, 0};
	g_assert(!r->marking);
	g_array_append_val(r->pages, page);
}

static void attach(bt_record *r, int number)
{
	bt_element_record *element = element_at(r, number);
	if (!element->attached && element->parent >= 0) {
		element->attached = true;
		add_kid(r, element->parent, BT_KID_ELEMENT, number);
	}
	add_kid(r, number, BT_KID_MARK, (int)r->marks->len);
}

int bt_record_begin(bt_record *r, int element)
{
	g_assert(!r->marking);
	r->marking = true;
	r->mark = -1;
	if (element < 0)
		return -1;
	bt_page_record *page = &g_array_index(r->pages, bt_page_record, r->pages->len - 1);
	bt_mark_record mark = {(int)r->pages->len - 1, page->marks++, element, -1};
	attach(r, element);
	r->mark = (int)r->marks->len;
	g_array_append_val(r->marks, mark);
	return mark.mcid;
}

void bt_record_end(bt_record *r)
{
	g_assert(r->marking);
	r->marking = false;
}

void bt_record_text(bt_record *r, double y)
{
	g_assert(r->marking);
	if (r->mark >= 0 && g_array_index(r->marks, bt_mark_record, r->mark).top < 0)
		g_array_index(r->marks, bt_mark_record, r->mark).top = y;
}

void bt_record_link(bt_record *r, int element, double x, double y, double width, double height)
{
	bt_link_record link = {(int)r->pages->len - 1, element, x, y, width, height};
	add_kid(r, element, BT_KID_LINK, (int)r->links->len);
	g_array_append_val(r->links, link);
}

void bt_record_init(bt_record *r)
{
	*r = (bt_record){.open = -1};
	r->elements = g_array_new(FALSE, FALSE, sizeof(bt_element_record));
	r->kids = g_array_new(FALSE, FALSE, sizeof(bt_kid));
	r->marks = g_array_new(FALSE, FALSE, sizeof(bt_mark_record));
	r->links = g_array_new(FALSE, FALSE, sizeof(bt_link_record));
	r->pages = g_array_new(FALSE, FALSE, sizeof(bt_page_record));
}

void bt_record_clear(bt_record *r)
{
	g_array_free(r->elements, TRUE);
	g_array_free(r->kids, TRUE);
	g_array_free(r->marks, TRUE);
	g_array_free(r->links, TRUE);
	g_array_free(r->pages, TRUE);
}
