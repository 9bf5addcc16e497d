/* A place in the source: what every node, figure and message points at.
 * Knows bytes only; lines and columns are worked out when a message is shown (diag.c). */
#ifndef BT_BASE_SPAN_H
#define BT_BASE_SPAN_H

#include <glib.h>
#include <stdbool.h>

/* Byte offset and length in the decoded source (UTF-8, NFC; bt_doc.source). len 0 with off
 * BT_NOWHERE: no place. */
typedef struct {
	guint32 off;
	guint32 len;
} bt_span;

#define BT_NOWHERE G_MAXUINT32
#define BT_NO_SPAN ((bt_span){BT_NOWHERE, 0})

static inline guint32 bt_span_end(bt_span s) { return s.off + s.len; }
static inline bool bt_span_stated(bt_span s) { return s.off != BT_NOWHERE; }

/* The smallest span that holds both; either may be BT_NO_SPAN. */
static inline bt_span bt_span_join(bt_span a, bt_span b)
{
	if (!bt_span_stated(a))
		return b;
	if (!bt_span_stated(b))
		return a;
	guint32 off = MIN(a.off, b.off), end = MAX(bt_span_end(a), bt_span_end(b));
	return (bt_span){off, end - off};
}

#endif
