/* Private to chart/: what the functions that shape a form share. */
#ifndef BT_CHART_SHAPE_H
#define BT_CHART_SHAPE_H

#include "chart/chart.h"

typedef struct {
	double left, right, top, bottom;
} bt_box;

typedef struct {
	bt_scene *scene;
	const bt_scene_style *style;
	bt_measure measure;
	void *data;
	GArray *boxes; /* bt_box of each text of the scene, in their order */
	double y; /* how far down the scene is filled */
	guint items_above, boxes_above; /* those before stand above all that is still to come */
	bool failed;
} bt_shaper;

/* A text that is measured once and tried in several places. */
typedef struct {
	bt_role role;
	const char *text;
	double width;
	bt_x x;
	double top; /* where its line begins; the baseline is worked out */
	bt_anchor anchor;
} bt_words;

/* Items are appended; texts must live in the chart's or the scene's arena. */
void bt_put_rect(bt_shaper *s, bt_role role, int series, bt_x x1, bt_x x2, double y1, double y2);
void bt_put_line(bt_shaper *s, bt_role role, int series, bt_x x1, double y1, bt_x x2, double y2);
void bt_put_dot(bt_shaper *s, int series, bt_x x, double y);
void bt_put_text(bt_shaper *s, bt_role role, int series, bt_x x, double top, bt_anchor anchor, const char *text);
bt_words bt_words_of(bt_shaper *s, bt_role role, const char *text); /* measured; the place is still to be chosen */
void bt_put_words(bt_shaper *s, int series, const bt_words *words);

double bt_line_of(const bt_shaper *s, bt_role role);   /* line height */
double bt_width_of(bt_shaper *s, bt_role role, const char *text);
double bt_gap(const bt_shaper *s); /* the small distance between a mark and its text */
/* Lines of `text` in `width`; no-break ranges hold. NULL when a word is wider. In the scene's arena. */
GPtrArray *bt_wrap(bt_shaper *s, bt_role role, const char *text, double width);
/* The same; where that fails, at any space: "Quý" above "III/2031" below a narrow column. */
GPtrArray *bt_wrap_anyhow(bt_shaper *s, bt_role role, const char *text, double width);
/* Puts the lines of a label at the left, one below the other, from s->y, and moves s->y below. */
void bt_put_label(bt_shaper *s, const char *text, double width);
/* Whether the words would leave the figure or touch a text already there. */
bool bt_touches(const bt_shaper *s, const bt_words *words);
/* Whether a line (a polyline) would run through them. */
bool bt_crosses(const bt_shaper *s, const bt_words *words);
/* What is put from here on stands below all that is there: nothing above is looked at any more. */
void bt_begin_below(bt_shaper *s);
/* Takes back the items from `from` on. */
void bt_take_back(bt_shaper *s, guint from);
/* Puts the texts among items from `from` to before `to` a second time, moved down. */
void bt_put_again(bt_shaper *s, guint from, guint to, double down);

/* Ticks of 1-2-5 x 10^n, five at most: the step between them for a range. */
double bt_tick_step(double range, int most);
/* The number of a tick in Vietnamese; in the scene's arena. */
const char *bt_tick_text(bt_shaper *s, double value, double step);

void bt_shape_bars(bt_shaper *s, const bt_chart *chart);
void bt_shape_bullet(bt_shaper *s, const bt_chart *chart);
void bt_shape_columns(bt_shaper *s, const bt_chart *chart, int series, double plot);
void bt_shape_multiples(bt_shaper *s, const bt_chart *chart);
void bt_shape_line(bt_shaper *s, const bt_chart *chart);
/* Lines one below the other, each a chart of one series, on one axis of periods; a plot `height` high. */
void bt_shape_panels(bt_shaper *s, const bt_chart *panels, int n, double height);
void bt_put_panel_name(bt_shaper *s, const bt_chart *panel, bool apart); /* from s->y */
void bt_shape_stack(bt_shaper *s, const bt_chart *chart);

#endif
