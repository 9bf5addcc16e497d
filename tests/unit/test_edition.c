/* Editions: order, colophon and trends; pages on which nothing is lost and whose numbers are right; booklets that can be stapled;
 * a web page whose links all lead somewhere. All texts are invented. */
#include "page/layout.h"
#include "pdf/pdf.h"
#include "report/edition.h"
#include "report/report.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka.h wants the four headers above first */
#include <cmocka.h>

static const char party[] =
	"---\ntiêu đề: Đảng bộ xã Mây Trắng sơ kết quý II\nngày: 2031-06-28\ncơ quan: Đảng ủy xã Mây Trắng\nchuyên mục: Xây dựng Đảng\ntrạng thái: final\n---\n\n"
	"Sáng 28/6, Đảng ủy xã Mây Trắng sơ kết công tác quý II năm 2031. Đồng chí Vũ Thị Hảo, Bí thư Đảng ủy chủ trì.\n\n"
	"Quý II/2031, thu ngân sách nhà nước trên địa bàn xã đạt 15,2 tỷ đồng, đạt 31,7% dự toán năm. Đảng bộ kết nạp 8 đảng viên mới.\n\n"
	"“Việc gì dân hỏi hai lần mà chưa trả lời thì việc ấy coi như chưa làm” - đồng chí Vũ Thị Hảo nhấn mạnh.\n\n"
	"Bên cạnh kết quả đạt được, hội nghị chỉ ra tiến độ giải phóng mặt bằng tuyến đường liên thôn còn chậm so với yêu cầu.\n\nThanh Nga\n";
static const char market[] =
	"---\ntiêu đề: Phiên chợ quê đông trở lại\nngày: 2031-05-10\ncơ quan: UBND xã Mây Trắng\nchuyên mục: KINH TẾ - xã hội\ntrạng thái: final\n---\n\n"
	"Ngày 10/5, phiên chợ quê đón 1.250 lượt khách, tăng 12% so với phiên trước.\n\n## Hàng quê\n\nBà con bán được 86 gian hàng, nhiều nhất là mật ong và măng khô.\n\n"
	"| Mặt hàng | Số gian |\n|---|---|\n| Mật ong | 21 |\n| Măng khô | 17 |\n";
static const char again[] =
	"---\ntiêu đề: Phiên chợ quê đông trở lại\nngày: 2031-04-12\ncơ quan: UBND xã Mây Trắng\nchuyên mục: Kinh tế - Xã hội\ntrạng thái: final\n---\n\n"
	"Ngày 12/4, phiên chợ quê đầu tiên của mùa hè mở lại sau một tháng nghỉ để sửa mái.\n";
static const char plain[] =
	"---\ntiêu đề: Thư viện thôn Hạ mở cửa buổi tối\nngày: 2031-06-02\ncơ quan: Đảng ủy xã Mây Trắng\ntrạng thái: final\n---\n\nTừ ngày 2/6, thư viện thôn Hạ mở cửa đến 21 giờ.\n";
static const char earlier[] =
	"---\ntiêu đề: Đảng bộ xã Mây Trắng sơ kết quý I\nngày: 2031-03-28\ncơ quan: Đảng ủy xã Mây Trắng\nchuyên mục: Xây dựng Đảng\ntrạng thái: final\n---\n\n"
	"Đảng ủy xã họp ngày 28/3.\n\nQuý I/2031, thu ngân sách nhà nước trên địa bàn xã đạt 12,4 tỷ đồng, đạt 25,8% dự toán năm.\n";

static const char *const order[] = {"Xây dựng Đảng", "Kinh tế - Xã hội", NULL};

typedef struct {
	bt_diags *diags;
	bt_edition *edition;
	bt_report *reports[32];
	guint n;
	bt_arena *arena;
	GPtrArray *facts;
	bt_series *series;
} office;

static bt_report *read_report(office *o, const char *text, const char *name)
{
	bt_report_options options = {0};
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
	bt_report *report = bt_report_read(bytes, name, &options, o->diags);
	assert_non_null(report);
	o->reports[o->n++] = report;
	GArray *facts = bt_facts_of(report->doc, report->figures, name, o->arena);
	for (guint i = 0; i < facts->len; i++) {
		bt_fact *fact = bt_arena_new0(o->arena, bt_fact, 1);
		*fact = g_array_index(facts, bt_fact, i);
		g_ptr_array_add(o->facts, fact);
	}
	g_array_unref(facts);
	return report;
}

static void add(office *o, const char *text, const char *name)
{
	bt_report *report = read_report(o, text, name);
	bt_edition_add(o->edition, name, report->doc, report->figures, report->charts);
}

static void set_up(office *o)
{
	*o = (office){.diags = bt_diags_new(BT_LANG_EN), .edition = bt_edition_new(), .arena = bt_arena_new(), .facts = g_ptr_array_new()};
	bt_edition *e = o->edition;
	e->id = "2031-Q2";
	e->year = 2031;
	e->quarter = 2;
	e->number = 2;
	e->running = 14;
	e->date = "2031-07-05";
	e->name = "Mây Trắng";
	e->issuer = e->office[BT_OFFICE_ISSUER] = "Đảng ủy xã Mây Trắng";
	e->place = e->office[BT_OFFICE_PLACE] = "Mây Trắng";
	e->office[BT_OFFICE_LICENCE] = "Giấy phép xuất bản bản tin số 7/GP-XBBT";
	e->office[BT_OFFICE_RESPONSIBLE] = "Vũ Thị Hảo";
	e->office[BT_OFFICE_PERIODICITY] = "3 tháng/kỳ";
	e->office[BT_OFFICE_PRINTER] = "Xưởng in Mây Trắng";
	e->office[BT_OFFICE_COPIES] = "200";
	e->office[BT_OFFICE_FORMAT] = "19 x 27 cm";
	add(o, market, "cho.md");
	add(o, plain, "thu-vien.txt");
	add(o, party, "dang-bo.txt");
	add(o, again, "cho-2.txt");
	read_report(o, earlier, "quy-1.txt");
	for (guint i = 0; i < o->facts->len; i++) {
		bt_fact *fact = o->facts->pdata[i];
		if (strcmp(fact->report, "quy-1.txt") == 0)
			fact->edition = "2031-Q1";
	}
	bt_edition_arrange(e, order);
	o->series = bt_series_join(o->facts, NULL);
	bt_edition_trends(e, o->series);
}

static void tear_down(office *o)
{
	bt_edition_free(o->edition);
	bt_series_free(o->series);
	g_ptr_array_free(o->facts, TRUE);
	for (guint i = 0; i < o->n; i++)
		bt_report_free(o->reports[i]);
	bt_arena_free(o->arena);
	bt_diags_free(o->diags);
}

static guint count(const bt_diags *diags, bt_code code)
{
	guint n = 0;
	for (guint i = 0; i < bt_diags_count(diags); i++)
		n += bt_diags_at(diags, i)->code == code;
	return n;
}

static bt_edition_print *lay_out(office *o, bool booklet)
{
	bt_edition_options options = {.booklet = booklet};
	return bt_edition_layout(o->edition, &options, o->diags);
}

/* ---- what it is made of */

static const bt_edition_section *section(const office *o, guint i) { return &g_array_index(o->edition->sections, bt_edition_section, i); }

static void test_order(void **state)
{
	(void)state;
	office o;
	set_up(&o);
	assert_int_equal(o.edition->sections->len, 3);
	assert_string_equal(section(&o, 0)->name, "Xây dựng Đảng");
	assert_int_equal(section(&o, 1)->articles->len, 2); /* case and marks make no other section */
	assert_string_equal(section(&o, 2)->name, "Tin tức");
	const bt_article *first = section(&o, 1)->articles->pdata[0], *second = section(&o, 1)->articles->pdata[1];
	assert_string_equal(first->path, "cho-2.txt"); /* the older one */
	assert_string_equal(first->slug, "phien-cho-que-dong-tro-lai");
	assert_string_equal(second->slug, "phien-cho-que-dong-tro-lai-2");
	tear_down(&o);
}

static void test_issue_line(void **state)
{
	(void)state;
	office o;
	set_up(&o);
	assert_string_equal(bt_edition_issue_line(o.edition), "Số 2 (14), Quý II/2031");
	o.edition->running = 0;
	assert_string_equal(bt_edition_issue_line(o.edition), "Số 2, Quý II/2031");
	o.edition->number = 0;
	assert_string_equal(bt_edition_issue_line(o.edition), "Quý II/2031");
	assert_string_equal(bt_edition_name(o.edition, "BẢN TIN"), "BẢN TIN Mây Trắng");
	o.edition->name = "Bản tin Mây Trắng";
	assert_string_equal(bt_edition_name(o.edition, "BẢN TIN"), "Bản tin Mây Trắng");
	tear_down(&o);
}

static const bt_colophon_line *line_of(const office *o, const char *key)
{
	for (guint i = 0; i < o->edition->colophon->len; i++)
		if (strcmp(g_array_index(o->edition->colophon, bt_colophon_line, i).key, key) == 0)
			return &g_array_index(o->edition->colophon, bt_colophon_line, i);
	return NULL;
}

static void test_colophon(void **state)
{
	(void)state;
	office o;
	set_up(&o);
	g_autoptr(bt_theme) theme = bt_theme_load("edition", o.diags);
	o.edition->office[BT_OFFICE_PRINTER] = NULL;
	bt_edition_profile(o.edition, theme);
	assert_true(line_of(&o, "licence")->whole);
	assert_string_equal(line_of(&o, "date")->text, "05/7/2031");
	assert_string_equal(line_of(&o, "number")->text, "Số 2 (14), Quý II/2031");
	assert_null(line_of(&o, "printer")->text);
	assert_null(line_of(&o, "editors")); /* may be left out */
	assert_false(bt_edition_complete(o.edition));
	tear_down(&o);
}

static void test_trends(void **state)
{
	(void)state;
	office o;
	set_up(&o);
	assert_true(o.edition->trends->len >= 1);
	const bt_trend *trend = &g_array_index(o.edition->trends, bt_trend, 0);
	assert_int_equal(trend->indicator->points->len, 2);
	assert_non_null(trend->chart);
	const bt_fact *last = g_array_index(trend->indicator->points, bt_point, 1).fact;
	const bt_article *source = bt_edition_source(o.edition, last);
	assert_string_equal(source->path, "dang-bo.txt");
	assert_null(bt_edition_source(o.edition, g_array_index(trend->indicator->points, bt_point, 0).fact)); /* an earlier edition's */
	const bt_node *block = bt_article_paragraph(source, last->paragraph);
	assert_int_equal(bt_paragraph_no(source->doc, block), last->paragraph);
	g_autoptr(GPtrArray) cards = bt_edition_new_cards(o.edition, source);
	for (guint i = 0; i < cards->len; i++)
		assert_string_not_equal(((bt_card *)cards->pdata[i])->value, "15,2");
	tear_down(&o);
}

/* ---- pages */

static char *dump_of(const bt_edition_print *print)
{
	GString *out = g_string_new(NULL);
	bt_edition_dump(print, out);
	return g_string_free(out, FALSE);
}

/* The page whose dump holds the words, after page `from`. */
static int page_with(const char *dump, const char *words, int from)
{
	g_autofree char *start = g_strdup_printf("page %d\n", from + 1);
	const char *at = strstr(dump, start), *found = at ? strstr(at, words) : NULL;
	int page = 0;
	for (const char *p = dump; found && (p = strstr(p, "page ")) && p < found; p++)
		page += p == dump || p[-1] == '\n';
	return page;
}

static void test_pages(void **state)
{
	(void)state;
	office o;
	set_up(&o);
	g_autoptr(bt_edition_print) print = lay_out(&o, false);
	assert_non_null(print);
	assert_int_equal(bt_diags_count(o.diags), 0); /* nothing lost, nothing missing, nothing too wide */
	g_autofree char *dump = dump_of(print);
	g_autoptr(GPtrArray) articles = bt_edition_articles(o.edition);
	for (guint i = 0; i < articles->len; i++) {
		const char *title = bt_article_title(o.edition, articles->pdata[i]);
		g_autofree char *start = g_strndup(title, strlen("Đảng bộ xã"));
		int page = bt_edition_page_of(print, i);
		assert_true(page >= 2);
		assert_true(page_with(dump, start, page - 1) == page);
		g_autofree char *number = g_strdup_printf("\"%d\"\n", page);
		const char *entry = strstr(dump, start), *next = strstr(entry, "contents");
		const char *stated = strstr(entry, number);
		assert_true(stated && (!next || stated < next)); /* the cover names that page */
	}
	assert_true(page_with(dump, "Giấy phép xuất bản bản tin số 7", 0) == bt_edition_page_count(print));
	assert_non_null(strstr(dump, "\"Số liệu nổi bật\""));
	assert_null(strstr(dump, "BẢN NHÁP"));
	assert_null(strstr(dump, "CẦN BỔ SUNG"));
	tear_down(&o);
}

static bt_len width_of(const bt_pages *p, const bt_slab *slab) { return slab->flags & BT_SPAN ? p->width : p->column; }

static bool overlap(const bt_pages *p, const bt_place *a, const bt_place *b)
{
	const bt_slab *x = &g_array_index(p->slabs, bt_slab, a->slab), *y = &g_array_index(p->slabs, bt_slab, b->slab);
	return a->x < b->x + width_of(p, y) && b->x < a->x + width_of(p, x) && a->y < b->y + y->height && b->y < a->y + x->height;
}

static void check_sheet(const bt_pages *p, const GArray *sheet)
{
	for (guint a = 0; a < sheet->len; a++) {
		const bt_place *place = &g_array_index(sheet, bt_place, a);
		const bt_slab *slab = &g_array_index(p->slabs, bt_slab, place->slab);
		for (guint b = a + 1; b < sheet->len; b++)
			if (overlap(p, place, &g_array_index(sheet, bt_place, b)))
				fail_msg("%s overlaps another part", slab->what);
		for (guint k = 0; k < slab->n; k++) {
			const bt_box *box = &g_array_index(p->boxes, bt_box, slab->first + k);
			bt_len slack = BT_PT(0.6), left = place->x + box->x;
			if (box->kind == BT_BOX_LINE && (left < p->left - slack || left + box->width > p->left + p->width + slack))
				fail_msg("%s sticks out: \"%s\"", slab->what, box->para->text->str);
			if (box->kind == BT_BOX_LINE)
				assert_non_null(box->para); /* each page number came */
		}
	}
}

static void test_nothing_overlaps(void **state)
{
	(void)state;
	static const char *const sheets[] = {NULL, "A4"};
	for (gsize i = 0; i < G_N_ELEMENTS(sheets); i++) {
		office o;
		set_up(&o);
		g_autoptr(bt_theme) theme = bt_theme_load_sheet("edition", sheets[i], o.diags);
		bt_edition_profile(o.edition, theme);
		bt_pages *pages = bt_pages_edition(o.edition, theme, false, o.diags);
		assert_non_null(pages);
		for (guint k = 0; k < pages->sheets->len; k++)
			check_sheet(pages, pages->sheets->pdata[k]);
		bt_pages_free(pages);
		tear_down(&o);
	}
}

static void test_missing(void **state)
{
	(void)state;
	office o;
	set_up(&o);
	o.edition->office[BT_OFFICE_LICENCE] = NULL;
	o.edition->number = 0;
	g_autoptr(bt_edition_print) print = lay_out(&o, false);
	g_autofree char *dump = dump_of(print);
	assert_int_equal(count(o.diags, BT_D_EDITION_NEEDED), 2);
	assert_non_null(strstr(dump, "[CẦN BỔ SUNG: Giấy phép xuất bản]"));
	assert_non_null(strstr(dump, "[CẦN BỔ SUNG: số], Quý II/2031"));
	assert_non_null(strstr(dump, "BẢN NHÁP"));
	o.edition->final = true;
	assert_null(lay_out(&o, false));
	assert_int_equal(count(o.diags, BT_D_EDITION_FINAL), 2);
	tear_down(&o);
}

static void test_correction(void **state)
{
	(void)state;
	office o;
	set_up(&o);
	o.edition->revision = 2;
	o.edition->correction = "Số trước in nhầm tổng thu ngân sách quý II; số đúng là 15,2 tỷ đồng.";
	g_autoptr(bt_edition_print) print = lay_out(&o, false);
	g_autofree char *dump = dump_of(print);
	assert_int_equal(page_with(dump, "ĐÍNH CHÍNH", 0), 1);
	assert_int_equal(page_with(dump, "Số trước in nhầm", 0), 1);
	tear_down(&o);
}

/* The number is not what a long name cuts off. */
static void test_long_name(void **state)
{
	(void)state;
	office o;
	set_up(&o);
	o.edition->name = "Thông tin nội bộ Đảng bộ, chính quyền và Nhân dân xã Mây Trắng";
	g_autoptr(bt_edition_print) print = lay_out(&o, false);
	g_autofree char *dump = dump_of(print);
	assert_non_null(strstr(dump, "\"Số 2 (14), Quý II/2031 · BẢN TIN Thông tin"));
	assert_int_equal(bt_diags_count(o.diags), 0);
	tear_down(&o);
}

static void test_too_many_pages(void **state)
{
	(void)state;
	office o;
	set_up(&o);
	g_autoptr(GString) text = g_string_new(again);
	for (int i = 0; i < 150; i++)
		g_string_append(text, "\nBà con các thôn mang ra chợ măng khô, mật ong, vải thổ cẩm, gạo nếp và nhiều thứ rau rừng đang vào vụ, người mua kẻ bán đông suốt buổi sáng.\n");
	for (int i = 0; i < 20; i++)
		add(&o, text->str, bt_arena_printf(o.arena, "cho-%d.txt", i));
	bt_edition_arrange(o.edition, order);
	g_autoptr(bt_edition_print) print = lay_out(&o, false);
	assert_true(bt_edition_page_count(print) > BT_EDITION_PAGES);
	assert_int_equal(count(o.diags, BT_D_EDITION_PAGES), 1);
	tear_down(&o);
}

/* ---- files */

static void assert_same(GBytes *a, GBytes *b)
{
	assert_non_null(a);
	assert_non_null(b);
	assert_true(g_bytes_equal(a, b));
}

static void test_same_bytes(void **state)
{
	(void)state;
	office o;
	set_up(&o);
	g_autoptr(GBytes) extra = g_bytes_new_static("<edition/>", 10);
	g_autoptr(GArray) files = g_array_new(FALSE, FALSE, sizeof(bt_edition_file));
	bt_edition_file file = {"edition.xml", "application/xml", "Supplement", "Siêu dữ liệu", extra};
	g_array_append_val(files, file);
	g_autoptr(bt_edition_print) one = lay_out(&o, true), two = lay_out(&o, true);
	g_autoptr(GBytes) a = bt_edition_pdf(one, files, o.diags), b = bt_edition_pdf(two, files, o.diags);
	g_autoptr(GBytes) c = bt_edition_booklet(one, o.diags), d = bt_edition_booklet(two, o.diags);
	g_autoptr(GBytes) e = bt_edition_html(o.edition, NULL, NULL, "so-2.pdf", o.diags), f = bt_edition_html(o.edition, NULL, NULL, "so-2.pdf", o.diags);
	assert_same(a, b);
	assert_same(c, d);
	assert_same(e, f);
	tear_down(&o);
}

static void test_booklet_order(void **state)
{
	(void)state;
	static const guint four[] = {3, 0, 1, 2}, eight[] = {7, 0, 1, 6, 5, 2, 3, 4}, twelve[] = {11, 0, 1, 10, 9, 2, 3, 8, 7, 4, 5, 6};
	static const struct {
		guint n;
		const guint *pairs;
	} wanted[] = {{4, four}, {8, eight}, {12, twelve}};
	for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++) {
		guint pairs[12] = {0};
		bt_booklet_order(wanted[i].n, pairs);
		assert_memory_equal(pairs, wanted[i].pairs, wanted[i].n * sizeof *pairs);
	}
}

/* Whatever the number of pages: a multiple of four, the colophon on the last one. */
static void test_booklet_pages(void **state)
{
	(void)state;
	for (guint n = 0; n < 4; n++) {
		office o;
		set_up(&o);
		static const char *const names[] = {"a.md", "b.md", "c.md"};
		for (guint i = 0; i < n; i++) {
			g_autoptr(GString) text = g_string_new(market);
			for (int k = 0; k < 60; k++)
				g_string_append(text, "\nChợ mở thêm một dãy nhà cầu, bà con các thôn góp công dọn rãnh thoát nước và trồng hàng cây bóng mát.\n");
			add(&o, text->str, names[i]);
		}
		bt_edition_arrange(o.edition, order);
		g_autoptr(bt_edition_print) print = lay_out(&o, true);
		g_autofree char *dump = dump_of(print);
		int pages = bt_edition_page_count(print);
		assert_int_equal(pages % 4, 0);
		assert_true(page_with(dump, "Giấy phép xuất bản bản tin số 7", 0) == pages);
		tear_down(&o);
	}
}

/* ---- the page */

static char *html_of(office *o)
{
	g_autoptr(GBytes) html = bt_edition_html(o->edition, NULL, NULL, "so-2.pdf", o->diags);
	assert_non_null(html);
	return g_strndup(g_bytes_get_data(html, NULL), g_bytes_get_size(html));
}

/* Each id once; each fragment leads to one. */
static void check_links(const char *html)
{
	g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	guint links = 0;
	for (const char *p = html; (p = strstr(p, " id=\"")); p++) {
		char *id = g_strndup(p + 5, strcspn(p + 5, "\""));
		if (!g_hash_table_add(ids, id))
			fail_msg("id \"%s\" twice", p + 5);
	}
	for (const char *p = html; (p = strstr(p, " href=\"#")); p++, links++) {
		g_autofree char *id = g_strndup(p + 8, strcspn(p + 8, "\""));
		if (!g_hash_table_contains(ids, id))
			fail_msg("\"#%s\" leads nowhere", id);
	}
	assert_true(links > 10);
}

static void test_page(void **state)
{
	(void)state;
	office o;
	set_up(&o);
	g_autofree char *html = html_of(&o);
	check_links(html);
	assert_int_equal(bt_diags_count(o.diags), 0);
	assert_non_null(strstr(html, "href=\"#dang-bo-xa-may-trang-so-ket-quy-ii-doan-2\"")); /* where a trend's point is stated */
	assert_non_null(strstr(html, "đạt 12,4")); /* an earlier edition's sentence is on the page itself */
	assert_non_null(strstr(html, "<h4 id=\"phien-cho-que-dong-tro-lai-2-muc-1\">")); /* below section and headline */
	assert_non_null(strstr(html, "Số 2 (14), Quý"));
	assert_null(strstr(html, "src=\"http"));
	tear_down(&o);
}

/* The office's own page and style. */
static GBytes *own_templates(void *data, const char *name, const char **shown, bt_diags *diags)
{
	(void)diags;
	*shown = "của cơ quan";
	if (g_str_has_suffix(name, ".css"))
		return g_bytes_new_static(".rieng{color:red}", 17);
	return g_bytes_new_static(data, strlen(data));
}

static void test_own_template(void **state)
{
	(void)state;
	office o;
	set_up(&o);
	char mine[] = "<html><head><style data-put=\"edition-style\"></style></head><body><h1 data-put=\"issue\"></h1></body></html>", wrong[] = "<html><p>{{soo}}</p></html>";
	g_autoptr(GBytes) html = bt_edition_html(o.edition, own_templates, mine, NULL, o.diags);
	assert_non_null(html);
	g_autofree char *text = g_strndup(g_bytes_get_data(html, NULL), g_bytes_get_size(html));
	assert_non_null(strstr(text, ".rieng{color:red}"));
	assert_non_null(strstr(text, "<h1>Số"));
	assert_null(bt_edition_html(o.edition, own_templates, wrong, NULL, o.diags));
	assert_int_equal(count(o.diags, BT_D_TEMPLATE_NAME), 1);
	tear_down(&o);
}

static int load(void **state)
{
	(void)state;
	bt_data_init();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order), cmocka_unit_test(test_issue_line), cmocka_unit_test(test_colophon), cmocka_unit_test(test_trends), cmocka_unit_test(test_pages),
		cmocka_unit_test(test_nothing_overlaps), cmocka_unit_test(test_missing), cmocka_unit_test(test_correction), cmocka_unit_test(test_long_name), cmocka_unit_test(test_too_many_pages), cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_booklet_order), cmocka_unit_test(test_booklet_pages), cmocka_unit_test(test_page), cmocka_unit_test(test_own_template),
	};
	return cmocka_run_group_tests(tests, load, NULL);
}
