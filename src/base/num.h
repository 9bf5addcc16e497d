/* Exact decimal numbers as Vietnamese reports write them. No float enters a check: bt_num_ratio
 * is for drawing only. Locale plays no part. This is the only number reader of the program. */
#ifndef BT_BASE_NUM_H
#define BT_BASE_NUM_H

#include <glib.h>
#include <stdbool.h>

/* value = mant / 10^scale; "1.390,9" is {13909, 1}, so the printed precision is kept. */
typedef struct {
	gint64 mant;
	gint8 scale;
} bt_num;

/* How the digits were shaped (vietnamese.md section 5). */
typedef enum {
	BT_SHAPE_PLAIN,            /* 534 */
	BT_SHAPE_GROUPED,          /* 1.234, 1.234,5 */
	BT_SHAPE_DECIMAL,          /* 12,5 */
	BT_SHAPE_FOREIGN_DECIMAL,  /* 26.7: warn */
	BT_SHAPE_FOREIGN_GROUPED,  /* 1,234,567: warn */
	BT_SHAPE_AMBIGUOUS,        /* 2,345: decimal here, thousands elsewhere: warn */
} bt_num_shape;

#define BT_NUM_DIGITS 18 /* more digits than this are no number (they fit gint64) */

/* Read the number at the start of s[0..len): digits with "." and "," between digits. Returns the
 * bytes used, 0 when there is none or it has more than BT_NUM_DIGITS digits. A trailing "." or
 * "," is not taken. Ill-formed grouping ("1.23.4") gives 0. */
gsize bt_num_parse(const char *s, gsize len, bt_num *num, bt_num_shape *shape);

int bt_num_cmp(bt_num a, bt_num b);                         /* <0, 0, >0 by value */
bool bt_num_add(bt_num a, bt_num b, bt_num *sum);           /* false: does not fit */
bool bt_num_sub(bt_num a, bt_num b, bt_num *difference);    /* false: does not fit */
bool bt_num_mul(bt_num a, bt_num b, bt_num *product);       /* false: does not fit */
bt_num bt_num_neg(bt_num a);
/* a / b rounded half up to `scale` decimals; false when b is 0 or it does not fit. */
bool bt_num_div(bt_num a, bt_num b, int scale, bt_num *quotient);
double bt_num_ratio(bt_num a, bt_num b); /* a / b for geometry; 0 when b is 0 */

char *bt_num_json(bt_num a);        /* "1390.9", caller frees */
char *bt_num_vietnamese(bt_num a);  /* "1.390,9", caller frees; for numbers we write ourselves */

#endif
