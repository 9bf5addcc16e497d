/* What must hold whatever a report says: how it is typed, wrapped or ordered changes no figure. */
#include "figure/figure.h"
#include "read/read.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static const char *const paragraphs[] = {
	"Trong 6 tháng đầu năm 2031, tổng thu ngân sách xã ước đạt 18,6 tỷ đồng, bằng 54,2% dự toán, tăng 7,5% so với cùng kỳ năm trước; tổng chi 12,4 tỷ đồng.",
	"Ủy ban nhân dân xã đã cấp 1.245 giấy chứng nhận, đạt 103,8% kế hoạch; giải quyết 320/335 hồ sơ, đạt 95,5%.",
	"Tỷ lệ hộ nghèo giảm từ 4,6% xuống còn 3,9%; toàn xã có 86 hộ cận nghèo, giảm 14 hộ so với đầu năm.",
	"Đàn trâu 1.230 con, tăng 1,5%; đàn bò 4.560 con, giảm 2,1%; đàn lợn 15.800 con, bằng 104% so với cùng kỳ.",
	"Hội Phụ nữ vận động được 145 triệu đồng, hỗ trợ 12 hội viên khó khăn; kết nạp 45 hội viên, nâng tổng số hội viên lên 1.890 hội viên.",
	"Thực hiện Nghị quyết số 12-NQ/TU, sáng 14/7, Đảng ủy đã làm việc với Khu phố 3 về chỉ tiêu năm 2032.",
	"Kim ngạch xuất khẩu đạt 12,5 triệu USD, gấp 1,4 lần cùng kỳ; doanh thu dịch vụ tăng 9%, đóng góp 2,1 điểm phần trăm.",
};

static void add_value(GString *out, const char *name, const bt_value *v)
{
	g_autofree char *text = v->stated ? bt_num_json(v->num) : g_strdup("-");
	g_string_append_printf(out, " %s=%s", name, text);
}

static void add_figure(GString *out, const bt_figure *f)
{
	g_autofree char *label = bt_spelling_key(f->label ? f->label : "", -1);
	g_autofree char *unit = bt_spelling_key(f->unit ? f->unit : "", -1);
	g_string_append_printf(out, "%s [%s]", label, unit);
	add_value(out, "value", &f->value);
	add_value(out, "change", &f->change.value);
	add_value(out, "from", &f->change.from);
	g_string_append(out, f->change.stated ? bt_direction_name(f->change.direction) : "");
	add_value(out, "percent", &f->target.percent);
	add_value(out, "plan", &f->target.value);
	g_string_append_c(out, '\n');
}

/* All figures of `text`, a line each; caller frees. */
static char *figures_of(const char *text, guint *count)
{
	const char *const given[BT_META_FIELDS] = {0};
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
	g_autoptr(bt_doc) doc = bt_read(bytes, "test.txt", given, diags);
	assert_non_null(doc);
	g_autoptr(bt_figures) figures = bt_figures_read(doc, diags);
	assert_non_null(figures);
	GString *out = g_string_new(NULL);
	for (guint i = 0; i < bt_figures_count(figures); i++)
		add_figure(out, bt_figures_at(figures, i));
	if (count)
		*count = bt_figures_count(figures);
	return g_string_free(out, FALSE);
}

static void same(const char *a, const char *b)
{
	g_autofree char *x = figures_of(a, NULL), *y = figures_of(b, NULL);
	assert_string_equal(x, y);
}

static char *replaced(const char *text, const char *from, const char *to)
{
	g_auto(GStrv) parts = g_strsplit(text, from, -1);
	return g_strjoinv(to, parts);
}

static void normal_forms(void **state)
{
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(paragraphs); i++) {
		g_autofree char *nfd = g_utf8_normalize(paragraphs[i], -1, G_NORMALIZE_NFD);
		same(paragraphs[i], nfd);
	}
}

static void spellings(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {{"tỷ", "tỉ"}, {"Tỷ", "Tỉ"}, {"Ủy", "Uỷ"}, {"hòa", "hoà"}, {"kỳ", "kì"}};
	for (gsize i = 0; i < G_N_ELEMENTS(paragraphs); i++)
		for (gsize j = 0; j < G_N_ELEMENTS(pairs); j++) {
			g_autofree char *other = replaced(paragraphs[i], pairs[j][0], pairs[j][1]);
			same(paragraphs[i], other);
		}
}

/* A line may be broken before any small letter. Before a number or a name the reader needs more wrapped
 * lines to tell a broken line from a new one: see `folding`. */
static void wrapping(void **state)
{
	(void)state;
	static const char before[] = "Hội nghị đánh giá các mặt công tác đều có chuyển biến tốt.\n\n";
	for (gsize i = 0; i < G_N_ELEMENTS(paragraphs); i++) {
		g_autofree char *text = g_strconcat(before, paragraphs[i], NULL);
		for (char *space = strchr(text + sizeof before, ' '); space; space = strchr(space + 1, ' ')) {
			if (!g_unichar_islower(g_utf8_get_char(space + 1)))
				continue;
			*space = '\n';
			g_autofree char *wrapped = g_strdup(text);
			*space = ' ';
			same(text, wrapped);
		}
	}
}

/* All paragraphs broken at the last space before `width` letters. */
static char *folded(guint width)
{
	GString *out = g_string_new(NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(paragraphs); i++) {
		g_auto(GStrv) words = g_strsplit(paragraphs[i], " ", -1);
		gsize at = 0;
		for (char **w = words; *w; w++) {
			gsize letters = bt_text_letters(*w, strlen(*w));
			if (at && at + 1 + letters > width) {
				g_string_append_c(out, '\n');
				at = 0;
			} else if (at) {
				g_string_append_c(out, ' ');
				at++;
			}
			g_string_append(out, *w);
			at += letters;
		}
		g_string_append(out, "\n\n");
	}
	return g_string_free(out, FALSE);
}

static void folding(void **state)
{
	(void)state;
	g_autofree char *whole = folded(100000);
	for (guint width = 50; width <= 100; width += 5) {
		g_autofree char *text = folded(width);
		same(whole, text);
	}
}

/* Words in place of a number never make a figure. */
static void masking(void **state)
{
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(paragraphs); i++) {
		guint before, after;
		g_free(figures_of(paragraphs[i], &before));
		for (const char *p = paragraphs[i]; *p; p++) {
			if (!g_ascii_isdigit(*p))
				continue;
			gsize len = strspn(p, "0123456789.,");
			while (len > 1 && !g_ascii_isdigit(p[len - 1]))
				len--;
			g_autofree char *masked = g_strdup_printf("%.*sxx%s", (int)(p - paragraphs[i]), paragraphs[i], p + len);
			g_free(figures_of(masked, &after));
			if (after > before)
				fail_msg("%s\nhas %u figures, not %u", masked, after, before);
			p += len - 1;
		}
	}
}

static void unrelated(void **state)
{
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(paragraphs); i++) {
		g_autofree char *more = g_strdup_printf("%s\n\nHội nghị kết thúc lúc 11 giờ cùng ngày tại hội trường.", paragraphs[i]);
		g_autofree char *joined = g_strdup_printf("%s Các đại biểu đã thảo luận sôi nổi.", paragraphs[i]);
		same(paragraphs[i], more);
		same(paragraphs[i], joined);
	}
}

static int by_text(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static char *sorted_lines(char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
	qsort(lines, g_strv_length(lines), sizeof lines[0], by_text);
	g_free(text);
	return g_strjoinv("\n", lines);
}

static void order(void **state)
{
	(void)state;
	g_autoptr(GString) forward = g_string_new(NULL), backward = g_string_new(NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(paragraphs); i++) {
		g_string_append_printf(forward, "%s\n\n", paragraphs[i]);
		g_string_append_printf(backward, "%s\n\n", paragraphs[G_N_ELEMENTS(paragraphs) - 1 - i]);
	}
	g_autofree char *a = sorted_lines(figures_of(forward->str, NULL)), *b = sorted_lines(figures_of(backward->str, NULL));
	assert_string_equal(a, b);
}

/* The digits shown are the author's, and they stand where the span says. */
static void digits_quote_the_source(void **state)
{
	(void)state;
	const char *const given[BT_META_FIELDS] = {0};
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	for (gsize i = 0; i < G_N_ELEMENTS(paragraphs); i++) {
		g_autoptr(GBytes) bytes = g_bytes_new(paragraphs[i], strlen(paragraphs[i]));
		g_autoptr(bt_doc) doc = bt_read(bytes, "test.txt", given, diags);
		g_autoptr(bt_figures) figures = bt_figures_read(doc, diags);
		for (guint j = 0; j < bt_figures_count(figures); j++) {
			const bt_figure *f = bt_figures_at(figures, j);
			if (f->value.stated)
				assert_memory_equal(doc->source + f->value.span.off, f->value.digits, f->value.span.len);
			if (f->label && bt_span_stated(f->label_span))
				assert_true(bt_span_end(f->label_span) <= doc->len);
			assert_true(bt_span_end(f->sentence) <= doc->len);
			assert_true(f->permille >= 0 && f->permille <= 1000);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(normal_forms), cmocka_unit_test(spellings), cmocka_unit_test(wrapping), cmocka_unit_test(folding), cmocka_unit_test(masking),
		cmocka_unit_test(unrelated), cmocka_unit_test(order), cmocka_unit_test(digits_quote_the_source),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
