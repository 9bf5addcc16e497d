/* A report's web page and the files beside it. */
#include "cli/cli.h"

#include "html/html.h"

#include <string.h>

struct assets {
	const char *page;
	bt_outbox *outbox;
	bt_diags *diags;
};

/* Not again when the same bytes are there: pages of one folder share their assets. */
static void put_asset(void *data, const char *name, GBytes *bytes)
{
	const struct assets *assets = data;
	g_autofree char *folder = g_path_get_dirname(assets->page);
	g_autofree char *path = strchr(assets->page, '/') ? g_build_filename(folder, name, NULL) : g_strdup(name);
	g_autoptr(bt_diags) unsaid = bt_diags_new(bt_diags_lang(assets->diags));
	g_autoptr(GBytes) there = bt_read_all(path, g_bytes_get_size(bytes), unsaid);
	if (!there || !g_bytes_equal(there, bytes))
		bt_outbox_put(assets->outbox, path, bytes);
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
