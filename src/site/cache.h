/* Private to site/: what one build tells the next, so that it reads only what changed. Numbers and addresses are kept as the notes
 * of the swap, in one with the tree that they tell of; what a report itself says, most of the bytes, in a store, where a
 * build adds that of the reports that changed and leaves the others'. */
#ifndef BT_SITE_CACHE_H
#define BT_SITE_CACHE_H

#include "base/codec.h"
#include "job/store.h"
#include "site/plan.h"

/* A message about a report: it is told in every build, until the report is mended. */
typedef struct {
	int code, level, line, column; /* of bt_diag */
	const char *file; /* "./reports/a.txt" of the project */
	const char *text;
} bt_said;

/* A report, as the last build or this one found it. */
struct bt_known {
	const char *below;         /* bt_source.below */
	const bt_source *source;   /* in this build */
	/* what is asked of all reports in every build stands together */
	const char *stem;          /* where it was published last; NULL: never */
	guint64 stem_hash;         /* of the stem */
	guint64 key;               /* of all that its parts, CSV and PDF are made from; 0: it cannot be read */
	guint64 head_hash;         /* of what other pages say of it */
	const char *const *owners; /* whose figures it states, NULL at the end */
	const char *const *links;  /* internal links that its author wrote, as in the page */
	const char *const *files;  /* addresses of what its page shows (photos) */
	int order;                 /* its place among the articles, newest first; until they are sorted, in the last build; -1: not published */
	bool settled;              /* the report is as it was when it got its stem */
	gint64 size, mtime, review_size, review_mtime; /* mtime 0: not to be trusted */
	guint64 content;           /* hash of the report's and the clerk's table's bytes */
	guint64 photos;            /* of the photos' sizes and times */
	const char *const *photo_paths; /* as the report names them, also those that are missing */
	bt_piece record;           /* in the store of records */
	bt_piece told;             /* in the store of what reports say; len 0: not there yet */
	const bt_said *said;       /* what was wrong with it */
	guint n_said;
	bt_piece parts, csv, pdf;  /* in the store of this build; len 0: not made */
	bt_record head;            /* without passages, photos, facts, cards */
};

/* An address that an article had before its title changed. */
typedef struct {
	const char *stem, *below;
} bt_former;

/* The figures' page of an owner. */
typedef struct {
	const char *group; /* with whose figures its own were joined: its name, or "" for all */
	bt_owner owner;
	guint64 key;  /* of what it was made from */
	bool page;    /* false: nothing of the group has two periods, and there is no owner */
} bt_known_owner;

typedef struct {
	bt_arena *arena;
	GBytes *bytes, *told_bytes; /* texts are lent from them, or NULL */
	guint64 recipe;      /* of program, settings, templates */
	guint64 store;       /* bytes of the store of records that count */
	guint64 told;        /* bytes of the store of what reports say that count */
	guint64 waste;       /* of these, bytes that nobody needs any more */
	int lang;            /* of the messages kept */
	int number;          /* of the files that are the stores */
	const char *const *assets; /* addresses of what all pages share */
	GPtrArray *reports;  /* bt_known *, by `below`; of those that did not change, the last build's */
	GArray *formers;     /* bt_former */
	GArray *owners;      /* bt_known_owner, by name */
} bt_cache;

bt_cache *bt_cache_new(void);
bt_cache *bt_cache_unpack(GBytes *bytes); /* an empty one when these are no such bytes, or NULL; without what reports say: */
bool bt_cache_read_told(bt_cache *cache, const bt_store *told); /* false: it is not there, whole */
/* Adds to the store what it lacks. NULL after a message; caller owns. */
GBytes *bt_cache_pack(bt_cache *cache, bt_store *told, bt_diags *diags);
void bt_cache_free(bt_cache *cache);
bt_known *bt_cache_find(const bt_cache *cache, const char *below); /* NULL: not known. Lent */
void bt_cache_code_owner(bt_codec *codec, bt_known_owner *known); /* both ways */
void bt_cache_code_said(bt_codec *codec, const bt_said **said, guint *n);
void bt_cache_code_head(bt_codec *codec, bt_record *head);
/* What pages say of a record, without the rest, copied into the arena. */
bt_record bt_cache_head(const bt_record *record, bt_arena *arena);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_cache, bt_cache_free)

#endif
