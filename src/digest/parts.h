/* What the files of this folder share: words, sentences, people and the rules' names. Private. */
#ifndef BT_DIGEST_PARTS_H
#define BT_DIGEST_PARTS_H

#include "digest/digest.h"

/* ---- words.c: words of a block and the lexicon */
typedef enum {
	LEX_ASK, LEX_CHARGE, LEX_PRAISE, LEX_INFORM, LEX_STRESS, LEX_SPEECH, LEX_SPOKEN, LEX_HONORIFIC, LEX_TITLE, LEX_SURNAME, LEX_MIDDLE,
	LEX_PROVINCE, LEX_ADMIN, LEX_STOP, LEX_ADVERB, LEX_BODY, LEX_WHOM, LEX_EACH, LEX_OBJECT, LEX_MUST, LEX_NOT_MUST, LEX_TASK, LEX_ACT, LEX_COMPOUND, LEX_IMPORTANT,
	LEX_NOUNY, LEX_THING, LEX_NOT_ASK, LEX_NARRATOR, LEX_AHEAD, LEX_FUTURE, LEX_PAST, LEX_SETS, LEX_THUS, LEX_SOON, LEX_DONE, LEX_DID, LEX_AGENDA, LEX_ATTEND, LEX_DECIDED, LEX_TOTAL, LEX_GOAL, LEX_LEANS,
	LEX_LINKS, LEX_LACK, LEX_LACKS, LEX_WEAK, LEX_OVERCOME, LEX_HAS, LEX_NAMELY, LEX_CONCEDE, LEX_YET, LEX_CAUSE, LEX_TURNS, LEX_SEC_AHEAD, LEX_SEC_LACK, LEX_SEC_LESSON, LEX_SEC_DONE, LEX_SEC_SAID, LEX_CHAIR, LEX_FIELD, LEX_HELD,
	LEX_EVENT, LEX_DAY, LEX_BY, LEX_WHEN, LEX_WHEN_MORE, LEX_SLOGAN, LEX_DOTTED, LEX_OPENS, LEX_CLASSES,
} bt_dg_lex_class;

/* What stands between a word and the one before, as bits. */
enum { BT_DG_COMMA = 1, BT_DG_SEMICOLON = 2, BT_DG_COLON = 4, BT_DG_DASH = 8, BT_DG_END = 16, BT_DG_BRACKET = 32, BT_DG_MARK = 64 };

typedef struct {
	guint64 bits[2];
} bt_dg_classes; /* a set of bt_dg_lex_class */

typedef struct {
	guint32 from, to; /* bytes of the block's text */
	const char *key;  /* spelling key, interned */
	guint id;         /* of the key */
	bt_dg_classes classes; /* in which a phrase begins with it */
	guint before;     /* BT_DG_COMMA | … */
	bool capital;     /* begins with a capital */
	bool caps;        /* two letters or more, all capital: UBND */
	bool number;      /* begins with a digit */
	bool quoted;      /* inside quotation marks */
} bt_dg_word;

typedef struct bt_dg_lexicon bt_dg_lexicon;
bt_dg_lexicon *bt_dg_lexicon_new(void); /* caller owns */
void bt_dg_lexicon_free(bt_dg_lexicon *lexicon);
/* The words of text[0..len) appended to `words`; `quoted` has a flag for each byte, or NULL. */
void bt_dg_words(bt_dg_lexicon *lexicon, const char *text, gsize len, const bool *quoted, GArray *words);
/* How many of words[at..n) the longest phrase of the class covers; 0: none begins here. */
int bt_dg_lexicon_at(const bt_dg_lexicon *lexicon, bt_dg_lex_class c, const bt_dg_word *words, int n, int at);
/* The first place from `at` on where one begins outside quotation marks; -1: none. */
int bt_dg_lexicon_find(const bt_dg_lexicon *lexicon, bt_dg_lex_class c, const bt_dg_word *words, int n, int at);

/* ---- sentences.c */
typedef enum { BT_DG_SEC_NONE, BT_DG_SEC_DONE, BT_DG_SEC_LACK, BT_DG_SEC_LESSON, BT_DG_SEC_AHEAD, BT_DG_SEC_SAID } bt_dg_section;

typedef struct {
	guint32 from, to; /* bytes with the marks */
} bt_dg_marks;

typedef struct {
	const bt_node *block;
	bt_flat flat;
	GArray *words;  /* bt_dg_word of the whole block */
	GArray *quotes; /* bt_dg_marks: outermost quotations */
	int paragraph;
	int topic;      /* counts headings and topic openings: what is balanced */
	bt_dg_section section;
	int heading;    /* counts headings: a speaker does not hold over one */
	bool lead;
} bt_dg_passage;

typedef struct {
	const bt_dg_passage *passage;
	guint32 from, to; /* bytes of the passage's text */
	const bt_dg_word *words;
	int n;
	int no;           /* from 1, in its block */
	int head;         /* index of the sentence that introduces this list item, or -1 */
	bool first;       /* in its block */
	bool opens_list;
} bt_dg_sentence;

typedef struct bt_dg_known bt_dg_known; /* people.c: speakers by name and office */

typedef struct {
	const bt_doc *doc;
	const bt_figures *figures;
	bt_dg_known *known;
	int speaking;         /* who speaks at the place read, or -1: "đồng chí Bí thư" is he if he is one */
	bt_digest *digest;
	bt_dg_lexicon *lexicon;
	GPtrArray *passages; /* bt_dg_passage *, in the arena */
	GArray *sentences;   /* bt_dg_sentence */
} bt_dg_digesting;

/* Fill passages and sentences from the tree. */
void bt_dg_sentences_read(bt_dg_digesting *d);
bt_digest_piece bt_dg_piece(bt_dg_digesting *d, const bt_dg_sentence *s, int from, int to); /* words [from, to) */

/* ---- people.c */
typedef struct {
	int who;       /* speaker index; -1: a pronoun ("đồng chí", "ông") for the one who speaks */
	int from, to;  /* words [from, to) of the sentence, with titles and offices */
} bt_dg_mention;

bt_dg_known *bt_dg_known_new(void); /* caller owns */
void bt_dg_known_free(bt_dg_known *known);
/* The people mentioned in the sentence outside quotation marks, in order, appended to `out`. New ones are added to the digest. */
void bt_dg_people_find(bt_dg_digesting *d, const bt_dg_sentence *s, GArray *out);
/* The speaker for a body named by words [from, to). */
int bt_dg_people_body(bt_dg_digesting *d, const bt_dg_sentence *s, int from, int to);

/* ---- directives.c: who speaks, and what is asked */
typedef struct {
	int speaker;      /* of the words in this sentence; -1: the report itself */
	bool states;      /* names its speaker by a verb of speech */
	bool directs;     /* the speaker is one who has directed or opened a speech to direct */
	bt_dg_lex_class verb; /* ASK, PRAISE, INFORM, STRESS; LEX_CLASSES: none */
	bool asks;        /* a verb of asking stands in it */
	bool continues;   /* goes on with what is asked */
	GArray *demands;  /* bt_demand, or NULL */
} bt_dg_speech;

/* The first time limit in the sentence: "trước ngày 30/9". */
bt_digest_piece bt_dg_speech_deadline(bt_dg_digesting *d, const bt_dg_sentence *s);
/* One bt_dg_speech for each sentence. */
GArray *bt_dg_speech_read(bt_dg_digesting *d);

/* ---- quotes.c: the quotation with a speaker in the sentence; not stated: none. Sets `speaker`. */
bt_digest_piece bt_dg_quote_read(bt_dg_digesting *d, int sentence, const GArray *speeches, int *speaker);

/* ---- head.c: what the lead states about the meeting */
void bt_dg_head_read(bt_dg_digesting *d);
bool bt_dg_head_field(const bt_dg_digesting *d, const bt_dg_sentence *s); /* a field of minutes: "Thời gian: …" */
bool bt_dg_head_is(const bt_dg_digesting *d, const bt_dg_sentence *s); /* the sentence says which meeting, and when or who chaired */

/* ---- score.c */
typedef enum {
#define R(name, points, most, vi, en) RULE_##name,
#include "digest/score.def"
#undef R
	RULES
} bt_dg_rule;

const char *bt_dg_rule_words(int rule, bt_lang lang);
/* The candidates with kinds and scores, appended to the digest's items. */
void bt_dg_score(bt_dg_digesting *d, const GArray *speeches);

#endif
