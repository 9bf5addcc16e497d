/* Turns the stamps of page furniture into artifacts: "/Private << /MCID 7 >> BDC" to "/Artifact BMC". Strings
 * in the content are skipped; the stamps are counted against what was drawn. */
#include "pdf/finish.h"

#include <string.h>

#define FURNITURE "/Private <<"
#define CONTENT "/Span << /MCID"

/* The end of the literal string that begins at s[i]. */
static gsize skip_string(const char *s, gsize i, gsize len)
{
	int depth = 0;
	for (; i < len; i++) {
		if (s[i] == '\\')
			i++;
		else if (s[i] == '(')
			depth++;
		else if (s[i] == ')' && --depth == 0)
			return i + 1;
	}
	return len;
}

static bool starts(const char *s, gsize len, const char *word) { return len >= strlen(word) && memcmp(s, word, strlen(word)) == 0; }

/* The content with artifacts; `stamps` counts marks of both kinds. */
static GByteArray *with_artifacts(const char *s, gsize len, int *stamps)
{
	static const char artifact[] = "/Artifact BMC";
	GByteArray *out = g_byte_array_sized_new((guint)len);
	gsize kept = 0;
	for (gsize i = 0; i < len;) {
		if (s[i] == '(') {
			i = skip_string(s, i, len);
			continue;
		}
		if (s[i] == '/' && starts(s + i, len - i, CONTENT))
			++*stamps;
		if (s[i] != '/' || !starts(s + i, len - i, FURNITURE)) {
			i++;
			continue;
		}
		const char *end = g_strstr_len(s + i, (gssize)(len - i), "BDC");
		if (!end)
			break;
		++*stamps;
		g_byte_array_append(out, (const guint8 *)s + kept, (guint)(i - kept));
		g_byte_array_append(out, (const guint8 *)artifact, sizeof artifact - 1);
		kept = i = (gsize)(end - s) + 3;
	}
	g_byte_array_append(out, (const guint8 *)s + kept, (guint)(len - kept));
	return out;
}

bool bt_rename_artifacts(bt_file *file)
{
	GByteArray *content = g_byte_array_new(), *packed = g_byte_array_new();
	bool good = true;
	for (guint i = 0; i < file->record->pages->len && good; i++) {
		const bt_object *page = bt_object_at(file, file->page_id[i]);
		int id = bt_reference(bt_dict_find((bt_token){page->syntax, page->syntax + page->len}, "/Contents")), stamps = 0;
		bt_object *stream = id > 0 && (guint)id < file->objects->len ? bt_object_at(file, id) : NULL;
		good = stream && stream->stream && bt_inflate(file->flate, stream->data, stream->data_len, content);
		if (!good)
			break;
		GByteArray *renamed = with_artifacts((const char *)content->data, content->len, &stamps);
		g_byte_array_set_size(packed, 0);
		bt_deflate(file->flate, renamed->data, renamed->len, packed);
		g_byte_array_unref(renamed);
		stream->data = (const guint8 *)bt_arena_strndup(file->arena, (const char *)packed->data, packed->len);
		stream->data_len = packed->len;
		good = stamps == g_array_index(file->record->pages, bt_page_record, i).marks;
	}
	g_byte_array_unref(content);
	g_byte_array_unref(packed);
	return good;
}
