/* Which articles a reader of one may want next: those that share tags, then those of the section, the nearest in time first.
 * Only the nearest few of each list are looked at, so that the cost grows with the articles, not with their square. */
#include "site/build.h"

#define NEAR 6      /* looked at on either side in each list */
#define LISTS_MAX 9 /* tags looked at, and the section */
#define CANDIDATES ((LISTS_MAX) * 2 * (NEAR))

struct candidate {
	int article, points;
};

struct search {
	struct candidate found[CANDIDATES];
	int n;
};

static void add(struct search *search, int article, int points)
{
	for (int i = 0; i < search->n; i++)
		if (search->found[i].article == article) {
			search->found[i].points += points;
			return;
		}
	if (search->n < CANDIDATES)
		search->found[search->n++] = (struct candidate){article, points};
}

/* The neighbours of place `at` in a list. */
static void look_around(struct search *search, const GArray *list, guint at, int points)
{
	for (guint i = at > NEAR ? at - NEAR : 0; i < MIN(at + NEAR + 1, list->len); i++)
		if (i != at)
			add(search, g_array_index(list, int, i), points);
}

/* More points first; then the nearer in time; then the newer. */
static bool better(struct candidate a, struct candidate b, int self)
{
	int far_a = ABS(a.article - self), far_b = ABS(b.article - self);
	if (a.points != b.points)
		return a.points > b.points;
	return far_a != far_b ? far_a < far_b : a.article < b.article;
}

static void choose(struct search *search, int self, int related[3])
{
	for (int k = 0; k < 3; k++) {
		int best = -1;
		for (int i = 0; i < search->n; i++)
			if (search->found[i].points > 0 && (best < 0 || better(search->found[i], search->found[best], self)))
				best = i;
		related[k] = best < 0 ? -1 : search->found[best].article;
		if (best >= 0)
			search->found[best].points = 0;
	}
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
	for (guint i = 0; i < plan->articles->len; i++) {
		bt_planned *article = &g_array_index(plan->articles, bt_planned, i);
		struct search search = {.n = 0};
		for (guint k = 0; k + 1 < LISTS_MAX && article->tags[k]; k++)
			look_around(&search, article->tags[k]->articles, place_of(article->tags[k]->articles, (int)i), 3);
		if (article->section)
			look_around(&search, article->section->articles, place_of(article->section->articles, (int)i), 1);
		choose(&search, (int)i, article->related);
	}
}
