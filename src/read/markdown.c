/* Markdown to blocks by cmark, with two additions: pipe tables (fenced blocks with rows are in
 * rows.c). Trusts the parser's block positions only; align.c finds the letters. The only file that
 * knows cmark. */
#include "read/align.h"
#include "read/rows.h"

#include <cmark.h>
#include <string.h>

struct reader {
	bt_doc *doc;
	bt_diags *diags;
	gsize body;
	GArray *lines; /* gsize: where each line begins, and the end */
	guint quotes;  /* block quotes open */
	bool failed;
};

static gsize line_start(const struct reader *r, int line) { return g_array_index(r->lines, gsize, MIN((guint)MAX(line, 1), r->lines->len) - 1); }

/* The end of a line, without its \n. */
static gsize line_end(const struct reader *r, int line)
{
	gsize end = line_start(r, line + 1);
	return end > r->body && (guint)line < r->lines->len && r->doc->source[end - 1] == '\n' ? end - 1 : end;
}

static GArray *index_lines(const bt_doc *doc, gsize body)
{
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(gsize));
	gsize at = body;
	for (;;) {
		g_array_append_val(lines, at);
		if (at >= doc->len)
			return lines;
		const char *nl = memchr(doc->source + at, '\n', doc->len - at);
		at = nl ? (gsize)(nl + 1 - doc->source) : doc->len;
	}
}

static char *decode(const char *reference)
{
	cmark_node *doc = cmark_parse_document(reference, strlen(reference), CMARK_OPT_DEFAULT);
	cmark_node *par = cmark_node_first_child(doc), *text = par ? cmark_node_first_child(par) : NULL;
	GString *out = g_string_new(NULL);
	for (; text; text = cmark_node_next(text))
		if (cmark_node_get_type(text) == CMARK_NODE_TEXT)
			g_string_append(out, cmark_node_get_literal(text));
	cmark_node_free(doc);
	return g_string_free(out, FALSE);
}

static bt_aligner align_at(const struct reader *r, bt_node *parent, gsize from, gsize to)
{
	return (bt_aligner){.doc = r->doc, .parent = parent, .at = from, .end = to, .from = from, .to = from, .quotes = r->quotes, .decode = decode};
}

/* ------------------------------------------------------------------ inlines */

static void enter_inline(struct reader *r, bt_aligner *a, bt_kind kind)
{
	bt_align_flush(a);
	a->parent = bt_node_append_new(r->doc, a->parent, kind, (bt_span){(guint32)a->at, 0});
}

static void say_at(struct reader *r, bt_code code, gsize at, const char *subject)
{
	bt_say(r->diags, code, (bt_span){(guint32)at, 0}, subject, NULL);
}

static void enter_link(struct reader *r, bt_aligner *a, cmark_node *node)
{
	gsize at = a->at;
	enter_inline(r, a, BT_LINK);
	bool autolink = a->at < a->end && r->doc->source[a->at] == '<';
	bt_align_skip(a, autolink ? "<" : "[", 1);
	const char *url = cmark_node_get_url(node);
	if (url && bt_url_ok(url)) {
		g_autofree char *clean = bt_clean(url);
		a->parent->u.link.url = bt_arena_strdup(r->doc->arena, clean);
	} else {
		say_at(r, BT_D_READ_URL, at, url ? url : "");
	}
}

/* ![words](path "caption | credit") */
static void enter_image(struct reader *r, bt_aligner *a, cmark_node *node)
{
	enter_inline(r, a, BT_PHOTO);
	bt_align_skip(a, "!", 1);
	bt_align_skip(a, "[", 1);
	g_autofree char *path = bt_clean(cmark_node_get_url(node)), *title = bt_clean(cmark_node_get_title(node));
	g_auto(GStrv) parts = g_strsplit(title, "|", 2);
	g_autofree char *bare = g_uri_unescape_string(path, NULL);
	a->parent->u.photo.path = bt_arena_strdup(r->doc->arena, bare && g_utf8_validate(bare, -1, NULL) ? bare : path);
	if (parts[0] && *g_strstrip(parts[0]))
		a->parent->u.photo.caption = bt_arena_strdup(r->doc->arena, parts[0]);
	if (parts[0] && parts[1] && *g_strstrip(parts[1]))
		a->parent->u.photo.credit = bt_arena_strdup(r->doc->arena, parts[1]);
}

static void leave_inline(bt_aligner *a)
{
	bt_align_flush(a);
	a->parent = a->parent->parent;
}

static void leave_link(struct reader *r, bt_aligner *a)
{
	bool autolink = r->doc->source[a->parent->span.off] == '<';
	bt_align_flush(a);
	if (autolink)
		bt_align_skip(a, ">", 1);
	else
		bt_align_link_end(a);
	leave_inline(a);
}

static void raw_html(struct reader *r, bt_aligner *a, cmark_node *node)
{
	const char *literal = cmark_node_get_literal(node);
	say_at(r, BT_D_READ_RAW_HTML, a->at, NULL);
	bt_align_verbatim(a, literal, strlen(literal));
}

/* One event of the walk over a block's inlines. */
static void inline_event(struct reader *r, bt_aligner *a, cmark_node *node, bool entering)
{
	const char *literal = cmark_node_get_literal(node);
	cmark_node_type type = cmark_node_get_type(node);
	if (type == CMARK_NODE_TEXT)
		bt_align_text(a, literal, strlen(literal));
	else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
		bt_align_line_end(a, type == CMARK_NODE_LINEBREAK);
	else if (type == CMARK_NODE_HTML_INLINE)
		raw_html(r, a, node);
	else if (type == CMARK_NODE_CODE) {
		enter_inline(r, a, BT_CODE);
		bt_align_code(a, literal, strlen(literal));
		leave_inline(a);
	} else if (type == CMARK_NODE_EMPH || type == CMARK_NODE_STRONG) {
		guint n = type == CMARK_NODE_EMPH ? 1 : 2;
		if (entering)
			enter_inline(r, a, n == 1 ? BT_EMPHASIS : BT_STRONG);
		else
			bt_align_flush(a);
		bt_align_skip(a, "*_", n);
		if (!entering)
			leave_inline(a);
	} else if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE) {
		if (!entering)
			leave_link(r, a);
		else if (type == CMARK_NODE_LINK)
			enter_link(r, a, node);
		else
			enter_image(r, a, node);
	}
}

static void say_deep(struct reader *r, gsize at)
{
	if (!r->failed)
		bt_say_limit(r->diags, BT_D_READ_TOO_DEEP, (bt_span){(guint32)at, 0}, BT_MAX_NESTING);
	r->failed = true;
}

/* The letters were not found where the parser saw them: the block's lines as they stand, so that
 * nothing is lost. */
static void as_written(struct reader *r, bt_node *block, gsize from, gsize to)
{
	block->first = block->last = NULL;
	bt_aligner a = align_at(r, block, from, to);
	bt_align_verbatim(&a, r->doc->source + from, to - from);
	bt_align_flush(&a);
	if (a.lost) {
		block->first = block->last = NULL;
		bt_text_append(r->doc, block, (bt_span){(guint32)from, (guint32)(to - from)});
	}
}

/* The inlines of a cmark block between two places in the source; false when they were not found. */
static bool try_inlines(struct reader *r, cmark_node *block, bt_node *parent, bt_aligner *a)
{
	int depth = bt_node_depth(parent);
	cmark_iter *iter = cmark_iter_new(block);
	for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE && !r->failed && !a->lost;) {
		cmark_node *node = cmark_iter_get_node(iter);
		if (node == block)
			continue;
		bool holds = cmark_node_first_child(node) != NULL;
		depth += holds ? event == CMARK_EVENT_ENTER ? 1 : -1 : 0;
		if (depth > BT_MAX_NESTING)
			say_deep(r, a->at);
		else
			inline_event(r, a, node, event == CMARK_EVENT_ENTER);
	}
	cmark_iter_free(iter);
	bt_align_flush(a);
	return !a->lost;
}

static void read_inlines(struct reader *r, cmark_node *block, bt_node *parent, bt_aligner *a)
{
	bt_aligner start = *a;
	a->at = a->from = a->to = bt_align_definitions(a);
	bool defined = a->at != start.at, found = try_inlines(r, block, parent, a);
	if (!found && defined && !r->failed) {
		parent->first = parent->last = NULL;
		*a = start;
		found = try_inlines(r, block, parent, a);
	}
	if (!found)
		as_written(r, parent, start.at, start.end);
}

/* ------------------------------------------------------------------ tables */

/* The text of a cell: plain letters at once, others through the parser. */
static void read_cell(struct reader *r, bt_node *cell, gsize from, gsize to)
{
	const char *s = r->doc->source + from;
	gsize len = to - from;
	if (!len)
		return;
	bool plain = true;
	for (gsize i = 0; i < len && plain; i++)
		plain = !strchr("\\`*_[]<>&!#+-~=", s[i]) && !g_ascii_isdigit(s[0]);
	if (plain || len < 2) {
		bt_text_append(r->doc, cell, (bt_span){(guint32)from, (guint32)len});
		return;
	}
	cmark_node *doc = cmark_parse_document(s, len, CMARK_OPT_DEFAULT), *par = cmark_node_first_child(doc);
	bool one = par && cmark_node_get_type(par) == CMARK_NODE_PARAGRAPH && !cmark_node_next(par);
	if (one) {
		bt_aligner a = align_at(r, cell, from, to);
		a.quotes = 0;
		read_inlines(r, par, cell, &a);
	} else {
		/* "1. x" or "- x" in a cell is no list. */
		bt_text_append(r->doc, cell, (bt_span){(guint32)from, (guint32)len});
	}
	cmark_node_free(doc);
}

static void judge_width(struct reader *r, const bt_rows *rows, gsize at)
{
	if (rows->columns <= BT_MAX_TABLE_COLUMNS)
		return;
	bt_say_limit(r->diags, BT_D_READ_TABLE_WIDE, (bt_span){(guint32)at, 0}, BT_MAX_TABLE_COLUMNS);
	r->failed = true;
}

static bool read_table(struct reader *r, cmark_node *par, bt_node *parent)
{
	int first = cmark_node_get_start_line(par), last = cmark_node_get_end_line(par);
	if (last <= first)
		return false;
	bt_rows rows = {.doc = r->doc, .quotes = r->quotes};
	gsize head = line_start(r, first) + (gsize)MAX(cmark_node_get_start_column(par), 1) - 1;
	gsize rule = line_start(r, first + 1);
	if (!bt_rows_rule(&rows, head, line_end(r, first), rule, line_end(r, first + 1)))
		return false;
	bt_node *table = bt_node_append_new(r->doc, parent, BT_TABLE, (bt_span){(guint32)head, 0});
	for (int line = first; line <= last && !r->failed; line++) {
		if (line == first + 1)
			continue;
		bt_node *row = bt_rows_line(&rows, table, line == first ? head : line_start(r, line), line_end(r, line));
		row->u.row.header = line == first;
		for (bt_node *cell = row->first; cell; cell = cell->next)
			read_cell(r, cell, cell->span.off, bt_span_end(cell->span));
	}
	table->u.table.columns = (int)rows.columns;
	judge_width(r, &rows, head);
	g_clear_pointer(&rows.align, g_array_unref);
	return true;
}

/* ------------------------------------------------------------------ blocks */

static gsize block_start(const struct reader *r, cmark_node *node)
{
	gsize at = line_start(r, cmark_node_get_start_line(node)) + (gsize)MAX(cmark_node_get_start_column(node), 1) - 1;
	return MIN(at, r->doc->len);
}

static void read_heading(struct reader *r, cmark_node *node, bt_node *parent)
{
	int level = cmark_node_get_heading_level(node), first = cmark_node_get_start_line(node), last = cmark_node_get_end_line(node);
	bool setext = last > first;
	gsize from = block_start(r, node);
	bt_node *heading = bt_node_append_new(r->doc, parent, BT_HEADING, (bt_span){(guint32)from, 0});
	heading->u.heading.level = level;
	bt_aligner a = align_at(r, heading, from, line_end(r, setext ? last - 1 : first));
	if (!setext) {
		bt_align_skip_blanks(&a);
		bt_align_skip(&a, "#", (guint)level);
	}
	bt_align_skip_blanks(&a);
	read_inlines(r, node, heading, &a);
}

/* A paragraph of photos and nothing else: they are blocks. */
static void lift_photos(bt_node *par)
{
	for (const bt_node *n = par->first; n; n = n->next)
		if (n->kind != BT_PHOTO && !(n->kind == BT_TEXT && strcmp(n->u.text.text, " ") == 0))
			return;
	for (bt_node *n = par->first, *next; n; n = next) {
		next = n->next;
		bt_node_unlink(n);
		if (n->kind == BT_PHOTO)
			bt_node_insert_before(par, n);
	}
	bt_node_unlink(par);
}

static void read_paragraph(struct reader *r, cmark_node *node, bt_node *parent)
{
	if (read_table(r, node, parent))
		return;
	gsize from = block_start(r, node);
	bt_node *par = bt_node_append_new(r->doc, parent, BT_PARAGRAPH, (bt_span){(guint32)from, 0});
	bt_aligner a = align_at(r, par, from, line_end(r, cmark_node_get_end_line(node)));
	bt_align_skip_blanks(&a);
	read_inlines(r, node, par, &a);
	if (par->first)
		lift_photos(par);
}

/* Where a line that the parser gives back stands: at the end of its source line. A tab of the indent
 * may have been cut in two, so blanks at the start may be missing. */
static bt_span place_line(const struct reader *r, const char *s, gsize n, int line)
{
	gsize from = line_start(r, line), end = line_end(r, line), most = MIN(n, end - MIN(from, end)), len = 0;
	while (len < most && r->doc->source[end - len - 1] == s[n - len - 1])
		len++;
	return (bt_span){(guint32)(end - len), (guint32)len};
}

/* Raw HTML: its lines as a paragraph shows them. */
static void add_html_lines(struct reader *r, bt_node *par, const char *literal, int line)
{
	for (const char *p = literal; *p; line++) {
		gsize n = strcspn(p, "\n");
		bt_span span = place_line(r, p, n, line);
		p += n + (p[n] == '\n');
		if (!span.len)
			continue;
		if (par->first)
			bt_node_append_new(r->doc, par, BT_LINE_BREAK, (bt_span){span.off, 0});
		bt_text_append(r->doc, par, span);
	}
}

static void add_code(struct reader *r, bt_node *block, bt_span span, const char *text, gsize len)
{
	bt_node *leaf = bt_node_append_new(r->doc, block, BT_TEXT, span);
	leaf->u.text.text = bt_arena_strndup(r->doc->arena, text, len);
	leaf->u.text.len = len;
}

/* One leaf; one a line inside block quotes, where ">" stands between. */
static void add_code_lines(struct reader *r, bt_node *block, const char *literal, int line)
{
	bt_span whole = BT_NO_SPAN;
	for (const char *p = literal; *p; line++) {
		gsize n = strcspn(p, "\n"), with_end = n + (p[n] == '\n');
		bt_span span = place_line(r, p, n, line);
		if (r->quotes)
			add_code(r, block, span, p, with_end);
		else if (span.len)
			whole = bt_span_join(whole, span);
		p += with_end;
	}
	if (!r->quotes && bt_span_stated(whole))
		add_code(r, block, whole, literal, strlen(literal));
}

/* The parser does not tell fenced code from indented code that looks like a fence; there the fence
 * is in the literal. */
static bool is_fence(const char *start, const char *literal)
{
	gsize n = strcspn(start, "\n");
	bool marks = g_str_has_prefix(start, "```") || g_str_has_prefix(start, "~~~");
	return marks && !(strncmp(start, literal, n) == 0 && (literal[n] == '\n' || !literal[n]));
}

static bool row_has_digit(const struct reader *r, const bt_node *row)
{
	const bt_node *last = row->last ? row->last : row;
	return bt_has_digit(r->doc->source + row->span.off, bt_span_end(last->span) - row->span.off);
}

static void read_code(struct reader *r, cmark_node *node, bt_node *parent)
{
	g_autofree char *info = bt_clean(cmark_node_get_fence_info(node) ? cmark_node_get_fence_info(node) : "");
	const char *literal = cmark_node_get_literal(node);
	int line = cmark_node_get_start_line(node);
	const char *start = r->doc->source + MIN(block_start(r, node), r->doc->len);
	bool fenced = *info || is_fence(start, literal);
	bt_kind kind = bt_rows_kind(info);
	bt_node *block = bt_node_append_new(r->doc, parent, kind, (bt_span){(guint32)block_start(r, node), 0});
	block->u.code.info = *info ? bt_arena_strdup(r->doc->arena, info) : NULL;
	line += fenced;
	if (kind == BT_CODE_BLOCK) {
		add_code_lines(r, block, literal, line);
		return;
	}
	bt_rows rows = {.doc = r->doc, .quotes = r->quotes, .semicolons = true};
	bool header = true;
	for (const char *p = literal; *p; p += strcspn(p, "\n"), p += *p == '\n', line++) {
		bt_node *row = bt_rows_line(&rows, block, line_start(r, line), line_end(r, line));
		if (!row)
			continue;
		row->u.row.header = header && (kind == BT_CHART_BLOCK || !row_has_digit(r, row));
		header = false;
		for (bt_node *cell = row->first; cell; cell = cell->next)
			if (cell->span.len)
				bt_text_append(r->doc, cell, cell->span);
	}
	judge_width(r, &rows, block->span.off);
}

static void read_html(struct reader *r, cmark_node *node, bt_node *parent)
{
	gsize from = block_start(r, node);
	say_at(r, BT_D_READ_RAW_HTML, from, NULL);
	bt_node *par = bt_node_append_new(r->doc, parent, BT_PARAGRAPH, (bt_span){(guint32)from, 0});
	add_html_lines(r, par, cmark_node_get_literal(node), cmark_node_get_start_line(node));
	if (!par->first)
		bt_node_unlink(par);
}

static void read_rule(struct reader *r, cmark_node *node, bt_node *parent)
{
	gsize from = block_start(r, node), end = line_end(r, cmark_node_get_start_line(node));
	while (end > from && bt_is_space((guchar)r->doc->source[end - 1]))
		end--;
	bt_node_append_new(r->doc, parent, BT_BREAK, (bt_span){(guint32)from, 0});
	bt_node *rule = bt_node_append_new(r->doc, parent, BT_OMITTED, (bt_span){(guint32)from, (guint32)(end - from)});
	rule->u.omitted.why = BT_OMIT_RULE;
}

static bt_node *enter_list(struct reader *r, cmark_node *node, bt_node *parent)
{
	bt_node *list = bt_node_append_new(r->doc, parent, BT_LIST, (bt_span){(guint32)block_start(r, node), 0});
	list->u.list.ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
	list->u.list.start = list->u.list.ordered ? cmark_node_get_list_start(node) : 0;
	list->u.list.tight = cmark_node_get_list_tight(node);
	return list;
}

static bt_node *enter_item(struct reader *r, cmark_node *node, bt_node *parent)
{
	gsize from = block_start(r, node), n = 0;
	const char *s = r->doc->source + from;
	while (g_ascii_isdigit(s[n]))
		n++;
	bt_node *item = bt_node_append_new(r->doc, parent, BT_ITEM, (bt_span){(guint32)from, 0});
	if (s[n] && strchr("-+*.)", s[n]))
		item->u.item.marker = bt_arena_strndup(r->doc->arena, s, n + 1);
	return item;
}

/* A block that holds no blocks; true when it was one. */
static bool read_leaf_block(struct reader *r, cmark_node *node, bt_node *parent)
{
	cmark_node_type type = cmark_node_get_type(node);
	if (type == CMARK_NODE_HEADING)
		read_heading(r, node, parent);
	else if (type == CMARK_NODE_PARAGRAPH)
		read_paragraph(r, node, parent);
	else if (type == CMARK_NODE_CODE_BLOCK)
		read_code(r, node, parent);
	else if (type == CMARK_NODE_HTML_BLOCK)
		read_html(r, node, parent);
	else if (type == CMARK_NODE_THEMATIC_BREAK)
		read_rule(r, node, parent);
	else
		return false;
	return true;
}

static void walk(struct reader *r, cmark_node *root)
{
	bt_node *parent = r->doc->root;
	int depth = 0;
	for (cmark_node *node = cmark_node_first_child(root); node && !r->failed;) {
		cmark_node_type type = cmark_node_get_type(node);
		if (!read_leaf_block(r, node, parent)) {
			bool quote = type == CMARK_NODE_BLOCK_QUOTE;
			parent = type == CMARK_NODE_LIST   ? enter_list(r, node, parent)
				 : type == CMARK_NODE_ITEM ? enter_item(r, node, parent)
							   : bt_node_append_new(r->doc, parent, BT_BLOCKQUOTE, (bt_span){(guint32)block_start(r, node), 0});
			r->quotes += quote;
			if (++depth > BT_MAX_NESTING)
				say_deep(r, block_start(r, node));
			if (cmark_node_first_child(node)) {
				node = cmark_node_first_child(node);
				continue;
			}
			r->quotes -= quote;
			parent = parent->parent;
			depth--;
		}
		while (!cmark_node_next(node) && cmark_node_parent(node) != root) {
			node = cmark_node_parent(node);
			r->quotes -= cmark_node_get_type(node) == CMARK_NODE_BLOCK_QUOTE;
			parent = parent->parent;
			depth--;
		}
		node = cmark_node_next(node);
	}
}

/* The first heading of level 1 is the title; others of level 1 stand below it. */
static void settle_headings(bt_doc *doc)
{
	bool titled = false;
	for (bt_node *n = doc->root->first; n; n = n->next) {
		if (n->kind != BT_HEADING || n->u.heading.level != 1)
			continue;
		if (!titled)
			n->kind = BT_TITLE;
		else
			n->u.heading.level = 2;
		titled = true;
	}
}

static void show_in(cmark_node *node, const char *(*from)(cmark_node *), int (*to)(cmark_node *, const char *))
{
	g_autofree char *text = g_strdup(from(node));
	if (text && bt_notes_shown(text))
		to(node, text);
}

/* What was hidden from the parser is seen again. */
static void show_notes(cmark_node *root)
{
	cmark_iter *iter = cmark_iter_new(root);
	for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
		cmark_node *node = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(node);
		if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE) {
			show_in(node, cmark_node_get_url, cmark_node_set_url);
			show_in(node, cmark_node_get_title, cmark_node_set_title);
		} else {
			show_in(node, cmark_node_get_literal, cmark_node_set_literal);
		}
	}
	cmark_iter_free(iter);
}

bool bt_read_markdown(bt_doc *doc, gsize body, bt_diags *diags)
{
	struct reader r = {.doc = doc, .diags = diags, .body = body};
	if (!bt_rows_limits(doc, body, diags))
		return false;
	r.lines = index_lines(doc, body);
	g_autofree char *hidden = bt_notes_hidden(doc->source + body, doc->len - body);
	cmark_node *root = cmark_parse_document(hidden ? hidden : doc->source + body, doc->len - body, CMARK_OPT_DEFAULT);
	if (hidden)
		show_notes(root);
	walk(&r, root);
	cmark_node_free(root);
	g_array_unref(r.lines);
	if (r.failed)
		return false;
	settle_headings(doc);
	bt_align_fill(doc, body);
	bt_read_notes(doc, diags);
	return true;
}
