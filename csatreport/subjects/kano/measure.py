"""Kano's model: what a feature is to people, from how they feel with it and without it.

Two answers, one for the feature being there and one for it being absent, put each person into a
class: must-be, one-dimensional, attractive, indifferent, reverse, or questionable where the two
contradict each other. The feature's class is the most frequent one, unless the two most frequent
are so near that chance may have ordered them: then it is mixed, and the class that weighs more for
the worst case comes first (M > O > A > I).

*Better* says how much satisfaction the feature can add, *worse* how much its absence takes away.

Sources: Kano and others (1984), Attractive quality and must-be quality, Hinshitsu 14; Berger and
others (1993), Kano's methods for understanding customer-defined quality, Center for Quality of
Management Journal 2; Fong (1996), Using the self-stated importance questionnaire, ibid. 5; Pouliot
(1993), Theoretical issues of Kano's methods, ibid. 2.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

import numpy as np

from csatreport.counts.findings.asked import Asked
from csatreport.counts.ledger import Ledger
from csatreport.counts.pairs import paired_items, points_of
from csatreport.statistics.arrays import Floats, Ints
from csatreport.study.item import CLOSED, Item, Role
from csatreport.subjects.kano.settings import KanoRule


class Feeling(StrEnum):
    """What a feature is to somebody."""

    MUST = "M"
    ONE = "O"
    ATTRACTIVE = "A"
    INDIFFERENT = "I"
    REVERSE = "R"
    QUESTIONABLE = "Q"


_BERGER = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")
"""Rows: how it feels with the feature; columns: without. Both from like to dislike."""
_POULIOT = ("QAAAO", "RQIIM", "RIIIM", "RIIQM", "RRRRQ")
_RANKED = (Feeling.MUST, Feeling.ONE, Feeling.ATTRACTIVE, Feeling.INDIFFERENT)
"""Which class comes first where two are equally frequent; the others follow."""
_ORDER = (*_RANKED, Feeling.REVERSE, Feeling.QUESTIONABLE)
REVERSED = 0.5
"""Where more than this share is reverse, the feature should be asked the other way round."""
UNCLEAR = 0.1
"""Where more than this share is questionable, the question is not understood."""
_FONG = 1.65


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One feature: how many hold it to be what, and what follows.

    ``missing`` answered one half of the pair only. ``second`` is the next frequent class;
    ``mixed`` says that the first two are within chance of each other. ``importance`` is the mean of
    what was asked about it, in points, None where it was not.
    """

    item: Item
    n: int
    missing: int
    counts: Mapping[Feeling, int]
    first: Feeling | None
    second: Feeling | None
    mixed: bool
    category: float | None
    """Category strength: share of the first class minus share of the second."""
    importance: float | None = None
    importance_n: int = 0

    def share(self, feeling: Feeling) -> float:
        """Return the share of a class."""
        return self.counts[feeling] / self.n if self.n else 0.0

    @property
    def base(self) -> int:
        """How many hold it to be one of the four classes that better and worse are made of."""
        return sum(self.counts[one] for one in _RANKED)

    @property
    def likes(self) -> int:
        """How many would like it."""
        return self.counts[Feeling.ATTRACTIVE] + self.counts[Feeling.ONE]

    @property
    def needs(self) -> int:
        """How many would miss it."""
        return self.counts[Feeling.ONE] + self.counts[Feeling.MUST]

    @property
    def better(self) -> float | None:
        """How much satisfaction it can add, from 0 to 1; None where nobody is in those classes."""
        return self.likes / self.base if self.base else None

    @property
    def worse(self) -> float | None:
        """How much its absence takes away, from -1 to 0; None where nobody is in those classes."""
        return -self.needs / self.base if self.base else None

    @property
    def total(self) -> float | None:
        """Total strength: share of those to whom it matters at all."""
        return (self.counts[Feeling.MUST] + self.likes) / self.n if self.n else None


def measure_kano(asked: Asked) -> tuple[Feature, ...]:
    """Class every feature that a questionnaire asks about, in form order."""
    ledger = asked.ledger
    edition = ledger.edition(asked.period)
    absent, stated = (paired_items(edition, role) for role in (Role.ABSENT, Role.IMPORTANCE))
    rows = ledger.row_numbers(asked.unit.id, asked.period)
    table = _POULIOT if ledger.questionnaire.settings_of(KanoRule).pouliot else _BERGER
    return tuple(
        classify(
            item,
            ledger.segments.codes(item.series, rows),
            ledger.segments.codes(absent[item.id].series, rows),
            table,
            _importance(ledger, stated.get(item.id), rows),
        )
        for item in edition.with_role(Role.PRESENT)
        if item.id in absent
    )


def _importance(ledger: Ledger, item: Item | None, rows: Ints) -> Floats:
    """Return the stated importance in points, of those who stated one."""
    if item is None or item.kind not in CLOSED or not item.scored:
        return np.empty(0)
    points = points_of(ledger, item, rows)
    return np.sort(points[~np.isnan(points)])


def classify(
    item: Item,
    present: Ints,
    absent: Ints,
    table: tuple[str, ...] = _BERGER,
    importance: Floats | None = None,
) -> Feature:
    """Class a feature from option places (0 like to 4 dislike), below 0 where there is none."""
    both, either = (present >= 0) & (absent >= 0), (present >= 0) | (absent >= 0)
    pairs = np.bincount(present[both] * 5 + absent[both], minlength=25).tolist()
    counts = dict.fromkeys(_ORDER, 0)
    for place, number in enumerate(pairs):
        counts[Feeling(table[place // 5][place % 5])] += number
    return feature_of(item, counts, int((either & ~both).sum()), importance)


def feature_of(
    item: Item, counts: Mapping[Feeling, int], missing: int = 0, importance: Floats | None = None
) -> Feature:
    """Work out what follows from the number of people in each class."""
    n = sum(counts.values())
    ranked = sorted(_ORDER, key=lambda one: (-counts[one], _ORDER.index(one)))
    first, second = (ranked[0], ranked[1]) if n else (None, None)
    apart = counts[ranked[0]] - counts[ranked[1]]
    known = importance if importance is not None else np.empty(0)
    return Feature(
        item=item,
        n=n,
        missing=missing,
        counts=counts,
        first=first,
        second=second if second is not None and counts[second] else None,
        mixed=bool(n) and apart < fong(counts[ranked[0]], counts[ranked[1]], n),
        category=apart / n if n else None,
        importance=float(known.mean()) if len(known) else None,
        importance_n=len(known),
    )


def fong(a: int, b: int, n: int) -> float:
    """Return how far two frequent classes must be apart not to be ordered by chance (90 %)."""
    return _FONG * sqrt((a + b) * (2 * n - a - b) / (2 * n))
