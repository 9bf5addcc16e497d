/* words WANTED FOUND [--html]: every word of the file WANTED occurs in FOUND at least as often, and
 * FOUND is UTF-8 in NFC. With --html the tags and the style sheet of FOUND are left out. Prints what is
 * missing; exit 0 when nothing is. A word is a run of letters and digits, in either case. */
#include <glib.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static char *load(const char *path)
{
	char *text;
	if (!g_file_get_contents(path, &text, NULL, NULL)) {
		printf("%s: cannot be read\n", path);
		exit(2);
	}
	return text;
}

static void blank(char *from, const char *to) { memset(from, ' ', (size_t)(to - from)); }

/* Blank the elements whose content is no text, then the tags; inline tags leave no gap. */
static void strip_html(char *html)
{
	static const char *const skipped[] = {"<style", "</style>", "<title", "</title>", "<desc", "</desc>"};
	for (gsize i = 0; i < G_N_ELEMENTS(skipped); i += 2)
		for (char *p = strstr(html, skipped[i]), *end; p && (end = strstr(p, skipped[i + 1])); p = strstr(end, skipped[i]))
			blank(p, end);
	char *out = html;
	static const char *const entities[][2] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}};
	for (char *p = html; *p;) {
		if (*p == '<') {
			char *end = strchr(p, '>');
			bool inlined = g_str_has_prefix(p, "<strong") || g_str_has_prefix(p, "<em") || g_str_has_prefix(p, "</strong") ||
				       g_str_has_prefix(p, "</em") || g_str_has_prefix(p, "<q") || g_str_has_prefix(p, "</q") ||
				       g_str_has_prefix(p, "<span") || g_str_has_prefix(p, "</span") || g_str_has_prefix(p, "<a") ||
				       g_str_has_prefix(p, "</a>") || g_str_has_prefix(p, "<code") || g_str_has_prefix(p, "</code");
			if (!inlined)
				*out++ = ' ';
			p = end ? end + 1 : p + strlen(p);
			continue;
		}
		gsize i = 0;
		while (*p == '&' && i < G_N_ELEMENTS(entities) && !g_str_has_prefix(p, entities[i][0]))
			i++;
		if (*p == '&' && i < G_N_ELEMENTS(entities)) {
			*out++ = entities[i][1][0];
			p += strlen(entities[i][0]);
			continue;
		}
		*out++ = *p++;
	}
	*out = 0;
}

/* Raised digits are marks of notes: they belong to no word. */
static bool is_raised(gunichar c) { return c == 0xB2 || c == 0xB3 || c == 0xB9 || (c >= 0x2070 && c <= 0x2079); }

static void count(const char *text, GHashTable *words, int step)
{
	for (const char *p = text; *p;) {
		GString *word = g_string_new(NULL);
		for (; *p; p = g_utf8_next_char(p)) {
			gunichar c = g_utf8_get_char(p);
			if ((g_unichar_isalnum(c) && !is_raised(c)) || g_unichar_ismark(c))
				g_string_append_unichar(word, g_unichar_tolower(c));
			else if (c != 0x2060 && c != 0xAD)
				break;
		}
		if (*p)
			p = g_utf8_next_char(p);
		if (word->len == 0) {
			g_string_free(word, TRUE);
			continue;
		}
		int n = GPOINTER_TO_INT(g_hash_table_lookup(words, word->str));
		g_hash_table_insert(words, g_string_free(word, FALSE), GINT_TO_POINTER(n + step));
	}
}

int main(int argc, char **argv)
{
	if (argc < 3)
		return 2;
	g_autofree char *wanted = load(argv[1]), *found = load(argv[2]);
	if (argc > 3)
		strip_html(found);
	g_autofree char *nfc = g_utf8_normalize(found, -1, G_NORMALIZE_NFC);
	if (!nfc || strcmp(nfc, found) != 0) {
		printf("%s: not UTF-8 in NFC\n", argv[2]);
		return 1;
	}
	g_autoptr(GHashTable) words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	count(found, words, 1);
	count(wanted, words, -1);
	int missing = 0;
	GHashTableIter iter;
	gpointer word, n;
	g_hash_table_iter_init(&iter, words);
	while (g_hash_table_iter_next(&iter, &word, &n))
		if (GPOINTER_TO_INT(n) < 0) {
			printf("missing %d x «%s»\n", -GPOINTER_TO_INT(n), (char *)word);
			missing++;
		}
	return missing > 0;
}
