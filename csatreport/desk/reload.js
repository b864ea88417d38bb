"use strict";
(() => {
  let seen = "";
  window.csatreportBuild = (build) => {
    if (seen && build && build !== seen) location.reload();
    seen = build || seen;
  };
  const ask = () => {
    const script = document.createElement("script");
    script.src = "/.csatreport/build.js?" + Date.now();
    script.onload = script.onerror = () => script.remove();
    document.head.append(script);
  };
  setInterval(ask, 1000);
  ask();
})();
