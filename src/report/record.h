/* What is kept of a report once its pages are made: enough for lists, feeds, search, series, an edition's
 * contents. Travels from a worker to the parent and into caches as bytes (base/codec.h). Part of report.h. */
#ifndef BT_REPORT_RECORD_H
#define BT_REPORT_RECORD_H

#include "chart/chart.h"
#include "series/series.h"

typedef struct bt_report bt_report;

typedef struct {
	bt_kind kind;      /* of its block: PARAGRAPH, HEADING …; ROW: a row of a table, its cells joined by "; " */
	int number;        /* bt_paragraph_no of a paragraph, else 0 */
	const char *text;  /* as on the page, NFC */
} bt_passage;

typedef struct {
	const char *path, *alt, *caption, *credit; /* path as the report names it; texts NULL: not stated */
	const char *hash;                          /* of its bytes: SHA-256, 64 digits; names its copies in a site */
	bt_picture_kind kind;
	int width, height;                         /* pixels, as stored */
} bt_record_photo;

typedef struct {
	const char *path; /* of the report below the project's folder */
	const char *title, *lead, *date, *place, *issuer, *section, *period, *number; /* NULL: not stated; date ISO */
	const char *summary; /* the lead, or the paragraph of the text that does its work; NULL: none */
	const char *const *authors, *const *tags; /* NULL at the end */
	bool draft;
	const bt_passage *passages;
	guint n_passages; /* in the order of the text; the front matter's title and lead are not among them */
	const bt_record_photo *photos;
	guint n_photos; /* those that can be read */
	const bt_fact *facts;
	guint n_facts;
	const bt_card *cards; /* key figures; `figure` means nothing here */
	guint n_cards;
	bt_arena *arena; /* owns it, with */
	GBytes *bytes;   /* what its texts are lent from, or NULL */
	GArray *made;    /* what its facts are lent from, or NULL */
} bt_record;

/* The record of a report whose path below the project is `path`. `head`: without passages, photos, facts (report->figures may
 * be NULL then). The caller owns it; it lives on without the report. */
bt_record *bt_record_of(const bt_report *report, const char *path, bool head);
/* The same, whole, for no longer than the report lives: much of it is lent from there. */
bt_record *bt_record_lent(const bt_report *report, const char *path);
void bt_record_free(bt_record *record); /* NULL allowed */
GBytes *bt_record_pack(const bt_record *record); /* caller owns */
/* With its facts or without. NULL: not the bytes of a record of this version. Keeps `bytes` alive. The caller owns it. */
bt_record *bt_record_unpack(GBytes *bytes, bool facts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(bt_record, bt_record_free)

#endif
