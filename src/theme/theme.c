/* Reads theme.ini with strict keys, laid over those of its base. Knows the keys and their shapes; must not know what is drawn
 * with them. */
#include "theme/inner.h"

#include <string.h>

#define POINTS_PER_MM (72 / 25.4)

const char *const bt_type_keys[] = {
#define R(role, key) [BT_TYPE_##role] = key,
#include "theme/types.def"
#undef R
};
G_STATIC_ASSERT(G_N_ELEMENTS(bt_type_keys) == BT_TYPE_COUNT);

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

/* A word of [layout] that chooses; the words in the order of the enum, NULL at the end. */
static const struct choice {
	const char *key;
	gsize field; /* an enum or bool in bt_layout, of `size` bytes */
	gsize size;
	const char *words[5];
} choices[] = {
#define CHOICE(name, field, ...) {name, G_STRUCT_OFFSET(bt_layout, field), sizeof(((bt_layout *)NULL)->field), {__VA_ARGS__}}
#define YES_NO(name, field) CHOICE(name, field, "no", "yes")
	CHOICE("head", head, "masthead", "issuer", "state", "party"),
	CHOICE("page-number", folio, "bottom-outer", "top-centre", "none"),
	CHOICE("content", digest, "whole", "digest"),
	YES_NO("front-photos", front_photos),
	YES_NO("cards", cards),
	YES_NO("charts", charts),
	YES_NO("pull-quote", pull_quote),
	YES_NO("lede", lede),
	YES_NO("running-head", running_head),
	YES_NO("imprint", imprint),
	YES_NO("end-mark", end_mark),
	YES_NO("justified", justified),
	YES_NO("run-in-lists", run_in_lists),
	YES_NO("heading-rule", heading_rule),
	YES_NO("bold-topics", bold_topics),
	YES_NO("paragraph-numbers", paragraph_numbers),
};

static const struct length layout_lengths[] = {
	{"indent", G_STRUCT_OFFSET(bt_layout, indent), POINTS_PER_MM},
	{"narrowest-space", G_STRUCT_OFFSET(bt_layout, narrowest_space), 1},
	{"widest-space", G_STRUCT_OFFSET(bt_layout, widest_space), 1},
	{"paragraph-gap", G_STRUCT_OFFSET(bt_layout, paragraph_gap), 1},
	{"note-width", G_STRUCT_OFFSET(bt_layout, note_width), POINTS_PER_MM},
	{"note-gap", G_STRUCT_OFFSET(bt_layout, note_gap), POINTS_PER_MM},
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
	g_autofree char *value = take(r, "colour", bt_colour_keys[colour]);
	if (value && !bt_colour_read(value, &r->theme->colour[colour]))
		fault(r, "[colour] %s = %s", bt_colour_keys[colour], value);
}

static const char *face_for(struct reading *r, const char *family);

/* "family; weight [italic]; size/leading; colour" */
static void take_type(struct reading *r, bt_type type)
{
	g_autofree char *value = take(r, "type", bt_type_keys[type]);
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
		     read_number(slash + 1, &face->leading) && bt_colour_named(parts[3], &face->colour) &&
		     face->size >= 1 && face->leading >= face->size;
	}
	if (!ok) {
		fault(r, "[type] %s = %s", bt_type_keys[type], value);
		return;
	}
	face->family = face_for(r, parts[0]);
	face->weight = (int)weight;
}

static void take_choice(struct reading *r, const struct choice *choice)
{
	g_autofree char *value = take(r, "layout", choice->key);
	void *field = G_STRUCT_MEMBER_P(&r->theme->layout, choice->field);
	for (int i = 0; value && i < (int)G_N_ELEMENTS(choice->words) && choice->words[i]; i++) {
		if (strcmp(value, choice->words[i]) != 0)
			continue;
		if (choice->size == sizeof(bool))
			*(bool *)field = i > 0;
		else
			*(unsigned *)field = (unsigned)i;
		return;
	}
	if (value)
		fault(r, "[layout] %s = %s", choice->key, value);
}

static void take_layout(struct reading *r)
{
	for (gsize i = 0; i < G_N_ELEMENTS(choices); i++)
		take_choice(r, &choices[i]);
	for (gsize i = 0; i < G_N_ELEMENTS(layout_lengths); i++)
		G_STRUCT_MEMBER(double, &r->theme->layout, layout_lengths[i].field) = take_number(r, "layout", layout_lengths[i].key) * layout_lengths[i].unit;
	r->theme->layout.pages = (int)take_number(r, "layout", "pages");
	r->theme->layout.headline_lines = (int)take_number(r, "layout", "headline-lines");
	r->theme->layout.contents_from = (int)take_number(r, "layout", "contents-from");
	r->theme->layout.contents_title = take_string(r, "layout", "contents-title");
}

/* The family that stands for `family` in this style: [faces]. */
static const char *face_for(struct reading *r, const char *family)
{
	g_autofree char *other = g_key_file_get_string(r->ini, "faces", family, NULL);
	return bt_arena_strdup(r->theme->arena, other ? g_strstrip(other) : family);
}

static int by_name(gconstpointer a, gconstpointer b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

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

/* "words" or "words; optional" */
static void take_colophon(struct reading *r)
{
	g_auto(GStrv) keys = r->fault ? NULL : g_key_file_get_keys(r->ini, "colophon", NULL, NULL);
	if (!keys)
		return;
	bt_profile_line *lines = bt_arena_new0(r->theme->arena, bt_profile_line, g_strv_length(keys) + 1);
	for (guint i = 0; keys[i]; i++) {
		g_autofree char *value = take(r, "colophon", keys[i]);
		char *rest = value ? strchr(value, ';') : NULL;
		if (rest)
			*rest++ = '\0';
		if (!value || !*g_strstrip(value) || (rest && strcmp(g_strstrip(rest), "optional") != 0))
			fault(r, "[colophon] %s", keys[i]);
		lines[i] = (bt_profile_line){bt_arena_strdup(r->theme->arena, keys[i]), bt_arena_strdup(r->theme->arena, value), rest != NULL};
	}
	r->theme->colophon = lines;
}

/* Every key that is understood was removed: what is left is unknown. */
static void refuse_rest(struct reading *r)
{
	static const char *const known[] = {"theme", "page", "layout", "fonts", "type", "colour", "colophon"};
	g_key_file_remove_group(r->ini, "faces", NULL);
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
	double notes = t->layout.note_width + t->layout.note_gap;
	double room = t->page_width - t->left - t->right - notes - (t->columns - 1) * t->gutter;
	if (t->columns < 1 || t->columns > 4 || t->grid < 6 || room / MAX(t->columns, 1) < 72 ||
	    t->page_height - t->top - t->bottom < 20 * t->grid || t->page_height > 14400 || t->page_width > 14400)
		fault(r, "[page]");
}

static void read_all_keys(struct reading *r)
{
	bt_theme *t = r->theme;
	t->name = take_string(r, "theme", "name");
	t->masthead = take_string(r, "theme", "masthead");
	t->about[BT_LANG_VI] = take_string(r, "theme", "about-vi");
	t->about[BT_LANG_EN] = take_string(r, "theme", "about-en");
	for (gsize i = 0; i < G_N_ELEMENTS(lengths); i++)
		G_STRUCT_MEMBER(double, t, lengths[i].field) = take_number(r, "page", lengths[i].key) * lengths[i].unit;
	t->columns = (int)take_number(r, "page", "columns");
	take_layout(r);
	take_fonts(r);
	take_colophon(r);
	for (int i = 0; i < BT_COLOUR_COUNT; i++)
		take_colour(r, (bt_colour)i);
	for (int i = 0; i < BT_TYPE_COUNT; i++)
		take_type(r, (bt_type)i);
	if (!r->fault)
		refuse_rest(r);
	if (!r->fault)
		check_geometry(r);
}

/* ---- base and sheets */

static void lay_over(GKeyFile *under, GKeyFile *over)
{
	g_auto(GStrv) groups = g_key_file_get_groups(over, NULL);
	for (char **g = groups; *g; g++) {
		g_auto(GStrv) keys = g_key_file_get_keys(over, *g, NULL, NULL);
		for (char **k = keys; k && *k; k++) {
			g_autofree char *value = g_key_file_get_value(over, *g, *k, NULL);
			g_key_file_set_value(under, *g, *k, value);
		}
	}
}

#define DEEPEST_BASE 8 /* a style that is its own base ends there */

static GKeyFile *over_base(GKeyFile *own, const char *base, bt_diags *diags)
{
	g_autofree char *file = g_strdup_printf("templates/%s/theme.ini", base);
	g_autoptr(GBytes) bytes = bt_data_read(file, diags);
	g_autoptr(GKeyFile) merged = g_key_file_new();
	g_autoptr(GError) error = NULL;
	if (!bytes)
		return NULL;
	if (!g_key_file_load_from_bytes(merged, bytes, G_KEY_FILE_NONE, &error)) {
		bt_say(diags, BT_D_DATA_BROKEN, BT_NO_SPAN, file, error->message, NULL);
		return NULL;
	}
	g_key_file_remove_key(own, "theme", "base", NULL);
	lay_over(merged, own);
	return g_steal_pointer(&merged);
}

#define SHEET "sheet "

/* The groups of sheets become their names, and the wanted one the page. False: there is no such sheet. */
static bool choose_sheet(struct reading *r, const char *sheet)
{
	bool found = sheet == NULL;
	g_auto(GStrv) groups = g_key_file_get_groups(r->ini, NULL);
	const char **names = bt_arena_new0(r->theme->arena, const char *, g_strv_length(groups) + 1);
	guint n = 0;
	for (char **g = groups; *g; g++) {
		if (!g_str_has_prefix(*g, SHEET))
			continue;
		names[n++] = bt_arena_strdup(r->theme->arena, *g + strlen(SHEET));
		g_auto(GStrv) keys = g_key_file_get_keys(r->ini, *g, NULL, NULL);
		bool wanted = sheet && strcmp(sheet, names[n - 1]) == 0;
		for (char **k = keys; wanted && *k; k++) {
			g_autofree char *value = g_key_file_get_value(r->ini, *g, *k, NULL);
			g_key_file_set_value(r->ini, "page", *k, value);
		}
		found |= wanted;
		g_key_file_remove_group(r->ini, *g, NULL);
	}
	r->theme->sheets = names;
	return found;
}

static void say_sheet(const bt_theme *theme, const char *sheet, bt_diags *diags)
{
	g_autofree char *list = g_strjoinv(", ", (char **)theme->sheets);
	bt_say(diags, BT_D_USAGE_VALUE, BT_NO_SPAN, "--sheet", sheet, *list ? list : "-", NULL);
}

static bt_theme *parse(const char *file, const char *ini, gsize len, const char *sheet, bt_diags *diags)
{
	g_autoptr(GKeyFile) keys = g_key_file_new();
	g_autoptr(GError) error = NULL;
	g_autoptr(bt_theme) theme = g_new0(bt_theme, 1);
	theme->arena = bt_arena_new();
	struct reading r = {.ini = keys, .theme = theme};
	if (!g_key_file_load_from_data(keys, ini, len, G_KEY_FILE_NONE, &error)) {
		fault(&r, "%s", error->message);
	} else {
		char *base;
		for (int deep = 0; deep < DEEPEST_BASE && (base = g_key_file_get_string(keys, "theme", "base", NULL)); deep++) {
			GKeyFile *merged = over_base(keys, base, diags);
			g_free(base);
			if (!merged)
				return NULL;
			g_key_file_unref(keys);
			r.ini = keys = merged;
		}
		if (!choose_sheet(&r, sheet)) {
			say_sheet(theme, sheet, diags);
			return NULL;
		}
		read_all_keys(&r);
	}
	if (!r.fault)
		return g_steal_pointer(&theme);
	bt_say(diags, BT_D_DATA_BROKEN, BT_NO_SPAN, file, r.fault, NULL);
	g_free(r.fault);
	return NULL;
}

bt_theme *bt_theme_parse(const char *file, const char *ini, gsize len, bt_diags *diags)
{
	return parse(file, ini, len, NULL, diags);
}

bt_theme *bt_theme_load_sheet(const char *name, const char *sheet, bt_diags *diags)
{
	g_autofree char *file = g_strdup_printf("templates/%s/theme.ini", name);
	g_autoptr(GBytes) bytes = bt_data_read(file, diags);
	if (!bytes)
		return NULL;
	gsize len;
	const char *ini = g_bytes_get_data(bytes, &len);
	bt_theme *theme = parse(file, ini, len, sheet, diags);
	if (theme)
		bt_theme_lint(theme, file, diags);
	return theme;
}

bt_theme *bt_theme_load(const char *name, bt_diags *diags) { return bt_theme_load_sheet(name, NULL, diags); }

char **bt_theme_names(void)
{
	g_autofree char *folder = bt_data_path("templates");
	g_autoptr(GPtrArray) names = g_ptr_array_new();
	g_autoptr(GDir) dir = folder ? g_dir_open(folder, 0, NULL) : NULL;
	const char *name;
	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *theme = g_build_filename(folder, name, "theme.ini", NULL);
		if (g_file_test(theme, G_FILE_TEST_IS_REGULAR))
			g_ptr_array_add(names, g_strdup(name));
	}
	if (!dir)
		return NULL;
	g_ptr_array_sort(names, by_name);
	g_ptr_array_add(names, NULL);
	return (char **)g_ptr_array_free(g_steal_pointer(&names), FALSE);
}

void bt_theme_free(bt_theme *theme)
{
	if (!theme)
		return;
	bt_arena_free(theme->arena);
	g_free(theme);
}
