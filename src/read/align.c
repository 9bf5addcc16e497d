/* Finds, in the source, the letters that the Markdown parser says it read, and makes leaves of them.
 * The parser's block places are trusted; inside a block the cursor goes from letter to letter, so
 * each TEXT leaf has its exact span, and what lies between is markup. Knows the shapes of inline
 * markup, not the parser. */
#include "read/align.h"

#include <string.h>

static const char *at(const bt_aligner *a) { return a->doc->source + a->at; }

static char peek(const bt_aligner *a, gsize ahead) { return a->at + ahead < a->end ? a->doc->source[a->at + ahead] : '\0'; }

void bt_align_flush(bt_aligner *a)
{
	if (a->to > a->from)
		bt_text_append(a->doc, a->parent, (bt_span){(guint32)a->from, (guint32)(a->to - a->from)});
	a->from = a->to = a->at;
}

/* The next n bytes are text. */
static void take(bt_aligner *a, gsize n)
{
	if (a->to != a->at) {
		gsize here = a->at;
		bt_align_flush(a);
		a->from = here;
	}
	a->at += n;
	a->to = a->at;
}

void bt_align_skip_blanks(bt_aligner *a)
{
	while (peek(a, 0) == ' ' || peek(a, 0) == '\t')
		a->at++;
}

/* Past the ">" of the block quotes around, at the start of a line. */
static void skip_prefix(bt_aligner *a)
{
	bt_align_skip_blanks(a);
	for (guint i = 0; i < a->quotes && peek(a, 0) == '>'; i++) {
		a->at++;
		bt_align_skip_blanks(a);
	}
}

static gsize reference_len(const bt_aligner *a)
{
	if (peek(a, 0) != '&')
		return 0;
	gsize n = 1;
	while (n < 40 && (g_ascii_isalnum(peek(a, n)) || (n == 1 && peek(a, n) == '#')))
		n++;
	return n > 2 && peek(a, n) == ';' ? n + 1 : 0;
}

/* A character reference and what it means; a leaf of its own. */
static bool take_reference(bt_aligner *a, const char **literal, const char *end)
{
	gsize n = reference_len(a);
	if (!n)
		return false;
	g_autofree char *written = g_strndup(at(a), n);
	g_autofree char *means = a->decode(written);
	gsize len = means ? strlen(means) : 0;
	if (!len || strcmp(means, written) == 0 || (gsize)(end - *literal) < len || memcmp(*literal, means, len) != 0)
		return false;
	bt_align_flush(a);
	bt_node *leaf = bt_node_append_new(a->doc, a->parent, BT_TEXT, (bt_span){(guint32)a->at, (guint32)n});
	gunichar c = bt_char_at(means);
	bool space = bt_is_space(c);
	bool drop = bt_is_invisible(c) || (c < 0x20 && !space) || (c >= 0x7F && c < 0xA0) || (c & 0xFFFE) == 0xFFFE;
	g_autofree char *nfc = g_utf8_normalize(means, -1, G_NORMALIZE_NFC);
	leaf->u.text.text = space ? " " : drop ? "" : bt_arena_strdup(a->doc->arena, nfc);
	leaf->u.text.len = strlen(leaf->u.text.text);
	a->at += n;
	a->from = a->to = a->at;
	*literal += len;
	return true;
}

/* Text that the parser read must stand here, but for backslashes and character references. */
static bool match(bt_aligner *a, const char *literal, gsize len)
{
	const char *end = literal + len;
	while (literal < end) {
		if (take_reference(a, &literal, end))
			continue;
		if (peek(a, 0) == '\\' && g_ascii_ispunct(peek(a, 1)) && peek(a, 1) == *literal) {
			/* The backslash is markup; the text goes on after it. */
			a->at++;
			take(a, 1);
			literal++;
			continue;
		}
		if (a->at >= a->end || *at(a) != *literal)
			return false;
		take(a, 1);
		literal++;
	}
	return true;
}

gsize bt_align_definitions(const bt_aligner *start)
{
	bt_aligner a = *start;
	while (peek(&a, 0) == '[') {
		gsize n = 1;
		while (peek(&a, n) && peek(&a, n) != ']' && peek(&a, n) != '\n')
			n += peek(&a, n) == '\\' && peek(&a, n + 1) ? 2 : 1;
		const char *nl = memchr(at(&a), '\n', a.end - a.at);
		if (peek(&a, n) != ']' || peek(&a, n + 1) != ':' || !nl)
			break;
		a.at = (gsize)(nl + 1 - a.doc->source);
		skip_prefix(&a);
	}
	return a.at;
}

void bt_align_text(bt_aligner *a, const char *literal, gsize len)
{
	if (a->lost || !len)
		return;
	a->lost = !match(a, literal, len);
}

void bt_align_skip(bt_aligner *a, const char *marks, guint n)
{
	for (guint i = 0; i < n && !a->lost; i++) {
		if (!peek(a, 0) || !strchr(marks, peek(a, 0)))
			a->lost = true;
		else
			a->at++;
	}
}

void bt_align_line_end(bt_aligner *a, bool hard)
{
	if (a->lost)
		return;
	gsize kept = a->at;
	bt_align_skip_blanks(a);
	if (hard && peek(a, 0) == '\\')
		a->at++;
	if (peek(a, 0) != '\n') {
		a->lost = true;
		return;
	}
	if (hard) {
		bt_align_flush(a);
		bt_node_append_new(a->doc, a->parent, BT_LINE_BREAK, (bt_span){(guint32)a->at, 1});
		a->at++;
	} else {
		gsize n = a->at + 1 - kept;
		a->at = kept;
		take(a, n);
	}
	gsize line = a->at;
	bt_align_skip_blanks(a);
	if (!hard && peek(a, 0) != '>' && a->to == line)
		a->to = a->at; /* the indent belongs to the run of white space */
	skip_prefix(a);
	if (hard)
		a->from = a->to = a->at;
}

void bt_align_code(bt_aligner *a, const char *literal, gsize len)
{
	guint ticks = 0;
	while (!a->lost && peek(a, 0) == '`')
		a->at++, ticks++;
	if (peek(a, 0) == ' ' && *literal != ' ')
		a->at++;
	if (peek(a, 0) == '\n' && *literal != ' ')
		a->at++;
	skip_prefix(a);
	for (const char *p = literal; p < literal + len && !a->lost; p++) {
		if (*p == ' ' && (peek(a, 0) == '\n')) {
			take(a, 1);
			skip_prefix(a);
			continue;
		}
		while (*p != ' ' && (peek(a, 0) == ' ' || peek(a, 0) == '\n'))
			a->at++; /* a blank beside the backticks was taken off */
		if (a->at < a->end && *at(a) == *p)
			take(a, 1);
		else
			a->lost = *p != ' ';
	}
	bt_align_flush(a);
	while (peek(a, 0) == ' ' || peek(a, 0) == '\n')
		a->at++;
	skip_prefix(a);
	bt_align_skip(a, "`", ticks);
	a->from = a->to = a->at;
}

void bt_align_verbatim(bt_aligner *a, const char *literal, gsize len)
{
	for (const char *p = literal; p < literal + len && !a->lost; p++) {
		if (a->at >= a->end || *at(a) != *p) {
			a->lost = true;
		} else {
			take(a, 1);
			if (*p == '\n' && a->quotes)
				skip_prefix(a);
		}
	}
}

/* ------------------------------------------------------------------ links */

static void skip_space(bt_aligner *a)
{
	while (peek(a, 0) == ' ' || peek(a, 0) == '\t' || peek(a, 0) == '\n') {
		bool line = peek(a, 0) == '\n';
		a->at++;
		if (line)
			skip_prefix(a);
	}
}

/* To the mark that closes, backslashes passed over; false where one of `never` or the end of the block comes first. */
static bool skip_to(bt_aligner *a, char close, const char *never)
{
	while (peek(a, 0) && peek(a, 0) != close && !strchr(never, peek(a, 0)))
		a->at += peek(a, 0) == '\\' && peek(a, 1) ? 2 : 1;
	return peek(a, 0) == close;
}

static bool skip_destination(bt_aligner *a)
{
	if (peek(a, 0) == '<') {
		a->at++;
		if (!skip_to(a, '>', "<\n"))
			return false;
		a->at++;
		return true;
	}
	for (guint depth = 0;;) {
		char c = peek(a, 0);
		if (c == '\0' || c == ' ' || c == '\n' || c == '\t' || (c == ')' && !depth))
			return true;
		depth += c == '(';
		depth -= c == ')';
		a->at += c == '\\' && peek(a, 1) ? 2 : 1;
	}
}

static bool skip_inline_tail(bt_aligner *a)
{
	a->at++;
	skip_space(a);
	if (!skip_destination(a))
		return false;
	skip_space(a);
	char open = peek(a, 0), close = open == '(' ? ')' : open;
	if (open == '"' || open == '\'' || open == '(') {
		a->at++;
		if (!skip_to(a, close, ""))
			return false;
		a->at++;
		skip_space(a);
	}
	if (peek(a, 0) != ')')
		return false;
	a->at++;
	return true;
}

void bt_align_link_end(bt_aligner *a)
{
	bt_align_flush(a);
	bt_align_skip(a, "]", 1);
	gsize here = a->at;
	bool taken = false;
	if (!a->lost && peek(a, 0) == '(')
		taken = skip_inline_tail(a);
	if (!taken)
		a->at = here;
	if (!a->lost && !taken && peek(a, 0) == '[') {
		a->at++;
		taken = skip_to(a, ']', "[");
		a->at = taken ? a->at + 1 : here;
	}
	a->from = a->to = a->at;
}

/* ------------------------------------------------------------------ what lies between */

static bool visible(const char *s, gsize from, gsize to)
{
	for (const char *p = s + from; p < s + to; p = g_utf8_next_char(p))
		if (!bt_is_space(bt_char_at(p)) && !bt_is_invisible(bt_char_at(p)))
			return true;
	return false;
}

static bool same_line(const char *s, gsize from, gsize to) { return !memchr(s + from, '\n', to - from); }

static void insert_after(bt_node *sibling, bt_node *node)
{
	if (sibling->next)
		bt_node_insert_before(sibling->next, node);
	else
		bt_node_append(sibling->parent, node);
}

/* Where markup goes that begins a line: before the outermost item or quotation that begins here. */
static bt_node *beginning(bt_node *n)
{
	bt_node *best = n;
	for (bt_node *p = n; p->parent && p->parent->first == p; p = p->parent)
		if (p->parent->kind == BT_ITEM)
			best = p;
	return best;
}

/* The ancestor of n (or n) that stands beside an ancestor of p. */
static bt_node *beside(bt_node *n, const bt_node *p)
{
	int dn = bt_node_depth(n), dp = p ? bt_node_depth(p) : 0;
	while (dp > dn)
		p = p->parent, dp--;
	while (dn > MAX(dp, 1))
		n = n->parent, dn--;
	while (p && n->parent != p->parent)
		n = n->parent, p = p->parent;
	return n;
}

/* Put one run of markup between the leaves p and n (NULL: none there). */
static bt_node *place_markup(bt_doc *doc, bt_node *p, bt_node *n, gsize from, gsize to, bool with_p, bool with_n)
{
	bt_node *node = bt_node_new(doc, BT_OMITTED, (bt_span){(guint32)from, (guint32)(to - from)});
	node->u.omitted.why = BT_OMIT_MARKUP;
	if (with_p && with_n)
		with_n = n->parent == p->parent || bt_node_depth(n) > bt_node_depth(p);
	else if (!with_p && with_n)
		n = beginning(n);
	if (with_n)
		bt_node_insert_before(n, node);
	else if (with_p)
		insert_after(p, node);
	else if (n)
		bt_node_insert_before(beside(n, p), node);
	else
		bt_node_append(doc->root, node);
	return node;
}

/* One gap, line by line. */
static void fill_gap(bt_doc *doc, bt_node *p, bt_node *n, gsize from, gsize to)
{
	const char *s = doc->source;
	for (gsize line = from; line < to;) {
		const char *nl = memchr(s + line, '\n', to - line);
		gsize a = line, b = nl ? (gsize)(nl - s) : to;
		line = b + 1;
		bt_trim(s, &a, &b);
		if (!visible(s, a, b))
			continue;
		bool with_p = p && same_line(s, bt_span_end(p->span), a);
		bool with_n = n && same_line(s, b, n->span.off);
		p = place_markup(doc, p, n, a, b, with_p, with_n);
	}
}

static bool is_leaf(const bt_node *n) { return n->kind == BT_TEXT || n->kind == BT_OMITTED; }

/* Spans of nodes are those of what they hold; leaves know theirs. */
static void settle_spans(bt_doc *doc)
{
	gsize covered = 0;
	for (bt_node *n = doc->root; n;) {
		if (n->first) {
			n = n->first;
			continue;
		}
		for (;;) {
			if (n == doc->root)
				return;
			if (n->first)
				n->span = (bt_span){n->first->span.off, bt_span_end(n->last->span) - n->first->span.off};
			else if (is_leaf(n))
				covered = bt_span_end(n->span);
			else
				n->span = (bt_span){(guint32)covered, 0};
			if (n->next)
				break;
			n = n->parent;
		}
		n = n->next;
	}
}

void bt_align_fill(bt_doc *doc, gsize body)
{
	bt_node *p = NULL;
	gsize covered = body;
	for (bt_node *n = doc->root, *next; n; n = next) {
		next = bt_node_next(n, doc->root);
		if (!is_leaf(n))
			continue;
		if (n->span.off > covered && visible(doc->source, covered, n->span.off))
			fill_gap(doc, p, n, covered, n->span.off);
		covered = MAX(covered, bt_span_end(n->span));
		p = n;
	}
	if (visible(doc->source, covered, doc->len))
		fill_gap(doc, p, NULL, covered, doc->len);
	settle_spans(doc);
}
