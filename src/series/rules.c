/* The office's own joins, splits, names and owners: indicators.ini, line by line. Decides nothing about figures. */
#include "series/join.h"

#include <string.h>

static const struct { const char *vi, *en; } groups[] = {
	[BT_RULE_JOIN] = {"gộp", "join"}, [BT_RULE_SPLIT] = {"tách", "split"}, [BT_RULE_NAME] = {"tên", "name"}, [BT_RULE_OWNER] = {"đơn vị", "owner"}, [BT_RULE_STOCK] = {"cuối kỳ", "stock"},
};

struct reading {
	bt_series_rules *rules;
	bt_diags *diags;
	bool open; /* a known group was opened */
	bt_rule_kind kind;
	const char *owner;
};

void bt_label_parts(const char *words, char **label, char **context)
{
	const char *open = strstr(words, " (");
	gsize len = strlen(words);
	*context = NULL;
	if (!open || open == words || words[len - 1] != ')') {
		*label = g_strdup(words);
		return;
	}
	*label = g_strndup(words, (gsize)(open - words));
	*context = g_strndup(open + 2, len - (gsize)(open - words) - 3);
}

static const char *key_of(const char *words, const char *owner, bt_arena *arena)
{
	g_autofree char *label = NULL, *context = NULL;
	bt_label_parts(words, &label, &context);
	return bt_series_key(label, context, owner, arena);
}

/* "[gộp: xã Lúa Giang]" */
static void read_group(struct reading *r, const char *line, bt_span span)
{
	bt_arena *arena = r->rules->arena;
	const char *end = strrchr(line, ']');
	g_autofree char *inside = g_strndup(line + 1, end ? (gsize)(end - line - 1) : strlen(line + 1));
	char *colon = strchr(inside, ':');
	if (colon)
		*colon = '\0';
	g_autofree char *key = bt_spelling_key(g_strstrip(inside), -1), *folded = bt_fold(inside);
	r->open = false;
	r->owner = "";
	for (gsize i = 0; i < G_N_ELEMENTS(groups) && end; i++) {
		g_autofree char *plain = bt_fold(groups[i].vi);
		if (strcmp(key, groups[i].vi) && strcmp(folded, plain) && strcmp(key, groups[i].en))
			continue;
		r->open = true;
		r->kind = (bt_rule_kind)i;
	}
	if (!r->open)
		bt_say(r->diags, BT_D_SERIES_GROUP, span, line, NULL);
	else if (colon) {
		g_autofree char *owner = bt_spelling_key(bt_series_owner(g_strstrip(colon + 1), NULL, arena), -1);
		r->owner = bt_arena_strdup(arena, owner);
	}
}

static void read_rule(struct reading *r, const char *line, bt_span span)
{
	bt_arena *arena = r->rules->arena;
	g_auto(GStrv) sides = g_strsplit(line, "=", 2);
	const char *from = bt_arena_strdup(arena, g_strstrip(sides[0])), *to = sides[1] ? bt_arena_strdup(arena, g_strstrip(sides[1])) : NULL;
	bool needs = r->kind != BT_RULE_SPLIT && r->kind != BT_RULE_STOCK;
	if (!r->open || !*from || (needs && !to) || (to && (!*to || r->kind == BT_RULE_STOCK))) {
		bt_say(r->diags, BT_D_SERIES_LINE, span, line, NULL);
		return;
	}
	bt_rule rule = {.kind = r->kind, .owner = r->owner, .from = from, .to = to, .words = bt_arena_strdup(arena, line), .span = span};
	g_autofree char *plain = bt_plain_words(r->kind == BT_RULE_OWNER ? bt_series_owner(from, NULL, arena) : from);
	bool spelt = r->kind == BT_RULE_SPLIT || r->kind == BT_RULE_OWNER;
	rule.key = spelt ? bt_arena_strdup(arena, plain) : key_of(from, r->owner, arena);
	if (r->kind == BT_RULE_OWNER)
		rule.to_key = bt_series_owner(to, NULL, arena);
	else if (to && r->kind != BT_RULE_NAME)
		rule.to_key = key_of(to, r->owner, arena);
	g_array_append_val(r->rules->rows, rule);
}

static char *hash_key(bt_rule_kind kind, const char *owner, const char *key) { return g_strdup_printf("%d\x1f%s\x1f%s", kind, owner, key); }

static void read_lines(struct reading *r)
{
	bt_series_rules *rules = r->rules;
	for (gsize at = 0, next; at < rules->len; at = next + 1) {
		const char *nl = memchr(rules->source + at, '\n', rules->len - at);
		next = nl ? (gsize)(nl - rules->source) : rules->len;
		gsize from = at, to = next;
		bt_trim(rules->source, &from, &to);
		g_autofree char *line = g_strndup(rules->source + from, to - from);
		bt_span span = {(guint32)from, (guint32)(to - from)};
		if (*line == '[')
			read_group(r, line, span);
		else if (*line && *line != '#' && *line != ';')
			read_rule(r, line, span);
	}
}

bt_series_rules *bt_series_rules_read(GBytes *bytes, const char *name, bt_diags *diags)
{
	gsize size, bad;
	const char *raw = g_bytes_get_data(bytes, &size), *end;
	bt_diags_about(diags, name, NULL, 0);
	if (!g_utf8_validate_len(raw ? raw : "", size, &end)) {
		bad = (gsize)(end - raw);
		bt_diags_about(diags, name, raw, size);
		g_autofree char *byte = g_strdup_printf("0x%02X", (guint8)raw[bad]);
		bt_say(diags, BT_D_READ_NOT_UTF8, (bt_span){(guint32)bad, 1}, byte, NULL);
		bt_diags_about(diags, NULL, NULL, 0);
		return NULL;
	}
	bt_series_rules *rules = g_new0(bt_series_rules, 1);
	rules->arena = bt_arena_new();
	gsize mark = size >= 3 && memcmp(raw, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	g_autofree char *nfc = g_utf8_normalize(size ? raw + mark : "", (gssize)(size - mark), G_NORMALIZE_NFC);
	rules->name = bt_arena_strdup(rules->arena, name);
	rules->source = bt_arena_strdup(rules->arena, nfc);
	rules->len = strlen(rules->source);
	rules->rows = g_array_new(FALSE, FALSE, sizeof(bt_rule));
	rules->by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct reading r = {.rules = rules, .diags = diags, .owner = ""};
	bt_diags_about(diags, name, rules->source, rules->len);
	read_lines(&r);
	bt_diags_about(diags, NULL, NULL, 0);
	for (guint i = 0; i < rules->rows->len; i++) {
		bt_rule *rule = &g_array_index(rules->rows, bt_rule, i);
		g_hash_table_insert(rules->by_key, hash_key(rule->kind, rule->owner, rule->key), rule);
	}
	return rules;
}

void bt_series_rules_free(bt_series_rules *rules)
{
	if (!rules)
		return;
	g_array_unref(rules->rows);
	g_hash_table_unref(rules->by_key);
	bt_arena_free(rules->arena);
	g_free(rules);
}

const bt_rule *bt_rule_find(const bt_series_rules *rules, bt_rule_kind kind, const char *owner, const char *key)
{
	if (!rules)
		return NULL;
	g_autofree char *own = hash_key(kind, owner, key), *all = hash_key(kind, "", key);
	const bt_rule *rule = g_hash_table_lookup(rules->by_key, own);
	return rule ? rule : g_hash_table_lookup(rules->by_key, all);
}
