/* From a chart to its scene: the parts all forms share, the check that no two texts touch, and
 * the dump. Widths come from a callback; knows no colours, no fonts, no file format. */
#include "chart/shape.h"

#include <math.h>
#include <string.h>

#define BASELINE 0.72 /* of the line height, from its top */
#define ASCENT 0.80   /* of the size: what a text occupies for the check */
#define DESCENT 0.24

/* The type size of a role. */
static double size_of(const bt_shaper *s, bt_role role)
{
	return role == BT_ROLE_TICK || role == BT_ROLE_NOTE ? s->style->axis : s->style->text;
}

static void put(bt_shaper *s, bt_item item) { g_array_append_val(s->scene->items, item); }

void bt_put_rect(bt_shaper *s, bt_role role, int series, bt_x x1, bt_x x2, double y1, double y2)
{
	put(s, (bt_item){.kind = BT_ITEM_RECT, .role = role, .series = series, .x1 = x1, .x2 = x2, .y1 = y1, .y2 = y2});
}

void bt_put_line(bt_shaper *s, bt_role role, int series, bt_x x1, double y1, bt_x x2, double y2)
{
	put(s, (bt_item){.kind = BT_ITEM_LINE, .role = role, .series = series, .x1 = x1, .x2 = x2, .y1 = y1, .y2 = y2});
}

void bt_put_dot(bt_shaper *s, int series, bt_x x, double y)
{
	put(s, (bt_item){.kind = BT_ITEM_DOT, .role = BT_ROLE_DOT, .series = series, .x1 = x, .x2 = x, .y1 = y, .y2 = s->style->dot});
}

/* ---- texts and their boxes */

static bt_box box_of(const bt_shaper *s, const bt_words *w)
{
	double size = size_of(s, w->role), x = w->x.fraction * s->style->width + w->x.offset, baseline = w->top + bt_line_of(s, w->role) * BASELINE;
	double left = w->anchor == BT_START ? x : w->anchor == BT_END ? x - w->width : x - w->width / 2;
	return (bt_box){left, left + w->width, baseline - size * ASCENT, baseline + size * DESCENT};
}

bt_words bt_words_of(bt_shaper *s, bt_role role, const char *text) { return (bt_words){.role = role, .text = text, .width = bt_width_of(s, role, text)}; }

void bt_put_words(bt_shaper *s, int series, const bt_words *w)
{
	bt_box box = box_of(s, w);
	double baseline = w->top + bt_line_of(s, w->role) * BASELINE;
	put(s, (bt_item){.kind = BT_ITEM_TEXT, .role = w->role, .series = series, .x1 = w->x, .x2 = w->x, .y1 = baseline, .text = w->text, .anchor = w->anchor});
	g_array_append_val(s->boxes, box);
}

void bt_put_text(bt_shaper *s, bt_role role, int series, bt_x x, double top, bt_anchor anchor, const char *text)
{
	bt_words words = bt_words_of(s, role, text);
	words.x = x;
	words.top = top;
	words.anchor = anchor;
	bt_put_words(s, series, &words);
}

static guint texts_from(const bt_shaper *s, guint from)
{
	guint n = 0;
	for (guint i = from; i < s->scene->items->len; i++)
		n += g_array_index(s->scene->items, bt_item, i).kind == BT_ITEM_TEXT;
	return n;
}

void bt_take_back(bt_shaper *s, guint from)
{
	g_array_set_size(s->boxes, s->boxes->len - texts_from(s, from));
	g_array_set_size(s->scene->items, from);
}

void bt_put_again(bt_shaper *s, guint from, guint to, double down)
{
	guint at = s->boxes->len - texts_from(s, from);
	for (guint i = from; i < to; i++) {
		bt_item item = g_array_index(s->scene->items, bt_item, i);
		if (item.kind != BT_ITEM_TEXT)
			continue;
		bt_box box = g_array_index(s->boxes, bt_box, at++);
		item.y1 += down;
		box.top += down;
		box.bottom += down;
		put(s, item);
		g_array_append_val(s->boxes, box);
	}
}

void bt_begin_below(bt_shaper *s)
{
	s->items_above = s->scene->items->len;
	s->boxes_above = s->boxes->len;
}

double bt_line_of(const bt_shaper *s, bt_role role) { return size_of(s, role) * s->style->leading; }

double bt_width_of(bt_shaper *s, bt_role role, const char *text)
{
	return s->measure(s->data, role, size_of(s, role), text);
}

double bt_gap(const bt_shaper *s) { return s->style->text * 0.4; }

/* Where a line may end: after a space outside the no-break ranges. */
static bool may_break(const GArray *ranges, gsize at)
{
	for (guint i = 0; i < ranges->len; i++) {
		const bt_range *r = &g_array_index(ranges, bt_range, i);
		if (at > r->from && at < r->to)
			return false;
	}
	return true;
}

/* As many words a line as fit. NULL when a word is wider. */
static GPtrArray *fill_lines(bt_shaper *s, bt_role role, const char *text, double width, const GArray *ranges)
{
	GPtrArray *lines = g_ptr_array_new();
	gsize len = strlen(text), start = 0, fits = 0;
	for (gsize at = 0; at <= len; at++) {
		if (at < len && (text[at] != ' ' || !may_break(ranges, at)))
			continue;
		const char *line = bt_arena_strndup(s->scene->arena, text + start, at - start);
		double wide = bt_width_of(s, role, line);
		if (wide > width && fits > start) {
			g_ptr_array_add(lines, bt_arena_strndup(s->scene->arena, text + start, fits - start));
			start = fits + 1;
			line = bt_arena_strndup(s->scene->arena, text + start, at - start);
			wide = bt_width_of(s, role, line);
		}
		if (wide > width) {
			g_ptr_array_unref(lines);
			return NULL;
		}
		fits = at;
	}
	g_ptr_array_add(lines, bt_arena_strndup(s->scene->arena, text + start, len - start));
	return lines;
}

/* No more lines than need be, and those of like width: the width is narrowed while their number holds. */
GPtrArray *bt_wrap(bt_shaper *s, bt_role role, const char *text, double width)
{
	if (bt_width_of(s, role, text) <= width) {
		GPtrArray *line = g_ptr_array_new();
		g_ptr_array_add(line, bt_arena_strdup(s->scene->arena, text));
		return line;
	}
	g_autoptr(GArray) ranges = g_array_new(FALSE, FALSE, sizeof(bt_range));
	bt_nobreak_ranges(text, strlen(text), ranges);
	GPtrArray *best = fill_lines(s, role, text, width, ranges);
	for (int i = 1; best && best->len > 1 && i < 10; i++) {
		GPtrArray *lines = fill_lines(s, role, text, width * (1 - i * 0.05), ranges);
		bool as_few = lines && lines->len == best->len;
		if (!as_few) {
			g_clear_pointer(&lines, g_ptr_array_unref);
			break;
		}
		g_ptr_array_unref(best);
		best = lines;
	}
	return best;
}

GPtrArray *bt_wrap_anyhow(bt_shaper *s, bt_role role, const char *text, double width)
{
	g_autoptr(GArray) none = g_array_new(FALSE, FALSE, sizeof(bt_range));
	GPtrArray *lines = bt_wrap(s, role, text, width);
	return lines ? lines : fill_lines(s, role, text, width, none);
}

void bt_put_label(bt_shaper *s, const char *text, double width)
{
	g_autoptr(GPtrArray) lines = bt_wrap(s, BT_ROLE_LABEL, text, width);
	if (!lines) {
		s->failed = true;
		return;
	}
	for (guint i = 0; i < lines->len; i++) {
		bt_put_text(s, BT_ROLE_LABEL, 0, (bt_x){0, 0}, s->y, BT_START, lines->pdata[i]);
		s->y += bt_line_of(s, BT_ROLE_LABEL);
	}
}

/* ---- touching */

static bool meet(bt_box a, bt_box b, double apart)
{
	return a.left < b.right + apart && b.left < a.right + apart && a.top < b.bottom && b.top < a.bottom;
}

static bool leaves(const bt_shaper *s, bt_box b) { return b.left < -0.5 || b.right > s->style->width + 0.5; }

bool bt_touches(const bt_shaper *s, const bt_words *words)
{
	bt_box mine = box_of(s, words);
	double apart = size_of(s, words->role) * 0.25;
	if (leaves(s, mine))
		return true;
	for (guint i = s->boxes_above; i < s->boxes->len; i++)
		if (meet(mine, g_array_index(s->boxes, bt_box, i), apart))
			return true;
	return false;
}

/* The part of a segment between the sides of the box lies between its top and foot somewhere. */
static bool runs_through(bt_box b, double x1, double y1, double x2, double y2)
{
	double from = MAX(MIN(x1, x2), b.left), to = MIN(MAX(x1, x2), b.right);
	if (from > to)
		return false;
	double slope = x2 > x1 || x2 < x1 ? (y2 - y1) / (x2 - x1) : 0;
	double at = y1 + slope * (from - x1), end = y1 + slope * (to - x1);
	return MAX(at, end) > b.top && MIN(at, end) < b.bottom;
}

bool bt_crosses(const bt_shaper *s, const bt_words *words)
{
	bt_box mine = box_of(s, words);
	double width = s->style->width;
	for (guint i = s->items_above; i < s->scene->items->len; i++) {
		const bt_item *other = &g_array_index(s->scene->items, bt_item, i);
		double x = other->x1.fraction * width + other->x1.offset, radius = other->y2 * 0.9; /* its own words nearly touch it */
		if (other->kind == BT_ITEM_DOT && x + radius > mine.left && x - radius < mine.right && other->y1 + radius > mine.top && other->y1 - radius < mine.bottom)
			return true;
		for (int k = 1; other->kind == BT_ITEM_POLYLINE && k < other->n; k++)
			if (runs_through(mine, other->xs[k - 1].fraction * width, other->ys[k - 1], other->xs[k].fraction * width, other->ys[k]))
				return true;
	}
	return false;
}

/* No text leaves the figure or touches another. */
static bool all_apart(const bt_shaper *s)
{
	const bt_box *boxes = (const bt_box *)(void *)s->boxes->data;
	for (guint i = 0; i < s->boxes->len; i++) {
		if (leaves(s, boxes[i]))
			return false;
		for (guint k = 0; k < i; k++)
			if (meet(boxes[i], boxes[k], 0))
				return false;
	}
	return true;
}

/* ---- axes */

double bt_tick_step(double range, int most)
{
	if (!(range > 0))
		return 1;
	double step = pow(10, floor(log10(range / most)));
	static const double steps[] = {1, 2, 5, 10};
	for (gsize i = 0; i < G_N_ELEMENTS(steps); i++)
		if (range / (step * steps[i]) <= most)
			return step * steps[i];
	return step * 10;
}

const char *bt_tick_text(bt_shaper *s, double value, double step)
{
	int scale = step >= 1 ? 0 : (int)ceil(-log10(step) - 1e-9);
	bt_num num = {(gint64)llround(value * pow(10, scale)), (gint8)scale};
	bool down = num.mant < 0;
	g_autofree char *digits = bt_num_vietnamese(down ? bt_num_neg(num) : num);
	return bt_arena_concat(s->scene->arena, down ? "\u2212" : "", digits, NULL);
}

/* ---- */

static void shape(bt_shaper *s, const bt_chart *chart)
{
	switch (chart->form) {
	case BT_FORM_BULLET:
		bt_shape_bullet(s, chart);
		return;
	case BT_FORM_BARS:
	case BT_FORM_CHANGE_BARS:
		bt_shape_bars(s, chart);
		return;
	case BT_FORM_COLUMNS:
		bt_shape_columns(s, chart, 0, s->style->plot);
		return;
	case BT_FORM_LINE:
	case BT_FORM_LINES:
		bt_shape_line(s, chart);
		return;
	case BT_FORM_MULTIPLES:
		bt_shape_multiples(s, chart);
		return;
	case BT_FORM_STACK:
		bt_shape_stack(s, chart);
		return;
	case BT_FORM_NONE:
	case BT_FORM_CARD:
	case BT_FORM_TABLE:
	case BT_FORM_COUNT:
		break;
	}
	s->failed = true;
}

bt_scene *bt_chart_shape(const bt_chart *chart, const bt_scene_style *style, bt_measure measure, void *data)
{
	bt_scene *scene = g_new0(bt_scene, 1);
	scene->arena = bt_arena_new();
	scene->items = g_array_new(FALSE, TRUE, sizeof(bt_item));
	g_autoptr(GArray) boxes = g_array_new(FALSE, FALSE, sizeof(bt_box));
	bt_shaper s = {.scene = scene, .style = style, .measure = measure, .data = data, .boxes = boxes};
	shape(&s, chart);
	scene->height = ceil(s.y * 4) / 4;
	if (s.failed || !all_apart(&s)) {
		bt_scene_free(scene);
		return NULL;
	}
	return scene;
}

void bt_scene_free(bt_scene *scene)
{
	if (!scene)
		return;
	g_array_unref(scene->items);
	bt_arena_free(scene->arena);
	g_free(scene);
}

/* ---- the dump */

static const char *const role_names[BT_ROLE_COUNT] = {
	[BT_ROLE_BAR] = "bar", [BT_ROLE_TRACK] = "track", [BT_ROLE_TARGET] = "target", [BT_ROLE_AXIS] = "axis", [BT_ROLE_ZERO] = "zero",
	[BT_ROLE_GRID] = "grid", [BT_ROLE_TICK] = "tick", [BT_ROLE_LABEL] = "label", [BT_ROLE_VALUE] = "value", [BT_ROLE_NOTE] = "note",
	[BT_ROLE_LINE] = "line", [BT_ROLE_DOT] = "dot", [BT_ROLE_HATCH] = "hatch",
};

static void put_x(GString *out, bt_x x)
{
	g_string_append_c(out, ' ');
	bt_put_length(out, x.fraction * 100);
	g_string_append_c(out, '%');
	if (x.offset > -0.005 && x.offset < 0.005)
		return;
	if (x.offset > 0)
		g_string_append_c(out, '+');
	bt_put_length(out, x.offset);
}

static void put_y(GString *out, double y)
{
	g_string_append_c(out, ' ');
	bt_put_length(out, y);
}

static void dump_item(const bt_item *item, GString *out)
{
	static const char *const kinds[] = {[BT_ITEM_RECT] = "rect", [BT_ITEM_LINE] = "line", [BT_ITEM_POLYLINE] = "polyline", [BT_ITEM_DOT] = "dot", [BT_ITEM_TEXT] = "text"};
	static const char *const anchors[] = {[BT_START] = "start", [BT_MIDDLE] = "middle", [BT_END] = "end"};
	g_string_append_printf(out, "  %s %s", kinds[item->kind], role_names[item->role]);
	if (item->series)
		g_string_append_printf(out, " series %d", item->series);
	for (int i = 0; i < item->n; i++) {
		put_x(out, item->xs[i]);
		put_y(out, item->ys[i]);
	}
	if (item->kind != BT_ITEM_POLYLINE) {
		put_x(out, item->x1);
		put_y(out, item->y1);
	}
	if (item->kind == BT_ITEM_RECT || item->kind == BT_ITEM_LINE)
		put_x(out, item->x2);
	if (item->kind == BT_ITEM_RECT || item->kind == BT_ITEM_LINE || item->kind == BT_ITEM_DOT)
		put_y(out, item->y2);
	if (item->kind == BT_ITEM_TEXT)
		g_string_append_printf(out, " %s «%s»", anchors[item->anchor], item->text);
	g_string_append_c(out, '\n');
}

void bt_scene_dump(const bt_scene *scene, GString *out)
{
	g_string_append(out, "scene height");
	put_y(out, scene->height);
	g_string_append_c(out, '\n');
	for (guint i = 0; i < scene->items->len; i++)
		dump_item(&g_array_index(scene->items, bt_item, i), out);
}
