# awk -f whole.awk STRUCTURE WORDS: each line of the tree's text (dump text) stands in the structure's text (pdfinfo
# -struct-text), whole and in order. White space aside: around a link poppler makes some of its own. The title (H1) and
# the lead, among the first three lines, go to the head of the page: they may stand before what precedes them.
function squeeze(s) { gsub(/[ \t]+/, "", s); return s }
FNR == NR && /^ *H1/ { head = 1 }
FNR == NR && /^ *"/ { s = $0; sub(/^ *"/, "", s); sub(/"$/, "", s); text = text " " s; if (head) title = title s }
FNR == NR && /^ *[A-Z]/ && !/^ *(H1|Span|Link)/ { head = 0 }
FNR == NR { next }
!done++ { text = squeeze(text); title = squeeze(title) }
{ line = squeeze($0); if (line == "") next
  at = index(substr(text, from + 1), line)
  if (at) from += at - 1
  else if (!index(text, line)) { print "not whole: " line; bad = 1 }
  else if (FNR > 3 && line != title) { print "out of order: " line; bad = 1 } }
END { exit bad }
