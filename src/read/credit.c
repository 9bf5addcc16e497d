/* Finds credit lines (Ảnh: X; Tin và ảnh: X) and source lines (Nguồn: X; Theo X).
 * Knows the words that stand before the colon. */
#include "read/inner.h"

#include <string.h>

#define CREDIT_LETTERS 100
#define ROLE_BYTES 48

/* Every word before the colon is one of these, and one is of the first kind. */
static const char makers[] = "tin;bài;ảnh;tin bài;video;clip;đồ họa;thực hiện;bài viết;nguồn ảnh;photo;text";
static const char fillers[] = "và;viết;nhóm;phóng viên;pv;ctv;cộng tác viên;tổng hợp;minh họa;bộ;do";

static bool credits_role(const char *key)
{
	bool maker = false;
	for (const char *p = key; *p;) {
		if (strchr(" ,-&/(", *p)) {
			p++;
			continue;
		}
		gsize n = bt_key_begins(p, makers), m = bt_key_begins(p, fillers);
		if (!n && !m)
			return false;
		maker |= n > 0;
		p += MAX(n, m);
	}
	return maker;
}

static bool is_credit(bt_piece piece, bt_arena *arena)
{
	const char *colon = memchr(piece.s, ':', MIN(piece.len, ROLE_BYTES));
	if (!colon || bt_piece_longer(piece, CREDIT_LETTERS))
		return false;
	bt_piece role = {piece.s, (gsize)(colon - piece.s)};
	return credits_role(bt_piece_key(role, ROLE_BYTES, arena));
}

/* "Nguồn: X" anywhere; "Theo X" or "(Theo X)" near the end, a name and no sentence. */
static bool is_source(bt_piece piece, bool near_end, bt_arena *arena)
{
	if (bt_piece_longer(piece, CREDIT_LETTERS))
		return false;
	const char *key = bt_piece_key(piece, ROLE_BYTES * 2, arena);
	key += *key == '(';
	gsize n = bt_key_begins(key, "nguồn;nguồn tin;source");
	if (n && strchr(":", key[n + (key[n] == ' ')]) && key[n])
		return true;
	if (!near_end || bt_piece_longer(piece, 50) || !bt_key_begins(key, "theo") || strpbrk(key, ",:;"))
		return false;
	char stop = bt_last_stop(piece.s, piece.len);
	const char *space = memchr(piece.s, ' ', piece.len);
	return (!stop || piece.s[0] == '(') && space && bt_is_upper(bt_char_at(space + 1));
}

#define LAST_BLOCKS 4

void bt_pass_credit(bt_reading *r)
{
	int from_end = 0;
	for (bt_node *n = bt_last_block(r->doc); n; n = n->prev) {
		if (n->kind != BT_OMITTED)
			from_end++;
		if (!bt_is_body(n))
			continue;
		bt_piece piece = bt_piece_of(r->doc, n);
		if (is_credit(piece, r->scratch))
			n->kind = BT_CREDIT;
		else if (is_source(piece, from_end <= LAST_BLOCKS, r->scratch))
			n->kind = BT_SOURCE_LINE;
	}
}
