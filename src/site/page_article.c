/* The page of an article: what the report's parts say (html/), and what the plan knows of it: address, neighbours, related
 * articles, sections, what machines read (Open Graph, NewsArticle of schema.org). */
#include "site/frame.h"

#include "site/photos.h"

#include <string.h>

#define TEMPLATE "article.html"

/* ---- before the plan */

GBytes *bt_site_article_parts(bt_project *project, const bt_report *report, bt_site_put put, void *data, bt_diags *diags)
{
	(void)project;
	g_auto(bt_site_photos) photos = {.doc = report->doc, .put = put, .data = data};
	g_autoptr(GBytes) parts = bt_html_parts(report->doc, report->charts, bt_site_photo, &photos, diags);
	/* the first photo's address on a line of its own, for machines */
	GString *out = g_string_new(photos.first ? photos.first : "");
	g_string_append_c(out, '\n');
	g_string_append_len(out, g_bytes_get_data(parts, NULL), (gssize)g_bytes_get_size(parts));
	return g_string_free_to_bytes(out);
}

/* ---- for machines */

static void put_member(GString *out, const char *name, const char *text)
{
	if (!text || !*text)
		return;
	bt_append_all(out, ",\"", name, "\":", NULL);
	bt_json_script(out, text);
}

static void put_organization(GString *out, const char *name, const char *text, const char *logo)
{
	bt_append_all(out, ",\"", name, "\":{\"@type\":\"Organization\"", NULL);
	put_member(out, "name", text);
	put_member(out, "logo", logo);
	g_string_append_c(out, '}');
}

static void put_authors(GString *out, const bt_record *head, const char *issuer)
{
	if (!head->authors || !head->authors[0]) {
		put_organization(out, "author", issuer, NULL);
		return;
	}
	g_string_append(out, ",\"author\":[");
	for (const char *const *author = head->authors; *author; author++) {
		g_string_append(out, author == head->authors ? "{\"@type\":\"Person\"" : ",{\"@type\":\"Person\"");
		put_member(out, "name", *author);
		g_string_append_c(out, '}');
	}
	g_string_append_c(out, ']');
}

static GString *news_article(const bt_frame *frame, const bt_record *head, const char *title, const char *photo)
{
	const char *const *office = frame->plan->project->office;
	const char *issuer = head->issuer ? head->issuer : office[BT_OFFICE_ISSUER], *logo = bt_look_logo(frame->plan->look);
	GString *out = g_string_new("{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\"");
	put_member(out, "headline", title);
	put_member(out, "description", head->summary);
	put_member(out, "datePublished", head->date);
	put_member(out, "inLanguage", "vi");
	put_member(out, "articleSection", head->section);
	if (head->tags && head->tags[0]) {
		g_autofree char *tags = g_strjoinv(", ", (char **)(gpointer)head->tags);
		put_member(out, "keywords", tags);
	}
	put_member(out, "url", bt_frame_url(frame, frame->address));
	put_member(out, "mainEntityOfPage", bt_frame_url(frame, frame->address));
	put_member(out, "image", photo ? bt_frame_url(frame, photo) : NULL);
	put_authors(out, head, issuer ? issuer : "Bản tin");
	put_organization(out, "publisher", office[BT_OFFICE_ISSUER] ? office[BT_OFFICE_ISSUER] : issuer ? issuer : "Bản tin", logo ? bt_frame_url(frame, logo) : NULL);
	g_string_append(out, ",\"isAccessibleForFree\":true}");
	return out;
}

static void set_open_graph(bt_frame *frame, const bt_record *head, const char *title, const char *photo)
{
	const char *name = frame->plan->project->office[BT_OFFICE_NAME];
	bt_frame_meta(frame, "og:type", "article");
	bt_frame_meta(frame, "og:title", title);
	bt_frame_meta(frame, "og:description", head->summary);
	bt_frame_meta(frame, "og:locale", "vi_VN");
	bt_frame_meta(frame, "og:site_name", name ? bt_arena_concat(frame->arena, "Bản tin ", name, NULL) : NULL);
	bt_frame_meta(frame, "og:url", bt_frame_url(frame, frame->address));
	bt_frame_meta(frame, "og:image", photo ? bt_frame_url(frame, photo) : NULL);
	bt_frame_meta(frame, "article:published_time", head->date);
	bt_frame_meta(frame, "article:section", head->section);
	for (const char *const *tag = head->tags; tag && *tag; tag++)
		bt_frame_meta(frame, "article:tag", *tag);
}

/* ---- for people */

/* "ten-bai.pdf": the page's neighbour in its folder. In the arena. */
static const char *beside(const bt_frame *frame, const char *stem, const char *suffix)
{
	const char *base = strrchr(stem, '/');
	return bt_arena_concat(frame->arena, base ? base + 1 : stem, suffix, NULL);
}

static const char *title_of(const bt_record *head) { return head->title ? head->title : head->path; }

static void link_article(bt_values *values, const char *list, const bt_frame *frame, int article)
{
	if (article < 0)
		return;
	const bt_planned *other = &g_array_index(frame->plan->articles, bt_planned, article);
	bt_values *item = bt_values_item(values, list);
	bt_values_text(item, "href", bt_frame_link(frame, bt_arena_concat(frame->arena, other->stem, ".html", NULL)));
	bt_look_held(frame->plan->look, item, "text", title_of(other->head));
	bt_values_text(item, "datetime", other->head->date);
	bt_values_held(item, "date", bt_frame_day(frame, other->head->date));
}

static void set_tags(bt_values *values, const bt_frame *frame, const bt_planned *article)
{
	const char *const *tags = article->head->tags;
	for (guint i = 0; tags && tags[i]; i++) {
		const bt_list *list = NULL;
		for (const bt_list *const *l = article->tags; l && *l && !list; l++)
			list = strcmp((*l)->name, tags[i]) == 0 ? *l : NULL;
		bt_values *item = bt_values_item(values, "tags");
		bt_look_held(frame->plan->look, item, "tag", tags[i]);
		bt_values_text(item, "href", list ? bt_frame_link(frame, list->address) : NULL);
		bt_values_text(item, "plain", list ? NULL : "1");
	}
}

static void set_article(bt_values *values, const bt_frame *frame, const bt_planned *article)
{
	const bt_record *head = article->head;
	const char *pdf = frame->plan->pdf ? beside(frame, article->stem, ".pdf") : NULL;
	bool other_office = head->issuer && g_strcmp0(head->issuer, frame->plan->project->office[BT_OFFICE_ISSUER]) != 0;
	bt_values_text(values, "pdf", pdf);
	bt_values_text(values, "print", pdf);
	bt_values_text(values, "print-keys", pdf ? NULL : "1");
	bt_values_text(values, "csv", beside(frame, article->stem, ".csv"));
	bt_values_text(values, "whose", other_office || !head->issuer || head->number || head->period ? "1" : NULL);
	set_tags(values, frame, article);
	link_article(values, "newer", frame, article->newer);
	link_article(values, "older", frame, article->older);
	bt_values_text(values, "neighbours", article->newer >= 0 || article->older >= 0 ? "1" : NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(article->related); i++)
		link_article(values, "related", frame, article->related[i]);
}

static GBytes *fill_page(bt_frame *frame, const bt_planned *article, GBytes *parts, const char *photo, bt_diags *diags)
{
	const bt_template *template = bt_look_template(frame->plan->look, TEMPLATE, diags);
	g_autoptr(bt_values) values = bt_values_unpack(parts, frame->values);
	if (!template || !values)
		return NULL;
	const bt_record *head = article->head;
	bt_values_text(values, "description", head->summary);
	bt_frame_step(frame, "Trang chủ", BT_SITE_FRONT);
	if (article->section)
		bt_frame_step(frame, article->section->name, article->section->address);
	set_open_graph(frame, head, title_of(head), photo);
	bt_look_data(frame->plan->look, frame->values, news_article(frame, head, title_of(head), photo));
	if (!bt_frame_close(frame, diags))
		return NULL;
	set_article(values, frame, article);
	GString *out = g_string_sized_new(g_bytes_get_size(parts) + 8192);
	bt_template_fill(template, values, out);
	return g_string_free_to_bytes(out);
}

GBytes *bt_site_article_page(const bt_plan *plan, int article, GBytes *parts, bt_diags *diags)
{
	const bt_planned *planned = &g_array_index(plan->articles, bt_planned, article);
	gsize len;
	const char *data = g_bytes_get_data(parts, &len);
	const char *end = memchr(data, '\n', len);
	if (!end)
		return NULL;
	g_autofree char *photo = end > data ? g_strndup(data, (gsize)(end - data)) : NULL, *address = g_strconcat(planned->stem, ".html", NULL);
	g_autoptr(GBytes) rest = g_bytes_new_from_bytes(parts, (gsize)(end + 1 - data), len - (gsize)(end + 1 - data));
	bt_frame frame;
	bt_frame_begin(&frame, plan, address, title_of(planned->head), false);
	GBytes *page = fill_page(&frame, planned, rest, photo, diags);
	bt_frame_release(&frame);
	return page;
}
