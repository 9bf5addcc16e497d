#!/usr/bin/env bash
# The clerk's review: REPORT.figures.csv is written, edited as clerks edit it (by hand, in spreadsheets of other
# countries), and read again; what no longer fits the text is told with its place and not used.
set -u
cd "$(dirname "$0")/../.."
: "${BANTIN:=$PWD/${BUILD:-build/normal}/bantin}" "${TMPDIR:=/tmp}"
passed=0 failed=0
work=$TMPDIR/review; rm -rf "$work"; mkdir -p "$work"
cd "$work" || exit 1
export LC_ALL=C.UTF-8

good() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)); echo "FAIL $1"; [ $# -lt 2 ] || printf '%s\n' "$2" | head -n 12 | sed 's/^/  /'; }
is() { if [ "$2" = "$3" ]; then good; else bad "$1" "expected «$2»"$'\n'"was      «$3»"; fi; }
has() { if grep -Eqe "$2" <<<"$3"; then good; else bad "$1" "$3"; fi; }
hasnt() { if grep -Eqe "$2" <<<"$3"; then bad "$1" "$3"; else good; fi; }

json() { "$BANTIN" figures --format json "$@" 2>stderr; }
say() { "$BANTIN" check --lang en "$@" 2>&1; }
labels() { json r.txt | grep -o '"label":"[^"]*"' | cut -d'"' -f4; }
# fresh: the report, and its table as bantin writes it
report() { cat >r.txt <<'END'
---
tiêu đề: Xã Lụa Giang sơ kết quý
ngày: 2026-04-03
cơ quan: Đảng ủy xã Lụa Giang
kỳ: quý I/2026
---
Thu ngân sách trên địa bàn đạt 14,25 tỷ đồng, đạt 29,5% dự toán năm, tăng 11,2% so với cùng kỳ. Doanh thu du lịch đạt 8,75 tỷ đồng, tăng 6,4% so với cùng kỳ.

Toàn xã có 1.846 hộ kinh doanh. Vụ xuân gieo trồng 412 ha lúa, bằng 96% so với cùng kỳ. Đường hoa dài 2.350 m, do đoàn viên chăm sóc.
END
}
fresh() { report; rm -f r.figures.csv; "$BANTIN" figures --write --quiet r.txt; }
edit() { sed -i "$@" r.figures.csv; }

# ---------------------------------------------------------------- written and read again: nothing changes
report
before=$(json r.txt); table=$("$BANTIN" figures r.txt 2>/dev/null)
fresh
is "unedited: the same figures" "$before" "$(json r.txt)"
is "unedited: the same table" "$table" "$("$BANTIN" figures r.txt 2>/dev/null | sed 's/  \[no chart\]//')"
is "unedited: no message" "" "$(say r.txt)"
is "begins with a byte-order mark" efbbbf "$(head -c 3 r.figures.csv | od -An -tx1 | tr -d ' \n')"
is "its columns" "số thứ tự;dùng;vẽ;nhãn;giá trị;giá trị đến;đơn vị;mức;kỳ;tăng giảm;mức thay đổi;mức thay đổi đến;đơn vị thay đổi;so với;bằng phần trăm;từ mức;phần trăm kế hoạch;vượt kế hoạch;số kế hoạch;đơn vị kế hoạch;tên kế hoạch;dự kiến;của;nhóm;độ tin cậy;vẽ gì;câu;dòng" "$(head -n 1 r.figures.csv | tail -c +4 | tr -d '\r')"
has "a row" '^1;có;có;Thu ngân sách[^;]*;14,25;;tỷ đồng;;.*;tăng;11,2;;%;cùng kỳ;;;29,5;.*;[0-9]+%;.*;Thu ngân sách.*cùng kỳ\.?;7' "$(cat r.figures.csv)"
cp r.figures.csv first.csv
"$BANTIN" figures --write --quiet r.txt; is "written twice: the same bytes" "$(md5sum <first.csv)" "$(md5sum <r.figures.csv)"
rm r.figures.csv; "$BANTIN" figures --write --quiet r.txt; is "written anew: the same bytes" "$(md5sum <first.csv)" "$(md5sum <r.figures.csv)"
has "says what it wrote" 'r\.txt: note: table of reviewed figures «r\.figures\.csv»: [0-9]+ rows kept, 0 added \[review-written\]' "$("$BANTIN" figures --write r.txt 2>&1)"
is "nothing else is printed" "" "$("$BANTIN" figures --write r.txt 2>/dev/null)"

# ---------------------------------------------------------------- edits win
fresh; edit 's/;Doanh thu du lịch;/;Doanh thu từ khách du lịch;/'
has "label" '^Doanh thu từ khách du lịch$' "$(labels)"; hasnt "old label" '^Doanh thu du lịch$' "$(labels)"
has "label in the page" 'Doanh thu từ khách du lịch' "$("$BANTIN" html --quiet --self-contained r.txt -o -)"
before=$(cat r.figures.csv); "$BANTIN" figures --write --quiet r.txt; has "kept when written again" 'Doanh thu từ khách du lịch' "$(cat r.figures.csv)"
fresh; edit 's/^1;có;/1;không;/'
hasnt "dropped" '14\.25' "$(json r.txt)"; is "dropped: no message" "" "$(say r.txt)"
"$BANTIN" figures --write --quiet r.txt; has "dropped row stays" '^1;không;.*;không dùng;' "$(cat r.figures.csv)"; hasnt "stays dropped" '14\.25' "$(json r.txt)"
fresh; was=$("$BANTIN" dump scene r.txt 2>/dev/null); edit 's/^1;có;có;/1;có;không;/'
has "drawn before" '14,25|11,2' "$was"; hasnt "no chart" '14,25|11,2' "$("$BANTIN" dump scene r.txt 2>/dev/null)"; has "no chart: still a figure" '14\.25' "$(json r.txt)"
fresh; edit 's/^\(1;[^;]*;[^;]*;[^;]*;14,25;;\)tỷ đồng;;/\1tỷ VND;ước;/'
has "unit and qualifier" '"value":14\.25,"unit":"tỷ VND","qualifier":"estimated"' "$(json r.txt)"
fresh; sed -i '/^2;/d' r.figures.csv
hasnt "row removed" '8\.75' "$(json r.txt)"; has "row removed: told" '^r\.txt:7:[0-9]+: note: 1 figures of the report are not in the table «r\.figures\.csv».*\[review-missing\]' "$(say r.txt)"
"$BANTIN" figures --write --quiet r.txt; has "written again: the row comes back in its place" '^2;có;có;Doanh thu du lịch;8,75' "$(cat r.figures.csv)"

# The author's own word of degree is in the table; the clerk may write another, also of the same class
cat >d.txt <<'END'
Quỹ khuyến học của xã vận động được trên 3,5 tỷ đồng. Quỹ vì người nghèo vận động được gần 2 tỷ đồng.
END
"$BANTIN" figures --write --quiet d.txt
has "the word of degree" ';3,5;;tỷ đồng;trên;' "$(cat d.figures.csv)"; has "another word of degree" ';2;;tỷ đồng;gần;' "$(cat d.figures.csv)"
has "degree unedited" 'gần 2 tỷ đồng' "$("$BANTIN" figures --quiet d.txt | grep '2 tỷ đồng$')"
sed -i 's/;2;;tỷ đồng;gần;/;2;;tỷ đồng;chưa đến;/' d.figures.csv
has "degree edited" 'chưa đến 2 tỷ đồng$' "$("$BANTIN" figures --quiet d.txt)"

# ---------------------------------------------------------------- rows added
add() { printf '%s\r\n' "$1" >>r.figures.csv; }
fresh; edit '/Đường hoa/d'
add '99;có;có;chiều dài đường hoa;2.350;;m;;;;;;;;;;;;;;;;;;;;;'
has "added" '"label":"chiều dài đường hoa","value":2350,"unit":"m"' "$(json r.txt)"
hasnt "added: no complaint" 'warning' "$(say r.txt)"
has "added: stands in its sentence" 'Đường hoa dài 2\.350 m' "$("$BANTIN" figures --format csv r.txt 2>/dev/null | grep 'chiều dài đường hoa')"
fresh; add '99;có;có;chiều dài;2.351;;m;;;;;;;;;;;;;;;;;;;;;'
has "wrong digits: told with the place" '^r\.figures\.csv:[0-9]+:20: warning: column «giá trị»: the number «2\.351» is not in the report .*\[review-stale\]$' "$(say r.txt)"
hasnt "wrong digits: not used" '2351' "$(json r.txt)"
fresh; edit 's/;8,75;/;8,57;/'
has "edited to a number that is not there" '^r\.figures\.csv:3:[0-9]+: warning: column «giá trị»: the number «8,57» is not in the report \(the sentence on line 7 has «8,75»\)' "$(say r.txt)"
hasnt "neither is used" '8\.(57|75)' "$(json r.txt)"
has "strict" 1 "$("$BANTIN" check --strict --quiet r.txt; echo $?)"
fresh; edit 's/;29,5;/;11,2;/'
has "edited to another number of the text" '"percent":11\.2' "$(json r.txt)"

fresh; edit '/Doanh thu du lịch/d'
add '99;có;có;lượng khách trả tiền;8,75;;tỷ đồng;;;;;;;;;;;;;;;;;;;;;'
has "a row of one's own for a number that was found" 'lượng khách trả tiền' "$(labels)"; is "… stands for it" "" "$(say r.txt)"
printf 'Xã xây mới 2 căn nhà “Mái ấm tình thương”, trị giá 160 triệu đồng.\n' >>r.txt; "$BANTIN" figures --write --quiet r.txt
doubt=$(grep -c ';không;.*chưa đủ chắc chắn' r.figures.csv)
if [ "$doubt" -gt 0 ]; then
  edit '/chưa đủ chắc chắn/s/;có;không;[^;]*;/;có;có;trị giá nhà mái ấm;/'
  has "confirmed: sure" '"label":"trị giá nhà mái ấm".*"confidence":1\.000' "$(json r.txt)"
  "$BANTIN" figures --write --quiet r.txt; hasnt "confirmed: no doubt is told" 'chưa đủ chắc chắn' "$(cat r.figures.csv)"
fi

# ---------------------------------------------------------------- the text changes
fresh; sed -i 's/14,25 tỷ/14,75 tỷ/' r.txt
has "stale row" '^r\.figures\.csv:2:[0-9]+: warning: column «giá trị»: the number «14,25» is not in the report \(the sentence is on line 7\), .*\[review-stale\]$' "$(say r.txt)"
has "stale row in Vietnamese" '^r\.figures\.csv:2:[0-9]+: cảnh báo: cột «giá trị»: không thấy số «14,25» trong báo cáo \(câu ở dòng 7\), .*\[review-stale\]$' "$("$BANTIN" check --lang vi r.txt 2>&1)"
has "the new figure is told" 'note: 1 figures of the report are not in the table' "$(say r.txt)"
hasnt "stale row not used" '14\.[27]5' "$(json r.txt)"
"$BANTIN" figures --write --quiet r.txt
has "written again: the clerk's row stays" '^[0-9]+;có;có;Thu ngân sách[^;]*;14,25;.*không thấy số này' "$(cat r.figures.csv)"; has "written again: the new figure has a row" ';14,75;' "$(cat r.figures.csv)"
fresh; edit 's/;Doanh thu du lịch;/;Doanh thu lữ hành;/'; sed -i '7i Đoạn mới thêm vào đầu báo cáo, không có con số nào.\n' r.txt
has "moved sentence" 'Doanh thu lữ hành' "$(labels)"; is "moved sentence: no message" "" "$(say r.txt)"
has "moved sentence: its new line" ';9$' "$("$BANTIN" figures --write --quiet r.txt; tr -d '\r' <r.figures.csv | grep 'lữ hành')"
fresh; edit 's/;Doanh thu du lịch;/;Doanh thu lữ hành;/'; sed -i 's/Doanh thu du lịch đạt/Doanh thu du lịch trong quý đạt/' r.txt
has "changed sentence: found by its digits" 'Doanh thu lữ hành' "$(labels)"; hasnt "changed sentence: no complaint" 'warning' "$(say r.txt)"
fresh; sed -i '/^Thu ngân sách/d' r.txt
has "sentence gone" 'r\.figures\.csv:2:.*the number «14,25» is not in the report \(the sentence was on line 7 and is gone\)' "$(say r.txt)"

# ---------------------------------------------------------------- as spreadsheets save it
fresh; edit 's/;Doanh thu du lịch;/;Doanh thu lữ hành;/'; want=$(json r.txt)
cp r.figures.csv edited.csv
variant() { is "$1: the same figures" "$want" "$(json r.txt)"; is "$1: no message" "" "$(say r.txt)"; }
tail -c +4 edited.csv | tr -d '\r' >r.figures.csv; variant "LF, no byte-order mark"
{ printf 'sep=;\r\n'; tail -c +4 edited.csv; } >r.figures.csv; variant "sep=;"
{ printf '\377\376'; tail -c +4 edited.csv | iconv -f UTF-8 -t UTF-16LE; } >r.figures.csv; variant "UTF-16"
# save NAME AWK: the table as another program saves it; no cell of this one needs quotation marks by itself
save() { { printf '\357\273\277'; tail -c +4 edited.csv | tr -d '\r' | awk -F';' "$2"; } >"$1.csv"; }
save comma '{ out = ""; for (i = 1; i <= NF; i++) out = out (i > 1 ? "," : "") ($i ~ /,/ ? "\"" $i "\"" : $i); print out "\r" }'
save tab '{ gsub(/;/, "\t"); print }'
save quoted '{ gsub(/;/, "\";\""); print "\"" $0 "\"\r" }'
save back '{ out = $NF; for (i = NF - 1; i; i--) out = out ";" $i; print out }'
save own '{ print $0 ";" (NR == 1 ? "ghi chú" : NR == 2 ? "\"hỏi \"\"lại\"\"\nông Ba; ông Tư\"" : "") "\r" }'
save plain 'BEGIN { OFS = ";" } NR > 1 { gsub(/[.]/, "", $5) } { print $0 "\r" }'
save padded '{ print $0 ";;;\r" } END { print ";;;;;;" }'
for name in comma tab quoted back own plain padded; do cp $name.csv r.figures.csv; variant $name; done
cp own.csv r.figures.csv; "$BANTIN" figures --write --quiet r.txt; has "a clerk's own column stays" '"hỏi ""lại""$' "$(cat r.figures.csv)"
cp comma.csv r.figures.csv; "$BANTIN" figures --write --quiet r.txt; has "the separator stays" 'số thứ tự,dùng,vẽ' "$(head -n 1 r.figures.csv)"
"$BANTIN" figures --write --quiet --separator tab r.txt; has "another separator" $'số thứ tự\tdùng\tvẽ' "$(head -n 1 r.figures.csv)"; is "another separator: the same figures" "$want" "$(json r.txt)"

# ---------------------------------------------------------------- tables that are none, rows that are wrong
broken() { # broken NAME REGEX: status 3, this message, no output
  "$BANTIN" pdf --quiet --lang en r.txt -o out.pdf >stdout 2>stderr; local was=$?
  if [ $was -eq 3 ] && grep -Eqxe "$2" stderr && [ ! -e out.pdf ]; then good; else bad "$1: exit $was" "$(cat stderr)"; fi
}
fresh
printf 'Đây là bài văn.\nKhông phải bảng.\n' >r.figures.csv; broken "no table" 'r\.figures\.csv:1:1: error: the table of reviewed figures has no column «dùng» .*\[review-header\]'
: >r.figures.csv; broken "empty" 'r\.figures\.csv: error: .*\[review-header\]|r\.figures\.csv:1:1: error: .*\[review-header\]'
printf 'd\372ng;nh\343n\n' >r.figures.csv; broken "not UTF-8" 'r\.figures\.csv:1:2: error: the table is not UTF-8 \(byte FA\); .*\[csv-not-utf8\]'
head -c 4096 /dev/zero >r.figures.csv; broken "zeros" 'r\.figures\.csv:1:1: error: the table is not UTF-8 \(byte 00\); .*\[csv-not-utf8\]'
{ cat first.csv; printf '9;"có;có;mở ngoặc'; } >r.figures.csv; broken "quote" 'r\.figures\.csv:[0-9]+:3: error: the quotation mark opened here is never closed; .*\[csv-quote\]'
{ cat first.csv; head -c 300 /dev/zero | tr '\0' ';'; } >r.figures.csv; broken "wide" 'r\.figures\.csv:[0-9]+:1: error: this row has more than 128 columns; .*\[csv-wide\]'
head -c 20971520 /dev/zero | tr '\0' 'a' >r.figures.csv; broken "16 MiB" 'r\.figures\.csv: error: larger than the limit of 16.*MiB.*\[input-too-large\]'
{ head -n 1 first.csv; yes '1;có;có;a;1' | head -n 10001; } >r.figures.csv; broken "too many" 'r\.figures\.csv:10002:1: error: more than 10000 figures; .*\[figure-too-many\]'
rm -f r.figures.csv; mkdir r.figures.csv; broken "a folder" 'r\.figures\.csv: error: not a regular file \(folder\).*'; rmdir r.figures.csv
printf 'hỏng' >r.figures.csv; "$BANTIN" figures --write --quiet r.txt 2>/dev/null; is "a broken table is never written over" "hỏng" "$(cat r.figures.csv)"
wrong() { fresh; edit "$2"; has "$1" "$3" "$(say r.txt)"; hasnt "$1: not used" '14\.25' "$(json r.txt)"; }
wrong "no number" 's/;14,25;/;nhiều;/' '^r\.figures\.csv:2:[0-9]+: warning: column «giá trị»: «nhiều» is no number, the row is not used \[review-number\]$'
wrong "no such choice" 's/^1;có;/1;chắc là có;/' '^r\.figures\.csv:2:3: warning: column «dùng» does not take «chắc là có», .*write: có, không \[review-choice\]$'
wrong "no such direction" '2s/;tăng;/;lên xuống;/' 'column «tăng giảm» does not take «lên xuống», .*\[review-choice\]$'
wrong "no digits" '2s/.*/1;có;có;Thu ngân sách;;;;/' 'the row has no number and is not used; .*\[review-empty\]'
wrong "cut in two" '2s/;tỷ đồng;/;tỷ; đồng; Việt; Nam;/' 'more cells than the first row .*the row is not used; .*\[review-wide\]'
fresh; edit '1s/;nhãn;/;nhãn;nhãnn;/; 2,$s/^\([^;]*;[^;]*;[^;]*;[^;]*;\)/\1x;/'; has "mistyped column" '^r\.figures\.csv:1:[0-9]+: warning: unknown column «nhãnn», not used; did you mean «nhãn»\? \[review-column\]$' "$(say r.txt)"
fresh; edit '2{p;}'; before=$(json r.txt | grep -c '14\.25'); is "a row twice: used once" 1 "$before"; has "a row twice: told" '^r\.figures\.csv:3:[0-9]+: warning: the row repeats that of line 2 .*\[review-twice\]$' "$(say r.txt)"

# ---------------------------------------------------------------- Markdown: words, not marks
report; sed 's/Doanh thu du lịch/**Doanh thu** *du lịch*/' r.txt >m.md
printf '\n| Chỉ tiêu | Đơn vị | Quý I/2026 |\n|---|---|---|\n| Trồng rừng | ha | 37,5 |\n| Làm đường | m | 640 |\n' >>m.md
before=$(json m.md); "$BANTIN" figures --write --quiet m.md
has "no marks in the sentence" ';Doanh thu du lịch đạt 8,75 tỷ đồng, tăng 6,4% so với cùng kỳ;' "$(tr -d '\r' <m.figures.csv)"
has "a row of a table" ';Trồng rừng | ha | 37,5;' "$(cat m.figures.csv)"
is "Markdown unedited: the same figures" "$before" "$(json m.md)"
sed -i 's/;Trồng rừng;/;Trồng rừng phòng hộ;/' m.figures.csv; has "a table's label" '"label":"Trồng rừng phòng hộ","value":37\.5' "$(json m.md)"; is "Markdown: no message" "" "$(say m.md)"

# ---------------------------------------------------------------- the command line
fresh
usage() { "$BANTIN" figures --write --lang en "$@" >stdout 2>stderr <r.txt; local was=$?; if [ $was -eq 2 ] && grep -q 'usage-' stderr; then good; else bad "usage $*: exit $was" "$(cat stderr)"; fi; }
usage r.txt -o out.csv; usage r.txt --format json; usage -; cp r.txt r.md; usage r.txt r.md; rm r.md
"$BANTIN" figures --format csv --lang en r.txt -o r.figures.csv >stdout 2>stderr; is "the table is no output of another command" 4 $?; has "told" 'input-same' "$(cat stderr)"; has "still the clerk's" '^.*số thứ tự;dùng' "$(head -n 1 r.figures.csv)"
mkdir -p two; cp r.txt two/a.txt; cp r.txt two/b.txt; "$BANTIN" figures --write --quiet two; is "a folder" "a.figures.csv a.txt b.figures.csv b.txt" "$(echo two/* | sed 's,two/,,g')"
sed -i 's/^kỳ:.*/số liệu: off/' r.txt; is "figures: off" '{"figures":[]}' "$(json r.txt | tr -d ' \n')"
fresh; edit 's/;Doanh thu du lịch;/;=Doanh thu du lịch;/'; "$BANTIN" figures --write --quiet r.txt; has "no formula for a spreadsheet" ";'=Doanh thu du lịch;" "$(cat r.figures.csv)"; has "no apostrophe in the figure" '"label":"=Doanh thu du lịch"' "$(json r.txt)"

cd /; rm -rf "$work"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
