/* What the pages of one office share: templates read once, the style sheet, the office's colours, the policy that keeps
 * everything else out. Knows no report and no project. */
#include "html/private.h"

#include <string.h>

#define SHEET "style.css"
#define SITE_SHEET "site/style.css"

struct bt_look {
	bt_look_source source; /* NULL: the program's own */
	void *data;
	const char *const *office;
	GHashTable *templates; /* char * to bt_template *; NULL: cannot be read, which has been said */
	GString *colours;      /* the office's own, as CSS */
	GBytes *sheet;         /* as it stands in the file; with that of the site's own parts */
	char *nonce;
	GBytes *logo;          /* or NULL */
	bt_picture logo_size;
	char *logo_name;       /* below the folder of the site */
	GHashTable *held;      /* of bt_look_held: the text to what was made of it, GString */
	GString *whole[2];     /* the sheet with its fonts inside, without and with italic ones; NULL: not made yet */
};

static GBytes *read_file(const bt_look *look, const char *name, const char **shown, bt_diags *diags)
{
	if (look->source)
		return look->source(look->data, name, shown, diags);
	g_autofree char *path = g_strconcat("templates/", name, NULL);
	*shown = g_intern_string(path);
	return bt_data_read(path, diags);
}

static GBytes *read_sheet(const bt_look *look, bt_diags *diags)
{
	const char *shown;
	g_autoptr(GBytes) sheet = read_file(look, SHEET, &shown, diags);
	if (!sheet || !look->source)
		return g_steal_pointer(&sheet);
	g_autoptr(GBytes) more = read_file(look, SITE_SHEET, &shown, diags);
	if (!more)
		return NULL;
	GByteArray *whole = g_byte_array_sized_new((guint)(g_bytes_get_size(sheet) + g_bytes_get_size(more)));
	g_byte_array_append(whole, g_bytes_get_data(sheet, NULL), (guint)g_bytes_get_size(sheet));
	g_byte_array_append(whole, g_bytes_get_data(more, NULL), (guint)g_bytes_get_size(more));
	return g_byte_array_free_to_bytes(whole);
}

static bool is_state(const bt_look *look)
{
	const char *theme = look->office ? look->office[BT_OFFICE_THEME] : NULL;
	return theme && strcmp(theme, "nha-nuoc") == 0;
}

/* The style of a page is known by a name made of its bytes; a style written into the text has no such name. */
static char *nonce_of(const bt_look *look)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	g_checksum_update(sum, g_bytes_get_data(look->sheet, NULL), (gssize)g_bytes_get_size(look->sheet));
	g_checksum_update(sum, (const guchar *)look->colours->str, (gssize)look->colours->len);
	return g_strndup(g_checksum_get_string(sum), 32);
}

static void take_logo(bt_look *look, GBytes *logo)
{
	if (!logo || !bt_picture_read(logo, &look->logo_size))
		return;
	g_autofree char *hash = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, logo);
	look->logo = g_bytes_ref(logo);
	look->logo_name = g_strdup_printf("bantin-assets/logo-%.16s.%s", hash, look->logo_size.kind == BT_PICTURE_PNG ? "png" : "jpg");
}

static void free_string(gpointer string) { g_string_free(string, TRUE); }

bt_look *bt_look_open(bt_look_source source, void *data, const char *const *office, GBytes *logo, bt_diags *diags)
{
	g_autoptr(bt_look) look = g_new0(bt_look, 1);
	look->source = source;
	look->data = data;
	look->office = office;
	look->templates = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)bt_template_free);
	look->colours = g_string_new(NULL);
	look->held = g_hash_table_new_full(NULL, NULL, NULL, free_string);
	look->sheet = read_sheet(look, diags);
	if (!look->sheet)
		return NULL;
	if (office && office[BT_OFFICE_COLOURS])
		bt_put_colours(office[BT_OFFICE_COLOURS], is_state(look), look->colours);
	look->nonce = nonce_of(look);
	take_logo(look, logo);
	return g_steal_pointer(&look);
}

void bt_look_free(bt_look *look)
{
	if (!look)
		return;
	g_hash_table_unref(look->templates);
	g_hash_table_unref(look->held);
	g_string_free(look->colours, TRUE);
	if (look->sheet)
		g_bytes_unref(look->sheet);
	for (gsize i = 0; i < G_N_ELEMENTS(look->whole); i++)
		if (look->whole[i])
			g_string_free(look->whole[i], TRUE);
	if (look->logo)
		g_bytes_unref(look->logo);
	g_free(look->logo_name);
	g_free(look->nonce);
	g_free(look);
}

void bt_look_held(bt_look *look, bt_values *values, const char *name, const char *text)
{
	GString *held = text ? g_hash_table_lookup(look->held, text) : NULL;
	if (text && !held) {
		held = g_string_new(NULL);
		bt_html_held(text, held);
		g_hash_table_insert(look->held, (gpointer)text, held);
	}
	bt_values_lent(values, name, held ? held->str : NULL, held ? held->len : 0);
}

const bt_template *bt_look_template(bt_look *look, const char *name, bt_diags *diags)
{
	gpointer known;
	if (g_hash_table_lookup_extended(look->templates, name, NULL, &known))
		return known;
	const char *shown = name;
	g_autoptr(GBytes) bytes = read_file(look, name, &shown, diags);
	bt_template *template = bytes ? bt_template_read(bytes, name, shown, bt_names, diags) : NULL;
	g_hash_table_insert(look->templates, g_strdup(name), template);
	return template;
}

/* A page's own style may be read, and its fonts and pictures: no frame, no form, no script. */
static void set_policy(const bt_look *look, bt_values *values, bool inside)
{
	g_autofree char *policy = g_strdup_printf("default-src 'none'; style-src 'nonce-%s'; font-src %s; img-src data:; base-uri 'none'; form-action 'none'", look->nonce,
						  inside ? "data:" : "'self' file:");
	bt_values_text(values, "policy", policy);
	bt_values_text(values, "nonce", look->nonce);
	bt_values_text(values, "theme", is_state(look) ? "nha-nuoc" : "dang");
	bt_values_lent(values, "own-style", look->colours->str, look->colours->len);
}

/* The same in a site, whose pages show photos from its own folder. They are not named here: the Nu checker finds no relative
 * address allowed by any img-src, not even by "*", so every other kind of resource is named instead. No page connects to anything; judges
 * of pages (Lighthouse) fetch the site's robots.txt as if it were one that does. */
static void set_site_policy(const bt_look *look, bt_values *values, const char *scripts)
{
	g_autofree char *policy = g_strdup_printf("script-src %s; style-src 'nonce-%s'; font-src 'self' file:; connect-src 'self'; frame-src 'none'; object-src 'none'; "
						  "media-src 'none'; worker-src 'none'; manifest-src 'none'; base-uri 'none'; form-action 'none'", scripts, look->nonce);
	bt_values_text(values, "policy", policy);
}

/* An icon is asked for by browsers; one that is empty asks nothing of the server. */
static void set_logo(const bt_look *look, bt_values *values, const char *root)
{
	const char *issuer = look->office ? look->office[BT_OFFICE_ISSUER] : NULL;
	g_autofree char *link = look->logo ? g_strconcat(root, look->logo_name, NULL) : NULL;
	g_autofree char *alt = issuer ? g_strdup_printf("Biểu trưng của %s", issuer) : g_strdup("Biểu trưng của cơ quan");
	g_autofree char *width = g_strdup_printf("%u", look->logo_size.width), *height = g_strdup_printf("%u", look->logo_size.height);
	bt_values_text(values, "icon", link ? link : "data:,");
	if (!link)
		return;
	bt_values_text(values, "logo", link);
	bt_values_text(values, "logo-alt", alt);
	bt_values_text(values, "logo-width", width);
	bt_values_text(values, "logo-height", height);
}

void bt_look_frame(const bt_look *look, bt_values *values, const char *root, bool scripts)
{
	g_autofree char *sheet = g_strconcat(root, "bantin-assets/style.css", NULL);
	set_policy(look, values, false);
	bt_values_text(values, "stylesheet", sheet);
	bt_values_text(values, "root", root);
	set_logo(look, values, root);
	g_autofree char *own = g_strdup_printf("'nonce-%s' 'self' file:", look->nonce);
	if (look->source)
		set_site_policy(look, values, scripts ? own : "'none'");
}

void bt_look_data(const bt_look *look, bt_values *values, GString *json)
{
	guint8 sum[32];
	gsize n = sizeof sum;
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	g_checksum_update(checksum, (const guchar *)json->str, (gssize)json->len);
	g_checksum_get_digest(checksum, sum, &n);
	g_autofree char *hash = g_base64_encode(sum, n), *scripts = g_strdup_printf("'sha256-%s'", hash);
	set_site_policy(look, values, scripts);
	bt_values_markup(values, "json-ld", json);
}

void bt_look_plain(const bt_look *look, bt_values *values)
{
	bt_values_markup(values, "style", bt_web_style_plain(look->sheet));
	bt_values_text(values, "stylesheet", NULL);
	bt_values_text(values, "icon", "data:,");
	bt_values_text(values, "logo", NULL);
}

const char *bt_look_logo(const bt_look *look) { return look->logo_name; }

bool bt_look_style(bt_look *look, bt_values *values, bool italic, bt_diags *diags)
{
	GString *whole = look->whole[italic];
	if (!whole)
		whole = look->whole[italic] = bt_web_style(look->sheet, true, italic, diags);
	if (!whole)
		return false;
	set_policy(look, values, true);
	bt_values_text(values, "icon", "data:,");
	bt_values_lent(values, "style", whole->str, whole->len);
	return true;
}

bt_look *bt_look_alone(const char *const *office, bt_diags *diags)
{
	static bt_look *kept;
	static char *theme, *colours;
	static const char *own[BT_OFFICE_KEYS];
	if (kept && g_strcmp0(theme, office[BT_OFFICE_THEME]) == 0 && g_strcmp0(colours, office[BT_OFFICE_COLOURS]) == 0)
		return kept;
	bt_look_free(kept);
	g_free(theme);
	g_free(colours);
	own[BT_OFFICE_THEME] = theme = g_strdup(office[BT_OFFICE_THEME]);
	own[BT_OFFICE_COLOURS] = colours = g_strdup(office[BT_OFFICE_COLOURS]);
	return kept = bt_look_open(NULL, NULL, own, NULL, diags);
}

bool bt_html_assets(bt_look *look, bt_asset_sink sink, void *data, bt_diags *diags)
{
	const bt_look own = {.source = NULL};
	g_autoptr(GBytes) sheet = look ? g_bytes_ref(look->sheet) : read_sheet(&own, diags);
	if (!sheet || !bt_web_assets(sheet, sink, data, diags))
		return false;
	if (look && look->logo)
		sink(data, look->logo_name, look->logo);
	return true;
}
