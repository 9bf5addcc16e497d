/* Vietnamese text: letters, spelling keys, folds, order. Works on UTF-8 in NFC; locale independent.
 * vietnamese.md sections 1 to 4. */
#ifndef BT_BASE_TEXT_H
#define BT_BASE_TEXT_H

#include "base/arena.h"
#include "base/letter.h"

/* Letters as people count them: code points less combining marks. */
gsize bt_text_letters(const char *s, gsize len);
bool bt_text_longer(const char *s, gsize len, gsize letters); /* more letters than that? Counts no further */

/* Move the ends of s[*from..*to) inwards past white space. */
void bt_trim(const char *s, gsize *from, gsize *to);

/* A letter without its tone, which goes to *tone as a combining mark, 0: none. What is no Vietnamese letter
 * stays as it is. */
gunichar bt_without_tone(gunichar c, gunichar *tone);

/* Search and slug fold: no marks, đ to d, lower case. "Quận Ủy" -> "quan uy". Caller frees. */
char *bt_fold(const char *s);

/* Spelling key for keyword tables: lower case, white space runs to one space, old tone placement
 * ("hoà" -> "hòa", "uỷ" -> "ủy") and y for i after h k l m q s t at the end of an open syllable
 * ("tỉ" -> "tỷ", "kĩ" -> "kỹ"). Never tone-blind. Length may differ from s. Caller frees. */
char *bt_spelling_key(const char *s, gssize len);
char *bt_spelling_key_in(bt_arena *arena, const char *s, gssize len); /* the same, in the arena */
/* The same into `key`, which has room for BT_KEY_ROOM(len) bytes; its length without the NUL at its end. */
gsize bt_spelling_key_into(char *key, const char *s, gsize len);
#define BT_KEY_ROOM(len) (2 * (len) + 8)

/* File-name and URL slug: folded, runs of other characters to one "-", cut at a word end near
 * `max` bytes. "đạt 26,7%" -> "dat-26-7". Caller frees. */
char *bt_slug(const char *s, gsize max);

/* Dictionary order of Vietnamese: syllable by syllable, base letters, then tones none < grave <
 * hook < tilde < acute < dot, then case, then code point. strcmp-like. */
int bt_collate(const char *a, const char *b);
/* People are listed by their given name, the last syllable, then by the whole (vietnamese.md section 4). strcmp-like. */
int bt_collate_names(const char *a, const char *b);

/* The name nearest to `word` as people mistype it: marks, case and single letters may differ. NULL when
 * none is near. `names` ends with NULL; lent from it. */
const char *bt_nearest(const char *word, const char *const *names);

#endif
