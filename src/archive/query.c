/* Words that people look for: into questions for the full text, and the piece of a text around them. Knows no
 * database. */
#include "archive/index.h"

#include <string.h>

static bool has_letter(const char *text, gsize len)
{
	for (const char *p = text; p < text + len; p = g_utf8_next_char(p))
		if (g_unichar_isalnum(g_utf8_get_char(p)))
			return true;
	return false;
}

static void add_term(bt_query *query, const char *from, const char *to)
{
	while (from < to && g_ascii_isspace(*from))
		from++;
	if (from < to && has_letter(from, (gsize)(to - from)))
		g_ptr_array_add(query->terms, bt_arena_strndup(query->arena, from, (gsize)(to - from)));
}

/* The length of a quotation mark at `p`: ", “, ”, «, »; 0: none. */
static gsize quote_at(const char *p)
{
	static const char *const marks[] = {"\"", "\xE2\x80\x9C", "\xE2\x80\x9D", "\xC2\xAB", "\xC2\xBB"};
	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++)
		if (g_str_has_prefix(p, marks[i]))
			return strlen(marks[i]);
	return 0;
}

static void read_terms(bt_query *query, const char *words)
{
	const char *start = words;
	bool quoted = false;
	for (const char *p = words;; p = g_utf8_next_char(p)) {
		gsize quote = *p ? quote_at(p) : 0;
		bool space = *p && bt_is_space(g_utf8_get_char(p));
		if (*p && !quote && (quoted || !space))
			continue;
		add_term(query, start, p);
		if (!*p)
			return;
		start = quote ? p + quote : g_utf8_next_char(p);
		quoted ^= quote > 0;
	}
}

/* As the full text wants it: each term in double quotes, so that nothing in it is syntax. */
static const char *ask(const bt_query *query, const char *column, bool folded, bool phrase)
{
	g_autoptr(GString) out = g_string_new(NULL);
	g_string_append_printf(out, "{%s} : (", column);
	for (guint i = 0; i < query->terms->len; i++) {
		g_autofree char *term = folded ? bt_fold(query->terms->pdata[i]) : bt_spelling_key(query->terms->pdata[i], -1);
		g_strdelimit(term, "\"", ' ');
		if (phrase)
			g_string_append_printf(out, "%s%s", i ? " " : "\"", term);
		else
			g_string_append_printf(out, "%s\"%s\"", i ? " AND " : "", term);
	}
	g_string_append(out, phrase ? "\")" : ")");
	return bt_arena_strdup(query->arena, out->str);
}

bt_query *bt_query_read(const char *words)
{
	g_autoptr(bt_query) query = g_new0(bt_query, 1);
	g_autofree char *nfc = g_utf8_normalize(words, -1, G_NORMALIZE_NFC);
	query->arena = bt_arena_new();
	query->terms = g_ptr_array_new();
	if (nfc)
		read_terms(query, nfc);
	if (query->terms->len == 0)
		return NULL;
	query->exact = ask(query, "exact", false, false);
	query->folded = ask(query, "folded", true, false);
	if (query->terms->len > 1) {
		query->exact_phrase = ask(query, "exact", false, true);
		query->folded_phrase = ask(query, "folded", true, true);
	}
	return g_steal_pointer(&query);
}

void bt_query_free(bt_query *query)
{
	if (!query)
		return;
	g_ptr_array_unref(query->terms);
	bt_arena_free(query->arena);
	g_free(query);
}

/* ------------------------------------------------------------------ snippets */

struct word {
	const char *from, *to;
	char *folded;
	bool hit;
};

static void clear_word(gpointer p) { g_free(((struct word *)p)->folded); }

/* The runs of letters and digits, as the full text cuts them. */
static GArray *words_of(const char *text)
{
	GArray *words = g_array_new(FALSE, TRUE, sizeof(struct word));
	g_array_set_clear_func(words, clear_word);
	for (const char *p = text; *p;) {
		const char *start = p;
		while (*p && (g_unichar_isalnum(g_utf8_get_char(p)) || g_unichar_ismark(g_utf8_get_char(p))))
			p = g_utf8_next_char(p);
		if (p > start) {
			g_autofree char *own = g_strndup(start, (gsize)(p - start));
			struct word word = {start, p, bt_fold(own), false};
			g_array_append_val(words, word);
		} else
			p = g_utf8_next_char(p);
	}
	return words;
}

static bool stands_at(const GArray *words, guint at, const GArray *term)
{
	if (term->len == 0 || at + term->len > words->len)
		return false;
	for (guint i = 0; i < term->len; i++)
		if (strcmp(g_array_index(words, struct word, at + i).folded, g_array_index(term, struct word, i).folded) != 0)
			return false;
	return true;
}

/* Marks where the term stands; false: nowhere. */
static bool mark_term(GArray *words, const char *text)
{
	g_autoptr(GArray) term = words_of(text);
	bool found = false;
	for (guint at = 0; at < words->len; at++)
		for (guint i = 0; stands_at(words, at, term) && i < term->len; i++)
			found = g_array_index(words, struct word, at + i).hit = true;
	return found;
}

/* All terms in a row, where they stand so; else each by itself. */
static void mark_terms(const bt_query *query, GArray *words)
{
	g_autoptr(GString) row = g_string_new(NULL);
	for (guint i = 0; i < query->terms->len; i++)
		g_string_append_printf(row, "%s ", (const char *)query->terms->pdata[i]);
	if (mark_term(words, row->str))
		return;
	for (guint i = 0; i < query->terms->len; i++)
		mark_term(words, query->terms->pdata[i]);
}

#define WORDS_BEFORE 10
#define WORDS_IN_ALL 36

/* Where the most marked words are together. */
static guint best_start(const GArray *words)
{
	guint best = 0, most = 0, hits = 0;
	for (guint i = 0; i < words->len; i++) {
		hits += g_array_index(words, struct word, i).hit;
		if (i >= WORDS_IN_ALL - WORDS_BEFORE)
			hits -= g_array_index(words, struct word, i - (WORDS_IN_ALL - WORDS_BEFORE)).hit;
		if (hits > most) {
			most = hits;
			best = i + 1 > WORDS_IN_ALL - WORDS_BEFORE ? i + 1 - (WORDS_IN_ALL - WORDS_BEFORE) : 0;
		}
	}
	while (best < words->len && !g_array_index(words, struct word, best).hit)
		best++;
	return best > WORDS_BEFORE ? best - WORDS_BEFORE : 0;
}

/* Without controls, so that no text acts on a terminal. */
static void put_plain(GString *out, const char *from, const char *to)
{
	for (const char *p = from; p < to; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		g_string_append_unichar(out, g_unichar_iscntrl(c) || bt_is_invisible(c) ? ' ' : c);
	}
}

void bt_query_snippet(const bt_query *query, const char *text, bool bold, GString *out)
{
	g_autoptr(GArray) words = words_of(text);
	const char *open = bold ? "\033[1m" : "[", *close = bold ? "\033[0m" : "]";
	mark_terms(query, words);
	guint first = best_start(words), last = MIN(first + WORDS_IN_ALL, words->len);
	if (words->len - first < WORDS_IN_ALL && words->len > WORDS_IN_ALL)
		first = words->len - WORDS_IN_ALL;
	const char *at = first > 0 ? g_array_index(words, struct word, first).from : text;
	bool inside = false;
	if (first > 0)
		g_string_append(out, "… ");
	for (guint i = first; i < last; i++) {
		const struct word *word = &g_array_index(words, struct word, i);
		if (inside && !word->hit) {
			g_string_append(out, close);
			inside = false;
		}
		put_plain(out, at, word->from);
		if (!inside && word->hit) {
			g_string_append(out, open);
			inside = true;
		}
		put_plain(out, word->from, word->to);
		at = word->to;
	}
	if (inside)
		g_string_append(out, close);
	if (last < words->len)
		g_string_append(out, " …");
	else
		put_plain(out, at, at + strlen(at));
}
