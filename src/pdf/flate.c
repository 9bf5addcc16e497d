/* Compresses and expands the streams of a file with zlib, whose work space is kept from one stream to the next. */
#include "pdf/finish.h"

#include <zlib.h>

#define LEVEL 6

struct bt_flate {
	z_stream in, out; /* expanding, compressing */
};

bt_flate *bt_flate_new(void)
{
	bt_flate *flate = g_new0(bt_flate, 1);
	if (inflateInit(&flate->in) != Z_OK || deflateInit(&flate->out, LEVEL) != Z_OK)
		g_error("zlib: no memory");
	return flate;
}

void bt_flate_free(bt_flate *flate)
{
	inflateEnd(&flate->in);
	deflateEnd(&flate->out);
	g_free(flate);
}

bool bt_inflate(bt_flate *flate, const guint8 *data, gsize len, GByteArray *out)
{
	z_stream *z = &flate->in;
	int status = inflateReset(z);
	z->next_in = (Bytef *)data;
	z->avail_in = (uInt)len;
	g_byte_array_set_size(out, 0);
	while (status == Z_OK) {
		guint used = out->len, room = MAX((guint)len * 4, 4096);
		g_byte_array_set_size(out, used + room);
		z->next_out = out->data + used;
		z->avail_out = room;
		status = inflate(z, Z_NO_FLUSH);
		g_byte_array_set_size(out, used + room - z->avail_out);
	}
	return status == Z_STREAM_END;
}

void bt_deflate(bt_flate *flate, const guint8 *data, gsize len, GByteArray *out)
{
	z_stream *z = &flate->out;
	guint used = out->len, room = (guint)deflateBound(z, len);
	deflateReset(z);
	g_byte_array_set_size(out, used + room);
	z->next_in = (Bytef *)data;
	z->avail_in = (uInt)len;
	z->next_out = out->data + used;
	z->avail_out = room;
	if (deflate(z, Z_FINISH) != Z_STREAM_END)
		g_error("zlib: a stream did not fit its bound");
	g_byte_array_set_size(out, used + room - z->avail_out);
}
