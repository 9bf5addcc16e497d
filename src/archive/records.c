/* The records sidecar: of the edition and of each of its reports the document fields that Circular 05/2025/TT-BNV names, field by
 * field, those that are known. What an archive office gives (docCode, maintenance, mode, riskRecovery …) is left out: this
 * is no package for submission, and none is claimed. */
#include "archive/archive.h"

#include <string.h>

/* The 21 fields in their order. */
enum field {
	DOC_ID, DOC_CODE, MAINTENANCE, TYPE_NAME, CODE_NUMBER, CODE_NOTATION, ISSUED_DATE, ORGAN_NAME, SUBJECT, LANGUAGE, NUMBER_OF_PAGE,
	INFOR_SIGN, KEYWORD, MODE, CONFIDENCE_LEVEL, AUTOGRAPH, FORMAT, PROCESS, RISK_RECOVERY, RISK_RECOVERY_STATUS, DESCRIPTION,
	FIELDS
};

static const char *const names[FIELDS] = {
	[DOC_ID] = "docId", [DOC_CODE] = "docCode", [MAINTENANCE] = "maintenance", [TYPE_NAME] = "typeName", [CODE_NUMBER] = "codeNumber",
	[CODE_NOTATION] = "codeNotation", [ISSUED_DATE] = "issuedDate", [ORGAN_NAME] = "organName", [SUBJECT] = "subject", [LANGUAGE] = "language",
	[NUMBER_OF_PAGE] = "numberOfPage", [INFOR_SIGN] = "inforSign", [KEYWORD] = "keyword", [MODE] = "mode", [CONFIDENCE_LEVEL] = "confidenceLevel",
	[AUTOGRAPH] = "autograph", [FORMAT] = "format", [PROCESS] = "process", [RISK_RECOVERY] = "riskRecovery",
	[RISK_RECOVERY_STATUS] = "riskRecoveryStatus", [DESCRIPTION] = "description",
};

static void put_document(GString *out, const char *file, const char *const values[FIELDS])
{
	g_string_append(out, "<document file=\"");
	bt_esc_attr(out, file);
	g_string_append(out, "\">\n");
	for (int i = 0; i < FIELDS; i++) {
		if (!values[i] || !*values[i])
			continue;
		g_string_append_printf(out, "  <%s>", names[i]);
		bt_esc_text(out, values[i]);
		g_string_append_printf(out, "</%s>\n", names[i]);
	}
	g_string_append(out, "</document>\n");
}

/* The circular writes days as dd/mm/yyyy. NULL: not known. */
static const char *day(const char *iso, bt_arena *arena)
{
	return iso && strlen(iso) == 10 ? bt_arena_printf(arena, "%.2s/%.2s/%.4s", iso + 8, iso + 5, iso) : NULL;
}

/* "12-BC/ĐU": the number before the notation. */
static void split_number(const char *number, const char *values[FIELDS], bt_arena *arena)
{
	gsize n = number ? strspn(number, "0123456789") : 0;
	if (n > 0)
		values[CODE_NUMBER] = bt_arena_strndup(arena, number, n);
	if (number && number[n])
		values[CODE_NOTATION] = bt_arena_strdup(arena, number + n + strspn(number + n, "-/ "));
}

static const char *joined(const char *const *texts, bt_arena *arena)
{
	g_autofree char *all = texts ? g_strjoinv("; ", (char **)texts) : NULL;
	return bt_arena_strdup(arena, all);
}

static void put_edition(const bt_stored *s, bt_arena *arena, GString *out)
{
	const char *values[FIELDS] = {
		[DOC_ID] = s->id, [TYPE_NAME] = "Bản tin", [ISSUED_DATE] = day(s->date, arena), [ORGAN_NAME] = s->issuer, [LANGUAGE] = "Tiếng Việt",
		[FORMAT] = "PDF/A-3a", [DESCRIPTION] = s->correction,
	};
	if (s->number)
		values[CODE_NUMBER] = bt_arena_printf(arena, "%d", s->number);
	if (s->pages)
		values[NUMBER_OF_PAGE] = bt_arena_printf(arena, "%d", s->pages);
	values[SUBJECT] = bt_arena_printf(arena, "%s quý %d năm %d", s->name ? s->name : "Bản tin", s->issue.quarter, s->issue.year);
	if (s->imported)
		values[FORMAT] = "PDF";
	put_document(out, "edition.pdf", values);
}

static void put_report(const bt_stored *s, const bt_stored_article *article, bt_arena *arena, GString *out)
{
	const bt_record *r = article->record;
	const char *values[FIELDS] = {
		[DOC_ID] = bt_arena_printf(arena, "%s/%s", s->id, article->slug ? article->slug : r->path), [TYPE_NAME] = "Bài trong bản tin",
		[ISSUED_DATE] = day(r->date, arena), [ORGAN_NAME] = r->issuer, [SUBJECT] = r->title, [LANGUAGE] = "Tiếng Việt",
		[KEYWORD] = joined(r->tags, arena), [FORMAT] = "TXT", [DESCRIPTION] = r->lead,
	};
	if (g_str_has_suffix(r->path, ".md") || g_str_has_suffix(r->path, ".markdown"))
		values[FORMAT] = "Markdown";
	split_number(r->number, values, arena);
	put_document(out, r->path, values);
}

void bt_stored_records(const bt_stored *stored, GString *out)
{
	g_autoptr(bt_arena) scratch = bt_arena_new();
	g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<records xmlns=\"urn:bantin:records:1\" fields=\"05/2025/TT-BNV\">\n");
	put_edition(stored, scratch, out);
	for (guint i = 0; i < stored->articles->len; i++)
		put_report(stored, &g_array_index(stored->articles, bt_stored_article, i), scratch, out);
	g_string_append(out, "</records>\n");
}
