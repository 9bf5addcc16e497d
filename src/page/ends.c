/* Where a line may end: Pango's answer (UAX 14), asked only where it is not plain. Words of letters and digits hold together,
 * and a line may end after the spaces behind them; all other words and places are asked for one by one, as no rule looks
 * further than to the words on both sides of a space. */
#include "page/layout.h"

#include "base/letter.h"

#include <string.h>

/* Digits and Latin letters, those of Vietnamese among them. */
static bool is_plain(gunichar c)
{
	return c < 0x80 ? g_ascii_isalnum(c) : (c >= 0xC0 && c <= 0x24F) || (c >= 0x1E00 && c <= 0x1EFF);
}

static bool is_stop(char c) { return c == ',' || c == '.' || c == ';' || c == ':'; }

/* Letters and digits, stops between digits ("1.234,5") and at the end. */
static bool is_plain_word(const char *p, const char *end)
{
	for (const char *start = p; p < end; p = g_utf8_next_char(p)) {
		bool last = p + 1 == end;
		if (is_plain(bt_char_at(p)) || (is_stop(*p) && p > start && (last || (g_ascii_isdigit(p[-1]) && g_ascii_isdigit(p[1])))))
			continue;
		return false;
	}
	return true;
}

static bool ends_plainly(const char *p, const char *end)
{
	return is_stop(end[-1]) ? end - p > 1 && is_plain(bt_char_at(g_utf8_prev_char(end - 1))) : is_plain(bt_char_at(g_utf8_prev_char(end)));
}

/* Asks Pango about [p, end) and takes its answer for the places in (from, to). */
static void ask(const char *text, const char *p, const char *end, const char *from, const char *to, bool *ends)
{
	int n = (int)g_utf8_strlen(p, end - p) + 1;
	g_autofree PangoLogAttr *attrs = g_new0(PangoLogAttr, n);
	pango_get_log_attrs(p, (int)(end - p), -1, pango_language_from_string("vi"), attrs, n);
	for (int i = 0; p < end; i++, p = g_utf8_next_char(p))
		if (p > from && p < to)
			ends[p - text] = attrs[i].is_line_break;
}

void bt_line_ends(const char *text, gsize len, bool *ends)
{
	const char *end = text + len, *before = text, *before_end = text; /* the word before */
	for (const char *p = text, *word_end; p < end; p = word_end) {
		while (p < end && *p == ' ')
			p++;
		word_end = memchr(p, ' ', (gsize)(end - p));
		word_end = word_end ? word_end : end;
		if (p == word_end)
			return;
		if (!is_plain_word(p, word_end))
			ask(text, p, MIN(word_end + 1, end), p, word_end + 1, ends); /* with a space: after a line separator a line ends before it */
		if (before < before_end && ends_plainly(before, before_end) && is_plain(bt_char_at(p)))
			ends[p - text] = true;
		else if (p > text)
			ask(text, before, word_end, p - 1, p + 1, ends);
		before = p;
		before_end = word_end;
	}
}
