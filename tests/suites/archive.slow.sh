#!/usr/bin/env bash
# The archive under kills, full disks, folders that cannot be written in and several runs at once; then its times with
# many reports (ARCHIVE_REPORTS, 2000; 10000 take half an hour). KILLS: how often it is killed (200).
set -u
cd "$(dirname "$0")/../.."
top=$PWD
: "${BANTIN:=$PWD/${BUILD:-build/normal}/bantin}" "${TMPDIR:=/tmp}"
passed=0 failed=0
work=$TMPDIR/archive-slow; rm -rf "$work"; mkdir -p "$work/hop/reports"
cd "$work/hop" || exit 1
export LC_ALL=C.UTF-8

good() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)); echo "FAIL $1"; [ $# -lt 2 ] || printf '%s\n' "$2" | head -n 12 | sed 's/^/  /'; }
is() { if [ "$2" = "$3" ]; then good; else bad "$1" "expected «$2»"$'\n'"was      «$3»"; fi; }
has() { if grep -Eqe "$2" <<<"$3"; then good; else bad "$1" "$3"; fi; }
edition() { "$BANTIN" edition --lang en "$@" 2>&1; echo "exit $?"; }
hash_of() { find "$1" -type f | LC_ALL=C sort | xargs sha256sum | sha256sum; }
whole() { (cd "$1" && sha256sum --quiet -c manifest-sha256.txt tagmanifest-sha256.txt) >/dev/null 2>&1; }

printf '[bulletin]\nname = Suối Trầm\nissuer = Đảng ủy xã Suối Trầm\n' >bantin.ini
for quarter in 1 2; do
  for n in 1 2 3; do
    printf -- '---\ntiêu đề: Họp bàn việc thứ %s của quý %s\nngày: 2031-0%s-1%s\n---\nThu ngân sách đạt %s,5 tỷ đồng, tăng 6,%s%% so với cùng kỳ. Bản làng làm %s km đường.\n' \
      $n $quarter $((quarter * 3)) $n $((quarter + n)) $n $((n * 3)) >reports/q$quarter-$n.txt
  done
done

# ---------------------------------------------------------------- kill -9 at any moment
edition 2031-Q1 >/dev/null
first=$(hash_of archive/2031/q1)
begin=$(date +%s%N); edition 2031-Q2 >/dev/null; end=$(date +%s%N)
took=$(((end - begin) / 1000)) # microseconds
whole_one=$(hash_of archive/2031/q2); answers=$("$BANTIN" archive search 'thu ngan sach')
none=0 all=0 broken=0
for i in $(seq "${KILLS:-200}"); do
  rm -rf archive/2031/q2; "$BANTIN" archive reindex
  "$BANTIN" edition 2031-Q2 -q 2>/dev/null & run=$!
  at=$(((RANDOM * 32768 + RANDOM) % (took * 5 / 4)))
  sleep "$(printf '0.%06d' $at)"
  kill -9 $run 2>/dev/null; wait $run 2>/dev/null
  if [ ! -e archive/2031/q2 ]; then none=$((none + 1))
  elif whole archive/2031/q2 && [ "$(hash_of archive/2031/q2)" = "$whole_one" ]; then all=$((all + 1))
  else broken=$((broken + 1)); fi
  [ "$(hash_of archive/2031/q1)" = "$first" ] || broken=$((broken + 1))
  if [ $((i % 10)) = 0 ]; then # a later run brings everything in order
    "$BANTIN" edition 2031-Q2 -q 2>/dev/null
    [ "$(hash_of archive/2031/q2)" = "$whole_one" ] && [ "$("$BANTIN" archive search 'thu ngan sach')" = "$answers" ] || broken=$((broken + 1))
    [ -z "$(find archive -name '.bantin-*')" ] || broken=$((broken + 1))
  fi
done 2>/dev/null
echo "killed ${KILLS:-200} times within $((took * 5 / 4000)) ms: $none without, $all with the whole edition"
is "killed: nothing lost, nothing half" 0 "$broken"
[ $none -gt 0 ] && [ $all -gt 0 ] && good || bad "killed before and after"

# SIGTERM leaves nothing hidden
leftovers=0
for i in $(seq 40); do
  rm -rf archive/2031/q2
  "$BANTIN" edition 2031-Q2 -q 2>/dev/null & run=$!
  sleep "$(printf '0.%06d' $(((RANDOM * 32768 + RANDOM) % took)))"; kill -TERM $run 2>/dev/null; wait $run 2>/dev/null
  [ -z "$(find archive -name '.bantin-*')" ] || leftovers=$((leftovers + 1))
done 2>/dev/null
is "ended: nothing hidden is left" 0 "$leftovers"

# ---------------------------------------------------------------- several at once
rm -rf archive
for i in 1 2 3 4; do "$BANTIN" edition 2031-Q1 --lang en >out.$i 2>&1 & done; wait
is "at once: stored once" "1 3" "$(cat out.? | grep -c 'is stored') $(cat out.? | grep -c 'nothing was written')"
"$BANTIN" edition 2031-Q2 -q 2>/dev/null & "$BANTIN" edition 2031-Q1 -q --correct "một lỗi gõ" & "$BANTIN" archive search thu >/dev/null & wait
is "two quarters at once" "q1 q1-r2 q2" "$(ls archive/2031 | paste -sd' ')"
is "all are sound" 3 "$("$BANTIN" archive verify --lang en | grep -c ' sound,')"
has "and are found" '2031-Q1-r2' "$("$BANTIN" archive search 'hop ban' --lang en)"

# ---------------------------------------------------------------- where nothing can be written
if [ "$(id -u)" = 0 ]; then
  for size in 100 200 300 400 600; do
    mkdir -p full; mount -t tmpfs -o size=${size}k tmpfs full 2>/dev/null || break
    said=$(edition 2031-Q1 --archive full/archive)
    if [ -e full/archive/2031/q1 ]; then whole full/archive/2031/q1 && good || bad "full disk of $size KiB: half an edition"
    else has "full disk of $size KiB: told" 'cannot write.*No space left|cannot write.*full' "$said"; has "full disk: exit" 'exit 4' "$said"
      is "full disk of $size KiB: nothing left" "" "$(find full/archive -mindepth 1 ! -name .lock ! -name index.db)"; fi
    umount full
  done
  mount -t tmpfs tmpfs full && cp -r archive full/ && mount -o remount,ro full
  has "read-only: the edition is refused" 'exit 4' "$(edition 2031-Q2 --archive full/archive --correct x)"
  is "read-only: verify" 3 "$("$BANTIN" archive verify full/archive --lang en | grep -c ' sound,')"
  has "read-only: search" '2031-Q2' "$("$BANTIN" archive search thu full/archive)"
  mount -o remount,rw full; rm full/archive/index.db; mount -o remount,ro full
  said=$("$BANTIN" archive search thu full/archive --lang en 2>&1)
  has "read-only without an index: search" '2031-Q2' "$said"; has "read-only without an index: told" 'cannot be written and is made again' "$said"
  umount full
fi

# ---------------------------------------------------------------- system calls of the parent that fail
if command -v strace >/dev/null; then
  rm -rf archive; edition 2031-Q1 >/dev/null; cp -r archive base; edition 2031-Q2 >/dev/null
  wanted=$(cd archive/2031/q2 && hash_of .)
  wrong=""
  for call in fsync mkdirat renameat2 openat write getdents64; do
    for k in 1 2 3 5 8 13 20 26 27 28 29 30 31 33 37 42; do
      rm -rf archive; cp -r base archive
      strace -qq -o /dev/null -e trace=$call -e inject=$call:error=EIO:when=$k "$BANTIN" edition 2031-Q2 -q >/dev/null 2>&1; status=$?
      if [ ! -e archive/2031/q2 ]; then [ $status -ne 0 ] && [ $status -lt 128 ] || wrong="$wrong $call:$k (exit $status without an edition)"
      elif [ "$(cd archive/2031/q2 && hash_of .)" != "$wanted" ]; then wrong="$wrong $call:$k (another edition)"; fi
      [ -z "$(find archive -name '.bantin-*')" ] || wrong="$wrong $call:$k (leftovers)"
    done
  done
  is "failing calls: a whole edition or none, and the exit says which" "" "$wrong"
  rm -rf archive; cp -r base archive; edition 2031-Q2 >/dev/null; edition 2031-Q1 --correct "một lỗi gõ" >/dev/null
fi

# ---------------------------------------------------------------- veraPDF
verapdf=${VERAPDF:-$top/../shared/tools/verapdf}
if [ -x "$verapdf" ]; then
  if said=$("$verapdf" ua1,3a archive/2031/*/data/edition.pdf 2>&1); then good; else bad "veraPDF" "$said"; fi
fi

# ---------------------------------------------------------------- many
n=${ARCHIVE_REPORTS:-2000}
mkdir -p ../many; cd ../many || exit 1
for year in $(seq 2019 2026); do mkdir -p reports/$year; done
awk -f "$top/tests/tools/make-reports" -v n="$n" -v dir=. >/dev/null 2>&1
best() { # best COMMAND…: the shortest of five runs in ms
  local least=999999 begin end
  for _ in 1 2 3 4 5; do begin=$(date +%s%N); "$@" >/dev/null 2>&1; end=$(date +%s%N); [ $(((end - begin) / 1000)) -lt $least ] && least=$(((end - begin) / 1000)); done
  printf '%d.%d ms' $((least / 1000)) $((least / 100 % 10))
}
for year in $(seq 2019 2026); do for quarter in 1 2 3 4; do "$BANTIN" edition $year-Q$quarter -q >/dev/null 2>&1; done; done
is "all of $n reports are stored" "$n" "$(cat archive/*/*/bag-info.txt | sed -n 's/^Bantin-Articles: //p' | awk '{ s += $1 } END { print s }')"
echo "$n reports, $(ls -d archive/*/q* | wc -l) editions: $(du -sm archive | cut -f1) MB, index $(du -m archive/index.db | cut -f1) MB"
begin=$(date +%s%N); said=$("$BANTIN" archive verify --lang en); end=$(date +%s%N)
is "all are sound" "$(ls -d archive/*/q* | wc -l)" "$(grep -c ' sound,' <<<"$said")"
echo "verify $(((end - begin) / 1000000)) ms"
begin=$(date +%s%N); "$BANTIN" archive reindex; end=$(date +%s%N); echo "reindex $(((end - begin) / 1000000)) ms"
echo "list $(best "$BANTIN" archive list)"
for words in 'thu ngân sách' 'giam ngheo' '"hộ nghèo"' 'xã' '1.234' 'không có chữ này'; do echo "search $words: $(best "$BANTIN" archive search "$words")"; done
for words in 'hộ nghèo' 'thu ngân sách'; do echo "series $words: $(best "$BANTIN" archive series "$words")"; done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
