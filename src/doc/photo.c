/* Where a report's photos are looked for. Knows folders, no picture format. */
#include "doc/doc.h"

#include <string.h>

static const char *const folders[] = {"", "photos/"}; /* of the report, in this order */

/* A name beneath a folder, percent codes resolved; NULL: it points elsewhere. */
static char *local_name(const char *path)
{
	char *name = path ? g_uri_unescape_string(path, NULL) : NULL;
	if (name && *name && name[0] != '/' && !strchr(name, '\\') && !strchr(name, ':'))
		return name;
	g_free(name);
	return NULL;
}

/* What cannot be read is for the caller to say: a gap in a draft, an error in what is final. */
GBytes *bt_doc_photo(const bt_doc *doc, const char *path)
{
	g_autofree char *name = local_name(path), *dir = g_path_get_dirname(doc->name);
	g_autoptr(bt_diags) unheard = bt_diags_new(BT_LANG_EN);
	GBytes *bytes = NULL;
	for (gsize i = 0; name && !bytes && i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *tried = g_strconcat(folders[i], name, NULL);
		bytes = bt_read_beneath(dir, tried, BT_MAX_PHOTO_BYTES, unheard);
	}
	return bytes;
}
