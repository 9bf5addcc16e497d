/* What a face says of itself, and a font file with only its glyphs in use, made by HarfBuzz's subsetter. */
#include "pdf/finish.h"

#include <hb-ot.h>
#include <hb-subset.h>

static const hb_tag_t wanted[] = { /* ISO 32000-1, table 126; the rest is for those who shape text */
	HB_TAG('h', 'e', 'a', 'd'), HB_TAG('h', 'h', 'e', 'a'), HB_TAG('m', 'a', 'x', 'p'), HB_TAG('h', 'm', 't', 'x'), HB_TAG('l', 'o', 'c', 'a'),
	HB_TAG('g', 'l', 'y', 'f'), HB_TAG('c', 'v', 't', ' '), HB_TAG('f', 'p', 'g', 'm'), HB_TAG('p', 'r', 'e', 'p'), HB_TAG('C', 'F', 'F', ' '),
};

static bool has_table(hb_face_t *face, hb_tag_t tag)
{
	hb_blob_t *blob = hb_face_reference_table(face, tag);
	bool has = hb_blob_get_length(blob) > 0;
	hb_blob_destroy(blob);
	return has;
}

bt_outlines bt_face_outlines(hb_face_t *face)
{
	if (has_table(face, HB_TAG('g', 'l', 'y', 'f')))
		return BT_OUTLINES_TRUETYPE;
	return has_table(face, HB_TAG('C', 'F', 'F', ' ')) ? BT_OUTLINES_CFF : BT_OUTLINES_NONE;
}

static int s16(const char *at) { return (gint16)((guint8)at[0] << 8 | (guint8)at[1]); }

/* Left, bottom, right, top of all glyphs, units of the em; OpenType 1.9, "head". */
static void read_box(hb_face_t *face, int box[4])
{
	hb_blob_t *head = hb_face_reference_table(face, HB_TAG('h', 'e', 'a', 'd'));
	unsigned len;
	const char *data = hb_blob_get_data(head, &len);
	for (int i = 0; i < 4; i++)
		box[i] = len >= 44 ? s16(data + 36 + 2 * i) : 0;
	hb_blob_destroy(head);
}

/* Thousandths of the em, which is what the scale of `font` says. */
static double metric(hb_font_t *font, hb_ot_metrics_tag_t tag)
{
	hb_position_t n = 0;
	hb_ot_metrics_get_position_with_fallback(font, tag, &n);
	return n;
}

bt_metrics bt_face_metrics(hb_font_t *font)
{
	hb_face_t *face = hb_font_get_face(font);
	int box[4];
	read_box(face, box);
	bt_metrics m = {.ascent = metric(font, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER), .descent = metric(font, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER),
			.capitals = metric(font, HB_OT_METRICS_TAG_CAP_HEIGHT), .slant = (double)hb_style_get_value(font, HB_STYLE_TAG_SLANT_ANGLE)};
	for (int i = 0; i < 4; i++)
		m.box[i] = box[i] * 1000.0 / hb_face_get_upem(face);
	return m;
}

/* ---- the file */

static bool is_wanted(hb_tag_t tag)
{
	for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++)
		if (wanted[i] == tag)
			return true;
	return false;
}

static void drop_tables(hb_face_t *face, hb_set_t *drop)
{
	hb_tag_t tags[64];
	unsigned n = G_N_ELEMENTS(tags);
	for (unsigned from = 0; n == G_N_ELEMENTS(tags); from += n) {
		hb_face_get_table_tags(face, from, &n, tags);
		for (unsigned i = 0; i < n; i++)
			if (!is_wanted(tags[i]))
				hb_set_add(drop, tags[i]);
	}
}

hb_blob_t *bt_face_subset(hb_face_t *face, const hb_set_t *glyphs, hb_map_t *places)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	if (!input)
		return NULL;
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NOTDEF_OUTLINE | (places ? 0 : HB_SUBSET_FLAGS_RETAIN_GIDS));
	hb_set_union(hb_subset_input_glyph_set(input), glyphs);
	drop_tables(face, hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG));
	hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(face, input);
	hb_face_t *subset = plan ? hb_subset_plan_execute_or_fail(plan) : NULL;
	hb_blob_t *blob = subset ? hb_face_reference_blob(subset) : NULL;
	const hb_map_t *mapping = plan ? hb_subset_plan_old_to_new_glyph_mapping(plan) : NULL;
	for (hb_codepoint_t glyph = HB_SET_VALUE_INVALID; places && mapping && hb_set_next(glyphs, &glyph);)
		hb_map_set(places, glyph, hb_map_get(mapping, glyph));
	hb_face_destroy(subset);
	hb_subset_plan_destroy(plan);
	hb_subset_input_destroy(input);
	return blob;
}
