/* A page of charts as SVG that stands alone: the same drawing as the PDF's, with real text in the page's colours.
 * Knows SVG; pictures and links have no place in it. */
#include "pdf/pdf.h"

#define PX_PER_PT (96.0 / 72)

typedef struct {
	bt_canvas canvas; /* first: is cast from it */
	GString *out;
	const char *title, *desc;
	int elements;
} drawing;

static void put(drawing *d, const char *key, double value)
{
	g_string_append_printf(d->out, " %s=\"", key);
	bt_put_length(d->out, value);
	g_string_append_c(d->out, '"');
}

static void put_colour(drawing *d, const char *key, bt_rgb c)
{
	g_string_append_printf(d->out, " %s=\"#%02X%02X%02X\"", key, (unsigned)(c.red * 255 + 0.5), (unsigned)(c.green * 255 + 0.5), (unsigned)(c.blue * 255 + 0.5));
}

static int svg_open(bt_canvas *canvas, bt_tag tag, const bt_tag_info *info)
{
	(void)tag;
	(void)info;
	return ((drawing *)canvas)->elements++;
}

static void svg_close(bt_canvas *canvas, int element)
{
	(void)canvas;
	(void)element;
}

static void svg_page(bt_canvas *canvas, double width, double height, const char *label)
{
	drawing *d = (drawing *)canvas;
	(void)label;
	g_string_append(d->out, "<svg xmlns=\"http://www.w3.org/2000/svg\" xml:lang=\"vi\" role=\"img\" aria-labelledby=\"t d\"");
	put(d, "width", width * PX_PER_PT);
	put(d, "height", height * PX_PER_PT);
	g_string_append(d->out, " viewBox=\"0 0 ");
	bt_put_length(d->out, width);
	g_string_append_c(d->out, ' ');
	bt_put_length(d->out, height);
	g_string_append(d->out, "\">\n<title id=\"t\">");
	bt_esc_text(d->out, d->title);
	g_string_append(d->out, "</title>\n<desc id=\"d\">");
	bt_esc_text(d->out, d->desc);
	g_string_append(d->out, "</desc>\n<rect width=\"100%\" height=\"100%\" fill=\"#FFFFFF\"/>\n");
}

static void svg_begin_mark(bt_canvas *canvas, int element) { svg_close(canvas, element); }

static void svg_nothing(bt_canvas *canvas) { (void)canvas; }

/* textLength keeps the place when the reader's machine has not the face. */
static void svg_glyphs(bt_canvas *canvas, const bt_glyphs *g, double x, double y, bt_rgb colour)
{
	drawing *d = (drawing *)canvas;
	PangoFontDescription *face = pango_font_describe_with_absolute_size(g->font);
	g_autofree char *text = g_strndup(g->text, (gsize)g->len);
	double width = 0;
	for (int i = 0; i < g->n; i++)
		width += (double)g->glyphs[i].geometry.width / PANGO_SCALE;
	g_string_append(d->out, "<text xml:space=\"preserve\"");
	put(d, "x", x);
	put(d, "y", y);
	put(d, "font-size", (double)pango_font_description_get_size(face) / PANGO_SCALE);
	g_string_append_printf(d->out, " font-weight=\"%d\" font-family=\"'", (int)pango_font_description_get_weight(face));
	bt_esc_attr(d->out, pango_font_description_get_family(face));
	g_string_append(d->out, "', sans-serif\"");
	put_colour(d, "fill", colour);
	put(d, "textLength", width);
	g_string_append_c(d->out, '>');
	bt_esc_text(d->out, text);
	g_string_append(d->out, "</text>\n");
	pango_font_description_free(face);
}

static void svg_rect(bt_canvas *canvas, double x, double y, double width, double height, bt_rgb fill)
{
	drawing *d = (drawing *)canvas;
	g_string_append(d->out, "<rect");
	put(d, "x", x);
	put(d, "y", y);
	put(d, "width", width);
	put(d, "height", height);
	put_colour(d, "fill", fill);
	g_string_append(d->out, "/>\n");
}

static void svg_stroke(bt_canvas *canvas, const double *xy, int n, double width, bt_rgb colour, bool dashed)
{
	drawing *d = (drawing *)canvas;
	g_string_append(d->out, "<polyline fill=\"none\" points=\"");
	for (int i = 0; i < 2 * n; i++) {
		if (i > 0)
			g_string_append_c(d->out, ' ');
		bt_put_length(d->out, xy[i]);
	}
	g_string_append_c(d->out, '"');
	put(d, "stroke-width", width);
	put_colour(d, "stroke", colour);
	if (dashed)
		g_string_append(d->out, " stroke-dasharray=\"6 4\"");
	g_string_append(d->out, "/>\n");
}

static void svg_dot(bt_canvas *canvas, double x, double y, double radius, bt_rgb fill)
{
	drawing *d = (drawing *)canvas;
	g_string_append(d->out, "<circle");
	put(d, "cx", x);
	put(d, "cy", y);
	put(d, "r", radius);
	put_colour(d, "fill", fill);
	g_string_append(d->out, "/>\n");
}

static void svg_image(bt_canvas *canvas, const bt_image *image, double x, double y, double width, double height)
{
	(void)canvas, (void)image, (void)x, (void)y, (void)width, (void)height;
}

static void svg_link(bt_canvas *canvas, int element, double x, double y, double width, double height)
{
	(void)canvas, (void)element, (void)x, (void)y, (void)width, (void)height;
}

static const bt_canvas_class class = {
	.open = svg_open,
	.close = svg_close,
	.page = svg_page,
	.begin_mark = svg_begin_mark,
	.begin_artifact = svg_nothing,
	.end_mark = svg_nothing,
	.glyphs = svg_glyphs,
	.rect = svg_rect,
	.stroke = svg_stroke,
	.dot = svg_dot,
	.image = svg_image,
	.link = svg_link,
};

GBytes *bt_svg_write(const bt_pages *pages, const char *title, const char *desc)
{
	drawing d = {.canvas = {&class}, .out = g_string_new(NULL), .title = title, .desc = desc};
	bt_pages_draw(pages, &d.canvas);
	g_string_append(d.out, "</svg>\n");
	return g_string_free_to_bytes(d.out);
}
