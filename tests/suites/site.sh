#!/usr/bin/env bash
# bantin site: what is published and what is not, what an edit touches, addresses that stay, other people's files, refusals.
# An updated site must be the site that a new build makes.
set -u
cd "$(dirname "$0")/../.."
: "${BANTIN:=$PWD/${BUILD:-build/normal}/bantin}" "${TMPDIR:=/tmp}"
passed=0 failed=0
top=$PWD; work=$TMPDIR/site; rm -rf "$work"; mkdir -p "$work"; cd "$work" || exit 1
export SOURCE_DATE_EPOCH=1780000000 # 2026-05-28

ok() { if [ "$1" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL $2"; [ ! -s log ] || head -n 5 log; fi; }
# is WHAT EXPECTED ACTUAL
is() { if [ "$2" = "$3" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL $1"; echo "  expected: $2"; echo "  actual:   $3"; fi; }

# report FILE TITLE DATE SECTION TAGS TEXT…
report() {
  local file=$1 title=$2 date=$3 section=$4 tags=$5; shift 5
  mkdir -p "p/reports/$(dirname "$file")"
  { printf -- '---\ntiêu đề: %s\nngày: %s\ncơ quan: Ủy ban nhân dân xã Bình Sơn\nchuyên mục: %s\n' "$title" "$date" "$section"
    [ -z "$tags" ] || printf 'từ khóa: %s\n' "$tags"
    printf -- '---\n'; printf '%s\n\n' "$@"; } >"p/reports/$file"
}
new_project() {
  rm -rf p public .public.bantin; mkdir p
  printf '[bulletin]\nname = Bình Sơn\nissuer = Ủy ban nhân dân xã Bình Sơn\n[site]\nbase-url = https://binhson.example/\n' >p/bantin.ini
  report 2025/thu.txt "Thu ngân sách xã Bình Sơn" 2025-04-02 "Kinh tế" "ngân sách" "Quý I năm 2025, thu ngân sách của xã đạt 4,2 tỷ đồng, bằng 26% dự toán."
  report 2025/lua.txt "Vụ lúa xuân được mùa" 2025-06-10 "Kinh tế" "lúa" "Đầu tháng 6, bà con Bình Sơn gặt vụ lúa xuân trong nắng đẹp, nhà nào cũng vui mùa lúa mới." "Toàn xã gặt xong 310 ha lúa xuân, năng suất 62,5 tạ/ha."
  report 2026/thu.txt "Thu ngân sách quý I tăng" 2026-04-03 "Kinh tế" "ngân sách" "Quý I năm 2026, thu ngân sách của xã đạt 4,9 tỷ đồng, tăng 16,7% so với cùng kỳ."
  report 2026/hoc.md "Trường tiểu học có thêm phòng đọc" 2026-05-05 "Văn hóa - xã hội" "" "Phòng đọc mới có 1.200 đầu sách. Xem thêm [bài về vụ lúa](../2025/vu-lua-xuan-duoc-mua.html#doan-1)."
  report 2026/hop.txt "Họp thôn Đông bàn chuyện đường làng" 2026-05-20 "Văn hóa - xã hội" "đường làng" "Bà con thôn Đông góp 45 triệu đồng và hiến 120 m2 đất mở rộng đường làng."
}
site() { "$BANTIN" site p -o public --no-pdf --lang en "$@" >out 2>log; }
state() { (cd "$1" && find . -type f -printf '%P %i %T@\n' | sort); }
# What an edit touched: names of the files that are new, gone or written again
touched() { diff before <(state public) | sed -n 's/^[<>] \([^ ]*\) .*/\1/p' | sort -u | tr '\n' ' '; }
whole() { "$BANTIN" site p -o fresh --no-pdf --quiet --lang en >/dev/null 2>&1; diff -r public fresh >log 2>&1; ok $? "$1: an update is a whole build"; rm -rf fresh .fresh.bantin; }

new_project
site; is "the first build" 0 $?
is "quiet on success" "" "$(cat out log)"
is "articles" "2025/thu-ngan-sach-xa-binh-son.html 2025/vu-lua-xuan-duoc-mua.html 2026/hop-thon-dong-ban-chuyen-duong-lang.html 2026/thu-ngan-sach-quy-i-tang.html 2026/truong-tieu-hoc-co-them-phong-doc.html " \
  "$(cd public && ls 20*/*.html | grep -v 'index\|quy-[1-4].html' | tr '\n' ' ')"
for f in index.html 404.html tim-kiem.html atom.xml feed.json rss.xml sitemap.xml robots.txt 2025/index.html 2026/quy-2.html chuyen-muc/kinh-te.html tu-khoa/ngan-sach.html tim-kiem/2026-q2.js 2025/vu-lua-xuan-duoc-mua.csv bantin-assets/style.css; do
  [ -s "public/$f" ]; ok $? "there is $f"
done
grep -q 'href="../2026/thu-ngan-sach-quy-i-tang.html"' public/2025/thu-ngan-sach-xa-binh-son.html; ok $? "an article leads to one with the same tag"

state public >before
site; is "again: exit" 0 $?
is "again: nothing is touched" "" "$(touched)"
touch p/reports/2025/*.txt; site
is "touched reports with the same text: nothing is touched" "" "$(touched)"

# One edit: its page, the feeds, the search data of its quarter
sed -i 's/310 ha/315 ha/' p/reports/2025/lua.txt
site
is "one edit" "2025/vu-lua-xuan-duoc-mua.csv 2025/vu-lua-xuan-duoc-mua.html atom.xml feed.json tim-kiem/2025-q2.js " "$(touched | sed 's/so-lieu[^ ]* //g')"
whole "one edit"

# A new report: its pages, those beside it, lists, feeds
state public >before
report 2026/cho.txt "Chợ phiên Bình Sơn họp thêm ngày" 2026-05-21 "Kinh tế" "" "Chợ có 180 gian hàng, thêm 25 gian so với năm trước."
site
touched | grep -q '2026/truong-tieu-hoc'; is "a new report: an article that has nothing to do with it stays" 1 $?
touched | grep -q '2026/hop-thon-dong.*html'; ok $? "a new report: its neighbour leads to it"
whole "a new report"

# A report removed: its files vanish, others' links to it, too
rm p/reports/2026/cho.txt; site
ls public/2026/cho-phien* >/dev/null 2>&1; is "removed: its files vanish" 2 $?
grep -rq cho-phien public; is "removed: nobody leads to it" 1 $?
whole "removed"

# A changed title: a new address, and a page at the old one that leads there; and back
sed -i 's/^tiêu đề: Vụ lúa.*/tiêu đề: Vụ lúa xuân năm nay được mùa/' p/reports/2025/lua.txt
sed -i 's/vu-lua-xuan-duoc-mua/vu-lua-xuan-nam-nay-duoc-mua/' p/reports/2026/hoc.md
site; is "a changed title: exit" 0 $?
[ -s public/2025/vu-lua-xuan-nam-nay-duoc-mua.html ]; ok $? "a changed title: the new address"
grep -q 'href="../2025/vu-lua-xuan-nam-nay-duoc-mua.html"' public/2025/vu-lua-xuan-duoc-mua.html; ok $? "a changed title: the old address leads to the new one"
[ ! -e public/2025/vu-lua-xuan-duoc-mua.csv ]; ok $? "a changed title: no table at the old address"
site; [ -s public/2025/vu-lua-xuan-duoc-mua.html ]; ok $? "a changed title: the old address stays in later builds"
sed -i 's/^tiêu đề: Vụ lúa.*/tiêu đề: Vụ lúa xuân được mùa/' p/reports/2025/lua.txt
sed -i 's/vu-lua-xuan-nam-nay-duoc-mua/vu-lua-xuan-duoc-mua/' p/reports/2026/hoc.md
site; grep -q 'href="../2025/vu-lua-xuan-duoc-mua.html"' public/2025/vu-lua-xuan-nam-nay-duoc-mua.html; ok $? "a title changed back: the address is its old one, the other leads to it"

# Two titles exchanged: neither page takes the place of the other
new_project
report 2026/mot.txt "Trao học bổng" 2026-03-01 "Kinh tế" "" "Đây là bài một."
report 2026/hai.txt "Trao xe đạp" 2026-03-02 "Kinh tế" "" "Đây là bài hai."
site
sed -i 's/Trao học bổng/Trao xe đạp/' p/reports/2026/mot.txt; sed -i '0,/Trao xe đạp/s//Trao học bổng/' p/reports/2026/hai.txt; site
is "two titles exchanged: each article has its page" "1 1" "$(grep -l 'Đây là bài một' public/2026/trao*.html | wc -l) $(grep -l 'Đây là bài hai' public/2026/trao*.html | wc -l)"
grep -q 'trao-xe-dap.html' public/2026/trao-hoc-bong.html; ok $? "two titles exchanged: the first one's old address leads to it"

# Two reports with one address
new_project
report 2026/thu2.txt "Thu ngân sách quý I tặng" 2026-04-09 "Kinh tế" "" "Bài khác, cùng địa chỉ."
site
is "two reports with one address" "thu-ngan-sach-quy-i-tang-2.html thu-ngan-sach-quy-i-tang.html " "$(cd public/2026 && ls thu*.html | tr '\n' ' ')"
grep -q "cùng địa chỉ" public/2026/thu-ngan-sach-quy-i-tang-2.html; ok $? "the later one has the number"
rm p/reports/2026/thu.txt; site
[ -e public/2026/thu-ngan-sach-quy-i-tang-2.html ] && [ ! -e public/2026/thu-ngan-sach-quy-i-tang.html ]; ok $? "its address stays when the first is gone"

# Drafts and later days
new_project
report 2026/mai.txt "Hội nghị tháng sau" 2026-06-15 "Kinh tế" "" "Nội dung hội nghị."
sed -i '/^ngày/d' p/reports/2026/hop.txt
site; is "drafts and later days: exit" 0 $?
grep -q 'mai.txt: note: dated 2026-06-15, to be published on that day \[site-future\]' log; ok $? "a later day is told"
grep -q 'hop.txt: warning: a draft, so not published.*\[site-draft\]' log; ok $? "a draft is told"
grep -rqi 'thang-sau\|duong-lang' public; is "neither is published" 1 $?
site --today 2026-06-15; [ -s public/2026/hoi-nghi-thang-sau.html ] && [ -s public/2026/hoi-nghi-thang-sau.csv ]; ok $? "on its day it is"
site --drafts; grep -q "đường làng" public/index.html; ok $? "--drafts shows both"
site --today "15 tháng"; is "--today: no date" 2 $?

# A bad report among good ones
new_project; site; state public >before
printf 'ch\xff\xfe\x80\n' >p/reports/2026/hong.txt
site; is "a bad report: exit" 3 $?
grep -q 'reports/2026/hong.txt.* error: ' log; ok $? "a bad report is named"
is "a bad report: the others stay as they are" "" "$(touched)"
rm p/reports/2026/hong.txt

# A photo that is missing, then there
sed -i '/^chuyên mục/a ảnh: duong-lang.png | Đường làng thôn Đông' p/reports/2026/hop.txt
site; is "a missing photo: exit" 0 $?
grep -q 'hop.txt:.*warning: no photo «duong-lang.png»' log; ok $? "a missing photo is told"
cp log log1; site; cmp log log1; ok $? "what is wrong is told again in a build without changes"
state public >before; (cd / && "$BANTIN" site "$work/p" -o "$work/public" --no-pdf --lang en >"$work/out" 2>"$work/log2")
sed "s:^p/:$work/p/:" log1 | cmp - log2; ok $? "the same, named from elsewhere"
is "named from elsewhere: nothing is touched" "" "$(touched)"
site --strict; is "and counts under --strict" 1 $?
site --lang vi; grep -q 'hop.txt:.*cảnh báo: không có ảnh «duong-lang.png»' log; ok $? "also in the other language"
cp "$OLDPWD/examples/page-1.png" p/reports/2026/duong-lang.png 2>/dev/null || cp "$(dirname "$BANTIN")"/../../examples/page-1.png p/reports/2026/duong-lang.png
site; is "the photo is there: no message" "" "$(cat log)"
grep -q '<img[^>]*src="\.\./anh/' public/2026/hop-thon-dong-ban-chuyen-duong-lang.html; ok $? "the photo is there: the page shows it"
whole "photo"

# Links that lead nowhere
sed -i 's/#doan-1/#doan-9/' p/reports/2026/hoc.md
site; is "a link to no place: exit" 3 $?
grep -q '^2026/truong-tieu-hoc-co-them-phong-doc.html: error: link «2025/vu-lua-xuan-duoc-mua.html#doan-9»' log; ok $? "a link to no place is told"
sed -i 's/#doan-9//' p/reports/2026/hoc.md; site; is "mended: exit" 0 $?
rm p/reports/2025/lua.txt; site; is "the other end is gone: exit" 3 $?
grep -q 'error: link «../2025/vu-lua-xuan-duoc-mua.html»' log; ok $? "the other end is gone: told, though the page did not change"

# What bantin.ini says holds for all reports, and what is wrong with it is told once, with its line
new_project; sed -i '/^cơ quan/d' p/reports/2025/*.txt; printf '[theme]\nlogo = con-dau.png\n' >>p/bantin.ini
site; is "a logo that is missing: exit" 0 $?
is "a logo that is missing is told once" "p/bantin.ini:7:8: warning: the logo «con-dau.png» named in bantin.ini cannot be used: no such file beside bantin.ini, or larger than «bantin help limits» allows [office-logo]" "$(cat log)"
grep -q 'CẦN BỔ SUNG' public/2025/*.html; is "the office's issuer is the reports'" 1 $?
sed -i '/^logo/d' p/bantin.ini

# An office's template with a wrong name: told once, however many workers find it; nothing is published
mkdir -p p/templates/site; sed 's/{{home}}/{{nha}}/' "$top/templates/site/header.html" >p/templates/site/header.html
state public >before; site -j2; is "a wrong template: exit" 3 $?
is "a wrong template is told once" 1 "$(grep -c 'p/templates/site/header.html:[0-9]*:[0-9]*: error: ' log)"
is "a wrong template: the site stays" "" "$(touched)"
rm -r p/templates

# A report that takes all the memory is lost, and no other one of its batch
if [ -z "${BT_SAN:-}" ]; then
  { printf -- '---\ntiêu đề: Dài\nngày: 2026-05-21\n---\n'; for _ in $(seq 60000); do echo 'Xã trồng được 12 ha rừng, đạt 40% kế hoạch năm và tăng 5% so với cùng kỳ.'; done; } >p/reports/2026/dai.txt
  prlimit --as=60000000 "$BANTIN" site p -o public --no-pdf --lang en >out 2>log; is "a report that takes all the memory: exit" 3 $?
  is "it is told" 1 "$(grep -cE 'p/reports/2026/dai.txt: error: (out of the allowed memory|the worker stopped)' log)"
  is "the others are published" "5 0" "$(find public/202? -name '*.csv' | wc -l) $(find public -name 'dai*' | wc -l)"
  rm p/reports/2026/dai.txt
fi

# Other people's files
new_project; site
echo x >public/google123.html; mkdir public/tai-lieu; echo y >public/tai-lieu/mau.txt
sed -i 's/310 ha/311 ha/' p/reports/2025/lua.txt; site
sed -i 's/311 ha/312 ha/' p/reports/2025/lua.txt; site
is "other people's files stay" "x y" "$(cat public/google123.html public/tai-lieu/mau.txt | tr '\n' ' ' | sed 's/ $//')"
rm -rf public .public.bantin; mkdir public; echo own >public/robots.txt
site; is "a file in the way: exit" 4 $?
grep -q 'error: «public/robots.txt» is already in the output folder' log; ok $? "a file in the way is told"
is "a file in the way stays" own "$(cat public/robots.txt)"
[ -s public/index.html ]; ok $? "a file in the way: the rest is published"

# The same bytes with one worker and two, from the same reports found in another order
new_project; "$BANTIN" site p -o one --no-pdf -q -j1; "$BANTIN" site p -o two --no-pdf -q -j2
diff -r one two >log; ok $? "-j1 and -j2 give the same bytes"

# Refusals
mkdir leer; "$BANTIN" site leer -o o1 --lang en >out 2>log; is "no reports: exit" 3 $?
[ ! -e o1 ]; ok $? "no reports: nothing is made"
"$BANTIN" site nowhere -o o1 --lang en >out 2>log; is "no such folder: exit" 3 $?
"$BANTIN" site p -o . --lang en >out 2>log; is "the output holds the reports: exit" 2 $?
echo file >datei; "$BANTIN" site p -o datei/x --lang en >out 2>log; is "no place for the output: exit" 4 $?
grep -q 'cannot write «datei/x»' log; ok $? "no place for the output is told"
"$BANTIN" site p -o datei --lang en >out 2>log; is "a file where the folder should be: exit" 4 $?
is "it stays" file "$(cat datei)"

# check: all of it, without writing
before=$(ls -A . p); (cd p && "$BANTIN" check . --lang en >../out 2>../log); is "check: exit" 0 $?
is "check writes nothing" "$before" "$(ls -A . p)"
sed -i 's/#doan-1/#doan-9/' p/reports/2026/hoc.md
"$BANTIN" check p --lang en >out 2>log; is "check: a link to no place" 3 $?
grep -q 'error: link .*#doan-9' log; ok $? "check tells it"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
