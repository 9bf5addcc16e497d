/* A site of three articles, put together by hand, for tests of its pages. */
#ifndef BT_TESTS_SMALL_SITE_H
#define BT_TESTS_SMALL_SITE_H

#include "site/plan.h"

#include <string.h>

typedef struct {
	bt_diags *diags;
	bt_project project;
	bt_record heads[3], full;
	bt_list lists[4]; /* front, a section, a tag, a year */
	const bt_list *tags[2];
	bt_record_photo photo;
	bt_card card;
	bt_plan plan;
} small_site;

static const char *const small_site_no_names[] = {NULL};
static const char *const small_site_tags[] = {"thủy lợi", NULL};

/* As the stages before the plan would have it; newest first. */
static const struct {
	const char *title, *lead, *date, *stem, *text;
	bool tagged;
} small_site_articles[] = {
	{"Họp HĐND xã", "HĐND xã thông qua bốn nghị quyết.", "2024-04-05", "2024/hop-hdnd", "HĐND xã thông qua bốn nghị quyết.\n\nThu ngân sách đạt 12,5 tỷ đồng.\n", false},
	{"Nạo vét mương", "Xong trước vụ hè thu.", "2024-03-02", "2024/nao-vet-muong", "Xã nạo vét 12 km mương nội đồng trước vụ hè thu.\n\nBà con góp 240 ngày công, ông Trần Văn Hậu cho biết.\n", true},
	{"Tổng kết </script> & \"biểu dương\" {{title}}", NULL, "2023-12-28", "2023/tong-ket", "Xã tổng kết công tác thủy lợi năm 2023 tại nhà văn hóa thôn Đông.\n", true},
};

static bt_list small_site_list(bt_list_kind kind, const char *name, const char *address, const int *articles, guint n)
{
	bt_list list = {.kind = kind, .name = name, .address = address, .articles = g_array_new(FALSE, TRUE, sizeof(int)), .parts = g_ptr_array_new()};
	g_array_append_vals(list.articles, articles, n);
	return list;
}

static void small_site_fill(small_site *s)
{
	s->plan.by_path = g_hash_table_new(g_str_hash, g_str_equal);
	static const int all[] = {0, 1, 2};
	s->lists[0] = small_site_list(BT_LIST_FRONT, "Trang chủ", "index.html", all, 3);
	s->lists[1] = small_site_list(BT_LIST_SECTION, "Tin tức", "chuyen-muc/tin-tuc.html", all, 3);
	s->lists[2] = small_site_list(BT_LIST_TAG, "thủy lợi", "tu-khoa/thuy-loi.html", all + 1, 2);
	s->lists[3] = small_site_list(BT_LIST_YEAR, "Năm 2024", "2024/index.html", all, 2);
	s->tags[0] = &s->lists[2];
	for (int i = 0; i < 3; i++) {
		s->heads[i] = (bt_record){.path = small_site_articles[i].stem, .title = small_site_articles[i].title, .lead = small_site_articles[i].lead, .summary = small_site_articles[i].lead, .date = small_site_articles[i].date,
					  .section = "Tin tức", .issuer = "Đảng ủy xã Lụa Giang", .authors = small_site_no_names,
					  .tags = small_site_articles[i].tagged ? small_site_tags : small_site_no_names};
		bt_planned planned = {.head = &s->heads[i], .stem = small_site_articles[i].stem, .section = &s->lists[1], .tags = small_site_articles[i].tagged ? s->tags : s->tags + 1,
				      .newer = i - 1, .older = i < 2 ? i + 1 : -1, .related = {i == 1 ? 2 : -1, -1, -1}};
		g_array_append_val(s->plan.articles, planned);
		g_hash_table_insert(s->plan.by_path, (gpointer)s->heads[i].path, GUINT_TO_POINTER(i + 1));
	}
}

static small_site *small_site_new(const char *base_url)
{
	small_site *s = g_new0(small_site, 1);
	s->diags = bt_diags_new(BT_LANG_EN);
	s->project.arena = bt_arena_new();
	s->project.folder = "/nonexistent";
	s->project.office[BT_OFFICE_NAME] = "Lụa Giang";
	s->project.office[BT_OFFICE_ISSUER] = "Đảng ủy xã Lụa Giang";
	s->project.office[BT_OFFICE_PARENT] = "Huyện ủy Sông Lụa";
	s->project.office[BT_OFFICE_PHONE] = "0234 3123 456";
	s->plan = (bt_plan){.project = &s->project, .base_url = base_url, .articles = g_array_new(FALSE, TRUE, sizeof(bt_planned)), .lists = g_ptr_array_new(), .pdf = true,
			    .sections = g_ptr_array_new(), .tags = g_ptr_array_new(), .years = g_ptr_array_new(), .owners = g_ptr_array_new(),
			    .look = bt_site_look(&s->project, s->diags), .front = &s->lists[0], .lead = &s->full};
	small_site_fill(s);
	g_ptr_array_add(s->plan.sections, &s->lists[1]);
	g_ptr_array_add(s->plan.tags, &s->lists[2]);
	g_ptr_array_add(s->plan.years, &s->lists[3]);
	s->photo = (bt_record_photo){.path = "hop.jpg", .caption = "Quang cảnh kỳ họp", .hash = "0123456789abcdef0123456789abcdef", .kind = BT_PICTURE_JPEG, .width = 4000, .height = 3000};
	s->card = (bt_card){.label = "Thu ngân sách", .value = "12,5", .unit = "tỷ đồng"};
	s->full = s->heads[0];
	s->full.photos = &s->photo;
	s->full.n_photos = 1;
	s->full.cards = &s->card;
	s->full.n_cards = 1;
	return s;
}

static void small_site_free(small_site *s)
{
	bt_look_free(s->plan.look);
	for (gsize i = 0; i < G_N_ELEMENTS(s->lists); i++) {
		g_array_unref(s->lists[i].articles);
		g_ptr_array_unref(s->lists[i].parts);
	}
	g_hash_table_unref(s->plan.by_path);
	g_array_unref(s->plan.articles);
	g_ptr_array_unref(s->plan.lists);
	g_ptr_array_unref(s->plan.sections);
	g_ptr_array_unref(s->plan.tags);
	g_ptr_array_unref(s->plan.years);
	g_ptr_array_unref(s->plan.owners);
	bt_arena_free(s->project.arena);
	bt_diags_free(s->diags);
	g_free(s);
}

static void small_site_no_file(void *data, const char *address, GBytes *bytes)
{
	(void)data;
	(void)address;
	(void)bytes;
}

/* The page of an article; NULL after a message. */
static GBytes *small_site_article(small_site *s, int i)
{
	const char *text = small_site_articles[i].text;
	g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
	bt_report_options options = {.field = {[BT_META_TITLE] = small_site_articles[i].title, [BT_META_DATE] = small_site_articles[i].date, [BT_META_ISSUER] = "Đảng ủy xã Lụa Giang"}};
	g_autoptr(bt_report) report = bt_report_read(bytes, "bai.txt", &options, s->diags);
	g_autoptr(GBytes) parts = report ? bt_site_article_parts(&s->project, report, small_site_no_file, NULL, s->diags) : NULL;
	return parts ? bt_site_article_page(&s->plan, i, parts, s->diags) : NULL;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(small_site, small_site_free)

#endif
