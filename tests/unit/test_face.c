/* Faces as the file carries them: each glyph of a subset has the outline and the advance that it had, parts of glyphs come
 * along (HarfBuzz makes it; this is that we ask for the right things), a glyph that stands for two texts has a code for each. */
#include "pdf/finish.h"

#include <qpdf/qpdf-c.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
/* cmocka.h wants the four headers above first */
#include <cmocka.h>

#include <pango/pangocairo.h>

static hb_face_t *open_face(const char *name)
{
	g_autofree char *path = bt_data_path(name);
	hb_blob_t *blob = hb_blob_create_from_file(path);
	hb_face_t *face = hb_face_create(blob, 0);
	hb_blob_destroy(blob);
	assert_true(hb_face_get_glyph_count(face) > 1000);
	return face;
}

static void move_to(hb_draw_funcs_t *f, void *data, hb_draw_state_t *s, float x, float y, void *user)
{
	(void)f, (void)s, (void)user;
	g_string_append_printf(data, "M%g,%g", (double)x, (double)y);
}

static void line_to(hb_draw_funcs_t *f, void *data, hb_draw_state_t *s, float x, float y, void *user)
{
	(void)f, (void)s, (void)user;
	g_string_append_printf(data, "L%g,%g", (double)x, (double)y);
}

static void curve_to(hb_draw_funcs_t *f, void *data, hb_draw_state_t *s, float a, float b, float x, float y, void *user)
{
	(void)f, (void)s, (void)user;
	g_string_append_printf(data, "Q%g,%g,%g,%g", (double)a, (double)b, (double)x, (double)y);
}

/* Its outline, all parts of it, and its advance. */
static char *shape_of(hb_font_t *font, guint glyph)
{
	hb_draw_funcs_t *funcs = hb_draw_funcs_create();
	GString *out = g_string_new(NULL);
	hb_draw_funcs_set_move_to_func(funcs, move_to, NULL, NULL);
	hb_draw_funcs_set_line_to_func(funcs, line_to, NULL, NULL);
	hb_draw_funcs_set_quadratic_to_func(funcs, curve_to, NULL, NULL);
	hb_font_get_glyph_shape(font, glyph, funcs, out);
	hb_draw_funcs_destroy(funcs);
	g_string_append_printf(out, " %d", hb_font_get_glyph_h_advance(font, glyph));
	return g_string_free(out, FALSE);
}

/* `glyphs` in a file of them alone; `anew`: counted anew. */
static void compare(hb_face_t *whole, const hb_set_t *glyphs, bool anew)
{
	hb_map_t *places = anew ? hb_map_create() : NULL;
	hb_blob_t *blob = bt_face_subset(whole, glyphs, places);
	assert_non_null(blob);
	hb_face_t *part = hb_face_create(blob, 0);
	hb_font_t *before = hb_font_create(whole), *after = hb_font_create(part);
	assert_true(!anew || hb_face_get_glyph_count(part) < hb_face_get_glyph_count(whole));
	for (hb_codepoint_t glyph = HB_SET_VALUE_INVALID; hb_set_next(glyphs, &glyph);) {
		g_autofree char *a = shape_of(before, glyph), *b = shape_of(after, anew ? hb_map_get(places, glyph) : glyph);
		assert_string_equal(a, b);
	}
	hb_font_destroy(before);
	hb_font_destroy(after);
	hb_face_destroy(part);
	hb_blob_destroy(blob);
	hb_map_destroy(places);
}

static void test_subset(void **state)
{
	(void)state;
	static const char *const files[] = {"fonts/SourceSans3-Regular.ttf", "fonts/SourceSerif4-Italic.ttf"};
	for (gsize k = 0; k < G_N_ELEMENTS(files); k++) {
		hb_face_t *face = open_face(files[k]);
		hb_set_t *glyphs = hb_set_create();
		hb_set_add(glyphs, 0);
		for (guint g = 3; g < 1200; g += 3)
			hb_set_add(glyphs, g % hb_face_get_glyph_count(face));
		compare(face, glyphs, true);
		compare(face, glyphs, false);
		hb_set_destroy(glyphs);
		hb_face_destroy(face);
	}
}

/* A damaged file gives a smaller one or none. */
static void test_damaged(void **state)
{
	(void)state;
	hb_face_t *face = open_face("fonts/SourceSans3-Regular.ttf");
	unsigned len;
	hb_blob_t *whole = hb_face_reference_blob(face);
	const char *data = hb_blob_get_data(whole, &len);
	hb_set_t *glyphs = hb_set_create();
	hb_set_add_range(glyphs, 60, 90);
	hb_set_add(glyphs, 65535);
	for (unsigned cut = 300; cut < len; cut += len / 23) {
		hb_blob_t *blob = hb_blob_create(data, cut, HB_MEMORY_MODE_READONLY, NULL, NULL);
		hb_face_t *part = hb_face_create(blob, 0);
		hb_font_t *font = hb_font_create(part);
		hb_map_t *places = hb_map_create();
		if (bt_face_outlines(part) != BT_OUTLINES_NONE)
			hb_blob_destroy(bt_face_subset(part, glyphs, places));
		bt_face_metrics(font);
		hb_map_destroy(places);
		hb_font_destroy(font);
		hb_face_destroy(part);
		hb_blob_destroy(blob);
	}
	hb_set_destroy(glyphs);
	hb_blob_destroy(whole);
	hb_face_destroy(face);
	assert_int_equal(bt_face_outlines(hb_face_get_empty()), BT_OUTLINES_NONE);
}

static PangoFont *open_font(void)
{
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(bt_theme) theme = bt_theme_load("bulletin", diags);
	g_autoptr(bt_doc) doc = bt_doc_new("r.txt", "", 0);
	bt_content content = {.doc = doc};
	g_autoptr(bt_pages) pages = bt_pages_layout(&content, theme, diags); /* makes these fonts the only ones of the process */
	PangoContext *context = pango_font_map_create_context(pango_cairo_font_map_get_default());
	PangoFontDescription *d = pango_font_description_from_string("Source Sans 3 10");
	PangoFont *font = pango_context_load_font(context, d);
	pango_font_description_free(d);
	g_object_unref(context);
	return font;
}

static void test_codes(void **state)
{
	(void)state;
	PangoFont *font = open_font();
	bt_faces *faces = bt_faces_new();
	double size;
	bt_face *face = bt_face_of(faces, font, &size);
	guint16 code;
	assert_true(bt_face_code(face, 5, " ", 1, &code) && code == 1);
	assert_true(bt_face_code(face, 5, "\u00A0", 2, &code) && code == 2);
	assert_true(bt_face_code(face, 6, " ", 1, &code) && code == 3);
	assert_true(bt_face_code(face, 5, " ", 1, &code) && code == 1);
	assert_true(bt_face_code(face, 5, "\u00A0", 2, &code) && code == 2);
	assert_int_equal(bt_face_width(face, 1), bt_face_width(face, 2));
	/* a text too long, and one text too many, are to be said beside the glyph */
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz";
	assert_false(bt_face_code(face, 7, letters, sizeof letters - 1, &code));
	assert_true(bt_face_code(face, 7, "a", 1, &code) && code == 4);
	for (int i = 1; i < 8; i++)
		assert_true(bt_face_code(face, 7, letters + i, 1, &code));
	assert_false(bt_face_code(face, 7, "z", 1, &code));
	assert_int_equal(code, 4);
	bt_faces_free(faces);
	g_object_unref(font);
}

/* What the first page of the drawing says; the caller frees it. */
static char *content_of(GBytes *pdf)
{
	qpdf_data q = qpdf_init();
	gsize len;
	const char *data = g_bytes_get_data(pdf, &len);
	unsigned char *content;
	assert_int_equal(qpdf_read_memory(q, "test", data, len, NULL), QPDF_SUCCESS);
	assert_int_equal(qpdf_oh_get_page_content_data(q, qpdf_get_page_n(q, 0), &content, &len), QPDF_SUCCESS);
	char *copy = g_strndup("", len);
	for (gsize i = 0; i < len; i++) /* bytes of codes as digits */
		copy[i] = content[i] < ' ' && content[i] != '\n' ? (char)('0' + content[i]) : (char)content[i];
	free(content);
	qpdf_cleanup(&q);
	return copy;
}

/* Two glyphs that together stand for a letter say so, a glyph without a shape is passed over, a raised one has its own line. */
static void test_strings(void **state)
{
	(void)state;
	PangoFont *font = open_font();
	PangoGlyphInfo glyphs[] = {{.glyph = 40, .geometry = {.width = 6000}}, {.glyph = 41}, {.glyph = PANGO_GLYPH_EMPTY}, {.glyph = 42, .geometry = {.width = 9000}},
				   {.glyph = 43, .geometry = {.width = 5000, .y_offset = -2048}}};
	const int clusters[] = {10, 10, 13, 16, 17};
	const bt_glyphs run = {.font = font, .text = "x\u0301\u200Bab", .len = 8, .glyphs = glyphs, .clusters = clusters, .base = 10, .n = 5};
	bt_file file;
	bt_file_init(&file);
	bt_drawing *drawing = bt_drawing_new(&file, NULL);
	bt_drawing_page(drawing, 100, 200);
	bt_canvas *canvas = bt_drawing_canvas(drawing);
	canvas->class->glyphs(canvas, &run, 10, 50, (bt_rgb){0, 0, 0});
	canvas->class->end_mark(canvas);
	char *unfit = NULL;
	int tree = bt_drawing_end(drawing, NULL, &unfit);
	g_autofree char *catalog = g_strdup_printf("<</Type/Catalog/Pages %d 0 R>>", tree);
	int id = bt_put(&file, catalog);
	g_autoptr(GBytes) pdf = bt_file_end(&file, id, bt_put(&file, "<<>>"));
	g_autofree char *content = content_of(pdf);
	assert_non_null(strstr(content, "/Span<</ActualText<FEFF00780301>>>BDC\n10 150 Td[("));
	assert_non_null(strstr(content, ")]TJ\nEMC\n5.859 0 Td[(03)]TJ\n"));
	assert_non_null(strstr(content, "8.789 2 Td[(04)]TJ\nET\n"));
	bt_drawing_free(drawing);
	bt_file_clear(&file);
	g_object_unref(font);
}

int main(void)
{
	bt_data_init();
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_subset), cmocka_unit_test(test_damaged), cmocka_unit_test(test_codes), cmocka_unit_test(test_strings)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
