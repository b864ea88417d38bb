"""Small anonymous studies of one round on two scales, made up for these tests."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from csatreport.study.periods import PeriodKind
from tests.counts.build import ledger, questionnaire, units
from tests.privacy.audit.build import PROMISE, TWO_SCALES

SECRET = b"\2"
"""By this lots fall so that the rules of single tables do not happen to hide what all tell."""
SCALES = {
    "q0": (3.0, 1.5, 0.0),
    "q1": (3.0, 1.5, 0.0),
    "q2": (3.0, 2.0, 1.0, 0.0),
    "q3": (3.0, 2.0, 1.0, 0.0),
}


def made(answers: dict[str, list[tuple[int, ...]]], tree: dict[str, str | None] | None = None):
    """Make a study of one round from the answers of everybody in every unit."""
    tree = tree or {"all": None, **dict.fromkeys(answers, "all")}
    rows = [
        {"unit": unit, "period": "r2025", **{f"q{k}": place for k, place in enumerate(one)}}
        for unit, people in answers.items()
        for one in people
    ]
    every = PeriodKind.ROUND
    asked = questionnaire([TWO_SCALES], units=units(tree), every=every, anonymity=PROMISE)
    return replace(ledger(asked, rows), secret=SECRET)


def random_study(seed: int) -> dict[str, list[tuple[int, ...]]]:
    """Make three to six units of 3 to 30 people who are more or less content."""
    random = np.random.default_rng(seed)
    happy = random.uniform(0.3, 0.9)
    three, four = (_falling(happy, n) for n in (3, 4))
    return {
        f"u{place}": [
            (*random.choice(3, 2, p=three).tolist(), *random.choice(4, 2, p=four).tolist())
            for _ in range(int(random.integers(3, 31)))
        ]
        for place in range(int(random.integers(3, 7)))
    }


def _falling(happy: float, options: int) -> np.ndarray:
    weights = happy * (1 - happy) ** np.arange(options)
    return weights / weights.sum()
