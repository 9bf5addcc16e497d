/* Official papers: the head in two blocks (who issues it, number; the State's or the Party's name, place and date), the
 * title, and at the end who gets it beside who signs it. Lines the report has itself for these places go
 * there; what is missing is asked for. A Party paper never carries the national motto, nor a State paper the Party's
 * name. vietnamese.md section 13. */
#include "page/layout.h"

#include <string.h>

#define HEAD_LINE 90  /* letters: longer blocks before the title are text */
#define HEAD_MOST 12  /* blocks */
#define SIGN_LINE 60  /* letters: longer blocks after the recipients are text */

/* What a line of the head or of the end is. */
typedef enum { LINE_BODY, LINE_NATION, LINE_MOTTO, LINE_PARTY, LINE_NUMBER, LINE_DATE } line_kind;

static char *key_of(const bt_pages *pages, const bt_node *block)
{
	const bt_doc *doc = pages->content->doc;
	return bt_spelling_key(doc->source + block->span.off, block->span.len);
}

static gsize letters_of(const bt_pages *pages, const bt_node *block)
{
	return bt_text_letters(pages->content->doc->source + block->span.off, block->span.len);
}

static line_kind kind_of(const bt_pages *pages, const bt_node *block)
{
	g_autofree char *key = key_of(pages, block);
	const bt_field *field = pages->content->doc->meta.field;
	if (strstr(key, "cộng hòa xã hội chủ nghĩa"))
		return LINE_NATION;
	if (g_str_has_prefix(key, "độc lập"))
		return LINE_MOTTO;
	if (g_str_has_prefix(key, "đảng cộng sản việt nam"))
		return LINE_PARTY;
	if (g_str_has_prefix(key, "số") && strpbrk(key, "0123456789/"))
		return LINE_NUMBER;
	return strstr(key, "ngày") && field[BT_META_DATE].text ? LINE_DATE : LINE_BODY;
}

/* ---- which blocks stand in the head and at the end */

/* The blocks before the title, when all are short lines of a letter head. */
static void choose_head(bt_pages *pages)
{
	int n = 0;
	if (!pages->title || pages->title->parent != pages->content->doc->root)
		return;
	for (const bt_node *b = pages->title->prev; b; b = b->prev) {
		if (b->kind == BT_OMITTED)
			continue;
		if (b->kind != BT_PARAGRAPH || letters_of(pages, b) > HEAD_LINE || ++n > HEAD_MOST)
			return;
	}
	pages->body = pages->title->next;
	pages->letterhead = n > 0;
}

static bool is_recipients(const bt_pages *pages, const bt_node *block)
{
	if (block->kind != BT_PARAGRAPH)
		return false;
	g_autofree char *key = key_of(pages, block);
	return g_str_has_prefix(key, "nơi nhận");
}

/* After the recipients only their list and short lines may follow. */
static bool ends_paper(const bt_pages *pages, const bt_node *recipients)
{
	for (const bt_node *b = recipients->next; b; b = b->next) {
		bool line = b->kind == BT_PARAGRAPH || b->kind == BT_BYLINE;
		if (b->kind != BT_LIST && b->kind != BT_OMITTED && b->kind != BT_FOOTNOTE && !(line && letters_of(pages, b) <= SIGN_LINE))
			return false;
	}
	return true;
}

static void choose_end(bt_pages *pages)
{
	const bt_node *last = pages->content->doc->root->last;
	while (last && (last->kind == BT_OMITTED || last->kind == BT_FOOTNOTE))
		last = last->prev;
	for (const bt_node *b = last; b && !pages->tail; b = b->prev)
		if (is_recipients(pages, b) && ends_paper(pages, b))
			pages->tail = b;
	if (!pages->tail && last && last->kind == BT_BYLINE)
		pages->tail = last;
}

static bool is_paper(const bt_pages *pages)
{
	bt_head head = pages->theme->layout.head;
	return head == BT_HEAD_STATE || head == BT_HEAD_PARTY;
}

/* ---- whose paper it is */

static bool holds(const char *key, const char *const *words)
{
	for (; *words; words++)
		if (strstr(key, *words))
			return true;
	return false;
}

static bool is_party_body(const char *key)
{
	static const char *const words[] = {"đảng ủy", "đảng bộ", "đảng đoàn", "chi bộ", "chi ủy", "tỉnh ủy", "thành ủy", "huyện ủy", "quận ủy", "thị ủy",
					    "đảng cộng sản", "trung ương đảng", NULL};
	return holds(key, words);
}

static bool is_state_body(const char *key)
{
	static const char *const words[] = {"ủy ban nhân dân", "ubnd", "hội đồng nhân dân", "hđnd", "quốc hội", "chính phủ", "cộng hòa xã hội", NULL};
	return holds(key, words) || g_str_has_prefix(key, "bộ ") || g_str_has_prefix(key, "sở ");
}

static void check_body(bt_pages *pages, const char *name, bt_span span)
{
	bool state = pages->theme->layout.head == BT_HEAD_STATE;
	g_autofree char *key = bt_spelling_key(name, -1);
	if (state ? !is_party_body(key) : !is_state_body(key) || is_party_body(key))
		return;
	bt_say(pages->diags, state ? BT_D_PAPER_PARTY : BT_D_PAPER_STATE, span, name, NULL);
	pages->failed = true;
}

bool bt_paper_choose(bt_pages *pages)
{
	if (!is_paper(pages))
		return false;
	choose_head(pages);
	choose_end(pages);
	const bt_field *issuer = &pages->content->doc->meta.field[BT_META_ISSUER];
	if (issuer->text)
		check_body(pages, issuer->text, issuer->span);
	g_autoptr(bt_arena) scratch = bt_arena_new();
	for (const bt_node *b = pages->letterhead ? pages->title->prev : NULL; b && !pages->failed; b = b->prev)
		if (b->kind == BT_PARAGRAPH)
			check_body(pages, bt_node_text(b, scratch), b->span);
	return true;
}

/* What a paper needs beside title, date and issuer: its place is left, and said; a final paper is refused. */
static const char *ask(bt_pages *pages, const char *vi, const char *en)
{
	bool final = pages->content->final;
	bt_say(pages->diags, final ? BT_D_PAPER_FINAL : BT_D_PAPER_NEEDED, BT_NO_SPAN, bt_diags_lang(pages->diags) == BT_LANG_VI ? vi : en, NULL);
	pages->failed |= final;
	return bt_missing(pages, vi);
}

/* ---- lines, each centred in its block */

typedef struct {
	bt_flow *flow;
	bt_len x, width, y;
	bt_len widest; /* of the lines of the last paragraph */
} block;

static void put_para(block *b, const bt_para *para, int element)
{
	bt_pages *pages = b->flow->pages;
	g_autoptr(GArray) lines = bt_para_break(pages, para, b->width, BT_BALANCED);
	b->widest = 0;
	for (guint i = 0; i < lines->len; i++, b->y += bt_leading(pages->theme, para->type)) {
		bt_line line = g_array_index(lines, bt_line, i);
		bt_line_add(pages, para, line, element, b->x + (b->width - line.width) / 2, b->y);
		b->widest = MAX(b->widest, line.width);
	}
}

/* Our own words, or a field's. */
static void put_words(block *b, const char *text, bt_type type, int weight, bool missing, int element)
{
	bt_pages *pages = b->flow->pages;
	bt_para *para = bt_para_new(pages, type);
	bt_ink ink = bt_ink_of(pages, type);
	ink.weight = weight;
	if (missing)
		ink.colour = BT_COLOUR_BRAND;
	bt_para_add(para, text, -1, ink);
	bt_para_shape(pages, para);
	put_para(b, para, element == BT_ARTIFACT ? element : bt_element_new(pages, BT_TAG_P, b->flow->element));
}

static void put_node(block *b, const bt_node *node, bt_type type, int weight)
{
	bt_pages *pages = b->flow->pages;
	int element = bt_element_new(pages, BT_TAG_P, b->flow->element);
	bt_para *para = bt_para_new(pages, type);
	para->block = node;
	para->counted = true;
	bt_para_inlines(pages, para, node, element, weight);
	put_para(b, para, element);
}

/* A rule under the middle of the last paragraph, `part` hundredths of its width. */
static void put_rule(block *b, int part)
{
	bt_len width = b->widest / 100 * part;
	bt_rule_add(b->flow->pages, BT_ARTIFACT, b->x + (b->width - width) / 2, b->y + BT_PT(2), width, 0.75, BT_COLOUR_INK);
	b->y += BT_PT(6);
}

static bool put_nodes(block *b, line_kind kind, bt_type type, int weight)
{
	const bt_pages *pages = b->flow->pages;
	bool found = false;
	if (!pages->letterhead)
		return false;
	for (const bt_node *n = pages->content->doc->root->first; n != pages->title; n = n->next) {
		if (n->kind != BT_PARAGRAPH || kind_of(pages, n) != kind)
			continue;
		put_node(b, n, type, weight);
		found = true;
	}
	return found;
}

/* ---- the head */

static const char *capitals(bt_pages *pages, const char *s)
{
	g_autoptr(GString) out = g_string_new(NULL);
	for (; *s; s = g_utf8_next_char(s))
		g_string_append_unichar(out, g_unichar_toupper(bt_char_at(s)));
	return bt_arena_strdup(pages->arena, out->str);
}

/* Bodies of the report's own head: those above first, the issuing one, bold, last. */
static bool put_bodies(block *b)
{
	const bt_pages *pages = b->flow->pages;
	const bt_node *last = NULL;
	for (const bt_node *n = pages->letterhead ? pages->content->doc->root->first : pages->title; n != pages->title; n = n->next)
		if (n->kind == BT_PARAGRAPH && kind_of(pages, n) == LINE_BODY)
			last = n;
	for (const bt_node *n = last ? pages->content->doc->root->first : pages->title; n != pages->title; n = n->next)
		if (n->kind == BT_PARAGRAPH && kind_of(pages, n) == LINE_BODY)
			put_node(b, n, BT_TYPE_PAPER, n == last ? 700 : 0);
	return last != NULL;
}

/* Where a body's name goes on in a second line when one is too short: "HỘI ĐỒNG NHÂN DÂN" / "XÃ TÂN HÒA". */
static gsize second_line(const char *name)
{
	static const char *const units[] = {" XÃ ", " PHƯỜNG ", " THỊ TRẤN ", " THỊ XÃ ", " ĐẶC KHU ", " HUYỆN ", " QUẬN ", " THÀNH PHỐ ", " TỈNH "};
	for (gsize i = 0; i < G_N_ELEMENTS(units); i++) {
		const char *found = strstr(name, units[i]);
		if (found)
			return (gsize)(found - name);
	}
	return 0;
}

static void put_issuer_name(block *b, const char *name)
{
	bt_pages *pages = b->flow->pages;
	bt_ink ink = bt_ink_of(pages, BT_TYPE_PAPER);
	ink.weight = 700;
	gsize end = 0;
	for (int tries = 0; tries < 2; tries++) {
		bt_para *para = bt_para_new(pages, BT_TYPE_PAPER);
		bt_para_add(para, name, end ? (gssize)end : -1, ink);
		if (end) {
			bt_para_newline(para);
			bt_para_add(para, name + end + 1, -1, ink);
		}
		bt_para_shape(pages, para);
		if (end == 0 && bt_para_width(para) > b->width && (end = second_line(name)) > 0)
			continue;
		put_para(b, para, bt_element_new(pages, BT_TAG_P, b->flow->element));
		return;
	}
}

static void put_issuer(block *b)
{
	bt_pages *pages = b->flow->pages;
	const bt_doc *doc = pages->content->doc;
	const char *above = doc->office[BT_OFFICE_PARENT], *issuer = doc->meta.field[BT_META_ISSUER].text;
	bool party = pages->theme->layout.head == BT_HEAD_PARTY;
	if (!put_bodies(b)) {
		if (above)
			put_words(b, capitals(pages, above), BT_TYPE_PAPER, 0, false, 0);
		if (issuer)
			put_issuer_name(b, capitals(pages, issuer));
		else
			put_words(b, bt_missing(pages, "cơ quan"), BT_TYPE_PAPER, 700, true, 0);
	}
	if (party)
		put_words(b, "*", BT_TYPE_PAPER, 0, false, BT_ARTIFACT);
	else
		put_rule(b, 40);
	if (put_nodes(b, LINE_NUMBER, BT_TYPE_PAPER, 0))
		return;
	const char *number = doc->meta.field[BT_META_NUMBER].text;
	const char *shown = number ? number : ask(pages, "số", "number");
	bool said = number && g_str_has_prefix(number, "Số");
	put_words(b, said ? number : bt_arena_printf(pages->arena, party ? "Số %s" : "Số: %s", shown), BT_TYPE_PAPER, 0, !number, 0);
}

/* Days below 10 and the months 1 and 2 have two digits in papers. */
static const char *paper_date(bt_pages *pages, const char *iso)
{
	if (!iso)
		return bt_missing(pages, "ngày");
	if (strlen(iso) != 10 || iso[4] != '-' || iso[7] != '-')
		return iso;
	const char *month = iso[5] == '0' && iso[6] > '2' ? iso + 6 : iso + 5;
	return bt_arena_printf(pages->arena, "ngày %s tháng %.*s năm %.4s", iso + 8, (int)(iso + 7 - month), month, iso);
}

static void put_nation(block *b)
{
	bt_pages *pages = b->flow->pages;
	const bt_field *field = pages->content->doc->meta.field;
	if (pages->theme->layout.head == BT_HEAD_STATE) {
		if (!put_nodes(b, LINE_NATION, BT_TYPE_NATION, 0))
			put_words(b, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", BT_TYPE_NATION, 0, false, 0);
		if (!put_nodes(b, LINE_MOTTO, BT_TYPE_MOTTO, 0))
			put_words(b, "Độc lập - Tự do - Hạnh phúc", BT_TYPE_MOTTO, 0, false, 0);
	} else if (!put_nodes(b, LINE_PARTY, BT_TYPE_NATION, 0)) {
		put_words(b, "ĐẢNG CỘNG SẢN VIỆT NAM", BT_TYPE_NATION, 0, false, 0);
	}
	put_rule(b, 100);
	b->y += pages->grid / 3;
	if (put_nodes(b, LINE_DATE, BT_TYPE_DATELINE, 0))
		return;
	const char *place = field[BT_META_PLACE].text, *date = field[BT_META_DATE].text;
	put_words(b, bt_arena_printf(pages->arena, "%s, %s", place ? place : ask(pages, "nơi", "place"), paper_date(pages, date)), BT_TYPE_DATELINE, 0,
		  !place || !date, 0);
}

/* "BÁO CÁO" stands on a line of its own when the title begins with the kind of paper. */
static guint32 kind_ends(const char *title)
{
	static const char *const kinds[] = {"báo cáo ", "thông báo ", "kế hoạch ", "kết luận ", "chương trình ", "tờ trình ", "nghị quyết ", "quyết định ",
					    "hướng dẫn ", "chỉ thị ", "biên bản ", "quy chế ", "quy định ", "đề án ", "phương án "};
	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++) {
		const char *t = title, *k = kinds[i];
		while (*k && *t && bt_to_lower(bt_char_at(t)) == bt_char_at(k)) {
			t = g_utf8_next_char(t);
			k = g_utf8_next_char(k);
		}
		if (!*k)
			return (guint32)(t - title);
	}
	return 0;
}

static void flow_title(bt_flow *flow)
{
	bt_pages *pages = flow->pages;
	const char *given = pages->content->doc->meta.field[BT_META_TITLE].text;
	g_autoptr(bt_arena) scratch = bt_arena_new();
	int element = bt_element_new(pages, BT_TAG_H1, flow->element);
	const char *text = pages->title ? bt_node_text(pages->title, scratch) : given ? given : bt_missing(pages, "tiêu đề");
	bt_para *para = bt_para_new(pages, BT_TYPE_HEADLINE);
	guint32 kind = kind_ends(text);
	if (kind > 0)
		g_array_append_val(para->forced, kind);
	para->block = pages->title;
	para->counted = pages->title != NULL;
	bt_element_at(pages, element)->info.title = bt_arena_strdup(pages->arena, text);
	if (pages->title) {
		bt_para_inlines(pages, para, pages->title, element, 0);
	} else {
		bt_ink ink = bt_ink_of(pages, BT_TYPE_HEADLINE);
		ink.colour = given ? ink.colour : BT_COLOUR_BRAND;
		bt_para_add(para, text, -1, ink);
		bt_para_shape(pages, para);
	}
	bt_slab_open(flow, "title")->flags |= BT_KEEP | BT_GRID;
	guint slab = pages->slabs->len - 1;
	block b = {.flow = flow, .x = flow->width / 20, .width = flow->width * 9 / 10};
	put_para(&b, para, element);
	put_rule(&b, 40);
	g_array_index(pages->slabs, bt_slab, slab).height = b.y + pages->grid / 2;
}

void bt_flow_paper_head(bt_flow *flow)
{
	bt_pages *pages = flow->pages;
	bt_slab_open(flow, "paper-head")->flags |= BT_KEEP;
	guint slab = pages->slabs->len - 1;
	bt_len gap = flow->width / 40, left = flow->width * 38 / 100;
	block right = {.flow = flow, .x = left + gap, .width = flow->width - left - gap};
	block issuer = {.flow = flow, .width = left};
	put_issuer(&issuer);
	put_nation(&right);
	g_array_index(pages->slabs, bt_slab, slab).height = MAX(issuer.y, right.y) + pages->grid;
	flow_title(flow);
}

/* ---- the end */

/* Items under each other, left aligned. */
static void put_copies(block *b, const bt_node *node, int weight)
{
	bt_pages *pages = b->flow->pages;
	for (const bt_node *n = bt_block_next(node, node) ? bt_block_next(node, node) : node; n; n = n == node ? NULL : bt_block_next(n, node)) {
		int element = bt_element_new(pages, BT_TAG_P, b->flow->element);
		bt_type type = weight ? BT_TYPE_COPIES_HEAD : BT_TYPE_COPIES;
		bt_para *para = bt_para_new(pages, type);
		para->block = n;
		para->counted = true;
		bt_para_inlines(pages, para, n, element, weight);
		bt_para *dash = n->parent && n->parent->kind == BT_ITEM ? bt_para_words(pages, "- ", BT_TYPE_COPIES) : NULL;
		bt_len in = dash ? bt_para_advance(dash, 0, 2) : 0;
		g_autoptr(GArray) lines = bt_para_break(pages, para, b->width - in, BT_RAGGED);
		if (dash)
			bt_line_add(pages, dash, (bt_line){0, 2, in}, element, b->x, b->y);
		for (guint i = 0; i < lines->len; i++, b->y += bt_leading(pages->theme, type))
			bt_line_add(pages, para, g_array_index(lines, bt_line, i), element, b->x + in, b->y);
		if (weight && pages->theme->layout.head == BT_HEAD_PARTY)
			bt_rule_add(pages, BT_ARTIFACT, b->x, b->y - BT_PT(1.5), bt_para_width(para), 0.5, BT_COLOUR_INK);
	}
}

/* The signer's office, room for the signature, the name. */
static void put_signature(block *b, const bt_node *from)
{
	bt_pages *pages = b->flow->pages;
	const GPtrArray *authors = pages->content->doc->meta.authors;
	bool office = false;
	bt_len room = 4 * pages->grid;
	const bt_node *name = NULL;
	for (const bt_node *n = from; n; n = n->next)
		if (n->kind == BT_PARAGRAPH || n->kind == BT_BYLINE)
			name = n;
	if (name && name->kind != BT_BYLINE)
		name = NULL;
	for (const bt_node *n = from; n; n = n->next) {
		if (n->kind != BT_PARAGRAPH && n->kind != BT_BYLINE)
			continue;
		if (n == name && !office)
			put_words(b, ask(pages, "chức vụ người ký", "signer's office"), BT_TYPE_BYLINE, 0, true, 0);
		if (n == name)
			b->y += room;
		office = true;
		put_node(b, n, BT_TYPE_BYLINE, 0);
	}
	if (name)
		return;
	if (!office)
		put_words(b, ask(pages, "chức vụ người ký", "signer's office"), BT_TYPE_BYLINE, 0, true, 0);
	b->y += room;
	put_words(b, authors->len ? authors->pdata[0] : ask(pages, "người ký", "signer"), BT_TYPE_BYLINE, 0, authors->len == 0, 0);
}

void bt_flow_paper_end(bt_flow *flow)
{
	bt_pages *pages = flow->pages;
	flow->before = pages->grid;
	/* A signature never stands on a page without text. */
	if (pages->slabs->len > 0)
		g_array_index(pages->slabs, bt_slab, pages->slabs->len - 1).flags |= BT_KEEP;
	bt_slab_open(flow, "paper-end");
	guint slab = pages->slabs->len - 1;
	bt_len left = flow->width / 2;
	block copies = {.flow = flow, .width = left - pages->grid}, sign = {.flow = flow, .x = left, .width = flow->width - left};
	const bt_node *n = pages->tail;
	bool recipients = n && is_recipients(pages, n);
	if (recipients) {
		put_copies(&copies, n, 700);
		for (n = n->next; n && (n->kind == BT_LIST || n->kind == BT_OMITTED); n = n->next)
			if (n->kind == BT_LIST)
				put_copies(&copies, n, 0);
	}
	put_signature(&sign, n);
	g_array_index(pages->slabs, bt_slab, slab).height = MAX(copies.y, sign.y);
}
