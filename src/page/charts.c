/* A chart as one slab: title, measure, the scene, source. Turns the roles of a scene into the
 * theme's types and colours; the geometry is chart/'s. */
#include "page/layout.h"

/* Type of the texts of each role; other roles have no text. */
static bt_type role_type(bt_role role)
{
	switch (role) {
	case BT_ROLE_TICK:
	case BT_ROLE_NOTE:
	case BT_ROLE_AXIS: return BT_TYPE_CHART_AXIS;
	case BT_ROLE_LABEL:
	case BT_ROLE_VALUE:
	case BT_ROLE_BAR:
	case BT_ROLE_TRACK:
	case BT_ROLE_TARGET:
	case BT_ROLE_ZERO:
	case BT_ROLE_GRID:
	case BT_ROLE_LINE:
	case BT_ROLE_DOT:
	case BT_ROLE_HATCH:
	case BT_ROLE_COUNT: break;
	}
	return BT_TYPE_CHART_LABEL;
}

static bt_colour series_colour(int series)
{
	static const bt_colour colours[] = {BT_COLOUR_CHART_1, BT_COLOUR_CHART_2, BT_COLOUR_CHART_3, BT_COLOUR_CHART_4};
	return series >= 0 && series < (int)G_N_ELEMENTS(colours) ? colours[series] : BT_COLOUR_CONTEXT;
}

static bt_colour role_colour(const bt_item *item)
{
	switch (item->role) {
	case BT_ROLE_BAR:
	case BT_ROLE_LINE:
	case BT_ROLE_DOT: return series_colour(item->series);
	case BT_ROLE_TRACK: return BT_COLOUR_TRACK;
	case BT_ROLE_GRID: return BT_COLOUR_RULE;
	case BT_ROLE_AXIS:
	case BT_ROLE_ZERO:
	case BT_ROLE_TICK:
	case BT_ROLE_NOTE: return BT_COLOUR_INK_2;
	case BT_ROLE_HATCH: return BT_COLOUR_PAPER;
	case BT_ROLE_TARGET:
	case BT_ROLE_LABEL:
	case BT_ROLE_VALUE:
	case BT_ROLE_COUNT: break;
	}
	return BT_COLOUR_INK;
}

static double role_stroke(bt_role role, const bt_scene_style *style)
{
	if (role == BT_ROLE_LINE)
		return style->line;
	if (role == BT_ROLE_TARGET)
		return 1.6;
	return role == BT_ROLE_AXIS || role == BT_ROLE_ZERO ? 0.75 : 0.5;
}

static bt_para *role_para(bt_pages *pages, bt_role role, const char *text, bt_colour colour)
{
	bt_para *para = bt_para_new(pages, role_type(role));
	bt_ink ink = bt_ink_of(pages, para->type);
	ink.colour = colour;
	ink.weight = role == BT_ROLE_VALUE ? 600 : 0;
	bt_para_add(para, text, -1, ink);
	bt_para_shape(pages, para);
	return para;
}

static double measure(void *data, bt_role role, double size, const char *text)
{
	bt_pages *pages = data;
	bt_para *para = role_para(pages, role, text, BT_COLOUR_INK);
	return (double)bt_para_width(para) / PANGO_SCALE * size / pages->theme->type[para->type].size;
}

/* 1 px of design.md section 10 is 5 mm / 18 in print. */
static bt_scene_style print_style(const bt_pages *pages, bt_len width)
{
	const double px = 72 / 25.4 * 5 / 18;
	const bt_typeface *label = &pages->theme->type[BT_TYPE_CHART_LABEL], *axis = &pages->theme->type[BT_TYPE_CHART_AXIS];
	return (bt_scene_style){.width = (double)width / PANGO_SCALE, .text = label->size, .axis = axis->size,
				.leading = label->leading / label->size, .bar = 18 * px, .track = 18 * px, .bullet_bar = 8 * px,
				.row = 58 * px, .overshoot = 3 * px, .line = 2.5 * px, .dot = 3.5 * px, .plot = pages->plot > 0 ? pages->plot : 120};
}

/* ---- the items of a scene as boxes of the last slab */

typedef struct {
	bt_pages *pages;
	const bt_scene_style *style;
	int element;
	bt_len x, y; /* of the scene in its slab */
} drawing;

static double across(const drawing *d, bt_x x) { return x.fraction * d->style->width + x.offset; }

static void add_stroke(const drawing *d, const bt_item *item, const bt_x *xs, const double *ys, int n)
{
	double *points = bt_arena_new0(d->pages->arena, double, 2 * n);
	for (int i = 0; i < n; i++) {
		points[2 * i] = (double)d->x / PANGO_SCALE + across(d, xs[i]);
		points[2 * i + 1] = (double)d->y / PANGO_SCALE + ys[i];
	}
	bt_box *box = bt_box_add(d->pages, BT_BOX_STROKE, d->element);
	box->points = points;
	box->n_points = n;
	box->height = BT_PT(role_stroke(item->role, d->style));
	box->colour = role_colour(item);
	box->dashed = item->role == BT_ROLE_LINE && item->series % 2 == 1;
}

#define HATCH_STEP 3.2 /* points */

/* Paper stripes over an area, so that areas differ without colour: rising, falling, upright. Lines
 * x + y = s (falling ones mirrored), cut where they leave the rectangle. */
static void add_hatch(const drawing *d, const bt_item *item)
{
	double x = across(d, item->x1), width = across(d, item->x2) - x, height = item->y2 - item->y1;
	bool upright = item->series % 3 == 0, falling = item->series % 3 == 2;
	for (double s = HATCH_STEP / 2; s < width + (upright ? 0 : height); s += HATCH_STEP) {
		double from = upright ? s : MAX(0, s - height), to = upright ? s : MIN(width, s);
		double top = upright ? 0 : s - to, foot = upright ? height : s - from;
		bt_x xs[] = {{0, x + (falling ? width - from : from)}, {0, x + (falling ? width - to : to)}};
		add_stroke(d, item, xs, (const double[]){item->y1 + foot, item->y1 + top}, 2);
	}
}

static void add_label(const drawing *d, const bt_item *item)
{
	bt_pages *pages = d->pages;
	bt_para *para = role_para(pages, item->role, item->text, role_colour(item));
	bt_line line = {0, (guint32)para->text->len, bt_para_width(para)};
	bt_len x = d->x + BT_PT(across(d, item->x1));
	x -= item->anchor == BT_END ? line.width : item->anchor == BT_MIDDLE ? line.width / 2 : 0;
	bt_line_add(pages, para, line, d->element, x, d->y + BT_PT(item->y1) - bt_baseline(pages->theme, para->type));
}

static void add_item(const drawing *d, const bt_item *item)
{
	double x1 = across(d, item->x1), x2 = across(d, item->x2);
	bt_box *box;
	switch (item->kind) {
	case BT_ITEM_RECT:
		if (item->role == BT_ROLE_HATCH) {
			add_hatch(d, item);
			break;
		}
		box = bt_box_add(d->pages, BT_BOX_RECT, d->element);
		box->x = d->x + BT_PT(MIN(x1, x2));
		box->y = d->y + BT_PT(MIN(item->y1, item->y2));
		box->width = BT_PT(ABS(x2 - x1));
		box->height = BT_PT(ABS(item->y2 - item->y1));
		box->colour = role_colour(item);
		break;
	case BT_ITEM_LINE:
		add_stroke(d, item, (const bt_x[]){item->x1, item->x2}, (const double[]){item->y1, item->y2}, 2);
		break;
	case BT_ITEM_POLYLINE:
		add_stroke(d, item, item->xs, item->ys, item->n);
		break;
	case BT_ITEM_DOT:
		box = bt_box_add(d->pages, BT_BOX_DOT, d->element);
		box->x = d->x + BT_PT(x1);
		box->y = d->y + BT_PT(item->y1);
		box->height = BT_PT(item->y2 > 0 ? item->y2 : d->style->dot);
		box->colour = role_colour(item);
		break;
	case BT_ITEM_TEXT:
		add_label(d, item);
		break;
	}
}

/* ---- the slab */

static bt_len add_words(bt_flow *flow, const char *text, bt_type type, bt_tag tag, bt_len y)
{
	bt_pages *pages = flow->pages;
	if (!text || !*text)
		return y;
	int element = bt_element_new(pages, tag, flow->element);
	const bt_para *para = bt_para_words(pages, text, type);
	g_autoptr(GArray) lines = bt_para_break(pages, para, flow->width, BT_RAGGED);
	for (guint i = 0; i < lines->len; i++) {
		bt_line_add(pages, para, g_array_index(lines, bt_line, i), element, flow->x, y);
		y += bt_leading(pages->theme, type);
	}
	return y;
}

static bt_len add_scene(bt_flow *flow, const bt_chart *chart, const bt_scene *scene, const bt_scene_style *style, bt_len y)
{
	bt_pages *pages = flow->pages;
	drawing d = {pages, style, bt_element_new(pages, BT_TAG_FIGURE, flow->element), flow->x, y};
	bt_tag_info *info = &bt_element_at(pages, d.element)->info;
	info->alt = bt_arena_strdup(pages->arena, chart->desc ? chart->desc : chart->title);
	g_array_index(pages->slabs, bt_slab, pages->slabs->len - 1).figure = d.element;
	info->x = (double)flow->x / PANGO_SCALE;
	info->y = (double)y / PANGO_SCALE;
	info->width = style->width;
	info->height = scene->height;
	for (guint i = 0; i < scene->items->len; i++)
		add_item(&d, &g_array_index(scene->items, bt_item, i));
	return y + BT_PT(scene->height);
}

bool bt_chart_fits(const bt_flow *flow, const bt_chart *chart)
{
	bt_scene_style style = print_style(flow->pages, flow->width);
	g_autoptr(bt_scene) scene = chart->form == BT_FORM_TABLE ? NULL : bt_chart_shape(chart, &style, measure, flow->pages);
	return scene != NULL;
}

void bt_flow_chart(bt_flow *flow, const bt_chart *chart)
{
	bt_pages *pages = flow->pages;
	bt_scene_style style = print_style(pages, flow->width);
	g_autoptr(bt_scene) scene = chart->form == BT_FORM_TABLE ? NULL : bt_chart_shape(chart, &style, measure, pages);
	bt_flow inner = *flow;
	if (!scene) {
		bt_flow_chart_table(flow, chart);
		return;
	}
	inner.element = bt_element_new(pages, BT_TAG_SECT, flow->element);
	inner.before = pages->grid;
	bt_slab_open(&inner, "chart")->flags |= BT_FLOAT;
	guint slab = pages->slabs->len - 1;
	bt_rule_add(pages, BT_ARTIFACT, flow->x, 0, flow->width, 0.5, BT_COLOUR_RULE);
	bt_flow beside = inner;
	if (pages->note > 0 && !(flow->flags & BT_SPAN)) {
		beside.x = pages->width - pages->note;
		beside.width = pages->note;
	}
	bt_len y = add_words(&inner, chart->title, BT_TYPE_CHART_TITLE, BT_TAG_P, BT_PT(4));
	bt_len note = add_words(&beside, chart->subtitle, BT_TYPE_CAPTION, BT_TAG_P, pages->note > 0 ? BT_PT(4) : y) + BT_PT(7);
	y = add_scene(&inner, chart, scene, &style, beside.x == inner.x ? note : y + BT_PT(7)) + BT_PT(4);
	note = add_words(&beside, chart->source, BT_TYPE_CAPTION, BT_TAG_CAPTION, beside.x == inner.x ? y : note);
	y = MAX(y, note);
	bt_len half = pages->grid / 2;
	g_array_index(pages->slabs, bt_slab, slab).height = (y + half - 1) / half * half;
}
