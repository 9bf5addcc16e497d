/* Shares that add to a whole: one stacked bar, each part named below it with its value. */
#include "chart/shape.h"

void bt_shape_stack(bt_shaper *s, const bt_chart *chart)
{
	bt_num sum = {0, 0};
	double at = 0, bar = s->style->bar * 1.6, gap = bt_gap(s), line = bt_line_of(s, BT_ROLE_LABEL), swatch = s->style->text * 0.8;
	for (int i = 0; i < chart->n_marks; i++)
		s->failed |= !bt_num_add(sum, chart->marks[i].num, &sum);
	for (int i = 0; i < chart->n_marks; i++) {
		double end = at + bt_num_ratio(chart->marks[i].num, sum);
		bt_put_rect(s, BT_ROLE_BAR, i, (bt_x){at, 0}, (bt_x){end, 0}, s->y, s->y + bar);
		if (i > 0)
			bt_put_rect(s, BT_ROLE_HATCH, i, (bt_x){at, 0}, (bt_x){end, 0}, s->y, s->y + bar);
		at = end;
	}
	s->y += bar + gap;
	for (int i = 0; i < chart->n_marks && !s->failed; i++) {
		const bt_mark *m = &chart->marks[i];
		double top = s->y + (line - swatch) / 2, value = bt_width_of(s, BT_ROLE_VALUE, m->text);
		bt_put_rect(s, BT_ROLE_BAR, i, (bt_x){0, 0}, (bt_x){0, swatch}, top, top + swatch);
		if (i > 0)
			bt_put_rect(s, BT_ROLE_HATCH, i, (bt_x){0, 0}, (bt_x){0, swatch}, top, top + swatch);
		bt_put_text(s, BT_ROLE_VALUE, i, (bt_x){1, 0}, s->y, BT_END, m->text);
		g_autoptr(GPtrArray) lines = bt_wrap(s, BT_ROLE_LABEL, m->label, s->style->width - swatch - gap - value - 2 * gap);
		s->failed |= !lines;
		for (guint k = 0; lines && k < lines->len; k++) {
			bt_put_text(s, BT_ROLE_LABEL, i, (bt_x){0, swatch + gap}, s->y, BT_START, lines->pdata[k]);
			s->y += line;
		}
	}
}
