"""Answers to a recommend question on 0-10, made up for tests of net scores."""

from dataclasses import replace

from csatreport.base.label import Label
from csatreport.study.item import Item, Kind, Option, Role, Valence
from tests.counts.build import item

PROMOTER, PASSIVE, DETRACTOR = 10, 8, 3
TREE = {"all": None, "a": "all", "b": "all", "c": "all"}


def recommend(series: str = "recommend", **settings) -> Item:
    asked = item(
        "recommend", role=Role.RECOMMEND, kind=Kind.RATING, low=0.0, high=10.0,
        series=series, **settings,
    )  # fmt: skip
    valences = [Valence.BAD] * 7 + [Valence.NEUTRAL] * 2 + [Valence.GOOD] * 2
    options = tuple(
        Option(code=str(n), label=Label.of(str(n)), points=float(n), valence=valence)
        for n, valence in enumerate(valences)
    )
    return replace(asked, options=options)


def rows(period: str, *sides: int, unit: str = "all", **more) -> list[dict]:
    """Make so many promoters, passives and detractors; all rate q1 alike."""
    answers = zip((PROMOTER, PASSIVE, DETRACTOR), sides, strict=True)
    return [
        {"unit": unit, "period": period, "recommend": place, "q1": n % 4, **more}
        for place, number in answers
        for n in range(number)
    ]
