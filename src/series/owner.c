/* Whose figure it is. The rule: an office that leads a place stands for the place, for its report is about the place
 * ("Đảng ủy xã X", "UBND xã X", "Huyện ủy Y", "toàn xã"); every other body (a school, the police, a union, the Front)
 * stays itself, for it counts its own. Knows no figures. */
#include "series/series.h"

#include <string.h>

static const char *const leaders[] = {
	"ban chấp hành đảng bộ", "bch đảng bộ", "ban thường vụ đảng ủy", "btv đảng ủy", "thường trực đảng ủy", "thường trực hđnd", "thường trực hội đồng nhân dân",
	"ban chấp hành", "ban thường vụ", "btv", "thường trực", "đảng ủy", "đảng bộ", "ủy ban nhân dân", "ubnd", "hội đồng nhân dân", "hđnd", "chính quyền", "nhân dân", "lãnh đạo", "toàn", NULL,
};
static const char *const joints[] = {"-", "–", "và", NULL};
static const char *const nouns[] = {"xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã", "thành phố", "tp", "tp.", "tỉnh", NULL};
/* Committees named by their level. */
static const struct { const char *office, *noun; } committees[] = {
	{"huyện ủy", "huyện"}, {"quận ủy", "quận"}, {"thị ủy", "thị xã"}, {"thành ủy", "thành phố"}, {"tỉnh ủy", "tỉnh"},
};
/* What may follow the place's name without making it another body. */
static const char *const tails[] = {"khóa", "lần", "nhiệm", "năm", "đã", "cho", "giai", NULL};

/* Words of bodies' names whose later syllables are small: "Trường Tiểu học", "Phòng Kinh tế". */
static const char *const compounds[] = {
	"tiểu học", "mầm non", "mẫu giáo", "trung học cơ sở", "trung học phổ thông", "trung học", "cao đẳng", "đại học", "kinh tế", "nông nghiệp", "nông dân", "nông thôn", "phụ nữ", "cựu chiến binh", "thanh niên",
	"liên hiệp", "liên đoàn lao động", "chữ thập đỏ", "khuyến học", "người cao tuổi", "văn hóa", "xã hội", "giáo dục", "đào tạo", "y tế", "tài chính", "nội vụ", "tư pháp", "công thương", "xây dựng", "giao thông vận tải",
	"giao thông", "tài nguyên", "môi trường", "quân sự", "chính trị", "chính sách", "kiểm tra", "kiểm soát", "tuyên giáo", "tổ chức", "dân vận", "kế hoạch", "dân số", "quản lý", "thể thao", "du lịch", "khoa học", "công nghệ",
	"thông tin", "truyền thông", "lao động", "thương binh", "dân tộc", "tôn giáo", "thi hành án", "thống kê", "bảo hiểm xã hội", "điện lực", "ngân hàng", "hợp tác xã", "kho bạc", "phục vụ hành chính công", "thanh tra",
	"đô thị", "đất đai", "đầu tư", "bưu điện", "công an", "tổ quốc", "nhân dân", "việt nam", "mặt trận", "chi cục", "thuế", "hải quan", "biên phòng", "khuyến nông", "thú y", "trẻ em", "người mù", "làm vườn",
};

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
	for (char **k = keys; *k; k++)
		g_strdelimit(*k, ",", '\0'); /* "Đảng ủy, UBND xã X" */
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

/* The bytes of the word at `s`, without a sign after it. */
static gsize word_at(const char *s) { return strcspn(s, " \n\t,.;:()“”\""); }

/* The bytes of the compound that begins with the word at `s`; else those of that word when it is a name's or a noun of places; 0: the
 * name is over. */
static gsize name_part(const char *s)
{
	g_autofree char *ahead = g_strndup(s, MIN(strlen(s), 64));
	gsize best = 0, used = 0;
	if (!names(s))
		return 0;
	for (int n = 0; n < 4 && ahead[used]; n++) {
		used += word_at(ahead + used);
		g_autofree char *key = bt_spelling_key(ahead, (gssize)used);
		for (gsize i = 0; i < G_N_ELEMENTS(compounds); i++)
			best = strcmp(key, compounds[i]) == 0 ? used : best;
		if (ahead[used] != ' ')
			break;
		used++;
	}
	return best ? best : word_at(s);
}

/* The nouns of places, small inside a name: "Hội Nông dân xã Lúa Giang". */
static gsize place_noun(const char *s)
{
	for (int i = 0; nouns[i]; i++) {
		gsize len = strlen(nouns[i]);
		if (strncmp(s, nouns[i], len) == 0 && s[len] == ' ' && names(s + len + 1))
			return len;
	}
	return 0;
}

const char *bt_series_full_name(const char *entity, const char *text, bt_arena *arena)
{
	gsize len = strlen(entity);
	const char *space = strrchr(entity, ' '), *last = space ? space + 1 : entity;
	const char *at = strstr(text, entity);
	if (!at || !names(last))
		return entity;
	const char *end = at + (last - entity);
	for (gsize used = name_part(end); used;) {
		end += used;
		used = 0;
		const char *next = *end == ' ' ? end + 1 : NULL;
		const char *joined = !next ? NULL : g_str_has_prefix(next, "và ") ? next + strlen("và ") : g_str_has_prefix(next, "- ") ? next + 2 : NULL;
		if (next)
			used = name_part(next) + place_noun(next);
		if (used)
			end = next;
		else if (joined && name_part(joined) > word_at(joined))
			end = joined, used = name_part(joined);
	}
	gsize full = (gsize)(end - at);
	return full > len ? bt_arena_strndup(arena, at, full) : entity;
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
