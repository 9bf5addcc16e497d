/* The page around the article: what the template's names stand for. Says what is missing in its
 * place; invents nothing. */
#include "html/private.h"

#include <string.h>

#define TEMPLATE "article.html"
#define CONTENTS_FROM 4 /* headings that make a list of contents useful */

static const char *field(const bt_doc *doc, bt_meta_key key) { return doc->meta.field[key].text; }

/* ---- what stands in the head of the article instead of the body */

static const bt_node *find_title(const bt_doc *doc, bt_arena *arena)
{
	const char *title = field(doc, BT_META_TITLE);
	for (const bt_node *n = doc->root->first; n; n = n->next)
		if (n->kind == BT_TITLE)
			return !title || strcmp(title, bt_node_text(n, arena)) == 0 ? n : NULL;
	return NULL;
}

/* The lead, when no text but captions and the title comes before it and none was given apart. */
static const bt_node *find_lead(const bt_doc *doc)
{
	if (field(doc, BT_META_LEAD))
		return NULL;
	for (const bt_node *n = doc->root->first; n; n = n->next) {
		if (n->kind == BT_PARAGRAPH)
			return n->u.paragraph.role == BT_PAR_LEAD ? n : NULL;
		if (n->kind != BT_TITLE && n->kind != BT_CAPTION && n->kind != BT_CREDIT && n->kind != BT_OMITTED)
			return NULL;
	}
	return NULL;
}

/* ---- values */

/* design.md section 7 */
char *bt_html_date(const char *iso)
{
	int part[3] = {0};
	g_auto(GStrv) fields = g_strsplit(iso, "-", 3);
	for (int i = 0; i < 3; i++) {
		gint64 n;
		if (!fields[i] || !g_ascii_string_to_signed(fields[i], 10, 0, 9999, &n, NULL))
			return g_strdup(iso);
		part[i] = (int)n;
	}
	return g_strdup_printf("ngày %d tháng %d năm %d", part[2], part[1], part[0]);
}

static void set_inlines(bt_values *v, const char *name, const bt_page_parts *parts, const bt_node *block)
{
	GString *markup = g_string_new(NULL);
	bt_put_inlines(parts, block, markup);
	bt_values_markup(v, name, markup);
}

static void set_title(bt_values *v, bt_page_parts *parts)
{
	const bt_doc *doc = parts->doc;
	const char *title = field(doc, BT_META_TITLE);
	if (!title && parts->title_node)
		title = bt_node_text(parts->title_node, parts->arena);
	const char *name = doc->office[BT_OFFICE_NAME], *issuer = field(doc, BT_META_ISSUER);
	const char *bulletin = name ? bt_arena_printf(parts->arena, "Bản tin %s", name) : issuer ? issuer : "Bản tin";
	if (parts->title_node)
		set_inlines(v, "headline", parts, parts->title_node);
	else
		bt_values_held(v, "headline", title);
	bt_values_text(v, "no-title", title ? NULL : "1");
	bt_values_text(v, "title", title ? title : "[CẦN BỔ SUNG: tiêu đề]");
	bt_values_text(v, "bulletin", bulletin);
}

static void set_issue(bt_values *v, const bt_doc *doc)
{
	const char *issuer = field(doc, BT_META_ISSUER), *number = field(doc, BT_META_NUMBER);
	bt_values_held(v, "name", doc->office[BT_OFFICE_NAME]);
	bt_values_text(v, "no-name", doc->office[BT_OFFICE_NAME] ? NULL : "1");
	bt_values_held(v, "issuer", issuer);
	bt_values_text(v, "no-issuer", issuer ? NULL : "1");
	g_autofree char *issue = number ? g_strdup_printf("Số %s", number) : NULL;
	bt_values_held(v, "number", issue);
	bt_values_held(v, "period", field(doc, BT_META_PERIOD));
}

/* The office's own logo, inside the page (the policy lets no other picture in). */
static void set_logo(bt_values *v, const bt_page_parts *parts)
{
	GBytes *logo = parts->doc->logo;
	bt_picture picture = {0};
	g_autofree char *source = NULL, *width = NULL, *height = NULL;
	if (logo && bt_picture_read(logo, &picture)) {
		g_autofree char *data = g_base64_encode(g_bytes_get_data(logo, NULL), g_bytes_get_size(logo));
		source = g_strdup_printf("data:%s;base64,%s", bt_picture_type(picture.kind), data);
		width = g_strdup_printf("%u", picture.width);
		height = g_strdup_printf("%u", picture.height);
	}
	bt_values_text(v, "logo", source);
	bt_values_text(v, "logo-alt", bt_office_logo_words(parts->doc, parts->arena));
	bt_values_text(v, "logo-width", width);
	bt_values_text(v, "logo-height", height);
}

static void set_byline(bt_values *v, const bt_doc *doc)
{
	const char *date = field(doc, BT_META_DATE);
	g_autofree char *words = date ? bt_html_date(date) : NULL;
	g_autoptr(GString) authors = g_string_new(NULL);
	for (guint i = 0; i < doc->meta.authors->len; i++)
		g_string_append_printf(authors, "%s%s", i ? ", " : "", (char *)doc->meta.authors->pdata[i]);
	bt_values_text(v, "datetime", date);
	bt_values_held(v, "date", words);
	bt_values_text(v, "no-date", date ? NULL : "1");
	bt_values_held(v, "place", field(doc, BT_META_PLACE));
	bt_values_held(v, "authors", authors->len ? authors->str : NULL);
	bt_values_text(v, "author-names", authors->len ? authors->str : NULL);
}

static void set_colophon(bt_values *v, const bt_doc *doc)
{
	static const struct {
		bt_office_key key;
		const char *words;
	} lines[] = {
		{BT_OFFICE_RESPONSIBLE, "Chịu trách nhiệm xuất bản"}, {BT_OFFICE_LICENCE, NULL}, {BT_OFFICE_PERIODICITY, "Kỳ hạn"}, {BT_OFFICE_PLACE, "Nơi phát hành"},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(lines); i++) {
		const char *text = doc->office[lines[i].key];
		if (!text)
			continue;
		g_autofree char *line = lines[i].words ? g_strdup_printf("%s: %s", lines[i].words, text) : g_strdup(text);
		bt_values_held(bt_values_item(v, "colophon"), "line", line);
	}
}

static void set_contents(bt_values *v, const bt_page_parts *parts)
{
	for (guint i = 0; parts->headings->len >= CONTENTS_FROM && i < parts->headings->len; i++) {
		const bt_heading *heading = parts->headings->pdata[i];
		bt_values *item = bt_values_item(v, "contents");
		g_autofree char *href = g_strconcat("#", heading->id, NULL);
		bt_values_text(item, "href", href);
		bt_values_held(item, "text", heading->text);
	}
}

/* For search engines. NULL: the report has no paragraph. */
static const char *description(const bt_page_parts *parts)
{
	const bt_node *opening = bt_doc_opening(parts->doc);
	const char *lead = field(parts->doc, BT_META_LEAD);
	return lead ? lead : opening ? bt_node_text(opening, parts->arena) : NULL;
}

static void set_lead(bt_values *v, bt_page_parts *parts)
{
	bt_values_text(v, "lead-id", parts->lead_node ? bt_arena_printf(parts->arena, "%sdoan-%d", parts->prefix, parts->lead_number) : bt_arena_printf(parts->arena, "%stom-tat", parts->prefix));
	if (parts->lead_node)
		set_inlines(v, "lead", parts, parts->lead_node);
	else
		bt_values_held(v, "lead", field(parts->doc, BT_META_LEAD));
	bt_values_text(v, "description", description(parts));
}

static void set_cards(bt_values *v, bt_page_parts *parts)
{
	guint n = parts->charts->cards->len;
	g_autofree char *class = n ? g_strdup_printf("cards n%u", n) : NULL;
	GString *cards = g_string_new(NULL);
	bt_html_cards((const bt_card *)(gpointer)parts->charts->cards->data, n, cards);
	bt_values_text(v, "cards-class", class);
	bt_values_markup(v, "cards", cards);
}

bool bt_has_emphasis(const bt_doc *doc)
{
	for (const bt_node *n = doc->root; n; n = bt_node_next(n, doc->root))
		if (n->kind == BT_EMPHASIS)
			return true;
	return false;
}

void bt_put_report(bt_page_parts *parts, bt_values *v)
{
	const bt_doc *doc = parts->doc;
	GString *photos = g_string_new(NULL), *content = g_string_sized_new(doc->len * 2);
	parts->title_node = find_title(doc, parts->arena);
	parts->lead_node = find_lead(doc);
	bt_put_front_photos(parts, photos); /* first on the page */
	bt_values_markup(v, "photos", photos);
	bt_put_article(parts, content);
	bt_values_markup(v, "content", content);
	set_title(v, parts);
	set_byline(v, doc);
	set_lead(v, parts);
	set_cards(v, parts);
}

/* All that a page says of its report. What differs where the page belongs to a site is left to the site. */
static bt_values *values_of(bt_page_parts *parts, bool site)
{
	bt_values *v = bt_values_new(NULL);
	bt_put_report(parts, v);
	set_issue(v, parts->doc);
	set_contents(v, parts);
	bt_values_text(v, site ? "site-draft" : "draft", bt_doc_draft(parts->doc) ? "1" : NULL);
	return v;
}

GBytes *bt_html_parts(const bt_doc *doc, const bt_charts *charts, bt_photo_source photo, void *data, bt_diags *diags)
{
	g_autoptr(bt_arena) arena = bt_arena_new();
	g_autoptr(GPtrArray) headings = g_ptr_array_new();
	bt_page_parts parts = {.doc = doc, .charts = charts, .photo = photo, .photo_data = data, .diags = diags, .arena = arena, .headings = headings, .prefix = "", .level = 1};
	g_autoptr(bt_values) values = values_of(&parts, true);
	return bt_values_pack(values);
}

/* ---- a page that stands alone */

/* A name as a relative link: its bytes outside the unreserved ones are percent-coded. */
static char *link_to(const char *name)
{
	return name ? g_uri_escape_string(name, "/", FALSE) : NULL;
}

static void set_alone(bt_values *v, bt_page_parts *parts, const bt_html_options *options)
{
	const bt_doc *doc = parts->doc;
	g_autofree char *pdf = link_to(options->pdf_name), *csv = link_to(options->csv_name);
	bt_values_text(v, "alone", "1");
	bt_values_text(v, "pdf", pdf);
	bt_values_text(v, "csv", csv);
	bt_values_text(v, "print-keys", "1");
	bt_values_held(v, "section", field(doc, BT_META_SECTION));
	set_logo(v, parts);
	set_colophon(v, doc);
	for (guint i = 0; i < doc->meta.tags->len; i++) {
		bt_values *item = bt_values_item(v, "tags");
		bt_values_held(item, "tag", doc->meta.tags->pdata[i]);
		bt_values_text(item, "plain", "1");
	}
}

/* The template is read before the report's parts are made: a mistake in it is said at once. */
GBytes *bt_html_write(const bt_doc *doc, const bt_charts *charts, const bt_html_options *options, bt_diags *diags)
{
	bt_look *look = bt_look_alone(doc->office, diags);
	const bt_template *template = look ? bt_look_template(look, TEMPLATE, diags) : NULL;
	g_autoptr(bt_arena) arena = bt_arena_new();
	g_autoptr(GPtrArray) headings = g_ptr_array_new();
	if (!template)
		return NULL;
	bt_diags_about(diags, doc->name, doc->source, doc->len);
	bt_page_parts parts = {.doc = doc, .charts = charts, .diags = diags, .arena = arena, .headings = headings, .prefix = "", .level = 1};
	g_autoptr(bt_values) values = values_of(&parts, false);
	set_alone(values, &parts, options);
	if (!options->self_contained)
		bt_look_frame(look, values, "", false);
	else if (!bt_look_style(look, values, bt_has_emphasis(doc), diags))
		return NULL;
	GString *out = g_string_sized_new(doc->len * 2 + (options->self_contained ? 160000 : 8000));
	bt_template_fill(template, values, out);
	return g_string_free_to_bytes(out);
}
