/* Which editions an archive holds: names of folders to issues and back. Opens no file but the seals. */
#include "archive/archive.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define SEAL_FILE "tagmanifest-sha256.txt"
#define SEAL_BYTES 65536

/* A number of at most `digits` digits at *at, which moves past it; 0: none. */
static int number_at(const char **at, int digits)
{
	int n = 0;
	for (int i = 0; i < digits && g_ascii_isdigit(**at); i++)
		n = n * 10 + (*(*at)++ - '0');
	return n;
}

bool bt_issue_read(const char *words, bt_issue *issue)
{
	const char *at = words;
	*issue = (bt_issue){.year = number_at(&at, 4)};
	if (at - words != 4 || (*at != '-' && *at != '/') || (at[1] != 'Q' && at[1] != 'q'))
		return false;
	at += 2;
	issue->quarter = number_at(&at, 1);
	if (*at == '-' && (at[1] == 'r' || at[1] == 'R') && at[2] != '0') {
		at += 2;
		issue->revision = number_at(&at, 4);
		if (issue->revision == 0)
			return false;
	}
	return !*at && issue->year > 0 && issue->quarter >= 1 && issue->quarter <= 4;
}

char *bt_issue_id(bt_issue issue)
{
	return issue.revision > 1 ? g_strdup_printf("%04d-Q%d-r%d", issue.year, issue.quarter, issue.revision)
				  : g_strdup_printf("%04d-Q%d", issue.year, issue.quarter);
}

char *bt_issue_folder(bt_issue issue)
{
	return issue.revision > 1 ? g_strdup_printf("%04d/q%d-r%d", issue.year, issue.quarter, issue.revision)
				  : g_strdup_printf("%04d/q%d", issue.year, issue.quarter);
}

/* What stands in an archive besides its years. */
static bool belongs(const char *name) { return name[0] == '.' || strcmp(name, "index.db") == 0; }

static char *seal_of(const char *folder)
{
	g_autoptr(bt_diags) unsaid = bt_diags_new(BT_LANG_EN);
	g_autoptr(GBytes) bytes = bt_read_beneath(folder, SEAL_FILE, SEAL_BYTES, unsaid);
	return bytes ? g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes) : NULL;
}

static bool is_folder(const char *path)
{
	struct stat st;
	return lstat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* A folder of a year, "2024/q1-r2": false when its name is not exactly that of an issue. */
static bool take_edition(bt_shelf *shelf, const char *below, const char *path)
{
	bt_shelved e = {.below = bt_arena_strdup(shelf->arena, below), .folder = bt_arena_strdup(shelf->arena, path)};
	if (!bt_issue_read(below, &e.issue) || !is_folder(path))
		return false;
	e.issue.revision = MAX(e.issue.revision, 1);
	g_autofree char *proper = bt_issue_folder(e.issue), *id = bt_issue_id(e.issue), *seal = seal_of(path);
	if (strcmp(proper, below) != 0)
		return false;
	e.id = bt_arena_strdup(shelf->arena, id);
	e.seal = bt_arena_strdup(shelf->arena, seal);
	g_array_append_val(shelf->editions, e);
	return true;
}

/* The names in a folder; NULL when it cannot be listed to its end: what is not seen must not pass for missing. Caller
 * unrefs. */
static GPtrArray *names_in(const char *path)
{
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	DIR *dir = opendir(path);
	struct dirent *entry = NULL;
	if (!dir)
		return NULL;
	errno = 0;
	while ((entry = readdir(dir))) {
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			g_ptr_array_add(names, g_strdup(entry->d_name));
		errno = 0;
	}
	int error = errno;
	closedir(dir);
	errno = error;
	return error ? NULL : g_steal_pointer(&names);
}

static bool scan_year(bt_shelf *shelf, const char *year, const char *path)
{
	g_autoptr(GPtrArray) names = names_in(path);
	for (guint i = 0; names && i < names->len; i++) {
		const char *name = names->pdata[i];
		g_autofree char *below = g_strdup_printf("%s/%s", year, name), *whole = g_build_filename(path, name, NULL);
		if (!take_edition(shelf, below, whole))
			g_ptr_array_add(shelf->strays, bt_arena_strdup(shelf->arena, below));
	}
	return names != NULL;
}

static int by_issue(gconstpointer a, gconstpointer b)
{
	const bt_issue *x = &((const bt_shelved *)a)->issue, *y = &((const bt_shelved *)b)->issue;
	if (x->year != y->year)
		return x->year - y->year;
	return x->quarter != y->quarter ? x->quarter - y->quarter : x->revision - y->revision;
}

static int by_name(gconstpointer a, gconstpointer b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void mark_superseded(GArray *editions)
{
	for (guint i = 0; i + 1 < editions->len; i++) {
		bt_shelved *e = &g_array_index(editions, bt_shelved, i);
		const bt_issue *next = &g_array_index(editions, bt_shelved, i + 1).issue;
		e->superseded = e->issue.year == next->year && e->issue.quarter == next->quarter;
	}
}

static bool is_year(const char *name) { return strlen(name) == 4 && strspn(name, "0123456789") == 4; }

static bool scan(bt_shelf *shelf)
{
	g_autoptr(GPtrArray) names = names_in(shelf->path);
	bool whole = names != NULL;
	for (guint i = 0; whole && i < names->len; i++) {
		const char *name = names->pdata[i];
		g_autofree char *path = g_build_filename(shelf->path, name, NULL);
		if (is_year(name) && is_folder(path))
			whole = scan_year(shelf, name, path);
		else if (!belongs(name))
			g_ptr_array_add(shelf->strays, bt_arena_strdup(shelf->arena, name));
	}
	return whole;
}

static void say_unread(const char *archive, int error, bt_diags *diags)
{
	bt_diags_about(diags, archive, NULL, 0);
	if (error == ENOENT || error == ENOTDIR)
		bt_say(diags, BT_D_ARCHIVE_MISSING, BT_NO_SPAN, NULL);
	else
		bt_say(diags, BT_D_INPUT_UNREADABLE, BT_NO_SPAN, bt_error_text(error, bt_diags_lang(diags)), NULL);
	bt_diags_about(diags, NULL, NULL, 0);
}

bt_shelf *bt_shelf_open(const char *archive, bt_diags *diags)
{
	g_autoptr(bt_shelf) shelf = g_new0(bt_shelf, 1);
	shelf->arena = bt_arena_new();
	shelf->path = bt_arena_strdup(shelf->arena, archive);
	shelf->editions = g_array_new(FALSE, TRUE, sizeof(bt_shelved));
	shelf->strays = g_ptr_array_new();
	if (!scan(shelf)) {
		say_unread(archive, errno, diags);
		return NULL;
	}
	g_array_sort(shelf->editions, by_issue);
	g_ptr_array_sort(shelf->strays, by_name);
	mark_superseded(shelf->editions);
	return g_steal_pointer(&shelf);
}

void bt_shelf_free(bt_shelf *shelf)
{
	if (!shelf)
		return;
	g_array_unref(shelf->editions);
	g_ptr_array_unref(shelf->strays);
	bt_arena_free(shelf->arena);
	g_free(shelf);
}

const bt_shelved *bt_shelf_find(const bt_shelf *shelf, bt_issue issue)
{
	const bt_shelved *found = NULL;
	for (guint i = 0; i < shelf->editions->len; i++) {
		const bt_shelved *e = &g_array_index(shelf->editions, bt_shelved, i);
		bool same = e->issue.year == issue.year && e->issue.quarter == issue.quarter;
		if (same && (issue.revision == 0 || issue.revision == e->issue.revision))
			found = e;
	}
	return found;
}
