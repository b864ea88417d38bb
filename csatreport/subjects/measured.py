"""Everything known about one questionnaire, unit and period: results and all subjects."""

from csatreport import subjects
from csatreport.counts.findings.findings import measure_with
from csatreport.counts.findings.whole import Findings
from csatreport.counts.ledger import Ledger
from csatreport.study.periods import Period
from csatreport.study.units import Unit


def measure(ledger: Ledger, unit: Unit, period: Period, against: Period | None = None) -> Findings:
    """Measure one unit and period in full; ``against`` is a further period to compare with."""
    return measure_with(subjects.SUBJECTS, ledger, unit, period, against)
