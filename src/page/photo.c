/* Photos: found beneath the report's folder, one column wide, caption and credit below; or a gap that names
 * the photo that is missing. Knows no picture format. */
#include "page/layout.h"

#include <string.h>

#define HIGHEST BT_PT(90 * 72 / 25.4)

/* A gap in a draft; an error, once, in what is to be final. */
static void say_fault(bt_pages *pages, const char *path, bt_span span, const char *fault)
{
	if (pages->content->final) {
		bool vi = bt_diags_lang(pages->diags) == BT_LANG_VI;
		bt_say(pages->diags, BT_D_PHOTO_FINAL, span, path, fault ? fault : vi ? "không có tệp" : "no such file", NULL);
		pages->failed = true;
	} else if (fault) {
		bt_say(pages->diags, BT_D_PHOTO_BROKEN, span, path, fault, NULL);
	} else {
		bt_say(pages->diags, BT_D_PHOTO_MISSING, span, path, NULL);
	}
}

/* Each picture is opened once, however often it is used. */
const bt_image *bt_photo_open(bt_pages *pages, const char *path, bt_span span)
{
	gpointer known;
	const char *report = pages->content->doc->name;
	g_autofree char *key = g_strdup_printf("%s\n%s", report ? report : "", path); /* reports of an edition name photos each in its folder */
	if (g_hash_table_lookup_extended(pages->images, key, NULL, &known))
		return known;
	const char *fault = NULL;
	g_autoptr(GBytes) bytes = bt_doc_photo(pages->content->doc, path);
	bt_image *image = bytes ? bt_image_open(bytes, bt_diags_lang(pages->diags), &fault) : NULL;
	if (!image)
		say_fault(pages, path, span, fault);
	g_hash_table_insert(pages->images, g_steal_pointer(&key), image);
	return image;
}

typedef struct {
	const char *path, *alt;
	bt_span span;
	const bt_para *words[3]; /* caption, credit: below the picture */
	int element[3];
} legend;

static void add_words(bt_flow *flow, legend *l, int i, const char *text)
{
	if (!text || !*text)
		return;
	l->element[i] = bt_element_new(flow->pages, BT_TAG_P, flow->element);
	l->words[i] = bt_para_words(flow->pages, text, BT_TYPE_CAPTION);
}

static bt_len add_legend(bt_flow *flow, const legend *l, bt_len y)
{
	bt_pages *pages = flow->pages;
	for (gsize i = 0; i < G_N_ELEMENTS(l->words); i++) {
		if (!l->words[i])
			continue;
		g_autoptr(GArray) lines = bt_para_break(pages, l->words[i], flow->width, BT_RAGGED);
		for (guint k = 0; k < lines->len; k++, y += bt_leading(pages->theme, BT_TYPE_CAPTION))
			bt_line_add(pages, l->words[i], g_array_index(lines, bt_line, k), l->element[i], flow->x, y);
	}
	return y;
}

/* The picture, or a gap of its size with its name in it. Returns its height. */
static bt_len add_picture(bt_flow *flow, const legend *l, const bt_image *image, int figure)
{
	bt_pages *pages = flow->pages;
	bt_len width = flow->width, height = (bt_len)((gint64)width * image->height / image->width);
	if (height > HIGHEST) {
		height = HIGHEST;
		width = (bt_len)((gint64)height * image->width / image->height);
	}
	bt_box *box = bt_box_add(pages, BT_BOX_IMAGE, figure);
	box->image = image;
	box->x = flow->x + (flow->width - width) / 2;
	box->width = MAX(width, PANGO_SCALE);
	box->height = MAX(height, PANGO_SCALE);
	bt_tag_info *info = &bt_element_at(pages, figure)->info;
	info->alt = bt_arena_strdup(pages->arena, l->alt);
	info->x = (double)box->x / PANGO_SCALE;
	info->width = (double)box->width / PANGO_SCALE;
	info->height = (double)box->height / PANGO_SCALE;
	return box->height;
}

static const char *first_of(const char *a, const char *b) { return a && *a ? a : b && *b ? b : NULL; }

static legend legend_of(const bt_photo *photo, const bt_node *node, bt_arena *scratch)
{
	legend l = {.path = photo ? photo->path : node->u.photo.path, .span = photo ? photo->span : node->span};
	const char *caption = photo ? photo->caption : node->u.photo.caption;
	l.alt = first_of(photo ? photo->alt : bt_node_text(node, scratch), caption);
	l.path = l.path ? l.path : "";
	return l;
}

static void put_photo(bt_flow *flow, legend *l, const bt_image *image, int figure)
{
	bt_pages *pages = flow->pages;
	flow->before = pages->grid;
	bt_slab_open(flow, "photo")->flags |= BT_FLOAT;
	guint slab = pages->slabs->len - 1;
	g_array_index(pages->slabs, bt_slab, slab).figure = figure;
	bt_len y = add_picture(flow, l, image, figure);
	y = add_legend(flow, l, y + BT_PT(4));
	bt_len half = pages->grid / 2;
	g_array_index(pages->slabs, bt_slab, slab).height = (y + half - 1) / half * half;
}

static void put_gap(bt_flow *flow, const legend *l)
{
	bt_pages *pages = flow->pages;
	flow->before = MAX(flow->before, pages->grid);
	bt_flow_gap(flow, bt_arena_printf(pages->arena, "[ẢNH: %s]", l->path));
	for (gsize i = 0; i < G_N_ELEMENTS(l->words); i++)
		if (l->words[i])
			bt_flow_para(flow, l->words[i], l->element[i], (bt_set_style){.what = "caption", .together = true, .keep = i + 1 < G_N_ELEMENTS(l->words) && l->words[i + 1]});
	flow->before = pages->grid;
}

/* "Ảnh: Minh Thư", once. */
static const char *credit_words(const bt_pages *pages, const char *credit)
{
	if (!credit || !*credit)
		return NULL;
	g_autofree char *folded = bt_fold(credit);
	return strstr(folded, "anh:") ? credit : bt_arena_printf(pages->arena, "Ảnh: %s", credit);
}

void bt_flow_photo(bt_flow *flow, const bt_photo *photo, const bt_node *node)
{
	bt_pages *pages = flow->pages;
	g_autoptr(bt_arena) scratch = bt_arena_new();
	legend l = legend_of(photo, node, scratch);
	const bt_image *image = bt_photo_open(pages, l.path, l.span);
	int figure = image ? bt_element_new(pages, BT_TAG_FIGURE, flow->element) : BT_ARTIFACT;
	if (image && !l.alt)
		l.alt = "Ảnh"; /* bt_doc_lint has asked for words */
	if (node && node->first) {
		l.element[0] = bt_element_new(pages, BT_TAG_P, flow->element);
		l.words[0] = bt_para_of(pages, node, BT_TYPE_CAPTION, l.element[0]);
	}
	add_words(flow, &l, 1, photo ? photo->caption : node->u.photo.caption);
	add_words(flow, &l, 2, credit_words(pages, photo ? photo->credit : node->u.photo.credit));
	if (image)
		put_photo(flow, &l, image, figure);
	else
		put_gap(flow, &l);
}
