"""Reports of the same people side by side: what one withholds, another may not tell.

Whoever reads the reports of two questionnaires that the same people answer has both. So a figure of
the same people that one of them withholds, and another shows, falls.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations

from csatreport.privacy.audit.published import PublishedReport
from csatreport.privacy.audit.verdict import Fallen
from csatreport.study.model import Questionnaire

_TOLD = ("n", "index", "favourable", "counts")


def told_beside(
    asked: Sequence[Questionnaire], sheets: Sequence[Sequence[PublishedReport]]
) -> Iterator[Fallen]:
    """Yield what reports of one questionnaire show, and those of another of the same people hide.

    ``sheets`` are the reports of each.
    """
    pairs = zip(asked, sheets, strict=True)
    for (one, here), (other, there) in permutations(tuple(pairs), 2):
        hidden = {(_unit(other, sheet), sheet.period.id): sheet for sheet in there}
        for sheet in here:
            beside = hidden.get((_unit(one, sheet), sheet.period.id))
            for about in _withheld(sheet, beside) if beside is not None else ():
                yield Fallen(
                    unit=sheet.unit, period=sheet.period.id, about=about, reason="few",
                    sources=(f"{other.id} data.json",),
                )  # fmt: skip


def _unit(asked: Questionnaire, sheet: PublishedReport) -> str:
    return "" if sheet.unit == asked.units.root.id else sheet.unit


def _withheld(sheet: PublishedReport, beside: PublishedReport) -> Iterable[str]:
    """Yield what a report shows and another of the same people withholds."""
    if sheet.number("responses") is not None and beside.number("responses") is None:
        yield "responses"
    theirs = {beside.text("items.series", name): name for name in beside.about("items.series")}
    for name in sheet.about("items.series"):
        other = theirs.get(sheet.text("items.series", name))
        shown = any(sheet.about(f"items.{kind}").count(name) for kind in _TOLD)
        if other is not None and shown and beside.text("items.suppressed", other):
            yield name
