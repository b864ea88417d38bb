"""Everything known about one questionnaire, unit and period: results and all subjects."""

import datetime as dt
from collections.abc import Callable, Mapping

from csatreport import subjects
from csatreport.counts.findings.asked import Elsewhere, nowhere
from csatreport.counts.findings.findings import complete, measure_with
from csatreport.counts.findings.whole import Findings
from csatreport.counts.ledger import Ledger
from csatreport.privacy.gate import Gate
from csatreport.study.periods import Period
from csatreport.study.units import Unit

_YEAR = dt.timedelta(days=366)


def measure(
    ledger: Ledger, unit: Unit, period: Period, against: Period | None = None,
    *, elsewhere: Elsewhere = nowhere,
) -> Findings:  # fmt: skip
    """Measure one unit and period in full; ``against`` is a further period to compare with.

    ``elsewhere`` tells what other questionnaires found.
    """
    return measure_with(subjects.SUBJECTS, ledger, unit, period, against, elsewhere=elsewhere)


def beside(ledgers: Mapping[str, Ledger], gate: Callable[[str], Gate]) -> Elsewhere:
    """Return what tells of the questionnaires of a study: each through its own gate.

    Of every questionnaire the newest period is taken that it reports of and that has ended; so what
    is told here stands in its own report too.
    """

    def told(questionnaire: str, period: Period) -> Findings | None:
        ledger = ledgers.get(questionnaire)
        when = _newest(ledger, period) if ledger is not None else None
        if ledger is None or when is None:
            return None
        root = ledger.questionnaire.units.root
        return gate(questionnaire).apply(measure_with((), ledger, root, when))

    return told


def _newest(ledger: Ledger, until: Period) -> Period | None:
    """Return the newest reported period that ends with another, or within a year before it.

    Of several with one end that of the same length, else the shortest.
    """
    kinds = ledger.questionnaire.reporting.periods
    known = [one for kind in kinds for one in complete(ledger, kind)]
    ended = [one for one in known if dt.timedelta(0) <= until.end - one.end <= _YEAR]
    return max(ended, key=lambda one: (one.end, one.kind is until.kind, one.start), default=None)
