/* Private to pdf/: the file while it is being finished. cairo's objects are read from its bytes, changed where they must
 * be, ours are put behind them, and all that is in use is written anew. */
#ifndef BT_PDF_FINISH_H
#define BT_PDF_FINISH_H

#include "pdf/record.h"

typedef struct bt_flate bt_flate;

/* How a stream is written; an object that is none stays 0. */
typedef enum { BT_STREAM_NONE, BT_STREAM_AS_IT_IS, BT_STREAM_TO_DEFLATE } bt_stream;

typedef struct {
	const char *syntax; /* not terminated; NULL: free, or reserved and not yet filled. Lent by cairo's bytes or the arena */
	gsize len;
	bt_stream stream;
	const guint8 *data; /* lent likewise */
	gsize data_len;
	bool used;
} bt_object;

typedef struct {
	const bt_record *record;
	const bt_file_info *info;
	const GByteArray *drawn; /* cairo's bytes */
	bt_arena *arena;
	bt_flate *flate;
	GArray *objects; /* bt_object by number */
	int first_id;    /* of our objects */
	int pages_id;    /* of the page tree */
	int info_id, catalog_id;
	int *page_id;    /* object number of each page */
	int *element_id; /* of each structure element */
	int *link_id;    /* of each link annotation */
	int *links_of_page; /* array of annotations, 0: none */
	int tree_id;     /* StructTreeRoot */
} bt_file;

/* ---- flate.c */
bt_flate *bt_flate_new(void);
void bt_flate_free(bt_flate *flate);
bool bt_inflate(bt_flate *flate, const guint8 *data, gsize len, GByteArray *out); /* replaces `out`; false: no whole stream */
void bt_deflate(bt_flate *flate, const guint8 *data, gsize len, GByteArray *out); /* appends */

/* ---- syntax.c */
typedef struct {
	const char *from, *to; /* equal: there is none */
} bt_token;

bt_token bt_pdf_token(const char *p, const char *end); /* the next one; comments are passed over */
bool bt_token_is(bt_token t, const char *word);
int bt_token_number(bt_token t);                       /* an unsigned integer; -1: something else */
const char *bt_pdf_skip(const char *p, const char *end); /* past the value at p */
/* The entries of the dictionary that *p begins (or goes on with), one a call. */
bool bt_dict_next(const char **p, const char *end, bt_token *name, bt_token *value);
bt_token bt_dict_find(bt_token dict, const char *key); /* the value of "/Key" */
int bt_reference(bt_token value);                      /* 51 of "51 0 R"; -1: it is none */
int bt_next_reference(const char **p, const char *end); /* wherever it stands; -1: there is none */
void bt_pdf_compact(GString *out, bt_token value);     /* appended without needless white space and comments */

/* ---- objects.c */
bool bt_read_drawn(bt_file *file); /* cairo's objects and pages; false: not as expected */
bt_object *bt_object_at(bt_file *file, int id);
void bt_fill_len(bt_file *file, int id, const char *syntax, gsize len);
int bt_reserve(bt_file *file);                            /* a new object's number; fill it later */
void bt_fill(bt_file *file, int id, const char *syntax);  /* what it is */
int bt_put(bt_file *file, const char *syntax);            /* both at once */
int bt_put_stream(bt_file *file, const char *keys, const void *data, gsize len, bool plain); /* keys without << >>; plain: not compressed */
void bt_pdf_text(GString *out, const char *utf8);         /* a text string: ASCII or UTF-16 */
void bt_pdf_number(GString *out, double number);          /* two decimals, in any locale */

void bt_write_structure(bt_file *file); /* structure.c: elements, parent tree, annotations */
void bt_write_outline(bt_file *file, GString *catalog); /* outline.c: appends its key to the catalog's keys */
/* outline.c: where a heading's first line begins, as the key /Dest. */
void bt_put_destination(const bt_file *file, const bt_element_record *element, GString *out);
bool bt_rename_artifacts(bt_file *file);                /* artifacts.c: false when marks and stamps differ */
/* A dictionary of cairo's, compact, without the keys `dropped` (NULL-terminated, or NULL) and with those of `added`
 * (syntax, or NULL). `words` is scratch. Other values are made compact. */
void bt_rewrite(bt_file *file, int id, const char *const *dropped, const char *added, GString *words);
GBytes *bt_assemble(bt_file *file);                     /* assemble.c: the whole file; the caller owns it */

#endif
