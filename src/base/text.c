/* Vietnamese letters: spelling keys, folds, slugs, collation. Knows no vocabulary. */
#include "base/base.h"

#include <string.h>

/* ------------------------------------------------------------------ letters */

bt_letter bt_letters[BT_LETTERS];

static bool is_tone(gunichar c)
{
	return c == 0x300 || c == 0x301 || c == 0x303 || c == 0x309 || c == 0x323;
}

/* A letter without its tone, which goes to *tone; what does not come together again stays as it is. */
static gunichar take_tone(gunichar c, guint16 *tone)
{
	gunichar parts[4], letter;
	gsize n = g_unichar_fully_decompose(c, FALSE, parts, G_N_ELEMENTS(parts));
	*tone = 0;
	if (n < 2)
		return c;
	letter = parts[0];
	for (gsize i = 1; i < n; i++) {
		gunichar whole;
		if (is_tone(parts[i]) && !*tone)
			*tone = (guint16)parts[i];
		else if (g_unichar_compose(letter, parts[i], &whole))
			letter = whole;
		else
			return *tone = 0, c;
	}
	return letter;
}

static guint8 fold_to_ascii(gunichar c)
{
	gunichar parts[4];
	gsize n = g_unichar_fully_decompose(c, FALSE, parts, G_N_ELEMENTS(parts));
	for (gsize i = 1; i < n; i++)
		if (i >= G_N_ELEMENTS(parts) || parts[i] < 0x300 || parts[i] > 0x36F)
			return 0;
	gunichar first = parts[0] == 0x110 || parts[0] == 0x111 ? 'd' : g_unichar_tolower(parts[0]);
	return first < 0x80 ? (guint8)first : 0;
}

const bt_letter *bt_letter_look_up(gunichar c)
{
	static bt_letter other;
	bt_letter *letter = c < BT_LETTERS_LOW ? &bt_letters[c] : c - BT_LETTERS_HIGH < 0x100 ? &bt_letters[c - BT_LETTERS_HIGH + BT_LETTERS_LOW] : &other;
	*letter = (bt_letter){.lower = g_unichar_tolower(c), .known = true, .alpha = g_unichar_isalpha(c), .alnum = g_unichar_isalnum(c),
			    .upper = g_unichar_isupper(c), .lower_case = g_unichar_islower(c), .mark = g_unichar_ismark(c)};
	letter->bare = take_tone(c, &letter->tone);
	letter->folded = fold_to_ascii(c);
	return letter;
}

/* Byte after byte, which is faster than from letter to letter: counts those that begin a code point, and looks
 * closer where a combining mark may begin (the first is U+0300). Ends when there are more than `most`. */
static inline gsize count_letters(const char *s, gsize len, gsize most)
{
	gsize n = 0;
	for (const guchar *p = (const guchar *)s, *end = p + len; p < end && n <= most; p++) {
		n += (*p & 0xC0) != 0x80;
		if (*p >= 0xCC && bt_is_mark(bt_char_at((const char *)p)))
			n--;
	}
	return n;
}

gsize bt_text_letters(const char *s, gsize len) { return count_letters(s, len, G_MAXSIZE); }

bool bt_text_longer(const char *s, gsize len, gsize letters) { return len > letters && count_letters(s, len, letters) > letters; }

void bt_trim(const char *s, gsize *from, gsize *to)
{
	while (*from < *to && bt_is_space(bt_char_at(s + *from)))
		*from = (gsize)(g_utf8_next_char(s + *from) - s);
	while (*to > *from && bt_is_space(bt_char_at(g_utf8_prev_char(s + *to))))
		*to = (gsize)(g_utf8_prev_char(s + *to) - s);
}

/* Appends what is left of c without marks, in lower case. */
static void fold_char(GString *out, gunichar c)
{
	gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
	gsize n = g_unichar_fully_decompose(c, FALSE, parts, G_N_ELEMENTS(parts));
	for (gsize i = 0; i < n; i++) {
		if (parts[i] >= 0x300 && parts[i] <= 0x36F)
			continue;
		g_string_append_unichar(out, parts[i] == 0x110 || parts[i] == 0x111 ? 'd' : bt_to_lower(parts[i]));
	}
}

char *bt_fold(const char *s)
{
	if (!g_utf8_validate(s, -1, NULL))
		return g_strdup("");
	GString *out = g_string_sized_new(strlen(s));
	/* Letter by letter: normalising a long run of marks at once takes GLib quadratic time. */
	for (const char *p = s; *p;) {
		gunichar c = bt_take_char(&p), folded = c < 0x80 ? bt_to_lower(c) : bt_letter_of(c)->folded;
		if (folded && folded < 0x80)
			g_string_append_c(out, (char)folded);
		else
			fold_char(out, c);
	}
	return g_string_free(out, FALSE);
}

/* One syllable, decomposed: base letters with their vowel marks, and the tone with its place. */
#define SYLLABLE_MAX 16

struct syllable {
	gunichar letter[SYLLABLE_MAX]; /* NFC letters without the tone */
	int n;
	gunichar tone;  /* combining mark or 0 */
	int at;         /* index of the letter that carries it, or -1 */
	gunichar toned; /* that letter with the tone */
};

gunichar bt_without_tone(gunichar c, gunichar *tone)
{
	const bt_letter *letter = bt_letter_of(c);
	*tone = letter->tone;
	return letter->bare;
}

static bool vowel(gunichar c)
{
	switch (c) {
	case 'a': case 0x103: case 0xE2: case 'e': case 0xEA: case 'i': case 'o': case 0xF4: case 0x1A1: case 'u': case 0x1B0: case 'y':
		return true;
	}
	return false;
}

/* A vowel with its tone. The dot below stands before circumflex and breve in canonical order: ộ is
 * ọ + U+0302, so ô + U+0323 does not compose directly. */
static gunichar join_tone(gunichar c, gunichar tone)
{
	gunichar whole, base, mark;
	if (g_unichar_compose(c, tone, &whole))
		return whole;
	if (g_unichar_decompose(c, &base, &mark) && g_unichar_compose(base, tone, &whole) &&
	    g_unichar_compose(whole, mark, &whole))
		return whole;
	return c;
}

/* oa, oe, uy at the end of the syllable carry the tone on the first vowel in the old style; not
 * after q, where u belongs to the onset. */
static void place_tone(struct syllable *s)
{
	if (!s->tone || s->n < 2 || s->at != s->n - 1)
		return;
	gunichar a = s->letter[s->n - 2], b = s->letter[s->n - 1];
	bool pair = (a == 'o' && (b == 'a' || b == 'e')) || (a == 'u' && b == 'y');
	if (!pair || (s->n > 2 && s->letter[s->n - 3] == 'q'))
		return;
	s->at = s->n - 2;
	s->toned = join_tone(a, s->tone);
}

/* tỉ = tỷ, kĩ = kỹ, lí = lý, quí = quý: a lone final i after these onsets is written y. */
static void unify_i(struct syllable *s)
{
	int v = s->n - 1;
	if (v < 1 || s->letter[v] != 'i')
		return;
	bool qu = v >= 2 && s->letter[v - 1] == 'u' && s->letter[v - 2] == 'q';
	if (!qu && !(v == 1 && strchr("hklmst", (int)s->letter[0]) && s->letter[0] < 128))
		return;
	s->letter[v] = 'y';
	if (s->at == v)
		s->toned = join_tone('y', s->tone);
}

static void add_letter(struct syllable *s, gunichar c)
{
	const bt_letter *letter = bt_letter_of(c);
	if (letter->tone && !s->tone && vowel(letter->bare)) {
		s->toned = c;
		s->tone = letter->tone;
		s->at = s->n;
		c = letter->bare;
	}
	s->letter[s->n++] = c;
}

/* May a syllable that ends in the letter at `last` have another spelling? Only when that letter is an i, or a, e, y with the tone after o or u. */
static bool two_spellings(const char *from, const char *last)
{
	gunichar c = bt_char_at(last), tone = 0, bare = c < 0x80 ? c : bt_without_tone(c, &tone);
	if (last == from)
		return false;
	return bare == 'i' || (tone && (bare == 'y' ? last[-1] == 'u' : (bare == 'a' || bare == 'e') && last[-1] == 'o'));
}

/* The syllable of small letters [from, out) in the one spelling; the place after it. */
static char *respell(char *from, char *out)
{
	char *last = g_utf8_prev_char(out);
	if (!two_spellings(from, last))
		return out;
	struct syllable s = {.at = -1};
	for (const char *p = from; p < out;)
		add_letter(&s, bt_take_char(&p));
	unify_i(&s);
	place_tone(&s);
	out = from;
	for (int i = 0; i < s.n; i++)
		out = bt_put_char(out, i == s.at ? s.toned : s.letter[i]);
	return out;
}

gsize bt_spelling_key_into(char *key, const char *s, gsize len)
{
	char *out = key, *from = key;
	int letters = 0; /* of the syllable that began at `from` */
	for (const char *p = s, *end = s + len; p < end;) {
		gunichar c = bt_take_char(&p);
		const bt_letter *letter = bt_letter_of(c);
		bool alpha = letter->alpha;
		c = letter->lower;
		if (letters && (!alpha || letters == SYLLABLE_MAX)) {
			out = respell(from, out);
			letters = 0;
		}
		if (alpha && !letters++)
			from = out;
		if (alpha || !bt_is_space(c))
			out = bt_put_char(out, c);
		else if (out > key && out[-1] != ' ')
			*out++ = ' ';
	}
	if (letters)
		out = respell(from, out);
	*out = '\0';
	return (gsize)(out - key);
}

char *bt_spelling_key(const char *s, gssize len)
{
	gsize n = len < 0 ? strlen(s) : (gsize)len;
	char *key = g_malloc(BT_KEY_ROOM(n));
	bt_spelling_key_into(key, s, n);
	return key;
}

char *bt_spelling_key_in(bt_arena *arena, const char *s, gssize len)
{
	gsize n = len < 0 ? strlen(s) : (gsize)len;
	char small[512];
	g_autofree char *large = BT_KEY_ROOM(n) > sizeof small ? g_malloc(BT_KEY_ROOM(n)) : NULL;
	char *key = large ? large : small;
	return bt_arena_strndup(arena, key, bt_spelling_key_into(key, s, n));
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
		if (bt_char_at(p) == c)
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
		bool end_a = !**a || bt_is_space(bt_char_at(*a)), end_b = !**b || bt_is_space(bt_char_at(*b));
		if (end_a || end_b)
			return end_a && end_b ? tones : end_a ? -1 : 1;
		gunichar x = bt_char_at(*a), y = bt_char_at(*b), tx, ty;
		gunichar lx = bt_without_tone(bt_to_lower(x), &tx), ly = bt_without_tone(bt_to_lower(y), &ty);
		int d = letter_rank(lx) - letter_rank(ly);
		if (d)
			return d;
		if (!tones)
			tones = tone_rank(tx) - tone_rank(ty);
		if (!*case_order)
			*case_order = (int)bt_is_upper(x) - (int)bt_is_upper(y);
		*a = g_utf8_next_char(*a);
		*b = g_utf8_next_char(*b);
	}
}

static const char *skip_spaces(const char *s)
{
	while (*s && bt_is_space(bt_char_at(s)))
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

/* The last syllable: the name a person is called by. */
static const char *given_name(const char *name)
{
	const char *space = strrchr(name, ' ');
	return space ? space + 1 : name;
}

int bt_collate_names(const char *a, const char *b)
{
	int order = bt_collate(given_name(a), given_name(b));
	return order ? order : bt_collate(a, b);
}
