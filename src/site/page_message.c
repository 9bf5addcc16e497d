/* Pages without articles: no such page, a page that moved. */
#include "site/frame.h"

/* A server shows it at any address, however deep: its links are whole addresses where the office states one, and its style
 * stands within it. */
GBytes *bt_site_missing_page(const bt_plan *plan, bt_diags *diags)
{
	bt_frame frame;
	bt_frame_begin(&frame, plan, BT_SITE_MISSING, "Không tìm thấy trang", false);
	g_autoptr(bt_values) values = bt_values_new(frame.values);
	bt_look_plain(plan->look, frame.values);
	bt_values_text(frame.values, "canonical", NULL);
	bt_values_text(frame.values, "unlisted", "1");
	bt_values_text(values, "search", bt_frame_link(&frame, BT_SITE_SEARCH));
	GBytes *page = bt_frame_page(&frame, "site/missing.html", values, diags);
	bt_frame_release(&frame);
	return page;
}

/* A page may not send its reader elsewhere by itself (reliability.md C4): the new address is its canonical one, which
 * machines follow, and a link, which people do. */
GBytes *bt_site_moved_page(const bt_plan *plan, const bt_moved *moved, bt_diags *diags)
{
	const char *title = moved->to;
	for (guint i = 0; i < plan->articles->len; i++) {
		const bt_planned *article = &g_array_index(plan->articles, bt_planned, i);
		g_autofree char *page = g_strconcat(article->stem, ".html", NULL);
		if (g_str_equal(page, moved->to) && article->head->title)
			title = article->head->title;
	}
	bt_frame frame;
	bt_frame_begin(&frame, plan, moved->from, "Bài đã chuyển địa chỉ", false);
	g_autoptr(bt_values) values = bt_values_new(frame.values);
	bt_values_text(frame.values, "canonical", bt_frame_url(&frame, moved->to));
	bt_values_text(frame.values, "unlisted", plan->base_url ? NULL : "1");
	bt_frame_step(&frame, "Trang chủ", BT_SITE_FRONT);
	bt_frame_step(&frame, "Bài đã chuyển địa chỉ", NULL);
	bt_values_text(values, "href", bt_frame_link(&frame, moved->to));
	bt_values_held(values, "text", title);
	GBytes *page = bt_frame_page(&frame, "site/moved.html", values, diags);
	bt_frame_release(&frame);
	return page;
}
