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
	const char *key;          /* spelling key of the core, worked out when asked for */
	int lists;                /* it stands in, with the key */
	bool joint;               /* a sign in it may hold it together */
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

enum { SCALE = 1, UNIT = 2, CONNECTIVE = 4, NAMER = 8, TITLE = 16, FAMILY = 32 };

static void put_list(GHashTable *lists, const char *const *list, gsize n, int bit)
{
	for (gsize i = 0; i < n; i++)
		g_hash_table_insert(lists, (gpointer)list[i], GINT_TO_POINTER(bit | GPOINTER_TO_INT(g_hash_table_lookup(lists, list[i]))));
}
#define PUT_LIST(lists, list, bit) put_list(lists, list, G_N_ELEMENTS(list), bit)

/* The lists that a key stands in. Their table is made at the first word and kept for the process. */
static int lists_of(const char *key)
{
	static GHashTable *lists;
	if (!lists) {
		lists = g_hash_table_new(g_str_hash, g_str_equal);
		PUT_LIST(lists, scales, SCALE);
		PUT_LIST(lists, units, UNIT);
		PUT_LIST(lists, connectives, CONNECTIVE);
		PUT_LIST(lists, namers, NAMER);
		PUT_LIST(lists, titles, TITLE);
		PUT_LIST(lists, families, FAMILY);
	}
	return GPOINTER_TO_INT(g_hash_table_lookup(lists, key));
}

/* A text, its words, and where the next word's key goes. */
typedef struct {
	const char *text;
	word *words;
	guint n; /* words */
	char *keys, *next_key; /* made with the first key, as large as all can be */
	gsize len;
} line;

static word *word_at(const line *l, guint i) { return &l->words[i]; }

/* The key of a word's core; abbreviations keep the dot that belongs to them. */
static const char *key_of(line *l, word *w)
{
	if (w->key)
		return w->key;
	if (!l->keys)
		l->keys = l->next_key = g_malloc(l->n * BT_KEY_ROOM(0) + 2 * l->len);
	w->key = l->next_key;
	l->next_key += bt_spelling_key_into(l->next_key, l->text + w->core_from, w->core_to - w->core_from) + 1;
	w->lists = lists_of(w->key);
	return w->key;
}

static bool is_in(line *l, word *w, int list)
{
	key_of(l, w);
	return w->lists & list;
}

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

static bool is_joint(gunichar c) { return c == '/' || c == '-' || c == 0x2013 || c == '%'; }

#define WORDS_AT_HAND 48 /* a label or a cell has fewer */

/* The words of l->text; `room` serves while they are few. */
static void split_words(line *l, word *room)
{
	const char *p = l->text, *end = p + l->len, *next;
	guint most = WORDS_AT_HAND;
	l->words = room;
	while (p < end) {
		for (next = p; p < end && bt_is_space(bt_take_char(&next));)
			p = next;
		word w = {.from = (gsize)(p - l->text)};
		gunichar c;
		for (next = p; p < end && !bt_is_space(c = bt_take_char(&next)); p = next)
			w.joint |= is_joint(c);
		w.to = (gsize)(p - l->text);
		if (w.to == w.from)
			break;
		find_core(l->text, &w);
		if (l->n == most) {
			most *= 2;
			word *more = g_renew(word, l->words == room ? NULL : l->words, most);
			if (l->words == room)
				memcpy(more, room, sizeof *room * l->n);
			l->words = more;
		}
		l->words[l->n++] = w;
	}
}

static gunichar first_letter(const char *text, const word *w)
{
	return w->core_from < w->core_to ? bt_char_at(text + w->core_from) : 0;
}

static bool numeric(const char *text, const word *w)
{
	return w->core_from < w->core_to && g_ascii_isdigit(text[w->core_from]) && g_ascii_isdigit(text[w->core_to - 1]);
}

/* "IV", "IV/2031" */
static bool roman(const char *text, const word *w)
{
	gsize n = w->core_to - w->core_from, letters = MIN(n, strspn(text + w->core_from, "IVXL"));
	return letters > 0 && letters < 7 && (letters == n || text[w->core_from + letters] == '/');
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
	if (!w->joint)
		return false;
	bool digit = false, joint = false, lower = false, hyphen = false;
	gsize letters = 0;
	for (const char *p = text + w->core_from; p < text + w->core_to; p = g_utf8_next_char(p)) {
		gunichar c = bt_char_at(p);
		digit |= c < 128 && g_ascii_isdigit((char)c);
		joint |= is_joint(c);
		hyphen |= c == '-';
		lower |= bt_is_lower(c);
		if (c == ':' || c == '@' || ++letters > RANGE_LETTERS)
			return false;
	}
	return joint && letters > 1 && (digit || hyphen || !lower || letters <= 3);
}

/* How many words from `at` make a unit; 0: none. */
static guint unit_words(line *l, guint at)
{
	g_autoptr(GString) phrase = g_string_new(NULL);
	guint best = 0, scaled = 0;
	for (guint i = at; i < l->n && i < at + scaled + 3; i++) {
		word *w = word_at(l, i);
		if (opens_before(w))
			break;
		if (i == at + scaled && scaled < 2 && is_in(l, w, SCALE)) {
			best = ++scaled;
			if (stops_after(w))
				break;
			continue;
		}
		if (phrase->len)
			g_string_append_c(phrase, ' ');
		const char *key = key_of(l, w);
		const char *slash = strchr(key, '/');
		g_string_append_len(phrase, key, slash ? slash - key : (gssize)strlen(key));
		if (lists_of(phrase->str) & UNIT)
			best = i - at + 1;
		if (stops_after(w) || slash)
			break;
	}
	return best;
}

static void glue(line *l, guint from, guint n)
{
	for (guint i = from; i < from + n && i < l->n; i++)
		word_at(l, i)->glued = true;
}

/* How many capitalised syllables from `at` make a person's name; 0: none. `sure`: a title stands before. */
static guint name_words(line *l, guint at, bool sure)
{
	guint n = 0;
	for (guint i = at; i < l->n && n < NAME_SYLLABLES; i++) {
		word *w = word_at(l, i);
		gunichar c = first_letter(l->text, w), second = c ? bt_char_at(g_utf8_next_char(l->text + w->core_from)) : 0;
		if (!bt_is_upper(c) || !(bt_is_lower(second) || w->core_to - w->core_from < 3) || (n && opens_before(w)))
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

static bool leans_on_next(line *l, word *w)
{
	if (w->to > w->from + 1 && l->text[w->to - 1] == '-') /* "Lao động- Thương binh" */
		return true;
	if (is_in(l, w, TITLE) && !stops_after(w))
		return true;
	if (w->to != w->core_to + 1 || l->text[w->core_to] != '.')
		return false;
	g_autofree char *dotted = g_strconcat(key_of(l, w), ".", NULL);
	return lists_of(dotted) & TITLE;
}

/* "14 buổi": a whole number and a small word that is no connective. */
static bool counts(line *l, word *number, word *next)
{
	gsize len = number->core_to - number->core_from;
	return !opens_before(next) && bt_is_lower(first_letter(l->text, next)) && !memchr(l->text + number->core_from, ',', len) &&
	       !memchr(l->text + number->core_from, '/', len) && !is_in(l, next, CONNECTIVE);
}

static void bind_number(line *l, guint i, bool named)
{
	word *w = word_at(l, i);
	if (stops_after(w) || i + 1 >= l->n)
		return;
	if (!named) {
		guint n = unit_words(l, i + 1);
		glue(l, i, n ? n : counts(l, w, w + 1));
	}
	if (i + 2 < l->n && is_dash(l->text, w + 1) && numeric(l->text, w + 2))
		glue(l, i, 2);
}

/* One pass over the words; each rule looks at the words after its own. */
static void bind(line *l)
{
	for (guint i = 0; i < l->n; i++) {
		word *w = word_at(l, i), *next = i + 1 < l->n ? w + 1 : NULL;
		w->whole = holds_together(l->text, w);
		bool named = i > 0 && w[-1].glued && is_in(l, w - 1, NAMER);
		if (numeric(l->text, w))
			bind_number(l, i, named);
		if (next && is_dash(l->text, next) && !is_dash(l->text, w))
			w->glued = true;
		if (next && !stops_after(w) && !opens_before(next) && (g_ascii_isdigit((char)l->text[next->core_from]) || roman(l->text, next)) &&
		    is_in(l, w, NAMER))
			w->glued = true;
		if (!bt_is_upper(first_letter(l->text, next ? next : w)))
			continue;
		bool title = next && leans_on_next(l, w);
		guint from = title ? i + 1 : i, n = name_words(l, from, title);
		if (title)
			w->glued = true;
		if (n > 1 && !(i > 0 && w[-1].glued && !title && bt_is_upper(first_letter(l->text, w - 1))))
			glue(l, from, n - 1);
	}
}

void bt_nobreak_ranges(const char *text, gsize len, GArray *ranges)
{
	word room[WORDS_AT_HAND];
	line l = {.text = text, .len = len};
	split_words(&l, room);
	bind(&l);
	for (guint i = 0; i < l.n; i++) {
		const word *w = word_at(&l, i);
		if (!w->glued && !w->whole)
			continue;
		guint j = i;
		gsize letters = bt_text_letters(text + w->from, w->to - w->from);
		while (word_at(&l, j)->glued && j + 1 < l.n) {
			const word *next = word_at(&l, j + 1);
			letters += bt_text_letters(text + next->from, next->to - next->from) + 1;
			if (letters > RANGE_LETTERS)
				break;
			j++;
		}
		bt_range range = {w->from, word_at(&l, j)->to};
		if (j > i || w->whole)
			g_array_append_val(ranges, range);
		i = j;
	}
	g_free(l.keys);
	if (l.words != room)
		g_free(l.words);
}
