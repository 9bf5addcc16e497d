/* The outline: one entry for each heading, below the nearest higher one before it. */
#include "pdf/finish.h"

typedef struct {
	const bt_element_record *element;
	int id, parent;          /* index of the parent's entry, or -1: the outline itself */
	int first, last, previous, next, count;
} entry;

static entry *entry_at(GArray *entries, int i) { return &g_array_index(entries, entry, i); }

static int level_of(const entry *e) { return (int)e->element->tag - BT_TAG_H1; }

static GArray *collect(const bt_structure *s)
{
	GArray *entries = g_array_new(FALSE, FALSE, sizeof(entry));
	for (guint i = 0; i < s->record->elements->len; i++) {
		const bt_element_record *element = &g_array_index(s->record->elements, bt_element_record, i);
		if (element->tag < BT_TAG_H1 || element->tag > BT_TAG_H6 || !element->info.title)
			continue;
		entry e = {element, 0, -1, -1, -1, -1, -1, 0};
		g_array_append_val(entries, e);
	}
	return entries;
}

/* Links each entry to its parent and neighbours. The title, H1, stands beside the highest headings. */
static void link_entries(GArray *entries)
{
	for (int i = 0; i < (int)entries->len; i++) {
		entry *e = entry_at(entries, i);
		int above = i - 1;
		while (above >= 0 && level_of(entry_at(entries, above)) >= MAX(level_of(e), 1))
			above = entry_at(entries, above)->parent;
		if (above >= 0 && level_of(entry_at(entries, above)) == 0)
			above = -1;
		e->parent = above;
		for (int j = i - 1; j >= 0 && j > above; j--) {
			if (entry_at(entries, j)->parent != above)
				continue;
			e->previous = j;
			entry_at(entries, j)->next = i;
			break;
		}
		if (above < 0)
			continue;
		entry *parent = entry_at(entries, above);
		parent->first = parent->first < 0 ? i : parent->first;
		parent->last = i;
		for (; above >= 0; above = entry_at(entries, above)->parent)
			entry_at(entries, above)->count++;
	}
}

static void put_reference(GArray *entries, const char *key, int i, GString *out)
{
	if (i >= 0)
		g_string_append_printf(out, "%s %d 0 R", key, entry_at(entries, i)->id);
}

void bt_put_destination(const bt_structure *s, const bt_element_record *element, GString *out)
{
	const bt_mark_record *mark = NULL;
	for (const bt_kid *kid = NULL; !mark && (kid = bt_next_kid(s->record, element, kid));)
		if (kid->kind == BT_KID_MARK)
			mark = &g_array_index(s->record->marks, bt_mark_record, kid->index);
	int page = mark ? mark->page : 0;
	double height = g_array_index(s->record->pages, bt_page_record, page).height;
	g_string_append_printf(out, "/Dest[%d 0 R/XYZ null ", s->page_id[page]);
	bt_pdf_number(out, mark && mark->top > 40 ? height - mark->top + 40 : height);
	g_string_append(out, "null]");
}

void bt_write_outline(const bt_structure *s, GString *catalog)
{
	g_autoptr(GArray) entries = collect(s);
	g_autoptr(GString) out = g_string_new(NULL);
	int last = -1;
	if (entries->len == 0)
		return;
	int outline = bt_reserve(s->file);
	link_entries(entries);
	for (int i = 0; i < (int)entries->len; i++)
		entry_at(entries, i)->id = bt_reserve(s->file);
	for (int i = 0; i < (int)entries->len; i++) {
		const entry *e = entry_at(entries, i);
		g_string_printf(out, "<</Parent %d 0 R/Title", e->parent < 0 ? outline : entry_at(entries, e->parent)->id);
		bt_pdf_text(out, e->element->info.title);
		put_reference(entries, "/Prev", e->previous, out);
		put_reference(entries, "/Next", e->next, out);
		put_reference(entries, "/First", e->first, out);
		put_reference(entries, "/Last", e->last, out);
		if (e->count > 0)
			g_string_append_printf(out, "/Count %d", e->count);
		bt_put_destination(s, e->element, out);
		g_string_append(out, ">>");
		bt_fill(s->file, e->id, out->str);
		last = e->parent < 0 ? i : last;
	}
	g_string_printf(out, "<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %u>>", entry_at(entries, 0)->id, entry_at(entries, last)->id,
			entries->len);
	bt_fill(s->file, outline, out->str);
	g_string_append_printf(catalog, "/Outlines %d 0 R", outline);
	if (entries->len > 1)
		g_string_append(catalog, "/PageMode/UseOutlines");
}
