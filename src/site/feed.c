/* The feeds of the newest articles: Atom (RFC 4287) and JSON Feed 1.1 with the whole text, RSS 2.0 with the lead.
 * Knows records and addresses, no pages. */
#include "site/plan.h"

#include <string.h>

/* ------------------------------------------------------------------ what all feeds say */

static const char *name_of(const bt_plan *plan)
{
	const char *const *office = plan->project->office;
	return office[BT_OFFICE_NAME] ? office[BT_OFFICE_NAME] : office[BT_OFFICE_ISSUER] ? office[BT_OFFICE_ISSUER] : "Bản tin";
}

static const char *issuer_of(const bt_plan *plan, const bt_record *record)
{
	const char *office = plan->project->office[BT_OFFICE_ISSUER];
	return record && record->issuer ? record->issuer : office ? office : name_of(plan);
}

/* The address on the web when the office states base-url, else relative to the site's top. Caller frees. */
static char *link_to(const bt_plan *plan, const char *address)
{
	return plan->base_url ? g_strdup_printf("%s/%s", plan->base_url, address) : g_strdup(address);
}

static char *link_to_article(const bt_plan *plan, guint i)
{
	g_autofree char *page = g_strconcat(g_array_index(plan->articles, bt_planned, i).stem, ".html", NULL);
	return link_to(plan, page);
}

/* A name that stays when title, address or host change: a UUID of version 5 (RFC 4122, 4.3) of the office and the report's
 * path. Caller frees. */
static char *permanent_id(const bt_plan *plan, const char *path)
{
	const char *issuer = plan->project->office[BT_OFFICE_ISSUER];
	g_autofree char *seed = g_strconcat("bantin\n", issuer ? issuer : "", "\n", path, NULL);
	g_autofree char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA1, seed, -1);
	hash[12] = '5';
	hash[16] = "89ab"[g_ascii_xdigit_value(hash[16]) & 3];
	return g_strdup_printf("urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s", hash, hash + 8, hash + 12, hash + 16, hash + 20);
}

/* Reports state a day; feeds want a moment: its first, in Vietnam. Caller frees. */
static char *moment_of(const char *date) { return g_strconcat(date ? date : "1970-01-01", "T00:00:00+07:00", NULL); }

/* The day of the newest article. */
static const char *newest_day(const bt_record *const *full, guint n)
{
	for (guint i = 0; i < n; i++)
		if (full[i]->date)
			return full[i]->date;
	return NULL;
}

/* The whole text as markup that stands alone. */
static GString *content_of(const bt_record *record)
{
	GString *out = g_string_new(NULL);
	if (record->lead) {
		g_string_append(out, "<p><strong>");
		bt_esc_text(out, record->lead);
		g_string_append(out, "</strong></p>");
	}
	for (guint i = 0; i < record->n_passages; i++) {
		const char *element = record->passages[i].kind == BT_HEADING ? "h2" : "p";
		g_string_append_printf(out, "<%s>", element);
		bt_esc_text(out, record->passages[i].text);
		g_string_append_printf(out, "</%s>", element);
	}
	return out;
}

/* ------------------------------------------------------------------ Atom */

static void put_element(GString *out, const char *name, const char *text)
{
	if (!text)
		return;
	g_string_append_printf(out, "<%s>", name);
	bt_esc_text(out, text);
	g_string_append_printf(out, "</%s>\n", name);
}

static void put_link(GString *out, const char *relation, const char *type, const char *address)
{
	g_string_append_printf(out, "<link rel=\"%s\" type=\"%s\" href=\"", relation, type);
	bt_esc_url(out, address);
	g_string_append(out, "\"/>\n");
}

static void put_author(GString *out, const char *name)
{
	g_string_append(out, "<author>");
	put_element(out, "name", name);
	g_string_append(out, "</author>\n");
}

static void put_entry(const bt_plan *plan, guint i, const bt_record *record, GString *out)
{
	g_autofree char *link = link_to_article(plan, i), *id = permanent_id(plan, record->path), *moment = moment_of(record->date);
	GString *content = content_of(record);
	g_string_append(out, "<entry>\n");
	put_element(out, "title", record->title ? record->title : record->path);
	put_element(out, "id", id);
	put_link(out, "alternate", "text/html", link);
	put_element(out, "published", moment);
	put_element(out, "updated", moment);
	for (const char *const *author = record->authors; *author; author++)
		put_author(out, *author);
	if (!*record->authors)
		put_author(out, issuer_of(plan, record));
	for (const char *const *tag = record->tags; *tag; tag++) {
		g_string_append(out, "<category term=\"");
		bt_esc_attr(out, *tag);
		g_string_append(out, "\"/>\n");
	}
	put_element(out, "summary", record->summary);
	g_string_append(out, "<content type=\"html\">");
	bt_esc_text(out, content->str);
	g_string_append(out, "</content>\n</entry>\n");
	g_string_free(content, TRUE);
}

GBytes *bt_site_atom(const bt_plan *plan, const bt_record *const *full, guint n, bt_diags *diags)
{
	(void)diags;
	GString *out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"vi\">\n");
	g_autofree char *id = permanent_id(plan, ""), *moment = moment_of(newest_day(full, n));
	g_autofree char *own = link_to(plan, BT_SITE_ATOM), *front = link_to(plan, BT_SITE_FRONT);
	put_element(out, "title", name_of(plan));
	put_element(out, "id", id);
	put_link(out, "self", "application/atom+xml", own);
	put_link(out, "alternate", "text/html", front);
	put_element(out, "updated", moment);
	put_author(out, issuer_of(plan, NULL));
	for (guint i = 0; i < n; i++)
		put_entry(plan, i, full[i], out);
	g_string_append(out, "</feed>\n");
	return g_string_free_to_bytes(out);
}

/* ------------------------------------------------------------------ JSON Feed 1.1 */

static void put_member(GString *out, const char *name, const char *text)
{
	if (!text)
		return;
	g_string_append_printf(out, "%s\"%s\": ", out->str[out->len - 1] == '{' ? "" : ", ", name);
	bt_json_string(out, text);
}

static void put_names(GString *out, const char *name, const char *const *list, const char *before, const char *after)
{
	if (!*list)
		return;
	g_string_append_printf(out, ", \"%s\": [", name);
	for (const char *const *item = list; *item; item++) {
		g_string_append_printf(out, "%s%s", item == list ? "" : ", ", before);
		bt_json_string(out, *item);
		g_string_append(out, after);
	}
	g_string_append_c(out, ']');
}

static void put_item(const bt_plan *plan, guint i, const bt_record *record, GString *out)
{
	g_autofree char *link = link_to_article(plan, i), *id = permanent_id(plan, record->path), *moment = moment_of(record->date);
	GString *content = content_of(record);
	g_string_append_c(out, '{');
	put_member(out, "id", id);
	put_member(out, "url", link);
	put_member(out, "title", record->title ? record->title : record->path);
	put_member(out, "summary", record->summary);
	put_member(out, "content_html", content->str);
	put_member(out, "date_published", moment);
	put_names(out, "authors", record->authors, "{\"name\": ", "}");
	put_names(out, "tags", record->tags, "", "");
	g_string_append_c(out, '}');
	g_string_free(content, TRUE);
}

GBytes *bt_site_json_feed(const bt_plan *plan, const bt_record *const *full, guint n, bt_diags *diags)
{
	(void)diags;
	GString *out = g_string_new("{");
	g_autofree char *own = link_to(plan, BT_SITE_JSON_FEED), *front = link_to(plan, BT_SITE_FRONT);
	const char *const publisher[] = {issuer_of(plan, NULL), NULL};
	put_member(out, "version", "https://jsonfeed.org/version/1.1");
	put_member(out, "title", name_of(plan));
	put_member(out, "language", "vi");
	put_member(out, "home_page_url", plan->base_url ? front : NULL);
	put_member(out, "feed_url", plan->base_url ? own : NULL);
	put_names(out, "authors", publisher, "{\"name\": ", "}");
	g_string_append(out, ", \"items\": [");
	for (guint i = 0; i < n; i++) {
		g_string_append(out, i ? ",\n" : "\n");
		put_item(plan, i, full[i], out);
	}
	g_string_append(out, "\n]}\n");
	return g_string_free_to_bytes(out);
}

/* ------------------------------------------------------------------ RSS 2.0 */

/* "Fri, 05 Apr 2024 00:00:00 +0700" (RFC 822), in any locale. Caller frees; NULL: no date. */
static char *mail_date(const char *date)
{
	static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
	static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	g_autofree char *moment = moment_of(date);
	g_autoptr(GDateTime) time = date ? g_date_time_new_from_iso8601(moment, NULL) : NULL;
	if (!time)
		return NULL;
	return g_strdup_printf("%s, %02d %s %04d 00:00:00 +0700", days[g_date_time_get_day_of_week(time) - 1], g_date_time_get_day_of_month(time),
			       months[g_date_time_get_month(time) - 1], g_date_time_get_year(time));
}

static void put_rss_item(const bt_plan *plan, guint i, const bt_record *record, GString *out)
{
	g_autofree char *link = link_to_article(plan, i), *id = permanent_id(plan, record->path), *date = mail_date(record->date);
	g_string_append(out, "<item>\n");
	put_element(out, "title", record->title ? record->title : record->path);
	put_element(out, "link", link);
	g_string_append_printf(out, "<guid isPermaLink=\"false\">%s</guid>\n", id);
	put_element(out, "pubDate", date);
	put_element(out, "description", record->summary ? record->summary : record->n_passages ? record->passages[0].text : NULL);
	for (const char *const *tag = record->tags; *tag; tag++)
		put_element(out, "category", *tag);
	g_string_append(out, "</item>\n");
}

/* RSS knows absolute addresses only: there is none without base-url. */
GBytes *bt_site_rss(const bt_plan *plan, const bt_record *const *full, guint n, bt_diags *diags)
{
	(void)diags;
	if (!plan->base_url)
		return NULL;
	GString *out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\n<channel>\n");
	g_autofree char *own = link_to(plan, BT_SITE_RSS), *front = link_to(plan, BT_SITE_FRONT), *date = mail_date(newest_day(full, n));
	put_element(out, "title", name_of(plan));
	put_element(out, "link", front);
	put_element(out, "description", issuer_of(plan, NULL));
	put_element(out, "language", "vi");
	put_element(out, "pubDate", date);
	g_string_append(out, "<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"");
	bt_esc_url(out, own);
	g_string_append(out, "\"/>\n");
	for (guint i = 0; i < n; i++)
		put_rss_item(plan, i, full[i], out);
	g_string_append(out, "</channel>\n</rss>\n");
	return g_string_free_to_bytes(out);
}
