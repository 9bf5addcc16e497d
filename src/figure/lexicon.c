/* Builds the trie of lexicon.def and numbers syllables. Knows spelling, no grammar. */
#include "figure/lexicon.h"
#include "figure/figure.h"

#include <string.h>

static const struct {
	bt_class_index class;
	int value;
	const char *words; /* "a|b|c" */
} rows[] = {
#define L(class, value, words) {BT_WI_##class, value, words},
#include "figure/lexicon.def"
#undef L
};
G_STATIC_ASSERT(BT_WI_COUNT <= 64);

/* A hash table from two numbers to one; open addressing, grows by doubling. Keys are never 0, 0. */
struct pairs {
	struct pair { guint32 a, b, value; } *slots;
	guint32 size, used; /* size is a power of two */
};

static guint32 pair_hash(guint32 a, guint32 b) { return (a * 0x9E3779B1u) ^ (b * 0x85EBCA6Bu) ^ (b >> 7); }

static struct pair *pair_slot(const struct pairs *t, guint32 a, guint32 b)
{
	guint32 i = pair_hash(a, b) & (t->size - 1);
	while (t->slots[i].value && (t->slots[i].a != a || t->slots[i].b != b))
		i = (i + 1) & (t->size - 1);
	return &t->slots[i];
}

static void pairs_grow(struct pairs *t)
{
	struct pairs old = *t;
	t->size = old.size ? old.size * 2 : 8192;
	t->slots = g_new0(struct pair, t->size);
	for (guint32 i = 0; i < old.size; i++)
		if (old.slots[i].value)
			*pair_slot(t, old.slots[i].a, old.slots[i].b) = old.slots[i];
	g_free(old.slots);
}

static struct pair *pair_add(struct pairs *t, guint32 a, guint32 b, guint32 value)
{
	if (t->used * 2 >= t->size)
		pairs_grow(t);
	struct pair *slot = pair_slot(t, a, b);
	if (!slot->value) {
		*slot = (struct pair){a, b, value};
		t->used++;
	}
	return slot;
}

static struct {
	GHashTable *syllable; /* key -> number */
	struct pairs steps;
	GArray *words;        /* bt_word by node; classes 0: none */
} lexicon;

static guint32 add_syllable(const char *text, gsize len)
{
	char *key = bt_spelling_key(text, (gssize)len);
	gpointer known = g_hash_table_lookup(lexicon.syllable, key);
	if (known) {
		g_free(key);
		return GPOINTER_TO_UINT(known);
	}
	guint32 number = g_hash_table_size(lexicon.syllable) + 1;
	g_hash_table_insert(lexicon.syllable, key, GUINT_TO_POINTER(number));
	return number;
}

static void set_value(bt_word *word, bt_class_index class, int value)
{
	word->classes |= G_GUINT64_CONSTANT(1) << class;
	if (class == BT_WI_UNIT)
		word->unit = (gint8)value;
	if (class == BT_WI_QUAL)
		word->qual = (gint8)value;
	if (class == BT_WI_SCALE)
		word->scale = (gint8)value;
	if (class == BT_WI_NUMBER)
		word->number = (gint8)value;
}

void bt_lexicon_add(const char *text, gsize len, bt_class_index class, int value)
{
	guint32 node = 0;
	for (gsize at = 0; at < len;) {
		if (text[at] == ' ') {
			at++;
			continue;
		}
		bt_tok_kind kind;
		bt_num num;
		bt_num_shape shape;
		gsize used = bt_token_scan(text + at, len - at, &kind, &num, &shape);
		guint32 next = lexicon.words->len;
		node = pair_add(&lexicon.steps, node, add_syllable(text + at, used), next)->value;
		if (node == next)
			g_array_set_size(lexicon.words, next + 1);
		at += used;
	}
	set_value(&g_array_index(lexicon.words, bt_word, node), class, value);
}

static void fill(void)
{
	lexicon.syllable = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	lexicon.words = g_array_new(FALSE, TRUE, sizeof(bt_word));
	g_array_set_size(lexicon.words, 1);
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
		for (const char *w = rows[i].words; *w;) {
			gsize len = strcspn(w, "|");
			bt_lexicon_add(w, len, rows[i].class, rows[i].value);
			w += len + (w[len] == '|');
		}
}

void bt_lexicon_build(void)
{
	static gsize built;
	if (!g_once_init_enter(&built))
		return;
	fill();
	g_once_init_leave(&built, 1);
}

void bt_lexicon_reset(void)
{
	g_hash_table_destroy(lexicon.syllable);
	g_array_free(lexicon.words, TRUE);
	g_free(lexicon.steps.slots);
	lexicon.steps = (struct pairs){0};
	fill();
}

guint32 bt_lexicon_step(guint32 node, guint32 syllable)
{
	if (syllable == 0 || syllable > g_hash_table_size(lexicon.syllable))
		return 0;
	return pair_slot(&lexicon.steps, node, syllable)->value;
}

const bt_word *bt_lexicon_word(guint32 node)
{
	const bt_word *word = &g_array_index(lexicon.words, bt_word, node);
	return word->classes ? word : NULL;
}

guint32 bt_lexicon_known(const char *key) { return GPOINTER_TO_UINT(g_hash_table_lookup(lexicon.syllable, key)); }

guint32 bt_lexicon_syllable(const char *text, gsize len)
{
	g_autofree char *key = bt_spelling_key(text, (gssize)len);
	return bt_lexicon_known(key);
}

guint32 bt_lexicon_syllables(void) { return g_hash_table_size(lexicon.syllable); }

/* ------------------------------------------------------------------ syllables of a text */

struct bt_syllables {
	struct spelled { const char *text; guint32 len, number; } *slots;
	guint32 size, used;
	GHashTable *keys; /* spelling keys that the lexicon has not -> number */
	bt_arena *arena;
};

bt_syllables *bt_syllables_new(void)
{
	bt_lexicon_build();
	bt_syllables *s = g_new0(bt_syllables, 1);
	s->size = 1024;
	s->slots = g_new0(struct spelled, s->size);
	s->keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	s->arena = bt_arena_new();
	return s;
}

void bt_syllables_free(bt_syllables *s)
{
	if (!s)
		return;
	g_free(s->slots);
	g_hash_table_destroy(s->keys);
	bt_arena_free(s->arena);
	g_free(s);
}

static struct spelled *find_spelled(const bt_syllables *s, const char *text, guint32 len)
{
	guint32 hash = 2166136261u;
	for (guint32 i = 0; i < len; i++)
		hash = (hash ^ (guchar)text[i]) * 16777619u;
	guint32 i = hash & (s->size - 1);
	while (s->slots[i].text && (s->slots[i].len != len || memcmp(s->slots[i].text, text, len) != 0))
		i = (i + 1) & (s->size - 1);
	return &s->slots[i];
}

static void grow_spelled(bt_syllables *s)
{
	struct spelled *old = s->slots;
	guint32 n = s->size;
	s->size *= 2;
	s->slots = g_new0(struct spelled, s->size);
	for (guint32 i = 0; i < n; i++)
		if (old[i].text)
			*find_spelled(s, old[i].text, old[i].len) = old[i];
	g_free(old);
}

guint32 bt_syllables_number(bt_syllables *s, const char *text, gsize len)
{
	struct spelled *slot = find_spelled(s, text, (guint32)len);
	if (slot->text)
		return slot->number;
	guint32 number = bt_lexicon_syllable(text, len);
	if (!number) {
		char *key = bt_spelling_key(text, (gssize)len);
		number = GPOINTER_TO_UINT(g_hash_table_lookup(s->keys, key));
		if (!number)
			number = bt_lexicon_syllables() + g_hash_table_size(s->keys) + 1;
		g_hash_table_insert(s->keys, key, GUINT_TO_POINTER(number));
	}
	*slot = (struct spelled){bt_arena_strndup(s->arena, text, len), (guint32)len, number};
	if (++s->used * 2 > s->size)
		grow_spelled(s);
	return number;
}
