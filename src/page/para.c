/* Text of a paragraph, shaped by Pango on one endless line, cut into segments between the places
 * where a line may end. Knows nothing of columns. Pango gets at most BT_MAX_LAYOUT_BYTES at a time:
 * larger layouts turn into one line without an error (reliability.md E3). */
#include "page/layout.h"

#include "base/nobreak.h"

#include <string.h>

static void para_free(gpointer p)
{
	bt_para *para = p;
	g_string_free(para->text, TRUE);
	g_array_free(para->stretches, TRUE);
	g_array_free(para->forced, TRUE);
	g_array_unref(para->runs);
	g_array_unref(para->segments);
	g_free(para);
}

bt_para *bt_para_new(bt_pages *pages, bt_type type)
{
	bt_para *para = g_new0(bt_para, 1);
	para->type = type;
	para->text = g_string_new(NULL);
	para->stretches = g_array_new(FALSE, FALSE, sizeof(bt_stretch));
	para->forced = g_array_new(FALSE, FALSE, sizeof(guint32));
	para->runs = g_array_new(FALSE, FALSE, sizeof(bt_run));
	para->segments = g_array_new(FALSE, FALSE, sizeof(bt_segment));
	if (!pages->paras)
		pages->paras = g_ptr_array_new_with_free_func(para_free);
	g_ptr_array_add(pages->paras, para);
	return para;
}

bt_ink bt_ink_of(const bt_pages *pages, bt_type type)
{
	const bt_typeface *face = &pages->theme->type[type];
	return (bt_ink){.type = type, .colour = face->colour, .italic = face->italic, .element = BT_ARTIFACT};
}

/* Tabs and line ends have no glyphs of their own here. */
static void append_clean(GString *text, const char *s, gsize len)
{
	gsize from = text->len;
	g_string_append_len(text, s, (gssize)len);
	for (gsize i = from; i < text->len; i++)
		if (text->str[i] == '\n' || text->str[i] == '\t' || text->str[i] == '\r')
			text->str[i] = ' ';
}

void bt_para_add(bt_para *para, const char *text, gssize len, bt_ink ink)
{
	guint32 from = (guint32)para->text->len;
	append_clean(para->text, text, len < 0 ? strlen(text) : (gsize)len);
	bt_stretch stretch = {from, (guint32)para->text->len, ink};
	if (stretch.to > from)
		g_array_append_val(para->stretches, stretch);
}

bt_para *bt_para_in(bt_pages *pages, const char *text, bt_type type, int weight, bt_colour colour)
{
	bt_para *para = bt_para_new(pages, type);
	bt_ink ink = bt_ink_of(pages, type);
	ink.weight = weight;
	ink.colour = colour;
	bt_para_add(para, text, -1, ink);
	bt_para_shape(pages, para);
	return para;
}

void bt_para_newline(bt_para *para)
{
	guint32 at = (guint32)para->text->len;
	if (at == 0 || para->text->str[at - 1] != ' ') {
		g_string_append_c(para->text, ' ');
		at++;
		if (para->stretches->len > 0)
			g_array_index(para->stretches, bt_stretch, para->stretches->len - 1).to = at;
	}
	g_array_append_val(para->forced, at);
}

static void add_attributes(const bt_pages *pages, const bt_para *para, guint32 from, guint32 to, PangoAttrList *list)
{
	for (guint i = 0; i < para->stretches->len; i++) {
		const bt_stretch *s = &g_array_index(para->stretches, bt_stretch, i);
		guint32 a = MAX(s->from, from), b = MIN(s->to, to);
		if (a >= b)
			continue;
		const bt_typeface *base = &pages->theme->type[para->type], *face = &pages->theme->type[s->ink.type];
		int weight = s->ink.weight ? s->ink.weight : face->weight;
		if (s->ink.type == para->type && weight == base->weight && s->ink.italic == base->italic)
			continue;
		PangoFontDescription *d = pango_font_description_copy(pages->fonts->face[s->ink.type]);
		pango_font_description_set_weight(d, (PangoWeight)weight);
		pango_font_description_set_style(d, s->ink.italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
		PangoAttribute *attribute = pango_attr_font_desc_new(d);
		pango_font_description_free(d);
		attribute->start_index = a - from;
		attribute->end_index = b - from;
		pango_attr_list_insert(list, attribute);
	}
}

/* A letter that no face has: say which and where. */
static void say_glyph(bt_pages *pages, const bt_para *para, const char *at)
{
	char letter[8] = {0}, code[16];
	gunichar c = bt_char_at(at);
	letter[g_unichar_to_utf8(c, letter)] = '\0';
	g_snprintf(code, sizeof code, "%04X", c);
	bt_span span = BT_NO_SPAN;
	if (para->block) {
		g_autoptr(bt_arena) arena = bt_arena_new();
		bt_flat flat = bt_flatten(para->block, pages->content->doc->source, arena);
		const char *found = strstr(flat.text, letter);
		gsize off = found ? (gsize)(found - flat.text) : 0;
		if (found)
			span = bt_flat_span(&flat, off, off + strlen(letter));
	}
	bt_say(pages->diags, BT_D_PAGE_GLYPH, span, letter, code, NULL);
	pages->failed = true;
}

static bool check_glyphs(bt_pages *pages, const bt_para *para, const bt_run *run)
{
	for (int i = 0; i < run->glyphs->num_glyphs; i++) {
		if (!(run->glyphs->glyphs[i].glyph & PANGO_GLYPH_UNKNOWN_FLAG) || run->glyphs->glyphs[i].glyph == PANGO_GLYPH_EMPTY)
			continue;
		say_glyph(pages, para, para->text->str + run->from + run->glyphs->log_clusters[i]);
		return false;
	}
	return true;
}

void bt_keep_font(bt_pages *pages, PangoFont *font)
{
	if (!g_hash_table_contains(pages->used_fonts, font))
		g_hash_table_add(pages->used_fonts, g_object_ref(font));
}

/* Glyphs go to the arena: a layout that made them takes ten times their room. Advance of each byte's letter; letters of a
 * cluster count at its first byte. */
const bt_run *bt_para_take_run(bt_pages *pages, bt_para *para, guint32 from, guint32 to, PangoFont *font, const PangoGlyphInfo *glyphs,
			       const gint *clusters, int n, bt_len *advance)
{
	PangoGlyphString *string = bt_arena_new0(pages->arena, PangoGlyphString, 1);
	string->num_glyphs = n;
	string->glyphs = bt_arena_new0(pages->arena, PangoGlyphInfo, n);
	string->log_clusters = bt_arena_new0(pages->arena, gint, n);
	for (int i = 0; i < n; i++) {
		string->glyphs[i] = glyphs[i];
		string->log_clusters[i] = clusters[i];
		advance[clusters[i]] += glyphs[i].geometry.width;
	}
	bt_keep_font(pages, font);
	bt_run run = {.from = from, .len = to - from, .font = font, .glyphs = string};
	g_array_append_val(para->runs, run);
	return &g_array_index(para->runs, bt_run, para->runs->len - 1);
}

static void take_runs(bt_pages *pages, bt_para *para, PangoLayout *layout, guint32 from, bt_len *advance)
{
	PangoLayoutLine *line = pango_layout_get_line_readonly(layout, 0);
	for (GSList *l = line->runs; l; l = l->next) {
		const PangoGlyphItem *item = l->data;
		guint32 at = (guint32)item->item->offset;
		const bt_run *run = bt_para_take_run(pages, para, from + at, from + at + (guint32)item->item->length, item->item->analysis.font,
						     item->glyphs->glyphs, item->glyphs->log_clusters, item->glyphs->num_glyphs, advance + at);
		if (!check_glyphs(pages, para, run))
			return;
	}
}

static bool is_forced(const bt_para *para, guint32 at)
{
	for (guint i = 0; i < para->forced->len; i++)
		if (g_array_index(para->forced, guint32, i) == at)
			return true;
	return false;
}

/* Segments of the piece [from, from+len). */
static void cut_segments(bt_para *para, guint32 from, gsize len, const bt_len *advance)
{
	const char *text = para->text->str + from;
	g_autofree bool *ends = g_new0(bool, len + 1);
	bt_segment s = {0};
	bt_line_ends(text, len, ends);
	for (gsize at = 0; at < len;) {
		s.width += advance[at];
		if (text[at++] != ' ')
			s.ink = s.width;
		bool forced = para->forced->len > 0 && is_forced(para, from + (guint32)at);
		if (at < len && !forced && !ends[at])
			continue;
		s.end = from + (guint32)at;
		s.forced = forced;
		g_array_append_val(para->segments, s);
		s = (bt_segment){0};
	}
}

/* A spaced dash never starts a line, nor does a dot between parts. */
static bool dash_follows(const char *at)
{
	gunichar c = bt_char_at(at);
	return (c == '-' || c == 0x2013 || c == 0x2014 || c == 0xB7) && *g_utf8_next_char(at) == ' ';
}

/* A mark of a note stays with the word before it. */
static bool mark_follows(const bt_para *para, guint32 at)
{
	for (guint i = 0; para->marked && i < para->stretches->len; i++) {
		const bt_stretch *s = &g_array_index(para->stretches, bt_stretch, i);
		if (s->ink.mark && s->from == at)
			return true;
	}
	return false;
}

/* A last line of one syllable is pulled up: its space may not break. */
static void ban_breaks(bt_para *para)
{
	g_autoptr(GArray) ranges = g_array_new(FALSE, FALSE, sizeof(bt_range));
	const char *text = para->text->str;
	bt_nobreak_ranges(text, para->text->len, ranges);
	guint r = 0, last = para->segments->len;
	for (guint i = 0; i < last; i++) {
		bt_segment *s = &g_array_index(para->segments, bt_segment, i);
		const bt_range *range = &g_array_index(ranges, bt_range, r);
		while (r < ranges->len && range->to < s->end) {
			range++;
			r++;
		}
		if (r < ranges->len && range->from < s->end && s->end < range->to)
			s->banned = true;
		if (s->end < para->text->len && (dash_follows(text + s->end) || mark_follows(para, s->end)))
			s->banned = true;
		if (i + 2 == last || (i + 2 < last && g_array_index(para->segments, bt_segment, i + 1).forced))
			s->lone = true;
	}
}

/* Where to end the piece that starts at `from`: after a space if there is one. */
static gsize piece_end(const bt_para *para, gsize from)
{
	gsize left = para->text->len - from;
	if (left <= BT_MAX_LAYOUT_BYTES)
		return para->text->len;
	const char *text = para->text->str + from;
	gsize end = BT_MAX_LAYOUT_BYTES;
	while (end > BT_MAX_LAYOUT_BYTES / 2 && text[end - 1] != ' ')
		end--;
	if (text[end - 1] != ' ')
		end = (gsize)(g_utf8_find_prev_char(text, text + BT_MAX_LAYOUT_BYTES) - text);
	return from + end;
}

/* ---- short texts come again: marks of lists, labels of charts, cells */

#define SHORT 48 /* bytes */

typedef struct {
	GArray *runs, *segments;
} shaped;

void bt_shaped_free(gpointer p)
{
	shaped *known = p;
	g_array_unref(known->runs);
	g_array_unref(known->segments);
	g_free(known);
}

/* False: a text that is not looked for again. */
static bool key_of(const bt_para *para, char key[SHORT + 16])
{
	if (para->stretches->len != 1 || para->text->len > SHORT || para->forced->len > 0 || para->marked)
		return false;
	const bt_ink *ink = &g_array_index(para->stretches, bt_stretch, 0).ink;
	g_snprintf(key, SHORT + 16, "%d.%d.%d.%d.%s", para->type, ink->type, ink->weight, ink->italic, para->text->str);
	return true;
}

static bool take_known(const bt_pages *pages, bt_para *para, const char *key)
{
	const shaped *known = g_hash_table_lookup(pages->shaped, key);
	if (!known)
		return false;
	g_array_unref(para->runs);
	g_array_unref(para->segments);
	para->runs = g_array_ref(known->runs);
	para->segments = g_array_ref(known->segments);
	return true;
}

static void keep_known(bt_pages *pages, const bt_para *para, const char *key)
{
	shaped *known = g_new(shaped, 1);
	*known = (shaped){g_array_ref(para->runs), g_array_ref(para->segments)};
	g_hash_table_insert(pages->shaped, g_strdup(key), known);
}

/* The piece [from, from+len) as a whole, by one layout. */
static void shape_whole(bt_pages *pages, bt_para *para, guint32 from, gsize len, bt_len *advance)
{
	PangoLayout *layout = pango_layout_new(pages->fonts->context);
	PangoAttrList *list = pango_attr_list_new();
	pango_layout_set_font_description(layout, pages->fonts->face[para->type]);
	pango_layout_set_single_paragraph_mode(layout, TRUE);
	add_attributes(pages, para, from, from + (guint32)len, list);
	pango_layout_set_attributes(layout, list);
	pango_attr_list_unref(list);
	pango_layout_set_text(layout, para->text->str + from, (int)len);
	take_runs(pages, para, layout, from, advance);
	g_object_unref(layout);
}

static void shape_piece(bt_pages *pages, bt_para *para, guint32 from, gsize len)
{
	g_autofree bt_len *advance = g_new0(bt_len, len + 1);
	if (!bt_shape_words(pages, para, from, from + (guint32)len, advance))
		shape_whole(pages, para, from, len, advance);
	if (!pages->failed)
		cut_segments(para, from, len, advance);
}

bool bt_para_shape(bt_pages *pages, bt_para *para)
{
	gsize from = 0;
	char key[SHORT + 16];
	bool again = key_of(para, key);
	if (again && take_known(pages, para, key))
		return true;
	while (from < para->text->len && !pages->failed) {
		gsize end = piece_end(para, from);
		shape_piece(pages, para, (guint32)from, end - from);
		from = end;
	}
	ban_breaks(para);
	if (again && !pages->failed)
		keep_known(pages, para, key);
	return !pages->failed;
}

bt_len bt_para_width(const bt_para *para)
{
	bt_len width = 0, ink = 0;
	for (guint i = 0; i < para->segments->len; i++) {
		const bt_segment *s = &g_array_index(para->segments, bt_segment, i);
		ink = width + s->ink;
		width += s->width;
	}
	return ink;
}

bt_len bt_para_longest(const bt_para *para)
{
	bt_len longest = 0, width = 0;
	for (guint i = 0; i < para->segments->len; i++) {
		const bt_segment *s = &g_array_index(para->segments, bt_segment, i);
		longest = MAX(longest, width + s->ink);
		width = s->banned ? width + s->width : 0; /* a lone last syllable may be left where it must */
	}
	return longest;
}

const bt_run *bt_para_run_at(const bt_para *para, guint32 byte)
{
	guint low = 0, high = para->runs->len;
	while (low < high) {
		guint middle = low + (high - low) / 2;
		const bt_run *run = &g_array_index(para->runs, bt_run, middle);
		if (run->from + run->len <= byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low < para->runs->len ? &g_array_index(para->runs, bt_run, low) : NULL;
}

/* The first glyph whose letter is at `byte` of the run or after it. Clusters rise from left to right:
 * our faces have no letters of right-to-left scripts. */
static int glyph_at(const PangoGlyphString *glyphs, int byte)
{
	int low = 0, high = glyphs->num_glyphs;
	while (low < high) {
		int middle = low + (high - low) / 2;
		if (glyphs->log_clusters[middle] < byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bt_len bt_run_slice(const bt_para *para, const bt_run *run, guint32 from, guint32 to, bt_glyphs *slice)
{
	guint32 a = MAX(from, run->from), b = MIN(to, run->from + run->len);
	bt_len width = 0;
	*slice = (bt_glyphs){.font = run->font, .text = para->text->str + a};
	if (a >= b)
		return 0;
	int first = glyph_at(run->glyphs, (int)(a - run->from)), end = glyph_at(run->glyphs, (int)(b - run->from));
	slice->len = (int)(b - a);
	slice->base = (int)(a - run->from);
	slice->glyphs = run->glyphs->glyphs + first;
	slice->clusters = run->glyphs->log_clusters + first;
	slice->n = end - first;
	for (int i = 0; i < slice->n; i++)
		width += slice->glyphs[i].geometry.width;
	return width;
}

bt_len bt_para_advance(const bt_para *para, guint32 from, guint32 to)
{
	bt_len width = 0;
	bt_glyphs slice;
	const bt_run *end = &g_array_index(para->runs, bt_run, 0) + para->runs->len;
	for (const bt_run *run = bt_para_run_at(para, from); run && run < end && run->from < to; run++)
		width += bt_run_slice(para, run, from, to, &slice);
	return width;
}
