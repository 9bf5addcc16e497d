#!/usr/bin/env bash
# Goldens: tests/cases/AREA/NAME.txt or .md with any of .tree .xml .figures .scene .pages .text .diag
# beside it; NAME.STYLE.pages are the pages of another style. --accept NAME shows each difference of that case, then writes it. Read it before you commit it.
set -u
cd "$(dirname "$0")/../.."
: "${BANTIN:=$PWD/${BUILD:-build/normal}/bantin}"
passed=0 failed=0
accept=
[ "${1:-}" = --accept ] && accept=${2:?name of the case}

# produce INPUT KIND: what the program says now
produce() {
  case $2 in
    diag) "$BANTIN" check --lang en "$1" 2>&1 >/dev/null; echo "exit $?" ;;
    figures) "$BANTIN" figures --format json "$1" 2>/dev/null ;;
    *.pages) "$BANTIN" dump pages --style "${2%.pages}" "$1" 2>/dev/null ;;
    *) "$BANTIN" dump "$2" "$1" 2>/dev/null ;;
  esac
}

for input in tests/cases/*/*.txt tests/cases/*/*.md; do
  [ -f "$input" ] || continue
  stem=${input%.*}
  [ -z "$accept" ] || [ "${stem##*/}" = "$accept" ] || continue
  styled=
  for golden in "$stem".*.pages; do [ -f "$golden" ] && styled="$styled ${golden#"$stem".}"; done
  for kind in tree xml figures scene pages text diag $styled; do
    golden=$stem.$kind
    [ -f "$golden" ] || continue
    if difference=$(produce "$input" $kind | diff -u "$golden" - 2>&1); then
      passed=$((passed + 1))
    elif [ -n "$accept" ]; then
      echo "$difference"; produce "$input" $kind >"$golden"
    else
      failed=$((failed + 1)); echo "FAIL $golden"; echo "$difference" | head -n 40
    fi
  done
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
