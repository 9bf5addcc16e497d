/* Figures as CSV, one row each: for spreadsheets, in the author's digits. */
#include "figure/quote.h"

static const char *const columns[] = {
	"chỉ tiêu", "giá trị", "đơn vị", "mức độ", "kỳ", "thay đổi", "mức thay đổi", "đơn vị thay đổi", "so với", "phần trăm kế hoạch",
	"giá trị kế hoạch", "kế hoạch", "loại", "dự kiến", "đơn vị báo cáo", "thuộc nhóm", "độ tin cậy", "cảnh báo", "dòng", "câu",
};

static const char *digits(const bt_value *value) { return value->stated ? value->digits : NULL; }

static const char *range(const bt_value *low, const bt_value *high, bt_arena *arena)
{
	return low->stated && high->stated ? bt_arena_printf(arena, "%s - %s", low->digits, high->digits) : digits(low);
}

static const char *notes(const bt_figure *f, bt_arena *arena)
{
	const char *all = NULL;
	for (guint i = 0; f->notes && i < f->notes->len; i++)
		all = all ? bt_arena_printf(arena, "%s %s", all, (const char *)f->notes->pdata[i]) : f->notes->pdata[i];
	return all;
}

static char digit(int n) { return (char)('0' + n % 10); }

static void row(GString *out, char separator, const char *const *fields, gsize n)
{
	for (gsize i = 0; i < n; i++) {
		if (i)
			g_string_append_c(out, separator);
		bt_csv_field(out, fields[i], separator);
	}
	g_string_append(out, "\r\n");
}

void bt_figures_csv(const bt_figures *figures, const bt_doc *doc, char separator, GString *out)
{
	g_autoptr(bt_arena) arena = bt_arena_new();
	g_autoptr(GString) line_no = g_string_new(NULL);
	bt_quoter quoter = {.doc = doc, .arena = arena};
	bt_line_counter lines = {doc->source, doc->len, 0, 0};
	row(out, separator, columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < figures->items->len; i++) {
		const bt_figure *f = bt_figures_at(figures, i);
		guint line = bt_span_stated(f->span) ? bt_line_count(&lines, f->span.off) : 0;
		const char confidence[] = {digit(f->permille / 1000), ',', digit(f->permille / 100), digit(f->permille / 10), digit(f->permille), 0};
		g_string_truncate(line_no, 0);
		bt_put_int(line_no, line);
		const char *fields[] = {
			f->label, range(&f->value, &f->value_high, arena), f->unit, bt_qualifier_name(f->qualifier), f->period,
			f->change.stated ? bt_direction_name(f->change.direction) : NULL, range(&f->change.value, &f->change.value_high, arena),
			f->change.unit, f->change.base, digits(f->target.exceeds.stated && !f->target.percent.stated ? &f->target.exceeds : &f->target.percent),
			digits(&f->target.value), f->target.base, bt_figure_kind_name(f->kind), f->planned ? "có" : NULL, f->entity, f->context,
			confidence, notes(f, arena), line_no->str, bt_figure_quote(&quoter, f, f->sentence),
		};
		G_STATIC_ASSERT(G_N_ELEMENTS(fields) == G_N_ELEMENTS(columns));
		row(out, separator, fields, G_N_ELEMENTS(fields));
	}
}
