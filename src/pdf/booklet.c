/* A booklet: the pages of an edition two on a landscape side, in the order for folding and stapling. Drawn once more,
 * without marks: a file for the printer. Knows where each page goes, nothing of what is on it. */
#include "pdf/finish.h"

/* Sheet s of n/4 has, outside, the pages n-2s and 1+2s; inside 2+2s and n-1-2s. */
void bt_booklet_order(guint n, guint *pairs)
{
	for (guint s = 0; s < n / 4; s++) {
		guint *p = pairs + 4 * s;
		p[0] = n - 1 - 2 * s;
		p[1] = 2 * s;
		p[2] = 2 * s + 1;
		p[3] = n - 2 - 2 * s;
	}
}

GBytes *bt_pdf_booklet(const bt_pages *pages, const bt_edition *edition, const bt_theme *theme, bt_diags *diags)
{
	guint n = (guint)bt_pages_count(pages);
	g_autofree guint *pairs = g_new0(guint, n + 4);
	g_autofree char *title = g_strdup_printf("%s, %s", bt_edition_name(edition, theme->masthead), bt_edition_issue_line(edition));
	g_autofree char *date = g_strdup_printf("%sT00:00:00+07:00", edition->date ? edition->date : "2000-01-01"), *unfit = NULL;
	bt_file_info info = {.title = title, .date = date};
	bt_file file;
	GBytes *bytes = NULL;
	bt_file_init(&file);
	bt_drawing *drawing = bt_drawing_new(&file, NULL);
	bt_booklet_order(n, pairs);
	for (guint i = 0; i + 1 < n / 4 * 4; i += 2) {
		bt_drawing_page(drawing, 2 * theme->page_width, theme->page_height);
		bt_page_draw(pages, bt_drawing_canvas(drawing), pairs[i]);
		bt_drawing_move(drawing, theme->page_width);
		bt_page_draw(pages, bt_drawing_canvas(drawing), pairs[i + 1]);
	}
	int tree = bt_drawing_end(drawing, NULL, &unfit);
	if (tree) {
		g_autofree char *catalog = g_strdup_printf("<</Type/Catalog/Pages %d 0 R>>", tree);
		int id = bt_put(&file, catalog);
		bytes = bt_file_end(&file, id, bt_put_info(&file, &info));
	} else {
		bt_say(diags, BT_D_PDF_FONT, BT_NO_SPAN, unfit, NULL);
	}
	bt_drawing_free(drawing);
	bt_file_clear(&file);
	return bytes;
}
