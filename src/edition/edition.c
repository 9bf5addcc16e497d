/* Puts an edition together: articles into sections, sections into order, unique names for anchors; and the words of its
 * number. Knows no layout and no file. */
#include "edition/edition.h"

#include <string.h>

#define SLUG_BYTES 48

bt_edition *bt_edition_new(void)
{
	bt_edition *edition = g_new0(bt_edition, 1);
	edition->arena = bt_arena_new();
	edition->revision = 1;
	edition->sections = g_array_new(FALSE, TRUE, sizeof(bt_edition_section));
	edition->trends = g_array_new(FALSE, TRUE, sizeof(bt_trend));
	edition->colophon = g_array_new(FALSE, TRUE, sizeof(bt_colophon_line));
	return edition;
}

static bt_edition_section *section_at(const bt_edition *edition, guint i) { return &g_array_index(edition->sections, bt_edition_section, i); }

void bt_edition_free(bt_edition *edition)
{
	if (!edition)
		return;
	for (guint i = 0; i < edition->sections->len; i++)
		g_ptr_array_unref(section_at(edition, i)->articles);
	g_array_unref(edition->sections);
	g_array_unref(edition->trends);
	g_array_unref(edition->colophon);
	bt_arena_free(edition->arena);
	g_free(edition);
}

/* ---- articles */

static const bt_node *title_node(const bt_doc *doc)
{
	for (const bt_node *n = doc->root->first; n; n = n->next)
		if (n->kind == BT_TITLE)
			return n;
	return NULL;
}

const char *bt_article_title(const bt_edition *edition, const bt_article *article)
{
	const char *given = article->doc->meta.field[BT_META_TITLE].text;
	const bt_node *title = given ? NULL : title_node(article->doc);
	return title ? bt_node_text(title, edition->arena) : given;
}

/* Names are the same section when only case and marks differ. */
static bool same_name(const char *a, const char *b)
{
	g_autofree char *x = bt_fold(a), *y = bt_fold(b);
	return strcmp(x, y) == 0;
}

static bt_edition_section *section_named(bt_edition *edition, const char *name)
{
	for (guint i = 0; i < edition->sections->len; i++)
		if (same_name(section_at(edition, i)->name, name))
			return section_at(edition, i);
	bt_edition_section section = {bt_arena_strdup(edition->arena, name), g_ptr_array_new()};
	g_array_append_val(edition->sections, section);
	return section_at(edition, edition->sections->len - 1);
}

void bt_edition_add(bt_edition *edition, const char *path, const bt_doc *doc, const bt_figures *figures, const bt_charts *charts)
{
	const char *name = doc->meta.field[BT_META_SECTION].text;
	bt_article *article = bt_arena_new0(edition->arena, bt_article, 1);
	*article = (bt_article){.path = bt_arena_strdup(edition->arena, path), .doc = doc, .figures = figures, .charts = charts};
	g_ptr_array_add(section_named(edition, name ? name : BT_EDITION_SECTION)->articles, article);
}

GPtrArray *bt_edition_articles(const bt_edition *edition)
{
	GPtrArray *all = g_ptr_array_new();
	for (guint i = 0; i < edition->sections->len; i++)
		for (guint k = 0; k < section_at(edition, i)->articles->len; k++)
			g_ptr_array_add(all, section_at(edition, i)->articles->pdata[k]);
	return all;
}

/* ---- order */

static int compare_articles(gconstpointer a, gconstpointer b, gpointer data)
{
	const bt_article *x = *(const bt_article *const *)a, *y = *(const bt_article *const *)b;
	const bt_edition *edition = data;
	int order = g_strcmp0(x->doc->meta.field[BT_META_DATE].text, y->doc->meta.field[BT_META_DATE].text);
	const char *tx = bt_article_title(edition, x), *ty = bt_article_title(edition, y);
	if (order == 0)
		order = bt_collate(tx ? tx : "", ty ? ty : "");
	return order ? order : strcmp(x->path, y->path);
}

typedef struct {
	const char *const *names;
} section_order;

static guint rank_of(const section_order *order, const char *name)
{
	guint i = 0;
	for (; order->names && order->names[i]; i++)
		if (same_name(order->names[i], name))
			return i;
	return i;
}

static int compare_sections(gconstpointer a, gconstpointer b, gpointer data)
{
	const bt_edition_section *x = a, *y = b;
	guint rx = rank_of(data, x->name), ry = rank_of(data, y->name);
	return rx != ry ? (rx < ry ? -1 : 1) : bt_collate(x->name, y->name);
}

/* "thu-ngan-sach", "thu-ngan-sach-2": from the title, else from the file's name. */
static const char *slug_for(bt_edition *edition, const bt_article *article, GHashTable *taken)
{
	const char *title = bt_article_title(edition, article);
	g_autofree char *base = g_path_get_basename(article->path);
	char *dot = strrchr(base, '.');
	if (dot && dot > base)
		*dot = '\0';
	g_autofree char *slug = bt_slug(title ? title : base, SLUG_BYTES);
	const char *name = bt_arena_printf(edition->arena, "%s", *slug ? slug : "bai");
	for (int i = 2; !g_hash_table_add(taken, (gpointer)name); i++)
		name = bt_arena_printf(edition->arena, "%s-%d", *slug ? slug : "bai", i);
	return name;
}

void bt_edition_arrange(bt_edition *edition, const char *const *order)
{
	section_order names = {order};
	for (guint i = 0; i < edition->sections->len; i++)
		g_ptr_array_sort_with_data(section_at(edition, i)->articles, compare_articles, edition);
	g_array_sort_with_data(edition->sections, compare_sections, &names);
	g_autoptr(GPtrArray) all = bt_edition_articles(edition);
	g_autoptr(GHashTable) taken = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < all->len; i++) {
		bt_article *article = all->pdata[i];
		article->slug = slug_for(edition, article, taken);
	}
}

/* ---- words */

const char *bt_edition_issue_line(const bt_edition *edition)
{
	static const char *const roman[] = {"", "I", "II", "III", "IV"};
	g_autoptr(GString) out = g_string_new(NULL);
	if (edition->number > 0)
		g_string_append_printf(out, "Số %d", edition->number);
	if (edition->number > 0 && edition->running > 0)
		g_string_append_printf(out, " (%d)", edition->running);
	if (edition->quarter >= 1 && edition->quarter <= 4)
		g_string_append_printf(out, "%sQuý %s/%d", out->len ? ", " : "", roman[edition->quarter], edition->year);
	return bt_arena_strdup(edition->arena, out->str);
}

const char *bt_edition_name(const bt_edition *edition, const char *word)
{
	if (!edition->name)
		return word;
	g_autofree char *folded_word = bt_fold(word), *folded = bt_fold(edition->name);
	return g_str_has_prefix(folded, folded_word) ? edition->name : bt_arena_printf(edition->arena, "%s %s", word, edition->name);
}

/* ---- sources of facts */

const bt_article *bt_edition_source(const bt_edition *edition, const bt_fact *fact)
{
	if (fact->edition && g_strcmp0(fact->edition, edition->id) != 0)
		return NULL;
	for (guint i = 0; i < edition->sections->len; i++)
		for (guint k = 0; k < section_at(edition, i)->articles->len; k++) {
			const bt_article *article = section_at(edition, i)->articles->pdata[k];
			if (g_strcmp0(article->path, fact->report) == 0)
				return article;
		}
	return NULL;
}

const bt_node *bt_article_paragraph(const bt_article *article, int no)
{
	const bt_node *root = article->doc->root;
	for (const bt_node *n = root; n; n = bt_node_next(n, root))
		if (n->kind == BT_PARAGRAPH && --no == 0)
			return n;
	return NULL;
}
