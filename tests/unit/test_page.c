/* Pages: lines break where they may, nothing is lost, nothing overlaps or overflows, whatever the width.
 * All text is invented. */
#include "page/layout.h"
#include "read/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka.h wants the four headers above first */
#include <cmocka.h>

#include "unit/setting.h"

static const char sample[] =
	"---\ntiêu đề: Xã Tân Hòa giữ đà tăng trưởng\nngày: 2031-07-04\ncơ quan: Đảng ủy xã Tân Hòa\n---\n\n"
	"Sáng 4/7, Đảng ủy xã Tân Hòa tổ chức hội nghị sơ kết 6 tháng đầu năm 2031. Đồng chí Lê Thị Hồng Gấm, Bí thư Đảng ủy chủ trì.\n\n"
	"I. KẾT QUẢ\n\n"
	"Về kinh tế, tổng thu ngân sách đạt 1.234,5 tỷ đồng, tăng 12,5% so với cùng kỳ, đạt 61,7% dự toán năm là 2.000 tỷ đồng; thực hiện "
	"Nghị quyết số 12-NQ/TW, Kế hoạch số 56/KH-UBND và Nghị quyết số 12/2030/QH16 trong nhiệm kỳ 2030 - 2035. Quý II, xã khởi công 5 công trình.\n\n"
	"“Muốn dân tin thì việc nào đã hứa phải có ngày hoàn thành, có người chịu trách nhiệm” – đồng chí Lê Thị Hồng Gấm nhấn mạnh.\n\n"
	"Trong đó:\n- Thu thuế: 700,5 tỷ đồng;\n- Thu phí, lệ phí: 534 tỷ đồng.\n\n"
	"II. NHIỆM VỤ\n\n"
	"Thời gian tới, ông Trần Văn Bình, bà Phạm Thị Ngọc Ánh cùng UBND xã rà soát 15/17 chỉ tiêu, báo cáo T/M trước ngày 30/9; phấn đấu giải ngân "
	"98,5% kế hoạch vốn, tương đương 26.700 triệu đồng.\n\nMinh Thư\n";

static void set_up(setting *s, const char *text, const char *name) { set_up_style(s, text, name, "bulletin"); }

static void lay_out(setting *s)
{
	s->pages = bt_pages_layout(&s->content, s->theme, s->diags);
	assert_non_null(s->pages);
}

static guint count(const bt_diags *diags, bt_code code)
{
	guint n = 0;
	for (guint i = 0; i < bt_diags_count(diags); i++)
		n += bt_diags_at(diags, i)->code == code;
	return n;
}

static char *dump(const setting *s)
{
	GString *out = g_string_new(NULL);
	bt_pages_dump(s->pages, out);
	return g_string_free(out, FALSE);
}

/* ---- properties of any layout */

typedef void (*box_check)(const setting *s, guint sheet, const bt_place *place, const bt_slab *slab, const bt_box *box);

static void each_box(const setting *s, box_check check)
{
	for (guint i = 0; i < s->pages->sheets->len; i++) {
		const GArray *sheet = s->pages->sheets->pdata[i];
		for (guint j = 0; j < sheet->len; j++) {
			const bt_place *place = &g_array_index(sheet, bt_place, j);
			const bt_slab *slab = &g_array_index(s->pages->slabs, bt_slab, place->slab);
			for (guint k = 0; k < slab->n; k++)
				check(s, i, place, slab, &g_array_index(s->pages->boxes, bt_box, slab->first + k));
		}
	}
}

/* Inside the text area across, on the paper down. */
static void is_inside(const setting *s, guint sheet, const bt_place *place, const bt_slab *slab, const bt_box *box)
{
	const bt_pages *p = s->pages;
	bt_len x = place->x + box->x, y = place->y + box->y, slack = BT_PT(0.6);
	(void)sheet;
	if (box->kind == BT_BOX_STROKE)
		return;
	bt_len right = box->kind == BT_BOX_DOT ? x : x + box->width;
	if (x < p->left - slack || right > p->left + p->width + slack || y < 0 || y > BT_PT(s->theme->page_height))
		fail_msg("%s sticks out: x %d to %d, y %d", slab->what, x / PANGO_SCALE, right / PANGO_SCALE, y / PANGO_SCALE);
}

static int by_top(gconstpointer a, gconstpointer b)
{
	const bt_place *p = a, *q = b;
	return p->y < q->y ? -1 : p->y > q->y;
}

static bt_len slab_width(const bt_pages *p, const bt_slab *slab) { return slab->flags & BT_SPAN ? p->width : p->column; }

/* No slab reaches into another one. */
static void assert_apart(const setting *s)
{
	const bt_pages *p = s->pages;
	for (guint i = 0; i < p->sheets->len; i++) {
		g_autoptr(GArray) sheet = g_array_copy(p->sheets->pdata[i]);
		g_array_sort(sheet, by_top);
		for (guint a = 0; a < sheet->len; a++) {
			const bt_place *pa = &g_array_index(sheet, bt_place, a);
			const bt_slab *sa = &g_array_index(p->slabs, bt_slab, pa->slab);
			for (guint b = a + 1; b < sheet->len; b++) {
				const bt_place *pb = &g_array_index(sheet, bt_place, b);
				const bt_slab *sb = &g_array_index(p->slabs, bt_slab, pb->slab);
				if (pb->y >= pa->y + sa->height)
					break;
				if (pa->x < pb->x + slab_width(p, sb) && pb->x < pa->x + slab_width(p, sa))
					fail_msg("page %u: %s at %d overlaps %s at %d", i + 1, sa->what, pa->y / PANGO_SCALE, sb->what, pb->y / PANGO_SCALE);
			}
		}
	}
}

/* A place inside a range that should stay together, unless the line would then be too short to hold it. */
static bool breaks_badly(const bt_box *box, bt_len width)
{
	const char *text = box->para->text->str;
	if (box->to >= box->para->text->len)
		return false;
	g_autoptr(GArray) ranges = g_array_new(FALSE, FALSE, sizeof(bt_range));
	bt_nobreak_ranges(text, box->para->text->len, ranges);
	for (guint i = 0; i < ranges->len; i++) {
		const bt_range *r = &g_array_index(ranges, bt_range, i);
		if (r->from < box->to && box->to < r->to && bt_para_advance(box->para, (guint32)r->from, (guint32)r->to) < width)
			return true;
	}
	gunichar c = g_utf8_get_char(text + box->to);
	return (c == '-' || c == 0x2013) && *g_utf8_next_char(text + box->to) == ' ';
}

static guint lines_seen;

static void breaks_well(const setting *s, guint sheet, const bt_place *place, const bt_slab *slab, const bt_box *box)
{
	(void)sheet;
	(void)place;
	if (box->kind != BT_BOX_LINE || strcmp(slab->what, "line") != 0)
		return;
	lines_seen++;
	if (breaks_badly(box, s->pages->column - BT_PT(30)))
		fail_msg("bad break after \"%.*s\"", (int)(box->to - box->from), box->para->text->str + box->from);
	/* a last line is more than one syllable, where there are more */
	const char *last = box->para->text->str + box->from;
	if (box->from > 0 && box->to == box->para->text->len && !memchr(last, ' ', strlen(last)))
		fail_msg("last line of one syllable: \"%s\"", last);
}

static void set_width(bt_theme *theme, double millimetres, int columns)
{
	theme->columns = columns;
	theme->page_width = theme->left + theme->right + millimetres * 72 / 25.4;
}

static void test_breaks_at_every_width(void **state)
{
	(void)state;
	lines_seen = 0;
	for (int mm = 60; mm <= 170; mm += 2) {
		setting s;
		set_up(&s, sample, "a.txt");
		set_width(s.theme, mm, 1);
		lay_out(&s);
		if (count(s.diags, BT_D_PAGE_OVERFLOW) > 0)
			fail_msg("%d mm: %s", mm, bt_diags_text(s.diags, false, false));
		each_box(&s, breaks_well);
		each_box(&s, is_inside);
		assert_apart(&s);
		tear_down(&s);
	}
	assert_true(lines_seen > 500);
}

static void test_two_columns(void **state)
{
	(void)state;
	setting s;
	set_up(&s, sample, "a.txt");
	lay_out(&s);
	each_box(&s, is_inside);
	assert_apart(&s);
	assert_int_equal(bt_pages_count(s.pages), 1);
	tear_down(&s);
}

/* Random words make paragraphs, headings and lists of every length; the layout must hold them all. */
static void test_random_texts(void **state)
{
	(void)state;
	static const char *const words[] = {"xã", "nghiêng", "12,5%", "phát", "triển", "1.234", "tỷ", "đồng", "“Quyết", "tâm”", "-", "Ủy", "kế", "hoạch", "34/NQ-HĐND"};
	guint32 seed = 7;
	for (int round = 0; round < 12; round++) {
		g_autoptr(GString) text = g_string_new(NULL);
		for (int block = 0; block < 40; block++) {
			int n = (int)((seed = seed * 1103515245 + 12345) >> 16) % (block % 7 == 0 ? 200 : 30) + 2;
			g_string_append(text, block % 5 == 3 ? "- " : block % 11 == 0 ? "1. " : "Đoạn ");
			for (int i = 0; i < n; i++)
				g_string_append_printf(text, "%s ", words[((seed = seed * 1103515245 + 12345) >> 16) % G_N_ELEMENTS(words)]);
			g_string_append(text, block % 3 ? "hết.\n\n" : "như sau:\n\n");
		}
		setting s;
		set_up(&s, text->str, "a.txt");
		set_width(s.theme, 120 + round * 5, 1 + round % 3);
		lay_out(&s); /* every word is set, or this fails */
		each_box(&s, is_inside);
		assert_apart(&s);
		tear_down(&s);
	}
}

/* ---- what must not go wrong */

static void test_unknown_letter(void **state)
{
	(void)state;
	setting s;
	set_up(&s, "Dòng thứ nhất.\n\nĐơn vị ký hiệu 漢 ở đây.\n", "a.txt");
	assert_null(bt_pages_layout(&s.content, s.theme, s.diags));
	assert_int_equal(count(s.diags, BT_D_PAGE_GLYPH), 1);
	for (guint i = 0; i < bt_diags_count(s.diags); i++) {
		const bt_diag *d = bt_diags_at(s.diags, i);
		if (d->code != BT_D_PAGE_GLYPH)
			continue;
		assert_int_equal(d->line, 3);
		assert_int_equal(d->column, 16);
		assert_non_null(strstr(d->text, "U+6F22"));
	}
	tear_down(&s);
}

static void test_long_word(void **state)
{
	(void)state;
	g_autoptr(GString) text = g_string_new("Địa chỉ ");
	for (int i = 0; i < 3000; i++)
		g_string_append_c(text, (char)('a' + i % 26));
	g_string_append(text, " của trang.\n");
	setting s;
	set_up(&s, text->str, "a.txt");
	lay_out(&s);
	assert_int_equal(count(s.diags, BT_D_PAGE_OVERFLOW), 1);
	each_box(&s, is_inside);
	tear_down(&s);
}

/* Pango loses paragraphs beyond some 300 KB: ours are split before it sees them. */
static void test_huge_paragraph(void **state)
{
	(void)state;
	g_autoptr(GString) text = g_string_new(NULL);
	for (int i = 0; i < 12000; i++)
		g_string_append_printf(text, "Câu số %d có nội dung như nhau. ", i);
	setting s;
	set_up(&s, text->str, "a.txt");
	lay_out(&s);
	assert_true(bt_pages_count(s.pages) > 80);
	each_box(&s, is_inside);
	tear_down(&s);
}

static void test_table_repeats_its_header(void **state)
{
	(void)state;
	g_autoptr(GString) text = g_string_new("| Thôn | Số hộ | Tỷ lệ |\n|---|---|---|\n");
	for (int i = 0; i < 120; i++)
		g_string_append_printf(text, "| Thôn Đồng Mới số %d | %d | 9,5%% |\n", i, 100 + i);
	setting s;
	set_up(&s, text->str, "a.md");
	lay_out(&s);
	g_autofree char *d = dump(&s);
	guint heads = 0;
	for (const char *p = d; (p = strstr(p, "table-head (repeated)")); p++)
		heads++;
	assert_true(heads >= 3);
	each_box(&s, is_inside);
	assert_apart(&s);
	tear_down(&s);
}

static void test_wide_table(void **state)
{
	(void)state;
	g_autoptr(GString) text = g_string_new(NULL);
	for (int row = 0; row < 4; row++) {
		for (int column = 0; column < 40; column++)
			g_string_append_printf(text, "| %s", row == 1 ? "---" : "nghiêng ngả");
		g_string_append(text, "|\n");
	}
	setting s;
	set_up(&s, text->str, "a.md");
	lay_out(&s);
	each_box(&s, is_inside);
	tear_down(&s);
}

/* Two words to the last line of a headline, and the largest size that takes three lines. */
static void test_headline(void **state)
{
	(void)state;
	static const struct {
		const char *title, *leading;
	} cases[] = {
		{"Xã Tân Hòa vượt thu", " 42.0"},
		{"Đảng ủy xã Tân Hòa sơ kết công tác sáu tháng đầu năm, triển khai nhiệm vụ sáu tháng cuối năm 2031 trên toàn địa bàn", " 35.0"},
		{"Đảng ủy xã Tân Hòa sơ kết công tác sáu tháng đầu năm, triển khai nhiệm vụ sáu tháng cuối năm và phát động đợt thi đua chào mừng đại hội các cấp", " 28.0"},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = g_strdup_printf("---\ntiêu đề: %s\n---\nNội dung của bản tin này.\n", cases[i].title);
		setting s;
		set_up(&s, text, "a.txt");
		lay_out(&s);
		g_autofree char *d = dump(&s);
		const char *line = strstr(d, "  headline ");
		assert_non_null(line);
		g_autofree char *first = g_strndup(line, strcspn(line, "\n"));
		if (!g_str_has_suffix(first, cases[i].leading))
			fail_msg("%s", first);
		tear_down(&s);
	}
}

static void test_draft_asks(void **state)
{
	(void)state;
	setting s;
	set_up(&s, "Nội dung của báo cáo không có gì khác.\n", "a.txt");
	lay_out(&s);
	g_autofree char *d = dump(&s);
	static const char *const asked[] = {"BẢN NHÁP", "[CẦN BỔ SUNG: tiêu đề]", "[CẦN BỔ SUNG: ngày]", "[CẦN BỔ SUNG: cơ quan]"};
	for (gsize i = 0; i < G_N_ELEMENTS(asked); i++)
		assert_non_null(strstr(d, asked[i]));
	tear_down(&s);
	set_up(&s, sample, "a.txt");
	lay_out(&s);
	g_autofree char *finished = dump(&s);
	assert_null(strstr(finished, "BẢN NHÁP"));
	assert_null(strstr(finished, "CẦN BỔ SUNG"));
	tear_down(&s);
}

/* What a card says is what the report says: 24 per cent is not 24 million. */
static void test_card_of_an_excess(void **state)
{
	(void)state;
	setting s;
	set_up(&s, "Quỹ khuyến học vận động được 186 triệu đồng, vượt 24% so với chỉ tiêu là 150 triệu đồng.\n", "a.txt");
	lay_out(&s);
	g_autofree char *d = dump(&s);
	assert_non_null(strstr(d, "vượt 24%"));
	assert_null(strstr(d, "vượt 24 triệu"));
	tear_down(&s);
}

/* A pull quote repeats a quotation whole, and is no second source of it. */
static void test_pull_quote_is_whole(void **state)
{
	(void)state;
	setting s;
	set_up(&s, sample, "a.txt");
	lay_out(&s);
	g_autoptr(GString) said = g_string_new(NULL);
	for (guint i = 0; i < s.pages->slabs->len; i++) {
		const bt_slab *slab = &g_array_index(s.pages->slabs, bt_slab, i);
		for (guint k = 0; strcmp(slab->what, "pull-quote") == 0 && k < slab->n; k++) {
			const bt_box *box = &g_array_index(s.pages->boxes, bt_box, slab->first + k);
			assert_int_equal(box->element, BT_ARTIFACT);
			if (box->kind == BT_BOX_LINE)
				g_string_append_len(said, box->para->text->str + box->from, box->to - box->from);
		}
	}
	assert_non_null(strstr(said->str, "“Muốn dân tin thì việc nào đã hứa phải có ngày hoàn thành, có người chịu trách nhiệm”"));
	tear_down(&s);
}

/* ---- photos */

/* A JPEG header by hand: frame of `components`, then as much of a scan as makes it whole. */
static GBytes *jpeg(int width, int height, int components, bool whole)
{
	const guint8 bytes[] = {0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 'x', 'x', 0xFF, 0xC0, 0, 8, 8, (guint8)(height >> 8), (guint8)height, (guint8)(width >> 8),
				(guint8)width, (guint8)components, 0xFF, 0xDA, 0, 4, 1, 1, 0x12, 0x34, 0xFF, 0xD9};
	return g_bytes_new(bytes, whole ? sizeof bytes : sizeof bytes - 2);
}

static void assert_fault(GBytes *bytes, const char *expected)
{
	const char *fault = NULL;
	g_autoptr(GBytes) owned = bytes;
	bt_image *image = bt_image_open(owned, BT_LANG_EN, &fault);
	assert_null(image);
	assert_string_equal(fault, expected);
}

static void test_pictures(void **state)
{
	(void)state;
	const char *fault = NULL;
	g_autoptr(GBytes) good = jpeg(640, 480, 3, true);
	bt_image *image = bt_image_open(good, BT_LANG_EN, &fault);
	assert_non_null(image);
	assert_int_equal(image->width, 640);
	assert_int_equal(image->height, 480);
	bt_image_free(image);
	assert_fault(jpeg(640, 480, 3, false), "the file is broken");
	assert_fault(jpeg(640, 480, 4, true), "CMYK colours; save it as RGB");
	assert_fault(jpeg(40000, 1, 3, true), "too many pixels");
	assert_fault(jpeg(20000, 20000, 3, true), "too many pixels");
	assert_fault(jpeg(0, 480, 3, true), "too many pixels");
	assert_fault(g_bytes_new_static("GIF89a.......", 13), "neither JPEG nor PNG");
	assert_fault(g_bytes_new_static("", 0), "neither JPEG nor PNG");
	/* a header that promises more pixels than any machine holds is not decoded */
	assert_fault(g_bytes_new_static("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\x7F\xFF\xFF\xFF\x7F\xFF\xFF\xFF\x08\x02\0\0\0", 29), "too many pixels");
	assert_fault(g_bytes_new_static("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x02\0\0\0", 29), "the file is broken");
}

/* The camera was held on its side: the picture is seen upright, its bytes stay as they are. */
static void test_picture_on_its_side(void **state)
{
	(void)state;
	static const guint8 head[] = {0xFF, 0xD8, 0xFF, 0xE1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1,
				      0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0};
	g_autoptr(GBytes) plain = jpeg(640, 480, 3, true);
	gsize len;
	const guint8 *rest = g_bytes_get_data(plain, &len);
	g_autoptr(GByteArray) all = g_byte_array_new();
	g_byte_array_append(all, head, sizeof head);
	g_byte_array_append(all, rest + 2, (guint)len - 2);
	g_autoptr(GBytes) turned = g_bytes_new(all->data, all->len);
	const char *fault = NULL;
	bt_image *image = bt_image_open(turned, BT_LANG_EN, &fault);
	assert_non_null(image);
	assert_int_equal(image->orientation, 6);
	assert_int_equal(image->width, 480);
	assert_int_equal(image->height, 640);
	assert_ptr_equal(image->jpeg, turned);
	/* the stored top left corner is seen at the top right, the stored top right one below it */
	cairo_matrix_t m = bt_image_upright(image, 48, 64);
	double x = 0, y = 0;
	cairo_matrix_transform_point(&m, &x, &y);
	assert_true(x == 48 && y == 0);
	x = 1, y = 0;
	cairo_matrix_transform_point(&m, &x, &y);
	assert_true(x == 48 && y == 64);
	bt_image_free(image);
}

/* A photo is looked for beneath the report's folder only; without it a gap asks for it. */
static void test_photo_gaps(void **state)
{
	(void)state;
	setting s;
	set_up(&s, "---\nảnh: /etc/hostname | Một\nảnh: ../x.jpg | Hai\nảnh: https://a.example/b.jpg | Ba\nảnh: file:c.jpg | Bốn | Minh Thư\n---\n\nNội dung.\n", "khong-co/a.txt");
	lay_out(&s);
	assert_int_equal(count(s.diags, BT_D_PHOTO_MISSING), 4);
	g_autofree char *d = dump(&s);
	assert_non_null(strstr(d, "[ẢNH: ../x.jpg]"));
	assert_non_null(strstr(d, "\"Ảnh: Minh Thư\""));
	tear_down(&s);
}

/* Word by word gives the same as Pango shaping the whole: also "h T", where the space is kerned, and words that are new,
 * known from before, or too long to be kept. */
static void test_words_as_a_whole(void **state)
{
	(void)state;
	static const char text[] = "Ông Tư Vân và AVA Tỵ nói: “Tổng thu 1.234,5 tỷ đồng – tăng 12,5%”; Yến, Thảo  và Ý gửi T Y V về "
				   "https://dichvucong.tanhoa.example/thu-tuc/dang-ky-ho-kinh-doanh/bieu-mau-so-07/2031?ban=moi (xem Tư Vân).";
	for (int round = 0; round < 2; round++) {
		setting s;
		set_up(&s, text, "a.txt");
		lay_out(&s);
		for (int type = 0; type < BT_TYPE_COUNT; type++) {
			const bt_para *para = bt_para_words(s.pages, text, (bt_type)type);
			PangoLayout *layout = pango_layout_new(s.pages->fonts->context);
			PangoRectangle whole;
			pango_layout_set_font_description(layout, s.pages->fonts->face[type]);
			pango_layout_set_text(layout, text, -1);
			pango_layout_get_extents(layout, NULL, &whole);
			assert_int_equal(para->runs->len, 1);
			assert_int_equal(bt_para_width(para), whole.width);
			g_object_unref(layout);
		}
		tear_down(&s);
	}
}

/* The office's logo stands left of the name, at most 14 mm high and 40 mm wide, with words for those who cannot see it. */
static void test_logo(void **state)
{
	(void)state;
	for (int wide = 0; wide < 2; wide++) {
		setting s;
		set_up(&s, sample, "a.txt");
		s.doc->logo = jpeg(wide ? 900 : 300, wide ? 100 : 300, 3, true);
		lay_out(&s);
		const bt_slab *slab = &g_array_index(s.pages->slabs, bt_slab, 0);
		const bt_box *logo = &g_array_index(s.pages->boxes, bt_box, slab->first), *name = logo + 1;
		assert_int_equal(logo->kind, BT_BOX_IMAGE);
		assert_true(logo->x == 0 && logo->height <= BT_PT(39.7) && logo->width <= BT_PT(113.4));
		assert_true(wide ? logo->width > BT_PT(113) : logo->height > BT_PT(39));
		assert_true(logo->y >= 0 && logo->y + logo->height <= slab->height);
		assert_true(name->kind == BT_BOX_LINE && name->x >= logo->x + logo->width + BT_PT(8));
		assert_int_equal(name->to, name->para->text->len); /* it had room enough before */
		const bt_element *figure = bt_element_at(s.pages, slab->figure);
		assert_int_equal(figure->tag, BT_TAG_FIGURE);
		assert_string_equal(figure->info.alt, "Biểu trưng của Đảng ủy xã Tân Hòa");
		each_box(&s, is_inside);
		assert_apart(&s);
		tear_down(&s);
	}
}

int main(void)
{
	bt_data_init();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_breaks_at_every_width), cmocka_unit_test(test_two_columns), cmocka_unit_test(test_random_texts),
		cmocka_unit_test(test_unknown_letter), cmocka_unit_test(test_long_word), cmocka_unit_test(test_huge_paragraph),
		cmocka_unit_test(test_table_repeats_its_header), cmocka_unit_test(test_wide_table), cmocka_unit_test(test_headline),
		cmocka_unit_test(test_draft_asks), cmocka_unit_test(test_card_of_an_excess), cmocka_unit_test(test_pictures), cmocka_unit_test(test_picture_on_its_side), cmocka_unit_test(test_photo_gaps), cmocka_unit_test(test_pull_quote_is_whole), cmocka_unit_test(test_logo), cmocka_unit_test(test_words_as_a_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
