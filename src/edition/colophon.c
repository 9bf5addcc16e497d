/* The colophon: which lines the profile asks for, and what the office and the issue state for each. What is stated nowhere
 * stays missing. Knows keys and words, not their looks. */
#include "edition/edition.h"

#include <string.h>

/* Keys of the profile that bantin.ini states. */
static const struct {
	const char *key;
	bt_office_key office;
} stated[] = {
	{"issuer", BT_OFFICE_ISSUER}, {"place", BT_OFFICE_PLACE}, {"licence", BT_OFFICE_LICENCE}, {"responsible", BT_OFFICE_RESPONSIBLE},
	{"editors", BT_OFFICE_EDITORS}, {"periodicity", BT_OFFICE_PERIODICITY}, {"printer", BT_OFFICE_PRINTER}, {"copies", BT_OFFICE_COPIES},
	{"format", BT_OFFICE_FORMAT},
};

/* "2024-04-05" as 05/4/2024: days below 10 with a zero, months only 1 and 2 (vietnamese.md section 7). */
static const char *date_words(const bt_edition *edition, const char *iso)
{
	if (strlen(iso) != 10 || iso[4] != '-' || iso[7] != '-')
		return iso;
	const char *month = iso[5] == '0' && iso[6] > '2' ? iso + 6 : iso + 5;
	return bt_arena_printf(edition->arena, "%.2s/%.*s/%.4s", iso + 8, (int)(iso + 7 - month), month, iso);
}

static int by_given_name(gconstpointer a, gconstpointer b) { return bt_collate_names(*(char *const *)a, *(char *const *)b); }

/* Names in a field or a byline, "Minh Hạnh, Thanh Bình", each once. */
static void add_names(GPtrArray *names, const char *text)
{
	g_auto(GStrv) parts = g_strsplit(text, ",", -1);
	for (char **part = parts; *part; part++) {
		char *name = g_strstrip(*part);
		if (*name && !g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
			g_ptr_array_add(names, g_strdup(name));
	}
}

/* Who wrote the articles, by given name; NULL: nobody is named. */
static const char *writers(const bt_edition *edition)
{
	g_autoptr(GPtrArray) articles = bt_edition_articles(edition), names = g_ptr_array_new_with_free_func(g_free);
	for (guint i = 0; i < articles->len; i++) {
		const bt_doc *doc = ((const bt_article *)articles->pdata[i])->doc;
		for (guint k = 0; k < doc->meta.authors->len; k++)
			add_names(names, doc->meta.authors->pdata[k]);
		for (const bt_node *b = bt_block_next(doc->root, doc->root); b; b = bt_block_next(b, doc->root))
			if (b->kind == BT_BYLINE)
				add_names(names, bt_node_text(b, edition->arena));
	}
	g_ptr_array_sort(names, by_given_name);
	guint n = names->len;
	g_ptr_array_add(names, NULL);
	g_autofree char *list = g_strjoinv(", ", (char **)names->pdata);
	return n ? bt_arena_strdup(edition->arena, list) : NULL;
}

static const char *text_of(const bt_edition *edition, const char *key)
{
	if (strcmp(key, "name") == 0)
		return edition->name;
	if (strcmp(key, "issuer") == 0 && edition->issuer)
		return edition->issuer;
	if (strcmp(key, "place") == 0 && edition->place)
		return edition->place;
	if (strcmp(key, "number") == 0)
		return edition->number > 0 ? bt_edition_issue_line(edition) : NULL;
	if (strcmp(key, "date") == 0)
		return edition->date ? date_words(edition, edition->date) : NULL;
	if (strcmp(key, "writers") == 0)
		return writers(edition);
	for (gsize i = 0; i < G_N_ELEMENTS(stated); i++)
		if (strcmp(stated[i].key, key) == 0)
			return edition->office[stated[i].office];
	return NULL;
}

/* "Giấy phép xuất bản: Giấy phép xuất bản số 12" would say it twice. */
static bool says(const char *text, const char *words)
{
	g_autofree char *folded = bt_fold(text), *head = bt_fold(words);
	return g_str_has_prefix(folded, head) && folded[strlen(head)] == ' ';
}

void bt_edition_profile(bt_edition *edition, const bt_theme *theme)
{
	g_array_set_size(edition->colophon, 0);
	for (const bt_profile_line *line = theme->colophon; line && line->key; line++) {
		const char *text = text_of(edition, line->key);
		bt_colophon_line out = {line->key, line->words, text, text && says(text, line->words)};
		if (text || !line->optional)
			g_array_append_val(edition->colophon, out);
	}
}

bool bt_edition_complete(const bt_edition *edition)
{
	for (guint i = 0; i < edition->colophon->len; i++)
		if (!g_array_index(edition->colophon, bt_colophon_line, i).text)
			return false;
	return true;
}
