/* What the files of read/ share: the stages, in the order they run. Private to the folder. */
#ifndef BT_READ_INNER_H
#define BT_READ_INNER_H

#include "read/read.h"

/* ---- decode.c: bytes to text */
typedef struct {
	char *text; /* UTF-8, NFC, line ends \n; no BOM, no control but tab and line end */
	gsize len;
	guint controls, bidis;             /* how many were dropped */
	gsize first_control, first_bidi;   /* where, in text */
	gunichar control, bidi;            /* which came first */
} bt_decoded;

/* False after an error, filed with the line of the first bad byte. Caller frees ->text. */
bool bt_decode(GBytes *bytes, const char *name, bt_decoded *out, bt_diags *diags);

/* A text from elsewhere (an option) as a source would hold it. Caller frees. */
char *bt_clean(const char *s);

/* ---- legacy.c: "TCVN3", "VNI", "VISCII", "CP1258" …, or NULL when none is likely.
 * bt_legacy_bytes judges bytes that are not UTF-8; bt_legacy_text judges UTF-8 text whose letters
 * are those of a font with its own encoding, or UTF-8 once read as something else. */
const char *bt_legacy_bytes(const char *bytes, gsize len);
const char *bt_legacy_text(const char *text, gsize len);

/* ---- meta.c: the front matter at the start of the source, if there is one, to doc->meta and an
 * OMITTED node; then the given fields. *body: where the text begins. False after an error. */
bool bt_read_meta(bt_doc *doc, const char *const given[BT_META_FIELDS], gsize *body, bt_diags *diags);

/* ---- lines.c: the lines of plain text, and which of them go together */
typedef struct {
	guint32 off, len; /* without the white space at both ends; len 0: blank */
	guint32 indent;   /* columns before it */
	guint32 letters;  /* of a line too long to be wrapped: only that there are more than 200 */
	bool joined;      /* continues the line before (hard-wrapped text) */
} bt_textline;

GArray *bt_split_lines(const char *source, gsize from, gsize len); /* bt_textline; caller owns */
void bt_join_lines(const char *source, GArray *lines);

/* ---- marker.c: what numbers or bullets stand at the start of a block */
typedef enum {
	BT_MARK_NONE,
	BT_MARK_PART,    /* Phần I */
	BT_MARK_CHAPTER, /* Chương II */
	BT_MARK_SECTION, /* Mục 3 */
	BT_MARK_ARTICLE, /* Điều 4 */
	BT_MARK_ANNEX,   /* Phụ lục 1 */
	BT_MARK_UPPER,   /* A. */
	BT_MARK_ROMAN,   /* IV. or IV- */
	BT_MARK_NUMBER,  /* 1. or 1- or 1/ */
	BT_MARK_NUMBER2, /* 1.1. */
	BT_MARK_NUMBER3, /* 1.1.1. */
	BT_MARK_LOWER,   /* a) or a. */
	BT_MARK_PAREN,   /* (1) or 1) */
	BT_MARK_DASH,    /* - – — */
	BT_MARK_PLUS,    /* + */
	BT_MARK_STAR,    /* * */
	BT_MARK_BULLET,  /* • ▪ and the bullets of Word's Symbol font */
	BT_MARK_COUNT
} bt_mark;

typedef struct {
	bt_mark kind;
	guint32 len;  /* bytes of the marker without the white space after it */
	guint32 text; /* bytes to the words after it */
	int number;   /* 1 for a), I., 1. …; of NUMBER2 the last part; 0 for bullets */
} bt_marker;

bt_marker bt_marker_parse(const char *s, gsize len);

/* ---- words.c: judgements about words, spelling-blind */
bool bt_all_capitals(const char *s, gsize len);   /* two letters at least, none lower-case */
bool bt_has_digit(const char *s, gsize len);
bool bt_ends_sentence(const char *s, gsize len);  /* in . ! ? … or these before a closing quote */
char bt_last_stop(const char *s, gsize len);      /* one of . : ; , ! ? or 0; '.' for an ellipsis */
guint bt_sentences(const char *s, gsize len);     /* how many sentences, abbreviations aside */
/* Does the spelling key `key` begin with (hold) one of the ;-separated phrases, as whole words?
 * The first returns the length of the phrase found, 0: none; bt_key_find the place of the first one. */
gsize bt_key_begins(const char *key, const char *phrases);
bool bt_key_holds(const char *key, const char *phrases);
const char *bt_key_find(const char *key, const char *phrases, gsize *len); /* NULL: none */

/* ---- plain.c, markdown.c: the body of the source to blocks below doc->root */
bool bt_read_plain(bt_doc *doc, gsize body, bt_diags *diags);
bool bt_read_markdown(bt_doc *doc, gsize body, bt_diags *diags);

/* ---- table.c: a run of lines that are rows of columns; returns how many, 0: no table */
guint bt_plain_table(bt_doc *doc, const bt_textline *lines, guint n, bt_diags *diags, bool *failed);

/* ---- passes.c: the tidy passes, each in its own file */
typedef struct {
	bt_doc *doc;
	bt_arena *scratch; /* for this reading only */
} bt_reading;

/* In their order; `until` (NULL: all) stops after a pass. False when no pass has that name. */
bool bt_run_passes(bt_doc *doc, const char *until);
void bt_pass_endmark(bt_reading *r);
void bt_pass_credit(bt_reading *r);
void bt_pass_byline(bt_reading *r);
void bt_pass_dateline(bt_reading *r);
void bt_pass_title(bt_reading *r);
void bt_pass_heading(bt_reading *r);
void bt_pass_list(bt_reading *r);
void bt_pass_lead(bt_reading *r);
void bt_pass_caption(bt_reading *r);
void bt_pass_topic(bt_reading *r);
void bt_pass_quote(bt_reading *r);
void bt_pass_speaker(bt_reading *r);

/* ---- block.c: a block's own source, and its neighbours */
typedef struct {
	const char *s; /* in the source, from the first letter */
	gsize len;
} bt_piece;

bt_piece bt_piece_of(const bt_doc *doc, const bt_node *block);
gsize bt_piece_letters(bt_piece piece);
bool bt_piece_longer(bt_piece piece, gsize letters); /* more letters than that? Cheaper in long blocks */
char *bt_piece_key(bt_piece piece, gsize max, bt_arena *arena); /* spelling key of its first max bytes */
bool bt_is_body(const bt_node *block); /* a PARAGRAPH of plain body role */
void bt_join_next(bt_doc *doc, bt_node *block); /* take the next block of plain text into this one */
/* The block beside this one, OMITTED ones passed over; NULL: none. */
const bt_node *bt_block_before(const bt_node *block);
const bt_node *bt_block_after(const bt_node *block);
bt_node *bt_last_block(const bt_doc *doc); /* of the text: the notes after it passed over; NULL: none */
bool bt_follows_lead(const bt_node *block); /* the block before it is the lead */

/* ---- What passes ask of each other.
 * caption.c: does a line with this spelling key name a scene or what a picture shows? */
bool bt_caption_like(const char *key);
/* "… Ảnh: X" or "(Ảnh: X)" after some words, near the end. */
bool bt_ends_in_credit(bt_piece piece);
/* lead.c: does it name a day ("sáng 5/7", "ngày 14 tháng 3")? */
bool bt_names_day(const char *key);

#endif
