/* Vietnamese letters: spelling keys, folds, slugs, collation. Knows no vocabulary. */
#include "base/base.h"

#include <string.h>

gsize bt_text_letters(const char *s, gsize len)
{
	gsize n = 0;
	for (const char *p = s, *end = s + len; p < end; p = g_utf8_next_char(p))
		n += !g_unichar_ismark(g_utf8_get_char(p));
	return n;
}

bool bt_is_space(gunichar c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
	       (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
	       c == 0x3000;
}

bool bt_is_invisible(gunichar c)
{
	return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
	       (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

void bt_trim(const char *s, gsize *from, gsize *to)
{
	while (*from < *to && bt_is_space(g_utf8_get_char(s + *from)))
		*from = (gsize)(g_utf8_next_char(s + *from) - s);
	while (*to > *from && bt_is_space(g_utf8_get_char(g_utf8_prev_char(s + *to))))
		*to = (gsize)(g_utf8_prev_char(s + *to) - s);
}

char *bt_fold(const char *s)
{
	GString *out = g_string_new(NULL);
	if (!g_utf8_validate(s, -1, NULL))
		return g_string_free(out, FALSE);
	/* Letter by letter: normalising a long run of marks at once takes GLib quadratic time. */
	for (const char *p = s; *p; p = g_utf8_next_char(p)) {
		gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
		gsize n = g_unichar_fully_decompose(g_utf8_get_char(p), FALSE, parts, G_N_ELEMENTS(parts));
		for (gsize i = 0; i < n; i++) {
			gunichar c = parts[i];
			if (c >= 0x300 && c <= 0x36F)
				continue;
			if (c == 0x110 || c == 0x111)
				c = 'd';
			g_string_append_unichar(out, g_unichar_tolower(c));
		}
	}
	return g_string_free(out, FALSE);
}

/* One syllable, decomposed: base letters with their vowel marks, and the tone with its place. */
#define SYLLABLE_MAX 16

struct syllable {
	gunichar letter[SYLLABLE_MAX]; /* NFC letters without the tone */
	int n;
	gunichar tone; /* combining mark or 0 */
	int at;        /* index of the letter that carries it */
};

static bool is_tone(gunichar c)
{
	return c == 0x300 || c == 0x301 || c == 0x303 || c == 0x309 || c == 0x323;
}

gunichar bt_without_tone(gunichar c, gunichar *tone)
{
	gunichar parts[4], letter = c;
	gsize n = g_unichar_fully_decompose(c, FALSE, parts, G_N_ELEMENTS(parts));
	*tone = 0;
	if (n < 2)
		return c;
	letter = parts[0];
	for (gsize i = 1; i < n; i++) {
		gunichar whole;
		if (is_tone(parts[i]))
			*tone = parts[i];
		else if (g_unichar_compose(letter, parts[i], &whole))
			letter = whole;
		else
			return *tone = 0, c;
	}
	return letter;
}

static bool vowel(gunichar c)
{
	static const gunichar vowels[] = {'a', 0x103, 0xE2, 'e', 0xEA, 'i', 'o', 0xF4, 0x1A1, 'u', 0x1B0, 'y'};
	for (gsize i = 0; i < G_N_ELEMENTS(vowels); i++)
		if (vowels[i] == c)
			return true;
	return false;
}

/* oa, oe, uy at the end of the syllable carry the tone on the first vowel in the old style; not
 * after q, where u belongs to the onset. */
static void place_tone(struct syllable *s)
{
	if (!s->tone || s->n < 2 || s->at != s->n - 1)
		return;
	gunichar a = s->letter[s->n - 2], b = s->letter[s->n - 1];
	bool pair = (a == 'o' && (b == 'a' || b == 'e')) || (a == 'u' && b == 'y');
	if (pair && !(s->n > 2 && s->letter[s->n - 3] == 'q'))
		s->at = s->n - 2;
}

/* tỉ = tỷ, kĩ = kỹ, lí = lý, quí = quý: a lone final i after these onsets is written y. */
static void unify_i(struct syllable *s)
{
	int v = s->n - 1;
	if (v < 1 || s->letter[v] != 'i')
		return;
	bool qu = v >= 2 && s->letter[v - 1] == 'u' && s->letter[v - 2] == 'q';
	if (qu || (v == 1 && strchr("hklmst", (int)s->letter[0]) && s->letter[0] < 128))
		s->letter[v] = 'y';
}

/* A vowel with its tone. The dot below stands before circumflex and breve in canonical order: ộ is
 * ọ + U+0302, so ô + U+0323 does not compose directly. */
static gunichar join_tone(gunichar c, gunichar tone)
{
	gunichar whole, base, mark;
	if (!tone)
		return c;
	if (g_unichar_compose(c, tone, &whole))
		return whole;
	if (g_unichar_decompose(c, &base, &mark) && g_unichar_compose(base, tone, &whole) &&
	    g_unichar_compose(whole, mark, &whole))
		return whole;
	return c;
}

static void put_syllable(GString *out, struct syllable *s)
{
	unify_i(s);
	place_tone(s);
	for (int i = 0; i < s->n; i++) {
		g_string_append_unichar(out, join_tone(s->letter[i], i == s->at ? s->tone : 0));
	}
	*s = (struct syllable){.at = -1};
}

char *bt_spelling_key(const char *s, gssize len)
{
	const char *end = len < 0 ? s + strlen(s) : s + len;
	GString *out = g_string_sized_new((gsize)(end - s) + 8);
	struct syllable syl = {.at = -1};
	for (const char *p = s; p < end; p = g_utf8_next_char(p)) {
		gunichar c = g_unichar_tolower(g_utf8_get_char(p)), tone;
		if (!g_unichar_isalpha(c)) {
			put_syllable(out, &syl);
			if (!bt_is_space(c))
				g_string_append_unichar(out, c);
			else if (out->len && out->str[out->len - 1] != ' ')
				g_string_append_c(out, ' ');
			continue;
		}
		if (syl.n == SYLLABLE_MAX)
			put_syllable(out, &syl);
		gunichar bare = bt_without_tone(c, &tone);
		if (tone && !syl.tone && vowel(bare)) {
			c = bare;
			syl.tone = tone;
			syl.at = syl.n;
		}
		syl.letter[syl.n++] = c;
	}
	put_syllable(out, &syl);
	return g_string_free(out, FALSE);
}

char *bt_slug(const char *s, gsize max)
{
	g_autofree char *folded = bt_fold(s);
	GString *out = g_string_new(NULL);
	bool gap = false;
	for (const char *p = folded; *p; p++) {
		if (!g_ascii_isalnum(*p)) {
			gap = out->len > 0;
			continue;
		}
		if (gap)
			g_string_append_c(out, '-');
		gap = false;
		g_string_append_c(out, *p);
	}
	if (out->len > max) {
		char *cut = g_strrstr_len(out->str, (gssize)max + 1, "-");
		g_string_truncate(out, cut && cut > out->str ? (gsize)(cut - out->str) : max);
	}
	return g_string_free(out, FALSE);
}

/* ------------------------------------------------------------------ collation */

static int letter_rank(gunichar c)
{
	static const char order[] = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
	int rank = 0;
	for (const char *p = order; *p; p = g_utf8_next_char(p), rank++)
		if (g_utf8_get_char(p) == c)
			return 100 + rank;
	if (bt_is_space(c))
		return 0;
	return c < 128 ? (int)c % 100 : 1000 + (int)c;
}

static int tone_rank(gunichar tone)
{
	static const gunichar order[] = {0, 0x300, 0x309, 0x303, 0x301, 0x323};
	for (int i = 0; i < (int)G_N_ELEMENTS(order); i++)
		if (order[i] == tone)
			return i;
	return (int)G_N_ELEMENTS(order);
}

/* Compare one syllable from each side: base letters first, then tones. Moves both on. */
static int collate_syllable(const char **a, const char **b, int *case_order)
{
	int tones = 0;
	for (;;) {
		bool end_a = !**a || bt_is_space(g_utf8_get_char(*a)), end_b = !**b || bt_is_space(g_utf8_get_char(*b));
		if (end_a || end_b)
			return end_a && end_b ? tones : end_a ? -1 : 1;
		gunichar x = g_utf8_get_char(*a), y = g_utf8_get_char(*b), tx, ty;
		gunichar lx = bt_without_tone(g_unichar_tolower(x), &tx), ly = bt_without_tone(g_unichar_tolower(y), &ty);
		int d = letter_rank(lx) - letter_rank(ly);
		if (d)
			return d;
		if (!tones)
			tones = tone_rank(tx) - tone_rank(ty);
		if (!*case_order)
			*case_order = (int)g_unichar_isupper(x) - (int)g_unichar_isupper(y);
		*a = g_utf8_next_char(*a);
		*b = g_utf8_next_char(*b);
	}
}

static const char *skip_spaces(const char *s)
{
	while (*s && bt_is_space(g_utf8_get_char(s)))
		s = g_utf8_next_char(s);
	return s;
}

int bt_collate(const char *a, const char *b)
{
	const char *whole_a = a, *whole_b = b;
	int case_order = 0;
	for (;;) {
		a = skip_spaces(a);
		b = skip_spaces(b);
		if (!*a || !*b)
			break;
		int d = collate_syllable(&a, &b, &case_order);
		if (d)
			return d;
	}
	if (*a || *b)
		return *a ? 1 : -1;
	return case_order ? case_order : strcmp(whole_a, whole_b);
}
