/* Links of finished pages: do they lead to something? Knows our own pages' syntax (attributes in double quotes, names in lower case) and
 * the addresses of the site, no other. */
#include "site/build.h"

#include <string.h>

/* ------------------------------------------------------------------ addresses */

static gsize slot_of(const guint64 *slots, gsize room, guint64 hash)
{
	gsize at = hash & (room - 1);
	while (slots[at] && slots[at] != hash)
		at = (at + 1) & (room - 1);
	return at;
}

static void grow(bt_addresses *set)
{
	gsize room = MAX(set->room * 2, 4096);
	guint64 *slots = g_new0(guint64, room);
	for (gsize i = 0; i < set->room; i++)
		if (set->slots[i])
			slots[slot_of(slots, room, set->slots[i])] = set->slots[i];
	g_free(set->slots);
	set->slots = slots;
	set->room = room;
}

void bt_addresses_add(bt_addresses *set, const char *address)
{
	guint64 hash = bt_hash_text(0, address);
	if (set->n * 2 >= set->room)
		grow(set);
	gsize at = slot_of(set->slots, set->room, hash);
	set->n += set->slots[at] == 0;
	set->slots[at] = hash;
}

static bool has(const bt_addresses *set, const char *address)
{
	guint64 hash = bt_hash_text(0, address);
	return set->room && set->slots[slot_of(set->slots, set->room, hash)] == hash;
}

void bt_addresses_clear(bt_addresses *set)
{
	g_free(set->slots);
	*set = (bt_addresses){0};
}

/* ------------------------------------------------------------------ links in pages */

/* The value of the next attribute from `at` that begins with `start`, as ` href="`. NULL: none. */
static const char *next_value(const char *at, const char *end, const char *start, gsize *len)
{
	const char *found = memmem(at, (gsize)(end - at), start, strlen(start));
	if (!found)
		return NULL;
	found += strlen(start);
	const char *close = memchr(found, '"', (gsize)(end - found));
	*len = close ? (gsize)(close - found) : 0;
	return close ? found : NULL;
}

/* A link as a page has it to a path: entities and percent codes resolved. Caller frees; NULL: nobody can. */
static char *decoded(const char *value, gsize len)
{
	g_autofree char *text = g_strndup(value, len);
	GString *plain = g_string_new(text);
	g_string_replace(plain, "&quot;", "\"", 0);
	g_string_replace(plain, "&lt;", "<", 0);
	g_string_replace(plain, "&gt;", ">", 0);
	g_string_replace(plain, "&#39;", "'", 0);
	g_string_replace(plain, "&amp;", "&", 0);
	char *out = g_uri_unescape_string(plain->str, NULL);
	g_string_free(plain, TRUE);
	return out;
}

static bool is_external(const char *value, gsize len)
{
	gsize scheme = strcspn(value, ":/?#\"");
	return (scheme < len && value[scheme] == ':') || (len > 1 && value[0] == '/' && value[1] == '/');
}

/* The path that `link` means from a page in `folder`, without "." and "..". Caller frees; NULL: it leaves the site. */
static char *resolve(const char *folder, const char *link)
{
	g_autoptr(GPtrArray) parts = g_ptr_array_new();
	g_autofree char *whole = g_strconcat(folder, "/", link, NULL);
	g_auto(GStrv) split = g_strsplit(whole, "/", -1);
	bool folder_at_end = g_str_has_suffix(whole, "/");
	if (*link == '/')
		return NULL;
	for (char **part = split; *part; part++) {
		if (!**part || strcmp(*part, ".") == 0)
			continue;
		if (strcmp(*part, "..") != 0)
			g_ptr_array_add(parts, *part);
		else if (parts->len)
			g_ptr_array_set_size(parts, (int)parts->len - 1);
		else
			return NULL;
	}
	if (folder_at_end)
		g_ptr_array_add(parts, "index.html");
	g_ptr_array_add(parts, NULL);
	return g_strjoinv("/", (char **)parts->pdata);
}

bool bt_links_place(GBytes *page, const char *id)
{
	gsize size, len;
	const char *at = g_bytes_get_data(page, &size), *end = at + size;
	for (const char *value; (value = next_value(at, end, " id=\"", &len)); at = value + len)
		if (len == strlen(id) && memcmp(value, id, len) == 0)
			return true;
	return false;
}

static bool say_broken(const bt_link_check *check, const char *link, gsize len, bt_diags *diags)
{
	g_autofree char *shown = g_strndup(link, len);
	bt_diags_about(diags, check->address, NULL, 0);
	bt_say(diags, BT_D_SITE_LINK, BT_NO_SPAN, shown, NULL);
	return false;
}

static bool check_link(const bt_link_check *check, GBytes *page, const char *value, gsize len, GPtrArray *elsewhere, bt_diags *diags)
{
	if (is_external(value, len))
		return true;
	g_autofree char *link = decoded(value, len);
	char *place = link ? strchr(link, '#') : NULL;
	if (place)
		*place++ = 0;
	if (!link)
		return say_broken(check, value, len, diags);
	link[strcspn(link, "?")] = 0;
	if (!*link)
		return !place || !*place || (page && bt_links_place(page, place)) || say_broken(check, value, len, diags);
	g_autofree char *folder = g_path_get_dirname(check->address), *address = resolve(strcmp(folder, ".") == 0 ? "" : folder, link);
	if (!address || !has(check->addresses, address))
		return say_broken(check, value, len, diags);
	if (place && *place && elsewhere)
		g_ptr_array_add(elsewhere, g_strdup_printf("%s\n%s#%s", check->address, address, place));
	return true;
}

bool bt_links_check(const bt_link_check *check, GBytes *page, GPtrArray *elsewhere, bt_diags *diags)
{
	static const char *const starts[] = {" href=\"", " src=\""};
	gsize size, len;
	const char *start = g_bytes_get_data(page, &size), *end = start + size;
	bool all = true;
	for (gsize i = 0; i < G_N_ELEMENTS(starts); i++) {
		const char *at = start;
		for (const char *value; (value = next_value(at, end, starts[i], &len)); at = value + len)
			all &= check_link(check, page, value, len, elsewhere, diags);
	}
	return all;
}

bool bt_links_check_one(const bt_link_check *check, const char *link, bt_diags *diags)
{
	return check_link(check, NULL, link, strlen(link), NULL, diags);
}

GPtrArray *bt_links_of(GBytes *markup)
{
	gsize size, len;
	const char *at = g_bytes_get_data(markup, &size), *end = at + size;
	GPtrArray *links = g_ptr_array_new_with_free_func(g_free);
	for (const char *value; (value = next_value(at, end, " href=\"", &len)); at = value + len)
		if (len && *value != '#' && !is_external(value, len))
			g_ptr_array_add(links, g_strndup(value, len));
	return links;
}
