/* What is kept of an edition for machines, as XML: edition.xml, from which the index is made, and the records
 * sidecar. The same bytes for the same edition. Reading is in stored_read.c. */
#include "archive/archive.h"
#include "archive/fact.h"

#include <string.h>

bt_stored *bt_stored_new(void)
{
	bt_stored *stored = g_new0(bt_stored, 1);
	stored->arena = bt_arena_new();
	stored->colophon = g_array_new(FALSE, TRUE, sizeof(bt_colophon_line));
	stored->articles = g_array_new(FALSE, TRUE, sizeof(bt_stored_article));
	return stored;
}

void bt_stored_free(bt_stored *stored)
{
	if (!stored)
		return;
	g_array_unref(stored->colophon);
	g_array_unref(stored->articles);
	bt_arena_free(stored->arena);
	g_free(stored);
}

/* ------------------------------------------------------------------ XML */

/* A tab or line end in an attribute would be read back as a blank. */
static void attribute(GString *out, const char *name, const char *value)
{
	if (!value)
		return;
	g_autoptr(GString) escaped = g_string_new(NULL);
	bt_esc_attr(escaped, value);
	g_string_append_printf(out, " %s=\"", name);
	for (const char *c = escaped->str; *c; c++)
		if (*c == '\n' || *c == '\t' || *c == '\r')
			g_string_append_printf(out, "&#%d;", *c);
		else
			g_string_append_c(out, *c);
	g_string_append_c(out, '"');
}

static void number(GString *out, const char *name, int value)
{
	if (value)
		g_string_append_printf(out, " %s=\"%d\"", name, value);
}

static void element(GString *out, const char *name, const char *text)
{
	if (!text)
		return;
	g_string_append_printf(out, "<%s>", name);
	bt_esc_text(out, text);
	g_string_append_printf(out, "</%s>\n", name);
}

static void write_head(const bt_stored *stored, GString *out)
{
	g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<edition xmlns=\"urn:bantin:edition:1\"");
	attribute(out, "id", stored->id);
	number(out, "year", stored->issue.year);
	number(out, "quarter", stored->issue.quarter);
	number(out, "revision", stored->issue.revision);
	number(out, "number", stored->number);
	number(out, "running", stored->running);
	attribute(out, "date", stored->date);
	attribute(out, "corrects", stored->corrects);
	number(out, "pages", stored->pages);
	attribute(out, "final", stored->final ? "true" : NULL);
	attribute(out, "imported", stored->imported ? "true" : NULL);
	g_string_append(out, ">\n");
	element(out, "name", stored->name);
	element(out, "issuer", stored->issuer);
	element(out, "place", stored->place);
	element(out, "correction", stored->correction);
	g_string_append(out, "<colophon>\n");
	for (guint i = 0; i < stored->colophon->len; i++) {
		const bt_colophon_line *line = &g_array_index(stored->colophon, bt_colophon_line, i);
		g_string_append(out, "<line");
		attribute(out, "key", line->key);
		attribute(out, "words", line->words);
		attribute(out, "missing", line->text ? NULL : "true");
		g_string_append_c(out, '>');
		bt_esc_text(out, line->text ? line->text : "");
		g_string_append(out, "</line>\n");
	}
	g_string_append(out, "</colophon>\n");
}

static void write_record_head(const bt_record *r, GString *out)
{
	element(out, "title", r->title);
	element(out, "lead", r->lead);
	element(out, "date", r->date);
	element(out, "place", r->place);
	element(out, "issuer", r->issuer);
	element(out, "period", r->period);
	element(out, "number", r->number);
	for (const char *const *author = r->authors; author && *author; author++)
		element(out, "author", *author);
	for (const char *const *tag = r->tags; tag && *tag; tag++)
		element(out, "tag", *tag);
	for (guint i = 0; i < r->n_photos; i++) {
		const bt_record_photo *photo = &r->photos[i];
		g_string_append(out, "<photo");
		attribute(out, "path", photo->path);
		attribute(out, "sha256", photo->hash);
		number(out, "width", photo->width);
		number(out, "height", photo->height);
		attribute(out, "alt", photo->alt);
		attribute(out, "caption", photo->caption);
		attribute(out, "credit", photo->credit);
		g_string_append(out, "/>\n");
	}
}

static void write_fact(const bt_fact *fact, GString *out)
{
	g_autoptr(bt_arena) scratch = bt_arena_new();
	g_string_append(out, "<figure>\n");
	for (guint i = 0; i < bt_fact_n_fields; i++) {
		const bt_fact_field *field = &bt_fact_fields[i];
		const char *text = bt_fact_text(fact, field, scratch);
		if (!text)
			continue;
		g_string_append_printf(out, "<%s", field->name);
		attribute(out, "decimal", bt_fact_decimal(fact, field, scratch));
		g_string_append_c(out, '>');
		bt_esc_text(out, text);
		g_string_append_printf(out, "</%s>\n", field->name);
	}
	g_string_append(out, "</figure>\n");
}

static void write_article(const bt_stored_article *article, GString *out)
{
	const bt_record *r = article->record;
	g_string_append(out, "<article");
	attribute(out, "path", r->path);
	attribute(out, "sha256", article->sha256);
	attribute(out, "slug", article->slug);
	attribute(out, "section", article->section);
	number(out, "page", article->page);
	attribute(out, "draft", r->draft ? "true" : NULL);
	g_string_append(out, ">\n");
	write_record_head(r, out);
	g_string_append(out, "<text>\n");
	for (guint i = 0; i < r->n_passages; i++) {
		g_string_append(out, "<p");
		attribute(out, "kind", r->passages[i].kind == BT_PARAGRAPH ? NULL : bt_kind_name(r->passages[i].kind));
		number(out, "n", r->passages[i].number);
		g_string_append_c(out, '>');
		bt_esc_text(out, r->passages[i].text);
		g_string_append(out, "</p>\n");
	}
	g_string_append(out, "</text>\n<figures>\n");
	for (guint i = 0; i < r->n_facts; i++)
		write_fact(&r->facts[i], out);
	g_string_append(out, "</figures>\n</article>\n");
}

void bt_stored_xml(const bt_stored *stored, GString *out)
{
	write_head(stored, out);
	g_string_append(out, "<articles>\n");
	for (guint i = 0; i < stored->articles->len; i++)
		write_article(&g_array_index(stored->articles, bt_stored_article, i), out);
	g_string_append(out, "</articles>\n</edition>\n");
}
