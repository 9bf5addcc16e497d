/* One line or several over periods in their true spacing. The axis may start above zero; then a
 * third of the plot stays free below the line and a note says so. Names stand at the line ends. */
#include "chart/shape.h"
#include "chart/pick.h"

#include <math.h>
#include <string.h>

#define OTHER_SERIES 1 /* the colour of what other sources state, in a chart of one series */

struct plot {
	double left, right;    /* fractions */
	double top, foot;      /* down */
	double low, high;      /* values at foot and top */
	double from, to;       /* months at left and right */
	double step;
};

static double value_of(const bt_mark *m) { return bt_num_ratio(m->num, (bt_num){1, 0}); }

/* Months where periods are understood, else their order. */
static double time_of(const bt_chart *chart, const bt_mark *m)
{
	double month;
	if (m->period && bt_mark_time(m->period, &month))
		return month;
	int order = 0;
	for (const bt_mark *k = m; k > chart->marks && k[-1].series == m->series; k--)
		order++;
	return order;
}

static double across(const struct plot *p, double time)
{
	return p->to > p->from ? p->left + (p->right - p->left) * (time - p->from) / (p->to - p->from) : (p->left + p->right) / 2;
}

static double down(const struct plot *p, double value) { return p->foot - (p->foot - p->top) * (value - p->low) / (p->high - p->low); }

static void find_range(const bt_chart *chart, struct plot *p)
{
	double least = 0, most = 0;
	bool any = false;
	p->from = p->to = time_of(chart, &chart->marks[0]);
	for (int i = 0; i < chart->n_marks; i++) {
		double v = value_of(&chart->marks[i]), t = time_of(chart, &chart->marks[i]);
		p->from = MIN(p->from, t);
		p->to = MAX(p->to, t);
		if (chart->marks[i].missing)
			continue;
		least = any ? MIN(least, v) : v;
		most = any ? MAX(most, v) : v;
		any = true;
		for (int o = 0; o < chart->marks[i].n_others; o++) {
			v = bt_num_ratio(chart->marks[i].others[o].num, (bt_num){1, 0});
			least = MIN(least, v);
			most = MAX(most, v);
		}
	}
	p->high = most > 0 || least < 0 ? most : 1;
	if (least > 0.5 * most && most > least) {
		p->step = bt_tick_step(1.5 * (most - least), 4);
		p->low = MAX(0, floor((least - 0.5 * (most - least)) / p->step) * p->step);
	} else {
		p->step = bt_tick_step(most - MIN(0, least), 4);
		p->low = least < 0 ? floor(least / p->step) * p->step : 0;
	}
	if (p->high <= p->low)
		p->high = p->low + p->step;
}

static void put_grid(bt_shaper *s, const struct plot *p)
{
	double line = bt_line_of(s, BT_ROLE_TICK);
	for (int i = 0;; i++) {
		double v = p->low + i * p->step, y = down(p, v);
		if (v > p->high + p->step * 0.01 || i > 8)
			break;
		bool zero = fabs(v) < p->step * 0.01;
		bt_put_line(s, zero ? BT_ROLE_ZERO : BT_ROLE_GRID, 0, (bt_x){0, 0}, y, (bt_x){1, 0}, y);
		bt_put_text(s, BT_ROLE_TICK, 0, (bt_x){0, 0}, y - line, BT_START, bt_tick_text(s, v, p->step));
	}
}

/* Where the words of the first and the last period would leave the figure they stand inside it. */
static bt_anchor anchor_of(bt_shaper *s, const char *text, bt_x x, int i, int n)
{
	double half = bt_width_of(s, BT_ROLE_TICK, text) / 2 - 0.5, width = s->style->width;
	return i == 0 && x.fraction * width < half ? BT_START : i == n - 1 && (1 - x.fraction) * width < half ? BT_END : BT_MIDDLE;
}

/* One period in as many lines as `width` asks for; 0: a line would touch another. */
static guint put_period(bt_shaper *s, const bt_chart *chart, const struct plot *p, int i, int n, double y, double width)
{
	bt_x x = {across(p, time_of(chart, &chart->marks[i])), 0};
	g_autoptr(GPtrArray) lines = bt_wrap_anyhow(s, BT_ROLE_TICK, chart->marks[i].period, width);
	for (guint k = 0; lines && k < lines->len; k++) {
		bt_anchor anchor = anchor_of(s, lines->pdata[k], x, i, n);
		double top = y + k * bt_line_of(s, BT_ROLE_TICK);
		if (bt_touches(s, BT_ROLE_TICK, x, top, anchor, lines->pdata[k]))
			return 0;
		bt_put_text(s, BT_ROLE_TICK, 0, x, top, anchor, lines->pdata[k]);
	}
	return lines ? lines->len : 0;
}

/* The first, the last and each k-th between, in the order of their worth; the most lines of one. 0: they do not fit. */
static guint put_each(bt_shaper *s, const bt_chart *chart, const struct plot *p, int n, int k, double y, double width)
{
	guint before = s->scene->items->len, most = 1;
	for (int step = -2; step < n - 1; step += step < 0 ? 1 : k) {
		int i = step == -2 ? 0 : step == -1 ? n - 1 : step;
		if (step == 0 || (step == -1 && n < 2))
			continue;
		guint lines = put_period(s, chart, p, i, n, y, width);
		if (!lines) {
			g_array_set_size(s->scene->items, before);
			return 0;
		}
		most = MAX(most, lines);
	}
	return most;
}

/* All periods are to break alike: "Quý" above "I/2031" too, where "III/2031" asks for it. */
static double widest_word(bt_shaper *s, const bt_chart *chart, int n)
{
	double widest = 0;
	for (int i = 0; i < n; i++) {
		g_auto(GStrv) words = g_strsplit(chart->marks[i].period, " ", -1);
		for (char **w = words; *w; w++)
			widest = MAX(widest, bt_width_of(s, BT_ROLE_TICK, *w) + 0.5);
	}
	return widest;
}

#define PERIOD_LINES 2

/* Periods below: all when they fit in one line, or in two; else the first, the last and each k-th between. False: not all. */
static bool put_periods(bt_shaper *s, const bt_chart *chart, const struct plot *p)
{
	int n = 0;
	while (n < chart->n_marks && chart->marks[n].series == chart->marks[0].series)
		n++;
	double y = p->foot + bt_gap(s) / 2, whole = s->style->width, line = bt_line_of(s, BT_ROLE_TICK);
	double slot = n > 1 ? (p->right - p->left) * whole / (n - 1) - bt_gap(s) : whole;
	guint before = s->scene->items->len, lines = put_each(s, chart, p, n, 1, y, whole);
	if (!lines) {
		lines = put_each(s, chart, p, n, 1, y, MIN(slot, widest_word(s, chart, n)));
		if (lines > PERIOD_LINES) {
			g_array_set_size(s->scene->items, before);
			lines = 0;
		}
	}
	bool all = lines > 0;
	for (int k = 2; !lines && k <= n; k++)
		lines = put_each(s, chart, p, n, k, y, whole);
	s->failed |= !lines;
	s->y = y + lines * line;
	return all;
}

/* A period that nobody states: the line is cut and words stand in the gap, once a gap, where there is room. */
static void put_gap(bt_shaper *s, const bt_chart *chart, const struct plot *p, int first, int n)
{
	bt_x from = {across(p, time_of(chart, &chart->marks[first])), 0}, to = {across(p, time_of(chart, &chart->marks[first + n - 1])), 0};
	bt_x middle = {(from.fraction + to.fraction) / 2, 0};
	double y = p->foot - bt_line_of(s, BT_ROLE_NOTE) - bt_gap(s) / 2;
	if (!bt_touches(s, BT_ROLE_NOTE, middle, y, BT_MIDDLE, chart->marks[first].text))
		bt_put_text(s, BT_ROLE_NOTE, 0, middle, y, BT_MIDDLE, chart->marks[first].text);
}

/* Stated points that follow each other. */
static void put_run(bt_shaper *s, const bt_chart *chart, const struct plot *p, int first, int n)
{
	bt_x *xs = bt_arena_new0(s->scene->arena, bt_x, n);
	double *ys = bt_arena_new0(s->scene->arena, double, n);
	int series = chart->marks[first].series;
	for (int i = 0; i < n; i++) {
		xs[i].fraction = across(p, time_of(chart, &chart->marks[first + i]));
		ys[i] = down(p, value_of(&chart->marks[first + i]));
	}
	bt_item item = {.kind = BT_ITEM_POLYLINE, .role = BT_ROLE_LINE, .series = series, .xs = xs, .ys = ys, .n = n};
	if (n > 1)
		g_array_append_val(s->scene->items, item);
	for (int i = 0; i < n; i++) {
		const bt_mark *m = &chart->marks[first + i];
		for (int o = 0; o < m->n_others; o++)
			bt_put_dot(s, OTHER_SERIES, xs[i], down(p, bt_num_ratio(m->others[o].num, (bt_num){1, 0})));
		bt_put_dot(s, series, xs[i], ys[i]);
	}
}

static void put_series(bt_shaper *s, const bt_chart *chart, const struct plot *p, int first, int n)
{
	for (int i = first, k; i < first + n; i += k) {
		for (k = 1; i + k < first + n && chart->marks[i + k].missing == chart->marks[i].missing; k++)
			;
		if (!chart->marks[i].missing)
			put_run(s, chart, p, i, k);
	}
}

/* Values of other sources beside their dots, small, where there is room: the source line has them all. */
static void label_others(bt_shaper *s, const bt_chart *chart, const struct plot *p)
{
	double line = bt_line_of(s, BT_ROLE_NOTE), gap = bt_gap(s) + s->style->dot / 2;
	for (int i = 0; i < chart->n_marks; i++) {
		const bt_mark *m = &chart->marks[i];
		for (int o = 0; o < m->n_others; o++) {
			bt_mark other = {.num = m->others[o].num, .text = m->others[o].text};
			const char *text = bt_bare_value(&other, chart->unit, s->scene->arena);
			double y = down(p, value_of(&other)), at = across(p, time_of(chart, m));
			const struct { double x, top; bt_anchor anchor; } places[] = {{gap, y - line / 2, BT_START}, {-gap, y - line / 2, BT_END}, {0, y - line - gap / 2, BT_MIDDLE}, {0, y + gap / 2, BT_MIDDLE}};
			for (gsize k = 0; k < G_N_ELEMENTS(places); k++) {
				bt_x x = {at, places[k].x};
				if (bt_touches(s, BT_ROLE_NOTE, x, places[k].top, places[k].anchor, text) || bt_crosses(s, BT_ROLE_NOTE, x, places[k].top, places[k].anchor, text))
					continue;
				bt_put_text(s, BT_ROLE_NOTE, OTHER_SERIES, x, places[k].top, places[k].anchor, text);
				break;
			}
		}
	}
}

/* After the values, which need the room more. */
static void put_gaps(bt_shaper *s, const bt_chart *chart, const struct plot *p)
{
	for (int i = 0, k; i < chart->n_marks; i += k) {
		for (k = 1; i + k < chart->n_marks && chart->marks[i + k].missing == chart->marks[i].missing && chart->marks[i + k].series == chart->marks[i].series; k++)
			;
		if (chart->marks[i].missing)
			put_gap(s, chart, p, i, k);
	}
}

/* A place for a value: at its point, moved by `x` and from `top` down. */
struct place {
	double x, top;
	bt_anchor anchor;
};

/* On the side of its point where the line is not: above, below, then beside; the first place that touches no text and no
 * line, else the first that touches no text. False: there is none. */
static bool put_value(bt_shaper *s, const bt_chart *chart, const struct plot *p, int i)
{
	const bt_mark *m = &chart->marks[i];
	const char *text = bt_bare_value(m, chart->unit, s->scene->arena);
	double y = down(p, value_of(m)), line = bt_line_of(s, BT_ROLE_VALUE), gap = bt_gap(s) + s->style->dot / 2, at = across(p, time_of(chart, m));
	double above = y - line - gap / 2, below = y + gap / 2;
	bool up = (i > 0 && !m[-1].missing && bt_num_cmp(m[-1].num, m->num) > 0) || (i + 1 < chart->n_marks && !m[1].missing && bt_num_cmp(m[1].num, m->num) > 0);
	double first = up ? below : above, second = up ? above : below, side = gap / 2;
	const struct place places[] = {
		{0, first, BT_MIDDLE}, {0, second, BT_MIDDLE}, {side, first, BT_START}, {-side, first, BT_END}, {side, second, BT_START}, {-side, second, BT_END}, {gap, y - line / 2, BT_START},
	};
	int best = -1;
	for (int k = 0; k < (int)G_N_ELEMENTS(places); k++) {
		bt_x x = {at, places[k].x};
		if (bt_touches(s, BT_ROLE_VALUE, x, places[k].top, places[k].anchor, text))
			continue;
		best = best < 0 ? k : best;
		if (bt_crosses(s, BT_ROLE_VALUE, x, places[k].top, places[k].anchor, text))
			continue;
		best = k;
		break;
	}
	if (best >= 0)
		bt_put_text(s, BT_ROLE_VALUE, m->series, (bt_x){at, places[best].x}, places[best].top, places[best].anchor, text);
	return best >= 0;
}

/* The last, the first, the highest and the lowest, then the others where there is room. False: not all. */
static bool label_one_line(bt_shaper *s, const bt_chart *chart, const struct plot *p)
{
	int high = -1, low = -1, first = -1, last = -1;
	for (int i = 0; i < chart->n_marks; i++) {
		const bt_mark *m = &chart->marks[i];
		if (m->missing)
			continue;
		first = first < 0 ? i : first;
		last = i;
		high = high < 0 || bt_num_cmp(m->num, chart->marks[high].num) > 0 ? i : high;
		low = low < 0 || bt_num_cmp(m->num, chart->marks[low].num) < 0 ? i : low;
	}
	const int order[] = {last, first, high, low};
	bool all = true;
	for (int k = 0; k < 4; k++) {
		bool done = order[k] < 0;
		for (int before = 0; before < k; before++)
			done |= order[before] == order[k];
		if (!done)
			all &= put_value(s, chart, p, order[k]);
	}
	for (int i = first + 1; i < last; i++)
		if (i != high && i != low && !chart->marks[i].missing)
			all &= put_value(s, chart, p, i);
	return all;
}

/* In print no table opens below the chart: a note lists periods and values when not all stand in it. */
static void list_values(bt_shaper *s, const bt_chart *chart)
{
	for (int i = 0, n; i < chart->n_marks; i += n) {
		g_autoptr(GString) list = g_string_new(chart->n_series > 1 ? chart->series[chart->marks[i].series] : "Các giá trị");
		for (n = 0; i + n < chart->n_marks && chart->marks[i + n].series == chart->marks[i].series; n++) {
			const bt_mark *m = &chart->marks[i + n];
			g_autoptr(GString) pair = g_string_new(m->period);
			g_string_append_printf(pair, ": %s", bt_bare_value(m, chart->unit, s->scene->arena));
			g_string_replace(pair, " ", "\u00A0", 0);
			g_string_append_printf(list, "%s%s", n ? "; " : ": ", pair->str);
		}
		g_autoptr(GPtrArray) lines = bt_wrap(s, BT_ROLE_NOTE, list->str, s->style->width);
		s->failed |= !lines;
		for (guint k = 0; lines && k < lines->len; k++) {
			bt_put_text(s, BT_ROLE_NOTE, 0, (bt_x){0, 0}, s->y, BT_START, lines->pdata[k]);
			s->y += bt_line_of(s, BT_ROLE_NOTE);
		}
	}
}

struct end_label {
	double y;
	int series;
	GPtrArray *lines;
};

static int upper_first(const void *a, const void *b)
{
	double x = ((const struct end_label *)a)->y, y = ((const struct end_label *)b)->y;
	return (x > y) - (x < y);
}

/* Names right of the line ends, pushed apart. */
static void label_ends(bt_shaper *s, const bt_chart *chart, const struct plot *p, double room)
{
	g_autoptr(GArray) ends = g_array_new(FALSE, FALSE, sizeof(struct end_label));
	double line = bt_line_of(s, BT_ROLE_LABEL), below = 0;
	for (int i = 0; i < chart->n_marks; i++) {
		const bt_mark *m = &chart->marks[i];
		if (i + 1 < chart->n_marks && m[1].series == m->series)
			continue;
		struct end_label end = {down(p, value_of(m)), m->series, bt_wrap(s, BT_ROLE_LABEL, chart->series[m->series], room)};
		if (!end.lines) {
			s->failed = true;
			break;
		}
		end.y -= line * end.lines->len / 2;
		g_array_append_val(ends, end);
	}
	g_array_sort(ends, upper_first);
	for (guint i = 0; i < ends->len; i++) {
		struct end_label *end = &g_array_index(ends, struct end_label, i);
		double y = MAX(end->y, below);
		for (guint k = 0; k < end->lines->len; k++)
			bt_put_text(s, BT_ROLE_LABEL, end->series, (bt_x){p->right, bt_gap(s) + s->style->dot}, y + k * line, BT_START, end->lines->pdata[k]);
		below = y + end->lines->len * line;
		g_ptr_array_unref(end->lines);
	}
	s->y = MAX(s->y, below);
}

/* Half the words of a period at an end of the axis, where that leaves room enough for the lines. */
static double half_period(bt_shaper *s, const bt_mark *m)
{
	double half = bt_width_of(s, BT_ROLE_TICK, m->period) / 2;
	return half <= s->style->width * 0.14 ? half : 0;
}

/* Right of the lines: half the last value, or the widest name, wrapped where it is long. */
static double room_right(bt_shaper *s, const bt_chart *chart, double *names)
{
	const bt_mark *last = &chart->marks[chart->n_marks - 1];
	double most = s->style->width * 0.34;
	*names = 0;
	if (chart->n_series < 2)
		return MAX(MAX(bt_width_of(s, BT_ROLE_VALUE, bt_bare_value(last, chart->unit, s->scene->arena)) / 2, s->style->dot), half_period(s, last));
	for (int i = 0; i < chart->n_series; i++) {
		g_autoptr(GPtrArray) lines = bt_wrap(s, BT_ROLE_LABEL, chart->series[i], most);
		for (guint k = 0; lines && k < lines->len; k++)
			*names = MAX(*names, bt_width_of(s, BT_ROLE_LABEL, lines->pdata[k]) + 1);
	}
	return *names + bt_gap(s) + s->style->dot;
}

/* The range of values and times, and the room at both sides. */
static void frame(bt_shaper *s, const bt_chart *chart, struct plot *p, double *names)
{
	double width = s->style->width, tick = 0;
	find_range(chart, p);
	for (int i = 0; i < 6; i++)
		tick = MAX(tick, bt_width_of(s, BT_ROLE_TICK, bt_tick_text(s, p->low + i * p->step, p->step)));
	p->right = 1 - room_right(s, chart, names) / width;
	p->left = tick + bt_gap(s) * 2;
	if (chart->n_series < 2)
		p->left = MAX(tick + bt_gap(s) + bt_width_of(s, BT_ROLE_VALUE, bt_bare_value(&chart->marks[0], chart->unit, s->scene->arena)) / 2, half_period(s, &chart->marks[0]));
	p->left /= width;
}

static void draw(bt_shaper *s, const bt_chart *chart, struct plot *p, double names, double height)
{
	p->top = s->y + bt_line_of(s, BT_ROLE_VALUE) + bt_gap(s);
	p->foot = p->top + height;
	put_grid(s, p);
	for (int i = 0, n; i < chart->n_marks; i += n) {
		for (n = 1; i + n < chart->n_marks && chart->marks[i + n].series == chart->marks[i].series; n++)
			;
		put_series(s, chart, p, i, n);
	}
	bool all = put_periods(s, chart, p);
	if (p->low > 0) {
		bt_put_text(s, BT_ROLE_NOTE, 0, (bt_x){0, 0}, s->y, BT_START, "Trục đứng không bắt đầu từ 0");
		s->y += bt_line_of(s, BT_ROLE_NOTE);
	}
	if (chart->n_series > 1)
		label_ends(s, chart, p, names);
	else
		all &= label_one_line(s, chart, p);
	label_others(s, chart, p);
	put_gaps(s, chart, p);
	if ((!all || chart->n_series > 1) && !s->style->fluid)
		list_values(s, chart);
}

void bt_shape_line(bt_shaper *s, const bt_chart *chart)
{
	struct plot p = {0};
	double names;
	frame(s, chart, &p, &names);
	draw(s, chart, &p, names, s->style->plot);
}

void bt_shape_panels(bt_shaper *s, const bt_chart *panels, int n, double height)
{
	struct plot *plots = bt_arena_new0(s->scene->arena, struct plot, n);
	double left = 0, right = 1, names;
	for (int i = 0; i < n; i++) {
		frame(s, &panels[i], &plots[i], &names);
		left = MAX(left, plots[i].left);
		right = MIN(right, plots[i].right);
	}
	for (int i = 0; i < n && !s->failed; i++) {
		plots[i].left = left;
		plots[i].right = right;
		bt_put_panel_name(s, &panels[i], i > 0);
		draw(s, &panels[i], &plots[i], 0, height);
	}
}
