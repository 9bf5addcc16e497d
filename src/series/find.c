/* The indicators that a person's words mean. */
#include "series/join.h"

#include <string.h>

enum nearness { NOT, ALL_WORDS, FOLDED, EXACT };

/* Each word of `words` stands in `text` as a whole word. */
static bool has_all(const char *text, char **words)
{
	g_auto(GStrv) own = g_strsplit(text, " ", -1);
	for (int i = 0; words[i]; i++)
		if (*words[i] && !g_strv_contains((const char *const *)own, words[i]))
			return false;
	return true;
}

struct asked {
	char *plain, *folded;
	char **words;
	const char *raw, *key;
};

static enum nearness nearness_of(const bt_indicator *one, const struct asked *asked)
{
	if (strcmp(one->id, asked->raw) == 0)
		return EXACT;
	g_autofree char *label = bt_plain_words(one->label);
	if (strcmp(label, asked->plain) == 0 || strcmp(one->key, asked->key) == 0)
		return EXACT;
	g_autofree char *folded = bt_fold(label), *key = bt_fold(one->key);
	if (strcmp(folded, asked->folded) == 0 || strcmp(key, asked->folded) == 0)
		return FOLDED;
	g_autofree char *owner = bt_fold(one->owner), *all = g_strdup_printf("%s %s %s", folded, key, owner);
	return has_all(all, asked->words) ? ALL_WORDS : NOT;
}

GPtrArray *bt_series_find(const bt_series *series, const char *words)
{
	g_autoptr(bt_arena) arena = bt_arena_new();
	GPtrArray *found = g_ptr_array_new();
	g_autofree char *plain = bt_plain_words(words), *folded = bt_fold(plain), *label = NULL, *context = NULL;
	g_auto(GStrv) split = g_strsplit(folded, " ", -1);
	bt_label_parts(words, &label, &context);
	struct asked asked = {plain, folded, split, words, bt_series_key(label, context, NULL, arena)};
	enum nearness best = ALL_WORDS;
	for (guint i = 0; i < series->indicators->len && *plain; i++) {
		enum nearness n = nearness_of(series->indicators->pdata[i], &asked);
		if (n > best) {
			g_ptr_array_set_size(found, 0);
			best = n;
		}
		if (n == best)
			g_ptr_array_add(found, series->indicators->pdata[i]);
	}
	return found;
}
