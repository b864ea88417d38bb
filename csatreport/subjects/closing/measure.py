"""What readers must know of a closed period besides its figures."""

from dataclasses import replace

from csatreport.counts.closed.after import AfterClose
from csatreport.counts.findings.asked import Asked


def measure_closing(asked: Asked) -> AfterClose | None:
    """Return late answers and restatements of a period; None where there is nothing of either.

    Figures are those of the whole company. A unit's report says only that, when and why.
    """
    if asked.ledger.questionnaire.anonymity is not None:
        return None
    found = asked.ledger.after_close(asked.period)
    if asked.unit.parent is not None:
        restated = tuple((period, replace(one, figures=())) for period, one in found.restated)
        found = AfterClose(late=0, restated=restated)
    return found or None
