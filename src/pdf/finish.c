/* What makes a drawing PDF/A-3a and PDF/UA-1: structure, metadata, output intent, outline, attachments. ../shared/pdf.md
 * section 1. Knows PDF; knows nothing of layout. */
#include "pdf/finish.h"

#include <stdlib.h>
#include <string.h>

#define PRODUCER "bantin"

/* ---- catalog */

static void put_text_key(GString *out, const char *key, const char *text)
{
	if (!text)
		return;
	g_string_append(out, key);
	bt_pdf_text(out, text);
}

int bt_put_info(bt_file *file, const bt_file_info *info)
{
	g_autoptr(GString) out = g_string_new("<<");
	put_text_key(out, "/Title", info->title);
	put_text_key(out, "/Author", info->author);
	put_text_key(out, "/Subject", info->subject);
	put_text_key(out, "/Keywords", info->keywords);
	g_string_append(out, "/Creator(" PRODUCER ")/Producer(" PRODUCER ")/CreationDate");
	bt_pdf_date(out, info->date);
	g_string_append(out, "/ModDate");
	bt_pdf_date(out, info->date);
	g_string_append(out, ">>");
	return bt_put(file, out->str);
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

static int attach(bt_file *file, const bt_attachment *a, const char *date)
{
	g_autoptr(GString) out = g_string_new("/Type/EmbeddedFile/Subtype/");
	put_type(out, a->type);
	g_string_append_printf(out, "/Params<</Size %" G_GSIZE_FORMAT "/ModDate", a->len);
	bt_pdf_date(out, date);
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
static void write_attachments(bt_file *file, const bt_file_info *info, GString *catalog)
{
	g_autofree named_file *names = g_new0(named_file, info->n_files + 1);
	g_string_append(catalog, "/AF[");
	for (guint i = 0; i < info->n_files; i++) {
		names[i] = (named_file){info->files[i].name, attach(file, &info->files[i], info->date)};
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

static int write_catalog(bt_file *file, const bt_structure *structure, int pages, const bt_file_info *info)
{
	g_autoptr(GString) catalog = g_string_new("<</Type/Catalog/Lang(vi)/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>"
						  "/PageLabels<</Nums[0<</S/D>>]>>");
	g_string_append_printf(catalog, "/Pages %d 0 R", pages);
	GString *xmp = bt_xmp(info);
	g_string_append_printf(catalog, "/StructTreeRoot %d 0 R", structure->tree_id);
	g_string_append_printf(catalog, "/Metadata %d 0 R", bt_put_stream(file, "/Type/Metadata/Subtype/XML", xmp->str, xmp->len, true));
	g_string_free(xmp, TRUE);
	write_intent(file, catalog);
	if (info->part == 3 && info->n_files > 0)
		write_attachments(file, info, catalog);
	bt_write_outline(structure, catalog);
	g_string_append(catalog, ">>");
	return bt_put(file, catalog->str);
}

GBytes *bt_finish(bt_file *file, bt_drawing *drawing, const bt_record *record, const bt_file_info *info, char **unfit)
{
	bt_structure structure = {.file = file, .record = record, .page_id = bt_drawing_page_ids(drawing)};
	bt_structure_write(&structure);
	int pages = bt_drawing_end(drawing, structure.links_of_page, unfit);
	int catalog = pages ? write_catalog(file, &structure, pages, info) : 0;
	bt_structure_clear(&structure);
	return catalog ? bt_file_end(file, catalog, bt_put_info(file, info)) : NULL;
}
