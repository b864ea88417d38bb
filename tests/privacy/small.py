"""Small random studies: a few units, some below others, in one month or two, with a few blanks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from csatreport.counts.ledger import Ledger
from csatreport.study.item import Role
from csatreport.study.periods import PeriodKind
from csatreport.study.policy import Reporting
from tests.counts.build import PLAIN, THREE, edition, item, ledger, node, questionnaire, units
from tests.privacy.audit.build import PROMISE

ASKED = edition(
    (item("q0", THREE), item("q1"), item("q2"), item("job", PLAIN, role=Role.BACKGROUND)),
    node("headline", children=[node("first", ["q0"]), node("rest", ["q1", "q2"])]),
)


def small_study(seed: int) -> Ledger:
    """Make a survey of a few units, some below others, in one month or two, with a few blanks."""
    dice = np.random.default_rng(seed)
    names = [f"u{n}" for n in range(int(dice.integers(2, 5)))]
    regions = ["all", "r0", "r1"][: int(dice.integers(1, 4))]
    tree = {"all": None, **dict.fromkeys(regions[1:], "all")}
    tree |= {name: str(dice.choice(regions)) for name in names}
    months = [f"2026-0{n + 1}" for n in range(int(dice.integers(1, 3)))]
    lengths = (PeriodKind.MONTH, PeriodKind.QUARTER)[: 2 if seed % 8 == 0 else 1]
    happy = dice.uniform(0.3, 0.95)
    asked = questionnaire(
        [ASKED], units=units(tree), anonymity=PROMISE, reporting=Reporting(periods=lengths)
    )
    rows = [
        {"unit": unit, "period": month, **_answers(dice, happy)}
        for month in months
        for unit in names
        for _ in range(int(dice.integers(1, 21)))
    ]
    return replace(ledger(asked, rows), secret=bytes([seed]))


def _answers(dice: np.random.Generator, happy: float) -> dict[str, int]:
    """Answer as somebody who is happy with most, and now and then leaves something out."""
    found = {}
    for name, one in ASKED.by_id.items():
        weights = happy * (1 - happy) ** np.arange(len(one.options))
        place = int(dice.choice(len(weights), p=weights / weights.sum()))
        found[name] = -1 if dice.random() < 0.03 else place
    return found
