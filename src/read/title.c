/* Finds a title, only where one stands: a short line without final stop before the body, or lines
 * in capitals there. Invents none (product.md section 2). */
#include "read/inner.h"

#include <string.h>

#define TITLE_LETTERS 180
#define BODY_LETTERS 80
#define HEAD_BLOCKS 8 /* a letter head may stand before the title */

static const char papers[] = "báo cáo;thông báo;nghị quyết;kế hoạch;tờ trình;biên bản;bản tin;kết luận;chương trình;tin tức";
/* Names of the state and of offices stand above a title. */
static const char heads[] = "cộng hòa xã hội chủ nghĩa việt nam;đảng cộng sản việt nam;độc lập;số;kính gửi;kính trình";

static bool is_line(bt_reading *r, const bt_node *n)
{
	if (!bt_is_body(n))
		return false;
	bt_piece piece = bt_piece_of(r->doc, n);
	char stop = bt_last_stop(piece.s, piece.len);
	return bt_piece_longer(piece, 3) && !bt_piece_longer(piece, TITLE_LETTERS) && (!stop || stop == '?' || stop == '!') &&
	       bt_marker_parse(piece.s, piece.len).kind == BT_MARK_NONE;
}

static bool is_title(bt_reading *r, const bt_node *n)
{
	bt_piece piece = bt_piece_of(r->doc, n);
	const char *key = bt_piece_key(piece, TITLE_LETTERS * 3, r->scratch);
	const char *text = bt_arena_strndup(r->scratch, piece.s, piece.len);
	return !bt_key_begins(key, heads) && !bt_caption_like(key) && !memchr(piece.s, '|', piece.len) && !bt_date_iso(text, r->scratch);
}

/* Is what follows the head the body of a report? */
static bool is_start(bt_reading *r, const bt_node *n)
{
	if (!n || n->kind == BT_TABLE)
		return n != NULL;
	bt_piece piece = bt_piece_of(r->doc, n);
	bt_mark mark = bt_marker_parse(piece.s, piece.len).kind;
	bool numbered = mark >= BT_MARK_PART && mark <= BT_MARK_NUMBER;
	return numbered || (mark == BT_MARK_NONE && bt_piece_longer(piece, BODY_LETTERS - 1));
}

static bt_node *skip_omitted(bt_node *n)
{
	while (n && (n->kind == BT_OMITTED || n->kind == BT_BREAK))
		n = n->next;
	return n;
}

void bt_pass_title(bt_reading *r)
{
	bt_node *first = skip_omitted(r->doc->root->first), *title = NULL, *paper = NULL, *n = first;
	for (int i = 0; n && i < HEAD_BLOCKS && is_line(r, n); i++, n = skip_omitted(n->next)) {
		if (!is_title(r, n))
			continue;
		bt_piece piece = bt_piece_of(r->doc, n);
		const char *key = bt_piece_key(piece, TITLE_LETTERS, r->scratch);
		if (!title)
			title = n;
		if (!paper && bt_key_begins(key, papers))
			paper = n;
	}
	if (paper)
		title = paper;
	if (!title || !is_start(r, n))
		return;
	title->kind = BT_TITLE;
	bool alone = !bt_piece_longer(bt_piece_of(r->doc, title), 19) && bt_all_capitals(r->doc->source + title->span.off, title->span.len);
	if (paper && alone && title->next && title->next != n && title->next->kind == BT_PARAGRAPH && is_title(r, title->next))
		bt_join_next(r->doc, title); /* "BÁO CÁO" and what it reports on are one title */
}
