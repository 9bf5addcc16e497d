/* Opens cairo's file with qpdf and makes it PDF/A-3a and PDF/UA-1: structure, artifacts, metadata, output
 * intent, outline, attachments. ../shared/pdf.md section 3. Knows PDF; knows nothing of layout. */
#include "pdf/finish.h"

#include <stdlib.h>
#include <string.h>

#define PRODUCER "bantin"

/* ---- objects */

int bt_reserve(bt_file *file)
{
	gsize nowhere = 0;
	g_array_append_val(file->offsets, nowhere);
	return file->first_id + (int)file->offsets->len - 1;
}

static void append(bt_file *file, const char *text) { g_byte_array_append(file->bytes, (const guint8 *)text, (guint)strlen(text)); }

static void begin_object(bt_file *file, int id)
{
	char head[32];
	g_array_index(file->offsets, gsize, id - file->first_id) = file->bytes->len;
	g_snprintf(head, sizeof head, "%d 0 obj\n", id);
	append(file, head);
}

void bt_fill(bt_file *file, int id, const char *syntax)
{
	begin_object(file, id);
	append(file, syntax);
	append(file, "\nendobj\n");
}

int bt_put(bt_file *file, const char *syntax)
{
	int id = bt_reserve(file);
	bt_fill(file, id, syntax);
	return id;
}

int bt_put_stream(bt_file *file, const char *keys, const void *data, gsize len)
{
	int id = bt_reserve(file);
	g_autofree char *head = g_strdup_printf("<<%s/Length %" G_GSIZE_FORMAT ">>stream\n", keys, len);
	begin_object(file, id);
	append(file, head);
	g_byte_array_append(file->bytes, data, (guint)len);
	append(file, "\nendstream\nendobj\n");
	return id;
}

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

/* ---- fonts: cairo leaves out what PDF/A asks of a subset */

static void fix_font(bt_file *file, qpdf_oh font)
{
	qpdf_oh array = qpdf_oh_get_key(file->q, font, "/DescendantFonts");
	if (!qpdf_oh_is_array(file->q, array))
		return;
	qpdf_oh cid = qpdf_oh_get_array_item(file->q, array, 0), type = qpdf_oh_get_key(file->q, cid, "/Subtype");
	if (qpdf_oh_is_name_and_equals(file->q, type, "/CIDFontType2") && !qpdf_oh_has_key(file->q, cid, "/CIDToGIDMap"))
		qpdf_oh_replace_key(file->q, cid, "/CIDToGIDMap", qpdf_oh_new_name(file->q, "/Identity"));
}

/* All pages of a cairo file name their fonts from shared objects: each is looked at once. */
static void fix_fonts(bt_file *file)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	for (guint i = 0; i < file->record->pages->len; i++) {
		qpdf_oh page = qpdf_get_object_by_id(file->q, file->page_id[i], 0);
		qpdf_oh resources = qpdf_oh_get_key(file->q, page, "/Resources"), fonts = qpdf_oh_get_key_if_dict(file->q, resources, "/Font");
		qpdf_oh_begin_dict_key_iter(file->q, fonts);
		while (qpdf_oh_dict_more_keys(file->q)) {
			qpdf_oh font = qpdf_oh_get_key(file->q, fonts, qpdf_oh_dict_next_key(file->q));
			if (g_hash_table_add(seen, GINT_TO_POINTER(qpdf_oh_get_object_id(file->q, font))))
				fix_font(file, font);
		}
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
	int stream = bt_put_stream(file, out->str, a->data, a->len);
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
	int id = bt_put_stream(file, "/N 3", profile->data, profile->len);
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
	g_string_append_printf(catalog, "/Metadata %d 0 R", bt_put_stream(file, "/Type/Metadata/Subtype/XML", xmp->str, xmp->len));
	g_string_free(xmp, TRUE);
	write_intent(file, catalog);
	if (file->info->part == 3 && file->info->n_files > 0)
		write_attachments(file, catalog);
	bt_write_outline(file, catalog);
	g_string_append(catalog, ">>");
	file->catalog_id = bt_put(file, catalog->str);
}

/* ---- the whole */

static GBytes *write_out(bt_file *file)
{
	qpdf_data q = file->q;
	if (qpdf_init_write_memory(q) & QPDF_ERRORS)
		return NULL;
	qpdf_set_deterministic_ID(q, QPDF_TRUE);
	qpdf_set_object_stream_mode(q, qpdf_o_generate);
	qpdf_set_newline_before_endstream(q, QPDF_TRUE); /* else PDF/A rule 6.1.7.1 fails */
	qpdf_set_linearization(q, QPDF_FALSE);
	qpdf_set_minimum_pdf_version(q, "1.7");
	if (qpdf_write(q) & QPDF_ERRORS)
		return NULL;
	return g_bytes_new(qpdf_get_buffer(q), qpdf_get_buffer_length(q));
}

static bool open_file(bt_file *file)
{
	file->q = qpdf_init();
	qpdf_silence_errors(file->q);
	qpdf_set_suppress_warnings(file->q, QPDF_TRUE);
	return !(qpdf_read_memory(file->q, "pages", (const char *)file->bytes->data, file->bytes->len, NULL) & QPDF_ERRORS) &&
	       qpdf_get_num_pages(file->q) == (int)file->record->pages->len;
}

static int id_of(bt_file *file, qpdf_oh object)
{
	int id = qpdf_oh_get_object_id(file->q, object);
	qpdf_oh_release(file->q, object);
	return id;
}

/* What the update refers to in cairo's file. */
static bool read_numbers(bt_file *file)
{
	if (!open_file(file))
		return false;
	guint n = file->record->pages->len;
	file->page_id = g_new0(int, n);
	for (guint i = 0; i < n; i++)
		file->page_id[i] = id_of(file, qpdf_get_page_n(file->q, i));
	qpdf_oh root = qpdf_get_root(file->q), size = qpdf_oh_get_key(file->q, qpdf_get_trailer(file->q), "/Size");
	file->pages_id = id_of(file, qpdf_oh_get_key(file->q, root, "/Pages"));
	file->first_id = qpdf_oh_get_int_value_as_int(file->q, size);
	bool ok = !qpdf_has_error(file->q) && file->pages_id > 0 && file->first_id > 0;
	if (ok)
		qpdf_cleanup(&file->q);
	return ok;
}

/* Where cairo's cross-reference table begins: the number after the last "startxref". */
static gint64 last_table(const bt_file *file)
{
	g_autofree char *tail = g_strndup((const char *)file->bytes->data + file->bytes->len - MIN(file->bytes->len, 64), MIN(file->bytes->len, 64));
	const char *found = g_strrstr(tail, "startxref");
	gint64 at = 0;
	for (const char *p = found ? found + strlen("startxref") : ""; *p && *p != '%'; p++)
		if (g_ascii_isdigit(*p))
			at = at * 10 + (*p - '0');
	return at;
}

static void close_update(bt_file *file, gint64 previous)
{
	g_autoptr(GString) out = g_string_new(NULL);
	gsize at = file->bytes->len;
	g_string_printf(out, "xref\n%d %u\n", file->first_id, file->offsets->len);
	for (guint i = 0; i < file->offsets->len; i++)
		g_string_append_printf(out, "%010" G_GSIZE_FORMAT " 00000 n \n", g_array_index(file->offsets, gsize, i));
	g_string_append_printf(out, "trailer\n<</Size %u/Root %d 0 R/Info %d 0 R/Prev %" G_GINT64_FORMAT ">>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n",
			       (guint)file->first_id + file->offsets->len, file->catalog_id, file->info_id, previous, at);
	append(file, out->str);
}

static void write_page_keys(bt_file *file)
{
	for (guint i = 0; i < file->record->pages->len; i++) {
		qpdf_oh page = qpdf_get_object_by_id(file->q, file->page_id[i], 0);
		qpdf_oh_replace_key(file->q, page, "/StructParents", qpdf_oh_new_integer(file->q, i));
		qpdf_oh_replace_key(file->q, page, "/Tabs", qpdf_oh_new_name(file->q, "/S"));
		if (file->links_of_page[i])
			qpdf_oh_replace_key(file->q, page, "/Annots", qpdf_get_object_by_id(file->q, file->links_of_page[i], 0));
	}
}

static GBytes *finish(bt_file *file)
{
	if (!read_numbers(file))
		return NULL;
	gint64 previous = last_table(file);
	bt_write_structure(file);
	write_info(file);
	write_catalog(file);
	close_update(file, previous);
	if (!open_file(file) || !bt_rename_artifacts(file))
		return NULL;
	write_page_keys(file);
	fix_fonts(file);
	return write_out(file);
}

GBytes *bt_finish(const bt_record *record, GByteArray *drawn, const bt_file_info *info, char **fault)
{
	bt_file file = {.record = record, .info = info, .bytes = drawn, .offsets = g_array_new(FALSE, TRUE, sizeof(gsize))};
	GBytes *bytes = finish(&file);
	if (!bytes || qpdf_has_error(file.q)) {
		qpdf_error error = file.q && qpdf_has_error(file.q) ? qpdf_get_error(file.q) : NULL;
		*fault = g_strdup(error ? qpdf_get_error_full_text(file.q, error) : "qpdf");
		g_clear_pointer(&bytes, g_bytes_unref);
	}
	g_array_free(file.offsets, TRUE);
	g_free(file.page_id);
	g_free(file.element_id);
	g_free(file.link_id);
	g_free(file.links_of_page);
	if (file.q)
		qpdf_cleanup(&file.q);
	return bytes;
}
