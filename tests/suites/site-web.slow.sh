#!/usr/bin/env bash
# The example office's site as validators and browsers see it: the Nu checker on all HTML, CSS and SVG, html-validate's rules of
# accessibility, links, feeds and data by schemas, search and keyboard in Chromium from file:// and from bantin serve,
# axe on one page of each kind in four modes, Lighthouse. Then a generated site of SITE_REPORTS reports (150): markup, links, feeds.
# SITE_SKIP="lighthouse …" passes parts over.
set -u
cd "$(dirname "$0")/../.."
: "${BANTIN:=$PWD/${BUILD:-build/normal}/bantin}" "${TMPDIR:=/tmp}"
web=$PWD/tests/web
"$web/setup" || { echo "0 passed, 1 failed"; exit 1; }
passed=0 failed=0
work=$(mktemp -d "$TMPDIR/site-web.XXXXXX")
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT

# part NAME COMMAND…: one case; what it printed when it fails
part() {
  local name=$1; shift
  case " ${SITE_SKIP:-} " in *" $name "*) return ;; esac
  local status began=$SECONDS
  "$@" >"$work/log" 2>&1; status=$?
  [ -z "${VERBOSE:-}" ] || echo "$name: $((SECONDS - began)) s"
  if [ $status = 0 ]; then passed=$((passed + 1)); [ -z "${VERBOSE:-}" ] || cat "$work/log"
  else failed=$((failed + 1)); echo "$name:"; tail -n 30 "$work/log"; fi
}

"$BANTIN" new "$work/office" || failed=1
"$BANTIN" site "$work/office" -o "$work/public" --quiet || failed=1
site=$work/public
mapfile -t html < <(find "$site" -name '*.html' | sort)
mapfile -t other < <(find "$site" -name '*.css' -o -name '*.svg' | sort)

vnu() { java -jar "$web/node_modules/vnu-jar/build/dist/vnu.jar" --also-check-css --also-check-svg --Werror "$@"; }
part nu vnu "${html[@]}" "${other[@]}"
validate() { (cd "$web" && node_modules/.bin/html-validate --config html-validate.json "$@"); }
part html-validate validate "${html[@]}"
part atom jing -c "$web/atom.rnc" "$site/atom.xml"
part rss jing -c "$web/rss.rnc" "$site/rss.xml"
part sitemap jing -c "$web/sitemap.rnc" "$site/sitemap.xml"
part data node "$web/data.mjs" "$site"

# One page of each kind
article=$(find "$site" -path '*/2025/*.html' | xargs grep -l '<article' | sort | head -n 1)
kinds=("$site/index.html" "$article")
for pattern in 'chuyen-muc/*.html' 'tu-khoa/*.html' '2025.html' '2025/index.html' '2025/quy-1.html' '2025-q1.html' 'so-lieu.html' 'so-lieu/*.html' 'tim-kiem.html' '404.html'; do
  page=$(compgen -G "$site/$pattern" | sort | head -n 1)
  [ -z "$page" ] || kinds+=("$page")
done
axe() { timeout 400 node "$web/axe.mjs" "$@"; }
part axe axe "${kinds[@]}"

export SEARCHES='[{"query":"đạt","least":3,"marked":"đạt"},{"query":"dat","least":3,"marked":"đạt"},{"query":"quý IV","first":"Quý IV"},{"query":"quan","least":1},
 {"query":"hò sơ","none":false,"least":1},{"query":"\"mương Bắc Lụa\"","least":3,"marked":"mương bắc lụa"},{"query":"làng lụa mở hội","first":"Làng lụa mở hội"},{"query":"10/2022/QH15","least":1,"first":"Mặt trận"},{"query":"zzzkhongco","none":true}]'
PAGES=$(for page in "${kinds[@]}"; do printf '%s ' "${page#"$site"/}"; done)
export PAGES=${PAGES% }
part browser-file timeout 200 node "$web/browser.mjs" "file://$site"

"$BANTIN" serve "$work/office" --port 0 >"$work/address" 2>/dev/null &
server=$!
for _ in $(seq 100); do grep -q http "$work/address" && break; sleep 0.1; done
address=$(grep -o 'http://127[^ ]*' "$work/address")
for _ in $(seq 100); do curl -s -o "$work/front" "$address" && grep -q '<h1' "$work/front" && break; sleep 0.1; done
part browser-serve timeout 200 node "$web/browser.mjs" "$address"
crawl() { (cd "$web" && timeout 120 node_modules/.bin/linkinator "$1" --recurse --skip "$2" --concurrency 4 --timeout 10000 --verbosity error); }
part links crawl "$address" luagiang.example
draft=$work/office/reports/2025-q2/dang-uy-6-thang.txt
of=$(grep -l 'nửa chặng đường' "$site"/2025/dang-*.html | head -n 1)
part preview timeout 200 node "$web/preview.mjs" "${address%/}" "$draft" "${of#"$site"/}"
kill "$server"; server=
part lighthouse timeout 300 node "$web/lighthouse.mjs" "$site" index.html "${article#"$site"/}"

# A generated site: 1,000 reports (SITE_REPORTS=1000) are looked at by hand
many=$work/many
mkdir -p "$many/reports/"20{19..26}
awk -f tests/tools/make-reports -v n="${SITE_REPORTS:-150}" -v dir="$many"
printf '[bulletin]\nname = Hương Giang\nissuer = Ủy ban nhân dân tỉnh Hương Giang\n[site]\nbase-url = https://huonggiang.example\ntheme = nha-nuoc\n' >"$many/bantin.ini"
"$BANTIN" site "$many" -o "$work/big" --no-pdf --quiet || failed=$((failed + 1))
site=$work/big
mapfile -t html < <(find "$site" -name '*.html' | sort)
mapfile -t other < <(find "$site" -name '*.css' -o -name '*.svg' | sort)
part many-nu vnu "${html[@]}" "${other[@]}"
part many-html-validate validate "${html[@]}"
part many-atom jing -c "$web/atom.rnc" "$site/atom.xml"
part many-rss jing -c "$web/rss.rnc" "$site/rss.xml"
part many-sitemap jing -c "$web/sitemap.rnc" "$site/sitemap.xml"
part many-data node "$web/data.mjs" "$site"
walk() { (cd "$site" && timeout 600 "$web/node_modules/.bin/linkinator" index.html --server-root . --recurse --skip huonggiang.example --concurrency 8 --timeout 10000 --verbosity error); }
part many-links walk
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
