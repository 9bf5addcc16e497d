#!/usr/bin/env bash
# The PDF as its readers see it: structure in the order of the source, metadata, attachments, outline, fonts;
# the same bytes whatever the locale, the time zone and the folder.
set -u
cd "$(dirname "$0")/../.."
: "${BANTIN:=$PWD/${BUILD:-build/normal}/bantin}" "${TMPDIR:=/tmp}"
passed=0 failed=0
work=$TMPDIR/pdf; mkdir -p "$work"

# must WHAT COMMAND…: count it; show the output of a failure
must() {
  local what=$1; shift
  if "$@" >"$work/log" 2>&1; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL $what"; head -n 12 "$work/log"; fi
}

whole() { awk -f tests/tools/whole.awk "$2" "$1"; }

for input in tests/cases/page/*.txt tests/cases/page/*.md examples/reports/* ../shared/reports/seed.txt; do
  [ -f "$input" ] || continue
  out=$work/$(basename "$input")
  must "$input: pdf" "$BANTIN" pdf --quiet "$input" -o "$out.pdf" || continue
  must "$input: qpdf --check" qpdf --check "$out.pdf"
  "$BANTIN" dump text "$input" >"$out.words" 2>/dev/null
  pdfinfo -struct-text "$out.pdf" >"$out.struct" 2>/dev/null
  # an author's own chart is drawn, not set as text
  grep -q '^```biểu đồ' "$input" || must "$input: structure reads like the source" whole "$out.words" "$out.struct"
  pdfinfo "$out.pdf" >"$out.info"
  must "$input: tagged" grep -Eq '^Tagged: +yes' "$out.info"
  must "$input: titled" grep -Eq '^Title: +[^ ]' "$out.info"
done

# attachments: the text of the source, and the figures
input=tests/cases/page/ban-tin.txt; out=$work/attached
mkdir -p "$out"
"$BANTIN" pdf --quiet $input -o "$out.pdf"
must "attachments come out" pdfdetach -saveall -o "$out" "$out.pdf"
must "the source is inside" cmp "$out/ban-tin.txt" $input
must "the figures are inside" cmp "$out/ban-tin.figures.csv" <("$BANTIN" figures --format csv $input 2>/dev/null)

# a chart by itself is called what it shows, not what its report is called
mkdir -p "$work/charts"
"$BANTIN" chart --quiet --format pdf examples/reports/phu-nu-6-thang.md -o "$work/charts"
pdfinfo "$work/charts/phu-nu-6-thang-2.pdf" >"$out.info"
must "a chart's own title" grep -q '^Title: *Hội viên mới: Đông Thượng cao nhất, 16 hội viên$' "$out.info"

# footnotes: a Note each, named; marks lead to the words, numbers back to the marks
"$BANTIN" pdf --quiet tests/cases/page/chu-thich.md -o "$work/notes.pdf"
qpdf --qdf --object-streams=disable "$work/notes.pdf" "$work/notes.qdf"
must "five notes with names" bash -c '[ "$(grep -ac "/S /Note" "$1")" -eq 5 ] && [ "$(grep -a "/ID (ghi-chu-" "$1" | sort -u | wc -l)" -eq 5 ]' - "$work/notes.qdf"
must "six marks lead to notes" bash -c '[ "$(grep -ac "/S /Reference" "$1")" -eq 6 ]' - "$work/notes.qdf"
must "links both ways" bash -c '[ "$(grep -ac "/Subtype /Link" "$1")" -eq 10 ]' - "$work/notes.qdf"
pdftotext "$work/notes.pdf" "$work/notes.txt"
must "a mark is not a digit of its figure" grep -q '12,5 tỷ đồng¹' "$work/notes.txt"

# the same bytes under another sky
for sky in "LC_ALL=C TZ=UTC" "LC_ALL=tr_TR.UTF-8 TZ=Asia/Ho_Chi_Minh" "LC_ALL=vi_VN.UTF-8 TZ=America/Lima HOME=/nonexistent"; do
  # shellcheck disable=SC2086
  must "same bytes: $sky" env $sky "$BANTIN" pdf --quiet $input -o "$out.2.pdf"
  must "same bytes: $sky" cmp "$out.pdf" "$out.2.pdf"
done
(cd "$work" && "$BANTIN" pdf --quiet "$OLDPWD/$input" -o third.pdf)
must "same bytes from another folder" cmp "$out.pdf" "$work/third.pdf"

# without attachments where an archive wants none
"$BANTIN" pdf --quiet --pdfa 2a "$input" -o "$work/2a.pdf"
must "PDF/A-2a: nothing attached" bash -c 'pdfdetach -list "$1" | grep -qx "0 embedded files"' - "$work/2a.pdf"
must "PDF/A-2a: says so" grep -aq '<pdfaid:part>2</pdfaid:part>' "$work/2a.pdf"
must "PDF/A-2a: the same words" bash -c 'diff <(pdftotext "$1" -) <(pdftotext "$2" -)' - "$work/2a.pdf" "$out.pdf"

# every Vietnamese letter that is not ASCII, whichever way it is composed in the input: the same bytes, and text in NFC
export LC_ALL=C.UTF-8
letters() { grep -o '[[:alpha:]]' "$1" | grep -v '[A-Za-z]' | sort -u; }
mkdir -p "$work/nfc" "$work/nfd"
cp tests/cases/read/letters.txt "$work/nfc/r.txt"; cp tests/cases/read/letters-nfd.txt "$work/nfd/r.txt"
letters "$work/nfc/r.txt" >"$work/letters"
must "134 letters" test "$(wc -l <"$work/letters")" -eq 134
must "the other input is decomposed" test "$(letters "$work/nfd/r.txt" | wc -l)" -lt 10
for style in bulletin large-print report state-paper summary; do
  for form in nfc nfd; do (cd "$work/$form" && "$BANTIN" pdf --quiet --style $style r.txt -o $style.pdf); done
  must "$style: NFC and NFD are the same bytes" cmp "$work/nfc/$style.pdf" "$work/nfd/$style.pdf"
done
for form in nfc nfd; do (cd "$work/$form" && "$BANTIN" html --quiet --self-contained r.txt -o r.html); done
must "page: NFC and NFD are the same bytes" cmp "$work/nfc/r.html" "$work/nfd/r.html"
for style in bulletin large-print report state-paper; do
  pdftotext -enc UTF-8 "$work/nfd/$style.pdf" "$work/text"
  must "$style: every letter comes out composed" test -z "$(letters "$work/text" | comm -13 - "$work/letters")"
  must "$style: no mark stands alone" test "$(grep -cP '[\x{300}-\x{323}]' "$work/text")" -eq 0
done

# a letter that no font has is named with its place, and nothing is written
printf 'Dòng một.\n\nKý hiệu \360\237\231\202 ở đây.\n' >"$work/letter.txt"
"$BANTIN" pdf --lang en "$work/letter.txt" -o "$work/letter.pdf" 2>"$work/said"; status=$?
must "unknown letter: status 3" test $status -eq 3
must "unknown letter: named" grep -q 'letter.txt:3:9: error: .*U+1F642' "$work/said"
must "unknown letter: nothing written" test ! -e "$work/letter.pdf"

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
