/* Says for each group of figures which form was chosen, by which rule, and how much spoke against it; for each
 * figure what is drawn of it. */
#include "chart/pick.h"

static const char *const forms[BT_FORM_COUNT][2] = {
#define F(form, name, vi, en) [BT_FORM_##form] = {[BT_LANG_EN] = en, [BT_LANG_VI] = vi},
#include "chart/forms.def"
#undef F
};

static void explain_cards(const bt_charts *charts, bt_lang lang, GString *out)
{
	if (!charts->cards->len)
		return;
	g_string_append(out, lang == BT_LANG_VI ? "thẻ số liệu:\n" : "key-figure cards:\n");
	for (guint i = 0; i < charts->cards->len; i++) {
		const bt_card *card = &g_array_index(charts->cards, bt_card, i);
		g_string_append_printf(out, "  %d. %s\n", card->figure + 1, card->label);
	}
}

void bt_charts_explain(const bt_charts *charts, const bt_figures *figures, bt_lang lang, GString *out)
{
	bool vi = lang == BT_LANG_VI;
	explain_cards(charts, lang, out);
	for (guint i = 0; i < charts->choices->len; i++) {
		const bt_choice *choice = &g_array_index(charts->choices, bt_choice, i);
		g_string_append_printf(out, "%s %u: %s (%s", vi ? "nhóm" : "group", i + 1, forms[choice->form][lang], choice->rule);
		if (choice->chart)
			g_string_append_printf(out, vi ? ", %d điểm trừ" : ", penalty %d", choice->penalty);
		g_string_append_printf(out, "): %s\n", vi ? choice->vi : choice->en);
		for (guint k = 0; k < choice->figures->len; k++) {
			int index = g_array_index(choice->figures, int, k);
			if (index >= 0)
				g_string_append_printf(out, "  %d. %s\n", index + 1, bt_figures_at(figures, (guint)index)->label);
		}
	}
}

static void add_words(const char **of, const char *words, bt_arena *arena) { *of = *of ? bt_arena_printf(arena, "%s, %s", *of, words) : words; }

static const char *unfit_words(const bt_figure *figure, bt_lang lang)
{
	static const char *const words[][2] = {
		[BT_FIT] = {[BT_LANG_EN] = "nothing to compare it with", [BT_LANG_VI] = "không có số cùng loại để so sánh"},
		[BT_UNFIT_ASKED] = {[BT_LANG_EN] = "no chart wanted", [BT_LANG_VI] = "không vẽ theo bảng soát"},
		[BT_UNFIT_PLANNED] = {[BT_LANG_EN] = "a goal, no result", [BT_LANG_VI] = "mức phấn đấu, chưa phải kết quả"},
		[BT_UNFIT_DOUBT] = {[BT_LANG_EN] = "not sure enough", [BT_LANG_VI] = "chưa đủ chắc chắn, cần kiểm tra"},
		[BT_UNFIT_CHECK] = {[BT_LANG_EN] = "failed a check", [BT_LANG_VI] = "số chưa khớp, cần kiểm tra"},
	};
	return words[bt_figure_unfit(figure)][lang];
}

const char **bt_charts_drawn(const bt_charts *charts, const bt_figures *figures, bt_lang lang, bt_arena *arena)
{
	guint n = bt_figures_count(figures);
	const char **drawn = bt_arena_new0(arena, const char *, n + 1);
	for (guint i = 0; i < charts->cards->len; i++)
		add_words(&drawn[g_array_index(charts->cards, bt_card, i).figure], lang == BT_LANG_VI ? "thẻ số liệu" : "key figure", arena);
	for (guint i = 0; i < charts->charts->len; i++) {
		const bt_chart *chart = charts->charts->pdata[i];
		for (int k = 0; k < chart->n_marks; k++)
			if (chart->marks[k].figure >= 0)
				add_words(&drawn[chart->marks[k].figure], forms[chart->form][lang], arena);
	}
	for (guint i = 0; i < charts->choices->len; i++) {
		const bt_choice *choice = &g_array_index(charts->choices, bt_choice, i);
		for (guint k = 0; k < choice->figures->len; k++) {
			int figure = g_array_index(choice->figures, int, k);
			if (figure >= 0 && !drawn[figure] && !choice->chart)
				drawn[figure] = lang == BT_LANG_VI ? choice->vi : choice->en;
		}
	}
	for (guint i = 0; i < n; i++)
		if (!drawn[i])
			drawn[i] = unfit_words(bt_figures_at(figures, i), lang);
	return drawn;
}
