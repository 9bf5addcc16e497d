/* What the lead states about the meeting: when, where, which, who chaired. Reads the first paragraphs only. */
#include "digest/parts.h"

#include <string.h>

#define LEAD_PASSAGES 6
#define EVENT_WORDS 45
#define EVENT_WITHIN 7 /* words after the verb of holding in which its meeting is named */
#define EVENT_EARLY 30 /* words within which an undated sentence names the meeting it is about */

typedef struct {
	bt_dg_digesting *d;
	const bt_dg_sentence *s;
} reader;

static int lex(const reader *r, bt_dg_lex_class c, int at)
{
	return bt_dg_lexicon_at(r->d->lexicon, c, r->s->words, r->s->n, at);
}

static bool ends_clause(const reader *r, int at)
{
	return at >= r->s->n || r->s->words[at].before & (BT_DG_COMMA | BT_DG_SEMICOLON | BT_DG_COLON | BT_DG_END | BT_DG_BRACKET);
}

static int clause_end(const reader *r, int from)
{
	int i = from + 1;
	while (!ends_clause(r, i))
		i++;
	return i;
}

/* "Sáng 5/7", "Ngày 4 và 5-3", "Trong 2 ngày 14 – 15/12": a time word with a number in its clause. */
static bool when_at(const reader *r, int at, int *to)
{
	if (!lex(r, LEX_DAY, at))
		return false;
	*to = at;
	bool number = false;
	while ((*to == at || !ends_clause(r, *to)) && (r->s->words[*to].number || lex(r, LEX_DAY, *to) || lex(r, LEX_WHEN, *to) || strcmp(r->s->words[*to].key, "và") == 0 ||
		lex(r, LEX_DAY, at) > *to - at || strcmp(r->s->words[*to].key, "đến") == 0)) {
		number |= r->s->words[*to].number;
		++*to;
	}
	return number;
}

static void read_where(const reader *r, bt_digest_head *h)
{
	for (int i = 0; i < r->s->n && !h->where.text; i++) {
		if (strcmp(r->s->words[i].key, "tại") || r->s->words[i].quoted || !(i == 0 || r->s->words[i].before & BT_DG_COMMA))
			continue;
		int to = clause_end(r, i);
		if (to - i > 1 && to - i < 20 && !lex(r, LEX_EVENT, i + 1))
			h->where = bt_dg_piece(r->d, r->s, i, to);
	}
}

static bool key_in(const reader *r, int at, const char *const *keys, gsize n)
{
	for (gsize k = 0; at >= 0 && k < n; k++)
		if (strcmp(r->s->words[at].key, keys[k]) == 0)
			return true;
	return false;
}

static bool event_ends(const reader *r, int i)
{
	static const char *const after[] = {"nhằm", "để", "do", "dưới", "với"}, *const after_comma[] = {"có", "dự", "tham", "đây", "qua", "góp", "đến", "cùng"};
	guint before = r->s->words[i].before;
	bool short_name = before & BT_DG_BRACKET && (r->s->words[i].caps || r->s->words[i - 1].caps); /* "an ninh trật tự (ANTT) quý I" */
	if (before & BT_DG_END && lex(r, LEX_DOTTED, i - 1)) /* "Công an TP.Hà Nội" */
		before &= ~(guint)BT_DG_END;
	if (before & (BT_DG_SEMICOLON | BT_DG_COLON | BT_DG_END) || (before & BT_DG_BRACKET && !short_name) || key_in(r, i, after, G_N_ELEMENTS(after)))
		return true;
	return before & BT_DG_COMMA && (r->s->words[i].capital || key_in(r, i, after_comma, G_N_ELEMENTS(after_comma)));
}

/* "họp" is the verb but in "kỳ họp", "phòng họp" … */
static bool is_verb(const reader *r, int at)
{
	static const char *const nouns[] = {"kỳ", "phòng", "cuộc", "phiên", "buổi"};
	return strcmp(r->s->words[at].key, "họp") != 0 || !key_in(r, at - 1, nouns, G_N_ELEMENTS(nouns));
}

static int find_class(const reader *r, bt_dg_lex_class c, int from, int to)
{
	for (int i = from; i < to && i < r->s->n; i++)
		if (!r->s->words[i].quoted && lex(r, c, i) && is_verb(r, i))
			return i;
	return -1;
}

static void read_when(const reader *r, bt_digest_head *h)
{
	int to, last = MIN(r->s->n, 12);
	for (int i = 0; i < r->s->n && !h->when.text; i++)
		if ((i < last || strcmp(r->s->words[i - 1].key, "vào") == 0 || find_class(r, LEX_HELD, MAX(i - 2, 0), i) >= 0) && when_at(r, i, &to))
			h->when = bt_dg_piece(r->d, r->s, i, to);
}

/* The beginning of the clause of `at`; brackets do not end one. */
static int clause_start(const reader *r, int at)
{
	while (at > 0 && !(r->s->words[at].before & (BT_DG_COMMA | BT_DG_SEMICOLON | BT_DG_COLON | BT_DG_END)))
		at--;
	return at;
}

/* The verb of holding, "tổ chức" of a meeting named first; -1: none. */
static int held_in(const reader *r)
{
	return find_class(r, LEX_HELD, 1, r->s->n);
}

/* The clause that begins here says of a meeting named before who held it or when: ", do UBND xã tổ chức",
 * ", diễn ra sáng 3/6". */
static bool goes_on(const reader *r, int at)
{
	static const char *const by[] = {"do", "được"};
	int held = lex(r, LEX_HELD, at), to;
	return key_in(r, at, by, G_N_ELEMENTS(by)) || (held && at + held < r->s->n && when_at(r, at + held, &to));
}

/* A meeting named before its verb in one clause: the first such one, with the verb's place in `held`; -1: none. */
static int held_before(const reader *r, int *held)
{
	int event = -1, named = -1;
	for (int i = 0; i < r->s->n; i++) {
		if (i > 0 && r->s->words[i].before & (BT_DG_COMMA | BT_DG_SEMICOLON | BT_DG_COLON | BT_DG_END)) {
			named = event >= 0 ? event : named;
			event = goes_on(r, i) ? named : -1;
		}
		if (event >= 0 && find_class(r, LEX_HELD, i, i + 1) == i) {
			*held = i;
			return event;
		}
		if (event < 0)
			event = find_class(r, LEX_EVENT, i, i + 1);
	}
	return -1;
}

/* The meeting: its noun soon after the verb of holding, or before it ("kỳ họp … tiến hành bế mạc"), with what belongs to it. */
static void read_event(const reader *r, bt_digest_head *h)
{
	int limit = r->s->n, event = -1, held = -1, to;
	while (event < 0 && (held = find_class(r, LEX_HELD, held + 1, r->s->n)) >= 0)
		event = find_class(r, LEX_EVENT, held, held + EVENT_WITHIN);
	if (event < 0)
		event = held_before(r, &limit);
	if (event < 0 && lex(r, LEX_EVENT, 0) && held_in(r) > 0) { /* "Hội nghị …, … được <body> tổ chức vào …" */
		event = 0;
		limit = held_in(r);
	}
	if (event < 0)
		return;
	bool verb = strcmp(r->s->words[event].key, "họp") == 0 && event + 1 < r->s->n;
	if (verb && (strcmp(r->s->words[event + 1].key, "phiên") == 0 || lex(r, LEX_EVENT, event + 1))) /* "họp phiên thường kỳ" */
		event++;
	for (to = event + 1; to < limit && to - event < EVENT_WORDS && !event_ends(r, to); to++)
		if (limit < r->s->n && (lex(r, LEX_PAST, to) || strcmp(r->s->words[to].key, "được") == 0))
			break;
	if (to > event + lex(r, LEX_EVENT, event)) /* "hội nghị" alone names none */
		h->event = bt_dg_piece(r->d, r->s, event, to);
}

bool bt_dg_head_field(const bt_dg_digesting *d, const bt_dg_sentence *s)
{
	int n = s->first ? bt_dg_lexicon_at(d->lexicon, LEX_FIELD, s->words, s->n, 0) : 0;
	return n > 0 && n < s->n && s->words[n].before & BT_DG_COLON;
}

/* "Thời gian: 8 giờ ngày 3/4", "Địa điểm: …" */
static void read_field(const reader *r, bt_digest_head *h)
{
	int n = lex(r, LEX_FIELD, 0);
	bt_digest_piece value = bt_dg_piece(r->d, r->s, n, r->s->n);
	if (strcmp(r->s->words[0].key, "thời") == 0 && !h->when.text)
		h->when = value;
	if (strcmp(r->s->words[0].key, "địa") == 0 && !h->where.text)
		h->where = value;
}

/* The sentence begins with a day, perhaps after "(TTXVN) -". */
static bool opens_with_day(const reader *r)
{
	int to, i = 0;
	while (i < MIN(4, r->s->n - 1) && !(r->s->words[i].before & BT_DG_DASH))
		i++;
	return (r->s->n > 0 && when_at(r, 0, &to)) || (i < r->s->n && r->s->words[i].before & BT_DG_DASH && when_at(r, i, &to));
}

/* A sentence of the lead that says which meeting and when; elsewhere meetings are held that the report is not about. */
static void read_meeting(const reader *r, bool undated, bt_digest_head *h)
{
	bt_digest_head found = {.chair = -1};
	read_when(r, &found);
	read_event(r, &found);
	/* "Sáng 11/8, các đồng chí … đối thoại với …"; below a title that looks like a sentence it must be of a meeting */
	bool dated = r->s->first && opens_with_day(r) && (r->s->passage->lead || find_class(r, LEX_EVENT, 0, r->s->n) >= 0);
	bool early = found.event.text && found.event.span.off < bt_flat_span(&r->s->passage->flat, r->s->words[MIN(EVENT_EARLY, r->s->n) - 1].from, r->s->to).off;
	if (!dated && !found.when.text && (!undated || !early))
		return;
	if (!dated && (!found.event.text || (!found.when.text && !r->s->passage->lead)))
		return;
	read_where(r, &found);
	found.chair = h->chair;
	*h = found;
}

/* `chair`: the first word in the sentence for presiding. "…, Phó Chủ tịch UBND xã chủ trì", "dưới sự chủ trì của …", "Chủ trì: …". */
static bool chairs(const reader *r, const bt_dg_mention *m, int chair)
{
	int i = m->to, n;
	while (i < r->s->n && (n = lex(r, LEX_ADVERB, i)) > 0)
		i += n;
	if (i < r->s->n && (lex(r, LEX_CHAIR, i) || (strcmp(r->s->words[i].key, "dự") == 0 && i + 2 < r->s->n && lex(r, LEX_CHAIR, i + 2))))
		return true;
	/* "Chủ trì hội nghị tại … có đồng chí X" */
	static const char *const names[] = {"có", "là", "gồm"};
	bool named = m->from > 0 && key_in(r, m->from - 1, names, G_N_ELEMENTS(names));
	if (named && chair >= 0 && chair < m->from && clause_start(r, m->from - 1) <= chair)
		return true;
	for (int back = 2; back <= 4 && m->from - back >= 0; back++)
		if (lex(r, LEX_CHAIR, m->from - back) && (back <= 3 || m->from - back == 0))
			return strcmp(r->s->words[m->from - 1].key, "của") == 0 || r->s->words[m->from].before & BT_DG_COLON || strcmp(r->s->words[m->from - 1].key, "có") == 0;
	return false;
}

/* "A cùng các Phó Chủ tịch: B, C chủ trì", "Các đồng chí: A, …; B, … chủ trì": A is named first and chairs. */
static bool heads_list(const reader *r, const bt_dg_mention *first, const bt_dg_mention *last)
{
	bool colon = false;
	for (int i = first->from; i < first->to && i < first->from + 4; i++)
		colon |= (r->s->words[i].before & BT_DG_COLON) > 0;
	bool with = first->to < r->s->n && (strcmp(r->s->words[first->to].key, "cùng") == 0 || strcmp(r->s->words[first->to].key, "và") == 0);
	bool several = strcmp(first->from > 0 ? r->s->words[first->from - 1].key : "", "các") == 0 || strcmp(r->s->words[first->from].key, "các") == 0;
	return first != last && (colon || with || several);
}

static void read_chair(const reader *r, bt_digest_head *h)
{
	g_autoptr(GArray) people = g_array_new(FALSE, FALSE, sizeof(bt_dg_mention));
	bt_dg_people_find(r->d, r->s, people);
	int chair = bt_dg_lexicon_find(r->d->lexicon, LEX_CHAIR, r->s->words, r->s->n, 0);
	for (guint i = 0; i < people->len && h->chair < 0; i++) {
		const bt_dg_mention *m = &g_array_index(people, bt_dg_mention, i), *first = (const bt_dg_mention *)people->data;
		if (m->who >= 0 && chairs(r, m, chair))
			h->chair = first->who >= 0 && heads_list(r, first, m) ? first->who : m->who;
	}
}

/* `undated`: a meeting named without its day will do. Such a line is often a title that looks like a sentence. */
static void read_lead(bt_dg_digesting *d, bool undated, bt_digest_head *h)
{
	for (guint i = 0; i < d->sentences->len; i++) {
		const bt_dg_sentence *s = &g_array_index(d->sentences, bt_dg_sentence, i);
		if (s->passage->heading || s->passage->paragraph > LEAD_PASSAGES)
			break;
		reader r = {.d = d, .s = s};
		if (bt_dg_head_field(d, s))
			read_field(&r, h);
		else if (!h->event.text && !h->when.text)
			read_meeting(&r, undated, h);
		if (h->chair < 0)
			read_chair(&r, h);
	}
}

void bt_dg_head_read(bt_dg_digesting *d)
{
	bt_digest_head *h = &d->digest->head;
	h->chair = -1;
	read_lead(d, false, h);
	if (!h->event.text && !h->when.text)
		read_lead(d, true, h);
}

bool bt_dg_head_is(const bt_dg_digesting *d, const bt_dg_sentence *s)
{
	const bt_digest_head *h = &d->digest->head;
	bt_span all = bt_flat_span(&s->passage->flat, s->from, s->to);
	bt_span place = h->event.text ? h->event.span : h->when.span;
	bool field = s->n > 0 && bt_dg_head_field(d, s);
	return (h->event.text || h->when.text) && !field && place.off >= all.off && place.off < bt_span_end(all);
}
