/* Judgements about words: capitals, sentence ends, phrases at the start of a text.
 * Knows abbreviations (vietnamese.md section 9); knows no structure. */
#include "read/inner.h"

#include <string.h>

bool bt_all_capitals(const char *s, gsize len)
{
	guint upper = 0;
	for (const char *p = s, *end = s + len; p < end; p = g_utf8_next_char(p)) {
		gunichar c = bt_char_at(p);
		if (bt_is_lower(c))
			return false;
		upper += bt_is_upper(c);
	}
	return upper >= 2;
}

bool bt_has_digit(const char *s, gsize len)
{
	for (gsize i = 0; i < len; i++)
		if (g_ascii_isdigit(s[i]))
			return true;
	return false;
}

/* Step over closing marks and white space backwards; NULL at the start. */
static const char *last_mark(const char *s, gsize len)
{
	const char *p = s + len;
	while (p > s) {
		p = g_utf8_prev_char(p);
		gunichar c = bt_char_at(p);
		if (!bt_is_space(c) && !bt_is_invisible(c) && c != 0x201D && c != 0x2019 && c != 0xBB && c != '"' && c != ')')
			return p;
	}
	return NULL;
}

char bt_last_stop(const char *s, gsize len)
{
	const char *p = last_mark(s, len);
	if (!p)
		return 0;
	gunichar c = bt_char_at(p);
	if (c == 0x2026)
		return '.';
	return c < 128 && strchr(".:;,!?", (int)c) ? (char)c : 0;
}

bool bt_ends_sentence(const char *s, gsize len)
{
	char stop = bt_last_stop(s, len);
	return stop == '.' || stop == '!' || stop == '?';
}

/* Does a "." at p end an abbreviation ("TP.", "Q.", "ThS.", "A.")? The word before it begins with a
 * capital and is short and without a tone mark, or is one letter. */
static bool after_abbreviation(const char *s, const char *p)
{
	static const char known[] = ";TP;Tp;Q;P;H;TX;TT;GS;PGS;TS;ThS;Ths;BS;KS;CN;LS;St;";
	const char *from = p;
	while (from > s && g_ascii_isalpha(from[-1]))
		from--;
	gsize n = (gsize)(p - from);
	if (n == 0 || n > 4 || (from > s && (guchar)from[-1] >= 0x80))
		return false;
	if (n == 1)
		return g_ascii_isupper(*from);
	char word[8] = {';'};
	memcpy(word + 1, from, n);
	word[n + 1] = ';';
	return strstr(known, word) != NULL;
}

guint bt_sentences(const char *s, gsize len)
{
	guint n = 0;
	bool open = false;
	for (const char *p = s, *end = s + len; p < end; p = g_utf8_next_char(p)) {
		gunichar c = bt_char_at(p);
		if (bt_is_alnum(c))
			open = true;
		if (!open || (c != '.' && c != '!' && c != '?' && c != 0x2026))
			continue;
		const char *next = g_utf8_next_char(p);
		bool ends = next >= end || bt_is_space(bt_char_at(next));
		if (ends && !(c == '.' && next < end && after_abbreviation(s, p))) {
			n++;
			open = false;
		}
	}
	return n + open;
}

static gsize word_at(const char *at, const char *phrase, gsize n)
{
	if (n == 0 || strncmp(at, phrase, n) != 0)
		return 0;
	const char *after = at + n;
	return *after && bt_is_alnum(bt_char_at(after)) ? 0 : n;
}

gsize bt_key_begins(const char *key, const char *phrases)
{
	gsize best = 0;
	for (const char *p = phrases, *end; p && *p; end = strchr(p, ';'), p = end ? end + 1 : NULL) {
		if (*p != *key)
			continue;
		gsize n = strcspn(p, ";");
		best = MAX(best, word_at(key, p, n));
	}
	return best;
}

const char *bt_key_find(const char *key, const char *phrases, gsize *len)
{
	bool start = true, opens[256] = {false}; /* bytes that a phrase begins with */
	for (const char *p = phrases; p; p = strchr(p, ';'), p = p ? p + 1 : NULL)
		opens[(guchar)*p] = true;
	for (const char *p = key; *p; p = g_utf8_next_char(p)) {
		*len = start && opens[(guchar)*p] ? bt_key_begins(p, phrases) : 0;
		if (*len)
			return p;
		start = !bt_is_alnum(bt_char_at(p));
	}
	return NULL;
}

bool bt_key_holds(const char *key, const char *phrases)
{
	gsize len;
	return bt_key_find(key, phrases, &len) != NULL;
}
