/* Which articles a reader of one may want next: those that share tags, then those of the section, the nearest in time first.
 * Only the nearest few of each list are looked at, so that the cost grows with the articles, not with their square. */
#include "site/build.h"

#define NEAR 6      /* looked at on either side in each list */
#define LISTS_MAX 9 /* tags looked at, and the section */
#define CANDIDATES ((LISTS_MAX) * 2 * (NEAR))

/* What is known of the candidates of one article; between articles all points are 0. */
struct search {
	int *points; /* by article */
	int found[CANDIDATES];
	int n;
};

/* The neighbours of place `at` in a list. */
static void look_around(struct search *search, const bt_list *list, guint at, int points)
{
	const int *articles = (const int *)(void *)list->articles->data;
	for (guint i = at > NEAR ? at - NEAR : 0; i < MIN(at + NEAR + 1, list->articles->len); i++) {
		if (i == at)
			continue;
		if (!search->points[articles[i]])
			search->found[search->n++] = articles[i];
		search->points[articles[i]] += points;
	}
}

/* More points first; then the nearer in time; then the newer. */
static bool better(const struct search *search, int a, int b, int self)
{
	int far_a = ABS(a - self), far_b = ABS(b - self);
	if (search->points[a] != search->points[b])
		return search->points[a] > search->points[b];
	return far_a != far_b ? far_a < far_b : a < b;
}

/* The best three, the best first. */
static void choose(struct search *search, int self, int related[3])
{
	int n = 0;
	for (int i = 0; i < search->n; i++) {
		int article = search->found[i], place = n < 3 ? n++ : 3;
		for (; place > 0 && better(search, article, related[place - 1], self); place--)
			if (place < 3)
				related[place] = related[place - 1];
		if (place < 3)
			related[place] = article;
	}
	for (int i = 0; i < search->n; i++)
		search->points[search->found[i]] = 0;
	search->n = 0;
}

/* Where an article stands in a list, which was asked for those before it only: their numbers rise. */
static guint next_place(const bt_list *list, int article)
{
	guint *next = &((bt_list *)list)->next;
	while (g_array_index(list->articles, int, *next) != article)
		++*next;
	return *next;
}

void bt_plan_relate(bt_plan *plan)
{
	g_autofree int *points = g_new0(int, plan->articles->len + 1);
	struct search search = {.points = points};
	for (guint i = 0; i < plan->articles->len; i++) {
		bt_planned *article = &g_array_index(plan->articles, bt_planned, i);
		for (guint k = 0; k + 1 < LISTS_MAX && article->tags[k]; k++)
			look_around(&search, article->tags[k], next_place(article->tags[k], (int)i), 3);
		if (article->section)
			look_around(&search, article->section, next_place(article->section, (int)i), 1);
		choose(&search, (int)i, article->related);
	}
}
