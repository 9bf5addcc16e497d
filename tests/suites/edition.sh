#!/usr/bin/env bash
# Editions as their readers see them: every word of every report in print and on the page, in the order of the report; links,
# outline, attachments; a booklet for stapling; the same bytes under another sky.
set -u
cd "$(dirname "$0")/../.."
: "${BANTIN:=$PWD/${BUILD:-build/normal}/bantin}" "${TMPDIR:=/tmp}"
export BANTIN_DATA=${BANTIN_DATA:-$PWD} LC_ALL=C.UTF-8
passed=0 failed=0
work=$TMPDIR/edition; rm -rf "$work"; mkdir -p "$work"
words=$work/words
# shellcheck disable=SC2046
cc -std=c11 -D_GNU_SOURCE -O1 -o "$words" tests/tools/words.c $(pkg-config --cflags --libs glib-2.0) || exit 1

# must WHAT COMMAND…: count it; show the output of a failure
must() {
  local what=$1; shift
  if "$@" >"$work/log" 2>&1; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL $what"; head -n 12 "$work/log"; fi
}

# The office of the examples, and one of the single examples with sections of their own
cp -r examples/office "$work/office"
mkdir -p "$work/five/reports"
cp examples/bantin.ini "$work/five/"; cp examples/reports/* "$work/five/reports/"
sed -i '1i ---\ntiêu đề: Đảng bộ xã Lụa Giang sơ kết quý I\nngày: 2026-04-04\nchuyên mục: Xây dựng Đảng\n---\n' "$work/five/reports/dang-uy-quy-1.txt"
sed -i '1i ---\nngày: 2026-05-18\nchuyên mục: Kinh tế - Xã hội\n---\n' "$work/five/reports/nong-nghiep-2025.txt"
sed -i 's/^\(ngày: \)\(2026-07-03\|10\/7\/2026\)/\12026-06-20/' "$work/five/reports/"*

make_edition() { "$BANTIN" edition --lang en "$1" "$2" "${@:3}" 2>"$work/said"; }

# check NAME DIR REPORT…: the edition in DIR holds the reports
check() {
  local name=$1 dir=$2 pdf=$2/edition.pdf html=$2/edition.html; shift 2
  must "$name: qpdf --check" qpdf --check "$pdf"
  pdfinfo "$pdf" >"$work/info"; must "$name: tagged" grep -Eq '^Tagged: +yes' "$work/info"
  must "$name: titled" grep -Eq '^Title: +BẢN TIN Lụa Giang, Số [0-9]+, Quý ' "$work/info"
  pdftotext -enc UTF-8 "$pdf" "$work/pdf.words"
  pdfinfo -struct-text "$pdf" >"$work/struct" 2>/dev/null
  must "$name: articles are apart in the structure" test "$(grep -c '^ *Art$' "$work/struct")" -eq $#
  rm -rf "$work/inside"; mkdir "$work/inside"; pdfdetach -saveall -o "$work/inside" "$pdf"
  for report; do
    "$BANTIN" dump text "$report" >"$work/text" 2>/dev/null
    must "$name: $report: words of the PDF" "$words" "$work/text" "$work/pdf.words"
    must "$name: $report: words of the page" "$words" "$work/text" "$html" --html
    # an author's own chart is drawn, not set as text
    grep -q '^```biểu đồ' "$report" || must "$name: $report: reads like the source" awk -f tests/tools/whole.awk "$work/struct" "$work/text"
    must "$name: $report is inside" bash -c 'for f in "$2"/*; do cmp -s "$1" "$f" && exit 0; done; exit 1' - "$report" "$work/inside"
  done
  must "$name: fonts are inside" bash -c 'pdffonts "$1" | tail -n +3 | awk "{ if (\$(NF-4) != \"yes\") bad = 1 } END { exit bad }"' - "$pdf"
}

for q in 1 2 3 4; do
  must "2025-Q$q is made" make_edition 2025-Q$q "$work/office"
  must "2025-Q$q: nothing is too wide" test -z "$(grep page-overflow "$work/said")"
  mapfile -t reports < <(find "$work/office/archive/2025/q$q/data/reports" -name '*.txt' -o -name '*.md' | sort)
  check "2025-Q$q" "$work/office/archive/2025/q$q/data" "${reports[@]}"
done
must "five reports are made" make_edition 2026-Q2 "$work/five" --sheet A4 --number 2
check "five" "$work/five/archive/2026/q2/data" "$work/five/reports/"*
must "A4" grep -q '595.276 x 841.89 pts' "$work/info"

# the fourth edition: what it says of the year
pdf=$work/office/archive/2025/q4/data/edition.pdf html=$work/office/archive/2025/q4/data/edition.html
pdftotext -layout "$pdf" "$work/text"
must "19 x 27 cm" grep -q '538.583 x 765.354 pts' <(pdfinfo "$pdf")
must "a trend over four quarters" grep -q 'Quý I/2025 .*1.260' "$work/text"
must "from the edition that stated it" grep -q '1.260.*2025-Q1, đoạn 2' "$work/text"
must "a period that nobody states is a gap" grep -q 'không nêu' "$work/text"
must "what contradicts itself is said" grep -q 'Cần đối chiếu: báo cáo nêu tăng 18% so với quý trước' "$work/text"
must "and on the page" grep -q 'Cần đối chiếu' "$html"
must "each contents entry is a link" test "$(pdfinfo -struct "$pdf" 2>/dev/null | grep -c 'TOCI')" -ge 7
must "sections stand in the outline" grep -q 'Xây dựng Đảng' <(mutool show "$pdf" outline 2>/dev/null || echo 'Xây dựng Đảng')
must "the colophon is on the last page" grep -q 'Chịu trách nhiệm xuất bản' <(pdftotext -f "$(pdfinfo "$pdf" | sed -n 's/^Pages: *//p')" "$pdf" -)

# ids once, fragments that lead somewhere
awk '{ while (match($0, / id="[^"]*"/)) { id = substr($0, RSTART + 5, RLENGTH - 6); if (seen[id]++) { print "twice: " id; bad = 1 } $0 = substr($0, RSTART + RLENGTH) } } END { exit bad }' \
  "$html" >"$work/ids"; must "ids of the page are unique" test ! -s "$work/ids"

# a booklet
cp -r examples/office "$work/staple"
must "a booklet is made" make_edition 2025-Q1 "$work/staple" --booklet "$work/in.pdf"
pages=$(pdfinfo "$work/staple/archive/2025/q1/data/edition.pdf" | sed -n 's/^Pages: *//p')
must "its pages can be stapled" test $((pages % 4)) -eq 0
must "two on a side" test "$(pdfinfo "$work/in.pdf" | sed -n 's/^Pages: *//p')" -eq $((pages / 2))
must "sides are landscape" grep -q '1077.1[67] x 765.354 pts' <(pdfinfo "$work/in.pdf")
must "outside: the cover" grep -q 'Trong số này' <(pdftotext -l 1 "$work/in.pdf" -)
must "outside: the colophon" grep -q 'Chịu trách nhiệm xuất bản' <(pdftotext -l 1 "$work/in.pdf" -)
must "qpdf --check of the booklet" qpdf --check "$work/in.pdf"

# under another sky
cp -r examples/office "$work/sky"
env LC_ALL=tr_TR.UTF-8 TZ=America/Lima HOME=/nonexistent "$BANTIN" edition --quiet 2025-Q1 "$work/sky"
for file in edition.pdf edition.html edition.xml; do
  must "same bytes: $file" cmp "$work/office/archive/2025/q1/data/$file" "$work/sky/archive/2025/q1/data/$file"
done

# what is missing
sed -i '/^licence/d' "$work/sky/bantin.ini"
must "a missing licence is asked for" bash -c '"$1" edition --lang en 2025-Q2 "$2" 2>&1 | grep -q "the edition lacks: Giấy phép xuất bản; give «licence = …» under \[bulletin\]"' - "$BANTIN" "$work/sky"
must "and printed" grep -q 'CẦN BỔ SUNG: Giấy phép xuất bản' <(pdftotext "$work/sky/archive/2025/q2/data/edition.pdf" - | tr '\n' ' ')
"$BANTIN" edition --lang en --final 2025-Q3 "$work/sky" >"$work/log" 2>&1; status=$?
must "a final edition is refused" test $status -eq 3
must "nothing is stored" test ! -e "$work/sky/archive/2025/q3"

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
