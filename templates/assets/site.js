/* What scripts add to pages that are whole without them: sorting, finding, values under the
   pointer, and the choice of colours. No library, no request, nothing leaves the page. */
(function () {
  "use strict";
  var all = function (selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); };

  /* colours: as the system, light, dark */
  all("[data-theme-switch]").forEach(function (place) {
    var button = place.querySelector("button"), root = document.documentElement, order = ["auto", "light", "dark"];
    var now = function () { return root.dataset.theme || "auto"; };
    var show = function () { button.textContent = button.dataset[now()]; };
    button.addEventListener("click", function () {
      var next = order[(order.indexOf(now()) + 1) % order.length];
      if (next === "auto") delete root.dataset.theme; else root.dataset.theme = next;
      try { localStorage.setItem("csatreport-theme", next); } catch (refused) { /* not kept, but shown */ }
      show();
    });
    show();
    place.hidden = false;
  });

  /* questions sorted by place on the form, share or change, each group by itself */
  var orders = function (row) { return row.dataset.order.split(" ").map(Number); };
  var compared = function (by) { return function (a, b) { return by === 0 ? orders(a)[0] - orders(b)[0] : orders(b)[by] - orders(a)[by]; }; };
  all("[data-sort-items]").forEach(function (bar) {
    var table = bar.nextElementSibling, bodies = all("tbody", table), buttons = all("button", bar);
    var rows = function (body) { return all("tr[data-order]", body); };
    var press = function (by) { buttons.forEach(function (b) { b.setAttribute("aria-pressed", String(Number(b.dataset.by) === by)); }); };
    var sorted = function (by) {
      return bodies.every(function (body) {
        var list = rows(body);
        return list.every(function (row, n) { return n === 0 || compared(by)(list[n - 1], row) <= 0; });
      });
    };
    buttons.forEach(function (button) {
      button.addEventListener("click", function () {
        var by = Number(button.dataset.by);
        bodies.forEach(function (body) { rows(body).sort(compared(by)).forEach(function (row) { body.appendChild(row); }); });
        press(by);
      });
    });
    press([1, 0, 2].filter(sorted)[0]);
    bar.hidden = false;
  });

  /* tables sorted by a column: numbers as numbers, what is missing last */
  var value = function (cell) {
    if (!cell) return null;
    var text = (cell.dataset.value || cell.textContent).trim();
    var plain = text.replace(/[,\s%]/g, "").replace("−", "-");
    return plain !== "" && !isNaN(plain) ? Number(plain) : text;
  };
  all("table[data-sortable]").forEach(function (table) {
    var body = table.tBodies[0], heads = all("thead th", table);
    if (!body || body.rows.length < 4) return;
    heads.forEach(function (head, column) {
      if (!head.textContent.trim()) return;
      var button = document.createElement("button");
      button.type = "button";
      while (head.firstChild) button.appendChild(head.firstChild);
      head.appendChild(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") !== "descending";
        var list = all("tr", body).map(function (row) { return [value(row.cells[column]), row]; });
        list.sort(function (a, b) {
          var x = a[0], y = b[0];
          if (typeof x !== typeof y) return typeof x === "number" ? -1 : 1;
          var way = typeof x === "number" ? x - y : String(x).localeCompare(String(y), document.documentElement.lang);
          return down ? -way : way;
        });
        list.forEach(function (pair) { body.appendChild(pair[1]); });
        heads.forEach(function (h) { h.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
      });
    });
  });

  /* a figure leads to how it came about: what folds around it is opened */
  var unfold = function () {
    var name = decodeURIComponent(location.hash.slice(1)), place = name && document.getElementById(name);
    var fold = place && place.closest("details");
    if (fold && !fold.open) { fold.open = true; place.scrollIntoView(); }
  };
  window.addEventListener("hashchange", unfold);
  unfold();

  /* finding: rows, quotes or units that hold every word typed */
  var holds = function (element, words) {
    var text = element.textContent.toLocaleLowerCase();
    return words.every(function (word) { return text.indexOf(word) >= 0; });
  };
  all("[data-find]").forEach(function (place) {
    var input = place.querySelector("input"), output = place.querySelector("output"), tree = place.dataset.find === "tree";
    var target = place.nextElementSibling, opened = tree ? all("details[open]", target) : [];
    input.addEventListener("input", function () {
      var words = input.value.toLocaleLowerCase().split(/\s+/).filter(Boolean), found = 0;
      var parts = tree ? all("li", target) : all("tbody tr, li", target);
      parts.forEach(function (part) { part.hidden = !holds(part, words); if (!part.hidden) found += 1; });
      if (tree) all("details", target).forEach(function (d) { d.open = words.length > 0 || opened.indexOf(d) >= 0; });
      output.textContent = String(found);
    });
    place.hidden = false;
  });

  /* values: what a mark says, beside the pointer or the focus */
  var tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true");
  document.body.appendChild(tip);
  var say = function (text, x, y) {
    tip.textContent = text;
    tip.hidden = false;
    var box = tip.getBoundingClientRect(), wide = document.documentElement.clientWidth;
    tip.style.left = Math.max(4, Math.min(x - box.width / 2, wide - box.width - 4)) + "px";
    tip.style.top = (y - box.height - 14 < 4 ? y + 18 : y - box.height - 14) + "px";
  };
  var hush = function () { tip.hidden = true; };
  all("[data-trend]").forEach(function (figure) {
    all("svg.line", figure).forEach(function (svg) {
      var spots = all("circle", svg).filter(function (c) { return c.firstElementChild; });
      if (!spots.length) return;
      var texts = spots.map(function (c) { var t = c.firstElementChild.textContent; c.firstElementChild.remove(); return t; });
      var aim = document.createElementNS("http://www.w3.org/2000/svg", "circle"), at = spots.length - 1;
      aim.setAttribute("class", "aim");
      aim.setAttribute("r", "6");
      var show = function (n) {
        at = Math.max(0, Math.min(spots.length - 1, n));
        aim.setAttribute("cx", spots[at].getAttribute("cx"));
        aim.setAttribute("cy", spots[at].getAttribute("cy"));
        svg.appendChild(aim);
        var box = spots[at].getBoundingClientRect();
        say(texts[at], box.left + box.width / 2, box.top);
      };
      var leave = function () { hush(); if (aim.parentNode) aim.remove(); };
      svg.addEventListener("pointermove", function (event) {
        var best = 0, least = Infinity;
        spots.forEach(function (spot, n) {
          var box = spot.getBoundingClientRect(), far = Math.abs(box.left + box.width / 2 - event.clientX);
          if (far < least) { least = far; best = n; }
        });
        show(best);
      });
      svg.addEventListener("pointerleave", leave);
      svg.setAttribute("tabindex", "0");
      svg.addEventListener("focus", function () { show(spots.length - 1); });
      svg.addEventListener("blur", leave);
      svg.addEventListener("keydown", function (event) {
        var step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (step) { event.preventDefault(); show(at + step); }
        if (event.key === "Escape") leave();
      });
    });
  });
  /* other drawings carry a title on each mark; it is shown at once instead of after a while */
  all(".strip rect, .dot, .chart path, .funnel path, .funnel circle").forEach(function (mark) {
    var title = mark.querySelector("title");
    if (!title || title.parentNode !== mark) return;
    var text = title.textContent;
    title.remove();
    mark.addEventListener("pointerenter", function () { var box = mark.getBoundingClientRect(); say(text, box.left + box.width / 2, box.top); });
    mark.addEventListener("pointerleave", hush);
  });
  window.addEventListener("scroll", hush, { passive: true });
})();
