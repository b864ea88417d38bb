"""Ways of a built site that lead nowhere."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

EVERY = re.compile(r'(?:(?:href|src)="|; url=)(?!data:|mailto:|https?:)([^"]+)"')


def dead(site: Path) -> list[tuple[str, str]]:
    """Follow every way from the first page; return those that lead nowhere and pages never met."""
    lost, met, ahead = [], set(), [(site / "index.html").resolve()]
    while ahead:
        page = ahead.pop()
        if page in met or page.suffix != ".html" or not page.is_file():
            continue
        met.add(page)
        for way in set(EVERY.findall(page.read_text("utf-8"))):
            path = unquote(way).partition("#")[0]
            target = (page.parent / path).resolve() if path else page
            if not target.is_file():
                lost.append((page.name, way))
            ahead.append(target)
    return lost + [("never met", str(p)) for p in site.rglob("*.html") if p.resolve() not in met]
