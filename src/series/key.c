/* The words by which figures of several reports are one indicator (figures.md section 7): one spelling, abbreviations
 * written out, without what says how much, where and when. Nouns of measure stay, tones stay. Knows no figures. */
#include "series/join.h"

#include <string.h>

/* "tổng", "số" are no total or count in these. */
static const char *const kept[] = {
	"tổng công ty", "tổng hợp", "tổng kết", "tổng đài", "tổng thể", "tổng cục", "tổng phụ trách", "tổng giám đốc", "tổng vệ sinh",
	"số dư", "số hóa", "số liệu", "số tiền", "số đo", "số học", NULL,
};
static const char *const leading[] = {
	"tổng số lượng", "tổng số", "tổng cộng", "tổng", "số lượng", "số", "ước tính", "ước thực hiện", "ước đạt", "ước", "kết quả", "hiện có", "có", "đã", "thực hiện được", "đạt được", NULL,
};
static const char *const trailing[] = {
	"ước thực hiện", "ước tính", "ước đạt", "ước", "thực hiện", "đạt", "là", "được", "hiện có", "hiện", "còn", "tăng", "giảm", "lũy kế", "khoảng", "hơn", "gần", "trên", NULL,
};
/* The same in other words. "": nothing. */
static const struct { const char *words, *meaning; } anywhere[] = {
	{"ngân sách nhà nước", "ngân sách"}, {"nsnn", "ngân sách"}, {"bhyt", "bảo hiểm y tế"}, {"bhxh", "bảo hiểm xã hội"}, {"bhtn", "bảo hiểm thất nghiệp"},
	{"htx", "hợp tác xã"}, {"ntm", "nông thôn mới"}, {"xdcb", "xây dựng cơ bản"}, {"thpt", "trung học phổ thông"}, {"thcs", "trung học cơ sở"}, {"ccb", "cựu chiến binh"},
	{"dtts", "dân tộc thiểu số"}, {"vsattp", "vệ sinh an toàn thực phẩm"}, {"tthc", "thủ tục hành chính"}, {"gpmb", "giải phóng mặt bằng"},
	{"trong kỳ", ""}, {"trong quý", ""}, {"trong tháng", ""}, {"trong năm", ""}, {"toàn xã", ""}, {"toàn phường", ""}, {"toàn huyện", ""}, {"toàn quận", ""},
	{"toàn tỉnh", ""}, {"toàn thành phố", ""}, {"toàn thị xã", ""}, {"toàn thị trấn", ""}, {"toàn đảng bộ", ""}, {"toàn ngành", ""},
};
static const char *const nouns[] = {"xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã", "thành phố", "tp", "tỉnh", NULL};
static const char *const places[] = {"trên địa bàn", "trên toàn", "của", "tại", "ở", NULL};

/* The bytes of `phrase` when whole words of it stand at `s`, else 0. */
static gsize starts(const char *s, const char *phrase)
{
	gsize len = 0;
	while (phrase[len] && s[len] == phrase[len])
		len++;
	return !phrase[len] && (s[len] == '\0' || s[len] == ' ') ? len : 0;
}

static gsize starts_any(const char *s, const char *const *phrases)
{
	gsize len = 0;
	for (int i = 0; phrases[i] && !len; i++)
		len = starts(s, phrases[i]);
	return len;
}

static gsize past_space(const char *s, gsize at) { return at + (s[at] == ' '); }

/* Words left at the right when one of `trailing` is cut off; the whole length: none is. */
static gsize without_tail(const char *s)
{
	gsize all = strlen(s);
	for (int i = 0; trailing[i]; i++) {
		gsize len = strlen(trailing[i]);
		if (all > len && s[all - len - 1] == ' ' && strcmp(s + all - len, trailing[i]) == 0)
			return all - len - 1;
	}
	return all;
}

/* The bytes of "trên địa bàn", "của" … with the owner's place after it, or nothing: "trên địa bàn xã", "của xã X". 0: another
 * place, or none. */
static gsize own_place(const char *s, const char *owner)
{
	gsize place = starts_any(s, places);
	if (!place)
		return 0;
	gsize at = past_space(s, place);
	gsize name = *owner ? starts(s + at, owner) : 0;
	if (name)
		return at + name;
	gsize noun = starts_any(s + at, nouns);
	at += noun;
	bool area = g_str_has_prefix(s, "trên");
	return s[at] == '\0' && (noun || area) ? at : 0;
}

/* Letters, digits, "/" and "%" with single spaces. */
char *bt_plain_words(const char *words)
{
	g_autofree char *key = bt_spelling_key(words, -1);
	char *out = g_malloc(strlen(key) + 1), *to = out;
	for (const char *p = key, *next; *p; p = next) {
		next = g_utf8_next_char(p);
		bool keep = g_ascii_isalnum(*p) || *p == '/' || *p == '%';
		if (*p & 0x80) {
			gunichar c = g_utf8_get_char(p);
			keep = g_unichar_isalnum(c) || g_unichar_ismark(c);
		}
		while (keep && p < next)
			*to++ = *p++;
		if (!keep && to > out && to[-1] != ' ')
			*to++ = ' ';
	}
	to -= to > out && to[-1] == ' ';
	*to = '\0';
	return out;
}

/* Without places of the owner, with the meanings of `anywhere`. */
static char *said_plainly(const char *s, const char *owner)
{
	GString *out = g_string_new(NULL);
	while (*s) {
		gsize used = own_place(s, owner);
		const char *meaning = "";
		for (gsize i = 0; i < G_N_ELEMENTS(anywhere) && !used; i++) {
			used = starts(s, anywhere[i].words);
			meaning = used ? anywhere[i].meaning : meaning;
		}
		gsize word = used ? used : strcspn(s, " ");
		const char *from = used ? meaning : s;
		gsize len = used ? strlen(meaning) : word;
		if (len && out->len)
			g_string_append_c(out, ' ');
		g_string_append_len(out, from, (gssize)len);
		s += past_space(s, word);
	}
	return g_string_free(out, FALSE);
}

/* "bảo hiểm y tế (BHYT)": a short name in brackets says it twice. */
static char *without_short_names(const char *words)
{
	GString *out = g_string_new(NULL);
	for (const char *p = words; *p;) {
		const char *end = *p == '(' ? strchr(p, ')') : NULL, *c = p + 1;
		while (end && c < end && (g_unichar_isupper(g_utf8_get_char(c)) || g_ascii_isdigit(*c) || strchr("-&", *c)))
			c = g_utf8_next_char(c);
		if (end && c == end && end > p + 2) {
			p = end + 1;
			continue;
		}
		g_string_append_c(out, *p++);
	}
	return g_string_free(out, FALSE);
}

static char *key_of(const char *words, const char *owner)
{
	g_autofree char *once = without_short_names(words), *spelt = bt_plain_words(once);
	char *said = said_plainly(spelt, owner), *from = said;
	for (gsize cut = 1; cut;) {
		cut = starts_any(from, kept) ? 0 : starts_any(from, leading);
		cut = from[cut] == ' ' ? cut + 1 : 0;
		from += cut;
	}
	for (gsize len = strlen(from), left = without_tail(from); left < len; left = without_tail(from)) {
		from[left] = '\0';
		len = left;
	}
	memmove(said, from, strlen(from) + 1);
	return said;
}

const char *bt_series_key(const char *label, const char *context, const char *owner, bt_arena *arena)
{
	g_autofree char *whose = bt_plain_words(owner ? owner : ""), *what = key_of(label ? label : "", whose), *head = context ? key_of(context, whose) : NULL;
	if (!*what) {
		g_free(what);
		what = bt_plain_words(label ? label : "");
	}
	if (!head || !*head || strcmp(head, what) == 0)
		return bt_arena_strdup(arena, what);
	return bt_arena_printf(arena, "%s %s", head, what);
}
