#!/usr/bin/env bash
# Digests: goldens (tests/cases/digest/NAME.digest, with reasons), and what holds of every report at every
# length: sentences as written, budget, the same twice. `digest.sh --accept NAME` shows the difference of a golden, then writes it.
set -u
cd "$(dirname "$0")/../.."
build=${BUILD:-build/normal}
tool=${TMPDIR:-/tmp}/digest-$$
san=; [ -z "${BT_SAN:-}" ] || san=-fsanitize=address,undefined
cc -std=c11 -D_GNU_SOURCE -O1 $san -Isrc $(pkg-config --cflags glib-2.0) -o "$tool" tests/tools/digest.c "$build/libbantin.a" \
  $(pkg-config --libs glib-2.0 libxml-2.0 libcmark) -lm -ldl || exit 1
trap 'rm -f "$tool"' EXIT
passed=0 failed=0
accept=
[ "${1:-}" = --accept ] && accept=${2:?name of the case}

result() { # result STATUS WHAT
  if [ "$1" -eq 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL $2"; fi
}

for input in tests/cases/digest/*.txt tests/cases/digest/*.md; do
  [ -f "$input" ] || continue
  golden=${input%.*}.digest
  name=$(basename "${input%.*}")
  [ -z "$accept" ] || [ "$name" = "$accept" ] || continue
  if [ -n "$accept" ]; then
    "$tool" --why "$input" | diff -u "$golden" - ; "$tool" --why "$input" >"$golden"
  else
    difference=$("$tool" --why "$input" | diff -u "$golden" - 2>&1); status=$?
    result $status "$golden"
    [ $status -eq 0 ] || echo "$difference" | head -n 40
  fi
done

for input in tests/cases/*/*.txt tests/cases/*/*.md examples/reports/*; do
  [ -f "$input" ] || continue
  case $input in tests/cases/read/bad*) continue;; esac
  first=$("$tool" "$input"); status=$?
  case $first in *"cannot be read"*) continue;; esac
  [ $status -eq 0 ] || echo "$first" | tail -n 5
  result $status "$input"
  [ "$first" = "$("$tool" "$input")" ]; result $? "$input: the same twice"
  "$tool" --budget 300 "$input" >/dev/null; result $? "$input: short"
done

# A list of thousands takes as long as its length, no more.
long=${TMPDIR:-/tmp}/digest-$$.txt; trap 'rm -f "$tool" "$long"' EXIT
{
  printf 'Những kết quả nổi bật trong năm của toàn xã như sau:\n\n'
  yes -- '- Xã hoàn thành tuyến đường liên thôn dài nhất từ trước đến nay và đưa vào sử dụng.' | head -n 2000
} >"$long"
timeout 10 "$tool" "$long" >/dev/null; result $? "a list of 2000 items in time"

# A real report, when it is at hand: its directives are hers who gave them.
seed=../shared/reports/seed.txt
if [ -f "$seed" ]; then
  out=$("$tool" "$seed"); result $? "$seed"
  [ "$(grep -c '^-- ' <<<"$out")" -eq 1 ] && grep -q '^-- đồng chí Nguyễn Thị Lệ, Phó Bí thư Thành ủy, Chủ tịch HĐND TP Hồ Chí Minh$' <<<"$out"
  result $? "$seed: one speaker, with her offices"
  [ "$(sed -n '/^== Chỉ đạo/,/^== Phát/p' <<<"$out" | grep -c '^\[')" -eq 5 ]; result $? "$seed: five directives"
  [ "$(sed -n '/^== Kết quả/,/^== Chỉ/p' <<<"$out" | grep -c '^\[2\]')" -ge 4 ]; result $? "$seed: its four figures"
fi
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
