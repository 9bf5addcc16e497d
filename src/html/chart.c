/* A chart as a <figure>: words, SVG, data table, source. The key-figure cards as a list of terms. */
#include "html/private.h"

/* px; a phone of 320 px less the page's margins is the narrowest place. */
static const bt_scene_style web_style = {
	.width = 280, .fluid = true, .text = 15, .axis = 14, .leading = 1.42, .bar = 18, .track = 18, .bullet_bar = 8, .row = 58,
	.overshoot = 3, .line = 2.5, .dot = 3.5, .plot = 180,
};

/* A column whose first cell that states something has a digit holds numbers. */
static bool number_column(const bt_chart_table *table, int column)
{
	for (int r = 0; column > 0 && r < table->rows; r++)
		for (const char *p = table->cells[r * table->columns + column]; *p; p++)
			if (g_ascii_isdigit(*p))
				return true;
	return false;
}

static void put_data_table(const bt_chart *chart, bool brief, GString *out)
{
	g_autoptr(bt_arena) scratch = bt_arena_new();
	bt_chart_table table = bt_chart_table_of(chart, scratch);
	bool *numbers = bt_arena_new0(scratch, bool, table.columns), all = brief;
	for (int c = 1; c < table.columns; c++)
		all &= numbers[c] = number_column(&table, c);
	for (int c = 1; c < table.columns; c++)
		numbers[c] &= !all; /* the table says it for all its cells */
	bt_append_all(out, "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-labelledby=\"", chart->id, all ? "-b\"><table class=\"numbers\">\n<caption id=\"" : "-b\"><table>\n<caption id=\"", chart->id, "-b\">Số liệu: ", NULL);
	bt_html_held(chart->title, out);
	bt_append(out, "</caption>\n<thead><tr>");
	for (int c = 0; c < table.columns; c++) {
		bt_append(out, numbers[c] ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">");
		bt_html_held(table.header[c], out);
		bt_append(out, "</th>");
	}
	bt_append(out, "</tr></thead>\n<tbody>\n");
	for (int r = 0; r < table.rows; r++) {
		bt_append(out, "<tr>");
		for (int c = 0; c < table.columns; c++) {
			const char *text = table.cells[r * table.columns + c];
			bt_append(out, c == 0 ? "<th scope=\"row\">" : numbers[c] ? "<td class=\"number\">" : "<td>");
			bt_html_held(text, out);
			bt_append(out, c == 0 ? "</th>" : "</td>");
		}
		bt_append(out, "</tr>\n");
	}
	bt_append(out, "</tbody></table></div>\n");
}

bool bt_html_drawing(const bt_chart *chart, GString *out)
{
	g_autoptr(bt_scene) scene = bt_chart_shape(chart, &web_style, bt_web_measure, NULL);
	if (scene)
		bt_put_svg(chart, scene, false, out);
	return scene != NULL;
}

void bt_html_chart(const bt_chart *chart, bool brief, GString *out)
{
	g_autoptr(bt_scene) scene = bt_chart_shape(chart, &web_style, bt_web_measure, NULL);
	bt_append_all(out, "<figure class=\"chart\" id=\"", chart->id, "\">\n<figcaption><span class=\"chart-title\">", NULL);
	bt_html_held(chart->title, out);
	bt_append(out, "</span>");
	if (chart->subtitle) {
		bt_append(out, " <span class=\"chart-measure\">");
		bt_html_held(chart->subtitle, out);
		bt_append(out, "</span>");
	}
	bt_append(out, "</figcaption>\n");
	if (scene) {
		bt_put_svg(chart, scene, brief, out);
		bt_append(out, "<details><summary>Xem số liệu dạng bảng</summary>\n");
	}
	put_data_table(chart, brief, out);
	if (scene)
		bt_append(out, "</details>\n");
	bt_append(out, "<p class=\"source\">");
	bt_html_held(chart->source, out);
	bt_append(out, "</p>\n</figure>\n");
}

static void put_card(const bt_card *card, GString *out)
{
	bt_append(out, "<div><dt>");
	bt_html_held(card->label, out);
	bt_append(out, "</dt><dd class=\"value\">");
	if (card->qualifier) {
		bt_append(out, "<span class=\"unit\">");
		bt_esc_text(out, card->qualifier);
		bt_append(out, "</span> ");
	}
	bt_esc_text(out, card->value);
	if (card->unit) {
		bt_append(out, card->unit[0] == '%' ? "<span class=\"unit closed\">" : " <span class=\"unit\">");
		bt_esc_text(out, card->unit);
		bt_append(out, "</span>");
	}
	bt_append(out, "</dd>");
	if (card->note) {
		bt_append(out, "<dd class=\"note\">");
		bt_html_held(card->note, out);
		bt_append(out, "</dd>");
	}
	bt_append(out, "</div>\n");
}

void bt_html_cards(const bt_card *cards, guint n, GString *out)
{
	for (guint i = 0; i < n; i++)
		put_card(&cards[i], out);
}
