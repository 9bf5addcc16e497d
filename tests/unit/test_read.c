/* Reading: what a clerk's text becomes. Inputs are our own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "read/read.h"

struct result {
	bt_doc *doc;
	bt_diags *diags;
	char *messages;
	GString *tree;
};

static struct result read_bytes(const char *name, const void *data, gsize len)
{
	struct result r = {.diags = bt_diags_new(BT_LANG_EN), .tree = g_string_new(NULL)};
	g_autoptr(GBytes) bytes = g_bytes_new(data, len);
	r.doc = bt_read(bytes, name, NULL, r.diags);
	if (r.doc)
		bt_dump_tree(r.doc, r.tree);
	r.messages = bt_diags_text(r.diags, false, false);
	return r;
}

static struct result read_text(const char *name, const char *text) { return read_bytes(name, text, strlen(text)); }

static void done(struct result *r)
{
	bt_doc_free(r->doc);
	bt_diags_free(r->diags);
	g_free(r->messages);
	g_string_free(r->tree, TRUE);
}

static void has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("no «%s» in:\n%s", part, text);
}

static void hasnt(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("«%s» in:\n%s", part, text);
}

#define BODY "Trong quý I, các tổ dân phố đã phối hợp tổ chức nhiều buổi sinh hoạt, vận động hội viên tham gia phong trào trồng cây, thu gom rác và chăm lo cho các hộ khó khăn trên địa bàn."
#define BODY2 "Ngoài các hoạt động thường kỳ, chi hội còn vận động được hơn hai trăm phần quà, giúp nhiều gia đình sửa lại mái nhà trước mùa mưa và mở thêm một lớp học buổi tối cho các em nhỏ."

/* ------------------------------------------------------------------ decoding */

static void utf8_with_mark_and_line_ends(void **state)
{
	(void)state;
	struct result r = read_text("a.txt", "\xEF\xBB\xBFMột dòng chữ.\r\n\r\nDòng hai.\rDòng ba.");
	assert_non_null(r.doc);
	assert_string_equal(r.doc->source, "Một dòng chữ.\n\nDòng hai.\nDòng ba.");
	done(&r);
}

static void decomposed_letters_give_the_same_tree(void **state)
{
	(void)state;
	g_autofree char *nfd = g_utf8_normalize(BODY "\n\n" BODY2, -1, G_NORMALIZE_NFD);
	struct result a = read_text("a.txt", BODY "\n\n" BODY2), b = read_text("a.txt", nfd);
	assert_string_equal(a.tree->str, b.tree->str);
	done(&a);
	done(&b);
}

static void bad_byte_is_named_with_its_line(void **state)
{
	(void)state;
	struct result r = read_text("a.txt", "Dòng một.\r\nDòng hai.\rDòng \xC0\xAF ba.");
	assert_null(r.doc);
	has(r.messages, "a.txt:3:6: error: not UTF-8 (byte C0)");
	done(&r);
	r = read_text("a.txt", "Dòng \xED\xA0\x80");
	has(r.messages, "a.txt:1:6: error: not UTF-8 (byte ED)");
	done(&r);
}

static void utf16_is_read(void **state)
{
	(void)state;
	static const char le[] = "\xFF\xFE" "H\0\xD9\x1E" "i\0 \0\x3D\xD8\x00\xDE";
	struct result r = read_bytes("a.txt", le, sizeof le - 1);
	assert_non_null(r.doc);
	assert_string_equal(r.doc->source, "Hội 😀");
	done(&r);
	r = read_bytes("a.txt", "\xFE\xFF\xD8\x00\0a", 6);
	assert_null(r.doc);
	has(r.messages, "broken UTF-16");
	done(&r);
}

static void legacy_encodings_are_named(void **state)
{
	(void)state;
	/* "Hội nghị đã nghe báo cáo kết quả công tác quý một và thảo luận các nhiệm vụ trọng tâm" in TCVN3. */
	static const char tcvn3[] = "H\xE9i ngh\xDE \xAE\xB7 nghe b\xB8o c\xB8o k\xD5t qu\xB6 c\xABng t\xB8" "c qu\xFD m\xE9t v\xB5 th\xB6o lu\xCBn "
				    "c\xB8" "c nhi\xD6m v\xF4 tr\xE4ng t\xA9m";
	struct result r = read_text("a.txt", tcvn3);
	assert_null(r.doc);
	has(r.messages, "probably TCVN3");
	done(&r);
	g_autoptr(GString) pasted = g_string_new(NULL);
	for (const char *p = tcvn3; *p; p++)
		g_string_append_unichar(pasted, (guchar)*p);
	r = read_text("a.txt", pasted->str);
	assert_null(r.doc);
	has(r.messages, "[read-garbled]");
	has(r.messages, "TCVN3");
	done(&r);
}

static void other_files_are_refused(void **state)
{
	(void)state;
	static const char *const files[] = {"%PDF-1.4\n…", "PK\3\4abcd", "{\\rtf1 Một}", "\x89PNG\r\n"};
	for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
		struct result r = read_text("a.txt", files[i]);
		assert_null(r.doc);
		has(r.messages, "[read-binary]");
		done(&r);
	}
	struct result r = read_text("a.txt", " \n\xC2\xA0\n---\n");
	assert_null(r.doc);
	has(r.messages, "[read-empty]");
	done(&r);
}

static void controls_go_and_letters_stay(void **state)
{
	(void)state;
	struct result r = read_text("a.txt", "Một\x01 hai\x7F ba.\nBốn\xE2\x80\xAE năm.");
	has(r.tree->str, "\"Một hai ba.\"");
	has(r.tree->str, "\"Bốn năm.\"");
	has(r.messages, "a.txt:1:4: warning: dropped 2 control characters, the first here (U+0001)");
	has(r.messages, "a.txt:2:4: warning: dropped 1 text-direction marks");
	done(&r);
}

/* ------------------------------------------------------------------ front matter and dates */

static void front_matter_in_two_languages(void **state)
{
	(void)state;
	struct result r = read_text("a.txt", "---\nTiêu đề: Hội nghị: quý I\nngày: 5/4/2030\ncơ quan: Phường A\ntác giả: Lê An\nauthor: Vũ Bình\n"
					     "ảnh: a.jpg | Chú thích | Ảnh: B | Mô tả\ntừ khóa: x, y\nstatus: nháp\n---\n" BODY);
	has(r.tree->str, "meta title \"Hội nghị: quý I\"");
	has(r.tree->str, "meta date \"2030-04-05\"");
	has(r.tree->str, "meta author \"Lê An\"\nmeta author \"Vũ Bình\"");
	has(r.tree->str, "meta photo path \"a.jpg\" caption \"Chú thích\" credit \"Ảnh: B\" alt \"Mô tả\"");
	has(r.tree->str, "meta status \"draft\"");
	has(r.tree->str, "omitted 0+");
	assert_string_equal(r.messages, "");
	done(&r);
}

static void front_matter_mistakes(void **state)
{
	(void)state;
	struct result r = read_text("a.txt", "---\ntieeu đề: A\ntitle: B\ntitle: C\nngày: 31/2/2030\nkhông có khóa\n---\n" BODY);
	has(r.messages, "a.txt:2:1: warning: unknown key «tieeu đề»; did you mean «tiêu đề»?");
	has(r.messages, "a.txt:4:8: warning: key «tiêu đề» given twice");
	has(r.messages, "a.txt:5:7: warning: «ngày» does not take «31/2/2030»");
	has(r.messages, "a.txt:6:1: warning: line «");
	has(r.tree->str, "meta title \"C\"");
	done(&r);
	r = read_text("a.txt", "---\ntitle: A\n\n" BODY);
	assert_null(r.doc);
	has(r.messages, "a.txt:1:1: error: the front matter has no closing «---»");
	done(&r);
}

static void dates(void **state)
{
	(void)state;
	static const char *const table[][2] = {
		{"ngày 04 tháng 7 năm 2030", "2030-07-04"}, {"04/7/2030", "2030-07-04"},   {"4-7-2030", "2030-07-04"},
		{"4.7.2030", "2030-07-04"},		    {"2030-07-04", "2030-07-04"},  {"Phường A, ngày 5 tháng 12 năm 2030", "2030-12-05"},
		{"29/2/2028", "2028-02-29"},		    {"29/2/2030", NULL},	   {"13/13/2030", NULL},
		{"4/7", NULL},				    {"4/7/30", NULL},		   {"", NULL},
		{"4/7-2030", NULL},			    {"2030-07-04T10:00", NULL},	   {"sáng ngày 4/7/2030", "2030-07-04"},
	};
	g_autoptr(bt_arena) arena = bt_arena_new();
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		const char *iso = bt_date_iso(table[i][0], arena);
		if (g_strcmp0(iso, table[i][1]) != 0)
			fail_msg("%s: %s", table[i][0], iso ? iso : "none");
	}
}

/* ------------------------------------------------------------------ plain text */

static void wrapped_lines_are_joined(void **state)
{
	(void)state;
	struct result r = read_text("a.txt", "Chi hội đã trồng được một nghìn hai trăm cây\nxanh dọc các tuyến đường liên thôn. Số tiền\nđóng góp là 3,5\ntriệu đồng, "
					     "trong đó các hộ đóng\ngóp một nửa.\n\nDòng sau là đoạn khác.");
	has(r.tree->str, "một nghìn hai trăm cây xanh dọc các tuyến");
	has(r.tree->str, "3,5 triệu đồng");
	has(r.tree->str, "đóng góp một nửa.\"");
	done(&r);
	/* A dash, a paper's number or capitals may begin a wrapped line. */
	static const char *const wrapped[] = {
		"Các tổ đã họp và thống nhất từng việc\nmột; bản kế hoạch cho cả nhiệm kỳ 2030\n- 2035 đã được bàn kỹ theo Kế hoạch số\n11/KH-HPN của hội cấp trên về phối hợp\nvới UBND trong việc trồng cây dọc các\ntuyến đường.",
		"Các tổ đã họp và thống nhất từng việc một; bản kế\nhoạch cho cả nhiệm kỳ 2030 - 2035 đã được bàn kỹ theo\nKế hoạch số 11/KH-HPN của hội cấp trên về phối hợp với\nUBND trong việc trồng cây dọc các tuyến đường.",
	};
	for (gsize i = 0; i < G_N_ELEMENTS(wrapped); i++) {
		r = read_text("a.txt", wrapped[i]);
		has(r.tree->str, "2030 - 2035 đã");
		has(r.tree->str, "Kế hoạch số 11/KH-HPN");
		has(r.tree->str, "phối hợp với UBND");
		done(&r);
	}
	/* One paragraph a line stays so. */
	r = read_text("a.txt", BODY "\n" BODY2 "\n" BODY);
	has(r.tree->str, "\"" BODY "\"");
	has(r.tree->str, "\"" BODY2 "\"");
	done(&r);
}

static void structure_of_a_news_report(void **state)
{
	(void)state;
	struct result r = read_text("a.txt", "Phường B tổng kết phong trào trồng cây\n\n(Tin phường) - Sáng 5/4, Hội phụ nữ phường B tổ chức hội nghị sơ kết quý I "
					     "với sự tham dự của bảy mươi hội viên.\n\xC2\xA0\nQuang cảnh hội nghị.\n\nVề công tác xã hội, " BODY "\n\n" BODY2
					     "\n\nCác em nhỏ trong lớp học buổi tối. Ảnh: LÊ MINH\n\n" BODY "./.\n\nTin, ảnh: Vũ Hòa\n\nLê Thị Hạnh\n");
	has(r.tree->str, "title 0+");
	has(r.tree->str, "meta title \"Phường B tổng kết phong trào trồng cây\"");
	has(r.tree->str, " lead\n");
	has(r.tree->str, "\"Quang cảnh hội nghị.\"");
	has(r.tree->str, "opening topic \"Về công tác xã hội\"");
	has(r.tree->str, "  omitted ");
	has(r.tree->str, " end-mark");
	assert_non_null(strstr(strstr(r.tree->str, "  credit "), "\"Tin, ảnh: Vũ Hòa\""));
	assert_non_null(strstr(strstr(r.tree->str, "  byline "), "\"Lê Thị Hạnh\""));
	done(&r);
}

static void end_marks_keep_the_full_stop(void **state)
{
	(void)state;
	static const char *const table[][3] = {
		{"./.", "cho các hộ.\"", "+2 end-mark"}, {".../..", "cho các hộ.\"", "+5 end-mark"}, {"/.", "cho các hộ\"", "+2 end-mark"},
		{". ./.", "cho các hộ.\"", "+3 end-mark"}, {"./..", "cho các hộ.\"", "+3 end-mark"},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autofree char *text = g_strconcat("Một việc nhỏ mà chi hội đã làm xong cho các hộ", table[i][0], NULL);
		struct result r = read_text("a.txt", text);
		has(r.tree->str, table[i][1]);
		has(r.tree->str, table[i][2]);
		done(&r);
	}
	struct result r = read_text("a.txt", BODY "\n\nHạn nộp ngày 4/7/2030.");
	hasnt(r.tree->str, "end-mark");
	done(&r);
}

static void lists_nest_by_marker(void **state)
{
	(void)state;
	struct result r = read_text("a.txt", "I. KẾT QUẢ\n\n1. Trồng trọt\n- Lúa: 12 ha.\n+ Vụ xuân: 7 ha.\n+ Vụ mùa: 5 ha.\n- Ngô: 3 ha.\n\n2. Chăn nuôi\n\n" BODY "\n");
	has(r.tree->str, "  heading 0+14 2\n");
	has(r.tree->str, "  heading 16+17 3\n");
	has(r.tree->str, "    item 34+53 marker \"-\"\n");
	has(r.tree->str, "      list 49+38 bullets tight\n        item 49+19 marker \"+\"\n");
	has(r.tree->str, "    item 88+13 marker \"-\"\n");
	has(r.tree->str, "  heading 103+14 3\n");
	done(&r);
}

static void quotations_nest_and_have_speakers(void **state)
{
	(void)state;
	struct result r = read_text("a.txt", "Kết thúc buổi họp, “Các tổ cần làm tốt chủ đề: “Mỗi nhà một cây xanh”; không để sót hộ nào” – đồng chí Vũ Thị Mây nhấn mạnh.");
	has(r.tree->str, "speaker \"đồng chí Vũ Thị Mây\"\n");
	has(r.tree->str, "      quote ");
	done(&r);
	r = read_text("a.txt", "Bí thư Chi bộ Lê Văn Sáu yêu cầu: \"Làm ngay, làm đủ\". Bà con hô “vâng mà không đóng.");
	has(r.tree->str, "speaker \"Lê Văn Sáu\"\n");
	has(r.tree->str, "\"“vâng mà không đóng.\"");
	done(&r);
	r = read_text("a.txt", "Theo ông Trần Bảy, «cây đã lớn» và không đóng” gì cả.");
	has(r.tree->str, "speaker \"ông Trần Bảy\"\n");
	done(&r);
}

static void columns_make_a_table(void **state)
{
	(void)state;
	struct result r = read_text("a.txt", BODY "\n\nTổ\tSố cây\tSố hộ\nTổ 1\t120\t35\nTổ 2\t80\t\n\n" BODY2);
	has(r.tree->str, "columns 3");
	has(r.tree->str, " header\n");
	has(r.tree->str, " right\n        text");
	done(&r);
}

/* Reading may stop after any pass; the tree is sound there, and a later pass changes what an earlier one left. */
static void each_pass_leaves_a_sound_tree(void **state)
{
	(void)state;
	const char *text = "ĐẢNG BỘ XÃ LỤA GIANG\n\nBáo cáo quý I\n\nSáng 5/4, Đảng ủy xã tổ chức hội nghị sơ kết quý I và bàn việc quý tới.\n\n"
			   "I. KẾT QUẢ\n\n" BODY "\n\n1. Trồng rừng;\n2. Làm đường.\n\nVề văn hóa, " BODY2 "\n\n"
			   "Đồng chí Trần Thị Bình nhấn mạnh: “Việc này phải xong trước mùa mưa.”./.\n\nẢnh: Lê Văn Cường\n\nLê Văn Cường";
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
	g_autofree char *before = NULL;
	guint changed = 0, passes = 0;
	for (const char *pass; (pass = bt_pass_name(passes)); passes++) {
		g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
		g_autoptr(bt_doc) doc = bt_read_until(bytes, "a.txt", NULL, pass, diags);
		assert_non_null(doc); /* it passed bt_doc_check */
		GString *tree = g_string_new(NULL);
		bt_dump_tree(doc, tree);
		changed += g_strcmp0(tree->str, before) != 0;
		g_free(before);
		before = g_string_free(tree, FALSE);
	}
	assert_true(passes >= 10 && changed >= 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(utf8_with_mark_and_line_ends),
		cmocka_unit_test(decomposed_letters_give_the_same_tree),
		cmocka_unit_test(bad_byte_is_named_with_its_line),
		cmocka_unit_test(utf16_is_read),
		cmocka_unit_test(legacy_encodings_are_named),
		cmocka_unit_test(other_files_are_refused),
		cmocka_unit_test(controls_go_and_letters_stay),
		cmocka_unit_test(front_matter_in_two_languages),
		cmocka_unit_test(front_matter_mistakes),
		cmocka_unit_test(dates),
		cmocka_unit_test(wrapped_lines_are_joined),
		cmocka_unit_test(structure_of_a_news_report),
		cmocka_unit_test(end_marks_keep_the_full_stop),
		cmocka_unit_test(lists_nest_by_marker),
		cmocka_unit_test(quotations_nest_and_have_speakers),
		cmocka_unit_test(columns_make_a_table),
		cmocka_unit_test(each_pass_leaves_a_sound_tree),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
