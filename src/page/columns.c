/* Puts slabs on pages: full-width slabs below each other, the others in columns between them, balanced
 * where the columns end. Breaks only where a slab does not keep with the next. Knows heights and flags,
 * not content. */
#include "page/layout.h"

#define FEWEST_LEFT 10 /* slabs that go to the last page when its foot does not fit on the one before */
#define FEWEST_LINES 4 /* a zone of columns lower than that is not begun at the foot of a page */

/* One attempt to fill columns of a zone. */
typedef struct {
	bt_pages *pages;
	guint end;       /* slab after the last one of the zone's text */
	guint next;      /* first slab not yet placed */
	GArray *waiting; /* guint: floats that wait for the top of a column */
	GArray *places;  /* bt_place, y from the zone's top */
	bt_len deepest;  /* height of the tallest column */
	bool torn;       /* a column ended where it should not */
	bool force;      /* the page is empty above: what does not fit into an empty column will not fit anywhere */
	guint carried;   /* floats from this slab on are not for this zone */
} filling;

static const bt_slab *slab_at(const bt_pages *pages, guint i) { return &g_array_index(pages->slabs, bt_slab, i); }

static void put_place(GArray *places, guint slab, bt_len x, bt_len y, bool repeated)
{
	bt_place place = {slab, x, y, repeated};
	g_array_append_val(places, place);
}

/* The column being filled. */
typedef struct {
	bt_len x, y, height;
	bt_len clear;      /* space that must follow what was placed last: a float stands apart */
	guint first;       /* places->len at its top */
	guint legal;       /* places->len after the last slab that may end it */
	guint legal_next;  /* first slab after that */
	guint legal_waiting;
	bt_len legal_y, legal_clear;
} column;

static void mark_legal(filling *f, column *c)
{
	c->legal = f->places->len;
	c->legal_next = f->next;
	c->legal_waiting = f->waiting->len;
	c->legal_y = c->y;
	c->legal_clear = c->clear;
}

static bt_len space_above(const column *c, const bt_slab *slab) { return c->y > 0 ? MAX(slab->before, c->clear) : 0; }

static void put_slab(filling *f, column *c, guint i)
{
	const bt_slab *slab = slab_at(f->pages, i);
	bt_len before = space_above(c, slab);
	put_place(f->places, i, c->x, c->y + before, false);
	c->y += before + slab->height;
	c->clear = slab->flags & BT_FLOAT ? f->pages->grid : 0;
}

/* Nothing waits but what goes to a later zone. */
static bool none_waits(const filling *f)
{
	return f->waiting->len == 0 || g_array_index(f->waiting, guint, 0) >= f->carried;
}

/* Floats that waited come first. One that is too high for any column goes in all the same, on a page of its own. */
static void put_waiting(filling *f, column *c)
{
	while (!none_waits(f)) {
		guint i = g_array_index(f->waiting, guint, 0);
		const bt_slab *slab = slab_at(f->pages, i);
		if ((c->y > 0 || !f->force) && c->y + space_above(c, slab) + slab->height > c->height)
			return;
		put_slab(f, c, i);
		g_array_remove_index(f->waiting, 0);
	}
}

static void put_header(filling *f, column *c, const bt_slab *slab)
{
	if (slab->header < 0 || c->y > 0 || (guint)slab->header + 1 == f->next)
		return;
	put_place(f->places, (guint)slab->header, c->x, 0, true);
	c->y = slab_at(f->pages, (guint)slab->header)->height;
}

/* Back to the last place where the column may end. False: there is none. */
static bool step_back(filling *f, column *c)
{
	if (c->legal <= c->first && f->force)
		return false;
	g_array_set_size(f->places, c->legal);
	g_array_set_size(f->waiting, c->legal_waiting);
	f->next = c->legal_next;
	c->y = c->legal_y;
	c->clear = c->legal_clear;
	return true;
}

/* May the column end after the slab placed last? Not after one line of a paragraph that went on below a float. */
static bool may_end(const filling *f, const column *c)
{
	guint last = f->places->len - 1, i = g_array_index(f->places, bt_place, last).slab;
	const bt_slab *slab = slab_at(f->pages, i);
	if (slab->flags & BT_KEEP)
		return false;
	return !(slab->flags & BT_REST) || i + 1 >= f->end || (last > c->first && g_array_index(f->places, bt_place, last - 1).slab + 1 == i);
}

static void fill_column(filling *f, column *c)
{
	put_waiting(f, c);
	mark_legal(f, c);
	while (f->next < f->end) {
		const bt_slab *slab = slab_at(f->pages, f->next);
		put_header(f, c, slab);
		bool fits = c->y + space_above(c, slab) + slab->height <= c->height;
		bool carried = f->next >= f->carried;
		if ((slab->flags & BT_FLOAT) && (f->waiting->len > 0 || carried))
			fits = false; /* floats keep their order */
		if (!fits && (slab->flags & BT_FLOAT) && (f->places->len > c->first || !f->force || carried)) {
			g_array_append_val(f->waiting, f->next);
			f->next++;
			mark_legal(f, c);
			continue;
		}
		if (!fits && (f->places->len > c->first || !f->force)) {
			f->torn |= !step_back(f, c);
			break;
		}
		put_slab(f, c, f->next++);
		if (may_end(f, c))
			mark_legal(f, c);
	}
	f->deepest = MAX(f->deepest, c->y);
}

/* Fills the columns of a zone from slab `from`; true when all of it up to `end` is placed. */
static bool fill_zone(filling *f, guint from, const GArray *waiting, bt_len height)
{
	bt_pages *pages = f->pages;
	f->next = from;
	f->deepest = 0;
	f->torn = false;
	g_array_set_size(f->places, 0);
	g_array_set_size(f->waiting, 0);
	if (waiting && waiting->len > 0)
		g_array_append_vals(f->waiting, waiting->data, waiting->len);
	for (int i = 0; i < pages->theme->columns; i++) {
		column c = {.x = i * (pages->column + pages->gutter), .height = height, .first = f->places->len};
		fill_column(f, &c);
	}
	return f->next >= f->end && none_waits(f);
}

/* The least height at which everything still fits. */
static void balance(filling *f, guint from, const GArray *waiting, bt_len height)
{
	bt_len step = f->pages->grid / 2, low = step, high = height;
	while (low < high) {
		bt_len middle = (low + high) / 2 / step * step;
		if (middle >= low && fill_zone(f, from, waiting, middle) && f->deepest <= middle && !f->torn)
			high = middle;
		else
			low = MAX(middle, low) + step;
	}
	fill_zone(f, from, waiting, MIN(low, height));
}

/* ---- pages */

typedef struct {
	bt_pages *pages;
	GArray *sheet; /* places of the page being filled */
	bt_len y;      /* from the top of the text area */
	GArray *waiting;
	guint since; /* sheets there were when a float began to wait past full-width slabs; 0: none does */
	filling f;
} making;

static void new_page(making *m)
{
	m->sheet = g_array_new(FALSE, FALSE, sizeof(bt_place));
	g_ptr_array_add(m->pages->sheets, m->sheet);
	m->y = 0;
}

static void take_places(making *m, bt_len top)
{
	for (guint i = 0; i < m->f.places->len; i++) {
		bt_place place = g_array_index(m->f.places, bt_place, i);
		place.x += m->pages->left;
		place.y += m->pages->top + top;
		g_array_append_val(m->sheet, place);
	}
}

static bt_len up_to_grid(const bt_pages *pages, bt_len y) { return (y + pages->grid - 1) / pages->grid * pages->grid; }

/* Height of the full-width slabs that must stay on one page with slab `i`. */
static bt_len kept_height(const bt_pages *pages, guint i)
{
	bt_len height = 0;
	for (; i < pages->slabs->len; i++) {
		const bt_slab *slab = slab_at(pages, i);
		height += slab->height + (height > 0 ? slab->before : 0);
		if (!(slab->flags & BT_KEEP) || !(slab->flags & BT_SPAN))
			break;
	}
	return height;
}

static void put_span(making *m, guint i)
{
	const bt_pages *pages = m->pages;
	const bt_slab *slab = slab_at(pages, i);
	bt_len before = m->y > 0 ? slab->before : 0;
	bt_len need = MIN(kept_height(pages, i), pages->height);
	if (m->y > 0 && pages->height - m->y - before < slab->room) {
		new_page(m);
		before = 0;
	}
	bool after_kept = i > 0 && (slab_at(pages, i - 1)->flags & BT_KEEP);
	if (m->y > 0 && m->y + before + (after_kept ? slab->height : need) > pages->height) {
		new_page(m);
		before = 0;
		if (slab->header >= 0 && (guint)slab->header + 1 != i) {
			put_place(m->sheet, (guint)slab->header, pages->left, pages->top, true);
			m->y = slab_at(pages, (guint)slab->header)->height;
		}
	}
	if (slab->flags & BT_FOOT)
		m->y = MAX(m->y + before, pages->height - slab->height) - before;
	put_place(m->sheet, i, pages->left, pages->top + m->y + before, false);
	m->y += before + slab->height;
	if (slab->flags & BT_GRID)
		m->y = up_to_grid(pages, m->y);
}

/* What the foot of the last page needs, when it follows slab `end` at once. That of an edition may stand on a page alone: the
 * back of its cover. */
static bt_len foot_height(const bt_pages *pages, guint end)
{
	if (pages->set || end >= pages->slabs->len || !(slab_at(pages, end)->flags & BT_FOOT))
		return 0;
	return slab_at(pages, end)->height + slab_at(pages, end)->before;
}

/* Is there text in columns after slab `end`, in the same article? */
static bool columns_follow(const bt_pages *pages, guint end)
{
	for (; end < pages->slabs->len && slab_at(pages, end)->room == 0; end++)
		if (!(slab_at(pages, end)->flags & (BT_SPAN | BT_FLOAT)))
			return true;
	return false;
}

/* Floats for which the columns up to `end` leave no room stand in the columns after the full-width slabs (a table) that
 * follow, rather than part the text from those; but no further than the next page. */
static bool carry(making *m, guint i, guint end, bt_len room)
{
	filling *f = &m->f;
	if (f->next < end || !columns_follow(m->pages, end) || (m->since > 0 && m->pages->sheets->len > m->since + 1))
		return false;
	f->carried = g_array_index(f->waiting, guint, 0);
	balance(f, i, m->waiting, room);
	f->carried = G_MAXUINT;
	return true;
}

/* First of the last slabs before `end` that may not be parted from it. */
static guint tail_of(const bt_pages *pages, guint i, guint end)
{
	while (end > i && (slab_at(pages, end - 1)->flags & BT_KEEP) && !(slab_at(pages, end - 1)->flags & BT_FLOAT))
		end--;
	return end;
}

/* Words that lead in what comes at full width after slab `end` stand on its page. Returns the slab before which the
 * page ends for that, or `end`. */
static guint end_for_tail(making *m, guint i, guint end)
{
	const bt_pages *pages = m->pages;
	guint tail = tail_of(pages, i, end);
	if (end >= pages->slabs->len || tail == end || (slab_at(pages, end)->flags & BT_FOOT))
		return end;
	bt_len need = m->f.deepest + slab_at(pages, end)->before + kept_height(pages, end);
	return m->y + need > pages->height && (tail > i || m->y > 0) ? tail : end;
}

/* What was filled stands on the page; what waits goes on waiting. */
static void place_columns(making *m)
{
	take_places(m, m->y);
	m->y += m->f.deepest;
	g_array_set_size(m->waiting, 0);
	if (m->f.waiting->len > 0)
		g_array_append_vals(m->waiting, m->f.waiting->data, m->f.waiting->len);
}

/* Fills one page with columns from slab `i` on, but keeps some lines for the next page when all that is left for it is
 * the foot or a float. False: better on a new page. */
static bool put_page(making *m, guint i, guint end)
{
	bt_len room = m->pages->height - m->y, grid = m->pages->grid;
	fill_zone(&m->f, i, m->waiting, room);
	bool all = m->f.next >= end;
	while (all && room > FEWEST_LINES * grid && end - m->f.next < FEWEST_LEFT)
		fill_zone(&m->f, i, m->waiting, room -= grid);
	if (all && end - m->f.next < FEWEST_LEFT && m->y > 0)
		return false;
	place_columns(m);
	return true;
}

/* Fills columns with all up to `end`, equally high, if the page has room for it. */
static bool fill_rest(making *m, guint i, guint end)
{
	bt_len room = m->pages->height - m->y, with_foot = room - foot_height(m->pages, end);
	if (with_foot > 0 && fill_zone(&m->f, i, m->waiting, with_foot)) {
		balance(&m->f, i, m->waiting, with_foot);
		return true;
	}
	fill_zone(&m->f, i, m->waiting, room);
	return !none_waits(&m->f) && carry(m, i, end, room);
}

/* The columns from slab `i` to `end`. */
static void put_columns(making *m, guint i, guint end)
{
	while (i < end || m->waiting->len > 0) {
		if (m->y > 0 && m->y + FEWEST_LINES * m->pages->grid > m->pages->height)
			new_page(m);
		m->f.force = m->y == 0;
		m->f.end = end;
		bool rest = fill_rest(m, i, end);
		guint tail = rest ? end_for_tail(m, i, end) : end;
		if (rest && tail == end) {
			place_columns(m);
			m->since = m->waiting->len == 0 ? 0 : m->since ? m->since : m->pages->sheets->len;
			return;
		}
		if (rest) {
			m->f.end = tail;
			if (tail > i) {
				fill_zone(&m->f, i, m->waiting, m->pages->height - m->y);
				place_columns(m);
			}
			i = tail;
		} else if (put_page(m, i, end)) {
			i = m->f.next;
		} else {
			new_page(m);
			continue;
		}
		if (i < end || m->waiting->len > 0)
			new_page(m);
	}
}

void bt_pages_fill(bt_pages *pages)
{
	making m = {.pages = pages, .waiting = g_array_new(FALSE, FALSE, sizeof(guint))};
	m.f = (filling){.pages = pages, .carried = G_MAXUINT, .waiting = g_array_new(FALSE, FALSE, sizeof(guint)),
			.places = g_array_new(FALSE, FALSE, sizeof(bt_place))};
	new_page(&m);
	for (guint i = 0; i < pages->slabs->len;) {
		if (i == pages->contents.first && !pages->contents.printed)
			i = pages->contents.end;
		else if (i == pages->contents.end && pages->contents.printed && m.y > 0)
			new_page(&m); /* the text begins on a page of its own */
		if (i == pages->slabs->len)
			break;
		if (slab_at(pages, i)->flags & BT_SPAN) {
			put_span(&m, i++);
			continue;
		}
		guint end = i;
		while (end < pages->slabs->len && !(slab_at(pages, end)->flags & BT_SPAN))
			end++;
		put_columns(&m, i, end);
		i = end;
	}
	g_array_free(m.waiting, TRUE);
	g_array_free(m.f.waiting, TRUE);
	g_array_free(m.f.places, TRUE);
}
