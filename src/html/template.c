/* The template engine: libxml2 reads the page (no network, no entities), our walker writes HTML. Knows no
 * names, no reports; whatever it is given as text leaves escaped. */
#include "html/template.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

enum value_kind { VALUE_TEXT, VALUE_MARKUP, VALUE_LIST };

struct value {
	enum value_kind kind;
	char *text;        /* TEXT: may be NULL */
	GString *markup;   /* MARKUP: may be NULL */
	GPtrArray *items;  /* LIST: bt_values */
};

struct bt_values {
	GHashTable *names; /* char * to struct value */
	const bt_values *outer;
};

static void free_value(gpointer p)
{
	struct value *value = p;
	g_free(value->text);
	if (value->markup)
		g_string_free(value->markup, TRUE);
	if (value->items)
		g_ptr_array_unref(value->items);
	g_free(value);
}

bt_values *bt_values_new(void)
{
	bt_values *values = g_new0(bt_values, 1);
	values->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_value);
	return values;
}

void bt_values_free(bt_values *values)
{
	if (!values)
		return;
	g_hash_table_unref(values->names);
	g_free(values);
}

static struct value *add(bt_values *values, const char *name, enum value_kind kind)
{
	struct value *value = g_new0(struct value, 1);
	value->kind = kind;
	g_hash_table_insert(values->names, g_strdup(name), value);
	return value;
}

void bt_values_text(bt_values *values, const char *name, const char *text)
{
	add(values, name, VALUE_TEXT)->text = g_strdup(text);
}

void bt_values_markup(bt_values *values, const char *name, GString *markup)
{
	add(values, name, VALUE_MARKUP)->markup = markup;
}

void bt_values_list(bt_values *values, const char *name)
{
	if (!g_hash_table_contains(values->names, name))
		add(values, name, VALUE_LIST)->items = g_ptr_array_new_with_free_func((GDestroyNotify)bt_values_free);
}

bt_values *bt_values_item(bt_values *values, const char *name)
{
	bt_values_list(values, name);
	struct value *value = g_hash_table_lookup(values->names, name);
	bt_values *item = bt_values_new();
	item->outer = values;
	g_ptr_array_add(value->items, item);
	return item;
}

/* ---- filling */

struct filling {
	const char *file;
	bt_diags *diags;
	GString *out;
	bool failed;
};

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void say_unknown(struct filling *f, const xmlNode *node, const char *name, const bt_values *values)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	g_autoptr(GString) known = g_string_new(NULL);
	for (const bt_values *v = values; v; v = v->outer) {
		GHashTableIter iter;
		gpointer key;
		g_hash_table_iter_init(&iter, v->names);
		while (g_hash_table_iter_next(&iter, &key, NULL))
			g_ptr_array_add(names, key);
	}
	g_ptr_array_sort(names, by_name);
	for (guint i = 0; i < names->len; i++)
		g_string_append_printf(known, "%s%s", i ? ", " : "", (char *)names->pdata[i]);
	g_autofree char *place = g_strdup_printf("%s:%ld", f->file, xmlGetLineNo(node));
	if (!f->failed) {
		bt_diags_about(f->diags, place, NULL, 0);
		bt_say(f->diags, BT_D_TEMPLATE_NAME, BT_NO_SPAN, name, known->str, NULL);
	}
	f->failed = true;
}

static const struct value *find(struct filling *f, const xmlNode *node, const char *name, const bt_values *values)
{
	for (const bt_values *v = values; v; v = v->outer) {
		const struct value *value = g_hash_table_lookup(v->names, name);
		if (value)
			return value;
	}
	say_unknown(f, node, name, values);
	return NULL;
}

static bool says_something(const struct value *value)
{
	switch (value->kind) {
	case VALUE_TEXT:
		return value->text && *value->text;
	case VALUE_MARKUP:
		return value->markup && value->markup->len;
	case VALUE_LIST:
		return value->items->len > 0;
	}
	return false;
}

typedef void bt_escape(GString *out, const char *s, gsize len);

/* Text of the template with its {{names}} filled in. */
static void put_text(struct filling *f, const xmlNode *node, const char *text, const bt_values *values, bt_escape *escape)
{
	for (const char *open; (open = strstr(text, "{{")); ) {
		const char *close = strstr(open, "}}");
		if (!close)
			break;
		g_autofree char *name = g_strndup(open + 2, (gsize)(close - open - 2));
		escape(f->out, text, (gsize)(open - text));
		const struct value *value = find(f, node, g_strstrip(name), values);
		if (value && value->kind != VALUE_TEXT)
			say_unknown(f, node, name, values);
		else if (value && value->text)
			escape(f->out, value->text, strlen(value->text));
		text = close + 2;
	}
	escape(f->out, text, strlen(text));
}

static bool in_list(const char *const *list, gsize n, const char *name)
{
	for (gsize i = 0; i < n; i++)
		if (strcmp(list[i], name) == 0)
			return true;
	return false;
}

static bool is_void(const char *name)
{
	static const char *const voids[] = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"};
	return in_list(voids, G_N_ELEMENTS(voids), name);
}

/* The value of an attribute: lent from the tree, or `owned` when it has references in it. */
static const char *value_of(const xmlAttr *a, xmlChar **owned)
{
	const xmlNode *text = a->children;
	if (text && !text->next && text->type == XML_TEXT_NODE)
		return (const char *)text->content;
	*owned = xmlNodeListGetString(a->doc, text, 1);
	return *owned ? (const char *)*owned : "";
}

static void put_attributes(struct filling *f, const xmlNode *node, const bt_values *values)
{
	static const char *const ours[] = {"data-each", "data-if", "data-put"};
	for (const xmlAttr *a = node->properties; a; a = a->next) {
		if (in_list(ours, G_N_ELEMENTS(ours), (const char *)a->name))
			continue;
		xmlChar *owned = NULL;
		g_string_append_c(f->out, ' ');
		if (a->ns && a->ns->prefix) {
			g_string_append(f->out, (const char *)a->ns->prefix);
			g_string_append_c(f->out, ':');
		}
		g_string_append(f->out, (const char *)a->name);
		g_string_append(f->out, "=\"");
		put_text(f, node, value_of(a, &owned), values, bt_esc_attr_len);
		xmlFree(owned);
		g_string_append_c(f->out, '"');
	}
}

static const char *ours(const xmlNode *node, const char *name, xmlChar **owned)
{
	for (const xmlAttr *a = node->properties; a; a = a->next)
		if (!a->ns && strcmp((const char *)a->name, name) == 0)
			return value_of(a, owned);
	return NULL;
}

static void put_nodes(struct filling *f, const xmlNode *first, const bt_values *values);

static void put_one(struct filling *f, const xmlNode *node, const bt_values *values)
{
	xmlChar *owned = NULL;
	const char *put = ours(node, "data-put", &owned);
	g_string_append_c(f->out, '<');
	g_string_append(f->out, (const char *)node->name);
	put_attributes(f, node, values);
	g_string_append_c(f->out, '>');
	if (!is_void((const char *)node->name)) {
		const struct value *value = put ? find(f, node, put, values) : NULL;
		if (value && value->kind == VALUE_MARKUP && value->markup)
			g_string_append_len(f->out, value->markup->str, (gssize)value->markup->len);
		else if (value && value->kind != VALUE_MARKUP)
			say_unknown(f, node, put, values);
		else if (!put)
			put_nodes(f, node->children, values);
		g_string_append(f->out, "</");
		g_string_append(f->out, (const char *)node->name);
		g_string_append_c(f->out, '>');
	}
	xmlFree(owned);
}

static bool wanted(struct filling *f, const xmlNode *node, const bt_values *values)
{
	xmlChar *owned = NULL;
	const char *name = ours(node, "data-if", &owned);
	const struct value *value = name ? find(f, node, name, values) : NULL;
	bool keep = !name || (value && says_something(value));
	xmlFree(owned);
	return keep;
}

static void put_element(struct filling *f, const xmlNode *node, const bt_values *values)
{
	xmlChar *owned = NULL;
	const char *name = ours(node, "data-each", &owned);
	if (!name) {
		if (wanted(f, node, values))
			put_one(f, node, values);
		return;
	}
	const struct value *value = find(f, node, name, values);
	if (value && value->kind != VALUE_LIST)
		say_unknown(f, node, name, values);
	for (guint i = 0; value && value->kind == VALUE_LIST && i < value->items->len; i++)
		if (wanted(f, node, value->items->pdata[i]))
			put_one(f, node, value->items->pdata[i]);
	xmlFree(owned);
}

/* Recursion is as deep as the template, which the XML parser bounds. */
static void put_nodes(struct filling *f, const xmlNode *first, const bt_values *values)
{
	for (const xmlNode *n = first; n; n = n->next) {
		if (n->type == XML_ELEMENT_NODE)
			put_element(f, n, values);
		else if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
			put_text(f, n, (const char *)n->content, values, bt_esc_text_len);
	}
}

static void quiet(void *data, const char *format, ...)
{
	(void)data;
	(void)format;
}

static xmlDoc *parse(GBytes *bytes, const char *file, bt_diags *diags)
{
	xmlParserCtxt *context = xmlNewParserCtxt();
	if (!context)
		return NULL;
	xmlSetGenericErrorFunc(NULL, quiet);
	xmlDoc *doc = xmlCtxtReadMemory(context, g_bytes_get_data(bytes, NULL), (int)g_bytes_get_size(bytes), NULL, "UTF-8",
					XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	if (!doc) {
		const xmlError *error = xmlCtxtGetLastError(context);
		g_autofree char *place = g_strdup_printf("%s:%d", file, error ? error->line : 0);
		g_autofree char *reason = g_strdup(error && error->message ? error->message : "XML");
		bt_say(diags, BT_D_DATA_BROKEN, BT_NO_SPAN, place, g_strstrip(reason), NULL);
	}
	xmlFreeParserCtxt(context);
	return doc;
}

/* Templates that were parsed, for the life of the process: the program has a few, read once. */
#define KEPT_MAX 16

static xmlDoc *parsed(GBytes *bytes, const char *file, bt_diags *diags, bool *keep)
{
	static struct {
		GBytes *bytes;
		xmlDoc *doc;
	} kept[KEPT_MAX];
	gsize n = 0;
	for (; n < KEPT_MAX && kept[n].bytes; n++)
		if (kept[n].bytes == bytes)
			return *keep = true, kept[n].doc;
	xmlDoc *doc = parse(bytes, file, diags);
	*keep = doc && n < KEPT_MAX;
	if (*keep) {
		kept[n].bytes = g_bytes_ref(bytes);
		kept[n].doc = doc;
	}
	return doc;
}

bool bt_template_fill(GBytes *bytes, const char *file, const bt_values *values, bt_diags *diags, GString *out)
{
	bool keep;
	xmlDoc *doc = parsed(bytes, file, diags, &keep);
	if (!doc)
		return false;
	struct filling f = {file, diags, out, false};
	g_string_append(out, "<!DOCTYPE html>\n");
	put_nodes(&f, xmlDocGetRootElement(doc), values);
	g_string_append_c(out, '\n');
	if (!keep)
		xmlFreeDoc(doc);
	return !f.failed;
}
