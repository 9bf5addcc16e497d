/* The folder that changes as one: what stays, what goes, whose files are whose, what a killed run leaves. */
#include "job/swap.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka.h wants the four headers above first */
#include <cmocka.h>

#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char *folder; /* of the running test */
static bt_diags *diags;

static int set_up(void **state)
{
	(void)state;
	folder = g_dir_make_tmp("bantin-swap-XXXXXX", NULL);
	diags = bt_diags_new(BT_LANG_VI);
	return folder ? chdir(folder) : -1;
}

static void remove_tree(const char *path)
{
	g_autoptr(GDir) dir = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
	const char *name;
	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *inside = g_build_filename(path, name, NULL);
		remove_tree(inside);
	}
	g_remove(path);
}

static int tear_down(void **state)
{
	(void)state;
	if (chdir("/") != 0)
		return -1;
	remove_tree(folder);
	g_clear_pointer(&folder, g_free);
	g_clear_pointer(&diags, bt_diags_free);
	return 0;
}

/* A generation is "path=content path=content"; the key is made of the content. */
static guint64 key_of(const char *content) { return g_str_hash(content) + G_GUINT64_CONSTANT(0x100000000); }

static bool fill(bt_swap *swap, const char *generation)
{
	g_auto(GStrv) files = g_strsplit(generation, " ", -1);
	bool all = true;
	for (char **file = files; *file && **file; file++) {
		char *content = strchr(*file, '=');
		*content++ = 0;
		if (bt_swap_keep(swap, *file, key_of(content)))
			continue;
		g_autoptr(GBytes) bytes = g_bytes_new(content, strlen(content));
		all &= bt_swap_put(swap, *file, key_of(content), bytes, diags);
	}
	return all;
}

/* `wait`: microseconds from the last file to the commit. */
static bt_swap_count build_slowly(const char *generation, gulong wait)
{
	bt_swap_count count = {0};
	g_autoptr(bt_swap) swap = bt_swap_open("public", diags);
	assert_non_null(swap);
	fill(swap, generation);
	g_autoptr(GBytes) notes = g_bytes_new(generation, strlen(generation) + 1);
	g_usleep(wait);
	assert_true(bt_swap_commit(swap, notes, &count, diags));
	return count;
}

static bt_swap_count build(const char *generation) { return build_slowly(generation, 0); }

static int by_text(gconstpointer a, gconstpointer b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static void list(const char *path, const char *below, GPtrArray *out)
{
	g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
	const char *name;
	while (dir && (name = g_dir_read_name(dir))) {
		g_autofree char *inside = g_build_filename(path, name, NULL), *text = NULL;
		g_autofree char *shown = *below ? g_strconcat(below, "/", name, NULL) : g_strdup(name);
		if (g_file_test(inside, G_FILE_TEST_IS_DIR))
			list(inside, shown, out);
		else if (g_file_get_contents(inside, &text, NULL, NULL))
			g_ptr_array_add(out, g_strconcat(shown, "=", text, NULL));
	}
}

/* The tree as a generation, sorted. */
static char *tree(const char *path)
{
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
	list(path, "", files);
	g_ptr_array_sort(files, by_text);
	g_ptr_array_add(files, NULL);
	return g_strjoinv(" ", (char **)files->pdata);
}

static void assert_tree(const char *expected)
{
	g_autofree char *is = tree("public");
	assert_string_equal(is, expected);
}

static ino_t inode(const char *path)
{
	struct stat st;
	assert_int_equal(stat(path, &st), 0);
	return st.st_ino;
}

static void write_text(const char *path, const char *text) { assert_true(g_file_set_contents(path, text, -1, NULL)); }

/* ------------------------------------------------------------------ */

static void test_generations(void **state)
{
	(void)state;
	bt_swap_count count = build("a.html=A 2024/b.html=B 2024/sub/c.html=C");
	assert_int_equal(count.written, 3);
	assert_tree("2024/b.html=B 2024/sub/c.html=C a.html=A");
	ino_t b = inode("public/2024/b.html");
	count = build("a.html=A2 2024/b.html=B d.html=D");
	assert_int_equal(count.written, 2);
	assert_int_equal(count.removed, 1);
	assert_tree("2024/b.html=B a.html=A2 d.html=D");
	assert_false(g_file_test("public/2024/sub", G_FILE_TEST_EXISTS)); /* no empty folder stays */
	assert_int_equal(inode("public/2024/b.html"), b);                 /* not written again */
	build("a.html=A3 2024/b.html=B d.html=D");
	build("a.html=A4 2024/b.html=B");
	assert_tree("2024/b.html=B a.html=A4");
	assert_int_equal(inode("public/2024/b.html"), b);
	assert_int_equal(bt_diags_count(diags), 0);
}

/* The spare is made equal to the live tree and changed in the same tick of the clock (that of tmpfs, of older kernels): its folder is
 * not taken for unchanged. The waits are longer than that after which a folder's time is trusted. */
static void test_same_tick(void **state)
{
	static const char *const generations[] = {"x/1=a x/2=a y/1=a", "x/1=b x/2=a y/1=a", "x/1=b x/2=a y/1=b", "x/1=b x/2=a y/1=c", "x/1=b y/1=c", "x/1=b y/1=d", "x/1=b y/1=e"};
	(void)state;
	for (gsize i = 0; i < G_N_ELEMENTS(generations); i++) {
		build_slowly(generations[i], 30000);
		assert_tree(generations[i]);
	}
}

static void test_nothing_changed(void **state)
{
	(void)state;
	build("a.html=A 2024/b.html=B");
	ino_t top = inode("public");
	bt_swap_count count = build("a.html=A 2024/b.html=B");
	assert_int_equal(count.written + count.removed, 0);
	assert_int_equal(inode("public"), top); /* nothing was exchanged */
	g_autoptr(bt_swap) swap = bt_swap_open("public", diags);
	assert_string_equal(g_bytes_get_data(bt_swap_notes(swap), NULL), "a.html=A 2024/b.html=B");
}

/* Another key and the same bytes: the file stays, and is known under the new key. */
static void test_same_bytes(void **state)
{
	(void)state;
	build("a.html=A b.html=B");
	ino_t a = inode("public/a.html");
	bt_swap_count count = {0};
	g_autoptr(GBytes) bytes = g_bytes_new_static("A", 1);
	for (int i = 0; i < 2; i++) {
		g_autoptr(bt_swap) swap = bt_swap_open("public", diags);
		assert_true(bt_swap_keep(swap, "b.html", key_of("B")));
		bool kept = bt_swap_keep(swap, "a.html", 77);
		assert_int_equal(kept, i == 1);
		assert_true(kept || bt_swap_put(swap, "a.html", 77, bytes, diags));
		assert_true(bt_swap_commit(swap, NULL, &count, diags));
		assert_int_equal(count.written, 0);
	}
	assert_int_equal(inode("public/a.html"), a);
}

/* What others put there stays, in every generation, also in folders of theirs; what is changed or taken away by them, too. */
static void test_foreign(void **state)
{
	(void)state;
	build("a.html=A 2024/b.html=B");
	write_text("public/google123.html", "G");
	g_mkdir("public/tai-lieu", 0755);
	write_text("public/tai-lieu/mau.txt", "M");
	write_text("public/2024/ghi-chu.txt", "N");
	ino_t g = inode("public/google123.html");
	build("a.html=A2 2024/b.html=B");
	assert_tree("2024/b.html=B 2024/ghi-chu.txt=N a.html=A2 google123.html=G tai-lieu/mau.txt=M");
	build("a.html=A3");
	assert_tree("2024/ghi-chu.txt=N a.html=A3 google123.html=G tai-lieu/mau.txt=M");
	assert_int_equal(inode("public/google123.html"), g);
	write_text("public/tai-lieu/mau.txt", "M2"); /* by renaming a new file over it */
	g_remove("public/google123.html");
	build("a.html=A4");
	build("a.html=A5");
	build("a.html=A6");
	assert_tree("2024/ghi-chu.txt=N a.html=A6 tai-lieu/mau.txt=M2");
	assert_int_equal(bt_diags_count(diags), 0);
}

static void test_in_the_way(void **state)
{
	(void)state;
	g_mkdir("public", 0755);
	write_text("public/robots.txt", "own");
	write_text("public/2024", "a file where a folder should be");
	write_text("public/same.html", "S");
	build("a.html=A robots.txt=R 2024/b.html=B same.html=S");
	assert_tree("2024=a file where a folder should be a.html=A robots.txt=own same.html=S");
	assert_int_equal(bt_diags_count(diags), 2);
	assert_int_equal(bt_diags_at(diags, 0)->code, BT_D_SWAP_FOREIGN);
	assert_non_null(strstr(bt_diags_at(diags, 0)->text, "public/robots.txt"));
	assert_int_equal(bt_diags_at(diags, 1)->code, BT_D_SWAP_FOREIGN);
	build("a.html=A same.html=S2"); /* a file found with our bytes was taken over */
	assert_tree("2024=a file where a folder should be a.html=A robots.txt=own same.html=S2");
}

/* A link that leads elsewhere is never followed. */
static void test_no_links(void **state)
{
	(void)state;
	g_mkdir("elsewhere", 0755);
	g_mkdir("public", 0755);
	assert_int_equal(symlink("../elsewhere", "public/2024"), 0);
	build("a.html=A 2024/b.html=B");
	assert_int_equal(bt_diags_count(diags), 1);
	assert_false(g_file_test("elsewhere/b.html", G_FILE_TEST_EXISTS));
	assert_true(g_file_test("public/2024", G_FILE_TEST_IS_SYMLINK));
}

/* A file of ours that somebody deleted comes back; a live folder that was copied or taken away is made whole again. */
static void test_deleted(void **state)
{
	(void)state;
	build("a.html=A 2024/b.html=B");
	g_remove("public/2024/b.html");
	build("a.html=A 2024/b.html=B");
	assert_tree("2024/b.html=B a.html=A");
	remove_tree("public");
	build("a.html=A 2024/b.html=B");
	assert_tree("2024/b.html=B a.html=A");
	remove_tree(".public.bantin");
	build("a.html=A 2024/b.html=B");
	build("a.html=A 2024/b.html=B2");
	assert_tree("2024/b.html=B2 a.html=A");
	assert_int_equal(bt_diags_count(diags), 0);
}

/* Killed while it writes, at every number of files: the old generation stands, and the next run makes the new one. */
static void test_killed(void **state)
{
	(void)state;
	build("a.html=A b.html=B 2024/c.html=C");
	build("a.html=A b.html=B 2024/c.html=C2");
	for (int n = 0; n < 4; n++) {
		pid_t child = fork();
		if (child == 0) {
			bt_swap *swap = bt_swap_open("public", diags);
			for (int i = 0; i < n; i++) {
				g_autofree char *path = g_strdup_printf("2024/%c.html", 'b' + i);
				g_autoptr(GBytes) bytes = g_bytes_new_static("half", 4);
				bt_swap_put(swap, path, 5, bytes, diags);
			}
			raise(SIGKILL);
		}
		assert_int_equal(waitpid(child, NULL, 0), child);
		assert_tree("2024/c.html=C2 a.html=A b.html=B");
	}
	build("a.html=A b.html=B3 2024/c.html=C2");
	assert_tree("2024/c.html=C2 a.html=A b.html=B3");
	build("a.html=A b.html=B4 2024/c.html=C2");
	assert_tree("2024/c.html=C2 a.html=A b.html=B4");
}

/* A torn index is as none: nothing is lost, nothing of ours is taken for another's. */
static void test_torn_index(void **state)
{
	(void)state;
	build("a.html=A 2024/b.html=B");
	g_autofree char *index = NULL;
	gsize len;
	assert_true(g_file_get_contents(".public.bantin/index", &index, &len, NULL));
	index[len / 2] ^= 4;
	assert_true(g_file_set_contents(".public.bantin/index", index, (gssize)len, NULL));
	build("a.html=A 2024/b.html=B");
	build("a.html=A2 2024/b.html=B2");
	assert_tree("2024/b.html=B2 a.html=A2");
	assert_int_equal(bt_diags_count(diags), 0);
}

/* Random generations with somebody else at work in between: the tree is the generation and their files, always. */
static void test_random(void **state)
{
	(void)state;
	g_autoptr(GRand) rand = g_rand_new_with_seed(20240405);
	static const char *const names[] = {"a.html", "b.html", "2023/c.html", "2023/d.html", "2024/e.html", "2024/x/f.html", "2024/x/g.html"};
	for (int round = 0; round < 60; round++) {
		g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(g_free);
		g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(g_free);
		for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
			if (g_rand_boolean(rand))
				g_ptr_array_add(files, g_strdup_printf("%s=%d", names[i], g_rand_int_range(rand, 0, 3)));
		for (guint i = 0; i < files->len; i++)
			g_ptr_array_add(all, g_strdup(files->pdata[i]));
		g_autofree char *own = g_strdup_printf("%d", round);
		if (g_file_test("public", G_FILE_TEST_IS_DIR)) {
			write_text("public/own.txt", own);
			g_ptr_array_add(all, g_strconcat("own.txt=", own, NULL));
		}
		g_ptr_array_add(files, NULL);
		g_autofree char *generation = g_strjoinv(" ", (char **)files->pdata);
		build(generation);
		g_ptr_array_sort(all, by_text);
		g_ptr_array_add(all, NULL);
		g_autofree char *expected = g_strjoinv(" ", (char **)all->pdata);
		assert_tree(expected);
	}
	assert_int_equal(bt_diags_count(diags), 0);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(test_generations), T(test_same_tick), T(test_nothing_changed), T(test_same_bytes), T(test_foreign), T(test_in_the_way), T(test_no_links),
		T(test_deleted), T(test_killed), T(test_torn_index), T(test_random),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
