/* A form that is filled in by one person after another: its language, its follow-up questions, and
   the file that each answer becomes. Nothing is kept here once the file is saved. */
(function () {
  "use strict";
  var form = document.querySelector("form"), done = document.querySelector(".done");
  var open = form.querySelector("[data-open]"), asked = false;

  function each(within, what, act) { Array.prototype.forEach.call(within.querySelectorAll(what), act); }
  function show(thing, on) { thing.hidden = !on; }

  function speak(language) {
    document.documentElement.lang = language;
    each(document, "[data-say]", function (one) {
      var text = JSON.parse(one.dataset.say)[language];
      if (one.tagName === "OPTION") one.textContent = text; else document.title = text;
    });
  }

  function ticked(question) { return question.querySelectorAll("input:checked"); }

  /* What follows from what is ticked: a reason that is asked for, and when no more may be ticked. */
  function follow(question) {
    var on = ticked(question), why = question.querySelector(".why"), clear = question.querySelector(".clear");
    var most = Number(question.dataset.most || 0);
    if (why) {
      var wanted = on.length > 0 && why.dataset.when.split(" ").indexOf(on[0].value) >= 0;
      show(why, wanted);
      why.querySelector("textarea").disabled = !wanted;
    }
    if (clear) show(clear, on.length > 0);
    if (most) each(question, "input[type=checkbox]", function (box) { box.disabled = !box.checked && on.length >= most; });
    if (question.classList.contains("ranked")) once(question);
  }

  /* What is ranked in one place cannot be picked in another. */
  function once(question) {
    var taken = {};
    each(question, "select", function (select) { if (select.value) taken[select.value] = select; });
    each(question, "option", function (option) {
      option.disabled = Boolean(taken[option.value]) && taken[option.value] !== option.parentNode;
    });
  }

  function answers() {
    var found = {};
    new FormData(form).forEach(function (value, name) {
      var text = String(value).trim();
      if (text && name !== ":unit") found[name] = found[name] ? found[name] + ";" + text : text;
    });
    return found;
  }

  function missing(found) {
    return Array.prototype.filter.call(form.querySelectorAll("[data-asked]"), function (question) {
      return question.querySelector(".option") && !Object.prototype.hasOwnProperty.call(found, question.id.slice(3));
    });
  }

  /* Say once what is still open; whoever saves again saves it as it is. */
  function ask(found) {
    var left = missing(found), empty = Object.keys(found).length === 0;
    if (!empty && (asked || left.length === 0)) return false;
    var list = open.querySelector("[data-list]");
    list.textContent = "";
    left.forEach(function (question) {
      var way = document.createElement("a");
      way.href = "#" + question.id;
      way.textContent = question.dataset.asked || question.querySelector(".wording").innerText.trim();
      list.append(way, " ");
    });
    show(open.querySelector("[data-empty]"), empty);
    show(open.querySelector("[data-missing]"), !empty);
    show(open, true);
    anyway(!empty);
    return true;
  }

  function anyway(on) {
    asked = on;
    show(form.querySelector("[data-first]"), !on);
    show(form.querySelector("[data-anyway]"), on);
  }

  function key() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.prototype.map.call(bytes, function (byte) { return ("0" + byte.toString(16)).slice(-2); }).join("");
  }

  function day() {
    var now = new Date();
    function two(number) { return ("0" + number).slice(-2); }
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
  }

  function save(found) {
    var drawn = key(), unit = form.elements[":unit"];
    var told = {
      csatreport: "answer", version: 1, form: form.dataset.form, key: drawn,
      language: document.documentElement.lang, day: form.dataset.period ? "" : day(),
      unit: unit ? unit.value : "", answers: found
    };
    var way = document.createElement("a");
    way.download = form.dataset.form + "-" + drawn.slice(0, 8) + ".json";
    way.href = URL.createObjectURL(new Blob([JSON.stringify(told, null, 1) + "\n"], { type: "application/json" }));
    way.click();
    setTimeout(function () { URL.revokeObjectURL(way.href); }, 60000);
    document.querySelector("[data-file]").textContent = way.download;
    clean();
    show(form, false);
    show(done, true);
    document.getElementById("done").focus();
  }

  /* Forget an answer; the next person answers in the same place. */
  function clean() {
    var unit = form.elements[":unit"], place = unit ? unit.value : "";
    form.reset();
    if (unit) unit.value = place;
    anyway(false);
    show(open, false);
    each(form, "fieldset", follow);
  }

  function begin() {
    clean();
    show(done, false);
    show(form, true);
    document.querySelector("h1").focus();
    window.scrollTo(0, 0);
  }

  each(document, "[name=shown]", function (way) { way.addEventListener("change", function () { speak(way.value); }); });
  form.addEventListener("change", function (event) {
    var question = event.target.closest("fieldset");
    if (question) follow(question);
  });
  each(form, ".clear", function (button) {
    button.addEventListener("click", function () {
      var question = button.closest("fieldset"), first = question.querySelector("input");
      each(question, "input", function (one) { one.checked = false; });
      follow(question);
      first.focus();
    });
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var found = answers();
    if (!ask(found)) save(found);
  });
  form.querySelector(".again").addEventListener("click", begin);
  done.querySelector(".next").addEventListener("click", begin);
  window.addEventListener("pageshow", function (event) { if (event.persisted) begin(); });
  speak(document.documentElement.lang);
  clean();
})();
