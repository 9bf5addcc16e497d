/* Where a report's photos are looked for. Knows folders, no picture format. */
#include "doc/doc.h"

#include <glib/gstdio.h>
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

/* Size and time of each file that might be the photo. */
guint64 bt_doc_photo_stamp(const char *report, const char *path)
{
	g_autofree char *name = local_name(path), *dir = g_path_get_dirname(report);
	guint64 stamp = bt_hash_text(0, path);
	for (gsize i = 0; name && i < G_N_ELEMENTS(folders); i++) {
		g_autofree char *tried = g_strconcat(dir, "/", folders[i], name, NULL);
		GStatBuf st;
		bool there = g_stat(tried, &st) == 0;
		stamp = bt_hash_int(stamp, there ? st.st_size : -1);
		if (there)
			stamp = bt_hash_int(bt_hash_int(stamp, st.st_mtim.tv_sec), st.st_mtim.tv_nsec);
	}
	return stamp;
}
