#!/usr/bin/env bash
# bantin new: an example folder or a copied template, never over what is there; the copy is used instead of the built-in one,
# a wrong name in it is told with its place and the known names, and the old site stays.
set -u
cd "$(dirname "$0")/../.."
top=$PWD
: "${BANTIN:=$PWD/${BUILD:-build/normal}/bantin}" "${TMPDIR:=/tmp}"
passed=0 failed=0
work=$TMPDIR/new; rm -rf "$work"; mkdir -p "$work"; cd "$work" || exit 1
export SOURCE_DATE_EPOCH=1780000000

good() { passed=$((passed + 1)); }
bad() { failed=$((failed + 1)); echo "FAIL $1"; head -n 5 log; }
ok() { if [ "$1" = 0 ]; then good; else bad "$2"; fi; }
is() { if [ "$2" = "$3" ]; then good; else bad "$1: expected «$2», was «$3»"; fi; }
new() { "$BANTIN" new --lang en "$@" >out 2>log; }
site() { "$BANTIN" site ofis -o public --no-pdf --lang en "$@" >out 2>log; }
state() { (cd public && find . -type f -exec sha256sum {} + | sort); }

# The example, under every way to write its name
for dir in ofis ./a b/ sâu/hơn/nữa "có dấu cách" "$work/whole"; do
  new "$dir"; is "new $dir: exit" 0 $?
  diff -r "$top/examples/office" "$dir" >log 2>&1; ok $? "new $dir: the whole example"
done
mkdir empty; new empty; is "an empty folder may be filled" 0 $?
new ofis; is "a folder that is there: exit" 4 $?
grep -q '^ofis: error: is there already.*\[new-there\]' log; ok $? "a folder that is there is told"
printf x >tep; new tep; is "a file of that name: exit" 4 $?
is "the file stays" x "$(cat tep)"
new; is "no name: exit" 2 $?
new một hai; is "two names: exit" 2 $?
[ ! -e một ] && [ ! -e hai ]; ok $? "two names: neither is made"
if [ "$(id -u)" != 0 ]; then
  mkdir locked; chmod a-w locked; new locked/x; is "a folder not to be written in: exit" 4 $?
fi

# What it makes is clean but for what it shows: a draft, figures of two reports that do not fit
"$BANTIN" check ofis --lang en >out 2>log; is "the example is without errors" 0 $?
is "the example: nothing else is told" "" "$(grep -v 'hop-thon-ha.txt\|\[series-' log)"

# Templates
new --template site/nosuch.html ofis; is "a wrong template: exit" 2 $?
for known in site/list.html site/footer.html article.html; do grep -q "$known" log; ok $? "a wrong template: $known is named"; done
new --template ../bantin.ini ofis; is "no way out of the templates: exit" 2 $?
site; is "the built-in templates: exit" 0 $?
state >before
new --template site/footer.html ofis; is "a copy: exit" 0 $?
cmp "$top/templates/site/footer.html" ofis/templates/site/footer.html >log 2>&1; ok $? "a copy: the same bytes"
site; is "an unchanged copy: exit" 0 $?
is "an unchanged copy makes the same site" "" "$(diff before <(state))"
sed -i '0,/>/s//>\n<p>Bản tin của quê ta<\/p>/' ofis/templates/site/footer.html
site; is "a changed copy: exit" 0 $?
is "a changed copy is on every page that has a footer" "$(grep -l '<footer' -r public --include='*.html' | wc -l)" "$(grep -l 'Bản tin của quê ta' -r public --include='*.html' | wc -l)"
new --template site/footer.html ofis; is "never over an edited copy: exit" 4 $?
grep -q 'Bản tin của quê ta' ofis/templates/site/footer.html; ok $? "the edited copy stays"
(cd ofis && "$BANTIN" new --template site/list.html >/dev/null 2>&1); ok $? "without a folder: the one we stand in"
[ -s ofis/templates/site/list.html ]; ok $? "… is there"

# A wrong name
state >before
line=$(grep -n 'href="{{href}}" data-put="title"' ofis/templates/site/list.html | head -n 1 | cut -d: -f1)
sed -i "${line}s/data-put=\"title\"/data-put=\"tittle\"/" ofis/templates/site/list.html
site; is "a wrong name: exit" 3 $?
grep -q "^ofis/templates/site/list.html:$line:.*error: .*«tittle».*title" log; ok $? "a wrong name: file, line and the known names"
is "a wrong name: the old site stays" "" "$(diff before <(state))"
"$BANTIN" check ofis --lang en >out 2>log; is "bantin check finds it, too" 3 $?
site -o never; is "a wrong name: no new site" 3 $?
[ ! -e never/index.html ]; ok $? "a wrong name: nothing is made"
rm -r ofis/templates; site; is "without the copies: exit" 0 $?
grep -rq 'quê ta' public; is "without the copies: the built-in ones are back" 1 $?
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
