/* One code point: read from its bytes, and what Unicode says of it. As g_utf8_get_char and g_unichar_* say, but
 * read in place; letters of Vietnamese are looked up in Unicode's tables once in a process. */
#ifndef BT_BASE_LETTER_H
#define BT_BASE_LETTER_H

#include <glib.h>
#include <stdbool.h>

/* The code point at p, in valid UTF-8. */
static inline gunichar bt_char_at(const char *p)
{
	const guchar *u = (const guchar *)p;
	if (u[0] < 0x80)
		return u[0];
	if (u[0] >= 0xC2 && u[0] < 0xE0)
		return (gunichar)((u[0] & 0x1F) << 6 | (u[1] & 0x3F));
	if (u[0] >= 0xE0 && u[0] < 0xF0)
		return (gunichar)((u[0] & 0x0F) << 12 | (u[1] & 0x3F) << 6 | (u[2] & 0x3F));
	return g_utf8_get_char(p);
}

/* The code point at *p, which moves on behind it. Quicker in loops than bt_char_at with g_utf8_next_char, which waits
 * for a table. */
static inline gunichar bt_take_char(const char **p)
{
	const guchar *u = (const guchar *)*p;
	if (u[0] < 0x80) {
		*p += 1;
		return u[0];
	}
	if (u[0] < 0xE0) {
		*p += 2;
		return (gunichar)((u[0] & 0x1F) << 6 | (u[1] & 0x3F));
	}
	if (u[0] < 0xF0) {
		*p += 3;
		return (gunichar)((u[0] & 0x0F) << 12 | (u[1] & 0x3F) << 6 | (u[2] & 0x3F));
	}
	*p += 4;
	return g_utf8_get_char((const char *)u);
}

/* Write c as UTF-8 at `out`, which has room for six bytes; the place after it. */
static inline char *bt_put_char(char *out, gunichar c)
{
	if (c < 0x80) {
		*out++ = (char)c;
	} else if (c < 0x800) {
		*out++ = (char)(0xC0 | c >> 6);
		*out++ = (char)(0x80 | (c & 0x3F));
	} else if (c < 0x10000) {
		*out++ = (char)(0xE0 | c >> 12);
		*out++ = (char)(0x80 | (c >> 6 & 0x3F));
		*out++ = (char)(0x80 | (c & 0x3F));
	} else {
		out += g_unichar_to_utf8(c, out);
	}
	return out;
}

typedef struct {
	gunichar lower;
	gunichar bare;   /* without its tone; what is no Vietnamese vowel stays as it is */
	guint8 folded;   /* in ASCII without marks, in lower case; 0: it has no such form */
	guint16 tone;    /* the combining mark taken off in `bare`; 0: none */
	bool known, alpha, alnum, upper, lower_case, mark;
} bt_letter;

/* Latin with its marks stands in a table that fills as letters are met. One thread only, as all of bantin. */
#define BT_LETTERS_LOW 0x370
#define BT_LETTERS_HIGH 0x1E00
#define BT_LETTERS (BT_LETTERS_LOW + 0x100)
extern bt_letter bt_letters[BT_LETTERS];

/* In Unicode's tables; lent until the next call. */
const bt_letter *bt_letter_look_up(gunichar c);

/* Lent: of what is not in the table, until the next such call. */
static inline const bt_letter *bt_letter_of(gunichar c)
{
	gunichar i = c < BT_LETTERS_LOW ? c : c - BT_LETTERS_HIGH < 0x100 ? c - BT_LETTERS_HIGH + BT_LETTERS_LOW : BT_LETTERS;
	return i < BT_LETTERS && bt_letters[i].known ? &bt_letters[i] : bt_letter_look_up(c);
}

static inline bool bt_is_upper(gunichar c) { return c < 0x80 ? c >= 'A' && c <= 'Z' : bt_letter_of(c)->upper; }
static inline bool bt_is_lower(gunichar c) { return c < 0x80 ? c >= 'a' && c <= 'z' : bt_letter_of(c)->lower_case; }
static inline bool bt_is_alpha(gunichar c) { return c < 0x80 ? g_ascii_isalpha((char)c) : bt_letter_of(c)->alpha; }
static inline bool bt_is_alnum(gunichar c) { return c < 0x80 ? g_ascii_isalnum((char)c) : bt_letter_of(c)->alnum; }
/* A combining mark; none is among the letters of Vietnamese. */
static inline bool bt_is_mark(gunichar c) { return c >= 0x300 && c - BT_LETTERS_HIGH >= 0x100 && bt_letter_of(c)->mark; }
static inline gunichar bt_to_lower(gunichar c) { return c < 0x80 ? (c >= 'A' && c <= 'Z' ? c + 32 : c) : bt_letter_of(c)->lower; }

/* White space of any kind that reports hold: ASCII blanks, NBSP, thin and ideographic spaces, U+2028/2029. */
static inline bool bt_is_space(gunichar c)
{
	if (c < 0x80)
		return c == ' ' || (c >= '\t' && c <= '\r');
	if (c < 0x1680)
		return c == 0x85 || c == 0xA0;
	return c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
	       c == 0x205F || c == 0x3000;
}

/* Code points without a letter, dropped from the tree's text: U+00AD, U+200B-200F, U+FEFF, U+2060, bidi
 * embeddings and isolates. */
static inline bool bt_is_invisible(gunichar c)
{
	if (c < 0x200B)
		return c == 0xAD;
	return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF;
}

#endif
