/* The template engine: libxml2 reads the page once (no network, no entities) into a list of steps, which then fill it
 * for any number of pages. Knows no report; whatever it is given as text leaves escaped. */
#include "html/private.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

typedef enum {
	STEP_LITERAL, /* text: HTML */
	STEP_TEXT, STEP_ATTRIBUTE, STEP_MARKUP, /* text: a name */
	STEP_IF,      /* the steps up to `end` when the name says something */
	STEP_EACH,    /* the steps up to `end`, for each item */
} step_kind;

typedef struct {
	step_kind kind;
	const char *text;
	gsize len;  /* of a literal */
	guint hash; /* of a name */
	guint end;
} step;

struct bt_template {
	bt_arena *arena;
	GArray *steps;
};

void bt_template_free(bt_template *template)
{
	if (!template)
		return;
	g_array_unref(template->steps);
	bt_arena_free(template->arena);
	g_free(template);
}

/* ------------------------------------------------------------------ reading */

typedef struct {
	bt_template *template;
	const bt_name *names;
	GPtrArray *scopes; /* const char *: where a name is looked for */
	GString *literal;  /* not yet a step */
	const char *source;
	gsize len;
	bt_diags *diags;
	bool failed;
} reading;

/* ---- what is wrong, and where */

static gsize line_start(const reading *r, long line)
{
	gsize at = 0;
	for (long n = 1; n < line && at < r->len; at++)
		n += r->source[at] == '\n';
	return at;
}

/* The place of the words `what` in or after the line of `node`; the line itself when they are written otherwise. */
static bt_span place_of(const reading *r, const xmlNode *node, const char *what)
{
	gsize start = line_start(r, xmlGetLineNo(node));
	const char *found = g_strstr_len(r->source + start, (gssize)(r->len - start), what);
	if (!found && !(found = g_strstr_len(r->source, (gssize)r->len, what)))
		return (bt_span){(guint32)start, 1};
	return (bt_span){(guint32)(found - r->source), (guint32)strlen(what)};
}

static int by_text(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static bool in_scope(const reading *r, const char *scope)
{
	for (guint i = 0; i < r->scopes->len; i++)
		if (strcmp(r->scopes->pdata[i], scope) == 0)
			return true;
	return false;
}

#define ANY_KIND (-1)

/* An unknown name, with those of its kind that may stand there. */
static void say_unknown(reading *r, const xmlNode *node, const char *name, int kind)
{
	g_autoptr(GPtrArray) known = g_ptr_array_new();
	for (const bt_name *n = r->names; n->scope; n++)
		if ((kind == ANY_KIND || (int)n->kind == kind) && in_scope(r, n->scope))
			g_ptr_array_add(known, (gpointer)n->name);
	g_ptr_array_sort(known, by_text);
	g_autoptr(GString) list = g_string_new(NULL);
	for (guint i = 0; i < known->len; i++)
		if (i == 0 || strcmp(known->pdata[i], known->pdata[i - 1]) != 0)
			g_string_append_printf(list, "%s%s", i ? ", " : "", (char *)known->pdata[i]);
	if (!r->failed)
		bt_say(r->diags, BT_D_TEMPLATE_NAME, place_of(r, node, name), name, list->str, NULL);
	r->failed = true;
}

enum mark_fault { UNCLOSED, IN_SCRIPT, NOT_OURS, WITH_CHILDREN };

static void say_mark(reading *r, const xmlNode *node, const char *what, enum mark_fault fault)
{
	static const char *const words[][2] = {
		[UNCLOSED] = {[BT_LANG_EN] = "«{{» has no «}}»", [BT_LANG_VI] = "«{{» chưa có «}}» đóng lại"},
		[IN_SCRIPT] = {[BT_LANG_EN] = "no name may stand within <script> and <style>", [BT_LANG_VI] = "trong <script> và <style> không đặt được tên nào"},
		[NOT_OURS] = {[BT_LANG_EN] = "did you mean data-each, data-if or data-put?", [BT_LANG_VI] = "có phải ý là data-each, data-if hay data-put?"},
		[WITH_CHILDREN] = {[BT_LANG_EN] = "an element like this holds nothing", [BT_LANG_VI] = "phần tử này không chứa được gì"},
	};
	if (!r->failed)
		bt_say(r->diags, BT_D_TEMPLATE_MARK, place_of(r, node, what), what, words[fault][bt_diags_lang(r->diags)], NULL);
	r->failed = true;
}

/* ---- steps */

static guint add_step(reading *r, step_kind kind, const char *text)
{
	if (r->literal->len) {
		step literal = {.kind = STEP_LITERAL, .text = bt_arena_strndup(r->template->arena, r->literal->str, r->literal->len), .len = r->literal->len};
		g_array_append_val(r->template->steps, literal);
		g_string_truncate(r->literal, 0);
	}
	if (text) {
		step named = {.kind = kind, .text = bt_arena_strdup(r->template->arena, text), .hash = bt_name_hash(text)};
		g_array_append_val(r->template->steps, named);
	}
	return r->template->steps->len - 1;
}

/* What was begun at step `start` ends here. */
static void end_step(reading *r, guint start)
{
	add_step(r, STEP_LITERAL, NULL);
	g_array_index(r->template->steps, step, start).end = r->template->steps->len;
}

/* The row of a name that may stand here; of the innermost scope. NULL: none. */
static const bt_name *find_name(const reading *r, const char *name)
{
	for (guint i = r->scopes->len; i-- > 0;)
		for (const bt_name *n = r->names; n->scope; n++)
			if (strcmp(n->name, name) == 0 && strcmp(n->scope, r->scopes->pdata[i]) == 0)
				return n;
	return NULL;
}

static const bt_name *want_name(reading *r, const xmlNode *node, const char *name, bt_name_kind kind)
{
	const bt_name *found = find_name(r, name);
	if (found && found->kind == kind)
		return found;
	say_unknown(r, node, name, (int)kind);
	return NULL;
}

/* Text of the template with its {{names}}. */
static void read_text(reading *r, const xmlNode *node, const char *text, step_kind kind, void (*escape)(GString *, const char *))
{
	for (const char *open; (open = strstr(text, "{{"));) {
		const char *close = strstr(open, "}}");
		g_autofree char *before = g_strndup(text, (gsize)(open - text));
		escape(r->literal, before);
		if (!close) {
			say_mark(r, node, "{{", UNCLOSED);
			return;
		}
		g_autofree char *name = g_strndup(open + 2, (gsize)(close - open - 2));
		if (want_name(r, node, g_strstrip(name), BT_NAME_TEXT))
			add_step(r, kind, name);
		text = close + 2;
	}
	escape(r->literal, text);
}

static bool in_list(const char *const *list, const char *name)
{
	return g_strv_contains(list, name);
}

static const char *const ours[] = {"data-each", "data-if", "data-put", NULL};

static bool is_void(const char *name)
{
	static const char *const voids[] = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", NULL};
	return in_list(voids, name);
}

/* Their text is not read as markup by browsers. */
static bool is_raw(const char *name)
{
	static const char *const raw[] = {"script", "style", NULL};
	return in_list(raw, name);
}

static void read_attributes(reading *r, const xmlNode *node)
{
	for (const xmlAttr *a = node->properties; a; a = a->next) {
		const char *name = (const char *)a->name;
		if (in_list(ours, name))
			continue;
		if (g_str_has_prefix(name, "data-") && bt_nearest(name, ours))
			say_mark(r, node, name, NOT_OURS);
		const char *prefix = a->ns ? (const char *)a->ns->prefix : NULL;
		bt_append_all(r->literal, " ", prefix ? prefix : "", prefix ? ":" : "", name, "=\"", NULL);
		xmlChar *text = xmlNodeListGetString(node->doc, a->children, 1);
		read_text(r, node, text ? (const char *)text : "", STEP_ATTRIBUTE, bt_esc_attr);
		xmlFree(text);
		g_string_append_c(r->literal, '"');
	}
}

static void read_nodes(reading *r, const xmlNode *first);

static void read_raw(reading *r, const xmlNode *node)
{
	xmlChar *text = xmlNodeGetContent(node);
	if (text && strstr((const char *)text, "{{"))
		say_mark(r, node, "{{", IN_SCRIPT);
	bt_append(r->literal, text ? (const char *)text : "");
	xmlFree(text);
}

/* An element without the conditions it stands under. */
static void read_one(reading *r, const xmlNode *node)
{
	const char *name = (const char *)node->name;
	xmlChar *put = xmlGetNoNsProp(node, (const xmlChar *)"data-put");
	bt_append_all(r->literal, "<", name, NULL);
	read_attributes(r, node);
	g_string_append_c(r->literal, '>');
	if (is_void(name)) {
		if (put || node->children)
			say_mark(r, node, name, WITH_CHILDREN);
	} else {
		if (put && want_name(r, node, (const char *)put, BT_NAME_MARKUP))
			add_step(r, STEP_MARKUP, (const char *)put);
		else if (!put && is_raw(name))
			read_raw(r, node);
		else if (!put)
			read_nodes(r, node->children);
		bt_append_all(r->literal, "</", name, ">", NULL);
	}
	xmlFree(put);
}

/* The end of the line goes with the element: what is not shown leaves no empty line. */
static bool takes_line_end(const xmlNode *node)
{
	const xmlNode *next = node->next;
	return next && next->type == XML_TEXT_NODE && next->content[0] == '\n' && (xmlHasProp(node, (const xmlChar *)"data-if") || xmlHasProp(node, (const xmlChar *)"data-each"));
}

static void read_wanted(reading *r, const xmlNode *node)
{
	xmlChar *name = xmlGetNoNsProp(node, (const xmlChar *)"data-if");
	if (name && find_name(r, (const char *)name)) {
		guint start = add_step(r, STEP_IF, (const char *)name);
		read_one(r, node);
		if (takes_line_end(node))
			g_string_append_c(r->literal, '\n');
		end_step(r, start);
	} else if (name) {
		say_unknown(r, node, (const char *)name, ANY_KIND);
	} else {
		read_one(r, node);
		if (takes_line_end(node)) /* within each item */
			g_string_append_c(r->literal, '\n');
	}
	xmlFree(name);
}

static void read_element(reading *r, const xmlNode *node)
{
	xmlChar *list = xmlGetNoNsProp(node, (const xmlChar *)"data-each");
	const bt_name *name = list ? want_name(r, node, (const char *)list, BT_NAME_LIST) : NULL;
	if (name) {
		guint start = add_step(r, STEP_EACH, name->name);
		g_ptr_array_add(r->scopes, bt_arena_printf(r->template->arena, "%s/%s", name->scope, name->name));
		read_wanted(r, node);
		g_ptr_array_set_size(r->scopes, (int)r->scopes->len - 1);
		end_step(r, start);
	} else if (!list) {
		read_wanted(r, node);
	}
	xmlFree(list);
}

/* Recursion is as deep as the template, which the XML parser bounds. */
static void read_nodes(reading *r, const xmlNode *first)
{
	for (const xmlNode *n = first; n; n = n->next) {
		if (n->type == XML_ELEMENT_NODE)
			read_element(r, n);
		else if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
			read_text(r, n->parent, (const char *)n->content + (n->prev && n->prev->type == XML_ELEMENT_NODE && takes_line_end(n->prev)), STEP_TEXT, bt_esc_text);
	}
}

static void quiet(void *data, const char *format, ...)
{
	(void)data;
	(void)format;
}

static xmlDoc *parse(const reading *r)
{
	xmlParserCtxt *context = xmlNewParserCtxt();
	if (!context)
		return NULL;
	xmlSetGenericErrorFunc(NULL, quiet);
	xmlDoc *doc = xmlCtxtReadMemory(context, r->source, (int)r->len, NULL, "UTF-8", XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	if (!doc) {
		const xmlError *error = xmlCtxtGetLastError(context);
		g_autofree char *reason = g_strdup(error && error->message ? error->message : "XML");
		bt_span place = {(guint32)line_start(r, error ? error->line : 1), 1};
		bt_say(r->diags, BT_D_TEMPLATE_BROKEN, place, g_strstrip(reason), NULL);
	}
	xmlFreeParserCtxt(context);
	return doc;
}

bt_template *bt_template_read(GBytes *bytes, const char *name, const char *shown, const bt_name *names, bt_diags *diags)
{
	gsize len;
	const char *source = g_bytes_get_data(bytes, &len);
	g_autoptr(bt_template) template = g_new0(bt_template, 1);
	g_autoptr(GPtrArray) scopes = g_ptr_array_new();
	g_autoptr(GString) literal = g_string_new(NULL);
	reading r = {.template = template, .names = names, .scopes = scopes, .literal = literal, .source = source ? source : "", .len = len, .diags = diags};
	template->arena = bt_arena_new();
	template->steps = g_array_new(FALSE, FALSE, sizeof(step));
	bt_diags_about(diags, shown, r.source, r.len);
	xmlDoc *doc = len <= G_MAXINT ? parse(&r) : NULL;
	const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
	if (!root) {
		xmlFreeDoc(doc);
		return NULL;
	}
	g_ptr_array_add(scopes, (gpointer)"frame");
	g_ptr_array_add(scopes, (gpointer)name);
	if (strcmp((const char *)root->name, "html") == 0)
		bt_append(literal, "<!DOCTYPE html>\n");
	read_element(&r, root);
	g_string_append_c(literal, '\n');
	add_step(&r, STEP_LITERAL, NULL);
	xmlFreeDoc(doc);
	return r.failed ? NULL : g_steal_pointer(&template);
}

/* ------------------------------------------------------------------ filling */

static void fill(const bt_template *template, guint from, guint to, const bt_values *values, GString *out)
{
	for (guint i = from; i < to; i++) {
		const step *s = &g_array_index(template->steps, step, i);
		const bt_named *value = s->kind == STEP_LITERAL ? NULL : bt_values_find(values, s->text, s->hash);
		switch (s->kind) {
		case STEP_LITERAL:
			bt_append_len(out, s->text, s->len);
			break;
		case STEP_TEXT:
			if (value && value->kind == BT_NAME_TEXT)
				bt_esc_text_len(out, value->text, value->len);
			break;
		case STEP_ATTRIBUTE:
			if (value && value->kind == BT_NAME_TEXT)
				bt_esc_attr_len(out, value->text, value->len);
			break;
		case STEP_MARKUP:
			if (value && value->kind == BT_NAME_MARKUP)
				bt_append_len(out, value->text, value->len);
			break;
		case STEP_IF:
			i = bt_named_says(value) ? i : s->end - 1;
			break;
		case STEP_EACH:
			for (const bt_values *item = value ? value->items : NULL; item; item = item->next)
				fill(template, i + 1, s->end, item, out);
			i = s->end - 1;
			break;
		}
	}
}

void bt_template_fill(const bt_template *template, const bt_values *values, GString *out) { fill(template, 0, template->steps->len, values, out); }
