/* Private to photo/: rows of pixels on their way from a decoder to an encoder. */
#ifndef BT_PHOTO_INNER_H
#define BT_PHOTO_INNER_H

#include "photo/photo.h"

#define BT_CHANNELS 3 /* red, green, blue */

typedef struct {
	guint width, height;
	guint8 *data; /* rows of width * BT_CHANNELS, g_free */
} bt_pixels;

/* scale.c: takes rows of a picture and makes a smaller one of them: each pixel is the mean of the area it covers, in whole
 * numbers. */
typedef struct {
	guint from_width, from_height;
	bt_pixels to;
	guint32 *row;   /* one source row, reduced across: sums weighted by the overlap */
	guint64 *sums;  /* one row of the result, not yet whole */
	guint y, down;  /* source rows taken; rows of the result that are whole */
} bt_scaler;

/* width and height: at least 1, at most those of the source. */
void bt_scaler_init(bt_scaler *scaler, guint from_width, guint from_height, guint width, guint height);
void bt_scaler_row(bt_scaler *scaler, const guint8 *row);
bt_pixels bt_scaler_finish(bt_scaler *scaler); /* rows that never came are black; the caller owns data */

/* The picture turned as Exif's orientation asks; takes over `pixels`. */
bt_pixels bt_pixels_upright(bt_pixels pixels, int orientation);

/* The size of the stored picture that is `most` pixels across when upright. */
void bt_stored_size(guint width, guint height, int orientation, guint most, guint *to_width, guint *to_height);

/* jpeg.c, png.c: as bt_photo_web. */
GBytes *bt_jpeg_web(GBytes *bytes, const bt_picture *picture, guint most, bt_picture_problem *problem);
GBytes *bt_png_web(GBytes *bytes, guint most, bt_picture_problem *problem);
/* strip.c: the JPEG without metadata, its pixels untouched; NULL: its parts are not what they should be. */
GBytes *bt_jpeg_strip(GBytes *bytes);

#endif
