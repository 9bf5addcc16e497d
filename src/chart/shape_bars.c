/* Horizontal bars: levels, and changes with a zero line inside when some fall. Label above its bar,
 * value at the bar's end, bars from zero. */
#include "chart/shape.h"

struct scale {
	double zero, most, least; /* fractions of the width at 0 and at the ends */
	bt_num high, low;
};

/* Room is left beyond the longest bars for their values, at the narrowest width. */
static struct scale scale_of(bt_shaper *s, const bt_chart *chart)
{
	struct scale k = {0};
	double right = 0, left = 0, width = s->style->width;
	for (int i = 0; i < chart->n_marks; i++) {
		const bt_mark *m = &chart->marks[i];
		double text = bt_width_of(s, BT_ROLE_VALUE, m->text) + bt_gap(s);
		if (bt_num_cmp(m->num, k.high) > 0)
			k.high = m->num;
		if (bt_num_cmp(m->num, k.low) < 0)
			k.low = m->num;
		if (m->num.mant < 0)
			left = MAX(left, text);
		else
			right = MAX(right, text);
	}
	double low = -bt_num_ratio(k.low, (bt_num){1, 0}), high = bt_num_ratio(k.high, (bt_num){1, 0});
	double plot = width - left - right;
	if (plot < width * 0.3 || high + low <= 0) {
		s->failed = true;
		return k;
	}
	k.least = left / width;
	k.most = 1 - right / width;
	k.zero = k.least + (k.most - k.least) * low / (high + low);
	return k;
}

static double place(const struct scale *k, bt_num num)
{
	if (num.mant >= 0)
		return k->zero + (k->most - k->zero) * bt_num_ratio(num, k->high);
	return k->zero - (k->zero - k->least) * bt_num_ratio(num, k->low);
}

void bt_shape_bars(bt_shaper *s, const bt_chart *chart)
{
	struct scale k = scale_of(s, chart);
	double line = bt_line_of(s, BT_ROLE_VALUE), bar = s->style->bar, gap = bt_gap(s);
	double rest = MAX(s->style->row - line - gap / 2 - bar, gap * 2);
	for (int i = 0; i < chart->n_marks && !s->failed; i++) {
		const bt_mark *m = &chart->marks[i];
		double end = place(&k, m->num), over = s->style->overshoot * 0.6;
		bool down = m->num.mant < 0;
		if (i > 0)
			s->y += rest;
		bt_put_label(s, m->label, s->style->width);
		s->y += gap / 2;
		bt_put_rect(s, BT_ROLE_BAR, m->series, (bt_x){down ? end : k.zero, 0}, (bt_x){down ? k.zero : end, 0}, s->y, s->y + bar);
		bt_put_line(s, BT_ROLE_ZERO, 0, (bt_x){k.zero, 0}, s->y - over, (bt_x){k.zero, 0}, s->y + bar + over);
		bt_put_text(s, BT_ROLE_VALUE, m->series, (bt_x){end, down ? -gap : gap}, s->y + (bar - line) / 2, down ? BT_END : BT_START, m->text);
		s->y += bar;
	}
	s->y += s->style->overshoot;
}
