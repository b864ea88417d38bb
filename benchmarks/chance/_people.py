"""Made-up answers of people in groups, for the simulations of groups: nothing here knows of any effect.

Answers move together, pile up at the best option and have ties, as those of customers do. People
are put into groups without looking at what they answered.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from benchmarks.chance import Rate
from csatreport.statistics.arrays import Floats, Ints

QUESTIONS = 10
BACKGROUND = 5
"""So many background questions part the people of a report."""
OPTIONS = 4
_CUTS = (0.3, 1.07, 1.65)
"""About 62, 24, 9 and 5 % pick the options, the best one first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Groups of some sizes; weights of people (``drawn``), of groups (``groups``), or none."""

    sizes: tuple[int, ...]
    weights: str = ""

    @property
    def name(self) -> str:
        """The situation in words."""
        sizes = ", ".join(map(str, self.sizes))
        return (
            f"groups of {sizes}"
            + {
                "": "",
                "drawn": ", people weighted by chance",
                "groups": ", weighted so that groups count alike",
            }[self.weights]
        )


Names = Callable[[np.random.Generator, Situation], bool]
"""Draws a report of a situation, and tells whether it names anything."""
Finds = Callable[[np.random.Generator], bool]
"""Draws a report with an effect, and tells whether it is found."""
SITUATIONS = (
    Situation(sizes=(3, 8, 200)),
    Situation(sizes=(3, 8, 300)),
    Situation(sizes=(15, 20, 25, 40)),
    Situation(sizes=(50, 50, 500)),
    Situation(sizes=(12, 60, 300), weights="drawn"),
    Situation(sizes=(40, 60, 300), weights="groups"),
    Situation(sizes=(20, 60, 300), weights="groups"),
)


def answers(dice: np.random.Generator, people: int) -> Ints:
    """Draw answers: (people, questions), each an option's place."""
    mood = dice.normal(size=(people, 1)) + dice.normal(size=(people, QUESTIONS))
    return np.searchsorted(_CUTS, mood / np.sqrt(2)).astype(np.int64)


def parted(dice: np.random.Generator, sizes: tuple[int, ...]) -> Ints:
    """Put people into groups of some sizes at random."""
    return dice.permutation(np.repeat(np.arange(len(sizes)), sizes))


def weights(dice: np.random.Generator, one: Situation, key: Ints) -> Floats | None:
    """Weigh people as a situation says; ``key`` is the group by which groups are weighted."""
    if one.weights == "drawn":
        return np.exp(0.6 * dice.normal(size=len(key)))
    if one.weights == "groups":
        return np.asarray(1.0 / np.bincount(key)[key])
    return None


def scores(picked: Ints) -> Floats:
    """Return each person's score, 0-100."""
    return np.asarray(100 * (1 - picked.mean(axis=1) / (OPTIONS - 1)))


def worse(dice: np.random.Generator, picked: Ints, inside: np.ndarray, part: float) -> Ints:
    """Let people of a group pick the next worse option in a part of their answers."""
    moved = inside[:, None] & (dice.random(picked.shape) < part)
    return np.minimum(picked + moved, OPTIONS - 1)


def alarms(studies: int, seed: int, thing: str, names: Names) -> list[Rate]:
    """Count in each situation how many reports name a ``thing`` though nothing differs."""
    rates = []
    for one in SITUATIONS:
        dice = np.random.default_rng(seed)
        hits = sum(names(dice, one) for _ in range(studies))
        text = f"{one.name}: a report names {thing}"
        rates.append(Rate(situation=text, hits=hits, of=studies, most=0.06))
    return rates


def found(studies: int, seed: int, text: str, least: float | None, finds: Finds) -> Rate:
    """Count in a quarter of the studies, which takes long enough, how often what is there is found."""
    dice, drawn = np.random.default_rng(seed), studies // 4 + 1
    return Rate(situation=text, hits=sum(finds(dice) for _ in range(drawn)), of=drawn, least=least)
