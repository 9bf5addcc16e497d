/* Rows of cells in Markdown: pipe tables (a paragraph whose second line is a delimiter row) and
 * fenced blocks of ";"-separated lines. Also what must be judged before the parser runs. */
#include "read/rows.h"

#include <string.h>

/* Past the ">" of the block quotes around. */
static gsize skip_prefix(const bt_rows *rows, gsize from, gsize end)
{
	const char *s = rows->doc->source;
	for (guint i = 0; i < rows->quotes; i++) {
		gsize at = from;
		while (at < end && (s[at] == ' ' || s[at] == '\t'))
			at++;
		if (at < end && s[at] == '>')
			from = at + 1;
	}
	return from;
}

/* The next cell from *at on, and *at after its separator; false at the end of the row. */
static bool next_cell(const bt_rows *rows, gsize *at, gsize end, gsize *from, gsize *to)
{
	const char *s = rows->doc->source;
	if (*at > end)
		return false;
	*from = *at;
	gsize i = *at;
	while (i < end && s[i] != (rows->semicolons ? ';' : '|'))
		i += s[i] == '\\' && !rows->semicolons && i + 1 < end ? 2 : 1;
	*to = i = MIN(i, end);
	*at = i + 1;
	return true;
}

/* The row without borders and prefix. */
static void row_limits(const bt_rows *rows, gsize *from, gsize *end)
{
	const char *s = rows->doc->source;
	*from = skip_prefix(rows, *from, *end);
	bt_trim(s, from, end);
	if (rows->semicolons)
		return;
	if (*from < *end && s[*from] == '|')
		++*from;
	if (*end > *from && s[*end - 1] == '|' && !(*end - *from > 1 && s[*end - 2] == '\\'))
		--*end;
}

static guint count_cells(const bt_rows *rows, gsize from, gsize end)
{
	guint n = 0;
	gsize a, b;
	row_limits(rows, &from, &end);
	for (gsize at = from; next_cell(rows, &at, end, &a, &b);)
		n++;
	return n;
}

static bool rule_cell(const char *s, gsize from, gsize to, bt_align *align)
{
	bt_trim(s, &from, &to);
	bool left = from < to && s[from] == ':', right = to > from + 1 && s[to - 1] == ':';
	from += left;
	to -= right;
	if (from >= to)
		return false;
	for (gsize i = from; i < to; i++)
		if (s[i] != '-')
			return false;
	*align = left && right ? BT_ALIGN_CENTRE : right ? BT_ALIGN_RIGHT : left ? BT_ALIGN_LEFT : BT_ALIGN_NONE;
	return true;
}

bool bt_rows_rule(bt_rows *rows, gsize head, gsize head_end, gsize rule, gsize rule_end)
{
	const char *s = rows->doc->source;
	if (!memchr(s + rule, '|', rule_end - rule) && !memchr(s + head, '|', head_end - head))
		return false;
	g_autoptr(GArray) aligns = g_array_new(FALSE, FALSE, sizeof(bt_align));
	gsize a, b, from = rule, end = rule_end;
	row_limits(rows, &from, &end);
	for (gsize at = from; next_cell(rows, &at, end, &a, &b);) {
		bt_align align;
		if (!rule_cell(s, a, b, &align))
			return false;
		g_array_append_val(aligns, align);
	}
	if (aligns->len != count_cells(rows, head, head_end))
		return false;
	rows->align = g_array_ref(aligns);
	return true;
}

bt_node *bt_rows_line(bt_rows *rows, bt_node *table, gsize from, gsize end)
{
	const char *s = rows->doc->source;
	row_limits(rows, &from, &end);
	if (from >= end && rows->semicolons)
		return NULL;
	bt_node *row = bt_node_append_new(rows->doc, table, BT_ROW, (bt_span){(guint32)from, 0});
	gsize a, b;
	guint n = 0;
	for (gsize at = from; next_cell(rows, &at, end, &a, &b); n++) {
		bt_trim(s, &a, &b);
		bt_node *cell = bt_node_append_new(rows->doc, row, BT_CELL, (bt_span){(guint32)a, (guint32)(b - a)});
		cell->u.cell.align = rows->align && n < rows->align->len ? g_array_index(rows->align, bt_align, n) : BT_ALIGN_NONE;
	}
	rows->columns = MAX(rows->columns, n);
	return row;
}

bt_kind bt_rows_kind(const char *info)
{
	g_autofree char *folded = bt_fold(info);
	if (bt_key_begins(folded, "bieu do;chart"))
		return BT_CHART_BLOCK;
	return bt_key_begins(folded, "so lieu;figures") ? BT_FIGURES_BLOCK : BT_CODE_BLOCK;
}

/* How deep one line's own marks go: "> > - 1. ". */
static guint line_depth(const char *s, const char *end)
{
	guint depth = 0;
	for (;;) {
		while (s < end && (*s == ' ' || *s == '\t'))
			s++;
		if (s >= end)
			return depth;
		const char *next = s + 1;
		if (g_ascii_isdigit(*s)) {
			while (next < end && g_ascii_isdigit(*next) && next - s < 9)
				next++;
			if (next >= end || (*next != '.' && *next != ')'))
				return depth;
			next++;
		} else if (!strchr(">-+*", *s)) {
			return depth;
		}
		if (*s != '>' && next < end && *next != ' ' && *next != '\t')
			return depth;
		/* "* * *" is a rule. */
		depth += *s == '>' || g_ascii_isdigit(*s) || next + 1 < end;
		s = next;
	}
}

/* A line of one mark and blanks only: a rule or an underline, however long. */
static bool rule_line(const char *s, const char *end)
{
	char mark = '\0';
	for (; s < end; s++) {
		if (*s == ' ' || *s == '\t')
			continue;
		if (!strchr("-*_", *s) || (mark && *s != mark))
			return false;
		mark = *s;
	}
	return mark != '\0';
}

bool bt_rows_limits(const bt_doc *doc, gsize body, bt_diags *diags)
{
	guint brackets = 0;
	for (gsize at = body; at < doc->len;) {
		const char *s = doc->source + at, *nl = memchr(s, '\n', doc->len - at), *end = nl ? nl : doc->source + doc->len;
		bool blank = true;
		for (const char *p = s; p < end; p++) {
			brackets += *p == '[';
			blank &= *p == ' ' || *p == '\t';
		}
		if (blank)
			brackets = 0;
		bool deep = line_depth(s, end) > BT_MAX_NESTING && !rule_line(s, end);
		if (deep || brackets > BT_MAX_BRACKETS) {
			bt_say_limit(diags, deep ? BT_D_READ_TOO_DEEP : BT_D_READ_BRACKETS, (bt_span){(guint32)at, 0}, deep ? BT_MAX_NESTING : BT_MAX_BRACKETS);
			return false;
		}
		at = (gsize)(end + 1 - doc->source);
	}
	return true;
}
