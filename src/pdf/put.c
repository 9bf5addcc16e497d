/* Values as PDF writes them: numbers, references, text strings, dates. No locale reaches them. */
#include "pdf/finish.h"

#include <math.h>
#include <string.h>

void bt_pdf_int(GString *out, gint64 n)
{
	char digits[24], *p = digits + sizeof digits;
	guint64 rest = n < 0 ? -(guint64)n : (guint64)n;
	do
		*--p = (char)('0' + rest % 10);
	while ((rest /= 10) > 0);
	if (n < 0)
		*--p = '-';
	g_string_append_len(out, p, digits + sizeof digits - p);
}

gint64 bt_milli(double n) { return llround(n * 1000); }

void bt_pdf_milli(GString *out, gint64 n)
{
	char decimals[4] = ".";
	guint64 rest = n < 0 ? -(guint64)n : (guint64)n;
	int len = 4;
	if (n < 0)
		g_string_append_c(out, '-');
	if (rest >= 1000 || rest == 0)
		bt_pdf_int(out, (gint64)(rest / 1000));
	rest %= 1000;
	for (int i = 3; i > 0; i--, rest /= 10)
		decimals[i] = (char)('0' + rest % 10);
	while (len > 1 && decimals[len - 1] == '0')
		len--;
	if (len > 1)
		g_string_append_len(out, decimals, len);
}

void bt_pdf_number(GString *out, double number)
{
	bt_pdf_milli(out, llround(number * 100) * 10);
	g_string_append_c(out, ' ');
}

void bt_pdf_ref(GString *out, int id)
{
	bt_pdf_int(out, id);
	g_string_append_len(out, " 0 R ", 5);
}

void bt_pdf_hex(GString *out, guint16 n)
{
	static const char digit[] = "0123456789ABCDEF";
	const char four[4] = {digit[n >> 12], digit[n >> 8 & 15], digit[n >> 4 & 15], digit[n & 15]};
	g_string_append_len(out, four, sizeof four);
}

void bt_pdf_utf16(GString *out, const char *utf8, gsize len)
{
	for (const char *p = utf8; p < utf8 + len; p = g_utf8_next_char(p)) {
		gunichar c = bt_char_at(p);
		if (c > 0xFFFF) {
			bt_pdf_hex(out, (guint16)(0xD7C0 + (c >> 10)));
			c = 0xDC00 + (c & 0x3FF);
		}
		bt_pdf_hex(out, (guint16)c);
	}
}

void bt_pdf_text(GString *out, const char *utf8)
{
	if (!g_str_is_ascii(utf8)) {
		g_string_append(out, "<FEFF");
		bt_pdf_utf16(out, utf8, strlen(utf8));
		g_string_append_c(out, '>');
		return;
	}
	g_string_append_c(out, '(');
	for (const char *p = utf8; *p; p++) {
		if (strchr("()\\", *p))
			g_string_append_c(out, '\\');
		g_string_append_c(out, *p < 0x20 ? ' ' : *p);
	}
	g_string_append_c(out, ')');
}

void bt_pdf_date(GString *out, const char *iso)
{
	g_string_append_printf(out, "(D:%.4s%.2s%.2s%.2s%.2s%.2s%.3s'%.2s')", iso, iso + 5, iso + 8, iso + 11, iso + 14, iso + 17, iso + 19, iso + 23);
}
