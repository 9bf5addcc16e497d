/* In a preview page: shows the messages of the last build, and loads the page again once there is another build than the
   page's own. A page that nobody looks at holds no connection: browsers allow few of them. */
(function () {
  'use strict';
  var own = document.currentScript.getAttribute('data-build'), events = null;

  function put(parent, name, text) {
    var element = document.createElement(name);
    if (text)
      element.textContent = text;
    parent.appendChild(element);
    return element;
  }

  var panel = document.createElement('aside');
  panel.setAttribute('aria-label', 'Xem thử');
  panel.style.cssText = 'position:sticky;bottom:0;max-height:40vh;overflow:auto;padding:8px 16px;background:#fff8e1;color:#1c1c1c;border-top:3px solid #8a6100;font:15px/1.5 sans-serif';

  /* The line of the report that a message is about. */
  function putLine(item, message) {
    if (!message.line)
      return;
    fetch('/.bantin/source?file=' + encodeURIComponent(message.file)).then(function (answer) {
      return answer.ok ? answer.text() : '';
    }).then(function (text) {
      var line = text.split(/\r\n|\r|\n/)[message.line - 1];
      if (line)
        put(item, 'pre', line.length > 300 ? line.slice(0, 300) + ' …' : line).style.cssText = 'margin:2px 0;white-space:pre-wrap';
    });
  }

  function putMessage(list, message) {
    var item = put(list, 'li'), place = message.file + (message.line ? ', dòng ' + message.line : '');
    if (message.file)
      put(item, 'strong', place + ': ');
    item.appendChild(document.createTextNode(message.text));
    putLine(item, message);
  }

  function summary(answer) {
    if (!answer.builds)
      return 'Đang dựng trang …';
    return answer.messages.length ? answer.messages.length + ' thông báo:' : 'Không có thông báo nào.';
  }

  function show(answer) {
    var figures = document.createElement('a'), page = location.pathname.replace(/^\//, '');
    panel.textContent = '';
    put(panel, 'strong', 'Xem thử. ');
    if (/^\d{4}\//.test(page)) {
      figures.href = '/.bantin/figures?page=' + encodeURIComponent(decodeURIComponent(page));
      figures.textContent = 'Bảng số liệu của bài';
      panel.appendChild(figures);
    }
    put(panel, 'span', ' ' + summary(answer)).setAttribute('role', 'status');
    var list = answer.messages.length ? put(panel, 'ul') : null;
    answer.messages.forEach(function (message) { putMessage(list, message); });
    if (!panel.parentNode)
      document.body.appendChild(panel);
  }

  function listen() {
    if (document.hidden) {
      if (events)
        events.close();
      events = null;
    } else if (!events) {
      events = new EventSource('/.bantin/events');
      events.onmessage = function (event) {
        if (event.data !== own)
          location.reload();
      };
    }
  }

  fetch('/.bantin/messages').then(function (answer) { return answer.json(); }).then(show);
  document.addEventListener('visibilitychange', listen);
  listen();
})();
