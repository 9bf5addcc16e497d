/* All figures of editions with where each is stated, as CSV and JSON: the fields of fact.def after the place. Digits are
 * the authors' own; NAME-decimal is the number. */
#include "archive/archive.h"
#include "archive/fact.h"

static const char *const places[] = {"edition", "report", "title", "date"};

/* The fields of one fact in the order of the columns, in the arena; returns how many. */
static guint cells_of(const bt_stored *stored, const bt_record *record, const bt_fact *fact, const char *cells[2 * BT_FACT_FIELDS_MAX + G_N_ELEMENTS(places)], bt_arena *arena)
{
	guint n = 0;
	cells[n++] = stored->id;
	cells[n++] = record->path;
	cells[n++] = record->title;
	cells[n++] = record->date;
	for (guint i = 0; i < bt_fact_n_fields; i++) {
		cells[n++] = bt_fact_text(fact, &bt_fact_fields[i], arena);
		if (bt_fact_fields[i].type == BT_FIELD_VALUE)
			cells[n++] = bt_fact_decimal(fact, &bt_fact_fields[i], arena);
	}
	return n;
}

/* The names of the columns, in the same order. */
static guint columns_of(const char *columns[2 * BT_FACT_FIELDS_MAX + G_N_ELEMENTS(places)], bt_arena *arena)
{
	guint n = 0;
	for (gsize i = 0; i < G_N_ELEMENTS(places); i++)
		columns[n++] = places[i];
	for (guint i = 0; i < bt_fact_n_fields; i++) {
		columns[n++] = bt_fact_fields[i].name;
		if (bt_fact_fields[i].type == BT_FIELD_VALUE)
			columns[n++] = bt_arena_printf(arena, "%s-decimal", bt_fact_fields[i].name);
	}
	return n;
}

static void csv_row(GString *out, const char *const *cells, guint n, char separator)
{
	for (guint i = 0; i < n; i++) {
		if (i)
			g_string_append_c(out, separator);
		bt_csv_field(out, cells[i], separator);
	}
	g_string_append(out, "\r\n");
}

void bt_stored_csv_head(char separator, GString *out)
{
	g_autoptr(bt_arena) scratch = bt_arena_new();
	const char *columns[2 * BT_FACT_FIELDS_MAX + G_N_ELEMENTS(places)];
	csv_row(out, columns, columns_of(columns, scratch), separator);
}

void bt_stored_csv(const bt_stored *stored, char separator, GString *out)
{
	for (guint a = 0; a < stored->articles->len; a++) {
		const bt_record *record = g_array_index(stored->articles, bt_stored_article, a).record;
		g_autoptr(bt_arena) scratch = bt_arena_new();
		for (guint i = 0; i < record->n_facts; i++) {
			const char *cells[2 * BT_FACT_FIELDS_MAX + G_N_ELEMENTS(places)];
			csv_row(out, cells, cells_of(stored, record, &record->facts[i], cells, scratch), separator);
		}
	}
}

static void json_row(GString *out, const char *const *columns, const char *const *cells, guint n)
{
	bool first = true;
	g_string_append_c(out, '{');
	for (guint i = 0; i < n; i++) {
		if (!cells[i])
			continue;
		g_string_append(out, first ? "" : ",");
		bt_json_string(out, columns[i]);
		g_string_append_c(out, ':');
		bt_json_string(out, cells[i]);
		first = false;
	}
	g_string_append_c(out, '}');
}

void bt_stored_json(const bt_stored *stored, GString *out)
{
	g_autoptr(bt_arena) names = bt_arena_new();
	const char *columns[2 * BT_FACT_FIELDS_MAX + G_N_ELEMENTS(places)];
	bool first = true;
	columns_of(columns, names);
	for (guint a = 0; a < stored->articles->len; a++) {
		const bt_record *record = g_array_index(stored->articles, bt_stored_article, a).record;
		g_autoptr(bt_arena) scratch = bt_arena_new();
		for (guint i = 0; i < record->n_facts; i++) {
			const char *cells[2 * BT_FACT_FIELDS_MAX + G_N_ELEMENTS(places)];
			guint n = cells_of(stored, record, &record->facts[i], cells, scratch);
			g_string_append(out, first ? "" : ",\n");
			json_row(out, columns, cells, n);
			first = false;
		}
	}
}
