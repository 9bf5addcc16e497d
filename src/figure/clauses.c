/* Fourth stage: tokens to items: the longest words of the lexicon, quantities, masked runs, marks;
 * with the ends of sentences and the depth of brackets. Decides no role. */
#include "figure/stages.h"

static const bt_token *at(const bt_passage *p, int i)
{
	static const bt_token none = {.kind = BT_TOK_BREAK, .space = true};
	return i >= 0 && i < (int)p->tokens->len ? BT_TOKEN(p, i) : &none;
}

static bool opens_sentence(const bt_token *t)
{
	bool quote = t->kind == BT_TOK_PUNCT && (t->mark == '"' || t->mark == '-' || t->mark == '+' || t->mark == '*' || t->mark == '(');
	return t->kind == BT_TOK_BREAK || quote || t->kind == BT_TOK_NUMBER || (t->kind == BT_TOK_WORD && t->capital);
}

/* A dot that ends a sentence: not after an abbreviation, not before a comma or a small letter. */
static bool stops(const bt_passage *p, int i)
{
	const bt_token *t = at(p, i), *next = at(p, i + 1), *before = at(p, i - 1);
	int start;
	if (t->kind == BT_TOK_BREAK)
		return true;
	if (t->kind != BT_TOK_PUNCT || (t->mark != '.' && t->mark != '?' && t->mark != '!'))
		return false;
	if (next->kind == BT_TOK_PUNCT && next->mark == '"')
		next = at(p, i + 2);
	if (t->mark != '.')
		return opens_sentence(next);
	bool abbreviation = before->kind == BT_TOK_WORD && !t->space && (before->capitals || !next->space) &&
			    bt_match_before(p, i, BT_W(ABBREV), &start);
	bool initial = before->kind == BT_TOK_WORD && before->capital && g_utf8_next_char(p->flat.text + before->from) == p->flat.text + before->to && !t->space && next->capital;
	if (next->kind == BT_TOK_PUNCT && next->mark == '.')
		return false;
	return !abbreviation && !initial && opens_sentence(next) && (next->space || next->capital || next->kind == BT_TOK_BREAK);
}

static bt_classes mark_classes(const bt_passage *p, int i)
{
	if (stops(p, i))
		return BT_W(STOP);
	switch (at(p, i)->mark) {
	case ',': return BT_W(COMMA);
	case ';': return BT_W(SEMI);
	case ':': return BT_W(COLON);
	case '(': return BT_W(OPEN);
	case ')': return BT_W(CLOSE);
	}
	return BT_W(MARK);
}

/* At the place *count of the items, which moves on. */
static void add(bt_passage *p, guint *count, bt_item item)
{
	if (*count == p->items->len)
		g_array_set_size(p->items, *count * 2 + 64);
	*BT_ITEM(p, (*count)++) = item;
}

/* "… trở lại Báo cáo với đoàn": a capital frame word after a small letter opens a sentence. */
static bool runs_in(const bt_passage *p, int i, const bt_word *word)
{
	const bt_token *t = at(p, i), *before = at(p, i - 1);
	return word && (word->classes & BT_W(REPORT)) && t->capital && !t->capitals && before->kind == BT_TOK_WORD && !before->capital &&
	       !before->mask;
}

/* The end of the longest word at token i that reaches no mask and not beyond `limit`. */
static int word_at(const bt_passage *p, int i, int limit, const bt_word **word)
{
	int end = i + 1;
	*word = NULL;
	guint32 node = BT_TOKEN(p, i)->known->node;
	for (int j = i + 1; node; j++) {
		const bt_word *found = bt_lexicon_word(node);
		if (found) {
			*word = found;
			end = j;
		}
		node = j < limit && !BT_TOKEN(p, j)->mask ? bt_lexicon_step(node, BT_TOKEN(p, j)->syllable) : 0;
	}
	return end;
}

void bt_stage_clauses(bt_passage *p)
{
	int n = (int)p->tokens->len, depth = 0;
	guint q = 0, count = 0;
	for (int i = 0; i < n;) {
		int limit = q < p->quantities->len ? BT_QUANTITY(p, q)->from : n;
		const bt_token *t = BT_TOKEN(p, i);
		if (i == limit) {
			add(p, &count, (bt_item){i, BT_QUANTITY(p, q)->to, BT_W(QUANTITY), NULL, (int)q, depth});
			i = BT_QUANTITY(p, q++)->to;
		} else if (t->mask) {
			int end = MAX((int)t->mask_end, i + 1);
			add(p, &count, (bt_item){i, end, t->mask == BT_MASK_PERIOD ? BT_W(PERIOD) : t->mask == BT_MASK_NAME ? BT_W(MASKED) : BT_W(MARK), NULL, -1, depth});
			i = end;
		} else if (t->kind == BT_TOK_WORD || (t->kind == BT_TOK_PUNCT && t->known->node && t->mark != ',')) {
			const bt_word *word;
			int end = word_at(p, i, limit, &word);
			if (runs_in(p, i, word))
				add(p, &count, (bt_item){i, i, BT_W(STOP), NULL, -1, 0});
			add(p, &count, (bt_item){i, end, word ? word->classes : t->kind == BT_TOK_PUNCT ? BT_W(MARK) : 0, word, -1, depth});
			i = end;
		} else {
			bt_classes classes = mark_classes(p, i);
			if (classes == BT_W(STOP) || (classes == BT_W(CLOSE) && depth > 0))
				depth = classes == BT_W(STOP) ? 0 : depth - 1;
			add(p, &count, (bt_item){i, i + 1, classes, NULL, -1, depth});
			if (classes == BT_W(OPEN))
				depth++;
			i++;
		}
	}
	g_array_set_size(p->items, count);
}
