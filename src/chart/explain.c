/* Says for each group of figures which form was chosen, by which rule, and what spoke against it. */
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
