/* Reads tables of spreadsheets: separators, quotes, byte-order marks, the line "sep=;" of Excel. Knows where
 * each cell stands, and nothing of what the columns mean. */
#include "base/base.h"

#include <string.h>

/* ------------------------------------------------------------------ bytes to text */

static char *from_utf16(const guint8 *bytes, gsize len)
{
	bool big = bytes[0] == 0xFE;
	gsize n = (len - 2) / 2;
	gunichar2 *units = g_new(gunichar2, n + 1);
	for (gsize i = 0; i < n; i++) {
		const guint8 *p = bytes + 2 + 2 * i;
		units[i] = (gunichar2)(big ? p[0] << 8 | p[1] : p[1] << 8 | p[0]);
	}
	glong written;
	char *text = g_utf16_to_utf8(units, (glong)n, NULL, &written, NULL);
	g_free(units);
	if (text && strlen(text) != (gsize)written)
		g_clear_pointer(&text, g_free); /* a NUL inside */
	return text;
}

#define PIECE 256 /* bytes, then to the next blank: GLib takes quadratic time for a long text */
#define PIECE_MOST 4096

/* NFC, piece by piece; a piece begins with a blank, so no letter is cut from its marks. */
static char *compose(const char *s, gsize len)
{
	GString *out = g_string_sized_new(len + 1);
	for (gsize at = 0, end; at < len; at = end) {
		for (end = MIN(at + PIECE, len); end < len && (guchar)s[end] > ' ' && end < at + PIECE_MOST; end++)
			;
		while (end < len && ((guchar)s[end] & 0xC0) == 0x80)
			end++;
		g_autofree char *piece = g_utf8_normalize(s + at, (gssize)(end - at), G_NORMALIZE_NFC);
		g_string_append(out, piece);
	}
	return g_string_free(out, FALSE);
}

/* The text in NFC, or NULL after a message. Caller frees. */
static char *decode(GBytes *bytes, const char *name, bt_diags *diags)
{
	gsize len;
	const guint8 *data = g_bytes_get_data(bytes, &len);
	bt_diags_about(diags, name, NULL, 0);
	if (len >= 2 && ((data[0] == 0xFF && data[1] == 0xFE) || (data[0] == 0xFE && data[1] == 0xFF))) {
		g_autofree char *text = from_utf16(data, len);
		if (text)
			return compose(text, strlen(text));
		bt_say(diags, BT_D_CSV_NOT_UTF8, BT_NO_SPAN, "UTF-16", NULL);
		return NULL;
	}
	const char *start = (const char *)data, *bad;
	if (len >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) {
		start += 3;
		len -= 3;
	}
	if (len == 0)
		return g_strdup("");
	if (!g_utf8_validate(start, (gssize)len, &bad)) {
		char byte[8];
		g_snprintf(byte, sizeof byte, "%02X", (guchar)*bad);
		bt_diags_about(diags, name, start, len);
		bt_say(diags, BT_D_CSV_NOT_UTF8, (bt_span){(guint32)(bad - start), 1}, byte, NULL);
		bt_diags_about(diags, name, NULL, 0);
		return NULL;
	}
	return compose(start, len);
}

/* ------------------------------------------------------------------ the separator */

static gsize line_end(const char *s, gsize at)
{
	while (s[at] && s[at] != '\n' && s[at] != '\r')
		at++;
	return at;
}

static gsize after_line(const char *s, gsize end) { return end + (s[end] == '\r' && s[end + 1] == '\n') + (s[end] != 0); }

/* Excel's own line "sep=;"; returns where the table begins. */
static gsize stated_separator(const char *s, char *separator)
{
	gsize end = line_end(s, 0), from = s[0] == '"';
	if (end < from + 5 || g_ascii_strncasecmp(s + from, "sep=", 4) != 0 || strspn(s + from + 4, ";,\t\"") != end - from - 4)
		return 0;
	*separator = s[from + 4];
	return after_line(s, end);
}

/* The mark that stands most often in the first line, outside quotes. */
static char likely_separator(const char *s, gsize from)
{
	static const char marks[] = {';', ',', '\t'};
	guint count[G_N_ELEMENTS(marks)] = {0}, best = 0;
	bool quoted = false;
	for (gsize i = from, end = line_end(s, from); i < end; i++) {
		quoted ^= s[i] == '"';
		for (gsize m = 0; m < G_N_ELEMENTS(marks); m++)
			count[m] += !quoted && s[i] == marks[m];
	}
	for (guint m = 1; m < G_N_ELEMENTS(marks); m++)
		if (count[m] > count[best])
			best = m;
	return marks[best];
}

/* ------------------------------------------------------------------ cells and rows */

static bool ends_cell(const bt_csv *csv, gsize at)
{
	char c = csv->source[at];
	return at >= csv->len || c == csv->separator || c == '\n' || c == '\r';
}

/* The quoted cell whose opening quote is at `at`; what stands between its closing quote and the separator
 * is kept, as Excel does. Returns its end, or 0 after a message. */
static gsize quoted_cell(bt_csv *csv, gsize at, bt_csv_cell *cell, bt_diags *diags)
{
	g_autoptr(GString) text = g_string_new(NULL);
	gsize open = at++, close;
	for (;; at++) {
		if (at >= csv->len) {
			bt_say(diags, BT_D_CSV_QUOTE, (bt_span){(guint32)open, 1}, NULL);
			return 0;
		}
		if (csv->source[at] == '"' && csv->source[at + 1] != '"')
			break;
		at += csv->source[at] == '"';
		g_string_append_c(text, csv->source[at]);
	}
	close = at++;
	while (!ends_cell(csv, at))
		g_string_append_c(text, csv->source[at++]);
	cell->text = bt_arena_strndup(csv->arena, text->str, text->len);
	cell->span = (bt_span){(guint32)open + 1, (guint32)(close - open - 1)};
	return at;
}

static gsize plain_cell(bt_csv *csv, gsize at, bt_csv_cell *cell)
{
	gsize from = at;
	while (!ends_cell(csv, at))
		at++;
	cell->text = bt_arena_strndup(csv->arena, csv->source + from, at - from);
	cell->span = (bt_span){(guint32)from, (guint32)(at - from)};
	return at;
}

static bool is_blank(const char *s)
{
	for (; *s; s = g_utf8_next_char(s))
		if (!bt_is_space(bt_char_at(s)))
			return false;
	return true;
}

/* The row at *at, which moves behind it. False after a message. */
static bool read_row(bt_csv *csv, gsize *at, bt_diags *diags)
{
	bt_csv_row row = {.first = csv->cells->len, .span = {(guint32)*at, 0}};
	bool blank = true;
	for (;; ++*at) {
		bt_csv_cell cell;
		gsize end = csv->source[*at] == '"' ? quoted_cell(csv, *at, &cell, diags) : plain_cell(csv, *at, &cell);
		if (csv->source[*at] == '"' && end == 0)
			return false;
		g_array_append_val(csv->cells, cell);
		blank = blank && is_blank(cell.text);
		if (++row.n > BT_MAX_TABLE_COLUMNS) {
			bt_say_limit(diags, BT_D_CSV_WIDE, row.span, BT_MAX_TABLE_COLUMNS);
			return false;
		}
		*at = end;
		if (*at >= csv->len || csv->source[*at] != csv->separator)
			break;
	}
	row.span.len = (guint32)*at - row.span.off;
	*at = after_line(csv->source, *at);
	if (blank)
		g_array_set_size(csv->cells, row.first);
	else
		g_array_append_val(csv->rows, row);
	return true;
}

bt_csv *bt_csv_read(GBytes *bytes, const char *name, bt_diags *diags)
{
	g_autofree char *text = decode(bytes, name, diags);
	if (!text)
		return NULL;
	g_autoptr(bt_csv) csv = g_new0(bt_csv, 1);
	csv->arena = bt_arena_new();
	csv->len = strlen(text);
	csv->source = bt_arena_strndup(csv->arena, text, csv->len);
	csv->cells = g_array_new(FALSE, TRUE, sizeof(bt_csv_cell));
	csv->rows = g_array_new(FALSE, TRUE, sizeof(bt_csv_row));
	gsize at = stated_separator(csv->source, &csv->separator);
	if (!csv->separator)
		csv->separator = likely_separator(csv->source, at);
	bt_diags_about(diags, name, csv->source, csv->len);
	while (at < csv->len)
		if (!read_row(csv, &at, diags)) {
			bt_diags_about(diags, name, NULL, 0);
			return NULL;
		}
	return g_steal_pointer(&csv);
}

void bt_csv_free(bt_csv *csv)
{
	if (!csv)
		return;
	g_array_free(csv->cells, TRUE);
	g_array_free(csv->rows, TRUE);
	bt_arena_free(csv->arena);
	g_free(csv);
}

const bt_csv_row *bt_csv_row_at(const bt_csv *csv, guint row) { return &g_array_index(csv->rows, bt_csv_row, row); }

const bt_csv_cell *bt_csv_cell_at(const bt_csv *csv, guint row, guint column)
{
	const bt_csv_row *r = bt_csv_row_at(csv, row);
	return column < r->n ? &g_array_index(csv->cells, bt_csv_cell, r->first + column) : NULL;
}
