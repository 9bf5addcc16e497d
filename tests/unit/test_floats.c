/* Charts and wide tables among text in columns: at whatever height a page is cut, a chart waits without parting other
 * things, and a line that leads in a table stands on its page. All text is invented. */
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

static const char head[] = "---\ntiêu đề: Xã Tân Hòa tổng kết mùa vụ\nngày: 2031-07-04\ncơ quan: UBND xã Tân Hòa\n---\n\n";
static const char filler[] = "Thôn giữ nếp họp dân vào tối thứ bảy, bàn việc làm đường, việc khuyến học và việc giữ sạch kênh mương trong xóm.\n\n";
static const char chart[] = "```biểu đồ\nThôn; Lúa (tấn)\nĐồng Mới; 61\nĐồng Cũ; 54\nBến Tre; 48\nCầu Gỗ; 37\n```\n\n";
static const char rows[] = "| Thôn trong xã | Người phụ trách | Diện tích gieo cấy | Sản lượng cả vụ | Ghi chú của thôn |\n"
			   "|---|---|---:|---:|---|\n| Đồng Mới | Trần Văn Bình | 112 | 61 | làm trước mưa |\n"
			   "| Đồng Cũ | Lê Thị Gấm | 98 | 54 | chờ máy gặt |\n| Bến Tre | Vũ Văn Tư | 86 | 48 | đất trũng |\n\n";

/* `before` paragraphs, a chart, a table, a lead-in with a second table, `after` paragraphs. Caller frees. */
static char *report(int before, int after)
{
	GString *text = g_string_new(head);
	for (int i = 0; i < before; i++)
		g_string_append(text, filler);
	g_string_append_printf(text, "%s## Kết quả từng thôn\n\n%sDiện tích và sản lượng vụ trước như sau:\n\n%s## Việc tới\n\n", chart, rows, rows);
	for (int i = 0; i < after; i++)
		g_string_append(text, filler);
	return g_string_free(text, FALSE);
}

static const bt_slab *slab_of(const setting *s, const bt_place *place) { return &g_array_index(s->pages->slabs, bt_slab, place->slab); }

/* The foot of what stands lowest on a sheet, the imprint aside, from the top of the text area. */
static bt_len lowest(const setting *s, const GArray *sheet)
{
	bt_len most = 0;
	for (guint i = 0; i < sheet->len; i++) {
		const bt_place *place = &g_array_index(sheet, bt_place, i);
		bt_len foot = place->y - s->pages->top + slab_of(s, place)->height;
		if (place->y >= s->pages->top && foot <= s->pages->height)
			most = MAX(most, foot);
	}
	return most;
}

/* Sheet of the slab after the one with these words, when that is part of a table; -1: no such words. */
static int sheet_of(const setting *s, const char *words, guint further)
{
	guint wanted = G_MAXUINT;
	for (guint i = 0; i < s->pages->slabs->len && wanted == G_MAXUINT; i++) {
		const bt_slab *slab = &g_array_index(s->pages->slabs, bt_slab, i);
		const bt_box *box = slab->n ? &g_array_index(s->pages->boxes, bt_box, slab->first) : NULL;
		if (box && box->kind == BT_BOX_LINE && strstr(box->para->text->str + box->from, words))
			wanted = i + further;
	}
	for (guint i = 0; i < s->pages->sheets->len; i++) {
		const GArray *sheet = s->pages->sheets->pdata[i];
		for (guint j = 0; j < sheet->len; j++)
			if (g_array_index(sheet, bt_place, j).slab == wanted)
				return (int)i;
	}
	return -1;
}

static guint count_charts(const setting *s, const GArray *sheet, guint *others)
{
	guint n = 0;
	for (guint i = 0; i < sheet->len; i++) {
		const bt_slab *slab = slab_of(s, &g_array_index(sheet, bt_place, i));
		n += strcmp(slab->what, "chart") == 0;
		*others += strcmp(slab->what, "line") == 0 || strcmp(slab->what, "row") == 0;
	}
	return n;
}

static void check(const setting *s, int before, int after)
{
	guint charts = 0, sheets = s->pages->sheets->len;
	int led = sheet_of(s, "vụ trước như sau:", 0), table = sheet_of(s, "vụ trước như sau:", 1);
	if (led < 0 || led != table || sheet_of(s, "vụ trước như sau:", 3) != led)
		fail_msg("%d + %d: a lead-in on sheet %d, its table on %d", before, after, led, table);
	for (guint i = 0; i < sheets; i++) {
		guint others = 0, n = count_charts(s, s->pages->sheets->pdata[i], &others);
		charts += n;
		if (n > 0 && others == 0)
			fail_msg("%d + %d: sheet %u holds nothing but a chart", before, after, i + 1);
		bt_len free_room = s->pages->height - lowest(s, s->pages->sheets->pdata[i]);
		if (i + 2 < sheets && free_room > s->pages->height / 4)
			fail_msg("%d + %d: %d pt are free at the foot of sheet %u of %u", before, after, free_room / PANGO_SCALE, i + 1, sheets);
	}
	assert_int_equal(charts, 1);
}

static void test_floats_and_tables(void **state)
{
	(void)state;
	for (int before = 0; before <= 36; before++) {
		for (int after = 1; after <= 33; after += 16) {
			g_autofree char *text = report(before, after);
			setting s;
			set_up_style(&s, text, "a.md", "bulletin");
			s.pages = bt_pages_layout(&s.content, s.theme, s.diags); /* NULL when words are lost */
			assert_non_null(s.pages);
			check(&s, before, after);
			tear_down(&s);
		}
	}
}

int main(void)
{
	bt_data_init();
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_floats_and_tables)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
