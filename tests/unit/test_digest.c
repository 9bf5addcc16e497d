/* The digest on texts of our own: who asks whom for what by when, quotations with speaker and office, what is chosen
 * and what is not, the same twice. */
#include "digest/digest.h"
#include "read/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

typedef struct {
	bt_doc *doc;
	bt_digest *digest;
} made;

static made make(const char *text, int budget)
{
	const char *given[BT_META_FIELDS] = {0};
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
	made m = {.doc = bt_read(bytes, "test.txt", given, diags)};
	assert_non_null(m.doc);
	m.digest = bt_digest_read(m.doc, NULL, budget);
	return m;
}

static void drop(made *m)
{
	bt_digest_free(m->digest);
	bt_doc_free(m->doc);
}

/* The n-th chosen directive, from 0. */
static const bt_digest_item *directive(const made *m, int n)
{
	const bt_digest_item *i = bt_digest_next(m->digest, BT_DIGEST_DIRECTIVE, NULL);
	while (i && n-- > 0)
		i = bt_digest_next(m->digest, BT_DIGEST_DIRECTIVE, i);
	assert_non_null(i);
	return i;
}

static int count(const made *m, bt_digest_kind kind)
{
	int n = 0;
	for (const bt_digest_item *i = NULL; (i = bt_digest_next(m->digest, kind, i)); n++)
		;
	return n;
}

static const char *who(const made *m, const bt_digest_item *item)
{
	const char *words = bt_digest_speaker_words(m->digest, item->speaker);
	return words ? words : "";
}

/* Each row: a report of one paragraph or more, and what its first directive states. */
static const struct {
	const char *text, *speaker, *verb, *addressee, *task, *deadline;
} demands[] = {
	{"Kết luận hội nghị, đồng chí Bí thư Huyện ủy Đinh Công Sáng yêu cầu UBND huyện khẩn trương sửa cầu Ván trước ngày 15/8.",
		"đồng chí Đinh Công Sáng, Bí thư Huyện ủy", "yêu cầu", "UBND huyện", "khẩn trương sửa cầu Ván trước ngày 15/8", "trước ngày 15/8"},
	{"Phát biểu chỉ đạo tại hội nghị, Phó Bí thư Thành ủy, Chủ tịch HĐND TP Hồ Chí Minh Lưu Thị Mận ghi nhận nỗ lực của xã. Đồng chí Mận đề nghị xã tập trung giải ngân vốn trong quý III.",
		"đồng chí Lưu Thị Mận, Phó Bí thư Thành ủy, Chủ tịch HĐND TP Hồ Chí Minh", "đề nghị", "xã", "tập trung giải ngân vốn trong quý III", "trong quý III"},
	{"Phát biểu tại hội nghị, ông Tạ Đình Khoa - Chủ tịch UBND xã đề nghị thời gian tới, các thôn tiếp tục giữ sạch đường làng.",
		"ông Tạ Đình Khoa, Chủ tịch UBND xã", "đề nghị", "các thôn", "tiếp tục giữ sạch đường làng", ""},
	{"Hội nghị giao Ban Quản lý chợ hoàn thành việc sắp xếp quầy hàng chậm nhất là cuối tháng 9.",
		"Hội nghị", "giao", "Ban Quản lý chợ", "hoàn thành việc sắp xếp quầy hàng chậm nhất là cuối tháng 9", "chậm nhất là cuối tháng 9"},
	{"Phát biểu tại phiên họp, Chủ tịch Hội Nông dân tỉnh, Lê Thị Mơ đề nghị, các chi hội, tổ hợp tác cần giữ đúng lịch bón phân.",
		"Lê Thị Mơ, Chủ tịch Hội Nông dân tỉnh", "đề nghị", "các chi hội, tổ hợp tác", "cần giữ đúng lịch bón phân", ""},
	{"Kết luận buổi làm việc, Chủ tịch UBND tỉnh Nguyễn Bách nhấn mạnh: Thời gian tới, các huyện tập trung giải phóng mặt bằng.",
		"Nguyễn Bách, Chủ tịch UBND tỉnh", "", "các huyện", "tập trung giải phóng mặt bằng", ""},
	{"Theo đồng chí Vi Văn Pao, Trưởng Ban Dân vận Tỉnh ủy Lâm Đồng, các cấp ủy cần nghe dân nhiều hơn nữa trong việc khó.",
		"đồng chí Vi Văn Pao, Trưởng Ban Dân vận Tỉnh ủy Lâm Đồng", "", "các cấp ủy", "cần nghe dân nhiều hơn nữa trong việc khó", ""},
};

static void who_asks_whom(void **state)
{
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(demands); i++) {
		made m = make(demands[i].text, 0);
		const bt_digest_item *item = directive(&m, 0);
		assert_int_equal(item->n_demands, 1);
		const bt_demand *d = item->demands;
		assert_string_equal(who(&m, item), demands[i].speaker);
		assert_string_equal(d->verb.text ? d->verb.text : "", demands[i].verb);
		assert_string_equal(d->addressee.text ? d->addressee.text : "", demands[i].addressee);
		assert_string_equal(d->task.text, demands[i].task);
		assert_string_equal(d->deadline.text ? d->deadline.text : "", demands[i].deadline);
		drop(&m);
	}
}

/* A speaker holds over sentences and paragraphs that go on with what must be done, and no further. */
static void speaker_holds(void **state)
{
	(void)state;
	made m = make("Phát biểu chỉ đạo tại hội nghị, đồng chí Hà Thị Nụ, Bí thư Đảng ủy đề nghị các chi bộ bám sát kế hoạch năm.\n\n"
		"Trước mắt, cấp ủy cần rà soát lại từng hộ khó khăn. Tăng cường kiểm tra việc học của con em xa nhà.\n\n"
		"Cải cách hành chính là khâu đột phá. Bộ phận một cửa phải niêm yết giờ trả kết quả.\n\n"
		"Đồng chí Mai Sỹ Lực, Chủ tịch UBND xã yêu cầu Công an xã giữ vững trật tự dịp lễ.\n\n"
		"Các đại biểu đã thăm vườn ươm của hợp tác xã và trao quà cho các em nhỏ. Vườn ươm cần nhiều nắng.\n", 0);
	assert_string_equal(who(&m, directive(&m, 0)), "đồng chí Hà Thị Nụ, Bí thư Đảng ủy");
	assert_string_equal(who(&m, directive(&m, 1)), "đồng chí Hà Thị Nụ, Bí thư Đảng ủy");
	assert_string_equal(who(&m, directive(&m, 2)), "đồng chí Hà Thị Nụ, Bí thư Đảng ủy");
	assert_string_equal(who(&m, directive(&m, 3)), "đồng chí Hà Thị Nụ, Bí thư Đảng ủy");
	assert_string_equal(who(&m, directive(&m, 4)), "đồng chí Mai Sỹ Lực, Chủ tịch UBND xã");
	assert_int_equal(count(&m, BT_DIGEST_DIRECTIVE), 5);
	assert_int_equal(directive(&m, 1)->paragraph, 2);
	drop(&m);
}

/* Words that look like asking and are not. */
static void not_asked(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"Thu ngân sách đạt 112% dự toán UBND tỉnh giao và đạt 106% dự toán HĐND huyện giao.",
		"Công tác lãnh đạo, chỉ đạo được tăng cường, đáp ứng yêu cầu nhiệm vụ trong tình hình mới.",
		"Toàn xã phải tiêu hủy 128 con lợn do dịch bệnh, nhiều hộ cần vốn để tái đàn.",
		"UBND xã đã giao các thôn trồng 300 cây bóng mát dọc tuyến đường mới mở.",
	};
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		made m = make(texts[i], 0);
		assert_int_equal(count(&m, BT_DIGEST_DIRECTIVE), 0);
		drop(&m);
	}
}

static void quotations(void **state)
{
	(void)state;
	made m = make("Hội thi mang chủ đề “Mỗi người dân làm một việc tốt cho thôn xóm của mình mỗi ngày” thu hút đông người.\n\n"
		"“Việc gì dân chưa hiểu thì nói lại. Nói theo phương châm “gần dân, hiểu dân” chứ đừng đọc văn bản” – đồng chí Cao Thị Vẻ, Chủ tịch Hội Nông dân huyện nhấn mạnh.\n", 0);
	assert_int_equal(count(&m, BT_DIGEST_QUOTE), 1);
	const bt_digest_item *q = bt_digest_next(m.digest, BT_DIGEST_QUOTE, NULL);
	assert_string_equal(who(&m, q), "đồng chí Cao Thị Vẻ, Chủ tịch Hội Nông dân huyện");
	assert_true(g_str_has_prefix(q->quote.text, "“Việc gì") && g_str_has_suffix(q->quote.text, "đọc văn bản”"));
	drop(&m);
}

/* Whose words a quotation was may be said without a verb; an office stands for its holder. */
static void whose_words(void **state)
{
	(void)state;
	made m = make("“Đường làng sạch thì lòng người cũng thấy nhẹ. Đừng đợi ai nhắc mới cầm chổi” - đó là ý kiến của Bí thư Chi bộ thôn Hạ Lã Thị Bưởi tại buổi ra quân.\n\n"
		"Đồng chí Bí thư Chi bộ đề nghị từng nhà giữ sạch ngõ mình trước ngày 20/7.\n", 0);
	const bt_digest_item *q = bt_digest_next(m.digest, BT_DIGEST_QUOTE, NULL);
	assert_non_null(q);
	assert_int_equal(q->speaker, directive(&m, 0)->speaker);
	assert_string_equal(bt_digest_speaker(m.digest, q->speaker)->name, "Lã Thị Bưởi");
	drop(&m);
}

/* Stops that end no sentence, and ends without a blank. */
static void sentence_ends(void **state)
{
	(void)state;
	made m = make("Năm 2030, TP. Hồ Chí Minh hoàn thành 12,5% chỉ tiêu. Phường 3 đạt 1.250 lượt... rồi hoàn thành sớm.Các tổ hoàn thành phần việc của mình!", 0);
	static const char *const ends[] = {
		"Năm 2030, TP. Hồ Chí Minh hoàn thành 12,5% chỉ tiêu.", "Phường 3 đạt 1.250 lượt... rồi hoàn thành sớm.", "Các tổ hoàn thành phần việc của mình!",
	};
	assert_int_equal(m.digest->items->len, G_N_ELEMENTS(ends));
	for (guint i = 0; i < m.digest->items->len; i++)
		assert_string_equal(g_array_index(m.digest->items, bt_digest_item, i).text, ends[i]);
	drop(&m);
}

/* Each chosen text is the source's own, a list comes with the sentence that introduces it, and the budget holds. */
static void chosen_as_written(void **state)
{
	(void)state;
	GString *text = g_string_new("Thời gian tới, xã tập trung các việc sau:\n- Phấn đấu hoàn thành đường vào khu sản xuất;\n- Phấn đấu trồng thêm hai vạn cây xanh.\n\n");
	for (int i = 1; i <= 60; i++)
		g_string_append_printf(text, "Thôn số %d hoàn thành %d phần việc, vượt kế hoạch của đợt thi đua thứ %d.\n\n", i, i + 3, i * 7);
	made m = make(text->str, 1500);
	assert_true(m.digest->letters <= 1500);
	for (guint i = 0; i < m.digest->items->len; i++) {
		const bt_digest_item *item = &g_array_index(m.digest->items, bt_digest_item, i);
		assert_memory_equal(m.doc->source + item->span.off, item->text, item->span.len);
		assert_true(item->choice != BT_DIGEST_CHOSEN || item->head < 0 || g_array_index(m.digest->items, bt_digest_item, item->head).choice == BT_DIGEST_CHOSEN);
		assert_int_equal(item->paragraph, bt_digest_paragraph(m.doc, item->block));
	}
	assert_int_equal(count(&m, BT_DIGEST_OUTLOOK), 3);
	bt_digest_fit(m.digest, 300);
	assert_true(m.digest->letters <= 300);
	drop(&m);
	g_string_free(text, TRUE);
}

/* What is asked twice stands once; the same words with other numbers are another task. */
static void no_repetition(void **state)
{
	(void)state;
	made m = make("Kết luận hội nghị, đồng chí Lã Quý Mão yêu cầu các thôn sửa xong 12 km đường nội đồng trước mùa mưa.\n\n"
		"Đồng chí Lã Quý Mão đề nghị các thôn sửa xong 12 km đường nội đồng trước mùa mưa.\n\n"
		"Đồng chí Lã Quý Mão yêu cầu các thôn sửa xong 30 km đường nội đồng trước mùa mưa.\n", 0);
	const bt_digest_item *items = (const bt_digest_item *)m.digest->items->data;
	assert_int_equal(m.digest->items->len, 3);
	assert_true((items[0].choice == BT_DIGEST_REPEATED) != (items[1].choice == BT_DIGEST_REPEATED));
	assert_int_equal(items[2].choice, BT_DIGEST_CHOSEN);
	assert_int_equal(count(&m, BT_DIGEST_DIRECTIVE), 2);
	drop(&m);
}

/* A shortcoming stands in its own part: by its words, after a turn, in its section; not when it was overcome, nor as
 * a result, nor when somebody is asked to end it. */
static void shortcomings(void **state)
{
	(void)state;
	made m = make("Xã trồng được 40 ha rừng, vượt kế hoạch. Mặc dù gặp nhiều khó khăn, hợp tác xã vẫn hoàn thành chỉ tiêu. Các thôn đã tháo gỡ xong những vướng mắc về đất.\n\n"
		"Tuy nhiên, tiến độ cấp nước sạch còn chậm. Ba xóm vùng cao chưa có đường ống vì thiếu kinh phí.\n\n"
		"Đồng chí Khương Thị Mẫn, Bí thư Đảng ủy yêu cầu các thôn khắc phục tình trạng đóng góp còn chậm trước ngày 30/9.\n\n"
		"II. HẠN CHẾ, NGUYÊN NHÂN\n\n- Vệ sinh ở chợ phiên chỉ tốt lúc mới ra quân.\n\n- Nguyên nhân là do tổ tự quản ít người.\n\nIII. BÀI HỌC KINH NGHIỆM\n\nViệc gì dân bàn kỹ thì hoàn thành sớm.\n", 0);
	static const char *const told[] = {"Tuy nhiên, tiến độ cấp nước sạch còn chậm.", "Ba xóm vùng cao chưa có đường ống vì thiếu kinh phí.",
		"Vệ sinh ở chợ phiên chỉ tốt lúc mới ra quân.", "Nguyên nhân là do tổ tự quản ít người."};
	const bt_digest_item *item = NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(told); i++) {
		item = bt_digest_next(m.digest, BT_DIGEST_LACK, item);
		assert_non_null(item);
		assert_string_equal(item->text, told[i]);
	}
	assert_null(bt_digest_next(m.digest, BT_DIGEST_LACK, item));
	assert_int_equal(count(&m, BT_DIGEST_RESULT), 2);
	assert_int_equal(count(&m, BT_DIGEST_DIRECTIVE), 1);
	drop(&m);
}

static void meeting(void **state)
{
	(void)state;
	made m = make("Sáng 5/7, tại nhà văn hóa xã, Đảng ủy xã Gành Dừa tổ chức hội nghị sơ kết 6 tháng đầu năm. Đồng chí Lê Thị Ấm, Bí thư Đảng ủy, chủ trì hội nghị.\n\n"
		"Sáu tháng qua, xã hoàn thành vượt mức nhiều chỉ tiêu quan trọng.\n", 0);
	const bt_digest_head *h = &m.digest->head;
	assert_string_equal(h->when.text, "Sáng 5/7");
	assert_string_equal(h->where.text, "tại nhà văn hóa xã");
	assert_string_equal(h->event.text, "hội nghị sơ kết 6 tháng đầu năm");
	assert_string_equal(bt_digest_speaker_words(m.digest, h->chair), "đồng chí Lê Thị Ấm, Bí thư Đảng ủy");
	assert_int_equal(count(&m, BT_DIGEST_HEAD), 1);
	drop(&m);
}

static void several_chairs(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"Sáng 3/3, Đảng ủy xã tổ chức hội nghị giao ban. Các đồng chí: Mạc Văn Dĩ, Bí thư Đảng ủy; Hà Thị Sen, Chủ tịch UBND xã chủ trì hội nghị.",
		"Sáng 3/3, dưới sự chủ trì của đồng chí Mạc Văn Dĩ, Bí thư Đảng ủy và các đồng chí Thường trực, hội nghị giao ban đã được tổ chức.",
		"Chủ trì: Ông Mạc Văn Dĩ, Bí thư Đảng ủy.\n\nThư ký: Bà Hà Thị Sen.\n\nCác thôn hoàn thành phần việc được giao.",
	};
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
		made m = make(texts[i], 0);
		const bt_speaker *chair = bt_digest_speaker(m.digest, m.digest->head.chair);
		assert_non_null(chair);
		assert_string_equal(chair->name, "Mạc Văn Dĩ");
		assert_string_equal(chair->office, "Bí thư Đảng ủy");
		drop(&m);
	}
}

static void same_twice(void **state)
{
	(void)state;
	g_autoptr(GString) first = g_string_new(NULL), second = g_string_new(NULL);
	for (int i = 0; i < 2; i++) {
		made m = make(demands[1].text, 0);
		bt_digest_dump(m.digest, BT_LANG_VI, true, i ? second : first);
		drop(&m);
	}
	assert_string_equal(first->str, second->str);
	made empty = make("I. KẾT QUẢ\n", 0);
	assert_int_equal(count(&empty, BT_DIGEST_RESULT), 0);
	drop(&empty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_asks_whom), cmocka_unit_test(speaker_holds), cmocka_unit_test(not_asked), cmocka_unit_test(quotations),
		cmocka_unit_test(sentence_ends), cmocka_unit_test(chosen_as_written), cmocka_unit_test(no_repetition), cmocka_unit_test(meeting), cmocka_unit_test(shortcomings), cmocka_unit_test(several_chairs), cmocka_unit_test(whose_words),
		cmocka_unit_test(same_twice),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
