/* One report's bytes to its tree: strings the stages of read/ together. */
#include "read/inner.h"

#include <string.h>

static bool is_markdown(const char *name)
{
	g_autofree char *lower = g_ascii_strdown(name ? name : "", -1);
	return g_str_has_suffix(lower, ".md") || g_str_has_suffix(lower, ".markdown");
}

static bool has_words(const char *s, gsize len)
{
	for (const char *p = s, *end = s + len; p < end; p = g_utf8_next_char(p))
		if (bt_is_alnum(bt_char_at(p)))
			return true;
	return false;
}

static void say_dropped(const bt_decoded *d, bt_diags *diags)
{
	if (!d->controls && !d->bidis)
		return;
	g_autofree char *controls = g_strdup_printf("%u", d->controls), *bidis = g_strdup_printf("%u", d->bidis);
	g_autofree char *control = g_strdup_printf("U+%04X", d->control), *bidi = g_strdup_printf("U+%04X", d->bidi);
	if (d->controls)
		bt_say(diags, BT_D_READ_CONTROL, (bt_span){(guint32)d->first_control, 0}, controls, control, NULL);
	if (d->bidis)
		bt_say(diags, BT_D_READ_BIDI, (bt_span){(guint32)d->first_bidi, 0}, bidis, bidi, NULL);
}

/* A title that stands in the text is the report's title unless another was given; then it is the
 * text's first heading, so that nothing is lost. */
static void settle_title(bt_doc *doc)
{
	bt_field *field = &doc->meta.field[BT_META_TITLE];
	for (bt_node *n = doc->root->first; n; n = n->next) {
		if (n->kind != BT_TITLE)
			continue;
		const char *text = bt_node_text(n, doc->arena);
		g_autofree char *a = bt_fold(text), *b = bt_fold(field->text ? field->text : text);
		if (strcmp(a, b) != 0) {
			n->kind = BT_HEADING;
			n->u.heading.level = 2;
		} else if (!field->text) {
			*field = (bt_field){text, n->span};
		}
		return;
	}
}

static bool fill(bt_doc *doc, const char *const given[BT_META_FIELDS], const char *until, bt_diags *diags)
{
	gsize body;
	if (!bt_read_meta(doc, given, &body, diags))
		return false;
	if (!has_words(doc->source + body, doc->len - body)) {
		bt_say(diags, BT_D_READ_EMPTY, BT_NO_SPAN, NULL);
		return false;
	}
	const char *legacy = bt_legacy_text(doc->source + body, doc->len - body);
	if (legacy) {
		bt_say(diags, BT_D_READ_GARBLED, (bt_span){(guint32)body, 0}, legacy, NULL);
		return false;
	}
	bool read = doc->markdown ? bt_read_markdown(doc, body, diags) : bt_read_plain(doc, body, diags);
	if (!read)
		return false;
	bt_run_passes(doc, until);
	settle_title(doc);
	return bt_doc_check(doc, diags);
}

bt_doc *bt_read_until(GBytes *bytes, const char *name, const char *const given[BT_META_FIELDS], const char *until, bt_diags *diags)
{
	bt_decoded decoded;
	if (!bt_decode(bytes, name, &decoded, diags))
		return NULL;
	bt_doc *doc = bt_doc_new(name, decoded.text, decoded.len);
	g_free(decoded.text);
	doc->markdown = is_markdown(name);
	bt_diags_about(diags, name, doc->source, doc->len);
	say_dropped(&decoded, diags);
	if (fill(doc, given, until, diags))
		return doc;
	bt_diags_about(diags, name, NULL, 0);
	bt_doc_free(doc);
	return NULL;
}

bt_doc *bt_read(GBytes *bytes, const char *name, const char *const given[BT_META_FIELDS], bt_diags *diags)
{
	return bt_read_until(bytes, name, given, NULL, diags);
}
