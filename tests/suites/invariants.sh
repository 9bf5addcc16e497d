#!/usr/bin/env bash
# What must hold for every input there is: each word of the tree is in the page, in the PDF and (by the tree
# check) in the source; a second run gives the same bytes; the PDF is sound and its fonts are inside.
set -u
cd "$(dirname "$0")/../.."
: "${BANTIN:=$PWD/${BUILD:-build/normal}/bantin}" "${TMPDIR:=/tmp}"
passed=0 failed=0
work=$TMPDIR/invariants; mkdir -p "$work"
words=$work/words
# shellcheck disable=SC2046
cc -std=c11 -D_GNU_SOURCE -O1 -o "$words" tests/tools/words.c $(pkg-config --cflags --libs glib-2.0) || exit 1

# must WHAT COMMAND…: count it; show the output of a failure
must() {
  local what=$1; shift
  if "$@" >"$work/log" 2>&1; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL $what"; head -n 12 "$work/log"; fi
}

for input in examples/reports/* tests/cases/*/*.txt tests/cases/*/*.md ../shared/reports/seed.txt; do
  [ -f "$input" ] || continue
  name=$(basename "$input"); out=$work/$name
  if ! "$BANTIN" dump text "$input" >"$out.words" 2>/dev/null; then
    # refused inputs are the refusal suite's; an example is never refused
    case $input in examples/*) failed=$((failed + 1)); echo "FAIL $input: refused";; esac
    continue
  fi
  must "$input: pdf" "$BANTIN" pdf --quiet "$input" -o "$out.pdf"
  must "$input: html" "$BANTIN" html --quiet --self-contained "$input" -o "$out.html"
  "$BANTIN" pdf --quiet "$input" -o "$out.2.pdf"; must "$input: pdf twice" cmp "$out.pdf" "$out.2.pdf"
  "$BANTIN" html --quiet --self-contained "$input" -o "$out.2.html"; must "$input: html twice" cmp "$out.html" "$out.2.html"
  pdftotext -enc UTF-8 "$out.pdf" "$out.pdf.words"
  must "$input: words of the PDF" "$words" "$out.words" "$out.pdf.words"
  must "$input: words of the page" "$words" "$out.words" "$out.html" --html
  must "$input: qpdf --check" qpdf --check "$out.pdf"
  if pdffonts "$out.pdf" | tail -n +3 | awk '{ if ($(NF-4) != "yes" || $(NF-3) != "yes") bad = 1 } END { exit bad }'; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL $input: a font is not embedded"; fi
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
