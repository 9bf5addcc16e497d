/* Who speaks in each sentence, and what is asked there: by whom, of whom, what, by when. A speaker holds
 * until the next one, a heading, or a paragraph in which the report speaks itself.
 * Knows verbs of speech and asking (lexicon.def); people.c knows names. Chooses nothing. */
#include "digest/parts.h"

#include <string.h>

#define VERB_WITHIN 14 /* words between a subject and its verb of speech */
#define BODY_WITHIN 10 /* words of a body's name */
#define SUBJECT_WITHIN 9
#define NAMED_WITHIN 14
#define QUOTE_WORDS 10  /* fewer in quotation marks are a term */
#define WHOM_WITHIN 40 /* words of an addressee: lists of bodies are long */

typedef struct {
	bt_dg_digesting *d;
	int speaker;  /* who holds; -1: the report */
	bool directs;
	bool open;    /* he was left at a colon: what follows is what he wants */
	int heading;  /* of the passage where it was said */
	const bt_dg_passage *passage;
	int last_person;
} holder;

typedef struct {
	bt_dg_digesting *d;
	const bt_dg_sentence *s;
	bt_dg_speech *speech;
} reader;

static int lex(const reader *r, bt_dg_lex_class c, int at)
{
	return bt_dg_lexicon_at(r->d->lexicon, c, r->s->words, r->s->n, at);
}

static bool key_is(const reader *r, int at, const char *key)
{
	return at >= 0 && at < r->s->n && strcmp(r->s->words[at].key, key) == 0;
}

/* "giao ban" is no verb of asking; "giao Ban Quản lý chợ" is. */
static bool not_ask(const reader *r, int at)
{
	int n = lex(r, LEX_NOT_ASK, at);
	return n > 0 && !r->s->words[at + n - 1].capital;
}

/* ---- verbs */

/* The verb of speech at `at`: its class, its words in `n`; LEX_CLASSES: none. Longest first. */
static bt_dg_lex_class say_at(const reader *r, int at, int *n)
{
	static const bt_dg_lex_class classes[] = {LEX_STRESS, LEX_ASK, LEX_PRAISE, LEX_INFORM};
	bt_dg_lex_class best = LEX_CLASSES;
	*n = 0;
	if (at >= r->s->n || r->s->words[at].quoted || r->s->words[at].capital)
		return best;
	for (gsize i = 0; i < G_N_ELEMENTS(classes); i++) {
		int k = lex(r, classes[i], at);
		if (k > *n) {
			*n = k;
			best = classes[i];
		}
	}
	if (best == LEX_ASK && not_ask(r, at))
		return LEX_CLASSES;
	return best;
}

/* The word before makes a noun of the verb: "các yêu cầu", "sự chỉ đạo", "UBND tỉnh giao" is judged elsewhere. */
static bool nouny(const reader *r, int at)
{
	return (at >= 1 && !r->s->words[at].before && lex(r, LEX_NOUNY, at - 1) == 1) ||
	       (at >= 2 && lex(r, LEX_NOUNY, at - 2) == 2);
}

static bool starts_clause(const reader *r, int at)
{
	return at == 0 || r->s->words[at].before & (BT_DG_COMMA | BT_DG_SEMICOLON | BT_DG_COLON | BT_DG_DASH | BT_DG_MARK | BT_DG_BRACKET) ||
	       key_is(r, at - 1, "và") || key_is(r, at - 1, "thời") || key_is(r, at - 1, "rằng");
}

/* The verb of speech whose subject ends at `at`: right there, after adverbs, or a few words on in the same sentence. */
static bt_dg_lex_class say_after(const reader *r, int at, int until, bool near, int *verb)
{
	int n, i = at;
	while (i < r->s->n && !r->s->words[i].quoted && (n = lex(r, LEX_ADVERB, i)) > 0)
		i += n;
	for (int last = near ? i : MIN(until, i + VERB_WITHIN); i <= last && i < r->s->n; i++) {
		guint before = i > at ? r->s->words[i].before : 0;
		if (before & (BT_DG_END | BT_DG_SEMICOLON | BT_DG_COLON | BT_DG_MARK))
			break;
		bt_dg_lex_class c = say_at(r, i, &n);
		if (c != LEX_CLASSES && (i == at || !nouny(r, i))) {
			*verb = i;
			return c;
		}
	}
	return LEX_CLASSES;
}

/* ---- demands */

static bool whom_at(const reader *r, int at)
{
	int each = lex(r, LEX_EACH, at);
	return lex(r, LEX_WHOM, at) || lex(r, LEX_BODY, at) || lex(r, LEX_ADMIN, at) || (each && at + each < r->s->n && !lex(r, LEX_OBJECT, at + each));
}

/* The words of a time limit at `at`, 0: none: "trước ngày 30/5", "trong quý II", "chậm nhất là cuối tháng 7". */
static int deadline_at(const reader *r, int at)
{
	int by = lex(r, LEX_BY, at), i = at + by;
	bool when = false;
	if (!by || r->s->words[at].quoted)
		return 0;
	if (strcmp(r->s->words[i - 1].key, "ngày") == 0)
		when = i < r->s->n && r->s->words[i].number;
	while (i < r->s->n && !r->s->words[i].before) {
		int n = lex(r, LEX_WHEN, i);
		bool number = r->s->words[i].number;
		number |= strchr("iv", r->s->words[i].key[0]) && strchr(r->s->words[i].key, '/'); /* "quý II/2030" */
		when |= n > 0 || (number && strpbrk(r->s->words[i].key, "/-."));
		if (!n && !number && !(n = lex(r, LEX_WHEN_MORE, i)))
			break;
		i += MAX(n, 1);
	}
	bool dated = i - at > by || strcmp(r->s->words[i - 1].key, "ngày") != 0;
	return when && dated && i > at + by ? i - at : 0;
}

static bt_digest_piece deadline_in(const reader *r, int from, int to)
{
	for (int i = from; i < to; i++) {
		int n = deadline_at(r, i);
		if (n)
			return bt_dg_piece(r->d, r->s, i, MIN(i + n, to));
	}
	return bt_dg_piece(r->d, r->s, 0, 0);
}

bt_digest_piece bt_dg_speech_deadline(bt_dg_digesting *d, const bt_dg_sentence *s)
{
	reader r = {.d = d, .s = s};
	return deadline_in(&r, 0, s->n);
}

static bool after_thing(const reader *r, int at)
{
	for (int back = 1; back <= 2 && at - back >= 0; back++)
		if (lex(r, LEX_THING, at - back) == back && !r->s->words[at].before)
			return true;
	return false;
}

/* A verb of a task, not a longer word for a body that begins like one: "cấp ủy", "tổ chức đảng". */
static bool task_at(const reader *r, int at)
{
	int act = MAX(lex(r, LEX_TASK, at), lex(r, LEX_ACT, at));
	bool compound = at > 0 && lex(r, LEX_COMPOUND, at - 1) == 2; /* "Đào tạo", "chương trình" */
	if (act && !compound && !r->s->words[at].capital && !after_thing(r, at) && MAX(lex(r, LEX_WHOM, at), lex(r, LEX_BODY, at)) <= act)
		return true;
	return lex(r, LEX_MUST, at) && !lex(r, LEX_NOT_MUST, at);
}

/* "thời gian tới," before the addressee is none of him. */
static int skip_time(const reader *r, int at, int to)
{
	int i = at;
	while (key_is(r, i, "trong") || key_is(r, i, "cho") || key_is(r, i, "rằng"))
		i++;
	int n = MAX(lex(r, LEX_AHEAD, i), lex(r, LEX_SOON, i));
	if (!n)
		return key_is(r, at, "rằng") || key_is(r, at, "cho") ? at + 1 : at;
	i += n;
	while (i < to && !r->s->words[i].before && (r->s->words[i].number || lex(r, LEX_WHEN_MORE, i)))
		i++;
	return i < to ? i : at;
}

static bt_demand demand(const reader *r, int verb, int n, int to)
{
	int at = skip_time(r, verb + n, to), task = at;
	while (task < to && task - at < WHOM_WITHIN && !task_at(r, task) && !(task > at && r->s->words[task].before & (BT_DG_COLON | BT_DG_SEMICOLON)))
		task++;
	bool found = task < to && task_at(r, task);
	return (bt_demand){
		.verb = bt_dg_piece(r->d, r->s, verb, verb + n),
		.addressee = bt_dg_piece(r->d, r->s, at, found ? task : at),
		.task = bt_dg_piece(r->d, r->s, found ? task : at, to),
		.deadline = deadline_in(r, at, to),
	};
}

static void put_demand(const reader *r, bt_demand demanded)
{
	if (!r->speech->demands)
		r->speech->demands = g_array_new(FALSE, FALSE, sizeof(bt_demand));
	g_array_append_val(r->speech->demands, demanded);
}

/* The next verb after `at` that charges somebody, in a chain: ", yêu cầu …", "; giao …", "đồng thời đề nghị …". */
static int next_charge(const reader *r, int at, int *n)
{
	for (int i = at; i < r->s->n; i++) {
		*n = r->s->words[i].quoted ? 0 : lex(r, LEX_CHARGE, i);
		if (!*n || not_ask(r, i) || nouny(r, i) || i + *n >= r->s->n)
			continue;
		if (starts_clause(r, i) || (i > 0 && lex(r, LEX_ADVERB, i - 1) && starts_clause(r, i - 1)))
			return i;
	}
	*n = 0;
	return -1;
}

/* The end of the words before a quotation; a term or a slogan in quotation marks is part of them. */
static int unquoted_end(const reader *r, int from)
{
	for (int i = from; i < r->s->n; i++) {
		int begin = i;
		while (i < r->s->n && r->s->words[i].quoted)
			i++;
		if (i - begin >= QUOTE_WORDS)
			return begin;
	}
	return r->s->n;
}

/* The sentence ends with a colon. */
static bool ends_open(const reader *r)
{
	return r->s->to > r->s->from && r->s->passage->flat.text[r->s->to - 1] == ':';
}

/* "yêu cầu A làm …; B làm …": one verb, a demand of each. */
static void put_parts(const reader *r, int verb, int n, int to)
{
	int begin = verb;
	for (int i = verb + n + 1; i < to; i++) {
		if (!(r->s->words[i].before & BT_DG_SEMICOLON) || !whom_at(r, i))
			continue;
		put_demand(r, demand(r, begin, n, i));
		begin = i;
		n = 0;
	}
	put_demand(r, demand(r, begin, n, to));
}

/* All demands from the verb at `verb` on. */
static void read_demands(const reader *r, int verb, int n)
{
	while (verb >= 0) {
		int more, next = next_charge(r, verb + n, &more);
		int to = next >= 0 ? next : unquoted_end(r, verb);
		int trimmed = to;
		while (next >= 0 && trimmed > verb + n && (key_is(r, trimmed - 1, "và") || key_is(r, trimmed - 1, "thời") || key_is(r, trimmed - 1, "đồng")))
			trimmed--;
		if (trimmed > verb + n) {
			put_parts(r, verb, n, trimmed);
			r->speech->asks = true;
		} else if (ends_open(r)) {
			r->speech->asks = true; /* "UBND tỉnh giao:" and a list */
		}
		verb = next;
		n = more;
	}
}

/* ---- who speaks */

/* “…” - đó là chỉ đạo của <person> …: a quotation, and whose words it was. */
static bool spoken_of(const reader *r, const bt_dg_mention *m)
{
	bool after = m->from > 0 && r->s->words[0].quoted && key_is(r, m->from - 1, "của");
	return after && bt_dg_lexicon_find(r->d->lexicon, LEX_SPOKEN, r->s->words, m->from, 0) > 0;
}

/* Try the mention as the subject of a verb of speech, or after "theo". */
static bool attributes(const reader *r, const bt_dg_mention *m, int until, int *verb)
{
	bt_dg_speech *sp = r->speech;
	bool subject = starts_clause(r, m->from) || key_is(r, m->from - 1, "theo");
	if (key_is(r, m->from - 1, "theo") && m->to < r->s->n && r->s->words[m->to].before & BT_DG_COMMA) {
		sp->verb = LEX_STRESS;
		*verb = m->to;
	} else if (spoken_of(r, m)) {
		sp->verb = LEX_STRESS;
		*verb = m->to;
	} else {
		sp->verb = say_after(r, m->to, until, !subject, verb);
	}
	return sp->verb != LEX_CLASSES;
}

/* A body as the one who asks: "UBND xã giao …", "Hội nghị yêu cầu …"; not what was asked in the past. */
static bool body_asks(const reader *r, int *verb, int *n)
{
	for (int v = 1; v < r->s->n; v++) {
		*n = r->s->words[v].quoted || r->s->words[v].capital ? 0 : lex(r, LEX_CHARGE, v);
		if (!*n || not_ask(r, v) || nouny(r, v) || r->s->words[v].before)
			continue;
		if (v + *n < r->s->n ? r->s->words[v + *n].before & ~(guint)BT_DG_COLON || r->s->words[v + *n].number : !ends_open(r))
			continue;
		int from = v;
		bool past = false;
		while (from > 0 && v - from < BODY_WITHIN && !(r->s->words[from].before & (BT_DG_COMMA | BT_DG_SEMICOLON | BT_DG_COLON)))
			past |= lex(r, LEX_PAST, --from) > 0;
		if (past || !lex(r, LEX_BODY, from) || lex(r, LEX_WHEN, v + *n) || key_is(r, v + *n, "và"))
			continue;
		int to = v;
		while (to > from + 1 && lex(r, LEX_ADVERB, to - 1))
			to--;
		r->speech->speaker = bt_dg_people_body(r->d, r->s, from, to);
		*verb = v;
		return true;
	}
	return false;
}

/* ---- speeches that go on */

/* Where the modal of what must be done stands; -1: none. */
static int must_at(const reader *r, int from)
{
	for (int i = from; i < r->s->n; i++) {
		if (r->s->words[i].quoted || !lex(r, LEX_MUST, i))
			continue;
		if (lex(r, LEX_NOT_MUST, i) || (i > 0 && lex(r, LEX_NOT_MUST, i - 1)))
			continue;
		return i;
	}
	return -1;
}

/* "Cải cách hành chính là khâu đột phá": the act is what the sentence speaks of. */
static bool is_subject(const reader *r, int at)
{
	for (int i = at + 1; i < r->s->n && i < at + SUBJECT_WITHIN && !(r->s->words[i].before & ~(guint)BT_DG_DASH); i++)
		if (key_is(r, i, "là"))
			return true;
	return false;
}

/* The first word that tells of an act in the imperative, after a connective; -1: none. `named`: he who is to
 * act may stand before it, as conclusions in minutes have it. */
static int imperative_at(const reader *r, bool named)
{
	int i = lex(r, LEX_LINKS, 0);
	bool about = key_is(r, 0, "đối") || key_is(r, 0, "về"); /* "Đối với …: các sở tham mưu …" */
	for (int k = 1; about && named && k < r->s->n; k++)
		if (r->s->words[k].before & BT_DG_COLON) {
			i = k;
			about = false;
		}
	int begin = i;
	while (i < r->s->n && lex(r, LEX_AHEAD, i))
		i += lex(r, LEX_AHEAD, i);
	if (i < r->s->n && !r->s->words[i].quoted && lex(r, LEX_TASK, i) && !is_subject(r, i))
		return i;
	bool whom = i < r->s->n && whom_at(r, i);
	for (; named && i < r->s->n && i - begin < (whom ? WHOM_WITHIN : NAMED_WITHIN) && !r->s->words[i].quoted; i++) {
		if (i > begin && r->s->words[i].before & (whom ? BT_DG_END | BT_DG_COLON | BT_DG_SEMICOLON : ~(guint)BT_DG_DASH))
			break;
		if ((lex(r, LEX_TASK, i) || (i > begin && lex(r, LEX_ACT, i))) && !r->s->words[i].capital && !after_thing(r, i))
			return i;
	}
	return -1;
}

static bool begins_clause(const reader *r, int at)
{
	return r->s->words[at].before & ~(guint)BT_DG_DASH || key_is(r, at - 1, "là") || key_is(r, at - 1, "vậy") || key_is(r, at - 1, "rằng");
}

/* The beginning of the clause in which `at` stands. */
static int clause_begin(const reader *r, int from, int at)
{
	while (at > from && !begins_clause(r, at))
		at--;
	return at;
}

/* Where the words for him who is to act begin: at the beginning of the clause, or of the list of bodies before it. */
static int whom_begin(const reader *r, int from, int act)
{
	int begin = clause_begin(r, from, act);
	if (begin == act || !whom_at(r, begin) || act - begin > WHOM_WITHIN)
		return act;
	while (begin > from && r->s->words[begin].before & BT_DG_COMMA) {
		int before = clause_begin(r, from, begin - 1);
		if (!whom_at(r, before))
			break;
		begin = before;
	}
	return begin;
}

/* What one who stresses wants done, without a modal: "nhấn mạnh: các thôn tập trung …, đẩy mạnh …". -1: none. */
static int told_task(const reader *r, int from)
{
	int colon = from + 1;
	while (colon < r->s->n && !(r->s->words[colon].before & BT_DG_COLON))
		colon++;
	for (int i = colon, begin = colon; i < r->s->n && !r->s->words[i].quoted; i++) {
		if (lex(r, LEX_PAST, i))
			return -1;
		if (begins_clause(r, i))
			begin = i;
		if (lex(r, LEX_TASK, i) && !after_thing(r, i) && (begin == i || lex(r, LEX_AHEAD, begin) || whom_at(r, begin)))
			return i;
	}
	return -1;
}

/* In conclusions and lists whoever stands before the verb is to act. */
static int whom_in(const reader *r, int from, int act)
{
	int whom = whom_begin(r, from, act);
	return r->s->passage->section == BT_DG_SEC_SAID || r->s->head >= 0 ? MIN(whom, clause_begin(r, from, act)) : whom;
}

static void put_continued(const reader *r, int from, int act)
{
	put_demand(r, (bt_demand){
		.verb = bt_dg_piece(r->d, r->s, 0, 0),
		.addressee = bt_dg_piece(r->d, r->s, whom_in(r, from, act), act),
		.task = bt_dg_piece(r->d, r->s, act, unquoted_end(r, act)),
		.deadline = deadline_in(r, from, unquoted_end(r, act)),
	});
	r->speech->continues = true;
}

/* The report speaks itself: narrators' openings, unless a person follows with a verb of speech. */
static bool narrates(const reader *r)
{
	int i = lex(r, LEX_LINKS, 0);
	return lex(r, LEX_NARRATOR, i) > 0;
}

/* What goes on in a sentence without a verb of speech, while `h` speaks. */
static void continue_speech(holder *h, const reader *r)
{
	const bt_dg_passage *p = r->s->passage;
	bt_dg_speech *sp = r->speech;
	bool said = p->section == BT_DG_SEC_SAID, listed = r->s->head >= 0;
	bool open = h->open && p->heading == h->heading;
	bool whom = p == h->passage && h->directs && whom_at(r, lex(r, LEX_LINKS, 0)); /* goes on: "Các xã sớm lập tổ tự quản." */
	int must = must_at(r, 0), act = must >= 0 ? must : imperative_at(r, said || open || whom);
	bool past = bt_dg_lexicon_find(r->d->lexicon, LEX_PAST, r->s->words, r->s->n, 0) >= 0 && must < 0;
	bool quotation = r->s->n > 0 && r->s->words[0].quoted;
	if (p->heading != h->heading || narrates(r))
		h->speaker = -1, h->directs = h->open = false;
	h->heading = p->heading;
	bool told = bt_dg_lexicon_find(r->d->lexicon, LEX_DONE, r->s->words, r->s->n, 0) >= 0;
	if (p != h->passage && !quotation && !listed && (past || (act < 0 && told)))
		h->speaker = -1, h->directs = h->open = false;
	h->passage = p;
	sp->speaker = h->d->speaking = h->speaker;
	sp->directs = h->directs || said;
	if (act >= 0 && !past && !narrates(r) && sp->directs)
		put_continued(r, 0, act);
}

static void hold(holder *h, const reader *r)
{
	h->speaker = r->speech->speaker;
	h->directs = r->speech->directs;
	h->heading = r->s->passage->heading;
	h->passage = r->s->passage;
	h->open = ends_open(r) && h->directs;
	h->d->speaking = h->speaker;
}

static void resolve(holder *h, const reader *r, int who)
{
	r->speech->speaker = who >= 0 ? who : h->speaker >= 0 ? h->speaker : h->last_person;
	r->speech->states = true;
}

/* "Thời gian qua, đồng chí … đã chỉ đạo …": tells of what was asked before, asks nothing now. */
static bool told_past(const reader *r, int verb)
{
	int n = MAX(lex(r, LEX_PAST, 0), key_is(r, 0, "trong") ? lex(r, LEX_PAST, 1) : 0);
	return n > 1 && key_is(r, verb - 1, "đã");
}

/* A sentence that names its speaker. */
static void read_stated(holder *h, const reader *r, const bt_dg_mention *m, int verb)
{
	bt_dg_speech *sp = r->speech;
	bool same = m->who < 0 || m->who == h->speaker;
	resolve(h, r, m->who);
	if (sp->verb == LEX_ASK && told_past(r, verb))
		sp->verb = LEX_INFORM;
	int opening = bt_dg_lexicon_find(r->d->lexicon, LEX_SPEECH, r->s->words, m->from, 0), n;
	bool opens = opening >= 0 || (lex(r, LEX_SPEECH, verb) && sp->verb == LEX_STRESS);
	sp->directs = sp->verb == LEX_ASK || opens || (same && h->directs);
	if (sp->verb == LEX_ASK) {
		say_at(r, verb, &n);
		read_demands(r, verb, n);
	} else {
		int next = next_charge(r, verb, &n);
		if (next >= 0)
			read_demands(r, next, n);
	}
	int must = sp->verb == LEX_STRESS && !sp->asks ? must_at(r, verb) : -1;
	bool wants = sp->verb == LEX_STRESS || (sp->verb == LEX_PRAISE && opens); /* "đánh giá cao …, đồng thời gợi mở: …" */
	if (must < 0 && wants && !sp->asks)
		must = told_task(r, verb);
	if (must >= 0)
		put_continued(r, verb, must);
	sp->directs |= sp->asks || sp->continues;
	hold(h, r);
}

static void read_sentence(holder *h, const reader *r)
{
	g_autoptr(GArray) people = g_array_new(FALSE, FALSE, sizeof(bt_dg_mention));
	bt_dg_people_find(r->d, r->s, people);
	for (guint i = 0; i < people->len; i++) {
		const bt_dg_mention *m = &g_array_index(people, bt_dg_mention, i);
		int verb, until = i + 1 < people->len ? (m + 1)->from - 1 : r->s->n;
		if (!attributes(r, m, until, &verb))
			continue;
		read_stated(h, r, m, verb);
		break;
	}
	for (guint i = 0; i < people->len; i++)
		if (g_array_index(people, bt_dg_mention, i).who >= 0)
			h->last_person = g_array_index(people, bt_dg_mention, i).who;
	if (r->speech->states)
		return;
	int verb, begin = lex(r, LEX_LINKS, 0), n = lex(r, LEX_CHARGE, begin);
	if (n && !not_ask(r, begin)) { /* "Đề nghị các đơn vị …": the one who speaks, if any */
		if (h->heading != r->s->passage->heading)
			h->speaker = -1;
		r->speech->speaker = h->speaker;
		r->speech->directs = true;
		hold(h, r);
		read_demands(r, begin, n);
	} else if (body_asks(r, &verb, &n)) {
		r->speech->verb = LEX_ASK;
		r->speech->states = r->speech->directs = true;
		read_demands(r, verb, n);
		hold(h, r);
	} else {
		continue_speech(h, r);
	}
}

/* List items speak with the voice of the sentence that introduces them. */
static void inherit(const reader *r, const GArray *speeches)
{
	bt_dg_speech *sp = r->speech;
	if (r->s->head < 0 || sp->states)
		return;
	const bt_dg_speech *head = &g_array_index(speeches, bt_dg_speech, r->s->head);
	bool wanted = head->asks || head->continues;
	sp->speaker = head->speaker;
	sp->directs |= wanted;
	if (!wanted || sp->demands || sp->continues)
		return;
	int act = imperative_at(r, true);
	put_continued(r, 0, MAX(act, 0));
}

GArray *bt_dg_speech_read(bt_dg_digesting *d)
{
	GArray *speeches = g_array_sized_new(FALSE, TRUE, sizeof(bt_dg_speech), d->sentences->len);
	holder h = {.d = d, .speaker = -1, .last_person = -1};
	for (guint i = 0; i < d->sentences->len; i++) {
		const bt_dg_sentence *s = &g_array_index(d->sentences, bt_dg_sentence, i);
		bt_dg_speech speech = {.speaker = -1, .verb = LEX_CLASSES};
		reader r = {.d = d, .s = s, .speech = &speech};
		read_sentence(&h, &r);
		inherit(&r, speeches);
		g_array_append_val(speeches, speech);
	}
	return speeches;
}
