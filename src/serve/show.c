/* Pages as the preview shows them: the site's own with the preview's script, and two of our own. */
#include "serve/preview.h"

#include <string.h>

#define POLICY "<meta http-equiv=\"Content-Security-Policy\""
#define SCRIPT "<script src=\"/.bantin/preview.js\" data-build=\"%u\"></script>\n"

/* The page's own policy lets no script run; on this machine the preview's may. */
void bt_preview_page(GBytes *page, guint build, GString *out)
{
	gsize len;
	const char *data = g_bytes_get_data(page, &len);
	g_string_append_len(out, data, (gssize)len);
	char *policy = strstr(out->str, POLICY), *end = policy ? strchr(policy, '>') : NULL;
	if (end)
		g_string_erase(out, policy - out->str, end + 1 - policy);
	char *body = g_strrstr(out->str, "</body>");
	g_autofree char *script = g_strdup_printf(SCRIPT, build);
	g_string_insert(out, body ? body - out->str : (gssize)out->len, script);
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

void bt_preview_waiting(guint build, GString *out)
{
	open_page("Trang chưa dựng xong", out);
	g_string_append_printf(out, "<p>bantin đang dựng trang, hoặc chưa dựng được. Thông báo hiện ở cuối trang này.</p>\n" SCRIPT "</body></html>\n", build);
}

/* What somebody compares with the report, in this order: names of columns in the site's tables. */
static const char *const shown[] = {"câu", "chỉ tiêu", "giá trị", "đơn vị", "kỳ", "thay đổi", "mức thay đổi", "đơn vị thay đổi", "so với",
				    "phần trăm kế hoạch", "giá trị kế hoạch", "dự kiến", "độ tin cậy", "cảnh báo", "dòng"};

static const char *in_words(const char *cell)
{
	static const char *const words[][2] = {{"up", "tăng"}, {"down", "giảm"}, {"flat", "không đổi"}};
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		if (strcmp(cell, words[i][0]) == 0)
			return words[i][1];
	return cell;
}

/* A row's cells of the columns `at`, -1: not in this table. */
static void put_row(const bt_csv *csv, guint row, const char *cell, const int *at, GString *out)
{
	g_string_append(out, "<tr>");
	for (guint i = 0; i < G_N_ELEMENTS(shown); i++) {
		if (at[i] < 0)
			continue;
		g_string_append_printf(out, "<%s>", cell);
		const bt_csv_cell *value = bt_csv_cell_at(csv, row, (guint)at[i]);
		bt_esc_text(out, value ? in_words(value->text) : "");
		g_string_append_printf(out, "</%s>", cell);
	}
	g_string_append(out, "</tr>\n");
}

/* Columns that are there and not empty. */
static void find_columns(const bt_csv *csv, int *at)
{
	for (guint i = 0; i < G_N_ELEMENTS(shown); i++) {
		bool filled = false;
		at[i] = -1;
		for (guint column = 0; column < bt_csv_row_at(csv, 0)->n && at[i] < 0; column++)
			at[i] = strcmp(bt_csv_cell_at(csv, 0, column)->text, shown[i]) == 0 ? (int)column : -1;
		for (guint row = 1; row < csv->rows->len && at[i] >= 0; row++)
			filled |= bt_csv_cell_at(csv, row, (guint)at[i]) && *bt_csv_cell_at(csv, row, (guint)at[i])->text;
		at[i] = filled ? at[i] : -1;
	}
}

void bt_preview_figures(GBytes *table, const char *name, guint build, bt_lang lang, GString *out)
{
	g_autoptr(bt_diags) unsaid = bt_diags_new(lang);
	g_autoptr(bt_csv) csv = bt_csv_read(table, name, unsaid);
	guint rows = csv ? csv->rows->len : 0;
	int at[G_N_ELEMENTS(shown)];
	open_page(lang == BT_LANG_VI ? "Số liệu của bài và câu văn nêu ra" : "The article's figures and their sentences", out);
	g_autofree char *article = g_strdup_printf("/%.*s.html", (int)(strlen(name) - strlen(".csv")), name);
	g_string_append(out, "<p><a href=\"");
	bt_esc_url(out, article);
	g_string_append(out, lang == BT_LANG_VI ? "\">Về bài</a></p>\n" : "\">Back to the article</a></p>\n");
	if (rows > 1)
		find_columns(csv, at);
	else
		g_string_append(out, lang == BT_LANG_VI ? "<p>Bài này không nêu số liệu nào.</p>\n" : "<p>This article states no figures.</p>\n");
	g_string_append(out, "<table>\n");
	for (guint row = 0; row < rows && rows > 1; row++)
		put_row(csv, row, row ? "td" : "th", at, out);
	g_string_append_printf(out, "</table>\n" SCRIPT "</body></html>\n", build);
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
