/* Layouts by the thousand: random texts of our own sentences at random widths, and long reports with contents. Nothing
 * breaks badly, overlaps, sticks out or is lost. Deterministic. All text is invented. */
#include "page/layout.h"
#include "base/nobreak.h"
#include "read/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka.h wants the four headers above first */
#include <cmocka.h>

#include "unit/setting.h"

static void set_up(setting *s, const char *text, const char *name) { set_up_style(s, text, name, "bulletin"); }

static const bt_slab *slab_at(const setting *s, guint i) { return &g_array_index(s->pages->slabs, bt_slab, i); }

static const bt_box *box_at(const setting *s, const bt_slab *slab, guint k) { return &g_array_index(s->pages->boxes, bt_box, slab->first + k); }

/* ---- contents */

static char *long_report(int parts)
{
	GString *text = g_string_new("---\ntiêu đề: Sổ tay công tác của xã Tân Hòa\nngày: 2031-07-04\ncơ quan: Đảng ủy xã Tân Hòa\n---\n\n");
	for (int i = 0; i < parts; i++) {
		g_string_append_printf(text, "## Việc của thôn Đồng Mới %c\n\n", 'A' + i);
		for (int k = 0; k < 30; k++)
			g_string_append(text, "Thôn giữ nếp họp dân vào tối thứ bảy, bàn việc làm đường, việc khuyến học và việc giữ sạch kênh mương; việc nào "
					      "xong thì ghi vào sổ và đọc lại cho dân nghe ở buổi họp sau.\n\n");
	}
	return g_string_free(text, FALSE);
}

/* The sheet on which the first slab `what` with these words stands, from 1; 0: none. */
static guint sheet_with(const setting *s, const char *what, const char *words)
{
	for (guint i = 0; i < s->pages->sheets->len; i++) {
		const GArray *sheet = s->pages->sheets->pdata[i];
		for (guint j = 0; j < sheet->len; j++) {
			const bt_slab *slab = slab_at(s, g_array_index(sheet, bt_place, j).slab);
			for (guint k = 0; strcmp(slab->what, what) == 0 && k < slab->n; k++) {
				const bt_box *box = box_at(s, slab, k);
				if (box->kind == BT_BOX_LINE && strstr(box->para->text->str, words))
					return i + 1;
			}
		}
	}
	return 0;
}

/* The number at the end of the entry with these words. */
static guint listed_page(const setting *s, const char *words)
{
	for (guint i = s->pages->contents.first; i < s->pages->contents.end; i++) {
		const bt_slab *slab = slab_at(s, i);
		const char *last = NULL;
		bool this = false;
		for (guint k = 0; k < slab->n; k++) {
			const bt_box *box = box_at(s, slab, k);
			if (box->kind != BT_BOX_LINE)
				continue;
			last = box->para->text->str;
			this |= strstr(last, words) != NULL;
		}
		if (this)
			return (guint)g_ascii_strtoull(last, NULL, 10);
	}
	return 0;
}

static void test_contents(void **state)
{
	(void)state;
	g_autofree char *text = long_report(14);
	setting s;
	set_up(&s, text, "a.md");
	s.theme->layout.contents_from = 10;
	s.pages = bt_pages_layout(&s.content, s.theme, s.diags);
	assert_non_null(s.pages);
	assert_true(bt_pages_count(s.pages) > 10);
	for (int i = 0; i < 14; i++) {
		g_autofree char *words = g_strdup_printf("Đồng Mới %c", 'A' + i);
		guint page = sheet_with(&s, "heading", words);
		assert_true(page > 1); /* the text begins after the contents */
		assert_int_equal(listed_page(&s, words), page);
	}
	/* the head of a page names the part it is in */
	guint last = sheet_with(&s, "heading", "Đồng Mới N");
	assert_int_equal(sheet_with(&s, "running-head", "Đồng Mới N"), last > sheet_with(&s, "heading", "Đồng Mới M") ? last : last + 1);
	clear_pages(&s);
	s.theme->layout.contents_from = 1000;
	s.pages = bt_pages_layout(&s.content, s.theme, s.diags);
	assert_int_equal(sheet_with(&s, "contents", "Đồng Mới"), 0);
	assert_int_equal(sheet_with(&s, "heading", "Đồng Mới A"), 1);
	tear_down(&s);
}

/* ---- random texts */

static guint32 seed;

static guint pick(guint n)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % n;
}

static const char *const openings[] = {
	"Sáng 4/7, Đảng ủy xã Tân Hòa họp phiên thường kỳ.", "Chiều ngày 28 tháng 6 năm 2031, đoàn công tác của huyện đến thăm thôn Đồng Mới.",
	"Theo Nghị quyết số 12-NQ/TW và Kế hoạch số 56/KH-UBND ngày 03/02/2031, xã lập tổ rà soát.",
	"Ông Trần Văn Bình, Chủ tịch UBND xã, đi kiểm tra đê bối.", "Trong nhiệm kỳ 2030 - 2035, xã lấy việc học nghề làm khâu đột phá.",
	"Quý II/2031, các hợp tác xã gieo cấy đúng lịch.", "Giai đoạn 2026-2030 khép lại với nhiều việc đã xong.",
};
static const char *const sentences[] = {
	"Tổng thu ngân sách đạt 1.234,5 tỷ đồng, tăng 12,5% so với cùng kỳ, đạt 61,7% dự toán năm là 2.000 tỷ đồng.",
	"Toàn xã có 15/17 chỉ tiêu vượt kế hoạch; 2 chỉ tiêu còn lại sẽ xong trước ngày 30/9.",
	"“Việc nào đã hứa với dân thì phải có ngày hoàn thành, có người chịu trách nhiệm” – bà Phạm Thị Ngọc Ánh nói.",
	"Mẫu đơn đặt tại https://dichvucong.tanhoa.example/thu-tuc/dang-ky-ho-kinh-doanh/bieu-mau-so-07/2031?ban=moi&trang=1 để người dân tải về.",
	"Đồng chí Lê Thị Hồng Gấm, Bí thư Đảng ủy, giao T/M Ban Thường vụ theo dõi việc này.",
	"Hộ nghèo còn 1,98 %, giảm 0,75 điểm phần trăm; thu nhập bình quân 68,2 triệu đồng/người/năm.",
	"Thôn Đồng Mới - nơi đầu tiên có nước sạch - góp 3.500 m2 đất và 1.250 ngày công.",
	"Nhiệt độ kho giữ ở 18 °C; lúa giống cấp cho 1.402 hộ, mỗi hộ 12 kg.",
	"Nghiêng nghiêng triền đê, ruộng bậc thang uốn lượn, người người phấn khởi.", "Hai bên ký Thỏa thuận số 07/TT-HĐND-UBMTTQ.",
	"Văn phòng trực tại số 12 đường Nguyễn Thị Minh Khai, điện thoại 0234 567 8901.", "Xong.",
};

/* A report of a few blocks; some come in decomposed letters. Caller frees. */
static char *random_report(void)
{
	g_autoptr(GString) text = g_string_new("---\ntiêu đề: Xã Tân Hòa sơ kết 6 tháng đầu năm 2031\nngày: 2031-07-04\ncơ quan: Đảng ủy xã Tân Hòa\n---\n\n");
	guint blocks = 4 + pick(7);
	for (guint b = 0; b < blocks; b++) {
		guint n = 1 + pick(5), kind = pick(8);
		if (kind == 0)
			g_string_append(text, "II. NHIỆM VỤ VÀ GIẢI PHÁP THỜI GIAN TỚI\n\n");
		g_string_append(text, kind <= 2 ? "- " : openings[pick(G_N_ELEMENTS(openings))]);
		for (guint i = 0; i < n; i++)
			g_string_append_printf(text, " %s", sentences[pick(G_N_ELEMENTS(sentences))]);
		g_string_append(text, "\n\n");
	}
	return pick(4) == 0 ? g_utf8_normalize(text->str, -1, G_NORMALIZE_NFD) : g_string_free(g_steal_pointer(&text), FALSE);
}

static void random_page(bt_theme *theme)
{
	guint millimetres = 60 + pick(111);
	theme->columns = millimetres >= 130 ? 1 + (int)pick(2) : 1;
	theme->page_width = theme->left + theme->right + millimetres * 72 / 25.4;
	theme->page_height = theme->top + theme->bottom + (40 + pick(16)) * theme->grid;
	theme->layout.justified = pick(2);
}

/* ---- what holds for every layout */

typedef struct {
	setting s;
	const bt_para *para; /* of the line before */
	guint32 at;          /* where it ended */
	GArray *ranges;      /* bt_range of that paragraph */
	guint sheet, lines;  /* the column it stands in, and how many of its lines do */
	bt_len x, narrow;
	guint total, layouts;
} walk;

#define FAIL(w, box, why) fail_msg("%u: %s: \"%.*s\"", (w)->layouts, why, (int)((box)->to - (box)->from), (box)->para->text->str + (box)->from)

static void leave_column(walk *w, const bt_box *box)
{
	if (w->lines == 1 && w->para && !(box == NULL && w->at == w->para->text->len))
		fail_msg("%u: one line alone in a column: \"%s\"", w->layouts, w->para->text->str);
	w->lines = 0;
}

/* Lines of one paragraph follow each other, with nothing between. */
static void check_order(walk *w, guint sheet, const bt_place *place, const bt_box *box)
{
	bool same = box->para == w->para;
	if (!same) {
		if (w->para && w->at != w->para->text->len)
			fail_msg("%u: the end of \"%s\" is missing", w->layouts, w->para->text->str);
		w->para = box->para;
		w->at = 0;
		w->lines = 0;
		g_array_set_size(w->ranges, 0);
		bt_nobreak_ranges(box->para->text->str, box->para->text->len, w->ranges);
	}
	if (box->from != w->at)
		FAIL(w, box, "words before it are missing");
	if (same && (sheet != w->sheet || place->x != w->x))
		leave_column(w, box);
	w->sheet = sheet;
	w->x = place->x;
	if (w->lines == 0 && same && box->to == box->para->text->len)
		FAIL(w, box, "a last line alone in a column");
	w->at = box->to;
	w->lines++;
	w->total++;
}

static void check_break(walk *w, const bt_box *box)
{
	const char *text = box->para->text->str;
	for (guint i = 0; box->to < box->para->text->len && i < w->ranges->len; i++) {
		const bt_range *r = &g_array_index(w->ranges, bt_range, i);
		if (r->from < box->to && box->to < r->to && bt_para_advance(box->para, (guint32)r->from, (guint32)r->to) < w->narrow)
			FAIL(w, box, "bad break");
	}
	gunichar c = g_utf8_get_char(text + box->from);
	if (box->from > 0 && (c == '-' || c == 0x2013) && *g_utf8_next_char(text + box->from) == ' ')
		FAIL(w, box, "a line begins with a dash");
}

static void check_sides(const walk *w, const bt_place *place, const bt_slab *slab, const bt_box *box)
{
	const bt_pages *p = w->s.pages;
	bt_len slack = BT_PT(0.6), x = place->x + box->x, right = x + (box->kind == BT_BOX_DOT ? 0 : box->width);
	bt_len column = slab->flags & BT_SPAN ? p->width : p->column;
	if (box->kind != BT_BOX_STROKE && (x < place->x - slack || right > place->x + column + slack))
		fail_msg("%u: %s sticks out of its column: %d to %d of %d: %s", w->layouts, slab->what, (x - place->x) / PANGO_SCALE, (right - place->x) / PANGO_SCALE, column / PANGO_SCALE,
			 box->para ? box->para->text->str + box->from : "");
	if (place->y < 0 || (place->y + slab->height) / (double)PANGO_SCALE > w->s.theme->page_height)
		fail_msg("%u: %s leaves the paper", w->layouts, slab->what);
}

static void check_apart(const walk *w, const GArray *sheet)
{
	const bt_pages *p = w->s.pages;
	for (guint a = 0; a < sheet->len; a++) {
		const bt_place *pa = &g_array_index(sheet, bt_place, a);
		const bt_slab *sa = slab_at(&w->s, pa->slab);
		for (guint b = a + 1; b < sheet->len; b++) {
			const bt_place *pb = &g_array_index(sheet, bt_place, b);
			const bt_slab *sb = slab_at(&w->s, pb->slab);
			bool across = pa->x < pb->x + (sb->flags & BT_SPAN ? p->width : p->column) && pb->x < pa->x + (sa->flags & BT_SPAN ? p->width : p->column);
			if (across && pa->y < pb->y + sb->height && pb->y < pa->y + sa->height)
				fail_msg("%u: %s at %d, %d high, overlaps %s at %d", w->layouts, sa->what, pa->y / PANGO_SCALE, sa->height / PANGO_SCALE, sb->what, pb->y / PANGO_SCALE);
		}
	}
}

static void check_layout(walk *w)
{
	w->para = NULL;
	w->lines = 0;
	w->narrow = w->s.pages->column - BT_PT(44); /* an item's text stands in that far */
	for (guint i = 0; i < w->s.pages->sheets->len; i++) {
		const GArray *sheet = w->s.pages->sheets->pdata[i];
		check_apart(w, sheet);
		for (guint j = 0; j < sheet->len; j++) {
			const bt_place *place = &g_array_index(sheet, bt_place, j);
			const bt_slab *slab = slab_at(&w->s, place->slab);
			for (guint k = 0; k < slab->n; k++) {
				const bt_box *box = box_at(&w->s, slab, k);
				check_sides(w, place, slab, box);
				if (box->kind != BT_BOX_LINE || strcmp(slab->what, "line") != 0 || !box->para->counted)
					continue;
				check_order(w, i, place, box);
				check_break(w, box);
			}
		}
	}
	leave_column(w, NULL);
}

static void test_thousand_layouts(void **state)
{
	(void)state;
	walk w = {.ranges = g_array_new(FALSE, FALSE, sizeof(bt_range))};
	seed = 2031;
	for (int text = 0; text < 210; text++) {
		g_autofree char *report = random_report();
		set_up(&w.s, report, "a.txt");
		for (int i = 0; i < 5; i++, w.layouts++) {
			random_page(w.s.theme);
			w.s.pages = bt_pages_layout(&w.s.content, w.s.theme, w.s.diags); /* NULL when words are lost */
			assert_non_null(w.s.pages);
			check_layout(&w);
			clear_pages(&w.s);
		}
		tear_down(&w.s);
	}
	assert_true(w.layouts >= 1000);
	assert_true(w.total > 20000);
	g_array_free(w.ranges, TRUE);
}

int main(void)
{
	bt_data_init();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_contents), cmocka_unit_test(test_thousand_layouts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
