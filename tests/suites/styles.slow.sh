#!/usr/bin/env bash
# The referee on every style and sheet of every example and of the seed: PDF/UA-1 and PDF/A-3a.
set -u
cd "$(dirname "$0")/../.."
: "${BANTIN:=$PWD/${BUILD:-build/normal}/bantin}" "${TMPDIR:=/tmp}"
verapdf=${VERAPDF:-../shared/tools/verapdf}
if ! [ -x "$verapdf" ]; then echo "no $verapdf here: not checked"; echo "0 passed, 0 failed"; exit 0; fi
work=$TMPDIR/styles-referee; mkdir -p "$work"
made=0
for input in examples/reports/* ../shared/reports/seed.txt tests/cases/read/official.txt; do
  [ -f "$input" ] || continue
  for style in large-print party-paper report state-paper summary; do
    issuer="UBND xã Lụa Giang"; [ $style = party-paper ] && issuer="Đảng ủy xã Lụa Giang"
    # a paper that names a Party body itself is refused in the State's style
    [ $style = state-paper ] && [ "$(basename "$input")" = official.txt ] && continue
    "$BANTIN" pdf --quiet --style $style --issuer "$issuer" "$input" -o "$work/$style-$(basename "$input").pdf" && made=$((made + 1))
  done
  "$BANTIN" pdf --quiet --sheet 19x27 "$input" -o "$work/19x27-$(basename "$input").pdf" && made=$((made + 1))
  "$BANTIN" chart --quiet --format pdf "$input" -o "$work/"
done
"$verapdf" ua1,3a "$work"/*.pdf >"$work/log" 2>&1
passed=$(grep -c '^PASS' "$work/log") failed=$(grep -c '^FAIL' "$work/log")
grep -v '^PASS' "$work/log" | head -n 40
[ "$passed" -ge $((2 * made)) ] && [ "$made" -ge 34 ] || { failed=$((failed + 1)); echo "$made files made, $passed verdicts"; }
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
