/* A report's web page and the files beside it. */
#include "cli/cli.h"

#include "html/html.h"

#include <string.h>

struct assets {
	const char *page;
	bt_outbox *outbox;
	bt_diags *diags;
};

/* Not again when the same bytes are there: pages of one folder share their assets. What was found there by
 * this process is not looked at again. */
static void put_asset(void *data, const char *name, GBytes *bytes)
{
	static GHashTable *found;
	const struct assets *assets = data;
	if (!found)
		found = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autofree char *folder = g_path_get_dirname(assets->page);
	g_autofree char *path = strchr(assets->page, '/') ? g_build_filename(folder, name, NULL) : g_strdup(name);
	if (g_hash_table_contains(found, path))
		return;
	g_autoptr(bt_diags) unsaid = bt_diags_new(bt_diags_lang(assets->diags));
	g_autoptr(GBytes) there = bt_read_all(path, g_bytes_get_size(bytes), unsaid);
	if (!there || !g_bytes_equal(there, bytes))
		bt_outbox_put(assets->outbox, path, bytes);
	else
		g_hash_table_add(found, g_steal_pointer(&path));
}

void bt_put_page(const bt_run *run, const bt_report *report, const char *path, const char *pdf, const char *csv,
		 bt_outbox *outbox, bt_diags *diags)
{
	bt_report_options options = run->options;
	struct assets assets = {path, outbox, diags};
	options.self_contained |= strcmp(path, "-") == 0; /* nothing can stand beside it */
	g_autoptr(GBytes) page = bt_report_html(report, &options, pdf, csv, diags);
	if (!page || (!options.self_contained && !bt_html_assets(NULL, put_asset, &assets, diags)))
		return;
	bt_outbox_put(outbox, path, page);
}
