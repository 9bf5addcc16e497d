/* What people see of an archive: lists, one edition, what verify found. Decides nothing. */
#include "archive/archive.h"

#include <string.h>

/* Texts of files never act on a terminal: controls become blanks. */
static void put(GString *out, const char *text)
{
	for (const char *p = text; p && *p; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char_validated(p, -1);
		if (c == (gunichar)-1 || c == (gunichar)-2)
			return;
		g_string_append_unichar(out, g_unichar_iscntrl(c) ? ' ' : c);
	}
}

/* 2024-04-05 as 5/4/2024 in Vietnamese. */
static void put_date(GString *out, const char *iso, bt_lang lang)
{
	int year = 0, month = 0, day = 0;
	if (lang == BT_LANG_VI && iso && strlen(iso) == 10) {
		year = (int)g_ascii_strtoull(iso, NULL, 10);
		month = (int)g_ascii_strtoull(iso + 5, NULL, 10);
		day = (int)g_ascii_strtoull(iso + 8, NULL, 10);
	}
	if (year && month && day)
		g_string_append_printf(out, "%d/%d/%d", day, month, year);
	else
		put(out, iso);
}

static void put_field(GString *out, const char *name, const char *text)
{
	if (!text || !*text)
		return;
	g_string_append_printf(out, "%s: ", name);
	put(out, text);
	g_string_append_c(out, '\n');
}

static void put_info(GString *out, const bt_shelved *edition, const char *label, const char *before, const char *after)
{
	g_autofree char *value = bt_bag_info(edition, label);
	if (!value || !*value)
		return;
	g_string_append(out, before);
	put(out, value);
	g_string_append(out, after);
}

/* ------------------------------------------------------------------ the list */

/* The revision that stands for the issue of a superseded one. */
static const bt_shelved *latest_of(const bt_shelf *shelf, const bt_shelved *edition)
{
	bt_issue latest = {edition->issue.year, edition->issue.quarter, 0};
	return bt_shelf_find(shelf, latest);
}

static void list_one(const bt_shelf *shelf, const bt_shelved *edition, bt_lang lang, GString *out)
{
	bool vi = lang == BT_LANG_VI;
	g_string_append_printf(out, "%-11s  ", edition->id);
	if (edition->superseded) {
		g_string_append_printf(out, vi ? "đã đính chính, xem %s\n" : "corrected, see %s\n", latest_of(shelf, edition)->id);
		return;
	}
	g_autofree char *date = bt_bag_info(edition, "Bagging-Date"), *imported = bt_bag_info(edition, "Bantin-Imported");
	put_info(out, edition, "External-Description", "", "");
	if (date) {
		g_string_append(out, ", ");
		put_date(out, date, lang);
	}
	put_info(out, edition, "Bantin-Articles", ", ", vi ? " bài" : " articles");
	put_info(out, edition, "Bantin-Figures", ", ", vi ? " số liệu" : " figures");
	put_info(out, edition, "Bantin-Pages", ", ", vi ? " trang" : " pages");
	if (imported)
		g_string_append(out, vi ? " (nhập từ bản có trước)" : " (imported)");
	put_info(out, edition, "Bantin-Correction", vi ? "; đính chính: " : "; correction: ", "");
	g_string_append_c(out, '\n');
}

void bt_archive_list(const bt_shelf *shelf, bt_lang lang, GString *out)
{
	if (shelf->editions->len == 0)
		g_string_append(out, lang == BT_LANG_VI ? "Kho lưu trữ chưa có số nào.\n" : "The archive holds no edition yet.\n");
	for (guint i = 0; i < shelf->editions->len; i++)
		list_one(shelf, &g_array_index(shelf->editions, bt_shelved, i), lang, out);
}

/* ------------------------------------------------------------------ one edition */

static void show_articles(const bt_stored *stored, bt_lang lang, GString *out)
{
	const char *section = NULL;
	for (guint i = 0; i < stored->articles->len; i++) {
		const bt_stored_article *article = &g_array_index(stored->articles, bt_stored_article, i);
		if (g_strcmp0(section, article->section) != 0) {
			g_string_append_c(out, '\n');
			put(out, article->section);
			g_string_append_c(out, '\n');
		}
		section = article->section;
		g_string_append(out, "  ");
		put(out, article->record->title ? article->record->title : article->record->path);
		if (article->record->date) {
			g_string_append(out, ", ");
			put_date(out, article->record->date, lang);
		}
		if (article->page)
			g_string_append_printf(out, lang == BT_LANG_VI ? ", trang %d" : ", page %d", article->page);
		g_string_append(out, "\n    ");
		put(out, article->record->path);
		g_string_append_printf(out, lang == BT_LANG_VI ? ", %u số liệu\n" : ", %u figures\n", article->record->n_facts);
	}
}

static void show_colophon(const bt_stored *stored, bt_lang lang, GString *out)
{
	if (stored->colophon->len)
		g_string_append_c(out, '\n');
	for (guint i = 0; i < stored->colophon->len; i++) {
		const bt_colophon_line *line = &g_array_index(stored->colophon, bt_colophon_line, i);
		put(out, line->words);
		g_string_append(out, ": ");
		put(out, line->text ? line->text : lang == BT_LANG_VI ? "[CẦN BỔ SUNG]" : "[MISSING]");
		g_string_append_c(out, '\n');
	}
}

bool bt_archive_show(const bt_shelf *shelf, const bt_shelved *edition, bt_lang lang, bt_diags *diags, GString *out)
{
	bool vi = lang == BT_LANG_VI;
	g_autoptr(bt_stored) stored = bt_stored_open(edition, diags);
	g_autoptr(bt_arena) scratch = bt_arena_new();
	g_autoptr(GArray) lines = stored ? bt_manifest_read(edition->folder, "manifest-sha256.txt", scratch, diags) : NULL;
	if (!lines)
		return false;
	g_autofree char *title = bt_bag_info(edition, "External-Description");
	put(out, edition->id);
	g_string_append(out, "  ");
	put(out, title);
	g_string_append_c(out, '\n');
	if (edition->superseded)
		g_string_append_printf(out, vi ? "Bản này đã được đính chính, xem %s\n" : "This edition was corrected, see %s\n", latest_of(shelf, edition)->id);
	put_field(out, vi ? "Cơ quan" : "Issuer", stored->issuer);
	put_field(out, vi ? "Ngày" : "Date", stored->date);
	put_field(out, vi ? "Đính chính bản" : "Corrects", stored->corrects);
	put_field(out, vi ? "Nội dung đính chính" : "Correction", stored->correction);
	if (stored->imported)
		g_string_append(out, vi ? "Nhập từ bản có trước bantin\n" : "Imported: made before bantin\n");
	show_articles(stored, lang, out);
	show_colophon(stored, lang, out);
	g_string_append_printf(out, vi ? "\nTệp trong %s\n" : "\nFiles in %s\n", edition->below);
	for (guint i = 0; i < lines->len; i++) {
		g_string_append(out, "  ");
		put(out, g_array_index(lines, bt_manifest_line, i).path);
		g_string_append_c(out, '\n');
	}
	return true;
}

/* ------------------------------------------------------------------ what verify found */

static const char *fault_words(bt_fault_kind kind, bool vi)
{
	switch (kind) {
	case BT_FAULT_MISSING: return vi ? "thiếu" : "missing";
	case BT_FAULT_CHANGED: return vi ? "bị thay đổi" : "changed";
	case BT_FAULT_EXTRA: return vi ? "thừa" : "extra";
	case BT_FAULT_BROKEN: return vi ? "hỏng" : "broken";
	}
	return "";
}

void bt_archive_verdict(const bt_shelved *edition, const bt_verdict *verdict, bt_lang lang, GString *out)
{
	bool vi = lang == BT_LANG_VI;
	if (verdict->faults->len == 0)
		g_string_append_printf(out, vi ? "%-11s  nguyên vẹn, %u tệp, %" G_GUINT64_FORMAT " byte\n" : "%-11s  sound, %u files, %" G_GUINT64_FORMAT " bytes\n",
				       edition->id, verdict->files, verdict->bytes);
	for (guint i = 0; i < verdict->faults->len; i++) {
		const bt_fault *f = &g_array_index(verdict->faults, bt_fault, i);
		g_string_append_printf(out, "%-11s  %s: %s/", edition->id, fault_words(f->kind, vi), edition->below);
		put(out, f->path);
		if (f->what) {
			g_string_append(out, " (");
			put(out, f->what);
			g_string_append_c(out, ')');
		}
		g_string_append_c(out, '\n');
	}
}
