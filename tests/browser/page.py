"""What every page must keep, in whatever browser window it is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import axe_core_python
from playwright.sync_api import Browser, Page

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
LEFT = "net::ERR_ABORTED"
LOCAL = ("file:", "data:", "blob:")
WIDTHS = (1280, 768, 390)


@contextmanager
def opened(
    browser: Browser,
    file: Path,
    width: int = 1280,
    theme: str = "light",
    *,
    scripts: bool = True,
    name: str = "",
    offline: bool = False,
) -> Iterator[Page]:
    """Open a page from the disk and hold it to what every page must keep."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=theme,  # type: ignore[arg-type]
        java_script_enabled=scripts,
        offline=offline,
    )
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on(
        "request",
        lambda request: None if request.url.startswith(LOCAL) else troubles.append(request.url),
    )
    # The first page is left at once, and takes back what it was still asking for.
    page.on(
        "requestfailed",
        lambda request: None if request.failure == LEFT else troubles.append(request.url),
    )
    page.goto(file.as_uri() + (f"#{name}" if name else ""))
    yield page
    context.close()
    assert troubles == []


OVERFLOWING = """() => {
  const wide = document.documentElement.clientWidth, found = [];
  if (document.documentElement.scrollWidth > wide) found.push("page");
  for (const e of document.querySelectorAll("main *")) {
    const box = e.getBoundingClientRect();
    const scrolls = e.closest(".scroll");
    if (box.width && box.right > wide + 1 && !scrolls && getComputedStyle(e).position !== "absolute" && !e.closest(".vh"))
      found.push(e.tagName + "." + e.getAttribute("class") + " " + Math.round(box.right));
  }
  return found.slice(0, 5);
}"""

CUT = """() => {
  const found = [];
  for (const e of document.querySelectorAll("main td, main th, main h1, main h2, main p, main dd, .rail a"))
    if (!e.closest(".vh") && !e.classList.contains("vh") && e.clientWidth && e.scrollWidth > e.clientWidth + 1 && !e.querySelector("svg"))
      found.push(e.tagName + ": " + e.textContent.slice(0, 40));
  return found.slice(0, 5);
}"""

OVERLAPPING = """() => {
  const found = [];
  for (const row of document.querySelectorAll(".items tbody tr, .top, .fig, .facts div")) {
    const cells = [...row.children].map(c => [c, c.getBoundingClientRect()]).filter(p => p[1].width && p[1].height);
    cells.forEach(([a, x], n) => cells.slice(n + 1).forEach(([b, y]) => {
      if (Math.min(x.right, y.right) - Math.max(x.left, y.left) > 1 && Math.min(x.bottom, y.bottom) - Math.max(x.top, y.top) > 1)
        found.push(a.className + " / " + b.className + " in " + row.textContent.slice(0, 20));
    }));
  }
  return found.slice(0, 5);
}"""


def check_layout(page: Page) -> None:
    """Hold a page at its present width to it that nothing overflows, is cut or overlaps."""
    for found in (OVERFLOWING, CUT, OVERLAPPING):
        assert page.evaluate(found) == []


def check_access(page: Page) -> None:
    """Hold a page to what axe-core knows of access for everybody; it finds nothing of any rank."""
    page.evaluate(AXE)
    violations = page.evaluate(
        "() => axe.run({resultTypes: ['violations']}).then(r => r.violations)"
    )
    assert [
        (v["id"], v["nodes"][0]["html"][:120], v["nodes"][0]["failureSummary"][:200])
        for v in violations
    ] == []
