/* The office's own words: a file of "class: word | word" lines joins the lexicon. Knows the names of
 * the classes that an office may add to; opens no file. */
#include "figure/figure.h"
#include "figure/lexicon.h"

#include <string.h>

static const struct {
	const char *vi, *en;
	bt_class_index class;
	int value;
} classes[] = {
	{"đơn vị", "unit", BT_WI_UNIT, BT_U_MEASURE},
	{"đơn vị tiền", "money", BT_WI_UNIT, BT_U_MONEY},
	{"người", "people", BT_WI_UNIT, BT_U_PEOPLE},
	{"tổ chức", "body", BT_WI_UNIT, BT_U_BODY},
	{"danh từ đếm", "count", BT_WI_UNIT, BT_U_THING},
	{"chữ viết tắt", "abbreviation", BT_WI_UNIT, BT_U_SHORT},
	{"động từ", "verb", BT_WI_ACTION, 0},
	{"chỉ tiêu", "measure", BT_WI_MEASURE, 0},
	{"kế hoạch", "plan", BT_WI_PLAN, 0},
	{"so sánh", "base", BT_WI_BASE, 0},
	{"chủ thể", "actor", BT_WI_ACTOR, 0},
	{"tên có số", "name", BT_WI_NAME, 0},
	{"cụm từ", "phrase", BT_WI_WORD, 0},
};

/* The row of the class named text[0..len), or -1. */
static int class_of(const char *text, gsize len)
{
	g_autofree char *raw = g_strndup(text, len);
	g_autofree char *key = bt_spelling_key(g_strstrip(raw), -1);
	for (gsize i = 0; i < G_N_ELEMENTS(classes); i++) {
		g_autofree char *vi = bt_spelling_key(classes[i].vi, -1);
		if (strcmp(key, vi) == 0 || strcmp(key, classes[i].en) == 0)
			return (int)i;
	}
	return -1;
}

static char *known_classes(bt_lang lang)
{
	GString *out = g_string_new(NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(classes); i++)
		g_string_append_printf(out, "%s%s", i ? ", " : "", lang == BT_LANG_VI ? classes[i].vi : classes[i].en);
	return g_string_free(out, FALSE);
}

static void add_words(const char *words, gsize len, int class)
{
	for (gsize at = 0; at <= len;) {
		const char *bar = memchr(words + at, '|', len - at);
		gsize end = bar ? (gsize)(bar - words) : len;
		g_autofree char *word = g_strndup(words + at, end - at);
		g_strstrip(word);
		if (word[0])
			bt_lexicon_add(word, strlen(word), classes[class].class, classes[class].value);
		at = end + 1;
	}
}

static void add_line(const char *text, gsize from, gsize to, bt_diags *diags)
{
	while (from < to && g_ascii_isspace(text[from]))
		from++;
	while (to > from && g_ascii_isspace(text[to - 1]))
		to--;
	if (from == to || text[from] == '#')
		return;
	const char *colon = memchr(text + from, ':', to - from);
	gsize end = colon ? (gsize)(colon - text) : to;
	int class = class_of(text + from, end - from);
	if (colon && class >= 0) {
		add_words(colon + 1, to - end - 1, class);
		return;
	}
	g_autofree char *name = g_strndup(text + from, end - from), *known = known_classes(bt_diags_lang(diags));
	bt_say(diags, BT_D_FIGURE_LEXICON, (bt_span){(guint32)from, (guint32)(end - from)}, name, known, NULL);
}

void bt_figures_lexicon(const char *text, gsize len, bt_diags *diags)
{
	static bool extended;
	bt_lexicon_build();
	if (extended)
		bt_lexicon_reset();
	extended = text != NULL;
	for (gsize at = 0; text && at < len;) {
		const char *end = memchr(text + at, '\n', len - at);
		gsize to = end ? (gsize)(end - text) : len;
		add_line(text, at, to, diags);
		at = to + 1;
	}
}
