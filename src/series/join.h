/* Private to series/: what joining, its rules and its checks share. */
#ifndef BT_SERIES_JOIN_H
#define BT_SERIES_JOIN_H

#include "series/series.h"

typedef enum { BT_RULE_JOIN, BT_RULE_SPLIT, BT_RULE_NAME, BT_RULE_OWNER, BT_RULE_STOCK } bt_rule_kind;

typedef struct {
	bt_rule_kind kind;
	const char *owner;      /* in one spelling; "": of all */
	const char *from, *to;  /* as the office wrote them; to NULL: not given */
	const char *key;        /* of `from`: a series key; BT_RULE_SPLIT and _OWNER: its spelling */
	const char *to_key;     /* BT_RULE_JOIN, _SPLIT: the series key; _OWNER: the owner as written */
	const char *words;      /* the line, for --why */
	bt_span span;
} bt_rule;

struct bt_series_rules {
	bt_arena *arena;
	const char *name, *source;
	gsize len;
	GArray *rows;       /* bt_rule, as they stand */
	GHashTable *by_key; /* kind, owner, key -> const bt_rule * */
};

/* NULL: none. `owner` in one spelling; a rule of the owner comes before a rule of all. Lent. */
const bt_rule *bt_rule_find(const bt_series_rules *rules, bt_rule_kind kind, const char *owner, const char *key);
/* "cam (cây ăn quả)": a label and its list head. Caller frees both; *context may be NULL. */
void bt_label_parts(const char *words, char **label, char **context);
/* A label in one spelling, without signs; caller frees. */
char *bt_plain_words(const char *words);

/* contradict.c: fills indicator->contradictions. `bases` remembers what "cùng kỳ" of a period is. */
void bt_contradictions_find(bt_indicator *indicator, GHashTable *bases, bt_arena *arena);
GHashTable *bt_contradiction_bases(void); /* empty; the caller unrefs it */
/* Whether two values say the same: the digits' rounding explains it, or "hơn", "gần". */
bool bt_facts_agree(const bt_fact *a, const bt_fact *b);

#endif
