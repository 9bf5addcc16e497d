#!/usr/bin/env bash
# What cannot be read or written: one message with place, code and what to do; the right exit status; the old output
# whole, nothing new beside it. reliability.md A, B, D.
set -u
cd "$(dirname "$0")/../.."
: "${BANTIN:=$PWD/${BUILD:-build/normal}/bantin}" "${TMPDIR:=/tmp}"
repo=$PWD
passed=0 failed=0
base=$TMPDIR/refusals; rm -rf "$base"; mkdir -p "$base/w"
work=$base/w
cd "$work" || exit 1
export LC_ALL=C.UTF-8

fail() { failed=$((failed + 1)); echo "FAIL $1"; shift; printf '  %s\n' "$@" | head -n 12; }
listing() { find "$work" -mindepth 1 -printf '%y %m %s %P\n' | LC_ALL=C sort; }

# refuse STATUS REGEX COMMAND…: standard error is exactly one line that the expression matches whole
refuse() {
  local status=$1 regex=$2 before after; shift 2
  before=$(listing)
  "$@" >"$base/stdout" 2>"$base/stderr"
  local was=$?
  after=$(listing)
  if [ $was -ne "$status" ]; then fail "exit $was, not $status: $*" "$(cat "$base/stderr")"
  elif [ "$(wc -l <"$base/stderr")" -ne 1 ] || ! grep -Eqxe "$regex" "$base/stderr"; then fail "message of: $*" "$(cat "$base/stderr")" "expected: $regex"
  elif [ "$before" != "$after" ]; then fail "files changed: $*" "$(diff <(echo "$before") <(echo "$after"))"
  elif [ -s "$base/stdout" ]; then fail "something on standard output: $*"
  else passed=$((passed + 1)); fi
}
# made FILE COMMAND…: it works, quietly
made() {
  local file=$1; shift
  if "$@" >"$base/stdout" 2>"$base/stderr" && [ -s "$file" ]; then passed=$((passed + 1)); else fail "not made: $*" "$(cat "$base/stderr")"; fi
}

head='---\ntiêu đề: Hội nghị quý\nngày: 2026-02-03\ncơ quan: Ủy ban nhân dân xã Lụa Giang\n---\n'
# shellcheck disable=SC2059
{ printf -- "$head"; printf 'Xã trồng được 12 ha rừng, đạt 40%% kế hoạch.\n'; } >good.txt
printf 'old' >out.pdf

# ---------------------------------------------------------------- inputs
mkdir folder; mkfifo fifo; : >empty.txt; printf ' \n\302\240\n' >blank.txt
printf 'Dòng một\nD\303\262ng hai \377 x\n' >bad.txt
printf 'Qu\375 I n\243m 2026\n' >latin1.txt
printf '%%PDF-1.4\n\000\001\002\377\n' >file.pdf.txt
printf 'PK\003\004\024\000\000\000' >word.txt
printf '\320\317\021\340\241\261\032\341' >old-word.txt
printf 'Một\000hai\n' >nul.txt
head -c 20971520 /dev/zero | tr '\0' 'a' >large.txt
for c in pdf html figures check; do
  o="-o out.pdf"; [ $c = check ] && o=
  # shellcheck disable=SC2086
  refuse 3 "gone\.txt: error: no such file; .* \[input-missing\]" "$BANTIN" $c gone.txt $o
done
refuse 3 "folder/gone\.txt: error: no such file; .* \[input-missing\]" "$BANTIN" pdf folder/gone.txt -o out.pdf
refuse 3 "gone\.txt: lỗi: không có tệp này; .* \[input-missing\]" "$BANTIN" pdf gone.txt -o out.pdf --lang vi
refuse 3 '\{"file":"gone.txt","line":0,"column":0,"level":"error","code":"input-missing","text":"no such file; .*"\}' "$BANTIN" pdf gone.txt -o out.pdf --messages json
refuse 3 "gone\.txt: error: no such file; .*" "$BANTIN" pdf gone.txt -o out.pdf --quiet
refuse 3 "folder: error: there is no report .* \[input-none\]" "$BANTIN" pdf folder -o folder
refuse 3 "fifo: error: not a regular file \(pipe\); .* \[input-not-regular\]" timeout 10 "$BANTIN" pdf fifo -o out.pdf
refuse 3 "/dev/zero: error: not a regular file \(device\); .* \[input-not-regular\]" timeout 10 "$BANTIN" pdf /dev/zero -o out.pdf
refuse 3 "empty\.txt: error: there is no text; .* \[read-empty\]" "$BANTIN" pdf empty.txt -o out.pdf
refuse 3 "blank\.txt: error: there is no text; .* \[read-empty\]" "$BANTIN" pdf blank.txt -o out.pdf
refuse 3 "large\.txt: error: larger than the limit of 16.*MiB; split the report \[input-too-large\]" "$BANTIN" pdf large.txt -o out.pdf
refuse 3 "bad\.txt:2(:[0-9]+)?: error: not UTF-8 \(.*FF.*\); .* \[read-not-utf8\]" "$BANTIN" pdf bad.txt -o out.pdf
refuse 3 "latin1\.txt:1(:[0-9]+)?: error: not UTF-8 \(.*FD.*\); .* \[read-not-utf8\]" "$BANTIN" pdf latin1.txt -o out.pdf
refuse 3 "file\.pdf\.txt(:[0-9:]+)?: error: this is a binary file.* \[read-binary\]" "$BANTIN" pdf file.pdf.txt -o out.pdf
refuse 3 "word\.txt(:[0-9:]+)?: error: this is a binary file.* \[read-binary\]" "$BANTIN" pdf word.txt -o out.pdf
refuse 3 "old-word\.txt(:[0-9:]+)?: error: this is a binary file.* \[read-binary\]" "$BANTIN" pdf old-word.txt -o out.pdf
printf -- '---\ntiêu đề: x\nkhông đóng\n' >open.txt
refuse 3 "open\.txt:1:1: error: the front matter has no closing .* \[meta-unclosed\]" "$BANTIN" pdf open.txt -o out.pdf
printf 'x\n' >"$(printf 'a\033[31m\nb.txt')"
printf '\377' >"$(printf 'a\033[31m\nb.txt')"
refuse 3 'a\\x1B\[31m\\x0Ab\.txt:1(:1)?: error: not UTF-8 .*' "$BANTIN" pdf "$(printf 'a\033[31m\nb.txt')" -o out.pdf
nested() { for _ in $(seq 400); do printf '> '; done; echo 'sâu'; }
nested >deep.md
refuse 3 "deep\.md(:[0-9:]+)?: error: nested deeper than 64; .* \[read-too-deep\]" timeout 20 "$BANTIN" html deep.md -o out.pdf
{ echo "|$(for i in $(seq 200); do printf 'c|'; done)"; echo "|$(for i in $(seq 200); do printf -- '-|'; done)"; } >wide.md
refuse 3 "wide\.md:1:1: error: a table of more than 128 columns; .* \[read-table-wide\]" "$BANTIN" html wide.md -o out.pdf
sed 's/^ngày.*//' good.txt >draft.txt
refuse 3 "draft\.txt: error: no date, so no final output; .* \[meta-final\]" "$BANTIN" pdf draft.txt --final -o out.pdf

# ---------------------------------------------------------------- photos of a final output
# shellcheck disable=SC2059
photo_report() { printf -- "${head%---\\n}ảnh: $1 | Cánh đồng mùa gặt\n---\nXã trồng được 12 ha rừng.\n"; }
photo_report gone.jpg >photo.txt
printf '\377\330\377\340\000\004xx\377\300\000\010\010\001\340\002\200\003\377\332\000\004\001\001\022\064' >half.jpg
photo_report half.jpg >half.txt
printf '%s\n\nXã trồng được 12 ha rừng. ![Cánh đồng](good.txt)\n' "$(printf -- "$head")" >inline.md
for c in pdf html check; do
  o="-o out.pdf"; [ $c = check ] && o=
  # shellcheck disable=SC2086
  refuse 3 "photo\.txt:5:[0-9]+: error: no final output: photo «gone.jpg» cannot be used \(no such file\); .* \[photo-final\]" "$BANTIN" $c photo.txt --final $o
  # shellcheck disable=SC2086
  refuse 3 "inline\.md:7:[0-9]+: error: no final output: photo «good.txt» .* \[photo-final\]" "$BANTIN" $c inline.md --final $o
done
refuse 3 "half\.txt:5:[0-9]+: error: no final output: photo «half.jpg» cannot be used \(the file is broken\); .* \[photo-final\]" "$BANTIN" pdf half.txt --final -o out.pdf
made draft.pdf "$BANTIN" pdf photo.txt -o draft.pdf; rm -f draft.pdf
if [ "$(id -u)" != 0 ]; then chmod 0 draft.txt; refuse 3 "draft\.txt: error: cannot be read: no permission .*" "$BANTIN" pdf draft.txt -o out.pdf; fi
refuse 3 "-: error: there is no text; .* \[read-empty\]" "$BANTIN" pdf - -o out.pdf </dev/null
refuse 3 "-: error: cannot be read: it is closed \[input-unreadable\]" "$BANTIN" pdf - -o out.pdf <&-

# ---------------------------------------------------------------- outputs
refuse 4 "good\.txt: error: cannot write «no/such/x\.pdf»: no such file or folder; .* \[output-write\]" "$BANTIN" pdf good.txt -o no/such/x.pdf
refuse 4 "good\.txt: error: cannot write «good\.txt/x\.pdf»: a part of the path is not a folder; .* \[output-write\]" "$BANTIN" pdf good.txt -o good.txt/x.pdf
refuse 4 "good\.txt: error: cannot write to «/dev/full»: the disk is full; .* \[output-write\]" "$BANTIN" pdf good.txt -o /dev/full
refuse 4 "good\.txt: error: cannot write to «-»: the disk is full; .* \[output-write\]" sh -c '"$0" pdf good.txt -o - >/dev/full' "$BANTIN"
refuse 4 "good\.txt: error: cannot write to «-»: it is closed; .* \[output-write\]" sh -c '"$0" figures good.txt >&-' "$BANTIN"
refuse 4 "good\.txt: error: the output is the input; .* \[input-same\]" "$BANTIN" pdf good.txt -o good.txt
ln good.txt twin.txt
refuse 4 "good\.txt: error: the output is the input; .* \[input-same\]" "$BANTIN" pdf good.txt -o twin.txt
refuse 4 "bantin: error: cannot write to «-»: the disk is full; .* \[output-write\]" sh -c '"$0" version >/dev/full' "$BANTIN"
refuse 4 "good\.txt: error: cannot write «out\.pdf»: larger than files may be here; .* \[output-write\]" sh -c 'ulimit -f 1; exec "$0" pdf good.txt -o out.pdf' "$BANTIN"
mkdir out.dir out.dir/good.pdf
refuse 4 "good\.txt: error: cannot write «out\.dir/good\.pdf»: it is a folder; .* \[output-write\]" "$BANTIN" pdf good.txt -o out.dir
tiny=$work/tiny; mkdir tiny
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=12k,mode=755 tmpfs tiny 2>/dev/null; then
  printf 'old' >tiny/out.pdf
  refuse 4 "good\.txt: error: cannot write «tiny/out\.pdf»: the disk is full; .* \[output-write\]" "$BANTIN" pdf good.txt -o tiny/out.pdf
  # nothing of a report is there when one of its files does not fit
  refuse 4 "good\.txt: error: cannot write «tiny/good\.[a-z]+»: the disk is full; .* \[output-write\]" "$BANTIN" good.txt -o tiny
  mount -o remount,ro tiny
  refuse 4 "good\.txt: error: cannot write «tiny/out\.pdf»: the disk is read-only; .* \[output-write\]" "$BANTIN" pdf good.txt -o tiny/out.pdf
  umount "$tiny"
fi
if [ "$(id -u)" != 0 ]; then
  mkdir locked; chmod 555 locked
  refuse 4 "good\.txt: error: cannot write «locked/x\.pdf»: no permission; .*" "$BANTIN" pdf good.txt -o locked/x.pdf
fi

# ---------------------------------------------------------------- usage
refuse 2 "bantin: error: no command «pfd»; did you mean «pdf»\? \[usage-command\]" "$BANTIN" pfd good.txt
refuse 2 "bantin: error: unknown option «--titel»; did you mean «--title»\? \[usage-option\]" "$BANTIN" pdf good.txt --titel=x
refuse 2 "bantin: error: command «check» has no option «-o»; .* \[usage-option\]" "$BANTIN" check good.txt -o out.pdf
refuse 2 "bantin: error: option «--date» does not take «hôm nay»; .* \[usage-value\]" sh -c '"$0" pdf good.txt --date "hôm nay" -o out.pdf' "$BANTIN"
refuse 2 "bantin: error: option «--style» does not take «không có»; use: .*bulletin.* \[usage-value\]" sh -c '"$0" pdf good.txt --style "không có" -o out.pdf' "$BANTIN"
refuse 2 "bantin: error: missing -o FOLDER for several reports; .* \[usage-missing\]" "$BANTIN" pdf good.txt draft.txt
refuse 2 "bantin: error: several reports need a folder for «-o»: «out\.pdf» \[usage-many\]" "$BANTIN" pdf good.txt draft.txt -o out.pdf
refuse 2 "bantin: error: missing the report; .* \[usage-missing\]" "$BANTIN" pdf

# ---------------------------------------------------------------- a worker that dies
{ cat good.txt; for _ in $(seq 60000); do echo 'Xã trồng được 12 ha rừng, đạt 40% kế hoạch năm và tăng 5% so với cùng kỳ.'; done; } >long.txt
if [ -z "${BT_SAN:-}" ]; then
  refuse 3 "long\.txt: error: (out of the allowed memory|the worker stopped) .*; nothing was written \[job-(memory|died)\]" prlimit --as=60000000 "$BANTIN" pdf long.txt -o out.pdf
fi
killed() {
  "$BANTIN" pdf --quiet long.txt -o out.pdf &
  local parent=$! child=
  for _ in $(seq 200); do child=$(cat "/proc/$parent/task/$parent/children" 2>/dev/null); [ -z "$child" ] || break; sleep 0.01; done
  # shellcheck disable=SC2086
  kill -KILL $child
  wait $parent
}
refuse 3 "long\.txt: error: the worker stopped \(signal SIGKILL\); nothing was written \[job-died\]" killed

# ---------------------------------------------------------------- what must go on working
made target.pdf "$BANTIN" pdf good.txt -o target.pdf
ln -s target.pdf link.pdf
made link.pdf "$BANTIN" pdf good.txt -o link.pdf
if [ -L link.pdf ]; then passed=$((passed + 1)); else fail "the link was replaced"; fi
mkfifo out.fifo; timeout 20 cat out.fifo >from-fifo &
timeout 20 "$BANTIN" pdf good.txt -o out.fifo || timeout 5 sh -c "echo none >out.fifo"; wait
if cmp -s from-fifo target.pdf && [ -p out.fifo ]; then passed=$((passed + 1)); else fail "through a pipe: other bytes"; fi
"$BANTIN" pdf good.txt -o - | cmp -s - target.pdf && passed=$((passed + 1)) || fail "standard output: other bytes"
"$BANTIN" pdf --quiet - -o - <good.txt >from-stdin.pdf && [ -s from-stdin.pdf ] && passed=$((passed + 1)) || fail "standard input"
# controls are dropped, and that is said
"$BANTIN" check nul.txt 2>&1 | grep -q '^nul.txt:1:4: warning: dropped 1 control .*(U+0000) \[read-control\]$' && passed=$((passed + 1)) || fail "a NUL without a message"
# one bad report of three: the good ones are made, the worst status is returned
"$BANTIN" pdf --quiet good.txt bad.txt twin.txt -o several 2>"$base/stderr"; was=$?
[ $was -eq 3 ] && [ "$(ls several)" = "$(printf 'good.pdf\ntwin.pdf')" ] && passed=$((passed + 1)) || fail "several reports: exit $was" "$(ls several 2>&1)" "$(cat "$base/stderr")"
"$BANTIN" check --strict draft.txt >/dev/null 2>&1; was=$?
[ $was -eq 1 ] && passed=$((passed + 1)) || fail "check --strict of a draft: exit $was, not 1"
if find . -name '.bantin-*' | grep .; then fail "temporary files are left"; else passed=$((passed + 1)); fi

cd "$repo" || exit 1
rm -rf "$base"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
