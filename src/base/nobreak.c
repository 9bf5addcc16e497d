/* Finds the stretches of a text inside which no line may end. Works on words (runs without white
 * space): first what holds a word together, then what holds it to the next one. Knows the few words
 * that ask for it; knows nothing of layout, which turns ranges into no-break spaces or attributes. */
#include "base/nobreak.h"

#include "base/text.h"

#include <string.h>

#define RANGE_LETTERS 36 /* a column of 41 letters is the narrowest we set */
#define NAME_SYLLABLES 5

typedef struct {
	guint32 from, to;           /* with its punctuation */
	guint32 core_from, core_to; /* without quotes, brackets and stops around it */
	int lists;                  /* it stands in, and LOOKED_UP; worked out when asked for */
	bool joint, digit;          /* a sign in it may hold it together; it has a digit */
	bool upper;                 /* its core begins with a capital */
	bool whole;                 /* holds together inside */
	bool glued;                 /* to the next word */
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

enum { SCALE = 1, UNIT = 2, CONNECTIVE = 4, NAMER = 8, TITLE = 16, FAMILY = 32, LOOKED_UP = 64 };

/* No title, no other word, no unit of several words is longer. */
#define TITLE_BYTES 7
#define WORD_BYTES 12
#define PHRASE_BYTES 24

static void put_list(GHashTable *lists, const char *const *list, gsize n, int bit, gsize most)
{
	for (gsize i = 0; i < n; i++) {
		g_assert(strlen(list[i]) <= most);
		g_hash_table_insert(lists, (gpointer)list[i], GINT_TO_POINTER(bit | GPOINTER_TO_INT(g_hash_table_lookup(lists, list[i]))));
	}
}
#define PUT_LIST(lists, list, bit, most) put_list(lists, list, G_N_ELEMENTS(list), bit, most)

/* The lists that a key stands in. Their table is made at the first word and kept for the process. */
static int lists_of(const char *key)
{
	static GHashTable *lists;
	if (!lists) {
		lists = g_hash_table_new(g_str_hash, g_str_equal);
		PUT_LIST(lists, scales, SCALE, WORD_BYTES);
		PUT_LIST(lists, units, UNIT, PHRASE_BYTES);
		PUT_LIST(lists, connectives, CONNECTIVE, WORD_BYTES);
		PUT_LIST(lists, namers, NAMER, WORD_BYTES);
		PUT_LIST(lists, titles, TITLE, TITLE_BYTES);
		PUT_LIST(lists, families, FAMILY, WORD_BYTES);
	}
	return GPOINTER_TO_INT(g_hash_table_lookup(lists, key));
}

typedef struct {
	const char *text;
	gsize len;
	word *words;
	guint n; /* words */
} line;

static word *word_at(const line *l, guint i) { return &l->words[i]; }

static bool is_in(const line *l, word *w, int list)
{
	char key[BT_KEY_ROOM(WORD_BYTES)];
	gsize len = w->core_to - w->core_from;
	if (!w->lists) {
		w->lists = LOOKED_UP;
		if (len <= WORD_BYTES) {
			bt_spelling_key_into(key, l->text + w->core_from, len);
			w->lists |= lists_of(key);
		}
	}
	return w->lists & list;
}

/* ---- words */

/* What a byte is; 0: a letter, or a part of one. */
enum { SPACE = 1, OPENS = 2, CLOSES = 4, JOINT = 8, DIGIT = 16, LOOK = 32 /* at the code point that it begins */ };

static const guint8 kinds[256] = {
	[' '] = SPACE, ['\t'] = SPACE, ['\n'] = SPACE, ['\v'] = SPACE, ['\f'] = SPACE, ['\r'] = SPACE,
	['('] = OPENS, ['['] = OPENS, ['"'] = OPENS | CLOSES, ['\''] = OPENS | CLOSES, [')'] = CLOSES, [']'] = CLOSES,
	[','] = CLOSES, ['.'] = CLOSES, [';'] = CLOSES, [':'] = CLOSES, ['!'] = CLOSES, ['?'] = CLOSES,
	['/'] = JOINT, ['-'] = JOINT, ['%'] = JOINT,
	['0'] = DIGIT, ['1'] = DIGIT, ['2'] = DIGIT, ['3'] = DIGIT, ['4'] = DIGIT, ['5'] = DIGIT, ['6'] = DIGIT, ['7'] = DIGIT, ['8'] = DIGIT, ['9'] = DIGIT,
	[0xC2] = LOOK, [0xE1] = LOOK, [0xE2] = LOOK, [0xE3] = LOOK,
};

static int kind_of(gunichar c)
{
	if (c - BT_LETTERS_HIGH < 0x100)
		return 0;
	if (bt_is_space(c))
		return SPACE;
	switch (c) {
	case 0xAB: case 0x2018: case 0x201C: return OPENS;
	case 0xBB: case 0x2019: case 0x201D: case 0x2026: return CLOSES;
	case 0x2013: return JOINT;
	}
	return 0;
}

static int kind_at(const char *p)
{
	int kind = kinds[(guchar)*p];
	return kind == LOOK ? kind_of(bt_char_at(p)) : kind;
}

static void find_core(const char *text, word *w)
{
	const char *from = text + w->from, *to = text + w->to;
	while (from < to && kind_at(from) & OPENS)
		from = g_utf8_next_char(from);
	for (const char *last; to > from; to = last) {
		last = g_utf8_prev_char(to);
		if (!(kind_at(last) & CLOSES))
			break;
	}
	w->core_from = (guint32)(from - text);
	w->core_to = (guint32)(to - text);
}

static bool has_core(const word *w) { return w->core_from < w->core_to; }

/* The word at `p`; its end. */
static const char *take_word(const char *text, const char *p, const char *end, word *w)
{
	int seen = 0;
	*w = (word){.from = (guint32)(p - text), .core_from = (guint32)(p - text)};
	for (; p < end; p++) {
		if (!kinds[(guchar)*p]) /* most */
			continue;
		int kind = kind_at(p);
		if (kind & SPACE)
			break;
		seen |= kind;
	}
	w->to = w->core_to = (guint32)(p - text);
	w->joint = seen & JOINT;
	w->digit = seen & DIGIT;
	if (seen & (OPENS | CLOSES))
		find_core(text, w);
	w->upper = has_core(w) && bt_is_upper(bt_char_at(text + w->core_from));
	return p;
}

#define WORDS_AT_HAND 48 /* a label or a cell has fewer */

/* The words of l->text; `room` serves while they are few. */
static void split_words(line *l, word *room)
{
	const char *end = l->text + l->len;
	guint most = WORDS_AT_HAND;
	l->words = room;
	for (const char *p = l->text;;) {
		while (p < end && kind_at(p) & SPACE)
			bt_take_char(&p);
		if (p >= end)
			return;
		if (l->n == most) {
			most *= 2;
			word *more = g_renew(word, l->words == room ? NULL : l->words, most);
			if (l->words == room)
				memcpy(more, room, sizeof *room * l->n);
			l->words = more;
		}
		p = take_word(l->text, p, end, &l->words[l->n++]);
	}
}

static bool numeric(const char *text, const word *w)
{
	return has_core(w) && g_ascii_isdigit(text[w->core_from]) && g_ascii_isdigit(text[w->core_to - 1]);
}

/* "IV", "IV/2031" */
static bool roman(const char *text, const word *w)
{
	gsize n = w->core_to - w->core_from, letters = MIN(n, strspn(text + w->core_from, "IVXL"));
	return letters > 0 && letters < 7 && (letters == n || text[w->core_from + letters] == '/');
}

/* "5", "IV": what may be the number of something. */
static bool begins_number(const char *text, const word *w)
{
	return (w->digit && has_core(w) && g_ascii_isdigit(text[w->core_from])) || (w->upper && roman(text, w));
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
static guint unit_words(const line *l, guint at)
{
	char phrase[BT_KEY_ROOM(PHRASE_BYTES + 1)];
	gsize len = 0;
	guint best = 0, scaled = 0;
	for (guint i = at; i < l->n && i < at + scaled + 3; i++) {
		const word *w = word_at(l, i);
		const char *core = l->text + w->core_from;
		gsize whole = w->core_to - w->core_from;
		const char *slash = memchr(core, '/', whole);
		gsize n = slash ? (gsize)(slash - core) : whole;
		if (opens_before(w) || len + n > PHRASE_BYTES)
			break;
		if (len)
			phrase[len++] = ' ';
		len += bt_spelling_key_into(phrase + len, core, n);
		int lists = lists_of(phrase);
		if (i == at + scaled && scaled < 2 && lists & SCALE && !slash) {
			best = ++scaled;
			len = 0;
		} else if (lists & UNIT) {
			best = i - at + 1;
		}
		if (stops_after(w) || slash)
			break;
	}
	return best;
}

static void glue(const line *l, guint from, guint n)
{
	for (guint i = from; i < from + n && i < l->n; i++)
		word_at(l, i)->glued = true;
}

static gunichar second_letter(const char *text, const word *w) { return bt_char_at(g_utf8_next_char(text + w->core_from)); }

/* How many capitalised syllables from `at` make a person's name; 0: none. `sure`: a title stands before. */
static guint name_words(const line *l, guint at, bool sure)
{
	guint n = 0;
	for (guint i = at; i < l->n && n < NAME_SYLLABLES; i++) {
		word *w = word_at(l, i);
		if (!w->upper || !(w->core_to - w->core_from < 3 || bt_is_lower(second_letter(l->text, w))) || (n && opens_before(w)))
			break;
		if (n == 0 && !sure && !is_in(l, w, FAMILY))
			return 0;
		if (n >= 3 && is_in(l, w, FAMILY))
			break;
		n++;
		if (stops_after(w))
			break;
	}
	return n >= 2 || sure ? n : 0;
}

/* A title, with its dot or without. */
static bool is_title(const line *l, word *w)
{
	gsize len = w->core_to - w->core_from;
	bool dotted = w->to == w->core_to + 1 && l->text[w->core_to] == '.';
	if (len + dotted > TITLE_BYTES)
		return false;
	if (!dotted)
		return !stops_after(w) && is_in(l, w, TITLE);
	char key[BT_KEY_ROOM(TITLE_BYTES)];
	bt_spelling_key_into(key, l->text + w->core_from, len + 1);
	return lists_of(key) & TITLE;
}

static bool leans_on_next(const line *l, word *w)
{
	if (w->joint && w->to > w->from + 1 && l->text[w->to - 1] == '-') /* "Lao động- Thương binh" */
		return true;
	return is_title(l, w);
}

/* "14 buổi": a whole number and a small word that is no connective. */
static bool counts(const line *l, const word *number, word *next)
{
	gsize len = number->core_to - number->core_from;
	return !opens_before(next) && has_core(next) && bt_is_lower(bt_char_at(l->text + next->core_from)) && !memchr(l->text + number->core_from, ',', len) &&
	       !memchr(l->text + number->core_from, '/', len) && !is_in(l, next, CONNECTIVE);
}

static void bind_number(const line *l, guint i)
{
	word *w = word_at(l, i);
	bool named = i > 0 && w[-1].glued && is_in(l, w - 1, NAMER);
	if (stops_after(w) || i + 1 >= l->n)
		return;
	if (!named) {
		guint n = unit_words(l, i + 1);
		glue(l, i, n ? n : counts(l, w, w + 1));
	}
	if (i + 2 < l->n && is_dash(l->text, w + 1) && numeric(l->text, w + 2))
		glue(l, i, 2);
}

/* A person's name, which may begin at word i or, when that is a title, after it. */
static void bind_name(const line *l, guint i)
{
	word *w = word_at(l, i);
	bool title = leans_on_next(l, w);
	guint from = title ? i + 1 : i, n = name_words(l, from, title);
	if (title)
		w->glued = true;
	if (n > 1 && (title || i == 0 || !w[-1].glued || !w[-1].upper))
		glue(l, from, n - 1);
}

/* One pass over the words; each rule looks at the words after its own. */
static void bind(const line *l)
{
	for (guint i = 0; i < l->n; i++) {
		word *w = word_at(l, i), *next = w + 1;
		w->whole = w->joint && holds_together(l->text, w);
		if (w->digit && numeric(l->text, w))
			bind_number(l, i);
		if (i + 1 == l->n)
			return;
		if (is_dash(l->text, next) && !is_dash(l->text, w))
			w->glued = true;
		if (!stops_after(w) && !opens_before(next) && begins_number(l->text, next) && is_in(l, w, NAMER))
			w->glued = true;
		if (next->upper)
			bind_name(l, i);
	}
}

/* Bytes are never fewer than letters, so most stretches need no count. */
static bool fits(const line *l, const word *first, const word *last)
{
	gsize len = last->to - first->from;
	return len <= RANGE_LETTERS || bt_text_letters(l->text + first->from, len) <= RANGE_LETTERS;
}

void bt_nobreak_each(const char *text, gsize len, bt_range_put put, void *data)
{
	word room[WORDS_AT_HAND];
	line l = {.text = text, .len = len};
	split_words(&l, room);
	bind(&l);
	for (const word *w = l.words, *end = w + l.n, *last; w < end; w = last + 1) {
		for (last = w; last->glued && last + 1 < end && fits(&l, w, last + 1); last++)
			;
		if (last > w || w->whole)
			put(data, (bt_range){w->from, last->to});
	}
	if (l.words != room)
		g_free(l.words);
}

static void add_range(void *ranges, bt_range range) { g_array_append_val(ranges, range); }

void bt_nobreak_ranges(const char *text, gsize len, GArray *ranges) { bt_nobreak_each(text, len, add_range, ranges); }
