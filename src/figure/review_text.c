/* Where numbers and sentences stand in a report's text, so that a row of the clerk's table is found again when
 * the text around it has changed. Knows numbers and words, no grammar and no figures. */
#include "figure/review.h"

#include <string.h>

typedef struct {
	const bt_node *block;
	bt_span span;       /* in the source */
	const char *text;   /* of the flat text, `len` bytes */
	gsize len;
	int number;         /* in its block, from 1 */
	GHashTable *words;  /* made when first asked for */
} sentence;

typedef struct {
	bt_num num;
	const char *digits;
	bt_span span;
	guint sentence;
	int next; /* the next with the same value, or -1 */
} number;

struct bt_review_text {
	bt_arena *arena;
	const bt_doc *doc;
	GArray *sentences, *numbers;
	GHashTable *first, *last; /* value to index + 1 in numbers */
};

#define CANDIDATES 500 /* of one value: small counts stand everywhere in a long report */
#define NEARBY 4       /* sentences around the old line */

/* ------------------------------------------------------------------ words */

static bool is_word(gunichar c) { return bt_is_alpha(c) || bt_is_mark(c); }

/* The set of spelling keys of the words, numbers left out. */
static GHashTable *words_of(const char *text, gsize len)
{
	GHashTable *words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	const char *end = text + len;
	for (const char *p = text; p < end;) {
		const char *from = p;
		while (p < end && is_word(bt_char_at(p)))
			p = g_utf8_next_char(p);
		if (p > from)
			g_hash_table_add(words, bt_spelling_key(from, p - from));
		else
			p = g_utf8_next_char(p);
	}
	return words;
}

/* How many of the words of `was` are in `is`, per mille; 0 when there are none. */
static guint shared(GHashTable *was, GHashTable *is)
{
	GHashTableIter iter;
	gpointer key;
	guint n = 0, all = g_hash_table_size(was);
	g_hash_table_iter_init(&iter, was);
	while (g_hash_table_iter_next(&iter, &key, NULL))
		n += g_hash_table_contains(is, key);
	return all ? n * 1000 / all : 0;
}

const char *bt_review_key(const char *text, gsize len, bt_arena *arena)
{
	char *key = bt_arena_alloc(arena, len + 1), *to = key;
	bool gap = false;
	for (const char *p = text, *next; p < text + len; p = next) {
		next = g_utf8_next_char(p);
		if (bt_is_space(bt_char_at(p))) {
			gap = to > key;
			continue;
		}
		if (gap)
			*to++ = ' ';
		gap = false;
		memcpy(to, p, (gsize)(next - p));
		to += next - p;
	}
	*to = 0;
	return key;
}

static bool holds(bt_span outer, bt_span inner) { return outer.off <= inner.off && bt_span_end(inner) <= bt_span_end(outer); }

/* The leaf's part of the span, and a bar before every cell but the first. */
static void append_part(GString *out, const bt_review_reader *r, const bt_node *n, bt_span span)
{
	guint32 from = MAX(n->span.off, span.off), to = MIN(bt_span_end(n->span), bt_span_end(span));
	if (n->kind == BT_CELL && out->len && holds(span, n->span))
		g_string_append(out, " | ");
	else if (n->kind == BT_LINE_BREAK)
		g_string_append_c(out, ' ');
	else if (n->kind == BT_TEXT && from < to)
		g_string_append_len(out, r->doc->source + from, to - from);
}

const char *bt_review_sentence(bt_review_reader *r, const bt_figure *f)
{
	bt_span span = f->sentence;
	if (!bt_span_stated(span))
		return "";
	if (!r->doc->markdown)
		return bt_review_key(r->doc->source + span.off, span.len, r->arena);
	if (span.off == r->last.off && span.len == r->last.len)
		return r->text;
	const bt_node *root = f->block;
	while (root->parent && !holds(root->span, span))
		root = root->parent;
	bool onwards = root == r->root && r->at && r->at->span.off <= span.off;
	g_autoptr(GString) out = g_string_new(NULL);
	const bt_node *n = onwards ? r->at : root;
	for (r->at = NULL; n && n->span.off < bt_span_end(span); n = bt_node_next(n, root)) {
		append_part(out, r, n, span);
		if (bt_span_end(n->span) >= bt_span_end(span) && n->kind == BT_TEXT)
			r->at = n;
	}
	r->root = root;
	r->last = span;
	r->text = bt_review_key(out->str, out->len, r->arena);
	return r->text;
}

/* ------------------------------------------------------------------ the index */

static char *value_key(bt_num num)
{
	while (num.scale > 0 && num.mant % 10 == 0) {
		num.mant /= 10;
		num.scale--;
	}
	return g_strdup_printf("%" G_GINT64_FORMAT ":%d", num.mant, num.scale);
}

static void add_number(bt_review_text *t, bt_num num, const char *digits, gsize len, bt_span span)
{
	number n = {num, bt_arena_strndup(t->arena, digits, len), span, t->sentences->len - 1, -1};
	g_autofree char *key = value_key(num);
	int last = GPOINTER_TO_INT(g_hash_table_lookup(t->last, key)), index = (int)t->numbers->len;
	g_array_append_val(t->numbers, n);
	if (last)
		g_array_index(t->numbers, number, last - 1).next = index;
	else
		g_hash_table_insert(t->first, g_strdup(key), GINT_TO_POINTER(index + 1));
	g_hash_table_insert(t->last, g_steal_pointer(&key), GINT_TO_POINTER(index + 1));
}

static void add_numbers(bt_review_text *t, const bt_flat *flat, gsize from, gsize to)
{
	for (gsize i = from; i < to;) {
		bt_num num;
		bt_num_shape shape;
		gsize used = bt_num_parse(flat->text + i, to - i, &num, &shape);
		if (used)
			add_number(t, num, flat->text + i, used, bt_flat_span(flat, i, i + used));
		i += MAX(used, 1);
		/* an ill-formed number is none; neither are its parts */
		while (!used && i < to && g_ascii_isdigit(flat->text[i - 1]) && (g_ascii_isdigit(flat->text[i]) || strchr(".,", flat->text[i])))
			i++;
	}
}

/* A sentence ends at . ! ? … before white space and no small letter, or where the block ends. */
static gsize sentence_end(const bt_flat *flat, gsize at)
{
	for (; at < flat->len; at++) {
		const char *p = flat->text + at;
		bool stop = strchr(".!?;", *p) || strncmp(p, "…", 3) == 0;
		if (!stop)
			continue;
		gsize next = at + (gsize)(g_utf8_next_char(p) - p);
		const char *after = flat->text + next;
		if (*after == ' ' && !bt_is_lower(bt_char_at(after + 1)))
			return next + 1;
	}
	return flat->len;
}

static void add_block(bt_review_text *t, const bt_node *block)
{
	bt_flat flat = bt_flatten(block, t->doc->source, t->arena);
	int ordinal = 1;
	for (gsize at = 0, end; at < flat.len; at = end) {
		end = sentence_end(&flat, at);
		sentence s = {block, bt_flat_span(&flat, at, end), flat.text + at, end - at, ordinal++, NULL};
		g_array_append_val(t->sentences, s);
		add_numbers(t, &flat, at, end);
	}
}

bt_review_text *bt_review_text_new(const bt_doc *doc, bt_arena *arena)
{
	bt_review_text *t = g_new0(bt_review_text, 1);
	t->arena = arena;
	t->doc = doc;
	t->sentences = g_array_new(FALSE, TRUE, sizeof(sentence));
	t->numbers = g_array_new(FALSE, TRUE, sizeof(number));
	t->first = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	t->last = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (const bt_node *b = bt_block_next(doc->root, doc->root); b; b = bt_block_next(b, doc->root))
		add_block(t, b);
	return t;
}

void bt_review_text_free(bt_review_text *t)
{
	if (!t)
		return;
	for (guint i = 0; i < t->sentences->len; i++)
		g_clear_pointer(&g_array_index(t->sentences, sentence, i).words, g_hash_table_unref);
	g_array_free(t->sentences, TRUE);
	g_array_free(t->numbers, TRUE);
	g_hash_table_unref(t->first);
	g_hash_table_unref(t->last);
	g_free(t);
}

static sentence *sentence_at(bt_review_text *t, guint i) { return &g_array_index(t->sentences, sentence, i); }

static number *number_at(bt_review_text *t, int i) { return &g_array_index(t->numbers, number, i); }

static GHashTable *sentence_words(sentence *s)
{
	if (!s->words)
		s->words = words_of(s->text, s->len);
	return s->words;
}

/* The first place of the number in `cell`, or -1. */
static int first_of(bt_review_text *t, const char *cell)
{
	bt_num num;
	bt_num_shape shape;
	gsize used = bt_num_parse(cell, strlen(cell), &num, &shape);
	if (!used || strspn(cell + used, " %") != strlen(cell + used))
		return -1;
	g_autofree char *key = value_key(num);
	return GPOINTER_TO_INT(g_hash_table_lookup(t->first, key)) - 1;
}

/* ------------------------------------------------------------------ looking up */

bt_review_place bt_review_text_place(bt_review_text *t, const char *cell, const char *words, bool close)
{
	g_autoptr(GHashTable) wanted = words_of(words, strlen(words));
	sentence *best = NULL;
	guint most = 0, seen = 0;
	for (int i = first_of(t, cell); i >= 0 && seen++ < CANDIDATES; i = number_at(t, i)->next) {
		sentence *s = sentence_at(t, number_at(t, i)->sentence);
		guint n = shared(wanted, sentence_words(s));
		if ((!best || n > most) && (!close || n >= 500)) {
			best = s;
			most = n;
		}
	}
	return best ? (bt_review_place){best->block, best->span, best->number} : (bt_review_place){NULL, BT_NO_SPAN, 0};
}

bool bt_review_text_value(bt_review_text *t, const bt_review_place *place, bool near, const char *cell, bt_value *value)
{
	const number *best = NULL;
	int rank = 0;
	for (int i = first_of(t, cell); i >= 0; i = number_at(t, i)->next) {
		const number *n = number_at(t, i);
		bool block = sentence_at(t, n->sentence)->block == place->block;
		bool inside = n->span.off >= place->sentence.off && bt_span_end(n->span) <= bt_span_end(place->sentence);
		int r = inside ? 3 : block ? 2 : near ? 0 : 1;
		if (r > rank) {
			best = n;
			rank = r;
		}
	}
	if (best)
		*value = (bt_value){.stated = true, .num = best->num, .digits = best->digits, .span = best->span};
	return best != NULL;
}

bt_span bt_review_text_like(bt_review_text *t, const char *words, guint line)
{
	g_autoptr(GHashTable) wanted = words_of(words, strlen(words));
	const char *p = t->doc->source;
	for (guint i = 1; i < line && p; i++)
		if ((p = strchr(p, '\n')))
			p++;
	guint off = p ? (guint)(p - t->doc->source) : (guint)t->doc->len, from = 0, to = t->sentences->len;
	while (from < to) { /* the first sentence that ends after the line begins */
		guint middle = (from + to) / 2;
		if (bt_span_end(sentence_at(t, middle)->span) <= off)
			from = middle + 1;
		else
			to = middle;
	}
	bt_span best = BT_NO_SPAN;
	guint most = 499;
	for (guint i = from > NEARBY ? from - NEARBY : 0; i < t->sentences->len && i <= from + 4 * NEARBY; i++) {
		guint n = shared(wanted, sentence_words(sentence_at(t, i)));
		if (n > most) {
			most = n;
			best = sentence_at(t, i)->span;
		}
	}
	return best;
}
