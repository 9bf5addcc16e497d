/* One line or several over periods in their true spacing. The axis may start above zero; then a
 * third of the plot stays free below the line and a note says so. Names stand at the line ends. */
#include "chart/shape.h"
#include "chart/pick.h"

#include <math.h>
#include <string.h>

#define OTHER_SERIES 1 /* the colour of what other sources state, in a chart of one series */

/* The axis of periods; panels with the same periods have one. */
struct axis {
	double *times;       /* of the marks: months where periods are understood, else their order */
	double from, to;     /* the first and the last */
	bt_x *places;        /* of the marks, once it is known how wide the plot is */
	guint words, end;    /* items of the scene: the words of the periods below the plot; end 0: not put yet */
	guint lines;         /* of the words */
	double y;            /* where they begin */
	bool all;            /* no period is without its words */
};

struct plot {
	struct axis *axis;
	double left, right;    /* fractions */
	double top, foot;      /* down */
	double low, high;      /* values at foot and top */
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

static struct axis *axis_of(bt_shaper *s, const bt_chart *chart)
{
	struct axis *axis = bt_arena_new0(s->scene->arena, struct axis, 1);
	axis->times = bt_arena_new0(s->scene->arena, double, chart->n_marks);
	for (int i = 0; i < chart->n_marks; i++) {
		double t = axis->times[i] = time_of(chart, &chart->marks[i]);
		axis->from = i ? MIN(axis->from, t) : t;
		axis->to = i ? MAX(axis->to, t) : t;
	}
	return axis;
}

static bool same_periods(const bt_chart *a, const bt_chart *b)
{
	for (int i = 0; i < a->n_marks && a->n_marks == b->n_marks; i++)
		if (a->marks[i].period != b->marks[i].period && g_strcmp0(a->marks[i].period, b->marks[i].period) != 0)
			return false;
	return a->n_marks == b->n_marks;
}

static void place_marks(bt_shaper *s, const bt_chart *chart, const struct plot *p)
{
	struct axis *axis = p->axis;
	double all = axis->to - axis->from;
	axis->places = bt_arena_new0(s->scene->arena, bt_x, chart->n_marks);
	for (int i = 0; i < chart->n_marks; i++)
		axis->places[i].fraction = all > 0 ? p->left + (p->right - p->left) * (axis->times[i] - axis->from) / all : (p->left + p->right) / 2;
}

static double down(const struct plot *p, double value) { return p->foot - (p->foot - p->top) * (value - p->low) / (p->high - p->low); }

static void find_range(const bt_chart *chart, struct plot *p)
{
	double least = 0, most = 0;
	bool any = false;
	for (int i = 0; i < chart->n_marks; i++) {
		if (chart->marks[i].missing)
			continue;
		double v = value_of(&chart->marks[i]);
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
static bt_anchor anchor_of(const bt_shaper *s, const bt_words *words, int i, int n)
{
	double half = words->width / 2 - 0.5, width = s->style->width;
	return i == 0 && words->x.fraction * width < half ? BT_START : i == n - 1 && (1 - words->x.fraction) * width < half ? BT_END : BT_MIDDLE;
}

/* One period in as many lines as `width` asks for; 0: a line would touch another. */
static guint put_period(bt_shaper *s, const bt_chart *chart, const struct plot *p, int i, int n, double y, double width)
{
	g_autoptr(GPtrArray) lines = bt_wrap_anyhow(s, BT_ROLE_TICK, chart->marks[i].period, width);
	for (guint k = 0; lines && k < lines->len; k++) {
		bt_words words = bt_words_of(s, BT_ROLE_TICK, lines->pdata[k]);
		words.x = p->axis->places[i];
		words.top = y + k * bt_line_of(s, BT_ROLE_TICK);
		words.anchor = anchor_of(s, &words, i, n);
		if (bt_touches(s, &words))
			return 0;
		bt_put_words(s, 0, &words);
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
			bt_take_back(s, before);
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

/* Periods below, from `y`: all when they fit in one line, or in two; else the first, the last and each k-th between. */
static void lay_periods(bt_shaper *s, const bt_chart *chart, const struct plot *p, double y)
{
	int n = 0;
	while (n < chart->n_marks && chart->marks[n].series == chart->marks[0].series)
		n++;
	double whole = s->style->width, slot = n > 1 ? (p->right - p->left) * whole / (n - 1) - bt_gap(s) : whole;
	guint before = s->scene->items->len, lines = put_each(s, chart, p, n, 1, y, whole);
	if (!lines) {
		lines = put_each(s, chart, p, n, 1, y, MIN(slot, widest_word(s, chart, n)));
		if (lines > PERIOD_LINES) {
			bt_take_back(s, before);
			lines = 0;
		}
	}
	p->axis->all = lines > 0;
	for (int k = 2; !lines && k <= n; k++)
		lines = put_each(s, chart, p, n, k, y, whole);
	s->failed |= !lines;
	p->axis->words = before;
	p->axis->end = s->scene->items->len;
	p->axis->lines = lines;
	p->axis->y = y;
}

/* The periods below the plot: they are laid out once for all panels of an axis. */
static void put_periods(bt_shaper *s, const bt_chart *chart, const struct plot *p)
{
	double y = p->foot + bt_gap(s) / 2;
	if (p->axis->end)
		bt_put_again(s, p->axis->words, p->axis->end, y - p->axis->y);
	else
		lay_periods(s, chart, p, y);
	s->y = y + p->axis->lines * bt_line_of(s, BT_ROLE_TICK);
}

/* A period that nobody states: the line is cut and words stand in the gap, once a gap, where there is room. */
static void put_gap(bt_shaper *s, const bt_chart *chart, const struct plot *p, int first, int n)
{
	bt_words words = bt_words_of(s, BT_ROLE_NOTE, chart->marks[first].text);
	words.x.fraction = (p->axis->places[first].fraction + p->axis->places[first + n - 1].fraction) / 2;
	words.top = p->foot - bt_line_of(s, BT_ROLE_NOTE) - bt_gap(s) / 2;
	words.anchor = BT_MIDDLE;
	if (!bt_touches(s, &words))
		bt_put_words(s, 0, &words);
}

/* Stated points that follow each other. */
static void put_run(bt_shaper *s, const bt_chart *chart, const struct plot *p, int first, int n)
{
	const bt_x *xs = p->axis->places + first;
	double *ys = bt_arena_new0(s->scene->arena, double, n);
	int series = chart->marks[first].series;
	for (int i = 0; i < n; i++)
		ys[i] = down(p, value_of(&chart->marks[first + i]));
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

/* A place for a value: at its point, moved by `x` and from `top` down. */
struct place {
	double x, top;
	bt_anchor anchor;
};

/* Moves the words to the first place that touches no text, line or dot, else, where a line may be `crossed`, to the first that
 * touches no text. False: there is none. */
static bool find_place(const bt_shaper *s, bt_words *words, bt_x at, const struct place *places, gsize n, bool crossed)
{
	bt_words best;
	bool any = false;
	for (gsize k = 0; k < n; k++) {
		words->x = (bt_x){at.fraction, places[k].x};
		words->top = places[k].top;
		words->anchor = places[k].anchor;
		if (bt_touches(s, words))
			continue;
		if (!bt_crosses(s, words))
			return true;
		if (!any)
			best = *words;
		any = true;
	}
	if (any)
		*words = best;
	return any && crossed;
}

/* Values of other sources beside their dots, small, where there is room: the source line has them all. */
static void label_others(bt_shaper *s, const bt_chart *chart, const struct plot *p)
{
	double line = bt_line_of(s, BT_ROLE_NOTE), gap = bt_gap(s) + s->style->dot / 2;
	for (int i = 0; i < chart->n_marks; i++) {
		const bt_mark *m = &chart->marks[i];
		for (int o = 0; o < m->n_others; o++) {
			bt_mark other = {.num = m->others[o].num, .text = m->others[o].text};
			bt_words words = bt_words_of(s, BT_ROLE_NOTE, bt_bare_value(&other, chart->unit, s->scene->arena));
			double y = down(p, value_of(&other));
			const struct place places[] = {{gap, y - line / 2, BT_START}, {-gap, y - line / 2, BT_END}, {0, y - line - gap / 2, BT_MIDDLE}, {0, y + gap / 2, BT_MIDDLE}};
			if (find_place(s, &words, p->axis->places[i], places, G_N_ELEMENTS(places), false))
				bt_put_words(s, OTHER_SERIES, &words);
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

/* On the side of its point where the line is not: above, below, then beside; `crossed`: if it must be, on the line. False: there
 * is no place. */
static bool put_value(bt_shaper *s, const bt_chart *chart, const struct plot *p, int i, bool crossed)
{
	const bt_mark *m = &chart->marks[i];
	double y = down(p, value_of(m)), line = bt_line_of(s, BT_ROLE_VALUE), gap = bt_gap(s) + s->style->dot / 2;
	double above = y - line - gap / 2, below = y + gap / 2;
	bool up = (i > 0 && !m[-1].missing && bt_num_cmp(m[-1].num, m->num) > 0) || (i + 1 < chart->n_marks && !m[1].missing && bt_num_cmp(m[1].num, m->num) > 0);
	double first = up ? below : above, second = up ? above : below, side = gap / 2;
	const struct place places[] = {
		{0, first, BT_MIDDLE}, {0, second, BT_MIDDLE}, {side, first, BT_START}, {-side, first, BT_END}, {side, second, BT_START}, {-side, second, BT_END}, {gap, y - line / 2, BT_START},
	};
	bt_words words = bt_words_of(s, BT_ROLE_VALUE, bt_bare_value(m, chart->unit, s->scene->arena));
	bool found = find_place(s, &words, p->axis->places[i], places, G_N_ELEMENTS(places), crossed);
	if (found)
		bt_put_words(s, m->series, &words);
	return found;
}

/* The last, the first, the highest and the lowest, then the others where there is room: in print also on the line, on a screen the
 * table is near. False: not all. */
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
			all &= put_value(s, chart, p, order[k], true);
	}
	for (int i = first + 1; i < last; i++)
		if (i != high && i != low && !chart->marks[i].missing)
			all &= put_value(s, chart, p, i, !s->style->fluid);
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
	p->axis = p->axis ? p->axis : axis_of(s, chart);
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
	bt_begin_below(s);
	if (!p->axis->places)
		place_marks(s, chart, p);
	put_grid(s, p);
	for (int i = 0, n; i < chart->n_marks; i += n) {
		for (n = 1; i + n < chart->n_marks && chart->marks[i + n].series == chart->marks[i].series; n++)
			;
		put_series(s, chart, p, i, n);
	}
	put_periods(s, chart, p);
	bool all = p->axis->all;
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
		plots[i].axis = i && same_periods(&panels[i - 1], &panels[i]) ? plots[i - 1].axis : NULL;
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
