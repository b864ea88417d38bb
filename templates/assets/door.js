/* The way in: on to the language chosen here last, else the study's own, with the report that the
   address names behind the #. Without scripts the page leads to the study's own language. */
(function () {
  "use strict";
  var ways = Array.prototype.slice.call(document.querySelectorAll("a[hreflang]")), chosen = "";
  try { chosen = localStorage.getItem("csatreport-language"); } catch (refused) { /* then the first */ }
  var asked = location.hash.slice(1).split("/")[0];
  var spoken = function (language) { return ways.filter(function (way) { return way.hreflang === language; })[0]; };
  location.replace((spoken(asked) || spoken(chosen) || ways[0]).getAttribute("href") + location.hash);
})();
