#!/usr/bin/env bash
# `bantin figures`: its three formats, and the score on the real reports where they are at hand.
set -u
cd "$(dirname "$0")/../.."
: "${BANTIN:=$PWD/${BUILD:-build/normal}/bantin}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
ok() { if [ "$1" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL $2"; fi; }

report=tests/cases/figure/xa-chin-thang.txt
"$BANTIN" figures --lang vi "$report" >"$work/table" 2>/dev/null; ok $? "table"
grep -q 'Tổng thu: 12.345.678.000 đồng' "$work/table"; ok $? "the table shows the author's digits"
grep -q '\[kế hoạch\]' "$work/table"; ok $? "the table marks what is planned"
"$BANTIN" figures --why --lang vi "$report" >"$work/why" 2>/dev/null; ok $? "--why"
grep -q 'quy tắc  *X đạt N' "$work/why"; ok $? "--why names the rule"
"$BANTIN" figures --format json "$report" 2>/dev/null | python3 -c '
import json, sys
figures = json.load(sys.stdin)["figures"]
keys = ["label", "value", "unit", "qualifier", "period", "change", "target", "kind"]
sys.exit(not figures or any([k for k in f if k in keys] != keys for f in figures))'; ok $? "JSON has the keys in order"
"$BANTIN" figures --format csv "$report" 2>/dev/null >"$work/csv"; ok $? "csv"
[ "$(head -n 1 "$work/csv" | tr ';' '\n' | wc -l)" -ge 20 ]; ok $? "CSV has its header"
printf -- '---\nsố liệu: off\n---\nThu phí đạt 5 tỷ đồng.\n' >"$work/off.txt"
[ "$("$BANTIN" figures --format json "$work/off.txt" 2>/dev/null | grep -c label)" -eq 0 ]; ok $? "figures: off"

# Real reports are never in the project; where they lie beside it, nothing may be lost.
score=../shared/tools/score-figures
if [ -x "$score" ] && [ -f ../shared/reports/seed.txt ]; then
  mkdir "$work/pred"
  "$BANTIN" figures --format json ../shared/reports/seed.txt 2>/dev/null >"$work/pred/seed.json"
  [ "$("$score" ../shared/reports "$work/pred" | tail -n 1)" = "F1 1.000  label 1.000  change 1.000  target 1.000" ]; ok $? "the seed scores 1.000 four times"
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
