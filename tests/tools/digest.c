/* digest [--why] [--budget N] REPORT: the digest of a report as text, after checks that hold for every one: each
 * candidate stands letter for letter in the source (but for Markdown's marks), the budget holds, a list item comes
 * with its introduction. Exit 1 when one does not hold. */
#include "digest/digest.h"
#include "read/read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int broken(const char *path, const char *what, const char *text)
{
	printf("%s: %s: %s\n", path, what, text);
	return 1;
}

/* Without Markdown the span is the text, white space apart. */
static bool stands_in(const bt_doc *doc, const bt_digest_item *item)
{
	g_autofree char *source = bt_spelling_key(doc->source + item->span.off, item->span.len);
	g_autofree char *text = bt_spelling_key(item->text, -1);
	return doc->markdown || strcmp(source, text) == 0;
}

static int check(const char *path, const bt_doc *doc, const bt_digest *digest)
{
	int failed = 0;
	if (digest->letters > digest->budget)
		failed += broken(path, "over the budget", "");
	for (guint i = 0; i < digest->items->len; i++) {
		const bt_digest_item *item = &g_array_index(digest->items, bt_digest_item, i);
		if (!stands_in(doc, item))
			failed += broken(path, "not as written", item->text);
		if (item->choice != BT_DIGEST_CHOSEN)
			continue;
		if (item->head >= 0 && g_array_index(digest->items, bt_digest_item, item->head).choice != BT_DIGEST_CHOSEN)
			failed += broken(path, "without its introduction", item->text);
		if (item->paragraph != bt_digest_paragraph(doc, item->block))
			failed += broken(path, "another paragraph", item->text);
	}
	return failed;
}

static int run(const char *path, int budget, bool why)
{
	const char *given[BT_META_FIELDS] = {0};
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(GBytes) bytes = bt_read_all(path, BT_MAX_REPORT_BYTES, diags);
	g_autoptr(bt_doc) doc = bytes ? bt_read(bytes, path, given, diags) : NULL;
	if (!doc)
		return broken(path, "cannot be read", "");
	g_autoptr(bt_figures) figures = bt_figures_read(doc, diags);
	g_autoptr(bt_digest) digest = bt_digest_read(doc, figures, budget);
	g_autoptr(GString) out = g_string_new(NULL);
	bt_digest_dump(digest, BT_LANG_VI, why, out);
	fputs(out->str, stdout);
	return check(path, doc, digest);
}

int main(int argc, char **argv)
{
	int failed = 0, budget = 0;
	bool why = false;
	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "--why") == 0)
			why = true;
		else if (strcmp(argv[i], "--budget") == 0 && i + 1 < argc)
			budget = atoi(argv[++i]);
		else
			failed += run(argv[i], budget, why);
	return failed ? 1 : 0;
}
