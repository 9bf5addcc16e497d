/* The register of attachment: what the scan of a block remembers between quantities. */
#ifndef BT_FIGURE_ATTACH_H
#define BT_FIGURE_ATTACH_H

#include "figure/labels.h"

/* What one block hands to the next. */
typedef struct {
	const char *period;   /* frame: "quý I năm 2024" */
	const char *report_period; /* of the whole report: front matter or title */
	const char *entity;
	const char *head;     /* of the list, or heading above: "Diện tích" */
	bool topic;           /* the head only says what is spoken of: "Về kinh tế:" */
	bool head_estimated;  /* "Ước cả năm:" */
	int head_depth;       /* of the head's block: it holds for deeper blocks */
	int part;             /* "Trong đó:": parent of the figures below the head, -1: none */
	bool outlook;         /* below a heading of plans */
	bt_diags *diags;
} bt_story;

/* read.c: "Trong quý I năm 2024, …": a period that opens the items [from, to) of a sentence frames it and what follows; so does
 * one in a title or heading. Sentences before it keep theirs. */
void bt_frame_take(const bt_passage *p, bt_story *story, int from, int to, bool heading);

#define BT_BRACKETS 8

typedef struct {
	bt_passage *p;
	bt_figures *out;
	bt_story *story;
	GArray *memos;        /* struct bt_memo by figure, from block_first */
	guint block_first;    /* first figure of the block */
	guint window;         /* first figure of the sentence before */
	guint sentence_first; /* first figure of this sentence */
	int first, end;       /* items of the sentence */
	int sentence_no;
	int pos;              /* first item that is not consumed */
	int cur;              /* the last level (or lone change) of the sentence, -1: none */
	bool concerned;       /* bodies were counted that a thing concerns: "gồm 14 xã" */
	bool listed;          /* this change continues a list: "…, 3 người chết" */
	int changed;          /* the last figure that took a change, -1: none */
	int before;           /* cur of the sentence before */
	int part;             /* parent of the parts that follow, -1: none */
	int verb_from, verb_to; /* action of the clause */
	int left_from, left_to; /* base that opens the sentence: "So với cùng kỳ, …" */
	int own_from, own_to; /* where names_own found a name: the region of the label */
	bt_figure_role last;  /* role of the quantity before */
	const char *context;  /* "Mầm non: số lớp …": the head in the line */
	bt_classes last_verbs;
	const char *level_base; /* of a "bằng P% cùng kỳ" in this sentence: holds for the bare ones after it */
	bool last_plan;       /* it ended with a plan word */
	int opened[BT_BRACKETS], depth;
	bt_value from;        /* "từ A" that waits for "lên B" */
	int from_pos, from_chain, from_item;
} bt_scan;

struct bt_memo { int from, to; }; /* tokens of the label */

/* attach.c: all sentences of the block. */
void bt_attach_block(bt_scan *s);
/* scan.c: makes a figure for the quantity at `place`, with its sentence and period. */
bt_figure *bt_scan_new(bt_scan *s, const bt_place *place, const bt_label *label);
bt_figure *bt_scan_at(const bt_scan *s, int i);
int bt_scan_index(const bt_scan *s, const bt_figure *figure);
void bt_factor_add(bt_passage *p, bt_figure *f, const char *name, int permille);
void bt_scan_value(bt_scan *s, bt_figure *f, const bt_place *place);
bt_label bt_scan_label_of(const bt_scan *s, int figure, const char *rule, int permille);
bt_change bt_scan_change(bt_scan *s, const bt_place *place);

/* attach.c: the register. */
bool bt_is_percent(const bt_quantity *q);
const bt_quantity *bt_scan_quantity(const bt_scan *s, const bt_place *place);
int bt_scan_depth(const bt_scan *s, const bt_place *place);
bool bt_names_own(bt_scan *s, const bt_place *place);
int bt_find_named(const bt_scan *s, int from, int to, bool loose);
int bt_owner(const bt_scan *s);
void bt_advance(bt_scan *s, const bt_place *place);
void bt_grow_span(bt_scan *s, bt_figure *f, const bt_place *place);

/* levels.c, changes.c, targets.c: one for each role. */
bool bt_waits_for_change(const bt_scan *s, const bt_place *place); /* a level in the unit of `place` has no change yet */
bool bt_estimated_before(const bt_scan *s, const bt_place *place);
const char *bt_other_period(bt_scan *s, const bt_place *place);
bt_label bt_level_label(bt_scan *s, const bt_place *place);
void bt_put_level(bt_scan *s, const bt_place *place);
void bt_put_change(bt_scan *s, const bt_place *place);
void bt_put_change_level(bt_scan *s, const bt_place *place);
void bt_put_same_change(bt_scan *s, const bt_place *place);
void bt_put_target(bt_scan *s, const bt_place *place);
bool bt_put_bare_rate(bt_scan *s, const bt_place *place); /* true when it took the quantity */
void bt_put_share(bt_scan *s, const bt_place *place);
void bt_put_attain(bt_scan *s, const bt_place *place);
bool bt_put_target_value(bt_scan *s, const bt_place *place);
void bt_put_from(bt_scan *s, const bt_place *place);
void bt_put_new_level(bt_scan *s, const bt_place *place);

/* respect.c: "lần lượt": true when it took the quantities. */
bool bt_attach_respect(bt_scan *s, const bt_place *place);

#endif
