#!/usr/bin/env bash
# The Nth system call fails, or the program is killed there: afterwards the old output or the whole new one, nothing beside
# it, a message and an exit status, never death by a signal of our own. reliability.md H3.
set -u
cd "$(dirname "$0")/../.."
repo=$PWD
: "${BANTIN:=$PWD/${BUILD:-build/normal}/bantin}" "${TMPDIR:=/tmp}"
if ! command -v strace >/dev/null; then echo "strace is missing: .ci/setup"; echo "0 passed, 1 failed"; exit 1; fi
passed=0 failed=0
base=$TMPDIR/faults; work=$base/w; rm -rf "$base"; mkdir -p "$work"
printf -- '---\ntiêu đề: Thử lỗi\nngày: 2026-01-05\ncơ quan: Ủy ban xã Lụa Giang\n---\nXã trồng 12 ha rừng, đạt 40%% kế hoạch.\n' >"$base/a.txt"
"$BANTIN" pdf --quiet "$base/a.txt" -o "$base/new.pdf" || exit 1
cd "$work" || exit 1

# after WHAT STATUS: the state of the folder and the message fit the exit status
after() {
  local what=$1 status=$2 state=other
  if cmp -s out.pdf "$base/new.pdf"; then state=new; elif [ "$(head -c 4 out.pdf | tr -d "\0")" = old ]; then state=old; fi
  local others; others=$(find . -mindepth 1 ! -name out.pdf)
  local ok=
  case $status:$state in
    0:new|137:old|137:new) ok=1;;
    # an error after the rename (the folder could not be synced) leaves the new file
    3:old|4:old|4:new|127:old) [ -s "$base/stderr" ] && ok=1;;
  esac
  # SIGKILL may leave a hidden file: the next run clears it
  if [ "$status" = 137 ] && [ -n "$others" ]; then
    "$BANTIN" pdf --quiet "$base/a.txt" -o out.pdf 2>/dev/null
    others=$(find . -mindepth 1 ! -name out.pdf)
  fi
  [ -z "$others" ] || ok=
  if [ -n "$ok" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL $what: exit $status, output $state, beside it: ${others:-nothing}"; head -n 3 "$base/stderr"; fi
}

# inject CALL FAULT LAST [FIRST]: that fault at each of these calls, one a run
inject() {
  local n
  for ((n = ${4:-1}; n <= $3; n++)); do
    printf old >out.pdf
    # -D: the program is our child, its exit status is ours; messages of strace itself do not count
    { strace -D ${follow:-} -o /dev/null -e trace="$1" -e inject="$1:$2:when=$n" "$BANTIN" pdf "$base/a.txt" -o out.pdf >/dev/null 2>"$base/stderr"; } 2>/dev/null
    local status=$?
    after "$1 $2 at $n" $status
  done
}

follow=
inject write error=ENOSPC 3
inject write error=EINTR 2
inject fsync error=EIO 2
inject linkat error=ENOSPC 2
inject linkat error=EXDEV 2
inject renameat error=EACCES 1
inject pipe2 error=EMFILE 2
inject clone error=EAGAIN 1
inject poll error=EINTR 3
inject openat error=EMFILE 14
inject openat error=ENOSPC 14
inject openat error=EOPNOTSUPP 14
inject close error=EIO 12
inject fcntl error=EIO 4
inject flock error=ENOLCK 2
inject getdents64 error=EIO 2
inject mmap error=ENOMEM 30 2    # the first is the loader's own, before any of us runs
for call in write fsync linkat renameat pipe2 clone poll openat close flock mmap read fstat; do inject $call signal=KILL 12; done

# The same inside the worker
follow=-f
inject write error=EPIPE 1
inject read error=EIO 12
inject openat error=ENFILE 40
inject mmap error=ENOMEM 60 2
inject prctl error=EINVAL 4
inject landlock_create_ruleset error=ENOSYS 1
inject prlimit64 error=EPERM 6

# Memory refused, once and for ever, in the parent and in the worker (reliability.md E, H3)
preload=$base/failmalloc.so
cc -shared -fPIC -O1 -o "$preload" "$repo/tests/tools/failmalloc.c" || exit 1
refuse_memory() {
  local who=$1 on n; shift
  for on in "" 1; do
    for n in "$@"; do
      printf old >out.pdf
      { env LD_PRELOAD="$preload" FAIL_WHO="$who" FAIL_AT="$n" ${on:+FAIL_ON=1} "$BANTIN" pdf "$base/a.txt" -o out.pdf >/dev/null 2>"$base/stderr"; } 2>/dev/null
      local status=$?
      after "memory refused in the $who at $n ${on:+and on}" $status
    done
  done
}
if [ -z "${BT_SAN:-}" ]; then
  # shellcheck disable=SC2046
  refuse_memory parent $(seq 1 3 240)
  # shellcheck disable=SC2046
  refuse_memory worker $(seq 1 20) $(awk 'BEGIN { for (n = 21; n < 60000; n = int(n * 1.09)) print n }')
fi

# Terminated in the middle: nothing stays behind
for signal in TERM INT HUP; do
  for delay in 0.002 0.005 0.01 0.02 0.03 0.04 0.06; do
    printf old >out.pdf
    "$BANTIN" pdf "$base/a.txt" -o out.pdf >/dev/null 2>"$base/stderr" &
    pid=$!; sleep $delay; kill -$signal $pid 2>/dev/null; { wait $pid; } 2>/dev/null; status=$?
    [ $status -le 128 ] || { echo signal >"$base/stderr"; status=3; cmp -s out.pdf "$base/new.pdf" && status=0; }
    after "SIG$signal after $delay s" $status
  done
done
cd / && rm -rf "$base"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
