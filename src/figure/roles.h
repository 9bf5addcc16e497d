/* The place of a quantity in its sentence and the role the decision table (roles.def) gives it. */
#ifndef BT_FIGURE_ROLES_H
#define BT_FIGURE_ROLES_H

#include "figure/stages.h"

typedef enum {
	BT_IS_LEVEL, BT_IS_NEW_LEVEL, BT_IS_CHANGE, BT_IS_CHANGE_LEVEL, BT_IS_SAME_CHANGE, BT_IS_TARGET, BT_IS_EXCEED,
	BT_IS_ATTAIN, BT_IS_SHARE, BT_IS_FROM,
} bt_figure_role;

typedef enum { BT_RIGHT_ANYTHING, BT_RIGHT_PLAN, BT_RIGHT_BASE, BT_RIGHT_GOES_TO } bt_right;

/* Item indices throughout. */
typedef struct {
	int item;             /* the quantity */
	int chain;            /* first of the verbs and qualifiers before it */
	int action;           /* a verb of the chain that also names what was done (hoàn thành), or -1 */
	bt_classes verbs;     /* all of the chain */
	int tail;             /* end of what belongs to it on the right */
	bt_right right;
	int base_from, base_to; /* base or plan phrase on the right; empty: none */
	int name_from, name_to; /* words between the number and the base: "33% về doanh thu" */
	int left_from, left_to; /* base phrase on the left: "so với cùng kỳ giảm" */
	bool earlier_plan;    /* the plan is another period's: a base */
	bool stated_from;     /* "tăng so với mức … là N": N is the level before */
	bt_figure_role role;
	const char *rule;
} bt_place;

/* Place of the quantity at `item`; the sentence is [first, end), what is consumed ends at `from`. */
bt_place bt_place_read(bt_passage *p, int item, int from, int end);

/* degree.c: the author's word of degree before the quantity, "gần", "không dưới", "ước hơn", in the arena; NULL: none, or only that
 * it is an estimate. */
const char *bt_degree_before(const bt_passage *p, const bt_place *place);

/* The next item in [from, end) with one of `classes`; end if none. */
int bt_item_find(const bt_passage *p, int from, int end, bt_classes classes);
/* The last one in [from, end); from - 1 if none. */
int bt_item_find_last(const bt_passage *p, int from, int end, bt_classes classes);

#define BT_BREAKS (BT_W(COMMA) | BT_W(SEMI) | BT_W(STOP) | BT_W(OPEN) | BT_W(CLOSE) | BT_W(COLON))

#endif
