/* The tree: its check finds what is planted; dumps say what is there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "doc/doc.h"

#define SOURCE "Một hai.\n\nBa bốn."

/* Two sound paragraphs. */
static bt_doc *sound(void)
{
	bt_doc *doc = bt_doc_new("a.txt", SOURCE, strlen(SOURCE));
	guint32 first = (guint32)strlen("Một hai."), second = (guint32)strlen("Ba bốn.");
	bt_span spans[] = {{0, first}, {first + 2, second}};
	for (int i = 0; i < 2; i++)
		bt_text_append(doc, bt_node_append_new(doc, doc->root, BT_PARAGRAPH, spans[i]), spans[i]);
	return doc;
}

static bool check(const bt_doc *doc, const char *why)
{
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	bool good = bt_doc_check(doc, diags);
	g_autofree char *text = bt_diags_text(diags, false, false);
	assert_int_equal(good, bt_diags_count(diags) == 0);
	if (why && !strstr(text, why))
		fail_msg("no «%s» in: %s", why, text);
	return good;
}

static void a_sound_tree_passes(void **state)
{
	(void)state;
	g_autoptr(bt_doc) doc = sound();
	assert_true(check(doc, NULL));
}

static void lost_letters_are_found(void **state)
{
	(void)state;
	g_autoptr(bt_doc) doc = sound();
	bt_node_unlink(doc->root->last);
	assert_false(check(doc, "source lost at the end"));
	g_autoptr(bt_doc) other = sound();
	bt_node_unlink(other->root->first);
	assert_false(check(other, "source lost before this"));
}

static void doubled_letters_are_found(void **state)
{
	(void)state;
	g_autoptr(bt_doc) doc = sound();
	bt_node *first = doc->root->first;
	bt_text_append(doc, first, first->span);
	assert_false(check(doc, "source used twice"));
}

static void reworded_text_is_found(void **state)
{
	(void)state;
	g_autoptr(bt_doc) doc = sound();
	doc->root->first->first->u.text.text = "Một ba.";
	doc->root->first->first->u.text.len = strlen("Một ba.");
	assert_false(check(doc, "text differs from the source"));
}

static void wrong_places_are_found(void **state)
{
	(void)state;
	g_autoptr(bt_doc) doc = sound();
	doc->root->first->span.len = 3;
	assert_false(check(doc, "span outside its parent"));
	g_autoptr(bt_doc) loose = sound();
	bt_text_append(loose, loose->root, (bt_span){(guint32)loose->len, 0});
	assert_false(check(loose, "not allowed here"));
	g_autoptr(bt_doc) item = sound();
	item->root->first->kind = BT_ITEM;
	assert_false(check(item, "not allowed here"));
}

static void broken_links_are_found(void **state)
{
	(void)state;
	g_autoptr(bt_doc) doc = sound();
	doc->root->last->prev = NULL;
	assert_false(check(doc, "links"));
}

static void dumps_escape_what_acts(void **state)
{
	(void)state;
	static const char text[] = "<b> & \"x\"";
	g_autoptr(bt_doc) doc = bt_doc_new("a.txt", text, strlen(text));
	bt_span span = {0, (guint32)strlen(text)};
	bt_node *par = bt_node_append_new(doc, doc->root, BT_PARAGRAPH, span);
	par->u.paragraph.topic = "\"<";
	bt_text_append(doc, par, span);
	g_autoptr(GString) xml = g_string_new(NULL), tree = g_string_new(NULL);
	bt_dump_xml(doc, xml);
	bt_dump_tree(doc, tree);
	assert_non_null(strstr(xml->str, "topic=\"&quot;&lt;\""));
	assert_non_null(strstr(xml->str, "&lt;b&gt; &amp; "));
	assert_string_equal(tree->str, "document 0+9\n  paragraph 0+9 topic \"\\\"<\"\n    text 0+9 \"<b> & \\\"x\\\"\"\n");
}

/* Two leaves with markup between them, white space that the text has once, a soft hyphen that it has not. */
static void a_flat_text_knows_each_place(void **state)
{
	(void)state;
	static const char source[] = "Xã gieo  cấy\n\t**180 ha** lúa\u00ADmùa.";
	guint32 bold = (guint32)(strstr(source, "180") - source), after = (guint32)(strstr(source, " lúa") - source), end = (guint32)strlen(source);
	g_autoptr(bt_doc) doc = bt_doc_new("a.md", source, end);
	bt_node *block = bt_node_append_new(doc, doc->root, BT_PARAGRAPH, (bt_span){0, end});
	bt_text_append(doc, block, (bt_span){0, bold - 2});
	bt_text_append(doc, block, (bt_span){bold, after - 2 - bold});
	bt_node_append_new(doc, block, BT_LINE_BREAK, (bt_span){after, 0});
	bt_text_append(doc, block, (bt_span){after + 1, end - after - 1});
	bt_flat flat = bt_flatten(block, doc->source, doc->arena);
	assert_string_equal(flat.text, "Xã gieo cấy 180 ha\nlúamùa.");
	for (gsize i = 0, past = 0; i < flat.len; i++) {
		bt_span one = bt_flat_span(&flat, i, i + 1);
		assert_true(one.off >= past && one.len == 1);
		if (flat.text[i] != ' ' && flat.text[i] != '\n')
			assert_int_equal(doc->source[one.off], flat.text[i]);
		assert_int_equal(bt_flat_at(&flat, one.off), i);
		past = one.off + 1;
	}
	const char *ha = strstr(flat.text, "180 ha");
	bt_span span = bt_flat_span(&flat, (gsize)(ha - flat.text), (gsize)(ha - flat.text) + strlen("180 ha"));
	assert_true(span.off == bold && span.len == strlen("180 ha"));
	assert_int_equal(bt_flat_at(&flat, bold - 1), (gsize)(ha - flat.text));
	assert_int_equal(bt_flat_at(&flat, end), flat.len);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sound_tree_passes),	  cmocka_unit_test(lost_letters_are_found), cmocka_unit_test(doubled_letters_are_found),
		cmocka_unit_test(reworded_text_is_found), cmocka_unit_test(wrong_places_are_found), cmocka_unit_test(broken_links_are_found),
		cmocka_unit_test(dumps_escape_what_acts), cmocka_unit_test(a_flat_text_knows_each_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
