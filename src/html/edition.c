/* The page of an edition: cover, contents, the reports as articles, key figures, colophon, all in one file. Each article is
 * made as on a page of its own, its ids set apart by its name. Invents nothing. */
#include "html/private.h"

#include <string.h>

#define TEMPLATE "edition/page.html"
#define SHEET "edition/style.css"
#define ARTICLE_LEVEL 3

typedef struct {
	const bt_edition *edition;
	bt_diags *diags;
	bt_arena *arena;
	int tables, figures; /* so far on the page */
	GString *out;        /* of the key figures */
} making;

/* ---- cover */

static void set_logo(bt_values *v, const bt_edition *edition)
{
	bt_picture picture;
	if (!edition->logo || !bt_picture_read(edition->logo, &picture))
		return;
	g_autofree char *data = g_base64_encode(g_bytes_get_data(edition->logo, NULL), g_bytes_get_size(edition->logo));
	g_autofree char *source = g_strdup_printf("data:%s;base64,%s", bt_picture_type(picture.kind), data);
	g_autofree char *width = g_strdup_printf("%u", picture.width), *height = g_strdup_printf("%u", picture.height);
	g_autofree char *alt = edition->issuer ? g_strdup_printf("Biểu trưng của %s", edition->issuer) : g_strdup("Biểu trưng của cơ quan");
	bt_values_text(v, "logo", source);
	bt_values_text(v, "logo-alt", alt);
	bt_values_text(v, "logo-width", width);
	bt_values_text(v, "logo-height", height);
}

static void set_cover(bt_values *v, const making *m, const char *pdf_name)
{
	const bt_edition *edition = m->edition;
	const char *whole = bt_edition_name(edition, "Bản tin"), *issue = bt_edition_issue_line(edition);
	g_autofree char *date = edition->date ? bt_html_date(edition->date) : NULL, *pdf = pdf_name ? g_uri_escape_string(pdf_name, "/", FALSE) : NULL;
	g_autofree char *corrects = edition->revision > 1 || edition->correction ? g_strdup_printf("ĐÍNH CHÍNH (lần %d)", MAX(edition->revision - 1, 1)) : NULL;
	bool apart = edition->name && strcmp(whole, edition->name) != 0;
	bt_values_text(v, "title", *issue ? bt_arena_printf(m->arena, "%s, %s", whole, issue) : whole);
	bt_values_text(v, "word", apart ? "Bản tin" : NULL);
	bt_values_held(v, "name", edition->name ? edition->name : whole);
	bt_values_held(v, "issue", *issue ? issue : NULL);
	bt_values_held(v, "issuer", edition->issuer);
	bt_values_held(v, "place", edition->place);
	bt_values_held(v, "date", date);
	bt_values_text(v, "datetime", edition->date);
	bt_values_text(v, "draft", bt_edition_complete(edition) ? NULL : "1");
	bt_values_text(v, "corrects", corrects);
	bt_values_held(v, "correction", edition->correction);
	bt_values_text(v, "pdf", pdf);
	set_logo(v, edition);
}

static const char *title_of(const bt_edition *edition, const bt_article *article)
{
	const char *title = bt_article_title(edition, article);
	return title ? title : "[CẦN BỔ SUNG: tiêu đề]";
}

static void add_entry(bt_values *item, const char *id, const char *text)
{
	g_autofree char *href = g_strconcat("#", id, NULL);
	bt_values_text(item, "href", href);
	bt_values_held(item, "text", text);
}

static const char *section_id(const making *m, guint i) { return bt_arena_printf(m->arena, "muc-%u", i + 1); }

static void set_contents(bt_values *v, const making *m)
{
	for (guint i = 0; i < m->edition->sections->len; i++) {
		const bt_edition_section *section = &g_array_index(m->edition->sections, bt_edition_section, i);
		bt_values *item = bt_values_item(v, "contents");
		add_entry(item, section_id(m, i), section->name);
		for (guint k = 0; k < section->articles->len; k++) {
			const bt_article *article = section->articles->pdata[k];
			add_entry(bt_values_item(item, "articles"), article->slug, title_of(m->edition, article));
		}
	}
	if (bt_edition_has_figures(m->edition))
		add_entry(bt_values_item(v, "contents"), "so-lieu", "Số liệu nổi bật");
}

/* ---- articles */

static void add_article(making *m, bt_values *section, const bt_article *article)
{
	g_autoptr(GPtrArray) headings = g_ptr_array_new();
	const bt_doc *doc = article->doc;
	const char *issuer = doc->meta.field[BT_META_ISSUER].text;
	bt_values *item = bt_values_item(section, "articles");
	bt_page_parts parts = {.doc = doc, .charts = article->charts, .diags = m->diags, .arena = m->arena, .headings = headings,
			       .prefix = bt_arena_printf(m->arena, "%s-", article->slug), .level = ARTICLE_LEVEL, .n_tables = m->tables};
	bt_diags_about(m->diags, doc->name, doc->source, doc->len);
	bt_put_report(&parts, item);
	m->tables = parts.n_tables;
	bt_values_text(item, "id", article->slug);
	bt_values_held(item, "kicker", g_strcmp0(issuer, m->edition->issuer) == 0 ? NULL : issuer);
}

static void set_sections(bt_values *v, making *m)
{
	for (guint i = 0; i < m->edition->sections->len; i++) {
		const bt_edition_section *section = &g_array_index(m->edition->sections, bt_edition_section, i);
		bt_values *item = bt_values_item(v, "sections");
		bt_values_text(item, "id", section_id(m, i));
		bt_values_held(item, "name", section->name);
		for (guint k = 0; k < section->articles->len; k++)
			add_article(m, item, section->articles->pdata[k]);
	}
}

/* ---- key figures */

static void put_held(making *m, const char *before, const char *text, const char *after)
{
	g_string_append(m->out, before);
	bt_html_held(text, m->out);
	g_string_append(m->out, after);
}

static void open_table(making *m, const char *id, const char *const *header)
{
	g_string_append_printf(m->out, "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-labelledby=\"%s\"><table>\n<thead><tr>", id);
	for (int c = 0; header[c]; c++)
		g_string_append_printf(m->out, "<th scope=\"col\"%s>%s</th>", c == 1 ? " class=\"number\"" : "", header[c]);
	g_string_append(m->out, "</tr></thead>\n<tbody>\n");
}

/* A link to a paragraph of an article of this edition. */
static void put_link(making *m, const bt_article *article, int paragraph, const char *words)
{
	g_string_append_printf(m->out, "<a href=\"#%s", article->slug);
	if (paragraph > 0)
		g_string_append_printf(m->out, "-doan-%d", paragraph);
	put_held(m, "\">", words, "</a>");
}

static void put_source(making *m, const bt_fact *fact)
{
	const bt_article *article = bt_edition_source(m->edition, fact);
	if (article)
		put_link(m, article, fact->paragraph, bt_arena_printf(m->arena, "%s, đoạn %d", title_of(m->edition, article), fact->paragraph));
	else
		put_held(m, "", bt_arena_printf(m->arena, "%s, đoạn %d", fact->edition ? fact->edition : fact->report, fact->paragraph), "");
}

static void put_fact(making *m, const bt_indicator *indicator, const char *period, const bt_fact *fact)
{
	put_held(m, "<tr><th scope=\"row\">", period, "</th>");
	put_held(m, "<td class=\"number\">", bt_fact_words(m->edition, fact, indicator->unit), "</td><td>");
	put_source(m, fact);
	g_string_append(m->out, "</td></tr>\n");
}

static void put_sentence(making *m, const char *period, const bt_fact *fact)
{
	if (!fact->sentence)
		return;
	put_held(m, "<blockquote><p>", fact->sentence, "</p><p>");
	put_held(m, "", period, ": ");
	put_source(m, fact);
	g_string_append(m->out, "</p></blockquote>\n");
}

typedef void (*point_writer)(making *m, const bt_indicator *indicator, const char *period, const bt_fact *fact);

static void write_sentence(making *m, const bt_indicator *indicator, const char *period, const bt_fact *fact)
{
	(void)indicator;
	put_sentence(m, period, fact);
}

/* Each value of each period, with those of other sources. */
static void each_value(making *m, const bt_indicator *indicator, point_writer put)
{
	for (guint i = 0; i < indicator->points->len; i++) {
		const bt_point *point = &g_array_index(indicator->points, bt_point, i);
		g_autofree char *period = bt_period_words(point->period, BT_LANG_VI), *other = g_strdup_printf("%s (nguồn khác)", period);
		put(m, indicator, period, point->fact);
		for (gsize k = 0; k < G_N_ELEMENTS(point->others) && point->others[k]; k++)
			put(m, indicator, other, point->others[k]);
	}
}

static void put_trend(making *m, const bt_trend *trend)
{
	static const char *const header[] = {"Kỳ", "Giá trị", "Nguồn", NULL};
	const bt_indicator *indicator = trend->indicator;
	const char *id = bt_arena_printf(m->arena, "xu-huong-%d", ++m->figures);
	g_string_append_printf(m->out, "<h4 id=\"%s-ten\">", id);
	put_held(m, "", trend->chart ? trend->chart->title : bt_capital_words(m->edition, indicator->label), "</h4>\n");
	put_held(m, "<p class=\"about\">", bt_trend_about(m->edition, trend), "</p>\n");
	g_autoptr(GString) drawing = g_string_new(NULL);
	bt_chart named = trend->chart ? *trend->chart : (bt_chart){.id = NULL};
	named.id = id;
	if (trend->chart && bt_html_drawing(&named, drawing))
		g_string_append_printf(m->out, "<figure class=\"chart\" aria-labelledby=\"%s-ten\">\n%s</figure>\n", id, drawing->str);
	open_table(m, bt_arena_printf(m->arena, "%s-ten", id), header);
	each_value(m, indicator, put_fact);
	g_string_append(m->out, "</tbody></table></div>\n");
	for (guint i = 0; i < indicator->contradictions->len; i++)
		put_held(m, "<p class=\"contradiction\">", bt_contradiction_words(m->edition, indicator, &g_array_index(indicator->contradictions, bt_contradiction, i)), "</p>\n");
	g_string_append(m->out, "<details><summary>Xem các câu nêu số liệu</summary>\n");
	each_value(m, indicator, write_sentence);
	g_string_append(m->out, "</details>\n");
}

static void put_cards(making *m, const bt_article *article)
{
	static const char *const header[] = {"Chỉ tiêu", "Giá trị", "So sánh", "Nguồn", NULL};
	g_autoptr(GPtrArray) cards = bt_edition_new_cards(m->edition, article);
	if (cards->len == 0)
		return;
	const char *id = bt_arena_printf(m->arena, "so-lieu-%d", ++m->figures);
	g_string_append_printf(m->out, "<h4 id=\"%s\">", id);
	put_held(m, "", title_of(m->edition, article), "</h4>\n");
	open_table(m, id, header);
	for (guint i = 0; i < cards->len; i++) {
		const bt_card *card = cards->pdata[i];
		int paragraph = bt_paragraph_no(article->doc, bt_figures_at(article->figures, (guint)card->figure)->block);
		put_held(m, "<tr><th scope=\"row\">", card->label, "</th>");
		put_held(m, "<td class=\"number\">", bt_card_words(m->edition, card), "</td>");
		put_held(m, "<td>", card->note ? card->note : "–", "</td><td>");
		put_link(m, article, paragraph, bt_arena_printf(m->arena, "đoạn %d", paragraph));
		g_string_append(m->out, "</td></tr>\n");
	}
	g_string_append(m->out, "</tbody></table></div>\n");
}

static void set_figures(bt_values *v, making *m)
{
	g_autoptr(GPtrArray) articles = bt_edition_articles(m->edition);
	m->out = g_string_new(NULL);
	if (m->edition->trends->len > 0)
		g_string_append(m->out, "<h3>Qua các kỳ</h3>\n");
	for (guint i = 0; i < m->edition->trends->len; i++)
		put_trend(m, &g_array_index(m->edition->trends, bt_trend, i));
	gsize before = m->out->len;
	g_string_append(m->out, m->edition->trends->len > 0 ? "<h3>Số liệu khác trong số này</h3>\n" : "<h3>Số liệu trong số này</h3>\n");
	gsize empty = m->out->len;
	for (guint i = 0; i < articles->len; i++)
		put_cards(m, articles->pdata[i]);
	if (m->out->len == empty)
		g_string_truncate(m->out, before);
	bt_values_markup(v, "figures", m->out);
}

/* ---- */

static void set_colophon(bt_values *v, const bt_edition *edition)
{
	for (guint i = 0; i < edition->colophon->len; i++) {
		const bt_colophon_line *line = &g_array_index(edition->colophon, bt_colophon_line, i);
		bt_values *item = bt_values_item(v, "colophon");
		g_autofree char *missing = line->text ? NULL : g_strdup_printf("[CẦN BỔ SUNG: %s]", line->words);
		bt_values_text(item, "words", line->whole ? NULL : line->words);
		bt_values_held(item, "text", line->text);
		bt_values_text(item, "missing", missing);
	}
}

static bool has_emphasis(const bt_edition *edition)
{
	g_autoptr(GPtrArray) articles = bt_edition_articles(edition);
	for (guint i = 0; i < articles->len; i++)
		if (bt_has_emphasis(((const bt_article *)articles->pdata[i])->doc))
			return true;
	return false;
}

static GBytes *own_file(void *data, const char *name, const char **shown, bt_diags *diags)
{
	g_autofree char *path = g_strconcat("templates/", name, NULL);
	(void)data;
	*shown = g_intern_string(path);
	return bt_data_read(path, diags);
}

GBytes *bt_html_edition(const bt_edition *edition, bt_look_source source, void *data, const char *pdf_name, bt_diags *diags)
{
	bt_look *look = bt_look_alone(edition->office, diags);
	const char *shown = TEMPLATE;
	source = source ? source : own_file;
	g_autoptr(GBytes) page = look ? source(data, TEMPLATE, &shown, diags) : NULL;
	g_autoptr(bt_template) template = page ? bt_template_read(page, TEMPLATE, shown, bt_names, diags) : NULL;
	g_autoptr(GBytes) sheet = template ? source(data, SHEET, &shown, diags) : NULL;
	GString *style = sheet ? bt_web_style(sheet, false, true, diags) : NULL;
	if (!style)
		return NULL;
	g_autoptr(bt_arena) arena = bt_arena_new();
	g_autoptr(bt_values) values = bt_values_new(NULL);
	making m = {.edition = edition, .diags = diags, .arena = arena};
	bt_values_markup(values, "edition-style", style);
	set_cover(values, &m, pdf_name);
	set_contents(values, &m);
	set_sections(values, &m);
	set_figures(values, &m);
	set_colophon(values, edition);
	if (!bt_look_style(look, values, has_emphasis(edition), diags))
		return NULL;
	GString *out = g_string_sized_new(400000);
	bt_template_fill(template, values, out);
	return g_string_free_to_bytes(out);
}
