/* Takes the report's date and place from a dateline that stands alone ("Phường A, ngày 05 tháng 4 năm
 * 2030") and its number from a line like "Số 12-BC/ĐU", when they were not given. The lines stay text. */
#include "read/inner.h"

#include <string.h>

#define DATELINE_LETTERS 80
#define HEAD_BLOCKS 12

/* The place before the comma, without the number that may stand left of it. */
static const char *place_of(bt_reading *r, bt_piece piece, bt_span *span)
{
	const char *comma = g_strrstr_len(piece.s, (gssize)piece.len, ",");
	if (!comma || comma == piece.s || !bt_is_upper(bt_char_at(piece.s)))
		return NULL;
	for (const char *p = piece.s; p < comma; p++)
		if (g_ascii_isdigit(*p) || *p == ':' || *p == '\n' || *p == '\t')
			return NULL;
	*span = (bt_span){(guint32)(piece.s - r->doc->source), (guint32)(comma - piece.s)};
	return bt_arena_strndup(r->doc->arena, piece.s, span->len);
}

/* "Số 12-BC/ĐU", "Số: 56/KH-UBND": digits, then capitals parted by "/" and "-". */
static const char *paper_number(bt_reading *r, bt_piece piece, bt_span *span)
{
	const char *p = piece.s, *end = p + piece.len;
	if (!g_str_has_prefix(p, "Số"))
		return NULL;
	p += strlen("Số");
	while (p < end && (*p == ':' || *p == ' '))
		p++;
	const char *from = p;
	bool parts = false;
	for (; p < end; p = g_utf8_next_char(p)) {
		gunichar c = bt_char_at(p);
		if (!bt_is_alnum(c) && c != '/' && c != '-')
			return NULL;
		parts |= c == '/' || c == '-';
	}
	*span = (bt_span){(guint32)(from - r->doc->source), (guint32)(end - from)};
	return parts && g_ascii_isdigit(*from) ? bt_arena_strndup(r->doc->arena, from, span->len) : NULL;
}

static void find_number(bt_reading *r)
{
	bt_field *number = &r->doc->meta.field[BT_META_NUMBER];
	const bt_node *n = r->doc->root->first;
	for (int i = 0; n && i < HEAD_BLOCKS && !number->text; i++, n = n->next) {
		bt_piece piece = bt_piece_of(r->doc, n);
		bt_span span;
		const char *text = bt_is_body(n) && !bt_piece_longer(piece, DATELINE_LETTERS - 1) ? paper_number(r, piece, &span) : NULL;
		if (text)
			*number = (bt_field){text, span};
	}
}

void bt_pass_dateline(bt_reading *r)
{
	find_number(r);
	bt_field *date = &r->doc->meta.field[BT_META_DATE], *place = &r->doc->meta.field[BT_META_PLACE];
	for (bt_node *n = r->doc->root->first; n && !date->text; n = n->next) {
		bt_piece piece = bt_piece_of(r->doc, n);
		if (!bt_is_body(n) || bt_piece_longer(piece, DATELINE_LETTERS))
			continue;
		const char *text = bt_arena_strndup(r->scratch, piece.s, piece.len);
		const char *iso = bt_date_iso(text, r->doc->arena);
		if (!iso)
			continue;
		*date = (bt_field){iso, n->span};
		bt_span span;
		const char *where = place_of(r, piece, &span);
		if (where && !place->text)
			*place = (bt_field){where, span};
	}
}
