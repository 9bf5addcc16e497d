/* Figures as JSON, figures.md section 1: keys in that order, absent = null. Numbers are exact. */
#include "figure/figure.h"

static const char *const qualifiers[] = {
	[BT_EXACT] = "exact", [BT_ABOUT] = "about", [BT_OVER] = "over", [BT_UNDER] = "under",
	[BT_ESTIMATED] = "estimated", [BT_AT_LEAST] = "at_least", [BT_AT_MOST] = "at_most",
};
static const char *const directions[] = {[BT_UP] = "up", [BT_DOWN] = "down", [BT_FLAT] = "flat"};
static const char *const kinds[] = {[BT_AMOUNT] = "amount", [BT_COUNT] = "count", [BT_RATE] = "rate", [BT_RATIO] = "ratio"};

const char *bt_qualifier_name(bt_qualifier q) { return qualifiers[q]; }
const char *bt_direction_name(bt_direction d) { return directions[d]; }
const char *bt_figure_kind_name(bt_figure_kind k) { return kinds[k]; }

static void key(GString *out, const char *name, bool first) { g_string_append_printf(out, first ? "\"%s\":" : ",\"%s\":", name); }

static void number(GString *out, const char *name, const bt_value *value, bool first)
{
	g_autofree char *digits = value->stated ? bt_num_json(value->num) : NULL;
	key(out, name, first);
	g_string_append(out, digits ? digits : "null");
}

static void text(GString *out, const char *name, const char *value)
{
	key(out, name, false);
	bt_json_string(out, value);
}

static void put_change(GString *out, const bt_change *c)
{
	key(out, "change", false);
	if (!c->stated) {
		g_string_append(out, "null");
		return;
	}
	g_string_append_printf(out, "{\"direction\":\"%s\"", bt_direction_name(c->direction));
	number(out, "value", &c->value, false);
	if (c->value_high.stated)
		number(out, "value_high", &c->value_high, false);
	text(out, "unit", c->unit);
	text(out, "base", c->base);
	if (c->level.stated)
		number(out, "level", &c->level, false);
	if (c->from.stated)
		number(out, "from", &c->from, false);
	g_string_append_c(out, '}');
}

static void put_target(GString *out, const bt_target *t)
{
	key(out, "target", false);
	if (!t->stated) {
		g_string_append(out, "null");
		return;
	}
	g_string_append_c(out, '{');
	number(out, "percent", &t->percent, true);
	number(out, "value", &t->value, false);
	text(out, "unit", t->unit);
	text(out, "base", t->base);
	if (t->exceeds.stated)
		number(out, "exceeds", &t->exceeds, false);
	g_string_append_c(out, '}');
}

static void put_span(GString *out, const char *name, bt_span span)
{
	key(out, name, false);
	if (bt_span_stated(span))
		g_string_append_printf(out, "[%u,%u]", span.off, span.len);
	else
		g_string_append(out, "null");
}

static void put_notes(GString *out, const GPtrArray *notes)
{
	key(out, "notes", false);
	g_string_append_c(out, '[');
	for (guint i = 0; notes && i < notes->len; i++) {
		if (i)
			g_string_append_c(out, ',');
		bt_json_string(out, notes->pdata[i]);
	}
	g_string_append_c(out, ']');
}

static void put_figure(GString *out, const bt_figure *f)
{
	g_string_append_c(out, '{');
	g_string_append(out, "\"label\":");
	bt_json_string(out, f->label);
	number(out, "value", &f->value, false);
	if (f->value_high.stated)
		number(out, "value_high", &f->value_high, false);
	text(out, "unit", f->unit);
	text(out, "qualifier", bt_qualifier_name(f->qualifier));
	text(out, "period", f->period);
	put_change(out, &f->change);
	put_target(out, &f->target);
	text(out, "kind", bt_figure_kind_name(f->kind));
	g_string_append_printf(out, ",\"planned\":%s", f->planned ? "true" : "false");
	text(out, "entity", f->entity);
	text(out, "context", f->context);
	if (f->parent >= 0)
		g_string_append_printf(out, ",\"parent\":%d", f->parent);
	else
		g_string_append(out, ",\"parent\":null");
	g_string_append_printf(out, ",\"confidence\":%d.%03d", f->permille / 1000, f->permille % 1000);
	put_notes(out, f->notes);
	put_span(out, "span", f->value.stated ? f->value.span : f->change.value.stated ? f->change.value.span : f->span);
	put_span(out, "label_span", f->label_span);
	g_string_append_printf(out, ",\"sentence_no\":%d}", f->sentence_no);
}

void bt_figures_json(const bt_figures *figures, GString *out)
{
	g_string_append(out, "{\"figures\":[");
	for (guint i = 0; i < figures->items->len; i++) {
		g_string_append(out, i ? ",\n " : "\n ");
		put_figure(out, bt_figures_at(figures, i));
	}
	g_string_append(out, "]}\n");
}
