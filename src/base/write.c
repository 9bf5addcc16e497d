/* Escaping, one function per syntax. Knows nothing of what is written. */
#include "base/base.h"

#include <math.h>
#include <string.h>

void bt_append_all(GString *out, const char *first, ...)
{
	va_list args;
	va_start(args, first);
	for (const char *s = first; s; s = va_arg(args, const char *))
		bt_append(out, s);
	va_end(args);
}

/* What a byte is in a JSON string; plain: as it is. */
static void put_json_byte(GString *out, guchar c)
{
	static const char hex[] = "0123456789abcdef";
	const char code[] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15], 0};
	bt_append(out, c == '"' ? "\\\"" : c == '\\' ? "\\\\" : c == '\n' ? "\\n" : code);
}

static bool json_plain(guchar c) { return c >= 0x20 && c != '"' && c != '\\' && c != 0x7F; }

void bt_json_string(GString *out, const char *s)
{
	if (!s) {
		bt_append(out, "null");
		return;
	}
	g_string_append_c(out, '"');
	for (const char *run = s;; run = ++s) {
		while (json_plain((guchar)*s))
			s++;
		bt_append_len(out, run, (gsize)(s - run));
		if (!*s)
			break;
		put_json_byte(out, (guchar)*s);
	}
	g_string_append_c(out, '"');
}

/* No "<", so that neither </script> nor <!-- can stand in it; U+2028 and 2029 end lines in scripts. */
void bt_json_script(GString *out, const char *s)
{
	static const char *const coded[][2] = {{"<", "\\u003c"}, {">", "\\u003e"}, {"&", "\\u0026"}, {"\u2028", "\\u2028"}, {"\u2029", "\\u2029"}};
	g_autoptr(GString) plain = g_string_new(NULL);
	bt_json_string(plain, s);
	const char *kept = plain->str;
	for (const char *p = kept; *(p += strcspn(p, "<>&\xE2")); p++)
		for (gsize i = 0; i < G_N_ELEMENTS(coded); i++)
			if (g_str_has_prefix(p, coded[i][0])) {
				bt_append_len(out, kept, (gsize)(p - kept));
				bt_append(out, coded[i][1]);
				kept = p + strlen(coded[i][0]);
			}
	bt_append(out, kept);
}

void bt_csv_field(GString *out, const char *s, char separator)
{
	if (!s)
		return;
	const char special[] = {separator, '"', '\n', '\r', 0};
	gsize len = strlen(s);
	if (strcspn(s, special) == len && (len == 0 || (s[0] != ' ' && s[len - 1] != ' '))) {
		bt_append_len(out, s, len);
		return;
	}
	g_string_append_c(out, '"');
	for (const char *quote; (quote = strchr(s, '"')); s = quote + 1) {
		bt_append_len(out, s, (gsize)(quote + 1 - s));
		g_string_append_c(out, '"');
	}
	bt_append(out, s);
	g_string_append_c(out, '"');
}

/* What a byte is written as; NULL: as it is. */
static const char *reference(char c, bool attribute)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return attribute ? "&quot;" : NULL;
	}
	return NULL;
}

static void escape(GString *out, const char *s, gsize len, bool attribute)
{
	static const bool special[256] = {['&'] = true, ['<'] = true, ['>'] = true, ['"'] = true};
	const char *kept = s, *end = s + len;
	for (; s < end; s++) {
		if (!special[(guchar)*s])
			continue;
		const char *written = reference(*s, attribute);
		if (!written)
			continue;
		bt_append_len(out, kept, (gsize)(s - kept));
		bt_append(out, written);
		kept = s + 1;
	}
	bt_append_len(out, kept, (gsize)(end - kept));
}

void bt_esc_text_len(GString *out, const char *s, gsize len) { escape(out, s, len, false); }

void bt_esc_attr_len(GString *out, const char *s, gsize len) { escape(out, s, len, true); }

void bt_esc_text(GString *out, const char *s)
{
	if (s)
		escape(out, s, strlen(s), false);
}

void bt_esc_attr(GString *out, const char *s)
{
	if (s)
		escape(out, s, strlen(s), true);
}

bool bt_url_ok(const char *url)
{
	static const char *const schemes[] = {"http", "https", "mailto", "tel"};
	g_autoptr(GString) clean = g_string_new(NULL);
	for (const char *p = url; *p; p = g_utf8_next_char(p)) {
		gunichar c = bt_char_at(p);
		if (c > 0x20 && c != 0x7F && !bt_is_space(c) && !bt_is_invisible(c))
			g_string_append_unichar(clean, c);
	}
	gsize n = strcspn(clean->str, ":/?#");
	if (clean->str[n] != ':')
		return strncmp(clean->str, "//", 2) != 0 && clean->str[0] != '\\';
	for (gsize i = 0; i < G_N_ELEMENTS(schemes); i++)
		if (strlen(schemes[i]) == n && g_ascii_strncasecmp(clean->str, schemes[i], n) == 0)
			return true;
	return false;
}

/* The digits of n up to `end`; where they begin. */
static char *digits_before(char *end, guint64 n)
{
	do
		*--end = (char)('0' + n % 10);
	while (n /= 10);
	return end;
}

static void put_signed(GString *out, bool negative, char *p, const char *end)
{
	if (negative)
		*--p = '-';
	bt_append_len(out, p, (gsize)(end - p));
}

void bt_put_int(GString *out, gint64 n)
{
	char room[24], *end = room + sizeof room;
	put_signed(out, n < 0, digits_before(end, n < 0 ? 0 - (guint64)n : (guint64)n), end);
}

void bt_put_length(GString *out, double length)
{
	char room[32], *end = room + sizeof room, *p = end;
	if (!isfinite(length) || fabs(length) > 1e12)
		length = 0;
	gint64 n = llround(length * 100);
	guint64 rest = (guint64)(n < 0 ? -n : n);
	if (rest % 10)
		*--p = (char)('0' + rest % 10);
	if (rest % 100) {
		*--p = (char)('0' + rest / 10 % 10);
		*--p = '.';
	}
	put_signed(out, n < 0, digits_before(p, rest / 100), end);
}

void bt_esc_url(GString *out, const char *url)
{
	const char *host = strstr(url, "//[");
	const char *host_end = host ? strchr(host, ']') : NULL;
	bool fragment = false;
	for (const char *p = url; *p; p++) {
		guchar c = (guchar)*p;
		bool bracket = (c == '[' || c == ']') && !(host_end && p > host && p <= host_end);
		bool bare_percent = c == '%' && !(g_ascii_isxdigit(p[1]) && g_ascii_isxdigit(p[2]));
		if (c <= ' ' || c == 0x7F || strchr("\"<>\\^`{|}", c) || bracket || bare_percent || (c == '#' && fragment))
			g_string_append_printf(out, "%%%02X", c);
		else if (c == '&')
			g_string_append(out, "&amp;");
		else
			g_string_append_c(out, (char)c);
		fragment |= c == '#';
	}
}
