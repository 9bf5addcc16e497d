/* Finds paragraphs that open a topic by their first words: "Về kinh tế, …", "Công tác X được …". */
#include "read/inner.h"

#include <string.h>

#define TOPIC_BYTES 160
#define OPENING_BYTES 64 /* the phrases below are shorter */

/* Up to the first comma or colon. */
static const char framed[] =
	"về;đối với;trên lĩnh vực;trong lĩnh vực;lĩnh vực;ở lĩnh vực;trong công tác;trên mặt trận;riêng về;cùng với đó;"
	"song song đó;song song với đó;bên cạnh đó;ngoài ra;đồng thời;thời gian tới;trong thời gian tới;phương hướng;"
	"nhiệm vụ trọng tâm;hạn chế;tồn tại;nguyên nhân;khó khăn;khó khăn, hạn chế;trong quý tới;quý tới";

/* Up to the verb. */
static const char named[] = "công tác;phong trào;lĩnh vực";
static const char verbs[] = "được;đã;tiếp tục;có;là;đạt;luôn;cũng;vẫn;ngày càng;cơ bản;thường xuyên;từng bước;đang;không";

/* Bytes of the topic at the start of s; 0: none. `key` is the spelling key of its first words. */
static gsize topic_len(const char *s, gsize len, const char *key)
{
	bool frame = bt_key_begins(key, framed) > 0, name = bt_key_begins(key, named) > 0;
	if (!frame && !name)
		return 0;
	bool start = false;
	for (const char *p = s, *end = s + MIN(len, (gsize)TOPIC_BYTES); p < end; p = g_utf8_next_char(p)) {
		if (*p == ':' || *p == ',')
			return (gsize)(p - s);
		if (*p == '.' || *p == ';')
			return 0;
		if (name && start && bt_key_begins(p, verbs))
			return (gsize)(p - s);
		start = *p == ' ';
	}
	return 0;
}

void bt_pass_topic(bt_reading *r)
{
	for (bt_node *n = r->doc->root->first; n; n = n->next) {
		if (!bt_is_body(n))
			continue;
		const char *text = bt_node_text(n, r->scratch);
		while (*text == ' ')
			text++;
		bt_piece piece = {text, strlen(text)};
		gsize len = topic_len(text, piece.len, bt_piece_key(piece, OPENING_BYTES, r->scratch));
		while (len && text[len - 1] == ' ')
			len--;
		if (!len || len == piece.len)
			continue;
		n->u.paragraph.role = BT_PAR_OPENING;
		n->u.paragraph.topic = bt_arena_strndup(r->doc->arena, text, len);
	}
}
