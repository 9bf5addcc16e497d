/* The cache as bytes and back. One function a thing names its fields, for both ways (base/codec.h). */

#include "site/cache.h"

#include <string.h>

#define VERSION 8 /* changes with the fields below */

static void code_uint64(bt_codec *codec, guint64 *value)
{
	gint64 n = (gint64)*value;
	bt_code_int64(codec, &n);
	*value = (guint64)n;
}

static void code_piece(bt_codec *codec, bt_piece *piece)
{
	gint64 len = piece->len;
	code_uint64(codec, &piece->at);
	code_uint64(codec, &piece->hash);
	bt_code_int64(codec, &len);
	piece->len = (guint32)len;
}

void bt_cache_code_head(bt_codec *codec, bt_record *head)
{
	const char **texts[] = {&head->path, &head->title, &head->lead, &head->date, &head->place, &head->issuer, &head->section, &head->period, &head->number, &head->summary};
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		bt_code_text(codec, texts[i]);
	bt_code_texts(codec, &head->authors);
	bt_code_texts(codec, &head->tags);
	bt_code_bool(codec, &head->draft);
}

void bt_cache_code_said(bt_codec *codec, const bt_said **said, guint *n)
{
	bt_said *items = (bt_said *)*said;
	bt_code_array(codec, &items, n, sizeof *items, 4 * sizeof(int));
	for (guint i = 0; i < *n; i++) {
		bt_code_int(codec, &items[i].code);
		bt_code_int(codec, &items[i].level);
		bt_code_int(codec, &items[i].line);
		bt_code_int(codec, &items[i].column);
		bt_code_text(codec, &items[i].file);
		bt_code_text(codec, &items[i].text);
	}
	*said = items;
}

/* What only changes when the report does. */
static void code_told(bt_codec *codec, bt_known *known)
{
	bt_code_text(codec, &known->below);
	bt_code_texts(codec, &known->photo_paths);
	bt_code_texts(codec, &known->owners);
	bt_code_texts(codec, &known->links);
	bt_code_texts(codec, &known->files);
	bt_cache_code_said(codec, &known->said, &known->n_said);
	bt_cache_code_head(codec, &known->head);
}

static void code_known(bt_codec *codec, bt_known *known)
{
	bt_code_int64(codec, &known->size);
	bt_code_int64(codec, &known->mtime);
	bt_code_int64(codec, &known->review_size);
	bt_code_int64(codec, &known->review_mtime);
	code_uint64(codec, &known->content);
	code_uint64(codec, &known->photos);
	code_uint64(codec, &known->key);
	code_uint64(codec, &known->head_hash);
	code_piece(codec, &known->record);
	code_piece(codec, &known->told);
	bt_code_text(codec, &known->stem);
	code_uint64(codec, &known->stem_hash);
	bt_code_int(codec, &known->order);
}

void bt_cache_code_owner(bt_codec *codec, bt_known_owner *known)
{
	bt_owner *owner = &known->owner;
	int indicators = (int)owner->indicators;
	bt_code_text(codec, &known->group);
	bt_code_text(codec, &owner->name);
	bt_code_text(codec, &owner->stem);
	bt_code_int(codec, &indicators);
	owner->indicators = (guint)indicators;
	bt_code_text(codec, &owner->from);
	bt_code_text(codec, &owner->to);
	bt_code_texts(codec, &owner->labels);
	code_uint64(codec, &known->key);
	bt_code_bool(codec, &known->page);
}

static void code_former(bt_codec *codec, bt_former *former)
{
	bt_code_text(codec, &former->stem);
	bt_code_text(codec, &former->below);
}

/* The items of an array of `codec`'s arena, or of the GArray that is written. */
static void *code_items(bt_codec *codec, GArray *array, gsize size, guint *n)
{
	void *items = array->data;
	*n = array->len;
	bt_code_array(codec, &items, n, size, 1);
	return items;
}

static void code_reports(bt_codec *codec, GPtrArray *reports)
{
	bt_known *items = NULL;
	guint n = reports->len;
	bt_code_array(codec, &items, &n, sizeof *items, 1);
	for (guint i = 0; i < n && !codec->failed; i++) {
		if (!codec->out)
			g_ptr_array_add(reports, &items[i]);
		code_known(codec, reports->pdata[i]);
	}
}

static void code_cache(bt_codec *codec, bt_cache *cache)
{
	guint n;
	code_uint64(codec, &cache->recipe);
	code_uint64(codec, &cache->store);
	code_uint64(codec, &cache->told);
	code_uint64(codec, &cache->waste);
	bt_code_int(codec, &cache->lang);
	bt_code_int(codec, &cache->number);
	bt_code_texts(codec, &cache->assets);
	code_reports(codec, cache->reports);
	bt_former *formers = code_items(codec, cache->formers, sizeof *formers, &n);
	for (guint i = 0; i < n && !codec->failed; i++)
		code_former(codec, &formers[i]);
	if (!codec->out)
		g_array_append_vals(cache->formers, formers, n);
	bt_known_owner *owners = code_items(codec, cache->owners, sizeof *owners, &n);
	for (guint i = 0; i < n && !codec->failed; i++)
		bt_cache_code_owner(codec, &owners[i]);
	if (!codec->out)
		g_array_append_vals(cache->owners, owners, n);
}

bt_cache *bt_cache_new(void)
{
	bt_cache *cache = g_new0(bt_cache, 1);
	cache->arena = bt_arena_new();
	cache->reports = g_ptr_array_new();
	cache->formers = g_array_new(FALSE, TRUE, sizeof(bt_former));
	cache->owners = g_array_new(FALSE, TRUE, sizeof(bt_known_owner));
	return cache;
}

void bt_cache_free(bt_cache *cache)
{
	if (!cache)
		return;
	g_ptr_array_unref(cache->reports);
	g_array_unref(cache->formers);
	g_array_unref(cache->owners);
	bt_arena_free(cache->arena);
	if (cache->bytes)
		g_bytes_unref(cache->bytes);
	if (cache->told_bytes)
		g_bytes_unref(cache->told_bytes);
	g_free(cache);
}

bt_cache *bt_cache_unpack(GBytes *bytes)
{
	bt_cache *cache = bt_cache_new();
	gsize len = 0;
	const char *data = bytes ? g_bytes_get_data(bytes, &len) : NULL;
	if (!data)
		return cache;
	cache->bytes = g_bytes_ref(bytes);
	bt_codec codec = {.at = data, .end = data + len, .arena = cache->arena};
	int version = 0;
	bt_code_int(&codec, &version);
	if (version == VERSION)
		code_cache(&codec, cache);
	if (version == VERSION && !codec.failed && codec.at == codec.end)
		return cache;
	bt_cache_free(cache);
	return bt_cache_new();
}

bool bt_cache_read_told(bt_cache *cache, const bt_store *told)
{
	gsize len = 0;
	cache->told_bytes = cache->reports->len ? bt_store_read_all(told) : NULL;
	const char *data = cache->told_bytes ? g_bytes_get_data(cache->told_bytes, &len) : NULL;
	for (guint i = 0; i < cache->reports->len; i++) {
		bt_known *known = cache->reports->pdata[i];
		bt_piece piece = known->told;
		if (piece.at > len || piece.len > len - piece.at || bt_hash(0, data + piece.at, piece.len) != piece.hash)
			return false;
		bt_codec codec = {.at = data + piece.at, .end = data + piece.at + piece.len, .arena = cache->arena};
		code_told(&codec, known);
		if (codec.failed || !known->below)
			return false;
	}
	return true;
}

/* In one stretch, since that is one call of the system. */
static bool add_told(bt_cache *cache, bt_store *told, bt_diags *diags)
{
	bt_codec codec = {.out = g_string_new(NULL)};
	g_autoptr(GPtrArray) added = g_ptr_array_new();
	for (guint i = 0; i < cache->reports->len; i++) {
		bt_known *known = cache->reports->pdata[i];
		gsize at = codec.out->len;
		if (known->told.len)
			continue;
		code_told(&codec, known);
		known->told = (bt_piece){at, bt_hash(0, codec.out->str + at, codec.out->len - at), (guint32)(codec.out->len - at)};
		g_ptr_array_add(added, known);
	}
	bt_piece all;
	g_autoptr(GBytes) bytes = g_string_free_to_bytes(codec.out);
	if (!bt_store_add(told, bytes, &all, diags))
		return false;
	for (guint i = 0; i < added->len; i++)
		((bt_known *)added->pdata[i])->told.at += all.at;
	cache->told = bt_store_length(told);
	return true;
}

GBytes *bt_cache_pack(bt_cache *cache, bt_store *told, bt_diags *diags)
{
	if (!add_told(cache, told, diags))
		return NULL;
	bt_codec codec = {.out = g_string_sized_new(cache->reports->len * 256 + 256)};
	int version = VERSION;
	bt_code_int(&codec, &version);
	code_cache(&codec, cache);
	return g_string_free_to_bytes(codec.out);
}

bt_known *bt_cache_find(const bt_cache *cache, const char *below)
{
	for (guint low = 0, high = cache->reports->len; low < high;) {
		guint middle = (low + high) / 2;
		bt_known *known = cache->reports->pdata[middle];
		int order = strcmp(below, known->below);
		if (order == 0)
			return known;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

static const char *const *copy_texts(const char *const *texts, bt_arena *arena)
{
	guint n = texts ? g_strv_length((char **)texts) : 0;
	const char **copy = bt_arena_new0(arena, const char *, n + 1);
	for (guint i = 0; i < n; i++)
		copy[i] = bt_arena_strdup(arena, texts[i]);
	return copy;
}

bt_record bt_cache_head(const bt_record *record, bt_arena *arena)
{
	return (bt_record){
		.path = bt_arena_strdup(arena, record->path),
		.title = bt_arena_strdup(arena, record->title),
		.lead = bt_arena_strdup(arena, record->lead),
		.summary = bt_arena_strdup(arena, record->summary),
		.date = bt_arena_strdup(arena, record->date),
		.place = bt_arena_strdup(arena, record->place),
		.issuer = bt_arena_strdup(arena, record->issuer),
		.section = bt_arena_strdup(arena, record->section),
		.period = bt_arena_strdup(arena, record->period),
		.number = bt_arena_strdup(arena, record->number),
		.authors = copy_texts(record->authors, arena),
		.tags = copy_texts(record->tags, arena),
		.draft = record->draft,
	};
}
