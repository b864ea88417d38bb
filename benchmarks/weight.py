"""What a built site weighs: files and bytes by kind, screens of first pages, pages of PDFs.

    python benchmarks/weight.py SITE

``SITE`` is the folder of a built site, such as ``build/site``. Screens are 1280 × 800 pixels, on a
phone 390 × 844; they are measured where playwright and its browser are installed.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import which

import pikepdf

SCREENS = ((1280, 800), (390, 844))


def rows_of_files(site: Path) -> Iterator[tuple[str, int, float, float, float]]:
    """Yield name, number, megabytes, mean and largest kilobytes of each kind of file."""
    sizes: dict[str, list[int]] = defaultdict(list)
    for file in site.rglob("*"):
        if file.is_file():
            sizes["assets" if "assets" in file.parts else file.name].append(file.stat().st_size)
    sizes["all"] = [size for some in sizes.values() for size in some]
    for name, some in sorted(sizes.items(), key=lambda one: -sum(one[1])):
        yield name, len(some), sum(some) / 1e6, sum(some) / len(some) / 1e3, max(some) / 1e3


def first_pages(site: Path) -> dict[str, Path]:
    """Return the newest first page of a company, of a unit with units below, and of one without."""
    found: dict[str, Path] = {}
    for file in sorted(site.rglob("data.json"), key=lambda one: one.stat().st_size):
        told = json.loads(file.read_text("utf-8"))
        kind = "company" if told["unit"]["parent"] is None else told["unit"]["kind"] or "unit"
        name = f"{told['questionnaire']['id']}, {kind}"
        newest = found.get(name)
        if newest is None or newest.parent.as_posix() <= file.parent.as_posix():
            found[name] = file.with_name("index.html")
    return found


def screens(pages: Sequence[Path]) -> list[list[float]]:
    """Return how many screens high each page is, at each width; none without a browser."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - not everybody has one
    except ImportError:
        return [[] for _ in pages]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"])
        heights = []
        for file in pages:
            row = []
            for width, height in SCREENS:
                page = browser.new_page(viewport={"width": width, "height": height})
                page.goto(file.resolve().as_uri())
                row.append(page.evaluate("document.documentElement.scrollHeight") / height)
                page.close()
            heights.append(row)
        browser.close()
    return heights


def main() -> None:
    """Print three tables of a site."""
    site = Path(sys.argv[1])
    print("| file | number | MB | mean KB | largest KB |\n|---|---|---|---|---|")
    for name, number, *sizes in rows_of_files(site):
        print(f"| {name} | {number:,} | " + " | ".join(f"{size:.1f}" for size in sizes) + " |")
    pages = first_pages(site)
    print("\n| first page | KB | screens | phone screens |\n|---|---|---|---|")
    for (name, file), heights in zip(pages.items(), screens([*pages.values()]), strict=True):
        size = file.stat().st_size / 1e3
        print(f"| {name} | {size:.0f} | " + " | ".join(f"{one:.1f}" for one in heights) + " |")
    print("\n| PDF | number | mean KB | most pages |\n|---|---|---|---|")
    printed: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for file in site.rglob("*.pdf"):
        with pikepdf.open(file) as book:
            printed[file.name].append((file.stat().st_size, len(book.pages)))
    for name, some in printed.items():
        mean = sum(size for size, _ in some) / len(some) / 1e3
        print(f"| {name} | {len(some)} | {mean:.0f} | {max(pages for _, pages in some)} |")


if __name__ == "__main__":
    main()
