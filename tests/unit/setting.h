/* What the tests of print share: a report read from text, through all stages up to a style. Included once by a test,
 * after cmocka. */
#ifndef BT_TESTS_SETTING_H
#define BT_TESTS_SETTING_H

#include "digest/digest.h"
#include "page/page.h"
#include "read/read.h"

typedef struct {
	bt_diags *diags;
	bt_doc *doc;
	bt_figures *figures;
	bt_charts *charts;
	bt_theme *theme;
	bt_digest *digest; /* where the style prints one */
	bt_content content;
	bt_pages *pages;   /* NULL until a test lays them out */
} setting;

/* `name` tells Markdown from plain text; `style` is a folder of templates/. */
static inline void set_up_style(setting *s, const char *text, const char *name, const char *style)
{
	const char *given[BT_META_FIELDS] = {0};
	g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
	*s = (setting){.diags = bt_diags_new(BT_LANG_EN)};
	s->doc = bt_read(bytes, name, given, s->diags);
	assert_non_null(s->doc);
	bt_diags_about(s->diags, name, s->doc->source, s->doc->len);
	s->figures = bt_figures_read(s->doc, s->diags);
	s->charts = bt_charts_pick(s->doc, s->figures);
	s->theme = bt_theme_load(style, s->diags);
	assert_non_null(s->theme);
	s->digest = s->theme->layout.digest ? bt_digest_read(s->doc, s->figures, 0) : NULL;
	s->content = (bt_content){.doc = s->doc, .figures = s->figures, .charts = s->charts, .digest = s->digest};
}

static inline void clear_pages(setting *s)
{
	bt_pages_free(s->pages);
	s->pages = NULL;
}

static inline void tear_down(setting *s)
{
	clear_pages(s);
	bt_digest_free(s->digest);
	bt_theme_free(s->theme);
	bt_charts_free(s->charts);
	bt_figures_free(s->figures);
	bt_doc_free(s->doc);
	bt_diags_free(s->diags);
}

#endif
