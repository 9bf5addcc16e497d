/* The body of a report as HTML: walks the blocks of the tree in order, without recursion, and puts
 * each chart after the block that states the last of its figures. Invents no word but the marks of
 * the list items that the tree keeps beside the text. */
#include "html/private.h"

#include <string.h>

/* A heading's level in the page: one below its nearest ancestor, so that none is skipped. h1 is the title. */
struct outline {
	int stack[8];
	int depth;
};

static int page_level(struct outline *o, int level)
{
	while (o->depth > 0 && o->stack[o->depth - 1] >= level)
		o->depth--;
	if (o->depth < 5)
		o->stack[o->depth++] = level;
	return o->depth + 1;
}

static void put_heading(bt_page_parts *parts, struct outline *outline, const bt_node *node, GString *out)
{
	if (!*bt_node_text(node, parts->arena))
		return;
	int level = MIN(page_level(outline, node->kind == BT_TITLE ? 1 : node->u.heading.level) - 1 + parts->level, 6);
	if (level == parts->level + 1) {
		bt_heading heading = {bt_arena_printf(parts->arena, "%smuc-%u", parts->prefix, parts->headings->len + 1), bt_node_text(node, parts->arena)};
		bt_heading *kept = bt_arena_new0(parts->arena, bt_heading, 1);
		*kept = heading;
		g_ptr_array_add(parts->headings, kept);
		g_string_append_printf(out, "<h%d id=\"%s\">", level, heading.id);
	} else {
		g_string_append_printf(out, "<h%d>", level);
	}
	bt_put_inlines(parts, node, out);
	g_string_append_printf(out, "</h%d>\n", level);
}

/* A paragraph that is a quotation with its speaker: most of its letters stand in quotes. */
static bool mostly_quoted(const bt_node *paragraph, bt_arena *arena)
{
	gsize quoted = 0;
	bool speaker = false;
	for (const bt_node *n = paragraph->first; n; n = n->next)
		if (n->kind == BT_QUOTE) {
			quoted += strlen(bt_node_text(n, arena));
			speaker |= n->u.quote.speaker != NULL;
		}
	return speaker && quoted * 10 > strlen(bt_node_text(paragraph, arena)) * 6;
}

/* Of paragraph `number`. */
static void put_id(const bt_page_parts *parts, int number, GString *out)
{
	bt_append_all(out, " id=\"", parts->prefix, "doan-", NULL);
	bt_put_int(out, number);
	g_string_append_c(out, '"');
}

static void put_class(const char *class, GString *out)
{
	if (class)
		bt_append_all(out, " class=\"", class, "\"", NULL);
}

static void put_paragraph(bt_page_parts *parts, const bt_node *node, const char *class, GString *out)
{
	bt_append(out, "<p");
	if (node->kind == BT_PARAGRAPH)
		put_id(parts, parts->n_paragraphs, out);
	put_class(class, out);
	g_string_append_c(out, '>');
	bt_put_inlines(parts, node, out);
	bt_append(out, "</p>\n");
}

static void put_code(bt_page_parts *parts, const bt_node *node, GString *out)
{
	bt_append(out, "<pre tabindex=\"0\"><code>");
	bt_put_inlines(parts, node, out);
	bt_append(out, "</code></pre>\n");
}

/* Photos amid the words of a block stand below it. */
static void put_inner_photos(bt_page_parts *parts, const bt_node *block, GString *out)
{
	for (const bt_node *n = bt_node_next(block, block); n; n = bt_node_next(n, block))
		if (n->kind == BT_PHOTO)
			bt_put_photo(parts, n, out);
}

/* ---- tables */

static int cells_of(const bt_node *row)
{
	int n = 0;
	for (const bt_node *cell = row->first; cell; cell = cell->next)
		n += cell->kind == BT_CELL;
	return n;
}

static bool numeric(const char *text)
{
	bt_num num;
	bt_num_shape shape;
	text += *text == '-' || *text == '+';
	return bt_num_parse(text, strlen(text), &num, &shape) > 0;
}

/* A table being written. A column whose every cell below the head is a number is set to the right. */
struct table {
	bt_page_parts *parts;
	int columns;
	bool *numbers;
	GString *out;
};

static bool is_header(const bt_node *table, const bt_node *row, bool body)
{
	return !body && (row->u.row.header || (table->kind != BT_TABLE && row == table->first));
}

static void find_numbers(struct table *t, const bt_node *table)
{
	for (int c = 0; c < t->columns; c++)
		t->numbers[c] = c > 0;
	bool body = false;
	for (const bt_node *row = table->first; row; row = row->next) {
		int c = 0;
		if (row->kind != BT_ROW || is_header(table, row, body))
			continue;
		body = true;
		for (const bt_node *cell = row->first; cell; cell = cell->next)
			if (cell->kind == BT_CELL) {
				t->numbers[c] &= numeric(bt_node_text(cell, t->parts->arena));
				c++;
			}
	}
}

static const char *cell_class(const struct table *t, const bt_node *cell, int column)
{
	switch (cell->u.cell.align) {
	case BT_ALIGN_NONE:
		return t->numbers[column] ? "number" : NULL;
	case BT_ALIGN_LEFT:
		return NULL;
	case BT_ALIGN_CENTRE:
		return "centre";
	case BT_ALIGN_RIGHT:
		return "number";
	}
	return NULL;
}

static void put_cell(struct table *t, const bt_node *cell, bool header, int column)
{
	const char *class = cell_class(t, cell, column);
	bool head = header || (column == 0 && cell->first);
	bt_append(t->out, !head ? "<td" : header ? "<th scope=\"col\"" : "<th scope=\"row\"");
	put_class(class, t->out);
	g_string_append_c(t->out, '>');
	bt_put_inlines(t->parts, cell, t->out);
	put_inner_photos(t->parts, cell, t->out);
	bt_append(t->out, head ? "</th>" : "</td>");
}

static void put_row(struct table *t, const bt_node *row, bool header)
{
	int n = 0;
	bt_append(t->out, "<tr>");
	for (const bt_node *cell = row->first; cell; cell = cell->next)
		if (cell->kind == BT_CELL)
			put_cell(t, cell, header, n++);
	for (; n < t->columns; n++)
		bt_append(t->out, "<td></td>");
	bt_append(t->out, "</tr>\n");
}

static void put_table(bt_page_parts *parts, const bt_node *table, GString *out)
{
	struct table t = {.parts = parts, .out = out};
	bool body = false;
	for (const bt_node *row = table->first; row; row = row->next)
		t.columns = row->kind == BT_ROW ? MAX(t.columns, cells_of(row)) : t.columns;
	if (t.columns == 0)
		return;
	t.numbers = bt_arena_new0(parts->arena, bool, t.columns);
	find_numbers(&t, table);
	g_string_append_printf(out, "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"Bảng %d\"><table>\n", ++parts->n_tables);
	for (const bt_node *row = table->first; row; row = row->next) {
		if (row->kind != BT_ROW)
			continue;
		bool header = is_header(table, row, body);
		if (header)
			bt_append(out, "<thead>");
		else if (!body)
			bt_append(out, "<tbody>");
		put_row(&t, row, header);
		if (header)
			bt_append(out, "</thead>");
		body |= !header;
	}
	bt_append(out, body ? "</tbody></table></div>\n" : "</table></div>\n");
}

/* ---- lists */

/* A marker that a browser would draw the same way: "3." of an ordered list, any dash or bullet. */
static bool native_marker(const bt_node *list, const char *marker)
{
	if (!list->u.list.ordered)
		return true;
	gsize digits = marker ? strspn(marker, "0123456789") : 0;
	return !marker || (digits > 0 && (strcmp(marker + digits, ".") == 0 || !marker[digits]));
}

static bool all_native(const bt_node *list)
{
	for (const bt_node *item = list->first; item; item = item->next)
		if (item->kind == BT_ITEM && !native_marker(list, item->u.item.marker))
			return false;
	return true;
}

/* The text of an item that has one paragraph, besides lists below it, needs no paragraph of its own. */
static bool only_paragraph(const bt_node *paragraph)
{
	if (paragraph->parent->kind != BT_ITEM)
		return false;
	for (const bt_node *n = paragraph->parent->first; n; n = n->next)
		if (n != paragraph && n->kind != BT_OMITTED && n->kind != BT_LIST)
			return false;
	return true;
}

/* ---- the walk */

struct walk {
	bt_page_parts *parts;
	struct outline outline;
	GHashTable *marked; /* const bt_node *: ordered lists whose items show their own markers */
	GHashTable *drawn;  /* const bt_node *: blocks of the author in whose place a chart stands */
	GString *out;
};

static void open_list(struct walk *w, const bt_node *list)
{
	if (!list->u.list.ordered) {
		bt_append(w->out, "<ul>\n");
	} else if (!all_native(list)) {
		g_hash_table_add(w->marked, (gpointer)list);
		bt_append(w->out, "<ol class=\"marked\">\n");
	} else if (list->u.list.start > 1) {
		g_string_append_printf(w->out, "<ol start=\"%d\">\n", list->u.list.start);
	} else {
		bt_append(w->out, "<ol>\n");
	}
}

/* The item carries the number of the paragraph that has no element of its own. */
static void open_item(struct walk *w, const bt_node *item)
{
	const bt_node *paragraph = item->first;
	while (paragraph && paragraph->kind != BT_PARAGRAPH)
		paragraph = paragraph->next;
	bt_append(w->out, "<li");
	if (paragraph && only_paragraph(paragraph))
		put_id(w->parts, w->parts->n_paragraphs + 1, w->out);
	g_string_append_c(w->out, '>');
	if (item->u.item.marker && g_hash_table_contains(w->marked, item->parent)) {
		bt_append(w->out, "<span class=\"marker\">");
		bt_esc_text(w->out, item->u.item.marker);
		bt_append(w->out, "</span> ");
	}
}

/* A block that holds inlines; what stands in the head of the page is not said again. */
static void put_block(struct walk *w, const bt_node *n)
{
	bt_page_parts *parts = w->parts;
	if (n == parts->title_node || n == parts->lead_node)
		return;
	switch (n->kind) {
	case BT_TITLE:
	case BT_HEADING:
		put_heading(parts, &w->outline, n, w->out);
		return;
	case BT_CAPTION:
		put_paragraph(parts, n, "caption", w->out);
		return;
	case BT_CREDIT:
	case BT_SOURCE_LINE:
		put_paragraph(parts, n, "credit", w->out);
		return;
	case BT_BYLINE:
		put_paragraph(parts, n, "byline", w->out);
		return;
	case BT_CODE_BLOCK:
		put_code(parts, n, w->out);
		return;
	case BT_PHOTO:
		bt_put_photo(parts, n, w->out);
		return;
	case BT_BREAK:
		bt_append(w->out, "<hr>\n");
		return;
	case BT_PARAGRAPH:
		put_paragraph(parts, n, mostly_quoted(n, parts->arena) ? "said" : NULL, w->out);
		return;
	case BT_DOCUMENT:
	case BT_LIST:
	case BT_ITEM:
	case BT_BLOCKQUOTE:
	case BT_TABLE:
	case BT_ROW:
	case BT_CELL:
	case BT_CHART_BLOCK:
	case BT_FIGURES_BLOCK:
	case BT_OMITTED:
	case BT_TEXT:
	case BT_EMPHASIS:
	case BT_STRONG:
	case BT_CODE:
	case BT_LINK:
	case BT_QUOTE:
	case BT_LINE_BREAK:
	case BT_FOOTNOTE: /* at the end, by number */
	case BT_FOOTNOTE_REF:
	case BT_KIND_COUNT:
		return;
	}
}

static bool is_container(const bt_node *n) { return n->kind == BT_LIST || n->kind == BT_ITEM || n->kind == BT_BLOCKQUOTE; }

static bool is_table(const bt_node *n) { return n->kind == BT_TABLE || n->kind == BT_CHART_BLOCK || n->kind == BT_FIGURES_BLOCK; }

static void enter(struct walk *w, const bt_node *n)
{
	w->parts->n_paragraphs += n->kind == BT_PARAGRAPH;
	if (n == w->parts->lead_node)
		w->parts->lead_number = w->parts->n_paragraphs;
	if (n->kind == BT_LIST)
		open_list(w, n);
	else if (n->kind == BT_ITEM)
		open_item(w, n);
	else if (n->kind == BT_BLOCKQUOTE)
		bt_append(w->out, "<blockquote>\n");
	else if (is_table(n) && !g_hash_table_contains(w->drawn, n))
		put_table(w->parts, n, w->out);
	else if (n->kind == BT_PARAGRAPH && only_paragraph(n))
		bt_put_inlines(w->parts, n, w->out);
	else
		put_block(w, n);
}

static void leave(struct walk *w, const bt_node *n)
{
	if (bt_kind_class(n->kind) == BT_CLASS_TEXT && n->kind != BT_PHOTO)
		put_inner_photos(w->parts, n, w->out);
	if (n->kind == BT_LIST)
		bt_append(w->out, n->u.list.ordered ? "</ol>\n" : "</ul>\n");
	else if (n->kind == BT_ITEM)
		bt_append(w->out, "</li>\n");
	else if (n->kind == BT_BLOCKQUOTE)
		bt_append(w->out, "</blockquote>\n");
}

static void put_top_block(struct walk *w, const bt_node *top)
{
	for (const bt_node *n = top; n;) {
		enter(w, n);
		if (is_container(n) && n->first) {
			n = n->first;
			continue;
		}
		leave(w, n);
		while (n != top && !n->next) {
			n = n->parent;
			leave(w, n);
		}
		n = n == top ? NULL : n->next;
	}
}

/* What the footnotes say, each with a way back to every place that leads to it. */
static void put_notes(bt_page_parts *parts, GString *out)
{
	g_autoptr(GPtrArray) notes = bt_footnotes(parts->doc);
	if (notes->len == 0)
		return;
	const char *prefix = parts->prefix;
	int level = MIN(parts->level + 1, 6);
	g_string_append_printf(out, "<section class=\"notes\" role=\"doc-endnotes\" aria-labelledby=\"%sghi-chu\">\n<h%d id=\"%sghi-chu\">Ghi chú</h%d>\n<ol>\n", prefix, level, prefix, level);
	for (guint i = 0; i < notes->len; i++) {
		const bt_node *note = notes->pdata[i];
		int number = note->u.note.number;
		g_string_append_printf(out, "<li id=\"%sghi-chu-%d\">", prefix, number);
		bt_put_inlines(parts, note, out);
		for (int nth = 1; nth <= note->u.note.refs; nth++)
			g_string_append_printf(out, " <a href=\"#%sdan-%d-%d\" role=\"doc-backlink\" aria-label=\"Về chỗ dẫn ghi chú %d\">↑</a>", prefix, number, nth, number);
		bt_append(out, "</li>\n");
	}
	bt_append(out, "</ol>\n</section>\n");
}

void bt_put_article(bt_page_parts *parts, GString *out)
{
	g_autoptr(GHashTable) marked = g_hash_table_new(NULL, NULL), drawn = g_hash_table_new(NULL, NULL);
	struct walk w = {.parts = parts, .marked = marked, .drawn = drawn, .out = out};
	guint next = 0;
	for (guint i = 0; i < parts->charts->charts->len; i++) {
		const bt_chart *chart = parts->charts->charts->pdata[i];
		if (chart->author)
			g_hash_table_add(drawn, (gpointer)chart->after);
	}
	for (const bt_node *top = parts->doc->root->first; top; top = top->next) {
		put_top_block(&w, top);
		while (next < parts->charts->charts->len) {
			const bt_chart *chart = parts->charts->charts->pdata[next];
			if (chart->after->span.off >= bt_span_end(top->span) && top->next)
				break;
			bt_chart named = *chart;
			named.id = bt_arena_printf(parts->arena, "%s%s", parts->prefix, chart->id);
			bt_html_chart(&named, false, out);
			next++;
		}
	}
	put_notes(parts, out);
}
