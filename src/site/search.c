/* The search page and its data: the text of each quarter's articles as a script that the page loads when somebody
 * searches, the newest first. Works from file://, where pages may not fetch. Searching itself is templates/site/search.js. */
#include "site/frame.h"

/* [number of the paragraph or 0, text] */
static void put_passage(GString *out, int number, const char *text)
{
	g_string_append_printf(out, "%s[%d,", out->str[out->len - 1] == '[' ? "" : ",", number);
	bt_json_string(out, text);
	g_string_append_c(out, ']');
}

/* {page, title, date, section, text: the lead, the tags, then the passages} */
static void put_article(const bt_planned *article, const bt_record *record, GString *out)
{
	g_autofree char *page = g_strconcat(article->stem, ".html", NULL);
	g_string_append(out, "{\"page\":");
	bt_json_string(out, page);
	g_string_append(out, ",\"title\":");
	bt_json_string(out, record->title ? record->title : record->path);
	g_string_append(out, ",\"date\":");
	bt_json_string(out, record->date);
	g_string_append(out, ",\"section\":");
	bt_json_string(out, record->section);
	g_string_append(out, ",\"text\":[");
	if (record->lead)
		put_passage(out, 0, record->lead);
	for (const char *const *tag = record->tags; *tag; tag++)
		put_passage(out, 0, *tag);
	for (guint i = 0; i < record->n_passages; i++)
		put_passage(out, record->passages[i].number, record->passages[i].text);
	g_string_append(out, "]}");
}

GBytes *bt_site_search_part(const bt_plan *plan, const bt_list *quarter, const bt_record *const *full, bt_diags *diags)
{
	(void)diags;
	GString *out = g_string_new("bantinSearch([");
	for (guint i = 0; i < quarter->articles->len; i++) {
		int article = g_array_index(quarter->articles, int, i);
		g_string_append(out, i ? ",\n" : "\n");
		put_article(&g_array_index(plan->articles, bt_planned, article), full[i], out);
	}
	g_string_append(out, "\n]);\n");
	return g_string_free_to_bytes(out);
}

const char *bt_site_search_address(const bt_list *quarter, bt_arena *arena)
{
	return bt_arena_printf(arena, "tim-kiem/%04d-q%d.js", quarter->year, quarter->quarter);
}

/* "2024-q2 2024-q1", the newest first. */
static char *part_names(const bt_plan *plan)
{
	GString *out = g_string_new(NULL);
	for (guint i = 0; i < plan->years->len; i++) {
		const bt_list *year = plan->years->pdata[i];
		for (guint k = 0; k < year->parts->len; k++) {
			const bt_list *quarter = year->parts->pdata[k];
			if (quarter->kind == BT_LIST_QUARTER)
				g_string_append_printf(out, "%s%04d-q%d", out->len ? " " : "", quarter->year, quarter->quarter);
		}
	}
	return g_string_free(out, FALSE);
}

static void set_years(bt_values *values, const bt_frame *frame)
{
	for (guint i = 0; i < frame->plan->years->len; i++) {
		const bt_list *year = frame->plan->years->pdata[i];
		guint count = year->articles->len;
		for (guint k = 0; count == 0 && k < year->parts->len; k++)
			count += ((const bt_list *)year->parts->pdata[k])->articles->len;
		bt_values *item = bt_values_item(values, "years");
		g_autofree char *number = g_strdup_printf("%u", count);
		bt_values_text(item, "href", bt_frame_link(frame, year->address));
		bt_values_text(item, "text", year->name);
		bt_values_text(item, "count", number);
	}
}

GBytes *bt_site_search_page(const bt_plan *plan, bt_diags *diags)
{
	bt_frame frame;
	bt_frame_begin(&frame, plan, BT_SITE_SEARCH, "Tìm kiếm", true);
	g_autoptr(bt_values) values = bt_values_new(frame.values);
	g_autofree char *parts = part_names(plan);
	bt_frame_step(&frame, "Trang chủ", BT_SITE_FRONT);
	bt_frame_step(&frame, "Tìm kiếm", NULL);
	bt_frame_describe(&frame, "Tìm trong toàn văn các bài đã đăng, có dấu hoặc không dấu.");
	bt_values_text(values, "parts", parts);
	bt_values_text(bt_values_item(frame.values, "scripts"), "src", BT_SITE_SCRIPT);
	set_years(values, &frame);
	GBytes *page = bt_frame_page(&frame, "site/search.html", values, diags);
	bt_frame_release(&frame);
	return page;
}
