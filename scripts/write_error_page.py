"""Write docs/errors.md: every code, what it says and what to do, from the message catalogue.

Run it after adding or rewording a message: ``python scripts/write_error_page.py``.
"""

from __future__ import annotations

import re
from pathlib import Path

from csatreport.base.words import catalogue

PAGE = Path(__file__).resolve().parents[1] / "docs" / "errors.md"

HEAD = """\
# Every code, and what to do

A problem has a code that never changes its meaning, a place, a sentence and a remedy. `csatreport
check` lists all problems of a study at once; `csatreport check --format json` does so for programs.
Errors stop a build. Warnings do not, unless `--strict` is given.

‹Words in such brackets› stand for what a message fills in. This page is made from the message
catalogue by `scripts/write_error_page.py`.
"""

FAMILIES = {
    "C1": (
        "Configuration: YAML and its keys",
        "Whether the files can be read, and whether each key has the right form.",
    ),
    "C2": (
        "Configuration: what contradicts itself",
        "What no single line shows: names that do not exist, editions that do not fit.",
    ),
    "C3": (
        "Configuration: models",
        "What drivers, expectations, importance and Kano's questions need.",
    ),
    "L3": (
        "Advice on method",
        "Warnings about questions that are hard to answer or to interpret. Never errors.",
    ),
    "A4": ("Answers", "Files, rows and cells in `data/`, and tables of units."),
    "A5": (
        "A new file of answers",
        "While `csatreport adopt` takes one in, and when it changes later.",
    ),
    "G5": ("Registers", "Rows in `data/registers/`: complaints, actions, defects and others."),
    "R5": ("Pages and PDFs", "While reports are drawn."),
    "B6": ("Building", "While the site is put together."),
    "P7": ("Publishing", "While a site is copied to where people read it."),
    "F9": ("Paper forms", "While forms are printed, handed out, returned and keyed."),
    "D8": ("The computer", "What `csatreport doctor` finds."),
}


def compose_page() -> str:
    """Return the page as Markdown."""
    codes = sorted({key.split(".")[1] for key in catalogue("en") if key.startswith("issue.")})
    parts = [HEAD]
    for family, (title, about) in FAMILIES.items():
        rows = [_row(code) for code in codes if code.startswith(family)]
        if rows:
            head = ["| code | what it says | what to do |", "|---|---|---|"]
            parts.append("\n".join([f"## {family}xx · {title}", "", about, "", *head, *rows, ""]))
    return "\n".join(parts)


def _row(code: str) -> str:
    message, remedy = (_shown(f"issue.{code}.{part}") for part in ("message", "remedy"))
    return f'| <a id="{code.lower()}"></a>{code} | {message} | {remedy} |'


def _shown(key: str) -> str:
    gaps = re.sub(r"(?<!\{)\{(\w+)[^{}]*\}(?!\})", r"‹\1›", catalogue("en")[key])
    plain = gaps.replace("{{", "{").replace("}}", "}")
    return re.sub(r"\s+", " ", plain.replace("|", r"\|").replace("<", "&lt;")).strip()


if __name__ == "__main__":
    PAGE.write_text(compose_page(), "utf-8", newline="\n")
