"""What happened to a period after a person had closed it: late answers, and restatements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from csatreport.counts.closed.printed import Restatement
from csatreport.counts.closed.record import ClosedPeriod
from csatreport.study.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterClose:
    """What readers must know of a closed period besides its figures.

    ``late`` answers came after the close and do not count. ``restated`` are the times its figures
    were changed, oldest first, each with the base period that was restated.
    """

    late: int
    restated: tuple[tuple[Period, Restatement], ...]

    def __bool__(self) -> bool:
        """Whether anything happened."""
        return bool(self.late or self.restated)


def after_close(
    records: Mapping[Period, ClosedPeriod], late: Mapping[Period, int], bases: Iterable[Period]
) -> AfterClose:
    """Return what happened to some base periods together."""
    inside = list(bases)
    restated = (
        (base, one)
        for base in inside
        if (record := records.get(base)) is not None and record.printed is not None
        for one in record.printed.restated
    )
    return AfterClose(
        late=sum(late.get(base, 0) for base in inside),
        restated=tuple(sorted(restated, key=lambda pair: pair[1].day)),
    )
