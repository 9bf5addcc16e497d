/* Tables as spreadsheets save them: RFC 4180 with ";", "," or a tab, told by the first line. */
#ifndef BT_BASE_CSV_H
#define BT_BASE_CSV_H

#include "base/arena.h"
#include "base/diag.h"

typedef struct {
	const char *text; /* without quotes, NFC, line ends as written */
	bt_span span;     /* in bt_csv.source, without the quotes */
} bt_csv_cell;

typedef struct {
	guint first, n; /* in bt_csv.cells */
	bt_span span;
} bt_csv_row;

typedef struct {
	bt_arena *arena;
	const char *source; /* decoded: UTF-8, NFC, no byte-order mark */
	gsize len;
	char separator;
	GArray *cells; /* bt_csv_cell */
	GArray *rows;  /* bt_csv_row; those of empty cells only are left out */
} bt_csv;

/* The table in `bytes` (UTF-8, or UTF-16 with a byte-order mark), the file `name` of messages. NULL after
 * CSV_NOT_UTF8, CSV_QUOTE or CSV_WIDE. Messages are about the table afterwards; who files others calls
 * bt_diags_about again before the table is freed. The caller owns it. */
bt_csv *bt_csv_read(GBytes *bytes, const char *name, bt_diags *diags);
void bt_csv_free(bt_csv *csv); /* NULL allowed */

const bt_csv_row *bt_csv_row_at(const bt_csv *csv, guint row); /* lent */
/* NULL where the row is shorter. Lent. */
const bt_csv_cell *bt_csv_cell_at(const bt_csv *csv, guint row, guint column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_csv, bt_csv_free)

#endif
