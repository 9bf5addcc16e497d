/* The photos of articles in the sizes a page shows, under addresses made of a hash of their bytes: the same photo is one file
 * in all articles, and another photo never keeps an old address. Knows sizes and addresses, decodes nothing. */
#include "site/photos.h"

#include "photo/photo.h"

#include <string.h>

#define FULL 1600 /* pixels across, at most */
#define SMALL 640

static guint scaled(guint height, guint width, guint to) { return MAX(1, (guint)(((guint64)height * to + width / 2) / width)); }

static const char *address_of(const char *hash, bt_picture_kind kind, guint size, bt_arena *arena)
{
	return bt_arena_printf(arena, "anh/%.16s-%u.%s", hash, size, kind == BT_PICTURE_PNG ? "png" : "jpg");
}

static bt_web_photo web_photo(const char *hash, bt_picture_kind kind, guint width, guint height, const char *root, bt_arena *arena)
{
	guint full = MIN(width, FULL);
	const char *large = bt_arena_printf(arena, "%s%s", root, address_of(hash, kind, FULL, arena));
	const char *small = bt_arena_printf(arena, "%s%s", root, address_of(hash, kind, SMALL, arena));
	bt_web_photo photo = {.src = large, .width = full, .height = scaled(height, width, full)};
	if (width > SMALL)
		photo.srcset = bt_arena_printf(arena, "%s %uw, %s %uw", small, SMALL, large, full);
	return photo;
}

bt_web_photo bt_site_photo_of(const bt_record_photo *photo, const char *root, bt_arena *arena)
{
	return web_photo(photo->hash, photo->kind, (guint)photo->width, (guint)photo->height, root, arena);
}

void bt_site_photos_clear(bt_site_photos *photos)
{
	g_free(photos->first);
	bt_arena_free(photos->arena);
}

static bool say_broken(const char *path, bt_span span, const char *fault, bt_diags *diags)
{
	bt_say(diags, BT_D_PHOTO_BROKEN, span, path, fault, NULL);
	return false;
}

/* Both sizes are made before one is put: a page shows all of a photo or a gap. */
static bool put_sizes(bt_site_photos *photos, GBytes *bytes, const bt_picture *picture, const char *hash, bt_picture_problem *problem)
{
	g_autoptr(GBytes) large = bt_photo_web(bytes, FULL, problem);
	g_autoptr(GBytes) small = large && picture->width > SMALL ? bt_photo_web(bytes, SMALL, problem) : NULL;
	if (!large || (picture->width > SMALL && !small))
		return false;
	photos->put(photos->data, address_of(hash, picture->kind, FULL, photos->arena), large);
	if (small)
		photos->put(photos->data, address_of(hash, picture->kind, SMALL, photos->arena), small);
	return true;
}

bool bt_site_photo(void *data, const char *path, bt_span span, bt_web_photo *photo, bt_diags *diags)
{
	bt_site_photos *photos = data;
	bt_picture picture;
	bt_picture_problem problem = BT_PICTURE_UNKNOWN;
	g_autoptr(GBytes) bytes = bt_doc_photo(photos->doc, path);
	if (!bytes) {
		bt_say(diags, BT_D_PHOTO_MISSING, span, path, NULL);
		return false;
	}
	if (!bt_picture_read(bytes, &picture))
		return say_broken(path, span, bt_picture_fault(bt_diags_lang(diags)), diags);
	if (!photos->arena)
		photos->arena = bt_arena_new();
	g_autofree char *hash = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
	if (!put_sizes(photos, bytes, &picture, hash, &problem))
		return say_broken(path, span, bt_picture_words(problem, bt_diags_lang(diags)), diags);
	*photo = web_photo(hash, picture.kind, picture.width, picture.height, "../", photos->arena);
	if (!photos->first)
		photos->first = g_strdup(address_of(hash, picture.kind, FULL, photos->arena));
	return true;
}
