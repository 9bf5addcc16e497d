/* Tables of spreadsheets (base/csv.c) and the clerk's rows in the place of figures (figure/review*.c). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "figure/figure.h"
#include "read/read.h"

/* ------------------------------------------------------------------ tables */

/* Cells as "a|b/c|d"; a message as its code and place. */
static char *shown(const char *bytes, gsize len)
{
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(GBytes) b = g_bytes_new_static(bytes, len);
	g_autoptr(bt_csv) csv = bt_csv_read(b, "t.csv", diags);
	GString *out = g_string_new(NULL);
	if (!csv) {
		const bt_diag *d = bt_diags_at(diags, 0);
		g_string_append_printf(out, "%s %u:%u", bt_code_name(d->code), d->line, d->column);
		return g_string_free(out, FALSE);
	}
	for (guint r = 0; r < csv->rows->len; r++) {
		if (r)
			g_string_append_c(out, '/');
		for (guint c = 0; c < bt_csv_row_at(csv, r)->n; c++)
			g_string_append_printf(out, "%s%s", c ? "|" : "", bt_csv_cell_at(csv, r, c)->text);
	}
	bt_diags_about(diags, NULL, NULL, 0);
	return g_string_free(out, FALSE);
}

static void csv_rows(void **state)
{
	static const struct {
		const char *bytes, *cells;
	} rows[] = {
		{"", ""},
		{"a;b\nc;d", "a|b/c|d"},
		{"a,b\r\nc,d\r\n", "a|b/c|d"},
		{"a\tb\rd;\te", "a|b/d;|e"},
		{"tên;số\n\"a;b\";\"1\n2\"\n", "tên|số/a;b|1\n2"},
		{"x;y\n\"nói \"\"thế\"\"\";\n", "x|y/nói \"thế\"|"},
		{"x;y\n\"a\" b;c \"d\"\n", "x|y/a b|c \"d\""},
		{"x;y\n\n ;\t\n1;2\n", "x|y/1|2"},
		{"sep=,\na,b;c,d\n", "a|b;c|d"},
		{"\"sep=;\"\r\na,b;c,d\n", "a,b|c,d"},
		{"sepa=;b\n", "sepa=|b"},
		{"\"a;b;c\",d\n", "a;b;c|d"},
		{"\xEF\xBB\xBF" "a;b", "a|b"},
		{"\xFF\xFE" "a\0;\0\xA1\x1E", "a|ạ"},
		{"\xFE\xFF" "\0a\0;\x1E\xA1", "a|ạ"},
		{"a\xCC\xA3;b", "ạ|b"},
		{"a;b;\n;;c\n", "a|b|/||c"},
		{"một;hai\nba;\"bốn", "csv-quote 2:4"},
		{"một;h\xFFi", "csv-not-utf8 1:6"},
		{"a;\0b", "csv-not-utf8 1:3"},
	};
	static const gsize lengths[] = {[13] = 8, [14] = 8, [19] = 4};
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		gsize len = i < G_N_ELEMENTS(lengths) && lengths[i] ? lengths[i] : strlen(rows[i].bytes);
		g_autofree char *got = shown(rows[i].bytes, len);
		assert_string_equal(got, rows[i].cells);
	}
}

static void csv_places(void **state)
{
	(void)state;
	static const char text[] = "a;b\n\"x\ny\";đây\n";
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(GBytes) b = g_bytes_new_static(text, strlen(text));
	g_autoptr(bt_csv) csv = bt_csv_read(b, "t.csv", diags);
	bt_span span = bt_csv_cell_at(csv, 1, 1)->span;
	guint line, column;
	bt_line_column(csv->source, csv->len, span.off, &line, &column);
	assert_int_equal(line, 3);
	assert_int_equal(column, 4);
	assert_memory_equal(csv->source + span.off, "đây", span.len);
	assert_null(bt_csv_cell_at(csv, 1, 2));
	bt_diags_about(diags, NULL, NULL, 0);
}

/* What is written as CSV is read as it was. */
static void csv_round_trip(void **state)
{
	static const char *const cells[] = {"", "a", "a;b", "\"", "x\r\ny", " đầu", "cuối ", "a,b\tc", "''"};
	(void)state;
	for (const char *mark = ";,\t"; *mark; mark++) {
		g_autoptr(GString) out = g_string_new("1");
		for (gsize i = 1; i < G_N_ELEMENTS(cells); i++)
			g_string_append_printf(out, "%c2", *mark);
		g_string_append_c(out, '\n');
		for (gsize i = 0; i < G_N_ELEMENTS(cells); i++) {
			if (i)
				g_string_append_c(out, *mark);
			bt_csv_field(out, cells[i], *mark);
		}
		g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
		g_autoptr(GBytes) b = g_bytes_new_static(out->str, out->len);
		g_autoptr(bt_csv) csv = bt_csv_read(b, "t.csv", diags);
		assert_int_equal(csv->separator, *mark);
		for (guint i = 0; i < G_N_ELEMENTS(cells); i++)
			assert_string_equal(bt_csv_cell_at(csv, 1, i)->text, cells[i]);
		bt_diags_about(diags, NULL, NULL, 0);
	}
}

/* ------------------------------------------------------------------ rows and figures */

static const char report[] =
	"Chợ Lụa Giang có 320 hộ kinh doanh, tăng 5,5% so với cùng kỳ. Thu phí chợ đạt 1,25 tỷ đồng, vượt 7% kế hoạch.\n\n"
	"Tỷ lệ hộ nghèo giảm từ 2,4% xuống còn 1,9%. Sản lượng cam đạt 1.250 tấn, bằng 94% so với cùng kỳ.\n\n"
	"Xã có 1.480 hội viên, trong đó nữ 760, nam 720. Phấn đấu năm tới kết nạp 40 hội viên.\n";

typedef struct {
	bt_diags *diags;
	bt_doc *doc;
	bt_figures *figures;
} made;

static made make(const char *text, const char *table, bool add)
{
	static const char *const given[BT_META_FIELDS];
	made m = {.diags = bt_diags_new(BT_LANG_EN)};
	g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
	m.doc = bt_read(bytes, "r.txt", given, m.diags);
	bt_diags_about(m.diags, "r.txt", m.doc->source, m.doc->len);
	if (table) {
		g_autoptr(GBytes) rows = g_bytes_new_static(table, strlen(table));
		m.figures = bt_figures_reviewed(m.doc, "r.figures.csv", rows, add, m.diags);
	} else {
		m.figures = bt_figures_read(m.doc, m.diags);
	}
	return m;
}

static void done(made *m)
{
	bt_figures_free(m->figures);
	bt_diags_about(m->diags, NULL, NULL, 0);
	bt_doc_free(m->doc);
	bt_diags_free(m->diags);
}

static char *json_of(const made *m)
{
	GString *out = g_string_new(NULL);
	bt_figures_json(m->figures, out);
	return g_string_free(out, FALSE);
}

static char *table_of(const made *m)
{
	guint n = bt_figures_count(m->figures);
	bt_review_told *told = g_new0(bt_review_told, n + 1);
	for (guint i = 0; i < n; i++)
		told[i] = (bt_review_told){"", bt_figures_at(m->figures, i)->permille >= BT_CONFIDENT};
	GString *out = g_string_new(NULL);
	bt_review_write(m->figures, m->doc, told, 0, out);
	g_free(told);
	return g_string_free(out, FALSE);
}

/* Every kind of figure: level, change by level, lone target, range of "from", parts, goals. */
static void unedited(void **state)
{
	(void)state;
	made plain = make(report, NULL, false);
	g_autofree char *table = table_of(&plain), *want = json_of(&plain);
	assert_true(bt_figures_count(plain.figures) >= 7);
	made again = make(report, table, false);
	g_autofree char *got = json_of(&again), *table2 = table_of(&again);
	assert_string_equal(got, want);
	assert_int_equal(bt_diags_count(again.diags), bt_diags_count(plain.diags));
	assert_string_equal(table2, table);
	done(&plain);
	done(&again);
}

static void replace_text(char **text, const char *what, const char *with)
{
	char *at = strstr(*text, what);
	assert_non_null(at);
	char *now = g_strdup_printf("%.*s%s%s", (int)(at - *text), *text, with, at + strlen(what));
	g_free(*text);
	*text = now;
}

/* Totals stay the parents of their parts when figures before them are dropped or added. */
static void parents(void **state)
{
	(void)state;
	made plain = make(report, NULL, false);
	g_autofree char *table = table_of(&plain);
	done(&plain);
	replace_text(&table, "\r\n1;có;", "\r\n1;không;");
	made m = make(report, table, false);
	int parts = 0;
	for (guint i = 0; i < bt_figures_count(m.figures); i++) {
		const bt_figure *f = bt_figures_at(m.figures, i);
		if (f->parent < 0)
			continue;
		parts++;
		assert_string_equal(bt_figures_at(m.figures, (guint)f->parent)->value.digits, "1.480");
	}
	assert_int_equal(parts, 2);
	done(&m);
}

/* Author's digits, whatever the spreadsheet made of them; places in the source. */
static void digits_stay(void **state)
{
	(void)state;
	made plain = make(report, NULL, false);
	g_autofree char *table = table_of(&plain);
	done(&plain);
	replace_text(&table, ";1.250;", ";1250,0;");
	made m = make(report, table, false);
	bool found = false;
	for (guint i = 0; i < bt_figures_count(m.figures); i++) {
		const bt_figure *f = bt_figures_at(m.figures, i);
		if (f->value.stated && strcmp(f->value.digits, "1.250") == 0) {
			found = true;
			assert_memory_equal(m.doc->source + f->value.span.off, "1.250", 5);
			assert_int_equal(f->change.direction, BT_DOWN);
			assert_string_equal(f->change.level.digits, "94");
			assert_string_equal(f->change.value.digits, "6");
		}
	}
	assert_true(found);
	done(&m);
}

/* A row the program has no figure for stands where its number and its words are. */
static void added_rows(void **state)
{
	static const char text[] = "Hội thảo ngày 5/7 bàn 5 việc.\n\nThôn Bãi Trà khơi 850 m mương, thôn Đông khơi 850 m mương.\n\nCả xã trồng 5 vườn ươm.\n";
	static const char table[] = "dùng,vẽ,nhãn,giá trị,đơn vị,câu\ncó,,vườn ươm,5,vườn,\ncó,có,mương thôn Đông,850,m,\"Thôn Bãi Trà khơi 850 m mương, thôn Đông khơi 850 m mương.\"\n";
	(void)state;
	made m = make(text, table, false);
	assert_int_equal(bt_figures_count(m.figures), 2);
	const bt_figure *a = bt_figures_at(m.figures, 0), *b = bt_figures_at(m.figures, 1);
	assert_string_equal(a->label, "mương thôn Đông");
	assert_true(a->confirmed && a->drawable);
	assert_memory_equal(m.doc->source + a->value.span.off, "850", 3);
	assert_string_equal(b->label, "vườn ươm");
	assert_int_equal(b->kind, BT_COUNT);
	assert_memory_equal(m.doc->source + b->sentence.off, "Cả xã trồng", strlen("Cả xã trồng"));
	assert_int_equal(b->block->kind, BT_PARAGRAPH);
	assert_true(b->block->span.off <= b->value.span.off && bt_span_end(b->value.span) <= bt_span_end(b->block->span));
	done(&m);
}

/* Whatever stands in the table: no crash, figures quote the source, and the same again. */
static void any_table(void **state)
{
	static const char *const bits[] = {";", "\n", "\"", "có", "không", "1.250", "5,5", "nhãn", "giá trị", "dùng;vẽ;nhãn;giá trị;câu;tăng giảm;mức thay đổi;vượt kế hoạch\n", "tăng", "94", "7", "1.480",
		"Thu phí chợ đạt 1,25 tỷ đồng, vượt 7% kế hoạch", "Xã có 1.480 hội viên", "bằng phần trăm", "=", "\xEF\xBB\xBF", "999999999999999999999", ",", "\t"};
	guint32 seed = 12345;
	(void)state;
	for (int round = 0; round < 600; round++) {
		g_autoptr(GString) table = g_string_new(round % 3 ? bits[9] : "");
		for (int i = 0; i < 40; i++) {
			seed = seed * 1664525u + 1013904223u;
			g_string_append(table, bits[(seed >> 16) % G_N_ELEMENTS(bits)]);
			if ((seed >> 8) % 2)
				g_string_append_c(table, ';');
		}
		made m = make(report, table->str, true);
		if (m.figures) {
			for (guint i = 0; i < bt_figures_count(m.figures); i++) {
				const bt_figure *f = bt_figures_at(m.figures, i);
				assert_true(f->parent < (int)bt_figures_count(m.figures));
				assert_non_null(f->block);
				assert_true(bt_span_end(f->span) <= m.doc->len);
				if (f->value.stated && !f->n_factors)
					assert_true(bt_span_end(f->value.span) <= m.doc->len);
			}
			g_autofree char *first = table_of(&m);
			made again = make(report, first, true);
			assert_non_null(again.figures);
			g_autofree char *second = table_of(&again);
			assert_string_equal(second, first);
			done(&again);
		} else {
			assert_true(bt_diags_failed(m.diags));
		}
		done(&m);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(csv_rows), cmocka_unit_test(csv_places), cmocka_unit_test(csv_round_trip), cmocka_unit_test(unedited),
		cmocka_unit_test(parents), cmocka_unit_test(digits_stay), cmocka_unit_test(added_rows), cmocka_unit_test(any_table),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
