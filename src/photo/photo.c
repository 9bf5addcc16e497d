/* Which way a photo takes to the web: its kind decides. */
#include "photo/inner.h"

/* A JPEG whose end is missing is refused, whatever a decoder would make of it. */
static GBytes *jpeg_web(GBytes *bytes, const bt_picture *picture, guint most, bt_picture_problem *problem)
{
	g_autoptr(GBytes) plain = bt_jpeg_strip(bytes);
	if (!plain || (picture->width <= most && picture->orientation == 1))
		return g_steal_pointer(&plain);
	return bt_jpeg_web(plain, picture, most, problem);
}

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
		return jpeg_web(bytes, &picture, most, problem);
	}
	return NULL;
}
