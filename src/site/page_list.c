/* Pages that list articles: the front page with the newest one, a section, a tag, a year, a quarter. Knows heads of
 * reports, not their content. */
#include "site/frame.h"

#include "site/photos.h"

#include <string.h>

#define TEMPLATE "site/list.html"

static const char *kind_words(bt_list_kind kind)
{
	switch (kind) {
	case BT_LIST_FRONT: return NULL;
	case BT_LIST_SECTION: return "Chuyên mục";
	case BT_LIST_TAG: return "Từ khóa";
	case BT_LIST_YEAR:
	case BT_LIST_QUARTER: return "Lưu trữ";
	}
	return NULL;
}

/* "Tin tức, năm 2023" of a year's part. In the arena. */
static const char *name_of(const bt_frame *frame, const bt_list *list)
{
	if (list->kind == BT_LIST_YEAR && !list->whole)
		return bt_arena_printf(frame->arena, "Năm %d", list->year);
	return list->whole && list->year && list->kind != BT_LIST_QUARTER ? bt_arena_printf(frame->arena, "%s, năm %d", list->name, list->year) : list->name;
}

static const bt_planned *planned(const bt_frame *frame, int article) { return &g_array_index(frame->plan->articles, bt_planned, article); }

static const char *title_of(const bt_record *head) { return head->title ? head->title : head->path; }

/* What the newest article on the front page and the others of a list have in common. */
static void set_head(bt_values *item, const bt_frame *frame, const bt_planned *article, const bt_list *list)
{
	const bt_record *head = article->head;
	bool named = article->section && article->section != list && article->section != list->whole;
	bt_values_text(item, "href", bt_frame_link(frame, bt_arena_concat(frame->arena, article->stem, ".html", NULL)));
	bt_look_held(frame->plan->look, item, "title", title_of(head));
	bt_look_held(frame->plan->look, item, "summary", head->summary);
	bt_values_text(item, "datetime", head->date);
	bt_look_held(frame->plan->look, item, "section", named ? article->section->name : NULL);
	bt_values_text(item, "section-href", named ? bt_frame_link(frame, article->section->address) : NULL);
}

static void set_article(bt_values *values, const bt_frame *frame, int article, const bt_list *list)
{
	const bt_planned *p = planned(frame, article);
	bt_values *item = bt_values_item(values, "articles");
	set_head(item, frame, p, list);
	bt_values_held(item, "date", bt_frame_day(frame, p->head->date));
	bt_values_text(item, "draft", p->head->draft ? "1" : NULL);
}

static void put_photo(const bt_frame *frame, const bt_record_photo *photo, GString *out)
{
	bt_web_photo web = bt_site_photo_of(photo, frame->root, frame->arena);
	g_string_append(out, "<figure class=\"photo\">\n");
	bt_html_image(&web, photo->alt ? photo->alt : photo->caption, false, out);
	if (photo->caption || photo->credit) {
		g_string_append(out, "<figcaption>");
		if (photo->caption)
			bt_html_held(photo->caption, out);
		if (photo->credit) {
			g_string_append(out, g_str_has_prefix(photo->credit, "Ảnh") ? " <span class=\"by-photo\">" : " <span class=\"by-photo\">Ảnh: ");
			bt_html_held(photo->credit, out);
			g_string_append(out, "</span>");
		}
		g_string_append(out, "</figcaption>");
	}
	g_string_append(out, "</figure>\n");
}

/* The newest article, with its first photo and its key figures. */
static void set_lead(bt_values *values, bt_frame *frame, int article, const bt_list *list)
{
	const bt_planned *p = planned(frame, article);
	const bt_record *record = frame->plan->lead;
	bt_values *item = bt_values_item(values, "lead");
	g_autofree char *day = p->head->date ? bt_html_date(p->head->date) : NULL;
	set_head(item, frame, p, list);
	bt_values_held(item, "date", day);
	if (!record)
		return;
	if (record->n_photos) {
		GString *photo = g_string_new(NULL);
		put_photo(frame, &record->photos[0], photo);
		bt_values_markup(item, "photo", photo);
		const bt_web_photo web = bt_site_photo_of(&record->photos[0], "", frame->arena);
		bt_frame_meta(frame, "og:image", bt_frame_url(frame, web.src));
	}
	if (record->n_cards) {
		GString *cards = g_string_new(NULL);
		bt_html_cards(record->cards, record->n_cards, cards);
		bt_values_markup(item, "cards", cards);
		bt_values_text(item, "cards-class", bt_arena_printf(frame->arena, "cards n%u", record->n_cards));
	}
}

static void set_articles(bt_values *values, bt_frame *frame, const bt_list *list)
{
	guint from = 0;
	if (list->kind == BT_LIST_FRONT && !list->whole && list->articles->len) {
		set_lead(values, frame, g_array_index(list->articles, int, 0), list);
		from = 1;
		bt_values_text(values, "articles-heading", list->articles->len > 1 ? "Tin mới" : NULL);
	}
	for (guint i = from; i < list->articles->len; i++)
		set_article(values, frame, g_array_index(list->articles, int, i), list);
}

static void set_parts(bt_values *values, const bt_frame *frame, const bt_list *list)
{
	const GPtrArray *parts = list->kind == BT_LIST_FRONT ? NULL : list->parts; /* the front has a shelf of all years */
	for (guint i = 0; parts && i < parts->len; i++) {
		const bt_list *part = parts->pdata[i];
		bt_values *item = bt_values_item(values, "parts");
		bool year = part->year && list->kind != BT_LIST_YEAR;
		bt_values_text(item, "text", year ? bt_arena_printf(frame->arena, "Năm %d", part->year) : part->name);
		bt_values_text(item, "href", bt_frame_link(frame, part->address));
	}
	bt_values_text(values, "parts-heading", list->kind == BT_LIST_YEAR ? "Theo quý" : "Các bài cũ hơn");
}

static guint size_of(const bt_list *list)
{
	guint n = list->articles->len;
	for (guint i = 0; list->kind != BT_LIST_YEAR && list->parts && i < list->parts->len; i++)
		n += ((const bt_list *)list->parts->pdata[i])->articles->len;
	return n;
}

static void set_shelf(bt_values *values, const bt_frame *frame, const char *text, const GPtrArray *lists)
{
	bt_values *shelf = lists && lists->len ? bt_values_item(values, "shelves") : NULL;
	if (!shelf)
		return;
	bt_values_text(shelf, "text", text);
	for (guint i = 0; i < lists->len; i++) {
		const bt_list *list = lists->pdata[i];
		bt_values *item = bt_values_item(shelf, "links");
		bt_values_text(item, "text", name_of(frame, list));
		bt_values_text(item, "href", bt_frame_link(frame, list->address));
		bt_values_text(item, "count", bt_arena_printf(frame->arena, "%u bài", size_of(list)));
	}
}

/* "12 bài, từ 05/4/2024 đến 30/6/2024": all that is on the page. */
static const char *summary_of(const bt_frame *frame, const bt_list *list)
{
	guint n = list->articles->len;
	const char *newest = NULL, *oldest = NULL;
	for (guint i = 0; i < n; i++) {
		const char *date = planned(frame, g_array_index(list->articles, int, i))->head->date;
		newest = newest ? newest : date;
		oldest = date ? date : oldest;
	}
	if (!newest)
		return bt_arena_printf(frame->arena, "%u bài", n);
	if (strcmp(newest, oldest) == 0)
		return bt_arena_printf(frame->arena, "%u bài, ngày %s", n, bt_frame_day(frame, newest));
	return bt_arena_printf(frame->arena, "%u bài, từ %s đến %s", n, bt_frame_day(frame, oldest), bt_frame_day(frame, newest));
}

static void set_trail(bt_frame *frame, const bt_list *list)
{
	if (list->kind == BT_LIST_FRONT && !list->whole)
		return;
	bt_frame_step(frame, "Trang chủ", BT_SITE_FRONT);
	if (list->whole && list->whole->kind != BT_LIST_FRONT)
		bt_frame_step(frame, list->whole->name, list->whole->address);
	for (guint i = 0; list->kind == BT_LIST_QUARTER && i < frame->plan->years->len; i++) {
		const bt_list *year = frame->plan->years->pdata[i];
		if (year->year == list->year && year != list->whole)
			bt_frame_step(frame, name_of(frame, year), year->address);
	}
	bt_frame_step(frame, name_of(frame, list), NULL);
}

/* The front page is named after the bulletin, for those who cannot see the header. */
static const char *heading_of(const bt_frame *frame, const bt_list *list)
{
	const char *name = frame->plan->project->office[BT_OFFICE_NAME], *issuer = frame->plan->project->office[BT_OFFICE_ISSUER];
	if (list->kind != BT_LIST_FRONT || list->whole)
		return name_of(frame, list);
	return name ? bt_arena_concat(frame->arena, "Bản tin ", name, NULL) : issuer ? bt_arena_concat(frame->arena, "Bản tin của ", issuer, NULL) : "Bản tin";
}

static void set_open_graph(bt_frame *frame, const char *title, const char *words)
{
	bt_frame_meta(frame, "og:type", "website");
	bt_frame_meta(frame, "og:title", title);
	bt_frame_meta(frame, "og:description", words);
	bt_frame_meta(frame, "og:locale", "vi_VN");
	bt_frame_meta(frame, "og:url", bt_frame_url(frame, frame->address));
}

GBytes *bt_site_list_page(const bt_plan *plan, const bt_list *list, bt_diags *diags)
{
	bool front = list->kind == BT_LIST_FRONT && !list->whole;
	bt_frame frame;
	bt_frame_begin(&frame, plan, list->address, front ? "Trang chủ" : list->name, false);
	if (!front)
		bt_values_text(frame.values, "title", name_of(&frame, list));
	g_autoptr(bt_values) values = bt_values_new(frame.values);
	const char *heading = heading_of(&frame, list), *count = summary_of(&frame, list), *issuer = plan->project->office[BT_OFFICE_ISSUER];
	const char *about = front ? issuer ? bt_arena_concat(frame.arena, "Tin, số liệu và văn bản của ", issuer, ".", NULL) : NULL
				  : bt_arena_concat(frame.arena, heading, ": ", count, ".", NULL);
	bt_frame_describe(&frame, about);
	set_open_graph(&frame, heading, about);
	set_trail(&frame, list);
	bt_values_held(values, "heading", heading);
	bt_values_text(values, "kicker", kind_words(list->kind));
	bt_values_text(values, "heading-class", front ? "unseen" : "seen");
	bt_values_text(values, "summary", front ? NULL : count);
	set_articles(values, &frame, list);
	set_parts(values, &frame, list);
	if (front) {
		set_shelf(values, &frame, "Chuyên mục", plan->sections);
		set_shelf(values, &frame, "Từ khóa", plan->tags);
		set_shelf(values, &frame, "Lưu trữ", plan->years);
	}
	GBytes *page = bt_frame_page(&frame, TEMPLATE, values, diags);
	bt_frame_release(&frame);
	return page;
}
