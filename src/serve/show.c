/* Pages as the preview shows them: the site's own with the preview's script, and two of our own. */
#include "serve/preview.h"

#include <string.h>

#define POLICY "<meta http-equiv=\"Content-Security-Policy\""
#define SCRIPT "<script src=\"/.bantin/preview.js\"></script>\n"

/* The page's own policy lets no script run; on this machine the preview's may. */
void bt_preview_page(GBytes *page, GString *out)
{
	gsize len;
	const char *data = g_bytes_get_data(page, &len);
	g_string_append_len(out, data, (gssize)len);
	char *policy = strstr(out->str, POLICY), *end = policy ? strchr(policy, '>') : NULL;
	if (end)
		g_string_erase(out, policy - out->str, end + 1 - policy);
	char *body = g_strrstr(out->str, "</body>");
	g_string_insert(out, body ? body - out->str : (gssize)out->len, SCRIPT);
}

static void open_page(const char *title, GString *out)
{
	g_string_append(out, "<!DOCTYPE html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>");
	bt_esc_text(out, title);
	g_string_append(out, "</title><style>body{font:16px/1.5 sans-serif;margin:24px}table{border-collapse:collapse}th,td{text-align:left;vertical-align:top;"
			     "padding:4px 12px 4px 0;border-bottom:1px solid #80868C}:root{color-scheme:light dark}</style></head><body>\n<h1>");
	bt_esc_text(out, title);
	g_string_append(out, "</h1>\n");
}

void bt_preview_waiting(GString *out)
{
	open_page("Trang chưa dựng xong", out);
	g_string_append(out, "<p>bantin đang dựng trang, hoặc chưa dựng được. Thông báo hiện ở cuối trang này.</p>\n" SCRIPT "</body></html>\n");
}

static void put_row(const bt_csv *csv, guint row, const char *cell, GString *out)
{
	const bt_csv_row *r = bt_csv_row_at(csv, row);
	g_string_append(out, "<tr>");
	for (guint column = 0; column < r->n; column++) {
		g_string_append_printf(out, "<%s>", cell);
		bt_esc_text(out, bt_csv_cell_at(csv, row, column)->text);
		g_string_append_printf(out, "</%s>", cell);
	}
	g_string_append(out, "</tr>\n");
}

void bt_preview_figures(GBytes *table, const char *name, bt_lang lang, GString *out)
{
	g_autoptr(bt_diags) unsaid = bt_diags_new(lang);
	g_autoptr(bt_csv) csv = bt_csv_read(table, name, unsaid);
	open_page(lang == BT_LANG_VI ? "Số liệu của bài và câu văn nêu ra" : "The article's figures and their sentences", out);
	g_string_append(out, "<table>\n");
	for (guint row = 0; csv && row < csv->rows->len; row++)
		put_row(csv, row, row ? "td" : "th", out);
	g_string_append(out, "</table>\n" SCRIPT "</body></html>\n");
}

/* The program's messages are lines of JSON already. */
void bt_preview_messages(bt_preview *preview, GString *out)
{
	g_mutex_lock(&preview->mutex);
	g_auto(GStrv) lines = g_strsplit(preview->messages, "\n", -1);
	g_string_append_printf(out, "{\"builds\":%u,\"messages\":[", preview->builds);
	g_mutex_unlock(&preview->mutex);
	bool first = true;
	for (char **line = lines; *line; line++) {
		if ((*line)[0] != '{')
			continue;
		g_string_append_printf(out, "%s%s", first ? "" : ",", *line);
		first = false;
	}
	g_string_append(out, "]}\n");
}
