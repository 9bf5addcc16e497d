/* The office's own file, bantin.ini: who issues the bulletin and how it looks; its logo. Knows keys
 * and nothing of what is made of them. */
#include "doc/doc.h"

#include <string.h>

static const struct {
	const char *group, *key;
} keys[] = {
#define O(id, group, key) [BT_OFFICE_##id] = {group, key},
#include "doc/office.def"
#undef O
};
G_STATIC_ASSERT(G_N_ELEMENTS(keys) == BT_OFFICE_KEYS);

#define PARENTS_MAX 16

char *bt_office_find(const char *report)
{
	g_autofree char *dir = g_path_get_dirname(report);
	g_autofree char *at = g_canonicalize_filename(dir, NULL);
	for (int i = 0; i < PARENTS_MAX; i++) {
		g_autofree char *file = g_build_filename(at, "bantin.ini", NULL);
		if (g_file_test(file, G_FILE_TEST_IS_REGULAR))
			return g_steal_pointer(&file);
		char *up = g_path_get_dirname(at);
		bool top = strcmp(up, at) == 0;
		g_free(at);
		at = up;
		if (top)
			break;
	}
	return NULL;
}

/* ---- lines, for messages: GLib tells of none */

typedef struct {
	const char *start;
	gsize len;
} ini_line;

/* The next line without the blanks at its ends; false: there is none. `at` goes on behind it. */
static bool take_line(const char **at, const char *end, ini_line *line)
{
	if (*at >= end)
		return false;
	const char *stop = memchr(*at, '\n', (gsize)(end - *at)), *from = *at, *to = stop ? stop : end;
	*at = stop ? stop + 1 : end;
	while (from < to && g_ascii_isspace(*from))
		from++;
	while (from < to && g_ascii_isspace(to[-1]))
		to--;
	*line = (ini_line){from, (gsize)(to - from)};
	return true;
}

static bool is_group(const ini_line *line) { return line->len > 2 && line->start[0] == '[' && line->start[line->len - 1] == ']'; }

static bool is_group_named(const ini_line *line, const char *group)
{
	return is_group(line) && line->len == strlen(group) + 2 && memcmp(line->start + 1, group, line->len - 2) == 0;
}

static bool is_key_named(const ini_line *line, const char *key)
{
	const char *stop = memchr(line->start, '=', line->len);
	while (stop && stop > line->start && g_ascii_isspace(stop[-1]))
		stop--;
	return stop && (gsize)(stop - line->start) == strlen(key) && memcmp(line->start, key, strlen(key)) == 0;
}

/* Where a key stands, the last time; without a key: its group. */
static bt_span place_of(const char *text, gsize len, const char *group, const char *key)
{
	const char *at = text;
	bt_span place = BT_NO_SPAN;
	bool within = false;
	for (ini_line line; take_line(&at, text + len, &line);) {
		if (is_group(&line))
			within = is_group_named(&line, group);
		if (within && (key ? is_key_named(&line, key) : is_group(&line)))
			place = (bt_span){(guint32)(line.start - text), (guint32)line.len};
	}
	return place;
}

/* The first line that is no comment, no [group] and no «key = value» below one. */
static bool find_stray(const char *text, gsize len, ini_line *stray)
{
	const char *at = text;
	for (bool within = false; take_line(&at, text + len, stray); within |= is_group(stray)) {
		const char *sign = memchr(stray->start, '=', stray->len);
		if (stray->len > 0 && stray->start[0] != '#' && !is_group(stray) && (!within || !sign || sign == stray->start || stray->start[0] == '['))
			return true;
	}
	return false;
}

/* ---- keys and values */

static int key_of(const char *group, const char *key)
{
	for (int i = 0; i < BT_OFFICE_KEYS; i++)
		if (strcmp(keys[i].group, group) == 0 && strcmp(keys[i].key, key) == 0)
			return i;
	return -1;
}

/* The known keys of a group, "name, issuer, …", for messages; "": there is no such group. Caller frees. */
static char *known_keys(const char *group)
{
	GString *out = g_string_new(NULL);
	for (int i = 0; i < BT_OFFICE_KEYS; i++)
		if (strcmp(keys[i].group, group) == 0)
			g_string_append_printf(out, "%s%s", out->len ? ", " : "", keys[i].key);
	return g_string_free(out, FALSE);
}

static char *known_groups(void)
{
	GString *out = g_string_new(NULL);
	for (int i = 0; i < BT_OFFICE_KEYS; i++)
		if (i == 0 || strcmp(keys[i].group, keys[i - 1].group) != 0)
			if (!strstr(out->str, keys[i].group))
				g_string_append_printf(out, "%s[%s]", out->len ? ", " : "", keys[i].group);
	return g_string_free(out, FALSE);
}

/* An address to which the names of pages can be added. */
static bool is_site(const char *url)
{
	const char *host = g_str_has_prefix(url, "https://") ? url + 8 : g_str_has_prefix(url, "http://") ? url + 7 : "";
	return g_ascii_isalnum(*host) && !strpbrk(host, " \t\"<>?#\\");
}

/* What the key takes instead, for the message; NULL: the value is good. */
static const char *wanted(int key, const char *value)
{
	if (key == BT_OFFICE_BASE_URL && !is_site(value))
		return "https://…";
	if (key == BT_OFFICE_THEME && strcmp(value, "dang") != 0 && strcmp(value, "nha-nuoc") != 0)
		return "dang, nha-nuoc";
	if (key == BT_OFFICE_LANGUAGE && strcmp(value, "vi") != 0)
		return "vi";
	return NULL;
}

/* As it stands where a backslash begins no escape that GLib knows. Caller frees. */
static char *value_of(GKeyFile *file, const char *group, const char *name)
{
	char *value = g_key_file_get_string(file, group, name, NULL);
	return value ? value : g_key_file_get_value(file, group, name, NULL);
}

struct settings {
	GKeyFile *file;
	const char *text;
	gsize len;
	bt_arena *arena;
	const char **office;
	bt_diags *diags;
};

static void take_key(const struct settings *s, const char *group, const char *name)
{
	int key = key_of(group, name);
	if (key < 0) {
		g_autofree char *known = known_keys(group);
		bt_say(s->diags, BT_D_OFFICE_KEY, place_of(s->text, s->len, group, name), group, name, known, NULL);
		return;
	}
	g_autofree char *value = value_of(s->file, group, name);
	g_autofree char *nfc = value ? g_utf8_normalize(g_strstrip(value), -1, G_NORMALIZE_NFC) : NULL;
	const char *other = nfc && *nfc ? wanted(key, nfc) : NULL;
	if (other)
		bt_say(s->diags, BT_D_OFFICE_VALUE, place_of(s->text, s->len, group, name), name, nfc, other, NULL);
	else if (nfc && *nfc)
		s->office[key] = bt_arena_strdup(s->arena, nfc);
}

static void take_group(const struct settings *s, const char *group)
{
	g_autofree char *known = known_keys(group);
	if (!*known) {
		g_autofree char *groups = known_groups();
		bt_say(s->diags, BT_D_OFFICE_GROUP, place_of(s->text, s->len, group, NULL), group, groups, NULL);
		return;
	}
	g_auto(GStrv) names = g_key_file_get_keys(s->file, group, NULL, NULL);
	for (char **name = names; name && *name; name++)
		take_key(s, group, *name);
}

/* Letters and lines are as they must be, with a message of what is not. */
static bool is_sound(const char *text, gsize len, bt_diags *diags)
{
	const char *bad;
	ini_line stray;
	if (!g_utf8_validate(text, (gssize)len, &bad)) {
		g_autofree char *byte = g_strdup_printf("%02X", (guint)(guchar)*bad);
		bt_say(diags, BT_D_READ_NOT_UTF8, (bt_span){(guint32)(bad - text), 1}, byte, NULL);
		return false;
	}
	if (find_stray(text, len, &stray)) {
		g_autofree char *words = g_strndup(stray.start, stray.len);
		bt_say(diags, BT_D_OFFICE_LINE, (bt_span){(guint32)(stray.start - text), (guint32)stray.len}, words, NULL);
		return false;
	}
	return true;
}

static bool take_settings(const struct settings *s)
{
	g_autoptr(GError) error = NULL;
	if (!is_sound(s->text, s->len, s->diags))
		return false;
	if (!g_key_file_load_from_data(s->file, s->text, s->len, G_KEY_FILE_NONE, &error)) {
		bt_say(s->diags, BT_D_OFFICE_BROKEN, BT_NO_SPAN, error->message, NULL);
		return false;
	}
	g_auto(GStrv) groups = g_key_file_get_groups(s->file, NULL);
	for (char **group = groups; *group; group++)
		take_group(s, *group);
	return true;
}

bool bt_office_keys(GBytes *bytes, bt_arena *arena, const char **office, bt_diags *diags)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	gsize len;
	const char *text = g_bytes_get_data(bytes, &len);
	if (len >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) /* Notepad's mark */
		text += 3, len -= 3;
	if (len == 0)
		return true;
	bt_diags_source(diags, text, len);
	bool good = take_settings(&(struct settings){file, text, len, arena, office, diags});
	bt_diags_source(diags, NULL, 0);
	return good;
}

void bt_office_give(bt_doc *doc, const char *const *office, GBytes *logo)
{
	bt_field *issuer = &doc->meta.field[BT_META_ISSUER];
	memcpy(doc->office, office, sizeof doc->office);
	if (!issuer->text)
		issuer->text = doc->office[BT_OFFICE_ISSUER];
	doc->logo = logo ? g_bytes_ref(logo) : NULL;
}

bool bt_office_read(bt_doc *doc, GBytes *bytes, bt_diags *diags)
{
	const char *office[BT_OFFICE_KEYS] = {0};
	if (!bt_office_keys(bytes, doc->arena, office, diags))
		return false;
	bt_office_give(doc, office, NULL);
	return true;
}

static const char *logo_fault(const char *name, GBytes *bytes, bt_lang lang)
{
	static const char *const vector[] = {[BT_LANG_EN] = "SVG is not taken; save it as PNG, 500 pixels high or more",
					     [BT_LANG_VI] = "chưa dùng được SVG; hãy lưu thành PNG cao từ 500 điểm ảnh"};
	static const char *const unread[] = {[BT_LANG_EN] = "no such file beside bantin.ini, or larger than «bantin help limits» allows",
					     [BT_LANG_VI] = "không có tệp ấy cạnh bantin.ini, hoặc tệp lớn hơn mức nêu ở «bantin help limits»"};
	bt_picture picture;
	g_autofree char *lower = g_ascii_strdown(name, -1);
	if (g_str_has_suffix(lower, ".svg"))
		return vector[lang];
	if (!bytes)
		return unread[lang];
	return bt_picture_read(bytes, &picture) ? NULL : bt_picture_fault(lang);
}

GBytes *bt_office_logo(const char *const *office, const char *dir, bt_span span, bt_diags *diags)
{
	const char *name = office[BT_OFFICE_LOGO];
	if (!name)
		return NULL;
	g_autoptr(bt_diags) unheard = bt_diags_new(BT_LANG_EN);
	g_autoptr(GBytes) bytes = bt_read_beneath(dir, name, BT_MAX_LOGO_BYTES, unheard);
	const char *fault = logo_fault(name, bytes, bt_diags_lang(diags));
	if (fault)
		bt_say(diags, BT_D_OFFICE_LOGO, span, name, fault, NULL);
	return fault ? NULL : g_steal_pointer(&bytes);
}

const char *bt_office_logo_words(const bt_doc *doc, bt_arena *arena)
{
	const char *whose = doc->office[BT_OFFICE_ISSUER] ? doc->office[BT_OFFICE_ISSUER] : doc->meta.field[BT_META_ISSUER].text;
	return whose ? bt_arena_printf(arena, "Biểu trưng của %s", whose) : "Biểu trưng của cơ quan";
}
