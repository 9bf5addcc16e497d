/* The digest as text, for tests and for people who ask why. Knows nothing of how it was made. */
#include "digest/parts.h"

static void put_quoted(GString *out, const char *name, bt_digest_piece q)
{
	if (q.text)
		g_string_append_printf(out, "  %s: %s\n", name, q.text);
}

static void put_item(const bt_digest *digest, const bt_digest_item *item, GString *out)
{
	const char *who = bt_digest_speaker_words(digest, item->speaker);
	g_string_append_printf(out, "[%d] %s\n", item->paragraph, item->text);
	if (item->kind == BT_DIGEST_QUOTE && who)
		g_string_append_printf(out, "  speaker: %s\n", who);
	for (int i = 0; i < item->n_demands; i++) {
		const bt_demand *d = &item->demands[i];
		put_quoted(out, "verb", d->verb);
		put_quoted(out, "addressee", d->addressee);
		put_quoted(out, "task", d->task);
		put_quoted(out, "deadline", d->deadline);
	}
}

static void put_head(const bt_digest *digest, GString *out)
{
	put_quoted(out, "when", digest->head.when);
	put_quoted(out, "where", digest->head.where);
	put_quoted(out, "event", digest->head.event);
	if (digest->head.chair >= 0)
		g_string_append_printf(out, "  chair: %s\n", bt_digest_speaker_words(digest, digest->head.chair));
}

static void put_chosen(const bt_digest *digest, GString *out)
{
	for (int kind = 0; kind < BT_DIGEST_KINDS; kind++) {
		int speaker = -2;
		g_string_append_printf(out, "== %s\n", kind == BT_DIGEST_HEAD ? "Hội nghị" : bt_digest_title(kind));
		if (kind == BT_DIGEST_HEAD)
			put_head(digest, out);
		for (const bt_digest_item *i = bt_digest_next(digest, kind, NULL); i; i = bt_digest_next(digest, kind, i)) {
			if (kind == BT_DIGEST_DIRECTIVE && i->speaker != speaker) {
				const char *who = bt_digest_speaker_words(digest, i->speaker);
				g_string_append_printf(out, "-- %s\n", who ? who : "(không nêu người nói)");
				speaker = i->speaker;
			}
			put_item(digest, i, out);
		}
	}
}

static const char *choice_words(bt_digest_choice choice, bt_lang lang)
{
	static const char *const words[][2] = {
		[BT_DIGEST_CHOSEN] = {[BT_LANG_VI] = "chọn", [BT_LANG_EN] = "chosen"},
		[BT_DIGEST_WEAK] = {[BT_LANG_VI] = "ít điểm", [BT_LANG_EN] = "too few points"},
		[BT_DIGEST_REPEATED] = {[BT_LANG_VI] = "trùng ý", [BT_LANG_EN] = "says it again"},
		[BT_DIGEST_NO_ROOM] = {[BT_LANG_VI] = "hết chỗ", [BT_LANG_EN] = "no room"},
	};
	return words[choice][lang];
}

static const char *kind_words(bt_digest_kind kind)
{
	static const char *const names[BT_DIGEST_KINDS] = {
		[BT_DIGEST_HEAD] = "head", [BT_DIGEST_RESULT] = "result", [BT_DIGEST_LACK] = "shortcoming", [BT_DIGEST_DIRECTIVE] = "directive",
		[BT_DIGEST_QUOTE] = "quote", [BT_DIGEST_OUTLOOK] = "outlook",
	};
	return names[kind];
}

static void put_why(const bt_digest *digest, bt_lang lang, GString *out)
{
	g_string_append(out, "== why\n");
	for (guint i = 0; i < digest->items->len; i++) {
		const bt_digest_item *item = &g_array_index(digest->items, bt_digest_item, i);
		g_string_append_printf(out, "[%d.%d] %s %d, %s: ", item->paragraph, item->sentence_no, kind_words(item->kind), item->score, choice_words(item->choice, lang));
		for (int k = 0; k < item->n_reasons; k++)
			g_string_append_printf(out, "%s%+d %s", k ? "; " : "", item->reasons[k].points, bt_dg_rule_words(item->reasons[k].rule, lang));
		g_string_append_printf(out, "\n    %s\n", item->text);
	}
}

void bt_digest_dump(const bt_digest *digest, bt_lang lang, bool why, GString *out)
{
	put_chosen(digest, out);
	if (why)
		put_why(digest, lang, out);
}
