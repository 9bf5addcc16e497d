/* Finds the stretches of a text inside which no line may end. Works on words (runs without white
 * space): first what holds a word together, then what holds it to the next one. Knows the few words
 * that ask for it; knows nothing of layout, which turns ranges into no-break spaces or attributes. */
#include "base/nobreak.h"

#include "base/text.h"

#include <string.h>

#define RANGE_LETTERS 36 /* a column of 41 letters is the narrowest we set */
#define NAME_SYLLABLES 5

typedef struct {
	gsize from, to;           /* with its punctuation */
	gsize core_from, core_to; /* without quotes, brackets and stops around it */
	char *key;                /* spelling key of the core, worked out when asked for */
	bool whole;               /* holds together inside */
	bool glued;               /* to the next word */
} word;

static const char *const scales[] = {"nghìn", "ngàn", "vạn", "triệu", "tỷ"};

/* What follows a number, with or without scale words. Longest match wins; "đồng/người/tháng" is
 * found by its first part. */
static const char *const units[] = {
	"đồng", "usd", "đô la", "euro", "đ", "vnd", "vnđ", "%", "‰", "phần trăm",
	"điểm phần trăm", "điểm %", "điểm", "lần", "tấn", "tạ", "kg", "ha", "m", "m2", "m²", "m3", "m³", "km", "km2", "km²", "lít",
	"kwh", "mw", "người", "lượt người", "lượt khách", "lượt", "hộ dân", "hộ", "nhân khẩu", "học sinh", "sinh viên", "giáo viên",
	"lao động", "hội viên", "đoàn viên", "đảng viên", "cán bộ", "đại biểu", "cử tri", "thành viên", "đồng chí", "doanh nghiệp",
	"hợp tác xã", "chi bộ", "đảng bộ", "chi hội", "câu lạc bộ", "cơ sở", "đơn vị", "mô hình", "công trình", "dự án", "tuyến",
	"căn nhà", "căn", "suất", "phần quà", "trường hợp", "vụ", "ca", "chỉ tiêu", "ý kiến", "văn bản", "hồ sơ", "giờ", "phút", "ngày",
	"tuần", "tháng", "quý", "năm", "tuổi", "lớp", "trường", "xã", "phường", "thôn", "khu phố", "hẻm", "nghị quyết", "kế hoạch",
};

/* Small words that count nothing: any other small word after a whole number is what is counted. */
static const char *const connectives[] = {
	"và", "là", "đạt", "tăng", "giảm", "so", "với", "của", "trong", "đến", "từ", "thì", "mà", "ở", "tại", "được", "đã", "đang", "sẽ", "cho", "hoặc", "hay",
	"nhưng", "cùng", "theo", "vào", "có", "bằng", "trên", "dưới", "hơn", "gần", "để", "khi", "nếu", "do", "như", "vượt", "chiếm", "thuộc", "gồm", "nên",
	"vì", "về", "qua", "còn", "cũng", "này", "đó", "phải", "cần", "không", "chưa", "nhằm", "trở", "lên", "xuống", "ra", "sau", "trước",
};

/* Words that name something by the number or Roman numeral after them. */
static const char *const namers[] = {
	"ngày", "sáng", "trưa", "chiều", "tối", "đêm", "tháng", "năm", "quý", "kỳ", "khóa", "điều", "khoản", "điểm", "chương", "mục", "phần",
	"lục", "phố", "quận", "phường", "tổ", "ấp", "thôn", "đội", "lộ", "hẻm", "số", "lần", "thứ", "đợt", "hạng", "loại", "cấp", "trang", "bảng",
	"hình", "km", "vùng", "hội",
};

/* Titles and short forms that lean on the name after them. */
static const char *const titles[] = {
	"ông", "bà", "cô", "anh", "chị", "đ/c", "tp", "tp.", "q.", "p.", "h.", "tx.", "tt.", "gs.", "pgs.", "ts.", "ths.", "bs.", "gs.ts.", "pgs.ts.",
};

/* The family names that nine in ten bear; a name without a title before it is found by them. */
static const char *const families[] = {
	"nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi", "đỗ", "hồ", "ngô", "dương", "lý", "đào", "đoàn",
	"trịnh", "trương", "đinh", "lâm", "mai", "tô", "hà", "cao", "lương", "lưu", "thái", "châu", "tạ", "phùng", "quách", "vương", "tăng",
};

static bool listed(const char *const *list, gsize n, const char *key)
{
	for (gsize i = 0; i < n; i++)
		if (strcmp(list[i], key) == 0)
			return true;
	return false;
}
#define LISTED(list, key) listed(list, G_N_ELEMENTS(list), key)

static bool opens(gunichar c) { return c == '(' || c == '[' || c == '"' || c == '\'' || c == 0x201C || c == 0x2018 || c == 0xAB; }

static bool closes(gunichar c)
{
	return c == ')' || c == ']' || c == '"' || c == '\'' || c == ',' || c == '.' || c == ';' || c == ':' || c == '!' ||
	       c == '?' || c == 0x2026 || c == 0x201D || c == 0x2019 || c == 0xBB;
}

static void find_core(const char *text, word *w)
{
	gsize from = w->from, to = w->to;
	while (from < to && opens(bt_char_at(text + from)))
		from = (gsize)(g_utf8_next_char(text + from) - text);
	while (to > from) {
		const char *last = g_utf8_prev_char(text + to);
		if (!closes(bt_char_at(last)))
			break;
		to = (gsize)(last - text);
	}
	w->core_from = from;
	w->core_to = to;
}

static GArray *split_words(const char *text, gsize len)
{
	GArray *words = g_array_new(FALSE, TRUE, sizeof(word));
	for (gsize at = 0; at < len;) {
		while (at < len && bt_is_space(bt_char_at(text + at)))
			at = (gsize)(g_utf8_next_char(text + at) - text);
		gsize from = at;
		while (at < len && !bt_is_space(bt_char_at(text + at)))
			at = (gsize)(g_utf8_next_char(text + at) - text);
		if (at == from)
			break;
		word w = {.from = from, .to = at};
		find_core(text, &w);
		g_array_append_val(words, w);
	}
	return words;
}

/* The key of a word's core; abbreviations keep the dot that belongs to them. */
static const char *key_of(const char *text, word *w)
{
	if (!w->key)
		w->key = bt_spelling_key(text + w->core_from, (gssize)(w->core_to - w->core_from));
	return w->key;
}

static gunichar first_letter(const char *text, const word *w)
{
	return w->core_from < w->core_to ? bt_char_at(text + w->core_from) : 0;
}

static bool numeric(const char *text, const word *w)
{
	return w->core_from < w->core_to && g_ascii_isdigit(text[w->core_from]) && g_ascii_isdigit(text[w->core_to - 1]);
}

static bool roman(const char *text, const word *w)
{
	gsize n = w->core_to - w->core_from;
	return n > 0 && n < 7 && strspn(text + w->core_from, "IVXL") >= n;
}

static bool is_dash(const char *text, const word *w)
{
	gsize n = w->to - w->from;
	return (n == 1 && text[w->from] == '-') ||
	       (n == 3 && (!memcmp(text + w->from, "\u2013", 3) || !memcmp(text + w->from, "\u2014", 3)));
}

static bool stops_after(const word *w) { return w->core_to < w->to; }
static bool opens_before(const word *w) { return w->core_from > w->from; }

/* 12-NQ/TW, T/M, 15/17, QP-AN, 26.7%: a digit, or capitals on both sides of each "/"; any word with a
 * hyphen inside, since Vietnamese has no hyphenation and readers of the file (pdftotext) take a hyphen at
 * a line's end for one and drop it. A web address breaks where it likes. */
static bool holds_together(const char *text, const word *w)
{
	bool digit = false, joint = false, lower = false, hyphen = false;
	gsize letters = 0;
	for (const char *p = text + w->core_from; p < text + w->core_to; p = g_utf8_next_char(p)) {
		gunichar c = bt_char_at(p);
		digit |= c < 128 && g_ascii_isdigit((char)c);
		joint |= c == '/' || c == '-' || c == 0x2013 || c == '%';
		hyphen |= c == '-';
		lower |= bt_is_lower(c);
		if (c == ':' || c == '@' || ++letters > RANGE_LETTERS)
			return false;
	}
	return joint && letters > 1 && (digit || hyphen || !lower || letters <= 3);
}

/* How many words from `at` make a unit; 0: none. */
static guint unit_words(const char *text, GArray *words, guint at)
{
	g_autoptr(GString) phrase = g_string_new(NULL);
	guint best = 0, scaled = 0;
	for (guint i = at; i < words->len && i < at + scaled + 3; i++) {
		word *w = &g_array_index(words, word, i);
		if (opens_before(w))
			break;
		if (i == at + scaled && scaled < 2 && LISTED(scales, key_of(text, w))) {
			best = ++scaled;
			if (stops_after(w))
				break;
			continue;
		}
		if (phrase->len)
			g_string_append_c(phrase, ' ');
		const char *key = key_of(text, w);
		const char *slash = strchr(key, '/');
		g_string_append_len(phrase, key, slash ? slash - key : (gssize)strlen(key));
		if (LISTED(units, phrase->str))
			best = i - at + 1;
		if (stops_after(w) || slash)
			break;
	}
	return best;
}

static void glue(GArray *words, guint from, guint n)
{
	for (guint i = from; i < from + n && i < words->len; i++)
		g_array_index(words, word, i).glued = true;
}

/* How many capitalised syllables from `at` make a person's name; 0: none. `sure`: a title stands before. */
static guint name_words(const char *text, GArray *words, guint at, bool sure)
{
	guint n = 0;
	for (guint i = at; i < words->len && n < NAME_SYLLABLES; i++) {
		word *w = &g_array_index(words, word, i);
		gunichar c = first_letter(text, w), second = c ? bt_char_at(g_utf8_next_char(text + w->core_from)) : 0;
		if (!bt_is_upper(c) || !(bt_is_lower(second) || w->core_to - w->core_from < 3) || (n && opens_before(w)))
			break;
		if (n == 0 && !sure && !LISTED(families, key_of(text, w)))
			return 0;
		if (n >= 3 && LISTED(families, key_of(text, w)))
			break;
		n++;
		if (stops_after(w))
			break;
	}
	return n >= 2 || sure ? n : 0;
}

static bool leans_on_next(const char *text, word *w)
{
	if (w->to > w->from + 1 && text[w->to - 1] == '-') /* "Lao động- Thương binh" */
		return true;
	if (LISTED(titles, key_of(text, w)) && !stops_after(w))
		return true;
	if (w->to != w->core_to + 1 || text[w->core_to] != '.')
		return false;
	g_autofree char *dotted = g_strconcat(key_of(text, w), ".", NULL);
	return LISTED(titles, dotted);
}

/* "14 buổi": a whole number and a small word that is no connective. */
static bool counts(const char *text, word *number, word *next)
{
	gsize len = number->core_to - number->core_from;
	return !opens_before(next) && bt_is_lower(first_letter(text, next)) && !memchr(text + number->core_from, ',', len) &&
	       !memchr(text + number->core_from, '/', len) && !LISTED(connectives, key_of(text, next));
}

static void bind_number(const char *text, GArray *words, guint i, bool named)
{
	word *w = &g_array_index(words, word, i);
	if (stops_after(w) || i + 1 >= words->len)
		return;
	if (!named) {
		guint n = unit_words(text, words, i + 1);
		glue(words, i, n ? n : counts(text, w, w + 1));
	}
	if (i + 2 < words->len && is_dash(text, w + 1) && numeric(text, w + 2))
		glue(words, i, 2);
}

/* One pass over the words; each rule looks at the words after its own. */
static void bind(const char *text, GArray *words)
{
	for (guint i = 0; i < words->len; i++) {
		word *w = &g_array_index(words, word, i), *next = i + 1 < words->len ? w + 1 : NULL;
		w->whole = holds_together(text, w);
		bool named = i > 0 && w[-1].glued && LISTED(namers, key_of(text, w - 1));
		if (numeric(text, w))
			bind_number(text, words, i, named);
		if (next && is_dash(text, next) && !is_dash(text, w))
			w->glued = true;
		if (next && !stops_after(w) && !opens_before(next) && (g_ascii_isdigit((char)text[next->core_from]) || roman(text, next)) &&
		    LISTED(namers, key_of(text, w)))
			w->glued = true;
		if (!bt_is_upper(first_letter(text, next ? next : w)))
			continue;
		bool title = next && leans_on_next(text, w);
		guint from = title ? i + 1 : i, n = name_words(text, words, from, title);
		if (title)
			w->glued = true;
		if (n > 1 && !(i > 0 && w[-1].glued && !title && bt_is_upper(first_letter(text, w - 1))))
			glue(words, from, n - 1);
	}
}

void bt_nobreak_ranges(const char *text, gsize len, GArray *ranges)
{
	g_autoptr(GArray) words = split_words(text, len);
	bind(text, words);
	for (guint i = 0; i < words->len; i++) {
		word *w = &g_array_index(words, word, i);
		if (!w->glued && !w->whole)
			continue;
		guint j = i;
		gsize letters = bt_text_letters(text + w->from, w->to - w->from);
		while (g_array_index(words, word, j).glued && j + 1 < words->len) {
			word *next = &g_array_index(words, word, j + 1);
			letters += bt_text_letters(text + next->from, next->to - next->from) + 1;
			if (letters > RANGE_LETTERS)
				break;
			j++;
		}
		bt_range range = {w->from, g_array_index(words, word, j).to};
		if (j > i || w->whole)
			g_array_append_val(ranges, range);
		i = j;
	}
	for (guint i = 0; i < words->len; i++)
		g_free(g_array_index(words, word, i).key);
}
