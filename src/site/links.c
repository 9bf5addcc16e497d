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

/* The value of the next attribute from `at`. What stands in text as if it were one is a value, too. NULL: none. */
static const char *next_value(const char *at, const char *end)
{
	while ((at = memchr(at, '=', (gsize)(end - at))) && ++at < end)
		if (*at == '"')
			return at + 1;
	return NULL;
}

/* The value is of the attribute `name`, as " href", in the page that begins at `start`, and ends; *len is set. */
static inline bool is_of(const char *value, const char *name, const char *start, const char *end, gsize *len)
{
	gsize before = strlen(name) + strlen("=\"");
	if ((gsize)(value - start) < before || memcmp(value - before, name, strlen(name)) != 0)
		return false;
	const char *close = memchr(value, '"', (gsize)(end - value));
	*len = close ? (gsize)(close - value) : 0;
	return close != NULL;
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

/* `path`, a folder with a slash at its end or "" for the top, becomes the one above it; false: there is none. */
static bool go_up(GString *path)
{
	if (!path->len)
		return false;
	const char *slash = memrchr(path->str, '/', path->len - 1);
	g_string_truncate(path, slash ? (gsize)(slash + 1 - path->str) : 0);
	return true;
}

/* The path that `link` means from the page `from`, without "." and "..", to `path`. False: it leaves the site. */
static bool resolve(const char *from, const char *link, gsize len, GString *path)
{
	const char *slash = strrchr(from, '/'), *end = link + len;
	g_string_truncate(path, 0);
	bt_append_len(path, from, slash ? (gsize)(slash + 1 - from) : 0);
	if (*link == '/')
		return false;
	for (const char *at = link, *next; at < end; at = next) {
		const char *stop = memchr(at, '/', (gsize)(end - at));
		gsize n = (gsize)((stop ? stop : end) - at);
		next = stop ? stop + 1 : end;
		if (n == 2 && at[0] == '.' && at[1] == '.') {
			if (!go_up(path))
				return false;
		} else if (n > 0 && !(n == 1 && *at == '.')) {
			bt_append_len(path, at, (gsize)(next - at));
		}
	}
	if (end[-1] == '/')
		bt_append(path, "index.html");
	return true;
}

bool bt_links_place(GBytes *page, const char *id)
{
	gsize size, len;
	const char *start = g_bytes_get_data(page, &size), *end = start + size;
	for (const char *value = start; (value = next_value(value, end));)
		if (is_of(value, " id", start, end, &len) && len == strlen(id) && memcmp(value, id, len) == 0)
			return true;
	return false;
}

/* Links of one page that are judged one after the other. */
struct judging {
	const bt_link_check *check;
	GBytes *page;         /* NULL: not at hand */
	GPtrArray *elsewhere; /* NULL: not asked for */
	bt_diags *diags;
	GString *path;        /* of the link in hand */
};

static bool say_broken(const struct judging *judging, const char *link, gsize len)
{
	g_autofree char *shown = g_strndup(link, len);
	bt_diags_about(judging->diags, judging->check->address, NULL, 0);
	bt_say(judging->diags, BT_D_SITE_LINK, BT_NO_SPAN, shown, NULL);
	return false;
}

/* A link without entities and percent codes; "" is the page itself. */
static bool leads_somewhere(const struct judging *judging, const char *link, gsize len)
{
	const char *end = link + len, *hash = memchr(link, '#', len);
	gsize path = hash ? (gsize)(hash - link) : len;
	const char *query = memchr(link, '?', path);
	g_autofree char *place = hash && hash + 1 < end ? g_strndup(hash + 1, (gsize)(end - hash - 1)) : NULL;
	path = query ? (gsize)(query - link) : path;
	if (path == 0)
		return !place || (judging->page && bt_links_place(judging->page, place));
	if (!resolve(judging->check->address, link, path, judging->path) || !has(judging->check->addresses, judging->path->str))
		return false;
	if (place && judging->elsewhere)
		g_ptr_array_add(judging->elsewhere, g_strdup_printf("%s\n%s#%s", judging->check->address, judging->path->str, place));
	return true;
}

static bool check_link(const struct judging *judging, const char *value, gsize len)
{
	if (is_external(value, len))
		return true;
	bool coded = memchr(value, '&', len) || memchr(value, '%', len);
	g_autofree char *plain = coded ? decoded(value, len) : NULL;
	bool leads = !coded ? leads_somewhere(judging, value, len) : plain && leads_somewhere(judging, plain, strlen(plain));
	return leads || say_broken(judging, value, len);
}

bool bt_links_check(const bt_link_check *check, GBytes *page, GPtrArray *elsewhere, bt_diags *diags)
{
	gsize size, len;
	const char *start = g_bytes_get_data(page, &size), *end = start + size;
	g_autoptr(GString) path = g_string_sized_new(256);
	const struct judging judging = {check, page, elsewhere, diags, path};
	bool all = true;
	for (const char *value = start; (value = next_value(value, end));)
		if (is_of(value, " href", start, end, &len) || is_of(value, " src", start, end, &len))
			all &= check_link(&judging, value, len);
	return all;
}

bool bt_links_check_one(const bt_link_check *check, const char *link, bt_diags *diags)
{
	g_autoptr(GString) path = g_string_sized_new(256);
	return check_link(&(struct judging){check, NULL, NULL, diags, path}, link, strlen(link));
}

GPtrArray *bt_links_of(GBytes *markup)
{
	gsize size, len;
	const char *start = g_bytes_get_data(markup, &size), *end = start + size;
	GPtrArray *links = g_ptr_array_new_with_free_func(g_free);
	for (const char *value = start; (value = next_value(value, end));)
		if (is_of(value, " href", start, end, &len) && len && *value != '#' && !is_external(value, len))
			g_ptr_array_add(links, g_strndup(value, len));
	return links;
}
