/* Whose figure it is. The rule: an office that leads a place stands for the place, for its report is about the place
 * ("Đảng ủy xã X", "UBND xã X", "Huyện ủy Y", "toàn xã"); every other body (a school, the police, a union, the Front)
 * stays itself, for it counts its own. Knows no figures. */
#include "series/series.h"

#include <string.h>

static const char *const leaders[] = {
	"ban chấp hành đảng bộ", "bch đảng bộ", "ban thường vụ đảng ủy", "btv đảng ủy", "thường trực đảng ủy", "thường trực hđnd", "thường trực hội đồng nhân dân",
	"ban chấp hành", "ban thường vụ", "btv", "thường trực", "đảng ủy", "đảng bộ", "ủy ban nhân dân", "ubnd", "hội đồng nhân dân", "hđnd", "chính quyền", "nhân dân", "lãnh đạo", "toàn", NULL,
};
static const char *const joints[] = {"-", "–", "và", ",", NULL};
static const char *const nouns[] = {"xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã", "thành phố", "tp", "tp.", "tỉnh", NULL};
/* Committees named by their level. */
static const struct { const char *office, *noun; } committees[] = {
	{"huyện ủy", "huyện"}, {"quận ủy", "quận"}, {"thị ủy", "thị xã"}, {"thành ủy", "thành phố"}, {"tỉnh ủy", "tỉnh"},
};
/* What may follow the place's name without making it another body. */
static const char *const tails[] = {"khóa", "lần", "nhiệm", "năm", "đã", "cho", "giai", NULL};

struct walker {
	char **words, **keys; /* as written; in one spelling */
	int n, at;
};

/* The number of words of the phrase that stand at `at`; 0: another one. */
static int phrase_at(const struct walker *w, int at, const char *phrase)
{
	int used = 0;
	while (at + used < w->n) {
		gsize len = strlen(w->keys[at + used]);
		if (strncmp(phrase, w->keys[at + used], len) != 0 || (phrase[len] != ' ' && phrase[len] != '\0'))
			return 0;
		used++;
		if (phrase[len] == '\0')
			return used;
		phrase += len + 1;
	}
	return 0;
}

static int any_at(const struct walker *w, int at, const char *const *phrases, int *which)
{
	for (int i = 0; phrases[i]; i++) {
		int used = phrase_at(w, at, phrases[i]);
		if (used) {
			*which = i;
			return used;
		}
	}
	return 0;
}

/* The noun of the place's level where the walker stands after leading offices; NULL: no such office. */
static const char *level_of(struct walker *w)
{
	for (int used = 1, which; used;) {
		for (gsize i = 0; i < G_N_ELEMENTS(committees); i++) {
			used = phrase_at(w, w->at, committees[i].office);
			w->at += used;
			if (used)
				return committees[i].noun;
		}
		used = any_at(w, w->at, nouns, &which);
		w->at += used;
		if (used)
			return g_str_has_prefix(nouns[which], "tp") ? "thành phố" : nouns[which];
		used = any_at(w, w->at, leaders, &which);
		if (!used && w->at > 0)
			used = any_at(w, w->at, joints, &which);
		w->at += used;
	}
	return NULL;
}

static bool names(const char *word)
{
	gunichar c = g_utf8_get_char(word);
	return g_unichar_isupper(c) || g_unichar_isdigit(c);
}

/* The name after the noun: words with capitals or digits, up to a comma; NULL: what follows makes it another body. "": no name. */
static const char *name_of(const struct walker *w, bt_arena *arena)
{
	g_autoptr(GString) name = g_string_new(NULL);
	int i = w->at;
	for (bool more = true; more && i < w->n && names(w->words[i]); i++) {
		more = !strpbrk(w->words[i], ",;:.)");
		g_autofree char *word = g_strdup(w->words[i]);
		word[strcspn(word, ",;:)")] = '\0';
		g_string_append_printf(name, "%s%s", name->len ? " " : "", word);
		if (!more)
			return bt_arena_strdup(arena, name->str);
	}
	int which;
	if (i < w->n && !any_at(w, i, tails, &which) && !strchr("(-,", w->words[i][0]) && !g_str_has_prefix(w->words[i], "–"))
		return NULL;
	return bt_arena_strdup(arena, name->str);
}

/* "xã X" of an office's name; NULL: no leading office of a place. `*nameless`: of a place that is not named. */
static const char *place_of(const char *body, bool *nameless, bt_arena *arena)
{
	g_autofree char *key = bt_spelling_key(body, -1), *spaced = g_strdup(body);
	for (char *p = spaced; *p; p++)
		*p = g_ascii_isspace(*p) ? ' ' : *p;
	g_auto(GStrv) words = g_strsplit(g_strstrip(spaced), " ", -1), keys = g_strsplit(g_strstrip(key), " ", -1);
	struct walker w = {words, keys, (int)MIN(g_strv_length(words), g_strv_length(keys)), 0};
	*nameless = false;
	if (g_strv_length(words) != g_strv_length(keys))
		return NULL;
	const char *noun = level_of(&w), *name = noun ? name_of(&w, arena) : NULL;
	if (!name)
		return NULL;
	*nameless = *name == '\0';
	return *nameless ? NULL : bt_arena_printf(arena, "%s %s", noun, name);
}

const char *bt_series_owner(const char *entity, const char *issuer, bt_arena *arena)
{
	bool nameless = false, unused;
	if (entity && *entity) {
		const char *place = place_of(entity, &nameless, arena);
		if (place || !nameless)
			return place ? place : entity;
	}
	if (!issuer || !*issuer)
		return entity ? entity : "";
	const char *place = place_of(issuer, &unused, arena);
	return place ? place : issuer;
}
