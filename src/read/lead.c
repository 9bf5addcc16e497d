/* Finds the lead: the first paragraph of the body when it tells on which day what was held. */
#include "read/inner.h"

#include <string.h>

#define LEAD_LETTERS_MIN 60
#define KEY_BYTES 1200

static const char events[] = "hội nghị;đại hội;kỳ họp;buổi;lễ;họp;tổ chức;diễn ra;khai mạc;bế mạc;sơ kết;tổng kết;"
			     "gặp mặt;làm việc;tiếp xúc;phiên;phát động;tọa đàm;hội thảo;tập huấn;đối thoại;giao ban";

bool bt_names_day(const char *key)
{
	static const char words[] = "ngày;sáng;trưa;chiều;tối;đêm;hôm";
	gsize n;
	for (const char *p = key; (p = bt_key_find(p, words, &n)); p += n)
		if (p[n] == ' ' && (g_ascii_isdigit(p[n + 1]) || bt_key_begins(p + n + 1, "nay;qua")))
			return true;
	return false;
}

/* "(ABC) - …", "ABC - …": the site that brought the news. */
static bool has_source_tag(bt_piece piece)
{
	const char *p = piece.s, *end = p + MIN(piece.len, (gsize)40);
	bool paren = *p == '(';
	const char *from = p += paren;
	for (; p < end && *p != ')' && *p != ' '; p++)
		if (*p == ',' || *p == ':')
			return false;
	if (p == from || p >= end || (paren && *p != ')') || (!paren && !bt_all_capitals(from, (gsize)(p - from))))
		return false;
	p += paren;
	while (p < end && *p == ' ')
		p++;
	return p < end && (*p == '-' || bt_char_at(p) == 0x2013 || bt_char_at(p) == 0x2014);
}

void bt_pass_lead(bt_reading *r)
{
	for (bt_node *n = r->doc->root->first; n; n = n->next) {
		if (n->kind == BT_HEADING || n->kind == BT_LIST)
			return;
		if (!bt_is_body(n))
			continue;
		bt_piece piece = bt_piece_of(r->doc, n);
		const char *key = bt_piece_key(piece, KEY_BYTES, r->scratch);
		if (bt_key_begins(key, "căn cứ;kính gửi;kính trình"))
			return;
		bool tagged = has_source_tag(piece);
		if (bt_piece_longer(piece, LEAD_LETTERS_MIN - 1) && (tagged || (bt_names_day(key) && bt_key_holds(key, events)))) {
			n->u.paragraph.role = BT_PAR_LEAD;
			return;
		}
		/* A caption may stand before the lead, nothing else. */
		if (!bt_caption_like(key) || bt_piece_longer(piece, 160))
			return;
	}
}
