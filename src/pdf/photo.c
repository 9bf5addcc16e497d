/* Pictures as the file carries them: JPEG bytes as they came, others as rows of pixels, in grey when no pixel has a colour,
 * their transparency apart. ISO 32000-1, 8.9.5. */
#include "pdf/finish.h"

static int put_jpeg(bt_file *file, const bt_image *image)
{
	gsize len;
	const void *data = g_bytes_get_data(image->jpeg, &len);
	bool lies = image->orientation > 4;
	g_autofree char *keys = g_strdup_printf("/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/Device%s/BitsPerComponent 8/Filter/DCTDecode",
						lies ? image->height : image->width, lies ? image->width : image->height, image->components == 1 ? "Gray" : "RGB");
	return bt_put_stream(file, keys, data, len, true);
}

/* Pixels by their parts. cairo keeps them multiplied with their opacity. */
typedef struct {
	guint8 *colour, *grey, *opacity;
	bool coloured, clear;
} pixels;

static guint8 unmultiplied(guint32 part, guint32 opacity) { return (guint8)(opacity ? (part * 255 + opacity / 2) / opacity : 0); }

static void take_pixel(pixels *p, gsize i, guint32 pixel, bool has_opacity)
{
	guint8 opacity = has_opacity ? (guint8)(pixel >> 24) : 255;
	guint8 *rgb = p->colour + 3 * i;
	for (int k = 0; k < 3; k++)
		rgb[k] = unmultiplied(pixel >> (16 - 8 * k) & 0xFF, opacity);
	p->grey[i] = rgb[0];
	p->opacity[i] = opacity;
	p->coloured |= rgb[0] != rgb[1] || rgb[1] != rgb[2];
	p->clear |= opacity != 255;
}

static int put_rows(bt_file *file, cairo_surface_t *surface, const char *space, const char *more, const guint8 *data, gsize len)
{
	g_autofree char *keys = g_strdup_printf("/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%s/BitsPerComponent 8%s",
						cairo_image_surface_get_width(surface), cairo_image_surface_get_height(surface), space, more);
	return bt_put_stream(file, keys, data, len, false);
}

static int put_decoded(bt_file *file, cairo_surface_t *surface)
{
	gsize width = (gsize)cairo_image_surface_get_width(surface), height = (gsize)cairo_image_surface_get_height(surface), n = width * height;
	gsize stride = (gsize)cairo_image_surface_get_stride(surface);
	const guint8 *data = cairo_image_surface_get_data(surface);
	bool has_opacity = cairo_image_surface_get_format(surface) == CAIRO_FORMAT_ARGB32;
	pixels p = {g_malloc(3 * n), g_malloc(n), g_malloc(n), false, false};
	char mask[32] = "";
	for (gsize y = 0; y < height; y++)
		for (gsize x = 0; x < width; x++)
			take_pixel(&p, y * width + x, ((const guint32 *)(const void *)(data + y * stride))[x], has_opacity);
	if (p.clear)
		g_snprintf(mask, sizeof mask, "/SMask %d 0 R", put_rows(file, surface, "DeviceGray", "", p.opacity, n));
	int id = p.coloured ? put_rows(file, surface, "DeviceRGB", mask, p.colour, 3 * n) : put_rows(file, surface, "DeviceGray", mask, p.grey, n);
	g_free(p.colour);
	g_free(p.grey);
	g_free(p.opacity);
	return id;
}

int bt_put_image(bt_file *file, const bt_image *image) { return image->jpeg ? put_jpeg(file, image) : put_decoded(file, image->decoded); }
