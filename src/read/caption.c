/* Finds captions whose picture was lost or stands beside: lone lines that name a scene, that end in
 * a credit, or that stand as one short sentence between long paragraphs. */
#include "read/inner.h"

#include <string.h>

#define CREDITED_LETTERS 320 /* with "Ảnh: X" at the end */
#define SCENE_LETTERS 170    /* names a scene */
#define LONE_LETTERS 110     /* says nothing of a scene */
#define LONG_LETTERS 150     /* neighbours of a lone sentence */
#define KEY_BYTES 800

static const char scenes[] = "quang cảnh;toàn cảnh;các đại biểu;đại biểu;đông đảo đại biểu;các đồng chí lãnh đạo;ban chấp hành ra mắt";

static const char acts[] =
	"phát biểu tại;phát biểu chỉ đạo;phát biểu khai mạc;phát biểu bế mạc;phát biểu kết luận;phát biểu ý kiến;"
	"phát biểu chào mừng;trình bày báo cáo;báo cáo kết quả;báo cáo tại;trao giấy khen;trao bằng khen;trao huy hiệu;trao cờ;trao quà;trao tặng;"
	"trao quyết định;trao giải;trao thưởng;tặng hoa;tặng quà;chụp ảnh;chụp hình;lưu niệm;ra mắt;dâng hương;"
	"bỏ phiếu;biểu quyết;tham quan;chủ trì;dự hội nghị;tham dự hội nghị;tại hội nghị;tại buổi;tại kỳ họp;"
	"tại đại hội;tại lễ;tại buổi lễ;chúc mừng;cắt băng;khen thưởng;thăm hỏi;kiểm tra tại;ký kết";

/* A sentence that begins so goes on with the report. */
static const char frames[] =
	"tại;trong;theo;cũng;dịp này;nhân dịp;bên cạnh;ngoài ra;sau;trước;đồng thời;song song;cùng với;tuy nhiên;về;đối với;"
	"riêng;hiện;đến;tính đến;qua;từ;vì;do;nhằm;để;với;kết quả;đây;đó;điều;việc;hội nghị;đại hội;buổi;kỳ họp;"
	"thời gian;ngoài;phát biểu;đặc biệt;mặt khác;như vậy;nhìn chung;bởi;khi;nếu;nhưng;hơn nữa;thông qua;trên;"
	"nhờ;tiếp tục;tổng;ước;có;còn;năm;tháng;quý;ngày;sáng;chiều;tối;mục tiêu;nguyên nhân;công tác;báo cáo;thực hiện;"
	"xin;kính;trân trọng;đề nghị;yêu cầu;giao;dự kiến;cụ thể;lễ;chương trình";

bool bt_caption_like(const char *key)
{
	if (bt_key_begins(key, scenes))
		return true;
	return !bt_key_begins(key, frames) && bt_key_holds(key, acts);
}

/* Someone with a title and nothing said: "Đồng chí X - Phó Bí thư Huyện ủy." */
static bool names_person(const char *key)
{
	static const char persons[] = "đồng chí;ông;bà;bí thư;phó bí thư;chủ tịch;phó chủ tịch;trưởng ban;phó trưởng ban;giám đốc;"
				      "phó giám đốc;thượng tá;đại tá;trung tá";
	static const char says[] =
		"đã;được;có;là;cho biết;yêu cầu;đề nghị;nhấn mạnh;khẳng định;ghi nhận;biểu dương;chỉ đạo;kết luận;làm;giữ;nêu;"
		"cũng;sẽ;đang;phải;cần;tiếp tục;mong;đánh giá;lưu ý;chia sẻ;nói;cảm ơn;bày tỏ;giao;phân công;đến;về;dự;tham gia";
	return bt_key_begins(key, persons) && !bt_key_holds(key, says);
}

bool bt_ends_in_credit(bt_piece piece)
{
	static const char *const marks[] = {"Ảnh:", "ảnh:", "Ảnh ", "Nguồn ảnh:"};
	gsize tail = MIN(piece.len, (gsize)90);
	const char *from = piece.s + piece.len - tail;
	while (((guchar)*from & 0xC0) == 0x80)
		from++;
	for (gsize i = 0; i < G_N_ELEMENTS(marks); i++) {
		const char *at = memmem(from, (gsize)(piece.s + piece.len - from), marks[i], strlen(marks[i]));
		bool name = at && (i != 2 || (at > piece.s && at[-1] == '('));
		if (name && at - piece.s > 10)
			return true;
	}
	return false;
}

static bool is_long(const bt_doc *doc, const bt_node *n, gsize than)
{
	if (!n || n->kind != BT_PARAGRAPH)
		return false;
	return bt_piece_longer(bt_piece_of(doc, n), MAX(LONG_LETTERS, 2 * than) - 1);
}

/* Markdown: a short line under a photo, all of it emphasised. */
static bool under_photo(const bt_node *n)
{
	return n->prev && n->prev->kind == BT_PHOTO && n->first && n->first == n->last &&
	       (n->first->kind == BT_EMPHASIS || n->first->kind == BT_STRONG);
}

static bool is_caption(bt_reading *r, const bt_node *n)
{
	bt_piece piece = bt_piece_of(r->doc, n);
	if (under_photo(n) || bt_ends_in_credit(piece))
		return !bt_piece_longer(piece, CREDITED_LETTERS);
	char stop = bt_last_stop(piece.s, piece.len);
	if ((stop && stop != '.') || !bt_is_upper(bt_char_at(piece.s)) || !bt_piece_longer(piece, 3) || bt_piece_longer(piece, SCENE_LETTERS))
		return false;
	gsize letters = bt_piece_letters(piece);
	const char *key = bt_piece_key(piece, KEY_BYTES, r->scratch);
	if (bt_sentences(piece.s, piece.len) > 1 || bt_names_day(key) || strchr(key, ':'))
		return false;
	if (bt_caption_like(key))
		return true;
	const bt_node *before = bt_block_before(n), *after = bt_block_after(n);
	bool framed = bt_key_begins(key, frames) > 0;
	if (bt_follows_lead(n) && is_long(r->doc, after, letters) && (!stop || (!framed && !bt_has_digit(piece.s, piece.len))))
		return true;
	if (names_person(key) && !bt_all_capitals(piece.s, piece.len) && letters <= LONE_LETTERS && !bt_has_digit(piece.s, piece.len))
		return true;
	return stop && letters <= LONE_LETTERS && !framed && !bt_has_digit(piece.s, piece.len) && is_long(r->doc, before, letters) &&
	       is_long(r->doc, after, letters);
}

void bt_pass_caption(bt_reading *r)
{
	for (bt_node *n = r->doc->root->first; n; n = n->next)
		if (bt_is_body(n) && is_caption(r, n))
			n->kind = BT_CAPTION;
}
