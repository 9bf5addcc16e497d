#!/usr/bin/env bash
# The referees on editions: veraPDF (PDF/UA-1, PDF/A-3a) on each PDF of the example office, on A4 and a correction; the Nu
# checker, axe and reflow on their pages. Passed over where ../shared/tools is not there.
set -u
cd "$(dirname "$0")/../.."
: "${BANTIN:=$PWD/${BUILD:-build/normal}/bantin}" "${TMPDIR:=/tmp}"
export BANTIN_DATA=${BANTIN_DATA:-$PWD}
verapdf=${VERAPDF:-../shared/tools/verapdf} check=${PAGE_CHECK:-../shared/tools/page-check}
work=$TMPDIR/editions; rm -rf "$work"; mkdir -p "$work"
passed=0 failed=0
cp -r examples/office "$work/office"
for q in 1 2 3 4; do "$BANTIN" edition --quiet 2025-Q$q "$work/office"; done
"$BANTIN" edition --quiet 2025-Q2 "$work/office" --correct 'Số trước in nhầm số hộ nghèo ở bài đầu.'
cp -r examples/office "$work/a4"; sed -i '/^licence/d' "$work/a4/bantin.ini"
"$BANTIN" edition --quiet 2025-Q4 "$work/a4" --sheet A4
if [ -x "$verapdf" ]; then
  "$verapdf" ua1,3a "$work"/*/archive/2025/*/data/edition.pdf >"$work/log" 2>&1
  passed=$(grep -c '^PASS' "$work/log") failed=$(grep -c '^FAIL' "$work/log")
  [ "$passed" -eq 12 ] || failed=$((failed + 1))
  grep -v '^PASS' "$work/log" | head -n 40
fi
if [ -x "$check" ]; then
  for page in "$work"/office/archive/2025/q*/data/edition.html; do
    # of photos within a page the Nu checker says that the policy blocks them, though it lets them in
    if "$check" "$page" >"$work/log" 2>&1 || ! grep -Ev 'to judge by hand|: 0 violations.*sideways 0 px, outside 0|blocked by “img-src”' "$work/log" >"$work/rest"; then
      passed=$((passed + 1))
    else
      failed=$((failed + 1)); echo "FAIL $page"; head -n 20 "$work/rest"
    fi
  done
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
