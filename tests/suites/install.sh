#!/usr/bin/env bash
# make install and make deb: what they put where works alone (in an empty environment, from another folder): reports, an
# example office, its site, its edition, the preview; make uninstall takes all of it away again.
set -u
cd "$(dirname "$0")/../.."
passed=0 failed=0
root=${TMPDIR:-/tmp}/installed
rm -rf "$root"; mkdir -p "$root"
: "${BUILD:=build/normal}"
version=$(sed -n 's/.*BANTIN_VERSION "\(.*\)"/\1/p' src/bantin.h)

must() { local what=$1; shift; if "$@" >"$root/log" 2>&1; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "FAIL $what"; head -n 5 "$root/log"; fi; }
preview() {
  env -i HOME=/nowhere TMPDIR="$root" "$1" serve ofis --port 0 --lang en >address &
  local pid=$! status
  for _ in $(seq 100); do grep -q http address && break; sleep 0.1; done
  kill $pid; wait $pid; status=$?
  grep -q '^Open http://127.0.0.1:[0-9]*/ in a browser' address && [ $status = 0 ]
}

# works WHAT PREFIX: the program below PREFIX, with nothing of this tree but the reference PDF
works() {
  local what=$1 bantin=$2/bin/bantin run=$root/run
  rm -rf "$run"; mkdir -p "$run"; cd "$run" || return
  printf -- '---\ntiêu đề: Thử cài đặt\nngày: 2026-01-05\ncơ quan: Ủy ban xã Lụa Giang\n---\nXã trồng 12 ha rừng.\n' >a.txt
  alone() { env -i HOME=/nowhere SOURCE_DATE_EPOCH=1780000000 "$bantin" "$@"; }
  must "$what: version" test "$(alone version | head -n 1)" = "bantin $version"
  must "$what: a report" alone a.txt
  for suffix in pdf html csv; do must "$what: made a.$suffix" test -s a.$suffix; done
  "$OLDPWD/$BUILD/bantin" pdf --quiet a.txt -o b.pdf
  must "$what: the same PDF as the build's" cmp a.pdf b.pdf
  must "$what: styles" grep -q state-paper <(alone help styles)
  must "$what: bantin new" alone new ofis
  must "$what: bantin site" alone site ofis -o public
  for f in index.html tim-kiem.html bantin-assets/style.css atom.xml; do must "$what: the site has $f" test -s "public/$f"; done
  must "$what: articles as PDF" test "$(find public -name '*.pdf' | wc -l)" -ge 10
  must "$what: bantin new --template" alone new --template site/list.html ofis
  must "$what: bantin edition" alone edition 2025-Q1 ofis --archive archive
  must "$what: the edition verifies by itself" eval '(cd archive/2025/q1 && sha256sum --quiet -c manifest-sha256.txt)'
  must "$what: the archive's index" grep -q 'edition 2025-Q1\|2025-Q1' <(alone archive search "Lụa" --archive archive)
  must "$what: bantin serve" preview "$bantin"
  cd "$OLDPWD" || exit 1
}

must "make install" make -s install BUILD="$BUILD" DESTDIR="$root/to" PREFIX=/opt/b
share=$root/to/opt/b/share
works installed "$root/to/opt/b"
must "man page" grep -q '^.TH BANTIN 1' "$share/man/man1/bantin.1"
for command in $(sed -n 's/^C([A-Z]*, \([a-z]*\),.*/\1/p' src/cli/commands.def | grep -v make); do
  must "man page: $command" grep -q "bantin $command" "$share/man/man1/bantin.1"
done
must "completion" bash -n "$share/bash-completion/completions/bantin"
must "licences of the fonts" test -s "$share/bantin/fonts/OFL-SourceSerif4.txt"
must "make uninstall" make -s uninstall BUILD="$BUILD" DESTDIR="$root/to" PREFIX=/opt/b
must "nothing is left" test -z "$(find "$root/to" ! -type d)"

if command -v dpkg-deb >/dev/null; then
  must "make deb" env DEB_COMPRESS=-z1 make -s deb BUILD="$BUILD"
  deb=build/bantin_${version}_$(dpkg --print-architecture).deb
  must "deb: is there" dpkg-deb -x "$deb" "$root/unpacked"
  dpkg-deb -f "$deb" Depends >"$root/depends"
  # of the program and of each of its modules
  for package in libc6 libglib2.0-0 libxml2 libpango-1.0-0 libcairo2 libsqlite3-0; do
    must "deb: depends on $package" grep -Eq "(^|, )${package}(t64)? \(>=" "$root/depends"
  done
  must "deb: copyright" test -s "$root/unpacked/usr/share/doc/bantin/copyright"
  must "deb: man page" gzip -t "$root/unpacked/usr/share/man/man1/bantin.1.gz"
  works deb "$root/unpacked/usr"
fi
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
