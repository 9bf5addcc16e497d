/* Words of a text, and the lexicon by which they are recognised. Knows spelling; knows nothing of
 * sentences, people or scores. */
#include "digest/parts.h"

#include <string.h>

typedef struct {
	bt_dg_lex_class class;
	int n;
	guint *id; /* n interned keys */
} phrase;

struct bt_dg_lexicon {
	GHashTable *key_of;   /* raw word -> entry */
	GHashTable *id_of;    /* key -> id */
	GPtrArray *phrases;   /* by id of the first word: GPtrArray of phrase *, or NULL */
	GArray *classes;      /* bt_dg_classes by id of the first word: the classes of its phrases */
	bt_arena *arena;
	guint n_ids;
};

typedef struct {
	const char *key;
	guint id;
} entry;

G_STATIC_ASSERT(LEX_CLASSES <= 128);

static const struct {
	bt_dg_lex_class class;
	const char *words;
} rows[] = {
#define W(class, words) {LEX_##class, words},
#include "digest/lexicon.def"
#undef W
};

static const entry *intern(bt_dg_lexicon *l, const char *s, gsize len)
{
	char raw[256];
	if (len >= sizeof raw) /* no word: cut between letters */
		for (len = sizeof raw - 1; len > 0 && (s[len] & 0xC0) == 0x80;)
			len--;
	memcpy(raw, s, len);
	raw[len] = 0;
	entry *e = g_hash_table_lookup(l->key_of, raw);
	if (e)
		return e;
	g_autofree char *key = bt_spelling_key(raw, (gssize)len);
	e = bt_arena_new0(l->arena, entry, 1);
	entry *same = g_hash_table_lookup(l->id_of, key);
	if (same) {
		*e = *same;
	} else {
		*e = (entry){.key = bt_arena_strdup(l->arena, key), .id = l->n_ids++};
		g_hash_table_insert(l->id_of, (char *)e->key, e);
	}
	g_hash_table_insert(l->key_of, bt_arena_strdup(l->arena, raw), e);
	return e;
}

static void add_row(bt_dg_lexicon *l, bt_dg_lex_class class, const char *words)
{
	g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(bt_dg_word));
	bt_dg_words(l, words, strlen(words), NULL, list);
	phrase *p = bt_arena_new0(l->arena, phrase, 1);
	*p = (phrase){.class = class, .n = (int)list->len, .id = bt_arena_new0(l->arena, guint, list->len)};
	for (guint i = 0; i < list->len; i++)
		p->id[i] = g_array_index(list, bt_dg_word, i).id;
	while (l->phrases->len <= p->id[0])
		g_ptr_array_add(l->phrases, NULL);
	if (l->classes->len <= p->id[0])
		g_array_set_size(l->classes, p->id[0] + 1);
	g_array_index(l->classes, bt_dg_classes, p->id[0]).bits[class / 64] |= G_GUINT64_CONSTANT(1) << class % 64;
	if (!l->phrases->pdata[p->id[0]])
		l->phrases->pdata[p->id[0]] = g_ptr_array_new();
	g_ptr_array_add(l->phrases->pdata[p->id[0]], p);
}

bt_dg_lexicon *bt_dg_lexicon_new(void)
{
	bt_dg_lexicon *l = g_new0(bt_dg_lexicon, 1);
	l->arena = bt_arena_new();
	l->key_of = g_hash_table_new(g_str_hash, g_str_equal);
	l->id_of = g_hash_table_new(g_str_hash, g_str_equal);
	l->phrases = g_ptr_array_new();
	l->classes = g_array_new(FALSE, TRUE, sizeof(bt_dg_classes));
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		add_row(l, rows[i].class, rows[i].words);
	return l;
}

void bt_dg_lexicon_free(bt_dg_lexicon *l)
{
	for (guint i = 0; i < l->phrases->len; i++)
		if (l->phrases->pdata[i])
			g_ptr_array_free(l->phrases->pdata[i], TRUE);
	g_ptr_array_free(l->phrases, TRUE);
	g_array_free(l->classes, TRUE);
	g_hash_table_destroy(l->key_of);
	g_hash_table_destroy(l->id_of);
	bt_arena_free(l->arena);
	g_free(l);
}

static guint mark_of(gunichar c)
{
	switch (c) {
	case ',': return BT_DG_COMMA;
	case ';': return BT_DG_SEMICOLON;
	case ':': return BT_DG_COLON;
	case '-': case 0x2010: case 0x2011: case 0x2013: case 0x2014: return BT_DG_DASH;
	case '.': case '!': case '?': case 0x2026: return BT_DG_END;
	case '(': case ')': case '[': case ']': return BT_DG_BRACKET;
	case '"': case 0x201C: case 0x201D: case 0xAB: case 0xBB: return BT_DG_MARK;
	}
	return 0;
}

static gunichar char_at(const char *p, const char *end)
{
	return p < end ? bt_char_at(p) : 0;
}

/* "07/NQ-HĐND", "15/17", "1.390,9", "đ/c", "3.2022": marks that stand inside a word. */
static bool joins(gunichar mark, gunichar before, gunichar after)
{
	if (mark == '/')
		return bt_is_alnum(before) && bt_is_alnum(after);
	if (mark == '.' || mark == ',')
		return g_unichar_isdigit(before) && g_unichar_isdigit(after);
	if (mark == '-')
		return (g_unichar_isdigit(before) || bt_is_upper(before)) && (g_unichar_isdigit(after) || bt_is_upper(after));
	return mark == '\'' || mark == 0x2019 ? bt_is_alnum(before) && bt_is_alnum(after) : false;
}

/* The end of the word that begins at p. */
static const char *word_end(const char *p, const char *end, bool *caps)
{
	gunichar last = 0;
	int letters = 0, capital = 0;
	while (p < end) {
		gunichar c = bt_char_at(p);
		const char *next = g_utf8_next_char(p);
		if (!bt_is_alnum(c) && !bt_is_mark(c) && !joins(c, last, char_at(next, end)))
			break;
		letters += bt_is_alpha(c);
		capital += bt_is_upper(c);
		last = c;
		p = next;
	}
	*caps = letters > 1 && capital == letters;
	return p;
}

void bt_dg_words(bt_dg_lexicon *l, const char *text, gsize len, const bool *quoted, GArray *words)
{
	const char *end = text + len;
	guint before = 0;
	for (const char *p = text; p < end;) {
		gunichar c = bt_char_at(p);
		if (!bt_is_alnum(c)) {
			before |= mark_of(c);
			p = g_utf8_next_char(p);
			continue;
		}
		bool caps;
		const char *stop = word_end(p, end, &caps);
		const entry *e = intern(l, p, (gsize)(stop - p));
		bt_dg_word w = {
			.from = (guint32)(p - text), .to = (guint32)(stop - text), .key = e->key, .id = e->id, .before = before,
			.classes = e->id < l->classes->len ? g_array_index(l->classes, bt_dg_classes, e->id) : (bt_dg_classes){{0, 0}},
			.capital = bt_is_upper(c), .caps = caps, .number = g_unichar_isdigit(c),
			.quoted = quoted && quoted[p - text],
		};
		g_array_append_val(words, w);
		before = 0;
		p = stop;
	}
}

int bt_dg_lexicon_at(const bt_dg_lexicon *l, bt_dg_lex_class class, const bt_dg_word *words, int n, int at)
{
	int best = 0;
	if (at < 0 || at >= n || !(words[at].classes.bits[class / 64] >> class % 64 & 1))
		return 0;
	const GPtrArray *list = l->phrases->pdata[words[at].id];
	for (guint i = 0; i < list->len; i++) {
		const phrase *p = list->pdata[i];
		if (p->class != class || p->n <= best || p->n > n - at)
			continue;
		int k = 1;
		while (k < p->n && words[at + k].id == p->id[k] && !(words[at + k].before & ~(guint)BT_DG_DASH))
			k++;
		if (k == p->n)
			best = p->n;
	}
	return best;
}

int bt_dg_lexicon_find(const bt_dg_lexicon *l, bt_dg_lex_class class, const bt_dg_word *words, int n, int at)
{
	for (int i = at; i < n; i++)
		if (!words[i].quoted && bt_dg_lexicon_at(l, class, words, n, i))
			return i;
	return -1;
}
