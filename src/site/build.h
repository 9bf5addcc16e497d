/* Private to site/: the parts of a build. */
#ifndef BT_SITE_BUILD_H
#define BT_SITE_BUILD_H

#include "job/swap.h"
#include "site/cache.h"
#include "site/site.h"

/* A set of addresses, known by their hashes: a site of many reports has tens of thousands, asked for in every build. */
typedef struct {
	guint64 *slots; /* 0: free */
	gsize n, room;
} bt_addresses;

void bt_addresses_add(bt_addresses *set, const char *address);
void bt_addresses_clear(bt_addresses *set);

/* A page or file that this build has to make, and what it is made from. */
typedef enum {
	BT_UNIT_ARTICLE, BT_UNIT_LIST, BT_UNIT_MOVED, BT_UNIT_MISSING, BT_UNIT_SEARCH, BT_UNIT_SEARCH_PART, BT_UNIT_FIGURES,
	BT_UNIT_ATOM, BT_UNIT_JSON_FEED, BT_UNIT_RSS, BT_UNIT_SITEMAP, BT_UNIT_ROBOTS,
} bt_unit_kind;

typedef struct {
	bt_unit_kind kind;
	guint index;         /* of the article, list, moved address */
	const char *address; /* in the plan's arena */
	guint64 key;
	guint weight;        /* about how long it takes, an article being 4 */
} bt_unit;

typedef struct {
	const bt_site_options *options;
	bt_diags *diags;
	bt_project *project;
	bt_swap *swap;           /* NULL: only to check */
	bt_cache *old, *cache;   /* of the last build; of this one, lends from it */
	bt_store *records;       /* of all reports, packed; kept */
	bt_store *told;          /* what reports say of themselves (cache.h); kept. NULL: only to check */
	bt_store *pieces;        /* what workers made of reports: parts, CSV, PDF, photos; gone with the build */
	GHashTable *files;       /* address to bt_piece * in `pieces`: photos and assets that were made now */
	bt_plan *plan;
	bt_addresses addresses;  /* all of the site */
	guint64 *mentions;       /* by article: hash of what other pages show of it */
	GArray *units;           /* bt_unit: all pages but articles' CSV and PDF */
	GPtrArray *elsewhere;    /* char *: "page\naddress#place", links to places in other pages */
	GPtrArray *unchecked;    /* char *: pages made before all addresses were known */
	GHashTable *said;        /* hashes of messages that came of workers */
	guint64 recipe, site;    /* keys: of how pages are made; and of what all pages show */
	guint placed;            /* articles whose CSV, PDF, photos are in place */
	guint done, all;         /* progress */
	bt_site_count count;
} bt_build;

/* read.c: reads the reports that changed (`changed`: int, index in cache->reports) and, with `assets`, makes what all pages
 * share. False after a message that leaves nothing to publish. */
bool bt_build_read(bt_build *build, const GArray *changed, bool assets);
/* What a page is made of a report, for one whose parts are not at hand. NULL after a message; caller owns. In workers. */
GBytes *bt_build_parts(const bt_build *build, const bt_known *known, bt_diags *diags);

/* keys.c: hashes of what a report is: its bytes with the clerk's table's; the photos it names. */
guint64 bt_build_content(const bt_source *source, GBytes *report);
guint64 bt_build_photos(const bt_source *source, const bt_known *known);
/* The units of the plan with their keys, all addresses, the pages' keys of articles. */
void bt_build_units(bt_build *build);
guint64 bt_build_recipe(const bt_build *build); /* of program, templates, settings, options */
guint64 bt_head_hash(const bt_record *head);

guint64 bt_build_site_key(const bt_build *build, bool figures); /* of what all pages show; `figures`: there are pages of them */

/* owners.c: joins the figures of owners whose reports changed, makes their pages, fills plan->owners. */
bool bt_build_owners(bt_build *build);

/* pages.c: makes the units that are not in the live tree as they should be. */
bool bt_build_pages(bt_build *build);
/* Puts a file into the new generation, or, when there is only a check, aside. */
bool bt_build_put(bt_build *build, const char *address, guint64 key, GBytes *bytes);
/* The full record of a report, with its facts or without; NULL: it is not in the store. Caller owns. */
bt_record *bt_build_record(const bt_build *build, const bt_known *known, bool facts);

/* plan.c: the plan of all reports that may be published: those of the cache with a key. Says who is held back (`options` drafts,
 * today); gives stems to new reports and to those whose title changed, and remembers the addresses they had. */
bt_plan *bt_plan_make(bt_project *project, bt_cache *cache, const bt_site_options *options, bt_diags *diags);
bool bt_plan_chosen(const bt_known *known, const bt_site_options *options); /* it may be published */
void bt_plan_free(bt_plan *plan); /* NULL allowed */
void bt_plan_note_path(bt_plan *plan, int article); /* adds it to plan->by_path */
/* related.c: fills bt_planned.related of all articles, while each section and tag lists all of its own. */
void bt_plan_relate(bt_plan *plan);

/* links.c: the links of a finished page, judged against what the site has. */
typedef struct {
	const bt_addresses *addresses; /* of the site; lent */
	const char *address;   /* of the page */
} bt_link_check;
/* Says what leads nowhere: to a file that is not of the site, or to a place that the page itself does not have. Links to places in
 * other pages are appended to `elsewhere` (char *, owned by it), "address#place". True: all is well so far. */
bool bt_links_check(const bt_link_check *check, GBytes *page, GPtrArray *elsewhere, bt_diags *diags);
/* The place `id` in a page. */
bool bt_links_place(GBytes *page, const char *id);
/* The same for one link as it stands in the page, not to a place in the page itself. */
bool bt_links_check_one(const bt_link_check *check, const char *link, bt_diags *diags);
/* The links of markup to files of the site, as they stand there. Array of char *; caller unrefs. */
GPtrArray *bt_links_of(GBytes *markup);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_plan, bt_plan_free)

#endif
