/* Front matter: lines of "key: value" between "---" lines, in Vietnamese or English.
 * Knows keys and their values; no anchors, quoting or nesting (reliability.md D6). */
#include "read/inner.h"

#include <string.h>

enum special { AUTHOR = BT_META_FIELDS, PHOTO, TAGS };

struct key {
	const char *name;   /* as we write it in messages, Vietnamese */
	const char *folded; /* spellings without marks, ;-separated */
	int what;           /* bt_meta_key or enum special */
};

static const struct key keys[] = {
	{"tiêu đề", "tieu de;tua de;tua;title;headline", BT_META_TITLE},
	{"tóm tắt", "tom tat;sapo;dan nhap;lead;summary;abstract", BT_META_LEAD},
	{"ngày", "ngay;date", BT_META_DATE},
	{"nơi", "noi;dia diem;place", BT_META_PLACE},
	{"cơ quan", "co quan;don vi;issuer;office", BT_META_ISSUER},
	{"chuyên mục", "chuyen muc;muc;section", BT_META_SECTION},
	{"kỳ", "ky;ki;ky bao cao;period", BT_META_PERIOD},
	{"số", "so;so hieu;number", BT_META_NUMBER},
	{"trạng thái", "trang thai;tinh trang;status", BT_META_STATUS},
	{"số liệu", "so lieu;figures", BT_META_FIGURES},
	{"tác giả", "tac gia;nguoi viet;author;authors", AUTHOR},
	{"ảnh", "anh;hinh;hinh anh;photo;image", PHOTO},
	{"từ khóa", "tu khoa;the;nhan;tags;tag;keywords", TAGS},
};

/* The table is made at the first front matter and kept for the others of this process. */
static const struct key *find_key(const char *folded)
{
	static GHashTable *by_spelling;
	if (!by_spelling) {
		by_spelling = g_hash_table_new(g_str_hash, g_str_equal);
		for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
			g_autofree char **spellings = g_strsplit(keys[i].folded, ";", -1);
			for (char **s = spellings; *s; s++)
				g_hash_table_insert(by_spelling, *s, (gpointer)&keys[i]);
		}
	}
	return g_hash_table_lookup(by_spelling, folded);
}

/* The key that was meant, as its Vietnamese name; NULL when nothing is near. Each spelling is offered. */
static const char *nearest_key(const char *name)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++)
		for (const char *p = keys[i].folded; *p; p += strcspn(p, ";"), p += *p == ';')
			g_ptr_array_add(names, g_strndup(p, strcspn(p, ";")));
	g_ptr_array_add(names, NULL);
	const char *near = bt_nearest(name, (const char *const *)names->pdata);
	return near ? find_key(near)->name : NULL;
}

#define ADVICE_MAX 20 /* more messages of a kind are not shown, so need no search */

static void say_unknown(bt_diags *diags, bt_span span, const char *name, guint *unknown)
{
	const char *near = ++*unknown <= ADVICE_MAX ? nearest_key(name) : keys[0].name;
	if (near) {
		bt_say(diags, BT_D_META_UNKNOWN, span, name, near, NULL);
		return;
	}
	g_autoptr(GString) known = g_string_new(NULL);
	for (gsize i = 0; i < G_N_ELEMENTS(keys); i++)
		g_string_append_printf(known, "%s%s", i ? ", " : "", keys[i].name);
	bt_say(diags, BT_D_META_KEYS, span, name, known->str, NULL);
}

/* ------------------------------------------------------------------ values */

static const char *status_value(const char *folded)
{
	if (bt_key_begins(folded, "draft;nhap;ban nhap"))
		return "draft";
	return bt_key_begins(folded, "final;chinh thuc;ban chinh thuc;chinh") ? "final" : NULL;
}

static const char *figures_value(const char *folded)
{
	if (bt_key_begins(folded, "off;tat;khong;no"))
		return "off";
	return bt_key_begins(folded, "on;bat;co;yes") ? "on" : NULL;
}

/* The value as the tree keeps it; NULL after a message when it cannot be. */
static const char *settle_value(bt_doc *doc, int what, const char *name, const char *value, bt_span span, bt_diags *diags)
{
	g_autofree char *folded = what == BT_META_STATUS || what == BT_META_FIGURES ? bt_fold(value) : NULL;
	const char *settled = value, *allowed = "";
	bool vi = bt_diags_lang(diags) == BT_LANG_VI;
	if (what == BT_META_DATE) {
		settled = bt_date_iso(value, doc->arena);
		allowed = "05/7/2030, 2030-07-05";
	} else if (what == BT_META_STATUS) {
		settled = status_value(folded);
		allowed = vi ? "nháp, chính thức" : "draft, final";
	} else if (what == BT_META_FIGURES) {
		settled = figures_value(folded);
		allowed = vi ? "tắt, bật" : "off, on";
	}
	if (!settled)
		bt_say(diags, BT_D_META_VALUE, span, name, value, allowed, NULL);
	return settled;
}

static void add_photo(bt_doc *doc, const char *value, bt_span span)
{
	bt_photo photo = {.span = span};
	const char **part[] = {&photo.path, &photo.caption, &photo.credit, &photo.alt};
	g_auto(GStrv) parts = g_strsplit(value, "|", G_N_ELEMENTS(part));
	for (gsize i = 0; parts[i] && i < G_N_ELEMENTS(part); i++) {
		g_strstrip(parts[i]);
		if (*parts[i])
			*part[i] = bt_arena_strdup(doc->arena, parts[i]);
	}
	if (photo.path)
		g_array_append_val(doc->meta.photos, photo);
}

static void add_list(bt_doc *doc, GPtrArray *list, const char *value, const char *separators)
{
	g_auto(GStrv) parts = g_strsplit_set(value, separators, -1);
	for (gsize i = 0; parts[i]; i++) {
		g_strstrip(parts[i]);
		if (*parts[i])
			g_ptr_array_add(list, (char *)bt_arena_strdup(doc->arena, parts[i]));
	}
}

static void set_field(bt_doc *doc, const struct key *key, const char *value, bt_span span, bt_diags *diags)
{
	bt_field *field = &doc->meta.field[key->what];
	const char *settled = settle_value(doc, key->what, key->name, value, span, diags);
	if (!settled)
		return;
	if (field->text)
		bt_say(diags, BT_D_META_TWICE, span, key->name, NULL);
	*field = (bt_field){settled, span};
}

/* The span without the white space at both ends. */
static bt_span trim(const char *source, gsize from, gsize to)
{
	bt_trim(source, &from, &to);
	return (bt_span){(guint32)from, (guint32)(to - from)};
}

static const char *quoted(bt_doc *doc, bt_span span)
{
	return bt_arena_strndup(doc->arena, doc->source + span.off, span.len);
}

static void read_line(bt_doc *doc, gsize from, gsize to, guint *unknown, bt_diags *diags)
{
	bt_span line = trim(doc->source, from, to);
	if (line.len == 0)
		return;
	const char *s = doc->source + line.off, *colon = memchr(s, ':', line.len);
	bt_span key_span = colon ? trim(doc->source, line.off, line.off + (gsize)(colon - s)) : BT_NO_SPAN;
	if (!colon || key_span.len == 0) {
		bt_say(diags, BT_D_META_LINE, line, quoted(doc, line), NULL);
		return;
	}
	bt_span span = trim(doc->source, (gsize)(colon + 1 - doc->source), bt_span_end(line));
	const char *name = quoted(doc, key_span), *value = quoted(doc, span);
	g_autofree char *folded = bt_fold(name);
	const struct key *key = find_key(folded);
	if (!key) {
		say_unknown(diags, key_span, name, unknown);
		return;
	}
	if (span.len == 0)
		return;
	if (key->what == AUTHOR)
		add_list(doc, doc->meta.authors, value, ";,");
	else if (key->what == TAGS)
		add_list(doc, doc->meta.tags, value, ";,");
	else if (key->what == PHOTO)
		add_photo(doc, value, span);
	else
		set_field(doc, key, value, span, diags);
}

static gsize line_end(const bt_doc *doc, gsize from)
{
	const char *nl = memchr(doc->source + from, '\n', doc->len - from);
	return nl ? (gsize)(nl - doc->source) : doc->len;
}

static bool is_fence(const bt_doc *doc, gsize from, gsize to)
{
	bt_span s = trim(doc->source, from, to);
	return s.len == 3 && memcmp(doc->source + s.off, "---", 3) == 0;
}

static bool read_block(bt_doc *doc, gsize *body, bt_diags *diags)
{
	*body = 0;
	guint unknown = 0;
	gsize end = line_end(doc, 0);
	if (!is_fence(doc, 0, end))
		return true;
	gsize close = end;
	do {
		if (close == doc->len) {
			bt_say(diags, BT_D_META_UNCLOSED, (bt_span){0, (guint32)end}, NULL);
			return false;
		}
		gsize from = close + 1;
		close = line_end(doc, from);
		if (is_fence(doc, from, close))
			break;
	} while (true);
	for (gsize from = end + 1, to; from < close; from = to + 1) {
		to = line_end(doc, from);
		if (to < close)
			read_line(doc, from, to, &unknown, diags);
	}
	bt_node *node = bt_node_append_new(doc, doc->root, BT_OMITTED, (bt_span){0, (guint32)close});
	node->u.omitted.why = BT_OMIT_FRONT_MATTER;
	*body = close;
	return true;
}

bool bt_read_meta(bt_doc *doc, const char *const given[BT_META_FIELDS], gsize *body, bt_diags *diags)
{
	if (!read_block(doc, body, diags))
		return false;
	for (int what = 0; given && what < BT_META_FIELDS; what++) {
		if (!given[what] || !*given[what])
			continue;
		const char *name = "?";
		for (gsize i = 0; i < G_N_ELEMENTS(keys); i++)
			if (keys[i].what == what)
				name = keys[i].name;
		/* An option's text is the user's too: NFC, without controls, like the source. */
		g_autofree char *clean = bt_clean(given[what]);
		const char *value = bt_arena_strdup(doc->arena, clean);
		const char *settled = settle_value(doc, what, name, value, BT_NO_SPAN, diags);
		if (settled && *settled)
			doc->meta.field[what] = (bt_field){settled, BT_NO_SPAN};
	}
	return true;
}
