#!/usr/bin/env bash
# bantin serve: what a browser is told and what it is refused, a change seen within seconds, messages with their line, figures
# with their sentences, several at once, and a clean end. Speaks HTTP itself, through bash's /dev/tcp.
set -u
cd "$(dirname "$0")/../.."
: "${BANTIN:=$PWD/${BUILD:-build/normal}/bantin}" "${TMPDIR:=/tmp}"
passed=0 failed=0
work=$TMPDIR/serve; rm -rf "$work"; mkdir -p "$work/temp" "$work/p/reports"; cd "$work" || exit 1
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null' EXIT

good() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)); echo "FAIL $1"; [ $# -lt 2 ] || printf '%s\n' "$2" | head -n 8 | cut -c1-300 | sed 's/^/  /'; }
is() { if [ "$2" = "$3" ]; then good; else bad "$1" "expected «$2», was «$3»"; fi; }
has() { if grep -Fqe "$2" <<<"$3"; then good; else bad "$1: no «$2»" "$3"; fi; }
hasnt() { if grep -Fqe "$2" <<<"$3"; then bad "$1: «$2»" "$3"; else good; fi; }
# ask "METHOD /TARGET" [HOST] [FIELD]: the whole answer
ask() {
  local c
  exec {c}<>"/dev/tcp/127.0.0.1/$port" || return
  printf '%s HTTP/1.1\r\nHost: %s\r\n%s\r\n' "$1" "${2:-127.0.0.1:$port}" "${3:+$3$'\r\n'}" >&"$c"
  timeout 10 cat <&"$c"
  exec {c}>&-
}
status() { ask "$@" | sed -n '1s/^HTTP\/1.1 \([0-9]*\).*/\1/p'; }
body() { ask "$@" | sed '1,/^\r$/d'; }
# await TARGET TEXT: until the answer holds it
await() { for _ in $(seq 100); do grep -Fqe "$2" <<<"$(body "GET $1")" && return; sleep 0.1; done; return 1; }

cat >p/bantin.ini <<'END'
[bulletin]
name = Khe Mây
issuer = Ủy ban nhân dân xã Khe Mây
END
cat >p/reports/che.txt <<'END'
---
tiêu đề: Khe Mây được mùa chè
ngày: 2026-03-31
---
Quý I/2026, toàn xã thu hái 84 tấn chè búp tươi, tăng 9,1% so với cùng kỳ năm trước.

Ba hợp tác xã bán chè qua mạng.
END
printf 'mật khẩu' >p/.rieng.txt

start() {
  : >address
  TMPDIR=$work/temp "$BANTIN" serve p --port 0 --lang vi >address 2>log &
  server=$!
  for _ in $(seq 100); do grep -q http address && break; sleep 0.1; done
  port=$(sed -n 's/.*127.0.0.1:\([0-9]*\).*/\1/p' address)
}
# stop SIGNAL: its status; nothing of it may be left
stop() {
  kill -"$1" "$server"; wait "$server"; is "ends on $1" 0 $?
  server=
  is "leaves nothing after $1" "" "$(ls -A temp)"
}

start
has "says the address" "Mở http://127.0.0.1:$port/ trong trình duyệt" "$(cat address)"
await / "Khe Mây được mùa chè" && good || bad "the front page" "$(ask 'GET /')"
page=2026/khe-may-duoc-mua-che.html

# What is answered
answer=$(ask "GET /$page")
has "an article" "84 tấn" "$answer"
has "an article: its type" "Content-Type: text/html; charset=utf-8" "$answer"
has "an article: no copy is kept" "Cache-Control: no-store" "$answer"
has "an article: the preview's script" 'src="/.bantin/preview.js"' "$answer"
hasnt "an article: no policy against it" "Content-Security-Policy" "$answer"
is "HEAD: no body" "" "$(body "HEAD /$page")"
is "HEAD: the length" "$(body "GET /$page" | wc -c)" "$(ask "HEAD /$page" | tr -d '\r' | sed -n 's/^Content-Length: //p')"
has "style sheet: its type" "text/css" "$(ask 'GET /bantin-assets/style.css')"
is "by the name localhost" 200 "$(status "GET /$page" "localhost:$port")"
is "accents in an address" 404 "$(status 'GET /kh%C3%B4ng-c%C3%B3.html')"
has "a page that is not there: the site's own page" 'lang="vi"' "$(body 'GET /khong-co.html')"
is "the script" 200 "$(status 'GET /.bantin/preview.js')"

# What is refused
is "another host" 421 "$(status 'GET /' evil.example)"
is "another port" 421 "$(status 'GET /' 127.0.0.1:1)"
is "POST" 405 "$(status 'POST /' "127.0.0.1:$port" 'Content-Length: 0')"
has "POST: what is allowed" "Allow: GET, HEAD" "$(ask 'DELETE /')"
for target in /../bantin.ini /..%2f..%2fetc/passwd /%2e%2e/p/bantin.ini /.rieng.txt /2026/.an //etc/passwd; do
  is "$target" 404 "$(status "GET $target")"
done
is "no request" 400 "$(status GET)"
is "a head without end" 431 "$(status 'GET /' "127.0.0.1:$port" "X: $(head -c 20000 /dev/zero | tr '\0' x)")"
is "a report's text" "tiêu đề: Khe Mây được mùa chè" "$(body 'GET /.bantin/source?file=p%2Freports%2Fche.txt' | sed -n 2p | tr -d '\r')"
is "text of no report" 404 "$(status 'GET /.bantin/source?file=p%2Fbantin.ini')"
is "text out of the folder" 404 "$(status 'GET /.bantin/source?file=..%2Fx.txt')"
is "hidden text" 404 "$(status 'GET /.bantin/source?file=p%2F.rieng.txt')"

# Figures with their sentence
table=$(body "GET /.bantin/figures?page=$page")
has "a figure's sentence" "<td>Quý I/2026, toàn xã thu hái 84 tấn chè búp tươi, tăng 9,1% so với cùng kỳ năm trước</td>" "$table"
has "a figure's unit" "<td>tấn</td>" "$table"
has "which way it went, in words" "<td>tăng</td>" "$table"
has "back to the article" "href=\"/$page\"" "$table"
is "figures of no page" 404 "$(status 'GET /.bantin/figures?page=2026/khong-co.html')"

# A silent connection, an open stream of events; others are served
exec {silent}<>"/dev/tcp/127.0.0.1/$port"
exec {stream}<>"/dev/tcp/127.0.0.1/$port"
printf 'GET /.bantin/events HTTP/1.1\r\nHost: 127.0.0.1:%s\r\n\r\n' "$port" >&"$stream"
is "beside a silent connection" 200 "$(status 'GET /')"
(body "GET /$page" >one) & first=$!
(body "GET /$page" >two) & second=$!
wait $first $second
cmp one two >/dev/null && [ -s one ] && good || bad "two at once"
built=$(sed -n 's/.*"builds":\([0-9]*\).*/\1/p' <<<"$(body 'GET /.bantin/messages')")
has "no message" '"messages":[]' "$(body 'GET /.bantin/messages')"
# event: the number that the stream tells next
event() { local line; while IFS= read -r -t 15 -u "$stream" line; do case $line in "data: "*) printf '%s\n' "${line#data: }"; return ;; esac; done; }
is "the stream begins with the last build" "$built" "$(event)"

# A change
sed -i 's/84 tấn/86 tấn/' p/reports/che.txt
await "/$page" "86 tấn" && good || bad "a change is seen"
is "the stream tells of it" $((built + 1)) "$(event)"
has "the new page knows its build" "data-build=\"$((built + 1))\"" "$(body "GET /$page")"
mkdir p/reports/moi && sleep 0.5
printf -- '---\ntiêu đề: Chợ phiên ngày tết\nngày: 2026-02-10\n---\nChợ có 120 gian hàng.\n' >p/reports/moi/cho.txt
await / "Chợ phiên ngày tết" && good || bad "a report in a new folder is seen"

# Errors are told with their line; the site stays
printf 'dòng một\ndòng hai\ndòng \xff ba\n' >p/reports/hong.txt
await /.bantin/messages hong.txt && good || bad "a broken report is told"
has "a broken report: its line" '"file":"p/reports/hong.txt","line":3' "$(body 'GET /.bantin/messages')"
has "a broken report: the others are shown" "86 tấn" "$(body "GET /$page")"
rm p/reports/hong.txt
await /.bantin/messages '"messages":[]' && good || bad "mended: no message any more"
mkdir -p p/templates/site && printf '<div>{{tieu_de_sai}}</div>\n' >p/templates/site/list.html
await /.bantin/messages tieu_de_sai && good || bad "a wrong template is told"
has "a wrong template: the old site stays" "Khe Mây được mùa chè" "$(body 'GET /')"
rm -r p/templates
await /.bantin/messages '"messages":[]' && good || bad "the template is gone: no message"

exec {silent}>&-
stop TERM
printf '' >"$work/none"; timeout 5 cat <&"$stream" >/dev/null 2>&1; [ $? != 124 ] && good || bad "open streams end"
exec {stream}>&-

# Ended in the middle of a build
start; stop INT
# A port that is taken; a folder that is not there
start
TMPDIR=$work/temp "$BANTIN" serve p --port "$port" --lang en >out 2>log; is "a port that is taken: exit" 4 $?
has "a port that is taken" "$port" "$(cat log)"
stop HUP
"$BANTIN" serve khong-co --port 0 --lang en >out 2>log; is "no such folder: exit" 3 $?
has "no such folder" "khong-co: error: no such folder" "$(cat log)"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
