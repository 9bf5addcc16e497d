/* edition.xml read back, and checked against its schema. The only file of the archive that reads XML: no entities, no
 * network, no document type (reliability.md D5); only in workers. */
#include "archive/archive.h"
#include "archive/fact.h"

#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/tree.h>
#include <string.h>

#define NAMESPACE "urn:bantin:edition:1"
#define XML_BYTES (256 * 1024 * 1024)

/* ------------------------------------------------------------------ parsing */

static void silent(void *data, const char *format, ...)
{
	(void)data;
	(void)format;
}

static void silent_error(void *data, xmlErrorPtr error)
{
	(void)data;
	(void)error;
}

static bool broken(bt_diags *diags, const char *what, int line)
{
	g_autofree char *shown = g_strdup_printf("%d", line);
	bt_say(diags, BT_D_BAG_XML, BT_NO_SPAN, what, shown, NULL);
	return false;
}

static xmlDoc *parse(GBytes *bytes, bt_diags *diags)
{
	gsize len;
	const char *data = g_bytes_get_data(bytes, &len);
	if (len > G_MAXINT) {
		broken(diags, "edition.xml", 0);
		return NULL;
	}
	xmlSetGenericErrorFunc(NULL, silent);
	xmlSetStructuredErrorFunc(NULL, silent_error);
	xmlDoc *doc = xmlReadMemory(data, (int)len, "edition.xml", NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_BIG_LINES);
	if (!doc) {
		const xmlError *error = xmlGetLastError();
		g_autofree char *what = error && error->message ? g_strstrip(g_strdup(error->message)) : NULL;
		broken(diags, what ? what : "XML", error ? error->line : 0);
		return NULL;
	}
	if (doc->intSubset) {
		broken(diags, "DOCTYPE", 1);
		xmlFreeDoc(doc);
		return NULL;
	}
	return doc;
}

static bool is(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && node->ns && strcmp((const char *)node->ns->href, NAMESPACE) == 0 && strcmp((const char *)node->name, name) == 0;
}

/* The text of an element; in the arena. */
static const char *text_of(const xmlNode *node, bt_arena *arena)
{
	xmlChar *text = xmlNodeGetContent(node);
	char *copy = bt_arena_strdup(arena, text ? (const char *)text : "");
	xmlFree(text);
	return copy;
}

/* NULL: not there. In the arena. */
static const char *attribute(const xmlNode *node, const char *name, bt_arena *arena)
{
	xmlChar *text = xmlGetNoNsProp(node, (const xmlChar *)name);
	char *copy = bt_arena_strdup(arena, (const char *)text);
	xmlFree(text);
	return copy;
}

static int number(const xmlNode *node, const char *name)
{
	xmlChar *text = xmlGetNoNsProp(node, (const xmlChar *)name);
	gint64 value = 0;
	bool ok = text && g_ascii_string_to_signed((const char *)text, 10, 0, G_MAXINT, &value, NULL);
	xmlFree(text);
	return ok ? (int)value : 0;
}

static bool flag(const xmlNode *node, const char *name)
{
	xmlChar *text = xmlGetNoNsProp(node, (const xmlChar *)name);
	bool set = text && strcmp((const char *)text, "true") == 0;
	xmlFree(text);
	return set;
}

/* ------------------------------------------------------------------ articles */

static guint count(const xmlNode *parent, const char *name)
{
	guint n = 0;
	for (const xmlNode *c = parent->children; c; c = c->next)
		n += is(c, name);
	return n;
}

/* The texts of the elements `name`, NULL at the end. */
static const char *const *texts_of(const xmlNode *parent, const char *name, bt_arena *arena)
{
	const char **texts = bt_arena_new0(arena, const char *, count(parent, name) + 1);
	guint n = 0;
	for (const xmlNode *c = parent->children; c; c = c->next)
		if (is(c, name))
			texts[n++] = text_of(c, arena);
	return texts;
}

/* The block that a passage stands in: a paragraph unless it says otherwise. */
static bt_kind kind_of(const xmlNode *node, bt_arena *arena)
{
	const char *name = attribute(node, "kind", arena);
	for (int k = 0; name && k < BT_KIND_COUNT; k++)
		if (strcmp(bt_kind_name((bt_kind)k), name) == 0)
			return (bt_kind)k;
	return BT_PARAGRAPH;
}

static void read_passages(const xmlNode *text, bt_record *record, bt_arena *arena)
{
	bt_passage *passages = bt_arena_new0(arena, bt_passage, count(text, "p") + 1);
	for (const xmlNode *c = text->children; c; c = c->next)
		if (is(c, "p"))
			passages[record->n_passages++] = (bt_passage){kind_of(c, arena), number(c, "n"), text_of(c, arena)};
	record->passages = passages;
}

/* Fields stand in the order of the table, so that each is looked for from the one before. */
static bool read_fact(const xmlNode *node, bt_fact *fact, bt_arena *arena, bt_diags *diags)
{
	guint i = 0;
	for (const xmlNode *c = node->children; c; c = c->next) {
		if (c->type != XML_ELEMENT_NODE)
			continue;
		while (i < bt_fact_n_fields && strcmp(bt_fact_fields[i].name, (const char *)c->name) != 0)
			i++;
		if (i == bt_fact_n_fields || !bt_fact_set(fact, &bt_fact_fields[i], text_of(c, arena), attribute(c, "decimal", arena)))
			return broken(diags, (const char *)c->name, (int)xmlGetLineNo(c));
	}
	if (!fact->owner)
		fact->owner = "";
	return true;
}

static bool read_facts(const xmlNode *figures, bt_record *record, const bt_stored *stored, bt_diags *diags)
{
	bt_fact *facts = bt_arena_new0(stored->arena, bt_fact, count(figures, "figure") + 1);
	for (const xmlNode *c = figures->children; c; c = c->next) {
		if (!is(c, "figure"))
			continue;
		bt_fact *fact = &facts[record->n_facts++];
		if (!read_fact(c, fact, stored->arena, diags))
			return false;
		fact->report = record->path;
		fact->date = record->date;
		fact->edition = stored->id;
	}
	record->facts = facts;
	return true;
}

static void read_photos(const xmlNode *article, bt_record *record, bt_arena *arena)
{
	bt_record_photo *photos = bt_arena_new0(arena, bt_record_photo, count(article, "photo") + 1);
	for (const xmlNode *c = article->children; c; c = c->next)
		if (is(c, "photo"))
			photos[record->n_photos++] = (bt_record_photo){
				.path = attribute(c, "path", arena), .alt = attribute(c, "alt", arena),
				.caption = attribute(c, "caption", arena), .credit = attribute(c, "credit", arena), .hash = attribute(c, "sha256", arena),
				.width = number(c, "width"), .height = number(c, "height")};
	record->photos = photos;
}

static bool read_article(const xmlNode *node, bt_stored *stored, bt_diags *diags)
{
	bt_arena *arena = stored->arena;
	bt_record *r = bt_arena_new0(arena, bt_record, 1);
	bt_stored_article article = {.section = attribute(node, "section", arena), .slug = attribute(node, "slug", arena),
				     .sha256 = attribute(node, "sha256", arena), .page = number(node, "page"), .record = r};
	const struct {
		const char *name, **field;
	} heads[] = {{"title", &r->title}, {"lead", &r->lead}, {"date", &r->date}, {"place", &r->place},
		     {"issuer", &r->issuer}, {"period", &r->period}, {"number", &r->number}};
	r->path = attribute(node, "path", arena);
	r->draft = flag(node, "draft");
	r->section = article.section;
	r->authors = texts_of(node, "author", arena);
	r->tags = texts_of(node, "tag", arena);
	if (!r->path || !article.sha256)
		return broken(diags, "article", (int)xmlGetLineNo(node));
	for (const xmlNode *c = node->children; c; c = c->next)
		for (gsize i = 0; i < G_N_ELEMENTS(heads); i++)
			if (is(c, heads[i].name))
				*heads[i].field = text_of(c, arena);
	read_photos(node, r, arena);
	for (const xmlNode *c = node->children; c; c = c->next) {
		if (is(c, "text"))
			read_passages(c, r, arena);
		else if (is(c, "figures") && !read_facts(c, r, stored, diags))
			return false;
	}
	g_array_append_val(stored->articles, article);
	return true;
}

/* ------------------------------------------------------------------ the edition */

static void read_colophon(const xmlNode *colophon, bt_stored *stored)
{
	for (const xmlNode *c = colophon->children; c; c = c->next) {
		if (!is(c, "line"))
			continue;
		bt_colophon_line line = {.key = attribute(c, "key", stored->arena), .words = attribute(c, "words", stored->arena),
					 .text = flag(c, "missing") ? NULL : text_of(c, stored->arena)};
		g_array_append_val(stored->colophon, line);
	}
}

static bool read_head(const xmlNode *root, bt_stored *stored, bt_diags *diags)
{
	bt_arena *arena = stored->arena;
	if (!is(root, "edition"))
		return broken(diags, "edition", (int)xmlGetLineNo(root));
	stored->issue = (bt_issue){number(root, "year"), number(root, "quarter"), number(root, "revision")};
	stored->id = attribute(root, "id", arena);
	stored->number = number(root, "number");
	stored->running = number(root, "running");
	stored->date = attribute(root, "date", arena);
	stored->corrects = attribute(root, "corrects", arena);
	stored->pages = number(root, "pages");
	stored->final = flag(root, "final");
	stored->imported = flag(root, "imported");
	g_autofree char *id = bt_issue_id(stored->issue);
	if (g_strcmp0(id, stored->id) != 0)
		return broken(diags, "id", (int)xmlGetLineNo(root));
	return true;
}

static bool read_body(const xmlNode *root, bt_stored *stored, bt_diags *diags)
{
	for (const xmlNode *c = root->children; c; c = c->next) {
		if (is(c, "name"))
			stored->name = text_of(c, stored->arena);
		else if (is(c, "issuer"))
			stored->issuer = text_of(c, stored->arena);
		else if (is(c, "place"))
			stored->place = text_of(c, stored->arena);
		else if (is(c, "correction"))
			stored->correction = text_of(c, stored->arena);
		else if (is(c, "colophon"))
			read_colophon(c, stored);
		else if (is(c, "articles"))
			for (const xmlNode *a = c->children; a; a = a->next)
				if (is(a, "article") && !read_article(a, stored, diags))
					return false;
	}
	return true;
}

bt_stored *bt_stored_read(GBytes *bytes, bt_diags *diags)
{
	g_autoptr(bt_stored) stored = bt_stored_new();
	xmlDoc *doc = parse(bytes, diags);
	xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
	bool ok = root && read_head(root, stored, diags) && read_body(root, stored, diags);
	xmlFreeDoc(doc);
	return ok ? g_steal_pointer(&stored) : NULL;
}

/* ------------------------------------------------------------------ the schema */

struct finding {
	char *what;
	int line;
};

/* The first thing that the schema does not allow. */
static void on_invalid(void *data, xmlErrorPtr error)
{
	struct finding *finding = data;
	if (finding->what || !error->message)
		return;
	finding->what = g_strstrip(g_strdup(error->message));
	finding->line = error->line;
}

bool bt_stored_valid(GBytes *bytes, bt_diags *diags)
{
	struct finding finding = {0};
	g_autoptr(GBytes) schema_bytes = bt_data_read("templates/edition.rng", diags);
	xmlDoc *doc = schema_bytes ? parse(bytes, diags) : NULL;
	if (!doc)
		return false;
	gsize len;
	const char *data = g_bytes_get_data(schema_bytes, &len);
	xmlRelaxNGParserCtxt *reader = xmlRelaxNGNewMemParserCtxt(data, (int)len);
	xmlRelaxNG *schema = xmlRelaxNGParse(reader);
	xmlRelaxNGValidCtxt *valid = schema ? xmlRelaxNGNewValidCtxt(schema) : NULL;
	bool ok = false;
	if (valid) {
		xmlRelaxNGSetValidStructuredErrors(valid, on_invalid, &finding);
		ok = xmlRelaxNGValidateDoc(valid, doc) == 0;
	}
	if (!ok)
		broken(diags, finding.what ? finding.what : "edition.rng", finding.line);
	g_free(finding.what);
	xmlRelaxNGFreeValidCtxt(valid);
	xmlRelaxNGFree(schema);
	xmlRelaxNGFreeParserCtxt(reader);
	xmlFreeDoc(doc);
	return ok;
}

/* ------------------------------------------------------------------ from a bag */

bt_stored *bt_stored_open(const bt_shelved *edition, bt_diags *diags)
{
	g_autoptr(bt_arena) scratch = bt_arena_new();
	g_autoptr(GArray) lines = bt_manifest_read(edition->folder, "manifest-sha256.txt", scratch, diags);
	g_autofree char *shown = g_build_filename(edition->folder, "data/edition.xml", NULL);
	bt_diags_about(diags, shown, NULL, 0);
	g_autoptr(GBytes) bytes = lines ? bt_read_beneath(edition->folder, "data/edition.xml", XML_BYTES, diags) : NULL;
	if (!bytes)
		return NULL;
	g_autofree char *hash = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
	bool whole = false;
	for (guint i = 0; i < lines->len; i++) {
		const bt_manifest_line *line = &g_array_index(lines, bt_manifest_line, i);
		whole |= strcmp(line->path, "data/edition.xml") == 0 && strcmp(line->hash, hash) == 0;
	}
	if (!whole) {
		bt_say(diags, BT_D_BAG_DAMAGED, BT_NO_SPAN, NULL);
		return NULL;
	}
	bt_stored *stored = bt_stored_read(bytes, diags);
	if (stored && strcmp(stored->id, edition->id) != 0) {
		broken(diags, "id", 1);
		g_clear_pointer(&stored, bt_stored_free);
	}
	return stored;
}
