/* Makes the sRGB profile that a PDF/A file carries: matrix and curve of IEC 61966-2-1, as ICC version 4.
 * Made, not stored, so that no file of others' is needed. */
#include "pdf/record.h"

#include <string.h>

static void put32(GByteArray *out, guint32 n)
{
	guint8 b[4] = {(guint8)(n >> 24), (guint8)(n >> 16), (guint8)(n >> 8), (guint8)n};
	g_byte_array_append(out, b, 4);
}

static void put_name(GByteArray *out, const char *four) { g_byte_array_append(out, (const guint8 *)four, 4); }

/* s15Fixed16: a number times 65536, rounded. */
static void put_fixed(GByteArray *out, double n) { put32(out, (guint32)(gint32)(n * 65536 + (n < 0 ? -0.5 : 0.5))); }

static void put_text(GByteArray *out, const char *ascii)
{
	put_name(out, "mluc");
	put32(out, 0);
	put32(out, 1);
	put32(out, 12);
	put_name(out, "enUS");
	put32(out, (guint32)strlen(ascii) * 2);
	put32(out, 28);
	for (; *ascii; ascii++) {
		guint8 unit[2] = {0, (guint8)*ascii};
		g_byte_array_append(out, unit, 2);
	}
}

static void put_numbers(GByteArray *out, const char *type, const double *n, int count)
{
	put_name(out, type);
	put32(out, 0);
	for (int i = 0; i < count; i++)
		put_fixed(out, n[i]);
}

static void put_curve(GByteArray *out)
{
	static const double parameters[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
	put_name(out, "para");
	put32(out, 0);
	put32(out, 3u << 16);
	for (gsize i = 0; i < G_N_ELEMENTS(parameters); i++)
		put_fixed(out, parameters[i]);
}

static void put_header(GByteArray *out)
{
	put32(out, 0); /* size, set at the end */
	put32(out, 0);
	put32(out, 0x04200000);
	put_name(out, "mntr");
	put_name(out, "RGB ");
	put_name(out, "XYZ ");
	/* A fixed date: 2000-01-01. */
	put32(out, 2000u << 16 | 1);
	put32(out, 1u << 16);
	put32(out, 0);
	put_name(out, "acsp");
	for (int i = 0; i < 7; i++)
		put32(out, 0);
	put_fixed(out, 0.9642);
	put_fixed(out, 1);
	put_fixed(out, 0.8249);
	while (out->len < 128)
		put32(out, 0);
}

/* Primaries and white adapted to D50. */
static const double white[] = {0.9642, 1, 0.8249}, red[] = {0.4360747, 0.2225045, 0.0139322},
		    green[] = {0.3850649, 0.7168786, 0.0971045}, blue[] = {0.1430804, 0.0606169, 0.7141733},
		    adaptation[] = {1.0478112, 0.0228866, -0.0501270, 0.0295424, 0.9904844, -0.0170491, -0.0092345, 0.0150436, 0.7521316};

static void put_tag(GByteArray *out, int tag)
{
	switch (tag) {
	case 0: put_text(out, "sRGB"); break;
	case 1: put_text(out, "no copyright"); break;
	case 2: put_numbers(out, "XYZ ", white, 3); break;
	case 3: put_numbers(out, "XYZ ", red, 3); break;
	case 4: put_numbers(out, "XYZ ", green, 3); break;
	case 5: put_numbers(out, "XYZ ", blue, 3); break;
	case 6: put_numbers(out, "sf32", adaptation, 9); break;
	case 7: put_curve(out); break;
	}
}

static void set32(GByteArray *out, gsize at, guint32 n)
{
	for (int i = 0; i < 4; i++)
		out->data[at + (gsize)i] = (guint8)(n >> (24 - 8 * i));
}

GByteArray *bt_srgb_profile(void)
{
	/* The three channels share one curve: the last tag. */
	static const struct {
		const char *name;
		int tag;
	} table[] = {{"desc", 0}, {"cprt", 1}, {"wtpt", 2}, {"rXYZ", 3}, {"gXYZ", 4}, {"bXYZ", 5}, {"chad", 6}, {"rTRC", 7}, {"gTRC", 7}, {"bTRC", 7}};
	GByteArray *out = g_byte_array_new();
	guint32 at[8], size[8];
	put_header(out);
	put32(out, G_N_ELEMENTS(table));
	gsize start = out->len;
	for (gsize i = 0; i < G_N_ELEMENTS(table) * 3; i++)
		put32(out, 0);
	for (int tag = 0; tag < 8; tag++) {
		at[tag] = out->len;
		put_tag(out, tag);
		size[tag] = out->len - at[tag];
		while (out->len % 4)
			g_byte_array_append(out, (const guint8 *)"", 1);
	}
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		memcpy(out->data + start + 12 * i, table[i].name, 4);
		set32(out, start + 12 * i + 4, at[table[i].tag]);
		set32(out, start + 12 * i + 8, size[table[i].tag]);
	}
	set32(out, 0, out->len);
	return out;
}
