/* The typed tree of a report: nodes, document, build, walk, flatten, check, dump.
 * Readers build it; passes rewrite it; renderers only read it. The tree never holds a word that
 * the source does not, and loses none: what is left out stands as an OMITTED node. */
#ifndef BT_DOC_DOC_H
#define BT_DOC_DOC_H

#include "base/base.h"

typedef enum {
#define K(kind, name, class) BT_##kind,
#include "doc/kinds.def"
#undef K
	BT_KIND_COUNT
} bt_kind;

typedef enum { BT_CLASS_BOX, BT_CLASS_TEXT, BT_CLASS_SPAN, BT_CLASS_LEAF } bt_class;

typedef enum {
	BT_PAR_BODY,
	BT_PAR_LEAD,    /* who, when, what: the first paragraph of the news */
	BT_PAR_OPENING, /* opens a topic: .topic holds its first words ("Về kinh tế - xã hội") */
} bt_par_role;

typedef enum {
	BT_OMIT_FRONT_MATTER,
	BT_OMIT_MARKUP,   /* Markdown syntax, list markers drawn by us */
	BT_OMIT_END_MARK, /* ./. and its like */
	BT_OMIT_RULE,     /* a line of dashes, stars or underscores */
	BT_OMIT_RAW,      /* controls and text-direction marks, reported by a message */
} bt_omission;

typedef enum { BT_ALIGN_NONE, BT_ALIGN_LEFT, BT_ALIGN_CENTRE, BT_ALIGN_RIGHT } bt_align;

typedef struct bt_node bt_node;
struct bt_node {
	bt_kind kind;
	bt_span span; /* in bt_doc.source; holds its children's spans */
	bt_node *parent, *first, *last, *prev, *next;
	union {
		struct { int level; } heading;
		struct { bt_par_role role; const char *topic; } paragraph;
		struct { bool ordered; int start; bool tight; } list;
		struct { const char *marker; } item; /* "a)", "-", "1." */
		struct { int columns; } table;
		struct { bool header; } row;
		struct { bt_align align; } cell;
		struct { const char *info; } code;
		struct { const char *path, *caption, *credit; } photo;
		struct { bt_omission why; } omitted;
		struct { const char *text; gsize len; } text;
		struct { const char *url; } link; /* NULL: refused, text kept */
		struct { int number, refs; } note;     /* from 1 in the order of their first places; how many places */
		struct { const bt_node *note; int nth; } note_ref; /* FOOTNOTE; which of its places this is, from 1 */
		struct { const char *speaker; } quote; /* "đồng chí Trần Thị Bình" or NULL */
	} u;
};

/* A field of the front matter, or given by an option (then its span is BT_NO_SPAN). */
typedef struct {
	const char *text; /* NULL: not stated */
	bt_span span;
} bt_field;

typedef enum { BT_META_TITLE, BT_META_LEAD, BT_META_DATE, BT_META_PLACE, BT_META_ISSUER, BT_META_SECTION, BT_META_PERIOD, BT_META_NUMBER, BT_META_STATUS, BT_META_FIGURES, BT_META_FIELDS } bt_meta_key;

typedef struct {
	const char *path, *caption, *credit, *alt;
	bt_span span;
} bt_photo;

typedef struct {
	bt_field field[BT_META_FIELDS]; /* DATE is ISO: 2024-04-05. STATUS: draft or final. FIGURES: on or off. */
	GPtrArray *authors, *tags;      /* const char *, in the arena */
	GArray *photos;                 /* bt_photo */
} bt_meta;

/* What the office says of itself in bantin.ini. */
typedef enum {
#define O(id, group, key) BT_OFFICE_##id,
#include "doc/office.def"
#undef O
	BT_OFFICE_KEYS
} bt_office_key;

typedef struct {
	bt_arena *arena;
	const char *name;   /* the input's name for messages */
	const char *source; /* decoded: UTF-8, NFC, line ends \n, no BOM; all spans point here */
	gsize len;
	bool markdown;
	bt_node *root; /* BT_DOCUMENT */
	bt_meta meta;
	const char *office[BT_OFFICE_KEYS]; /* NULL: not stated */
	GBytes *logo; /* the office's, PNG or JPEG within the limits; NULL: none. Owned */
} bt_doc;

/* ---- build.c: `name` and `source` are copied. The caller owns the document. */
bt_doc *bt_doc_new(const char *name, const char *source, gsize len);
void bt_doc_free(bt_doc *doc); /* NULL allowed */
bt_node *bt_node_new(bt_doc *doc, bt_kind kind, bt_span span); /* in the arena, no parent */
void bt_node_append(bt_node *parent, bt_node *child);
void bt_node_insert_before(bt_node *sibling, bt_node *node);
void bt_node_unlink(bt_node *node); /* out of its parent; stays in the arena */
bt_node *bt_node_append_new(bt_doc *doc, bt_node *parent, bt_kind kind, bt_span span);
/* A TEXT leaf whose text is source[span] with white space runs as one space, ends kept. */
bt_node *bt_text_append(bt_doc *doc, bt_node *parent, bt_span span);

const char *bt_kind_name(bt_kind kind);
bt_class bt_kind_class(bt_kind kind);
bool bt_doc_draft(const bt_doc *doc); /* title, date or issuer missing, or status: draft */

/* ---- photo.c: the bytes of the photo `path` in the folder of the report or its folder photos; NULL: none that can
 * be read. The caller owns them. */
GBytes *bt_doc_photo(const bt_doc *doc, const char *path);
/* Changes when the photo `path` of the report at `report` comes, goes or is another file. */
guint64 bt_doc_photo_stamp(const char *report, const char *path);

/* ---- office.c */
/* The nearest bantin.ini in the folder of the file `report` or above it; NULL: none. Caller frees. */
char *bt_office_find(const char *report);
/* The values of bantin.ini by bt_office_key (BT_OFFICE_KEYS of them), in the arena; those not stated stay as they are. False
 * after BT_D_OFFICE_BROKEN; unknown keys are warnings. */
bool bt_office_keys(GBytes *bytes, bt_arena *arena, const char **office, bt_diags *diags);
/* Take the office's keys from the bytes of its bantin.ini. As bt_office_keys. */
bool bt_office_read(bt_doc *doc, GBytes *bytes, bt_diags *diags);
/* Give the document an office's keys (BT_OFFICE_KEYS, lent for as long as it lives) and its logo (or NULL); the office's issuer
 * stands in for a missing one. */
void bt_office_give(bt_doc *doc, const char *const *office, GBytes *logo);
/* The logo that the office names, beneath the folder `dir` of its bantin.ini. What cannot be used (SVG, a broken file) is a
 * warning about `span` there, BT_D_OFFICE_LOGO, and NULL, as is an office without one. The caller owns it. */
GBytes *bt_office_logo(const char *const *office, const char *dir, bt_span span, bt_diags *diags);
const char *bt_office_logo_words(const bt_doc *doc, bt_arena *arena); /* "Biểu trưng của UBND xã Lụa Giang": its alternative text */

/* ---- walk.c */
/* The node after `node` in document order below `root`; NULL at the end. */
bt_node *bt_node_next(const bt_node *node, const bt_node *root);
/* The next block that holds inlines (class TEXT) after `node` below `root`; start with root. */
bt_node *bt_block_next(const bt_node *node, const bt_node *root);
int bt_node_depth(const bt_node *node);
/* The paragraph that opens the news (role LEAD), else the first one at the top; NULL: there is none. */
const bt_node *bt_doc_opening(const bt_doc *doc);
/* The footnotes (const bt_node *) in the order of their numbers, from 1. Caller frees. */
GPtrArray *bt_footnotes(const bt_doc *doc);
/* How many PARAGRAPHs there are up to `block` and with it, those of list items too: what "đoạn 2" counts in
 * margins, digest and sources. Walks the tree. */
int bt_paragraph_no(const bt_doc *doc, const bt_node *block);

/* Bytes of a flat text that stand side by side in the source too, up to the next run: from `at` on, in the source from `from` on. */
typedef struct {
	guint32 at, from;
} bt_flat_run;

/* The text of a block in one string, with the place of each byte in the source. */
typedef struct {
	const char *text; /* in the arena; NUL-terminated */
	gsize len;
	const bt_flat_run *runs; /* in their order; the end of the text is that of the block. NULL: not of a source */
	gsize n_runs;
} bt_flat;

bt_flat bt_flatten(const bt_node *block, const char *source, bt_arena *arena);
const char *bt_node_text(const bt_node *node, bt_arena *arena); /* the same without places */
/* The source span of the bytes [from, to) of a flat text. */
bt_span bt_flat_span(const bt_flat *flat, gsize from, gsize to);
/* The first byte of the flat text whose place in the source is not before `off`; its end: there is none. */
gsize bt_flat_at(const bt_flat *flat, guint32 off);

/* ---- check.c: true when the tree is sound: links agree, classes nest as kinds.def says, spans lie in
 * their parents, every TEXT quotes its span, and each letter of the source is in exactly one
 * TEXT or OMITTED leaf. Else BT_D_TREE_BROKEN is filed. */
bool bt_doc_check(const bt_doc *doc, bt_diags *diags);

/* ---- lint.c: what readers who hear the report would miss, as warnings: PHOTO_ALT, HEADING_GAP, TABLE_HEADER,
 * TABLE_COLUMN, LINK_EMPTY, each with its place. The tree is one that bt_doc_check passes. */
void bt_doc_lint(const bt_doc *doc, bt_diags *diags);

/* ---- dump.c, xml.c: append to `out` */
void bt_dump_tree(const bt_doc *doc, GString *out); /* one line a node, indented */
void bt_dump_xml(const bt_doc *doc, GString *out);  /* valid against templates/report.rng */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_doc, bt_doc_free)

#endif
