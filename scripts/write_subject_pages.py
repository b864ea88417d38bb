"""Write what the docs say of subjects, from the subjects: their READMEs and their figures.

Run it after a change of a subject: ``python scripts/write_subject_pages.py``. A README becomes a
section of the page of docs that has its marks; the figures become tables of docs/data-format.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from csatreport import subjects
from csatreport.report.figure import Figures
from csatreport.report.subject import Subject
from csatreport.subjects.data import ABOUT

HOME = Path(__file__).resolve().parents[1]
PAGES = ("models.md", "registers.md", "methods.md", "closing.md")
DATA = "data-format.md"
BEGIN = "<!-- figures: written by scripts/write_subject_pages.py -->"
END = "<!-- end of figures -->"
Told = tuple[tuple[str, str], ...]
"""Keys of figures with what is said of them."""
_SECTION = re.compile(r"<!-- subject: (\w+) -->\n.*?<!-- end of subject -->", re.DOTALL)


def with_sections(page: str) -> str:
    """Return a page with the README of each subject that it has marks of."""

    def section(found: re.Match[str]) -> str:
        readme = HOME / "csatreport" / "subjects" / found[1] / "README.md"
        return f"<!-- subject: {found[1]} -->\n{readme.read_text('utf-8')}<!-- end of subject -->"

    return _SECTION.sub(section, page)


def with_figures(page: str, told: Iterable[Subject[Any]]) -> str:
    """Return a page with a table of all figures, those of each subject apart, between its marks."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    listed: dict[Told, str] = {}
    about = _table(ABOUT, "What a report is about.", listed)
    tables = "\n".join((about, *(_subject(one, listed) for one in told if one.figures.columns)))
    return f"{before}{BEGIN}\n\n{tables}\n{END}{after}"


def _subject(subject: Subject[Any], listed: dict[Told, str]) -> str:
    if not subject.key:
        return _table(subject.figures, subject.doc, listed)
    nothing = "empty" if subject.nothing == () else "null"
    doc = f"{subject.doc} Where there is nothing to show: {nothing}."
    return _table(subject.figures, doc, {}, (subject.entry,))


def _table(figures: Figures, doc: str, listed: dict[Told, str], names: tuple[str, ...] = ()) -> str:
    heads = ", ".join(f"`{name}`" for name in names or (one.key for one in figures.columns))
    lines = [f"### {heads}", "", doc, "", "| key | value |", "|---|---|", *_rows(figures, listed)]
    return "\n".join(lines) + "\n"


def _rows(figures: Figures, listed: dict[Told, str], above: str = "") -> Iterator[str]:
    """Yield a row for each figure; figures that stand below several are ``listed`` once."""
    for one in figures.columns:
        name = f"{above}{one.key}"
        keys = f" (`{'`, `'.join(one.parts)}`)" if one.parts else ""
        below = tuple((column.key, column.doc) for column in one.below.columns) if one.below else ()
        if below in listed:
            yield f"| `{name}` | {one.doc}, as `{listed[below]}` |"
        elif one.below is not None:
            listed[below] = name
            yield f"| `{name}` | {one.doc} |"
            yield from _rows(one.below, listed, f"{name}.")
        else:
            yield f"| `{name}`{keys} | {one.doc} |"


def main() -> None:
    """Write the pages."""
    for name in PAGES:
        page = HOME / "docs" / name
        page.write_text(with_sections(page.read_text("utf-8")), "utf-8")
    page = HOME / "docs" / DATA
    page.write_text(with_figures(page.read_text("utf-8"), subjects.SUBJECTS), "utf-8")


if __name__ == "__main__":
    main()
