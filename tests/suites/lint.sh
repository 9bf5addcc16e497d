#!/usr/bin/env bash
# The rules of tests/lint/run: each planted violation is found under its rule, and what only looks like one is not.
set -u
cd "$(dirname "$0")/../.."
passed=0 failed=0
root=${TMPDIR:-/tmp}/lint
rm -rf "$root"; mkdir -p "$root/tests"
cp -R src "$root/src"; cp -R tests/lint "$root/tests/lint"

# plant RULE FILE WORD TEXT: appended to the file, the text is a violation of that rule, told with the file and the word
plant() { printf '%s\n' "$4" >>"$root/$2"; printf '%s\t%s\t%s\n' "$1" "$2" "$3" >>"$root/planted"; }

plant include src/doc/walk.c figure '#include "figure/figure.h"'
plant include src/base/text.c doc '#include "doc/doc.h"'
plant include src/html/html.h page '#include "page/page.h"'
plant include src/figure/figure.h bantin '#include "bantin.h"'
plant private src/cli/main.c private '#include "job/private.h"'
plant library src/doc/walk.c libxml '#include <libxml/tree.h>'
plant library src/chart/chart.h cairo.h '#include <cairo.h>'
plant library src/figure/figure.h pango '#include <pango/pangocairo.h>'
plant library src/base/num.c locale.h '#include <locale.h>'
plant library src/base/num.c time.h '#include <time.h>'
plant call src/base/num.c strtod 'double f(const char *s) { return strtod(s, NULL); }'
plant call src/base/num.c strcpy 'void f(char *a) { strcpy(a, "x"); }'
plant call src/report/report.c fopen 'FILE *f = fopen("x", "w");'
plant call src/report/report.c open 'int f(void) { return open("x", 0); }'
plant call src/doc/walk.c printf 'void f(void) { printf("x"); }'
plant call src/doc/walk.c system 'void f(void) { if (system ("x")) return; }'
plant call src/cli/main.c unlink 'int f(void) { return unlink("x"); }'
plant call src/doc/walk.c libxml2 'int options = XML_PARSE_NOENT;'
plant function src/doc/walk.c lines "$(printf 'static int f(void)\n{\n'; for _ in $(seq 90); do echo '	g();'; done; echo '}')"
plant length src/doc/walk.c 800 "$(for i in $(seq 801); do echo "int x$i;"; done)"
plant leftover src/doc/walk.c unfinished "/* TO""DO: later */"
plant blank src/doc/walk.c white 'int x; '
plant ascii src/doc/walk.c ASCII 'int số;'
plant default src/doc/walk.c enum "$(printf 'static int f(int k)\n{\n\tswitch (k) {\n\tcase BT_TEXT:\n\t\treturn 1;\n\tdefault:\n\t\treturn 0;\n\t}\n}')"
plant message src/base/diag.def NOBODY_SAYS 'D(NOBODY_SAYS, "nobody", ERROR, USAGE, "x", "x")'

printf 'int x;\n' >"$root/src/doc/bare.c"; printf 'head\tsrc/doc/bare.c\tbegin\n' >>"$root/planted"
mkdir "$root/src/stranger"; printf 'folder\tsrc/stranger\tdeps\n' >>"$root/planted"

# What only looks like a violation: in comments, literals, and at a door
cat >"$root/src/doc/innocent.c" <<'C'
/* Speaks of system(3), strcpy and fopen; "đọc" is a word. */
#include "doc/doc.h"

#include <string.h>

static const char *const words[] = {"printf(x)", "số liệu", "'", "\"strcpy("};
static bool timed(int c) { return c == '"' || bt_is_space((gunichar)c); } /* time (of day) */
static gsize runtime(const char *s) { return strlen(words[timed(*s)]); }
static void unopened(bt_diags *d) { d += runtime(""); }
C
LINT_QUICK=1 tests/lint/run "$root" >"$root/log" 2>&1 && { failed=$((failed + 1)); echo "FAIL violations, and exit status 0"; }
while IFS=$'\t' read -r rule file word; do
  if grep -q "^$rule: $file.*$word" "$root/log"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL not caught: $rule in $file: $word"; fi
done <"$root/planted"
if grep 'innocent' "$root/log"; then failed=$((failed + 1)); else passed=$((passed + 1)); fi
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
