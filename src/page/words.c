/* Shapes text word by word, each word once in a process: Vietnamese has few thousand syllables, and shaping a text as a whole
 * costs three times as much as all that is done with it afterwards. Only the text decides whether it is shaped so, never
 * what was shaped before: same text, same glyphs. Knows no lines. */
#include "page/layout.h"

#include <string.h>

#define MOST_KEPT 40000 /* words: about 8 MB */
#define LONGEST 64      /* bytes of a word that is kept */

/* A word, with the space behind it, in one look. */
typedef struct {
	PangoFont *font; /* owned; NULL: it needs several faces or has a letter that none has */
	int n;
	PangoGlyphInfo *glyphs;
	gint *clusters;
} word;

/* The words of a look. Looks live as long as the process, as the font maps do. */
typedef struct {
	GHashTable *words;
	PangoAttrList *face;
} look;

static guint kept; /* words of all looks */

static void word_clear(word *w)
{
	if (w->font)
		g_object_unref(w->font);
	g_free(w->glyphs);
	g_free(w->clusters);
}

static void word_free(gpointer p)
{
	word_clear(p);
	g_free(p);
}

static look *look_of(const bt_pages *pages, bt_type type, int weight, bool italic)
{
	static GHashTable *looks;
	PangoFontMap *map = pango_context_get_font_map(pages->fonts->context);
	PangoFontDescription *d = pango_font_description_copy(pages->fonts->face[type]);
	pango_font_description_set_weight(d, (PangoWeight)weight);
	pango_font_description_set_style(d, italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
	g_autofree char *face = pango_font_description_to_string(d), *key = g_strdup_printf("%p %s", (void *)map, face);
	if (!looks)
		looks = g_hash_table_new(g_str_hash, g_str_equal);
	look *known = g_hash_table_lookup(looks, key);
	if (known) {
		pango_font_description_free(d);
		return known;
	}
	known = g_new0(look, 1);
	known->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, word_free);
	known->face = pango_attr_list_new();
	pango_attr_list_insert(known->face, pango_attr_font_desc_new(d));
	pango_font_description_free(d);
	g_hash_table_insert(looks, g_steal_pointer(&key), known);
	return known;
}

/* Looks are asked for again and again in one report. */
static look *find_look(const bt_pages *pages, const bt_ink *ink)
{
	int weight = ink->weight ? ink->weight : pages->theme->type[ink->type].weight;
	gpointer key = GINT_TO_POINTER(((int)ink->type * 2 + ink->italic) * 2048 + weight + 1);
	look *known = g_hash_table_lookup(pages->looks, key);
	if (!known) {
		known = look_of(pages, ink->type, weight, ink->italic);
		g_hash_table_insert(pages->looks, key, known);
	}
	return known;
}

static bool all_known(const PangoGlyphString *glyphs)
{
	for (int i = 0; i < glyphs->num_glyphs; i++)
		if (glyphs->glyphs[i].glyph != PANGO_GLYPH_EMPTY && glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG)
			return false;
	return true;
}

static word shape_word(const bt_pages *pages, const look *l, const char *text, gsize len)
{
	word w = {0};
	GList *items = pango_itemize(pages->fonts->context, text, 0, (int)len, l->face, NULL);
	const PangoItem *item = items && !items->next ? items->data : NULL;
	if (item && item->analysis.font) {
		PangoGlyphString *glyphs = pango_glyph_string_new();
		pango_shape(text, (int)len, &item->analysis, glyphs);
		if (all_known(glyphs)) {
			w.font = g_object_ref(item->analysis.font);
			w.n = glyphs->num_glyphs;
			w.glyphs = g_memdup2(glyphs->glyphs, sizeof *w.glyphs * (gsize)w.n);
			w.clusters = g_memdup2(glyphs->log_clusters, sizeof *w.clusters * (gsize)w.n);
		}
		pango_glyph_string_free(glyphs);
	}
	g_list_free_full(items, (GDestroyNotify)pango_item_free);
	return w;
}

/* The word as it was shaped before, or is now; beyond what is kept into `fresh`, to be cleared. */
static const word *find_word(const bt_pages *pages, look *l, const char *text, gsize len, word *fresh)
{
	char key[LONGEST + 1];
	bool keep = len <= LONGEST;
	*fresh = (word){0};
	if (keep) {
		memcpy(key, text, len);
		key[len] = '\0';
		const word *known = g_hash_table_lookup(l->words, key);
		if (known)
			return known;
	}
	*fresh = shape_word(pages, l, text, len);
	if (!keep || kept >= MOST_KEPT)
		return fresh;
	word *known = g_memdup2(fresh, sizeof *fresh);
	kept++;
	g_hash_table_insert(l->words, g_strdup(key), known);
	*fresh = (word){0};
	return known;
}

/* One run being put together. */
typedef struct {
	GArray *glyphs, *clusters;
	PangoFont *font;
} joined;

/* Appends the word's glyphs; its letters begin `at` bytes into the run. False: shape the text as a whole. */
static bool put_word(bt_pages *pages, look *l, const char *text, gsize len, guint at, joined *run)
{
	word fresh;
	const word *w = find_word(pages, l, text, len, &fresh);
	bool good = w->font && (!run->font || run->font == w->font);
	if (good) {
		if (w == &fresh)
			bt_keep_font(pages, w->font);
		run->font = w->font;
		guint before = run->clusters->len;
		g_array_append_vals(run->glyphs, w->glyphs, (guint)w->n);
		g_array_set_size(run->clusters, before + (guint)w->n);
		for (int i = 0; i < w->n; i++)
			g_array_index(run->clusters, gint, before + (guint)i) = w->clusters[i] + (gint)at;
	}
	word_clear(&fresh);
	return good;
}

/* The space put last is as wide as the letter behind it wants ("h T" is closer than "h t"). */
static void fit_space(bt_pages *pages, look *l, const char *space, joined *run)
{
	word fresh;
	const word *w = find_word(pages, l, space, (gsize)(g_utf8_next_char(space + 1) - space), &fresh);
	if (w->font == run->font && w->n > 1 && w->clusters[1] == 1 && run->glyphs->len > 0)
		g_array_index(run->glyphs, PangoGlyphInfo, run->glyphs->len - 1).geometry.width = w->glyphs[0].geometry.width;
	word_clear(&fresh);
}

/* Up to the end of a word and of the one space behind it. */
static gsize word_end(const char *text, gsize at, gsize end)
{
	while (at < end && text[at] != ' ')
		at++;
	return at < end ? at + 1 : at;
}

/* The end of the stretches that look alike. */
static guint32 look_end(const bt_pages *pages, const bt_para *para, guint *i, guint32 to)
{
	const bt_stretch *s = &g_array_index(para->stretches, bt_stretch, *i);
	const look *l = find_look(pages, &s->ink);
	guint32 end = s->to;
	while (++*i < para->stretches->len && end < to) {
		s = &g_array_index(para->stretches, bt_stretch, *i);
		if (find_look(pages, &s->ink) != l)
			break;
		end = s->to;
	}
	return MIN(end, to);
}

/* A run of the bytes [from, to), all in one look. */
static bool put_run(bt_pages *pages, bt_para *para, look *l, guint32 from, guint32 to, joined *run, bt_len *advance)
{
	const char *text = para->text->str;
	run->font = NULL;
	g_array_set_size(run->glyphs, 0);
	g_array_set_size(run->clusters, 0);
	for (gsize at = from, next; at < to; at = next) {
		next = word_end(text, at, to);
		if (!put_word(pages, l, text + at, next - at, (guint)(at - from), run))
			return false;
		if (next < to && text[next - 1] == ' ' && text[next] != ' ')
			fit_space(pages, l, text + next - 1, run);
	}
	bt_para_take_run(pages, para, from, to, run->font, (const PangoGlyphInfo *)run->glyphs->data, (const gint *)run->clusters->data, (int)run->glyphs->len, advance);
	return true;
}

bool bt_shape_words(bt_pages *pages, bt_para *para, guint32 from, guint32 to, bt_len *advance)
{
	guint before = para->runs->len, i = 0;
	joined run = {g_array_new(FALSE, FALSE, sizeof(PangoGlyphInfo)), g_array_new(FALSE, FALSE, sizeof(gint)), NULL};
	bool good = true;
	while (i < para->stretches->len && g_array_index(para->stretches, bt_stretch, i).to <= from)
		i++;
	for (guint32 start = from, end; start < to && good; start = end) {
		good = i < para->stretches->len && g_array_index(para->stretches, bt_stretch, i).from <= start;
		if (!good)
			break;
		look *l = find_look(pages, &g_array_index(para->stretches, bt_stretch, i).ink);
		end = look_end(pages, para, &i, to);
		good = put_run(pages, para, l, start, end, &run, advance + (start - from));
	}
	g_array_free(run.glyphs, TRUE);
	g_array_free(run.clusters, TRUE);
	if (!good) {
		g_array_set_size(para->runs, before);
		memset(advance, 0, sizeof *advance * (to - from + 1));
	}
	return good;
}
