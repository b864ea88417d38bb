"""The build before: do old and new files together show what a few people answered?

Whoever kept the old files can subtract them from the new. A closed anonymous period therefore stays
as it was published. Where answers have been added, taken away or changed, but fewer than the
minimum, nothing is published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from csatreport.base.errors import Issue
from csatreport.privacy.audit.published import PublishedReport, read_sheets
from csatreport.study.model import Questionnaire


def compare_builds(
    old: Iterable[Path], new: Iterable[Path], questionnaire: Questionnaire
) -> tuple[Issue, ...]:
    """Return an issue (B613) for every unit and period in which a few answers differ."""
    promise = questionnaire.anonymity
    if promise is None:
        return ()
    before = {(s.unit, s.period): s for s in read_sheets(old, questionnaire.id)}
    issues = []
    for sheet in read_sheets(new, questionnaire.id):
        then = before.get((sheet.unit, sheet.period))
        few = [n for n in _changed(then, sheet) if 0 < n < promise.minimum] if then else []
        if few:
            issues.append(
                Issue.at(
                    "B613",
                    questionnaire.id,
                    unit=sheet.unit,
                    period=sheet.period.id,
                    count=round(max(few)),
                )
            )
    return tuple(issues)


def _changed(then: PublishedReport, now: PublishedReport) -> Iterator[float]:
    """Yield how many answers differ, figure by figure that both builds show."""
    yield _apart(then, now, "responses")
    for item in now.about("items.id"):
        yield _apart(then, now, "items.n", item)
        yield _moved(then, now, item)


def _apart(then: PublishedReport, now: PublishedReport, kind: str, *about: str) -> float:
    one, other = then.number(kind, *about), now.number(kind, *about)
    return 0.0 if one is None or other is None else abs(other - one)


def _moved(then: PublishedReport, now: PublishedReport, item: str) -> float:
    """Return how many answers moved to another option; 0 where the options are not the same."""
    sides = [
        {about[1]: float(count) for (kind, about), count in sheet.values.items()
         if kind == "items.counts" and about[0] == item}
        for sheet in (then, now)
    ]  # fmt: skip
    if sides[0].keys() != sides[1].keys():
        return 0.0
    return sum(max(0.0, sides[1][code] - sides[0][code]) for code in sides[0])
