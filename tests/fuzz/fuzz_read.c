/* libFuzzer target: any bytes through the reader. The first byte chooses the syntax. What is
 * accepted must pass the tree check (bt_read files tree-broken), dump, and dump the same twice. */
#include "read/read.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must_not_be_broken(const bt_diags *diags)
{
	for (guint i = 0; i < bt_diags_count(diags); i++)
		if (bt_diags_at(diags, i)->code == BT_D_TREE_BROKEN) {
			g_printerr("%s\n", bt_diags_at(diags, i)->text);
			abort();
		}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	g_autoptr(GBytes) bytes = g_bytes_new(data + 1, size - 1);
	g_autoptr(bt_diags) diags = bt_diags_new(data[0] & 2 ? BT_LANG_VI : BT_LANG_EN);
	g_autoptr(bt_doc) doc = bt_read(bytes, data[0] & 1 ? "a.md" : "a.txt", NULL, diags);
	must_not_be_broken(diags);
	if (doc) {
		g_autoptr(GString) tree = g_string_new(NULL), xml = g_string_new(NULL);
		bt_dump_tree(doc, tree);
		bt_dump_xml(doc, xml);
		if (!g_utf8_validate(xml->str, (gssize)xml->len, NULL) || !g_utf8_validate(tree->str, (gssize)tree->len, NULL))
			abort();
	}
	g_autofree char *text = bt_diags_text(diags, false, false);
	return 0;
}
