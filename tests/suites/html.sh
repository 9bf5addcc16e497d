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
# design.md section 6: a page with its fonts under 150 kB; fonts inside count with their own bytes, not as base64
light() { local inside; inside=$(grep -o 'base64,[A-Za-z0-9+/=]*' "$1" | wc -c); [ $(($(wc -c <"$1") - inside / 4)) -lt 150000 ]; }
same_number() { [ "$(grep -o "$1" "$3" | wc -l)" -eq "$(grep -o "$2" "$3" | wc -l)" ]; }

for input in examples/reports/* tests/cases/chart/*.md tests/cases/chart/*.txt; do
  [ -f "$input" ] || continue
  page=$work/$(basename "$input").html
  must "$input" "$BANTIN" html --quiet --self-contained "$input" -o "$page"
  must "$input: under 150 kB" light "$page"
  must "$input: no script, frame, form, event or base" absent '<(script|iframe|frame|form|base|object|embed)|<[^>]* on[a-z]+="' "$page"
  must "$input: no request" absent '(src|href)="(https?:)?//[^"]*"[^>]*(rel=|>$)|@import|url\("?http' "$page"
  must "$input: ids are unique" bash -c '[ -z "$(grep -o " id=\"[^\"]*\"" "$1" | sort | uniq -d)" ]' - "$page"
  must "$input: a table for each drawing" same_number '<svg class="scene"' '<details>' "$page"
  must "$input: one h1" bash -c '[ "$(grep -c "<h1" "$1")" -eq 1 ]' - "$page"
done

# A list of many items takes as long as its length, no more.
{ printf 'Báo cáo quý\n\n'; yes '1. Làm đường' | head -n 80000; } >"$work/long.txt"
must "80000 items in time" timeout 10 "$BANTIN" html --quiet "$work/long.txt" -o "$work/long.html"

# Footnotes: each mark leads to its note, each note back to all its marks.
"$BANTIN" html --quiet tests/cases/page/chu-thich.md -o "$work/notes.html"
must "marks lead to notes, and back" bash -c 'for to in $(grep -o "href=\"#[^\"]*" "$1" | cut -c 8-); do grep -q "id=\"$to\"" "$1" || exit 1; done
  [ "$(grep -o doc-noteref "$1" | wc -l)" -eq 6 ] && [ "$(grep -o doc-backlink "$1" | wc -l)" -eq 6 ]' - "$work/notes.html"

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

# Photos: beneath the report's folder only, by content; a gap and a message for the others.
mkdir -p "$work/photos/in"
printf '\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\2\200\0\0\1\340\10\2\0\0\0\0\0\0\0' >"$work/photos/in/hoi nghi.png"
printf '#!/bin/sh\necho not a picture, whatever its name says\n' >"$work/photos/false.png"
cp "$work/photos/in/hoi nghi.png" "$work/outside.png"
printf '%s\n' --- 'ảnh: in/hoi nghi.png | Quang cảnh "hội nghị" | Lê Minh | Hội trường đầy người' 'ảnh: ../outside.png | Ngoài thư mục' 'ảnh: false.png' --- '' \
  'Hội nghị nghe báo cáo và thảo luận sôi nổi về nhiệm vụ của năm tới.' >"$work/photos/report.txt"
must "page with photos" bash -c '"$1" html --lang en "$2" -o "$3" 2>"$4"' - "$BANTIN" "$work/photos/report.txt" "$work/photos/p.html" "$work/said"
must "the photo is inside with its size" grep -q '<img alt="Hội trường đầy người" width="640" height="480" src="data:image/png;base64,' "$work/photos/p.html"
must "caption and credit" grep -q '<figcaption>Quang cảnh "hội nghị" <span class="by-photo">Ảnh: Lê.Minh</span>' "$work/photos/p.html"
must "one image" bash -c '[ "$(grep -c "<img" "$1")" -eq 1 ]' - "$work/photos/p.html"
must "a gap for a photo outside" grep -q 'report.txt:3:.*no photo «../outside.png»' "$work/said"
must "a gap for what is no photo" grep -q 'report.txt:4:.*photo «false.png» cannot be used' "$work/said"
must "gaps are seen" bash -c '[ "$(grep -c "\[ẢNH: " "$1")" -eq 2 ]' - "$work/photos/p.html"

# A photo amid words stands below them, once, with its words.
printf 'Hội nghị ![cảnh hội trường](in/hoi%%20nghi.png "buổi sáng") tiếp tục vào chiều nay.\n' >"$work/photos/inner.md"
must "page with a photo amid words" "$BANTIN" html --quiet "$work/photos/inner.md" -o "$work/photos/q.html"
must "words before and after it" grep -q 'Hội nghị  *tiếp tục vào chiều nay.</p>' "$work/photos/q.html"
must "its words below" bash -c 'tr -d "\n" <"$1" | grep -q "alt=\"cảnh hội trường\".*<figcaption>cảnh hội trường buổi sáng</figcaption>"' - "$work/photos/q.html"

# An office's template with a wrong name: file, line and the names there are; nothing written.
cp -R templates "$work/templates"; ln -s "$PWD/fonts" "$work/fonts"
sed -i '0,/{{title}}/s//{{tieude}}/' "$work/templates/article.html"
line=$(grep -n tieude "$work/templates/article.html" | cut -d: -f1)
BANTIN_DATA=$work "$BANTIN" html --lang en "$report" -o "$work/wrong.html" 2>"$work/said"
must "status of a wrong template" test $? -eq 3
must "its place" grep -q "templates/article.html:$line:[0-9]*: error: the template uses an unknown name «tieude»; known names: .*title" "$work/said"
must "nothing written" test ! -e "$work/wrong.html"
must "the template is well-formed" xmllint --noout --nonet templates/article.html
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
