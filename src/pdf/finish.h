/* Private to pdf/: the file while it is written. Its objects are numbered when they are first spoken of and written when they
 * are known: streams at once, the others together in compressed packs. */
#ifndef BT_PDF_FINISH_H
#define BT_PDF_FINISH_H

#include "pdf/record.h"

#include <hb.h>

typedef struct bt_flate bt_flate;

/* ---- objects.c */

/* What the table says of an object: three fields of 1, 4 and 2 bytes. */
typedef struct {
	guint8 kind; /* 0 reserved and not yet written, 1 at an offset, 2 in a pack */
	guint32 where;
	guint16 index;
} bt_object_place;

typedef struct {
	GByteArray *out;  /* the file so far */
	GArray *places;   /* bt_object_place by number */
	bt_flate *flate;
	GByteArray *scratch;
	struct {
		int id; /* of the open pack */
		guint n;
		GString *numbers, *bodies;
	} pack;
} bt_file;

void bt_file_init(bt_file *file);
int bt_reserve(bt_file *file);                            /* a new object's number; fill it later */
void bt_fill(bt_file *file, int id, const char *syntax);  /* what it is: once */
int bt_put(bt_file *file, const char *syntax);            /* both at once */
/* A stream: its keys without << >>, /Length and /Filter. plain: not compressed. */
int bt_put_stream(bt_file *file, const char *keys, const void *data, gsize len, bool plain);
/* Writes what is left and the table; the file is cleared. The caller owns the bytes. */
GBytes *bt_file_end(bt_file *file, int catalog_id, int info_id);
void bt_file_clear(bt_file *file);

/* ---- put.c: values as PDF writes them, in any locale */
void bt_pdf_int(GString *out, gint64 n);
void bt_pdf_milli(GString *out, gint64 thousandths); /* as short as it can be */
gint64 bt_milli(double n);                           /* rounded thousandths */
void bt_pdf_number(GString *out, double number);     /* two decimals and a space */
void bt_pdf_ref(GString *out, int id);               /* "51 0 R " */
void bt_pdf_hex(GString *out, guint16 n);            /* four digits */
void bt_pdf_utf16(GString *out, const char *utf8, gsize len); /* hexadecimal units */
void bt_pdf_text(GString *out, const char *utf8);    /* a text string: ASCII or UTF-16 */
void bt_pdf_date(GString *out, const char *iso);     /* "2024-04-05T00:00:00+07:00" */

/* ---- flate.c */
bt_flate *bt_flate_new(void);
void bt_flate_free(bt_flate *flate);
bool bt_inflate(bt_flate *flate, const guint8 *data, gsize len, GByteArray *out); /* replaces `out`; false: no whole stream */
void bt_deflate(bt_flate *flate, const guint8 *data, gsize len, GByteArray *out); /* appends */

/* ---- syntax.c: reads what this folder has written */
typedef struct {
	const char *from, *to; /* equal: there is none */
} bt_token;

bt_token bt_pdf_token(const char *p, const char *end); /* the next one; comments are passed over */
bool bt_token_is(bt_token t, const char *word);
int bt_token_number(bt_token t);                       /* an unsigned integer; -1: something else */
const char *bt_pdf_skip(const char *p, const char *end); /* past the value at p */
bt_token bt_dict_find(bt_token dict, const char *key); /* the value of "/Key" */

/* ---- subset.c */
typedef enum { BT_OUTLINES_NONE, BT_OUTLINES_TRUETYPE, BT_OUTLINES_CFF } bt_outlines;

typedef struct { /* thousandths of the em */
	double box[4];   /* left, bottom, right, top of all glyphs */
	double ascent, descent, capitals;
	double slant;    /* degrees, < 0 for italics */
} bt_metrics;

bt_outlines bt_face_outlines(hb_face_t *face); /* NONE: it has none that a PDF can carry */
bt_metrics bt_face_metrics(hb_font_t *font);   /* `font`: a thousand units an em */
/* A font file with these glyphs and those that they are put together from. Where `places` is given, they are counted anew,
 * and it tells each one's new number; without it they keep their numbers. NULL: HarfBuzz cannot make it. Caller destroys it. */
hb_blob_t *bt_face_subset(hb_face_t *face, const hb_set_t *glyphs, hb_map_t *places);

/* ---- face.c: the faces of a file */
typedef struct bt_faces bt_faces;
typedef struct bt_face bt_face;

bt_faces *bt_faces_new(void);
void bt_faces_free(bt_faces *faces);
bt_face *bt_face_of(bt_faces *faces, PangoFont *font, double *size); /* lent; size in points */
guint bt_face_number(const bt_face *face);                           /* its name in contents is /F and this */
/* How contents call a glyph that stands for `text` (lent until the faces go): one glyph has a code for each of its texts, up
 * to a few. False: the code stands for another text, so that this one must be said beside it. */
bool bt_face_code(bt_face *face, guint glyph, const char *text, gsize len, guint16 *code);
int bt_face_width(const bt_face *face, guint16 code);                /* thousandths of its size */
/* Writes the faces; appends "/F0 51 0 R …". False: one cannot be embedded; `unfit` is its name, caller frees it. */
bool bt_faces_write(bt_faces *faces, bt_file *file, GString *fonts, char **unfit);

/* ---- photo.c: an image, its number */
int bt_put_image(bt_file *file, const bt_image *image);

/* ---- canvas.c: draws pages into the file */
typedef struct bt_drawing bt_drawing;

/* `record`: takes notes of the structure; NULL: nothing is marked. All lent. */
bt_drawing *bt_drawing_new(bt_file *file, bt_record *record);
void bt_drawing_free(bt_drawing *drawing);
bt_canvas *bt_drawing_canvas(bt_drawing *drawing);
void bt_drawing_page(bt_drawing *drawing, double width, double height); /* a page begins, points */
void bt_drawing_move(bt_drawing *drawing, double x); /* what is drawn next on the page stands so much further right */
const int *bt_drawing_page_ids(bt_drawing *drawing); /* object numbers of the pages, all drawn; lent until it is freed */
/* Writes the pages and all they use. `links`: for each page its array of annotations or 0; NULL: nothing is marked. The
 * number of the page tree; 0: a face cannot be embedded, see bt_faces_write. */
int bt_drawing_end(bt_drawing *drawing, const int *links, char **unfit);

/* ---- structure.c: elements, parent tree, annotations */
typedef struct {
	bt_file *file; /* lent, as the next two */
	const bt_record *record;
	const int *page_id;
	int *element_id; /* of each structure element */
	int *link_id;    /* of each link annotation */
	int *links_of_page; /* array of annotations, 0: none */
	int tree_id;     /* StructTreeRoot */
} bt_structure;

void bt_structure_write(bt_structure *structure);
void bt_structure_clear(bt_structure *structure);

/* ---- outline.c */
void bt_write_outline(const bt_structure *structure, GString *catalog); /* appends its key to the catalog's keys */
/* Where a heading's first line begins, as the key /Dest. */
void bt_put_destination(const bt_structure *structure, const bt_element_record *element, GString *out);

/* ---- finish.c: what makes the drawing PDF/A-3a and PDF/UA-1. The whole file, or NULL as above. */
GBytes *bt_finish(bt_file *file, bt_drawing *drawing, const bt_record *record, const bt_file_info *info, char **unfit);
int bt_put_info(bt_file *file, const bt_file_info *info); /* the dictionary that old readers look at */

#endif
