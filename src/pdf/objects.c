/* The numbered objects of the file being made: those that cairo wrote, found by its table, and ours behind them. Knows
 * how they are kept, not what is in them. */
#include "pdf/finish.h"

#include <string.h>

bt_object *bt_object_at(bt_file *file, int id) { return &g_array_index(file->objects, bt_object, id); }

int bt_reserve(bt_file *file)
{
	bt_object object = {0};
	g_array_append_val(file->objects, object);
	return (int)file->objects->len - 1;
}

void bt_fill_len(bt_file *file, int id, const char *syntax, gsize len)
{
	bt_object *object = bt_object_at(file, id);
	object->syntax = bt_arena_strndup(file->arena, syntax, len);
	object->len = len;
}

void bt_fill(bt_file *file, int id, const char *syntax) { bt_fill_len(file, id, syntax, strlen(syntax)); }

int bt_put(bt_file *file, const char *syntax)
{
	int id = bt_reserve(file);
	bt_fill(file, id, syntax);
	return id;
}

int bt_put_stream(bt_file *file, const char *keys, const void *data, gsize len, bool plain)
{
	g_autofree char *syntax = g_strdup_printf("<<%s>>", keys);
	int id = bt_put(file, syntax);
	bt_object *object = bt_object_at(file, id);
	object->stream = plain ? BT_STREAM_AS_IT_IS : BT_STREAM_TO_DEFLATE;
	object->data = (const guint8 *)bt_arena_strndup(file->arena, data, len);
	object->data_len = len;
	return id;
}

/* ---- cairo's */

static bt_token drawn_from(const bt_file *file, gsize at)
{
	const char *start = (const char *)file->drawn->data;
	return (bt_token){start + MIN(at, file->drawn->len), start + file->drawn->len};
}

/* The number after the last "startxref". */
static gsize find_table(const bt_file *file)
{
	bt_token tail = drawn_from(file, file->drawn->len - MIN(file->drawn->len, 64));
	const char *found = g_strrstr_len(tail.from, tail.to - tail.from, "startxref");
	return found ? (gsize)MAX(bt_token_number(bt_pdf_token(found + strlen("startxref"), tail.to)), 0) : 0;
}

/* The bytes of a stream, whose length may stand in an object of its own. */
static bool read_stream(bt_file *file, bt_object *object, const GArray *offsets, const char *after)
{
	bt_token length = bt_dict_find((bt_token){object->syntax, object->syntax + object->len}, "/Length");
	int n = bt_token_number(length), id = bt_reference(length);
	if (id > 0 && (guint)id < offsets->len) {
		bt_token t = drawn_from(file, g_array_index(offsets, gsize, id));
		for (int i = 0; i < 3; i++) /* "51 0 obj" */
			t = bt_pdf_token(i ? t.to : t.from, (const char *)file->drawn->data + file->drawn->len);
		n = bt_token_number(bt_pdf_token(t.to, (const char *)file->drawn->data + file->drawn->len));
	}
	after += *after == '\r';
	after += *after == '\n';
	gsize at = (gsize)(after - (const char *)file->drawn->data);
	if (n < 0 || at + (gsize)n > file->drawn->len)
		return false;
	object->stream = BT_STREAM_AS_IT_IS;
	object->data = file->drawn->data + at;
	object->data_len = (gsize)n;
	return true;
}

static bool read_object(bt_file *file, int id, const GArray *offsets)
{
	bt_token t = drawn_from(file, g_array_index(offsets, gsize, id));
	const char *end = t.to;
	t = bt_pdf_token(t.from, end);
	if (bt_token_number(t) != id)
		return false;
	t = bt_pdf_token(t.to, end);
	t = bt_pdf_token(t.to, end);
	if (!bt_token_is(t, "obj"))
		return false;
	bt_object *object = bt_object_at(file, id);
	bt_token value = bt_pdf_token(t.to, end);
	value.to = bt_pdf_skip(value.from, end);
	object->syntax = value.from;
	object->len = (gsize)(value.to - value.from);
	bt_token next = bt_pdf_token(value.to, end);
	return bt_token_is(next, "stream") ? read_stream(file, object, offsets, next.to) : bt_token_is(next, "endobj");
}

/* "xref\n0 189\n", then 20 bytes an entry. */
static GArray *read_table(const bt_file *file, bt_token *trailer)
{
	bt_token t = drawn_from(file, find_table(file));
	const char *end = t.to;
	t = bt_pdf_token(t.from, end);
	bool table = bt_token_is(t, "xref");
	t = bt_pdf_token(t.to, end);
	bt_token count = bt_pdf_token(t.to, end);
	int n = bt_token_number(count);
	GArray *offsets = g_array_new(FALSE, TRUE, sizeof(gsize));
	if (!table || bt_token_number(t) != 0 || n <= 0 || (gsize)n > file->drawn->len / 20)
		return offsets;
	t = count;
	for (int i = 0; i < n; i++) {
		t = bt_pdf_token(t.to, end);
		int at = bt_token_number(t);
		t = bt_pdf_token(t.to, end);
		t = bt_pdf_token(t.to, end);
		gsize offset = at > 0 && bt_token_is(t, "n") ? (gsize)at : 0;
		g_array_append_val(offsets, offset);
	}
	t = bt_pdf_token(t.to, end); /* "trailer" */
	*trailer = (bt_token){t.to, end};
	return offsets;
}

static bt_token syntax_of(bt_file *file, int id)
{
	const bt_object *object = id > 0 && (guint)id < file->objects->len ? bt_object_at(file, id) : NULL;
	return object && object->syntax ? (bt_token){object->syntax, object->syntax + object->len} : (bt_token){"", ""};
}

/* cairo's pages are all children of one node. */
static bool read_pages(bt_file *file, bt_token trailer)
{
	bt_token root = syntax_of(file, bt_reference(bt_dict_find(trailer, "/Root")));
	file->pages_id = bt_reference(bt_dict_find(root, "/Pages"));
	bt_token kids = bt_dict_find(syntax_of(file, file->pages_id), "/Kids");
	guint n = file->record->pages->len, i = 0;
	file->page_id = g_new0(int, n + 1);
	for (const char *p = kids.from; i <= n && (file->page_id[i] = bt_next_reference(&p, kids.to)) > 0; i++)
		;
	return i == n;
}

bool bt_read_drawn(bt_file *file)
{
	bt_token trailer = {"", ""};
	g_autoptr(GArray) offsets = read_table(file, &trailer);
	g_array_set_size(file->objects, offsets->len);
	bool good = offsets->len > 0;
	for (guint i = 1; i < offsets->len && good; i++)
		if (g_array_index(offsets, gsize, i) > 0)
			good = read_object(file, (int)i, offsets);
	return good && read_pages(file, trailer);
}
