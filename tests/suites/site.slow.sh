#!/usr/bin/env bash
# bantin site under hard treatment: killed at random moments, a full disk, a read-only place, two runs at once, a worker that
# dies. The site is always whole: that of before or that of after. KILLS=n (200).
set -u
cd "$(dirname "$0")/../.."
: "${BANTIN:=$PWD/${BUILD:-build/normal}/bantin}" "${TMPDIR:=/tmp}"
make_reports=$PWD/tests/tools/make-reports
passed=0 failed=0
work=$TMPDIR/site-slow; rm -rf "$work"; mkdir -p "$work"; cd "$work" || exit 1
export SOURCE_DATE_EPOCH=1790000000
ok() { if [ "$1" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL $2"; fi; }
is() { if [ "$2" = "$3" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL $1: expected $2, got $3"; fi; }
sum() { (cd "$1" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum); }
reports() { mkdir -p p/reports/{2019..2026}; awk -f "$make_reports" -v n="$1" -v dir=p; printf '[bulletin]\nname = Thử\n' >p/bantin.ini; }
site() { "$BANTIN" site p -o public --no-pdf --quiet "$@"; }

reports 120
site; is "the first build" 0 $?
# Two states of the project, and the site of each
cp -r p one; cp -r p two
for f in two/reports/2024/*.txt; do sed -i 's/^tiêu đề: Xã/tiêu đề: Tin xã/; s/đạt/ước đạt/' "$f"; done
rm two/reports/2023/*0.txt
declare -A whole
p_is() { rm -rf p; cp -r "$1" p; }
p_is one; site; whole[$(sum public)]=one
p_is two; site; whole[$(sum public)]=two
p_is one; site; whole[$(sum public)]="one again"

# kill -9 after a random time from nothing to a little more than the build takes
a=$EPOCHREALTIME; p_is two; site; b=$EPOCHREALTIME
span=$(( (${b/./} - ${a/./}) * 11 / 10 ))
torn=0 done_runs=0
for ((i = 0; i < ${KILLS:-200}; i++)); do
  if [ $((i % 2)) = 0 ]; then p_is one; else p_is two; fi
  setsid "$BANTIN" site p -o public --no-pdf --quiet 2>/dev/null & pid=$!
  wait_us=$((RANDOM * 32768 + RANDOM)); wait_us=$((wait_us % span))
  sleep "$(printf '%d.%06d' $((wait_us / 1000000)) $((wait_us % 1000000)))"
  kill -9 "$pid" 2>/dev/null || done_runs=$((done_runs + 1))
  wait "$pid" 2>/dev/null
  state=$(sum public)
  [ -n "${whole[$state]:-}" ] || { torn=$((torn + 1)); [ "$torn" -gt 3 ] || { echo "torn at $wait_us us"; cp -r public "torn$i"; }; }
done
is "sites torn by ${KILLS:-200} kills ($done_runs runs were over before)" 0 $torn
p_is one; site; is "after the kills" 0 $?
[ -n "${whole[$(sum public)]:-}" ]; ok $? "after the kills: a whole site"
site; is "and again" 0 $?
"$BANTIN" site p -o fresh --no-pdf --quiet; (cd public && ls -R 2019 chuyen-muc) >a; (cd fresh && ls -R 2019 chuyen-muc) >b; cmp -s a b; ok $? "after the kills: what a new build has"
is "nothing else is left" "index lock records-0 spare told-0" "$(ls .public.bantin | tr '\n' ' ' | sed 's/ $//; s/records-1/records-0/; s/told-1/told-0/')"

# Killed while the very first site is made
for ((i = 0; i < 20; i++)); do
  rm -rf first .first.bantin
  setsid "$BANTIN" site p -o first --no-pdf --quiet 2>/dev/null & pid=$!
  sleep "0.$((RANDOM % 10))$((RANDOM % 10))"; kill -9 $pid 2>/dev/null; wait $pid 2>/dev/null
  [ ! -e first ] || diff -rq first public >/dev/null || [ -e first/index.html ]; ok $? "the first site is whole or not there"
done

# Two at once
p_is two; site & site & wait; [ -n "${whole[$(sum public)]:-}" ]; ok $? "two runs at once"


# A worker that is killed: its reports are read again one by one, or nothing is swapped in and a message tells
rm -rf p public .public.bantin; reports 300; site; before=$(sum public); lost=0 mended=0
for ((i = 0; i < 20; i++)); do
  rm -rf out .out.bantin
  "$BANTIN" site p -o out --no-pdf --quiet -j2 --lang en 2>log & pid=$!
  sleep "0.$((RANDOM % 6))$((RANDOM % 10))"; child=; read -r child _ 2>/dev/null <"/proc/$pid/task/$pid/children"; [ -z "$child" ] || kill -9 "$child" 2>/dev/null
  if wait $pid; then
    mended=$((mended + 1)); [ "$(sum out)" = "$before" ] || lost=$((lost + 1))
  else
    grep -q 'job-died' log && [ ! -e out ] || lost=$((lost + 1))
  fi
done
is "workers killed ($mended of 20 sites were whole all the same, the others not there)" 0 $lost

# Random edits, one after the other: each update is what a new build makes. (Titles and years stay: an address once given is kept by
# an update and not known to a new build.)
rm -rf p public .public.bantin fresh .fresh.bantin; reports 60; site
RANDOM=4
for ((i = 0; i < ${EDITS:-40}; i++)); do
  files=(p/reports/*/*.txt); f=${files[RANDOM % ${#files[@]}]}; g=${files[RANDOM % ${#files[@]}]}
  case $((i % 8)) in
    0) sed -i 's/đạt/ước đạt/' "$f" ;;
    1) rm "$f" ;;
    2) sed -i 's/^chuyên mục: .*/chuyên mục: Chuyên mục mới/' "$f" ;;
    3) sed -i '0,/^từ khóa: .*/s//từ khóa: việc mới/' "$f" "$g" ;;
    4) sed -i 's/^\(ngày: ....-..\)-.*/\1-28/' "$f" ;;
    5) printf -- '---\ntiêu đề: Bài thứ %s\nngày: 2024-05-%02d\ncơ quan: Ủy ban nhân dân xã Lụa Giang\nchuyên mục: Kinh tế\nkỳ: quý II/2024\n---\nThu ngân sách của xã đạt %s,5 tỷ đồng.\n' "$i" $((1 + i % 28)) "$i" >"p/reports/2024/moi$i.txt" ;;
    6) printf '[bulletin]\nname = Thử %s\nissuer = Ủy ban nhân dân xã Lụa Giang\n' "$i" >p/bantin.ini ;;
    7) sed -i '/^ngày/d' "$f" ;;
  esac
  site; "$BANTIN" site p -o fresh --no-pdf --quiet
  diff -rq public fresh >log; ok $? "random edit $i ($((i % 8))): $(head -n 3 log)"
  rm -rf fresh .fresh.bantin
done

# A full disk
if [ "$(id -u)" = 0 ] && mkdir -p disk && mount -t tmpfs -o size=7m tmpfs disk 2>/dev/null; then
  rm -rf p; reports 60; "$BANTIN" site p -o disk/public --no-pdf --quiet; is "on a small disk" 0 $?
  small=$(sum disk/public)
  rm -rf p; reports 700; "$BANTIN" site p -o disk/public --no-pdf --lang en 2>log; is "on a full disk: exit" 4 $?
  grep -q 'cannot write' log; ok $? "a full disk is told"
  is "a full disk: the old site stands" "$small" "$(sum disk/public)"
  rm -rf p; reports 60; "$BANTIN" site p -o disk/public --no-pdf --quiet; is "with fewer reports it goes on" 0 $?
  is "and is what it was" "$small" "$(sum disk/public)"
  mount -o remount,ro disk; sed -i 's/đạt/ước đạt/' p/reports/2024/*.txt
  "$BANTIN" site p -o disk/public --no-pdf --lang en 2>log; is "a read-only place: exit" 4 $?
  is "a read-only place: the old site stands" "$small" "$(sum disk/public)"
  "$BANTIN" site p -o disk --no-pdf --lang en 2>log; is "the output is a disk of its own: exit" 4 $?
  umount disk
  mkdir -p q; mount -t tmpfs tmpfs q; "$BANTIN" site p -o q --no-pdf --lang en 2>log; is "a disk of its own: exit" 4 $?
  grep -q 'swap-mount' log; ok $? "a disk of its own is told"
  umount q
else
  echo "(not root: full and read-only disks are not tried)"
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
