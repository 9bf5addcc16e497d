/* Which part of the summary a sentence may stand in, and how well: the rules of score.def, each with its
 * reason. Knows what the other files found; chooses nothing. */
#include "digest/parts.h"

#include <string.h>

#define SHORT_LETTERS 30
#define SHORT_ITEM 12 /* items of lists are short by nature */
#define LONG_LETTERS 400 /* from here each further LONG_STEP costs */
#define LONG_STEP 140
#define TOTAL_WITHIN 16 /* words from the beginning in which a total is what the sentence is about */
#define TURNS_WITHIN 8
#define CONCEDE_WITHIN 5
#define AGENDA_WITHIN 12
#define ATTEND_WITHIN 3
#define ATTEND_PARAGRAPHS 3 /* at the head of a report "… tham dự." tells guests, later on a result */
#define OVERCOME_WITHIN 7 /* words before a shortcoming in which it is said to be overcome or conceded */
#define HAS_WITHIN 4      /* words before the noun of a shortcoming in which somebody has it, */
#define LISTS_WITHIN 7    /* and after it in which it is told: "những hạn chế như: …" */
#define AHEAD_WITHIN 14  /* words from the beginning in which a sentence says of what time it speaks */

static const struct {
	const char *name;
	int points, most;
	const char *words[2];
} rules[RULES] = {
#define R(name, points, most, vi, en) [RULE_##name] = {#name, points, most, {[BT_LANG_VI] = vi, [BT_LANG_EN] = en}},
#include "digest/score.def"
#undef R
};

const char *bt_dg_rule_words(int rule, bt_lang lang)
{
	return rules[rule].words[lang];
}

typedef struct {
	guint32 off;
	guint index;
} placed; /* a figure by the place of its digits */

typedef struct {
	bt_dg_digesting *d;
	const GArray *speeches;
	GArray *placed;
	GArray *item_of;      /* sentence -> item, or -1 */
	int ahead_passage;    /* paragraph that opened with the time ahead */
	guint sets;           /* the sentence after one that sets tasks: "Theo đó, …" tells them */
	int lack_passage;     /* paragraph that turned to shortcomings */
	int figures_topic;    /* topic whose first sentence with figures was seen */
	int n_head;
} scorer;

typedef struct {
	const bt_dg_sentence *s;
	const bt_dg_speech *speech;
	int count[RULES];
	int figures, changes, targets, planned;
	bool thus; /* "Theo đó, …" after a sentence that sets tasks */
	int conceded; /* words of what is conceded at its beginning: no shortcoming counts there */
	bool lacks;  /* tells a shortcoming by its own words */
	bool weak;   /* has words of one, or stands among those that tell them: no result */
	bool turned; /* stands after a turn to shortcomings */
	bool opens_ahead; /* begins with the time ahead, or stands in a section on it */
} weighing;

static int lex_find(const scorer *c, const weighing *w, bt_dg_lex_class class, int until)
{
	int at = bt_dg_lexicon_find(c->d->lexicon, class, w->s->words, w->s->n, 0);
	return at >= 0 && at < until ? at : -1;
}

static int lex_at(const scorer *c, const weighing *w, bt_dg_lex_class class, int at)
{
	return bt_dg_lexicon_at(c->d->lexicon, class, w->s->words, w->s->n, at);
}

/* ---- figures of a sentence */

static int by_place(gconstpointer a, gconstpointer b)
{
	const placed *x = a, *y = b;
	return x->off != y->off ? (x->off < y->off ? -1 : 1) : (x->index > y->index) - (x->index < y->index);
}

static GArray *place_figures(const bt_figures *figures)
{
	GArray *all = g_array_new(FALSE, FALSE, sizeof(placed));
	for (guint i = 0; figures && i < figures->items->len; i++) {
		const bt_figure *f = &g_array_index(figures->items, bt_figure, i);
		bt_span at = f->value.stated ? f->value.span : f->span; /* a lone change or attainment has no level */
		if (f->permille >= BT_DOUBTFUL && bt_span_stated(at))
			g_array_append_val(all, ((placed){at.off, i}));
	}
	g_array_sort(all, by_place);
	return all;
}

static void count_figures(const scorer *c, weighing *w)
{
	bt_span span = bt_flat_span(&w->s->passage->flat, w->s->from, w->s->to);
	guint low = 0, high = c->placed->len;
	while (low < high) {
		guint middle = (low + high) / 2;
		if (g_array_index(c->placed, placed, middle).off < span.off)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < c->placed->len && g_array_index(c->placed, placed, low).off < bt_span_end(span); low++) {
		const bt_figure *f = &g_array_index(c->d->figures->items, bt_figure, g_array_index(c->placed, placed, low).index);
		w->planned += f->planned;
		w->figures += !f->planned;
		w->changes += !f->planned && f->change.stated;
		w->targets += !f->planned && f->target.stated;
	}
}

/* ---- what holds of a sentence */

static void weigh_form(const scorer *c, weighing *w, int letters)
{
	bool item = w->s->passage->block->parent && w->s->passage->block->parent->kind == BT_ITEM;
	w->count[RULE_SHORT] = letters < (item ? SHORT_ITEM : SHORT_LETTERS);
	w->count[RULE_LONG] = letters > LONG_LETTERS ? 1 + (letters - LONG_LETTERS) / LONG_STEP : 0;
	w->count[RULE_LEANS] = !w->thus && bt_dg_lexicon_at(c->d->lexicon, LEX_LEANS, w->s->words, w->s->n, 0) > 0;
	w->count[RULE_LINKS] = bt_dg_lexicon_at(c->d->lexicon, LEX_LINKS, w->s->words, w->s->n, 0) > 0;
	w->count[RULE_LISTED] = w->s->opens_list || w->s->head >= 0;
}

static void weigh_speaker(const scorer *c, weighing *w, int who)
{
	const bt_speaker *s = bt_digest_speaker(c->d->digest, who);
	w->count[RULE_SPEAKER] = s && s->name;
	w->count[RULE_OFFICE] = s && (s->office || s->body);
}

/* A total at the beginning of the sentence, or after "Theo báo cáo, " and its like. */
static bool total_at(const scorer *c, const weighing *w)
{
	for (int i = 0; i < w->s->n && i < TOTAL_WITHIN; i++)
		if ((i == 0 || w->s->words[i].before & BT_DG_COMMA) && bt_dg_lexicon_at(c->d->lexicon, LEX_TOTAL, w->s->words, w->s->n, i))
			return true;
	return false;
}

/* Tells work carried out: by its words, or "đã" before a verb of tasks. */
static bool did(const scorer *c, const weighing *w)
{
	if (lex_find(c, w, LEX_DID, w->s->n) >= 0)
		return true;
	for (int i = 0; i + 1 < w->s->n; i++)
		if (!w->s->words[i].quoted && strcmp(w->s->words[i].key, "đã") == 0 && (lex_at(c, w, LEX_TASK, i + 1) || lex_at(c, w, LEX_ACT, i + 1)))
			return true;
	return false;
}

/* "Tham dự hội nghị có …", "… và hơn 200 đại biểu tham dự." */
static bool attended(const scorer *c, const weighing *w)
{
	if (lex_find(c, w, LEX_ATTEND, ATTEND_WITHIN) >= 0 || lex_at(c, w, LEX_CHAIR, 0))
		return true;
	if (w->s->passage->paragraph > ATTEND_PARAGRAPHS)
		return false;
	for (int at = -1; (at = bt_dg_lexicon_find(c->d->lexicon, LEX_ATTEND, w->s->words, w->s->n, at + 1)) >= 0;)
		if (at >= w->s->n - ATTEND_WITHIN || w->s->words[at].before & BT_DG_SEMICOLON)
			return true;
	return false;
}

static void weigh_result(scorer *c, weighing *w)
{
	w->count[RULE_FIGURE] = w->figures;
	w->count[RULE_CHANGE] = w->changes;
	w->count[RULE_TARGET] = w->targets;
	for (int at = -1; (at = bt_dg_lexicon_find(c->d->lexicon, LEX_DONE, w->s->words, w->s->n, at + 1)) >= 0;)
		w->count[RULE_DONE]++;
	w->count[RULE_DID] = did(c, w);
	w->count[RULE_ATTENDED] = attended(c, w);
	w->count[RULE_DECIDED] = lex_find(c, w, LEX_DECIDED, w->s->n) >= 0;
	w->count[RULE_AGENDA] = !w->targets && !w->changes && !w->count[RULE_DECIDED] && lex_find(c, w, LEX_AGENDA, AGENDA_WITHIN) >= 0;
	w->count[RULE_TOTAL] = w->figures && total_at(c, w);
	w->count[RULE_GOAL] = bt_dg_lexicon_at(c->d->lexicon, LEX_GOAL, w->s->words, w->s->n, 0) > 0 && !w->targets && !w->changes;
	w->count[RULE_DONE_SECTION] = w->s->passage->section == BT_DG_SEC_DONE && (w->figures || w->count[RULE_DONE]);
	w->count[RULE_LACK] = w->weak || w->turned;
	w->count[RULE_PRAISE] = w->speech->verb == LEX_PRAISE;
	if (w->figures && c->figures_topic != w->s->passage->topic) {
		w->count[RULE_TOPIC_FIRST] = 1;
		c->figures_topic = w->s->passage->topic;
	}
}

static void weigh_directive(const scorer *c, weighing *w)
{
	const GArray *all = w->speech->demands;
	w->count[RULE_ASKED] = w->speech->asks;
	w->count[RULE_CONTINUED] = !w->speech->asks;
	w->count[RULE_ASKED_MORE] = w->speech->asks && all ? (int)all->len - 1 : 0;
	for (guint i = 0; all && i < all->len; i++) {
		const bt_demand *m = &g_array_index(all, bt_demand, i);
		w->count[RULE_ADDRESSEE] |= m->addressee.text != NULL;
		w->count[RULE_DEADLINE] |= m->deadline.text != NULL;
	}
	w->count[RULE_IMPORTANT] = lex_find(c, w, LEX_IMPORTANT, w->s->n) >= 0;
	weigh_speaker(c, w, w->speech->speaker);
}

static bool says_future(const scorer *c, const weighing *w)
{
	int at = lex_find(c, w, LEX_FUTURE, w->s->n);
	return at >= 0 && !(at > 0 && bt_dg_lexicon_at(c->d->lexicon, LEX_PAST, w->s->words, w->s->n, at - 1));
}

static void weigh_outlook(const scorer *c, weighing *w)
{
	w->count[RULE_AHEAD_SECTION] = w->s->passage->section == BT_DG_SEC_AHEAD;
	w->count[RULE_AHEAD] = lex_find(c, w, LEX_AHEAD, AHEAD_WITHIN) >= 0 || c->ahead_passage == w->s->passage->paragraph;
	w->count[RULE_FUTURE] = says_future(c, w);
	w->count[RULE_PLANNED] = w->planned + w->figures; /* a figure told of what comes is a goal */
	w->count[RULE_DEADLINE] = bt_dg_speech_deadline(c->d, w->s).text != NULL;
	weigh_speaker(c, w, w->speech->states ? w->speech->speaker : -1);
	/* one who begins with the time ahead means it, whatever his verb */
	w->count[RULE_PAST] = lex_find(c, w, LEX_PAST, w->s->n) >= 0 && lex_find(c, w, LEX_AHEAD, AHEAD_WITHIN) < 0;
}

static void weigh_lack(const scorer *c, weighing *w)
{
	w->count[RULE_LACKING] = w->lacks || (w->weak && w->turned);
	w->count[RULE_LACK_SECTION] = w->s->passage->section == BT_DG_SEC_LACK;
	w->count[RULE_TURNED] = w->turned && !w->count[RULE_LACK_SECTION];
	w->count[RULE_CAUSE] = lex_find(c, w, LEX_CAUSE, w->s->n) >= 0;
	w->count[RULE_FIGURE] = w->figures;
	if (lex_find(c, w, LEX_TURNS, TURNS_WITHIN) >= 0) /* "Tuy nhiên, …": what it turns from need not be read */
		w->count[RULE_LEANS] = 0;
}

static void weigh_head(const scorer *c, weighing *w)
{
	(void)c;
	w->count[RULE_MEETING] = 1;
	w->count[RULE_CHAIR] = c->d->digest->head.chair >= 0;
}

/* ---- parts */

/* The sentence speaks of what comes: its section, its opening words, what it promises. */
static bool looks_ahead(scorer *c, weighing *w, guint i)
{
	w->thus = c->sets == i && i > 0 && bt_dg_lexicon_at(c->d->lexicon, LEX_THUS, w->s->words, w->s->n, 0);
	if (w->thus)
		c->ahead_passage = w->s->passage->paragraph;
	if (lex_find(c, w, LEX_SETS, w->s->n) >= 0)
		c->sets = i + 1;
	bool past = lex_find(c, w, LEX_PAST, w->s->n) >= 0;
	int ahead = lex_find(c, w, LEX_AHEAD, AHEAD_WITHIN);
	if (ahead >= 0 && w->s->first)
		c->ahead_passage = w->s->passage->paragraph;
	w->opens_ahead = w->s->passage->section == BT_DG_SEC_AHEAD || ahead >= 0;
	if (w->opens_ahead)
		return true;
	if (past)
		return false;
	if (c->ahead_passage == w->s->passage->paragraph || says_future(c, w))
		return true;
	return w->planned > 0 && w->figures == 0;
}

/* A word of the class before `at` in its clause, `within` words at the most. */
static bool before_in_clause(const scorer *c, const weighing *w, bt_dg_lex_class class, int at, int within)
{
	const guint ends = BT_DG_COMMA | BT_DG_SEMICOLON | BT_DG_COLON | BT_DG_END | BT_DG_BRACKET;
	for (int i = at - 1; i >= 0 && at - i <= within && !(w->s->words[i + 1].before & ends); i--)
		if (lex_at(c, w, class, i) && !lex_at(c, w, LEX_TURNS, i))
			return true;
	return false;
}

/* Words that tell a shortcoming, not one overcome or conceded. */
static bool tells(const scorer *c, const weighing *w, bt_dg_lex_class class)
{
	for (int at = w->conceded - 1; (at = bt_dg_lexicon_find(c->d->lexicon, class, w->s->words, w->s->n, at + 1)) >= 0;)
		if (!before_in_clause(c, w, LEX_OVERCOME, at, OVERCOME_WITHIN))
			return true;
	return false;
}

/* A noun that names one tells it when somebody has it or it is told what it is; "thảo luận về những hạn chế" does not. */
static bool names(const scorer *c, const weighing *w)
{
	for (int at = w->conceded - 1; (at = bt_dg_lexicon_find(c->d->lexicon, LEX_LACKS, w->s->words, w->s->n, at + 1)) >= 0;) {
		bool told = before_in_clause(c, w, LEX_HAS, at, HAS_WITHIN) && !before_in_clause(c, w, LEX_OVERCOME, at, OVERCOME_WITHIN);
		int last = MIN(w->s->n, at + LISTS_WITHIN);
		for (int i = at + 1; i < last && !told; i++)
			told = w->s->words[i].before & BT_DG_COLON || lex_at(c, w, LEX_NAMELY, i) > 0;
		if (told)
			return true;
	}
	return false;
}

/* "Mặc dù gặp nhiều khó khăn, … song …": the first word of what is claimed after all; 0: nothing is conceded. */
static int conceded(const scorer *c, const weighing *w)
{
	int opening = lex_find(c, w, LEX_CONCEDE, CONCEDE_WITHIN);
	int pivot = opening >= 0 ? bt_dg_lexicon_find(c->d->lexicon, LEX_YET, w->s->words, w->s->n, opening + 1) : -1;
	return MAX(pivot, 0);
}

/* What the sentence says of shortcomings, and whether it turns its paragraph to them. */
static void read_lack(scorer *c, weighing *w)
{
	w->conceded = conceded(c, w);
	bool section = w->s->passage->section == BT_DG_SEC_LACK, noun = lex_find(c, w, LEX_LACKS, w->s->n) >= w->conceded;
	w->lacks = tells(c, w, LEX_LACK) || names(c, w);
	w->weak = section || w->lacks || tells(c, w, LEX_WEAK);
	if ((w->weak || noun) && !w->opens_ahead && lex_find(c, w, LEX_TURNS, TURNS_WITHIN) >= 0)
		c->lack_passage = w->s->passage->paragraph;
	w->turned = c->lack_passage == w->s->passage->paragraph;
}

/* "Thảo luận tại hội nghị, các xã đề nghị cấp trên …": what those below ask for is neither a result nor a task. */
static bool proposed(const scorer *c, const weighing *w)
{
	return lex_at(c, w, LEX_SPEECH, 0) && lex_find(c, w, LEX_CHARGE, w->s->n) >= 0;
}

static bool kind_of(scorer *c, weighing *w, guint i, bool quoted, bt_digest_kind *kind)
{
	bool ahead = looks_ahead(c, w, i);
	bool listed = w->s->head >= 0 || w->s->opens_list;
	read_lack(c, w);
	if (bt_dg_head_field(c->d, w->s))
		return false;
	if (w->s->passage->heading == 0 && c->n_head == 0 && !w->speech->asks && !w->speech->continues && bt_dg_head_is(c->d, w->s))
		*kind = BT_DIGEST_HEAD;
	else if (quoted && !w->speech->asks)
		*kind = BT_DIGEST_QUOTE;
	else if (w->speech->asks || w->speech->continues)
		*kind = BT_DIGEST_DIRECTIVE;
	else if (!w->opens_ahead && (w->lacks || w->s->passage->section == BT_DG_SEC_LACK || (w->turned && w->weak)))
		*kind = BT_DIGEST_LACK;
	else if (ahead)
		*kind = BT_DIGEST_OUTLOOK;
	else if (w->s->passage->section == BT_DG_SEC_LESSON || proposed(c, w))
		return false;
	else if (w->figures || listed || lex_find(c, w, LEX_DONE, w->s->n) >= 0 || lex_find(c, w, LEX_DECIDED, w->s->n) >= 0 ||
		 (did(c, w) && !w->speech->states))
		*kind = BT_DIGEST_RESULT;
	else
		return false;
	return true;
}

static void inherit_kind(const scorer *c, const weighing *w, bt_digest_kind *kind)
{
	int head = w->s->head >= 0 ? g_array_index(c->item_of, int, w->s->head) : -1;
	if (head < 0)
		return;
	bt_digest_kind above = g_array_index(c->d->digest->items, bt_digest_item, head).kind;
	if (above == BT_DIGEST_OUTLOOK || above == BT_DIGEST_DIRECTIVE || above == BT_DIGEST_RESULT || above == BT_DIGEST_LACK)
		*kind = above;
}

static void put_reasons(const scorer *c, const weighing *w, bt_digest_item *item)
{
	bt_digest_reason found[RULES];
	for (int i = 0; i < RULES; i++) {
		int times = MIN(w->count[i], rules[i].most);
		if (!times)
			continue;
		found[item->n_reasons++] = (bt_digest_reason){i, times * rules[i].points};
		item->score += times * rules[i].points;
	}
	bt_digest_reason *kept = bt_arena_new0(c->d->digest->arena, bt_digest_reason, MAX(item->n_reasons, 1));
	memcpy(kept, found, sizeof(bt_digest_reason) * (gsize)item->n_reasons);
	item->reasons = kept;
}

static void put_demands(const scorer *c, const weighing *w, bt_digest_item *item)
{
	const GArray *all = w->speech->demands;
	if (!all)
		return;
	bt_demand *kept = bt_arena_new0(c->d->digest->arena, bt_demand, all->len);
	memcpy(kept, all->data, sizeof(bt_demand) * all->len);
	item->demands = kept;
	item->n_demands = (int)all->len;
}

static void weigh_kind(scorer *c, weighing *w, const bt_digest_item *item)
{
	switch (item->kind) {
	case BT_DIGEST_HEAD: weigh_head(c, w); break;
	case BT_DIGEST_RESULT: weigh_result(c, w); break;
	case BT_DIGEST_DIRECTIVE: weigh_directive(c, w); break;
	case BT_DIGEST_QUOTE:
		w->count[RULE_QUOTED] = 1;
		w->count[RULE_STRESSED] = w->speech->verb == LEX_STRESS;
		weigh_speaker(c, w, item->speaker);
		break;
	case BT_DIGEST_LACK: weigh_lack(c, w); break;
	case BT_DIGEST_OUTLOOK: weigh_outlook(c, w); break;
	case BT_DIGEST_KINDS: break;
	}
}

static void score_sentence(scorer *c, guint i)
{
	bt_digest *digest = c->d->digest;
	const bt_dg_sentence *s = &g_array_index(c->d->sentences, bt_dg_sentence, i);
	weighing w = {.s = s, .speech = &g_array_index(c->speeches, bt_dg_speech, i)};
	bt_digest_item item = {.block = s->passage->block, .paragraph = s->passage->paragraph, .sentence_no = s->no, .head = -1, .speaker = w.speech->speaker};
	int none = -1, place = (int)digest->items->len, quoted_by;
	count_figures(c, &w);
	item.quote = bt_dg_quote_read(c->d, (int)i, c->speeches, &quoted_by);
	if (!kind_of(c, &w, i, item.quote.text != NULL, &item.kind)) {
		g_array_append_val(c->item_of, none);
		return;
	}
	inherit_kind(c, &w, &item.kind);
	if (item.kind == BT_DIGEST_QUOTE)
		item.speaker = quoted_by;
	c->n_head += item.kind == BT_DIGEST_HEAD;
	item.span = bt_flat_span(&s->passage->flat, s->from, s->to);
	item.text = bt_arena_strndup(digest->arena, s->passage->flat.text + s->from, s->to - s->from);
	item.letters = (int)bt_text_letters(item.text, s->to - s->from);
	item.topic = s->passage->topic;
	item.head = s->head >= 0 ? g_array_index(c->item_of, int, s->head) : -1;
	item.opens_list = s->opens_list;
	weigh_form(c, &w, item.letters);
	weigh_kind(c, &w, &item);
	put_reasons(c, &w, &item);
	if (item.kind == BT_DIGEST_DIRECTIVE)
		put_demands(c, &w, &item);
	g_array_append_val(digest->items, item);
	g_array_append_val(c->item_of, place);
}

void bt_dg_score(bt_dg_digesting *d, const GArray *speeches)
{
	scorer c = {.d = d, .speeches = speeches, .ahead_passage = -1, .lack_passage = -1, .figures_topic = -1};
	c.placed = place_figures(d->figures);
	c.item_of = g_array_new(FALSE, FALSE, sizeof(int));
	for (guint i = 0; i < d->sentences->len; i++)
		score_sentence(&c, i);
	g_array_free(c.placed, TRUE);
	g_array_free(c.item_of, TRUE);
}
