#!/usr/bin/env bash
# The web page by the program: every stated number in text and table, one request-free file, assets beside
# a linked page, a template's wrong name named with its line, sizes.
set -u
cd "$(dirname "$0")/../.."
: "${BANTIN:=$PWD/${BUILD:-build/normal}/bantin}" "${TMPDIR:=/tmp}"
passed=0 failed=0
work=$(mktemp -d "$TMPDIR/html.XXXXXX"); trap 'rm -rf "$work"' EXIT

# must WHAT COMMAND…
must() {
  local what=$1; shift
  if "$@" >"$work/log" 2>&1; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL $what"; head -n 8 "$work/log"; fi
}
absent() { ! grep -E "$1" "$2"; }
smaller() { [ "$(wc -c <"$1")" -lt "$2" ]; }
same_number() { [ "$(grep -o "$1" "$3" | wc -l)" -eq "$(grep -o "$2" "$3" | wc -l)" ]; }

for input in examples/reports/* tests/cases/chart/*.md tests/cases/chart/*.txt; do
  [ -f "$input" ] || continue
  page=$work/$(basename "$input").html
  must "$input" "$BANTIN" html --quiet --self-contained "$input" -o "$page"
  must "$input: under 150 kB" smaller "$page" 150000
  must "$input: no script, frame, form, event or base" absent '<(script|iframe|frame|form|base|object|embed)|<[^>]* on[a-z]+="' "$page"
  must "$input: no request" absent '(src|href)="(https?:)?//[^"]*"[^>]*(rel=|>$)|@import|url\("?http' "$page"
  must "$input: ids are unique" bash -c '[ -z "$(grep -o " id=\"[^\"]*\"" "$1" | sort | uniq -d)" ]' - "$page"
  must "$input: a table for each drawing" same_number '<svg class="scene"' '<details>' "$page"
  must "$input: one h1" bash -c '[ "$(grep -c "<h1" "$1")" -eq 1 ]' - "$page"
done

# Each number of the figures stands in the page as the author wrote it.
report=tests/cases/chart/attainment.txt
for digits in 402,5 31,2 1.290 8.412,6 11,42 3.150 2,6 28,64; do
  must "$digits is in the text, and in a card or chart" bash -c '[ "$(grep -oF "$1" "$2" | wc -l)" -ge 2 ]' - "$digits" "$work/attainment.txt.html"
done
must "explains its choices" bash -c '"$1" html --explain --quiet "$2" -o "$3" | grep -q change-bars' - "$BANTIN" "$report" "$work/e.html"

# A linked page has its style and fonts beside it, and the same words.
mkdir "$work/linked"
must "linked page" "$BANTIN" html --quiet "$report" -o "$work/linked/p.html"
for asset in style.css OFL.txt BantinSans-Regular.woff2 BantinSans-Bold.woff2 BantinSerif-Regular.woff2 BantinSerif-Bold.woff2; do
  must "asset $asset" test -s "$work/linked/bantin-assets/$asset"
done
must "links its sheet" grep -q 'href="bantin-assets/style.css"' "$work/linked/p.html"
must "standard output is self-contained" bash -c '"$1" html --quiet "$2" -o - | grep -q "data:font/woff2"' - "$BANTIN" "$report"

# An office's template with a wrong name: file, line and the names there are; nothing written.
cp -R templates "$work/templates"; ln -s "$PWD/fonts" "$work/fonts"
sed -i '0,/{{title}}/s//{{tieude}}/' "$work/templates/article.html"
line=$(grep -n tieude "$work/templates/article.html" | cut -d: -f1)
BANTIN_DATA=$work "$BANTIN" html --lang en "$report" -o "$work/wrong.html" 2>"$work/said"
must "status of a wrong template" test $? -eq 3
must "its place" grep -q "templates/article.html:$line: error: the template uses an unknown name «tieude»; known names: .*title" "$work/said"
must "nothing written" test ! -e "$work/wrong.html"
must "the template is well-formed" xmllint --noout --nonet templates/article.html
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
