/* Pages as text, one line a slab or line: for tests and for people who debug a layout. */
#include "page/layout.h"

/* Points with one decimal, without the locale. */
static void put_length(GString *out, bt_len length)
{
	gint64 tenths = ((gint64)length * 10 + (length < 0 ? -PANGO_SCALE / 2 : PANGO_SCALE / 2)) / PANGO_SCALE;
	g_string_append_printf(out, " %s%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT, tenths < 0 ? "-" : "", ABS(tenths) / 10, ABS(tenths) % 10);
}

static void dump_box(const bt_box *box, const bt_place *place, GString *out)
{
	static const char *const names[] = {[BT_BOX_LINE] = "text", [BT_BOX_RECT] = "rect", [BT_BOX_STROKE] = "stroke", [BT_BOX_DOT] = "dot", [BT_BOX_IMAGE] = "image"};
	g_string_append_printf(out, "    %s", names[box->kind]);
	put_length(out, place->x + box->x);
	put_length(out, place->y + box->y);
	if (box->kind != BT_BOX_STROKE && box->kind != BT_BOX_DOT)
		put_length(out, box->width);
	if (box->kind == BT_BOX_RECT || box->kind == BT_BOX_IMAGE)
		put_length(out, box->height);
	if (box->kind == BT_BOX_LINE) {
		g_string_append_c(out, ' ');
		g_autofree char *text = g_strndup(box->para->text->str + box->from, box->to - box->from);
		g_string_append_printf(out, "\"%s\"", text);
	}
	g_string_append_c(out, '\n');
}

void bt_pages_dump(const bt_pages *pages, GString *out)
{
	for (guint i = 0; i < pages->sheets->len; i++) {
		const GArray *sheet = pages->sheets->pdata[i];
		g_string_append_printf(out, "page %u\n", i + 1);
		for (guint j = 0; j < sheet->len; j++) {
			const bt_place *place = &g_array_index(sheet, bt_place, j);
			const bt_slab *slab = &g_array_index(pages->slabs, bt_slab, place->slab);
			g_string_append_printf(out, "  %s%s", slab->what, place->repeated ? " (repeated)" : "");
			put_length(out, place->x);
			put_length(out, place->y);
			put_length(out, slab->height);
			g_string_append_c(out, '\n');
			for (guint k = 0; k < slab->n; k++)
				dump_box(&g_array_index(pages->boxes, bt_box, slab->first + k), place, out);
		}
	}
}
