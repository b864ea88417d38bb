/* Before anything is painted: the colours chosen here last time. */
(function () {
  "use strict";
  try {
    var chosen = localStorage.getItem("csatreport-theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch (refused) { /* a browser may keep nothing for files; then the system decides */ }
})();
