/* Memory that dies together: chunks that grow, one free. Knows nothing of what is stored. */
#include "base/base.h"

#include <string.h>

#define CHUNK_MIN ((gsize)16 * 1024)
#define CHUNK_MAX ((gsize)1024 * 1024)
#define ALIGN _Alignof(max_align_t)

struct chunk {
	struct chunk *next;
	gsize size, used;
	max_align_t data[];
};

struct bt_arena {
	struct chunk *chunks; /* the newest first */
	gsize next_size;
};

bt_arena *bt_arena_new(void)
{
	bt_arena *arena = g_new0(bt_arena, 1);
	arena->next_size = CHUNK_MIN;
	return arena;
}

void bt_arena_free(bt_arena *arena)
{
	if (!arena)
		return;
	for (struct chunk *c = arena->chunks, *next; c; c = next) {
		next = c->next;
		g_free(c);
	}
	g_free(arena);
}

static struct chunk *grow(bt_arena *arena, gsize size)
{
	gsize want = MAX(arena->next_size, size);
	struct chunk *c = g_malloc(sizeof *c + want);
	c->size = want;
	c->used = 0;
	c->next = arena->chunks;
	arena->chunks = c;
	arena->next_size = MIN(arena->next_size * 2, CHUNK_MAX);
	return c;
}

static void *take(bt_arena *arena, gsize size)
{
	size = (size + ALIGN - 1) / ALIGN * ALIGN;
	struct chunk *c = arena->chunks;
	if (!c || c->size - c->used < size)
		c = grow(arena, size);
	void *p = (char *)c->data + c->used;
	c->used += size;
	return p;
}

/* What is lent is zeroed, not the chunk: most of a document's last chunk is never lent. */
void *bt_arena_alloc(bt_arena *arena, gsize size) { return memset(take(arena, size), 0, size); }

char *bt_arena_strndup(bt_arena *arena, const char *s, gsize len)
{
	char *p = take(arena, len + 1);
	memcpy(p, s, len);
	p[len] = '\0';
	return p;
}

char *bt_arena_strdup(bt_arena *arena, const char *s)
{
	return s ? bt_arena_strndup(arena, s, strlen(s)) : NULL;
}

char *bt_arena_concat(bt_arena *arena, const char *first, ...)
{
	va_list args;
	gsize len = 0;
	va_start(args, first);
	for (const char *s = first; s; s = va_arg(args, const char *))
		len += strlen(s);
	va_end(args);
	char *whole = take(arena, len + 1), *out = whole;
	va_start(args, first);
	for (const char *s = first; s; s = va_arg(args, const char *)) {
		gsize n = strlen(s);
		memcpy(out, s, n);
		out += n;
	}
	va_end(args);
	*out = '\0';
	return whole;
}

char *bt_arena_printf(bt_arena *arena, const char *format, ...)
{
	va_list args;
	char small[256];
	va_start(args, format);
	int len = g_vsnprintf(small, sizeof small, format, args);
	va_end(args);
	if (len < (int)sizeof small)
		return bt_arena_strndup(arena, small, (gsize)MAX(len, 0));
	char *large = take(arena, (gsize)len + 1);
	va_start(args, format);
	g_vsnprintf(large, (gulong)len + 1, format, args);
	va_end(args);
	return large;
}
