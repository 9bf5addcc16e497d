/* Labels: the shortest noun phrase that names what a quantity measures. */
#ifndef BT_FIGURE_LABELS_H
#define BT_FIGURE_LABELS_H

#include "figure/roles.h"

typedef struct {
	const char *text; /* NULL: none found */
	bt_span span;
	const char *rule; /* "subject", "verb + noun", … */
	int permille;
	int from, to;     /* tokens it was taken from, for matching by name */
} bt_label;

/* True when items [from, to) at bracket depth `depth` hold words that name something. */
bool bt_items_name(const bt_passage *p, int from, int to, int depth);
/* Where the clause of the quantity begins in [from, to): after the last hard break, and after the last
 * comma that joins no enumeration. */
int bt_clause_start(const bt_passage *p, int from, int to, int depth);
/* Where the last comma segment begins. */
int bt_segment_start(const bt_passage *p, int from, int to, int depth);
/* The subject in [from, to): frames, actors, periods and verbs cut off. text NULL: none. */
bt_label bt_label_subject(bt_passage *p, int from, int to, int depth);
/* A level's label. `verb` is the action of the clause so far (items, empty: none), taken when the
 * number stands first in its segment. */
bt_label bt_label_level(bt_passage *p, int from, const bt_place *place, int verb_from, int verb_to);
/* Where the subject of the clause begins: frames, actors and light words are behind. */
int bt_label_start(const bt_passage *p, int from, int to, int depth);
/* The action in [from, to), as "kết nạp" in "Đảng ủy phường kết nạp": its first item, or `to`. */
int bt_action_start(const bt_passage *p, int from, int to);
/* Text of items [from, to) of bracket depth `depth`. */
/* Do the items [from, to) before a colon only say what is spoken of, "Về kinh tế", "Lĩnh vực y tế", "Công tác xây dựng Đảng"? An
 * indicator is the same one under such a head and without it. */
bool bt_names_topic(bt_passage *p, int from, int to);
const char *bt_items_text(bt_passage *p, int from, int to, int depth);
/* The words of two labels agree: one holds all syllables of the other. */
bool bt_labels_agree(const bt_passage *p, int a_from, int a_to, int b_from, int b_to);
int bt_label_syllables(const char *label);

#endif
