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

  /* on a phone tables of four rows or more and funnels side by side fold under what names them; without scripts they stand open */
  var phone = window.matchMedia("(max-width: 700px)"), folded = null;
  var folding = function (part) {
    var rows = all("tbody tr, .panels > div", part).length, name = part.caption || part.querySelector("figcaption");
    if (!name || rows < (part.caption ? 4 : 2) || part.closest("details")) return null;
    var fold = document.createElement("details"), summary = document.createElement("summary");
    var box = part.closest(".scroll") || part, find = box.previousElementSibling;
    fold.className = "fold";
    summary.textContent = name.textContent;
    fold.appendChild(summary);
    box.parentNode.insertBefore(fold, box);
    if (find && find.matches("[data-find]")) fold.appendChild(find);
    fold.appendChild(box);
    name.remove();
    return fold;
  };
  var fit = function () {
    if (phone.matches && !folded) folded = all("main table, figure.funnels").map(folding).filter(Boolean);
    if (folded) folded.forEach(function (fold) { fold.open = !phone.matches; });
  };
  if (phone.addEventListener) phone.addEventListener("change", fit);
  fit();

  /* a table of many columns stands as cards on a phone, each cell beside its head; without scripts it scrolls */
  all("table.plain[data-sortable]:not(.units)").forEach(function (table) {
    var heads = all("thead th", table).map(function (head) { return head.textContent; });
    if (heads.length < 6) return;
    all("tbody td", table).forEach(function (cell) { cell.dataset.head = heads[cell.cellIndex] || ""; });
    table.classList.add("many");
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

  /* a table wider than the page is moved with the arrow keys */
  var reach = function () {
    all(".scroll").forEach(function (box) {
      var caption = box.querySelector("caption"), fold = box.closest("details");
      if (box.scrollWidth <= box.clientWidth) { box.removeAttribute("tabindex"); box.removeAttribute("role"); return; }
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", (caption || fold && fold.firstElementChild || document.querySelector("h1")).textContent.trim());
    });
  };
  window.addEventListener("resize", reach);
  document.addEventListener("toggle", reach, true);
  reach();

  /* a figure leads to how it came about, and says so: what folds around it is opened */
  var why = document.querySelector(".toc a[href='workings.html']");
  if (why) all("a.why").forEach(function (way) { way.title = why.textContent; });
  var asked = function () {
    var name = location.hash.slice(1);
    try { return decodeURIComponent(name); } catch (broken) { return name; }
  };
  var unfold = function () {
    var name = asked(), place = name && document.getElementById(name);
    var fold = place && place.closest("details");
    if (fold && !fold.open) { fold.open = true; place.scrollIntoView(); }
  };
  window.addEventListener("hashchange", unfold);
  unfold();

  /* the rail: a long list of units shows the one of this page, and the chapter that is read is marked */
  var bring = function (box, mark) {
    if (!mark || box.scrollHeight <= box.clientHeight) return;
    var at = mark.getBoundingClientRect(), frame = box.getBoundingClientRect();
    if (at.top < frame.top || at.bottom > frame.bottom) box.scrollTop += at.top - frame.top - box.clientHeight / 2;
  };
  all(".tree").forEach(function (tree) { bring(tree, tree.querySelector("[aria-current]")); });
  var rail = document.querySelector(".rail"), chapters = all(".toc a[href^='#']").map(function (way) {
    return [way, document.getElementById(way.getAttribute("href").slice(1))];
  }).filter(function (pair) { return pair[1]; });
  var read = function () {
    var line = window.innerHeight / 3, now = chapters.filter(function (pair) { return pair[1].getBoundingClientRect().top <= line; }).pop() || chapters[0];
    if (!now || now[0].hasAttribute("aria-current")) return;
    chapters.forEach(function (pair) { pair[0].removeAttribute("aria-current"); });
    now[0].setAttribute("aria-current", "location");
    bring(rail, now[0]);
  };
  var waiting = false;
  window.addEventListener("scroll", function () {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(function () { waiting = false; read(); });
  }, { passive: true });

  /* the address that lasts: on a share the page that is switched stands above the releases */
  all(".rail a[href*='index.html#']").forEach(function (way) { way.href = way.href.replace(/releases\/\d{4,9}-[0-9a-f]{8}\/(index\.html#)/, "$1"); });

  /* the language chosen here is the one that the door leads to from now on */
  all(".lang a").forEach(function (way) {
    way.addEventListener("click", function () {
      try { localStorage.setItem("csatreport-language", way.hreflang); } catch (refused) { /* not kept, but shown */ }
    });
  });

  /* finding: rows, quotes or units that hold every word typed */
  var plain = function (text) { return (text.normalize ? text.normalize("NFKC") : text).toLocaleLowerCase(); };
  var typed = function (input) { return plain(input.value).split(/\s+/).filter(Boolean); };
  var holds = function (element, words) {
    var text = plain(element.textContent);
    return words.every(function (word) { return text.indexOf(word) >= 0; });
  };
  all("[data-find]").forEach(function (place) {
    var input = place.querySelector("input"), output = place.querySelector("output"), tree = place.dataset.find === "tree";
    var target = place.nextElementSibling, opened = tree ? all("details[open]", target) : [];
    input.addEventListener("input", function () {
      var words = typed(input), found = 0;
      var parts = tree ? all("li", target) : all("tbody tr, li", target);
      parts.forEach(function (part) { part.hidden = !holds(part, words); if (!part.hidden) found += 1; });
      if (tree) all("details", target).forEach(function (d) { d.open = words.length > 0 || opened.indexOf(d) >= 0; });
      output.textContent = String(found);
    });
    place.hidden = false;
  });

  /* the first page: which report an address names, and finding one among all by name or number */
  all("[data-seek]").forEach(function (place) {
    var input = place.querySelector("input"), output = place.querySelector("output"), list = place.querySelector("ul"), alert = place.querySelector("[role=alert]");
    var doors = [], most = 8;
    all("ul[data-of]").forEach(function (group) {
      all("li", group).forEach(function (door, n) {
        var of = group.dataset.of, id = door.querySelector("span").textContent.toLowerCase();
        doors.push({ row: door, way: door.querySelector("a").href, called: all("a, span", door).map(function (part) { return plain(part.textContent); }), names: n ? [of + "/" + id] : [of, of + "/" + id] });
      });
    });
    var lead = function () {
      var told = asked(), name = told.toLowerCase(), own = document.documentElement.lang.toLowerCase() + "/";
      if (name.indexOf(own) === 0) name = name.slice(own.length);
      var door = doors.filter(function (one) { return one.names.indexOf(name) >= 0; })[0];
      if (door) { location.replace(door.way); return; }
      var unknown = told && !document.getElementById(told);
      alert.textContent = unknown ? place.dataset.unknown.replace("#", function () { return told; }) : "";
      if (unknown) input.focus();
    };
    var links = function () { return all("a", list); };
    input.addEventListener("input", function () {
      var words = typed(input), found = words.length ? doors.filter(function (one) { return holds(one.row, words); }) : [];
      var exact = function (one) { return Number(one.called.indexOf(words.join(" ")) >= 0); };
      found.sort(function (a, b) { return exact(b) - exact(a); });
      list.textContent = "";
      found.slice(0, most).forEach(function (one) {
        var row = one.row.cloneNode(true), group = one.row.parentNode.previousElementSibling;
        row.querySelector("span").textContent += " · " + group.textContent;
        list.appendChild(row);
      });
      output.textContent = !words.length ? "" : !found.length ? place.dataset.none : found.length === 1 ? place.dataset.one : place.dataset.some.replace("#", String(found.length));
    });
    place.addEventListener("keydown", function (event) {
      if (event.isComposing) return;
      var row = [input].concat(links()), at = row.indexOf(document.activeElement), step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) { event.preventDefault(); row[Math.max(0, Math.min(row.length - 1, at + step))].focus(); }
      if (event.key === "Enter" && at === 0 && row[1]) { event.preventDefault(); row[1].click(); }
      if (event.key === "Escape") input.focus();
    });
    place.hidden = false;
    window.addEventListener("hashchange", lead);
    lead();
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
  all(".strip, .dot, .chart path, .funnel path, .funnel circle").forEach(function (mark) {
    var title = mark.querySelector("title");
    if (!title || title.parentNode !== mark) return;
    var text = title.textContent;
    title.remove();
    if (mark.getAttribute("role") === "img") mark.setAttribute("aria-label", text);
    mark.addEventListener("pointerenter", function () { var box = mark.getBoundingClientRect(); say(text, box.left + box.width / 2, box.top); });
    mark.addEventListener("pointerleave", hush);
  });
  window.addEventListener("scroll", hush, { passive: true });
})();
