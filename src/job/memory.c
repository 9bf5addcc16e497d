/* The one place where lack of memory ends the process: with a message, never with a page that lacks
 * what a library could not keep (HarfBuzz, FreeType and cairo go on without it, and say nothing).
 * Every request of the program and its libraries passes here on its way to the C library. */
#include "job/private.h"

#include <stddef.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/* Sanitizers bring their own. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define BT_FOREIGN_HEAP 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#define BT_FOREIGN_HEAP 1
#endif

#if defined(__GLIBC__) && !defined(BT_FOREIGN_HEAP)
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t size);
extern void *malloc(size_t size);
extern void *calloc(size_t n, size_t size);
extern void *realloc(void *p, size_t size);

void *malloc(size_t size)
{
	void *p = __libc_malloc(size);
	if (!p)
		bt_out_of_memory();
	return p;
}

void *calloc(size_t n, size_t size)
{
	void *p = __libc_calloc(n, size);
	if (!p)
		bt_out_of_memory();
	return p;
}

/* Nothing is what realloc gives for nothing. */
void *realloc(void *p, size_t size)
{
	void *q = __libc_realloc(p, size);
	if (!q && size > 0)
		bt_out_of_memory();
	return q;
}

/* What one report gave back, the next one asks for: it stays with the process instead of going to the kernel and coming back page by
 * page, zeroed. */
void bt_heap_init(void)
{
	mallopt(M_MMAP_THRESHOLD, 32 << 20);
	mallopt(M_TRIM_THRESHOLD, 64 << 20);
	mallopt(M_TOP_PAD, 1 << 20);
}
#else
void bt_heap_init(void) {}
#endif
