/* Private to site/: what all pages of a site have around them: head, header with the menu, trail, footer. A page is begun,
 * its own names are set, and it is finished into the bytes of the file. */
#ifndef BT_SITE_FRAME_H
#define BT_SITE_FRAME_H

#include "site/plan.h"

typedef struct {
	const bt_plan *plan;
	const char *address; /* of the page */
	const char *root;    /* from the page to the site's top: "", "../" */
	bt_values *values;   /* scope "frame"; the page's own names are set in values whose outer these are */
	bt_arena *arena;
} bt_frame;

/* The page at `address` (lent). `title`: for the head, lent until the frame is released. */
void bt_frame_begin(bt_frame *frame, const bt_plan *plan, const char *address, const char *title, bool scripts);
void bt_frame_release(bt_frame *frame);

/* A link from the page to an address of the site; in the arena. */
const char *bt_frame_link(const bt_frame *frame, const char *address);
/* The same with the host, or NULL when the office states no base-url; in the arena. */
const char *bt_frame_url(const bt_frame *frame, const char *address);

/* A step of the trail; `address` NULL: the page itself. */
void bt_frame_step(bt_frame *frame, const char *text, const char *address);
/* Open Graph; `content` NULL: nothing. */
void bt_frame_meta(bt_frame *frame, const char *property, const char *content);
void bt_frame_describe(bt_frame *frame, const char *words);

/* Header and footer, once all names of the frame are set. False after a message. */
bool bt_frame_close(bt_frame *frame, bt_diags *diags);
/* A page of the frame around `template` filled with `values`; NULL after a message. Caller owns. */
GBytes *bt_frame_page(bt_frame *frame, const char *template, const bt_values *values, bt_diags *diags);

/* "05/4/2024"; NULL gives NULL. In the arena. */
const char *bt_frame_day(const bt_frame *frame, const char *iso);

#endif
