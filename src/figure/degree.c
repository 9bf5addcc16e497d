/* The author's own word of degree before a number: "gần", "trên", "không dưới", "ước hơn". Who prints the number prints it
 * too; the class (bt_qualifier) is for machines, and "gần 4 tỷ" printed as "dưới 4 tỷ" says something else. */
#include "figure/roles.h"

#include <string.h>

/* The word of the lexicon that tokens [from, to) are; NULL: none. */
static const bt_word *word_over(const bt_passage *p, int from, int to)
{
	guint32 node = 0;
	for (int i = from; i < to; i++)
		if (!(node = bt_lexicon_step(node, BT_TOKEN(p, i)->syllable)))
			return NULL;
	return bt_lexicon_word(node);
}

static const char *lower(const bt_passage *p, int from, int to)
{
	const char *text = bt_tokens_text(p, from, to);
	char *lower = bt_arena_alloc(p->arena, 2 * strlen(text) + 1), *out = lower;
	for (; *text; text = g_utf8_next_char(text))
		out += g_unichar_to_utf8(bt_to_lower(bt_char_at(text)), out);
	*out = '\0';
	return lower;
}

/* "hơn" of "đạt hơn", but "không dưới" whole: the shortest end of the item that means the same. */
static const char *qualifier_of(const bt_passage *p, const bt_item *item)
{
	for (int from = item->to - 1; from >= item->from; from--) {
		const bt_word *word = word_over(p, from, item->to);
		if (word && (word->classes & BT_W(QUAL)) && word->qual == item->word->qual)
			return lower(p, from, item->to);
	}
	return NULL;
}

/* "hơn" of "tăng hơn", "gần" of "chiếm gần": a verb with a word of degree behind it. Not of "cao hơn": "cao" is no verb of figures,
 * and there "hơn" compares. */
static const char *degree_of_verb(const bt_passage *p, const bt_item *item)
{
	for (int from = item->to - 1; from > item->from; from--) {
		const bt_word *verb = word_over(p, item->from, from), *degree = word_over(p, from, item->to);
		if (verb && degree && (verb->classes & item->classes) && (degree->classes & BT_W(QUAL)) && degree->qual != BT_ESTIMATED)
			return lower(p, from, item->to);
	}
	return NULL;
}

const char *bt_degree_before(const bt_passage *p, const bt_place *place)
{
	const char *said = NULL;
	for (int i = place->item - 1; i >= place->chain; i--) {
		const bt_item *item = BT_ITEM(p, i);
		bool qualifies = item->classes & BT_W(QUAL);
		if (qualifies && item->word->qual == BT_ESTIMATED)
			return said && !(place->verbs & (BT_W(UP) | BT_W(DOWN))) ? bt_arena_printf(p->arena, "ước %s", said) : said; /* "ước tăng hơn 3%" */
		if (qualifies && !said)
			said = qualifier_of(p, item);
		else if (item->word && i == place->item - 1)
			said = degree_of_verb(p, item);
	}
	return said;
}
