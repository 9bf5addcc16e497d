/* From the tree to sentences: which blocks are prose, which section and topic they stand in, where a
 * sentence ends. Knows quotation marks and abbreviations; nothing of people or scores. */
#include "digest/parts.h"

#include <string.h>

#define SECTION_DEPTH 8

/* ---- quotations */

static int quote_step(gunichar c, bool open)
{
	if (c == 0x201C || c == 0xAB)
		return 1;
	if (c == 0x201D || c == 0xBB)
		return -1;
	return c == '"' ? (open ? -1 : 1) : 0;
}

/* Outermost quotations of a text, as bt_dg_marks appended to `out`; unclosed ones end with the last mark. */
static void find_quotes(const char *text, gsize len, GArray *out)
{
	const char *end = text + len, *last_close = NULL;
	int depth = 0;
	guint32 from = 0;
	for (const char *p = text; p < end; p = g_utf8_next_char(p)) {
		int step = quote_step(bt_char_at(p), depth > 0);
		if (step > 0 && depth++ == 0) {
			from = (guint32)(p - text);
			last_close = NULL;
		}
		if (step < 0 && depth > 0) {
			last_close = g_utf8_next_char(p);
			if (--depth == 0)
				g_array_append_val(out, ((bt_dg_marks){from, (guint32)(last_close - text)}));
		}
	}
	if (depth > 0 && last_close) /* one mark too few inside: the last one closes */
		g_array_append_val(out, ((bt_dg_marks){from, (guint32)(last_close - text)}));
}

/* ---- where sentences end */

typedef struct {
	const bt_dg_lexicon *lexicon;
	const char *text;
	gsize len;
	const GArray *words, *quotes;
	guint word, quote; /* the first not wholly before the place looked at */
	gsize begun;       /* where the sentence began */
	gsize run_end, past; /* the end of the run of stops looked at last, and of the closing marks after it */
} splitter;

static bool closes(gunichar c)
{
	return c == 0x201D || c == 0xBB || c == '"' || c == ')' || c == ']';
}

static bool is_end(gunichar c)
{
	return c == '.' || c == '!' || c == '?' || c == 0x2026;
}

/* The stop at `at` belongs to an abbreviation, an initial or an enumerator: "TP. ", "Q. ", "1. ". */
static bool is_dotted(const splitter *s, gsize at)
{
	for (guint i = s->word; i-- > 0;) {
		const bt_dg_word *w = &g_array_index(s->words, bt_dg_word, i);
		if (w->to > at)
			continue;
		if (w->to < at)
			return false;
		bool opens = w->from <= s->begun + 1;
		glong letters = g_utf8_strlen(s->text + w->from, (gssize)(w->to - w->from));
		if (opens && (w->number ? letters <= 2 : letters <= 4 && w->caps))
			return true;
		bool numeral = letters == 1 && strchr("IVX", s->text[w->from]); /* "khóa V." */
		bool opens_next = i + 1 < s->words->len && w[1].capital && bt_dg_lexicon_at(s->lexicon, LEX_OPENS, w, (int)(s->words->len - i), 1);
		return (letters == 1 && w->capital && !numeral) || (!opens_next && bt_dg_lexicon_at(s->lexicon, LEX_DOTTED, w, 1, 0));
	}
	return false;
}

/* A sentence may begin at p: a capital, a digit, a quotation, a bracket, a dash of a list. */
static bool may_begin(const char *p, const char *end)
{
	gunichar c = p < end ? bt_char_at(p) : 0;
	return bt_is_upper(c) || g_unichar_isdigit(c) || c == 0x201C || c == '"' || c == 0xAB || c == '(' || c == '*' || c == '+';
}

/* If a sentence ends with the stop at `at`, the byte after it and its closing marks; else 0. */
static gsize ends_at(splitter *s, gsize at)
{
	const char *end = s->text + s->len, *p = s->text + at;
	bool dot = *p == '.' && !(p + 1 < end && p[1] == '.');
	if (at >= s->run_end) {
		while (p < end && (is_end(bt_char_at(p)) || *p == '/'))
			p = g_utf8_next_char(p);
		s->run_end = (gsize)(p - s->text);
		while (p < end && closes(bt_char_at(p)))
			p = g_utf8_next_char(p);
		s->past = (gsize)(p - s->text);
	}
	p = s->text + s->past;
	if (p >= end)
		return s->len;
	if (dot && is_dotted(s, at))
		return 0;
	const char *next = p;
	while (next < end && bt_is_space(bt_char_at(next)))
		next = g_utf8_next_char(next);
	if (next == p) { /* "thắng lợi.Bên cạnh đó", "đi lại.UBND xã": a blank forgotten */
		const char *before = g_utf8_prev_char(s->text + at);
		const char *second = p < end ? g_utf8_next_char(p) : p;
		bool words = at > 1 && bt_is_lower(bt_char_at(before)) && bt_is_upper(bt_char_at(p)) &&
			second < end && bt_is_alpha(bt_char_at(second));
		return dot && words ? (gsize)(p - s->text) : 0;
	}
	return may_begin(next, end) || next == end ? (gsize)(p - s->text) : 0;
}

static void put_sentence(splitter *s, gsize from, gsize to, GArray *out)
{
	bt_trim(s->text, &from, &to);
	if (from < to)
		g_array_append_val(out, ((bt_dg_marks){(guint32)from, (guint32)to}));
}

/* A quotation that ends with a stop ends its sentence when a new one begins after it. */
static gsize after_quote(splitter *s, const bt_dg_marks *q)
{
	const char *last = g_utf8_prev_char(s->text + q->to);
	if (last <= s->text + q->from || !is_end(bt_char_at(g_utf8_prev_char(last))))
		return 0;
	return ends_at(s, (gsize)(g_utf8_prev_char(last) - s->text));
}

/* Byte ranges of the sentences of a text, as bt_dg_marks appended to `out`. */
static void split_sentences(const bt_dg_lexicon *lexicon, const bt_flat *flat, const GArray *words, const GArray *quotes, GArray *out)
{
	splitter s = {.lexicon = lexicon, .text = flat->text, .len = flat->len, .words = words, .quotes = quotes};
	gsize begun = 0;
	for (gsize at = 0; at < s.len;) {
		const bt_dg_marks *q = s.quote < quotes->len ? &g_array_index(quotes, bt_dg_marks, s.quote) : NULL;
		gsize stop = 0, next = (gsize)(g_utf8_next_char(s.text + at) - s.text);
		while (s.word < words->len && g_array_index(words, bt_dg_word, s.word).from < at)
			s.word++;
		s.begun = begun;
		while (s.begun < at && bt_is_space(bt_char_at(s.text + s.begun)))
			s.begun = (gsize)(g_utf8_next_char(s.text + s.begun) - s.text);
		if (q && at == q->from) {
			next = q->to;
			stop = after_quote(&s, q);
			s.quote++;
		} else if (is_end(bt_char_at(s.text + at)) && at > 0) {
			stop = ends_at(&s, at);
			while (!stop && next < s.len && is_end(bt_char_at(s.text + next)))
				next = (gsize)(g_utf8_next_char(s.text + next) - s.text);
		}
		if (stop) {
			put_sentence(&s, begun, stop, out);
			begun = stop;
		}
		at = MAX(next, stop);
	}
	put_sentence(&s, begun, s.len, out);
}

/* ---- sections and passages */

typedef struct {
	bt_dg_digesting *d;
	struct { int level; bt_dg_section section; } open[SECTION_DEPTH];
	int depth;
	int paragraph, topic, heading;
	bool any; /* a body paragraph was seen */
	GHashTable *last; /* const bt_node *: a paragraph -> index + 1 of its last sentence */
} walker;

static bt_dg_section section_of(const bt_dg_digesting *d, const char *text, bt_dg_section inherited)
{
	static const struct { bt_dg_lex_class class; bt_dg_section section; } kinds[] = {
		{LEX_SEC_LACK, BT_DG_SEC_LACK}, {LEX_SEC_LESSON, BT_DG_SEC_LESSON}, {LEX_SEC_AHEAD, BT_DG_SEC_AHEAD}, {LEX_SEC_SAID, BT_DG_SEC_SAID}, {LEX_SEC_DONE, BT_DG_SEC_DONE},
	};
	g_autoptr(GArray) words = g_array_new(FALSE, FALSE, sizeof(bt_dg_word));
	bt_dg_words(d->lexicon, text, strlen(text), NULL, words);
	bt_dg_section found = inherited;
	int first = G_MAXINT;
	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
		int at = bt_dg_lexicon_find(d->lexicon, kinds[i].class, (const bt_dg_word *)words->data, (int)words->len, 0);
		if (at >= 0 && at < first) {
			first = at;
			found = kinds[i].section;
		}
	}
	return found;
}

static void enter_heading(walker *w, const bt_node *node)
{
	int level = node->u.heading.level;
	while (w->depth && w->open[w->depth - 1].level >= level)
		w->depth--;
	bt_dg_section inherited = w->depth ? w->open[w->depth - 1].section : BT_DG_SEC_NONE;
	if (w->depth == SECTION_DEPTH)
		w->depth--;
	w->open[w->depth].level = level;
	w->open[w->depth++].section = section_of(w->d, bt_node_text(node, w->d->digest->arena), inherited);
	w->topic++;
	w->heading += w->any; /* above the first paragraph it is a title */
}

static bool in_item(const bt_node *node)
{
	for (; node; node = node->parent)
		if (node->kind == BT_ITEM)
			return true;
	return false;
}

static bt_dg_passage *passage_new(walker *w, const bt_node *block)
{
	bt_dg_digesting *d = w->d;
	bt_dg_passage *p = bt_arena_new0(d->digest->arena, bt_dg_passage, 1);
	p->block = block;
	p->flat = bt_flatten(block, d->doc->source, d->digest->arena);
	p->words = g_array_new(FALSE, FALSE, sizeof(bt_dg_word));
	p->quotes = g_array_new(FALSE, FALSE, sizeof(bt_dg_marks));
	find_quotes(p->flat.text, p->flat.len, p->quotes);
	g_autofree bool *quoted = g_new0(bool, p->flat.len + 1);
	for (guint i = 0; i < p->quotes->len; i++) {
		bt_dg_marks q = g_array_index(p->quotes, bt_dg_marks, i);
		memset(quoted + q.from, true, q.to - q.from);
	}
	bt_dg_words(d->lexicon, p->flat.text, p->flat.len, quoted, p->words);
	p->paragraph = w->paragraph;
	p->topic = w->topic;
	p->heading = w->heading;
	p->section = w->depth ? w->open[w->depth - 1].section : BT_DG_SEC_NONE;
	p->lead = block->u.paragraph.role == BT_PAR_LEAD || (!w->any && w->heading == 0);
	g_ptr_array_add(d->passages, p);
	return p;
}

static void add_sentences(walker *w, const bt_dg_passage *p, int head)
{
	g_autoptr(GArray) ranges = g_array_new(FALSE, FALSE, sizeof(bt_dg_marks));
	split_sentences(w->d->lexicon, &p->flat, p->words, p->quotes, ranges);
	guint at = 0;
	const bt_dg_word *words = (const bt_dg_word *)p->words->data;
	for (guint i = 0; i < ranges->len; i++) {
		bt_dg_marks r = g_array_index(ranges, bt_dg_marks, i);
		while (at < p->words->len && words[at].from < r.from)
			at++;
		guint from = at;
		while (at < p->words->len && words[at].from < r.to)
			at++;
		bt_dg_sentence s = {
			.passage = p, .from = r.from, .to = r.to, .words = words + from, .n = (int)(at - from), .no = (int)i + 1,
			.head = head, .first = i == 0,
		};
		g_array_append_val(w->d->sentences, s);
	}
	if (ranges->len)
		g_hash_table_insert(w->last, (gpointer)p->block, GUINT_TO_POINTER(w->d->sentences->len));
}

/* The sentence that introduces the list in which `block` stands: the last one of the paragraph before
 * the list when it ends with a colon; -1: none. */
static int list_head(const walker *w, const bt_node *block)
{
	const bt_node *list = block;
	while (list && list->kind != BT_LIST)
		list = list->parent;
	if (!list || !list->prev)
		return -1;
	guint after = GPOINTER_TO_UINT(g_hash_table_lookup(w->last, list->prev));
	if (!after)
		return -1;
	bt_dg_sentence *s = &g_array_index(w->d->sentences, bt_dg_sentence, after - 1);
	bool colon = s->passage->flat.text[s->to - 1] == ':';
	s->opens_list = s->opens_list || colon;
	return colon ? (int)after - 1 : -1;
}

void bt_dg_sentences_read(bt_dg_digesting *d)
{
	g_autoptr(GHashTable) last = g_hash_table_new(NULL, NULL);
	walker w = {.d = d, .last = last};
	for (const bt_node *b = bt_block_next(d->doc->root, d->doc->root); b; b = bt_block_next(b, d->doc->root)) {
		if (b->kind == BT_HEADING)
			enter_heading(&w, b);
		if (b->kind != BT_PARAGRAPH)
			continue;
		bool item = in_item(b);
		w.paragraph++;
		if (!item)
			w.topic++;
		bt_dg_passage *p = passage_new(&w, b);
		add_sentences(&w, p, item ? list_head(&w, b) : -1);
		w.any = true;
	}
}

int bt_digest_paragraph(const bt_doc *doc, const bt_node *block)
{
	return block->kind == BT_PARAGRAPH ? bt_paragraph_no(doc, block) : 0;
}

/* The end b of a piece [a, b) moved over the marks that close what it opens: brackets, quotation marks. */
static guint32 closed(const char *text, guint32 a, guint32 b)
{
	static const char *const pairs[][2] = {{"(", ")"}, {"“", "”"}};
	for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
		const char *open = g_strrstr_len(text + a, b - a, pairs[i][0]);
		if (open && !g_strstr_len(open, text + b - open, pairs[i][1]) && g_str_has_prefix(text + b, pairs[i][1]))
			b += (guint32)strlen(pairs[i][1]);
	}
	return b;
}

bt_digest_piece bt_dg_piece(bt_dg_digesting *d, const bt_dg_sentence *s, int from, int to)
{
	if (from < 0 || from >= to || to > s->n)
		return (bt_digest_piece){NULL, BT_NO_SPAN};
	guint32 a = s->words[from].from, b = s->words[to - 1].to;
	b = closed(s->passage->flat.text, a, b);
	return (bt_digest_piece){
		.text = bt_arena_strndup(d->digest->arena, s->passage->flat.text + a, b - a),
		.span = bt_flat_span(&s->passage->flat, a, b),
	};
}
