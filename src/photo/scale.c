/* Pictures made smaller and turned upright. Whole numbers only: the same on every machine. */
#include "photo/inner.h"

#include <string.h>

void bt_scaler_init(bt_scaler *s, guint from_width, guint from_height, guint width, guint height)
{
	*s = (bt_scaler){.from_width = from_width, .from_height = from_height, .to = {width, height, NULL}};
	s->to.data = g_malloc0((gsize)width * height * BT_CHANNELS);
	s->row = g_new(guint32, (gsize)width * BT_CHANNELS);
	s->sums = g_new0(guint64, (gsize)width * BT_CHANNELS);
}

/* Across: a source pixel is to.width units wide, a pixel of the result from_width. */
static void reduce_row(bt_scaler *s, const guint8 *row)
{
	guint at = 0, left = s->from_width; /* the pixel of the result, and what it still takes */
	memset(s->row, 0, (gsize)s->to.width * BT_CHANNELS * sizeof *s->row);
	for (guint x = 0; x < s->from_width; x++, row += BT_CHANNELS) {
		for (guint units = s->to.width; units > 0;) {
			guint part = MIN(units, left);
			guint32 *sum = s->row + (gsize)at * BT_CHANNELS;
			for (int c = 0; c < BT_CHANNELS; c++)
				sum[c] += part * row[c];
			units -= part;
			left -= part;
			if (left == 0) {
				at++;
				left = s->from_width;
			}
		}
	}
}

static void put_row(bt_scaler *s)
{
	guint64 weight = (guint64)s->from_width * s->from_height;
	guint8 *to = s->to.data + (gsize)s->down * s->to.width * BT_CHANNELS;
	for (gsize i = 0; i < (gsize)s->to.width * BT_CHANNELS; i++) {
		to[i] = (guint8)((s->sums[i] + weight / 2) / weight);
		s->sums[i] = 0;
	}
	s->down++;
}

/* Down: the same with rows. The row of the result ends where (down + 1) * from_height is reached. */
void bt_scaler_row(bt_scaler *s, const guint8 *row)
{
	if (s->y >= s->from_height)
		return;
	reduce_row(s, row);
	guint64 from = (guint64)s->y * s->to.height;
	for (guint units = s->to.height; units > 0;) {
		guint64 end = (guint64)(s->down + 1) * s->from_height;
		guint part = (guint)MIN((guint64)units, end - from);
		for (gsize i = 0; i < (gsize)s->to.width * BT_CHANNELS; i++)
			s->sums[i] += (guint64)part * s->row[i];
		units -= part;
		from += part;
		if (from == end)
			put_row(s);
	}
	s->y++;
}

bt_pixels bt_scaler_finish(bt_scaler *s)
{
	g_clear_pointer(&s->row, g_free);
	g_clear_pointer(&s->sums, g_free);
	return s->to;
}

bt_pixels bt_pixels_upright(bt_pixels p, int orientation)
{
	if (orientation <= 1 || orientation > 8)
		return p;
	bool side = orientation > 4;
	bt_pixels up = {side ? p.height : p.width, side ? p.width : p.height, g_malloc((gsize)p.width * p.height * BT_CHANNELS)};
	/* by orientation: which of the stored picture's ends the upright one's left and top are */
	bool right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
	bool bottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
	for (guint y = 0; y < up.height; y++)
		for (guint x = 0; x < up.width; x++) {
			guint u = side ? y : x, v = side ? x : y;
			u = right ? p.width - 1 - u : u;
			v = bottom ? p.height - 1 - v : v;
			memcpy(up.data + ((gsize)y * up.width + x) * BT_CHANNELS, p.data + ((gsize)v * p.width + u) * BT_CHANNELS, BT_CHANNELS);
		}
	g_free(p.data);
	return up;
}

void bt_stored_size(guint width, guint height, int orientation, guint most, guint *to_width, guint *to_height)
{
	guint across = orientation > 4 ? height : width, down = orientation > 4 ? width : height; /* upright */
	guint to = MIN(across, most), high = MAX(1, (guint)(((guint64)down * to + across / 2) / across));
	*to_width = orientation > 4 ? high : to;
	*to_height = orientation > 4 ? to : high;
}
