/* Private to html/: the parts of a page. All append to `out`; text goes through bt_esc_text. */
#ifndef BT_HTML_PRIVATE_H
#define BT_HTML_PRIVATE_H

#include "html/html.h"

/* values.c */
typedef struct bt_named bt_named;
struct bt_named {
	const char *name;
	guint hash; /* bt_name_hash of the name */
	bt_name_kind kind;
	const char *text;         /* TEXT, MARKUP: "" says nothing */
	gsize len;
	bt_values *items, *last;  /* LIST; or NULL */
	bt_named *next;           /* in the same slot */
};

#define BT_VALUE_SLOTS 16

/* Most have few names, the page itself some forty. */
struct bt_values {
	struct pool *pool;
	const bt_values *outer;
	bt_values *next; /* item of its list */
	bt_named *slots[BT_VALUE_SLOTS];
};

guint bt_name_hash(const char *name);
GBytes *bt_values_pack(bt_values *values); /* caller owns */
const bt_named *bt_values_find(const bt_values *values, const char *name, guint hash); /* NULL: has no value */
bool bt_named_says(const bt_named *value); /* NULL: no */

/* What a page is made of, and what its parts need of each other. */
typedef struct {
	const bt_doc *doc;
	const bt_charts *charts;
	bt_photo_source photo; /* NULL: the photo's own bytes within the page */
	void *photo_data;
	bt_diags *diags;
	bt_arena *arena;
	const bt_node *title_node, *lead_node; /* shown in the head of the article, not again below; or NULL */
	GPtrArray *headings;                   /* bt_heading, of level 2 */
	const char *prefix; /* before each id of the report; "" on a page of its own */
	int level;          /* of the page's headings above the report's own: 1, in an edition 3 */
	int n_tables, n_paragraphs, n_photos; /* so far */
	int lead_number;                      /* of the paragraph lead_node */
} bt_page_parts;

typedef struct {
	const char *id, *text;
} bt_heading;

/* inline.c: text of the tree with no-break places held. */
void bt_put_inlines(const bt_page_parts *parts, const bt_node *block, GString *out);
/* page.c: what the page says of the report itself, into `values`: headline, lead, byline, cards, photos, content. */
void bt_put_report(bt_page_parts *parts, bt_values *values);
bool bt_has_emphasis(const bt_doc *doc);

/* article.c: the body of the report, with charts after the blocks that state their figures. */
void bt_put_article(bt_page_parts *parts, GString *out);

/* photo.c: <figure> of a photo in the text, and of those of the front matter. */
void bt_put_photo(bt_page_parts *parts, const bt_node *node, GString *out);
void bt_put_front_photos(bt_page_parts *parts, GString *out);

/* svg.c: the scene as an <svg>, laid out in per cent across and px down. `grouped`: marks and texts that follow each other
 * say once what they have in common. */
void bt_put_svg(const bt_chart *chart, const bt_scene *scene, bool grouped, GString *out);
/* Advance of a text in the page's sans face; bold for values. */
double bt_web_measure(void *data, bt_role role, double size, const char *text);

/* assets.c: a style sheet's bytes, packed, with fonts inside when self-contained. NULL after a message. Caller frees. */
GString *bt_web_style(GBytes *sheet, bool self_contained, bool italic, bt_diags *diags);
GString *bt_web_style_plain(GBytes *sheet); /* without the program's fonts. Caller frees */
bool bt_web_assets(GBytes *sheet, bt_asset_sink sink, void *data, bt_diags *diags);

/* look.c: that of pages which stand alone, the program's own templates; one for the life of the process while the office's
 * theme and colours stay the same. NULL after a message. Lent. */
bt_look *bt_look_alone(const char *const *office, bt_diags *diags);
bool bt_look_style(bt_look *look, bt_values *values, bool italic, bt_diags *diags); /* of a page with all inside. False after a message */

/* colours.c: the office's own colours, as rules over those of the style sheet; with those for the dark that follow. Empty: none. */
void bt_put_colours(const char *list, bool state, GString *out);

#endif
