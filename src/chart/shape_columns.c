/* Columns by period, value above, period below; and small multiples: one such chart (or line, over many periods) a
 * series, each with its own unit and scale, on one width and the same periods. Columns stand on zero. */
#include "chart/shape.h"
#include "chart/pick.h"

#include <string.h>

static bt_num highest(const bt_chart *chart, int series)
{
	bt_num high = {0, 0};
	for (int i = 0; i < chart->n_marks; i++) {
		const bt_mark *m = &chart->marks[i];
		if (m->series != series || m->missing)
			continue;
		high = bt_num_cmp(m->num, high) > 0 ? m->num : high;
		for (int o = 0; o < m->n_others; o++)
			high = bt_num_cmp(m->others[o].num, high) > 0 ? m->others[o].num : high;
	}
	return high;
}

/* The periods below their columns, each in as many lines as it needs; returns the most lines. */
static guint put_periods(bt_shaper *s, const bt_chart *chart, int series, int n)
{
	guint most = 0;
	double slot = s->style->width / n - bt_gap(s);
	int at = 0;
	for (int i = 0; i < chart->n_marks; i++) {
		const bt_mark *m = &chart->marks[i];
		if (m->series != series)
			continue;
		g_autoptr(GPtrArray) lines = bt_wrap_anyhow(s, BT_ROLE_LABEL, m->period ? m->period : m->label, slot);
		s->failed |= !lines;
		for (guint k = 0; lines && k < lines->len; k++)
			bt_put_text(s, BT_ROLE_LABEL, 0, (bt_x){(at + 0.5) / n, 0}, s->y + k * bt_line_of(s, BT_ROLE_LABEL), BT_MIDDLE, lines->pdata[k]);
		most = lines ? MAX(most, lines->len) : most;
		at++;
	}
	return most;
}

/* What other sources state: a dot beside the column at its height, and its value where there is room. */
static void put_others(bt_shaper *s, const bt_chart *chart, const bt_mark *m, bt_x x, double foot, double plot, bt_num high)
{
	for (int o = 0; o < m->n_others; o++) {
		bt_mark other = {.num = m->others[o].num, .text = m->others[o].text};
		const char *text = bt_bare_value(&other, chart->unit, s->scene->arena);
		double y = foot - plot * bt_num_ratio(other.num, high);
		bt_words words = bt_words_of(s, BT_ROLE_NOTE, text);
		words.x = (bt_x){x.fraction, x.offset + bt_gap(s) + s->style->dot / 2};
		words.top = y - bt_line_of(s, BT_ROLE_NOTE) / 2;
		bt_put_dot(s, 1, x, y);
		if (!bt_touches(s, &words))
			bt_put_words(s, 1, &words);
	}
}

void bt_shape_columns(bt_shaper *s, const bt_chart *chart, int series, double plot)
{
	bt_num high = highest(chart, series);
	double line = bt_line_of(s, BT_ROLE_VALUE), top = s->y + line, foot = top + plot;
	int n = 0, at = 0;
	for (int i = 0; i < chart->n_marks; i++)
		n += chart->marks[i].series == series;
	if (n == 0 || high.mant <= 0) {
		s->failed = true;
		return;
	}
	double half = MIN(0.3, 0.09 * n) / n;
	for (int i = 0; i < chart->n_marks; i++) {
		const bt_mark *m = &chart->marks[i];
		if (m->series != series)
			continue;
		double middle = (at++ + 0.5) / n, head = foot - (m->missing ? 0 : plot * bt_num_ratio(m->num, high));
		if (m->missing) {
			bt_put_text(s, BT_ROLE_NOTE, 0, (bt_x){middle, 0}, foot - bt_line_of(s, BT_ROLE_NOTE), BT_MIDDLE, m->text);
			continue;
		}
		bt_put_rect(s, BT_ROLE_BAR, 0, (bt_x){middle - half, 0}, (bt_x){middle + half, 0}, head, foot);
		bt_put_text(s, BT_ROLE_VALUE, 0, (bt_x){middle, 0}, head - line, BT_MIDDLE, bt_bare_value(m, chart->unit, s->scene->arena));
		put_others(s, chart, m, (bt_x){middle + half, s->style->dot * 2}, foot, plot, high);
	}
	bt_put_line(s, BT_ROLE_ZERO, 0, (bt_x){0, 0}, foot, (bt_x){1, 0}, foot);
	s->y = foot + bt_gap(s) / 2;
	s->y += put_periods(s, chart, series, n) * bt_line_of(s, BT_ROLE_LABEL);
}

void bt_put_panel_name(bt_shaper *s, const bt_chart *panel, bool apart)
{
	g_autoptr(GPtrArray) lines = bt_wrap(s, BT_ROLE_VALUE, panel->series[0], s->style->width);
	s->failed |= !lines;
	if (apart)
		s->y += bt_line_of(s, BT_ROLE_LABEL);
	for (guint k = 0; lines && k < lines->len; k++) {
		bt_put_text(s, BT_ROLE_VALUE, 0, (bt_x){0, 0}, s->y, BT_START, lines->pdata[k]);
		s->y += bt_line_of(s, BT_ROLE_VALUE);
	}
}

/* One series as a chart of its own, in the first colour. Its unit is what its name has in brackets. */
static bt_chart panel_of(bt_shaper *s, const bt_chart *chart, int series)
{
	bt_arena *arena = s->scene->arena;
	int own = 0;
	for (int i = 0; i < chart->n_marks; i++)
		own += chart->marks[i].series == series;
	bt_mark *marks = bt_arena_new0(arena, bt_mark, own);
	const char **name = bt_arena_new0(arena, const char *, 1), *open = strrchr(chart->series[series], '(');
	bt_chart panel = *chart;
	panel.n_marks = 0;
	for (int i = 0; i < chart->n_marks; i++)
		if (chart->marks[i].series == series) {
			marks[panel.n_marks] = chart->marks[i];
			marks[panel.n_marks++].series = 0;
		}
	name[0] = chart->series[series];
	panel.marks = marks;
	panel.series = name;
	panel.n_series = 1;
	if (open && g_str_has_suffix(open, ")"))
		panel.unit = bt_arena_strndup(arena, open + 1, strlen(open) - 2);
	return panel;
}

#define PERIODS_COLUMNS 3 /* periods that columns show; from one more on: lines */

void bt_shape_multiples(bt_shaper *s, const bt_chart *chart)
{
	bt_chart *panels = bt_arena_new0(s->scene->arena, bt_chart, chart->n_series);
	bool lines = false;
	for (int i = 0; i < chart->n_series; i++) {
		panels[i] = panel_of(s, chart, i);
		lines |= panels[i].n_marks > PERIODS_COLUMNS;
	}
	double height = s->style->plot * 0.6;
	if (lines)
		bt_shape_panels(s, panels, chart->n_series, height);
	for (int i = 0; i < chart->n_series && !lines && !s->failed; i++) {
		bt_put_panel_name(s, &panels[i], i > 0);
		bt_shape_columns(s, &panels[i], 0, height);
	}
}
