#!/usr/bin/env bash
# Memory errors in the plain build: every unit test under valgrind. The synonym: src/job/memory.c stands before the C
# library's malloc.
set -u
cd "$(dirname "$0")/../.."
passed=0 failed=0
for unit in "${BUILD:-build/normal}"/unit/test_*; do
  case $unit in *.d) continue;; esac
  if valgrind -q --soname-synonyms=somalloc=NONE --error-exitcode=9 "$unit" >"${TMPDIR:-/tmp}/valgrind" 2>&1; then passed=$((passed + 1))
  else failed=$((failed + 1)); echo "FAIL $unit"; grep -E '^==|not ok|FAILED' "${TMPDIR:-/tmp}/valgrind" | head -n 30; fi
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
