/* Writes the objects of a file, PDF 1.7: streams where they stand, the others packed into compressed object streams, then the
 * table of all as a stream. ISO 32000-1, 7.5.7 and 7.5.8. Same objects in the same order, same bytes. Knows not what is in them. */
#include "pdf/finish.h"

#include <string.h>

#define PACK 160 /* objects in an object stream */

static void put(bt_file *file, const void *data, gsize len) { g_byte_array_append(file->out, data, (guint)len); }

static void put_words(bt_file *file, const char *words) { put(file, words, strlen(words)); }

static bt_object_place *place_of(bt_file *file, int id) { return &g_array_index(file->places, bt_object_place, id); }

void bt_file_init(bt_file *file)
{
	*file = (bt_file){.out = g_byte_array_new(), .places = g_array_new(FALSE, TRUE, sizeof(bt_object_place)), .flate = bt_flate_new(), .scratch = g_byte_array_new()};
	file->pack.numbers = g_string_new(NULL);
	file->pack.bodies = g_string_new(NULL);
	g_array_set_size(file->places, 1); /* number 0 is nobody's */
	put_words(file, "%PDF-1.7\n%\xC2\xB5\xC2\xAE\n");
}

void bt_file_clear(bt_file *file)
{
	g_clear_pointer(&file->out, g_byte_array_unref);
	g_byte_array_unref(file->scratch);
	g_array_free(file->places, TRUE);
	g_string_free(file->pack.numbers, TRUE);
	g_string_free(file->pack.bodies, TRUE);
	bt_flate_free(file->flate);
}

int bt_reserve(bt_file *file)
{
	g_array_set_size(file->places, file->places->len + 1);
	return (int)file->places->len - 1;
}

/* ---- streams */

static void write_stream(bt_file *file, int id, const char *keys, const char *filter, const void *data, gsize len)
{
	char head[96];
	*place_of(file, id) = (bt_object_place){1, file->out->len, 0};
	g_snprintf(head, sizeof head, "%d 0 obj\n<<", id);
	put_words(file, head);
	put_words(file, keys);
	g_snprintf(head, sizeof head, "%s/Length %" G_GSIZE_FORMAT ">>\nstream\n", filter, len);
	put_words(file, head);
	put(file, data, len);
	put_words(file, "\nendstream\nendobj\n");
}

static void write_deflated(bt_file *file, int id, const char *keys, const void *data, gsize len)
{
	g_byte_array_set_size(file->scratch, 0);
	bt_deflate(file->flate, data, len, file->scratch);
	write_stream(file, id, keys, "/Filter/FlateDecode", file->scratch->data, file->scratch->len);
}

int bt_put_stream(bt_file *file, const char *keys, const void *data, gsize len, bool plain)
{
	int id = bt_reserve(file);
	if (plain)
		write_stream(file, id, keys, "", data, len);
	else
		write_deflated(file, id, keys, data, len);
	return id;
}

/* ---- objects in packs */

static void close_pack(bt_file *file)
{
	GString *numbers = file->pack.numbers, *bodies = file->pack.bodies;
	char keys[96];
	if (file->pack.n == 0)
		return;
	g_snprintf(keys, sizeof keys, "/Type/ObjStm/N %u/First %" G_GSIZE_FORMAT, file->pack.n, numbers->len);
	g_string_append_len(numbers, bodies->str, (gssize)bodies->len);
	write_deflated(file, file->pack.id, keys, numbers->str, numbers->len);
	g_string_truncate(numbers, 0);
	g_string_truncate(bodies, 0);
	file->pack.n = 0;
}

void bt_fill(bt_file *file, int id, const char *syntax)
{
	if (file->pack.n == PACK)
		close_pack(file);
	if (file->pack.n == 0)
		file->pack.id = bt_reserve(file);
	g_assert(place_of(file, id)->kind == 0);
	*place_of(file, id) = (bt_object_place){2, (guint32)file->pack.id, (guint16)file->pack.n++};
	bt_pdf_int(file->pack.numbers, id);
	g_string_append_c(file->pack.numbers, ' ');
	bt_pdf_int(file->pack.numbers, (gint64)file->pack.bodies->len);
	g_string_append_c(file->pack.numbers, ' ');
	g_string_append(file->pack.bodies, syntax);
	g_string_append_c(file->pack.bodies, '\n');
}

int bt_put(bt_file *file, const char *syntax)
{
	int id = bt_reserve(file);
	bt_fill(file, id, syntax);
	return id;
}

/* ---- the table */

/* Each row as its difference from the one before, behind the number of that filter: PNG's "Up". */
static GByteArray *table_rows(bt_file *file)
{
	GByteArray *rows = g_byte_array_sized_new(file->places->len * 8);
	guint8 before[7] = {0};
	for (guint i = 0; i < file->places->len; i++) {
		bt_object_place p = i ? *place_of(file, (int)i) : (bt_object_place){0, 0, 0xFFFF};
		guint8 row[7] = {p.kind, (guint8)(p.where >> 24), (guint8)(p.where >> 16), (guint8)(p.where >> 8), (guint8)p.where, (guint8)(p.index >> 8), (guint8)p.index};
		guint8 filtered[8] = {2};
		g_assert(i == 0 || p.kind != 0);
		for (int k = 0; k < 7; k++)
			filtered[k + 1] = (guint8)(row[k] - before[k]);
		memcpy(before, row, sizeof row);
		g_byte_array_append(rows, filtered, sizeof filtered);
	}
	return rows;
}

GBytes *bt_file_end(bt_file *file, int catalog_id, int info_id)
{
	close_pack(file);
	int id = bt_reserve(file);
	gsize at = file->out->len;
	*place_of(file, id) = (bt_object_place){1, (guint32)at, 0};
	g_autoptr(GByteArray) rows = table_rows(file);
	g_autofree char *sum = g_compute_checksum_for_data(G_CHECKSUM_MD5, file->out->data, file->out->len);
	g_autofree char *keys = g_strdup_printf("/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]/DecodeParms<</Predictor 12/Columns 7>>",
						id + 1, catalog_id, info_id, sum, sum);
	write_deflated(file, id, keys, rows->data, rows->len);
	g_autofree char *tail = g_strdup_printf("startxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", at);
	put_words(file, tail);
	return g_byte_array_free_to_bytes(g_steal_pointer(&file->out));
}
