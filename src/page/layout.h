/* Private to page/: what a laid-out report is made of. From small to large: paragraphs (shaped text),
 * boxes (a line, a rule, a dot), slabs (what never breaks: a line of text, a row of a table, a chart), pages
 * (slabs at their places). Lengths are Pango units unless said otherwise. */
#ifndef BT_PAGE_LAYOUT_H
#define BT_PAGE_LAYOUT_H

#include "page/page.h"

typedef int bt_len;
#define BT_PT(points) ((bt_len)((points) * PANGO_SCALE + ((points) < 0 ? -0.5 : 0.5)))
#define BT_ARTIFACT (-1) /* in place of an element: page furniture, and what repeats other content */

/* ---- fonts.c */

typedef struct {
	PangoContext *context;
	PangoFontDescription *face[BT_TYPE_COUNT];
} bt_fonts;

bt_fonts *bt_fonts_open(const bt_theme *theme, bt_diags *diags); /* NULL after a message; caller owns */
void bt_fonts_free(bt_fonts *fonts);                             /* NULL allowed */

/* ---- para.c: text, shaped once and never wrapped by Pango */

/* How a stretch of a paragraph looks and what it belongs to. */
typedef struct {
	bt_type type;
	bt_colour colour;
	int weight;    /* 0: as the type */
	bool italic;
	bool underline;
	int element;   /* or BT_ARTIFACT: as the box it stands in */
	bool mark;     /* our own mark of a note, no letter of the report */
} bt_ink;

typedef struct {
	guint32 from, to; /* bytes */
	bt_ink ink;
} bt_stretch;

typedef struct {
	guint32 from; /* byte of the paragraph at which the run begins */
	guint32 len;
	PangoFont *font;                /* lent by the pages, as the glyphs */
	const PangoGlyphString *glyphs; /* clusters count from the run's start */
} bt_run;

/* Text up to the next place where a line may end. */
typedef struct {
	guint32 end;  /* byte after it and its spaces */
	bt_len ink;   /* advance without the spaces at its end */
	bt_len width; /* advance with them */
	bool banned;  /* a line should not end here (vietnamese.md section 11) */
	bool lone;    /* a line that ended here would leave one syllable to the last */
	bool forced;  /* a line ends here */
} bt_segment;

typedef struct {
	bt_type type;
	GString *text;
	GArray *stretches; /* bt_stretch */
	GArray *forced;    /* guint32: bytes at which a line must end */
	GArray *runs;      /* bt_run */
	GArray *segments;  /* bt_segment */
	const bt_node *block; /* whose letters these are, or NULL: our own words or a repetition */
	bool counted;         /* its lines count as the block's words on the page */
	bool marked;          /* some of its stretches are marks of notes */
	bt_len indent;        /* of its first line; set before it is broken */
} bt_para;

bt_para *bt_para_new(bt_pages *pages, bt_type type); /* owned by the pages */
bt_ink bt_ink_of(const bt_pages *pages, bt_type type); /* the look of a type */
void bt_para_add(bt_para *para, const char *text, gssize len, bt_ink ink);
void bt_para_newline(bt_para *para);
/* Words in one look, shaped; weight 0: as the type. */
bt_para *bt_para_in(bt_pages *pages, const char *text, bt_type type, int weight, bt_colour colour);
/* To be called once, after the last addition. False after BT_D_PAGE_GLYPH. */
bool bt_para_shape(bt_pages *pages, bt_para *para);
/* For words.c: glyphs to the arena as a run of its bytes [from, to), their advances by the byte counted from `from`. */
const bt_run *bt_para_take_run(bt_pages *pages, bt_para *para, guint32 from, guint32 to, PangoFont *font, const PangoGlyphInfo *glyphs,
			       const gint *clusters, int n, bt_len *advance);
void bt_keep_font(bt_pages *pages, PangoFont *font); /* lives as long as the pages */
/* words.c: the runs of the bytes [from, to) word by word. False, with nothing done: they need several faces, or have a
 * letter that none has. */
bool bt_shape_words(bt_pages *pages, bt_para *para, guint32 from, guint32 to, bt_len *advance);
/* ends.c: where the lines of `text` may end: ends[i] for an end before the byte i, 0 < i < len; the rest is 0. */
void bt_line_ends(const char *text, gsize len, bool *ends);
void bt_shaped_free(gpointer shaped); /* an entry of pages->shaped */
bt_len bt_para_width(const bt_para *para); /* on one line */
bt_len bt_para_longest(const bt_para *para); /* the widest part that cannot break */
/* The glyphs of the bytes [from, to) of a run, and their advance. */
bt_len bt_run_slice(const bt_para *para, const bt_run *run, guint32 from, guint32 to, bt_glyphs *slice);
const bt_run *bt_para_run_at(const bt_para *para, guint32 byte); /* the first run that ends after it */
bt_len bt_para_advance(const bt_para *para, guint32 from, guint32 to);

/* ---- breaks.c */

typedef struct {
	guint32 from, to; /* bytes; the spaces at its end are in it */
	bt_len width;     /* without those spaces */
} bt_line;

typedef enum {
	BT_RAGGED,   /* evenly filled lines, the last may be short */
	BT_BALANCED, /* all lines alike long: headlines */
	BT_JUSTIFIED, /* as ragged, but spaces may give and take within the theme's limits */
} bt_fit;

/* Lines of at most `width`, by total fit. Where a word or a range that should stay together is wider
 * than that, it is broken and a message filed. The caller owns the array of bt_line. */
int bt_spaces_in(const bt_para *para, guint32 from, guint32 to); /* those that are not at the end */
/* What the spaces of a justified line gain (or lose, < 0) to fill `room`; 0: it would be too loose. */
bt_len bt_line_stretch(const bt_pages *pages, const bt_para *para, bt_line line, bt_len room, bool last);
GArray *bt_para_break(bt_pages *pages, const bt_para *para, bt_len width, bt_fit fit);

/* ---- boxes, slabs, pages */

typedef enum { BT_BOX_LINE, BT_BOX_RECT, BT_BOX_STROKE, BT_BOX_DOT, BT_BOX_IMAGE } bt_box_kind;

typedef struct {
	bt_box_kind kind;
	int element; /* or BT_ARTIFACT */
	bt_len x, y; /* from its slab's corner; a line's baseline, a dot's centre */
	bt_len width, height; /* a stroke's thickness and a dot's radius are its height */
	bt_colour colour;
	bool dashed;
	const bt_para *para; /* line: its bytes [from, to) */
	guint32 from, to;
	bt_len stretch; /* line: what its spaces take up beside their own width */
	const double *points; /* stroke: x, y … in points from the slab's corner */
	int n_points;
	const bt_image *image;
} bt_box;

typedef enum {
	BT_KEEP = 1,   /* no break after it */
	BT_SPAN = 2,   /* over all columns */
	BT_FLOAT = 4,  /* may go to the top of the next column while text goes on */
	BT_FOOT = 8,   /* at the foot of the last page */
	BT_GRID = 16,  /* what follows starts on the grid again */
	BT_REST = 32,  /* a line that goes on with a paragraph: never alone between a float and a column's end */
} bt_slab_flags;

typedef struct {
	const char *what; /* for the dump: "line", "row", "chart", … */
	bt_len before;    /* space above, dropped at the top of a column */
	bt_len height;
	guint first, n;   /* boxes */
	guint flags;
	int header;       /* slab to repeat above it when it starts a column, or -1 */
	int figure;       /* element whose bounding box this slab is, or -1 */
	bt_len room;      /* over all columns: a new page when less is left of it; floats do not pass it. 0: none */
} bt_slab;

typedef struct {
	guint slab;
	bt_len x, y;
	bool repeated; /* draw as an artifact */
} bt_place;

typedef struct {
	bt_tag tag;
	int parent; /* or -1 */
	bt_tag_info info;
	int number; /* on the canvas, while drawing */
} bt_element;

/* A heading that was set. */
typedef struct {
	const bt_node *heading;
	int element;
	guint slab;
} bt_section;

struct bt_pages {
	const bt_content *content;
	bt_content own;     /* what it points at: the caller's, less what the style leaves out */
	const bt_theme *theme;
	bt_diags *diags; /* only while laying out */
	bt_arena *arena;
	bt_fonts *fonts;
	GPtrArray *paras;   /* bt_para, owned */
	GHashTable *shaped; /* short texts that were shaped before; private to para.c */
	GHashTable *used_fonts; /* PangoFont of runs, owned */
	GHashTable *looks;  /* private to words.c */
	GHashTable *images; /* path -> bt_image, owned; NULL: not usable */
	bt_image *logo;     /* the office's, once it is set; owned */
	GArray *boxes;      /* bt_box */
	GArray *slabs;      /* bt_slab */
	GArray *elements;   /* bt_element, in the order of the document */
	GPtrArray *sheets;  /* GArray of bt_place */

	GArray *sections;   /* bt_section, in the order of the document */
	GArray *entries;    /* of the contents; private to contents.c */
	GArray *marks;      /* of notes in the text of the report being set; private to notes.c */
	guint notes;        /* set so far: an edition has those of many reports */
	struct {
		guint first, end; /* their slabs */
		int first_element, end_element;
		bool printed; /* else these slabs and elements are left out */
	} contents;
	const char **running; /* heading of each sheet, or NULL; NULL: not a long report */

	struct bt_edition_set *set; /* an edition, private to edition.c and its parts; NULL: a report */
	bt_tag headline;    /* of the report: H1, in an edition H3 */
	int cards_most;     /* cards of the report being set; 0: all */
	double plot;        /* height of the charts set from here on, points; 0: as always */
	GHashTable *blocks; /* of an edition: const bt_node * of a paragraph -> its element + 1; else NULL */
	bool failed;
	const bt_node *title, *lead; /* set in the head, not in the columns; or NULL */
	int top_level;      /* of the report's first heading */
	const bt_node *quote, *quote_after; /* the pull quote and the block it stands after, or NULL */
	const bt_node *body, *tail; /* of a paper: the first block of its text, the first of its end; NULL: no such limit */
	bool letterhead;    /* the blocks before the title are the paper's own head */
	bool after_heading; /* what was set last is a heading */
	const bt_node *numbered; /* the paragraph numbered last, or NULL, and its number */
	int number;
	bt_rgb colour[BT_COLOUR_COUNT]; /* the theme's, with the office's brand */
	/* lengths of the theme */
	bt_len width, column, gutter, grid, height, left, top;
	bt_len note, note_gap; /* the strip right of the columns; 0: none */
	double page_width, page_height; /* points */
};

/* Where new slabs go: an indented strip of a column or of the whole width. */
typedef struct {
	bt_pages *pages;
	bt_len x, width;
	int element;   /* parent of new elements */
	guint flags;   /* for every slab: BT_SPAN */
	bt_len before; /* space above the next slab */
	bt_len rule_x; /* of a block quote's rule, or -1 */
	bt_len lead_in; /* the next paragraph's first line leaves this free: for the mark of a run-in item */
	bool tight;    /* no space between the paragraphs of a list's items */
} bt_flow;

/* ---- flow.c */
int bt_element_new(bt_pages *pages, bt_tag tag, int parent); /* its index */
bt_element *bt_element_at(bt_pages *pages, int element);      /* lent until the next is made */
bt_slab *bt_slab_open(bt_flow *flow, const char *what); /* lent until the next slab; boxes then go into it */
bt_box *bt_box_add(bt_pages *pages, bt_box_kind kind, int element); /* into the last slab */
void bt_slab_insert(bt_pages *pages, guint slab, bt_box box); /* before the boxes of an earlier slab */
void bt_rule_add(bt_pages *pages, int element, bt_len x, bt_len y, bt_len width, double points, bt_colour colour);
/* One line of `para` whose line box starts at (x, y). */
void bt_line_add(bt_pages *pages, const bt_para *para, bt_line line, int element, bt_len x, bt_len y);
/* The last of the slabs from `first` on is made higher, so that what follows stands on half lines again. */
void bt_pad_to_grid(bt_pages *pages, guint first);
bt_len bt_baseline(const bt_theme *theme, bt_type type); /* from the top of a line box */
bt_len bt_leading(const bt_theme *theme, bt_type type);

typedef struct {
	const char *what;
	bt_align align;
	bt_fit fit;
	bool keep;       /* with what follows */
	bool together;   /* all lines on one page */
} bt_set_style;

/* A slab for each line, with widows and orphans minded. */
void bt_flow_para(bt_flow *flow, const bt_para *para, int element, bt_set_style style);

/* ---- inline.c: the inlines of a block as a paragraph, shaped; letters are counted for it */
bt_para *bt_para_of(bt_pages *pages, const bt_node *block, bt_type type, int element);
/* The same into a paragraph of one's own making, which is then shaped. weight 0: as the type. */
void bt_para_inlines(bt_pages *pages, bt_para *para, const bt_node *block, int element, int weight);
bt_para *bt_para_words(bt_pages *pages, const char *text, bt_type type); /* our own, or of a field */

const char *bt_topic_words(const bt_node *block); /* what a paragraph opens with that names its topic; NULL: nothing. Lent */

/* ---- parts of a report, each adding slabs */
void bt_flow_blocks(bt_flow *flow, const bt_node *parent);    /* block.c */
void bt_flow_table(bt_flow *flow, const bt_node *table);      /* table.c */
void bt_flow_masthead(bt_flow *flow);                         /* head.c: masthead to byline */
void bt_flow_head(bt_flow *flow, const char *kicker);         /* head.c: kicker (or NULL) to byline */
void bt_head_choose(bt_pages *pages);                         /* head.c: which nodes it will hold */
void bt_flow_gap(bt_flow *flow, const char *text);            /* block.c: a place left open, saying for what */
void bt_flow_photo(bt_flow *flow, const bt_photo *photo, const bt_node *node); /* photo.c; node: its words are the caption, or NULL */
void bt_image_free(gpointer image);                           /* image.c; NULL allowed */
/* image.c: looks at the bytes of a picture: JPEG or PNG by content, within the limits. NULL: `fault` says why. */
bt_image *bt_image_open(GBytes *bytes, bt_lang lang, const char **fault);
void bt_flow_cards(bt_flow *flow);                            /* cards.c */
bool bt_chart_fits(const bt_flow *flow, const bt_chart *chart); /* charts.c: it can be drawn in this width */
void bt_flow_chart(bt_flow *flow, const bt_chart *chart);     /* charts.c */
void bt_flow_chart_table(bt_flow *flow, const bt_chart *chart); /* table.c: when nothing can be drawn */
void bt_quote_choose(bt_pages *pages);                        /* quote.c: the pull quote, if there is one */
void bt_flow_pull_quote(bt_flow *flow, const bt_node *after); /* quote.c: when it stands after that block */
/* margin.c: the number of a paragraph and what it is about, beside its lines: the slabs from `first` on. */
void bt_flow_margin(bt_flow *flow, const bt_node *block, guint first);
void bt_flow_facts(bt_flow *flow);                            /* summary.c: which meeting, when, where, who led it */
void bt_flow_digest(bt_flow *flow);                           /* summary.c: the chosen sentences by part, and charts */
bool bt_paper_choose(bt_pages *pages);                        /* paper.c: is it a paper, and which nodes stand in its head and end */
void bt_flow_paper_head(bt_flow *flow);                       /* paper.c: head and title */
void bt_flow_paper_end(bt_flow *flow);                        /* paper.c: recipients and signature */
void bt_flow_contents(bt_flow *flow);                         /* contents.c: set whether or not they will be printed */
bool bt_contents_wanted(const bt_pages *pages);               /* after a first filling: so many pages that they help */
void bt_contents_number(bt_pages *pages);                     /* after the last filling: page numbers, running[] */
GArray *bt_entries_new(void);
void bt_note_mark(bt_pages *pages, bt_para *para, const bt_node *ref, int parent, bt_ink ink); /* notes.c: the mark of a FOOTNOTE_REF */
void bt_flow_notes(bt_flow *flow);                            /* notes.c: what the footnotes of the report say, at its end */
GArray *bt_marks_new(void);
void bt_flow_imprint(bt_flow *flow);                          /* furniture.c */
void bt_furnish(bt_pages *pages);                             /* furniture.c: running heads, folios */
const char *bt_bulletin_name(const bt_pages *pages); /* head.c: "BẢN TIN Lụa Giang" */
const char *bt_issue_line(const bt_pages *pages, bool with_date); /* head.c: "Số 3 · Quý I/2024"; NULL: none */
const char *bt_date_words(const bt_pages *pages, const char *iso); /* head.c: "ngày 5 tháng 4 năm 2024" */
const char *bt_missing(bt_pages *pages, const char *field);   /* "[CẦN BỔ SUNG: tiêu đề]" */

/* photo.c: the picture `path` of the report being set; NULL after a message. Owned by the pages. */
const bt_image *bt_photo_open(bt_pages *pages, const char *path, bt_span span);

/* ---- pages.c */
bt_pages *bt_pages_new(const bt_content *content, const bt_theme *theme, bt_diags *diags); /* empty; caller owns */
void bt_pages_turn(bt_pages *pages, const bt_content *content); /* the report that is set from here on */
void bt_flow_photos(bt_flow *flow);                 /* those of the front matter */
GHashTable *bt_words_placed(const bt_pages *pages); /* for bt_words_check; caller destroys */
void bt_words_check(bt_pages *pages, GHashTable *placed); /* each word of the report turned to, or BT_D_PAGE_LOST */
bt_pages *bt_pages_done(bt_pages *pages);           /* handed over; NULL after an error */

/* ---- contents.c: lines whose page number comes when the pages are known */
void bt_leader_add(bt_flow *flow, bt_len from, bt_len y); /* dots to the number's room at the right edge */
guint *bt_sheets_of(const bt_pages *pages);               /* the sheet of each slab; caller frees */

/* ---- editions: edition.c and its parts */

/* An article as it was set. */
typedef struct {
	const bt_article *article;
	guint section; /* of the edition */
	int element;   /* its headline */
	guint slab;    /* its first */
	guint sheet;   /* from 0 */
} bt_set_article;

/* A line of the contents or of the key figures that gives a page. */
typedef struct {
	guint slab;      /* holds a line box without a paragraph, for the number */
	bt_type type;
	int link;        /* element; leads there */
	int target;      /* element it leads to */
	bt_len right;    /* edge at which the number ends */
	const char *alt; /* what the link says before ", trang 7" */
} bt_page_ref;
/* Sets the number of the page the line leads to, and where its link goes. contents.c. */
void bt_put_page_number(bt_pages *pages, const bt_page_ref *ref, guint page);

typedef struct bt_edition_set {
	const bt_edition *edition;
	bt_doc *front;      /* name, issue, date and issuer, for running heads */
	GArray *articles;   /* bt_set_article */
	GArray *refs;       /* bt_page_ref */
	int figures;        /* heading of the key figures, or -1 */
	guint figures_slab, colophon_slab; /* where they begin; 0: none */
} bt_edition_set;

void bt_edition_set_free(bt_edition_set *set); /* NULL allowed */
bt_len bt_logo_add(bt_flow *flow); /* head.c: the office's logo at the left of the open slab; the width it takes, 0: none */
void bt_flow_cover(bt_flow *flow);       /* cover.c: masthead and contents */
void bt_flow_keyfigures(bt_flow *flow);  /* keyfigures.c */
void bt_flow_colophon(bt_flow *flow);    /* colophon.c */
/* edition.c: a line of our own words as an element of `tag`. */
int bt_flow_words(bt_flow *flow, const char *text, bt_type type, bt_tag tag, bt_set_style style);
/* edition.c: a photo of one of its reports; NULL after a message. Owned by the pages. */
const bt_image *bt_edition_photo(bt_pages *pages, const bt_article *article, const bt_photo *photo);
void bt_number_refs(bt_pages *pages, const guint *sheet_of); /* cover.c */

/* ---- columns.c: slabs to places */
void bt_pages_fill(bt_pages *pages);

#endif
