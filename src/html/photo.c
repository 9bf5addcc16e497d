/* Photos of the report: read beneath its folder, judged by content, put into the page. One that cannot
 * be used leaves a visible gap that names it, and a message. Decodes nothing. */
#include "html/private.h"

#include <string.h>

struct photo {
	const char *path, *caption, *credit, *alt;
	bt_span span;
	const bt_node *node; /* its inlines are the description, or NULL */
};

/* NULL after a message. */
static GBytes *read_photo(const bt_page_parts *parts, const struct photo *photo, bt_picture *picture)
{
	const char *path = photo->path ? photo->path : "";
	g_autoptr(GBytes) bytes = bt_doc_photo(parts->doc, path);
	if (bytes && bt_picture_read(bytes, picture))
		return g_steal_pointer(&bytes);
	if (bytes)
		bt_say(parts->diags, BT_D_PHOTO_BROKEN, photo->span, path, bt_picture_fault(bt_diags_lang(parts->diags)), NULL);
	else
		bt_say(parts->diags, BT_D_PHOTO_MISSING, photo->span, path, NULL);
	return NULL;
}

static const char *description(const bt_page_parts *parts, const struct photo *photo)
{
	const char *text = photo->alt;
	if (!text && photo->node)
		text = bt_node_text(photo->node, parts->arena);
	if (!text || !*text)
		text = photo->caption;
	return text && *text ? text : NULL;
}

static void put_image(const bt_page_parts *parts, const struct photo *photo, GBytes *bytes, const bt_picture *picture, GString *out)
{
	const char *alt = description(parts, photo);
	g_autofree char *data = g_base64_encode(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
	g_string_append(out, "<img alt=\"");
	bt_esc_attr(out, alt ? alt : "");
	g_string_append_printf(out, "\" width=\"%u\" height=\"%u\" src=\"data:%s;base64,%s\">\n", picture->width, picture->height, bt_picture_type(picture->kind), data);
}

/* The description is in `alt`; in the tree it is text of the report, so it stands in the caption as well
 * when nothing else does. */
static void put_caption(const bt_page_parts *parts, const struct photo *photo, GString *out)
{
	if (!photo->caption && !photo->credit && !photo->node)
		return;
	g_string_append(out, "<figcaption>");
	if (photo->node)
		bt_put_inlines(photo->node, parts->arena, out);
	if (photo->caption) {
		g_string_append(out, photo->node && photo->node->first ? " " : "");
		bt_put_held(photo->caption, out);
	}
	if (photo->credit) {
		g_string_append(out, g_str_has_prefix(photo->credit, "Ảnh") ? " <span class=\"by-photo\">" : " <span class=\"by-photo\">Ảnh: ");
		bt_put_held(photo->credit, out);
		g_string_append(out, "</span>");
	}
	g_string_append(out, "</figcaption>");
}

static void put_photo(const bt_page_parts *parts, const struct photo *photo, GString *out)
{
	bt_picture picture;
	g_autoptr(GBytes) bytes = read_photo(parts, photo, &picture);
	g_string_append(out, "<figure class=\"photo\">\n");
	if (bytes) {
		put_image(parts, photo, bytes, &picture, out);
	} else {
		g_string_append(out, "<p class=\"missing\">[ẢNH: ");
		bt_esc_text(out, photo->path ? photo->path : "");
		g_string_append(out, "]</p>\n");
	}
	put_caption(parts, photo, out);
	g_string_append(out, "</figure>\n");
}

void bt_put_photo(const bt_page_parts *parts, const bt_node *node, GString *out)
{
	struct photo photo = {node->u.photo.path, node->u.photo.caption, node->u.photo.credit, NULL, node->span, node};
	put_photo(parts, &photo, out);
}

void bt_put_front_photos(const bt_page_parts *parts, GString *out)
{
	const GArray *photos = parts->doc->meta.photos;
	for (guint i = 0; i < photos->len; i++) {
		const bt_photo *p = &g_array_index(photos, bt_photo, i);
		struct photo photo = {p->path, p->caption, p->credit, p->alt, p->span, NULL};
		put_photo(parts, &photo, out);
	}
}
