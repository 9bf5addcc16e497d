#!/usr/bin/env bash
# The styles as the user meets them: help and wrong names, every style of a report whole, the summary's sentences
# verbatim in the source on two pages at most, pictures and single charts.
set -u
cd "$(dirname "$0")/../.."
: "${BANTIN:=$PWD/${BUILD:-build/normal}/bantin}" "${TMPDIR:=/tmp}"
passed=0 failed=0
work=$TMPDIR/styles; mkdir -p "$work"

must() {
  local what=$1; shift
  if "$@" >"$work/log" 2>&1; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL $what"; head -n 12 "$work/log"; fi
}

styles="bulletin large-print party-paper report state-paper summary"
"$BANTIN" help --lang en styles >"$work/help"
for style in $styles; do must "help names $style" grep -q "^  $style " "$work/help"; done
must "the Party's format is marked as not verified" grep -q 'party-paper.*NOT VERIFIED' "$work/help"
"$BANTIN" pdf --lang en --style bulletn examples/reports/phu-nu-6-thang.md -o "$work/x.pdf" 2>"$work/said"; status=$?
must "unknown style: status 2" test $status -eq 2
must "unknown style: the known ones are named" grep -q 'bulletin, .*large-print, .*summary' "$work/said"

# issuer STYLE: one whose papers look so
issuer() { case $1 in party-paper) echo "Đảng ủy xã Lụa Giang";; *) echo "UBND xã Lụa Giang";; esac; }

for input in examples/reports/*; do
  name=$(basename "$input")
  for style in $styles; do
    out=$work/$style-$name
    must "$style of $name" "$BANTIN" pdf --quiet --style "$style" --issuer "$(issuer $style)" "$input" -o "$out.pdf" || continue
    must "$style of $name: qpdf --check" qpdf --check "$out.pdf"
    pdftotext -raw "$out.pdf" "$out.text"
    case $style in
      state-paper) must "$name: national motto" grep -q 'Độc lập - Tự do - Hạnh phúc' "$out.text" ;;
      *) must "$name: no national motto in $style" test -z "$(grep 'Độc lập - Tự do' "$out.text")" ;;
    esac
    case $style in
      party-paper) must "$name: the Party's name" grep -q 'ĐẢNG CỘNG SẢN VIỆT NAM' "$out.text" ;;
      *) must "$name: no Party head in $style" test -z "$(grep 'ĐẢNG CỘNG SẢN VIỆT NAM' "$out.text")" ;;
    esac
  done
  pages=$(pdfinfo "$work/summary-$name.pdf" | sed -n 's/^Pages: *//p')
  must "$name: summary on $pages pages" test "$pages" -le 2
  # every list item of the summary, less its number, stands in the report as it is
  "$BANTIN" dump text "$input" 2>/dev/null | tr -s ' \n' '  ' >"$work/source"
  pdfinfo -struct-text "$work/summary-$name.pdf" 2>/dev/null | sed 's/^ *"\(.*\)"$/\1/; t; d' | tr '\n' ' ' | tr -s ' ' |
    sed 's/ (đoạn [0-9]*)/\n/g' | sed 's/.*• *//' | grep '[.:;”]' >"$work/sentences"
  must "$name: the summary has sentences" test -s "$work/sentences"
  while IFS= read -r sentence; do
    sentence=${sentence# }; sentence=${sentence% }
    must "$name: verbatim: $sentence" grep -qF -- "$sentence" "$work/source"
  done < <(grep -v 'Cuộc họp:\|Ngày báo cáo:' "$work/sentences")
done

# why these sentences: every candidate with its points; what is said to be chosen is what is printed
input=examples/reports/dang-uy-quy-1.txt
"$BANTIN" dump digest --quiet --lang vi --why "$input" >"$work/why"
must "a shortcoming is told apart from results" grep -q '^\[8\] .*một số hạn chế: tiến độ giải phóng mặt bằng' <(sed -n '/^== Hạn chế/,/^== Chỉ đạo/p' "$work/why")
must "what was left has its reason" grep -Eq '^\[[0-9.]+\] [a-z]+ -?[0-9]+, (ít điểm|hết chỗ|trùng ý): ' "$work/why"
pdfinfo -struct-text "$work/summary-$(basename "$input").pdf" 2>/dev/null | tr -d ' "\n' >"$work/printed"
while IFS= read -r sentence; do
  must "chosen and printed: $sentence" grep -qF -- "$(tr -d ' "' <<<"$sentence")" "$work/printed"
done < <(grep -A1 -E '^\[[0-9.]+\] [a-z]+ -?[0-9]+, chọn' "$work/why" | sed -n 's/^    //p')

# the office's colours that nobody could read are named with their line, and the style's own stand instead
mkdir -p "$work/office"
cp examples/reports/phu-nu-6-thang.md "$work/office/r.md"
printf '[bulletin]\nname = BẢN TIN\n\n[theme]\ncolours = link:#12436D, brand:#E8A0A0; chart-2: vàng\n' >"$work/office/bantin.ini"
"$BANTIN" check --lang en "$work/office/r.md" 2>"$work/said"
must "a pale colour: line and ratio" grep -q 'bantin.ini:5:25: warning: colour «brand:#E8A0A0» of bantin.ini is not used: its contrast with «paper» is 2.1:1, 4.5:1 is needed' "$work/said"
must "no colour: line" grep -q 'bantin.ini:5:40: warning: colour «chart-2: vàng»' "$work/said"
must "each is said once" test "$("$BANTIN" pdf --lang en "$work/office/r.md" -o "$work/office/r.pdf" 2>&1 | grep -c theme-colour)" -eq 2

# pictures of pages, single charts
input=examples/reports/hdnd-ky-hop-giua-nam.txt
must "pages as pictures" "$BANTIN" pdf --quiet --png $input -o "$work/trang.png"
must "first page" sh -c "head -c 8 '$work/trang-1.png' | od -An -tx1 | grep -q '89 50 4e 47 0d 0a 1a 0a'"
must "last page" test -s "$work/trang-2.png"
must "no pictures on standard output" test "$("$BANTIN" pdf --quiet --png $input -o - 2>/dev/null >/dev/null; echo $?)" -eq 2
for format in svg png pdf; do
  must "charts as $format" "$BANTIN" chart --quiet --format $format $input -o "$work/"
  must "chart 1 as $format" test -s "$work/hdnd-ky-hop-giua-nam-1.$format"
done
must "the SVG is well-formed" xmllint --noout "$work/hdnd-ky-hop-giua-nam-1.svg"
must "its values are text" grep -q '>56,3%</text>' "$work/hdnd-ky-hop-giua-nam-1.svg"
"$BANTIN" chart --quiet $input -o "$work/again.svg"
must "the same bytes twice" cmp "$work/hdnd-ky-hop-giua-nam-1.svg" "$work/again-1.svg"

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
