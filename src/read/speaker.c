/* Finds who is quoted: “…” – đồng chí X nhấn mạnh; đồng chí X nhấn mạnh: “…”; Theo đồng chí X, “…”.
 * Knows forms of address, verbs of saying, and how Vietnamese names look. Reads only the words
 * right before and after a quotation. */
#include "read/inner.h"

#include <string.h>

#define REACH 360 /* bytes looked at on each side */
#define VERB_REACH 36

static const char verbs[] =
	"nhấn mạnh;đề nghị;yêu cầu;cho biết;cho hay;ghi nhận;biểu dương;khẳng định;lưu ý;kết luận;chỉ đạo;chia sẻ;đánh giá;"
	"phát biểu;nói;cho rằng;bày tỏ;thông tin;nêu;phân tích;kiến nghị;đề xuất;trao đổi;cam kết;kêu gọi;nhận định;"
	"nhận xét;phấn khởi;tâm sự;giải thích;góp ý;mong muốn;chỉ rõ;nhắc nhở;căn dặn;báo cáo";

static const char address[] = "đồng chí;đ/c;ông;bà;anh;chị;cô;thầy;cụ;em;linh mục;hòa thượng;thượng tọa;đại đức;"
			      "đại tá;thượng tá;trung tá;thiếu tá;đại úy;thượng úy;bác sĩ;giáo sư;tiến sĩ";

static const char surnames[] =
	"nguyễn;trần;lê;phạm;hoàng;huỳnh;phan;vũ;võ;đặng;bùi;đỗ;hồ;ngô;dương;lý;đinh;đoàn;lâm;mai;trịnh;trương;"
	"tạ;tô;tôn;cao;châu;chu;hà;hứa;kiều;la;lương;lưu;mạc;nghiêm;ninh;nông;ông;phùng;quách;quản;thái;thạch;"
	"thân;tăng;tống;triệu;từ;văn;vương;âu;đào;đàm;điểu;y;h;rơ;kpă;siu;giàng;lò;vàng;sùng;hầu;lường;cầm;lục;"
	"danh;sơn;kim;lỗ;khổng;khúc;doãn;diệp;đồng;đậu;phí;viên;tiêu;trà;thiều;bạch;bế";

/* Lower case with the same length in bytes, so that places agree. */
static char *lower_same(const char *s, gsize len, bt_arena *arena)
{
	GString *out = g_string_sized_new(len);
	for (const char *p = s; p < s + len; p = g_utf8_next_char(p)) {
		gunichar c = bt_char_at(p), l = bt_to_lower(c);
		g_string_append_unichar(out, g_unichar_to_utf8(l, NULL) == g_unichar_to_utf8(c, NULL) ? l : c);
	}
	char *copy = bt_arena_strndup(arena, out->str, out->len);
	g_string_free(out, TRUE);
	return copy;
}

static gsize back_to_letter(const char *s, gsize at)
{
	while (at > 0 && ((guchar)s[at] & 0xC0) == 0x80)
		at--;
	return at;
}

static bool at_word(const char *s, const char *p)
{
	return p == s || !bt_is_alnum(bt_char_at(g_utf8_prev_char(p)));
}

struct name {
	gsize from, to; /* with the form of address when there is one */
};

/* A run of capitalised words from p on; its end. */
static const char *capital_run(const char *p, const char *end, guint *words)
{
	const char *stop = p;
	*words = 0;
	while (p < end && bt_is_upper(bt_char_at(p))) {
		while (p < end && (bt_is_alpha(bt_char_at(p)) || bt_is_mark(bt_char_at(p)) || *p == '\''))
			p = g_utf8_next_char(p);
		stop = p;
		++*words;
		if (p >= end || *p != ' ')
			break;
		p++;
	}
	return stop;
}

#define NAME_WORDS 4

/* In "TP Hồ Chí Minh Nguyễn Thị Bình" the name begins at the first surname among the last words;
 * middle names look like surnames too. */
static const char *name_start(const char *s, const char *low, const char *from, const char *to)
{
	const char *start = NULL;
	guint words = 0;
	for (const char *p = to; p > from;) {
		p = g_utf8_prev_char(p);
		if (!at_word(s, p) || !bt_is_alpha(bt_char_at(p)))
			continue;
		if (++words > NAME_WORDS)
			break;
		gsize n = bt_key_begins(low + (p - s), surnames);
		if (words >= 2 && n && s[(p - s) + (gssize)n] == ' ')
			start = p;
	}
	return start;
}

/* The person in s[0..len) who says what follows or went before. */
static bool find_person(const char *s, const char *low, gsize len, struct name *name)
{
	bool found = false;
	const char *end = s + len;
	for (const char *p = s; p < end; p = g_utf8_next_char(p)) {
		if (!at_word(s, p))
			continue;
		guint words;
		gsize n = bt_key_begins(low + (p - s), address);
		if (n && p + n < end && p[n] == ' ') {
			const char *stop = capital_run(p + n + 1, end, &words);
			if (words >= 1 && words <= NAME_WORDS + 1 && stop > p + n + 1) {
				*name = (struct name){(gsize)(p - s), (gsize)(stop - s)};
				return true;
			}
		}
		if (!bt_is_upper(bt_char_at(p)))
			continue;
		const char *stop = capital_run(p, end, &words);
		const char *start = words >= 2 ? name_start(s, low, p, stop) : NULL;
		if (start) {
			*name = (struct name){(gsize)(start - s), (gsize)(stop - s)};
			found = true;
		}
		if (stop > p)
			p = g_utf8_prev_char(stop);
	}
	return found;
}

static gsize find_verb(const char *low, gsize len)
{
	for (const char *p = low; p < low + len; p = g_utf8_next_char(p))
		if (at_word(low, p) && bt_key_begins(p, verbs))
			return (gsize)(p - low);
	return len;
}

static const char *copy_name(bt_reading *r, const char *s, struct name name)
{
	return bt_arena_strndup(r->doc->arena, s + name.from, name.to - name.from);
}

/* “…” – đồng chí X nhấn mạnh. */
static const char *speaker_after(bt_reading *r, const char *s, gsize len)
{
	const char *p = s, *end = s + len;
	bool mark = false;
	while (p < end) {
		gunichar c = bt_char_at(p);
		bool dash = c == '-' || c == 0x2013 || c == 0x2014 || c == ',';
		if (!dash && c != ' ' && c != '.')
			break;
		mark |= dash;
		p = g_utf8_next_char(p);
	}
	if (!mark)
		return NULL;
	gsize n = 0;
	for (const char *q = p; q < end && *q != ';' && !(*q == '.' && (q + 1 == end || q[1] == ' ')); q++)
		n++;
	const char *low = lower_same(p, n, r->scratch);
	gsize verb = find_verb(low, n);
	struct name name;
	if (verb == n || !find_person(p, low, verb, &name))
		return NULL;
	return copy_name(r, p, name);
}

/* đồng chí X nhấn mạnh: “…” and Theo đồng chí X, “…” */
static const char *speaker_before(bt_reading *r, const char *s, gsize len)
{
	while (len && s[len - 1] == ' ')
		len--;
	if (!len)
		return NULL;
	bool colon = s[len - 1] == ':', comma = s[len - 1] == ',';
	gsize from = 0;
	for (gsize i = 0; i + 1 < len; i++)
		if (strchr(".!?", s[i]) && s[i + 1] == ' ')
			from = i + 2;
	s += from;
	len -= from;
	const char *low = lower_same(s, len, r->scratch);
	bool according = bt_key_begins(low, "theo") > 0;
	/* Without a colon the verb stands right before the mark. */
	gsize near = colon || g_str_has_suffix(low, "rằng") || len < VERB_REACH ? 0 : back_to_letter(low, len - VERB_REACH);
	gsize verb = near + find_verb(low + near, len - near);
	struct name name;
	bool says = verb < len;
	if (!says && !(according && comma))
		return NULL;
	/* The person stands before the verb; after "Theo" anywhere. */
	gsize reach = says && !according ? verb : len;
	return find_person(s, low, reach, &name) ? copy_name(r, s, name) : NULL;
}

static void name_speakers(bt_reading *r, bt_node *block)
{
	bool any = false;
	for (const bt_node *n = block->first; n && !any; n = n->next)
		any = n->kind == BT_QUOTE;
	if (!any)
		return;
	bt_flat flat = bt_flatten(block, r->doc->source, r->scratch);
	gsize said = 0; /* the end of the quotation before */
	for (bt_node *n = block->first; n; n = n->next) {
		if (n->kind != BT_QUOTE)
			continue;
		gsize from = bt_flat_at(&flat, n->span.off), to = bt_flat_at(&flat, bt_span_end(n->span));
		gsize start = back_to_letter(flat.text, MAX(said, from > REACH ? from - REACH : 0));
		gsize reach = back_to_letter(flat.text, MIN(flat.len, to + REACH));
		n->u.quote.speaker = speaker_after(r, flat.text + to, reach - to);
		if (!n->u.quote.speaker)
			n->u.quote.speaker = speaker_before(r, flat.text + start, from - start);
		said = to;
	}
}

void bt_pass_speaker(bt_reading *r)
{
	for (bt_node *n = bt_block_next(r->doc->root, r->doc->root); n; n = bt_block_next(n, r->doc->root))
		if (n->kind != BT_CODE_BLOCK)
			name_speakers(r, n);
}
