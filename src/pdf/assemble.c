/* Writes the objects that the file needs, those in use, as PDF 1.7: streams one by one, the others packed into compressed
 * object streams, then the table of all as a stream. ISO 32000-1, 7.5.7 and 7.5.8. Same objects, same bytes. */
#include "pdf/finish.h"

#include <string.h>

#define PACK 160 /* objects in an object stream */

/* What the table says of an object: three fields of 1, 4 and 2 bytes. */
typedef struct {
	guint8 kind; /* 0 free, 1 at an offset, 2 in an object stream */
	guint32 where;
	guint16 index;
} place;

typedef struct {
	bt_file *file;
	GByteArray *out, *packed;
	place *places;
	guint n;
} writing;

static void put(GByteArray *out, const void *data, gsize len) { g_byte_array_append(out, data, (guint)len); }

static void put_words(GByteArray *out, const char *words) { put(out, words, strlen(words)); }

/* ---- which objects are in use */

static void use(bt_file *file, GArray *waiting, int id)
{
	if (id <= 0 || (guint)id >= file->objects->len || bt_object_at(file, id)->used)
		return;
	bt_object_at(file, id)->used = true;
	g_array_append_val(waiting, id);
}

/* All that the catalog leads to. Lengths of streams are written with them, so what holds one is left behind. */
static void find_used(bt_file *file)
{
	g_autoptr(GArray) waiting = g_array_new(FALSE, FALSE, sizeof(int));
	g_autoptr(GString) words = g_string_new(NULL);
	use(file, waiting, file->catalog_id);
	use(file, waiting, file->info_id);
	while (waiting->len > 0) {
		int id = g_array_index(waiting, int, waiting->len - 1);
		bt_object *object = bt_object_at(file, id);
		g_array_set_size(waiting, waiting->len - 1);
		if (id < file->first_id) {
			static const char *const length[] = {"/Length", NULL};
			bt_rewrite(file, id, object->stream ? length : NULL, NULL, words);
		}
		const char *p = object->syntax ? object->syntax : "", *end = p + object->len;
		for (int next; (next = bt_next_reference(&p, end)) > 0;)
			use(file, waiting, next);
	}
}

/* ---- streams */

/* The keys without ">>", then what comes behind it. */
static void put_stream(writing *w, int id, const bt_object *object, const char *keys, const guint8 *data, gsize len)
{
	char head[96];
	w->places[id] = (place){1, w->out->len, 0};
	g_snprintf(head, sizeof head, "%d 0 obj\n", id);
	put_words(w->out, head);
	if (object)
		put(w->out, object->syntax, object->len - 2);
	g_snprintf(head, sizeof head, "%s/Length %" G_GSIZE_FORMAT ">>\nstream\n", keys, len);
	put_words(w->out, head);
	put(w->out, data, len);
	put_words(w->out, "\nendstream\nendobj\n");
}

static void put_object_stream(writing *w, int id)
{
	const bt_object *object = bt_object_at(w->file, id);
	if (object->stream == BT_STREAM_AS_IT_IS) {
		put_stream(w, id, object, "", object->data, object->data_len);
		return;
	}
	g_byte_array_set_size(w->packed, 0);
	bt_deflate(w->file->flate, object->data, object->data_len, w->packed);
	put_stream(w, id, object, "/Filter/FlateDecode", w->packed->data, w->packed->len);
}

/* ---- objects in packs */

typedef struct {
	int id; /* of the object stream; 0: none is open */
	guint n;
	GString *numbers, *bodies;
} pack;

static void close_pack(writing *w, pack *p)
{
	if (p->n == 0)
		return;
	char keys[96];
	g_snprintf(keys, sizeof keys, "<</Type/ObjStm/N %u/First %" G_GSIZE_FORMAT "/Filter/FlateDecode", p->n, p->numbers->len);
	g_string_append_len(p->numbers, p->bodies->str, (gssize)p->bodies->len);
	g_byte_array_set_size(w->packed, 0);
	bt_deflate(w->file->flate, (const guint8 *)p->numbers->str, p->numbers->len, w->packed);
	put_stream(w, p->id, NULL, keys, w->packed->data, w->packed->len);
	g_string_truncate(p->numbers, 0);
	g_string_truncate(p->bodies, 0);
	p->n = 0;
}

static void put_packed(writing *w, pack *p, int id, int *next)
{
	const bt_object *object = bt_object_at(w->file, id);
	if (p->n == PACK)
		close_pack(w, p);
	if (p->n == 0)
		p->id = (*next)++;
	w->places[id] = (place){2, (guint32)p->id, (guint16)p->n++};
	g_string_append_printf(p->numbers, "%d %" G_GSIZE_FORMAT " ", id, p->bodies->len);
	g_string_append_len(p->bodies, object->syntax, (gssize)object->len);
	g_string_append_c(p->bodies, '\n');
}

/* ---- the table */

/* Each row as its difference from the one before, behind the number of that filter: PNG's "Up". */
static void put_rows(const writing *w, guint n, GByteArray *rows)
{
	guint8 before[7] = {0};
	for (guint i = 0; i < n; i++) {
		place p = w->places[i].kind ? w->places[i] : (place){0, 0, 0xFFFF};
		guint8 row[7] = {p.kind, (guint8)(p.where >> 24), (guint8)(p.where >> 16), (guint8)(p.where >> 8), (guint8)p.where, (guint8)(p.index >> 8), (guint8)p.index};
		guint8 filtered[8] = {2};
		for (int k = 0; k < 7; k++)
			filtered[k + 1] = (guint8)(row[k] - before[k]);
		memcpy(before, row, sizeof row);
		put(rows, filtered, sizeof filtered);
	}
}

static void put_table(writing *w, int id)
{
	GByteArray *rows = g_byte_array_new();
	gsize at = w->out->len;
	w->places[id] = (place){1, (guint32)at, 0};
	put_rows(w, (guint)id + 1, rows);
	g_byte_array_set_size(w->packed, 0);
	bt_deflate(w->file->flate, rows->data, rows->len, w->packed);
	g_byte_array_unref(rows);
	g_autofree char *sum = g_compute_checksum_for_data(G_CHECKSUM_MD5, w->out->data, w->out->len);
	g_autofree char *keys = g_strdup_printf("<</Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 7>>",
						id + 1, w->file->catalog_id, w->file->info_id, sum, sum);
	bt_object head = {.syntax = keys, .len = strlen(keys) + 2};
	put_stream(w, id, &head, "", w->packed->data, w->packed->len);
	g_autofree char *tail = g_strdup_printf("startxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", at);
	put_words(w->out, tail);
}

GBytes *bt_assemble(bt_file *file)
{
	find_used(file);
	guint n = file->objects->len;
	int next = (int)n;
	writing w = {.file = file, .out = g_byte_array_sized_new(file->drawn->len), .packed = g_byte_array_new(), .places = g_new0(place, n + n / PACK + 3)};
	pack p = {.numbers = g_string_new(NULL), .bodies = g_string_new(NULL)};
	put_words(w.out, "%PDF-1.7\n%\xC2\xB5\xC2\xAE\n");
	for (guint i = 1; i < n; i++)
		if (bt_object_at(file, (int)i)->used && bt_object_at(file, (int)i)->stream)
			put_object_stream(&w, (int)i);
	for (guint i = 1; i < n; i++)
		if (bt_object_at(file, (int)i)->used && !bt_object_at(file, (int)i)->stream)
			put_packed(&w, &p, (int)i, &next);
	close_pack(&w, &p);
	put_table(&w, next);
	g_string_free(p.numbers, TRUE);
	g_string_free(p.bodies, TRUE);
	g_byte_array_unref(w.packed);
	g_free(w.places);
	return g_byte_array_free_to_bytes(w.out);
}
