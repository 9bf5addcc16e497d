/* The job runner: what a worker may do, what its death becomes, what is published and what is not. */
#include "job/job.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka.h wants the four headers above first */
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char *folder; /* of the running test */

static int set_up(void **state)
{
	(void)state;
	folder = g_dir_make_tmp("bantin-job-XXXXXX", NULL);
	bt_job_limits_now = (bt_job_limits){.memory_mb = 256, .seconds = 20, .output_mb = 8};
	return folder ? chdir(folder) : -1;
}

/* The names in the folder, sorted and joined. Caller frees. */
static char *listing(void)
{
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	const char *name;
	GString *out = g_string_new(NULL);
	while ((name = g_dir_read_name(dir)))
		g_ptr_array_add(names, g_strdup(name));
	for (guint i = 0; i < names->len; i++)
		for (guint j = i + 1; j < names->len; j++)
			if (strcmp(names->pdata[i], names->pdata[j]) > 0) {
				gpointer swap = names->pdata[i];
				names->pdata[i] = names->pdata[j];
				names->pdata[j] = swap;
			}
	for (guint i = 0; i < names->len; i++)
		g_string_append_printf(out, "%s%s", i ? " " : "", (char *)names->pdata[i]);
	return g_string_free(out, FALSE);
}

static int tear_down(void **state)
{
	(void)state;
	g_autofree char *names = listing();
	g_auto(GStrv) list = g_strsplit(names, " ", -1);
	for (char **name = list; *name; name++)
		g_remove(*name);
	g_rmdir(folder);
	g_clear_pointer(&folder, g_free);
	return 0;
}

static void assert_holds(const char *path, const char *text)
{
	g_autofree char *there = NULL;
	assert_true(g_file_get_contents(path, &there, NULL, NULL));
	assert_string_equal(there, text);
}

static void assert_listing(const char *expected)
{
	g_autofree char *names = listing();
	assert_string_equal(names, expected);
}

/* What the worker is told to do. */
struct order {
	const char *act, *path, *text;
};

static void put(bt_outbox *outbox, const char *path, const char *text)
{
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
	bt_outbox_put(outbox, path, bytes);
}

static void use_all_memory(void)
{
	for (;;) {
		char *block = g_malloc(16 << 20);
		memset(block, 1, 16 << 20);
	}
}

static void work(void *data, bt_outbox *outbox, bt_diags *diags)
{
	const struct order *order = data;
	put(outbox, order->path, order->text);
	if (strcmp(order->act, "two") == 0)
		put(outbox, "no-such-folder/b", order->text);
	else if (strcmp(order->act, "fail") == 0)
		bt_say(diags, BT_D_READ_EMPTY, BT_NO_SPAN, NULL);
	else if (strcmp(order->act, "warn") == 0)
		bt_say(diags, BT_D_META_UNKNOWN, BT_NO_SPAN, "tieu", "tiêu đề", NULL);
	else if (strcmp(order->act, "abort") == 0)
		abort();
	else if (strcmp(order->act, "kill") == 0)
		raise(SIGKILL);
	else if (strcmp(order->act, "leave") == 0)
		_exit(0);
	else if (strcmp(order->act, "critical") == 0)
		g_critical("kaputt");
	else if (strcmp(order->act, "memory") == 0)
		use_all_memory();
	else if (strcmp(order->act, "sleep") == 0)
		pause();
	else if (strcmp(order->act, "spin") == 0)
		for (volatile guint i = 0;; i++)
			;
	else if (strcmp(order->act, "flood") == 0)
		for (int i = 0; i < 100; i++) {
			g_autofree char *much = g_strnfill(1 << 20, 'x');
			put(outbox, "flood", much);
		}
}

/* Runs one order; the names of the codes filed, joined. Caller frees. */
static char *run(const struct order *order, bool *done)
{
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	GString *codes = g_string_new(NULL);
	bt_diags_about(diags, "r.txt", NULL, 0);
	*done = bt_job_run(work, (void *)order, diags);
	for (guint i = 0; i < bt_diags_count(diags); i++) {
		assert_string_equal(bt_diags_at(diags, i)->file, "r.txt");
		g_string_append_printf(codes, "%s%s", i ? " " : "", bt_code_name(bt_diags_at(diags, i)->code));
	}
	return g_string_free(codes, FALSE);
}

static void assert_run(const char *act, bool done, const char *codes)
{
	bool was;
	struct order order = {act, "a", "mới"};
	g_autofree char *filed = run(&order, &was);
	assert_string_equal(filed, codes);
	assert_int_equal(was, done);
}

static void test_published(void **state)
{
	(void)state;
	struct stat st;
	mode_t before = umask(027);
	assert_run("", true, "");
	umask(before);
	assert_holds("a", "mới");
	assert_int_equal(stat("a", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
	assert_run("warn", true, "meta-unknown");
	assert_listing("a");
}

static void test_nothing_of_a_failed_job(void **state)
{
	(void)state;
	static const struct { const char *act, *codes; } cases[] = {
		{"fail", "read-empty"}, {"abort", "job-died"}, {"kill", "job-died"}, {"leave", "job-died"},
		{"critical", "job-died"}, {"flood", "job-died"}, {"two", "output-write"},
	};
	assert_true(g_file_set_contents("a", "cũ", -1, NULL));
	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		assert_run(cases[i].act, false, cases[i].codes);
		assert_holds("a", "cũ");
		assert_listing("a");
	}
}

static void test_memory(void **state)
{
	(void)state;
#ifndef __SANITIZE_ADDRESS__ /* its shadow knows no limit */
	assert_run("memory", false, "job-memory");
#endif
	assert_listing("");
}

static void test_time(void **state)
{
	(void)state;
	bt_job_limits_now.seconds = 1;
	assert_run("sleep", false, "job-time");
	assert_run("spin", false, "job-time");
	assert_listing("");
}

/* A worker gives up writing, sockets and new privileges; the test reads what it was refused. */
static void confined_work(void *data, bt_outbox *outbox, bt_diags *diags)
{
	(void)data;
	(void)diags;
	GString *out = g_string_new(NULL);
	int fd = open("written", O_WRONLY | O_CREAT, 0666);
	bool wrote = fd >= 0 && write(fd, "x", 1) == 1;
	g_string_append(out, wrote ? "wrote" : "");
	g_string_append(out, socket(AF_INET, SOCK_STREAM, 0) >= 0 ? " socket" : "");
	put(outbox, "refused", out->str);
	g_string_free(out, TRUE);
}

static void test_confined(void **state)
{
	(void)state;
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	assert_true(bt_job_run(confined_work, NULL, diags));
	assert_holds("refused", "");
}

/* Whoever reads the first output takes longer than the limit; the second job's worker waits for the parent
 * all that time, and is not killed for it. */
static void test_slow_reader(void **state)
{
	(void)state;
	g_autofree char *much = g_strnfill(4 << 20, 'x');
	struct order orders[] = {{"", "fifo", much}, {"", "b", much}};
	bt_job jobs[2];
	bt_job_limits_now.seconds = 1;
	assert_int_equal(mkfifo("fifo", 0600), 0);
	pid_t reader = fork();
	if (reader == 0) {
		char block[4096];
		int fd = open("fifo", O_RDONLY);
		g_usleep(1500000);
		while (read(fd, block, sizeof block) > 0)
			;
		_exit(0);
	}
	for (int i = 0; i < 2; i++)
		jobs[i] = (bt_job){.work = work, .data = &orders[i], .diags = bt_diags_new(BT_LANG_EN)};
	assert_true(bt_jobs_run(jobs, 2, 2, NULL, NULL));
	waitpid(reader, NULL, 0);
	assert_holds("b", much);
	for (int i = 0; i < 2; i++)
		bt_diags_free(jobs[i].diags);
}

static void on_done(void *data, const bt_job *job, gsize i)
{
	GString *seen = data;
	g_string_append_printf(seen, "%zu%s ", i, job->done ? "" : "!");
}

/* Every third dies; workers are replaced, order is kept, the others are there. */
static void test_many(void **state)
{
	(void)state;
	enum { N = 30 };
	bt_job jobs[N];
	struct order orders[N];
	char names[N][8];
	g_autoptr(GString) seen = g_string_new(NULL), expected = g_string_new(NULL);
	for (int i = 0; i < N; i++) {
		g_snprintf(names[i], sizeof names[i], "n%02d", i);
		orders[i] = (struct order){i % 3 == 2 ? "kill" : "", names[i], names[i]};
		jobs[i] = (bt_job){.work = work, .data = &orders[i], .diags = bt_diags_new(BT_LANG_EN)};
		g_string_append_printf(expected, "%d%s ", i, i % 3 == 2 ? "!" : "");
	}
	assert_false(bt_jobs_run(jobs, N, 4, on_done, seen));
	assert_string_equal(seen->str, expected->str);
	for (int i = 0; i < N; i++) {
		if (i % 3 != 2)
			assert_holds(names[i], names[i]);
		assert_int_equal(g_file_test(names[i], G_FILE_TEST_EXISTS), i % 3 != 2);
		bt_diags_free(jobs[i].diags);
	}
}

/* ------------------------------------------------------------------ publishing */

static bool publish(const char *path, const char *text, bt_diags *diags)
{
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
	return bt_publish(path, bytes, diags);
}

static void assert_refused(const char *path, const char *why)
{
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	assert_false(publish(path, "x", diags));
	assert_int_equal(bt_diags_count(diags), 1);
	assert_non_null(strstr(bt_diags_at(diags, 0)->text, why));
	assert_int_equal(bt_diags_exit(diags, false), BT_EXIT_OUTPUT);
}

static void test_refused_targets(void **state)
{
	(void)state;
	assert_int_equal(mkdir("d", 0777), 0);
	assert_int_equal(symlink("nowhere", "dangling"), 0);
	assert_refused("d", "it is a folder");
	assert_refused("no/such", "no such file or folder");
	assert_refused("/dev/full", "the disk is full");
	assert_refused("dangling", "no such file or folder");
	assert_listing("d dangling");
}

static void test_link_is_followed(void **state)
{
	(void)state;
	struct stat st;
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	assert_true(g_file_set_contents("real", "cũ", -1, NULL));
	assert_int_equal(symlink("real", "link"), 0);
	assert_true(publish("link", "mới", diags));
	assert_holds("real", "mới");
	assert_int_equal(lstat("link", &st), 0);
	assert_true(S_ISLNK(st.st_mode));
}

static void test_full_disk(void **state)
{
	(void)state;
	struct rlimit before, tiny;
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	tiny = before;
	tiny.rlim_cur = 4;
	assert_true(g_file_set_contents("a", "old", -1, NULL));
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &tiny), 0);
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	bool published = publish("a", "more than four bytes", diags);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_false(published);
	assert_holds("a", "old");
	assert_listing("a");
}

/* What a killed run left goes; what a living run holds, and other people's files, stay. */
static void test_stale_files(void **state)
{
	(void)state;
	static const char stale[] = ".bantin-0123456789abcdef.tmp", held[] = ".bantin-fedcba9876543210.tmp", other[] = ".bantin-notes.tmp";
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	assert_true(g_file_set_contents(stale, "x", -1, NULL));
	assert_true(g_file_set_contents(held, "x", -1, NULL));
	assert_true(g_file_set_contents(other, "x", -1, NULL));
	int fd = open(held, O_RDONLY);
	assert_int_equal(flock(fd, LOCK_EX), 0);
	assert_true(publish("a", "x", diags));
	close(fd);
	assert_false(g_file_test(stale, G_FILE_TEST_EXISTS));
	assert_true(g_file_test(held, G_FILE_TEST_EXISTS));
	assert_true(g_file_test(other, G_FILE_TEST_EXISTS));
}

static void test_folders_are_made(void **state)
{
	(void)state;
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	struct order order = {"", "out/sub/a", "x"};
	bt_job job = {.work = work, .data = &order, .diags = diags, .folder = ""};
	assert_true(bt_jobs_run(&job, 1, 1, NULL, NULL));
	assert_holds("out/sub/a", "x");
	g_remove("out/sub/a");
	g_rmdir("out/sub");
}

int main(void)
{
	bt_job_init();
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(test_published), T(test_nothing_of_a_failed_job), T(test_memory), T(test_time), T(test_confined), T(test_slow_reader), T(test_many),
		T(test_refused_targets), T(test_link_is_followed), T(test_full_disk), T(test_stale_files), T(test_folders_are_made),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
