/* Preloaded by tests/suites/faults.slow.sh: the Nth request for memory in the parent or in the worker is
 * refused (FAIL_AT), once or from then on (FAIL_ON). FAIL_WHO says in which of the two. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static long at, seen;
static bool for_ever, here;

static void in_child(void)
{
	here = !here;
	seen = 0;
}

__attribute__((constructor)) static void start(void)
{
	const char *who = getenv("FAIL_WHO"), *n = getenv("FAIL_AT");
	at = n ? atol(n) : 0;
	for_ever = getenv("FAIL_ON") != NULL;
	here = who && strcmp(who, "parent") == 0;
	pthread_atfork(NULL, NULL, in_child);
}

static bool refused(void)
{
	if (!here || at == 0 || (++seen < at || (seen > at && !for_ever)))
		return false;
	errno = ENOMEM;
	return true;
}

/* What src/job/memory.c hands every request to. */
void *__libc_malloc(size_t size)
{
	static void *(*real)(size_t);
	if (!real)
		real = (void *(*)(size_t))dlsym(RTLD_NEXT, "__libc_malloc");
	return refused() ? NULL : real(size);
}

void *__libc_calloc(size_t n, size_t size)
{
	static void *(*real)(size_t, size_t);
	if (!real)
		real = (void *(*)(size_t, size_t))dlsym(RTLD_NEXT, "__libc_calloc");
	return refused() ? NULL : real(n, size);
}

void *__libc_realloc(void *p, size_t size)
{
	static void *(*real)(void *, size_t);
	if (!real)
		real = (void *(*)(void *, size_t))dlsym(RTLD_NEXT, "__libc_realloc");
	return refused() ? NULL : real(p, size);
}
