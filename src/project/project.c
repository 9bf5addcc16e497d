/* An office's folder: where its reports, its settings and its own templates are. Reads bantin.ini and lists of
 * files, no report. */
#include "project/project.h"

#include <stdlib.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#define FOLDER_DEPTH 32
#define REVIEW ".figures.csv"

/* ------------------------------------------------------------------ reports */

static bool is_report_name(const char *name)
{
	return g_str_has_suffix(name, ".txt") || g_str_has_suffix(name, ".md") || g_str_has_suffix(name, ".markdown");
}

static int by_name(gconstpointer a, gconstpointer b) { return strcmp(*(char *const *)a, *(char *const *)b); }

/* What stands in a folder. */
struct names {
	GPtrArray *all; /* without hidden ones, sorted */
	bool reviews;   /* some are tables of a clerk */
};

/* The names are in the arena. False: errno tells why not all of them were found. */
static bool read_names(DIR *dir, struct names *names, bt_arena *arena)
{
	errno = 0;
	for (const struct dirent *e; (e = readdir(dir)); errno = 0) {
		if (e->d_name[0] == '.')
			continue;
		g_ptr_array_add(names->all, bt_arena_strdup(arena, e->d_name));
		names->reviews |= g_str_has_suffix(e->d_name, REVIEW);
	}
	g_ptr_array_sort(names->all, by_name);
	return errno == 0;
}

static gint64 nanoseconds(const struct stat *st) { return (gint64)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec; }

char *bt_review_path(const char *report)
{
	const char *base = strrchr(report, '/') ? strrchr(report, '/') + 1 : report;
	const char *dot = strrchr(base, '.');
	gsize stem = dot && dot > base ? (gsize)(dot - report) : strlen(report);
	return g_strdup_printf("%.*s" REVIEW, (int)stem, report);
}

/* The clerk's table, when it stands beside the report `name`. */
static void find_review(bt_source *source, const GPtrArray *names, const char *name, bt_arena *arena)
{
	g_autofree char *wanted = bt_review_path(name);
	struct stat st;
	if (!bsearch(&wanted, names->pdata, names->len, sizeof(gpointer), by_name))
		return;
	g_autofree char *path = bt_review_path(source->path);
	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode))
		return;
	source->review = bt_arena_strdup(arena, path);
	source->review_size = st.st_size;
	source->review_mtime = nanoseconds(&st);
}

struct search {
	GArray *found;
	gsize top; /* bytes of the folder's path and its slash */
	const char *const *but;
	bt_arena *arena;
	bt_diags *diags;
	bool failed;
};

static void say_unreadable(struct search *search, const char *folder, int error)
{
	bt_diags_about(search->diags, folder, NULL, 0);
	bt_say(search->diags, BT_D_INPUT_UNREADABLE, BT_NO_SPAN, bt_error_text(error, bt_diags_lang(search->diags)), NULL);
	search->failed = true;
}

/* A site is no report: what «bantin site» remembers of it stands beside it. */
static bool is_site(DIR *dir, const char *name)
{
	g_autofree char *kept = g_strdup_printf(".%s.bantin", name);
	return faccessat(dirfd(dir), kept, F_OK, 0) == 0;
}

static void find_below(struct search *search, const char *folder, int depth);

/* Names are asked about in their folder: the kernel then need not walk the whole path for each of thousands. */
static void find_one(struct search *search, DIR *dir, const char *folder, const char *name, const struct names *names, int depth)
{
	struct stat st;
	if (fstatat(dirfd(dir), name, &st, AT_SYMLINK_NOFOLLOW) != 0 || (!S_ISDIR(st.st_mode) && !is_report_name(name)))
		return;
	const char *path = bt_arena_concat(search->arena, folder, name, NULL);
	if (S_ISDIR(st.st_mode)) {
		if (!is_site(dir, name))
			find_below(search, bt_arena_concat(search->arena, path, "/", NULL), depth + 1);
		return;
	}
	bt_source source = {.path = path, .below = path + search->top, .size = st.st_size, .mtime = nanoseconds(&st)};
	if (names->reviews)
		find_review(&source, names->all, name, search->arena);
	g_array_append_val(search->found, source);
}

/* `folder` ends with a slash. A folder that is gone meanwhile holds no report; one that cannot be read may. */
static void find_below(struct search *search, const char *folder, int depth)
{
	DIR *dir = depth < FOLDER_DEPTH ? opendir(folder) : NULL;
	if (!dir) {
		if (depth < FOLDER_DEPTH && errno != ENOENT)
			say_unreadable(search, folder, errno);
		return;
	}
	g_autoptr(GPtrArray) all = g_ptr_array_new();
	struct names names = {.all = all};
	if (!read_names(dir, &names, search->arena))
		say_unreadable(search, folder, errno);
	for (guint i = 0; i < all->len; i++)
		if (depth > 0 || !search->but || !g_strv_contains(search->but, all->pdata[i]))
			find_one(search, dir, folder, all->pdata[i], &names, depth);
	closedir(dir);
}

static int by_below(gconstpointer a, gconstpointer b) { return strcmp(((const bt_source *)a)->below, ((const bt_source *)b)->below); }

GArray *bt_sources_below(const char *folder, const char *const *but, bt_arena *arena, bt_diags *diags)
{
	g_autofree char *with_slash = g_build_filename(folder, "/", NULL);
	g_autoptr(GArray) found = g_array_new(FALSE, TRUE, sizeof(bt_source));
	struct search search = {.found = found, .top = strlen(with_slash), .but = but, .arena = arena, .diags = diags};
	find_below(&search, with_slash, 0);
	g_array_sort(found, by_below);
	return search.failed ? NULL : g_steal_pointer(&found);
}

/* ------------------------------------------------------------------ the project */

/* What bantin writes, and what is no report. */
static const char *const not_reports[] = {"public", "archive", "templates", "photos", NULL};

static bool read_settings(bt_project *project, bt_diags *diags)
{
	g_autofree char *ini = g_build_filename(project->folder, "bantin.ini", NULL);
	if (!g_file_test(ini, G_FILE_TEST_EXISTS))
		return true;
	project->ini = bt_arena_strdup(project->arena, ini);
	bt_diags_about(diags, project->ini, NULL, 0);
	g_autoptr(GBytes) bytes = bt_read_all(ini, BT_MAX_REPORT_BYTES, diags);
	if (!bytes || !bt_office_keys(bytes, project->arena, project->office, diags))
		return false;
	g_autoptr(bt_diags) unheard = bt_diags_new(BT_LANG_EN); /* who shows the logo says what is wrong with it */
	project->logo = bt_office_logo(project->office, project->folder, BT_NO_SPAN, unheard);
	return true;
}

static bool find_sources(bt_project *project, bt_diags *diags)
{
	g_autofree char *reports = g_build_filename(project->folder, "reports", NULL);
	bool own = g_file_test(reports, G_FILE_TEST_IS_DIR);
	project->sources = bt_sources_below(own ? reports : project->folder, own ? NULL : not_reports, project->arena, diags);
	for (guint i = 0; project->sources && own && i < project->sources->len; i++)
		g_array_index(project->sources, bt_source, i).below -= strlen("reports/");
	return project->sources != NULL;
}

bt_project *bt_project_open(const char *folder, bt_diags *diags)
{
	g_autoptr(bt_project) project = g_new0(bt_project, 1);
	project->arena = bt_arena_new();
	project->folder = bt_arena_strdup(project->arena, folder);
	bt_diags_about(diags, project->folder, NULL, 0);
	if (!g_file_test(folder, G_FILE_TEST_IS_DIR)) {
		bt_say(diags, BT_D_PROJECT_MISSING, BT_NO_SPAN, NULL);
		return NULL;
	}
	if (!read_settings(project, diags))
		return NULL;
	bt_diags_about(diags, project->folder, NULL, 0);
	return find_sources(project, diags) ? g_steal_pointer(&project) : NULL;
}

void bt_project_free(bt_project *project)
{
	if (!project)
		return;
	if (project->sources)
		g_array_unref(project->sources);
	g_clear_pointer(&project->logo, g_bytes_unref);
	bt_arena_free(project->arena);
	g_free(project);
}

GBytes *bt_project_template(bt_project *project, const char *name, const char **shown, bt_diags *diags)
{
	g_autofree char *own = g_build_filename(project->folder, "templates", name, NULL);
	g_autofree char *built_in = g_strconcat("templates/", name, NULL);
	bool there = g_file_test(own, G_FILE_TEST_EXISTS);
	*shown = bt_arena_strdup(project->arena, there ? own : built_in);
	if (!there)
		return bt_data_read(built_in, diags);
	bt_diags_about(diags, *shown, NULL, 0);
	return bt_read_all(own, BT_MAX_REPORT_BYTES, diags);
}

char **bt_project_list(const bt_project *project, bt_office_key key)
{
	g_autoptr(GPtrArray) list = g_ptr_array_new();
	g_auto(GStrv) parts = g_strsplit(project->office[key] ? project->office[key] : "", ";", -1);
	for (char **part = parts; *part; part++)
		if (*g_strstrip(*part))
			g_ptr_array_add(list, g_strdup(*part));
	g_ptr_array_add(list, NULL);
	return (char **)g_ptr_array_free(g_steal_pointer(&list), FALSE);
}
