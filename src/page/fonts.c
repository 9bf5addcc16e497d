/* Opens the theme's fonts by path and nothing else: no font of the machine, no configuration, no
 * locale can change a page. Must run before any other Pango call of the process. */
#include "page/layout.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

/* Files in sorted order (the theme sorts them), so that matching never depends on a folder. */
static FcConfig *config_new(const bt_theme *theme, bt_diags *diags)
{
	FcConfig *config = FcConfigCreate();
	for (const char *const *file = theme->fonts; *file; file++) {
		g_autofree char *name = g_strconcat("fonts/", *file, NULL);
		g_autofree char *path = bt_data_path(name);
		if (FcConfigAppFontAddFile(config, (const FcChar8 *)path))
			continue;
		bt_say(diags, BT_D_DATA_MISSING, BT_NO_SPAN, name, NULL);
		FcConfigDestroy(config);
		return NULL;
	}
	return config;
}

/* Unhinted outlines at 72 dots an inch: one unit is one point, and widths do not depend on a screen. */
static PangoContext *context_new(PangoFontMap *map)
{
	PangoContext *context = pango_font_map_create_context(map);
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
	pango_cairo_context_set_font_options(context, options);
	cairo_font_options_destroy(options);
	pango_cairo_context_set_resolution(context, 72);
	pango_context_set_round_glyph_positions(context, FALSE);
	pango_context_set_language(context, pango_language_from_string("vi"));
	pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
	return context;
}

static PangoFontMap *map_new(const bt_theme *theme, bt_diags *diags)
{
	FcConfig *config = config_new(theme, diags);
	if (!config)
		return NULL;
	/* Else a thread of Pango parses the machine's configuration. */
	FcConfigSetCurrent(config);
	PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
	pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
	pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
	FcConfigDestroy(config);
	return map;
}

/* One map for each list of files, kept while the program runs: the next report of the same look finds its faces
 * open. (Worker processes lay out one report after the other, in one thread.) */
static PangoFontMap *map_for(const bt_theme *theme, bt_diags *diags)
{
	static GHashTable *maps;
	g_autofree char *key = g_strjoinv(";", (char **)theme->fonts);
	if (!maps)
		maps = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_object_unref);
	PangoFontMap *map = g_hash_table_lookup(maps, key);
	if (map)
		return map;
	map = map_new(theme, diags);
	if (map)
		g_hash_table_insert(maps, g_steal_pointer(&key), map);
	return map;
}

bt_fonts *bt_fonts_open(const bt_theme *theme, bt_diags *diags)
{
	PangoFontMap *map = map_for(theme, diags);
	if (!map)
		return NULL;
	bt_fonts *fonts = g_new0(bt_fonts, 1);
	fonts->context = context_new(map);
	for (int i = 0; i < BT_TYPE_COUNT; i++) {
		const bt_typeface *face = &theme->type[i];
		PangoFontDescription *d = pango_font_description_new();
		pango_font_description_set_family(d, face->family);
		pango_font_description_set_weight(d, (PangoWeight)face->weight);
		pango_font_description_set_style(d, face->italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
		pango_font_description_set_size(d, BT_PT(face->size));
		fonts->face[i] = d;
	}
	return fonts;
}

void bt_fonts_free(bt_fonts *fonts)
{
	if (!fonts)
		return;
	for (int i = 0; i < BT_TYPE_COUNT; i++)
		pango_font_description_free(fonts->face[i]);
	g_object_unref(fonts->context);
	g_free(fonts);
}
