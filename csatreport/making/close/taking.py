"""Taking the records of periods from answers that were read: their tallies, and what is printed."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from csatreport import __version__
from csatreport.base.clock import today
from csatreport.base.store import Store
from csatreport.counts.closed.keeping import fresh_secret
from csatreport.counts.closed.printed import PrintedFigures
from csatreport.counts.closed.record import ClosedPeriod
from csatreport.counts.closed.take import take_records
from csatreport.counts.ledger import Ledger
from csatreport.making.close.printed import CompanyReports, parts_of
from csatreport.making.inputs import Inputs
from csatreport.making.plan import make_plan
from csatreport.making.request import Progress, Progressed, Request
from csatreport.making.tools.worker import Worker
from csatreport.study.periods import Period


@dataclass(frozen=True, kw_only=True)
class Taking:
    """What was read of a study, and the reports that it makes."""

    inputs: Inputs
    study: Path
    progress: Progress

    @cached_property
    def secret(self) -> bytes:
        """The study's secret; a new one where there is none."""
        return self.inputs.kept.secret or fresh_secret()

    @cached_property
    def _worker(self) -> Worker:
        request = Request(study=self.study)
        return Worker(
            inputs=self.inputs,
            plan=make_plan(self.inputs, request),
            study=self.study,
            store=Store(request.cache),
        )

    @cached_property
    def _reports(self) -> CompanyReports:
        return CompanyReports(self._worker.plan)

    def printed(self, ledger: Ledger, period: Period) -> PrintedFigures:
        """Return the company's figures of a period as they would be printed today."""
        asked = ledger.questionnaire.id
        self.progress(Progressed("closing", 0, 1, f"{asked} {period.id}"))
        return PrintedFigures(
            closed=today().isoformat(),
            program=__version__,
            parts=parts_of(ledger),
            figures=self._reports.figures(self._worker, asked, period),
        )

    def records(self, ledger: Ledger, periods: Collection[Period]) -> Iterator[ClosedPeriod]:
        """Yield the records of some base periods that are told from their answers."""
        others = set(ledger.base_periods).difference(periods)
        for record in take_records(ledger, self.secret, others):
            period = next(one for one in periods if one.id == record.period)
            yield replace(record, printed=self.printed(ledger, period))
