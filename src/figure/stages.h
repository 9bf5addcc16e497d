/* What the stages of the extractor hand to each other: tokens, masks, quantities, items. One file a
 * stage; each is a pure function over arrays. Private to src/figure. */
#ifndef BT_FIGURE_STAGES_H
#define BT_FIGURE_STAGES_H

#include "figure/figure.h"
#include "figure/lexicon.h"

#include <string.h>

typedef enum { BT_MASK_NONE, BT_MASK_PERIOD, BT_MASK_NAME, BT_MASK_MARKER } bt_mask;

/* A syllable, a number or a mark of the text. */
typedef struct {
	guint32 from, to;     /* bytes in the flat text */
	guint32 syllable;     /* number of its spelling key */
	const bt_known *known; /* what the lexicon knows of it */
	guint8 kind;          /* bt_tok_kind */
	guint8 mask;          /* bt_mask */
	guint8 shape;         /* bt_num_shape of a NUMBER */
	bool space;           /* white space before it */
	bool capital, capitals; /* first letter; all letters */
	guint32 mask_end;     /* of the first token of a masked run: the token after it */
	char mark;            /* ASCII of a PUNCT, 0 for others, '"' for any quotation mark, '-' for any dash */
	bt_num num;
} bt_token;

/* A number with its unit and what stands glued to it. Token indices; -1: none. */
typedef struct {
	int from, to;           /* the whole quantity */
	int num_from, num_to;   /* the digits with scale words inside a compound */
	bt_value value, high, whole; /* value; end of a range; denominator of x/y */
	const char *unit;       /* as written, in the arena; NULL: none */
	const char *whole_unit; /* of the denominator, where it is another scale of money; else NULL */
	guint8 unit_class;      /* bt_unit_class */
	int unit_from, unit_to; /* -1: none */
	int noun;               /* first token of the unit noun, after scale words; -1: none */
	bt_qualifier qualifier;
	bool qualified, ratio, shape_doubt, words, open_money; /* open_money: tỷ, triệu without đồng */
	bt_num_shape shape;
} bt_quantity;

/* A piece of a sentence: a lexicon word, a masked run, a quantity, a mark or a single syllable. */
typedef struct {
	int from, to; /* tokens */
	bt_classes classes;
	const bt_word *word; /* NULL: not in the lexicon */
	int quantity;        /* index, or -1 */
	int depth;           /* of brackets */
} bt_item;

/* One block of the document on its way through the stages. Arrays are reused from block to block. */
typedef struct {
	bt_arena *arena;      /* of the figures */
	const bt_node *block;
	bt_flat flat;
	GArray *tokens;       /* bt_token */
	GArray *quantities;   /* bt_quantity */
	GArray *items;        /* bt_item */
	bt_diags *diags;
} bt_passage;

#define BT_TOKEN(p, i) (&g_array_index((p)->tokens, bt_token, (i)))
#define BT_QUANTITY(p, i) (&g_array_index((p)->quantities, bt_quantity, (i)))
#define BT_ITEM(p, i) (&g_array_index((p)->items, bt_item, (i)))

/* Is it the syllable of that spelling key? A key that the lexicon has not is no syllable. */
static inline bool bt_token_is(const bt_token *t, const char *key) { return t->known->key[0] == key[0] && strcmp(t->known->key, key) == 0; }

/* tokens.c: flat text -> tokens; repairs glued numbers and wrapped lines. */
void bt_stage_tokens(bt_passage *p);
/* The longest word of the lexicon with one of `classes` that begins at token i; its end in *end. */
const bt_word *bt_match(const bt_passage *p, int i, bt_classes classes, int *end);
/* The same for a word that ends just before token i; its first token in *start. */
const bt_word *bt_match_before(const bt_passage *p, int i, bt_classes classes, int *start);

/* mask.c: dates, document numbers, named numbers become opaque. */
void bt_stage_mask(bt_passage *p);

/* quantities.c: numbers with their units. */
void bt_stage_quantities(bt_passage *p);

/* clauses.c: tokens -> items, with brackets and the ends of sentences. */
void bt_stage_clauses(bt_passage *p);

/* Text of tokens [from, to) with single spaces, in the arena; brackets without `keep` left out. */
const char *bt_tokens_text(const bt_passage *p, int from, int to);
bt_span bt_tokens_span(const bt_passage *p, int from, int to);
/* Is item i of one of the classes? No item is outside of the block. */
static inline bool bt_item_is(const bt_passage *p, int i, bt_classes classes)
{
	return i >= 0 && i < (int)p->items->len && (BT_ITEM(p, i)->classes & classes);
}

#endif
