/* What the names of a template stand for on one page: texts, ready markup, lists of further names. Knows no
 * template and no report. */
#include "html/private.h"

#include "base/codec.h"

#include <string.h>

/* What the values of a page and of all its lists are made of; they end together. */
struct pool {
	bt_arena *arena;
	GString *scratch;   /* of bt_values_held */
	GPtrArray *markups; /* GString: taken over */
	GBytes *bytes;      /* what they were read from lends texts; or NULL */
};

static bt_values *new_in(struct pool *pool, const bt_values *outer)
{
	bt_values *values = bt_arena_new0(pool->arena, bt_values, 1);
	values->pool = pool;
	values->outer = outer;
	return values;
}

bt_values *bt_values_new(const bt_values *outer)
{
	bt_arena *arena = bt_arena_new();
	struct pool *pool = bt_arena_new0(arena, struct pool, 1);
	pool->arena = arena;
	pool->scratch = g_string_new(NULL);
	pool->markups = g_ptr_array_new();
	return new_in(pool, outer);
}

static void free_markup(gpointer markup, gpointer unused)
{
	(void)unused;
	g_string_free(markup, TRUE);
}

void bt_values_free(bt_values *values)
{
	if (!values)
		return;
	struct pool *pool = values->pool;
	g_string_free(pool->scratch, TRUE);
	g_ptr_array_foreach(pool->markups, free_markup, NULL);
	g_ptr_array_unref(pool->markups);
	g_clear_pointer(&pool->bytes, g_bytes_unref);
	bt_arena_free(pool->arena);
}

guint bt_name_hash(const char *name) { return g_str_hash(name); }

static bt_named *find_own(const bt_values *values, const char *name, guint hash)
{
	bt_named *value = values->slots[hash % BT_VALUE_SLOTS];
	while (value && (value->hash != hash || strcmp(value->name, name) != 0))
		value = value->next;
	return value;
}

/* The value of that name, emptied or new. */
static bt_named *add(bt_values *values, const char *name, bt_name_kind kind)
{
	guint hash = bt_name_hash(name);
	bt_named *value = find_own(values, name, hash);
	if (!value) {
		bt_named **slot = &values->slots[hash % BT_VALUE_SLOTS];
		value = bt_arena_new0(values->pool->arena, bt_named, 1);
		value->next = *slot;
		*slot = value;
	}
	*value = (bt_named){.name = name, .hash = hash, .kind = kind, .next = value->next};
	return value;
}

static void set(bt_values *values, const char *name, bt_name_kind kind, const char *text, gsize len)
{
	bt_named *value = add(values, name, kind);
	value->text = text;
	value->len = len;
}

void bt_values_text(bt_values *values, const char *name, const char *text)
{
	gsize len = text ? strlen(text) : 0;
	set(values, name, BT_NAME_TEXT, text ? bt_arena_strndup(values->pool->arena, text, len) : "", len);
}

void bt_values_lent(bt_values *values, const char *name, const char *markup, gsize len) { set(values, name, BT_NAME_MARKUP, markup, len); }

void bt_values_markup(bt_values *values, const char *name, GString *markup)
{
	set(values, name, BT_NAME_MARKUP, markup ? markup->str : "", markup ? markup->len : 0);
	if (markup)
		g_ptr_array_add(values->pool->markups, markup);
}

void bt_values_held(bt_values *values, const char *name, const char *text)
{
	GString *held = values->pool->scratch;
	g_string_truncate(held, 0);
	if (text)
		bt_html_held(text, held);
	set(values, name, BT_NAME_MARKUP, bt_arena_strndup(values->pool->arena, held->str, held->len), held->len);
}

static bt_values *add_item(bt_values *values, bt_named *list)
{
	bt_values *item = new_in(values->pool, values);
	if (list->last)
		list->last->next = item;
	else
		list->items = item;
	return list->last = item;
}

bt_values *bt_values_item(bt_values *values, const char *name)
{
	bt_named *list = find_own(values, name, bt_name_hash(name));
	return add_item(values, list && list->kind == BT_NAME_LIST ? list : add(values, name, BT_NAME_LIST));
}

const bt_named *bt_values_find(const bt_values *values, const char *name, guint hash)
{
	const bt_named *value = NULL;
	for (const bt_values *v = values; v && !value; v = v->outer)
		value = find_own(v, name, hash);
	return value;
}

bool bt_named_says(const bt_named *value) { return value && (value->len || value->items); }

/* ---- as bytes */

static void code_values(bt_codec *codec, bt_values *values);

static void code_list(bt_codec *codec, bt_values *values, bt_named *list)
{
	int n = 0;
	for (const bt_values *item = list->items; item; item = item->next)
		n++;
	bt_code_int(codec, &n);
	bt_values *next = list->items;
	for (int i = 0; i < n && !codec->failed; i++) {
		bt_values *item = codec->out ? next : add_item(values, list);
		code_values(codec, item);
		next = item->next;
	}
}

static void code_named(bt_codec *codec, bt_values *values, bt_named *named)
{
	if (named->kind == BT_NAME_LIST) {
		code_list(codec, values, named);
		return;
	}
	bt_code_text(codec, &named->text);
	if (!named->text)
		named->text = "";
	named->len = strlen(named->text);
}

static int by_name(const void *a, const void *b) { return strcmp((*(bt_named *const *)a)->name, (*(bt_named *const *)b)->name); }

/* No hash order in an output. */
static GPtrArray *in_order(const bt_values *values)
{
	GPtrArray *all = g_ptr_array_new();
	for (gsize i = 0; i < BT_VALUE_SLOTS; i++)
		for (bt_named *value = values->slots[i]; value; value = value->next)
			g_ptr_array_add(all, value);
	g_ptr_array_sort(all, by_name);
	return all;
}

static void write_values(bt_codec *codec, bt_values *values)
{
	g_autoptr(GPtrArray) all = in_order(values);
	int n = (int)all->len;
	bt_code_int(codec, &n);
	for (int i = 0; i < n; i++) {
		bt_named *named = all->pdata[i];
		bt_code_text(codec, &named->name);
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
		code_named(codec, values, add(values, name, kind));
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
	values->pool->bytes = g_bytes_ref(bytes);
	code_values(&codec, values);
	return codec.failed ? NULL : g_steal_pointer(&values);
}
