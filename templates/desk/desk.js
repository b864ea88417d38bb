/* What scripts add to the desk: it hears that a page is open, work shows how far it is, and a file
   that is too large is told before it is sent. Everything works without. */
(function () {
  "use strict";
  var body = document.body, gone = document.querySelector(".gone");
  var bar = document.querySelector(".progress progress"), says = document.querySelector(".progress .says");
  var running = body.hasAttribute("data-running"), leaving = false;

  window.addEventListener("pagehide", function () { leaving = true; });
  var tell = function (text) { if (gone) { gone.textContent = text; gone.hidden = false; } };
  var heard = function (state) {
    if (running && !state.runs) { location.replace(location.href); return; }
    if (!state.runs) return;
    if (says) says.textContent = state.says;
    if (bar && state.part !== null) bar.value = state.part;
  };
  var beat = function () {
    fetch("/here", { cache: "no-store" })
      .then(function (answer) { if (!answer.ok) throw new Error(); return answer.json(); })
      .then(function (state) { heard(state); setTimeout(beat, running ? 700 : 1000 * Number(body.dataset.beat)); })
      .catch(function () { if (!leaving) tell(body.dataset.gone); });
  };
  beat();

  document.querySelectorAll("input[type=file]").forEach(function (input) {
    input.addEventListener("change", function () {
      var bytes = Array.prototype.reduce.call(input.files, function (sum, file) { return sum + file.size; }, 0);
      input.setCustomValidity(bytes > Number(body.dataset.largest) ? body.dataset.large : "");
      input.reportValidity();
    });
  });
})();
