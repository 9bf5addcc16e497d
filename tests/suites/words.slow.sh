#!/usr/bin/env bash
# A second opinion on the text of a PDF: MuPDF reads every word of every input, in every style that prints the whole
# report, in NFC; poppler does so too, and the structure reads like the source.
set -u
cd "$(dirname "$0")/../.."
: "${BANTIN:=$PWD/${BUILD:-build/normal}/bantin}" "${TMPDIR:=/tmp}"
passed=0 failed=0
work=$TMPDIR/words; mkdir -p "$work"
words=$work/words
# shellcheck disable=SC2046
cc -std=c11 -D_GNU_SOURCE -O1 -o "$words" tests/tools/words.c $(pkg-config --cflags --libs glib-2.0) || exit 1

must() {
  local what=$1; shift
  if "$@" >"$work/log" 2>&1; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL $what"; head -n 12 "$work/log"; fi
}

for input in examples/reports/* tests/cases/*/*.txt tests/cases/*/*.md ../shared/reports/seed.txt; do
  [ -f "$input" ] || continue
  "$BANTIN" dump text "$input" >"$work/wanted" 2>/dev/null || continue
  for style in bulletin large-print report; do
    "$BANTIN" pdf --quiet --style $style "$input" -o "$work/out.pdf" 2>/dev/null || continue
    mutool draw -q -F txt -o "$work/mutool" "$work/out.pdf" >/dev/null 2>&1
    pdftotext -enc UTF-8 "$work/out.pdf" "$work/poppler"
    must "$input: $style: words by MuPDF" "$words" "$work/wanted" "$work/mutool"
    must "$input: $style: words by poppler" "$words" "$work/wanted" "$work/poppler"
    pdfinfo -struct-text "$work/out.pdf" >"$work/structure" 2>/dev/null
    # an author's own chart is drawn, not set as text; footnotes stand after what follows them in the source
    grep -Eq '^(```|~~~) *(biểu đồ|chart|số liệu|figures)|^\[\^[^]]+\]:' "$input" || must "$input: $style: reads like the source" awk -f tests/tools/whole.awk "$work/structure" "$work/wanted"
  done
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
