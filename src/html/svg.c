/* The scene as SVG: per cent across and px down, no viewBox on the outer element, so text keeps its
 * size at any width. Colours and type are classes of the style sheet. Every word is real text. */
#include "html/private.h"

#include <math.h>

static const char *const classes[BT_ROLE_COUNT] = {
	[BT_ROLE_BAR] = "bar", [BT_ROLE_TRACK] = "track", [BT_ROLE_TARGET] = "target", [BT_ROLE_AXIS] = "axis", [BT_ROLE_ZERO] = "zero",
	[BT_ROLE_GRID] = "grid", [BT_ROLE_TICK] = "tick", [BT_ROLE_LABEL] = "label", [BT_ROLE_VALUE] = "value", [BT_ROLE_NOTE] = "tick",
	[BT_ROLE_LINE] = "line", [BT_ROLE_DOT] = "dot", [BT_ROLE_HATCH] = "hatch",
};

/* A number between its attribute's name with `="` and what ends it. */
static void put_number(GString *out, const char *before, double v, const char *after)
{
	bt_append(out, before);
	bt_put_length(out, v);
	bt_append(out, after);
}

/* Places at the left edge are SVG's default and not written. */
static void put_across(GString *out, const char *before, double fraction)
{
	if (fraction != 0)
		put_number(out, before, fraction * 100, "%\"");
}

static void put_class(const bt_item *item, GString *out)
{
	bt_append(out, " class=\"");
	bt_append(out, classes[item->role]);
	if (item->series > 0) {
		bt_append(out, " s");
		bt_put_int(out, item->series);
	}
	g_string_append_c(out, '"');
}

static void put_rect(const bt_item *item, const char *id, GString *out)
{
	bt_append(out, "<rect");
	put_class(item, out);
	if (item->x1.fraction == item->x2.fraction) { /* a swatch: its width is in px */
		put_number(out, " x=\"", item->x1.offset, "\"");
		put_number(out, " width=\"", item->x2.offset - item->x1.offset, "\"");
	} else {
		put_across(out, " x=\"", item->x1.fraction);
		put_across(out, " width=\"", item->x2.fraction - item->x1.fraction);
	}
	put_number(out, " y=\"", item->y1, "\"");
	put_number(out, " height=\"", item->y2 - item->y1, "\"");
	if (item->role == BT_ROLE_HATCH)
		g_string_append_printf(out, " fill=\"url(#%s-h%d)\"", id, item->series);
	bt_append(out, "/>\n");
}

static void put_line(const bt_item *item, GString *out)
{
	bt_append(out, "<line");
	put_class(item, out);
	put_across(out, " x1=\"", item->x1.fraction);
	put_number(out, " y1=\"", item->y1, "\"");
	put_across(out, " x2=\"", item->x2.fraction);
	put_number(out, " y2=\"", item->y2, "\"");
	bt_append(out, "/>\n");
}

/* Lines between points cannot be in per cent: an inner svg stretches a thousand units across. */
static void open_stretched(double height, GString *out)
{
	bt_append(out, "<svg width=\"100%\"");
	put_number(out, " height=\"", height, "\"");
	bt_append(out, " viewBox=\"0 0 1000 ");
	bt_put_length(out, height);
	bt_append(out, "\" preserveAspectRatio=\"none\">");
}

static void put_points(const bt_item *item, GString *out)
{
	for (int i = 0; i < item->n; i++) {
		if (i)
			g_string_append_c(out, ' ');
		bt_put_length(out, item->xs[i].fraction * 1000);
		g_string_append_c(out, ',');
		bt_put_length(out, item->ys[i]);
	}
}

static void put_polyline(const bt_item *item, double height, GString *out)
{
	open_stretched(height, out);
	bt_append(out, "<polyline vector-effect=\"non-scaling-stroke\"");
	put_class(item, out);
	bt_append(out, " points=\"");
	put_points(item, out);
	bt_append(out, "\"/></svg>\n");
}

static const char *const anchors[] = {[BT_START] = "", [BT_MIDDLE] = " text-anchor=\"middle\"", [BT_END] = " text-anchor=\"end\""};

/* `anchor`: "" in a group that has it. */
static void put_text(const bt_item *item, const char *anchor, GString *out)
{
	bt_append(out, "<text");
	put_class(item, out);
	put_across(out, " x=\"", item->x1.fraction);
	if (item->x1.offset != 0)
		put_number(out, " dx=\"", item->x1.offset, "\"");
	put_number(out, " y=\"", item->y1, "\"");
	bt_append(out, anchor);
	g_string_append_c(out, '>');
	bt_esc_text(out, item->text);
	bt_append(out, "</text>\n");
}

/* In a group that has its class, or with it. */
static void put_dot(const bt_item *item, bool grouped, GString *out)
{
	bt_append(out, "<circle");
	if (!grouped)
		put_class(item, out);
	put_across(out, " cx=\"", item->x1.fraction);
	put_number(out, " cy=\"", item->y1, "\"");
	put_number(out, " r=\"", item->y2, "\"");
	bt_append(out, "/>\n");
}

static void put_item(const bt_item *item, const char *id, double height, GString *out)
{
	switch (item->kind) {
	case BT_ITEM_RECT:
		put_rect(item, id, out);
		return;
	case BT_ITEM_LINE:
		put_line(item, out);
		return;
	case BT_ITEM_POLYLINE:
		put_polyline(item, height, out);
		return;
	case BT_ITEM_DOT:
		put_dot(item, false, out);
		return;
	case BT_ITEM_TEXT:
		put_text(item, anchors[item->anchor], out);
		return;
	}
}

/* ---- what follows each other and is alike says so once */

static const bt_item *item_at(const bt_scene *scene, guint i) { return &g_array_index(scene->items, bt_item, i); }

/* The end of the texts with the anchor of the one at `from`. */
static guint texts_end(const bt_scene *scene, guint from)
{
	guint i = from;
	while (i < scene->items->len && item_at(scene, i)->kind == BT_ITEM_TEXT && item_at(scene, i)->anchor == item_at(scene, from)->anchor)
		i++;
	return i;
}

static void put_texts(const bt_scene *scene, guint from, guint to, GString *out)
{
	bt_append_all(out, "<g", anchors[item_at(scene, from)->anchor], ">\n", NULL);
	for (guint i = from; i < to; i++)
		put_text(item_at(scene, i), "", out);
	bt_append(out, "</g>\n");
}

/* The end of the lines and dots of one series, cut at its gaps; a line of another one ends them. */
static guint marks_end(const bt_scene *scene, guint from)
{
	int series = -1;
	guint i = from;
	for (; i < scene->items->len; i++) {
		const bt_item *item = item_at(scene, i);
		if (item->kind != BT_ITEM_DOT && (item->kind != BT_ITEM_POLYLINE || (series >= 0 && item->series != series)))
			break;
		series = item->kind == BT_ITEM_POLYLINE ? item->series : series;
	}
	return i;
}

/* One path of all stretches of a line. */
static void put_lines(const bt_scene *scene, guint from, guint to, double height, GString *out)
{
	bool any = false;
	for (guint i = from; i < to; i++) {
		const bt_item *item = item_at(scene, i);
		if (item->kind != BT_ITEM_POLYLINE)
			continue;
		if (!any) {
			open_stretched(height, out);
			bt_append(out, "<path vector-effect=\"non-scaling-stroke\"");
			put_class(item, out);
			bt_append(out, " d=\"");
		}
		any = true;
		g_string_append_c(out, 'M');
		put_points(item, out);
	}
	if (any)
		bt_append(out, "\"/></svg>\n");
}

/* The dots that are of the series, or those that are not. */
static void put_dots(const bt_scene *scene, guint from, guint to, int series, bool of_it, GString *out)
{
	const bt_item *last = NULL;
	for (guint i = from; i < to; i++) {
		const bt_item *item = item_at(scene, i);
		if (item->kind != BT_ITEM_DOT || (item->series == series) != of_it)
			continue;
		if (!last || last->series != item->series) {
			bt_append(out, last ? "</g>\n<g" : "<g");
			put_class(item, out);
			bt_append(out, ">\n");
		}
		put_dot(item, true, out);
		last = item;
	}
	if (last)
		bt_append(out, "</g>\n");
}

/* Puts the items from `from` on that make a group, and returns where they end; `from` when there is none. */
static guint put_group(const bt_scene *scene, guint from, double height, GString *out)
{
	const bt_item *first = item_at(scene, from);
	bool texts = first->kind == BT_ITEM_TEXT && first->anchor != BT_START;
	guint to = texts ? texts_end(scene, from) : marks_end(scene, from);
	if (to < from + 2)
		return from;
	if (texts) {
		put_texts(scene, from, to, out);
		return to;
	}
	int own = item_at(scene, to - 1)->series; /* each dot stands after those that other sources have beside it */
	put_lines(scene, from, to, height, out);
	put_dots(scene, from, to, own, false, out);
	put_dots(scene, from, to, own, true, out);
	return to;
}

/* Hatches beside colours, so that areas differ in black and white: 45°, 135°, dots, upright. */
static void put_patterns(const bt_scene *scene, const char *id, GString *out)
{
	static const char *const marks[] = {
		"<path class=\"hatch\" d=\"M-1 7L7 -1M5 13L13 5M0 12L12 0\"/>", "<path class=\"hatch\" d=\"M-1 5L7 13M5 -1L13 7M0 0L12 12\"/>",
		"<circle class=\"hatch-dot\" cx=\"6\" cy=\"6\" r=\"1.5\"/>", "<path class=\"hatch\" d=\"M6 0V12\"/>",
	};
	int most = 0;
	for (guint i = 0; i < scene->items->len; i++) {
		const bt_item *item = &g_array_index(scene->items, bt_item, i);
		most = item->role == BT_ROLE_HATCH ? MAX(most, item->series) : most;
	}
	if (!most)
		return;
	bt_append(out, "<defs>");
	for (int i = 1; i <= most; i++)
		g_string_append_printf(out, "<pattern id=\"%s-h%d\" width=\"12\" height=\"12\" patternUnits=\"userSpaceOnUse\">%s</pattern>", id, i, marks[(i - 1) % 4]);
	bt_append(out, "</defs>\n");
}

void bt_put_svg(const bt_chart *chart, const bt_scene *scene, bool grouped, GString *out)
{
	bt_append(out, "<svg class=\"scene\" role=\"img\" width=\"100%\"");
	put_number(out, " height=\"", ceil(scene->height), "\"");
	bt_append_all(out, " aria-labelledby=\"", chart->id, "-t ", chart->id, "-d\">\n<title id=\"", chart->id, "-t\">", NULL);
	bt_esc_text(out, chart->title);
	bt_append_all(out, "</title>\n<desc id=\"", chart->id, "-d\">", NULL);
	bt_esc_text(out, chart->desc);
	bt_append(out, "</desc>\n");
	put_patterns(scene, chart->id, out);
	for (guint i = 0; i < scene->items->len;) {
		guint end = grouped ? put_group(scene, i, ceil(scene->height), out) : i;
		if (end == i)
			put_item(item_at(scene, end++), chart->id, ceil(scene->height), out);
		i = end;
	}
	bt_append(out, "</svg>\n");
}

/* ---- widths, from the table that is made with the web fonts */

struct advance {
	gunichar c;
	guint16 regular, semibold, bold;
};

static const struct advance advances[] = {
#define BT_ADVANCE(c, regular, semibold, bold) {c, regular, semibold, bold},
#include "fonts/metrics.def"
#undef BT_ADVANCE
};

#define UNKNOWN_ADVANCE 620

/* By code point; ASCII stands first and has no gap. */
static const struct advance *advance_of(gunichar c)
{
	if (c >= ' ' && c < 0x7F && advances[c - ' '].c == c)
		return &advances[c - ' '];
	gsize low = 0, high = G_N_ELEMENTS(advances);
	while (low < high) {
		gsize middle = (low + high) / 2;
		if (advances[middle].c == c)
			return &advances[middle];
		if (advances[middle].c < c)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

double bt_web_measure(void *data, bt_role role, double size, const char *text)
{
	(void)data;
	guint64 sum = 0;
	for (const char *p = text; *p; p = g_utf8_next_char(p)) {
		gunichar c = bt_char_at(p);
		const struct advance *a = advance_of(c);
		if (a)
			sum += role == BT_ROLE_VALUE ? a->bold : a->regular;
		else if (!bt_is_mark(c) && !bt_is_invisible(c))
			sum += UNKNOWN_ADVANCE;
	}
	return (double)sum * size / 1000;
}
