/* The key figures of an edition: which indicators of the series are its trends (those that a report of it goes on with), and what
 * its reports tell beside them. Knows no chart form and no pages. */
#include "edition/edition.h"

#define FEWEST_POINTS 2
#define CARDS_MOST 3 /* of an article, beside the trends: the first are the strongest */

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

static bool same_axis(const bt_indicator *a, const bt_indicator *b) { return a->kind == b->kind && a->months == b->months && a->running == b->running; }

/* Charts that stand side by side have one axis of periods, those of a kind. */
static void draw(bt_edition *edition)
{
	for (guint i = 0; i < edition->trends->len; i++) {
		bt_trend *trend = &g_array_index(edition->trends, bt_trend, i);
		g_autoptr(GPtrArray) beside = g_ptr_array_new();
		for (guint k = 0; k < edition->trends->len; k++) {
			const bt_indicator *other = g_array_index(edition->trends, bt_trend, k).indicator;
			if (same_axis(other, trend->indicator))
				g_ptr_array_add(beside, (gpointer)other);
		}
		trend->chart = bt_trend_beside(trend->indicator, beside, edition->arena);
	}
}

void bt_edition_trends(bt_edition *edition, const bt_series *series)
{
	edition->series = series;
	g_array_set_size(edition->trends, 0);
	for (guint i = 0; i < series->indicators->len; i++) {
		const bt_indicator *indicator = series->indicators->pdata[i];
		if (indicator->points->len < FEWEST_POINTS || !goes_on(edition, indicator))
			continue;
		bt_trend trend = {indicator, NULL};
		g_array_append_val(edition->trends, trend);
	}
	g_array_sort(edition->trends, by_points); /* stable: GLib merges */
	draw(edition);
}

/* ---- what no trend has */

static bool is_followed(const bt_edition *edition, const bt_article *article, const bt_figure *figure)
{
	for (guint i = 0; i < edition->trends->len; i++) {
		const GArray *points = g_array_index(edition->trends, bt_trend, i).indicator->points;
		for (guint k = points->len; k-- > 0;) {
			const bt_fact *fact = g_array_index(points, bt_point, k).fact;
			if (bt_edition_source(edition, fact) == article && g_strcmp0(fact->value.digits, figure->value.digits) == 0 && g_strcmp0(fact->unit, figure->unit) == 0)
				return true;
		}
	}
	return false;
}

GPtrArray *bt_edition_new_cards(const bt_edition *edition, const bt_article *article)
{
	GPtrArray *cards = g_ptr_array_new();
	for (guint i = 0; article->charts && article->figures && cards->len < CARDS_MOST && i < article->charts->cards->len; i++) {
		bt_card *card = &g_array_index(article->charts->cards, bt_card, i);
		if (card->figure >= 0 && !is_followed(edition, article, bt_figures_at(article->figures, (guint)card->figure)))
			g_ptr_array_add(cards, card);
	}
	return cards;
}

bool bt_edition_has_figures(const bt_edition *edition)
{
	g_autoptr(GPtrArray) articles = bt_edition_articles(edition);
	bool any = edition->trends->len > 0;
	for (guint i = 0; i < articles->len && !any; i++) {
		const bt_article *article = articles->pdata[i];
		any = article->charts && article->charts->cards->len > 0;
	}
	return any;
}

/* ---- values in words */

const char *bt_fact_words(const bt_edition *edition, const bt_fact *fact, const char *unit)
{
	const char *more = g_strcmp0(fact->unit, unit) == 0 || !fact->unit ? "" : fact->unit;
	const char *high = fact->value_high.stated ? fact->value_high.digits : NULL;
	return bt_arena_printf(edition->arena, "%s%s%s%s%s", bt_value_words(&fact->value, fact->qualifier, edition->arena), high ? " - " : "", high ? high : "",
			       *more && *more != '%' ? " " : "", more);
}

const char *bt_card_words(const bt_edition *edition, const bt_card *card)
{
	return bt_arena_printf(edition->arena, "%s%s%s%s%s", card->qualifier ? card->qualifier : "", card->qualifier ? " " : "", card->value,
			       card->unit && card->unit[0] != '%' ? " " : "", card->unit ? card->unit : "");
}

const char *bt_trend_about(const bt_edition *edition, const bt_trend *trend)
{
	const bt_indicator *indicator = trend->indicator;
	const char *owner = indicator->owner && *indicator->owner ? bt_capital_words(edition, indicator->owner) : "", *unit = indicator->unit ? indicator->unit : "";
	return bt_arena_printf(edition->arena, "%s%s%s%s", owner, *owner && *unit ? " · " : "", *unit ? "đơn vị tính: " : "", unit);
}

const char *bt_capital_words(const bt_edition *edition, const char *words)
{
	char first[8] = {0};
	first[g_unichar_to_utf8(g_unichar_toupper(g_utf8_get_char(words)), first)] = '\0';
	return bt_arena_printf(edition->arena, "%s%s", first, *words ? g_utf8_next_char(words) : "");
}

const char *bt_contradiction_words(const bt_edition *edition, const bt_indicator *indicator, const bt_contradiction *c)
{
	g_autofree char *from = bt_period_words(g_array_index(indicator->points, bt_point, c->from).period, BT_LANG_VI);
	g_autofree char *to = bt_period_words(g_array_index(indicator->points, bt_point, c->to).period, BT_LANG_VI);
	return bt_arena_printf(edition->arena, "Cần đối chiếu: báo cáo nêu %s, còn hai mức %s và %s cho thấy %s (do bản tin tính).", c->stated, from, to, c->implied);
}
