#!/usr/bin/env bash
# Every example and chart case in a browser: the Nu checker, axe in four modes, sideways scroll,
# requests. Passed over where ../shared/tools/page-check is not there.
set -u
cd "$(dirname "$0")/../.."
: "${BANTIN:=$PWD/${BUILD:-build/normal}/bantin}" "${TMPDIR:=/tmp}"
check=${PAGE_CHECK:-../shared/tools/page-check}
[ -x "$check" ] || { echo "0 passed, 0 failed"; exit 0; }
passed=0 failed=0
work=$(mktemp -d "$TMPDIR/pages.XXXXXX"); trap 'rm -rf "$work"' EXIT
pages=()
for input in examples/reports/* tests/cases/*/*.md tests/cases/*/*.txt ../shared/reports/seed.txt; do
  [ -f "$input" ] || continue
  case $input in */read/lint.md) continue ;; esac # its faults, which bantin tells of, are what it is for
  page=$work/$(echo "$input" | tr / -).html
  "$BANTIN" html --quiet --self-contained "$input" -o "$page" 2>/dev/null && pages+=("$page")
done
"$BANTIN" html --quiet tests/cases/chart/attainment.txt -o "$work/linked.html" && pages+=("$work/linked.html")
"$check" "${pages[@]}" >"$work/log" 2>&1
if [ $? -eq 0 ]; then passed=${#pages[@]}; else failed=1; grep -v "to judge by hand\|: 0 violations.*sideways 0 px, outside 0" "$work/log"; fi
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
