#!/usr/bin/env bash
# What a clerk gets wrong, and what somebody might try, with a whole project: bantin.ini, reports, folders, editions, the
# archive. Each case: the message, the exit status, what was there is whole, nothing is left behind.
set -u
cd "$(dirname "$0")/../.."
: "${BANTIN:=$PWD/${BUILD:-build/normal}/bantin}" "${TMPDIR:=/tmp}"
passed=0 failed=0
work=$TMPDIR/odd-projects; rm -rf "$work"; mkdir -p "$work"; cd "$work" || exit 1
export SOURCE_DATE_EPOCH=1780000000 LC_ALL=C.UTF-8

fail() { failed=$((failed + 1)); echo "FAIL $1"; shift; printf '  %s\n' "$@" | head -n 12; }
ok() { if [ "$1" = 0 ]; then passed=$((passed + 1)); else fail "$2" "$(cat log)"; fi; }
listing() { find p -printf '%y %s %P\n' | LC_ALL=C sort; }
# says STATUS REGEX COMMAND…: exit status, and one line of the messages that the expression matches whole
says() {
  local status=$1 regex=$2 was; shift 2
  timeout 60 "$BANTIN" "$@" --lang en >out 2>log; was=$?
  if [ $was -ne "$status" ]; then fail "exit $was, not $status: $*" "$(cat log)"
  elif ! grep -Eqxe "$regex" log; then fail "message of: $*" "$(cat log)" "expected: $regex"
  elif grep -q 'worker stopped' log; then fail "crash: $*" "$(cat log)"
  else passed=$((passed + 1)); fi
}
# refuses STATUS REGEX COMMAND…: says it, and the project is as before
refuses() {
  local before; before=$(listing)
  says "$@"
  [ "$before" = "$(listing)" ]; ok $? "nothing is written: ${*:3}"
}
quiet() { timeout 60 "$BANTIN" "$@" --lang en >out 2>log; [ $? -eq 0 ] && [ ! -s log ]; ok $? "in silence: $*"; }

settings='[bulletin]\nname = Lụa Giang\nissuer = Ủy ban nhân dân xã Lụa Giang\nlicence = Số 1/GP\nresponsible = Trần Thị Mai\nperiodicity = 3 tháng/kỳ\nprinter = Xưởng in\ncopies = 300\nformat = 19 x 27 cm\nplace = Lụa Giang\n'
# report FILE TITLE [LINE OF FRONT MATTER]…
report() {
  local file=p/reports/$1 title=$2; shift 2
  { printf -- '---\ntiêu đề: %s\nngày: 2025-02-03\n' "$title"; [ $# -eq 0 ] || printf '%s\n' "$@"
    printf -- '---\nThu ngân sách quý I năm 2025 đạt 12,5 tỷ đồng, bằng 26%% dự toán năm.\n'; } >"$file"
}
new_project() {
  rm -rf p; mkdir -p p/reports
  # shellcheck disable=SC2059
  printf "$settings$1" >p/bantin.ini
  report thu.txt 'Thu ngân sách đúng tiến độ'
}

# ---- a first site that comes to nothing, and reports that cannot be found
new_project ''; mkdir -p p/templates/site; printf '{{khong.co}}\n' >p/templates/site/list.html
"$BANTIN" site p --no-pdf --lang en >out 2>log; [ $? -ne 0 ] && [ ! -e p/public ] && [ ! -e p/.public.bantin ]; ok $? "a first site with a wrong template: nothing is left"
rm -r p/templates; quiet site p --no-pdf
mkdir -p p/templates/site; printf '{{khong.co}}\n' >p/templates/site/list.html
"$BANTIN" site p --no-pdf --lang en >out 2>log; [ $? -ne 0 ] && [ -e p/public/index.html ] && [ -e p/.public.bantin/index ]; ok $? "a later one: the site stays"
rm -r p/templates; before=$(listing)
long=$(printf '%0250d' 0)
(cd p/reports && for _ in {1..17}; do mkdir "$long" && cd "$long" || exit; done)
says 3 'p/reports/0.*: error: cannot be read: the name is too long .*' site p --no-pdf
rm -r "p/reports/$long"; [ "$before" = "$(listing)" ]; ok $? "the site of what is left is not published"

# ---- bantin.ini
new_project 'tên: Lụa Giang\n'
refuses 3 'p/bantin.ini:11:1: error: line «tên: Lụa Giang» is not understood; write «key = value» .* \[office-line\]' site p
new_project ''; printf '# Sổ của xã\n\n[bulletin\nname = x\n' >p/bantin.ini
refuses 3 'p/bantin.ini:3:1: error: line «\[bulletin» .* \[office-line\]' edition 2025-Q1 p
new_project ''; printf '[bulletin]\nname = X\xe3 L\n' >p/bantin.ini
refuses 3 'p/bantin.ini:2:9: error: not UTF-8 \(byte E3\); save it as UTF-8 .*' site p
new_project '[trang]\nmàu = đỏ\n[site]\nbase-ur = https://a.example\n'
says 0 'p/bantin.ini:11:1: warning: there is no group \[trang\], .* known groups: \[bulletin\], \[site\], \[theme\], \[figures\] .*' site p --no-pdf
grep -q 'p/bantin.ini:14:1: .*«base-ur»; known keys: base-url, ' log; ok $? "an unknown key has its line"
new_project '[site]\nbase-url = luagiang.example\ntheme = đẹp\nlanguage = en\n'
says 0 'p/bantin.ini:12:1: warning: key «base-url» does not take «luagiang.example», .* write: https://.*' site p --no-pdf
grep -q 'p/bantin.ini:13:1: .*write: dang, nha-nuoc' log; ok $? "a theme that is none"
grep -q 'p/bantin.ini:14:1: .*write: vi \[' log; ok $? "a language that there is not"
[ "$(wc -l <log)" = 3 ]; ok $? "and no more than that"
for address in 'javascript:alert(1)//' 'https://a.example/?q=1' 'https://a.example/"><b>' 'https:///x'; do
  new_project "[site]\nbase-url = $address\n"
  says 0 'p/bantin.ini:12:1: warning: key «base-url» does not take .*' check p
done
new_project ''; { printf '\xef\xbb\xbf'; sed 's/$/\r/' p/bantin.ini; } >ini; mv ini p/bantin.ini
quiet site p --no-pdf
grep -q 'Lụa Giang' p/public/index.html; ok $? "bantin.ini as Notepad writes it"

# ---- a letter that no font has, in a headline that the cover repeats and in a figure's words
new_project ''; report la.txt 'Hội thảo về chữ 会'
for i in 1 2 3 4 5 6 7 8; do report "b$i.txt" "Bài số $i về thu ngân sách"; done
says 3 'p/reports/la.txt: error: the fonts have no letter «会» \(U\+4F1A\); replace it .*' edition 2025-Q1 p

# ---- a fault of a report that is read for the page and for print is told once
new_project ''; report anh.txt 'Ảnh mất' 'ảnh: khong-co.jpg | Đồng lúa'
says 0 'p/reports/anh.txt:4:6: warning: no photo «khong-co.jpg».*' edition 2025-Q1 p
[ "$(grep -c photo-missing log)" = 1 ]; ok $? "a missing photo is told once"

# ---- where a site may not go
new_project ''; mkdir -p p/archive
for place in p . p/../p p/reports p/reports/web p/archive p/archive/web; do
  refuses 2 'bantin: error: cannot publish into .* choose another folder for «-o», as «public» \[site-within\]' site p --no-pdf -o "$place"
done
ln -s reports p/link
refuses 2 'bantin: error: cannot publish into .*' site p --no-pdf -o p/link
rm p/link; echo 'của tôi' >p/file
says 4 'bantin: error: cannot write «p/file»: .*' site p --no-pdf -o p/file
# A folder without reports/: a site in it is no report of it.
mv p/reports/thu.txt p/; rm -r p/reports p/archive p/file
quiet site p --no-pdf -o p/web
quiet site p --no-pdf -o p/web
quiet check p

# ---- editions and the archive
new_project ''
for quarter in 2024-Q5 2024q1 Q1-2024 ../x 0000-Q1; do
  refuses 2 'bantin: error: «.*» is no quarter; write it as 2024-Q1, .*' edition "$quarter" p
done
for number in 0 -3 abc 99999999999; do
  says 2 'bantin: error: option «--number» does not take .*' edition 2025-Q1 p --number "$number"
done
refuses 3 'bantin: error: no complete report is of the quarter of edition 2024-Q1; .*' edition 2024-Q1 p
says 2 'bantin: error: there is no edition 2025-Q1 to be corrected; .*' edition 2025-Q1 p --correct 'sai số'
says 0 'bantin: note: edition 2025-Q1 is stored: .*' edition 2025-Q1 p --final
refuses 2 'bantin: error: option «--correct» does not take «»; .*' edition 2025-Q1 p --correct ' '
sed -i 's/12,5 tỷ/12,6 tỷ/' p/reports/thu.txt
says 0 'bantin: note: edition 2025-Q1-r2 is stored: .*' edition 2025-Q1 p --correct 'số thu'
refuses 0 'bantin: note: edition 2025-Q1-r2 is there and the reports have not changed; .*' edition 2025-Q1 p --correct 'số thu'
for words in '"ngân sách' "'; DROP TABLE t; --" 'AND OR NEAR' '*' '""' '' 'NEAR(a, b)' 'c:thu' '^thu'; do quiet archive search "$words" p/archive; done
rm p/archive/index.db; mkdir p/archive/index.db
says 0 'bantin: warning: the index .* the answer is right all the same .*' archive search 'ngân sách' p/archive
grep -q '\[ngân sách\]' out; ok $? "and it is"

# ---- an output folder that is somebody else's: a system's or a home named by mistake is never linked over and exchanged
new_project ''
mkdir -p house/rooms; for i in $(seq 1100); do : >"house/rooms/$i"; done
inode=$(stat -c %i house)
says 4 '.*«house» holds more than 1000 files that bantin has not made; choose a new folder for the site.*' site p -o house
[ "$(stat -c %i house)" = "$inode" ] && [ "$(find house -type f | wc -l)" = 1100 ]; ok $? 'the other folder is as before'
mkdir own; echo bantin.example >own/CNAME
quiet site p -o own --no-pdf
[ "$(cat own/CNAME)" = bantin.example ] && [ -e own/index.html ]; ok $? 'a folder with a few files of the office is built into'

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
