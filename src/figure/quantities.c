/* Third stage: quantity = [qualifier] number [scale] [unit], with ranges, ratios and compounds
 * (figures.md section 4). Keeps the author's digits beside the value. Decides no role. */
#include "figure/stages.h"

#include <string.h>

static const bt_token *at(const bt_passage *p, int i)
{
	static const bt_token none = {.kind = BT_TOK_BREAK};
	return i >= 0 && i < (int)p->tokens->len ? BT_TOKEN(p, i) : &none;
}

static bool is_mark(const bt_passage *p, int i, char mark)
{
	return at(p, i)->kind == BT_TOK_PUNCT && at(p, i)->mark == mark && !at(p, i)->mask;
}

static bool is_number(const bt_passage *p, int i) { return at(p, i)->kind == BT_TOK_NUMBER && !at(p, i)->mask; }

static bool word_is(const bt_passage *p, int i, const char *key)
{
	return at(p, i)->kind == BT_TOK_WORD && !at(p, i)->mask && bt_token_is(at(p, i), key);
}

static const bt_word *match(const bt_passage *p, int i, bt_classes classes, int *end)
{
	return i < (int)p->tokens->len && !at(p, i)->mask ? bt_match(p, i, classes, end) : NULL;
}

static bt_value value_of(bt_passage *p, int from, int to, bt_num num)
{
	return (bt_value){.stated = true, .num = num, .digits = bt_tokens_text(p, from, to), .span = bt_tokens_span(p, from, to)};
}

static bt_num times_power(bt_num num, int power)
{
	int cut = MIN(power, num.scale);
	num.scale = (gint8)(num.scale - cut);
	for (power -= cut; power > 0; power--) {
		bt_num ten = {10, 0};
		if (!bt_num_mul(num, ten, &num))
			break;
	}
	return num;
}

/* The scale words after token i, multiplied: "nghìn tỷ" is 12. The end, and the last one's start. */
static int scales(const bt_passage *p, int i, int *power, int *last)
{
	int end;
	const bt_word *word;
	*power = 0;
	*last = i;
	while ((word = match(p, i, BT_W(SCALE), &end)) != NULL) {
		*power += word->scale;
		*last = i;
		i = end;
	}
	return i;
}

/* "3 tỷ 500 triệu", "74 tỷ 977,5 triệu": adds what follows in smaller scales; the value in the last scale. Returns the
 * end of the last digits; *scale_at is the last scale word. */
static int compound(bt_passage *p, int i, bt_num *num, int *scale_at)
{
	int power, last, end = scales(p, i + 1, &power, &last);
	*num = at(p, i)->num;
	if (end == i + 1)
		return *scale_at = -1, i + 1;
	int digits = i + 1, next, power2, last2;
	*scale_at = last;
	if (last > i + 1) { /* nghìn tỷ: multiplied out, the unit begins at the last scale word */
		int low;
		scales(p, last, &low, &next);
		*num = times_power(*num, power - low);
		digits = last;
		power = low;
	}
	while (is_number(p, end) && (at(p, end)->shape == BT_SHAPE_PLAIN || at(p, end)->shape == BT_SHAPE_DECIMAL) && (next = scales(p, end + 1, &power2, &last2)) > end + 1 &&
	       power2 < power && last2 == end + 1) {
		bt_num sum = times_power(*num, power - power2);
		if (!bt_num_add(sum, at(p, end)->num, &sum))
			break;
		*num = sum;
		digits = end + 1;
		*scale_at = last2;
		power = power2;
		end = next;
	}
	return digits;
}

/* 100, 1.000, 10.000, 100.000: "bác sĩ/10.000 dân". */
static bool per_round(const bt_passage *p, int i)
{
	gint64 n = is_number(p, i) && at(p, i)->num.scale == 0 ? at(p, i)->num.mant : 0;
	return n == 100 || n == 1000 || n == 10000 || n == 100000;
}

/* triệu đồng/người/năm: what stands after the slashes, if it may. */
static int per(const bt_passage *p, int i)
{
	int end;
	if (is_mark(p, i, '/') && per_round(p, i + 1) && at(p, i + 2)->syllable != at(p, i - 1)->syllable && match(p, i + 2, BT_W(RATE_PER), &end)) {
		int unit_end;
		const bt_word *counted = match(p, i + 2, BT_W(UNIT), &unit_end);
		if (!counted || counted->unit > BT_U_MEASURE)
			return end; /* 120 ha/100 ha is a ratio */
	}
	while (is_mark(p, i, '/') && !is_number(p, i + 1) && match(p, i + 1, BT_W(RATE_PER), &end)) {
		const bt_word *unit = match(p, i + 1, BT_W(UNIT), &end);
		if (!unit)
			match(p, i + 1, BT_W(RATE_PER), &end);
		i = end;
	}
	return i;
}

/* A lower-case noun that no class of the lexicon claims counts as a unit of an integer. */
static bool open_noun(const bt_passage *p, int i, bt_num num)
{
	int end;
	const bt_token *t = at(p, i);
	bt_classes closed = ~(BT_W(UNIT) | BT_W(NAME) | BT_W(AFTER) | BT_W(RATE_PER) | BT_W(ABBREV) | BT_W(MONEY) | BT_W(SEASON));
	return num.scale == 0 && t->kind == BT_TOK_WORD && !t->capital && !t->mask && t->space && !match(p, i, closed, &end);
}

/* "754 HSG": capitals after an integer that no class claims abbreviate a noun. */
static bool open_abbreviation(const bt_passage *p, int i, bt_num num)
{
	int end;
	const bt_token *t = at(p, i);
	gsize letters = bt_text_letters(p->flat.text + t->from, t->to - t->from);
	bool capitals = num.scale == 0 && t->kind == BT_TOK_WORD && t->capitals && !t->mask && t->space && letters >= 2 && letters <= 5;
	if (!capitals || strspn(p->flat.text + t->from, "IVXL") >= letters)
		return false;
	bool name_goes_on = at(p, i + 1)->kind == BT_TOK_WORD && at(p, i + 1)->capital;
	return !name_goes_on && !match(p, i, ~(BT_W(UNIT) | BT_W(WORD)), &end);
}

static const char *unit_text(bt_passage *p, int from, int to)
{
	/* one spelling for one unit: the paper's */
	static const char *const same[][2] = {{"%o", "‰"}, {"%0", "‰"}, {"đ", "đồng"}, {"héc ta", "ha"}, {"héc-ta", "ha"}, {"hecta", "ha"}, {"hécta", "ha"}};
	const char *text = bt_tokens_text(p, from, to);
	for (gsize i = 0; i < G_N_ELEMENTS(same); i++)
		if (strcmp(text, same[i][0]) == 0)
			return same[i][1];
	return text;
}

/* The noun of the lexicon at token i, not one that cuts a word in two: "hộ | dân tộc". */
static const bt_word *unit_noun(const bt_passage *p, int i, int *end)
{
	int next;
	const bt_word *word = match(p, i, BT_W(RESPECT), &next) ? NULL : match(p, i, BT_W(UNIT), end); /* "lần lượt" counts no times */
	if (word && word->unit == BT_U_SHORT && !at(p, i)->capitals)
		return NULL; /* HS, GV: abbreviations stand in capitals */
	if (!word || *end - i < 2 || !match(p, *end - 1, ~(bt_classes)0, &next) || next <= *end)
		return word;
	guint32 node = 0;
	const bt_word *shorter = NULL;
	int stop = *end - 1;
	for (int j = i; j < stop && (node = bt_lexicon_step(node, at(p, j)->syllable)) != 0; j++) {
		const bt_word *found = bt_lexicon_word(node);
		if (found && (found->classes & BT_W(UNIT))) {
			shorter = found;
			*end = j + 1;
		}
	}
	return shorter ? shorter : word;
}

/* The unit at token i (a scale word or a noun), for the number `num`. */
static int read_unit(bt_passage *p, int i, int scale_at, bt_num num, bt_quantity *q)
{
	int power, last, end = scale_at >= 0 ? scales(p, scale_at, &power, &last) : i, noun_end;
	const bt_word *word = unit_noun(p, end, &noun_end);
	q->unit_from = scale_at >= 0 ? scale_at : end;
	q->noun = end;
	if (word) {
		q->unit_class = (guint8)word->unit;
		q->unit_to = word->unit == BT_U_PERCENT ? noun_end : per(p, noun_end);
	} else if (scale_at >= 0 && power >= 6) {
		q->open_money = true;
		q->noun = -1;
		q->unit_to = per(p, end);
	} else if (open_noun(p, end, scale_at >= 0 ? (bt_num){0, 0} : num) || open_abbreviation(p, end, num)) {
		q->unit_class = BT_U_OPEN;
		q->unit_to = end + 1;
	} else {
		q->noun = -1;
		q->unit_from = q->unit_to = -1;
		return scale_at >= 0 ? end : i;
	}
	q->unit = unit_text(p, q->unit_from, q->unit_to);
	return q->unit_to;
}

/* "6,5 - 7%", "6,5% đến 7%": the second number of a range. */
static int range(bt_passage *p, int i, const bt_quantity *first)
{
	int j = i;
	if (is_mark(p, j, '-') || word_is(p, j, "đến") || word_is(p, j, "tới"))
		j++;
	else
		return 0;
	if (!is_number(p, j))
		return 0;
	bt_num num;
	int scale_at, digits = compound(p, j, &num, &scale_at), end;
	if (bt_num_cmp(first->value.num, num) >= 0)
		return 0;
	if (first->unit && !first->open_money) {
		const bt_word *unit = match(p, scale_at >= 0 ? digits + 1 : digits, BT_W(UNIT), &end);
		if (!unit || unit->unit != first->unit_class)
			return 0;
	}
	return j;
}

static void read_range(bt_passage *p, int j, bt_quantity *q)
{
	bt_num num;
	int scale_at, digits = compound(p, j, &num, &scale_at);
	q->high = value_of(p, j, digits, num);
	q->num_to = digits;
	q->open_money = false;
	q->to = read_unit(p, digits, scale_at, num, q);
}

/* "18/20 chỉ tiêu", "41.200/38.000 lượt", "90 tấn/80 tấn". */
static bool read_ratio(bt_passage *p, bt_quantity *q)
{
	int slash = q->to;
	if (!is_mark(p, slash, '/') || !is_number(p, slash + 1))
		return false;
	bt_num num;
	int scale_at, digits = compound(p, slash + 1, &num, &scale_at);
	bt_quantity second = {.unit_from = -1, .unit_to = -1, .noun = -1};
	int end = read_unit(p, digits, scale_at, num, &second);
	bool money = q->unit_class == BT_U_MONEY && second.unit_class == BT_U_MONEY && !strchr(q->unit, '/');
	if (q->unit && !money && (!second.unit || g_strcmp0(q->unit, second.unit) != 0))
		return false; /* a pair: two figures */
	q->ratio = true;
	q->whole = value_of(p, slash + 1, digits, num);
	q->to = end;
	if (q->unit && money) { /* "25 tỷ 340 triệu đồng/23 tỷ đồng" */
		q->whole_unit = second.unit;
		return true;
	}
	q->unit = second.unit;
	q->unit_class = second.unit_class;
	q->unit_from = second.unit_from;
	q->unit_to = second.unit_to;
	q->noun = second.noun;
	q->open_money = second.open_money;
	return true;
}

static bool doubtful(bt_num_shape shape)
{
	return shape == BT_SHAPE_FOREIGN_DECIMAL || shape == BT_SHAPE_FOREIGN_GROUPED || shape == BT_SHAPE_AMBIGUOUS;
}

static bt_quantity read_quantity(bt_passage *p, int i)
{
	bt_quantity q = {.from = i, .num_from = i, .unit_from = -1, .unit_to = -1, .noun = -1};
	bt_num num;
	int scale_at, digits = compound(p, i, &num, &scale_at);
	q.shape = (bt_num_shape)at(p, i)->shape;
	q.shape_doubt = doubtful(q.shape);
	q.value = value_of(p, i, digits, num);
	q.num_to = digits;
	int second;
	if (scale_at < 0 && (second = range(p, digits, &q)) != 0) {
		read_range(p, second, &q);
		return q;
	}
	q.to = read_unit(p, digits, scale_at, num, &q);
	if ((second = range(p, q.to, &q)) != 0)
		read_range(p, second, &q);
	else
		read_ratio(p, &q);
	if (q.unit && word_is(p, q.to, "trở") && word_is(p, q.to + 1, "lên")) {
		q.qualifier = BT_AT_LEAST;
		q.qualified = true;
		q.to += 2;
	}
	return q;
}

/* "ba đợt", "gấp đôi": words that count, only before a unit of the lexicon or after gấp. */
static bool read_number_word(bt_passage *p, int i, bt_quantity *q)
{
	int end, unit_end, start;
	const bt_word *word = match(p, i, BT_W(NUMBER), &end);
	if (!word || BT_TOKEN(p, i)->capital)
		return false;
	bool twice = bt_match_before(p, i, BT_W(TIMES), &start) != NULL;
	const bt_word *unit = match(p, end, BT_W(UNIT), &unit_end);
	bool counts = unit && unit->unit == BT_U_ACT && (bt_match_before(p, i, BT_W(ACTION) | BT_W(HAVE), &start) != NULL);
	if (!twice && !counts)
		return false;
	*q = (bt_quantity){.from = i, .num_from = i, .num_to = end, .unit_from = -1, .unit_to = -1, .noun = -1, .to = end, .words = true};
	q->value = value_of(p, i, end, (bt_num){word->number, 0});
	if (twice) {
		q->unit_class = BT_U_TIMES;
		q->unit = "lần";
		if (word_is(p, end, "lần"))
			q->to = end + 1;
	} else {
		q->to = read_unit(p, end, -1, q->value.num, q);
	}
	return true;
}

void bt_stage_quantities(bt_passage *p)
{
	g_array_set_size(p->quantities, 0);
	for (int i = 0; i < (int)p->tokens->len; i++) {
		bt_quantity q;
		if (is_number(p, i))
			q = read_quantity(p, i);
		else if (at(p, i)->kind != BT_TOK_WORD || at(p, i)->mask || !read_number_word(p, i, &q))
			continue;
		g_array_append_val(p->quantities, q);
		i = q.to - 1;
	}
}
