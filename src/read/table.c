/* Tables in plain text: neighbouring lines with the same number of columns, parted by tabs or by
 * "|". Knows columns only; what a cell says is for others. */
#include "read/inner.h"

#include <string.h>

struct layout {
	char mark;     /* '\t' or '|' */
	guint columns; /* 0: no row */
	bool strict;   /* each tab parts cells (pasted from a sheet); else a run of tabs is one gap */
};

/* An opening or closing "|" is a border, not a column. */
static void strip_borders(const char **s, gsize *len, char mark)
{
	if (mark != '|')
		return;
	if (*len && **s == '|')
		++*s, --*len;
	if (*len && (*s)[*len - 1] == '|')
		--*len;
}

static guint count_columns(const char *s, gsize len, char mark, bool strict)
{
	guint n = 1;
	bool inside = true;
	strip_borders(&s, &len, mark);
	for (gsize i = 0; i < len; i++) {
		bool at = s[i] == mark;
		n += at && (strict || inside);
		inside = !at;
	}
	return n;
}

/* Tabs at the end of a line part empty cells; the line's own length leaves them out. */
static gsize with_tabs(const char *source, const bt_textline *line)
{
	gsize len = line->len;
	while (source[line->off + len] == '\t')
		len++;
	return len;
}

/* `first`: the layout of the table's first row, NULL for that row itself. */
static struct layout layout_of(const char *source, const bt_textline *line, const struct layout *first)
{
	const char *s = source + line->off;
	struct layout none = {0, 0, false};
	if (!line->len || line->joined)
		return none;
	bt_marker marker = bt_marker_parse(s, line->len);
	gsize skip = marker.kind == BT_MARK_NONE ? 0 : MIN(marker.text, line->len), len = with_tabs(source, line);
	if (memchr(s, '|', line->len))
		return (struct layout){'|', count_columns(s, line->len, '|', true), true};
	if (!memchr(s + skip, '\t', len - skip) || (!first && len > line->len))
		return none;
	bool strict = first ? first->strict : !g_strstr_len(s, (gssize)line->len, "\t\t");
	return (struct layout){'\t', count_columns(s, strict ? len : line->len, '\t', strict), strict};
}

static bool delimiter_row(const char *s, gsize len)
{
	for (gsize i = 0; i < len; i++)
		if (!strchr("|-:+= \t", s[i]))
			return false;
	return true;
}

static bool mostly_digits(const char *s, gsize len)
{
	guint digits = 0, letters = 0;
	for (const char *p = s; p < s + len; p = g_utf8_next_char(p)) {
		gunichar c = bt_char_at(p);
		digits += g_unichar_isdigit(c);
		letters += bt_is_alpha(c);
	}
	return digits > 0 && digits >= letters;
}

static void omit(bt_doc *doc, bt_node *parent, gsize from, gsize to, bt_omission why)
{
	bt_node *node = bt_node_append_new(doc, parent, BT_OMITTED, (bt_span){(guint32)from, (guint32)(to - from)});
	node->u.omitted.why = why;
}

static void add_cell(bt_doc *doc, bt_node *row, gsize from, gsize to)
{
	const char *s = doc->source;
	bt_trim(s, &from, &to);
	bt_span span = {(guint32)from, (guint32)(to - from)};
	bt_node *cell = bt_node_append_new(doc, row, BT_CELL, span);
	if (span.len)
		bt_text_append(doc, cell, span);
	cell->u.cell.align = mostly_digits(s + from, to - from) ? BT_ALIGN_RIGHT : BT_ALIGN_LEFT;
}

static bt_node *add_row(bt_doc *doc, bt_node *table, const bt_textline *line, struct layout layout)
{
	char mark = layout.mark;
	gsize len = layout.strict && mark == '\t' ? with_tabs(doc->source, line) : line->len;
	bt_node *row = bt_node_append_new(doc, table, BT_ROW, (bt_span){line->off, (guint32)len});
	gsize from = line->off, end = line->off + len;
	if (mark == '|' && doc->source[from] == '|') {
		omit(doc, row, from, from + 1, BT_OMIT_MARKUP);
		from++;
	}
	for (gsize at = from; at <= end; at++) {
		if (at < end && doc->source[at] != mark)
			continue;
		bool border = mark == '|' && at == end && at == from && end > line->off;
		if (!border)
			add_cell(doc, row, from, at);
		if (mark == '|' && at < end)
			omit(doc, row, at, at + 1, BT_OMIT_MARKUP);
		while (!layout.strict && at + 1 < end && doc->source[at + 1] == '\t')
			at++;
		from = at + 1;
	}
	return row;
}

/* The first row is a header when it has no numbers and a later one has. */
static bool has_header(const bt_node *table)
{
	bool numbers = false;
	for (const bt_node *row = table->first; row; row = row->next)
		for (const bt_node *cell = row->first; cell; cell = cell->next) {
			if (cell->kind != BT_CELL || cell->u.cell.align != BT_ALIGN_RIGHT)
				continue;
			if (row == table->first)
				return false;
			numbers = true;
		}
	return numbers;
}

guint bt_plain_table(bt_doc *doc, const bt_textline *lines, guint n, bt_diags *diags, bool *failed)
{
	struct layout first = layout_of(doc->source, &lines[0], NULL);
	if (first.columns < 2)
		return 0;
	guint rows = 0, real = 0;
	for (; rows < n; rows++) {
		const char *s = doc->source + lines[rows].off;
		if (lines[rows].len && delimiter_row(s, lines[rows].len) && rows)
			continue;
		struct layout layout = layout_of(doc->source, &lines[rows], &first);
		if (layout.mark != first.mark || layout.columns != first.columns)
			break;
		real++;
	}
	if (real < 2)
		return 0;
	gsize last = first.mark == '\t' ? with_tabs(doc->source, &lines[rows - 1]) : lines[rows - 1].len;
	bt_span span = {lines[0].off, lines[rows - 1].off + (guint32)last - lines[0].off};
	if (first.columns > BT_MAX_TABLE_COLUMNS) {
		bt_say_limit(diags, BT_D_READ_TABLE_WIDE, span, BT_MAX_TABLE_COLUMNS);
		*failed = true;
		return rows;
	}
	bt_node *table = bt_node_append_new(doc, doc->root, BT_TABLE, span);
	table->u.table.columns = (int)first.columns;
	for (guint i = 0; i < rows; i++) {
		if (delimiter_row(doc->source + lines[i].off, lines[i].len))
			omit(doc, table, lines[i].off, lines[i].off + lines[i].len, BT_OMIT_RULE);
		else
			add_row(doc, table, &lines[i], first);
	}
	table->first->u.row.header = has_header(table);
	return rows;
}
