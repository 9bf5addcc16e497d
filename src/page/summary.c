/* The summary of a meeting: what the report says about the meeting, then the sentences the digest chose, part by
 * part, each whole, as it stands in the report, with its paragraph's number. Our own words are the heads
 * of the parts and "(đoạn 5)", nothing else. */
#include "page/layout.h"

#include <string.h>

#define WHOLE_LETTERS 240 /* a sentence up to so long (six lines) is not parted: a column begins with a chart, or another */

/* ---- the meeting */

/* `asked`: the value is not stated, the words ask for it. */
static void add_fact(bt_flow *flow, const char *label, const char *value, bool asked)
{
	if (!value || !*value)
		return;
	bt_pages *pages = flow->pages;
	bt_ink ink = bt_ink_of(pages, BT_TYPE_ISSUE), bold = ink;
	bt_para *para = bt_para_new(pages, BT_TYPE_ISSUE);
	bold.weight = 700;
	ink.colour = asked ? BT_COLOUR_BRAND : BT_COLOUR_INK;
	bt_para_add(para, label, -1, bold);
	bt_para_add(para, value, -1, ink);
	bt_para_shape(pages, para);
	int element = bt_element_new(pages, BT_TAG_P, flow->element);
	bt_flow_para(flow, para, element, (bt_set_style){.what = "fact", .keep = true, .together = true});
}

/* "tại Tân Hòa" after "Địa điểm:" says "tại" once too often. */
static const char *place_words(const char *where)
{
	return where && g_str_has_prefix(where, "tại ") ? where + strlen("tại ") : where;
}

void bt_flow_facts(bt_flow *flow)
{
	const bt_content *content = flow->pages->content;
	const bt_digest_head *head = &content->digest->head;
	const bt_field *field = content->doc->meta.field;
	const char *date = field[BT_META_DATE].text;
	flow->before = flow->pages->grid / 2;
	add_fact(flow, "Cuộc họp: ", head->event.text, false);
	add_fact(flow, "Thời gian: ", head->when.text, false);
	add_fact(flow, "Ngày báo cáo: ", date ? bt_date_words(flow->pages, date) : bt_missing(flow->pages, "ngày"), !date);
	add_fact(flow, "Địa điểm: ", head->where.text ? place_words(head->where.text) : field[BT_META_PLACE].text, false);
	add_fact(flow, "Chủ trì: ", bt_digest_speaker_words(content->digest, head->chair), false);
}

/* ---- the sentences */

static void add_heading(bt_flow *flow, const char *text, bt_tag tag, bt_type type)
{
	bt_pages *pages = flow->pages;
	int element = bt_element_new(pages, tag, flow->element);
	bt_element_at(pages, element)->info.title = text;
	guint first = pages->slabs->len;
	flow->before = tag == BT_TAG_H2 ? pages->grid : pages->grid / 2;
	bt_flow_para(flow, bt_para_words(pages, text, type), element, (bt_set_style){.what = "heading", .keep = true, .together = true});
	if (tag == BT_TAG_H2 && pages->theme->layout.heading_rule && first < pages->slabs->len) {
		bt_box rule = {.kind = BT_BOX_RECT, .element = BT_ARTIFACT, .x = flow->x, .width = flow->width,
			       .height = BT_PT(0.75), .colour = BT_COLOUR_BRAND};
		bt_slab_insert(pages, first, rule);
	}
	flow->before = 0;
}

/* The sentence, and where it stands in the report. */
static const bt_para *sentence_para(bt_pages *pages, const bt_digest_item *item)
{
	bt_para *para = bt_para_new(pages, BT_TYPE_BODY);
	bt_para_add(para, item->text, -1, bt_ink_of(pages, BT_TYPE_BODY));
	if (item->paragraph > 0)
		bt_para_add(para, bt_arena_printf(pages->arena, " (đoạn %d)", item->paragraph), -1, bt_ink_of(pages, BT_TYPE_NOTE));
	bt_para_shape(pages, para);
	return para;
}

static void add_sentence(bt_flow *flow, const bt_digest_item *item, int list)
{
	bt_pages *pages = flow->pages;
	bt_len indent = BT_PT(item->head >= 0 ? 22 : 10);
	int element = bt_element_new(pages, BT_TAG_LI, list), label = bt_element_new(pages, BT_TAG_LBL, element);
	int body = bt_element_new(pages, BT_TAG_LBODY, element);
	bt_flow inner = *flow;
	inner.x += indent;
	inner.width -= indent;
	guint first = pages->slabs->len;
	bt_flow_para(&inner, sentence_para(pages, item), body, (bt_set_style){.what = "sentence", .keep = item->opens_list, .together = item->letters <= WHOLE_LETTERS});
	const bt_para *dot = bt_para_words(pages, "•", BT_TYPE_BODY);
	bt_box box = {.kind = BT_BOX_LINE, .element = label, .x = inner.x - BT_PT(10), .y = bt_baseline(pages->theme, BT_TYPE_BODY),
		      .width = bt_para_width(dot), .height = bt_leading(pages->theme, BT_TYPE_BODY), .para = dot,
		      .to = (guint32)dot->text->len, .colour = BT_COLOUR_INK};
	if (first < pages->slabs->len)
		bt_slab_insert(pages, first, box);
	flow->before = item->opens_list ? 0 : pages->grid / 2;
}

/* "Đồng chí Trần Văn An, Chủ tịch UBND xã" as a line of its own. */
static const char *speaker_line(bt_pages *pages, int speaker)
{
	const char *words = bt_digest_speaker_words(pages->content->digest, speaker);
	if (!words || !*words)
		return NULL;
	char first[8] = {0};
	first[g_unichar_to_utf8(g_unichar_toupper(bt_char_at(words)), first)] = '\0';
	return bt_arena_printf(pages->arena, "%s%s", first, g_utf8_next_char(words));
}

static int new_list(bt_flow *flow)
{
	int list = bt_element_new(flow->pages, BT_TAG_L, flow->element);
	bt_element_at(flow->pages, list)->info.list_label = "Disc";
	return list;
}

/* Directives stand under who gave them. */
static void flow_part(bt_flow *flow, bt_digest_kind kind)
{
	bt_pages *pages = flow->pages;
	const bt_digest *digest = pages->content->digest;
	int speaker = -2, list = -1;
	for (const bt_digest_item *item = NULL; (item = bt_digest_next(digest, kind, item));) {
		if (list < 0)
			add_heading(flow, bt_digest_title(kind), BT_TAG_H2, BT_TYPE_H2);
		if (kind == BT_DIGEST_DIRECTIVE && item->speaker != speaker) {
			const char *who = speaker_line(pages, item->speaker);
			add_heading(flow, who ? who : "Nhiệm vụ nêu trong báo cáo", BT_TAG_H3, BT_TYPE_H3);
			list = -1;
		}
		speaker = item->speaker;
		if (list < 0)
			list = new_list(flow);
		add_sentence(flow, item, list);
	}
}

/* The lead, then results with the charts of their figures, then the other parts of the digest. */
void bt_flow_digest(bt_flow *flow)
{
	const bt_content *content = flow->pages->content;
	for (const bt_digest_item *item = NULL; (item = bt_digest_next(content->digest, BT_DIGEST_HEAD, item));) {
		int element = bt_element_new(flow->pages, BT_TAG_P, flow->element);
		bt_flow_para(flow, sentence_para(flow->pages, item), element, (bt_set_style){.what = "sentence"});
		flow->before = flow->pages->grid / 2;
	}
	for (bt_digest_kind kind = BT_DIGEST_RESULT; kind < BT_DIGEST_KINDS; kind++) {
		flow_part(flow, kind);
		for (guint i = 0; kind == BT_DIGEST_RESULT && content->charts && i < content->charts->charts->len; i++)
			bt_flow_chart(flow, content->charts->charts->pdata[i]);
	}
}
