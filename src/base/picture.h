/* What kind of picture some bytes are and how large, from the header alone: nothing is decoded. */
#ifndef BT_BASE_PICTURE_H
#define BT_BASE_PICTURE_H

#include "base/diag.h"

typedef enum { BT_PICTURE_PNG, BT_PICTURE_JPEG } bt_picture_kind;

typedef struct {
	bt_picture_kind kind;
	guint width, height; /* pixels */
} bt_picture;

/* PNG or JPEG by content, with a whole header and a size within BT_MAX_PHOTO_… Else false
 * (reliability.md D4). */
bool bt_picture_read(GBytes *bytes, bt_picture *picture);

const char *bt_picture_type(bt_picture_kind kind); /* "image/png" */
const char *bt_picture_fault(bt_lang lang);         /* what bt_picture_read found wrong, for messages */

#endif
