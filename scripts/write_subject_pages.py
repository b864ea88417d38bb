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

HOME = Path(__file__).resolve().parents[1]
PAGES = ("models.md", "registers.md", "methods.md")
DATA = "data-format.md"
BEGIN = "<!-- figures: written by scripts/write_subject_pages.py -->"
END = "<!-- end of figures -->"
_SECTION = re.compile(r"<!-- subject: (\w+) -->\n.*?<!-- end of subject -->", re.DOTALL)


def with_sections(page: str) -> str:
    """Return a page with the README of each subject that it has marks of."""

    def section(found: re.Match[str]) -> str:
        readme = HOME / "csatreport" / "subjects" / found[1] / "README.md"
        return f"<!-- subject: {found[1]} -->\n{readme.read_text('utf-8')}<!-- end of subject -->"

    return _SECTION.sub(section, page)


def with_figures(page: str, told: Iterable[Subject[Any]]) -> str:
    """Return a page with a table of the figures of each subject between its marks."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    tables = "\n".join(_table(one) for one in told if one.figures.columns)
    return f"{before}{BEGIN}\n\n{tables}\n{END}{after}"


def _table(subject: Subject[Any]) -> str:
    nothing = "empty" if subject.nothing == () else "null"
    lines = [
        f"### `{subject.entry}`",
        "",
        f"{subject.doc} Where there is nothing to show: {nothing}.",
        "",
    ]
    lines += ["| key | value |", "|---|---|", *_rows(subject.figures)]
    return "\n".join(lines) + "\n"


def _rows(figures: Figures, above: str = "") -> Iterator[str]:
    """Yield a row for each figure; the same figures below several are listed once."""
    listed: dict[int, str] = {}
    for one in figures.columns:
        name = f"{above}{one.key}"
        keys = f" (`{'`, `'.join(one.parts)}`)" if one.parts else ""
        if id(one.below) in listed:
            yield f"| `{name}` | {one.doc}, as `{listed[id(one.below)]}` |"
        elif one.below is not None:
            listed[id(one.below)] = name
            yield f"| `{name}` | {one.doc} |"
            yield from _rows(one.below, f"{name}.")
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
