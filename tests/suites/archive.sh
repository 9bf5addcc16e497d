#!/usr/bin/env bash
# The archive from reports to answers: editions stored as bags, what is damaged named, corrections, search and series by an
# index that may be lost. Three short reports over two quarters.
set -u
cd "$(dirname "$0")/../.."
top=$PWD
: "${BANTIN:=$PWD/${BUILD:-build/normal}/bantin}" "${TMPDIR:=/tmp}"
passed=0 failed=0
work=$TMPDIR/archive; rm -rf "$work"; mkdir -p "$work/hop/reports/photos"
cd "$work/hop" || exit 1
export LC_ALL=C.UTF-8

good() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)); echo "FAIL $1"; [ $# -lt 2 ] || printf '%s\n' "$2" | head -n 12 | sed 's/^/  /'; }
is() { if [ "$2" = "$3" ]; then good; else bad "$1" "expected «$2»"$'\n'"was      «$3»"; fi; }
has() { if grep -Eqe "$2" <<<"$3"; then good; else bad "$1" "$3"; fi; }
hasnt() { if grep -Eqe "$2" <<<"$3"; then bad "$1" "$3"; else good; fi; }
edition() { "$BANTIN" edition --lang en "$@" 2>&1; echo "exit $?"; }
archive() { "$BANTIN" archive --lang en "$@" 2>&1; echo "exit $?"; }
hash_of() { find "$1" -type f | sort | xargs sha256sum | sha256sum; }

cat >bantin.ini <<'END'
[bulletin]
name = Suối Trầm
issuer = Đảng ủy xã Suối Trầm
place = Suối Trầm
sections = Kinh tế; Tin tức
END
cat >reports/thu-chi.txt <<'END'
---
tiêu đề: Suối Trầm họp bàn thu, chi quý I
ngày: 2031-03-28
chuyên mục: Kinh tế
ảnh: rung.png | Rừng keo sau mưa
---
Quý I/2031, thu ngân sách trên địa bàn đạt 4,25 tỷ đồng, tăng 6,5% so với cùng kỳ. Việc giao đất thực hiện theo Luật số 98/2023/QH15.

Xã trồng mới 36 ha rừng keo; dân bản đóng góp 412 ngày công.
END
base64 -d >reports/photos/rung.png <<'END'
iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAFElEQVR4nGNkSPjPgA0wYRUdtBIAHcwBn0oQw6EAAAAASUVORK5CYII=
END
cat >reports/van-nghe.md <<'END'
---
tiêu đề: Đêm văn nghệ bên suối
ngày: 2031-02-11
từ khóa: văn hóa
---
Tám đội văn nghệ của các bản biểu diễn trước 650 khán giả. Cán bộ văn hóa nói: "Lửa trại giữ người ở lại".
END
cat >reports/nua-nam.txt <<'END'
---
tiêu đề: Sơ kết quý II ở Suối Trầm
ngày: 2031-06-27
chuyên mục: Kinh tế
---
Quý II/2031, thu ngân sách trên địa bàn đạt 4,75 tỷ đồng. Trồng mới 18 ha rừng keo.
END
printf 'Lịch trực tuần tới.\n' >reports/lich-truc.txt

# ---------------------------------------------------------------- an edition
said=$(edition 2031-Q1)
has "stored" 'edition 2031-Q1 is stored: 2 articles, [0-9]+ pages, in «.*archive/2031/q1»' "$said"
has "stored: exit" '^exit 0$' "$said"
has "a report without a date is named" 'lich-truc\.txt: warning: the report has no date' "$said"
bag=archive/2031/q1
is "nothing else in the folder" "bantin.ini edition.html edition.pdf edition.xml figures figures.csv records.xml reports" "$(ls $bag/data | paste -sd' ')"
is "sources as they were" "" "$(for f in thu-chi.txt van-nghe.md photos/rung.png; do cmp reports/$f $bag/data/reports/$f; done; cmp bantin.ini $bag/data/bantin.ini)"
is "sha256sum agrees" "" "$(cd $bag && sha256sum --quiet -c manifest-sha256.txt tagmanifest-sha256.txt 2>&1)"
has "bag-info" '^Payload-Oxum: '"$(find $bag/data -type f -printf '%s\n' | awk '{ s += $1; n++ } END { print s "." n }')"'$' "$(cat $bag/bag-info.txt)"
has "who" '^Source-Organization: Đảng ủy xã Suối Trầm$' "$(cat $bag/bag-info.txt)"
has "the first quarter is number 1" '^External-Description: Số 1, Quý I/2031$' "$(cat $bag/bag-info.txt)"
is "schema" "" "$(jing "$top/templates/edition.rng" $bag/data/edition.xml 2>/dev/null)"
is "records are well-formed" "" "$(xmllint --noout $bag/data/records.xml 2>&1)"
has "records: a day" '<issuedDate>28/03/2031</issuedDate>' "$(cat $bag/data/records.xml)"
is "sections in the office's order" "reports/thu-chi.txt reports/van-nghe.md" "$(grep -o '<article path="[^"]*"' $bag/data/edition.xml | cut -d'"' -f2 | paste -sd' ')"
has "a figure keeps its digits" '^2031-Q1;reports/thu-chi\.txt;.*;thu ngân sách;;4,25;4\.25;.*;tỷ đồng;' "$(cat $bag/data/figures.csv)"
has "and its sentence" 'Quý I/2031, thu ngân sách trên địa bàn đạt 4,25 tỷ đồng' "$(cat $bag/data/figures.csv)"
has "the PDF is one" '^%PDF' "$(head -c 8 $bag/data/edition.pdf)"
is "nothing hidden is left" ".lock" "$(ls -A archive | grep '^\.' | paste -sd' ')"

# ---------------------------------------------------------------- again, changed, corrected
before=$(hash_of archive)
said=$(edition 2031-Q1)
has "again: told" 'edition 2031-Q1 is there and the reports have not changed; nothing was written' "$said"
has "again: exit" '^exit 0$' "$said"
is "again: nothing changed" "$before" "$(hash_of archive)"
sed -i 's/412 ngày công/421 ngày công/' reports/thu-chi.txt
said=$(edition 2031-Q1)
has "changed: refused with names" 'would now differ in: reports/thu-chi\.txt;.*--correct' "$said"
has "changed: exit" '^exit 4$' "$said"
is "changed: nothing written" "$before" "$(hash_of archive)"
has "nothing to correct" 'error: there is no edition 2031-Q2' "$(edition 2031-Q2 --correct x)"
first=$(hash_of $bag)
has "corrected" 'edition 2031-Q1-r2 is stored' "$(edition 2031-Q1 --correct 'số ngày công là 421')"
is "the first is untouched" "$first" "$(hash_of $bag)"
has "r2 names what it corrects" 'revision="2".* corrects="2031-Q1"' "$(cat archive/2031/q1-r2/data/edition.xml)"
has "r2 says what" '^Bantin-Correction: số ngày công là 421$' "$(cat archive/2031/q1-r2/bag-info.txt)"
has "on the cover" 'ĐÍNH CHÍNH' "$(pdftotext archive/2031/q1-r2/data/edition.pdf -)"
has "an empty quarter" 'no complete report is of the quarter of edition 2031-Q4' "$(edition 2031-Q4)"
has "the next one" 'edition 2031-Q2 is stored' "$(edition 2031-Q2)"
has "is number 2" '^External-Description: Số 2, Quý II/2031$' "$(cat archive/2031/q2/bag-info.txt)"
list=$(archive list)
has "list: the correction" '^2031-Q1-r2  .*; correction: số ngày công là 421$' "$list"
has "list: what it corrects" '^2031-Q1 +corrected, see 2031-Q1-r2$' "$list"
has "show" 'Đêm văn nghệ bên suối.*page [0-9]' "$(archive show 2031-Q1)"
has "show: unknown" 'no edition «2029-Q1»' "$(archive show 2029-Q1)"

# ---------------------------------------------------------------- verify
said=$(archive verify)
is "all sound" "3" "$(grep -c ' sound, ' <<<"$said")"
has "sound: exit" '^exit 0$' "$said"
cp -r archive whole
damage() { rm -rf archive; cp -r whole archive; (cd archive/2031/q1-r2 && eval "$1"); archive verify; }
said=$(damage 'printf X | dd of=data/edition.pdf bs=1 seek=2000 conv=notrunc status=none')
has "a changed byte" '^2031-Q1-r2 +changed: 2031/q1-r2/data/edition\.pdf$' "$said"
has "its exit" '^exit 3$' "$said"
has "the others are sound" '^2031-Q2 +sound' "$said"
has "a missing file" '^2031-Q1-r2 +missing: 2031/q1-r2/data/reports/van-nghe\.md$' "$(damage 'rm data/reports/van-nghe.md')"
has "an extra file" '^2031-Q1-r2 +extra: 2031/q1-r2/data/ghi-chu\.txt$' "$(damage 'echo x >data/ghi-chu.txt')"
has "a link for a file" 'changed: 2031/q1-r2/data/records\.xml' "$(damage 'mv data/records.xml /tmp/bt-r.$$; ln -s /tmp/bt-r.$$ data/records.xml')"; rm -f /tmp/bt-r.*
has "a changed tag file" 'changed: 2031/q1-r2/bag-info\.txt' "$(damage 'sed -i s/421/412/ bag-info.txt')"
has "a changed manifest" 'changed: 2031/q1-r2/manifest-sha256\.txt' "$(damage 'sed -i 1s/^./x/ manifest-sha256.txt')"
has "no manifest of tags" 'missing: 2031/q1-r2/tagmanifest-sha256\.txt' "$(damage 'rm tagmanifest-sha256.txt')"
said=$(damage 'sed -i "s/<articles>/<articles><x\/>/" data/edition.xml; sha256sum data/edition.xml >/tmp/bt-h.$$; sed -i "s|^.*  data/edition.xml$|$(cat /tmp/bt-h.$$)|" manifest-sha256.txt; sed -i "s|^.*  manifest-sha256.txt$|$(sha256sum manifest-sha256.txt)|" tagmanifest-sha256.txt')
has "a wrong edition.xml with right checksums" 'broken: 2031/q1-r2/data/edition\.xml \(.*x' "$said"; rm -f /tmp/bt-h.*
reseal() { h=$(sha256sum "$1"); sed -i "s|^.*  $1\$|$h|" manifest-sha256.txt; h=$(sha256sum manifest-sha256.txt); sed -i "s|^.*  manifest-sha256.txt\$|$h|" tagmanifest-sha256.txt; }
has "another report than the PDF has inside" 'broken: 2031/q1-r2/data/edition\.pdf \(data/reports/van-nghe\.md\)' "$(damage 'sed -i s/650/560/ data/reports/van-nghe.md; reseal data/reports/van-nghe.md')"
rm -rf archive; cp -r whole archive; mkdir archive/thu; has "a stray folder" 'extra: thu' "$(archive verify)"; rmdir archive/thu

# ---------------------------------------------------------------- search
said=$(archive search 'thu ngân sách')
has "search: the newest first" '^2031-Q2, page [0-9]+, paragraph 1, reports/nua-nam\.txt$' "$(head -n 1 <<<"$said")"
has "search: where in a correction" '^2031-Q1-r2 \(corrected\), page' "$said"
hasnt "search: not what was corrected" '^2031-Q1,' "$said"
has "search: the words are marked" '\[thu ngân sách\] trên địa bàn đạt 4,75' "$said"
is "without accents" "$(grep -c '^2031' <<<"$said")" "$(archive search 'thu ngan sach' | grep -c '^2031')"
has "a law by its number" 'Luật số \[98/2023/QH15\]' "$(archive search '98/2023/QH15')"
has "a phrase" '\[rừng keo\]' "$(archive search '"rung keo"')"
has "not as a phrase" 'Nothing was found' "$(archive search '"keo rung"')"
has "a title" '\[Đêm văn nghệ\]' "$(archive search dem van nghe)"
has "other accents are told" 'van-nghe\.md \(other accents\)' "$(archive search 'cần bo')"
has "nothing" 'Nothing was found' "$(archive search 'tàu vũ trụ')"
has "signs are no syntax" 'exit 0' "$(archive search 'a" OR {x}: *')"
has "limit" 'there is more' "$(archive search keo --limit 1)"

# ---------------------------------------------------------------- series, export
said=$(archive series 'thu ngân sách' --csv ../thu.csv --svg ../thu.svg)
has "series" '^  Q1 2031 +4,25 tỷ đồng +tăng 6,5% so với cùng kỳ +2031-Q1-r2, reports/thu-chi\.txt, paragraph 1$' "$said"
has "series: the next quarter" '4,75 tỷ đồng' "$said"
has "series: CSV" '4,75' "$(cat ../thu.csv)"
is "series: SVG" "" "$(xmllint --noout ../thu.svg 2>&1)"
has "series: why" '2031-Q1-r2: «Quý I/2031, thu ngân sách' "$(archive series 'thu ngan sach' --why)"
has "series: none" 'no such indicator' "$(archive series 'số tàu vũ trụ')"
is "export: as many figures as the latest editions hold" "$(cat archive/2031/q1-r2/data/figures.csv archive/2031/q2/data/figures.csv | grep -c '^2031')" "$(archive export | grep -c '^2031')"
is "export: JSON" "$(archive export | grep -c '^2031')" "$(archive export --format json | grep -c '"edition":"2031')"

# ---------------------------------------------------------------- the index
answers() { archive search keo; archive search 'thu ngan sach'; archive series 'rừng keo'; }
before=$(answers)
rm archive/index.db; is "lost: the same answers" "$before" "$(answers)"
archive reindex >/dev/null; is "made anew: the same answers" "$before" "$(answers)"
printf 'not a database' >archive/index.db; is "broken: the same answers" "$before" "$(answers)"
cp archive/index.db old.db; rm -rf archive/2031/q2 # the folders are the truth
hasnt "never more than the folders" '2031-Q2' "$(answers)"
edition 2031-Q2 >/dev/null; is "back again: the same answers" "$before" "$(answers)"
cp old.db archive/index.db; is "an old index is noticed" "$before" "$(answers)"

cp archive/2031/q2/data/edition.xml ../kept.xml; sed -i s/4,75/4,57/ archive/2031/q2/data/edition.xml; archive reindex >/dev/null
said=$(archive search 'thu ngan sach')
has "a damaged edition is named" 'q2: warning: edition 2031-Q2 is damaged' "$said"
has "the others are found" '^2031-Q1-r2' "$said"; hasnt "and it is not" '4,57' "$said"
cp ../kept.xml archive/2031/q2/data/edition.xml; is "restored: the same answers" "$before" "$(answers)"

# ---------------------------------------------------------------- editions made before bantin
cat >../so-cu.txt <<'END'
---
tiêu đề: Bản tin Suối Trầm năm cũ
ngày: 2029-12-20
---
Quý IV/2029, thu ngân sách trên địa bàn đạt 3,5 tỷ đồng. Trạm bơm Nà Hin chạy thử.
END
cp $bag/data/edition.pdf ../so-cu.pdf
has "add" 'edition 2029-Q4 is stored \(imported, 1 texts\)' "$(archive add 2029-Q4 ../so-cu.pdf ../so-cu.txt --number 4 --date 25/12/2029)"
has "listed as imported" '^2029-Q4 .*Số 4, Quý IV/2029, 2029-12-25.*\(imported\)' "$(archive list)"
has "its text is found" '^2029-Q4, paragraph 1, reports/so-cu\.txt' "$(archive search 'tram bom na hin')"
has "its figures, too" '3,5 tỷ đồng .*2029-Q4' "$(archive series 'thu ngân sách')"
has "it is sound" '^2029-Q4 +sound' "$(archive verify)"
is "schema" "" "$(jing "$top/templates/edition.rng" archive/2029/q4/data/edition.xml 2>/dev/null)"
has "add again" 'nothing was written' "$(archive add 2029-Q4 ../so-cu.pdf ../so-cu.txt)"
has "add: without a PDF" 'just one PDF' "$(archive add 2029-Q3 ../so-cu.txt ../so-cu.txt.bak)"
has "add: no PDF inside" 'not a PDF' "$(cp ../so-cu.txt ../x.pdf; archive add 2029-Q3 ../x.pdf ../so-cu.txt)"
[ ! -e archive/2029/q3 ] && good || bad "add: nothing is stored after an error"

# ---------------------------------------------------------------- the site and the editions show the same figures
cp -r "$top/examples/office" ../mau; cd ../mau || exit 1; rm -rf archive public
for quarter in 1 2; do edition 2025-Q$quarter >/dev/null; done
"$BANTIN" site . -o public --no-pdf -q 2>/dev/null
sums() { find "$@" -name '*.csv' -exec sha256sum {} + | cut -c1-64 | sort -u; }
is "each article's table is the site's" "" "$(comm -23 <(sums archive/2025/q1/data/figures archive/2025/q2/data/figures) <(sums public/2025))"
series() { archive series "$1" --csv one.csv >/dev/null; sed 's/;[^;]*$//; s/\r//' one.csv | tail -n +2; }
for one in 'tỷ lệ bao phủ bảo hiểm y tế' 'kết nạp đảng viên mới'; do
  is "an indicator is the site's: $one" "" "$(comm -23 <(series "$one" | sort) <(sed 's/;[^;]*$//; s/\r//' public/so-lieu/*.csv | sort))"
  [ "$(series "$one" | wc -l)" -ge 2 ] && good || bad "an indicator of two quarters: $one" "$(series "$one")"
done
has "an indicator that changed its name is asked for by either" '1\.842 hồ sơ.*2025-Q1' "$(archive series 'hồ sơ giải quyết tại trung tâm')"
(cd / && umask 077 && TZ=Asia/Tokyo LC_ALL=vi_VN.UTF-8 HOME=/nowhere "$BANTIN" edition 2025-Q1 "$work/mau" --archive "$work/khac" -j 1 -q 2>/dev/null)
is "the same bytes elsewhere" "$(cd archive/2025/q1 && hash_of .)" "$(cd ../khac/2025/q1 && hash_of .)"
cd ../hop || exit 1

# ---------------------------------------------------------------- usage
has "no verb" 'list, show, verify' "$(archive)"
has "wrong verb" 'nothing called «lits»' "$(archive lits)"
has "no archive" 'no such archive' "$(archive list ../none)"
has "a quarter" 'write it as 2024-Q1' "$(edition 2031-Q5)"
has "a wrong number" '3 \(27\)' "$(edition 2031-Q2 --number ba)"
rm -rf "$work/hop/archive"
has "numbers given" 'stored' "$(edition 2031-Q1 --number '3 (27)' --date 5/4/2031)"
has "are printed" '^External-Description: Số 3 \(27\), Quý I/2031$' "$(cat $bag/bag-info.txt)"
has "and go on" '^Bantin-Running: 28$' "$(edition 2031-Q2 >/dev/null; cat archive/2031/q2/bag-info.txt)"
has "the date" '^Bagging-Date: 2031-04-05$' "$(cat $bag/bag-info.txt)"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
