/* The digest of a report: stages in order, and what others ask of it. Knows the order of the stages only. */
#include "digest/parts.h"

bt_digest *bt_digest_read(const bt_doc *doc, const bt_figures *figures, int budget)
{
	bt_digest *digest = g_new0(bt_digest, 1);
	digest->arena = bt_arena_new();
	digest->items = g_array_new(FALSE, TRUE, sizeof(bt_digest_item));
	digest->order = g_array_new(FALSE, FALSE, sizeof(int));
	digest->speakers = g_ptr_array_new();
	bt_dg_digesting d = {
		.doc = doc, .figures = figures, .digest = digest, .lexicon = bt_dg_lexicon_new(), .known = bt_dg_known_new(), .speaking = -1, .passages = g_ptr_array_new(),
		.sentences = g_array_new(FALSE, TRUE, sizeof(bt_dg_sentence)),
	};
	bt_dg_sentences_read(&d);
	for (guint i = 0; i < d.passages->len; i++) {
		const bt_dg_passage *p = d.passages->pdata[i];
		digest->source_letters += (int)g_utf8_strlen(p->flat.text, (gssize)p->flat.len);
	}
	bt_dg_head_read(&d);
	GArray *speeches = bt_dg_speech_read(&d);
	bt_dg_score(&d, speeches);
	bt_digest_fit(digest, budget);
	for (guint i = 0; i < speeches->len; i++) {
		GArray *demands = g_array_index(speeches, bt_dg_speech, i).demands;
		if (demands)
			g_array_free(demands, TRUE);
	}
	g_array_free(speeches, TRUE);
	for (guint i = 0; i < d.passages->len; i++) {
		bt_dg_passage *p = d.passages->pdata[i];
		g_array_free(p->words, TRUE);
		g_array_free(p->quotes, TRUE);
	}
	g_ptr_array_free(d.passages, TRUE);
	g_array_free(d.sentences, TRUE);
	bt_dg_lexicon_free(d.lexicon);
	bt_dg_known_free(d.known);
	return digest;
}

void bt_digest_free(bt_digest *digest)
{
	if (!digest)
		return;
	g_array_free(digest->items, TRUE);
	g_array_free(digest->order, TRUE);
	g_ptr_array_free(digest->speakers, TRUE);
	bt_arena_free(digest->arena);
	g_free(digest);
}

const bt_digest_item *bt_digest_next(const bt_digest *digest, bt_digest_kind kind, const bt_digest_item *item)
{
	for (guint i = item ? (guint)item->place + 1 : 0; i < digest->order->len; i++) {
		const bt_digest_item *found = &g_array_index(digest->items, bt_digest_item, g_array_index(digest->order, int, i));
		if (found->kind == kind)
			return found;
		if (found->kind > kind)
			break;
	}
	return NULL;
}

const bt_speaker *bt_digest_speaker(const bt_digest *digest, int speaker)
{
	return speaker >= 0 && speaker < (int)digest->speakers->len ? digest->speakers->pdata[speaker] : NULL;
}

const char *bt_digest_speaker_words(const bt_digest *digest, int speaker)
{
	const bt_speaker *s = bt_digest_speaker(digest, speaker);
	if (!s)
		return NULL;
	const char *honorific = s->honorific && !s->body ? s->honorific : "", *gap = *honorific ? " " : "";
	if (!s->name)
		return bt_arena_printf(digest->arena, "%s%s%s", honorific, gap, s->office);
	return bt_arena_printf(digest->arena, "%s%s%s%s%s", honorific, gap, s->name, s->office ? ", " : "", s->office ? s->office : "");
}

const char *bt_digest_title(bt_digest_kind kind)
{
	static const char *const titles[BT_DIGEST_KINDS] = {
		[BT_DIGEST_HEAD] = "", [BT_DIGEST_RESULT] = "Kết quả nổi bật", [BT_DIGEST_LACK] = "Hạn chế, khó khăn", [BT_DIGEST_DIRECTIVE] = "Chỉ đạo, nhiệm vụ",
		[BT_DIGEST_QUOTE] = "Phát biểu đáng chú ý", [BT_DIGEST_OUTLOOK] = "Thời gian tới",
	};
	return titles[kind];
}
