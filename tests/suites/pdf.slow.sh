#!/usr/bin/env bash
# The referee: every PDF is PDF/UA-1 and PDF/A-3a, and so is a report of a hundred pages; with --pdfa 2a PDF/A-2a.
set -u
cd "$(dirname "$0")/../.."
: "${BANTIN:=$PWD/${BUILD:-build/normal}/bantin}" "${TMPDIR:=/tmp}"
verapdf=${VERAPDF:-../shared/tools/verapdf}
if ! [ -x "$verapdf" ]; then echo "no $verapdf here: not checked"; echo "0 passed, 0 failed"; exit 0; fi
work=$TMPDIR/referee; mkdir -p "$work"
for input in examples/reports/* tests/cases/*/*.txt tests/cases/*/*.md ../shared/reports/seed.txt; do
  if [ -f "$input" ]; then "$BANTIN" pdf --quiet "$input" -o "$work/$(basename "$input").pdf" 2>/dev/null; fi
done
for i in $(seq 90); do
  printf 'Phần thứ %d\n\n' "$i"
  sed -e '1{/^---$/,/^---$/d}' tests/cases/page/ban-nhap.txt
  for _ in $(seq 30); do cat tests/cases/page/ban-nhap.txt; echo; done
done >"$work/long.txt"
"$BANTIN" pdf --quiet "$work/long.txt" -o "$work/long.pdf"
# the office's logo, with a clear ground
mkdir -p "$work/logo"
base64 -d >"$work/logo/dau.png" <<'END'
iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAYAAABytg0kAAAAFElEQVR42mOYLSP/H4gZGEAEiAMAMLcFV30ic2oAAAAASUVORK5CYII=
END
printf '[bulletin]\nissuer = UBND xã Bến Đò\n[theme]\nlogo = dau.png\n' >"$work/logo/bantin.ini"
cp examples/reports/sinh-hoat-chuyen-de.txt "$work/logo/"
"$BANTIN" pdf --strict --quiet "$work/logo/sinh-hoat-chuyen-de.txt" -o "$work/logo.pdf"
"$verapdf" ua1,3a "$work"/*.pdf >"$work/log" 2>&1
mkdir "$work/2a"
for input in examples/reports/*; do "$BANTIN" pdf --quiet --pdfa 2a "$input" -o "$work/2a/$(basename "$input").pdf"; done
"$verapdf" ua1,2a "$work"/2a/*.pdf >>"$work/log" 2>&1
passed=$(grep -c '^PASS' "$work/log") failed=$(grep -c '^FAIL' "$work/log")
grep -v '^PASS' "$work/log" | head -n 60
[ "$passed" -gt 0 ] || failed=1
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
