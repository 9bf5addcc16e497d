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

typedef struct {
	bt_diags *diags;
	bt_doc *doc;
	bt_figures *figures;
	bt_charts *charts;
	bt_theme *theme;
	bt_content content;
	bt_pages *pages;
} setting;

static void set_up(setting *s, const char *text, const char *name)
{
	const char *given[BT_META_FIELDS] = {0};
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
	*s = (setting){.diags = bt_diags_new(BT_LANG_EN)};
	s->doc = bt_read(bytes, name, given, s->diags);
	assert_non_null(s->doc);
	bt_diags_about(s->diags, name, s->doc->source, s->doc->len);
	s->figures = bt_figures_read(s->doc, s->diags);
	s->charts = bt_charts_pick(s->doc, s->figures);
	s->theme = bt_theme_load("bulletin", s->diags);
	assert_non_null(s->theme);
	s->content = (bt_content){s->doc, s->figures, s->charts, NULL, false};
}

static void clear_pages(setting *s)
{
	bt_pages_free(s->pages);
	s->pages = NULL;
}

static void tear_down(setting *s)
{
	clear_pages(s);
	bt_theme_free(s->theme);
	bt_charts_free(s->charts);
	bt_figures_free(s->figures);
	bt_doc_free(s->doc);
	bt_diags_free(s->diags);
}

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

int main(void)
{
	bt_data_init();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_contents),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
