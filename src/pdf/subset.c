/* What a face says of itself, and a font file of its glyphs in use when it has TrueType outlines: these outlines, advances and what outlines need to be
 * drawn. Its tables are read as bytes of a stranger: what lies outside them is empty. OpenType 1.9, "glyf", "loca". */
#include "pdf/finish.h"

#include <string.h>

enum { HEAD, HHEA, MAXP, HMTX, LOCA, GLYF, CVT, FPGM, PREP, OS2, POST, TABLES };

static const char tags[TABLES][5] = {"head", "hhea", "maxp", "hmtx", "loca", "glyf", "cvt ", "fpgm", "prep", "OS/2", "post"};

typedef struct {
	const guint8 *data;
	gsize len;
} table;

struct bt_sfnt {
	hb_blob_t *blob[TABLES];
	table table[TABLES];
	guint glyphs, advances; /* in "glyf"; in "hmtx" */
	bool long_places;
};

static guint16 u16(table t, gsize at) { return at + 2 <= t.len ? (guint16)(t.data[at] << 8 | t.data[at + 1]) : 0; }

static int s16(table t, gsize at) { return (gint16)u16(t, at); }

static guint32 u32(table t, gsize at) { return (guint32)u16(t, at) << 16 | u16(t, at + 2); }

static table part(table t, gsize from, gsize to) { return from < to && to <= t.len ? (table){t.data + from, to - from} : (table){NULL, 0}; }

static table outline(const bt_sfnt *s, guint glyph)
{
	table loca = s->table[LOCA];
	if (glyph >= s->glyphs)
		return (table){NULL, 0};
	return s->long_places ? part(s->table[GLYF], u32(loca, 4 * (gsize)glyph), u32(loca, 4 * (gsize)glyph + 4))
			      : part(s->table[GLYF], 2 * (gsize)u16(loca, 2 * (gsize)glyph), 2 * (gsize)u16(loca, 2 * (gsize)glyph + 2));
}

bt_sfnt *bt_sfnt_open(hb_face_t *face)
{
	bt_sfnt *s = g_new0(bt_sfnt, 1);
	for (int i = 0; i < TABLES; i++) {
		unsigned len = 0;
		const char *t = tags[i];
		s->blob[i] = hb_face_reference_table(face, HB_TAG(t[0], t[1], t[2], t[3]));
		s->table[i].data = (const guint8 *)hb_blob_get_data(s->blob[i], &len);
		s->table[i].len = len;
	}
	s->glyphs = u16(s->table[MAXP], 4);
	s->advances = u16(s->table[HHEA], 34);
	s->long_places = u16(s->table[HEAD], 50) != 0;
	if (s->table[HEAD].len >= 54 && s->table[HHEA].len >= 36 && s->table[MAXP].len >= 6 && u16(s->table[HEAD], 18) > 0)
		return s;
	bt_sfnt_free(s);
	return NULL;
}

bool bt_sfnt_outlines(const bt_sfnt *s) { return s->table[GLYF].len > 0; }

void bt_sfnt_free(bt_sfnt *s)
{
	for (int i = 0; s && i < TABLES; i++)
		hb_blob_destroy(s->blob[i]);
	g_free(s);
}

/* Faces without "OS/2" or an old one do not tell the height of their capitals. */
bt_metrics bt_sfnt_metrics(const bt_sfnt *s)
{
	table head = s->table[HEAD], hhea = s->table[HHEA];
	bt_metrics m = {.em = u16(head, 18), .ascent = s16(hhea, 4), .descent = s16(hhea, 6), .slant = (gint32)u32(s->table[POST], 4) / 65536.0};
	for (int i = 0; i < 4; i++)
		m.box[i] = s16(head, 36 + 2 * (gsize)i);
	m.capitals = u16(s->table[OS2], 0) >= 2 ? s16(s->table[OS2], 88) : m.ascent;
	return m;
}

/* The last advance is that of all further glyphs. */
static gsize advance_at(const bt_sfnt *s, guint glyph) { return 4 * (gsize)MIN(glyph, MAX(s->advances, 1) - 1); }

static int advance(const bt_sfnt *s, guint glyph) { return u16(s->table[HMTX], advance_at(s, glyph)); }

static int bearing(const bt_sfnt *s, guint glyph)
{
	return glyph < s->advances ? s16(s->table[HMTX], advance_at(s, glyph) + 2) : s16(s->table[HMTX], 4 * (gsize)s->advances + 2 * (gsize)(glyph - s->advances));
}

/* ---- writing */

static void put16(GByteArray *out, guint n)
{
	const guint8 b[2] = {(guint8)(n >> 8), (guint8)n};
	g_byte_array_append(out, b, 2);
}

static void put32(GByteArray *out, guint32 n)
{
	put16(out, n >> 16);
	put16(out, n & 0xFFFF);
}

static void set16(GByteArray *out, gsize at, guint n)
{
	out->data[at] = (guint8)(n >> 8);
	out->data[at + 1] = (guint8)n;
}

static void set32(GByteArray *out, gsize at, guint32 n)
{
	set16(out, at, n >> 16);
	set16(out, at + 2, n & 0xFFFF);
}

static void align(GByteArray *out)
{
	while (out->len % 4 != 0)
		g_byte_array_append(out, (const guint8 *)"", 1);
}

/* The glyphs of the new file; parts of others are put behind those asked for. */
typedef struct {
	const bt_sfnt *sfnt;
	GArray *glyphs;      /* guint16 */
	GHashTable *part_at; /* of parts: glyph + 1 -> its place */
	GByteArray *table[TABLES];
} subset;

static guint part_of(subset *w, guint16 glyph)
{
	gpointer known = g_hash_table_lookup(w->part_at, GUINT_TO_POINTER(glyph + 1u));
	if (known || glyph == 0)
		return GPOINTER_TO_UINT(known);
	g_hash_table_insert(w->part_at, GUINT_TO_POINTER(glyph + 1u), GUINT_TO_POINTER(w->glyphs->len));
	g_array_append_val(w->glyphs, glyph);
	return w->glyphs->len - 1;
}

enum { WORDS = 1, SCALE = 8, MORE = 0x20, TWO_SCALES = 0x40, MATRIX = 0x80 }; /* of a part */

/* A glyph that is put together names its parts by their places in the new file. `at`: its outline in the new table. */
static void rename_parts(subset *w, table glyph, gsize at)
{
	guint16 flags = MORE;
	for (gsize p = 10; (flags & MORE) && p + 4 <= glyph.len;) {
		flags = u16(glyph, p);
		set16(w->table[GLYF], at + p + 2, part_of(w, u16(glyph, p + 2)));
		p += 4 + (flags & WORDS ? 4 : 2) + (flags & SCALE ? 2 : flags & TWO_SCALES ? 4 : flags & MATRIX ? 8 : 0);
	}
}

static void write_glyphs(subset *w)
{
	for (guint i = 0; i < w->glyphs->len; i++) {
		guint16 glyph = g_array_index(w->glyphs, guint16, i);
		table t = outline(w->sfnt, glyph);
		gsize at = w->table[GLYF]->len;
		put32(w->table[LOCA], (guint32)at);
		put16(w->table[HMTX], (guint)advance(w->sfnt, glyph));
		put16(w->table[HMTX], (guint)bearing(w->sfnt, glyph) & 0xFFFF);
		if (t.len == 0)
			continue;
		g_byte_array_append(w->table[GLYF], t.data, (guint)t.len);
		align(w->table[GLYF]);
		if (s16(t, 0) < 0)
			rename_parts(w, t, at);
	}
	put32(w->table[LOCA], w->table[GLYF]->len);
	set16(w->table[MAXP], 4, w->glyphs->len);
	set16(w->table[HHEA], 34, w->glyphs->len);
	set32(w->table[HEAD], 8, 0);  /* the sum of all, set later */
	set16(w->table[HEAD], 50, 1); /* places are long */
}

static guint32 sum_of(const GByteArray *t, gsize from)
{
	guint32 sum = 0;
	for (gsize i = from; i < t->len; i += 4)
		sum += u32((table){t->data, t->len}, i);
	return sum;
}

/* The directory lists tables by their tags. */
static GByteArray *join(subset *w)
{
	static const int sorted[] = {CVT, FPGM, GLYF, HEAD, HHEA, HMTX, LOCA, MAXP, PREP};
	GByteArray *out = g_byte_array_new();
	guint n = 0, entry = 12, head = 0;
	for (gsize i = 0; i < G_N_ELEMENTS(sorted); i++)
		n += w->table[sorted[i]]->len > 0;
	put32(out, 0x00010000);
	put16(out, n); /* 6 to 9 tables, and what a search by halves wants to know of the number */
	put16(out, n < 8 ? 64 : 128);
	put16(out, n < 8 ? 2 : 3);
	put16(out, n * 16 - (n < 8 ? 64 : 128));
	g_byte_array_set_size(out, 12 + 16 * n);
	for (gsize i = 0; i < G_N_ELEMENTS(sorted); i++) {
		GByteArray *t = w->table[sorted[i]];
		guint len = t->len, at = out->len;
		if (len == 0)
			continue;
		align(t);
		memcpy(out->data + entry, tags[sorted[i]], 4);
		set32(out, entry + 4, sum_of(t, 0));
		set32(out, entry + 8, at);
		set32(out, entry + 12, len);
		g_byte_array_append(out, t->data, t->len);
		head = sorted[i] == HEAD ? at : head;
		entry += 16;
	}
	set32(out, head + 8, 0xB1B0AFBA - sum_of(out, 0));
	return out;
}

GByteArray *bt_sfnt_subset(const bt_sfnt *s, const guint16 *glyphs, guint n)
{
	subset w = {.sfnt = s, .glyphs = g_array_new(FALSE, FALSE, sizeof *glyphs), .part_at = g_hash_table_new(NULL, NULL)};
	for (int i = 0; i < TABLES; i++) {
		w.table[i] = g_byte_array_new();
		if (i != HMTX && i != LOCA && i != GLYF && s->table[i].len > 0)
			g_byte_array_append(w.table[i], s->table[i].data, (guint)s->table[i].len);
	}
	g_array_append_vals(w.glyphs, glyphs, n);
	write_glyphs(&w);
	GByteArray *out = join(&w);
	for (int i = 0; i < TABLES; i++)
		g_byte_array_unref(w.table[i]);
	g_array_free(w.glyphs, TRUE);
	g_hash_table_destroy(w.part_at);
	return out;
}
