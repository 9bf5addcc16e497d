/* The files attached to a PDF that this program wrote, taken out again to be compared. Reads objects one after the other, as
 * they were written; knows nothing of other programs' files. */
#include "pdf/finish.h"
#include "pdf/pdf.h"

#include <string.h>

/* The dictionary and stream of the object whose "obj" ends at `at`; false: it has no stream. */
static bool stream_at(const char *at, const char *end, bt_token *dict, bt_token *data)
{
	dict->from = at;
	dict->to = bt_pdf_skip(at, end);
	bt_token word = bt_pdf_token(dict->to, end);
	int length = bt_token_is(word, "stream") ? bt_token_number(bt_dict_find(*dict, "/Length")) : -1;
	const char *from = word.to;
	if (length < 0)
		return false;
	from += from < end && *from == '\r';
	from += from < end && *from == '\n';
	*data = (bt_token){from, from + length};
	return length <= end - from;
}

static GBytes *expand(bt_flate *flate, bt_token dict, bt_token data)
{
	gsize len = (gsize)(data.to - data.from);
	if (!bt_token_is(bt_dict_find(dict, "/Filter"), "/FlateDecode"))
		return g_bytes_new(data.from, len);
	g_autoptr(GByteArray) out = g_byte_array_new();
	return bt_inflate(flate, (const guint8 *)data.from, len, out) ? g_bytes_new(out->data, out->len) : NULL;
}

GPtrArray *bt_pdf_attached(GBytes *pdf)
{
	gsize len;
	const char *p = g_bytes_get_data(pdf, &len), *end = p + len;
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	bt_flate *flate = bt_flate_new();
	bool sound = len > 8 && memcmp(p, "%PDF-", 5) == 0;
	while (sound && p < end) {
		bt_token word = bt_pdf_token(p, end), dict, data;
		p = MAX(word.to, p + 1);
		if (!bt_token_is(word, "obj") || !stream_at(p, end, &dict, &data))
			continue;
		p = data.to;
		if (!bt_token_is(bt_dict_find(dict, "/Type"), "/EmbeddedFile"))
			continue;
		GBytes *bytes = expand(flate, dict, data);
		sound = bytes != NULL;
		if (bytes)
			g_ptr_array_add(files, bytes);
	}
	bt_flate_free(flate);
	return sound ? g_steal_pointer(&files) : NULL;
}
