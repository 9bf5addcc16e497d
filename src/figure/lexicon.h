/* The words that carry figures (lexicon.def) as a trie over syllables, built once; and the syllables
 * of texts with numbers for their spelling keys. Knows words and classes, no grammar. */
#ifndef BT_FIGURE_LEXICON_H
#define BT_FIGURE_LEXICON_H

#include "base/base.h"

typedef enum { BT_WI_NONE = -1,
#define C(class) BT_WI_##class,
#include "figure/classes.def"
#undef C
	BT_WI_COUNT
} bt_class_index;

typedef guint64 bt_classes; /* a set of classes */
#define BT_W(class) (G_GUINT64_CONSTANT(1) << BT_WI_##class)

typedef enum { BT_U_NONE, BT_U_MONEY, BT_U_PERCENT, BT_U_PERMILLE, BT_U_POINT, BT_U_TIMES, BT_U_SCORE, BT_U_MEASURE, BT_U_PEOPLE, BT_U_BODY, BT_U_THING, BT_U_ACT, BT_U_SHORT, BT_U_OPEN, BT_U_COUNT } bt_unit_class;

/* What the lexicon says of a word: its classes and their values. */
typedef struct {
	bt_classes classes;
	gint8 unit;   /* bt_unit_class of UNIT */
	gint8 qual;   /* bt_qualifier of QUAL */
	gint8 scale;  /* power of ten of SCALE */
	gint8 number; /* value of NUMBER */
} bt_word;

/* The lexicon of the program; built at the first call, lent for ever. */
void bt_lexicon_build(void);
/* Add the word text[0..len) with a class and its value, for the rest of the process. */
void bt_lexicon_add(const char *text, gsize len, bt_class_index class, int value);
void bt_lexicon_reset(void); /* back to the program's own words */

/* What the lexicon knows of a syllable. */
typedef struct {
	const char *key;  /* its spelling key */
	bt_classes opens; /* the classes of all words that begin with it */
	guint32 node;     /* in the trie after it; 0: no word begins with it */
} bt_known;
const bt_known *bt_lexicon_of(guint32 syllable); /* never NULL: one without key and words. Lent until words are added */

/* The place in the trie after `syllable`; 0 is the start and also "nowhere" as a result. */
guint32 bt_lexicon_step(guint32 node, guint32 syllable);
const bt_word *bt_lexicon_word(guint32 node); /* NULL: no word ends here */

/* The numbers of syllables in texts: equal spelling keys, equal numbers, never 0. To be begun before each text. */
void bt_syllables_begin(void);
guint32 bt_syllable(const char *text, gsize len);

/* The token at the start of text[0..len): its bytes and kind. Shared by texts and the lexicon. */
typedef enum { BT_TOK_WORD, BT_TOK_NUMBER, BT_TOK_OPAQUE, BT_TOK_PUNCT, BT_TOK_BREAK } bt_tok_kind;
gsize bt_token_scan(const char *text, gsize len, bt_tok_kind *kind, bt_num *num, bt_num_shape *shape);

#endif
