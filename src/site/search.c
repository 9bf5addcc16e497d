/* The data of the search page: the text of each quarter's articles as a script that the page loads when somebody
 * searches, the newest first. Works from file://, where pages may not fetch. Searching itself is templates/site/search.js. */
#include "site/plan.h"

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
