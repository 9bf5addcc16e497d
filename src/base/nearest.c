/* Which known name was meant. Knows no names itself. */
#include "base/base.h"

#include <string.h>

#define WORD_MAX 64

/* Edits (insert, drop, replace, swap neighbours) from a to b. */
static guint edits(const char *a, const char *b)
{
	guint row[3][WORD_MAX + 1];
	gsize n = strlen(a), m = strlen(b);
	if (n > WORD_MAX || m > WORD_MAX)
		return G_MAXUINT;
	for (gsize j = 0; j <= m; j++)
		row[0][j] = (guint)j;
	for (gsize i = 1; i <= n; i++) {
		guint *now = row[i % 3], *last = row[(i - 1) % 3], *before = row[(i + 1) % 3];
		now[0] = (guint)i;
		for (gsize j = 1; j <= m; j++) {
			now[j] = MIN(MIN(last[j], now[j - 1]) + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				now[j] = MIN(now[j], before[j - 2] + 1);
		}
	}
	return row[n % 3][m];
}

const char *bt_nearest(const char *word, const char *const *names)
{
	const char *best = NULL;
	g_autofree char *folded = bt_fold(word);
	guint limit = (guint)MAX(1, strlen(folded) / 3), least = limit + 1;
	for (; *names; names++) {
		g_autofree char *name = bt_fold(*names);
		guint d = edits(folded, name);
		if (d < least) {
			least = d;
			best = *names;
		}
	}
	return best;
}
