/* Bullet rows: how much of a plan was met, on one axis from 0 to 100% (the next 25% when over). No
 * bands of good and bad: the report states none. */
#include "chart/shape.h"

#include <math.h>

static double axis_end(const bt_chart *chart)
{
	double end = 100;
	for (int i = 0; i < chart->n_marks; i++)
		end = MAX(end, ceil(bt_num_ratio(chart->marks[i].num, (bt_num){25, 0}) - 1e-9) * 25);
	return end;
}

static void put_axis(bt_shaper *s, double end)
{
	double step = end <= 100 ? 25 : end <= 200 ? 50 : bt_tick_step(end, 4), gap = bt_gap(s);
	for (double at = 0; at <= end + 0.01; at += step) {
		bt_x x = {at / end, 0};
		bool first = at < step / 2, last = at > end - step / 2;
		bt_put_line(s, BT_ROLE_AXIS, 0, x, s->y, x, s->y + gap);
		const char *text = bt_arena_printf(s->scene->arena, "%s%%", bt_tick_text(s, at, 1));
		bt_put_text(s, BT_ROLE_TICK, 0, x, s->y + gap, first ? BT_START : last ? BT_END : BT_MIDDLE, text);
	}
	s->y += gap + bt_line_of(s, BT_ROLE_TICK);
}

void bt_shape_bullet(bt_shaper *s, const bt_chart *chart)
{
	double end = axis_end(chart), gap = bt_gap(s), line = bt_line_of(s, BT_ROLE_LABEL);
	double rest = MAX(s->style->row - line - gap / 2 - s->style->track, gap * 2);
	for (int i = 0; i < chart->n_marks && !s->failed; i++) {
		const bt_mark *m = &chart->marks[i];
		double track = s->style->track, bar = s->style->bullet_bar;
		if (i > 0)
			s->y += rest;
		bt_put_label(s, m->label, s->style->width - bt_width_of(s, BT_ROLE_VALUE, m->text) - 2 * gap);
		bt_put_text(s, BT_ROLE_VALUE, m->series, (bt_x){1, 0}, s->y - line, BT_END, m->text);
		s->y += gap / 2;
		bt_put_rect(s, BT_ROLE_TRACK, 0, (bt_x){0, 0}, (bt_x){1, 0}, s->y, s->y + track);
		bt_put_rect(s, BT_ROLE_BAR, m->series, (bt_x){0, 0}, (bt_x){bt_num_ratio(m->num, (bt_num){1, 0}) / end, 0},
			    s->y + (track - bar) / 2, s->y + (track + bar) / 2);
		if (end > 100) {
			bt_x plan = {100 / end, 0};
			bt_put_line(s, BT_ROLE_TARGET, 0, plan, s->y - s->style->overshoot, plan, s->y + track + s->style->overshoot);
		}
		s->y += track;
	}
	s->y += gap / 2;
	put_axis(s, end);
}
