/* What kind of picture some bytes are, how large and how the camera was held, from the headers alone: nothing is decoded. */
#ifndef BT_BASE_PICTURE_H
#define BT_BASE_PICTURE_H

#include "base/diag.h"

typedef enum { BT_PICTURE_PNG, BT_PICTURE_JPEG } bt_picture_kind;

typedef struct {
	bt_picture_kind kind;
	guint width, height; /* pixels, upright */
	int orientation;     /* 1 to 8 as Exif counts; above 4: stored on its side */
} bt_picture;

/* PNG or JPEG by content, with a whole header and a size within BT_MAX_PHOTO_… Else false
 * (reliability.md D4). */
bool bt_picture_read(GBytes *bytes, bt_picture *picture);

const char *bt_picture_type(bt_picture_kind kind); /* "image/png" */
const char *bt_picture_fault(bt_lang lang);         /* what bt_picture_read found wrong, for messages */

/* What keeps a picture from being used once it is looked at closely. */
typedef enum { BT_PICTURE_TOO_LARGE, BT_PICTURE_BROKEN, BT_PICTURE_CMYK, BT_PICTURE_UNKNOWN } bt_picture_problem;
const char *bt_picture_words(bt_picture_problem problem, bt_lang lang);

/* How a camera was held: tag 0x0112 of an Exif segment of a JPEG, data[0..len) after its length. 1 when nothing usable is stated. */
int bt_exif_orientation(const guint8 *data, gsize len);

#endif
