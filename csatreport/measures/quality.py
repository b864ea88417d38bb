"""How good the answers are: who answered, what could not be scored, what intake refused."""

from __future__ import annotations

from collections import Counter

import numpy as np

from csatreport.measures.ledger import Ledger
from csatreport.measures.model import Quality
from csatreport.survey.model import Unit
from csatreport.survey.periods import Period


def assess(ledger: Ledger, unit: Unit, period: Period) -> Quality:
    """Count what the data-quality chapter says; the account of files is the company's alone."""
    files: tuple[int, ...] = ()
    if unit.id == ledger.questionnaire.units.root.id:
        files = _files(ledger, period)
    intake = ledger.responses.intake
    names = {intake.files[place].file for place in files}
    refused = Counter(r.code for r in intake.refusals if r.file in names and not r.kept)
    return Quality(
        responses=ledger.tally(unit.id, period).responses,
        respondents=_respondents(ledger, unit, period),
        unscored=_unscored(ledger, unit, period),
        files=tuple(
            (f.file, f.read, f.kept, f.refused, f.invalid_cells)
            for f in (intake.files[place] for place in files)
        ),
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
    """Count distinct respondents, a row without an id being one of its own."""
    if ledger.questionnaire.anonymity is not None:
        return None
    ids = ledger.rows.ids[ledger.row_numbers(unit.id, period)]
    known = ids[ids >= 0]
    return len(np.unique(known)) + len(ids) - len(known) if len(known) else None


def _files(ledger: Ledger, period: Period) -> tuple[int, ...]:
    """Return the files that gave rows to a period, in order of intake.

    A file that gave no row at all belongs to no period; it is reported with the newest one, so
    that it is not overlooked.
    """
    root = ledger.questionnaire.units.root.id
    used = set(ledger.rows.file[ledger.row_numbers(root, period)].tolist())
    bases = ledger.bases(period)
    if bases and bases[-1] == ledger.base_periods[-1]:
        used |= {
            place for place, file in enumerate(ledger.responses.intake.files) if file.kept == 0
        }
    return tuple(sorted(used))
