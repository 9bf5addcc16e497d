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
	GArray *known;        /* bt_known by number; 0: of what the lexicon has not */
	struct pairs steps;   /* node and syllable -> node */
	GArray *words;        /* bt_word by node; classes 0: none */
} lexicon;

#define SPELLINGS_MOST 32768 /* kept from text to text */

/* What was met in the lexicon and in the texts of this process: how syllables are spelled, and the keys that the
 * lexicon has not. */
static struct {
	struct spelled { const char *text; guint32 len, number; } *slots;
	guint32 size, used;
	GHashTable *keys; /* spelling key -> number, after the lexicon's */
	bt_arena *arena;
} met;

static void forget(void)
{
	g_free(met.slots);
	g_clear_pointer(&met.keys, g_hash_table_destroy);
	bt_arena_free(met.arena);
	memset(&met, 0, sizeof met);
}

static void remember(void)
{
	if (met.slots)
		return;
	met.size = 4096;
	met.slots = g_new0(struct spelled, met.size);
	met.keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	met.arena = bt_arena_new();
}

static struct spelled *find_spelled(const char *text, guint32 len)
{
	guint32 hash = 2166136261u;
	for (guint32 i = 0; i < len; i++)
		hash = (hash ^ (guchar)text[i]) * 16777619u;
	guint32 i = hash & (met.size - 1);
	while (met.slots[i].text && (met.slots[i].len != len || memcmp(met.slots[i].text, text, len) != 0))
		i = (i + 1) & (met.size - 1);
	return &met.slots[i];
}

static void grow_spelled(void)
{
	struct spelled *old = met.slots;
	guint32 n = met.size;
	met.size *= 2;
	met.slots = g_new0(struct spelled, met.size);
	for (guint32 i = 0; i < n; i++)
		if (old[i].text)
			*find_spelled(old[i].text, old[i].len) = old[i];
	g_free(old);
}

/* The number of a syllable; a new key gets one in the lexicon, or else after all of it. */
static guint32 number_of(const char *text, gsize len, bool of_lexicon)
{
	struct spelled *slot = find_spelled(text, (guint32)len);
	if (slot->text)
		return slot->number;
	char *key = bt_spelling_key(text, (gssize)len);
	guint32 number = GPOINTER_TO_UINT(g_hash_table_lookup(lexicon.syllable, key));
	if (!number && !of_lexicon)
		number = GPOINTER_TO_UINT(g_hash_table_lookup(met.keys, key));
	if (number) {
		g_free(key);
	} else {
		number = lexicon.known->len + g_hash_table_size(met.keys);
		g_hash_table_insert(of_lexicon ? lexicon.syllable : met.keys, key, GUINT_TO_POINTER(number));
		if (of_lexicon)
			g_array_append_vals(lexicon.known, &(bt_known){.key = key}, 1);
	}
	*slot = (struct spelled){bt_arena_strndup(met.arena, text, len), (guint32)len, number};
	if (++met.used * 2 > met.size)
		grow_spelled();
	return number;
}

static bt_known *known_at(guint32 syllable) { return &g_array_index(lexicon.known, bt_known, syllable < lexicon.known->len ? syllable : 0); }

/* The node after `node` and a syllable; `next` when there was none. */
static guint32 add_step(guint32 node, guint32 syllable, guint32 next)
{
	if (node)
		return pair_add(&lexicon.steps, node, syllable, next)->value;
	bt_known *first = known_at(syllable);
	if (!first->node)
		first->node = next;
	return first->node;
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
	guint32 node = 0, first = 0;
	if (met.keys && g_hash_table_size(met.keys) > 0)
		forget(); /* syllables of texts are numbered after the lexicon's */
	remember();
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
		guint32 syllable = number_of(text + at, used, true);
		first = node ? first : syllable;
		node = add_step(node, syllable, next);
		if (node == next)
			g_array_set_size(lexicon.words, next + 1);
		at += used;
	}
	set_value(&g_array_index(lexicon.words, bt_word, node), class, value);
	known_at(first)->opens |= G_GUINT64_CONSTANT(1) << class;
}

static void fill(void)
{
	lexicon.syllable = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	lexicon.known = g_array_new(FALSE, TRUE, sizeof(bt_known));
	g_array_append_vals(lexicon.known, &(bt_known){.key = ""}, 1);
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
	g_array_free(lexicon.known, TRUE);
	g_array_free(lexicon.words, TRUE);
	g_free(lexicon.steps.slots);
	lexicon.steps = (struct pairs){0};
	forget();
	fill();
}

guint32 bt_lexicon_step(guint32 node, guint32 syllable)
{
	if (syllable == 0 || syllable >= lexicon.known->len)
		return 0;
	if (node == 0)
		return known_at(syllable)->node;
	return pair_slot(&lexicon.steps, node, syllable)->value;
}

const bt_word *bt_lexicon_word(guint32 node)
{
	const bt_word *word = &g_array_index(lexicon.words, bt_word, node);
	return word->classes ? word : NULL;
}

const bt_known *bt_lexicon_of(guint32 syllable) { return known_at(syllable); }

void bt_syllables_begin(void)
{
	bt_lexicon_build();
	if (met.used > SPELLINGS_MOST)
		forget();
	remember();
}

guint32 bt_syllable(const char *text, gsize len)
{
	const struct spelled *slot = find_spelled(text, (guint32)len);
	return slot->text ? slot->number : number_of(text, len, false);
}
