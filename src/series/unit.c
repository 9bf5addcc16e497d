/* Units of one dimension: what is the same thing in other words or another scale ("tỷ đồng", "triệu đồng"). For joining
 * and for placing on one axis; nothing is printed from it. */
#include "series/series.h"

#include <string.h>

/* Scale words before a unit. */
static const struct { const char *word; int power; } scales[] = {
	{"nghìn tỷ", 12}, {"ngàn tỷ", 12}, {"nghìn", 3}, {"ngàn", 3}, {"vạn", 4}, {"triệu", 6}, {"tỷ", 9},
};

/* Other names and scales of one unit. */
static const struct { const char *name, *dimension; int power; } units[] = {
	{"", "đồng", 0}, /* "tỷ" alone is money (figures.md section 1) */
	{"đ", "đồng", 0}, {"vnd", "đồng", 0}, {"vnđ", "đồng", 0},
	{"đô la", "usd", 0}, {"đô la mỹ", "usd", 0}, {"đô-la", "usd", 0},
	{"phần trăm", "%", 0}, {"điểm %", "điểm phần trăm", 0},
	{"tạ", "tấn", -1}, {"yến", "tấn", -2}, {"kg", "tấn", -3}, {"héc-ta", "ha", 0}, {"héc ta", "ha", 0}, {"hecta", "ha", 0},
	{"m2", "ha", -4}, {"m²", "ha", -4}, {"km2", "ha", 2}, {"km²", "ha", 2}, {"mét", "m", 0}, {"km", "m", 3}, {"m³", "m3", 0}, {"mét khối", "m3", 0},
	{"kwh", "mwh", -3}, {"hộ dân", "hộ", 0}, {"hộ gia đình", "hộ", 0}, {"dn", "doanh nghiệp", 0}, {"htx", "hợp tác xã", 0},
	{"đồng chí", "người", 0}, {"đ/c", "người", 0}, {"em", "người", 0}, {"cháu", "người", 0}, {"chị", "người", 0}, {"cụ", "người", 0},
	{"lượt khách", "lượt", 0}, {"lượt người", "lượt", 0}, {"trường hợp", "vụ", 0}, {"vụ việc", "vụ", 0},
};

/* `key` (in one spelling) without its scale; what follows "/" in `*per`, cut off. */
static const char *without_scale(char *key, int *power, const char **per)
{
	char *rest = g_strstrip(key);
	bool scaled = false;
	for (gsize i = 0; i < G_N_ELEMENTS(scales) && !scaled; i++) {
		gsize len = strlen(scales[i].word);
		scaled = strncmp(rest, scales[i].word, len) == 0 && strchr(" /", rest[len]);
		if (!scaled)
			continue;
		*power = scales[i].power;
		rest += len + (rest[len] == ' ');
	}
	char *slash = g_str_has_prefix(rest, "đ/c") ? NULL : strchr(rest, '/');
	*per = slash ? slash + 1 : NULL;
	if (slash)
		*slash = '\0';
	for (gsize i = 0; i < G_N_ELEMENTS(units); i++)
		if (strcmp(rest, units[i].name) == 0 && (*rest || scaled)) {
			*power += units[i].power;
			return units[i].dimension;
		}
	return rest;
}

const char *bt_unit_dimension(const char *unit, int *power, bt_arena *arena)
{
	const char *per;
	*power = 0;
	if (!unit)
		return "";
	g_autofree char *key = bt_spelling_key(unit, -1);
	const char *dimension = without_scale(key, power, &per);
	return per ? bt_arena_printf(arena, "%s/%s", dimension, per) : bt_arena_strdup(arena, dimension);
}

bool bt_fact_num(const bt_fact *fact, bt_num *num)
{
	int power = 0;
	const char *per;
	g_autofree char *key = fact->unit ? bt_spelling_key(fact->unit, -1) : NULL;
	if (key)
		without_scale(key, &power, &per);
	*num = fact->value.num;
	if (!fact->value.stated || num->scale - power > BT_NUM_DIGITS)
		return false;
	int scale = num->scale - power;
	for (; scale < 0; scale++)
		if (!bt_num_mul(*num, (bt_num){10, 0}, num))
			return false;
	num->scale = (gint8)scale;
	return true;
}
