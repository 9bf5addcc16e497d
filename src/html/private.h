/* Private to html/: the parts of a page. All append to `out`; text goes through bt_esc_text. */
#ifndef BT_HTML_PRIVATE_H
#define BT_HTML_PRIVATE_H

#include "html/html.h"

/* What a page is made of, and what its parts need of each other. */
typedef struct {
	const bt_doc *doc;
	const bt_charts *charts;
	const bt_html_options *options;
	bt_diags *diags;
	bt_arena *arena;
	const bt_node *title_node, *lead_node; /* shown in the head of the article, not again below; or NULL */
	GPtrArray *headings;                   /* bt_heading, of level 2 */
	int n_tables;
} bt_page_parts;

typedef struct {
	const char *id, *text;
} bt_heading;

/* inline.c: text of the tree with no-break places held. */
void bt_put_inlines(const bt_node *block, bt_arena *arena, GString *out);
void bt_put_held(const char *text, GString *out);

/* article.c: the body of the report, with charts after the blocks that state their figures. */
void bt_put_article(bt_page_parts *parts, GString *out);

/* photo.c: <figure> of a photo in the text, and of those of the front matter. */
void bt_put_photo(const bt_page_parts *parts, const bt_node *node, GString *out);
void bt_put_front_photos(const bt_page_parts *parts, GString *out);

/* chart.c: <figure> with SVG and data table; the key-figure cards. */
void bt_put_chart(bt_page_parts *parts, const bt_chart *chart, GString *out);
void bt_put_cards(bt_page_parts *parts, GString *out);

/* svg.c: the scene as an <svg>, laid out in per cent across and px down. */
void bt_put_svg(const bt_chart *chart, const bt_scene *scene, GString *out);
/* Advance of a text in the page's sans face; bold for values. */
double bt_web_measure(void *data, bt_role role, double size, const char *text);

/* assets.c: the style sheet; with fonts inside when self-contained. Made once in a process, lent. NULL after a message. */
typedef struct {
	const GString *css;
	const char *nonce; /* made of its bytes */
} bt_style;
const bt_style *bt_web_style(bool self_contained, bool italic, bt_diags *diags);

#endif
