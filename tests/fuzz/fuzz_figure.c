/* libFuzzer target: any text through the extractor. Whatever it finds must lie in the source and quote
 * it, and be found again; words in place of all digits leave no stated number but those in words. */
#include "figure/figure.h"
#include "read/read.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bt_doc *read_text(const uint8_t *data, size_t size, const char *name, bt_diags *diags)
{
	g_autoptr(GBytes) bytes = g_bytes_new(data, size);
	return bt_read(bytes, name, NULL, diags);
}

static void lies_in(const bt_doc *doc, bt_span span)
{
	if (bt_span_stated(span) && (span.off > doc->len || span.len > doc->len - span.off))
		abort();
}

static void quotes(const bt_doc *doc, const bt_value *value)
{
	if (!value->stated)
		return;
	lies_in(doc, value->span);
	if (!value->digits || !value->digits[0])
		abort();
}

static void check(const bt_doc *doc, const bt_figures *figures)
{
	for (guint i = 0; i < bt_figures_count(figures); i++) {
		const bt_figure *f = bt_figures_at(figures, i);
		const bt_value *values[] = {&f->value, &f->value_high, &f->change.value, &f->change.from, &f->change.level, &f->target.percent, &f->target.value, &f->target.exceeds};
		for (gsize v = 0; v < G_N_ELEMENTS(values); v++)
			quotes(doc, values[v]);
		lies_in(doc, f->span);
		lies_in(doc, f->sentence);
		lies_in(doc, f->label_span);
		if (f->parent >= (int)bt_figures_count(figures) || f->permille < 0 || f->permille > 1000 || !f->block)
			abort();
	}
}

static char *json_of(const bt_doc *doc, bt_diags *diags)
{
	g_autoptr(bt_figures) figures = bt_figures_read(doc, diags);
	if (!figures)
		return NULL;
	check(doc, figures);
	GString *out = g_string_new(NULL);
	bt_figures_json(figures, out);
	g_autoptr(GString) rest = g_string_new(NULL);
	bt_figures_csv(figures, doc, ';', rest);
	bt_figures_table(figures, doc, BT_LANG_VI, 60, true, rest);
	if (!g_utf8_validate(out->str, (gssize)out->len, NULL) || !g_utf8_validate(rest->str, (gssize)rest->len, NULL))
		abort();
	return g_string_free(out, FALSE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_VI);
	const char *name = data[0] & 1 ? "a.md" : "a.txt";
	g_autoptr(bt_doc) doc = read_text(data + 1, size - 1, name, diags);
	if (!doc)
		return 0;
	g_autofree char *once = json_of(doc, diags), *twice = json_of(doc, diags);
	if (g_strcmp0(once, twice) != 0)
		abort();
	g_autofree uint8_t *masked = g_memdup2(data, size);
	for (size_t i = 1; i < size; i++)
		if (g_ascii_isdigit(masked[i]))
			masked[i] = 'x';
	g_autoptr(bt_doc) plain = read_text(masked + 1, size - 1, name, diags);
	g_autoptr(bt_figures) none = plain ? bt_figures_read(plain, diags) : NULL;
	for (guint i = 0; none && i < bt_figures_count(none); i++)
		for (const char *c = bt_figures_at(none, i)->value.digits; c && *c; c++)
			if (g_ascii_isdigit(*c))
				abort();
	return 0;
}
