/* Hands laid-out pages to a canvas: first the tree of elements, then page by page the boxes, each in
 * a mark. Knows no file format. */
#include "page/layout.h"

static const char *const tag_names[] = {
#define T(tag, name) [BT_TAG_##tag] = name,
#include "page/tags.def"
#undef T
};
G_STATIC_ASSERT(G_N_ELEMENTS(tag_names) == BT_TAG_COUNT);

const char *bt_tag_name(bt_tag tag) { return tag_names[tag]; }

static double pt(bt_len length) { return (double)length / PANGO_SCALE; }

typedef struct {
	const bt_pages *pages;
	bt_canvas *canvas;
	int *number;    /* of each element, on the canvas */
	bool marking;
	int mark;       /* element of the open mark */
	int space, spaces; /* of the justified line being drawn: spaces passed, and all */
} drawing;

/* Boxes of the page on which a figure stands become its bounding box; what a link leads to gets its number on the canvas. */
static bt_tag_info placed_info(const drawing *d, guint element, const bt_place *const *figure_place)
{
	const bt_pages *pages = d->pages;
	bt_tag_info info = g_array_index(pages->elements, bt_element, element).info;
	if (info.target > 0)
		info.target = d->number[info.target - 1] + 1;
	if (figure_place[element]) {
		info.x += pt(figure_place[element]->x);
		info.y += pt(figure_place[element]->y);
	}
	return info;
}

static const bt_place **find_figures(const bt_pages *pages)
{
	const bt_place **found = g_new0(const bt_place *, pages->elements->len);
	for (guint i = 0; i < pages->sheets->len; i++) {
		const GArray *sheet = pages->sheets->pdata[i];
		for (guint j = 0; j < sheet->len; j++) {
			const bt_place *place = &g_array_index(sheet, bt_place, j);
			int figure = g_array_index(pages->slabs, bt_slab, place->slab).figure;
			if (figure >= 0 && !place->repeated)
				found[figure] = place;
		}
	}
	return found;
}

static bool is_absent(const bt_pages *pages, int element)
{
	return !pages->contents.printed && element >= pages->contents.first_element && element < pages->contents.end_element;
}

/* The canvas counts elements from 0 as they are opened. */
static void number_elements(drawing *d)
{
	int n = 0;
	for (guint i = 0; i < d->pages->elements->len; i++)
		d->number[i] = is_absent(d->pages, (int)i) ? -1 : n++;
}

/* Elements stand in the order of the document, each after its parent. */
static void open_elements(drawing *d)
{
	const bt_pages *pages = d->pages;
	const bt_place **figures = find_figures(pages);
	g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(guint));
	for (guint i = 0; i < pages->elements->len; i++) {
		const bt_element *element = &g_array_index(pages->elements, bt_element, i);
		if (is_absent(pages, (int)i))
			continue;
		while (open->len > 0 && (int)g_array_index(open, guint, open->len - 1) != element->parent) {
			d->canvas->class->close(d->canvas, d->number[g_array_index(open, guint, open->len - 1)]);
			g_array_set_size(open, open->len - 1);
		}
		bt_tag_info info = placed_info(d, i, figures);
		d->number[i] = d->canvas->class->open(d->canvas, element->tag, &info);
		g_array_append_val(open, i);
	}
	for (guint i = open->len; i-- > 0;)
		d->canvas->class->close(d->canvas, d->number[g_array_index(open, guint, i)]);
	g_free(figures);
}

static void end_mark(drawing *d)
{
	if (d->marking)
		d->canvas->class->end_mark(d->canvas);
	d->marking = false;
}

/* Boxes that follow each other in one element share a mark. */
static void mark(drawing *d, int element)
{
	if (d->marking && d->mark == element)
		return;
	end_mark(d);
	if (element == BT_ARTIFACT)
		d->canvas->class->begin_artifact(d->canvas);
	else
		d->canvas->class->begin_mark(d->canvas, d->number[element]);
	d->marking = true;
	d->mark = element;
}

static bt_len draw_run(drawing *d, const bt_box *box, bt_rgb colour, guint32 from, guint32 to, bt_len x, bt_len y)
{
	const bt_run *end = &g_array_index(box->para->runs, bt_run, 0) + box->para->runs->len;
	bt_len start = x;
	for (const bt_run *run = bt_para_run_at(box->para, from); run && run < end && run->from < to; run++) {
		bt_glyphs glyphs;
		bt_len width = bt_run_slice(box->para, run, from, to, &glyphs);
		if (glyphs.n > 0)
			d->canvas->class->glyphs(d->canvas, &glyphs, pt(x), pt(y), colour);
		x += width;
	}
	return x - start;
}

/* Word by word; each space but those at the line's end takes its part of what the line is stretched by. */
static bt_len draw_justified(drawing *d, const bt_box *box, bt_rgb colour, guint32 from, guint32 to, bt_len x, bt_len y)
{
	const char *text = box->para->text->str;
	bt_len start = x;
	for (guint32 a = from, b; a < to; a = b) {
		for (b = a; b < to && text[b] != ' '; b++)
			;
		bool space = b < to;
		b += space;
		x += draw_run(d, box, colour, a, b, x, y);
		if (!space || d->space >= d->spaces)
			continue;
		d->space++;
		x += (bt_len)((gint64)box->stretch * d->space / d->spaces - (gint64)box->stretch * (d->space - 1) / d->spaces);
	}
	return x - start;
}

/* The part of a line in one look. Returns its advance. */
static bt_len draw_stretch(drawing *d, const bt_box *box, const bt_stretch *stretch, guint32 from, guint32 to, bt_len x, bt_len y, bool repeated)
{
	const bt_theme *theme = d->pages->theme;
	bt_rgb colour = d->pages->colour[stretch->ink.colour];
	bool own = !repeated && stretch->ink.element != BT_ARTIFACT;
	bt_len start = x;
	mark(d, repeated ? BT_ARTIFACT : own ? stretch->ink.element : box->element);
	x += box->stretch ? draw_justified(d, box, colour, from, to, x, y) : draw_run(d, box, colour, from, to, x, y);
	if (stretch->ink.underline)
		d->canvas->class->rect(d->canvas, pt(start), pt(y) + 1.5, pt(x - start), 0.5, colour);
	if (own) {
		double size = theme->type[stretch->ink.type].size;
		d->canvas->class->link(d->canvas, d->number[stretch->ink.element], pt(start), pt(y) - size, pt(x - start), size * 1.3);
	}
	return x - start;
}

static guint first_stretch(const bt_para *para, guint32 byte)
{
	guint low = 0, high = para->stretches->len;
	while (low < high) {
		guint middle = low + (high - low) / 2;
		if (g_array_index(para->stretches, bt_stretch, middle).to <= byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void draw_line(drawing *d, const bt_box *box, bt_len x, bt_len y, bool repeated)
{
	const GArray *stretches = box->para->stretches;
	d->space = 0;
	d->spaces = box->stretch ? bt_spaces_in(box->para, box->from, box->to) : 0;
	for (guint i = first_stretch(box->para, box->from); i < stretches->len; i++) {
		const bt_stretch *s = &g_array_index(stretches, bt_stretch, i);
		if (s->from >= box->to)
			break;
		x += draw_stretch(d, box, s, MAX(s->from, box->from), MIN(s->to, box->to), x, y, repeated);
	}
}

static void draw_stroke(drawing *d, const bt_box *box, const bt_place *place)
{
	double *points = g_new(double, 2 * box->n_points);
	for (int i = 0; i < box->n_points; i++) {
		points[2 * i] = box->points[2 * i] + pt(place->x);
		points[2 * i + 1] = box->points[2 * i + 1] + pt(place->y);
	}
	d->canvas->class->stroke(d->canvas, points, box->n_points, pt(box->height), d->pages->colour[box->colour], box->dashed);
	g_free(points);
}

static void draw_box(drawing *d, const bt_box *box, const bt_place *place)
{
	bt_len x = place->x + box->x, y = place->y + box->y;
	bt_rgb colour = d->pages->colour[box->colour];
	if (box->kind == BT_BOX_LINE) {
		draw_line(d, box, x, y, place->repeated);
		return;
	}
	mark(d, place->repeated ? BT_ARTIFACT : box->element);
	switch (box->kind) {
	case BT_BOX_RECT: d->canvas->class->rect(d->canvas, pt(x), pt(y), pt(box->width), pt(box->height), colour); break;
	case BT_BOX_STROKE: draw_stroke(d, box, place); break;
	case BT_BOX_DOT: d->canvas->class->dot(d->canvas, pt(x), pt(y), pt(box->height), colour); break;
	case BT_BOX_IMAGE: d->canvas->class->image(d->canvas, box->image, pt(x), pt(y), pt(box->width), pt(box->height)); break;
	case BT_BOX_LINE: break;
	}
}

static void draw_sheet(drawing *d, guint i)
{
	const bt_pages *pages = d->pages;
	const GArray *sheet = pages->sheets->pdata[i];
	g_autofree char *label = g_strdup_printf("%u", i + 1);
	d->canvas->class->page(d->canvas, pages->page_width, pages->page_height, label);
	for (guint j = 0; j < sheet->len; j++) {
		const bt_place *place = &g_array_index(sheet, bt_place, j);
		const bt_slab *slab = &g_array_index(pages->slabs, bt_slab, place->slab);
		for (guint k = 0; k < slab->n; k++)
			draw_box(d, &g_array_index(pages->boxes, bt_box, slab->first + k), place);
	}
	end_mark(d);
}

void bt_page_draw(const bt_pages *pages, bt_canvas *canvas, guint page)
{
	drawing d = {.pages = pages, .canvas = canvas, .number = g_new0(int, pages->elements->len)};
	draw_sheet(&d, page);
	g_free(d.number);
}

void bt_pages_draw(const bt_pages *pages, bt_canvas *canvas)
{
	drawing d = {.pages = pages, .canvas = canvas, .number = g_new0(int, pages->elements->len)};
	number_elements(&d);
	open_elements(&d);
	for (guint i = 0; i < pages->sheets->len; i++)
		draw_sheet(&d, i);
	g_free(d.number);
}
