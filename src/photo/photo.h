/* Photos for the web: smaller, upright, without what the camera wrote into them. Knows pixels, no report and no page. */
#ifndef BT_PHOTO_PHOTO_H
#define BT_PHOTO_PHOTO_H

#include "base/base.h"

/* The photo at most `most` pixels across when upright, of the same kind (PNG or JPEG), its colours' profile kept, all other
 * metadata (place, camera, time, thumbnails) gone. Never larger than it was. A JPEG that needs no other size keeps its
 * pixels as they are. The same bytes give the same bytes. NULL: *problem tells why. The caller owns it. */
GBytes *bt_photo_web(GBytes *bytes, guint most, bt_picture_problem *problem);

#endif
