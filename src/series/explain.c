/* What was joined and why, and what a reader should know of it: for --why and as messages. */
#include "series/join.h"

#include <string.h>

static const char *say(bt_lang lang, const char *vi, const char *en) { return lang == BT_LANG_VI ? vi : en; }

static char *point_why(const bt_point *point, bt_lang lang)
{
	switch (point->join) {
	case BT_JOIN_LABEL:
		return g_strdup(say(lang, "cùng tên", "same name"));
	case BT_JOIN_KEY:
		return g_strdup_printf(say(lang, "cùng tên khi bỏ những chữ như «tổng», «số», «nhà nước»: «%s»", "same name without words such as «tổng», «số», «nhà nước»: «%s»"), point->fact->label);
	case BT_JOIN_RULE:
		return g_strdup_printf(say(lang, "theo indicators.ini: %s", "by indicators.ini: %s"), point->rule);
	}
	return NULL;
}

static void put_value(GString *out, const bt_fact *fact)
{
	const char *said = bt_value_said(&fact->value, fact->qualifier);
	g_string_append_printf(out, "%s%s%s%s%s", said, *said ? " " : "", fact->value.digits, fact->unit && *fact->unit != '%' ? " " : "", fact->unit ? fact->unit : "");
}

static void put_source(GString *out, const bt_fact *fact, bt_lang lang)
{
	g_string_append_printf(out, "%s", fact->report ? fact->report : "");
	if (fact->paragraph)
		g_string_append_printf(out, say(lang, ", đoạn %d", ", paragraph %d"), fact->paragraph);
	if (fact->edition)
		g_string_append_printf(out, say(lang, ", bản tin %s", ", edition %s"), fact->edition);
}

static void put_point(GString *out, const bt_point *point, bt_lang lang)
{
	g_autofree char *period = bt_period_words(point->period, lang), *why = point_why(point, lang);
	g_string_append_printf(out, "  %s: ", period);
	put_value(out, point->fact);
	g_string_append_printf(out, "\n    %s\n    ", why);
	put_source(out, point->fact, lang);
	g_string_append_printf(out, ": «%s»\n", point->fact->sentence ? point->fact->sentence : "");
	for (int i = 0; i < (int)G_N_ELEMENTS(point->others) && point->others[i]; i++) {
		g_string_append(out, say(lang, "    nguồn khác ghi ", "    another source states "));
		put_value(out, point->others[i]);
		g_string_append(out, " (");
		put_source(out, point->others[i], lang);
		g_string_append(out, ")\n");
	}
}

static void put_indicator(GString *out, const bt_indicator *one, bt_lang lang)
{
	g_string_append_printf(out, "%s%s%s%s%s%s [%s]\n", one->label, one->unit ? " (" : "", one->unit ? one->unit : "", one->unit ? ")" : "", *one->owner ? " – " : "", one->owner, one->id);
	g_string_append_printf(out, say(lang, "  gộp theo: %s\n", "  joined by: %s\n"), one->key);
	for (guint i = 0; i < one->points->len; i++)
		put_point(out, &g_array_index(one->points, bt_point, i), lang);
	for (guint i = 0; i < one->contradictions->len; i++) {
		const bt_contradiction *c = &g_array_index(one->contradictions, bt_contradiction, i);
		g_autofree char *period = bt_period_words(g_array_index(one->points, bt_point, c->to).period, lang);
		g_string_append_printf(out, say(lang, "  cần kiểm tra: %s, báo cáo ghi «%s» nhưng hai mức đã nêu cho thấy %s\n", "  please check: %s, the report states «%s» but the two stated levels give %s\n"), period, c->stated, c->implied);
	}
}

void bt_indicators_explain(const GPtrArray *indicators, bt_lang lang, GString *out)
{
	for (guint i = 0; i < indicators->len; i++)
		put_indicator(out, indicators->pdata[i], lang);
}


/* ---- messages */

static void say_point(const bt_indicator *one, const bt_point *point, bt_diags *diags)
{
	const bt_fact *another = NULL; /* values that differ within one report are that report's checks'; an estimate is there to be corrected */
	for (int i = 0; i < (int)G_N_ELEMENTS(point->others) && point->others[i] && !another; i++)
		another = g_strcmp0(point->others[i]->report, point->fact->report) != 0 && point->others[i]->qualifier != BT_ESTIMATED ? point->others[i] : NULL;
	if (!another)
		return;
	g_autofree char *period = bt_period_words(point->period, bt_diags_lang(diags));
	g_autoptr(GString) stands = g_string_new(NULL), other = g_string_new(NULL);
	put_value(stands, point->fact);
	put_value(other, another);
	bt_diags_about(diags, point->fact->report, NULL, 0);
	bt_say(diags, BT_D_SERIES_SOURCES, BT_NO_SPAN, one->label, period, stands->str, other->str, another->report, NULL);
}

static void say_contradiction(const bt_indicator *one, const bt_contradiction *c, bt_diags *diags)
{
	const bt_point *from = &g_array_index(one->points, bt_point, c->from), *to = &g_array_index(one->points, bt_point, c->to);
	g_autoptr(GString) before = g_string_new(NULL), now = g_string_new(NULL);
	put_value(before, from->fact);
	put_value(now, to->fact);
	bt_diags_about(diags, to->fact->report, NULL, 0);
	bt_say(diags, BT_D_SERIES_CONTRADICTION, BT_NO_SPAN, one->label, before->str, now->str, c->implied, c->stated, NULL);
}

static const char *nearest_to(const bt_series *series, const bt_rule *rule)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	for (guint i = 0; i < series->indicators->len; i++) {
		const bt_indicator *one = series->indicators->pdata[i];
		g_ptr_array_add(names, (gpointer)(rule->kind == BT_RULE_OWNER ? one->owner : one->label));
	}
	g_ptr_array_add(names, NULL);
	return bt_nearest(rule->from, (const char *const *)names->pdata);
}

void bt_series_say(const bt_series *series, const bt_series_rules *rules, bt_diags *diags)
{
	for (guint i = 0; i < series->indicators->len; i++) {
		const bt_indicator *one = series->indicators->pdata[i];
		for (guint k = 0; k < one->points->len; k++)
			say_point(one, &g_array_index(one->points, bt_point, k), diags);
		for (guint k = 0; k < one->contradictions->len; k++)
			say_contradiction(one, &g_array_index(one->contradictions, bt_contradiction, k), diags);
	}
	if (!rules)
		return;
	bt_diags_about(diags, rules->name, rules->source, rules->len);
	for (guint i = 0; i < rules->rows->len; i++) {
		const bt_rule *rule = &g_array_index(rules->rows, bt_rule, i);
		if (g_hash_table_contains(series->used, rule))
			continue;
		const char *near = nearest_to(series, rule);
		if (near)
			bt_say(diags, BT_D_SERIES_NAME_NEAR, rule->span, rule->from, near, NULL);
		else
			bt_say(diags, BT_D_SERIES_NAME, rule->span, rule->from, NULL);
	}
	bt_diags_about(diags, NULL, NULL, 0);
}
