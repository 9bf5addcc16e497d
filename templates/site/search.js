/* Searches the site's articles in the reader's own browser, also from file://. The text of each quarter is a script
 * of its own (tim-kiem/2024-q1.js calls bantinSearch); they are loaded when somebody searches, the newest first.
 * Marks are optional; what stands exactly as typed comes first; "in quotes" is a phrase; 98/2023/QH15 is one, too. */
(function () {
  'use strict';

  var RESULTS = 30;   // shown at once
  var AROUND = 90;    // letters of a sentence before and after what was found
  var form = document.getElementById('tim');
  var field = document.getElementById('q');
  var list = document.getElementById('ket-qua');
  var status = document.getElementById('trang-thai');
  var more = document.getElementById('xem-them');
  var parts = (list.getAttribute('data-quarters') || '').split(' ').filter(Boolean);
  var loaded = 0, shown = RESULTS, articles = [], timer = 0;

  /* ---- letters: fold is bt_fold of the program (tests/fold.tsv holds both to one table) */

  function fold(text) {
    return text.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[đĐ]/g, 'd').toLowerCase();
  }

  function words(text) { return ' ' + text.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim() + ' '; }

  function exactly(text) { return words(text.normalize('NFC').toLowerCase()); }

  /* Also one spelling for "tỷ" and "tỉ", "quý" and "quí". */
  function loosely(text) { return words(fold(text)).replace(/(qu|[bcdghklmnprstvx])y(?= )/g, '$1i'); }

  /* ---- what is asked for */

  function term(text, open) { return { exact: exactly(text), loose: loosely(text), open: open }; }

  /* The last word is still being typed: it may go on. */
  function asked(query) {
    var terms = [], pattern = /["“”«]([^"“”»]+)["“”»]|(\S+)/g, match;
    while ((match = pattern.exec(query))) {
      var quoted = match[1] !== undefined, text = match[1] || match[2];
      if (words(text).trim())
        terms.push(term(text, !quoted && pattern.lastIndex === query.length));
    }
    return terms;
  }

  /* ---- finding */

  function prepare(article) {
    article.heads = { exact: exactly(article.title), loose: loosely(article.title) };
    article.passages = article.text.map(function (passage) {
      return { number: passage[0], text: passage[1], exact: exactly(passage[1]), loose: loosely(passage[1]) };
    });
    return article;
  }

  /* Whole words exactly (4), but for the marks (3); a beginning exactly (2), but for the marks (1); 0: not there. */
  function match(text, term) {
    if (text.exact.indexOf(term.exact) >= 0)
      return 4;
    if (text.loose.indexOf(term.loose) >= 0)
      return 3;
    if (!term.open)
      return 0;
    return text.exact.indexOf(term.exact.slice(0, -1)) >= 0 ? 2 : text.loose.indexOf(term.loose.slice(0, -1)) >= 0 ? 1 : 0;
  }

  function best(article, term) {
    return article.passages.reduce(function (found, passage) { return Math.max(found, match(passage, term)); }, 0);
  }

  /* null when a word is nowhere. How well the worst word fits comes first; then words in the title and the whole phrase
     count more. */
  function judge(article, terms, phrase) {
    var points = 0, level = 4;
    for (var i = 0; i < terms.length; i++) {
      var title = match(article.heads, terms[i]), text = best(article, terms[i]);
      if (!title && !text)
        return null;
      level = Math.min(level, Math.max(title, text));
      points += title * 3 + text;
    }
    if (terms.length > 1)
      points += match(article.heads, phrase) * 4 + best(article, phrase) * 2;
    return { article: article, level: level, points: points };
  }

  function before(a, b) {
    return (b.level - a.level) || (b.points - a.points) || (b.article.date || '').localeCompare(a.article.date || '');
  }

  function find(query) {
    var terms = asked(query), phrase = term(query.replace(/["“”«»]/g, ' '), true);
    if (!terms.length)
      return null;
    return { terms: terms, found: articles.map(function (a) { return judge(a, terms, phrase); }).filter(Boolean).sort(before) };
  }

  /* ---- showing */

  /* The passage that holds most of what was asked for. */
  function passageFor(article, terms) {
    var chosen = null, most = 0;
    article.passages.forEach(function (passage) {
      var points = terms.reduce(function (sum, term) { return sum + match(passage, term); }, 0);
      if (points > most) { most = points; chosen = passage; }
    });
    return chosen;
  }

  /* The looser form of a text, letter by letter, with the place of each letter. */
  function placed(text) {
    var form = '', places = [];
    for (var i = 0; i < text.length; i++) {
      var letters = fold(text[i]);
      for (var k = 0; k < letters.length; k++) {
        form += /[\p{L}\p{M}\p{N}]/u.test(letters[k]) ? letters[k] : ' ';
        places.push(i);
      }
    }
    places.push(text.length);
    return { form: form.replace(/(qu|[bcdghklmnprstvx])y(?= |$)/g, '$1i'), places: places };
  }

  /* [from, to) of every place where one of the terms stands, in order. */
  function ranges(text, terms) {
    var at = placed(text), found = [];
    terms.forEach(function (term) {
      var inner = term.loose.trim().split(' ').map(function (w) { return w.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'); }).join(' +');
      var pattern = new RegExp('(^| )(' + inner + ')' + (term.open ? '' : '(?= |$)'), 'g'), hit;
      while ((hit = pattern.exec(at.form)))
        found.push([at.places[hit.index + hit[1].length], at.places[hit.index + hit[0].length]]);
    });
    return found.sort(function (a, b) { return a[0] - b[0]; });
  }

  function put(parent, name, text) {
    var element = document.createElement(name);
    if (text)
      element.textContent = text;
    parent.appendChild(element);
    return element;
  }

  function putMarked(parent, text, found, from, to) {
    var at = from;
    found.forEach(function (range) {
      if (range[0] < at || range[1] > to)
        return;
      parent.appendChild(document.createTextNode(text.slice(at, range[0])));
      put(parent, 'mark', text.slice(range[0], range[1]));
      at = range[1];
    });
    parent.appendChild(document.createTextNode(text.slice(at, to)));
  }

  /* A piece of the text around the first thing found, cut between words. */
  function putPiece(parent, text, terms) {
    var found = ranges(text, terms), first = found.length ? found[0][0] : 0;
    var from = first > AROUND ? text.indexOf(' ', first - AROUND) + 1 : 0;
    var end = first + 2 * AROUND, to = end < text.length ? text.lastIndexOf(' ', end) : text.length;
    if (from)
      parent.appendChild(document.createTextNode('… '));
    putMarked(parent, text, found, from, Math.max(to, from));
    if (to < text.length)
      parent.appendChild(document.createTextNode(' …'));
  }

  /* "05/4/2024": a zero before days below 10 and before the months 1 and 2 only. */
  function day(date) { return date ? date.split('-').reverse().join('/').replace(/\/0([3-9])\//, '/$1/') : ''; }

  function show(result, terms) {
    var article = result.article, passage = passageFor(article, terms);
    var item = put(list, 'li'), title = put(put(item, 'p'), 'a');
    title.href = article.page + (passage && passage.number ? '#doan-' + passage.number : '');
    putMarked(title, article.title, ranges(article.title, terms), 0, article.title.length);
    put(item, 'p', [day(article.date), article.section].filter(Boolean).join(' · ')).className = 'when';
    if (passage)
      putPiece(put(item, 'p'), passage.text, terms);
  }

  function tell(query, count) {
    var rest = loaded < parts.length ? ' Đang đọc tiếp các quý trước (' + loaded + '/' + parts.length + ') …' : '';
    if (count === null)
      status.textContent = '';
    else if (count)
      status.textContent = count + ' bài có “' + query + '”.' + rest;
    else
      status.textContent = rest ? rest.trim() : 'Không bài nào có “' + query + '”. Hãy bớt từ, hoặc gõ không dấu.';
  }

  function search() {
    var query = field.value.trim(), result = find(field.value.replace(/^\s+/, ''));
    list.textContent = '';
    tell(query, result ? result.found.length : null);
    more.hidden = !result || result.found.length <= shown;
    if (result)
      result.found.slice(0, shown).forEach(function (one) { show(one, result.terms); });
  }

  /* ---- loading */

  window.bantinSearch = function (part) { articles = articles.concat(part.map(prepare)); };
  window.bantinSearch.fold = fold; // for its test

  function loadNext() {
    if (loaded >= parts.length)
      return;
    var script = document.createElement('script');
    script.src = 'tim-kiem/' + parts[loaded] + '.js';
    script.onload = script.onerror = function () {
      loaded++;
      search();
      loadNext();
    };
    document.head.appendChild(script);
  }

  var started = false;
  function start() {
    if (!started)
      loadNext();
    started = true;
  }

  function remember() {
    try {
      history.replaceState(null, '', field.value ? '?q=' + encodeURIComponent(field.value) : location.pathname);
    } catch (refused) { /* some browsers keep file:// addresses as they are */ }
  }

  field.addEventListener('focus', start);
  field.addEventListener('input', function () {
    start();
    shown = RESULTS;
    clearTimeout(timer);
    timer = setTimeout(function () { search(); remember(); }, 120);
  });
  form.addEventListener('submit', function (event) {
    event.preventDefault();
    start();
    search();
    remember();
  });
  more.addEventListener('click', function () {
    var next = list.children.length;
    shown += RESULTS;
    search();
    if (list.children[next])
      list.children[next].querySelector('a').focus();
  });

  var given = new URLSearchParams(location.search).get('q');
  form.hidden = false;
  if (given) {
    field.value = given;
    start();
    search();
  }
})();
