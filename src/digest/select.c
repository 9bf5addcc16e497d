/* The choice: best sentences first, within the room of their part, then what room is left; no sentence that
 * says what a chosen one says, no topic that takes all. Knows scores and lengths; nothing of language. */
#include "digest/parts.h"

#include <string.h>

#define TOPIC_COST 7      /* points a candidate loses for each chosen sentence of its topic */
#define LETTERS_A_POINT 14 /* a sentence loses a point for so many letters, a list for thrice as many: room is dear */
#define SAME_PERMILLE 700 /* words shared, of the shorter sentence, from which two say the same */
#define SAME_WORDS 6
#define CANDIDATES 400    /* the best ones are weighed against each other; more never fit */
#define SHORT_REPORT 1500  /* letters that even the summary of a short report may have: less than a page */
#define LIST_SHARE 3      /* a list that needs at most 1/3 of the budget is taken whole */

/* Points below which a sentence is left out even if there is room, unless its part has nothing better than `alone`;
 * points from which its part may claim its share, per mille of the budget, before all compete for what is left. */
static const struct {
	int alone, threshold, good, permille;
} parts[BT_DIGEST_KINDS] = {
	[BT_DIGEST_HEAD] = {.threshold = 0, .good = 0, .permille = 1000},
	[BT_DIGEST_RESULT] = {.alone = 4, .threshold = 8, .good = 18, .permille = 350},
	[BT_DIGEST_LACK] = {.alone = 12, .threshold = 20, .good = 28, .permille = 110},
	[BT_DIGEST_DIRECTIVE] = {.alone = 20, .threshold = 20, .good = 34, .permille = 320},
	[BT_DIGEST_QUOTE] = {.alone = 14, .threshold = 14, .good = 22, .permille = 100},
	[BT_DIGEST_OUTLOOK] = {.alone = 12, .threshold = 12, .good = 20, .permille = 120},
};

typedef struct {
	GArray *words, *numbers; /* sorted hashes (guint) of distinct words without and with digits; NULL: not made yet */
} wordset;

/* A list by the item that introduces it. */
typedef struct {
	int end;     /* the item after its last one */
	int letters; /* with its head */
	int best;    /* the highest score of its items */
} list;

typedef struct {
	bt_digest *digest;
	wordset *sets;     /* one an item */
	list *lists;       /* one an item; of those that open none: themselves */
	GArray *chosen;    /* int */
	GHashTable *topics; /* topic -> chosen sentences */
	int budget;
	int used[BT_DIGEST_KINDS];
} chooser;

static bt_digest_item *item_at(const bt_digest *digest, int i)
{
	return &g_array_index(digest->items, bt_digest_item, i);
}

/* ---- repetition */

static int by_value(gconstpointer a, gconstpointer b)
{
	guint x = *(const guint *)a, y = *(const guint *)b;
	return (x > y) - (x < y);
}

static void sort_unique(GArray *set)
{
	guint n = 0;
	g_array_sort(set, by_value);
	for (guint i = 0; i < set->len; i++) {
		guint v = g_array_index(set, guint, i);
		if (!n || g_array_index(set, guint, n - 1) != v)
			g_array_index(set, guint, n++) = v;
	}
	g_array_set_size(set, n);
}

static const wordset *set_of(chooser *c, int i)
{
	wordset *set = &c->sets[i];
	if (set->words)
		return set;
	set->words = g_array_new(FALSE, FALSE, sizeof(guint));
	set->numbers = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autofree char *key = bt_spelling_key(item_at(c->digest, i)->text, -1);
	g_auto(GStrv) words = g_strsplit_set(key, " ;:()\"", -1);
	for (char **w = words; *w; w++) {
		guint hash = g_str_hash(*w);
		if (**w)
			g_array_append_val(strpbrk(*w, "0123456789") ? set->numbers : set->words, hash);
	}
	sort_unique(set->words);
	sort_unique(set->numbers);
	return set;
}

/* Most of the smaller set stands in the other. */
static bool mostly_in(const GArray *a, const GArray *b)
{
	guint i = 0, j = 0, shared = 0, least = MIN(a->len, b->len);
	while (i < a->len && j < b->len) {
		guint x = g_array_index(a, guint, i), y = g_array_index(b, guint, j);
		shared += x == y;
		i += x <= y;
		j += y <= x;
	}
	return shared * 1000 >= least * SAME_PERMILLE;
}

/* The same words with other numbers are another statement. */
static bool repeats(chooser *c, int i)
{
	const wordset *mine = set_of(c, i);
	for (guint k = 0; k < c->chosen->len; k++) {
		const wordset *other = set_of(c, g_array_index(c->chosen, int, k));
		if (MIN(mine->words->len, other->words->len) < SAME_WORDS || !mostly_in(mine->words, other->words))
			continue;
		if ((mine->numbers->len > 0) == (other->numbers->len > 0) && mostly_in(mine->numbers, other->numbers))
			return true;
	}
	return false;
}

/* ---- lists */

static list *lists_of(const bt_digest *digest)
{
	int n = (int)digest->items->len;
	list *lists = g_new0(list, n + 1);
	for (int i = 0; i < n; i++) {
		const bt_digest_item *item = item_at(digest, i);
		lists[i] = (list){.end = i + 1, .letters = item->letters, .best = G_MININT};
		if (item->head < 0 || lists[item->head].end != i)
			continue;
		lists[item->head].end = i + 1;
		lists[item->head].letters += item->letters;
		lists[item->head].best = MAX(lists[item->head].best, item->score);
	}
	return lists;
}

/* The list is taken whole, with the sentence that introduces it. */
static bool whole_list(const chooser *c, int head)
{
	return c->lists[head].letters <= c->budget / LIST_SHARE;
}

static int cost(const chooser *c, int i)
{
	const bt_digest_item *item = item_at(c->digest, i);
	if (item->opens_list && whole_list(c, i))
		return c->lists[i].letters;
	bool head = item->head >= 0 && item_at(c->digest, item->head)->choice != BT_DIGEST_CHOSEN;
	return item->letters + (head ? item_at(c->digest, item->head)->letters : 0);
}

/* It can be chosen by itself: no introduction without its list, no item of a list that goes whole. */
static bool by_itself(const chooser *c, int i)
{
	const bt_digest_item *item = item_at(c->digest, i);
	if (item->opens_list)
		return whole_list(c, i);
	return item->head < 0 || !whole_list(c, item->head);
}

/* What leans on the sentence before: "Trong đó:" gives its list less. */
static int leaning(const bt_digest_item *item)
{
	for (int i = 0; i < item->n_reasons; i++)
		if (item->reasons[i].rule == RULE_LEANS)
			return item->reasons[i].points;
	return 0;
}

static int worth(const chooser *c, int i)
{
	const bt_digest_item *item = item_at(c->digest, i);
	bool opens = item->opens_list && c->lists[i].end > i + 1;
	return opens ? MAX(item->score, c->lists[i].best + leaning(item)) : item->score;
}

/* ---- choosing */

static int topic_count(const chooser *c, int topic)
{
	return GPOINTER_TO_INT(g_hash_table_lookup(c->topics, GINT_TO_POINTER(topic)));
}

static void take_one(chooser *c, int i)
{
	bt_digest_item *item = item_at(c->digest, i);
	if (item->choice == BT_DIGEST_CHOSEN)
		return;
	item->choice = BT_DIGEST_CHOSEN;
	g_array_append_val(c->chosen, i);
	c->digest->letters += item->letters;
	c->used[item->kind] += item->letters;
}

static void take(chooser *c, int i)
{
	const bt_digest_item *item = item_at(c->digest, i);
	if (item->head >= 0)
		take_one(c, item->head);
	take_one(c, i);
	if (item->opens_list)
		for (int k = i + 1; k < c->lists[i].end; k++)
			take_one(c, k);
	g_hash_table_insert(c->topics, GINT_TO_POINTER(item->topic), GINT_TO_POINTER(topic_count(c, item->topic) + 1));
}

static bool fits(const chooser *c, int i, bool shares)
{
	const bt_digest_item *item = item_at(c->digest, i);
	int letters = cost(c, i);
	if (c->digest->letters + letters > c->budget)
		return false;
	if (shares && worth(c, i) < parts[item->kind].good)
		return false;
	int share = (int)((gint64)c->budget * parts[item->kind].permille / 1000);
	return !shares || c->used[item->kind] == 0 || c->used[item->kind] + letters <= share;
}

/* The best candidate that fits, of one part (or of all: BT_DIGEST_KINDS); -1: none. What its topic has already,
 * and the room it takes, count against it. */
static int best_of(const chooser *c, const GArray *candidates, bt_digest_kind kind, bool shares)
{
	int best = -1, best_value = 0;
	for (guint k = 0; k < candidates->len; k++) {
		int i = g_array_index(candidates, int, k);
		const bt_digest_item *item = item_at(c->digest, i);
		if (item->choice != BT_DIGEST_NO_ROOM || (kind != BT_DIGEST_KINDS && item->kind != kind) || !fits(c, i, shares))
			continue;
		int value = worth(c, i) - TOPIC_COST * topic_count(c, item->topic) - cost(c, i) / (item->opens_list ? 3 * LETTERS_A_POINT : LETTERS_A_POINT);
		if (best < 0 || value > best_value) {
			best = i;
			best_value = value;
		}
	}
	return best;
}

static void choose_round(chooser *c, const GArray *candidates, bool shares)
{
	for (int best; (best = best_of(c, candidates, BT_DIGEST_KINDS, shares)) >= 0;)
		if (repeats(c, best))
			item_at(c->digest, best)->choice = BT_DIGEST_REPEATED;
		else
			take(c, best);
}

/* The best of the sentences too weak for a part that has no other; -1: none is fit to stand alone. */
static int best_alone(chooser *c, bt_digest_kind kind)
{
	int best = -1;
	for (int i = 0; i < (int)c->digest->items->len; i++) {
		const bt_digest_item *item = item_at(c->digest, i);
		bool weak = item->choice == BT_DIGEST_WEAK && item->kind == kind && worth(c, i) >= parts[kind].alone;
		if (weak && by_itself(c, i) && fits(c, i, false) && (best < 0 || worth(c, i) > worth(c, best)))
			best = i;
	}
	return best;
}

/* No part stays empty while it has a candidate that fits. */
static void choose_one_each(chooser *c, const GArray *candidates)
{
	for (int kind = 0; kind < BT_DIGEST_KINDS; kind++) {
		int best = best_of(c, candidates, kind, false);
		if (best < 0)
			best = best_alone(c, kind);
		if (best >= 0)
			take(c, best);
	}
}

typedef struct {
	int score, item;
} ranked;

static int by_score(gconstpointer a, gconstpointer b)
{
	const ranked *x = a, *y = b;
	return x->score != y->score ? (x->score < y->score) - (x->score > y->score) : (x->item > y->item) - (x->item < y->item);
}

/* The best candidates, best first; all others are marked. */
static GArray *candidates_of(chooser *c)
{
	g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(ranked));
	GArray *out = g_array_new(FALSE, FALSE, sizeof(int));
	for (int i = 0; i < (int)c->digest->items->len; i++) {
		bt_digest_item *item = item_at(c->digest, i);
		int score = worth(c, i);
		item->choice = score < parts[item->kind].threshold ? BT_DIGEST_WEAK : BT_DIGEST_NO_ROOM;
		item->place = -1;
		if (item->choice == BT_DIGEST_NO_ROOM && by_itself(c, i))
			g_array_append_val(all, ((ranked){score, i}));
	}
	g_array_sort(all, by_score);
	for (guint i = 0; i < MIN(all->len, CANDIDATES); i++)
		g_array_append_val(out, g_array_index(all, ranked, i).item);
	return out;
}

/* ---- the order on the page */

static int by_part(gconstpointer a, gconstpointer b, gpointer data)
{
	const bt_digest *digest = data;
	int i = *(const int *)a, k = *(const int *)b;
	const bt_digest_item *x = item_at(digest, i), *y = item_at(digest, k);
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return x->place != y->place ? x->place - y->place : i - k; /* place: of the group, for now */
}

static void put_in_order(bt_digest *digest)
{
	g_autoptr(GHashTable) groups = g_hash_table_new(NULL, NULL);
	g_array_set_size(digest->order, 0);
	for (int i = 0; i < (int)digest->items->len; i++) {
		bt_digest_item *item = item_at(digest, i);
		if (item->choice != BT_DIGEST_CHOSEN)
			continue;
		g_array_append_val(digest->order, i);
		item->place = 0;
		if (item->kind != BT_DIGEST_DIRECTIVE)
			continue;
		gpointer key = GINT_TO_POINTER(item->speaker + 1), group;
		if (!g_hash_table_lookup_extended(groups, key, NULL, &group)) {
			group = GINT_TO_POINTER((int)g_hash_table_size(groups));
			g_hash_table_insert(groups, key, group);
		}
		item->place = GPOINTER_TO_INT(group);
	}
	g_array_sort_with_data(digest->order, by_part, digest);
	for (guint i = 0; i < digest->order->len; i++)
		item_at(digest, g_array_index(digest->order, int, i))->place = (int)i;
}

void bt_digest_fit(bt_digest *digest, int budget)
{
	int n = (int)digest->items->len;
	digest->budget = budget > 0 ? budget : BT_DIGEST_TWO_PAGES;
	digest->letters = 0;
	chooser c = {
		.digest = digest, .sets = g_new0(wordset, n + 1), .lists = lists_of(digest), .chosen = g_array_new(FALSE, FALSE, sizeof(int)),
		.topics = g_hash_table_new(NULL, NULL), .budget = MIN(digest->budget, MAX(digest->source_letters / 2, SHORT_REPORT)),
	};
	g_autoptr(GArray) candidates = candidates_of(&c);
	choose_one_each(&c, candidates);
	choose_round(&c, candidates, true);
	choose_round(&c, candidates, false);
	put_in_order(digest);
	for (int i = 0; i < n; i++) {
		if (!c.sets[i].words)
			continue;
		g_array_free(c.sets[i].words, TRUE);
		g_array_free(c.sets[i].numbers, TRUE);
	}
	g_free(c.sets);
	g_free(c.lists);
	g_array_free(c.chosen, TRUE);
	g_hash_table_destroy(c.topics);
}
