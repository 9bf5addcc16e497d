#!/usr/bin/env bash
# The tree of every case and example as XML: valid by two validators; the letters of the source are
# those of the XML, in order.
set -u
cd "$(dirname "$0")/../.."
: "${BANTIN:=$PWD/${BUILD:-build/normal}/bantin}"
work=$(mktemp -d "${TMPDIR:-/tmp}/read.XXXXXX")
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
fail() { failed=$((failed + 1)); echo "FAIL $1"; }

inputs=(tests/cases/*/*.txt tests/cases/*/*.md examples/*/*.txt examples/*/*.md examples/*/*/*.txt examples/*/*/*.md)
[ -f ../shared/reports/seed.txt ] && inputs+=(../shared/reports/seed.txt)
n=0
for input in "${inputs[@]}"; do
  [ -f "$input" ] || continue
  case $input in *.text|*.tree) continue ;; esac
  xml=$work/$n.xml
  # Cases of refused inputs have no tree.
  "$BANTIN" dump xml "$input" >"$xml" 2>"$work/log" || { rm -f "$xml"; continue; }
  n=$((n + 1))
  if xmllint --noout --nonet --relaxng templates/report.rng "$xml" 2>"$work/log"; then passed=$((passed + 1)); else fail "$input: xmllint: $(head -n 3 "$work/log")"; fi
  if /usr/bin/python3 tests/letters.py "$input" "$xml" 2>"$work/log"; then passed=$((passed + 1)); else fail "$input: letters: $(tail -n 1 "$work/log")"; fi
done
# One start of Java for all files.
if [ "$n" -gt 0 ]; then
  if jing templates/report.rng "$work"/*.xml >"$work/log" 2>/dev/null; then passed=$((passed + n)); else fail "jing: $(head -n 5 "$work/log")"; fi
fi
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
