/* The facts of one report: what a series keeps of each of its figures. Decides the period a figure counts for and whose
 * it is; joins nothing. */
#include "series/series.h"

#include <string.h>

/* The sentence of the figure in hand, worked out once: a sentence may hold thousands of figures. */
struct sentence {
	bt_span span;
	const char *text, *key; /* on one line; in one spelling */
	const char *january;    /* in the key: "từ đầu năm đến …"; or NULL */
	bool of_term, of_year, adds; /* how it opens: "Từ đầu nhiệm kỳ", "Từ đầu năm", "Lũy kế" */
	bool of_place;          /* "toàn xã" */
	bool adds_up;           /* somewhere in it are words of which a running total is made */
	guint32 past;           /* in the source: end of the last number read */
};

struct reading {
	const bt_doc *doc;
	const bt_figures *figures;
	const char *report;
	bt_arena *arena;
	bt_period period; /* of the report */
	const char *date, *issuer;
	const bt_node *block; /* of the figure before, and its number: counting walks the tree */
	int paragraph;
	struct sentence sentence;
	const char *entity, *owner; /* of the figure before in this sentence; owner NULL: none yet */
	const char *issuers;        /* the owner of what names nobody; NULL: not asked for yet */
	const char *words;          /* the period's words of the figure before, and what they mean */
	bt_period meaning;
};

/* The period of the front matter, else of the title. */
static bt_period period_of_report(const bt_doc *doc, const char *date)
{
	const char *stated = doc->meta.field[BT_META_PERIOD].text, *title = doc->meta.field[BT_META_TITLE].text;
	bt_period none = {0}, period = stated ? bt_period_resolve(stated, none, date) : none;
	if (period.kind == BT_PERIOD_NONE && stated)
		period = bt_period_find(stated);
	if (period.kind == BT_PERIOD_NONE && title)
		period = bt_period_find(title);
	for (const bt_node *n = bt_block_next(doc->root, doc->root); n && period.kind == BT_PERIOD_NONE && !title; n = bt_block_next(n, doc->root)) {
		if (n->kind != BT_TITLE)
			continue;
		g_autoptr(bt_arena) arena = bt_arena_new();
		period = bt_period_find(bt_node_text(n, arena));
		break;
	}
	if (period.kind == BT_PERIOD_NONE || period.year)
		return period;
	g_autofree char *words = bt_period_words(period, BT_LANG_VI);
	return bt_period_resolve(words, none, date);
}

/* ---- the sentence */

static const char *one_line(const struct reading *r, bt_span span)
{
	char *text = bt_arena_strndup(r->arena, r->doc->source + span.off, span.len);
	for (char *p = text; *p; p++)
		if (*p == '\n' || *p == '\t')
			*p = ' ';
	return text;
}

/* The words open the sentence, and so hold for all of it. */
static bool opens(const char *sentence, const char *words)
{
	static const char *const before[] = {"", "tính ", "kể ", "tính chung ", "lũy kế "};
	for (gsize i = 0; i < G_N_ELEMENTS(before); i++)
		if (g_str_has_prefix(sentence, before[i]) && g_str_has_prefix(sentence + strlen(before[i]), words))
			return true;
	return false;
}

/* "Toàn xã", "trên địa bàn huyện": of the place, though the paragraph began with another body. */
static bool of_place(const char *key)
{
	static const char *const phrases[] = {
		"toàn xã ", "toàn phường ", "toàn thị trấn ", "toàn huyện ", "toàn quận ", "toàn thị xã ", "toàn thành phố ", "toàn tỉnh ",
		"trên địa bàn xã ", "trên địa bàn phường ", "trên địa bàn thị trấn ", "trên địa bàn huyện ", "trên địa bàn quận ", "trên địa bàn tỉnh ",
	};
	bool any = strstr(key, "toàn ") || strstr(key, "trên địa bàn ");
	for (gsize i = 0; i < G_N_ELEMENTS(phrases) && any; i++)
		if (strstr(key, phrases[i]))
			return true;
	return false;
}

static bool adds_up(const char *key)
{
	static const char *const phrases[] = {"từ đầu nhiệm kỳ", "từ đầu năm", "lũy kế", "cộng dồn", "hết", "đến cuối"};
	for (gsize i = 0; i < G_N_ELEMENTS(phrases); i++)
		if (strstr(key, phrases[i]))
			return true;
	return false;
}

static void take_sentence(struct reading *r, const bt_figure *f)
{
	struct sentence *s = &r->sentence;
	if (s->text && s->span.off == f->sentence.off && s->span.len == f->sentence.len)
		return;
	*s = (struct sentence){.span = f->sentence, .text = "", .key = "", .past = f->sentence.off};
	r->owner = NULL;
	if (!bt_span_stated(f->sentence))
		return;
	g_autofree char *key = bt_spelling_key(r->doc->source + f->sentence.off, f->sentence.len);
	s->text = one_line(r, f->sentence);
	s->key = bt_arena_strdup(r->arena, key);
	s->january = strstr(s->key, "từ đầu năm đến");
	s->of_term = opens(s->key, "từ đầu nhiệm kỳ");
	s->of_year = opens(s->key, "từ đầu năm");
	s->adds = opens(s->key, "lũy kế") || opens(s->key, "cộng dồn");
	s->of_place = of_place(s->key);
	s->adds_up = adds_up(s->key);
}

/* The text before the number, from the number before it in the sentence on, in one spelling; "" where the sentence makes no
 * running total. Caller frees. */
static char *words_before(struct reading *r, const bt_figure *f)
{
	if (!f->value.stated || !bt_span_stated(f->value.span) || !bt_span_stated(f->sentence))
		return g_strdup("");
	guint32 from = r->sentence.past, to = f->value.span.off;
	r->sentence.past = MAX(from, bt_span_end(f->value.span));
	return from < to && r->sentence.adds_up ? bt_spelling_key(r->doc->source + from, to - from) : g_strdup("");
}

/* ---- the period */

/* "đến hết quý III": from January on, when it flows; a stock is as it is at the end. */
static bool up_to_the_end(const char *before, const bt_figure *f, bt_period period)
{
	static const char *const ends[] = {"đến hết", "đến cuối", "tính hết", "hết"};
	static const char *const stocks[] = {" có ", " còn ", " hiện ", "tổng số", "dư nợ", "tổng đàn", "dân số", "tỷ lệ", " là "};
	bool first = period.kind == BT_PERIOD_YEAR || period.kind == BT_PERIOD_NINE || period.kind == BT_PERIOD_MONTHS || period.number == 1;
	if (!*before || !f->period || first || f->kind == BT_RATE)
		return false;
	g_autofree char *words = bt_spelling_key(f->period, -1);
	const char *at = strstr(before, words);
	if (!at)
		return false;
	g_autofree char *lead = g_strchomp(g_strndup(before, (gsize)(at - before)));
	bool end = false;
	for (gsize i = 0; i < G_N_ELEMENTS(ends); i++)
		end |= g_str_has_suffix(lead, ends[i]);
	for (gsize i = 0; i < G_N_ELEMENTS(stocks) && end; i++)
		end = !strstr(at, stocks[i]);
	return end;
}

/* "từ đầu năm đến hết quý III": the nine months, in so many words. */
static bool from_january(const struct sentence *sentence, const bt_figure *f, bt_period *period)
{
	static const char *const ends[] = {" hết ", " cuối ", " hết cuối ", " "};
	const char *at = sentence->january;
	double from, to;
	bool named = false;
	if (!at || !f->period)
		return false;
	g_autofree char *words = bt_spelling_key(f->period, -1);
	at += strlen("từ đầu năm đến");
	for (gsize i = 0; i < G_N_ELEMENTS(ends); i++)
		named |= g_str_has_prefix(at, ends[i]) && g_str_has_prefix(at + strlen(ends[i]), words);
	if (!named || !bt_period_place(*period, &from, &to))
		return false;
	int n = (int)to - period->year * 12;
	bt_period whole = {BT_PERIOD_MONTHS, period->year, n, false};
	if (n == 1 || n == 3 || n == 6)
		whole = (bt_period){n == 1 ? BT_PERIOD_MONTH : n == 3 ? BT_PERIOD_QUARTER : BT_PERIOD_HALF, period->year, 1, false};
	else if (n == 9 || n == 12)
		whole = (bt_period){n == 9 ? BT_PERIOD_NINE : BT_PERIOD_YEAR, period->year, 0, false};
	*period = whole;
	return true;
}

/* A total up to the end of its period: "lũy kế", "từ đầu năm đến nay". When the period itself begins with the year, "từ đầu năm"
 * says nothing new; nor does "lũy kế 9 tháng". */
static bt_period running(struct reading *r, const bt_figure *f, bt_period period)
{
	const struct sentence *sentence = &r->sentence;
	g_autofree char *before = words_before(r, f);
	if (period.kind == BT_PERIOD_NONE || from_january(sentence, f, &period))
		return period;
	bool of_term = sentence->of_term || strstr(before, "từ đầu nhiệm kỳ"), of_year = sentence->of_year || strstr(before, "từ đầu năm");
	bool adds = sentence->adds || strstr(before, "lũy kế") || strstr(before, "cộng dồn");
	bool january = period.kind == BT_PERIOD_YEAR || period.kind == BT_PERIOD_NINE || period.kind == BT_PERIOD_MONTHS || period.number == 1;
	bool of_months = period.kind == BT_PERIOD_NINE || period.kind == BT_PERIOD_MONTHS || (period.kind == BT_PERIOD_HALF && period.number == 1);
	period.running = of_term ? true : of_year ? !january : adds ? !(of_months && f->period) : up_to_the_end(before, f, period);
	return period;
}

static bt_period meaning_of(struct reading *r, const char *words)
{
	if (!words)
		return r->period;
	if (!r->words || (words != r->words && strcmp(words, r->words) != 0))
		r->meaning = bt_period_resolve(words, r->period, r->date);
	r->words = words;
	return r->meaning;
}

/* ---- whose, and what */

static const char *context_of(const struct reading *r, const bt_figure *f)
{
	if (f->context || f->label_long || f->parent < 0)
		return f->context;
	return bt_figures_at(r->figures, (guint)f->parent)->label;
}

/* "Theo Phòng Kinh tế, tổng thu …": the body named is where the number comes from, not whose it is. */
static bool names_source(const char *sentence, const char *entity)
{
	const char *comma = strchr(sentence, ','), *at = entity ? strstr(sentence, entity) : NULL;
	return g_str_has_prefix(sentence, "Theo ") && at && comma && at < comma;
}

/* The body as far as the text names one; NULL: the issuer. */
static const char *entity_of(const struct reading *r, const bt_figure *f)
{
	const struct sentence *sentence = &r->sentence;
	if (!f->entity || names_source(sentence->text, f->entity) || (sentence->of_place && !strstr(sentence->text, f->entity)))
		return NULL;
	if (!f->block || !bt_span_stated(f->sentence) || f->block->span.off > f->sentence.off)
		return f->entity;
	guint32 from = f->block->span.off;
	g_autofree char *text = g_strndup(r->doc->source + from, bt_span_end(f->sentence) - from);
	return bt_series_full_name(f->entity, text, r->arena);
}

static const char *owner_of(struct reading *r, const bt_figure *f)
{
	if (!r->owner || f->entity != r->entity) {
		const char *entity = entity_of(r, f);
		if (!entity && !r->issuers)
			r->issuers = bt_series_owner(NULL, r->issuer, r->arena);
		r->owner = entity ? bt_series_owner(entity, r->issuer, r->arena) : r->issuers;
		r->entity = f->entity;
	}
	return r->owner;
}

/* "Riêng quý III thu 12,1 tỷ đồng" after "thu ngân sách 9 tháng …": the same in another period, not a part of it. */
static const bt_figure *same_elsewhen(const struct reading *r, guint i)
{
	const bt_figure *f = bt_figures_at(r->figures, i), *whole = f->parent >= 0 ? bt_figures_at(r->figures, (guint)f->parent) : NULL;
	if (!whole && i > 0 && g_str_has_prefix(r->sentence.text, "Riêng ") && bt_figures_at(r->figures, i - 1)->block == f->block)
		whole = bt_figures_at(r->figures, i - 1);
	if (!whole || !whole->label || !f->period || g_strcmp0(f->period, whole->period) == 0 || g_strcmp0(f->unit, whole->unit) != 0)
		return NULL;
	g_autofree char *own = bt_spelling_key(f->label, -1), *all = bt_spelling_key(whole->label, -1);
	gsize len = strlen(own);
	return g_str_has_prefix(all, own) && (all[len] == ' ' || all[len] == '\0') ? whole : NULL;
}

static bt_fact fact_of(struct reading *r, guint i)
{
	const bt_figure *f = bt_figures_at(r->figures, i);
	if (f->block && f->block != r->block)
		r->paragraph = bt_paragraph_no(r->doc, f->block);
	r->block = f->block;
	take_sentence(r, f);
	const bt_figure *named = same_elsewhen(r, i);
	if (!named)
		named = f;
	return (bt_fact){
		.owner = owner_of(r, f), .label = named->label_long ? named->label_long : named->label, .context = context_of(r, named),
		.value = f->value, .value_high = f->value_high, .unit = f->unit, .qualifier = f->qualifier, .kind = f->kind, .planned = f->planned,
		.change = f->change, .target = f->target, .period = running(r, f, meaning_of(r, f->period)), .period_words = f->period,
		.permille = f->confirmed ? 1000 : f->permille, .report = r->report, .date = r->date, .paragraph = f->block ? r->paragraph : 0,
		.sentence = r->sentence.text,
	};
}

GArray *bt_facts_of(const bt_doc *doc, const bt_figures *figures, const char *report, bt_arena *arena)
{
	const bt_meta *meta = &doc->meta;
	struct reading r = {.doc = doc, .figures = figures, .report = report, .arena = arena, .date = meta->field[BT_META_DATE].text, .issuer = meta->field[BT_META_ISSUER].text};
	r.period = period_of_report(doc, r.date);
	GArray *facts = g_array_new(FALSE, TRUE, sizeof(bt_fact));
	for (guint i = 0; i < bt_figures_count(figures); i++) {
		if (!bt_figures_at(figures, i)->label)
			continue; /* nobody knows what it is of */
		bt_fact fact = fact_of(&r, i);
		g_array_append_val(facts, fact);
	}
	return facts;
}
