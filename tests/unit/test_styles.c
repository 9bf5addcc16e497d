/* Styles: every one loads and says what it is; a base is laid under, sheets over; papers carry their own head and
 * never the other's; the summary is whole sentences on two pages; justified lines keep the theme's limits over
 * a thousand layouts. All text is invented. */
#include "page/layout.h"
#include "read/read.h"
#include "report/report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka.h wants the four headers above first */
#include <cmocka.h>

#include "unit/setting.h"

static const char paper[] =
	"---\ntiêu đề: Báo cáo kết quả trồng cây đầu xuân\nngày: 2031-02-05\nnơi: Tân Hòa\ncơ quan: UBND xã Tân Hòa\nsố: 12/BC-UBND\n---\n\n"
	"Sáng 5/2, UBND xã Tân Hòa tổ chức hội nghị tổng kết đợt trồng cây đầu xuân. Ông Lê Văn Hạnh, Chủ tịch UBND xã chủ trì.\n\n"
	"Về kết quả, toàn xã trồng được 1.250 cây, đạt 104% kế hoạch, tăng 15% so với cùng kỳ năm trước; riêng ấp 3 trồng 420 cây dọc tuyến đường Bến Đò.\n\n"
	"Ông Lê Văn Hạnh yêu cầu các ấp phân công người tưới cây trước ngày 30/4. “Trồng một cây mà để chết khô thì thà đừng trồng” - ông Lê Văn Hạnh nói.\n\n"
	"Thời gian tới, xã phấn đấu trồng thêm 800 cây bóng mát quanh chợ và ba điểm trường./.\n\n"
	"Nơi nhận:\n- Hội đồng nhân dân xã;\n- Lưu: VT.\n\nCHỦ TỊCH\n\nLê Văn Hạnh\n";

static void set_up(setting *s, const char *text, const char *style) { set_up_style(s, text, "a.txt", style); }

/* All that is printed, line by line. */
static char *printed(const char *text, const char *style)
{
	setting s;
	set_up(&s, text, style);
	s.pages = bt_pages_layout(&s.content, s.theme, s.diags);
	GString *out = g_string_new(NULL);
	for (guint i = 0; s.pages && i < s.pages->sheets->len; i++) {
		const GArray *sheet = s.pages->sheets->pdata[i];
		for (guint j = 0; j < sheet->len; j++) {
			const bt_slab *slab = &g_array_index(s.pages->slabs, bt_slab, g_array_index(sheet, bt_place, j).slab);
			for (guint k = 0; k < slab->n; k++) {
				const bt_box *box = &g_array_index(s.pages->boxes, bt_box, slab->first + k);
				if (box->kind == BT_BOX_LINE)
					g_string_append_printf(out, "%.*s\n", (int)(box->to - box->from), box->para->text->str + box->from);
			}
		}
	}
	tear_down(&s);
	return g_string_free(out, FALSE);
}

static bool holds(const char *printed_text, const char *words)
{
	g_autofree char *flat = g_strdelimit(g_strdup(printed_text), "\n", ' ');
	GString *one = g_string_new(flat);
	g_string_replace(one, "  ", " ", 0);
	bool found = strstr(one->str, words) != NULL;
	g_string_free(one, TRUE);
	return found;
}

static void must_hold(const char *text, const char *words)
{
	if (!holds(text, words))
		fail_msg("not printed: %s\nbut:\n%s", words, text);
}

/* ---- themes */

static void test_every_style(void **state)
{
	(void)state;
	g_auto(GStrv) names = bt_theme_names();
	assert_true(g_strv_length(names) >= 6);
	for (char **name = names; *name; name++) {
		g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
		g_autoptr(bt_theme) theme = bt_theme_load(*name, diags);
		if (!theme)
			fail_msg("%s: %s", *name, bt_diags_at(diags, 0)->text);
		assert_string_equal(theme->name, *name);
		assert_true(*theme->about[BT_LANG_VI] && *theme->about[BT_LANG_EN]);
		for (int i = 0; i < BT_TYPE_COUNT; i++) {
			/* no stacked accent touches the line above, nothing is smaller than 8 points */
			assert_true(theme->type[i].leading / theme->type[i].size >= 1.30);
			assert_true(theme->type[i].size >= 8);
		}
		for (int i = 0; theme->sheets[i]; i++) {
			g_autoptr(bt_theme) sheet = bt_theme_load_sheet(*name, theme->sheets[i], diags);
			assert_non_null(sheet);
		}
	}
}

static void test_sheet_of_licensed_bulletins(void **state)
{
	(void)state;
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(bt_theme) theme = bt_theme_load_sheet("bulletin", "19x27", diags);
	const double mm = 72 / 25.4;
	assert_true(theme->page_width <= 190 * mm + 0.01 && theme->page_height <= 270 * mm + 0.01);
	assert_int_equal((int)((theme->page_height - theme->top - theme->bottom) / theme->grid), 47);
	double column = (theme->page_width - theme->left - theme->right - theme->gutter) / 2;
	assert_true(column > 73.9 * mm && column < 74.1 * mm);
	assert_null(bt_theme_load_sheet("bulletin", "a0", diags));
	assert_int_equal(bt_diags_at(diags, 0)->code, BT_D_USAGE_VALUE);
	assert_non_null(strstr(bt_diags_at(diags, 0)->text, "19x27"));
}

static bt_theme *parsed(const char *ini, bt_diags *diags) { return bt_theme_parse("theme.ini", ini, strlen(ini), diags); }

static void test_base(void **state)
{
	(void)state;
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(bt_theme) theme = parsed("[theme]\nbase = bulletin\nname = ours\n[page]\ngrid = 15\n[faces]\nSource Serif 4 = Source Sans 3\n", diags);
	assert_non_null(theme);
	assert_string_equal(theme->name, "ours");
	assert_true(theme->grid == 15 && theme->columns == 2);
	/* one line gives another face to all text */
	assert_string_equal(theme->type[BT_TYPE_BODY].family, "Source Sans 3");
	assert_null(parsed("[theme]\nbase = bulletin\n[layout]\njustfied = yes\n", diags));
	assert_non_null(strstr(bt_diags_at(diags, bt_diags_count(diags) - 1)->text, "justfied"));
	assert_null(parsed("[theme]\nbase = bulletin\n[layout]\njustified = perhaps\n", diags));
	assert_null(parsed("[theme]\nbase = nowhere\n", diags));
	/* a base may have one itself */
	g_autoptr(bt_theme) ours = parsed("[theme]\nbase = state-paper\nname = ours\n", diags);
	assert_non_null(ours);
	assert_true(ours->layout.head == BT_HEAD_STATE && ours->layout.justified);
	assert_string_equal(ours->type[BT_TYPE_BODY].family, "Source Serif 4");
}

/* ---- papers */

static void test_state_paper(void **state)
{
	(void)state;
	g_autofree char *text = printed(paper, "state-paper");
	must_hold(text, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
	must_hold(text, "Độc lập - Tự do - Hạnh phúc");
	must_hold(text, "UBND XÃ TÂN HÒA");
	must_hold(text, "Số: 12/BC-UBND");
	must_hold(text, "Tân Hòa, ngày 05 tháng 02 năm 2031"); /* two digits below 10, and for months 1 and 2 */
	must_hold(text, "Báo cáo kết quả trồng cây đầu xuân");
	must_hold(text, "ba điểm trường./.");
	must_hold(text, "Nơi nhận:");
	must_hold(text, "CHỦ TỊCH");
	assert_false(holds(text, "ĐẢNG CỘNG SẢN VIỆT NAM"));
	assert_false(holds(text, "CẦN BỔ SUNG"));
}

static void test_missing_parts_are_asked_for(void **state)
{
	(void)state;
	g_autofree char *text = printed("Sáng 5/2, chi bộ ấp 3 họp bàn việc nạo vét kênh và trồng cây quanh nhà văn hóa của ấp.\n", "party-paper");
	must_hold(text, "ĐẢNG CỘNG SẢN VIỆT NAM");
	assert_false(holds(text, "CỘNG HÒA XÃ HỘI"));
	static const char *const fields[] = {"tiêu đề", "cơ quan", "số", "nơi", "ngày", "chức vụ người ký", "người ký"};
	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
		g_autofree char *asked = g_strdup_printf("[CẦN BỔ SUNG: %s]", fields[i]);
		must_hold(text, asked);
	}
}

static void test_final_paper_lacks_nothing(void **state)
{
	setting s;
	(void)state;
	set_up(&s, "---\ntiêu đề: Trồng cây\nngày: 2031-02-05\ncơ quan: UBND xã Tân Hòa\nnơi: Tân Hòa\n---\n\nSáng 5/2, xã họp bàn việc trồng cây.\n", "state-paper");
	s.content.final = true;
	assert_null(s.pages = bt_pages_layout(&s.content, s.theme, s.diags));
	const char *said = bt_diags_text(s.diags, false, false);
	assert_non_null(strstr(said, "number"));
	assert_non_null(strstr(said, "signer"));
	assert_null(strstr(said, "place"));
	assert_int_equal(bt_diags_exit(s.diags, false), BT_EXIT_INPUT);
	g_free((char *)said);
	tear_down(&s);
}

/* A Party body never under the national motto, a State body never under the Party's name. */
static void test_heads_are_not_mixed(void **state)
{
	static const struct {
		const char *issuer, *style;
		bool allowed;
	} cases[] = {
		{"Đảng ủy xã Tân Hòa", "state-paper", false},   {"Đảng uỷ xã Tân Hòa", "state-paper", false},
		{"Chi bộ ấp 3", "state-paper", false},          {"UBND xã Tân Hòa", "party-paper", false},
		{"Hội đồng nhân dân xã Tân Hòa", "party-paper", false}, {"Sở Y tế", "party-paper", false},
		{"Ủy ban nhân dân xã Tân Hòa", "state-paper", true}, {"Đảng ủy xã Tân Hòa", "party-paper", true},
		{"Hội Nông dân xã Tân Hòa", "state-paper", true}, {"Đảng ủy Ủy ban nhân dân tỉnh", "party-paper", true},
	};
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *report = g_strdup_printf("---\ncơ quan: %s\n---\n\nCuộc họp bàn việc trồng cây quanh nhà văn hóa.\n", cases[i].issuer);
		g_autofree char *text = printed(report, cases[i].style);
		if ((*text != '\0') != cases[i].allowed)
			fail_msg("%s in %s", cases[i].issuer, cases[i].style);
	}
}

/* Lines of the report's own letter head go to the head, once. */
static void test_own_letterhead(void **state)
{
	(void)state;
	g_autofree char *text = printed("ĐẢNG BỘ HUYỆN AN PHÚ\nĐẢNG ỦY XÃ TÂN HÒA\n*\nSố 7-BC/ĐU\n\nTân Hòa, ngày 05 tháng 02 năm 2031\n\nBÁO CÁO\nKết quả trồng cây\n\n"
				       "Thực hiện kế hoạch năm, xã đã trồng xong cây ở ba ấp theo đúng tiến độ đề ra từ đầu năm.\n", "party-paper");
	must_hold(text, "Số 7-BC/ĐU");
	const char *first = strstr(text, "ĐẢNG ỦY XÃ TÂN HÒA");
	assert_non_null(first);
	assert_null(strstr(first + 1, "ĐẢNG ỦY XÃ TÂN HÒA"));
	assert_true(first < strstr(text, "BÁO CÁO"));
}

/* ---- the summary */

static void test_summary_is_whole_sentences(void **state)
{
	setting s;
	(void)state;
	g_autofree char *text = printed(paper, "summary");
	set_up(&s, paper, "summary");
	int chosen = 0;
	for (bt_digest_kind kind = 0; kind < BT_DIGEST_KINDS; kind++)
		for (const bt_digest_item *item = NULL; (item = bt_digest_next(s.digest, kind, item)); chosen++) {
			g_autofree char *shown = g_strdup_printf("%s (đoạn %d)", item->text, item->paragraph);
			must_hold(text, shown);
		}
	assert_true(chosen >= 3);
	tear_down(&s);
}

/* However much a meeting says, the summary has two pages, and fewer sentences than the report. */
static void test_summary_fits_two_pages(void **state)
{
	(void)state;
	g_autoptr(GString) long_report = g_string_new(NULL);
	for (int i = 0; i < 60; i++)
		g_string_append_printf(long_report, "Về ấp %d, bà con trồng được %d cây, đạt %d%% kế hoạch, tăng %d%% so với cùng kỳ năm trước và nạo vét %d mét kênh nội đồng.\n\n"
				       "Ông Lê Văn Hạnh yêu cầu ấp %d phân công người tưới cây, báo cáo kết quả về xã trước ngày %d/4.\n\n",
				       i + 1, 310 + 17 * i, 81 + i % 19, 3 + i % 11, 900 + 31 * i, i + 1, 1 + i % 28);
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(GBytes) bytes = g_bytes_new(long_report->str, long_report->len);
	bt_report_options options = {.style = "summary"};
	g_autoptr(bt_report) report = bt_report_read(bytes, "a.txt", &options, diags);
	assert_non_null(report);
	g_autoptr(GPtrArray) pictures = bt_report_pictures(report, &options, diags);
	assert_non_null(pictures);
	assert_true(pictures->len <= 2);
	gsize len;
	const char *png = g_bytes_get_data(pictures->pdata[0], &len);
	assert_true(len > 8 && memcmp(png, "\x89PNG\r\n\x1a\n", 8) == 0);
}

/* ---- justified lines */

static double space_width(const bt_para *para)
{
	const char *space = strchr(para->text->str, ' ');
	guint32 at = (guint32)(space - para->text->str);
	return space ? bt_para_advance(para, at, at + 1) : 0;
}

/* Lines by their measure: a paper's own is 165 mm, 45 letters need 90 mm of its type. */
#define NARROW 90 /* mm */

typedef struct {
	int justified, ragged;
} tally;

typedef struct {
	tally wide, narrow;
	int lines;
} tallies;

static void check_line(const setting *s, const bt_place *place, const bt_box *box, tallies *seen)
{
	const bt_pages *p = s->pages;
	const char *text = box->para->text->str;
	const bt_layout *layout = &s->theme->layout;
	bool last = box->to == box->para->text->len;
	bt_len right = place->x + box->x + box->width, edge = p->left + p->column;
	if (right > edge + BT_PT(0.1))
		fail_msg("sticks out by %d: %.*s", (right - edge) / PANGO_SCALE, (int)(box->to - box->from), text + box->from);
	/* no line begins with a spaced dash, no last line has one syllable where there are more */
	assert_false(g_str_has_prefix(text + box->from, "- ") || g_str_has_prefix(text + box->from, "– "));
	assert_false(last && box->from > 0 && !strchr(text + box->from, ' '));
	int spaces = bt_spaces_in(box->para, box->from, box->to);
	double em = s->theme->type[box->para->type].size * PANGO_SCALE;
	tally *t = p->column * 25.4 / 72 / PANGO_SCALE < NARROW ? &seen->narrow : &seen->wide;
	seen->lines++;
	t->justified += layout->justified && !last;
	if (box->stretch != 0) {
		/* no space wider or narrower than the theme says, half a Pango unit a space aside */
		double space = (double)box->stretch / spaces + space_width(box->para);
		if (space > layout->widest_space * em + 1 || space < layout->narrowest_space * em - 1)
			fail_msg("spaces of %.3f em: %.*s", space / em, (int)(box->to - box->from), text + box->from);
		if (right < edge - BT_PT(0.1))
			fail_msg("short of the edge: %.*s", (int)(box->to - box->from), text + box->from);
	} else if (!last && layout->justified && right < edge - BT_PT(1)) {
		t->ragged++;
	}
}

static void check_layout(const setting *s, tallies *seen)
{
	bt_len bottom = 0;
	for (guint i = 0; i < s->pages->sheets->len; i++) {
		const GArray *sheet = s->pages->sheets->pdata[i];
		bottom = 0;
		for (guint j = 0; j < sheet->len; j++) {
			const bt_place *place = &g_array_index(sheet, bt_place, j);
			const bt_slab *slab = &g_array_index(s->pages->slabs, bt_slab, place->slab);
			if (strcmp(slab->what, "line") != 0)
				continue;
			assert_true(place->y >= bottom);
			bottom = place->y + slab->height;
			assert_true(bottom <= s->pages->top + s->pages->height);
			check_line(s, place, &g_array_index(s->pages->boxes, bt_box, slab->first + slab->n - 1), seen);
		}
	}
}

static const char *const prose[] = {
	"Tổng thu ngân sách nhà nước trên địa bàn đạt 1.234,5 tỷ đồng, tăng 12,5% so với cùng kỳ, đạt 61,7% dự toán năm là 2.000 tỷ đồng; thực hiện Nghị quyết số "
	"12-NQ/TW, Kế hoạch số 56/KH-UBND trong nhiệm kỳ 2030 - 2035. Quý II, xã khởi công 5 công trình giao thông và ba điểm trường.",
	"Tỷ lệ hộ nghèo còn 1,85%, giảm 0,3 điểm phần trăm. Xã giải quyết việc làm mới cho 318 lao động, đạt 63,6% kế hoạch năm (kế hoạch 500 lao động). Tuyến đường Bến Đò - Gò Mả "
	"dài 2,4 km được bàn giao mặt bằng trước ngày 30/5; ông Trần Văn Bình, bà Phạm Thị Ngọc Ánh cùng đại diện ba ấp ký biên bản.",
	"“Muốn dân tin thì việc nào đã hứa phải có ngày hoàn thành, có người chịu trách nhiệm” – bà Lê Thị Hồng Gấm nhấn mạnh, và đề nghị mỗi ấp chọn một việc khó nhất để làm "
	"trước: nơi thì nạo vét kênh, nơi thì sửa cầu, nơi thì gom rác về đúng chỗ đã định.",
};

static void test_a_thousand_layouts(void **state)
{
	tallies seen = {0};
	int layouts = 0;
	(void)state;
	for (gsize t = 0; t < G_N_ELEMENTS(prose); t++) {
		setting s;
		set_up(&s, prose[t], "state-paper");
		s.theme->layout.digest = false;
		for (int justified = 0; justified < 2; justified++)
			for (int half = 118; half <= 342; half += justified ? 1 : 2, layouts++) {
				s.theme->layout.justified = justified;
				s.theme->page_width = s.theme->left + s.theme->right + half * 36 / 25.4;
				s.pages = bt_pages_layout(&s.content, s.theme, s.diags);
				assert_non_null(s.pages);
				check_layout(&s, &seen);
				g_clear_pointer(&s.pages, bt_pages_free);
			}
		tear_down(&s);
	}
	assert_true(layouts >= 1000);
	assert_true(seen.lines > 4000);
	/* a line that cannot be filled within the limits stays ragged, where what may not be parted is long: 1 of 25 at most,
	 * 1 of 10 in columns too narrow for justified text of that size */
	if (seen.wide.ragged * 25 > seen.wide.justified || seen.narrow.ragged * 10 > seen.narrow.justified)
		fail_msg("ragged: %d of %d, %d of %d narrow ones", seen.wide.ragged, seen.wide.justified, seen.narrow.ragged, seen.narrow.justified);
	print_message("%d layouts, %d lines; justified: %d of %d stay ragged from %d mm on, %d of %d below\n", layouts, seen.lines, seen.wide.ragged, seen.wide.justified,
		      NARROW, seen.narrow.ragged, seen.narrow.justified);
}

/* ---- charts alone */

static void test_chart_as_svg(void **state)
{
	(void)state;
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(GBytes) bytes = g_bytes_new_static(paper, sizeof paper - 1);
	bt_report_options options = {0};
	g_autoptr(bt_report) report = bt_report_read(bytes, "a.txt", &options, diags);
	assert_non_null(report);
	if (report->charts->charts->len == 0)
		fail_msg("no chart in the sample");
	const bt_chart *chart = report->charts->charts->pdata[0];
	g_autoptr(GBytes) svg = bt_report_chart(report, 0, BT_CHART_SVG, &options, diags);
	assert_non_null(svg);
	g_autofree char *text = g_strndup(g_bytes_get_data(svg, NULL), g_bytes_get_size(svg));
	/* real text, and every value in the author's digits */
	for (int i = 0; i < chart->n_marks; i++)
		assert_non_null(strstr(text, chart->marks[i].text));
	assert_non_null(strstr(text, "<title id=\"t\">"));
	assert_non_null(strstr(text, "role=\"img\""));
}

static int data(void **state)
{
	(void)state;
	bt_data_init();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_style),
		cmocka_unit_test(test_sheet_of_licensed_bulletins),
		cmocka_unit_test(test_base),
		cmocka_unit_test(test_state_paper),
		cmocka_unit_test(test_missing_parts_are_asked_for),
		cmocka_unit_test(test_final_paper_lacks_nothing),
		cmocka_unit_test(test_heads_are_not_mixed),
		cmocka_unit_test(test_own_letterhead),
		cmocka_unit_test(test_summary_is_whole_sentences),
		cmocka_unit_test(test_summary_fits_two_pages),
		cmocka_unit_test(test_a_thousand_layouts),
		cmocka_unit_test(test_chart_as_svg),
	};
	return cmocka_run_group_tests(tests, data, NULL);
}
