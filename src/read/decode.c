/* Bytes to text: byte-order marks, strict UTF-8, UTF-16, line ends, NFC, controls.
 * Knows encodings; knows nothing of reports. Vietnamese look-alikes (ð for đ) are the author's
 * letters and stay. */
#include "read/inner.h"

#include <string.h>

struct signature {
	const char *bytes;
	gsize len;
	const char *name;
};

/* Files that clerks take for text. */
static const struct signature signatures[] = {
	{"%PDF-", 5, "PDF"},
	{"PK\3\4", 4, "docx, xlsx, ZIP"},
	{"\xD0\xCF\x11\xE0", 4, "doc, xls"},
	{"{\\rtf", 5, "RTF"},
	{"\x89PNG", 4, "PNG"},
	{"\xFF\xD8\xFF", 3, "JPEG"},
	{"GIF8", 4, "GIF"},
	{"\x1F\x8B", 2, "gzip"},
	{"\x7F" "ELF", 4, "ELF"},
};

static const char *binary_kind(const char *p, gsize len)
{
	for (gsize i = 0; i < G_N_ELEMENTS(signatures); i++)
		if (len >= signatures[i].len && memcmp(p, signatures[i].bytes, signatures[i].len) == 0)
			return signatures[i].name;
	return NULL;
}

/* Append with every kind of line end as \n. */
static void append_lines(GString *out, const char *p, gsize len)
{
	const char *end = p + len;
	for (const char *cr; (cr = memchr(p, '\r', (gsize)(end - p))); p = cr + 1) {
		g_string_append_len(out, p, cr - p);
		if (cr + 1 == end || cr[1] != '\n')
			g_string_append_c(out, '\n');
	}
	g_string_append_len(out, p, end - p);
}

/* The place of a message before there is a source: the end of what could be read. */
static void say_at_end(bt_diags *diags, const char *name, const char *read, gsize len, bt_code code, const char *a, const char *b)
{
	g_autoptr(GString) before = g_string_sized_new(len);
	append_lines(before, read, len);
	bt_diags_about(diags, name, before->str, before->len);
	bt_say(diags, code, (bt_span){(guint32)before->len, 0}, a, b, NULL);
	bt_diags_about(diags, name, NULL, 0);
}

static GString *from_utf16(const guchar *p, gsize len, bool big, const char *name, bt_diags *diags)
{
	GString *out = g_string_sized_new(len);
	for (gsize i = 0; i < len; i += 2) {
		bool whole = i + 1 < len;
		gunichar c = !whole ? 0xD800 : big ? (gunichar)(p[i] << 8 | p[i + 1]) : (gunichar)(p[i + 1] << 8 | p[i]);
		if (c >= 0xD800 && c < 0xDC00 && i + 3 < len) {
			gunichar low = big ? (gunichar)(p[i + 2] << 8 | p[i + 3]) : (gunichar)(p[i + 3] << 8 | p[i + 2]);
			if (low >= 0xDC00 && low < 0xE000) {
				c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
				i += 2;
			}
		}
		if (c >= 0xD800 && c < 0xE000) {
			g_autofree char *at = g_strdup_printf("%" G_GSIZE_FORMAT, i + 3);
			say_at_end(diags, name, out->str, out->len, BT_D_READ_NOT_UTF16, at, NULL);
			g_string_free(out, TRUE);
			return NULL;
		}
		g_string_append_unichar(out, c);
	}
	return out;
}

/* How far s is UTF-8; NUL counts as good here. */
static gsize valid_prefix(const char *s, gsize len)
{
	gsize at = 0;
	while (at < len) {
		const char *end;
		if (g_utf8_validate_len(s + at, len - at, &end))
			return len;
		at = (gsize)(end - s);
		if (s[at] != '\0')
			return at;
		at++;
	}
	return len;
}

/* A few NULs are strays to drop; more of them mean that this is no text. */
static bool too_many_nuls(const char *s, gsize len)
{
	gsize n = 0;
	for (const char *p = s, *end = s + len; p < end && (p = memchr(p, 0, (gsize)(end - p))); p++)
		n++;
	return n > 2 && n > len / 1000;
}

static GString *to_utf8(const char *p, gsize len, const char *name, bt_diags *diags)
{
	const guchar *u = (const guchar *)p;
	if (len >= 2 && ((u[0] == 0xFF && u[1] == 0xFE) || (u[0] == 0xFE && u[1] == 0xFF)))
		return from_utf16(u + 2, len - 2, u[0] == 0xFE, name, diags);
	if (len >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0) {
		p += 3;
		len -= 3;
	}
	const char *kind = binary_kind(p, len);
	if (!kind && too_many_nuls(p, len))
		kind = len > 3 && (!p[1] || !p[0]) ? "UTF-16?" : "NUL";
	if (kind) {
		bt_diags_about(diags, name, NULL, 0);
		bt_say(diags, BT_D_READ_BINARY, BT_NO_SPAN, kind, NULL);
		return NULL;
	}
	gsize good = valid_prefix(p, len);
	if (good < len) {
		const char *legacy = bt_legacy_bytes(p, len);
		char hex[8];
		g_snprintf(hex, sizeof hex, "%02X", (guchar)p[good]);
		say_at_end(diags, name, p, good, legacy ? BT_D_READ_LEGACY : BT_D_READ_NOT_UTF8, hex, legacy);
		return NULL;
	}
	return g_string_new_len(p, (gssize)len);
}

/* ------------------------------------------------------------------ NFC */

/* Is it a letter that NFC never changes and never joins to what follows or goes before? */
static bool settled_letter(gunichar c) { return c < 0x300 || (c >= 0x1EA0 && c <= 0x1EFF) || (c >= 0x2010 && c <= 0x203A); }

static bool settled(const char *p) { return (guchar)*p < 0xCC || settled_letter(bt_char_at(p)); }

#define CLUSTER_MAX 32 /* GLib orders marks in quadratic time, so long runs of them are cut */

static void append_nfc(GString *out, const char *p, gsize len)
{
	g_autofree char *nfc = g_utf8_normalize(p, (gssize)len, G_NORMALIZE_NFC);
	g_string_append(out, nfc ? nfc : "");
}

/* NFC in linear time; text has no NUL. Only runs that may change pass through GLib. */
static GString *compose(const char *s, gsize len)
{
	GString *out = g_string_sized_new(len + 1);
	const char *p = s, *end = s + len, *kept = s;
	while (p < end) {
		const char *next = g_utf8_next_char(p);
		if (next == end || settled(next)) {
			if (settled(p)) {
				p = next;
				continue;
			}
		}
		const char *q = next;
		for (int n = 0; q < end && !settled(q) && n < CLUSTER_MAX; n++)
			q = g_utf8_next_char(q);
		g_string_append_len(out, kept, p - kept);
		append_nfc(out, p, (gsize)(q - p));
		kept = p = q;
	}
	g_string_append_len(out, kept, end - kept);
	return out;
}

/* ------------------------------------------------------------------ controls */

static bool is_control(gunichar c)
{
	/* XML knows no U+FFFE and U+FFFF; no text needs them. */
	return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0) || c == 0xFFFE || c == 0xFFFF;
}

static bool is_bidi(gunichar c)
{
	return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* Word's line breaks (VT), page breaks (FF) and the Unicode separators end a line too. */
static bool ends_line(gunichar c)
{
	return c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static GString *drop_controls(const char *s, gsize len, bt_decoded *d)
{
	GString *out = g_string_sized_new(len + 1);
	const char *kept = s, *end = s + len;
	for (const char *p = s; p < end;) {
		guchar byte = (guchar)*p;
		if (byte >= 0x20 && byte < 0x7F) {
			p++;
			continue;
		}
		gunichar c = bt_char_at(p);
		const char *next = p + (c ? g_utf8_skip[byte] : 1);
		if (!is_control(c) && !is_bidi(c) && !ends_line(c)) {
			p = next;
			continue;
		}
		g_string_append_len(out, kept, p - kept);
		kept = p = next;
		if (ends_line(c)) {
			g_string_append_c(out, '\n');
		} else if (is_bidi(c)) {
			if (!d->bidis++)
				d->first_bidi = out->len, d->bidi = c;
		} else if (!d->controls++) {
			d->first_control = out->len, d->control = c;
		}
	}
	g_string_append_len(out, kept, end - kept);
	return out;
}

/* Most texts: nothing to drop, to compose or to part into lines in another way. */
static bool in_order(const char *s, gsize len)
{
	for (const char *p = s, *end = s + len; p < end;) {
		gunichar c = bt_take_char(&p);
		bool letter = (c >= 0x20 && c < 0x7F) || (c >= 0xA0 && settled_letter(c) && !is_bidi(c) && !ends_line(c));
		if (!letter && c != '\n' && c != '\t')
			return false;
	}
	return true;
}

/* Places are told in the composed text. */
static gsize composed_len(const char *s, gsize len)
{
	g_autoptr(GString) composed = compose(s, len);
	return composed->len;
}

char *bt_clean(const char *s)
{
	g_autofree char *valid = g_utf8_make_valid(s, -1);
	bt_decoded ignored = {0};
	g_autoptr(GString) clean = drop_controls(valid, strlen(valid), &ignored);
	return g_string_free(compose(clean->str, clean->len), FALSE);
}

bool bt_decode(GBytes *bytes, const char *name, bt_decoded *out, bt_diags *diags)
{
	gsize len;
	const char *p = g_bytes_get_data(bytes, &len);
	*out = (bt_decoded){0};
	if (len > BT_MAX_REPORT_BYTES) {
		bt_diags_about(diags, name, NULL, 0);
		bt_say_too_large(BT_MAX_REPORT_BYTES, diags);
		return false;
	}
	g_autoptr(GString) utf8 = to_utf8(p ? p : "", len, name, diags);
	if (!utf8)
		return false;
	if (in_order(utf8->str, utf8->len)) {
		out->len = utf8->len;
		out->text = g_string_free(g_steal_pointer(&utf8), FALSE);
		return true;
	}
	g_autoptr(GString) lines = g_string_sized_new(utf8->len);
	append_lines(lines, utf8->str, utf8->len);
	g_autoptr(GString) clean = drop_controls(lines->str, lines->len, out);
	out->first_control = composed_len(clean->str, out->first_control);
	out->first_bidi = composed_len(clean->str, out->first_bidi);
	GString *nfc = compose(clean->str, clean->len);
	out->len = nfc->len;
	out->text = g_string_free(nfc, FALSE);
	return true;
}
