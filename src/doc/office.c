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

static int key_of(const char *group, const char *key)
{
	for (int i = 0; i < BT_OFFICE_KEYS; i++)
		if (strcmp(keys[i].group, group) == 0 && strcmp(keys[i].key, key) == 0)
			return i;
	return -1;
}

/* The known keys of a group, "name, issuer, …", for messages. Caller frees. */
static char *known_keys(const char *group)
{
	GString *out = g_string_new(NULL);
	for (int i = 0; i < BT_OFFICE_KEYS; i++)
		if (strcmp(keys[i].group, group) == 0)
			g_string_append_printf(out, "%s%s", out->len ? ", " : "", keys[i].key);
	return g_string_free(out, FALSE);
}

static void take_group(GKeyFile *file, const char *group, bt_arena *arena, const char **office, bt_diags *diags)
{
	g_auto(GStrv) names = g_key_file_get_keys(file, group, NULL, NULL);
	for (char **name = names; name && *name; name++) {
		int key = key_of(group, *name);
		g_autofree char *known = known_keys(group);
		if (key < 0) {
			bt_say(diags, BT_D_OFFICE_KEY, BT_NO_SPAN, group, *name, known, NULL);
			continue;
		}
		g_autofree char *value = g_key_file_get_string(file, group, *name, NULL);
		g_autofree char *nfc = value ? g_utf8_normalize(g_strstrip(value), -1, G_NORMALIZE_NFC) : NULL;
		if (nfc && *nfc)
			office[key] = bt_arena_strdup(arena, nfc);
	}
}

bool bt_office_keys(GBytes *bytes, bt_arena *arena, const char **office, bt_diags *diags)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_autoptr(GError) error = NULL;
	if (!g_key_file_load_from_bytes(file, bytes, G_KEY_FILE_NONE, &error)) {
		bt_say(diags, BT_D_OFFICE_BROKEN, BT_NO_SPAN, error->message, NULL);
		return false;
	}
	g_auto(GStrv) groups = g_key_file_get_groups(file, NULL);
	for (char **group = groups; *group; group++)
		take_group(file, *group, arena, office, diags);
	return true;
}

bool bt_office_read(bt_doc *doc, GBytes *bytes, bt_diags *diags)
{
	if (!bt_office_keys(bytes, doc->arena, doc->office, diags))
		return false;
	bt_field *issuer = &doc->meta.field[BT_META_ISSUER];
	if (!issuer->text)
		issuer->text = doc->office[BT_OFFICE_ISSUER];
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

void bt_office_logo(bt_doc *doc, const char *dir, bt_diags *diags)
{
	const char *name = doc->office[BT_OFFICE_LOGO];
	if (!name)
		return;
	g_autoptr(bt_diags) unheard = bt_diags_new(BT_LANG_EN);
	g_autoptr(GBytes) bytes = bt_read_beneath(dir, name, BT_MAX_LOGO_BYTES, unheard);
	const char *fault = logo_fault(name, bytes, bt_diags_lang(diags));
	if (fault)
		bt_say(diags, BT_D_OFFICE_LOGO, BT_NO_SPAN, name, fault, NULL);
	else
		doc->logo = g_steal_pointer(&bytes);
}

const char *bt_office_logo_words(const bt_doc *doc, bt_arena *arena)
{
	const char *whose = doc->office[BT_OFFICE_ISSUER] ? doc->office[BT_OFFICE_ISSUER] : doc->meta.field[BT_META_ISSUER].text;
	return whose ? bt_arena_printf(arena, "Biểu trưng của %s", whose) : "Biểu trưng của cơ quan";
}
