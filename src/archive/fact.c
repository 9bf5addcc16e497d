/* The fields of a fact to text and back, one table for all that store facts. Knows no file and no syntax. */
#include "archive/fact.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

const bt_fact_field bt_fact_fields[] = {
#define F(name, type, member) {name, BT_FIELD_##type, offsetof(bt_fact, member)},
#include "archive/fact.def"
#undef F
};
const guint bt_fact_n_fields = G_N_ELEMENTS(bt_fact_fields);
G_STATIC_ASSERT(G_N_ELEMENTS(bt_fact_fields) <= BT_FACT_FIELDS_MAX);

static const char *const period_kinds[] = {
	[BT_PERIOD_NONE] = "none",
	[BT_PERIOD_MONTH] = "month",
	[BT_PERIOD_QUARTER] = "quarter",
	[BT_PERIOD_MONTHS] = "months",
	[BT_PERIOD_HALF] = "half",
	[BT_PERIOD_NINE] = "nine-months",
	[BT_PERIOD_YEAR] = "year",
};

static const char *qualifier_name(int i) { return i <= BT_AT_MOST ? bt_qualifier_name((bt_qualifier)i) : NULL; }
static const char *kind_name(int i) { return i <= BT_RATIO ? bt_figure_kind_name((bt_figure_kind)i) : NULL; }
static const char *direction_name(int i) { return i <= BT_FLAT ? bt_direction_name((bt_direction)i) : NULL; }
static const char *period_name(int i) { return i < (int)G_N_ELEMENTS(period_kinds) ? period_kinds[i] : NULL; }

/* The names of an enum from 0, NULL after the last; NULL: the type is none. */
typedef const char *(*name_of)(int i);

static name_of names_of(bt_field_type type)
{
	switch (type) {
	case BT_FIELD_QUALIFIER: return qualifier_name;
	case BT_FIELD_KIND: return kind_name;
	case BT_FIELD_DIRECTION: return direction_name;
	case BT_FIELD_PERIOD: return period_name;
	case BT_FIELD_TEXT:
	case BT_FIELD_VALUE:
	case BT_FIELD_FLAG:
	case BT_FIELD_INT: break;
	}
	return NULL;
}

#define MEMBER(type, fact, field) ((type *)((char *)(fact) + (field)->offset))

const char *bt_fact_text(const bt_fact *fact, const bt_fact_field *field, bt_arena *arena)
{
	bt_fact *f = (bt_fact *)fact;
	switch (field->type) {
	case BT_FIELD_TEXT: return *MEMBER(const char *, f, field);
	case BT_FIELD_VALUE: return MEMBER(bt_value, f, field)->stated ? MEMBER(bt_value, f, field)->digits : NULL;
	case BT_FIELD_FLAG: return *MEMBER(bool, f, field) ? "true" : NULL;
	case BT_FIELD_INT: return *MEMBER(int, f, field) ? bt_arena_printf(arena, "%d", *MEMBER(int, f, field)) : NULL;
	case BT_FIELD_QUALIFIER:
	case BT_FIELD_KIND:
	case BT_FIELD_DIRECTION:
	case BT_FIELD_PERIOD: break;
	}
	int value = *MEMBER(int, f, field);
	bool silent = (field->type == BT_FIELD_DIRECTION && !fact->change.stated) || (field->type == BT_FIELD_PERIOD && value == BT_PERIOD_NONE);
	return silent ? NULL : names_of(field->type)(value);
}

const char *bt_fact_decimal(const bt_fact *fact, const bt_fact_field *field, bt_arena *arena)
{
	const bt_value *value = MEMBER(const bt_value, (bt_fact *)fact, field);
	if (field->type != BT_FIELD_VALUE || !value->stated)
		return NULL;
	g_autofree char *decimal = bt_num_json(value->num);
	return bt_arena_strdup(arena, decimal);
}

/* "-1390.90" to {-139090, 2}: the precision stays. */
static bool read_decimal(const char *text, bt_num *num)
{
	const char *at = text;
	bool minus = *at == '-';
	int digits = 0, scale = -1;
	*num = (bt_num){0};
	for (at += minus; *at; at++) {
		if (*at == '.' && scale < 0 && digits > 0) {
			scale = 0;
			continue;
		}
		if (!g_ascii_isdigit(*at) || ++digits > BT_NUM_DIGITS + 1) /* "0." of a fraction */
			return false;
		num->mant = num->mant * 10 + (*at - '0');
		if (scale >= 0)
			scale++;
	}
	num->scale = (gint8)MAX(scale, 0);
	num->mant = minus ? -num->mant : num->mant;
	return digits > 0 && scale != 0;
}

static bool set_enum(int *member, name_of name, const char *text)
{
	for (int i = 0; name(i); i++)
		if (strcmp(name(i), text) == 0) {
			*member = i;
			return true;
		}
	return false;
}

bool bt_fact_set(bt_fact *fact, const bt_fact_field *field, const char *text, const char *decimal)
{
	gint64 number = 0;
	if (!text)
		return true;
	switch (field->type) {
	case BT_FIELD_TEXT:
		*MEMBER(const char *, fact, field) = text;
		return true;
	case BT_FIELD_VALUE:
		*MEMBER(bt_value, fact, field) = (bt_value){.stated = true, .digits = text, .span = BT_NO_SPAN};
		return decimal && read_decimal(decimal, &MEMBER(bt_value, fact, field)->num);
	case BT_FIELD_FLAG:
		*MEMBER(bool, fact, field) = strcmp(text, "true") == 0;
		return true;
	case BT_FIELD_INT:
		if (!g_ascii_string_to_signed(text, 10, G_MININT, G_MAXINT, &number, NULL))
			return false;
		*MEMBER(int, fact, field) = (int)number;
		return true;
	case BT_FIELD_QUALIFIER:
	case BT_FIELD_KIND:
	case BT_FIELD_DIRECTION:
	case BT_FIELD_PERIOD: break;
	}
	return set_enum(MEMBER(int, fact, field), names_of(field->type), text);
}
