/* Numbers, letters and bullets at the start of a block (vietnamese.md section 12).
 * Knows how markers look; whether one makes a heading or an item is for the passes. */
#include "read/inner.h"

#include <string.h>

static gsize spaces(const char *s, gsize len)
{
	const char *p = s, *end = s + len;
	while (p < end && bt_is_space(bt_char_at(p)))
		p = g_utf8_next_char(p);
	return (gsize)(p - s);
}

static bool upper_at(const char *s, gsize len) { return len > 0 && bt_is_upper(bt_char_at(s)); }

/* Roman numeral up to 39 in capitals; its value or 0. */
static int roman(const char *s, gsize len)
{
	static const char *const ones[] = {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};
	gsize tens = 0;
	while (tens < len && tens < 3 && s[tens] == 'X' )
		tens++;
	for (;; tens--) {
		for (int i = 0; i < 10; i++)
			if (strlen(ones[i]) == len - tens && memcmp(ones[i], s + tens, len - tens) == 0)
				return (int)tens * 10 + i;
		if (tens == 0)
			return 0;
	}
}

static int decimal(const char *s, gsize len)
{
	int n = 0;
	for (gsize i = 0; i < len && g_ascii_isdigit(s[i]); i++)
		n = n * 10 + (s[i] - '0');
	return n;
}

static bt_marker found(bt_mark kind, const char *s, gsize len, gsize mark, int number)
{
	return (bt_marker){kind, (guint32)mark, (guint32)(mark + spaces(s + mark, len - mark)), number};
}

static const bt_marker none = {BT_MARK_NONE, 0, 0, 0};

/* - + * and their like: a space after them, or (typed in haste) a capital. */
static bt_marker bullet(const char *s, gsize len)
{
	gunichar c = bt_char_at(s);
	gsize n = (gsize)(g_utf8_next_char(s) - s);
	bt_mark kind = c == '-' || c == 0x2013 || c == 0x2014 ? BT_MARK_DASH
		     : c == '+'				      ? BT_MARK_PLUS
		     : c == '*'				      ? BT_MARK_STAR
		     : c == 0x2022 || c == 0xB7 || (c >= 0x25A0 && c <= 0x25FF) || c == 0x27A2 || c == 0x2756 || (c >= 0xF000 && c <= 0xF0FF)
			     ? BT_MARK_BULLET
			     : BT_MARK_NONE;
	if (kind == BT_MARK_NONE || n >= len)
		return none;
	if (!bt_is_space(bt_char_at(s + n)) && !upper_at(s + n, len - n) && kind != BT_MARK_BULLET)
		return none;
	bt_marker m = found(kind, s, len, n, 0);
	return m.text < len ? m : none;
}

/* 1. 1- 1/ 1) 1.1 1.1. 1.1.1. */
static bt_marker number(const char *s, gsize len)
{
	gsize at = 0;
	int parts = 0, value = 0;
	while (parts < 4) {
		gsize from = at;
		value = 0;
		while (at < len && g_ascii_isdigit(s[at]) && at - from < 3)
			value = value * 10 + (s[at++] - '0');
		if (at == from || at - from > 2)
			return none;
		parts++;
		if (at + 1 >= len || s[at] != '.' || !g_ascii_isdigit(s[at + 1]))
			break;
		at++;
	}
	if (at >= len || value == 0)
		return none;
	bool dotted = parts > 1, closed = strchr(".-/)", s[at]) != NULL;
	if (!closed && !(dotted && bt_is_space(bt_char_at(s + at))))
		return none;
	bool paren = s[at] == ')';
	at += closed;
	bool space = at < len && bt_is_space(bt_char_at(s + at));
	/* "11/NQ-HĐND" and "30-CT/TU" are numbers of papers. */
	bool tight = closed && (s[at - 1] == '/' || s[at - 1] == '-');
	if (!space && (tight || !upper_at(s + at, len - at)))
		return none;
	bt_mark kind = parts == 1 ? (paren ? BT_MARK_PAREN : BT_MARK_NUMBER) : parts == 2 ? BT_MARK_NUMBER2 : BT_MARK_NUMBER3;
	bt_marker m = found(kind, s, len, at, value);
	/* "1.1 triệu" is a number in a sentence, "2.1 Sản xuất" a heading. */
	return m.text < len && (closed || upper_at(s + m.text, len - m.text)) ? m : none;
}

/* a) a. A. I. IV- (1) */
static bt_marker letter(const char *s, gsize len)
{
	if (s[0] == '(') {
		gsize n = 1;
		while (n < len && n < 4 && g_ascii_isdigit(s[n]))
			n++;
		if (n == 1 || n + 1 >= len || s[n] != ')')
			return none;
		return found(BT_MARK_PAREN, s, len, n + 1, decimal(s + 1, n - 1));
	}
	gsize n = 0;
	while (n < len && n < 8 && g_ascii_isalpha(s[n]))
		n++;
	gsize one = (gsize)(g_utf8_next_char(s) - s);
	gunichar c = bt_char_at(s);
	bool dj = c == 0x111;
	if (dj)
		n = one;
	if (n == 0 || n + 1 >= len || !strchr(".-)/", s[n]) || s[n] == '\0')
		return none;
	bool space = bt_is_space(bt_char_at(s + n + 1));
	int value = roman(s, n);
	if (value && s[n] != '/' && (space || upper_at(s + n + 1, len - n - 1)))
		return found(BT_MARK_ROMAN, s, len, n + 1, value);
	if (n != one || !space)
		return none;
	if (g_ascii_isupper(s[0]) && s[n] != '/')
		return found(BT_MARK_UPPER, s, len, n + 1, s[0] - 'A' + 1);
	if ((g_ascii_islower(s[0]) || dj) && (s[n] == ')' || s[n] == '.'))
		return found(BT_MARK_LOWER, s, len, n + 1, dj ? 5 : s[0] - 'a' + 1);
	return none;
}

/* Phần I, Chương 2, Mục 3., Điều 4. */
static bt_marker division(const char *s, gsize len)
{
	static const struct {
		const char *word;
		bt_mark kind;
	} words[] = {
		{"phần", BT_MARK_PART},	 {"chương", BT_MARK_CHAPTER}, {"mục", BT_MARK_SECTION},
		{"điều", BT_MARK_ARTICLE}, {"phụ lục", BT_MARK_ANNEX},
	};
	gunichar first = upper_at(s, len) ? bt_to_lower(bt_char_at(s)) : 0;
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		if (first != bt_char_at(words[i].word))
			continue;
		char key[BT_KEY_ROOM(24)];
		bt_spelling_key_into(key, s, MIN(len, strnlen(s, 24)));
		gsize n = strlen(words[i].word);
		if (strncmp(key, words[i].word, n) != 0 || key[n] != ' ')
			continue;
		/* Both cases of these letters have the same length in UTF-8. */
		gsize at = n + spaces(s + MIN(n, len), len - MIN(n, len)), from = at;
		while (at < len && g_ascii_isalnum(s[at]))
			at++;
		int value = roman(s + from, at - from);
		if (!value && at > from && at - from <= 3 && g_ascii_isdigit(s[from]))
			value = decimal(s + from, at - from);
		if (!value)
			return none;
		if (at < len && !strchr(".:-", s[at]))
			return none;
		return found(words[i].kind, s, len, at + (at < len), value);
	}
	return none;
}

bt_marker bt_marker_parse(const char *s, gsize len)
{
	if (len < 2)
		return none;
	bt_marker m = bullet(s, len);
	if (m.kind == BT_MARK_NONE && g_ascii_isdigit(*s))
		m = number(s, len);
	else if (m.kind == BT_MARK_NONE)
		m = letter(s, len);
	return m.kind == BT_MARK_NONE ? division(s, len) : m;
}
