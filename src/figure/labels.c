/* Seventh stage: labels (figures.md section 7). Knows which words frame a clause, which name an actor
 * and which name the thing measured; attaches nothing. */
#include "figure/labels.h"

#include <string.h>

#define EMPTY (BT_W(LEVEL) | BT_W(COPULA) | BT_W(HAVE) | BT_W(UP) | BT_W(DOWN) | BT_W(TO) | BT_W(FROM) | \
	BT_W(EQUAL) | BT_W(FLAT) | BT_W(EXCEED) | BT_W(TIMES) | BT_W(SHARE) | BT_W(VERSUS) | BT_W(BASE) | BT_W(PLAN) | BT_W(PLAN_MOD) | BT_W(QUAL) | \
	BT_W(ADV) | BT_W(AUX) | BT_W(CONN) | BT_W(PREP) | BT_W(OF) | BT_W(PARTS) | BT_W(FRAME) | BT_W(ABOUT) | BT_W(GOAL) | BT_W(CUMUL) | \
	BT_W(RESPECT) | BT_W(CARRY) | BT_W(COMMA) | BT_W(SEMI) | BT_W(STOP) | BT_W(OPEN) | BT_W(CLOSE) | BT_W(COLON) | BT_W(MARK) | BT_W(PERIOD) | \
	BT_W(ACTOR) | BT_W(LOCATIVE) | BT_W(QUANTITY))
#define NAMING (BT_W(ACTION) | BT_W(MEASURE) | BT_W(RATE) | BT_W(TOTAL) | BT_W(WORD) | BT_W(MASKED) | BT_W(SEX) | BT_W(UNIT))
/* Words that name nothing by themselves although they may also count or act. */
#define NEVER (BT_W(LEVEL) | BT_W(PLAN) | BT_W(BASE) | BT_W(FROM) | BT_W(TO) | BT_W(UP) | BT_W(DOWN) | BT_W(HAVE) | BT_W(CUMUL) | BT_W(RESPECT))

static bool names(const bt_item *item)
{
	bt_classes c = item->classes;
	return (c & NAMING) ? !(c & NEVER) || (c & BT_W(WORD)) : !(c & EMPTY);
}

bool bt_items_name(const bt_passage *p, int from, int to, int depth)
{
	for (int i = from; i < to; i++)
		if (BT_ITEM(p, i)->depth == depth && names(BT_ITEM(p, i)))
			return true;
	return false;
}

static bool in_text(const bt_item *item, int depth)
{
	return item->depth == depth && !(item->classes & (BT_W(OPEN) | BT_W(CLOSE))) && item->from < item->to;
}

const char *bt_items_text(bt_passage *p, int from, int to, int depth)
{
	gsize room = 1;
	bool whole = true;
	for (int i = from; i < to; i++) {
		whole = whole && in_text(BT_ITEM(p, i), depth);
		room += BT_TOKEN(p, MAX(BT_ITEM(p, i)->to - 1, BT_ITEM(p, i)->from))->to - BT_TOKEN(p, BT_ITEM(p, i)->from)->from + 1;
	}
	if (whole && from < to)
		return bt_tokens_text(p, BT_ITEM(p, from)->from, BT_ITEM(p, to - 1)->to);
	char *text = bt_arena_new0(p->arena, char, room), *out = text;
	for (int i = from; i < to; i++) {
		const bt_item *item = BT_ITEM(p, i);
		if (!in_text(item, depth))
			continue;
		const char *piece = bt_tokens_text(p, item->from, item->to);
		if (out > text && BT_TOKEN(p, item->from)->space)
			*out++ = ' ';
		gsize len = strlen(piece);
		memcpy(out, piece, len);
		out += len;
	}
	return text;
}

bool bt_names_topic(bt_passage *p, int from, int to)
{
	static const char *const openings[] = {"về ", "lĩnh vực ", "trên lĩnh vực ", "trong lĩnh vực ", "ở lĩnh vực ", "công tác ", "trong công tác "};
	while (from < to && bt_item_is(p, from, BT_W(MARK) | BT_W(CONN)) && !bt_item_is(p, from, BT_W(ABOUT) | BT_W(FRAME)))
		from++;
	g_autofree char *key = from < to ? bt_spelling_key(bt_tokens_text(p, BT_ITEM(p, from)->from, BT_ITEM(p, to - 1)->to), -1) : NULL;
	for (gsize i = 0; key && i < G_N_ELEMENTS(openings); i++)
		if (g_str_has_prefix(key, openings[i]))
			return true;
	return false;
}

static int syllables_between(const bt_passage *p, int from, int to)
{
	return from < to ? BT_ITEM(p, to - 1)->to - BT_ITEM(p, from)->from : 0;
}

static bool has(const bt_passage *p, int from, int to, bt_classes classes)
{
	return bt_item_find(p, from, to, classes) < to;
}

/* The comma at `comma` joins parts of one name: "nông, lâm nghiệp và thủy sản đạt". */
static bool enumerates(const bt_passage *p, int from, int comma, int to)
{
	int right = comma + 1;
	while (from < comma && bt_item_is(p, from, BT_W(PARTS) | BT_W(CONN) | BT_W(AUX)) && !bt_item_is(p, from, NAMING))
		from++;
	int end = bt_item_find(p, right, to, BT_W(COMMA) | BT_W(CONN) | BT_W(OPEN));
	if (bt_item_is(p, right, BT_W(CONN)) || right >= to)
		return false;
	bt_classes verbs = BT_W(LEVEL) | BT_W(COPULA) | BT_W(HAVE) | BT_W(PERIOD) | BT_W(FRAME) | BT_W(VERSUS) | BT_W(PARTS) | BT_W(GOAL) | BT_W(QUANTITY) | BT_W(UP) | BT_W(DOWN);
	if (has(p, from, comma, BT_W(PERIOD) | BT_W(VERSUS) | BT_W(QUANTITY)) || (bt_item_is(p, from, BT_W(FRAME)) && !bt_item_is(p, from, NAMING)) || from == comma)
		return false;
	if (bt_item_is(p, right, BT_W(MEASURE) | BT_W(FRAME) | BT_W(AUX) | BT_W(ACTOR)) || has(p, right, end, verbs))
		return false;
	bool measured = bt_item_is(p, from, BT_W(MEASURE) | BT_W(TOTAL) | BT_W(RATE));
	bool both_act = bt_item_is(p, right, BT_W(ACTION)) && bt_item_is(p, comma - 1, BT_W(ACTION));
	bool acted = has(p, from, comma, BT_W(ACTION)) && !measured && !both_act && !bt_item_is(p, from, BT_W(NOMINAL));
	bool small = !BT_TOKEN(p, BT_ITEM(p, right)->from)->capital || BT_TOKEN(p, BT_ITEM(p, right)->from)->capitals || measured;
	int length = syllables_between(p, right, end);
	if (bt_item_is(p, right, BT_W(ACTION)) && !has(p, comma - 1, comma, BT_W(ACTION)) && !bt_item_is(p, from, BT_W(NOMINAL)))
		return false;
	return small && !acted && (length <= 3 || measured || (length <= 5 && bt_item_is(p, from, BT_W(NOMINAL))));
}

static int after_hard_break(const bt_passage *p, int from, int to, int depth)
{
	for (int i = to - 1; i >= from; i--) {
		const bt_item *item = BT_ITEM(p, i);
		bool hard = item->classes & (BT_W(SEMI) | BT_W(STOP) | BT_W(COLON));
		if ((hard && item->depth <= depth) || ((item->classes & BT_W(OPEN)) && item->depth < depth))
			return i + 1;
	}
	return from;
}

int bt_segment_start(const bt_passage *p, int from, int to, int depth)
{
	from = after_hard_break(p, from, to, depth);
	for (int i = to - 1; i >= from; i--)
		if (bt_item_is(p, i, BT_W(COMMA)) && BT_ITEM(p, i)->depth == depth)
			return i + 1;
	return from;
}

int bt_clause_start(const bt_passage *p, int from, int to, int depth)
{
	from = after_hard_break(p, from, to, depth);
	int start = from, segment = from;
	for (int i = from; i < to; i++) {
		if (!bt_item_is(p, i, BT_W(COMMA)) || BT_ITEM(p, i)->depth != depth)
			continue;
		if (!enumerates(p, segment, i, to))
			start = segment = i + 1;
	}
	/* "kế hoạch gồm doanh thu", "đạt doanh thu", "với kinh phí": the noun of measure is the subject */
	bool measured = bt_item_is(p, start, BT_W(MEASURE) | BT_W(RATE) | BT_W(TOTAL));
	for (int i = to - 2; i > start; i--)
		if ((bt_item_is(p, i, BT_W(PARTS) | BT_W(COPULA) | BT_W(GOAL) | (measured ? 0 : BT_W(LEVEL) | BT_W(HAVE))) ||
		     (!measured && bt_item_is(p, i, BT_W(CONN)) && bt_item_is(p, i, BT_W(PREP)))) &&
		    BT_ITEM(p, i)->depth == depth && bt_item_is(p, i + 1, BT_W(MEASURE) | BT_W(RATE)))
			return i + 1;
	return start;
}

int bt_action_start(const bt_passage *p, int from, int to)
{
	int first = bt_item_find(p, from, to, BT_W(ACTION));
	return first;
}

static bool capital(const bt_passage *p, int i) { return BT_TOKEN(p, BT_ITEM(p, i)->from)->capital; }

/* "Đảng ủy phường (đã) kết nạp": where the words after the actor begin; `from` if none is named. */
static int skip_actor(const bt_passage *p, int from, int to)
{
	if (from >= to || bt_item_is(p, from, BT_W(MEASURE) | BT_W(TOTAL) | BT_W(RATE)))
		return from;
	for (int i = from + 1; i + 1 < to; i++) /* whoever "đã" did it */
		if (bt_item_is(p, i, BT_W(AUX)) && bt_item_is(p, i + 1, BT_W(ACTION)) && !bt_item_is(p, i, NAMING) && capital(p, from))
			return i;
	if (!bt_item_is(p, from, BT_W(ACTOR)) || (bt_item_is(p, from, BT_W(NOMINAL)) && bt_item_is(p, from + 1, BT_W(ACTION) | BT_W(WORD))))
		return from;
	for (int i = from + 1; i < to; i++) {
		bt_classes c = BT_ITEM(p, i)->classes;
		if (c & BT_W(AUX))
			return i;
		if ((c & (BT_W(ACTION) | BT_W(MEASURE) | BT_W(TOTAL) | BT_W(LOCATIVE) | BT_W(QUAL))) && !capital(p, i))
			return i;
		if (!(c & (BT_W(ACTOR) | BT_W(MASKED) | BT_W(COMMA) | BT_W(CONN) | BT_W(OF) | BT_W(PREP))) && !capital(p, i) && i - from > 4)
			return from;
	}
	return from;
}

/* Cut frames, periods, conjunctions and actors from the left. */
static int trim_left(const bt_passage *p, int from, int to)
{
	bt_classes skip = BT_W(CONN) | BT_W(PARTS) | BT_W(MARK) | BT_W(PERIOD) | BT_W(AUX) | BT_W(QUAL) | BT_W(GOAL) | BT_W(COMMA) | BT_W(CLOSE) | BT_W(ABOUT) | BT_W(CUMUL) | BT_W(CARRY) | BT_W(BASE) | BT_W(VERSUS) | BT_W(HAVE) | BT_W(TO) | BT_W(COPULA) | BT_W(UP) | BT_W(DOWN) | BT_W(LEVEL);
	for (;;) {
		int start = from;
		bt_classes c = from < to ? BT_ITEM(p, from)->classes : 0;
		if ((c & BT_W(FRAME)) && !(c & (BT_W(ACTION) | BT_W(MEASURE))) && from + 1 < to)
			from++;
		else if ((c & skip) && !((c & NAMING) && (!(c & (BT_W(GOAL) | BT_W(HAVE) | BT_W(QUAL))) || (c & BT_W(ACTION)))))
			from++;
		else if ((c & BT_W(LOCATIVE))) {
			from++;
			while (from < to && (bt_item_is(p, from, BT_W(ACTOR) | BT_W(MASKED) | BT_W(PLAN_MOD)) || capital(p, from)) && !bt_item_is(p, from, BT_W(MEASURE) | BT_W(ACTION)))
				from++;
		} else
			from = skip_actor(p, from, to);
		if (from == start || from >= to)
			return MIN(from, to);
	}
}

/* "giá trị sản xuất 9 tháng năm 2024 | của huyện": what follows the period says only whose report it is. */
static int without_own(const bt_passage *p, int from, int to)
{
	int period = bt_item_find_last(p, from + 1, to, BT_W(PERIOD));
	if (period <= from || period + 3 != to || !bt_item_is(p, to - 2, BT_W(OF)) || !bt_item_is(p, to - 1, BT_W(ACTOR)) || capital(p, to - 1))
		return to;
	return period;
}

static bool quotes(const bt_passage *p, int i) { return BT_TOKEN(p, BT_ITEM(p, i)->from)->mark == '"'; }

/* Does item `to` - 1 close a quotation that began within? */
static bool closes(const bt_passage *p, int from, int to)
{
	int marks = 0;
	for (int i = from; i < to; i++)
		marks += quotes(p, i);
	return marks % 2 == 0 && quotes(p, to - 1);
}

/* Cut verbs, qualifiers, periods and prepositions from the right; and a place from its first word on. */
static int trim_right(const bt_passage *p, int from, int to, bool verbs)
{
	int place = bt_item_find(p, from + 1, to, BT_W(LOCATIVE));
	if (place < to && place > from)
		to = place;
	to = without_own(p, from, to);
	while (to > from) {
		bt_classes c = BT_ITEM(p, to - 1)->classes;
		bool empty = c & (BT_W(CONN) | BT_W(MARK) | BT_W(PERIOD) | BT_W(AUX) | BT_W(QUAL) | BT_W(COMMA) | BT_W(CLOSE) | BT_W(OPEN) | BT_W(COPULA) |
				  BT_W(COLON) | BT_W(PREP) | BT_W(FROM) | BT_W(CUMUL) | BT_W(PARTS) | BT_W(VERSUS) | BT_W(RESPECT) | BT_W(GOAL) | (verbs ? BT_W(HAVE) | BT_W(LEVEL) | BT_W(UP) | BT_W(DOWN) : 0));
		if (!empty || (c & (NAMING & ~BT_W(UNIT))) || ((c & BT_W(ADV)) && (c & BT_W(AUX))) || closes(p, from, to))
			break;
		to--;
	}
	return to;
}

int bt_label_start(const bt_passage *p, int from, int to, int depth)
{
	return trim_left(p, bt_clause_start(p, from, to, depth), to);
}

static bt_label make(bt_passage *p, int from, int to, int depth, const char *rule, int permille)
{
	bt_label label = {.rule = rule, .permille = permille, .span = BT_NO_SPAN};
	if (from >= to)
		return label;
	label.text = bt_items_text(p, from, to, depth);
	label.from = BT_ITEM(p, from)->from;
	label.to = BT_ITEM(p, to - 1)->to;
	label.span = bt_tokens_span(p, label.from, label.to);
	if (!label.text[0])
		label.text = NULL;
	return label;
}

bt_label bt_label_subject(bt_passage *p, int from, int to, int depth)
{
	from = bt_label_start(p, from, to, depth);
	to = trim_right(p, from, to, true);
	if (!bt_items_name(p, from, to, depth) && !bt_item_find_last(p, from, to, BT_W(ACTOR)))
		return make(p, from, from, depth, "subject", 1000);
	return make(p, from, to, depth, "subject", 1000);
}

static bool countable(const bt_quantity *q) { return q->unit_class >= BT_U_PEOPLE || q->unit_class == BT_U_OPEN; }

/* A name in quotation marks is not cut in two: the end moves behind the closing mark when that is near, else before the opening one. */
static int whole_quotation(const bt_passage *p, int from, int end, int to)
{
	int open = -1, close = end;
	for (int i = from; i < end; i++)
		if (quotes(p, i))
			open = open < 0 ? i : -1;
	if (open < 0)
		return end;
	while (close < to && !quotes(p, close) && syllables_between(p, end, close) <= 12)
		close++;
	return close < to && quotes(p, close) ? close + 1 : open;
}

/* The end of the words after the unit that name the thing: up to a preposition, a verb with a base,
 * at most twelve syllables. */
static int name_end(const bt_passage *p, int from, int to)
{
	bt_classes stop = BT_W(LOCATIVE) | BT_W(VERSUS) | BT_W(SEMI) | BT_W(COLON) | BT_W(OPEN) | BT_W(QUANTITY);
	int end = from;
	if (bt_item_is(p, from, BT_W(PREP)) && !bt_item_is(p, from, BT_W(CONN) | BT_W(AUX)) && !(BT_ITEM(p, from)->classes & NAMING))
		return from;
	while (end < to && !bt_item_is(p, end, stop)) {
		bt_classes c = BT_ITEM(p, end)->classes;
		bool ends = (c & BT_W(PREP)) && !(c & (NAMING | BT_W(AUX))) && end > from && !(c & BT_W(OF) && end == from + 1);
		if (ends || syllables_between(p, from, end) >= 12)
			break;
		end++;
	}
	end = whole_quotation(p, from, end, to);
	return trim_right(p, from, end, false);
}

/* The noun after the number with what describes it: "doanh nghiệp phát triển mới". */
static bt_label label_thing(bt_passage *p, const bt_place *place, int verb_from, int verb_to, const char *rule, int permille)
{
	const bt_quantity *q = BT_QUANTITY(p, BT_ITEM(p, place->item)->quantity);
	int from = place->item + 1, end = name_end(p, from, place->tail);
	const char *verb = verb_from < verb_to ? bt_items_text(p, verb_from, verb_to, BT_ITEM(p, place->item)->depth) : "";
	const char *tail = bt_items_text(p, from, end, BT_ITEM(p, place->item)->depth);
	bool countable_noun = q->noun >= 0 && countable(q);
	const char *noun = countable_noun ? bt_tokens_text(p, q->noun, q->unit_to) : "";
	const char *slash = strchr(noun, '/');
	if (slash && !g_str_has_prefix(noun, "đ/c") && !g_str_has_prefix(noun, "Đ/c"))
		noun = bt_arena_strndup(p->arena, noun, (gsize)(slash - noun));
	const char *gap1 = verb[0] && (noun[0] || tail[0]) ? " " : "", *gap2 = noun[0] && tail[0] && tail[0] != ',' ? " " : "";
	bt_label label = {.rule = rule, .permille = permille};
	label.text = bt_arena_concat(p->arena, verb, gap1, noun, gap2, tail, NULL);
	label.from = countable_noun ? q->noun : from < end ? BT_ITEM(p, from)->from : q->from;
	label.to = from < end ? BT_ITEM(p, end - 1)->to : q->to;
	if (verb_from < verb_to && bt_item_find(p, verb_to, place->item, BT_W(QUANTITY)) == place->item)
		label.from = BT_ITEM(p, verb_from)->from;
	label.span = bt_tokens_span(p, label.from, label.to);
	if (!label.text[0])
		label.text = NULL;
	return label;
}

/* "trong đó | cấp tỉnh có 31 hộ": the parts differ by who has them. */
static bool first_part(const bt_passage *p, int from)
{
	return bt_item_is(p, from - 1, BT_W(PARTS)) || (bt_item_is(p, from - 1, BT_W(COMMA)) && bt_item_is(p, from - 2, BT_W(PARTS)));
}

static bt_label label_count(bt_passage *p, const bt_place *place, const bt_label *subject, int from, int to)
{
	int action = bt_action_start(p, from, to);
	bool level = place->verbs & (BT_W(LEVEL) | BT_W(COPULA) | BT_W(EQUAL) | BT_W(TO)), have = place->verbs & BT_W(HAVE);
	bool measured = subject->text && bt_item_is(p, from, BT_W(MEASURE) | BT_W(TOTAL) | BT_W(RATE));
	bool named_tail = name_end(p, place->item + 1, place->tail) > place->item + 1;
	bool acts = action < to && bt_item_is(p, to - 1, BT_W(ACTION));
	bool only_actor = subject->text != NULL;
	for (int i = from; i < to; i++)
		only_actor = only_actor && bt_item_is(p, i, BT_W(ACTOR)) && !bt_item_is(p, i, BT_W(MEASURE)) && !(level && !named_tail && capital(p, i));
	if (only_actor && !bt_item_is(p, place->chain, BT_W(COLON)))
		return label_thing(p, place, 0, 0, "noun", 900);
	bool listed = named_tail && bt_item_is(p, place->chain, BT_W(COLON)) && !measured;
	bool part = have && subject->text && !named_tail && first_part(p, from);
	if (!subject->text || (have && !measured && !part) || listed)
		return label_thing(p, place, place->action, place->action >= 0 && !subject->text ? place->action + 1 : place->action, "có N X", 950);
	if (measured && to - from == 1 && bt_item_is(p, from, BT_W(TOTAL) | BT_W(NAME) | BT_W(ACTION))) /* "tổng số trên 1.000 HS" */
		return label_thing(p, place, from, to, "total + noun", 950);
	if (measured || part)
		return *subject;
	bool noun_phrase = !named_tail && action > from && bt_item_is(p, action - 1, BT_W(NOMINAL)); /* "cán bộ quản lý 23 người" */
	if (acts && noun_phrase)
		return *subject;
	if (acts && action < to)
		return label_thing(p, place, action, to, "verb + noun", 900);
	if (level && !bt_item_is(p, place->chain, BT_W(CONN)))
		return *subject;
	if (action < to)
		return label_thing(p, place, action, place->chain, "verb + noun", 900);
	if (named_tail && bt_item_is(p, from, BT_W(ACTOR)))
		return label_thing(p, place, 0, 0, "noun", 900);
	bool verb_like = named_tail && !place->verbs && syllables_between(p, from, to) <= 2 && !BT_ITEM(p, to - 1)->classes && !capital(p, to - 1);
	if (verb_like) /* "tước 35 giấy phép lái xe": a verb the lexicon has not */
		return label_thing(p, place, from, to, "verb + noun", 850);
	return *subject;
}

static bt_label label_amount(bt_passage *p, const bt_place *place, const bt_label *subject, int from, int to)
{
	bool named_tail = name_end(p, place->item + 1, place->tail) > place->item + 1;
	const bt_quantity *q = BT_QUANTITY(p, BT_ITEM(p, place->item)->quantity);
	bool whole_of = q->unit_class == BT_U_PERCENT && named_tail && bt_item_is(p, place->item + 1, BT_W(UNIT)) && !(place->verbs & BT_W(LEVEL)) &&
			!bt_item_is(p, from, BT_W(MEASURE) | BT_W(RATE) | BT_W(TOTAL)) && !bt_item_is(p, place->item + 1, BT_W(PLAN));
	if (whole_of) /* "lãnh đạo 100% chi bộ …" */
		return label_thing(p, place, 0, 0, "noun after", 900);
	bool acts = from < to && bt_item_is(p, to - 1, BT_W(ACTION)) && to - bt_action_start(p, from, to) <= 2;
	if (subject->text && acts && named_tail && !bt_item_is(p, from, BT_W(MEASURE)))
		return label_thing(p, place, bt_action_start(p, from, to), to, "verb + noun", 900);
	if (subject->text)
		return *subject;
	bool for_whom = place->verbs && bt_item_is(p, place->item + 1, BT_W(CONN)); /* "trị giá 324 triệu đồng cho …" */
	if (named_tail && !for_whom)
		return label_thing(p, place, 0, 0, "noun after", 900);
	return *subject;
}

bt_label bt_label_level(bt_passage *p, int from, const bt_place *place, int verb_from, int verb_to)
{
	const bt_quantity *q = BT_QUANTITY(p, BT_ITEM(p, place->item)->quantity);
	int depth = BT_ITEM(p, place->item)->depth;
	int start = bt_label_start(p, from, place->chain, depth);
	int end = trim_right(p, start, place->chain, true);
	bt_label subject = make(p, start, end, depth, "subject", 1000);
	bool grade = end == start + 1 && end == place->chain && bt_item_is(p, start, BT_W(ADV)) && !bt_item_is(p, start, BT_W(AUX)); /* "khá 200 em" */
	if (grade)
		return subject;
	if (!bt_items_name(p, start, end, depth))
		subject.text = NULL;
	if (!subject.text && verb_from < verb_to && q->unit && countable(q))
		return label_thing(p, place, verb_from, verb_to, "verb + noun", 900);
	bool done = bt_item_is(p, place->item + 1, BT_W(ACTION)) && bt_item_is(p, place->chain - 1, BT_W(CONN) | BT_W(COMMA));
	if (!subject.text && verb_from < verb_to && done) /* "đóng góp 200 ngày công và 90 triệu đồng làm đường" */
		return make(p, verb_from, trim_right(p, verb_from, verb_to, true), depth, "verb of the list", 900);
	return countable(q) && q->unit ? label_count(p, place, &subject, start, end) : label_amount(p, place, &subject, start, end);
}

static bool holds(const bt_passage *p, int from, int to, guint32 syllable)
{
	for (int i = from; i < to; i++)
		if (BT_TOKEN(p, i)->syllable == syllable)
			return true;
	return false;
}

static bool all_in(const bt_passage *p, int a_from, int a_to, int b_from, int b_to)
{
	int words = 0;
	for (int i = a_from; i < a_to; i++) {
		if (BT_TOKEN(p, i)->kind != BT_TOK_WORD)
			continue;
		words++;
		if (!holds(p, b_from, b_to, BT_TOKEN(p, i)->syllable))
			return false;
	}
	return words > 0;
}

static bool is_rate(const bt_passage *p, int from, int to)
{
	int end;
	return from < to && bt_match(p, from, BT_W(RATE), &end);
}

bool bt_labels_agree(const bt_passage *p, int a_from, int a_to, int b_from, int b_to)
{
	if (is_rate(p, a_from, a_to) != is_rate(p, b_from, b_to))
		return false;
	return all_in(p, a_from, a_to, b_from, b_to) || all_in(p, b_from, b_to, a_from, a_to);
}

int bt_label_syllables(const char *label)
{
	int n = label && label[0] ? 1 : 0;
	for (const char *c = label ? label : ""; *c; c++)
		n += *c == ' ';
	return n;
}
