#!/usr/bin/env bash
# make install: what it puts where works alone, and make uninstall takes all of it away again.
set -u
cd "$(dirname "$0")/../.."
passed=0 failed=0
root=${TMPDIR:-/tmp}/installed
rm -rf "$root"; mkdir -p "$root/run"
: "${BUILD:=build/normal}"

must() { local what=$1; shift; if "$@" >"$root/log" 2>&1; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL $what"; head -n 5 "$root/log"; fi; }

must "make install" make -s install BUILD="$BUILD" DESTDIR="$root/to" PREFIX=/opt/b
bantin=$root/to/opt/b/bin/bantin
printf -- '---\ntiêu đề: Thử cài đặt\nngày: 2026-01-05\ncơ quan: Ủy ban xã Lụa Giang\n---\nXã trồng 12 ha rừng.\n' >"$root/run/a.txt"
must "runs in an empty environment, from another folder" env -i sh -c "cd $root/run && $bantin a.txt"
for suffix in pdf html csv; do must "made a.$suffix" test -s "$root/run/a.$suffix"; done
"$BUILD/bantin" pdf --quiet "$root/run/a.txt" -o "$root/run/b.pdf"
must "the same PDF as the build's" cmp "$root/run/a.pdf" "$root/run/b.pdf"
must "man page" grep -q '^.TH BANTIN 1' "$root/to/opt/b/share/man/man1/bantin.1"
must "completion" bash -n "$root/to/opt/b/share/bash-completion/completions/bantin"
must "make uninstall" make -s uninstall BUILD="$BUILD" DESTDIR="$root/to" PREFIX=/opt/b
find "$root/to" ! -type d >"$root/left"
must "nothing is left" test ! -s "$root/left"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
