/* Files messages, works out their places, prints them. Knows no other part of the program. */
#include "base/base.h"

#include <string.h>

struct row {
	const char *name;
	bt_level level;
	bt_exit exit;
	const char *text[2]; /* by bt_lang */
};

static const struct row rows[] = {
#define D(code, name, level, exit, vi, en) [BT_D_##code] = {name, BT_##level, BT_EXIT_##exit, {[BT_LANG_EN] = en, [BT_LANG_VI] = vi}},
#include "base/diag.def"
#undef D
};
G_STATIC_ASSERT(G_N_ELEMENTS(rows) == BT_D_COUNT);

#define ALIKE_MAX 20
#define OUTPUT_MAX ((gsize)60 * 1024)

struct bt_diags {
	bt_lang lang;
	GPtrArray *items; /* bt_diag */
	char *file;       /* escaped */
	const char *source;
	gsize len;
	guint said[BT_D_COUNT]; /* how many of each code were filed */
};

static void free_diag(gpointer p)
{
	bt_diag *d = p;
	g_free(d->file);
	g_free(d->text);
	g_free(d);
}

bt_diags *bt_diags_new(bt_lang lang)
{
	bt_diags *diags = g_new0(bt_diags, 1);
	diags->lang = lang;
	diags->items = g_ptr_array_new_with_free_func(free_diag);
	return diags;
}

void bt_diags_free(bt_diags *diags)
{
	if (!diags)
		return;
	g_ptr_array_free(diags->items, TRUE);
	g_free(diags->file);
	g_free(diags);
}

/* Controls, line ends and bidi marks as \xNN or \u{N}. Caller frees. */
static char *shown_text(const char *s)
{
	const char *plain = s;
	while (*plain >= 0x20 && *plain < 0x7F)
		plain++;
	if (!*plain)
		return g_strdup(s);
	GString *out = g_string_new(NULL);
	for (const char *p = s; *p;) {
		gunichar c = g_utf8_get_char_validated(p, -1);
		if (c == (gunichar)-1 || c == (gunichar)-2) {
			g_string_append_printf(out, "\\x%02X", (guchar)*p++);
			continue;
		}
		if (c < 0x20 || c == 0x7F)
			g_string_append_printf(out, "\\x%02X", c);
		else if ((c >= 0x80 && c < 0xA0) || bt_is_invisible(c) || c == 0x2028 || c == 0x2029)
			g_string_append_printf(out, "\\u{%X}", c);
		else
			g_string_append_unichar(out, c);
		p = g_utf8_next_char(p);
	}
	return g_string_free(out, FALSE);
}

void bt_diags_about(bt_diags *diags, const char *file, const char *source, gsize len)
{
	char *shown = file ? shown_text(file) : NULL;
	g_free(diags->file);
	diags->file = shown;
	diags->source = source;
	diags->len = len;
}

void bt_diags_source(bt_diags *diags, const char *source, gsize len)
{
	diags->source = source;
	diags->len = len;
}

static char *fill(const char *format, va_list ap)
{
	const char *args[9] = {0};
	for (gsize i = 0; i < G_N_ELEMENTS(args) && (args[i] = va_arg(ap, const char *)); i++)
		;
	GString *out = g_string_new(NULL);
	for (const char *p = format; *p; p++) {
		if (p[0] != '%') {
			g_string_append_c(out, *p);
			continue;
		}
		p++;
		if (*p == '%') {
			g_string_append_c(out, '%');
			continue;
		}
		const char *arg = *p >= '1' && *p <= '9' ? args[*p - '1'] : NULL;
		g_autofree char *shown = shown_text(arg ? arg : "");
		g_string_append(out, shown);
	}
	return g_string_free(out, FALSE);
}

void bt_line_column(const char *source, gsize len, gsize off, guint *line, guint *column)
{
	off = MIN(off, len);
	const char *start = source;
	*line = 1;
	for (const char *p = source; (p = memchr(p, '\n', (gsize)(source + off - p))); start = ++p)
		++*line;
	*column = (guint)bt_text_letters(start, (gsize)(source + off - start)) + 1;
}

guint bt_line_count(bt_line_counter *counter, gsize off)
{
	off = MIN(off, counter->len);
	if (off < counter->off || !counter->line) {
		counter->off = 0;
		counter->line = 1;
	}
	const char *end = counter->source + off;
	for (const char *p = counter->source + counter->off; (p = memchr(p, '\n', (gsize)(end - p))); p++)
		counter->line++;
	counter->off = off;
	return counter->line;
}

void bt_say(bt_diags *diags, bt_code code, bt_span span, ...)
{
	bt_diag *d = g_new0(bt_diag, 1);
	d->code = code;
	d->level = rows[code].level;
	d->file = g_strdup(diags->file);
	/* Those that are never shown need no place; finding it reads the source. */
	if (diags->said[code]++ < ALIKE_MAX && bt_span_stated(span) && diags->source)
		bt_line_column(diags->source, diags->len, span.off, &d->line, &d->column);
	va_list ap;
	va_start(ap, span);
	d->text = fill(rows[code].text[diags->lang], ap);
	va_end(ap);
	g_ptr_array_add(diags->items, d);
}

void bt_say_limit(bt_diags *diags, bt_code code, bt_span span, guint limit)
{
	g_autofree char *number = g_strdup_printf("%u", limit);
	bt_say(diags, code, span, number, NULL);
}

void bt_diags_add(bt_diags *diags, const bt_diag *diag)
{
	bt_diag *d = g_memdup2(diag, sizeof *diag);
	d->file = g_strdup(diag->file);
	d->text = g_strdup(diag->text);
	g_ptr_array_add(diags->items, d);
}

guint bt_diags_count(const bt_diags *diags) { return diags->items->len; }

const bt_diag *bt_diags_at(const bt_diags *diags, guint i) { return diags->items->pdata[i]; }

bt_lang bt_diags_lang(const bt_diags *diags) { return diags->lang; }

const char *bt_code_name(bt_code code) { return rows[code].name; }

bt_exit bt_diags_exit(const bt_diags *diags, bool strict)
{
	bt_exit worst = BT_EXIT_OK;
	for (guint i = 0; i < diags->items->len; i++) {
		const bt_diag *d = bt_diags_at(diags, i);
		bt_exit e = d->level >= BT_ERROR ? rows[d->code].exit : strict && d->level == BT_WARNING ? BT_EXIT_STRICT : BT_EXIT_OK;
		worst = MAX(worst, e);
	}
	return worst;
}

bool bt_diags_failed(const bt_diags *diags)
{
	for (guint i = 0; i < diags->items->len; i++)
		if (bt_diags_at(diags, i)->level >= BT_ERROR)
			return true;
	return false;
}

static const char *level_name(bt_level level, bt_lang lang)
{
	static const char *const names[][2] = {
		[BT_NOTE] = {[BT_LANG_EN] = "note", [BT_LANG_VI] = "ghi chú"},
		[BT_WARNING] = {[BT_LANG_EN] = "warning", [BT_LANG_VI] = "cảnh báo"},
		[BT_ERROR] = {[BT_LANG_EN] = "error", [BT_LANG_VI] = "lỗi"},
		[BT_FATAL] = {[BT_LANG_EN] = "fatal", [BT_LANG_VI] = "lỗi nặng"},
	};
	return names[level][lang];
}

/* A report that is read for the page and for print has the same fault twice; it is told once. */
static bool is_new(GHashTable *told, const bt_diag *d)
{
	return g_hash_table_add(told, g_strdup_printf("%s:%u:%u:%d:%s", d->file ? d->file : "", d->line, d->column, (int)d->code, d->text));
}

static void print_json(GString *out, const bt_diag *d)
{
	g_string_append(out, "{\"file\":");
	bt_json_string(out, d->file);
	g_string_append_printf(out, ",\"line\":%u,\"column\":%u,\"level\":\"%s\",\"code\":\"%s\",\"text\":", d->line,
			       d->column, level_name(d->level, BT_LANG_EN), rows[d->code].name);
	bt_json_string(out, d->text);
	g_string_append(out, "}\n");
}

static void print_line(GString *out, const bt_diag *d, bt_lang lang)
{
	g_string_append(out, d->file ? d->file : "bantin");
	if (d->line)
		g_string_append_printf(out, ":%u:%u", d->line, d->column);
	g_string_append_printf(out, ": %s: %s [%s]\n", level_name(d->level, lang), d->text, rows[d->code].name);
}

char *bt_diags_text(const bt_diags *diags, bool json, bool quiet)
{
	GString *out = g_string_new(NULL);
	guint alike[BT_D_COUNT] = {0};
	guint unsaid = 0;
	g_autoptr(GHashTable) told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (guint i = 0; i < diags->items->len; i++) {
		const bt_diag *d = bt_diags_at(diags, i);
		if ((quiet && d->level < BT_ERROR) || !is_new(told, d))
			continue;
		if (out->len > OUTPUT_MAX || ++alike[d->code] > ALIKE_MAX) {
			unsaid++;
			continue;
		}
		if (json)
			print_json(out, d);
		else
			print_line(out, d, diags->lang);
	}
	if (unsaid && !json)
		g_string_append_printf(out, diags->lang == BT_LANG_VI ? "bantin: còn %u thông báo nữa\n" : "bantin: %u more messages\n", unsaid);
	return g_string_free(out, FALSE);
}
