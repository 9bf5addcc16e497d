/* First stage: text to tokens. Repairs what typing spoils: spaces missing around numbers, lines
 * broken inside a sentence, %o for ‰. Knows letters and digits, no words. */
#include "figure/stages.h"

#include <string.h>

/* The letters of Vietnamese and its combining marks without a table look-up. */
static bool letter(gunichar c)
{
	if (c < 0x80)
		return (c | 0x20) - 'a' < 26;
	if ((c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x300 && c <= 0x36F) || (c >= 0x1EA0 && c <= 0x1EF9))
		return true;
	return bt_is_alpha(c) || bt_is_mark(c);
}

static gsize scan_word(const char *s, gsize len)
{
	const char *p = s, *end = s + len;
	for (const char *next = p; p < end && letter(bt_take_char(&next)); p = next)
		;
	return (gsize)(p - s);
}

/* m2, km2, m3, m²: the exponent belongs to the unit. */
static gsize scan_exponent(const char *s, gsize len, gsize word)
{
	if (word == 0 || s[word - 1] != 'm' || word > 2 || word >= len)
		return word;
	if (s[word] == '2' || s[word] == '3') {
		bool more = word + 1 < len && (g_ascii_isalnum(s[word + 1]));
		bool decimal = word + 2 < len && (s[word + 1] == ',' || s[word + 1] == '.') && g_ascii_isdigit(s[word + 2]);
		return more || decimal ? word : word + 1;
	}
	if (word + 1 < len && (guchar)s[word] == 0xC2 && ((guchar)s[word + 1] == 0xB2 || (guchar)s[word + 1] == 0xB3))
		return word + 2;
	return word;
}

static gsize scan_digits(const char *s, gsize len)
{
	gsize at = 0;
	while (at < len && (g_ascii_isdigit(s[at]) || ((s[at] == '.' || s[at] == ',') && at + 1 < len && g_ascii_isdigit(s[at + 1]))))
		at++;
	return at;
}

gsize bt_token_scan(const char *text, gsize len, bt_tok_kind *kind, bt_num *num, bt_num_shape *shape)
{
	*kind = BT_TOK_NUMBER;
	if (g_ascii_isdigit(text[0])) {
		gsize used = bt_num_parse(text, len, num, shape);
		if (used)
			return used;
		*kind = BT_TOK_OPAQUE;
		return scan_digits(text, len);
	}
	gsize word = scan_word(text, len);
	*kind = BT_TOK_WORD;
	if (word)
		return scan_exponent(text, len, word);
	*kind = text[0] == '\n' ? BT_TOK_BREAK : BT_TOK_PUNCT;
	if (text[0] == '%' && len > 1 && (text[1] == 'o' || text[1] == '0') && !(len > 2 && g_ascii_isalnum(text[2])))
		return 2; /* a typed ‰ */
	return (gsize)(g_utf8_next_char(text) - text);
}

static char mark_of(const char *s)
{
	gunichar c = bt_char_at(s);
	if (c == 0x201C || c == 0x201D || c == 0xAB || c == 0xBB || c == 0x2018 || c == 0x2019)
		return '"';
	if (c >= 0x2010 && c <= 0x2015)
		return '-';
	if (c == 0x2026)
		return '.';
	return c < 128 ? (char)c : '~';
}

static void letter_case(const char *s, gsize len, bt_token *t)
{
	t->capital = bt_is_upper(bt_char_at(s));
	t->capitals = t->capital;
	for (const char *p = s; p < s + len && t->capitals; p = g_utf8_next_char(p))
		if (bt_is_lower(bt_char_at(p)))
			t->capitals = false;
}

/* A line goes on when it does not end a sentence and the next begins small or with a digit. */
static bool line_goes_on(const bt_token *last, const char *next, const char *end)
{
	while (next < end && *next == ' ')
		next++;
	if (next >= end || !last)
		return true;
	if (last->kind == BT_TOK_PUNCT && strchr(".:;!?", last->mark))
		return false;
	gunichar c = bt_char_at(next);
	return bt_is_lower(c) || g_unichar_isdigit(c) || c == '%';
}

static void read_token(const char *text, gsize at, gsize len, bool space, bt_token *t)
{
	*t = (bt_token){.from = (guint32)at, .space = space};
	bt_tok_kind kind;
	bt_num_shape shape = BT_SHAPE_PLAIN;
	gsize used = bt_token_scan(text + at, len - at, &kind, &t->num, &shape);
	t->kind = (guint8)kind;
	t->shape = (guint8)shape;
	t->to = (guint32)(at + used);
	const char *spelled = text + at;
	if (kind == BT_TOK_WORD)
		letter_case(spelled, used, t);
	if (kind == BT_TOK_PUNCT) {
		t->mark = mark_of(spelled);
		spelled = t->mark == '-' ? "-" : used == 2 && *spelled == '%' ? "‰" : spelled;
		used = spelled == text + at ? used : strlen(spelled);
	}
	t->syllable = bt_syllable(spelled, used);
	t->known = bt_lexicon_of(t->syllable);
}

void bt_stage_tokens(bt_passage *p)
{
	const char *text = p->flat.text;
	gsize len = p->flat.len;
	bool space = true;
	guint n = 0;
	for (gsize at = 0; at < len;) {
		const char *next = text + at;
		gunichar c = bt_take_char(&next);
		bool broken = c == '\n' && !line_goes_on(n ? BT_TOKEN(p, n - 1) : NULL, next, text + len);
		if (bt_is_invisible(c) || (bt_is_space(c) && !broken)) {
			space = space || bt_is_space(c);
			at = (gsize)(next - text);
			continue;
		}
		if (n == p->tokens->len)
			g_array_set_size(p->tokens, n * 2 + 64);
		read_token(text, at, len, space, BT_TOKEN(p, n));
		at = BT_TOKEN(p, n++)->to;
		space = false;
	}
	g_array_set_size(p->tokens, n);
}

const bt_word *bt_match(const bt_passage *p, int i, bt_classes classes, int *end)
{
	const bt_word *best = NULL;
	int n = (int)p->tokens->len;
	if (i < 0 || i >= n || !(BT_TOKEN(p, i)->known->opens & classes))
		return NULL;
	guint32 node = BT_TOKEN(p, i)->known->node;
	for (int j = i + 1; node; j++) {
		const bt_word *word = bt_lexicon_word(node);
		if (word && (word->classes & classes)) {
			best = word;
			*end = j;
		}
		node = j < n && !BT_TOKEN(p, j)->mask ? bt_lexicon_step(node, BT_TOKEN(p, j)->syllable) : 0;
	}
	return best;
}

const bt_word *bt_match_before(const bt_passage *p, int i, bt_classes classes, int *start)
{
	for (int from = MAX(0, i - 5); from < i; from++) {
		if (!(BT_TOKEN(p, from)->known->opens & classes))
			continue;
		guint32 node = 0;
		int j = from;
		for (; j < i && (node = bt_lexicon_step(node, BT_TOKEN(p, j)->syllable)); j++)
			;
		const bt_word *word = j == i && node ? bt_lexicon_word(node) : NULL;
		if (word && (word->classes & classes)) {
			*start = from;
			return word;
		}
	}
	return NULL;
}

const char *bt_tokens_text(const bt_passage *p, int from, int to)
{
	if (to <= from)
		return "";
	gsize start = BT_TOKEN(p, from)->from, len = BT_TOKEN(p, to - 1)->to - start;
	char *text = bt_arena_strndup(p->arena, p->flat.text + start, len), *out = text;
	for (char *c = text; *c; c++) {
		bool blank = *c == ' ' || *c == '\n' || *c == '\t';
		if (blank && out > text && out[-1] == ' ')
			continue;
		*out++ = blank ? ' ' : *c;
	}
	*out = '\0';
	return text;
}

bt_span bt_tokens_span(const bt_passage *p, int from, int to)
{
	if (to <= from)
		return BT_NO_SPAN;
	return bt_flat_span(&p->flat, BT_TOKEN(p, from)->from, BT_TOKEN(p, to - 1)->to);
}
