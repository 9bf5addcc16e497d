/* Turns the stamps of page furniture into artifacts: "/Private << /MCID 7 >> BDC" to "/Artifact BMC". Strings
 * in the content are skipped; the stamps are counted against what was drawn. */
#include "pdf/finish.h"

#include <stdlib.h>
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
	for (guint i = 0; i < file->record->pages->len; i++) {
		qpdf_oh page = qpdf_get_object_by_id(file->q, file->page_id[i], 0), null = qpdf_oh_new_null(file->q);
		unsigned char *content = NULL;
		size_t len = 0;
		int stamps = 0;
		if (qpdf_oh_get_page_content_data(file->q, page, &content, &len) & QPDF_ERRORS)
			return false;
		GByteArray *renamed = with_artifacts((const char *)content, len, &stamps);
		qpdf_oh stream = qpdf_oh_get_key(file->q, page, "/Contents");
		qpdf_oh_replace_stream_data(file->q, stream, renamed->data, renamed->len, null, null);
		g_byte_array_unref(renamed);
		free(content);
		if (stamps != g_array_index(file->record->pages, bt_page_record, i).marks)
			return false;
	}
	return true;
}
