/* The indicators that a person's words mean. */
#include "series/join.h"

#include <string.h>

enum nearness { NOT, ALL_WORDS, FOLDED, EXACT };

/* A name in one spelling and folded, with its words. Indicators share names: each is worked out once. */
struct name {
	char *plain, *folded;
	char **words;
};

static void name_free(gpointer data)
{
	struct name *name = data;
	g_free(name->plain);
	g_free(name->folded);
	g_strfreev(name->words);
	g_free(name);
}

static const struct name *name_of(GHashTable *names, const char *text)
{
	struct name *name = g_hash_table_lookup(names, text);
	if (name)
		return name;
	name = g_new(struct name, 1);
	name->plain = bt_plain_words(text);
	name->folded = bt_fold(name->plain);
	name->words = g_strsplit(name->folded, " ", -1);
	g_hash_table_insert(names, (gpointer)text, name);
	return name;
}

static enum nearness nearness_of(const bt_indicator *one, const char *raw, const struct name *asked, const char *asked_key, GHashTable *names)
{
	if (strcmp(one->id, raw) == 0 || strcmp(one->key, asked_key) == 0)
		return EXACT;
	const struct name *label = name_of(names, one->label), *key = name_of(names, one->key), *owner = name_of(names, one->owner);
	if (strcmp(label->plain, asked->plain) == 0)
		return EXACT;
	if (strcmp(label->folded, asked->folded) == 0 || strcmp(key->folded, asked->folded) == 0)
		return FOLDED;
	for (char **w = asked->words; *w; w++)
		if (**w && !g_strv_contains((const char *const *)label->words, *w) && !g_strv_contains((const char *const *)key->words, *w) && !g_strv_contains((const char *const *)owner->words, *w))
			return NOT;
	return ALL_WORDS;
}

GPtrArray *bt_series_find(const bt_series *series, const char *words)
{
	g_autoptr(bt_arena) arena = bt_arena_new();
	g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, name_free);
	GPtrArray *found = g_ptr_array_new();
	g_autofree char *label = NULL, *context = NULL;
	bt_label_parts(words, &label, &context);
	const char *key = bt_series_key(label, context, NULL, arena);
	const struct name *asked = name_of(names, words);
	enum nearness best = ALL_WORDS;
	for (guint i = 0; i < series->indicators->len && *asked->plain; i++) {
		enum nearness n = nearness_of(series->indicators->pdata[i], words, asked, key, names);
		if (n > best) {
			g_ptr_array_set_size(found, 0);
			best = n;
		}
		if (n == best)
			g_ptr_array_add(found, series->indicators->pdata[i]);
	}
	return found;
}
