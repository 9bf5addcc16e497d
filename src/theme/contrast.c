/* Colours that can be read: which token stands on which, the contrast each pair needs, and the office's own colours
 * judged by it. Text needs 4.5:1, or 3:1 from 18 points or 14 bold; marks of charts 3:1 (design.md section 2, WCAG 1.4.3
 * and 1.4.11). Knows tokens; must not know what a page draws but for these pairs. */
#include "theme/inner.h"

#include <math.h>
#include <string.h>

#define TEXT 4.5
#define MARK 3.0
#define LARGE 18.0
#define LARGE_BOLD 14.0

const char *const bt_colour_keys[] = {
#define C(colour, key) [BT_COLOUR_##colour] = key,
#include "theme/colours.def"
#undef C
};
G_STATIC_ASSERT(G_N_ELEMENTS(bt_colour_keys) == BT_COLOUR_COUNT);

/* What is drawn on what; rule and gold are decoration. */
static const struct pair {
	bt_colour over, ground;
	double least;
} pairs[] = {
	{BT_COLOUR_INK, BT_COLOUR_PAPER, TEXT},
	{BT_COLOUR_INK_2, BT_COLOUR_PAPER, TEXT},
	{BT_COLOUR_BRAND, BT_COLOUR_PAPER, TEXT},
	{BT_COLOUR_BRAND_STATE, BT_COLOUR_PAPER, TEXT},
	{BT_COLOUR_LINK, BT_COLOUR_PAPER, TEXT},
	{BT_COLOUR_INK, BT_COLOUR_TINT, TEXT}, /* code */
	{BT_COLOUR_BRAND, BT_COLOUR_TINT, TEXT}, /* the gap of a missing photo */
	{BT_COLOUR_BRAND_STATE, BT_COLOUR_TINT, TEXT},
	{BT_COLOUR_CHART_1, BT_COLOUR_PAPER, TEXT}, /* values too */
	{BT_COLOUR_CHART_2, BT_COLOUR_PAPER, MARK},
	{BT_COLOUR_CHART_3, BT_COLOUR_PAPER, MARK},
	{BT_COLOUR_CHART_4, BT_COLOUR_PAPER, MARK},
	{BT_COLOUR_CONTEXT, BT_COLOUR_PAPER, MARK},
	{BT_COLOUR_CHART_1, BT_COLOUR_TRACK, MARK}, /* the bar of an attainment on its track, */
	{BT_COLOUR_INK, BT_COLOUR_TRACK, MARK},     /* and the mark of its time */
};

static double channel(double c) { return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4); }

static double luminance(bt_rgb c) { return 0.2126 * channel(c.red) + 0.7152 * channel(c.green) + 0.0722 * channel(c.blue); }

double bt_contrast(bt_rgb a, bt_rgb b)
{
	double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
	return x > y ? x / y : y / x;
}

/* "2,1" in Vietnamese, "2.1" in English; cut, so that 4,49 is not shown as the 4,5 it lacks. Caller frees. */
static char *ratio_words(double ratio, bt_lang lang)
{
	int tenths = (int)(ratio * 10);
	return g_strdup_printf("%d%c%d", tenths / 10, lang == BT_LANG_VI ? ',' : '.', tenths % 10);
}

/* ---- a style's own colours */

static void say_pale(const char *file, const char *what, bt_colour ground, double ratio, double least, bt_diags *diags)
{
	g_autofree char *is = ratio_words(ratio, bt_diags_lang(diags)), *wanted = ratio_words(least, bt_diags_lang(diags));
	bt_say(diags, BT_D_THEME_CONTRAST, BT_NO_SPAN, file, what, bt_colour_keys[ground], is, wanted, NULL);
}

void bt_theme_lint(const bt_theme *theme, const char *file, bt_diags *diags)
{
	const bt_rgb *c = theme->colour;
	bool said[BT_COLOUR_COUNT] = {false};
	for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
		double ratio = bt_contrast(c[pairs[i].over], c[pairs[i].ground]);
		if (ratio >= pairs[i].least)
			continue;
		said[pairs[i].over] = true;
		say_pale(file, bt_colour_keys[pairs[i].over], pairs[i].ground, ratio, pairs[i].least, diags);
	}
	for (int i = 0; i < BT_TYPE_COUNT; i++) { /* a role of type may take any token */
		const bt_typeface *type = &theme->type[i];
		double least = type->size >= LARGE || (type->weight >= 700 && type->size >= LARGE_BOLD) ? MARK : TEXT;
		double ratio = bt_contrast(c[type->colour], c[BT_COLOUR_PAPER]);
		if (ratio < least && !said[type->colour])
			say_pale(file, bt_type_keys[i], BT_COLOUR_PAPER, ratio, least, diags);
	}
}

/* ---- the office's own colours */

bool bt_colour_read(const char *s, bt_rgb *colour)
{
	int digit[6];
	bool ok = s[0] == '#' && strlen(s) == 7;
	for (int i = 0; ok && i < 6; i++)
		ok = (digit[i] = g_ascii_xdigit_value(s[i + 1])) >= 0;
	if (ok)
		*colour = (bt_rgb){(digit[0] * 16 + digit[1]) / 255.0, (digit[2] * 16 + digit[3]) / 255.0, (digit[4] * 16 + digit[5]) / 255.0};
	return ok;
}

bool bt_colour_named(const char *name, bt_colour *colour)
{
	for (int i = 0; i < BT_COLOUR_COUNT; i++) {
		if (strcmp(bt_colour_keys[i], name) == 0) {
			*colour = (bt_colour)i;
			return true;
		}
	}
	return false;
}

/* The first pair that the colour would spoil; NULL: none. `ratio` is what it would have. */
static const struct pair *spoiled(const bt_rgb *colours, bt_colour changed, bt_rgb value, double *ratio)
{
	for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
		if (pairs[i].over != changed && pairs[i].ground != changed)
			continue;
		bt_rgb over = pairs[i].over == changed ? value : colours[pairs[i].over];
		bt_rgb ground = pairs[i].ground == changed ? value : colours[pairs[i].ground];
		*ratio = bt_contrast(over, ground);
		if (*ratio < pairs[i].least)
			return &pairs[i];
	}
	return NULL;
}

/* Why it spoils the pair; caller frees. */
static char *spoils(const struct pair *pair, bt_colour changed, double ratio, bt_lang lang)
{
	g_autofree char *is = ratio_words(ratio, lang), *least = ratio_words(pair->least, lang);
	const char *other = bt_colour_keys[pair->over == changed ? pair->ground : pair->over];
	bool darker = pair->over == changed;
	if (lang == BT_LANG_VI)
		return g_strdup_printf("độ tương phản với «%s» chỉ %s:1, cần %s:1; hãy chọn màu %s hơn", other, is, least, darker ? "đậm" : "nhạt");
	return g_strdup_printf("its contrast with «%s» is %s:1, %s:1 is needed; choose a %s one", other, is, least, darker ? "darker" : "lighter");
}

static void recolour_one(bt_rgb *colours, const char *part, bt_span where, bt_diags *diags)
{
	static const char *const faults[][2] = {
		{[BT_LANG_EN] = "no such name", [BT_LANG_VI] = "không có tên này"},
		{[BT_LANG_EN] = "write it like #9B1C1F", [BT_LANG_VI] = "viết như #9B1C1F"},
	};
	g_auto(GStrv) halves = g_strsplit(part, ":", 2);
	bt_colour colour = BT_COLOUR_COUNT;
	bt_rgb value;
	double ratio;
	bt_lang lang = diags ? bt_diags_lang(diags) : BT_LANG_EN;
	const struct pair *pair = NULL;
	g_autofree char *fault = NULL;
	if (!bt_colour_named(g_strstrip(halves[0]), &colour) || colour == BT_COLOUR_PAPER)
		fault = g_strdup(faults[0][lang]);
	else if (!halves[1] || !bt_colour_read(g_strstrip(halves[1]), &value))
		fault = g_strdup(faults[1][lang]);
	else if ((pair = spoiled(colours, colour, value, &ratio)))
		fault = spoils(pair, colour, ratio, lang);
	else
		colours[colour] = value;
	if (fault && diags)
		bt_say(diags, BT_D_THEME_COLOUR, where, part, fault, NULL);
}

void bt_theme_recolour(bt_rgb *colours, const char *list, bt_span where, bt_diags *diags)
{
	for (const char *at = list; *at;) {
		gsize len = strcspn(at, ",;"), blank = MIN(strspn(at, " \t"), len);
		g_autofree char *part = g_strndup(at + blank, len - blank);
		g_strchomp(part);
		bt_span span = bt_span_stated(where) ? (bt_span){where.off + (guint32)(at + blank - list), (guint32)strlen(part)} : BT_NO_SPAN;
		if (*part)
			recolour_one(colours, part, span, diags);
		at += len + (at[len] != '\0');
	}
}
