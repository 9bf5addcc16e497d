/* Photos of the report: read beneath its folder, judged by content, put into the page. One that cannot
 * be used leaves a visible gap that names it, and a message. Decodes nothing. */
#include "html/private.h"

#include <string.h>

void bt_html_image(const bt_web_photo *web, const char *alt, bool later, GString *out)
{
	bt_append(out, "<img alt=\"");
	bt_esc_attr(out, alt ? alt : "");
	g_string_append_printf(out, "\" width=\"%u\" height=\"%u\"", web->width, web->height);
	if (web->srcset) {
		bt_append(out, " srcset=\"");
		bt_esc_attr(out, web->srcset);
		bt_append(out, "\" sizes=\"(max-width: 45rem) 100vw, 42rem\"");
	}
	bt_append(out, later ? " loading=\"lazy\" src=\"" : " src=\"");
	bt_esc_attr(out, web->src);
	bt_append(out, "\">\n");
}

struct photo {
	const char *path, *caption, *credit, *alt;
	bt_span span;
	const bt_node *node; /* its inlines are the description, or NULL */
};

/* The page alone: the photo's own bytes within it. */
static bool read_photo(const bt_page_parts *parts, const struct photo *photo, bt_web_photo *web)
{
	const char *path = photo->path ? photo->path : "";
	bt_picture picture;
	g_autoptr(GBytes) bytes = bt_doc_photo(parts->doc, path);
	if (!bytes) {
		bt_say(parts->diags, BT_D_PHOTO_MISSING, photo->span, path, NULL);
		return false;
	}
	if (!bt_picture_read(bytes, &picture)) {
		bt_say(parts->diags, BT_D_PHOTO_BROKEN, photo->span, path, bt_picture_fault(bt_diags_lang(parts->diags)), NULL);
		return false;
	}
	g_autofree char *data = g_base64_encode(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
	*web = (bt_web_photo){bt_arena_printf(parts->arena, "data:%s;base64,%s", bt_picture_type(picture.kind), data), NULL, picture.width, picture.height};
	return true;
}

/* False after a message: its place stays open. */
static bool find_photo(const bt_page_parts *parts, const struct photo *photo, bt_web_photo *web)
{
	if (parts->photo)
		return parts->photo(parts->photo_data, photo->path ? photo->path : "", photo->span, web, parts->diags);
	return read_photo(parts, photo, web);
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

/* The first photo is seen at once; others are fetched when they come near. */
static void put_image(bt_page_parts *parts, const struct photo *photo, const bt_web_photo *web, GString *out)
{
	const char *alt = description(parts, photo);
	bool later = parts->n_photos++ > 0 && !g_str_has_prefix(web->src, "data:");
	bt_html_image(web, alt, later, out);
}

/* The description is in `alt`; in the tree it is text of the report, so it stands in the caption as well
 * when nothing else does. */
static void put_caption(const bt_page_parts *parts, const struct photo *photo, GString *out)
{
	if (!photo->caption && !photo->credit && !photo->node)
		return;
	bt_append(out, "<figcaption>");
	if (photo->node)
		bt_put_inlines(parts, photo->node, out);
	if (photo->caption) {
		bt_append(out, photo->node && photo->node->first ? " " : "");
		bt_html_held(photo->caption, out);
	}
	if (photo->credit) {
		bt_append(out, g_str_has_prefix(photo->credit, "Ảnh") ? " <span class=\"by-photo\">" : " <span class=\"by-photo\">Ảnh: ");
		bt_html_held(photo->credit, out);
		bt_append(out, "</span>");
	}
	bt_append(out, "</figcaption>");
}

static void put_photo(bt_page_parts *parts, const struct photo *photo, GString *out)
{
	bt_web_photo web = {0};
	bt_append(out, "<figure class=\"photo\">\n");
	if (find_photo(parts, photo, &web)) {
		put_image(parts, photo, &web, out);
	} else {
		bt_append(out, "<p class=\"missing\">[ẢNH: ");
		bt_esc_text(out, photo->path ? photo->path : "");
		bt_append(out, "]</p>\n");
	}
	put_caption(parts, photo, out);
	bt_append(out, "</figure>\n");
}

void bt_put_photo(bt_page_parts *parts, const bt_node *node, GString *out)
{
	struct photo photo = {node->u.photo.path, node->u.photo.caption, node->u.photo.credit, NULL, node->span, node};
	put_photo(parts, &photo, out);
}

void bt_put_front_photos(bt_page_parts *parts, GString *out)
{
	const GArray *photos = parts->doc->meta.photos;
	for (guint i = 0; i < photos->len; i++) {
		const bt_photo *p = &g_array_index(photos, bt_photo, i);
		struct photo photo = {p->path, p->caption, p->credit, p->alt, p->span, NULL};
		put_photo(parts, &photo, out);
	}
}
