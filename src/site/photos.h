/* Private to site/: the photos of articles in the sizes a page shows. */
#ifndef BT_SITE_PHOTOS_H
#define BT_SITE_PHOTOS_H

#include "site/plan.h"

/* The photos of one report, as its page is made. */
typedef struct {
	const bt_doc *doc;
	bt_site_put put; /* takes the files */
	void *data;
	char *first;     /* address of the first photo, full size; NULL: none yet. Owned */
	bt_arena *arena; /* of what the page is lent; owned, or NULL */
} bt_site_photos;

void bt_site_photos_clear(bt_site_photos *photos);
/* A bt_photo_source whose data is bt_site_photos. */
bool bt_site_photo(void *data, const char *path, bt_span span, bt_web_photo *photo, bt_diags *diags);

/* How a photo of a record is shown on the page with that root; strings in the arena. */
bt_web_photo bt_site_photo_of(const bt_record_photo *photo, const char *root, bt_arena *arena);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(bt_site_photos, bt_site_photos_clear)

#endif
