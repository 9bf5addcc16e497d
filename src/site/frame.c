/* What all pages of a site have around them. Knows the plan and the office, no article's content. */
#include "site/frame.h"

#include "theme/theme.h"

#include <string.h>

#define MENU_SECTIONS 8 /* more would make the menu longer than the page's head */

static GBytes *read_template(void *data, const char *name, const char **shown, bt_diags *diags) { return bt_project_template(data, name, shown, diags); }

bt_look *bt_site_look(bt_project *project, bt_diags *diags) { return bt_look_open(read_template, project, project->office, project->logo, diags); }

/* Where in bantin.ini a value stands, for messages. */
static bt_span place_of(const char *text, gsize len, const char *value)
{
	const char *at = g_strstr_len(text, (gssize)len, value);
	return at ? (bt_span){(guint32)(at - text), (guint32)strlen(value)} : BT_NO_SPAN;
}

/* Colours that cannot be read and a logo that cannot be used, once for the whole site, with their line in bantin.ini. */
static void judge_office(const bt_project *project, bt_diags *diags)
{
	const char *colours = project->office[BT_OFFICE_COLOURS], *logo = project->office[BT_OFFICE_LOGO];
	g_autoptr(GBytes) ini = project->ini && (colours || logo) ? bt_read_all(project->ini, BT_MAX_REPORT_BYTES, diags) : NULL;
	if (!ini)
		return;
	gsize len;
	const char *text = g_bytes_get_data(ini, &len);
	bt_diags_about(diags, project->ini, text, len);
	g_autoptr(bt_theme) theme = colours ? bt_theme_load("bulletin", diags) : NULL;
	if (theme)
		bt_theme_recolour(theme->colour, colours, place_of(text, len, colours), diags);
	g_autoptr(GBytes) said = logo ? bt_office_logo(project->office, project->folder, place_of(text, len, logo), diags) : NULL;
	bt_diags_about(diags, NULL, NULL, 0);
}

bool bt_site_assets(bt_project *project, bt_site_put put, void *data, bt_diags *diags)
{
	const char *shown;
	judge_office(project, diags);
	g_autoptr(bt_look) look = bt_site_look(project, diags);
	g_autoptr(GBytes) script = look ? bt_project_template(project, "site/search.js", &shown, diags) : NULL;
	if (!script || !bt_html_assets(look, put, data, diags))
		return false;
	put(data, BT_SITE_SCRIPT, script);
	return true;
}

/* ---- words */

/* vietnamese.md section 7: a nought before days below 10 and before months 1 and 2. */
const char *bt_frame_day(const bt_frame *frame, const char *iso)
{
	if (!iso || strlen(iso) != 10)
		return iso;
	const char words[] = {iso[8], iso[9], '/', iso[5], iso[6], '/', iso[0], iso[1], iso[2], iso[3], 0};
	char *day = bt_arena_strdup(frame->arena, words);
	if (iso[5] == '0' && iso[6] > '2')
		memmove(day + 3, day + 4, strlen(day + 4) + 1);
	return day;
}

/* ---- links */

const char *bt_frame_link(const bt_frame *frame, const char *address) { return bt_arena_concat(frame->arena, frame->root, address, NULL); }

const char *bt_frame_url(const bt_frame *frame, const char *address)
{
	const char *base = frame->plan->base_url;
	if (!base)
		return NULL;
	return bt_arena_concat(frame->arena, base, "/", strcmp(address, BT_SITE_FRONT) == 0 ? "" : address, NULL);
}

/* The page for missing addresses is shown at any of them, so nothing relative leads from it. */
static const char *root_of(const bt_plan *plan, const char *address, bt_arena *arena)
{
	if (plan->base_url && strcmp(address, BT_SITE_MISSING) == 0)
		return bt_arena_concat(arena, plan->base_url, "/", NULL);
	g_autoptr(GString) root = g_string_new(NULL);
	for (const char *p = address; (p = strchr(p, '/')); p++)
		g_string_append(root, "../");
	return bt_arena_strdup(arena, root->str);
}

/* ---- the frame's names */

static void add_menu(bt_frame *frame, const char *text, const char *address)
{
	bt_values *item = bt_values_item(frame->values, "menu");
	bool here = strcmp(address, frame->address) == 0;
	bt_values_text(item, "text", text);
	bt_values_text(item, "href", bt_frame_link(frame, address));
	bt_values_text(item, "here", here ? "1" : NULL);
	bt_values_text(item, "elsewhere", here ? NULL : "1");
}

static void set_menu(bt_frame *frame)
{
	const bt_plan *plan = frame->plan;
	add_menu(frame, "Trang chủ", BT_SITE_FRONT);
	for (guint i = 0; i < plan->sections->len && i < MENU_SECTIONS; i++) {
		const bt_list *section = plan->sections->pdata[i];
		add_menu(frame, section->name, section->address);
	}
	if (plan->owners && plan->owners->len)
		add_menu(frame, "Số liệu", BT_SITE_FIGURES);
	add_menu(frame, "Tìm kiếm", BT_SITE_SEARCH);
}

static void add_feed(bt_frame *frame, const char *type, const char *text, const char *address)
{
	bt_values *item = bt_values_item(frame->values, "feeds");
	bt_values_text(item, "type", type);
	bt_values_text(item, "text", text);
	bt_values_text(item, "href", bt_frame_link(frame, address));
}

/* A State site names its managing body, who answers for it, address and licence. */
static void set_office(bt_frame *frame)
{
	static const struct {
		const char *name;
		bt_office_key key;
	} fields[] = {
		{"name", BT_OFFICE_NAME}, {"issuer", BT_OFFICE_ISSUER}, {"office", BT_OFFICE_ISSUER}, {"parent", BT_OFFICE_PARENT}, {"responsible", BT_OFFICE_RESPONSIBLE},
		{"address", BT_OFFICE_ADDRESS}, {"licence", BT_OFFICE_LICENCE}, {"periodicity", BT_OFFICE_PERIODICITY}, {"place", BT_OFFICE_PLACE},
	};
	const char *const *office = frame->plan->project->office;
	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
		bt_look_held(frame->plan->look, frame->values, fields[i].name, office[fields[i].key]);
	const char *phone = office[BT_OFFICE_PHONE], *email = office[BT_OFFICE_EMAIL];
	g_autofree char *digits = g_strdup(phone ? phone : "");
	char *end = digits;
	for (const char *p = digits; *p; p++)
		if (g_ascii_isdigit(*p) || (*p == '+' && end == digits))
			*end++ = *p;
	*end = '\0';
	bt_values_text(frame->values, "phone", phone);
	bt_values_text(frame->values, "phone-href", *digits ? bt_arena_concat(frame->arena, "tel:", digits, NULL) : NULL);
	bt_values_text(frame->values, "email", email);
	bt_values_text(frame->values, "email-href", email ? bt_arena_concat(frame->arena, "mailto:", email, NULL) : NULL);
	bt_values_text(frame->values, "contact", phone || email ? "1" : NULL);
}

void bt_frame_begin(bt_frame *frame, const bt_plan *plan, const char *address, const char *title, bool scripts)
{
	bt_arena *arena = bt_arena_new();
	const char *const *office = plan->project->office;
	*frame = (bt_frame){plan, address, root_of(plan, address, arena), bt_values_new(NULL), arena};
	bt_look_frame(plan->look, frame->values, frame->root, scripts);
	bt_values_text(frame->values, "title", title);
	const char *name = office[BT_OFFICE_NAME], *issuer = office[BT_OFFICE_ISSUER];
	bt_values_text(frame->values, "bulletin", name ? bt_arena_concat(arena, "Bản tin ", name, NULL) : issuer ? issuer : "Bản tin");
	bt_values_text(frame->values, "home", bt_frame_link(frame, BT_SITE_FRONT));
	bt_values_text(frame->values, "canonical", bt_frame_url(frame, address));
	set_office(frame);
	set_menu(frame);
	add_feed(frame, "application/atom+xml", "Nguồn tin Atom", BT_SITE_ATOM);
	if (plan->base_url) /* RSS knows whole addresses only */
		add_feed(frame, "application/rss+xml", "Nguồn tin RSS", BT_SITE_RSS);
	add_feed(frame, "application/feed+json", "Nguồn tin JSON", BT_SITE_JSON_FEED);
}

void bt_frame_release(bt_frame *frame)
{
	bt_values_free(frame->values);
	bt_arena_free(frame->arena);
}

void bt_frame_step(bt_frame *frame, const char *text, const char *address)
{
	bt_values *item = bt_values_item(frame->values, "trail");
	bt_values_text(item, "text", text);
	bt_values_text(item, "href", address ? bt_frame_link(frame, address) : NULL);
	bt_values_text(item, "here", address ? NULL : "1");
}

void bt_frame_meta(bt_frame *frame, const char *property, const char *content)
{
	if (!content)
		return;
	bt_values *item = bt_values_item(frame->values, "meta");
	bt_values_text(item, "property", property);
	bt_values_text(item, "content", content);
}

void bt_frame_describe(bt_frame *frame, const char *words) { bt_values_text(frame->values, "description", words); }

/* ---- the page */

static bool put_part(bt_frame *frame, const char *template, const char *name, const bt_values *values, bt_values *into, bt_diags *diags)
{
	const bt_template *part = bt_look_template(frame->plan->look, template, diags);
	if (!part)
		return false;
	GString *out = g_string_sized_new(2048);
	bt_template_fill(part, values, out);
	bt_values_markup(into, name, out);
	return true;
}

bool bt_frame_close(bt_frame *frame, bt_diags *diags)
{
	return put_part(frame, "site/header.html", "site-header", frame->values, frame->values, diags) &&
	       put_part(frame, "site/footer.html", "site-footer", frame->values, frame->values, diags);
}

GBytes *bt_frame_page(bt_frame *frame, const char *template, const bt_values *values, bt_diags *diags)
{
	const bt_template *around = bt_look_template(frame->plan->look, "site/frame.html", diags);
	if (!around || !bt_frame_close(frame, diags) || !put_part(frame, template, "main", values, frame->values, diags))
		return NULL;
	GString *out = g_string_sized_new(8192);
	bt_template_fill(around, frame->values, out);
	return g_string_free_to_bytes(out);
}
