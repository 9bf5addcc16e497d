/* Private to archive/: the fields of a fact by name, the same for edition.xml, the index and exports (fact.def). */
#ifndef BT_ARCHIVE_FACT_H
#define BT_ARCHIVE_FACT_H

#include "series/series.h"

typedef enum {
	BT_FIELD_TEXT,
	BT_FIELD_VALUE,
	BT_FIELD_FLAG,
	BT_FIELD_INT,
	BT_FIELD_QUALIFIER,
	BT_FIELD_KIND,
	BT_FIELD_DIRECTION,
	BT_FIELD_PERIOD,
} bt_field_type;

typedef struct {
	const char *name;
	bt_field_type type;
	gsize offset; /* in bt_fact */
} bt_fact_field;

#define BT_FACT_FIELDS_MAX 40
extern const bt_fact_field bt_fact_fields[];
extern const guint bt_fact_n_fields;

/* The field as text: NULL when it says nothing (no text, a value not stated, false, 0, no period). Of a VALUE the
 * digits. Lent, or in the arena. */
const char *bt_fact_text(const bt_fact *fact, const bt_fact_field *field, bt_arena *arena);
/* The number of a VALUE, "1390.9"; NULL: not stated, or no VALUE. In the arena. */
const char *bt_fact_decimal(const bt_fact *fact, const bt_fact_field *field, bt_arena *arena);
/* The reverse: NULL `text` leaves the field as it is (zero). `text` is lent. False when it is not such a field's. */
bool bt_fact_set(bt_fact *fact, const bt_fact_field *field, const char *text, const char *decimal);

#endif
