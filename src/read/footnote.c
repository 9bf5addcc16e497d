/* Footnotes of Markdown, which cmark does not know: "[^1]" in the text, "[^1]: words" at the start of a line. Knows their
 * marks and the tree; renderers number and place them. A note is one paragraph. */
#include "read/rows.h"

#include <string.h>

#define LABEL_MAX 60
#define HIDDEN '\x02' /* stands for the ":" of a note in what the parser reads; decode.c leaves no such letter */

/* "[^x]" at the start of s[0..len): its length, or 0. */
static gsize mark_length(const char *s, gsize len)
{
	gsize n = 2;
	if (len < 4 || s[0] != '[' || s[1] != '^')
		return 0;
	while (n < len && n < LABEL_MAX && !strchr(" \t\n[]^", s[n]))
		n++;
	return n > 2 && n < len && s[n] == ']' ? n + 1 : 0;
}

/* "[^x]:" there. */
static gsize head_length(const char *s, gsize len)
{
	gsize n = mark_length(s, len);
	return n && n < len && s[n] == ':' ? n + 1 : 0;
}

/* The next place from `at` on where a line begins with a note, after three blanks at most; `end`: there is none. */
static gsize next_head(const char *s, gsize at, gsize end, bool line_start)
{
	while (at < end) {
		gsize from = at;
		while (line_start && at < end && at < from + 3 && s[at] == ' ')
			at++;
		if (line_start && head_length(s + at, end - at))
			return at;
		const char *nl = memchr(s + at, '\n', end - at);
		if (!nl)
			return end;
		at = (gsize)(nl + 1 - s);
		line_start = true;
	}
	return end;
}

char *bt_notes_hidden(const char *text, gsize len)
{
	char *copy = NULL;
	for (gsize at = 0; (at = next_head(text, at, len, true)) < len;) {
		at += head_length(text + at, len - at);
		if (!copy) {
			copy = g_malloc(len + 1);
			memcpy(copy, text, len);
			copy[len] = '\0';
		}
		copy[at - 1] = HIDDEN;
		const char *nl = memchr(text + at, '\n', len - at);
		at = nl ? (gsize)(nl + 1 - text) : len;
	}
	return copy;
}

bool bt_notes_shown(char *literal)
{
	bool any = false;
	for (char *p = literal; (p = strchr(p, HIDDEN)); any = true)
		*p = ':';
	return any;
}

/* ---- definitions */

typedef struct {
	bt_doc *doc;
	bt_diags *diags;
	GHashTable *notes; /* label -> NOTE */
	GHashTable *unknown; /* labels already complained of */
	int numbered;
} footnotes;

/* Without the blanks at the start (after the head of a note) or at the end (before one). */
static void put_text(bt_doc *doc, bt_node *parent, gsize from, gsize to, bool start, bool end)
{
	gsize a = from, b = to;
	bt_trim(doc->source, &a, &b);
	from = start ? a : from;
	to = end ? b : to;
	if (b > a)
		bt_text_append(doc, parent, (bt_span){(guint32)from, (guint32)(to - from)});
}

/* The note that begins at `at`, after `after`; its head is markup. */
static bt_node *open_note(footnotes *f, bt_node *after, gsize at)
{
	bt_doc *doc = f->doc;
	gsize n = head_length(doc->source + at, doc->len - at);
	bt_node *note = bt_node_new(doc, BT_FOOTNOTE, (bt_span){(guint32)at, (guint32)n});
	if (after->next)
		bt_node_insert_before(after->next, note);
	else
		bt_node_append(after->parent, note);
	bt_node_append_new(doc, note, BT_OMITTED, (bt_span){(guint32)at, (guint32)n})->u.omitted.why = BT_OMIT_MARKUP;
	char *label = bt_arena_strndup(doc->arena, doc->source + at + 2, n - 4);
	if (!g_hash_table_contains(f->notes, label))
		g_hash_table_insert(f->notes, label, note);
	return note;
}

static void close_block(bt_node *block)
{
	bt_node *last = block->last;
	if (last && last->kind == BT_LINE_BREAK) {
		bt_node_unlink(last);
		last = block->last;
	}
	if (last)
		block->span = bt_span_join((bt_span){block->span.off, 0}, last->span);
}

/* The paragraph's children again, parted where a line begins with a note. Returns the last block made of it. */
static bt_node *part_paragraph(footnotes *f, bt_node *par)
{
	const char *s = f->doc->source;
	bt_node *n = par->first, *into = par;
	bool line_start = true;
	par->first = par->last = NULL;
	for (bt_node *next; n; n = next) {
		next = n->next;
		n->parent = n->prev = n->next = NULL;
		if (n->kind != BT_TEXT) {
			line_start = n->kind == BT_LINE_BREAK;
			bt_node_append(into, n);
			continue;
		}
		gsize at = n->span.off, end = bt_span_end(n->span), head = next_head(s, at, end, line_start);
		line_start = false;
		if (head == end) {
			bt_node_append(into, n);
			continue;
		}
		put_text(f->doc, into, at, head, false, true);
		while (head < end) {
			close_block(into);
			into = open_note(f, into, head);
			at = head + head_length(s + head, end - head);
			head = next_head(s, at, end, false);
			put_text(f->doc, into, at, head, true, head < end);
		}
	}
	close_block(into);
	return into;
}

static bool may_hold_note(const bt_doc *doc, const bt_node *par)
{
	return memmem(doc->source + par->span.off, par->span.len, "[^", 2) != NULL;
}

static void find_notes(footnotes *f)
{
	for (bt_node *n = f->doc->root; n; n = bt_node_next(n, f->doc->root)) {
		if (n->kind != BT_PARAGRAPH || !may_hold_note(f->doc, n))
			continue;
		bt_node *last = part_paragraph(f, n);
		if (!n->first)
			bt_node_unlink(n);
		n = last;
	}
}

/* ---- places */

static bt_node *note_of(footnotes *f, gsize at, gsize mark)
{
	g_autofree char *label = g_strndup(f->doc->source + at + 2, mark - 3);
	bt_node *note = g_hash_table_lookup(f->notes, label);
	if (!note && g_hash_table_add(f->unknown, g_strdup(label)))
		bt_say(f->diags, BT_D_READ_NOTE, (bt_span){(guint32)at, (guint32)mark}, label, NULL);
	return note;
}

static void put_ref(footnotes *f, bt_node *parent, bt_node *note, bt_span span)
{
	bt_node *ref = bt_node_append_new(f->doc, parent, BT_FOOTNOTE_REF, span);
	if (note->u.note.number == 0)
		note->u.note.number = ++f->numbered;
	ref->u.note_ref.note = note;
	ref->u.note_ref.nth = ++note->u.note.refs;
	bt_node_append_new(f->doc, ref, BT_OMITTED, span)->u.omitted.why = BT_OMIT_MARKUP;
}

/* A leaf again, parted where it leads to notes. */
static void part_leaf(footnotes *f, bt_node *parent, bt_node *leaf)
{
	const char *s = f->doc->source;
	gsize from = leaf->span.off, end = bt_span_end(leaf->span);
	bool any = false;
	for (gsize at = from; at < end; at++) {
		gsize mark = s[at] == '[' && (at == 0 || s[at - 1] != '\\') ? mark_length(s + at, end - at) : 0;
		bt_node *note = mark ? note_of(f, at, mark) : NULL;
		if (!note)
			continue;
		if (at > from)
			bt_text_append(f->doc, parent, (bt_span){(guint32)from, (guint32)(at - from)});
		put_ref(f, parent, note, (bt_span){(guint32)at, (guint32)mark});
		from = at + mark;
		at = from - 1;
		any = true;
	}
	if (!any)
		bt_node_append(parent, leaf);
	else if (from < end)
		bt_text_append(f->doc, parent, (bt_span){(guint32)from, (guint32)(end - from)});
}

static void find_refs(footnotes *f, bt_node *container)
{
	bt_node *n = container->first;
	container->first = container->last = NULL;
	for (bt_node *next; n; n = next) {
		next = n->next;
		n->parent = n->prev = n->next = NULL;
		if (n->kind == BT_TEXT && may_hold_note(f->doc, n))
			part_leaf(f, container, n);
		else
			bt_node_append(container, n);
	}
}

/* Not in code, nor in the words of a link or a photo. */
static bool may_lead(const bt_node *n)
{
	bt_class class = bt_kind_class(n->kind);
	bool words = class == BT_CLASS_TEXT || class == BT_CLASS_SPAN;
	return words && n->kind != BT_CODE_BLOCK && n->kind != BT_CODE && n->kind != BT_LINK && n->kind != BT_PHOTO && n->kind != BT_FOOTNOTE_REF;
}

void bt_read_notes(bt_doc *doc, bt_diags *diags)
{
	g_autoptr(GHashTable) notes = g_hash_table_new(g_str_hash, g_str_equal), unknown = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	footnotes f = {doc, diags, notes, unknown, 0};
	if (!memmem(doc->source, doc->len, "[^", 2))
		return;
	find_notes(&f);
	for (bt_node *n = doc->root; n; n = bt_node_next(n, doc->root))
		if (may_lead(n) && may_hold_note(doc, n))
			find_refs(&f, n);
	for (bt_node *n = doc->root; n; n = bt_node_next(n, doc->root)) {
		if (n->kind != BT_FOOTNOTE || n->u.note.number > 0)
			continue;
		g_autofree char *label = g_strndup(doc->source + n->span.off + 2, mark_length(doc->source + n->span.off, n->span.len) - 3);
		bt_say(diags, BT_D_READ_NOTE_UNUSED, n->span, label, NULL);
		n->u.note.number = ++f.numbered;
	}
}
