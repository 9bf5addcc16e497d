/* People in a sentence: honorific, titles before or after, the name; second mentions by name, given name
 * or office. Knows names and offices (lexicon.def); nothing of what they say. */
#include "digest/parts.h"

#include <string.h>

#define OFFICE_WORDS 45 /* longer than any office seen; bounds the search */
#define NAME_MOST 5

typedef struct {
	bt_dg_digesting *d;
	const bt_dg_sentence *s;
	GArray *out;
} finder;

static int lex(const finder *f, bt_dg_lex_class c, int at)
{
	return bt_dg_lexicon_at(f->d->lexicon, c, f->s->words, f->s->n, at);
}

static bool name_word(const bt_dg_word *w)
{
	return w->capital && !w->caps && !w->number && !w->quoted;
}

static const char *slice(const finder *f, int from, int to)
{
	return bt_dg_piece(f->d, f->s, from, to).text;
}

/* ---- names */

/* The end of the run of capitalised words that begins at `at`. */
static int run_end(const finder *f, int at)
{
	int i = at;
	while (i < f->s->n && name_word(&f->s->words[i]) && (i == at || !f->s->words[i].before))
		i++;
	return i;
}

/* Where a name begins in the run [from, to) of capitalised words: before "Thị" or "Văn", else at the
 * first surname that leaves two to four words and begins no province; -1: no name. */
static int name_begin(const finder *f, int from, int to)
{
	for (int i = to - 2; i > from; i--)
		if (lex(f, LEX_MIDDLE, i) && to - i <= NAME_MOST - 1 && lex(f, LEX_SURNAME, i - 1))
			return i - 1;
	for (int i = from; i <= to - 2; i++) {
		int province = lex(f, LEX_PROVINCE, i);
		if (province) {
			i += province - 1;
			continue;
		}
		if (to - i <= 4 && lex(f, LEX_SURNAME, i))
			return i;
	}
	return -1;
}

/* A run right after "xã", "huyện" … is a place unless it is as long as a name or has the commonest surname. After
 * "tỉnh" it is a person: provinces that begin like names are known. */
static bool is_place(const finder *f, int name, int to)
{
	if (f->s->words[name].before || strcmp(f->s->words[name].key, "nguyễn") == 0 || (name > 0 && strcmp(f->s->words[name - 1].key, "tỉnh") == 0))
		return false;
	for (int back = 1; back <= 2 && name - back >= 0; back++)
		if (lex(f, LEX_ADMIN, name - back) == back)
			return to - name < 3;
	return false;
}

/* ---- offices */

/* The end of the office that begins at `at` with a title: up to a verb, a mark, or a comma that no further
 * title follows. `name` gets the place of a name that ends it, or -1; after a comma only with `before_name`. */
static int office_end(const finder *f, int at, bool before_name, int *name)
{
	const bt_dg_word *w = f->s->words;
	int i = at, limit = MIN(f->s->n, at + OFFICE_WORDS);
	*name = -1;
	while (i < limit) {
		guint before = i > at ? w[i].before : 0;
		if (before & (BT_DG_END | BT_DG_SEMICOLON | BT_DG_COLON | BT_DG_BRACKET | BT_DG_MARK) || w[i].quoted)
			break;
		int title = lex(f, LEX_TITLE, i);
		if (before & BT_DG_COMMA && !title) {
			int end = before_name ? run_end(f, i) : i; /* "Chủ tịch Hội Nông dân tỉnh, Lê Thị Mơ phát biểu" */
			if (end - i >= 3 && end - i <= NAME_MOST && name_begin(f, i, end) == i) {
				*name = i;
				return end;
			}
			break;
		}
		if (before & BT_DG_DASH && !title && !w[i].capital)
			break;
		if (title) {
			i += title;
			continue;
		}
		if (!w[i].capital) {
			bool others = strcmp(w[i].key, "và") == 0 && i + 1 < limit && (lex(f, LEX_HONORIFIC, i + 1) || strcmp(w[i + 1].key, "các") == 0);
			if (others || lex(f, LEX_STOP, i) || lex(f, LEX_STRESS, i) || lex(f, LEX_ASK, i) || lex(f, LEX_PRAISE, i) || lex(f, LEX_INFORM, i))
				break;
			i++;
			continue;
		}
		int end = run_end(f, i);
		if (end == i) { /* UBND */
			i++;
			continue;
		}
		int begin = name_begin(f, i, end);
		if (begin >= 0 && !is_place(f, begin, end)) {
			*name = begin;
			return end;
		}
		i = end;
	}
	/* "… và" left over before a verb */
	while (i > at && (strcmp(w[i - 1].key, "và") == 0 || strcmp(w[i - 1].key, "của") == 0))
		i--;
	return i;
}

/* Offices after a name: ", Bí thư …, Chủ tịch …" or " – trưởng ban …". Gives the end, or `at`. */
static int office_after(const finder *f, int at, int *from)
{
	*from = at;
	if (at >= f->s->n || !(f->s->words[at].before & (BT_DG_COMMA | BT_DG_DASH | BT_DG_BRACKET)) || !lex(f, LEX_TITLE, at))
		return at;
	int name, end = office_end(f, at, false, &name);
	return name >= 0 ? at : end; /* an office with a name of its own is the next person's */
}

/* ---- the list of speakers */

static bt_speaker *speaker_at(const finder *f, int i)
{
	return f->d->digest->speakers->pdata[i];
}

/* Speakers by the keys of their names and given names, and the keys of their offices. */
struct bt_dg_known {
	GHashTable *name, *given, *body; /* key -> index + 1 */
	GPtrArray *office;               /* key or NULL, by index */
};

bt_dg_known *bt_dg_known_new(void)
{
	bt_dg_known *k = g_new0(bt_dg_known, 1);
	k->name = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	k->given = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	k->body = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	k->office = g_ptr_array_new_with_free_func(g_free);
	return k;
}

void bt_dg_known_free(bt_dg_known *k)
{
	g_hash_table_destroy(k->name);
	g_hash_table_destroy(k->given);
	g_hash_table_destroy(k->body);
	g_ptr_array_free(k->office, TRUE);
	g_free(k);
}

static int known_in(GHashTable *table, const char *text)
{
	g_autofree char *key = bt_spelling_key(text, -1);
	return GPOINTER_TO_INT(g_hash_table_lookup(table, key)) - 1;
}

/* One of the offices begins with these words: "bí thư" is not the deputy's "phó bí thư". */
static bool key_holds(const char *whole, const char *part)
{
	gsize n = strlen(part);
	for (const char *at = whole; (at = strstr(at, part)); at++)
		if ((at == whole || (at - whole >= 2 && at[-2] == ',')) && (!at[n] || at[n] == ' ' || at[n] == ','))
			return true;
	return false;
}

static void set_office(bt_dg_known *k, bt_speaker *s, int i, const char *office)
{
	s->office = office;
	g_free(k->office->pdata[i]);
	k->office->pdata[i] = office ? bt_spelling_key(office, -1) : NULL;
}

static int add_speaker(bt_dg_digesting *d, bt_speaker s)
{
	bt_speaker *copy = bt_arena_new0(d->digest->arena, bt_speaker, 1);
	int i = (int)d->digest->speakers->len;
	*copy = s;
	g_ptr_array_add(d->digest->speakers, copy);
	g_ptr_array_add(d->known->office, NULL);
	set_office(d->known, copy, i, s.office);
	if (!s.name)
		return i;
	char *key = bt_spelling_key(s.name, -1);
	const char *last = strrchr(key, ' ');
	g_hash_table_replace(s.body ? d->known->body : d->known->name, key, GINT_TO_POINTER(i + 1));
	if (!s.body && last)
		g_hash_table_replace(d->known->given, g_strdup(last + 1), GINT_TO_POINTER(i + 1));
	return i;
}

/* The holder of an office mentioned without a name: the one who speaks, or the only person whose offices hold these words. */
static int known_office(const finder *f, const char *office)
{
	g_autofree char *key = bt_spelling_key(office, -1);
	int found = -1, speaking = f->d->speaking;
	if (speaking >= 0 && f->d->known->office->pdata[speaking] && key_holds(f->d->known->office->pdata[speaking], key))
		return speaking;
	for (guint i = 0; i < f->d->known->office->len; i++) {
		const char *known = f->d->known->office->pdata[i];
		if (!known || !key_holds(known, key))
			continue;
		if (found >= 0 && speaker_at(f, found)->name)
			return -1;
		found = (int)i;
	}
	return found;
}

/* The speaker of this name or office, told what is new of him. */
static int person(const finder *f, const char *honorific, const char *office, const char *name)
{
	int i = name ? known_in(f->d->known->name, name) : known_office(f, office);
	if (i < 0)
		return add_speaker(f->d, (bt_speaker){.name = name, .office = office, .honorific = honorific});
	bt_speaker *s = speaker_at(f, i);
	if (!s->office)
		set_office(f->d->known, s, i, office);
	if (!s->honorific)
		s->honorific = honorific;
	return i;
}

int bt_dg_people_body(bt_dg_digesting *d, const bt_dg_sentence *s, int from, int to)
{
	const char *name = bt_dg_piece(d, s, from, to).text;
	int i = known_in(d->known->body, name);
	return i >= 0 ? i : add_speaker(d, (bt_speaker){.name = name, .body = true});
}

/* ---- mentions */

static void mention(const finder *f, int who, int from, int to)
{
	g_array_append_val(f->out, ((bt_dg_mention){who, from, to}));
}

static const char *honorific_at(const finder *f, int at, int n)
{
	if (!n)
		return NULL;
	g_autofree char *key = bt_spelling_key(slice(f, at, at + n), -1);
	return bt_arena_strdup(f->d->digest->arena, g_str_has_prefix(key, "các ") ? key + strlen("các ") : key);
}

/* A name at `at`, with the offices after it. Gives the place to go on. */
static int named(const finder *f, int start, const char *honorific, const char *office, int at, int end)
{
	int from, to = office_after(f, end, &from);
	if (to > from) { /* "Đại tướng <name>, Bộ trưởng …" */
		const char *after = slice(f, from, to);
		office = office ? bt_arena_printf(f->d->digest->arena, "%s, %s", office, after) : after;
	}
	mention(f, person(f, honorific, office, slice(f, at, end)), start, MAX(to, end));
	return MAX(to, end);
}

/* "đồng chí …": a name, titles and a name, titles alone, a given name, or nothing. */
static int after_honorific(const finder *f, int at, int n)
{
	int i = at + n;
	const char *honorific = honorific_at(f, at, n);
	bool joined = i < f->s->n && !(f->s->words[i].before & ~(guint)BT_DG_COLON);
	if (joined && lex(f, LEX_TITLE, i)) {
		int name, end = office_end(f, i, true, &name);
		if (name > i)
			return named(f, at, honorific, slice(f, i, name), name, end);
		if (name < 0) {
			mention(f, person(f, honorific, slice(f, i, end), NULL), at, end);
			return end;
		}
	}
	int end = joined ? run_end(f, i) : i;
	if (end - i >= 2 && end - i <= NAME_MOST)
		return named(f, at, honorific, NULL, i, end);
	if (end - i == 1) {
		int who = known_in(f->d->known->given, slice(f, i, end));
		if (who < 0)
			return end;
		if (!speaker_at(f, who)->honorific)
			speaker_at(f, who)->honorific = honorific;
		mention(f, who, at, end);
		return end;
	}
	/* "Đồng chí đề nghị": the one who speaks */
	if (end == i && n == 1 + (strcmp(f->s->words[at].key, "đồng") == 0))
		mention(f, -1, at, i);
	return i;
}

/* Titles without an honorific: with a name, or as the subject at the beginning of a clause. */
static int after_title(const finder *f, int at)
{
	int name, end = office_end(f, at, true, &name);
	if (name > at)
		return named(f, at, NULL, slice(f, at, name), name, end);
	bool clause = at == 0 || f->s->words[at].before & (BT_DG_COMMA | BT_DG_SEMICOLON);
	if (name < 0 && clause && end - at >= 2 && f->s->words[at].capital) {
		int who = known_office(f, slice(f, at, end));
		bool speaks = end < f->s->n && !f->s->words[end].before;
		if (who >= 0 || speaks)
			mention(f, who >= 0 ? who : person(f, NULL, slice(f, at, end), NULL), at, end);
	}
	return MAX(end, at + 1);
}

/* A bare name: three or four words from a surname, a second mention, or one followed by its office. */
static int bare_name(const finder *f, int at)
{
	int end = run_end(f, at), begin = name_begin(f, at, end), from;
	if (begin < 0 || end - begin < 2)
		return MAX(end, at + 1);
	bool known = known_in(f->d->known->name, slice(f, begin, end)) >= 0;
	bool office = office_after(f, end, &from) > end;
	if (known || office || (end - begin >= 3 && begin == at && !is_place(f, begin, end)))
		return named(f, begin, NULL, NULL, begin, end);
	return end;
}

void bt_dg_people_find(bt_dg_digesting *d, const bt_dg_sentence *s, GArray *out)
{
	finder f = {.d = d, .s = s, .out = out};
	for (int i = 0; i < s->n;) {
		int honorific = s->words[i].quoted ? 0 : lex(&f, LEX_HONORIFIC, i);
		if (s->words[i].quoted)
			i++;
		else if (honorific)
			i = after_honorific(&f, i, honorific);
		else if (lex(&f, LEX_TITLE, i))
			i = after_title(&f, i);
		else if (name_word(&s->words[i]))
			i = bare_name(&f, i);
		else
			i++;
	}
}
