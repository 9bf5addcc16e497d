#!/usr/bin/env bash
# One quarter's figures are the same wherever they are shown: the site's tables, the edition's, the archive's series
# (issue of the archive: "the site and an edition show the same figures for the same quarter").
set -u
cd "$(dirname "$0")/../.."
: "${BANTIN:=$PWD/${BUILD:-build/normal}/bantin}" "${TMPDIR:=/tmp}"
passed=0 failed=0
work=$(mktemp -d "$TMPDIR/same.XXXXXX"); trap 'rm -rf "$work"' EXIT
say() { if [ "$1" = 0 ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "$2"; fi; }

"$BANTIN" new "$work/office"
"$BANTIN" site "$work/office" -o "$work/public" --no-pdf --quiet; say $? "no site"
for quarter in 1 2 3 4; do "$BANTIN" edition "2025-Q$quarter" "$work/office" --quiet; say $? "no edition of quarter $quarter"; done
sums=$(cat "$work"/public/2025/*.csv | sha256sum)
[ -n "$sums" ]; say $? "no tables on the site"

# Each article's table, byte for byte
for table in "$work"/office/archive/2025/q*/data/figures/*.csv; do
  sum=$(sha256sum <"$table")
  found=1
  for own in "$work"/public/2025/*.csv; do [ "$(sha256sum <"$own")" = "$sum" ] && found=0; done
  say $found "the site has another table than ${table##*/}"
done

# Indicators over the periods: all columns but the last, the edition
for words in "thu ngân sách" "kết nạp đảng viên mới" "hồ sơ giải quyết" "tổng đàn bò" "lượt khách tham quan"; do
  "$BANTIN" archive series "$words" "$work/office/archive" --csv "$work/series.csv" >"$work/text" 2>/dev/null; say $? "no series of «$words»"
  sed '1d; s/;[^;]*$//; s/\r$//' "$work/series.csv" | sort >"$work/ours"
  [ -s "$work/ours" ]; say $? "«$words» is empty"
  missing=$(sed 's/\r$//; s/;[^;]*$//' "$work"/public/so-lieu/*.csv | sort | comm -13 - "$work/ours")
  [ -z "$missing" ]; say $? "«$words» differs: $missing"
done

# What is printed: each quarter's revenue stands in the fourth edition's trends, the contradiction and the second source, too
pdftotext -layout "$work/office/archive/2025/q4/data/edition.pdf" "$work/print"
for value in 11,2 12,6 13,1 13,4 15,4 4.200 5.150 3.860 1.842 2.015 2.964 3.120; do
  grep -qF "$value" "$work/print"; say $? "$value is not in print"
  grep -qF "$value" "$work"/public/so-lieu/*.html; say $? "$value is not on the site"
done
for words in "12,5%" "nguồn khác"; do tr '\n' ' ' <"$work/print" | tr -s ' ' | grep -qF "$words"; say $? "«$words» is not in print"; done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
