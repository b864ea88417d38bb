"""How good the answers are: who answered, what could not be scored, what intake refused."""

from collections import Counter
from dataclasses import replace

import numpy as np

from csatreport.counts.findings.model import Quality
from csatreport.counts.ledger import Ledger
from csatreport.study.periods import Period
from csatreport.study.units import Unit


def assess(ledger: Ledger, unit: Unit, period: Period) -> Quality:
    """Count what the data-quality chapter says; the account of files is the company's alone."""
    found = Quality(
        responses=ledger.tally(unit.id, period).responses,
        respondents=_respondents(ledger, unit, period),
        unscored=_unscored(ledger, unit, period),
    )
    whole = unit.id == ledger.questionnaire.units.root.id
    return _with_files(found, ledger, period) if whole else found


def _with_files(found: Quality, ledger: Ledger, period: Period) -> Quality:
    intake = ledger.intake(period)
    refused = Counter(one.code for one in intake.refusals if not one.kept)
    return replace(
        found,
        files=tuple((f.file, f.read, f.kept, f.refused, f.invalid_cells) for f in intake.files),
        refusals=tuple(sorted(refused.items())),
    )


def _unscored(ledger: Ledger, unit: Unit, period: Period) -> int:
    """Count responses without a headline score, each judged by the edition it was given on."""
    missing = 0
    for base in ledger.bases(period):
        root = ledger.edition(base).index
        tally = ledger.tally(unit.id, base)
        if root is not None and root.series in tally.scores:
            missing += tally.responses - tally.scores[root.series].n
    return missing


def _respondents(ledger: Ledger, unit: Unit, period: Period) -> int | None:
    """Count distinct respondents, a row whose id names nobody being one of its own."""
    ids = ledger.people.ids[ledger.row_numbers(unit.id, period)]
    known = ids[ids >= 0]
    return len(np.unique(known)) + len(ids) - len(known) if len(known) else None


def rows_by_file(ledger: Ledger, rows: np.ndarray) -> tuple[tuple[str, int], ...]:
    """Count rows (numbers over all waves) by file, in order of intake.

    Files without any of the rows are left out; the counts add up to the number of rows.
    """
    files = ledger.responses.intake.files
    counts = np.bincount(ledger.rows.file[rows], minlength=len(files)).tolist()
    return tuple((file.file, n) for file, n in zip(files, counts, strict=True) if n)
