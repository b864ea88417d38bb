"""``csatreport compare``: two entry sheets of the same forms set side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from csatreport.base.errors import ExitCode
from csatreport.cli.options import EDITION, FILE, FORM, argument, option, study_command
from csatreport.cli.terminal import tell_either
from csatreport.cli.words import word

if TYPE_CHECKING:
    from csatreport.paper.returns.compare import Comparison


@study_command
@argument("first", type=FILE)
@argument("second", type=FILE)
@option("--questionnaire", says="option.compare_of", required=True, metavar="ID")
@EDITION
@FORM
def command(
    study: Path, /, *, first: Path, second: Path, questionnaire: str, edition: str, form: str
) -> int:
    """Compare the sheets and list what is not alike."""
    # Deferred: reading the study takes a moment, for which --help must not wait.
    from csatreport.making.tools.keying import compare_entries  # noqa: PLC0415

    found = compare_entries(study, first, second, questionnaire, edition)
    tell_either(form, _as_json(found), _lines(found, (first.name, second.name)))
    return ExitCode.FINE if found.alike else ExitCode.FINDINGS


def _as_json(found: Comparison) -> dict[str, object]:
    return {
        "version": 1,
        "forms": found.forms,
        "cells": found.cells,
        "differences": [
            {
                "form": one.key,
                "column": one.header,
                "first": one.first,
                "second": one.second,
                "rows": list(one.rows),
            }
            for one in found.differences
        ],
        "only": [{"sheet": sheet + 1, "form": key, "row": row} for sheet, key, row in found.only],
    }


def _lines(found: Comparison, names: tuple[str, str]) -> list[str]:
    lines = []
    for one in found.differences:
        rows = dict(zip(("row", "row_second"), one.rows, strict=True))
        facts = {"first": one.first or "–", "second": one.second or "–", **rows}
        lines.append(word("compare.difference", form=one.key, column=one.header, **facts))
    for sheet, key, row in found.only:
        lines.append(word("compare.only", form=key, file=names[sheet], row=row))
    differences = len(found.differences)
    rate = f"{100 * differences / found.cells if found.cells else 0.0:.2f}"
    counts = {"forms": found.forms, "cells": found.cells, "differences": differences}
    return [*lines, word("compare.sum", rate=rate, **counts)]
