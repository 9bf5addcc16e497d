/* Recognises Vietnamese text in the encodings of before Unicode, to name them in a message.
 * Converts nothing for the reader: letters are never guessed (vietnamese.md section 16). */
#include "read/inner.h"

#include <string.h>

/* ------------------------------------------------------------------ syllables */

/* Rhymes without tones, sorted for nobody: looked up in a set. */
static const char rhymes[] =
	"a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
	"e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu "
	"o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc "
	"oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc "
	"uôi uôm uôn uông uôt uơ up ut uy uya uych uyên uyêt uynh uyp uyt uyu ư ưa ưc ưi ưng ươc ươi ươm ươn ương "
	"ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu ynh ych yt";

static const char *const onsets[] = {
	"ngh", "ng", "nh", "gh", "gi", "kh", "ph", "qu", "th", "tr", "ch", "b", "c", "d", "đ", "g", "h", "k",
	"l", "m", "n", "p", "r", "s", "t", "v", "x", "",
};

/* Made at the first text and kept for the others of this process. */
static bool is_rhyme(const char *s)
{
	static GHashTable *set;
	if (!set) {
		set = g_hash_table_new(g_str_hash, g_str_equal);
		g_autofree char **words = g_strsplit(rhymes, " ", -1);
		for (char **w = words; *w; w++)
			g_hash_table_add(set, *w);
	}
	return g_hash_table_contains(set, s);
}

static bool begins(const char *s, const char *with)
{
	while (*with && *s == *with)
		s++, with++;
	return !*with;
}

#define SYLLABLE_BYTES 24

/* A spelling of one Vietnamese syllable in any case (NFC). */
static bool judge_syllable(const char *s, gsize len)
{
	char bare[SYLLABLE_BYTES * 2], *out = bare;
	guint tones = 0;
	gunichar tone;
	for (const char *p = s; p < s + len;) {
		out = bt_put_char(out, bt_without_tone(bt_to_lower(bt_take_char(&p)), &tone));
		tones += tone != 0;
	}
	*out = '\0';
	if (tones > 1)
		return false;
	for (gsize i = 0; i < G_N_ELEMENTS(onsets); i++)
		if (begins(bare, onsets[i]) && is_rhyme(bare + strlen(onsets[i])))
			return true;
	return strcmp(bare, "gi") == 0;
}

/* The same syllables come again and again: the last verdict of each place in a small table is kept. `hash` is of the syllable's letters. */
static bool is_syllable(const char *s, gsize len, guint32 hash)
{
	static struct {
		char text[SYLLABLE_BYTES];
		guint8 len;
		bool good;
	} judged[2048];
	if (len == 0 || len > SYLLABLE_BYTES)
		return false;
	gsize at = (hash ^ hash >> 11) % G_N_ELEMENTS(judged);
	if (judged[at].len != len || memcmp(judged[at].text, s, len) != 0) {
		judged[at].good = judge_syllable(s, len);
		judged[at].len = (guint8)len;
		memcpy(judged[at].text, s, len);
	}
	return judged[at].good;
}

/* ------------------------------------------------------------------ encodings */

#define SAMPLE_BYTES ((gsize)16 * 1024)

/* Code points A0 to FF of TCVN3; ? where it has none. */
static const char tcvn3[] =
	"?ĂÂÊÔƠƯĐăâêôơưđ??????àảãáạ?ằẳẵắ?"
	"??????ặầẩẫấậè?ẻẽéẹềểễếệìỉ???ĩíịò"
	"?ỏõóọồổỗốộờởỡớợù?ủũúụừửữứựỳỷỹýỵ?";

/* Bytes 80 to FF of VISCII. */
static const char viscii[] =
	"ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
	"ÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
	"ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư"
	"àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ";

/* Bytes 80 to 9F of cp1252. */
static const char cp1252[] = "€?‚ƒ„…†‡ˆ‰Š‹Œ?Ž??‘’“”•–—˜™š›œ?žŸ";

static gunichar nth(const char *table, gsize n) { return bt_char_at(g_utf8_offset_to_pointer(table, (glong)n)); }

static void put_tcvn3(GString *out, gunichar c)
{
	gunichar letter = c >= 0xA0 && c <= 0xFF ? nth(tcvn3, c - 0xA0) : c;
	g_string_append_unichar(out, letter == '?' ? c : letter);
}

static void put_viscii(GString *out, gunichar c) { g_string_append_unichar(out, c >= 0x80 && c <= 0xFF ? nth(viscii, c - 0x80) : c); }

static void put_cp1258(GString *out, gunichar c)
{
	static const struct {
		gunichar from, to;
	} own[] = {
		{0xC3, 0x102}, {0xE3, 0x103}, {0xD0, 0x110}, {0xF0, 0x111}, {0xD5, 0x1A0}, {0xF5, 0x1A1}, {0xDD, 0x1AF},
		{0xFD, 0x1B0}, {0xCC, 0x300}, {0xD2, 0x309}, {0xDE, 0x303}, {0xEC, 0x301}, {0xF2, 0x323},
	};
	for (gsize i = 0; i < G_N_ELEMENTS(own); i++)
		if (own[i].from == c)
			c = own[i].to;
	g_string_append_unichar(out, c);
}

/* UTF-8 that was read as cp1252: back to its bytes. */
static void put_mojibake(GString *out, gunichar c)
{
	for (gsize i = 0; c > 0xFF && i < 32; i++)
		if (nth(cp1252, i) == c)
			c = (gunichar)(0x80 + i);
	if (c < 0x100)
		g_string_append_c(out, (char)c);
	else
		g_string_append_unichar(out, c);
}

/* VNI writes a base letter and then its marks as letters of their own. */
static void put_vni(GString *out, gunichar c)
{
	static const struct {
		gunichar from;
		const char *to; /* combining marks, or a letter */
	} table[] = {
		{0xF9, "\u0301"}, {0xF8, "\u0300"}, {0xFB, "\u0309"}, {0xF5, "\u0303"}, {0xEF, "\u0323"}, {0xE2, "\u0302"},
		{0xE1, "\u0302\u0301"}, {0xE0, "\u0302\u0300"}, {0xE5, "\u0302\u0309"}, {0xE3, "\u0302\u0303"},
		{0xE4, "\u0302\u0323"}, {0xEA, "\u0306"}, {0xE9, "\u0306\u0301"}, {0xE8, "\u0306\u0300"}, {0xFA, "\u0306\u0309"},
		{0xFC, "\u0306\u0303"}, {0xEB, "\u0306\u0323"}, {0xF4, "ơ"}, {0xF6, "ư"}, {0xF1, "đ"}, {0xEC, "ì"}, {0xE6, "ỉ"},
		{0xF3, "ĩ"}, {0xF2, "ị"}, {0xEE, "ỵ"}, {0xED, "í"},
	};
	gunichar lower = c >= 0xC0 && c <= 0xDE ? c + 0x20 : c;
	for (gsize i = 0; i < G_N_ELEMENTS(table); i++)
		if (table[i].from == lower) {
			g_string_append(out, table[i].to);
			return;
		}
	g_string_append_unichar(out, c);
}

static const struct {
	const char *name;
	void (*put)(GString *out, gunichar c);
	bool in_bytes, in_text; /* how it may arrive */
} encodings[] = {
	{"TCVN3 (ABC)", put_tcvn3, true, true},
	{"VNI", put_vni, true, true},
	{"VISCII", put_viscii, true, false},
	{"CP1258", put_cp1258, true, false},
	{"UTF-8 > CP1252", put_mojibake, false, true},
};

/* ------------------------------------------------------------------ judging */

#define TOKENS_MIN 12

static bool ends_word(gunichar c)
{
	if (c < 'A')
		return c == ' ' || c == ',' || c == '.' || c == ';' || c == ':' || bt_is_space(c);
	return c >= 0x80 && bt_is_space(c);
}

/* Share of the words with marks that are Vietnamese syllables, in percent; words in plain ASCII say
 * nothing, and are only counted. -1: too few words. `text` is NFC. */
static int score(const char *text)
{
	int words = 0, good = 0;
	for (const char *p = text; *p;) {
		const char *from = p, *next = p;
		bool marked = false;
		guint32 hash = 0;
		for (gunichar c; (c = bt_take_char(&next)) && !ends_word(c); p = next) {
			marked = marked || (c >= 0x80 && (c < 0x100 || bt_is_alpha(c) || bt_is_mark(c)));
			hash = hash * 31 + c;
		}
		words += marked;
		good += marked && is_syllable(from, (gsize)(p - from), hash);
		if (*p)
			p = next;
	}
	return words < TOKENS_MIN ? -1 : good * 100 / words;
}

static const char *judge(const char *sample, int raw, bool bytes)
{
	const char *best = NULL;
	int most = MAX(raw + 30, 70);
	for (gsize i = 0; i < G_N_ELEMENTS(encodings); i++) {
		if (bytes ? !encodings[i].in_bytes : !encodings[i].in_text)
			continue;
		g_autoptr(GString) text = g_string_new(NULL);
		for (const char *p = sample; *p; p = g_utf8_next_char(p))
			encodings[i].put(text, bt_char_at(p));
		g_autofree char *valid = g_utf8_make_valid(text->str, (gssize)text->len);
		g_autofree char *nfc = g_utf8_normalize(valid, -1, G_NORMALIZE_NFC);
		int found = score(nfc);
		if (found > most)
			most = found, best = encodings[i].name;
	}
	return best;
}

const char *bt_legacy_bytes(const char *bytes, gsize len)
{
	g_autoptr(GString) sample = g_string_new(NULL);
	for (gsize i = 0; i < MIN(len, SAMPLE_BYTES); i++)
		if (bytes[i])
			g_string_append_unichar(sample, (guchar)bytes[i]);
	return judge(sample->str, 0, true);
}

const char *bt_legacy_text(const char *text, gsize len)
{
	gsize n = MIN(len, SAMPLE_BYTES);
	while (n < len && ((guchar)text[n] & 0xC0) == 0x80)
		n++;
	g_autofree char *sample = g_strndup(text, n);
	int raw = score(sample);
	return raw < 0 || raw >= 60 ? NULL : judge(sample, raw, false);
}
