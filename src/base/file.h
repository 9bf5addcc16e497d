/* The one door to input files, and to the files that came with the program. */
#ifndef BT_BASE_FILE_H
#define BT_BASE_FILE_H

#include "base/diag.h"

/* The whole of a regular file of at most `limit` bytes, or of standard input for "-". NULL after a
 * message. Devices, FIFOs and folders are refused without waiting on them (reliability.md D1). */
GBytes *bt_read_all(const char *path, gsize limit, bt_diags *diags);

/* The same for a photo: `name` is resolved strictly beneath the folder `dir` (reliability.md D4). */
GBytes *bt_read_beneath(const char *dir, const char *name, gsize limit, bt_diags *diags);

/* INPUT_TOO_LARGE with the limit in words. */
void bt_say_too_large(gsize limit, bt_diags *diags);

/* Where templates/ and fonts/ are: the folder named by BANTIN_DATA, else beside or above the
 * program (../share/bantin, .., ../.., ../../..), found once by bt_data_init. */
void bt_data_init(void);
char *bt_data_path(const char *name);           /* "fonts/x.ttf" to a path; caller frees */
GBytes *bt_data_read(const char *name, bt_diags *diags); /* NULL after BT_D_DATA_MISSING */

/* What an error number means to a person, in the messages' language (no locale). Lent. */
const char *bt_error_text(int error, bt_lang lang);

#endif
