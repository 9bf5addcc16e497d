/* What the names of a template stand for on one page: texts, ready markup, lists of further names. Knows no
 * template and no report. */
#include "html/private.h"

#include "base/codec.h"

#include <stdlib.h>
#include <string.h>

static void free_value(gpointer p)
{
	bt_named *value = p;
	g_free(value->text);
	if (value->markup)
		g_string_free(value->markup, TRUE);
	if (value->items)
		g_ptr_array_unref(value->items);
	g_free(value);
}

bt_values *bt_values_new(const bt_values *outer)
{
	bt_values *values = g_new0(bt_values, 1);
	values->names = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_value);
	values->outer = outer;
	return values;
}

void bt_values_free(bt_values *values)
{
	if (!values)
		return;
	g_hash_table_unref(values->names);
	g_free(values);
}

static bt_named *add(bt_values *values, const char *name, bt_name_kind kind)
{
	bt_named *value = g_new0(bt_named, 1);
	value->kind = kind;
	g_hash_table_replace(values->names, (gpointer)name, value);
	return value;
}

void bt_values_text(bt_values *values, const char *name, const char *text) { add(values, name, BT_NAME_TEXT)->text = g_strdup(text); }

void bt_values_markup(bt_values *values, const char *name, GString *markup) { add(values, name, BT_NAME_MARKUP)->markup = markup; }

bt_values *bt_values_item(bt_values *values, const char *name)
{
	bt_named *value = g_hash_table_lookup(values->names, name);
	if (!value)
		value = add(values, name, BT_NAME_LIST);
	if (!value->items)
		value->items = g_ptr_array_new_with_free_func((GDestroyNotify)bt_values_free);
	bt_values *item = bt_values_new(values);
	g_ptr_array_add(value->items, item);
	return item;
}

const bt_named *bt_values_find(const bt_values *values, const char *name)
{
	for (const bt_values *v = values; v; v = v->outer) {
		const bt_named *value = g_hash_table_lookup(v->names, name);
		if (value)
			return value;
	}
	return NULL;
}

bool bt_named_says(const bt_named *value)
{
	if (!value)
		return false;
	switch (value->kind) {
	case BT_NAME_TEXT:
		return value->text && *value->text;
	case BT_NAME_MARKUP:
		return value->markup && value->markup->len;
	case BT_NAME_LIST:
		return value->items && value->items->len > 0;
	}
	return false;
}

/* ---- as bytes */

static void code_values(bt_codec *codec, bt_values *values);

static void code_named(bt_codec *codec, bt_values *values, bt_named *named)
{
	const char *text = named->kind == BT_NAME_TEXT ? named->text : named->markup ? named->markup->str : NULL;
	guint n = named->items ? named->items->len : 0;
	int items = (int)n;
	switch (named->kind) {
	case BT_NAME_TEXT:
		bt_code_text(codec, &text);
		if (!codec->out)
			named->text = g_strdup(text);
		return;
	case BT_NAME_MARKUP:
		bt_code_text(codec, &text);
		if (!codec->out && text)
			named->markup = g_string_new(text);
		return;
	case BT_NAME_LIST:
		bt_code_int(codec, &items);
		for (int i = 0; i < items && !codec->failed; i++) {
			if (!codec->out && !named->items)
				named->items = g_ptr_array_new_with_free_func((GDestroyNotify)bt_values_free);
			if (!codec->out)
				g_ptr_array_add(named->items, bt_values_new(values));
			code_values(codec, named->items->pdata[i]);
		}
		return;
	}
}

static int by_text(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void write_values(bt_codec *codec, bt_values *values)
{
	guint count;
	g_autofree gpointer *names = g_hash_table_get_keys_as_array(values->names, &count);
	qsort(names, count, sizeof(gpointer), by_text); /* no hash order in an output */
	int n = (int)count;
	bt_code_int(codec, &n);
	for (int i = 0; i < n; i++) {
		const char *name = names[i];
		bt_named *named = g_hash_table_lookup(values->names, name);
		bt_code_text(codec, &name);
		bt_code_enum(codec, &named->kind);
		code_named(codec, values, named);
	}
}

static void read_values(bt_codec *codec, bt_values *values)
{
	int n = 0;
	bt_code_int(codec, &n);
	for (int i = 0; i < n && !codec->failed; i++) {
		const char *name = NULL;
		bt_name_kind kind = BT_NAME_TEXT;
		bt_code_text(codec, &name);
		bt_code_enum(codec, &kind);
		if (!name || kind > BT_NAME_LIST) {
			codec->failed = true;
			return;
		}
		code_named(codec, values, add(values, g_intern_string(name), kind));
	}
}

/* Values nest as deep as templates have lists. */
static void code_values(bt_codec *codec, bt_values *values)
{
	if (codec->out)
		write_values(codec, values);
	else
		read_values(codec, values);
}

GBytes *bt_values_pack(bt_values *values)
{
	bt_codec codec = {.out = g_string_new(NULL)};
	code_values(&codec, values);
	return g_string_free_to_bytes(codec.out);
}

bt_values *bt_values_unpack(GBytes *bytes, const bt_values *outer)
{
	gsize len;
	const char *data = g_bytes_get_data(bytes, &len);
	bt_codec codec = {.at = data, .end = data + len};
	g_autoptr(bt_values) values = bt_values_new(outer);
	code_values(&codec, values);
	return codec.failed ? NULL : g_steal_pointer(&values);
}
