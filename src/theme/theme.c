/* Reads theme.ini with strict keys. Knows the keys and their shapes; must not know what is drawn
 * with them. */
#include "theme/theme.h"

#include <string.h>

#define POINTS_PER_MM (72 / 25.4)

static const char *const type_keys[] = {
#define R(role, key) [BT_TYPE_##role] = key,
#include "theme/types.def"
#undef R
};
G_STATIC_ASSERT(G_N_ELEMENTS(type_keys) == BT_TYPE_COUNT);

static const char *const colour_keys[] = {
#define C(colour, key) [BT_COLOUR_##colour] = key,
#include "theme/colours.def"
#undef C
};
G_STATIC_ASSERT(G_N_ELEMENTS(colour_keys) == BT_COLOUR_COUNT);

/* A number of [page]: its key, its field, points per unit of the file. */
static const struct length {
	const char *key;
	gsize field;
	double unit;
} lengths[] = {
	{"width", G_STRUCT_OFFSET(bt_theme, page_width), POINTS_PER_MM},
	{"height", G_STRUCT_OFFSET(bt_theme, page_height), POINTS_PER_MM},
	{"left", G_STRUCT_OFFSET(bt_theme, left), POINTS_PER_MM},
	{"right", G_STRUCT_OFFSET(bt_theme, right), POINTS_PER_MM},
	{"top", G_STRUCT_OFFSET(bt_theme, top), POINTS_PER_MM},
	{"bottom", G_STRUCT_OFFSET(bt_theme, bottom), POINTS_PER_MM},
	{"column-gap", G_STRUCT_OFFSET(bt_theme, gutter), POINTS_PER_MM},
	{"grid", G_STRUCT_OFFSET(bt_theme, grid), 1},
};

/* State of one reading: the first fault ends it. */
struct reading {
	GKeyFile *ini;
	bt_theme *theme;
	char *fault; /* what is wrong, or NULL */
};

static void fault(struct reading *r, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void fault(struct reading *r, const char *format, ...)
{
	if (r->fault)
		return;
	va_list ap;
	va_start(ap, format);
	r->fault = g_strdup_vprintf(format, ap);
	va_end(ap);
}

/* A decimal with a point, 0 or more. */
static bool read_number(const char *s, double *value)
{
	double n = 0, place = 1;
	bool digits = false, fraction = false;
	for (; *s; s++) {
		if (*s == '.' && !fraction) {
			fraction = true;
			continue;
		}
		if (!g_ascii_isdigit(*s))
			return false;
		digits = true;
		n = n * 10 + (*s - '0');
		place *= fraction ? 10 : 1;
	}
	*value = n / place;
	return digits;
}

static char *take(struct reading *r, const char *group, const char *key)
{
	char *value = r->fault ? NULL : g_key_file_get_string(r->ini, group, key, NULL);
	if (!value)
		fault(r, "[%s] %s: ?", group, key);
	else
		g_strstrip(value);
	g_key_file_remove_key(r->ini, group, key, NULL);
	return value;
}

static double take_number(struct reading *r, const char *group, const char *key)
{
	g_autofree char *value = take(r, group, key);
	double n = 0;
	if (value && !read_number(value, &n))
		fault(r, "[%s] %s = %s", group, key, value);
	return n;
}

static const char *take_string(struct reading *r, const char *group, const char *key)
{
	g_autofree char *value = take(r, group, key);
	return bt_arena_strdup(r->theme->arena, value);
}

static void take_colour(struct reading *r, bt_colour colour)
{
	g_autofree char *value = take(r, "colour", colour_keys[colour]);
	int digit[6];
	if (!value)
		return;
	bool ok = value[0] == '#' && strlen(value) == 7;
	for (int i = 0; ok && i < 6; i++)
		ok = (digit[i] = g_ascii_xdigit_value(value[i + 1])) >= 0;
	if (!ok) {
		fault(r, "[colour] %s = %s", colour_keys[colour], value);
		return;
	}
	r->theme->colour[colour] = (bt_rgb){(digit[0] * 16 + digit[1]) / 255.0, (digit[2] * 16 + digit[3]) / 255.0,
					    (digit[4] * 16 + digit[5]) / 255.0};
}

static bool colour_named(const char *name, bt_colour *colour)
{
	for (int i = 0; i < BT_COLOUR_COUNT; i++) {
		if (strcmp(colour_keys[i], name) == 0) {
			*colour = (bt_colour)i;
			return true;
		}
	}
	return false;
}

/* "family; weight [italic]; size/leading; colour" */
static void take_type(struct reading *r, bt_type type)
{
	g_autofree char *value = take(r, "type", type_keys[type]);
	if (!value)
		return;
	bt_typeface *face = &r->theme->type[type];
	g_auto(GStrv) parts = g_strsplit(value, ";", -1);
	double weight = 0;
	bool ok = g_strv_length(parts) == 4;
	if (ok) {
		for (int i = 0; i < 4; i++)
			g_strstrip(parts[i]);
		face->italic = g_str_has_suffix(parts[1], " italic");
		if (face->italic)
			parts[1][strlen(parts[1]) - strlen(" italic")] = '\0';
		char *slash = strchr(parts[2], '/');
		if (slash)
			*slash = '\0';
		ok = *parts[0] && read_number(parts[1], &weight) && slash && read_number(parts[2], &face->size) &&
		     read_number(slash + 1, &face->leading) && colour_named(parts[3], &face->colour) &&
		     face->size >= 1 && face->leading >= face->size;
	}
	if (!ok) {
		fault(r, "[type] %s = %s", type_keys[type], value);
		return;
	}
	face->family = bt_arena_strdup(r->theme->arena, parts[0]);
	face->weight = (int)weight;
}

static int by_name(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

static void take_fonts(struct reading *r)
{
	g_autofree char *value = take(r, "fonts", "files");
	if (!value)
		return;
	g_auto(GStrv) parts = g_strsplit(value, ";", -1);
	guint n = g_strv_length(parts), kept = 0;
	const char **files = bt_arena_new0(r->theme->arena, const char *, n + 1);
	for (guint i = 0; i < n; i++) {
		g_strstrip(parts[i]);
		if (strchr(parts[i], '/'))
			fault(r, "[fonts] %s", parts[i]);
		else if (*parts[i])
			files[kept++] = bt_arena_strdup(r->theme->arena, parts[i]);
	}
	qsort(files, kept, sizeof *files, by_name);
	r->theme->fonts = files;
	if (kept == 0)
		fault(r, "[fonts] files: ?");
}

/* Every key that is understood was removed: what is left is unknown. */
static void refuse_rest(struct reading *r)
{
	static const char *const known[] = {"theme", "page", "fonts", "type", "colour"};
	g_auto(GStrv) groups = g_key_file_get_groups(r->ini, NULL);
	for (char **g = groups; *g; g++) {
		g_auto(GStrv) keys = g_key_file_get_keys(r->ini, *g, NULL, NULL);
		bool ours = false;
		for (gsize i = 0; i < G_N_ELEMENTS(known); i++)
			ours |= strcmp(known[i], *g) == 0;
		if (!ours)
			fault(r, "[%s] ?", *g);
		else if (keys && keys[0])
			fault(r, "[%s] %s ?", *g, keys[0]);
	}
}

/* Type and boxes must fit the page they are given. */
static void check_geometry(struct reading *r)
{
	const bt_theme *t = r->theme;
	double room = t->page_width - t->left - t->right - (t->columns - 1) * t->gutter;
	if (t->columns < 1 || t->columns > 4 || t->grid < 6 || room / MAX(t->columns, 1) < 72 ||
	    t->page_height - t->top - t->bottom < 20 * t->grid || t->page_height > 14400 || t->page_width > 14400)
		fault(r, "[page]");
}

static void read_all_keys(struct reading *r)
{
	bt_theme *t = r->theme;
	t->name = take_string(r, "theme", "name");
	t->masthead = take_string(r, "theme", "masthead");
	for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++)
		G_STRUCT_MEMBER(double, t, lengths[i].field) = take_number(r, "page", lengths[i].key) * lengths[i].unit;
	t->columns = (int)take_number(r, "page", "columns");
	take_fonts(r);
	for (int i = 0; i < BT_COLOUR_COUNT; i++)
		take_colour(r, (bt_colour)i);
	for (int i = 0; i < BT_TYPE_COUNT; i++)
		take_type(r, (bt_type)i);
	if (!r->fault)
		refuse_rest(r);
	if (!r->fault)
		check_geometry(r);
}

bt_theme *bt_theme_parse(const char *file, const char *ini, gsize len, bt_diags *diags)
{
	g_autoptr(GKeyFile) keys = g_key_file_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(bt_theme) theme = g_new0(bt_theme, 1);
	theme->arena = bt_arena_new();
	struct reading r = {.ini = keys, .theme = theme};
	if (!g_key_file_load_from_data(keys, ini, len, G_KEY_FILE_NONE, &error))
		fault(&r, "%s", error->message);
	else
		read_all_keys(&r);
	if (!r.fault)
		return g_steal_pointer(&theme);
	bt_say(diags, BT_D_DATA_BROKEN, BT_NO_SPAN, file, r.fault, NULL);
	g_free(r.fault);
	return NULL;
}

bt_theme *bt_theme_load(const char *name, bt_diags *diags)
{
	g_autofree char *file = g_strdup_printf("templates/%s/theme.ini", name);
	g_autoptr(GBytes) bytes = bt_data_read(file, diags);
	if (!bytes)
		return NULL;
	gsize len;
	const char *ini = g_bytes_get_data(bytes, &len);
	return bt_theme_parse(file, ini, len, diags);
}

void bt_theme_free(bt_theme *theme)
{
	if (!theme)
		return;
	bt_arena_free(theme->arena);
	g_free(theme);
}
