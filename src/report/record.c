/* What is kept of a report: its head, its passages, its photos, its facts. Reads a finished report, draws
 * nothing. */
#include "report/report.h"

#include <string.h>

#define PACKED_ROOM 8192 /* bytes that most reports' records take */
#define FORMAT 4 /* of the bytes; a new number for each change of what is packed */

/* ------------------------------------------------------------------ from a report */

static const char *const *copy_names(const GPtrArray *names, bt_arena *arena)
{
	const char **copy = bt_arena_new0(arena, const char *, names->len + 1);
	for (guint i = 0; i < names->len; i++)
		copy[i] = bt_arena_strdup(arena, names->pdata[i]);
	return copy;
}

/* What lists tell of the article. */
static const char *summary_of(const bt_record *record, const bt_doc *doc)
{
	const bt_node *opening = bt_doc_opening(doc);
	return record->lead ? record->lead : opening ? bt_node_text(opening, record->arena) : NULL;
}

static void keep_head(bt_record *record, const bt_doc *doc)
{
	const struct {
		const char **to;
		bt_meta_key key;
	} fields[] = {
		{&record->title, BT_META_TITLE},     {&record->lead, BT_META_LEAD},       {&record->date, BT_META_DATE},
		{&record->place, BT_META_PLACE},     {&record->issuer, BT_META_ISSUER},   {&record->section, BT_META_SECTION},
		{&record->period, BT_META_PERIOD},   {&record->number, BT_META_NUMBER},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++)
		*fields[i].to = bt_arena_strdup(record->arena, doc->meta.field[fields[i].key].text);
	record->authors = copy_names(doc->meta.authors, record->arena);
	record->tags = copy_names(doc->meta.tags, record->arena);
	record->draft = bt_doc_draft(doc);
	record->summary = summary_of(record, doc);
}

/* The cells of a row in one passage. */
static void add_cell(GArray *passages, const bt_node *cell, const char *text, bt_arena *arena)
{
	bt_passage *last = passages->len ? &g_array_index(passages, bt_passage, passages->len - 1) : NULL;
	bt_passage row = {BT_ROW, 0, text};
	if (cell->prev && last && last->kind == BT_ROW)
		last->text = bt_arena_printf(arena, "%s; %s", last->text, text);
	else
		g_array_append_val(passages, row);
}

/* The text of every block but the title. */
static void keep_passages(bt_record *record, const bt_doc *doc)
{
	g_autoptr(GArray) passages = g_array_new(FALSE, TRUE, sizeof(bt_passage));
	int paragraphs = 0;
	for (const bt_node *b = bt_block_next(doc->root, doc->root); b; b = bt_block_next(b, doc->root)) {
		paragraphs += b->kind == BT_PARAGRAPH;
		const char *text = b->kind == BT_TITLE ? "" : bt_node_text(b, record->arena);
		bt_passage passage = {b->kind, b->kind == BT_PARAGRAPH ? paragraphs : 0, text};
		if (*text && b->kind == BT_CELL)
			add_cell(passages, b, text, record->arena);
		else if (*text)
			g_array_append_val(passages, passage);
	}
	record->n_passages = passages->len;
	record->passages = bt_arena_new0(record->arena, bt_passage, passages->len + 1);
	if (passages->len)
		memcpy((void *)record->passages, passages->data, sizeof(bt_passage) * passages->len);
}

static void add_photo(GArray *photos, const bt_doc *doc, const bt_record_photo *photo, bt_arena *arena)
{
	g_autoptr(GBytes) bytes = bt_doc_photo(doc, photo->path);
	bt_picture picture;
	if (!bytes || !bt_picture_read(bytes, &picture))
		return;
	g_array_append_val(photos, *photo);
	bt_record_photo *added = &g_array_index(photos, bt_record_photo, photos->len - 1);
	g_autofree char *hash = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
	added->hash = bt_arena_strdup(arena, hash);
	added->kind = picture.kind;
	added->width = (int)picture.width;
	added->height = (int)picture.height;
}

/* Those of the front matter, then those in the text. */
static void keep_photos(bt_record *record, const bt_doc *doc)
{
	bt_arena *arena = record->arena;
	g_autoptr(GArray) photos = g_array_new(FALSE, TRUE, sizeof(bt_record_photo));
	for (guint i = 0; i < doc->meta.photos->len; i++) {
		const bt_photo *p = &g_array_index(doc->meta.photos, bt_photo, i);
		bt_record_photo photo = {.path = bt_arena_strdup(arena, p->path), .alt = bt_arena_strdup(arena, p->alt),
					 .caption = bt_arena_strdup(arena, p->caption), .credit = bt_arena_strdup(arena, p->credit)};
		add_photo(photos, doc, &photo, arena);
	}
	for (const bt_node *n = doc->root; n; n = bt_node_next(n, doc->root)) {
		if (n->kind != BT_PHOTO)
			continue;
		bt_record_photo photo = {.path = bt_arena_strdup(arena, n->u.photo.path), .alt = bt_node_text(n, arena),
					 .caption = bt_arena_strdup(arena, n->u.photo.caption), .credit = bt_arena_strdup(arena, n->u.photo.credit)};
		add_photo(photos, doc, &photo, arena);
	}
	record->n_photos = photos->len;
	record->photos = bt_arena_new0(arena, bt_record_photo, photos->len + 1);
	if (photos->len)
		memcpy((void *)record->photos, photos->data, sizeof(bt_record_photo) * photos->len);
}

/* ------------------------------------------------------------------ bytes */

static void code_value(bt_codec *codec, bt_value *value)
{
	int scale = value->num.scale;
	bt_code_bool(codec, &value->stated);
	if (!value->stated)
		return;
	bt_code_int64(codec, &value->num.mant);
	bt_code_int(codec, &scale);
	value->num.scale = (gint8)scale;
	bt_code_text(codec, &value->digits);
	bt_code_text(codec, &value->said);
	if (!codec->out)
		value->span = BT_NO_SPAN; /* of a source that is not here */
}

static void code_change(bt_codec *codec, bt_change *change)
{
	bt_code_bool(codec, &change->stated);
	if (!change->stated)
		return;
	bt_code_enum(codec, &change->direction);
	code_value(codec, &change->value);
	code_value(codec, &change->value_high);
	code_value(codec, &change->level);
	code_value(codec, &change->from);
	bt_code_text(codec, &change->unit);
	bt_code_text(codec, &change->base);
}

static void code_target(bt_codec *codec, bt_target *target)
{
	bt_code_bool(codec, &target->stated);
	if (!target->stated)
		return;
	code_value(codec, &target->percent);
	code_value(codec, &target->exceeds);
	code_value(codec, &target->value);
	bt_code_text(codec, &target->unit);
	bt_code_text(codec, &target->base);
}

/* Several facts are of one sentence. */
static void code_fact(bt_codec *codec, bt_fact *fact, const bt_fact *before)
{
	bt_code_text_after(codec, &fact->owner, before->owner);
	bt_code_text(codec, &fact->label);
	bt_code_text_after(codec, &fact->context, before->context);
	code_value(codec, &fact->value);
	code_value(codec, &fact->value_high);
	bt_code_text_after(codec, &fact->unit, before->unit);
	bt_code_enum(codec, &fact->qualifier);
	bt_code_enum(codec, &fact->kind);
	bt_code_bool(codec, &fact->planned);
	code_change(codec, &fact->change);
	code_target(codec, &fact->target);
	bt_code_enum(codec, &fact->period.kind);
	bt_code_int(codec, &fact->period.year);
	bt_code_int(codec, &fact->period.number);
	bt_code_bool(codec, &fact->period.running);
	bt_code_text_after(codec, &fact->period_words, before->period_words);
	bt_code_int(codec, &fact->permille);
	bt_code_text_after(codec, &fact->report, before->report);
	bt_code_text_after(codec, &fact->date, before->date);
	bt_code_int(codec, &fact->paragraph);
	bt_code_text_after(codec, &fact->sentence, before->sentence);
	bt_code_text_after(codec, &fact->edition, before->edition);
}

static void code_head(bt_codec *codec, bt_record *r)
{
	const char **const texts[] = {&r->path, &r->title, &r->lead, &r->date, &r->place, &r->issuer, &r->section, &r->period, &r->number, &r->summary};
	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		bt_code_text(codec, texts[i]);
	bt_code_texts(codec, &r->authors);
	bt_code_texts(codec, &r->tags);
	bt_code_bool(codec, &r->draft);
}

static void code_photo(bt_codec *codec, bt_record_photo *photo)
{
	bt_code_text(codec, &photo->path);
	bt_code_text(codec, &photo->alt);
	bt_code_text(codec, &photo->caption);
	bt_code_text(codec, &photo->credit);
	bt_code_text(codec, &photo->hash);
	bt_code_enum(codec, &photo->kind);
	bt_code_int(codec, &photo->width);
	bt_code_int(codec, &photo->height);
}

static void code_card(bt_codec *codec, bt_card *card)
{
	bt_code_text(codec, &card->label);
	bt_code_text(codec, &card->qualifier);
	bt_code_text(codec, &card->value);
	bt_code_text(codec, &card->unit);
	bt_code_text(codec, &card->note);
}

#define LEAST_PASSAGE 12 /* bytes; of an array's items, see bt_code_array */
#define LEAST_PHOTO 32
#define LEAST_CARD 20
#define LEAST_FACT 60

static void code_record(bt_codec *codec, bt_record *record)
{
	int format = FORMAT;
	bt_code_int(codec, &format);
	codec->failed |= format != FORMAT;
	code_head(codec, record);
	bt_code_array(codec, &record->passages, &record->n_passages, sizeof(bt_passage), LEAST_PASSAGE);
	for (guint i = 0; i < record->n_passages; i++) {
		bt_passage *passage = (bt_passage *)&record->passages[i];
		bt_code_enum(codec, &passage->kind);
		bt_code_int(codec, &passage->number);
		bt_code_text(codec, &passage->text);
	}
	bt_code_array(codec, &record->photos, &record->n_photos, sizeof(bt_record_photo), LEAST_PHOTO);
	for (guint i = 0; i < record->n_photos; i++)
		code_photo(codec, (bt_record_photo *)&record->photos[i]);
	bt_code_array(codec, &record->cards, &record->n_cards, sizeof(bt_card), LEAST_CARD);
	for (guint i = 0; i < record->n_cards; i++)
		code_card(codec, (bt_card *)&record->cards[i]);
}

/* What most readers do not ask for goes last. */
static void code_facts(bt_codec *codec, bt_record *record)
{
	bt_code_array(codec, &record->facts, &record->n_facts, sizeof(bt_fact), LEAST_FACT);
	for (guint i = 0; i < record->n_facts; i++)
		code_fact(codec, (bt_fact *)&record->facts[i], i ? &record->facts[i - 1] : &(bt_fact){0});
}

GBytes *bt_record_pack(const bt_record *record)
{
	bt_codec codec = {.out = g_string_sized_new(PACKED_ROOM)};
	code_record(&codec, (bt_record *)record); /* writing changes nothing in it */
	code_facts(&codec, (bt_record *)record);
	return g_string_free_to_bytes(codec.out);
}

/* ------------------------------------------------------------------ life */

static bt_record *new_record(void)
{
	bt_record *record = g_new0(bt_record, 1);
	record->arena = bt_arena_new();
	return record;
}

bt_record *bt_record_unpack(GBytes *bytes, bool facts)
{
	g_autoptr(bt_record) record = new_record();
	gsize len;
	const char *data = g_bytes_get_data(bytes, &len);
	bt_codec codec = {.at = data, .end = data + len, .arena = record->arena};
	record->bytes = g_bytes_ref(bytes);
	code_record(&codec, record);
	if (facts)
		code_facts(&codec, record);
	return codec.failed || (facts && codec.at != codec.end) ? NULL : g_steal_pointer(&record);
}

static bt_record *head_of(const bt_report *report, const char *path)
{
	bt_record *record = new_record();
	record->path = bt_arena_strdup(record->arena, path);
	keep_head(record, report->doc);
	return record;
}

bt_record *bt_record_lent(const bt_report *report, const char *path)
{
	bt_record *record = head_of(report, path);
	keep_passages(record, report->doc);
	keep_photos(record, report->doc);
	record->made = bt_facts_of(report->doc, report->figures, record->path, record->arena);
	record->n_facts = record->made->len;
	record->facts = (const bt_fact *)record->made->data;
	record->n_cards = report->charts->cards->len;
	record->cards = (const bt_card *)report->charts->cards->data;
	return record;
}

/* What is packed and unpacked is the record's own. */
bt_record *bt_record_of(const bt_report *report, const char *path, bool head)
{
	if (head)
		return head_of(report, path);
	g_autoptr(bt_record) record = bt_record_lent(report, path);
	g_autoptr(GBytes) bytes = bt_record_pack(record);
	return bt_record_unpack(bytes, true);
}

void bt_record_free(bt_record *record)
{
	if (!record)
		return;
	bt_arena_free(record->arena);
	g_clear_pointer(&record->bytes, g_bytes_unref);
	g_clear_pointer(&record->made, g_array_unref);
	g_free(record);
}
