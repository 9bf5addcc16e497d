/* Which indicators of the series are trends of an edition: those that a report of it goes on with. Knows no chart form and
 * no pages. */
#include "edition/edition.h"

#define FEWEST_POINTS 2

/* A point of the edition itself, stated in one of its reports. */
static bool goes_on(const bt_edition *edition, const bt_indicator *indicator)
{
	for (guint i = indicator->points->len; i-- > 0;)
		if (bt_edition_source(edition, g_array_index(indicator->points, bt_point, i).fact))
			return true;
	return false;
}

/* More periods first; else in the order of the series (owner, label, kind). */
static int by_points(gconstpointer a, gconstpointer b)
{
	const bt_indicator *x = ((const bt_trend *)a)->indicator, *y = ((const bt_trend *)b)->indicator;
	return x->points->len != y->points->len ? (x->points->len > y->points->len ? -1 : 1) : 0;
}

void bt_edition_trends(bt_edition *edition, const bt_series *series)
{
	edition->series = series;
	g_array_set_size(edition->trends, 0);
	for (guint i = 0; i < series->indicators->len; i++) {
		const bt_indicator *indicator = series->indicators->pdata[i];
		bt_trend trend = {indicator, NULL};
		if (indicator->points->len >= FEWEST_POINTS && goes_on(edition, indicator))
			g_array_append_val(edition->trends, trend);
	}
	g_array_sort(edition->trends, by_points); /* stable: GLib merges */
}
