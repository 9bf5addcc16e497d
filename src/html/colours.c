/* The office's own colours as rules over the style sheet's: those stated for light and print, and what follows from them in the
 * dark. What cannot be read is refused where it is judged (theme/theme.h). */
#include "html/private.h"

#include "theme/theme.h"

#define DARK_PAPER ((bt_rgb){0x16 / 255.0, 0x18 / 255.0, 0x1A / 255.0}) /* --paper of the style sheet's dark scheme */
#define DARK_CONTRAST 7                                              /* that lightened colours reach on it */

/* The tokens of colour that the style sheet has, and whether they are marks on paper that the dark lightens. */
static const struct {
	bt_colour colour;
	const char *name;
	bool mark;
} tokens[] = {
	{BT_COLOUR_INK, "ink", false}, {BT_COLOUR_INK_2, "ink-2", false}, {BT_COLOUR_RULE, "rule", false}, {BT_COLOUR_BRAND, "brand", true}, {BT_COLOUR_GOLD, "gold", false},
	{BT_COLOUR_LINK, "link", true}, {BT_COLOUR_TINT, "tint", false}, {BT_COLOUR_CHART_1, "chart-1", true}, {BT_COLOUR_CHART_2, "chart-2", true},
	{BT_COLOUR_CHART_3, "chart-3", true}, {BT_COLOUR_CHART_4, "chart-4", true}, {BT_COLOUR_CONTEXT, "context", true}, {BT_COLOUR_TRACK, "track", false},
};

static int part(double v) { return (int)(CLAMP(v, 0, 1) * 255 + 0.5); }

static void put_token(const char *name, bt_rgb c, GString *out) { g_string_append_printf(out, "--%s:#%02X%02X%02X;", name, part(c.red), part(c.green), part(c.blue)); }

/* The same hue, mixed with white until it is read well on dark paper. */
static bt_rgb for_the_dark(bt_rgb c)
{
	for (int step = 0; step < 20 && bt_contrast(c, DARK_PAPER) < DARK_CONTRAST; step++)
		c = (bt_rgb){c.red + (1 - c.red) / 12, c.green + (1 - c.green) / 12, c.blue + (1 - c.blue) / 12};
	return c;
}

static bool same(bt_rgb a, bt_rgb b) { return part(a.red) == part(b.red) && part(a.green) == part(b.green) && part(a.blue) == part(b.blue); }

void bt_put_colours(const char *list, bool state, GString *out)
{
	g_autoptr(bt_diags) unsaid = bt_diags_new(BT_LANG_EN);
	g_autoptr(bt_theme) theme = bt_theme_load("bulletin", unsaid);
	g_autoptr(GString) light = g_string_new(NULL), dark = g_string_new(NULL);
	if (!theme)
		return;
	bt_rgb colours[BT_COLOUR_COUNT];
	for (int i = 0; i < BT_COLOUR_COUNT; i++)
		colours[i] = theme->colour[i];
	if (state)
		colours[BT_COLOUR_BRAND] = theme->colour[BT_COLOUR_BRAND_STATE];
	bt_rgb before[BT_COLOUR_COUNT];
	for (int i = 0; i < BT_COLOUR_COUNT; i++)
		before[i] = colours[i];
	bt_theme_recolour(colours, list, BT_NO_SPAN, NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(tokens); i++) {
		bt_colour colour = tokens[i].colour;
		if (same(colours[colour], before[colour]))
			continue;
		put_token(tokens[i].name, colours[colour], light);
		if (tokens[i].mark)
			put_token(tokens[i].name, for_the_dark(colours[colour]), dark);
	}
	/* as strong as .nha-nuoc, and later */
	if (light->len)
		g_string_append_printf(out, ":root{%s}", light->str);
	if (dark->len)
		g_string_append_printf(out, "@media screen and (prefers-color-scheme:dark){:root{%s}}", dark->str);
}
