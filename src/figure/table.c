/* Figures for people, on a terminal: one block a figure, wrapped to the width. */
#include "figure/quote.h"

#include <string.h>

static const char *say(bt_lang lang, const char *vi, const char *en) { return lang == BT_LANG_VI ? vi : en; }

/* Append `text` wrapped at blanks to `width` letters, lines after the first indented by `indent`. */
static void wrap(GString *out, const char *text, int indent, int width)
{
	int at = indent;
	for (const char *p = text; *p;) {
		gsize len = strcspn(p, " \n\t");
		int letters = (int)bt_text_letters(p, len);
		if (at > indent && at + 1 + letters > width) {
			g_string_append_printf(out, "\n%*s", indent, "");
			at = indent;
		} else if (at > indent) {
			g_string_append_c(out, ' ');
			at++;
		}
		g_string_append_len(out, p, (gssize)len);
		at += letters;
		p += len + strspn(p + len, " \n\t");
	}
	g_string_append_c(out, '\n');
}

static void field(GString *out, const char *name, const char *text, int width)
{
	if (!text || !text[0])
		return;
	int pad = 12 - (int)bt_text_letters(name, strlen(name));
	g_string_append_printf(out, "     %s%*s ", name, MAX(pad, 0), "");
	wrap(out, text, 18, width);
}

static const char *value_text(const bt_figure *f, bt_lang lang, bt_arena *arena)
{
	if (!f->value.stated)
		return say(lang, "(không nêu mức)", "(no level stated)");
	const char *gap = f->unit && f->unit[0] != '%' && bt_char_at(f->unit) != 0x2030 ? " " : "";
	const char *high = f->value_high.stated ? bt_arena_printf(arena, " - %s", f->value_high.digits) : "";
	bool ratio = f->kind == BT_RATIO && f->target.value.stated, other = ratio && g_strcmp0(f->target.unit, f->unit) != 0;
	const char *whole = ratio && !other ? bt_arena_printf(arena, "/%s", f->target.value.digits) : "";
	if (other && f->unit && f->target.unit) /* "25 tỷ 340 triệu đồng/23 tỷ đồng" */
		return bt_arena_printf(arena, "%s %s/%s %s", bt_value_words(&f->value, f->qualifier, arena), f->unit, f->target.value.digits, f->target.unit);
	return bt_arena_printf(arena, "%s%s%s%s%s", bt_value_words(&f->value, f->qualifier, arena), high, whole, gap, f->unit ? f->unit : "");
}

static const char *factors_text(const bt_figure *f, bt_arena *arena)
{
	const char *text = bt_arena_printf(arena, "%d%%", (f->permille + 5) / 10);
	for (int i = 0; i < f->n_factors; i++)
		text = bt_arena_printf(arena, "%s%s %s %d%%", text, i ? "," : " =", f->factors[i].name, (f->factors[i].permille + 5) / 10);
	return text;
}

static void why_text(GString *out, const bt_figure *f, bt_quoter *quoter, bt_lang lang, int width)
{
	if (bt_span_stated(f->sentence))
		field(out, say(lang, "câu", "sentence"), bt_figure_quote(quoter, f, f->sentence), width);
	field(out, say(lang, "quy tắc", "rule"), f->rule, width);
	field(out, say(lang, "tin cậy", "confidence"), factors_text(f, quoter->arena), width);
	for (guint i = 0; f->notes && i < f->notes->len; i++)
		field(out, say(lang, "cảnh báo", "note"), f->notes->pdata[i], width);
}

static void one(GString *out, const bt_figures *figures, guint i, bt_quoter *quoter, bt_lang lang, int width, bool why)
{
	bt_arena *arena = quoter->arena;
	const bt_figure *f = bt_figures_at(figures, i);
	const char *doubt = f->permille < BT_DOUBTFUL ? say(lang, "  [cần kiểm tra]", "  [check me]") : "";
	const char *plan = f->planned ? say(lang, "  [kế hoạch]", "  [planned]") : "";
	const char *no_chart = f->drawable ? "" : say(lang, "  [không vẽ]", "  [no chart]");
	g_string_append_printf(out, "%3u. ", i + 1);
	wrap(out, bt_arena_printf(arena, "%s: %s%s%s%s", f->label ? f->label : say(lang, "(chưa rõ tên)", "(no label)"), value_text(f, lang, arena), plan, doubt, no_chart), 5, width);
	field(out, say(lang, "thay đổi", "change"), bt_change_words(f, arena), width);
	field(out, say(lang, "kế hoạch", "target"), f->kind == BT_RATIO && !f->target.percent.stated ? NULL : bt_target_words(f, arena), width);
	field(out, say(lang, "kỳ", "period"), f->period, width);
	field(out, say(lang, "của", "of"), f->entity, width);
	field(out, say(lang, "nhóm", "under"), f->context, width);
	if (f->parent >= 0)
		field(out, say(lang, "thuộc", "part of"), bt_figures_at(figures, (guint)f->parent)->label, width);
	if (why)
		why_text(out, f, quoter, lang, width);
	else if (bt_span_stated(f->span))
		field(out, say(lang, "trong câu", "words"), bt_figure_quote(quoter, f, f->span), width);
}

void bt_figures_table(const bt_figures *figures, const bt_doc *doc, bt_lang lang, int width, bool why, GString *out)
{
	g_autoptr(bt_arena) arena = bt_arena_new();
	bt_quoter quoter = {.doc = doc, .arena = arena};
	for (guint i = 0; i < figures->items->len; i++)
		one(out, figures, i, &quoter, lang, width, why);
	if (figures->items->len == 0)
		g_string_append(out, say(lang, "Báo cáo không nêu số liệu nào.\n", "The report states no figures.\n"));
}
