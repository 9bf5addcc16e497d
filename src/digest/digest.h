/* The digest: which sentences of a report make its summary, and who asked whom for what by when.
 * Sentences are chosen, never reworded; each keeps its span, its text and its paragraph's number.
 * Knows language and rules (lexicon.def, score.def); draws nothing. product.md section 4 "summary". */
#ifndef BT_DIGEST_DIGEST_H
#define BT_DIGEST_DIGEST_H

#include "figure/figure.h"

/* The parts of a summary, in their order on the page. */
typedef enum {
	BT_DIGEST_HEAD,      /* the lead sentence: which meeting, when, who chaired */
	BT_DIGEST_RESULT,    /* "Kết quả nổi bật" */
	BT_DIGEST_LACK,      /* "Hạn chế, khó khăn" */
	BT_DIGEST_DIRECTIVE, /* "Chỉ đạo, nhiệm vụ" */
	BT_DIGEST_QUOTE,     /* "Phát biểu đáng chú ý" */
	BT_DIGEST_OUTLOOK,   /* "Thời gian tới" */
	BT_DIGEST_KINDS,
} bt_digest_kind;

/* A piece of a block's text as it stands there; text NULL: not stated. */
typedef struct {
	const char *text; /* in the arena */
	bt_span span;
} bt_digest_piece;

/* Who speaks: a person, an office whose holder is not named, or a body. All as the report writes it. */
typedef struct {
	const char *name;      /* "Nguyễn Thị Lệ"; "UBND xã" for a body; NULL: only the office is stated */
	const char *office;    /* "Bí thư Đảng ủy, Chủ tịch HĐND xã", or NULL */
	const char *honorific; /* "đồng chí", "ông", … in small letters, or NULL */
	bool body;
} bt_speaker;

/* One thing asked: the verb, of whom, what, by when. */
typedef struct {
	bt_digest_piece verb;      /* "đề nghị"; not stated in a sentence that continues a speech */
	bt_digest_piece addressee; /* "Đảng ủy xã" */
	bt_digest_piece task;      /* "tập trung tháo gỡ … trước ngày 30/5" */
	bt_digest_piece deadline;  /* "trước ngày 30/5" */
} bt_demand;

/* A reason for a score: the row of score.def and the points it gave. */
typedef struct {
	int rule;
	int points;
} bt_digest_reason;

/* What became of a candidate. */
typedef enum {
	BT_DIGEST_CHOSEN,
	BT_DIGEST_WEAK,     /* below the threshold of its kind */
	BT_DIGEST_REPEATED, /* says what a chosen sentence says */
	BT_DIGEST_NO_ROOM,  /* the budget was spent on better ones */
} bt_digest_choice;

/* A candidate sentence. */
typedef struct bt_digest_item {
	bt_digest_kind kind;
	bt_digest_choice choice;
	const bt_node *block;
	int paragraph;   /* number of its paragraph in the source: 1 for the first PARAGRAPH node outside tables */
	int sentence_no; /* from 1, in the block */
	bt_span span;    /* in the source */
	const char *text; /* the sentence as in the tree (bt_flat), without white space at its ends */
	int letters;
	int head;        /* index of the item that introduces this list item, or -1; chosen whenever this one is */
	bool opens_list; /* introduces the list items whose head it is */
	int topic;       /* counts topics of the source: what is balanced */
	int place;       /* in bt_digest.order, or -1 */
	int speaker;     /* index for bt_digest_speaker, or -1: not stated */
	bt_digest_piece quote; /* the quotation with its marks, for QUOTE */
	const bt_demand *demands; /* for DIRECTIVE */
	int n_demands;
	int score;
	const bt_digest_reason *reasons;
	int n_reasons;
} bt_digest_item;

/* What the lead states about the meeting. */
typedef struct {
	bt_digest_piece when;  /* "Chiều 18/12" */
	bt_digest_piece where; /* "tại hội trường xã" */
	bt_digest_piece event; /* "hội nghị tổng kết sản xuất nông nghiệp năm 2025" */
	int chair;       /* speaker index, or -1 */
} bt_digest_head;

typedef struct {
	bt_arena *arena;
	GArray *items;      /* bt_digest_item: all candidates in source order */
	GArray *order;      /* int: chosen items by part, directives by speaker */
	int source_letters; /* of all sentences of the report */
	GPtrArray *speakers; /* const bt_speaker * in order of first mention */
	bt_digest_head head;
	int letters;        /* of all chosen sentences */
	int budget;
} bt_digest;

#define BT_DIGEST_TWO_PAGES 4200 /* letters: what two A4 pages hold beside cards and charts */

/* Choose sentences of at most `budget` letters in all (0: BT_DIGEST_TWO_PAGES), and at most half of a
 * report that is not short. `figures` may be NULL: then numbers give no points. The caller owns the digest;
 * it points into `doc`. Never NULL; a report without prose gives an empty one. */
bt_digest *bt_digest_read(const bt_doc *doc, const bt_figures *figures, int budget);
void bt_digest_free(bt_digest *digest); /* NULL allowed */

/* Choose again with less room, when the page turned out too full. Same rules; cheap. */
void bt_digest_fit(bt_digest *digest, int budget);

/* The chosen items of a kind in source order: the one after `item`, from NULL to NULL.
 * Directives come grouped by speaker, speakers in the order of their first directive. */
const bt_digest_item *bt_digest_next(const bt_digest *digest, bt_digest_kind kind, const bt_digest_item *item);
const bt_speaker *bt_digest_speaker(const bt_digest *digest, int speaker); /* lent; NULL for -1 */
/* "đồng chí Nguyễn Thị Lệ, Bí thư …" from what is stated; in the arena. NULL for -1. */
const char *bt_digest_speaker_words(const bt_digest *digest, int speaker);

/* The heading of a part: "Kết quả nổi bật". "" for HEAD. */
const char *bt_digest_title(bt_digest_kind kind);
/* The number of a paragraph as items carry it; 0 for a block without one. For margin numbers. */
int bt_digest_paragraph(const bt_doc *doc, const bt_node *block);

/* For tests and people, appended to `out`: chosen items by part; with `why` all candidates, their
 * points by rule and what became of them. */
void bt_digest_dump(const bt_digest *digest, bt_lang lang, bool why, GString *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_digest, bt_digest_free)

#endif
