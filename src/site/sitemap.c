/* What search engines ask for: sitemap.xml (sitemaps.org 0.9) and robots.txt. Knows addresses only. */
#include "site/plan.h"

#include <string.h>

#define ADDRESSES_MAX 50000 /* of one sitemap, by its standard; the oldest articles are left out */

static void put_page(const bt_plan *plan, const char *address, const char *suffix, const char *date, GString *out)
{
	g_autofree char *link = g_strconcat(plan->base_url, "/", address, suffix, NULL);
	g_string_append(out, "<url><loc>");
	bt_esc_url(out, link);
	g_string_append(out, "</loc>");
	if (date)
		g_string_append_printf(out, "<lastmod>%s</lastmod>", date);
	g_string_append(out, "</url>\n");
}

GBytes *bt_site_sitemap(const bt_plan *plan, bt_diags *diags)
{
	(void)diags;
	if (!plan->base_url)
		return NULL;
	GString *out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
	guint n = MIN(plan->lists->len, ADDRESSES_MAX / 2);
	for (guint i = 0; i < n; i++)
		put_page(plan, ((const bt_list *)plan->lists->pdata[i])->address, "", NULL, out);
	for (guint i = 0; i < plan->articles->len && i < ADDRESSES_MAX - n; i++) {
		const bt_planned *article = &g_array_index(plan->articles, bt_planned, i);
		put_page(plan, article->stem, ".html", article->head->date, out);
	}
	g_string_append(out, "</urlset>\n");
	return g_string_free_to_bytes(out);
}

GBytes *bt_site_robots(const bt_plan *plan, bt_diags *diags)
{
	(void)diags;
	GString *out = g_string_new("User-agent: *\nAllow: /\n");
	if (plan->base_url)
		g_string_append_printf(out, "Sitemap: %s/sitemap.xml\n", plan->base_url);
	return g_string_free_to_bytes(out);
}
