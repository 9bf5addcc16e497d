/* The faces of a file: which glyph is called by which code, how wide it is and what it stands for. Each face is one font of
 * two-byte codes, so that a line of Vietnamese is one string. ISO 32000-1, 9.7 and 9.10.3. */
#include "pdf/finish.h"

#include <hb-ot.h>
#include <string.h>

typedef struct {
	guint16 glyph, next; /* next: another code of the same glyph; 0: none */
	guint16 width;
	guint16 len;
	const char *text;    /* NULL: not in use */
} code;

struct bt_face {
	guint number;
	hb_face_t *hb;    /* owned, as what follows */
	hb_font_t *font;  /* a thousand units an em */
	bt_outlines outlines;
	GArray *codes;    /* code by code */
	GArray *code_of;  /* guint16 by glyph; 0: none */
};

typedef struct {
	bt_face *face;
	double size;
} sized;

struct bt_faces {
	GPtrArray *faces;    /* bt_face */
	GHashTable *by_font; /* PangoFont, lent by the pages -> sized */
};

static void face_free(gpointer p)
{
	bt_face *face = p;
	hb_font_destroy(face->font);
	hb_face_destroy(face->hb);
	g_array_free(face->codes, TRUE);
	g_array_free(face->code_of, TRUE);
	g_free(face);
}

bt_faces *bt_faces_new(void)
{
	bt_faces *faces = g_new0(bt_faces, 1);
	faces->faces = g_ptr_array_new_with_free_func(face_free);
	faces->by_font = g_hash_table_new_full(NULL, NULL, NULL, g_free);
	return faces;
}

void bt_faces_free(bt_faces *faces)
{
	g_hash_table_destroy(faces->by_font);
	g_ptr_array_free(faces->faces, TRUE);
	g_free(faces);
}

/* CFF has no table from codes to glyphs: there, codes are the glyphs' own numbers. */
static bool keeps_numbers(const bt_face *face) { return face->outlines != BT_OUTLINES_TRUETYPE; }

/* Fonts of all sizes share the face of their file. */
static bt_face *find_face(bt_faces *faces, hb_face_t *hb)
{
	for (guint i = 0; i < faces->faces->len; i++)
		if (((bt_face *)faces->faces->pdata[i])->hb == hb)
			return faces->faces->pdata[i];
	bt_face *face = g_new0(bt_face, 1);
	face->number = faces->faces->len;
	face->hb = hb_face_reference(hb);
	face->font = hb_font_create(hb);
	hb_font_set_scale(face->font, 1000, 1000);
	face->outlines = bt_face_outlines(hb);
	face->codes = g_array_new(FALSE, TRUE, sizeof(code));
	face->code_of = g_array_new(FALSE, TRUE, sizeof(guint16));
	g_ptr_array_add(faces->faces, face);
	return face;
}

bt_face *bt_face_of(bt_faces *faces, PangoFont *font, double *size)
{
	sized *known = g_hash_table_lookup(faces->by_font, font);
	if (!known) {
		PangoFontDescription *d = pango_font_describe_with_absolute_size(font);
		known = g_new(sized, 1);
		*known = (sized){find_face(faces, hb_font_get_face(pango_font_get_hb_font(font))), (double)pango_font_description_get_size(d) / PANGO_SCALE};
		pango_font_description_free(d);
		g_hash_table_insert(faces->by_font, font, known);
	}
	*size = known->size;
	return known->face;
}

guint bt_face_number(const bt_face *face) { return face->number; }

static code *code_at(const bt_face *face, guint i) { return &g_array_index(face->codes, code, i); }

int bt_face_width(const bt_face *face, guint16 i) { return code_at(face, i)->width; }

/* Codes are counted from 1 in the order of drawing. */
static guint16 new_code(bt_face *face, guint16 glyph, const char *text, gsize len)
{
	guint i = keeps_numbers(face) ? glyph : MAX(face->codes->len, 1);
	if (i > 0xFFFF)
		g_error("more than 65535 glyphs of one face");
	if (face->codes->len <= i)
		g_array_set_size(face->codes, i + 1);
	int width = hb_font_get_glyph_h_advance(face->font, glyph);
	*code_at(face, i) = (code){.glyph = glyph, .width = (guint16)CLAMP(width, 0, 0xFFFF), .len = (guint16)len, .text = text};
	return (guint16)i;
}

#define TEXTS_MOST 8      /* of one glyph */
#define BYTES_MOST 64     /* of one text */
#define ROOM_FOR_ALL 0x8000 /* codes: beyond, no glyph gets a second one */

bool bt_face_code(bt_face *face, guint glyph, const char *text, gsize len, guint16 *found)
{
	if (face->code_of->len <= glyph)
		g_array_set_size(face->code_of, glyph + 1);
	guint16 first = g_array_index(face->code_of, guint16, glyph), last = first;
	int texts = 0;
	for (*found = first; *found != 0; *found = code_at(face, *found)->next) {
		const code *c = code_at(face, *found);
		if (c->len == len && memcmp(c->text, text, len) == 0)
			return true;
		last = *found;
		texts++;
	}
	*found = first;
	if (first != 0 && (keeps_numbers(face) || texts >= TEXTS_MOST || len > BYTES_MOST || face->codes->len >= ROOM_FOR_ALL))
		return false;
	gsize kept = len > BYTES_MOST ? (gsize)(g_utf8_next_char(text) - text) : len;
	*found = new_code(face, (guint16)glyph, text, kept);
	if (first == 0)
		g_array_index(face->code_of, guint16, glyph) = *found;
	else
		code_at(face, last)->next = *found;
	return kept == len;
}

/* ---- what the file says of a face */

/* "BCDFGH+SourceSans3-Bold": each subset of a face has a name of its own. */
static char *name_of(const bt_face *face)
{
	char name[128] = "", tag[8] = "";
	unsigned size = sizeof name;
	guint32 hash = 2166136261u;
	for (guint i = 0; i < face->codes->len; i++)
		hash = (hash ^ code_at(face, i)->glyph) * 16777619u;
	hb_ot_name_get_utf8(face->hb, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, name);
	g_strcanon(name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_", '-');
	for (int i = 0; i < 6; i++, hash /= 26)
		tag[i] = (char)('A' + hash % 26);
	return g_strdup_printf("%s+%s", tag, *name ? name : "Font");
}

/* The glyphs of all codes, and the one that stands for missing ones. Caller destroys. */
static hb_set_t *glyphs_of(const bt_face *face)
{
	hb_set_t *glyphs = hb_set_create();
	hb_set_add(glyphs, 0);
	for (guint i = 0; i < face->codes->len; i++)
		hb_set_add(glyphs, code_at(face, i)->glyph);
	return glyphs;
}

/* 0: it cannot be made. */
static int put_file(const bt_face *face, bt_file *file, hb_map_t *places)
{
	hb_set_t *glyphs = glyphs_of(face);
	hb_blob_t *subset = bt_face_subset(face->hb, glyphs, places);
	unsigned len = 0;
	const char *data = subset ? hb_blob_get_data(subset, &len) : NULL;
	g_autofree char *keys = g_strdup_printf(places ? "/Length1 %u" : "/Subtype/OpenType", len);
	int id = len ? bt_put_stream(file, keys, data, len, false) : 0;
	hb_blob_destroy(subset);
	hb_set_destroy(glyphs);
	return id;
}

/* From code to glyph of the file, two bytes each. */
static int put_places(const bt_face *face, bt_file *file, const hb_map_t *places)
{
	g_autoptr(GByteArray) out = g_byte_array_new();
	for (guint i = 0; i < face->codes->len; i++) {
		guint place = hb_map_get(places, code_at(face, i)->glyph);
		const guint8 bytes[] = {(guint8)(place >> 8), (guint8)place};
		g_byte_array_append(out, bytes, sizeof bytes);
	}
	return bt_put_stream(file, "", out->data, out->len, false);
}

static void put_metric(GString *out, const char *key, double n)
{
	g_string_append(out, key);
	bt_pdf_milli(out, bt_milli(n));
}

static int put_descriptor(const bt_face *face, bt_file *file, const char *name, int font)
{
	bt_metrics m = bt_face_metrics(face->font);
	g_autoptr(GString) out = g_string_new("<</Type/FontDescriptor/FontName/");
	g_string_append_printf(out, "%s/Flags %d/FontBBox[", name, m.slant < 0 ? 4 + 64 : 4);
	for (int i = 0; i < 4; i++)
		put_metric(out, i ? " " : "", m.box[i]);
	put_metric(out, "]/ItalicAngle ", m.slant);
	put_metric(out, "/Ascent ", m.ascent);
	put_metric(out, "/Descent ", m.descent);
	put_metric(out, "/CapHeight ", m.capitals);
	g_string_append_printf(out, "/StemV 80/FontFile%d %d 0 R>>", keeps_numbers(face) ? 3 : 2, font);
	return bt_put(file, out->str);
}

static void put_widths(const bt_face *face, GString *out)
{
	bool open = false;
	g_string_append(out, "/W[");
	for (guint i = 0; i < face->codes->len; i++) {
		const code *c = code_at(face, i);
		if (!c->text && open)
			g_string_append_c(out, ']');
		if (c->text && !open) {
			bt_pdf_int(out, i);
			g_string_append_c(out, '[');
		} else if (c->text) {
			g_string_append_c(out, ' ');
		}
		open = c->text != NULL;
		if (open)
			bt_pdf_int(out, c->width);
	}
	g_string_append(out, open ? "]]" : "]");
}

#define CHARS_AT_ONCE 100 /* as many as a block may have */

static void put_chars(const bt_face *face, GString *out)
{
	g_autofree guint *used = g_new(guint, face->codes->len + 1);
	guint n = 0;
	for (guint i = 0; i < face->codes->len; i++)
		if (code_at(face, i)->text)
			used[n++] = i;
	for (guint i = 0; i < n; i++) {
		const code *c = code_at(face, used[i]);
		if (i % CHARS_AT_ONCE == 0)
			g_string_append_printf(out, "%s%u beginbfchar\n", i ? "endbfchar\n" : "", MIN(n - i, CHARS_AT_ONCE));
		g_string_append_c(out, '<');
		bt_pdf_hex(out, (guint16)used[i]);
		g_string_append(out, "><");
		bt_pdf_utf16(out, c->text, c->len);
		g_string_append(out, ">\n");
	}
	g_string_append(out, n ? "endbfchar\n" : "");
}

static int put_unicode(const bt_face *face, bt_file *file)
{
	g_autoptr(GString) out = g_string_new("/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
		"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
		"1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
	put_chars(face, out);
	g_string_append(out, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
	return bt_put_stream(file, "", out->str, out->len, false);
}

static void put_kind(const bt_face *face, bt_file *file, const hb_map_t *places, GString *out)
{
	if (keeps_numbers(face)) {
		g_string_append_c(out, '0');
		return;
	}
	g_string_append(out, "2/CIDToGIDMap ");
	bt_pdf_ref(out, put_places(face, file, places));
}

/* 0: the face cannot be embedded. */
static int put_face(const bt_face *face, bt_file *file)
{
	g_autofree char *name = name_of(face);
	hb_map_t *places = keeps_numbers(face) ? NULL : hb_map_create();
	int font = put_file(face, file, places), id = 0;
	if (font) {
		int descriptor = put_descriptor(face, file, name, font), unicode = put_unicode(face, file);
		g_autoptr(GString) out = g_string_new("<</Type/Font/Subtype/CIDFontType");
		put_kind(face, file, places, out);
		g_string_append_printf(out, "/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R", name, descriptor);
		put_widths(face, out);
		g_string_append(out, ">>");
		int descendant = bt_put(file, out->str);
		g_string_printf(out, "<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", name, descendant, unicode);
		id = bt_put(file, out->str);
	}
	hb_map_destroy(places);
	return id;
}

bool bt_faces_write(bt_faces *faces, bt_file *file, GString *fonts, char **unfit)
{
	for (guint i = 0; i < faces->faces->len; i++) {
		const bt_face *face = faces->faces->pdata[i];
		int id = face->outlines == BT_OUTLINES_NONE ? 0 : put_face(face, file);
		if (!id) {
			*unfit = name_of(face);
			return false;
		}
		g_string_append_printf(fonts, "/F%u ", face->number);
		bt_pdf_ref(fonts, id);
	}
	return true;
}
