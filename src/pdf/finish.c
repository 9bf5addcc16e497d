/* Takes cairo's file and makes it PDF/A-3a and PDF/UA-1: structure, artifacts, metadata, output
 * intent, outline, attachments. ../shared/pdf.md section 3. Knows PDF; knows nothing of layout. */
#include "pdf/finish.h"

#include <stdlib.h>
#include <string.h>

#define PRODUCER "bantin"

void bt_pdf_text(GString *out, const char *utf8)
{
	if (g_str_is_ascii(utf8)) {
		g_string_append_c(out, '(');
		for (const char *p = utf8; *p; p++) {
			if (strchr("()\\", *p))
				g_string_append_c(out, '\\');
			g_string_append_c(out, *p < 0x20 ? ' ' : *p);
		}
		g_string_append_c(out, ')');
		return;
	}
	glong units = 0;
	g_autofree gunichar2 *utf16 = g_utf8_to_utf16(utf8, -1, NULL, &units, NULL);
	g_string_append(out, "<FEFF");
	for (glong i = 0; utf16 && i < units; i++)
		g_string_append_printf(out, "%04X", utf16[i]);
	g_string_append_c(out, '>');
}

void bt_pdf_number(GString *out, double number)
{
	char text[G_ASCII_DTOSTR_BUF_SIZE];
	g_string_append(out, g_ascii_formatd(text, sizeof text, "%.2f", number));
	g_string_append_c(out, ' ');
}

/* ---- cairo's own objects */

void bt_rewrite(bt_file *file, int id, const char *const *dropped, const char *added, GString *words)
{
	const bt_object *object = bt_object_at(file, id);
	bt_token whole = {object->syntax, object->syntax + object->len}, name, value;
	g_string_truncate(words, 0);
	if (bt_token_is(bt_pdf_token(whole.from, whole.to), "<<")) {
		g_string_append(words, "<<");
		for (const char *p = whole.from; bt_dict_next(&p, whole.to, &name, &value);) {
			bool keep = true;
			for (const char *const *d = dropped; d && *d && keep; d++)
				keep = !bt_token_is(name, *d);
			if (keep) {
				bt_pdf_compact(words, name);
				bt_pdf_compact(words, value);
			}
		}
		g_string_append(words, added ? added : "");
		g_string_append(words, ">>");
	} else {
		bt_pdf_compact(words, whole);
	}
	bt_fill_len(file, id, words->str, words->len);
}

/* cairo leaves out what PDF/A asks of a subset. */
static void fix_fonts(bt_file *file)
{
	g_autoptr(GString) words = g_string_new(NULL);
	for (int id = 1; id < file->first_id; id++) {
		const bt_object *object = bt_object_at(file, id);
		bt_token dict = {object->syntax, object->syntax + object->len};
		if (!object->syntax || object->stream || !bt_token_is(bt_dict_find(dict, "/Subtype"), "/CIDFontType2"))
			continue;
		bt_token map = bt_dict_find(dict, "/CIDToGIDMap");
		if (map.from == map.to)
			bt_rewrite(file, id, NULL, "/CIDToGIDMap/Identity", words);
	}
}

static void write_page_keys(bt_file *file)
{
	static const char *const dropped[] = {"/StructParents", "/Tabs", "/Annots", NULL};
	g_autoptr(GString) words = g_string_new(NULL), added = g_string_new(NULL);
	for (guint i = 0; i < file->record->pages->len; i++) {
		g_string_printf(added, "/StructParents %u/Tabs/S", i);
		if (file->links_of_page[i])
			g_string_append_printf(added, "/Annots %d 0 R", file->links_of_page[i]);
		bt_rewrite(file, file->page_id[i], dropped, added->str, words);
	}
}

/* ---- catalog */

/* "2024-04-05T00:00:00+07:00" as a PDF date. */
static void put_date(GString *out, const char *iso)
{
	g_string_append_printf(out, "(D:%.4s%.2s%.2s%.2s%.2s%.2s%.3s'%.2s')", iso, iso + 5, iso + 8, iso + 11, iso + 14, iso + 17, iso + 19, iso + 23);
}

static void put_text_key(GString *out, const char *key, const char *text)
{
	if (!text)
		return;
	g_string_append(out, key);
	bt_pdf_text(out, text);
}

static void write_info(bt_file *file)
{
	const bt_file_info *info = file->info;
	g_autoptr(GString) out = g_string_new("<<");
	put_text_key(out, "/Title", info->title);
	put_text_key(out, "/Author", info->author);
	put_text_key(out, "/Subject", info->subject);
	put_text_key(out, "/Keywords", info->keywords);
	g_string_append(out, "/Creator(" PRODUCER ")/Producer(" PRODUCER ")/CreationDate");
	put_date(out, info->date);
	g_string_append(out, "/ModDate");
	put_date(out, info->date);
	g_string_append(out, ">>");
	file->info_id = bt_put(file, out->str);
}

/* A MIME type as a name: its "/" is written as #2F. */
static void put_type(GString *out, const char *type)
{
	for (; *type; type++)
		if (g_ascii_isalnum(*type) || strchr("-+.", *type))
			g_string_append_c(out, *type);
		else
			g_string_append_printf(out, "#%02X", (guchar)*type);
}

static int attach(bt_file *file, const bt_attachment *a)
{
	g_autoptr(GString) out = g_string_new("/Type/EmbeddedFile/Subtype/");
	put_type(out, a->type);
	g_string_append_printf(out, "/Params<</Size %" G_GSIZE_FORMAT "/ModDate", a->len);
	put_date(out, file->info->date);
	g_string_append(out, ">>");
	int stream = bt_put_stream(file, out->str, a->data, a->len, false);
	g_string_assign(out, "<</Type/Filespec/F");
	bt_pdf_text(out, a->name);
	put_text_key(out, "/UF", a->name);
	put_text_key(out, "/Desc", a->desc);
	g_string_append_printf(out, "/AFRelationship/%s/EF<</F %d 0 R/UF %d 0 R>>>>", a->relation, stream, stream);
	return bt_put(file, out->str);
}

typedef struct {
	const char *name;
	int id;
} named_file;

static int by_name(gconstpointer a, gconstpointer b) { return strcmp(((const named_file *)a)->name, ((const named_file *)b)->name); }

/* Names in a tree are sorted. */
static void write_attachments(bt_file *file, GString *catalog)
{
	const bt_file_info *info = file->info;
	g_autofree named_file *names = g_new0(named_file, info->n_files + 1);
	g_string_append(catalog, "/AF[");
	for (guint i = 0; i < info->n_files; i++) {
		names[i] = (named_file){info->files[i].name, attach(file, &info->files[i])};
		g_string_append_printf(catalog, "%d 0 R ", names[i].id);
	}
	qsort(names, info->n_files, sizeof *names, by_name);
	g_string_append(catalog, "]/Names<</EmbeddedFiles<</Names[");
	for (guint i = 0; i < info->n_files; i++) {
		bt_pdf_text(catalog, names[i].name);
		g_string_append_printf(catalog, " %d 0 R ", names[i].id);
	}
	g_string_append(catalog, "]>>>>");
}

static void write_intent(bt_file *file, GString *catalog)
{
	GByteArray *profile = bt_srgb_profile();
	int id = bt_put_stream(file, "/N 3", profile->data, profile->len, false);
	g_byte_array_unref(profile);
	g_string_append_printf(catalog, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
					"/Info(sRGB IEC61966-2.1)/DestOutputProfile %d 0 R>>]", id);
}

static void write_catalog(bt_file *file)
{
	g_autoptr(GString) catalog = g_string_new("<</Type/Catalog/Lang(vi)/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>"
						  "/PageLabels<</Nums[0<</S/D>>]>>");
	g_string_append_printf(catalog, "/Pages %d 0 R", file->pages_id);
	GString *xmp = bt_xmp(file->info);
	g_string_append_printf(catalog, "/StructTreeRoot %d 0 R", file->tree_id);
	g_string_append_printf(catalog, "/Metadata %d 0 R", bt_put_stream(file, "/Type/Metadata/Subtype/XML", xmp->str, xmp->len, true));
	g_string_free(xmp, TRUE);
	write_intent(file, catalog);
	if (file->info->part == 3 && file->info->n_files > 0)
		write_attachments(file, catalog);
	bt_write_outline(file, catalog);
	g_string_append(catalog, ">>");
	file->catalog_id = bt_put(file, catalog->str);
}

/* ---- the whole */

static GBytes *finish(bt_file *file)
{
	if (!bt_read_drawn(file))
		return NULL;
	file->first_id = (int)file->objects->len;
	bt_write_structure(file);
	write_info(file);
	write_catalog(file);
	if (!bt_rename_artifacts(file))
		return NULL;
	write_page_keys(file);
	fix_fonts(file);
	return bt_assemble(file);
}

GBytes *bt_finish(const bt_record *record, const GByteArray *drawn, const bt_file_info *info, char **fault)
{
	bt_file file = {.record = record, .info = info, .drawn = drawn, .arena = bt_arena_new(), .flate = bt_flate_new(),
			.objects = g_array_new(FALSE, TRUE, sizeof(bt_object))};
	GBytes *bytes = finish(&file);
	if (!bytes)
		*fault = g_strdup("cairo's file is not as expected");
	g_array_free(file.objects, TRUE);
	g_free(file.page_id);
	g_free(file.element_id);
	g_free(file.link_id);
	g_free(file.links_of_page);
	bt_flate_free(file.flate);
	bt_arena_free(file.arena);
	return bytes;
}
