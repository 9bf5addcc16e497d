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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sound_tree_passes),	  cmocka_unit_test(lost_letters_are_found), cmocka_unit_test(doubled_letters_are_found),
		cmocka_unit_test(reworded_text_is_found), cmocka_unit_test(wrong_places_are_found), cmocka_unit_test(broken_links_are_found),
		cmocka_unit_test(dumps_escape_what_acts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
