/* Only in sanitizer builds: what the search for leaks may not report. fontconfig keeps its patterns
 * by offsets, which the search does not follow; its configuration lives until the process ends. */
#include "job/private.h"

#ifdef __SANITIZE_ADDRESS__
extern const char *__lsan_default_suppressions(void);

const char *__lsan_default_suppressions(void) { return "leak:libfontconfig\n"; }
extern const char *__lsan_default_options(void);

const char *__lsan_default_options(void) { return "print_suppressions=0"; }
#endif
