/* libFuzzer target: any bytes as a template. What is accepted must fill to valid UTF-8, the same twice, with none of the
 * hostile values as markup; what is refused must say why. */
#include "html/html.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const bt_name names[] = {
	{"frame", "title", BT_NAME_TEXT, ""}, {"frame", "nothing", BT_NAME_TEXT, ""}, {"frame", "main", BT_NAME_MARKUP, ""}, {"frame", "items", BT_NAME_LIST, ""},
	{"frame/items", "text", BT_NAME_TEXT, ""}, {"frame/items", "links", BT_NAME_LIST, ""}, {"frame/items/links", "href", BT_NAME_TEXT, ""}, {NULL, NULL, BT_NAME_TEXT, NULL},
};

#define HOSTILE "<img src=x onerror=1>\"'&{{title}}"

static GString *filled(const bt_template *template)
{
	g_autoptr(bt_values) values = bt_values_new(NULL);
	bt_values_text(values, "title", HOSTILE);
	bt_values_markup(values, "main", g_string_new("<b>x</b>"));
	for (int i = 0; i < 2; i++) {
		bt_values *item = bt_values_item(values, "items");
		bt_values_text(item, "text", HOSTILE);
		bt_values_text(bt_values_item(item, "links"), "href", "a.html");
	}
	GString *out = g_string_new(NULL);
	bt_template_fill(template, values, out);
	return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GBytes) bytes = g_bytes_new(data, size);
	g_autoptr(bt_diags) diags = bt_diags_new(size & 1 ? BT_LANG_VI : BT_LANG_EN);
	g_autoptr(bt_template) template = bt_template_read(bytes, "site/list.html", "templates/site/list.html", names, diags);
	g_autofree char *said = bt_diags_text(diags, false, false);
	if (!template && bt_diags_count(diags) == 0)
		abort();
	if (!template)
		return 0;
	g_autoptr(GString) one = filled(template), two = filled(template);
	if (!g_utf8_validate(one->str, (gssize)one->len, NULL) || !g_string_equal(one, two))
		abort();
	g_autofree char *source = g_strndup((const char *)data, size);
	if (strstr(one->str, "onerror=1>") && !strstr(source, "onerror"))
		abort();
	return 0;
}
