#!/usr/bin/env bash
# The same input gives the same bytes, whoever runs it, where and when: locale, time zone, home, folders, umask, order,
# number of workers, line ends, Unicode form. reliability.md B6, D3.
set -u
cd "$(dirname "$0")/../.."
: "${BANTIN:=$PWD/${BUILD:-build/normal}/bantin}" "${TMPDIR:=/tmp}"
repo=$PWD
passed=0 failed=0
work=$TMPDIR/twice; rm -rf "$work"; mkdir -p "$work/in" "$work/empty"
cp examples/reports/*.txt examples/reports/*.md "$work/in/"
cp examples/bantin.ini "$work/"

same() { if cmp "$2" "$3" >"$work/log" 2>&1; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL $1"; cat "$work/log"; fi; }

cd "$work" || exit 1
env -i "$BANTIN" --quiet in -o first || { echo "FAIL the first run"; failed=$((failed + 1)); }
date0=$(find first -type f | LC_ALL=C sort)

# variant NAME COMMAND…: its outputs, in the folder "again", are those of the first run, byte for byte
variant() {
  local name=$1; shift
  rm -rf "$work/again"
  "$@" || { failed=$((failed + 1)); echo "FAIL $name: exit $?"; }
  for file in $date0; do same "$name: $file" "$work/$file" "$work/again/${file#first/}"; done
}
variant "C" env -i LC_ALL=C TZ=UTC "$BANTIN" --quiet in -o again
variant "Vietnamese locale, Hà Nội" env -i LC_ALL=vi_VN.UTF-8 LANG=vi_VN TZ=Asia/Ho_Chi_Minh "$BANTIN" --quiet in -o again
variant "Turkish locale, far west, other home" env -i LC_ALL=tr_TR.UTF-8 TZ=Pacific/Marquesas HOME=/nonexistent XDG_CACHE_HOME=/nonexistent "$BANTIN" --quiet in -o again
variant "one worker, other user's umask" sh -c 'umask 077; exec "$0" --quiet -j1 in -o again' "$BANTIN"
variant "own fonts of the system set aside" env -i FONTCONFIG_FILE=/nonexistent FONTCONFIG_PATH=/nonexistent PANGO_LANGUAGE=ja TMPDIR="$work/empty" "$BANTIN" --quiet in -o again
variant "other order" sh -c 'exec "$0" --quiet $(ls -r in/*) -o again' "$BANTIN"
variant "another folder" sh -c 'cd in && exec "$0" --quiet . -o ../again' "$BANTIN"

# The text in other clothes: CRLF, CR, a byte-order mark, no last newline. The page and the figures are the same; the PDF may
# carry the source as it was given.
for name in dang-uy-quy-1 hdnd-ky-hop-giua-nam; do
  [ -f "in/$name.txt" ] || continue
  mkdir -p dressed
  "$BANTIN" html --quiet --self-contained in/$name.txt -o plain.html
  dressed() { "$BANTIN" html --quiet --self-contained "dressed/$name.txt" -o dressed.html; same "$name: $1" plain.html dressed.html; }
  sed 's/$/\r/' in/$name.txt >dressed/$name.txt; dressed "CRLF"
  tr '\n' '\r' <in/$name.txt >dressed/$name.txt; dressed "CR"
  { printf '\357\273\277'; cat in/$name.txt; } >dressed/$name.txt; dressed "byte-order mark"
  printf '%s' "$(cat in/$name.txt)" >dressed/$name.txt; dressed "no last newline"
  { printf '\377\376'; iconv -f UTF-8 -t UTF-16LE in/$name.txt; } >dressed/$name.txt; dressed "UTF-16"
  if command -v uconv >/dev/null; then uconv -x any-nfd in/$name.txt >dressed/$name.txt; dressed "NFD"; fi
done
cd "$repo" || exit 1
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
