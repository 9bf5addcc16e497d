/* Which way a photo takes to the web: its kind decides. */
#include "photo/inner.h"

GBytes *bt_photo_web(GBytes *bytes, guint most, bt_picture_problem *problem)
{
	bt_picture picture;
	*problem = BT_PICTURE_UNKNOWN;
	if (!bt_picture_read(bytes, &picture))
		return NULL;
	*problem = BT_PICTURE_BROKEN;
	switch (picture.kind) {
	case BT_PICTURE_PNG:
		return bt_png_web(bytes, most, problem);
	case BT_PICTURE_JPEG:
		if (picture.width <= most && picture.orientation == 1)
			return bt_jpeg_strip(bytes);
		return bt_jpeg_web(bytes, &picture, most, problem);
	}
	return NULL;
}
