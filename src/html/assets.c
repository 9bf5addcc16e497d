/* The style sheet and the web fonts: beside the page, or inside it. The sheet names each font
 * file once, in an @font-face rule; nothing else here knows which faces there are. */
#include "html/private.h"

#include <string.h>

#define FACE "@font-face"

/* Appends a quoted string whole and returns what follows it. */
static const char *copy_string(const char *p, GString *out)
{
	const char *end = strchr(p + 1, *p);
	end = end ? end + 1 : p + strlen(p);
	g_string_append_len(out, p, end - p);
	return end;
}

/* Without comments and the white space that means nothing. */
static GString *packed(const char *css)
{
	GString *out = g_string_sized_new(strlen(css));
	for (const char *p = css; *p;) {
		char last = out->len ? out->str[out->len - 1] : ';';
		if (p[0] == '/' && p[1] == '*') {
			const char *end = strstr(p, "*/");
			p = end ? end + 2 : p + strlen(p);
		} else if (*p == '"') {
			p = copy_string(p, out);
		} else if (g_ascii_isspace(*p)) {
			if (!strchr("{};:, \n", last))
				g_string_append_c(out, ' ');
			p++;
		} else {
			if ((*p == '{' || *p == '}') && last == ' ')
				g_string_truncate(out, out->len - 1);
			if (*p == '}' && last == ';')
				g_string_truncate(out, out->len - 1);
			g_string_append_c(out, *p++);
		}
	}
	return out;
}

/* The file that an @font-face rule at `rule` names: url("NAME"). Caller frees; NULL: none, a font of the reader's machine. */
static char *face_file(const char *rule, const char *end)
{
	const char *open = g_strstr_len(rule, end - rule, "url(\"");
	const char *close = open ? strchr(open + 5, '"') : NULL;
	return close && close < end ? g_strndup(open + 5, (gsize)(close - open - 5)) : NULL;
}

static GBytes *read_face(const char *file, bt_diags *diags)
{
	g_autofree char *path = g_strconcat("fonts/web/", file, NULL);
	return bt_data_read(path, diags);
}

static bool put_inside(const char *rule, const char *end, const char *file, GString *out, bt_diags *diags)
{
	g_autoptr(GBytes) font = read_face(file, diags);
	if (!font)
		return false;
	g_autofree char *data = g_base64_encode(g_bytes_get_data(font, NULL), g_bytes_get_size(font));
	const char *open = g_strstr_len(rule, end - rule, "url(\"") + 5;
	g_string_append_len(out, rule, open - rule);
	g_string_append_printf(out, "data:font/woff2;base64,%s", data);
	g_string_append_len(out, open + strlen(file), end - open - (gssize)strlen(file));
	return true;
}

GString *bt_web_style(GBytes *sheet, bool self_contained, bool italic, bt_diags *diags)
{
	g_autofree char *css = g_strndup(g_bytes_get_data(sheet, NULL), g_bytes_get_size(sheet));
	GString *plain = packed(css), *out = g_string_sized_new(plain->len + 120000);
	const char *p = plain->str;
	for (const char *rule; self_contained && (rule = strstr(p, FACE));) {
		const char *end = strchr(rule, '}');
		g_autofree char *file = end ? face_file(rule, end) : NULL;
		if (!end)
			break;
		g_string_append_len(out, p, (file ? rule : end + 1) - p);
		bool needed = file && (italic || !strstr(file, "Italic"));
		if (needed && !put_inside(rule, end + 1, file, out, diags)) {
			g_string_free(plain, TRUE);
			g_string_free(out, TRUE);
			return NULL;
		}
		p = end + 1;
	}
	g_string_append(out, p);
	g_string_free(plain, TRUE);
	return out;
}

GString *bt_web_style_plain(GBytes *sheet)
{
	g_autofree char *css = g_strndup(g_bytes_get_data(sheet, NULL), g_bytes_get_size(sheet));
	GString *plain = packed(css);
	for (gssize at = 0; at < (gssize)plain->len;) {
		const char *rule = strstr(plain->str + at, FACE), *end = rule ? strchr(rule, '}') : NULL;
		g_autofree char *file = end ? face_file(rule, end) : NULL;
		if (!end)
			break;
		at = rule - plain->str;
		if (file)
			g_string_erase(plain, at, end + 1 - rule);
		else
			at = end - plain->str;
	}
	return plain;
}

bool bt_web_assets(GBytes *bytes, bt_asset_sink sink, void *data, bt_diags *diags)
{
	GString *style = bt_web_style(bytes, false, true, diags);
	if (!style)
		return false;
	const char *p = style->str;
	bool done = true;
	for (const char *rule; done && (rule = strstr(p, FACE)); p = rule + 1) {
		const char *end = strchr(rule, '}');
		g_autofree char *file = end ? face_file(rule, end) : NULL;
		g_autoptr(GBytes) font = file ? read_face(file, diags) : NULL;
		g_autofree char *name = file ? g_strconcat("bantin-assets/", file, NULL) : NULL;
		done = font || !file;
		if (font)
			sink(data, name, font);
	}
	g_autoptr(GBytes) licence = done ? read_face("OFL.txt", diags) : NULL;
	g_autoptr(GBytes) sheet = g_string_free_to_bytes(style);
	if (!licence)
		return false;
	sink(data, "bantin-assets/OFL.txt", licence);
	sink(data, "bantin-assets/style.css", sheet);
	return true;
}
