/* Direct quotations with their speaker: “…” – đồng chí X nhấn mạnh; đồng chí X nói: “…”; a paragraph that is
 * one quotation inside a speech. Names, slogans and terms in quotation marks are none. */
#include "digest/parts.h"

#include <string.h>

#define QUOTE_WORDS 10 /* fewer are a term */

typedef struct {
	int from, to; /* words of the sentence inside the marks */
	bt_dg_marks marks;
} quoted_words;

/* The first quotation of the passage that begins in the sentence or after it. */
static guint first_quote(const bt_dg_sentence *s)
{
	const GArray *all = s->passage->quotes;
	guint low = 0, high = all->len;
	while (low < high) {
		guint middle = (low + high) / 2;
		if (g_array_index(all, bt_dg_marks, middle).from < s->from)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The i-th quotation of the passage, when it lies in the sentence. `q` is the one before it, or zero. */
static bool next_quote(const bt_dg_sentence *s, guint i, quoted_words *q)
{
	const GArray *all = s->passage->quotes;
	if (i >= all->len || g_array_index(all, bt_dg_marks, i).to > s->to)
		return false;
	q->marks = g_array_index(all, bt_dg_marks, i);
	q->from = q->to;
	while (q->from < s->n && s->words[q->from].from < q->marks.from)
		q->from++;
	q->to = q->from;
	while (q->to < s->n && s->words[q->to].from < q->marks.to)
		q->to++;
	return true;
}

static bool slogan(const bt_dg_digesting *d, const bt_dg_sentence *s, int at)
{
	for (int back = 1; back <= 3 && at - back >= 0; back++)
		if (bt_dg_lexicon_at(d->lexicon, LEX_SLOGAN, s->words, s->n, at - back) == back)
			return true;
	return false;
}

/* The speaker that the reader put on the QUOTE node, when he is among the known. */
static int speaker_of_node(const bt_dg_digesting *d, const bt_dg_sentence *s, bt_span span)
{
	for (const bt_node *n = s->passage->block->first; n; n = bt_node_next(n, s->passage->block)) {
		if (n->kind != BT_QUOTE || !n->u.quote.speaker || n->span.off > span.off || bt_span_end(n->span) < bt_span_end(span))
			continue;
		for (guint i = 0; i < d->digest->speakers->len; i++) {
			const bt_speaker *known = d->digest->speakers->pdata[i];
			if (known->name && strstr(n->u.quote.speaker, known->name))
				return (int)i;
		}
	}
	return -1;
}

bt_digest_piece bt_dg_quote_read(bt_dg_digesting *d, int sentence, const GArray *speeches, int *speaker)
{
	const bt_dg_sentence *s = &g_array_index(d->sentences, bt_dg_sentence, sentence);
	const bt_dg_speech *sp = &g_array_index(speeches, bt_dg_speech, sentence);
	quoted_words q = {0};
	for (guint i = first_quote(s); next_quote(s, i, &q); i++) {
		if (q.to - q.from < QUOTE_WORDS || (slogan(d, s, q.from) && !(s->words[q.from].before & BT_DG_COLON)))
			continue;
		bt_span span = bt_flat_span(&s->passage->flat, q.marks.from, q.marks.to);
		bool whole = q.from == 0 && q.to == s->n;
		bool dash = q.to < s->n && s->words[q.to].before & (BT_DG_DASH | BT_DG_COMMA) && sp->states && q.from == 0;
		bool colon = q.from > 0 && s->words[q.from].before & BT_DG_COLON && sp->states;
		*speaker = dash || colon || whole ? sp->speaker : -1;
		if (*speaker < 0)
			*speaker = speaker_of_node(d, s, span);
		if (*speaker >= 0)
			return (bt_digest_piece){bt_arena_strndup(d->digest->arena, s->passage->flat.text + q.marks.from, q.marks.to - q.marks.from), span};
	}
	return (bt_digest_piece){NULL, BT_NO_SPAN};
}
