/* Draws pages into the file: PDF's own operators, text as strings of codes, each mark with its number. Nothing may be drawn
 * outside a mark. ISO 32000-1, chapters 8, 9 and 14.6. Knows no layout. */
#include "pdf/finish.h"

#include "base/letter.h"

#include <math.h>
#include <string.h>

typedef struct {
	int id, content;
	double width, height;
} drawn_page;

struct bt_drawing {
	bt_canvas canvas; /* first: is cast from it */
	bt_file *file;
	bt_record *record; /* or NULL */
	bt_faces *faces;
	GHashTable *images; /* bt_image -> number of its object */
	GArray *image_ids;  /* int, in the order of drawing */
	GArray *pages;      /* drawn_page */
	int *page_ids;
	GString *out;       /* content of the last page */
	double right;       /* added to what is drawn */
	/* What the page's content has set so far */
	bt_rgb fill, line;
	double line_width;
	bool dashed;
	const bt_face *face;
	double size;
	bool in_text, showing; /* behind BT; inside an array of strings */
	gint64 x, y;  /* where the string began, thousandths of a point from the foot of the page */
	double start; /* the same across, points, not rounded */
	gint64 pen;   /* thousandths of the size since then */
};

static bt_drawing *drawing_of(bt_canvas *canvas) { return (bt_drawing *)canvas; }

static void put(bt_drawing *d, const char *words) { g_string_append(d->out, words); }

static void put_milli(bt_drawing *d, double n)
{
	bt_pdf_milli(d->out, bt_milli(n));
	g_string_append_c(d->out, ' ');
}

static double height_of(const bt_drawing *d) { return g_array_index(d->pages, drawn_page, d->pages->len - 1).height; }

/* A point of the page, counted from its foot. */
static void put_point(bt_drawing *d, double x, double y)
{
	put_milli(d, x + d->right);
	put_milli(d, height_of(d) - y);
}

/* ---- text */

static void end_string(bt_drawing *d)
{
	if (d->showing)
		put(d, ")]TJ\n");
	d->showing = false;
}

static void end_text(bt_drawing *d)
{
	g_assert(!d->record || d->record->marking);
	end_string(d);
	if (d->in_text)
		put(d, "ET\n");
	d->in_text = false;
}

static void set_colour(bt_drawing *d, bt_rgb *now, bt_rgb colour, const char *operator)
{
	if (now->red == colour.red && now->green == colour.green && now->blue == colour.blue)
		return;
	end_string(d);
	*now = colour;
	put_milli(d, colour.red);
	put_milli(d, colour.green);
	put_milli(d, colour.blue);
	put(d, operator);
}

static void begin_text(bt_drawing *d, const bt_face *face, double size, bt_rgb colour)
{
	set_colour(d, &d->fill, colour, "rg\n");
	if (!d->in_text) {
		put(d, "BT\n");
		d->in_text = true;
		d->x = d->y = 0;
	}
	if (d->face == face && d->size == size)
		return;
	end_string(d);
	d->face = face;
	d->size = size;
	put(d, "/F");
	bt_pdf_int(d->out, bt_face_number(face));
	g_string_append_c(d->out, ' ');
	put_milli(d, size);
	put(d, "Tf\n");
}

static void begin_string(bt_drawing *d, double x, gint64 y)
{
	gint64 at = bt_milli(x);
	end_string(d);
	bt_pdf_milli(d->out, at - d->x);
	g_string_append_c(d->out, ' ');
	bt_pdf_milli(d->out, y - d->y);
	put(d, " Td[(");
	d->showing = true;
	d->x = at;
	d->y = y;
	d->start = x;
	d->pen = 0;
}

/* Of a string; a bare carriage return would be read as a line feed. */
static void put_byte(bt_drawing *d, guint8 byte)
{
	if (byte == '(' || byte == ')' || byte == '\\' || byte == '\r')
		g_string_append_c(d->out, '\\');
	g_string_append_c(d->out, byte == '\r' ? 'r' : (char)byte);
}

#define NEAR 2 /* thousandths of the size by which a glyph may stand beside its place */

/* x: points from the left; row: thousandths of a point from the foot. */
static void show(bt_drawing *d, guint16 code, double x, gint64 row)
{
	x += d->right;
	if (!d->showing || row != d->y)
		begin_string(d, x, row);
	gint64 place = llround((x - d->start) * 1000 / d->size);
	if (ABS(place - d->pen) > NEAR) {
		g_string_append_c(d->out, ')');
		bt_pdf_int(d->out, d->pen - place);
		g_string_append_c(d->out, '(');
		d->pen = place;
	}
	put_byte(d, (guint8)(code >> 8));
	put_byte(d, (guint8)code);
	d->pen += bt_face_width(d->face, code);
}

/* The glyphs of one call, and how far they are drawn. */
typedef struct {
	const bt_glyphs *glyphs;
	bt_face *face;
	double x;   /* of the first, points */
	gint64 row; /* thousandths of a point from the foot of the page */
	int at;     /* advance so far, Pango's units */
} setting;

/* Says what the glyphs up to end_actual stand for. */
static void begin_actual(bt_drawing *d, const char *text, gsize len)
{
	end_string(d);
	put(d, "/Span<</ActualText<FEFF");
	bt_pdf_utf16(d->out, text, len);
	put(d, ">>>BDC\n");
}

static void end_actual(bt_drawing *d)
{
	end_string(d);
	put(d, "EMC\n");
}

/* said: what it stands for is said already. */
static void show_glyph(bt_drawing *d, setting *s, int i, const char *text, gsize len, bool said)
{
	const PangoGlyphInfo *info = &s->glyphs->glyphs[i];
	gint64 row = s->row;
	guint16 code;
	double x = s->x + (double)(s->at + info->geometry.x_offset) / PANGO_SCALE;
	s->at += info->geometry.width;
	if (info->glyph == PANGO_GLYPH_EMPTY)
		return;
	if (info->geometry.y_offset)
		row -= bt_milli((double)info->geometry.y_offset / PANGO_SCALE);
	bool told = bt_face_code(s->face, info->glyph, text, len, &code) || said;
	if (!told)
		begin_actual(d, text, len);
	show(d, code, x, row);
	if (!told)
		end_actual(d);
}

static int count_shown(const bt_glyphs *g, int first, int end)
{
	int n = 0;
	for (int i = first; i < end; i++)
		n += g->glyphs[i].glyph != PANGO_GLYPH_EMPTY;
	return n;
}

/* Several glyphs that only together stand for `text`: each has a letter of its own where there are enough, and around them
 * stands what they say. */
static void show_cluster(bt_drawing *d, setting *s, int first, int end, const char *text, gsize len)
{
	bool several = count_shown(s->glyphs, first, end) > 1;
	const char *text_end = text + len;
	if (several)
		begin_actual(d, text, len);
	for (int i = first; i < end; i++) {
		const char *next = g_utf8_next_char(text);
		show_glyph(d, s, i, text, several ? (gsize)(next - text) : len, several);
		text = several && next < text_end ? next : text;
	}
	if (several)
		end_actual(d);
}

static void canvas_glyphs(bt_canvas *canvas, const bt_glyphs *g, double x, double y, bt_rgb colour)
{
	bt_drawing *d = drawing_of(canvas);
	double size;
	setting s = {.glyphs = g, .face = bt_face_of(d->faces, g->font, &size), .x = x, .row = bt_milli(height_of(d) - y)};
	begin_text(d, s.face, size, colour);
	for (int i = 0, end; i < g->n; i = end) {
		for (end = i + 1; end < g->n && g->clusters[end] == g->clusters[i]; end++)
			;
		int from = g->clusters[i] - g->base, to = end < g->n ? g->clusters[end] - g->base : g->len;
		if (end == i + 1)
			show_glyph(d, &s, i, g->text + from, (gsize)(to - from), false);
		else
			show_cluster(d, &s, i, end, g->text + from, (gsize)(to - from));
	}
	if (d->record)
		bt_record_text(d->record, y);
}

/* ---- shapes */

static void canvas_rect(bt_canvas *canvas, double x, double y, double width, double height, bt_rgb fill)
{
	bt_drawing *d = drawing_of(canvas);
	end_text(d);
	set_colour(d, &d->fill, fill, "rg\n");
	put_point(d, x, y + height);
	put_milli(d, width);
	put_milli(d, height);
	put(d, "re f\n");
}

static void set_line(bt_drawing *d, double width, bt_rgb colour, bool dashed)
{
	set_colour(d, &d->line, colour, "RG\n");
	if (d->line_width != width) {
		put_milli(d, width);
		put(d, "w\n");
	}
	if (dashed != d->dashed || (dashed && d->line_width != width)) {
		put(d, "[");
		if (dashed) {
			put_milli(d, 3 * width);
			put_milli(d, 2 * width);
		}
		put(d, "]0 d\n");
	}
	d->line_width = width;
	d->dashed = dashed;
}

static void canvas_stroke(bt_canvas *canvas, const double *xy, int n, double width, bt_rgb colour, bool dashed)
{
	bt_drawing *d = drawing_of(canvas);
	end_text(d);
	set_line(d, width, colour, dashed);
	for (int i = 0; i < n; i++) {
		put_point(d, xy[2 * i], xy[2 * i + 1]);
		put(d, i ? "l\n" : "m\n");
	}
	put(d, "S\n");
}

#define ARC 0.5522847498 /* of the radius: how far the handles of a quarter of a circle reach */

static void canvas_dot(bt_canvas *canvas, double x, double y, double radius, bt_rgb fill)
{
	static const double quarter[4][6] = {{1, ARC, ARC, 1, 0, 1}, {-ARC, 1, -1, ARC, -1, 0}, {-1, -ARC, -ARC, -1, 0, -1}, {ARC, -1, 1, -ARC, 1, 0}};
	bt_drawing *d = drawing_of(canvas);
	end_text(d);
	set_colour(d, &d->fill, fill, "rg\n");
	put_point(d, x + radius, y);
	put(d, "m\n");
	for (int i = 0; i < 4; i++) {
		for (int k = 0; k < 6; k += 2)
			put_point(d, x + quarter[i][k] * radius, y + quarter[i][k + 1] * radius);
		put(d, "c\n");
	}
	put(d, "f\n");
}

/* The unit square of the picture, whose top is at 1 here, to its place on the page. */
static void canvas_image(bt_canvas *canvas, const bt_image *image, double x, double y, double width, double height)
{
	bt_drawing *d = drawing_of(canvas);
	cairo_matrix_t m = bt_image_upright(image, width, height);
	int id = GPOINTER_TO_INT(g_hash_table_lookup(d->images, image));
	end_text(d);
	if (id == 0) {
		id = bt_put_image(d->file, image);
		g_hash_table_insert(d->images, (gpointer)image, GINT_TO_POINTER(id));
		g_array_append_val(d->image_ids, id);
	}
	put(d, "q ");
	put_milli(d, m.xx);
	put_milli(d, -m.yx);
	put_milli(d, -m.xy);
	put_milli(d, m.yy);
	put_point(d, x + m.x0 + m.xy, y + m.y0 + m.yy);
	put(d, "cm/I");
	bt_pdf_int(d->out, id);
	put(d, " Do Q\n");
}

/* ---- marks */

static int canvas_open(bt_canvas *canvas, bt_tag tag, const bt_tag_info *info) { return bt_record_open(drawing_of(canvas)->record, tag, info); }

static void canvas_close(bt_canvas *canvas, int element) { bt_record_close(drawing_of(canvas)->record, element); }

static void canvas_begin_mark(bt_canvas *canvas, int element)
{
	bt_drawing *d = drawing_of(canvas);
	if (!d->record)
		return;
	put(d, "/Span<</MCID ");
	bt_pdf_int(d->out, bt_record_begin(d->record, element));
	put(d, ">>BDC\n");
}

static void canvas_begin_artifact(bt_canvas *canvas)
{
	bt_drawing *d = drawing_of(canvas);
	if (!d->record)
		return;
	bt_record_begin(d->record, -1);
	put(d, "/Artifact BMC\n");
}

static void canvas_end_mark(bt_canvas *canvas)
{
	bt_drawing *d = drawing_of(canvas);
	end_text(d);
	if (!d->record)
		return;
	bt_record_end(d->record);
	put(d, "EMC\n");
}

static void canvas_link(bt_canvas *canvas, int element, double x, double y, double width, double height)
{
	bt_drawing *d = drawing_of(canvas);
	if (d->record)
		bt_record_link(d->record, element, x, y, width, height);
}

/* ---- pages */

static void end_page(bt_drawing *d)
{
	if (d->pages->len == 0)
		return;
	g_array_index(d->pages, drawn_page, d->pages->len - 1).content = bt_put_stream(d->file, "", d->out->str, d->out->len, false);
	g_string_truncate(d->out, 0);
}

void bt_drawing_page(bt_drawing *d, double width, double height)
{
	end_page(d);
	drawn_page page = {bt_reserve(d->file), 0, width, height};
	g_array_append_val(d->pages, page);
	d->fill = d->line = (bt_rgb){0, 0, 0};
	d->line_width = 1;
	d->dashed = false;
	d->face = NULL;
	d->right = 0;
}

void bt_drawing_move(bt_drawing *d, double x) { d->right = x; }

static void canvas_page(bt_canvas *canvas, double width, double height, const char *label)
{
	bt_drawing *d = drawing_of(canvas);
	(void)label; /* pages are numbered by the catalog */
	if (!d->record)
		return;
	bt_record_page(d->record, width, height);
	bt_drawing_page(d, width, height);
}

const int *bt_drawing_page_ids(bt_drawing *d)
{
	g_free(d->page_ids);
	d->page_ids = g_new(int, d->pages->len + 1);
	for (guint i = 0; i < d->pages->len; i++)
		d->page_ids[i] = g_array_index(d->pages, drawn_page, i).id;
	return d->page_ids;
}

/* All pages share what any of them uses. 0: a face cannot be embedded. */
static int put_resources(bt_drawing *d, char **unfit)
{
	g_autoptr(GString) out = g_string_new("<</Font<<");
	if (!bt_faces_write(d->faces, d->file, out, unfit))
		return 0;
	g_string_append(out, ">>/XObject<<");
	for (guint i = 0; i < d->image_ids->len; i++) {
		int id = g_array_index(d->image_ids, int, i);
		g_string_append_printf(out, "/I%d ", id);
		bt_pdf_ref(out, id);
	}
	g_string_append(out, ">>>>");
	return bt_put(d->file, out->str);
}

static void put_page(bt_drawing *d, guint i, int tree, int resources, const int *links, GString *out)
{
	const drawn_page *page = &g_array_index(d->pages, drawn_page, i);
	g_string_printf(out, "<</Type/Page/Parent %d 0 R/MediaBox[0 0 ", tree);
	bt_pdf_milli(out, bt_milli(page->width));
	g_string_append_c(out, ' ');
	bt_pdf_milli(out, bt_milli(page->height));
	g_string_append_printf(out, "]/Contents %d 0 R/Resources %d 0 R", page->content, resources);
	if (links)
		g_string_append_printf(out, "/StructParents %u/Tabs/S", i);
	if (links && links[i])
		g_string_append_printf(out, "/Annots %d 0 R", links[i]);
	g_string_append(out, ">>");
	bt_fill(d->file, page->id, out->str);
}

int bt_drawing_end(bt_drawing *d, const int *links, char **unfit)
{
	int tree = bt_reserve(d->file), resources;
	g_autoptr(GString) out = g_string_new(NULL), kids = g_string_new("<</Type/Pages/Kids[");
	end_page(d);
	resources = put_resources(d, unfit);
	if (resources == 0)
		return 0;
	for (guint i = 0; i < d->pages->len; i++) {
		put_page(d, i, tree, resources, links, out);
		bt_pdf_ref(kids, g_array_index(d->pages, drawn_page, i).id);
	}
	g_string_append_printf(kids, "]/Count %u>>", d->pages->len);
	bt_fill(d->file, tree, kids->str);
	return tree;
}

static const bt_canvas_class class = {
	.open = canvas_open,
	.close = canvas_close,
	.page = canvas_page,
	.begin_mark = canvas_begin_mark,
	.begin_artifact = canvas_begin_artifact,
	.end_mark = canvas_end_mark,
	.glyphs = canvas_glyphs,
	.rect = canvas_rect,
	.stroke = canvas_stroke,
	.dot = canvas_dot,
	.image = canvas_image,
	.link = canvas_link,
};

bt_canvas *bt_drawing_canvas(bt_drawing *d) { return &d->canvas; }

bt_drawing *bt_drawing_new(bt_file *file, bt_record *record)
{
	bt_drawing *d = g_new0(bt_drawing, 1);
	d->canvas.class = &class;
	d->file = file;
	d->record = record;
	d->faces = bt_faces_new();
	d->images = g_hash_table_new(NULL, NULL);
	d->image_ids = g_array_new(FALSE, FALSE, sizeof(int));
	d->pages = g_array_new(FALSE, FALSE, sizeof(drawn_page));
	d->out = g_string_new(NULL);
	return d;
}

void bt_drawing_free(bt_drawing *d)
{
	bt_faces_free(d->faces);
	g_hash_table_destroy(d->images);
	g_array_free(d->image_ids, TRUE);
	g_array_free(d->pages, TRUE);
	g_string_free(d->out, TRUE);
	g_free(d->page_ids);
	g_free(d);
}
