/* Second stage: what has digits but measures nothing becomes opaque: markers, document numbers,
 * dates, periods, numbered places and names. A mask is a run of tokens with its kind; the rules
 * stand in one table, the first that fits wins. Knows no units but to see that a number has one. */
#include "figure/stages.h"

#include <string.h>

static const bt_token *at(const bt_passage *p, int i)
{
	static const bt_token none = {.kind = BT_TOK_BREAK};
	return i >= 0 && i < (int)p->tokens->len ? BT_TOKEN(p, i) : &none;
}

static bool is_mark(const bt_passage *p, int i, char mark)
{
	return at(p, i)->kind == BT_TOK_PUNCT && at(p, i)->mark == mark;
}

static bool is_number(const bt_passage *p, int i)
{
	return at(p, i)->kind == BT_TOK_NUMBER && !at(p, i)->mask;
}

static bool is_word(const bt_passage *p, int i) { return at(p, i)->kind == BT_TOK_WORD; }

static bool plain(const bt_passage *p, int i, gint64 low, gint64 high)
{
	const bt_token *t = at(p, i);
	return is_number(p, i) && t->shape == BT_SHAPE_PLAIN && t->num.mant >= low && t->num.mant <= high;
}

static bool year(const bt_passage *p, int i)
{
	return plain(p, i, 1900, 2199) && at(p, i)->to - at(p, i)->from == 4;
}

static bool word_is(const bt_passage *p, int i, const char *key)
{
	return is_word(p, i) && bt_token_is(at(p, i), key);
}

/* A unit of the lexicon begins at token i; `classes` more may be asked for. */
static bool unit_at(const bt_passage *p, int i)
{
	int end;
	return i < (int)p->tokens->len && bt_match(p, i, BT_W(UNIT) | BT_W(SCALE), &end) && !bt_match(p, i, BT_W(RESPECT), &end); /* not "lần lượt" */
}

static bool measure_at(const bt_passage *p, int i)
{
	int end;
	const bt_word *word = i < (int)p->tokens->len ? bt_match(p, i, BT_W(UNIT) | BT_W(SCALE), &end) : NULL;
	return word && (word->scale || word->unit <= BT_U_MEASURE);
}

static bool roman(const bt_passage *p, int i)
{
	const bt_token *t = at(p, i);
	if (!is_word(p, i) || !t->capitals || t->to - t->from > 5)
		return false;
	for (guint32 c = t->from; c < t->to; c++)
		if (!strchr("IVXL", p->flat.text[c]))
			return false;
	return true;
}

static void mask(bt_passage *p, int from, int to, bt_mask kind)
{
	for (int i = from; i < to; i++)
		BT_TOKEN(p, i)->mask = (guint8)kind;
	BT_TOKEN(p, from)->mask_end = (guint32)to;
}

/* "/2031", "-2031", " năm 2031", "của năm 2031" after token i: the end, or i. */
static int year_tail(const bt_passage *p, int i)
{
	int j = i;
	if ((is_mark(p, j, '/') || is_mark(p, j, '-') || is_mark(p, j, '.')) && year(p, j + 1) && !at(p, j + 1)->space)
		return j + 2;
	if (word_is(p, j, "của"))
		j++;
	if (word_is(p, j, "năm") && word_is(p, j + 1, "học"))
		j++;
	if (word_is(p, j, "năm") && year(p, j + 1))
		j += 2;
	else if (is_mark(p, i, '(') && year(p, i + 1) && is_mark(p, i + 2, ')'))
		return i + 3;
	else
		return i;
	if (is_mark(p, j, '-') && year(p, j + 1))
		j += 2;
	return j;
}

/* ---- one rule each: the run around token i, or false */

struct run { int from, to; bt_mask kind; };
typedef bool (*rule)(const bt_passage *p, int i, struct run *run);

/* "2.", "2.1.", "a)", "(1)" at the start of the block. */
static bool marker(const bt_passage *p, int i, struct run *run)
{
	int first = 0;
	while (is_mark(p, first, '-') || is_mark(p, first, '+') || is_mark(p, first, '*') || is_mark(p, first, '('))
		first++;
	if (i != first || at(p, i)->kind > BT_TOK_OPAQUE || at(p, i)->kind == BT_TOK_WORD)
		return false;
	bool closed = (is_mark(p, i + 1, '.') || is_mark(p, i + 1, ')') || is_mark(p, i + 1, '/')) && !at(p, i + 1)->space;
	bool dotted = at(p, i)->shape == BT_SHAPE_FOREIGN_DECIMAL || at(p, i)->kind == BT_TOK_OPAQUE;
	if (!closed && !(dotted && is_word(p, i + 1) && at(p, i + 1)->capital))
		return false;
	if (is_mark(p, i + 1, '/') && is_number(p, i + 2))
		return false;
	*run = (struct run){i, closed ? i + 2 : i + 1, BT_MASK_MARKER};
	return true;
}

/* "[3]": a footnote. */
static bool footnote(const bt_passage *p, int i, struct run *run)
{
	*run = (struct run){i - 1, i + 2, BT_MASK_MARKER};
	return is_mark(p, i - 1, '[') && is_mark(p, i + 1, ']');
}

/* 98/2023/QH15, 56/KH-UBND, 12-NQ/TW: digits, then a capital after "/" or "-", nothing spaced. */
static bool document(const bt_passage *p, int i, struct run *run)
{
	int j = i + 1;
	bool capital = false;
	while ((is_mark(p, j, '/') || is_mark(p, j, '-')) && !at(p, j)->space && !at(p, j + 1)->space &&
	       (is_word(p, j + 1) || at(p, j + 1)->kind == BT_TOK_NUMBER)) {
		capital = capital || at(p, j + 1)->capital;
		j += 2;
		while (!at(p, j)->space && (at(p, j)->kind == BT_TOK_NUMBER || is_word(p, j)))
			j++;
	}
	*run = (struct run){i, j, BT_MASK_NAME};
	return capital;
}

/* 4/7/2030, 4-7-2030, 4.7.2030, 7/2030; "năm 2016 - 2020" is elsewhere. */
static bool full_date(const bt_passage *p, int i, struct run *run)
{
	const bt_token *t = at(p, i);
	if (t->kind == BT_TOK_OPAQUE) {
		guint dots = 0;
		for (guint32 c = t->from; c < t->to; c++)
			dots += p->flat.text[c] == '.';
		*run = (struct run){i, i + 1, BT_MASK_PERIOD};
		return dots == 2 && t->to - t->from >= 8;
	}
	bool slash = is_mark(p, i + 1, '/') || is_mark(p, i + 1, '-') || is_mark(p, i + 1, '.');
	if (!slash || !plain(p, i, 1, 31))
		return false;
	if (plain(p, i + 2, 1, 12) && at(p, i + 3)->mark == at(p, i + 1)->mark && year(p, i + 4)) {
		*run = (struct run){i - word_is(p, i - 1, "ngày"), i + 5, BT_MASK_PERIOD};
		return true;
	}
	*run = (struct run){i - word_is(p, i - 1, "tháng"), i + 3, BT_MASK_PERIOD};
	return plain(p, i, 1, 12) && year(p, i + 2) && !is_mark(p, i + 1, '.') && !unit_at(p, i + 3) && !at(p, i + 1)->space;
}

/* The end of d/m, d-m, d.m, d - d/m at token i, or i. */
static int day_month(const bt_passage *p, int i)
{
	const bt_token *t = at(p, i);
	if (t->kind == BT_TOK_NUMBER && !t->mask && (t->shape == BT_SHAPE_FOREIGN_DECIMAL)) {
		gint64 power = t->num.scale == 1 ? 10 : 100, day = t->num.mant / power, month = t->num.mant % power;
		return day >= 1 && day <= 31 && month >= 1 && month <= 12 ? i + 1 : i;
	}
	if (!plain(p, i, 1, 31))
		return i;
	if ((is_mark(p, i + 1, '/') || is_mark(p, i + 1, '-')) && plain(p, i + 2, 1, 12) && !at(p, i + 2)->space)
		return i + 3;
	if (is_mark(p, i + 1, '-') && plain(p, i + 2, 1, 31)) {
		int j = day_month(p, i + 2);
		return j > i + 2 ? j : i;
	}
	return i;
}

/* "ngày 4", "sáng 3.8", "chiều 14-5", "từ ngày 4 đến 6/7", "ngày 04 tháng 7 năm 2030". */
static bool after_day_word(const bt_passage *p, int i, struct run *run)
{
	int start, unused;
	bool loose = word_is(p, i - 1, "từ") || word_is(p, i - 1, "đến") || word_is(p, i - 1, "tới") || word_is(p, i - 1, "hết") ||
		     word_is(p, i - 1, "và") || is_mark(p, i - 1, ',') || is_mark(p, i - 1, '(') || is_mark(p, i - 1, '-');
	bool day = bt_match_before(p, i, BT_W(DAY), &start) != NULL;
	bool dated = loose && i >= 2 && (at(p, i - 2)->mask == BT_MASK_PERIOD);
	int end = day_month(p, i);
	bool date = end > i && !unit_at(p, end);
	if (!day && !(loose && date && (dated || word_is(p, i - 1, "từ") || word_is(p, i - 1, "đến") || word_is(p, i - 1, "hết"))))
		return false;
	bool whole = word_is(p, i - 1, "ngày") || word_is(p, i - 1, "mùng");
	bool alone = day && !unit_at(p, i + 1) && !is_word(p, i + 1) && !bt_match_before(p, i, BT_W(QUAL) | BT_W(UNIT), &unused);
	if (!date && (whole || alone) && plain(p, i, 1, 31))
		end = i + 1;
	else if (!date)
		return false;
	if (word_is(p, end, "tháng") && plain(p, end + 1, 1, 12))
		end += 2;
	*run = (struct run){day ? start : i, year_tail(p, end), BT_MASK_PERIOD};
	return true;
}

/* "3.2031", "10.2031": a month or quarter with its year. */
static bool dotted_year(const bt_passage *p, int i)
{
	const bt_token *t = at(p, i);
	const char *s = p->flat.text + t->from;
	gsize len = t->to - t->from;
	if ((t->kind != BT_TOK_NUMBER && t->kind != BT_TOK_OPAQUE) || t->mask || len < 6 || len > 7 || s[len - 5] != '.')
		return false;
	bool century = (s[len - 4] == '1' && s[len - 3] == '9') || (s[len - 4] == '2' && s[len - 3] <= '1');
	int month = len == 6 ? s[0] - '0' : (s[0] - '0') * 10 + s[1] - '0';
	return century && month >= 1 && month <= 12;
}

/* "tháng 5-2031", "quý 3/2031", "năm 2031", "năm học 2031-2032", "vụ xuân 2031", "cùng kỳ 2031". */
static bool after_period_word(const bt_passage *p, int i, struct run *run)
{
	int start = i - 1, end = i + 1;
	if (dotted_year(p, i))
		start = word_is(p, i - 1, "tháng") || word_is(p, i - 1, "quý") ? i - 1 : i;
	else if (word_is(p, i - 1, "tháng") && plain(p, i, 1, 12))
		end = year_tail(p, end);
	else if (word_is(p, i - 1, "quý") && plain(p, i, 1, 4))
		end = year_tail(p, end);
	else if (year(p, i) && (word_is(p, i - 1, "năm") || word_is(p, i - 1, "học") || bt_match_before(p, i, BT_W(SEASON) | BT_W(BASE), &start)))
		;
	else
		return false;
	if (word_is(p, start, "học"))
		start--;
	if (is_mark(p, end, '-') && year(p, end + 1))
		end += 2;
	int wider;
	if (word_is(p, start, "năm") && bt_match_before(p, start, BT_W(SEASON) | BT_W(BASE), &wider) && !word_is(p, wider, "đợt"))
		start = BT_TOKEN(p, wider)->mask ? start : wider;
	if (word_is(p, start, "năm") && start > 0 && (word_is(p, start - 1, "cuối") || word_is(p, start - 1, "đầu")))
		start--;
	*run = (struct run){start, end, BT_MASK_PERIOD};
	return true;
}

/* "2031 - 2036", "2031-36". */
static bool years(const bt_passage *p, int i) { return year(p, i) && is_mark(p, i + 1, '-') && (year(p, i + 2) || plain(p, i + 2, 0, 99)); }

/* "2031 - 2036", "(2031)", and a bare year before a mark, a verb or the end. */
static bool bare_year(const bt_passage *p, int i, struct run *run)
{
	if (!year(p, i))
		return false;
	if (years(p, i)) {
		bool stage = word_is(p, i - 2, "giai") && word_is(p, i - 1, "đoạn"), term = word_is(p, i - 2, "nhiệm") && word_is(p, i - 1, "kỳ");
		*run = (struct run){stage || term ? i - 2 : i, i + 3, BT_MASK_PERIOD};
		return true;
	}
	*run = (struct run){i, i + 1, BT_MASK_PERIOD};
	if (unit_at(p, i + 1) || is_mark(p, i + 1, '/') || is_mark(p, i - 1, '/'))
		return false;
	return true; /* a count of thousands has its dot */
}

/* "6 tháng đầu năm 2031", "3 năm", "5 ngày qua"; "ngày công" is a unit. */
static bool duration(const bt_passage *p, int i, struct run *run)
{
	int end = i + 1, unit = 0, more;
	const bt_word *word = bt_match(p, end, BT_W(SPAN), &unit);
	if (!word || (bt_match(p, end, BT_W(UNIT), &more) && more >= unit) || at(p, i)->shape == BT_SHAPE_GROUPED)
		return false;
	if (is_mark(p, unit, '/') && !at(p, unit)->space)
		return false;
	end = unit;
	if (word_is(p, unit - 1, "giờ") && is_number(p, unit))
		end++;
	if (word_is(p, unit - 1, "năm") && (word_is(p, end, "tuổi")))
		end += 1 + word_is(p, end + 1, "đảng");
	if (bt_match(p, end, BT_W(SPAN_END), &more) && !(word_is(p, end, "năm") && year(p, end + 1)))
		end = more;
	*run = (struct run){i, year_tail(p, end), BT_MASK_PERIOD};
	if (year(p, run->to) && word_is(p, run->to - 1, "năm"))
		run->to++;
	if (is_mark(p, i - 2, '/') || is_mark(p, i - 1, '/'))
		return false;
	if ((is_mark(p, i - 1, '-') || word_is(p, i - 1, "đến")) && is_number(p, i - 2))
		run->from = i - 2;
	return true;
}

/* 8 giờ 30, 8h30, 8:30; letters glued before or behind: A5, H5N1, 5G, covid-19, 4.0. */
static bool glued(const bt_passage *p, int i, struct run *run)
{
	const bt_token *before = at(p, i - 1), *after = at(p, i + 1);
	*run = (struct run){i, i + 1, BT_MASK_NAME};
	if (is_mark(p, i + 1, ':') && !after->space && is_number(p, i + 2) && !at(p, i + 2)->space)
		return run->to = i + 3, true;
	if ((word_is(p, i + 1, "h") || word_is(p, i + 1, "g")) && !after->space)
		return run->to = is_number(p, i + 2) && !at(p, i + 2)->space ? i + 3 : i + 2, true;
	int end;
	bool name_before = is_word(p, i - 1) && !at(p, i)->space && (before->capitals || !bt_match(p, i - 1, ~(bt_classes)0, &end)) &&
			   before->capital;
	bool dash_before = is_mark(p, i - 1, '-') && !at(p, i)->space && !before->space && is_word(p, i - 2);
	bool slash_name = is_mark(p, i - 1, '/') && is_word(p, i - 2) && at(p, i - 2)->capitals && !before->space && !at(p, i)->space;
	if (dash_before || name_before || slash_name)
		return run->from = dash_before || slash_name ? i - 2 : i - 1, true;
	bool capital_after = is_word(p, i + 1) && !after->space && after->capital && after->to - after->from <= 2 && !measure_at(p, i + 1);
	if (capital_after)
		return run->to = i + 2, true;
	return word_is(p, i - 1, "v") && !at(p, i)->space;
}

/* Leading zero and nine digits or more: a telephone number. */
static bool telephone(const bt_passage *p, int i, struct run *run)
{
	const bt_token *t = at(p, i);
	*run = (struct run){i, i + 1, BT_MASK_NAME};
	if (t->kind == BT_TOK_OPAQUE)
		return true;
	return p->flat.text[t->from] == '0' && t->to - t->from >= 4 && t->shape != BT_SHAPE_DECIMAL && t->shape != BT_SHAPE_FOREIGN_DECIMAL && t->shape != BT_SHAPE_AMBIGUOUS;
}

/* "(12 chi hội ấp, khu phố 18)": in brackets that begin with a count, a list of counts. */
static bool counted_list(const bt_passage *p, int i)
{
	for (int j = i - 1; j >= 0 && j > i - 24; j--) {
		if (is_mark(p, j, ')'))
			return false;
		if (is_mark(p, j, '('))
			return at(p, j + 1)->kind == BT_TOK_NUMBER && unit_at(p, j + 2);
	}
	return false;
}

/* A number may be a name only if it counts nothing: no measure follows, and no unit unless the name
 * word is written as a name. */
static bool names_number(const bt_passage *p, int i, int start)
{
	bool capital = at(p, start)->capital && start > 0;
	const bt_token *t = at(p, i);
	if (!capital && is_mark(p, start - 1, ',') && counted_list(p, start))
		return false;
	bool four_zero = word_is(p, i - 1, "nghệ") || word_is(p, i - 1, "mạng") || word_is(p, i - 1, "nghiệp");
	if (measure_at(p, i + 1) || t->shape != BT_SHAPE_PLAIN)
		return four_zero && t->shape == BT_SHAPE_FOREIGN_DECIMAL && !measure_at(p, i + 1);
	int counted;
	if (!capital && !bt_match_before(p, i, BT_W(ORDINAL), &counted) && bt_match_before(p, start, BT_W(MEASURE) | BT_W(TOTAL), &counted)) /* "số trường 5" */
		return false;
	int named_before;
	if (word_is(p, start, "số") && i - start == 1 && start > 0 && is_word(p, start - 1) && !at(p, start - 1)->capital &&
	    !bt_match_before(p, start, BT_W(NAME), &named_before))
		return false; /* "thiểu số 48", "tổng số 12"; but "đường số 5" */
	if (word_is(p, start, "số") && unit_at(p, i + 1))
		return false;
	if (is_mark(p, i + 1, '/') && is_number(p, i + 2))
		return bt_match_before(p, i, BT_W(ORDINAL), &start) != NULL;
	return capital || !unit_at(p, i + 1) || (t->num.mant <= 30 && bt_match_before(p, i, BT_W(ORDINAL), &start)) ||
	       (word_is(p, i - 1, "cấp") && t->num.mant <= 4 && p->flat.text[t->from] != '0');
}

/* "Quận 2, 4, 9 và 12", "thứ 9/34", "đợt 1", "Nghị quyết 58", "đường Tháng 2". */
static bool named(const bt_passage *p, int i, struct run *run)
{
	int start, unused;
	if (!bt_match_before(p, i, BT_W(NAME) | BT_W(ORDINAL), &start) || !names_number(p, i, start) || years(p, i))
		return false; /* "giai đoạn 2", but "giai đoạn 2026 - 2030" is a time */
	int end = i + 1;
	if (is_mark(p, end, '/') && is_number(p, end + 1))
		end += 2;
	while ((is_mark(p, end, ',') || word_is(p, end, "và") || word_is(p, end, "đến") || is_mark(p, end, '-')) && plain(p, end + 1, 0, 999) && !unit_at(p, end + 2) &&
	       (is_mark(p, end + 2, ',') || is_mark(p, end + 2, '.') || is_mark(p, end + 2, ';') || !is_word(p, end + 2) ||
		bt_match(p, end + 2, ~BT_W(UNIT), &unused) || at(p, end + 2)->capital))
		end += 2;
	*run = (struct run){start, end, BT_MASK_NAME};
	return true;
}

/* A capital name right before and no unit behind: "Formosa 2", "Tràng An 3". */
static bool after_capital(const bt_passage *p, int i, struct run *run)
{
	int unused;
	*run = (struct run){i, day_month(p, i), BT_MASK_NAME}; /* "Quỹ 12/3", "Trường 3/2" */
	if (i >= 2 && is_word(p, i - 1) && at(p, i - 1)->capital && is_mark(p, i + 1, '/') && run->to > i && !unit_at(p, run->to) && !is_word(p, run->to))
		return true;
	*run = (struct run){i, i + 1, BT_MASK_NAME};
	return is_word(p, i - 1) && at(p, i - 1)->capital && i >= 2 && is_word(p, i - 2) && at(p, i - 2)->capital && plain(p, i, 0, 99) &&
	       !unit_at(p, i + 1) && !bt_match(p, i - 1, BT_W(SEX), &unused) && !is_mark(p, i + 1, '/') &&
	       (!is_word(p, i + 1) || at(p, i + 1)->capital || bt_match(p, i + 1, ~BT_W(UNIT), &unused));
}

/* "2 cấp", "1 cửa", "4 tại chỗ", "30 tuổi": the number belongs to the words behind it. */
static bool before_name(const bt_passage *p, int i, struct run *run)
{
	int end, unit;
	const bt_word *word = bt_match(p, i + 1, BT_W(AFTER), &end);
	*run = (struct run){i, i + 2, BT_MASK_NAME};
	if (!word || at(p, i)->num.scale || at(p, i)->shape != BT_SHAPE_PLAIN || is_mark(p, i - 1, '/') || is_mark(p, i + 1, '/'))
		return false;
	run->to = end;
	bool crops = word_is(p, i - 1, "lúa") || word_is(p, i - 1, "đất") || word_is(p, i - 1, "ruộng") || word_is(p, i - 1, "màu");
	if (word_is(p, i + 1, "tuổi") || (crops && word_is(p, i + 1, "vụ")))
		return true;
	if (word_is(p, i + 1, "vụ"))
		return false;
	bool digit = at(p, i)->num.mant <= 9 && p->flat.text[at(p, i)->from] != '0';
	return digit && !(bt_match(p, i + 1, BT_W(UNIT) | BT_W(UP) | BT_W(DOWN) | BT_W(HAVE), &unit) && unit >= end && word_is(p, i + 1, "tăng") + word_is(p, i + 1, "giảm") == 0) &&
	       !word_is(p, i + 1, "tăng") && !word_is(p, i + 1, "giảm") && !word_is(p, i + 1, "có");
}

/* “5 không, 3 sạch”, “3 trong 1”: small numbers in a short quotation belong to a slogan. */
static bool quoted(const bt_passage *p, int i, struct run *run)
{
	int open = i - 1, close = i + 1;
	while (open >= 0 && open > i - 8 && !is_mark(p, open, '"'))
		open--;
	while (close < (int)p->tokens->len && close < i + 9 && !is_mark(p, close, '"'))
		close++;
	*run = (struct run){i, i + 1, BT_MASK_NAME};
	return is_mark(p, open, '"') && is_mark(p, close, '"') && close - open <= 11 && plain(p, i, 0, 20) && !measure_at(p, i + 1);
}

/* "tỷ số 2 - 1": a score. */
static bool score(const bt_passage *p, int i, struct run *run)
{
	*run = (struct run){i, i + 3, BT_MASK_NAME};
	bool scored = word_is(p, i - 1, "số") && word_is(p, i - 2, "tỷ");
	return (scored || word_is(p, i - 1, "thắng") || word_is(p, i - 1, "hòa")) && is_mark(p, i + 1, '-') && is_number(p, i + 2);
}

static const rule rules[] = {
	marker, footnote, document, full_date, after_day_word, after_period_word, score, quoted, glued, duration, telephone, before_name, named, bare_year, after_capital,
};

/* "quý III/2031", "quý I năm 2031": no digit stands in the core. */
static void mask_roman_quarter(bt_passage *p, int i)
{
	if (word_is(p, i, "quý") && roman(p, i + 1))
		mask(p, i, year_tail(p, i + 2), BT_MASK_PERIOD);
}

/* "từ tháng 10/2031 đến (hết) tháng 9/2032" is one time. */
static void join_times(bt_passage *p)
{
	for (int i = 1; i < (int)p->tokens->len; i++) {
		if (at(p, i)->mask != BT_MASK_PERIOD || !word_is(p, i - 1, "từ") || at(p, i - 1)->mask)
			continue;
		int to = (int)at(p, i)->mask_end;
		int second = to + 1 + word_is(p, to + 1, "hết");
		if (word_is(p, to, "đến") && at(p, second)->mask == BT_MASK_PERIOD)
			mask(p, i - 1, (int)at(p, second)->mask_end, BT_MASK_PERIOD);
	}
}

/* "vụ xuân", "vụ chiêm xuân": a season without its year still names a period, but stays a word. */
void bt_stage_mask(bt_passage *p)
{
	for (int i = 0; i < (int)p->tokens->len; i++) {
		const bt_token *t = BT_TOKEN(p, i);
		if (t->mask)
			continue;
		if (t->kind == BT_TOK_WORD)
			mask_roman_quarter(p, i);
		if (t->kind != BT_TOK_NUMBER && t->kind != BT_TOK_OPAQUE)
			continue;
		struct run run;
		for (gsize r = 0; r < G_N_ELEMENTS(rules); r++)
			if (rules[r](p, i, &run)) {
				run.from = MAX(run.from, 0);
				run.to = MIN(run.to, (int)p->tokens->len);
				while (run.from < i && BT_TOKEN(p, run.from)->mask)
					run.from++;
				mask(p, run.from, run.to, run.kind);
				break;
			}
	}
	join_times(p);
}
