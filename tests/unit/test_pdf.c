/* The finished file: structure, metadata, attachments, the same bytes again; read back by qpdf. */
#include "pdf/pdf.h"
#include "pdf/record.h"
#include "read/read.h"

#include <qpdf/qpdf-c.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka.h wants the four headers above first */
#include <cmocka.h>

static const char sample[] =
	"---\ntiêu đề: Ngày hội (lần 2) của xã \\ phường\nngày: 2031-07-04\ncơ quan: UBND xã Tân Hòa\n---\n\n"
	"## Kết quả\n\nXem [tài liệu của xã](https://tanhoa.example/tài-liệu?a=1&b=(2)) và làm theo.\n\n### Chi tiết\n\n- một việc;\n- hai việc.\n\n"
	"| Thôn | Hộ |\n|---|---|\n| Đông | 12 |\n";

static GBytes *make(const char *text)
{
	const char *given[BT_META_FIELDS] = {0};
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
	g_autoptr(bt_diags) diags = bt_diags_new(BT_LANG_EN);
	g_autoptr(bt_doc) doc = bt_read(bytes, "thu-muc/Báo cáo.md", given, diags);
	g_autoptr(bt_figures) figures = bt_figures_read(doc, diags);
	g_autoptr(bt_charts) charts = bt_charts_pick(doc, figures);
	g_autoptr(bt_theme) theme = bt_theme_load("bulletin", diags);
	bt_content content = {.doc = doc, .figures = figures, .charts = charts};
	g_autoptr(bt_pages) pages = bt_pages_layout(&content, theme, diags);
	assert_non_null(pages);
	GBytes *pdf = bt_pdf_write(pages, &content, diags);
	assert_non_null(pdf);
	return pdf;
}

static qpdf_data open_pdf(GBytes *pdf)
{
	qpdf_data q = qpdf_init();
	gsize len;
	const char *data = g_bytes_get_data(pdf, &len);
	assert_int_equal(qpdf_read_memory(q, "test", data, len, NULL), QPDF_SUCCESS);
	return q;
}

static const char *string_at(qpdf_data q, qpdf_oh dictionary, const char *key)
{
	static char text[512];
	qpdf_oh value = qpdf_oh_get_key(q, dictionary, key);
	g_strlcpy(text, qpdf_oh_is_string(q, value) ? qpdf_oh_get_utf8_value(q, value) : "", sizeof text);
	return text;
}

/* Elements of a type below `element`, and the nesting seen on the way. */
static int count_type(qpdf_data q, qpdf_oh element, const char *type)
{
	int n = 0;
	if (!qpdf_oh_is_dictionary(q, element))
		return 0;
	if (qpdf_oh_is_name_and_equals(q, qpdf_oh_get_key(q, element, "/S"), type))
		n++;
	qpdf_oh kids = qpdf_oh_get_key(q, element, "/K");
	for (int i = 0; qpdf_oh_is_array(q, kids) && i < qpdf_oh_get_array_n_items(q, kids); i++)
		n += count_type(q, qpdf_oh_get_array_item(q, kids, i), type);
	return n;
}

static void test_structure(void **state)
{
	(void)state;
	g_autoptr(GBytes) pdf = make(sample);
	qpdf_data q = open_pdf(pdf);
	qpdf_oh tree = qpdf_oh_get_key(q, qpdf_get_root(q), "/StructTreeRoot");
	qpdf_oh document = qpdf_oh_get_array_item(q, qpdf_oh_get_key(q, tree, "/K"), 0);
	static const struct {
		const char *type;
		int n;
	} expected[] = {{"/H1", 1}, {"/H2", 1}, {"/H3", 1}, {"/L", 1}, {"/LI", 2}, {"/Lbl", 2}, {"/LBody", 2}, {"/Link", 1}, {"/Table", 1}, {"/TR", 2}, {"/TH", 2}, {"/TD", 2}};
	for (gsize i = 0; i < G_N_ELEMENTS(expected); i++)
		if (count_type(q, document, expected[i].type) != expected[i].n)
			fail_msg("%s: %d, not %d", expected[i].type, count_type(q, document, expected[i].type), expected[i].n);
	qpdf_cleanup(&q);
}

static void test_link(void **state)
{
	(void)state;
	g_autoptr(GBytes) pdf = make(sample);
	qpdf_data q = open_pdf(pdf);
	qpdf_oh annots = qpdf_oh_get_key(q, qpdf_get_page_n(q, 0), "/Annots");
	assert_true(qpdf_oh_get_array_n_items(q, annots) >= 1);
	qpdf_oh link = qpdf_oh_get_array_item(q, annots, 0);
	assert_string_equal(string_at(q, link, "/Contents"), "tài liệu của xã");
	/* only ASCII in a URI */
	assert_string_equal(string_at(q, qpdf_oh_get_key(q, link, "/A"), "/URI"), "https://tanhoa.example/t%C3%A0i-li%E1%BB%87u?a=1&b=(2)");
	qpdf_cleanup(&q);
}

static void test_metadata(void **state)
{
	(void)state;
	g_autoptr(GBytes) pdf = make(sample);
	qpdf_data q = open_pdf(pdf);
	qpdf_oh info = qpdf_oh_get_key(q, qpdf_get_trailer(q), "/Info");
	assert_string_equal(string_at(q, info, "/Title"), "Ngày hội (lần 2) của xã \\ phường");
	assert_string_equal(string_at(q, info, "/CreationDate"), "D:20310704000000+07'00'");
	assert_string_equal(string_at(q, qpdf_get_root(q), "/Lang"), "vi");
	qpdf_cleanup(&q);
	/* stored uncompressed, so that an archive can find it */
	gsize len;
	const char *data = g_bytes_get_data(pdf, &len);
	assert_non_null(memmem(data, len, "<pdfaid:part>3</pdfaid:part>", 28));
	assert_non_null(memmem(data, len, "<pdfuaid:part>1</pdfuaid:part>", 30));
}

static void test_attachments_have_no_path(void **state)
{
	(void)state;
	g_autoptr(GBytes) pdf = make(sample);
	qpdf_data q = open_pdf(pdf);
	qpdf_oh source = qpdf_oh_get_array_item(q, qpdf_oh_get_key(q, qpdf_get_root(q), "/AF"), 0);
	assert_string_equal(string_at(q, source, "/UF"), "bao-cao.md");
	assert_true(qpdf_oh_is_name_and_equals(q, qpdf_oh_get_key(q, source, "/AFRelationship"), "/Source"));
	qpdf_cleanup(&q);
}

/* The title beside the highest headings, deeper ones below. */
static void test_outline(void **state)
{
	(void)state;
	g_autoptr(GBytes) pdf = make(sample);
	qpdf_data q = open_pdf(pdf);
	qpdf_oh first = qpdf_oh_get_key(q, qpdf_oh_get_key(q, qpdf_get_root(q), "/Outlines"), "/First");
	assert_string_equal(string_at(q, first, "/Title"), "Ngày hội (lần 2) của xã \\ phường");
	qpdf_oh second = qpdf_oh_get_key(q, first, "/Next");
	assert_string_equal(string_at(q, second, "/Title"), "Kết quả");
	assert_string_equal(string_at(q, qpdf_oh_get_key(q, second, "/First"), "/Title"), "Chi tiết");
	qpdf_cleanup(&q);
}

static void test_same_bytes(void **state)
{
	(void)state;
	g_autoptr(GBytes) one = make(sample), two = make(sample);
	assert_true(g_bytes_equal(one, two));
}

static guint32 read32(const guint8 *p) { return (guint32)p[0] << 24 | (guint32)p[1] << 16 | (guint32)p[2] << 8 | p[3]; }

static void test_profile(void **state)
{
	(void)state;
	GByteArray *profile = bt_srgb_profile();
	assert_int_equal(read32(profile->data), profile->len);
	assert_memory_equal(profile->data + 36, "acsp", 4);
	guint32 n = read32(profile->data + 128);
	assert_int_equal(n, 10);
	for (guint32 i = 0; i < n; i++) {
		const guint8 *tag = profile->data + 132 + 12 * i;
		assert_true(read32(tag + 4) % 4 == 0 && read32(tag + 4) + read32(tag + 8) <= profile->len);
	}
	g_byte_array_unref(profile);
}

int main(void)
{
	bt_data_init();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_structure), cmocka_unit_test(test_link), cmocka_unit_test(test_metadata), cmocka_unit_test(test_attachments_have_no_path),
		cmocka_unit_test(test_outline), cmocka_unit_test(test_same_bytes), cmocka_unit_test(test_profile),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
