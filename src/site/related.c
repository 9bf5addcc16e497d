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
static void look_around(struct search *search, const GArray *list, guint at, int points)
{
	const int *articles = (const int *)(void *)list->data;
	for (guint i = at > NEAR ? at - NEAR : 0; i < MIN(at + NEAR + 1, list->len); i++) {
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

static void choose(struct search *search, int self, int related[3])
{
	for (int k = 0; k < 3; k++) {
		int best = -1;
		for (int i = 0; i < search->n; i++)
			if (search->points[search->found[i]] && (best < 0 || better(search, search->found[i], best, self)))
				best = search->found[i];
		related[k] = best;
		if (best >= 0)
			search->points[best] = 0;
	}
	for (int i = 0; i < search->n; i++)
		search->points[search->found[i]] = 0;
	search->n = 0;
}

/* Where an article stands in a list, whose numbers rise. */
static guint place_of(const GArray *list, int article)
{
	guint low = 0, high = list->len;
	while (low < high) {
		guint middle = (low + high) / 2;
		if (g_array_index(list, int, middle) < article)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void bt_plan_relate(bt_plan *plan)
{
	g_autofree int *points = g_new0(int, plan->articles->len + 1);
	struct search search = {.points = points};
	for (guint i = 0; i < plan->articles->len; i++) {
		bt_planned *article = &g_array_index(plan->articles, bt_planned, i);
		for (guint k = 0; k + 1 < LISTS_MAX && article->tags[k]; k++)
			look_around(&search, article->tags[k]->articles, place_of(article->tags[k]->articles, (int)i), 3);
		if (article->section)
			look_around(&search, article->section->articles, place_of(article->section->articles, (int)i), 1);
		choose(&search, (int)i, article->related);
	}
}
